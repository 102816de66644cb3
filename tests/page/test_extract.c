/*
** test_extract.c - the article of a page: its body in order, the lead kept, furniture apart.
*/
#include "page_made.h"

#include <stdio.h>

#define P1 "The council voted on Monday to rebuild the old market hall, which burned down in the spring of last year."
#define P2 "Traders who lost their stalls will be given places in the new hall first, the mayor told reporters after the vote."
#define P3 "Work is to begin in June and to last eighteen months, at a cost of some four million, the council said in a statement."
#define NAV "<nav><ul><li><a href=/>Home</a><li><a href=/n>News of the day</a></ul></nav>"
#define FOOT "<footer><p>Published by the Example Press, Market Street 1, which is responsible for all of the content found here.</p></footer>"

static struct page *page_of(const char *body)
{
    char html[8000];
    assert_true((size_t)snprintf(html, sizeof html, "<html><head><title>Market hall to be rebuilt</title></head><body>%s</body></html>", body) < sizeof html);
    return made_input("p.html", arena_str(&rules_arena, str_of(html)));
}

static void body_and_headline(void **state)
{
    (void)state;
    struct page *p = page_of(NAV "<article><h1>Market hall to be rebuilt</h1><p>" P1 "</p><h2>Traders first</h2><p>" P2 "</p><p>" P3 "</p></article>" FOOT);
    assert_int_equal(p->articles.n, 1);
    assert_string_equal(z_field(p->articles.v[0].headline), "Market hall to be rebuilt");
    assert_string_equal(body_of(p, 0), P1 "|Traders first|" P2 "|" P3);
    assert_true(strstr(furniture_of(p, 0, FURNITURE_NAV), "News of the day") != NULL);
}

static void a_lead_outside_the_body_is_kept(void **state)
{
    (void)state;
    struct page *p = page_of("<div class=top><h1>Market hall to be rebuilt</h1><p class=lead>" P1 "</p></div>"
                             "<div class=article-body><p>" P2 "</p><p>" P3 "</p></div>" FOOT);
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3);
}

static void a_deck_is_kept_apart(void **state)
{
    (void)state;
    struct page *p = page_of("<div class=top><h1>Market hall to be rebuilt</h1><p class=standfirst>Traders to return in two years.</p></div>"
                             "<div class=article-body><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p></div>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3);
}

static void furniture_within_the_body(void **state)
{
    (void)state;
    struct page *p = page_of("<article><h1>Market hall to be rebuilt</h1><p>" P1 "</p>"
                             "<figure><img src=x><figcaption>The hall after the fire. Photo: Nadia Hart</figcaption></figure>"
                             "<div class=\"related-links\"><p>Fire brigade warns of old wiring in halls of this kind all over the country, and nobody listens.</p></div>"
                             "<p>" P2 "</p><div class=newsletter-signup><p>Sign up for our newsletter and get the news of the day in your inbox.</p></div>"
                             "<p>" P3 "</p></article>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3);
    assert_true(strstr(furniture_of(p, 0, FURNITURE_CAPTION), "after the fire") != NULL);
    assert_true(strstr(furniture_of(p, 0, FURNITURE_RELATED), "old wiring") != NULL);
}

static void rows_of_cards_are_other_articles(void **state)
{
    (void)state;
    struct page *p = page_of("<div><h1>Market hall to be rebuilt</h1><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p>"
                             "<div class=c><h3><a href=1>Bridge closed for the winter</a></h3><p>The bridge over the river has been closed since Friday for repairs.</p></div>"
                             "<div class=c><h3><a href=2>School wins prize for garden</a></h3><p>A prize for the garden of the primary school was given on Sunday.</p></div>"
                             "<div class=c><h3><a href=3>Bus line to the port again</a></h3><p>The bus to the port runs again after an interruption of a week.</p></div></div>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3);
}

static void comments_and_date_apart(void **state)
{
    (void)state;
    struct page *p = page_of("<div><h1>Market hall to be rebuilt</h1><div class=date>12 March 2019</div><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p></div>"
                             "<div id=comments><p>I have bought my bread in this hall for forty years and shall do so again, said nobody.</p></div>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3);
    assert_string_equal(furniture_of(p, 0, FURNITURE_DATE), "12 March 2019");
    assert_true(strstr(furniture_of(p, 0, FURNITURE_COMMENTS), "bread") != NULL);
}

static void classes_that_call_all_furniture_are_not_believed(void **state)
{
    (void)state;
    struct page *p = page_of("<div class=sidebar><div class=promo><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p></div></div>");
    assert_string_equal(body_of(p, 0), P1 "|" P2 "|" P3);
}

static void lines_parted_by_breaks_are_a_paragraph(void **state)
{
    (void)state;
    struct page *p = page_of(NAV "<div class=x>The hall is gone<br>and with it the bread<br>the cheese on its board<br>the fish on its bed<br>the apples in rows<br>the onions in strings<br>"
                             "and all of the woes<br>that market day brings<br>we came with our bags<br>and left with a song<br>the smoke in our flags<br>and nothing was wrong</div>");
    assert_true(strstr(body_of(p, 0), "the onions in strings") != NULL);
    assert_true(strstr(body_of(p, 0), "News of the day") == NULL);
}

static void every_line_has_one_place(void **state)
{
    (void)state;
    struct page *p = page_of(NAV "<article><h1>Market hall to be rebuilt</h1><p>" P1 "</p><p>" P2 "</p></article>" FOOT);
    const struct article *a = &p->articles.v[0];
    for (u32 i = 1; i < a->furniture.n; i++)
        assert_true(a->furniture.v[i - 1].span.off < a->furniture.v[i].span.off);
    for (u32 i = 1; i < a->zones.n; i++)
        assert_true(span_end(a->zones.v[i - 1].span) <= a->zones.v[i].span.off);
}

static void a_page_without_text_says_so(void **state)
{
    (void)state;
    assert_true(str_find(made_input("e.html", S("<html><body><img src=a></body></html>"))->unread, S("without visible text"), 0) != SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(body_and_headline), cmocka_unit_test(a_lead_outside_the_body_is_kept), cmocka_unit_test(a_deck_is_kept_apart),
        cmocka_unit_test(furniture_within_the_body), cmocka_unit_test(rows_of_cards_are_other_articles), cmocka_unit_test(comments_and_date_apart),
        cmocka_unit_test(classes_that_call_all_furniture_are_not_believed), cmocka_unit_test(lines_parted_by_breaks_are_a_paragraph),
        cmocka_unit_test(every_line_has_one_place), cmocka_unit_test(a_page_without_text_says_so),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
