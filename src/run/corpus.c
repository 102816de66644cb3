/* corpus.c - matching without a store: read and print all, plan pairs, read again what is paired, align, judge. */
#include "run/corpus.h"

#include "base/hash.h"
#include "base/limits.h"
#include "base/map.h"
#include "run/crew.h"
#include "run/heap.h"
#include "run/spill.h"
#include "store/codec.h"
#include "trace/index.h"
#include "trace/stemma.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

#define BATCH_PAIRS 262144u    /* aligned before their texts are let go, */
#define BATCH_ARTICLES 65536u  /* or as many as have so many texts, */
#define BATCH_BYTES (32u << 20) /* or texts of so many bytes; their words take four times that */
#define PACK_LEVEL 1

/* ---- what a thread works with, lent to the threads that need one ---- */

struct tools {
    ZSTD_CCtx *pack;
    ZSTD_DCtx *unpack;
    struct key_memo *keys;
    struct fact_memo *words;
    struct arena arena; /* of the memos */
};

struct toolbox {
    pthread_mutex_t lock;
    struct tools **idle;
    u32 n;
    const struct text_rules *rules;
};

static struct tools *take(struct toolbox *b)
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

static void give(struct toolbox *b, struct tools *t)
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
    pthread_mutex_destroy(&b->lock);
}

/* ---- what is kept ---- */

/* Lists that grow with the corpus: on the heap, for an arena would hold what they outgrow. */
#define LIST(T)                                                                                                                \
    T *v;                                                                                                                      \
    u32 n, cap
#define list_add(list) ((list)->n < (list)->cap ? (void)0 : (void)((list)->v = list_grow((list)->v, &(list)->cap, sizeof *(list)->v)), &(list)->v[(list)->n++])

static void *list_grow(void *v, u32 *cap, size_t size)
{
    if (*cap > UINT32_MAX / 2) BUG("a corpus of more than two thousand million articles or matches");
    *cap = *cap ? *cap * 2 : 1024;
    if (!(v = realloc(v, *cap * size))) BUG("out of memory while matching");
    return v;
}

struct kept_page {
    u64 at;             /* in the spill */
    u32 packed, plain;  /* bytes; equal where it is not packed */
    u32 text;           /* of the plain bytes; packets of its articles stand behind */
};

struct kept {
    str id, outlet;
    i64 seconds; /* published, INT64_MIN not known */
    i32 day;     /* or DAY_UNKNOWN */
    u32 page;
    u32 packet;  /* place in the plain page */
    bool is_superseded;
    bool has_marks;
    u32 n_marks;
    u64 marks_at; /* in the spill */
    struct print_set prints; /* until pairs are planned */
};

struct kept_match {
    struct match m; /* without its edits: first, so that matches are put in order as found */
    u64 edits_at;   /* in the spill */
};

/* What only reading and planning need. */
struct first_pass {
    struct arena arena; /* of this and of the prints */
    struct map latest;  /* hash of an id -> 1 + the article that has it */
    struct map seen;    /* of ids with texts */
    struct map outlets; /* hash of a name -> 1 + the first article that has it */
    u64 memory;         /* of the spill: when half of it is full pages are packed */
    atomic_bool packs;
};

struct corpus {
    struct session *s;
    struct arena arena; /* of ids and outlets */
    struct first_pass first;
    struct toolbox tools;
    struct spill *spill;
    struct { LIST(struct kept_page); } pages;
    struct { LIST(struct kept); } v; /* as they came; after corpus_order as they are published */
    struct { LIST(struct pair); } pairs;
    struct { LIST(struct kept_match); } matches;
    u32 failed; /* errno of the spill */
};

static void corpus_init(struct corpus *c, struct session *s, u64 memory)
{
    *c = (struct corpus){.s = s, .first = {.memory = memory}, .tools = {.lock = PTHREAD_MUTEX_INITIALIZER, .rules = s->engine.text}};
    arena_init(&c->arena, SIZE_MAX / 2);
    arena_init(&c->first.arena, SIZE_MAX / 2);
    c->tools.idle = ARENA_ARRAY(&c->arena, struct tools *, s->o.jobs + 2);
    c->spill = spill_new(memory);
    map_init(&c->first.latest, &c->first.arena, 1024);
    map_init(&c->first.seen, &c->first.arena, 1024);
    map_init(&c->first.outlets, &c->first.arena, 64);
    c->first.packs = memory == 0;
}

static void corpus_release(struct corpus *c)
{
    toolbox_release(&c->tools);
    spill_free(c->spill);
    free(c->pages.v);
    free(c->v.v);
    free(c->pairs.v);
    free(c->matches.v);
    arena_release(&c->first.arena);
    arena_release(&c->arena);
}

static enum asanid_status spill_trouble(const struct corpus *c)
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
    struct tools *t = take(&c->tools);
    engine_read_prints(&c->s->engine, a, t->keys, cursor, piece, &r, &told);
    struct made *m = pack_reading(a, atomic_load(&c->first.packs) ? t->pack : NULL, cursor, piece, &r, told);
    give(&c->tools, t);
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
    *k = (struct kept){.id = arena_str(&c->arena, x->id), .outlet = outlet, .page = c->pages.n, .packet = m->packet[i],
                       .seconds = day ? civil_seconds(when) : INT64_MIN,
                       .day = day ? civil_day(when->year, when->month, when->day) : DAY_UNKNOWN};
    const struct print_set *p = &m->prints[i];
    k->prints = (struct print_set){ARENA_ARRAY(&c->first.arena, u32, p->n), p->n};
    if (p->n) memcpy(k->prints.v, p->v, p->n * sizeof *p->v);
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
    if (!spill_put(c->spill, m->packed, &page.at)) {
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
    struct print_set *prints = ARENA_ARRAY(&a, struct print_set, n);
    for (u32 i = 0; i < n; i++) prints[i] = c->v.v[i].prints;
    struct pairs made = pairs_plan(&a, index_shared(&a, prints, n), prints, n);
    for (u32 i = 0; i < made.n; i++) *list_add(&c->pairs) = made.v[i];
    for (u32 i = 0; i < n; i++) c->v.v[i].prints = (struct print_set){NULL, 0};
    arena_release(&c->first.arena);
    arena_release(&a);
}

/* ---- the second pass: a batch ---- */

/* An article of the batch: one block of memory holds its words, marks and text. */
struct told {
    u32 article;
    struct telling telling;
    struct prepared ready;
    void *block, *room;     /* of the telling, of what is ready */
    struct mark *new_marks; /* in the block: not kept yet */
    u32 failed;             /* errno; or */
    bool is_too_large;      /* the boundary was passed */
};

struct batch {
    struct corpus *c;
    const struct pair *pairs;
    u32 n_pairs;
    struct told *told;
    u32 n_told;
    u32 (*sides)[2];       /* of each pair, its places in told: the article whose id is less first */
    struct matches *found; /* one a pair: malloc'ed with their edits */
};

static bool unpack(struct corpus *c, struct arena *a, const struct kept_page *page, str *plain)
{
    char *packed = arena_alloc(a, page->packed);
    if (!spill_get(c->spill, page->at, page->packed, packed)) return false;
    *plain = (str){packed, page->plain};
    if (page->packed == page->plain) return true;
    char *to = arena_alloc(a, page->plain);
    struct tools *t = take(&c->tools);
    size_t n = ZSTD_decompressDCtx(t->unpack, to, page->plain, packed, page->packed);
    give(&c->tools, t);
    *plain = (str){to, page->plain};
    if (n == page->plain) return true;
    errno = EIO;
    return false;
}

/* Moves a telling into a block of its own. */
static void settle_down(struct told *t, const struct telling *from, bool marks_are_new)
{
    size_t words = from->n * sizeof *from->words, marks = from->n_marks * sizeof *from->marks, lang = strlen(from->lang) + 1;
    char *block = malloc(words + marks + from->raw.n + lang + 1);
    if (!block) BUG("out of memory while matching");
    t->block = block;
    t->telling = *from;
    t->telling.words = (struct word *)(void *)block;
    t->telling.marks = (struct mark *)(void *)(block + words);
    t->telling.raw.p = block + words + marks;
    t->telling.lang = block + words + marks + from->raw.n;
    if (words) memcpy(block, from->words, words);
    if (marks) memcpy(block + words, from->marks, marks);
    if (from->raw.n) memcpy(block + words + marks, from->raw.p, from->raw.n);
    memcpy(block + words + marks + from->raw.n, from->lang, lang);
    if (marks_are_new) t->new_marks = (struct mark *)(void *)(block + words);
}

static bool tell(struct corpus *c, struct arena *a, const struct kept *k, struct told *t)
{
    const struct kept_page *page = &c->pages.v[k->page];
    struct article article = {0};
    struct codec codec;
    struct mark *marks = NULL;
    u32 n_marks = k->n_marks;
    str plain;
    if (!unpack(c, a, page, &plain)) return false;
    str text_bytes = str_head(plain, page->text), packet = str_skip(plain, k->packet);
    if (codec_read(&codec, a, &packet, text_bytes)) visit_article(&codec, &article);
    if (codec.bad) BUG("an article's packet does not read back");
    struct text text = text_read(a, c->s->engine.text, text_bytes, article.lang, article.zones.v, article.zones.n);
    if (k->has_marks) {
        marks = ARENA_ARRAY(a, struct mark, n_marks);
        if (!spill_get(c->spill, k->marks_at, n_marks * sizeof *marks, (char *)marks)) return false;
        article.outlet = k->outlet;
        struct telling telling = telling_make(a, k->id, &article, &text, marks, n_marks);
        settle_down(t, &telling, false);
        return true;
    }
    const struct mark *found = NULL;
    struct tools *tools = take(&c->tools);
    n_marks = engine_marks(&c->s->engine, a, tools->words, &text, &article, &found);
    give(&c->tools, tools);
    article.outlet = k->outlet;
    struct telling telling = telling_make(a, k->id, &article, &text, found, n_marks);
    settle_down(t, &telling, true);
    return true;
}

static void tell_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    struct told *t = &b->told[i];
    if (arena_guard(scratch)) {
        t->is_too_large = true;
        return;
    }
    if (!tell(b->c, scratch, &b->c->v.v[t->article], t)) {
        t->failed = (u32)(errno ? errno : EIO);
        return;
    }
    t->room = heap_need(malloc(prepared_bytes(&t->telling)));
    t->ready = prepared_make(t->room, b->c->s->engine.trace, &t->telling);
}

static void align_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    struct matches found = {0};
    const struct told *ta = &b->told[b->sides[i][0]], *tb = &b->told[b->sides[i][1]];
    if (!ta->room || !tb->room) return; /* set aside */
    match_prepared(scratch, b->c->s->engine.trace, &ta->ready, &tb->ready, &found);
    if (!found.n) return;
    for (u32 k = 0; k < found.n; k++) {
        struct match *m = &found.v[k];
        m->a = ta->article;
        m->b = tb->article;
        m->group = b->pairs[i].group;
        m->edits.v = heap_copy(m->edits.v, m->edits.n * sizeof *m->edits.v);
    }
    b->found[i] = found;
    b->found[i].v = heap_copy(found.v, found.n * sizeof *found.v);
}

/* What the batch found goes to the corpus; its articles' marks are kept. */
static enum asanid_status batch_end(struct batch *b)
{
    struct corpus *c = b->c;
    enum asanid_status st = ASANID_OK;
    for (u32 i = 0; i < b->n_pairs; i++) {
        struct matches *f = &b->found[i];
        for (u32 k = 0; k < f->n; k++) {
            struct kept_match *x = list_add(&c->matches);
            *x = (struct kept_match){.m = f->v[k]};
            str bytes = {(const char *)x->m.edits.v, x->m.edits.n * sizeof *x->m.edits.v};
            if (!c->failed && !spill_put(c->spill, bytes, &x->edits_at)) c->failed = (u32)errno;
            x->m.edits.v = NULL;
            free(f->v[k].edits.v);
        }
        free(f->v);
    }
    for (u32 i = 0; i < b->n_told; i++) {
        struct told *t = &b->told[i];
        struct kept *k = &c->v.v[t->article];
        if (t->new_marks && !c->failed) {
            k->has_marks = true;
            k->n_marks = t->telling.n_marks;
            str bytes = {(const char *)t->new_marks, k->n_marks * sizeof *t->new_marks};
            if (!spill_put(c->spill, bytes, &k->marks_at)) c->failed = (u32)errno;
        }
        free(t->block);
        free(t->room);
    }
    if (c->failed) st = spill_trouble(c);
    return st;
}

/* An article whose facts pass the boundary takes no part, and is named. */
static void batch_warn(struct batch *b)
{
    struct session *s = b->c->s;
    for (u32 i = 0; i < b->n_told; i++) {
        char where[1024];
        if (b->told[i].failed) b->c->failed = b->told[i].failed;
        if (!b->told[i].is_too_large || b->c->v.v[b->told[i].article].n_marks == UINT32_MAX) continue;
        b->c->v.v[b->told[i].article].n_marks = UINT32_MAX; /* named once */
        s->set_aside++;
        snprintf(where, sizeof where, "%.*s", STR_ARG(b->c->v.v[b->told[i].article].id));
        if (s->o.warn) s->o.warn(s->o.arg, where, "not matched: reading it passes the limit of one page (LIMIT_DOCUMENT_ARENA); split it");
    }
}

/* As many of the pairs as make a batch, and their articles. */
static void batch_fill(struct batch *b, struct arena *a, u32 n)
{
    struct corpus *c = b->c;
    struct map at; /* article -> place in told */
    u64 bytes = 0;
    n = MIN_OF(n, BATCH_PAIRS);
    map_init(&at, a, 0);
    b->told = ARENA_ARRAY(a, struct told, MIN_OF(BATCH_ARTICLES, c->v.n) + 2);
    b->sides = arena_alloc(a, n * sizeof *b->sides);
    for (; b->n_pairs < n && b->n_told < BATCH_ARTICLES && bytes < BATCH_BYTES; b->n_pairs++) {
        u32 pair[2] = {b->pairs[b->n_pairs].a, b->pairs[b->n_pairs].b};
        if (str_cmp(c->v.v[pair[0]].id, c->v.v[pair[1]].id) > 0) pair[0] = b->pairs[b->n_pairs].b, pair[1] = b->pairs[b->n_pairs].a;
        for (u32 side = 0; side < 2; side++) {
            u64 *place = map_put(&at, pair[side]);
            if (!*place) {
                b->told[b->n_told].article = pair[side];
                *place = ++b->n_told;
                bytes += c->pages.v[c->v.v[pair[side]].page].text;
            }
            b->sides[b->n_pairs][side] = (u32)*place - 1;
        }
    }
}

/* Aligns as many of the pairs as make a batch; *took tells how many. */
static enum asanid_status batch_run(struct corpus *c, const struct pair *pairs, u32 n, u32 *took)
{
    struct arena a;
    struct batch b = {.c = c, .pairs = pairs};
    arena_init(&a, SIZE_MAX / 2);
    batch_fill(&b, &a, n);
    b.found = ARENA_ARRAY(&a, struct matches, b.n_pairs);
    crew_each(c->s->o.jobs, LIMIT_DOCUMENT_ARENA, b.n_told, tell_one, &b);
    batch_warn(&b);
    if (!c->failed) crew_each(c->s->o.jobs, SIZE_MAX / 2, b.n_pairs, align_one, &b);
    enum asanid_status st = batch_end(&b);
    *took = b.n_pairs;
    arena_release(&a);
    return st;
}

/* ---- judging and telling ---- */

static void judge(struct corpus *c)
{
    struct arena a;
    u32 n = c->matches.n;
    arena_init(&a, SIZE_MAX / 2);
    i32 *day = ARENA_ARRAY(&a, i32, c->v.n);
    str *outlet = ARENA_ARRAY(&a, str, c->v.n);
    struct matches all = {.v = ARENA_ARRAY(&a, struct match, n), .n = n, .cap = n};
    for (u32 i = 0; i < c->v.n; i++) day[i] = c->v.v[i].day, outlet[i] = c->v.v[i].outlet;
    if (n) qsort(c->matches.v, n, sizeof *c->matches.v, match_order);
    for (u32 i = 0; i < n; i++) all.v[i] = c->matches.v[i].m;
    matches_judge(&a, &all, day, outlet, c->v.n);
    for (u32 i = 0; i < n; i++) c->matches.v[i].m.kind = all.v[i].kind;
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
        struct match *m = &c->matches.v[i].m;
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
        struct match *m = &c->matches.v[i].m;
        struct out o;
        struct json j;
        if (!all && m->kind == MATCH_BOILERPLATE) continue;
        arena_reset(&a);
        m->edits.v = ARENA_ARRAY(&a, struct edit, m->edits.n);
        if (!spill_get(c->spill, c->matches.v[i].edits_at, m->edits.n * sizeof *m->edits.v, (char *)m->edits.v)) c->failed = (u32)errno;
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
    corpus_order(c);
    plan(c);
    for (u32 i = 0, took; i < c->pairs.n && st == ASANID_OK; i += took) {
        if (c->s->o.progress) c->s->o.progress(c->s->o.arg, "matching", i, c->pairs.n, 0, 0);
        st = batch_run(c, c->pairs.v + i, c->pairs.n - i, &took);
    }
    if (st != ASANID_OK) return st;
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
