/*
** link.c - the agglomeration: a table of likeness sums by pair of groups, a heap of joins, lists of neighbours.
**
** Heap entries are not taken back. An entry whose group is gone, or whose score is lower than the present one, is passed over (a raise
** always pushes a new entry); one whose score has since fallen is put back with the present score.
*/
#include "story/link.h"

#include <math.h>

#include "base/hash.h"

#define AHEAD 8u /* likenesses asked for before they are needed */

/* ---- sums by pair ---- */
struct sum {
    u64 key; /* pair + 1; 0 free */
    float sum;
};
struct sums {
    struct arena *arena;
    struct sum *v;
    u32 n, mask;
};

static u64 pair_key(u32 a, u32 b) { return (a < b ? ((u64)a << 32) | b : ((u64)b << 32) | a) + 1; }

static void sums_init(struct sums *t, struct arena *a, u64 expect)
{
    u64 room = 64;
    while (room < expect * 2)
        room *= 2;
    *t = (struct sums){.arena = a, .mask = (u32)(room - 1)};
    t->v = ARENA_ARRAY(a, struct sum, room);
}

static struct sum *sums_slot(const struct sums *t, u64 key)
{
    u32 i = (u32)hash_u64(key) & t->mask;
    while (t->v[i].key && t->v[i].key != key)
        i = (i + 1) & t->mask;
    return &t->v[i];
}

static float sums_get(const struct sums *t, u32 a, u32 b) { return sums_slot(t, pair_key(a, b))->sum; }

/* The table is larger than what the processor has at hand: the slot of a pair is asked for before it is needed. */
static void sums_ask(const struct sums *t, u32 a, u32 b) { __builtin_prefetch(&t->v[(u32)hash_u64(pair_key(a, b)) & t->mask]); }

static void sums_widen(struct sums *t)
{
    struct sums wider;
    sums_init(&wider, t->arena, (u64)t->mask + 1);
    for (u32 i = 0; i <= t->mask; i++)
        if (t->v[i].key)
            *sums_slot(&wider, t->v[i].key) = t->v[i];
    wider.n = t->n;
    *t = wider;
}

/* Adds to a pair; true where the pair is new. */
static bool sums_add(struct sums *t, u32 a, u32 b, float by)
{
    if ((u64)t->n * 3 > (u64)t->mask * 2)
        sums_widen(t);
    struct sum *x = sums_slot(t, pair_key(a, b));
    bool is_new = x->key == 0;
    x->key = pair_key(a, b);
    x->sum += by;
    t->n += is_new;
    return is_new;
}

/* ---- neighbours and the heap ---- */
struct neighbour {
    u32 group, next; /* next: 1 + index, 0 ends */
};
struct join {
    float score;
    u32 a, b;
};
struct linking {
    struct arena *arena;
    const struct link_how *how;
    struct sums sums;
    float *inner; /* likenesses inside a group, each pair twice, and 1 a node */
    u32 *size, *degree, *into; /* into: the group it was poured into, itself while alive */
    u32 *head;
    struct { VEC(struct neighbour); } list;
    struct { VEC(struct join); } heap;
};

static bool before(const struct join *x, const struct join *y)
{
    if (x->score != y->score)
        return x->score > y->score;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static void heap_push(struct linking *l, struct join j)
{
    vec_push(l->arena, &l->heap, j);
    u32 i = l->heap.n - 1;
    struct join *h = l->heap.v;
    while (i && before(&h[i], &h[(i - 1) / 2])) {
        struct join t = h[i];
        h[i] = h[(i - 1) / 2];
        h[(i - 1) / 2] = t;
        i = (i - 1) / 2;
    }
}

static struct join heap_pop(struct linking *l)
{
    struct join *h = l->heap.v, top = h[0];
    h[0] = h[--l->heap.n];
    for (u32 i = 0, n = l->heap.n;;) {
        u32 least = i;
        for (u32 c = 2 * i + 1; c <= 2 * i + 2 && c < n; c++)
            if (before(&h[c], &h[least]))
                least = c;
        if (least == i)
            return top;
        struct join t = h[i];
        h[i] = h[least];
        h[least] = t;
        i = least;
    }
}

static float score_of(const struct linking *l, u32 a, u32 b, float sum)
{
    if (l->how->measure == LINK_AVERAGE)
        return sum / ((float)l->size[a] * (float)l->size[b]);
    return sum / sqrtf(l->inner[a] * l->inner[b]);
}

static void offer(struct linking *l, u32 a, u32 b)
{
    float score = score_of(l, a, b, sums_get(&l->sums, a, b));
    if (score >= l->how->least)
        heap_push(l, (struct join){score, MIN_OF(a, b), MAX_OF(a, b)});
}

static void add_neighbour(struct linking *l, u32 of, u32 group)
{
    vec_push(l->arena, &l->list, ((struct neighbour){group, l->head[of]}));
    l->head[of] = l->list.n;
    l->degree[of]++;
}

/* Pours group b into a; the larger list of neighbours stays where it is. */
static void pour(struct linking *l, u32 a, u32 b)
{
    if (l->degree[a] < l->degree[b]) {
        u32 t = a;
        a = b;
        b = t;
    }
    l->inner[a] += l->inner[b] + 2 * sums_get(&l->sums, a, b);
    l->size[a] += l->size[b];
    l->into[b] = a;
    for (u32 at = l->head[b]; at; at = l->list.v[at - 1].next) {
        sums_ask(&l->sums, a, l->list.v[at - 1].group);
        sums_ask(&l->sums, b, l->list.v[at - 1].group);
    }
    for (u32 at = l->head[b]; at; at = l->list.v[at - 1].next) {
        u32 o = l->list.v[at - 1].group;
        if (o == a || l->into[o] != o)
            continue;
        if (sums_add(&l->sums, a, o, sums_get(&l->sums, b, o))) {
            add_neighbour(l, a, o);
            add_neighbour(l, o, a);
        }
        offer(l, a, o);
    }
}

static u32 root(const u32 *into, u32 x)
{
    while (into[x] != x)
        x = into[x];
    return x;
}

/* Likenesses between and inside the groups to begin with. */
static void fill(struct linking *l, const struct node *nodes, const struct nears *near, const u32 *within, const u32 *group)
{
    double fade = l->how->sigma_days > 0 ? 1 / (2 * l->how->sigma_days * l->how->sigma_days) : 0;
    for (u32 i = 0; i < near->n; i++) {
        const struct near *p = &near->v[i];
        u32 a = group[p->a], b = group[p->b], ahead = MIN_OF(i + AHEAD, near->n - 1);
        sums_ask(&l->sums, group[near->v[ahead].a], group[near->v[ahead].b]);
        if (within && within[p->a] != within[p->b])
            continue;
        double days = near_days(&nodes[p->a], &nodes[p->b]);
        float like = MIN_OF(1.0f, p->like + l->how->shared * p->shared) * (float)exp(-days * days * fade);
        if (a == b)
            l->inner[a] += 2 * like;
        else if (like > 0 && sums_add(&l->sums, a, b, like)) {
            add_neighbour(l, a, b);
            add_neighbour(l, b, a);
        }
    }
}

void link_groups(struct arena *a, const struct node *nodes, u32 n, const struct nears *near, const struct link_how *how, const u32 *within,
                 u32 *group)
{
    struct arena own; /* hundreds of bytes a likeness: given back before the next grouping */
    arena_init(&own, a->cap);
    struct linking l = {.arena = &own, .how = how};
    sums_init(&l.sums, &own, near->n);
    l.inner = ARENA_ARRAY(&own, float, n + 1);
    l.size = ARENA_ARRAY(&own, u32, n + 1);
    l.degree = ARENA_ARRAY(&own, u32, n + 1);
    l.into = ARENA_ARRAY(&own, u32, n + 1);
    l.head = ARENA_ARRAY(&own, u32, n + 1);
    for (u32 x = 0; x < n; x++) {
        l.into[x] = x;
        l.size[group[x]]++;
        l.inner[group[x]] += 1;
    }
    fill(&l, nodes, near, within, group);
    for (u32 x = 0; x < n; x++)
        for (u32 at = l.head[x]; at; at = l.list.v[at - 1].next)
            if (l.list.v[at - 1].group > x)
                offer(&l, x, l.list.v[at - 1].group);
    while (l.heap.n) {
        struct join j = heap_pop(&l);
        if (l.into[j.a] != j.a || l.into[j.b] != j.b)
            continue;
        float now = score_of(&l, j.a, j.b, sums_get(&l.sums, j.a, j.b));
        if (now > j.score)
            continue;
        if (now < j.score) {
            if (now >= how->least)
                heap_push(&l, (struct join){now, j.a, j.b});
            continue;
        }
        pour(&l, j.a, j.b);
    }
    u32 *least = ARENA_ARRAY(&own, u32, n + 1); /* 1 + least node of a root */
    for (u32 x = 0; x < n; x++) {
        u32 r = root(l.into, group[x]);
        if (least[r] == 0)
            least[r] = x + 1;
        l.degree[x] = least[r] - 1;
    }
    memcpy(group, l.degree, n * sizeof *group);
    arena_release(&own);
}
