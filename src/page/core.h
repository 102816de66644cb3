/*
** core.h - where on a page the articles stand: the run of lines that reads like prose.
*/
#ifndef ASANID_PAGE_CORE_H
#define ASANID_PAGE_CORE_H

#include "page/piece.h"

/* Pieces [first, end): from the first paragraph to the last of the run. Empty (first == end) where the page has no prose. */
struct core {
    u32 first, end;
};

/*
** The run of pieces with the largest sum of scores, where words score and lines cost (body text extraction after Finn, Kushmerick and Smyth 2001,
** with lines for tags: a flattened page has none). Short lines within the run stay in it. Where the carrier tells the headline all of the text
** is the run.
*/
struct core core_of(const struct sheet *s);

#endif
