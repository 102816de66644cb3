/* test_crash.c - a writer is killed at any moment: the store opens, is clean, holds what was told of, and takes the rest. */
#include "store_made.h"

#include "base/out.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define PAGES 240u
#define BATCH 4u

static struct made *nth(struct arena *a, u32 i)
{
    str id = arena_fmt(a, "page%04u", i);
    struct out o;
    out_init(&o, a);
    out_fmt(&o, "headline %u\n", i);
    for (u32 k = 0; k < 200; k++) out_fmt(&o, "word%u ", (i * 37 + k * k) % 5000);
    return made_page(a, id.p, id.p, arena_str(a, out_view(&o)).p, NULL);
}

/* Puts all pages, in batches; tells the pipe of each batch after its commit. */
static void write_all(const char *path, int tell)
{
    struct arena a = test_arena();
    struct store *s;
    enum added added;
    if (store_open(path, STORE_WRITE, &s)) _exit(2);
    for (u32 i = 0; i < PAGES; i++) {
        if (i % BATCH == 0 && store_begin(s)) _exit(3);
        if (store_put_page(s, &nth(&a, i)->r, &added)) _exit(4);
        if (i % BATCH != BATCH - 1) continue;
        struct match m = {.in_a = span_of(0, 4), .in_b = span_of(0, 4), .words = 1, .equal = 1, .group = UINT32_MAX};
        if (i > BATCH && store_put_pair(s, i, i + 1, &m, 1)) _exit(5);
        if (store_commit(s)) _exit(6);
        u32 told = i + 1;
        if (write(tell, &told, sizeof told) != sizeof told) _exit(7);
        arena_reset(&a);
    }
    store_close(s);
    _exit(0);
}

/* Lets a writer live for so many milliseconds; gives the pages that it told of. */
static u32 live_for(const char *path, u32 live_ms)
{
    int ends[2], how;
    u32 told = 0, last;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) write_all(path, ends[1]);
    assert_true(child > 0);
    close(ends[1]);
    struct timespec wait = {live_ms / 1000, (long)(live_ms % 1000) * 1000000};
    nanosleep(&wait, NULL);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how) || WEXITSTATUS(how) == 0);
    while (read(ends[0], &last, sizeof last) == sizeof last) told = last;
    close(ends[0]);
    return told;
}

static void a_kill_loses_nothing_that_was_told_of(void **state)
{
    (void)state;
    struct arena a = test_arena();
    for (u32 round = 0; round < 12; round++) {
        struct place p = place_new();
        u32 told = live_for(p.store, round * round * 3);
        struct store *s;
        if (access(p.store, F_OK) == 0) {
            assert_int_equal(store_open(p.store, STORE_READ, &s), ASANID_OK);
            for (u32 i = 0; i < told; i++) assert_true(store_row(s, nth(&a, i)->page.name) > 0);
            made_clean(s);
            store_close(s);
        }
        s = made_store(p.store);
        for (u32 i = 0; i < PAGES; i++) {
            enum added added = made_put(s, nth(&a, i));
            assert_true(i >= told || added == ADDED_SAME);
        }
        made_clean(s);
        store_close(s);
        place_remove(&p);
        arena_reset(&a);
    }
    arena_release(&a);
}

TEST_MAIN(T(a_kill_loses_nothing_that_was_told_of))
