/*
** identity.h - the same happening, or another one of its kind?
**
** Two signs that do not hang on how much of the wording is alike. The rarest words of headline and lead make an article this one and no
** other: texts that have long passages in common, but not these, are the same mould filled for two occasions, or carry the same background.
** And full names that hardly anybody else prints these weeks: two groups that share several tell one story, however different their words
** (an interview, a page of three weeks later). Inside the layer only.
*/
#ifndef ASANID_STORY_IDENTITY_H
#define ASANID_STORY_IDENTITY_H

#include "story/near.h"

/* Of the words that make two articles these and no others, the share that stands in the other one as well, 0..1: the mean of both. */
float identity_shared(const struct sketch *x, const struct sketch *y);

/* Takes down the likeness of nodes that share passages without the words that make them what they are. */
void identity_weigh(const struct sketch *s, const struct node *nodes, struct nears *near);

/* Joins groups (group[x] of node x, named by the least) that share full names rare in their weeks. */
void identity_join(struct arena *a, const struct sketch *s, u32 n, const u32 *node_of, const struct node *nodes, u32 n_nodes, u32 *group);

#endif
