/*
** date_amount.c - amounts of time, and what is told by them: so long ago, the last so many, the first so many.
*/
#include "fact/date_part.h"

#include <math.h>

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
    if (k >= r->end || prefixed(r, k) || !(part_month(&look, k) || part_period(&look, k) || part_year(&look, k) || part_nth(&look, k)))
        return 0;
    w->edge = sign * (int)a.part[0].n;
    w->edge_unit = a.part[0].unit;
    w->definite_only = true;
    return j;
}
