/*
** stream.c - windows over files, plain, gzip and zstd.
**
** A gzip member that is at hand whole is unpacked by libdeflate in one go (twice the speed of zlib); one that is too long for that, or
** broken, by zlib, bit by bit.
*/
#include "run/stream.h"

#include "run/heap.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#define BLOCK_BYTES ((size_t)1 << 20)   /* of a window */
#define ROOM_BYTES ((size_t)256 << 10)  /* least room that is unpacked into */
#define PACKED_BYTES ((size_t)2 << 20)  /* packed bytes at hand */
#define MEMBER_BYTES ((size_t)256 << 10) /* so many of them before a member is begun */
#define SNIFF_BYTES ((size_t)16 << 10)
#define DICTIONARY_BYTES ((size_t)8 << 20)
#define FAULTS_NEAR 64u /* so often the next member is looked for inside the broken one, where its damage may have hidden it */

enum packing { PACKED_NOT, PACKED_GZIP, PACKED_ZSTD };

struct stream_block {
    atomic_uint users;
    size_t cap;
    char bytes[];
};

struct stream {
    int fd;       /* -1: all is in `in` */
    enum packing packing;
    struct stream_block *block;
    size_t begin, end; /* the window in it */
    bool ended; /* nothing follows the window, or not before stream_resume */
    const char *fault;
    u64 fault_at;
    u32 faults;
    /* bytes of the file at hand */
    char *in;
    size_t at, n, cap; /* cap 0: the bytes are not ours */
    u64 offset;        /* of in[0] in the file */
    bool in_ended;
    /* the member or frame being unpacked */
    size_t member;      /* where it begins in `in`; SIZE_MAX: not at hand any more */
    u64 member_at;      /* in the file */
    u64 given, member_given; /* unpacked bytes in all, and when it began */
    bool inside, has_dictionary;
    bool is_damaged;    /* it did not end early: its bytes are not what they were */
    struct libdeflate_decompressor *deflate;
    z_stream *z;
    ZSTD_DCtx *zstd;
};

/* ---- blocks ---- */

static struct stream_block *block_new(size_t cap)
{
    struct stream_block *b = heap_need(malloc(sizeof *b + cap));
    atomic_init(&b->users, 1);
    b->cap = cap;
    return b;
}

struct stream_block *stream_block_keep(struct stream_block *b)
{
    atomic_fetch_add(&b->users, 1);
    return b;
}

void stream_block_drop(struct stream_block *b)
{
    if (b && atomic_fetch_sub(&b->users, 1) == 1) free(b);
}

struct stream_block *stream_block(struct stream *s) { return s->block; }

/* ---- the file ---- */

static void fault(struct stream *s, const char *why)
{
    s->fault = why;
    s->fault_at = s->member_at;
    s->ended = true;
    s->inside = false;
    s->faults++;
}

/* Reads some bytes; 0 at the end of the file. */
static size_t read_some(struct stream *s, char *to, size_t room)
{
    ssize_t n = 0;
    if (s->in_ended) return 0;
    do n = read(s->fd, to, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        s->member_at = s->offset + s->n;
        fault(s, strerror(errno));
    }
    s->in_ended = n <= 0;
    return n > 0 ? (size_t)n : 0;
}

/* Makes `wants` bytes of the file stand at s->at, if there are as many. What stands before is given up, but for a member that is at hand. */
static bool ahead(struct stream *s, size_t wants)
{
    if (s->n - s->at >= wants || s->in_ended) return s->n - s->at >= wants;
    if (s->cap < PACKED_BYTES) s->in = heap_need(realloc(s->in, s->cap = PACKED_BYTES));
    if (s->member != SIZE_MAX && s->n - s->member > s->cap / 2) s->member = SIZE_MAX;
    size_t from = s->member < s->at ? s->member : s->at;
    memmove(s->in, s->in + from, s->n - from);
    s->n -= from;
    s->at -= from;
    s->offset += from;
    if (s->member != SIZE_MAX) s->member -= from;
    while (s->n < s->cap && s->n - s->at < wants) {
        size_t k = read_some(s, s->in + s->n, s->cap - s->n);
        if (k == 0) break;
        s->n += k;
    }
    return s->n - s->at >= wants;
}

static bool stands(const struct stream *s, size_t at, const char *magic, size_t n) { return s->n - at >= n && memcmp(s->in + at, magic, n) == 0; }
static bool is_gzip(const struct stream *s, size_t at) { return stands(s, at, "\x1f\x8b\x08", 3) && (s->n - at < 4 || ((u8)s->in[at + 3] & 0xe0) == 0); }
static bool is_zstd(const struct stream *s, size_t at) { return stands(s, at, "\x28\xb5\x2f\xfd", 4); }
static bool is_skipped(const struct stream *s, size_t at) { return s->n - at >= 4 && ((u8)s->in[at] & 0xf0) == 0x50 && memcmp(s->in + at + 1, "\x2a\x4d\x18", 3) == 0; }

static void begin_member(struct stream *s)
{
    s->member = s->at;
    s->member_at = s->offset + s->at;
    s->member_given = s->given;
}

/* ---- gzip ---- */

/* Unpacks some bytes; 0 also where a member is empty. */
static size_t gunzip(struct stream *s, char *out, size_t room)
{
    if (!s->inside) {
        size_t took = 0, gave = 0;
        ahead(s, MEMBER_BYTES);
        while (s->at < s->n && s->in[s->at] == 0) s->at++; /* tapes are padded */
        begin_member(s);
        if (s->at == s->n) {
            s->ended = s->in_ended;
            return 0;
        }
        if (!ahead(s, 10) || !is_gzip(s, s->at)) {
            fault(s, "what follows there is no gzip data");
            return 0;
        }
        if (libdeflate_gzip_decompress_ex(s->deflate, s->in + s->at, s->n - s->at, out, room, &took, &gave) == LIBDEFLATE_SUCCESS) {
            s->at += took;
            return gave;
        }
        if (inflateReset(s->z) != Z_OK) BUG("zlib cannot begin anew");
        s->inside = true;
    }
    if (!ahead(s, 1)) {
        if (!s->fault) fault(s, "its gzip data is cut off");
        return 0;
    }
    s->z->next_in = (Bytef *)s->in + s->at;
    s->z->avail_in = (uInt)(s->n - s->at);
    s->z->next_out = (Bytef *)out;
    s->z->avail_out = (uInt)MIN_OF(room, (size_t)1 << 30);
    uInt had = s->z->avail_out;
    int r = inflate(s->z, Z_NO_FLUSH);
    size_t gave = had - s->z->avail_out;
    s->at = s->n - s->z->avail_in;
    if (r == Z_STREAM_END) s->inside = false;
    return r == Z_OK || r == Z_STREAM_END || r == Z_BUF_ERROR ? gave : SIZE_MAX - gave;
}

/* True where a member that begins at s->at can be unpacked, as far as its beginning tells. */
static bool begins_gzip(struct stream *s)
{
    char scratch[4096];
    if (!is_gzip(s, s->at) || inflateReset(s->z) != Z_OK) return false;
    s->z->next_in = (Bytef *)s->in + s->at;
    s->z->avail_in = (uInt)(s->n - s->at);
    s->z->next_out = (Bytef *)scratch;
    s->z->avail_out = sizeof scratch;
    int r = inflate(s->z, Z_NO_FLUSH);
    return r == Z_OK || r == Z_STREAM_END || r == Z_BUF_ERROR;
}

/* ---- zstd ---- */

/* Archives packed by zstd may begin with their dictionary, in a frame to be skipped; it may be packed itself. */
static void take_dictionary(struct stream *s)
{
    u32 n = 0;
    if (s->has_dictionary || s->offset + s->at != 0 || !stands(s, s->at, "\x5d\x2a\x4d\x18", 4) || !ahead(s, 8)) return;
    for (int i = 3; i >= 0; i--) n = n << 8 | (u8)s->in[s->at + 4 + (size_t)i];
    if (n > PACKED_BYTES - 8 || !ahead(s, (size_t)n + 8)) return;
    const char *p = s->in + s->at + 8;
    unsigned long long plain = ZSTD_getFrameContentSize(p, n);
    char *room = NULL;
    size_t size = n;
    if (plain != ZSTD_CONTENTSIZE_ERROR && plain != ZSTD_CONTENTSIZE_UNKNOWN && plain <= DICTIONARY_BYTES) {
        room = heap_need(malloc(plain + 1));
        size = ZSTD_decompress(room, plain + 1, p, n);
        p = room;
    }
    s->has_dictionary = !ZSTD_isError(size) && !ZSTD_isError(ZSTD_DCtx_loadDictionary(s->zstd, p, size));
    free(room);
}

static size_t unzstd(struct stream *s, char *out, size_t room)
{
    if (!s->inside) {
        ahead(s, MEMBER_BYTES);
        begin_member(s);
        if (s->at == s->n) {
            s->ended = s->in_ended;
            return 0;
        }
        if (!is_zstd(s, s->at) && !is_skipped(s, s->at)) {
            fault(s, "what follows there is no zstd data");
            return 0;
        }
        take_dictionary(s);
        s->inside = true;
    } else {
        ahead(s, 1);
    }
    ZSTD_inBuffer from = {s->in + s->at, s->n - s->at, 0};
    ZSTD_outBuffer to = {out, room, 0};
    size_t left = ZSTD_decompressStream(s->zstd, &to, &from);
    s->at += from.pos;
    if (ZSTD_isError(left)) {
        ZSTD_DCtx_reset(s->zstd, ZSTD_reset_session_only);
        return SIZE_MAX - to.pos;
    }
    s->inside = left != 0;
    if (left != 0 && from.pos == 0 && to.pos == 0 && s->at == s->n && !s->fault) {
        ZSTD_DCtx_reset(s->zstd, ZSTD_reset_session_only);
        fault(s, "its zstd data is cut off");
    }
    return to.pos;
}

/* ---- windows ---- */

static size_t plain(struct stream *s, char *out, size_t room)
{
    size_t n = MIN_OF(room, s->n - s->at);
    if (n) {
        memcpy(out, s->in + s->at, n);
        s->at += n;
        return n;
    }
    n = read_some(s, out, room);
    s->offset += n;
    s->ended = s->in_ended;
    return n;
}

static void unpack_some(struct stream *s)
{
    char *out = s->block->bytes + s->end;
    size_t room = s->block->cap - s->end;
    size_t n = s->packing == PACKED_GZIP ? gunzip(s, out, room) : s->packing == PACKED_ZSTD ? unzstd(s, out, room) : plain(s, out, room);
    bool broken = n > room;
    if (broken) n = SIZE_MAX - n;
    s->end += n;
    s->given += n;
    s->is_damaged = broken;
    if (broken) fault(s, s->packing == PACKED_GZIP ? "its gzip data is broken" : "its zstd data is broken, or needs a window of more than 128 MB");
}

/* Room behind the window, which moves to the beginning of its block if nobody else keeps that, else to a new one. */
static void make_room(struct stream *s, size_t wants)
{
    size_t unread = s->end - s->begin;
    if (s->block->cap - s->end >= ROOM_BYTES) return;
    bool pays = s->begin >= unread / 2 && s->block->cap >= MAX_OF(wants, unread) + ROOM_BYTES;
    if (pays && atomic_load(&s->block->users) == 1) {
        memmove(s->block->bytes, s->block->bytes + s->begin, unread);
    } else {
        size_t cap = MAX_OF(BLOCK_BYTES, MAX_OF(wants, unread) + MAX_OF(ROOM_BYTES * 2, unread / 2));
        struct stream_block *b = block_new(cap);
        memcpy(b->bytes, s->block->bytes + s->begin, unread);
        stream_block_drop(s->block);
        s->block = b;
    }
    s->begin = 0;
    s->end = unread;
}

str stream_window(struct stream *s, size_t unread, size_t wants, bool *more)
{
    ASSERT(unread <= s->end - s->begin);
    s->begin = s->end - unread;
    while (s->end - s->begin < wants && !s->ended) {
        make_room(s, wants);
        unpack_some(s);
    }
    *more = !s->ended;
    return (str){s->block->bytes + s->begin, s->end - s->begin};
}

/* ---- opening ---- */

static struct stream *begin(struct stream *s)
{
    s->member = SIZE_MAX;
    s->packing = is_gzip(s, 0) ? PACKED_GZIP : is_zstd(s, 0) || stands(s, 0, "\x5d\x2a\x4d\x18", 4) ? PACKED_ZSTD : PACKED_NOT;
    if (s->packing == PACKED_GZIP) {
        s->deflate = heap_need(libdeflate_alloc_decompressor());
        s->z = heap_need(calloc(1, sizeof *s->z));
        if (inflateInit2(s->z, 16 + MAX_WBITS) != Z_OK) BUG("zlib cannot begin");
    }
    if (s->packing == PACKED_ZSTD) s->zstd = heap_need(ZSTD_createDCtx());
    s->block = block_new(s->packing == PACKED_NOT && s->in_ended ? s->n + ROOM_BYTES : BLOCK_BYTES);
    return s;
}

struct stream *stream_open(int fd)
{
    struct stream *s = heap_need(calloc(1, sizeof *s));
    s->fd = fd;
    s->in = heap_need(malloc(s->cap = SNIFF_BYTES));
    for (size_t k; s->n < s->cap && (k = read_some(s, s->in + s->n, s->cap - s->n)) != 0;) s->n += k;
    return begin(s);
}

struct stream *stream_of_bytes(str bytes)
{
    struct stream *s = heap_need(calloc(1, sizeof *s));
    s->fd = -1;
    memcpy(&s->in, &bytes.p, sizeof s->in); /* never written: nothing is read behind it */
    s->n = bytes.n;
    s->in_ended = true;
    return begin(s);
}

void stream_close(struct stream *s)
{
    if (s->fd > STDIN_FILENO) close(s->fd);
    if (s->cap) free(s->in);
    if (s->deflate) libdeflate_free_decompressor(s->deflate);
    if (s->z) inflateEnd(s->z);
    free(s->z);
    ZSTD_freeDCtx(s->zstd);
    stream_block_drop(s->block);
    free(s);
}

/* ---- faults ---- */

const char *stream_fault(const struct stream *s, u64 *at)
{
    *at = s->fault_at;
    return s->fault;
}

size_t stream_damaged(const struct stream *s)
{
    u64 n = s->given - s->member_given;
    return s->is_damaged && n <= s->end - s->begin ? (size_t)n : 0;
}

void stream_forget(struct stream *s, size_t n)
{
    ASSERT(n <= s->end - s->begin);
    s->end -= n;
    s->given -= n;
    s->is_damaged = false;
}

bool stream_resume(struct stream *s)
{
    bool gzip = s->packing == PACKED_GZIP;
    if (s->packing == PACKED_NOT || !s->fault) return false;
    if (s->member != SIZE_MAX && s->faults < FAULTS_NEAR) s->at = s->member;
    s->member = SIZE_MAX;
    s->at += s->offset + s->at == s->fault_at;
    while (ahead(s, SNIFF_BYTES) || s->n - s->at >= 4) {
        const char *p = memchr(s->in + s->at, gzip ? 0x1f : 0x28, s->n - s->at);
        size_t at = p ? (size_t)(p - s->in) : s->n;
        if (at == s->n || s->n - at < (s->in_ended ? 4 : 10)) {
            s->at = at;
            if (s->in_ended) break;
            continue;
        }
        s->at = at; /* ahead moves it with the bytes */
        ahead(s, SNIFF_BYTES);
        if (gzip ? begins_gzip(s) : is_zstd(s, s->at)) {
            s->fault = NULL;
            s->ended = false;
            return true;
        }
        s->at++;
    }
    return false;
}

u64 stream_bytes_read(const struct stream *s) { return s->offset + (s->packing == PACKED_NOT ? s->at : s->n); }
