/*
** test_input.c - forms are recognised, inputs cut into pages, and what cannot be read is refused with its reason.
*/
#include "page_made.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_by_content), cmocka_unit_test(forms_by_name), cmocka_unit_test(lines_are_counted_and_named),
        cmocka_unit_test(a_text_is_one_page), cmocka_unit_test(broken_bytes_are_mended_and_counted),
        cmocka_unit_test(what_is_not_read_says_why), cmocka_unit_test(a_page_over_the_limit_is_refused),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
