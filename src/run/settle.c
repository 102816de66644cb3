/*
** settle.c - matching, stemma, stories, days.
**
** Rows come in final order (published, id). Memory: fingerprints and sketches of all articles; words of one batch of pairs, and of one
** component of the stemma at a time.
*/
#include "run/settle.h"

#include "base/limits.h"
#include "base/map.h"
#include "run/crew.h"

#include <stdlib.h>

#define BATCH_PAIRS 4096u /* aligned before the writer takes over */

struct corpus {
    const struct settle *s;
    struct arena arena;
    struct article_rows rows;
    u64 *row;           /* of article i */
    struct map at;      /* row -> i */
    struct matches matches; /* a, b, group: i */
    struct habits *habits;  /* house styles */
};

static void progress(const struct settle *s, const char *stage, u32 done, u32 of)
{
    if (s->progress) s->progress(s->arg, stage, done, of);
}

static u32 index_of(const struct corpus *c, u64 row)
{
    const u64 *i = map_get(&c->at, row);
    ASSERT(i);
    return (u32)*i;
}

static void number_rows(struct corpus *c)
{
    c->row = ARENA_ARRAY(&c->arena, u64, c->rows.n);
    map_init(&c->at, &c->arena, c->rows.n);
    for (u32 i = 0; i < c->rows.n; i++) {
        c->row[i] = c->rows.v[i].row;
        *map_put(&c->at, c->row[i]) = i;
    }
}

/* ---- accounts, loaded by the caller's thread and read by all ---- */

struct loaded {
    struct account acc;
    struct text text;
};

struct load_job {
    const struct engine *engine;
    struct loaded *v;
    struct arena *arenas; /* one an article: texts are made in parallel */
};

static void load_one(void *arg, u32 i, struct arena *scratch)
{
    struct load_job *job = arg;
    (void)scratch;
    if (job->v[i].acc.article && !job->v[i].acc.telling) job->v[i].text = engine_text(job->engine, &job->arenas[i], &job->v[i].acc);
}

/* Accounts and words of the articles `which`; free with unload. NULL with the status in *st. */
static struct load_job *load(const struct corpus *c, const u32 *which, u32 n, enum asanid_status *st)
{
    struct load_job *job = calloc(1, sizeof *job);
    if (!job || !(job->v = calloc(n + 1, sizeof *job->v)) || !(job->arenas = calloc(n + 1, sizeof *job->arenas))) BUG("out of memory while settling");
    job->engine = c->s->engine;
    *st = ASANID_OK;
    for (u32 i = 0; i < n; i++) {
        arena_init(&job->arenas[i], SIZE_MAX / 2);
        if (*st == ASANID_OK) *st = store_account(c->s->store, &job->arenas[i], c->row[which[i]], &job->v[i].acc);
    }
    if (*st == ASANID_OK) crew_each(c->s->jobs, LIMIT_DOCUMENT_ARENA, n, load_one, job);
    return job;
}

static void unload(struct load_job *job, u32 n)
{
    for (u32 i = 0; i < n; i++) arena_release(&job->arenas[i]);
    free(job->arenas);
    free(job->v);
    free(job);
}

/* ---- matches ---- */

struct align_job {
    const struct corpus *c;
    const struct pair *pairs;
    const struct load_job *loaded;
    const struct map *at; /* article -> place in loaded */
    struct matches *found; /* one a pair */
    struct arena *arenas;
};

static void align_one(void *arg, u32 i, struct arena *scratch)
{
    struct align_job *job = arg;
    const struct corpus *c = job->c;
    const struct pair *p = &job->pairs[i];
    u32 a = p->a, b = p->b;
    (void)scratch;
    if (str_cmp(c->rows.v[a].id, c->rows.v[b].id) > 0) a = p->b, b = p->a;
    match_pair(&job->arenas[i], c->s->engine->trace, job->loaded->v[*map_get(job->at, a)].acc.telling,
               job->loaded->v[*map_get(job->at, b)].acc.telling, &job->found[i]);
    for (u32 k = 0; k < job->found[i].n; k++) {
        job->found[i].v[k].a = a;
        job->found[i].v[k].b = b;
        job->found[i].v[k].group = p->group;
    }
}

static void keep_match(struct corpus *c, const struct match *m)
{
    struct match *kept = vec_add(&c->arena, &c->matches);
    *kept = *m;
    kept->edits.v = ARENA_ARRAY(&c->arena, struct edit, m->edits.n);
    kept->edits.cap = m->edits.n;
    if (m->edits.n) memcpy(kept->edits.v, m->edits.v, m->edits.n * sizeof *m->edits.v);
}

static enum asanid_status align_batch(struct corpus *c, const struct pair *pairs, u32 n)
{
    struct arena arena;
    struct map at;
    struct { VEC(u32); } which = {0};
    enum asanid_status st;
    arena_init(&arena, SIZE_MAX / 2);
    map_init(&at, &arena, n);
    for (u32 i = 0; i < n; i++)
        for (int side = 0; side < 2; side++) {
            u32 x = side ? pairs[i].b : pairs[i].a;
            if (map_get(&at, x)) continue;
            *map_put(&at, x) = which.n;
            vec_push(&arena, &which, x);
        }
    struct load_job *loaded = load(c, which.v, which.n, &st);
    struct align_job job = {c, pairs, loaded, &at, ARENA_ARRAY(&arena, struct matches, n), ARENA_ARRAY(&arena, struct arena, n)};
    for (u32 i = 0; i < n; i++) arena_init(&job.arenas[i], SIZE_MAX / 2);
    if (st == ASANID_OK) crew_each(c->s->jobs, LIMIT_DOCUMENT_ARENA, n, align_one, &job);
    for (u32 i = 0; i < n; i++) {
        for (u32 k = 0; k < job.found[i].n; k++) keep_match(c, &job.found[i].v[k]);
        arena_release(&job.arenas[i]);
    }
    unload(loaded, which.n);
    arena_release(&arena);
    return st;
}

static enum asanid_status load_old_matches(struct corpus *c)
{
    struct matches old = {0};
    enum asanid_status st = store_matches(c->s->store, &c->arena, &old);
    for (u32 i = 0; i < old.n; i++) {
        struct match *m = &old.v[i];
        const u64 *a = map_get(&c->at, m->a), *b = map_get(&c->at, m->b), *g = map_get(&c->at, m->group);
        if (!a || !b) continue; /* an article that has a later revision now */
        m->a = (u32)*a;
        m->b = (u32)*b;
        m->group = g ? (u32)*g : UINT32_MAX;
        vec_push(&c->arena, &c->matches, *m);
    }
    return st;
}

static void judge(struct corpus *c)
{
    i32 *day = ARENA_ARRAY(&c->arena, i32, c->rows.n);
    str *outlet = ARENA_ARRAY(&c->arena, str, c->rows.n);
    for (u32 i = 0; i < c->rows.n; i++) day[i] = c->rows.v[i].day, outlet[i] = c->rows.v[i].outlet;
    if (c->matches.n) qsort(c->matches.v, c->matches.n, sizeof *c->matches.v, match_order);
    matches_judge(&c->arena, &c->matches, day, outlet, c->rows.n);
}

static enum asanid_status find_matches(struct corpus *c)
{
    u32 n = c->rows.n;
    enum asanid_status st = load_old_matches(c);
    struct arena arena;
    arena_init(&arena, SIZE_MAX / 2);
    struct prints *prints = ARENA_ARRAY(&arena, struct prints, n);
    bool *is_new = ARENA_ARRAY(&arena, bool, n);
    struct print_index *index = index_new(&arena);
    for (u32 i = 0; i < n && st == ASANID_OK; i++) {
        st = store_prints(c->s->store, &arena, c->row[i], &prints[i]);
        is_new[i] = !c->rows.v[i].traced;
        if (st == ASANID_OK) index_add(index, i, &prints[i]);
    }
    if (st == ASANID_OK) {
        index_done(index);
        struct pairs pairs = pairs_plan(&arena, index, prints, is_new, n);
        for (u32 i = 0; i < pairs.n && st == ASANID_OK; i += BATCH_PAIRS) {
            progress(c->s, "matching", i, pairs.n);
            st = align_batch(c, pairs.v + i, MIN_OF(BATCH_PAIRS, pairs.n - i));
        }
    }
    arena_release(&arena);
    if (st == ASANID_OK) judge(c);
    return st;
}

/* ---- stemma, a component at a time ---- */

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

#define STEMMA_BATCH 256u /* articles loaded together, unless one component is larger */

static enum asanid_status build_part(struct corpus *c, struct arena *a, const struct components *k, const struct matches_by_component *by, u32 first,
                                     u32 last, struct stemma *all)
{
    enum asanid_status st;
    const u32 *which = k->list + k->from[first];
    u32 n = k->from[last] - k->from[first];
    struct load_job *loaded = load(c, which, n, &st);
    for (u32 comp = first; comp < last && st == ASANID_OK; comp++) {
        u32 from = k->from[comp] - k->from[first], size = k->from[comp + 1] - k->from[comp];
        struct arena tmp;
        arena_init(&tmp, SIZE_MAX / 2);
        struct witness *w = ARENA_ARRAY(&tmp, struct witness, size);
        struct map place;
        map_init(&place, &tmp, size);
        for (u32 i = 0; i < size; i++) {
            w[i] = (struct witness){.article = loaded->v[from + i].acc.article, .telling = loaded->v[from + i].acc.telling};
            *map_put(&place, which[from + i]) = i;
        }
        struct matches m = {0};
        for (u32 i = by->from[comp]; i < by->from[comp + 1]; i++) {
            struct match x = c->matches.v[by->list[i]];
            x.a = (u32)*map_get(&place, x.a);
            x.b = (u32)*map_get(&place, x.b);
            vec_push(&tmp, &m, x);
        }
        struct stemma part = {0};
        stemma_build(&tmp, c->s->engine->stemma, c->habits, w, size, &m, &part);
        append_stemma(a, all, &part, which + from);
        arena_release(&tmp);
    }
    unload(loaded, n);
    return st;
}

static enum asanid_status build_stemma(struct corpus *c, struct arena *a, struct stemma *all)
{
    struct components k = find_components(c, a);
    struct matches_by_component by = sort_matches(a, c, &k);
    enum asanid_status st = ASANID_OK;
    for (u32 first = 0; first < k.n && st == ASANID_OK;) {
        u32 last = first + 1;
        while (last < k.n && k.from[last + 1] - k.from[first] <= STEMMA_BATCH) last++;
        progress(c->s, "tracing", k.from[first], c->rows.n);
        st = build_part(c, a, &k, &by, first, last, all);
        first = last;
    }
    return st;
}

/* ---- stories ---- */

static enum asanid_status make_sketches(struct corpus *c, struct arena *a, struct sketch *sketches)
{
    enum asanid_status st = ASANID_OK;
    u32 which[STEMMA_BATCH];
    c->habits = habits_new(a);
    for (u32 i = 0; i < c->rows.n && st == ASANID_OK; i += STEMMA_BATCH) {
        u32 n = MIN_OF(STEMMA_BATCH, c->rows.n - i);
        for (u32 k = 0; k < n; k++) which[k] = i + k;
        progress(c->s, "grouping", i, c->rows.n);
        struct load_job *loaded = load(c, which, n, &st);
        for (u32 k = 0; k < n && st == ASANID_OK; k++) {
            habits_see(c->habits, loaded->v[k].acc.article, loaded->v[k].acc.telling);
            sketch_make(a, c->s->engine->story, &loaded->v[k].acc, &loaded->v[k].text, &sketches[i + k]);
            sketches[i + k].id = c->rows.v[i + k].id;
            sketches[i + k].story_before = c->rows.v[i + k].story;
            sketches[i + k].seconds = c->rows.v[i + k].seconds;
        }
        unload(loaded, n);
    }
    return st;
}

static int row_order(const void *x, const void *y)
{
    const struct article_row *a = x, *b = y;
    i64 s = a->seconds == INT64_MIN ? INT64_MAX : a->seconds, t = b->seconds == INT64_MIN ? INT64_MAX : b->seconds;
    return s != t ? (s < t ? -1 : 1) : str_cmp(a->id, b->id);
}

/*
** Gives undated articles their days, and puts the rows, and all that counts by them, into the order that follows. True where a day was found.
*/
static bool apply_days(struct corpus *c, struct arena *a, struct sketch **sketches, const i32 *days)
{
    u32 n = c->rows.n;
    bool any = false;
    for (u32 i = 0; i < n; i++) {
        if (days[i] == DAY_UNKNOWN) continue;
        any = true;
        c->rows.v[i].day = days[i];
        c->rows.v[i].seconds = (i64)days[i] * 86400;
        (*sketches)[i].seconds = c->rows.v[i].seconds;
    }
    if (!any) return false;
    u64 *old_row = c->row;
    struct map old_at = c->at;
    qsort(c->rows.v, n, sizeof *c->rows.v, row_order);
    number_rows(c);
    struct sketch *moved = ARENA_ARRAY(a, struct sketch, n);
    for (u32 i = 0; i < n; i++) moved[i] = (*sketches)[*map_get(&old_at, c->row[i])];
    *sketches = moved;
    for (u32 i = 0; i < c->matches.n; i++) {
        struct match *m = &c->matches.v[i];
        m->a = index_of(c, old_row[m->a]);
        m->b = index_of(c, old_row[m->b]);
        if (m->group != UINT32_MAX) m->group = index_of(c, old_row[m->group]);
    }
    judge(c);
    return true;
}

static enum asanid_status store_all(struct corpus *c, const struct stemma *stemma, const struct stories *stories)
{
    struct store *s = c->s->store;
    enum asanid_status st = store_drop_derived(s);
    for (u32 i = 0; i < c->matches.n && st == ASANID_OK; i++) {
        struct match m = c->matches.v[i];
        m.a = (u32)c->row[m.a];
        m.b = (u32)c->row[m.b];
        if (m.group != UINT32_MAX) m.group = (u32)c->row[m.group];
        st = store_put_match(s, &m);
    }
    for (u32 i = 0; i < c->rows.n && st == ASANID_OK; i++) {
        st = store_set_traced(s, c->row[i]);
        if (st == ASANID_OK && !c->rows.v[i].told && c->rows.v[i].day != DAY_UNKNOWN) st = store_set_day(s, c->row[i], c->rows.v[i].day, BASIS_STORY);
    }
    if (st == ASANID_OK && stemma) st = store_put_stemma(s, stemma, c->row, c->rows.n);
    if (st == ASANID_OK && stories) st = store_put_stories(s, stories, c->row, c->rows.n);
    return st;
}

static enum asanid_status trace_and_group(struct corpus *c)
{
    u32 n = c->rows.n;
    struct arena a;
    struct stemma stemma = {0};
    struct stories stories = {0};
    arena_init(&a, SIZE_MAX / 2);
    struct sketch *sketches = ARENA_ARRAY(&a, struct sketch, n);
    i32 *days = ARENA_ARRAY(&a, i32, n);
    enum asanid_status st = make_sketches(c, &a, sketches);
    if (st == ASANID_OK) st = build_stemma(c, &a, &stemma);
    if (st == ASANID_OK) {
        stories_group(&a, c->s->engine->story, sketches, n, &stemma, &c->matches, &stories);
        stories_date(&a, sketches, n, &stories, &c->matches, days);
    }
    if (st == ASANID_OK && apply_days(c, &a, &sketches, days)) { /* once more, in the order that the days give */
        stemma = (struct stemma){0};
        stories = (struct stories){0};
        st = build_stemma(c, &a, &stemma);
        if (st == ASANID_OK) stories_group(&a, c->s->engine->story, sketches, n, &stemma, &c->matches, &stories);
    }
    if (st == ASANID_OK) st = store_all(c, &stemma, &stories);
    arena_release(&a);
    return st;
}

/* Days that an earlier settling worked out do not count: the same store gives the same answer, however it came about. */
static void forget_days(struct corpus *c)
{
    for (u32 i = 0; i < c->rows.n; i++)
        if (!c->rows.v[i].told) c->rows.v[i].seconds = INT64_MIN, c->rows.v[i].day = DAY_UNKNOWN;
    if (c->rows.n) qsort(c->rows.v, c->rows.n, sizeof *c->rows.v, row_order);
}

static enum asanid_status settle_with(const struct settle *s, bool matches_only)
{
    struct corpus c = {.s = s};
    arena_init(&c.arena, SIZE_MAX / 2);
    enum asanid_status st = store_begin(s->store);
    if (st == ASANID_OK) st = store_articles(s->store, &c.arena, &c.rows);
    if (st == ASANID_OK && !store_is_settled(s->store)) {
        forget_days(&c);
        number_rows(&c);
        st = find_matches(&c);
        if (st == ASANID_OK) st = matches_only ? store_all(&c, NULL, NULL) : trace_and_group(&c);
    }
    if (st == ASANID_OK) st = store_commit(s->store);
    if (st != ASANID_OK) store_rollback(s->store);
    arena_release(&c.arena);
    return st;
}

enum asanid_status settle(const struct settle *s) { return settle_with(s, false); }
enum asanid_status settle_matches_only(const struct settle *s) { return settle_with(s, true); }
