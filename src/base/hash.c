/* hash.c - XXH3 by libxxhash's header, so that the pure layers need no library beside libc. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/hash.h"

u64 hash_bytes(const void *p, size_t n) { return XXH3_64bits(n ? p : "", n); }
