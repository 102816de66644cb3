/* derived.c - what settling makes of the matches: stemma and stories, and where ids that are gone lead. */
#include "store/store_sql.h"

#include "base/map.h"
#include "store/codec.h"

#include <stdlib.h>

enum asanid_status store_drop_derived(struct store *s)
{
    enum asanid_status status = store_exec(s, "DELETE FROM match; DELETE FROM edge;"
                                              "DELETE FROM unseen_witness; DELETE FROM unseen; DELETE FROM origin;"
                                              "DELETE FROM story_member; DELETE FROM story;"
                                              "UPDATE article SET given_day = NULL, given_basis = NULL;");
    return status ? status : store_meta_put(s, "unsettled", 1);
}

/* ---- ids that are gone ---- */

/* An id that lives again leads nowhere. */
#define FORWARD_LIVING "DELETE FROM forward WHERE \"from\" IN (SELECT id FROM story UNION ALL SELECT id FROM unseen);"
/* A forwarding address leads straight to the end of its chain; one that leads back to itself is void. */
#define FORWARD_SHORTEN                                                                                                        \
    "DELETE FROM forward WHERE \"from\" = \"to\";"                                                                             \
    "UPDATE forward SET \"to\" = (SELECT n.\"to\" FROM forward n WHERE n.\"from\" = forward.\"to\")"                           \
    " WHERE \"to\" IN (SELECT \"from\" FROM forward);"
#define FORWARD_CHAIN_MAX 64
/* An id that is gone, and that leads to nothing that lives, leads to where the article went that it was made from. */
#define FORWARD_STORIES                                                                                                        \
    "DELETE FROM forward WHERE \"from\" GLOB 'story:*' AND \"to\" NOT IN (SELECT id FROM story);"                              \
    "INSERT OR IGNORE INTO forward(\"from\", \"to\") SELECT h.id, m.story FROM handle h"                                       \
    " JOIN story_member m ON m.article_id = h.article_id WHERE h.id GLOB 'story:*' AND h.id NOT IN (SELECT id FROM story);"
#define FORWARD_UNSEEN                                                                                                         \
    "DELETE FROM forward WHERE \"from\" GLOB 'unseen:*' AND \"to\" NOT IN (SELECT id FROM unseen);"                            \
    "INSERT OR IGNORE INTO forward(\"from\", \"to\") SELECT h.id, min(u.id) FROM handle h JOIN article a ON a.id = h.article_id" \
    " JOIN unseen_witness w ON w.article = a.row JOIN unseen u ON u.row = w.unseen"                                            \
    " WHERE h.id GLOB 'unseen:*' AND h.id NOT IN (SELECT id FROM unseen) GROUP BY h.id;"

static enum asanid_status settle_forwards(struct store *s, const char *gone)
{
    enum asanid_status status = store_exec(s, FORWARD_LIVING);
    for (u32 i = 0; i < FORWARD_CHAIN_MAX && !status; i++) {
        status = store_exec(s, FORWARD_SHORTEN);
        if (!status && sqlite3_changes(s->db) == 0) break;
    }
    return status ? status : store_exec(s, gone);
}

/* ---- stemma: in ---- */

static i64 node_row(u32 node, const u64 *rows) { return node & NODE_UNSEEN ? -(i64)(node & ~NODE_UNSEEN) - 1 : (i64)rows[node]; }

static enum asanid_status put_edge(struct store *s, const struct edge *e, bool accepted, const u64 *rows)
{
    struct edge x = *e;
    struct codec c;
    codec_write(&c, &s->scratch, CODEC_NO_TEXT);
    visit_edge(&c, &x);
    str packet = codec_packet(&c);
    sqlite3_stmt *st = store_sql(s, SQL_EDGE_PUT);
    if (!st) return ASANID_STORE;
    sqlite3_bind_int64(st, 1, node_row(e->child, rows));
    sqlite3_bind_int(st, 2, accepted);
    sqlite3_bind_int64(st, 3, node_row(e->parent, rows));
    bind_blob(st, 4, packet);
    return store_run(s, st);
}

static enum asanid_status put_unseen(struct store *s, const struct unseen *u, i64 row, const u64 *rows)
{
    struct unseen x = *u;
    struct codec c;
    codec_write(&c, &s->scratch, CODEC_NO_TEXT);
    visit_unseen(&c, &x);
    str packet = codec_packet(&c);
    sqlite3_stmt *st = store_sql(s, SQL_UNSEEN_PUT);
    if (!st) return ASANID_STORE;
    sqlite3_bind_int64(st, 1, row);
    bind_str(st, 2, u->id);
    bind_blob(st, 3, packet);
    enum asanid_status status = store_run(s, st);
    for (u32 i = 0; i < u->witnesses.n && !status; i++) {
        st = store_sql(s, SQL_UNSEEN_WITNESS_PUT);
        if (!st) return ASANID_STORE;
        sqlite3_bind_int64(st, 1, (i64)rows[u->witnesses.v[i]]);
        sqlite3_bind_int64(st, 2, row);
        status = store_run(s, st);
    }
    return status;
}

static enum asanid_status put_origin(struct store *s, const struct origin *o, const u64 *rows)
{
    struct origin x = *o;
    struct codec c;
    codec_write(&c, &s->scratch, CODEC_NO_TEXT);
    visit_origin(&c, &x);
    str packet = codec_packet(&c);
    sqlite3_stmt *st = store_sql(s, SQL_ORIGIN_PUT);
    if (!st) return ASANID_STORE;
    sqlite3_bind_int64(st, 1, (i64)rows[o->article]);
    bind_blob(st, 2, packet);
    return store_run(s, st);
}

static enum asanid_status put_stemma(struct store *s, const struct stemma *x, const u64 *rows)
{
    enum asanid_status status =
        store_exec(s, "DELETE FROM edge; DELETE FROM unseen_witness; DELETE FROM unseen; DELETE FROM origin;");
    for (u32 i = 0; i < x->unseen.n && !status; i++) status = put_unseen(s, &x->unseen.v[i], (i64)i + 1, rows);
    for (u32 i = 0; i < x->edges.n && !status; i++) status = put_edge(s, &x->edges.v[i], true, rows);
    for (u32 i = 0; i < x->rejected.n && !status; i++) status = put_edge(s, &x->rejected.v[i], false, rows);
    for (u32 i = 0; i < x->origins.n && !status; i++) status = put_origin(s, &x->origins.v[i], rows);
    if (!status) {
        status = store_exec(s, "INSERT OR REPLACE INTO handle(id, article_id) SELECT u.id, a.id FROM unseen u JOIN article a"
                               " ON a.row = (SELECT min(w.article) FROM unseen_witness w WHERE w.unseen = u.row);");
    }
    return status ? status : settle_forwards(s, FORWARD_UNSEEN);
}

enum asanid_status store_put_stemma(struct store *s, const struct stemma *st, const u64 *rows, u32 n)
{
    enum asanid_status status;
    (void)n;
    if (arena_guard(&s->scratch)) status = store_fail_memory(s, &s->scratch);
    else status = put_stemma(s, st, rows);
    arena_reset(&s->scratch);
    return status;
}

/* ---- stemma: out ---- */

/* A stemma while it is read: which node a row is. */
struct restriction {
    struct arena *arena;
    struct map articles; /* row -> index of a witness */
    struct map unseen;   /* row -> index of an unseen source */
    struct stemma *out;
};

static bool node_of(const struct restriction *r, i64 row, u32 *node)
{
    const u64 *at = row < 0 ? map_get(&r->unseen, (u64)-row) : map_get(&r->articles, (u64)row);
    if (at) *node = (u32)*at | (row < 0 ? NODE_UNSEEN : 0);
    return at != NULL;
}

static enum asanid_status read_edges(struct store *s, struct restriction *r, i64 child_row, u32 child)
{
    enum asanid_status status;
    sqlite3_stmt *st = store_sql(s, SQL_EDGE_OF);
    if (st) sqlite3_bind_int64(st, 1, child_row);
    while (store_row_next(s, st, &status)) {
        u32 parent;
        if (!node_of(r, sqlite3_column_int64(st, 0), &parent)) continue;
        bool accepted = sqlite3_column_int(st, 1);
        struct edge *e = accepted ? vec_add(r->arena, &r->out->edges) : vec_add(r->arena, &r->out->rejected);
        str packet = column_blob(r->arena, st, 2);
        struct codec c;
        e->child = child;
        e->parent = parent;
        if (codec_read(&c, r->arena, &packet, CODEC_NO_TEXT)) visit_edge(&c, e);
        if (c.bad) {
            sqlite3_reset(st);
            return store_fail_value(s, "an edge", c.bad);
        }
    }
    return status;
}

static enum asanid_status read_unseen(struct store *s, struct restriction *r, i64 row)
{
    enum asanid_status status;
    struct unseen *u = vec_add(r->arena, &r->out->unseen);
    sqlite3_stmt *st = store_sql(s, SQL_UNSEEN_GET);
    if (st) sqlite3_bind_int64(st, 1, row);
    if (!store_row_next(s, st, &status)) return status ? status : store_fail_value(s, "an unseen source", "it is not there");
    u->id = column_text(r->arena, st, 0);
    str packet = column_blob(r->arena, st, 1);
    sqlite3_reset(st);
    struct codec c;
    if (codec_read(&c, r->arena, &packet, CODEC_NO_TEXT)) visit_unseen(&c, u);
    if (c.bad) return store_fail_value(s, "an unseen source", c.bad);
    st = store_sql(s, SQL_UNSEEN_WITNESSES);
    if (st) sqlite3_bind_int64(st, 1, row);
    while (store_row_next(s, st, &status)) {
        const u64 *at = map_get(&r->articles, (u64)sqlite3_column_int64(st, 0));
        if (at) vec_push(r->arena, &u->witnesses, (u32)*at);
    }
    return status;
}

static enum asanid_status read_origin(struct store *s, struct restriction *r, u64 row, u32 article)
{
    enum asanid_status status;
    sqlite3_stmt *st = store_sql(s, SQL_ORIGIN_OF);
    if (st) sqlite3_bind_int64(st, 1, (i64)row);
    if (!store_row_next(s, st, &status)) return status;
    struct origin *o = vec_add(r->arena, &r->out->origins);
    str packet = column_blob(r->arena, st, 0);
    sqlite3_reset(st);
    struct codec c;
    o->article = article;
    if (codec_read(&c, r->arena, &packet, CODEC_NO_TEXT)) visit_origin(&c, o);
    return c.bad ? store_fail_value(s, "an origin", c.bad) : ASANID_OK;
}

static int by_nodes(const void *l, const void *r)
{
    const struct edge *a = l, *b = r;
    if (a->child != b->child) return a->child < b->child ? -1 : 1;
    return (a->parent > b->parent) - (a->parent < b->parent);
}

static int by_value(const void *l, const void *r)
{
    u32 a = *(const u32 *)l, b = *(const u32 *)r;
    return (a > b) - (a < b);
}

static int by_row(const void *l, const void *r)
{
    i64 a = *(const i64 *)l, b = *(const i64 *)r;
    return (a > b) - (a < b);
}

/* Which unseen sources have a witness among the rows; numbered in the order they were made. */
static enum asanid_status number_unseen(struct store *s, struct restriction *r, const u64 *rows, u32 n)
{
    struct { VEC(i64); } found = {0};
    enum asanid_status status = ASANID_OK;
    for (u32 i = 0; i < n && !status; i++) {
        sqlite3_stmt *st = store_sql(s, SQL_UNSEEN_OF);
        if (st) sqlite3_bind_int64(st, 1, (i64)rows[i]);
        while (store_row_next(s, st, &status)) vec_push(r->arena, &found, sqlite3_column_int64(st, 0));
    }
    if (found.n) qsort(found.v, found.n, sizeof *found.v, by_row);
    for (u32 i = 0; i < found.n && !status; i++) {
        if (i && found.v[i] == found.v[i - 1]) continue;
        *map_put(&r->unseen, (u64)found.v[i]) = r->out->unseen.n;
        status = read_unseen(s, r, found.v[i]);
        struct unseen *u = &r->out->unseen.v[r->out->unseen.n - 1];
        if (u->witnesses.n > 1) qsort(u->witnesses.v, u->witnesses.n, sizeof *u->witnesses.v, by_value);
    }
    return status;
}

enum asanid_status store_stemma(struct store *s, struct arena *a, const u64 *rows, u32 n, struct stemma *out)
{
    struct restriction r = {.arena = a, .out = out};
    *out = (struct stemma){0};
    map_init(&r.articles, a, n);
    map_init(&r.unseen, a, 0);
    for (u32 i = 0; i < n; i++) *map_put(&r.articles, rows[i]) = i;
    enum asanid_status status = number_unseen(s, &r, rows, n);
    for (u32 i = 0; i < n && !status; i++) {
        status = read_edges(s, &r, (i64)rows[i], i);
        if (!status) status = read_origin(s, &r, rows[i], i);
    }
    map_each(&r.unseen, e) {
        if (!status) status = read_edges(s, &r, -(i64)e->key, (u32)e->value | NODE_UNSEEN);
    }
    if (out->edges.n) qsort(out->edges.v, out->edges.n, sizeof *out->edges.v, by_nodes);
    if (out->rejected.n) qsort(out->rejected.v, out->rejected.n, sizeof *out->rejected.v, by_nodes);
    return status;
}

/* ---- stories ---- */

static enum asanid_status put_story(struct store *s, const struct story *x, const u64 *rows)
{
    sqlite3_stmt *st = store_sql(s, SQL_STORY_PUT);
    if (!st) return ASANID_STORE;
    bind_str(st, 1, x->id);
    bind_str(st, 2, x->label);
    sqlite3_bind_int64(st, 3, x->independent);
    enum asanid_status status = store_run(s, st);
    for (u32 i = 0; i < x->members.n && !status; i++) {
        st = store_sql(s, SQL_MEMBER_PUT);
        if (!st) return ASANID_STORE;
        sqlite3_bind_int64(st, 1, (i64)rows[x->members.v[i].article]);
        bind_str(st, 2, x->id);
        sqlite3_bind_int64(st, 3, i);
        sqlite3_bind_int64(st, 4, x->members.v[i].event);
        status = store_run(s, st);
    }
    return status;
}

static enum asanid_status put_forward(struct store *s, const struct forward *f)
{
    sqlite3_stmt *st = store_sql(s, SQL_FORWARD_PUT);
    if (!st) return ASANID_STORE;
    bind_str(st, 1, f->from);
    bind_str(st, 2, f->to);
    return store_run(s, st);
}

enum asanid_status store_put_stories(struct store *s, const struct stories *x, const u64 *rows, u32 n)
{
    (void)n;
    enum asanid_status status = store_exec(s, "DELETE FROM story_member; DELETE FROM story;");
    for (u32 i = 0; i < x->v.n && !status; i++) status = put_story(s, &x->v.v[i], rows);
    for (u32 i = 0; i < x->forwards.n && !status; i++) status = put_forward(s, &x->forwards.v[i]);
    if (!status)
        status = store_exec(s, "INSERT OR REPLACE INTO handle(id, article_id) SELECT story, article_id FROM story_member WHERE position = 0;");
    if (!status) status = settle_forwards(s, FORWARD_STORIES);
    return status ? status : store_meta_put(s, "unsettled", 0);
}

/* The story that `st` stands on, without its members. */
static void read_story(struct arena *a, sqlite3_stmt *st, struct story *out)
{
    out->id = column_text(a, st, 0);
    out->label = column_text(a, st, 1);
    out->independent = (u32)sqlite3_column_int64(st, 2);
}

static enum asanid_status read_members(struct store *s, struct arena *a, struct story *x)
{
    enum asanid_status status;
    sqlite3_stmt *st = store_sql(s, SQL_MEMBERS);
    if (st) bind_str(st, 1, x->id);
    while (store_row_next(s, st, &status)) {
        vec_push(a, &x->members, ((struct story_member){(u32)sqlite3_column_int64(st, 0), (u32)sqlite3_column_int64(st, 1)}));
    }
    return status;
}

enum asanid_status store_stories(struct store *s, struct arena *a, struct stories *out)
{
    enum asanid_status status;
    *out = (struct stories){0};
    sqlite3_stmt *st = store_sql(s, SQL_STORY_ALL);
    while (store_row_next(s, st, &status)) read_story(a, st, vec_add(a, &out->v));
    for (u32 i = 0; i < out->v.n && !status; i++) status = read_members(s, a, &out->v.v[i]);
    if (status) return status;
    st = store_sql(s, SQL_FORWARD_ALL);
    while (store_row_next(s, st, &status)) {
        struct forward *f = vec_add(a, &out->forwards);
        f->from = column_text(a, st, 0);
        f->to = column_text(a, st, 1);
    }
    return status;
}

enum asanid_status store_story(struct store *s, struct arena *a, str id, struct story **out)
{
    enum asanid_status status;
    *out = NULL;
    for (u32 i = 0; i < 2; i++) {
        sqlite3_stmt *st = store_sql(s, SQL_STORY_GET);
        if (st) bind_str(st, 1, id);
        if (store_row_next(s, st, &status)) {
            struct story *x = ARENA_NEW(a, struct story);
            read_story(a, st, x);
            sqlite3_reset(st);
            *out = x;
            return read_members(s, a, x);
        }
        if (status) return status;
        st = store_sql(s, SQL_FORWARD_GET); /* shortened when it was written: one step is all */
        if (st) bind_str(st, 1, id);
        if (!store_row_next(s, st, &status)) return status;
        id = column_text(a, st, 0);
        sqlite3_reset(st);
    }
    return ASANID_OK;
}
