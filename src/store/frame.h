/*
** frame.h - a page on disk: one zstd frame.
**
** A frame holds the page's bytes as they came, then its text (mended UTF-8) unless those bytes hold it already, then the packet
** of what its carrier told. A record's or markup's text behind its bytes costs next to nothing: zstd finds it there. The frame
** carries zstd's own check sum.
*/
#ifndef ASANID_FRAME_H
#define ASANID_FRAME_H

#include "page/page.h"

struct frame_coder;
struct frame_coder *frame_coder_new(void); /* NULL: no memory */
void frame_coder_free(struct frame_coder *f);

/* Where the parts stand in the unpacked frame. */
struct frame_place {
    u64 raw_bytes, text_at, text_bytes;
};

/* Packs a page; false: no memory. The frame lies in the arena. */
bool frame_pack(struct frame_coder *f, struct arena *a, const struct page *page, struct frame_place *place, str *frame);

struct frame_parts {
    str raw, text;
    str known; /* the packet of a struct known */
};
/* Unpacks into the arena; false: the frame is damaged. */
bool frame_unpack(struct frame_coder *f, struct arena *a, str frame, const struct frame_place *place, struct frame_parts *out);

#endif
