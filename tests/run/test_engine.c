/* test_engine.c - a page that nearly fills its arena: it is read or set aside, and the caller may go on with the arena. */
#include "test.h"

#include "run/engine.h"

#define STEP 16u /* arenas are handed out in such steps */

static const char text[] = "بلدية الرملة تغلق الجسر القديم\n\n5 آذار/مارس 2024\n\nأعلنت بلدية الرملة إغلاق الجسر القديم عشرة أيام لإصلاحه.";

/* What the arena has given out when the page is read and the caller has taken `n` bytes more; whether it was read in *read. */
static size_t read_under(const struct engine *e, size_t cap, size_t n, bool *read)
{
    struct arena a;
    struct input_cursor c;
    struct input_piece piece;
    struct reading_of_page r;
    arena_init(&a, cap);
    input_kept(S("page.txt"), S(text), &c, &piece);
    engine_read(e, &a, &c, &piece, &r);
    *read = r.page->unread.n == 0;
    memset(arena_alloc(&a, n), 1, n);
    size_t used = a.used;
    arena_release(&a);
    return used;
}

static void a_full_arena_leaves_the_caller_its_room(void **state)
{
    (void)state;
    struct engine e;
    bool read;
    assert_true(engine_init(&e, NULL, NULL));
    size_t needs = read_under(&e, 1u << 30, 256, &read);
    assert_true(read);
    size_t first = 0, last = 0;
    for (size_t cap = needs - 512; cap < needs + 8192; cap += STEP) {
        assert_true(read_under(&e, cap, 256, &read) <= cap + STEP);
        if (read && !first) first = cap;
        if (!read) last = cap;
    }
    assert_in_range(last, needs - 512, first); /* both happened, and there is one edge between them */
    engine_release(&e);
}

TEST_MAIN(T(a_full_arena_leaves_the_caller_its_room))
