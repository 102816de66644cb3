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
    IS_ARABIC = 4,       /* leads a character of the Arabic block */
    IS_MARK = 8,         /* of ASCII, but for _ */
    IS_WIDE = 16,        /* not ASCII */
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
    X16(IS_WIDE), X16(IS_WIDE), X16(IS_WIDE), X16(IS_WIDE), X16(IS_WIDE),
    X4(IS_WIDE), X4(IS_WIDE), X4(IS_WIDE | IS_ARABIC), X4(IS_WIDE),
    X16(IS_WIDE), X16(IS_WIDE),
};
static u32 bits_at(str s, size_t i) { return byte_is[(u8)s.p[i]]; }

static u32 class_at(str s, size_t i)
{
    size_t size = unicode_low_size(s, i);
    return size == 2 ? unicode_word_low[unicode_two(s.p + i)] : unicode_class_of(utf8_next(s, &i))->word;
}

/* Of a byte that IS_ARABIC: below U+0620 stand no letters. */
static bool is_arabic_mark(str s, size_t i) { return (u8)s.p[i] == 0xD8 && i + 1 < s.n && (u8)s.p[i + 1] < 0xA0; }

static bool parts(str s, size_t i) { return i >= s.n || (bits_at(s, i) & PARTS); }

static bool ends_word(str s, size_t i)
{
    if (i >= s.n)
        return true;
    u32 bits = bits_at(s, i);
    if (bits & (ENDS_WORD | IS_WIDE))
        return (bits & ENDS_WORD) || (1u << class_at(s, i) & (1u << WB_OTHER | 1u << WB_MID_NUM | 1u << WB_SPACE));
    return (bits & MAY_END_WORD) && parts(s, i + 1);
}

static bool ends_number(str s, size_t i)
{
    if (i >= s.n)
        return true;
    u32 bits = bits_at(s, i);
    return (bits & ENDS_NUMBER) || ((bits & MAY_END_NUMBER) && parts(s, i + 1));
}

/* Nothing at i joins a mark before it: only what the rules ignore would. */
static bool ends_mark(str s, size_t i) { return i >= s.n || (u8)s.p[i] < 0x80 || !(1u << class_at(s, i) & IGNORED); }

/* ---- tokens: their key into `key`, its length in *n; gives the bytes of the token, 0: not on this road ---- */

/* Letter by letter, of scripts below U+0800. */
static size_t slow_word(str s, size_t begin, char *key, u32 *n, u32 *flags)
{
    size_t i = begin, stop = MIN_OF(s.n, begin + TOKEN_PLAIN_BYTES);
    u32 letters = 0, big = 0, first = 0;
    char *o = key;
    while (i < stop) {
        size_t size = unicode_low_size(s, i);
        u32 cp = size == 1 ? (u8)s.p[i] : size == 2 ? unicode_two(s.p + i) : 0, v = fold_low[cp];
        if (unicode_word_low[cp] != WB_ALETTER || (v & 0xFF) == FOLD_SPECIAL)
            break;
        u32 is = unicode_class_of(cp)->flags, bytes = v >> 8;
        memcpy(o, &bytes, 4);
        o += v & 0xFF;
        first = i == begin ? is : first;
        letters += (is & UNICODE_LETTER) != 0;
        big += (is & UNICODE_LETTER) && (is & UNICODE_UPPER);
        i += size;
    }
    if (o == key || i - begin + 2 > TOKEN_PLAIN_BYTES || !ends_word(s, i))
        return 0;
    *flags = (first & UNICODE_ARABIC ? TOKEN_ARABIC : 0) | (first & UNICODE_UPPER ? TOKEN_UPPER : 0) |
             ((first & UNICODE_UPPER) && letters > 1 && big == letters ? TOKEN_ALLCAPS : 0);
    *n = (u32)(o - key);
    return i - begin;
}

#ifdef __SSE2__
static inline __m128i vector_at(const char *p) { return _mm_loadu_si128((const __m128i *)(const void *)p); }

/* The run of Latin letters at `begin`, at most 15: `limit` tells whether 16 bytes may be looked at. *big: all are capitals. */
static inline size_t latin_letters(str s, size_t begin, size_t limit, char *key, bool *big)
{
    if (begin + STEP > limit)
        return 0;
    __m128i v = vector_at(s.p + begin), small = _mm_or_si128(v, _mm_set1_epi8(0x20));
    __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
    size_t run = (u32)__builtin_ctz(~(u32)_mm_movemask_epi8(letter));
    run = run == STEP ? 0 : MIN_OF(run, s.n - begin); /* it may go on */
    _mm_storeu_si128((__m128i *)(void *)key, small);
    *big = ((u32)_mm_movemask_epi8(_mm_slli_epi16(v, 2)) & ((1u << run) - 1)) == 0; /* bit 5 of a byte: small */
    return run;
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
static size_t latin_letters(str s, size_t begin, size_t limit, char *key, bool *big)
{
    size_t i = begin, stop = MIN_OF(MIN_OF(s.n, limit), begin + STEP);
    for (*big = true; i < stop && (bits_at(s, i) & IS_LATIN); i++) {
        *big = *big && s.p[i] < 'a';
        key[i - begin] = (char)(s.p[i] | 0x20);
    }
    return i - begin < STEP ? i - begin : 0;
}
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

/* One character that joins no other: a mark, or a letter of a script that is written without spaces. */
static size_t plain_character(str s, size_t begin, char *key, u32 *n, u32 *cls)
{
    size_t end = begin;
    u32 cp = unicode_next(s, &end);
    const struct unicode_class *c = unicode_class_of(cp);
    const u32 joins = 1u << WB_OTHER | 1u << WB_MID_LETTER | 1u << WB_MID_NUM | 1u << WB_MID_NUM_LET | 1u << WB_SINGLE_QUOTE | 1u << WB_DOUBLE_QUOTE;
    if (!(1u << c->word & joins) || (c->flags & (UNICODE_SPACE | UNICODE_CONTROL | UNICODE_MARK | UNICODE_DIGIT | UNICODE_UPPER | UNICODE_ARABIC)) ||
        !ends_mark(s, end))
        return 0;
    *cls = c->flags & UNICODE_LETTER ? TOKEN_WORD : TOKEN_MARK;
    struct raw_token t = {begin, end, 1u << c->word, (u8)*cls, 0};
    *n = (u32)token_fold(s, &t, key);
    return *n ? end - begin : 0;
}

static size_t plain_mark(str s, size_t begin, char *key, u32 *n, u32 *cls)
{
    if (s.p[begin] == '`' || !ends_mark(s, begin + 1))
        return plain_character(s, begin, key, n, cls);
    key[0] = s.p[begin];
    *n = 1;
    *cls = TOKEN_MARK;
    return 1;
}

/* Bytes of the apostrophe at i, or 0. */
static size_t apostrophe_at(str s, size_t i)
{
    if (i < s.n && s.p[i] == '\'')
        return 1;
    return i + 2 < s.n && memcmp(s.p + i, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* The s of an English genitive or contraction with its apostrophe, at i behind a word: its bytes, or 0. */
static size_t clitic_at(str s, size_t i)
{
    size_t mark = apostrophe_at(s, i), at = i + mark;
    return mark && at < s.n && (s.p[at] == 's' || s.p[at] == 'S') && ends_word(s, at + 1) ? mark + 1 : 0;
}

/* Latin letters, full stops and apostrophes between them: "the", "U.S", "don't". *clitic: bytes of one behind the word. */
static size_t latin_word(str s, size_t begin, size_t limit, char *key, u32 *n, u32 *flags, size_t *clitic)
{
    bool all = true, big = false;
    size_t run = latin_letters(s, begin, limit, key, &big), part = run;
    *flags = s.p[begin] < 'a' ? TOKEN_UPPER : 0;
    for (*n = (u32)run; part; *n += 1 + (u32)part) {
        all = all && big;
        if (ends_word(s, begin + run) || (*clitic = clitic_at(s, begin + run)) > 0) {
            *flags |= all && run > 1 ? TOKEN_ALLCAPS : 0;
            return run;
        }
        size_t mark = s.p[begin + run] == '.' ? 1 : apostrophe_at(s, begin + run);
        if (mark == 0 || *n + 1 + STEP > TOKEN_PLAIN_BYTES)
            break;
        key[*n] = mark == 1 ? s.p[begin + run] : '\'';
        part = latin_letters(s, begin + run + mark, limit, key + *n + 1, &big);
        run += mark + part;
    }
    return slow_word(s, begin, key, n, flags);
}

/* A token: its bytes in the text, those of its key and of the clitic behind it, and what it is. */
struct made {
    size_t run, clitic;
    u32 n, flags, cls;
};

#ifdef __SSE2__
/* What most tokens are: few Latin letters, and behind them what ends any word. Its bytes, which are those of its key, or 0. */
static inline u32 quick_latin(str s, size_t at, char *key, u32 *flags)
{
    __m128i v = vector_at(s.p + at), small = _mm_or_si128(v, _mm_set1_epi8(0x20));
    __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
    u32 run = (u32)__builtin_ctz(~(u32)_mm_movemask_epi8(letter));
    size_t left = s.n - at;
    if (run >= left)
        run = (u32)left;
    else if (run == STEP || !(byte_is[(u8)s.p[at + run]] & ENDS_WORD))
        return 0;
    u32 all = (1u << run) - 1, big = ~(u32)_mm_movemask_epi8(_mm_slli_epi16(v, 2)) & all;
    _mm_storeu_si128((__m128i *)(void *)key, small);
    *flags = (big & 1) * TOKEN_UPPER | ((u32)(big == all) & (u32)(run > 1)) * TOKEN_ALLCAPS;
    return run;
}
#else
static inline u32 quick_latin(str s, size_t at, char *key, u32 *flags)
{
    (void)s, (void)at, (void)key, (void)flags;
    return 0;
}
#endif

/* All others; run 0: not on this road. */
static struct made take_other(str s, size_t at, size_t limit, char *key)
{
    u32 bits = bits_at(s, at);
    struct made m = {.cls = TOKEN_WORD};
    if (bits & IS_LATIN) {
        m.run = latin_word(s, at, limit, key, &m.n, &m.flags, &m.clitic);
    } else if (bits & IS_MARK) {
        m.run = plain_mark(s, at, key, &m.n, &m.cls);
    } else if (bits & IS_DIGIT) {
        m.run = plain_number(s, at, key, &m.n);
        m.cls = TOKEN_NUMBER;
    } else if (bits & IS_WIDE) {
        if (!(bits & IS_ARABIC))
            m.run = slow_word(s, at, key, &m.n, &m.flags);
        else if (!is_arabic_mark(s, at))
            m.run = arabic_word(s, at, limit, key, &m.n, &m.flags);
        if (m.run == 0)
            m.run = plain_character(s, at, key, &m.n, &m.cls);
    }
    return m;
}

static inline void put_token(struct token *t, u32 off, size_t len, size_t key_off, const char *key, size_t n, u32 cls, u32 flags, u32 sentence)
{
    t->span = (span){off, (u32)len};
    t->key_off = (u32)key_off;
    t->key_len = (u16)n;
    t->cls = (u8)cls;
    t->flags = (u8)flags;
    t->sentence = sentence;
    t->hash = t->loose = hash_bytes(key, n);
}

u32 token_run(struct token_reader *r, u32 base, u32 sentence, struct token *out, u32 most, char *keys, size_t *used, size_t cap, u32 *seen)
{
    const str s = r->raw;
    const size_t limit = r->limit, word_end = r->word_end;
    size_t at = r->at, end = *used;
    u32 made = 0, before = (r->gap ? 0 : TOKEN_GLUED) | (r->newline ? TOKEN_NEWLINE : 0), saw = r->newline ? RUN_NEWLINE : 0;
    while (at >= word_end) { /* else within a word that is being parted */
        size_t space = at < s.n && s.p[at] == ' '; /* one more often than not: no question that could be guessed wrong */
        for (at += space; at < s.n && s.p[at] == ' ';)
            at++;
        before = space ? before & ~(u32)TOKEN_GLUED : before;
        if (at >= s.n || made + 2 > most || end + TOKEN_PLAIN_ROOM > cap)
            break;
        char *key = keys + end;
        u32 flags = 0, n = (bits_at(s, at) & IS_LATIN) && at + STEP <= limit ? quick_latin(s, at, key, &flags) : 0;
        if (n) {
            saw |= RUN_WORDS;
            put_token(&out[made++], base + (u32)at, n, end, key, n, TOKEN_WORD, flags | before, sentence);
            end += n;
            at += n;
            before = TOKEN_GLUED;
            continue;
        }
        struct made m = take_other(s, at, limit, key);
        if (m.run == 0)
            break;
        saw |= m.cls != TOKEN_MARK ? RUN_WORDS : (u8)*key >= 0x80 || *key == '"' ? RUN_QUOTES : 0;
        put_token(&out[made++], base + (u32)at, m.run, end, key, m.n, m.cls, m.flags | before, sentence);
        end += m.n;
        at += m.run;
        before = TOKEN_GLUED;
        if (m.clitic) {
            memcpy(keys + end, "'s", 2);
            put_token(&out[made++], base + (u32)at, m.clitic, end, keys + end, 2, TOKEN_WORD, TOKEN_GLUED, sentence);
            end += 2;
            at += m.clitic;
        }
    }
    r->at = at;
    r->gap = !(before & TOKEN_GLUED);
    r->newline = before & TOKEN_NEWLINE;
    *used = end;
    *seen |= saw;
    return made;
}
