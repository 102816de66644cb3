/*
** arena.h - one arena per document: memory that goes all at once.
**
** Allocation never returns NULL. Past the arena's cap, or where the system has no memory, control jumps to the boundary
** set by arena_guard, with the reason in `failed`; the document is then set aside and the run goes on. Without a boundary
** that is a bug and aborts. Memory comes zeroed and aligned for any type. Nothing in an arena has a destructor.
**
**     struct arena a;
**     arena_init(&a, LIMIT_DOCUMENT_BYTES);
**     if (arena_guard(&a)) { ... set aside: a.failed says why ... }
**     else { ... read the document ... }
**     arena_reset(&a);                                  (keeps its largest block for the next document)
**     arena_release(&a);
**
** arena_guard expands to setjmp: use it in the function that owns the arena, as the whole condition of an `if`, and
** declare `volatile` what that function changes after it and reads after a jump.
*/
#ifndef ASANID_ARENA_H
#define ASANID_ARENA_H

#include "base/str.h"
#include <setjmp.h>
#include <stdarg.h>

enum arena_failure { ARENA_FINE, ARENA_OVER_CAP, ARENA_NO_MEMORY };

struct arena_block;

struct arena {
    struct arena_block *block; /* the block in use; older ones hang behind it */
    size_t used;               /* bytes handed out since the last reset */
    size_t cap;                /* most bytes that may be handed out */
    enum arena_failure failed;
    bool guarded;
    jmp_buf boundary;
};

#define arena_guard(a) ((a)->guarded = true, setjmp((a)->boundary) != 0)

void arena_init(struct arena *a, size_t cap);
void arena_reset(struct arena *a);
void arena_release(struct arena *a);

void *arena_alloc(struct arena *a, size_t n);
/* The same, not zeroed: for large arrays that are written before they are read. */
void *arena_room(struct arena *a, size_t n);
/* Room for `n` bytes that begins with the `old` bytes at p; in place where p was the last thing handed out. */
void *arena_grow(struct arena *a, void *p, size_t old, size_t n);
/* Gives up: jumps to the boundary as if the cap were reached. For a named limit that a document passes. */
NORETURN void arena_refuse(struct arena *a, enum arena_failure why);

#define ARENA_NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_alloc((a), sizeof(T) * (size_t)(n)))
#define ARENA_ROOM(a, T, n) ((T *)arena_room((a), sizeof(T) * (size_t)(n)))

/* Copies into the arena; the copy is followed by a NUL that does not count. */
str arena_str(struct arena *a, str s);
str arena_fmt(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
str arena_vfmt(struct arena *a, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);

#endif
