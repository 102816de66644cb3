/*
** test_page.c - flattened pages, Arabic and English, from first byte to last: header, body, furniture, further articles.
*/
#include "page_made.h"

#define LEAD "أعلنت وزارة المياه في مدينة سلوان أن السد الجديد سيفتح أبوابه للزوار مطلع الشهر المقبل بعد أعوام من العمل."
#define SECOND "وقال الوزير للصحافيين إن السد يخزن مياه الأمطار ويروي آلاف الحقول حول سلوان في الأعوام الجافة."
#define THIRD "وأضاف أن العمل بدأ قبل ستة أعوام بقرض من مصرف التنمية وأن كلفة السد بلغت مئة مليون دينار."
#define TAIL_TITLE "طائر نادر يظهر في حديقة الحيوان بعد غياب طويل"
#define TAIL_LEAD "شاهد حراس حديقة الحيوان صباح أمس طائرا نادرا حط على شجرة قديمة قرب البحيرة وبقي ساعات أمام عدسات الهواة."

static void header_of_an_arabic_page(void **state)
{
    (void)state;
    struct page *p = made_page("اقتصاد\n\nبعد ستة أعوام من العمل\n\nسد سلوان الجديد يفتح أبوابه للزوار الشهر المقبل\n"
                               "تاريخ النشر: 4 مارس 2024\nليلى حداد (سلوان)\nصورة أرشيفية للسد\n" LEAD "\n" SECOND "\n");
    assert_int_equal(p->articles.n, 1);
    const struct article *a = &p->articles.v[0];
    assert_string_equal(z_field(a->headline), "سد سلوان الجديد يفتح أبوابه للزوار الشهر المقبل");
    assert_string_equal(z_field(a->kicker), "بعد ستة أعوام من العمل");
    assert_string_equal(furniture_of(p, 0, FURNITURE_SECTION), "اقتصاد");
    assert_string_equal(furniture_of(p, 0, FURNITURE_DATE), "تاريخ النشر: 4 مارس 2024");
    assert_string_equal(z(span_text(p->text, a->published.span)), "تاريخ النشر: 4 مارس 2024");
    assert_int_equal(a->bylines.n, 1);
    assert_string_equal(z_field(a->bylines.v[0]), "ليلى حداد");
    assert_string_equal(furniture_of(p, 0, FURNITURE_CAPTION), "صورة أرشيفية للسد");
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
    assert_string_equal(a->lang, "ar");
    assert_string_equal(z(a->id), "page.txt");
}

static void header_of_an_english_page(void **state)
{
    (void)state;
    struct page *p = made_page("Business\nNew dam near Selwan opens to visitors next month\nPublished: March 4, 2024\nBy Leila Haddad\n"
                               "SELWAN (Reuters) - The ministry of water said on Monday that the new dam would open its gates next month.\n"
                               "The minister told reporters that the dam holds rain for thousands of fields around the town.\n");
    const struct article *a = &p->articles.v[0];
    assert_string_equal(z_field(a->headline), "New dam near Selwan opens to visitors next month");
    assert_string_equal(z_field(a->bylines.v[0]), "Leila Haddad");
    assert_string_equal(z_field(a->dateline), "SELWAN (Reuters) -");
    assert_string_equal(credits_of(p, 0), "agency Reuters Reuters");
    assert_int_equal(a->body.n, 2);
    assert_true(str_starts(span_text(p->text, a->body.v[0]), S("The ministry")));
    assert_string_equal(a->lang, "en");
}

static void related_titles_are_no_body(void **state)
{
    (void)state;
    struct page *p = made_page("سد سلوان الجديد يفتح أبوابه للزوار\n" LEAD "\nاقرأ أيضاً : جفاف طويل يضرب الحقول.\n\n. مزارعون يطلبون العون من الوزارة\n" SECOND
                               "\nأخبار ذات صلة\nأمطار غزيرة على الجبال هذا المساء\nطرق مقطوعة في الشمال\n" THIRD "\n");
    assert_int_equal(p->articles.n, 1);
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND "|" THIRD);
    assert_string_equal(furniture_of(p, 0, FURNITURE_RELATED),
                        "اقرأ أيضاً : جفاف طويل يضرب الحقول.|. مزارعون يطلبون العون من الوزارة|أخبار ذات صلة|أمطار غزيرة على الجبال هذا المساء|طرق مقطوعة "
                        "في الشمال");
}

static void titles_glued_to_the_lead_are_cut(void **state)
{
    (void)state;
    struct page *p = made_page("سد سلوان الجديد يفتح أبوابه للزوار\nأخبار متعلقة جفاف يضرب حقول الشمال معرض عن «تاريخ المياه»" LEAD "\n" SECOND "\n");
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
    assert_string_equal(furniture_of(p, 0, FURNITURE_RELATED), "أخبار متعلقة جفاف يضرب حقول الشمال معرض عن «تاريخ المياه»");
    p = made_page("سد سلوان الجديد يفتح أبوابه للزوار\nأخبار متعلقة جفاف يضرب الحقول أسعار الحنطة المرتفعة" LEAD "\n" SECOND "\n");
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
}

static void credit_and_keywords_end_an_article(void **state)
{
    (void)state;
    struct page *p = made_page("سد سلوان الجديد يفتح أبوابه للزوار\n" LEAD "\n" SECOND "\nالمصدر: وكالة فرانس برس + صحيفة الضفة\n"
                               "كلمات دلالية: السد الجديد سلوان مصرف التنمية\n");
    const struct article *a = &p->articles.v[0];
    assert_string_equal(credits_of(p, 0), "source AFP وكالة فرانس برس|source  صحيفة الضفة");
    assert_string_equal(furniture_of(p, 0, FURNITURE_CREDIT), "المصدر: وكالة فرانس برس + صحيفة الضفة");
    assert_int_equal(a->keywords.n, 4);
    assert_string_equal(z_field(a->keywords.v[0]), "السد الجديد");
    assert_string_equal(z_field(a->keywords.v[1]), "سلوان");
}

static void a_glued_article_is_its_own(void **state)
{
    (void)state;
    struct page *p = made_page("سد سلوان الجديد يفتح أبوابه للزوار\n" LEAD "\n" SECOND "\nالمصدر: صحيفة الضفة\nإقرأ أيضاً:\n" TAIL_TITLE
                               "\nواس - الرياض\n" TAIL_LEAD "\nمقالات مشابهة\n  • " TAIL_TITLE "\n  • سباق الزوارق ينطلق غدا في البحيرة الكبيرة\n");
    assert_int_equal(p->articles.n, 2);
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
    assert_string_equal(z_field(p->articles.v[1].headline), TAIL_TITLE);
    assert_string_equal(body_of(p, 1), TAIL_LEAD);
    assert_string_equal(z(p->articles.v[1].id), "page.txt#1");
    assert_int_equal(p->articles.v[1].part, 1);
    assert_string_equal(furniture_of(p, 1, FURNITURE_HEADLINES), "مقالات مشابهة|• " TAIL_TITLE "|• سباق الزوارق ينطلق غدا في البحيرة الكبيرة");
}

static void a_glued_article_whose_title_follows_the_label(void **state)
{
    (void)state;
    struct page *p = made_page("سد بغداد الجديد يفتح أبوابه للزوار\n" LEAD "\n" SECOND "\nالمصدر: صحيفة الضفة\nإقرأ أيضاً: " TAIL_TITLE "\n" TAIL_LEAD "\n");
    assert_int_equal(p->articles.n, 2);
    assert_string_equal(z_field(p->articles.v[1].headline), TAIL_TITLE);
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
    assert_string_equal(body_of(p, 1), TAIL_LEAD);
    assert_string_equal(furniture_of(p, 0, FURNITURE_RELATED), "إقرأ أيضاً:");
    p = made_page("سد بغداد الجديد يفتح أبوابه للزوار\n" LEAD "\nاقرأ أيضاً: " TAIL_TITLE "\n" SECOND "\n");
    assert_int_equal(p->articles.n, 1);
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
}

static void an_english_tail_is_told_by_date_and_title(void **state)
{
    (void)state;
    struct page *p = made_page("New dam near Selwan opens to visitors\nThe ministry of water said the new dam would open its gates next month after years of work.\n"
                               "The minister told reporters that it holds rain for thousands of fields around the town.\nSource: The Bank\nRead also:\n"
                               "Rare bird seen in the city zoo after long absence\nMarch 9, 2024\n"
                               "Keepers of the city zoo watched a rare bird rest on an old tree by the lake for hours on Friday morning.\n");
    assert_int_equal(p->articles.n, 2);
    assert_string_equal(z_field(p->articles.v[1].headline), "Rare bird seen in the city zoo after long absence");
    assert_string_equal(furniture_of(p, 1, FURNITURE_DATE), "March 9, 2024");
    assert_string_equal(credits_of(p, 0), "source  The Bank");
}

static void a_subheading_is_no_article(void **state)
{
    (void)state;
    struct page *p = made_page("سد سلوان الجديد يفتح أبوابه للزوار\n" LEAD "\nأعوام من العمل\n" SECOND "\n" THIRD "\n");
    assert_int_equal(p->articles.n, 1);
    assert_string_equal(body_of(p, 0), LEAD "|أعوام من العمل|" SECOND "|" THIRD);
    u32 subheadings = 0;
    for (u32 i = 0; i < p->articles.v[0].zones.n; i++)
        subheadings += p->articles.v[0].zones.v[i].kind == ZONE_SUBHEADING;
    assert_int_equal(subheadings, 1);
}

static void comments_promotion_and_share_bars(void **state)
{
    (void)state;
    struct page *p = made_page("New dam near Selwan opens to visitors\nFacebook Twitter WhatsApp\n"
                               "The ministry of water said the new dam would open its gates next month after years of work.\n"
                               "Follow us on Telegram and subscribe to our newsletter\nComments\nReader - nice dam, when can I see it?\n");
    assert_string_equal(furniture_of(p, 0, FURNITURE_SHARE), "Facebook Twitter WhatsApp");
    assert_string_equal(furniture_of(p, 0, FURNITURE_PROMO), "Follow us on Telegram and subscribe to our newsletter");
    assert_string_equal(furniture_of(p, 0, FURNITURE_COMMENTS), "Comments|Reader - nice dam, when can I see it?");
    assert_int_equal(p->articles.v[0].body.n, 1);
}

static void style_sheets_and_a_caption_within_the_body(void **state)
{
    (void)state;
    struct page *p = made_page("سد سلوان الجديد يفتح أبوابه للزوار\n" LEAD "\n.pic-box{ display:block; margin: 0 } زوار على جسر السد - واس" SECOND "\n" THIRD "\n");
    assert_string_equal(furniture_of(p, 0, FURNITURE_MARKUP), ".pic-box{ display:block; margin: 0 }");
    assert_string_equal(furniture_of(p, 0, FURNITURE_CAPTION), "زوار على جسر السد");
    assert_string_equal(credits_of(p, 0), "agency SPA واس");
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND "|" THIRD);
}

static void bars_keywords_and_bylines_line_by_line(void **state)
{
    (void)state;
    struct page *p = made_page("سد بغداد الجديد يفتح أبوابه للزوار\nفيسبوك\nتويتر\nعواصم - وكالات: " LEAD "\n" SECOND "\nالوسوم:\nالعراق\nالمياه\n");
    assert_string_equal(furniture_of(p, 0, FURNITURE_SHARE), "فيسبوك|تويتر");
    assert_string_equal(furniture_of(p, 0, FURNITURE_KEYWORDS), "الوسوم:|العراق|المياه");
    assert_string_equal(z_field(p->articles.v[0].dateline), "عواصم - وكالات:");
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
    p = made_page("New dam near Selwan opens to visitors\nThe ministry of water said the new dam would open its gates next month after years of work.\n"
                  "(Reporting by Amal Haddad; Editing by John Smith)\n");
    assert_int_equal(p->articles.v[0].bylines.n, 2);
    assert_string_equal(z_field(p->articles.v[0].bylines.v[1]), "John Smith");
    assert_int_equal(p->articles.v[0].body.n, 1);
}

static void a_page_with_lists_around_its_article(void **state)
{
    (void)state;
    arena_reset(&arena);
    struct page *p = made_page("New dam near Selwan opens to visitors - The Bank\nSkip to content\nHome\nWorld\nWeather map\nPuzzles and games\nOur archive\n"
                               "Get our app\nNew dam near Selwan opens to visitors\nBy Leila Haddad\n"
                               "The ministry of water said the new dam would open its gates next month after six years of work.\n"
                               "The minister told reporters that it holds rain for thousands of fields around the town.\nMore stories\n"
                               "Zoo keepers find a rare bird\nBoats race on the lake\nImprint\nAll cookies\n");
    assert_int_equal(p->articles.n, 1);
    assert_string_equal(z_field(p->articles.v[0].headline), "New dam near Selwan opens to visitors");
    assert_true(p->articles.v[0].headline.span.off > 0);
    assert_int_equal(p->articles.v[0].body.n, 2);
}

static void a_page_without_headline_or_prose(void **state)
{
    (void)state;
    struct page *p = made_page(LEAD "\n" SECOND "\n");
    assert_int_equal(p->articles.v[0].headline.text.n, 0);
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
    p = made_page("نحو 40 جنديا");
    assert_string_equal(body_of(p, 0), "نحو 40 جنديا");
    p = made_page("* * *");
    assert_int_equal(p->articles.n, 1);
    assert_int_equal(p->articles.v[0].body.n, 0);
}

static void zones_and_furniture_are_sorted_and_apart(void **state)
{
    (void)state;
    struct page *p = made_page("أخبار\nسد سلوان الجديد يفتح أبوابه للزوار\nبغداد: " LEAD "\nاقرأ أيضا: جفاف يضرب الحقول\n" SECOND " (رويترز)\n");
    const struct article *a = &p->articles.v[0];
    assert_string_equal(z_field(a->dateline), "بغداد:");
    assert_string_equal(credits_of(p, 0), "agency Reuters رويترز");
    assert_string_equal(body_of(p, 0), LEAD "|" SECOND);
    for (u32 i = 1; i < a->zones.n; i++)
        assert_true(span_end(a->zones.v[i - 1].span) <= a->zones.v[i].span.off);
    for (u32 i = 1; i < a->furniture.n; i++)
        assert_true(span_end(a->furniture.v[i - 1].span) <= a->furniture.v[i].span.off);
    p = made_page("سد بغداد الجديد يفتح أبوابه للزوار\nأخبار متعلقة جفاف في الشمالبغداد (رويترز) - " LEAD "\n");
    a = &p->articles.v[0];
    assert_string_equal(z_field(a->dateline), "بغداد (رويترز) -");
    assert_int_equal(a->dateline.span.off, span_end(a->furniture.v[0].span));
}

static void dates_of_publication_and_of_a_change(void **state)
{
    (void)state;
    struct page *p = made_page("سد بغداد الجديد يفتح أبوابه للزوار\nآخر تحديث: 27 يناير 2024\nنشر في: 26 يناير 2024\n" LEAD "\n" SECOND "\n");
    const struct article *a = &p->articles.v[0];
    assert_string_equal(z(span_text(p->text, a->published.span)), "نشر في: 26 يناير 2024");
    assert_string_equal(z(span_text(p->text, a->modified.span)), "آخر تحديث: 27 يناير 2024");
    p = made_page("New dam near Selwan opens\nPublished January 26, 2024, updated January 27, 2024\n" LEAD "\n" SECOND "\n");
    a = &p->articles.v[0];
    assert_string_equal(z(span_text(p->text, a->published.span)), "Published January 26, 2024, ");
    assert_string_equal(z(span_text(p->text, a->modified.span)), "updated January 27, 2024");
    p = made_page("New dam near Selwan opens\nLast updated on January 27, 2024\n" LEAD "\n" SECOND "\n"); /* the only date that there is */
    a = &p->articles.v[0];
    assert_string_equal(z(span_text(p->text, a->published.span)), "Last updated on January 27, 2024");
    assert_true(span_is_null(a->modified.span));
    p = made_input("r.jsonl", S("{\"text\":\"" LEAD "\",\"headline\":\"x\",\"published\":\"2024-01-26\",\"modified\":\"2024-01-27T08:00:00+03:00\"}\n"));
    assert_int_equal(p->articles.v[0].modified.when.zone_min, 180);
    assert_int_equal(p->articles.v[0].modified.basis, BASIS_INPUT);
}

static void many_headlines_stay_linear(void **state)
{
    (void)state;
    arena_reset(&arena);
    size_t n = 200000, at = 0;
    static const char line[] = "New dam near Selwan opens\nRead also\n";
    char *text = test_malloc(n * (sizeof line - 1));
    for (size_t i = 0; i < n; i++, at += sizeof line - 1)
        memcpy(text + at, line, sizeof line - 1);
    struct page *p = made_input("page.txt", (str){text, at});
    assert_int_equal(p->articles.n, 1);
    test_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_of_an_arabic_page), cmocka_unit_test(header_of_an_english_page), cmocka_unit_test(related_titles_are_no_body),
        cmocka_unit_test(titles_glued_to_the_lead_are_cut), cmocka_unit_test(credit_and_keywords_end_an_article),
        cmocka_unit_test(a_glued_article_is_its_own), cmocka_unit_test(a_glued_article_whose_title_follows_the_label), cmocka_unit_test(an_english_tail_is_told_by_date_and_title),
        cmocka_unit_test(a_subheading_is_no_article), cmocka_unit_test(comments_promotion_and_share_bars),
        cmocka_unit_test(style_sheets_and_a_caption_within_the_body), cmocka_unit_test(bars_keywords_and_bylines_line_by_line),
        cmocka_unit_test(a_page_with_lists_around_its_article), cmocka_unit_test(a_page_without_headline_or_prose),
        cmocka_unit_test(zones_and_furniture_are_sorted_and_apart), cmocka_unit_test(many_headlines_stay_linear),
        cmocka_unit_test(dates_of_publication_and_of_a_change),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
