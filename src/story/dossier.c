/*
** dossier.c - a story's dossier, put together: events, chain, timeline, figures, differences, agenda, credits.
*/
#include "story/dossier.h"

#include "base/hash.h"
#include "story/view.h"

static void make_events(const struct view *v, struct dossier *out)
{
    for (u32 i = 0; i < out->story->members.n; i++) {
        const struct story_member *m = &out->story->members.v[i];
        while (out->events.n <= m->event) {
            struct event *e = vec_add(v->arena, &out->events);
            e->first = e->last = DAY_UNKNOWN;
        }
        struct event *e = &out->events.v[m->event];
        const struct article *x = v->acc[m->article].article;
        i32 day = v->v[m->article].day;
        if (e->accounts.n == 0)
            e->id = arena_fmt(v->arena, "event:%012llx", (unsigned long long)(hash_str(x->id) >> 16));
        if (e->label.n == 0)
            e->label = x->headline.text;
        if (day != DAY_UNKNOWN) {
            e->first = e->first == DAY_UNKNOWN ? day : MIN_OF(e->first, day);
            e->last = e->last == DAY_UNKNOWN ? day : MAX_OF(e->last, day);
        }
        vec_push(v->arena, &e->accounts, m->article);
    }
    for (u32 i = 0; i < out->events.n; i++) { /* no headline in it: the first words of its first article */
        struct event *e = &out->events.v[i];
        if (e->label.n == 0 && e->accounts.n && v->v[e->accounts.v[0]].n_sents)
            e->label = view_text(v, e->accounts.v[0], v->v[e->accounts.v[0]].sents[0].span);
    }
}

static void count_outlets(const struct view *v, struct dossier *out)
{
    struct map outlets, pages;
    map_init(&outlets, v->arena, v->n);
    map_init(&pages, v->arena, v->n);
    for (u32 i = 0; i < v->n; i++) {
        if (v->acc[i].article->outlet.n)
            *strmap_put(&outlets, v->acc[i].article->outlet) = 1;
        *strmap_put(&pages, v->acc[i].page) = 1;
    }
    out->outlets = outlets.n;
    out->pages = pages.n;
}

/* What an account's text comes from: its origin, else the agency of the unseen source right above it. */
static str agency_of(const struct stemma *st, u32 acc)
{
    for (u32 i = 0; i < st->origins.n; i++)
        if (st->origins.v[i].article == acc)
            return st->origins.v[i].origin;
    for (u32 i = 0; i < st->edges.n; i++)
        if (st->edges.v[i].child == acc && st->edges.v[i].parent & NODE_UNSEEN)
            return st->unseen.v[st->edges.v[i].parent & ~NODE_UNSEEN].agency;
    return STR_EMPTY;
}

static void make_credits(const struct view *v, struct dossier *out)
{
    for (u32 i = 0; i < v->n; i++) {
        const struct article *x = v->acc[i].article;
        struct credit_line line = {.account = i, .agency = agency_of(v->stemma, i)};
        for (u32 k = 0; k < x->credits.n; k++)
            line.kept = line.kept || (line.agency.n && str_eq(x->credits.v[k].agency, line.agency)) ||
                        (line.agency.n && str_eq(x->credits.v[k].text, line.agency));
        if (line.agency.n && !str_eq(line.agency, x->outlet))
            vec_push(v->arena, &out->credits, line);
    }
}

void dossier_make(struct arena *a, const struct story_rules *rules, const struct story *story, const struct account *accounts, u32 n,
                  const struct stemma *stemma, const struct matches *matches, struct dossier *out)
{
    struct view v;
    *out = (struct dossier){.story = story, .accounts = accounts, .n = n, .stemma = stemma, .matches = matches};
    view_make(a, rules, accounts, n, stemma, matches, &v);
    count_outlets(&v, out);
    make_events(&v, out);
    variants_make(&v, out);
    timeline_make(&v, out);
    figures_make(&v, out);
    differences_make(&v, out);
    agenda_make(&v, out);
    make_credits(&v, out);
}
