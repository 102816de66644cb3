/*
** crew.c - threads. A ring of jobs goes round: the reader fills a free one, a worker takes the oldest filled one, the caller takes the
** finished ones in the order they were filled.
*/
#include "run/crew.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum job_state { JOB_FREE, JOB_FILLED, JOB_TAKEN, JOB_MADE };

struct ring {
    const struct crew_ops *ops;
    struct crew_job *jobs;
    enum job_state *state;
    u32 n;
    u64 filled, taken, done; /* how many so far; a job's place is its number modulo n */
    bool ended, stop;        /* no further piece comes; the caller wants no more */
    pthread_mutex_t lock;
    pthread_cond_t change;
};

unsigned crew_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 256 ? 256 : (unsigned)n;
}

static void *read_loop(void *arg)
{
    struct ring *r = arg;
    pthread_mutex_lock(&r->lock);
    while (!r->stop) {
        u64 at = r->filled % r->n;
        if (r->state[at] != JOB_FREE) {
            pthread_cond_wait(&r->change, &r->lock);
            continue;
        }
        pthread_mutex_unlock(&r->lock);
        bool more = r->ops->next(r->ops->arg, &r->jobs[at]);
        pthread_mutex_lock(&r->lock);
        if (!more) break;
        r->state[at] = JOB_FILLED;
        r->filled++;
        pthread_cond_broadcast(&r->change);
    }
    r->ended = true;
    pthread_cond_broadcast(&r->change);
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void *work_loop(void *arg)
{
    struct ring *r = arg;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        if (r->stop || (r->ended && r->taken == r->filled)) break;
        if (r->taken == r->filled) {
            pthread_cond_wait(&r->change, &r->lock);
            continue;
        }
        u64 at = r->taken++ % r->n;
        r->state[at] = JOB_TAKEN;
        pthread_mutex_unlock(&r->lock);
        arena_reset(&r->jobs[at].arena);
        r->ops->work(r->ops->arg, &r->jobs[at]);
        pthread_mutex_lock(&r->lock);
        r->state[at] = JOB_MADE;
        pthread_cond_broadcast(&r->change);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* The caller's part; true where every piece was done. */
static bool done_loop(struct ring *r)
{
    bool going = true;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        u64 at = r->done % r->n;
        if (r->done < r->filled && r->state[at] == JOB_MADE) {
            pthread_mutex_unlock(&r->lock);
            going = r->ops->done(r->ops->arg, &r->jobs[at]);
            pthread_mutex_lock(&r->lock);
            r->state[at] = JOB_FREE;
            r->done++;
            if (!going) r->stop = true;
            pthread_cond_broadcast(&r->change);
            if (!going) break;
        } else if (r->ended && r->done == r->filled) {
            break;
        } else {
            pthread_cond_wait(&r->change, &r->lock);
        }
    }
    pthread_mutex_unlock(&r->lock);
    return going;
}

/* One job is one thread: nothing is gained by handing pieces on, and each time a thread sleeps and wakes costs more than a small page. */
static bool run_alone(size_t arena_cap, const struct crew_ops *ops)
{
    struct crew_job job = {.piece = NULL};
    bool going = true;
    arena_init(&job.arena, arena_cap);
    while (going && ops->next(ops->arg, &job)) {
        arena_reset(&job.arena);
        ops->work(ops->arg, &job);
        going = ops->done(ops->arg, &job);
    }
    arena_release(&job.arena);
    return going;
}

bool crew_run(unsigned jobs, size_t arena_cap, const struct crew_ops *ops)
{
    if (jobs <= 1) return run_alone(arena_cap, ops);
    struct ring r = {.ops = ops, .n = jobs * 8 + 2, .lock = PTHREAD_MUTEX_INITIALIZER, .change = PTHREAD_COND_INITIALIZER};
    pthread_t *threads = calloc(jobs + 1, sizeof *threads);
    unsigned started = 0;
    bool fine = false;
    r.jobs = calloc(r.n, sizeof *r.jobs);
    r.state = calloc(r.n, sizeof *r.state);
    if (!threads || !r.jobs || !r.state) goto out;
    for (u32 i = 0; i < r.n; i++) arena_init(&r.jobs[i].arena, arena_cap);
    while (started <= jobs && pthread_create(&threads[started], NULL, started ? work_loop : read_loop, &r) == 0) started++;
    if (started > 1) fine = done_loop(&r); /* one worker will do */
    pthread_mutex_lock(&r.lock);
    r.stop = true;
    pthread_cond_broadcast(&r.change);
    pthread_mutex_unlock(&r.lock);
    for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
    for (; r.done < r.filled; r.done++) ops->drop(ops->arg, r.jobs[r.done % r.n].piece);
    for (u32 i = 0; i < r.n; i++) arena_release(&r.jobs[i].arena);
out:
    free(threads);
    free(r.jobs);
    free(r.state);
    return fine;
}

struct share {
    turn_fn *fn;
    void *arg;
    size_t arena_cap;
    u32 n, next;
    pthread_mutex_t lock;
};

#define SHARE_STEP 4u /* indexes taken at a time, of many */

static void *each_loop(void *arg)
{
    struct share *s = arg;
    struct arena scratch;
    arena_init(&scratch, s->arena_cap);
    for (;;) {
        pthread_mutex_lock(&s->lock);
        u32 from = s->next, to = MIN_OF(s->n, from + (s->n > 64 ? SHARE_STEP : 1u));
        s->next = to;
        pthread_mutex_unlock(&s->lock);
        if (from == to) break;
        for (u32 i = from; i < to; i++) {
            arena_reset(&scratch);
            s->fn(s->arg, i, &scratch);
        }
    }
    arena_release(&scratch);
    return NULL;
}

void crew_each(unsigned jobs, size_t arena_cap, u32 n, turn_fn *fn, void *arg)
{
    struct share s = {.fn = fn, .arg = arg, .arena_cap = arena_cap, .n = n, .lock = PTHREAD_MUTEX_INITIALIZER};
    pthread_t threads[256];
    unsigned started = 0;
    while (started + 1 < jobs && started < COUNT_OF(threads) && pthread_create(&threads[started], NULL, each_loop, &s) == 0) started++;
    each_loop(&s); /* the caller works too, and does all of it where no thread could be had */
    while (started) pthread_join(threads[--started], NULL);
}
