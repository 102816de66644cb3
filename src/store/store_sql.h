/*
** store_sql.h - what the files of this folder share: the open store, its statements, how they are run.
**
** Every SQL text stands once, in sql.c; a statement is prepared on its first use and kept. store_sql hands it out reset, so a row
** read half-way (a caller's arena jumped) does no harm to the next use.
*/
#ifndef ASANID_STORE_SQL_H
#define ASANID_STORE_SQL_H

#include "base/out.h"
#include "store/store.h"

#include <sqlite3.h>

#define STORE_APPLICATION_ID 0x61736e64 /* "asnd" */

enum sql {
    SQL_BEGIN, SQL_COMMIT, SQL_ROLLBACK,
    SQL_META_GET, SQL_META_PUT,
    SQL_PAGE_HASHES, SQL_PAGE_IDS, SQL_PAGE_FIND, SQL_PAGE_PUT, SQL_PAGE_COUNT, SQL_PAGE_EACH, SQL_PAGE_OF,
    SQL_ARTICLE_SAME, SQL_ARTICLE_LATEST, SQL_ARTICLE_REVISION, SQL_ARTICLE_PUT, SQL_ARTICLE_SUPERSEDE, SQL_ARTICLE_ROWS, SQL_ARTICLE_ACCOUNT,
    SQL_ARTICLE_EACH, SQL_ARTICLE_SET_DAY, SQL_READING_PUT, SQL_PRINTS_GET, SQL_ARTICLE_CHECK,
    SQL_SEARCH_PUT, SQL_SEARCH_DROP, SQL_SEARCH_FIND, SQL_SEARCH_CHECK,
    SQL_MATCH_PUT, SQL_MATCH_ALL, SQL_MATCH_OF, SQL_MATCH_DROP, SQL_PAIR_DROP, SQL_MATCH_CHECK,
    SQL_EDGE_PUT, SQL_EDGE_OF, SQL_EDGE_CHECK, SQL_UNSEEN_PUT, SQL_UNSEEN_OF, SQL_UNSEEN_GET, SQL_UNSEEN_WITNESSES, SQL_UNSEEN_WITNESS_PUT,
    SQL_UNSEEN_CHECK, SQL_ORIGIN_PUT, SQL_ORIGIN_OF, SQL_ORIGIN_CHECK,
    SQL_STORY_PUT, SQL_STORY_GET, SQL_STORY_ALL, SQL_MEMBER_PUT, SQL_MEMBERS, SQL_FORWARD_PUT, SQL_FORWARD_GET, SQL_FORWARD_ALL,
    SQL_COUNT
};
extern const char *const sql_text[SQL_COUNT];

struct frame_coder;

struct store {
    sqlite3 *db;
    char *path;
    char *lock_path; /* NULL: nothing locked */
    int lock_fd;
    enum store_mode mode;
    /* A store in memory serves `tell` and `match`, who never search: its full-text index is made on the first search. */
    bool indexes_late, index_behind;
    char *errmsg; /* owned; NULL none */
    sqlite3_stmt *stmt[SQL_COUNT];
    struct arena scratch; /* reset by each call that uses it */
    struct frame_coder *frames;
};

/* Sets the message, gives ASANID_STORE. */
enum asanid_status store_fail(struct store *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The message of SQLite's last failure, with what to do about it. */
enum asanid_status store_fail_sql(struct store *s, int rc);
/* A value that could not be read: `what` names it. */
enum asanid_status store_fail_value(struct store *s, const char *what, const char *why);
/* After a jump of the scratch arena. */
enum asanid_status store_fail_memory(struct store *s, const struct arena *a);

/* A statement ready to bind, or NULL (message set). */
sqlite3_stmt *store_sql(struct store *s, enum sql which);
void bind_str(sqlite3_stmt *st, int at, str x);  /* must stay until the statement is reset */
void bind_blob(sqlite3_stmt *st, int at, str x);
str column_text(struct arena *a, sqlite3_stmt *st, int at); /* copied */
str column_blob(struct arena *a, sqlite3_stmt *st, int at); /* copied */
str column_view(sqlite3_stmt *st, int at);                  /* good until the next step */
/* Runs a statement that gives no rows. */
enum asanid_status store_run(struct store *s, sqlite3_stmt *st) MUST_USE;
/* The next row: true; else false with *status of the end. */
bool store_row_next(struct store *s, sqlite3_stmt *st, enum asanid_status *status);
/* SQL without parameters, several statements. */
enum asanid_status store_exec(struct store *s, const char *sql) MUST_USE;

enum asanid_status store_meta_get(struct store *s, const char *key, i64 *value) MUST_USE; /* 0 where not there */
enum asanid_status store_meta_put(struct store *s, const char *key, i64 value) MUST_USE;

/* migrations.c */
#define STORE_VERSION store_migrations_n
extern const char *const store_migrations[];
extern const int store_migrations_n;

/* pages.c: an article with its facts out of its packet; false, with the reason in *why. */
bool reading_unpack(struct arena *a, str packet, str text, struct article *article, struct facts *facts, const char **why);

/* search.c: brings the full-text index of a store in memory up to date. */
enum asanid_status store_index(struct store *s) MUST_USE;

#endif
