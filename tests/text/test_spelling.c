/*
** test_spelling.c - the looser key of a word, and the tables it comes from.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/lang.h"
#include "text/fold.h"
#include "text/spelling.h"

static struct arena arena;
static const struct spelling *spelling;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    spelling = spelling_new(&arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static str loose_of(const char *word)
{
    char room[SPELLING_ROOM];
    return arena_str(&arena, spelling_loose(spelling, fold_str(&arena, str_of(word)), room));
}

static void spellings_of_one_word(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"أميركا", "أمريكا"}, {"اميركي", "أمريكي"}, {"الأميركية", "الأمريكية"}, {"وأميركا", "وأمريكا"}, {"بالأميركيين", "بالأمريكيين"},
        {"لأميركا", "لأمريكا"}, {"وللأميركيين", "وللأمريكيين"}, {"أوربا", "أوروبا"}, {"لأوربا", "لأوروبا"}, {"الأوربي", "الأوروبي"},
        {"ترمب", "ترامب"}, {"وترمب", "وترامب"}, {"نتانياهو", "نتنياهو"}, {"مائة", "مئة"}, {"ومائتين", "ومئتين"}, {"خمسمائة", "خمسمئة"},
        {"الديموقراطية", "الديمقراطية"}, {"الكونجرس", "الكونغرس"}, {"مسؤول", "مسئول"}, {"شؤون", "شئون"},
        {"organise", "organize"}, {"ORGANISED", "organized"}, {"privatisation", "privatization"}, {"analysed", "analyzed"},
        {"neighbours", "neighbors"}, {"defence", "defense"}, {"Labour", "labor"}, {"Hizbollah", "Hezbollah"}, {"Kiev", "Kyiv"},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        if (!str_eq(loose_of(pairs[i][0]), loose_of(pairs[i][1])))
            print_message("%s\n", pairs[i][0]);
        assert_true(str_eq(loose_of(pairs[i][0]), loose_of(pairs[i][1])));
    }
}

static void other_words_are_left_alone(void **state)
{
    (void)state;
    static const char *const words[] = {"four", "hour", "rise", "wise", "else", "المدينة", "من", "بغداد", "x", "", "سوريين", "مركزي"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        assert_true(str_eq(loose_of(words[i]), fold_str(&arena, str_of(words[i]))));
}

static void a_key_of_nothing_special_is_given_back(void **state)
{
    (void)state;
    char room[SPELLING_ROOM];
    str key = S("المدينه");
    assert_ptr_equal(spelling_loose(spelling, key, room).p, key.p);
}

static void long_keys_are_given_back(void **state)
{
    (void)state;
    char key[SPELLING_KEY_MAX + 2], room[SPELLING_ROOM];
    memset(key, 'o', sizeof key);
    memcpy(key, "colour", 6);
    str s = {key, sizeof key};
    assert_ptr_equal(spelling_loose(spelling, s, room).p, key);
    s.n = SPELLING_KEY_MAX;
    assert_true(str_starts(spelling_loose(spelling, s, room), S("coloro")));
}

/* A spelling that counts as another must not count as a third one again, or equal words would have two keys. */
static void what_a_spelling_counts_as_is_final(void **state)
{
    (void)state;
    u32 rows = 0;
    for (u32 i = 0; i < lang_tables_n; i++) {
        const struct lang_table *t = &lang_tables[i];
        if (strcmp(t->name, "spelling") != 0)
            continue;
        for (u32 k = 0; k < t->n; k++, rows++) {
            const char *const *col = t->rows[k].column;
            bool end = strcmp(col[2], "end") == 0;
            assert_true(end || strcmp(col[2], "word") == 0 || strcmp(col[2], "stem") == 0);
            str from = end ? arena_fmt(&arena, "abcd%s", col[0]) : str_of(col[0]), to = end ? arena_fmt(&arena, "abcd%s", col[1]) : str_of(col[1]);
            str a = loose_of(from.p), b = loose_of(to.p);
            if (!str_eq(a, b) || !str_eq(b, loose_of(arena_str(&arena, b).p)))
                print_message("%s: %s\n", t->lang, col[0]);
            assert_true(str_eq(a, b));
            assert_true(str_eq(b, loose_of(arena_str(&arena, b).p)));
        }
    }
    assert_true(rows > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_one_word),
        cmocka_unit_test(other_words_are_left_alone),
        cmocka_unit_test(a_key_of_nothing_special_is_given_back),
        cmocka_unit_test(long_keys_are_given_back),
        cmocka_unit_test(what_a_spelling_counts_as_is_final),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
