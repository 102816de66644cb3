/*
** origin.c - whose text an article is, in the end: an agency's, or an outlet's.
**
** Credits vote. What the article itself says counts most; then what its near copies say, each by the share of the article that it holds; then
** what the others say that hang on the same source. An agency's own article settles it for all that descend from it. Where nobody names an
** agency, copies of an outlet's text are that outlet's.
*/
#include "trace/stemma_parts.h"

#include <math.h>

#define OWN_CREDIT 1.2  /* votes of the article's own credit, against 1 of a whole copy */
#define VIA .3          /* a statement quoted through an agency, against a credit */
#define NEAR_SHARE .25  /* a copy of less is not near */
#define BRANCH_VOTE .25 /* of one telling elsewhere in the same descent */
#define RIVAL .5        /* votes that stand for agencies nobody named */

struct vote {
    str code;
    double n;
    bool certain; /* an agency's own article */
};

struct votes {
    VEC(struct vote);
};

static void cast(struct arena *a, struct votes *v, str code, double n, bool certain)
{
    u32 i = 0;
    while (i < v->n && !str_eq(v->v[i].code, code))
        i++;
    if (i == v->n)
        vec_add(a, v)->code = code;
    v->v[i].n += n;
    v->v[i].certain = v->v[i].certain || certain;
}

static const struct vote *winner(const struct votes *v)
{
    const struct vote *best = NULL;
    for (u32 i = 0; i < v->n; i++)
        if (!best || (v->v[i].certain && !best->certain) || (v->v[i].certain == best->certain && v->v[i].n > best->n))
            best = &v->v[i];
    return best;
}

static double votes_sum(const struct votes *v)
{
    double n = 0;
    for (u32 i = 0; i < v->n; i++)
        n += v->v[i].n;
    return n;
}

/* What witness x says, worth `n` votes. */
static void say(const struct kin *k, struct votes *v, u32 x, double n)
{
    str own = k->agency[x];
    struct credited_source c = k->credits[x];
    if (own.n)
        cast(k->arena, v, own, n, true);
    else if (c.agency.n)
        cast(k->arena, v, c.agency, n, false);
    else if (c.via.n)
        cast(k->arena, v, c.via, n * VIA, false);
}

/* ---- where the chain of edges ends ---- */

struct descent {
    u32 *parent; /* of witness x: the parent node of its weightiest edge of descent, UINT32_MAX none */
    u32 *top;    /* the end of its chain: a witness, or NODE_UNSEEN | index */
    struct votes *of_witness, *of_unseen; /* votes cast below a top */
};

static bool is_descent(const struct edge *e)
{
    return e->relation == REL_WIRE || e->relation == REL_COPY || e->relation == REL_REVISION || (e->parent & NODE_UNSEEN);
}

static void find_tops(const struct kin *k, const struct stemma *st, struct descent *d)
{
    d->parent = ARENA_ARRAY(k->arena, u32, k->n + 1);
    d->top = ARENA_ARRAY(k->arena, u32, k->n + 1);
    for (u32 x = 0; x < k->n; x++)
        d->parent[x] = UINT32_MAX;
    for (u32 i = 0; i < st->edges.n; i++)
        if (is_descent(&st->edges.v[i]))
            d->parent[st->edges.v[i].child] = st->edges.v[i].parent;
    bool *known = ARENA_ARRAY(k->arena, bool, k->n + 1);
    for (u32 x = 0; x < k->n; x++) { /* up to the first node whose end is known, then down again: linear in all */
        u32 at = x;
        while (!known[at] && d->parent[at] != UINT32_MAX && !(d->parent[at] & NODE_UNSEEN))
            at = d->parent[at];
        u32 top = known[at] ? d->top[at] : d->parent[at] == UINT32_MAX ? at : d->parent[at];
        for (at = x; !known[at]; at = d->parent[at]) {
            known[at] = true;
            d->top[at] = top;
            if (d->parent[at] == UINT32_MAX || (d->parent[at] & NODE_UNSEEN))
                break;
        }
    }
}

static struct votes *votes_of_top(struct descent *d, u32 top)
{
    return top & NODE_UNSEEN ? &d->of_unseen[top & ~NODE_UNSEEN] : &d->of_witness[top];
}

/* ---- one article ---- */

static void add_origin(const struct kin *k, struct stemma *out, u32 x, str origin, enum origin_basis basis, double p)
{
    if (origin.n && p >= .5)
        *vec_add(k->arena, &out->origins) = (struct origin){.article = x, .origin = origin, .basis = (u8)basis, .p = p};
}

static void vote_of_article(const struct kin *k, struct descent *d, u32 x, struct votes *v)
{
    say(k, v, x, OWN_CREDIT);
    for (u32 i = k->ties_at[x]; i < k->ties_at[x + 1]; i++) {
        const struct tie *t = &k->ties.v[k->ties_of[i]];
        u32 other = tie_other(t, x);
        double share = fmin(tie_share(k, t, x), 1);
        if (share >= NEAR_SHARE && d->top[other] == d->top[x])
            say(k, v, other, share);
    }
    const struct votes *branch = votes_of_top(d, d->top[x]);
    for (u32 i = 0; i < branch->n; i++)
        cast(k->arena, v, branch->v[i].code, branch->v[i].n * BRANCH_VOTE, branch->v[i].certain);
}

static void origin_of(const struct kin *k, struct descent *d, u32 x, struct stemma *out)
{
    str own = k->agency[x];
    struct credited_source c = k->credits[x];
    if (own.n) {
        add_origin(k, out, x, own, ORIGIN_CREDIT, .99);
        return;
    }
    struct votes v = {0};
    vote_of_article(k, d, x, &v);
    const struct vote *best = winner(&v);
    bool said_so = best && c.agency.n && str_eq(c.agency, best->code);
    bool joined = d->parent[x] != UINT32_MAX || votes_of_top(d, d->top[x])->n;
    if (best && (said_so || joined)) {
        double p = best->certain ? .98 : (best->n + RIVAL / 2) / (votes_sum(&v) + RIVAL);
        if (!c.agency.n && !c.via.n && !c.vague && d->parent[x] == UINT32_MAX && !said_so && !best->certain)
            p = 0; /* the first of its line, and it names nobody: others' credits are not its own */
        add_origin(k, out, x, best->code, said_so ? ORIGIN_CREDIT : ORIGIN_COPIES, p);
    } else if (c.outlet.n) {
        add_origin(k, out, x, c.outlet, ORIGIN_CREDIT, .9);
    } else if (d->parent[x] != UINT32_MAX && !(d->top[x] & NODE_UNSEEN)) {
        add_origin(k, out, x, article_house(k->w[d->top[x]].article), ORIGIN_COPIES, .8);
    }
}

void origins_find(const struct kin *k, struct stemma *out)
{
    struct descent d = {0};
    find_tops(k, out, &d);
    d.of_witness = ARENA_ARRAY(k->arena, struct votes, k->n + 1);
    d.of_unseen = ARENA_ARRAY(k->arena, struct votes, out->unseen.n + 1);
    for (u32 x = 0; x < k->n; x++)
        if (d.parent[x] != UINT32_MAX || k->agency[x].n)
            say(k, votes_of_top(&d, d.top[x]), x, 1);
    for (u32 u = 0; u < out->unseen.n; u++) {
        const struct vote *best = winner(&d.of_unseen[u]);
        if (best)
            out->unseen.v[u].agency = best->code;
    }
    for (u32 i = 0; i < out->edges.n; i++) {
        struct edge *e = &out->edges.v[i];
        if ((e->parent & NODE_UNSEEN) && out->unseen.v[e->parent & ~NODE_UNSEEN].agency.n)
            e->relation = REL_WIRE;
    }
    for (u32 x = 0; x < k->n; x++)
        origin_of(k, &d, x, out);
}
