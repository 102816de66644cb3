/*
** layout.h - from pieces to articles: what each piece is, and to which article it belongs.
*/
#ifndef ASANID_PAGE_LAYOUT_H
#define ASANID_PAGE_LAYOUT_H

#include "page/piece.h"

enum segment_role { SEGMENT_BODY, SEGMENT_SUBHEADING, SEGMENT_HEADLINE, SEGMENT_DATELINE, SEGMENT_FURNITURE };

struct segment {
    span span;
    u32 first, end; /* tokens */
    u8 role;        /* enum segment_role */
    u8 kind;        /* enum furniture_kind, of furniture */
    u32 part;       /* of the article */
};

struct layout {
    struct { VEC(struct segment); } segments; /* in order of the page */
    u32 parts;
};

/*
** Walks the pieces once: header, body, what comes behind it, and whether another article begins there. A piece that is known to be a title,
** for its key is known.headline's, may stand anywhere in the header.
*/
void layout_read(struct sheet *s, struct layout *out);

/* Adds a segment. A span without length is passed over. */
void layout_add(struct sheet *s, struct layout *out, u32 part, enum segment_role role, enum furniture_kind kind, span at, u32 first, u32 end);

#endif
