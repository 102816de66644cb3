/*
** index.c - which documents hold a print: one sorted array of (print, document).
**
** Postings are gathered unsorted; index_done sorts the new ones (radix, linear) and merges them into the old. A directory over the upper
** bits of the hash leads to a handful of neighbours. A print that a document holds many times is posted once.
*/
#include "trace/index.h"

#define DIRECTORY_SPAN 4 /* postings that one step of the directory leads to, at most */

/* Sorts by the 64-bit value, least byte first; bytes that are equal everywhere cost one pass of counting. */
static void radix_sort(u64 *v, u64 *scratch, size_t n)
{
    for (u32 shift = 0; shift < 64; shift += 8) {
        size_t count[257] = {0};
        for (size_t i = 0; i < n; i++)
            count[((v[i] >> shift) & 255) + 1]++;
        if (n && count[((v[0] >> shift) & 255) + 1] == n)
            continue;
        for (u32 b = 0; b < 256; b++)
            count[b + 1] += count[b];
        for (size_t i = 0; i < n; i++)
            scratch[count[(v[i] >> shift) & 255]++] = v[i];
        memcpy(v, scratch, n * sizeof *v);
    }
}

struct print_index *index_new(struct arena *a)
{
    struct print_index *ix = ARENA_NEW(a, struct print_index);
    ix->arena = a;
    return ix;
}

void index_reserve(struct print_index *ix, size_t n)
{
    if (n <= ix->cap)
        return;
    ASSERT(n <= UINT32_MAX); /* 32 GB of memory: the arena refuses before */
    ix->v = arena_grow(ix->arena, ix->v, ix->cap * sizeof *ix->v, n * sizeof *ix->v);
    ix->cap = n;
}

void index_add(struct print_index *ix, u32 doc, const struct prints *p)
{
    if (ix->n + p->n > ix->cap)
        index_reserve(ix, MAX_OF(ix->n + p->n, ix->cap * 2));
    for (u32 i = 0; i < p->n; i++)
        ix->v[ix->n++] = (u64)p->v[i].hash << 32 | doc;
    ix->docs = MAX_OF(ix->docs, doc + 1);
}

static size_t without_repeats(u64 *v, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!kept || v[kept - 1] != v[i])
            v[kept++] = v[i];
    return kept;
}

/* Merges the sorted v[0..old) and tail[0..n) into v, from behind. */
static void merge_back(u64 *v, size_t old, const u64 *tail, size_t n)
{
    size_t at = old + n;
    while (n) {
        if (old && v[old - 1] > tail[n - 1])
            v[--at] = v[--old];
        else
            v[--at] = tail[--n];
    }
}

static void directory_make(struct print_index *ix)
{
    u32 bits = 1;
    while (bits < 28 && ((size_t)1 << bits) < ix->n / DIRECTORY_SPAN)
        bits++;
    if (bits != ix->bits || !ix->directory) {
        ix->bits = bits;
        ix->directory = ARENA_ARRAY(ix->arena, u32, ((size_t)1 << bits) + 1);
    }
    size_t at = 0;
    for (size_t d = 0; d < (size_t)1 << bits; d++) {
        while (at < ix->n && ix->v[at] >> (64 - bits) < d)
            at++;
        ix->directory[d] = (u32)at;
    }
    ix->directory[(size_t)1 << bits] = (u32)ix->n;
}

void index_done(struct print_index *ix)
{
    size_t fresh = ix->n - ix->sorted;
    if (fresh) {
        u64 *tail = ix->v + ix->sorted;
        if (ix->scratch_cap < fresh) {
            ix->scratch_cap = fresh + fresh / 2;
            ix->scratch = ARENA_ARRAY(ix->arena, u64, ix->scratch_cap);
        }
        radix_sort(tail, ix->scratch, fresh);
        fresh = without_repeats(tail, fresh);
        memcpy(ix->scratch, tail, fresh * sizeof *tail);
        merge_back(ix->v, ix->sorted, ix->scratch, fresh);
        ix->n = without_repeats(ix->v, ix->sorted + fresh);
        ix->sorted = ix->n;
    }
    directory_make(ix);
}

/* ---- an index made at once ---- */

#define PART_POSTINGS ((size_t)8 << 20) /* sorted at a time: 64 MB, and as much to sort them in */
#define PART_BYTES 256                  /* values of a print's first byte: parts are ranges of them */

struct maker {
    const struct print_set *sets;
    u32 docs;
    u64 *part, *scratch;
};

/* The postings of prints whose first byte is in [from, to), sorted, without those that one document holds alone. */
static size_t part_make(const struct maker *m, u32 from, u32 to)
{
    size_t n = 0, kept = 0;
    for (u32 d = 0; d < m->docs; d++)
        for (u32 i = 0; i < m->sets[d].n; i++) {
            u32 hash = m->sets[d].v[i];
            m->part[n] = (u64)hash << 32 | d;
            n += hash >> 24 >= from && hash >> 24 < to;
        }
    radix_sort(m->part, m->scratch, n);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && m->part[end] >> 32 == m->part[i] >> 32;)
            end++;
        for (size_t k = i; end - i > 1 && k < end; k++)
            m->part[kept++] = m->part[k];
    }
    return kept;
}

/* Ranges of first bytes that are a part each, their ends in cut[1 ..]; *most: postings of the largest. */
static u32 parts_cut(const struct print_set *sets, u32 n, u32 cut[PART_BYTES + 1], size_t *most)
{
    size_t count[PART_BYTES] = {0};
    u32 parts = 0;
    for (u32 d = 0; d < n; d++)
        for (u32 i = 0; i < sets[d].n; i++)
            count[sets[d].v[i] >> 24]++;
    *most = cut[0] = 0;
    for (u32 byte = 0; byte < PART_BYTES;) {
        size_t sum = count[byte++];
        while (byte < PART_BYTES && sum + count[byte] <= PART_POSTINGS)
            sum += count[byte++];
        *most = MAX_OF(*most, sum);
        cut[++parts] = byte;
    }
    return parts;
}

struct print_index *index_shared(struct arena *a, const struct print_set *sets, u32 n)
{
    struct print_index *ix = index_new(a);
    struct arena work;
    u32 cut[PART_BYTES + 1];
    size_t most, all = 0;
    u32 parts = parts_cut(sets, n, cut, &most);
    arena_init(&work, SIZE_MAX / 2);
    struct maker m = {sets, n, ARENA_ARRAY(&work, u64, most + 1), ARENA_ARRAY(&work, u64, most + 1)};
    for (u32 k = 0; k < parts; k++) /* counted first: an array that grows would be held twice */
        all += part_make(&m, cut[k], cut[k + 1]);
    index_reserve(ix, all + 1);
    for (u32 k = 0; k < parts; k++) {
        size_t got = parts == 1 ? all : part_make(&m, cut[k], cut[k + 1]);
        memcpy(ix->v + ix->n, m.part, got * sizeof *m.part);
        ix->n += got;
    }
    arena_release(&work);
    ix->sorted = ix->n;
    ix->docs = n;
    directory_make(ix);
    return ix;
}

/* ---- looking up ---- */

size_t posting_place(const u64 *v, size_t lo, size_t hi, u64 least)
{
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (v[mid] < least)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Of a short stretch the end is nearer than half of what is left, and passing over it costs no guess. */
#define STRETCH_SHORT 16

static inline size_t stretch_place(const u64 *v, size_t lo, size_t hi, u64 least)
{
    if (hi - lo > STRETCH_SHORT)
        return posting_place(v, lo, hi, least);
    size_t below = lo;
    for (size_t i = lo; i < hi; i++)
        below += v[i] < least;
    return below;
}

static inline struct posting posting_in(const struct print_index *ix, u32 hash, size_t from, size_t end)
{
    from = stretch_place(ix->v, from, end, (u64)hash << 32);
    return (struct posting){ix->v + from, stretch_place(ix->v, from, end, (u64)hash << 32 | UINT32_MAX) - from};
}

struct posting index_posting(const struct print_index *ix, u32 hash)
{
    if (!ix->directory)
        return (struct posting){NULL, 0};
    const u32 *d = &ix->directory[hash >> (32 - ix->bits)];
    return posting_in(ix, hash, d[0], d[1]);
}

#define AHEAD 32u /* look-ups whose waits for memory overlap */

void index_postings(const struct print_index *ix, const u32 *hash, u32 n, struct posting *out)
{
    u32 begin[AHEAD], end[AHEAD];
    if (!ix->directory) {
        memset(out, 0, n * sizeof *out);
        return;
    }
    for (u32 at = 0; at < n; at += AHEAD) {
        u32 step = MIN_OF(AHEAD, n - at);
        for (u32 i = 0; i < step; i++)
            __builtin_prefetch(&ix->directory[hash[at + i] >> (32 - ix->bits)]);
        for (u32 i = 0; i < step; i++) {
            const u32 *d = &ix->directory[hash[at + i] >> (32 - ix->bits)];
            begin[i] = d[0];
            end[i] = d[1];
            __builtin_prefetch(ix->v + begin[i]);
        }
        for (u32 i = 0; i < step; i++)
            out[at + i] = posting_in(ix, hash[at + i], begin[i], end[i]);
    }
}

static int by_doc(const void *x, const void *y)
{
    u32 a = ((const struct candidate *)x)->doc, b = ((const struct candidate *)y)->doc;
    return (a > b) - (a < b);
}

struct candidates index_candidates(struct arena *a, const struct print_index *ix, u32 doc, const struct prints *p)
{
    struct candidates out = {0};
    struct map seen, done;
    map_init(&seen, a, p->n);
    map_init(&done, a, p->n);
    for (u32 i = 0; i < p->n; i++) {
        u64 *once = map_put(&done, p->v[i].hash);
        if ((*once)++)
            continue;
        struct posting l = index_posting(ix, p->v[i].hash);
        for (size_t k = 0; k < l.n; k++)
            if (posting_doc(&l, k) != doc)
                ++*map_put(&seen, posting_doc(&l, k));
    }
    map_each(&seen, e)
        vec_push(a, &out, ((struct candidate){(u32)e->key, (u32)e->value}));
    if (out.n)
        qsort(out.v, out.n, sizeof *out.v, by_doc);
    return out;
}
