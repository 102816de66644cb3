/*
** view.h - a story's accounts as the parts of a dossier look at them: sentences, stems, what is covered by whom.
**
** Made once a dossier, in its arena. Words are those of the tellings (account.telling), numbered per account. Inside the layer only.
*/
#ifndef ASANID_STORY_VIEW_H
#define ASANID_STORY_VIEW_H

#include "story/dossier.h"
#include "story/rules.h"

/* A set of stems with their weights: how rare a word is in the news at large, 0 for words that say nothing. */
struct bag {
    u32 *stem; /* sorted, distinct */
    float *weight;
    u32 n;
    float total;
};

struct sent {
    u32 from, to; /* words */
    span span;    /* with the marks that belong to it */
    bool title;   /* of headline or kicker */
    struct bag bag;
};

struct seen_account {
    const struct telling *t;
    struct sent *sents;
    u32 n_sents;
    u32 *sent_of;  /* of a word */
    u32 *stem;     /* of a word */
    float *weight; /* of a word */
    i32 day;       /* published, or DAY_UNKNOWN */
    u32 chain;     /* accounts that descend from one text, or share much of it, have one number */
};

struct view {
    struct arena *arena;
    const struct story_rules *rules;
    const struct account *acc;
    struct seen_account *v;
    u32 n;
    const struct stemma *stemma;
    const struct matches *matches;
    struct map moulds; /* pairs (a << 32 | b, as in matches) of one mould: what differs there is another matter, no difference */
};

void view_make(struct arena *a, const struct story_rules *rules, const struct account *acc, u32 n, const struct stemma *st, const struct matches *m,
               struct view *out);

/* Two accounts of one mould (view.moulds), in either order. */
bool view_is_mould(const struct view *v, u32 a, u32 b);

/*
** A passage copied word for word between tellings of one chain, however much was cut out of it or put in: most of its common words stand in
** long stretches that nothing changes. So another figure in it is a change. Texts of one mould that tell of different things (results, rates)
** have as many words in common, but change them everywhere.
*/
bool view_is_copied(const struct view *v, const struct match *m);
bool view_is_verbatim(const struct view *v, const struct match *m); /* the same of tellings of whatever chains */

struct bag bag_make(struct arena *a, const struct seen_account *x, u32 from, u32 to);
/* Weight that two bags have in common; *n, if not NULL, the stems of weight in common. */
float bag_common(const struct bag *a, const struct bag *b, u32 *n);
/* bag_common over the lighter bag's total: 1 where one says nothing that the other does not. */
float bag_contained(const struct bag *a, const struct bag *b);
/* Over the heavier one's total: 1 only where both say the same. */
float bag_alike(const struct bag *a, const struct bag *b);

/* The words of account x that a span touches: *from and the word behind the last. False where there are none. */
bool view_words(const struct view *v, u32 x, span s, u32 *from, u32 *to);
/* From the first to the last word, with quotation marks and full stops glued to them. */
span view_span(const struct view *v, u32 x, u32 from, u32 to);
str view_text(const struct view *v, u32 x, span s);
/* The account's word at a place of the page, or the next one behind it; the number of words if none. */
u32 view_word_at(const struct view *v, u32 x, u32 off);

/* ---- parts of the dossier; each fills its own list ---- */
void figures_make(struct view *v, struct dossier *out); /* finds moulds too */
void differences_make(const struct view *v, struct dossier *out); /* behind figures_make */
void agenda_make(const struct view *v, struct dossier *out);
void variants_make(const struct view *v, struct dossier *out);
void timeline_make(const struct view *v, struct dossier *out); /* behind events */

#endif
