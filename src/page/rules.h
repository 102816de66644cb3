/*
** rules.h - the words of lang/ that pages are read by, one lexicon a purpose.
*/
#ifndef ASANID_PAGE_RULES_H
#define ASANID_PAGE_RULES_H

#include "page/page.h"
#include "text/lexicon.h"

/* How a cue must stand to count (third column of labels.tsv, second of captions.tsv, bylines.tsv). */
enum cue_form {
    CUE_OPEN,  /* begins a line; the rest of the line is its content */
    CUE_COLON, /* the same, and a colon must follow */
    CUE_ALONE, /* is the whole line, marks and numbers apart */
    CUE_ANY    /* stands anywhere in a short line */
};

/* The lexicons, and what the kind of their hits is. */
#define PAGE_LEXICONS(X)                                                                      \
    X(labels)     /* CUE_KIND(furniture kind, form) */                                        \
    X(captions)   /* form */                                                                  \
    X(bylines)    /* form */                                                                  \
    X(promo)      /* weight */                                                                \
    X(calls)      /* those of promo that are a call by themselves: weight 2 and more */       \
    X(agencies)   /* 1 = weak, an agency only where a credit stands */                        \
    X(lead_verbs) /* 1 = also the spelling of a noun */                                       \
    X(sections) X(share) X(via_cues) X(notes) X(agency_words) X(places) X(calendar) X(stop_words) X(given_names) \
    X(vocabulary) /* ordinary words, to tell two words glued together from one */

#define PROMO_CALL 2 /* weight of a phrase of `promo` that courts the reader by itself */

struct page_rules {
    const struct text_rules *text;
#define X(name) struct lexicon *name;
    PAGE_LEXICONS(X)
#undef X
    struct lexicon_begins *begins; /* of all of them but vocabulary, which has most words: bits 1 << LEXICON_name */
};

enum page_lexicon {
#define X(name) LEXICON_##name,
    PAGE_LEXICONS(X)
#undef X
    PAGE_LEXICON_COUNT
};

#define CUE_KIND(furniture, form) ((u32)(furniture) << 8 | (u32)(form))
#define CUE_MODIFIED 0x10000u /* of a date's label: it tells of a change, not of the first publication ("آخر تحديث"); kind `updated` in labels.tsv */
static inline enum furniture_kind cue_furniture(u32 kind) { return (enum furniture_kind)(kind >> 8 & 0xff); }
static inline enum cue_form cue_form_of(u32 kind) { return (enum cue_form)(kind & 0xff); }

/* True where `printed` may be the agency of a hit: a weak Latin form ("AP", "NINA") is one in capitals only. */
bool agency_holds(const struct lexicon_hit *h, str printed);
/* The agency's code of a hit in `agencies`. */
static inline str agency_code(const struct lexicon_hit *h) { return str_of(h->row->column[1]); }

#endif
