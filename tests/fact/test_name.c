/*
** test_name.c - names of made sentences, Arabic and English.
*/
#include "read_made.h"

#define NAMES(lang, raw, wanted) assert_string_equal(made_names((raw), (lang)), (wanted))

static void titles_lead_to_persons(void **state)
{
    (void)state;
    NAMES("ar", "التقى وزير المالية السويدي كاسبر ليندغرين نظيره.", "person:كاسبر ليندغرين");
    NAMES("ar", "وصلت السفيرة النرويجية في عمان، إنغريد هولم، إلى المطار.", "place:عمان|person:إنغريد هولم");
    NAMES("ar", "قال الفريق أول ركن عبد الكريم نور الدين إن العملية انتهت.", "person:عبد الكريم نور الدين");
    NAMES("ar", "أكدت نائبة المتحدث باسم وزارة النقل ليلى الخطيب ذلك.", "organisation:وزارة النقل|person:ليلى الخطيب");
}

static void foreign_names_and_two_family_names(void **state)
{
    (void)state;
    NAMES("ar", "قالت نائبة رئيس الوزراء النرويجي أولينا هولمغرين إن الأمر انتهى.", "person:أولينا هولمغرين");
    NAMES("ar", "وقال فرنكو دي مارتينو، المتحدث باسم الشركة، ذلك.", "person:فرنكو دي مارتينو");
    NAMES("ar", "وقال المتحدث باسم خارجيتها نيبور غتاشو ذلك.", "person:نيبور غتاشو");
    NAMES("ar", "قال اللواء صباح النعيمي ذلك.", "person:صباح النعيمي");
    NAMES("ar", "التقى الرئيس رجب طيب هولمغرين الوفد.", "person:رجب طيب هولمغرين");
    NAMES("ar", "وقرر القاضي الإفراج عنه، وأبلغ القاضي المتهمين.", "");
}

static void institutions_towns_and_trades(void **state)
{
    (void)state;
    NAMES("ar", "قال رئيس غرفة تجارة البصرة سامي الجابري إن الميناء مغلق.", "organisation:غرفة تجارة البصرة|person:سامي الجابري");
    NAMES("ar", "نقل المصاب إلى مستشفى ابن رشد في بلدة سيدي مخلوف.", "organisation:مستشفى ابن رشد|place:بلدة سيدي مخلوف");
    NAMES("ar", "وقال أبو أحمد إن النجار سمير حداد عاد.", "person:أبو أحمد|person:سمير حداد");
    NAMES("ar", "يعمل بائع خضر في السوق.", "");
    NAMES("en", "The education minister, Samia Haddad, visited the town of Rosetta.", "person:Samia Haddad|place:Rosetta");
}

static void a_title_alone_names_nobody(void **state)
{
    (void)state;
    NAMES("ar", "قال وزير الخارجية إن الاجتماع تأجل.", "");
    NAMES("ar", "زار رئيس الوزراء مصنعا جديدا أمس.", "");
    NAMES("ar", "غادر المدير قبل انتهاء الجلسة.", "");
}

static void a_family_name_is_known_once_introduced(void **state)
{
    (void)state;
    const char *raw = "#الجابري يزور المصنع\nوصل المدير سامي الجابري صباحا.\nوقال الجابري إن العمل بدأ، ولم يلتق بالجابري أحد.";
    NAMES("ar", raw, "person:الجابري|person:سامي الجابري|person:الجابري|person:الجابري");
    struct text t = made_text(raw, "ar");
    struct facts f = made_facts(&t);
    assert_int_equal(f.names.n, 4);
    for (u32 i = 1; i < f.names.n; i++)
        assert_true(f.names.v[i].key == f.names.v[0].key);
}

static void spellings_of_one_name_have_one_key(void **state)
{
    (void)state;
    struct text t = made_text("انسحبت القوات الأميركية من بغداد، وعادت القوات الأمريكية إلى بغداد.", "ar");
    struct facts f = made_facts(&t);
    assert_int_equal(f.names.n, 4);
    assert_true(f.names.v[0].key == f.names.v[2].key);
    assert_true(f.names.v[1].key == f.names.v[3].key);
    assert_true(f.names.v[0].key != f.names.v[1].key);
}

static void names_written_as_one_word_or_two_have_one_key(void **state)
{
    (void)state;
    struct text t = made_text("قال الفريق الركن عبدالباري نورالله إن الجسر فتح. وعاد الفريق أول ركن عبد الباري نور الله إلى أبوظبي ثم إلى أبو ظبي. "
                              "ووصل اللواء خالد عبدالباري.", "ar");
    struct facts f = made_facts(&t);
    assert_int_equal(f.names.n, 5);
    assert_true(f.names.v[0].key == f.names.v[1].key);
    assert_true(f.names.v[2].key == f.names.v[3].key);
    assert_true(f.names.v[4].key != f.names.v[0].key);
    NAMES("ar", "وقال الرئيس شي الأسبوع الماضي إن الجسر مغلق.", "person:شي");
    NAMES("ar", "وبالحق نقول إن ذلك، والله أعلم، جاء بالدين وللأول.", "");
}

static void organisations_end_where_their_words_do(void **state)
{
    (void)state;
    NAMES("ar", "أعلنت وزارة التربية والتعليم العراقية النتائج أمس.", "organisation:وزارة التربية والتعليم العراقية");
    NAMES("ar", "عقد المجلس الأعلى للسياحة جلسة.", "organisation:المجلس الأعلى للسياحة");
    NAMES("ar", "دخلت قوات تركية المدينة.", "organisation:قوات تركية");
    NAMES("ar", "تبنى تنظيم «الراية» الهجوم.", "organisation:تنظيم «الراية»");
    NAMES("ar", "وردت وزارة الداخلية.", "organisation:وزارة الداخلية");
}

static void ordinary_words_are_no_organisations(void **state)
{
    (void)state;
    NAMES("ar", "شكلت لجنة جديدة لبحث الأمر.", "");
    NAMES("ar", "عادت القوات الأجنبية والحكومة الحالية.", "");
    NAMES("ar", "تراجعت حركة المسافرين.", "organisation:حركة المسافرين");
}

static void attached_letters_stay_outside(void **state)
{
    (void)state;
    NAMES("ar", "بين بغداد وواشنطن", "place:بغداد|place:واشنطن");
    NAMES("ar", "تحدث للجزيرة نت عن الأردن وبالعراق", "organisation:لجزيرة نت|place:الأردن|place:العراق");
    NAMES("ar", "سلم الملف للقوات المسلحة اليمنية", "organisation:لقوات المسلحة اليمنية");
    NAMES("ar", "عادَ إلى وَبَغْدادَ", "place:بَغْدادَ");
}

static void ambiguous_places_need_a_witness(void **state)
{
    (void)state;
    NAMES("ar", "نشر صور الحفل", "");
    NAMES("ar", "وصل إلى مدينة صور اللبنانية", "place:مدينة صور");
    NAMES("ar", "دعم مالي كبير", "");
    NAMES("ar", "قتل جنود في مالي", "place:مالي");
}

static void a_name_in_marks_is_learned_whole(void **state)
{
    (void)state;
    NAMES("ar", "#جبهة الإنقاذ في الجنوب تنسحب\nقالت \"جبهة الإنقاذ في الجنوب\" إنها تنسحب.",
          "organisation:جبهة الإنقاذ في الجنوب|organisation:جبهة الإنقاذ في الجنوب");
}

static void english_runs_of_capitals(void **state)
{
    (void)state;
    NAMES("en", "The meeting was led by Finance Minister Kaspar Lindgren in Oslo.", "person:Kaspar Lindgren|place:Oslo");
    NAMES("en", "Officials at the Ministry of Transport said nothing.", "organisation:Ministry of Transport");
    NAMES("en", "Researchers at Northfield University met Dr. Amal Haddad.", "organisation:Northfield University|person:Amal Haddad");
    NAMES("en", "Haider al-Karimi's brother said so. Al-Karimi agreed.", "person:Haider al-Karimi|person:Al-Karimi");
    NAMES("en", "The World Health Organization (WHO) moved. Who knows why the WHO did?",
          "organisation:World Health Organization|organisation:WHO|organisation:WHO");
}

static void english_capitals_that_are_no_names(void **state)
{
    (void)state;
    NAMES("en", "Although it rained, Many people came. Yesterday they left.", "");
    NAMES("en", "#Ten Things You Should Know About Spring\nThey will win.", "");
    NAMES("en", "I've said it before. Don't ask.", "");
}

static void a_headline_in_title_case_knows_what_the_text_taught(void **state)
{
    (void)state;
    NAMES("en", "#Lindgren Calls New Budget Plan Dangerous\nFinance minister Kaspar Lindgren spoke on Monday.", "person:Lindgren|person:Kaspar Lindgren");
}

static void empty_and_odd_texts(void **state)
{
    (void)state;
    NAMES("ar", "", "");
    NAMES("ar", "\"", "");
    NAMES("ar", "وزير", "");
    NAMES("ar", "لل وال ال", "");
    NAMES("en", "' \" ' . , -", "");
    NAMES("en", "Gen. ", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(titles_lead_to_persons), T(institutions_towns_and_trades), T(foreign_names_and_two_family_names), T(a_title_alone_names_nobody), T(a_family_name_is_known_once_introduced), T(spellings_of_one_name_have_one_key),
        T(names_written_as_one_word_or_two_have_one_key),
        T(organisations_end_where_their_words_do), T(ordinary_words_are_no_organisations), T(attached_letters_stay_outside),
        T(ambiguous_places_need_a_witness), T(a_name_in_marks_is_learned_whole), T(english_runs_of_capitals),
        T(english_capitals_that_are_no_names), T(a_headline_in_title_case_knows_what_the_text_taught), T(empty_and_odd_texts),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
