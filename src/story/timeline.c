/*
** timeline.c - what is told to have happened when: dated sentences, merged over the tellings.
**
** A date counts that is known to the month or finer and does not lie behind the day of its article. Sentences of one day that share a
** passage, or say much the same, are one entry; its words are those of the first telling.
*/
#include <stdlib.h>

#include "story/view.h"

#define LONGEST_DAYS 31
#define SAME_ALIKE 0.45f
#define LEAD_SENTENCES 3u   /* of a body: an entry told there is what the article is about */
#define ENTRIES_MOST 4000u  /* dated sentences of a story */

struct entry {
    i32 begin, end;
    u32 acc, sent;
    u32 up;
};
struct entries {
    VEC(struct entry);
};

static u32 set_of(struct entry *e, u32 x)
{
    while (e[x].up != x)
        x = e[x].up = e[e[x].up].up;
    return x;
}

static bool has_happened(const struct view *v, u32 acc, const struct date *d)
{
    return (d->type == DATE_DATE || d->type == DATE_TIME) && d->value[0] && d->begin != DAY_UNKNOWN && d->end != DAY_UNKNOWN &&
           d->end - d->begin <= LONGEST_DAYS && !d->contradicts && (v->v[acc].day == DAY_UNKNOWN || d->begin <= v->v[acc].day);
}

static int by_day(const void *pa, const void *pb)
{
    const struct entry *a = pa, *b = pb;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    if (a->acc != b->acc)
        return a->acc < b->acc ? -1 : 1;
    return a->sent < b->sent ? -1 : a->sent > b->sent;
}

static void find_entries(const struct view *v, struct entries *out)
{
    for (u32 i = 0; i < v->n; i++)
        for (u32 k = 0; k < v->acc[i].facts->dates.n && out->n < ENTRIES_MOST; k++) {
            const struct date *d = &v->acc[i].facts->dates.v[k];
            u32 from, to;
            if (!has_happened(v, i, d) || !view_words(v, i, d->span, &from, &to) || v->v[i].t->words[from].flags & WORD_TITLE)
                continue;
            u32 s = v->v[i].sent_of[from];
            vec_push(v->arena, out, ((struct entry){d->begin, d->end, i, s, 0}));
        }
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_day);
    u32 n = 0;
    for (u32 i = 0; i < out->n; i++)
        if (n == 0 || by_day(&out->v[n - 1], &out->v[i]) != 0)
            out->v[n++] = out->v[i];
    out->n = n;
    for (u32 i = 0; i < n; i++)
        out->v[i].up = i;
}

static void merge(const struct view *v, struct entries *e)
{
    for (u32 i = 0; i < e->n; i++)
        for (u32 k = i + 1; k < e->n && e->v[k].begin == e->v[i].begin && e->v[k].end == e->v[i].end; k++) {
            if (e->v[k].acc == e->v[i].acc)
                continue;
            const struct bag *x = &v->v[e->v[i].acc].sents[e->v[i].sent].bag, *y = &v->v[e->v[k].acc].sents[e->v[k].sent].bag;
            if (bag_contained(x, y) < SAME_ALIKE || bag_alike(x, y) < SAME_ALIKE / 2)
                continue;
            u32 a = set_of(e->v, i), b = set_of(e->v, k);
            e->v[MAX_OF(a, b)].up = MIN_OF(a, b);
        }
}

/* The event of an article that tells it at its beginning. */
static u32 event_of(const struct view *v, const struct dossier *d, const struct entry *e)
{
    u32 first = 0;
    while (first < v->v[e->acc].n_sents && v->v[e->acc].sents[first].title)
        first++;
    if (e->sent >= first + LEAD_SENTENCES)
        return UINT32_MAX;
    for (u32 i = 0; i < d->story->members.n; i++)
        if (d->story->members.v[i].article == e->acc)
            return d->story->members.v[i].event;
    return UINT32_MAX;
}

void timeline_make(const struct view *v, struct dossier *out)
{
    struct entries e = {0};
    find_entries(v, &e);
    merge(v, &e);
    u32 *entry = ARENA_ARRAY(v->arena, u32, e.n + 1); /* 1 + happening of a set */
    for (u32 i = 0; i < e.n; i++) {
        u32 s = set_of(e.v, i);
        span at = v->v[e.v[i].acc].sents[e.v[i].sent].span;
        if (!entry[s]) {
            struct happening *h = vec_add(v->arena, &out->timeline);
            *h = (struct happening){.begin = e.v[i].begin, .end = e.v[i].end, .event = UINT32_MAX, .what = view_text(v, e.v[i].acc, at)};
            h->precision = h->end - h->begin <= 1 ? PRECISION_DAY : PRECISION_MONTH;
            entry[s] = out->timeline.n;
        }
        struct happening *h = &out->timeline.v[entry[s] - 1];
        if (h->bearers.n == 0 || h->bearers.v[h->bearers.n - 1].account != e.v[i].acc)
            vec_push(v->arena, &h->bearers, ((struct bearer){e.v[i].acc, at}));
        if (h->event == UINT32_MAX)
            h->event = event_of(v, out, &e.v[i]);
    }
}
