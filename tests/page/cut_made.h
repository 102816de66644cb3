/*
** cut_made.h - an input cut with little of it at hand at a time, as a file is that streams by.
*/
#ifndef ASANID_CUT_MADE_H
#define ASANID_CUT_MADE_H

#include "page/input.h"

/*
** The next piece of `bytes` whose cursor sees windows of `step` bytes, or as many as it asks for. The cursor begins with an empty rest and
** `more` set. False at the end. What input.h promises is asserted: it asks for more than there is, and never for more than a page may have.
*/
static inline bool cut_next(struct input_cursor *c, str bytes, size_t step, size_t most, struct input_piece *out)
{
    for (;;) {
        if (input_next(c, out))
            return true;
        if (c->wants == 0)
            return false;
        ASSERT(c->more && c->wants > c->rest.n && c->wants <= most);
        ASSERT(c->rest.n == 0 || c->rest.p == bytes.p + c->offset);
        size_t n = MAX_OF(c->wants, step), left = bytes.n - (size_t)c->offset;
        c->more = n < left;
        c->rest = str_head(str_skip(bytes, (size_t)c->offset), n);
    }
}

#endif
