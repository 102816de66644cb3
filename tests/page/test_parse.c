/* test_parse.c - JSON as it stands: what RFC 8259 allows is taken, all else refused with its place. */
#include "test.h"

#include "page/parse.h"

static bool takes(const char *text)
{
    struct parse r = {.s = str_of(text)};
    return parse_value(&r, NULL) && parse_end(&r);
}

static void values_are_told_from_what_is_none(void **state)
{
    static const char *const good[] = {"{}", "[]", "\"\"", "0", "-0", "-1.5e+10", "1E5", "0.25", "true", "false", "null", " [ 1 , [ ] , { } ] ",
                                       "{\"a\":[{\"b\":\"c\"},2],\"d\":{}}", "\"\\u0041\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\ud83d\\udcf0\"", "\"\\ud800\"",
                                       "\"a text that is longer than one block, and ends\"", "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]"};
    static const char *const bad[] = {"", " ", "{", "[", "\"", "01", "1.", ".5", "-", "+1", "1e", "tru", "nulll", "True", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}",
                                      "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\":1 \"b\":2}", "[1}", "{\"a\":1]", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\",
                                      "\"\\u", "\"a\tb\"", "\"sixteen bytes of\n it\"", "[\"a\"", "1 2", "[]]", "[1,2"};
    char deep[JSON_NESTING_MAX * 2 + 3];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++)
        if (!takes(good[i])) fail_msg("refused: %s", good[i]);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (takes(bad[i])) fail_msg("taken: %s", bad[i]);
    memset(deep, '[', JSON_NESTING_MAX + 1);
    memset(deep + JSON_NESTING_MAX + 1, ']', JSON_NESTING_MAX + 1);
    deep[JSON_NESTING_MAX * 2 + 2] = 0;
    assert_false(takes(deep));
}

static void strings_are_decoded(void **state)
{
    static const struct {
        const char *text, *meant;
    } cases[] = {
        {"\"plain\"", "plain"},
        {"\"\\u0627\\u0644\\u062e\\u0628\\u0631\"", "\xd8\xa7\xd9\x84\xd8\xae\xd8\xa8\xd8\xb1"},
        {"\"a\\ud83d\\udcf0b\"", "a\xf0\x9f\x93\xb0" "b"},
        {"\"\\ud83dx\"", "\xef\xbf\xbdx"},
        {"\"\\ud83d\\u0041\"", "\xef\xbf\xbd" "A"},
        {"\"\\udcf0\"", "\xef\xbf\xbd"},
        {"\"a long text before, then a line\\nand one more behind it\\\\\"", "a long text before, then a line\nand one more behind it\\"},
    };
    (void)state;
    struct arena a = test_arena();
    struct parse nul = {.s = S("\"\\u0000\"")};
    str got;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct parse r = {.s = str_of(cases[i].text)};
        assert_true(parse_string(&r, &a, &got));
        assert_str(got, cases[i].meant);
        assert_true(parse_end(&r));
    }
    assert_true(parse_string(&nul, &a, &got) && got.n == 1 && got.p[0] == 0);
    arena_release(&a);
}

static void members_come_in_order(void **state)
{
    struct parse r = {.s = S(" { \"a\" : 1 , \"b\\u0062\" : [ \"x\" , {\"y\":[]} , 3 ] } ")};
    str name, value;
    u32 i = 0, k = 0;
    (void)state;
    struct arena a = test_arena();
    assert_true(parse_member(&r, &a, &i, &name) && str_is(name, "a") && parse_value(&r, &value) && str_is(value, "1"));
    assert_true(parse_member(&r, &a, &i, &name) && str_is(name, "bb"));
    assert_int_equal(parse_next(&r), JSON_ARRAY);
    assert_true(parse_item(&r, &k) && parse_string(&r, &a, &value) && str_is(value, "x"));
    assert_true(parse_item(&r, &k) && parse_value(&r, &value) && str_is(value, "{\"y\":[]}"));
    assert_true(parse_item(&r, &k) && parse_value(&r, &value) && str_is(value, "3"));
    assert_false(parse_item(&r, &k));
    assert_false(parse_member(&r, &a, &i, &name));
    assert_true(parse_end(&r));
    arena_release(&a);
}

static void a_fault_has_its_place(void **state)
{
    struct parse r = {.s = S("[1, 2, x]")}, cut = {.s = S("{\"a\":\"b")};
    (void)state;
    assert_false(parse_value(&r, NULL));
    assert_int_equal(r.at, 7);
    assert_string_equal(r.why, "a value is wanted");
    assert_false(parse_value(&cut, NULL));
    assert_int_equal(cut.at, 7);
    assert_string_equal(cut.why, "it ends too early");
}

TEST_MAIN(T(values_are_told_from_what_is_none), T(strings_are_decoded), T(members_come_in_order), T(a_fault_has_its_place))
