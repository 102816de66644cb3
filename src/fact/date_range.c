/*
** date_range.c - from one date to another.
*/
#include "fact/date_find.h"

#include <math.h>
#include <stdio.h>

/* An end of a range: a date, or a number whose meaning the other end or what follows tells. */
static bool endpoint_at(struct finder *f, u32 i, struct when *w)
{
    struct number n;
    u32 j = i;
    const struct sense *the = i < f->end && find_latin(f, i) ? find_sense(f, i, ROLE_COUPLE) : NULL;
    if (the && strstr(the->more, "the") && !find_when(f, i, w))
        j = i = find_next(f, i);
    if (j >= f->end)
        return false;
    if (find_is(f, j, ROLE_UNIT) && find_sense(f, j, ROLE_UNIT)->value == UNIT_DAY && !find_is(f, j + 1, ROLE_WEEKDAY))
        j++;
    if (find_when(f, i, w) && !w->counted && !w->n_offsets && !w->run)
        return true;
    if (number_at(f->t, j, f->end, &n) && n.kind != NUMBER_FRACTION && n.kind != NUMBER_VAGUE && n.kind != NUMBER_DUAL &&
        n.value == floor(n.value) &&
        n.value >= 0 && n.value < 3000 && !n.decimal) {
        *w = (struct when){.first = i, .end = n.end, .weekday = -1, .year = YEAR_NONE, .hour = -1, .minute = -1, .second = -1,
            .zone = ZONE_UNKNOWN,
                           .bare = (int)n.value};
        return true;
    }
    return false;
}

static bool has_date(const struct when *w)
{
    return w->weekday >= 0 || w->has_dayrel || w->day || w->month || w->year != YEAR_NONE || w->rel_units || w->quarter ||
        w->half || w->season || w->decade ||
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
    if ((a->bare >= 0 && b->bare >= 0) || (a->month && b->month && a->hijri != b->hijri))
        return false; /* "14 محرم 1437 - 27 أكتوبر 2015" is one day in two calendars */
    struct when *bare = a->bare >= 0 ? a : b->bare >= 0 ? b : NULL, *full = bare == a ? b : a;
    if (bare) {
        if (full->hour >= 0 && bare->bare <= 24) {
            become_hour(bare, full);
        } else if (full->day && !full->nth && bare->bare >= 1 && bare->bare <= 31) {
            bare->day = bare->bare;
            bare->bare = -1;
        } else if (full->month && !small_date(full) && bare == b && bare->bare >= 1 && bare->bare <= 31) {
            return false;
        } else if (full->year != YEAR_NONE && !full->month && bare->bare >= 1500) {
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
bool date_join_steps(struct date *a, const struct date *b)
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
    struct date d = date_blank, e = d;
    bool alone;
    int tense = tense_of(f->t, f->s, first, end, &alone);
    if (!when_compile(a, tense, alone, &d) || !when_compile(b, tense, alone, &e))
        return 0;
    if (d.type != e.type || !date_join_steps(&d, &e))
        return 0;
    return date_settle(f, first, end, &d);
}

/* The word or mark between the ends; i where there is none. */
static u32 range_joint(const struct finder *f, u32 i, bool between)
{
    if (i >= f->end)
        return i;
    if (between && (find_is(f, i, ROLE_AND) && len_at(f->t, i) == 1))
        return i + 1;
    if (find_mark(f, i, '-') || find_mark(f, i, '~'))
        return i + 1;
    if (find_is(f, i, ROLE_TO) && !(find_prefixed(f, i) && !has_prefix(f->t, i, "\xd9\x88")))
        return find_next(f, i);
    return i;
}

/* How a range is announced. */
struct preamble {
    bool from, between;
    bool has_context; /* a day or period stands before: "الأسبوع المقبل بين الأربعاء والجمعة" */
    bool hours;       /* hours follow a day without a word between: "الاثنين 8-9 صباحا" */
    const char *part; /* of both days: "صباحي الجمعة والسبت"; NULL */
    struct when context;
    u32 end; /* where the first end of the range begins */
};

static struct preamble read_opening(struct finder *f, u32 i)
{
    struct preamble o = {.from = find_is(f, i, ROLE_FROM), .between = find_is(f, i, ROLE_BETWEEN), .end = i};
    const struct sense *days = find_sense(f, i, ROLE_UNIT);
    if (days && days->value == UNIT_DAY && strstr(days->more, "construct"))
        o.between = true; /* "يومي 3 و4 مارس", "يومي السبت والأحد" */
    const struct sense *parts = find_sense(f, i, ROLE_PARTS);
    if (parts) {
        o.between = true;
        o.part = parts->more;
    }
    if (!o.from && !o.between && find_when(f, i, &o.context) && o.context.hour < 0) {
        u32 k = o.context.end;
        if ((find_is(f, k, ROLE_FROM) || find_is(f, k, ROLE_BETWEEN)) && !find_prefixed(f, k)) {
            o.has_context = true;
            o.from = find_is(f, k, ROLE_FROM);
            o.between = !o.from;
            o.end = k;
        } else if (small_date(&o.context) && k + 2 < f->end && f->t->text->tokens[k].cls == TOKEN_NUMBER && find_mark(f, k + 1, '-')) {
            o.has_context = o.hours = true;
            o.end = k;
        }
    }
    if (o.from || o.between)
        o.end = find_next(f, o.end);
    return o;
}

static void become_hours(struct when *a, struct when *b)
{
    a->hour = a->bare;
    b->hour = b->bare;
    a->bare = b->bare = -1;
}

static void become_days(struct when *a, struct when *b)
{
    a->day = a->bare;
    b->day = b->bare;
    a->bare = b->bare = -1;
}

static bool bare_within(const struct when *a, const struct when *b, int low, int high)
{
    return a->bare >= low && b->bare >= low && a->bare <= high && b->bare <= high;
}

/* What stands before the range says what its numbers are, and of which day or period. */
static bool apply_context(const struct when *context, struct when *a, struct when *b)
{
    if (small_date(context) && !context->month && bare_within(a, b, 0, 24))
        become_hours(a, b);
    else if (context->month && !context->day && bare_within(a, b, 1, 31))
        become_days(a, b);
    if (a->bare >= 0 && b->hour >= 0)
        become_hour(a, b);
    if (context->part && strcmp(context->part, "MO") != 0) { /* "tonight from 7 to 9" */
        struct when *ends[] = {a, b};
        for (size_t k = 0; k < 2; k++)
            if (ends[k]->hour >= 0 && ends[k]->hour < 12 && !ends[k]->afternoon_known)
                ends[k]->hour += 12;
    }
    if (a->bare >= 0 || b->bare >= 0)
        return false;
    if (a->hour < 0) {
        inherit_period(a, context);
        inherit_period(b, context);
        return true;
    }
    if (!has_date(a))
        inherit_day(a, context);
    if (!has_date(b))
        inherit_day(b, context);
    return true;
}

/* The word between a range and the day or month that holds it. */
static u32 skip_of(const struct finder *f, u32 i)
{
    bool joint = find_is(f, i, ROLE_OF) || find_is(f, i, ROLE_IN) || (find_is(f, i, ROLE_ON) && find_latin(f, i));
    return joint && !find_prefixed(f, i) ? find_next(f, i) : i;
}

/* Two numbers: what follows says whether they are hours of a day, days of a month, or they are years. Gives the end, or 0. */
static u32 name_numbers(struct finder *f, const struct preamble *o, struct when *a, struct when *b)
{
    struct when c;
    u32 m = skip_of(f, b->end);
    bool hyphen = find_mark(f, a->end, '-'), told = o->from || o->between;
    bool found = m < f->end && find_when(f, m, &c) && c.hour < 0;
    bool hours = bare_within(a, b, 0, 24) && (told || hyphen || find_latin(f, a->end));
    if (hours && found && small_date(&c) && (find_latin(f, m) || c.has_dayrel)) {
        become_hours(a, b);
        inherit_day(a, &c);
        inherit_day(b, &c);
        return c.end;
    }
    if (bare_within(a, b, 1, 31) && found && !c.day && c.weekday < 0 && !c.doubtful && (c.month || (c.rel_units >> UNIT_MONTH & 1))) {
        become_days(a, b);
        inherit_period(a, &c);
        inherit_period(b, &c);
        a->month = b->month = c.month;
        return c.end;
    }
    if (a->bare < 1500 || b->bare <= a->bare || b->bare > 2200 || !(told || hyphen || find_mark(f, a->end, '~')) || !(told ||
        a->end - a->first == 1))
        return 0;
    a->year = a->bare;
    b->year = b->bare;
    a->bare = b->bare = -1;
    return b->end;
}

/* The second end of a range that begins with a, behind its joint. False where there is none. */
static bool second_end(struct finder *f, const struct preamble *o, const struct when *a, struct when *b)
{
    u32 k = range_joint(f, a->end, o->between);
    bool attached = o->between && k == a->end && has_prefix(f->t, k, "\xd9\x88");
    if (k >= f->end || (k == a->end && !attached))
        return false;
    bool told = o->from || o->between, glued = f->t->text->tokens[a->end].flags & TOKEN_GLUED;
    if (!told && find_mark(f, a->end, '-') && a->bare >= 0 && a->bare < 1500 && !glued)
        return false; /* a dash between sentences */
    if (find_the(f, k))
        k = find_next(f, k);
    if (!endpoint_at(f, k, b))
        return false;
    return !o->hours || b->hour >= 0 || (b->bare >= 1 && b->bare <= 12 && find_latin(f, o->context.first));
}

u32 find_range(struct finder *f, u32 i)
{
    struct when a, b, c;
    struct preamble o = read_opening(f, i);
    if (o.end >= f->end || ((o.from || o.between) && find_prefixed(f, o.end)) || !endpoint_at(f, o.end, &a) || !second_end(f, &o, &a, &b))
        return 0;
    u32 end = b.end;
    if (o.has_context && !apply_context(&o.context, &a, &b))
        return 0;
    if (a.bare >= 0 && b.bare >= 0 && !(end = name_numbers(f, &o, &a, &b)))
        return 0;
    bool no_day = !has_date(&a) && !has_date(&b);
    if (!marry(&a, &b))
        return 0;
    if (no_day && a.hour >= 0 && b.hour >= 0) { /* "from 10:30 to 3 on Monday" */
        u32 m = skip_of(f, end);
        if (m < f->end && find_when(f, m, &c) && small_date(&c) && c.hour < 0) {
            inherit_day(&a, &c);
            inherit_day(&b, &c);
            end = c.end;
        }
    }
    if (!has_date(&a) && a.hour < 0)
        return 0;
    if (o.part && (a.hour >= 0 || a.part || b.part || !small_date(&a)))
        return 0;
    if (o.part)
        a.part = b.part = o.part;
    return finish_range(f, &a, &b, i, end);
}

/* "عامي 2014 و2017", "19 و20 نوفمبر" are left to their parts; the dual of years is one stretch. */
u32 find_two_years(struct finder *f, u32 i)
{
    const struct sense *u = find_sense(f, i, ROLE_UNIT);
    struct number a, b;
    if (!u || u->value != UNIT_YEAR || !strstr(u->more, "2"))
        return 0;
    u32 j = find_next(f, i);
    if (!number_at(f->t, j, f->end, &a) || !a.digits || a.value < 1000 || a.value > 2999)
        return 0;
    u32 k = a.end;
    if (find_is(f, k, ROLE_AND) && len_at(f->t, k) == 1)
        k++;
    if (!number_at(f->t, k, f->end, &b) || !b.digits || b.value <= a.value || b.value > 2999)
        return 0;
    struct date d = {.begin = civil_day((i32)a.value, 1, 1), .end = civil_day((i32)b.value + 1, 1, 1), .day = -1, .hour = -1, .minute = -1};
    (void)snprintf(d.value, sizeof d.value, "%04d/%04d", (int)a.value, (int)b.value);
    return date_emit(f, i, b.end, d) ? b.end : 0;
}

