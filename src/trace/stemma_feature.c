/*
** stemma_feature.c - what speaks for and against each possible parent of a witness, as numbers.
**
** The tests of textual criticism: a reading that only two witnesses have binds them (inherited); a reading of the parent that the child
** and others lack, or one of the child that the parent lacks and others have, speaks against descent from it (not inherited, third
** reading), and for a text behind both. Beside them time, and what a hand leaves: a tail cut, a style, a shortened name.
*/
#include "trace/stemma_parts.h"

#include <math.h>

#define BLOCK_WORDS 25   /* so many words in a row that the other lacks are matter of one's own */
#define ZONE_DOUBT 10800 /* seconds by which a time without a zone may be off, either way */
#define MOST .6          /* of the others: most of them */
#define GROUP_MANY 10.0  /* more tellings than this say no more */
#define FEW_WORDS 2      /* put in or left out at one place: a filler */
#define PHRASE_WORDS 4   /* .. a set phrase */
#define MORE_WORDS 8     /* .. half a sentence */
#define LONG_WORDS 40    /* .. a sentence or two */
#define THIRDS_MAX 4     /* third tellings that are asked what two lack alike */
#define TAIL_WORDS 15    /* so much more behind the last shared word is a tail */
#define LEAD_LACK 25     /* so far into the body a lead may reach */
#define LEAD_WORDS 6     /* of the body: how a text begins */
#define THIN_SHARE .35   /* with less of either text in common a copy is rare */
#define LAG_TYPICAL 7920 /* 2.2 hours: median between a text and its copy */

/* ---- time ---- */

struct when {
    double from, to; /* seconds; from > to: not known */
};

static struct when when_of(const struct witness *w)
{
    const struct civil *c = &w->article->published.when;
    double at, width = c->precision >= PRECISION_SECOND ? 1 : c->precision == PRECISION_MINUTE ? 60 : 86400;
    if (c->precision < PRECISION_DAY)
        return (struct when){1, 0};
    at = (double)civil_seconds(c);
    bool zoned = c->precision == PRECISION_DAY || c->zone_min != ZONE_UNKNOWN;
    return zoned ? (struct when){at, at + width} : (struct when){at - ZONE_DOUBT, at + ZONE_DOUBT};
}

/* +1: the child is certainly the later one, -1: the earlier one; between them where the times overlap; 0 not known. */
static double time_order(const struct when *p, const struct when *c)
{
    if (p->from > p->to || c->from > c->to)
        return 0;
    double apart = (c->from + c->to - p->from - p->to) / 2, width = (c->to - c->from + p->to - p->from) / 2;
    return fmax(-1, fmin(1, apart / fmax(width, 1)));
}

static i32 day_of(const struct witness *w)
{
    struct when t = when_of(w);
    return t.from > t.to ? DAY_UNKNOWN : (i32)floor((t.from + t.to) / 2 / 86400);
}

static void time_features(const struct kin *k, struct option *o)
{
    struct when p = when_of(&k->w[o->parent]), c = when_of(&k->w[o->child]);
    o->seen.order = time_order(&p, &c);
    o->x[F_LATER] = fmax(0, o->seen.order);
    o->x[F_EARLIER] = fmax(0, -o->seen.order);
    o->seen.seconds = (double)NAN;
    if (p.from > p.to || c.from > c.to)
        return;
    double lag = (c.from + c.to - p.from - p.to) / 2;
    o->seen.seconds = lag;
    o->x[F_LAG] = fmin(3, fabs(log((fmax(lag, 0) + 60) / LAG_TYPICAL)));
    o->x[F_DAYS] = log(1 + fabs(lag) / 86400);
}

/* ---- two tellings laid side by side ---- */

struct pairing {
    const struct kin *k;
    u32 parent, child;
    const u32 *from_parent, *from_child; /* the other's word, or NO_WORD */
    u32 first_p, last_p, first_c, last_c; /* joined words */
};

static void pairing_bounds(struct pairing *pr)
{
    u32 np = telling_words(pr->k, pr->parent), nc = telling_words(pr->k, pr->child);
    pr->first_p = pr->first_c = NO_WORD;
    for (u32 i = 0; i < np; i++)
        if (pr->from_parent[i] != NO_WORD) {
            pr->first_p = MIN_OF(pr->first_p, i);
            pr->last_p = i;
        }
    for (u32 j = 0; j < nc; j++)
        if (pr->from_child[j] != NO_WORD) {
            pr->first_c = MIN_OF(pr->first_c, j);
            pr->last_c = j;
        }
}

/* Where the parent's words are first asked for: at its lead, where the child begins there too. */
static u32 first_reading(const struct pairing *pr)
{
    u32 body = title_words(pr->k->w[pr->parent].telling), body_c = title_words(pr->k->w[pr->child].telling), i = body;
    while (i < pr->last_p && (pr->from_parent[i] == NO_WORD || pr->from_parent[i] < body_c))
        i++;
    return i - body <= LEAD_LACK && pr->from_parent[i] != NO_WORD && pr->from_parent[i] >= body_c &&
                   pr->from_parent[i] - body_c <= LEAD_LACK
               ? body : pr->first_p;
}

static void title_features(const struct pairing *pr, struct option *o)
{
    const struct kin *k = pr->k;
    bool others = false, third = false;
    if (!k->title[pr->child] || k->title[pr->parent] != k->title[pr->child])
        return;
    for (u32 i = k->ties_at[pr->child]; i < k->ties_at[pr->child + 1] && !third; i++) {
        u32 z = tie_other(&k->ties.v[k->ties_of[i]], pr->child);
        others = others || z != pr->parent;
        third = z != pr->parent && k->title[z] == k->title[pr->child];
    }
    o->x[F_TITLE_SAME] = 1;
    o->x[F_TITLE_ALONE] = others && !third;
}

static void reading_features(const struct pairing *pr, struct option *o, bool dated)
{
    const struct place *pp = pr->k->places[pr->parent], *pc = pr->k->places[pr->child];
    u32 inh_runs = 0, not_runs = 0, third_runs = 0;
    bool was_inh = false, was_not = false, was_third = false;
    u32 before = dated ? pr->child : NO_WORD; /* of dated witnesses only earlier ones may have lent a reading */
    for (u32 i = first_reading(pr); i <= pr->last_p; i++) {
        bool kept = pr->from_parent[i] != NO_WORD;
        u32 others = pp[i].cover - (kept ? 1u : 0u), against = pp[i].lack - (kept || !pp[i].lack ? 0u : 1u);
        bool alone = 2 * others < against || (dated && pp[i].earliest >= pr->child); /* before the child only the parent had it */
        bool inh = kept && alone && pp[i].lacking < before, not = !kept && alone && pp[i].lack >= 2;
        o->seen.inherited += inh;
        o->seen.not_inherited += not;
        inh_runs += inh && !was_inh;
        not_runs += not && !was_not;
        was_inh = inh;
        was_not = not;
    }
    u32 n = telling_words(pr->k, pr->child);
    for (u32 j = 0; j < n; j++) {
        bool third = pr->from_child[j] == NO_WORD && pc[j].cover && pc[j].earliest < before;
        o->seen.third += third;
        third_runs += third && !was_third;
        was_third = third;
    }
    o->x[F_INHERITED] = log1p(inh_runs);
    o->x[F_NOT_INHERITED] = log1p(not_runs);
    o->x[F_THIRD] = log1p(third_runs);
}

/* The tie between x and y, NULL where there is none. The ties of x are in order of the other. */
static const struct tie *tie_between(const struct kin *k, u32 x, u32 y)
{
    u32 low = k->ties_at[x], high = k->ties_at[x + 1];
    while (low < high) {
        u32 mid = low + (high - low) / 2;
        const struct tie *t = &k->ties.v[k->ties_of[mid]];
        if (tie_other(t, x) == y)
            return t;
        if (tie_other(t, x) < y)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* What the third telling z has, and as many others have as have not, and both the parent and the child lack: rows of words, and whether both end at
** one place of it. */
static void count_lacks(const struct pairing *pr, u32 z, const u32 *to_parent, const u32 *to_child, u32 *rows, bool *cut)
{
    const struct place *places = pr->k->places[z];
    u32 n = telling_words(pr->k, z), first = NO_WORD, last_p = 0, last_c = 0, found = 0;
    for (u32 i = 0; i < n; i++) {
        if (to_parent[i] != NO_WORD && to_child[i] != NO_WORD)
            first = MIN_OF(first, i);
        last_p = to_parent[i] != NO_WORD ? i : last_p;
        last_c = to_child[i] != NO_WORD ? i : last_c;
    }
    bool was = false;
    for (u32 i = first; i < MIN_OF(last_p, last_c); i++) {
        bool both = to_parent[i] == NO_WORD && to_child[i] == NO_WORD && places[i].cover >= places[i].lack;
        found += both && !was;
        was = both;
    }
    *rows = MAX_OF(*rows, found);
    u32 behind = last_p > last_c ? last_p - last_c : last_c - last_p;
    *cut = *cut || (first != NO_WORD && behind <= FEW_WORDS && n - last_p > TAIL_WORDS && places[last_p + FEW_WORDS + 1].cover >= places[last_p + FEW_WORDS + 1].lack);
}

/* Omissions that child and parent have in common bind them, as their common readings do. */
static void omission_features(const struct pairing *pr, struct option *o)
{
    const struct kin *k = pr->k;
    u32 asked = 0, rows = 0;
    bool cut = false;
    for (u32 i = k->ties_at[pr->child]; i < k->ties_at[pr->child + 1] && asked < THIRDS_MAX; i++) {
        const struct tie *tc = &k->ties.v[k->ties_of[i]];
        u32 z = tie_other(tc, pr->child);
        const struct tie *tp = z == pr->parent ? NULL : tie_between(k, pr->parent, z);
        if (!tp)
            continue;
        tie_map(k, tp, z, k->room[2]);
        tie_map(k, tc, z, k->room[3]);
        count_lacks(pr, z, k->room[2], k->room[3], &rows, &cut);
        asked++;
    }
    o->x[F_OMITTED] = log1p(rows);
    o->x[F_CUT_ALIKE] = cut;
    o->x[F_CLEAN] = asked && o->x[F_THIRD] == 0;
    o->seen.omitted = rows;
}

/* Words of x that stand in rows of BLOCK_WORDS and more which the other lacks. */
static u32 own_blocks(const u32 *map, u32 n)
{
    u32 sum = 0, run = 0;
    for (u32 i = 0; i <= n; i++) {
        if (i < n && map[i] == NO_WORD) {
            run++;
            continue;
        }
        sum += run >= BLOCK_WORDS ? run : 0;
        run = 0;
    }
    return sum;
}

/* Places where one side has words between two that are neighbours on the other: so many words that the child put in, or left out. */
struct gaps {
    u32 put_in_few, put_in, put_in_long, left_out_few, left_out, left_out_long;
};

static struct gaps count_gaps(const struct pairing *pr)
{
    struct gaps g = {0};
    u32 n = telling_words(pr->k, pr->child), last = NO_WORD;
    for (u32 j = 0; j < n; j++) {
        u32 i = pr->from_child[j];
        if (i == NO_WORD)
            continue;
        if (last != NO_WORD && i > pr->from_child[last]) {
            u32 in = j - last - 1, out = i - pr->from_child[last] - 1;
            g.put_in_few += !out && in && in <= FEW_WORDS;
            g.put_in += !out && in > FEW_WORDS && in <= PHRASE_WORDS;
            g.put_in_long += !out && in > PHRASE_WORDS && in <= LONG_WORDS;
            g.left_out_few += !in && out && out <= FEW_WORDS;
            g.left_out += !in && out > FEW_WORDS && out <= MORE_WORDS;
            g.left_out_long += !in && out > MORE_WORDS && out <= LONG_WORDS;
        }
        last = j;
    }
    return g;
}

/* True where the child begins as the parent does: most of the parent's first words stand near its own first ones. */
static bool keeps_lead(const struct pairing *pr)
{
    const struct telling *tp = pr->k->w[pr->parent].telling;
    u32 p = title_words(tp), c = title_words(pr->k->w[pr->child].telling), kept = 0;
    for (u32 i = p; i < p + LEAD_WORDS && i < tp->n; i++)
        kept += pr->from_parent[i] != NO_WORD && pr->from_parent[i] >= c && pr->from_parent[i] < c + 2 * LEAD_WORDS;
    return kept * 3 >= LEAD_WORDS * 2;
}

static void shape_features(const struct pairing *pr, const struct tie *t, struct option *o)
{
    double np = telling_words(pr->k, pr->parent), nc = telling_words(pr->k, pr->child);
    double share_p = t->n / np, share_c = t->n / nc;
    o->x[F_SHARE_CHILD] = log(fmax(share_c, .01));
    o->x[F_SHARE_PARENT] = log(fmax(share_p, .01));
    o->x[F_WORDS] = log(t->n / 50.0);
    o->x[F_SOLID] = (double)t->solid / t->n;
    o->x[F_DENSITY] = log((double)t->n / MAX_OF(t->aligned, t->n));
    bool verbatim = pr->last_c - pr->first_c < t->n * 1.15;
    o->x[F_ISOLATED] = verbatim ? 1 - fmax(share_p, share_c) : 0;
    o->x[F_THIN] = fmax(0, 1 - fmax(share_p, share_c) / THIN_SHARE);
    o->x[F_ASYMMETRY] = log((np - t->n + 5) / (nc - t->n + 5));
    o->x[F_TAIL_CUT] = log1p(np - 1 - pr->last_p) / 5;
    o->x[F_TAIL_MORE] = log1p(nc - 1 - pr->last_c) / 5;
    o->seen.own_parent = own_blocks(pr->from_parent, (u32)np);
    o->seen.own_child = own_blocks(pr->from_child, (u32)nc);
    struct gaps g = count_gaps(pr);
    o->x[F_PUT_IN_FEW] = log1p(g.put_in_few);
    o->x[F_PUT_IN] = log1p(g.put_in);
    o->x[F_PUT_IN_LONG] = log1p(g.put_in_long);
    o->x[F_LEFT_OUT_FEW] = log1p(g.left_out_few);
    o->x[F_LEFT_OUT] = log1p(g.left_out);
    o->x[F_LEFT_OUT_LONG] = log1p(g.left_out_long);
    o->x[F_LEAD_KEPT] = keeps_lead(pr);
    o->x[F_QUOTED] = (double)t->quoted / t->n;
    o->x[F_FACTS_OFF] = t->facts_off / (t->facts + 2.0);
    o->seen.words = t->n;
    o->seen.longest = t->longest;
}

/* Facts in the passages that the other does not have there, but a third witness has: the other changed them. */
static u32 supported_facts(const struct kin *k, u32 x, const u32 *map, u32 from, u32 to)
{
    u32 n = 0;
    const struct word *w = k->w[x].telling->words;
    for (u32 i = from; i <= to; i++)
        n += (w[i].mark == MARK_FIGURE || w[i].mark == MARK_DATE || w[i].mark == MARK_NAME) && map[i] == NO_WORD && k->places[x][i].cover;
    return n;
}

/* ---- what a hand leaves behind ---- */

/* True where quoted speech goes on behind word i. */
static bool quote_goes_on(const struct telling *t, u32 i)
{
    return i + 2 < t->n && (t->words[i].flags & WORD_QUOTED) && (t->words[i + 1].flags & WORD_QUOTED) && (t->words[i + 2].flags & WORD_QUOTED);
}

static bool quote_ends(const struct telling *t, u32 i)
{
    return (t->words[i].flags & WORD_QUOTED) && (i + 1 == t->n || !(t->words[i + 1].flags & WORD_QUOTED));
}

/* Signed counts of marks that one side's text must come first. */
struct traces {
    int dangling, quote_cut, stale;
};

static void trace_word(const struct pairing *pr, u32 i, u32 j, struct traces *tr)
{
    const struct telling *tp = pr->k->w[pr->parent].telling, *tc = pr->k->w[pr->child].telling;
    u8 name_p = pr->k->places[pr->parent][i].name, name_c = pr->k->places[pr->child][j].name;
    if (name_p != NAME_NONE && name_c != NAME_NONE)
        tr->dangling += (name_p == NAME_INTRODUCED) - (name_c == NAME_INTRODUCED);
    tr->quote_cut += (quote_goes_on(tp, i) && quote_ends(tc, j)) - (quote_goes_on(tc, j) && quote_ends(tp, i));
    const struct word *wp = &tp->words[i], *wc = &tc->words[j];
    if (wp->mark == MARK_DATE && wc->mark == MARK_DATE && wp->key == wc->key && !(wp->flags & WORD_NUMBER)) {
        i64 vp = tp->marks[wp->mark_at].value, vc = tc->marks[wc->mark_at].value;
        tr->stale += vp && vc && vp != vc;
    }
}

static double clamp_count(int n) { return n > 3 ? 1 : n < -3 ? -1 : n / 3.0; }

static void trace_features(const struct pairing *pr, const struct tie *t, struct option *o)
{
    const struct kin *k = pr->k;
    struct traces tr = {0, 0, 0};
    for (u32 n = 0; n < t->n; n++) {
        const struct joined *v = &k->joined.v[t->first + n];
        bool straight = t->a == pr->parent;
        trace_word(pr, straight ? v->i : v->j, straight ? v->j : v->i, &tr);
    }
    o->x[F_DANGLING] = clamp_count(tr.dangling);
    o->x[F_QUOTE_CUT] = clamp_count(tr.quote_cut);
    i32 dp = day_of(&k->w[pr->parent]), dc = day_of(&k->w[pr->child]);
    if (dp != DAY_UNKNOWN && dc != DAY_UNKNOWN && dp != dc)
        o->x[F_STALE] = clamp_count(dc > dp ? tr.stale : -tr.stale);
    o->seen.dangling = (u32)MAX_OF(tr.dangling, 0);
    o->seen.quote_cut = (u32)MAX_OF(tr.quote_cut, 0);
    o->seen.stale = (u32)tr.stale;
    double style = style_direction(k, t, pr->parent, pr->child, &o->seen.betrayed);
    o->x[F_STYLE] = asinh(style);
    o->x[F_FORMS] = asinh(style_readings(k, t, pr->parent, pr->child));
}

/* ---- credits ---- */

/* True where the outlet is known by its host alone and names no source: it may be an agency's own. */
static bool may_be_agency(const struct kin *k, u32 x)
{
    const struct credited_source *c = &k->credits[x];
    return !k->w[x].article->outlet.n && !c->agency.n && !c->outlet.n && !c->vague;
}

static void credit_features(const struct kin *k, const bool *names_tied, struct option *o)
{
    const struct witness *p = &k->w[o->parent], *c = &k->w[o->child];
    const struct credited_source *cc = &k->credits[o->child], *cp = &k->credits[o->parent];
    str agency_p = k->agency[o->parent], agency_c = k->agency[o->child];
    bool names_agency = cc->agency.n > 0, same = names_agency && str_eq(cc->agency, cp->agency);
    o->x[F_CREDITS_PARENT] = credit_names(k->arena, c, p);
    o->x[F_CREDITED_BY_PARENT] = credit_names(k->arena, p, c);
    o->x[F_CREDITS_ANOTHER] = names_tied[o->child] && o->x[F_CREDITS_PARENT] == 0;
    o->x[F_PARENT_IS_AGENCY] = agency_p.n > 0;
    o->x[F_PARENT_IS_NAMED_AGENCY] = agency_p.n && names_agency && str_eq(agency_p, cc->agency);
    bool in_doubt = names_agency && !same && may_be_agency(k, o->parent);
    o->x[F_AGENCY_BOTH] = same && !agency_p.n;
    o->x[F_PARENT_MAY_BE_AGENCY] = in_doubt;
    o->x[F_AGENCY_ELSEWHERE] = names_agency && !same && !in_doubt && !(agency_p.n && str_eq(agency_p, cc->agency));
    o->x[F_VAGUE] = cc->vague;
    o->x[F_CHILD_IS_AGENCY] = agency_c.n > 0;
    str hp = article_house(p->article), hc = article_house(c->article);
    o->x[F_SAME_OUTLET] = hp.n && str_eq(hp, hc);
    o->x[F_SAME_ADDRESS] = p->article->url.n && str_eq(p->article->url, c->article->url);
}

/* ---- a seen parent ---- */

static void seen_option(const struct kin *k, u32 tie, u32 parent, u32 child, struct option *o)
{
    const struct tie *t = &k->ties.v[tie];
    *o = (struct option){.child = child, .parent = parent, .tie = tie};
    tie_map(k, t, parent, k->room[0]);
    tie_map(k, t, child, k->room[1]);
    struct pairing pr = {.k = k, .parent = parent, .child = child, .from_parent = k->room[0], .from_child = k->room[1]};
    pairing_bounds(&pr);
    o->x[F_EDGE] = 1;
    time_features(k, o);
    shape_features(&pr, t, o);
    reading_features(&pr, o, o->seen.order > .5);
    omission_features(&pr, o);
    title_features(&pr, o);
    int changed = (int)supported_facts(k, parent, pr.from_parent, pr.first_p, pr.last_p) -
                  (int)supported_facts(k, child, pr.from_child, pr.first_c, pr.last_c);
    o->x[F_FIGURE_CHANGED] = clamp_count(changed);
    o->seen.figure_changed = (u32)MAX_OF(changed, 0);
    trace_features(&pr, t, o);
}

/* ---- an unseen source ---- */

struct group_facts {
    u32 size;
    u32 named, own;   /* tellings that name an agency none of them is by; that are an agency's own */
    bool doubt;       /* one of them may be an agency's own */
    u32 credited;     /* tellings that name anybody */
    u32 alone;        /* the least `stands_alone` of those that may be the first; NO_WORD not known */
    double alone_sum; /* of ln of 1 + it, over the `asked` that it is known of */
    u32 asked;
    struct { VEC(u32); } agencies; /* tellings that are an agency's own */
};

/* What speaks for or against any descent of the shared words speaks so of an unseen source, too. */
static const u8 of_any_parent[] = {F_SHARE_PARENT, F_WORDS, F_SOLID, F_DENSITY, F_ISOLATED, F_THIN, F_FACTS_OFF, F_QUOTED, F_DAYS};

/* Beside the nearest other telling: its observations, as they speak of a third text behind both. `late`: only where it is not the later one. */
static const struct {
    u8 from, to;
    bool late;
} of_nearest[] = {
    {F_TITLE_SAME, F_SOURCE_TITLE, false},
    {F_THIRD, F_SOURCE_THIRD, false},
    {F_NOT_INHERITED, F_SOURCE_NOT_INHERITED, false},
    {F_INHERITED, F_SOURCE_INHERITED, false},
    {F_OMITTED, F_SOURCE_OMITTED, false},
    {F_CLEAN, F_SOURCE_CLEAN, false},
    {F_TAIL_MORE, F_SOURCE_TAIL_MORE, true},
    {F_TAIL_CUT, F_SOURCE_TAIL_CUT, true},
    {F_PUT_IN_FEW, F_SOURCE_PUT_IN_FEW, true},
    {F_PUT_IN, F_SOURCE_PUT_IN, true},
    {F_PUT_IN_LONG, F_SOURCE_PUT_IN_LONG, true},
    {F_LEFT_OUT_FEW, F_SOURCE_LEFT_OUT_FEW, true},
    {F_LEFT_OUT, F_SOURCE_LEFT_OUT, true},
    {F_LEFT_OUT_LONG, F_SOURCE_LEFT_OUT_LONG, true},
    {F_ASYMMETRY, F_SOURCE_ASYMMETRY, true},
};

/* True where the telling names an agency whose own telling is not in the group. */
static bool names_unseen(const struct kin *k, const struct group_facts *g, u32 x)
{
    for (u32 i = 0; i < g->agencies.n; i++)
        if (str_eq(k->agency[g->agencies.v[i]], k->credits[x].agency))
            return false;
    return k->credits[x].agency.n > 0;
}

static void source_option(const struct kin *k, const struct group_facts *g, const struct option *near, bool first, bool names_tied,
                          struct option *o)
{
    u32 c = o->child, n = telling_words(k, c), covered = 0;
    for (u32 i = 0; i < n; i++)
        covered += k->places[c][i].cover > 0;
    o->first = first;
    o->x[F_FROM_SOURCE] = 1;
    o->x[F_SOURCE_COVERED] = log(fmax(.02, (double)covered / n));
    o->x[F_SOURCE_BEST] = log(fmax(.02, (double)k->ties.v[near->tie].n / n));
    o->x[F_SOURCE_AGENCY_CHILD] = names_unseen(k, g, c) && !g->doubt;
    o->x[F_SOURCE_AGENCY_DOUBT] = names_unseen(k, g, c) && g->doubt;
    o->x[F_SOURCE_AGENCY_SEEN] = k->credits[c].agency.n > 0 && !names_unseen(k, g, c);
    o->x[F_SOURCE_BESIDE_OWN] = g->own > 0;
    o->x[F_SOURCE_VAGUE] = k->credits[c].vague;
    o->x[F_CHILD_IS_AGENCY] = k->agency[c].n > 0;
    o->x[F_SOURCE_CREDITS_SEEN] = names_tied;
    o->x[F_SOURCE_BOTH] = log1p(MIN_OF(near->seen.own_parent, near->seen.own_child)) / 5;
    o->x[F_SOURCE_STYLE] = asinh(style_of_source(k, &k->ties.v[near->tie], near->parent, near->child));
    for (u32 i = 0; i < COUNT_OF(of_nearest); i++)
        o->x[of_nearest[i].to] = of_nearest[i].late && first ? 0 : near->x[of_nearest[i].from];
    for (u32 i = 0; i < COUNT_OF(of_any_parent); i++)
        o->x[of_any_parent[i]] = near->x[of_any_parent[i]];
    o->seen = near->seen;
}

/*
** Readings in which a telling stands alone against most others of its group: words of its own that they lack, words of most of them that it
** lacks. Few of them, and it stands between the others: they may descend from it. NO_WORD where there are not two others to ask.
*/
static u32 stands_alone(const struct kin *k, const u32 *group, u32 x)
{
    u32 ties = 0, n = 0;
    const struct tie *best = NULL;
    for (u32 i = k->ties_at[x]; i < k->ties_at[x + 1]; i++) {
        const struct tie *t = &k->ties.v[k->ties_of[i]];
        if (group[tie_other(t, x)] != group[x])
            continue;
        best = !best || t->n > best->n ? t : best;
        ties++;
    }
    if (ties < 2)
        return NO_WORD;
    for (u32 i = 0; i < telling_words(k, x); i++)
        n += !k->places[x][i].cover && k->places[x][i].lack > MOST * ties;
    u32 other = tie_other(best, x);
    tie_map(k, best, other, k->room[0]);
    for (u32 j = 0; j < telling_words(k, other); j++)
        n += k->room[0][j] == NO_WORD && k->places[other][j].cover > MOST * (ties - 1);
    return n;
}

/* True where no telling of its group is certainly earlier. */
static bool is_maybe_first(const struct kin *k, const u32 *group, u32 x)
{
    struct when mine = when_of(&k->w[x]);
    for (u32 i = k->ties_at[x]; i < k->ties_at[x + 1]; i++) {
        u32 other = tie_other(&k->ties.v[k->ties_of[i]], x);
        struct when theirs = when_of(&k->w[other]);
        if (group[other] == group[x] && time_order(&theirs, &mine) > .99)
            return false;
    }
    return true;
}

static struct group_facts *group_facts(const struct kin *k, const u32 *group, u32 n_groups, const bool *may_be_first)
{
    struct group_facts *g = ARENA_ARRAY(k->arena, struct group_facts, n_groups + 1);
    for (u32 i = 0; i < n_groups; i++)
        g[i].alone = NO_WORD;
    for (u32 x = 0; x < k->n; x++)
        if (group[x] != UINT32_MAX && k->agency[x].n)
            vec_push(k->arena, &g[group[x]].agencies, x);
    for (u32 x = 0; x < k->n; x++) {
        if (group[x] == UINT32_MAX)
            continue;
        struct group_facts *of = &g[group[x]];
        const struct credited_source *c = &k->credits[x];
        u32 alone = stands_alone(k, group, x);
        of->size++;
        of->own += k->agency[x].n > 0;
        of->doubt = of->doubt || (may_be_agency(k, x) && may_be_first[x]);
        of->named += names_unseen(k, of, x);
        of->credited += c->agency.n || c->vague;
        if (alone == NO_WORD)
            continue;
        of->asked++;
        of->alone_sum += log1p(alone);
        if (may_be_first[x])
            of->alone = MIN_OF(of->alone, alone);
    }
    return g;
}

static void source_weigh(const struct kin *k, const struct group_facts *g, struct source *s)
{
    bool known = g->alone != NO_WORD;
    double alone = known ? log1p(g->alone) : 0;
    s->x[F_SOURCE] = 1;
    s->x[F_SOURCE_WITNESSES] = log(fmin(g->size, GROUP_MANY) / 2);
    s->x[F_SOURCE_SIZE] = g->size / GROUP_MANY;
    s->x[F_SOURCE_NAMED] = g->named > 0 && !g->own && !g->doubt;
    s->x[F_SOURCE_NAMED_DOUBT] = g->named > 0 && g->doubt;
    s->x[F_SOURCE_NAMED_SHARE] = g->doubt ? 0 : (double)g->named / g->size;
    s->x[F_SOURCE_NOBODY] = !g->credited && !g->own;
    s->x[F_SOURCE_IS_SEEN] = g->own > 0;
    s->x[F_SOURCE_PAIR] = !known;
    s->x[F_SOURCE_ALONE] = alone;
    s->x[F_SOURCE_ALONE_MEAN] = known ? g->alone_sum / g->asked : 0;
    s->x[F_SOURCE_ALONE_NOBODY] = g->named ? 0 : alone;
    for (u32 f = 0; f < F_COUNT; f++)
        s->weight += s->x[f] * k->rules->weight[f];
}

/* ---- all options ---- */

void option_weigh(const struct kin *k, struct option *o)
{
    o->weight = 0;
    for (u32 f = 0; f < F_COUNT; f++)
        o->weight += o->x[f] * k->rules->weight[f];
}

/* How the possible parents of one child compare: the nearest gets 0. Gives the index of the nearest that may be earlier. */
static u32 compare_options(const struct kin *k, struct option *o, u32 n, bool *first)
{
    u32 most = 0, nearest = 0;
    *first = true;
    for (u32 i = 0; i < n; i++) {
        bool possible = o[i].seen.order > -.5;
        u32 joined = k->ties.v[o[i].tie].n;
        if ((possible && *first) || (possible == !*first && joined > most)) {
            most = joined;
            nearest = i;
        }
        *first = *first && !possible;
    }
    for (u32 i = 0; i < n; i++)
        o[i].x[F_NEAREST] = fmin(0, log((k->ties.v[o[i].tie].n + 5.0) / (most + 5.0)));
    return nearest;
}

/* The options of one telling. */
static void options_of(const struct kin *k, u32 c, const u32 *group, const struct group_facts *facts, const bool *names_tied, struct options *out)
{
    u32 at = out->n, n = k->ties_at[c + 1] - k->ties_at[c];
    for (u32 t = k->ties_at[c]; t < k->ties_at[c + 1]; t++) {
        u32 tie = k->ties_of[t];
        struct option *o = vec_add(k->arena, out);
        seen_option(k, tie, tie_other(&k->ties.v[tie], c), c, o);
        credit_features(k, names_tied, o);
    }
    bool first;
    struct option near = out->v[at + compare_options(k, out->v + at, n, &first)];
    if (first) /* of the earliest it is asked whether others could have had the text from it */
        seen_option(k, near.tie, c, near.parent, &near);
    for (u32 i = at; i < out->n; i++)
        option_weigh(k, &out->v[i]);
    if (group[c] == UINT32_MAX)
        return;
    struct option *o = vec_add(k->arena, out);
    *o = (struct option){.child = c, .parent = NODE_UNSEEN | group[c], .tie = near.tie};
    source_option(k, &facts[group[c]], &near, first, names_tied[c], o);
    option_weigh(k, o);
}

struct source *options_make(const struct kin *k, const u32 *group, u32 n_groups, struct options *out)
{
    bool *names_tied = ARENA_ARRAY(k->arena, bool, k->n + 1);
    for (u32 x = 0; x < k->n; x++) {
        for (u32 t = k->ties_at[x]; t < k->ties_at[x + 1] && !names_tied[x]; t++)
            names_tied[x] = credit_names(k->arena, &k->w[x], &k->w[tie_other(&k->ties.v[k->ties_of[t]], x)]);
    }
    bool *may_be_first = ARENA_ARRAY(k->arena, bool, k->n + 1);
    for (u32 x = 0; x < k->n; x++)
        may_be_first[x] = is_maybe_first(k, group, x);
    struct group_facts *facts = group_facts(k, group, n_groups, may_be_first);
    struct source *sources = ARENA_ARRAY(k->arena, struct source, n_groups + 1);
    for (u32 g = 0; g < n_groups; g++)
        source_weigh(k, &facts[g], &sources[g]);
    for (u32 c = 0; c < k->n; c++)
        if (k->ties_at[c + 1] > k->ties_at[c])
            options_of(k, c, group, facts, names_tied, out);
    return sources;
}
