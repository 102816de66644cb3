/*
** index.h - inside of the print index, for pairs.c that walks posting lists. Others use print.h.
*/
#ifndef ASANID_INDEX_H
#define ASANID_INDEX_H

#include "base/map.h"
#include "trace/print.h"
#include <stdlib.h>

struct print_index {
    struct arena *arena;
    u64 *v; /* hash << 32 | document: v[0..sorted) in order, the rest as it was added */
    size_t n, cap, sorted;
    u64 *scratch;
    size_t scratch_cap;
    u32 *directory; /* the first posting of each value of the upper `bits` bits */
    u32 bits;
    u32 docs; /* 1 + the greatest document */
};

/* Makes room for `n` postings in all, so that adding them moves nothing. */
void index_reserve(struct print_index *ix, size_t n);

/*
** An index of documents 0 .. n-1 made at once, that holds only the prints that two of them share: all that a plan of pairs looks at, and most
** prints are no other's. Needs little memory beside what it keeps. Nothing can be added to it.
*/
struct print_index *index_shared(struct arena *a, const struct print_set *sets, u32 n);

/* The documents that hold one print, ascending. */
struct posting {
    const u64 *v;
    size_t n;
};
struct posting index_posting(const struct print_index *ix, u32 hash);
/* Those of n hashes: the waits for memory overlap. */
void index_postings(const struct print_index *ix, const u32 *hash, u32 n, struct posting *out);
/* The first place in the ascending v[lo..hi) that is not below `least`. */
size_t posting_place(const u64 *v, size_t lo, size_t hi, u64 least);
static inline u32 posting_doc(const struct posting *p, size_t i) { return (u32)p->v[i]; }

#endif
