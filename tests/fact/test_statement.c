/*
** test_statement.c - who said what in made sentences, Arabic and English.
*/
#include "read_made.h"

#define SAID(lang, raw, wanted) assert_string_equal(made_statements((raw), (lang)), (wanted))

static void verb_speaker_words(void **state)
{
    (void)state;
    SAID("ar", "قال سامي الجابري إن المصنع سيفتح غدا.", "سامي الجابري / قال / indirect / المصنع سيفتح غدا");
    SAID("ar", "وأكدت وزارة النقل، في بيان أمس، أن الجسر آمن.", "وزارة النقل / أكدت / indirect / الجسر آمن");
    SAID("ar", "وقال سامي الجابري: «لن نغلق المصنع».", "سامي الجابري / قال / direct / لن نغلق المصنع");
    SAID("ar", "وأوضح سامي الجابري أن المصنع \"لن يغلق\" هذا العام.", "سامي الجابري / أوضح / mixed / المصنع \"لن يغلق\" هذا العام");
}

static void speaker_before_verb(void **state)
{
    (void)state;
    SAID("ar", "قال سامي الجابري إنه بخير.", "سامي الجابري / قال / indirect / بخير");
    SAID("ar", "لكن مسؤولا كبيرا في وزارة النقل قال إن الجسر مغلق.", "مسؤولا كبيرا في وزارة النقل / قال / indirect / الجسر مغلق");
    SAID("ar", "وكانت مصادر محلية قد ذكرت أن الطريق مغلقة.", "مصادر محلية / ذكرت / indirect / الطريق مغلقة");
    SAID("ar", "#النرويج تعلن موعد الجولة الثانية", "النرويج / تعلن / indirect / موعد الجولة الثانية");
}

static void words_before_as_somebody_said(void **state)
{
    (void)state;
    SAID("ar", "ستفتح المحطة في مايو، حسبما أعلنته وزارة النقل.", "وزارة النقل / حسبما أعلنته / indirect / ستفتح المحطة في مايو");
    SAID("ar", "ارتفعت الأسعار هذا الأسبوع، وفق ما أفاد به الاتحاد الأوروبي.", "الاتحاد الأوروبي / وفق ما أفاد به / indirect / ارتفعت الأسعار هذا الأسبوع");
    SAID("ar", "قال سامي الجابري إن الأشغال بدأت.\nوبحسبه، ستنتهي في مايو.",
         "سامي الجابري / قال / indirect / الأشغال بدأت || (سامي الجابري) / بحسبه / indirect / ستنتهي في مايو");
    SAID("ar", "«سنعود قريبا إلى العمل»، هكذا ختم رئيس الجمعية كلمته.", "رئيس الجمعية / ختم / direct / سنعود قريبا إلى العمل");
    SAID("en", "The road will open in May, the finance ministry announced.", "the finance ministry / announced / indirect / The road will open in May");
    SAID("en", "\"Leave your homes now,\" urged Brigadier Tarek Nasr.", "Tarek Nasr / urged / direct / Leave your homes now,");
}

/* Names that stand for governments, in order. */
static const char *governments(const char *lang, const char *raw)
{
    static char room[256];
    struct text t = made_text(raw, lang);
    struct facts f = made_facts(&t);
    size_t at = 0;
    room[0] = 0;
    for (u32 i = 0; i < f.names.n; i++)
        if (f.names.v[i].government)
            at += (size_t)snprintf(room + at, sizeof room - at, "%s%.*s", at ? "|" : "", STR_ARG(span_text(t.raw, f.names.v[i].span)));
    return room;
}

static void capitals_stand_for_governments(void **state)
{
    (void)state;
    assert_string_equal(governments("ar", "قالت أوسلو ودمشق إن الجسر آمن، واتهمت موسكو أنقرة بإغلاقه. ويقع المصنع في طهران."), "أوسلو|دمشق|موسكو|أنقرة");
    assert_string_equal(governments("en", "Oslo denied that the bridge was closed. The mayor flew to Paris."), "Oslo");
    struct text t = made_text("وقالت أوسلو إن الجسر آمن. وأضافت أن الطريق مغلقة. وقال مصدر إنه مفتوح. وقال سامي الجابري إنه عاد.", "ar");
    struct facts f = made_facts(&t);
    static const u8 kinds[] = {SPEAKER_GOVERNMENT, SPEAKER_GOVERNMENT, SPEAKER_OTHER, SPEAKER_PERSON};
    assert_int_equal(f.statements.n, COUNT_OF(kinds));
    for (u32 i = 0; i < f.statements.n; i++)
        assert_int_equal(f.statements.v[i].by, kinds[i]);
}

static void an_object_is_not_the_speakers_office(void **state)
{
    (void)state;
    SAID("ar", "وحمل الوزير الشركة مسؤولية الحادث.", "الوزير / حمل / indirect / الشركة مسؤولية الحادث");
    SAID("ar", "وطمأن المدير المواطنين بأن المخزون كاف.", "المدير / طمأن / indirect / المخزون كاف");
    SAID("ar", "وقال الوزير لوكالة رويترز إن الطريق مغلقة.", "الوزير / قال / indirect / الطريق مغلقة");
    SAID("ar", "وقال الشرطي بأسى: «لم ينج أحد».", "الشرطي / قال / direct / لم ينج أحد");
    SAID("en", "The governor called the report \"a long and costly mistake\".", "The governor / called / mixed / the report \"a long and costly mistake\"");
    SAID("en", "The police called the driver.", "");
}

static void words_that_were_relayed(void **state)
{
    (void)state;
    SAID("ar", "ونقلت صحيفة الغد عن مصدر أمني أن الطريق مغلقة.", "مصدر أمني / نقلت / indirect / الطريق مغلقة");
    SAID("ar", "نقلت الشاحنات المصابين عن طريق الساحل.", "");
}

static void elided_subject_is_the_last_speaker(void **state)
{
    (void)state;
    SAID("ar", "قال سامي الجابري إن المصنع سيفتح.\nوأضاف أن العمال عادوا.",
         "سامي الجابري / قال / indirect / المصنع سيفتح || (سامي الجابري) / أضاف / indirect / العمال عادوا");
    SAID("ar", "وأضاف أن العمال عادوا.", "- / أضاف / indirect / العمال عادوا");
    SAID("ar", "قالت وزارة النقل إن الجسر آمن.\nوقال سامي الجابري إن الطريق مغلقة.\nوأضافت أن الإصلاح بدأ.",
         "وزارة النقل / قالت / indirect / الجسر آمن || سامي الجابري / قال / indirect / الطريق مغلقة || (وزارة النقل) / أضافت / indirect / الإصلاح بدأ");
}

static void a_subject_of_the_clause_before_speaks(void **state)
{
    (void)state;
    SAID("ar", "قالت وزارة النقل إن الجسر آمن.\nاستقبل سامي الجابري وفدا وأكد أن العمال عادوا.",
         "وزارة النقل / قالت / indirect / الجسر آمن || سامي الجابري / أكد / indirect / العمال عادوا");
    SAID("ar", "وصل سامي الجابري إلى المصنع.\nوقال إن العمال عادوا.", "(سامي الجابري) / قال / indirect / العمال عادوا");
    SAID("en", "Sam Carter came on Monday.\nHe said the workers were back.", "(Sam Carter) / said / indirect / the workers were back");
}

static void an_unlisted_subject_is_not_the_last_speaker(void **state)
{
    (void)state;
    SAID("ar", "قالت وزارة النقل إن الجسر آمن.\nوقالت جارتها إن الجسر مغلق.",
         "وزارة النقل / قالت / indirect / الجسر آمن || جارتها / قالت / indirect / الجسر مغلق");
}

static void nobody_is_invented(void **state)
{
    (void)state;
    SAID("ar", "قال سامي الجابري إن الجسر آمن.\nكما جرى التأكيد على أهمية الصيانة.",
         "سامي الجابري / قال / indirect / الجسر آمن || - / جرى التأكيد / indirect / أهمية الصيانة");
    SAID("ar", "يذكر أن الجسر بني قبل عامين.", "");
    SAID("ar", "قال سامي الجابري إن الجسر آمن.\nوأضافت أن الطريق مغلقة.", "سامي الجابري / قال / indirect / الجسر آمن || - / أضافت / indirect / الطريق مغلقة");
    SAID("ar", "باريس (الوكالة) - أعلن أن الجسر آمن.", "");
    SAID("ar", "ولم يعلن سامي الجابري أن الجسر آمن.", "");
}

static void verbal_nouns_prepositions_documents(void **state)
{
    (void)state;
    SAID("ar", "جاء ذلك بعد إعلان وزارة النقل أنها أغلقت الجسر.", "وزارة النقل / إعلان / indirect / أغلقت الجسر");
    SAID("ar", "وبحسب المصادر، فإن الجسر مغلق.", "المصادر / بحسب / indirect / الجسر مغلق");
    SAID("ar", "أغلق الجسر صباح أمس، وفق وزارة النقل.", "وزارة النقل / وفق / indirect / أغلق الجسر صباح أمس");
    SAID("ar", "أغلق الجسر صباح أمس، وفقا لوزارة النقل.", "وزارة النقل / وفقا / indirect / أغلق الجسر صباح أمس");
    SAID("ar", "وجاء في بيان صادر عن وزارة النقل أن الجسر مغلق.", "وزارة النقل / جاء في بيان / indirect / الجسر مغلق");
    SAID("ar", "ونقلت صحيفة «الفجر» عن سامي الجابري قوله إن الجسر مغلق.", "سامي الجابري / قوله / indirect / الجسر مغلق");
    SAID("ar", "وأكد البيان أن الجسر مغلق.", "البيان / أكد / indirect / الجسر مغلق");
}

static void trailing_verb_and_participle(void **state)
{
    (void)state;
    SAID("ar", "\"لن نغلق المصنع هذا العام\"، قال سامي الجابري.", "سامي الجابري / قال / direct / لن نغلق المصنع هذا العام");
    SAID("ar", "استقبل سامي الجابري وفدا من العمال، مؤكدا أن المصنع لن يغلق.", "سامي الجابري / مؤكدا / indirect / المصنع لن يغلق");
}

static void a_listener_is_no_speaker(void **state)
{
    (void)state;
    SAID("ar", "وصل سامي الجابري.\nوقال لصحيفة «الفجر»: \"لن نغلق المصنع هذا العام\".", "(سامي الجابري) / قال / direct / لن نغلق المصنع هذا العام");
}

static void names_in_marks_are_no_speech(void **state)
{
    (void)state;
    SAID("ar", "قالت وزارة النقل إن تنظيم «الراية» انسحب.", "وزارة النقل / قالت / indirect / تنظيم «الراية» انسحب");
}

static void a_headline_with_a_colon(void **state)
{
    (void)state;
    SAID("ar", "#وزارة النقل: لن نغلق الجسر", "وزارة النقل /  / direct / لن نغلق الجسر");
    SAID("en", "#Transport Ministry: the bridge stays open", "Transport Ministry /  / direct / the bridge stays open");
}

static void quotations_run_over_sentences_and_paragraphs(void **state)
{
    (void)state;
    SAID("ar", "قال سامي الجابري: \"لن نغلق. سنعمل.\"", "سامي الجابري / قال / direct / لن نغلق. سنعمل.");
    SAID("en", "Sam Carter said: \"We stay.\n\"We work.\"", "Sam Carter / said / direct / We stay.\n\"We work.");
    SAID("ar", "قال سامي الجابري: ”لن نغلق“.", "سامي الجابري / قال / direct / لن نغلق");
}

static void english_before_behind_and_between(void **state)
{
    (void)state;
    SAID("en", "Sam Carter said the bridge would open in May.", "Sam Carter / said / indirect / the bridge would open in May");
    SAID("en", "\"We will stay,\" said Sam Carter, a lawyer for the workers.", "Sam Carter / said / direct / We will stay,");
    SAID("en", "The bridge is closed, officials said on Monday.", "officials / said / indirect / The bridge is closed");
    SAID("en", "Sam Carter said it was late. \"We will stay,\" he added.",
         "Sam Carter / said / indirect / it was late || (Sam Carter) / added / direct / We will stay,");
    SAID("en", "Sam Carter told reporters on Monday that the bridge was safe.", "Sam Carter / told / indirect / the bridge was safe");
}

static void english_according_to(void **state)
{
    (void)state;
    SAID("en", "According to the Ministry of Transport, the bridge is closed.", "Ministry of Transport / According to / indirect / the bridge is closed");
    SAID("en", "The bridge is closed, according to the Ministry of Transport.", "Ministry of Transport / according to / indirect / The bridge is closed");
}

static void an_object_ends_the_subject(void **state)
{
    (void)state;
    SAID("ar", "طالب صيادون في المرفأ الوزارة بتعويضهم.", "صيادون في المرفأ / طالب / indirect / الوزارة بتعويضهم");
    SAID("ar", "وقرر القاضي الإفراج عن المتهم.", "");
    SAID("ar", "وأبلغ القاضي المتهمين أن الجلسة تأجلت.", "القاضي / أبلغ / indirect / الجلسة تأجلت");
    SAID("ar", "أفاد مراسل \"المنارة\" أن الجسر أغلق.", "مراسل \"المنارة\" / أفاد / indirect / الجسر أغلق");
}

static void a_verb_agrees_with_its_subject(void **state)
{
    (void)state;
    SAID("ar", "قالت هدى الجابري إن الجسر آمن. وحثت المجتمع المحلي على الصبر.",
         "هدى الجابري / قالت / indirect / الجسر آمن || (هدى الجابري) / حثت / indirect / المجتمع المحلي على الصبر");
    SAID("ar", "قال سامي الجابري إن الجسر آمن. وطالب الحلفاء الأوروبيين بإصلاح \"العيوب\" فيه.",
         "سامي الجابري / قال / indirect / الجسر آمن || (سامي الجابري) / طالب / mixed / الحلفاء الأوروبيين بإصلاح \"العيوب\" فيه");
    SAID("ar", "وواصل المدير حديثه قائلا: «سنعود غدا».", "المدير / واصل / direct / سنعود غدا");
    SAID("ar", "وقال بعض المتظاهرين إنهم تعبوا.", "بعض المتظاهرين / قال / indirect / تعبوا");
    SAID("ar", "لفت نظري أحد المطاعم الذي يقول إنه الأفضل.", "");
    SAID("ar", "وذكرت \"النسيم\" في بيان أن الجسر أغلق.", "النسيم / ذكرت / indirect / الجسر أغلق");
}

static void a_clause_of_another_speaker_ends_the_words(void **state)
{
    (void)state;
    SAID("ar", "وقالت أوسلو إن الجسر مغلق، فيما تقول موسكو إن الطريق آمنة.",
         "أوسلو / قالت / indirect / الجسر مغلق || موسكو / تقول / indirect / الطريق آمنة");
    SAID("ar", "وشدد سامي الجابري على ضرورة فتح الجسر، وتساءل: «من أغلقه؟».",
         "سامي الجابري / شدد / indirect / ضرورة فتح الجسر || (سامي الجابري) / تساءل / direct / من أغلقه؟");
    SAID("en", "Oslo welcomed the move, while Paris said it had come too late.",
         "Oslo / welcomed / indirect / the move || Paris / said / indirect / it had come too late");
    SAID("en", "The minister slammed the plan and alleged that the bank was lying.",
         "The minister / slammed / indirect / the plan || (The minister) / alleged / indirect / the bank was lying");
}

static void english_subjects_with_words_between_commas(void **state)
{
    (void)state;
    SAID("en", "The mayor, however, maintained that the bridge was safe.", "The mayor / maintained / indirect / the bridge was safe");
    SAID("en", "Sir Sam Carter, 66, who had led the port for years, said the bridge was safe.", "Sam Carter / said / indirect / the bridge was safe");
    SAID("en", "Sam Carter rejected the plan, saying it would be \"a mistake\".", "Sam Carter / saying / mixed / it would be \"a mistake\"");
    SAID("en", "\"We are ready,\" minister Sam Carter was quoted as saying.", "Sam Carter / was quoted as saying / direct / We are ready,");
    SAID("en", "The minister ordered a check of \"possible faults\", officials said.",
         "officials / said / mixed / The minister ordered a check of \"possible faults\"");
    SAID("en", "Officials told a jury the bridge was closed.", "Officials / told / indirect / the bridge was closed");
}

static void english_that_is_no_statement(void **state)
{
    (void)state;
    SAID("en", "The report was read. It was said to be long.", "");
    SAID("en", "Sam Carter did not say anything.", "");
    SAID("en", "He left early.", "");
}

static void empty_and_odd_texts(void **state)
{
    (void)state;
    SAID("ar", "", "");
    SAID("ar", "قال", "");
    SAID("ar", "قال أن", "");
    SAID("ar", "وصل الوفد صباحا إلى المدينة القديمة ثم أبلغ", ""); /* nobody behind the last verb */
    SAID("ar", "\" قال \" \"", "");
    SAID("en", "said said said \" ' \"", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(verb_speaker_words), T(words_before_as_somebody_said), T(capitals_stand_for_governments), T(an_object_is_not_the_speakers_office), T(words_that_were_relayed),
        T(speaker_before_verb), T(elided_subject_is_the_last_speaker), T(a_subject_of_the_clause_before_speaks),
        T(an_unlisted_subject_is_not_the_last_speaker), T(nobody_is_invented),
        T(verbal_nouns_prepositions_documents), T(trailing_verb_and_participle), T(a_listener_is_no_speaker), T(names_in_marks_are_no_speech), T(a_headline_with_a_colon),
        T(quotations_run_over_sentences_and_paragraphs), T(english_before_behind_and_between), T(english_according_to),
        T(an_object_ends_the_subject), T(a_verb_agrees_with_its_subject), T(a_clause_of_another_speaker_ends_the_words), T(english_subjects_with_words_between_commas),
        T(english_that_is_no_statement), T(empty_and_odd_texts),
    };
    return cmocka_run_group_tests(tests, made_setup, made_teardown);
}
