/*
** test_lexicon.c - phrases found in tokens, lines and names.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "text/lexicon.h"

static struct arena arena;
static const struct text_rules *rules;
static struct lexicon *lexicon;

static const struct lang_row rows[] = {
    {{"وكالة فرانس برس", "AFP"}}, {{"أ ف ب", "AFP"}},   {{"فرانس برس", "AFP"}},  {{"الأمم المتحدة", "UN"}}, {{"تموز/يوليو", "07"}},
    {{"تشرين الأول", "10"}},      {{"حركة حماس", "H"}}, {{"read also:", "R"}},  {{"%", "PCT"}},            {{"U.S. $", "USD"}},
    {{"al-Qaeda", "Q"}},          {{"بغداد", "B"}},     {{"أميركا", "A"}},      {{"إقرأ أيضاً :", "R"}},     {{"كانون", "K"}},
    {{"بغداد", "second"}},        {{"...", "E"}},       {{"لجنة", "L"}},
};

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    rules = text_rules_new(&arena);
    lexicon = lexicon_new(&arena);
    const struct lang_table t = {"ar", "phrases", rows, COUNT_OF(rows)};
    lexicon_add(lexicon, &t, 7);
    lexicon_add(lexicon, NULL, 8);
    lexicon_done(lexicon);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* "code n proclitic" of the phrase at the token `at`, "" where there is none. */
static const char *hit_at(const char *raw, u32 at, enum lexicon_how how)
{
    struct zone *z = ARENA_NEW(&arena, struct zone);
    *z = (struct zone){span_of(0, strlen(raw)), ZONE_BODY};
    struct text *t = ARENA_NEW(&arena, struct text);
    *t = text_read(&arena, rules, str_of(raw), "ar", z, 1);
    struct lexicon_hit h = lexicon_at(lexicon, t, at, t->n_tokens, how);
    return h.row ? arena_fmt(&arena, "%s %u %u", h.row->column[1], h.n, h.proclitic).p : "";
}

static void the_longest_phrase_wins(void **state)
{
    (void)state;
    assert_string_equal(hit_at("وكالة فرانس برس قالت", 0, LEXICON_EXACT), "AFP 3 0");
    assert_string_equal(hit_at("فرانس برس", 0, LEXICON_EXACT), "AFP 2 0");
    assert_string_equal(hit_at("وكالة فرانس", 0, LEXICON_EXACT), "");
    assert_string_equal(hit_at("وكالة", 0, LEXICON_EXACT), "");
}

static void folding_makes_variants_equal(void **state)
{
    (void)state;
    assert_string_equal(hit_at("الامم المُتّحدة", 0, LEXICON_EXACT), "UN 2 0");
    assert_string_equal(hit_at("AL-QAEDA", 0, LEXICON_EXACT), "Q 3 0");
}

static void marks_may_stand_between_words(void **state)
{
    (void)state;
    static const char *const afp[] = {"أ.ف.ب قالت", "أ. ف. ب قالت", "أ/ف/ب"};
    for (size_t i = 0; i < COUNT_OF(afp); i++)
        assert_string_equal(hit_at(afp[i], 0, LEXICON_EXACT), "AFP 5 0");
    assert_string_equal(hit_at("أ ف ب", 0, LEXICON_EXACT), "AFP 3 0");
    assert_string_equal(hit_at("تموز/يوليو", 0, LEXICON_EXACT), "07 3 0");
    assert_string_equal(hit_at("تموز / يوليو", 0, LEXICON_EXACT), "07 3 0");
    assert_string_equal(hit_at("تموز يوليو", 0, LEXICON_EXACT), "07 2 0");
    assert_string_equal(hit_at("al Qaeda", 0, LEXICON_EXACT), "Q 2 0");
}

static void commas_and_sentence_ends_part_phrases(void **state)
{
    (void)state;
    assert_string_equal(hit_at("الأمم، المتحدة", 0, LEXICON_EXACT), "");
    assert_string_equal(hit_at("شاركت الأمم. المتحدة", 1, LEXICON_EXACT), "");
    assert_string_equal(hit_at("الأمم - المتحدة", 0, LEXICON_EXACT), "");
}

static void a_quotation_mark_may_stand_inside_loosely(void **state)
{
    (void)state;
    assert_string_equal(hit_at("حركة \"حماس\"", 0, LEXICON_LOOSE), "H 3 0");
    assert_string_equal(hit_at("حركة «حماس»", 0, LEXICON_LOOSE), "H 3 0");
    assert_string_equal(hit_at("حركة \"حماس\"", 0, LEXICON_EXACT), "");
}

static void attached_letters_are_read_off(void **state)
{
    (void)state;
    assert_string_equal(hit_at("وبغداد", 0, LEXICON_PROCLITIC), "B 1 2");
    assert_string_equal(hit_at("وببغداد", 0, LEXICON_PROCLITIC), "B 1 4");
    assert_string_equal(hit_at("لوكالة فرانس برس", 0, LEXICON_PROCLITIC), "AFP 3 2");
    assert_string_equal(hit_at("للأمم المتحدة", 0, LEXICON_PROCLITIC), "UN 2 2");
    assert_string_equal(hit_at("وللأمم المتحدة", 0, LEXICON_PROCLITIC), "UN 2 4");
    assert_string_equal(hit_at("للجنة", 0, LEXICON_PROCLITIC), "L 1 2");
    assert_string_equal(hit_at("وبغداد", 0, LEXICON_EXACT), "");
    assert_string_equal(hit_at("بغداد", 0, LEXICON_PROCLITIC), "B 1 0");
    assert_string_equal(hit_at("كانون", 0, LEXICON_PROCLITIC), "K 1 0");
}

static void spellings_are_equal_loosely(void **state)
{
    (void)state;
    assert_string_equal(hit_at("أمريكا", 0, LEXICON_LOOSE), "A 1 0");
    assert_string_equal(hit_at("أمريكا", 0, LEXICON_EXACT), "");
    assert_string_equal(hit_at("وأمريكا", 0, LEXICON_LOOSE | LEXICON_PROCLITIC), "A 1 2");
}

static void signs_are_words(void **state)
{
    (void)state;
    assert_string_equal(hit_at("5٪", 1, LEXICON_EXACT), "PCT 1 0");
    assert_string_equal(hit_at("U.S. $", 0, LEXICON_EXACT), "USD 3 0");
    assert_string_equal(hit_at("...", 0, LEXICON_EXACT), "E 3 0");
}

static void the_first_row_of_a_phrase_is_kept(void **state)
{
    (void)state;
    assert_string_equal(hit_at("بغداد", 0, LEXICON_EXACT), "B 1 0");
}

static void places_outside_hold_nothing(void **state)
{
    (void)state;
    assert_string_equal(hit_at("بغداد", 1, LEXICON_EXACT), "");
    assert_string_equal(hit_at("بغداد", 4000000000u, LEXICON_EXACT), "");
    assert_string_equal(hit_at("", 0, LEXICON_PROCLITIC | LEXICON_LOOSE), "");
}

static void the_beginning_of_a_line(void **state)
{
    (void)state;
    size_t len;
    struct lexicon_hit h = lexicon_prefix(lexicon, S("  Read also: the rest"), &len);
    assert_non_null(h.row);
    assert_int_equal(len, strlen("  Read also"));
    assert_int_equal(h.kind, 7);
    assert_string_equal(h.lang, "ar");
    h = lexicon_prefix(lexicon, S("اقرأ أيضا"), &len);
    assert_string_equal(h.row->column[1], "R");
    assert_int_equal(len, strlen("اقرأ أيضا"));
    h = lexicon_prefix(lexicon, S("the rest"), &len);
    assert_null(h.row);
    assert_int_equal(len, 0);
    assert_null(lexicon_prefix(lexicon, STR_EMPTY, &len).row);
}

static void long_lines_are_read_at_their_beginning_only(void **state)
{
    (void)state;
    size_t len, n = 1u << 20;
    char *line = arena_alloc(&arena, n);
    memset(line, 'x', n);
    assert_null(lexicon_prefix(lexicon, (str){line, n}, &len).row);
    for (size_t i = 0; i < n; i += 2)
        line[i] = ' ';
    memcpy(line, "read also ", 10);
    assert_non_null(lexicon_prefix(lexicon, (str){line, n}, &len).row);
    assert_null(lexicon_whole(lexicon, (str){line, n}).row);
}

static void the_whole_of_a_name(void **state)
{
    (void)state;
    assert_string_equal(lexicon_whole(lexicon, S("(أ ف ب)")).row->column[1], "AFP");
    assert_string_equal(lexicon_whole(lexicon, S("أ.ف.ب.")).row->column[1], "AFP");
    assert_string_equal(lexicon_whole(lexicon, S("%")).row->column[1], "PCT");
    assert_null(lexicon_whole(lexicon, S("فرانس برس قالت")).row);
    assert_null(lexicon_whole(lexicon, S("قالت فرانس برس")).row);
    assert_null(lexicon_whole(lexicon, S("()")).row);
    assert_null(lexicon_whole(lexicon, STR_EMPTY).row);
}

static void an_empty_lexicon_holds_nothing(void **state)
{
    (void)state;
    size_t len;
    struct lexicon *l = lexicon_new(&arena);
    lexicon_add_row(l, &rows[0], "", "ar", 0);
    lexicon_add_row(l, &rows[0], "\u200F", "ar", 0);
    lexicon_done(l);
    assert_null(lexicon_prefix(l, S("بغداد"), &len).row);
}

static void tables_of_all_languages(void **state)
{
    (void)state;
    size_t len;
    struct lexicon *l = lexicon_new(&arena);
    lexicon_add_all(l, "stopwords", 3);
    lexicon_add_all(l, "no such table", 4);
    lexicon_done(l);
    assert_string_equal(lexicon_prefix(l, S("the"), &len).lang, "en");
    assert_string_equal(lexicon_prefix(l, S("الذي"), &len).lang, "ar");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_phrase_wins),
        cmocka_unit_test(folding_makes_variants_equal),
        cmocka_unit_test(marks_may_stand_between_words),
        cmocka_unit_test(commas_and_sentence_ends_part_phrases),
        cmocka_unit_test(a_quotation_mark_may_stand_inside_loosely),
        cmocka_unit_test(attached_letters_are_read_off),
        cmocka_unit_test(spellings_are_equal_loosely),
        cmocka_unit_test(signs_are_words),
        cmocka_unit_test(the_first_row_of_a_phrase_is_kept),
        cmocka_unit_test(places_outside_hold_nothing),
        cmocka_unit_test(the_beginning_of_a_line),
        cmocka_unit_test(long_lines_are_read_at_their_beginning_only),
        cmocka_unit_test(the_whole_of_a_name),
        cmocka_unit_test(an_empty_lexicon_holds_nothing),
        cmocka_unit_test(tables_of_all_languages),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
