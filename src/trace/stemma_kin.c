/*
** stemma_kin.c - matches gathered into ties, word by word, and what third witnesses have at each place.
**
** The words of two matched spans are joined again from the edits: a word that no edit touches is the next untouched word of the other
** side. An edit that only changes spelling or inflection, with as many words on either side, joins its words too.
*/
#include "base/hash.h"
#include "text/fold.h"
#include "trace/stemma_parts.h"

#include <stdlib.h>

#define GAP_LACK 60 /* a witness that passes over at most so many words between two passages lacks them */
#define TITLE_BYTES 20 /* a shorter headline says nothing */
#define LEAD_LACK 25 /* .. and before the first */

/* The first word of t that ends behind byte `off`. */
static u32 word_at(const struct telling *t, u32 off)
{
    u32 low = 0, high = t->n;
    while (low < high) {
        u32 mid = low + (high - low) / 2;
        if (t->words[mid].off + t->words[mid].len <= off)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void words_of_span(const struct telling *t, span s, u32 *from, u32 *to)
{
    *from = word_at(t, s.off);
    *to = *from;
    while (*to < t->n && t->words[*to].off < span_end(s))
        (*to)++;
}

static bool is_kin(const struct match *m) { return m->kind == MATCH_COPY || m->kind == MATCH_QUOTATION; }

/* ---- one match ---- */

struct side {
    const struct telling *t;
    u32 from, to; /* the words of the passage */
    u32 *edit;    /* edit[i - from]: 1 + the index of the edit that touches word i, 0 untouched */
};

/* `room` has place for the words of t. */
static void side_init(struct side *s, const struct telling *t, span in, const struct match *m, bool is_a, u32 *room)
{
    s->t = t;
    words_of_span(t, in, &s->from, &s->to);
    s->edit = room;
    memset(room, 0, (s->to - s->from) * sizeof *room);
    for (u32 e = 0; e < m->edits.n; e++) {
        span at = is_a ? m->edits.v[e].a : m->edits.v[e].b;
        if (span_is_null(at))
            continue;
        u32 from, to;
        words_of_span(t, at, &from, &to);
        for (u32 i = MAX_OF(from, s->from); i < to && i < s->to; i++)
            s->edit[i - s->from] = e + 1;
    }
}

static bool is_fact(const struct word *w) { return w->mark == MARK_FIGURE || w->mark == MARK_DATE || w->mark == MARK_NAME; }

/* Words of one edit at the front of either side. */
static u32 edit_length(const struct side *s, u32 at)
{
    u32 n = 1;
    while (at + n < s->to && s->edit[at + n - s->from] == s->edit[at - s->from])
        n++;
    return n;
}

static bool edit_joins(const struct edit *e) { return e->op == EDIT_REPLACE && (e->class == EDIT_SPELLING || e->class == EDIT_INFLECTION); }

static void count_facts(struct tie *tie, const struct match *m)
{
    for (u32 e = 0; e < m->edits.n; e++) {
        u8 class = m->edits.v[e].class;
        if (m->edits.v[e].op == EDIT_REPLACE && (class == EDIT_FIGURE || class == EDIT_DATE || class == EDIT_NAME)) {
            tie->facts++;
            tie->facts_off++;
        }
    }
}

static void add_joined(struct kin *k, struct tie *tie, const struct side *a, const struct side *b, u32 i, u32 j)
{
    const struct word *wa = &a->t->words[i], *wb = &b->t->words[j];
    vec_push(k->arena, &k->joined, ((struct joined){i, j}));
    tie->quoted += ((wa->flags | wb->flags) & WORD_QUOTED) != 0;
    tie->facts += is_fact(wa) && (i == a->from || a->t->words[i - 1].mark_at != wa->mark_at || !is_fact(&a->t->words[i - 1]));
}

static void join_words(struct kin *k, struct tie *tie, const struct match *m)
{
    struct side a, b;
    bool straight = m->a == tie->a;
    side_init(&a, k->w[tie->a].telling, straight ? m->in_a : m->in_b, m, straight, k->room[0]);
    side_init(&b, k->w[tie->b].telling, straight ? m->in_b : m->in_a, m, !straight, k->room[1]);
    u32 i = a.from, j = b.from;
    while (i < a.to && j < b.to) {
        u32 ea = a.edit[i - a.from], eb = b.edit[j - b.from];
        if (!ea && !eb) {
            add_joined(k, tie, &a, &b, i++, j++);
        } else if (ea && ea == eb && edit_joins(&m->edits.v[ea - 1])) {
            u32 na = edit_length(&a, i), nb = edit_length(&b, j);
            for (u32 d = 0; na == nb && d < na; d++)
                add_joined(k, tie, &a, &b, i + d, j + d);
            i += na;
            j += nb;
        } else {
            if (ea)
                i += edit_length(&a, i);
            if (eb)
                j += edit_length(&b, j);
        }
    }
    count_facts(tie, m);
    tie->passages++;
    tie->aligned += MAX_OF(a.to - a.from, b.to - b.from);
}

/* ---- ties ---- */

static void tie_runs(const struct kin *k, struct tie *t)
{
    const struct joined *v = k->joined.v + t->first;
    for (u32 i = 0; i < t->n;) {
        u32 n = 1;
        while (i + n < t->n && v[i + n].i == v[i].i + n && v[i + n].j == v[i].j + n)
            n++;
        t->longest = MAX_OF(t->longest, n);
        t->solid += n >= TIE_SOLID ? n : 0;
        i += n;
    }
}

static int by_i(const void *x, const void *y)
{
    const struct joined *a = x, *b = y;
    return a->i != b->i ? (a->i < b->i ? -1 : 1) : (a->j > b->j) - (a->j < b->j);
}

static int by_j(const void *x, const void *y)
{
    const struct joined *a = x, *b = y;
    return a->j != b->j ? (a->j < b->j ? -1 : 1) : (a->i > b->i) - (a->i < b->i);
}

/* Keeps one partner a word, for passages may overlap; sorts by the place in a. */
static void tie_tidy(struct kin *k, struct tie *t)
{
    struct joined *v = k->joined.v + t->first;
    u32 n = k->joined.n - t->first, kept = 0;
    qsort(v, n, sizeof *v, by_j);
    for (u32 i = 0; i < n; i++)
        if (!kept || v[kept - 1].j != v[i].j)
            v[kept++] = v[i];
    n = kept;
    kept = 0;
    qsort(v, n, sizeof *v, by_i);
    for (u32 i = 0; i < n; i++)
        if (!kept || v[kept - 1].i != v[i].i)
            v[kept++] = v[i];
    t->n = kept;
    k->joined.n = t->first + kept;
}

struct keyed {
    u64 pair;
    u32 match;
};

static int by_pair(const void *x, const void *y)
{
    const struct keyed *a = x, *b = y;
    return a->pair != b->pair ? (a->pair < b->pair ? -1 : 1) : (a->match > b->match) - (a->match < b->match);
}

static void gather_ties(struct kin *k)
{
    struct keyed *keyed = ARENA_ARRAY(k->arena, struct keyed, k->m->n + 1);
    u32 n = 0;
    for (u32 i = 0; i < k->m->n; i++) {
        const struct match *m = &k->m->v[i];
        if (is_kin(m) && m->a != m->b)
            keyed[n++] = (struct keyed){(u64)MIN_OF(m->a, m->b) << 32 | MAX_OF(m->a, m->b), i};
    }
    qsort(keyed, n, sizeof *keyed, by_pair);
    k->by_tie = ARENA_ARRAY(k->arena, u32, n + 1);
    for (u32 i = 0; i < n;) {
        struct tie t = {.a = (u32)(keyed[i].pair >> 32), .b = (u32)keyed[i].pair, .first = k->joined.n, .first_match = i};
        for (; i < n && keyed[i].pair == ((u64)t.a << 32 | t.b); i++) {
            k->by_tie[i] = keyed[i].match;
            t.n_matches++;
            join_words(k, &t, &k->m->v[keyed[i].match]);
        }
        tie_tidy(k, &t);
        tie_runs(k, &t);
        if (t.n)
            vec_push(k->arena, &k->ties, t);
    }
}

static void index_ties(struct kin *k)
{
    k->ties_at = ARENA_ARRAY(k->arena, u32, k->n + 2);
    k->ties_of = ARENA_ARRAY(k->arena, u32, 2 * (size_t)k->ties.n + 1);
    u32 *at = k->ties_at;
    for (u32 t = 0; t < k->ties.n; t++) {
        at[k->ties.v[t].a + 1]++;
        at[k->ties.v[t].b + 1]++;
    }
    for (u32 x = 0; x < k->n; x++)
        at[x + 1] += at[x];
    u32 *fill = ARENA_ARRAY(k->arena, u32, k->n + 1);
    for (u32 side = 0; side < 2; side++) /* those with an earlier witness come first: both are in order of the other */
        for (u32 t = 0; t < k->ties.n; t++) {
            u32 x = side ? k->ties.v[t].a : k->ties.v[t].b;
            k->ties_of[at[x] + fill[x]++] = t;
        }
}

/* ---- third witnesses ---- */

static void count_up(u16 *x) { *x = (u16)(*x + (*x < UINT16_MAX)); }

u32 title_words(const struct telling *t)
{
    u32 n = 0;
    while (n < t->n && (t->words[n].flags & WORD_TITLE))
        n++;
    return n;
}

static void count_lack(struct place *places, u32 from, u32 to, u32 by)
{
    for (u32 p = from; p < to; p++) {
        count_up(&places[p].lack);
        places[p].lacking = MIN_OF(places[p].lacking, by);
    }
}

/* What witness `by` tells about the places of x, given the joined words of x in order. Where both bodies begin, other words of x before the
** first joined one are a lead that `by` lacks. */
static void see_places(const struct kin *k, u32 x, u32 by, const struct joined *v, u32 n, bool is_a)
{
    struct place *places = k->places[x];
    const struct telling *tx = k->w[x].telling, *ty = k->w[by].telling;
    u32 before = NO_WORD, body = title_words(tx), body_y = title_words(ty);
    for (u32 i = 0; i < n; i++) {
        u32 here = is_a ? v[i].i : v[i].j, there = is_a ? v[i].j : v[i].i;
        count_up(&places[here].cover);
        places[here].earliest = MIN_OF(places[here].earliest, by);
        if (same_form(tx, here, ty, there))
            count_up(&places[here].alike);
        bool starts = here >= body && there >= body_y && (before == NO_WORD || before < body);
        if (starts && here - body <= LEAD_LACK && there - body_y <= LEAD_LACK)
            count_lack(places, body, here, by);
        else if (!starts && before != NO_WORD && here > before && here - before <= GAP_LACK)
            count_lack(places, before + 1, here, by);
        before = here;
    }
}

/* Marks the names of one word, and tells those that stood in full before from those that did not. */
static void see_names(struct kin *k, u32 x, struct map *in_full)
{
    const struct telling *t = k->w[x].telling;
    for (u32 i = 0; i < t->n;) {
        u32 n = 1;
        bool name = t->words[i].mark == MARK_NAME;
        while (name && i + n < t->n && t->words[i + n].mark == MARK_NAME && t->words[i + n].mark_at == t->words[i].mark_at)
            n++;
        if (name && n == 1)
            k->places[x][i].name = map_get(in_full, hash_join(x, t->words[i].loose)) ? NAME_INTRODUCED : NAME_BARE;
        else if (name)
            *map_put(in_full, hash_join(x, t->words[i + n - 1].loose)) = 1;
        i += n;
    }
}

static struct place *places_new(struct kin *k, u32 x)
{
    struct place *p = ARENA_ARRAY(k->arena, struct place, telling_words(k, x) + 1);
    for (u32 i = 0; i <= telling_words(k, x); i++)
        p[i].earliest = p[i].lacking = NO_WORD;
    return p;
}

static void see_all_places(struct kin *k)
{
    k->places = ARENA_ARRAY(k->arena, struct place *, k->n + 1);
    struct joined *v = ARENA_ARRAY(k->arena, struct joined, k->words_max + 1);
    struct map in_full;
    map_init(&in_full, k->arena, 0);
    for (u32 t = 0; t < k->ties.n; t++) {
        const struct tie *tie = &k->ties.v[t];
        for (u32 side = 0; side < 2; side++) {
            u32 x = side ? tie->b : tie->a;
            if (!k->places[x]) {
                k->places[x] = places_new(k, x);
                see_names(k, x, &in_full);
            }
        }
        memcpy(v, k->joined.v + tie->first, tie->n * sizeof *v);
        see_places(k, tie->a, tie->b, v, tie->n, true);
        qsort(v, tie->n, sizeof *v, by_j);
        see_places(k, tie->b, tie->a, v, tie->n, false);
    }
}

void tie_map(const struct kin *k, const struct tie *t, u32 x, u32 *map)
{
    u32 n = telling_words(k, x);
    for (u32 i = 0; i < n; i++)
        map[i] = NO_WORD;
    for (u32 i = 0; i < t->n; i++) {
        const struct joined *v = &k->joined.v[t->first + i];
        if (t->a == x)
            map[v->i] = v->j;
        else
            map[v->j] = v->i;
    }
}

void kin_build(struct kin *k, struct arena *a, const struct stemma_rules *rules, const struct habits *habits, const struct witness *w, u32 n,
               const struct matches *m)
{
    memset(k, 0, sizeof *k);
    k->arena = a;
    k->w = w;
    k->n = n;
    k->m = m;
    k->rules = rules;
    k->habits = habits;
    k->credits = ARENA_ARRAY(a, struct credited_source, n + 1);
    k->agency = ARENA_ARRAY(a, str, n + 1);
    for (u32 x = 0; x < n; x++) {
        k->credits[x] = credit_read(a, rules, &w[x]);
        k->agency[x] = w[x].own_agency && *w[x].own_agency ? str_of(*w[x].own_agency) : agency_of_name(a, rules, w[x].article->outlet);
    }
    k->title = ARENA_ARRAY(a, u64, n + 1);
    for (u32 x = 0; x < n; x++) {
        str title = fold_str(a, w[x].article->headline.text);
        k->title[x] = title.n < TITLE_BYTES ? 0 : hash_str(title);
    }
    k->row_of = ARENA_ARRAY(a, u32, n + 1);
    for (u32 x = 0; x < n; x++)
        k->words_max = MAX_OF(k->words_max, telling_words(k, x));
    for (u32 side = 0; side < COUNT_OF(k->room); side++)
        k->room[side] = ARENA_ARRAY(a, u32, k->words_max + 1);
    gather_ties(k);
    index_ties(k);
    see_all_places(k);
}
