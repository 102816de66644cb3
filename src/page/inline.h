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
** markup (after_markup). `may`: sheet_may of these tokens.
*/
struct cut inline_cut(struct sheet *s, u32 first, u32 end, u32 off, bool after_markup, u32 may);

/* How surely two words were glued: two known words in a strange one; a letter that only ends or begins words, or a verb; a verb that opens a lead
** behind either. */
enum glue_sure { GLUE_NONE, GLUE_WORDS, GLUE_SEAM, GLUE_VERB };
struct glue {
    u32 at;  /* byte within the token at which the second word begins */
    u8 sure; /* enum glue_sure */
};
/* Looks for the seam in token i: behind ta marbuta or alef with tanwin, before alef with hamza below, a capital behind a small letter; else in a
** word that is neither ordinary nor elsewhere on the page, whose parts are. */
struct glue inline_glue(struct sheet *s, u32 i);

#endif
