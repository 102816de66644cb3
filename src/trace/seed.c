/*
** seed.c - common runs of words of two tellings, by hash join.
**
** Words are joined by trigrams. A trigram that a has m times and b n times makes m * n places; where that is more than HOT_PLACES
** it starts no run (a run that holds a rarer trigram goes over it). What is made of such trigrams alone is joined by runs of
** PRINT_GUARANTEE words instead, the k-th in a with the k-th in b: as many places as words, and no long common run is lost.
**
** Of two articles that were paired most words are not common. So before anything is joined, bitmaps over the grams' hashes turn away the places in b
** that no gram of a may equal (a's is made once for all its pairs: prepared.c), and then those in a that none of the rest does: the join is of what is
** left.
*/
#include "trace/align.h"
#include <stdlib.h>

#define GRAM TRIGRAM
#define HOT_PLACES 16
#define KIN_RUN 6 /* a run of so many words makes it worth while to look for reworded sentences too */

struct slot {
    u32 head; /* 1 + a place of the gram in a; 0 free */
    u32 in_a, in_b;
    u32 tag;
};

struct join {
    const struct sides *s;
    u32 gram; /* words that are joined */
    u32 grams_a, grams_b;
    struct slot *slots;
    u32 mask;
    u32 *next;   /* in a: 1 + the next place of the same gram */
    u32 *slot_a, *slot_b; /* by place; UINT32_MAX: the gram is not in the other */
    u32 *common, n_common; /* the places in b whose grams are in a, ascending */
};

static bool gram_equal(const u64 *t, u32 i, const u64 *u, u32 j, u32 n)
{
    for (u32 k = 0; k < n; k++)
        if (t[i + k] != u[j + k])
            return false;
    return true;
}

/* The slot of the gram of hash h at place i of t (looser keys), or the free one where it would stand. */
static u32 slot_of(const struct join *jn, const u64 *t, u32 i, u64 h)
{
    u32 tag = (u32)(h >> 32);
    for (u32 at = (u32)h & jn->mask;; at = (at + 1) & jn->mask) {
        const struct slot *sl = &jn->slots[at];
        if (!sl->head || (sl->tag == tag && gram_equal(jn->s->loose_a, sl->head - 1, t, i, jn->gram)))
            return at;
    }
}

/* The places (ascending, in `place`) whose hashes the bitmap knows; their number. */
static u32 places_known(const u64 *map, u32 shift, const u64 *hash, u32 n, u32 *place)
{
    u32 kept = 0;
    for (u32 i = 0; i < n; i++) {
        place[kept] = i;
        kept += bit_get(map, shift, hash[i]);
    }
    return kept;
}

/* Joins the places of a and b that may have something common: `in_a`, ascending, and jn->common, of which those that have are left. */
static void places_join(struct arena *ar, struct join *jn, const u64 *ha, const u32 *in_a, u32 n_a, const u64 *hb)
{
    u32 slots = 16, kept = 0;
    while (slots < n_a + n_a / 2)
        slots *= 2;
    jn->mask = slots - 1;
    jn->slots = ARENA_ARRAY(ar, struct slot, slots);
    jn->next = ARENA_ROOM(ar, u32, jn->grams_a);
    for (u32 k = n_a; k--;) {
        u32 i = in_a[k], at = slot_of(jn, jn->s->loose_a, i, ha[i]);
        struct slot *sl = &jn->slots[at];
        jn->slot_a[i] = at;
        jn->next[i] = sl->head;
        *sl = (struct slot){i + 1, sl->in_a + 1, 0, (u32)(ha[i] >> 32)};
    }
    for (u32 k = 0; k < jn->n_common; k++) {
        u32 j = jn->common[k], at = slot_of(jn, jn->s->loose_b, j, hb[j]);
        if (!jn->slots[at].head)
            continue;
        jn->slot_b[j] = at;
        jn->slots[at].in_b++;
        jn->common[kept++] = j;
    }
    jn->n_common = kept;
}

static void join_make(struct arena *ar, struct join *jn, const struct sides *s, enum gram_kind of)
{
    const struct prepared_grams *ga = &s->side_a->of[of], *gb = &s->side_b->of[of];
    *jn = (struct join){.s = s, .gram = of == GRAM_WORD ? 1 : GRAM, .grams_a = ga->n, .grams_b = gb->n};
    jn->common = ARENA_ROOM(ar, u32, gb->n + 1);
    jn->n_common = places_known(ga->known, ga->shift, gb->hash, gb->n, jn->common);
    if (!jn->n_common)
        return;
    u32 *in_a = ARENA_ROOM(ar, u32, ga->n + 1), bits = bitmap_bits(jn->n_common), shift = 64 - bits;
    u64 *map = ARENA_ARRAY(ar, u64, (size_t)1 << (bits - 6));
    for (u32 k = 0; k < jn->n_common; k++)
        bit_set(map, shift, gb->hash[jn->common[k]]);
    u32 n_a = places_known(map, shift, ga->hash, ga->n, in_a);
    jn->slot_a = ARENA_ROOM(ar, u32, ga->n);
    jn->slot_b = ARENA_ROOM(ar, u32, gb->n);
    memset(jn->slot_a, 255, ga->n * sizeof *jn->slot_a);
    memset(jn->slot_b, 255, gb->n * sizeof *jn->slot_b);
    places_join(ar, jn, ga->hash, in_a, n_a, gb->hash);
}

static bool slot_is_hot(const struct join *jn, u32 at)
{
    return (u64)jn->slots[at].in_a * jn->slots[at].in_b > HOT_PLACES;
}

static bool same_stretch(const struct sides *s, u32 i, u32 j) /* words i-1, j-1 go on to i, j */
{
    return !(s->a->words[i].flags & WORD_BREAK) && !(s->b->words[j].flags & WORD_BREAK);
}

/* The whole run through the common gram at (i, j); n = 0 where a rarer gram further left has found it already. */
static struct run run_grow(const struct join *jn, u32 i, u32 j)
{
    const struct sides *s = jn->s;
    u32 from = i, at = j;
    while (from && at && words_equal(s, from - 1, at - 1) && same_stretch(s, from, at)) {
        from--, at--;
        if (jn->slot_b[at] != UINT32_MAX && !slot_is_hot(jn, jn->slot_b[at]) && jn->slot_a[from] == jn->slot_b[at] &&
            unbroken(s, from, from + GRAM - 1, at, at + GRAM - 1))
            return (struct run){0, 0, 0};
    }
    u32 end = i, end_b = j;
    while (end < s->a->n && end_b < s->b->n && words_equal(s, end, end_b) && (end == i || same_stretch(s, end, end_b)))
        end++, end_b++;
    return (struct run){from, at, end - from};
}

static void rare_runs(struct arena *ar, const struct join *jn, struct runs *out)
{
    for (u32 k = 0; k < jn->n_common; k++) {
        u32 j = jn->common[k];
        if (slot_is_hot(jn, jn->slot_b[j]))
            continue;
        for (u32 i = jn->slots[jn->slot_b[j]].head; i; i = jn->next[i - 1]) {
            if (!unbroken(jn->s, i - 1, i - 1 + GRAM - 1, j, j + GRAM - 1))
                continue;
            struct run r = run_grow(jn, i - 1, j);
            if (r.n)
                vec_push(ar, out, r);
        }
    }
}

struct place {
    u64 gram;
    u32 at;
};
struct places {
    VEC(struct place);
};

static int by_gram(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    if (a->gram != b->gram)
        return a->gram < b->gram ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* The runs of PRINT_GUARANTEE words that consist of hot grams alone. */
static struct places hot_places(struct arena *ar, const struct join *jn, const struct telling *t, const u32 *slot, const u32 *breaks, u32 grams)
{
    struct places out = {0};
    u32 hot = 0; /* hot grams in a row up to here */
    for (u32 i = 0; i < grams; i++) {
        hot = slot[i] != UINT32_MAX && slot_is_hot(jn, slot[i]) ? hot + 1 : 0;
        u32 from = i + GRAM - PRINT_GUARANTEE;
        if (hot >= PRINT_GUARANTEE - GRAM + 1 && breaks[from] == breaks[from + PRINT_GUARANTEE - 1])
            vec_push(ar, &out, ((struct place){gram_hash(t, from, PRINT_GUARANTEE), from}));
    }
    if (out.n)
        qsort(out.v, out.n, sizeof *out.v, by_gram);
    return out;
}

static int by_diagonal(const void *x, const void *y)
{
    const struct run *a = x, *b = y;
    i64 da = (i64)a->i - a->j, db = (i64)b->i - b->j;
    if (da != db)
        return da < db ? -1 : 1;
    return (a->i > b->i) - (a->i < b->i);
}

/* Runs that overlap on one diagonal become one. */
static void merge_diagonals(struct runs *r)
{
    if (!r->n)
        return;
    qsort(r->v, r->n, sizeof *r->v, by_diagonal);
    u32 kept = 0;
    for (u32 k = 1; k < r->n; k++) {
        struct run *last = &r->v[kept], *x = &r->v[k];
        if ((i64)x->i - x->j == (i64)last->i - last->j && x->i < last->i + last->n)
            last->n = MAX_OF(last->n, x->i + x->n - last->i);
        else
            r->v[++kept] = *x;
    }
    r->n = kept + 1;
}

static void hot_runs(struct arena *ar, const struct join *jn, struct runs *out)
{
    const struct sides *s = jn->s;
    struct places pb = hot_places(ar, jn, s->b, jn->slot_b, s->breaks_b, jn->grams_b);
    if (!pb.n)
        return;
    struct places pa = hot_places(ar, jn, s->a, jn->slot_a, s->breaks_a, jn->grams_a);
    struct runs found = {0};
    for (u32 x = 0, y = 0; x < pa.n && y < pb.n;) {
        if (pa.v[x].gram != pb.v[y].gram) {
            *(pa.v[x].gram < pb.v[y].gram ? &x : &y) += 1;
            continue;
        }
        u32 na = 1, nb = 1;
        while (x + na < pa.n && pa.v[x + na].gram == pa.v[x].gram)
            na++;
        while (y + nb < pb.n && pb.v[y + nb].gram == pb.v[y].gram)
            nb++;
        for (u32 k = 0; k < MAX_OF(na, nb); k++) {
            u32 i = pa.v[x + k % na].at, j = pb.v[y + k % nb].at;
            if (gram_equal(s->loose_a, i, s->loose_b, j, PRINT_GUARANTEE))
                vec_push(ar, &found, ((struct run){i, j, PRINT_GUARANTEE}));
        }
        x += na;
        y += nb;
    }
    merge_diagonals(&found);
    for (u32 k = 0; k < found.n; k++)
        vec_push(ar, out, found.v[k]);
}

static bool any_long(const struct runs *r)
{
    for (u32 k = 0; k < r->n; k++)
        if (r->v[k].n >= KIN_RUN)
            return true;
    return false;
}

static bool is_lone(const struct join *jn, u32 i, u32 j)
{
    u32 at = jn->slot_b[j];
    return at != UINT32_MAX && jn->slot_a[i] == at && jn->slots[at].in_a == 1 && jn->slots[at].in_b == 1 &&
           run_weight(jn->s, i, 1) >= WEIGHT_WORD;
}

/*
** Words that both texts have once, outside the runs found: what is left of a sentence that was reworded. By themselves they prove nothing;
** in order and close together they carry a chain from one clause to the next.
*/
static void lone_words(struct arena *ar, const struct sides *s, struct runs *out)
{
    struct join jn;
    join_make(ar, &jn, s, GRAM_WORD);
    for (u32 k = 0; k < jn.n_common; k++) {
        u32 j = jn.common[k], i = jn.slots[jn.slot_b[j]].head - 1;
        if (!is_lone(&jn, i, j))
            continue;
        u32 left = 0, right = 0;
        while (left < i && left < j && left < GRAM && words_equal(s, i - left - 1, j - left - 1) && same_stretch(s, i - left, j - left))
            left++;
        while (i + right + 1 < s->a->n && j + right + 1 < s->b->n && right < GRAM && words_equal(s, i + right + 1, j + right + 1) &&
               same_stretch(s, i + right + 1, j + right + 1))
            right++;
        if (left + 1 + right < GRAM && !(left && is_lone(&jn, i - 1, j - 1)))
            vec_push(ar, out, ((struct run){i - left, j - left, left + 1 + right}));
    }
}

static int by_place(const void *x, const void *y)
{
    const struct run *a = x, *b = y;
    if (a->i != b->i)
        return a->i < b->i ? -1 : 1;
    return (a->j > b->j) - (a->j < b->j);
}

struct runs seeds_find(struct arena *a, const struct sides *s)
{
    struct runs out = {0};
    if (s->a->n < GRAM || s->b->n < GRAM)
        return out;
    struct join jn;
    join_make(a, &jn, s, GRAM_TRIGRAM);
    if (!jn.n_common)
        return out;
    rare_runs(a, &jn, &out);
    u32 rare = out.n;
    hot_runs(a, &jn, &out);
    if (out.n > rare && rare)
        merge_diagonals(&out);
    if (any_long(&out))
        lone_words(a, s, &out);
    if (out.n)
        qsort(out.v, out.n, sizeof *out.v, by_place);
    return out;
}
