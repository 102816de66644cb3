/*
** settle.c - matching, stemma, stories, days.
**
** Rows come in final order (published, id). Every article is read once (shelf.h). Memory: fingerprints and sketches of all articles, their
** words as far as LIMIT_SETTLE_MEMORY goes.
*/
#include "run/settle_parts.h"

#include "run/crew.h"

#include <errno.h>
#include <stdlib.h>

#define BATCH_PAIRS 16384u   /* aligned before their texts are let go, */
#define BATCH_ARTICLES 4096u /* or as many as have so many texts */

void settle_progress(const struct settle *s, const char *stage, u32 done, u32 of)
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

/* ---- words ---- */

/* The sketch outlives the job that made it. */
static struct sketch keep_sketch(struct arena *a, const struct sketch *x, const struct article_row *row)
{
    struct sketch s = *x;
    s.id = row->id;
    s.story_before = row->story;
    s.seconds = row->seconds;
    s.outlet = arena_str(a, x->outlet);
    s.headline = arena_str(a, x->headline);
    s.terms.v = ARENA_ARRAY(a, struct sketch_term, x->terms.n);
    if (x->terms.n) memcpy(s.terms.v, x->terms.v, x->terms.n * sizeof *x->terms.v);
    s.terms.cap = x->terms.n;
    s.anchors = ARENA_ARRAY(a, u64, x->n_anchors);
    if (x->n_anchors) memcpy(s.anchors, x->anchors, x->n_anchors * sizeof *x->anchors);
    return s;
}

static void article_read(void *arg, u32 i, const struct account *acc, const struct sketch *sketch)
{
    struct corpus *c = arg;
    habits_see(c->habits, acc->article, acc->telling);
    c->sketches[i] = keep_sketch(&c->arena, sketch, &c->rows.v[i]);
    if (i % 256 == 0) settle_progress(c->s, "reading words", i, c->rows.n);
}

/* Every article is read once: house styles, sketches, and the words that are compared. */
static enum asanid_status read_articles(struct corpus *c)
{
    struct shelf_fill f = {.engine = c->s->engine, .store = c->s->store, .jobs = c->s->jobs, .rows = c->row, .n = c->rows.n,
                           .read = article_read, .arg = c};
    c->habits = habits_new(&c->arena);
    c->sketches = ARENA_ARRAY(&c->arena, struct sketch, c->rows.n);
    return shelf_fill(c->shelf, &f, &c->why);
}

/* ---- matches ---- */

/* An article of a batch: its telling lies in the block. */
struct told {
    u32 article;
    struct telling telling;
    void *block;
    int failed; /* errno */
};

struct batch {
    struct corpus *c;
    const struct pair *pairs;
    u32 n_pairs;
    struct told *told;
    u32 n_told;
    struct map at;         /* article -> place in told */
    struct matches *found; /* one a pair: malloc'ed, with their edits */
};

static void tell_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    struct told *t = &b->told[i];
    (void)scratch;
    t->block = shelf_take(b->c->shelf, b->c->row[t->article], &t->telling, NULL, NULL);
    if (!t->block) t->failed = errno;
}

static void *copy(const void *p, size_t n)
{
    void *to = malloc(n ? n : 1);
    if (!to) BUG("out of memory while settling");
    return n ? memcpy(to, p, n) : to;
}

static void align_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    const struct corpus *c = b->c;
    const struct pair *p = &b->pairs[i];
    struct matches found = {0};
    u32 first = p->a, second = p->b;
    if (str_cmp(c->rows.v[first].id, c->rows.v[second].id) > 0) first = p->b, second = p->a;
    match_pair(scratch, c->s->engine->trace, &b->told[*map_get(&b->at, first)].telling, &b->told[*map_get(&b->at, second)].telling, &found);
    if (!found.n) return;
    for (u32 k = 0; k < found.n; k++) {
        struct match *m = &found.v[k];
        m->a = first;
        m->b = second;
        m->group = p->group;
        m->edits.v = copy(m->edits.v, m->edits.n * sizeof *m->edits.v);
    }
    b->found[i] = found;
    b->found[i].v = copy(found.v, found.n * sizeof *found.v);
}

static void batch_end(struct batch *b)
{
    struct corpus *c = b->c;
    for (u32 i = 0; i < b->n_pairs; i++) {
        struct matches *f = &b->found[i];
        for (u32 k = 0; k < f->n; k++) {
            struct match *m = vec_add(&c->arena, &c->matches);
            *m = f->v[k];
            m->edits.v = ARENA_ARRAY(&c->arena, struct edit, m->edits.n);
            if (m->edits.n) memcpy(m->edits.v, f->v[k].edits.v, m->edits.n * sizeof *m->edits.v);
            m->edits.cap = m->edits.n;
            free(f->v[k].edits.v);
        }
        free(f->v);
    }
    for (u32 i = 0; i < b->n_told; i++) {
        if (b->told[i].failed) c->why = strerror(b->told[i].failed);
        free(b->told[i].block);
    }
}

/* Aligns as many of the pairs as make a batch, and gives their number. */
static u32 align_batch(struct corpus *c, const struct pair *pairs, u32 n)
{
    struct arena a;
    struct batch b = {.c = c, .pairs = pairs};
    arena_init(&a, SIZE_MAX / 2);
    b.told = ARENA_ARRAY(&a, struct told, BATCH_ARTICLES + 2);
    map_init(&b.at, &a, BATCH_ARTICLES + 2);
    for (; b.n_pairs < n && b.n_pairs < BATCH_PAIRS && b.n_told < BATCH_ARTICLES; b.n_pairs++)
        for (int side = 0; side < 2; side++) {
            u32 x = side ? pairs[b.n_pairs].b : pairs[b.n_pairs].a;
            if (map_get(&b.at, x)) continue;
            *map_put(&b.at, x) = b.n_told;
            b.told[b.n_told++].article = x;
        }
    b.found = ARENA_ARRAY(&a, struct matches, b.n_pairs);
    crew_each(c->s->jobs, SIZE_MAX / 2, b.n_told, tell_one, &b);
    bool fine = true;
    for (u32 i = 0; i < b.n_told; i++) fine &= b.told[i].block != NULL;
    if (fine) crew_each(c->s->jobs, SIZE_MAX / 2, b.n_pairs, align_one, &b);
    batch_end(&b);
    arena_release(&a);
    return b.n_pairs;
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
        for (u32 i = 0; i < pairs.n && !c->why;) {
            settle_progress(c->s, "matching", i, pairs.n);
            i += align_batch(c, pairs.v + i, pairs.n - i);
        }
        if (c->why) st = ASANID_STORE;
    }
    arena_release(&arena);
    if (st == ASANID_OK) judge(c);
    return st;
}

/* ---- stories ---- */

static int row_order(const void *x, const void *y)
{
    const struct article_row *a = x, *b = y;
    i64 s = a->seconds == INT64_MIN ? INT64_MAX : a->seconds, t = b->seconds == INT64_MIN ? INT64_MAX : b->seconds;
    return s != t ? (s < t ? -1 : 1) : str_cmp(a->id, b->id);
}

/*
** Gives undated articles their days, and puts the rows, and all that counts by them, into the order that follows. True where a day was found.
*/
static bool apply_days(struct corpus *c, const i32 *days)
{
    u32 n = c->rows.n;
    bool any = false;
    for (u32 i = 0; i < n; i++) {
        if (days[i] == DAY_UNKNOWN) continue;
        any = true;
        c->rows.v[i].day = days[i];
        c->rows.v[i].seconds = (i64)days[i] * 86400;
        c->sketches[i].seconds = c->rows.v[i].seconds;
    }
    if (!any) return false;
    u64 *old_row = c->row;
    struct map old_at = c->at;
    qsort(c->rows.v, n, sizeof *c->rows.v, row_order);
    number_rows(c);
    struct sketch *moved = ARENA_ARRAY(&c->arena, struct sketch, n);
    for (u32 i = 0; i < n; i++) moved[i] = c->sketches[*map_get(&old_at, c->row[i])];
    c->sketches = moved;
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
    if (st == ASANID_OK) st = store_put_stemma(s, stemma, c->row, c->rows.n);
    if (st == ASANID_OK) st = store_put_stories(s, stories, c->row, c->rows.n);
    return st;
}

static void share_out(void *how, u32 n, turn_fn *fn, void *arg)
{
    const struct corpus *c = how;
    crew_each(c->s->jobs, SIZE_MAX / 2, n, fn, arg);
}

static enum asanid_status trace_and_group(struct corpus *c)
{
    const struct helpers helpers = {share_out, c};
    u32 n = c->rows.n;
    struct arena a;
    struct stemma stemma = {0};
    struct stories stories = {0};
    arena_init(&a, SIZE_MAX / 2);
    i32 *days = ARENA_ARRAY(&a, i32, n);
    enum asanid_status st = settle_stemma(c, &a, &stemma);
    if (st == ASANID_OK) {
        stories_group(&a, c->s->engine->story, c->sketches, n, &stemma, &c->matches, &helpers, &stories);
        stories_date(&a, c->sketches, n, &stories, &c->matches, days);
    }
    if (st == ASANID_OK && apply_days(c, days)) { /* once more, in the order that the days give */
        stories = (struct stories){0};
        st = settle_stemma(c, &a, &stemma);
        if (st == ASANID_OK) stories_group(&a, c->s->engine->story, c->sketches, n, &stemma, &c->matches, &helpers, &stories);
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

static enum asanid_status settle_all(struct corpus *c)
{
    forget_days(c);
    number_rows(c);
    enum asanid_status st = read_articles(c);
    if (st == ASANID_OK) st = find_matches(c);
    return st == ASANID_OK ? trace_and_group(c) : st;
}

enum asanid_status settle(const struct settle *s, const char **why)
{
    struct corpus c = {.s = s, .shelf = shelf_new()};
    arena_init(&c.arena, SIZE_MAX / 2);
    enum asanid_status st = store_begin(s->store);
    if (st == ASANID_OK) st = store_articles(s->store, &c.arena, &c.rows);
    if (st == ASANID_OK && !store_is_settled(s->store)) st = settle_all(&c);
    if (st == ASANID_OK) st = store_commit(s->store);
    if (st != ASANID_OK) store_rollback(s->store);
    shelf_free(c.shelf);
    arena_release(&c.arena);
    *why = c.why;
    return st;
}
