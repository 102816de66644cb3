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
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* in order of insertion */
    str *names;                /* of the entries; strmap only */
    u64 *slots;                /* 1 + index into entries, and above it half of the key's hash, so that a miss looks at no entry; 0 = free */
    u32 n, cap, names_cap, mask;
};

/* `expect` entries to begin with; 0 is fine. */
void map_init(struct map *m, struct arena *a, size_t expect);

/* The value of a key, or NULL. Good until the next put. */
u64 *map_get(const struct map *m, u64 key);
/* The value of a key, put in as 0 where it was not there. */
u64 *map_put(struct map *m, u64 key);

/* For many keys at once, whose waits for memory then overlap: asks for the key's slot; then for its entry; then get or put. */
void map_prefetch_slot(const struct map *m, u64 key);
void map_prefetch_entry(const struct map *m, u64 key);

u64 *strmap_get(const struct map *m, str name);
/* Keeps the view `name`: it must live as long as the map. */
u64 *strmap_put(struct map *m, str name);

/* The name of an entry of a strmap. */
static inline str map_name(const struct map *m, const struct map_entry *e) { return m->names[e - m->entries]; }

#define map_each(m, e) for (const struct map_entry *e = (m)->entries; e < (m)->entries + (m)->n; e++)

#endif
