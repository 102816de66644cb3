/* test_crew.c - pieces come out in the order they went in, on any number of threads; a stop drops what is on its way. */
#include "test.h"

#include "run/crew.h"

#include <pthread.h>
#include <unistd.h>

#define PIECES 500

struct flow {
    int next, done, dropped, stop_at;
    bool in_order;
};

static bool give(void *arg, struct crew_job *job)
{
    struct flow *f = arg;
    if (f->next == PIECES) return false;
    int *piece = malloc(sizeof *piece);
    *piece = f->next++;
    job->piece = piece;
    return true;
}

static void square(void *arg, struct crew_job *job)
{
    (void)arg;
    int x = *(int *)job->piece;
    if (x % 7 == 0) usleep(200); /* out of order, if anything lets it */
    int *made = arena_alloc(&job->arena, sizeof *made);
    *made = x * x;
    job->made = made;
}

static bool check(void *arg, struct crew_job *job)
{
    struct flow *f = arg;
    int x = *(int *)job->piece;
    f->in_order = f->in_order && x == f->done && *(int *)job->made == x * x;
    f->done++;
    free(job->piece);
    return f->done != f->stop_at;
}

static void drop(void *arg, void *piece)
{
    struct flow *f = arg;
    f->dropped++;
    free(piece);
}

static void pieces_come_out_in_order(void **state)
{
    (void)state;
    for (unsigned jobs = 1; jobs <= 8; jobs *= 2) {
        struct flow f = {.in_order = true};
        struct crew_ops ops = {&f, give, square, check, drop};
        assert_true(crew_run(jobs, 1 << 20, &ops));
        assert_true(f.in_order && f.done == PIECES && f.dropped == 0);
    }
}

static void a_stop_drops_what_is_on_its_way(void **state)
{
    (void)state;
    for (unsigned jobs = 1; jobs <= 4; jobs++) {
        struct flow f = {.in_order = true, .stop_at = 20};
        struct crew_ops ops = {&f, give, square, check, drop};
        assert_false(crew_run(jobs, 1 << 20, &ops));
        assert_true(f.in_order && f.done == 20);
        assert_int_equal(f.next, f.done + f.dropped);
    }
}

static void count(void *arg, u32 i, struct arena *scratch)
{
    char *p = arena_alloc(scratch, 100);
    assert_int_equal(p[99], 0);
    p[99] = 1;
    ((int *)arg)[i]++;
}

static void a_shared_loop_visits_each_index_once(void **state)
{
    (void)state;
    int seen[1001] = {0};
    crew_each(3, 1 << 20, 1001, count, seen);
    for (int i = 0; i < 1001; i++) assert_int_equal(seen[i], 1);
    crew_each(2, 1 << 20, 0, count, seen);
}

TEST_MAIN(T(pieces_come_out_in_order), T(a_stop_drops_what_is_on_its_way), T(a_shared_loop_visits_each_index_once))
