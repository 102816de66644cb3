/*
** hold.h - an arena boundary inside another, for the time that a library's own memory is held.
**
**     struct hold hold;
**     hold_begin(a, &hold);
**     if (arena_guard(a)) { library_free(x); hold_again(a, &hold); }
**     ... library calls and allocations ...
**     library_free(x);
**     hold_end(a, &hold);
*/
#ifndef ASANID_PAGE_HOLD_H
#define ASANID_PAGE_HOLD_H

#include "base/arena.h"

struct hold {
    jmp_buf boundary;
    bool guarded;
};

static inline void hold_begin(const struct arena *a, struct hold *h)
{
    memcpy(&h->boundary, &a->boundary, sizeof h->boundary);
    h->guarded = a->guarded;
}

static inline void hold_end(struct arena *a, const struct hold *h)
{
    memcpy(&a->boundary, &h->boundary, sizeof h->boundary);
    a->guarded = h->guarded;
}

/* Goes on to the outer boundary with the reason that led here. */
NORETURN static inline void hold_again(struct arena *a, const struct hold *h)
{
    hold_end(a, h);
    arena_refuse(a, a->failed);
}

#endif
