/*
** source.h - from the arguments of a verb to pieces of pages: files, folders (walked in name order), standard input; unpacked.
**
** The only file access of reading. A piece keeps the bytes of its input alive; source_drop gives them back.
*/
#ifndef ASANID_SOURCE_H
#define ASANID_SOURCE_H

#include "page/input.h"

struct source; /* belongs to one thread at a time */

/* Where something is set aside: `where` is the input's name, with line or offset; called from the thread that uses the source. */
typedef void source_warn_fn(void *arg, const char *where, const char *message);

/* `paths` must live as long as the source. */
struct source *source_open(char *const *paths, int n, source_warn_fn *warn, void *arg);
void source_close(struct source *s);

/* One page's bytes. `cursor` names the input. */
struct source_piece {
    struct input_cursor cursor;
    struct input_piece piece;
    struct source_bytes *bytes;
};

/* The next piece, or NULL at the end. Free it with source_drop, from any thread. */
struct source_piece *source_next(struct source *s);
void source_drop(struct source_piece *p);

/* Bytes read from inputs so far, and in all (0 where that is not known). For progress. */
u64 source_bytes_read(const struct source *s);

#endif
