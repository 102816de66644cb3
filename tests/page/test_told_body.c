/*
** test_told_body.c - JSON-LD's articleBody beside the lines that the page shows.
*/
#include "page_made.h"

#include <stdio.h>

#define P1 "The council voted on Monday to rebuild the old market hall, which burned down in the spring of last year."
#define P2 "Traders who lost their stalls will be given places in the new hall first, the mayor told reporters after the vote."
#define P3 "Work is to begin in June and to last eighteen months, at a cost of some four million, the council said in a statement."
#define P4 "Nobody has said what is to become of the tents on the square, in which fish and fruit have been sold since the fire."
#define OTHER "Readers of the Example write to each other here about gardens, dogs and the weather, and all are asked to keep a civil tongue."
#define A1 "صوت المجلس البلدي يوم الاثنين على إعادة بناء قاعة السوق القديمة التي احترقت في ربيع العام الماضي."
#define A2 "وقال رئيس البلدية للصحافيين بعد التصويت إن التجار الذين فقدوا أماكنهم سيعودون إلى القاعة الجديدة أولا."
#define A3 "ويبدأ العمل في حزيران ويستمر ثمانية عشر شهرا بكلفة تقارب أربعة ملايين وفق بيان صادر عن المجلس البلدي."

static struct page *page_of(const char *told, const char *body)
{
    char html[8000];
    assert_true((size_t)snprintf(html, sizeof html, "<html><head><title>Market hall to be rebuilt</title><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\","
                                 "\"headline\":\"Market hall to be rebuilt\",\"datePublished\":\"2024-03-04\",\"articleBody\":\"%s\"}</script></head><body>%s</body></html>", told, body) <
                sizeof html);
    return made_input("p.html", arena_str(&rules_arena, str_of(html)));
}

/* What became of the told body. */
static const char *how_of(const struct page *p)
{
    for (u32 i = 0; i < p->head.n; i++)
        if (strcmp(p->head.v[i].field, "body") == 0)
            return head_how_name((enum head_how)p->head.v[i].how);
    return "";
}

static void a_page_that_its_script_fills(void **state)
{
    (void)state;
    struct page *p = page_of(P1 "\\n" P2 "\\n\\n" P3, "<div id=app></div><noscript>Please enable JavaScript.</noscript>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3);
    assert_string_equal(z_field(p->articles.v[0].headline), "Market hall to be rebuilt");
    assert_string_equal(how_of(p), "taken");
    p = page_of(A1 "\\n" A2 "\\n" A3, "<div id=app>جار التحميل</div>");
    assert_string_equal(body_of(p, 0), A1 "|" A2 "|" A3);
    assert_string_equal(p->articles.v[0].lang, "ar");
}

static void a_page_that_shows_the_first_lines_alone(void **state)
{
    (void)state;
    struct page *p = page_of(P1 "\\n" P2 "\\n" P3 "\\n" P4, "<article><h1>Market hall to be rebuilt</h1><p>" P1 "</p><p>Subscribe to read on.</p></article>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3 "|" P4);
    assert_int_equal(p->articles.n, 1);
}

static void markup_in_it_is_taken_off(void **state)
{
    (void)state;
    struct page *p = page_of("<p>" P1 "</p>&lt;p&gt;" P2 " &amp; more&lt;/p&gt;<p>" P3 "</p>", "<div id=app></div>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 " & more|" P3);
}

static void its_lines_are_the_article_among_others(void **state)
{
    (void)state;
    struct page *p = page_of(P1 " " P2 " " P3, "<h1>Market hall to be rebuilt</h1><div class=sidebar><div class=x><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p></div></div>"
                             "<div class=article-body><p>" OTHER "</p><p>" OTHER " So do we.</p><p>" OTHER " Thanks.</p><p>" OTHER " Again.</p><p>" OTHER " Now.</p></div>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3);
    assert_string_equal(how_of(p), "taken");
}

static void a_paragraph_that_was_missed_is_put_in(void **state)
{
    (void)state;
    struct page *p = page_of(P1 " " P2 " " P3 " " P4, "<div class=article-body><h1>Market hall to be rebuilt</h1><p>" P1 "</p><div class=promo-box><p>" P2 "</p></div>"
                             "<div class=promo-box><p>" OTHER "</p></div><p>" P3 "</p><p>" P4 "</p></div>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3 "|" P4);
    assert_string_equal(how_of(p), "agrees");
}

static void a_teaser_or_another_text_is_not_believed(void **state)
{
    (void)state;
    struct page *p = page_of(OTHER " " OTHER, "<article><h1>Market hall to be rebuilt</h1><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p></article>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3);
    assert_string_equal(how_of(p), "differs");
    p = page_of(P1 " " P2, "<article><h1>Market hall to be rebuilt</h1><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p><p>" P4 "</p></article>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3 "|" P4);
    p = page_of("Read it here.", "<article><h1>Market hall to be rebuilt</h1><p>" P1 "</p></article>");
    assert_string_equal(body_of(p, 0), P1);
    p = page_of("Read it here.", "<img src=a>");
    assert_true(str_find(p->unread, S("without visible text"), 0) != SIZE_MAX);
}

/* Spans point into the page's text: what stands in the head alone was put behind it. */
static void spans_lie_in_the_text(void **state)
{
    (void)state;
    struct page *p = page_of(P1 "\\n" P2 "\\n" P3, "<h1>Market hall to be rebuilt</h1><div id=app>Loading</div>");
    const struct article *a = &p->articles.v[0];
    assert_true(str_ends(p->text, S(P3 "\n")));
    for (u32 i = 0; i < a->body.n; i++)
        assert_true(span_end(a->body.v[i]) <= p->text.n);
    assert_int_equal(a->headline.span.off, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_that_its_script_fills), cmocka_unit_test(a_page_that_shows_the_first_lines_alone), cmocka_unit_test(markup_in_it_is_taken_off),
        cmocka_unit_test(its_lines_are_the_article_among_others), cmocka_unit_test(a_paragraph_that_was_missed_is_put_in),
        cmocka_unit_test(a_teaser_or_another_text_is_not_believed), cmocka_unit_test(spans_lie_in_the_text),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
