/* corpus.c - matching without a store: read and print all, plan pairs, align them in batches (corpus_batch.c), judge, print. */
#include "run/corpus.h"

#include "base/hash.h"
#include "base/limits.h"
#include "run/corpus_parts.h"
#include "store/codec.h"
#include "trace/index.h"
#include "trace/stemma.h"

#include <errno.h>
#include <stdio.h>

#define PACK_LEVEL 1

/* ---- what a thread works with ---- */

struct tools *tools_take(struct toolbox *b)
{
    pthread_mutex_lock(&b->lock);
    struct tools *t = b->n ? b->idle[--b->n] : NULL;
    pthread_mutex_unlock(&b->lock);
    if (t) return t;
    t = calloc(1, sizeof *t);
    if (!t || !(t->pack = ZSTD_createCCtx()) || !(t->unpack = ZSTD_createDCtx())) BUG("out of memory while matching");
    arena_init(&t->arena, SIZE_MAX / 2);
    t->keys = key_memo_new(&t->arena, b->rules);
    t->words = fact_memo_new(&t->arena);
    return t;
}

void tools_give(struct toolbox *b, struct tools *t)
{
    pthread_mutex_lock(&b->lock);
    b->idle[b->n++] = t;
    pthread_mutex_unlock(&b->lock);
}

static void toolbox_release(struct toolbox *b)
{
    while (b->n) {
        struct tools *t = b->idle[--b->n];
        ZSTD_freeCCtx(t->pack);
        ZSTD_freeDCtx(t->unpack);
        arena_release(&t->arena);
        free(t);
    }
}

/* ---- what is kept ---- */

void *list_grow(void *v, u32 *cap, size_t size)
{
    if (*cap > UINT32_MAX / 2) BUG("a corpus of more than two thousand million articles or matches");
    *cap = *cap ? *cap * 2 : 1024;
    return heap_need(realloc(v, *cap * size));
}

static void corpus_init(struct corpus *c, struct session *s, u64 memory)
{
    *c = (struct corpus){.s = s, .first = {.memory = memory - memory / 4}, .tools = {.lock = PTHREAD_MUTEX_INITIALIZER, .rules = s->engine.text}};
    arena_init(&c->arena, SIZE_MAX / 2);
    arena_init(&c->first.names, SIZE_MAX / 2);
    arena_init(&c->first.prints, SIZE_MAX / 2);
    c->tools.idle = ARENA_ARRAY(&c->arena, struct tools *, s->o.jobs + 2);
    c->texts = spill_new(c->first.memory);
    c->edits = spill_new(memory / 4);
    map_init(&c->first.latest, &c->first.names, 1024);
    map_init(&c->first.seen, &c->first.names, 1024);
    map_init(&c->first.outlets, &c->first.names, 64);
    c->first.packs = memory == 0;
}

/* What only aligning needs. */
static void texts_release(struct corpus *c)
{
    toolbox_release(&c->tools);
    if (c->texts) spill_free(c->texts);
    free(c->pages.v);
    free(c->pairs.v);
    c->texts = NULL;
    c->pages.v = NULL;
    c->pairs.v = NULL;
}

static void corpus_release(struct corpus *c)
{
    texts_release(c);
    pthread_mutex_destroy(&c->tools.lock);
    spill_free(c->edits);
    free(c->v.v);
    free(c->first.sets.v);
    free(c->matches.v);
    free(c->edits_at.v);
    arena_release(&c->first.names);
    arena_release(&c->first.prints);
    arena_release(&c->arena);
}

enum asanid_status spill_trouble(const struct corpus *c)
{
    snprintf(c->s->error, sizeof c->s->error, "cannot keep pages in a temporary file: %s; set TMPDIR to a folder with room", strerror((int)c->failed));
    return ASANID_STORE;
}

/* ---- the first pass ---- */

/* A page as a worker hands it over; all of it lies in the job's arena. */
struct made {
    struct reading_of_page r; /* first: session_read_by */
    str packed;
    u32 plain;
    u32 *packet; /* one an article */
    struct print_set *prints;
};

/* The page's text and its articles in one row of bytes; packed where z is not NULL. */
static void pack(ZSTD_CCtx *z, struct arena *a, const struct published *told, struct made *m)
{
    const struct page *page = m->r.page;
    struct out o;
    out_init(&o, a);
    out_str(&o, page->text);
    m->packet = ARENA_ARRAY(a, u32, page->articles.n);
    m->prints = ARENA_ARRAY(a, struct print_set, page->articles.n);
    for (u32 i = 0; i < page->articles.n; i++) {
        struct article article = page->articles.v[i];
        struct codec codec;
        article.published = told[i];
        codec_write(&codec, a, page->text);
        visit_article(&codec, &article);
        m->packet[i] = (u32)out_view(&o).n;
        m->prints[i] = print_set_of(a, &m->r.prints[i]);
        out_str(&o, codec_packet(&codec));
    }
    str plain = out_view(&o);
    m->plain = (u32)plain.n;
    m->packed = plain;
    if (!z) return;
    size_t room = ZSTD_compressBound(plain.n);
    char *to = arena_alloc(a, room);
    size_t n = ZSTD_compressCCtx(z, to, room, plain.p, plain.n, PACK_LEVEL);
    if (ZSTD_isError(n)) BUG("a page cannot be packed");
    if (n < plain.n) m->packed = (str){to, n};
}

/* A page that was read may pass the arena's boundary while it is packed. */
static struct made *pack_reading(struct arena *a, ZSTD_CCtx *z, const struct input_cursor *cursor, const struct input_piece *piece,
                                 const struct reading_of_page *r, const struct published *told)
{
    if (arena_guard(a)) {
        struct reading_of_page none;
        engine_give_up(a, cursor, piece, &none);
        struct made *m = ARENA_NEW(a, struct made);
        m->r = none;
        return m;
    }
    struct made *m = ARENA_NEW(a, struct made);
    m->r = *r;
    if (!r->page->unread.n && r->page->articles.n) pack(z, a, told, m);
    return m;
}

static struct reading_of_page *read_and_pack(void *arg, struct arena *a, const struct input_cursor *cursor, const struct input_piece *piece)
{
    struct corpus *c = arg;
    struct reading_of_page r;
    struct published *told = NULL;
    struct tools *t = tools_take(&c->tools);
    engine_read_prints(&c->s->engine, a, t->keys, cursor, piece, &r, &told);
    struct made *m = pack_reading(a, atomic_load(&c->first.packs) ? t->pack : NULL, cursor, piece, &r, told);
    tools_give(&c->tools, t);
    return &m->r;
}

/* Where the map holds an id, or may. Two ids of one hash are told apart: the map holds places, the ids stand there. */
static u64 *latest_of(struct corpus *c, str id)
{
    for (u64 h = hash_str(id);; h = hash_u64(h + 1)) {
        u64 *at = map_put(&c->first.latest, h);
        if (!*at || str_eq(c->v.v[*at - 1].id, id)) return at;
    }
}

/* One copy of an outlet's name serves all its articles. */
static str outlet_of(struct corpus *c, str outlet)
{
    u64 *at = map_put(&c->first.outlets, hash_str(outlet));
    if (*at && str_eq(c->v.v[*at - 1].outlet, outlet)) return c->v.v[*at - 1].outlet;
    *at = c->v.n + 1;
    return arena_str(&c->arena, outlet);
}

/*
** As the store takes articles (store_put_page): an id with a text that it had before changes nothing, one with another text replaces what
** stood there. True where it is kept.
*/
static bool keep_article(struct corpus *c, const struct made *m, u32 i, u64 text)
{
    const struct article *x = &m->r.page->articles.v[i];
    u64 hash = hash_join(text, hash_str(x->headline.text));
    u64 *latest = latest_of(c, x->id);
    u64 *seen = map_put(&c->first.seen, hash_join(hash_str(x->id), hash));
    if (*latest && *seen) return false;
    if (*latest) c->v.v[*latest - 1].is_superseded = true;
    *seen = 1;
    *latest = c->v.n + 1;
    str outlet = outlet_of(c, article_house(x));
    struct kept *k = list_add(&c->v);
    const struct civil *when = &x->published.when;
    bool day = when->precision >= PRECISION_DAY;
    *k = (struct kept){.id = arena_str(&c->arena, x->id), .outlet = outlet, .page = c->pages.n, .packet = m->packet[i], .nth = c->first.sets.n,
                       .seconds = day ? civil_seconds(when) : INT64_MIN,
                       .day = day ? civil_day(when->year, when->month, when->day) : DAY_UNKNOWN};
    const struct print_set *p = &m->prints[i];
    struct print_set *set = list_add(&c->first.sets);
    *set = (struct print_set){ARENA_ROOM(&c->first.prints, u32, p->n), p->n};
    if (p->n) memcpy(set->v, p->v, p->n * sizeof *p->v);
    return true;
}

static bool keep_page(void *arg, const struct reading_of_page *r)
{
    struct corpus *c = arg;
    const struct made *m = (const struct made *)r;
    bool any = false;
    if (r->page->unread.n || !r->page->articles.n) return true;
    u64 text = hash_str(r->page->text);
    for (u32 i = 0; i < r->page->articles.n; i++) any |= keep_article(c, m, i, text);
    if (!any) return true;
    struct kept_page page = {.packed = (u32)m->packed.n, .plain = m->plain, .text = (u32)r->page->text.n};
    if (!spill_put(c->texts, m->packed, &page.at)) {
        c->failed = (u32)errno;
        return false;
    }
    *list_add(&c->pages) = page;
    if (page.at > c->first.memory / 2) atomic_store(&c->first.packs, true);
    return true;
}

static int published_order(const void *x, const void *y)
{
    const struct kept *a = x, *b = y;
    i64 s = a->seconds == INT64_MIN ? INT64_MAX : a->seconds, t = b->seconds == INT64_MIN ? INT64_MAX : b->seconds;
    return s != t ? (s < t ? -1 : 1) : str_cmp(a->id, b->id);
}

/* The latest revisions in final order (published, id). */
static void corpus_order(struct corpus *c)
{
    u32 n = 0;
    for (u32 i = 0; i < c->v.n; i++)
        if (!c->v.v[i].is_superseded) c->v.v[n++] = c->v.v[i];
    c->v.n = n;
    if (n) qsort(c->v.v, n, sizeof *c->v.v, published_order);
}

/* Plans the pairs; what only reading and planning needed is let go. */
static void plan(struct corpus *c)
{
    struct arena a;
    u32 n = c->v.n;
    arena_init(&a, SIZE_MAX / 2);
    struct print_set *prints = ARENA_ROOM(&a, struct print_set, n + 1);
    for (u32 i = 0; i < n; i++) prints[i] = c->first.sets.v[c->v.v[i].nth];
    free(c->first.sets.v);
    c->first.sets.v = NULL;
    struct pairs made = pairs_plan(&a, index_shared(&a, prints, n), prints, n);
    arena_release(&c->first.prints);
    c->pairs.v = heap_need(malloc((made.n + 1u) * sizeof *c->pairs.v));
    c->pairs.n = made.n;
    pairs_gather(&made, n, c->pairs.v);
    arena_release(&a);
}

/* ---- judging and telling ---- */

static void judge(struct corpus *c)
{
    struct arena a;
    struct matches all = {.v = c->matches.v, .n = c->matches.n, .cap = c->matches.cap};
    arena_init(&a, SIZE_MAX / 2);
    i32 *day = ARENA_ARRAY(&a, i32, c->v.n);
    str *outlet = ARENA_ARRAY(&a, str, c->v.n);
    for (u32 i = 0; i < c->v.n; i++) day[i] = c->v.v[i].day, outlet[i] = c->v.v[i].outlet;
    if (all.n) qsort(all.v, all.n, sizeof *all.v, match_order);
    matches_judge(&a, &all, day, outlet, c->v.n);
    arena_release(&a);
}

/* As the store gives them back: of passages that begin at the same places the shorter first. */
static int printed_order(const void *x, const void *y)
{
    const struct match *a = x, *b = y;
    int order = match_order(x, y);
    return order ? order : (a->in_a.len > b->in_a.len) - (a->in_a.len < b->in_a.len);
}

static int id_order(const void *x, const void *y)
{
    const struct kept *const *a = x, *const *b = y;
    return str_cmp((*a)->id, (*b)->id);
}

static str id_of(const void *arg, u32 rank) { return ((struct kept *const *)arg)[rank]->id; }

/* Puts matches into the order of their articles' ids; they name their articles by that order then. */
static struct naming matches_order(struct corpus *c)
{
    const struct kept **by_id = ARENA_ARRAY(&c->arena, const struct kept *, c->v.n);
    u32 *rank = ARENA_ARRAY(&c->arena, u32, c->v.n);
    for (u32 i = 0; i < c->v.n; i++) by_id[i] = &c->v.v[i];
    if (c->v.n) qsort(by_id, c->v.n, sizeof *by_id, id_order);
    for (u32 i = 0; i < c->v.n; i++) rank[by_id[i] - c->v.v] = i;
    for (u32 i = 0; i < c->matches.n; i++) {
        struct match *m = &c->matches.v[i];
        m->a = rank[m->a];
        m->b = rank[m->b];
        if (m->group != UINT32_MAX) m->group = rank[m->group];
    }
    if (c->matches.n) qsort(c->matches.v, c->matches.n, sizeof *c->matches.v, printed_order);
    return (struct naming){id_of, by_id};
}

static enum asanid_status print_matches(struct corpus *c, bool all, session_line_fn *line, void *arg)
{
    struct arena a;
    struct naming names = matches_order(c);
    arena_init(&a, SIZE_MAX / 2);
    for (u32 i = 0; i < c->matches.n && !c->failed; i++) {
        struct match *m = &c->matches.v[i];
        struct out o;
        struct json j;
        if (!all && m->kind == MATCH_BOILERPLATE) continue;
        arena_reset(&a);
        m->edits.v = ARENA_ROOM(&a, struct edit, m->edits.n);
        if (!spill_get(c->edits, c->edits_at.v[m->edits.cap], m->edits.n * sizeof *m->edits.v, (char *)m->edits.v)) c->failed = (u32)errno;
        out_init(&o, &a);
        json_init(&j, &o);
        object_match(&j, m, &names);
        if (!c->failed && !line(arg, out_view(&o))) break;
    }
    arena_release(&a);
    return c->failed ? spill_trouble(c) : ASANID_OK;
}

static enum asanid_status match_all(struct corpus *c, bool all, session_line_fn *line, void *arg)
{
    enum asanid_status st = ASANID_OK;
    arena_release(&c->first.names);
    corpus_order(c);
    plan(c);
    for (u32 i = 0, took; i < c->pairs.n && st == ASANID_OK; i += took) {
        if (c->s->o.progress) c->s->o.progress(c->s->o.arg, "matching", i, c->pairs.n, 0, 0);
        st = batch_run(c, c->pairs.v + i, c->pairs.n - i, &took);
    }
    if (st != ASANID_OK) return st;
    texts_release(c);
    judge(c);
    return print_matches(c, all, line, arg);
}

enum asanid_status corpus_match_within(struct session *s, char *const *paths, int n, bool all, u64 memory, session_line_fn *line, void *arg)
{
    struct corpus c;
    corpus_init(&c, s, memory);
    enum asanid_status st = session_read_by(s, paths, n, read_and_pack, keep_page, &c);
    if (c.failed) {
        st = spill_trouble(&c);
    } else if (st == ASANID_OK || st == ASANID_SET_ASIDE) {
        enum asanid_status matched = match_all(&c, all, line, arg);
        if (matched != ASANID_OK) st = matched;
    }
    corpus_release(&c);
    return st;
}

enum asanid_status corpus_match(struct session *s, char *const *paths, int n, bool all, session_line_fn *line, void *arg)
{
    return corpus_match_within(s, paths, n, all, LIMIT_CORPUS_MEMORY, line, arg);
}
