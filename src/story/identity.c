/* identity.c - rare words of headline and lead; rare full names. */
#include "story/identity.h"

#include <math.h>
#include <stdlib.h>

#include "base/sets.h"

#define PASSAGES 0.2f      /* of the shorter one's words, in common passages: from here on identity is asked for */
#define IDENTITY_NONE 0.15f /* another matter: likeness counts for IDENTITY_LEAST of itself, the passages for nothing ... */
#define IDENTITY_FULL 0.4f  /* ... rising to all of it here */
#define IDENTITY_LEAST 0.3f
#define NAMES_SHARED 2u     /* rare full names that two groups must share */
#define NAME_GROUPS 3u      /* groups that may print a name within NAME_DAYS */
#define NAME_DAYS 30
#define JOIN_FEW 3u         /* articles of the smaller of two groups that names may join: a late comer, not two stories */
#define JOIN_LOOKED 32u     /* articles of the larger one that are looked at, the latest */
#define JOIN_LIKE 0.22f     /* two of their articles have to be so much alike in words ... */
#define JOIN_IDENTITY 0.3f  /* ... and to share so many of the words that make them what they are */

static u32 words_found(const struct sketch *of, const struct sketch *in)
{
    u32 n = 0;
    for (u32 i = 0; i < of->n_identity; i++)
        for (u32 k = 0; k < in->terms.n; k++)
            if (in->terms.v[k].stem == of->identity[i]) {
                n++;
                break;
            }
    return n;
}

float identity_shared(const struct sketch *x, const struct sketch *y)
{
    if (x->n_identity == 0 || y->n_identity == 0)
        return 0;
    return ((float)words_found(x, y) / (float)x->n_identity + (float)words_found(y, x) / (float)y->n_identity) / 2;
}

void identity_weigh(const struct sketch *s, const struct node *nodes, struct nears *near)
{
    for (u32 i = 0; i < near->n; i++) {
        struct near *p = &near->v[i];
        if (p->shared <= 0)
            continue;
        float share = identity_shared(&s[nodes[p->a].rep], &s[nodes[p->b].rep]);
        float same = (share - IDENTITY_NONE) / (IDENTITY_FULL - IDENTITY_NONE);
        same = MAX_OF(0.0f, MIN_OF(1.0f, same));
        if (p->shared >= PASSAGES)
            p->like *= IDENTITY_LEAST + (1 - IDENTITY_LEAST) * same;
        p->shared *= same;
    }
}

/* ---- names ---- */

/* A name in a group: from its first to its last mention there. */
struct holder {
    u64 name;
    u32 group;
    i64 first, last;
};
struct holders {
    VEC(struct holder);
};
struct bond {
    u32 a, b; /* groups, a < b, that share a rare name */
};
struct bonds {
    VEC(struct bond);
};

static int by_group(const void *pa, const void *pb)
{
    const struct holder *a = pa, *b = pb;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static int by_time(const void *pa, const void *pb)
{
    const struct holder *a = pa, *b = pb;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->group < b->group ? -1 : a->group > b->group;
}

static int by_ends(const void *pa, const void *pb)
{
    const struct bond *a = pa, *b = pb;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

/* Full names by name, then time: one entry a group. */
static struct holders find_holders(struct arena *a, const struct sketch *s, u32 n, const u32 *node_of, const struct node *nodes, const u32 *group)
{
    struct holders h = {0};
    for (u32 i = 0; i < n; i++) {
        if (s[i].seconds == INT64_MIN || nodes[node_of[i]].alone)
            continue;
        for (u32 k = 0; k < s[i].n_anchors; k++)
            if ((s[i].anchors[k] & 3) == ANCHOR_FULL_NAME)
                vec_push(a, &h, ((struct holder){s[i].anchors[k], group[node_of[i]], s[i].seconds, s[i].seconds}));
    }
    if (h.n == 0)
        return h;
    qsort(h.v, h.n, sizeof *h.v, by_group);
    u32 m = 0;
    for (u32 i = 0; i < h.n; i++)
        if (m && h.v[m - 1].name == h.v[i].name && h.v[m - 1].group == h.v[i].group)
            h.v[m - 1].last = h.v[i].first;
        else
            h.v[m++] = h.v[i];
    h.n = m;
    qsort(h.v, h.n, sizeof *h.v, by_time);
    return h;
}

static bool within_days(const struct holder *a, const struct holder *b) { return b->first - a->last <= (i64)NAME_DAYS * 86400; }

/* Holders [from, to) of one name: a bond for each two near in time, unless the name is on many lips around them. */
static void bind_holders(struct arena *a, const struct holder *h, u32 from, u32 to, struct bonds *out)
{
    for (u32 i = from; i + 1 < to; i++) {
        if (i + NAME_GROUPS < to && within_days(&h[i], &h[i + NAME_GROUPS]))
            continue;
        for (u32 k = i + 1; k < to && k < i + NAME_GROUPS && within_days(&h[i], &h[k]); k++) {
            if (k >= from + NAME_GROUPS && within_days(&h[k - NAME_GROUPS], &h[k]))
                continue;
            vec_push(a, out, ((struct bond){MIN_OF(h[i].group, h[k].group), MAX_OF(h[i].group, h[k].group)}));
        }
    }
}

/* The articles of each group, by counting: of group g, list[from[g]] .. list[from[g + 1] - 1]. */
struct members {
    u32 *list, *from;
};

static struct members members_of(struct arena *a, u32 n, const u32 *node_of, u32 n_nodes, const u32 *group)
{
    struct members m = {ARENA_ARRAY(a, u32, n + 1), ARENA_ARRAY(a, u32, n_nodes + 2)};
    u32 *fill = ARENA_ARRAY(a, u32, n_nodes + 1);
    for (u32 i = 0; i < n; i++)
        m.from[group[node_of[i]] + 1]++;
    for (u32 g = 0; g < n_nodes; g++)
        m.from[g + 1] += m.from[g];
    for (u32 i = 0; i < n; i++) {
        u32 g = group[node_of[i]];
        m.list[m.from[g] + fill[g]++] = i;
    }
    return m;
}

static float weight_of(const struct sketch_term *t) { return t->tf * logf(65535.0f / (float)MAX_OF(t->common, 1)); }

/* Cosine of two sketches, words weighed by their rarity in the news at large. */
static float alike(const struct sketch *x, const struct sketch *y)
{
    float both = 0, of_x = 0, of_y = 0;
    for (u32 i = 0; i < x->terms.n; i++) {
        float w = weight_of(&x->terms.v[i]);
        of_x += w * w;
        for (u32 k = 0; k < y->terms.n; k++)
            if (y->terms.v[k].stem == x->terms.v[i].stem)
                both += w * weight_of(&y->terms.v[k]);
    }
    for (u32 k = 0; k < y->terms.n; k++)
        of_y += weight_of(&y->terms.v[k]) * weight_of(&y->terms.v[k]);
    return of_x > 0 && of_y > 0 ? both / sqrtf(of_x * of_y) : 0;
}

/* One of the groups is small, and has an article of the other's matter. */
static bool may_join(const struct sketch *s, const struct members *m, u32 a, u32 b)
{
    u32 of_a = m->from[a + 1] - m->from[a], of_b = m->from[b + 1] - m->from[b];
    u32 few = of_a <= of_b ? a : b, many = few == a ? b : a;
    if (MIN_OF(of_a, of_b) > JOIN_FEW)
        return false;
    u32 first = m->from[many + 1] - MIN_OF(MAX_OF(of_a, of_b), JOIN_LOOKED);
    for (u32 i = m->from[few]; i < m->from[few + 1]; i++)
        for (u32 k = first; k < m->from[many + 1]; k++) {
            const struct sketch *x = &s[m->list[i]], *y = &s[m->list[k]];
            if (identity_shared(x, y) >= JOIN_IDENTITY && alike(x, y) >= JOIN_LIKE)
                return true;
        }
    return false;
}

void identity_join(struct arena *a, const struct sketch *s, u32 n, const u32 *node_of, const struct node *nodes, u32 n_nodes, u32 *group)
{
    struct holders h = find_holders(a, s, n, node_of, nodes, group);
    struct bonds bonds = {0};
    for (u32 from = 0, to; from < h.n; from = to) {
        for (to = from + 1; to < h.n && h.v[to].name == h.v[from].name;)
            to++;
        bind_holders(a, h.v, from, to, &bonds);
    }
    if (bonds.n)
        qsort(bonds.v, bonds.n, sizeof *bonds.v, by_ends);
    struct members members = members_of(a, n, node_of, n_nodes, group);
    u32 *up = sets_new(a, n_nodes);
    for (u32 i = 0, end; i < bonds.n; i = end) {
        for (end = i + 1; end < bonds.n && by_ends(&bonds.v[i], &bonds.v[end]) == 0;)
            end++;
        if (end - i >= NAMES_SHARED && may_join(s, &members, bonds.v[i].a, bonds.v[i].b))
            sets_join(up, bonds.v[i].a, bonds.v[i].b);
    }
    for (u32 x = 0; x < n_nodes; x++)
        group[x] = sets_top(up, group[x]);
}
