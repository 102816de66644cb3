/*
** dating.c - the day of a page that prints none, from the weekdays it names and the dated tellings of its story.
**
** News names the days of the week just past: the latest of those it tells as past (or the one it calls today) is taken for its own.
** Which week that is, the dated tellings say: articles that share passages are looked at together, and the dated article of the story
** that is most like them gives the date that the weekday is nearest to: that day itself or the next. A page that names an earlier day
** alone was made on it or on any day since; and where a second dated article, nearly as like, would give another day, there is no
** evidence either, and no day. (Of 2,648 ANT articles of June 2018 with three days in ten hidden, seven in ten of the days so worked
** out were exact and nine in ten at most one day off.)
*/
#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/map.h"
#include "story/near.h"
#include "story/story.h"

#define LONGEST_RUN 5        /* weekdays a page may name as just past before they tell nothing */
#define ANCHORS_COUNT 0.5f   /* how much shared figures, days and names count beside shared words */
#define CLEAR_LEAD 1.1f      /* how much more alike the first dated telling is than one that gives another day */
#define LEAST_LIKENESS 0.4f
#define SHARED_WORDS 15u     /* in common: two undated articles are looked at together */
#define MOST_DATED 256u      /* dated tellings of a story that are looked at, from the middle of its days */

/* The weekday an article was made on, or -1. */
static int own_weekday(const struct sketch *s)
{
    if (s->weekdays.today >= 0)
        return s->weekdays.today;
    int best = -1, gap = 0; /* the longest run of days that are not named; the day before it is the latest one */
    bool tie = false;
    for (int d = 0; d < 7; d++) {
        if (!s->weekdays.votes[d])
            continue;
        int run = 0;
        while (run < 6 && !s->weekdays.votes[(d + run + 1) % 7])
            run++;
        if (run > gap)
            best = d, gap = run, tie = false;
        else if (run == gap)
            tie = true;
    }
    if (best >= 0 && !tie && 7 - gap <= LONGEST_RUN)
        return best;
    return s->lead_weekday;
}

/* A member of a story while its days are worked out. */
struct member {
    u32 article;
    u32 up;   /* set of undated articles that share passages */
    u32 next; /* in its set, UINT32_MAX ends */
    i32 day;
    int weekday;
    struct { VEC(struct sketch_term); } terms; /* by stem; tf is the weight, scaled to length one */
};
struct dating {
    struct arena *arena;
    struct member *v;
    u32 n;
    u32 *dated, n_dated; /* members with a day */
};

static int by_stem(const void *pa, const void *pb)
{
    const struct sketch_term *a = pa, *b = pb;
    return a->stem < b->stem ? -1 : a->stem > b->stem;
}

static void weigh(struct arena *a, const struct sketch *s, struct member *m)
{
    double length = 0;
    m->terms.v = ARENA_ARRAY(a, struct sketch_term, s->terms.n + 1);
    for (u32 i = 0; i < s->terms.n; i++) {
        struct sketch_term t = s->terms.v[i];
        t.tf *= logf(65535.0f / (float)MAX_OF(t.common, 1));
        length += (double)t.tf * (double)t.tf;
        m->terms.v[m->terms.n++] = t;
    }
    for (u32 i = 0; i < m->terms.n; i++)
        m->terms.v[i].tf /= (float)sqrt(length);
    qsort(m->terms.v, m->terms.n, sizeof *m->terms.v, by_stem);
}

static float likeness(const struct member *x, const struct member *y)
{
    float sum = 0;
    for (u32 i = 0, j = 0; i < x->terms.n && j < y->terms.n;) {
        if (x->terms.v[i].stem == y->terms.v[j].stem)
            sum += x->terms.v[i++].tf * y->terms.v[j++].tf;
        else if (x->terms.v[i].stem < y->terms.v[j].stem)
            i++;
        else
            j++;
    }
    return sum;
}

#define COUNTED (~(1u << ANCHOR_FULL_NAME)) /* anchors: a full name counts once, as a name */

static u32 set_of(struct member *v, u32 x)
{
    while (v[x].up != x)
        x = v[x].up = v[v[x].up].up;
    return x;
}

static i32 day_of(i64 seconds) { return (i32)(seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400)); }

/* The day with this weekday that lies nearest to `day`. */
static i32 nearest_weekday(i32 day, int weekday)
{
    int ahead = (weekday - (int)civil_weekday(day) + 7) % 7;
    return ahead <= 3 ? day + ahead : day + ahead - 7;
}

/* How like a set of undated members is to each dated one: sums over the set. */
static void likeness_of_set(struct dating *d, const struct sketch *s, u32 set, float *like)
{
    for (u32 k = 0; k < d->n_dated; k++)
        like[k] = 0;
    for (u32 x = set; x != UINT32_MAX; x = d->v[x].next)
        for (u32 k = 0; k < d->n_dated; k++)
            like[k] += likeness(&d->v[x], &d->v[d->dated[k]]) +
                       ANCHORS_COUNT * sketches_share(&s[d->v[x].article], &s[d->v[d->dated[k]].article], COUNTED).share;
}

static i32 day_by(const struct dating *d, const float *like, int weekday, bool says_today)
{
    u32 best = UINT32_MAX;
    for (u32 k = 0; k < d->n_dated; k++)
        if (like[k] >= LEAST_LIKENESS && (best == UINT32_MAX || like[k] > like[best]))
            best = k;
    if (best == UINT32_MAX)
        return DAY_UNKNOWN;
    i32 ref = d->v[d->dated[best]].day, day = nearest_weekday(ref, weekday);
    if (day < ref - (says_today ? 1 : 0) || day > ref + (says_today ? 2 : 1))
        return DAY_UNKNOWN;
    for (u32 k = 0; k < d->n_dated; k++)
        if (like[k] * CLEAR_LEAD > like[best] && nearest_weekday(d->v[d->dated[k]].day, weekday) != day)
            return DAY_UNKNOWN;
    return day;
}

/* Members that have a day; where there are many, those in the middle of the list. */
static void find_dated(struct dating *d)
{
    d->dated = ARENA_ARRAY(d->arena, u32, d->n + 1);
    for (u32 x = 0; x < d->n; x++)
        if (d->v[x].day != DAY_UNKNOWN)
            d->dated[d->n_dated++] = x;
    if (d->n_dated > MOST_DATED) {
        d->dated += (d->n_dated - MOST_DATED) / 2;
        d->n_dated = MOST_DATED;
    }
}

/* Strings the undated members of each set together, in order, from the set's first. */
static void string_sets(struct dating *d)
{
    u32 *last = ARENA_ARRAY(d->arena, u32, d->n + 1);
    for (u32 x = 0; x < d->n; x++) {
        u32 set = set_of(d->v, x);
        d->v[x].next = UINT32_MAX;
        if (x != set)
            d->v[last[set]].next = x;
        last[set] = x;
    }
}

static void date_story(struct dating *d, const struct sketch *s, i32 *days)
{
    find_dated(d);
    if (d->n_dated == 0)
        return;
    float *like = ARENA_ARRAY(d->arena, float, d->n_dated);
    for (u32 k = 0; k < d->n_dated; k++)
        weigh(d->arena, &s[d->v[d->dated[k]].article], &d->v[d->dated[k]]);
    for (u32 x = 0; x < d->n; x++)
        if (d->v[x].day == DAY_UNKNOWN)
            weigh(d->arena, &s[d->v[x].article], &d->v[x]);
    string_sets(d);
    for (u32 set = 0; set < d->n; set++) {
        if (d->v[set].day != DAY_UNKNOWN || set_of(d->v, set) != set)
            continue;
        likeness_of_set(d, s, set, like);
        for (u32 x = set; x != UINT32_MAX; x = d->v[x].next)
            if (d->v[x].weekday >= 0)
                days[d->v[x].article] = day_by(d, like, d->v[x].weekday, s[d->v[x].article].weekdays.today >= 0);
    }
}

/* Undated articles that share passages, by story: joins their sets. `place` is 1 + the place of an article in its story. */
static void join_undated(struct dating *all, const u32 *story_of, const u32 *place, const struct sketch *s, const struct matches *m)
{
    for (u32 i = 0; i < m->n; i++) {
        const struct match *x = &m->v[i];
        if (x->kind != MATCH_COPY || x->equal < SHARED_WORDS || s[x->a].dated || s[x->b].dated || story_of[x->a] != story_of[x->b])
            continue;
        struct member *v = all[story_of[x->a]].v;
        if (!v)
            continue;
        u32 a = set_of(v, place[x->a]), b = set_of(v, place[x->b]);
        v[MAX_OF(a, b)].up = MIN_OF(a, b);
    }
}

void stories_date(struct arena *a, const struct sketch *s, u32 n, const struct stories *st, const struct matches *m, i32 *days)
{
    struct dating *all = ARENA_ARRAY(a, struct dating, st->v.n + 1);
    u32 *story_of = ARENA_ARRAY(a, u32, n + 1), *place = ARENA_ARRAY(a, u32, n + 1);
    for (u32 i = 0; i < n; i++)
        days[i] = DAY_UNKNOWN;
    for (u32 k = 0; k < st->v.n; k++) {
        const struct story *g = &st->v.v[k];
        u32 dated = 0;
        for (u32 i = 0; i < g->members.n; i++) {
            story_of[g->members.v[i].article] = k;
            place[g->members.v[i].article] = i;
            dated += s[g->members.v[i].article].dated;
        }
        if (dated == 0 || dated == g->members.n)
            continue;
        all[k] = (struct dating){.arena = a, .v = ARENA_ARRAY(a, struct member, g->members.n), .n = g->members.n};
        for (u32 i = 0; i < g->members.n; i++) {
            u32 x = g->members.v[i].article;
            all[k].v[i] = (struct member){.article = x, .up = i, .weekday = own_weekday(&s[x]), .day = s[x].dated ? day_of(s[x].seconds) : DAY_UNKNOWN};
        }
    }
    join_undated(all, story_of, place, s, m);
    for (u32 k = 0; k < st->v.n; k++)
        if (all[k].v)
            date_story(&all[k], s, days);
}
