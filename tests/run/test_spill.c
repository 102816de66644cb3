/* test_spill.c - bytes come back from memory and from the file as they were put. */
#include "test.h"

#include "run/spill.h"

#define PIECES 400

static size_t piece(char *out, u32 i)
{
    size_t n = (i * 7919u) % 9000u;
    for (size_t k = 0; k < n; k++) out[k] = (char)(i * 31u + k * 17u);
    return n;
}

static void put_and_take(u64 memory, bool spills)
{
    char in[9000], out[9000];
    u64 at[PIECES];
    struct spill *s = spill_new(memory);
    for (u32 i = 0; i < PIECES; i++) assert_true(spill_put(s, (str){in, piece(in, i)}, &at[i]));
    assert_int_equal(spill_on_disk(s) > 0, spills);
    for (u32 i = PIECES; i-- > 0;) {
        size_t n = piece(in, i);
        assert_true(spill_get(s, at[i], n, out));
        assert_memory_equal(in, out, n);
    }
    spill_free(s);
}

static void memory_alone_serves_what_fits(void **state)
{
    (void)state;
    put_and_take(64u << 20, false);
}

static void what_passes_the_limit_goes_to_the_file(void **state)
{
    (void)state;
    put_and_take(200000, true);
    put_and_take(0, true);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    u64 at;
    (void)state;
    setenv("TMPDIR", "/nowhere/at/all", 1);
    struct spill *s = spill_new(4);
    assert_true(spill_put(s, S("four"), &at));
    assert_false(spill_put(s, S("more"), &at));
    spill_free(s);
    unsetenv("TMPDIR");
}

TEST_MAIN(T(memory_alone_serves_what_fits), T(what_passes_the_limit_goes_to_the_file), T(a_folder_that_is_not_there_is_an_error))
