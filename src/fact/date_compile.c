/*
** date_compile.c - from the parts of a date to its steps.
*/
#include "fact/date_grammar.h"

#include <stdarg.h>
#include <stdio.h>

/* Letters of units in steps; 0 where a unit has none. */
static char unit_letter(int unit)
{
    static const char letters[UNIT_CENTURY + 1] = {[UNIT_SECOND] = 's', [UNIT_MINUTE] = 'n', [UNIT_HOUR] = 'h',
        [UNIT_DAY] = 'D', [UNIT_WEEK] = 'W',
                                                   [UNIT_WEEKEND] = 'K', [UNIT_MONTH] = 'M', [UNIT_QUARTER] = 'Q', [UNIT_YEAR] = 'Y',
                                                   [UNIT_DECADE] = 'X', [UNIT_CENTURY] = 'C'};
    return unit >= 0 && unit <= UNIT_CENTURY ? letters[unit] : 0;
}

struct writer {
    char text[sizeof((struct date *)0)->steps];
    size_t n;
    bool full;
};

/* Adds a step, parted from the one before by a space. */
PRINTF_LIKE(2, 3) static void step(struct writer *w, const char *fmt, ...)
{
    va_list ap;
    if (w->n && w->n + 1 < sizeof w->text)
        w->text[w->n++] = ' ';
    size_t room = sizeof w->text - w->n;
    va_start(ap, fmt);
    int n = vsnprintf(w->text + w->n, room, fmt, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= room)
        w->full = true;
    else
        w->n += (size_t)n;
}

static bool has_rel(const struct when *w, enum date_unit u) { return w->rel_units >> u & 1; }

/* The period that holds the rest: year, decade, quarter, month. Gives whether there is one; *fixed where it needs no anchor. */
static bool write_container(const struct when *w, struct writer *out, char open_dir, bool *fixed)
{
    bool any = false;
    *fixed = false;
    if (w->year != YEAR_NONE) {
        step(out, "%c%d", w->hijri_year ? 'l' : 'y', (int)w->year);
        any = *fixed = true;
    }
    for (int u = UNIT_CENTURY; u >= UNIT_WEEK; u--) {
        if (!has_rel(w, (enum date_unit)u) || (u == UNIT_YEAR && *fixed) || (u == UNIT_CENTURY && w->decade))
            continue;
        if (u == UNIT_MONTH && w->month)
            continue;
        step(out, "%c%+d", unit_letter(u), w->rel[u]);
        any = true;
    }
    if (w->decade) {
        step(out, "y%d X+0", w->decade >= 1000 ? w->decade : 1900 + w->decade);
        any = *fixed = true;
    }
    if (w->century) {
        step(out, "y%d C+0", (w->century - 1) * 100 + 1);
        any = *fixed = true;
    }
    if (w->quarter || w->half) {
        if (any)
            step(out, w->quarter ? "#%dQ" : "#%dH", w->quarter ? w->quarter : w->half);
        else
            step(out, w->quarter ? "q%d%c" : "v%d%c", w->quarter ? w->quarter : w->half, open_dir);
        any = true;
    }
    if (w->season) {
        if (!any)
            step(out, "Y+0");
        step(out, "z%s", w->season);
        any = true;
    }
    if (w->month) {
        bool inside = any;
        char dir = inside ? '.' : w->month_dir ? w->month_dir : open_dir;
        step(out, "%c%d%c", w->hijri ? 'i' : 'm', w->month, dir);
        any = true;
    }
    return any;
}

static void write_clock(const struct when *w, struct writer *out)
{
    if (w->hour >= 0) {
        int hour = w->hour == 24 ? 0 : w->hour;
        if (w->second >= 0)
            step(out, "T%02d:%02d:%02d", hour, w->minute < 0 ? 0 : w->minute, w->second);
        else
            step(out, "T%02d:%02d", hour, w->minute < 0 ? 0 : w->minute);
        if (w->zone != ZONE_UNKNOWN)
            step(out, "Z%d", w->zone);
    } else if (w->part) {
        step(out, "P%s", w->part);
    }
}

/* The day inside or beside its container. */
static bool write_day(const struct when *w, struct writer *out, bool container, char tense_dir, char open_dir)
{
    if (w->nth) {
        if (w->nth_unit == UNIT_NONE) {
            if (!container)
                step(out, "M+0");
            step(out, "#%da%d", w->nth, w->weekday);
        } else {
            if (!container)
                return false;
            step(out, "#%d%c", w->nth, unit_letter(w->nth_unit));
            if (w->weekday >= 0)
                step(out, "a%d.", w->weekday);
        }
        return true;
    }
    if (w->day) {
        if (has_rel(w, UNIT_WEEK) && !w->month)
            return false;
        if (w->weekday >= 0 && !container) {
            step(out, "f%da%d%c", w->day, w->weekday, tense_dir);
            return true;
        }
        step(out, "d%d%c", w->day, container ? '.' : open_dir == ')' ? ')' : open_dir == '~' ? '=' : open_dir);
        if (w->weekday >= 0)
            step(out, "c%d", w->weekday);
        return true;
    }
    if (w->has_dayrel) {
        if (container)
            return false;
        step(out, "D%+d", w->dayrel);
        if (w->weekday >= 0)
            step(out, "c%d", w->weekday);
        return true;
    }
    if (w->weekday >= 0) {
        bool inside = has_rel(w, UNIT_WEEK);
        if (container && !inside)
            return false;
        step(out, "a%d%c", w->weekday, inside ? '.' : w->weekday_dir && w->weekday_dir != '.' ? w->weekday_dir : tense_dir);
    }
    return true;
}

/* The gist of the steps, for readers of struct date. */
static void fill_gist(const struct when *w, bool fixed, char tense_dir, struct date *d)
{
    d->day = w->day ? w->day : -1;
    d->hour = w->hour;
    d->minute = w->minute;
    d->rule = RULE_OFFSET;
    d->unit = UNIT_DAY;
    if (fixed) {
        d->rule = RULE_NONE;
        return;
    }
    if (w->now) {
        d->rule = RULE_PRESENT_REF;
    } else if (w->n_offsets) {
        d->amount = w->offset[0].n;
        d->unit = (u8)w->offset[0].unit;
    } else if (w->run) {
        d->amount = w->run;
        d->unit = (u8)w->run_unit;
    } else if (w->has_dayrel) {
        d->amount = w->dayrel;
    } else if (w->month) {
        d->rule = RULE_MONTH;
        d->amount = w->month;
        d->unit = UNIT_MONTH;
        d->direction = w->month_dir == '<' ? -1 : w->month_dir == '>' ? 1 : 0;
    } else if (w->weekday >= 0 && !w->day && !w->nth) {
        d->rule = RULE_WEEKDAY;
        d->amount = w->weekday;
        char dir = w->weekday_dir && w->weekday_dir != '.' ? w->weekday_dir : tense_dir;
        d->direction = has_rel(w, UNIT_WEEK) ? w->rel[UNIT_WEEK] : w->weekday_dir == '<' ? -1 : dir == '>' ||
            dir == ')' ? 1 : dir == '(' ? -1 : 0;
    } else if (w->day) {
        d->rule = RULE_DAY_OF_MONTH;
        d->amount = w->day;
    } else {
        for (int u = UNIT_WEEK; u <= UNIT_CENTURY; u++)
            if (has_rel(w, (enum date_unit)u)) {
                d->unit = (u8)u;
                d->amount = w->rel[u];
            }
    }
}

bool when_compile(const struct when *w, int tense, bool alone, struct date *d)
{
    struct writer out = {.n = 0};
    bool fixed = false;
    char tense_dir = tense > 0 ? ')' : '(', open_dir = tense > 0 ? ')' : alone ? '=' : tense < 0 ? '(' : '~';
    if (w->month && w->day && tense < 0)
        open_dir = '('; /* a past verb: the last such day */
    d->type = w->hour >= 0 || w->part ? DATE_TIME : DATE_DATE;
    d->mod = (u8)(w->later > 0 ? MOD_END : w->later < 0 ? MOD_START : w->mod ? w->mod : w->approx ? MOD_APPROX : MOD_NONE);
    if (w->now) {
        step(&out, "n");
    } else if (w->n_offsets) {
        for (u32 i = 0; i < w->n_offsets; i++) {
            char letter = unit_letter(w->offset[i].unit);
            if (!letter || letter == 'K')
                return false;
            step(&out, "o%+d%c", w->offset[i].n, letter);
            if (w->offset[i].unit < UNIT_DAY)
                d->type = DATE_TIME;
        }
        write_clock(w, &out);
    } else if (w->run) {
        char letter = unit_letter(w->run_unit);
        if (!letter || letter == 'K')
            return false;
        step(&out, "r%+d%c", w->run, letter);
    } else if (w->holiday) {
        bool container = write_container(w, &out, open_dir, &fixed);
        bool moves = *w->holiday->more != '\0'; /* a day that moves through the Gregorian year */
        if (!container && moves && open_dir == '=' && !w->month_dir)
            step(&out, "Y+0");
        char dir = container || (moves && open_dir == '=' && !w->month_dir) ? '.' : w->month_dir ? w->month_dir : open_dir;
        int mmdd = (int)w->holiday->value;
        if (strcmp(w->holiday->more, "easter") == 0)
            step(&out, "e%c", dir);
        else if (strcmp(w->holiday->more, "hijri") == 0)
            step(&out, "j%d%c", mmdd, dir);
        else
            step(&out, "m%d%c d%d.", mmdd / 100, dir, mmdd % 100);
        write_clock(w, &out);
    } else {
        bool container = write_container(w, &out, open_dir, &fixed);
        if (w->edge) {
            char letter = unit_letter(w->edge_unit);
            if (!container || !letter || letter == 'K' || w->day || w->nth || w->weekday >= 0)
                return false;
            step(&out, "u%+d%c", w->edge, letter);
        } else if (w->rest) {
            if (!container)
                return false;
            step(&out, "R");
            fixed = false;
        } else if (!write_day(w, &out, container, tense_dir, open_dir)) {
            return false;
        }
        bool day = w->weekday >= 0 || w->has_dayrel || w->day || (w->nth && (w->nth_unit == UNIT_NONE || w->nth_unit == UNIT_DAY));
        if (container && !day && w->part && w->hour < 0)
            return false; /* "ظهر هذا الأسبوع": not a noon */
        if (out.n == 0 && (w->hour >= 0 || w->part))
            step(&out, "D+0");
        write_clock(w, &out);
    }
    if (out.full || out.n == 0)
        return false;
    memcpy(d->steps, out.text, sizeof d->steps);
    fill_gist(w, fixed, tense_dir, d);
    return true;
}

/* ---- tense ---- */

#define TENSE_BACK 14u
#define TENSE_AHEAD 8u
#define TENSE_NEAR 6u

/* "سيزور", "ستعقد", "سنعود", "سأعود": the sign of the future upon an imperfect. */
static bool future_form(const struct tagged *t, u32 i)
{
    str key = bare_key(t, i);
    if (!(t->text->tokens[i].flags & TOKEN_ARABIC) || key.n < 8 || !str_starts(key, S("\xd8\xb3")))
        return false;
    str second = str_head(str_skip(key, 2), 2);
    bool first_person = str_find(token_raw(t->text, &t->text->tokens[i]), S("\xd8\xb3\xd8\xa3"),
                                 0) != SIZE_MAX; /* سأ as printed: not سا of سابق */
    return (str_is(second, "\xd9\x8a") || str_is(second, "\xd8\xaa") || str_is(second, "\xd9\x86") || first_person) &&
           !is_at(t, i, i + 1, ROLE_NOTFUTURE) && !str_ends(key, S("\xd9\x87")) && !str_ends(key, S("\xd8\xa7\xd8\xaa"));
}

/* An imperfect verb: ي or ت before at least three letters, without article, and no word known to be something else. */
static bool imperfect_form(const struct tagged *t, u32 i)
{
    str key = bare_key(t, i);
    if (t->text->tokens[i].cls != TOKEN_WORD || !(t->text->tokens[i].flags & TOKEN_ARABIC) || key.n < 8 || t->tags[i].word)
        return false;
    if (str_starts(key, S("\xd9\x8a")))
        return !str_ends(key, S("\xd9\x87")) && !str_ends(key, S("\xd9\x8a"));
    return str_starts(key, S("\xd8\xaa\xd8\xb3\xd8\xaa")); /* تست- */
}

/* Does the word at i tell a future of a date so many tokens away? `until`: "before", "by" or the like stands at the date. */
static bool future_cue(const struct tagged *t, u32 i, u32 end, u32 away, bool until)
{
    const struct sense *s = sense_at(t, i, end, ROLE_FUTURE), *day = sense_at(t, i, end, ROLE_DAYREL);
    if (s && !(strcmp(s->more, "near") == 0 && away > TENSE_NEAR) && !(strcmp(s->more, "until") == 0 && !until))
        return true;
    return (day && day->value > 0) || future_form(t, i);
}

/* -1 a cue of the past, 1 of the future, 0 none. */
static int cue_at(const struct tagged *t, u32 i, u32 end, u32 away, bool until)
{
    if (future_cue(t, i, end, away, until))
        return 1;
    if (is_at(t, i, end, ROLE_PAST))
        return -1;
    str key = token_key(t->text, &t->text->tokens[i]);
    bool latin = t->text->tokens[i].cls == TOKEN_WORD && !(t->text->tokens[i].flags & TOKEN_ARABIC);
    if (!latin || key.n <= 4 || !str_ends(key, S("ed")))
        return 0;
    for (u32 k = i; k > 0 && i - k < 3 && !is_at(t, k, end, ROLE_AND);) /* "will be closed", "would stay closed" */
        if (is_at(t, --k, end, ROLE_FUTURE))
            return 1;
    return -1;
}

/* A word that sets an end: "قبل", "حتى", "before", "by". */
static bool sets_end(const struct tagged *t, const struct sentence *s, u32 first)
{
    u32 end = s->first + s->n;
    if (first <= s->first)
        return false;
    const struct sense *edge = sense_at(t, first - 1, end, ROLE_EDGE), *ago = sense_at(t, first - 1, end, ROLE_AGO),
        *on = sense_at(t, first - 1, end, ROLE_ON);
    return (edge && edge->value < 0) || (ago && ago->value < 0 && strcmp(ago->more, "until") == 0) || (on && strcmp(on->more, "by") == 0) ||
           is_at(t, first - 1, end, ROLE_TO);
}

bool clause_between(const struct tagged *t, u32 from, u32 to)
{
    for (u32 i = from; i < to; i++)
        if (cue_at(t, i, to, 0, false) < 0 || imperfect_form(t, i))
            return true;
    return false;
}

int tense_of(const struct tagged *t, const struct sentence *s, u32 first, u32 last, bool *alone)
{
    u32 begin = s->first, end = s->first + s->n;
    u32 words = 0;
    for (u32 i = begin; i < end && words < 4; i++)
        words += (i < first || i >= last) && t->text->tokens[i].cls == TOKEN_WORD && !is_at(t, i, end, ROLE_IN) &&
            !is_at(t, i, end, ROLE_OF);
    *alone = words == 0;
    bool until = sets_end(t, s, first);
    u32 back = first - begin < TENSE_BACK ? begin : first - TENSE_BACK;
    for (u32 i = first; i > back;) {
        i--;
        int cue = cue_at(t, i, end, first - i, until);
        if (cue)
            return cue;
        if (first - i <= 4 && imperfect_form(t, i) && !(i > begin && is_at(t, i - 1, end, ROLE_PAST)))
            return 1;
    }
    u32 ahead = MIN_OF(end, last + TENSE_AHEAD);
    for (u32 i = last; i < ahead; i++) {
        int cue = cue_at(t, i, end, i - last, until);
        if (cue)
            return cue;
    }
    return 0;
}
