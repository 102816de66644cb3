/*
** chain.c - runs that follow each other on both sides, strung together: the seed-chain-extend of sequence alignment (Li 2018, minimap2)
** with words for bases. Dynamic programming over the runs in order, each looking back at the last LOOK_BACK ones: linear.
*/
#include "trace/align.h"
#include <stdlib.h>

#define LOOK_BACK 64
#define GAP_LEAST 13   /* words a chain may bridge on either side in an article; a long text has long passages: */
#define GAP_TEXT_WORDS 1000 /* one more for so many words of the shorter text, */
#define GAP_LONG 48    /* up to so many */
#define GAP_BEYOND 3  /* a heavy chain bridges more than that: */
#define GAP_PER_WEIGHT 6 /* one word for so much weight */
#define PRICE_GAP 2      /* quarters of a weight that a word of the longer side of a gap costs: */
#define PRICE_BOTH 12     /* and besides, of the shorter side beyond GAP_LEAST: a long stretch of other words on both sides parts passages */
#define PRICE_FAR 8      /* and besides, of each beyond that */
#define CHAIN_LEAST (3 * WEIGHT_WORD)

struct link {
    i32 score;
    u32 before; /* the run before in the chain, UINT32_MAX none */
    u32 skip;   /* words of this run that the run before holds already */
};

/* What it costs to go on from run y to run x; -1 where it cannot be. */
static i32 link_cost(const struct sides *s, const struct run *y, const struct run *x, i32 so_far, u32 *skip)
{
    if (y->i >= x->i || y->j >= x->j)
        return -1;
    i64 ga = (i64)x->i - (y->i + y->n), gb = (i64)x->j - (y->j + y->n);
    i64 overlap = -MIN_OF(MIN_OF(ga, gb), 0);
    if (overlap >= x->n || (x->n >= PRINT_GUARANTEE && x->n - overlap < PRINT_GUARANTEE))
        return -1; /* a run that is promised stays one */
    ga += overlap;
    gb += overlap;
    i64 free = MIN_OF(GAP_LEAST + MIN_OF(s->a->n, s->b->n) / GAP_TEXT_WORDS, GAP_LONG);
    i64 most = free + MIN_OF(so_far / GAP_PER_WEIGHT, GAP_BEYOND);
    if (MAX_OF(ga, gb) > most || !unbroken(s, y->i + y->n - 1, x->i + (u32)overlap, y->j + y->n - 1, x->j + (u32)overlap))
        return -1;
    *skip = (u32)overlap;
    i64 gap = MAX_OF(ga, gb), far = MAX_OF(gap - free, 0);
    return (i32)((gap * PRICE_GAP + MAX_OF(MIN_OF(ga, gb) - GAP_LEAST, 0) * PRICE_BOTH + far * PRICE_FAR) / 4);
}

static void links_make(const struct sides *s, const struct runs *r, struct link *link)
{
    for (u32 x = 0; x < r->n; x++) {
        const struct run *run = &r->v[x];
        link[x] = (struct link){(i32)MIN_OF(run_weight(s, run->i, run->n), (u32)INT32_MAX / 2), UINT32_MAX, 0};
        for (u32 y = x; y-- && x - y <= LOOK_BACK;) {
            u32 skip;
            i32 cost = link_cost(s, &r->v[y], run, link[y].score, &skip);
            if (cost < 0)
                continue;
            i64 score = (i64)link[y].score + run_weight(s, run->i + skip, run->n - skip) - cost;
            if (score > link[x].score && score < INT32_MAX / 2)
                link[x] = (struct link){(i32)score, y, skip};
        }
    }
}

struct chain_end {
    i32 score;
    u32 run;
};

static int by_score(const void *x, const void *y)
{
    const struct chain_end *a = x, *b = y;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return (a->run > b->run) - (a->run < b->run);
}

/* Reads a chain back from its last run as far as no better chain has taken it. */
static void chain_read(struct arena *a, const struct runs *r, const struct link *link, u32 last, bool *used, struct chains *out)
{
    i32 taken = 0;
    u32 n = 0, x = last, longest = 0;
    for (; x != UINT32_MAX && !used[x]; x = link[x].before) {
        longest = MAX_OF(longest, r->v[x].n);
        n++;
    }
    if (x != UINT32_MAX)
        taken = link[x].score;
    if (link[last].score - taken < CHAIN_LEAST && longest < PRINT_GUARANTEE)
        return;
    struct chain *c = vec_add(a, out);
    c->weight = (u32)MAX_OF(link[last].score - taken, 0);
    c->runs.v = ARENA_ARRAY(a, struct run, n);
    c->runs.n = c->runs.cap = n;
    for (x = last; n--; x = link[x].before) {
        used[x] = true;
        u32 skip = n || link[x].before == UINT32_MAX ? link[x].skip : 0; /* what overlaps a run of another chain stays whole */
        c->runs.v[n] = (struct run){r->v[x].i + skip, r->v[x].j + skip, r->v[x].n - skip};
    }
}

struct chains chains_find(struct arena *a, const struct sides *s, const struct runs *seeds)
{
    struct chains out = {0};
    if (!seeds->n)
        return out;
    struct link *link = ARENA_ARRAY(a, struct link, seeds->n);
    links_make(s, seeds, link);
    struct chain_end *ends = ARENA_ARRAY(a, struct chain_end, seeds->n);
    for (u32 x = 0; x < seeds->n; x++)
        ends[x] = (struct chain_end){link[x].score, x};
    qsort(ends, seeds->n, sizeof *ends, by_score);
    bool *used = ARENA_ARRAY(a, bool, seeds->n);
    for (u32 x = 0; x < seeds->n; x++)
        if (!used[ends[x].run])
            chain_read(a, seeds, link, ends[x].run, used, &out);
    return out;
}
