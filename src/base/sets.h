/*
** sets.h - disjoint sets over 0..n-1: an array of who stands above whom; the least of a set is its name.
*/
#ifndef ASANID_SETS_H
#define ASANID_SETS_H

#include "base/arena.h"

/* n sets of one. */
static inline u32 *sets_new(struct arena *a, u32 n)
{
    u32 *up = ARENA_ARRAY(a, u32, (size_t)n + 1);
    for (u32 i = 0; i < n; i++)
        up[i] = i;
    return up;
}

/* The name of the set that x is in. Paths are halved on the way: nearly constant time. */
static inline u32 sets_top(u32 *up, u32 x)
{
    while (up[x] != x)
        x = up[x] = up[up[x]];
    return x;
}

static inline void sets_join(u32 *up, u32 x, u32 y)
{
    x = sets_top(up, x);
    y = sets_top(up, y);
    up[MAX_OF(x, y)] = MIN_OF(x, y);
}

#endif
