/* test_store.c - opening, refusing, locking; transactions. */
#include "store_made.h"

#include "store/store_sql.h"

#include <signal.h>
#include <sys/wait.h>

static void refuses(const char *path, enum store_mode mode, const char *why)
{
    struct store *s;
    assert_int_equal(store_open(path, mode, &s), ASANID_STORE);
    if (!strstr(store_errmsg(s), path)) print_error("no path in: %s\n", store_errmsg(s));
    assert_non_null(strstr(store_errmsg(s), path));
    if (!strstr(store_errmsg(s), why)) print_error("'%s' not in: %s\n", why, store_errmsg(s));
    assert_non_null(strstr(store_errmsg(s), why));
    store_close(s);
}

static void write_file(const char *path, const char *bytes)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(bytes, f);
    fclose(f);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void opens_what_it_made(void **state)
{
    (void)state;
    struct place p = place_new();
    store_close(made_store(p.store));
    struct store *s;
    assert_int_equal(store_open(p.store, STORE_READ, &s), ASANID_OK);
    assert_string_equal(store_errmsg(s), "");
    assert_true(store_is_settled(s));
    assert_int_equal(store_engine(s), ENGINE_VERSION);
    assert_int_equal(store_begin(s), ASANID_STORE);
    made_clean(s);
    store_close(s);
    place_remove(&p);
}

static void an_empty_file_is_an_empty_store(void **state)
{
    (void)state;
    struct place p = place_new();
    struct store *s;
    write_file(p.store, "");
    assert_int_equal(store_open(p.store, STORE_READ, &s), ASANID_OK);
    made_clean(s);
    store_close(s);
    s = made_store(p.store);
    made_clean(s);
    store_close(s);
    place_remove(&p);
}

static void refuses_what_is_no_store(void **state)
{
    (void)state;
    struct place p = place_new();
    refuses(p.store, STORE_READ, "there is no store");
    refuses("/tmp/no-such-folder-of-asanid/news.db", STORE_WRITE, "its folder is not there");
    refuses(p.folder, STORE_READ, "is not a file");
    write_file(p.store, "this is a letter to the editor, and no database at all; it is longer than a header is");
    refuses(p.store, STORE_READ, "not a store of asanid");
    refuses(p.store, STORE_WRITE, "not a store of asanid");
    unlink(p.store);
    run_sql(p.store, "CREATE TABLE letters(x); INSERT INTO letters VALUES(1);");
    refuses(p.store, STORE_READ, "another program's database");
    refuses(p.store, STORE_WRITE, "another program's database");
    unlink(p.store);
    store_close(made_store(p.store));
    run_sql(p.store, "PRAGMA user_version = 9999;");
    refuses(p.store, STORE_READ, "newer asanid");
    refuses(p.store, STORE_WRITE, "newer asanid");
    run_sql(p.store, "PRAGMA user_version = 0;");
    refuses(p.store, STORE_READ, "has the form of an older asanid");
    place_remove(&p);
}

static void one_writer_at_a_time_any_readers(void **state)
{
    (void)state;
    struct place p = place_new();
    struct store *writer = made_store(p.store), *reader;
    refuses(p.store, STORE_WRITE, "being written by another asanid, process ");
    assert_int_equal(store_open(p.store, STORE_READ, &reader), ASANID_OK);
    store_close(reader);
    store_close(writer);
    store_close(made_store(p.store));
    place_remove(&p);
}

static void a_killed_writer_gives_its_lock_back(void **state)
{
    (void)state;
    struct place p = place_new();
    struct arena a = test_arena();
    pid_t child = fork();
    if (child == 0) {
        struct store *s;
        enum added added;
        if (store_open(p.store, STORE_WRITE, &s) || store_begin(s)) _exit(1);
        if (store_put_page(s, &made_page(&a, "a.txt", "a", "one\ntwo", NULL)->r, &added) || store_commit(s) || store_begin(s)) _exit(1);
        if (store_put_page(s, &made_page(&a, "b.txt", "b", "three\nfour", NULL)->r, &added)) _exit(1);
        raise(SIGKILL);
    }
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how));
    struct store *s;
    assert_int_equal(store_open(p.store, STORE_READ, &s), ASANID_OK);
    assert_true(store_row(s, S("a")) > 0);
    assert_int_equal(store_row(s, S("b")), 0);
    assert_false(store_is_settled(s));
    store_close(s);
    s = made_store(p.store);
    made_clean(s);
    assert_int_equal(made_put(s, made_page(&a, "a.txt", "a", "one\ntwo", NULL)), ADDED_SAME);
    assert_int_equal(made_put(s, made_page(&a, "b.txt", "b", "three\nfour", NULL)), ADDED_NEW);
    made_clean(s);
    store_close(s);
    arena_release(&a);
    place_remove(&p);
}

static void a_read_only_file_is_named(void **state)
{
    (void)state;
    struct place p = place_new();
    store_close(made_store(p.store));
    chmod(p.store, 0444);
    if (geteuid() != 0) refuses(p.store, STORE_WRITE, "cannot be written"); /* root may write all the same */
    struct store *s;
    assert_int_equal(store_open(p.store, STORE_READ, &s), ASANID_OK);
    store_close(s);
    place_remove(&p);
}

static void a_full_disk_is_named_and_keeps_what_was_committed(void **state)
{
    (void)state;
    struct place p = place_new();
    struct arena a = test_arena();
    struct store *s = made_store(p.store);
    assert_int_equal(made_put(s, made_page(&a, "a.txt", "a", "one\ntwo", NULL)), ADDED_NEW);
    store_close(s);
    s = made_store(p.store);
    /* SQLite tells of a file that may not grow as of a disk without room. */
    assert_int_equal(sqlite3_exec(s->db, "PRAGMA max_page_count = 1", NULL, NULL, NULL), SQLITE_OK);
    char *long_text = arena_alloc(&a, 2000002);
    for (u32 i = 0; i < 2000000; i++) long_text[i] = (char)('a' + (i * 2654435761u >> 27) % 26);
    long_text[10] = '\n';
    enum added added;
    assert_int_equal(store_begin(s), ASANID_OK);
    assert_int_equal(store_put_page(s, &made_page(&a, "b.txt", "b", long_text, NULL)->r, &added), ASANID_STORE);
    assert_non_null(strstr(store_errmsg(s), "no space left"));
    assert_non_null(strstr(store_errmsg(s), p.store));
    store_rollback(s);
    assert_true(store_row(s, S("a")) > 0);
    assert_int_equal(store_row(s, S("b")), 0);
    made_clean(s);
    store_close(s);
    arena_release(&a);
    place_remove(&p);
}

static void a_rollback_leaves_nothing(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct store *s = made_store(":memory:");
    enum added added;
    assert_int_equal(store_begin(s), ASANID_OK);
    assert_int_equal(store_put_page(s, &made_page(&a, "a.txt", "a", "one\ntwo", NULL)->r, &added), ASANID_OK);
    assert_int_equal(store_put_pair(s, 1, 1, &(struct match){.in_a = span_of(0, 1), .in_b = span_of(0, 1)}, 1), ASANID_OK);
    store_rollback(s);
    struct matches m;
    assert_int_equal(store_row(s, S("a")), 0);
    assert_int_equal(store_matches(s, &a, &m), ASANID_OK);
    assert_int_equal(m.n, 0);
    assert_true(store_is_settled(s));
    made_clean(s);
    store_close(s);
    arena_release(&a);
}

TEST_MAIN(T(opens_what_it_made), T(an_empty_file_is_an_empty_store), T(refuses_what_is_no_store), T(one_writer_at_a_time_any_readers),
          T(a_killed_writer_gives_its_lock_back), T(a_read_only_file_is_named), T(a_full_disk_is_named_and_keeps_what_was_committed),
          T(a_rollback_leaves_nothing))
