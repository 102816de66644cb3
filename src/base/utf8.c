/* utf8.c - reading and mending UTF-8, by the table of Unicode 3.9 (well-formed byte sequences). */
#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Bytes of the well-formed sequence at p (of n bytes), its code point in *cp; or 0, with the maximal subpart's length in *bad. */
static size_t decode(const unsigned char *p, size_t n, u32 *cp, size_t *bad)
{
    unsigned char b = p[0], low = 0x80, high = 0xBF;
    size_t need;
    if (b < 0x80) return *cp = b, (size_t)1;
    if (b >= 0xC2 && b <= 0xDF) need = 1, *cp = b & 0x1Fu;
    else if (b >= 0xE0 && b <= 0xEF) need = 2, *cp = b & 0x0Fu, low = b == 0xE0 ? 0xA0 : 0x80, high = b == 0xED ? 0x9F : 0xBF;
    else if (b >= 0xF0 && b <= 0xF4) need = 3, *cp = b & 0x07u, low = b == 0xF0 ? 0x90 : 0x80, high = b == 0xF4 ? 0x8F : 0xBF;
    else return *bad = 1, (size_t)0;
    for (size_t i = 1; i <= need; i++, low = 0x80, high = 0xBF) {
        if (i >= n || p[i] < low || p[i] > high) return *bad = i, (size_t)0;
        *cp = *cp << 6 | (p[i] & 0x3Fu);
    }
    return need + 1;
}

u32 utf8_next(str s, size_t *at)
{
    u32 cp = 0;
    size_t bad = 0, n = decode((const unsigned char *)s.p + *at, s.n - *at, &cp, &bad);
    *at += n ? n : bad;
    return n ? cp : UTF8_BAD;
}

u32 utf8_prev(str s, size_t *at)
{
    size_t i = *at - 1, lowest = *at > 4 ? *at - 4 : 0;
    while (i > lowest && ((unsigned char)s.p[i] & 0xC0) == 0x80) i--;
    size_t end = i;
    u32 cp = utf8_next(s, &end);
    if (end == *at) return *at = i, cp;
    *at -= 1;
    return UTF8_BAD;
}

size_t utf8_put(char out[4], u32 cp)
{
    unsigned char *o = (unsigned char *)out;
    if (cp < 0x80) return o[0] = (unsigned char)cp, (size_t)1;
    if (cp < 0x800) return o[0] = (unsigned char)(0xC0 | cp >> 6), o[1] = (unsigned char)(0x80 | (cp & 0x3F)), (size_t)2;
    if (cp < 0x10000) {
        o[0] = (unsigned char)(0xE0 | cp >> 12);
        o[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
        o[2] = (unsigned char)(0x80 | (cp & 0x3F));
        return 3;
    }
    o[0] = (unsigned char)(0xF0 | cp >> 18);
    o[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3F));
    o[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
    o[3] = (unsigned char)(0x80 | (cp & 0x3F));
    return 4;
}

#ifdef __SSE2__
#define BLOCK 16u

/* Bits of the bytes above `least`, unsigned. */
static u32 bytes_above(__m128i v, u8 least)
{
    __m128i flip = _mm_set1_epi8((char)0x80); /* SSE2 compares signed bytes only */
    return (u32)_mm_movemask_epi8(_mm_cmpgt_epi8(_mm_xor_si128(v, flip), _mm_set1_epi8((char)(least ^ 0x80))));
}

static u32 bytes_equal(__m128i v, u8 b) { return (u32)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)b))); }

/*
** True where a block is of whole characters of one to three bytes, but for those that call for a closer look (NUL, and what begins with
** C0, C1, E0, ED, F0 and above). *owed: bits of the continuation bytes that what stands before calls for; then those that this block does.
*/
static bool is_plain_block(const unsigned char *p, u32 *owed)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    u32 high = (u32)_mm_movemask_epi8(v), look = bytes_equal(v, 0);
    if (high) look |= bytes_above(v, 0xEF) | bytes_equal(v, 0xE0) | bytes_equal(v, 0xED) | bytes_equal(_mm_or_si128(v, _mm_set1_epi8(1)), 0xC1);
    u32 lead = high ? bytes_above(v, 0xBF) : 0, lead3 = lead ? bytes_above(v, 0xDF) : 0;
    u32 calls = lead << 1 | lead3 << 2 | *owed;
    if (look || (calls & 0xFFFF) != (high & ~lead)) return false;
    *owed = calls >> BLOCK;
    return true;
}

/* The end of the plain blocks from a character's beginning on; where the last one cuts a character, that one's beginning. */
static size_t plain_blocks(const unsigned char *p, size_t i, size_t n)
{
    u32 owed = 0;
    while (n - i >= BLOCK && is_plain_block(p + i, &owed)) i += BLOCK;
    if (owed) do i--; while ((p[i] & 0xC0) == 0x80);
    return i;
}
#else
static size_t plain_blocks(const unsigned char *p, size_t i, size_t n) { return (void)p, (void)n, i; }
#endif

#define LOOK 16 /* bytes looked at one by one before blocks are tried again */

/* The bytes of s up to the first NUL or broken sequence; s.n where there is none. */
static size_t clean_prefix(str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    for (size_t i = 0; i < s.n;) {
        size_t bad, from = plain_blocks(p, i, s.n), until = MIN_OF(s.n, from + LOOK);
        i = from;
        while (i < until) {
            u32 cp;
            size_t n = decode(p + i, s.n - i, &cp, &bad);
            if (n == 0 || cp == 0) return i;
            i += n;
        }
    }
    return s.n;
}

bool utf8_is_clean(str s) { return clean_prefix(s) == s.n; }

str utf8_mend(struct arena *a, str s, struct utf8_mending *what)
{
    *what = (struct utf8_mending){0, 0};
    if (str_starts(s, S("\xef\xbb\xbf"))) s = str_skip(s, 3);
    size_t i = clean_prefix(s);
    if (i == s.n) return s;
    /* A bad byte becomes three: count first, so that a page of garbage costs what it must and no more. */
    size_t extra = 0;
    for (size_t k = i; k < s.n;) {
        size_t bad = 0, was = k;
        u32 cp = 0;
        size_t n = decode((const unsigned char *)s.p + k, s.n - k, &cp, &bad);
        k += n ? n : bad;
        if (n == 0) what->broken++;
        else if (cp == 0) what->nul++;
        if (n == 0 || cp == 0) extra += 3 - MIN_OF(k - was, (size_t)3);
    }
    char *out = arena_alloc(a, s.n + extra + 1);
    size_t w = i;
    if (i) memcpy(out, s.p, i);
    while (i < s.n) {
        size_t bad = 0;
        u32 cp = 0;
        size_t n = decode((const unsigned char *)s.p + i, s.n - i, &cp, &bad);
        if (n && cp) memcpy(out + w, s.p + i, n);
        else memcpy(out + w, "\xef\xbf\xbd", 3);
        w += n && cp ? n : 3;
        i += n ? n : bad;
    }
    return (str){out, w};
}
