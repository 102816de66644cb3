/*
** match.h - passages that two tellings share, aligned word by word, and what differs inside them.
*/
#ifndef ASANID_MATCH_H
#define ASANID_MATCH_H

#include "trace/print.h"

enum match_kind { MATCH_COPY, MATCH_QUOTATION, MATCH_BACKGROUND, MATCH_BOILERPLATE };
const char *match_kind_name(enum match_kind k);

enum edit_op { EDIT_REPLACE, EDIT_INSERT, EDIT_DELETE }; /* seen from a to b */
enum edit_class { EDIT_SPELLING, EDIT_INFLECTION, EDIT_WORDING, EDIT_ORDER, EDIT_FIGURE, EDIT_DATE, EDIT_NAME };
const char *edit_op_name(enum edit_op o);
const char *edit_class_name(enum edit_class c);

struct edit {
    u8 op, class;
    span a, b; /* SPAN_NULL on the side without words */
};

struct match {
    u32 a, b;     /* documents, as the caller numbers them; the id of a is bytewise before that of b */
    span in_a, in_b;
    u8 kind;      /* enum match_kind */
    u8 own;       /* the kind as the two texts alone tell it; judging starts from it */
    u32 words;    /* aligned words */
    u32 equal;    /* of them equal (looser keys) */
    u32 group;    /* copy group of more than MATCH_GROUP_MAX articles, else UINT32_MAX */
    struct { VEC(struct edit); } edits; /* by place in a */
};
#define MATCH_GROUP_MAX 20
static inline double match_similarity(const struct match *m) { return m->words ? (double)m->equal / m->words : 0; }

struct matches {
    VEC(struct match);
};

/* What matching knows of words (stop words, formulae of lang/). Immutable, shared by threads. */
struct trace_rules;
const struct trace_rules *trace_rules_new(struct arena *a, const struct text_rules *text);

/*
** A telling made ready to be aligned: what aligning asks of each of its words, made once an article for all the pairs it stands in. It views
** the telling, and lies in the room that it is given (prepared_bytes of the telling; aligned for any type).
*/
enum gram_kind { GRAM_WORD, GRAM_TRIGRAM };
#define TRIGRAM 3
struct prepared {
    const struct telling *telling;
    const u32 *weight; /* weight[i] = sum of the weights of the words before i; n + 1 of them */
    const u32 *breaks; /* WORD_BREAKs up to and including word i */
    struct prepared_grams {
        const u64 *hash;  /* by place; those of single words are their looser keys */
        const u64 *known; /* a bitmap over the hashes, by their upper bits: what it has not, no place has */
        u32 n, shift;     /* places; bits of a hash that the bitmap leaves out */
    } of[2]; /* by enum gram_kind */
};
size_t prepared_bytes(const struct telling *t);
struct prepared prepared_make(void *room, const struct trace_rules *rules, const struct telling *t);

/*
** Aligns two tellings: all passages they share, each once, in the order of a; `copy` or `quotation`, or `boilerplate` where hardly more
** than stock phrases and names is shared. Symmetric: the caller gives the one whose id is bytewise less first. Every common run of
** PRINT_GUARANTEE words stands in a passage, on both sides, at whatever length and repetition (tests/trace/test_guarantee.c,
** tests/run/test_referee.c), but for one or two words that hang over the end of a sentence; shorter runs
** and single words join it by their order (seed, chain, extend), and its ends settle on boundaries of clauses. Linear in the words of both,
** scratch memory included, which comes from `a`: give a pair an arena that is reset after it.
*/
void match_prepared(struct arena *a, const struct trace_rules *rules, const struct prepared *x, const struct prepared *y, struct matches *out);
/* The same for two tellings that stand in no other pair. */
void match_pair(struct arena *a, const struct trace_rules *rules, const struct telling *ta, const struct telling *tb, struct matches *out);

/*
** Which pairs to align. Articles are in their final order (published, id). Two articles that share two prints, or one that only a handful
** hold, are paired; so in a copy group of at most MATCH_GROUP_MAX articles all are. In a larger one each article is paired with its
** nearest relative and with the group's representative (earliest, then id). Whatever the numbers, each print that an article shares with
** earlier ones is shared in some pair of it, and an article has a bounded number of pairs for each print.
*/
struct pair {
    u32 a, b;  /* a < b in order */
    u32 group; /* UINT32_MAX, or the group's representative */
};
struct pairs {
    VEC(struct pair);
};
struct pairs pairs_plan(struct arena *a, const struct print_index *ix, const struct print_set *sets, u32 n);

/* For qsort: by documents, then place; the order in which matches are judged and kept. */
int match_order(const void *x, const void *y);

/*
** Judges kinds that one pair cannot tell: `boilerplate` (the passage recurs in one outlet's pages that share nothing else), `background`
** (it travels through pages that share nothing else, days apart). The matches of one pair stand together (match_order). `day[i]` of
** document i < n_docs or DAY_UNKNOWN, `outlet[i]` may be empty. May be asked again when days or articles change: it starts from what match_pair
** said. Linear, but for the sides of one document, which are sorted.
*/
void matches_judge(struct arena *a, struct matches *m, const i32 *day, const str *outlet, u32 n_docs);

#endif
