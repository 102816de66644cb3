/* test_search.c - full text: our folding, stems, the query that a reader types. */
#include "store_made.h"

#include "store/store_sql.h"

static struct store *filled(struct arena *a, const char *path)
{
    static const char *const texts[] = {
        "نفي رسمي\nأكّد المُتَحَدِّثُ أنّ ٢٬٥٠٠ جنديّ أميركيّ سيغادرون، وفق الـعـراق. قال.وأضاف",
        "Talks resume\nThe ministers' talks resumed; 2,500 soldiers and 25.5 percent of \"them\" left the café. http://x.test/a?b=c",
        "Weather\nرياح وأمطار على السواحل، وكتابها الجديد",
        "北京\n总统在北京讲话",
    };
    struct store *s = made_store(path);
    for (u32 i = 0; i < COUNT_OF(texts); i++) made_put(s, made_page(a, arena_fmt(a, "%u", i).p, arena_fmt(a, "%u", i).p, texts[i], NULL));
    return s;
}

/* The ids that a query finds, in one line. */
static const char *finds(struct store *s, struct arena *a, const char *query)
{
    struct founds found;
    enum asanid_status status = store_search(s, a, str_of(query), 10, &found);
    if (status) print_error("%s\n", store_errmsg(s));
    assert_int_equal(status, ASANID_OK);
    char seen[5] = "";
    for (u32 i = 0; i < found.n; i++) seen[found.v[i].id.p[0] - '0'] = 1;
    char *out = arena_alloc(a, 8);
    size_t n = 0;
    for (u32 i = 0; i < 4; i++)
        if (seen[i]) out[n++] = (char)('0' + i);
    return out;
}

static void finds_words(const char *path)
{
    struct arena a = test_arena();
    struct store *s = filled(&a, path);
    static const struct {
        const char *query, *ids;
    } cases[] = {
        {"المتحدث", "0"},     {"متحدث", "0"},    {"المُتحدِّث", "0"}, {"2500", "01"},      {"٢٥٠٠", "01"},       {"2,500", "01"},
        {"امريكي", "0"},      {"العراق", "0"},   {"وأضاف", "0"},    {"اضاف", "0"},       {"قال", "0"},         {"cafe", "1"},
        {"CAFÉ", "1"},        {"talk", "1"},     {"resuming", "1"}, {"minister", "1"},   {"25.5", "1"},        {"25.4", ""},
        {"500", ""},          {"الكتاب", "2"},   {"مطر", ""},       {"الأمطار", "2"},    {"北京", "3"},        {"京北", ""},
        {"nothing", ""},      {"", ""},          {"  ", ""},        {"\"", ""},          {"-", ""},            {"*", ""},
        {"2500 talks", "1"},  {"2500 -talks", "0"}, {"\"talks resumed\"", "1"}, {"\"resumed talks\"", ""}, {"«talks resumed»", "1"},
        {"\"2500 soldiers\"", "1"}, {"sold*", "1"}, {"متحد*", "0"},   {"المتحد*", "0"},    {"them\"", "1"},      {"x.test", "1"},
        {"b=c", "1"},         {"headline:talks", ""}, {"talks OR", ""}, {"NEAR(talks)", ""}, {"talks AND (", "1"},  {"-talks", ""},
        {"(talks)", "1"},     {"talks^2", ""},   {"'talks'", "1"},  {"talks \"soldiers", "1"},
    };
    for (u32 i = 0; i < COUNT_OF(cases); i++) {
        const char *got = finds(s, &a, cases[i].query);
        if (strcmp(got, cases[i].ids) != 0) print_error("'%s' finds '%s', not '%s'\n", cases[i].query, got, cases[i].ids);
        assert_string_equal(got, cases[i].ids);
    }
    made_clean(s);
    store_close(s);
    arena_release(&a);
}

static void words_are_found_however_they_are_written(void **state)
{
    (void)state;
    struct place p = place_new();
    finds_words(p.store);
    place_remove(&p);
}

/* In memory the index is made on the first search, and once more after pages came in. */
static void a_store_in_memory_finds_the_same(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct founds found;
    finds_words(":memory:");
    struct store *s = filled(&a, ":memory:");
    assert_string_equal(finds(s, &a, "resume"), "1");
    assert_int_equal(made_put(s, made_page(&a, "new", "1", "Talks end\nNothing came of it.", NULL)), ADDED_REVISION);
    assert_string_equal(finds(s, &a, "resume"), "");
    assert_int_equal(store_search(s, &a, S("nothing"), 9, &found), ASANID_OK);
    assert_int_equal(found.n, 1);
    made_clean(s);
    store_close(s);
    arena_release(&a);
}

static void the_snippet_marks_the_words_as_printed(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct store *s = filled(&a, ":memory:");
    struct founds found;
    assert_int_equal(store_search(s, &a, S("المتحدث"), 10, &found), ASANID_OK);
    assert_int_equal(found.n, 1);
    assert_str(found.v[0].headline, "نفي رسمي");
    assert_true(str_find(found.v[0].snippet, S("\2المُتَحَدِّثُ\3"), 0) != SIZE_MAX);
    assert_int_equal(store_search(s, &a, S("\"Talks resume\""), 10, &found), ASANID_OK);
    assert_str(found.v[0].headline, "Talks resume");
    /* More matches than wanted: the best ones. */
    assert_int_equal(store_search(s, &a, S("2500"), 1, &found), ASANID_OK);
    assert_int_equal(found.n, 1);
    assert_int_equal(store_search(s, &a, S("2500"), 0, &found), ASANID_OK);
    assert_int_equal(found.n, 0);
    store_close(s);
    arena_release(&a);
}

/* A page of one word without an end, broken bytes in a query: no trouble. */
static void odd_words_do_no_harm(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct store *s = made_store(":memory:");
    struct founds found;
    char *text = arena_alloc(&a, 1000003);
    memset(text, 'x', 1000002);
    text[1] = '\n';
    made_put(s, made_page(&a, "a", "a", text, NULL));
    made_put(s, made_page(&a, "b", "b", "\xD9\x8B\xD9\x8B\n\xD9\x8B \xD9\x80", NULL)); /* marks alone */
    assert_int_equal(store_search(s, &a, S("x"), 10, &found), ASANID_OK);
    assert_int_equal(found.n, 1);
    assert_int_equal(store_search(s, &a, (str){"\xff\xfe\0x\"\xd9", 6}, 10, &found), ASANID_OK);
    made_clean(s);
    store_close(s);
    arena_release(&a);
}

TEST_MAIN(T(words_are_found_however_they_are_written), T(a_store_in_memory_finds_the_same), T(the_snippet_marks_the_words_as_printed), T(odd_words_do_no_harm))
