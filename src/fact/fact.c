/*
** fact.c - all facts of an article, in the order the passes need each other.
*/
#include "fact/fact.h"
#include "fact/rules.h"
#include "fact/words.h"

const char *comparator_name(enum comparator c)
{
    static const char *const names[] = {[CMP_EQ] = "eq",   [CMP_APPROX] = "approx", [CMP_GT] = "gt",       [CMP_GTE] = "gte",
        [CMP_LT] = "lt",
                                        [CMP_LTE] = "lte", [CMP_RANGE] = "range",   [CMP_ORDINAL] = "ordinal", [CMP_VAGUE] = "vague"};
    return (size_t)c < COUNT_OF(names) ? names[c] : "";
}

const char *date_type_name(enum date_type t)
{
    static const char *const names[] = {[DATE_DATE] = "DATE", [DATE_TIME] = "TIME", [DATE_DURATION] = "DURATION", [DATE_SET] = "SET"};
    return (size_t)t < COUNT_OF(names) ? names[t] : "";
}

const char *date_mod_name(enum date_mod m)
{
    static const char *const names[] = {[MOD_NONE] = "", [MOD_START] = "START", [MOD_MID] = "MID", [MOD_END] = "END",
        [MOD_APPROX] = "APPROX",
                                        [MOD_LESS_THAN] = "LESS_THAN", [MOD_MORE_THAN] = "MORE_THAN", [MOD_BEFORE] = "BEFORE",
                                            [MOD_AFTER] = "AFTER",
                                        [MOD_EQUAL_OR_LESS] = "EQUAL_OR_LESS", [MOD_EQUAL_OR_MORE] = "EQUAL_OR_MORE"};
    return (size_t)m < COUNT_OF(names) ? names[m] : "";
}

const struct fact_rules *fact_rules_new(struct arena *a, const struct text_rules *text)
{
    struct fact_rules *r = ARENA_NEW(a, struct fact_rules);
    r->text = text;
    r->words = words_new(a);
    r->statement = statement_rules_new(a);
    r->name = name_rules_new(a);
    return r;
}

const struct tagged *facts_tagged(struct arena *a, const struct fact_rules *rules, const struct text *text, struct facts *out)
{
    if (!out->tagged) {
        struct tagged *t = ARENA_NEW(a, struct tagged);
        *t = words_tag(a, rules->words, text, out->memo, out->only);
        out->tagged = t;
    }
    return out->tagged;
}

/* A figure inside what somebody says is claimed by the speaker; of nested statements by the innermost. Both lists are sorted by place. */
static void fill_claimants(struct facts *f)
{
    u32 from = 0;
    for (u32 i = 0; i < f->figures.n; i++) {
        struct figure *g = &f->figures.v[i];
        while (from < f->statements.n && span_end(f->statements.v[from].content.span) <= g->span.off)
            from++;
        const struct statement *best = NULL;
        for (u32 k = from; k < f->statements.n && k < from + 8; k++) {
            const struct statement *s = &f->statements.v[k];
            bool inside = !span_is_null(s->content.span) && span_within(g->number, s->content.span);
            if (inside && (!best || s->content.span.len < best->content.span.len))
                best = s;
        }
        if (best) {
            g->claimant = best->speaker;
            g->via = best->via;
        }
    }
}

void fact_read(struct arena *a, const struct fact_rules *rules, const struct page_rules *page, const struct text *text,
               const struct article *article,
               struct facts *out)
{
    *out = (struct facts){0};
    fact_dates(a, rules, text, out);
    fact_names(a, rules, text, article, out);
    fact_figures(a, rules, text, out);
    fact_statements(a, rules, page, text, article, out);
    fill_claimants(out);
    if (article->published.when.precision >= PRECISION_DAY)
        for (u32 i = 0; i < out->dates.n; i++)
            date_resolve(&out->dates.v[i], &article->published);
}
