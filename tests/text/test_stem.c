/*
** test_stem.c - one stem a word, by language.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "text/stem.h"

static void assert_stem(const char *lang, const char *key, const char *want)
{
    char z[256] = {0};
    struct stemmer *s = stem_new(lang);
    str got = stem_word(s, str_of(key));
    assert_true(got.n < sizeof z);
    memcpy(z, got.p, got.n);
    assert_string_equal(z, want);
    stem_free(s);
}

static void english_by_its_own_rules(void **state)
{
    (void)state;
    assert_stem("en", "soldiers", "soldier");
    assert_stem("en", "agreed", "agre");
}

static void arabic_by_the_light_stem(void **state)
{
    (void)state;
    assert_stem("ar", "المحادثات", "محادث");
    assert_stem("ar", "والعراقيين", "عراق");
}

static void arabic_words_in_a_text_of_another_language(void **state)
{
    (void)state;
    assert_stem("en", "المحادثات", "محادث");
}

static void an_unknown_language_keeps_the_word(void **state)
{
    (void)state;
    assert_stem("und", "words", "words");
    assert_stem("xx", "words", "words");
}

static void long_and_empty_words_are_kept(void **state)
{
    (void)state;
    char key[400];
    memset(key, 's', sizeof key);
    struct stemmer *s = stem_new("en");
    assert_int_equal(stem_word(s, (str){key, sizeof key}).n, sizeof key);
    assert_int_equal(stem_word(s, STR_EMPTY).n, 0);
    stem_free(s);
    stem_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_by_its_own_rules),
        cmocka_unit_test(arabic_by_the_light_stem),
        cmocka_unit_test(arabic_words_in_a_text_of_another_language),
        cmocka_unit_test(an_unknown_language_keeps_the_word),
        cmocka_unit_test(long_and_empty_words_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
