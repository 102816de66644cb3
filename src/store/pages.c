/* pages.c - pages and their articles, in and out. */
#include "store/store_sql.h"

#include "base/hash.h"
#include "base/limits.h"
#include "store/codec.h"
#include "store/frame.h"
#include "store/words.h"

#include <stdlib.h>

const char *added_name(enum added x)
{
    static const char *const names[] = {"new", "same", "revision", "set-aside"};
    ASSERT(x < COUNT_OF(names));
    return names[x];
}

/* ---- in ---- */

static bool has_row(struct store *s, sqlite3_stmt *st, i64 *first)
{
    enum asanid_status status;
    bool found = store_row_next(s, st, &status);
    if (found) {
        *first = sqlite3_column_int64(st, 0);
        sqlite3_reset(st);
    }
    return found;
}

static int by_value(const void *x, const void *y)
{
    u64 a = *(const u64 *)x, b = *(const u64 *)y;
    return (a > b) - (a < b);
}

enum asanid_status store_known_pages(struct store *s, struct arena *a, struct page_hashes *out)
{
    enum asanid_status status = ASANID_OK;
    *out = (struct page_hashes){0};
    if (store_engine(s) != ENGINE_VERSION) return status; /* another engine may read them otherwise */
    sqlite3_stmt *st = store_sql(s, SQL_PAGE_HASHES);
    while (store_row_next(s, st, &status)) vec_push(a, out, page_hash(column_view(st, 0), (u64)sqlite3_column_int64(st, 1)));
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_value);
    return status;
}

enum asanid_status store_page_ids(struct store *s, struct arena *a, str name, u64 raw_hash, struct page_ids *out)
{
    enum asanid_status status;
    *out = (struct page_ids){0};
    sqlite3_stmt *st = store_sql(s, SQL_PAGE_IDS);
    if (!st) return ASANID_STORE;
    bind_str(st, 1, name);
    sqlite3_bind_int64(st, 2, (i64)raw_hash);
    while (store_row_next(s, st, &status)) vec_push(a, out, column_text(a, st, 0));
    return status;
}

/* The row of a page, put in where it is not there: `reindex` puts in readings of pages that are. */
static enum asanid_status page_row(struct store *s, const struct page *p, i64 *row)
{
    i64 hash = (i64)hash_str(p->raw);
    sqlite3_stmt *st = store_sql(s, SQL_PAGE_FIND);
    if (!st) return ASANID_STORE;
    bind_str(st, 1, p->name);
    sqlite3_bind_int64(st, 2, hash);
    if (has_row(s, st, row)) return ASANID_OK;

    struct frame_place place;
    str frame;
    if (!frame_pack(s->frames, &s->scratch, p, &place, &frame)) return store_fail_sql(s, SQLITE_NOMEM);
    st = store_sql(s, SQL_PAGE_PUT);
    if (!st) return ASANID_STORE;
    bind_str(st, 1, p->name);
    sqlite3_bind_int64(st, 2, hash);
    sqlite3_bind_int64(st, 3, (i64)place.raw_bytes);
    sqlite3_bind_int64(st, 4, (i64)place.text_at);
    sqlite3_bind_int64(st, 5, (i64)place.text_bytes);
    bind_blob(st, 6, frame);
    enum asanid_status status = store_run(s, st);
    *row = sqlite3_last_insert_rowid(s->db);
    return status;
}

/* What is known of an article's id already. */
struct standing {
    enum added state;
    i64 row, revision; /* of the latest; 0 none */
};

static enum asanid_status standing_of(struct store *s, str id, i64 text_hash, struct standing *out)
{
    enum asanid_status status;
    *out = (struct standing){ADDED_NEW, 0, 0};
    sqlite3_stmt *st = store_sql(s, SQL_ARTICLE_LATEST);
    if (st) bind_str(st, 1, id);
    if (!store_row_next(s, st, &status)) return status;
    out->row = sqlite3_column_int64(st, 0);
    out->revision = sqlite3_column_int64(st, 1);
    sqlite3_reset(st);
    st = store_sql(s, SQL_ARTICLE_SAME);
    if (st) {
        bind_str(st, 1, id);
        sqlite3_bind_int64(st, 2, text_hash);
    }
    bool same = store_row_next(s, st, &status);
    if (same) sqlite3_reset(st);
    out->state = same ? ADDED_SAME : ADDED_REVISION;
    return same ? ASANID_OK : status;
}

/* A revision's forerunner leaves the index and the matches; its words stay. */
static enum asanid_status supersede(struct store *s, i64 row)
{
    static const enum sql steps[] = {SQL_SEARCH_DROP, SQL_MATCH_DROP, SQL_ARTICLE_SUPERSEDE};
    enum asanid_status status = ASANID_OK;
    for (u32 i = s->indexes_late ? 1 : 0; i < COUNT_OF(steps) && !status; i++) {
        sqlite3_stmt *st = store_sql(s, steps[i]);
        if (st) sqlite3_bind_int64(st, 1, row);
        status = store_run(s, st);
    }
    return status;
}

static enum asanid_status put_article_row(struct store *s, const struct article *x, i64 page, i64 revision, i64 text_hash, i64 *row)
{
    const struct civil *when = &x->published.when;
    sqlite3_stmt *st = store_sql(s, SQL_ARTICLE_PUT);
    if (!st) return ASANID_STORE;
    bind_str(st, 1, x->id);
    sqlite3_bind_int64(st, 2, revision);
    sqlite3_bind_int64(st, 3, page);
    sqlite3_bind_int64(st, 4, x->part);
    sqlite3_bind_int64(st, 5, text_hash);
    bind_str(st, 6, x->outlet);
    bind_str(st, 7, str_of(x->lang));
    if (when->precision != PRECISION_NONE) sqlite3_bind_int64(st, 8, civil_seconds(when));
    if (when->precision >= PRECISION_DAY) sqlite3_bind_int64(st, 9, civil_day(when->year, when->month, when->day));
    enum asanid_status status = store_run(s, st);
    *row = sqlite3_last_insert_rowid(s->db);
    return status;
}

static enum asanid_status put_reading(struct store *s, i64 row, const struct reading_of_page *r, u32 i)
{
    struct article article = r->page->articles.v[i];
    struct facts facts = r->facts[i];
    struct codec c;
    codec_write(&c, &s->scratch, r->page->text);
    visit_article(&c, &article);
    visit_facts(&c, &facts);
    visit_modified(&c, &article);
    str packet = codec_packet(&c), prints = prints_pack(&s->scratch, &r->prints[i]);

    sqlite3_stmt *st = store_sql(s, SQL_READING_PUT);
    if (!st) return ASANID_STORE;
    sqlite3_bind_int64(st, 1, row);
    bind_blob(st, 2, packet);
    bind_blob(st, 3, prints);
    enum asanid_status status = store_run(s, st);
    s->index_behind = s->indexes_late;
    if (status || s->indexes_late) return status;

    st = store_sql(s, SQL_SEARCH_PUT);
    if (!st) return ASANID_STORE;
    sqlite3_bind_int64(st, 1, row);
    bind_str(st, 2, words_headline(&s->scratch, &article));
    bind_str(st, 3, words_body(&s->scratch, &article, r->page->text));
    return store_run(s, st);
}

/* Notes how many articles a page has, where it need not be read again: all of them are in rows of its own, and there is nothing to warn of. */
static enum asanid_status count_page(struct store *s, const struct page *p, i64 row, const enum added *state)
{
    u32 n = p->mended ? 0 : p->articles.n;
    for (u32 i = 0; i < p->articles.n; i++)
        if (state[i] == ADDED_SAME) n = 0;
    sqlite3_stmt *st = store_sql(s, SQL_PAGE_COUNT);
    if (!st) return ASANID_STORE;
    sqlite3_bind_int64(st, 1, row);
    sqlite3_bind_int64(st, 2, n);
    return store_run(s, st);
}

static enum asanid_status put_page(struct store *s, const struct reading_of_page *r, enum added *state)
{
    const struct page *p = r->page;
    u64 text = hash_str(p->text);
    i64 page = 0;
    enum asanid_status status = ASANID_OK;
    for (u32 i = 0; i < p->articles.n && !status; i++) {
        const struct article *x = &p->articles.v[i];
        /* A record's headline stands outside its text, and a changed one makes a revision too. */
        i64 text_hash = (i64)hash_join(text, hash_str(x->headline.text));
        struct standing before;
        i64 row;
        status = standing_of(s, x->id, text_hash, &before);
        state[i] = before.state;
        if (status || before.state == ADDED_SAME) continue;
        if (!page) {
            status = page_row(s, p, &page);
            if (!status) status = store_meta_put(s, "unsettled", 1);
        }
        if (!status && before.row) status = supersede(s, before.row);
        if (!status) status = put_article_row(s, x, page, before.revision + 1, text_hash, &row);
        if (!status) status = put_reading(s, row, r, i);
    }
    return page && !status ? count_page(s, p, page, state) : status;
}

enum asanid_status store_put_page(struct store *s, const struct reading_of_page *r, enum added *state)
{
    enum asanid_status status;
    if (arena_guard(&s->scratch)) status = store_fail_memory(s, &s->scratch);
    else status = put_page(s, r, state);
    arena_reset(&s->scratch);
    return status;
}

enum asanid_status store_clear_readings(struct store *s)
{
    enum asanid_status status = store_drop_derived(s);
    s->index_behind = s->indexes_late;
    if (!status && !s->indexes_late)
        status = store_exec(s, "INSERT INTO search(search, rowid, headline, body) SELECT 'delete', row, headline, body FROM search_text");
    if (!status) status = store_exec(s, "DELETE FROM reading; DELETE FROM article;");
    if (!status) status = store_meta_put(s, "engine", ENGINE_VERSION);
    return status ? status : store_meta_put(s, "unsettled", 1);
}

/* ---- out ---- */

enum asanid_status store_articles(struct store *s, struct arena *a, struct article_rows *out)
{
    enum asanid_status status;
    sqlite3_stmt *st = store_sql(s, SQL_ARTICLE_ROWS);
    *out = (struct article_rows){0};
    while (store_row_next(s, st, &status)) {
        struct article_row *x = vec_add(a, out);
        x->row = (u64)sqlite3_column_int64(st, 0);
        x->id = column_text(a, st, 1);
        x->seconds = sqlite3_column_type(st, 2) == SQLITE_NULL ? INT64_MIN : sqlite3_column_int64(st, 2);
        x->day = sqlite3_column_type(st, 3) == SQLITE_NULL ? DAY_UNKNOWN : sqlite3_column_int(st, 3);
        x->told = sqlite3_column_int(st, 4);
        x->story = column_text(a, st, 5);
        x->outlet = column_text(a, st, 6);
        x->lang = column_text(a, st, 7);
        x->part = (u32)sqlite3_column_int64(st, 8);
    }
    return status;
}

static struct frame_place column_place(sqlite3_stmt *st)
{
    return (struct frame_place){(u64)sqlite3_column_int64(st, 0), (u64)sqlite3_column_int64(st, 1), (u64)sqlite3_column_int64(st, 2)};
}

/* The day that its story gave an article whose page tells none; its relative dates are worked out from it. */
static void give_day(struct account *x, i32 day, enum basis basis)
{
    struct published *p = &x->article->published;
    if (p->when.precision >= PRECISION_DAY) return;
    p->when = (struct civil){.zone_min = ZONE_UNKNOWN, .precision = PRECISION_DAY};
    civil_from_day(day, &p->when.year, &p->when.month, &p->when.day);
    p->basis = basis;
    for (u32 i = 0; i < x->facts->dates.n; i++) date_resolve(&x->facts->dates.v[i], p);
}

bool reading_unpack(struct arena *a, str packet, str text, struct article *article, struct facts *facts, const char **why)
{
    struct codec c;
    if (codec_read(&c, a, &packet, text)) {
        visit_article(&c, article);
        visit_facts(&c, facts);
        if (c.rest.n) visit_modified(&c, article);
        if (codec_done(&c)) return true;
    }
    *why = c.bad;
    return false;
}

static enum asanid_status no_such_row(struct store *s, u64 row)
{
    return store_fail(s, "'%s' has no article in row %llu", s->path, (unsigned long long)row);
}

/* The row that `st` stands on, as SQL_ARTICLE_ACCOUNT gives it. */
static struct packed_account packed_of_row(struct arena *a, sqlite3_stmt *st)
{
    struct packed_account x = {.raw_bytes = (u64)sqlite3_column_int64(st, 0), .text_at = (u64)sqlite3_column_int64(st, 1),
                               .text_bytes = (u64)sqlite3_column_int64(st, 2)};
    x.frame = column_blob(a, st, 3);
    x.page = column_text(a, st, 4);
    x.reading = column_blob(a, st, 5);
    return x;
}

enum asanid_status store_packed(struct store *s, struct arena *a, u64 row, struct packed_account *out)
{
    enum asanid_status status;
    *out = (struct packed_account){0};
    sqlite3_stmt *st = store_sql(s, SQL_ARTICLE_ACCOUNT);
    if (st) sqlite3_bind_int64(st, 1, (i64)row);
    if (!store_row_next(s, st, &status)) return status ? status : no_such_row(s, row);
    *out = packed_of_row(a, st);
    sqlite3_reset(st);
    return ASANID_OK;
}

bool account_unpack(struct frame_coder *f, struct arena *a, const struct packed_account *x, struct account *out, const char **why)
{
    struct frame_place place = {x->raw_bytes, x->text_at, x->text_bytes};
    struct frame_parts parts;
    *out = (struct account){.page = x->page};
    *why = "its page's frame is broken";
    if (!frame_unpack(f, a, x->frame, &place, &parts)) return false;
    out->raw = parts.text;
    out->article = ARENA_NEW(a, struct article);
    out->facts = ARENA_NEW(a, struct facts);
    return reading_unpack(a, x->reading, parts.text, out->article, out->facts, why);
}

enum asanid_status store_unpack_failed(struct store *s, const char *why) { return store_fail_value(s, "an article", why); }

enum asanid_status store_account(struct store *s, struct arena *a, u64 row, struct account *out)
{
    enum asanid_status status;
    const char *why = NULL;
    *out = (struct account){0};
    sqlite3_stmt *st = store_sql(s, SQL_ARTICLE_ACCOUNT);
    if (st) sqlite3_bind_int64(st, 1, (i64)row);
    if (!store_row_next(s, st, &status)) return status ? status : no_such_row(s, row);
    struct packed_account x = packed_of_row(a, st);
    if (!account_unpack(s->frames, a, &x, out, &why)) {
        sqlite3_reset(st);
        return store_unpack_failed(s, why);
    }
    if (sqlite3_column_type(st, 6) != SQLITE_NULL) give_day(out, sqlite3_column_int(st, 6), (enum basis)sqlite3_column_int(st, 7));
    if (!sqlite3_column_int(st, 9)) {
        out->article->id = arena_fmt(a, "%.*s@%lld", STR_ARG(out->article->id), (long long)sqlite3_column_int64(st, 8));
    }
    sqlite3_reset(st);
    return ASANID_OK;
}

enum asanid_status store_page_of(struct store *s, struct arena *a, u64 row, struct page *out)
{
    enum asanid_status status;
    *out = (struct page){0};
    sqlite3_stmt *st = store_sql(s, SQL_PAGE_OF);
    if (st) sqlite3_bind_int64(st, 1, (i64)row);
    if (!store_row_next(s, st, &status)) return status ? status : no_such_row(s, row);
    struct frame_place place = column_place(st);
    struct frame_parts parts;
    struct codec c;
    if (!frame_unpack(s->frames, a, column_view(st, 3), &place, &parts)) return store_fail_value(s, "a page", "its frame is broken");
    out->name = column_text(a, st, 4);
    out->raw = parts.raw;
    out->text = parts.text;
    sqlite3_reset(st);
    if (codec_read(&c, a, &parts.known, STR_EMPTY)) visit_known(&c, &out->known);
    return c.bad ? store_fail_value(s, "what a page's carrier tells", c.bad) : ASANID_OK;
}

enum asanid_status store_prints(struct store *s, struct arena *a, u64 row, struct prints *out)
{
    enum asanid_status status;
    *out = (struct prints){0};
    sqlite3_stmt *st = store_sql(s, SQL_PRINTS_GET);
    if (st) sqlite3_bind_int64(st, 1, (i64)row);
    if (!store_row_next(s, st, &status)) return status ? status : no_such_row(s, row);
    /* Nothing in a struct print points into the packet. */
    bool sound = prints_unpack(a, column_view(st, 0), out);
    sqlite3_reset(st);
    return sound ? ASANID_OK : store_fail_value(s, "an article's fingerprints", "their packet is broken");
}

u64 store_row(struct store *s, str id)
{
    i64 row;
    u64 revision;
    sqlite3_stmt *st = store_sql(s, SQL_ARTICLE_LATEST);
    if (!st) return 0;
    bind_str(st, 1, id);
    if (has_row(s, st, &row)) return (u64)row;
    /* Not an id: perhaps an id with the number of a revision. */
    size_t at = id.n;
    while (at > 0 && id.p[at - 1] != '@') at--;
    if (at == 0 || !str_u64(str_skip(id, at), &revision) || revision > INT64_MAX) return 0;
    st = store_sql(s, SQL_ARTICLE_REVISION);
    if (!st) return 0;
    bind_str(st, 1, str_head(id, at - 1));
    sqlite3_bind_int64(st, 2, (i64)revision);
    return has_row(s, st, &row) ? (u64)row : 0;
}

enum asanid_status store_set_day(struct store *s, u64 row, i32 day, enum basis basis)
{
    sqlite3_stmt *st = store_sql(s, SQL_ARTICLE_SET_DAY);
    if (!st) return ASANID_STORE;
    sqlite3_bind_int64(st, 1, (i64)row);
    if (day != DAY_UNKNOWN) {
        sqlite3_bind_int(st, 2, day);
        sqlite3_bind_int(st, 3, (int)basis);
    }
    return store_run(s, st);
}

/* ---- all, one after the other ---- */

/* The rows first, so that no statement stays open while the caller works on an article. */
static enum asanid_status revision_rows(struct store *s, struct arena *a, u64 **rows, u32 **numbers, u32 *n)
{
    struct { VEC(u64); } row = {0};
    struct { VEC(u32); } number = {0};
    enum asanid_status status;
    sqlite3_stmt *st = store_sql(s, SQL_ARTICLE_EACH);
    while (store_row_next(s, st, &status)) {
        vec_push(a, &row, (u64)sqlite3_column_int64(st, 0));
        vec_push(a, &number, (u32)sqlite3_column_int64(st, 1));
    }
    *rows = row.v;
    *numbers = number.v;
    *n = row.n;
    return status;
}

static enum asanid_status one_revision(struct store *s, struct arena *a, u64 row, u32 number, store_account_fn *fn, void *arg)
{
    struct account acc;
    enum asanid_status status;
    if (arena_guard(a)) return store_fail_memory(s, a);
    status = store_account(s, a, row, &acc);
    return status ? status : fn(arg, &acc, number);
}

enum asanid_status store_each_revision(struct store *s, store_account_fn *fn, void *arg)
{
    struct arena list, one;
    u64 *rows = NULL;
    u32 *numbers = NULL, n = 0;
    enum asanid_status status;
    arena_init(&list, SIZE_MAX);
    arena_init(&one, LIMIT_DOCUMENT_ARENA);
    if (arena_guard(&list)) {
        status = store_fail_memory(s, &list);
    } else {
        status = revision_rows(s, &list, &rows, &numbers, &n);
        for (u32 i = 0; i < n && !status; i++) {
            status = one_revision(s, &one, rows[i], numbers[i], fn, arg);
            arena_reset(&one);
        }
    }
    arena_release(&one);
    arena_release(&list);
    return status;
}

/* The first page behind row *after, given to fn; *after becomes its row, or 0 where there is none. */
static enum asanid_status next_page(struct store *s, struct arena *a, i64 *after, store_page_fn *fn, void *arg)
{
    enum asanid_status status;
    if (arena_guard(a)) return store_fail_memory(s, a);
    sqlite3_stmt *st = store_sql(s, SQL_PAGE_EACH);
    if (st) sqlite3_bind_int64(st, 1, *after);
    *after = 0;
    if (!store_row_next(s, st, &status)) return status;
    struct frame_place place = column_place(st);
    struct frame_parts parts;
    struct known known = {0};
    struct codec c;
    if (!frame_unpack(s->frames, a, column_view(st, 3), &place, &parts)) return store_fail_value(s, "a page", "its frame is broken");
    str name = column_text(a, st, 4);
    u64 hash = (u64)sqlite3_column_int64(st, 5);
    *after = sqlite3_column_int64(st, 6);
    sqlite3_reset(st);
    if (hash_str(parts.raw) != hash) return store_fail_value(s, "a page", "its bytes have another hash");
    if (codec_read(&c, a, &parts.known, STR_EMPTY)) visit_known(&c, &known);
    if (c.bad) return store_fail_value(s, "what a page's carrier tells", c.bad);
    return fn(arg, name, parts.raw, &known);
}

enum asanid_status store_each_page(struct store *s, store_page_fn *fn, void *arg)
{
    struct arena one;
    enum asanid_status status = ASANID_OK;
    i64 after = 0;
    arena_init(&one, LIMIT_DOCUMENT_ARENA);
    do {
        status = next_page(s, &one, &after, fn, arg);
        arena_reset(&one);
    } while (!status && after);
    arena_release(&one);
    return status;
}
