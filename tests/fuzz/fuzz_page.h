/*
** fuzz_page.h - what the targets of pages share: pages read from arbitrary bytes, and what must hold of them whatever the bytes were.
*/
#ifndef ASANID_FUZZ_PAGE_H
#define ASANID_FUZZ_PAGE_H

#include "fuzz.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "page/input.h"

/* Text is clean UTF-8; every span lies within it; furniture and zones are in order. */
static inline void fuzz_check(const struct page *p)
{
    ASSERT(utf8_is_clean(p->text));
    for (u32 i = 0; i < p->blocks.n; i++)
        ASSERT(span_end(p->blocks.v[i].span) <= p->text.n);
    for (u32 i = 0; i < p->articles.n; i++) {
        const struct article *a = &p->articles.v[i];
        for (u32 k = 0; k < a->body.n; k++)
            ASSERT(span_end(a->body.v[k]) <= p->text.n);
        for (u32 k = 0; k < a->furniture.n; k++)
            ASSERT(span_end(a->furniture.v[k].span) <= p->text.n);
        for (u32 k = 1; k < a->zones.n; k++)
            ASSERT(a->zones.v[k - 1].span.off <= a->zones.v[k].span.off);
    }
}

/* One page, in a function of its own: nothing of it lives in the frame that a jump comes back to. */
__attribute__((noinline)) static void fuzz_page(struct arena *a, const struct page_rules *rules, const struct input_cursor *c, const struct input_piece *piece)
{
    struct page *page = ARENA_NEW(a, struct page);
    input_page(a, c, piece, page);
    if (page->unread.n)
        return;
    page_read(a, rules, page, NULL);
    fuzz_check(page);
}

__attribute__((noinline)) static const struct page_rules *fuzz_rules(struct arena *a) { return page_rules_new(a, text_rules_new(a)); }

/* Reads all pages of an input. */
static inline int fuzz_input(enum input_form form, str bytes)
{
    static struct arena rules_arena, arena;
    static const struct page_rules *rules;
    static struct input_cursor cursor; /* static: they outlive a jump */
    static struct input_piece piece;
    if (!rules) {
        arena_init(&rules_arena, LIMIT_DOCUMENT_ARENA);
        arena_init(&arena, 64u << 20);
        if (arena_guard(&rules_arena))
            BUG("no memory for the rules");
        rules = fuzz_rules(&rules_arena);
    }
    cursor = input_open(str_of("fuzz"), form, bytes);
    while (input_next(&cursor, &piece)) {
        arena_reset(&arena);
        if (!arena_guard(&arena))
            fuzz_page(&arena, rules, &cursor, &piece);
    }
    return 0;
}

#endif
