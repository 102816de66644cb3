/*
** read_dated.h - for tests of dates, numbers and figures: reads a made text and shows what was found as one line.
*/
#ifndef ASANID_TEST_READ_DATED_H
#define ASANID_TEST_READ_DATED_H

#include "base/limits.h"
#include "base/out.h"
#include "fact/fact.h"
#include "fact/number.h"
#include "fact/rules.h"
#include "test.h"

static struct arena kit_arena;
static const struct text_rules *kit_text;
static const struct fact_rules *kit_rules;

static inline int kit_setup(void **state)
{
    (void)state;
    kit_arena = test_arena();
    kit_text = text_rules_new(&kit_arena);
    kit_rules = fact_rules_new(&kit_arena, kit_text);
    return 0;
}

static inline int kit_teardown(void **state)
{
    (void)state;
    arena_release(&kit_arena);
    return 0;
}

static inline struct text kit_read(const char *raw, const char *lang)
{
    struct zone *z = ARENA_NEW(&kit_arena, struct zone);
    *z = (struct zone){span_of(0, strlen(raw)), ZONE_BODY};
    return text_read(&kit_arena, kit_text, str_of(raw), lang, z, 1);
}

/* The facts of a text whose day is `anchor` ("2024-01-26", "2024-01-26T10:00:00"; NULL: not known). */
static inline struct facts kit_facts(const struct text *t, const char *anchor)
{
    struct facts f = {0};
    struct published p = {.span = SPAN_NULL};
    fact_dates(&kit_arena, kit_rules, t, &f);
    fact_figures(&kit_arena, kit_rules, t, &f);
    if (anchor) {
        assert_true(civil_parse(str_of(anchor), &p.when));
        for (u32 i = 0; i < f.dates.n; i++)
            date_resolve(&f.dates.v[i], &p);
    }
    return f;
}

/* "words=VALUE|words=VALUE MOD": what stands for the value is the TIMEX3 value, "-" where there is none. */
static inline const char *kit_dates(const char *raw, const char *lang, const char *anchor)
{
    struct text t = kit_read(raw, lang);
    struct facts f = kit_facts(&t, anchor);
    struct out o;
    out_init(&o, &kit_arena);
    for (u32 i = 0; i < f.dates.n; i++) {
        const struct date *d = &f.dates.v[i];
        out_fmt(&o, "%s%.*s=%s%s%s%s", i ? "|" : "", STR_ARG(span_text(t.raw, d->span)), d->value[0] ? d->value : "-", d->mod ? " " : "",
                date_mod_name((enum date_mod)d->mod), d->contradicts ? " !" : "");
    }
    return arena_str(&kit_arena, out_view(&o)).p;
}

/* "words=value comparator unit (counted)|..." */
static inline const char *kit_figures(const char *raw, const char *lang)
{
    struct text t = kit_read(raw, lang);
    struct facts f = kit_facts(&t, NULL);
    struct out o;
    out_init(&o, &kit_arena);
    for (u32 i = 0; i < f.figures.n; i++) {
        const struct figure *g = &f.figures.v[i];
        out_fmt(&o, "%s%.*s=%.10g", i ? "|" : "", STR_ARG(span_text(t.raw, g->span)), g->value);
        if (g->comparator == CMP_RANGE)
            out_fmt(&o, "..%.10g", g->high);
        out_fmt(&o, " %s", comparator_name((enum comparator)g->comparator));
        if (g->unit.n)
            out_fmt(&o, " %.*s", STR_ARG(g->unit));
        if (g->counted.text.n)
            out_fmt(&o, " (%.*s)", STR_ARG(g->counted.text));
    }
    return arena_str(&kit_arena, out_view(&o)).p;
}

#define assert_dates(raw, anchor, wanted) assert_string_equal(kit_dates(raw, "ar", anchor), wanted)
#define assert_en_dates(raw, anchor, wanted) assert_string_equal(kit_dates(raw, "en", anchor), wanted)
#define assert_figures(raw, wanted) assert_string_equal(kit_figures(raw, "ar"), wanted)

#define KIT_MAIN(...)                                                                                                          \
    int main(void)                                                                                                             \
    {                                                                                                                          \
        const struct CMUnitTest tests[] = {__VA_ARGS__};                                                                       \
        return cmocka_run_group_tests(tests, kit_setup, kit_teardown);                                                         \
    }

#endif
