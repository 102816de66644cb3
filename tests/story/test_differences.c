/* test_differences.c - where tellings differ: collated passages, figures, names, quotations, omissions, credits. */
#include "story/accounts.h"

static const char *const A = "وصول القافلة\n"
                             "وصلت قافلة المساعدات إلى ميناء الرمل صباحا وعلى متنها أكثر من 120 شاحنة محملة بالدواء في هجرة عصابة النسر نحو الشمال.\n"
                             "وقال رئيس اللجنة الطبية العليا إن المستشفيات تحتاج إلى الوقود والأدوية والمعدات قبل نهاية الشتاء القاسي.";
static const char *const B = "وصول القافلة\n"
                             "وصلت قافلة المساعدات إلى ميناء الرمل صباحا وعلى متنها أكثر من 150 شاحنة محملة بالدواء في هجرة تنظيم النسر نحو الشمال.\n"
                             "وأضاف سكان المرفأ أن الرحلة تأخرت يومين بسبب العاصفة البحرية الشديدة.";
static const char *const C = "القافلة تصل\n"
                             "بلغت قافلة المساعدات ميناء الرمل وفيها نحو 150 شاحنة محملة بالدواء.\n"
                             "وقال مسؤول إن على المستشفيات الحصول على الوقود والأدوية والمعدات الجراحية، بحسب اللجنة الطبية الوطنية العليا.";

struct fixture {
    struct world w;
    struct account acc[3];
    struct stemma st;
    struct matches m;
};

static void open(struct fixture *f)
{
    *f = (struct fixture){.w = world_open()};
    account_make(&f->w, &f->acc[0], "a", "2030-03-01", A);
    account_make(&f->w, &f->acc[1], "b", "2030-03-01", B);
    account_make(&f->w, &f->acc[2], "c", "2030-03-01", C);
    struct match *m = add_match(&f->w, &f->m, f->acc, 0, "وصلت قافلة", "الشمال", 1, "وصلت قافلة", "الشمال");
    add_edit(&f->w, m, f->acc, EDIT_FIGURE, "120", "150");
    add_edit(&f->w, m, f->acc, EDIT_NAME, "عصابة", "تنظيم");
    add_wire(&f->w, &f->st, (const u32[]){0, 1}, 2);
}

static void an_edit_becomes_a_difference_with_two_readings(void **state)
{
    (void)state;
    struct fixture f;
    open(&f);
    struct dossier d = dossier_of(&f.w, f.acc, 3, &f.st, &f.m);
    const struct difference *x = find_difference(&d, DIFF_NAME, "عصابة");
    assert_non_null(x);
    assert_int_equal(x->readings.n, 2);
    assert_str(x->readings.v[0].text, "عصابة");
    assert_str(x->readings.v[1].text, "تنظيم");
    assert_int_equal(x->readings.v[1].bearers.v[0].account, 1);
    assert_true(span_eq(x->readings.v[0].bearers.v[0].span, span_find(f.acc[0].raw, "عصابة", 0)));
    arena_release(&f.w.arena);
}

static void a_figure_is_told_once_and_groups_those_who_agree(void **state)
{
    (void)state;
    struct fixture f;
    open(&f);
    add_figure(&f.w, &f.acc[0], "أكثر من 120 شاحنة", 120, CMP_GT, "شاحنة");
    add_figure(&f.w, &f.acc[1], "أكثر من 150 شاحنة", 150, CMP_GT, "شاحنة");
    add_figure(&f.w, &f.acc[2], "نحو 150 شاحنة", 150, CMP_APPROX, "شاحنة");
    struct dossier d = dossier_of(&f.w, f.acc, 3, &f.st, &f.m);
    u32 n = 0;
    for (u32 i = 0; i < d.differences.n; i++)
        n += d.differences.v[i].kind == DIFF_FIGURE;
    assert_int_equal(n, 1);
    const struct difference *x = find_difference(&d, DIFF_FIGURE, "120");
    assert_int_equal(x->readings.n, 3);
    assert_str(x->readings.v[0].value, "120");
    assert_str(x->readings.v[1].value, "150");
    assert_str(x->slot, "شاحنة");
    assert_int_equal(d.figures.n, 1);
    assert_true(d.figures.v[0].disagree);
    arena_release(&f.w.arena);
}

static void figures_of_different_things_do_not_disagree(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc[2];
    account_make(&w, &acc[0], "a", "2030-03-01", "\nوفي الشمال ينتشر نحو 2500 حارس بينما ينتشر في الجنوب 900 حارس.");
    account_make(&w, &acc[1], "b", "2030-03-01", "\nوفي الشمال 2500 حارس.");
    add_figure(&w, &acc[0], "نحو 2500 حارس", 2500, CMP_APPROX, "حارس");
    add_figure(&w, &acc[0], "900 حارس", 900, CMP_EQ, "حارس");
    add_figure(&w, &acc[1], "2500 حارس", 2500, CMP_EQ, "حارس");
    struct stemma st = {0};
    struct matches m = {0};
    struct dossier d = dossier_of(&w, acc, 2, &st, &m);
    const struct difference *x = find_difference(&d, DIFF_FIGURE, "2500");
    assert_non_null(x);
    assert_int_equal(x->readings.n, 2); /* hedged and bare; 900 is of another place */
    assert_null(find_difference(&d, DIFF_FIGURE, "900"));
    arena_release(&w.arena);
}

static void a_hedge_alone_in_a_shared_passage_is_wording(void **state)
{
    (void)state;
    struct fixture f;
    open(&f);
    add_figure(&f.w, &f.acc[0], "أكثر من 120 شاحنة", 120, CMP_GT, "شاحنة");
    add_figure(&f.w, &f.acc[1], "أكثر من 150 شاحنة", 120, CMP_APPROX, "شاحنة"); /* the value, not the page's words, is what is compared */
    struct dossier d = dossier_of(&f.w, f.acc, 2, &f.st, &f.m);
    assert_true(d.figures.v[0].disagree);
    assert_false(d.figures.v[0].conflict);
    assert_true(d.figures.v[0].aligned);
    assert_non_null(find_difference(&d, DIFF_WORDING, "أكثر من 120 شاحنة"));
    assert_null(find_difference(&d, DIFF_FIGURE, "120"));
    arena_release(&f.w.arena);
}

static void a_number_that_lost_a_word_is_no_other_number(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc[2];
    account_make(&w, &acc[0], "a", NULL, "\nوأعلنت هيئة الموانئ في بيانها أمس شحن 785 مليون صندوق من التمر إلى المدن البعيدة.");
    account_make(&w, &acc[1], "b", NULL, "\nوأعلنت هيئة الموانئ في بيانها أمس شحن 785 صندوق من التمر إلى المدن البعيدة.");
    add_figure(&w, &acc[0], "785 مليون صندوق", 785000000, CMP_EQ, "صندوق");
    add_figure(&w, &acc[1], "785 صندوق", 785, CMP_EQ, "صندوق");
    struct stemma st = {0};
    struct matches m = {0};
    struct match *x = add_match(&w, &m, acc, 0, "وأعلنت", "البعيدة", 1, "وأعلنت", "البعيدة");
    add_edit(&w, x, acc, EDIT_FIGURE, "مليون", NULL);
    struct dossier d = dossier_of(&w, acc, 2, &st, &m);
    assert_null(find_difference(&d, DIFF_FIGURE, "785"));
    arena_release(&w.arena);
}

static void a_telling_has_one_value_in_a_slot(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc[2];
    account_make(&w, &acc[0], "a", NULL, "\nوأعلنت هيئة الموانئ في بيانها أمس شحن 78 صندوقا من التمر إلى المدن البعيدة. ثم شحنت 91 صندوقا.");
    account_make(&w, &acc[1], "b", NULL, "\nوأعلنت هيئة الموانئ في بيانها أمس شحن 91 صندوقا من التمر إلى المدن البعيدة.");
    add_figure(&w, &acc[0], "78 صندوقا", 78, CMP_EQ, "صندوقا");
    add_figure(&w, &acc[0], "91 صندوقا", 91, CMP_EQ, "صندوقا");
    add_figure(&w, &acc[1], "91 صندوقا", 91, CMP_EQ, "صندوقا");
    struct stemma st = {0};
    struct matches m = {0};
    struct match *x = add_match(&w, &m, acc, 0, "وأعلنت", "البعيدة", 1, "وأعلنت", "البعيدة");
    add_edit(&w, x, acc, EDIT_FIGURE, "78", "91");
    struct dossier d = dossier_of(&w, acc, 2, &st, &m);
    for (u32 i = 0; i < d.figures.n; i++)
        for (u32 r = 1; r < d.figures.v[i].readings.n; r++)
            for (u32 b = 0; b < d.figures.v[i].readings.v[0].bearers.n; b++)
                assert_int_not_equal(d.figures.v[i].readings.v[0].bearers.v[b].account, d.figures.v[i].readings.v[r].bearers.v[0].account);
    arena_release(&w.arena);
}

static void a_longer_form_of_a_name_is_a_difference(void **state)
{
    (void)state;
    struct fixture f;
    open(&f);
    add_name(&f.w, &f.acc[0], "اللجنة الطبية العليا", NAME_ORGANISATION);
    add_name(&f.w, &f.acc[2], "اللجنة الطبية الوطنية العليا", NAME_ORGANISATION);
    struct dossier d = dossier_of(&f.w, f.acc, 3, &f.st, &f.m);
    const struct difference *x = find_difference(&d, DIFF_NAME, "اللجنة الطبية الوطنية العليا");
    assert_non_null(x);
    assert_int_equal(x->readings.n, 2);
    add_name(&f.w, &f.acc[2], "اللجنة الطبية الوطنية العليا", NAME_ORGANISATION);
    arena_release(&f.w.arena);
}

static void one_statement_in_other_words_is_a_difference_of_quotation(void **state)
{
    (void)state;
    struct fixture f;
    open(&f);
    add_statement(&f.w, &f.acc[0], "رئيس اللجنة الطبية العليا", "المستشفيات تحتاج إلى الوقود والأدوية والمعدات قبل نهاية الشتاء القاسي", SAID_DIRECT);
    add_statement(&f.w, &f.acc[2], "مسؤول", "على المستشفيات الحصول على الوقود والأدوية والمعدات الجراحية", SAID_INDIRECT);
    struct dossier d = dossier_of(&f.w, f.acc, 3, &f.st, &f.m);
    const struct difference *x = find_difference(&d, DIFF_QUOTE, "الجراحية");
    assert_non_null(x);
    assert_int_equal(x->readings.n, 2);
    assert_str(x->slot, "رئيس اللجنة الطبية العليا");
    arena_release(&f.w.arena);
}

static void a_sentence_that_others_of_the_chain_lack_is_told(void **state)
{
    (void)state;
    struct fixture f;
    open(&f);
    struct dossier d = dossier_of(&f.w, f.acc, 3, &f.st, &f.m);
    const struct difference *x = find_difference(&d, DIFF_OMISSION, "العاصفة البحرية");
    assert_non_null(x);
    assert_int_equal(x->readings.n, 1);
    assert_int_equal(x->lacking.n, 1);
    assert_int_equal(x->lacking.v[0], 0); /* c stands in no chain and lacks nothing */
    assert_null(find_difference(&d, DIFF_OMISSION, "وصلت قافلة"));
    arena_release(&f.w.arena);
}

static void credits_kept_and_dropped(void **state)
{
    (void)state;
    struct fixture f;
    open(&f);
    struct dossier d = dossier_of(&f.w, f.acc, 3, &f.st, &f.m);
    assert_int_equal(d.credits.n, 2);
    assert_str(d.credits.v[0].agency, "AFP");
    assert_false(d.credits.v[0].kept);
    *vec_add(&f.w.arena, &f.acc[1].article->credits) =
        (struct credit){.agency = S("AFP"), .text = S("العاصفة"), .span = span_find(f.acc[1].raw, "العاصفة", 0), .kind = CREDIT_AGENCY};
    d = dossier_of(&f.w, f.acc, 3, &f.st, &f.m);
    assert_true(d.credits.v[1].kept);
    const struct difference *x = find_difference(&d, DIFF_CREDIT, "العاصفة");
    assert_non_null(x);
    assert_int_equal(x->lacking.n, 1);
    arena_release(&f.w.arena);
}

static void differing_beginnings_of_one_sentence_are_set_side_by_side(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc[2];
    account_make(&w, &acc[0], "a", NULL, "\nونشر المكتب صورة للرئيس سالم الراوي في الاجتماع الأول الذي ضم كبار قادة المدينة.");
    account_make(&w, &acc[1], "b", NULL, "\nوشارك سالم الراوي في الاجتماع الأول الذي ضم كبار قادة المدينة.");
    struct stemma st = {0};
    struct matches m = {0};
    add_match(&w, &m, acc, 0, "سالم", "المدينة", 1, "سالم", "المدينة");
    struct dossier d = dossier_of(&w, acc, 2, &st, &m);
    const struct difference *x = find_difference(&d, DIFF_WORDING, "ونشر المكتب صورة للرئيس");
    assert_non_null(x);
    assert_int_equal(x->readings.n, 2);
    assert_str(x->readings.v[1].text, "وشارك");
    arena_release(&w.arena);
}

static void two_of_one_mould_do_not_differ(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc[2];
    account_make(&w, &acc[0], "a", NULL, "\nأنهى المؤشر التداولات مرتفعا 40 نقطة عند مستوى 7000 نقطة بتداول 90 مليونا.");
    account_make(&w, &acc[1], "b", NULL, "\nأنهى المؤشر التداولات مرتفعا 55 نقطة عند مستوى 8100 نقطة بتداول 70 مليونا.");
    const double value[2][2] = {{40, 7000}, {55, 8100}};
    const char *const words[2][2] = {{"40 نقطة", "7000 نقطة"}, {"55 نقطة", "8100 نقطة"}};
    for (u32 i = 0; i < 2; i++)
        for (u32 k = 0; k < 2; k++)
            add_figure(&w, &acc[i], words[i][k], value[i][k], CMP_EQ, "نقطة");
    struct stemma st = {0};
    struct matches m = {0};
    struct match *x = add_match(&w, &m, acc, 0, "أنهى", "مليونا", 1, "أنهى", "مليونا");
    add_edit(&w, x, acc, EDIT_FIGURE, "40", "55");
    add_edit(&w, x, acc, EDIT_FIGURE, "7000", "8100");
    add_edit(&w, x, acc, EDIT_FIGURE, "90", "70");
    struct dossier d = dossier_of(&w, acc, 2, &st, &m);
    assert_null(find_difference(&d, DIFF_FIGURE, "40"));
    assert_null(find_difference(&d, DIFF_FIGURE, "7000"));
    arena_release(&w.arena);
}

static void a_clause_that_moved_is_set_beside_its_other_form(void **state)
{
    (void)state;
    struct world w = world_open();
    struct account acc[2];
    account_make(&w, &acc[0], "a", NULL, "\nورغم إعلان الهدنة بين الطرفين، تعهدت الكتيبة مواصلة القتال في الوادي البعيد.");
    account_make(&w, &acc[1], "b", NULL, "\nتعهدت الكتيبة مواصلة القتال في الوادي البعيد رغم الهدنة الهشة بين الطرفين.");
    struct stemma st = {0};
    struct matches m = {0};
    add_match(&w, &m, acc, 0, "تعهدت", "البعيد", 1, "تعهدت", "البعيد");
    struct dossier d = dossier_of(&w, acc, 2, &st, &m);
    const struct difference *x = find_difference(&d, DIFF_WORDING, "ورغم إعلان الهدنة");
    assert_non_null(x);
    assert_int_equal(x->readings.n, 2);
    assert_str(x->readings.v[1].text, "رغم الهدنة الهشة بين الطرفين.");
    arena_release(&w.arena);
}

static void one_account_differs_from_nobody(void **state)
{
    (void)state;
    struct fixture f;
    open(&f);
    struct stemma none = {0};
    struct matches no = {0};
    struct dossier d = dossier_of(&f.w, f.acc, 1, &none, &no);
    assert_int_equal(d.differences.n, 0);
    assert_int_equal(d.events.n, 1);
    arena_release(&f.w.arena);
}

TEST_MAIN(T(an_edit_becomes_a_difference_with_two_readings), T(a_figure_is_told_once_and_groups_those_who_agree),
          T(figures_of_different_things_do_not_disagree), T(a_hedge_alone_in_a_shared_passage_is_wording),
          T(a_number_that_lost_a_word_is_no_other_number),
          T(a_telling_has_one_value_in_a_slot), T(a_longer_form_of_a_name_is_a_difference),
          T(one_statement_in_other_words_is_a_difference_of_quotation), T(a_sentence_that_others_of_the_chain_lack_is_told),
          T(credits_kept_and_dropped), T(differing_beginnings_of_one_sentence_are_set_side_by_side), T(two_of_one_mould_do_not_differ),
          T(a_clause_that_moved_is_set_beside_its_other_form), T(one_account_differs_from_nobody))
