/*
** source.h - from the arguments of a verb to pieces of pages: files, folders (walked in name order), standard input; unpacked.
**
** The only file access of reading. Inputs stream: what is held is what the pieces given out hold, and a window of the open input (stream.h).
** What cannot be read is a piece too, so that it is named in its place: its piece.unread tells why.
*/
#ifndef ASANID_SOURCE_H
#define ASANID_SOURCE_H

#include "page/input.h"

struct source; /* belongs to one thread at a time */

/* `paths` must live as long as the source. */
struct source *source_open(char *const *paths, int n);
/* One input whose bytes are in memory; they must live as long as the source. */
struct source *source_of_bytes(str name, str bytes);
void source_close(struct source *s);

/* One page's bytes. `cursor` names the input. */
struct source_piece {
    struct input_cursor cursor;
    struct input_piece piece;
    struct source_input *input; /* what keeps name and bytes */
    struct stream_block *block;
    char why[240]; /* piece.unread, or "" */
};

/* The next piece, or NULL at the end. Free it with source_drop, from any thread. */
struct source_piece *source_next(struct source *s);
void source_drop(struct source_piece *p);

/* Bytes read from inputs so far, packed as they are. For progress: any thread may ask while the source is open. */
u64 source_bytes_read(const struct source *s);
/* What they are in all, 0 where that is not known beforehand: a folder, standard input. */
u64 source_bytes_in_all(const struct source *s);

#endif
