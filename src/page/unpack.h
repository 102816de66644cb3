/*
** unpack.h - bodies of HTTP responses that archives keep as they were sent: packed.
*/
#ifndef ASANID_PAGE_UNPACK_H
#define ASANID_PAGE_UNPACK_H

#include "base/arena.h"

enum unpacked {
    UNPACK_FINE,
    UNPACK_BROKEN,  /* not what its header says, or cut off */
    UNPACK_LARGE,   /* more than LIMIT_PAGE_BYTES */
    UNPACK_UNKNOWN  /* a packing that is not read (br, zstd) */
};

/* Unpacks a body by its Content-Encoding: gzip, x-gzip, deflate. A body that is not packed in spite of it is given back as it is. */
enum unpacked unpack_body(struct arena *a, str body, str encoding, str *out);

#endif
