/* map.c - hash maps with linear probing over an array of entries in order of insertion; and growing arrays. */
#include "base/map.h"

#include "base/hash.h"
#include "base/vec.h"

void *vec_grow(struct arena *a, void *v, u32 *cap, size_t size)
{
    u32 more = *cap ? *cap * 2 : 8;
    if (more < *cap) arena_refuse(a, ARENA_OVER_CAP);
    v = arena_grow(a, v, *cap * size, more * size);
    *cap = more;
    return v;
}

static void make_slots(struct map *m, u32 slots)
{
    m->slots = ARENA_ARRAY(m->arena, u64, slots);
    m->mask = slots - 1;
}

void map_init(struct map *m, struct arena *a, size_t expect)
{
    memset(m, 0, sizeof *m);
    m->arena = a;
    u32 slots = 16;
    while (slots < expect * 2 && slots < (1u << 30)) slots *= 2;
    make_slots(m, slots);
    m->cap = slots / 2; /* as many as fit before the first rehash */
    m->entries = ARENA_ROOM(a, struct map_entry, m->cap);
}

#define TAG ((u64)UINT32_MAX << 32) /* what a slot keeps of the hash; its other half leads to the slot */
#define AT(slot) ((u32)(slot))

/* The slot that holds the entry, or the free one where it would stand. strmap entries keep the hash of their name as key. */
static u64 *slot_of(const struct map *m, u64 hash, u64 key, const str *name)
{
    for (u32 i = (u32)hash & m->mask;; i = (i + 1) & m->mask) {
        u64 slot = m->slots[i];
        if (slot == 0) return &m->slots[i];
        if ((slot ^ hash) & TAG) continue;
        u32 at = AT(slot) - 1;
        if (m->entries[at].key == key && (!name || str_eq(m->names[at], *name))) return &m->slots[i];
    }
}

static void rehash(struct map *m)
{
    if (m->mask >= (1u << 30)) arena_refuse(m->arena, ARENA_OVER_CAP);
    make_slots(m, (m->mask + 1) * 2);
    for (u32 k = 0; k < m->n; k++) {
        u64 hash = hash_u64(m->entries[k].key);
        u32 i = (u32)hash & m->mask;
        while (m->slots[i]) i = (i + 1) & m->mask;
        m->slots[i] = (hash & TAG) | (k + 1);
    }
}

static u64 *get(const struct map *m, u64 key, const str *name)
{
    u32 at = AT(*slot_of(m, hash_u64(key), key, name));
    return at ? &m->entries[at - 1].value : NULL;
}

static u64 *put(struct map *m, u64 key, const str *name)
{
    u64 hash = hash_u64(key), *slot = slot_of(m, hash, key, name);
    if (*slot) return &m->entries[AT(*slot) - 1].value;
    if ((u64)(m->n + 1) * 2 > (u64)m->mask + 1) {
        rehash(m);
        slot = slot_of(m, hash, key, name);
    }
    if (m->n == m->cap) m->entries = vec_grow(m->arena, m->entries, &m->cap, sizeof *m->entries);
    if (name && m->n == m->names_cap) m->names = vec_grow(m->arena, m->names, &m->names_cap, sizeof *m->names);
    m->entries[m->n] = (struct map_entry){key, 0};
    if (name) m->names[m->n] = *name;
    *slot = (hash & TAG) | ++m->n;
    return &m->entries[m->n - 1].value;
}

void map_prefetch_slot(const struct map *m, u64 key) { __builtin_prefetch(&m->slots[(u32)hash_u64(key) & m->mask]); }

void map_prefetch_entry(const struct map *m, u64 key)
{
    u32 at = AT(m->slots[(u32)hash_u64(key) & m->mask]);
    if (at) __builtin_prefetch(&m->entries[at - 1]);
}

u64 *map_get(const struct map *m, u64 key) { return get(m, key, NULL); }
u64 *map_put(struct map *m, u64 key) { return put(m, key, NULL); }
u64 *strmap_get(const struct map *m, str name) { return get(m, hash_str(name), &name); }
u64 *strmap_put(struct map *m, str name) { return put(m, hash_str(name), &name); }
