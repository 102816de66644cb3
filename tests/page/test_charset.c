/*
** test_charset.c - bytes of any charset become UTF-8, labelled, unlabelled or mislabelled.
*/
#include "page_made.h"

#include <iconv.h>

#include "page/charset.h"

#define AR "\xd9\x82\xd8\xa7\xd9\x84 \xd8\xa7\xd9\x84\xd9\x88\xd8\xb2\xd9\x8a\xd8\xb1 \xd8\xa5\xd9\x86 \xd8\xa7\xd9\x84\xd8\xac\xd8\xb3\xd8\xb1 \xd8\xa7\xd9\x84\xd8\xac\xd8\xaf\xd9\x8a\xd8\xaf " \
           "\xd8\xb9\xd9\x84\xd9\x89 \xd8\xa7\xd9\x84\xd9\x86\xd9\x87\xd8\xb1 \xd8\xb3\xd9\x8a\xd9\x81\xd8\xaa\xd8\xaa\xd8\xad \xd9\x82\xd8\xa8\xd9\x84 \xd9\x86\xd9\x87\xd8\xa7\xd9\x8a\xd8\xa9 \xd8\xa7\xd9\x84\xd8\xb9\xd8\xa7\xd9\x85. " \
           "\xd9\x88\xd8\xa3\xd8\xb6\xd8\xa7\xd9\x81 \xd8\xa3\xd9\x86 \xd8\xa7\xd9\x84\xd8\xb9\xd9\x85\xd9\x84 \xd9\x81\xd9\x8a\xd9\x87 \xd8\xa8\xd8\xaf\xd8\xa3 \xd9\x82\xd8\xa8\xd9\x84 \xd8\xab\xd9\x84\xd8\xa7\xd8\xab \xd8\xb3\xd9\x86\xd9\x88\xd8\xa7\xd8\xaa."

/* UTF-8 in another charset; in the test's arena. */
static str in_charset(const char *charset, str s)
{
    size_t room = s.n * 2 + 8, left = s.n;
    char *out = ARENA_ARRAY(&rules_arena, char, room), *to = out, *from = NULL;
    iconv_t cd = iconv_open(charset, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    memcpy(&from, &s.p, sizeof from);
    assert_true(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
    iconv_close(cd);
    return (str){out, (size_t)(to - out)};
}

static void fresh(void)
{
    arena_reset(&arena);
    if (arena_guard(&arena))
        fail_msg("the arena's limit was reached");
}

static const char *decoded(str bytes, const char *label, enum charset_markup markup)
{
    struct utf8_mending what;
    fresh();
    str s = charset_decode(&arena, bytes, str_of(label), markup, &what);
    assert_int_equal(what.broken, 0);
    return z(s);
}

static void arabic_without_a_label(void **state)
{
    (void)state;
    static const char *const charsets[] = {"windows-1256", "ISO-8859-6", "UTF-16LE", "UTF-16BE", "UTF-8"};
    for (size_t i = 0; i < COUNT_OF(charsets); i++)
        assert_string_equal(decoded(in_charset(charsets[i], S(AR)), "", CHARSET_PLAIN), AR);
}

static void arabic_with_a_wrong_label(void **state)
{
    (void)state;
    assert_string_equal(decoded(in_charset("windows-1256", S(AR)), "iso-8859-1", CHARSET_PLAIN), AR);
    assert_string_equal(decoded(in_charset("windows-1256", S(AR)), "utf-8", CHARSET_PLAIN), AR);
    assert_string_equal(decoded(in_charset("ISO-8859-6", S(AR)), "windows-1256", CHARSET_PLAIN), AR);
    assert_string_equal(decoded(S(AR), "windows-1256", CHARSET_PLAIN), AR);
}

static void a_mark_wins(void **state)
{
    (void)state;
    assert_string_equal(decoded(S("\xef\xbb\xbf" AR), "windows-1256", CHARSET_PLAIN), AR);
    assert_string_equal(decoded(S("\xff\xfe" "a\0\x2a\x06"), "", CHARSET_PLAIN), "a\xd8\xaa");
    assert_string_equal(decoded(S("\xfe\xff" "\0a\x06\x2a"), "", CHARSET_PLAIN), "a\xd8\xaa");
}

static void labels_within(void **state)
{
    (void)state;
    assert_string_equal(decoded(S("<meta charset=iso-8859-7><p>\xe1\xe2"), "", CHARSET_HTML), "<meta charset=iso-8859-7><p>\xce\xb1\xce\xb2");
    assert_string_equal(decoded(S("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xe0"), "", CHARSET_HTML),
                        "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xd0\xb0");
    assert_string_equal(decoded(S("<?xml version='1.0' encoding='iso-8859-2'?>\xb1"), "", CHARSET_XML), "<?xml version='1.0' encoding='iso-8859-2'?>\xc4\x85");
}

static void latin_1_is_windows_1252(void **state)
{
    (void)state;
    assert_string_equal(decoded(S("don\x92t \x80 5"), "iso-8859-1", CHARSET_PLAIN), "don\xe2\x80\x99t \xe2\x82\xac 5");
}

static void unknown_labels_do_no_harm(void **state)
{
    (void)state;
    assert_string_equal(decoded(S("plain"), "x-nonsense", CHARSET_PLAIN), "plain");
    assert_string_equal(decoded(S("caf\xe9 au lait"), "no/such charset", CHARSET_PLAIN), "caf\xc3\xa9 au lait");
    assert_string_equal(decoded(STR_EMPTY, "", CHARSET_PLAIN), "");
}

static void broken_utf8_stays_utf8(void **state)
{
    (void)state;
    struct utf8_mending what;
    fresh();
    str s = charset_decode(&arena, S(AR " \xff " AR), STR_EMPTY, CHARSET_PLAIN, &what);
    assert_int_equal(what.broken, 1);
    assert_true(str_starts(s, S(AR " \xef\xbf\xbd ")));
}

static void eight_bit_text_is_not_utf16(void **state)
{
    (void)state;
    assert_null(charset_utf16(S("A plain page of text.\n")));
    assert_null(charset_utf16(S("a\0b\0\0\0\0\0\0\0\0\0")));
    assert_string_equal(charset_utf16(in_charset("UTF-16LE", S(AR))), "UTF-16LE");
    assert_int_equal(input_form_of(S("a.txt"), in_charset("UTF-16LE", S(AR))), INPUT_TEXT);
    assert_int_equal(input_form_of(S("a"), in_charset("UTF-16BE", S("<!DOCTYPE html><p>" AR))), INPUT_HTML);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arabic_without_a_label), cmocka_unit_test(arabic_with_a_wrong_label), cmocka_unit_test(a_mark_wins),
        cmocka_unit_test(labels_within), cmocka_unit_test(latin_1_is_windows_1252), cmocka_unit_test(unknown_labels_do_no_harm),
        cmocka_unit_test(broken_utf8_stays_utf8), cmocka_unit_test(eight_bit_text_is_not_utf16),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
