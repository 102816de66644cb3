/*
** stemma_parts.h - the inner parts of the stemma, shared by stemma*.c and origin.c only.
**
** kin (stemma_kin.c) holds what pairs of witnesses share, word by word, and which third witnesses have or lack each word. Of it features are
** taken (stemma_feature.c): small numbers, each of them one observation on a possible parent. A feature times its weight
** (lang/any/evidence.tsv) is evidence in log-odds; the sum over an edge is its weight in the search for the best tree (stemma.c).
*/
#ifndef ASANID_STEMMA_PARTS_H
#define ASANID_STEMMA_PARTS_H

#include "base/lang.h"
#include "base/map.h"
#include "trace/stemma.h"

#define NO_WORD UINT32_MAX

struct stemma_rules;

/* What an article says of its source; it may say several things ("Source: agencies. Source: the Daily"). */
struct credited_source {
    str agency; /* code of the agency it names, or "" */
    str via;    /* code of an agency through which it only quotes a statement, or "" */
    str outlet; /* another source, as printed, or "" */
    bool vague; /* "agencies" */
};

/* ---- what two witnesses share ---- */

struct joined { /* word i of witness a and word j of witness b are one word (equal by looser keys, or a variant spelling) */
    u32 i, j;
};

struct tie { /* two witnesses with at least one passage in common that is neither boilerplate nor background */
    u32 a, b;              /* a < b */
    u32 first, n;          /* in kin.joined, sorted by i */
    u32 first_match, n_matches; /* in kin.by_tie */
    u32 quoted;            /* joined words that are quoted speech on either side */
    u32 aligned;           /* words of its passages, joined or not (the longer side) */
    u32 passages, longest; /* longest run of joined words without a break, in words */
    u32 solid;             /* joined words in runs of TIE_SOLID and more */
    u32 facts, facts_off;  /* places with a figure, date or name in a passage; of them not the same on both sides */
};
#define TIE_SOLID 8

/* A name of one word, and whether the telling had it in full before ("Singh" after "Sabrina Singh"). */
enum place_name { NAME_NONE, NAME_BARE, NAME_INTRODUCED };

/* A word of a witness, as the others see it. */
struct place {
    u16 cover;    /* others that have the word here */
    u16 lack;     /* others whose passage runs over this place without the word */
    u16 alike;    /* of those that have the word: who write it in the same form */
    u8 name;      /* enum place_name */
    u32 earliest; /* the least index of a witness that has it; NO_WORD where none */
    u32 lacking;  /* the least index of a witness that lacks it; NO_WORD where none */
};

struct kin {
    struct arena *arena;
    const struct witness *w;
    u32 n;
    const struct matches *m;
    struct { VEC(struct tie); } ties;       /* by a, then b */
    struct { VEC(struct joined); } joined;
    u32 *by_tie;                            /* indexes of matches, gathered by tie */
    u32 *ties_of, *ties_at;                 /* ties of witness x: ties_of[ties_at[x] .. ties_at[x + 1]), by the other witness */
    struct place **places;                  /* one row a witness with ties; NULL else */
    const struct habits *habits;            /* NULL: nothing is known of house styles */
    const struct stemma_rules *rules;
    struct credited_source *credits;        /* of each witness */
    str *agency;                            /* the agency the witness's outlet is, or "" */
    u64 *title;                             /* hash of the witness's folded headline; 0: none, or too short to tell */
    u32 words_max;                          /* of one telling */
    u32 *row_of;                            /* scratch of stemma_text.c: all 0 between calls */
    u32 *room[4];                           /* scratch rows of words_max */
};

void kin_build(struct kin *k, struct arena *a, const struct stemma_rules *rules, const struct habits *habits, const struct witness *w, u32 n,
               const struct matches *m);
static inline u32 tie_other(const struct tie *t, u32 x) { return t->a == x ? t->b : t->a; }
static inline u32 telling_words(const struct kin *k, u32 x) { return k->w[x].telling->n; }
/* The share of the words of x that the tie joins. */
static inline double tie_share(const struct kin *k, const struct tie *t, u32 x)
{
    return telling_words(k, x) ? (double)t->n / telling_words(k, x) : 0;
}
/* For each word of x the word of the other witness it is joined with, or NO_WORD; into `map` (room for the words of x). */
void tie_map(const struct kin *k, const struct tie *t, u32 x, u32 *map);
/* Words of the headline and the like, before the body. */
u32 title_words(const struct telling *t);
static inline str word_text(const struct telling *t, u32 i) { return (str){t->raw.p + t->words[i].off, t->words[i].len}; }

/* ---- house style (stemma_style.c) ---- */

/* Log-likelihood that the child restyled the parent's words, less that of the reverse; `betrayed` counts the words that carry a form which
** is the parent's habit and not the child's. */
double style_direction(const struct kin *k, const struct tie *t, u32 parent, u32 child, u32 *betrayed);
/* Log-likelihood that both restyled words of a third text, less that of the child having restyled the parent's. */
double style_of_source(const struct kin *k, const struct tie *t, u32 parent, u32 child);

/* Log-likelihood that the child had from the parent the forms in which the parent differs from most third tellings, less that of it having had
** theirs. */
double style_readings(const struct kin *k, const struct tie *t, u32 parent, u32 child);
/* True where both tellings write the word in one form; numbers have two: ASCII digits and others. */
bool same_form(const struct telling *a, u32 i, const struct telling *b, u32 j);

/* Words seen in all, and times that a looser key was met. */
u64 habits_words(const struct habits *h);
u64 habits_count(const struct habits *h, u64 loose);
struct customs;
const struct customs *habits_customs(const struct habits *h);

/* ---- credits (stemma_credit.c) ---- */

struct credited_source credit_read(struct arena *a, const struct stemma_rules *rules, const struct witness *w);
/* True where one of the child's credits, bylines or its dateline names the parent's outlet. */
bool credit_names(struct arena *a, const struct witness *child, const struct witness *parent);

/* ---- features ---- */

/*
** X(id, name in evidence.tsv, evidence kind). The first group speaks of a seen parent, the second (SOURCE .. SOURCE_ALONE_NOBODY) of whether a
** group has an unseen source at all, the third of descent from it, the fourth (SLIGHT_*) of passages shared without descent.
*/
#define STEMMA_FEATURES(X)                                                                                                     \
    X(EDGE, "edge", "containment")                                                                                             \
    X(SHARE_CHILD, "share-child", "containment")                                                                               \
    X(SHARE_PARENT, "share-parent", "containment")                                                                             \
    X(WORDS, "words", "containment")                                                                                           \
    X(SOLID, "solid", "containment")                                                                                           \
    X(DENSITY, "density", "containment")                                                                                       \
    X(ISOLATED, "isolated", "containment")                                                                                     \
    X(THIN, "thin", "containment")                                                                                             \
    X(ASYMMETRY, "asymmetry", "containment")                                                                                   \
    X(TAIL_CUT, "tail-cut", "containment")                                                                                     \
    X(TAIL_MORE, "tail-more", "containment")                                                                                   \
    X(NEAREST, "nearest", "containment")                                                                                       \
    X(PUT_IN_FEW, "put-in-few", "containment")                                                                                 \
    X(PUT_IN, "put-in", "containment")                                                                                         \
    X(PUT_IN_LONG, "put-in-long", "containment")                                                                               \
    X(LEFT_OUT_FEW, "left-out-few", "containment")                                                                             \
    X(LEFT_OUT, "left-out", "containment")                                                                                     \
    X(LEFT_OUT_LONG, "left-out-long", "containment")                                                                           \
    X(LEAD_KEPT, "lead-kept", "containment")                                                                                   \
    X(EARLIER, "earlier", "time")                                                                                              \
    X(LATER, "later", "time")                                                                                                  \
    X(LAG, "lag", "time")                                                                                                      \
    X(DAYS, "days", "time")                                                                                                    \
    X(CREDITS_PARENT, "credits-parent", "credit")                                                                              \
    X(CREDITED_BY_PARENT, "credited-by-parent", "credit")                                                                      \
    X(CREDITS_ANOTHER, "credits-another", "credit")                                                                            \
    X(PARENT_IS_AGENCY, "parent-is-agency", "credit")                                                                          \
    X(PARENT_IS_NAMED_AGENCY, "parent-is-named-agency", "credit")                                                                    \
    X(PARENT_MAY_BE_AGENCY, "parent-may-be-agency", "credit")                                                                  \
    X(AGENCY_ELSEWHERE, "agency-elsewhere", "credit")                                                                          \
    X(AGENCY_BOTH, "agency-both", "credit")                                                                                    \
    X(VAGUE, "vague-credit", "credit")                                                                                         \
    X(CHILD_IS_AGENCY, "child-is-agency", "credit")                                                                            \
    X(SAME_OUTLET, "same-outlet", "outlet")                                                                                    \
    X(SAME_ADDRESS, "same-address", "outlet")                                                                                  \
    X(INHERITED, "inherited", "error")                                                                                         \
    X(NOT_INHERITED, "not-inherited", "error")                                                                                 \
    X(THIRD, "third-reading", "error")                                                                                         \
    X(OMITTED, "omitted-alike", "error")                                                                                       \
    X(CUT_ALIKE, "cut-alike", "error")                                                                                         \
    X(CLEAN, "no-other-side", "error")                                                                                         \
    X(STYLE, "style", "style")                                                                                                 \
    X(FORMS, "forms", "style")                                                                                                 \
    X(TITLE_SAME, "headline-same", "error")                                                                                    \
    X(TITLE_ALONE, "headline-alone", "error")                                                                                  \
    X(DANGLING, "dangling", "dangling")                                                                                        \
    X(STALE, "stale-date", "stale-date")                                                                                       \
    X(FACTS_OFF, "facts-off", "figure")                                                                                        \
    X(FIGURE_CHANGED, "figure-changed", "figure")                                                                              \
    X(QUOTE_CUT, "quote-cut", "quotation")                                                                                     \
    X(QUOTED, "quoted", "quotation")                                                                                           \
    X(SOURCE, "source", "common")                                                                                              \
    X(SOURCE_WITNESSES, "source-witnesses", "common")                                                                          \
    X(SOURCE_SIZE, "source-size", "common")                                                                                    \
    X(SOURCE_NAMED, "source-named", "credit")                                                                                  \
    X(SOURCE_NAMED_DOUBT, "source-named-in-doubt", "credit")                                                                   \
    X(SOURCE_NAMED_SHARE, "source-named-share", "credit")                                                                      \
    X(SOURCE_NOBODY, "source-uncredited", "credit")                                                                            \
    X(SOURCE_IS_SEEN, "source-is-seen", "credit")                                                                              \
    X(SOURCE_PAIR, "source-pair", "common")                                                                                    \
    X(SOURCE_ALONE, "source-alone", "common")                                                                                  \
    X(SOURCE_ALONE_MEAN, "source-alone-others", "common")                                                                      \
    X(SOURCE_ALONE_NOBODY, "source-alone-uncredited", "common")                                                                \
    X(FROM_SOURCE, "from-source", "common")                                                                                    \
    X(SOURCE_COVERED, "source-covered", "common")                                                                              \
    X(SOURCE_BEST, "source-best", "common")                                                                                    \
    X(SOURCE_AGENCY_CHILD, "source-agency", "credit")                                                                          \
    X(SOURCE_AGENCY_DOUBT, "source-agency-in-doubt", "credit")                                                                 \
    X(SOURCE_AGENCY_SEEN, "source-agency-seen", "credit")                                                                      \
    X(SOURCE_BESIDE_OWN, "source-beside-agency", "credit")                                                                     \
    X(SOURCE_VAGUE, "source-vague", "credit")                                                                                  \
    X(SOURCE_CREDITS_SEEN, "source-credits-seen", "credit")                                                                    \
    X(SOURCE_THIRD, "source-third", "common")                                                                                  \
    X(SOURCE_NOT_INHERITED, "source-not-inherited", "common")                                                                  \
    X(SOURCE_INHERITED, "source-inherited", "error")                                                                           \
    X(SOURCE_OMITTED, "source-omitted", "error")                                                                               \
    X(SOURCE_CLEAN, "source-no-other-side", "error")                                                                           \
    X(SOURCE_TAIL_MORE, "source-tail-more", "common")                                                                          \
    X(SOURCE_TAIL_CUT, "source-tail-cut", "common")                                                                            \
    X(SOURCE_PUT_IN_FEW, "source-put-in-few", "common")                                                                        \
    X(SOURCE_PUT_IN, "source-put-in", "common")                                                                                \
    X(SOURCE_PUT_IN_LONG, "source-put-in-long", "common")                                                                      \
    X(SOURCE_LEFT_OUT_FEW, "source-left-out-few", "common")                                                                    \
    X(SOURCE_LEFT_OUT, "source-left-out", "common")                                                                            \
    X(SOURCE_LEFT_OUT_LONG, "source-left-out-long", "common")                                                                  \
    X(SOURCE_BOTH, "source-both", "common")                                                                                    \
    X(SOURCE_ASYMMETRY, "source-asymmetry", "containment")                                                                     \
    X(SOURCE_STYLE, "source-style", "style")                                                                                   \
    X(SOURCE_TITLE, "source-headline-same", "error")                                                                           \
    X(SLIGHT, "slight", "containment")                                                                                         \
    X(SLIGHT_FACTS, "slight-facts", "figure")                                                                                  \
    X(SLIGHT_RUNS, "slight-runs", "containment")                                                                               \
    X(SLIGHT_SHARE, "slight-share", "containment")                                                                             \
    X(SLIGHT_QUOTED, "slight-quoted", "quotation")                                                                             \
    X(SLIGHT_DAYS, "slight-days", "time")                                                                                      \
    X(SLIGHT_MATTER, "slight-matter", "matter")

enum feature_id {
#define X(id, name, kind) F_##id,
    STEMMA_FEATURES(X)
#undef X
    F_COUNT
};

/* The weights of lang/any/evidence.tsv and the names of agencies. */
struct stemma_rules {
    double weight[F_COUNT];
    struct map agencies; /* hash of a folded name -> 1 + row of the table */
    const struct lang_table *agency_table;
    struct { VEC(str); } vague; /* folded: "agencies" */
};
/* The code of the agency that goes by this name, or "". */
str agency_of_name(struct arena *a, const struct stemma_rules *rules, str name);
const char *feature_kind(enum feature_id f);
const char *feature_name(enum feature_id f);

/* Counts behind the features of an edge, for the notes. */
struct observed {
    u32 words, longest, inherited, not_inherited, third, omitted, betrayed, dangling, stale, quote_cut, figure_changed, own_parent, own_child;
    double matter;  /* share of the rare words outside the passages that both have */
    double seconds; /* child's time less parent's; NAN not known */
    double order;   /* +1 the child is the later one for certain, -1 the earlier one, between them in doubt */
};

struct option { /* a possible parent of a child, seen or (NODE_UNSEEN) unseen */
    u32 child, parent;
    u32 tie; /* for an unseen parent: the tie with the nearest other witness */
    bool first; /* an unseen parent, and no other telling of the child's passages is earlier */
    double x[F_COUNT];
    struct observed seen;
    double weight; /* sum of x times the weights */
};
struct options {
    VEC(struct option);
};

/* The text that may stand behind a group: what speaks for it before any telling is asked. */
struct source {
    double x[F_COUNT];
    double weight;
};

/* Groups of witnesses that tell one text: group[x], UINT32_MAX for a witness without ties. Groups are numbered from 0 by least member. */
u32 kin_groups(const struct kin *k, u32 *group);

/* All options of all witnesses in ties: seen parents first, then one unseen source a group (parent = NODE_UNSEEN | group). Gives the
** possible source of each group. */
struct source *options_make(const struct kin *k, const u32 *group, u32 n_groups, struct options *out);

/* Sets the option's weight from its features. */
void option_weigh(const struct kin *k, struct option *o);

/* True where a tie is quoted speech and little else. */
bool is_quotation(const struct kin *k, const struct tie *t);
/* The tie of a seen option whose child is the later one, taken as passages shared without descent; false where there are too few words. */
bool slight_possible(const struct kin *k, const struct option *o, struct option *slight);

/* The evidence of an option: contributions of one kind summed, the weightiest first, those below .05 left out. */
void option_explain(struct arena *a, const struct kin *k, const struct option *o, struct edge *e);

/* What an edge between two articles is (relation.c): one of the tree; one that joins no descent. */
u8 relation_of(const struct kin *k, const struct option *o);
u8 relation_of_slight(const struct kin *k, const struct option *o);

/* The text of an unseen source, from its witnesses (sorted). */
str unseen_text(const struct kin *k, const u32 *witnesses, u32 n);

/* Names the unseen sources of out, tells `wire` edges from `common` ones, and fills out->origins. */
void origins_find(const struct kin *k, struct stemma *out);

#endif
