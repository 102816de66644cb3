/* test_group.c - articles to stories and events, ids that last, independent tellings. */
#include "story/accounts.h"

static const char *const DAM_1 = "انهيار سد الوادي الكبير بعد أمطار غزيرة\n"
                                 "انهار سد الوادي الكبير فجر اليوم بعد أمطار غزيرة وغمرت المياه قرية الزيتون وأجلت فرق الإنقاذ مئات السكان.\n"
                                 "وقال محافظ الوادي سالم الراوي إن فرق الإنقاذ تبحث عن مفقودين قرب السد المنهار.";
static const char *const DAM_2 = "المياه تغمر قرية الزيتون إثر انهيار سد\n"
                                 "غمرت المياه قرية الزيتون بعد انهيار سد الوادي الكبير جراء أمطار غزيرة فيما تواصل فرق الإنقاذ البحث عن مفقودين.\n"
                                 "وأعلن المحافظ سالم الراوي إجلاء مئات السكان من محيط السد.";
static const char *const MATCH_DAY = "فوز النسور في نهائي كأس الجزيرة لكرة القدم\n"
                                     "توج فريق النسور بكأس الجزيرة لكرة القدم بعد فوزه بهدفين على فريق الصقور في الملعب البلدي.\n"
                                     "وسجل المهاجم رامي عدنان الهدفين في الشوط الثاني من المباراة.";
static const char *const DIGEST = "أهم الأخبار هذا المساء\n"
                                  "انهار سد الوادي الكبير بعد أمطار غزيرة وغمرت المياه قرية الزيتون وأجلت فرق الإنقاذ السكان، وتوج النسور بكأس الجزيرة لكرة القدم.";

struct fixture {
    struct world w;
    struct sketch s[8];
    u32 n;
    struct stemma st;
    struct matches m;
    struct stories out;
};

static void add(struct fixture *f, const char *id, const char *day, u32 part, const char *raw)
{
    struct account acc;
    struct text t = account_make(&f->w, &acc, id, day, raw);
    acc.article->part = part;
    sketch_make(&f->w.arena, f->w.rules, &acc, &t, &f->s[f->n++]);
}

static void group(struct fixture *f) { stories_group(&f->w.arena, f->w.rules, f->s, f->n, &f->st, &f->m, NULL, &f->out); }

static u32 story_of(const struct fixture *f, u32 article)
{
    for (u32 k = 0; k < f->out.v.n; k++)
        for (u32 i = 0; i < f->out.v.v[k].members.n; i++)
            if (f->out.v.v[k].members.v[i].article == article)
                return k;
    fail();
    return 0;
}

static void one_matter_is_one_story_and_another_stays_out(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", 0, DAM_1);
    add(&f, "b", "2030-03-01", 0, DAM_2);
    add(&f, "c", "2030-03-01", 0, MATCH_DAY);
    group(&f);
    assert_int_equal(f.out.v.n, 2);
    assert_int_equal(story_of(&f, 0), story_of(&f, 1));
    assert_int_not_equal(story_of(&f, 0), story_of(&f, 2));
    assert_int_equal(f.out.v.v[0].members.v[0].event, f.out.v.v[0].members.v[1].event);
    assert_true(f.out.v.v[0].label.n > 0);
    arena_release(&f.w.arena);
}

static void undated_articles_are_grouped_too(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", 0, DAM_1);
    add(&f, "b", NULL, 0, DAM_2);
    group(&f);
    assert_int_equal(f.out.v.n, 1);
    arena_release(&f.w.arena);
}

static void the_same_words_a_year_later_are_another_story(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", 0, DAM_1);
    add(&f, "b", "2031-03-01", 0, DAM_2);
    group(&f);
    assert_int_equal(f.out.v.n, 2);
    arena_release(&f.w.arena);
}

static void a_round_up_stands_alone(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", 0, DAM_1);
    add(&f, "b", "2030-03-01", 0, DIGEST);
    group(&f);
    assert_true(f.s[1].roundup);
    assert_int_equal(f.out.v.n, 2);
    arena_release(&f.w.arena);
}

static void tellings_under_one_unseen_source_count_once(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", 0, DAM_1);
    add(&f, "b", "2030-03-01", 0, DAM_2);
    add(&f, "c", "2030-03-01", 0, DAM_2);
    add_wire(&f.w, &f.st, (const u32[]){0, 1}, 2);
    group(&f);
    assert_int_equal(f.out.v.n, 1);
    assert_int_equal(f.out.v.v[0].independent, 2);
    arena_release(&f.w.arena);
}

static void a_quotation_joins_tellings_only_from_half_the_words(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", 0, DAM_1);
    add(&f, "b", "2030-03-01", 0, DAM_2);
    *vec_add(&f.w.arena, &f.st.edges) = (struct edge){.child = 1, .parent = 0, .relation = REL_QUOTATION, .share = 0.3};
    group(&f);
    assert_int_equal(f.out.v.v[0].independent, 2);
    f.st.edges.v[0].share = 0.6;
    group(&f);
    assert_int_equal(f.out.v.v[0].independent, 1);
    arena_release(&f.w.arena);
}

static void a_story_keeps_its_id_while_its_founder_is_in_it(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "b", "2030-03-02", 0, DAM_2);
    group(&f);
    str before = f.out.v.v[0].id;
    assert_int_equal(before.n, 18);
    f.n = 0;
    add(&f, "a", "2030-03-01", 0, DAM_1); /* an older telling comes in later */
    add(&f, "b", "2030-03-02", 0, DAM_2);
    f.s[1].story_before = before;
    group(&f);
    assert_int_equal(f.out.v.n, 1);
    assert_true(str_eq(f.out.v.v[0].id, before));
    assert_int_equal(f.out.forwards.n, 0);
    arena_release(&f.w.arena);
}

static void a_story_that_is_merged_away_leaves_a_forward(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", 0, DAM_1);
    group(&f);
    str first = f.out.v.v[0].id;
    f.n = 0;
    add(&f, "b", "2030-03-02", 0, DAM_2);
    group(&f);
    str second = f.out.v.v[0].id;
    f.n = 0;
    add(&f, "a", "2030-03-01", 0, DAM_1);
    add(&f, "b", "2030-03-02", 0, DAM_2);
    f.s[0].story_before = first;
    f.s[1].story_before = second;
    group(&f);
    assert_int_equal(f.out.v.n, 1);
    assert_true(str_eq(f.out.v.v[0].id, first));
    assert_int_equal(f.out.forwards.n, 1);
    assert_true(str_eq(f.out.forwards.v[0].from, second));
    assert_true(str_eq(f.out.forwards.v[0].to, first));
    arena_release(&f.w.arena);
}

static void the_label_is_the_headline_that_most_speak_of(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", 0, DAM_1);
    add(&f, "b", "2030-03-01", 0, DAM_2);
    add(&f, "c", "2030-03-01", 0, "وزير الزراعة يلغي رحلته السياحية إلى الساحل\n"
                                  "انهار سد الوادي الكبير بعد أمطار غزيرة وغمرت المياه قرية الزيتون وأجلت فرق الإنقاذ مئات السكان من محيط السد المنهار.");
    group(&f);
    assert_int_equal(f.out.v.n, 1);
    assert_false(str_starts(f.out.v.v[0].label, S("وزير الزراعة")));
    arena_release(&f.w.arena);
}

static void one_mould_about_other_things_is_two_stories(void **state)
{
    (void)state;
    static const char *const first = "النسور تفوز على الصقور\nفاز فريق النسور على فريق الصقور بنتيجة 31 مقابل 27 في المباراة أمام 9000 متفرج في ملعب المدينة.";
    static const char *const other = "الفهود تفوز على الذئاب\nفاز فريق الفهود على فريق الذئاب بنتيجة 44 مقابل 12 في المباراة أمام 7000 متفرج في ملعب المدينة.";
    struct fixture f = {.w = world_open()};
    for (u32 i = 0; i < 2; i++) {
        struct account acc;
        struct text t = account_make(&f.w, &acc, i ? "b" : "a", "2030-03-01", i ? other : first);
        add_figure(&f.w, &acc, i ? "44" : "31", i ? 44 : 31, CMP_EQ, NULL);
        add_figure(&f.w, &acc, i ? "7000" : "9000", i ? 7000 : 9000, CMP_EQ, NULL);
        add_name(&f.w, &acc, i ? "الفهود" : "النسور", NAME_ORGANISATION);
        sketch_make(&f.w.arena, f.w.rules, &acc, &t, &f.s[f.n++]);
    }
    *vec_add(&f.w.arena, &f.m) = (struct match){.a = 0, .b = 1, .kind = MATCH_COPY, .words = 18, .equal = 14, .group = UINT32_MAX};
    group(&f);
    assert_int_equal(f.out.v.n, 2);
    arena_release(&f.w.arena);
}

static void nothing_in_nothing_out(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    group(&f);
    assert_int_equal(f.out.v.n, 0);
    add(&f, "empty", NULL, 0, "");
    group(&f);
    assert_int_equal(f.out.v.n, 1);
    assert_int_equal(f.out.v.v[0].independent, 1);
    arena_release(&f.w.arena);
}

TEST_MAIN(T(one_matter_is_one_story_and_another_stays_out), T(undated_articles_are_grouped_too), T(the_same_words_a_year_later_are_another_story),
          T(a_round_up_stands_alone), T(tellings_under_one_unseen_source_count_once), T(a_quotation_joins_tellings_only_from_half_the_words),
          T(a_story_keeps_its_id_while_its_founder_is_in_it), T(a_story_that_is_merged_away_leaves_a_forward), T(the_label_is_the_headline_that_most_speak_of),
          T(one_mould_about_other_things_is_two_stories), T(nothing_in_nothing_out))
