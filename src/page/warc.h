/*
** warc.h - web archives: WARC 0.17 to 1.1 (ISO 28500), WET, and ARC 1 and 2, as records.
**
** Works on unpacked bytes. A record that is broken (no length, a length that lies, a header that is none) ends where the next one begins, and
** is given out with its fault, so that it can be named; the records behind it are read.
*/
#ifndef ASANID_PAGE_WARC_H
#define ASANID_PAGE_WARC_H

#include "page/page.h"

struct warc_record {
    str raw;          /* the whole record, header and block */
    str type;         /* "response", "conversion", ...; of ARC always "response" */
    str uri, date;    /* of the target; when it was fetched, as written */
    str content_type; /* of the block */
    str block;
    const char *fault; /* why it cannot be read, or NULL */
};

/* The record that begins `rest`, blank lines before it passed over (into *skipped). False at the end. */
bool warc_next(str rest, struct warc_record *out, size_t *skipped);

/* True where the record holds a page, or is broken: what is no page (requests, images, redirects) is passed over without a word. */
bool warc_is_page(const struct warc_record *r);

/* Reads the page of a record's bytes into page->text, known, blocks; page->unread where it cannot be read. */
void warc_page(struct arena *a, str raw, struct page *page);

#endif
