/*
** print.c - winnowed fingerprints of word k-grams.
*/
#include "trace/print.h"
#include "base/hash.h"
#include <stdlib.h>

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
** in the window, else the rightmost. A text that says one word a million times keeps one print a window. While the one chosen before
** is in the window, only the hash that has come in can be less.
*/
static u32 winnow(struct print *out, const u32 *hash, u32 n)
{
    u32 kept = 0, last = UINT32_MAX;
    u32 window = MIN_OF(n, (u32)PRINT_WINDOW);
    for (u32 from = 0; n && from + window <= n; from++) {
        u32 newest = from + window - 1, least = from;
        if (last != UINT32_MAX && last >= from) {
            if (hash[newest] >= hash[last])
                continue;
            least = newest;
        } else {
            for (u32 i = from + 1; i <= newest; i++)
                if (hash[i] <= hash[least])
                    least = i;
        }
        out[kept++] = (struct print){hash[least], least};
        last = least;
    }
    return kept;
}

struct prints prints_of_keys(struct arena *a, const u64 *key, u32 n)
{
    if (n < PRINT_K)
        return (struct prints){NULL, 0};
    u32 grams = n - PRINT_K + 1;
    u32 *hash = ARENA_ARRAY(a, u32, grams);
    u64 top = gram_base_power(PRINT_K), roll = 0;
    for (u32 i = 0; i < n; i++) {
        roll = roll * GRAM_BASE + key[i];
        if (i >= PRINT_K)
            roll -= top * key[i - PRINT_K];
        if (i + 1 >= PRINT_K)
            hash[i + 1 - PRINT_K] = (u32)(hash_u64(roll) >> 32);
    }
    struct print *v = ARENA_ARRAY(a, struct print, grams);
    return (struct prints){v, winnow(v, hash, grams)};
}

static int by_value(const void *x, const void *y)
{
    u32 a = *(const u32 *)x, b = *(const u32 *)y;
    return (a > b) - (a < b);
}

struct print_set print_set_of(struct arena *a, const struct prints *p)
{
    struct print_set set = {ARENA_ARRAY(a, u32, p->n), 0};
    for (u32 i = 0; i < p->n; i++)
        set.v[i] = p->v[i].hash;
    if (p->n)
        qsort(set.v, p->n, sizeof *set.v, by_value);
    for (u32 i = 0; i < p->n; i++)
        if (!i || set.v[i] != set.v[set.n - 1])
            set.v[set.n++] = set.v[i];
    return set;
}

struct prints prints_make(struct arena *a, const struct telling *t)
{
    u64 *key = ARENA_ARRAY(a, u64, t->n);
    for (u32 i = 0; i < t->n; i++)
        key[i] = t->words[i].loose;
    return prints_of_keys(a, key, t->n);
}
