/*
** test.h - what every test file includes: cmocka, and asserts that speak of str and span.
*/
#ifndef ASANID_TEST_H
#define ASANID_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

#define TEST_ARENA_BYTES ((size_t)1 << 32)

/* An arena for a test; release it at the end. */
static inline struct arena test_arena(void)
{
    struct arena a;
    arena_init(&a, TEST_ARENA_BYTES);
    return a;
}

#define assert_str(got, wanted) test_str((got), (wanted), __FILE__, __LINE__)
static inline void test_str(str got, const char *wanted, const char *file, int line)
{
    if (str_is(got, wanted)) return;
    print_error("'%.*s' is not '%s'\n", STR_ARG(got), wanted);
    _fail(file, line);
}

/* The path of a file below ../shared, or NULL (with a message: skip() then) where it is not there. Static buffer. */
static inline const char *test_shared(const char *path)
{
    static char full[1024];
    const char *root = getenv("ASANID_SHARED");
    FILE *f;
    snprintf(full, sizeof full, "%s/%s", root ? root : "../shared", path);
    f = fopen(full, "rb");
    if (!f) {
        print_message("skipped: %s is not there\n", full);
        return NULL;
    }
    fclose(f);
    return full;
}

#define TEST_MAIN(...)                                                                                                         \
    int main(void)                                                                                                             \
    {                                                                                                                          \
        const struct CMUnitTest tests[] = {__VA_ARGS__};                                                                       \
        return cmocka_run_group_tests(tests, NULL, NULL);                                                                      \
    }
#define T(f) cmocka_unit_test(f)

#endif
