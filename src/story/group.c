/*
** group.c - from sketches to stories and events.
**
** 1. Copies: articles that have most of their words from one text are one node (what two of them say in common says nothing twice).
** 2. Stories: nodes near each other in words and time are joined (LINK_CENTROID); then what is near in words alone, within two weeks; then
**    single late comers by the rare names they share with a story (identity.h).
** 3. Events: within a story, nodes of about one day that are much alike (LINK_AVERAGE).
** 4. Ids that outlive the run, labels, the number of independent tellings.
*/
#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/sets.h"
#include "story/identity.h"
#include "story/link.h"
#include "story/rules.h"

/* Tuned on hand-labelled Arabic news of June 2018; how, and what it gave: docs/ARCHITECTURE.md, "Thresholds of grouping". */
static const struct link_how STORY_LINK = {LINK_CENTROID, 0.20f, 3.0, 0.4f};
static const struct link_how STORY_RELINK = {LINK_CENTROID, 0.24f, 0, 0.4f};
static const struct link_how EVENT_LINK = {LINK_AVERAGE, 0.28f, 1.0, 0.2f};

#define COPY_SHARE_OF_SHORTER 0.7 /* from one text: at least this much of the shorter article's words ... */
#define COPY_SHARE_OF_LONGER 0.5  /* ... and this much of the longer one's */
#define COPY_EDGE_SHARE 0.7
#define HEADLINE_WORDS 3u         /* weighty words; a shorter headline labels a story only where there is no other */
#define COPY_DAYS 2               /* apart at most: a running text goes on, the event does not */
#define JOIN_SHARE 0.5            /* of an edge release or quotation that joins tellings */

/* The number of an edge's end: witnesses first, then unseen sources. */
static u32 end_of(u32 node, u32 n) { return node & NODE_UNSEEN ? n + (node & ~NODE_UNSEEN) : node; }

static bool is_descent(u8 relation) { return relation == REL_WIRE || relation == REL_COPY || relation == REL_COMMON || relation == REL_REVISION; }

/* Words that two articles have in common, by copied passages. */
struct shared {
    u32 a, b, words;
};
struct shareds {
    VEC(struct shared);
};

static int by_pair(const void *pa, const void *pb)
{
    const struct shared *a = pa, *b = pb;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

static struct shareds count_shared(struct arena *a, const struct matches *m)
{
    struct shareds v = {0};
    for (u32 i = 0; i < m->n; i++)
        if (m->v[i].kind == MATCH_COPY)
            vec_push(a, &v, ((struct shared){MIN_OF(m->v[i].a, m->v[i].b), MAX_OF(m->v[i].a, m->v[i].b), m->v[i].equal}));
    if (v.n)
        qsort(v.v, v.n, sizeof *v.v, by_pair);
    u32 n = 0;
    for (u32 i = 0; i < v.n; i++)
        if (n && by_pair(&v.v[n - 1], &v.v[i]) == 0)
            v.v[n - 1].words += v.v[i].words;
        else
            v.v[n++] = v.v[i];
    v.n = n;
    return v;
}

static bool close_in_time(const struct sketch *a, const struct sketch *b)
{
    if (a->seconds == INT64_MIN || b->seconds == INT64_MIN)
        return true;
    i64 apart = a->seconds > b->seconds ? a->seconds - b->seconds : b->seconds - a->seconds;
    return apart <= (i64)COPY_DAYS * 86400;
}

/* Sets of articles that are one text for the most part. */
static u32 *copy_sets(struct arena *a, const struct sketch *s, u32 n, const struct stemma *st, const struct shareds *shared)
{
    u32 *up = sets_new(a, n + st->unseen.n);
    u32 *witness = ARENA_ARRAY(a, u32, st->unseen.n + 1); /* 1 + an article under an unseen source */
    for (u32 i = 0; i < st->edges.n; i++) {
        const struct edge *e = &st->edges.v[i];
        if (!is_descent(e->relation) || e->share < COPY_EDGE_SHARE || e->child & NODE_UNSEEN || s[e->child].roundup)
            continue;
        u32 with = e->parent;
        if (with & NODE_UNSEEN) {
            u32 *first = &witness[with & ~NODE_UNSEEN];
            if (*first == 0)
                *first = e->child + 1;
            with = *first - 1;
        }
        if (!s[with].roundup && close_in_time(&s[e->child], &s[with]) && !near_is_mould(&s[e->child], &s[with]))
            sets_join(up, e->child, with);
    }
    for (u32 i = 0; i < shared->n; i++) {
        const struct shared *p = &shared->v[i];
        double less = MIN_OF(s[p->a].words, s[p->b].words), more = MAX_OF(s[p->a].words, s[p->b].words);
        if (s[p->a].roundup || s[p->b].roundup || !close_in_time(&s[p->a], &s[p->b]) || near_is_mould(&s[p->a], &s[p->b]))
            continue;
        if (p->words >= COPY_SHARE_OF_SHORTER * less && p->words >= COPY_SHARE_OF_LONGER * more)
            sets_join(up, p->a, p->b);
    }
    return up;
}

struct nodes {
    struct node *v;
    u32 n;
    u32 *of; /* node of a sketch */
};

static struct nodes make_nodes(struct arena *a, const struct sketch *s, u32 n, u32 *up)
{
    struct nodes out = {ARENA_ARRAY(a, struct node, n + 1), 0, ARENA_ARRAY(a, u32, n + 1)};
    for (u32 i = 0; i < n; i++) {
        u32 first = sets_top(up, i);
        if (first == i) {
            out.of[i] = out.n;
            out.v[out.n++] = (struct node){.rep = i, .first = s[i].seconds, .last = s[i].seconds, .alone = s[i].roundup, .tail = true};
        }
        struct node *x = &out.v[out.of[i] = out.of[first]];
        x->n++;
        x->tail = x->tail && s[i].part > 0 && s[i].seconds == INT64_MIN;
        if (s[i].seconds != INT64_MIN) {
            x->first = x->first == INT64_MIN ? s[i].seconds : MIN_OF(x->first, s[i].seconds);
            x->last = MAX_OF(x->last, s[i].seconds);
        }
    }
    return out;
}

static int near_order(const void *pa, const void *pb)
{
    const struct near *a = pa, *b = pb;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    return a->a < b->a ? -1 : a->a > b->a;
}

/* Notes the passages in common, by the share of the shorter, beside the likeness of words. */
static void add_shared(struct arena *a, const struct sketch *s, const struct nodes *nodes, const struct shareds *shared, struct nears *near)
{
    for (u32 i = 0; i < shared->n; i++) {
        const struct shared *p = &shared->v[i];
        u32 x = nodes->of[p->a], y = nodes->of[p->b];
        if (x == y || nodes->v[x].alone || nodes->v[y].alone || near_days(&nodes->v[x], &nodes->v[y]) > NEAR_DAYS ||
            near_is_mould(&s[p->a], &s[p->b]))
            continue;
        float share = (float)p->words / (float)MAX_OF(1, MIN_OF(s[p->a].words, s[p->b].words));
        vec_push(a, near, ((struct near){.a = MIN_OF(x, y), .b = MAX_OF(x, y), .shared = MIN_OF(share, 1.0f)}));
    }
    if (near->n)
        qsort(near->v, near->n, sizeof *near->v, near_order);
    u32 n = 0;
    for (u32 i = 0; i < near->n; i++)
        if (n && near_order(&near->v[n - 1], &near->v[i]) == 0) {
            near->v[n - 1].like = MAX_OF(near->v[n - 1].like, near->v[i].like);
            near->v[n - 1].shared = MIN_OF(1.0f, near->v[n - 1].shared + near->v[i].shared);
        } else {
            near->v[n++] = near->v[i];
        }
    near->n = n;
}

/* ---- ids ---- */
static str id_of(struct arena *a, const char *kind, str first)
{
    return arena_fmt(a, "%s:%012llx", kind, (unsigned long long)(hash_str(first) >> 16));
}

static bool is_founder(struct arena *a, const struct sketch *s)
{
    return s->story_before.n && str_eq(s->story_before, id_of(a, "story", s->id));
}

/* Who takes over an id of before: 1 + the story that holds its founder; where that is gone, its first member. */
static void note_heirs(const struct sketch *s, u32 n, const u32 *story_of, bool founders, struct map *heir)
{
    for (u32 i = 0; i < n; i++) {
        if (s[i].story_before.n == 0 || (founders && !is_founder(heir->arena, &s[i])))
            continue;
        u64 *to = strmap_put(heir, s[i].story_before);
        if (*to == 0)
            *to = story_of[i] + 1;
    }
}

/* Keeps ids that stories had: a story has the id of its founder (the article whose hash the id is) while that is in it. */
static void name_stories(struct arena *a, const struct sketch *s, u32 n, const u32 *story_of, struct stories *out)
{
    for (u32 i = 0; i < n; i++) {
        struct story *g = &out->v.v[story_of[i]];
        if (g->id.n == 0 && is_founder(a, &s[i]))
            g->id = s[i].story_before;
    }
    for (u32 k = 0; k < out->v.n; k++)
        if (out->v.v[k].id.n == 0)
            out->v.v[k].id = id_of(a, "story", s[out->v.v[k].members.v[0].article].id);
    struct map heir;
    map_init(&heir, a, 0);
    note_heirs(s, n, story_of, true, &heir);
    note_heirs(s, n, story_of, false, &heir);
    struct map alive;
    map_init(&alive, a, out->v.n);
    for (u32 k = 0; k < out->v.n; k++)
        *strmap_put(&alive, out->v.v[k].id) = 1;
    map_each(&heir, e) if (!strmap_get(&alive, map_name(&heir, e)))
        vec_push(a, &out->forwards, ((struct forward){map_name(&heir, e), out->v.v[e->value - 1].id}));
}

/* ---- labels and tellings ---- */

/* How much of a headline the story's other articles speak of: its words' rarity, by the share of articles that have them. */
static float centrality(const struct sketch *s, const struct map *holders, u32 members)
{
    float told = 0, total = 0;
    u32 words = 0;
    for (u32 k = 0; k < s->terms.n; k++) {
        const struct sketch_term *t = &s->terms.v[k];
        if (t->field != FIELD_TITLE)
            continue;
        float rarity = logf(65535.0f / (float)MAX_OF(t->common, 1));
        total += rarity;
        told += rarity * (float)*map_get(holders, t->stem) / (float)members;
        words++;
    }
    if (total <= 0)
        return 0.01f;
    return told / total * (words < HEADLINE_WORDS ? 0.5f : 1.0f) * (s->part ? 0.5f : 1.0f);
}

/* The most central headline; the earlier of equals. */
static void label_stories(struct arena *a, const struct sketch *s, struct stories *out)
{
    for (u32 k = 0; k < out->v.n; k++) {
        struct story *g = &out->v.v[k];
        struct map holders; /* stem -> articles of the story that hold it */
        float best = 0;
        if (g->members.n == 1) {
            g->label = s[g->members.v[0].article].headline;
            continue;
        }
        map_init(&holders, a, 64);
        for (u32 i = 0; i < g->members.n; i++)
            for (u32 t = 0; t < s[g->members.v[i].article].terms.n; t++)
                *map_put(&holders, s[g->members.v[i].article].terms.v[t].stem) += 1;
        for (u32 i = 0; i < g->members.n; i++) {
            const struct sketch *x = &s[g->members.v[i].article];
            float c = x->headline.n ? centrality(x, &holders, g->members.n) : 0;
            if (c > best) {
                best = c;
                g->label = x->headline;
            }
        }
    }
}

static void count_independent(struct arena *a, const struct sketch *s, u32 n, const struct stemma *st, const u32 *story_of, struct stories *out)
{
    u32 *up = sets_new(a, n + st->unseen.n);
    for (u32 i = 0; i < st->edges.n; i++) {
        const struct edge *e = &st->edges.v[i];
        if (is_descent(e->relation) || e->share >= JOIN_SHARE)
            sets_join(up, end_of(e->child, n), end_of(e->parent, n));
    }
    struct map seen;
    map_init(&seen, a, n);
    for (u32 i = 0; i < n; i++) {
        if (s[i].part > 0)
            continue;
        u64 *k = map_put(&seen, ((u64)story_of[i] << 32) | sets_top(up, i));
        if (*k == 0)
            out->v.v[story_of[i]].independent++;
        *k = 1;
    }
    for (u32 k = 0; k < out->v.n; k++)
        out->v.v[k].independent = MAX_OF(out->v.v[k].independent, 1u);
}

/* Numbers stories by their first article and events within them; fills members in final order. */
static void collect(struct arena *a, u32 n, const struct nodes *nodes, const u32 *story, const u32 *event, u32 *story_of, struct stories *out)
{
    u32 *number = ARENA_ARRAY(a, u32, nodes->n + 1), *event_number = ARENA_ARRAY(a, u32, nodes->n + 1);
    struct { VEC(u32); } events = {0};
    for (u32 i = 0; i < n; i++) {
        u32 x = nodes->of[i];
        if (number[story[x]] == 0) {
            vec_add(a, &out->v);
            vec_push(a, &events, 0);
            number[story[x]] = out->v.n;
        }
        u32 k = number[story[x]] - 1;
        if (event_number[event[x]] == 0)
            event_number[event[x]] = ++events.v[k];
        story_of[i] = k;
        vec_push(a, &out->v.v[k].members, ((struct story_member){i, event_number[event[x]] - 1}));
    }
}

static int by_id(const void *pa, const void *pb)
{
    const struct forward *a = pa, *b = pb;
    return str_cmp(a->from, b->from);
}

void stories_group(struct arena *a, const struct story_rules *rules, const struct sketch *s, u32 n, const struct stemma *st,
                   const struct matches *m, const struct helpers *helpers, struct stories *out)
{
    (void)rules;
    memset(out, 0, sizeof *out);
    struct shareds shared = count_shared(a, m);
    struct nodes nodes = make_nodes(a, s, n, copy_sets(a, s, n, st, &shared));
    struct nears near = {0};
    near_find(a, s, n, nodes.of, nodes.v, nodes.n, helpers, &near);
    add_shared(a, s, &nodes, &shared, &near);
    identity_weigh(s, nodes.v, &near);

    u32 *story = sets_new(a, nodes.n), *event = sets_new(a, nodes.n);
    link_groups(a, nodes.v, nodes.n, &near, &STORY_LINK, NULL, story);
    link_groups(a, nodes.v, nodes.n, &near, &STORY_RELINK, NULL, story);
    identity_join(a, s, n, nodes.of, nodes.v, nodes.n, story);
    link_groups(a, nodes.v, nodes.n, &near, &EVENT_LINK, story, event);

    u32 *story_of = ARENA_ARRAY(a, u32, n + 1);
    collect(a, n, &nodes, story, event, story_of, out);
    label_stories(a, s, out);
    count_independent(a, s, n, st, story_of, out);
    name_stories(a, s, n, story_of, out);
    if (out->forwards.n)
        qsort(out->forwards.v, out->forwards.n, sizeof *out->forwards.v, by_id);
}
