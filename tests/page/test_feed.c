/*
** test_feed.c - feeds as lists of pages, well-formed or not.
*/
#include "page_made.h"

#include <stdio.h>

#include "page/feed.h"
#include "page/xml.h"

#define TEXT "The council voted on Monday to rebuild the old market hall, which burned down in the spring."

/* The nth page of a feed; NULL where there is none. */
static struct page *page_of(str feed, u32 nth)
{
    struct input_cursor c = input_open(S("f.xml"), input_form_of(S("f.xml"), feed), feed);
    struct input_piece piece;
    assert_int_equal(c.form, INPUT_FEED);
    while (input_next(&c, &piece)) {
        if (nth-- > 0)
            continue;
        arena_reset(&arena);
        if (arena_guard(&arena)) {
            fail_msg("the arena's limit was reached");
            return NULL;
        }
        struct page *page = ARENA_NEW(&arena, struct page);
        input_page(&arena, &c, &piece, page);
        if (page->unread.n == 0)
            page_read(&arena, rules, page, NULL);
        return page;
    }
    return NULL;
}

static const char rss[] =
    "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:c=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>The Example</title>"
    "<link>http://a.example/</link><image><title>logo</title></image>"
    "<item><title>Hall &amp;amp; market</title><link>/1</link><pubDate>Mon, 03 Feb 2020 10:00:00 +0300</pubDate>"
    "<author>desk@a.example (Rana Adel)</author><description>short</description>"
    "<c:encoded><![CDATA[<p>" TEXT "</p><p>It was </item> said.</p>]]></c:encoded></item>"
    "<item><title>Second</title><guid>http://a.example/2</guid><description>&lt;b&gt;" TEXT "&lt;/b&gt;</description></item></channel></rss>";

static str rss_feed(void) { return str_of(rss); }

static void rss_items(void **state)
{
    (void)state;
    struct page *p = page_of(rss_feed(), 0);
    const struct article *a = &p->articles.v[0];
    assert_string_equal(z_field(a->headline), "Hall & market");
    assert_string_equal(z(a->url), "http://a.example/1");
    assert_string_equal(z(a->outlet), "The Example");
    assert_string_equal(z(a->bylines.v[0].text), "Rana Adel");
    assert_int_equal(a->published.when.zone_min, 180);
    assert_string_equal(body_of(p, 0), TEXT "|It was said.");
    p = page_of(rss_feed(), 1);
    assert_string_equal(z(p->articles.v[0].url), "http://a.example/2");
    assert_string_equal(body_of(p, 0), TEXT);
    assert_null(page_of(rss_feed(), 2));
}

static void an_item_can_be_read_again(void **state)
{
    (void)state;
    struct page *p = page_of(rss_feed(), 1);
    str name = arena_str(&rules_arena, p->name), raw = arena_str(&rules_arena, p->raw);
    struct input_cursor c;
    struct input_piece piece;
    struct page again;
    input_kept(name, raw, &c, &piece);
    assert_int_equal(c.form, INPUT_FEED);
    input_page(&arena, &c, &piece, &again);
    assert_string_equal(z(again.name), z(name));
    assert_string_equal(z(again.known.outlet), "The Example");
    assert_string_equal(z(again.known.url), "http://a.example/2");
}

static void atom_entries(void **state)
{
    (void)state;
    struct page *p = page_of(S("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Example</title><entry><title type=\"html\">A &lt;i&gt;new&lt;/i&gt; hall</title>"
                               "<link rel=\"edit\" href=\"http://a.example/edit\"/><link href=\"http://a.example/1\"/><updated>2020-02-04T00:00:00Z</updated>"
                               "<published>2020-02-03T00:00:00Z</published><author><name>Rana Adel</name><email>x</email></author>"
                               "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>" TEXT "</p></div></content></entry></feed>"),
                             0);
    const struct article *a = &p->articles.v[0];
    assert_string_equal(z_field(a->headline), "A new hall");
    assert_string_equal(z(a->url), "http://a.example/1");
    assert_int_equal(a->published.when.day, 3);
    assert_string_equal(z(a->bylines.v[0].text), "Rana Adel");
    assert_string_equal(body_of(p, 0), TEXT);
}

static void rdf_and_base64(void **state)
{
    (void)state;
    struct page *p = page_of(S("<rdf:RDF xmlns:d=\"http://purl.org/dc/elements/1.1/\"><channel><title>x</title></channel><item rdf:about=\"http://a.example/7\">"
                               "<title>T</title><d:date>2020-02-03</d:date><d:creator>Rana Adel</d:creator><description>" TEXT "</description></item></rdf:RDF>"),
                             0);
    assert_string_equal(z(p->articles.v[0].url), "http://a.example/7");
    assert_int_equal(p->articles.v[0].published.when.day, 3);
    p = page_of(S("<feed><entry><title mode=\"base64\">VGhlIGhhbGw=</title><summary>" TEXT "</summary></entry></feed>"), 0);
    assert_string_equal(z(p->known.headline), "The hall");
}

static void news_sitemaps(void **state)
{
    (void)state;
    str map = S("<urlset xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>http://a.example/x</loc></url>"
                "<url><loc>http://a.example/1</loc><n:news><n:publication><n:name>The Example</n:name><n:language>ar</n:language></n:publication>"
                "<n:publication_date>2020-02-03</n:publication_date><n:title>Hall</n:title></n:news></url></urlset>");
    struct page *p = page_of(map, 0);
    assert_string_equal(z(p->known.url), "http://a.example/1");
    assert_string_equal(z(p->known.outlet), "The Example");
    assert_string_equal(z(p->known.headline), "Hall");
    assert_string_equal(z(p->known.published), "2020-02-03");
    assert_null(page_of(map, 1));
}

static void broken_feeds(void **state)
{
    (void)state;
    struct page *p = page_of(S("<rss><channel><item><title>One & two &nbsp; three<link>http://a.example/?a=1&b=2</link><item><title>Next</title>"), 0);
    assert_non_null(p);
    p = page_of(S("<rss><channel><item><title>One</title><item><title>Two</title></item>"), 1);
    assert_string_equal(z(p->known.headline), "Two");
    p = page_of(S("<rss><item><description><![CDATA[" TEXT), 0);
    assert_string_equal(z(p->text), TEXT "\n");
}

static void lists_without_text_say_so(void **state)
{
    (void)state;
    assert_true(str_find(page_of(S("<opml><body><outline xmlUrl=\"http://a.example/f\"/></body></opml>"), 0)->unread, S("list of feeds"), 0) != SIZE_MAX);
    assert_true(str_find(page_of(S("<rss><channel><title>x</title></channel></rss>"), 0)->unread, S("without items"), 0) != SIZE_MAX);
    assert_true(str_find(page_of(S("<rss><item></item></rss>"), 0)->unread, S("without title"), 0) != SIZE_MAX);
}

static void lines_of_a_list_of_feeds(void **state)
{
    (void)state;
    str list = S("<opml><head><title>x</title></head><body><outline text='folder'><outline xmlUrl=' a.xml ' htmlUrl=\"b&amp;c.html\"/></outline>"
                 "<!-- <outline xmlUrl='no'/> --><outline text='none'/><OUTLINE XMLURL='d.xml'/><outline type=include url=\"e.opml\"><outline htmlUrl='f.html'");
    static const char *const want[][2] = {{"a.xml", "b&c.html"}, {"d.xml", ""}, {"e.opml", ""}, {"", "f.html"}};
    struct feed_outline o;
    size_t at = 0, n = 0;
    arena_reset(&arena);
    assert_true(feed_is_list(list));
    for (; feed_outline_next(&arena, list, &at, &o); n++) {
        assert_true(n < COUNT_OF(want));
        assert_true(str_is(o.feed, want[n][0]) && str_is(o.page, want[n][1]));
    }
    assert_int_equal(n, COUNT_OF(want));
}

static void what_other_readers_taught(void **state)
{
    (void)state;
    struct page *p = page_of(S("<feed><entry><title>A</title><updated>2010-12-01T10:14:55Z</updated><updated>2003-12-31T10:14:55Z</updated></entry></feed>"), 0);
    assert_string_equal(z(p->known.published), "2003-12-31T10:14:55Z"); /* given twice: the last */
    p = page_of(S("<feed xmlns:media='http://search.yahoo.com/mrss/'><entry><title>A</title><media:group><media:title>B</media:title>"
                  "<media:description>The film shows the hall.</media:description></media:group></entry></feed>"), 0);
    assert_string_equal(z(p->known.headline), "A");
    assert_string_equal(z(p->text), "The film shows the hall.\n");
    p = page_of(S("<rss><item><title>Don\xc2\x92t \xc2\x81 \xc2\xa9</title></item></rss>"), 0); /* windows-1252 put into UTF-8 as it was */
    assert_string_equal(z(p->known.headline), "Don\xe2\x80\x99t \xc2\x81 \xc2\xa9");
    p = page_of(S("<channel><item href='http://a.example/1'><title>CDF</title></item></channel>"), 0);
    assert_string_equal(z(p->known.url), "http://a.example/1");
}

static void tokens_of_xml(void **state)
{
    (void)state;
    struct xml_token t;
    size_t at = 0;
    str s = S("<?x?><!DOCTYPE a [<!ENTITY b \"c\">]><!-- > --><a b='1 > 0' C=two>t &lt; u<d/><![CDATA[<e>]]></a");
    assert_true(xml_next(s, &at, &t));
    assert_string_equal(z(t.name), "a");
    assert_string_equal(z(xml_attr(&arena, t.attrs, "b")), "1 > 0");
    assert_string_equal(z(xml_attr(&arena, t.attrs, "c")), "two");
    assert_int_equal(xml_attr(&arena, t.attrs, "d").n, 0);
    assert_true(xml_next(s, &at, &t));
    assert_string_equal(z(xml_decode(&arena, t.text)), "t < u");
    assert_true(xml_next(s, &at, &t) && t.empty);
    assert_true(xml_next(s, &at, &t) && t.kind == XML_CDATA);
    assert_string_equal(z(t.text), "<e>");
    assert_true(xml_next(s, &at, &t) && t.kind == XML_END);
    assert_false(xml_next(s, &at, &t));
    assert_string_equal(z(xml_decode(&arena, S("&#65;&#x42;&#xD800;&nbsp;&amp"))), "AB&#xD800;&nbsp;&amp");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rss_items), cmocka_unit_test(an_item_can_be_read_again), cmocka_unit_test(atom_entries), cmocka_unit_test(rdf_and_base64),
        cmocka_unit_test(news_sitemaps), cmocka_unit_test(broken_feeds), cmocka_unit_test(lists_without_text_say_so), cmocka_unit_test(lines_of_a_list_of_feeds), cmocka_unit_test(tokens_of_xml),
        cmocka_unit_test(what_other_readers_taught),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
