/*
** test_inline.c - seams of glued words, and where a line that begins with read-also titles goes on with the article.
*/
#include "page_made.h"

#include "page/inline.h"

static struct sheet sheet;

static void read_sheet(const char *text)
{
    arena_reset(&arena);
    if (arena_guard(&arena)) {
        fail();
        return;
    }
    struct page *page = ARENA_NEW(&arena, struct page);
    page->text = str_of(text);
    sheet_read(&sheet, &arena, rules, page);
}

/* The second of the words glued in token i, "" where there is no seam. */
static const char *seam(const char *text, u32 i)
{
    read_sheet(text);
    struct glue g = inline_glue(&sheet, i);
    return g.sure ? z(str_skip(token_raw(&sheet.text, &sheet.text.tokens[i]), g.at)) : "";
}

static void seams_that_letters_tell(void **state)
{
    (void)state;
    assert_string_equal(seam("المملكةأعلن الوزير", 0), "أعلن");
    assert_string_equal(seam("جهوداً عملياًأربع سنوات", 1), "أربع");
    assert_string_equal(seam("ماليزياإسقاط", 0), "إسقاط");
    assert_string_equal(seam("talksOfficials met", 0), "Officials");
}

static void seams_that_words_tell(void **state)
{
    (void)state;
    assert_string_equal(seam("لتنفيذ الدولتين بدأ الدولتينوشارك في", 3), "وشارك");
    assert_string_equal(seam("خلال موسم الحجقال الوزير", 2), "قال");
}

static void whole_words_have_no_seam(void **state)
{
    (void)state;
    assert_string_equal(seam("استقال الوزير", 0), "");
    assert_string_equal(seam("والإمارات", 0), "");
    assert_string_equal(seam("بالأمطار", 0), "");
    assert_string_equal(seam("مسألة", 0), "");
    assert_string_equal(seam("YouTube", 0), "");
    assert_string_equal(seam("2024", 0), "");
}

/* The pieces of the page's first line, parted by '|'. */
static const char *pieces(const char *text)
{
    read_sheet(text);
    str all = STR_EMPTY;
    for (u32 i = 0; i < sheet.pieces.n; i++) {
        str s = span_text(sheet.text.raw, sheet.pieces.v[i].span);
        all = arena_fmt(&arena, "%.*s%s%.*s", STR_ARG(all), i ? "|" : "", STR_ARG(s));
    }
    return all.n ? all.p : "";
}

static void labels_within_a_line(void **state)
{
    (void)state;
    assert_string_equal(pieces("انتهى العمل في السد هذا العام. اقرأ أيضا: جفاف يضرب الحقول"), "انتهى العمل في السد هذا العام.|اقرأ أيضا: جفاف يضرب الحقول");
    assert_string_equal(pieces("أخبار ذات صلة جفاف يضرب الحقول المصدر: وكالات"), "أخبار ذات صلة جفاف يضرب الحقول|المصدر: وكالات");
    assert_string_equal(pieces("وقال المصدر: إن السد جاهز"), "وقال المصدر: إن السد جاهز");
    assert_string_equal(pieces("وهي الطفيلية (الثالثة) المزيد من التفاصيل غدا"), "وهي الطفيلية (الثالثة) المزيد من التفاصيل غدا");
    assert_string_equal(pieces("It told climate- related stories in the spring"), "It told climate- related stories in the spring");
    assert_string_equal(pieces("The work ended this year. Read also: Drought hits the fields"), "The work ended this year.|Read also: Drought hits the fields");
}

static void the_article_goes_on_behind_titles(void **state)
{
    (void)state;
    assert_string_equal(pieces("أخبار متعلقة جفاف يضرب الحقول في الشمال أعلن وزير المياه أمس أن السد الجديد سيفتح أبوابه للزوار مطلع الشهر."),
                        "أخبار متعلقة جفاف يضرب الحقول في الشمال|أعلن وزير المياه أمس أن السد الجديد سيفتح أبوابه للزوار مطلع الشهر.");
    assert_string_equal(pieces("أخبار متعلقة جفاف في الشمالدبي (رويترز) - يفتح السد الجديد أبوابه للزوار مطلع الشهر المقبل."),
                        "أخبار متعلقة جفاف في الشمال|دبي (رويترز) - يفتح السد الجديد أبوابه للزوار مطلع الشهر المقبل.");
    assert_string_equal(pieces("أخبار متعلقة الوزير أعلن موعد افتتاح السد"), "أخبار متعلقة الوزير أعلن موعد افتتاح السد");
}

static void no_bytes_are_lost(void **state)
{
    (void)state;
    read_sheet("أخبار متعلقة جفاف «كبير»أعلن الوزير أن السد جاهز. .a{b:c;} صورة - واسوقال نعم.\n(رويترز)\n***\n");
    u32 end = 0;
    for (u32 i = 0; i < sheet.pieces.n; i++) {
        assert_true(sheet.pieces.v[i].span.off >= end);
        str between = {sheet.text.raw.p + end, sheet.pieces.v[i].span.off - end};
        assert_int_equal(str_trim(between).n, 0);
        end = span_end(sheet.pieces.v[i].span);
    }
    assert_int_equal(str_trim(str_skip(sheet.text.raw, end)).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seams_that_letters_tell), cmocka_unit_test(seams_that_words_tell), cmocka_unit_test(whole_words_have_no_seam),
        cmocka_unit_test(labels_within_a_line), cmocka_unit_test(the_article_goes_on_behind_titles), cmocka_unit_test(no_bytes_are_lost),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
