/*
** date_duration.c - durations, sets, and stretches and days that an amount of time tells.
*/
#include "fact/date_find.h"

#include <math.h>
#include <stdio.h>

/* ---- amounts of time ---- */

/* A comparator before an amount or a date, as TIMEX names it. */
int mod_of_comparator(int c, bool duration)
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
void amount_format(const struct amount *a, char *out, size_t cap)
{
    static const struct {
        int unit;
        char letter;
        bool clock;
    } order[] = {{UNIT_CENTURY, 'Y', false}, {UNIT_DECADE, 'Y', false}, {UNIT_YEAR, 'Y', false}, {UNIT_QUARTER, 'M', false},
        {UNIT_MONTH, 'M', false},
                 {UNIT_WEEK, 'W', false}, {UNIT_DAY, 'D', false}, {UNIT_WEEKEND, 'K', false}, {UNIT_HOUR, 'H', true},
                     {UNIT_MINUTE, 'M', true}, {UNIT_SECOND, 'S', true}};
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

static bool digits_at(const struct finder *f, u32 i) { return i < f->end && f->t->text->tokens[i].cls == TOKEN_NUMBER; }

/* A duration: an amount of time by itself. A unit alone must be told to be one ("لمدة ساعة", "شهر كامل", "طوال العام"). */
u32 find_duration(struct finder *f, u32 i)
{
    struct amount a;
    struct date d = date_blank;
    d.type = DATE_DURATION;
    u32 j = i, first = i;
    const struct sense *hedge = find_sense(f, j, ROLE_HEDGE);
    if (hedge && !find_is(f, j, ROLE_UNIT)) {
        j = find_next(f, j);
        d.mod = (u8)mod_of_comparator((int)hedge->value, true);
    }
    bool told = i > f->s->first && find_is(f, i - 1, ROLE_FOR), the = false;
    bool whole = find_is(f, j, ROLE_WHOLE);
    if (whole || (find_is(f, j, ROLE_FOR) && !hedge)) {
        told = true;
        if (!whole)
            first = find_next(f, j);
        j = find_next(f, j);
        the = find_the(f, j);
        if (the)
            j = find_next(f, j);
        const struct sense *inner = find_sense(f, j, ROLE_HEDGE);
        if (inner) {
            j = find_next(f, j);
            d.mod = (u8)mod_of_comparator((int)inner->value, true);
        }
    }
    if (j >= f->end || (j > i && find_prefixed(f, j)) || !amount_at(f->t, j, f->end, &a))
        return 0;
    u32 end = a.end;
    struct when w;
    if (a.definite && digits_at(f, end))
        return 0; /* "الدقيقتين 12 و67" */
    bool timed = told || hedge || f->t->tags[i].prefix || find_latin(f, j) || (i > f->s->first && find_is(f, i - 1, ROLE_AGO));
    if (a.part[0].unit == UNIT_DECADE && !timed)
        return 0; /* "عقدين": contracts too */
    if (first > i && find_when(f, j, &w) && w.end > end)
        return 0; /* "خلال شهر أبريل": a date, read at the next word */
    if (first > i && a.definite && !find_latin(f, j))
        return 0; /* "خلال الأيام الثلاثة الماضية": may be a stretch told from today, read at the next word */
    if (find_is(f, end, ROLE_WHOLE) && a.n == 1) { /* "يوم كامل" */
        told = true;
        end = find_next(f, end);
    }
    bool prefix_for = has_prefix(f->t, i, "\xd9\x84"); /* "لساعتين" */
    if (a.bare && !told && !(prefix_for && f->t->text->tokens[i].cls == TOKEN_WORD && a.part[0].unit <= UNIT_HOUR && false) &&
        !whole_sentence(f, i, end))
        return 0;
    if (a.bare && a.definite && (!whole || a.part[0].unit < UNIT_DAY))
        return 0; /* "على مدار الساعة" */
    if (the && a.bare && !whole)
        return 0;
    if (a.bare_plural || (a.vague && a.definite && a.bare_plural))
        return 0;
    if (find_is(f, end, ROLE_HEDGEAFTER)) {
        d.mod = (u8)mod_of_comparator((int)find_sense(f, end, ROLE_HEDGEAFTER)->value, true);
        end = find_next(f, end);
    }
    amount_format(&a, d.value, sizeof d.value);
    return date_emit(f, first, end, d) ? end : 0;
}

/* ---- sets ---- */

static void set_value(struct date *d, double n, int unit)
{
    struct amount a = {.n = 1};
    a.part[0].n = n;
    a.part[0].unit = unit;
    amount_format(&a, d->value, sizeof d->value);
}

/* A pure time of the day at token j: no day stands with it. */
static bool clock_at(const struct finder *f, u32 j, struct when *w)
{
    return find_when(f, j, w) && w->hour >= 0 && w->weekday < 0 && !w->day && !w->month && !w->has_dayrel &&
        w->zone == ZONE_UNKNOWN;
}

/* Writes "T16" or "T16:30" behind a set's value so far. */
static void add_clock(struct date *d, int hour, int minute)
{
    size_t n = strlen(d->value);
    (void)snprintf(d->value + n, sizeof d->value - n, minute > 0 ? "T%02d:%02d" : "T%02d", hour, minute);
}

/* "كل اثنين", "Tuesdays": the weekday, with a time where one follows. */
static u32 set_of_weekday(struct finder *f, u32 first, u32 j, double weekday)
{
    struct date d = date_blank;
    struct when w;
    d.type = DATE_SET;
    (void)snprintf(d.value, sizeof d.value, "XXXX-WXX-%d", weekday == 0 ? 7 : (int)weekday);
    if (clock_at(f, j, &w)) {
        add_clock(&d, w.hour, w.minute);
        j = w.end;
    }
    return date_emit(f, first, j, d) ? j : 0;
}

/* "يوميا", "شبه يومية", "daily". */
static u32 set_by_adverb(struct finder *f, u32 i)
{
    struct date d = date_blank;
    struct when w;
    bool almost = find_is(f, i, ROLE_ALMOST);
    u32 j = almost ? find_next(f, i) : i;
    const struct sense *s = find_sense(f, j, ROLE_SET);
    if (almost && !s)
        s = find_sense(f, j, ROLE_SETADJ);
    if (!s || (almost && find_prefixed(f, j)) || has_article(f->t, j))
        return 0;
    u32 k = find_next(f, j);
    if (find_latin(f, j) && k < f->end && f->t->text->tokens[k].cls == TOKEN_WORD && !f->t->tags[k].word)
        return 0; /* "daily infections" */
    d.type = DATE_SET;
    d.mod = almost ? MOD_APPROX : MOD_NONE;
    set_value(&d, s->more[0] >= '0' && s->more[0] <= '9' ? s->more[0] - '0' : 1, (int)s->value);
    if (clock_at(f, k, &w)) {
        d.value[0] = '\0';
        add_clock(&d, w.hour, w.minute);
        k = w.end;
    }
    return date_emit(f, i, k, d) ? k : 0;
}

/* "الساعة 3 مساء كل يوم", "6am daily" */
static u32 set_by_clock(struct finder *f, u32 i)
{
    struct date d = date_blank;
    struct amount a;
    struct when w;
    if (!clock_at(f, i, &w) || find_prefixed(f, w.end))
        return 0;
    const struct sense *s = find_sense(f, w.end, ROLE_SET);
    u32 end = s ? find_next(f, w.end) : 0;
    if (s ? s->value != UNIT_DAY : !find_is(f, w.end, ROLE_EACH))
        return 0;
    if (!s) {
        if (!amount_at(f->t, find_next(f, w.end), f->end, &a) || a.n != 1 || a.part[0].n > 1 || a.part[0].unit != UNIT_DAY)
            return 0;
        end = a.end;
    }
    d.type = DATE_SET;
    add_clock(&d, w.hour, w.minute);
    return date_emit(f, i, end, d) ? end : 0;
}

/* "كل يوم", "كل ثلاثة أسابيع", "كل اثنين", "every evening at 7". */
static u32 set_by_each(struct finder *f, u32 i)
{
    struct date d = date_blank;
    struct amount a;
    struct when w;
    u32 j = find_next(f, i);
    d.type = DATE_SET;
    if (j >= f->end || find_prefixed(f, j) || (has_article(f->t, j) && !find_latin(f, j)))
        return 0;
    const struct sense *unit = find_sense(f, j, ROLE_UNIT), *part = find_latin(f, j) ? find_sense(f, j, ROLE_PART) : NULL;
    u32 k = unit && unit->value == UNIT_DAY && find_is(f, j + 1, ROLE_WEEKDAY) && !find_prefixed(f, j + 1) ? j + 1 : j;
    const struct sense *day = find_sense(f, k, ROLE_WEEKDAY);
    if (day)
        return set_of_weekday(f, i, find_next(f, k), day->value);
    if (part) {
        j = find_next(f, j);
        if (clock_at(f, j, &w)) {
            add_clock(&d, !w.afternoon_known && part->value >= 12 && w.hour < 12 ? w.hour + 12 : w.hour, w.minute);
            j = w.end;
        } else {
            (void)snprintf(d.value, sizeof d.value, "T%s", part->more);
        }
        return date_emit(f, i, j, d) ? j : 0;
    }
    if (!amount_at(f->t, j, f->end, &a) || a.vague || a.n > 1 || a.definite)
        return 0;
    j = a.end;
    if (clock_at(f, j, &w)) {
        add_clock(&d, w.hour, w.minute);
        j = w.end;
    } else {
        set_value(&d, a.part[0].n, a.part[0].unit);
    }
    return date_emit(f, i, j, d) ? j : 0;
}

u32 find_set(struct finder *f, u32 i)
{
    const struct sense *days = find_sense(f, i, ROLE_WEEKDAYS);
    if (days)
        return set_of_weekday(f, i, find_next(f, i), days->value);
    if (find_is(f, i, ROLE_EACH))
        return set_by_each(f, i);
    if (find_is(f, i, ROLE_ALMOST) || find_is(f, i, ROLE_SET))
        return set_by_adverb(f, i);
    bool clock = find_is(f, i, ROLE_CLOCK) || f->t->tags[i].word == 0 || find_latin(f, i + 1);
    return clock ? set_by_clock(f, i) : 0;
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
    return date_join_steps(d, &e) ? date_settle(f, first, end, d) : 0;
}

/* "2 weeks starting May 20th", "3 hours from 2pm": a stretch by its length and beginning. */
u32 find_stretch(struct finder *f, u32 i)
{
    struct amount a;
    struct when w;
    struct date d = date_blank;
    bool alone;
    if (find_is(f, i, ROLE_FOR) && !find_is(f, i, ROLE_HEDGE))
        i = find_next(f, i);
    if (i >= f->end || find_prefixed(f, i) || !amount_at(f->t, i, f->end, &a) || a.vague || a.bare)
        return 0;
    bool comma = find_mark(f, a.end, ',');
    u32 j = a.end + comma;
    if (!find_is(f, j, ROLE_FROM) || find_prefixed(f, j))
        return 0;
    bool begins = find_sense(f, j, ROLE_FROM)->value > 0 || comma;
    j = find_next(f, j);
    if (j >= f->end || find_prefixed(f, j) || !find_when(f, j, &w) || w.n_offsets || w.run || w.counted || w.mod ||
        (!begins && w.hour < 0))
        return 0;
    int tense = tense_of(f->t, f->s, i, w.end, &alone);
    if (!date_complete(f, &w, alone) || !when_compile(&w, tense, alone, &d))
        return 0;
    return stretch(f, &d, &a, w.hour >= 0, i, w.end);
}

/* "2pm for 2 hours" */
u32 find_time_for(struct finder *f, u32 i)
{
    struct amount a;
    struct when w;
    struct date d = date_blank;
    bool alone;
    if (!find_when(f, i, &w) || w.hour < 0 || !find_is(f, w.end, ROLE_FOR) || find_prefixed(f, w.end))
        return 0;
    u32 j = find_next(f, w.end);
    if (j >= f->end || find_prefixed(f, j) || !amount_at(f->t, j, f->end, &a) || a.vague || a.bare)
        return 0;
    int tense = tense_of(f->t, f->s, i, a.end, &alone);
    if (!when_compile(&w, tense, alone, &d))
        return 0;
    return stretch(f, &d, &a, true, i, a.end);
}

/* "the week of April 10th", "أسبوع 16 سبتمبر" */
u32 find_week_of(struct finder *f, u32 i)
{
    const struct sense *u = find_sense(f, i, ROLE_UNIT);
    struct when w;
    struct date d = date_blank;
    bool alone;
    if (!u || u->value != UNIT_WEEK || !strstr(u->more, "1") || has_article(f->t, i))
        return 0;
    u32 j = find_next(f, i);
    if (find_latin(f, j)) {
        if (!find_is(f, j, ROLE_OF) && !find_is(f, j, ROLE_FROM))
            return 0;
        j = find_next(f, j);
        if (find_is(f, j, ROLE_ON))
            j = find_next(f, j);
        if (find_latin(f, j) && find_is(f, j, ROLE_COUPLE))
            j = find_next(f, j);
    }
    if (j >= f->end || find_prefixed(f, j) || !find_when(f, j, &w) || !w.day || w.hour >= 0)
        return 0;
    int tense = tense_of(f->t, f->s, i, w.end, &alone);
    if (!when_compile(&w, tense, alone, &d) || !add_step(&d, 'W', 0, 0))
        return 0;
    return date_settle(f, i, w.end, &d);
}

/* "two days before yesterday", "3 days from Tuesday": an amount counted from a date. */
u32 find_counted_from(struct finder *f, u32 i)
{
    struct amount a;
    struct when w;
    struct date d = date_blank;
    bool alone;
    u32 first = i;
    const struct sense *hedge = find_sense(f, i, ROLE_HEDGE);
    if (hedge)
        i = find_next(f, i);
    if (i >= f->end || !amount_at(f->t, i, f->end, &a) || a.vague || a.n != 1 || a.part[0].n != floor(a.part[0].n))
        return 0;
    const struct sense *edge = find_sense(f, a.end, ROLE_EDGE);
    int sign = edge ? (edge->value < 0 ? -1 : 1) : find_is(f, a.end, ROLE_FROM) && find_latin(f, a.end) ? 1 : 0;
    u32 j = sign ? find_next(f, a.end) : 0;
    if (!sign || j >= f->end || find_prefixed(f, j) || !find_when(f, j, &w) || w.n_offsets || w.run || w.counted ||
        w.hour >= 0 || w.part)
        return 0;
    int tense = tense_of(f->t, f->s, i, w.end, &alone);
    if (!date_complete(f, &w, alone) || !when_compile(&w, tense, alone, &d))
        return 0;
    char unit = unit_step(a.part[0].unit);
    if (a.part[0].unit < UNIT_DAY || !unit || !add_step(&d, 'o', sign * (int)a.part[0].n, unit))
        return 0;
    if (hedge)
        d.mod = (u8)mod_of_comparator((int)hedge->value, false);
    return date_settle(f, first, w.end, &d);
}

