/*
** pairs.c - which pairs of articles are worth aligning.
**
** A print that few articles hold pairs them all. A print that many hold (a wire of 10,000 copies, an outlet's closing line) would cost
** the square of their number; there each article is paired with its nearest relative, with earlier articles that between them hold
** every print it has in common with any, and with the representative of its copy group. So no article that shares a print is left
** without a pair that shows it, and the work of an article is bounded by its own length.
*/
#include "trace/index.h"
#include "trace/match.h"

/* Of a long posting list so many are looked at: the first ones (where representatives are) and the neighbours in time. */
#define SCAN_FIRST 32
#define SCAN_NEAR 96

#define HANDFUL 8             /* holders of a print that pairs them by itself */
#define COVER_ROUNDS 8        /* earlier articles that one article is paired with to cover its much printed passages */
#define GROUP_SHARE_PERCENT 25 /* prints in common, of the shorter article's, that make two articles one copy group */
#define GROUP_SHARED_LEAST 3

struct planner {
    struct arena *arena;
    const struct print_index *ix;
    const struct print_set *sets;
    u32 n;
    u32 *group;  /* the earliest member */
    u32 *size;   /* of the group, at the earliest member */
    u32 *uniques; /* distinct prints of each article */
    /* Of the article at hand: */
    const u32 *hash;        /* its distinct prints */
    struct posting *lists;
    bool *covered;
    u32 n_hash, cap_hash;
    u32 *shared;            /* of each other article; zero between uses */
    u32 *touched;           /* those that are not zero */
    u32 n_touched;
};

static void article_take(struct planner *p, u32 doc)
{
    p->hash = p->sets[doc].v;
    p->n_hash = p->sets[doc].n;
    if (p->n_hash > p->cap_hash) {
        p->cap_hash = p->n_hash * 2;
        p->lists = ARENA_ARRAY(p->arena, struct posting, p->cap_hash);
        p->covered = ARENA_ARRAY(p->arena, bool, p->cap_hash);
    }
    index_postings(p->ix, p->hash, p->n_hash, p->lists);
    for (u32 i = 0; i < p->n_hash; i++)
        p->covered[i] = p->lists[i].n < 2;
    p->uniques[doc] = p->n_hash;
}

static void count_one(struct planner *p, u32 other)
{
    if (!p->shared[other]++)
        p->touched[p->n_touched++] = other;
}

/* Counts the holders of one list: all of a short one, else the first and the nearest. */
static void count_list(struct planner *p, u32 doc, const struct posting *l, bool later_too)
{
    if (l->n <= SCAN_FIRST + SCAN_NEAR) {
        for (size_t k = 0; k < l->n && (later_too || posting_doc(l, k) < doc); k++)
            if (posting_doc(l, k) != doc)
                count_one(p, posting_doc(l, k));
        return;
    }
    u64 print = l->v[0] & ~(u64)UINT32_MAX;
    size_t me = posting_place(l->v, 0, l->n, print | doc);
    for (size_t k = 0; k < MIN_OF(me, (size_t)SCAN_FIRST); k++)
        count_one(p, posting_doc(l, k));
    size_t from = me > SCAN_FIRST + SCAN_NEAR ? me - SCAN_NEAR : MIN_OF(me, (size_t)SCAN_FIRST);
    size_t to = later_too ? MIN_OF(l->n, me + 1 + SCAN_NEAR) : me;
    for (size_t k = from; k < to; k++)
        if (posting_doc(l, k) != doc)
            count_one(p, posting_doc(l, k));
}

static void count_lists(struct planner *p, u32 doc, bool later_too)
{
    for (u32 i = 0; i < p->n_hash; i++)
        if (!p->covered[i])
            count_list(p, doc, &p->lists[i], later_too);
}

static void counts_clear(struct planner *p)
{
    while (p->n_touched)
        p->shared[p->touched[--p->n_touched]] = 0;
}

/* The one with most prints in common, the earliest of equals; UINT32_MAX where there is none. */
static u32 best_counted(const struct planner *p)
{
    u32 best = UINT32_MAX;
    for (u32 i = 0; i < p->n_touched; i++) {
        u32 d = p->touched[i];
        if (best == UINT32_MAX || p->shared[d] > p->shared[best] || (p->shared[d] == p->shared[best] && d < best))
            best = d;
    }
    return best;
}

/* Each article joins the group of the earlier one that it shares most with, where that is enough to call it a copy. */
static void groups_find(struct planner *p)
{
    for (u32 doc = 0; doc < p->n; doc++) {
        article_take(p, doc);
        count_lists(p, doc, false);
        u32 best = best_counted(p), shared = best == UINT32_MAX ? 0 : p->shared[best];
        counts_clear(p);
        p->group[doc] = doc;
        if (shared >= GROUP_SHARED_LEAST &&
            (u64)shared * 100 >= (u64)MIN_OF(p->uniques[doc], p->uniques[best]) * GROUP_SHARE_PERCENT)
            p->group[doc] = p->group[best];
        p->size[p->group[doc]]++;
    }
}

static bool in_one_large_group(const struct planner *p, u32 a, u32 b)
{
    return p->group[a] == p->group[b] && p->size[p->group[a]] > MATCH_GROUP_MAX;
}

static void plan_pair(struct planner *p, struct pairs *plan, u32 a, u32 b)
{
    u32 group = in_one_large_group(p, a, b) ? p->group[a] : UINT32_MAX;
    vec_push(p->arena, plan, ((struct pair){MIN_OF(a, b), MAX_OF(a, b), group}));
}

/* Takes the prints that `other` holds too off what is still to be covered. */
static void cover(struct planner *p, u32 other)
{
    for (u32 i = 0; i < p->n_hash; i++) {
        if (p->covered[i])
            continue;
        const struct posting *l = &p->lists[i];
        u64 wanted = (l->v[0] & ~(u64)UINT32_MAX) | other;
        size_t k = posting_place(l->v, 0, l->n, wanted);
        p->covered[i] = k < l->n && l->v[k] == wanted;
    }
}

/*
** Pairs of the prints that few hold. One print alone, if more than a handful hold it, is a turn of phrase more often than a copy: it does
** not pair them all. A print is covered when all its holders before this article are paired with it.
*/
static void plan_rare(struct planner *p, struct pairs *plan, u32 doc)
{
    for (int pass = 0; pass < 2; pass++)
        for (u32 i = 0; i < p->n_hash; i++) {
            const struct posting *l = &p->lists[i];
            if (p->covered[i] || l->n > MATCH_GROUP_MAX)
                continue;
            bool all = true;
            for (size_t k = 0; k < l->n && posting_doc(l, k) < doc; k++) {
                u32 other = posting_doc(l, k);
                if (in_one_large_group(p, doc, other))
                    all = false;
                else if (pass)
                    all &= p->shared[other] >= 2;
                else {
                    count_one(p, other);
                    if (l->n <= HANDFUL)
                        count_one(p, other);
                }
            }
            if (pass)
                p->covered[i] = all;
        }
    for (u32 i = 0; i < p->n_touched; i++)
        if (p->shared[p->touched[i]] >= 2)
            plan_pair(p, plan, doc, p->touched[i]);
    counts_clear(p);
}

static void plan_common(struct planner *p, struct pairs *plan, u32 doc)
{
    count_lists(p, doc, true);
    u32 nearest = best_counted(p);
    counts_clear(p);
    if (nearest == UINT32_MAX)
        return;
    plan_pair(p, plan, doc, nearest);
    u32 first = p->group[doc];
    if (first != doc && in_one_large_group(p, doc, first))
        plan_pair(p, plan, doc, first);
    for (u32 round = 0; round < COVER_ROUNDS; round++) {
        count_lists(p, doc, false);
        u32 best = best_counted(p);
        counts_clear(p);
        if (best == UINT32_MAX)
            return;
        plan_pair(p, plan, doc, best);
        cover(p, best);
    }
    for (u32 i = 0; i < p->n_hash; i++) /* what is left goes to the first that holds it */
        if (!p->covered[i] && posting_doc(&p->lists[i], 0) < doc)
            plan_pair(p, plan, doc, posting_doc(&p->lists[i], 0));
}

static int by_pair(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static void pairs_sort(struct pairs *v)
{
    if (!v->n)
        return;
    qsort(v->v, v->n, sizeof *v->v, by_pair);
    u32 kept = 1;
    for (u32 i = 1; i < v->n; i++)
        if (by_pair(&v->v[i], &v->v[kept - 1]))
            v->v[kept++] = v->v[i];
    v->n = kept;
}

struct pairs pairs_plan(struct arena *a, const struct print_index *ix, const struct print_set *sets, u32 n)
{
    struct planner p = {.arena = a, .ix = ix, .sets = sets, .n = n};
    struct pairs plan = {0};
    u32 docs = MAX_OF(n, ix->docs);
    p.group = ARENA_ARRAY(a, u32, docs + 1);
    p.size = ARENA_ARRAY(a, u32, docs + 1);
    p.uniques = ARENA_ARRAY(a, u32, docs + 1);
    p.shared = ARENA_ARRAY(a, u32, docs + 1);
    p.touched = ARENA_ARRAY(a, u32, docs + 1);
    groups_find(&p);
    for (u32 doc = 0; doc < n; doc++) {
        article_take(&p, doc);
        plan_rare(&p, &plan, doc);
        plan_common(&p, &plan, doc);
    }
    pairs_sort(&plan);
    return plan;
}
