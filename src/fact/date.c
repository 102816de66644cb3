/*
** date.c - finds the dates, durations and sets of a text.
**
** Every sentence is read from left to right: at each token that may open a time expression a range, a set, a date and an
** amount of time are tried, the longest reading first. What is found is compiled to steps (date_steps.h); an explicit
** date gets its value at once, a relative one when the day of its article is known.
*/
#include "fact/date_find.h"
#include "base/limits.h"
#include "fact/rules.h"

#include <stdio.h>

const struct date date_blank = {.begin = DAY_UNKNOWN, .end = DAY_UNKNOWN, .day = -1, .hour = -1, .minute = -1};

bool date_emit(struct finder *f, u32 first, u32 end, struct date d)
{
    if (f->out->dates.n >= LIMIT_ARTICLE_FACTS)
        return false;
    d.span = tokens_span(f->t, first, end);
    d.in_quote = f->in_quote;
    vec_push(f->arena, &f->out->dates, d);
    f->last_end = end;
    return true;
}

/* Parts that are no date by themselves in running text. */
bool date_complete(const struct finder *f, const struct when *w, bool alone)
{
    bool day = w->weekday >= 0 || w->has_dayrel || w->day || w->n_offsets || w->run || w->holiday || w->now;
    if (w->now && w->doubtful && !alone)
        return false; /* "أفضل حالا" */
    if (w->doubtful && w->year == YEAR_NONE && !w->day && !day) {
        u32 i = w->first;
        bool placed = i > f->s->first && (find_is(f, i - 1, ROLE_IN) || find_is(f, i - 1, ROLE_AGO) ||
                                          find_is(f, i - 1, ROLE_TO)) && !find_prefixed(f, i);
        if (!placed)
            return false;
    }
    bool period = w->month || w->year != YEAR_NONE || w->rel_units || w->quarter || w->half || w->decade || w->century;
    if (w->season && !period && !day) { /* "صيف": a season where nothing else is meant by the word */
        u32 i = w->first;
        return alone || has_article(f->t, i) || (i > f->s->first && (find_is(f, i - 1, ROLE_IN) ||
                                                                     find_is(f, i - 1, ROLE_MODPART) || find_is(f, i - 1, ROLE_THIS))) ||
               find_is(f, i, ROLE_MODPART) || i + 1 >= f->end;
    }
    if (w->nth && w->nth_unit != UNIT_NONE && !period)
        return false;
    if (w->half && find_latin(f, w->first) && len_at(f->t, w->first) > 1 && w->year == YEAR_NONE && !w->rel_units)
        return false; /* "the first half" of a match */
    if (w->mod && !period && !day && !w->season && !(w->part && find_latin(f, w->first)))
        return false;
    if (w->part && !day && !period && w->hour < 0) { /* "في الصباح" */
        u32 i = w->first;
        bool in = i > f->s->first && find_is(f, i - 1, ROLE_IN) && !find_prefixed(f, i);
        return (in && (has_article(f->t, i) || find_latin(f, i))) || alone;
    }
    return day || period || w->season || w->hour >= 0;
}

/* Emits a compiled date, an explicit one with its value. */
u32 date_settle(struct finder *f, u32 first, u32 end, struct date *d)
{
    if (d->rule == RULE_NONE) {
        struct steps_result r;
        if (!steps_run(d->steps, NULL, &r) || r.begin >= r.end)
            return 0;
        memcpy(d->value, r.value, sizeof d->value);
        d->begin = r.begin;
        d->end = r.end;
        d->contradicts = r.contradicts;
        d->steps[0] = '\0';
    }
    return date_emit(f, first, end, *d) ? end : 0;
}

#define NAMED_DAY_REACH 16u

/* The steps of a date up to its clock or part of the day; 0 where they do not end in a single day. */
static size_t day_steps(const char *steps)
{
    size_t n = 0, last = 0;
    if (strchr(steps, '/'))
        return 0;
    for (size_t i = 0; steps[i]; i++) {
        bool begins = i == 0 || steps[i - 1] == ' ';
        if (begins && (steps[i] == 'T' || steps[i] == 'P'))
            break;
        last = begins ? i : last;
        n = i + 1;
    }
    while (n && steps[n - 1] == ' ')
        n--;
    return n && strchr("daDcf", steps[last]) ? n : 0;
}

/* A time of no day of its own is one of the day just named: "الأحد 25 ماي ... الخامسة مساء", "this Friday ... at 7pm". */
static void take_named_day(const struct finder *f, const struct when *w, u32 first, struct date *d)
{
    static const char own[] = "D+0 T";
    if (w->hour < 0 || strncmp(d->steps, own, strlen(own)) != 0 || w->has_dayrel || !f->last_end || first - f->last_end > NAMED_DAY_REACH ||
        clause_between(f->t, f->last_end, first))
        return;
    struct date day = f->out->dates.v[f->out->dates.n - 1];
    const char *clock = d->steps + strlen(own) - 1;
    char steps[sizeof d->steps];
    int n;
    if (day.rule == RULE_NONE) {
        i32 y;
        int m, dom;
        if (day.type > DATE_TIME || day.begin == DAY_UNKNOWN || day.end != day.begin + 1)
            return;
        civil_from_day(day.begin, &y, &m, &dom);
        n = snprintf(steps, sizeof steps, "y%d m%d. d%d. %s", (int)y, m, dom, clock);
    } else {
        size_t len = day_steps(day.steps);
        if (!len)
            return;
        n = snprintf(steps, sizeof steps, "%.*s %s", (int)len, day.steps, clock);
    }
    if (n < 0 || (size_t)n >= sizeof steps)
        return;
    memcpy(d->steps, steps, sizeof steps);
    d->rule = day.rule;
    d->unit = day.unit;
    d->amount = day.amount;
    d->direction = day.direction;
    d->day = day.day;
}

static u32 finish(struct finder *f, const struct when *w, u32 first, u32 end)
{
    struct date d = date_blank;
    bool alone;
    int tense = tense_of(f->t, f->s, first, end, &alone);
    bool ahead = w->n_offsets && w->offset[0].n > 0 && find_is(f, w->first, ROLE_AGO) && !find_is(f, end - 1, ROLE_FROMNOW);
    if (ahead && tense < 0)
        return 0; /* "بعد ثلاثة أيام عثر ...", "sank in two hours": so long it took; a duration, read at the next word */
    if (!date_complete(f, w, alone) || !when_compile(w, tense, alone, &d))
        return 0;
    take_named_day(f, w, first, &d);
    return date_settle(f, first, end, &d);
}

/* "15 رمضان 1445 هـ الموافق 25 مارس 2024": a day told in both calendars is the Gregorian one. Gives the end of both. */
static u32 in_other_calendar(const struct finder *f, struct when *w)
{
    struct when v;
    u32 k = w->end;
    if (!w->hijri || !w->day)
        return k;
    if (find_is(f, k, ROLE_MATCHING))
        k = find_next(f, k);
    else if (find_mark(f, k, '-') || find_mark(f, k, '/') || find_mark(f, k, '('))
        k++;
    if (k == w->end || k >= f->end || !find_when(f, k, &v) || v.hijri || !v.day || !v.month || v.year == YEAR_NONE)
        return w->end;
    v.weekday = v.weekday >= 0 ? v.weekday : w->weekday;
    v.first = w->first;
    u32 end = v.end + (find_mark(f, w->end, '(') && find_mark(f, v.end, ')'));
    *w = v;
    return end;
}

static u32 find_date(struct finder *f, u32 i)
{
    struct when w;
    u32 first = i, j = i;
    const struct sense *hedge = find_sense(f, i, ROLE_HEDGE);
    bool approx = hedge && (int)hedge->value == CMP_APPROX && !find_is(f, i, ROLE_AGO);
    if (approx)
        j = find_next(f, i);
    if (j >= f->end || (j > i && find_prefixed(f, j)) || !find_when(f, j, &w))
        return 0;
    w.approx = w.approx || approx;
    if (w.counted) { /* "الأسابيع القليلة القادمة" */
        struct amount a = {.n = 1, .vague = true};
        struct date d = date_blank;
    d.type = DATE_DURATION;
        a.part[0].unit = w.run_unit;
        amount_format(&a, d.value, sizeof d.value);
        return date_emit(f, first, w.end, d) ? w.end : 0;
    }
    if (approx && !(w.weekday >= 0 || w.hour >= 0 || w.has_dayrel || w.month || w.rel_units || w.year != YEAR_NONE || w.n_offsets))
        return 0;
    u32 end = in_other_calendar(f, &w);
    return finish(f, &w, first, end);
}

/* Digits inside an address, a code or a version are no dates. */
static bool inside_code(const struct finder *f, u32 i)
{
    const struct token *k = &f->t->text->tokens[i];
    if (k->cls != TOKEN_NUMBER || !(k->flags & TOKEN_GLUED) || i == 0)
        return false;
    const struct token *b = k - 1;
    return b->cls == TOKEN_MARK && !mark_at(f->t, i - 1, i, '(') && !mark_at(f->t, i - 1, i, '"') &&
                                            !mark_at(f->t, i - 1, i, ':') && !mark_at(f->t, i - 1, i, ',') &&
           !mark_at(f->t, i - 1, i, '-') && !mark_at(f->t, i - 1, i, '/') && !mark_at(f->t, i - 1, i, '.') &&
               !mark_at(f->t, i - 1, i, '[') && token_key(f->t->text, b).n == 1;
}

/* What may begin at a word, the longer readings first. Each emits what it finds and gives its end, or 0. */
static find_fn *const finders[] = {find_set,     find_range,        find_two_years, find_stretch, find_time_for,
                                   find_week_of, find_counted_from, find_date,      find_duration};

static void read_sentence(struct finder *f)
{
    f->in_quote = false;
    f->last_end = 0;
    for (u32 i = f->s->first; i < f->end;) {
        if (f->t->text->tokens[i].cls == TOKEN_MARK) {
            str key = token_key(f->t->text, &f->t->text->tokens[i]);
            if (str_is(key, "\""))
                f->in_quote = !f->in_quote;
            else if (str_is(key, "\xc2\xab") || str_is(key, "\xe2\x80\x9c"))
                f->in_quote = true;
            else if (str_is(key, "\xc2\xbb") || str_is(key, "\xe2\x80\x9d"))
                f->in_quote = false;
        }
        u32 j = 0;
        if (opens_date(f->t, i, f->end) && !inside_code(f, i)) {
            for (size_t k = 0; k < COUNT_OF(finders) && !j; k++)
                j = finders[k](f, i);
            if (!j)
                j = number_phone_end(f->t, i, f->end); /* no day within a telephone number */
        }
        i = j > i ? j : i + 1;
    }
}

void fact_dates(struct arena *a, const struct fact_rules *rules, const struct text *text, struct facts *out)
{
    const struct tagged *t = facts_tagged(a, rules, text, out);
    struct when_memo memo; /* tokens are of the whole text: it is good over sentences */
    memset(memo.at, 0, sizeof memo.at);
    for (u32 s = 0; s < text->n_sentences; s++) {
        if (out->only && !out->only[s])
            continue;
        struct finder f = {.arena = a, .t = t, .s = &text->sentences[s], .memo = &memo,
            .end = text->sentences[s].first + text->sentences[s].n, .out = out};
        read_sentence(&f);
    }
}
