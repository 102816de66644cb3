/*
** test_markup.c - style sheets, scripts and tags are found; prose with braces and angle brackets is left alone.
*/
#include "page_made.h"

#include "page/markup.h"

/* All runs of a line, parted by '|'. */
static const char *runs(struct markup_state *state, const char *line)
{
    str words = str_of(line), all = STR_EMPTY;
    for (size_t from = 0; from < words.n;) {
        span run = markup_next(state, words, from);
        if (span_is_null(run))
            break;
        assert_true(run.len > 0 && run.off >= from && span_end(run) <= words.n);
        str s = span_text(words, run);
        all = arena_fmt(&arena, "%.*s%s%.*s", STR_ARG(all), all.n ? "|" : "", STR_ARG(s));
        from = span_end(run);
    }
    return all.n ? all.p : "";
}

static const char *one(const char *line)
{
    struct markup_state state = {0, 0};
    arena_reset(&arena);
    if (arena_guard(&arena))
        fail();
    return runs(&state, line);
}

static void style_rules(void **state)
{
    (void)state;
    assert_string_equal(one("نهاية الجملة .a-b img{ color: red; } ثم"), ".a-b img{ color: red; }");
    assert_string_equal(one("نهاية الجملة..box{ display:block;margin: 0 }"), ".box{ display:block;margin: 0 }");
    assert_string_equal(one("#ad { width: 1px; } .b{top:0}"), "#ad { width: 1px; }|.b{top:0}");
    assert_string_equal(one("The end. @media (max-width: 9px) { .a { top: 0; } } More."), "@media (max-width: 9px) { .a { top: 0; } }");
}

static void scripts(void **state)
{
    (void)state;
    assert_string_equal(one("الكتل.x.cmd.push(function() { x.show('a'); });"), "x.cmd.push(function() { x.show('a'); });");
    assert_string_equal(one("words f(function(d){ g(d); }); words"), "f(function(d){ g(d); });");
}

static void tags(void **state)
{
    (void)state;
    assert_string_equal(one("one<br />two</p> <b>three"), "<br />|</p>");
    assert_string_equal(one("<!-- a note --> text -->"), "<!-- a note -->|-->");
    assert_string_equal(one("<a href=\"http://a.example/\">here</a>"), "<a href=\"http://a.example/\">|</a>");
}

static void prose_is_left_alone(void **state)
{
    (void)state;
    assert_string_equal(one("He wrote {sic} and {a: b} in it."), "");
    assert_string_equal(one("{كلمة بين قوسين: نعم؛}"), "");
    assert_string_equal(one("if 3 < 4 and 5 > 2 then <3"), "");
    assert_string_equal(one("{ { { {"), "");
    assert_string_equal(one("a <b without an end"), "");
}

static void a_rule_over_several_lines(void **state)
{
    (void)state;
    struct markup_state s = {0, 0};
    arena_reset(&arena);
    if (arena_guard(&arena))
        fail();
    assert_string_equal(runs(&s, ".a {"), ".a {");
    assert_int_equal(s.depth, 1);
    assert_string_equal(runs(&s, "color: red;"), "color: red;");
    assert_string_equal(runs(&s, "} after"), "}");
    assert_int_equal(s.depth, 0);
    assert_string_equal(runs(&s, "plain words"), "");
}

static void an_open_rule_ends_with_other_letters(void **state)
{
    (void)state;
    struct markup_state s = {0, 0};
    arena_reset(&arena);
    if (arena_guard(&arena))
        fail();
    assert_string_equal(runs(&s, ".a {"), ".a {");
    assert_string_equal(runs(&s, "كلام عادي"), "");
    assert_int_equal(s.depth, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(style_rules), cmocka_unit_test(scripts), cmocka_unit_test(tags), cmocka_unit_test(prose_is_left_alone),
        cmocka_unit_test(a_rule_over_several_lines), cmocka_unit_test(an_open_rule_ends_with_other_letters),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
