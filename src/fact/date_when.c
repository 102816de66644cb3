/*
** date_when.c - reads the parts of a date (date_grammar.h).
*/
#include "fact/date_grammar.h"

#include <math.h>
#include <stdlib.h>

/* A date that is being read. */
struct reader {
    const struct tagged *t;
    u32 end;
    struct when *w;
};

static const struct when empty = {.weekday = -1, .year = YEAR_NONE, .hour = -1, .minute = -1, .second = -1, .zone = ZONE_UNKNOWN, .bare = -1};

/* A word of another script than Arabic. */
static bool latin(const struct reader *r, u32 i)
{
    return i < r->end && r->t->text->tokens[i].cls == TOKEN_WORD && !(r->t->text->tokens[i].flags & TOKEN_ARABIC);
}
static bool is(const struct reader *r, u32 i, enum role role) { return is_at(r->t, i, r->end, role); }
static const struct sense *sense(const struct reader *r, u32 i, enum role role) { return sense_at(r->t, i, r->end, role); }
static bool mark(const struct reader *r, u32 i, char c) { return mark_at(r->t, i, r->end, c); }
static bool glued(const struct reader *r, u32 i) { return i < r->end && (r->t->text->tokens[i].flags & TOKEN_GLUED); }
static bool digits(const struct reader *r, u32 i) { return i < r->end && r->t->text->tokens[i].cls == TOKEN_NUMBER; }
static bool prefixed(const struct reader *r, u32 i) { return i < r->end && r->t->tags[i].prefix > 0; }
static u32 next(const struct reader *r, u32 i) { return i + len_at(r->t, i); }
static bool more_has(const struct sense *s, const char *what) { return s && strstr(s->more, what) != NULL; }

static bool has_rel(const struct when *w, enum date_unit u) { return w->rel_units >> u & 1; }
static void set_rel(struct when *w, enum date_unit u, int n)
{
    w->rel_units |= 1u << u;
    w->rel[u] = n;
}

/* A whole number of digits at i, `most` digits at the most; -1 where there is none. */
static int digits_value(const struct reader *r, u32 i, size_t most)
{
    if (!digits(r, i))
        return -1;
    str key = token_key(r->t->text, &r->t->text->tokens[i]);
    u64 v;
    return key.n <= most && str_u64(key, &v) ? (int)v : -1;
}

/* Behind a number that could count things: does nothing countable follow (the end, a mark, a word that is no noun)? */
static bool nothing_counted(const struct reader *r, u32 i)
{
    if (i >= r->end || r->t->text->tokens[i].cls == TOKEN_MARK)
        return !mark(r, i, '%') && !(mark(r, i, '-') && glued(r, i)) && !(mark(r, i, '/') && glued(r, i)) && !mark(r, i, '$');
    if (digits(r, i))
        return false;
    if (is(r, i, ROLE_MONTH) || is(r, i, ROLE_AND) || is(r, i, ROLE_OR) || is(r, i, ROLE_TO) || is(r, i, ROLE_PART) || is(r, i, ROLE_CLOCK) ||
        is(r, i, ROLE_IN) || is(r, i, ROLE_BETWEEN))
        return true;
    if (has_prefix(r->t, i, "\xd9\x88"))
        return true; /* و begins another clause or item */
    if (is(r, i, ROLE_PAST) || is(r, i, ROLE_FUTURE))
        return true;
    return is(r, i, ROLE_NOTCOUNTED) && !is(r, i, ROLE_OF);
}

/* Behind a number that is a day by its place: does the date end here? */
static bool date_ends(const struct reader *r, u32 i)
{
    return nothing_counted(r, i) && (i >= r->end || r->t->text->tokens[i].cls == TOKEN_MARK || is(r, i, ROLE_PART) || is(r, i, ROLE_CLOCK) ||
                                     is(r, i, ROLE_IN) || is(r, i, ROLE_TO) || is(r, i, ROLE_BETWEEN) || is(r, i, ROLE_FROM) || is(r, i, ROLE_EDGE));
}

/* ---- amounts of time ---- */

/* One part of an amount: "3 أيام", "شهرين", "نصف ساعة", "ساعة ونصف", "بضعة أسابيع", "an hour". */
static u32 amount_part(const struct reader *r, u32 i, struct amount *a, bool first)
{
    const struct sense *u;
    struct number n;
    u32 j = i;
    double value = -1;
    bool vague = false;
    if (a->n == AMOUNT_PARTS_MAX || i >= r->end)
        return 0;
    u32 glued_number, glued_digits;
    str tail;
    if (latin(r, i) && number_with_tail(r->t, i, r->end, &glued_number, &glued_digits, &tail) && glued_digits <= 4) { /* "30min", "3.5years" */
        double whole = glued_number, scale = 1;
        if (tail.p[0] == '.')
            for (tail = str_skip(tail, 1); tail.n && tail.p[0] >= '0' && tail.p[0] <= '9'; tail = str_skip(tail, 1))
                whole += (tail.p[0] - '0') * (scale /= 10);
        struct lexicon_hit hit = lexicon_whole(r->t->words->lexicon, tail);
        const struct sense *unit = hit.row ? word_sense(&r->t->words->list[hit.kind], ROLE_UNIT) : NULL;
        if (!unit)
            return 0;
        a->part[a->n].n = whole;
        a->part[a->n++].unit = (int)unit->value;
        return i + 1;
    }
    const struct sense *few = sense(r, i, ROLE_COUPLE);
    if (more_has(few, "the"))
        return 0;
    u = sense(r, i, ROLE_UNIT);
    if (u && !few) {
        value = more_has(u, "2") ? 2 : more_has(u, "pl") ? -1 : 1;
        a->bare = first && more_has(u, "1");
        a->bare_plural = first && more_has(u, "pl");
        a->definite = has_article(r->t, i);
        j = next(r, i);
        struct number one;
        if (u->value == UNIT_YEAR && value == 1 && digits_value(r, j, 4) >= 1000)
            return 0; /* "منذ عام 2014" */
        if (value == 1 && !more_has(u, "moment") && number_small_at(r->t, j, r->end, &one) && one.value == 1 && one.one_word &&
            one.kind == NUMBER_CARDINAL && !prefixed(r, j)) {
            a->bare = false;
            j = one.end;
        }
        if (value < 0 && number_small_at(r->t, j, r->end, &one) && one.kind == NUMBER_CARDINAL && !prefixed(r, j) &&
            has_article(r->t, j) == a->definite && !one.digits) { /* "الأيام الثلاثة" */
            value = one.value;
            a->bare_plural = false;
            j = one.end;
        }
        if (value < 0 && is(r, j, ROLE_COUPLE)) {
            vague = true;
            a->bare_plural = false;
            j = next(r, j);
        } else if (value < 0) {
            vague = true;
        }
    } else {
        if (few) {
            j = next(r, i);
            vague = true;
            if (more_has(few, "article")) { /* "a week": no count, one */
                vague = false;
                value = 1;
            } else if (few->value > 0) {
                vague = false;
                value = few->value;
            }
        } else if (((number_at(r->t, i, r->end, &n) && !(n.kind == NUMBER_FRACTION && is(r, n.end - 1, ROLE_UNIT))) ||
                    number_small_at(r->t, i, r->end, &n)) && n.kind != NUMBER_ORDINAL && n.value >= 0 && n.value < 1e7) {
            value = n.value;
            vague = n.kind == NUMBER_VAGUE;
            j = n.end;
            if (n.kind == NUMBER_FRACTION && latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "article"))
                j = next(r, j); /* "half an hour" */
            a->definite = n.one_word && has_article(r->t, i);
        } else {
            return 0;
        }
        if (mark(r, j, '-') && glued(r, j) && glued(r, j + 1))
            j++;
        if (is(r, j, ROLE_OF) && latin(r, j) && !prefixed(r, j))
            j = next(r, j); /* "a couple of days" */
        u = sense(r, j, ROLE_UNIT);
        if (!u || prefixed(r, j) || (u->value == UNIT_SECOND && more_has(few, "article")))
            return 0; /* "a second" is mostly another */
        if (more_has(u, "2"))
            return 0;
        j = next(r, j);
    }
    if (!vague && value > 0 && j < r->end && (has_prefix(r->t, j, "\xd9\x88") || is(r, j, ROLE_AND))) { /* "ساعة ونصف" */
        u32 k = is(r, j, ROLE_AND) && len_at(r->t, j) == 1 ? j + 1 : j;
        const struct sense *f = sense(r, k, ROLE_FRACTION);
        if (!f && latin(r, k) && is(r, k, ROLE_COUPLE))
            f = sense(r, ++k, ROLE_FRACTION); /* "an hour and a half" */
        if (f && !more_has(f, "counted") && !more_has(f, "many") && !is(r, k + 1, ROLE_UNIT)) {
            value += f->value;
            a->bare = false;
            j = next(r, k);
        }
    }
    a->part[a->n].n = value;
    a->part[a->n].unit = (int)u->value;
    if (more_has(u, "fortnight"))
        a->part[a->n].n = value * 2;
    a->n++;
    a->vague = a->vague || vague;
    return j;
}

bool amount_at(const struct tagged *t, u32 i, u32 end, struct amount *out)
{
    struct reader r = {t, end, NULL};
    *out = (struct amount){0};
    u32 j = amount_part(&r, i, out, true);
    if (!j)
        return false;
    while (!out->vague) {
        u32 k = j;
        bool comma = mark(&r, k, ',');
        if (comma || (is(&r, k, ROLE_AND) && len_at(t, k) == 1))
            k++;
        bool joined = k > j || has_prefix(t, k, "\xd9\x88");
        struct amount more = *out;
        u32 e = (joined || (!out->bare && (digits(&r, k) || is(&r, k, ROLE_DIGIT)))) && k < end ? amount_part(&r, k, &more, false) : 0;
        if (!e || more.vague || more.part[more.n - 1].unit == out->part[out->n - 1].unit || (comma && out->bare))
            break;
        *out = more;
        out->bare = false;
        j = e;
    }
    out->end = j;
    return true;
}

/* ---- parts of a date ---- */

static u32 read_month(struct reader *r, u32 i);
static u32 read_period(struct reader *r, u32 i);
static u32 read_year(struct reader *r, u32 i);
static u32 read_nth(struct reader *r, u32 i);

static u32 read_offset(struct reader *r, u32 i)
{
    struct when *w = r->w;
    struct amount a;
    const struct sense *s = sense(r, i, ROLE_AGO);
    int sign = 0;
    u32 j = i;
    if (w->n_offsets)
        return 0;
    if (s && !more_has(s, "behind")) {
        j = next(r, i);
        sign = (int)s->value;
    }
    if (j >= r->end || (sign && prefixed(r, j)) || !amount_at(r->t, j, r->end, &a) || a.vague)
        return 0;
    if (sign && a.definite)
        return 0; /* "قبل اليوم", "بعد العام": no amount */
    u32 k = a.end;
    if (sign == 0) {
        s = sense(r, k, ROLE_AGO);
        if (s && more_has(s, "behind")) {
            sign = (int)s->value;
            k = next(r, k);
        } else if (is(r, k, ROLE_FROMNOW)) {
            sign = latin(r, k) || !is(r, i - 1, ROLE_AGO) ? 1 : (int)sense(r, i - 1, ROLE_AGO)->value;
        } else {
            return 0;
        }
    }
    bool from_now = is(r, k, ROLE_FROMNOW);
    if (from_now)
        k = next(r, k);
    else if (sign != 0 && !latin(r, i) && (is(r, k, ROLE_OVER) || is(r, k, ROLE_OF)) && !prefixed(r, k))
        return 0; /* "بعد يومين من الهجوم": counted from an event */
    for (u32 p = 0; p < a.n; p++) {
        double n = a.part[p].n;
        int unit = a.part[p].unit;
        if (n != floor(n)) { /* half a year is six months, half a day twelve hours */
            int times = unit == UNIT_YEAR ? 12 : unit == UNIT_MONTH ? 30 : unit == UNIT_DAY ? 24 : unit == UNIT_WEEK ? 7 : 60;
            n *= times;
            unit = unit == UNIT_YEAR ? UNIT_MONTH : unit == UNIT_MONTH || unit == UNIT_WEEK ? UNIT_DAY : unit == UNIT_DAY ? UNIT_HOUR : unit - 1;
        }
        w->offset[w->n_offsets].n = sign * (int)floor(n + 0.5);
        w->offset[w->n_offsets++].unit = unit;
    }
    return k;
}

/* "3 أيام القادمة", "الأشهر الثلاثة الماضية", "آخر 3 سنوات", "next five days". */
static u32 read_run(struct reader *r, u32 i)
{
    struct when *w = r->w;
    struct amount a;
    u32 j = i;
    int sign = 0;
    struct number n_first;
    const struct sense *adj = sense(r, i, ROLE_ADJ);
    if (is(r, i, ROLE_LAST) && !latin(r, i)) {
        sign = -1;
        j = next(r, i);
    } else if (latin(r, i) && more_has(adj, "before") && adj->value != 0) {
        sign = adj->value < 0 ? -1 : 1;
        j = next(r, i);
    }
    if (!sign && latin(r, i + 1) && number_small_at(r->t, i, r->end, &n_first) && more_has(sense(r, n_first.end, ROLE_ADJ), "before")) {
        const struct sense *side = sense(r, n_first.end, ROLE_ADJ); /* "5 past years" */
        const struct sense *u = sense(r, next(r, n_first.end), ROLE_UNIT);
        if (u && more_has(u, "pl") && side->value != 0 && n_first.kind == NUMBER_CARDINAL && n_first.value > 0 && !w->run) {
            w->run = (side->value < 0 ? -1 : 1) * (int)n_first.value;
            w->run_unit = (int)u->value;
            return next(r, next(r, n_first.end));
        }
    }
    if (w->run || j >= r->end || (j > i && prefixed(r, j)) || !amount_at(r->t, j, r->end, &a) || a.n != 1)
        return 0;
    if (sign && a.bare && !latin(r, i))
        return 0; /* "آخر شهر" */
    if (a.bare && latin(r, i) && a.part[0].unit > UNIT_HOUR && a.part[0].n < 2)
        return 0; /* "next week" is one period */
    j = a.end;
    if (!sign) {
        adj = sense(r, j, ROLE_ADJ);
        if (!adj || adj->value == 0 || (a.bare && a.part[0].unit > UNIT_HOUR) || latin(r, j))
            return 0;
        sign = adj->value < 0 ? -1 : 1;
        j = next(r, j);
    }
    double n = a.part[0].n;
    w->run = a.vague ? 0 : sign * (int)n;
    w->run_unit = a.part[0].unit;
    if (a.vague) { /* "الأسابيع القليلة القادمة": how many is not told */
        w->counted = true;
        return j;
    }
    return n == floor(n) && n > 0 ? j : 0;
}

/* "الأشهر الستة الأولى من", "أول ثلاثة أيام من", "the first 2 weeks of": some units at an edge of a period that must follow. */
static u32 read_edge(struct reader *r, u32 i)
{
    struct when *w = r->w;
    struct amount a;
    u32 j = i;
    int sign = 0;
    if (w->edge || w->nth)
        return 0;
    const struct sense *o = sense(r, i, ROLE_ORDINAL), *adj = sense(r, i, ROLE_ADJ);
    bool last = (!latin(r, i) && is(r, i, ROLE_LAST)) || (latin(r, i) && more_has(adj, "before") && adj->value < 0);
    if (last || (o && o->value == 1)) {
        sign = last ? -1 : 1;
        j = next(r, i);
    }
    if (j >= r->end || (j > i && prefixed(r, j)) || !amount_at(r->t, j, r->end, &a) || a.n != 1 || a.vague || a.bare || a.part[0].n != floor(a.part[0].n))
        return 0;
    j = a.end;
    if (!sign && j < r->end && !prefixed(r, j) && !latin(r, j) && has_article(r->t, j)) {
        o = sense(r, j, ROLE_ORDINAL);
        sign = o && o->value == 1 ? 1 : is(r, j, ROLE_LAST) ? -1 : 0;
        j += sign != 0;
    }
    if (!sign || !is(r, j, ROLE_OF) || prefixed(r, j) || a.part[0].unit < UNIT_DAY || a.part[0].unit > UNIT_YEAR)
        return 0;
    struct when probe = *w;
    struct reader look = {r->t, r->end, &probe};
    u32 k = next(r, j);
    if (latin(r, k) && more_has(sense(r, k, ROLE_COUPLE), "the"))
        k = next(r, k);
    probe.definite_only = true;
    if (k >= r->end || prefixed(r, k) || !(read_month(&look, k) || read_period(&look, k) || read_year(&look, k) || read_nth(&look, k)))
        return 0;
    w->edge = sign * (int)a.part[0].n;
    w->edge_unit = a.part[0].unit;
    w->definite_only = true;
    return j;
}

/* A weekday, a period told from the anchor's one. */
static u32 read_period(struct reader *r, u32 i)
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
static u32 read_week_number(struct reader *r, u32 i)
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

static u32 read_dayrel(struct reader *r, u32 i)
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
    if (s->value == 0 && (is(r, k, ROLE_LAST) || is(r, k, ROLE_ORDINAL)))
        return 0; /* "اليوم الثالث" */
    w->has_dayrel = true;
    w->dayrel = (int)s->value;
    if (*s->more && !w->part)
        w->part = s->more;
    return k;
}

/* The nth weekday, week, quarter ... of a period: "ثالث ثلاثاء", "الأسبوع الأخير", "آخر يوم", "first Friday". */
static u32 read_nth(struct reader *r, u32 i)
{
    struct when *w = r->w;
    struct number n;
    int nth = 0;
    u32 j = i;
    if (w->nth)
        return 0;
    if (is(r, i, ROLE_LAST) && !latin(r, i)) {
        nth = -1;
        j = next(r, i);
    } else if (latin(r, i) && is(r, i, ROLE_ADJ) && sense(r, i, ROLE_ADJ)->value == -1 &&
               (is(r, next(r, i) + 1, ROLE_OF) || is(r, next(r, i) + 1, ROLE_IN))) { /* "the last Friday of March" */
        nth = -1;
        j = next(r, i);
    } else if (number_small_at(r->t, i, r->end, &n) && n.kind == NUMBER_ORDINAL && n.value <= 53) {
        nth = (int)n.value;
        j = n.end;
    }
    if (nth) {
        u32 k = j;
        if (is(r, k, ROLE_UNIT) && sense(r, k, ROLE_UNIT)->value == UNIT_DAY && is(r, k + 1, ROLE_WEEKDAY))
            k++;
        const struct sense *d = sense(r, k, ROLE_WEEKDAY), *u = sense(r, k, ROLE_UNIT);
        bool plain = !prefixed(r, k) && (latin(r, k) || !has_article(r->t, k));
        if (d && plain && w->weekday < 0) {
            w->weekday = (int)d->value;
            w->nth = nth;
            return next(r, k);
        }
        if (u && plain && u->value == UNIT_CENTURY && nth > 0 && nth <= 30) { /* "the 21st century" */
            w->century = nth;
            return next(r, k);
        }
        if (u && plain && more_has(u, "1") && u->value >= UNIT_DAY && u->value <= UNIT_YEAR) {
            w->nth = nth;
            w->nth_unit = (int)u->value;
            return next(r, k);
        }
        return 0;
    }
    const struct sense *u = sense(r, i, ROLE_UNIT), *d = sense(r, i, ROLE_WEEKDAY), *h = sense(r, i, ROLE_HALFYEAR), *q = sense(r, i, ROLE_QUARTERYEAR);
    if (q && *q->more && !w->quarter && !prefixed(r, i)) { /* Q3 */
        w->quarter = (int)q->value;
        return next(r, i);
    }
    if (h && *h->more && !w->half && !prefixed(r, i)) { /* H1 */
        w->half = (int)h->value;
        return next(r, i);
    }
    if (latin(r, i) || !has_article(r->t, i) || (!u && !d && !q && !h) || (u && !more_has(u, "1")))
        return 0;
    j = next(r, i);
    if (prefixed(r, j))
        return 0;
    if (is(r, j, ROLE_LAST) && has_article(r->t, j)) {
        nth = -1;
        j = next(r, j);
    } else if (number_small_at(r->t, j, r->end, &n) && n.kind == NUMBER_ORDINAL && has_article(r->t, j) && n.value <= 53) {
        nth = (int)n.value;
        j = n.end;
    } else {
        return 0;
    }
    if (q || h) {
        if (nth < 0 || nth > (q ? 4 : 2) || w->quarter || w->half)
            return 0;
        *(q ? &w->quarter : &w->half) = nth;
        return j;
    }
    if (d) {
        if (w->weekday >= 0)
            return 0;
        w->weekday = (int)d->value;
        if (nth > 5)
            w->day = nth; /* "السبت السادس عشر": a day of the month */
        else
            w->nth = nth;
        return j;
    }
    if (u->value == UNIT_CENTURY && nth > 0 && nth <= 30) { /* "القرن التاسع عشر" */
        w->century = nth;
        return j;
    }
    if (u->value < UNIT_DAY || u->value > UNIT_YEAR)
        return 0;
    if (u->value == UNIT_MONTH)
        return 0; /* "الشهر التاسع" names a month */
    w->nth = nth;
    w->nth_unit = (int)u->value;
    return j;
}

static u32 read_weekday(struct reader *r, u32 i)
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
    if (!latin(r, j) && !adj && !w->nth && number_small_at(r->t, k, r->end, &nth) && nth.kind == NUMBER_ORDINAL && nth.one_word && nth.value <= 5 &&
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
static u32 read_month(struct reader *r, u32 i)
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
        if (mark(r, k, '/') || (mark(r, k, '(') && !hijri)) {
            u32 second = k + 1;
            const struct sense *m2 = sense(r, second, ROLE_MONTH);
            if (m2 && (int)m2->value == month) {
                bool paren = mark(r, k, '(');
                k = next(r, second);
                if (paren && mark(r, k, ')'))
                    k++;
            }
        }
    } else if (month_word && has_article(r->t, j - 1) && number_small_at(r->t, j, r->end, &n) && n.kind == NUMBER_ORDINAL && has_article(r->t, j) &&
               n.value <= 12 && !prefixed(r, j)) {
        month = (int)n.value; /* "الشهر التاسع" */
        k = n.end;
    } else if (month_word && !has_article(r->t, j - 1) && number_small_at(r->t, j, r->end, &n) && n.value >= 1 && n.value <= 12 && !prefixed(r, j)) {
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

/* A day of a month beside its month: "31 تموز", "الحادي والعشرين من مايو", "2/ أكتوبر", "20 من الشهر المقبل", "9th, February". */
static u32 read_day(struct reader *r, u32 i)
{
    struct when *w = r->w;
    struct number n;
    u32 j = i;
    if (w->day)
        return 0;
    const struct sense *u = sense(r, j, ROLE_UNIT);
    if (u && u->value == UNIT_DAY && more_has(u, "1") && !latin(r, j))
        j = next(r, j);
    else
        u = NULL;
    bool the = latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "the");
    if (the)
        j = next(r, j);
    if (j >= r->end || (u && prefixed(r, j)) || !number_small_at(r->t, j, r->end, &n) || n.value < 1 || n.value > 31)
        return 0;
    u32 k = n.end;
    if (latin(r, j) && u == NULL && is(r, k, ROLE_UNIT) && sense(r, k, ROLE_UNIT)->value == UNIT_DAY && n.kind == NUMBER_ORDINAL)
        k = next(r, k); /* "the twenty-third day of September" */
    if (w->month) { /* behind its month */
        bool run_on = digits(r, k) && mark(r, k + 1, ':');
        run_on = run_on || (mark(r, k, '-') && (digits(r, k + 1) || is(r, k + 1, ROLE_MONTH)));
        if (latin(r, j) && (is(r, k, ROLE_SCALE) || is(r, k, ROLE_HUNDRED)))
            return 0;
        if (w->mod || !(run_on || nothing_counted(r, k) || n.kind == NUMBER_ORDINAL || digits_value(r, k, 4) > 1000 || is(r, k, ROLE_SCALE)) ||
            (!latin(r, j) && mark(r, k, ',') && digits(r, k + 1) && digits_value(r, k + 1, 4) < 1000 && !mark(r, k + 2, ':')))
            return 0;
        if (w->year != YEAR_NONE)
            return 0;
        w->day = (int)n.value;
        return k;
    }
    u32 gap = k;
    if (mark(r, gap, '.') || mark(r, gap, '-') || mark(r, gap, '/') || (latin(r, j) && mark(r, gap, ',')))
        gap++;
    else if ((is(r, gap, ROLE_OF) || is(r, gap, ROLE_IN)) && !prefixed(r, gap) && len_at(r->t, gap) == 1)
        gap++;
    struct when probe = *w;
    struct reader look = {r->t, r->end, &probe};
    if (gap < r->end && !(prefixed(r, gap) && !(latin(r, gap))) ) {
        probe.day = (int)n.value;
        if (read_month(&look, gap)) {
            w->day = (int)n.value;
            return gap;
        }
    }
    bool dotted = gap > k && !is(r, k, ROLE_OF) && !is(r, k, ROLE_IN);
    if (!dotted && gap < r->end && (!prefixed(r, gap) || gap == k)) {
        probe = *w;
        probe.definite_only = true;
        if (read_period(&look, gap) && has_rel(&probe, UNIT_MONTH)) { /* "20 من الشهر المقبل" */
            w->day = (int)n.value;
            return gap;
        }
        if (latin(r, j) && n.kind == NUMBER_ORDINAL && is(r, gap, ROLE_COUPLE) && is(r, gap + 1, ROLE_UNIT) &&
            sense(r, gap + 1, ROLE_UNIT)->value == UNIT_MONTH) { /* "the 26th of the month" */
            w->day = (int)n.value;
            return gap + 2;
        }
    }
    if (w->hour >= 0)
        return 0;
    if (w->weekday >= 0 && !w->nth && date_ends(r, k) && !(w->weekday_dir == '.' && has_rel(w, UNIT_WEEK))) {
        w->day = (int)n.value; /* "الخميس 21" */
        return k;
    }
    bool in = i > 0 && (is(r, i - 1, ROLE_IN) || is(r, i - 1, ROLE_ON)) && !prefixed(r, i);
    if ((u || (in && k >= r->end) || (in && mark(r, k, '.') && k + 1 >= r->end)) && nothing_counted(r, k) && (n.digits || u) &&
        n.kind == NUMBER_CARDINAL && !latin(r, j)) {
        w->day = (int)n.value; /* "يوم 27", "في 15." */
        return k;
    }
    if (in && nothing_counted(r, k) && ((latin(r, j) && n.kind == NUMBER_ORDINAL && n.one_word) || (the && n.digits))) {
        w->day = (int)n.value; /* "on the 4th" */
        return k;
    }
    return 0;
}

/* A year: "عام 2014", four digits behind a month, "ألفين وثمانية عشر", "1445 هـ". */
static u32 read_year(struct reader *r, u32 i)
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
    bool pair = latin(r, j) && n.kind == NUMBER_CARDINAL && n.value >= 11 && n.value <= 20 && n.one_word && number_small_at(r->t, n.end, r->end, &low) &&
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
    if (!placed) { /* "في 2023": only where nothing is counted */
        bool in = i > 0 && (is(r, i - 1, ROLE_IN) || is(r, i - 1, ROLE_AGO) || is(r, i - 1, ROLE_TO) || is(r, i - 1, ROLE_OF) || is(r, i - 1, ROLE_FROM) ||
                            is(r, i - 1, ROLE_EDGE)) &&
                  !is(r, i - 1, ROLE_HEDGE);
        u32 before = i > 0 && has_prefix(r->t, i, "\xd9\x88") ? i - 1 : i > 1 && (is(r, i - 1, ROLE_AND) || is(r, i - 1, ROLE_OR)) ? i - 2 : i;
        in = in || (before < i && digits_value(r, before, 4) >= 1500 && digits_value(r, before, 4) <= 2100);
        if (!in || n.value > 2200 || n.value < 1500 || !nothing_counted(r, k))
            return 0;
    }
    w->year = (i32)n.value;
    w->hijri_year = (c && more_has(c, "hijri")) || (w->hijri && n.value < 1600);
    return c && (w->hijri_year || more_has(c, "gregorian")) ? next(r, k) : k;
}

/* ---- numeric dates ---- */

static bool set_ymd(struct when *w, int y, int m, int d)
{
    if (y < 100)
        y += y < 40 ? 2000 : 1900;
    if (m > 12 && d <= 12) {
        int x = m;
        m = d;
        d = x;
    }
    if (m < 1 || m > 12 || d < 1 || d > 31 || y < 1000 || y > 2999)
        return false;
    w->year = y;
    w->month = m;
    w->day = d;
    return true;
}

/* A token of digits with dots: "21.04.2016", "2015.3". */
static u32 read_dotted(struct reader *r, u32 i)
{
    int part[3] = {0, 0, 0}, len[3] = {0, 0, 0}, n = 0;
    str key = token_key(r->t->text, &r->t->text->tokens[i]);
    for (size_t k = 0; k < key.n; k++) {
        if (key.p[k] >= '0' && key.p[k] <= '9') {
            if (++len[n] > 4)
                return 0;
            part[n] = part[n] * 10 + (key.p[k] - '0');
        } else if (key.p[k] != '.' || len[n] == 0 || ++n > 2) {
            return 0;
        }
    }
    if (n == 2 && len[0] <= 2 && len[1] <= 2 && (len[2] == 4 || len[2] == 2))
        return set_ymd(r->w, part[2], part[1], part[0]) ? i + 1 : 0;
    if (n == 2 && len[0] == 4 && len[1] <= 2 && len[2] <= 2)
        return set_ymd(r->w, part[0], part[1], part[2]) ? i + 1 : 0;
    if (n == 1 && len[0] == 4 && part[0] >= 1900 && part[0] <= 2100 && len[1] <= 2 && part[1] >= 1 && part[1] <= 12 && nothing_counted(r, i + 1)) {
        r->w->year = part[0];
        r->w->month = part[1];
        return i + 1;
    }
    return 0;
}

/* "22/04/2016", "2016-04-21", "18-9-15", "22/4", "3/2015". */
static u32 read_numeric(struct reader *r, u32 i)
{
    struct when *w = r->w;
    if (!digits(r, i) || w->day || w->month || w->year != YEAR_NONE)
        return 0;
    u32 dotted = read_dotted(r, i);
    if (dotted)
        return dotted;
    int basic = digits_value(r, i, 8);
    if (basic >= 19000101 && basic <= 21001231 && civil_is_valid(basic / 10000, basic / 100 % 100, basic % 100))
        return set_ymd(w, basic / 10000, basic / 100 % 100, basic % 100) ? i + 1 : 0; /* 20161016 */
    int a = digits_value(r, i, 4);
    char sep = mark(r, i + 1, '/') ? '/' : mark(r, i + 1, '-') ? '-' : 0;
    if (a < 0 || !sep || !glued(r, i + 1) || !glued(r, i + 2))
        return 0;
    size_t len_a = token_key(r->t->text, &r->t->text->tokens[i]).n;
    if (i > 0 && glued(r, i) && (mark(r, i - 1, '/') || (mark(r, i - 1, '-') && sep == '-') || mark(r, i - 1, '+')))
        return 0;
    const struct sense *m = sense(r, i + 2, ROLE_MONTH);
    if (m && mark(r, i + 3, sep) && digits(r, i + 4)) { /* "01-Jan-2019", "2019/aug/01" */
        int c = digits_value(r, i + 4, 4);
        return c >= 0 && (a > 31 ? set_ymd(w, a, (int)m->value, c) : set_ymd(w, c, (int)m->value, a)) ? i + 5 : 0;
    }
    int b = digits_value(r, i + 2, 4);
    if (b < 0)
        return 0;
    size_t len_b = token_key(r->t->text, &r->t->text->tokens[i + 2]).n;
    if (mark(r, i + 3, sep) && glued(r, i + 3) && glued(r, i + 4) && digits(r, i + 4)) {
        int c = digits_value(r, i + 4, 4);
        if (c < 0 || (mark(r, i + 5, sep) && glued(r, i + 5) && glued(r, i + 6)))
            return 0;
        size_t len_c = token_key(r->t->text, &r->t->text->tokens[i + 4]).n;
        if (len_a == 4 && len_b <= 2 && len_c <= 2)
            return set_ymd(w, a, b, c) ? i + 5 : 0;
        if (len_a <= 2 && len_b <= 2 && (len_c == 4 || len_c == 2)) {
            bool english = strcmp(r->t->text->lang, "en") == 0;
            return (english && a <= 12 ? set_ymd(w, c, a, b) : set_ymd(w, c, b, a)) ? i + 5 : 0;
        }
        return 0;
    }
    if (mark(r, i + 3, sep) && glued(r, i + 3))
        return 0;
    if (len_a == 4 && len_b <= 2 && a >= 1900 && a <= 2100 && b >= 1 && b <= 12) {
        w->year = a;
        w->month = b;
        return i + 3;
    }
    if (len_b == 4 && len_a <= 2 && b >= 1900 && b <= 2100 && a >= 1 && a <= 12) {
        w->year = b;
        w->month = a;
        return i + 3;
    }
    bool half_follows = is(r, i + 3, ROLE_HALFDAY) || is(r, i + 3, ROLE_PART);
    /* day and month alone: with a slash, or beside a word that says so */
    bool told = w->weekday >= 0 || w->has_dayrel || (i > 0 && (is(r, i - 1, ROLE_IN) || is(r, i - 1, ROLE_ON) || is(r, i - 1, ROLE_UNIT) || is(r, i - 1, ROLE_DATEWORD) ||
                 (sep == '/' && is(r, i - 1, ROLE_FROM)) || is(r, i - 1, ROLE_TO) || is(r, i - 1, ROLE_THIS) || is(r, i - 1, ROLE_EDGE)));
    if (len_a > 2 || len_b > 2 || a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12) || (sep == '-' && (!told || half_follows || strcmp(r->t->text->lang, "en") == 0)))
        return 0;
    bool one_over = a > 12 || b > 12;
    if (!told && !one_over)
        return 0; /* "3/4" is a fraction */
    if (!nothing_counted(r, i + 3) && !digits(r, i + 3))
        return 0;
    bool english = strcmp(r->t->text->lang, "en") == 0;
    bool month_first = b > 12 || (english && a <= 12);
    w->day = month_first ? b : a;
    w->month = month_first ? a : b;
    return i + 3;
}

/* ---- times of the day ---- */

/* "8am", "30pm" as one word: the number, and 0 or 12 for its half of the day. */
static bool glued_half(const struct reader *r, u32 i, u32 *value, u32 *n, int *half)
{
    str tail;
    if (!number_with_tail(r->t, i, r->end, value, n, &tail) || *n > 4)
        return false;
    if (tail.n >= 5 && tail.p[0] == '.' && *n <= 2 && tail.p[1] >= '0' && tail.p[1] <= '5' && tail.p[2] >= '0' && tail.p[2] <= '9') { /* "8.30pm" */
        *value = *value * 100 + (u32)(tail.p[1] - '0') * 10 + (u32)(tail.p[2] - '0');
        *n = 3;
        tail = str_skip(tail, 3);
    }
    bool am = str_is(tail, "am") || str_is(tail, "a.m") || str_is(tail, "a"), pm = str_is(tail, "pm") || str_is(tail, "p.m") || str_is(tail, "p");
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
    else if (is(r, j, ROLE_IN) && !prefixed(r, j)) {
        j = next(r, j);
        if (latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "the"))
            j = next(r, j);
    }
    const struct sense *p = sense(r, j, ROLE_PART), *h = sense(r, j, ROLE_HALFDAY), *d = sense(r, j, ROLE_DAYREL);
    if (j > i && prefixed(r, j))
        return 0;
    if (h && j == i) {
        apply_part(w, "", h->value);
        return next(r, j);
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
    if (!z || (!word && !latin(r, j) && !paren))
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

static u32 read_time(struct reader *r, u32 i)
{
    struct when *w = r->w;
    struct when save = *w;
    if (w->hour >= 0)
        return 0;
    u32 past = read_past_hour(r, i);
    if (past)
        return past;
    u32 j = i;
    const struct sense *noon = sense(r, i, ROLE_NOON);
    bool clock = false;
    if (is(r, j, ROLE_CLOCK) && !latin(r, j)) {
        clock = true;
        j = next(r, j);
        if (is(r, j, ROLE_CLOCK) && !prefixed(r, j))
            j = next(r, j);
    } else if (latin(r, j) && is(r, j, ROLE_CLOCK) && more_has(sense(r, j, ROLE_CLOCK), "at")) {
        clock = true;
        j = next(r, j);
    }
    u32 whole_time = latin(r, j) || digits(r, j) ? read_glued_time(r, j) : 0;
    if (whole_time) {
        u32 z = read_zone(r, whole_time);
        return z ? z : whole_time;
    }
    int hour, minute = -1, second = -1;
    bool ordinal = false, minute_word = false, told = false;
    u32 k = j < r->end && !(clock && j > i && prefixed(r, j)) ? read_hour_number(r, j, &hour, &ordinal) : 0;
    if (k && is(r, k - 1, ROLE_MONTH))
        k = 0;
    if (k && digits(r, j) && (mark(r, k, ':') || (clock && mark(r, k, '.'))) && glued(r, k) && digits(r, k + 1)) {
        minute = digits_value(r, k + 1, 2);
        if (minute < 0 || minute > 59 || token_key(r->t->text, &r->t->text->tokens[k + 1]).n != 2)
            return 0;
        told = true;
        k += 2;
        if (mark(r, k, ':') && glued(r, k) && digits_value(r, k + 1, 2) >= 0) {
            second = digits_value(r, k + 1, 2);
            k += 2;
        }
    } else if (k && digits(r, j) && mark(r, k, ':')) {
        return 0;
    } else if (!k && digits(r, j)) { /* "8.30pm", "1140 صباحا" */
        str key = token_key(r->t->text, &r->t->text->tokens[j]);
        u64 whole, part;
        size_t dot = str_find(key, S("."), 0);
        bool four = key.n == 4 && dot == SIZE_MAX && str_u64(key, &whole);
        bool dotted = dot != SIZE_MAX && dot <= 2 && key.n == dot + 3 && str_u64(str_head(key, dot), &whole) && str_u64(str_skip(key, dot + 1), &part);
        bool half = (is(r, j + 1, ROLE_HALFDAY) && !is(r, j + 1, ROLE_CALENDAR)) || (is(r, j + 1, ROLE_PART) && !prefixed(r, j + 1));
        if (!(four || dotted) || !(half || (clock && dotted && !is(r, j + 1, ROLE_PERCENT) && !mark(r, j + 1, '%'))))
            return 0;
        hour = four ? (int)(whole / 100) : (int)whole;
        minute = four ? (int)(whole % 100) : (int)part;
        if (hour > 24 || minute > 59)
            return 0;
        k = j + 1;
        told = true;
    }
    if (!k) {
        if (!noon || clock)
            return 0;
        w->hour = (int)noon->value;
        w->minute = 0;
        w->afternoon_known = true;
        return next(r, i);
    }
    if (minute < 0) {
        u32 m = read_minutes(r, k, &minute, &minute_word);
        if (m && (clock || ordinal || minute_word)) {
            k = m;
            told = true;
        } else {
            minute = -1;
        }
    }
    w->hour = hour;
    w->minute = minute < -1 ? 60 + minute : minute;
    if (minute < -1)
        w->hour = (hour + 23) % 24;
    w->second = second;
    if (latin(r, k) && is(r, k, ROLE_CLOCK) && !more_has(sense(r, k, ROLE_CLOCK), "at")) {
        told = true;
        k = next(r, k);
    }
    struct reader half = {r->t, r->end, w};
    u32 h = read_half(&half, k);
    if (!h && mark(r, k, ',')) {
        h = is(r, k + 1, ROLE_DAYREL) ? read_half(&half, k + 1) : 0;
    }
    if (h) {
        told = true;
        k = h;
    }
    bool day_set = w->weekday >= 0 || w->has_dayrel || w->day || w->part;
    if (!h && w->part && day_set) { /* "صباح السبت الساعة 9", "في الصباح في 7" */
        apply_part(w, w->part, strcmp(w->part, "MO") == 0 ? 0 : 12);
        told = true;
    }
    if (!told && !clock && !(ordinal && nothing_counted(r, k) && (w->has_dayrel || w->part))) {
        *w = save;
        return 0;
    }
    if (clock && !told && !nothing_counted(r, k) && !is(r, k, ROLE_WEEKDAY) && !is(r, k, ROLE_DAYREL) && !is(r, k, ROLE_ZONEWORD) && !is(r, k, ROLE_OF) &&
        !is(r, k, ROLE_EACH) && !is(r, k, ROLE_UNIT) && latin(r, k)) {
        *w = save;
        return 0;
    }
    if (clock && !told && latin(r, i) && !day_set) {
        *w = save;
        return 0; /* "at 18" is a time only beside a day */
    }
    if (w->hour > 24 || (w->hour == 24 && w->minute > 0)) {
        *w = save;
        return 0;
    }
    w->part = NULL;
    u32 z = read_zone(r, k);
    return z ? z : k;
}

/* ---- the rest ---- */

/* A part of the day beside a day: "صباح السبت", "فجر اليوم", "الثلاثاء في الصباح", "Monday evening". */
static u32 read_part(struct reader *r, u32 i)
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

/* "منتصف", "أواخر": only before what they are a part of. */
static u32 read_mod(struct reader *r, u32 i)
{
    const struct sense *m = sense(r, i, ROLE_MODPART), *l = sense(r, i, ROLE_LATER);
    struct when *w = r->w;
    if (w->mod || w->rest || w->later)
        return 0;
    if (is(r, i, ROLE_REST)) {
        w->rest = true;
        w->definite_only = true;
        return next(r, i);
    }
    if (l) {
        w->later = l->value > 0 ? 1 : -1;
        w->definite_only = true;
        return next(r, i);
    }
    if (!m)
        return 0;
    w->mod = (int)m->value;
    w->definite_only = true;
    u32 j = next(r, i);
    if (latin(r, i) && is(r, j, ROLE_OF))
        j = next(r, j);
    if (latin(r, i) && mark(r, j, '-') && glued(r, j))
        j++;
    if (latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "the"))
        j = next(r, j);
    return j;
}

static u32 read_season(struct reader *r, u32 i)
{
    struct when *w = r->w;
    u32 j = i;
    bool this_one = is(r, j, ROLE_THIS);
    if (this_one)
        j = next(r, j);
    const struct sense *adj = NULL;
    if (latin(r, j) && more_has(sense(r, j, ROLE_ADJ), "before")) {
        adj = sense(r, j, ROLE_ADJ);
        j = next(r, j);
    }
    const struct sense *s = sense(r, j, ROLE_SEASON);
    if (!s || w->season || w->month || (j > i && prefixed(r, j)))
        return 0;
    u32 k = next(r, j);
    if (!latin(r, j) && !prefixed(r, k) && is(r, k, ROLE_ADJ)) {
        adj = sense(r, k, ROLE_ADJ);
        k = next(r, k);
    }
    w->season = s->more;
    if (adj)
        set_rel(w, UNIT_YEAR, (int)adj->value);
    else if (this_one)
        set_rel(w, UNIT_YEAR, 0);
    return k;
}

static u32 read_other(struct reader *r, u32 i)
{
    struct when *w = r->w;
    const struct sense *adj = latin(r, i) ? sense(r, i, ROLE_ADJ) : NULL;
    if (more_has(adj, "before") && is(r, next(r, i), ROLE_HOLIDAY) && !w->holiday && !w->day) { /* "the next Easter" */
        w->holiday = sense(r, next(r, i), ROLE_HOLIDAY);
        w->month_dir = adj->value < 0 ? '<' : adj->value > 0 ? '>' : '=';
        return next(r, next(r, i));
    }
    const struct sense *h = sense(r, i, ROLE_HOLIDAY), *d = sense(r, i, ROLE_DECADE);
    if (h && !w->holiday && !w->day) {
        w->holiday = h;
        return next(r, i);
    }
    if (d && !w->decade) {
        w->decade = (int)d->value;
        return next(r, i);
    }
    if (is(r, i, ROLE_NOW) && !w->now && w->weekday < 0 && !is(r, next(r, i), ROLE_SELF)) {
        w->now = true;
        return next(r, i);
    }
    return 0;
}

typedef u32 read_part_fn(struct reader *r, u32 i);

/* In this order: what is longer, or would be misread by another, comes first. */
static read_part_fn *const readers[] = {read_numeric, read_offset, read_edge, read_run, read_time, read_nth, read_dayrel, read_weekday, read_day, read_month,
                                        read_week_number, read_period, read_year, read_season, read_part, read_other, read_mod};

static u32 read_any(struct reader *r, u32 i)
{
    for (size_t k = 0; k < COUNT_OF(readers); k++) {
        struct when save = *r->w;
        u32 j = readers[k](r, i);
        if (j > i)
            return j;
        *r->w = save;
    }
    return 0;
}

/* A word or mark that may stand between two parts. */
static u32 skip_joint(const struct reader *r, u32 i)
{
    if (i >= r->end)
        return i;
    if (mark(r, i, '-') && glued(r, i) && r->w->year != YEAR_NONE && !r->w->month && (is(r, i + 1, ROLE_QUARTERYEAR) || is(r, i + 1, ROLE_HALFYEAR)))
        return i + 1;
    if (mark(r, i, ',') || (mark(r, i, '.') && glued(r, i)) || (mark(r, i, '/') && r->w->month) || (mark(r, i, '-') && r->w->month && (!r->w->day || (glued(r, i) && digits_value(r, i + 1, 4) >= 1000))) ||
        (mark(r, i, '-') && r->w->weekday >= 0 && glued(r, i)))
        return i + 1;
    if (mark(r, i, '(') || mark(r, i, '@'))
        return i + 1;
    u32 j = i;
    if (is(r, j, ROLE_MATCHING))
        return next(r, j);
    if (prefixed(r, j))
        return i;
    const struct when *w = r->w;
    bool day = (w->weekday >= 0 || w->has_dayrel || w->day || w->part) && w->hour < 0;
    const struct sense *hedge = sense(r, j, ROLE_HEDGE);
    if (day && hedge && (int)hedge->value == CMP_APPROX)
        return next(r, j); /* "اليوم حوالي الساعة 3" */
    if (day && latin(r, j) && is(r, j, ROLE_EDGE) && (digits(r, next(r, j)) || (latin(r, next(r, j)) && !r->t->tags[next(r, j)].word)))
        return next(r, j); /* "tomorrow before 5pm" */
    if (is(r, j, ROLE_OF) || is(r, j, ROLE_IN) || is(r, j, ROLE_ON)) {
        j = next(r, j);
        if (latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "the") && !is(r, j + 1, ROLE_DIGIT))
            j = next(r, j);
        return j;
    }
    if (latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "the"))
        return next(r, j);
    return i;
}

/* Two parts of one kind are two dates; a part of the day may stand with any. */
static bool parts_fit(const struct when *before, const struct when *after, bool comma)
{
    if (before->n_offsets || before->run || before->now || before->counted)
        return false;
    if (after->n_offsets != before->n_offsets || after->run || after->now || after->counted)
        return false;
    if (comma && before->year != YEAR_NONE && after->hour == before->hour && after->part == before->part)
        return false;
    if (before->has_dayrel && (after->rel_units != before->rel_units || (after->month && !before->month && !before->day && !after->day)))
        return false;
    bool day = before->weekday >= 0 || before->has_dayrel || before->day || before->part || before->nth || before->holiday;
    bool period = before->rel_units || before->month || before->year != YEAR_NONE;
    if (after->hour >= 0 && before->hour < 0 && period && !day)
        return false; /* "next month at 6pm": a month and a time */
    if (comma && before->rel_units && after->rel_units != before->rel_units)
        return false;
    if (comma && before->mod != after->mod)
        return false;
    return !(before->rest != after->rest);
}

bool when_at(const struct tagged *t, u32 i, u32 end, struct when *w)
{
    *w = empty;
    w->first = i;
    struct reader r = {t, end, w};
    u32 j = read_any(&r, i);
    if (!j)
        return false;
    w->end = j;
    for (u32 parts = 1; parts < 8; parts++) {
        struct when save = *w;
        bool opener = (save.mod || save.later || save.rest) && parts == 1;
        u32 k = opener ? j : j, e = 0;
        bool comma = false, paren = false;
        if (k < end && !(t->tags[k].prefix && !has_prefix(t, k, "\xd8\xa8") && !has_prefix(t, k, "\xd9\x84")) && (opener || true))
            e = read_any(&r, k);
        if (!e || !(opener || parts_fit(&save, w, false))) {
            *w = save;
            comma = mark_at(t, k, end, ',');
            paren = mark_at(t, k, end, '(');
            k = skip_joint(&r, j);
            if (comma && k < end && (is_at(t, k, end, ROLE_IN) || is_at(t, k, end, ROLE_ON) || is_at(t, k, end, ROLE_MATCHING)) && !t->tags[k].prefix)
                k += len_at(t, k);
            e = k > j && k < end && !has_prefix(t, k, "\xd9\x88") ? read_any(&r, k) : 0;
            if (paren && e) {
                if (mark_at(t, e, end, ')'))
                    e++;
                else
                    e = 0;
            }
            if (!e || (!opener && !parts_fit(&save, w, comma))) {
                *w = save;
                break;
            }
        }
        j = e;
        w->end = j;
        w->first = i;
    }
    return true;
}
