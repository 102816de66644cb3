/* base.c - the end of the road for what cannot happen. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

void base_bug(const char *file, int line, const char *why)
{
    fprintf(stderr, "asanid: bug at %s:%d: %s\n", file, line, why);
    abort();
}
