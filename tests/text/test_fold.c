/*
** test_fold.c - the folding table as a table, and what must hold of every text.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void assert_str(str got, const char *want)
{
    char z[512] = {0};
    assert_true(got.n < sizeof z);
    if (got.n)
        memcpy(z, got.p, got.n);
    assert_string_equal(z, want);
}

static void the_table_of_letters(void **state)
{
    (void)state;
    static const struct { const char *text, *key; } rows[] = {
        /* letter variants */
        {"أإآٱا", "ااااا"}, {"ى ی ي", "ي ي ي"}, {"ک ك", "ك ك"}, {"ہ ھ ه ة", "ه ه ه ه"}, {"ے", "ي"},
        {"المسؤولية", "المسؤوليه"}, {"الشئون", "الشئون"},
        /* vowel and Koranic marks, tatweel */
        {"مُحَمَّدٌ", "محمد"}, {"رَحْمٰن", "رحمن"}, {"عـــام", "عام"}, {"ۖۗۘقۭ", "ق"}, {"ؐؑؒ", ""},
        /* bidi and zero-width marks, soft hyphen, byte order mark */
        {"\u200Fغزة\u200E", "غزه"}, {"می\u200Cروم", "ميروم"}, {"co\u00ADoperate", "cooperate"}, {"\uFEFFa\u2066b\u2069", "ab"},
        /* digits */
        {"٠١٢٣٤٥٦٧٨٩", "0123456789"}, {"۰۱۲۳۴۵۶۷۸۹", "0123456789"}, {"१२", "12"}, {"３", "3"},
        /* presentation forms */
        {"\uFE8D\uFE9F\uFEE5", "اجن"}, {"\uFEFB\uFEF5\uFEF7\uFEF9", "لالالالا"}, {"\uFDF2", "الله"}, {"\uFE94", "ه"}, {"\uFE86", "ؤ"}, {"\uFE77", ""},
        /* Latin, Greek, Cyrillic */
        {"ÉCOLE École", "ecole ecole"}, {"Straße", "strasse"}, {"Łódź Ørsted Æsir", "lodz orsted aesir"}, {"İstanbul", "istanbul"},
        {"Αθήνας ΑΘΗΝΑΣ", "αθηνασ αθηνασ"}, {"Ёлка", "елка"}, {"ﬁn ＡＢ", "fin ab"}, {"Ŋ ŉ", "ŋ ʼn"},
        /* what stays: spaces, punctuation, signs, other scripts */
        {"،؛؟ «» … ٫٬٪ ！", "،؛؟ «» … ٫٬٪ ！"}, {"پچژگ", "پچژگ"}, {"中文 한국 कि", "中文 한국 कि"}, {"\uFDFA", "\uFDFA"}, {"½ № €", "½ № €"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_str(fold_str(&arena, str_of(rows[i].text)), rows[i].key);
}

static void every_dropped_mark_is_dropped(void **state)
{
    (void)state;
    static const struct { u32 from, to; } ranges[] = {
        {0x610, 0x61A}, {0x64B, 0x65F}, {0x670, 0x670}, {0x6D6, 0x6ED}, {0x640, 0x640}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        for (u32 cp = ranges[i].from; cp <= ranges[i].to; cp++) {
            char text[4];
            assert_int_equal(fold_str(&arena, (str){text, utf8_put(text, cp)}).n, 0);
        }
}

static void composed_and_decomposed_have_one_key(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"é", "e\u0301"}, {"آ", "ا\u0653"}, {"أ", "ا\u0654"}, {"ؤ", "و\u0654"}, {"ئ", "ي\u0654"}, {"مسؤول", "مسؤول"}, {"ÿ", "y\u0308"}, {"ё", "е\u0308"},
        {"ۂ", "ہ\u0654"}, {"ۓ", "ے\u0654"},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        str a = fold_str(&arena, str_of(pairs[i][0])), b = fold_str(&arena, str_of(pairs[i][1]));
        assert_true(str_eq(a, b));
    }
}

static void hamza_above_alone_is_dropped(void **state)
{
    (void)state;
    assert_str(fold_str(&arena, S("\u0654")), "");
    assert_str(fold_str(&arena, S("ب\u0654")), "ب");
    assert_str(fold_str(&arena, S("a\u0654")), "a");
}

/* A deterministic mixture of letters of all kinds, marks, digits and broken bytes. */
static size_t random_text(u64 seed, char *out, size_t cap)
{
    size_t n = 0;
    u64 x = hash_u64(seed + 1);
    while (n + 4 < cap) {
        x = hash_u64(x + 0x9e3779b97f4a7c15u);
        u32 r = (u32)(x >> 32) % 0x3000;
        switch (x % 8) {
        case 0: out[n++] = (char)(u8)(r & 0xFF); break; /* any byte, broken or not */
        case 1: case 2: case 3: n += utf8_put(out + n, 0x600 + r % 0x100); break;
        case 4: n += utf8_put(out + n, 0x20 + r % 0x260); break;
        case 5: n += utf8_put(out + n, 0xFB50 + r % 0x4A0); break;
        case 6: n += utf8_put(out + n, 0x1E00 + r % 0x300); break;
        default: n += utf8_put(out + n, 0x300 + r % 0x200); break;
        }
    }
    return n;
}

static void folding_again_changes_nothing(void **state)
{
    (void)state;
    char text[400];
    for (u64 seed = 0; seed < 500; seed++) {
        arena_reset(&arena);
        str once = fold_str(&arena, (str){text, random_text(seed, text, sizeof text)});
        assert_true(str_eq(once, fold_str(&arena, once)));
    }
    for (u32 cp = 1; cp < 0x110000; cp++) {
        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        arena_reset(&arena);
        size_t n = utf8_put(text, cp);
        str once = fold_str(&arena, (str){text, n});
        assert_true(once.n <= 3 * n);
        assert_true(str_eq(once, fold_str(&arena, once)));
    }
}

static void the_map_leads_back(void **state)
{
    (void)state;
    char text[300];
    for (u64 seed = 0; seed < 300; seed++) {
        arena_reset(&arena);
        str s = {text, random_text(seed, text, sizeof text)};
        struct folded f = fold_with_map(&arena, s);
        assert_true(str_eq(f.key, fold_str(&arena, s)));
        assert_int_equal(f.at[f.key.n], s.n);
        for (size_t i = 0; i < f.key.n; i++) {
            assert_true(f.at[i] <= f.at[i + 1]);
            assert_true(f.at[i] < s.n);
        }
    }
}

static void the_map_names_the_letter_of_each_byte(void **state)
{
    (void)state;
    struct folded f = fold_with_map(&arena, S("aُﻻé"));
    assert_str(f.key, "aلاe");
    static const u32 want[] = {0, 3, 3, 3, 3, 6, 8};
    for (size_t i = 0; i < COUNT_OF(want); i++)
        assert_int_equal(f.at[i], want[i]);
}

static void a_part_folds_as_it_does_in_the_whole(void **state)
{
    (void)state;
    str a = S("قال الرئيسُ "), b = S("إنّه LEAVES مصر");
    str both = S("قال الرئيسُ إنّه LEAVES مصر");
    str ka = fold_str(&arena, a), kb = fold_str(&arena, b), k = fold_str(&arena, both);
    assert_int_equal(k.n, ka.n + kb.n);
    assert_true(str_starts(k, ka) && str_ends(k, kb));
}

static void broken_bytes_become_the_replacement_character(void **state)
{
    (void)state;
    assert_str(fold_str(&arena, S("a\xFF" "b\xD8")), "a\uFFFDb\uFFFD");
}

static void the_room_is_enough(void **state)
{
    (void)state;
    char text[1000];
    memset(text, '\xFF', sizeof text);
    char *out = malloc(fold_room(sizeof text));
    size_t n = fold_into(out, (str){text, sizeof text});
    assert_int_equal(n, 3 * sizeof text);
    free(out);
}

static void the_looser_key_equates_seats_of_hamza(void **state)
{
    (void)state;
    str a = fold_loose(&arena, fold_str(&arena, S("مسؤول"))), b = fold_loose(&arena, fold_str(&arena, S("مسئول")));
    assert_true(str_eq(a, b));
    assert_true(str_eq(fold_loose(&arena, a), a));
    assert_true(str_eq(fold_loose(&arena, S("شؤون")), fold_loose(&arena, S("شئون"))));
    assert_true(str_eq(fold_loose(&arena, S("كييڤ")), S("كييف")));
    assert_false(str_eq(fold_loose(&arena, S("ماء")), S("ما")));
}

static void a_key_without_such_letters_is_its_own_looser_key(void **state)
{
    (void)state;
    str key = S("المدينه");
    assert_ptr_equal(fold_loose(&arena, key).p, key.p);
    assert_true(fold_is_loose(S("")));
    assert_true(fold_is_loose(S("\xD8")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_of_letters),
        cmocka_unit_test(every_dropped_mark_is_dropped),
        cmocka_unit_test(composed_and_decomposed_have_one_key),
        cmocka_unit_test(hamza_above_alone_is_dropped),
        cmocka_unit_test(folding_again_changes_nothing),
        cmocka_unit_test(the_map_leads_back),
        cmocka_unit_test(the_map_names_the_letter_of_each_byte),
        cmocka_unit_test(a_part_folds_as_it_does_in_the_whole),
        cmocka_unit_test(broken_bytes_become_the_replacement_character),
        cmocka_unit_test(the_room_is_enough),
        cmocka_unit_test(the_looser_key_equates_seats_of_hamza),
        cmocka_unit_test(a_key_without_such_letters_is_its_own_looser_key),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
