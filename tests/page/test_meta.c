/*
** test_meta.c - what pages say of themselves, by which rule, and what of it is believed.
*/
#include "page_made.h"

#include <stdio.h>

#include "page/meta.h"
#include "page/stamp.h"

#define BODY "<p>The ministry said on Tuesday that the new bridge would open to traffic before the end of the year.</p>"

static struct page *page_of(const char *head, const char *body)
{
    char html[4000];
    assert_true((size_t)snprintf(html, sizeof html, "<!DOCTYPE html><html lang=\"en-GB\"><head>%s</head><body>%s" BODY BODY "</body></html>", head, body) < sizeof html);
    return made_input("p.html", arena_str(&rules_arena, str_of(html)));
}

static const char *byline(const struct page *p, u32 i) { return i < p->articles.v[0].bylines.n ? z(p->articles.v[0].bylines.v[i].text) : ""; }

static void json_ld_tells_the_article(void **state)
{
    (void)state;
    struct page *p = page_of("<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Site\"},"
                             "{\"@type\":[\"NewsArticle\"],\"headline\":\"Bridge to open &amp; stay open\",\"datePublished\":\"2019-11-19T23:30:00+02:00\","
                             "\"author\":[{\"name\":\"Rana Adel\"},{\"@id\":\"#2\"}],\"publisher\":{\"name\":\"The Example\"}},"
                             "{\"@type\":\"Person\",\"@id\":\"#2\",\"name\":\"Omar Said\"}]}</script>",
                             "");
    const struct article *a = &p->articles.v[0];
    assert_string_equal(z_field(a->headline), "Bridge to open & stay open");
    assert_string_equal(byline(p, 0), "Rana Adel");
    assert_string_equal(byline(p, 1), "Omar Said");
    assert_string_equal(z(a->outlet), "The Example");
    assert_int_equal(a->published.basis, BASIS_METADATA);
    assert_int_equal(a->published.when.day, 19); /* in the page's own zone */
    assert_int_equal(a->published.when.zone_min, 120);
}

/* How each value of a field was judged, in order of the page. */
static const char *judged(const struct page *p, const char *field)
{
    str all = STR_EMPTY;
    for (u32 i = 0; i < p->head.n; i++)
        if (strcmp(p->head.v[i].field, field) == 0)
            all = arena_fmt(&arena, "%.*s%s%s %s", STR_ARG(all), all.n ? "|" : "", p->head.v[i].rule, head_how_name((enum head_how)p->head.v[i].how));
    return all.n ? all.p : "";
}

static void all_values_are_kept_with_their_rule(void **state)
{
    (void)state;
    struct page *p = page_of("<title>Bridge to open | The Example</title><meta property=\"og:title\" content=\"Watch: a bridge\"><meta name=\"author\" content=\"The Example\">"
                             "<meta property=\"article:published_time\" content=\"2024-03-05T08:00:00Z\"><meta name=\"date\" content=\"soon\">"
                             "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Bridge to open\",\"datePublished\":\"2024-03-04T10:00:00+03:00\","
                             "\"author\":{\"name\":\"Rana Adel\"},\"publisher\":{\"name\":\"The Example\"}}</script>",
                             "<time datetime=\"2024-03-04\">4 March</time>");
    assert_string_equal(judged(p, "published"), "OpenGraph differs|meta refused|JSON-LD taken|time element agrees");
    assert_string_equal(judged(p, "author"), "meta refused|JSON-LD taken");
    assert_string_equal(judged(p, "headline"), "title agrees|OpenGraph differs|JSON-LD taken");
    assert_string_equal(byline(p, 0), "Rana Adel");
    assert_string_equal(byline(p, 1), "");
}

static void the_head_tells_whose_text_it_is(void **state)
{
    (void)state;
    struct page *p = page_of("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Bridge to open\",\"publisher\":{\"name\":\"The Example\"},"
                             "\"sourceOrganization\":[{\"name\":\"Reuters\"},{\"name\":\"The Example\"}],\"creditText\":\"Reuters\","
                             "\"isBasedOn\":[\"https://www.first.example.org/a/1\",{\"name\":\"Another headline\",\"publisher\":{\"name\":\"The Other Paper\"}}],"
                             "\"dateline\":\"SELWAN\",\"keywords\":\"bridge, flood\"}</script>",
                             "");
    assert_string_equal(credits_of(p, 0), "source Reuters Reuters|source  example.org|source  The Other Paper");
    assert_string_equal(z_field(p->articles.v[0].dateline), "SELWAN");
    assert_int_equal(p->articles.v[0].keywords.n, 2);
    assert_string_equal(z(p->articles.v[0].keywords.v[1].text), "flood");
}

static void broken_json_is_passed_over(void **state)
{
    (void)state;
    struct page *p = page_of("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":</script>"
                             "<script type=\"application/ld+json\">[]</script><script type=\"application/ld+json\"></script>"
                             "<meta property=\"og:title\" content=\"From the graph\">",
                             "");
    assert_string_equal(z_field(p->articles.v[0].headline), "From the graph");
}

static void the_heading_is_the_headline_where_it_agrees(void **state)
{
    (void)state;
    struct page *p = page_of("<title>New bridge opens at last | The Example</title>", "<h1>New bridge opens at last</h1>");
    assert_string_equal(z_field(p->articles.v[0].headline), "New bridge opens at last");
    assert_false(span_is_null(p->articles.v[0].headline.span));
}

static void microdata_and_names(void **state)
{
    (void)state;
    struct page *p = page_of("<meta name=\"DC.date.issued\" content=\"2020-02-03\"><link rel=canonical href=\"https://www.news.example/a\">",
                             "<div itemscope><span itemprop=author itemscope><b itemprop=name>Mona Zaki</b></span>"
                             "<time itemprop=datePublished datetime=\"2020-02-02T08:00:00Z\">x</time></div>");
    const struct article *a = &p->articles.v[0];
    assert_string_equal(byline(p, 0), "Mona Zaki");
    assert_int_equal(a->published.when.day, 2); /* microdata before meta */
    assert_string_equal(z(a->url), "https://www.news.example/a");
    assert_string_equal(z(a->id), "https://www.news.example/a");
    assert_string_equal(z(a->outlet), "news.example");
}

static void the_site_is_no_author(void **state)
{
    (void)state;
    struct page *p = page_of("<meta property=og:site_name content=\"The Example\"><meta name=author content=\"the example\">", "");
    assert_int_equal(p->articles.v[0].bylines.n, 0);
    p = page_of("<meta name=author content=\"https://a.example/writer/7\"><meta name=author content=\"admin\">", "");
    assert_int_equal(p->articles.v[0].bylines.n, 0);
}

static void who_made_the_site_is_no_author(void **state)
{
    (void)state;
    struct page *p = page_of("<meta name=author content=\"Loom Web Design\"><meta name=generator content=\"Loom Web Design\">", "");
    assert_int_equal(p->articles.v[0].bylines.n, 0);
    p = page_of("<meta name=author content=\"Loom Web Design\"><meta name=designer content=\"Loom Web Design\">",
                "<p>By <a rel=author href=/h>Huda Salem</a>, <time datetime=\"2024-03-04\">March 4</time></p>");
    assert_int_equal(p->articles.v[0].bylines.n, 1);
    assert_string_equal(byline(p, 0), "Huda Salem");
}

static void microdata_tells_as_much_as_json_ld(void **state)
{
    (void)state;
    struct page *p = page_of("<meta property=\"og:locale\" content=\"ar_EG\"><meta name=syndication-source content=\"https://www.afp.com/1\">",
                             "<div itemscope itemtype=\"http://schema.org/NewsArticle\"><link itemprop=mainEntityOfPage href=\"http://a.example/bridge\">"
                             "<span class=kicker>Transport</span><h1 itemprop=headline>Bridge to open</h1><span itemprop=dateline>SELWAN</span>"
                             "<time itemprop=datePublished datetime=\"2024-03-04T23:00:00+03:00\">x</time><time itemprop=dateModified datetime=\"2024-03-05T01:00:00+03:00\">x</time>"
                             "<span itemprop=sourceOrganization itemscope><b itemprop=name>Reuters</b></span><meta itemprop=isBasedOn content=\"https://www.dpa.com/2\">"
                             "<figure><span itemprop=creditText>Nadia Hart</span></figure>");
    const struct article *a = &p->articles.v[0];
    assert_string_equal(z(a->url), "http://a.example/bridge");
    assert_string_equal(z_field(a->kicker), "Transport");
    assert_string_equal(z_field(a->dateline), "SELWAN");
    assert_int_equal(a->published.when.hour, 23);
    assert_int_equal(a->modified.when.day, 5);
    assert_int_equal(a->modified.basis, BASIS_METADATA);
    assert_string_equal(a->lang, "en"); /* html's own word before og:locale */
    assert_string_equal(credits_of(p, 0), "source AFP afp.com|source Reuters Reuters|source DPA dpa.com");
}

static void a_language_must_fit_its_script(void **state)
{
    (void)state;
    assert_string_equal(page_of("", "")->articles.v[0].lang, "en");
    struct page *p = made_input("p.html", S("<html lang=en><body><p>\xd9\x82\xd8\xa7\xd9\x84 \xd8\xa7\xd9\x84\xd9\x88\xd8\xb2\xd9\x8a\xd8\xb1 \xd8\xa5\xd9\x86 \xd8\xa7\xd9\x84\xd8\xac\xd8\xb3\xd8\xb1 "
                                           "\xd8\xa7\xd9\x84\xd8\xac\xd8\xaf\xd9\x8a\xd8\xaf \xd8\xb3\xd9\x8a\xd9\x81\xd8\xaa\xd8\xaa\xd8\xad \xd9\x82\xd8\xb1\xd9\x8a\xd8\xa8\xd8\xa7</p></body></html>"));
    assert_string_equal(p->articles.v[0].lang, "ar");
}

static void domains(void **state)
{
    (void)state;
    assert_string_equal(z(meta_domain(S("https://www.example.com/a?b"))), "example.com");
    assert_string_equal(z(meta_domain(S("http://news.example.co.uk:80/"))), "example.co.uk");
    assert_string_equal(z(meta_domain(S("http://arabic.example.com"))), "example.com");
    assert_int_equal(meta_domain(S("/relative")).n, 0);
}

static const char *iso(const char *s)
{
    str out = stamp_iso(&arena, str_of(s));
    return out.n ? out.p : "";
}

static void times_keep_their_zone(void **state)
{
    (void)state;
    assert_string_equal(iso("Thu, 01 Jan 2004 19:48:21 GMT"), "2004-01-01T19:48:21Z");
    assert_string_equal(iso("Thu, 3 May 2018 10:12:00 +0300"), "2018-05-03T10:12:00+03:00");
    assert_string_equal(iso("May 3, 2018 10:12 pm EST"), "2018-05-03T22:12:00-05:00");
    assert_string_equal(iso("12:05 am, 3 May 2018"), "2018-05-03T00:05:00");
    assert_string_equal(iso("2018-05-03T10:12:00.123+03:00"), "2018-05-03T10:12:00+03:00");
    assert_string_equal(iso("2018-05-03 10:12:00 +0300"), "2018-05-03T10:12:00+03:00");
    assert_string_equal(iso("20180503T101200Z"), "2018-05-03T10:12:00Z");
    assert_string_equal(iso("20180503101200"), "2018-05-03T10:12:00");
    assert_string_equal(iso("2018/05/03"), "2018-05-03");
    assert_string_equal(iso("1525342320"), "2018-05-03T10:12:00Z");
    assert_string_equal(iso("25/05/2018"), "2018-05-25");
}

static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    assert_string_equal(iso("03/05/2018"), ""); /* two readings */
    assert_string_equal(iso("yesterday"), "");
    assert_string_equal(iso("2018"), "");
    assert_string_equal(iso("31 Feb 2018"), "");
    assert_string_equal(iso("2018-13-45"), "");
    assert_string_equal(iso(""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_values_are_kept_with_their_rule), cmocka_unit_test(the_head_tells_whose_text_it_is),
        cmocka_unit_test(json_ld_tells_the_article), cmocka_unit_test(broken_json_is_passed_over),
        cmocka_unit_test(the_heading_is_the_headline_where_it_agrees), cmocka_unit_test(microdata_and_names), cmocka_unit_test(the_site_is_no_author), cmocka_unit_test(who_made_the_site_is_no_author),
        cmocka_unit_test(microdata_tells_as_much_as_json_ld),
        cmocka_unit_test(a_language_must_fit_its_script), cmocka_unit_test(domains), cmocka_unit_test(times_keep_their_zone),
        cmocka_unit_test(what_is_no_time_is_refused),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
