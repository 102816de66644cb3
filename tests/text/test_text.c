/*
** test_text.c - tokens and sentences of zones.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/text.h"
#include "text/token.h"
#include "text/unicode.h"

static struct arena rules_arena, arena;
static const struct text_rules *rules;

static int setup(void **state)
{
    (void)state;
    arena_init(&rules_arena, 64u << 20);
    arena_init(&arena, 512u << 20);
    rules = text_rules_new(&rules_arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&rules_arena);
    arena_release(&arena);
    return 0;
}

static struct text read_str(str raw)
{
    struct zone *z = ARENA_NEW(&arena, struct zone);
    *z = (struct zone){span_of(0, raw.n), ZONE_BODY};
    return text_read(&arena, rules, raw, "ar", z, 1);
}

static struct text read_z(const char *raw) { return read_str(str_of(raw)); }

/* The keys of all tokens, parted by '|'; numbers and marks with their class before them. */
static const char *keys_of(const char *raw)
{
    struct text t = read_z(raw);
    str s = STR_EMPTY;
    for (u32 i = 0; i < t.n_tokens; i++) {
        static const char *const class_signs[] = {"", "#", "!"};
        str key = token_key(&t, &t.tokens[i]);
        s = arena_fmt(&arena, "%.*s%s%s%.*s", STR_ARG(s), i ? "|" : "", class_signs[t.tokens[i].cls], STR_ARG(key));
    }
    return s.n ? s.p : "";
}

/* The sentences as printed, parted by '|'. */
static const char *sentences_of(const char *raw)
{
    struct text t = read_z(raw);
    str s = STR_EMPTY;
    for (u32 i = 0; i < t.n_sentences; i++)
        s = arena_fmt(&arena, "%.*s%s%.*s", STR_ARG(s), i ? "|" : "", STR_ARG(span_text(t.raw, t.sentences[i].span)));
    return s.n ? s.p : "";
}

static void tokens_and_their_classes(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"قال الوزيرُ: نعم.", "قال|الوزير|!:|نعم|!."},
        {"بلغ العدد ٢٬٥٠٠ أو ٢٥٫٥٪", "بلغ|العدد|#2,500|او|#25.5|!%"},
        {"2،500 و50 و2024م", "#2,500|و|#50|و|#2024|م"},
        {"COVID-19 hit 3rd", "covid|!-|#19|hit|3rd"},
        {"on 27.1.2024, 10:30", "on|#27.1.2024|!,|#10|!:|#30"},
        {"2024-01-26", "#2024|!-|#01|!-|#26"},
        {"the U.S. said", "the|u.s|!.|said"},
        {"انتهى.وقال", "انتهي|!.|وقال"},
        {"(أ.ف.ب)", "!(|ا|!.|ف|!.|ب|!)"},
        {"قال:إن", "قال|!:|ان"},
        {"Iraq’s army isn’t here", "iraq|'s|army|isn't|here"},
        {"It's the ministers' plan", "it|'s|the|ministers|!'|plan"},
        {"$5 مليون", "!$|#5|مليون"},
        {"بـ100 دولار", "ب|#100|دولار"},
        {"العراق ـ بغداد – نجف — كوفة", "العراق|!-|بغداد|!-|نجف|!-|كوفه"},
        {"«نعم» “yes” ؟", "!«|نعم|!»|!“|yes|!”|!?"},
        {"#غزة_الآن", "!#|غزه_الان"},
        {"ends…", "ends|!…"},
        {"中文", "中|文"},
        {"؛ ٫ ＂", "!;|!.|!\""},
        {"", ""},
        {" \t\r\n\u00A0\u200F\u3000 ", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(keys_of(rows[i][0]), rows[i][1]);
}

static void flags_tell_of_case_script_and_place(void **state)
{
    (void)state;
    struct text t = read_z("NATO Says \"نعم\"\nb");
    assert_int_equal(t.n_tokens, 6);
    assert_int_equal(t.tokens[0].flags, TOKEN_UPPER | TOKEN_ALLCAPS);
    assert_int_equal(t.tokens[1].flags, TOKEN_UPPER);
    assert_int_equal(t.tokens[2].flags, 0);
    assert_int_equal(t.tokens[3].flags, TOKEN_ARABIC | TOKEN_GLUED);
    assert_int_equal(t.tokens[4].flags, TOKEN_GLUED);
    assert_int_equal(t.tokens[5].flags, TOKEN_NEWLINE);
}

static void one_capital_is_not_all_capitals(void **state)
{
    (void)state;
    struct text t = read_z("A");
    assert_int_equal(t.tokens[0].flags, TOKEN_UPPER);
}

static void zero_width_marks_stay_out_of_spans(void **state)
{
    (void)state;
    struct text t = read_z("\u200Fغزة\u200F، \u202Bمصر\u202C");
    assert_int_equal(t.n_tokens, 3);
    assert_true(str_is(token_raw(&t, &t.tokens[0]), "غزة"));
    assert_true(str_is(token_raw(&t, &t.tokens[2]), "مصر"));
    assert_true(t.tokens[1].flags & TOKEN_GLUED); /* nothing that is seen stands between */
}

static void sentences(void **state)
{
    (void)state;
    /* '|' stands for the space where one sentence ends and the next begins. */
    static const char *const rows[] = {
        "وصل الوفد.|وغادر أمس.",
        "وصل الوفد؟|نعم!|وغادر.",
        "وصل \"الوفد.\"|وغادر أمس.",
        "قال \"نريد السلام... ولا نريد الحرب\" ثم غادر.|وانتهى اللقاء.",
        "قال «نريد السلام... ولا نريد الحرب» ثم غادر.",
        "لم يقل شيئا...|وغادر.",
        "ارتفع السعر 3.5 في المئة.|ثم هبط.",
        "كتب أ. ف. ب عن ذلك.",
        "نقلت ذلك أ.ف.ب.|وأكد آخر.",
        "في عام 1445 هـ.|وقال آخر.",
        "قال د. سامي حداد إنه باق.",
        "Gen. Ali Hassan met Mr. Brown.|They talked.",
        "He lives in the U.S. Capitol area.",
        "Update at 11 a.m. ET.|They left.",
        "He left the U.S.|He never returned.",
        "See No. 5 for that.|He said no.|Then he left.",
        "On Jan. 5 it rained.",
        "J. R. Smith spoke.|He left.",
        "They chose plan B.|The rest waited.",
        "Shares of Acme Inc. fell 3.5 percent.",
        "\"Stop!\" he cried.|Nobody did.",
        "Visit www.example.org/page?id=7 now.|Bye.",
        "1. أول الأمر.|ثانيه.",
        "«انتهى.»",
        "قال لشبكة \"ان. بي. سي\" إنه باق.|وغادر.",
        "قال الأخبار.نت إنه باق.|وغادر.",
        ".. وقال ذلك.|ثم غادر.",
        "\"Really?\" he asked, e.g. twice.",
        "",
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char raw[512];
        snprintf(raw, sizeof raw, "%s", rows[i]);
        for (char *p = raw; *p; p++)
            if (*p == '|')
                *p = ' ';
        assert_string_equal(sentences_of(raw), rows[i]);
    }
}

static void lines(void **state)
{
    (void)state;
    assert_string_equal(sentences_of("سطر أول\nسطر ثان"), "سطر أول|سطر ثان");
    assert_string_equal(sentences_of("wrapped text that\r\ngoes on here."), "wrapped text that\r\ngoes on here.");
    assert_string_equal(sentences_of("It ended.\nlower case"), "It ended.|lower case");
    assert_string_equal(sentences_of("one paragraph\n\nanother paragraph"), "one paragraph|another paragraph");
    assert_string_equal(sentences_of("\n\n \nنص\n"), "نص");
    assert_string_equal(sentences_of("قال \"نعم\nذهب... ثم عاد"), "قال \"نعم|ذهب...|ثم عاد"); /* a quotation left open */
}

static void a_full_stop_glued_to_an_arabic_letter_ends_a_sentence(void **state)
{
    (void)state;
    assert_string_equal(sentences_of("وصل الوفد.وغادر أمس"), "وصل الوفد.|وغادر أمس");
    assert_string_equal(sentences_of("وصل في 2024.وغادر أمس"), "وصل في 2024.|وغادر أمس");
}

static void zones_part_sentences_and_tokens(void **state)
{
    (void)state;
    str raw = S("عنوان الخبرنص الخبر");
    const struct zone zones[] = {{span_of(0, strlen("عنوان الخبر")), ZONE_HEADLINE},
                                 {span_of(strlen("عنوان الخبر"), strlen("نص الخبر")), ZONE_BODY}};
    struct text t = text_read(&arena, rules, raw, "ar", zones, 2);
    assert_int_equal(t.n_sentences, 2);
    assert_int_equal(t.n_tokens, 4);
    assert_int_equal(t.sentences[1].zone, 1);
    assert_true(str_is(span_text(raw, t.sentences[1].span), "نص الخبر"));
    assert_int_equal(t.tokens[2].flags, TOKEN_ARABIC);
}

static void a_text_too_large_for_its_arena_is_refused(void **state)
{
    (void)state;
    struct arena small;
    arena_init(&small, 20000);
    static const char raw[4000] = "نص";
    const struct zone z = {span_of(0, sizeof raw), ZONE_BODY};
    volatile bool refused = false;
    if (arena_guard(&small))
        refused = true;
    else
        text_read(&small, rules, (str){raw, sizeof raw}, "ar", &z, 1);
    assert_true(refused);
    assert_int_equal(small.failed, ARENA_OVER_CAP);
    arena_release(&small);
}

static void dots_part_no_headline(void **state)
{
    (void)state;
    str raw = S("النهر.. اجتماع جديد. وقرار آخر");
    const struct zone headline = {span_of(0, raw.n), ZONE_HEADLINE}, body = {span_of(0, raw.n), ZONE_BODY};
    assert_int_equal(text_read(&arena, rules, raw, "ar", &headline, 1).n_sentences, 2);
    assert_int_equal(text_read(&arena, rules, raw, "ar", &body, 1).n_sentences, 3);
}

static void no_zone_no_token(void **state)
{
    (void)state;
    struct text t = text_read(&arena, rules, S("نص"), "ar", NULL, 0);
    assert_int_equal(t.n_tokens, 0);
    assert_int_equal(t.n_sentences, 0);
    assert_int_equal(t.tokens[0].cls, TOKEN_MARK); /* a look ahead finds an empty mark */
    assert_int_equal(token_key(&t, &t.tokens[0]).n, 0);
}

static void looser_hashes(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"أميركا", "أمريكا"}, {"والأميركيين", "والأمريكيين"}, {"للأميركيين", "للأمريكيين"}, {"أوربا", "أوروبا"}, {"الأوربية", "الأوروبية"},
        {"مسؤولون", "مسئولون"}, {"colour", "color"}, {"organisations", "organizations"}, {"Colourful", "colorful"},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        struct text a = read_z(pairs[i][0]), b = read_z(pairs[i][1]);
        assert_true(a.tokens[0].loose == b.tokens[0].loose);
        assert_true(a.tokens[0].hash != b.tokens[0].hash);
    }
    struct text t = read_z("المدينة");
    assert_true(t.tokens[0].loose == t.tokens[0].hash);
    assert_true(t.tokens[0].hash == hash_str(S("المدينه")));
}

/* What must hold of any text: order, bounds, cover, keys. */
static void check_sane(const struct text *t)
{
    size_t at = 0;
    for (u32 i = 0; i < t->n_tokens; i++) {
        const struct token *k = &t->tokens[i];
        assert_true(k->span.len > 0 && k->span.off >= at && span_end(k->span) <= t->raw.n);
        for (size_t p = at; p < k->span.off;) { /* only what is not seen stands between */
            u32 f = unicode_class_of(utf8_next(t->raw, &p))->flags;
            assert_true(f & (UNICODE_SPACE | UNICODE_CONTROL | UNICODE_MARK));
        }
        at = span_end(k->span);
        str key = token_key(t, k);
        assert_true(key.n > 0 && k->key_off + key.n <= t->keys.n && k->hash == hash_str(key));
        const struct sentence *s = &t->sentences[k->sentence];
        assert_true(i >= s->first && i < s->first + s->n && span_within(k->span, s->span));
    }
    u32 next = 0;
    for (u32 i = 0; i < t->n_sentences; i++) {
        assert_int_equal(t->sentences[i].first, next);
        assert_true(t->sentences[i].n > 0);
        next += t->sentences[i].n;
    }
    assert_int_equal(next, t->n_tokens);
}

static void any_text_is_covered(void **state)
{
    (void)state;
    static const char *const pieces[] = {"قال", " ", ".", "\"", "«", "»", "...", "أ", "U.S.", "\n", "2,500", "٣", "\xFF", "é", "\u200F", "،", "’s",
                                         "X", ":", "ـ", "؟", "\u064E", "😀", "_", "\t", "و50", "-", "\r\n", "中", "ال", "/", "̈", "\0"};
    u64 x = 7;
    for (u32 round = 0; round < 2000; round++) {
        char raw[400];
        size_t n = 0;
        while (n < sizeof raw - 16) {
            x = hash_u64(x + 0x9e3779b97f4a7c15u);
            const char *p = pieces[x % COUNT_OF(pieces)];
            memcpy(raw + n, p, strlen(p));
            n += strlen(p);
        }
        arena_reset(&arena);
        struct text t = read_str((str){raw, n});
        check_sane(&t);
    }
}

/* Vowel marks, bidi marks and letter variants change no key. */
static void printing_habits_change_no_key(void **state)
{
    (void)state;
    const char *plain = keys_of("قال الرئيس إن 12 شخصا قتلوا في اميركا");
    const char *marked = keys_of("قَالَ \u200Fالرَّئيسُ اِن ١٢ شخصًا قُتِلـــوا فی أميركا");
    assert_string_equal(plain, marked);
}

static void long_input_stays_linear(void **state)
{
    (void)state;
    size_t n = 1u << 20;
    char *raw = malloc(n);
    static const char *const fills[] = {".", "a", "\u064E", "\"", ". ", "أ.", "1.", "' ", "\n", "U.S. ", "a:", "أ1", "a\u200D", "a\n", "😀"};
    for (size_t f = 0; f < COUNT_OF(fills); f++) {
        size_t len = strlen(fills[f]), total = n / len * len;
        for (size_t i = 0; i < total; i++)
            raw[i] = fills[f][i % len];
        arena_reset(&arena);
        struct text t = read_str((str){raw, total});
        for (u32 i = 0; i < t.n_tokens; i++)
            assert_true(t.tokens[i].key_len > 0);
    }
    free(raw);
}

/* The short road tells what the long one tells: every token of texts made of all that may stand around a word, many or one at a time, with room behind the text or none. */
static void both_roads_give_the_same_tokens(void **state)
{
    (void)state;
    static const char *const parts[] = {" ", " ", " ", "\n", ".", ",", "\u060c", "\u061f", ":", ";", "'", "\u2019", "\u2014", "\u201c", "\u2026", "\u00ab", "\u00b7", "-", "(", ")", "\"", "`", "5", "2024",
                                        "\u0665", "a", "the", "War", "USA", "iPad", "incomprehensibility", "\u00e9", "\u0627\u0644", "\u0623\u0625\u0622\u0649\u0629", "\u0628\u0644\u062f",
                                        "\u0648", "\u0640", "\u064e", "\u0654", "\u063b", "\u200c", "\u200d", "\u06cc", "\ufefb", "\u4e2d", "\u3001", "\u30ab", "\U0001f600", "\U0001f1e6", "\u00a9", "\u00a0", "\u05d0", "\u0416", "s", "S", "t", "_", "@", "\xd8", "\xdb", "\x80", "\xe2\x80"};
    u64 seed = 7;
    for (u32 round = 0; round < 40000; round++) {
        char text[512], keys[2048], full[1024];
        struct token run[24];
        size_t n = 0;
        for (u32 k = 0; k < 24; k++) {
            seed = hash_u64(seed + k);
            const char *part = parts[seed % COUNT_OF(parts)];
            memcpy(text + n, part, strlen(part));
            n += strlen(part);
        }
        str s = {text, n - (round % 3 == 0 ? MIN_OF(n, (size_t)40) : 0)}; /* what stands behind is of no account */
        struct token_reader a = token_reader_of(s), b = a;
        a.limit = n;
        for (bool more = true; more;) {
            size_t used = 0;
            struct raw_token x, y;
            u32 seen = 0, made = token_run(&a, 0, 0, run, round % 2 ? 2 : COUNT_OF(run), keys, &used, sizeof keys, &seen);
            if (made == 0 && (more = token_next(&a, &x))) {
                used = token_fold(s, &x, keys);
                run[0] = (struct token){.span = span_of(x.begin, x.end - x.begin), .key_len = (u16)used, .cls = x.cls, .flags = x.flags};
                run[0].hash = hash_bytes(keys, used);
            }
            for (u32 i = 0; i < MAX_OF(made, 1u) && more; i++) {
                assert_true(token_next(&b, &y));
                size_t key = token_fold(s, &y, full);
                assert_int_equal(run[i].span.off, y.begin);
                assert_int_equal(span_end(run[i].span), y.end);
                assert_int_equal(run[i].cls, y.cls);
                assert_int_equal(run[i].flags, y.flags);
                assert_int_equal(run[i].key_len, key);
                assert_memory_equal(keys + run[i].key_off, full, key);
                assert_true(run[i].hash == hash_bytes(full, key));
            }
        }
        struct raw_token rest;
        assert_false(token_next(&b, &rest));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_and_their_classes),
        cmocka_unit_test(flags_tell_of_case_script_and_place),
        cmocka_unit_test(one_capital_is_not_all_capitals),
        cmocka_unit_test(zero_width_marks_stay_out_of_spans),
        cmocka_unit_test(sentences),
        cmocka_unit_test(lines),
        cmocka_unit_test(a_full_stop_glued_to_an_arabic_letter_ends_a_sentence),
        cmocka_unit_test(zones_part_sentences_and_tokens),
        cmocka_unit_test(dots_part_no_headline),
        cmocka_unit_test(a_text_too_large_for_its_arena_is_refused),
        cmocka_unit_test(no_zone_no_token),
        cmocka_unit_test(looser_hashes),
        cmocka_unit_test(any_text_is_covered),
        cmocka_unit_test(printing_habits_change_no_key),
        cmocka_unit_test(long_input_stays_linear),
        cmocka_unit_test(both_roads_give_the_same_tokens),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
