/*
** fuzz_charset.c - decodes any bytes: the first tells where a label may stand, the rest are the page's.
*/
#include "fuzz_page.h"

#include "page/charset.h"

__attribute__((noinline)) static void decode(struct arena *a, const char *data, size_t size)
{
    struct utf8_mending what;
    str bytes = {data + 1, size - 1};
    str utf8 = charset_decode(a, bytes, data[0] & 4 ? S("windows-1256") : STR_EMPTY, (enum charset_markup)((u8)data[0] % 3), &what);
    ASSERT(utf8_is_clean(utf8));
    ASSERT(charset_of(a, bytes, STR_EMPTY, CHARSET_HTML) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    if (arena.cap == 0)
        arena_init(&arena, 64u << 20);
    arena_reset(&arena);
    if (size && !arena_guard(&arena))
        decode(&arena, (const char *)data, size);
    return 0;
}
