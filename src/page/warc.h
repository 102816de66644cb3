/*
** warc.h - web archives: WARC 0.17 to 1.1 (ISO 28500), WET, and ARC 1 and 2, as records.
**
** Works on unpacked bytes. A record that is broken (no length, a length that lies, a header that is none) ends where the next one begins, and
** is given out with its fault, so that it can be named; the records behind it are read.
*/
#ifndef ASANID_PAGE_WARC_H
#define ASANID_PAGE_WARC_H

#include "page/page.h"

/* What a record that is broken is part of: how the next is found. */
enum warc_kind { WARC_NONE, WARC_WARC, WARC_ARC, WARC_EITHER };

struct warc_record {
    str raw;          /* the whole record, header and block */
    str type;         /* "response", "conversion", ...; of ARC always "response" */
    str uri, date;    /* of the target; when it was fetched, as written */
    str content_type; /* of the block */
    str block;
    const char *fault; /* why it cannot be read, or NULL */
    bool is_long; /* that is its fault: block holds what is at hand, as of a good record */
    u8 open;      /* enum warc_kind, where bytes that are not at hand may belong to it: warc_resync finds its end */
    size_t wants; /* where warc_next gave none: so many bytes of rest would tell */
};

/*
** The record that begins `rest`, blank lines before it passed over (into *skipped). False at the end, and where it takes more bytes than
** there are at hand and `more` follow. A record longer than a page may be is a fault too.
*/
bool warc_next(str rest, bool more, struct warc_record *out, size_t *skipped);

/* Where in s, which begins inside a broken record, another begins; s.n where none does. *keep: so many of the last bytes may be part of a beginning. */
size_t warc_resync(str s, enum warc_kind kind, size_t *keep);

/* True for bytes that begin as an ARC file's record does. */
bool warc_is_arc(str s);

/* True where the record holds a page, or is broken: what is no page (requests, images, redirects) is passed over without a word. */
bool warc_is_page(const struct warc_record *r);

/* Reads the page of a record's bytes into page->text, known, blocks; page->unread where it cannot be read. */
void warc_page(struct arena *a, str raw, struct page *page);

#endif
