/*
** print.h - fingerprints of passages, with a guarantee: every run of PRINT_GUARANTEE words that two tellings have in common shares one.
**
** A print is the hash of PRINT_K consecutive word keys; of each window of PRINT_WINDOW hashes the least is kept (winnowing: Schleimer,
** Wilkerson, Aiken 2003), so that PRINT_K + PRINT_WINDOW - 1 common words always keep a common print. Looser keys are hashed: a
** spelling habit does not hide a passage.
*/
#ifndef ASANID_PRINT_H
#define ASANID_PRINT_H

#include "trace/telling.h"

#define PRINT_K 5
#define PRINT_WINDOW 5
#define PRINT_GUARANTEE (PRINT_K + PRINT_WINDOW - 1)

struct print {
    u32 hash;
    u32 at; /* index of its first word */
};

struct prints {
    struct print *v; /* by place */
    u32 n;
};

struct prints prints_make(struct arena *a, const struct telling *t);

/* Prints of a row of n keys (text/keys.h): those of the telling that has these words. A corpus is printed whole, but only a small part of it
** is aligned: a telling costs flags, marks and a row of words that prints have no use for. */
struct prints prints_of_keys(struct arena *a, const u64 *key, u32 n);

/* The distinct hashes of some prints, ascending: all that planning looks at. */
struct print_set {
    u32 *v;
    u32 n;
};
struct print_set print_set_of(struct arena *a, const struct prints *p);

/* Which documents hold a print. Documents are numbered by the caller, in the order they are added. Look-ups may run on many threads
** once index_done was called; index_add may follow again after that. */
struct print_index;
struct print_index *index_new(struct arena *a);
void index_add(struct print_index *ix, u32 doc, const struct prints *p);
void index_done(struct print_index *ix);

/* A document that shares prints with another. */
struct candidate {
    u32 doc;
    u32 shared; /* prints in common */
};
/* All documents that share a print with p, `doc` itself left out, sorted by document. */
struct candidates {
    VEC(struct candidate);
};
struct candidates index_candidates(struct arena *a, const struct print_index *ix, u32 doc, const struct prints *p);

#endif
