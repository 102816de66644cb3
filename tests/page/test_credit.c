/*
** test_credit.c - agencies by all their names, datelines and credits by their shapes; words that look like agencies are not.
*/
#include "page_made.h"

#include "page/credit.h"

static const char *agency(const char *s) { return z(page_agency(rules, str_of(s))); }

static void agencies_by_name(void **state)
{
    (void)state;
    arena_reset(&arena);
    if (arena_guard(&arena))
        fail();
    assert_string_equal(agency("وكالة فرانس برس"), "AFP");
    assert_string_equal(agency("أ ف ب"), "AFP");
    assert_string_equal(agency("أ.ف.ب"), "AFP");
    assert_string_equal(agency("(أ. ف. ب)"), "AFP");
    assert_string_equal(agency("باريس ـ «رويترز»"), "Reuters");
    assert_string_equal(agency("جدة : واس"), "SPA");
    assert_string_equal(agency("د ب أ"), "DPA");
    assert_string_equal(agency("دبي-الأناضول"), "Anadolu");
    assert_string_equal(agency("أ ش أ"), "MENA");
    assert_string_equal(agency("LONDON (AP)"), "AP");
    assert_string_equal(agency("Agence France-Presse"), "AFP");
    assert_string_equal(agency("شينخوا"), "Xinhua");
}

static void words_are_no_agencies(void **state)
{
    (void)state;
    arena_reset(&arena);
    if (arena_guard(&arena))
        fail();
    assert_string_equal(agency("نطاق واسع"), "");
    assert_string_equal(agency("اللغة الألمانيةx"), "");
    assert_string_equal(agency("Nina Petra Haddad"), "");
    assert_string_equal(agency("a map of the area"), "");
    assert_string_equal(agency(""), "");
    assert_string_equal(agency("()"), "");
}

/* The dateline of a lead, "" where it has none. */
static const char *dateline(const char *lead)
{
    str page = arena_fmt(&rules_arena, "New dam near the town opens to visitors\n%s and that is all for the day, they said.\n", lead);
    struct page *p = made_input("page.txt", page);
    return z_field(p->articles.v[0].dateline);
}

static void datelines(void **state)
{
    (void)state;
    assert_string_equal(dateline("بغداد: أعلنت الوزارة أن السد سيفتح أبوابه"), "بغداد:");
    assert_string_equal(dateline("القاهرة (رويترز) - قال الوزير إن السد سيفتح أبوابه"), "القاهرة (رويترز) -");
    assert_string_equal(dateline("بيروت - أ ف ب - قال الوزير إن السد سيفتح أبوابه"), "بيروت - أ ف ب -");
    assert_string_equal(dateline("واس - الرياض: قال الوزير إن السد سيفتح أبوابه"), "واس - الرياض:");
    assert_string_equal(dateline("دبي، الإمارات العربية المتحدة (CNN)-- قال الوزير إن السد سيفتح"), "دبي، الإمارات العربية المتحدة (CNN)--");
    assert_string_equal(dateline("(CNN)-- قال الوزير إن السد سيفتح أبوابه"), "(CNN)--");
    assert_string_equal(dateline("LONDON (Reuters) - The minister said the dam would open"), "LONDON (Reuters) -");
    assert_string_equal(dateline("WASHINGTON — The minister said the dam would open"), "WASHINGTON —");
}

static void no_datelines(void **state)
{
    (void)state;
    assert_string_equal(dateline("الوزير: لن نفتح السد قبل نهاية العام المقبل"), "");
    assert_string_equal(dateline("\"قال الوزير\" - كما نقل عنه - إن السد سيفتح أبوابه"), "");
    assert_string_equal(dateline("The dam - long awaited - will open its gates to visitors"), "");
    assert_string_equal(dateline("In the spring (as promised) the dam will open its gates"), "");
}

#define PAGE "سد بغداد الجديد يفتح أبوابه للزوار\nأعلنت وزارة المياه أن السد الجديد سيفتح أبوابه للزوار مطلع الشهر المقبل بعد أعوام من العمل."

static void credits_at_the_end(void **state)
{
    (void)state;
    assert_string_equal(credits_of(made_page(PAGE " (رويترز)\n"), 0), "agency Reuters رويترز");
    assert_string_equal(credits_of(made_page(PAGE "\n(أ ف ب)\n"), 0), "agency AFP أ ف ب");
    assert_string_equal(credits_of(made_page(PAGE " - AFP\n"), 0), "agency AFP AFP");
    assert_string_equal(credits_of(made_page(PAGE "\nالمصدر: وكالات\n"), 0), "source  وكالات");
    assert_string_equal(credits_of(made_page(PAGE "\n*نقلاً عن صحيفة الضفة\n"), 0), "source  صحيفة الضفة");
    assert_string_equal(credits_of(made_page(PAGE "\nقالت ذلك وكالة الأنباء السورية (سانا).\n"), 0), "via SANA وكالة الأنباء السورية|via SANA سانا");
}

static void a_source_that_opens_the_lead(void **state)
{
    (void)state;
    struct page *p = made_page("سد بغداد الجديد يفتح أبوابه للزوار\nنقلا عن وكالة الأناضول، أعلنت وزارة المياه أن السد الجديد سيفتح أبوابه للزوار مطلع الشهر.\n");
    assert_string_equal(credits_of(p, 0), "source Anadolu وكالة الأناضول");
    assert_string_equal(body_of(p, 0), "أعلنت وزارة المياه أن السد الجديد سيفتح أبوابه للزوار مطلع الشهر.");
    p = made_page("سد بغداد الجديد يفتح أبوابه للزوار\nنقلا عن الوزير نفسه أن السد الجديد سيفتح أبوابه للزوار مطلع الشهر المقبل، بعد أعوام.\n");
    assert_int_equal(p->articles.v[0].credits.n, 0);
}

static void words_came_through_an_agency(void **state)
{
    (void)state;
    assert_string_equal(credits_of(made_page(PAGE "\nوقال الوزير في تصريحات نقلتها وكالة \"فرانس برس\" إن السد جاهز.\n"), 0), "via AFP فرانس برس");
    assert_string_equal(credits_of(made_page(PAGE "\nوقال الوزير لرويترز إن السد جاهز للزوار منذ شهر.\n"), 0), "via Reuters رويترز");
    assert_string_equal(credits_of(made_page(PAGE "\nوقال الوزير إن إقبالا واسعا ينتظر السد، وإن مهر الحفل مدفوع.\n"), 0), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agencies_by_name), cmocka_unit_test(words_are_no_agencies), cmocka_unit_test(datelines), cmocka_unit_test(no_datelines),
        cmocka_unit_test(credits_at_the_end), cmocka_unit_test(a_source_that_opens_the_lead),
        cmocka_unit_test(words_came_through_an_agency),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
