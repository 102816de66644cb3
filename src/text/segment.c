/*
** segment.c - UAX 29: the rules WB1-WB999 and SB1-SB998, named as in the standard.
*/
#include "text/segment.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define BIT(c) (1u << (c))
#define LETTERS (BIT(WB_ALETTER) | BIT(WB_HEBREW_LETTER))
#define IGNORED (BIT(WB_EXTEND) | BIT(WB_FORMAT) | BIT(WB_ZWJ))
#define BREAKS (BIT(WB_CR) | BIT(WB_LF) | BIT(WB_NEWLINE))
/* Any two of these in a row join (WB5, WB8-10, WB13a, WB13b). */
#define JOINING (LETTERS | BIT(WB_NUMERIC) | BIT(WB_EXTEND_NUM_LET))

static bool is_in(u32 class, u32 set) { return BIT(class) & set; }

static inline u32 next_word_class(str s, size_t *at)
{
    size_t size = unicode_low_size(s, *at), i = *at;
    if (size == 0)
        return unicode_class_of(utf8_next(s, at))->word;
    *at += size;
    return unicode_word_low[size == 1 ? (u8)s.p[i] : unicode_two(s.p + i)];
}

/* The class of the first character at or after `at` that is not ignored (WB4), *at moved behind it; WB_OTHER at the end. */
static u32 peek_word(str s, size_t *at)
{
    while (*at < s.n) {
        u32 class = next_word_class(s, at);
        if (!is_in(class, IGNORED))
            return class;
    }
    return WB_OTHER;
}

/* WB6, WB7, WB7b, WB7c, WB11, WB12: a mark between two letters or two digits; the end behind the second of them, or 0. */
static size_t over_inner_mark(str s, size_t behind_mark, u32 before, u32 mark)
{
    u32 want = 0;
    if (is_in(before, LETTERS) && is_in(mark, BIT(WB_MID_LETTER) | BIT(WB_MID_NUM_LET) | BIT(WB_SINGLE_QUOTE)))
        want = LETTERS;
    else if (before == WB_HEBREW_LETTER && mark == WB_DOUBLE_QUOTE)
        want = BIT(WB_HEBREW_LETTER);
    else if (before == WB_NUMERIC && is_in(mark, BIT(WB_MID_NUM) | BIT(WB_MID_NUM_LET) | BIT(WB_SINGLE_QUOTE)))
        want = BIT(WB_NUMERIC);
    size_t at = behind_mark;
    return want && is_in(peek_word(s, &at), want) ? at : 0;
}

static u32 class_before(str s, size_t at) { return unicode_class_of(utf8_prev(s, &at))->word; }

/* The state of a word while it grows: the class of its last character that is not ignored, of its very last, and how many
** regional indicators stand at its end. */
struct growing {
    u32 prev, last, regional;
};

/* Does the character of class c (and, for emoji, at `at`) join what stands before it? The pairs that need no look ahead. */
static bool joins(const struct growing *g, str s, size_t at, u32 c)
{
    if (is_in(c, BREAKS))
        return false; /* WB3b */
    if (g->last == WB_ZWJ && (unicode_class_of(utf8_next(s, &at))->flags & UNICODE_PICTOGRAPHIC))
        return true; /* WB3c */
    if (is_in(c, IGNORED))
        return true; /* WB4 */
    if (c == WB_SPACE)
        return g->last == WB_SPACE; /* WB3d */
    if (is_in(g->prev, JOINING) && is_in(c, JOINING))
        return true;
    if (g->prev == WB_HEBREW_LETTER && c == WB_SINGLE_QUOTE)
        return true; /* WB7a */
    if (g->prev == WB_KATAKANA)
        return c == WB_KATAKANA || c == WB_EXTEND_NUM_LET; /* WB13, WB13a */
    if (c == WB_KATAKANA)
        return g->prev == WB_EXTEND_NUM_LET; /* WB13b */
    return c == WB_REGIONAL && g->prev == WB_REGIONAL && g->regional % 2 == 1; /* WB15, WB16 */
}

/* The run of letters, digits and ignored marks of the first 2,048 code points from i on: where nearly all time is spent. */
static inline size_t run_of_letters(str s, size_t i, struct growing *g, u32 *seen)
{
    u32 prev = g->prev, last = g->last, all = 0;
    while (i < s.n) {
        size_t size = unicode_low_size(s, i);
        u32 c = size == 2 ? unicode_word_low[unicode_two(s.p + i)] : size == 1 ? unicode_word_low[(u8)s.p[i]] : WB_OTHER;
        if (!is_in(c, JOINING | IGNORED))
            break;
        all |= BIT(c);
        prev = is_in(c, JOINING) ? c : prev;
        last = c;
        i += size;
    }
    g->prev = prev;
    g->last = last;
    *seen |= all;
    return i;
}

size_t segment_word(str s, size_t at, u32 *seen)
{
    size_t i = at;
    u32 first = next_word_class(s, &i);
    struct growing g = {first, first, first == WB_REGIONAL};
    *seen = BIT(first);
    if (is_in(first, BREAKS)) {
        size_t lf = i;
        bool crlf = first == WB_CR && i < s.n && next_word_class(s, &lf) == WB_LF;
        return crlf ? lf : i; /* WB3, WB3a */
    }
    while (i < s.n) {
        if (is_in(g.prev, JOINING)) {
            i = run_of_letters(s, i, &g, seen);
            if (i >= s.n)
                break;
        }
        size_t behind = i;
        u32 c = next_word_class(s, &behind);
        if (!joins(&g, s, i, c)) {
            size_t end = is_in(c, BREAKS) ? 0 : over_inner_mark(s, behind, g.prev, c);
            if (!end)
                break;
            *seen |= BIT(c);
            c = class_before(s, end); /* the letter or digit behind the mark */
            behind = end;
        }
        *seen |= BIT(c);
        g.last = c;
        if (!is_in(c, IGNORED)) {
            g.regional = c == WB_REGIONAL ? g.regional + 1 : 0;
            g.prev = c;
        }
        i = behind;
    }
    return i;
}

/* ---- sentences ---- */

#define PARAGRAPH (BIT(SB_CR) | BIT(SB_LF) | BIT(SB_SEP))
#define TERMS (BIT(SB_ATERM) | BIT(SB_STERM))

static u32 next_sentence_class(str s, size_t *at)
{
    return unicode_class_of(unicode_next(s, at))->sentence;
}

/* SB8: only characters that say nothing stand between here and a lower-case letter. */
static bool lower_follows(str s, size_t at)
{
    while (at < s.n) {
        u32 c = next_sentence_class(s, &at);
        if (c == SB_LOWER)
            return true;
        if (is_in(c, BIT(SB_OLETTER) | BIT(SB_UPPER) | PARAGRAPH | TERMS))
            return false;
    }
    return false;
}

enum phase { NO_TERM, TERM, TERM_CLOSE, TERM_SPACE }; /* what of "SATerm Close* Sp*" stands before */

struct sentence_state {
    u32 before_term, term;
    enum phase phase;
};

/* SB6-SB11 between a terminator with its tail and the character of class c at `at`. */
static bool sentence_goes_on(const struct sentence_state *g, str s, size_t at, u32 c)
{
    if (is_in(c, BIT(SB_SCONTINUE) | TERMS))
        return true; /* SB8a */
    if (is_in(c, BIT(SB_SP) | PARAGRAPH))
        return true; /* SB9, SB10 */
    if (c == SB_CLOSE && g->phase != TERM_SPACE)
        return true; /* SB9 */
    if (g->term != SB_ATERM)
        return false;
    if (g->phase == TERM && c == SB_NUMERIC)
        return true; /* SB6 */
    if (g->phase == TERM && c == SB_UPPER && is_in(g->before_term, BIT(SB_UPPER) | BIT(SB_LOWER)))
        return true; /* SB7 */
    return lower_follows(s, at); /* SB8 */
}

/*
** Bytes at which a terminator or a paragraph's end may stand. Of two-byte letters most of Hebrew, Arabic and Latin is passed over
** a byte at a time: their second bytes are in the table only where the Arabic question mark and full stops need it (U+061D-061F,
** U+06D4), their first bytes where other terminators do (U+0085, U+0589, U+0700-0702, U+07F9). Longer ones all stop.
*/
static bool may_be_term(u8 b)
{
    static const u32 table[8] = {1u << '\n' | 1u << '\r', 1u << ('!' - 32) | 1u << ('.' - 32) | 1u << ('?' - 32), 0, 0,
                                 1u << 0x14 | 1u << 0x1D | 1u << 0x1E | 1u << 0x1F, 0, 1u << 2 | 1u << 0x16 | 1u << 0x1C | 1u << 0x1F, ~0u};
    return table[b >> 5] >> (b & 31) & 1;
}

#ifdef __SSE2__
/* The same of sixteen bytes: a bit each. */
static u32 may_be_terms(const char *p)
{
    static const char single[] = {'\n', '\r', '!', '.', '?', '\x94', '\xC2', '\xD6', '\xDC', '\xDF'};
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p), from_e0 = _mm_set1_epi8('\xE0');
    __m128i found = _mm_cmpeq_epi8(_mm_max_epu8(v, from_e0), v);
    found = _mm_or_si128(found, _mm_cmpeq_epi8(_mm_and_si128(_mm_add_epi8(v, _mm_set1_epi8(3)), _mm_set1_epi8('\xFC')), _mm_set1_epi8('\xA0'))); /* 9D-A0 */
    for (size_t i = 0; i < sizeof single; i++)
        found = _mm_or_si128(found, _mm_cmpeq_epi8(v, _mm_set1_epi8(single[i])));
    return (u32)_mm_movemask_epi8(found);
}
#endif

/* Bytes of a dash or quotation mark of General Punctuation at i, which ends no sentence; or 0. */
static size_t quiet_mark(str s, size_t i)
{
    if (i + 2 >= s.n || (u8)s.p[i] != 0xE2 || (u8)s.p[i + 1] != 0x80)
        return 0;
    u32 last = (u8)s.p[i + 2] - 0x90u;
    return last < 0x10 && (1u << last & 0x33F8u) ? 3 : 0; /* U+2013-2019, 201C, 201D */
}

/* The first byte at or behind i that may begin one. */
static size_t next_term(str s, size_t i, size_t limit)
{
#ifdef __SSE2__
    for (; i < s.n && i + 16 <= limit; i += 16) {
        u32 found = may_be_terms(s.p + i);
        if (found)
            return MIN_OF(s.n, i + (u32)__builtin_ctz(found));
    }
#else
    (void)limit;
#endif
    while (i < s.n && !may_be_term((u8)s.p[i]))
        i++;
    return MIN_OF(i, s.n);
}

/* Passes over what neither is a terminator nor ends a paragraph; the place of the first character that may be one. */
static size_t run_without_term(str s, size_t i, size_t limit)
{
    size_t from = i, quiet;
    do {
        i = next_term(s, i, limit);
        i += quiet = quiet_mark(s, i);
    } while (quiet);
    bool second = i < s.n && i > from && ((u8)s.p[i] & 0xC0) == 0x80 && ((u8)s.p[i - 1] & 0xE0) == 0xC0;
    return second ? i - 1 : i;
}

/* The class of the character before `at`, ignored ones passed over, as far as the sentence goes back. */
static u32 sentence_class_before(str s, size_t from, size_t at)
{
    while (at > from) {
        u32 c = unicode_class_of(utf8_prev(s, &at))->sentence;
        if (!is_in(c, BIT(SB_EXTEND) | BIT(SB_FORMAT)))
            return c;
    }
    return SB_OTHER;
}

/* Takes the character of class c; `before` is the class of the one before it. */
static void sentence_step(struct sentence_state *g, u32 c, u32 before)
{
    if (is_in(c, TERMS)) {
        g->before_term = before;
        g->term = c;
        g->phase = TERM;
    } else if (g->phase != NO_TERM && c == SB_SP) {
        g->phase = TERM_SPACE;
    } else if (c == SB_CLOSE && (g->phase == TERM || g->phase == TERM_CLOSE)) {
        g->phase = TERM_CLOSE;
    } else {
        g->phase = NO_TERM;
    }
}

size_t segment_sentence(str s, size_t at) { return segment_sentence_within(s, at, s.n); }

size_t segment_sentence_within(str s, size_t at, size_t limit)
{
    struct sentence_state g = {SB_OTHER, SB_OTHER, NO_TERM};
    size_t i = at;
    while (i < s.n) {
        if (g.phase == NO_TERM && (i = run_without_term(s, i, limit)) >= s.n)
            break;
        size_t behind = i;
        u32 c = next_sentence_class(s, &behind);
        if (is_in(c, BIT(SB_EXTEND) | BIT(SB_FORMAT)) && i > at) { /* SB5 */
            i = behind;
            continue;
        }
        if (g.phase != NO_TERM && !sentence_goes_on(&g, s, i, c))
            return i; /* SB11 */
        sentence_step(&g, c, is_in(c, TERMS) ? sentence_class_before(s, at, i) : SB_OTHER);
        i = behind;
        if (is_in(c, PARAGRAPH)) { /* SB3, SB4 */
            size_t lf = i;
            return c == SB_CR && i < s.n && next_sentence_class(s, &lf) == SB_LF ? lf : i;
        }
    }
    return i;
}
