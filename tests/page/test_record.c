/*
** test_record.c - JSON Lines records: fields and aliases, strictness, and how known fields meet the text.
*/
#include "page_made.h"

#define BODY "The ministry of water said the new dam would open its gates next month after years of work."

static struct page *record(const char *json) { return made_input("r.jsonl", str_of(json)); }

static void fields_and_aliases(void **state)
{
    (void)state;
    struct page *p = record("{\"id\":\"n1\",\"url\":\"http://a.example/1\",\"source\":\"The Bank\",\"title\":\" New dam opens \",\"author\":\"Leila Haddad\","
                            "\"date\":\"2018-05-03T10:12:00+03:00\",\"lang\":\"en-GB\",\"maintext\":\"" BODY "\",\"more\":{\"x\":[1]}}");
    const struct article *a = &p->articles.v[0];
    assert_string_equal(z(a->id), "n1");
    assert_string_equal(a->lang, "en");
    assert_string_equal(z(a->url), "http://a.example/1");
    assert_string_equal(z(a->outlet), "The Bank");
    assert_string_equal(z_field(a->headline), "New dam opens");
    assert_true(span_is_null(a->headline.span));
    assert_string_equal(z_field(a->bylines.v[0]), "Leila Haddad");
    assert_int_equal(a->published.basis, BASIS_INPUT);
    assert_int_equal(a->published.when.hour, 10);
    assert_int_equal(a->published.when.zone_min, 180);
    assert_string_equal(body_of(p, 0), BODY);
    assert_string_equal(z(p->name), "r.jsonl:1");
}

static void a_field_wins_over_its_alias(void **state)
{
    (void)state;
    struct page *p = record("{\"content\":\"wrong\",\"text\":\"" BODY "\",\"source_domain\":\"b.example\",\"outlet\":\"B\",\"id\":7}");
    assert_string_equal(z(p->text), BODY);
    assert_string_equal(z(p->known.outlet), "B");
    assert_string_equal(z(p->known.id), "7");
}

static void ids_without_an_id(void **state)
{
    (void)state;
    assert_string_equal(z(record("{\"url\":\"http://a.example/1\",\"text\":\"" BODY "\"}")->articles.v[0].id), "http://a.example/1");
    assert_string_equal(z(record("{\"text\":\"" BODY "\"}")->articles.v[0].id), "r.jsonl:1");
}

static void the_known_headline_is_found_in_the_text(void **state)
{
    (void)state;
    struct page *p = record("{\"headline\":\"New dam: opens!\",\"text\":\"New dam opens\\n" BODY "\"}");
    assert_string_equal(z_field(p->articles.v[0].headline), "New dam: opens!");
    assert_int_equal(p->articles.v[0].headline.span.off, 0);
    assert_int_equal(p->articles.v[0].headline.span.len, 13);
    assert_string_equal(body_of(p, 0), BODY);
}

static void a_date_line_of_the_text_counts_where_the_record_has_none(void **state)
{
    (void)state;
    struct page *p = record("{\"headline\":\"New dam opens\",\"text\":\"2024-03-04 10:00\\n" BODY "\",\"crawled\":\"2024-03-09\"}");
    assert_int_equal(p->articles.v[0].published.when.precision, PRECISION_NONE);
    assert_int_equal(p->articles.v[0].published.span.len, 16);
    assert_string_equal(z(p->known.crawled), "2024-03-09");
}

static void an_agency_as_author_is_a_credit(void **state)
{
    (void)state;
    struct page *p = record("{\"author\":\"جدة : واس\",\"text\":\"أعلنت وزارة المياه أن السد الجديد سيفتح أبوابه للزوار مطلع الشهر المقبل.\"}");
    assert_int_equal(p->articles.v[0].bylines.n, 0);
    assert_string_equal(credits_of(p, 0), "agency SPA جدة : واس");
    p = record("{\"author\":\"Nina Map\",\"text\":\"" BODY "\"}");
    assert_int_equal(p->articles.v[0].credits.n, 0);
    assert_int_equal(p->articles.v[0].bylines.n, 1);
}

static void several_authors(void **state)
{
    (void)state;
    struct page *p = record("{\"author\":[\"A\",\"B\",3],\"text\":\"" BODY "\"}");
    assert_string_equal(z(p->known.author), "A, B");
}

static void nul_and_broken_bytes_are_mended(void **state)
{
    (void)state;
    struct page *p = record("{\"headline\":\"a\\u0000b\",\"text\":\"" BODY " \xff\"}");
    assert_string_equal(z(p->known.headline), "a\xef\xbf\xbd" "b");
    assert_true(str_ends(p->text, S("\xef\xbf\xbd")));
    assert_int_equal(p->mended, 2);
}

/* Reads the bytes as a line of JSON Lines, whatever they look like. */
static struct page *record_line(const char *json)
{
    arena_reset(&arena);
    if (arena_guard(&arena)) {
        fail();
        return NULL;
    }
    struct page *page = ARENA_NEW(&arena, struct page);
    const struct input_cursor c = {.name = str_of("r.jsonl"), .form = INPUT_JSONL};
    const struct input_piece piece = {.raw = str_of(json), .line = 3};
    input_page(&arena, &c, &piece, page);
    return page;
}

static void broken_records_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"{\"text\":\"a\"",  "{\"text\":\"a\"} x", "{\"text\":\"a\",}",  "{'text':'a'}",     "[\"text\"]",
                                      "{\"text\":\"a\n\"}", "{text:\"a\"}",     "{'a':0}", "nonsense",           "{\"text\":\"\\x\"}", "{\"text\":\"a\"}{\"text\":\"b\"}"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (!str_starts(record_line(bad[i])->unread, S("not a JSON record: ")))
            fail_msg("taken as a record: %s", bad[i]);
}

static void records_without_text(void **state)
{
    (void)state;
    assert_true(str_find(record("{\"id\":\"a\"}")->unread, S("no 'text'"), 0) != SIZE_MAX);
    assert_true(str_find(record("{\"html\":\"<p></p>\"}")->unread, S("HTML"), 0) != SIZE_MAX);
    assert_true(str_find(record("{\"text\":\"\"}")->unread, S("empty"), 0) != SIZE_MAX);
    assert_true(str_find(record("{\"text\":null}")->unread, S("empty"), 0) != SIZE_MAX);
    struct page *p = record("{\"text\":\"\",\"headline\":\"Only a headline\"}");
    assert_int_equal(p->articles.n, 1);
    assert_int_equal(p->articles.v[0].body.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_aliases), cmocka_unit_test(a_field_wins_over_its_alias), cmocka_unit_test(ids_without_an_id),
        cmocka_unit_test(the_known_headline_is_found_in_the_text), cmocka_unit_test(a_date_line_of_the_text_counts_where_the_record_has_none),
        cmocka_unit_test(an_agency_as_author_is_a_credit), cmocka_unit_test(several_authors), cmocka_unit_test(nul_and_broken_bytes_are_mended),
        cmocka_unit_test(broken_records_are_refused), cmocka_unit_test(records_without_text),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
