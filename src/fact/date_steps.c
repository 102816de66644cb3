/*
** date_steps.c - runs the steps of a date (date_steps.h).
*/
#include "fact/date_steps.h"

#include <stdio.h>
#include <stdlib.h>

enum grain {
    GRAIN_DAY, GRAIN_WEEK, GRAIN_WEEKEND, GRAIN_MONTH, GRAIN_QUARTER, GRAIN_HALF, GRAIN_SEASON, GRAIN_YEAR, GRAIN_DECADE, GRAIN_CENTURY,
    GRAIN_TIME, GRAIN_PART, GRAIN_RANGE, GRAIN_NOW
};

struct state {
    i32 anchor; /* DAY_UNKNOWN */
    i64 anchor_second; /* of the day; -1 where the time is not known */
    i32 b, e;   /* the interval */
    enum grain grain;
    int hour, minute, second; /* minute, second -1: not told */
    i32 hours_b, hours_e; /* of a range of hours: seconds from the anchor's midnight */
    bool clock_range;
    char part[4], season[4];
    int zone;
    i32 after; /* in the second half of "a/b": where a begins; else DAY_UNKNOWN */
    bool contradicts, hijri;
    bool free_year; /* the month was chosen by direction */
};

static i32 floor_div(i32 a, i32 b) { return a / b - (a % b != 0 && (a % b < 0) != (b < 0)); }

/* Days outside the years 1..9999 have no TIMEX value. */
#define DAY_MIN (-719162)
#define DAY_MAX 2932896

static void set_months(struct state *s, i32 index, i32 n, enum grain g)
{
    i32 y = floor_div(index, 12), y2 = floor_div(index + n, 12);
    if (y < 1 || y2 > 9999) {
        s->b = s->e = DAY_UNKNOWN;
        return;
    }
    s->b = civil_day(y, index - y * 12 + 1, 1);
    s->e = civil_day(y2, index + n - y2 * 12 + 1, 1);
    s->grain = g;
}

static i32 month_index(i32 day)
{
    i32 y;
    int m, d;
    civil_from_day(day, &y, &m, &d);
    return y * 12 + m - 1;
}

static i32 week_start(i32 day) { return day - ((int)civil_weekday(day) + 6) % 7; }

/* The period of a unit around the interval's first day, moved by n. */
static bool move_period(struct state *s, char unit, i32 n)
{
    i32 m = month_index(s->b);
    if (n > 100000 || n < -100000)
        return false;
    switch (unit) {
    case 'Y': set_months(s, (floor_div(m, 12) + n) * 12, 12, GRAIN_YEAR); break;
    case 'Q': set_months(s, (floor_div(m, 3) + n) * 3, 3, GRAIN_QUARTER); break;
    case 'H': set_months(s, (floor_div(m, 6) + n) * 6, 6, GRAIN_HALF); break;
    case 'M': set_months(s, m + n, 1, GRAIN_MONTH); break;
    case 'X': set_months(s, (floor_div(m, 120) + n) * 120, 120, GRAIN_DECADE); break;
    case 'C': set_months(s, (floor_div(m - 12, 1200) + n) * 1200 + 12, 1200, GRAIN_CENTURY); break;
    case 'W':
        s->b = week_start(s->b) + 7 * n;
        s->e = s->b + 7;
        s->grain = GRAIN_WEEK;
        break;
    case 'K':
        s->b = week_start(s->b) + 7 * n + 5;
        s->e = s->b + 2;
        s->grain = GRAIN_WEEKEND;
        break;
    case 'D':
        s->b += n;
        s->e = s->b + 1;
        s->grain = GRAIN_DAY;
        break;
    default: return false;
    }
    return s->b != DAY_UNKNOWN;
}

/* A day moved by months, kept inside its month. */
static i32 add_months(i32 day, i32 n)
{
    i32 y, index;
    int m, d;
    civil_from_day(day, &y, &m, &d);
    index = y * 12 + m - 1 + n;
    i32 y2 = floor_div(index, 12);
    int m2 = index - y2 * 12 + 1;
    if (y2 < 1 || y2 > 9999)
        return DAY_UNKNOWN;
    return civil_day(y2, m2, MIN_OF(d, civil_month_days(y2, m2)));
}

static i32 add_units(i32 day, char unit, i32 n)
{
    switch (unit) {
    case 'D': return day + n;
    case 'W': return day + 7 * n;
    case 'M': return add_months(day, n);
    case 'Q': return add_months(day, 3 * n);
    case 'Y': return add_months(day, 12 * n);
    case 'X': return add_months(day, 120 * n);
    case 'C': return add_months(day, 1200 * n);
    default: return DAY_UNKNOWN;
    }
}

static i32 seconds_of_unit(char unit) { return unit == 's' ? 1 : unit == 'n' ? 60 : unit == 'h' ? 3600 : 0; }

/* The anchor moved by n units; hours and less give a time. */
static bool move_offset(struct state *s, char unit, i32 n)
{
    i32 seconds = seconds_of_unit(unit);
    if (n > 10000000 || n < -10000000)
        return false;
    if (seconds == 0) {
        s->b = add_units(s->b, unit, n);
        s->e = s->b + 1;
        s->grain = GRAIN_DAY;
        return s->b != DAY_UNKNOWN;
    }
    i64 at = s->grain == GRAIN_TIME ? s->hour * 3600 + MAX_OF(s->minute, 0) * 60 + MAX_OF(s->second, 0) : s->anchor_second;
    if (at < 0)
        return false;
    at += (i64)n * seconds;
    i64 days = at >= 0 ? at / 86400 : -((-at + 86399) / 86400);
    at -= days * 86400;
    s->b += (i32)days;
    s->e = s->b + 1;
    s->grain = GRAIN_TIME;
    s->hour = (int)(at / 3600);
    s->minute = (int)(at / 60 % 60);
    s->second = unit == 's' || at % 60 ? (int)(at % 60) : -1;
    return true;
}

/* Which of the places `step` apart around `at` (at <= here in its own year) is meant: 0 that one, -1 the one before, 1 the next. */
static i32 pick(char dir, i64 here, i64 at, i64 step)
{
    i64 before = at <= here ? at : at - step, after = at >= here ? at : at + step;
    switch (dir) {
    case '<': return (i32)((at < here ? 0 : -1));
    case '(': return at <= here ? 0 : -1;
    case '>': return at > here ? 0 : 1;
    case ')': case '+': return at >= here ? 0 : 1;
    case '~':
        if (at == here)
            return 0;
        if ((after - here) * 3 < here - before)
            return at >= here ? 0 : 1;
        return at <= here ? 0 : -1;
    default: return 0;
    }
}

static bool take_month(struct state *s, int month, char dir)
{
    if (month < 1 || month > 12)
        return false;
    if (dir == '.') {
        set_months(s, floor_div(month_index(s->b), 12) * 12 + month - 1, 1, GRAIN_MONTH);
        return s->b != DAY_UNKNOWN;
    }
    i32 base = dir == '+' ? s->after : s->anchor;
    if (base == DAY_UNKNOWN)
        return false;
    i32 here = month_index(base), at = floor_div(here, 12) * 12 + month - 1;
    set_months(s, at + 12 * pick(dir, here, at, 12), 1, GRAIN_MONTH);
    s->free_year = true;
    return s->b != DAY_UNKNOWN;
}

static void set_hijri_month(struct state *s, i32 year, int month)
{
    s->b = hijri_day(year, month, 1);
    s->e = s->b + hijri_month_days(year, month);
    s->grain = GRAIN_RANGE;
    s->hijri = true;
}

/* A quarter (of 3 months) or half (of 6) of the year. */
static bool take_part_of_year(struct state *s, int nth, int months, char dir)
{
    if (nth < 1 || nth * months > 12 || s->anchor == DAY_UNKNOWN)
        return false;
    i32 here = floor_div(month_index(s->anchor), months), per_year = 12 / months;
    i32 at = floor_div(here, per_year) * per_year + nth - 1;
    set_months(s, (at + per_year * pick(dir, here, at, per_year)) * months, months, months == 3 ? GRAIN_QUARTER : GRAIN_HALF);
    return s->b != DAY_UNKNOWN;
}

static bool take_hijri_month(struct state *s, int month, char dir)
{
    i32 y;
    int m, d;
    if (month < 1 || month > 12)
        return false;
    if (dir == '.' && s->hijri) { /* inside a Hijri year */
        hijri_from_day(s->b, &y, &m, &d);
        set_hijri_month(s, y, month);
        return true;
    }
    if (dir == '.') { /* the one that begins in the Gregorian interval */
        hijri_from_day(s->b, &y, &m, &d);
        i32 from = s->b, until = s->e;
        for (i32 k = y; k <= y + 2; k++) {
            i32 start = hijri_day(k, month, 1);
            if (start >= from && start < until) {
                set_hijri_month(s, k, month);
                return true;
            }
        }
        return false;
    }
    i32 base = dir == '+' ? s->after : s->anchor;
    if (base == DAY_UNKNOWN)
        return false;
    hijri_from_day(base, &y, &m, &d);
    i32 here = y * 12 + m, at = y * 12 + month;
    set_hijri_month(s, y + pick(dir, here, at, 12), month);
    return true;
}

/* The day of a month: inside the interval's month, or beside the anchor. */
static bool take_day(struct state *s, int day, char dir)
{
    if (s->hijri) {
        i32 y;
        int m, d;
        hijri_from_day(s->b, &y, &m, &d);
        if (day < 1 || day > 30)
            return false;
        s->b = s->b + day - 1;
        s->e = s->b + 1;
        s->grain = GRAIN_DAY;
        return true;
    }
    if (dir != '.') {
        if (s->anchor == DAY_UNKNOWN)
            return false;
        i32 y;
        int m, d;
        civil_from_day(s->anchor, &y, &m, &d);
        s->b = civil_day(y, m, 1);
        i32 n = (dir == '<' && day >= d) || (dir == '(' && day > d) ? -1 : (dir == '>' && day <= d) || (dir == ')' && day < d) ? 1 : 0;
        if (n != 0)
            s->b = add_months(s->b, n);
        if (s->b == DAY_UNKNOWN)
            return false;
    }
    i32 y;
    int m, d;
    civil_from_day(s->b, &y, &m, &d);
    if (!civil_is_valid(y, m, day))
        return false;
    s->b = civil_day(y, m, day);
    s->e = s->b + 1;
    s->grain = GRAIN_DAY;
    return true;
}

static bool take_weekday(struct state *s, int weekday, char dir)
{
    if (weekday < 0 || weekday > 6)
        return false;
    i32 from;
    if (dir == '.') {
        from = s->b + (weekday - (int)civil_weekday(s->b) + 7) % 7;
    } else {
        i32 base = dir == '+' ? s->after : s->anchor;
        if (base == DAY_UNKNOWN)
            return false;
        i32 ahead = (weekday - (int)civil_weekday(base) + 7) % 7; /* 0 today .. 6 */
        i32 back = (7 - ahead) % 7;
        switch (dir) {
        case '<': from = base - (back ? back : 7); break;
        case '(': from = base - back; break;
        case '>': from = base + (ahead ? ahead : 7); break;
        case ')': case '+': from = base + ahead; break;
        case '=': from = week_start(base) + (weekday + 6) % 7; break;
        default: from = ahead * 3 < back ? base + ahead : base - back; break;
        }
    }
    s->b = from;
    s->e = from + 1;
    s->grain = GRAIN_DAY;
    return true;
}

/* The day of a month that falls on the weekday, in the anchor's month or the nearest on the side of dir. */
static bool take_fitting_day(struct state *s, int day, int weekday, char dir)
{
    if (s->anchor == DAY_UNKNOWN || day < 1 || day > 31 || weekday < 0 || weekday > 6)
        return false;
    i32 here = month_index(s->anchor);
    int step = dir == ')' ? 1 : -1;
    for (int k = 0; k <= 12; k++) { /* this month, the wanted side for half a year, then the other */
        i32 index = here + (k <= 6 ? k * step : (6 - k) * step);
        i32 y = floor_div(index, 12);
        int m = index - y * 12 + 1;
        if (y < 1 || y > 9999 || !civil_is_valid(y, m, day) || (int)civil_weekday(civil_day(y, m, day)) != weekday)
            continue;
        s->b = civil_day(y, m, day);
        s->e = s->b + 1;
        s->grain = GRAIN_DAY;
        return true;
    }
    return false;
}

/* The nth unit of the interval; negative from its end. Weeks of a month are those that lie in it whole, weeks of a year ISO's. */
static bool take_nth(struct state *s, i32 n, char unit, int weekday)
{
    if (n == 0 || n > 400 || n < -400)
        return false;
    i32 b = s->b, e = s->e, first, last;
    switch (unit) {
    case 'D': s->b = n > 0 ? b + n - 1 : e + n; s->e = s->b + 1; s->grain = GRAIN_DAY; break;
    case 'a':
        first = b + (weekday - (int)civil_weekday(b) + 7) % 7;
        last = e - 1 - ((int)civil_weekday(e - 1) - weekday + 7) % 7;
        s->b = n > 0 ? first + 7 * (n - 1) : last + 7 * (n + 1);
        s->e = s->b + 1;
        s->grain = GRAIN_DAY;
        break;
    case 'W':
        if (s->grain == GRAIN_YEAR) {
            first = week_start(b + 3);
            last = week_start(e - 4);
        } else {
            first = week_start(b + 6);
            last = week_start(e - 7);
        }
        s->b = n > 0 ? first + 7 * (n - 1) : last + 7 * (n + 1);
        s->e = s->b + 7;
        s->grain = GRAIN_WEEK;
        return true;
    case 'M': set_months(s, n > 0 ? month_index(b) + n - 1 : month_index(e - 1) + n + 1, 1, GRAIN_MONTH); break;
    case 'Q': set_months(s, month_index(b) + 3 * (n > 0 ? n - 1 : 4 + n), 3, GRAIN_QUARTER); break;
    case 'H': set_months(s, month_index(b) + 6 * (n > 0 ? n - 1 : 2 + n), 6, GRAIN_HALF); break;
    case 'Y': set_months(s, month_index(b) + 12 * (n - 1), 12, GRAIN_YEAR); break;
    case 'X': set_months(s, month_index(b) + 120 * (n - 1), 120, GRAIN_DECADE); break;
    default: return false;
    }
    return s->b != DAY_UNKNOWN && s->b >= b && s->b < e;
}

/* The first n units of the interval, the last where n is below 0. */
static bool take_edge(struct state *s, i32 n, char unit)
{
    if (n == 0 || n > 10000 || n < -10000)
        return false;
    i32 b = s->b, e = s->e;
    s->e = n > 0 ? add_units(b, unit, n) : e;
    s->b = n > 0 ? b : add_units(e, unit, n);
    s->grain = GRAIN_RANGE;
    return s->b != DAY_UNKNOWN && s->e != DAY_UNKNOWN && s->b >= b && s->e <= e;
}

/* The next n units behind the anchor's day, the last n before it. Weeks, decades, centuries are whole ones. */
static bool take_run(struct state *s, i32 n, char unit)
{
    if (n == 0 || n > 100000 || n < -100000)
        return false;
    i32 seconds = seconds_of_unit(unit);
    if (seconds) {
        if (s->anchor_second < 0)
            return false;
        i64 b = s->anchor_second + (n < 0 ? (i64)n * seconds : 0), e = s->anchor_second + (n > 0 ? (i64)n * seconds : 0);
        s->clock_range = true;
        s->hours_b = (i32)b;
        s->hours_e = (i32)e;
        s->grain = GRAIN_RANGE;
        return true;
    }
    if ((unit == 'W' && n > 0) || unit == 'X' || unit == 'C' || unit == 'Q') {
        struct state edge = *s;
        if (!move_period(&edge, unit, n > 0 ? 1 : n))
            return false;
        s->b = edge.b;
        edge = *s;
        s->e = s->b;
        edge.b = s->b;
        if (!move_period(&edge, unit, n > 0 ? n - 1 : -n - 1))
            return false;
        s->e = edge.e;
    } else {
        i32 from = s->b;
        s->b = n > 0 ? from + 1 : add_units(from, unit, n);
        s->e = n > 0 ? add_units(from + 1, unit, n) : from;
        if (s->b == DAY_UNKNOWN || s->e == DAY_UNKNOWN)
            return false;
    }
    s->grain = GRAIN_RANGE;
    return true;
}

/* Western Easter Sunday (the anonymous Gregorian algorithm, Meeus). */
static i32 easter(i32 y)
{
    i32 a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    i32 h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    i32 month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return civil_day(y, month, day);
}

static bool take_easter(struct state *s, char dir)
{
    i32 y, base = dir == '.' ? s->b : s->anchor;
    int m, d;
    if (base == DAY_UNKNOWN)
        return false;
    civil_from_day(base, &y, &m, &d);
    if (y < 1583 || y > 9998)
        return false;
    s->b = easter(dir == '.' ? y : y + pick(dir, base, easter(y), 365));
    s->e = s->b + 1;
    s->grain = GRAIN_DAY;
    return true;
}

/* Seasons as whole months of the northern year, winter with the year it begins in. */
static bool take_season(struct state *s, const char *code)
{
    i32 y = floor_div(month_index(s->b), 12);
    int first = code[1] == 'P' ? 3 : code[0] == 'S' ? 6 : code[0] == 'F' ? 9 : 12;
    set_months(s, y * 12 + first - 1, 3, GRAIN_SEASON);
    memcpy(s->season, code, 2);
    return s->b != DAY_UNKNOWN;
}

static bool take_holiday(struct state *s, int mmdd, char dir)
{
    if (dir == '.' && !s->hijri) { /* the day itself must lie in the Gregorian year */
        i32 y, from = s->b, until = s->e;
        int m, d;
        hijri_from_day(from, &y, &m, &d);
        for (i32 k = y - 1; k <= y + 2; k++) {
            i32 day = hijri_day(k, mmdd / 100, mmdd % 100);
            if (day >= from && day < until) {
                s->b = day;
                s->e = day + 1;
                s->grain = GRAIN_DAY;
                return true;
            }
        }
        return false;
    }
    if (!take_hijri_month(s, mmdd / 100, dir))
        return false;
    bool ok = take_day(s, mmdd % 100, '.');
    s->hijri = false;
    return ok;
}

/* Steps that choose a place by direction: "m10~". */
static bool run_choice(struct state *s, char op, i32 n, char dir)
{
    if (dir == '.' && s->b == DAY_UNKNOWN)
        return false;
    switch (op) {
    case 'm': return take_month(s, n, dir);
    case 'i': return take_hijri_month(s, n, dir);
    case 'd': return take_day(s, n, dir);
    case 'a': return take_weekday(s, n, dir);
    case 'j': return take_holiday(s, n, dir);
    case 'q': return take_part_of_year(s, n, 3, dir);
    default: return take_part_of_year(s, n, 6, dir);
    }
}

/* Steps that take a number and a unit: "o-3M", "#3a2", "f13a5(". */
static bool run_count(struct state *s, char op, i32 n, const char **rest)
{
    const char *at = *rest;
    char unit = *at;
    int weekday = unit == 'a' && at[1] >= '0' && at[1] <= '6' ? at[1] - '0' : -1;
    if (s->b == DAY_UNKNOWN || unit == '\0')
        return false;
    *rest = at + (unit == 'a' ? 2 : 1);
    switch (op) {
    case 'o': return move_offset(s, unit, n);
    case 'u': return take_edge(s, n, unit);
    case 'r': return take_run(s, n, unit);
    case 'f':
        if (weekday < 0 || at[2] == '\0')
            return false;
        (*rest)++;
        return take_fitting_day(s, n, weekday, at[2]);
    default: return (unit != 'a' || weekday >= 0) && take_nth(s, n, unit, weekday);
    }
}

/* "15:30:00" behind T. */
static void run_clock(struct state *s, i32 hour, const char **rest)
{
    char *end = (char *)(uintptr_t)*rest;
    s->hour = hour;
    s->minute = s->second = -1;
    if (*end == ':')
        s->minute = (int)strtol(end + 1, &end, 10);
    if (*end == ':')
        s->second = (int)strtol(end + 1, &end, 10);
    s->grain = GRAIN_TIME;
    *rest = end;
}

/* The day must be that weekday; of a month whose year nobody told, the same day on the anchor's other side may be, when it is nearer than a
** year by a season. */
static void check_weekday(struct state *s, i32 weekday)
{
    if (s->b == DAY_UNKNOWN || (i32)civil_weekday(s->b) == weekday)
        return;
    i32 other = s->free_year && s->anchor != DAY_UNKNOWN ? add_months(s->b, s->b <= s->anchor ? 12 : -12) : DAY_UNKNOWN;
    i32 away = other == DAY_UNKNOWN ? 0 : other > s->anchor ? other - s->anchor : s->anchor - other;
    if (other == DAY_UNKNOWN || away > 270 || (i32)civil_weekday(other) != weekday) {
        s->contradicts = true;
        return;
    }
    s->b = other;
    s->e = other + 1;
}

/* Steps that need no direction. */
static bool run_plain(struct state *s, char op, i32 n)
{
    switch (op) {
    case 'y':
        if (n < 1 || n > 9999)
            return false;
        set_months(s, n * 12, 12, GRAIN_YEAR);
        return true;
    case 'l':
        if (n < 1 || n > 3000)
            return false;
        s->b = hijri_day(n, 1, 1);
        s->e = hijri_day(n + 1, 1, 1);
        s->grain = GRAIN_RANGE;
        s->hijri = true;
        return true;
    case 'c': check_weekday(s, n); return true;
    case 'R':
        if (s->anchor == DAY_UNKNOWN || s->b == DAY_UNKNOWN)
            return false;
        s->b = MAX_OF(s->b, s->anchor);
        s->grain = GRAIN_RANGE;
        return true;
    case 'Z': s->zone = n; return true;
    case 'n': s->grain = GRAIN_NOW; return true;
    default: return s->b != DAY_UNKNOWN && move_period(s, op, n);
    }
}

/* One step; *p behind it. */
static bool run_step(struct state *s, const char **p)
{
    char op = *(*p)++, *end;
    i32 n = (i32)strtol(*p, &end, 10);
    const char *rest = end;
    bool ok;
    switch (op) {
    case 'm': case 'i': case 'd': case 'a': case 'j': case 'q': case 'v':
        ok = *rest && run_choice(s, op, n, *rest);
        rest += *rest != '\0';
        break;
    case 'o': case '#': case 'f': case 'u': case 'r': ok = run_count(s, op, n, &rest); break;
    case 'e':
        ok = take_easter(s, *rest);
        rest += *rest != '\0';
        break;
    case 'z': case 'P':
        if (!rest[0] || !rest[1])
            return false;
        ok = op == 'P' || (s->b != DAY_UNKNOWN && take_season(s, rest));
        if (op == 'P') {
            memcpy(s->part, rest, 2);
            s->grain = GRAIN_PART;
        }
        rest += 2;
        break;
    case 'T':
        run_clock(s, n, &rest);
        ok = true;
        break;
    default: ok = run_plain(s, op, n); break;
    }
    *p = rest;
    return ok && (s->b == DAY_UNKNOWN || (s->b >= DAY_MIN && s->e <= DAY_MAX + 1));
}

static void format_day(char *out, size_t cap, i32 day)
{
    i32 y;
    int m, d;
    civil_from_day(day, &y, &m, &d);
    (void)snprintf(out, cap, "%04d-%02d-%02d", (int)y, m, d);
}

static void format_week(char *out, size_t cap, i32 monday, const char *tail)
{
    i32 y;
    int m, d;
    civil_from_day(monday + 3, &y, &m, &d);
    int week = (int)(monday + 3 - civil_day(y, 1, 1)) / 7 + 1;
    (void)snprintf(out, cap, "%04d-W%02d%s", (int)y, week, tail);
}

static void format_clock(char *out, size_t cap, const struct state *s)
{
    int n = snprintf(out, cap, "T%02d:%02d", s->hour, MAX_OF(s->minute, 0));
    if (s->second >= 0 && n > 0 && (size_t)n < cap)
        n += snprintf(out + n, cap - (size_t)n, ":%02d", s->second);
    if (s->zone != ZONE_UNKNOWN && n > 0 && (size_t)n < cap) {
        int z = s->zone < 0 ? -s->zone : s->zone;
        if (z == 0)
            (void)snprintf(out + n, cap - (size_t)n, "Z");
        else
            (void)snprintf(out + n, cap - (size_t)n, "%c%02d:%02d", s->zone < 0 ? '-' : '+', z / 60, z % 60);
    }
}

/* The TIMEX3 value of the state. */
static void format_state(const struct state *s, char *out, size_t cap)
{
    i32 y = 0;
    int m = 0, d = 0;
    char day[16] = "", end[16];
    if (s->b != DAY_UNKNOWN) {
        civil_from_day(s->b, &y, &m, &d);
        format_day(day, sizeof day, s->b);
    }
    switch (s->grain) {
    case GRAIN_DAY: (void)snprintf(out, cap, "%s", day); break;
    case GRAIN_WEEK: format_week(out, cap, s->b, ""); break;
    case GRAIN_WEEKEND: format_week(out, cap, s->b - 5, "-WE"); break;
    case GRAIN_MONTH: (void)snprintf(out, cap, "%04d-%02d", (int)y, m); break;
    case GRAIN_QUARTER: (void)snprintf(out, cap, "%04d-Q%d", (int)y, (m + 2) / 3); break;
    case GRAIN_HALF: (void)snprintf(out, cap, "%04d-H%d", (int)y, (m + 5) / 6); break;
    case GRAIN_SEASON: (void)snprintf(out, cap, "%04d-%s", (int)y, s->season); break;
    case GRAIN_YEAR: (void)snprintf(out, cap, "%04d", (int)y); break;
    case GRAIN_DECADE: (void)snprintf(out, cap, "%03d", (int)y / 10); break;
    case GRAIN_CENTURY: (void)snprintf(out, cap, "%02d", (int)(y - 1) / 100); break;
    case GRAIN_PART: (void)snprintf(out, cap, "%sT%s", day, s->part); break;
    case GRAIN_NOW: (void)snprintf(out, cap, "PRESENT_REF"); break;
    case GRAIN_TIME: {
        char clock[24];
        format_clock(clock, sizeof clock, s);
        (void)snprintf(out, cap, "%s%s", day, clock);
        break;
    }
    case GRAIN_RANGE:
        if (s->clock_range) {
            i32 b = s->b + floor_div(s->hours_b, 86400), e = s->b + floor_div(s->hours_e, 86400);
            i32 tb = s->hours_b - floor_div(s->hours_b, 86400) * 86400, te = s->hours_e - floor_div(s->hours_e, 86400) * 86400;
            format_day(day, sizeof day, b);
            format_day(end, sizeof end, e);
            (void)snprintf(out, cap, "%sT%02d:%02d/%sT%02d:%02d", day, tb / 3600, tb / 60 % 60, end, te / 3600, te / 60 % 60);
        } else {
            format_day(end, sizeof end, s->e);
            (void)snprintf(out, cap, "%s/%s", day, end);
        }
        break;
    }
}

static bool run_all(struct state *s, const char *p, const char *stop)
{
    while (p < stop) {
        if (*p == ' ')
            p++;
        else if (!run_step(s, &p))
            return false;
    }
    return s->b != DAY_UNKNOWN || s->grain == GRAIN_NOW;
}

bool steps_run(const char *steps, const struct civil *anchor, struct steps_result *out)
{
    struct state start = {.anchor = DAY_UNKNOWN, .anchor_second = -1, .b = DAY_UNKNOWN, .e = DAY_UNKNOWN, .zone = ZONE_UNKNOWN,
                          .after = DAY_UNKNOWN};
    if (anchor && anchor->precision >= PRECISION_DAY) {
        start.anchor = start.b = civil_day(anchor->year, anchor->month, anchor->day);
        start.e = start.b + 1;
        if (anchor->precision >= PRECISION_MINUTE)
            start.anchor_second = anchor->hour * 3600 + anchor->minute * 60 + anchor->second;
    }
    *out = (struct steps_result){.begin = DAY_UNKNOWN, .end = DAY_UNKNOWN};
    const char *slash = strchr(steps, '/'), *stop = steps + strlen(steps);
    struct state a = start, b = start;
    if (!run_all(&a, steps, slash ? slash : stop))
        return false;
    b.after = a.b;
    if (slash && !run_all(&b, slash + 1, stop))
        return false;
    out->contradicts = a.contradicts || (slash && b.contradicts);
    if (a.b == DAY_UNKNOWN) {
        format_state(&a, out->value, sizeof out->value);
        return true;
    }
    out->begin = a.b;
    out->end = slash ? b.e : a.e;
    if (!slash) {
        format_state(&a, out->value, sizeof out->value);
        return true;
    }
    char from[48], to[48];
    format_state(&a, from, sizeof from);
    format_state(&b, to, sizeof to);
    (void)snprintf(out->value, sizeof out->value, "%.23s/%.23s", from, to);
    return true;
}

void date_resolve(struct date *d, const struct published *p)
{
    struct steps_result r;
    if (d->rule == RULE_NONE || d->steps[0] == '\0' || !steps_run(d->steps, &p->when, &r))
        return;
    memcpy(d->value, r.value, sizeof d->value);
    d->begin = r.begin;
    d->end = r.end;
    d->contradicts = r.contradicts;
}
