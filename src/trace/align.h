/*
** align.h - inside of match_pair: from common runs of words to passages; and match_pair in steps.
**
** seed.c finds runs, chain.c strings them together, align.c fills the gaps between them and finds where the passage ends, edit.c names the
** differences, match.c decides what is reported. Places are indices of words; ranges are half open.
*/
#ifndef ASANID_ALIGN_H
#define ASANID_ALIGN_H

#include "base/vec.h"
#include "trace/rules.h"

/* a[i .. i+n) and b[j .. j+n) have equal looser keys. */
struct run {
    u32 i, j, n;
};
struct runs {
    VEC(struct run);
};

/* Two tellings, and what aligning needs of each of their words (struct prepared). */
struct sides {
    const struct telling *a, *b;
    const struct trace_rules *rules;
    const struct prepared *side_a, *side_b;
    const u64 *loose_a, *loose_b; /* looser keys of the words */
    const u32 *weight_a;
    const u32 *breaks_a, *breaks_b;
};
#define WEIGHT_WORD 4 /* of a word that says something */
#define WEIGHT_STOP 1

static inline struct sides sides_of(const struct trace_rules *rules, const struct prepared *a, const struct prepared *b)
{
    return (struct sides){a->telling, b->telling, rules, a, b, a->of[GRAM_WORD].hash, b->of[GRAM_WORD].hash, a->weight, a->breaks, b->breaks};
}

static inline bool words_equal(const struct sides *s, u32 i, u32 j) { return s->loose_a[i] == s->loose_b[j]; }
static inline u32 run_weight(const struct sides *s, u32 i, u32 n) { return s->weight_a[i + n] - s->weight_a[i]; }
/* True where a and b go on without furniture between words [i, to_i] and [j, to_j]. */
static inline bool unbroken(const struct sides *s, u32 i, u32 to_i, u32 j, u32 to_j)
{
    return s->breaks_a[i] == s->breaks_a[to_i] && s->breaks_b[j] == s->breaks_b[to_j];
}

/* Bits of a bitmap over so many hashes. It tells by the upper bits of a hash, `shift` (64 - bits) of them left out; n + 63 >> 6 words hold n bits. */
u32 bitmap_bits(u32 grams);
static inline void bit_set(u64 *map, u32 shift, u64 h) { map[h >> shift >> 6] |= (u64)1 << (h >> shift & 63); }
static inline bool bit_get(const u64 *map, u32 shift, u64 h) { return map[h >> shift >> 6] >> (h >> shift & 63) & 1; }
/* Of words [i, i + n). */
u64 gram_hash(const struct telling *t, u32 i, u32 n);

/*
** Common runs: every trigram that is not too frequent in both, grown to the whole run; and every run of PRINT_GUARANTEE words, however
** frequent. Sorted by i, then j. Linear in the words of both.
*/
struct runs seeds_find(struct arena *a, const struct sides *s);

/* Runs in order on both sides that belong to one passage. */
struct chain {
    struct runs runs; /* ascending, not overlapping */
    u32 weight;       /* of their words, gaps taken off */
};
struct chains {
    VEC(struct chain);
};
/* Best first. A run is in one chain at most. */
struct chains chains_find(struct arena *a, const struct sides *s, const struct runs *seeds);

/* A passage: the range it fills on both sides and the words that are equal in it. */
struct passage {
    u32 a0, a1, b0, b1;
    struct runs runs;
    u32 equal, aligned; /* words; aligned counts the longer side of each gap */
    u32 longest;        /* run, as it was found */
    u32 core;           /* aligned words before the ends moved to boundaries */
};
struct passages {
    VEC(struct passage);
};
/* Fills the gaps of a chain, goes on over near matches at both ends, parts it where much else stands on both sides, and ends each part at
** clauses where the words allow it. */
void passage_align(struct arena *a, const struct sides *s, const struct chain *c, struct passages *out);
/* Makes p and q, which begins behind it on both sides, one passage where hardly anything stands between; q may overlap the end of p. */
bool passage_join(struct arena *a, const struct sides *s, struct passage *p, const struct passage *q);
/* Counts equal, aligned, longest anew. */
void passage_measure(struct passage *p);

/*
** match_prepared in steps, for a caller who gives marks to those words only that are asked: first the passages, for which no mark is looked at;
** then what is reported of them, for which the words between their runs bear all their marks, and the words of a in them at least their names.
** Where match_hangs_on_names, with these names, the words of a need their other marks too: a word of a date is no name.
*/
void match_passages(struct arena *a, const struct trace_rules *rules, const struct prepared *x, const struct prepared *y, struct passages *out);
bool match_hangs_on_names(const struct trace_rules *rules, const struct prepared *x, const struct prepared *y, const struct passage *p);
void match_report(struct arena *a, const struct trace_rules *rules, const struct prepared *x, const struct prepared *y, const struct passages *found,
                  struct matches *out);

/* The differences inside a passage, classified, by place in a. */
void edits_find(struct arena *a, const struct sides *s, const struct passage *p, struct match *out);

#endif
