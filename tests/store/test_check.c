/* test_check.c - a sound store is clean; whatever is damaged is found, and never crashes. */
#include "store_made.h"

#include "base/out.h"
#include "store/store_sql.h"

/* A store of three articles with matches, a stemma and a story. */
static struct store *filled(struct arena *a, const char *path)
{
    struct store *s = made_store(path);
    u64 rows[3];
    for (u32 i = 0; i < 3; i++) {
        str id = arena_fmt(a, "a%u", i);
        made_put(s, made_page(a, id.p, id.p, arena_fmt(a, "headline\nwords of number %u, and more words", i).p, NULL));
        rows[i] = store_row(s, id);
    }
    struct match m = {.a = (u32)rows[0], .b = (u32)rows[1], .in_a = span_of(0, 9), .in_b = span_of(2, 9), .words = 2, .equal = 1, .group = UINT32_MAX};
    struct stemma st = {0};
    vec_push(a, &st.edges, ((struct edge){.child = 1, .parent = 0, .relation = REL_COPY, .share = 1, .p = 1}));
    vec_push(a, &st.origins, ((struct origin){0, S("here"), ORIGIN_CREDIT, 1}));
    struct unseen *u = vec_add(a, &st.unseen);
    u->id = S("unseen:1");
    vec_push(a, &u->witnesses, 2);
    struct stories x = {0};
    struct story *y = vec_add(a, &x.v);
    y->id = S("story:1");
    for (u32 i = 0; i < 3; i++) vec_push(a, &y->members, ((struct story_member){i, 0}));
    assert_int_equal(store_begin(s), ASANID_OK);
    assert_int_equal(store_put_pair(s, m.a, m.b, &m, 1), ASANID_OK);
    assert_int_equal(store_put_stemma(s, &st, rows, 3), ASANID_OK);
    assert_int_equal(store_put_stories(s, &x, rows, 3), ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);
    made_clean(s);
    return s;
}

static void listen(void *arg, const char *message)
{
    struct out *o = arg;
    out_z(o, message);
    out_char(o, '\n');
}

static void each_damage_is_found(void **state)
{
    (void)state;
    struct arena a = test_arena();
    static const struct {
        const char *sql, *finding;
    } cases[] = {
        {"UPDATE page SET frame = x'28b52ffd' WHERE row = 1", "page 'a0' cannot be unpacked"},
        {"UPDATE page SET text_bytes = 99999 WHERE row = 1", "page 'a0' cannot be unpacked"},
        {"UPDATE page SET text_bytes = text_bytes - 1 WHERE row = 1", "a0"},
        {"UPDATE page SET text_bytes = -1 WHERE row = 1", "page 'a0' cannot be unpacked"},
        {"UPDATE page SET hash = 0 WHERE row = 2", "page 'a1' is not what came in"},
        {"UPDATE reading SET article = substr(article, 1, 20) WHERE row = 2", "article 'a1' cannot be read"},
        {"UPDATE reading SET article = 'words' WHERE row = 2", "article 'a1' cannot be read"},
        {"UPDATE reading SET article = (SELECT article FROM reading WHERE row = 1) WHERE row = 2", "article 'a1' is filed under"},
        {"UPDATE reading SET prints = x'00' WHERE row = 3", "the fingerprints of article 'a2'"},
        {"DELETE FROM reading WHERE row = 3", "article 'a2' has no reading"},
        {"UPDATE article SET latest = 0 WHERE row = 3", "a2"},
        {"UPDATE article SET page = 77 WHERE row = 3", "a row leads nowhere"},
        {"UPDATE article SET id = 'zz' WHERE row = 3", "article 'zz' is filed under"},
        {"UPDATE match SET packets = x'0102'", "a match of 'a0' and 'a1' cannot be read: it is cut short"},
        {"UPDATE match SET a = 2, b = 1", "the wrong way round"},
        {"UPDATE page SET text_bytes = 5, text_at = text_at WHERE row = 1", "a0"},
        {"UPDATE edge SET packet = x''", "the edge from node 2 to node 1 cannot be read"},
        {"UPDATE edge SET parent = 55", "has an end that is not there"},
        {"UPDATE edge SET parent = -55", "has an end that is not there"},
        {"UPDATE unseen SET packet = x'01ffffffff00'", "'unseen:1' cannot be read"},
        {"UPDATE origin SET packet = x'02ffffffff00'", "the origin of row 1 cannot be read: it is of another version"},
        {"UPDATE story_member SET article_id = 'gone' WHERE article_id = 'a2'", "a story has a member that is not there: gone"},
        {"UPDATE story_member SET story = 'gone'", "a row leads nowhere"},
        {"UPDATE meta SET value = 0 WHERE key = 'engine'", "run 'asanid reindex'"},
        {"INSERT INTO search(rowid, headline, body) VALUES(99, 'more', 'more')", "the full-text index holds what is no article's"},
        {"INSERT INTO search(search, rowid, headline, body) VALUES('delete', 1, 'headline', 'words')", "full-text index"},
        {"INSERT INTO search(search, rowid, headline, body) SELECT 'delete', row, 'other words', body FROM search_text WHERE row = 1;"
         "INSERT INTO search(rowid, headline, body) SELECT row, 'other words', body FROM search_text WHERE row = 1",
         "the full-text index does not agree"},
    };
    for (u32 i = 0; i < COUNT_OF(cases); i++) {
        struct store *s = filled(&a, ":memory:");
        struct out o;
        out_init(&o, &a);
        assert_int_equal(store_begin(s), ASANID_OK);
        assert_int_equal(sqlite3_exec(s->db, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(store_check(s, listen, &o), ASANID_STORE);
        bool found = str_find(out_view(&o), str_of(cases[i].finding), 0) != SIZE_MAX;
        if (!found) print_error("%s\nfinds:\n%.*s%s\n", cases[i].sql, STR_ARG(out_view(&o)), store_errmsg(s));
        assert_true(found);
        store_close(s);
    }
    arena_release(&a);
}

/* Any byte of the file may be wrong: opening, reading and checking end with a status. */
static void read_all(struct store *s, struct arena *a)
{
    struct article_rows rows;
    struct account acc;
    struct prints prints;
    struct matches m;
    struct stories stories;
    struct founds found;
    if (store_articles(s, a, &rows) == ASANID_OK) {
        for (u32 i = 0; i < rows.n; i++) {
            if (store_account(s, a, rows.v[i].row, &acc) || store_prints(s, a, rows.v[i].row, &prints)) continue;
        }
    }
    if (store_matches(s, a, &m) || store_stories(s, a, &stories) || store_search(s, a, S("words"), 9, &found)) return;
}

static void keep_silent(void *arg, const char *message)
{
    (void)arg;
    (void)message;
}

static void a_damaged_file_is_never_a_crash(void **state)
{
    (void)state;
    struct arena a = test_arena(), b = test_arena();
    struct place p = place_new();
    store_close(filled(&a, p.store));
    FILE *f = fopen(p.store, "rb");
    static unsigned char whole[1 << 20];
    size_t n = fread(whole, 1, sizeof whole, f);
    fclose(f);
    assert_true(n > 4096 && n < sizeof whole);
    u64 seed = 42;
    u32 refused = 0;
    for (u32 round = 0; round < 200; round++) {
        f = fopen(p.store, "wb");
        fwrite(whole, 1, round % 4 == 3 ? (size_t)(hash_u64(seed++) % n) : n, f);
        for (u32 i = 0; i < 3; i++) {
            u64 at = hash_u64(seed++) % (round % 2 ? n : 8192);
            fseek(f, (long)at, SEEK_SET);
            fputc((int)(hash_u64(seed++) & 255), f);
        }
        fclose(f);
        struct store *s;
        enum asanid_status status = store_open(p.store, STORE_READ, &s);
        if (!status) {
            read_all(s, &b);
            status = store_check(s, keep_silent, NULL);
        }
        refused += status != ASANID_OK;
        store_close(s);
        arena_reset(&b);
    }
    assert_true(refused > 50);
    arena_release(&a);
    arena_release(&b);
    place_remove(&p);
}

static void a_reader_may_check(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place p = place_new();
    struct store *writer = filled(&a, p.store), *s;
    assert_int_equal(store_open(p.store, STORE_READ, &s), ASANID_OK);
    made_clean(s); /* beside a writer */
    store_close(writer);
    made_clean(s);
    store_close(s);
    arena_release(&a);
    place_remove(&p);
}

TEST_MAIN(T(each_damage_is_found), T(a_damaged_file_is_never_a_crash), T(a_reader_may_check))
