/*
** test_date_soup.c - dates and figures of words thrown together: whatever stands in a text, what is found keeps its promises.
*/
#include "read_dated.h"

/* A fixed sequence of numbers (xorshift64). */
static u64 seed = 88172645463325252u;
static u64 draw(u64 below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % below;
}

static const char *const tables[] = {"months", "weekdays", "time", "numbers", "hedges", "measures", "tense", "counting"};
static const char *const marks[] = {" ", " ", " ", " ", " ", " ", "، ", ", ", ". ", "/", "-", ":", " (", ") ", "\n", " و", " ب", " لل", "%", "'", "\"", " «"};
static const char *const numbers[] = {"0", "1", "3", "12", "31", "99", "150", "1,000", "2024", "٢٠١٦", "3.5", "22/4", "2016-04-31", "8:00:61", "9th", "7pm",
                                      "99999999999", "00", "20161016", "1/0", "+1-202-555-0121", "24h", "1e9", "."};

static str make_soup(size_t words)
{
    struct out o;
    out_init(&o, &kit_arena);
    for (size_t i = 0; i < words; i++) {
        const struct lang_table *t = lang_table(draw(5) ? "ar" : "en", tables[draw(COUNT_OF(tables))]);
        if (t && draw(4))
            out_z(&o, t->rows[draw(t->n)].column[0]);
        else if (draw(3))
            out_z(&o, numbers[draw(COUNT_OF(numbers))]);
        else
            out_u64(&o, draw(draw(2) ? 100 : 5000));
        out_z(&o, marks[draw(COUNT_OF(marks))]);
    }
    return arena_str(&kit_arena, out_view(&o));
}

static void check_dates(const struct text *t, const struct facts *f)
{
    u32 end = 0;
    for (u32 i = 0; i < f->dates.n; i++) {
        const struct date *d = &f->dates.v[i];
        assert_true(d->span.off >= end && d->span.len > 0 && span_end(d->span) <= t->raw.n);
        end = span_end(d->span);
        assert_true(memchr(d->value, '\0', sizeof d->value) && memchr(d->steps, '\0', sizeof d->steps));
        assert_true((d->begin == DAY_UNKNOWN) == (d->end == DAY_UNKNOWN));
        assert_true(d->begin == DAY_UNKNOWN || d->begin <= d->end || strchr(d->value, '/'));
        assert_true(d->rule != RULE_NONE || d->value[0]);
    }
}

static void check_figures(const struct text *t, const struct facts *f)
{
    u32 end = 0;
    for (u32 i = 0; i < f->figures.n; i++) {
        const struct figure *g = &f->figures.v[i];
        assert_true(g->span.off >= end && span_end(g->span) <= t->raw.n && span_within(g->number, g->span));
        end = span_end(g->span);
        assert_true((g->comparator == CMP_VAGUE) == (g->value != g->value));
        assert_true(g->comparator != CMP_RANGE || g->value < g->high);
    }
}

static void soup_keeps_the_promises(void **state)
{
    static const char *const anchors[] = {NULL, "2024-01-26", "2024-02-29T23:59:59+03:00", "0001-01-01", "9999-12-31"};
    (void)state;
    for (int round = 0; round < 400; round++) {
        str raw = make_soup(round < 390 ? 120 : 5000);
        struct text t = kit_read(raw.p, draw(2) ? "ar" : "en");
        struct facts f = kit_facts(&t, anchors[draw(COUNT_OF(anchors))]);
        check_dates(&t, &f);
        check_figures(&t, &f);
        if (round % 50 == 49) { /* the rules live in the arena too: begin anew */
            arena_reset(&kit_arena);
            kit_text = text_rules_new(&kit_arena);
            kit_rules = fact_rules_new(&kit_arena, kit_text);
        }
    }
}

KIT_MAIN(T(soup_keeps_the_promises))
