/*
** test_number.c - digits and number words.
*/
#include "read_dated.h"

/* The value of the number that begins a text, and in *used its tokens; NAN-like -1e300 where there is none. */
static double value_of(const char *raw, u32 *used)
{
    struct text t = kit_read(raw, "ar");
    struct facts f = {0};
    struct number n;
    const struct tagged *tags = facts_tagged(&kit_arena, kit_rules, &t, &f);
    if (!number_at(tags, 0, t.n_tokens, &n))
        return -1e300;
    *used = n.end;
    return n.value;
}

static void check(const char *raw, double wanted, u32 tokens)
{
    u32 used = 0;
    double got = value_of(raw, &used);
    if (got < wanted - 1e-9 || got > wanted + 1e-9 || used != tokens)
        fail_msg("'%s' is %g in %u tokens, not %g in %u", raw, got, used, wanted, tokens);
}

static void digits_with_separators(void **state)
{
    (void)state;
    check("2500", 2500, 1);
    check("2,500", 2500, 1);
    check("1,234,567", 1234567, 1);
    check("12,5", 12.5, 1);
    check("0,234", 0.234, 1);
    check("3.75", 3.75, 1);
    check("1.234.567", 1234567, 1);
    check("12,220,13", 12220.13, 1);
    check("1,234.5", 1234.5, 1);
    check("٢٥٫٥", 25.5, 1);
    check("١٬٢٣٤", 1234, 1);
    check("۲۵۰۰", 2500, 1);
    check("1 234 567", 1234567, 3);
    check("3/4", 0.75, 3);
    check("1 4/5", 1.8, 4);
    check("-12", -12, 2);
}

static void broken_digits_are_no_number(void **state)
{
    double v;
    bool decimal;
    (void)state;
    assert_false(number_of_digits(S("1.2.3"), &v, &decimal));
    assert_false(number_of_digits(S("12a"), &v, &decimal));
    assert_false(number_of_digits(S(""), &v, &decimal));
    assert_true(number_of_digits(S("007"), &v, &decimal));
    assert_true(v == 7 && !decimal);
}

static void words_in_every_case_and_gender(void **state)
{
    (void)state;
    check("ثلاثة", 3, 1);
    check("خمس عشرة", 15, 2);
    check("اثنتا عشرة", 12, 2);
    check("أحد عشر", 11, 2);
    check("خمسة وعشرون", 25, 2);
    check("خمسة و عشرين", 25, 3);
    check("مئتان وخمسون", 250, 2);
    check("ثلاثمائة وواحد وستون", 361, 3);
    check("خمس مئة", 500, 2);
    check("ألفان وخمسمئة", 2500, 2);
    check("ألفين وخمس مائة", 2500, 3);
    check("ثلاثة آلاف وأربعمئة وسبعة", 3407, 4);
    check("مليونين وثلاثمئة ألف", 2300000, 3);
    check("مئة ألف مليون", 1e11, 3);
    check("تسع مئة", 900, 2);
    check("متين واحد وعشرين", 221, 3);
}

static void fractions(void **state)
{
    (void)state;
    check("مليون ونصف", 1500000, 2);
    check("نصف", 0.5, 1);
    check("ثلاثة أرباع", 0.75, 2);
    check("عشرون وثلاثة أخماس", 20.6, 3);
    check("خمسة وربع", 5.25, 2);
    check("واحد على عشرين", 0.05, 3);
    check("نصف دزينة", 6, 2);
    check("1 فاصلة 25", 1.25, 3);
    check("سالب خمسة", -5, 2);
}

static void what_does_not_add_up_stays_apart(void **state)
{
    (void)state;
    check("ثلاثمئة ومئتين", 300, 1);
    check("300 و 212", 300, 1);
    check("خمسة وثلاثة", 5, 1);
    check("ألف ومليون", 1000, 1);
    check("عشرون وثلاثون", 20, 1);
}

static void ordinals_and_vague_numbers(void **state)
{
    u32 used;
    (void)state;
    check("الحادي والعشرين", 21, 2);
    check("الثالثة عشرة", 13, 2);
    check("الخامس", 5, 1);
    check("عشرات", 20, 1);
    check("بضعة آلاف", 3000, 2);
    assert_true(value_of("كتاب", &used) < -1e299);
    assert_true(value_of("أحد", &used) < -1e299); /* "one of" is no count */
}

static void english_numbers(void **state)
{
    (void)state;
    check("twenty-five", 25, 3);
    check("two hundred and fifty", 250, 4);
    check("three million two hundred thousand", 3200000, 5);
    check("9th", 9, 1);
    check("two thirds", 2.0 / 3, 2);
    check("1.5 billion", 1.5e9, 2);
}

static void telephone_numbers(void **state)
{
    (void)state;
    struct text t = kit_read("+1 202.555.0121 ثم 45", "ar");
    struct facts f = {0};
    const struct tagged *tags = facts_tagged(&kit_arena, kit_rules, &t, &f);
    assert_true(number_phone_end(tags, 0, t.n_tokens) > 1);
    assert_int_equal(number_phone_end(tags, t.n_tokens - 1, t.n_tokens), t.n_tokens - 1);
}

static void a_million_words_are_read_in_a_line(void **state)
{
    (void)state;
    enum { N = 200000 };
    char *raw = ARENA_ARRAY(&kit_arena, char, N * 12);
    size_t n = 0;
    for (int i = 0; i < N; i++)
        n += (size_t)sprintf(raw + n, i % 2 ? "ومئة " : "خمسة ");
    struct text t = kit_read(raw, "ar");
    struct facts f = kit_facts(&t, "2024-01-26");
    assert_in_range(f.figures.n, 1000, N);
}

KIT_MAIN(T(digits_with_separators), T(broken_digits_are_no_number), T(words_in_every_case_and_gender), T(fractions), T(what_does_not_add_up_stays_apart),
         T(ordinals_and_vague_numbers), T(english_numbers), T(telephone_numbers), T(a_million_words_are_read_in_a_line))
