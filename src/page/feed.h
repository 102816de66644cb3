/*
** feed.h - feeds and sitemaps as lists of pages: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, news sitemaps; and lists of
** feeds (OPML).
**
** A feed is cut at its items. An item's bytes, with the feed's head before them, are what is kept of it, so that it can be read again alone.
*/
#ifndef ASANID_PAGE_FEED_H
#define ASANID_PAGE_FEED_H

#include "page/page.h"

/* The next item at or after *at: its bytes, *at moved behind it. False where there is none. Comments and CDATA are passed over. */
bool feed_next(str feed, size_t *at, str *item);

/* One line of a list of feeds (OPML 1.0 to 2.0): where its feed and its page are, "" where it does not say. Both in the arena or the list. */
struct feed_outline {
    str feed, page;
};

/* The next line at or after *at that names a feed or a page. `list` is clean UTF-8. */
bool feed_outline_next(struct arena *a, str list, size_t *at, struct feed_outline *out);
/* True for bytes that begin as a list of feeds does. */
bool feed_is_list(str head);

/* True where an item is worth a page: a sitemap's entries are only where they have a title (news). */
bool feed_item_is_page(str item);

/* Reads the page that an item is; `raw` is the feed's head and the item. Fills page->text, known, blocks, or page->unread. */
void feed_page(struct arena *a, str raw, struct page *page);

#endif
