/* test_link.c - agglomeration over sparse likenesses. */
#include "test.h"

#include "story/link.h"

static const struct link_how AVERAGE = {.measure = LINK_AVERAGE, .least = 0.3f};
static const struct link_how CENTROID = {.measure = LINK_CENTROID, .least = 0.3f};

struct fixture {
    struct arena arena;
    struct node nodes[400];
    struct nears near;
    u32 group[400];
    u32 n;
};

static void open(struct fixture *f, u32 n)
{
    memset(f, 0, sizeof *f);
    f->arena = test_arena();
    f->n = n;
    for (u32 i = 0; i < n; i++) {
        f->nodes[i] = (struct node){.rep = i, .n = 1, .first = INT64_MIN, .last = INT64_MIN};
        f->group[i] = i;
    }
}

static void like(struct fixture *f, u32 a, u32 b, float how) { vec_push(&f->arena, &f->near, ((struct near){.a = a, .b = b, .like = how})); }

static void run(struct fixture *f, const struct link_how *how, const u32 *within)
{
    link_groups(&f->arena, f->nodes, f->n, &f->near, how, within, f->group);
}

static void groups_are_named_by_their_least_node(void **state)
{
    (void)state;
    struct fixture f;
    open(&f, 4);
    like(&f, 1, 3, 0.8f);
    run(&f, &AVERAGE, NULL);
    assert_int_equal(f.group[0], 0);
    assert_int_equal(f.group[1], 1);
    assert_int_equal(f.group[2], 2);
    assert_int_equal(f.group[3], 1);
    arena_release(&f.arena);
}

static void the_mean_is_strict_where_the_centroid_is_not(void **state)
{
    (void)state;
    struct fixture f;
    open(&f, 3); /* 0 and 1 much alike; 2 is like 1 alone */
    like(&f, 0, 1, 0.9f);
    like(&f, 1, 2, 0.5f);
    run(&f, &AVERAGE, NULL);
    assert_int_equal(f.group[1], 0);
    assert_int_equal(f.group[2], 2); /* (0 + .5) / 2 */
    for (u32 i = 0; i < 3; i++)
        f.group[i] = i;
    struct link_how lower = CENTROID;
    lower.least = 0.25f;
    run(&f, &lower, NULL);
    assert_int_equal(f.group[2], 0); /* .5 / sqrt(3.8) */
    arena_release(&f.arena);
}

static void days_fade_and_passages_add(void **state)
{
    (void)state;
    struct fixture f;
    open(&f, 2);
    f.nodes[0].first = f.nodes[0].last = 0;
    f.nodes[1].first = f.nodes[1].last = 6 * 86400;
    vec_push(&f.arena, &f.near, ((struct near){.a = 0, .b = 1, .like = 0.35f, .shared = 1}));
    struct link_how how = AVERAGE;
    how.sigma_days = 3; /* exp(-2) */
    run(&f, &how, NULL);
    assert_int_equal(f.group[1], 1);
    how.sigma_days = 0;
    how.least = 0.6f;
    run(&f, &how, NULL);
    assert_int_equal(f.group[1], 1);
    how.shared = 0.4f;
    run(&f, &how, NULL);
    assert_int_equal(f.group[1], 0);
    arena_release(&f.arena);
}

static void nothing_is_joined_across_the_bounds_given(void **state)
{
    (void)state;
    struct fixture f;
    open(&f, 3);
    const u32 within[] = {0, 0, 2};
    like(&f, 0, 1, 0.9f);
    like(&f, 1, 2, 0.9f);
    run(&f, &AVERAGE, within);
    assert_int_equal(f.group[1], 0);
    assert_int_equal(f.group[2], 2);
    arena_release(&f.arena);
}

/* The plain way: look at all pairs of groups, join the best, begin again. */
static void join_by_trying(const struct fixture *f, const struct link_how *how, u32 *group)
{
    for (;;) {
        float best = how->least;
        u32 x = 0, y = 0;
        for (u32 a = 0; a < f->n; a++)
            for (u32 b = a + 1; b < f->n; b++) {
                float sum = 0;
                u32 size_a = 0, size_b = 0;
                if (group[a] != a || group[b] != b)
                    continue;
                for (u32 i = 0; i < f->n; i++)
                    size_a += group[i] == a, size_b += group[i] == b;
                for (u32 i = 0; i < f->near.n; i++)
                    if ((group[f->near.v[i].a] == a && group[f->near.v[i].b] == b) || (group[f->near.v[i].a] == b && group[f->near.v[i].b] == a))
                        sum += f->near.v[i].like;
                float score = sum / ((float)size_a * (float)size_b);
                if (score > best || (score >= best && x == y))
                    best = score, x = a, y = b;
            }
        if (x == y)
            return;
        for (u32 i = 0; i < f->n; i++)
            if (group[i] == y)
                group[i] = x;
    }
}

static void it_joins_what_trying_all_pairs_joins(void **state)
{
    (void)state;
    u32 seed = 7;
    for (u32 round = 0; round < 20; round++) {
        struct fixture f;
        u32 plain[400];
        open(&f, 14);
        for (u32 a = 0; a < f.n; a++)
            for (u32 b = a + 1; b < f.n; b++) {
                seed = seed * 1664525u + 1013904223u;
                if (seed >> 31)
                    like(&f, a, b, (float)(seed >> 8 & 0xFFFF) / 65536.0f);
            }
        memcpy(plain, f.group, sizeof plain);
        join_by_trying(&f, &AVERAGE, plain);
        run(&f, &AVERAGE, NULL);
        for (u32 i = 0; i < f.n; i++)
            assert_int_equal(f.group[i], plain[i]);
        arena_release(&f.arena);
    }
}

TEST_MAIN(T(groups_are_named_by_their_least_node), T(the_mean_is_strict_where_the_centroid_is_not), T(days_fade_and_passages_add),
          T(nothing_is_joined_across_the_bounds_given), T(it_joins_what_trying_all_pairs_joins))
