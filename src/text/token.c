/*
** token.c - cutting a text into words, numbers and marks, and making their keys.
*/
#include "text/token.h"

#include "text/fold.h"
#include "text/segment.h"

#define BIT(c) (1u << (c))
#define LETTERS (BIT(WB_ALETTER) | BIT(WB_HEBREW_LETTER))
#define IGNORED (BIT(WB_EXTEND) | BIT(WB_FORMAT) | BIT(WB_ZWJ))
#define BREAKS (BIT(WB_CR) | BIT(WB_LF) | BIT(WB_NEWLINE))
#define INNER_MARKS (BIT(WB_MID_LETTER) | BIT(WB_MID_NUM_LET) | BIT(WB_SINGLE_QUOTE))
#define TATWEEL 0x640u
#define DECIMAL_SEPARATOR 0x66Bu

enum side { SIDE_NONE, SIDE_ARABIC, SIDE_LETTER, SIDE_DIGIT };

static enum side side_of(u32 cp, const struct unicode_class *c, enum side before)
{
    if (cp == TATWEEL)
        return before == SIDE_NONE ? SIDE_ARABIC : before;
    if (c->flags & UNICODE_ARABIC)
        return SIDE_ARABIC;
    if (c->word == WB_NUMERIC)
        return SIDE_DIGIT;
    return c->flags & UNICODE_LETTER ? SIDE_LETTER : SIDE_NONE;
}

static bool is_apostrophe(u32 cp) { return cp == '\'' || cp == 0x2019; }

/* Is [i, end) the s of an English genitive or contraction ("Iraq's", "it's")? */
static bool is_clitic(str s, size_t i, size_t end) { return end - i == 1 && (s.p[i] == 's' || s.p[i] == 'S'); }

/* The end of the part that begins at `begin` of a word of UAX 29 that ends at `end`, and the classes seen in it: `end` where the
** exceptions do not part it. A part is an inner mark, a clitic, or what stands before one or before a seam. */
static size_t part_of_word(str s, size_t begin, size_t end, u32 *seen)
{
    enum side before = SIDE_NONE;
    size_t mark = 0, i = begin; /* mark: an inner one whose next letter is not seen yet */
    *seen = 0;
    while (i < end) {
        size_t at = i;
        u32 cp = unicode_next(s, &i);
        const struct unicode_class *c = unicode_class_of(cp);
        bool inner = BIT(c->word) & INNER_MARKS, ignored = BIT(c->word) & IGNORED;
        if (!inner && !ignored) {
            enum side side = side_of(cp, c, before);
            bool seam = (side == SIDE_ARABIC && before == SIDE_DIGIT) || (side == SIDE_DIGIT && before == SIDE_ARABIC);
            if (at > begin && (seam || (mark && side == SIDE_ARABIC)))
                return mark && side == SIDE_ARABIC ? mark : at;
            before = side;
            mark = 0;
        } else if (inner) {
            bool clitic = is_apostrophe(cp) && is_clitic(s, i, end);
            if (at == begin) {
                *seen |= BIT(c->word) | (clitic ? BIT(WB_ALETTER) : 0);
                return clitic ? end : i;
            }
            if (cp == ':' || before == SIDE_ARABIC || (clitic && before == SIDE_LETTER))
                return at;
            mark = at;
        }
        if (i - begin > TOKEN_BYTES_MAX && at > begin)
            return at;
        *seen |= BIT(c->word);
    }
    return end;
}

/* The part of a text that is the next candidate for a token: a word of UAX 29, or a part of one. */
static size_t next_part(struct token_reader *r, size_t begin, u32 *seen)
{
    if (begin >= r->word_end) {
        size_t end = segment_word(r->raw, begin, seen);
        bool whole = end - begin <= TOKEN_BYTES_MAX && !((*seen & LETTERS) && (*seen & (INNER_MARKS | BIT(WB_NUMERIC))));
        if (whole)
            return end;
        r->word_end = end;
    }
    return part_of_word(r->raw, begin, MIN_OF(r->word_end, r->raw.n), seen);
}

static size_t trim_ignored(str s, size_t begin, size_t end)
{
    for (size_t i = end; i > begin;) {
        const struct unicode_class *c = unicode_class_of(utf8_prev(s, &i));
        bool invisible = c->word == WB_FORMAT || c->word == WB_ZWJ || (c->word == WB_EXTEND && (c->flags & UNICODE_CONTROL));
        if (!invisible)
            return end;
        end = i;
    }
    return end;
}

static u8 flags_of(str s, const struct raw_token *t, const struct unicode_class *first)
{
    u32 f = 0;
    if (first->flags & UNICODE_ARABIC)
        f |= TOKEN_ARABIC;
    if (!(first->flags & UNICODE_UPPER))
        return (u8)f;
    f |= TOKEN_UPPER;
    u32 letters = 0;
    for (size_t i = t->begin; i < t->end;) {
        const struct unicode_class *c = unicode_class_of(unicode_next(s, &i));
        if (!(c->flags & UNICODE_LETTER))
            continue;
        if (!(c->flags & UNICODE_UPPER))
            return (u8)f;
        letters++;
    }
    return (u8)(letters > 1 ? f | TOKEN_ALLCAPS : f);
}

static u8 class_of(const struct raw_token *t, u32 cp, const struct unicode_class *first)
{
    if (t->seen & (LETTERS | BIT(WB_KATAKANA)))
        return TOKEN_WORD;
    if ((t->seen & BIT(WB_NUMERIC)) && !(cp == DECIMAL_SEPARATOR && !(first->flags & UNICODE_DIGIT) && t->end - t->begin == 2))
        return TOKEN_NUMBER;
    if (first->flags & UNICODE_LETTER)
        return TOKEN_WORD;
    return first->flags & UNICODE_DIGIT ? TOKEN_NUMBER : TOKEN_MARK;
}

bool token_next(struct token_reader *r, struct raw_token *t)
{
    while (r->at < r->raw.n) {
        if (r->raw.p[r->at] == ' ') { /* by far the most frequent gap; a mark that sits on it is no token either */
            r->gap = true;
            r->at++;
            continue;
        }
        size_t begin = r->at, i = begin;
        size_t end = next_part(r, begin, &t->seen);
        u32 cp = unicode_next(r->raw, &i);
        const struct unicode_class *first = unicode_class_of(cp);
        while ((BIT(first->word) & IGNORED) && (t->seen & ~IGNORED) && i < end) { /* a joiner before an emoji, a mark behind a cut */
            begin = i;
            cp = unicode_next(r->raw, &i);
            first = unicode_class_of(cp);
        }
        r->at = end;
        if (first->flags & UNICODE_SPACE) {
            r->gap = true;
            r->newline |= (t->seen & BREAKS) != 0;
            continue;
        }
        bool nothing = (first->flags & UNICODE_CONTROL) || (!(t->seen & ~IGNORED) && (first->flags & UNICODE_MARK));
        if (nothing)
            continue;
        t->begin = begin;
        t->end = t->seen & IGNORED ? trim_ignored(r->raw, begin, end) : end;
        t->cls = class_of(t, cp, first);
        t->flags = (u8)(flags_of(r->raw, t, first) | (r->gap ? 0 : TOKEN_GLUED) | (r->newline ? TOKEN_NEWLINE : 0));
        r->gap = r->newline = false;
        return true;
    }
    return false;
}

/* ---- keys ---- */

/* One mark for the many that mean it; paired quotation marks and the ellipsis stay themselves. */
static u32 canonical_mark(u32 cp)
{
    switch (cp) {
    case 0x060C: case 0x066C: case 0x3001: return ',';
    case 0x061B: return ';';
    case 0x061F: return '?';
    case 0x066A: return '%';
    case 0x06D4: case 0x3002: case DECIMAL_SEPARATOR: return '.';
    case 0x2044: case 0x2215: return '/';
    case 0x2018: case 0x2019: case 0x201B: case 0x0060: case 0x00B4: case 0x2032: return '\'';
    case 0x2033: case 0x201F: case 0x301D: case 0x301E: return '"';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: case 0xFE58: case 0xFE63: return '-';
    default: return cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFEE0 : cp; /* full-width forms */
    }
}

static bool is_ascii(const char *p, size_t n)
{
    u8 all = 0;
    for (size_t i = 0; i < n; i++)
        all |= (u8)p[i];
    return all < 0x80;
}

/* Puts canonical separators and apostrophes into a key; never makes it longer. */
static size_t canonical_inside(char *key, size_t n)
{
    str s = {key, n};
    size_t w = 0;
    for (size_t i = 0; i < n;) {
        char put[4];
        u32 cp = unicode_next(s, &i);
        size_t size = utf8_put(put, canonical_mark(cp));
        memcpy(key + w, put, size);
        w += size;
    }
    return w;
}

size_t token_fold(str raw, struct raw_token *t, char *out)
{
    str word = {raw.p + t->begin, t->end - t->begin};
    if (t->cls == TOKEN_MARK) {
        size_t i = 0;
        u32 cp = unicode_next(word, &i), to = canonical_mark(cp);
        return to != cp || cp < 0x80 ? utf8_put(out, to) : fold_into(out, word);
    }
    size_t n = fold_into(out, word);
    if ((t->cls == TOKEN_NUMBER || (t->seen & BIT(WB_MID_NUM_LET))) && !is_ascii(out, n))
        n = canonical_inside(out, n);
    size_t i = 0;
    if (n == 0 && unicode_next(word, &i) == TATWEEL) {
        t->cls = TOKEN_MARK;
        out[0] = '-';
        return 1;
    }
    return n;
}
