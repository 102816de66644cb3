/*
** arabic.c - attached letters, the article, a light stem. Keys are folded: hamza seats on alef are gone, ة is ه, ى is ي.
*/
#include "text/arabic.h"

/* Arabic letters as UTF-8 pairs. */
#define WAW "\xD9\x88"
#define FEH "\xD9\x81"
#define BEH "\xD8\xA8"
#define KAF "\xD9\x83"
#define LAM "\xD9\x84"
#define ALEF "\xD8\xA7"
#define HEH "\xD9\x87"
#define YEH "\xD9\x8A"
#define NOON "\xD9\x86"
#define TEH "\xD8\xAA"

#define LETTER 2u /* bytes of an Arabic letter */

static bool is_letter(str key, size_t at, const char *letter)
{
    return at + LETTER <= key.n && memcmp(key.p + at, letter, LETTER) == 0;
}

/* Conjunctions go before prepositions: وب فل ... */
static bool is_conjunction(str key) { return is_letter(key, 0, WAW) || is_letter(key, 0, FEH); }
static bool is_preposition(str key, size_t at)
{
    return is_letter(key, at, BEH) || is_letter(key, at, LAM) || is_letter(key, at, KAF);
}

u32 arabic_proclitics(str key, u8 lens[4])
{
    u32 n = 0;
    size_t at = 0;
    lens[n++] = 0;
    if (is_conjunction(key) && key.n >= 3 * LETTER) {
        at = LETTER;
        lens[n++] = LETTER;
    }
    if (is_preposition(key, at) && key.n >= at + 3 * LETTER)
        lens[n++] = (u8)(at + LETTER);
    return n;
}

bool arabic_has_article(str key) { return str_starts(key, S(ALEF LAM)) && key.n >= 4 * LETTER; }

bool arabic_is_verbal_noun(str bare)
{
    size_t n = bare.n / LETTER, last = bare.n - LETTER;
    if (n < 5 || bare.n % LETTER)
        return false;
    if (is_letter(bare, 0, ALEF))
        return is_letter(bare, last - LETTER, ALEF); /* ifal, infial, iftial, istifal */
    return n == 5 && is_letter(bare, 0, TEH) && (is_letter(bare, 3 * LETTER, YEH) || is_letter(bare, 2 * LETTER, ALEF)); /* tafil, tafaul */
}

str arabic_bare(str key) { return arabic_has_article(key) ? str_skip(key, 2 * LETTER) : key; }

/* What light10 takes off in front: the first of these that leaves two letters and more. */
static str without_front(str key)
{
    static const str fronts[] = {{WAW ALEF LAM, 6}, {BEH ALEF LAM, 6}, {KAF ALEF LAM, 6}, {FEH ALEF LAM, 6}, {ALEF LAM, 4}, {LAM LAM, 4}};
    if (is_letter(key, 0, WAW) && key.n >= 4 * LETTER && !str_starts(key, fronts[0])) {
        str rest = str_skip(key, LETTER);
        key = rest;
    }
    for (size_t i = 0; i < COUNT_OF(fronts); i++)
        if (str_starts(key, fronts[i]) && key.n >= fronts[i].n + 2 * LETTER)
            return str_skip(key, fronts[i].n);
    return key;
}

str arabic_stem(str key)
{
    static const str ends[] = {{HEH ALEF, 4}, {ALEF NOON, 4}, {ALEF TEH, 4}, {WAW NOON, 4}, {YEH NOON, 4}, {YEH HEH, 4}, {HEH, 2}, {YEH, 2}};
    if (key.n < 4 * LETTER || (u8)key.p[0] < 0xD8 || (u8)key.p[0] > 0xDB)
        return key;
    str s = without_front(key);
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(s, ends[i]) && s.n >= ends[i].n + 3 * LETTER)
            s.n -= ends[i].n;
    return s;
}
