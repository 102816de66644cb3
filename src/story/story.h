/*
** story.h - from articles to events and stories; the day of a page that prints none.
**
** Copies first: articles that a stemma joins group as one. Then rank and accept over an inverted index of live stories (body words by
** stem, names, figures and dates; Gaussian decay in time), after Miranda et al. 2018; figures, dates, names and places may veto.
** Two levels: event (one happening at one place and time), story (the developing sequence). See docs/ARCHITECTURE.md.
*/
#ifndef ASANID_STORY_H
#define ASANID_STORY_H

#include "base/helpers.h"
#include "fact/fact.h"
#include "trace/stemma.h"

/* An article with all that was found of it. */
struct account {
    str page;                /* name of its page */
    str raw;                 /* the page's text */
    struct article *article;
    struct facts *facts;
    struct telling *telling;
};

#define SKETCH_TERMS 64
#define SKETCH_WORDS 200 /* words of the body that count: what follows is background more often than not */

struct sketch_term {
    u32 stem;   /* hash */
    float tf;   /* weight within the document, 1 + ln of its count (title and lead count more) */
    u16 common; /* articles of the news at large that hold it, of 65,535: lang/<code>/frequency.tsv */
    u8 field;   /* enum sketch_field: the first place it was found in */
};
enum sketch_field { FIELD_BODY, FIELD_TITLE, FIELD_LEAD, FIELD_NUMBER };

#define SKETCH_IDENTITY 8 /* words */

/* ANCHOR_FULL_NAME: of two words or more, one of them rare in the news at large; such a name is an ANCHOR_NAME too. */
enum anchor_kind { ANCHOR_FULL_NAME, ANCHOR_NAME, ANCHOR_FIGURE, ANCHOR_DAY };

/* What grouping needs of an article: small, so that a whole corpus fits in memory. */
struct sketch {
    str id, outlet;
    i64 seconds;        /* published, or the best estimate; INT64_MIN not known */
    bool dated;         /* `seconds` was told by the page or its record */
    u32 part;
    const char *lang;
    u32 words;          /* of headline and body */
    bool roundup;       /* its headline says that it gathers several matters: it stands alone */
    struct { VEC(struct sketch_term); } terms; /* by tf and rarity, the heaviest first; at most SKETCH_TERMS */
    u32 identity[SKETCH_IDENTITY]; /* stems of the rarest words of headline and lead: what makes it this article and no other */
    u32 n_identity;
    u64 *anchors;       /* hashes of figures, days, names, their kind in the lowest two bits; sorted, distinct */
    u32 n_anchors;
    struct weekday_hints weekdays;
    int lead_weekday;   /* the first weekday that the body names as past or today, -1 none */
    str headline;       /* or the first words, where the article has none */
    str story_before;   /* story id in the store, "" for a new article */
};
struct story_rules;
const struct story_rules *story_rules_new(struct arena *a, const struct text_rules *text);

void sketch_make(struct arena *a, const struct story_rules *rules, const struct account *acc, const struct text *text, struct sketch *out);

struct story_member {
    u32 article; /* index of a sketch */
    u32 event;   /* 0.. in the story, in order of its first article */
};
struct story {
    str id;     /* "story:" + 12 hex digits of the hash of its earliest article's id; kept while that article remains in it */
    str label;  /* a member's headline */
    u32 independent;
    struct { VEC(struct story_member); } members; /* by (published, id) */
};
struct forward {
    str from, to; /* a story or unseen id that was merged away */
};
struct stories {
    struct { VEC(struct story); } v;
    struct { VEC(struct forward); } forwards;
};

/*
** Groups sketches (in final order: published, id) with the stemma's edges and the matches among them. Deterministic, near linear; the
** same with helpers as without (NULL).
*/
void stories_group(struct arena *a, const struct story_rules *rules, const struct sketch *s, u32 n, const struct stemma *st,
                   const struct matches *m, const struct helpers *helpers, struct stories *out);

/*
** The days of undated articles, worked out from weekdays they name and the dated tellings they share passages or matter with.
** Fills days[i] with a day or DAY_UNKNOWN; dated articles are left alone (DAY_UNKNOWN). No evidence, no day.
*/
void stories_date(struct arena *a, const struct sketch *s, u32 n, const struct stories *st, const struct matches *m, i32 *days);

#endif
