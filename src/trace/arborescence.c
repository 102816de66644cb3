/*
** arborescence.c - Edmonds' branching with leftist heaps and a union-find that can be rolled back.
**
** Nodes are visited one after another; from each the best arc into it is followed backwards until a visited node is met. Where the path runs
** into itself, the cycle becomes one node: its heaps are merged, and the weight of the arc that each member already has is subtracted from
** the others (lazily, `shift`). At the end contractions are undone from the last to the first, and in each cycle the arc is dropped
** whose head is where the cycle is entered.
*/
#include "trace/arborescence.h"
#include "base/vec.h"

#define NIL UINT32_MAX

struct heap_node { /* one an arc, same index */
    u32 left, right;
    u32 rank;  /* length of the right spine */
    i64 shift; /* added to all keys below and here, not yet handed down */
    i64 cost;  /* weight negated and shifted: the least is on top */
};

struct cycle {
    u32 node;        /* its representative */
    size_t time;     /* of the union-find, before it was contracted */
    u32 first, last; /* its arcs in solver.cycle_arcs */
};

struct solver {
    struct arena *arena;
    const struct arc *arcs;
    struct heap_node *heap;
    i32 *up;  /* union-find: parent, or minus the size */
    struct { VEC(u32); } log;        /* roots that were joined below another: pairs (child, its size then) */
    struct { VEC(u32); } cycle_arcs;
    struct { VEC(struct cycle); } cycles;
};

/* ---- union-find without path compression, so that joins can be undone ---- */

static u32 find(const struct solver *s, u32 v)
{
    while (s->up[v] >= 0)
        v = (u32)s->up[v];
    return v;
}

static bool join(struct solver *s, u32 a, u32 b)
{
    a = find(s, a);
    b = find(s, b);
    if (a == b)
        return false;
    if (s->up[a] > s->up[b]) {
        u32 swap = a;
        a = b;
        b = swap;
    }
    vec_push(s->arena, &s->log, b);
    vec_push(s->arena, &s->log, (u32)-s->up[b]);
    s->up[a] += s->up[b];
    s->up[b] = (i32)a;
    return true;
}

static void roll_back(struct solver *s, size_t time)
{
    while (s->log.n > time) {
        i32 size = (i32)s->log.v[s->log.n - 1];
        u32 child = s->log.v[s->log.n - 2];
        s->up[s->up[child]] -= -size;
        s->up[child] = -size;
        s->log.n -= 2;
    }
}

/* ---- leftist heaps ---- */

static void hand_down(struct heap_node *h, u32 x)
{
    i64 shift = h[x].shift;
    if (!shift)
        return;
    h[x].cost += shift;
    if (h[x].left != NIL)
        h[h[x].left].shift += shift;
    if (h[x].right != NIL)
        h[h[x].right].shift += shift;
    h[x].shift = 0;
}

static u32 rank_of(const struct heap_node *h, u32 x) { return x == NIL ? 0 : h[x].rank; }

/* Recursion runs along right spines only, which are at most log2 of the number of arcs long. */
static u32 merge(struct heap_node *h, u32 x, u32 y)
{
    if (x == NIL || y == NIL)
        return x == NIL ? y : x;
    hand_down(h, x);
    hand_down(h, y);
    if (h[y].cost < h[x].cost || (h[y].cost == h[x].cost && y < x)) {
        u32 swap = x;
        x = y;
        y = swap;
    }
    h[x].right = merge(h, h[x].right, y);
    if (rank_of(h, h[x].left) < rank_of(h, h[x].right)) {
        u32 swap = h[x].left;
        h[x].left = h[x].right;
        h[x].right = swap;
    }
    h[x].rank = rank_of(h, h[x].right) + 1;
    return x;
}

static u32 pop(struct heap_node *h, u32 x)
{
    hand_down(h, x);
    return merge(h, h[x].left, h[x].right);
}

/* ---- the algorithm ---- */

/* The path of best arcs from node `start` backwards, cycles contracted on the way. path[i] is a contracted node, by[i] its arc. */
static bool follow(struct solver *s, u32 start, u32 *top, u32 *seen, u32 *path, u32 *by, u32 *in)
{
    u32 u = start, n = 0, stamp = start + 1;
    while (!seen[u]) {
        if (top[u] == NIL)
            return false;
        u32 arc = top[u];
        hand_down(s->heap, arc);
        i64 cost = s->heap[arc].cost;
        top[u] = pop(s->heap, arc);
        if (top[u] != NIL)
            s->heap[top[u]].shift -= cost;
        by[n] = arc;
        path[n++] = u;
        seen[u] = stamp;
        u = find(s, s->arcs[arc].from);
        if (seen[u] != stamp)
            continue;
        u32 merged = NIL, end = n, w;
        size_t time = s->log.n;
        do {
            w = path[--n];
            merged = merge(s->heap, merged, top[w]);
        } while (join(s, u, w));
        u = find(s, u);
        top[u] = merged;
        seen[u] = 0;
        struct cycle *c = vec_add(s->arena, &s->cycles);
        *c = (struct cycle){.node = u, .time = time, .first = s->cycle_arcs.n};
        for (u32 i = n; i < end; i++)
            vec_push(s->arena, &s->cycle_arcs, by[i]);
        c->last = s->cycle_arcs.n;
    }
    for (u32 i = 0; i < n; i++)
        in[find(s, s->arcs[by[i]].to)] = by[i];
    return true;
}

static void expand(struct solver *s, u32 *in)
{
    for (u32 c = s->cycles.n; c-- > 0;) {
        const struct cycle *cycle = &s->cycles.v[c];
        u32 entering = in[cycle->node];
        roll_back(s, cycle->time);
        for (u32 i = cycle->first; i < cycle->last; i++) {
            u32 arc = s->cycle_arcs.v[i];
            in[find(s, s->arcs[arc].to)] = arc;
        }
        in[find(s, s->arcs[entering].to)] = entering;
    }
}

bool arborescence_best(struct arena *a, u32 n, u32 root, const struct arc *arcs, u32 n_arcs, u32 *chosen)
{
    ASSERT(root < n && n <= INT32_MAX);
    struct solver s = {.arena = a, .arcs = arcs, .heap = ARENA_ARRAY(a, struct heap_node, n_arcs), .up = ARENA_ARRAY(a, i32, n)};
    u32 *top = ARENA_ARRAY(a, u32, n), *seen = ARENA_ARRAY(a, u32, n);
    u32 *path = ARENA_ARRAY(a, u32, n), *by = ARENA_ARRAY(a, u32, n);
    for (u32 v = 0; v < n; v++) {
        s.up[v] = -1;
        top[v] = chosen[v] = NIL;
    }
    for (u32 e = 0; e < n_arcs; e++) {
        if (arcs[e].to == root || arcs[e].to == arcs[e].from)
            continue;
        s.heap[e] = (struct heap_node){.left = NIL, .right = NIL, .rank = 1, .cost = -arcs[e].weight};
        top[arcs[e].to] = merge(s.heap, top[arcs[e].to], e);
    }
    seen[root] = UINT32_MAX;
    for (u32 v = 0; v < n; v++)
        if (!follow(&s, v, top, seen, path, by, chosen))
            return false;
    expand(&s, chosen);
    chosen[root] = ARC_NONE;
    return true;
}
