/*
** spill.h - bytes put away and taken back by their place: in memory up to a limit, beyond it in a temporary file that has no name.
*/
#ifndef ASANID_SPILL_H
#define ASANID_SPILL_H

#include "base/str.h"

struct spill;

/* `memory`: bytes kept in memory before the file ($TMPDIR, else /tmp) is made. Never NULL. */
struct spill *spill_new(u64 memory);
void spill_free(struct spill *s);

/* Puts bytes behind all others; false with errno where the file cannot be made or written. One thread at a time, none reading. */
bool spill_put(struct spill *s, str bytes, u64 *at) MUST_USE;
/* Takes n bytes back; any number of threads. False with errno where the file cannot be read. */
bool spill_get(const struct spill *s, u64 at, size_t n, char *out) MUST_USE;
/* The n bytes where they lie, to be read, good until the next put; NULL where they are not in memory, or not in one piece. */
char *spill_view(const struct spill *s, u64 at, size_t n);
/* Bytes in the file. */
u64 spill_on_disk(const struct spill *s);

#endif
