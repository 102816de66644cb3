/*
** heap.h - memory that outlives a piece of work or is handed between threads, where no arena fits. Without it nothing can go on.
*/
#ifndef ASANID_HEAP_H
#define ASANID_HEAP_H

#include "base/base.h"

#include <stdlib.h>
#include <string.h>

/* What an allocation gave. */
static inline void *heap_need(void *p)
{
    if (!p) BUG("out of memory");
    return p;
}

/* A copy of n bytes, to be freed; never NULL. */
static inline void *heap_copy(const void *p, size_t n)
{
    void *to = heap_need(malloc(n ? n : 1));
    return n ? memcpy(to, p, n) : to;
}

#endif
