/*
** date_clock.c - times and parts of the day.
*/
#include "fact/date_part.h"

/* "8am", "30pm" as one word: the number, and 0 or 12 for its half of the day. */
static bool glued_half(const struct reader *r, u32 i, u32 *value, u32 *n, int *half)
{
    str tail;
    if (!number_with_tail(r->t, i, r->end, value, n, &tail) || *n > 4)
        return false;
    if (tail.n >= 5 && tail.p[0] == '.' && *n <= 2 && tail.p[1] >= '0' && tail.p[1] <= '5' && tail.p[2] >= '0' &&
        tail.p[2] <= '9') { /* "8.30pm" */
        *value = *value * 100 + (u32)(tail.p[1] - '0') * 10 + (u32)(tail.p[2] - '0');
        *n = 3;
        tail = str_skip(tail, 3);
    }
    bool am = str_is(tail, "am") || str_is(tail, "a.m") || str_is(tail, "a"), pm = str_is(tail, "pm") || str_is(tail, "p.m") ||
        str_is(tail, "p");
    *half = pm ? 12 : 0;
    return am || pm;
}

/* "9am", "9:30pm", "0730am": the whole time where its half of the day is glued to it. */
static u32 read_glued_time(struct reader *r, u32 i)
{
    struct when *w = r->w;
    u32 v, n, hour, minute = 0;
    int half;
    u32 j = i;
    bool told_minute = false;
    if (digits(r, i) && mark(r, i + 1, ':') && glued(r, i + 2) && glued_half(r, i + 2, &v, &n, &half) && n == 2) {
        hour = (u32)digits_value(r, i, 2);
        minute = v;
        told_minute = true;
        j = i + 3;
    } else if (glued_half(r, i, &v, &n, &half)) {
        hour = n > 2 ? v / 100 : v;
        minute = n > 2 ? v % 100 : 0;
        told_minute = n > 2;
        j = i + 1;
    } else {
        return 0;
    }
    if (hour > 12 || minute > 59)
        return 0;
    w->hour = (int)(hour % 12) + half;
    w->minute = told_minute ? (int)minute : -1;
    w->afternoon_known = true;
    w->part = NULL;
    return j;
}

/* An hour: a number below 25, or a word that tells one ("الثالثة", "الحادية عشرة"). */
static u32 read_hour_number(const struct reader *r, u32 i, int *hour, bool *ordinal)
{
    struct number n;
    if (i >= r->end)
        return 0;
    if (digits(r, i)) {
        *hour = digits_value(r, i, 2);
        *ordinal = false;
        return *hour >= 0 && *hour <= 24 ? i + 1 : 0;
    }
    const struct sense *d = sense(r, i, ROLE_DIGIT), *o = sense(r, i, ROLE_ORDINAL), *t = sense(r, i, ROLE_TEEN);
    if (is(r, i, ROLE_WEEKDAY))
        return 0;
    const struct sense *x = d ? d : o ? o : t && !more_has(t, "maker") ? t : NULL;
    if (!x || x->value < 0 || len_at(r->t, i) != 1)
        return 0;
    *ordinal = x == o;
    *hour = (int)x->value;
    if (more_has(sense(r, i + 1, ROLE_TEEN), "maker") && !prefixed(r, i + 1) && *hour < 3) {
        *hour += 10;
        return i + 2;
    }
    (void)n;
    return *hour <= 24 ? i + 1 : 0;
}

/* Minutes behind an hour: "والنصف", "و18 دقيقة", "وخمس وأربعون دقيقة", "إلا ربعا". */
static u32 read_minutes(const struct reader *r, u32 i, int *minute, bool *word)
{
    bool less = is(r, i, ROLE_LESS);
    u32 j = i;
    *word = less;
    if (less)
        j = next(r, i);
    else if (is(r, j, ROLE_AND) && len_at(r->t, j) == 1)
        j++;
    else if (!has_prefix(r->t, j, "\xd9\x88") || j >= r->end)
        return 0;
    if (j >= r->end)
        return 0;
    const struct sense *f = sense(r, j, ROLE_FRACTION);
    struct number n;
    int m;
    u32 k;
    if (f && !more_has(f, "counted") && !more_has(f, "many")) {
        m = (int)(f->value * 60 + 0.5);
        k = next(r, j);
    } else if (number_small_at(r->t, j, r->end, &n) && n.value < 60 && n.kind == NUMBER_CARDINAL) {
        m = (int)n.value;
        k = n.end;
        const struct sense *u = sense(r, k, ROLE_UNIT);
        if (!u || u->value != UNIT_MINUTE)
            return 0;
        *word = true;
        k = next(r, k);
    } else {
        return 0;
    }
    *minute = less ? -m : m;
    return k;
}

/* Puts an hour into the half of the day that a part of the day tells. */
static void apply_part(struct when *w, const char *code, double half)
{
    w->afternoon_known = true;
    if (strcmp(code, "NI") == 0) {
        if (w->hour >= 6 && w->hour <= 11)
            w->hour += 12;
        else if (w->hour == 12)
            w->hour = 0;
    } else if (strcmp(code, "MI") == 0) {
        if (w->hour >= 1 && w->hour <= 4)
            w->hour += 12;
    } else if (half >= 12) {
        if (w->hour < 12)
            w->hour += 12;
    } else if (w->hour == 12) {
        w->hour = 0;
    }
}

/* A half of the day at i: "صباحا", "pm", "p.m.", "ص", "هذا المساء", "بعد العصر". Fills hour's half and gives its end. */
static u32 read_half(struct reader *r, u32 i)
{
    struct when *w = r->w;
    u32 j = i;
    if (is(r, j, ROLE_THIS))
        j = next(r, j);
    else if ((is(r, j, ROLE_IN) || (is(r, j, ROLE_OF) && !latin(r, j))) && !prefixed(r, j)) { /* "التاسعة من مساء اليوم" */
        j = next(r, j);
        if (latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "the"))
            j = next(r, j);
    }
    const struct sense *p = sense(r, j, ROLE_PART), *h = sense(r, j, ROLE_HALFDAY), *d = sense(r, j, ROLE_DAYREL);
    if (j > i && prefixed(r, j))
        return 0;
    if (h && j == i) {
        apply_part(w, "", h->value);
        u32 behind = next(r, j);
        bool dot = latin(r, j) && mark(r, behind, '.') && glued(r, behind) && behind + 1 < r->end &&
            token_key(r->t->text, &r->t->text->tokens[j]).n == 3;
        return behind + dot; /* "11 a.m." */
    }
    if (p && latin(r, j) && j == i)
        return 0; /* "at 2 morning sessions" */
    if (p) {
        apply_part(w, p->more, p->value);
        return next(r, j);
    }
    if (d && *d->more) { /* "هذه الليلة" */
        apply_part(w, d->more, 12);
        w->has_dayrel = true;
        w->dayrel = (int)d->value;
        return next(r, j);
    }
    return 0;
}

static u32 read_zone(struct reader *r, u32 i)
{
    u32 j = i;
    bool paren = mark(r, j, '(');
    if (paren)
        j++;
    bool word = is(r, j, ROLE_ZONEWORD);
    if (word)
        j = next(r, j);
    const struct sense *z = sense(r, j, ROLE_ZONE);
    if (!z || (!word && !latin(r, j) && !paren && len_at(r->t, j) < 2)) /* "ت غ" needs no other word */
        return 0;
    r->w->zone = (int)z->value;
    j = next(r, j);
    if (latin(r, j) && is(r, j, ROLE_ZONEWORD))
        j = next(r, j);
    return paren && mark(r, j, ')') ? j + 1 : paren ? 0 : j;
}

/* "ten past eight", "20 minutes past eight", "half past nine". */
static u32 read_past_hour(struct reader *r, u32 i)
{
    struct number n;
    int minute, hour;
    bool ordinal;
    const struct sense *f = sense(r, i, ROLE_FRACTION);
    u32 j;
    if (f && !more_has(f, "many")) {
        minute = (int)(f->value * 60 + 0.5);
        j = next(r, i);
    } else if (number_small_at(r->t, i, r->end, &n) && n.kind == NUMBER_CARDINAL && n.value < 60) {
        minute = (int)n.value;
        j = n.end;
        if (is(r, j, ROLE_UNIT) && sense(r, j, ROLE_UNIT)->value == UNIT_MINUTE)
            j = next(r, j);
    } else {
        return 0;
    }
    if (!is(r, j, ROLE_PASTHOUR))
        return 0;
    u32 k = read_hour_number(r, next(r, j), &hour, &ordinal);
    if (!k || hour > 12 || is(r, k, ROLE_UNIT))
        return 0;
    r->w->hour = hour;
    r->w->minute = minute;
    if (latin(r, k) && is(r, k, ROLE_CLOCK) && !more_has(sense(r, k, ROLE_CLOCK), "at"))
        k = next(r, k);
    u32 h = read_half(r, k);
    return h ? h : k;
}

/* What a clock shows, as it is read. */
struct face {
    int hour, minute, second; /* minute, second -1: not told; minute below -1: so many before the hour */
    bool ordinal;             /* "الثالثة" */
    bool told;                /* nothing but a time is written so */
};

/* "8.30pm", "1140 صباحا": four digits, or a point, only before a half of the day or behind "at". */
static u32 read_odd_face(const struct reader *r, u32 i, bool clock, struct face *face)
{
    str key = token_key(r->t->text, &r->t->text->tokens[i]);
    u64 whole, part;
    size_t dot = str_find(key, S("."), 0);
    bool four = key.n == 4 && dot == SIZE_MAX && str_u64(key, &whole);
    bool dotted = dot != SIZE_MAX && dot <= 2 && key.n == dot + 3 && str_u64(str_head(key, dot), &whole) &&
        str_u64(str_skip(key, dot + 1), &part);
    bool half = (is(r, i + 1, ROLE_HALFDAY) && !is(r, i + 1, ROLE_CALENDAR)) || (is(r, i + 1, ROLE_PART) && !prefixed(r, i + 1));
    bool percent = is(r, i + 1, ROLE_PERCENT) || mark(r, i + 1, '%') || is(r, i + 1, ROLE_CURRENCY) || is(r, i + 1, ROLE_SCALE) ||
        (i > 1 && (is(r, i - 2, ROLE_PRICED) || (i > 2 && is(r, i - 3, ROLE_PRICED)))); /* "closed at 4.32" */
    if (!(four || dotted) || !(half || (clock && dotted && !percent)))
        return 0;
    face->hour = four ? (int)(whole / 100) : (int)whole;
    face->minute = four ? (int)(whole % 100) : (int)part;
    face->told = true;
    return face->hour <= 24 && face->minute <= 59 ? i + 1 : 0;
}

/* Hour, minutes and seconds: "3", "15:23:24", "الثالثة والنصف", "12 إلا ربعا". */
static u32 read_face(const struct reader *r, u32 i, bool clock, struct face *face)
{
    *face = (struct face){.minute = -1, .second = -1};
    u32 k = read_hour_number(r, i, &face->hour, &face->ordinal);
    if (k && (is(r, k - 1, ROLE_MONTH) || (!clock && digits(r, i) && is(r, k, ROLE_MONTH) && !prefixed(r, k))))
        return 0; /* "مساء السبت 14 حزيران" */
    if (!k)
        return digits(r, i) ? read_odd_face(r, i, clock, face) : 0;
    bool colon = digits(r, i) && mark(r, k, ':');
    if ((colon || (digits(r, i) && clock && mark(r, k, '.'))) && glued(r, k) && digits(r, k + 1)) {
        face->minute = digits_value(r, k + 1, 2);
        if (face->minute < 0 || face->minute > 59 || token_key(r->t->text, &r->t->text->tokens[k + 1]).n != 2)
            return 0;
        face->told = true;
        k += 2;
        if (mark(r, k, ':') && glued(r, k) && digits_value(r, k + 1, 2) >= 0) {
            face->second = digits_value(r, k + 1, 2);
            k += 2;
        }
        return k;
    }
    if (colon)
        return 0;
    bool word;
    u32 m = read_minutes(r, k, &face->minute, &word);
    if (m && (clock || face->ordinal || word)) {
        face->told = true;
        return m;
    }
    face->minute = -1;
    return k;
}

/* "الساعة", "عند الساعة", "at": i where there is none. */
static u32 read_clock_word(const struct reader *r, u32 i)
{
    u32 j = i;
    if (is(r, j, ROLE_CLOCK) && !latin(r, j)) {
        j = next(r, j);
        if (is(r, j, ROLE_CLOCK) && !prefixed(r, j))
            j = next(r, j);
    } else if (latin(r, j) && more_has(sense(r, j, ROLE_CLOCK), "at")) {
        j = next(r, j);
    }
    return j;
}

static u32 behind_zone(struct reader *r, u32 i)
{
    u32 z = read_zone(r, i);
    return z ? z : i;
}

u32 part_time(struct reader *r, u32 i)
{
    struct when *w = r->w;
    struct face face;
    if (w->hour >= 0)
        return 0;
    u32 past = read_past_hour(r, i);
    if (past)
        return past;
    u32 j = read_clock_word(r, i);
    bool clock = j > i;
    u32 whole = latin(r, j) || digits(r, j) ? read_glued_time(r, j) : 0;
    if (whole)
        return behind_zone(r, whole);
    u32 k = j < r->end && !(clock && prefixed(r, j)) ? read_face(r, j, clock, &face) : 0;
    if (!k) {
        const struct sense *noon = sense(r, i, ROLE_NOON);
        if (!noon || clock)
            return 0;
        w->hour = (int)noon->value;
        w->minute = 0;
        w->afternoon_known = true;
        return next(r, i);
    }
    w->hour = face.minute < -1 ? (face.hour + 23) % 24 : face.hour;
    w->minute = face.minute < -1 ? 60 + face.minute : face.minute;
    w->second = face.second;
    bool told = face.told;
    if (latin(r, k) && is(r, k, ROLE_CLOCK) && !more_has(sense(r, k, ROLE_CLOCK), "at")) { /* o'clock */
        told = true;
        k = next(r, k);
    }
    bool hours = !clock && face.ordinal && i > 0 && is(r, i - 1, ROLE_UNIT);
    if (hours)
        return 0; /* "الساعات الأولى من صباح الأحد" */
    u32 h = read_half(r, k);
    if (!h && mark(r, k, ',') && is(r, k + 1, ROLE_DAYREL)) /* "10, tonight" */
        h = read_half(r, k + 1);
    bool day_set = w->weekday >= 0 || w->has_dayrel || w->day || w->part;
    if (h) {
        k = h;
    } else if (w->part) { /* "صباح السبت الساعة 9", "في الصباح في 7" */
        apply_part(w, w->part, strcmp(w->part, "MO") == 0 ? 0 : 12);
    }
    told = told || h || w->part;
    const struct sense *from = i > 0 ? sense(r, i - 1, ROLE_FROM) : NULL;
    from = from ? from : i > 1 ? sense(r, i - 2, ROLE_FROM) : NULL; /* "انطلاقا من الخامسة" is one phrase of two words */
    bool begins = from && from->value > 0;
    if (!told && !clock && !(face.ordinal && nothing_counted(r, k) && (w->has_dayrel || (begins && has_article(r->t, i)))))
        return 0;
    if (!told && clock && latin(r, i) && !day_set)
        return 0; /* "at 18" is a time only beside a day */
    if (w->hour > 24 || (w->hour == 24 && w->minute > 0))
        return 0;
    w->part = NULL;
    return behind_zone(r, k);
}

/* A part of the day beside a day: "صباح السبت", "فجر اليوم", "الثلاثاء في الصباح", "Monday evening". */
u32 part_of_day(struct reader *r, u32 i)
{
    struct when *w = r->w;
    u32 j = i;
    if (w->part || w->hour >= 0)
        return 0;
    bool this_one = is(r, j, ROLE_THIS);
    if (this_one)
        j = next(r, j);
    if (latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "the"))
        j = next(r, j);
    const struct sense *adj = latin(r, j) ? sense(r, j, ROLE_ADJ) : NULL;
    if (more_has(adj, "before") && is(r, next(r, j), ROLE_PART) && !w->has_dayrel && w->weekday < 0) { /* "next evening" */
        w->has_dayrel = true;
        w->dayrel = (int)adj->value;
        j = next(r, j);
    }
    const struct sense *p = sense(r, j, ROLE_PART);
    if (!p || (j > i && prefixed(r, j)))
        return 0;
    w->part = p->more;
    if (this_one && !w->has_dayrel) {
        w->has_dayrel = true;
        w->dayrel = 0;
    }
    return next(r, j);
}
