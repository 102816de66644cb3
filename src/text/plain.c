/*
** plain.c - the short road of words, numbers and marks that need no rule: nearly all of a newspaper's.
**
** A run of letters is found and folded by vectors of sixteen bytes, where the machine has them and the text goes on so far, else letter by letter.
** What stands behind a run tells whether it ends there whatever follows; in all other cases the road is token_next's.
*/
#include "text/token.h"

#include "base/hash.h"
#include "text/fold.h"
#include "text/unicode.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define STEP 16u
#define IGNORED (1u << WB_EXTEND | 1u << WB_FORMAT | 1u << WB_ZWJ)

/* What a byte is, for what begins at it and for what ends before it. */
enum byte_is {
    IS_LATIN = 1,
    IS_DIGIT = 2,
    IS_ARABIC = 4,       /* leads a letter of the Arabic block, or a mark */
    IS_MARK = 8,         /* of ASCII, but for _ */
    IS_WIDE = 16,        /* leads what wide_mark knows */
    ENDS_WORD = 32,      /* a run of letters before it, */
    MAY_END_WORD = 64,   /* the same, unless a letter follows: . ' : */
    ENDS_NUMBER = 128,   /* a run of digits, */
    MAY_END_NUMBER = 256, /* the same, unless a digit follows: . , ; ' */
    PARTS = 512,         /* neither a letter nor a digit, nor part of one */
};
#define SPACE_BITS (ENDS_WORD | ENDS_NUMBER | PARTS)
#define MARK_BITS (SPACE_BITS | IS_MARK)
#define INNER (IS_MARK | PARTS)
#define X4(x) x, x, x, x
#define X16(x) X4(x), X4(x), X4(x), X4(x)
static const u16 byte_is[256] = {
    X16(SPACE_BITS), X16(SPACE_BITS),
    /*   ! " # $ % & ' */
    SPACE_BITS, MARK_BITS, MARK_BITS, MARK_BITS, MARK_BITS, MARK_BITS, MARK_BITS, INNER | MAY_END_WORD | MAY_END_NUMBER,
    /* ( ) * + , - . / */
    X4(MARK_BITS), INNER | ENDS_WORD | MAY_END_NUMBER, MARK_BITS, INNER | MAY_END_WORD | MAY_END_NUMBER, MARK_BITS,
    X4(IS_DIGIT), X4(IS_DIGIT), IS_DIGIT, IS_DIGIT,
    /* : ; < = > ? @ */
    INNER | MAY_END_WORD | ENDS_NUMBER, INNER | ENDS_WORD | MAY_END_NUMBER, X4(MARK_BITS), MARK_BITS,
    X4(IS_LATIN), X4(IS_LATIN), X4(IS_LATIN), X4(IS_LATIN), X4(IS_LATIN), X4(IS_LATIN), IS_LATIN, IS_LATIN,
    X4(MARK_BITS), 0, MARK_BITS, /* _ joins */
    X4(IS_LATIN), X4(IS_LATIN), X4(IS_LATIN), X4(IS_LATIN), X4(IS_LATIN), X4(IS_LATIN), IS_LATIN, IS_LATIN,
    X4(MARK_BITS), SPACE_BITS,
    [0xC2] = IS_WIDE, [0xD8] = IS_WIDE | IS_ARABIC, [0xD9] = IS_ARABIC, [0xDA] = IS_ARABIC, [0xDB] = IS_ARABIC, [0xE2] = IS_WIDE,
};
static u32 bits_at(str s, size_t i) { return byte_is[(u8)s.p[i]]; }

/* A mark of two or three bytes that joins nothing: its bytes, or 0. */
static size_t wide_mark(str s, size_t i)
{
    if (i + 1 >= s.n)
        return 0;
    u8 a = (u8)s.p[i], b = (u8)s.p[i + 1];
    if (a == 0xD8)
        return b == 0x8C || b == 0x9B || b == 0x9F ? 2 : 0; /* ، ؛ ؟ */
    if (a == 0xC2)
        return b == 0xAB || b == 0xBB ? 2 : 0; /* « » */
    if (a != 0xE2 || b != 0x80 || i + 2 >= s.n)
        return 0;
    u8 c = (u8)s.p[i + 2];
    return c == 0x93 || c == 0x94 || c == 0x9C || c == 0x9D || c == 0xA6 ? 3 : 0; /* – — “ ” … */
}

/* Of a byte that IS_ARABIC: the marks of that block that wide_mark knows. */
static bool leads_mark(str s, size_t i) { return i + 1 < s.n && (u8)s.p[i + 1] < 0xA0 && wide_mark(s, i); }

static bool parts(str s, size_t i) { return i >= s.n || (bits_at(s, i) & PARTS); }

static bool ends_word(str s, size_t i)
{
    if (i >= s.n)
        return true;
    u32 bits = bits_at(s, i);
    return (bits & ENDS_WORD) || (bits & MAY_END_WORD ? parts(s, i + 1) : (bits & IS_WIDE) && wide_mark(s, i));
}

static bool ends_number(str s, size_t i)
{
    if (i >= s.n)
        return true;
    u32 bits = bits_at(s, i);
    return (bits & ENDS_NUMBER) || ((bits & MAY_END_NUMBER) && parts(s, i + 1));
}

/* Nothing at i joins a mark before it: only what the rules ignore would. */
static bool ends_mark(str s, size_t i)
{
    if (i >= s.n || (u8)s.p[i] < 0x80)
        return true;
    u32 bits = bits_at(s, i);
    return ((bits & IS_WIDE) && wide_mark(s, i)) ||
           ((bits & IS_ARABIC) && unicode_low_size(s, i) == 2 && !(1u << unicode_word_low[unicode_two(s.p + i)] & IGNORED));
}

/* ---- tokens: their key into `key`, its length in *n; gives the bytes of the token, 0: not on this road ---- */

/* Letter by letter: Arabic or small Latin ones behind a first of any kind. */
static size_t slow_word(str s, size_t begin, char *key, u32 *n, u32 *flags)
{
    size_t i = begin, stop = MIN_OF(s.n, begin + TOKEN_PLAIN_BYTES);
    char *o = key;
    while (i < stop) {
        u8 c = (u8)s.p[i];
        u32 cp = c, size = 1;
        if (c >= 0xD8 && c <= 0xDB && unicode_low_size(s, i) == 2)
            cp = unicode_two(s.p + i), size = 2;
        else if ((c < 'a' || c > 'z') && !(i == begin && c >= 'A' && c <= 'Z'))
            break;
        u32 v = fold_low[cp];
        if (unicode_word_low[cp] != WB_ALETTER || (v & 0xFF) == FOLD_SPECIAL)
            break;
        u32 bytes = v >> 8;
        memcpy(o, &bytes, 4);
        o += v & 0xFF;
        i += size;
    }
    if (o == key || i - begin + 2 > TOKEN_PLAIN_BYTES || !ends_word(s, i))
        return 0;
    bool arabic = (u8)s.p[begin] >= 0x80 && (unicode_class_of(unicode_two(s.p + begin))->flags & UNICODE_ARABIC);
    bool upper = s.p[begin] >= 'A' && s.p[begin] <= 'Z';
    *flags = (arabic ? TOKEN_ARABIC : 0) | (upper ? TOKEN_UPPER : 0);
    *n = (u32)(o - key);
    return i - begin;
}

#ifdef __SSE2__
static inline __m128i vector_at(const char *p) { return _mm_loadu_si128((const __m128i *)(const void *)p); }

/* Latin letters, at most 15: `limit` tells that 16 bytes may be looked at. */
static inline size_t latin_word(str s, size_t begin, size_t limit, char *key, u32 *n, u32 *flags)
{
    if (begin + STEP > limit)
        return slow_word(s, begin, key, n, flags);
    __m128i v = vector_at(s.p + begin), small = _mm_or_si128(v, _mm_set1_epi8(0x20));
    __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
    u32 run = (u32)__builtin_ctz(~(u32)_mm_movemask_epi8(letter));
    if (run == STEP) /* it may go on */
        return slow_word(s, begin, key, n, flags);
    run = (u32)MIN_OF(run, s.n - begin);
    u32 all = (1u << run) - 1, big = ~(u32)_mm_movemask_epi8(_mm_slli_epi16(v, 2)) & all; /* bit 5 of a byte: small */
    _mm_storeu_si128((__m128i *)(void *)key, small);
    *flags = (big & 1 ? TOKEN_UPPER : 0) | (run > 1 && big == all ? TOKEN_ALLCAPS : 0);
    *n = run;
    return ends_word(s, begin + run) ? run : 0;
}

static inline __m128i letter16(u32 lead, u32 tail) { return _mm_set1_epi16((short)(tail << 8 | lead)); }
static inline __m128i within16(__m128i v, short first, short last)
{
    return _mm_and_si128(_mm_cmpgt_epi16(v, _mm_set1_epi16((short)(first - 1))), _mm_cmplt_epi16(v, _mm_set1_epi16((short)(last + 1))));
}

/* Folds eight letters; gives the bytes of the letters, from the first on, that fold one for one: hamza to ghain, feh to yeh. */
static inline u32 fold_eight(const char *p, char *key)
{
    __m128i v = vector_at(p), lead = _mm_and_si128(v, _mm_set1_epi16(0xFF)), tail = _mm_srli_epi16(v, 8);
    __m128i d8 = _mm_and_si128(_mm_cmpeq_epi16(lead, _mm_set1_epi16(0xD8)), within16(tail, 0xA1, 0xBA));
    __m128i d9 = _mm_and_si128(_mm_cmpeq_epi16(lead, _mm_set1_epi16(0xD9)), within16(tail, 0x81, 0x8A));
    __m128i above = _mm_or_si128(_mm_cmpeq_epi16(v, letter16(0xD8, 0xA2)), _mm_cmpeq_epi16(v, letter16(0xD8, 0xA3)));
    __m128i alef = _mm_or_si128(above, _mm_cmpeq_epi16(v, letter16(0xD8, 0xA5)));
    __m128i teh = _mm_cmpeq_epi16(v, letter16(0xD8, 0xA9)), yeh = _mm_cmpeq_epi16(v, letter16(0xD9, 0x89));
    __m128i folded = _mm_andnot_si128(_mm_or_si128(_mm_or_si128(alef, teh), yeh), v);
    folded = _mm_or_si128(folded, _mm_and_si128(alef, letter16(0xD8, 0xA7)));
    folded = _mm_or_si128(folded, _mm_or_si128(_mm_and_si128(teh, letter16(0xD9, 0x87)), _mm_and_si128(yeh, letter16(0xD9, 0x8A))));
    _mm_storeu_si128((__m128i *)(void *)key, folded);
    return (u32)__builtin_ctz(~(u32)_mm_movemask_epi8(_mm_or_si128(d8, d9)));
}

static inline size_t arabic_word(str s, size_t begin, size_t limit, char *key, u32 *n, u32 *flags)
{
    if (begin + 2 * STEP > limit)
        return slow_word(s, begin, key, n, flags);
    u32 run = fold_eight(s.p + begin, key);
    if (run == STEP)
        run += fold_eight(s.p + begin + STEP, key + STEP);
    run = (u32)MIN_OF(run, s.n - begin) & ~1u;
    if (run == 0 || run == 2 * STEP || !ends_word(s, begin + run))
        return slow_word(s, begin, key, n, flags);
    *flags = TOKEN_ARABIC;
    *n = run;
    return run;
}
#else
#define latin_word(s, begin, limit, key, n, flags) slow_word(s, begin, key, n, flags)
#define arabic_word(s, begin, limit, key, n, flags) slow_word(s, begin, key, n, flags)
#endif

static size_t plain_number(str s, size_t begin, char *key, u32 *n)
{
    size_t i = begin, stop = MIN_OF(s.n, begin + TOKEN_PLAIN_BYTES);
    for (; i < stop && (bits_at(s, i) & IS_DIGIT); i++)
        key[i - begin] = s.p[i];
    *n = (u32)(i - begin);
    return i - begin < TOKEN_PLAIN_BYTES && ends_number(s, i) ? i - begin : 0;
}

static size_t plain_mark(str s, size_t begin, char *key, u32 *n)
{
    size_t run = (u8)s.p[begin] < 0x80 ? 1 : wide_mark(s, begin);
    if (run == 0 || !ends_mark(s, begin + run))
        return 0;
    struct raw_token t = {begin, begin + run, 1u << WB_OTHER, TOKEN_MARK, 0};
    key[0] = s.p[begin];
    *n = run == 1 && key[0] != '`' ? 1 : (u32)token_fold(s, &t, key);
    return run;
}

u32 token_run(struct token_reader *r, u32 base, struct token *out, u32 most, char *keys, size_t *used, size_t cap)
{
    const str s = r->raw;
    const size_t limit = r->limit;
    size_t at = r->at, end = *used;
    u32 made = 0, glued = r->gap ? 0 : TOKEN_GLUED, line = r->newline ? TOKEN_NEWLINE : 0;
    if (at >= r->word_end) /* else within a word that is being parted */
        for (;;) {
            for (; at < s.n && s.p[at] == ' '; at++)
                glued = 0;
            if (at >= s.n || made == most || cap - end < TOKEN_PLAIN_ROOM)
                break;
            u32 bits = bits_at(s, at), n = 0, flags = 0, cls = TOKEN_WORD;
            char *key = keys + end;
            size_t run = 0;
            if (bits & IS_LATIN)
                run = latin_word(s, at, limit, key, &n, &flags);
            else if ((bits & IS_ARABIC) && !leads_mark(s, at))
                run = arabic_word(s, at, limit, key, &n, &flags);
            else if (bits & (IS_MARK | IS_WIDE))
                run = plain_mark(s, at, key, &n), cls = TOKEN_MARK;
            else if (bits & IS_DIGIT)
                run = plain_number(s, at, key, &n), cls = TOKEN_NUMBER;
            if (run == 0)
                break;
            u64 hash = hash_bytes(key, n);
            out[made++] = (struct token){.span = span_of(base + at, run), .key_off = (u32)end, .key_len = (u16)n, .cls = (u8)cls,
                                         .flags = (u8)(flags | glued | line), .hash = hash, .loose = hash};
            end += n;
            at += run;
            glued = TOKEN_GLUED;
            line = 0;
        }
    r->at = at;
    r->gap = !glued;
    r->newline = line;
    *used = end;
    return made;
}
