/*
** feed.h - feeds and sitemaps as lists of pages: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, news sitemaps; OPML is told from them.
**
** A feed is cut at its items. An item's bytes, with the feed's head before them, are what is kept of it, so that it can be read again alone.
*/
#ifndef ASANID_PAGE_FEED_H
#define ASANID_PAGE_FEED_H

#include "page/page.h"

/* The next item at or after *at: its bytes, *at moved behind it. False where there is none. Comments and CDATA are passed over. */
bool feed_next(str feed, size_t *at, str *item);

/* True where an item is worth a page: a sitemap's entries are only where they have a title (news). */
bool feed_item_is_page(str item);

/* Reads the page that an item is; `raw` is the feed's head and the item. Fills page->text, known, blocks, or page->unread. */
void feed_page(struct arena *a, str raw, struct page *page);

#endif
