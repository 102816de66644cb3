/*
** hash.h - the one hash function. XXH3-64, whose output is frozen since xxHash 0.8.0: what is persisted may hold it.
*/
#ifndef ASANID_HASH_H
#define ASANID_HASH_H

#include "base/str.h"

u64 hash_bytes(const void *p, size_t n);
static inline u64 hash_str(str s) { return hash_bytes(s.p, s.n); }

/* Mixes a word (the finaliser of splitmix64, a bijection). */
static inline u64 hash_u64(u64 x)
{
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9u;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}
static inline u64 hash_join(u64 a, u64 b) { return hash_u64(a * 0x9e3779b97f4a7c15u + b); }

#endif
