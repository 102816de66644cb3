/*
** header.h - the top of an article: section, kicker, headline, date, byline, dateline, caption.
*/
#ifndef ASANID_PAGE_HEADER_H
#define ASANID_PAGE_HEADER_H

#include "page/core.h"
#include "page/layout.h"

/* The pieces [from, to) stand above the first paragraph of article `part`, which is piece `to`. Adds their segments; true where a headline is
** among them. Of a framed page (core, NULL for further articles) short lines below the headline are a deck or the site's, not the body's. */
bool header_read(struct sheet *s, struct layout *out, u32 part, u32 from, u32 to, const struct core *core);

/* Adds the bylines of a line that is nothing else ("(Reporting by A; Editing by B)"); false where it is something else. */
bool byline_read(struct sheet *s, struct layout *out, u32 part, const struct piece *p);

/* Adds a paragraph: the dateline that opens the first one, a credit that ends the last one, and its body. */
void paragraph_read(struct sheet *s, struct layout *out, u32 part, const struct piece *p, bool opens);

#endif
