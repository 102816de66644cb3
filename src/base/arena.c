/*
** arena.c - blocks of memory handed out from the front. The only file of the pure layers that asks the system for memory.
**
** Blocks double in size; a reset frees all but the largest, which is the newest.
*/
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

#define BLOCK_FIRST (64u << 10)
#define ALIGN _Alignof(max_align_t)

struct arena_block {
    struct arena_block *older;
    size_t size, used; /* of data */
    _Alignas(max_align_t) char data[];
};

void arena_init(struct arena *a, size_t cap)
{
    memset(a, 0, sizeof *a);
    a->cap = cap;
}

static void free_older(struct arena_block *b)
{
    while (b) {
        struct arena_block *older = b->older;
        free(b);
        b = older;
    }
}

void arena_reset(struct arena *a)
{
    if (a->block) {
        free_older(a->block->older);
        a->block->older = NULL;
        a->block->used = 0;
    }
    a->used = 0;
    a->failed = ARENA_FINE;
    a->guarded = false;
}

void arena_release(struct arena *a)
{
    free_older(a->block);
    arena_init(a, a->cap);
}

void arena_refuse(struct arena *a, enum arena_failure why)
{
    a->failed = why;
    if (!a->guarded) BUG(why == ARENA_OVER_CAP ? "an arena without a boundary passed its cap" : "out of memory without a boundary");
    longjmp(a->boundary, 1);
}

static size_t round_up(size_t n) { return (n + ALIGN - 1) & ~(ALIGN - 1); }

static void add_block(struct arena *a, size_t n)
{
    size_t size = a->block ? a->block->size * 2 : BLOCK_FIRST;
    while (size < n) size *= 2;
    struct arena_block *b = malloc(sizeof *b + size);
    if (!b) arena_refuse(a, ARENA_NO_MEMORY);
    b->older = a->block;
    b->size = size;
    b->used = 0;
    a->block = b;
}

void *arena_room(struct arena *a, size_t n)
{
    if (n > a->cap || a->cap - n < a->used) arena_refuse(a, ARENA_OVER_CAP);
    n = round_up(n ? n : 1);
    if (!a->block || a->block->size - a->block->used < n) add_block(a, n);
    void *p = a->block->data + a->block->used;
    a->block->used += n;
    a->used += n;
    return p;
}

void *arena_alloc(struct arena *a, size_t n) { return memset(arena_room(a, n), 0, n); }

void *arena_grow(struct arena *a, void *p, size_t old, size_t n)
{
    struct arena_block *b = a->block;
    size_t had = round_up(old ? old : 1), want = round_up(n ? n : 1);
    if (n <= old) return p;
    if (p && b && (char *)p + had == b->data + b->used && b->size - b->used >= want - had && a->cap - a->used >= want - had
        && a->used <= a->cap) {
        memset((char *)p + old, 0, want - old);
        b->used += want - had;
        a->used += want - had;
        return p;
    }
    void *q = arena_alloc(a, n);
    if (old) memcpy(q, p, old);
    return q;
}

str arena_str(struct arena *a, str s)
{
    char *p = arena_alloc(a, s.n + 1);
    if (s.n) memcpy(p, s.p, s.n);
    return (str){p, s.n};
}

str arena_vfmt(struct arena *a, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    ASSERT(n >= 0);
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    return (str){p, (size_t)n};
}

str arena_fmt(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str s = arena_vfmt(a, fmt, ap);
    va_end(ap);
    return s;
}
