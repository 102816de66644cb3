/*
** settle.h - the end of an `add`: match what is new, trace who had it from whom, group, date, over stored rows in order.
*/
#ifndef ASANID_SETTLE_H
#define ASANID_SETTLE_H

#include "run/engine.h"

/* Told now and then how far a stage is. */
typedef void settle_progress_fn(void *arg, const char *stage, u32 done, u32 of);

/* Shown each component as the stemma sees it: witnesses in order, matches between them (by witness). For tools/observe.c, with one job. */
typedef void settle_component_fn(void *arg, struct arena *a, const struct witness *w, u32 n, const struct habits *h, const struct matches *m);

struct settle {
    const struct engine *engine;
    struct store *store;
    unsigned jobs;
    settle_progress_fn *progress; /* or NULL */
    void *arg;
    settle_component_fn *observe; /* or NULL */
};

/*
** Does nothing where the store is settled. All of it is one transaction: it is done, or was never begun. What comes out depends
** only on what the store holds. On failure *why is the reason, or NULL where the store has it.
*/
enum asanid_status settle(const struct settle *s, const char **why) MUST_USE;

#endif
