/*
** settle_stemma.c - the stemma of a store, a component of articles that share passages at a time, components side by side.
*/
#include "run/settle_parts.h"

#include "run/crew.h"

#include <errno.h>
#include <stdlib.h>

static u32 root_of(u32 *up, u32 x)
{
    while (up[x] != x) x = up[x] = up[up[x]];
    return x;
}

/* Which articles hang together over copies and quotations: members of component k stand in list[from[k]] .. list[from[k+1]-1], in order. */
struct components {
    u32 *list, *from, *of; /* of: component of an article */
    u32 n;
};

static struct components find_components(struct corpus *c, struct arena *a)
{
    u32 n = c->rows.n;
    struct components k = {ARENA_ARRAY(a, u32, n + 1), ARENA_ARRAY(a, u32, n + 2), ARENA_ARRAY(a, u32, n + 1), 0};
    u32 *up = ARENA_ARRAY(a, u32, n + 1), *fill;
    for (u32 i = 0; i < n; i++) up[i] = i;
    for (u32 i = 0; i < c->matches.n; i++) {
        const struct match *m = &c->matches.v[i];
        if (m->kind == MATCH_BACKGROUND || m->kind == MATCH_BOILERPLATE) continue;
        u32 x = root_of(up, m->a), y = root_of(up, m->b);
        if (x != y) up[MAX_OF(x, y)] = MIN_OF(x, y); /* a root is its component's first article */
    }
    for (u32 i = 0; i < n; i++) k.of[i] = root_of(up, i) == i ? k.n++ : k.of[root_of(up, i)];
    for (u32 i = 0; i < n; i++) k.from[k.of[i] + 1]++;
    for (u32 i = 0; i < k.n; i++) k.from[i + 1] += k.from[i];
    fill = ARENA_ARRAY(a, u32, k.n + 1);
    for (u32 i = 0; i < n; i++) k.list[k.from[k.of[i]] + fill[k.of[i]]++] = i;
    return k;
}

static u32 renumber(u32 node, const u32 *members, u32 unseen_before) { return node & NODE_UNSEEN ? node + unseen_before : members[node]; }

/* Copies a component's stemma into the whole one. Texts are copied: the component's arena goes. */
static void append_stemma(struct arena *a, struct stemma *all, const struct stemma *part, const u32 *members)
{
    u32 before = all->unseen.n;
    for (int kind = 0; kind < 2; kind++)
        for (u32 i = 0; i < (kind ? part->rejected.n : part->edges.n); i++) {
            struct edge e = kind ? part->rejected.v[i] : part->edges.v[i];
            struct evidence *ev = ARENA_ARRAY(a, struct evidence, e.evidence.n);
            for (u32 j = 0; j < e.evidence.n; j++) {
                ev[j] = e.evidence.v[j];
                ev[j].note = arena_str(a, ev[j].note);
            }
            e.evidence.v = ev;
            e.evidence.cap = e.evidence.n;
            e.child = renumber(e.child, members, before);
            e.parent = renumber(e.parent, members, before);
            if (kind) vec_push(a, &all->rejected, e);
            else vec_push(a, &all->edges, e);
        }
    for (u32 i = 0; i < part->unseen.n; i++) {
        const struct unseen *u = &part->unseen.v[i];
        struct unseen *new = vec_add(a, &all->unseen);
        *new = (struct unseen){.id = arena_str(a, u->id), .agency = arena_str(a, u->agency), .text = arena_str(a, u->text)};
        for (u32 j = 0; j < u->witnesses.n; j++) vec_push(a, &new->witnesses, members[u->witnesses.v[j]]);
    }
    for (u32 i = 0; i < part->origins.n; i++) {
        struct origin o = part->origins.v[i];
        o.article = members[o.article];
        o.origin = arena_str(a, o.origin);
        vec_push(a, &all->origins, o);
    }
}

/* Matches sorted by component, so that each is looked at once. */
struct matches_by_component {
    u32 *list, *from;
};

static struct matches_by_component sort_matches(struct arena *a, const struct corpus *c, const struct components *k)
{
    struct matches_by_component s = {ARENA_ARRAY(a, u32, c->matches.n + 1), ARENA_ARRAY(a, u32, k->n + 2)};
    u32 *fill = ARENA_ARRAY(a, u32, k->n + 1);
    for (u32 pass = 0; pass < 2; pass++) {
        for (u32 i = 0; i < c->matches.n; i++) {
            const struct match *m = &c->matches.v[i];
            u32 x = k->of[m->a];
            if (x != k->of[m->b]) continue; /* background between two components */
            if (pass == 0) s.from[x + 1]++;
            else s.list[s.from[x] + fill[x]++] = i;
        }
        for (u32 i = 0; pass == 0 && i < k->n; i++) s.from[i + 1] += s.from[i];
    }
    return s;
}

#define JOB_ARTICLES 64u /* traced by one worker in one go, unless one component is larger */

/* Components [first, last), on their way through the crew. */
struct range {
    u32 first, last;
};
struct tracing {
    struct corpus *c;
    struct arena *arena; /* of all */
    struct stemma *all;
    struct components k;
    struct matches_by_component by;
    u32 next;
};
/* What became of a range, in the job's arena. */
struct traced {
    struct stemma *parts; /* one a component; their words lie in */
    void **blocks;        /* one an article, NULL where it views the shelf */
    int failed;           /* errno */
};

static bool next_range(void *arg, struct crew_job *job)
{
    struct tracing *t = arg;
    if (t->next == t->k.n) return false;
    struct range *r = malloc(sizeof *r);
    if (!r) BUG("out of memory while settling");
    r->first = t->next;
    r->last = t->next + 1;
    while (r->last < t->k.n && t->k.from[r->last + 1] - t->k.from[r->first] <= JOB_ARTICLES) r->last++;
    t->next = r->last;
    job->piece = r;
    return true;
}

/* False, with errno, where a telling cannot be taken back. */
static bool trace_component(const struct tracing *t, u32 comp, struct arena *a, void **blocks, struct stemma *out)
{
    const struct corpus *c = t->c;
    const u32 *members = t->k.list + t->k.from[comp];
    u32 n = t->k.from[comp + 1] - t->k.from[comp];
    struct witness *w = ARENA_ARRAY(a, struct witness, n);
    struct map place;
    map_init(&place, a, n);
    for (u32 i = 0; i < n; i++) {
        struct telling *telling = ARENA_NEW(a, struct telling);
        struct article *article = ARENA_NEW(a, struct article);
        if (!shelf_take(c->shelf, c->row[members[i]], telling, &blocks[i], a, article)) return false;
        w[i] = (struct witness){.article = article, .telling = telling};
        *map_put(&place, members[i]) = i;
    }
    struct matches m = {0};
    for (u32 i = t->by.from[comp]; i < t->by.from[comp + 1]; i++) {
        struct match x = c->matches.v[t->by.list[i]];
        x.a = (u32)*map_get(&place, x.a);
        x.b = (u32)*map_get(&place, x.b);
        vec_push(a, &m, x);
    }
    if (c->s->observe) c->s->observe(c->s->arg, a, w, n, c->habits, &m);
    stemma_build(a, c->s->engine->stemma, c->habits, w, n, &m, out);
    return true;
}

static void trace_range(void *arg, struct crew_job *job)
{
    const struct tracing *t = arg;
    const struct range *r = job->piece;
    struct traced *made = ARENA_NEW(&job->arena, struct traced);
    made->parts = ARENA_ARRAY(&job->arena, struct stemma, r->last - r->first);
    made->blocks = ARENA_ARRAY(&job->arena, void *, t->k.from[r->last] - t->k.from[r->first]);
    for (u32 comp = r->first; comp < r->last && !made->failed; comp++)
        if (!trace_component(t, comp, &job->arena, made->blocks + t->k.from[comp] - t->k.from[r->first], &made->parts[comp - r->first]))
            made->failed = errno;
    job->made = made;
}

static void drop_range(void *arg, void *piece)
{
    (void)arg;
    free(piece);
}

static bool range_done(void *arg, struct crew_job *job)
{
    struct tracing *t = arg;
    struct range *r = job->piece;
    const struct traced *made = job->made;
    if (made->failed) t->c->why = strerror(made->failed);
    settle_progress(t->c->s, "tracing", t->k.from[r->first], t->c->rows.n);
    for (u32 comp = r->first; comp < r->last && !made->failed; comp++)
        append_stemma(t->arena, t->all, &made->parts[comp - r->first], t->k.list + t->k.from[comp]);
    for (u32 i = 0; i < t->k.from[r->last] - t->k.from[r->first]; i++) free(made->blocks[i]);
    free(r);
    return !made->failed;
}

enum asanid_status settle_stemma(struct corpus *c, struct arena *a, struct stemma *all)
{
    struct tracing t = {.c = c, .arena = a, .all = all, .k = find_components(c, a)};
    struct crew_ops ops = {&t, next_range, trace_range, range_done, drop_range};
    *all = (struct stemma){0};
    habits_share(c->habits, &c->matches);
    t.by = sort_matches(a, c, &t.k);
    if (!crew_run(c->s->jobs, SIZE_MAX / 2, &ops) && !c->why) c->why = "cannot start a thread; lower --jobs";
    return c->why ? ASANID_STORE : ASANID_OK;
}
