/*
** store.c - opening and closing, the lock, the schema brought up to date, transactions, and how statements are run.
**
** SQLite before 3.51.3 has a race around checkpoints of a write-ahead log with two connections that write or checkpoint
** (sqlite.org/wal.html): so one connection at a time is let in to write, by a lock file beside the store that the system gives back when its
** holder dies. Readers need no lock and never checkpoint.
*/
#include "store/store_sql.h"

#include "base/limits.h"
#include "store/frame.h"
#include "store/tokenizer.h"
#include "store/words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- messages ---- */

enum asanid_status store_fail(struct store *s, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *message = sqlite3_vmprintf(fmt, ap);
    va_end(ap);
    sqlite3_free(s->errmsg);
    s->errmsg = message;
    return ASANID_STORE;
}

enum asanid_status store_fail_sql(struct store *s, int rc)
{
    int system = s->db ? sqlite3_system_errno(s->db) : 0;
    switch (rc & 0xff) {
    case SQLITE_NOTADB:
        return store_fail(s, "'%s' is not a store of asanid, nor any SQLite database: name another file", s->path);
    case SQLITE_FULL:
        return store_fail(s, "no space left on the disk of '%s': free some and run the same again; what was committed is kept", s->path);
    case SQLITE_READONLY:
        return store_fail(s, "'%s' cannot be written: give yourself the right to write it and its folder", s->path);
    case SQLITE_CORRUPT:
        return store_fail(s, "'%s' is damaged (%s): run 'asanid check', and 'asanid add' the pages anew into another store", s->path,
                          sqlite3_errmsg(s->db));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return store_fail(s, "'%s' is in use by another program: wait until it has ended, then run the same again", s->path);
    case SQLITE_NOMEM:
        return store_fail(s, "not enough memory for '%s'", s->path);
    case SQLITE_CANTOPEN:
        return store_fail(s, "cannot open '%s': %s", s->path, system ? strerror(system) : "is its folder there, and may it be read?");
    case SQLITE_IOERR:
        if (system == ENOSPC || system == EDQUOT) return store_fail_sql(s, SQLITE_FULL);
        return store_fail(s, "cannot read or write '%s': %s", s->path, system ? strerror(system) : sqlite3_errmsg(s->db));
    default:
        return store_fail(s, "the store '%s': %s", s->path, s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc));
    }
}

enum asanid_status store_fail_value(struct store *s, const char *what, const char *why)
{
    return store_fail(s, "'%s' is damaged: %s cannot be read (%s); run 'asanid check', then 'asanid reindex'", s->path, what, why);
}

enum asanid_status store_fail_memory(struct store *s, const struct arena *a)
{
    return store_fail(s, "'%s': %s", s->path,
                      a->failed == ARENA_OVER_CAP ? "a page needs more memory than a document may have" : "not enough memory");
}

const char *store_errmsg(const struct store *s) { return !s ? "not enough memory" : s->errmsg ? s->errmsg : ""; }

/* ---- statements ---- */

sqlite3_stmt *store_sql(struct store *s, enum sql which)
{
    if (!s->stmt[which]) {
        int rc = sqlite3_prepare_v3(s->db, sql_text[which], -1, SQLITE_PREPARE_PERSISTENT, &s->stmt[which], NULL);
        if (rc) {
            store_fail_sql(s, rc);
            return NULL;
        }
    }
    sqlite3_reset(s->stmt[which]);
    sqlite3_clear_bindings(s->stmt[which]);
    return s->stmt[which];
}

/* The empty str is the empty text, not NULL. */
void bind_str(sqlite3_stmt *st, int at, str x) { sqlite3_bind_text64(st, at, x.n ? x.p : "", x.n, SQLITE_STATIC, SQLITE_UTF8); }
void bind_blob(sqlite3_stmt *st, int at, str x) { sqlite3_bind_blob64(st, at, x.n ? x.p : "", x.n, SQLITE_STATIC); }

str column_view(sqlite3_stmt *st, int at)
{
    const void *p = sqlite3_column_blob(st, at);
    return (str){p, p ? (size_t)sqlite3_column_bytes(st, at) : 0};
}

str column_blob(struct arena *a, sqlite3_stmt *st, int at) { return arena_str(a, column_view(st, at)); }
str column_text(struct arena *a, sqlite3_stmt *st, int at) { return arena_str(a, column_view(st, at)); }

bool store_row_next(struct store *s, sqlite3_stmt *st, enum asanid_status *status)
{
    int rc = st ? sqlite3_step(st) : SQLITE_ERROR;
    if (rc == SQLITE_ROW) return true;
    *status = rc == SQLITE_DONE ? ASANID_OK : st ? store_fail_sql(s, rc) : ASANID_STORE;
    if (st) sqlite3_reset(st);
    return false;
}

enum asanid_status store_run(struct store *s, sqlite3_stmt *st)
{
    enum asanid_status status;
    while (store_row_next(s, st, &status)) {
    }
    return status;
}

enum asanid_status store_exec(struct store *s, const char *sql)
{
    int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return rc ? store_fail_sql(s, rc) : ASANID_OK;
}

/* One number that a pragma or query gives. */
static int query_number(sqlite3 *db, const char *sql, i64 *out)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) *out = sqlite3_column_int64(st, 0);
    int end = sqlite3_finalize(st);
    return rc == SQLITE_ROW ? SQLITE_OK : rc == SQLITE_DONE ? SQLITE_ERROR : end ? end : rc;
}

enum asanid_status store_meta_get(struct store *s, const char *key, i64 *value)
{
    enum asanid_status status;
    sqlite3_stmt *st = store_sql(s, SQL_META_GET);
    *value = 0;
    if (st) bind_str(st, 1, str_of(key));
    if (!store_row_next(s, st, &status)) return status;
    *value = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return ASANID_OK;
}

enum asanid_status store_meta_put(struct store *s, const char *key, i64 value)
{
    sqlite3_stmt *st = store_sql(s, SQL_META_PUT);
    if (!st) return ASANID_STORE;
    bind_str(st, 1, str_of(key));
    sqlite3_bind_int64(st, 2, value);
    return store_run(s, st);
}

/* ---- the lock ---- */

/* True where the file at `path` is still the one that fd opened: its last holder may have removed it in between. */
static bool is_same_file(int fd, const char *path)
{
    struct stat opened, there;
    return fstat(fd, &opened) == 0 && stat(path, &there) == 0 && opened.st_ino == there.st_ino && opened.st_dev == there.st_dev;
}

static enum asanid_status lock_take(struct store *s)
{
    s->lock_path = sqlite3_mprintf("%s-lock", s->path);
    if (!s->lock_path) return store_fail_sql(s, SQLITE_NOMEM);
    for (;;) {
        int fd = open(s->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (fd < 0) {
            if (errno == EACCES || errno == EROFS) return store_fail_sql(s, SQLITE_READONLY);
            if (errno == ENOENT) return store_fail(s, "cannot make '%s': its folder is not there", s->path);
            return store_fail(s, "cannot make the lock file '%s': %s", s->lock_path, strerror(errno));
        }
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
            if (is_same_file(fd, s->lock_path)) {
                s->lock_fd = fd;
                break;
            }
            close(fd);
            continue;
        }
        char holder[32] = "";
        ssize_t n = read(fd, holder, sizeof holder - 1);
        holder[n > 0 ? n : 0] = 0;
        close(fd);
        return store_fail(s, "'%s' is being written by another asanid%s%s: wait until it has ended, then run the same again", s->path,
                          *holder ? ", process " : "", holder);
    }
    char pid[32];
    int n = snprintf(pid, sizeof pid, "%ld", (long)getpid());
    /* The number only helps a reader of the message; a full disk must not keep the store shut. */
    if (ftruncate(s->lock_fd, 0) == 0 && write(s->lock_fd, pid, (size_t)n) < 0) errno = 0;
    return ASANID_OK;
}

static void lock_give_back(struct store *s)
{
    if (s->lock_fd >= 0) {
        unlink(s->lock_path);
        close(s->lock_fd);
        s->lock_fd = -1;
    }
    sqlite3_free(s->lock_path);
    s->lock_path = NULL;
}

/* ---- the schema ---- */

enum kind_of_file { FILE_OURS, FILE_EMPTY, FILE_REFUSED };

/* Whose database is it? A file of no bytes, or a database without any table, is an empty store. */
static enum kind_of_file whose(struct store *s)
{
    i64 id = 0, version = 0, tables = 0;
    int rc = query_number(s->db, "PRAGMA application_id", &id);
    if (!rc) rc = query_number(s->db, "PRAGMA user_version", &version);
    if (!rc) rc = query_number(s->db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (rc) {
        store_fail_sql(s, rc);
        return FILE_REFUSED;
    }
    if (id == 0 && version == 0 && tables == 0) return FILE_EMPTY;
    if (id != STORE_APPLICATION_ID) {
        store_fail(s, "'%s' is another program's database, not a store of asanid: name another file", s->path);
        return FILE_REFUSED;
    }
    if (version > STORE_VERSION) {
        store_fail(s, "'%s' was written by a newer asanid (store version %lld, this program knows %d): use that one", s->path,
                   (long long)version, STORE_VERSION);
        return FILE_REFUSED;
    }
    return FILE_OURS;
}

static enum asanid_status migrate(struct store *s)
{
    i64 version = 0;
    int rc = query_number(s->db, "PRAGMA user_version", &version);
    if (rc) return store_fail_sql(s, rc);
    if (version < STORE_VERSION && s->mode == STORE_READ) {
        return store_fail(s, "'%s' has the form of an older asanid (store version %lld): 'asanid reindex' brings it up to date", s->path,
                          (long long)version);
    }
    if (version >= STORE_VERSION) return ASANID_OK;
    /* All of them or none: a program that is killed while it makes a store must not leave one of an older form. */
    char *number = sqlite3_mprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", STORE_APPLICATION_ID, STORE_VERSION);
    enum asanid_status status = number ? store_exec(s, "BEGIN EXCLUSIVE") : store_fail_sql(s, SQLITE_NOMEM);
    for (int i = (int)version; i < STORE_VERSION && !status; i++) {
        status = store_exec(s, store_migrations[i]);
        if (!status && i == 0) status = store_meta_put(s, "engine", ENGINE_VERSION);
    }
    if (!status) status = store_exec(s, number);
    if (!status) status = store_exec(s, "COMMIT");
    if (status) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_free(number);
    return status;
}

/* ---- opening ---- */

static int open_database(struct store *s, const char *name, int flags)
{
    sqlite3_close(s->db);
    s->db = NULL;
    int rc = sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (!rc) rc = sqlite3_extended_result_codes(s->db, 1);
    if (!rc) rc = tokenizer_register(s->db);
    if (!rc) rc = words_register(s->db);
    if (!rc) sqlite3_busy_timeout(s->db, 10000);
    return rc;
}

/* What a store is told on opening. NORMAL: with a write-ahead log a crash of the program loses nothing that was committed. */
static enum asanid_status configure(struct store *s)
{
    if (s->mode == STORE_READ) return store_exec(s, "PRAGMA query_only = 1; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;");
    return store_exec(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;"
                         "PRAGMA cache_size = -64000; PRAGMA temp_store = MEMORY;");
}

static enum asanid_status open_to_write(struct store *s, bool in_memory)
{
    if (!in_memory) {
        enum asanid_status status = lock_take(s);
        if (status) return status;
        if (access(s->path, F_OK) == 0 && access(s->path, W_OK) != 0) return store_fail_sql(s, SQLITE_READONLY);
    }
    int rc = open_database(s, s->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (rc) return store_fail_sql(s, rc);
    if (whose(s) == FILE_REFUSED) return ASANID_STORE;
    enum asanid_status status = migrate(s);
    return status ? status : configure(s);
}

/* A program that was killed while it made a store leaves a journal that only a writer can roll back. */
static void recover(struct store *s)
{
    i64 ignored;
    if (lock_take(s) == ASANID_OK && open_database(s, s->path, SQLITE_OPEN_READWRITE) == SQLITE_OK)
        query_number(s->db, "SELECT count(*) FROM sqlite_schema", &ignored);
    sqlite3_close(s->db);
    s->db = NULL;
    lock_give_back(s);
}

/* Opens to read, and tries a first read: trouble with the log shows only then. */
static int open_and_look(struct store *s, const char *name, int flags)
{
    i64 ignored;
    int rc = open_database(s, name, SQLITE_OPEN_READONLY | flags);
    return rc ? rc : query_number(s->db, "SELECT count(*) FROM sqlite_schema", &ignored);
}

/* A store on a medium that cannot be written, closed in order: no log stands beside it, nobody can change it. */
static int open_immutable(struct store *s)
{
    char *log = sqlite3_mprintf("%s-wal", s->path), *name = sqlite3_mprintf("file:%s?immutable=1", s->path);
    int rc = SQLITE_CANTOPEN;
    if (log && name && access(log, F_OK) != 0 && !strpbrk(s->path, "%?#")) rc = open_and_look(s, name, SQLITE_OPEN_URI);
    sqlite3_free(log);
    sqlite3_free(name);
    return rc;
}

static bool wants_writing(int rc) { return (rc & 0xff) == SQLITE_READONLY || (rc & 0xff) == SQLITE_CANTOPEN; }

static int open_file_to_read(struct store *s)
{
    int rc = open_and_look(s, s->path, 0);
    if (!wants_writing(rc)) return rc;
    recover(s);
    rc = open_and_look(s, s->path, 0);
    return wants_writing(rc) ? open_immutable(s) : rc;
}

static enum asanid_status look_at_file(struct store *s)
{
    struct stat file;
    if (stat(s->path, &file) != 0) {
        return errno == ENOENT ? store_fail(s, "there is no store '%s': make one with 'asanid add --store %s INPUT'", s->path, s->path)
                               : store_fail(s, "cannot open '%s': %s", s->path, strerror(errno));
    }
    if (!S_ISREG(file.st_mode)) return store_fail(s, "'%s' is not a file: name the file of a store", s->path);
    return access(s->path, R_OK) == 0 ? ASANID_OK : store_fail(s, "cannot open '%s': %s", s->path, strerror(errno));
}

/* What a program leaves that was killed before its first commit: a store without a page. Nothing is written into it. */
static enum asanid_status stand_in(struct store *s)
{
    int rc = open_database(s, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (rc) return store_fail_sql(s, rc);
    s->mode = STORE_WRITE;
    enum asanid_status status = migrate(s);
    s->mode = STORE_READ;
    return status ? status : configure(s);
}

static enum asanid_status open_to_read(struct store *s)
{
    enum asanid_status status = look_at_file(s);
    if (status) return status;
    int rc = open_file_to_read(s);
    if (rc) return store_fail_sql(s, rc);
    enum kind_of_file kind = whose(s);
    if (kind == FILE_REFUSED) return ASANID_STORE;
    if (kind == FILE_EMPTY) return stand_in(s);
    status = migrate(s);
    return status ? status : configure(s);
}

static void finalize_all(struct store *s)
{
    for (u32 i = 0; i < SQL_COUNT; i++) {
        sqlite3_finalize(s->stmt[i]);
        s->stmt[i] = NULL;
    }
}

enum asanid_status store_open(const char *path, enum store_mode mode, struct store **out)
{
    struct store *s = *out = calloc(1, sizeof *s);
    if (!s) return ASANID_STORE;
    s->mode = mode;
    s->lock_fd = -1;
    arena_init(&s->scratch, LIMIT_DOCUMENT_ARENA);
    s->path = sqlite3_mprintf("%s", path);
    s->frames = frame_coder_new();
    if (!s->path || !s->frames) return store_fail(s, "not enough memory for '%s'", path);
    bool in_memory = strcmp(path, ":memory:") == 0;
    s->indexes_late = in_memory;
    enum asanid_status status = mode == STORE_WRITE || in_memory ? open_to_write(s, in_memory) : open_to_read(s);
    if (!status) {
        sqlite3_free(s->errmsg); /* of an attempt that was made up for */
        s->errmsg = NULL;
        return ASANID_OK;
    }
    finalize_all(s);
    sqlite3_close(s->db);
    s->db = NULL;
    lock_give_back(s);
    return status;
}

void store_close(struct store *s)
{
    if (!s) return;
    finalize_all(s);
    sqlite3_close(s->db);
    lock_give_back(s);
    frame_coder_free(s->frames);
    arena_release(&s->scratch);
    sqlite3_free(s->path);
    sqlite3_free(s->errmsg);
    free(s);
}

/* ---- transactions ---- */

enum asanid_status store_begin(struct store *s)
{
    if (s->mode == STORE_READ) return store_fail(s, "'%s' was opened to read only", s->path);
    return store_run(s, store_sql(s, SQL_BEGIN));
}

enum asanid_status store_commit(struct store *s)
{
    return store_run(s, store_sql(s, SQL_COMMIT));
}

void store_rollback(struct store *s)
{
    /* After a full disk SQLite may have rolled back already. */
    if (s->db && !sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_is_settled(struct store *s)
{
    i64 unsettled;
    return store_meta_get(s, "unsettled", &unsettled) == ASANID_OK && !unsettled;
}

u32 store_engine(struct store *s)
{
    i64 engine;
    return store_meta_get(s, "engine", &engine) == ASANID_OK ? (u32)engine : 0;
}
