/*
** number.c - digits and number words to values.
*/
#include "fact/number.h"

#include <math.h>

#define NUMBER_TOKENS_MAX 100u

/* ---- digits ---- */

/* Kinds of separators inside a token of digits. */
enum separator { SEP_NONE, SEP_DOT, SEP_COMMA, SEP_DECIMAL, SEP_THOUSANDS };

/* The separator at s.p[*at], *at moved behind it. */
static enum separator separator_at(str s, size_t *at)
{
    static const struct {
        const char *bytes;
        enum separator sep;
    } kinds[] = {{".", SEP_DOT}, {",", SEP_COMMA}, {"\xd8\x8c", SEP_COMMA}, {"\xd9\xab", SEP_DECIMAL}, {"\xd9\xac", SEP_THOUSANDS},
                 {"'", SEP_THOUSANDS}, {"\xe2\x80\x99", SEP_THOUSANDS}};
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        if (str_starts(str_skip(s, *at), str_of(kinds[k].bytes))) {
            *at += strlen(kinds[k].bytes);
            return kinds[k].sep;
        }
    return SEP_NONE;
}

/* 10 to the power of n digits. */
static double ten_to(u32 n)
{
    double p = 1;
    while (n--)
        p *= 10;
    return p;
}

/* Groups of digits and the separators between them. */
struct groups {
    double whole;      /* all groups but the last, run together */
    double last;       /* the last group */
    u32 n, last_len;   /* groups, digits of the last */
    bool threes;       /* every group behind the first has three digits */
    bool inner_threes; /* ... but for the last */
    bool first_fits;   /* the first has one to three and does not begin with 0 */
    enum separator sep, last_sep; /* of the first and the last gap */
    bool mixed;        /* separators differ before the last gap */
};

static bool read_groups(str key, struct groups *g)
{
    *g = (struct groups){.threes = true, .inner_threes = true};
    size_t at = 0;
    enum separator sep = SEP_NONE;
    while (at < key.n) {
        size_t from = at;
        double v = 0;
        while (at < key.n && key.p[at] >= '0' && key.p[at] <= '9')
            v = v * 10 + (key.p[at++] - '0');
        u32 len = (u32)(at - from);
        if (len == 0 && g->n > 0)
            return false;
        if (g->n == 0)
            g->first_fits = len >= 1 && len <= 3 && key.p[from] != '0';
        else {
            g->inner_threes = g->threes;
            g->threes = g->threes && len == 3;
            if (g->n == 1)
                g->sep = sep;
            else
                g->mixed = g->mixed || g->last_sep != g->sep;
            g->last_sep = sep;
            g->whole = g->whole * ten_to(g->last_len) + g->last;
        }
        g->last = v;
        g->last_len = len;
        g->n++;
        if (at < key.n && (sep = separator_at(key, &at)) == SEP_NONE)
            return false;
        if (at == key.n && sep != SEP_NONE && g->n >= 1 && (key.p[key.n - 1] < '0' || key.p[key.n - 1] > '9'))
            return false;
    }
    return g->n > 0;
}

bool number_of_digits(str key, double *value, bool *decimal)
{
    struct groups g;
    if (!read_groups(key, &g))
        return false;
    double together = g.whole * ten_to(g.last_len) + g.last;
    double point = g.whole + g.last / ten_to(g.last_len);
    *decimal = false;
    if (g.n == 1) {
        *value = g.last;
        return true;
    }
    bool last_differs = g.n > 2 && (g.last_sep != g.sep || (g.sep == SEP_COMMA && g.inner_threes && !g.threes && g.first_fits));
    if (g.mixed)
        return false;
    if (last_differs) {
        *value = point;
        *decimal = true;
        return true;
    }
    bool thousands = g.sep == SEP_THOUSANDS || (g.sep == SEP_COMMA && g.threes && g.first_fits) ||
                     (g.sep == SEP_DOT && g.n > 2 && g.threes && g.first_fits);
    if (!thousands && g.n > 2)
        return false;
    *value = thousands ? together : point;
    *decimal = !thousands;
    return true;
}

bool number_with_tail(const struct tagged *t, u32 i, u32 end, u32 *value, u32 *digits, str *tail)
{
    if (i >= end || t->text->tokens[i].cls == TOKEN_MARK)
        return false;
    str key = token_key(t->text, &t->text->tokens[i]);
    u32 n = 0, v = 0;
    while (n < key.n && n < 8 && key.p[n] >= '0' && key.p[n] <= '9')
        v = v * 10 + (u32)(key.p[n++] - '0');
    *value = v;
    *digits = n;
    *tail = str_skip(key, n);
    return n > 0 && n < key.n;
}

/* "9th", "03rd". */
static bool read_digit_ordinal(const struct tagged *t, u32 i, u32 end, struct number *out)
{
    u32 v, n;
    str tail;
    if (!number_with_tail(t, i, end, &v, &n, &tail) || n > 4)
        return false;
    if (!str_is(tail, "th") && !str_is(tail, "st") && !str_is(tail, "nd") && !str_is(tail, "rd"))
        return false;
    *out = (struct number){.first = i, .end = i + 1, .value = v, .kind = NUMBER_ORDINAL, .one_word = true};
    return true;
}

static bool is_digits(const struct tagged *t, u32 i, u32 end)
{
    return i < end && t->text->tokens[i].cls == TOKEN_NUMBER;
}

static bool glued(const struct tagged *t, u32 i, u32 end)
{
    return i < end && (t->text->tokens[i].flags & TOKEN_GLUED);
}

static u32 digit_count(const struct tagged *t, u32 i)
{
    str key = token_key(t->text, &t->text->tokens[i]);
    u32 n = 0;
    for (size_t k = 0; k < key.n; k++)
        n += key.p[k] >= '0' && key.p[k] <= '9';
    return n;
}

static bool only_digits(const struct tagged *t, u32 i)
{
    return digit_count(t, i) == token_key(t->text, &t->text->tokens[i]).n;
}

u32 number_phone_end(const struct tagged *t, u32 i, u32 end)
{
    bool plus = mark_at(t, i, end, '+') || (mark_at(t, i, end, '(') && mark_at(t, i + 1, end, '+'));
    u32 j = i, digits = 0, groups = 0, last = i;
    bool zero = is_digits(t, i, end) && token_key(t->text, &t->text->tokens[i]).p[0] == '0';
    bool threes = true, dashes = true;
    while (j < end && j < i + 16) {
        if (is_digits(t, j, end)) {
            u32 n = digit_count(t, j);
            if (!only_digits(t, j) && !plus)
                break;
            threes = threes && (groups == 0 ? n <= 3 : n == 3);
            digits += n;
            groups++;
            last = ++j;
        } else if (mark_at(t, j, end, '-') || mark_at(t, j, end, '(') || mark_at(t, j, end, ')') || mark_at(t, j, end, '+') ||
                   mark_at(t, j, end, '/') || mark_at(t, j, end, '.')) {
            dashes = dashes && mark_at(t, j, end, '-') && glued(t, j, end);
            j++;
        } else {
            break;
        }
    }
    bool phone = plus ? digits >= 7
                 : groups >= 3 ? digits >= 9 && !threes
                 : groups == 2 ? zero && digits >= 8
                 : groups == 1 ? digits >= 10 && digits <= 11
                               : false;
    return phone ? last : i;
}

/* Digits at token i with what belongs to them: a sign, groups parted by spaces, a fraction. */
static bool read_digits(const struct tagged *t, u32 i, u32 end, struct number *out)
{
    double v, sub;
    bool decimal = false, dec2;
    u32 j = i;
    double sign = 1;
    if ((mark_at(t, j, end, '-') || mark_at(t, j, end, '+')) && glued(t, j + 1, end) &&
        !(j > 0 && glued(t, j, end) && t->text->tokens[j - 1].cls != TOKEN_MARK)) {
        sign = mark_at(t, j, end, '-') ? -1 : 1;
        j++;
    }
    bool point = mark_at(t, j, end, '.') && !glued(t, j, end) && glued(t, j + 1, end) && is_digits(t, j + 1, end);
    if (point)
        j++;
    if (!is_digits(t, j, end) || !number_of_digits(token_key(t->text, &t->text->tokens[j]), &v, &decimal))
        return false;
    if (point) {
        v /= ten_to(digit_count(t, j));
        decimal = true;
    }
    bool plain = !decimal && only_digits(t, j);
    u32 first_digits = digit_count(t, j);
    j++;
    /* "1 234 567", "1 234 567.89" */
    while (plain && first_digits <= 3 && v > 0 && is_digits(t, j, end) && !glued(t, j, end)) {
        str key = token_key(t->text, &t->text->tokens[j]);
        bool whole = key.n == 3 && only_digits(t, j);
        bool tail = !whole && key.n > 3 && (key.p[3] == '.' || key.p[3] == ',') && number_of_digits(key, &sub, &dec2) && dec2;
        if (!whole && !tail)
            break;
        if (whole)
            (void)number_of_digits(key, &sub, &dec2);
        v = v * 1000 + sub;
        decimal = decimal || tail;
        j++;
        if (tail)
            break;
    }
    /* "3/4", "1 4/5" */
    u32 f = plain && is_digits(t, j, end) && !glued(t, j, end) && only_digits(t, j) ? j : j - 1;
    if (plain && mark_at(t, f + 1, end, '/') && glued(t, f + 1, end) && glued(t, f + 2, end) && is_digits(t, f + 2, end) &&
        only_digits(t, f + 2) && !(mark_at(t, f + 3, end, '/') && glued(t, f + 3, end))) {
        double up, down;
        (void)number_of_digits(token_key(t->text, &t->text->tokens[f]), &up, &dec2);
        (void)number_of_digits(token_key(t->text, &t->text->tokens[f + 2]), &down, &dec2);
        if (down > 0 && (f == j - 1 || up < down)) {
            v = f == j - 1 ? up / down : v + up / down;
            j = f + 3;
            decimal = true;
        }
    }
    *out = (struct number){.first = i, .end = j, .value = sign * v, .digits = plain && !decimal && sign > 0, .decimal = decimal};
    return true;
}

/* ---- words ---- */

enum slot { SLOT_NONE, SLOT_DIGIT, SLOT_TEEN, SLOT_TEN, SLOT_HUNDRED, SLOT_SCALE, SLOT_PART };

/* A number while its words are added up. */
struct sum {
    double total, group; /* finished scales; what is below the next scale */
    double added;        /* what the last scale added to total */
    double scale;        /* the last scale, 0 none */
    double digit;        /* the last digit */
    enum slot last;
    bool hundred, unit, ten; /* places of the group that are taken */
    bool ordinal, latin, fraction;
    bool digits; /* begun with digits */
    bool small; /* stop below a hundred */
    u32 words;
};

static double sum_value(const struct sum *s) { return s->total + s->group; }

static void open_group(struct sum *s)
{
    s->group = 0;
    s->hundred = s->unit = s->ten = false;
}

/* The places that a number below a thousand takes must be free, and come in order. */
static bool add_unit(struct sum *s, double v, enum slot slot, bool joined)
{
    bool english_tail = s->latin && s->ten && slot == SLOT_DIGIT;
    if (s->unit || (s->ten && !english_tail) || (slot == SLOT_TEEN && s->ten))
        return false;
    if (!joined && s->words > 0 && s->last != SLOT_HUNDRED && s->last != SLOT_SCALE && !english_tail)
        return false;
    s->group += v;
    s->unit = true;
    s->ten = s->ten || slot == SLOT_TEEN || v >= 10;
    s->digit = v;
    s->last = slot;
    return true;
}

static bool add_ten(struct sum *s, double v, bool joined)
{
    if (s->ten || (s->latin && s->unit))
        return false;
    if (!joined && s->words > 0 && s->last != SLOT_HUNDRED && s->last != SLOT_SCALE)
        return false;
    s->group += v;
    s->ten = true;
    s->last = SLOT_TEN;
    return true;
}

static bool add_hundred(struct sum *s, double v, bool joined)
{
    if (!joined && v == 100 && s->group > 0 && !s->hundred) { /* "خمس مئة" */
        s->group *= 100;
        s->unit = s->ten = false;
    } else if (s->group == 0 && (joined || s->words == 0 || s->last == SLOT_SCALE)) {
        s->group = v;
    } else {
        return false;
    }
    s->hundred = true;
    s->last = SLOT_HUNDRED;
    return true;
}

static bool add_scale(struct sum *s, double v, bool joined)
{
    if (joined && s->group != 0)
        return false;
    if (!joined && s->group == 0 && s->last == SLOT_SCALE) { /* "مئة ألف مليون" */
        s->total += s->added * v - s->added;
        s->added *= v;
        s->scale = v;
        return true;
    }
    if (s->scale != 0 && v >= s->scale)
        return false;
    double times = s->group == 0 ? 1 : s->group;
    s->added = times * v;
    s->total += s->added;
    s->scale = v == 2e3 || v == 2e6 || v == 2e9 || v == 2e12 ? v / 2 : v; /* a dual is a scale named once */
    s->last = SLOT_SCALE;
    open_group(s);
    return true;
}

/* A fraction behind a number: "ونصف" adds, "ثلاثة أرباع" takes parts. */
static bool add_fraction(struct sum *s, const struct sense *f, bool joined)
{
    bool many = strstr(f->more, "many") != NULL;
    if (joined) {
        if (s->words == 0 || many || s->last == SLOT_PART)
            return false;
        double whole = s->group == 0 && s->last == SLOT_SCALE && s->scale >= 1e6 ? s->scale : 1;
        s->total += f->value * whole;
    } else if (s->words == 0) {
        if (*f->more)
            return false;
        s->group = f->value;
    } else {
        if (s->last == SLOT_PART || (!many && !strstr(f->more, "counted") && s->last != SLOT_DIGIT) || (!many && s->digits))
            return false; /* "الخط 31 خمس ساعات" */
        bool lone_digit = s->last == SLOT_DIGIT && s->words > 1 && !s->latin;
        if (lone_digit) {
            s->group += s->digit * f->value - s->digit;
        } else {
            s->total *= f->value;
            s->group *= f->value;
        }
    }
    s->fraction = true;
    s->last = SLOT_PART;
    return true;
}

/* "نصف مليار", "half a million"; behind a whole number of that scale the scale is only named again ("مليون ونصف المليون"). */
static bool add_scaled_part(struct sum *s, double scale)
{
    if (s->scale != 0)
        return scale == s->scale && !s->latin;
    s->group = sum_value(s) * scale;
    s->total = 0;
    s->scale = scale;
    return true;
}

/* Adds the word at token k to the sum; *used its tokens. False where it does not fit. */
static bool add_word(struct sum *s, const struct tagged *t, u32 k, u32 end, bool joined, u32 *used)
{
    const struct word *w = word_at(t, k, end);
    const struct sense *x;
    *used = k < end ? len_at(t, k) : 1;
    if (s->words > 0 && !joined && t->tags[k].prefix)
        return false;
    if (s->last == SLOT_PART && word_is(w, ROLE_SCALE) && !joined)
        return add_scaled_part(s, word_sense(w, ROLE_SCALE)->value);
    if (s->last == SLOT_PART && !word_is(w, ROLE_DOZEN))
        return false;
    bool ordinal = false;
    if ((x = word_sense(w, ROLE_DIGIT)) != NULL || (word_is(w, ROLE_ORDINAL) && (x = word_sense(w, ROLE_ORDINAL)) != NULL)) {
        ordinal = x->role == ROLE_ORDINAL;
        const struct sense *teen = x->value < 10 ? sense_at(t, k + *used, end, ROLE_TEEN) : NULL;
        if (teen && strstr(teen->more, "maker") && !t->tags[k + *used].prefix && add_unit(s, 10 + x->value, SLOT_TEEN, joined)) {
            *used += 1;
            s->ordinal = s->ordinal || ordinal;
            return true;
        }
        const struct sense *parts = joined && !ordinal && x->value >= 2 ? sense_at(t, k + *used, end, ROLE_FRACTION) : NULL;
        if (parts && strstr(parts->more, "many") && !t->tags[k + *used].prefix) { /* "عشرون وثلاثة أخماس" */
            s->total += x->value * parts->value;
            s->fraction = true;
            s->last = SLOT_PART;
            *used += 1;
            return true;
        }
        bool paired = strcmp(x->more, "joined") == 0 && !is_at(t, k + *used, end, ROLE_TEN) && !is_at(t, k + *used, end, ROLE_AND);
        bool nought = x->value == 0 && s->words > 0;
        if (!paired && !nought && (!ordinal || s->words == 0 || joined || s->latin) && add_unit(s, x->value, SLOT_DIGIT, joined)) {
            s->ordinal = s->ordinal || ordinal;
            return true;
        }
    }
    if ((x = word_sense(w, ROLE_TEEN)) != NULL && !strstr(x->more, "maker") && add_unit(s, x->value, SLOT_TEEN, joined))
        return true;
    if ((x = word_sense(w, ROLE_TEN)) != NULL)
        return add_ten(s, x->value, joined);
    if (s->small)
        return false;
    if ((x = word_sense(w, ROLE_HUNDRED)) != NULL)
        return add_hundred(s, x->value, joined);
    if ((x = word_sense(w, ROLE_SCALE)) != NULL && !(s->words == 0 && strcmp(x->more, "plural") == 0))
        return add_scale(s, x->value, joined);
    if ((x = word_sense(w, ROLE_VAGUE)) != NULL && strcmp(x->more, "hundred") == 0 && s->last == SLOT_DIGIT && !joined)
        return add_hundred(s, 100, false);
    if ((x = word_sense(w, ROLE_DOZEN)) != NULL) {
        if (joined) {
            s->total += x->value;
        } else {
            double n = sum_value(s);
            *s = (struct sum){.total = (s->words ? n : 1) * x->value, .words = s->words, .latin = s->latin};
        }
        s->last = SLOT_PART;
        return true;
    }
    return (x = word_sense(w, ROLE_FRACTION)) != NULL && add_fraction(s, x, joined);
}

/* A fraction word that could be a cardinal ("خمس"): it is a part where a definite noun follows ("خمس السكان"). */
static bool lone_part(const struct tagged *t, u32 i, u32 end, struct number *out)
{
    const struct sense *f = sense_at(t, i, end, ROLE_FRACTION);
    if (!f || strcmp(f->more, "counted") != 0 || !is_at(t, i, end, ROLE_DIGIT) || i + 1 >= end || t->tags[i].n != 1)
        return false;
    if (t->text->tokens[i + 1].cls != TOKEN_WORD || t->tags[i + 1].prefix || !has_article(t, i + 1) ||
        is_at(t, i + 1, end, ROLE_ORDINAL) || is_at(t, i + 1, end, ROLE_WEEKDAY))
        return false;
    *out = (struct number){.first = i, .end = i + 1, .value = f->value, .kind = NUMBER_FRACTION, .one_word = true};
    return true;
}

/* Digits behind a scale or, joined, behind hundreds: "4 آلاف و 21". Their end; 0 where they belong to no sum. */
static u32 add_digits(struct sum *s, const struct tagged *t, u32 k, u32 end, bool joined)
{
    struct number digits;
    bool scale = s->last == SLOT_SCALE, hundred = s->last == SLOT_HUNDRED && joined && s->words > 1;
    if (!(scale || hundred) || !read_digits(t, k, end, &digits) || !digits.digits)
        return 0;
    if (scale ? digits.value >= (s->scale > 0 ? s->scale : 1000) : digits.value >= 100)
        return 0;
    s->group = hundred ? s->group + digits.value : digits.value;
    s->hundred = hundred || digits.value >= 100;
    s->unit = s->ten = true;
    s->last = SLOT_TEEN;
    s->words++;
    return digits.end;
}

/* Number words from token i on; digits may stand before a scale ("3 ملايين", "4 آلاف 3 مائة و 21"). */
static bool read_words(const struct tagged *t, u32 i, u32 end, struct number *out)
{
    struct sum s = {.latin = !(t->text->tokens[i].flags & TOKEN_ARABIC)};
    struct number digits = {0};
    u32 j = i;
    bool began_digits = read_digits(t, i, end, &digits);
    if (began_digits) {
        s.digits = true;
        s.group = digits.value;
        s.hundred = fabs(digits.value) >= 100;
        s.unit = s.ten = true;
        s.words = 1;
        s.last = SLOT_TEEN;
        j = digits.end;
        s.latin = j < end && t->text->tokens[j].cls == TOKEN_WORD && !(t->text->tokens[j].flags & TOKEN_ARABIC);
    }
    struct sum at_scale = s;
    u32 j_scale = i; /* behind the last scale */
    while (j < end && j < i + NUMBER_TOKENS_MAX) {
        u32 k = j, used;
        bool joined = false;
        if (s.last == SLOT_SCALE) {
            at_scale = s;
            j_scale = j;
        }
        if (s.words > 0 && t->tags[k].n == 1 && is_at(t, k, end, ROLE_AND)) {
            joined = true;
            k++;
        } else if (s.words > 0 && s.last == SLOT_TEN && s.latin && mark_at(t, k, end, '-')) {
            k++;
        } else if (s.words == 1 && s.latin && s.last == SLOT_DIGIT && mark_at(t, k, end, '-') && is_at(t, k + 1, end, ROLE_FRACTION)) {
            k++; /* "two-thirds" */
        } else if (s.words > 0 && has_prefix(t, k, "\xd9\x88")) {
            joined = true;
        }
        if (s.last == SLOT_PART && s.latin && is_at(t, k, end, ROLE_OF) && is_at(t, k + 1, end, ROLE_SCALE))
            k++; /* "a quarter of a million" */
        if (k >= end)
            break;
        if (is_digits(t, k, end) && s.words > 0) {
            u32 behind = add_digits(&s, t, k, end, joined);
            if (!behind)
                break;
            j = behind;
            continue;
        }
        if (t->text->tokens[k].cls != TOKEN_WORD || !add_word(&s, t, k, end, joined, &used)) {
            const struct sense *again = sense_at(t, k, end, ROLE_SCALE);
            if (again && j_scale > i && j > j_scale && k == j && !joined && again->value >= s.scale) { /* "بين ألفين وثلاثة آلاف": the next number */
                s = at_scale;
                j = j_scale;
            }
            break;
        }
        s.words++;
        j = k + used;
    }
    if (s.words == 0)
        return false;
    if (began_digits && s.words == 1) {
        *out = digits;
        return true;
    }
    *out = (struct number){.first = i, .end = j, .value = sum_value(&s),
                           .kind = s.ordinal ? NUMBER_ORDINAL : s.fraction ? NUMBER_FRACTION : NUMBER_CARDINAL,
                           .one_word = s.words == 1};
    return true;
}

/* "عشرات", "بضعة آلاف", a dual noun. */
static bool read_vague(const struct tagged *t, u32 i, u32 end, struct number *out)
{
    const struct sense *x = sense_at(t, i, end, ROLE_VAGUE);
    if (x) {
        u32 j = i + len_at(t, i);
        double v = x->value;
        const struct sense *scale = sense_at(t, j, end, ROLE_SCALE);
        if (scale && !t->tags[j].prefix) {
            v *= scale->value;
            j += len_at(t, j);
        }
        *out = (struct number){.first = i, .end = j, .value = v, .kind = NUMBER_VAGUE};
        return true;
    }
    x = sense_at(t, i, end, ROLE_DUAL);
    if (!x || has_article(t, i))
        return false;
    *out = (struct number){.first = i, .end = i + 1, .value = x->value, .kind = NUMBER_DUAL, .one_word = true};
    const struct sense *more = i + 1 < end && has_prefix(t, i + 1, "\xd9\x88") ? sense_at(t, i + 1, end, ROLE_FRACTION) : NULL;
    if (more && !*more->more) { /* "درهمان ونصف" */
        out->value += more->value;
        out->end++;
    }
    return true;
}

bool number_money_at(const struct tagged *t, u32 i, u32 end, bool money, struct number *out)
{
    if (i >= end || t->text->tokens[i].cls != TOKEN_WORD || (t->text->tokens[i].flags & TOKEN_ARABIC))
        return false;
    str key = token_key(t->text, &t->text->tokens[i]);
    size_t from = 0, to;
    while (from < key.n && !(key.p[from] >= '0' && key.p[from] <= '9'))
        from++;
    for (to = from; to < key.n && ((key.p[to] >= '0' && key.p[to] <= '9') || key.p[to] == '.' || key.p[to] == ',');)
        to++;
    str tail = str_skip(key, to);
    bool decimal;
    if (from == to || !number_of_digits(str_head(str_skip(key, from), to - from), &out->value, &decimal))
        return false;
    double value = out->value, scale = 1;
    bool short_tail = str_is(tail, "m") || str_is(tail, "b") || str_is(tail, "k");
    const struct lexicon_hit hit = tail.n && !short_tail ? lexicon_whole(t->words->lexicon, tail) : (struct lexicon_hit){0};
    const struct sense *word = hit.row ? word_sense(&t->words->list[hit.kind], ROLE_SCALE) : NULL;
    if (short_tail && money)
        scale = str_is(tail, "m") ? 1e6 : str_is(tail, "b") ? 1e9 : 1e3;
    else if (word && (money || tail.n == 2 || tail.n == 3))
        scale = word->value;
    else if (tail.n || !money)
        return false;
    u32 j = i + 1;
    const struct sense *apart = scale == 1 ? sense_at(t, j, end, ROLE_SCALE) : NULL;
    if (apart) { /* "Dh2.1 billion" */
        scale = apart->value;
        j++;
    }
    *out = (struct number){.first = i, .end = j, .value = value * scale, .decimal = decimal, .one_word = true};
    return true;
}

static bool read_simple(const struct tagged *t, u32 i, u32 end, struct number *out)
{
    return read_digit_ordinal(t, i, end, out) || lone_part(t, i, end, out) || read_words(t, i, end, out) || read_vague(t, i, end, out);
}

/* "واحد على ثلاثة", "جزء من مئة", "3 فاصلة 2": what ties two numbers to one. */
static void read_tail(const struct tagged *t, u32 end, struct number *n)
{
    struct number m;
    u32 j = n->end;
    if (n->kind == NUMBER_VAGUE || n->kind == NUMBER_ORDINAL)
        return;
    if (is_at(t, j, end, ROLE_POINT) && read_simple(t, j + len_at(t, j), end, &m) && m.kind == NUMBER_CARDINAL && m.value >= 0) {
        double below = m.value;
        while (below >= 1)
            below /= 10;
        n->value += n->value < 0 ? -below : below;
        n->end = m.end;
        n->decimal = true;
        return;
    }
    if (is_at(t, j, end, ROLE_PARTWORD))
        j += len_at(t, j);
    if (!is_at(t, j, end, ROLE_OVER) || t->tags[j].prefix)
        return;
    u32 k = j + len_at(t, j);
    bool plain = k < end && !t->tags[k].prefix && !has_article(t, k);
    if (!plain || !read_simple(t, k, end, &m) || m.kind != NUMBER_CARDINAL || m.value <= 1 || n->decimal)
        return;
    bool year = m.digits && m.value >= 1800 && m.value <= 2100;
    if (year || (word_sense(word_at(t, j, end), ROLE_OVER)->value > 0 && m.value <= n->value))
        return; /* "three of two" is not a fraction, though a division may be large */
    n->value /= m.value;
    n->end = m.end;
    n->kind = NUMBER_FRACTION;
    n->digits = false;
}

bool number_small_at(const struct tagged *t, u32 i, u32 end, struct number *out)
{
    if (i >= end)
        return false;
    if (read_digit_ordinal(t, i, end, out))
        return out->value < 100;
    if (t->text->tokens[i].cls == TOKEN_NUMBER) {
        bool decimal;
        str key = token_key(t->text, &t->text->tokens[i]);
        *out = (struct number){.first = i, .end = i + 1, .digits = true};
        return key.n <= 2 && number_of_digits(key, &out->value, &decimal) && !decimal;
    }
    struct sum s = {.small = true, .latin = !(t->text->tokens[i].flags & TOKEN_ARABIC)};
    u32 j = i;
    while (j < end && j < i + 8) {
        u32 used, k = j;
        bool joined = s.words > 0 && (has_prefix(t, k, "\xd9\x88") || (t->tags[k].n == 1 && is_at(t, k, end, ROLE_AND)));
        if (joined && is_at(t, k, end, ROLE_AND))
            k++;
        if (k < end && s.latin && s.last == SLOT_TEN && mark_at(t, k, end, '-'))
            k++;
        if (k >= end || t->text->tokens[k].cls != TOKEN_WORD || !add_word(&s, t, k, end, joined, &used))
            break;
        if (s.fraction)
            break; /* "the third and a half" is of an hour, not of a day */
        s.words++;
        j = k + used;
    }
    *out = (struct number){.first = i, .end = j, .value = s.group, .kind = s.ordinal ? NUMBER_ORDINAL : NUMBER_CARDINAL,
                           .one_word = s.words == 1};
    return s.words > 0;
}

bool number_at(const struct tagged *t, u32 i, u32 end, struct number *out)
{
    if (i >= end)
        return false;
    if (is_at(t, i, end, ROLE_MINUS)) {
        u32 k = i + len_at(t, i);
        if (k >= end || t->tags[k].prefix || !read_simple(t, k, end, out) || out->kind == NUMBER_ORDINAL || out->kind == NUMBER_VAGUE)
            return false;
        out->value = -out->value;
        out->first = i;
        out->digits = false;
        read_tail(t, end, out);
        return true;
    }
    if (is_at(t, i, end, ROLE_PARTWORD)) { /* "جزء من مئة" */
        *out = (struct number){.first = i, .end = i, .value = 1};
        read_tail(t, end, out);
        return out->end > i;
    }
    if (!read_simple(t, i, end, out))
        return false;
    read_tail(t, end, out);
    return true;
}
