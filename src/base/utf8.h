/*
** utf8.h - reading and mending UTF-8.
*/
#ifndef ASANID_UTF8_H
#define ASANID_UTF8_H

#include "base/arena.h"

#define UTF8_BAD 0xFFFDu

/*
** The code point at s.p[*at], *at moved behind it. Broken bytes give U+FFFD and move by the maximal subpart (Unicode
** 3.9, as WHATWG decodes). *at must be < s.n.
*/
u32 utf8_next(str s, size_t *at);
/* The code point that ends before *at, *at moved to its beginning. *at must be > 0. */
u32 utf8_prev(str s, size_t *at);
/* Writes 1..4 bytes to out, gives their number. cp must be a scalar value. */
size_t utf8_put(char out[4], u32 cp);
/* True where s is well-formed and holds no NUL. */
bool utf8_is_clean(str s);

struct utf8_mending {
    size_t nul, broken; /* NULs and broken sequences that became U+FFFD */
};

/* s without its byte order mark, NUL and broken sequences as U+FFFD. s itself where there is nothing to mend. */
str utf8_mend(struct arena *a, str s, struct utf8_mending *what);

#endif
