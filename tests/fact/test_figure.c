/*
** test_figure.c - figures with their hedges, units and counted nouns.
*/
#include "read_dated.h"

static void hedges(void **state)
{
    (void)state;
    assert_figures("نحو 2500 جندي أميركي بينما", "نحو 2500 جندي أميركي=2500 approx (جندي أميركي)");
    assert_figures("زهاء 900 جندي", "زهاء 900 جندي=900 approx (جندي)");
    assert_figures("أكثر من 150 ضربة بطائرات", "أكثر من 150 ضربة=150 gt (ضربة)");
    assert_figures("ما لا يقل عن ثلاثين قتيلا", "ما لا يقل عن ثلاثين قتيلا=30 gte (قتيلا)");
    assert_figures("لا يتجاوز 50 شخصا", "لا يتجاوز 50 شخصا=50 lte (شخصا)");
    assert_figures("أقل من ألف منزل", "أقل من ألف منزل=1000 lt (منزل)");
    assert_figures("200 أو أكثر", "200 أو أكثر=200 gte");
    assert_figures("1000 قتيل على الأقل", "1000 قتيل على الأقل=1000 gte (قتيل)");
    assert_figures("لنحو 150 هجوماً", "نحو 150 هجوماً=150 approx (هجوماً)");
}

static void units(void **state)
{
    (void)state;
    assert_figures("بنسبة 25٪ على", "25٪=25 eq %");
    assert_figures("عشرين في المئة", "عشرين في المئة=20 eq %");
    assert_figures("بقيمة 100 مليار دولار أمريكي.", "100 مليار دولار أمريكي=1e+11 eq USD");
    assert_figures("$20", "$20=20 eq USD");
    assert_figures("180 كجم من", "180 كجم=180 eq kg");
    assert_figures("42 ليرة لبنانية", "42 ليرة لبنانية=42 eq LBP");
}

static void spelled_and_vague(void **state)
{
    (void)state;
    assert_figures("قُتل ثلاثة جنود أميركيين في هجوم", "ثلاثة جنود أميركيين=3 eq (جنود أميركيين)");
    assert_figures("عشرات الدول الأجنبية", "عشرات الدول الأجنبية=nan vague (الدول الأجنبية)");
    assert_figures("الجولة الأولى للحوار", "الأولى=1 ordinal");
    assert_figures("سقط قتيلان", "قتيلان=2 eq (قتيلان)");
    assert_figures("تضم عدة دول", "");
}

static void ranges(void **state)
{
    (void)state;
    assert_figures("بين 20 و30 قتيلا", "بين 20 و30 قتيلا=20..30 range (قتيلا)");
    assert_figures("من 10 إلى 20 دولار", "من 10 إلى 20 دولار=10..20 range USD");
    assert_figures("1000-5000", "1000-5000=1000..5000 range");
    assert_figures("بين 60 و64 مليون دولار", "بين 60 و64 مليون دولار=60000000..64000000 range USD"); /* one scale for both */
    assert_figures("بين 200 وألف قتيل", "بين 200 وألف قتيل=200..1000 range (قتيل)");
    assert_figures("أكثر من 10 وأقل من 20", "أكثر من 10 وأقل من 20=10..20 range");
    assert_figures("أكثر من 40 وأقل من 10", "أكثر من 40=40 gt|أقل من 10=10 lt");
}

static void what_is_no_figure(void **state)
{
    (void)state;
    assert_figures("في عام 2014 وفي 3 يناير 2020", "");
    assert_figures("الفريق أول ركن عبد الكريم", "");
    assert_figures("رقم 5 ثم قناة 24", "");
    assert_figures("650-701-8887", "");
    assert_figures("https://example.com/a/2020/55?x=7%25 نص", "");
    assert_figures("أحد القادة وكل واحد منهم", "");
    assert_figures("كأس العالم 2022", "");
    assert_figures("فاز 3-1", "");
    assert_figures("1. مقدمة", "");
    assert_figures("نصف النهائي", "");
    assert_figures("", "");
}

static void english_figures(void **state)
{
    (void)state;
    assert_string_equal(kit_figures("about 2,500 US troops in Iraq", "en"), "about 2,500 US troops=2500 approx (US troops)");
    assert_string_equal(kit_figures("at least three soldiers were killed", "en"), "at least three soldiers=3 gte (soldiers)");
    assert_string_equal(kit_figures("up to $1.5 billion", "en"), "up to $1.5 billion=1500000000 lte USD");
    assert_string_equal(kit_figures("rose 6.45 percent", "en"), "6.45 percent=6.45 eq %");
    assert_string_equal(kit_figures("an 83-year-old man; one cannot say; the 2016 race", "en"), "");
}

static void duals(void **state)
{
    (void)state;
    assert_figures("تحطمت مركبتين قرب القرية", "مركبتين=2 eq (مركبتين)");
    assert_figures("اشترى مصحفين وحافلتين", "مصحفين=2 eq (مصحفين)|حافلتين=2 eq (حافلتين)");
    assert_figures("دفع درهمين ثم درهمان ونصف", "درهمين=2 eq AED|درهمان ونصف=2.5 eq AED");
    assert_figures("زار فلسطين وأفغانستان مع مدرسين من البحرين", "");
    assert_figures("التقى بوتين في البستان", "");
}

static void halves_and_scales(void **state)
{
    (void)state;
    assert_figures("نصف مليار دولار", "نصف مليار دولار=500000000 eq USD");
    assert_figures("5,8 ملايير درهم", "5,8 ملايير درهم=5800000000 eq AED");
    assert_figures("250.000 درهم", "250.000 درهم=250000 eq AED");
    assert_figures("9,800 دنانير", "9,800 دنانير=9.8 eq dinar");
    assert_figures("شارك 1.350 عداء", "1.350 عداء=1350 eq (عداء)");
    assert_figures("بين ألفين وثلاثة آلاف", "بين ألفين وثلاثة آلاف=2000..3000 range");
    assert_figures("هبطت ست درجات تحت الصفر", "ست درجات تحت الصفر=-6 eq (درجات)");
    assert_figures("تجاوز عدد الزوار 700 زائر", "700 زائر=700 gt (زائر)");
    assert_string_equal(kit_figures("a quarter of a million euros", "en"), "a quarter of a million euros=250000 eq EUR");
    assert_string_equal(kit_figures("Dh2.1 billion", "en"), "Dh2.1 billion=2100000000 eq AED");
    assert_string_equal(kit_figures("worth $127m", "en"), "$127m=127000000 eq USD");
    assert_string_equal(kit_figures("half a metre deep", "en"), "half a metre=0.5 eq m");
}

static void numbers_that_are_names(void **state)
{
    (void)state;
    assert_figures("في الدقيقتين 12 و67", "");
    assert_figures("الخط 5050 أو القمر بي-1", "");
    assert_figures("فاز 1-صفر", "");
    assert_string_equal(kit_figures("File No. 1182, or call 555.", "en"), "");
}

static void a_figure_belongs_to_who_says_it(void **state)
{
    static const char raw[] = "قال المتحدث باسم الوزارة إن 40 شخصا أصيبوا في الحادث.";
    struct article article = {.lang = "ar", .published = {.span = SPAN_NULL}};
    struct facts f;
    (void)state;
    struct text t = kit_read(raw, "ar");
    fact_read(&kit_arena, kit_rules, NULL, &t, &article, &f);
    assert_int_equal(f.figures.n, 1);
    assert_int_equal(f.statements.n, 1);
    assert_str(span_text(t.raw, f.figures.v[0].number), "40");
    assert_true(span_eq(f.figures.v[0].claimant.span, f.statements.v[0].speaker.span));
}

KIT_MAIN(T(hedges), T(units), T(spelled_and_vague), T(ranges), T(what_is_no_figure), T(english_figures), T(duals), T(halves_and_scales), T(numbers_that_are_names),
         T(a_figure_belongs_to_who_says_it))
