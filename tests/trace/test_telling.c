/* test_telling.c - an article's words with their flags and marks. */
#include "test.h"

#include "trace/telling.h"

static struct telling told(struct arena *a, str raw, const struct zone *zones, u32 n, const struct mark *marks, u32 n_marks)
{
    struct text *text = ARENA_NEW(a, struct text);
    *text = text_read(a, text_rules_new(a), raw, "ar", zones, n);
    return telling_make(a, S("id"), NULL, text, marks, n_marks);
}

static str word_at(const struct telling *t, u32 i) { return (str){t->raw.p + t->words[i].off, t->words[i].len}; }

static void only_headline_kicker_and_body_are_told(void **state)
{
    (void)state;
    struct arena a = test_arena();
    str raw = S("عنوان\nالكاتب\nنص الخبر");
    size_t second = str_find(raw, S("\n"), 0) + 1, third = str_find(raw, S("\n"), second) + 1;
    struct zone z[] = {{span_of(0, second - 1), ZONE_HEADLINE}, {span_of(second, third - second - 1), ZONE_BYLINE}, {span_of(third, raw.n - third), ZONE_BODY}};
    struct telling t = told(&a, raw, z, 3, NULL, 0);
    assert_int_equal(t.n, 3);
    assert_str(word_at(&t, 0), "عنوان");
    assert_true(t.words[0].flags & WORD_TITLE);
    assert_str(word_at(&t, 1), "نص");
    assert_true(t.words[1].flags & WORD_PARAGRAPH);
    assert_true(t.words[1].flags & WORD_BREAK); /* the byline stands before it */
    assert_false(t.words[2].flags & (WORD_BREAK | WORD_TITLE | WORD_PARAGRAPH));
    arena_release(&a);
}

static void marks_are_no_words_but_open_clauses(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct telling t = telling_plain(&a, text_rules_new(&a), S("p"), S("وصل الوزير، ثم غادر. وعاد 25 مرة"));
    assert_int_equal(t.n, 7);
    assert_true(t.words[0].flags & WORD_SENTENCE);
    assert_true(t.words[2].flags & WORD_CLAUSE);
    assert_false(t.words[2].flags & WORD_SENTENCE);
    assert_true(t.words[4].flags & WORD_SENTENCE);
    assert_true(t.words[5].flags & WORD_NUMBER);
    assert_false(t.words[3].flags & (WORD_CLAUSE | WORD_SENTENCE));
    arena_release(&a);
}

static void words_between_quotation_marks_are_quoted(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct telling t = telling_plain(&a, text_rules_new(&a), S("p"), S("قال «لن أعود» ثم \"سافر غدا\" و\"لم تغلق"));
    const bool quoted[] = {false, true, true, false, true, true, false, false, false};
    assert_int_equal(t.n, COUNT_OF(quoted));
    for (u32 i = 0; i < t.n; i++)
        assert_int_equal((t.words[i].flags & WORD_QUOTED) != 0, quoted[i]);
    arena_release(&a);
}

static void a_date_outranks_the_figure_in_it(void **state)
{
    (void)state;
    struct arena a = test_arena();
    str raw = S("في 11 فبراير 2024 قتل 12 شخصا");
    struct zone z = {span_of(0, raw.n), ZONE_BODY};
    size_t day = str_find(raw, S("11"), 0), dead = str_find(raw, S("12"), 0);
    struct mark m[] = {{span_of(day, str_find(raw, S(" قتل"), 0) - day), MARK_DATE, 19764}, {span_of(day, 2), MARK_FIGURE, 11000}, {span_of(dead, 2), MARK_FIGURE, 12000}};
    struct telling t = told(&a, raw, &z, 1, m, 3);
    assert_int_equal(t.n, 7);
    const u8 kind[] = {MARK_NONE, MARK_DATE, MARK_DATE, MARK_DATE, MARK_NONE, MARK_FIGURE, MARK_NONE};
    for (u32 i = 0; i < t.n; i++)
        assert_int_equal(t.words[i].mark, kind[i]);
    assert_int_equal(t.marks[t.words[5].mark_at].value, 12000);
    arena_release(&a);
}

static void an_empty_text_has_no_words(void **state)
{
    (void)state;
    struct arena a = test_arena();
    const struct text_rules *rules = text_rules_new(&a);
    assert_int_equal(telling_plain(&a, rules, S("p"), STR_EMPTY).n, 0);
    assert_int_equal(telling_plain(&a, rules, S("p"), S("\n \n ... \n")).n, 0);
    arena_release(&a);
}

TEST_MAIN(T(only_headline_kicker_and_body_are_told), T(marks_are_no_words_but_open_clauses), T(words_between_quotation_marks_are_quoted),
          T(a_date_outranks_the_figure_in_it), T(an_empty_text_has_no_words))
