/*
** link.h - agglomerative grouping of nodes over their sparse likenesses.
**
** The two groups that are most alike are joined, again and again, until none are alike enough. How alike two groups are:
** LINK_CENTROID, the cosine of their summed vectors (sum of likenesses over the root of the inner sums): grows with common ground,
** for stories; LINK_AVERAGE, the mean over all pairs: strict, for events. Smaller groups are poured into larger ones, scores are
** looked at again when they come up: E log E for E pairs. Inside the layer only.
*/
#ifndef ASANID_STORY_LINK_H
#define ASANID_STORY_LINK_H

#include "story/near.h"

enum link_measure { LINK_CENTROID, LINK_AVERAGE };

struct link_how {
    enum link_measure measure;
    float least;       /* join from this likeness on */
    double sigma_days; /* likeness fades with exp(-days^2 / 2 sigma^2); 0: not at all */
    float shared;      /* likeness that common passages add, at a share of 1 */
};

/*
** group[x] of node x: the group it is in (any numbers below n). On entry the groups to begin with, on return the groups joined, named by
** their least node. Working memory is its own, capped as `a` is. `within`, if not NULL: only nodes with equal within[] are joined.
*/
void link_groups(struct arena *a, const struct node *nodes, u32 n, const struct nears *near, const struct link_how *how, const u32 *within,
                 u32 *group);

#endif
