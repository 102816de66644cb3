/*
** date.c - finds the dates, durations and sets of a text.
**
** Every sentence is read from left to right: at each token that may open a time expression a range, a set, a date and an
** amount of time are tried, the longest reading first. What is found is compiled to steps (date_steps.h); an explicit
** date gets its value at once, a relative one when the day of its article is known.
*/
#include "fact/date_grammar.h"
#include "base/limits.h"
#include "fact/rules.h"

#include <math.h>
#include <stdio.h>

struct finder {
    struct arena *arena;
    const struct tagged *t;
    const struct sentence *s;
    u32 end; /* of the sentence */
    struct facts *out;
    bool in_quote;
};

static bool is(const struct finder *f, u32 i, enum role r) { return is_at(f->t, i, f->end, r); }
static bool mark(const struct finder *f, u32 i, char c) { return mark_at(f->t, i, f->end, c); }
static bool latin(const struct finder *f, u32 i)
{
    return i < f->end && f->t->text->tokens[i].cls == TOKEN_WORD && !(f->t->text->tokens[i].flags & TOKEN_ARABIC);
}
static u32 next(const struct finder *f, u32 i) { return i + len_at(f->t, i); }

static struct date *emit(struct finder *f, u32 first, u32 end, struct date d)
{
    if (f->out->dates.n >= LIMIT_ARTICLE_FACTS)
        return NULL;
    d.span = tokens_span(f->t, first, end);
    d.in_quote = f->in_quote;
    struct date *to = vec_add(f->arena, &f->out->dates);
    *to = d;
    return to;
}

/* ---- amounts of time ---- */

/* A comparator before an amount or a date, as TIMEX names it. */
static int mod_of_comparator(int c, bool duration)
{
    switch (c) {
    case CMP_APPROX: return MOD_APPROX;
    case CMP_GT: return duration ? MOD_MORE_THAN : MOD_AFTER;
    case CMP_GTE: return duration ? MOD_EQUAL_OR_MORE : MOD_NONE;
    case CMP_LT: return duration ? MOD_LESS_THAN : MOD_BEFORE;
    case CMP_LTE: return duration ? MOD_EQUAL_OR_LESS : MOD_NONE;
    default: return MOD_NONE;
    }
}

static void format_part(char *out, size_t cap, size_t *n, double value, char letter)
{
    int w = snprintf(out + *n, cap - *n, "%.6g%c", value, letter);
    if (w > 0 && *n + (size_t)w < cap)
        *n += (size_t)w;
}

/* TIMEX3 value of an amount: P1Y1M21D, PT24H, PXW. */
static void format_amount(const struct amount *a, char *out, size_t cap)
{
    static const struct {
        int unit;
        char letter;
        bool clock;
    } order[] = {{UNIT_CENTURY, 'Y', false}, {UNIT_DECADE, 'Y', false}, {UNIT_YEAR, 'Y', false}, {UNIT_QUARTER, 'M', false}, {UNIT_MONTH, 'M', false},
                 {UNIT_WEEK, 'W', false}, {UNIT_DAY, 'D', false}, {UNIT_WEEKEND, 'K', false}, {UNIT_HOUR, 'H', true}, {UNIT_MINUTE, 'M', true}, {UNIT_SECOND, 'S', true}};
    size_t n = 1;
    bool clock = false;
    out[0] = 'P';
    out[1] = '\0';
    for (size_t k = 0; k < COUNT_OF(order); k++)
        for (u32 i = 0; i < a->n; i++) {
            if (a->part[i].unit != order[k].unit || n + 16 > cap)
                continue;
            if (order[k].clock && !clock) {
                out[n++] = 'T';
                clock = true;
            }
            int times = order[k].unit == UNIT_CENTURY ? 100 : order[k].unit == UNIT_DECADE ? 10 : order[k].unit == UNIT_QUARTER ? 3 : 1;
            if (order[k].unit == UNIT_WEEKEND)
                n += (size_t)snprintf(out + n, cap - n, "%dWE", (int)a->part[i].n);
            else if (a->vague)
                n += (size_t)snprintf(out + n, cap - n, times == 100 ? "XC" : times == 10 ? "XE" : "X%c", order[k].letter);
            else
                format_part(out, cap, &n, a->part[i].n * times, order[k].letter);
        }
}

/* Only the amount stands in the sentence. */
static bool whole_sentence(const struct finder *f, u32 first, u32 end)
{
    for (u32 i = f->s->first; i < f->end; i++)
        if ((i < first || i >= end) && f->t->text->tokens[i].cls != TOKEN_MARK)
            return false;
    return true;
}

/* A duration: an amount of time by itself. A unit alone must be told to be one ("لمدة ساعة", "شهر كامل", "طوال العام"). */
static u32 find_duration(struct finder *f, u32 i)
{
    struct amount a;
    struct date d = {.type = DATE_DURATION, .begin = DAY_UNKNOWN, .end = DAY_UNKNOWN, .day = -1, .hour = -1, .minute = -1};
    u32 j = i, first = i;
    const struct sense *hedge = sense_at(f->t, j, f->end, ROLE_HEDGE);
    if (hedge && !is(f, j, ROLE_UNIT)) {
        j = next(f, j);
        d.mod = (u8)mod_of_comparator((int)hedge->value, true);
    }
    bool told = i > f->s->first && is(f, i - 1, ROLE_FOR), the = false;
    bool whole = is(f, j, ROLE_WHOLE);
    if (whole || (is(f, j, ROLE_FOR) && !hedge)) {
        told = true;
        if (!whole)
            first = next(f, j);
        j = next(f, j);
        the = latin(f, j) && is(f, j, ROLE_COUPLE) && strstr(sense_at(f->t, j, f->end, ROLE_COUPLE)->more, "the");
        if (the)
            j = next(f, j);
        const struct sense *inner = sense_at(f->t, j, f->end, ROLE_HEDGE);
        if (inner) {
            j = next(f, j);
            d.mod = (u8)mod_of_comparator((int)inner->value, true);
        }
    }
    if (j >= f->end || (j > i && f->t->tags[j].prefix) || !amount_at(f->t, j, f->end, &a))
        return 0;
    u32 end = a.end;
    if (first > i && a.definite && !latin(f, j))
        return 0; /* "خلال الأيام الثلاثة الماضية": may be a stretch told from today, read at the next word */
    if (is(f, end, ROLE_WHOLE) && a.n == 1) { /* "يوم كامل" */
        told = true;
        end = next(f, end);
    }
    bool prefix_for = has_prefix(f->t, i, "\xd9\x84"); /* "لساعتين" */
    if (a.bare && !told && !(prefix_for && f->t->text->tokens[i].cls == TOKEN_WORD && a.part[0].unit <= UNIT_HOUR && false) && !whole_sentence(f, i, end))
        return 0;
    if (a.bare && a.definite && (!whole || a.part[0].unit < UNIT_DAY))
        return 0; /* "على مدار الساعة" */
    if (the && a.bare && !whole)
        return 0;
    if (a.bare_plural || (a.vague && a.definite && a.bare_plural))
        return 0;
    if (is(f, end, ROLE_HEDGEAFTER)) {
        d.mod = (u8)mod_of_comparator((int)sense_at(f->t, end, f->end, ROLE_HEDGEAFTER)->value, true);
        end = next(f, end);
    }
    format_amount(&a, d.value, sizeof d.value);
    return emit(f, first, end, d) ? end : 0;
}

/* ---- sets ---- */

static void set_value(struct date *d, double n, int unit)
{
    struct amount a = {.n = 1};
    a.part[0].n = n;
    a.part[0].unit = unit;
    format_amount(&a, d->value, sizeof d->value);
}

/* "كل يوم", "كل ثلاثة أسابيع", "كل اثنين", "يوميا", "شبه يومية". */
static u32 find_set(struct finder *f, u32 i)
{
    struct date d = {.type = DATE_SET, .begin = DAY_UNKNOWN, .end = DAY_UNKNOWN, .day = -1, .hour = -1, .minute = -1};
    struct amount a;
    struct when w;
    u32 j = i;
    bool almost = is(f, j, ROLE_ALMOST);
    if (almost)
        j = next(f, j);
    const struct sense *s = sense_at(f->t, j, f->end, ROLE_SET), *adj = sense_at(f->t, j, f->end, ROLE_SETADJ);
    if (almost && !s)
        s = adj;
    if (s && !(j > i && f->t->tags[j].prefix) && !has_article(f->t, j) &&
        !(latin(f, j) && next(f, j) < f->end && f->t->text->tokens[next(f, j)].cls == TOKEN_WORD && !f->t->tags[next(f, j)].word)) {
        set_value(&d, s->more[0] >= '0' && s->more[0] <= '9' ? s->more[0] - '0' : 1, (int)s->value);
        d.mod = almost ? MOD_APPROX : MOD_NONE;
        j = next(f, j);
        if (when_at(f->t, j, f->end, &w) && w.hour >= 0 && w.weekday < 0 && !w.day && !w.month && !w.has_dayrel) {
            (void)snprintf(d.value, sizeof d.value, "T%02d:%02d", w.hour, w.minute < 0 ? 0 : w.minute);
            j = w.end;
        }
        return emit(f, i, j, d) ? j : 0;
    }
    const struct sense *days = sense_at(f->t, i, f->end, ROLE_WEEKDAYS);
    if (days) { /* "Tuesdays at 9am" */
        int iso = days->value == 0 ? 7 : (int)days->value;
        j = next(f, i);
        if (when_at(f->t, j, f->end, &w) && w.hour >= 0 && w.weekday < 0 && !w.day) {
            (void)snprintf(d.value, sizeof d.value, w.minute > 0 ? "XXXX-WXX-%dT%02d:%02d" : "XXXX-WXX-%dT%02d", iso, w.hour, w.minute);
            j = w.end;
        } else {
            (void)snprintf(d.value, sizeof d.value, "XXXX-WXX-%d", iso);
        }
        return emit(f, i, j, d) ? j : 0;
    }
    if (!is(f, i, ROLE_EACH)) { /* "الساعة 3 مساء كل يوم" */
        if (!(is(f, i, ROLE_CLOCK) || (i + 1 < f->end && latin(f, i + 1)) || f->t->tags[i].word == 0) || !when_at(f->t, i, f->end, &w) || w.hour < 0 || w.weekday >= 0 || w.day || w.month || w.has_dayrel || w.zone != ZONE_UNKNOWN ||
            !(is(f, w.end, ROLE_EACH) || is(f, w.end, ROLE_SET)) || f->t->tags[w.end].prefix || w.part)
            return 0;
        const struct sense *set = sense_at(f->t, w.end, f->end, ROLE_SET);
        if (set)
            a = (struct amount){.end = next(f, w.end), .n = 1, .part = {{1, (int)set->value}}};
        else if (!amount_at(f->t, next(f, w.end), f->end, &a))
            return 0;
        if (a.n != 1 || a.part[0].n > 1 || a.part[0].unit != UNIT_DAY)
            return 0;
        (void)snprintf(d.value, sizeof d.value, w.minute > 0 ? "T%02d:%02d" : "T%02d", w.hour, w.minute);
        return emit(f, i, a.end, d) ? a.end : 0;
    }
    j = next(f, i);
    if (j >= f->end || f->t->tags[j].prefix || (has_article(f->t, j) && !latin(f, j)))
        return 0;
    u32 k = is(f, j, ROLE_UNIT) && sense_at(f->t, j, f->end, ROLE_UNIT)->value == UNIT_DAY && is(f, j + 1, ROLE_WEEKDAY) ? j + 1 : j;
    const struct sense *day = sense_at(f->t, k, f->end, ROLE_WEEKDAY);
    if (day && !(f->t->tags[k].prefix && k > j)) {
        int iso = day->value == 0 ? 7 : (int)day->value;
        j = next(f, k);
        if (when_at(f->t, j, f->end, &w) && w.hour >= 0 && w.weekday < 0 && !w.day) {
            (void)snprintf(d.value, sizeof d.value, w.minute > 0 ? "XXXX-WXX-%dT%02d:%02d" : "XXXX-WXX-%dT%02d", iso, w.hour, w.minute);
            j = w.end;
        } else {
            (void)snprintf(d.value, sizeof d.value, "XXXX-WXX-%d", iso);
        }
        return emit(f, i, j, d) ? j : 0;
    }
    const struct sense *part = sense_at(f->t, j, f->end, ROLE_PART);
    if (part && latin(f, j)) { /* "every evening at 7:13" */
        (void)snprintf(d.value, sizeof d.value, "T%s", part->more);
        j = next(f, j);
        if (when_at(f->t, j, f->end, &w) && w.hour >= 0 && w.weekday < 0 && !w.day && !w.has_dayrel) {
            int hour = !w.afternoon_known && part->value >= 12 && w.hour < 12 ? w.hour + 12 : w.hour;
            (void)snprintf(d.value, sizeof d.value, w.minute > 0 ? "T%02d:%02d" : "T%02d", hour, w.minute);
            j = w.end;
        }
        return emit(f, i, j, d) ? j : 0;
    }
    if (!amount_at(f->t, j, f->end, &a) || a.vague || a.n > 1 || a.definite)
        return 0;
    set_value(&d, a.part[0].n, a.part[0].unit);
    j = a.end;
    if (when_at(f->t, j, f->end, &w) && w.hour >= 0 && w.weekday < 0 && !w.day && !w.has_dayrel) {
        (void)snprintf(d.value, sizeof d.value, w.minute > 0 ? "T%02d:%02d" : "T%02d", w.hour, w.minute);
        j = w.end;
    }
    return emit(f, i, j, d) ? j : 0;
}

/* ---- dates and ranges ---- */

/* Parts that are no date by themselves in running text. */
static bool complete(const struct finder *f, const struct when *w, bool alone)
{
    bool day = w->weekday >= 0 || w->has_dayrel || w->day || w->n_offsets || w->run || w->holiday || w->now;
    if (w->doubtful && w->year == YEAR_NONE && !w->day && !day) {
        u32 i = w->first;
        bool placed = i > f->s->first && (is(f, i - 1, ROLE_IN) || is(f, i - 1, ROLE_AGO) || is(f, i - 1, ROLE_TO)) && !f->t->tags[i].prefix;
        if (!placed)
            return false;
    }
    bool period = w->month || w->year != YEAR_NONE || w->rel_units || w->quarter || w->half || w->decade || w->century;
    if (w->season && !period && !day) { /* "صيف": a season where nothing else is meant by the word */
        u32 i = w->first;
        return alone || has_article(f->t, i) || (i > f->s->first && (is(f, i - 1, ROLE_IN) || is(f, i - 1, ROLE_MODPART) || is(f, i - 1, ROLE_THIS))) ||
               is(f, i, ROLE_MODPART) || i + 1 >= f->end;
    }
    if (w->nth && w->nth_unit != UNIT_NONE && !period)
        return false;
    if (w->mod && !period && !day && !w->season && !(w->part && latin(f, w->first)))
        return false;
    if (w->part && !day && !period && w->hour < 0) { /* "في الصباح" */
        u32 i = w->first;
        bool in = i > f->s->first && is(f, i - 1, ROLE_IN) && !f->t->tags[i].prefix;
        return (in && (has_article(f->t, i) || latin(f, i))) || alone;
    }
    return day || period || w->season || w->hour >= 0;
}

/* Emits a compiled date, an explicit one with its value. */
static u32 settle(struct finder *f, u32 first, u32 end, struct date *d)
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
    return emit(f, first, end, *d) ? end : 0;
}

static u32 finish(struct finder *f, const struct when *w, u32 first, u32 end)
{
    struct date d = {.begin = DAY_UNKNOWN, .end = DAY_UNKNOWN};
    bool alone;
    int tense = tense_of(f->t, f->s, first, end, &alone);
    if (!complete(f, w, alone) || !when_compile(w, tense, alone, &d))
        return 0;
    return settle(f, first, end, &d);
}

/* An end of a range: a date, or a number whose meaning the other end or what follows tells. */
static bool endpoint_at(struct finder *f, u32 i, struct when *w)
{
    struct number n;
    u32 j = i;
    const struct sense *the = i < f->end && latin(f, i) ? sense_at(f->t, i, f->end, ROLE_COUPLE) : NULL;
    if (the && strstr(the->more, "the") && !when_at(f->t, i, f->end, w))
        j = i = next(f, i);
    if (j >= f->end)
        return false;
    if (is(f, j, ROLE_UNIT) && sense_at(f->t, j, f->end, ROLE_UNIT)->value == UNIT_DAY && !is(f, j + 1, ROLE_WEEKDAY))
        j++;
    if (when_at(f->t, i, f->end, w) && !w->counted && !w->n_offsets && !w->run)
        return true;
    if (number_at(f->t, j, f->end, &n) && n.kind != NUMBER_FRACTION && n.kind != NUMBER_VAGUE && n.kind != NUMBER_DUAL && n.value == floor(n.value) &&
        n.value >= 0 && n.value < 3000 && !n.decimal) {
        *w = (struct when){.first = i, .end = n.end, .weekday = -1, .year = YEAR_NONE, .hour = -1, .minute = -1, .second = -1, .zone = ZONE_UNKNOWN,
                           .bare = (int)n.value};
        return true;
    }
    return false;
}

static bool has_date(const struct when *w)
{
    return w->weekday >= 0 || w->has_dayrel || w->day || w->month || w->year != YEAR_NONE || w->rel_units || w->quarter || w->half || w->season || w->decade ||
           w->holiday || w->nth;
}

static bool small_date(const struct when *w) { return w->weekday >= 0 || w->has_dayrel || w->day || w->nth || w->holiday; }

/* Copies what `to` lacks of the larger units of `from`. */
static void inherit_period(struct when *to, const struct when *from)
{
    if (!to->month && !to->rel_units && to->year == YEAR_NONE && !to->has_dayrel) {
        to->rel_units = from->rel_units;
        memcpy(to->rel, from->rel, sizeof to->rel);
    }
    if (!to->month && (to->day || to->nth || to->bare >= 0)) {
        to->month = from->month;
        to->month_dir = from->month_dir;
        to->hijri = from->hijri;
    }
    if (to->year == YEAR_NONE && (to->month || to->quarter || to->nth || to->half)) {
        to->year = from->year;
        to->hijri_year = from->hijri_year;
        if (from->rel_units >> UNIT_YEAR & 1 && !(to->rel_units >> UNIT_YEAR & 1)) {
            to->rel_units |= 1u << UNIT_YEAR;
            to->rel[UNIT_YEAR] = from->rel[UNIT_YEAR];
        }
    }
}

static void inherit_day(struct when *to, const struct when *from)
{
    to->weekday = from->weekday;
    to->weekday_dir = from->weekday_dir;
    to->has_dayrel = from->has_dayrel;
    to->dayrel = from->dayrel;
    to->day = from->day;
    to->nth = from->nth;
    to->nth_unit = from->nth_unit;
    to->holiday = from->holiday;
    to->rel_units = from->rel_units;
    memcpy(to->rel, from->rel, sizeof to->rel);
    to->month = from->month;
    to->month_dir = from->month_dir;
    to->hijri = from->hijri;
    to->year = from->year;
    to->hijri_year = from->hijri_year;
}

/* Says of a bare number what it is. */
static void become_hour(struct when *w, const struct when *other)
{
    w->hour = w->bare;
    w->minute = -1;
    w->bare = -1;
    if (other->afternoon_known && other->hour >= 12 && w->hour < 12 && w->hour + 12 <= other->hour + (other->hour == 12 ? 0 : 0))
        w->hour += 12;
    w->afternoon_known = other->afternoon_known;
}

/* Fits the two ends of a range to each other. False where they make none. */
static bool marry(struct when *a, struct when *b)
{
    if (a->bare >= 0 && b->bare >= 0)
        return false;
    struct when *bare = a->bare >= 0 ? a : b->bare >= 0 ? b : NULL, *full = bare == a ? b : a;
    if (bare) {
        if (full->hour >= 0 && bare->bare <= 24) {
            become_hour(bare, full);
        } else if (full->day && !full->nth && bare->bare >= 1 && bare->bare <= 31) {
            bare->day = bare->bare;
            bare->bare = -1;
        } else if (full->month && !small_date(full) && bare == b && bare->bare >= 1 && bare->bare <= 31) {
            return false;
        } else if (full->year != YEAR_NONE && !full->month && bare->bare >= 1000) {
            bare->year = bare->bare;
            bare->bare = -1;
        } else {
            return false;
        }
    }
    if (a->hour >= 0 && b->hour >= 0) {
        int a_minutes = a->hour * 60 + MAX_OF(a->minute, 0), b_minutes = b->hour * 60 + MAX_OF(b->minute, 0);
        if (!a->afternoon_known && b->afternoon_known && a->hour < 12 && a_minutes + 720 < b_minutes)
            a->hour += 12;
        if (!b->afternoon_known && b->hour < 12 && b_minutes <= a->hour * 60 + MAX_OF(a->minute, 0))
            b->hour += 12; /* "from 10 to 4" */
        if (!has_date(a))
            inherit_day(a, b);
        else if (!has_date(b))
            inherit_day(b, a);
    } else if ((a->hour >= 0) != (b->hour >= 0)) {
        return false;
    }
    if (a->now || b->now) {
        struct when *now = a->now ? a : b;
        now->now = false;
        now->has_dayrel = true;
        now->dayrel = 0;
    }
    if (b->month && !b->month_dir && b->year == YEAR_NONE && !b->rel_units && a->month && a->year == YEAR_NONE && !a->rel_units)
        b->month_dir = '+';
    if (b->weekday >= 0 && !b->weekday_dir && a->weekday >= 0 && !b->day)
        b->weekday_dir = '+';
    bool today = (a->has_dayrel && !a->day) || (b->has_dayrel && !b->day);
    if (small_date(a) != small_date(b) && a->hour < 0 && !(a->mod || b->mod || today))
        return false;
    bool b_year = b->year != YEAR_NONE, a_year = a->year != YEAR_NONE;
    if (today)
        return true;
    inherit_period(a, b);
    inherit_period(b, a);
    if (b_year && !a_year && a->year == b->year && a->month > b->month && b->month)
        a->year--; /* "من نوفمبر إلى فبراير 2017" */
    if (a_year && !b_year && a->year == b->year && a->month > b->month && b->month)
        b->year++;
    return true;
}

/* "a/b" of two dates' steps, in a. */
static bool join_steps(struct date *a, const struct date *b)
{
    size_t n = strlen(a->steps), m = strlen(b->steps);
    if (n + m + 2 > sizeof a->steps)
        return false;
    a->steps[n] = '/';
    memcpy(a->steps + n + 1, b->steps, m + 1);
    if (a->rule == RULE_NONE)
        a->rule = b->rule;
    return true;
}

/* Writes the range's steps and emits it. */
static u32 finish_range(struct finder *f, const struct when *a, const struct when *b, u32 first, u32 end)
{
    struct date d = {.begin = DAY_UNKNOWN, .end = DAY_UNKNOWN}, e = d;
    bool alone;
    int tense = tense_of(f->t, f->s, first, end, &alone);
    if (!when_compile(a, tense, alone, &d) || !when_compile(b, tense, alone, &e))
        return 0;
    if (d.type != e.type || !join_steps(&d, &e))
        return 0;
    return settle(f, first, end, &d);
}

/* The word or mark between the ends; i where there is none. */
static u32 range_joint(const struct finder *f, u32 i, bool between)
{
    if (i >= f->end)
        return i;
    if (between && (is(f, i, ROLE_AND) && len_at(f->t, i) == 1))
        return i + 1;
    if (mark(f, i, '-') || mark(f, i, '~'))
        return i + 1;
    if (is(f, i, ROLE_TO) && !(f->t->tags[i].prefix && !has_prefix(f->t, i, "\xd9\x88")))
        return next(f, i);
    return i;
}

static u32 find_range(struct finder *f, u32 i)
{
    struct when a, b, c, context;
    u32 j = i, first = i;
    bool has_context = false;
    bool from = is(f, j, ROLE_FROM), between = is(f, j, ROLE_BETWEEN);
    bool hours_follow = false;
    if (!from && !between) { /* "الأسبوع المقبل بين الأربعاء والجمعة", "اليوم من الخامسة إلى السابعة" */
        if (when_at(f->t, j, f->end, &context) && context.hour < 0) {
            u32 k = context.end;
            if ((is(f, k, ROLE_FROM) || is(f, k, ROLE_BETWEEN)) && !f->t->tags[k].prefix) {
                has_context = true;
                from = is(f, k, ROLE_FROM);
                between = !from;
                j = k;
            } else if (small_date(&context) && k + 2 < f->end && f->t->text->tokens[k].cls == TOKEN_NUMBER && mark(f, k + 1, '-')) {
                has_context = hours_follow = true; /* "الاثنين 8-9 صباحا" */
                j = k;
            }
        }
    }
    if (from || between)
        j = next(f, j);
    if (j >= f->end || ((from || between) && f->t->tags[j].prefix) || !endpoint_at(f, j, &a))
        return 0;
    u32 k = range_joint(f, a.end, between);
    bool attached_and = between && k == a.end && has_prefix(f->t, k, "\xd9\x88");
    if (k == a.end && !attached_and)
        return 0;
    bool loose_hyphen = !from && !between && mark(f, a.end, '-') && a.bare >= 0 && a.bare < 1500 && !(f->t->text->tokens[a.end].flags & TOKEN_GLUED);
    if (k >= f->end || loose_hyphen)
        return 0;
    if (latin(f, k) && is(f, k, ROLE_COUPLE) && strstr(sense_at(f->t, k, f->end, ROLE_COUPLE)->more, "the"))
        k = next(f, k);
    if (!endpoint_at(f, k, &b))
        return 0;
    u32 end = b.end;
    if (hours_follow && b.hour < 0 && !(b.bare >= 1 && b.bare <= 12 && latin(f, i)))
        return 0;
    if (has_context) {
        if (small_date(&context) && a.bare >= 0 && b.bare >= 0 && a.bare <= 24 && b.bare <= 24 && !context.month) {
            a.hour = a.bare;
            b.hour = b.bare;
            a.bare = b.bare = -1;
        } else if (context.month && !context.day && a.bare >= 1 && b.bare >= 1 && a.bare <= 31 && b.bare <= 31) {
            a.day = a.bare;
            b.day = b.bare;
            a.bare = b.bare = -1;
        }
        if (a.bare >= 0 && b.hour >= 0)
            become_hour(&a, &b);
        bool evening = context.part && strcmp(context.part, "MO") != 0;
        if (evening && a.hour >= 0 && !a.afternoon_known && a.hour < 12)
            a.hour += 12;
        if (evening && b.hour >= 0 && !b.afternoon_known && b.hour < 12)
            b.hour += 12;
        if (a.bare >= 0 || b.bare >= 0)
            return 0;
        if (a.hour >= 0) {
            if (!has_date(&a))
                inherit_day(&a, &context);
            if (!has_date(&b))
                inherit_day(&b, &context);
        } else {
            inherit_period(&a, &context);
            inherit_period(&b, &context);
        }
    }
    if (a.bare >= 0 && b.bare >= 0) {
        u32 m = end;
        if ((is(f, m, ROLE_OF) || is(f, m, ROLE_IN)) && !f->t->tags[m].prefix)
            m = next(f, m);
        bool years = a.bare >= 1500 && b.bare > a.bare && b.bare <= 2200 && (from || between || mark(f, a.end, '-') || mark(f, a.end, '~'));
        bool hours = a.bare <= 24 && b.bare <= 24 && (from || between || mark(f, a.end, '-') || latin(f, a.end));
        if (is(f, m, ROLE_ON) && latin(f, m))
            m = next(f, m);
        if (hours && m < f->end && when_at(f->t, m, f->end, &c) && c.hour < 0 && small_date(&c) && (latin(f, m) || c.has_dayrel)) {
            a.hour = a.bare;
            b.hour = b.bare;
            a.bare = b.bare = -1;
            inherit_day(&a, &c);
            inherit_day(&b, &c);
            end = c.end;
        } else if (a.bare <= 31 && b.bare <= 31 && a.bare >= 1 && b.bare >= 1 && m < f->end && when_at(f->t, m, f->end, &c) && !c.day && c.weekday < 0 &&
            c.hour < 0 && !c.doubtful && (c.month || (c.rel_units >> UNIT_MONTH & 1))) {
            a.day = a.bare;
            b.day = b.bare;
            a.bare = b.bare = -1;
            inherit_period(&a, &c);
            inherit_period(&b, &c);
            a.month = b.month = c.month;
            end = c.end;
        } else if (years && (a.end - a.first == 1 || from || between)) {
            a.year = a.bare;
            b.year = b.bare;
            a.bare = b.bare = -1;
        } else {
            return 0;
        }
    }
    bool clocks = (a.hour >= 0 || b.hour >= 0) && !has_date(&a) && !has_date(&b);
    if (!marry(&a, &b))
        return 0;
    if (clocks && a.hour >= 0 && b.hour >= 0) { /* "from 10:30 to 3 on Monday" */
        u32 m = end;
        if ((is(f, m, ROLE_ON) || is(f, m, ROLE_OF) || is(f, m, ROLE_IN)) && !f->t->tags[m].prefix)
            m = next(f, m);
        if (m < f->end && when_at(f->t, m, f->end, &c) && small_date(&c) && c.hour < 0) {
            inherit_day(&a, &c);
            inherit_day(&b, &c);
            end = c.end;
        }
    }
    if (!has_date(&a) && a.hour < 0)
        return 0;
    return finish_range(f, &a, &b, first, end);
}

/* "عامي 2014 و2017", "19 و20 نوفمبر" are left to their parts; the dual of years is one stretch. */
static u32 find_two_years(struct finder *f, u32 i)
{
    const struct sense *u = sense_at(f->t, i, f->end, ROLE_UNIT);
    struct number a, b;
    if (!u || u->value != UNIT_YEAR || !strstr(u->more, "2"))
        return 0;
    u32 j = next(f, i);
    if (!number_at(f->t, j, f->end, &a) || !a.digits || a.value < 1000 || a.value > 2999)
        return 0;
    u32 k = a.end;
    if (is(f, k, ROLE_AND) && len_at(f->t, k) == 1)
        k++;
    if (!number_at(f->t, k, f->end, &b) || !b.digits || b.value <= a.value || b.value > 2999)
        return 0;
    struct date d = {.begin = civil_day((i32)a.value, 1, 1), .end = civil_day((i32)b.value + 1, 1, 1), .day = -1, .hour = -1, .minute = -1};
    (void)snprintf(d.value, sizeof d.value, "%04d/%04d", (int)a.value, (int)b.value);
    return emit(f, i, b.end, d) ? b.end : 0;
}

/* Steps of a date with another step behind them. False where they do not fit. */
static bool add_step(struct date *d, char op, int n, char unit)
{
    size_t at = strlen(d->steps), room = sizeof d->steps - at;
    int put = unit ? snprintf(d->steps + at, room, " %c%+d%c", op, n, unit) : snprintf(d->steps + at, room, " %c%+d", op, n);
    return put >= 0 && (size_t)put < room;
}

static char unit_step(int unit)
{
    static const char letters[] = {[UNIT_SECOND] = 's', [UNIT_MINUTE] = 'n', [UNIT_HOUR] = 'h', [UNIT_DAY] = 'D', [UNIT_WEEK] = 'W',
                                   [UNIT_MONTH] = 'M', [UNIT_QUARTER] = 'Q', [UNIT_SEASON] = 0, [UNIT_YEAR] = 'Y'};
    return unit >= 0 && unit <= UNIT_YEAR ? letters[unit] : 0;
}

/* Emits the stretch that begins at d and is as long as a. */
static u32 stretch(struct finder *f, struct date *d, const struct amount *a, bool clock, u32 first, u32 end)
{
    struct date e = *d;
    for (u32 p = 0; p < a->n; p++) {
        char unit = unit_step(a->part[p].unit);
        double n = a->part[p].n;
        if (unit == 'h' && n != floor(n)) {
            unit = 'n';
            n *= 60;
        }
        if (!unit || n != floor(n) || clock != (a->part[p].unit < UNIT_DAY) || !add_step(&e, 'o', (int)n, unit))
            return 0;
    }
    return join_steps(d, &e) ? settle(f, first, end, d) : 0;
}

/* "2 weeks starting May 20th", "3 hours from 2pm": a stretch by its length and beginning. */
static u32 find_stretch(struct finder *f, u32 i)
{
    struct amount a;
    struct when w;
    struct date d = {.begin = DAY_UNKNOWN, .end = DAY_UNKNOWN};
    bool alone;
    if (is(f, i, ROLE_FOR) && !is(f, i, ROLE_HEDGE))
        i = next(f, i);
    if (i >= f->end || f->t->tags[i].prefix || !amount_at(f->t, i, f->end, &a) || a.vague || a.bare)
        return 0;
    bool comma = mark(f, a.end, ',');
    u32 j = a.end + comma;
    if (!is(f, j, ROLE_FROM) || f->t->tags[j].prefix)
        return 0;
    bool begins = sense_at(f->t, j, f->end, ROLE_FROM)->value > 0 || comma;
    j = next(f, j);
    if (j >= f->end || f->t->tags[j].prefix || !when_at(f->t, j, f->end, &w) || w.n_offsets || w.run || w.counted || w.mod ||
        (!begins && w.hour < 0))
        return 0;
    int tense = tense_of(f->t, f->s, i, w.end, &alone);
    if (!complete(f, &w, alone) || !when_compile(&w, tense, alone, &d))
        return 0;
    return stretch(f, &d, &a, w.hour >= 0, i, w.end);
}

/* "2pm for 2 hours" */
static u32 find_time_for(struct finder *f, u32 i)
{
    struct amount a;
    struct when w;
    struct date d = {.begin = DAY_UNKNOWN, .end = DAY_UNKNOWN};
    bool alone;
    if (!when_at(f->t, i, f->end, &w) || w.hour < 0 || !is(f, w.end, ROLE_FOR) || f->t->tags[w.end].prefix)
        return 0;
    u32 j = next(f, w.end);
    if (j >= f->end || f->t->tags[j].prefix || !amount_at(f->t, j, f->end, &a) || a.vague || a.bare)
        return 0;
    int tense = tense_of(f->t, f->s, i, a.end, &alone);
    if (!when_compile(&w, tense, alone, &d))
        return 0;
    return stretch(f, &d, &a, true, i, a.end);
}

/* "the week of April 10th", "أسبوع 16 سبتمبر" */
static u32 find_week_of(struct finder *f, u32 i)
{
    const struct sense *u = sense_at(f->t, i, f->end, ROLE_UNIT);
    struct when w;
    struct date d = {.begin = DAY_UNKNOWN, .end = DAY_UNKNOWN};
    bool alone;
    if (!u || u->value != UNIT_WEEK || !strstr(u->more, "1") || has_article(f->t, i))
        return 0;
    u32 j = next(f, i);
    if (latin(f, j)) {
        if (!is(f, j, ROLE_OF) && !is(f, j, ROLE_FROM))
            return 0;
        j = next(f, j);
        if (is(f, j, ROLE_ON))
            j = next(f, j);
        if (latin(f, j) && is(f, j, ROLE_COUPLE))
            j = next(f, j);
    }
    if (j >= f->end || f->t->tags[j].prefix || !when_at(f->t, j, f->end, &w) || !w.day || w.hour >= 0)
        return 0;
    int tense = tense_of(f->t, f->s, i, w.end, &alone);
    if (!when_compile(&w, tense, alone, &d) || !add_step(&d, 'W', 0, 0))
        return 0;
    return settle(f, i, w.end, &d);
}

/* "two days before yesterday", "3 days from Tuesday": an amount counted from a date. */
static u32 find_counted_from(struct finder *f, u32 i)
{
    struct amount a;
    struct when w;
    struct date d = {.begin = DAY_UNKNOWN, .end = DAY_UNKNOWN};
    bool alone;
    u32 first = i;
    const struct sense *hedge = sense_at(f->t, i, f->end, ROLE_HEDGE);
    if (hedge)
        i = next(f, i);
    if (i >= f->end || !amount_at(f->t, i, f->end, &a) || a.vague || a.n != 1 || a.part[0].n != floor(a.part[0].n))
        return 0;
    const struct sense *edge = sense_at(f->t, a.end, f->end, ROLE_EDGE);
    int sign = edge ? (edge->value < 0 ? -1 : 1) : is(f, a.end, ROLE_FROM) && latin(f, a.end) ? 1 : 0;
    u32 j = sign ? next(f, a.end) : 0;
    if (!sign || j >= f->end || f->t->tags[j].prefix || !when_at(f->t, j, f->end, &w) || w.n_offsets || w.run || w.counted || w.hour >= 0 || w.part)
        return 0;
    int tense = tense_of(f->t, f->s, i, w.end, &alone);
    if (!complete(f, &w, alone) || !when_compile(&w, tense, alone, &d))
        return 0;
    char unit = unit_step(a.part[0].unit);
    if (a.part[0].unit < UNIT_DAY || !unit || !add_step(&d, 'o', sign * (int)a.part[0].n, unit))
        return 0;
    if (hedge)
        d.mod = (u8)mod_of_comparator((int)hedge->value, false);
    return settle(f, first, w.end, &d);
}

static u32 find_date(struct finder *f, u32 i)
{
    struct when w;
    u32 first = i, j = i;
    const struct sense *hedge = sense_at(f->t, i, f->end, ROLE_HEDGE);
    bool approx = hedge && (int)hedge->value == CMP_APPROX && !is(f, i, ROLE_AGO);
    if (approx)
        j = next(f, i);
    if (j >= f->end || (j > i && f->t->tags[j].prefix) || !when_at(f->t, j, f->end, &w))
        return 0;
    w.approx = approx;
    if (w.counted) { /* "الأسابيع القليلة القادمة" */
        struct amount a = {.n = 1, .vague = true};
        struct date d = {.type = DATE_DURATION, .begin = DAY_UNKNOWN, .end = DAY_UNKNOWN, .day = -1, .hour = -1, .minute = -1};
        a.part[0].unit = w.run_unit;
        format_amount(&a, d.value, sizeof d.value);
        return emit(f, first, w.end, d) ? w.end : 0;
    }
    if (approx && !(w.weekday >= 0 || w.hour >= 0 || w.has_dayrel || w.month || w.rel_units || w.year != YEAR_NONE || w.n_offsets))
        return 0;
    return finish(f, &w, first, w.end);
}

/* Digits inside an address, a code or a version are no dates. */
static bool inside_code(const struct finder *f, u32 i)
{
    const struct token *k = &f->t->text->tokens[i];
    if (k->cls != TOKEN_NUMBER || !(k->flags & TOKEN_GLUED) || i == 0)
        return false;
    const struct token *b = k - 1;
    return b->cls == TOKEN_MARK && !mark_at(f->t, i - 1, i, '(') && !mark_at(f->t, i - 1, i, '"') && !mark_at(f->t, i - 1, i, ':') && !mark_at(f->t, i - 1, i, ',') &&
           !mark_at(f->t, i - 1, i, '-') && !mark_at(f->t, i - 1, i, '/') && !mark_at(f->t, i - 1, i, '.') && !mark_at(f->t, i - 1, i, '[') && token_key(f->t->text, b).n == 1;
}

typedef u32 find_fn(struct finder *f, u32 i);

/* What may begin at a word, the longer readings first. Each emits what it finds and gives its end, or 0. */
static find_fn *const finders[] = {find_set,     find_range,        find_two_years, find_stretch, find_time_for,
                                   find_week_of, find_counted_from, find_date,      find_duration};

static void read_sentence(struct finder *f)
{
    f->in_quote = false;
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
    for (u32 s = 0; s < text->n_sentences; s++) {
        struct finder f = {.arena = a, .t = t, .s = &text->sentences[s], .end = text->sentences[s].first + text->sentences[s].n, .out = out};
        read_sentence(&f);
    }
}
