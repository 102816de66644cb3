/*
** core.h - where on a page the article stands: the run of lines that reads like prose.
*/
#ifndef ASANID_PAGE_CORE_H
#define ASANID_PAGE_CORE_H

#include "page/piece.h"

struct core {
    u32 first, end; /* pieces: from the first paragraph to behind the last of the run; first == end where the page has no prose */
    u32 title;      /* the piece above the run that says what the page's first line says; the count of pieces where none does */
    bool framed;    /* the page came with its site's frame: menus, lists of other articles, notices */
    bool decked; /* the article's date or byline stands between a deck and the first paragraph */
    struct map lines;  /* key of a line -> times it stands on the page; of a framed page only */
};

/*
** The run of pieces with the largest sum of scores, where words score and lines cost (body text extraction after Finn, Kushmerick and Smyth 2001,
** with lines for tags: a flattened page has none). Short lines within the run stay in it. A page's first line is often its title ("<headline> -
** <site>"): where a line below says the same the article begins. Where the carrier tells the headline all of the text is the run.
*/
struct core core_of(const struct sheet *s);

/* True where a short line within a framed page's run is another article's title in a box: it stands on the page again, or is all in capitals. */
bool core_is_box(const struct core *c, const struct sheet *s, const struct piece *p);

/* True where a line within a framed page's run is a picture's: "© ...", "1 of 4 ...", words with an agency in brackets behind them. */
bool core_is_caption(const struct core *c, const struct sheet *s, const struct piece *p);

#endif
