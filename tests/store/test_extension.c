/* test_extension.c - any SQLite that loads asanid_fts can search a store. */
#include "store_made.h"

#include <libgen.h>
#include <sqlite3.h>

/* The extension in the build folder of this test; false where it was not built. */
static bool extension_path(char out[1024])
{
    char self[512] = "";
    if (readlink("/proc/self/exe", self, sizeof self - 1) <= 0) return false;
    snprintf(out, 1024, "%s/../src/store/asanid_fts.so", dirname(self));
    return access(out, R_OK) == 0;
}

static void another_sqlite_searches_a_store(void **state)
{
    (void)state;
    char extension[1024];
    if (!extension_path(extension)) skip();
    struct arena a = test_arena();
    struct place p = place_new();
    struct store *s = made_store(p.store);
    made_put(s, made_page(&a, "a", "a", "نفي رسمي\nأكّد المُتَحَدِّثُ ذلك", NULL));
    made_put(s, made_page(&a, "b", "b", "Talks resume\nThe ministers met.", NULL));
    store_close(s);

    sqlite3 *db;
    sqlite3_stmt *st;
    char *why = NULL;
    assert_int_equal(sqlite3_open(p.store, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT * FROM search", -1, &st, NULL), SQLITE_ERROR); /* no such tokenizer yet */
    sqlite3_close(db);
    assert_int_equal(sqlite3_open(p.store, &db), SQLITE_OK);
    assert_int_equal(sqlite3_enable_load_extension(db, 1), SQLITE_OK);
    int rc = sqlite3_load_extension(db, extension, NULL, &why);
    if (rc) print_error("%s\n", why);
    assert_int_equal(rc, SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT a.id, highlight(search, 1, '[', ']') FROM search JOIN article a ON a.row = search.rowid"
                                            " WHERE search MATCH 'متحدث'", -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(st, 0), "a");
    assert_string_equal((const char *)sqlite3_column_text(st, 1), "أكّد [المُتَحَدِّثُ] ذلك");
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    sqlite3_finalize(st);
    assert_int_equal(sqlite3_exec(db, "INSERT INTO search(search, rank) VALUES('integrity-check', 1)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    arena_release(&a);
    place_remove(&p);
}

TEST_MAIN(T(another_sqlite_searches_a_store))
