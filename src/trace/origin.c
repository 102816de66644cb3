/*
** origin.c - whose text an article is, in the end: an agency's, or an outlet's.
**
** Credits vote: what the article itself says, what its near copies say, each by the share of the article that it holds, what others say that
** hang on the same source. An agency's own article settles it for all that descend from it. Beside the votes stand the customs of the
** corpus (custom.h): whom the outlet is used to credit, who quotes through whom, with what words each agency writes. They choose between
** agencies where votes are divided or few; that it is an agency's text at all must be likely from the votes, or from other outlets printing
** the same. Where nobody names an agency, copies of an outlet's text are that outlet's.
*/
#include "trace/custom.h"
#include "trace/stemma_parts.h"

#include <math.h>

#define NEAR_SHARE .25  /* a copy of less is not near */

/*
** Weights of what speaks for an agency, in log-odds: learned by logistic regression on Saudi articles of 2015 whose credit was hidden (three
** draws of half of them, each in two parts by days, the parts tried on each other). OTHER stands for agencies that nobody named.
*/
#define NEAR 2.0        /* votes of near copies: its share of them, ... */
#define NEAR_MIX .3     /* ... with so many votes for nobody */
#define CLOSEST 3.0     /* share of the longer text in common with the closest copy that names it */
#define BRANCH .5       /* share of those in the same descent that name it */
#define VIA .6
#define STYLE 1.05
#define CUSTOM 1.0
#define OTHER (-5.0)
#define SILENT_MOST 2   /* silent copies that count: more of them are copies of copies, silent with them */
#define SURE .65        /* asked of the choice between agencies: below, one in ten would be wrong */
#define CREDITS_LEAST 100u /* fewer in a corpus teach nothing */
#define OWN_CREDIT 1.2  /* votes of the article's own credit, against 1 of a whole copy */
#define VIA_VOTE .3     /* a statement quoted through an agency, against a credit */

struct vote {
    str code;
    double n, closest, branch;
    bool certain; /* an agency's own article */
};

struct votes {
    VEC(struct vote);
};

static struct vote *vote_of(struct arena *a, struct votes *v, str code)
{
    u32 i = 0;
    while (i < v->n && !str_eq(v->v[i].code, code))
        i++;
    if (i == v->n)
        vec_add(a, v)->code = code;
    return &v->v[i];
}

static void cast(struct arena *a, struct votes *v, str code, double n, bool certain)
{
    struct vote *of = vote_of(a, v, code);
    of->n += n;
    of->certain = of->certain || certain;
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
        cast(k->arena, v, c.via, n * VIA_VOTE, false);
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

/* What is known of one article's origin. */
struct ballot {
    struct votes votes;
    double credits;  /* how much of them comes from credits of near copies and of the same descent */
    double nameless; /* chance that the outlets which print the text and name none would be silent about an agency */
    u32 silent;      /* such copies */
    bool twin;       /* another outlet prints much of it */
};

/* What is known of customs, where it is enough to go by. */
static const struct customs *customs_of(const struct kin *k)
{
    const struct customs *c = k->habits ? habits_customs(k->habits) : NULL;
    return c && customs_credits(c) >= CREDITS_LEAST ? c : NULL;
}

/* A near copy: what it names, or that it names nothing. */
static void near_vote(const struct kin *k, const struct tie *t, u32 x, struct ballot *b)
{
    u32 other = tie_other(t, x);
    double share = fmin(tie_share(k, t, x), 1);
    str code = k->agency[other].n ? k->agency[other] : k->credits[other].agency, house = article_house(k->w[other].article);
    if (share < NEAR_SHARE)
        return;
    bool elsewhere = !str_eq(house, article_house(k->w[x].article));
    b->twin = b->twin || elsewhere;
    if (code.n) {
        struct vote *v = vote_of(k->arena, &b->votes, code);
        v->n += share * share;
        v->closest = fmax(v->closest, (double)t->n / MAX_OF(telling_words(k, x), telling_words(k, other)));
        b->credits += share * share;
    } else if (elsewhere && customs_of(k) && b->silent++ < SILENT_MOST) {
        b->nameless *= 1 - customs_names(customs_of(k), house);
    }
}

static void ballot_of(const struct kin *k, struct descent *d, u32 x, struct ballot *b)
{
    const struct votes *branch = votes_of_top(d, d->top[x]);
    str own = k->credits[x].agency;
    b->nameless = 1;
    for (u32 i = k->ties_at[x]; i < k->ties_at[x + 1]; i++)
        near_vote(k, &k->ties.v[k->ties_of[i]], x, b);
    for (u32 i = 0; i < branch->n; i++) {
        struct vote *v = vote_of(k->arena, &b->votes, branch->v[i].code);
        v->branch = branch->v[i].n / (votes_sum(branch) + 1);
        v->certain = v->certain || branch->v[i].certain;
    }
    b->credits += branch->n > 0;
    if (k->credits[x].via.n)
        vote_of(k->arena, &b->votes, k->credits[x].via);
    if (own.n) {
        struct vote *v = vote_of(k->arena, &b->votes, own);
        v->n += OWN_CREDIT;
        v->closest = 1;
    }
    const struct customs *customs = customs_of(k);
    for (u32 i = 0; customs && b->twin && i < customs_agencies(customs); i++)
        vote_of(k->arena, &b->votes, customs_agency(customs, i));
}

/* Log-odds that customs add to agency `code`. */
struct leaning {
    const struct customs *customs;
    double prior[CUSTOM_AGENCIES], via[CUSTOM_AGENCIES], style[CUSTOM_AGENCIES];
};

/* True where a credit before number i quotes through the same agency. */
static bool via_before(const struct article *a, u32 i)
{
    for (u32 j = 0; j < i; j++)
        if (a->credits.v[j].kind == CREDIT_VIA && str_eq(a->credits.v[j].agency, a->credits.v[i].agency))
            return true;
    return false;
}

static void leaning_of(const struct kin *k, u32 x, struct leaning *l)
{
    l->customs = customs_of(k);
    if (!l->customs)
        return;
    customs_prior(l->customs, article_house(k->w[x].article), l->prior);
    customs_style(l->customs, k->arena, k->w[x].telling, l->style);
    const struct article *a = k->w[x].article;
    for (u32 i = 0; i < a->credits.n; i++)
        if (a->credits.v[i].kind == CREDIT_VIA && a->credits.v[i].agency.n && !via_before(a, i))
            customs_via(l->customs, a->credits.v[i].agency, l->via);
}

/* Words speak as far as credits of copies do not: those copies are among the texts that the agency's words were learned from. */
static double lean(const struct leaning *l, str code, double unheard)
{
    u32 n = l->customs ? customs_agencies(l->customs) : 0;
    for (u32 i = 0; i < n; i++)
        if (str_eq(customs_agency(l->customs, i), code))
            return CUSTOM * l->prior[i] + VIA * l->via[i] + STYLE * l->style[i] * unheard;
    return l->customs ? CUSTOM * log(customs_unnamed(l->customs)) : 0;
}

/* The likeliest agency and its probability, as if the text were some agency's. */
static const struct vote *likeliest(const struct kin *k, u32 x, const struct ballot *b, double *p)
{
    const struct vote *best = NULL;
    struct leaning l = {0};
    double all = votes_sum(&b->votes), sum = exp(OTHER), most = 0;
    leaning_of(k, x, &l);
    for (u32 i = 0; i < b->votes.n; i++) {
        const struct vote *v = &b->votes.v[i];
        double odds = exp(NEAR * v->n / (all + NEAR_MIX) + CLOSEST * fmin(v->closest, 1) + BRANCH * v->branch +
                          lean(&l, v->code, NEAR_MIX / (all + NEAR_MIX)));
        sum += odds;
        if (!best || (v->certain && !best->certain) || (v->certain == best->certain && odds > most)) {
            best = v;
            most = odds;
        }
    }
    *p = best && best->certain ? .98 : most / sum;
    return best;
}

/* The probability that the text is an agency's. */
static double is_agencys(const struct kin *k, u32 x, const struct ballot *b)
{
    const struct credited_source *c = &k->credits[x];
    double named = b->credits + (c->agency.n ? OWN_CREDIT : c->via.n ? VIA_VOTE : 0) + c->vague;
    double share = customs_of(k) && b->twin ? customs_agency_share(customs_of(k)) : 0;
    double silent = share * b->nameless / (share * b->nameless + 1 - share);
    return 1 - (1 - silent) * NEAR_MIX / (NEAR_MIX + named);
}

static void origin_of(const struct kin *k, struct descent *d, u32 x, struct stemma *out)
{
    str own = k->agency[x];
    struct credited_source c = k->credits[x];
    if (own.n) {
        add_origin(k, out, x, own, ORIGIN_CREDIT, .99);
        return;
    }
    struct ballot b = {0};
    double p = 0;
    ballot_of(k, d, x, &b);
    const struct vote *best = likeliest(k, x, &b, &p);
    bool said_so = best && c.agency.n && str_eq(c.agency, best->code), joined = d->parent[x] != UINT32_MAX;
    bool named = best && (best->certain || best->n > 0 || best->branch > 0 || str_eq(c.via, best->code));
    bool sure = best && (said_so || best->certain || (p >= SURE && (named ? joined || b.twin : b.twin && !c.outlet.n)));
    if (best && !best->certain)
        p *= is_agencys(k, x, &b);
    if (sure && p >= .5)
        add_origin(k, out, x, best->code, said_so ? ORIGIN_CREDIT : named ? ORIGIN_COPIES : ORIGIN_STYLE, p);
    else if (c.outlet.n)
        add_origin(k, out, x, c.outlet, ORIGIN_CREDIT, .9);
    else if (joined && !(d->top[x] & NODE_UNSEEN))
        add_origin(k, out, x, article_house(k->w[d->top[x]].article), ORIGIN_COPIES, .8);
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
