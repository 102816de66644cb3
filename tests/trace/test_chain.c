/* test_chain.c - common runs, and how they are strung together. */
#include "test.h"

#include "base/hash.h"
#include "trace/align.h"

struct bench {
    struct arena arena;
    struct telling a, b;
    struct prepared ready_a, ready_b;
    struct sides s;
};

static struct telling telling_of(struct arena *ar, const u32 *word, u32 n)
{
    struct telling t = {.id = S("t"), .n = n, .words = ARENA_ARRAY(ar, struct word, n + 1)};
    for (u32 i = 0; i < n; i++)
        t.words[i].loose = hash_u64(word[i] + 1);
    return t;
}

static void bench_prepare(struct bench *b)
{
    const struct trace_rules *rules = trace_rules_new(&b->arena, text_rules_new(&b->arena));
    b->ready_a = prepared_make(arena_room(&b->arena, prepared_bytes(&b->a)), rules, &b->a);
    b->ready_b = prepared_make(arena_room(&b->arena, prepared_bytes(&b->b)), rules, &b->b);
    b->s = sides_of(rules, &b->ready_a, &b->ready_b);
}

static void bench_make(struct bench *b, const u32 *x, u32 nx, const u32 *y, u32 ny)
{
    *b = (struct bench){.arena = test_arena()};
    b->a = telling_of(&b->arena, x, nx);
    b->b = telling_of(&b->arena, y, ny);
    bench_prepare(b);
}

static void count_up(u32 *word, u32 n, u32 from)
{
    for (u32 i = 0; i < n; i++)
        word[i] = from + i;
}

static void a_run_is_found_once_and_whole(void **state)
{
    (void)state;
    struct bench b;
    u32 x[50], y[50];
    count_up(x, 50, 100);
    count_up(y, 50, 900);
    count_up(y + 20, 15, 110);
    bench_make(&b, x, 50, y, 50);
    struct runs r = seeds_find(&b.arena, &b.s);
    assert_int_equal(r.n, 1);
    assert_int_equal(r.v[0].i, 10);
    assert_int_equal(r.v[0].j, 20);
    assert_int_equal(r.v[0].n, 15);
    arena_release(&b.arena);
}

static void two_words_in_a_row_start_no_run(void **state)
{
    (void)state;
    struct bench b;
    u32 x[20], y[20];
    count_up(x, 20, 100);
    count_up(y, 20, 900);
    count_up(y + 5, 2, 103);
    bench_make(&b, x, 20, y, 20);
    assert_int_equal(seeds_find(&b.arena, &b.s).n, 0);
    arena_release(&b.arena);
}

static void furniture_parts_a_run(void **state)
{
    (void)state;
    struct bench b;
    u32 x[24];
    count_up(x, 24, 100);
    bench_make(&b, x, 24, x, 24);
    b.b.words[10].flags = WORD_BREAK;
    bench_prepare(&b);
    struct runs r = seeds_find(&b.arena, &b.s);
    assert_int_equal(r.n, 2);
    assert_int_equal(r.v[0].n, 10);
    assert_int_equal(r.v[1].i, 10);
    assert_int_equal(r.v[1].n, 14);
    arena_release(&b.arena);
}

/* A phrase that both texts say hundreds of times makes as many runs as it is said, not the square. */
static void a_refrain_makes_as_many_runs_as_places(void **state)
{
    (void)state;
    enum { TIMES = 300, PHRASE = 12, N = TIMES * (PHRASE + 1) };
    static u32 x[N], y[N];
    struct bench b;
    for (u32 k = 0; k < TIMES; k++) {
        count_up(x + k * (PHRASE + 1), PHRASE, 10);
        count_up(y + k * (PHRASE + 1), PHRASE, 10);
        x[k * (PHRASE + 1) + PHRASE] = 1000 + k;
        y[k * (PHRASE + 1) + PHRASE] = 5000 + k;
    }
    bench_make(&b, x, N, y, N);
    struct runs r = seeds_find(&b.arena, &b.s);
    assert_in_range(r.n, TIMES, TIMES * 3);
    arena_release(&b.arena);
}

static void runs_in_order_become_one_chain(void **state)
{
    (void)state;
    struct bench b;
    u32 x[60], y[60];
    count_up(x, 60, 100);
    count_up(y, 60, 900);
    count_up(y + 5, 8, 110);
    count_up(y + 17, 8, 122);
    bench_make(&b, x, 60, y, 60);
    struct runs r = seeds_find(&b.arena, &b.s);
    struct chains c = chains_find(&b.arena, &b.s, &r);
    assert_int_equal(r.n, 2);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.v[0].runs.n, 2);
    assert_true(c.v[0].weight <= 16 * WEIGHT_WORD);
    arena_release(&b.arena);
}

static void crossed_and_distant_runs_stay_apart_the_heavier_first(void **state)
{
    (void)state;
    struct bench b;
    u32 x[120], y[120];
    count_up(x, 120, 100);
    count_up(y, 120, 900);
    count_up(y + 60, 8, 105); /* crossed with the next */
    count_up(y + 20, 12, 140);
    count_up(y + 110, 6, 212); /* far behind on both sides */
    bench_make(&b, x, 120, y, 120);
    struct runs r = seeds_find(&b.arena, &b.s);
    struct chains c = chains_find(&b.arena, &b.s, &r);
    assert_int_equal(c.n, 3);
    assert_int_equal(c.v[0].runs.v[0].n, 12);
    assert_int_equal(c.v[1].runs.v[0].n, 8);
    assert_int_equal(c.v[2].runs.v[0].n, 6);
    arena_release(&b.arena);
}

TEST_MAIN(T(a_run_is_found_once_and_whole), T(two_words_in_a_row_start_no_run), T(furniture_parts_a_run), T(a_refrain_makes_as_many_runs_as_places),
          T(runs_in_order_become_one_chain), T(crossed_and_distant_runs_stay_apart_the_heavier_first))
