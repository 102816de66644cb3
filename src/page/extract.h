/*
** extract.h - which lines of an HTML page are the article.
**
** The container is the element whose subtree has the largest sum of line scores: prose counts for its length, links and short lines cost. What stands
** in it and is furniture by its element, class or shape is taken out; the headline and the lead are put in where they stand outside. No
** rule names a site: class and id words are those of the web's common vocabulary (role.h).
*/
#ifndef ASANID_PAGE_EXTRACT_H
#define ASANID_PAGE_EXTRACT_H

#include "page/told_body.h"

/*
** Fills page->blocks (headline, lead and body, in order), page->outer (the rest, by kind), and page->known. `whole`: the lines are an article by
** themselves, all but captions are kept; else the lines are held against what the head tells of the body. Where the page does not show its
** article, the told body is put behind page->text, line by line.
*/
void extract_read(struct arena *a, const struct html *h, const struct meta *meta, const struct told_body *told, bool whole, struct page *page);

#endif
