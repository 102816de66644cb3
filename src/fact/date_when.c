/*
** date_when.c - puts the parts of a date together (date_grammar.h).
*/
#include "fact/date_part.h"

#include <stdlib.h>

static const struct when empty = {.weekday = -1, .year = YEAR_NONE, .hour = -1, .minute = -1, .second = -1,
    .zone = ZONE_UNKNOWN, .bare = -1};

int digits_value(const struct reader *r, u32 i, size_t most)
{
    if (!digits(r, i))
        return -1;
    str key = token_key(r->t->text, &r->t->text->tokens[i]);
    u64 v;
    return key.n <= most && str_u64(key, &v) ? (int)v : -1;
}

bool nothing_counted(const struct reader *r, u32 i)
{
    if (i >= r->end || r->t->text->tokens[i].cls == TOKEN_MARK)
        return !mark(r, i, '%') && !(mark(r, i, '-') && glued(r, i)) && !(mark(r, i, '/') && glued(r, i)) && !mark(r, i, '$');
    if (digits(r, i))
        return false;
    if (is(r, i, ROLE_MONTH) || is(r, i, ROLE_AND) || is(r, i, ROLE_OR) || is(r, i, ROLE_TO) || is(r, i, ROLE_PART) ||
        is(r, i, ROLE_CLOCK) ||
        is(r, i, ROLE_IN) || is(r, i, ROLE_BETWEEN))
        return true;
    if (has_prefix(r->t, i, "\xd9\x88"))
        return true; /* و begins another clause or item */
    if (is(r, i, ROLE_PAST) || is(r, i, ROLE_FUTURE))
        return true;
    return is(r, i, ROLE_NOTCOUNTED) && !is(r, i, ROLE_OF);
}

bool date_ends(const struct reader *r, u32 i)
{
    return nothing_counted(r, i) && (i >= r->end || r->t->text->tokens[i].cls == TOKEN_MARK || is(r, i, ROLE_PART) ||
                                     is(r, i, ROLE_CLOCK) ||
                                     is(r, i, ROLE_IN) || is(r, i, ROLE_TO) || is(r, i, ROLE_BETWEEN) || is(r, i, ROLE_FROM) ||
                                         is(r, i, ROLE_EDGE));
}

/* "منتصف", "أواخر": only before what they are a part of. */
u32 part_mod(struct reader *r, u32 i)
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

u32 part_season(struct reader *r, u32 i)
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

u32 part_other(struct reader *r, u32 i)
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
        w->doubtful = more_has(sense(r, i, ROLE_NOW), "alone");
        return next(r, i);
    }
    return 0;
}

/* Roles as the two words of bits that struct word keeps. */
#define LOW(r) ((r) < 64 ? (u64)1 << ((r) & 63) : 0)
#define HIGH(r) ((r) >= 64 ? (u64)1 << ((r) & 63) : 0)
#define BITS2(x, y) {LOW(x) | LOW(y), HIGH(x) | HIGH(y)}
#define BITS3(x, y, z) {LOW(x) | LOW(y) | LOW(z), HIGH(x) | HIGH(y) | HIGH(z)}
#define BITS4(x, y, z, v) {LOW(x) | LOW(y) | LOW(z) | LOW(v), HIGH(x) | HIGH(y) | HIGH(z) | HIGH(v)}
_Static_assert(ROLE_PARTWORD < 64, "the roles of numbers stand in the first word of bits");
#define NUMBERS (((u64)1 << (ROLE_PARTWORD + 1)) - 1)

/* The readers, in this order: what is longer, or would be misread by another, comes first. A reader is tried only where the word has one
** of its roles, or is a number where it takes one. */
static const struct {
    part_fn *fn;
    u64 roles[2];
    bool numbers;
} parts_in_order[] = {
    {part_numeric, {0, 0}, true},
    {part_offset, BITS3(ROLE_AGO, ROLE_UNIT, ROLE_COUPLE), true},
    {part_edge, BITS3(ROLE_LAST, ROLE_ADJ, ROLE_UNIT), true},
    {part_run, BITS4(ROLE_LAST, ROLE_ADJ, ROLE_UNIT, ROLE_COUPLE), true},
    {part_time, BITS2(ROLE_CLOCK, ROLE_NOON), true},
    {part_nth, {LOW(ROLE_LAST) | LOW(ROLE_ADJ) | LOW(ROLE_UNIT) | LOW(ROLE_WEEKDAY) | LOW(ROLE_HALFYEAR) | LOW(ROLE_QUARTERYEAR),
                HIGH(ROLE_LAST) | HIGH(ROLE_ADJ) | HIGH(ROLE_UNIT) | HIGH(ROLE_WEEKDAY) | HIGH(ROLE_HALFYEAR) | HIGH(ROLE_QUARTERYEAR)}, true},
    {part_dayrel, BITS2(ROLE_DAYREL, ROLE_UNIT), false},
    {part_weekday, BITS4(ROLE_WEEKDAY, ROLE_UNIT, ROLE_THIS, ROLE_ADJ), false},
    {part_day, BITS3(ROLE_UNIT, ROLE_COUPLE, ROLE_FIRSTDAY), true},
    {part_month, {LOW(ROLE_MONTH) | LOW(ROLE_HIJRI) | LOW(ROLE_UNIT) | LOW(ROLE_THIS) | LOW(ROLE_ADJ),
                  HIGH(ROLE_MONTH) | HIGH(ROLE_HIJRI) | HIGH(ROLE_UNIT) | HIGH(ROLE_THIS) | HIGH(ROLE_ADJ)}, false},
    {part_week_number, BITS2(ROLE_UNIT, ROLE_UNIT), false},
    {part_period, BITS3(ROLE_UNIT, ROLE_THIS, ROLE_ADJ), false},
    {part_year, BITS2(ROLE_UNIT, ROLE_UNIT), true},
    {part_season, BITS3(ROLE_SEASON, ROLE_THIS, ROLE_ADJ), false},
    {part_of_day, BITS4(ROLE_PART, ROLE_THIS, ROLE_COUPLE, ROLE_ADJ), false},
    {part_other, BITS4(ROLE_HOLIDAY, ROLE_DECADE, ROLE_NOW, ROLE_ADJ), false},
    {part_mod, BITS3(ROLE_MODPART, ROLE_LATER, ROLE_REST), false},
};

static u32 read_any(struct reader *r, u32 i)
{
    const struct word *w = word_at(r->t, i, r->end);
    bool number = (w->roles[0] & NUMBERS) || (i < r->end && begins_with_digit(r->t, i));
    if (i >= r->end || !(number || w->roles[0] || w->roles[1]))
        return 0;
    struct when save = *r->w;
    for (size_t k = 0; k < COUNT_OF(parts_in_order); k++) {
        bool may = (parts_in_order[k].numbers && number) || (w->roles[0] & parts_in_order[k].roles[0]) ||
            (w->roles[1] & parts_in_order[k].roles[1]);
        if (!may)
            continue;
        u32 j = parts_in_order[k].fn(r, i);
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
    if (mark(r, i, '-') && glued(r, i) && r->w->year != YEAR_NONE && !r->w->month && (is(r, i + 1, ROLE_QUARTERYEAR) ||
        is(r, i + 1, ROLE_HALFYEAR)))
        return i + 1;
    if (mark(r, i, ',') || (mark(r, i, '.') && glued(r, i)) || (mark(r, i, '/') && r->w->month) || (mark(r, i, '-') &&
        r->w->month && (!r->w->day || (glued(r, i) && digits_value(r, i + 1, 4) >= 1000))) ||
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
        bool opener = (save.mod || save.later || save.rest) && parts == 1 && !save.n_offsets;
        u32 k = opener ? j : j, e = 0;
        bool comma = false, paren = false;
        if (k < end && !(t->tags[k].prefix && !has_prefix(t, k, "\xd8\xa8") && !has_prefix(t, k, "\xd9\x84")) && (opener || true))
            e = read_any(&r, k);
        if (!e || !(opener || parts_fit(&save, w, false))) {
            *w = save;
            comma = mark_at(t, k, end, ',');
            paren = mark_at(t, k, end, '(');
            k = skip_joint(&r, j);
            if (comma && k < end && (is_at(t, k, end, ROLE_IN) || is_at(t, k, end, ROLE_ON) ||
                                     is_at(t, k, end, ROLE_MATCHING)) && !t->tags[k].prefix)
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
