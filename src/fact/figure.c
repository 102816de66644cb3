/*
** figure.c - the figures of a text: hedge, number, unit, counted noun.
**
** A number is no figure where it is a date, a telephone number, a rank ("فريق أول"), a list's number or a bare year.
** What a span holds: "نحو 2500 جندي أميركي": hedge, number, counted noun with its adjectives.
*/
#include "fact/number.h"
#include "base/limits.h"
#include "fact/rules.h"

#include <math.h>

#define COUNTED_WORDS_MAX 3u

struct finder {
    struct arena *arena;
    const struct tagged *t;
    const struct sentence *s;
    u32 end;
    struct facts *out;
    u32 name; /* likewise of names */
    u32 date; /* the first date that does not end before the token at hand */
};

static bool is(const struct finder *f, u32 i, enum role r) { return is_at(f->t, i, f->end, r); }
static const struct sense *sense(const struct finder *f, u32 i, enum role r) { return sense_at(f->t, i, f->end, r); }
static bool mark(const struct finder *f, u32 i, char c) { return mark_at(f->t, i, f->end, c); }
static u32 next(const struct finder *f, u32 i) { return i + len_at(f->t, i); }
static bool glued(const struct finder *f, u32 i) { return i < f->end && (f->t->text->tokens[i].flags & TOKEN_GLUED); }
static bool arabic(const struct finder *f, u32 i) { return f->t->text->tokens[i].flags & TOKEN_ARABIC; }
static bool is_digit_token(const struct finder *f, u32 i) { return i < f->end && f->t->text->tokens[i].cls == TOKEN_NUMBER; }
static bool is_word(const struct finder *f, u32 i) { return i < f->end && f->t->text->tokens[i].cls == TOKEN_WORD; }

/* ---- hedges ---- */

/* A hedge before a number: its comparator and end; i where there is none. Signs (<, >=) are hedges too. */
static u32 read_hedge(const struct finder *f, u32 i, int *comparator)
{
    const struct sense *h = sense(f, i, ROLE_HEDGE);
    if (h) {
        *comparator = (int)h->value;
        u32 j = next(f, i);
        if (sense(f, j, ROLE_OREQUAL) && (*comparator == CMP_GT || *comparator == CMP_LT || *comparator == CMP_GTE ||
                                          *comparator == CMP_LTE)) {
            *comparator = *comparator == CMP_GT ? CMP_GTE : *comparator == CMP_LT ? CMP_LTE : *comparator; /* "أكثر من أو يساوي" */
            j = next(f, j);
        }
        return j;
    }
    bool less = mark(f, i, '<'), more = mark(f, i, '>');
    if ((less || more) && !(i > f->s->first && mark(f, i - 1, '=') && glued(f, i)) && !mark(f, i + 1, '>') && !mark(f, i + 1, '<')) {
        *comparator = less ? CMP_LT : CMP_GT;
        if (mark(f, i + 1, '=')) {
            *comparator = less ? CMP_LTE : CMP_GTE;
            return i + 2;
        }
        return i + 1;
    }
    return i;
}

/* A hedge behind a number: "على الأقل", "أو أكثر". */
static u32 read_hedge_after(const struct finder *f, u32 i, int *comparator)
{
    u32 j = i;
    const struct sense *o = sense(f, j, ROLE_ORMORE), *h = sense(f, j, ROLE_HEDGEAFTER), *e = sense(f, j, ROLE_OREQUAL);
    struct number n;
    if (o && !number_at(f->t, next(f, j), f->end, &n)) {
        *comparator = (int)o->value;
        return next(f, j);
    }
    if (h && *comparator == CMP_EQ && !number_at(f->t, next(f, j), f->end, &n)) {
        *comparator = (int)h->value;
        return next(f, j);
    }
    if (e && (*comparator == CMP_GT || *comparator == CMP_LT) && !number_at(f->t, next(f, j), f->end, &n)) {
        *comparator = *comparator == CMP_GT ? CMP_GTE : CMP_LTE;
        return next(f, j);
    }
    return i;
}

/* ---- units and counted nouns ---- */

static bool ends_with(const struct finder *f, u32 i, const char *tail) { return str_ends(bare_key(f->t, i), str_of(tail)); }

/* Does an adjective of the noun before stand here? Arabic: without attached letters, definite as the noun is, with an adjective's ending. */
static bool is_adjective(const struct finder *f, u32 i, bool definite)
{
    if (!is_word(f, i) || !arabic(f, i) || f->t->tags[i].prefix || has_article(f->t, i) != definite ||
        is(f, i, ROLE_NOTCOUNTED) || is(f, i, ROLE_PAST) ||
        is(f, i, ROLE_DIGIT) || is(f, i, ROLE_UNIT))
        return false;
    if (bare_key(f->t, i).n < 8 || str_starts(bare_key(f->t, i), S("\xd9\x88")))
        return false; /* و may begin the next clause */
    return ends_with(f, i, "\xd9\x8a") || ends_with(f, i, "\xd9\x8a\xd9\x87") || ends_with(f, i, "\xd9\x8a\xd8\xa7") ||
        ends_with(f, i, "\xd9\x8a\xd9\x86") ||
           ends_with(f, i, "\xd9\x8a\xd8\xa7\xd8\xaa");
}

/* "والـ", "بالـ", "للـ": an attached letter before the article. */
static bool joined_definite(const struct finder *f, u32 i)
{
    static const char *const heads[] = {"\xd9\x88\xd8\xa7\xd9\x84", "\xd8\xa8\xd8\xa7\xd9\x84", "\xd9\x81\xd8\xa7\xd9\x84",
        "\xd9\x83\xd8\xa7\xd9\x84", "\xd9\x84\xd9\x84"};
    str key = token_key(f->t->text, &f->t->text->tokens[i]);
    for (size_t k = 0; k < COUNT_OF(heads); k++)
        if (key.n >= 10 && str_starts(key, str_of(heads[k])))
            return true;
    return false;
}

/* Does a date (no duration) begin at token i? The dates come sorted. */
static bool date_at(const struct finder *f, u32 i)
{
    u32 at = f->t->text->tokens[i].span.off + f->t->tags[i].prefix;
    for (u32 k = f->date; k < f->out->dates.n && f->out->dates.v[k].span.off <= at; k++)
        if (f->out->dates.v[k].type != DATE_DURATION && span_end(f->out->dates.v[k].span) > at)
            return true;
    return false;
}

/* A verb or adjective of the future; what is one before an end of time only ("طلب", "صرف") is a noun as well. */
static bool is_future(const struct finder *f, u32 i)
{
    const struct sense *s = sense(f, i, ROLE_FUTURE);
    return s && strcmp(s->more, "until") != 0;
}

/* The counted noun phrase from token i on: its end, or i. */
static u32 read_counted(const struct finder *f, u32 i)
{
    if (!is_word(f, i) || is(f, i, ROLE_NOTCOUNTED) || is(f, i, ROLE_PAST) || is_future(f, i) || is(f, i, ROLE_HEDGE) ||
        is(f, i, ROLE_AND) || is(f, i, ROLE_TO) || is(f, i, ROLE_BELOWZERO) ||
        is(f, i, ROLE_DIGIT) || is(f, i, ROLE_ORDINAL) || date_at(f, i))
        return i;
    u32 j = i;
    if (!arabic(f, i)) {
        while (j < i + COUNTED_WORDS_MAX && is_word(f, j) && !arabic(f, j) && !is(f, j, ROLE_NOTCOUNTED) && !(j > i &&
            ends_with(f, j, "ed")) && !is(f, j, ROLE_PAST) && !is(f, j, ROLE_BELOWZERO) && !is(f, j, ROLE_AND) &&
               !(j > i && (is(f, j, ROLE_IN) || is(f, j, ROLE_OF) || is(f, j, ROLE_TO) || is(f, j, ROLE_WEEKDAY) || is(f, j, ROLE_DAYREL))))
            j++;
        return j;
    }
    if (f->t->tags[i].prefix || joined_definite(f, i))
        return i;
    bool definite = has_article(f->t, i);
    j = i + 1;
    while (j < i + COUNTED_WORDS_MAX && is_adjective(f, j, definite))
        j++;
    return j;
}

/* Unit or counted noun behind the number: fills the figure, gives the end. */
static u32 read_unit(const struct finder *f, u32 i, struct figure *g)
{
    static const enum role units[] = {ROLE_PERCENT, ROLE_CURRENCY, ROLE_MEASURE};
    if (mark(f, i, '%')) {
        g->unit = S("%");
        return i + 1;
    }
    for (size_t k = 0; k < COUNT_OF(units); k++) {
        const struct sense *u = sense(f, i, units[k]);
        bool joined = i < f->end && f->t->tags[i].prefix && units[k] != ROLE_PERCENT;
        if (u && !joined) {
            g->unit = str_of(u->more);
            return next(f, i);
        }
    }
    u32 j = read_counted(f, i);
    if (j > i) {
        span s = tokens_span(f->t, i, j);
        g->counted = (struct field){span_text(f->t->text->raw, s), s};
    }
    return j;
}

/* ---- what is no figure ---- */

/* Is token i inside a date (not a duration)? Dates come sorted, tokens rise. */
static bool in_date(struct finder *f, u32 i)
{
    u32 at = f->t->text->tokens[i].span.off + f->t->tags[i].prefix;
    while (f->date < f->out->dates.n && span_end(f->out->dates.v[f->date].span) <= at)
        f->date++;
    if (f->date >= f->out->dates.n)
        return false;
    const struct date *d = &f->out->dates.v[f->date];
    return d->type != DATE_DURATION && d->span.off <= at;
}

/* A number in a name, or a rank or a bare number right behind one: "هنري الثامن", "قناة الشرق 24". */
static bool part_of_name(struct finder *f, const struct number *n, bool bare)
{
    u32 at = f->t->text->tokens[n->first].span.off;
    while (f->name < f->out->names.n && f->name + 1 < f->out->names.n && f->out->names.v[f->name + 1].span.off <= at)
        f->name++;
    if (f->name >= f->out->names.n || f->out->names.v[f->name].span.off > at)
        return false;
    const struct name *name = &f->out->names.v[f->name];
    u32 end = span_end(name->span);
    if (end > at)
        return bare || n->kind == NUMBER_ORDINAL;
    bool next_word = n->first > f->s->first && span_end(f->t->text->tokens[n->first - 1].span) == end;
    return next_word && ((n->kind == NUMBER_ORDINAL && name->kind == NAME_PERSON && has_article(f->t, n->first)) ||
                         (bare && n->digits && name->kind == NAME_ORGANISATION));
}

static bool alone_in_sentence(const struct finder *f, u32 first, u32 end)
{
    for (u32 i = f->s->first; i < f->end; i++)
        if ((i < first || i >= end) && f->t->text->tokens[i].cls != TOKEN_MARK)
            return false;
    return true;
}

/* The word begins with a letter that may be attached to it: و ف ب ك ل. */
static bool may_carry_letter(str raw)
{
    static const char *const letters[] = {"\xd9\x88", "\xd9\x81", "\xd8\xa8", "\xd9\x83", "\xd9\x84"};
    for (size_t i = 0; i < COUNT_OF(letters); i++)
        if (str_starts(raw, str_of(letters[i])))
            return true;
    return false;
}

/* A number that stands for something other than how many. */
static bool is_no_figure(const struct finder *f, const struct number *n, bool hedged, const struct figure *g, u32 end)
{
    bool bare = !hedged && g->unit.n == 0 && g->counted.text.n == 0;
    bool like_year = n->digits && n->value >= 1900 && n->value <= 2100;
    bare = bare || (like_year && !hedged && g->unit.n == 0 && may_carry_letter(g->counted.text)); /* "2030 لخلق" */
    bool first = n->first == f->s->first || (f->t->text->tokens[n->first].flags & TOKEN_NEWLINE);
    if (n->digits && first && n->value < 100 && end < f->end && (mark(f, n->end, '.') || mark(f, n->end, ')')) && glued(f, n->end))
        return true; /* "1. ", "2) " */
    if (n->digits && bare && n->value >= 1800 && n->value <= 2100 && !alone_in_sentence(f, n->first, n->end))
        return true; /* a year by the look of it */
    if (mark(f, n->end, '-') && glued(f, n->end) && glued(f, n->end + 1) && is_word(f, n->end + 1) && g->unit.n == 0)
        return true; /* "83-year-old", "two-to-one" */
    bool english = n->first < f->end && is_word(f, n->first) && !arabic(f, n->first);
    if (english && n->kind == NUMBER_CARDINAL && n->one_word && n->value == 1 && bare && !alone_in_sentence(f, n->first, n->end))
        return true; /* "one cannot say" */
    bool year_noun = n->digits && n->value >= 1900 && n->value <= 2100 && !hedged && g->unit.n == 0 && g->counted.text.n &&
        !may_carry_letter(g->counted.text) &&
                     (u8)g->counted.text.p[0] < 0x80 && g->counted.text.p[g->counted.text.n - 1] != 's';
    if (year_noun)
        return true; /* "the 2016 race" */
    if (n->kind == NUMBER_CARDINAL && n->one_word && bare && !alone_in_sentence(f, n->first, n->end) && !n->digits) {
        const struct sense *d = sense(f, n->first, ROLE_DIGIT);
        if (d && d->value == 1 && has_article(f->t, n->first))
            return true; /* "للسهم الواحد" */
        if (d && d->value == 1 && n->first > f->s->first && (is(f, n->first - 1, ROLE_EACH) || is(f, n->first - 1, ROLE_NOTCOUNTED)))
            return true; /* "كل واحد" */
    }
    const struct sense *u = sense(f, n->first, ROLE_UNIT);
    if (u && n->kind == NUMBER_ORDINAL && n->one_word && !has_article(f->t, n->first))
        return true; /* "ثانية": a second, "another time" */
    const struct sense *v = sense(f, n->first, ROLE_VAGUE);
    return v && strstr(v->more, "few") != NULL; /* "عدة" tells nothing */
}

/* ---- ranges ---- */

/* The second number of a range that begins with n; false where there is none. */
static bool read_range_end(const struct finder *f, const struct number *n, bool from, bool between, struct number *high)
{
    u32 j = n->end, k = j;
    if (mark(f, j, '-') || mark(f, j, '~')) {
        k = j + 1;
    } else if (between && is(f, j, ROLE_AND) && len_at(f->t, j) == 1) {
        k = j + 1;
    } else if (is(f, j, ROLE_TO) && !(j < f->end && f->t->tags[j].prefix)) {
        k = next(f, j);
    } else if (!(between && has_prefix(f->t, j, "\xd9\x88")) && !(from && has_prefix(f->t, j, "\xd9\x84"))) {
        return false;
    }
    bool money = k > j && k < f->end && f->t->text->tokens[k].cls == TOKEN_MARK && is(f, k, ROLE_CURRENCY); /* "€300 to €900" */
    k += money;
    if (k >= f->end || (k > j && f->t->tags[k].prefix) ||
        !(number_at(f->t, k, f->end, high) || number_money_at(f->t, k, f->end, money, high)))
        return false;
    if (mark(f, j, '-') && !glued(f, j) && !(n->digits && high->digits))
        return false;
    if (high->kind == NUMBER_VAGUE || n->kind == NUMBER_VAGUE)
        return false;
    return high->value > n->value;
}

/* ---- reading ---- */

static void emit(struct finder *f, u32 first, u32 end, const struct number *n, struct figure g)
{
    if (f->out->figures.n >= LIMIT_ARTICLE_FACTS)
        return;
    g.span = tokens_span(f->t, first, end);
    g.number = tokens_span(f->t, n->first, n->end);
    g.claimant = FIELD_NONE;
    vec_push(f->arena, &f->out->figures, g);
}

/* "أكبر من 10 وأصغر من 20": two hedges that make a range. */
static u32 read_double_hedge(struct finder *f, u32 first, u32 end, const struct number *low, int c1, const struct figure *g)
{
    u32 k = end;
    bool joined = has_prefix(f->t, k, "\xd9\x88");
    if (mark(f, k, ',') && k + 1 < f->end && has_prefix(f->t, k + 1, "\xd9\x88")) {
        joined = true;
        k++;
    }
    if (is(f, k, ROLE_AND) && len_at(f->t, k) == 1) {
        joined = true;
        k++;
    } else if (is(f, k, ROLE_OR)) {
        joined = true;
        k = next(f, k);
    }
    if (!joined || k >= f->end || g->unit.n)
        return 0;
    int c2;
    u32 j = read_hedge(f, k, &c2);
    struct number high;
    if (j == k || j >= f->end || f->t->tags[j].prefix || !number_at(f->t, j, f->end, &high))
        return 0;
    bool up1 = c1 == CMP_GT || c1 == CMP_GTE, up2 = c2 == CMP_GT || c2 == CMP_GTE;
    bool down1 = c1 == CMP_LT || c1 == CMP_LTE, down2 = c2 == CMP_LT || c2 == CMP_LTE;
    bool rising = up1 && down2 && low->value < high.value, falling = down1 && up2 && high.value < low->value;
    if (!rising && !falling)
        return 0;
    struct figure r = {.value = rising ? low->value : high.value, .high = rising ? high.value : low->value,
        .comparator = CMP_RANGE, .counted = FIELD_NONE};
    u32 e = read_unit(f, high.end, &r);
    struct number whole = *low;
    whole.end = high.end;
    emit(f, first, e, &whole, r);
    return e;
}

/* "بين 60 و64 مليونا", "between 3 and 5 million": the scale word behind the upper number is the lower one's as well; 1 where there is none. */
static double shared_scale(const struct finder *f, const struct number *low, const struct number *high)
{
    const struct sense *scale = high->end > high->first + 1 ? sense(f, high->end - 1, ROLE_SCALE) : NULL;
    bool bare = (low->digits || low->decimal) && low->end == low->first + 1;
    return scale && bare && scale->value >= 1000 && low->value * scale->value < high->value ? scale->value : 1;
}

#define SUBJECT_WORDS_MAX 5u

/* "تجاوز عدد الزوار 700 زائر": the comparator of a verb that stands before its subject, which ends at token i; CMP_EQ where there is none. */
static int verb_comparator(const struct finder *f, u32 i)
{
    u32 stop = i - f->s->first < SUBJECT_WORDS_MAX ? f->s->first : i - SUBJECT_WORDS_MAX;
    for (u32 k = i; k > stop; k--) {
        const struct sense *h = sense(f, k - 1, ROLE_HEDGE);
        if (h && strcmp(h->more, "verb") == 0)
            return k + len_at(f->t, k - 1) - 1 < i ? (int)h->value : CMP_EQ;
        bool ends = !is_word(f, k - 1) || is(f, k - 1, ROLE_IN) || is(f, k - 1, ROLE_ON) || is(f, k - 1, ROLE_TO) || is(f, k - 1, ROLE_PAST) ||
            has_prefix(f->t, k - 1, "\xd9\x88") || has_prefix(f->t, k - 1, "\xd8\xa8") || h;
        if (ends)
            return CMP_EQ;
    }
    return CMP_EQ;
}

/* "درجة ونصف الدرجة": behind a noun its half, the noun named again. The end, or 0. */
static u32 read_one_and_half(struct finder *f, u32 i)
{
    const struct sense *part = has_prefix(f->t, i, "\xd9\x88") ? sense(f, i, ROLE_FRACTION) : NULL;
    if (!part || *part->more || i <= f->s->first || !is_word(f, i - 1) || !is_word(f, i + 1) || in_date(f, i))
        return 0;
    str noun = bare_key(f->t, i - 1), again = bare_key(f->t, i + 1);
    if (noun.n < 6 || !str_starts(again, S("\xd8\xa7\xd9\x84")) || !str_eq(str_skip(again, 4), noun) || is(f, i - 1, ROLE_UNIT) ||
        is(f, i - 1, ROLE_SCALE))
        return 0;
    struct figure g = {.value = 1 + part->value, .high = 1 + part->value, .comparator = CMP_EQ, .unit = STR_EMPTY};
    const struct sense *unit = sense(f, i - 1, ROLE_MEASURE);
    unit = unit ? unit : sense(f, i - 1, ROLE_CURRENCY);
    span s = tokens_span(f->t, i - 1, i);
    g.unit = unit ? str_of(unit->more) : STR_EMPTY;
    g.counted = unit ? FIELD_NONE : (struct field){span_text(f->t->text->raw, s), s};
    struct number n = {.first = i, .end = i + 1};
    emit(f, i - 1, i + 2, &n, g);
    return i + 2;
}

/* What stands before a figure's number. */
struct lead {
    int comparator;
    bool hedged, from, between;
    bool money; /* a currency's sign stands there */
    str unit; /* "$20", "بالمئة 10" */
    u32 end;  /* where the number begins */
};

static bool read_lead(const struct finder *f, u32 i, struct lead *l)
{
    *l = (struct lead){.comparator = CMP_EQ, .from = is(f, i, ROLE_FROM), .between = is(f, i, ROLE_BETWEEN), .end = i};
    if (l->from || l->between) {
        l->end = next(f, i);
    } else {
        u32 j = read_hedge(f, i, &l->comparator);
        int inner = l->comparator;
        u32 k = j > i ? read_hedge(f, j, &inner) : j;
        bool nearer = k > j && !is(f, j, ROLE_DIGIT); /* "نحو أكثر من": the nearer one counts */
        l->comparator = nearer ? inner : l->comparator;
        l->end = nearer ? k : j;
        l->hedged = l->end > i;
    }
    if (l->end == i && !f->t->tags[i].prefix) {
        l->comparator = verb_comparator(f, i);
        l->hedged = l->comparator != CMP_EQ;
    }
    u32 j = l->end;
    struct number n;
    const struct sense *letters = is_word(f, j) && !arabic(f, j) ? sense(f, j, ROLE_CURRENCY) : NULL;
    if (letters && number_money_at(f->t, j, f->end, true, &n)) {
        l->unit = str_of(letters->more); /* "Dh2.1" */
        l->money = true;
    } else if (letters && token_key(f->t->text, &f->t->text->tokens[j]).n <= 3 && is_digit_token(f, j + 1)) {
        l->unit = str_of(letters->more); /* "USD 20" */
        l->end++;
    } else if (j < f->end && f->t->text->tokens[j].cls == TOKEN_MARK && (mark(f, j, '$') || mark(f, j, '#') || is(f, j, ROLE_CURRENCY))) {
        const struct sense *c = sense(f, j, ROLE_CURRENCY);
        if (!c)
            return false;
        l->unit = str_of(c->more);
        l->money = true;
        l->end++;
    } else if (j == i && is(f, j, ROLE_PERCENT) && f->t->tags[j].word && number_at(f->t, next(f, j), f->end, &n)) {
        l->unit = S("%");
        l->end = next(f, j);
    }
    return l->end < f->end && !(l->end > i && f->t->tags[l->end].prefix);
}

/* "3 كيلوغرامات ونصف": half a unit more. */
static u32 half_more(const struct finder *f, u32 i, struct figure *g)
{
    const struct sense *part = i < f->end && has_prefix(f->t, i, "\xd9\x88") ? sense(f, i, ROLE_FRACTION) : NULL;
    if (!part || *part->more || g->unit.n == 0 || g->value != floor(g->value) || (is_word(f, i + 1) && has_article(f->t, i + 1)) ||
        is(f, i + 1, ROLE_UNIT) || is(f, i + 1, ROLE_MEASURE) || is(f, i + 1, ROLE_SCALE) || is(f, i + 1, ROLE_CURRENCY))
        return i;
    g->value += part->value;
    g->high = g->value;
    return next(f, i);
}

/* "ست درجات تحت الصفر", "12 degrees below zero": the degrees are negative. */
static u32 below_zero(const struct finder *f, u32 i, struct figure *g)
{
    if (!is(f, i, ROLE_BELOWZERO))
        return i;
    g->value = g->high = -g->value;
    return next(f, i);
}

/* "250.000 درهم": the point of thousands, told by noughts, which nobody writes behind a decimal point, or by a noun that has no parts; and "9,800 دنانير": a plural of
** three to ten, which no thousands take. */
static void regroup(const struct finder *f, struct number *n)
{
    if (n->end != n->first + 1 || !is_digit_token(f, n->first) || !is_word(f, n->end) || !arabic(f, n->end) || is(f, n->end, ROLE_PERCENT))
        return;
    str key = token_key(f->t->text, &f->t->text->tokens[n->first]);
    const struct sense *c = sense(f, n->end, ROLE_CURRENCY);
    bool point = n->decimal && str_find(key, S("."), 0) == key.n - 4 && key.n <= 7 && key.p[0] != '0';
    bool parted = is(f, n->end, ROLE_MEASURE) || is(f, n->end, ROLE_SCALE) || is(f, n->end, ROLE_UNIT) || is(f, n->end, ROLE_FRACTION);
    bool noun = !parted && !c && !has_article(f->t, n->end) && read_counted(f, n->end) > n->end;
    if (point && (noun || str_ends(key, S("000")) || (c && str_ends(key, S("00")) && !str_is(str_of(c->more), "dinar")))) {
        n->value *= 1000;
        n->decimal = false;
    } else if (c && c->value == 3 && !n->decimal && n->value >= 3000 && n->value < 11000 &&
               str_find(key, S(","), 0) == key.n - 4) {
        n->value /= 1000;
        n->decimal = true;
    }
}

/* Unit, counted noun and hedge behind the number: the end of the figure. */
static u32 read_behind(const struct finder *f, const struct number *n, struct figure *g, bool *hedged)
{
    int comparator = g->comparator;
    u32 end = n->end;
    if (n->kind == NUMBER_ORDINAL) {
        g->comparator = CMP_ORDINAL;
        return end;
    }
    u32 h = read_hedge_after(f, end, &comparator);
    const struct sense *dual = n->kind == NUMBER_DUAL ? sense(f, n->first, ROLE_DUAL) : NULL;
    if (h == end && dual && *dual->more) { /* "دولارين" */
        g->unit = str_of(dual->more);
    } else if (h == end && n->kind == NUMBER_DUAL) {
        span s = tokens_span(f->t, n->first, n->end);
        g->counted = (struct field){span_text(f->t->text->raw, s), s};
        while (is_adjective(f, end, false))
            end++;
    } else if (h == end && g->unit.n == 0) {
        bool one = n->one_word && n->value == 1 && !n->digits && arabic(f, n->first); /* "شخص واحد": its noun stands before */
        u32 article = n->kind == NUMBER_FRACTION && !arabic(f, n->first) && is(f, end, ROLE_COUPLE) ? end + 1 : end; /* "half a metre" */
        u32 unit = one ? end : read_unit(f, article, g);
        end = unit > article ? unit : end;
        end = half_more(f, end, g);
        end = below_zero(f, end, g);
        h = read_hedge_after(f, end, &comparator);
    }
    if (n->kind == NUMBER_VAGUE) {
        g->comparator = CMP_VAGUE;
        g->value = g->high = (double)NAN;
        return MAX_OF(end, h);
    }
    if (h > end) {
        g->comparator = (u8)comparator;
        *hedged = true;
        end = h;
    }
    return end;
}

/* "بي-1", "F-16": digits hung on a word. */
static bool is_code(const struct finder *f, const struct number *n)
{
    u32 i = n->first;
    return n->digits && i > f->s->first + 1 && mark(f, i - 1, '-') && glued(f, i) && glued(f, i - 1) && is_word(f, i - 2) &&
           token_key(f->t->text, &f->t->text->tokens[i - 2]).n > 1 && !ends_with(f, i - 2, "\xd8\xa7\xd9\x84");
}

static u32 read_figure(struct finder *f, u32 i)
{
    struct lead l;
    struct number n, high;
    u32 phone = number_phone_end(f->t, i, f->end), first = i;
    if (phone > i)
        return phone;
    u32 half = read_one_and_half(f, i);
    if (half)
        return half;
    if (!read_lead(f, i, &l) || in_date(f, l.end) ||
        !(number_at(f->t, l.end, f->end, &n) || number_money_at(f->t, l.end, f->end, l.money, &n)))
        return 0;
    phone = number_phone_end(f->t, l.end, f->end);
    if (phone > l.end)
        return phone;
    regroup(f, &n);
    struct figure g = {.value = n.value, .high = n.value, .comparator = (u8)l.comparator, .unit = l.unit, .counted = FIELD_NONE};
    bool range = n.kind != NUMBER_VAGUE && (n.kind != NUMBER_DUAL || is(f, n.end, ROLE_TO)) && read_range_end(f, &n, l.from, l.between, &high);
    if (range && (l.from || l.between || high.digits || !n.digits)) {
        g.comparator = CMP_RANGE;
        g.value *= shared_scale(f, &n, &high);
        g.high = high.value;
        n.end = high.end;
        u32 end = g.unit.n ? n.end : read_unit(f, n.end, &g);
        emit(f, first, end, &n, g);
        return end;
    }
    if (l.from || l.between) /* no range: the number stands alone */
        first = l.end;
    if (n.digits && mark(f, n.end, '-') && glued(f, n.end) && glued(f, n.end + 1) &&
        number_at(f->t, n.end + 1, f->end, &high) && (high.digits || high.value == 0))
        return high.end; /* a score, a code; "1-صفر" */
    u32 both = l.hedged ? read_double_hedge(f, first, n.end, &n, l.comparator, &g) : 0;
    if (both)
        return both;
    u32 end = read_behind(f, &n, &g, &l.hedged);
    bool bare = !l.hedged && g.unit.n == 0 && g.counted.text.n == 0;
    if (is_no_figure(f, &n, l.hedged, &g, end) || part_of_name(f, &n, bare) || (bare && is_code(f, &n)))
        return n.end;
    emit(f, first, end, &n, g);
    return end;
}

/* The numbers behind a word that makes them a name: "رقم 45", "الدقيقتين 12 و67"; where it says so, only such that count nothing. Their end,
** or i. */
static u32 skip_named(const struct finder *f, u32 i, bool only_bare)
{
    struct number n;
    u32 end = i;
    for (u32 k = i; k < f->end && number_at(f->t, k, f->end, &n) && n.digits && !mark(f, n.end, '-');) {
        bool counts = is(f, n.end, ROLE_PERCENT) || mark(f, n.end, '%') || is(f, n.end, ROLE_CURRENCY) || read_counted(f, n.end) > n.end;
        if (only_bare && counts)
            break;
        end = k = n.end;
        if (is(f, k, ROLE_AND) && len_at(f->t, k) == 1)
            k++;
        else if (k >= f->end || !f->t->tags[k].prefix)
            break;
    }
    return end;
}

/* Addresses and the like: digits glued to letters, signs and other digits. */
static u32 skip_address(const struct finder *f, u32 i)
{
    if (!is_word(f, i) || arabic(f, i))
        return i;
    str key = token_key(f->t->text, &f->t->text->tokens[i]);
    bool scheme = (str_is(key, "http") || str_is(key, "https") || str_is(key, "www"));
    bool domain = mark(f, i + 1, '@') && glued(f, i + 1);
    if (!scheme && !domain && str_find(key, S("."), 0) == SIZE_MAX)
        return i;
    if (!scheme && !domain && !(mark(f, i + 1, '/') && glued(f, i + 1)))
        return i;
    u32 j = i + 1;
    while (j < f->end && glued(f, j))
        j++;
    return j;
}

static void read_sentence(struct finder *f)
{
    for (u32 i = f->s->first; i < f->end;) {
        u32 address = skip_address(f, i);
        if (address > i) {
            i = address;
            continue;
        }
        if (!opens_figure(f->t, i, f->end)) {
            i++;
            continue;
        }
        if (is(f, i, ROLE_RANK) || is(f, i, ROLE_NOFIGURE)) {
            const struct sense *name = sense(f, i, ROLE_NOFIGURE);
            u32 j = next(f, i);
            j += mark(f, j, '.') && glued(f, j); /* "No. 45" */
            i = name ? skip_named(f, j, strcmp(name->more, "bare") == 0) : j;
            continue;
        }
        u32 j = read_figure(f, i);
        i = j > i ? j : i + 1;
    }
}

void fact_figures(struct arena *a, const struct fact_rules *rules, const struct text *text, struct facts *out)
{
    const struct tagged *t = facts_tagged(a, rules, text, out);
    u32 date = 0, name = 0;
    for (u32 s = 0; s < text->n_sentences; s++) {
        if (out->only && !out->only[s])
            continue;
        struct finder f = {.arena = a, .t = t, .s = &text->sentences[s],
            .end = text->sentences[s].first + text->sentences[s].n, .out = out, .name = name, .date = date};
        read_sentence(&f);
        date = f.date;
        name = f.name;
    }
}
