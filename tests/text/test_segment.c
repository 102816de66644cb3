/*
** test_segment.c - every line of the Unicode conformance files, and places that they do not reach.
**
** The files are not part of the source: the tests that need them are passed over, with a message, where
** $ASANID_SHARED/data/fixtures/unicode is not there.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/segment.h"

typedef size_t next_fn(str s, size_t at);

static size_t next_word(str s, size_t at)
{
    u32 seen;
    return segment_word(s, at, &seen);
}

/* A line is "÷ 0041 × 0308 ÷": makes the text and the wanted boundaries of it. */
static size_t parse_line(const char *line, char *text, size_t *wanted, u32 *n_wanted)
{
    size_t n = 0;
    *n_wanted = 0;
    for (const char *p = line; *p && *p != '#';) {
        if (strncmp(p, "\xC3\xB7", 2) == 0) { /* ÷ */
            if (n)
                wanted[(*n_wanted)++] = n;
            p += 2;
        } else if (strncmp(p, "\xC3\x97", 2) == 0) { /* × */
            p += 2;
        } else if (*p == ' ' || *p == '\t') {
            p++;
        } else {
            char *end;
            unsigned long cp = strtoul(p, &end, 16);
            if (end == p)
                break;
            n += utf8_put(text + n, (u32)cp);
            p = end;
        }
    }
    return n;
}

static void run_file(const char *name, next_fn *next)
{
    char path[1024], line[4096], text[1024];
    size_t wanted[256];
    const char *shared = getenv("ASANID_SHARED");
    snprintf(path, sizeof path, "%s/data/fixtures/unicode/%s", shared ? shared : "../shared", name);
    FILE *f = fopen(path, "r");
    if (!f) {
        print_message("skipped: no '%s' (set ASANID_SHARED)\n", path);
        skip();
    }
    u32 lines = 0, wrong = 0;
    while (fgets(line, sizeof line, f)) {
        u32 n_wanted, k = 0;
        size_t n = parse_line(line, text, wanted, &n_wanted);
        if (n == 0)
            continue;
        lines++;
        bool right = true;
        for (size_t at = 0; at < n; k++) {
            at = next((str){text, n}, at);
            right &= k < n_wanted && wanted[k] == at;
        }
        if (!right || k != n_wanted) {
            wrong++;
            print_message("%s: %s", name, line);
        }
    }
    fclose(f);
    assert_true(lines > 500);
    assert_int_equal(wrong, 0);
}

static void words_pass_every_line(void **state)
{
    (void)state;
    run_file("WordBreakTest.txt", next_word);
}

static void sentences_pass_every_line(void **state)
{
    (void)state;
    run_file("SentenceBreakTest.txt", segment_sentence);
}

static void a_word_goes_over_an_inner_mark(void **state)
{
    (void)state;
    str s = S("can't 3.5,");
    assert_int_equal(next_word(s, 0), 5);
    assert_int_equal(next_word(s, 6), 9);
}

static void vowel_marks_do_not_cut_arabic(void **state)
{
    (void)state;
    str s = S("قَالَ لَهُ");
    assert_int_equal(next_word(s, 0), strlen("قَالَ"));
}

static void broken_bytes_are_passed_over(void **state)
{
    (void)state;
    str s = S("ab\xFF\xC3" "cd\xE2\x80");
    size_t at = 0;
    u32 steps = 0;
    while (at < s.n && steps++ < 20) {
        size_t to = next_word(s, at);
        assert_true(to > at && to <= s.n);
        at = to;
    }
    assert_int_equal(at, s.n);
    assert_int_equal(segment_sentence(s, 0), s.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_pass_every_line),       cmocka_unit_test(sentences_pass_every_line),
        cmocka_unit_test(a_word_goes_over_an_inner_mark), cmocka_unit_test(vowel_marks_do_not_cut_arabic),
        cmocka_unit_test(broken_bytes_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
