/*
** published.c - the day of an article as its own page tells it, and the weekdays by which other tellings can tell it.
*/
#include "fact/fact.h"
#include "fact/words.h"

#include <stdio.h>

/* A date that names one day, with its clock time where that is told. */
static bool names_day(const struct date *d, struct civil *when)
{
    if (d->rule != RULE_NONE || (d->type != DATE_DATE && d->type != DATE_TIME) || d->mod || d->contradicts)
        return false;
    return civil_parse(str_of(d->value), when) && when->precision >= PRECISION_DAY;
}

/* The word that begins at a place of the text means "today". */
static bool begins_today(const struct text *text, const struct facts *facts, u32 off)
{
    if (!facts->tagged)
        return false;
    u32 lo = 0, hi = text->n_tokens;
    while (lo < hi) {
        u32 mid = lo + (hi - lo) / 2;
        if (span_end(text->tokens[mid].span) <= off)
            lo = mid + 1;
        else
            hi = mid;
    }
    const struct sense *s = sense_at(facts->tagged, lo, text->n_tokens, ROLE_DAYREL);
    return s && s->value == 0;
}

static int zone_kind_of(const struct text *text, u32 off)
{
    for (u32 i = 0; i < text->n_zones; i++)
        if (off >= text->zones[i].span.off && off < span_end(text->zones[i].span))
            return text->zones[i].kind;
    return -1;
}

bool fact_published(const struct fact_rules *rules, const struct text *text, const struct article *article, const struct facts *facts,
                    struct published *out)
{
    (void)rules;
    struct civil when;
    for (u32 i = 0; i < facts->dates.n; i++) {
        const struct date *d = &facts->dates.v[i];
        if (span_overlap(d->span, article->published.span) && names_day(d, &when)) {
            *out = (struct published){.when = when, .basis = BASIS_PAGE, .span = d->span};
            return true;
        }
    }
    for (u32 i = 0; i < facts->dates.n; i++) {
        const struct date *d = &facts->dates.v[i];
        if (d->in_quote || !names_day(d, &when))
            continue;
        if (begins_today(text, facts, d->span.off) || zone_kind_of(text, d->span.off) == ZONE_DATELINE) {
            *out = (struct published){.when = when, .basis = BASIS_TEXT, .span = d->span};
            return true;
        }
    }
    return false;
}

bool fact_modified(const struct article *article, const struct facts *facts, struct published *out)
{
    struct civil when;
    for (u32 i = 0; i < facts->dates.n; i++)
        if (span_overlap(facts->dates.v[i].span, article->modified.span) && names_day(&facts->dates.v[i], &when)) {
            *out = (struct published){.when = when, .basis = BASIS_PAGE, .span = facts->dates.v[i].span};
            return true;
        }
    return false;
}

void fact_weekdays(const struct text *text, const struct facts *facts, struct weekday_hints *out)
{
    (void)text;
    *out = (struct weekday_hints){.today = -1};
    for (u32 i = 0; i < facts->dates.n; i++) {
        const struct date *d = &facts->dates.v[i];
        int weekday, days;
        char dir;
        if (d->in_quote)
            continue;
        if (sscanf(d->steps, "a%d%c", &weekday, &dir) == 2 && dir == '(' && weekday >= 0 && weekday < 7)
            out->votes[weekday]++;
        else if (sscanf(d->steps, "D%d c%d", &days, &weekday) == 2 && weekday >= 0 && weekday < 7 && out->today < 0)
            out->today = ((weekday - days) % 7 + 7) % 7; /* "اليوم السبت", "أمس الجمعة" */
    }
}
