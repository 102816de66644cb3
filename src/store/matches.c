/* matches.c - the passages that articles share: one row a pair, holding a packet a match. */
#include "store/store_sql.h"

#include "base/map.h"
#include "store/codec.h"

#include <stdlib.h>

static enum asanid_status put_pair(struct store *s, i64 row_a, i64 row_b, const struct match *v, u32 n)
{
    struct out packets;
    out_init(&packets, &s->scratch);
    for (u32 i = 0; i < n; i++) {
        struct match x = v[i];
        struct codec c;
        codec_write(&c, &s->scratch, CODEC_NO_TEXT);
        visit_match(&c, &x);
        out_str(&packets, codec_packet(&c));
    }
    sqlite3_stmt *st = store_sql(s, SQL_MATCH_PUT);
    if (!st) return ASANID_STORE;
    sqlite3_bind_int64(st, 1, row_a);
    sqlite3_bind_int64(st, 2, row_b);
    bind_blob(st, 3, out_view(&packets));
    return store_run(s, st);
}

enum asanid_status store_put_pair(struct store *s, u64 row_a, u64 row_b, const struct match *v, u32 n)
{
    enum asanid_status status;
    if (arena_guard(&s->scratch)) status = store_fail_memory(s, &s->scratch);
    else status = put_pair(s, (i64)row_a, (i64)row_b, v, n);
    arena_reset(&s->scratch);
    return status;
}

enum asanid_status store_drop_pair(struct store *s, u64 row_a, u64 row_b)
{
    sqlite3_stmt *st = store_sql(s, SQL_PAIR_DROP);
    if (!st) return ASANID_STORE;
    sqlite3_bind_int64(st, 1, (i64)row_a);
    sqlite3_bind_int64(st, 2, (i64)row_b);
    return store_run(s, st);
}

static int by_place(const void *l, const void *r)
{
    const struct match *a = l, *b = r;
    if (a->in_a.off != b->in_a.off) return a->in_a.off < b->in_a.off ? -1 : 1;
    if (a->in_b.off != b->in_b.off) return a->in_b.off < b->in_b.off ? -1 : 1;
    return (a->in_a.len > b->in_a.len) - (a->in_a.len < b->in_a.len);
}

/* Adds the matches of one row, by place. */
static enum asanid_status add_pair(struct store *s, struct arena *a, u32 row_a, u32 row_b, str packets, struct matches *out)
{
    u32 first = out->n;
    while (packets.n) {
        struct codec c;
        struct match *m = vec_add(a, out);
        if (codec_read(&c, a, &packets, CODEC_NO_TEXT)) {
            visit_match(&c, m);
            codec_done(&c);
        }
        if (c.bad) return store_fail_value(s, "a match", c.bad);
        m->a = row_a;
        m->b = row_b;
    }
    if (out->n - first > 1) qsort(out->v + first, out->n - first, sizeof *out->v, by_place);
    return ASANID_OK;
}

/* The rows that `st` gives; with `wanted`, only those whose b is in it. */
static enum asanid_status add_pairs(struct store *s, struct arena *a, sqlite3_stmt *st, const struct map *wanted, struct matches *out)
{
    enum asanid_status status, trouble = ASANID_OK;
    while (!trouble && store_row_next(s, st, &status)) {
        u32 row_a = (u32)sqlite3_column_int64(st, 0), row_b = (u32)sqlite3_column_int64(st, 1);
        /* Nothing in a match points into its packet. */
        if (!wanted || map_get(wanted, row_b)) trouble = add_pair(s, a, row_a, row_b, column_view(st, 2), out);
    }
    if (!trouble) return status;
    sqlite3_reset(st);
    return trouble;
}

enum asanid_status store_pairs(struct store *s, struct arena *a, struct aligned_pairs *pairs, struct matches *out)
{
    enum asanid_status status, trouble = ASANID_OK;
    sqlite3_stmt *st = store_sql(s, SQL_MATCH_ALL);
    *pairs = (struct aligned_pairs){0};
    *out = (struct matches){0};
    while (!trouble && store_row_next(s, st, &status)) {
        struct aligned_pair *p = vec_add(a, pairs);
        p->a = (u32)sqlite3_column_int64(st, 0);
        p->b = (u32)sqlite3_column_int64(st, 1);
        p->first = out->n;
        trouble = add_pair(s, a, p->a, p->b, column_view(st, 2), out);
        p->n = out->n - p->first;
    }
    if (!trouble) return status;
    sqlite3_reset(st);
    return trouble;
}

enum asanid_status store_matches(struct store *s, struct arena *a, struct matches *out)
{
    *out = (struct matches){0};
    return add_pairs(s, a, store_sql(s, SQL_MATCH_ALL), NULL, out);
}

static int by_number(const void *l, const void *r)
{
    u64 a = *(const u64 *)l, b = *(const u64 *)r;
    return (a > b) - (a < b);
}

enum asanid_status store_matches_of(struct store *s, struct arena *a, const u64 *rows, u32 n, struct matches *out)
{
    struct map wanted;
    u64 *sorted = ARENA_ARRAY(a, u64, n);
    enum asanid_status status = ASANID_OK;
    *out = (struct matches){0};
    if (n) memcpy(sorted, rows, n * sizeof *rows);
    if (n) qsort(sorted, n, sizeof *sorted, by_number);
    map_init(&wanted, a, n);
    for (u32 i = 0; i < n; i++) *map_put(&wanted, sorted[i]) = 1;
    for (u32 i = 0; i < n && !status; i++) {
        sqlite3_stmt *st = store_sql(s, SQL_MATCH_OF);
        if (st) sqlite3_bind_int64(st, 1, (i64)sorted[i]);
        status = add_pairs(s, a, st, &wanted, out);
    }
    return status;
}
