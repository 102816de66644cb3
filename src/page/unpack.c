/*
** unpack.c - gzip and deflate by libdeflate.
*/
#include "page/unpack.h"

#include <libdeflate.h>
#include <strings.h>

#include "base/limits.h"
#include "page/hold.h"

static bool is_gzip(str s) { return s.n > 2 && (u8)s.p[0] == 0x1f && (u8)s.p[1] == 0x8b; }
static bool is_named(str s, const char *name) { return s.n == strlen(name) && strncasecmp(s.p, name, s.n) == 0; }

static enum libdeflate_result unpack_into(struct libdeflate_decompressor *d, str body, bool gzip, char *out, size_t room, size_t *n)
{
    if (gzip)
        return libdeflate_gzip_decompress(d, body.p, body.n, out, room, n);
    enum libdeflate_result r = libdeflate_zlib_decompress(d, body.p, body.n, out, room, n);
    if (r == LIBDEFLATE_BAD_DATA) /* "deflate" is meant both ways */
        r = libdeflate_deflate_decompress(d, body.p, body.n, out, room, n);
    return r;
}

/* Grows the room until the body fits; bounded by the limit of a page, and so is what a bomb can cost. */
static enum unpacked unpack(struct arena *a, struct libdeflate_decompressor *d, str body, bool gzip, str *out)
{
    for (size_t room = MIN_OF(body.n * 5 + 4096, (size_t)LIMIT_PAGE_BYTES);; room = MIN_OF(room * 4, (size_t)LIMIT_PAGE_BYTES)) {
        size_t n = 0;
        char *p = ARENA_ARRAY(a, char, room);
        enum libdeflate_result r = unpack_into(d, body, gzip, p, room, &n);
        if (r == LIBDEFLATE_SUCCESS) {
            *out = (str){p, n};
            return UNPACK_FINE;
        }
        if (r != LIBDEFLATE_INSUFFICIENT_SPACE)
            return UNPACK_BROKEN;
        if (room == LIMIT_PAGE_BYTES)
            return UNPACK_LARGE;
    }
}

enum unpacked unpack_body(struct arena *a, str body, str encoding, str *out)
{
    *out = body;
    if (encoding.n == 0 || is_named(encoding, "identity") || body.n == 0)
        return UNPACK_FINE;
    if (is_named(encoding, "gzip") || is_named(encoding, "x-gzip")) {
        if (!is_gzip(body)) /* kept unpacked, its header as sent */
            return UNPACK_FINE;
    } else if (!is_named(encoding, "deflate")) {
        return is_named(encoding, "br") || is_named(encoding, "zstd") ? UNPACK_UNKNOWN : UNPACK_FINE;
    } else if ((u8)body.p[0] == '<') {
        return UNPACK_FINE;
    }
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    struct hold hold;
    if (!d)
        arena_refuse(a, ARENA_NO_MEMORY);
    hold_begin(a, &hold);
    if (arena_guard(a)) {
        libdeflate_free_decompressor(d);
        hold_again(a, &hold);
    }
    enum unpacked done = unpack(a, d, body, is_gzip(body), out);
    libdeflate_free_decompressor(d);
    hold_end(a, &hold);
    return done;
}
