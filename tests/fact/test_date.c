/*
** test_date.c - dates, durations and sets in made sentences.
*/
#include "read_dated.h"

#define DAY "2024-01-26" /* a Friday */

static void five_sets_of_months(void **state)
{
    (void)state;
    assert_dates("وقع الحادث في 3 يناير 2020.", NULL, "3 يناير 2020=2020-01-03");
    assert_dates("وقع الحادث في 3 كانون الثاني 2020.", NULL, "3 كانون الثاني 2020=2020-01-03");
    assert_dates("وقع الحادث في 3 جانفي 2020.", NULL, "3 جانفي 2020=2020-01-03");
    assert_dates("وقع الحادث في 3 غشت 2020.", NULL, "3 غشت 2020=2020-08-03");
    assert_dates("وقع الحادث في 3 أغشت 2020.", NULL, "3 أغشت 2020=2020-08-03");
    assert_dates("وقع الحادث في 14 جويلية 2019.", NULL, "14 جويلية 2019=2019-07-14");
}

static void double_month_names_are_one_date(void **state)
{
    (void)state;
    assert_dates("صورة من 8 تموز/يوليو 2021", NULL, "8 تموز/يوليو 2021=2021-07-08");
    assert_dates("منذ منتصف تشرين الأول/أكتوبر استهدفت القاعدة", DAY, "منتصف تشرين الأول/أكتوبر=2023-10 MID");
    assert_dates("في أيلول (سبتمبر) 2018 انتهت المهلة", NULL, "أيلول (سبتمبر) 2018=2018-09");
}

static void short_names_are_not_always_months(void **state)
{
    (void)state;
    assert_dates("التقت تيريزا ماي رئيس الوزراء", DAY, "");
    assert_dates("عاد في 12 ماي 2018", NULL, "12 ماي 2018=2018-05-12");
}

static void hijri_dates_are_converted(void **state)
{
    (void)state;
    assert_dates("ولد في 1 رمضان 1445 هـ", NULL, "1 رمضان 1445 هـ=2024-03-11");
    assert_dates("صدر في ذي الحجة 1440", NULL, "ذي الحجة 1440=2019-08-02/2019-08-31");
}

static void weekdays_by_tense(void **state)
{
    (void)state;
    assert_dates("أعلنت الوزارة، الخميس، أن المحادثات تستأنف الأحد.", DAY, "الخميس=2024-01-25|الأحد=2024-01-28");
    assert_dates("سيصل الوفد الثلاثاء إلى العاصمة.", DAY, "الثلاثاء=2024-01-30");
    assert_dates("قتل اثنان الجمعة في غارة.", DAY, "الجمعة=2024-01-26");
    assert_dates("التقيا الجمعة الماضية.", DAY, "الجمعة الماضية=2024-01-19");
    assert_dates("يلتقيان الجمعة المقبلة.", DAY, "الجمعة المقبلة=2024-02-02");
}

static void one_date_of_many_words(void **state)
{
    (void)state;
    assert_dates("تستأنف أعمالها الأحد المقبل الموافق 11 فبراير 2024", NULL, "الأحد المقبل الموافق 11 فبراير 2024=2024-02-11");
    assert_dates("اليوم السبت انطلقت الجولة", "2024-01-27", "اليوم السبت=2024-01-27");
    assert_dates("يوم الاثنين الموافق 11 فبراير 2024", NULL, "يوم الاثنين الموافق 11 فبراير 2024=2024-02-11 !");
    assert_dates("يلتقون في 20 من الشهر المقبل", "2017-12-07", "20 من الشهر المقبل=2018-01-20");
    assert_dates("اجتمعوا أول ثلاثاء من أكتوبر 2014", NULL, "أول ثلاثاء من أكتوبر 2014=2014-10-07");
}

static void attached_letters_stay_outside(void **state)
{
    (void)state;
    assert_dates("بالأمس وغدا", DAY, "الأمس=2024-01-25|غدا=2024-01-27");
    assert_dates("ولعام 2014 شأن آخر", NULL, "عام 2014=2014");
    assert_dates("فمنذ شباط 2011", NULL, "شباط 2011=2011-02");
}

static void periods(void **state)
{
    (void)state;
    assert_dates("كانت على وشك الانطلاق العام الماضي.", DAY, "العام الماضي=2023");
    assert_dates("في الربع الثالث من عام 2016", NULL, "الربع الثالث من عام 2016=2016-Q3");
    assert_dates("مطلع العام المقبل", DAY, "مطلع العام المقبل=2025 START");
    assert_dates("خلال الفترة من 17 إلى 20 يونيو 2025.", NULL, "من 17 إلى 20 يونيو 2025=2025-06-17/2025-06-20");
    assert_dates("بين عامي 2014 و2017", NULL, "بين عامي 2014 و2017=2014/2017");
    assert_dates("في السبعينيات", NULL, "السبعينيات=197");
    assert_dates("خلال الأسابيع القليلة القادمة", DAY, "الأسابيع القليلة القادمة=PXW");
    assert_dates("في القرن التاسع عشر", NULL, "القرن التاسع عشر=18");
}

static void relative_dates_wait_for_their_day(void **state)
{
    (void)state;
    assert_dates("أكدت أمس", NULL, "أمس=-");
    struct text t = kit_read("وصل قبل يومين", "ar");
    struct facts f = kit_facts(&t, NULL);
    assert_int_equal(f.dates.n, 1);
    assert_string_equal(f.dates.v[0].value, "");
    assert_int_equal(f.dates.v[0].begin, DAY_UNKNOWN);
    assert_int_equal(f.dates.v[0].rule, RULE_OFFSET);
    assert_int_equal(f.dates.v[0].amount, -2);
    struct published p = {.span = SPAN_NULL};
    assert_true(civil_parse(S("2024-01-26"), &p.when));
    date_resolve(&f.dates.v[0], &p);
    assert_string_equal(f.dates.v[0].value, "2024-01-24");
    assert_int_equal(f.dates.v[0].end, f.dates.v[0].begin + 1);
}

static void times_of_the_day(void **state)
{
    (void)state;
    assert_dates("الساعة الثالثة وربع عصرا", DAY, "الساعة الثالثة وربع عصرا=2024-01-26T15:15");
    assert_dates("الساعة 12 إلا ربعا قبل الظهر", DAY, "الساعة 12 إلا ربعا قبل الظهر=2024-01-26T11:45");
    assert_dates("فجر السبت قصفت المدينة", "2024-01-27", "فجر السبت=2024-01-27TMO");
    assert_dates("الخميس الساعة 8 بتوقيت غرينتش", DAY, "الخميس الساعة 8 بتوقيت غرينتش=2024-01-25T08:00Z");
    assert_dates("من الساعة الثالثة إلى الساعة الرابعة مساء", DAY, "من الساعة الثالثة إلى الساعة الرابعة مساء=2024-01-26T15:00/2024-01-26T16:00");
}

static void durations_and_sets(void **state)
{
    (void)state;
    assert_dates("بعد ذلك بأقل من 24 ساعة قتل جندي", DAY, "أقل من 24 ساعة=PT24H LESS_THAN");
    assert_dates("استمر ثلاث ساعات ونصف", DAY, "ثلاث ساعات ونصف=PT3.5H");
    assert_dates("سنة وشهران و21 يوما", DAY, "سنة وشهران و21 يوما=P1Y2M21D");
    assert_dates("هجمات شبه يومية", DAY, "شبه يومية=P1D APPROX");
    assert_dates("كل ثلاثة أسابيع", DAY, "كل ثلاثة أسابيع=P3W");
    assert_dates("كل يوم اثنين", DAY, "كل يوم اثنين=XXXX-WXX-1");
}

static void numbers_that_are_no_dates(void **state)
{
    (void)state;
    assert_dates("ينتشر نحو 2500 جندي", DAY, "");
    assert_dates("قتل 21 شخصا الخميس 15 منهم أطفال", DAY, "الخميس=2024-01-25");
    assert_dates("فاز الفريق 3-1", DAY, "");
    assert_dates("كسر 3/4 منها", DAY, "");
    assert_dates("هاتف 650-701-8887", DAY, "");
    assert_dates("اليوم التالي للحرب وفي الآن نفسه", DAY, "اليوم التالي=2024-01-27");
    assert_dates("", DAY, "");
}

static void numeric_dates(void **state)
{
    (void)state;
    assert_dates("22/04/2016", NULL, "22/04/2016=2016-04-22");
    assert_dates("2016-04-21", NULL, "2016-04-21=2016-04-21");
    assert_dates("21.04.2016", NULL, "21.04.2016=2016-04-21");
    assert_dates("٢٢/٠٤/٢٠١٦", NULL, "٢٢/٠٤/٢٠١٦=2016-04-22");
    assert_dates("99/99/2016", NULL, "");
}

static void events_are_no_anchor(void **state)
{
    (void)state;
    assert_dates("بعد يومين من الهجوم", DAY, "يومين=P2D");
}

static void english_dates(void **state)
{
    (void)state;
    assert_en_dates("Published 9th, February 2024 GMT", NULL, "9th, February 2024=2024-02-09");
    assert_en_dates("The talks will resume on Sunday.", DAY, "Sunday=2024-01-28");
    assert_en_dates("Police said on Thursday that two men were held.", DAY, "Thursday=2024-01-25");
    assert_en_dates("It opened in mid-October 2023.", NULL, "mid-October 2023=2023-10 MID");
    assert_en_dates("They met two days ago at 9:30pm.", DAY, "two days ago=2024-01-24|at 9:30pm=2024-01-26T21:30");
    assert_en_dates("from 10 to 12 March 2022", NULL, "from 10 to 12 March 2022=2022-03-10/2022-03-12");
    assert_en_dates("In the 1990s", NULL, "1990s=199");
    assert_en_dates("She may march in August and may not sat down", DAY, "August=2023-08");
    assert_en_dates("last week, next month, the third quarter of 2016", DAY, "last week=2024-W03|next month=2024-02|third quarter of 2016=2016-Q3");
}

static void months_and_years_before_english_nouns(void **state)
{
    (void)state;
    assert_en_dates("the Sept. 11 attacks", DAY, "Sept. 11=2023-09-11");
    assert_en_dates("before the March 17 elections", DAY, "March 17=2024-03-17");
    assert_en_dates("the 2016 race", DAY, "2016=2016");
}

static void edges_of_periods(void **state)
{
    (void)state;
    assert_dates("خلال الأشهر الستة الأولى من 2018", NULL, "الأشهر الستة الأولى من 2018=2018-01-01/2018-07-01");
    assert_dates("ارتفعت خلال شهر أبريل (نيسان) الماضي", DAY, "شهر أبريل (نيسان) الماضي=2023-04");
    assert_en_dates("the last 3 weeks of 2021", NULL, "the last 3 weeks of 2021=2021-12-11/2022-01-01");
}

static void one_day_in_two_calendars(void **state)
{
    (void)state;
    assert_dates("عقد الاثنين 15 رمضان 1445هـ الموافق 25 مارس 2024م", NULL, "الاثنين 15 رمضان 1445هـ الموافق 25 مارس 2024م=2024-03-25");
    assert_dates("الثلاثاء 14 محرم 1437 هـ - 27 أكتوبر 2015", NULL, "الثلاثاء 14 محرم 1437 هـ - 27 أكتوبر 2015=2015-10-27");
    assert_dates("الأحد 15 رمضان 1445هـ الموافق 25 مارس 2024م", NULL, "الأحد 15 رمضان 1445هـ الموافق 25 مارس 2024م=2024-03-25 !");
}

static void amounts_may_be_hedged(void **state)
{
    (void)state;
    assert_dates("غادر قبل نحو شهرين", DAY, "قبل نحو شهرين=2023-11-26 APPROX");
    assert_dates("منذ أكثر من عشر سنوات", DAY, "منذ أكثر من عشر سنوات=2014-01-26 BEFORE");
    assert_dates("على مدى السنوات العشر الماضية", DAY, "السنوات العشر الماضية=2014-01-26/2024-01-26");
}

static void two_days_and_old_decades(void **state)
{
    (void)state;
    assert_dates("يومي 3 و4 مارس 2018", NULL, "يومي 3 و4 مارس 2018=2018-03-03/2018-03-04");
    assert_dates("في ثمانينيات القرن الماضي", NULL, "ثمانينيات القرن الماضي=198");
    assert_dates("أواخر العام 2015", NULL, "أواخر العام 2015=2015 END");
}

static void idioms_are_no_dates(void **state)
{
    (void)state;
    assert_dates("اندلع الربيع العربي", DAY, "");
    assert_dates("يعمل على مدار الساعة", DAY, "");
    assert_dates("وفي ذلك اليوم غادر", DAY, "");
    assert_dates("ليس أفضل حالا", DAY, "");
    assert_dates("منذ عام 2014", NULL, "عام 2014=2014");
}

static void plans_lie_ahead(void **state)
{
    (void)state;
    assert_dates("يجب تسليم الملفات قبل نهاية كانون الأول", DAY, "نهاية كانون الأول=2024-12 END");
    assert_dates("طالبت النقابة بصرف الأجور قبل 5 جويلية", DAY, "5 جويلية=2024-07-05");
    assert_string_equal(kit_dates("Schools will stay closed on Thursday.", "en", DAY), "Thursday=2024-02-01");
    assert_string_equal(kit_dates("The launch is likely in early August.", "en", DAY), "early August=2024-08 START");
}

static void times_take_the_day_just_named(void **state)
{
    (void)state;
    assert_string_equal(kit_dates("The show returns this Sunday at the old hall at 7pm.", "en", DAY), "this Sunday=2024-01-28|at 7pm=2024-01-28T19:00");
    assert_dates("يلتقيان الساعة التاسعة من مساء اليوم", DAY, "الساعة التاسعة من مساء اليوم=2024-01-26T21:00");
    assert_dates("مساء السبت 14 حزيران 2025", DAY, "مساء السبت 14 حزيران 2025=2025-06-14TEV");
}

static void first_days_and_last_quarters(void **state)
{
    (void)state;
    assert_dates("وافق غرة محرم 1446هـ", DAY, "غرة محرم 1446هـ=2024-07-07");
    assert_dates("في فاتح يناير 2026", DAY, "فاتح يناير 2026=2026-01-01");
    assert_dates("نما الاقتصاد في الربع الأخير من العام الجاري", DAY, "الربع الأخير من العام الجاري=2024-Q4");
    assert_dates("سجلوا في الربع الأخير من المباراة", DAY, "");
    assert_dates("فاز الفريق 1-صفر", DAY, "");
    assert_dates("ينتج 500 قطعة في اليوم", DAY, "");
    assert_dates("بعد ثلاثة أيام عثر الجيران على القط", DAY, "ثلاثة أيام=P3D");
}

static void long_lines_stay_linear(void **state)
{
    (void)state;
    enum { N = 100000 };
    char *raw = ARENA_ARRAY(&kit_arena, char, N * 16);
    size_t n = 0;
    for (int i = 0; i < N; i++)
        n += (size_t)sprintf(raw + n, "%s", i % 3 == 0 ? "من " : i % 3 == 1 ? "الأسبوع " : "3 - ");
    struct text t = kit_read(raw, "ar");
    struct facts f = kit_facts(&t, DAY);
    assert_true(f.dates.n <= LIMIT_ARTICLE_FACTS);
}

KIT_MAIN(T(five_sets_of_months), T(double_month_names_are_one_date), T(short_names_are_not_always_months), T(hijri_dates_are_converted), T(weekdays_by_tense),
         T(one_date_of_many_words), T(attached_letters_stay_outside), T(periods), T(relative_dates_wait_for_their_day), T(times_of_the_day), T(durations_and_sets),
         T(numbers_that_are_no_dates), T(numeric_dates), T(events_are_no_anchor), T(english_dates), T(months_and_years_before_english_nouns),
         T(edges_of_periods), T(one_day_in_two_calendars), T(amounts_may_be_hedged),
         T(two_days_and_old_decades), T(idioms_are_no_dates), T(plans_lie_ahead), T(times_take_the_day_just_named),
         T(first_days_and_last_quarters), T(long_lines_stay_linear))
