/*
** date_calendar.c - days, weeks, months and years by their names.
*/
#include "fact/date_part.h"

#include <math.h>

/* A weekday, a period told from the anchor's one. */
u32 part_period(struct reader *r, u32 i)
{
    struct when *w = r->w;
    u32 j = i;
    bool this_one = is(r, j, ROLE_THIS) && !prefixed(r, j + 1);
    if (this_one)
        j = next(r, j);
    const struct sense *adj = latin(r, j) ? sense(r, j, ROLE_ADJ) : NULL;
    if (adj && more_has(adj, "before"))
        j = next(r, j);
    else
        adj = NULL;
    const struct sense *u = sense(r, j, ROLE_UNIT);
    if (!u || !more_has(u, "1") || (j > i && prefixed(r, j)) || u->value < UNIT_DAY)
        return 0;
    enum date_unit unit = (enum date_unit)(int)u->value;
    bool article = has_article(r->t, j) || latin(r, j);
    u32 k = next(r, j);
    int n = 0;
    if (unit == UNIT_YEAR && digits_value(r, k, 4) >= 1000)
        return 0; /* "أواخر العام 2015" */
    if (!latin(r, j)) {
        const struct sense *behind = sense(r, k, ROLE_ADJ);
        if (behind && article && !prefixed(r, k) && !more_has(behind, "last")) {
            adj = behind;
            k = next(r, k);
        } else if (is(r, k, ROLE_THIS) && article) {
            this_one = true;
            k = next(r, k);
        }
    }
    if (adj)
        n = (int)adj->value;
    bool bare_definite = !adj && !this_one;
    if (bare_definite && !latin(r, j) && is(r, k, ROLE_ORDINAL) && k < r->end && has_article(r->t, k) && !prefixed(r, k))
        return 0; /* "القرن الرابع": the nth, not this one */
    if (bare_definite && !(article && (w->mod || w->rest || w->later || w->edge || w->definite_only)))
        return 0;
    if (latin(r, j) && bare_definite && !w->definite_only)
        return 0;
    if (!article || (unit == UNIT_DAY && has_rel(w, UNIT_DAY)) || has_rel(w, unit))
        return 0;
    if (unit == UNIT_DAY) {
        if (w->has_dayrel || (bare_definite && !w->mod))
            return 0;
        w->has_dayrel = true;
        w->dayrel = n;
        return k;
    }
    set_rel(w, unit, n);
    return k;
}

/* "week 31", "الأسبوع 31" */
u32 part_week_number(struct reader *r, u32 i)
{
    const struct sense *u = sense(r, i, ROLE_UNIT);
    if (!u || u->value != UNIT_WEEK || !more_has(u, "1") || r->w->nth || prefixed(r, i + 1))
        return 0;
    int n = digits_value(r, i + 1, 2);
    if (n < 1 || n > 53 || !(nothing_counted(r, i + 2) || is(r, i + 2, ROLE_OF)))
        return 0;
    r->w->nth = n;
    r->w->nth_unit = UNIT_WEEK;
    if (r->w->year == YEAR_NONE && !has_rel(r->w, UNIT_YEAR) && !(is(r, i + 2, ROLE_OF) || is(r, i + 2, ROLE_UNIT)))
        set_rel(r->w, UNIT_YEAR, 0);
    return i + 2;
}

u32 part_dayrel(struct reader *r, u32 i)
{
    struct when *w = r->w;
    u32 j = i;
    const struct sense *s = sense(r, i, ROLE_DAYREL);
    if (!s && is(r, i, ROLE_UNIT) && sense(r, i, ROLE_UNIT)->value == UNIT_DAY)
        s = sense(r, j = next(r, i), ROLE_DAYREL); /* "يوم أمس" */
    if (!s || w->has_dayrel || w->month || (j > 0 && is(r, j - 1, ROLE_THAT)))
        return 0; /* "ذلك اليوم" */
    u32 k = next(r, j);
    if (s->value == 0 && is(r, k, ROLE_ADJ) && !latin(r, k))
        return 0; /* "اليوم التالي" */
    bool each = s->value == 0 && j == i && !*s->more && !latin(r, i) && !prefixed(r, i) && len_at(r->t, i) == 1 && i > 1 &&
        is(r, i - 1, ROLE_IN) && !is(r, k, ROLE_WEEKDAY) && !is(r, k, ROLE_SELF);
    if (each && r->t->text->tokens[i - 2].cls == TOKEN_WORD && !is(r, i - 2, ROLE_PART))
        return 0; /* "500 قطعة في اليوم" */
    if (s->value == 0 && (is(r, k, ROLE_LAST) || is(r, k, ROLE_ORDINAL)))
        return 0; /* "اليوم الثالث" */
    w->has_dayrel = true;
    w->dayrel = (int)s->value;
    if (*s->more && !w->part)
        w->part = s->more;
    return k;
}

/* The nth of its kind, the last: *nth and the end; 0 where no such word stands at i. */
static u32 read_rank(const struct reader *r, u32 i, int *nth)
{
    struct number n;
    const struct sense *adj = latin(r, i) ? sense(r, i, ROLE_ADJ) : NULL;
    bool of = is(r, next(r, i) + 1, ROLE_OF) || is(r, next(r, i) + 1, ROLE_IN); /* "the last Friday of March" */
    if ((is(r, i, ROLE_LAST) && !latin(r, i)) || (adj && adj->value == -1 && of)) {
        *nth = -1;
        return next(r, i);
    }
    if (!number_small_at(r->t, i, r->end, &n) || n.kind != NUMBER_ORDINAL || n.value > 53)
        return 0;
    *nth = (int)n.value;
    return n.end;
}

/* "ثالث ثلاثاء", "آخر يوم", "first Friday", "the 21st century": the rank first. */
static u32 read_rank_first(struct reader *r, u32 i)
{
    struct when *w = r->w;
    int nth;
    u32 k = read_rank(r, i, &nth);
    if (!k)
        return 0;
    if (is(r, k, ROLE_UNIT) && sense(r, k, ROLE_UNIT)->value == UNIT_DAY && is(r, k + 1, ROLE_WEEKDAY))
        k++;
    const struct sense *d = sense(r, k, ROLE_WEEKDAY), *u = sense(r, k, ROLE_UNIT);
    if (prefixed(r, k) || (!latin(r, k) && k < r->end && has_article(r->t, k)))
        return 0;
    if (d && w->weekday < 0) {
        w->weekday = (int)d->value;
        w->nth = nth;
    } else if (u && u->value == UNIT_CENTURY && nth > 0 && nth <= 30) {
        w->century = nth;
    } else if (u && more_has(u, "1") && u->value >= UNIT_DAY && u->value <= UNIT_YEAR) {
        w->nth = nth;
        w->nth_unit = (int)u->value;
    } else {
        return 0;
    }
    return next(r, k);
}

/* "Q3", "H1" */
static u32 read_letter_quarter(struct reader *r, u32 i)
{
    struct when *w = r->w;
    const struct sense *h = sense(r, i, ROLE_HALFYEAR), *q = sense(r, i, ROLE_QUARTERYEAR);
    if (prefixed(r, i))
        return 0;
    if (q && *q->more && !w->quarter)
        w->quarter = (int)q->value;
    else if (h && *h->more && !w->half)
        w->half = (int)h->value;
    else
        return 0;
    return next(r, i);
}

/* Puts the nth unit, quarter, half or weekday into its place. */
static bool place_nth(struct when *w, const struct sense *kind, int nth)
{
    switch (kind->role) {
    case ROLE_QUARTERYEAR:
        w->quarter = w->quarter ? 0 : nth;
        return w->quarter >= 1 && nth <= 4;
    case ROLE_HALFYEAR:
        w->half = w->half ? 0 : nth;
        return w->half >= 1 && nth <= 2;
    case ROLE_WEEKDAY:
        if (w->weekday >= 0)
            return false;
        w->weekday = (int)kind->value;
        *(nth > 5 ? &w->day : &w->nth) = nth; /* "السبت السادس عشر": a day of the month */
        return true;
    default:
        if (kind->value == UNIT_CENTURY) {
            w->century = nth;
            return nth > 0 && nth <= 30; /* "القرن التاسع عشر" */
        }
        w->nth = nth;
        w->nth_unit = (int)kind->value;
        return kind->value >= UNIT_DAY && kind->value <= UNIT_YEAR && kind->value != UNIT_MONTH; /* "الشهر التاسع" names a month */
    }
}

/* "الأسبوع الأخير", "الربع الثالث", "السبت السادس عشر": the rank behind. */
static u32 read_rank_behind(struct reader *r, u32 i)
{
    const struct sense *u = sense(r, i, ROLE_UNIT), *kind = sense(r, i, ROLE_QUARTERYEAR);
    kind = kind ? kind : sense(r, i, ROLE_HALFYEAR);
    kind = kind ? kind : sense(r, i, ROLE_WEEKDAY);
    kind = kind ? kind : u && more_has(u, "1") ? u : NULL;
    u32 j = next(r, i);
    struct number n;
    if (!kind || latin(r, i) || !has_article(r->t, i) || j >= r->end || prefixed(r, j) || !has_article(r->t, j))
        return 0;
    bool of_event = (kind->role == ROLE_QUARTERYEAR || kind->role == ROLE_HALFYEAR) && is(r, next(r, j), ROLE_OF) && next(r, j) + 1 < r->end &&
        !r->t->tags[next(r, j) + 1].word && !digits(r, next(r, j) + 1);
    if (of_event)
        return 0; /* "الربع الأخير من المباراة" */
    if (is(r, j, ROLE_LAST)) {
        int last = kind->role == ROLE_QUARTERYEAR ? 4 : kind->role == ROLE_HALFYEAR ? 2 : -1;
        return (last < 0 || is(r, next(r, j), ROLE_OF)) && place_nth(r->w, kind, last) ? next(r, j) : 0;
    }
    if (!number_small_at(r->t, j, r->end, &n) || n.kind != NUMBER_ORDINAL || n.value > 53)
        return 0;
    const struct sense *c = sense(r, n.end, ROLE_CALENDAR);
    if (c && c->value > 0)
        return 0; /* a century of another calendar, or before the era */
    return place_nth(r->w, kind, (int)n.value) ? n.end : 0;
}

u32 part_nth(struct reader *r, u32 i)
{
    if (r->w->nth)
        return 0;
    u32 j = read_rank_first(r, i);
    if (!j)
        j = read_letter_quarter(r, i);
    return j ? j : read_rank_behind(r, i);
}

u32 part_weekday(struct reader *r, u32 i)
{
    struct when *w = r->w;
    u32 j = i;
    bool this_one = false, day_word = false, next_one = false;
    const struct sense *adj = NULL;
    if (is(r, j, ROLE_THIS)) {
        this_one = true;
        j = next(r, j);
    }
    if (latin(r, j) && more_has(sense(r, j, ROLE_ADJ), "before")) {
        adj = sense(r, j, ROLE_ADJ);
        next_one = adj->value > 0 && more_has(adj, "next");
        j = next(r, j);
    }
    const struct sense *u = sense(r, j, ROLE_UNIT);
    if (u && u->value == UNIT_DAY && more_has(u, "1") && !is(r, j, ROLE_WEEKDAY)) {
        day_word = true;
        j = next(r, j);
    }
    const struct sense *d = sense(r, j, ROLE_WEEKDAY);
    if (!d || w->weekday >= 0 || (j > i && prefixed(r, j)))
        return 0;
    u32 k = next(r, j);
    if (is(r, j, ROLE_DIGIT) && more_has(sense(r, k, ROLE_TEEN), "maker"))
        return 0; /* "الأحد عشر" is eleven */
    bool before_week = is(r, k, ROLE_UNIT) && sense(r, k, ROLE_UNIT)->value == UNIT_WEEK; /* "أحد الأسبوع الماضي" */
    if (more_has(d, "bare") && !day_word && !before_week && !this_one)
        return 0;
    if (!latin(r, j)) {
        adj = prefixed(r, k) ? NULL : sense(r, k, ROLE_ADJ);
        if (adj && !more_has(adj, "last")) {
            k = next(r, k);
        } else {
            adj = NULL;
        }
        if (!adj && is(r, k, ROLE_LAST) && has_article(r->t, k) && !prefixed(r, k) && is(r, k + 1, ROLE_OF)) {
            w->nth = -1; /* "الاثنين الأخير من" */
            k = next(r, k);
        }
    }
    struct number nth;
    if (!latin(r, j) && !adj && !w->nth && number_small_at(r->t, k, r->end, &nth) && nth.kind == NUMBER_ORDINAL &&
        nth.one_word && nth.value <= 5 &&
        has_article(r->t, k) && !prefixed(r, k) && !is(r, nth.end, ROLE_OF) && !is(r, nth.end, ROLE_MONTH)) {
        w->nth = (int)nth.value; /* "الأحد الثاني" */
        k = nth.end;
    }
    w->weekday = (int)d->value;
    if (next_one) {
        set_rel(w, UNIT_WEEK, 1);
        w->weekday_dir = '.';
    } else {
        w->weekday_dir = adj ? (adj->value < 0 ? '<' : adj->value > 0 ? '>' : ')') : this_one ? ')' : 0;
    }
    return k;
}

/* A month by name or number, with its double name ("تموز/يوليو") and direction. */
u32 part_month(struct reader *r, u32 i)
{
    struct when *w = r->w;
    u32 j = i;
    bool this_one = false, month_word = false;
    const struct sense *adj = NULL;
    if (w->month || (w->has_dayrel && !w->day))
        return 0;
    if (is(r, j, ROLE_THIS)) {
        this_one = true;
        j = next(r, j);
    }
    if (latin(r, j) && more_has(sense(r, j, ROLE_ADJ), "before")) {
        adj = sense(r, j, ROLE_ADJ);
        j = next(r, j);
    }
    const struct sense *u = sense(r, j, ROLE_UNIT);
    if (u && u->value == UNIT_MONTH && more_has(u, "1") && !latin(r, j)) {
        month_word = true;
        j = next(r, j);
    }
    if (j >= r->end || (j > i && prefixed(r, j)))
        return 0;
    const struct sense *m = sense(r, j, ROLE_MONTH);
    bool hijri = !m && (m = sense(r, j, ROLE_HIJRI)) != NULL;
    struct number n;
    u32 k;
    int month;
    if (m) {
        month = (int)m->value;
        k = next(r, j);
        if (latin(r, j) && mark(r, k, '.') && glued(r, k) && k + 1 < r->end)
            k++; /* "Dec." */
        const struct sense *twin = prefixed(r, k) ? NULL : sense(r, k, ROLE_MONTH);
        if (twin && !hijri && (int)twin->value == month && !latin(r, j)) {
            k = next(r, k); /* "يناير كانون الثاني" */
        } else if (mark(r, k, '/') || (mark(r, k, '(') && !hijri)) {
            u32 second = k + 1;
            const struct sense *m2 = sense(r, second, ROLE_MONTH);
            if (m2 && (int)m2->value == month) {
                bool paren = mark(r, k, '(');
                k = next(r, second);
                if (paren && mark(r, k, ')'))
                    k++;
            }
        }
    } else if (month_word && has_article(r->t, j - 1) && number_small_at(r->t, j, r->end, &n) && n.kind == NUMBER_ORDINAL &&
               has_article(r->t, j) &&
               n.value <= 12 && !prefixed(r, j)) {
        month = (int)n.value; /* "الشهر التاسع" */
        k = n.end;
    } else if (month_word && !has_article(r->t, j - 1) && number_small_at(r->t, j, r->end, &n) && n.value >= 1 &&
               n.value <= 12 && !prefixed(r, j)) {
        month = (int)n.value; /* "شهر 3" */
        k = n.end;
        if (is(r, k, ROLE_UNIT) && sense(r, k, ROLE_UNIT)->value != UNIT_YEAR)
            return 0;
    } else {
        return 0;
    }
    const struct sense *behind = latin(r, j) || prefixed(r, k) ? NULL : sense(r, k, ROLE_ADJ);
    if (behind && !more_has(behind, "last")) {
        adj = behind;
        k = next(r, k);
    }
    w->doubtful = m && more_has(m, "weak") && !month_word && !adj && !w->day && !w->mod && k == next(r, j);
    w->month = month;
    w->hijri = hijri;
    w->month_dir = adj ? (adj->value < 0 ? '<' : adj->value > 0 ? '>' : '=') : this_one ? '=' : 0;
    return k;
}

/* A day behind its month: "مايو تسعة وعشرين", "January 22, 2018". */
static bool day_behind_month(const struct reader *r, const struct number *n)
{
    u32 k = n->end;
    bool word = latin(r, n->first), scale = is(r, k, ROLE_SCALE);
    if (r->w->mod || r->w->year != YEAR_NONE || (word && (scale || is(r, k, ROLE_HUNDRED))))
        return false;
    bool clock = digits(r, k) && mark(r, k + 1, ':'), run_on = mark(r, k, '-') && (digits(r, k + 1) || is(r, k + 1, ROLE_MONTH));
    u32 month = n->first > 1 && mark(r, n->first - 1, '.') ? n->first - 2 : n->first > 0 ? n->first - 1 : n->first;
    if (latin(r, month) && month < n->first && !mark(r, k, '%') && !scale && !is(r, k, ROLE_HUNDRED) && !mark(r, k, ':'))
        return true; /* "the March 17 elections" */
    bool list = !word && mark(r, k, ',') && digits(r, k + 1) && digits_value(r, k + 1, 4) < 1000 && !mark(r, k + 2, ':');
    if (list)
        return false;
    return clock || run_on || scale || n->kind == NUMBER_ORDINAL || digits_value(r, k, 4) > 1000 || nothing_counted(r, k);
}

/* Where the month of a day that ends at k begins: "31 تموز", "الحادي والعشرين من مايو", "2/ أكتوبر", "20 من الشهر المقبل",
** "9th, February"; 0 where none follows. */
static u32 month_behind_day(const struct reader *r, const struct number *n, u32 k)
{
    bool mark_between = mark(r, k, '.') || mark(r, k, '-') || mark(r, k, '/') || (latin(r, n->first) && mark(r, k, ','));
    bool word_between = (is(r, k, ROLE_OF) || is(r, k, ROLE_IN)) && !prefixed(r, k) && len_at(r->t, k) == 1;
    u32 gap = mark_between || word_between ? k + 1 : k;
    struct when probe = *r->w;
    struct reader look = {r->t, r->end, &probe};
    if (gap >= r->end)
        return 0;
    probe.day = (int)n->value;
    if (!prefixed(r, gap) && part_month(&look, gap)) {
        bool nought = is(r, gap, ROLE_DIGIT) && digits_value(r, gap + 1, 4) < 1000 && !is(r, gap + 1, ROLE_CALENDAR);
        return nought ? 0 : gap; /* "1-صفر" is a score */
    }
    if (mark_between || (prefixed(r, gap) && gap > k))
        return 0;
    probe = *r->w;
    probe.definite_only = true;
    if (part_period(&look, gap) && has_rel(&probe, UNIT_MONTH))
        return gap;
    const struct sense *month = is(r, gap, ROLE_COUPLE) ? sense(r, gap + 1, ROLE_UNIT) : NULL;
    return latin(r, n->first) && n->kind == NUMBER_ORDINAL && month &&
        month->value == UNIT_MONTH ? gap + 2 : 0; /* "the 26th of the month" */
}

/* A day that only its place tells: "الخميس 21", "يوم 27", "في 15.", "on the 4th". */
static bool day_alone(const struct reader *r, const struct number *n, u32 i, u32 k, bool day_word, bool the)
{
    const struct when *w = r->w;
    bool own_week = w->weekday_dir == '.' && has_rel(w, UNIT_WEEK);
    if (w->hour >= 0)
        return false;
    if (w->weekday >= 0 && !w->nth && !own_week && date_ends(r, k))
        return true;
    bool in = i > 0 && (is(r, i - 1, ROLE_IN) || is(r, i - 1, ROLE_ON)) && !prefixed(r, i);
    bool last = k >= r->end || (mark(r, k, '.') && k + 1 >= r->end);
    if (!nothing_counted(r, k))
        return false;
    if ((day_word || (in && last && n->digits)) && n->kind == NUMBER_CARDINAL && !latin(r, n->first))
        return true;
    return in && ((latin(r, n->first) && n->kind == NUMBER_ORDINAL && n->one_word) || (the && n->digits));
}

u32 part_day(struct reader *r, u32 i)
{
    struct when *w = r->w;
    struct number n;
    u32 j = i;
    if (w->day)
        return 0;
    const struct sense *u = latin(r, j) ? NULL : sense(r, j, ROLE_UNIT);
    if (is(r, j, ROLE_FIRSTDAY)) { /* "غرة محرم", "فاتح يناير" */
        struct when probe = *w;
        struct reader look = {r->t, r->end, &probe};
        u32 month = next(r, j);
        if (w->month || month >= r->end || prefixed(r, month) || !part_month(&look, month))
            return 0;
        w->day = 1;
        return month;
    }
    bool day_word = u && u->value == UNIT_DAY && more_has(u, "1");
    if (day_word)
        j = next(r, j);
    bool the = latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "the");
    if (the)
        j = next(r, j);
    if (j >= r->end || (day_word && prefixed(r, j)) || !number_small_at(r->t, j, r->end, &n) || n.value < 1 || n.value > 31)
        return 0;
    if (day_word && has_article(r->t, j - 1) && n.kind == NUMBER_CARDINAL && !n.digits)
        return 0; /* "في اليوم خمسة أكواب" */
    u32 k = n.end;
    u = latin(r, j) && n.kind == NUMBER_ORDINAL ? sense(r, k, ROLE_UNIT) : NULL;
    if (u && u->value == UNIT_DAY)
        k = next(r, k); /* "the twenty-third day of September" */
    u32 end = 0;
    if (w->month)
        end = day_behind_month(r, &n) ? k : 0;
    else if (!(end = month_behind_day(r, &n, k)))
        end = day_alone(r, &n, i, k, day_word, the) ? k : 0;
    if (end)
        w->day = (int)n.value;
    return end;
}

/* A year: "عام 2014", four digits behind a month, "ألفين وثمانية عشر", "1445 هـ". */
u32 part_year(struct reader *r, u32 i)
{
    struct when *w = r->w;
    struct number n;
    u32 j = i;
    bool word = false;
    if (w->year != YEAR_NONE || has_rel(w, UNIT_YEAR))
        return 0;
    const struct sense *u = sense(r, j, ROLE_UNIT);
    if (u && u->value == UNIT_YEAR && (more_has(u, "1") || more_has(u, "2"))) {
        word = true;
        j = next(r, j);
    }
    struct number low;
    if (j >= r->end || (word && prefixed(r, j)) || !number_at(r->t, j, r->end, &n) || n.value != floor(n.value))
        return 0;
    bool pair = latin(r, j) && n.kind == NUMBER_CARDINAL && n.value >= 11 && n.value <= 20 && n.one_word &&
        number_small_at(r->t, n.end, r->end, &low) &&
                low.kind == NUMBER_CARDINAL && low.value >= 10 && latin(r, n.end);
    if (pair) { /* "nineteen eighty-six" */
        n.value = n.value * 100 + low.value;
        n.end = low.end;
        n.one_word = false;
    }
    if (n.kind != NUMBER_CARDINAL || n.decimal || n.value < (word ? 100 : 1000) || n.value > 2999)
        return 0;
    bool four = n.digits && digits_value(r, j, 4) >= 0;
    if (n.digits && !four)
        return 0;
    if (!word && n.digits && token_key(r->t->text, &r->t->text->tokens[j]).n != 4)
        return 0;
    u32 k = n.end;
    const struct sense *c = sense(r, k, ROLE_CALENDAR);
    if (c && c->value == 2)
        return 0;
    u32 quarter = mark(r, k, '-') && glued(r, k) ? k + 1 : k;
    bool before_part = n.digits && ((is(r, quarter, ROLE_QUARTERYEAR) && *sense(r, quarter, ROLE_QUARTERYEAR)->more) ||
                                    (is(r, quarter, ROLE_HALFYEAR) && *sense(r, quarter, ROLE_HALFYEAR)->more));
    bool placed = before_part || w->edge || word || w->month || w->quarter || w->half || w->season || w->nth || w->holiday || w->mod || c;
    if (!placed && !n.digits && n.one_word)
        return 0;
    placed = placed || (latin(r, k) && is(r, k, ROLE_OR) && (is(r, k + 1, ROLE_LATER) || is(r, k + 1, ROLE_EDGE))); /* "2018 or later" */
    bool the = i > 0 && more_has(sense(r, i - 1, ROLE_COUPLE), "the"), noun = latin(r, k) && !r->t->tags[k].word &&
        !str_ends(token_key(r->t->text, &r->t->text->tokens[k]), S("s"));
    placed = placed || (the && noun && n.digits && n.value >= 1900 && n.value <= 2100); /* "the 2016 race" */
    if (!placed) { /* "في 2023": only where nothing is counted */
        bool in = i > 0 && (is(r, i - 1, ROLE_IN) || is(r, i - 1, ROLE_AGO) || is(r, i - 1, ROLE_TO) ||
                            is(r, i - 1, ROLE_OF) || is(r, i - 1, ROLE_FROM) ||
                            is(r, i - 1, ROLE_EDGE)) &&
                  !is(r, i - 1, ROLE_HEDGE);
        u32 before = i > 0 && has_prefix(r->t, i, "\xd9\x88") ? i - 1 : i > 1 && (is(r, i - 1, ROLE_AND) ||
            is(r, i - 1, ROLE_OR)) ? i - 2 : i;
        in = in || (before < i && digits_value(r, before, 4) >= 1500 && digits_value(r, before, 4) <= 2100);
        if (!in || n.value > 2200 || n.value < (n.digits ? 1500 : 1700) || !nothing_counted(r, k))
            return 0;
    }
    w->year = (i32)n.value;
    w->hijri_year = (c && more_has(c, "hijri")) || (w->hijri && n.value < 1600);
    return c && (w->hijri_year || more_has(c, "gregorian")) ? next(r, k) : k;
}
