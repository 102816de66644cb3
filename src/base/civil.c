/* civil.c - days, and ISO 8601 as pages write it. */
#include "base/civil.h"

#include <stdio.h>

i32 civil_day(i32 year, int month, int day)
{
    year -= month <= 2;
    i32 era = (year >= 0 ? year : year - 399) / 400;
    u32 yoe = (u32)(year - era * 400);
    u32 doy = (153u * (u32)(month + (month > 2 ? -3 : 9)) + 2) / 5 + (u32)day - 1;
    u32 doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + (i32)doe - 719468;
}

void civil_from_day(i32 day, i32 *year, int *month, int *dayofmonth)
{
    day += 719468;
    i32 era = (day >= 0 ? day : day - 146096) / 146097;
    u32 doe = (u32)(day - era * 146097);
    u32 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    u32 doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    u32 mp = (5 * doy + 2) / 153;
    *dayofmonth = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (i32)yoe + era * 400 + (*month <= 2);
}

enum weekday civil_weekday(i32 day)
{
    i32 w = (day + 4) % 7;
    return (enum weekday)(w < 0 ? w + 7 : w);
}

int civil_month_days(i32 year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0)) return 29;
    return days[month - 1];
}

bool civil_is_valid(i32 year, int month, int day)
{
    return year >= -9999 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= civil_month_days(year, month);
}

/* Takes `digits` decimal digits off the front of *s. */
static bool take(str *s, int digits, int *out)
{
    if (s->n < (size_t)digits) return false;
    *out = 0;
    for (int i = 0; i < digits; i++) {
        if (s->p[i] < '0' || s->p[i] > '9') return false;
        *out = *out * 10 + (s->p[i] - '0');
    }
    *s = str_skip(*s, (size_t)digits);
    return true;
}

static bool take_char(str *s, char c)
{
    if (s->n == 0 || s->p[0] != c) return false;
    *s = str_skip(*s, 1);
    return true;
}

static bool take_zone(str *s, int *zone_min)
{
    int h, m = 0;
    if (take_char(s, 'Z') || take_char(s, 'z')) return *zone_min = 0, true;
    take_char(s, ' ');
    bool minus = s->n && s->p[0] == '-';
    if (!take_char(s, '-') && !take_char(s, '+')) return false;
    if (!take(s, 2, &h)) return false;
    if (take_char(s, ':') ? !take(s, 2, &m) : s->n > 0 && !take(s, 2, &m)) return false;
    if (h > 15 || m > 59) return false;
    *zone_min = (minus ? -1 : 1) * (h * 60 + m);
    return true;
}

/* hh:mm, hh:mm:ss, a fraction (dropped), a zone; s must end there. */
static bool take_time(str s, struct civil *c)
{
    if (!take(&s, 2, &c->hour) || !take_char(&s, ':') || !take(&s, 2, &c->minute)) return false;
    c->precision = PRECISION_MINUTE;
    if (take_char(&s, ':')) {
        if (!take(&s, 2, &c->second)) return false;
        c->precision = PRECISION_SECOND;
        if (take_char(&s, '.') || take_char(&s, ','))
            while (s.n && s.p[0] >= '0' && s.p[0] <= '9') s = str_skip(s, 1);
    }
    if (c->hour > 23 || c->minute > 59 || c->second > 60) return false;
    if (c->second == 60) c->second = 59;
    return s.n == 0 || (take_zone(&s, &c->zone_min) && s.n == 0);
}

bool civil_parse(str s, struct civil *out)
{
    struct civil c = {.zone_min = ZONE_UNKNOWN, .precision = PRECISION_YEAR};
    int year;
    s = str_trim(s);
    if (!take(&s, 4, &year)) return false;
    c.year = year;
    if (s.n && take_char(&s, '-')) {
        if (!take(&s, 2, &c.month) || c.month < 1 || c.month > 12) return false;
        c.precision = PRECISION_MONTH;
        if (s.n && take_char(&s, '-')) {
            if (!take(&s, 2, &c.day) || !civil_is_valid(c.year, c.month, c.day)) return false;
            c.precision = PRECISION_DAY;
            if (s.n && (take_char(&s, 'T') || take_char(&s, 't') || take_char(&s, ' ')) && !take_time(s, &c)) return false;
            else if (c.precision >= PRECISION_MINUTE) s.n = 0;
        }
    }
    if (s.n) return false;
    *out = c;
    return true;
}

i64 civil_seconds(const struct civil *c)
{
    i64 day = civil_day(c->year, c->month ? c->month : 1, c->day ? c->day : 1);
    i64 zone = c->zone_min == ZONE_UNKNOWN ? 0 : c->zone_min;
    return day * 86400 + c->hour * 3600 + c->minute * 60 + c->second - zone * 60;
}

void civil_format(const struct civil *c, char out[32])
{
    int n = 0;
    unsigned year = (unsigned)(c->year < 0 ? 0 : c->year > 9999 ? 9999 : c->year);
    unsigned month = (unsigned)c->month % 100, day = (unsigned)c->day % 100;
    out[0] = 0;
    if (c->precision == PRECISION_NONE) return;
    if (c->precision == PRECISION_YEAR) n = snprintf(out, 32, "%04u", year);
    else if (c->precision == PRECISION_MONTH) n = snprintf(out, 32, "%04u-%02u", year, month);
    else n = snprintf(out, 32, "%04u-%02u-%02u", year, month, day);
    if (c->precision < PRECISION_MINUTE) return;
    n += snprintf(out + n, 32 - (size_t)n, "T%02u:%02u:%02u", (unsigned)c->hour % 100, (unsigned)c->minute % 100, (unsigned)c->second % 100);
    if (c->zone_min == ZONE_UNKNOWN) return;
    if (c->zone_min == 0) {
        snprintf(out + n, 32 - (size_t)n, "Z");
        return;
    }
    unsigned z = (unsigned)(c->zone_min < 0 ? -c->zone_min : c->zone_min);
    snprintf(out + n, 32 - (size_t)n, "%c%02u:%02u", c->zone_min < 0 ? '-' : '+', z / 60 % 100, z % 60);
}
