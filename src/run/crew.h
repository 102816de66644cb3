/*
** crew.h - the only place that starts a thread: an ordered pipeline, and a loop shared out.
*/
#ifndef ASANID_CREW_H
#define ASANID_CREW_H

#include "base/helpers.h"

/* Processors, at least 1. */
unsigned crew_processors(void);

/* One piece of work on its way; its arena is the worker's to use and is reset before the next piece. */
struct crew_job {
    struct arena arena;
    void *piece; /* what `next` put in; `done` disposes of it */
    void *made;  /* what `work` made, in the arena */
};

struct crew_ops {
    void *arg;
    /* Reader thread: fills job->piece; false at the end. */
    bool (*next)(void *arg, struct crew_job *job);
    /* Worker threads: reads the piece. Must set a boundary for job->arena. */
    void (*work)(void *arg, struct crew_job *job);
    /* The calling thread, in the order of `next`; false stops (pieces still on their way go to `drop`). */
    bool (*done)(void *arg, struct crew_job *job);
    /* Disposes of a piece that `done` will not see. */
    void (*drop)(void *arg, void *piece);
};

/* reader -> bounded queue -> `jobs` workers -> bounded queue -> the caller; one job: all of it in the caller's thread, piece by piece. False where a thread could not be started or `done` stopped. */
bool crew_run(unsigned jobs, size_t arena_cap, const struct crew_ops *ops);

/* Calls fn(arg, i, scratch) for i in 0..n-1 on `jobs` threads, in any order; `scratch` is reset before each call. */
void crew_each(unsigned jobs, size_t arena_cap, u32 n, turn_fn *fn, void *arg);

#endif
