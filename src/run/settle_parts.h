/* settle_parts.h - what the files of settling share; settle*.c only. */
#ifndef ASANID_SETTLE_PARTS_H
#define ASANID_SETTLE_PARTS_H

#include "base/map.h"
#include "run/settle.h"
#include "run/shelf.h"

/* A pair of rows; a is of the article whose id is bytewise less. */
struct fresh {
    u64 row_a, row_b;
};

struct corpus {
    const struct settle *s;
    struct arena arena;
    struct article_rows rows; /* in final order (published, id) */
    u64 *row;                 /* of article i */
    struct map at;            /* row -> i */
    struct shelf *shelf;      /* their words */
    struct sketch *sketches;
    struct habits *habits;    /* house styles */
    struct matches matches;   /* a, b, group: i */
    struct aligned_pairs kept; /* pairs that the store has, with the matches in `stored` (rows); is_kept: those that are still planned */
    struct matches stored;
    bool *is_kept;
    struct { VEC(struct fresh); } fresh; /* pairs aligned now */
    const char *why;          /* what went wrong outside the store, or NULL */
};

void settle_progress(const struct settle *s, const char *stage, u32 done, u32 of);

/* The stemma of all articles and c->matches, made in `a`. */
enum asanid_status settle_stemma(struct corpus *c, struct arena *a, struct stemma *all) MUST_USE;

#endif
