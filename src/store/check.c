/*
** check.c - is the store whole? Everything in it is read once, and compared with what it belongs to.
*/
#include "store/store_sql.h"

#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/codec.h"
#include "store/frame.h"

struct checker {
    struct store *s;
    store_finding_fn *fn;
    void *arg;
    struct arena arena; /* of one row */
    u64 findings;
};

static void find(struct checker *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void find(struct checker *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *message = sqlite3_vmprintf(fmt, ap);
    va_end(ap);
    c->findings++;
    c->fn(c->arg, message ? message : "not enough memory");
    sqlite3_free(message);
}

/* Texts of ids in messages: sqlite's %.*s counts bytes. */
#define TEXT_OF(st, at) sqlite3_column_bytes(st, at), (const char *)sqlite3_column_text(st, at)

/* ---- what SQLite can tell ---- */

static enum asanid_status check_pragma(struct checker *c, const char *pragma, const char *what)
{
    sqlite3_stmt *st = NULL;
    enum asanid_status status;
    int rc = sqlite3_prepare_v2(c->s->db, pragma, -1, &st, NULL);
    if (rc) return store_fail_sql(c->s, rc);
    while (store_row_next(c->s, st, &status)) {
        const char *told = (const char *)sqlite3_column_text(st, 0);
        if (!told || strcmp(told, "ok") != 0) find(c, "%s: %s", what, told ? told : "?");
    }
    sqlite3_finalize(st);
    return status;
}

/* ---- pages and articles ---- */

static void check_article(struct checker *c, sqlite3_stmt *st, str text)
{
    struct article x = {0};
    struct facts facts = {0};
    struct prints prints;
    const char *why = NULL;
    if (sqlite3_column_type(st, 2) == SQLITE_NULL) {
        find(c, "article '%.*s' has no reading: run 'asanid reindex'", TEXT_OF(st, 0));
        return;
    }
    if (!reading_unpack(&c->arena, column_blob(&c->arena, st, 2), text, &x, &facts, &why))
        find(c, "article '%.*s' cannot be read: %s; run 'asanid reindex'", TEXT_OF(st, 0), why);
    else if (!str_eq(x.id, column_view(st, 0)) || x.part != (u32)sqlite3_column_int64(st, 4))
        find(c, "article '%.*s' is filed under an id that is not its own", TEXT_OF(st, 0));
    if (!prints_unpack(&c->arena, column_view(st, 3), &prints))
        find(c, "the fingerprints of article '%.*s' cannot be read: run 'asanid reindex'", TEXT_OF(st, 0));
    for (u32 i = 1; i < prints.n; i++) {
        if (prints.v[i].at < prints.v[i - 1].at) {
            find(c, "the fingerprints of article '%.*s' are out of order: run 'asanid reindex'", TEXT_OF(st, 0));
            break;
        }
    }
}

static enum asanid_status check_page(struct checker *c, sqlite3_stmt *page)
{
    enum asanid_status status;
    struct frame_place place = {(u64)sqlite3_column_int64(page, 0), (u64)sqlite3_column_int64(page, 1), (u64)sqlite3_column_int64(page, 2)};
    struct frame_parts parts;
    struct known known = {0};
    struct codec codec;
    if (!frame_unpack(c->s->frames, &c->arena, column_view(page, 3), &place, &parts)) {
        find(c, "page '%.*s' cannot be unpacked: its bytes are damaged; add it again", TEXT_OF(page, 4));
        return ASANID_OK;
    }
    if ((i64)hash_str(parts.raw) != sqlite3_column_int64(page, 5))
        find(c, "page '%.*s' is not what came in: its hash differs", TEXT_OF(page, 4));
    if (!utf8_is_clean(parts.text)) find(c, "the text of page '%.*s' is not UTF-8", TEXT_OF(page, 4));
    if (codec_read(&codec, &c->arena, &parts.known, STR_EMPTY)) visit_known(&codec, &known);
    if (!codec_done(&codec)) find(c, "what is known of page '%.*s' cannot be read: %s", TEXT_OF(page, 4), codec.bad);
    sqlite3_stmt *st = store_sql(c->s, SQL_ARTICLE_CHECK);
    if (st) sqlite3_bind_int64(st, 1, sqlite3_column_int64(page, 6));
    while (store_row_next(c->s, st, &status)) check_article(c, st, parts.text);
    return status;
}

/* Each row by itself, so that one page's memory is free before the next; `after` is the row before. */
static enum asanid_status check_next_page(struct checker *c, i64 *after)
{
    enum asanid_status status;
    if (arena_guard(&c->arena)) return store_fail_memory(c->s, &c->arena);
    sqlite3_stmt *st = store_sql(c->s, SQL_PAGE_EACH);
    if (st) sqlite3_bind_int64(st, 1, *after);
    *after = 0;
    if (!store_row_next(c->s, st, &status)) return status;
    *after = sqlite3_column_int64(st, 6);
    return check_page(c, st);
}

static enum asanid_status check_pages(struct checker *c)
{
    enum asanid_status status;
    i64 after = 0;
    do {
        status = check_next_page(c, &after);
        arena_reset(&c->arena);
    } while (!status && after);
    return status;
}

/* ---- what is derived ---- */

static bool within(span x, i64 text_bytes) { return span_is_null(x) || (i64)x.off + x.len <= text_bytes; }

static void check_match(struct checker *c, sqlite3_stmt *st)
{
    str packets = column_view(st, 2);
    i64 a_bytes = sqlite3_column_int64(st, 3), b_bytes = sqlite3_column_int64(st, 4);
    bool inside = true;
    if (str_cmp(column_view(st, 5), column_view(st, 6)) >= 0)
        find(c, "the matches of '%.*s' and '%.*s' stand the wrong way round", TEXT_OF(st, 5), TEXT_OF(st, 6));
    while (packets.n) {
        struct match m = {0};
        struct codec codec;
        if (codec_read(&codec, &c->arena, &packets, CODEC_NO_TEXT)) visit_match(&codec, &m);
        if (!codec_done(&codec)) {
            find(c, "a match of '%.*s' and '%.*s' cannot be read: %s; run 'asanid reindex'", TEXT_OF(st, 5), TEXT_OF(st, 6), codec.bad);
            return;
        }
        inside = inside && within(m.in_a, a_bytes) && within(m.in_b, b_bytes) && m.equal <= m.words;
        for (u32 i = 0; i < m.edits.n; i++) inside = inside && within(m.edits.v[i].a, a_bytes) && within(m.edits.v[i].b, b_bytes);
    }
    if (!inside) find(c, "a match of '%.*s' and '%.*s' lies outside their texts; run 'asanid reindex'", TEXT_OF(st, 5), TEXT_OF(st, 6));
}

static void check_edge(struct checker *c, sqlite3_stmt *st)
{
    struct edge e = {0};
    struct codec codec;
    str packet = column_view(st, 0);
    long long child = sqlite3_column_int64(st, 1), parent = sqlite3_column_int64(st, 2);
    if (codec_read(&codec, &c->arena, &packet, CODEC_NO_TEXT)) visit_edge(&codec, &e);
    if (!codec_done(&codec)) find(c, "the edge from node %lld to node %lld cannot be read: %s; run 'asanid reindex'", child, parent, codec.bad);
    if (sqlite3_column_type(st, 3) == SQLITE_NULL || sqlite3_column_type(st, 4) == SQLITE_NULL)
        find(c, "the edge from node %lld to node %lld has an end that is not there; run 'asanid reindex'", child, parent);
}

static void check_unseen(struct checker *c, sqlite3_stmt *st)
{
    struct unseen u = {0};
    struct codec codec;
    str packet = column_view(st, 0);
    if (codec_read(&codec, &c->arena, &packet, CODEC_NO_TEXT)) visit_unseen(&codec, &u);
    if (!codec_done(&codec)) find(c, "'%.*s' cannot be read: %s; run 'asanid reindex'", TEXT_OF(st, 1), codec.bad);
}

static void check_origin(struct checker *c, sqlite3_stmt *st)
{
    struct origin o = {0};
    struct codec codec;
    str packet = column_view(st, 0);
    if (codec_read(&codec, &c->arena, &packet, CODEC_NO_TEXT)) visit_origin(&codec, &o);
    if (!codec_done(&codec))
        find(c, "the origin of row %lld cannot be read: %s; run 'asanid reindex'", (long long)sqlite3_column_int64(st, 1), codec.bad);
}

typedef void check_row_fn(struct checker *c, sqlite3_stmt *st);

static enum asanid_status check_row(struct checker *c, sqlite3_stmt *st, check_row_fn *row)
{
    if (arena_guard(&c->arena)) return store_fail_memory(c->s, &c->arena);
    row(c, st);
    return ASANID_OK;
}

static enum asanid_status check_rows(struct checker *c, enum sql which, check_row_fn *row)
{
    enum asanid_status status, trouble = ASANID_OK;
    sqlite3_stmt *st = store_sql(c->s, which);
    while (!trouble && store_row_next(c->s, st, &status)) {
        trouble = check_row(c, st, row);
        arena_reset(&c->arena);
    }
    return trouble ? trouble : status;
}

/* FTS5 compares its index with the words of every article; a command that only a writer may give, though it writes nothing. */
static enum asanid_status compare_index(struct checker *c, struct store *writer)
{
    sqlite3_stmt *st = store_sql(writer, SQL_SEARCH_CHECK);
    int rc = st ? sqlite3_step(st) : SQLITE_NOMEM;
    if (st) sqlite3_reset(st);
    if (rc == SQLITE_DONE) return ASANID_OK;
    if ((rc & 0xff) != SQLITE_CORRUPT) return store_fail_sql(c->s, rc);
    find(c, "the full-text index does not agree with the articles: run 'asanid reindex'");
    return ASANID_OK;
}

static enum asanid_status check_search(struct checker *c)
{
    struct store *writer = NULL;
    enum asanid_status status = store_index(c->s);
    if (status) return status;
    status = check_pragma(c, "SELECT id FROM article WHERE latest AND row NOT IN (SELECT id FROM search_docsize)",
                                             "not in the full-text index, article");
    if (!status) {
        status = check_pragma(c, "SELECT id FROM search_docsize WHERE id NOT IN (SELECT row FROM article WHERE latest)",
                              "the full-text index holds what is no article's latest text, row");
    }
    if (status || c->findings) return status;
    const char *file = sqlite3_db_filename(c->s->db, "main");
    if (c->s->mode == STORE_WRITE) return compare_index(c, c->s);
    if (!file || !*file) return ASANID_OK; /* the memory that stands in for an empty file */
    /* A store that cannot be written now (another writes it, a read-only medium) is compared no deeper than by its rows. */
    if (store_open(c->s->path, STORE_WRITE, &writer) == ASANID_OK) status = compare_index(c, writer);
    store_close(writer);
    return status;
}

static enum asanid_status check_all(struct checker *c)
{
    enum asanid_status status = check_pragma(c, "PRAGMA integrity_check", "the file");
    if (!status) status = check_pragma(c, "PRAGMA foreign_key_check", "a row leads nowhere, in table");
    if (!status) {
        status = check_pragma(c, "SELECT id FROM article GROUP BY id HAVING sum(latest) <> 1 OR max(revision * latest) <> max(revision)",
                              "the latest revision is not the last one, of article");
    }
    if (!status) status = check_pages(c);
    if (!status) status = check_rows(c, SQL_MATCH_CHECK, check_match);
    if (!status) status = check_rows(c, SQL_EDGE_CHECK, check_edge);
    if (!status) status = check_rows(c, SQL_UNSEEN_CHECK, check_unseen);
    if (!status) status = check_rows(c, SQL_ORIGIN_CHECK, check_origin);
    if (!status) {
        status = check_pragma(c, "SELECT article_id FROM story_member WHERE article_id NOT IN (SELECT id FROM article)",
                              "a story has a member that is not there");
    }
    return status ? status : check_search(c);
}

enum asanid_status store_check(struct store *s, store_finding_fn *fn, void *arg)
{
    struct checker c = {.s = s, .fn = fn, .arg = arg};
    arena_init(&c.arena, LIMIT_DOCUMENT_ARENA);
    u32 engine = store_engine(s);
    if (engine != ENGINE_VERSION)
        find(&c, "the pages were read by engine %u, this is engine %u: run 'asanid reindex'", engine, (u32)ENGINE_VERSION);
    enum asanid_status status = check_all(&c);
    arena_release(&c.arena);
    if (status) return status;
    return c.findings ? store_fail(s, "'%s' has %llu faults", s->path, (unsigned long long)c.findings) : ASANID_OK;
}
