/*
** told_body.h - the article's words as a page's head tells them (JSON-LD articleBody), held against the lines that the page shows.
**
** Sites write it for search engines: often the whole article, sometimes its beginning, now and then markup or another text. So it is believed
** where the page's own lines bear it out, and where the page shows no article at all (its script would fetch it).
*/
#ifndef ASANID_PAGE_TOLD_BODY_H
#define ASANID_PAGE_TOLD_BODY_H

#include "base/map.h"
#include "page/meta.h"

struct told_body {
    str text;        /* clean, lines ended by \n, markup taken off; "" where nothing is told */
    u32 letters;     /* code points without white space */
    struct map runs; /* hashes of its runs of some words */
};

/* What the head tells, by the best rule; text.n == 0 where it tells nothing, or no more than a teaser has. */
void told_body_read(struct arena *a, const struct meta *m, struct told_body *out);

/* How the told body and the lines that were kept for the article stand to each other. */
enum told_how {
    TOLD_DIFFERS, /* it is another text, a teaser, or nothing: the lines stay */
    TOLD_AGREES,  /* the lines are it; what was missing among them was put in */
    TOLD_LINES,   /* the page shows it, but other lines were kept: its lines are kept instead */
    TOLD_ALONE    /* the page does not show it, and shows no article as long: its text is the article */
};

/* Judges; mends kept[], one byte a line of the page, 1 kept. `may`: 0 for a line that must not be put in (the headline, furniture). */
enum told_how told_body_heed(struct arena *a, const struct told_body *t, const struct html *h, const u8 *may, u8 *kept);

#endif
