/* test_agenda.c - dates announced for later, and the timeline of what is past. */
#include "story/accounts.h"

static const struct stemma NO_STEMMA = {0};
static const struct matches NO_MATCHES = {0};

static const char *const A = "موعد جديد\n"
                             "أعلنت البلدية الخميس أن أعمال الجسر ستستأنف يوم الأحد المقبل الموافق 10 مارس 2030.\n"
                             "وكان الجسر قد أغلق في 4 مارس 2030 بعد حادث.";

static void a_coming_date_with_a_cue_is_an_appointment(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc;
    account_make(&w, &acc, "a", "2030-03-08", A);
    add_date(&w, &acc, "الخميس", "2030-03-07", RULE_WEEKDAY, -1);
    add_date(&w, &acc, "الأحد", "2030-03-10", RULE_WEEKDAY, 1);
    add_date(&w, &acc, "10 مارس 2030", "2030-03-10", RULE_NONE, 0);
    add_date(&w, &acc, "4 مارس 2030", "2030-03-04", RULE_NONE, 0);
    add_statement(&w, &acc, "البلدية", "أعمال الجسر ستستأنف يوم الأحد المقبل الموافق 10 مارس 2030", SAID_INDIRECT);
    struct dossier d = dossier_of(&w, &acc, 1, &NO_STEMMA, &NO_MATCHES);
    assert_int_equal(d.agenda.n, 1); /* both mentions are one */
    assert_string_equal(d.agenda.v[0].date.value, "2030-03-10");
    assert_str(d.agenda.v[0].announced_by, "البلدية");
    assert_true(span_eq(d.agenda.v[0].span, span_find(acc.raw, "10 مارس 2030", 0)));
    assert_int_equal(d.timeline.n, 2); /* in order of days, the past alone */
    assert_int_equal(d.timeline.v[0].begin, civil_day(2030, 3, 4));
    assert_int_equal(d.timeline.v[1].begin, civil_day(2030, 3, 7));
    assert_int_equal(d.timeline.v[1].event, 0); /* told at the beginning: what the article is about */
    arena_release(&w.arena);
}

static void no_day_no_cue_or_no_coming_date_is_no_appointment(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc;
    account_make(&w, &acc, "a", NULL, A); /* the article has no day */
    add_date(&w, &acc, "10 مارس 2030", "2030-03-10", RULE_NONE, 0);
    assert_int_equal(dossier_of(&w, &acc, 1, &NO_STEMMA, &NO_MATCHES).agenda.n, 0);
    account_make(&w, &acc, "a", "2030-03-08", "\nصورة من الأرشيف مؤرخة خطأ 10 مارس 2030 للجسر.");
    add_date(&w, &acc, "10 مارس 2030", "2030-03-10", RULE_NONE, 0);
    assert_int_equal(dossier_of(&w, &acc, 1, &NO_STEMMA, &NO_MATCHES).agenda.n, 0);
    account_make(&w, &acc, "a", "2030-03-12", A); /* published behind it */
    add_date(&w, &acc, "10 مارس 2030", "2030-03-10", RULE_NONE, 0);
    assert_int_equal(dossier_of(&w, &acc, 1, &NO_STEMMA, &NO_MATCHES).agenda.n, 0);
    arena_release(&w.arena);
}

static void tellings_of_one_day_are_one_entry(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc[3];
    account_make(&w, &acc[0], "a", "2030-03-08", "\nانهار الجسر الحجري القديم في المدينة الخميس بعد مرور شاحنة ثقيلة.");
    account_make(&w, &acc[1], "b", "2030-03-08", "\nوانهار الخميس الجسر الحجري القديم إثر مرور شاحنة ثقيلة فوقه.");
    account_make(&w, &acc[2], "c", "2030-03-08", "\nوصوت البرلمان الخميس على قانون الضرائب الزراعية.");
    for (u32 i = 0; i < 3; i++)
        add_date(&w, &acc[i], "الخميس", "2030-03-07", RULE_WEEKDAY, -1);
    struct dossier d = dossier_of(&w, acc, 3, &NO_STEMMA, &NO_MATCHES);
    assert_int_equal(d.timeline.n, 2);
    assert_int_equal(d.timeline.v[0].bearers.n, 2);
    assert_int_equal(d.timeline.v[1].bearers.n, 1);
    arena_release(&w.arena);
}

TEST_MAIN(T(a_coming_date_with_a_cue_is_an_appointment), T(no_day_no_cue_or_no_coming_date_is_no_appointment), T(tellings_of_one_day_are_one_entry))
