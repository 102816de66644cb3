/* test_judge.c - boilerplate and background are told from copies by who prints a passage, and when. */
#include "test.h"

#include "trace/match.h"

#define DOCS_MAX 40

struct bench {
    struct arena arena;
    struct matches m;
    i32 day[DOCS_MAX];
    str outlet[DOCS_MAX];
};

static void bench_make(struct bench *b)
{
    *b = (struct bench){.arena = test_arena()};
    for (u32 i = 0; i < DOCS_MAX; i++)
        b->day[i] = DAY_UNKNOWN;
}

static struct match *put(struct bench *b, u32 x, span in_x, u32 y, span in_y, u32 words)
{
    struct match *m = vec_add(&b->arena, &b->m);
    *m = (struct match){.a = x, .b = y, .in_a = in_x, .in_b = in_y, .words = words, .equal = words, .group = UINT32_MAX};
    return m;
}

static void judge(struct bench *b) { matches_judge(&b->arena, &b->m, b->day, b->outlet, DOCS_MAX); }

static void assert_all(const struct bench *b, enum match_kind kind)
{
    for (u32 k = 0; k < b->m.n; k++)
        assert_int_equal(b->m.v[k].kind, kind);
}

static void the_closing_line_of_one_outlet_is_boilerplate(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    for (u32 i = 0; i < 8; i++)
        b.outlet[i] = S("النهار الجديد");
    for (u32 i = 1; i < 8; i++)
        put(&b, 0, span_of(2000, 120), i, span_of(1500 + i, 118), 14);
    judge(&b);
    assert_all(&b, MATCH_BOILERPLATE);
    arena_release(&b.arena);
}

static void a_boilerplate_line_is_so_in_another_outlet_s_pair_too(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    for (u32 i = 0; i < 8; i++)
        b.outlet[i] = S("النهار الجديد");
    b.outlet[9] = S("المرسى");
    for (u32 i = 1; i < 8; i++)
        put(&b, 0, span_of(2000, 120), i, span_of(1500, 120), 14);
    put(&b, 3, span_of(1520, 90), 9, span_of(700, 90), 11);
    judge(&b);
    assert_all(&b, MATCH_BOILERPLATE);
    arena_release(&b.arena);
}

static void a_copy_between_outlets_stays_a_copy(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    for (u32 i = 0; i < 6; i++) {
        b.outlet[i] = i % 2 ? S("المرسى") : S("النهار الجديد");
        b.day[i] = 19000;
    }
    for (u32 i = 0; i < 6; i++)
        for (u32 k = i + 1; k < 6; k++)
            put(&b, i, span_of(300, 900), k, span_of(280, 900), 90);
    judge(&b);
    assert_all(&b, MATCH_COPY);
    arena_release(&b.arena);
}

/* Revisions and follow-ups of one outlet share much else: the sentence they have in common is no boilerplate. */
static void articles_that_share_more_are_related(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    for (u32 i = 0; i < 6; i++)
        b.outlet[i] = S("النهار الجديد");
    for (u32 i = 1; i < 6; i++) {
        put(&b, 0, span_of(100, 800), i, span_of(100, 800), 80);
        put(&b, 0, span_of(2000, 120), i, span_of(1500, 120), 14);
    }
    judge(&b);
    assert_all(&b, MATCH_COPY);
    arena_release(&b.arena);
}

static void a_paragraph_that_travels_through_weeks_is_background(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    for (u32 i = 0; i < 5; i++) {
        b.outlet[i] = arena_fmt(&b.arena, "outlet %u", i);
        b.day[i] = 19000 + (i32)i * 6;
    }
    for (u32 i = 1; i < 5; i++)
        put(&b, 0, span_of(1800, 400), i, span_of(1500, 400), 40);
    judge(&b);
    assert_all(&b, MATCH_BACKGROUND);
    arena_release(&b.arena);
}

/* A dispatch printed whole by many, some of them late, shares nothing else either: it is what it is, a copy. */
static void a_dispatch_that_late_copies_print_is_no_background(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    for (u32 i = 0; i < 30; i++) {
        b.outlet[i] = arena_fmt(&b.arena, "outlet %u", i);
        b.day[i] = 19000 + (i32)i / 4;
    }
    for (u32 i = 1; i < 30; i++)
        put(&b, 0, span_of(90, 2400), i, span_of(60 + i, 2300), 240);
    judge(&b);
    assert_all(&b, MATCH_COPY);
    arena_release(&b.arena);
}

static void one_passage_that_returns_after_weeks_is_background(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    b.day[0] = 19000;
    b.day[1] = 19021;
    put(&b, 0, span_of(1800, 300), 1, span_of(1500, 310), 30);
    b.day[2] = 19000;
    b.day[3] = 19003;
    put(&b, 2, span_of(1800, 300), 3, span_of(1500, 310), 30);
    judge(&b);
    assert_int_equal(b.m.v[0].kind, MATCH_BACKGROUND);
    assert_int_equal(b.m.v[1].kind, MATCH_COPY);
    arena_release(&b.arena);
}

static void without_days_nothing_is_called_background(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    for (u32 i = 1; i < 5; i++)
        put(&b, 0, span_of(1800, 400), i, span_of(1500, 400), 40);
    judge(&b);
    assert_all(&b, MATCH_COPY);
    arena_release(&b.arena);
}

static void a_quotation_stays_one(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    for (u32 i = 0; i < 5; i++)
        b.day[i] = 19000 + (i32)i * 6;
    for (u32 i = 1; i < 5; i++)
        put(&b, 0, span_of(1800, 400), i, span_of(1500, 400), 40)->own = MATCH_QUOTATION;
    judge(&b);
    assert_all(&b, MATCH_QUOTATION);
    arena_release(&b.arena);
}

static void judging_again_starts_anew(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    for (u32 i = 0; i < 8; i++)
        b.outlet[i] = S("النهار الجديد");
    for (u32 i = 1; i < 8; i++)
        put(&b, 0, span_of(2000, 120), i, span_of(1500 + i, 118), 14);
    judge(&b);
    assert_all(&b, MATCH_BOILERPLATE);
    for (u32 i = 0; i < 8; i++)
        b.outlet[i] = STR_EMPTY;
    judge(&b);
    assert_all(&b, MATCH_COPY);
    arena_release(&b.arena);
}

static void no_matches_are_no_trouble(void **state)
{
    (void)state;
    struct bench b;
    bench_make(&b);
    judge(&b);
    assert_int_equal(b.m.n, 0);
    arena_release(&b.arena);
}

TEST_MAIN(T(the_closing_line_of_one_outlet_is_boilerplate), T(a_boilerplate_line_is_so_in_another_outlet_s_pair_too),
          T(a_copy_between_outlets_stays_a_copy), T(articles_that_share_more_are_related), T(a_paragraph_that_travels_through_weeks_is_background),
          T(a_dispatch_that_late_copies_print_is_no_background), T(one_passage_that_returns_after_weeks_is_background), T(without_days_nothing_is_called_background), T(a_quotation_stays_one), T(judging_again_starts_anew), T(no_matches_are_no_trouble))
