/*
** print.c - winnowed fingerprints of word k-grams.
*/
#include "trace/print.h"
#include "base/hash.h"

/* An odd multiplier: the k-gram hash is a polynomial in it, modulo 2^64, so that the window rolls in two multiplications. */
#define GRAM_BASE 0x9e3779b97f4a7c15u

static u64 gram_base_power(u32 k)
{
    u64 p = 1;
    while (k--)
        p *= GRAM_BASE;
    return p;
}

/*
** Robust winnowing: of each window the least hash; where the least is there several times, the one chosen before while it is still
** in the window, else the rightmost. A text that says one word a million times keeps one print a window.
*/
static u32 winnow(struct print *out, const u32 *hash, u32 n)
{
    u32 kept = 0, last = UINT32_MAX;
    u32 window = MIN_OF(n, (u32)PRINT_WINDOW);
    for (u32 from = 0; n && from + window <= n; from++) {
        u32 least = last != UINT32_MAX && last >= from ? last : from;
        for (u32 i = from; i < from + window; i++)
            if (hash[i] < hash[least] || (hash[i] == hash[least] && least != last))
                least = i;
        if (least != last) {
            out[kept++] = (struct print){hash[least], least};
            last = least;
        }
    }
    return kept;
}

struct prints prints_make(struct arena *a, const struct telling *t)
{
    if (t->n < PRINT_K)
        return (struct prints){NULL, 0};
    u32 n = t->n - PRINT_K + 1;
    u32 *hash = ARENA_ARRAY(a, u32, n);
    u64 top = gram_base_power(PRINT_K), roll = 0;
    for (u32 i = 0; i < t->n; i++) {
        roll = roll * GRAM_BASE + t->words[i].loose;
        if (i >= PRINT_K)
            roll -= top * t->words[i - PRINT_K].loose;
        if (i + 1 >= PRINT_K)
            hash[i + 1 - PRINT_K] = (u32)(hash_u64(roll) >> 32);
    }
    struct print *v = ARENA_ARRAY(a, struct print, n);
    return (struct prints){v, winnow(v, hash, n)};
}
