/*
** record.h - one JSON Lines record as a page (FORMATS.md, Input).
*/
#ifndef ASANID_PAGE_RECORD_H
#define ASANID_PAGE_RECORD_H

#include "page/page.h"

/*
** Reads a record: strict JSON (RFC 8259), an object with `text` or `html`. Fills page->known and page->text, U+0000 and broken bytes mended, or
** page->unread with the reason. A field that is given twice counts as given last; of a field and its aliases the field wins.
*/
void record_read(struct arena *a, str raw, struct page *page);

/* True for the name of a field that record_read knows, aliases too. */
bool record_knows(str key);

#endif
