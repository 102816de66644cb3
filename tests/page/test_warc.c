/*
** test_warc.c - archives: every good record is read, every broken one named.
*/
#include "page_made.h"

#include <stdio.h>

#define TEXT "The council voted on Monday to rebuild the old market hall, which burned down in the spring."
#define PAGE "<html><head><title>Hall</title></head><body><p>" TEXT "</p></body></html>"
#define HTTP "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"

static char archive[16384];
static size_t archive_n;

static void begin(void) { archive_n = 0; }
static void add_bytes(const char *p, size_t n)
{
    assert_true(archive_n + n < sizeof archive);
    memcpy(archive + archive_n, p, n);
    archive_n += n;
}

static void add_text(const char *s) { add_bytes(s, strlen(s)); }

/* A record whose Content-Length is what it should be and `lie` more. */
static void add_record(const char *version, const char *type, const char *uri, const char *content_type, const char *block, int lie)
{
    char header[512];
    int n = snprintf(header, sizeof header, "%s\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2020-02-03T04:05:06Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
                     version, type, uri, content_type, (int)strlen(block) + lie);
    assert_true(n > 0 && (size_t)n < sizeof header);
    add_bytes(header, (size_t)n);
    add_bytes(block, strlen(block));
    add_text("\r\n\r\n");
}

/* Reads the archive: "name: first words" or "name! reason" of each page, parted by newlines. */
static const char *read_archive(const char *name)
{
    static char out[4096];
    static size_t used; /* static: it outlives a jump */
    str bytes = {archive, archive_n};
    assert_int_equal(input_form_of(str_of(name), bytes), INPUT_WARC);
    struct input_cursor c = input_open(str_of(name), INPUT_WARC, bytes);
    struct input_piece piece;
    out[0] = 0;
    used = 0;
    while (input_next(&c, &piece)) {
        struct page page;
        arena_reset(&arena);
        if (arena_guard(&arena)) {
            fail_msg("the arena's limit was reached");
            return "";
        }
        input_page(&arena, &c, &piece, &page);
        str what = page.unread.n ? page.unread : str_head(page.text, 11);
        int n = snprintf(out + used, sizeof out - used, "%.*s%s %.*s\n", STR_ARG(page.name), page.unread.n ? "!" : ":", STR_ARG(what));
        used += n > 0 ? (size_t)n : 0;
        assert_true(used < sizeof out);
    }
    return out;
}

static void responses_are_pages(void **state)
{
    (void)state;
    begin();
    add_record("WARC/1.0", "warcinfo", "x", "application/warc-fields", "software: x\r\n", 0);
    size_t at = archive_n;
    char expected[64];
    add_record("WARC/1.1", "response", "<http://a.example/1>", "application/http; msgtype=response", HTTP PAGE, 0);
    add_record("WARC/1.1", "request", "http://a.example/1", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n", 0);
    add_record("WARC/1.1", "response", "http://a.example/i", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx", 0);
    add_record("WARC/1.1", "response", "http://a.example/m", "application/http; msgtype=response", "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>moved", 0);
    snprintf(expected, sizeof expected, "w.warc@%zu: The council\n", at);
    assert_string_equal(read_archive("w.warc"), expected);
}

static void what_the_archive_tells(void **state)
{
    (void)state;
    begin();
    add_record("WARC/1.0", "response", "http://news.example.org/1", "application/http; msgtype=response", HTTP PAGE, 0);
    struct page *p = made_input("w.warc", (str){archive, archive_n});
    assert_string_equal(z(p->articles.v[0].url), "http://news.example.org/1");
    assert_string_equal(z(p->articles.v[0].outlet), "example.org");
    assert_string_equal(z(p->known.crawled), "2020-02-03T04:05:06Z");
    assert_int_equal(p->articles.v[0].published.basis, BASIS_NONE); /* fetched is not published */
    assert_string_equal(body_of(p, 0), TEXT);
}

static void a_stored_page_is_read_again(void **state)
{
    (void)state;
    begin();
    add_record("WARC/1.0", "response", "http://a.example/1", "application/http; msgtype=response", HTTP PAGE, 0);
    struct input_cursor c;
    struct input_piece piece;
    input_kept(S("w.warc.gz@17"), (str){archive, archive_n}, &c, &piece);
    struct page page;
    assert_int_equal(c.form, INPUT_WARC);
    arena_reset(&arena);
    if (arena_guard(&arena))
        fail();
    input_page(&arena, &c, &piece, &page);
    assert_string_equal(z(page.name), "w.warc.gz@17");
    assert_int_equal(page.unread.n, 0);
}

static void text_of_wet(void **state)
{
    (void)state;
    begin();
    add_record("WARC/1.0", "conversion", "http://a.example/1", "text/plain", TEXT, 0);
    assert_string_equal(read_archive("w.wet"), "w.wet@0: The council\n");
}

static void lengths_that_lie(void **state)
{
    (void)state;
    begin();
    add_record("WARC/1.0", "response", "http://a.example/1", "application/http", HTTP PAGE, -20);
    size_t second = archive_n;
    add_record("WARC/1.0", "response", "http://a.example/2", "application/http", HTTP PAGE, 20);
    size_t third = archive_n;
    add_record("WARC/1.0", "response", "http://a.example/3", "application/http", HTTP PAGE, 0);
    size_t fourth = archive_n;
    add_record("WARC/1.0", "response", "http://a.example/4", "application/http", HTTP PAGE, 100000);
    char expected[512];
    snprintf(expected, sizeof expected,
             "w.warc@0! a broken record of an archive: its Content-Length does not end at its end\n"
             "w.warc@%zu! a broken record of an archive: its Content-Length reaches past its end\n"
             "w.warc@%zu: The council\n"
             "w.warc@%zu! a broken record of an archive: its Content-Length reaches past its end\n",
             second, third, fourth);
    assert_string_equal(read_archive("w.warc"), expected);
}

static void broken_headers(void **state)
{
    (void)state;
    begin();
    add_text("WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n");
    add_text("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -4\r\n\r\n\r\n\r\n");
    add_record("WARC/1.0", "response", "http://a.example/3", "application/http", "no HTTP", 0);
    add_text("WARC/1.0\r\nWARC-Type");
    assert_string_equal(read_archive("w.warc"), "w.warc@0! a broken record of an archive: it has no Content-Length\n"
                                                "w.warc@37! a broken record of an archive: its Content-Length is no number\n"
                                                "w.warc@94! a record of an archive whose HTTP response is broken\n"
                                                "w.warc@259! a broken record of an archive: its header does not end\n");
}

static void chunks_are_joined(void **state)
{
    (void)state;
    begin();
    add_record("WARC/1.0", "response", "http://a.example/1", "application/http", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n5\r\nThe c\r\n6;x=y\r\nouncil\r\n0\r\n\r\n", 0);
    assert_string_equal(read_archive("w.warc"), "w.warc@0: The council\n");
    begin(); /* the header is as sent, the body is not */
    add_record("WARC/1.0", "response", "http://a.example/1", "application/http", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\nContent-Type: text/plain\r\n\r\nThe council", 0);
    assert_string_equal(read_archive("w.warc"), "w.warc@0: The council\n");
}

static void packed_bodies(void **state)
{
    (void)state;
    static const char head[] = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 100\r\n\r\n"
                               "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n";
    /* "The council" by gzip -n */
    static const char body[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x0b\xc9\x48\x55\x48\xce\x2f\xcd\x4b\xce\xcc\x01\x00\xef\x71\xcf\x9d\x0b\x00\x00\x00";
    begin();
    add_bytes(head, sizeof head - 1);
    add_bytes(body, sizeof body - 1);
    assert_string_equal(read_archive("w.warc"), "w.warc@0: The council\n");
    archive[archive_n - 12] ^= 0x55;
    assert_string_equal(read_archive("w.warc"), "w.warc@0! a record of an archive whose body is packed ('gzip'), and it is broken\n");
}

static void arc_records(void **state)
{
    (void)state;
    char line[256];
    begin();
    add_text("filedesc://a.arc 0.0.0.0 20200203040506 text/plain 12\n1 0 a\nURL IP\n\n");
    size_t first = archive_n;
    int n = snprintf(line, sizeof line, "http://a.example/a b 1.2.3.4 20200203040506 text/html %zu\n", strlen(HTTP PAGE));
    add_bytes(line, (size_t)n);
    add_bytes(HTTP PAGE "\n", strlen(HTTP PAGE) + 1);
    size_t second = archive_n;
    add_text("http://a.example/c 1.2.3.4 20200203040506 text/html 99999\nHTTP");
    char expected[256];
    snprintf(expected, sizeof expected, "a.arc@%zu: The council\na.arc@%zu! a broken record of an archive: it is cut off before its length\n", first, second);
    assert_string_equal(read_archive("a.arc"), expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(responses_are_pages), cmocka_unit_test(what_the_archive_tells), cmocka_unit_test(a_stored_page_is_read_again),
        cmocka_unit_test(text_of_wet), cmocka_unit_test(lengths_that_lie), cmocka_unit_test(broken_headers), cmocka_unit_test(chunks_are_joined),
        cmocka_unit_test(packed_bodies), cmocka_unit_test(arc_records),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
