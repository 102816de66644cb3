/*
** map.h - hash maps in an arena: u64 -> u64, and str -> u64.
**
** Open addressing, never shrinks, no removal. Iteration (map_each) goes in order of insertion, so that what is made from
** a map does not depend on hashes.
*/
#ifndef ASANID_MAP_H
#define ASANID_MAP_H

#include "base/arena.h"

struct map_entry {
    u64 key, value;
    str name; /* strmap only */
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* in order of insertion */
    u32 *slots;                /* 1 + index into entries; 0 = free */
    u32 n, cap, mask;
};

/* `expect` entries to begin with; 0 is fine. */
void map_init(struct map *m, struct arena *a, size_t expect);

/* The value of a key, or NULL. Good until the next put. */
u64 *map_get(const struct map *m, u64 key);
/* The value of a key, put in as 0 where it was not there. */
u64 *map_put(struct map *m, u64 key);

u64 *strmap_get(const struct map *m, str name);
/* Keeps the view `name`: it must live as long as the map. */
u64 *strmap_put(struct map *m, str name);

#define map_each(m, e) for (const struct map_entry *e = (m)->entries; e < (m)->entries + (m)->n; e++)

#endif
