/*
** test_frame.c - pages that came with their site's frame; titles, boxes and leads that nothing but words and places tells.
*/
#include "page_made.h"

#include <stdio.h>

#define LEAD "أعلنت بلدية مدينة سلوان أن الجسر القديم سيغلق أمام السيارات شهرا كاملا لإصلاح أعمدته بعد الفيضان الأخير."
#define SECOND "وقال رئيس البلدية للصحافيين إن الجسر القديم تضرر كثيرا وإن إصلاح أعمدته يكلف مليوني دينار على الأقل."
#define THIRD "وأضاف رئيس البلدية أن السيارات ستعبر النهر على جسر مؤقت نصبه الجيش قرب السوق القديم في سلوان."

#define TITLE_EN "Selwan closes its old bridge for a month of repairs"
#define LEAD_EN "The town council of Selwan said on Monday that the old bridge would be closed to cars for a month, so that its pillars can be repaired."
#define SECOND_EN "The mayor told reporters that the flood in March had damaged three of the pillars and that the work could not wait any longer."
#define THIRD_EN "Until then drivers will have to use the army's bridge near the market, which was put up in two days by a hundred soldiers."
#define FOURTH_EN "The repairs will cost two million, half of which the ministry of transport has promised to pay before the end of the year."
#define MENU "Home\nNews\nSport\nWeather\nMarkets\nTravel\nFood\nHealth\nOpinion\nVideo\nPhotos\nPodcasts\nJobs\nHomes\nContact\n"

static void an_article_within_its_frame(void **state)
{
    (void)state;
    struct page *p = made_page(TITLE_EN " - The Selwan Post\n" MENU
                               "Rain is expected in the hills on Friday, and farmers hope that it will be enough for the seed.\nMore weather\n" MENU
                               TITLE_EN "\nMarch 4, 2024\nShare All sharing options\nFarmers wait for the rain in the hills\nTown orders two new buses\n" LEAD_EN
                               "\n" SECOND_EN "\n" THIRD_EN "\n" FOURTH_EN
                               "\nComments\nI drive over it every day and this is long overdue, they should have done it years ago.\n" MENU
                               "The Selwan Post is published by the Selwan Press Company, which is not liable for what its readers write.\n");
    assert_string_equal(z_field(p->articles.v[0].headline), TITLE_EN);
    assert_string_equal(body_of(p, 0), LEAD_EN "|" SECOND_EN "|" THIRD_EN "|" FOURTH_EN);
    assert_int_equal(p->articles.n, 1);
}

static void an_arabic_article_within_its_frame(void **state)
{
    (void)state;
    struct page *p = made_page("سلوان تغلق جسرها القديم شهرا لإصلاح أعمدته | صحيفة الضفة\nالرئيسية\nأخبار\nرياضة\nثقافة\nمقالات\nصور\nطقس\n"
                               "تنتظر الأرياف أمطارا غزيرة يوم الجمعة ويأمل الفلاحون أن تكفي بذور هذا العام كله.\nالمزيد\nأسواق\nسفر\nصحة\nتعليم\n"
                               "سلوان تغلق جسرها القديم شهرا لإصلاح أعمدته\n4 مارس 2024\n" LEAD "\n" SECOND "\n" THIRD "\nتواصل معنا\nمن نحن\n");
    assert_string_equal(z_field(p->articles.v[0].headline), "سلوان تغلق جسرها القديم شهرا لإصلاح أعمدته");
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND "|" THIRD);
}

static void boxes_and_pictures_within_a_framed_article(void **state)
{
    (void)state;
    struct page *p = made_page(TITLE_EN " - The Selwan Post\n" MENU TITLE_EN "\nMarch 4, 2024\n" LEAD_EN "\n1 of 3 The old bridge in Selwan seen from the market.\n" SECOND_EN
                               "\nTHE STORY OF THE OLD BRIDGE IN PICTURES\nTown orders two new buses\n" THIRD_EN "\n" MENU "Town orders two new buses\n");
    assert_string_equal(body_of(p, 0), LEAD_EN "|" SECOND_EN "|" THIRD_EN);
    assert_string_equal(furniture_of(p, 0, FURNITURE_CAPTION), "1 of 3 The old bridge in Selwan seen from the market.");
}

static void an_article_begins_behind_its_date_and_byline(void **state)
{
    (void)state;
    const char *deck = "The pillars are worn and the flood did the rest, so drivers have to be patient for a while.";
    struct page *p = made_page(arena_fmt(&rules_arena, "%s - The Selwan Post\n" MENU "%s\n%s\nBy Huda Salem\nMarch 4, 2024\n" LEAD_EN "\n" SECOND_EN "\n" THIRD_EN "\n" MENU,
                                         TITLE_EN, TITLE_EN, deck).p);
    assert_string_equal(body_of(p, 0), LEAD_EN "|" SECOND_EN "|" THIRD_EN);
    assert_non_null(strstr(furniture_of(p, 0, FURNITURE_KICKER), deck));
}

static void a_picture_above_the_lead_does_not_end_as_paragraphs_do(void **state)
{
    (void)state;
    const char *picture = "Drivers wait in front of the old bridge in Selwan, which was built of stone two hundred years ago and is now closed to all cars";
    struct page *p = made_page(arena_fmt(&rules_arena, "%s - The Selwan Post\n" MENU "%s\nMarch 4, 2024\n%s\n" LEAD_EN "\n" SECOND_EN "\n" THIRD_EN "\n" FOURTH_EN "\n" SECOND_EN
                                         "\n" THIRD_EN "\n" FOURTH_EN "\n" MENU, TITLE_EN, TITLE_EN, picture).p);
    assert_true(str_starts(str_of(body_of(p, 0)), S(LEAD_EN)));
}

static void an_article_ends_with_its_own_list(void **state)
{
    (void)state;
    struct page *p = made_page(TITLE_EN " - The Selwan Post\n" MENU TITLE_EN "\nMarch 4, 2024\n" LEAD_EN "\n" SECOND_EN "\n" THIRD_EN
                               "\nWhere is the new bridge?\nNear the market\nWho may use it?\nCars only\nWhen does it open?\nAt six\n3 soldiers watch it\nComments\n" MENU);
    assert_string_equal(body_of(p, 0), LEAD_EN "|" SECOND_EN "|" THIRD_EN
                        "|Where is the new bridge?|Near the market|Who may use it?|Cars only|When does it open?|At six|3 soldiers watch it");
}

static void short_sentences_are_paragraphs(void **state)
{
    (void)state;
#define SHORT "Nobody was hurt that night.\nThe river was quiet again.\nFarmers wait for the rain in the hills\nThe mayor came at dawn.\nHe looked and went home.\nTown orders two new buses\n"
    struct page *p = made_page(TITLE_EN " - The Selwan Post\n" MENU TITLE_EN "\nMarch 4, 2024\n" LEAD_EN "\n" SECOND_EN "\n" SHORT SHORT SHORT SHORT SHORT SHORT THIRD_EN "\n" MENU);
    assert_true(str_ends(str_of(body_of(p, 0)), S(THIRD_EN)));
#undef SHORT
}

static void dates_part_comments_from_the_article(void **state)
{
    (void)state;
    const char *said = "I drive over this bridge every single day and I tell you that this was long overdue, they should have done it years ago. My father drove over it as "
                       "well, and so did his father, and nobody ever came to look at the pillars, which were rotten long before the flood.";
    struct page *p = made_page(arena_fmt(&rules_arena, MENU MENU TITLE_EN "\nMarch 4, 2024\n" LEAD_EN "\n" SECOND_EN "\n" THIRD_EN "\n" FOURTH_EN
                                         "\nReaders say\nNoor\nMarch 5, 2024\n%s\nSami\nMarch 5, 2024\n%s\nLayla\nMarch 6, 2024\n%s\nOmar\nMarch 7, 2024\n%s\n" MENU MENU, said, said, said, said).p);
    assert_string_equal(body_of(p, 0), LEAD_EN "|" SECOND_EN "|" THIRD_EN "|" FOURTH_EN);
}

static void a_long_title_above_a_date_is_no_article(void **state)
{
    (void)state;
    struct page *p = made_page("Welcome to the Selwan Post\nThe bridge is closed, the pillars are worn, the drivers wait at the market and nobody knows for how long?\n"
                               "Huda Salem\nMarch 4, 2024\nSELWAN (Reuters) - The town council said on Monday that the old bridge would be closed to cars for a month.\n" SECOND_EN "\n" THIRD_EN "\n");
    assert_int_equal(p->articles.n, 1);
}

static void a_subheading_stays_where_no_frame_is(void **state)
{
    (void)state;
    struct page *p = made_page(TITLE_EN "\nMarch 4, 2024\n" LEAD_EN "\nThe army helps out again\n" SECOND_EN "\n" THIRD_EN "\n");
    assert_string_equal(body_of(p, 0), LEAD_EN "|The army helps out again|" SECOND_EN "|" THIRD_EN);
}

static void an_article_behind_a_label_is_told_by_its_words(void **state)
{
    (void)state;
    struct page *p = made_page("سلوان تغلق جسرها القديم شهرا\n" LEAD "\n" SECOND "\n" THIRD "\nاقرأ أيضا:\nطائر نادر يظهر في حديقة الحيوان\n"
                               "شاهد حراس حديقة الحيوان صباح أمس طائرا نادرا حط فوق شجرة عالية وبقي ساعات أمام عدسات الهواة.\n"
                               "ويعيش هذا الطائر عادة في غابات بعيدة ولم يظهر هنا منذ عشرين عاما وفق سجلات العلماء.\n");
    assert_int_equal(p->articles.n, 2);
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND "|" THIRD);
    assert_string_equal(z_field(p->articles.v[1].headline), "طائر نادر يظهر في حديقة الحيوان");
}

static void an_article_goes_on_behind_a_box(void **state)
{
    (void)state;
    struct page *p = made_page("سلوان تغلق جسرها القديم شهرا\n" LEAD "\n" SECOND "\nاقرأ أيضا:\nفيضان كبير يضرب القرى\n" THIRD
                               "\nوقال رئيس بلدية سلوان إن إصلاح أعمدة الجسر القديم سيبدأ غدا بعد إغلاق الجسر أمام السيارات.\n");
    assert_int_equal(p->articles.n, 1);
    assert_int_equal(p->articles.v[0].body.n, 4);
}

static void a_lead_is_kept_where_no_seam_tells_it(void **state)
{
    (void)state;
    struct page *p = made_page("سلوان تغلق جسرها القديم شهرا\n4 مارس 2024\nشاهد أيضا فيضان كبير يضرب القرى ويقطع \"طريق الجبل\" الجسر القديم في مدينة سلوان سيغلق "
                               "أمام السيارات شهرا كاملا لإصلاح أعمدته بعد الفيضان الأخير الذي ضرب القرى وأغرق الحقول وقطع الطرق بين النهر والجبل.\n" SECOND "\n");
    const char *body = body_of(p, 0);
    assert_true(str_starts(str_of(body), S("الجسر القديم في مدينة سلوان سيغلق")));
    assert_true(str_ends(str_of(body), S(SECOND)));
}

static void a_short_lead_with_its_dateline_is_no_title(void **state)
{
    (void)state;
    struct page *p = made_page("سلوان تغلق الجسر\n4 مارس 2024\nبيروت (أ ف ب) - الجسر القديم في سلوان مغلق أمام السيارات شهرا كاملا\n" SECOND "\n" THIRD "\n");
    assert_string_equal(z_field(p->articles.v[0].headline), "سلوان تغلق الجسر");
    assert_string_equal(body_of(p, 0), "الجسر القديم في سلوان مغلق أمام السيارات شهرا كاملا|" SECOND "|" THIRD);
    p = made_page("سلوان تغلق الجسر\n4 مارس 2024\nالجسر القديم في سلوان مغلق أمام السيارات شهرا كاملا\n" SECOND "\n" THIRD "\n");
    assert_string_equal(z_field(p->articles.v[0].headline), "سلوان تغلق الجسر");
}

static void a_longer_text_that_speaks_of_something_else_is_not_the_article(void **state)
{
    (void)state;
#define TEASER "The harbour of Nemar was full of boats again this summer, and the fish market had its best year since the war, as its owners told us.\n"
#define CLUB "The chess club of Nemar looks for young players, who may come on Thursdays and bring a friend, a board and some patience with old men.\n"
    struct page *p = made_page("Selwan closes old bridge for repairs - The Selwan Post\n" MENU TEASER CLUB TEASER CLUB TEASER CLUB MENU
                               "Selwan closes old bridge for repairs\n" LEAD_EN "\n" SECOND_EN "\n" MENU);
    assert_string_equal(body_of(p, 0), LEAD_EN "|" SECOND_EN);
    p = made_page("Selwan closes old bridge for repairs - The Selwan Post\n" MENU "Selwan closes old bridge for repairs\n" LEAD_EN "\n" SECOND_EN "\n" MENU MENU
                  TEASER CLUB TEASER CLUB TEASER CLUB MENU);
    assert_string_equal(body_of(p, 0), LEAD_EN "|" SECOND_EN);
#undef TEASER
#undef CLUB
}

static void terms_and_consent_are_no_article(void **state)
{
    (void)state;
    struct page *p = made_page(MENU TITLE_EN "\nMarch 4, 2024\n" LEAD_EN "\n" SECOND_EN "\n" MENU
                               "This site uses cookies to remember you and to count its visitors, as described in our privacy policy, and some of them stay for a whole year or until you remove them.\n"
                               "All names of products that appear here are registered trademarks of their owners, who have nothing to do with this website and with what its readers may write in it.\n"
                               "You must log in to write, and our community guidelines ask you to be patient with each other; whoever is not will be asked to leave the discussion for a week.\n");
    assert_string_equal(body_of(p, 0), LEAD_EN "|" SECOND_EN);
    p = made_page("الرئيسية\nأخبار\nرياضة\n" LEAD "\n" SECOND "\nمن نحن\nرياضة\nثقافة\nطقس\nصور\nأسواق\n"
                  "يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك ومعرفة عدد الزوار وفق سياسة الخصوصية التي يمكنك الاطلاع عليها متى شئت من أسفل الصفحة.\n"
                  "جميع الأسماء المذكورة في الصفحة علامات تجارية مسجلة لأصحابها ولا علاقة لها بما ينشر هنا من مواد، وتحتفظ إدارة الموقع بحقها في حذف التعليقات المسيئة دون إنذار.\n");
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
}

static void short_lines_between_paragraphs_do_not_end_an_article(void **state)
{
    (void)state;
#define VOICE "\"It was a fine evening on the new bridge and we saw the whole river.\"\n- Noor\n\"My son did not want to leave the market.\"\n- Sami\n"
    struct page *p = made_page("What visitors say of the bridge - The Selwan Post\n" MENU "What visitors say of the bridge\n" VOICE VOICE VOICE VOICE VOICE MENU);
    assert_true(str_ends(str_of(body_of(p, 0)), S("leave the market.\"")));
    assert_int_equal(p->articles.v[0].body.n, 19);
#undef VOICE
}

/* Menus on both sides, a hundred thousand lines, one title that all of them are likened to: still linear. */
static void a_long_frame_stays_linear(void **state)
{
    (void)state;
    static const char item[] = "Selwan closes the market\n";
    size_t n = sizeof item - 1, lines = 100000;
    char *text = test_malloc(n * lines + 4096), *at = text;
    at += sprintf(at, "%s - The Selwan Post\n", TITLE_EN);
    for (size_t i = 0; i < lines; i++, at += n)
        memcpy(at, item, n);
    at += sprintf(at, "%s\n%s\n%s\n%s\n", TITLE_EN, LEAD_EN, SECOND_EN, THIRD_EN);
    struct page *p = made_input("page.txt", (str){text, (size_t)(at - text)});
    assert_string_equal(body_of(p, 0), LEAD_EN "|" SECOND_EN "|" THIRD_EN);
    test_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_article_within_its_frame), cmocka_unit_test(an_arabic_article_within_its_frame),
        cmocka_unit_test(boxes_and_pictures_within_a_framed_article), cmocka_unit_test(a_subheading_stays_where_no_frame_is),
        cmocka_unit_test(an_article_begins_behind_its_date_and_byline),
        cmocka_unit_test(a_picture_above_the_lead_does_not_end_as_paragraphs_do),
        cmocka_unit_test(an_article_ends_with_its_own_list), cmocka_unit_test(short_sentences_are_paragraphs),
        cmocka_unit_test(dates_part_comments_from_the_article), cmocka_unit_test(a_long_title_above_a_date_is_no_article),
        cmocka_unit_test(an_article_behind_a_label_is_told_by_its_words), cmocka_unit_test(an_article_goes_on_behind_a_box),
        cmocka_unit_test(a_lead_is_kept_where_no_seam_tells_it), cmocka_unit_test(a_short_lead_with_its_dateline_is_no_title),
        cmocka_unit_test(a_longer_text_that_speaks_of_something_else_is_not_the_article), cmocka_unit_test(terms_and_consent_are_no_article),
        cmocka_unit_test(short_lines_between_paragraphs_do_not_end_an_article), cmocka_unit_test(a_long_frame_stays_linear),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
