/*
** stream.h - the bytes of one input, unpacked, a window at a time: memory does not grow with the input.
**
** Plain, gzip (any number of members) or zstd (any number of frames; a dictionary in front, as archives have it), told by the first bytes.
** Where packed data is broken the stream ends with a fault, and can go on behind it: at the next member or frame that can be read.
*/
#ifndef ASANID_STREAM_H
#define ASANID_STREAM_H

#include "base/str.h"

struct stream; /* belongs to one thread at a time */

/* Reads a descriptor, which is then the stream's (closed with it, but for standard input), or bytes that outlive it. */
struct stream *stream_open(int fd);
struct stream *stream_of_bytes(str bytes);
void stream_close(struct stream *s);

/*
** The window: bytes not read yet. Gives up all but the last `unread` of the window, and makes it `wants` bytes long or longer, if as many
** follow. *more: bytes may follow behind it. The bytes lie in stream_block(s), and stay where they are for as long as that is kept.
*/
str stream_window(struct stream *s, size_t unread, size_t wants, bool *more);

/* Memory of a window, counted; any thread may drop what it was given. */
struct stream_block;
struct stream_block *stream_block(struct stream *s);
struct stream_block *stream_block_keep(struct stream_block *b);
void stream_block_drop(struct stream_block *b);

/* Why the bytes end before the input does, and at which byte of the file the broken member or frame begins; NULL where they do not. */
const char *stream_fault(const struct stream *s, u64 *at);
/* So many of the window's last bytes are what a member gave that is damaged, not just cut off; 0 where it began before the window. */
size_t stream_damaged(const struct stream *s);
/* Takes the last n bytes off the window. */
void stream_forget(struct stream *s, size_t n);
/* Goes on behind a fault; false where nothing that can be read follows. */
bool stream_resume(struct stream *s);

/* Bytes of the file read so far. */
u64 stream_bytes_read(const struct stream *s);

#endif
