/* fuzz_read.c - any bytes as an input: recognised, cut, read, and each article's spans inside its page. */
#include "fuzz.h"

#include "run/engine.h"

static void check(const struct page *p)
{
    for (u32 i = 0; i < p->articles.n; i++) {
        const struct article *x = &p->articles.v[i];
        for (u32 k = 0; k < x->body.n; k++) ASSERT(span_end(x->body.v[k]) <= p->text.n);
        for (u32 k = 0; k < x->furniture.n; k++) ASSERT(span_end(x->furniture.v[k].span) <= p->text.n);
        for (u32 k = 1; k < x->zones.n; k++) ASSERT(x->zones.v[k].span.off >= span_end(x->zones.v[k - 1].span));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct engine engine;
    static bool made;
    struct arena a;
    str bytes = {(const char *)data, n};
    if (!made) made = engine_init(&engine, NULL, NULL);
    arena_init(&a, 512u << 20);
    struct input_cursor c = input_open(S("fuzz"), input_form_of(S("fuzz"), bytes), bytes);
    struct input_piece piece;
    for (int pieces = 0; pieces < 64 && input_next(&c, &piece); pieces++) {
        struct reading_of_page r;
        arena_reset(&a);
        engine_read(&engine, &a, &c, &piece, &r);
        if (!r.page->unread.n) check(r.page);
    }
    arena_release(&a);
    return 0;
}
