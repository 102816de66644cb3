/*
** html.h - an HTML page: its visible text line by line, what its head tells, and the part of it that is the article.
**
** Three steps, each on what the one before made: html_lines (the page's text, FORMATS.md "Text"), meta_read (meta.h), extract_read (extract.h).
*/
#ifndef ASANID_PAGE_HTML_H
#define ASANID_PAGE_HTML_H

#include "page/dom.h"
#include "page/page.h"

/* One line of the visible text. */
struct html_line {
    span span;
    u32 node;    /* the innermost block element it stands in */
    u32 first;   /* its first text node */
    u32 letters; /* code points, white space left out */
    u32 linked;  /* of them inside links */
};

struct html {
    struct dom dom;
    str text;
    struct { VEC(struct html_line); } lines;
};

/* True where an element begins and ends lines. */
bool html_is_block(enum dom_tag tag);

/* Writes the visible text: blocks ended by \n, white space collapsed, the head and what is hidden left out. */
void html_lines(struct arena *a, struct html *h);

/*
** Reads a page of clean UTF-8 into page->text, known, blocks and outer. What `known` tells already (a record's fields) stays.
** Fills page->unread where nothing is visible or a named limit is passed.
*/
void html_read(struct arena *a, str utf8, struct page *page);

/* The same for a fragment that is an article by itself (a feed's item): all of its lines are kept. */
void html_fragment(struct arena *a, str utf8, struct page *page);

#endif
