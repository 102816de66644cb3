/* frame.c - pages packed with zstd. */
#include "store/frame.h"

#include "base/limits.h"
#include "store/codec.h"

#include <stdlib.h>
#include <zstd.h>

#define FRAME_LEVEL 3
/* A frame holds bytes, text (at most three times as long, when every byte was mended) and a record's fields. */
#define FRAME_BYTES_MAX (6ull * LIMIT_PAGE_BYTES)

struct frame_coder {
    ZSTD_CCtx *pack;
    ZSTD_DCtx *unpack;
};

struct frame_coder *frame_coder_new(void)
{
    struct frame_coder *f = calloc(1, sizeof *f);
    if (!f) return NULL;
    f->pack = ZSTD_createCCtx();
    f->unpack = ZSTD_createDCtx();
    if (!f->pack || !f->unpack) {
        frame_coder_free(f);
        return NULL;
    }
    ZSTD_CCtx_setParameter(f->pack, ZSTD_c_compressionLevel, FRAME_LEVEL);
    ZSTD_CCtx_setParameter(f->pack, ZSTD_c_checksumFlag, 1);
    return f;
}

void frame_coder_free(struct frame_coder *f)
{
    if (!f) return;
    ZSTD_freeCCtx(f->pack);
    ZSTD_freeDCtx(f->unpack);
    free(f);
}

bool frame_pack(struct frame_coder *f, struct arena *a, const struct page *page, struct frame_place *place, str *frame)
{
    struct known known = page->known;
    struct codec c;
    codec_write(&c, a, STR_EMPTY);
    visit_known(&c, &known);
    str packet = codec_packet(&c);

    /* Plain text is its own bytes, or all of them behind the byte order mark. */
    bool apart = !str_ends(page->raw, page->text);
    *place = (struct frame_place){page->raw.n, page->raw.n - (apart ? 0 : page->text.n), page->text.n};
    size_t n = page->raw.n + (apart ? page->text.n : 0) + packet.n, at = 0;
    char *plain = arena_alloc(a, n);
    const str parts[3] = {page->raw, apart ? page->text : STR_EMPTY, packet};
    for (u32 i = 0; i < COUNT_OF(parts); i++) {
        if (parts[i].n) memcpy(plain + at, parts[i].p, parts[i].n);
        at += parts[i].n;
    }
    size_t room = ZSTD_compressBound(n);
    char *p = arena_alloc(a, room);
    size_t packed = ZSTD_compress2(f->pack, p, room, plain, n);
    *frame = (str){p, packed};
    return !ZSTD_isError(packed);
}

bool frame_unpack(struct frame_coder *f, struct arena *a, str frame, const struct frame_place *place, struct frame_parts *out)
{
    *out = (struct frame_parts){STR_EMPTY, STR_EMPTY, STR_EMPTY};
    u64 n = ZSTD_getFrameContentSize(frame.p, frame.n);
    if (n == ZSTD_CONTENTSIZE_ERROR || n == ZSTD_CONTENTSIZE_UNKNOWN || n > FRAME_BYTES_MAX) return false;
    if (place->raw_bytes > n || place->text_at > n || place->text_bytes > n - place->text_at) return false;
    char *plain = arena_alloc(a, n);
    size_t got = ZSTD_decompressDCtx(f->unpack, plain, n, frame.p, frame.n);
    if (ZSTD_isError(got) || got != n) return false;
    u64 behind = MAX_OF(place->raw_bytes, place->text_at + place->text_bytes);
    out->raw = (str){plain, place->raw_bytes};
    out->text = (str){plain + place->text_at, place->text_bytes};
    out->known = (str){plain + behind, n - behind};
    return true;
}
