/* test_cells.c - cells, wrapping and tables with Arabic in them. */
#include "test.h"

#include "show/text.h"

static void cells_count_marks_as_none_and_wide_letters_twice(void **state)
{
    (void)state;
    assert_int_equal(text_cells(S("abc")), 3);
    assert_int_equal(text_cells(S("مُحَمَّد")), 4);
    assert_int_equal(text_cells(S("日本")), 4);
    assert_int_equal(text_cells(S("a\xe2\x80\x8f" "b")), 2); /* right-to-left mark */
    assert_int_equal(text_cells(S("")), 0);
}

static void wrap_breaks_at_spaces_and_lets_no_control_character_through(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct out o;
    struct style s = {.width = 24, .ui = "en"};
    out_init(&o, &a);
    text_wrap(&o, &s, 2, 2, S("one two  three\nfour five \033[31mred"));
    assert_str(out_view(&o), "one two three four\n  five ?[31mred");
    out_init(&o, &a);
    text_wrap(&o, &s, 6, 4, S("$2 million")); /* begins before its indent: a short first word is still parted from the next */
    assert_str(out_view(&o), "$2 million");
    arena_release(&a);
}

static void table_lines_up_with_vowelled_arabic(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct out o;
    struct style s = {.width = 80, .ui = "en"};
    struct text_table t = {.columns = 3, .right = 2};
    const char *cells[] = {"name", "n", "what", "مُحَمَّد", "7", "x", "abc", "123", "y"};
    for (size_t i = 0; i < COUNT_OF(cells); i++) vec_push(&a, &t.cells, str_of(cells[i]));
    out_init(&o, &a);
    text_table(&o, &a, &s, &t);
    assert_str(out_view(&o), "name    n  what\nمُحَمَّد    7  x\nabc   123  y\n");
    arena_release(&a);
}

static void table_cuts_its_widest_column_to_the_terminal(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct out o;
    struct style s = {.width = 40, .ui = "en"};
    struct text_table t = {.columns = 2};
    vec_push(&a, &t.cells, S("id"));
    vec_push(&a, &t.cells, S("a label that is far too long for a line of forty cells"));
    out_init(&o, &a);
    text_table(&o, &a, &s, &t);
    str line = out_view(&o);
    assert_true(text_cells(line) <= 41);
    assert_true(str_find(line, S("…"), 0) != SIZE_MAX);
    arena_release(&a);
}

static void strings_fall_back_to_english_and_then_to_their_key(void **state)
{
    (void)state;
    assert_str(ui_text("en", "agenda"), "Announced for later");
    assert_true(!str_is(ui_text("ar", "agenda"), "Announced for later"));
    assert_str(ui_text("xx", "agenda"), "Announced for later");
    assert_str(ui_text("ar", "no_such_key"), "no_such_key");
}

TEST_MAIN(T(cells_count_marks_as_none_and_wide_letters_twice), T(wrap_breaks_at_spaces_and_lets_no_control_character_through),
          T(table_lines_up_with_vowelled_arabic), T(table_cuts_its_widest_column_to_the_terminal),
          T(strings_fall_back_to_english_and_then_to_their_key))
