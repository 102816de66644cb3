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
    struct page_hashes known; /* of pages that need not be read again */
    struct arena known_arena;
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
    if (f->s->o.progress && f->pages % 64 == 0) f->s->o.progress(f->s->o.arg, stage, f->pages, 0, source_bytes_read(f->source), source_bytes_in_all(f->source));
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

static enum asanid_status run_flow(struct flow *f, char *const *paths, int n, void (*work)(void *, struct crew_job *),
                                   bool (*done)(void *, struct crew_job *))
{
    struct crew_ops ops = {f, flow_next, work, done, flow_drop};
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
    return run_flow(&f, paths, n, flow_work, read_done);
}

enum asanid_status session_read_by(struct session *s, char *const *paths, int n, session_reader_fn *reader, session_page_fn *each, void *arg)
{
    struct flow f = {.s = s, .reader = reader, .each = each, .arg = arg};
    return run_flow(&f, paths, n, flow_work, read_done);
}

/* ---- adding ---- */

/* A reading, or in its place the name of a page that the store seems to have. */
struct maybe_known {
    struct reading_of_page r;
    bool is_known;
};

static bool is_known(const struct page_hashes *known, u64 hash)
{
    u32 lo = 0, hi = known->n;
    while (lo < hi) {
        u32 mid = lo + (hi - lo) / 2;
        if (known->v[mid] < hash) lo = mid + 1;
        else hi = mid;
    }
    return lo < known->n && known->v[lo] == hash;
}

/* The name of a page that need not be read again, in *name. */
static bool find_known(const struct flow *f, struct crew_job *job, str *name)
{
    const struct source_piece *p = job->piece;
    if (f->known.n == 0 || p->piece.unread.n) return false;
    if (arena_guard(&job->arena)) BUG("no memory for the name of a page");
    *name = input_name(&job->arena, &p->cursor, &p->piece);
    return is_known(&f->known, page_hash(*name, hash_str(p->piece.raw)));
}

static void read_new(void *arg, struct crew_job *job)
{
    struct flow *f = arg;
    const struct source_piece *p = job->piece;
    struct reading_of_page r = {0};
    str name;
    bool known = find_known(f, job, &name);
    if (!known) engine_read(&f->s->engine, &job->arena, &p->cursor, &p->piece, &r);
    struct maybe_known *made = ARENA_NEW(&job->arena, struct maybe_known);
    *made = (struct maybe_known){r, known};
    if (known) made->r.page = ARENA_NEW(&job->arena, struct page);
    if (known) made->r.page->name = name;
    job->made = made;
}

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

static bool begin(struct flow *f)
{
    if (f->uncommitted == 0) f->st = store_trouble(f->s, store_begin(f->s->store));
    f->uncommitted += f->st == ASANID_OK;
    return f->st == ASANID_OK;
}

/* True where the page is in the store: its articles are told of as the same. */
static bool pass_over(struct flow *f, str name, str raw)
{
    struct page_ids ids;
    struct arena *a = &f->pending_arena;
    f->st = store_trouble(f->s, store_page_ids(f->s->store, a, name, hash_str(raw), &ids));
    for (u32 i = 0; i < ids.n && f->st == ASANID_OK; i++) vec_push(a, &f->pending, ((struct pending){ids.v[i], ADDED_SAME}));
    f->articles += ids.n;
    return ids.n > 0;
}

static bool put(struct flow *f, const struct reading_of_page *r)
{
    enum added states[LIMIT_PAGE_ARTICLES];
    struct arena *a = &f->pending_arena;
    f->articles += r->page->articles.n;
    warn_page(f->s, r->page);
    if (r->page->unread.n) {
        vec_push(a, &f->pending, ((struct pending){arena_str(a, r->page->name), ADDED_SET_ASIDE}));
        return true;
    }
    ASSERT(r->page->articles.n <= LIMIT_PAGE_ARTICLES);
    if (!begin(f)) return false;
    f->st = store_trouble(f->s, store_put_page(f->s->store, r, states));
    if (f->st != ASANID_OK) return false;
    for (u32 i = 0; i < r->page->articles.n; i++)
        vec_push(a, &f->pending, ((struct pending){arena_str(a, r->page->articles.v[i].id), states[i]}));
    return true;
}

static bool put_or_pass(struct flow *f, struct crew_job *job)
{
    const struct source_piece *p = job->piece;
    const struct maybe_known *made = job->made;
    struct reading_of_page r = made->r;
    if (made->is_known) {
        if (!begin(f)) return false;
        if (pass_over(f, r.page->name, p->piece.raw) || f->st != ASANID_OK) return f->st == ASANID_OK;
        arena_reset(&job->arena); /* the hash was another page's: this one is read after all */
        engine_read(&f->s->engine, &job->arena, &p->cursor, &p->piece, &r);
    }
    return put(f, &r);
}

static bool add_done(void *arg, struct crew_job *job)
{
    struct flow *f = arg;
    f->pages++;
    flow_progress(f, "reading");
    bool fine = put_or_pass(f, job);
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
    arena_init(&f.known_arena, SIZE_MAX / 2);
    clock_gettime(CLOCK_MONOTONIC, &f.committed);
    enum asanid_status st = store_trouble(s, store_known_pages(s->store, &f.known_arena, &f.known));
    if (st == ASANID_OK) st = run_flow(&f, paths, n, read_new, add_done);
    else f.st = st;
    arena_release(&f.known_arena);
    return finish(&f, st);
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
        fine = put(&f, &r);
    }
    source_close(source);
    arena_release(&a);
    return finish(&f, s->set_aside ? ASANID_SET_ASIDE : f.articles ? ASANID_OK : ASANID_NOTHING);
}

static void show_progress(void *arg, const char *stage, u32 done, u32 of)
{
    const struct session *s = arg;
    if (s->o.progress) s->o.progress(s->o.arg, stage, done, of, 0, 0);
}

enum asanid_status session_settle(struct session *s)
{
    struct settle job = {.engine = &s->engine, .store = s->store, .jobs = s->o.jobs, .progress = show_progress, .arg = s};
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
    if (g->s->o.progress && ++g->pages % 64 == 0) g->s->o.progress(g->s->o.arg, "reading again", g->pages, 0, 0, 0);
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
