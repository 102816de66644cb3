/*
** markup.h - style sheets, scripts and tags left behind in a text.
*/
#ifndef ASANID_PAGE_MARKUP_H
#define ASANID_PAGE_MARKUP_H

#include "base/str.h"

/* What a reader of lines carries from one to the next. */
struct markup_state {
    u32 depth; /* braces still open */
    u32 lines; /* lines since they were opened */
};

/*
** The next run of markup in `line` at or after byte `from`: its place within the line, or SPAN_NULL. A run is rules with their
** selectors (".a b{ color:red }"), calls of a script with their braces ("x.y(function() { ... });"), or tags ("<br />", "-->").
*/
span markup_next(struct markup_state *state, str line, size_t from);

#endif
