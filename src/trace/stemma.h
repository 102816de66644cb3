/*
** stemma.h - who had it from whom: edges with printed evidence, unseen sources, origins.
**
** Parents are chosen by additive evidence (log-odds, lang/any/evidence.tsv holds the weights), the best arborescence over articles and
** unseen sources (Chu-Liu/Edmonds). Where two tellings hold runs that neither could have taken from the other, or where a credit names an
** agency that no article is by, an unseen source is placed above them and its text rebuilt from its witnesses.
*/
#ifndef ASANID_STEMMA_H
#define ASANID_STEMMA_H

#include "trace/match.h"

enum relation { REL_WIRE, REL_COPY, REL_RELEASE, REL_QUOTATION, REL_COMMON, REL_REVISION };
const char *relation_name(enum relation r);

/* A witness: an article with its words and what is known of its descent. */
struct witness {
    const struct article *article; /* id, outlet, published, credits, dateline, bylines */
    const struct telling *telling;
    const char *const *own_agency; /* the code where the outlet is itself an agency; NULL: told by its name (lang/any/agencies.tsv) */
};

struct evidence {
    const char *kind; /* "time", "credit", "containment", "error", "style", "dangling", "stale-date", "figure", "quotation", "common" */
    double weight;    /* log-odds; positive speaks for the edge */
    str note;         /* in words */
};

#define NODE_UNSEEN 0x80000000u /* a node number with this bit is an index into stemma.unseen */

struct edge {
    u32 child, parent; /* index of a witness, or NODE_UNSEEN | index */
    u8 relation;
    double share; /* the child's words found in the parent, 0..1 */
    double p;     /* probability; accepted at >= .5 */
    struct { VEC(struct evidence); } evidence;
};

struct unseen {
    str id;     /* "unseen:" + 12 hex digits of the hash of its earliest witness's id */
    str agency; /* "" not named */
    struct { VEC(u32); } witnesses;
    str text;   /* rebuilt from the witnesses, paragraphs parted by \n */
};

enum origin_basis { ORIGIN_CREDIT, ORIGIN_COPIES, ORIGIN_STYLE };
struct origin {
    u32 article;
    str origin; /* an agency's code, else the outlet's name */
    u8 basis;
    double p;
};

struct stemma {
    struct { VEC(struct edge); } edges;    /* accepted ones, by child then parent */
    struct { VEC(struct edge); } rejected; /* considered, p < .5: for `why` */
    struct { VEC(struct unseen); } unseen;
    struct { VEC(struct origin); } origins; /* one an article, where something speaks */
};

/* What the stemma knows beforehand. Immutable, shared by threads. */
struct stemma_rules;
const struct stemma_rules *stemma_rules_new(struct arena *a);

/* What outlet an article is of: its name, else the host of the address, else "". */
str article_house(const struct article *article);

/*
** House styles: what each outlet is used to write where outlets write a word in different ways, and what it is used to credit (custom.h). To
** be shown all tellings before a stemma is built, in final order. A stemma without them (NULL) has no evidence of style.
*/
struct habits;
struct habits *habits_new(struct arena *a);
void habits_see(struct habits *h, const struct article *article, const struct telling *t);
/* Then the matches among all of them; a and b number the tellings as they were seen. */
void habits_share(struct habits *h, const struct matches *m);

/*
** The stemma of a set of witnesses (in final order: published, id) and the matches among them (match.a, match.b index witnesses).
** Witnesses that no match joins get origins only. Works component by component; linear in matches but for small groups.
*/
void stemma_build(struct arena *a, const struct stemma_rules *rules, const struct habits *habits, const struct witness *w, u32 n,
                  const struct matches *m, struct stemma *out);

#endif
