/*
** test_input.c - forms are recognised, inputs cut into pages, and what cannot be read is refused with its reason.
*/
#include "page_made.h"

#include "base/limits.h"
#include "cut_made.h"

static enum input_form form(const char *name, const char *bytes) { return input_form_of(str_of(name), str_of(bytes)); }

static void forms_by_content(void **state)
{
    (void)state;
    assert_int_equal(form("x", "A plain page.\n"), INPUT_TEXT);
    assert_int_equal(form("x.html", "{\"text\":\"a\"}\n"), INPUT_JSONL);
    assert_int_equal(form("x", "\xef\xbb\xbf { \"id\":1}"), INPUT_JSONL);
    assert_int_equal(form("x", "<!DOCTYPE html><p>a"), INPUT_HTML);
    assert_int_equal(form("x", "<!-- a > b --><HTML>"), INPUT_HTML);
    assert_int_equal(form("x", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\">"), INPUT_FEED);
    assert_int_equal(form("x", "<?xml version=\"1.0\"?><!DOCTYPE html><html>"), INPUT_HTML);
    assert_int_equal(form("x", "<urlset>"), INPUT_FEED);
    assert_int_equal(form("x", "WARC/1.0\r\n"), INPUT_WARC);
    assert_int_equal(form("x", "filedesc://a.arc 0.0.0.0"), INPUT_WARC);
    assert_int_equal(form("x.txt", "\x1f\x8b\x08"), INPUT_UNKNOWN);
    assert_int_equal(form("x.txt", "SQLite format 3"), INPUT_UNKNOWN);
    assert_int_equal(form("x", "{ color: red }"), INPUT_TEXT);
    assert_int_equal(form("x", "<3 is a heart"), INPUT_TEXT);
}

static void forms_by_name(void **state)
{
    (void)state;
    assert_int_equal(form("x.jsonl", "no object"), INPUT_JSONL);
    assert_int_equal(form("x.JSONL.gz", "no object"), INPUT_JSONL);
    assert_int_equal(form("x.htm", "words"), INPUT_HTML);
    assert_int_equal(form("x.warc.zst", "words"), INPUT_WARC);
    assert_int_equal(form("x.html", ""), INPUT_TEXT);
}

static void lines_are_counted_and_named(void **state)
{
    (void)state;
    str bytes = S("{\"text\":\"one\"}\n\n  \r\n{\"text\":\"two\"}");
    struct input_cursor c = input_open(S("f.jsonl"), INPUT_JSONL, bytes);
    struct input_piece piece;
    assert_true(input_next(&c, &piece));
    assert_int_equal(piece.line, 1);
    assert_true(input_next(&c, &piece));
    assert_int_equal(piece.line, 4);
    assert_int_equal(piece.offset, 20);
    arena_reset(&arena);
    struct page page;
    if (arena_guard(&arena))
        fail();
    input_page(&arena, &c, &piece, &page);
    assert_string_equal(z(page.name), "f.jsonl:4");
    assert_string_equal(z(page.text), "two");
    assert_false(input_next(&c, &piece));
}

static void a_text_is_one_page(void **state)
{
    (void)state;
    struct input_cursor c = input_open(S("-"), INPUT_TEXT, S("a\nb\n"));
    struct input_piece piece;
    assert_true(input_next(&c, &piece));
    assert_int_equal(piece.raw.n, 4);
    assert_false(input_next(&c, &piece));
    struct page *p = made_input("-", S("some words here"));
    assert_string_equal(z(p->name), "-:1");
}

static void broken_bytes_are_mended_and_counted(void **state)
{
    (void)state;
    struct page *p = made_input("a.txt", (str){"\xef\xbb\xbf" "a\0b \xff c\r\n", 12});
    assert_string_equal(z(p->text), "a\xef\xbf\xbd" "b \xef\xbf\xbd c\r\n");
    assert_int_equal(p->mended, 2);
    assert_int_equal(p->unread.n, 0);
}

static void what_is_not_read_says_why(void **state)
{
    (void)state;
    assert_string_equal(z(made_input("a.txt", S("")) ->unread), "it is empty");
    assert_string_equal(z(made_input("a.txt", S(" \n\xc2\xa0\n"))->unread), "it is empty");
    assert_true(str_find(made_input("a", S("<html>"))->unread, S("HTML"), 0) != SIZE_MAX);
    assert_true(str_find(made_input("a", S("%PDF-1.7"))->unread, S("unknown"), 0) != SIZE_MAX);
}

static void a_page_over_the_limit_is_refused(void **state)
{
    (void)state;
    size_t n = LIMIT_PAGE_BYTES + 1;
    char *bytes = test_malloc(n);
    memset(bytes, 'a', n);
    struct page *p = made_input("a.txt", (str){bytes, n});
    assert_true(str_find(p->unread, S("longer than the limit"), 0) != SIZE_MAX);
    test_free(bytes);
}

/* ---- streaming ---- */

#define RECORD(n, body) "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/" n "\r\nContent-Length: " body "\r\n\r\n"
#define HTTP "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>words\n"
#define ARC(n) "http://a.example/" n " 1.2.3.4 20200203040506 text/html 53\n" HTTP "\n"

static const struct {
    const char *name, *bytes;
    u32 pieces;
} streams[] = {
    {"a.jsonl", "{\"text\":\"one\"}\n\n  \r\n{\"text\":\"two\"}\n{\"text\":\"three\"}", 3},
    {"a.jsonl", "\xef\xbb\xbf{\"text\":\"one\"}\n", 1},
    {"a.warc", RECORD("1", "53") HTTP "\r\n\r\n" RECORD("2", "53") HTTP "\r\n\r\n", 2},
    {"a.warc", RECORD("lies", "50") HTTP "\r\n\r\n" RECORD("2", "53") HTTP "\r\n\r\n" RECORD("lies", "999") HTTP "\r\n\r\n" RECORD("3", "53") HTTP "\r\n\r\n", 4},
    {"a.warc", "WARC/1.0\r\nWARC-Type: response\r\n\r\n" RECORD("2", "53") HTTP "\r\n\r\n" "WARC/1.0\r\nWARC-Type: res", 3},
    {"a.arc", ARC("1") ARC("2"), 2},
    {"a.arc", ARC("1") "http://a.example/cut 1.2.3.4 20200203040506 text/html 9999\n" HTTP "\n" ARC("3"), 3},
    {"a.xml", "<?xml version='1.0'?><rss><channel><title>T</title><item><title>One</title></item> <item><title>Two</title><description><![CDATA[</item>]]></description></item></channel></rss>", 2},
    {"a.html", "<html><p>words", 1},
};

/* However little is at hand, the pieces are those that are cut when all of it is. */
static void streams_are_cut_as_wholes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(streams); i++)
        for (size_t step = 1; step < 600; step += step / 8 + 1) {
            str name = str_of(streams[i].name), bytes = str_of(streams[i].bytes);
            enum input_form f = input_form_of(name, bytes);
            struct input_cursor whole = input_open(name, f, bytes), part = input_open(name, f, STR_EMPTY);
            struct input_piece a, b;
            u32 n = 0;
            part.more = true;
            for (; cut_next(&part, bytes, step, LIMIT_PAGE_BYTES + (1u << 20), &b); n++) {
                assert_true(input_next(&whole, &a));
                assert_int_equal(a.offset, b.offset);
                assert_int_equal(a.line, b.line);
                assert_true(b.raw.n <= a.raw.n && b.raw.n > 0);
            }
            assert_false(input_next(&whole, &a));
            assert_int_equal(n, streams[i].pieces);
        }
}

/* The end of a refused page is looked for window by window; what follows is read. */
static void behind_a_long_line_it_goes_on(void **state)
{
    (void)state;
    size_t n = LIMIT_LINE_BYTES * 2;
    char *bytes = test_malloc(n);
    struct input_piece piece;
    memset(bytes, 'a', n);
    memcpy(bytes, "{}\n", 3);
    memcpy(bytes + n - 4, "\n{}\n", 4);
    struct input_cursor c = input_open(S("a.jsonl"), INPUT_JSONL, STR_EMPTY);
    c.more = true;
    u64 lines = 0;
    while (cut_next(&c, (str){bytes, n}, 1, LIMIT_LINE_BYTES + 1, &piece)) {
        lines = lines * 10 + piece.line;
        assert_true(piece.line == 2 ? piece.raw.n == LIMIT_LINE_BYTES + 1 : piece.raw.n == 2);
    }
    assert_int_equal(lines, 123);
    test_free(bytes);
}

static void the_search_for_the_next_has_an_end(void **state)
{
    (void)state;
    static const enum input_form forms[] = {INPUT_JSONL, INPUT_WARC};
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct input_cursor c = input_open(S("a"), forms[i], S("still the record that is too long, and on it goes without any end to it"));
        struct input_piece piece;
        c.more = true;
        c.skipping = 1;
        c.skipped = LIMIT_SKIP_BYTES;
        assert_true(input_next(&c, &piece));
        assert_true(str_find(piece.unread, S("LIMIT_SKIP_BYTES"), 0) != SIZE_MAX);
        assert_false(input_next(&c, &piece));
        assert_int_equal(c.wants, 0);
    }
}

static void behind_a_long_record_it_goes_on(void **state)
{
    (void)state;
    static const char page[] = RECORD("long", "134217728") "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    static const char film[] = RECORD("film", "134217728") "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n";
    static const char good[] = "\r\n\r\n" RECORD("2", "53") HTTP "\r\n\r\n";
    size_t n = 200u << 20;
    char *bytes = test_malloc(n);
    struct input_piece piece;
    memset(bytes, 'a', n);
    memcpy(bytes, page, sizeof page - 1);
    memcpy(bytes + (100u << 20), good, sizeof good - 1); /* the length lies: a record stands before its end */
    memcpy(bytes + (100u << 20) + sizeof good - 1, film, sizeof film - 1);
    memcpy(bytes + n - sizeof good + 1, good, sizeof good - 1);
    struct input_cursor c = input_open(S("a.warc"), INPUT_WARC, STR_EMPTY);
    c.more = true;
    static u64 at[8];
    static u32 pages; /* static: it outlives a jump */
    for (pages = 0; pages < 8 && cut_next(&c, (str){bytes, n}, 1, LIMIT_PAGE_BYTES + (1u << 20), &piece); pages++) {
        struct page p;
        at[pages] = piece.offset;
        arena_reset(&arena);
        if (arena_guard(&arena)) {
            fail();
            return;
        }
        input_page(&arena, &c, &piece, &p);
        assert_int_equal(p.unread.n > 0, pages == 0);
        assert_true(pages || str_find(p.unread, S("LIMIT_PAGE_BYTES"), 0) != SIZE_MAX);
    }
    assert_int_equal(pages, 3);
    assert_int_equal(at[0], 0);
    assert_int_equal(at[1], (100u << 20) + 4);
    assert_int_equal(at[2], n - sizeof good + 5);
    test_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_by_content), cmocka_unit_test(forms_by_name), cmocka_unit_test(lines_are_counted_and_named),
        cmocka_unit_test(a_text_is_one_page), cmocka_unit_test(broken_bytes_are_mended_and_counted),
        cmocka_unit_test(what_is_not_read_says_why), cmocka_unit_test(a_page_over_the_limit_is_refused), cmocka_unit_test(streams_are_cut_as_wholes),
        cmocka_unit_test(behind_a_long_line_it_goes_on), cmocka_unit_test(the_search_for_the_next_has_an_end),
        cmocka_unit_test(behind_a_long_record_it_goes_on),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
