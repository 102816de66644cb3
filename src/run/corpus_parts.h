/*
** corpus_parts.h - what the two halves of matching without a store share: corpus.c reads, plans, judges and prints; corpus_batch.c aligns.
*/
#ifndef ASANID_CORPUS_PARTS_H
#define ASANID_CORPUS_PARTS_H

#include "base/map.h"
#include "run/heap.h"
#include "run/session.h"
#include "run/spill.h"

#include <pthread.h>
#include <stdatomic.h>
#include <zstd.h>

/* Lists that grow with the corpus: on the heap, for an arena would hold what they outgrow. */
#define LIST(T)                                                                                                                \
    T *v;                                                                                                                      \
    u32 n, cap
#define list_add(list) ((list)->n < (list)->cap ? (void)0 : (void)((list)->v = list_grow((list)->v, &(list)->cap, sizeof *(list)->v)), &(list)->v[(list)->n++])
void *list_grow(void *v, u32 *cap, size_t size);

/* What a thread works with, lent to the threads that need one. */
struct tools {
    ZSTD_CCtx *pack;
    ZSTD_DCtx *unpack;
    struct key_memo *keys;
    struct fact_memo *words;
    struct arena arena; /* of the memos */
};
struct toolbox {
    pthread_mutex_t lock;
    struct tools **idle;
    u32 n;
    const struct text_rules *rules;
};
struct tools *tools_take(struct toolbox *b);
void tools_give(struct toolbox *b, struct tools *t);

struct kept_page {
    u64 at;             /* in the spill */
    u32 packed, plain;  /* bytes; equal where it is not packed */
    u32 text;           /* of the plain bytes; packets of its articles stand behind */
};

struct kept {
    str id, outlet;
    i64 seconds; /* published, INT64_MIN not known */
    i32 day;     /* or DAY_UNKNOWN */
    u32 page;
    u32 packet;  /* place in the plain page */
    u32 nth;     /* as it came */
    bool is_superseded;
    bool is_set_aside; /* and told so */
};

/* What only reading and planning need. */
struct first_pass {
    struct arena names;  /* of the maps, until all is read */
    struct arena prints; /* until pairs are planned */
    struct map latest;   /* hash of an id -> 1 + the article that has it */
    struct map seen;     /* of ids with texts */
    struct map outlets;  /* hash of a name -> 1 + the first article that has it */
    struct { LIST(struct print_set); } sets; /* of the articles as they came */
    u64 memory;          /* of the pages: when half of it is full they are packed */
    atomic_bool packs;
};

struct corpus {
    struct session *s;
    struct arena arena; /* of ids and outlets */
    struct first_pass first;
    struct toolbox tools;
    struct spill *texts; /* pages; until all is aligned */
    struct spill *edits;
    struct { LIST(struct kept_page); } pages;
    struct { LIST(struct kept); } v; /* as they came; after corpus_order as they are published */
    struct { LIST(struct pair); } pairs;
    struct { LIST(struct match); } matches; /* without their edits: edits.cap is the place in the list below */
    struct { LIST(u64); } edits_at;         /* places of the edits of each match in their spill, as the matches were found */
    u32 failed; /* errno of a spill */
};

enum asanid_status spill_trouble(const struct corpus *c);

/* Puts pairs into an order in which articles of many pairs stand in few batches; `to` has room for them. */
void pairs_gather(const struct pairs *pairs, u32 n_articles, struct pair *to);
/* Aligns as many of the pairs as make a batch and adds what they share to c->matches; *took tells how many. */
enum asanid_status batch_run(struct corpus *c, const struct pair *pairs, u32 n, u32 *took) MUST_USE;

#endif
