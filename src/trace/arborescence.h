/*
** arborescence.h - the best tree of descent: every node but the root gets one arc into it, the sum of weights is greatest.
**
** Chu and Liu 1965, Edmonds 1967, in the form of Gabow, Galil, Spencer and Tarjan 1986: cycles are contracted along one path, arcs into a
** node wait in a mergeable heap, O(E log E). Weights are integers, and of two equal arcs the one given first wins, so that the same
** arcs give the same tree on any machine.
*/
#ifndef ASANID_ARBORESCENCE_H
#define ASANID_ARBORESCENCE_H

#include "base/arena.h"

struct arc {
    u32 from, to;
    i64 weight; /* |weight| < 2^40 */
};

#define ARC_NONE UINT32_MAX

/*
** chosen[v] = index of the arc into node v, ARC_NONE for the root (room for n). False, and nothing in `chosen` holds, where a node
** cannot be reached from the root. Arcs into the root and from a node to itself are passed over.
*/
bool arborescence_best(struct arena *a, u32 n, u32 root, const struct arc *arcs, u32 n_arcs, u32 *chosen);

#endif
