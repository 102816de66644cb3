/*
** prepared.c - a telling made ready to be aligned (struct prepared in match.h).
**
** Everything lies in one room: hashes and bitmaps of single words and of trigrams, then weights and breaks.
*/
#include "trace/align.h"
#include "base/hash.h"

#define BITS_A_GRAM 16 /* of a bitmap: one place in so many is let through though it has nothing common */

u32 bitmap_bits(u32 grams)
{
    u32 bits = 10;
    while (bits < 31 && (u64)1 << bits < (u64)grams * BITS_A_GRAM)
        bits++;
    return bits;
}

u64 gram_hash(const struct telling *t, u32 i, u32 n)
{
    u64 h = 0;
    for (u32 k = 0; k < n; k++)
        h = (h ^ t->words[i + k].loose) * 0x9e3779b97f4a7c15u;
    return hash_u64(h);
}

static u32 grams_of(const struct telling *t, u32 words) { return t->n >= words ? t->n - words + 1 : 0; }
static size_t bitmap_words(u32 grams) { return (size_t)1 << (bitmap_bits(grams) - 6); }

size_t prepared_bytes(const struct telling *t)
{
    size_t n = t->n, words = bitmap_words(t->n), trigrams = bitmap_words(grams_of(t, TRIGRAM));
    return (n + words + grams_of(t, TRIGRAM) + trigrams) * sizeof(u64) + 2 * (n + 1) * sizeof(u32);
}

static u64 *grams_make(u64 *room, const struct telling *t, u32 words, struct prepared_grams *out)
{
    u32 n = grams_of(t, words);
    u64 *hash = room, *known = room + n;
    *out = (struct prepared_grams){hash, known, n, 64 - bitmap_bits(n)};
    memset(known, 0, bitmap_words(n) * sizeof *known);
    for (u32 i = 0; i < n; i++) {
        hash[i] = words == 1 ? t->words[i].loose : gram_hash(t, i, words);
        bit_set(known, out->shift, hash[i]);
    }
    return known + bitmap_words(n);
}

struct prepared prepared_make(void *room, const struct trace_rules *rules, const struct telling *t)
{
    struct prepared s = {.telling = t};
    u64 *rest = grams_make(room, t, 1, &s.of[GRAM_WORD]);
    rest = grams_make(rest, t, TRIGRAM, &s.of[GRAM_TRIGRAM]);
    u32 *weight = (u32 *)(void *)rest, *breaks = weight + t->n + 1, n = 0;
    weight[0] = 0;
    for (u32 i = 0; i < t->n; i++) {
        weight[i + 1] = weight[i] + (rules_is_stop(rules, t->words[i].loose) ? WEIGHT_STOP : WEIGHT_WORD);
        breaks[i] = n += i && (t->words[i].flags & WORD_BREAK);
    }
    s.weight = weight;
    s.breaks = breaks;
    return s;
}
