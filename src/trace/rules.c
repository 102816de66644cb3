/*
** rules.c - stop words and stock phrases of lang/, as keys that compare with a telling's words.
*/
#include "trace/rules.h"
#include "base/hash.h"
#include "base/lang.h"

enum { FORMULA_MORE = 1, FORMULA_WHOLE = 2 };

/* The words of a phrase, folded as an article's words are. */
static struct text phrase_read(struct arena *a, const struct text_rules *text, const char *lang, const char *phrase, struct zone *zone)
{
    str raw = str_of(phrase);
    *zone = (struct zone){span_of(0, raw.n), ZONE_BODY};
    return text_read(a, text, raw, lang, zone, 1);
}

static void stop_add(struct trace_rules *r, u64 loose)
{
    ASSERT(r->n_stop < STOP_SLOTS / 2); /* lang/ has more stop words than the table is made for */
    u32 at = rules_stop_slot(r, loose);
    r->n_stop += r->stop[at] == 0;
    r->stop[at] = loose;
}

static void formula_add(struct trace_rules *r, const struct text *t)
{
    u64 joined = 0;
    u32 n = 0;
    for (u32 k = 0; k < t->n_tokens; k++) {
        if (t->tokens[k].cls == TOKEN_MARK)
            continue;
        joined = hash_join(joined, t->tokens[k].loose);
        *map_put(&r->formula, joined) |= FORMULA_MORE;
        n++;
    }
    if (n)
        *map_put(&r->formula, joined) |= FORMULA_WHOLE;
    r->formula_max = MAX_OF(r->formula_max, n);
}

const struct trace_rules *trace_rules_new(struct arena *a, const struct text_rules *text)
{
    struct trace_rules *r = ARENA_NEW(a, struct trace_rules);
    map_init(&r->formula, a, 256);
    for (u32 i = 0; i < lang_tables_n; i++) {
        const struct lang_table *t = &lang_tables[i];
        bool stop = str_is(S("stopwords"), t->name), formula = str_is(S("formulae"), t->name);
        if (!stop && !formula)
            continue;
        for (u32 k = 0; k < t->n; k++) {
            struct zone zone;
            struct text phrase = phrase_read(a, text, t->lang, t->rows[k].column[0], &zone);
            if (stop && phrase.n_tokens == 1)
                stop_add(r, phrase.tokens[0].loose);
            else if (formula)
                formula_add(r, &phrase);
        }
    }
    return r;
}

u32 rules_formula(const struct trace_rules *r, const struct telling *t, u32 i, u32 end)
{
    u64 joined = 0;
    u32 longest = 0;
    for (u32 k = i; k < end && k < i + r->formula_max; k++) {
        joined = hash_join(joined, t->words[k].loose);
        const u64 *known = map_get(&r->formula, joined);
        if (!known)
            break;
        if (*known & FORMULA_WHOLE)
            longest = k - i + 1;
    }
    return longest;
}
