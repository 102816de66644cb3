/*
** judge.c - kinds of matches that only the corpus can tell.
**
** Matches whose sides overlap are one passage, printed in so many articles (union of sides, as passim joins spans). A passage that many
** articles of one outlet print, and that is all they share, is the outlet's boilerplate. One that articles far apart in time print, and
** that is all they share, and it stands low in them, is background: a dispatch that late copies still print is not. How long the
** articles are is not known here; that a passage is a small part of its article is read off its place: what stands before it is longer
** than itself.
*/
#include "trace/match.h"
#include <stdlib.h>

#define SLOTS_BACK 8            /* passages of one article that a side is compared with */
#define BOILERPLATE_ARTICLES 3
#define UNRELATED_PERCENT 70    /* of its pairs share nothing else */
#define BACKGROUND_ARTICLES 3
#define BACKGROUND_DAYS 5
#define RETURN_DAYS 10          /* two articles that share one passage low in both, so far apart, share background */

struct side {
    u32 doc, off, end;
    u32 match; /* index << 1 | side */
};

static int by_span(const void *x, const void *y)
{
    const struct side *a = x, *b = y;
    if (a->off != b->off)
        return a->off < b->off ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return (a->match > b->match) - (a->match < b->match);
}

/* The sides of all matches, by document and place. There may be many millions: they are dealt out by document first. */
static struct side *sides_sorted(struct arena *a, const struct matches *m, u32 n_docs)
{
    struct side *v = ARENA_ARRAY(a, struct side, (size_t)m->n * 2);
    u32 *end = ARENA_ARRAY(a, u32, n_docs + 1), from = 0; /* of each document's sides */
    for (u32 k = 0; k < m->n; k++)
        end[m->v[k].a]++, end[m->v[k].b]++;
    for (u32 d = 0, sum = 0; d < n_docs; d++) {
        u32 n = end[d];
        end[d] = sum; /* where they begin, until they are dealt out */
        sum += n;
    }
    for (u32 k = 0; k < m->n; k++) {
        const struct match *x = &m->v[k];
        v[end[x->a]++] = (struct side){x->a, x->in_a.off, span_end(x->in_a), k << 1};
        v[end[x->b]++] = (struct side){x->b, x->in_b.off, span_end(x->in_b), k << 1 | 1};
    }
    for (u32 d = 0; d < n_docs; from = end[d++])
        if (end[d] - from > 1)
            qsort(v + from, end[d] - from, sizeof *v, by_span);
    return v;
}

/* The same passage: what both cover is at least half of what either covers. */
static bool same_extent(const struct side *x, const struct side *y)
{
    u32 from = MAX_OF(x->off, y->off), to = MIN_OF(x->end, y->end);
    u32 all = MAX_OF(x->end, y->end) - MIN_OF(x->off, y->off);
    return from < to && (u64)(to - from) * 2 >= all;
}

static u32 root(u32 *up, u32 x)
{
    while (up[x] != x)
        x = up[x] = up[up[x]];
    return x;
}

static void join(u32 *up, u32 x, u32 y)
{
    x = root(up, x);
    y = root(up, y);
    if (x < y)
        up[y] = x;
    else
        up[x] = y;
}

/* passage[k]: the number of the passage that match k is of, sides of matches that are not `in` left apart. */
static u32 *passages_join(struct arena *a, const struct matches *m, const struct side *v, const bool *in)
{
    u32 *up = ARENA_ARRAY(a, u32, m->n);
    for (u32 k = 0; k < m->n; k++)
        up[k] = k;
    struct side slot[SLOTS_BACK];
    u32 slots = 0, doc = UINT32_MAX;
    for (u32 k = 0; k < m->n * 2; k++) {
        if (!in[v[k].match >> 1])
            continue;
        if (v[k].doc != doc)
            slots = 0;
        doc = v[k].doc;
        u32 same = slots;
        for (u32 s = 0; s < slots && same == slots; s++)
            if (same_extent(&slot[s], &v[k]))
                same = s;
        if (same < slots)
            join(up, slot[same].match >> 1, v[k].match >> 1);
        else {
            if (slots == SLOTS_BACK)
                memmove(slot, slot + 1, --slots * sizeof *slot);
            slot[slots++] = v[k];
        }
    }
    for (u32 k = 0; k < m->n; k++)
        up[k] = root(up, k);
    return up;
}

struct passage_facts {
    u32 articles, inner; /* inner: those where it is a small part */
    u32 pairs, unrelated;
    i32 first, last;     /* day */
};

static bool is_same_pair(const struct match *x, const struct match *y) { return x->a == y->a && x->b == y->b; }

static void pairs_relate(struct arena *a, const struct matches *m, const u32 *passage, const bool *in, struct passage_facts *f, bool *lone)
{
    u64 *here = ARENA_ARRAY(a, u64, m->n); /* words that the pair at hand shares in a passage; zero between pairs */
    for (u32 k = 0, to = 0; k < m->n; k = to) {
        u64 all = 0;
        for (to = k; to < m->n && is_same_pair(&m->v[to], &m->v[k]); to++) {
            all += m->v[to].words;
            if (in[to])
                here[passage[to]] += m->v[to].words;
        }
        for (u32 x = k; x < to; x++) {
            if (!in[x])
                continue;
            f[passage[x]].pairs++;
            lone[x] = (all - here[passage[x]]) * 2 < here[passage[x]];
            f[passage[x]].unrelated += lone[x];
        }
        for (u32 x = k; x < to; x++)
            here[passage[x]] = 0;
    }
}

/* A small part of its article, as far as its place tells: more stands before it than in it. */
static bool is_inner(span at) { return at.off >= at.len; }

static void article_count(const struct matches *m, const struct side *v, i32 day, struct passage_facts *g)
{
    const struct match *x = &m->v[v->match >> 1];
    if (day != DAY_UNKNOWN) {
        g->first = g->first == DAY_UNKNOWN ? day : MIN_OF(g->first, day);
        g->last = g->last == DAY_UNKNOWN ? day : MAX_OF(g->last, day);
    }
    g->articles++;
    g->inner += is_inner(v->match & 1 ? x->in_b : x->in_a);
}

/* Each article counts once for a passage, by the first of its sides in the order of matches. */
static void articles_count(struct arena *a, const struct matches *m, const struct side *v, const u32 *passage, const bool *in, const i32 *day,
                           struct passage_facts *f)
{
    u32 *first = ARENA_ARRAY(a, u32, m->n); /* 1 + that side, of the article at hand; zero between articles */
    for (u32 k = 0, to = 0; k < m->n * 2; k = to) {
        for (to = k; to < m->n * 2 && v[to].doc == v[k].doc; to++) {
            u32 *at = &first[passage[v[to].match >> 1]];
            if (in[v[to].match >> 1] && (!*at || v[to].match < *at - 1))
                *at = v[to].match + 1;
        }
        for (u32 x = k; x < to; x++)
            if (first[passage[v[x].match >> 1]] == v[x].match + 1)
                article_count(m, &v[x], day[v[x].doc], &f[passage[v[x].match >> 1]]);
        for (u32 x = k; x < to; x++)
            first[passage[v[x].match >> 1]] = 0;
    }
}

/* What is known of each passage, at the number of the passage; lone[k]: the pair of match k shares hardly anything else. */
static struct passage_facts *facts_gather(struct arena *a, const struct matches *m, const struct side *v, const u32 *passage, const bool *in,
                                          const i32 *day, bool *lone)
{
    struct passage_facts *f = ARENA_ARRAY(a, struct passage_facts, m->n);
    for (u32 k = 0; k < m->n; k++)
        f[k].first = f[k].last = DAY_UNKNOWN;
    pairs_relate(a, m, passage, in, f, lone);
    articles_count(a, m, v, passage, in, day, f);
    return f;
}

static bool mostly_unrelated(const struct passage_facts *f) { return f->unrelated * 100 >= f->pairs * UNRELATED_PERCENT; }

/* The sides of boilerplate, in order; a match of which one side lies in one of them is boilerplate too, whoever prints the other. */
static void boilerplate_spread(struct matches *m, const struct side *v, const bool *plate)
{
    for (u32 k = 0; k < m->n * 2;) {
        u32 to = k, until = 0, from = 0; /* one article's sides: v[k..to) */
        while (to < m->n * 2 && v[to].doc == v[k].doc)
            to++;
        for (u32 x = k, y = k; x < to; x++) {
            for (; y < to && v[y].off <= v[x].off; y++)
                if (plate[v[y].match >> 1] && v[y].end > until)
                    from = v[y].off, until = v[y].end;
            u32 inside = MIN_OF(v[x].end, until) > v[x].off && from <= v[x].off ? MIN_OF(v[x].end, until) - v[x].off : 0;
            if ((u64)inside * 10 >= (u64)(v[x].end - v[x].off) * 7)
                m->v[v[x].match >> 1].kind = MATCH_BOILERPLATE;
        }
        k = to;
    }
}

static void boilerplate_judge(struct arena *a, struct matches *m, const struct side *v, const i32 *day, const str *outlet)
{
    bool *in = ARENA_ARRAY(a, bool, m->n), *plate = ARENA_ARRAY(a, bool, m->n), *lone = ARENA_ARRAY(a, bool, m->n);
    for (u32 k = 0; k < m->n; k++)
        in[k] = outlet[m->v[k].a].n && str_eq(outlet[m->v[k].a], outlet[m->v[k].b]);
    u32 *passage = passages_join(a, m, v, in);
    struct passage_facts *f = facts_gather(a, m, v, passage, in, day, lone);
    for (u32 k = 0; k < m->n; k++) {
        const struct passage_facts *g = &f[passage[k]];
        plate[k] = in[k] && g->articles >= BOILERPLATE_ARTICLES && mostly_unrelated(g) && g->inner * 2 > g->articles;
    }
    boilerplate_spread(m, v, plate);
}

static i32 days_apart(i32 x, i32 y) { return x == DAY_UNKNOWN || y == DAY_UNKNOWN ? 0 : x < y ? y - x : x - y; }

static void background_judge(struct arena *a, struct matches *m, const struct side *v, const i32 *day)
{
    bool *in = ARENA_ARRAY(a, bool, m->n), *lone = ARENA_ARRAY(a, bool, m->n);
    for (u32 k = 0; k < m->n; k++)
        in[k] = m->v[k].kind == MATCH_COPY;
    u32 *passage = passages_join(a, m, v, in);
    struct passage_facts *f = facts_gather(a, m, v, passage, in, day, lone);
    for (u32 k = 0; k < m->n; k++) {
        const struct passage_facts *g = &f[passage[k]];
        bool travels = g->articles >= BACKGROUND_ARTICLES && mostly_unrelated(g) && g->inner * 2 > g->articles &&
                       g->first != DAY_UNKNOWN && g->last - g->first >= BACKGROUND_DAYS;
        bool returns = lone[k] && days_apart(day[m->v[k].a], day[m->v[k].b]) >= RETURN_DAYS;
        if (in[k] && (travels || returns) && is_inner(m->v[k].in_a) && is_inner(m->v[k].in_b))
            m->v[k].kind = MATCH_BACKGROUND;
    }
}

void matches_judge(struct arena *a, struct matches *m, const i32 *day, const str *outlet, u32 n_docs)
{
    if (!m->n)
        return;
    ASSERT(m->n <= UINT32_MAX / 2);
    for (u32 k = 0; k < m->n; k++)
        m->v[k].kind = m->v[k].own;
    struct side *v = sides_sorted(a, m, n_docs);
    boilerplate_judge(a, m, v, day, outlet);
    background_judge(a, m, v, day);
}

int match_order(const void *x, const void *y)
{
    const struct match *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    if (a->b != b->b) return a->b < b->b ? -1 : 1;
    if (a->in_a.off != b->in_a.off) return a->in_a.off < b->in_a.off ? -1 : 1;
    if (a->in_b.off != b->in_b.off) return a->in_b.off < b->in_b.off ? -1 : 1;
    if (a->in_a.len != b->in_a.len) return a->in_a.len < b->in_a.len ? -1 : 1;
    return (a->in_b.len > b->in_b.len) - (a->in_b.len < b->in_b.len);
}
