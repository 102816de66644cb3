/*
** test_rules.c - telling a text's language.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/text.h"

static struct arena arena;
static const struct text_rules *rules;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    rules = text_rules_new(&arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void languages_by_their_frequent_words(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"وصل الوفد إلى المدينة بعد أن أعلن الوزير عن جولة جديدة من المحادثات في الأسبوع المقبل", "ar"},
        {"The delegation reached the city after the minister had announced a new round of talks", "en"},
        {"La délégation est arrivée dans la ville après que le ministre a annoncé une nouvelle série de réunions", "fr"},
        {"Die Delegation erreichte die Stadt, nachdem der Minister eine neue Runde von Gesprächen angekündigt hatte", "de"},
        {"La delegación llegó a la ciudad después de que el ministro anunciara una nueva ronda de reuniones", "es"},
        {"La delegazione è arrivata in città dopo che il ministro ha annunciato una nuova serie di incontri", "it"},
        {"A delegação chegou à cidade depois que o ministro anunciou uma nova rodada de reuniões para o próximo mês", "pt"},
        {"De delegatie kwam aan in de stad nadat de minister een nieuwe ronde van gesprekken had aangekondigd", "nl"},
        {"Heyet, bakanın yeni bir görüşme turu açıklamasından sonra şehre geldi ve bu toplantı için hazırlık yaptı", "tr"},
        {"هیئت پس از آن که وزیر دور تازه‌ای از گفت‌وگوها را اعلام کرد به شهر رسید", "fa"},
        {"وزیر کے اعلان کے بعد وفد شہر پہنچ گیا اور مذاکرات کا نیا دور شروع ہو گیا ہے", "ur"},
        {"Делегация прибыла в город после того, как министр объявил о новом раунде переговоров", "ru"},
        {"Делегація прибула до міста після того, як міністр оголосив про новий раунд переговорів", "uk"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(text_lang(rules, str_of(rows[i][0])), rows[i][1]);
}

static void short_texts_by_their_script(void **state)
{
    (void)state;
    assert_string_equal(text_lang(rules, S("محادثات جديدة")), "ar");
    assert_string_equal(text_lang(rules, S("گفتگوهای تازه‌ی کشورها")), "fa");
    assert_string_equal(text_lang(rules, S("ڈاکٹر کھڑے")), "ur");
    assert_string_equal(text_lang(rules, S("שיחות")), "he");
    assert_string_equal(text_lang(rules, S("対話が始まる")), "ja");
    assert_string_equal(text_lang(rules, S("会谈开始")), "zh");
    assert_string_equal(text_lang(rules, S("회담")), "ko");
}

static void nothing_tells(void **state)
{
    (void)state;
    assert_string_equal(text_lang(rules, STR_EMPTY), "und");
    assert_string_equal(text_lang(rules, S("12 - 34 ...")), "und");
    assert_string_equal(text_lang(rules, S("Lorem ipsum dolor")), "und");
    assert_string_equal(text_lang(rules, S("\xFF\xFE\xC3")), "und");
}

static void foreign_names_do_not_turn_a_text(void **state)
{
    (void)state;
    assert_string_equal(text_lang(rules, S("وقال متحدث باسم شركة Northern Light Industries إن المصنع سيفتح أبوابه في الشهر المقبل")), "ar");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_by_their_frequent_words),
        cmocka_unit_test(short_texts_by_their_script),
        cmocka_unit_test(nothing_tells),
        cmocka_unit_test(foreign_names_do_not_turn_a_text),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
