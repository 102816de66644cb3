/*
** date_amount.c - amounts of time, and what is told by them: so long ago, the last so many, the first so many.
*/
#include "fact/date_part.h"

#include <math.h>

/* A number of units: what the three readers below fill. */
struct count {
    double n;    /* below 0: not told */
    bool vague;
    const struct sense *unit;
};

/* "30min", "3.5years": a unit glued to its number. */
static u32 read_glued_amount(const struct reader *r, u32 i, struct count *c)
{
    u32 whole, digits_n;
    str tail;
    if (!latin(r, i) || !number_with_tail(r->t, i, r->end, &whole, &digits_n, &tail) || digits_n > 4)
        return 0;
    double scale = 1;
    c->n = whole;
    if (tail.p[0] == '.')
        for (tail = str_skip(tail, 1); tail.n && tail.p[0] >= '0' && tail.p[0] <= '9'; tail = str_skip(tail, 1))
            c->n += (tail.p[0] - '0') * (scale /= 10);
    struct lexicon_hit hit = lexicon_whole(r->t->words->lexicon, tail);
    c->unit = hit.row ? word_sense(&r->t->words->list[hit.kind], ROLE_UNIT) : NULL;
    return c->unit ? i + 1 : 0;
}

/* The unit first: "شهرين", "شهر واحد", "الأيام الثلاثة", "أيام قليلة", "سنوات". */
static u32 read_unit_first(const struct reader *r, u32 i, struct amount *a, struct count *c, bool first)
{
    const struct sense *u = c->unit = sense(r, i, ROLE_UNIT);
    struct number n;
    u32 j = next(r, i);
    bool one = more_has(u, "1"), plural = more_has(u, "pl"), number = number_small_at(r->t, j, r->end, &n) &&
        n.kind == NUMBER_CARDINAL && !prefixed(r, j);
    c->n = more_has(u, "2") ? 2 : plural ? -1 : 1;
    a->bare = first && one;
    a->bare_plural = first && plural;
    a->definite = has_article(r->t, i);
    if (more_has(u, "construct"))
        return 0; /* "يومي السبت والأحد" names its days */
    if (u->value == UNIT_YEAR && one && digits_value(r, j, 4) >= 1000)
        return 0; /* "منذ عام 2014" */
    if (one && number && n.value == 1 && n.one_word && !more_has(u, "moment")) {
        a->bare = false;
        return n.end;
    }
    if (plural && number && has_article(r->t, j) == a->definite && !n.digits) {
        c->n = n.value;
        a->bare_plural = false;
        return n.end;
    }
    c->vague = plural;
    if (plural && is(r, j, ROLE_COUPLE)) {
        a->bare_plural = false;
        return next(r, j);
    }
    return j;
}

/* The number first: "3 أيام", "نصف ساعة", "بضعة أسابيع", "an hour", "a couple of days". */
static u32 read_number_first(const struct reader *r, u32 i, struct amount *a, struct count *c)
{
    const struct sense *few = sense(r, i, ROLE_COUPLE);
    struct number n;
    u32 j;
    if (few) {
        j = next(r, i);
        c->vague = few->value <= 0;
        c->n = few->value > 0 ? few->value : -1;
    } else {
        bool whole = number_at(r->t, i, r->end, &n) && !(n.kind == NUMBER_FRACTION && is(r, n.end - 1, ROLE_UNIT)); /* "2 quarters" */
        if ((!whole && !number_small_at(r->t, i, r->end, &n)) || n.kind == NUMBER_ORDINAL || n.value < 0 || n.value >= 1e7)
            return 0;
        c->n = n.value;
        c->vague = n.kind == NUMBER_VAGUE;
        j = n.end;
        if (n.kind == NUMBER_FRACTION && latin(r, j) && more_has(sense(r, j, ROLE_COUPLE), "article"))
            j = next(r, j); /* "half an hour" */
        a->definite = n.one_word && has_article(r->t, i);
    }
    if (mark(r, j, '-') && glued(r, j) && glued(r, j + 1))
        j++;
    if (is(r, j, ROLE_OF) && latin(r, j) && !prefixed(r, j))
        j = next(r, j);
    c->unit = sense(r, j, ROLE_UNIT);
    if (!c->unit || prefixed(r, j) || more_has(c->unit, "2"))
        return 0;
    if (!few && !latin(r, j) && more_has(c->unit, "1") && has_article(r->t, j) && !has_article(r->t, i) && n.kind != NUMBER_FRACTION)
        return 0; /* "340 ألفا العام الماضي": a number and a date */
    if (c->unit->value == UNIT_SECOND && more_has(few, "article"))
        return 0; /* "a second" is mostly another */
    return next(r, j);
}

/* "... ونصف", "... and a half" behind an amount: i where there is none. */
static u32 read_half_more(const struct reader *r, u32 i, struct amount *a, struct count *c)
{
    bool apart = is(r, i, ROLE_AND) && len_at(r->t, i) == 1;
    if (i >= r->end || !(apart || has_prefix(r->t, i, "\xd9\x88")))
        return i;
    u32 k = apart ? i + 1 : i;
    const struct sense *f = sense(r, k, ROLE_FRACTION);
    if (!f && latin(r, k) && is(r, k, ROLE_COUPLE))
        f = sense(r, ++k, ROLE_FRACTION);
    const struct sense *again = sense(r, k + 1, ROLE_UNIT);
    bool same = again && c->unit && again->value == c->unit->value && more_has(again, "1") && has_article(r->t, k + 1) && !prefixed(r, k + 1);
    if (!f || *f->more || (again && !same))
        return i;
    c->n += f->value;
    a->bare = false;
    return next(r, k) + same; /* "ساعة ونصف الساعة" */
}

/* One part of an amount. */
static u32 amount_part(const struct reader *r, u32 i, struct amount *a, bool first)
{
    struct count c = {.n = -1};
    if (a->n == AMOUNT_PARTS_MAX || i >= r->end || more_has(sense(r, i, ROLE_COUPLE), "the"))
        return 0;
    u32 j = read_glued_amount(r, i, &c);
    if (!j && is(r, i, ROLE_UNIT) && !is(r, i, ROLE_COUPLE))
        j = read_unit_first(r, i, a, &c, first);
    else if (!j)
        j = read_number_first(r, i, a, &c);
    if (!j)
        return 0;
    if (!c.vague && c.n > 0)
        j = read_half_more(r, j, a, &c);
    a->part[a->n].n = more_has(c.unit, "fortnight") ? c.n * 2 : c.n;
    a->part[a->n++].unit = (int)c.unit->value;
    a->vague = a->vague || c.vague;
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
        if (!e || more.vague || more.part[more.n - 1].unit == out->part[out->n - 1].unit ||
            (more.part[more.n - 1].unit > out->part[out->n - 1].unit && more.part[more.n - 1].n > 1) || /* "six months and three years": two */ (comma && out->bare))
            break;
        *out = more;
        out->bare = false;
        j = e;
    }
    out->end = j;
    return true;
}


u32 part_offset(struct reader *r, u32 i)
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
        const struct sense *hedge = sense(r, j, ROLE_HEDGE);
        if (hedge && !prefixed(r, j)) { /* "قبل نحو شهرين", "منذ أكثر من عشر سنوات" */
            int c = (int)hedge->value;
            w->approx = c == CMP_APPROX;
            w->mod = c == CMP_GT ? MOD_BEFORE : c == CMP_LT ? MOD_AFTER : MOD_NONE;
            j = next(r, j);
        }
    }
    if (j >= r->end || (sign && prefixed(r, j)) || !amount_at(r->t, j, r->end, &a) || a.vague)
        return 0;
    if (sign && (a.definite || (a.bare && latin(r, j))))
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
            unit = unit == UNIT_YEAR ? UNIT_MONTH : unit == UNIT_MONTH ||
                unit == UNIT_WEEK ? UNIT_DAY : unit == UNIT_DAY ? UNIT_HOUR : unit - 1;
        }
        w->offset[w->n_offsets].n = sign * (int)floor(n + 0.5);
        w->offset[w->n_offsets++].unit = unit;
    }
    return k;
}

/* "3 أيام القادمة", "الأشهر الثلاثة الماضية", "آخر 3 سنوات", "next five days". */
u32 part_run(struct reader *r, u32 i)
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
u32 part_edge(struct reader *r, u32 i)
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
    if (j >= r->end || (j > i && prefixed(r, j)) || !amount_at(r->t, j, r->end, &a) || a.n != 1 || a.vague || a.bare ||
        a.part[0].n != floor(a.part[0].n))
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
    if (k >= r->end || prefixed(r, k) || !(part_month(&look, k) || part_period(&look, k) || part_year(&look, k) || part_nth(&look, k)))
        return 0;
    w->edge = sign * (int)a.part[0].n;
    w->edge_unit = a.part[0].unit;
    w->definite_only = true;
    return j;
}
