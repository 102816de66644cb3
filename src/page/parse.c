/* parse.c - a reader of JSON without recursion and without memory of its own. */
#include "page/parse.h"

#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool fail(struct parse *r, const char *why)
{
    if (!r->why)
        r->why = r->at >= r->s.n ? "it ends too early" : why;
    return false;
}

static bool has(const struct parse *r, char c) { return r->at < r->s.n && r->s.p[r->at] == c; }

static void space(struct parse *r)
{
    while (has(r, ' ') || has(r, '\t') || has(r, '\n') || has(r, '\r'))
        r->at++;
}

static bool take(struct parse *r, char c)
{
    space(r);
    if (r->why || !has(r, c))
        return false;
    r->at++;
    return true;
}

/* ---- strings ---- */

/* The first byte from `at` on that plain text of a string has not: a quotation mark, a backslash, a control character; s.n where there is none. */
static size_t plain_end(str s, size_t at)
{
#ifdef __SSE2__
    for (; s.n - at >= 16; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.p + at)), limit = _mm_set1_epi8(0x1F);
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, limit), v);
        __m128i other = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
        u32 found = (u32)_mm_movemask_epi8(_mm_or_si128(control, other));
        if (found)
            return at + (size_t)__builtin_ctz(found);
    }
#endif
    while (at < s.n && (u8)s.p[at] >= 0x20 && s.p[at] != '"' && s.p[at] != '\\')
        at++;
    return at;
}

/* The four digits of \uXXXX. */
static bool read_unit(struct parse *r, u32 *unit)
{
    *unit = 0;
    for (u32 i = 0; i < 4; i++, r->at++) {
        char c = r->at < r->s.n ? r->s.p[r->at] : 0, small = (char)(c | 0x20);
        bool digit = c >= '0' && c <= '9';
        if (!digit && !(small >= 'a' && small <= 'f'))
            return fail(r, "four digits must stand behind \\u");
        *unit = *unit << 4 | (u32)(digit ? c - '0' : small - 'a' + 10);
    }
    return true;
}

/* Behind a high surrogate: the low one that follows makes a character of it, else it is nothing by itself and what follows is read anew. */
static bool read_low(struct parse *r, u32 high, u32 *cp)
{
    size_t before = r->at;
    u32 low;
    *cp = UTF8_BAD;
    if (r->s.n - r->at < 2 || r->s.p[r->at] != '\\' || r->s.p[r->at + 1] != 'u')
        return true;
    r->at += 2;
    if (!read_unit(r, &low))
        return false;
    if (low >= 0xDC00 && low < 0xE000)
        *cp = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    else
        r->at = before;
    return true;
}

/* One escape, behind its backslash; its bytes to `out`, never more than it has itself. */
static bool read_escape(struct parse *r, char *out, size_t *n)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    char c = r->at < r->s.n ? r->s.p[r->at] : 0;
    const char *name = c ? strchr(names, c) : NULL;
    u32 cp;
    if (name) {
        out[(*n)++] = meant[name - names];
        r->at++;
        return true;
    }
    if (c != 'u')
        return fail(r, "there is no such escape");
    r->at++;
    if (!read_unit(r, &cp))
        return false;
    if (cp >= 0xD800 && cp < 0xDC00 && !read_low(r, cp, &cp))
        return false;
    *n += utf8_put(out + *n, cp >= 0xDC00 && cp < 0xE000 ? UTF8_BAD : cp);
    return true;
}

/* Where a string with escapes ends: its closing quotation mark, or s.n. */
static size_t string_end(str s, size_t at)
{
    while (at < s.n && s.p[at] != '"')
        at = plain_end(s, s.p[at] == '\\' ? MIN_OF(at + 2, s.n) : at + 1);
    return at;
}

bool parse_string(struct parse *r, struct arena *a, str *out)
{
    if (!take(r, '"'))
        return fail(r, "a string is wanted");
    size_t from = r->at, end = plain_end(r->s, from);
    r->at = end;
    *out = (str){r->s.p + from, end - from};
    if (!has(r, '\\'))
        return has(r, '"') ? (r->at++, true) : fail(r, "a control character in a string");
    char *to = arena_alloc(a, string_end(r->s, end) - from + 4);
    size_t n = out->n;
    memcpy(to, out->p, n);
    while (has(r, '\\')) {
        r->at++;
        if (!read_escape(r, to, &n))
            return false;
        end = plain_end(r->s, r->at);
        memcpy(to + n, r->s.p + r->at, end - r->at);
        n += end - r->at;
        r->at = end;
    }
    *out = (str){to, n};
    return has(r, '"') ? (r->at++, true) : fail(r, "a control character in a string");
}

/* A string that nobody reads: its escapes are looked at all the same. */
static bool pass_string(struct parse *r)
{
    char scratch[8];
    r->at++;
    while ((r->at = plain_end(r->s, r->at)) < r->s.n && r->s.p[r->at] == '\\') {
        size_t n = 0;
        r->at++;
        if (!read_escape(r, scratch, &n))
            return false;
    }
    return has(r, '"') ? (r->at++, true) : fail(r, "a control character in a string");
}

/* ---- other values ---- */

static bool digits(struct parse *r)
{
    size_t from = r->at;
    while (r->at < r->s.n && r->s.p[r->at] >= '0' && r->s.p[r->at] <= '9')
        r->at++;
    return r->at > from || fail(r, "a digit is wanted");
}

static bool pass_number(struct parse *r)
{
    r->at += has(r, '-');
    if (has(r, '0'))
        r->at++;
    else if (!digits(r))
        return false;
    if (has(r, '.') && (r->at++, !digits(r)))
        return false;
    if (!has(r, 'e') && !has(r, 'E'))
        return true;
    r->at++;
    r->at += has(r, '+') || has(r, '-');
    return digits(r);
}

static bool pass_literal(struct parse *r)
{
    static const char *const names[] = {"true", "false", "null"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        str name = str_of(names[i]);
        if (str_starts(str_skip(r->s, r->at), name)) {
            r->at += name.n;
            return true;
        }
    }
    r->at = str_starts(S("true"), str_skip(r->s, r->at)) || str_starts(S("null"), str_skip(r->s, r->at)) ? r->s.n : r->at;
    return fail(r, "a value is wanted");
}

enum parse_kind parse_next(struct parse *r)
{
    space(r);
    char c = r->at < r->s.n && !r->why ? r->s.p[r->at] : 0;
    return c == '"' ? JSON_STRING : c == '[' ? JSON_ARRAY : c == '{' ? JSON_OBJECT : c == '-' || (c >= '0' && c <= '9') ? JSON_NUMBER
           : c ? JSON_LITERAL : JSON_NONE;
}

/* Behind the name and the colon of an object's member. */
static bool pass_name(struct parse *r)
{
    if (parse_next(r) != JSON_STRING)
        return fail(r, "a name in quotation marks is wanted");
    if (!pass_string(r))
        return false;
    return take(r, ':') || fail(r, "a colon is wanted");
}

/* What follows a value inside `open` brackets, of which bit i of *objects tells whether the i-th is an object's: up to the next value, or behind the
** last bracket. */
static bool pass_behind(struct parse *r, u32 *open, u32 *objects)
{
    while (*open) {
        bool object = *objects >> (*open - 1) & 1;
        if (take(r, ','))
            return !object || pass_name(r);
        if (!take(r, object ? '}' : ']'))
            return fail(r, "a comma or a closing bracket is wanted");
        --*open;
    }
    return true;
}

bool parse_value(struct parse *r, str *out)
{
    u32 open = 0, objects = 0;
    enum parse_kind kind = parse_next(r);
    size_t from = r->at;
    do {
        kind = parse_next(r);
        if (kind == JSON_ARRAY || kind == JSON_OBJECT) {
            if (open == JSON_NESTING_MAX - 1)
                return fail(r, "it is nested too deeply");
            r->at++;
            objects = (objects & ~(1u << open)) | (u32)(kind == JSON_OBJECT) << open;
            open++;
            if (!take(r, kind == JSON_OBJECT ? '}' : ']')) {
                if (kind == JSON_OBJECT && !pass_name(r))
                    return false;
                continue;
            }
            open--;
        } else if (kind == JSON_STRING ? !pass_string(r) : kind == JSON_NUMBER ? !pass_number(r) : !pass_literal(r)) {
            return false;
        }
        if (!pass_behind(r, &open, &objects))
            return false;
    } while (open);
    if (out)
        *out = (str){r->s.p + from, r->at - from};
    return true;
}

/* ---- members ---- */

/* The step before member *i: false behind the closing bracket. */
static bool step(struct parse *r, u32 *i, char open, char close)
{
    if (*i == 0 && !take(r, open))
        return fail(r, "a bracket is wanted");
    bool comma = *i && take(r, ',');
    if (!comma && take(r, close))
        return false;
    if (*i && !comma)
        return fail(r, "a comma or a closing bracket is wanted");
    ++*i;
    return !r->why;
}

bool parse_member(struct parse *r, struct arena *a, u32 *i, str *name)
{
    if (!step(r, i, '{', '}'))
        return false;
    if (parse_next(r) != JSON_STRING)
        return fail(r, "a name in quotation marks is wanted");
    return parse_string(r, a, name) && (take(r, ':') || fail(r, "a colon is wanted"));
}

bool parse_item(struct parse *r, u32 *i) { return step(r, i, '[', ']'); }

bool parse_end(struct parse *r)
{
    space(r);
    return !r->why && (r->at == r->s.n || fail(r, "something stands behind the object"));
}
