/*
** relation.c - what an edge between two articles is: a copy of the other's own words, or two printings of one text that is not there.
**
** The nearest telling is the parent in the tree, but in the news most outlets print what agencies send out: text that two of them have was
** as a rule neither's. The customs of the corpus tell them apart (custom.h). An outlet whose texts others print before it as often as behind
** it prints agencies' texts; one whose texts hardly come elsewhere writes its own, and what is found elsewhere was taken from it. Agencies'
** texts are printed within hours; what stands word for word in a text of days later was taken from what had been printed.
*/
#include "trace/custom.h"
#include "trace/stemma_parts.h"

#include <math.h>

#define REVISION_SHARE .5
#define MOSTLY_QUOTED .5
#define COMMON_SHARE .35   /* more of either text in common is more than a statement */

/* Log-odds of a copy. Twins (of 100 articles) are measured against ONE_IN: in between the two kinds of outlets. */
#define ONE_IN .01
#define FLOOR .001
#define COPY .8
#define COPY_PARENT 2.0    /* a unit of ln: the parent's outlet has so many times fewer twins */
#define COPY_CHILD 1.0
#define COPY_DAYS 2.0      /* a unit of ln of 1 + days between them */
#define COPY_CREDITED 4.0  /* the child names the parent's outlet */
#define COPY_AGENCY (-1.5) /* either names an agency */

static double own_words(const struct kin *k, u32 x)
{
    double twins = k->habits ? customs_twins(habits_customs(k->habits), article_house(k->w[x].article)) : 0;
    return log(ONE_IN / (twins + FLOOR));
}

static bool is_copy(const struct kin *k, const struct option *o)
{
    const struct credited_source *c = &k->credits[o->child], *p = &k->credits[o->parent];
    double odds = COPY + COPY_PARENT * own_words(k, o->parent) + COPY_CHILD * own_words(k, o->child) + COPY_DAYS * o->x[F_DAYS];
    odds += o->x[F_CREDITS_PARENT] * COPY_CREDITED + (c->agency.n || p->agency.n ? COPY_AGENCY : 0);
    return odds > 0;
}

u8 relation_of(const struct kin *k, const struct option *o)
{
    const struct tie *t = &k->ties.v[o->tie];
    if (o->x[F_SAME_ADDRESS] > 0 || (o->x[F_SAME_OUTLET] > 0 && tie_share(k, t, o->child) >= REVISION_SHARE))
        return REL_REVISION;
    if (is_quotation(k, t))
        return REL_QUOTATION;
    if (k->agency[o->parent].n)
        return REL_WIRE;
    return is_copy(k, o) ? REL_COPY : REL_COMMON;
}

u8 relation_of_slight(const struct kin *k, const struct option *o)
{
    const struct tie *t = &k->ties.v[o->tie];
    double most = fmax(tie_share(k, t, t->a), tie_share(k, t, t->b));
    if (t->quoted >= MOSTLY_QUOTED * t->n)
        return REL_QUOTATION;
    return most < COMMON_SHARE ? REL_RELEASE : is_copy(k, o) ? REL_COPY : REL_COMMON;
}
