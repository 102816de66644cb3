/*
** near.h - which articles are about the same words: vectors over the corpus at hand, and each one's nearest before it.
**
** A node is a copy group (often one article). Its vector weighs its members' terms by tf and by rarity, where rarity mixes what the
** corpus at hand shows with what is known of the news at large, so that five articles can be grouped as well as a million. Neighbours
** are found over an inverted index of the heaviest terms, within NEAR_DAYS where both are dated; work per node is bounded.
** Inside the layer only.
*/
#ifndef ASANID_STORY_NEAR_H
#define ASANID_STORY_NEAR_H

#include "story/story.h"

#define NEAR_DAYS 14
#define NEAR_LEAST 0.05f /* likenesses below are as good as none */
#define NEAR_MOST 48u    /* neighbours kept of a node, the nearest */

struct node {
    u32 rep;      /* its first member, by final order */
    u32 n;        /* members */
    i64 first, last; /* seconds; INT64_MIN not known */
    bool alone;   /* a round-up: near to nothing */
    bool tail;    /* only undated further articles of pages */
};

/* Two nodes, a < b, and how alike they are. */
struct near {
    u32 a, b;
    float like;   /* cosine, 0..1, more or less by the names and figures they share */
    float shared; /* share of the shorter one's words in common passages, 0..1 */
};
struct nears {
    VEC(struct near); /* by b, then a */
};

/* `member_of[i]` is the node of sketch i; nodes are numbered by their first member, in final order. `helpers` may be NULL. */
void near_find(struct arena *a, const struct sketch *s, u32 n, const u32 *member_of, const struct node *nodes, u32 n_nodes,
               const struct helpers *helpers, struct nears *out);

/* Anchors of some kinds (bits 1 << enum anchor_kind): of the article that has fewer, how many, and which share of them the other has too. */
struct anchors_shared {
    u32 least;
    float share;
};
struct anchors_shared sketches_share(const struct sketch *x, const struct sketch *y, u32 kinds);

/*
** Two articles of one mould: both tell several figures and share none, and few names: another instance of the same kind of event (another
** match, another quarter's results), however alike the words.
*/
bool near_is_mould(const struct sketch *x, const struct sketch *y);

/* Days between two nodes, 0 where a day is not known. */
double near_days(const struct node *a, const struct node *b);

#endif
