/*
** unicode.h - what the Unicode Character Database tells of a character, and what folding makes of it.
**
** Tables of fold_data.c, made by tools/gen_unicode.py. Two stages: a block of 128 code points is found by the high bits,
** equal blocks stand once. The first 2,048 code points (all that UTF-8 writes in one or two bytes: Latin, Greek, Cyrillic,
** Hebrew, Arabic) have flat tables besides, for the hot loops.
*/
#ifndef ASANID_UNICODE_H
#define ASANID_UNICODE_H

#include "base/utf8.h"

/* UAX 29, table 3. The order is the generator's. */
enum word_class {
    WB_OTHER, WB_CR, WB_LF, WB_NEWLINE, WB_EXTEND, WB_ZWJ, WB_FORMAT, WB_KATAKANA, WB_HEBREW_LETTER, WB_ALETTER, WB_MID_LETTER,
    WB_MID_NUM, WB_MID_NUM_LET, WB_NUMERIC, WB_EXTEND_NUM_LET, WB_SINGLE_QUOTE, WB_DOUBLE_QUOTE, WB_REGIONAL, WB_SPACE
};
/* UAX 29, table 4. */
enum sentence_class {
    SB_OTHER, SB_CR, SB_LF, SB_SEP, SB_EXTEND, SB_FORMAT, SB_SP, SB_LOWER, SB_UPPER, SB_OLETTER, SB_NUMERIC, SB_ATERM, SB_SCONTINUE,
    SB_STERM, SB_CLOSE
};
enum script {
    SCRIPT_COMMON, SCRIPT_LATIN, SCRIPT_ARABIC, SCRIPT_CYRILLIC, SCRIPT_GREEK, SCRIPT_HEBREW, SCRIPT_HAN, SCRIPT_KANA, SCRIPT_HANGUL,
    SCRIPT_THAI, SCRIPT_DEVANAGARI, SCRIPT_OTHER, SCRIPT_COUNT
};
enum unicode_flag {
    UNICODE_LETTER = 1,
    UNICODE_DIGIT = 2, /* a decimal digit of any script */
    UNICODE_UPPER = 4,
    UNICODE_SPACE = 8,
    UNICODE_ARABIC = 16, /* a letter of the Arabic script */
    UNICODE_PICTOGRAPHIC = 32,
    UNICODE_MARK = 64,
    UNICODE_SYMBOL = 128,
    UNICODE_CONTROL = 256 /* controls and format characters */
};

struct unicode_class {
    u8 word, sentence, script;
    u16 flags;
};

extern const struct unicode_class unicode_records[];
extern const u16 unicode_index[];
extern const u8 unicode_blocks[];
extern const u8 unicode_word_low[2048];
extern const u8 unicode_sentence_low[2048];

/* cp must be a scalar value. */
static inline const struct unicode_class *unicode_class_of(u32 cp)
{
    return &unicode_records[unicode_blocks[((size_t)unicode_index[cp >> 7] << 7) + (cp & 127)]];
}

/* Of a code point below 2,048: the folded form's length in the low byte, its bytes above; FOLD_SPECIAL: not by this table. */
#define FOLD_SPECIAL 0xFFu
extern const u32 fold_low[2048];
extern const u16 fold_index[], fold_blocks[];
extern const u8 fold_pool[];

/* The folded form of any code point: its bytes, their number in *n; NULL where it is the character itself. */
static inline const u8 *fold_form(u32 cp, size_t *n)
{
    u32 at = fold_blocks[((size_t)fold_index[cp >> 7] << 7) + (cp & 127)];
    *n = fold_pool[at];
    return at ? fold_pool + at + 1 : NULL;
}

/* Bytes of the well-formed code point below 2,048 at s.p[i] (i < s.n): 1, 2; 0: something else stands there. */
static inline size_t unicode_low_size(str s, size_t i)
{
    u8 c = (u8)s.p[i];
    if (c < 0x80)
        return 1;
    return c >= 0xC2 && c <= 0xDF && i + 1 < s.n && ((u8)s.p[i + 1] & 0xC0) == 0x80 ? 2 : 0;
}
/* The code point that takes two bytes at p. */
static inline u32 unicode_two(const char *p) { return (u32)((u8)p[0] & 31) << 6 | ((u8)p[1] & 63); }

/* As utf8_next, short for code points below 2,048. */
static inline u32 unicode_next(str s, size_t *i)
{
    size_t size = unicode_low_size(s, *i), at = *i;
    if (size == 0)
        return utf8_next(s, i);
    *i += size;
    return size == 1 ? (u8)s.p[at] : unicode_two(s.p + at);
}

#endif
