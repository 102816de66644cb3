/* shelf.c - tellings in blocks, behind one another in a spill. */
#include "run/shelf.h"

#include "base/limits.h"
#include "base/map.h"
#include "run/crew.h"
#include "run/heap.h"
#include "run/spill.h"
#include "store/codec.h"
#include "store/frame.h"

#include <errno.h>
#include <stdlib.h>

#define CHUNK_ARTICLES 16u       /* read by one worker in one go, */
#define CHUNK_BYTES (256u << 10) /* or as many as come packed in so many bytes */

/* A telling put away: this, then words, marks, the page's text, the article's packet, and the codes and names that a telling bears. */
struct block_head {
    _Alignas(u64) u32 words;
    u32 marks, text, article, lang, id, outlet; /* bytes, but for words and marks; lang with its NUL */
};

struct place {
    u64 at;
    size_t n;
};

struct shelf {
    struct arena arena;
    struct map of; /* row -> index of its place */
    struct { VEC(struct place); } places;
    struct spill *spill;
};

struct shelf *shelf_new(void)
{
    struct shelf *s = calloc(1, sizeof *s);
    if (!s) BUG("out of memory while settling");
    arena_init(&s->arena, SIZE_MAX / 2);
    map_init(&s->of, &s->arena, 0);
    s->spill = spill_new(LIMIT_SETTLE_MEMORY);
    return s;
}

void shelf_free(struct shelf *s)
{
    spill_free(s->spill);
    arena_release(&s->arena);
    free(s);
}

/* ---- in ---- */

static str pack(struct arena *a, const struct account *acc)
{
    const struct telling *t = acc->telling;
    struct article article = *acc->article;
    struct codec c;
    codec_write(&c, a, acc->raw);
    visit_article(&c, &article);
    str packet = codec_packet(&c);
    struct block_head b = {.words = t->n, .marks = t->n_marks, .text = (u32)t->raw.n, .article = (u32)packet.n, .lang = (u32)strlen(t->lang) + 1,
                      .id = (u32)t->id.n, .outlet = (u32)t->outlet.n};
    const str parts[] = {{(const char *)&b, sizeof b}, {(const char *)t->words, t->n * sizeof *t->words},
                         {(const char *)t->marks, t->n_marks * sizeof *t->marks}, t->raw, packet, {t->lang, b.lang}, t->id, t->outlet};
    size_t n = 0, at = 0;
    for (u32 i = 0; i < COUNT_OF(parts); i++) n += parts[i].n;
    char *p = arena_alloc(a, n + sizeof(struct block_head)); /* blocks begin where their heads may */
    for (u32 i = 0; i < COUNT_OF(parts); at += parts[i++].n)
        if (parts[i].n) memcpy(p + at, parts[i].p, parts[i].n);
    return (str){p, (n + _Alignof(struct block_head) - 1) / _Alignof(struct block_head) * _Alignof(struct block_head)};
}

/* Articles on their way; the packed ones lie in an arena of the chunk's own. */
struct chunk {
    struct arena arena;
    u32 first, n;
    struct packed_account v[CHUNK_ARTICLES];
};
struct made {
    struct account acc[CHUNK_ARTICLES];
    struct sketch sketch[CHUNK_ARTICLES];
    str block[CHUNK_ARTICLES];
    const char *why; /* NULL, or what is wrong with one of them */
};
struct filling {
    struct shelf *shelf;
    const struct shelf_fill *f;
    u32 next;
    enum asanid_status st;      /* of the store: the reader's, as the store is, until it ends */
    const char *broken, *spilt; /* the caller's: why an account did not unpack, a block was not put away */
};

static bool next_chunk(void *arg, struct crew_job *job)
{
    struct filling *g = arg;
    const struct shelf_fill *f = g->f;
    size_t bytes = 0;
    if (g->next == f->n || g->st != ASANID_OK) return false;
    struct chunk *c = calloc(1, sizeof *c);
    if (!c) BUG("out of memory while settling");
    arena_init(&c->arena, SIZE_MAX / 2);
    c->first = g->next;
    while (g->next < f->n && c->n < CHUNK_ARTICLES && bytes < CHUNK_BYTES && g->st == ASANID_OK) {
        g->st = store_packed(f->store, &c->arena, f->rows[g->next++], &c->v[c->n]);
        bytes += c->v[c->n++].frame.n;
    }
    if (g->st != ASANID_OK) c->n = 0;
    job->piece = c;
    return true;
}

static void read_chunk(void *arg, struct crew_job *job)
{
    const struct filling *g = arg;
    const struct chunk *c = job->piece;
    struct made *m = ARENA_NEW(&job->arena, struct made);
    struct frame_coder *coder = frame_coder_new();
    if (!coder) BUG("out of memory while settling");
    for (u32 i = 0; i < c->n && !m->why; i++) {
        struct account *acc = &m->acc[i];
        if (!account_unpack(coder, &job->arena, &c->v[i], acc, &m->why)) break;
        struct text text = engine_text(g->f->engine, &job->arena, acc);
        sketch_make(&job->arena, g->f->engine->story, acc, &text, &m->sketch[i]);
        m->block[i] = pack(&job->arena, acc);
        m->why = NULL;
    }
    frame_coder_free(coder);
    job->made = m;
}

static void drop_chunk(void *arg, void *piece)
{
    struct chunk *c = piece;
    (void)arg;
    arena_release(&c->arena);
    free(c);
}

static void put(struct filling *g, u64 row, str block)
{
    struct shelf *s = g->shelf;
    struct place *p = vec_add(&s->arena, &s->places);
    *map_put(&s->of, row) = s->places.n - 1;
    p->n = block.n;
    if (!spill_put(s->spill, block, &p->at)) g->spilt = strerror(errno);
}

static bool chunk_done(void *arg, struct crew_job *job)
{
    struct filling *g = arg;
    struct chunk *c = job->piece;
    const struct made *m = job->made;
    g->broken = m->why;
    for (u32 i = 0; i < c->n && !g->broken && !g->spilt; i++) {
        g->f->read(g->f->arg, c->first + i, &m->acc[i], &m->sketch[i]);
        put(g, g->f->rows[c->first + i], m->block[i]);
    }
    drop_chunk(NULL, c);
    return !g->broken && !g->spilt;
}

size_t shelf_bytes(const struct shelf *s, u64 row)
{
    const u64 *i = map_get(&s->of, row);
    return i ? s->places.v[*i].n : 0;
}

enum asanid_status shelf_fill(struct shelf *s, const struct shelf_fill *f, const char **why)
{
    struct filling g = {.shelf = s, .f = f};
    struct crew_ops ops = {&g, next_chunk, read_chunk, chunk_done, drop_chunk};
    bool fine = crew_run(f->jobs, SIZE_MAX / 2, &ops);
    if (g.st != ASANID_OK) return g.st;
    if (g.broken) return store_unpack_failed(f->store, g.broken);
    if (g.spilt) *why = g.spilt;
    else if (!fine) *why = "cannot start a thread; lower --jobs";
    return *why ? ASANID_STORE : ASANID_OK;
}

/* ---- out ---- */

bool shelf_take(const struct shelf *s, u64 row, struct telling *out, void **block, struct arena *a, struct article *article)
{
    const u64 *i = map_get(&s->of, row);
    ASSERT(i);
    const struct place *p = &s->places.v[*i];
    char *at = spill_view(s->spill, p->at, p->n);
    struct block_head b;
    *block = NULL;
    if (!at) {
        at = *block = heap_need(malloc(p->n));
        if (!spill_get(s->spill, p->at, p->n, at)) return false;
    }
    memcpy(&b, at, sizeof b);
    at += sizeof b;
    *out = (struct telling){.words = (struct word *)(void *)at, .n = b.words, .n_marks = b.marks};
    at += b.words * sizeof *out->words;
    out->marks = (const struct mark *)(const void *)at;
    at += b.marks * sizeof *out->marks;
    out->raw = (str){at, b.text};
    str packet = {at + b.text, b.article};
    out->lang = packet.p + packet.n;
    out->id = (str){out->lang + b.lang, b.id};
    out->outlet = (str){out->id.p + b.id, b.outlet};
    if (!article) return true;
    struct codec c;
    if (codec_read(&c, a, &packet, out->raw)) visit_article(&c, article);
    if (!codec_done(&c)) BUG("an article's packet does not read back");
    return true;
}
