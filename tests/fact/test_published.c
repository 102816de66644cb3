/*
** test_published.c - the day that a page tells of itself.
*/
#include "read_dated.h"

static bool published(const char *raw, const char *date_line, struct published *out)
{
    struct text t = kit_read(raw, "ar");
    struct facts f = kit_facts(&t, NULL);
    struct article a = {.lang = "ar"};
    size_t at = date_line ? str_find(t.raw, str_of(date_line), 0) : SIZE_MAX;
    a.published.span = at == SIZE_MAX ? SPAN_NULL : span_of(at, strlen(date_line));
    return fact_published(kit_rules, &t, &a, &f, out);
}

static void a_date_line_tells(void **state)
{
    struct published p = {0};
    char day[32];
    (void)state;
    assert_true(published("تاريخ النشر: 9th, February 2024 GMT\nأعلنت بغداد", "9th, February 2024 GMT", &p));
    civil_format(&p.when, day);
    assert_string_equal(day, "2024-02-09");
    assert_int_equal(p.basis, BASIS_PAGE);
}

static void a_line_of_the_last_change_tells_too(void **state)
{
    (void)state;
    struct text t = kit_read("نشر 3 شباط 2024، آخر تحديث 9 شباط 2024\nأعلنت بغداد", "ar");
    struct facts f = kit_facts(&t, NULL);
    struct published p = {.basis = BASIS_NONE};
    size_t at = str_find(t.raw, S("آخر"), 0);
    struct article a = {.lang = "ar", .modified = {.span = span_of(at, str_find(t.raw, S("\n"), 0) - at)}};
    assert_true(fact_modified(&a, &f, &p));
    assert_int_equal(p.when.day, 9);
    assert_int_equal(p.basis, BASIS_PAGE);
    a.modified.span = SPAN_NULL;
    assert_false(fact_modified(&a, &f, &p));
}

static void the_text_may_say_today(void **state)
{
    struct published p = {0};
    char day[32];
    (void)state;
    assert_true(published("أعلن الوزير، اليوم السبت 27 يناير 2024، بدء الجولة.", NULL, &p));
    civil_format(&p.when, day);
    assert_string_equal(day, "2024-01-27");
    assert_int_equal(p.basis, BASIS_TEXT);
}

static void no_evidence_no_day(void **state)
{
    struct published p = {.basis = BASIS_STORY};
    (void)state;
    assert_false(published("وقع ذلك في 27 يناير 2024.", NULL, &p));
    assert_false(published("اليوم السبت", NULL, &p));
    assert_false(published("قال: «اليوم 27 يناير 2024 عيد»", NULL, &p));
    assert_false(published("اليوم الأحد 27 يناير 2024", NULL, &p)); /* a Saturday: the parts contradict each other */
    assert_int_equal(p.basis, BASIS_STORY);
}

static void weekdays_vote(void **state)
{
    struct weekday_hints h;
    (void)state;
    struct text t = kit_read("أعلنت الوزارة الخميس وأكدت الخميس أن الجولة تستأنف الأحد. وتحدث اليوم السبت.", "ar");
    struct facts f = kit_facts(&t, NULL);
    fact_weekdays(&t, &f, &h);
    assert_int_equal(h.votes[THURSDAY], 2);
    assert_int_equal(h.votes[SUNDAY], 0);
    assert_int_equal(h.today, SATURDAY);
    t = kit_read("لا يوم فيه", "ar");
    f = kit_facts(&t, NULL);
    fact_weekdays(&t, &f, &h);
    assert_int_equal(h.today, -1);
}

KIT_MAIN(T(a_date_line_tells), T(a_line_of_the_last_change_tells_too), T(the_text_may_say_today), T(no_evidence_no_day), T(weekdays_vote))
