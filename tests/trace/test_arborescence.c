/* test_arborescence.c - the best tree of descent, against all trees there are. */
#include "test.h"

#include "base/hash.h"

#include "trace/arborescence.h"

static i64 weight_of(const struct arc *arcs, const u32 *chosen, u32 n)
{
    i64 sum = 0;
    for (u32 v = 0; v < n; v++)
        if (chosen[v] != ARC_NONE)
            sum += arcs[chosen[v]].weight;
    return sum;
}

static bool is_tree(const struct arc *arcs, const u32 *chosen, u32 n, u32 root)
{
    for (u32 v = 0; v < n; v++) {
        u32 at = v, steps = 0;
        while (at != root && steps++ <= n) {
            if (chosen[at] == ARC_NONE || arcs[chosen[at]].to != at)
                return false;
            at = arcs[chosen[at]].from;
        }
        if (at != root)
            return false;
    }
    return chosen[root] == ARC_NONE;
}

/* The greatest sum over all ways to choose one arc into each node; INT64_MIN where there is no tree. */
static i64 best_by_trying(const struct arc *arcs, u32 n_arcs, u32 n, u32 root)
{
    i64 best = INT64_MIN;
    u32 at[6] = {0}, chosen[6];
    for (;;) {
        bool whole = true;
        for (u32 v = 0; v < n; v++) {
            chosen[v] = v == root ? ARC_NONE : at[v];
            whole = whole && (v == root || (arcs[at[v]].to == v && arcs[at[v]].from != v));
        }
        if (whole && is_tree(arcs, chosen, n, root))
            best = MAX_OF(best, weight_of(arcs, chosen, n));
        u32 v = 0;
        while (v < n && ++at[v] == n_arcs)
            at[v++] = 0;
        if (v == n)
            return best;
    }
}

static void a_cycle_of_strong_arcs_is_broken_where_it_costs_least(void **state)
{
    (void)state;
    struct arena a = test_arena();
    const struct arc arcs[] = {{0, 1, 1}, {1, 2, 10}, {2, 1, 10}, {0, 2, 3}};
    u32 chosen[3];
    assert_true(arborescence_best(&a, 3, 0, arcs, COUNT_OF(arcs), chosen));
    assert_int_equal(chosen[1], 2);
    assert_int_equal(chosen[2], 3);
    assert_int_equal(chosen[0], ARC_NONE);
    arena_release(&a);
}

static void of_equal_arcs_the_first_wins(void **state)
{
    (void)state;
    struct arena a = test_arena();
    const struct arc arcs[] = {{1, 2, 7}, {0, 1, 5}, {0, 2, 7}, {0, 1, 5}};
    u32 chosen[3];
    assert_true(arborescence_best(&a, 3, 0, arcs, COUNT_OF(arcs), chosen));
    assert_int_equal(chosen[1], 1);
    assert_int_equal(chosen[2], 0);
    arena_release(&a);
}

static void a_node_out_of_reach_is_told(void **state)
{
    (void)state;
    struct arena a = test_arena();
    const struct arc arcs[] = {{0, 1, 1}, {2, 3, 5}, {3, 2, 5}, {1, 0, 4}, {1, 1, 9}};
    u32 chosen[4];
    assert_false(arborescence_best(&a, 4, 0, arcs, COUNT_OF(arcs), chosen));
    assert_true(arborescence_best(&a, 2, 0, arcs, 1, chosen));
    assert_true(arborescence_best(&a, 1, 0, NULL, 0, chosen));
    arena_release(&a);
}

static void random_graphs_agree_with_trying_all_trees(void **state)
{
    (void)state;
    struct arena a = test_arena();
    u64 seed = 7;
    for (int round = 0; round < 400; round++) {
        struct arc arcs[9];
        u32 n = 3 + (u32)(round % 3), n_arcs = n == 5 ? 8 : 9;
        for (u32 e = 0; e < n_arcs; e++) {
            seed = hash_join(seed, e);
            arcs[e] = (struct arc){(u32)(seed % n), (u32)(seed >> 8) % n, (i64)(seed >> 20) % 12 - 4};
        }
        u32 chosen[6], root = (u32)(seed >> 40) % n;
        bool there = arborescence_best(&a, n, root, arcs, n_arcs, chosen);
        i64 best = best_by_trying(arcs, n_arcs, n, root);
        assert_int_equal(there, best != INT64_MIN);
        if (there) {
            assert_true(is_tree(arcs, chosen, n, root));
            assert_int_equal(weight_of(arcs, chosen, n), best);
        }
    }
    arena_release(&a);
}

static void a_long_chain_of_nested_cycles_stays_quick(void **state)
{
    (void)state;
    struct arena a = test_arena();
    enum { N = 60000 };
    struct arc *arcs = ARENA_ARRAY(&a, struct arc, 3 * N);
    u32 m = 0;
    for (u32 v = 1; v < N; v++) {
        arcs[m++] = (struct arc){v - 1, v, v == 1 ? -1000000 : 100};
        if (v + 1 < N)
            arcs[m++] = (struct arc){v + 1, v, 100 + (i64)v};
    }
    u32 *chosen = ARENA_ARRAY(&a, u32, N);
    assert_true(arborescence_best(&a, N, 0, arcs, m, chosen));
    assert_true(is_tree(arcs, chosen, 2, 0));
    for (u32 v = 1; v < N; v++)
        assert_int_equal(arcs[chosen[v]].from, v - 1);
    arena_release(&a);
}

TEST_MAIN(T(a_cycle_of_strong_arcs_is_broken_where_it_costs_least), T(of_equal_arcs_the_first_wins), T(a_node_out_of_reach_is_told),
          T(random_graphs_agree_with_trying_all_trees), T(a_long_chain_of_nested_cycles_stays_quick))
