/*
** fuzz_stream.c - any bytes as a file, packed or not: its windows are within their block, faults come to an end, and what unpacks is cut and named.
*/
#include "fuzz.h"

#include "run/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct source *s = source_of_bytes(S("fuzz"), (str){(const char *)data, n});
    size_t pieces = 0;
    for (struct source_piece *p; (p = source_next(s)) != NULL && pieces < 100000; source_drop(p)) {
        volatile char last = p->piece.raw.n ? p->piece.raw.p[p->piece.raw.n - 1] : 0; /* a sanitizer sees a view that is none */
        (void)last;
        pieces++;
    }
    source_close(s);
    return 0;
}
