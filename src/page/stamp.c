/*
** stamp.c - reads times by cutting them into words and numbers and giving each its part.
*/
#include "page/stamp.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

#define STAMP_BYTES_MAX 80

struct zone_name {
    const char *name;
    int minutes;
};

/* Names whose offset is one thing everywhere (RFC 822 5.1, and the two of Arab and European feeds). */
static const struct zone_name zones[] = {{"gmt", 0},    {"utc", 0},    {"ut", 0},     {"z", 0},      {"est", -300}, {"edt", -240}, {"cst", -360},
                                         {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"cet", 60},   {"cest", 120},
                                         {"eet", 120},  {"eest", 180}, {"bst", 60},   {"msk", 180}};

static bool word_is(str w, const char *z) { return w.n == strlen(z) && strncasecmp(w.p, z, w.n) == 0; }

static int month_of(str w)
{
    static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
    for (int i = 0; i < 12; i++)
        if (w.n >= 3 && w.n <= strlen(months[i]) && strncasecmp(w.p, months[i], w.n) == 0)
            return i + 1;
    return word_is(w, "sept") ? 9 : 0;
}

static bool is_weekday(str w)
{
    static const char *const days[] = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
    for (int i = 0; i < 7; i++)
        if (w.n >= 3 && w.n <= strlen(days[i]) && strncasecmp(w.p, days[i], w.n) == 0)
            return true;
    return false;
}

/* What has been read so far of a time in words. */
struct parts {
    struct civil c;
    int numbers[3]; /* numbers of the date, in order */
    int n_numbers;
    bool year_first;
};

static void set_zone(struct parts *p, int minutes) { p->c.zone_min = minutes; }

/* "+0300", "-05:00", "+3"; *at behind it. */
static bool take_offset(str s, size_t *at, struct parts *p)
{
    size_t i = *at + 1;
    int digits = 0, value = 0;
    for (; i < s.n && digits < 4 && (isdigit((unsigned char)s.p[i]) || (s.p[i] == ':' && digits == 2)); i++)
        if (s.p[i] != ':') {
            value = value * 10 + (s.p[i] - '0');
            digits++;
        }
    if (digits == 0 || digits == 3 || (i < s.n && isdigit((unsigned char)s.p[i])))
        return false;
    int minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100;
    if (minutes > 15 * 60)
        return false;
    set_zone(p, s.p[*at] == '-' ? -minutes : minutes);
    *at = i;
    return true;
}

/* "10:12", "10:12:00", "10:12:00.000"; the hour has been read, *at is at the colon. */
static bool take_clock(str s, size_t *at, int hour, struct parts *p)
{
    int v[2] = {0, 0}, n = 0;
    while (n < 2 && *at + 2 < s.n && s.p[*at] == ':' && isdigit((unsigned char)s.p[*at + 1]) && isdigit((unsigned char)s.p[*at + 2])) {
        v[n++] = (s.p[*at + 1] - '0') * 10 + (s.p[*at + 2] - '0');
        *at += 3;
    }
    if (n == 0 || hour > 24 || v[0] > 59 || v[1] > 60)
        return false;
    if (*at < s.n && (s.p[*at] == '.' || s.p[*at] == ','))
        for (++*at; *at < s.n && isdigit((unsigned char)s.p[*at]);)
            ++*at;
    p->c.hour = hour % 24;
    p->c.minute = v[0];
    p->c.second = MIN_OF(v[1], 59);
    p->c.precision = n == 2 ? PRECISION_SECOND : PRECISION_MINUTE;
    return true;
}

static bool take_word(str w, struct parts *p)
{
    int month = month_of(w);
    if (month) {
        p->c.month = month;
        return true;
    }
    if ((word_is(w, "am") || word_is(w, "pm")) && p->c.precision >= PRECISION_MINUTE) {
        if (p->c.hour > 12)
            return true;
        p->c.hour = p->c.hour % 12 + (word_is(w, "pm") ? 12 : 0);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(zones); i++)
        if (word_is(w, zones[i].name)) {
            if (p->c.zone_min == ZONE_UNKNOWN)
                set_zone(p, zones[i].minutes);
            return true;
        }
    return is_weekday(w) || word_is(w, "t") || word_is(w, "at") || word_is(w, "st") || word_is(w, "nd") || word_is(w, "rd") || word_is(w, "th") || word_is(w, "of");
}

/* Gives the numbers of the date their parts: with a month's name two of them, else three. */
static bool settle(struct parts *p)
{
    int *v = p->numbers;
    struct civil *c = &p->c;
    if (c->month && p->n_numbers == 2) {
        c->day = p->year_first ? v[1] : v[0];
        c->year = p->year_first ? v[0] : v[1];
    } else if (c->month == 0 && p->n_numbers == 3) {
        bool ambiguous = !p->year_first && v[0] <= 12 && v[1] <= 12 && v[0] != v[1];
        if (ambiguous)
            return false;
        c->year = p->year_first ? v[0] : v[2];
        c->month = p->year_first || v[0] <= 12 ? v[p->year_first] : v[1];
        c->day = p->year_first ? v[2] : v[0] <= 12 ? v[1] : v[0];
    } else {
        return false;
    }
    if (c->year < 100)
        c->year += c->year < 69 ? 2000 : 1900;
    return civil_is_valid(c->year, c->month, c->day);
}

static bool read_words(str s, struct civil *out)
{
    struct parts p = {.c = {.zone_min = ZONE_UNKNOWN, .precision = PRECISION_DAY}};
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        size_t begin = i;
        if (isdigit(c)) {
            int value = 0;
            while (i < s.n && isdigit((unsigned char)s.p[i]) && i - begin < 8)
                value = value * 10 + (s.p[i++] - '0');
            if (i < s.n && s.p[i] == ':' && i - begin <= 2) {
                if (!take_clock(s, &i, value, &p))
                    return false;
                continue;
            }
            if (p.n_numbers == 3 || i - begin > 4)
                return false;
            p.year_first |= p.n_numbers == 0 && i - begin == 4;
            p.numbers[p.n_numbers++] = value;
        } else if (isalpha(c)) {
            while (i < s.n && isalpha((unsigned char)s.p[i]))
                i++;
            if (!take_word((str){s.p + begin, i - begin}, &p))
                return false;
        } else if ((c == '+' || c == '-') && p.c.precision >= PRECISION_MINUTE) {
            if (!take_offset(s, &i, &p))
                return false;
        } else if (strchr(" ,.-/|()\t\r\n", c)) {
            i++;
        } else {
            return false;
        }
    }
    if (!settle(&p))
        return false;
    *out = p.c;
    return true;
}

/* A count of seconds or milliseconds since 1970. */
static bool read_count(str s, struct civil *out)
{
    u64 count;
    if ((s.n != 10 && s.n != 13) || !str_u64(s, &count))
        return false;
    if (s.n == 13)
        count /= 1000;
    struct civil c = {.zone_min = 0, .precision = PRECISION_SECOND};
    civil_from_day((i32)(count / 86400), &c.year, &c.month, &c.day);
    c.hour = (int)(count % 86400 / 3600);
    c.minute = (int)(count % 3600 / 60);
    c.second = (int)(count % 60);
    *out = c;
    return true;
}

/* 20180503, 20180503T101200Z, 20180503101200: written with its marks put in. */
static bool read_compact(str s, struct civil *out)
{
    char full[32];
    size_t digits = 0;
    while (digits < s.n && isdigit((unsigned char)s.p[digits]))
        digits++;
    str clock = str_skip(s, 8);
    if (digits != 8 && digits != 14)
        return false;
    if (digits == 8 && clock.n && (clock.p[0] == 'T' || clock.p[0] == ' '))
        clock = str_skip(clock, 1);
    int n = snprintf(full, sizeof full, "%.4s-%.2s-%.2s", s.p, s.p + 4, s.p + 6);
    if (clock.n >= 4 && isdigit((unsigned char)clock.p[3])) {
        bool seconds = clock.n >= 6 && isdigit((unsigned char)clock.p[4]) && isdigit((unsigned char)clock.p[5]);
        str zone = str_skip(clock, seconds ? 6 : 4);
        if (zone.n > 6)
            return false;
        n += snprintf(full + n, sizeof full - (size_t)n, "T%.2s:%.2s:%.2s%.*s", clock.p, clock.p + 2, seconds ? clock.p + 4 : "00", (int)zone.n, zone.n ? zone.p : "");
    } else if (clock.n) {
        return false;
    }
    return civil_parse((str){full, (size_t)n}, out);
}

bool stamp_read(str s, struct civil *out)
{
    s = str_trim(s);
    if (s.n < 6 || s.n > STAMP_BYTES_MAX)
        return false;
    if (civil_parse(s, out) && out->precision >= PRECISION_DAY)
        return true;
    /* "2018-05-03T10:12:00[Asia/Riyadh]", "...+0300 +03": what stands behind a whole time is left out. */
    for (size_t i = 19; i < s.n; i++)
        if ((s.p[i] == '[' || s.p[i] == ' ') && civil_parse(str_head(s, i), out) && out->zone_min != ZONE_UNKNOWN)
            return true;
    return read_compact(s, out) || read_count(s, out) || read_words(s, out);
}

str stamp_iso(struct arena *a, str s)
{
    struct civil c;
    char out[32];
    if (!stamp_read(s, &c))
        return STR_EMPTY;
    civil_format(&c, out);
    return arena_str(a, str_of(out));
}
