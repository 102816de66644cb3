/*
** fuzz_feed.c - reads any bytes as a feed.
*/
#include "fuzz_page.h"

#include "page/feed.h"

/* In a function of its own, as fuzz_page: a jump passes over it. */
__attribute__((noinline)) static void read_lines(struct arena *a, str bytes)
{
    struct feed_outline o;
    for (size_t at = 0, before = 0; feed_outline_next(a, bytes, &at, &o); before = at)
        ASSERT(at > before && o.feed.n + o.page.n > 0 && o.feed.n + o.page.n <= bytes.n);
}

/* The same bytes as a list of feeds: its lines are in it, and it ends. */
static void read_list(str bytes)
{
    static struct arena a;
    if (!a.cap) arena_init(&a, LIMIT_DOCUMENT_ARENA);
    arena_reset(&a);
    if (!arena_guard(&a)) read_lines(&a, bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_list((str){(const char *)data, size});
    return fuzz_input(INPUT_FEED, (str){(const char *)data, size});
}
