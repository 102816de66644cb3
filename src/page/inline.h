/*
** inline.h - where one line holds two things.
*/
#ifndef ASANID_PAGE_INLINE_H
#define ASANID_PAGE_INLINE_H

#include "page/piece.h"

/* Where a piece ends. */
struct cut {
    u32 token;    /* the first token of what follows; the end of the stretch: nothing follows */
    u32 off;      /* the byte of the page where what follows begins; within `token` where words are glued */
    u8 furniture; /* what the piece is, where the cut tells (enum furniture_kind), or NO_LABEL */
};

/*
** The first cut of the tokens [first, end), whose piece begins at byte `off`: before a label that stands within a line; behind what a
** label opens, where the article goes on ("أخبار ذات صلة <title> <title>أعلن ..."); behind a caption and its credit that follow
** markup (after_markup).
*/
struct cut inline_cut(struct sheet *s, u32 first, u32 end, u32 off, bool after_markup);

/* The byte within token i at which a second word begins that was glued to the first, or 0: an ending that only ends words (ة ى), a word of the
** page followed by a verb that opens a lead, two words of the page; in Latin script a capital behind a small letter. */
u32 inline_glue(struct sheet *s, u32 i);

#endif
