/*
** helpers.h - a loop that may be shared out. Pure layers know no threads: who calls them may lend them some (run/crew.h).
*/
#ifndef ASANID_HELPERS_H
#define ASANID_HELPERS_H

#include "base/arena.h"

/* One turn of a loop. `scratch` is its own, and empty. */
typedef void turn_fn(void *arg, u32 i, struct arena *scratch);

struct helpers {
    /* Calls fn(arg, i, scratch) for i in 0..n-1, in any order and at the same time; returns when all are done. */
    void (*each)(void *how, u32 n, turn_fn *fn, void *arg);
    void *how;
};

/* As the helpers do it; by the caller alone where there are none (NULL). */
static inline void each_turn(const struct helpers *h, u32 n, turn_fn *fn, void *arg)
{
    struct arena scratch;
    if (h) {
        h->each(h->how, n, fn, arg);
        return;
    }
    arena_init(&scratch, SIZE_MAX / 2);
    for (u32 i = 0; i < n; i++) {
        arena_reset(&scratch);
        fn(arg, i, &scratch);
    }
    arena_release(&scratch);
}

#endif
