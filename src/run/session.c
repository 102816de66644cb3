/* session.c - opening, reading, adding. Exports stand in export.c, questions to a store in query.c. */
#include "run/session.h"

#include "base/limits.h"
#include "run/crew.h"
#include "run/settle.h"
#include "run/source.h"

#include <stdio.h>
#include <time.h>

#define COMMIT_PAGES 1000u /* pages in one transaction, or as many as come in a second */

static enum asanid_status store_trouble(struct session *s, enum asanid_status st)
{
    if (st != ASANID_OK && !s->error[0]) snprintf(s->error, sizeof s->error, "%s", store_errmsg(s->store));
    return st;
}

enum asanid_status session_open(struct session *s, const struct session_options *o)
{
    memset(s, 0, sizeof *s);
    s->o = *o;
    if (s->o.jobs == 0) s->o.jobs = crew_processors();
    if (!engine_init(&s->engine, o->lang, o->reference_time)) {
        snprintf(s->error, sizeof s->error, "'%s' is no ISO 8601 time; write it as 2024-01-26 or 2024-01-26T10:00:00Z", o->reference_time);
        return ASANID_USAGE;
    }
    if (!o->store) return ASANID_OK;
    return store_trouble(s, store_open(o->store, o->mode, &s->store));
}

void session_close(struct session *s)
{
    if (s->store) store_close(s->store);
    engine_release(&s->engine);
}

static void warn(struct session *s, const char *where, const char *message)
{
    s->set_aside++;
    if (s->o.warn) s->o.warn(s->o.arg, where, message);
}

/* Names what is wrong with a page, if anything is. */
static void warn_page(struct session *s, const struct page *p)
{
    char where[1024], message[1024];
    if (!p->unread.n && !p->mended) return;
    snprintf(where, sizeof where, "%.*s", STR_ARG(p->name));
    if (p->unread.n) snprintf(message, sizeof message, "set aside: %.*s", STR_ARG(p->unread));
    else snprintf(message, sizeof message, "repaired: %u broken byte sequences or NULs became U+FFFD", p->mended);
    warn(s, where, message);
}

/* ---- reading in a pipeline ---- */

struct flow {
    struct session *s;
    struct source *source;
    session_reader_fn *reader; /* or NULL: engine_read */
    session_page_fn *each; /* reading without a store */
    void *arg;
    u64 pages, articles;
    /* adding to a store */
    session_added_fn *added;
    void *added_arg;
    struct arena pending_arena; /* what the next commit will tell of */
    struct { VEC(struct pending { str id; enum added state; }); } pending;
    u32 uncommitted;
    struct timespec committed;
    enum asanid_status st;
};

static bool flow_next(void *arg, struct crew_job *job)
{
    struct flow *f = arg;
    job->piece = source_next(f->source);
    return job->piece != NULL;
}

static void flow_work(void *arg, struct crew_job *job)
{
    struct flow *f = arg;
    struct source_piece *p = job->piece;
    struct reading_of_page r;
    if (f->reader) {
        job->made = f->reader(f->arg, &job->arena, &p->cursor, &p->piece);
        return;
    }
    engine_read(&f->s->engine, &job->arena, &p->cursor, &p->piece, &r);
    struct reading_of_page *kept = arena_alloc(&job->arena, sizeof r);
    *kept = r;
    job->made = kept;
}

static void flow_drop(void *arg, void *piece)
{
    (void)arg;
    source_drop(piece);
}

static void flow_progress(struct flow *f, const char *stage)
{
    if (f->s->o.progress && f->pages % 64 == 0) f->s->o.progress(f->s->o.arg, stage, f->pages, 0, source_bytes_read(f->source));
}

static bool read_done(void *arg, struct crew_job *job)
{
    struct flow *f = arg;
    const struct reading_of_page *r = job->made;
    f->pages++;
    f->articles += r->page->articles.n;
    warn_page(f->s, r->page);
    flow_progress(f, "reading");
    bool more = f->each(f->arg, r);
    source_drop(job->piece);
    return more;
}

static enum asanid_status run_flow(struct flow *f, char *const *paths, int n, bool (*done)(void *, struct crew_job *))
{
    struct crew_ops ops = {f, flow_next, flow_work, done, flow_drop};
    f->source = source_open(paths, n);
    bool fine = crew_run(f->s->o.jobs, LIMIT_DOCUMENT_ARENA, &ops);
    source_close(f->source);
    if (!fine && f->st == ASANID_OK && f->pages == 0) {
        snprintf(f->s->error, sizeof f->s->error, "cannot start a thread; lower --jobs");
        return ASANID_STORE;
    }
    if (f->st != ASANID_OK) return f->st;
    if (f->s->set_aside) return ASANID_SET_ASIDE;
    if (f->articles == 0) {
        snprintf(f->s->error, sizeof f->s->error, "no page in '%s'", n ? paths[0] : "-");
        return ASANID_NOTHING;
    }
    return ASANID_OK;
}

enum asanid_status session_read(struct session *s, char *const *paths, int n, session_page_fn *each, void *arg)
{
    struct flow f = {.s = s, .each = each, .arg = arg};
    return run_flow(&f, paths, n, read_done);
}

enum asanid_status session_read_by(struct session *s, char *const *paths, int n, session_reader_fn *reader, session_page_fn *each, void *arg)
{
    struct flow f = {.s = s, .reader = reader, .each = each, .arg = arg};
    return run_flow(&f, paths, n, read_done);
}

/* ---- adding ---- */

static bool commit(struct flow *f)
{
    f->st = store_trouble(f->s, store_commit(f->s->store));
    if (f->st != ASANID_OK) return false;
    for (u32 i = 0; i < f->pending.n; i++)
        if (f->added) f->added(f->added_arg, f->pending.v[i].id, f->pending.v[i].state);
    memset(&f->pending, 0, sizeof f->pending);
    arena_reset(&f->pending_arena);
    f->uncommitted = 0;
    clock_gettime(CLOCK_MONOTONIC, &f->committed);
    return true;
}

static bool is_time_to_commit(const struct flow *f)
{
    struct timespec now;
    if (f->uncommitted >= COMMIT_PAGES) return true;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - f->committed.tv_sec) * 1000 + (now.tv_nsec - f->committed.tv_nsec) / 1000000 >= 1000;
}

static bool put(struct flow *f, const struct reading_of_page *r)
{
    enum added states[LIMIT_PAGE_ARTICLES];
    struct arena *a = &f->pending_arena;
    warn_page(f->s, r->page);
    if (r->page->unread.n) {
        vec_push(a, &f->pending, ((struct pending){arena_str(a, r->page->name), ADDED_SET_ASIDE}));
        return true;
    }
    ASSERT(r->page->articles.n <= LIMIT_PAGE_ARTICLES);
    if (f->uncommitted == 0 && (f->st = store_trouble(f->s, store_begin(f->s->store))) != ASANID_OK) return false;
    f->uncommitted++;
    f->st = store_trouble(f->s, store_put_page(f->s->store, r, states));
    if (f->st != ASANID_OK) return false;
    for (u32 i = 0; i < r->page->articles.n; i++)
        vec_push(a, &f->pending, ((struct pending){arena_str(a, r->page->articles.v[i].id), states[i]}));
    return true;
}

static bool add_done(void *arg, struct crew_job *job)
{
    struct flow *f = arg;
    const struct reading_of_page *r = job->made;
    f->pages++;
    f->articles += r->page->articles.n;
    flow_progress(f, "reading");
    bool fine = put(f, r);
    source_drop(job->piece);
    if (!fine) return false;
    return f->uncommitted == 0 || !is_time_to_commit(f) || commit(f);
}

/* Ends an add: what is pending is told of, or undone. */
static enum asanid_status finish(struct flow *f, enum asanid_status st)
{
    if (f->st == ASANID_OK && f->uncommitted) commit(f);
    else if (f->st == ASANID_OK)
        for (u32 i = 0; i < f->pending.n; i++)
            if (f->added) f->added(f->added_arg, f->pending.v[i].id, f->pending.v[i].state);
    if (f->st != ASANID_OK && f->uncommitted) store_rollback(f->s->store);
    arena_release(&f->pending_arena);
    return f->st != ASANID_OK ? f->st : st;
}

enum asanid_status session_add(struct session *s, char *const *paths, int n, session_added_fn *added, void *arg)
{
    struct flow f = {.s = s, .added = added, .added_arg = arg};
    arena_init(&f.pending_arena, SIZE_MAX / 2);
    clock_gettime(CLOCK_MONOTONIC, &f.committed);
    return finish(&f, run_flow(&f, paths, n, add_done));
}

enum asanid_status session_add_bytes(struct session *s, str name, str bytes)
{
    struct flow f = {.s = s};
    struct arena a;
    arena_init(&f.pending_arena, SIZE_MAX / 2);
    arena_init(&a, LIMIT_DOCUMENT_ARENA);
    struct source *source = source_of_bytes(name, bytes);
    bool fine = true;
    for (struct source_piece *p; fine && (p = source_next(source)) != NULL; source_drop(p)) {
        struct reading_of_page r;
        arena_reset(&a);
        engine_read(&s->engine, &a, &p->cursor, &p->piece, &r);
        f.articles += r.page->articles.n;
        fine = put(&f, &r);
    }
    source_close(source);
    arena_release(&a);
    return finish(&f, s->set_aside ? ASANID_SET_ASIDE : f.articles ? ASANID_OK : ASANID_NOTHING);
}

static void show_progress(void *arg, const char *stage, u32 done, u32 of)
{
    const struct session *s = arg;
    if (s->o.progress) s->o.progress(s->o.arg, stage, done, of, 0);
}

enum asanid_status session_settle(struct session *s)
{
    struct settle job = {&s->engine, s->store, s->o.jobs, show_progress, s};
    const char *why = NULL;
    enum asanid_status st = settle(&job, &why);
    if (why && !s->error[0]) snprintf(s->error, sizeof s->error, "cannot settle the store: %s", why);
    return store_trouble(s, st);
}

/* ---- reindex ---- */

struct again {
    struct session *s;
    struct arena arena;
    u64 pages;
};

static enum asanid_status read_again(void *arg, str name, str raw, const struct known *known)
{
    struct again *g = arg;
    struct reading_of_page r;
    enum added states[LIMIT_PAGE_ARTICLES];
    (void)known; /* of a record it stands in raw too */
    arena_reset(&g->arena);
    engine_read_again(&g->s->engine, &g->arena, name, raw, &r);
    warn_page(g->s, r.page);
    if (g->s->o.progress && ++g->pages % 64 == 0) g->s->o.progress(g->s->o.arg, "reading again", g->pages, 0, 0);
    return r.page->unread.n ? ASANID_OK : store_put_page(g->s->store, &r, states);
}

enum asanid_status session_reindex(struct session *s)
{
    struct again g = {.s = s};
    arena_init(&g.arena, LIMIT_DOCUMENT_ARENA);
    enum asanid_status st = store_begin(s->store);
    if (st == ASANID_OK) st = store_clear_readings(s->store);
    if (st == ASANID_OK) st = store_each_page(s->store, read_again, &g);
    if (st == ASANID_OK) st = store_commit(s->store);
    if (st != ASANID_OK) store_rollback(s->store);
    arena_release(&g.arena);
    return store_trouble(s, st);
}
