/* test_figures.c - a number that changed in a copied text: where it counts as a change, and how its readings are written. */
#include "story/accounts.h"
#include "story/written.h"

/* Two accounts whose only passage is their whole body, `from` in the first read as `to` in the second. */
struct both {
    struct world w;
    struct account acc[2];
    struct stemma st;
    struct matches m;
};

static void open(struct both *p, const char *a, const char *b)
{
    *p = (struct both){.w = world_open()};
    account_make(&p->w, &p->acc[0], "a", "2030-03-01", a);
    account_make(&p->w, &p->acc[1], "b", "2030-03-01", b);
    struct match *m = vec_add(&p->w.arena, &p->m);
    *m = (struct match){.a = 0, .b = 1, .kind = MATCH_COPY, .words = 20, .equal = 18, .group = UINT32_MAX};
    m->in_a = span_of(1, strlen(a) - 2);
    m->in_b = span_of(1, strlen(b) - 2);
    add_wire(&p->w, &p->st, (const u32[]){0, 1}, 2);
}

static void edit(struct both *p, enum edit_class class, const char *from, const char *to) { add_edit(&p->w, &p->m.v[0], p->acc, class, from, to); }

static const struct difference *figure_of(struct both *p, const char *text)
{
    struct dossier *d = ARENA_NEW(&p->w.arena, struct dossier);
    *d = dossier_of(&p->w, p->acc, 2, &p->st, &p->m);
    return find_difference(d, DIFF_FIGURE, text);
}

#define BEFORE "\nوصلت قافلة المساعدات الطبية إلى ميناء الرمل القديم في ساعة مبكرة من صباح اليوم الأول وعلى متنها "
#define BEHIND " صندوقا من الدواء والغذاء."

static void a_number_is_found_though_much_was_cut_out_of_the_copy(void **state)
{
    (void)state;
    struct both p;
    open(&p, BEFORE "120" BEHIND " ثم تحدث رئيس البلدية طويلا عن الحاجة إلى الوقود والأغطية والخيام وعن طرق المدينة التي لم تفتح بعد منذ الشتاء الماضي.",
         BEFORE "150" BEHIND " ثم غادرت.");
    edit(&p, EDIT_FIGURE, "120", "150");
    edit(&p, EDIT_WORDING, "تحدث رئيس البلدية طويلا عن الحاجة إلى الوقود والأغطية والخيام وعن طرق المدينة التي لم تفتح بعد منذ الشتاء الماضي", "غادرت");
    const struct difference *d = figure_of(&p, "120");
    assert_non_null(d);
    assert_int_equal(d->readings.n, 2);
    assert_str(d->readings.v[1].value, "150");
    arena_release(&p.w.arena);
}

static void in_words_that_change_everywhere_another_number_is_another_matter(void **state)
{
    (void)state;
    struct both p;
    open(&p, "\nوصلت قافلة الحبوب إلى ميناء الرمل القديم مساء السبت وعلى متنها نحو 120 صندوقا من القمح.",
         "\nوصلت قافلة الدواء إلى ميناء الصخر القديم صباح السبت وعلى متنها نحو 150 صندوقا من المصل.");
    edit(&p, EDIT_WORDING, "الحبوب", "الدواء");
    edit(&p, EDIT_WORDING, "الرمل", "الصخر");
    edit(&p, EDIT_WORDING, "مساء", "صباح");
    edit(&p, EDIT_FIGURE, "120", "150");
    edit(&p, EDIT_WORDING, "القمح", "المصل");
    assert_null(figure_of(&p, "120"));
    arena_release(&p.w.arena);
}

static void words_before_a_number_may_change_too_not_what_it_counts(void **state)
{
    (void)state;
    struct both p;
    open(&p, BEFORE "قرابة 120" BEHIND, BEFORE "وفق القائمة 150" BEHIND);
    edit(&p, EDIT_FIGURE, "قرابة 120", "وفق القائمة 150");
    const struct difference *d = figure_of(&p, "120");
    assert_non_null(d);
    assert_str(d->readings.v[0].text, "120");
    arena_release(&p.w.arena);
    open(&p, BEFORE "120 صندوقا" " من الدواء والغذاء.", BEFORE "150 حارسا" " من الدواء والغذاء.");
    edit(&p, EDIT_FIGURE, "120 صندوقا", "150 حارسا");
    assert_null(figure_of(&p, "120"));
    arena_release(&p.w.arena);
}

static void a_year_alone_and_a_count_of_days_are_figures(void **state)
{
    (void)state;
    struct both p;
    open(&p, BEFORE "مؤن عام 2014" BEHIND, BEFORE "مؤن عام 2017" BEHIND);
    edit(&p, EDIT_DATE, "2014", "2017");
    for (u32 i = 0; i < 2; i++)
        snprintf(add_date(&p.w, &p.acc[i], i ? "عام 2017" : "عام 2014", "2014-01", RULE_NONE, 0)->value, 5, "%s", i ? "2017" : "2014");
    const struct difference *d = figure_of(&p, "2014");
    assert_non_null(d);
    assert_str(d->readings.v[0].value, "2014");
    arena_release(&p.w.arena);
    open(&p, BEFORE "مؤن شحنت قبل 5 أيام" BEHIND, BEFORE "مؤن شحنت قبل 7 أيام" BEHIND);
    edit(&p, EDIT_DATE, "5", "7");
    add_date(&p.w, &p.acc[0], "قبل 5 أيام", "2030-02-24", RULE_OFFSET, -1);
    add_date(&p.w, &p.acc[1], "قبل 7 أيام", "2030-02-22", RULE_OFFSET, -1);
    assert_non_null(figure_of(&p, "5"));
    arena_release(&p.w.arena);
}

static void a_day_is_a_date(void **state)
{
    (void)state;
    struct both p;
    open(&p, BEFORE "مؤن شحنت في 5 مايو" BEHIND, BEFORE "مؤن شحنت في 7 مايو" BEHIND);
    edit(&p, EDIT_DATE, "5", "7");
    add_date(&p.w, &p.acc[0], "5 مايو", "2030-05-05", RULE_NONE, 0);
    add_date(&p.w, &p.acc[1], "7 مايو", "2030-05-07", RULE_NONE, 0);
    assert_null(figure_of(&p, "5"));
    struct dossier d = dossier_of(&p.w, p.acc, 2, &p.st, &p.m);
    assert_non_null(find_difference(&d, DIFF_DATE, "5"));
    arena_release(&p.w.arena);
}

static void an_age_elsewhere_is_of_somebody_else(void **state)
{
    (void)state;
    struct both p;
    open(&p, "\nوقال العامل سالم من قرية الرمل البعيدة (26 عاما) إن الطريق مغلق.", "\nوقال العامل كمال من قرية الرمل البعيدة (57 عاما) إن الطريق سالكة.");
    p.m.n = 0;
    add_figure(&p.w, &p.acc[0], "26 عاما", 26, CMP_EQ, "عاما");
    add_figure(&p.w, &p.acc[1], "57 عاما", 57, CMP_EQ, "عاما");
    add_date(&p.w, &p.acc[0], "26 عاما", "2030-05-05", RULE_NONE, 0)->type = DATE_DURATION;
    add_date(&p.w, &p.acc[1], "57 عاما", "2030-05-05", RULE_NONE, 0)->type = DATE_DURATION;
    assert_null(figure_of(&p, "26"));
    arena_release(&p.w.arena);
}

static void expect_written(const char *const (*v)[2], const char *const *want, u32 n)
{
    struct arena a = test_arena();
    struct reading r[2] = {{.text = STR_EMPTY}, {.text = STR_EMPTY}};
    for (u32 i = 0; i < n; i++)
        r[i] = (struct reading){.text = str_of(v[i][0]), .value = str_of(v[i][1])};
    readings_write(&a, r, n);
    for (u32 i = 0; i < n; i++)
        assert_str(r[i].written, want[i]);
    arena_release(&a);
}

static void readings_are_written_as_the_page_has_them(void **state)
{
    (void)state;
    expect_written((const char *const[][2]){{"3 مليارات", "3000000000"}, {"نحو ٥ مليارات", "5000000000"}}, (const char *const[]){"3", "5"}, 2);
    expect_written((const char *const[][2]){{"554.02 مليار دولار", "554020000000"}, {"1,200 million", "1200000000"}}, (const char *const[]){"554.02", "1200"}, 2);
    expect_written((const char *const[][2]){{"ثلاثة مليارات", "3000000000"}, {"2500 جندي", "2500"}}, (const char *const[]){"3000000000", "2500"}, 2);
    expect_written((const char *const[][2]){{"بين 40 و69", "[40,69]"}, {"بين 56 و69", "[56,69]"}}, (const char *const[]){"40", "56"}, 2);
    expect_written((const char *const[][2]){{"2-1", "[1,2]"}, {"3-4", "[3,4]"}}, (const char *const[]){"null", "null"}, 2);
    expect_written((const char *const[][2]){{"عشرات", "null"}}, (const char *const[]){"null"}, 1);
}

TEST_MAIN(T(a_number_is_found_though_much_was_cut_out_of_the_copy), T(in_words_that_change_everywhere_another_number_is_another_matter),
          T(words_before_a_number_may_change_too_not_what_it_counts), T(a_year_alone_and_a_count_of_days_are_figures), T(a_day_is_a_date),
          T(an_age_elsewhere_is_of_somebody_else), T(readings_are_written_as_the_page_has_them))
