/*
** test_arabic.c - attached letters, the article, the light stem.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/arabic.h"

static void assert_str(str got, const char *want)
{
    char z[256] = {0};
    assert_true(got.n < sizeof z);
    if (got.n)
        memcpy(z, got.p, got.n);
    assert_string_equal(z, want);
}

static void attached_letters_are_offered(void **state)
{
    (void)state;
    static const struct { const char *key; u32 n; u8 lens[4]; } rows[] = {
        {"كتاب", 2, {0, 2}}, {"وكتاب", 3, {0, 2, 4}}, {"وبالعراق", 3, {0, 2, 4}}, {"فللامم", 3, {0, 2, 4}}, {"بغداد", 2, {0, 2}},
        {"العراق", 1, {0}}, {"مدينه", 1, {0}}, {"في", 1, {0}}, {"وفي", 2, {0, 2}}, {"بين", 2, {0, 2}}, {"و", 1, {0}}, {"", 1, {0}}, {"word", 1, {0}},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        u8 lens[4] = {9, 9, 9, 9};
        assert_int_equal(arabic_proclitics(str_of(rows[i].key), lens), rows[i].n);
        for (u32 k = 0; k < rows[i].n; k++)
            assert_int_equal(lens[k], rows[i].lens[k]);
    }
}

static void the_rest_has_two_letters_at_least(void **state)
{
    (void)state;
    static const char *const keys[] = {"وب", "وبه", "فلك", "بل", "لل", "ولل"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        u8 lens[4];
        str key = str_of(keys[i]);
        u32 n = arabic_proclitics(key, lens);
        for (u32 k = 1; k < n; k++)
            assert_true(key.n - lens[k] >= 4);
    }
}

static void the_article(void **state)
{
    (void)state;
    assert_str(arabic_bare(S("العراق")), "عراق");
    assert_str(arabic_bare(S("عراق")), "عراق");
    assert_str(arabic_bare(S("الي")), "الي"); /* a preposition, no article */
    assert_str(arabic_bare(S("")), "");
    assert_true(arabic_has_article(S("الامن")));
    assert_false(arabic_has_article(S("امن")));
}

static void words_of_one_family_have_one_stem(void **state)
{
    (void)state;
    static const char *const families[][6] = {
        {"عراقي", "العراقي", "العراقيه", "والعراقيين", "للعراقيين", "بالعراقيه"},
        {"محادثات", "المحادثات", "والمحادثات", "للمحادثات", "بالمحادثات", "محادثاتها"},
        {"مسلح", "مسلحون", "مسلحين", "المسلحين", "والمسلحون", "للمسلحين"},
    };
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (size_t i = 1; i < 6; i++)
            assert_true(str_eq(arabic_stem(str_of(families[f][0])), arabic_stem(str_of(families[f][i]))));
}

static void a_stem_has_three_letters_and_stands_in_its_word(void **state)
{
    (void)state;
    static const char *const keys[] = {"اليه", "وها", "الله", "ان", "ات", "مدن", "سنه", "الون", "ولايات", "كتابها", "يهودي", "الاتون", "بالي", "للي"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        str key = str_of(keys[i]), stem = arabic_stem(key);
        assert_true(stem.p >= key.p && stem.p + stem.n <= key.p + key.n);
        assert_true(stem.n >= MIN_OF(key.n, (size_t)4));
    }
    assert_str(arabic_stem(S("word")), "word");
    assert_str(arabic_stem(S("")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attached_letters_are_offered),
        cmocka_unit_test(the_rest_has_two_letters_at_least),
        cmocka_unit_test(the_article),
        cmocka_unit_test(words_of_one_family_have_one_stem),
        cmocka_unit_test(a_stem_has_three_letters_and_stands_in_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
