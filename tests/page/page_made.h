/*
** page_made.h - what the tests of pages share: rules made once, a page made of a text or a record, its parts as strings.
*/
#ifndef ASANID_TEST_PAGE_MADE_H
#define ASANID_TEST_PAGE_MADE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "page/input.h"

static struct arena rules_arena, arena;
static const struct text_rules *text_rules;
static const struct page_rules *rules;

static int made_setup(void **state)
{
    (void)state;
    arena_init(&rules_arena, LIMIT_DOCUMENT_ARENA);
    arena_init(&arena, LIMIT_DOCUMENT_ARENA);
    if (arena_guard(&rules_arena))
        return 1;
    text_rules = text_rules_new(&rules_arena);
    rules = page_rules_new(&rules_arena, text_rules);
    return 0;
}

static int made_teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    arena_release(&rules_arena);
    return 0;
}

/* Reads one input of any form; its first page. Good until the next call. */
static inline struct page *made_input(const char *name, str bytes)
{
    arena_reset(&arena);
    if (arena_guard(&arena)) {
        fail_msg("the arena's limit was reached");
        return NULL;
    }
    struct page *page = ARENA_NEW(&arena, struct page);
    struct input_cursor c = input_open(str_of(name), input_form_of(str_of(name), bytes), bytes);
    struct input_piece piece;
    assert_true(input_next(&c, &piece));
    input_page(&arena, &c, &piece, page);
    if (page->unread.n == 0)
        page_read(&arena, rules, page, NULL);
    return page;
}

static inline struct page *made_page(const char *text) { return made_input("page.txt", str_of(text)); }

/* A copy that ends with NUL, for assert_string_equal. */
static inline const char *z(str s) { return arena_str(&arena, s).p; }
static inline const char *z_field(struct field f) { return f.text.n ? z(f.text) : ""; }

/* The paragraphs of a body, parted by '|'. */
static inline const char *body_of(const struct page *p, u32 part)
{
    str all = STR_EMPTY;
    assert_true(part < p->articles.n);
    const struct article *a = &p->articles.v[part];
    for (u32 i = 0; i < a->body.n; i++) {
        str s = span_text(p->text, a->body.v[i]);
        all = arena_fmt(&arena, "%.*s%s%.*s", STR_ARG(all), i ? "|" : "", STR_ARG(s));
    }
    return all.n ? all.p : "";
}

/* The furniture of a kind, parted by '|'. */
static inline const char *furniture_of(const struct page *p, u32 part, enum furniture_kind kind)
{
    str all = STR_EMPTY;
    assert_true(part < p->articles.n);
    const struct article *a = &p->articles.v[part];
    for (u32 i = 0; i < a->furniture.n; i++) {
        str s = span_text(p->text, a->furniture.v[i].span);
        if (a->furniture.v[i].kind == kind)
            all = arena_fmt(&arena, "%.*s%s%.*s", STR_ARG(all), all.n ? "|" : "", STR_ARG(s));
    }
    return all.n ? all.p : "";
}

/* The credits as "kind agency text", parted by '|'. */
static inline const char *credits_of(const struct page *p, u32 part)
{
    static const char *const kinds[] = {"source", "agency", "via"};
    str all = STR_EMPTY;
    const struct article *a = &p->articles.v[part];
    for (u32 i = 0; i < a->credits.n; i++) {
        const struct credit *c = &a->credits.v[i];
        all = arena_fmt(&arena, "%.*s%s%s %.*s %.*s", STR_ARG(all), i ? "|" : "", kinds[c->kind], STR_ARG(c->agency), STR_ARG(c->text));
    }
    return all.n ? all.p : "";
}

#endif
