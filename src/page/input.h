/*
** input.h - from bytes to pages: what form they have, and one page after the other.
**
** Bytes are recognised by content, then by name. The reader is pure: run hands it a file's bytes (mapped or read).
*/
#ifndef ASANID_INPUT_H
#define ASANID_INPUT_H

#include "page/page.h"

enum input_form { INPUT_TEXT, INPUT_HTML, INPUT_JSONL, INPUT_WARC, INPUT_FEED, INPUT_UNKNOWN };
const char *input_form_name(enum input_form f);

/* `name` may end in .gz or .zst: the caller has unpacked the bytes. */
enum input_form input_form_of(str name, str bytes);

/*
** Cuts the bytes of an input into pages' raw bytes: a text or HTML file is one, a JSON Lines file one a line (blank lines are
** passed over but counted), a WARC one a response record, a feed one an item.
**
** The bytes may be at hand in part: then `more` is set. Where input_next gives nothing and `wants` is not 0, give `rest` that many bytes (as
** many as there are), clear `more` at the input's end, and call it again. It never wants more than a page may have (LIMIT_PAGE_BYTES,
** LIMIT_LINE_BYTES) and a header; a longer one is given as far as it was at hand, which input_page refuses by name, and passed over.
*/
struct input_cursor {
    str name;
    enum input_form form;
    str rest;     /* not read yet */
    bool more;    /* bytes follow behind rest */
    size_t wants; /* see above */
    u64 offset;   /* of rest */
    u64 line;     /* lines before rest */
    str head;     /* of a feed: what stands before its first item */
    u8 skipping;  /* rest begins inside a page that is refused */
    u64 skipped;  /* bytes of it so far */
};
struct input_piece {
    str raw;    /* the page's bytes */
    u64 offset; /* in the input */
    u64 line;   /* 1.. for JSON Lines, else 0 */
    str unread; /* not empty: why there are no bytes (page->unread) */
};
struct input_cursor input_open(str name, enum input_form form, str bytes);
bool input_next(struct input_cursor *c, struct input_piece *out);

/* A page that was kept, by its name as given and its bytes as they came: what input_next gave when it was read. */
void input_kept(str name, str raw, struct input_cursor *c, struct input_piece *out);

/* The piece's name by FORMATS.md: PATH, PATH:LINE, PATH@OFFSET, -:1. */
str input_name(struct arena *a, const struct input_cursor *c, const struct input_piece *piece);

/*
** Makes a page of one piece: charset, mending, a record's fields, the markup's text and blocks. What cannot be read has page->unread
** filled with the reason (lower case, the subject quoted, what to do).
*/
void input_page(struct arena *a, const struct input_cursor *c, const struct input_piece *piece, struct page *page);

#endif
