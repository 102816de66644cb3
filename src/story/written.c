/*
** written.c - the number that a reading has on its page: what goes apart between "3 billion" and "5 billion" is 3 and 5.
*/
#include "story/written.h"

#include <math.h>
#include <stdlib.h>

#include "text/fold.h"

#define DIGITS_MOST 24u

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/*
** The next number in digits behind *at, its marks read as they may be: point for decimals, all else that parts digits for thousands.
** NAN where none is left.
*/
static double next_number(str key, size_t *at)
{
    char digits[DIGITS_MOST + 1];
    u32 n = 0;
    while (*at < key.n && !is_digit(key.p[*at]))
        ++*at;
    if (*at == key.n)
        return NAN;
    for (bool point = false; *at < key.n; ++*at) {
        char c = key.p[*at];
        bool goes_on = *at + 1 < key.n && is_digit(key.p[*at + 1]);
        if (!is_digit(c) && !((c == '.' || c == ',') && goes_on))
            break;
        if (c == ',' || (c == '.' && point) || n == DIGITS_MOST)
            continue;
        point = point || c == '.';
        digits[n++] = c;
    }
    digits[n] = '\0';
    return strtod(digits, NULL);
}

static bool is_scale(double x) { return x > 999 && fabs(log10(x) / 3 - round(log10(x) / 3)) < 1e-9; }

/* The number in digits that a word of scale makes `amount`; the amount itself where none does. */
static double numeral_of(struct arena *a, str text, double amount)
{
    str key = fold_str(a, text);
    size_t at = 0;
    for (double x = next_number(key, &at); !isnan(x); x = next_number(key, &at))
        if (x > 0 && is_scale(amount / x))
            return x;
    return amount;
}

static double number_of(struct arena *a, str value) { return value.n ? strtod(arena_str(a, value).p, NULL) : (double)NAN; }

/* "[40,69]": the bounds of a range as a reading has them. */
static bool bounds_of(struct arena *a, str value, double *low, double *high)
{
    size_t comma = str_find(value, S(","), 0);
    if (!value.n || value.p[0] != '[' || comma == SIZE_MAX)
        return false;
    *low = number_of(a, str_skip(value, 1));
    *high = number_of(a, str_skip(value, comma + 1));
    return true;
}

static bool equal(double x, double y) { return x >= y && x <= y; }

/* Of ranges that agree in one bound the other goes apart. */
static void write_ranges(struct arena *a, struct reading *v, u32 n)
{
    double first_low, first_high;
    bool lows = true, highs = true;
    if (!bounds_of(a, v[0].value, &first_low, &first_high))
        return;
    for (u32 i = 1; i < n; i++) {
        double low, high;
        if (!bounds_of(a, v[i].value, &low, &high))
            return;
        lows = lows && equal(low, first_low);
        highs = highs && equal(high, first_high);
    }
    for (u32 i = 0; i < n && lows != highs; i++) {
        double low, high;
        bounds_of(a, v[i].value, &low, &high);
        v[i].written = arena_fmt(a, "%.15g", highs ? low : high);
    }
}

void readings_write(struct arena *a, struct reading *v, u32 n)
{
    for (u32 i = 0; i < n; i++) {
        bool is_number = v[i].value.n && (is_digit(v[i].value.p[0]) || v[i].value.p[0] == '-');
        double low, high;
        v[i].written = bounds_of(a, v[i].value, &low, &high) ? S("null")
                       : is_number ? arena_fmt(a, "%.15g", numeral_of(a, v[i].text, number_of(a, v[i].value))) : v[i].value;
    }
    if (n)
        write_ranges(a, v, n);
}
