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

/* Where the exceptions part the word [begin, end) of UAX 29; `end` where they do not. */
static size_t cut_word(str s, size_t begin, size_t end)
{
    enum side before = SIDE_NONE;
    size_t mark = 0; /* an inner mark behind an Arabic letter or of any, whose next letter is not seen yet */
    for (size_t i = begin; i < end;) {
        size_t at = i;
        u32 cp = utf8_next(s, &i);
        const struct unicode_class *c = unicode_class_of(cp);
        if (BIT(c->word) & IGNORED)
            continue;
        if (BIT(c->word) & INNER_MARKS) {
            if (cp == ':' || before == SIDE_ARABIC || (is_apostrophe(cp) && before == SIDE_LETTER && is_clitic(s, i, end)))
                return at;
            mark = at;
            continue;
        }
        enum side side = side_of(cp, c, before);
        bool seam = (side == SIDE_ARABIC && before == SIDE_DIGIT) || (side == SIDE_DIGIT && before == SIDE_ARABIC);
        if (mark && side == SIDE_ARABIC)
            return mark;
        if (seam)
            return at;
        before = side;
        mark = 0;
    }
    return end;
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
        const struct unicode_class *c = unicode_class_of(utf8_next(s, &i));
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

/* The end of "'s" at `begin`, behind a letter with nothing between; else 0. `end` is the end of the apostrophe's own word. */
static size_t clitic_end(str s, size_t begin, size_t end, u32 cp)
{
    u32 seen;
    if (!is_apostrophe(cp) || begin == 0 || end >= s.n || (s.p[end] != 's' && s.p[end] != 'S'))
        return 0;
    size_t before = begin, to = segment_word(s, end, &seen);
    bool behind_letter = unicode_class_of(utf8_prev(s, &before))->flags & UNICODE_LETTER;
    return behind_letter && is_clitic(s, end, to) ? to : 0;
}

/* At most TOKEN_BYTES_MAX bytes, cut before a character. */
static size_t clip(str s, size_t begin, size_t end)
{
    if (end - begin <= TOKEN_BYTES_MAX)
        return end;
    end = begin + TOKEN_BYTES_MAX;
    while (end > begin + TOKEN_BYTES_MAX - 4 && ((u8)s.p[end] & 0xC0) == 0x80)
        end--;
    return end;
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
        size_t end = segment_word(r->raw, begin, &t->seen);
        u32 cp = utf8_next(r->raw, &i);
        const struct unicode_class *first = unicode_class_of(cp);
        r->at = end;
        if (first->flags & UNICODE_SPACE) {
            r->gap = true;
            r->newline |= (t->seen & BREAKS) != 0;
            continue;
        }
        bool nothing = (first->flags & UNICODE_CONTROL) || (!(t->seen & ~IGNORED) && (first->flags & UNICODE_MARK));
        if (nothing)
            continue;
        end = clip(r->raw, begin, end);
        if ((t->seen & LETTERS) && (t->seen & (INNER_MARKS | BIT(WB_NUMERIC)))) {
            size_t cut = cut_word(r->raw, begin, end);
            if (cut != end) { /* the part has classes of its own */
                end = cut;
                str part = str_head(r->raw, end);
                segment_word(part, begin, &t->seen);
            }
        }
        size_t clitic = clitic_end(r->raw, begin, end, cp);
        if (clitic) {
            end = clitic;
            t->seen |= BIT(WB_ALETTER) | BIT(WB_MID_NUM_LET);
        }
        r->at = end;
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
        u32 cp = utf8_next(s, &i);
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
        u32 cp = utf8_next(word, &i), to = canonical_mark(cp);
        return to != cp || cp < 0x80 ? utf8_put(out, to) : fold_into(out, word);
    }
    size_t n = fold_into(out, word);
    if ((t->cls == TOKEN_NUMBER || (t->seen & BIT(WB_MID_NUM_LET))) && !is_ascii(out, n))
        n = canonical_inside(out, n);
    size_t i = 0;
    if (n == 0 && utf8_next(word, &i) == TATWEEL) {
        t->cls = TOKEN_MARK;
        out[0] = '-';
        return 1;
    }
    return n;
}
