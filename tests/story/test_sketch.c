/* test_sketch.c - what grouping keeps of an article. */
#include "story/accounts.h"

static const struct sketch_term *term(const struct sketch *a, const struct sketch *b)
{
    for (u32 i = 0; i < a->terms.n; i++)
        for (u32 k = 0; k < b->terms.n; k++)
            if (a->terms.v[i].stem == b->terms.v[k].stem)
                return &a->terms.v[i];
    return NULL;
}

static struct sketch sketch(struct world *w, const char *raw)
{
    struct account acc;
    struct sketch s;
    struct text t = account_make(w, &acc, "id", "2030-03-01T10:00:00Z", raw);
    sketch_make(&w->arena, w->rules, &acc, &t, &s);
    return s;
}

static void words_are_stems_and_spellings_are_one(void **state)
{
    (void)state;
    struct world w = world_open();
    struct sketch a = sketch(&w, "\nالأميركية"), b = sketch(&w, "\nوالأمريكي");
    assert_non_null(term(&a, &b));
    arena_release(&w.arena);
}

static void title_and_repeated_words_weigh_more_and_common_ones_are_known(void **state)
{
    (void)state;
    struct world w = world_open();
    struct sketch s = sketch(&w, "زلزال\nضرب البلدة صباحا. البلدة في الجبل.");
    struct sketch quake = sketch(&w, "\nزلزال"), in = sketch(&w, "\nفي"), morning = sketch(&w, "\nصباحا");
    assert_true(term(&s, &quake)->field == 1);
    assert_true(term(&s, &quake)->tf > term(&s, &morning)->tf);
    assert_true(term(&in, &s)->common > 60000); /* in nearly all articles */
    assert_true(s.dated);
    assert_true(s.seconds > 0);
    assert_int_equal(s.words, 7);
    arena_release(&w.arena);
}

static void a_sketch_is_bounded(void **state)
{
    (void)state;
    struct world w = world_open();
    char *raw = arena_alloc(&w.arena, 400000);
    size_t n = (size_t)sprintf(raw, "headline\n");
    for (u32 i = 0; i < 20000; i++)
        n += (size_t)sprintf(raw + n, "word%c%c%c ", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26);
    struct sketch s = sketch(&w, raw);
    assert_int_equal(s.terms.n, SKETCH_TERMS);
    assert_int_equal(s.words, 20001);
    arena_release(&w.arena);
}

static void anchors_are_sorted_and_distinct(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc;
    struct sketch s;
    struct text t = account_make(&w, &acc, "id", "2030-03-01", "\nقال سالم الراوي إن 120 شاحنة وصلت وإن 120 أخرى في الطريق.");
    add_name(&w, &acc, "سالم الراوي", NAME_PERSON);
    add_figure(&w, &acc, "120 شاحنة", 120, CMP_EQ, "شاحنة");
    add_figure(&w, &acc, "120 أخرى", 120, CMP_EQ, NULL);
    sketch_make(&w.arena, w.rules, &acc, &t, &s);
    assert_int_equal(s.n_anchors, 3); /* 120 once; the name, and that it is a full one */
    assert_true(s.anchors[0] < s.anchors[1]);
    assert_str(s.headline, "قال سالم الراوي إن 120 شاحنة وصلت وإن 120 أخرى في الطريق."); /* there is no headline */
    arena_release(&w.arena);
}

/* A record's headline stands beside its text, not in it. */
static void a_headline_of_the_record_counts(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc;
    struct sketch s;
    struct text t = account_make(&w, &acc, "id", "2030-03-01", "\nقال سالم الراوي إن الشاحنات وصلت.");
    acc.article->headline = (struct field){S("أهم الأخبار: قافلة الإغاثة"), SPAN_NULL};
    sketch_make(&w.arena, w.rules, &acc, &t, &s);
    u32 titles = 0;
    for (u32 i = 0; i < s.terms.n; i++)
        titles += s.terms.v[i].field == FIELD_TITLE;
    assert_true(titles >= 2);
    assert_true(s.roundup);
    assert_int_equal(s.words, 6); /* of the text */
    arena_release(&w.arena);
}

TEST_MAIN(T(words_are_stems_and_spellings_are_one), T(title_and_repeated_words_weigh_more_and_common_ones_are_known), T(a_sketch_is_bounded),
          T(anchors_are_sorted_and_distinct), T(a_headline_of_the_record_counts))
