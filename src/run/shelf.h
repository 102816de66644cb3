/*
** shelf.h - the words of all articles of a settling: read once, put away, taken back as often as they are compared.
**
** Reading a text is dear (its sentences, words and keys are found anew), and an article is compared with many. So each is read once, by a
** crew, in the order given, and its telling put away in one block: in memory up to LIMIT_SETTLE_MEMORY, beyond that in a temporary file.
*/
#ifndef ASANID_SHELF_H
#define ASANID_SHELF_H

#include "run/engine.h"

struct shelf;
struct shelf *shelf_new(void);
void shelf_free(struct shelf *s);

/* Told of each article in order, by the caller's thread: what is handed over lives until it returns. */
typedef void shelf_read_fn(void *arg, u32 i, const struct account *acc, const struct sketch *sketch);

struct shelf_fill {
    const struct engine *engine;
    struct store *store;
    unsigned jobs;
    const u64 *rows; /* of the store */
    u32 n;
    shelf_read_fn *read;
    void *arg;
};
/* Reads the articles and puts their tellings away. ASANID_STORE with the reason in *why, or in the store where *why stays NULL. */
enum asanid_status shelf_fill(struct shelf *s, const struct shelf_fill *f, const char **why) MUST_USE;

/* How much a row takes there; 0 where it is not there. */
size_t shelf_bytes(const struct shelf *s, u64 row);

/*
** The telling of a row: a view of the shelf, or in *block, which the caller frees (NULL: nothing to free). `article` (NULL: not wanted) is
** unpacked besides, in `a`. Any number of threads, once all is put away. False with errno where the temporary file cannot be read.
*/
bool shelf_take(const struct shelf *s, u64 row, struct telling *out, void **block, struct arena *a, struct article *article) MUST_USE;

#endif
