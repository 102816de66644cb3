/*
** settle.c - matching, stemma, stories, days.
**
** Rows come in final order (published, id). Every article is read once (shelf.h). Memory: fingerprints and sketches of all articles, their
** words as far as LIMIT_SETTLE_MEMORY goes.
*/
#include "run/settle_parts.h"

#include "base/limits.h"
#include "run/crew.h"
#include "run/heap.h"
#include "trace/index.h"

#include <errno.h>
#include <stdlib.h>

#define BATCH_PAIRS 65536u                 /* aligned before what was made of their texts is let go, */
#define BATCH_BYTES (LIMIT_SETTLE_MEMORY / 2) /* or as many as have texts of so many bytes on the shelf: about as much is made of them */

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

/* An article of a batch. */
struct told {
    u32 article;
    struct telling telling;
    struct prepared ready;
    void *block, *room; /* of the telling (NULL: it views the shelf), of what is ready */
    int failed; /* errno */
};

struct batch {
    struct corpus *c;
    const struct pair *pairs;
    u32 n_pairs;
    struct told *told;
    u32 n_told;
    struct map at;         /* article -> 1 + place in told */
    struct matches *found; /* one a pair: malloc'ed, with their edits */
};

static void tell_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    struct told *t = &b->told[i];
    (void)scratch;
    if (!shelf_take(b->c->shelf, b->c->row[t->article], &t->telling, &t->block, NULL, NULL)) {
        t->failed = errno;
        return;
    }
    t->room = heap_need(malloc(prepared_bytes(&t->telling)));
    t->ready = prepared_make(t->room, b->c->s->engine->trace, &t->telling);
}

static void align_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    const struct corpus *c = b->c;
    const struct pair *p = &b->pairs[i];
    struct matches found = {0};
    u32 first = p->a, second = p->b;
    if (str_cmp(c->rows.v[first].id, c->rows.v[second].id) > 0) first = p->b, second = p->a;
    match_prepared(scratch, c->s->engine->trace, &b->told[*map_get(&b->at, first) - 1].ready,
                   &b->told[*map_get(&b->at, second) - 1].ready, &found);
    if (!found.n) return;
    for (u32 k = 0; k < found.n; k++) {
        struct match *m = &found.v[k];
        m->a = first;
        m->b = second;
        m->group = p->group;
        m->edits.v = heap_copy(m->edits.v, m->edits.n * sizeof *m->edits.v);
    }
    b->found[i] = found;
    b->found[i].v = heap_copy(found.v, found.n * sizeof *found.v);
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
        free(b->told[i].room);
    }
}

/* As many of the pairs as make a batch, and their articles. */
static void batch_fill(struct batch *b, struct arena *a, u32 n)
{
    struct corpus *c = b->c;
    u64 bytes = 0;
    map_init(&b->at, a, 0);
    b->told = ARENA_ARRAY(a, struct told, MIN_OF((u64)c->rows.n, 2 * (u64)MIN_OF(n, BATCH_PAIRS)));
    for (; b->n_pairs < n && b->n_pairs < BATCH_PAIRS && bytes < BATCH_BYTES; b->n_pairs++)
        for (int side = 0; side < 2; side++) {
            u32 x = side ? b->pairs[b->n_pairs].b : b->pairs[b->n_pairs].a;
            u64 *place = map_put(&b->at, x);
            if (*place) continue;
            b->told[b->n_told].article = x;
            bytes += shelf_bytes(c->shelf, c->row[x]);
            *place = ++b->n_told;
        }
}

/* Aligns as many of the pairs as make a batch, and gives their number. */
static u32 align_batch(struct corpus *c, const struct pair *pairs, u32 n)
{
    struct arena a;
    struct batch b = {.c = c, .pairs = pairs};
    arena_init(&a, SIZE_MAX / 2);
    batch_fill(&b, &a, n);
    b.found = ARENA_ARRAY(&a, struct matches, b.n_pairs);
    crew_each(c->s->jobs, SIZE_MAX / 2, b.n_told, tell_one, &b);
    bool fine = true;
    for (u32 i = 0; i < b.n_told; i++) fine &= !b.told[i].failed;
    if (fine) crew_each(c->s->jobs, SIZE_MAX / 2, b.n_pairs, align_one, &b);
    batch_end(&b);
    arena_release(&a);
    return b.n_pairs;
}

static void judge(struct corpus *c)
{
    i32 *day = ARENA_ARRAY(&c->arena, i32, c->rows.n);
    str *outlet = ARENA_ARRAY(&c->arena, str, c->rows.n);
    for (u32 i = 0; i < c->rows.n; i++) day[i] = c->rows.v[i].day, outlet[i] = c->sketches[i].outlet;
    if (c->matches.n) qsort(c->matches.v, c->matches.n, sizeof *c->matches.v, match_order);
    matches_judge(&c->arena, &c->matches, day, outlet, c->rows.n);
}

static u64 pair_key(u64 row_a, u64 row_b) { return row_a << 32 | row_b; }

static enum asanid_status plan(const struct corpus *c, struct arena *a, struct pairs *pairs)
{
    u32 n = c->rows.n;
    enum asanid_status st = ASANID_OK;
    struct print_set *sets = ARENA_ARRAY(a, struct print_set, n);
    for (u32 i = 0; i < n && st == ASANID_OK; i++) {
        struct prints prints;
        st = store_prints(c->s->store, a, c->row[i], &prints);
        if (st == ASANID_OK) sets[i] = print_set_of(a, &prints);
    }
    if (st == ASANID_OK) *pairs = pairs_plan(a, index_shared(a, sets, n), sets, n);
    return st;
}

/*
** Takes over what is known of the planned pairs; gives those that are to be aligned. Which pairs are planned depends on the articles alone,
** not on how they came in: pairs that an earlier plan had, and this one has not, go.
*/
static struct pairs take_over(struct corpus *c, struct arena *a, const struct pairs *planned, const struct matches *old)
{
    struct pairs rest = {0};
    struct map known;
    map_init(&known, a, c->kept.n);
    c->is_kept = ARENA_ARRAY(&c->arena, bool, c->kept.n);
    for (u32 i = 0; i < c->kept.n; i++) *map_put(&known, pair_key(c->kept.v[i].a, c->kept.v[i].b)) = i;
    for (u32 i = 0; i < planned->n; i++) {
        u32 x = planned->v[i].a, y = planned->v[i].b;
        if (str_cmp(c->rows.v[x].id, c->rows.v[y].id) > 0) x = planned->v[i].b, y = planned->v[i].a;
        const u64 *at = map_get(&known, pair_key(c->row[x], c->row[y]));
        if (!at) {
            vec_push(a, &rest, planned->v[i]);
            vec_push(&c->arena, &c->fresh, ((struct fresh){c->row[x], c->row[y]}));
            continue;
        }
        const struct aligned_pair *p = &c->kept.v[*at];
        c->is_kept[*at] = true;
        for (u32 k = 0; k < p->n; k++) {
            struct match m = old->v[p->first + k];
            m.a = x;
            m.b = y;
            m.group = planned->v[i].group;
            vec_push(&c->arena, &c->matches, m);
        }
    }
    return rest;
}

static enum asanid_status find_matches(struct corpus *c)
{
    struct pairs planned = {0};
    struct arena arena;
    arena_init(&arena, SIZE_MAX / 2);
    enum asanid_status st = store_pairs(c->s->store, &c->arena, &c->kept, &c->stored);
    if (st == ASANID_OK) st = plan(c, &arena, &planned);
    if (st == ASANID_OK) {
        struct pairs rest = take_over(c, &arena, &planned, &c->stored);
        for (u32 i = 0; i < rest.n && !c->why;) {
            settle_progress(c->s, "matching", i, rest.n);
            i += align_batch(c, rest.v + i, rest.n - i);
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

/* ---- storing: what is in the store as it should be is left alone ---- */

/* True where the matches of a pair are those that are stored. Alignments do not change, judgements do. */
static bool are_stored(const struct corpus *c, const struct aligned_pair *p, const struct match *v, u32 n)
{
    if (p->n != n) return false;
    for (u32 k = 0; k < n; k++) {
        const struct match *m = &c->stored.v[p->first + k];
        if (m->kind != v[k].kind || m->group != (v[k].group == UINT32_MAX ? UINT32_MAX : (u32)c->row[v[k].group])) return false;
    }
    return true;
}

static enum asanid_status store_pair_of(struct corpus *c, struct match *v, u32 n, const struct map *kept, struct map *told)
{
    u64 a = c->row[v->a], b = c->row[v->b], key = pair_key(a, b);
    const u64 *at = map_get(kept, key);
    *map_put(told, key) = 1;
    if (at && are_stored(c, &c->kept.v[*at], v, n)) return ASANID_OK;
    for (u32 k = 0; k < n; k++)
        if (v[k].group != UINT32_MAX) v[k].group = (u32)c->row[v[k].group];
    return store_put_pair(c->s->store, a, b, v, n);
}

static enum asanid_status store_pairs_found(struct corpus *c)
{
    enum asanid_status st = ASANID_OK;
    struct store *s = c->s->store;
    struct map kept, told;
    map_init(&kept, &c->arena, c->kept.n);
    map_init(&told, &c->arena, c->matches.n);
    for (u32 i = 0; i < c->kept.n && st == ASANID_OK; i++) {
        *map_put(&kept, pair_key(c->kept.v[i].a, c->kept.v[i].b)) = i;
        if (!c->is_kept[i]) st = store_drop_pair(s, c->kept.v[i].a, c->kept.v[i].b);
    }
    for (u32 i = 0, n; i < c->matches.n && st == ASANID_OK; i += n) {
        struct match *v = &c->matches.v[i];
        for (n = 1; i + n < c->matches.n && v[n].a == v->a && v[n].b == v->b; n++) {
        }
        st = store_pair_of(c, v, n, &kept, &told);
    }
    for (u32 i = 0; i < c->fresh.n && st == ASANID_OK; i++) {
        u64 a = c->fresh.v[i].row_a, b = c->fresh.v[i].row_b;
        if (!map_get(&told, pair_key(a, b))) st = store_put_pair(s, a, b, NULL, 0);
    }
    return st;
}

static enum asanid_status store_days(struct corpus *c)
{
    enum asanid_status st = ASANID_OK;
    for (u32 i = 0; i < c->rows.n && st == ASANID_OK; i++)
        if (!c->rows.v[i].told) st = store_set_day(c->s->store, c->row[i], c->rows.v[i].day, BASIS_STORY);
    return st;
}

static enum asanid_status store_all(struct corpus *c, const struct stemma *stemma, const struct stories *stories)
{
    enum asanid_status st = store_pairs_found(c);
    if (st == ASANID_OK) st = store_days(c);
    if (st == ASANID_OK) st = store_put_stemma(c->s->store, stemma, c->row, c->rows.n);
    if (st == ASANID_OK) st = store_put_stories(c->s->store, stories, c->row, c->rows.n);
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
