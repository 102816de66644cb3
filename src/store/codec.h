/*
** codec.h - values packed into bytes and back, by one function for both directions.
**
** A visitor names every part of a value once (visit_u64(c, &x->n)); with `writing` it appends the part, else it fills it. So
** what is written and what is read cannot drift apart. Numbers are varints (LEB128), signed ones zigzag, spans the difference to the
** span before; the words of a field that stand at its span are not stored again.
**
** A packet frames what one visit wrote: version, check sum, length. Packets may stand one behind the other. Reading never trusts its
** bytes: every length and every enum is checked, the first trouble is kept in `bad`, and from then on every visit gives zeros.
** Views that reading makes point into the packet or the page's text; both must live as long as the value.
*/
#ifndef ASANID_CODEC_H
#define ASANID_CODEC_H

#include "base/out.h"
#include "base/vec.h"
#include "page/page.h"
#include "story/story.h"

#define CODEC_VERSION 1 /* raised when a visitor changes; older packets are then read anew from the raw page by `reindex` */

struct codec {
    bool writing;
    struct out out;      /* writing: what has been packed */
    str rest;            /* reading: not visited yet */
    struct arena *arena; /* reading: where arrays are made */
    str text;            /* the page's text, which spans and fields point into */
    u64 text_n;          /* its length; spans must lie inside (UINT32_MAX where the text is not at hand) */
    u32 at;              /* beginning of the span before */
    const char *bad;     /* reading: what is wrong, or NULL */
};

void codec_write(struct codec *c, struct arena *a, str text);
/* The packet of what was visited, in the arena. */
str codec_packet(struct codec *c);
/* Opens the first packet of *packets for reading and moves *packets behind it. False (and `bad`) where it is no sound packet. */
bool codec_read(struct codec *c, struct arena *a, str *packets, str text);
/* For packets whose text is not at hand: spans are then only known to fit 32 bits. */
#define CODEC_NO_TEXT ((str){NULL, UINT32_MAX})
/* Ends reading: true where all went well and nothing is left over. */
bool codec_done(struct codec *c);

void visit_u64(struct codec *c, u64 *x);
void visit_i64(struct codec *c, i64 *x);
void visit_u32(struct codec *c, u32 *x);
void visit_i32(struct codec *c, i32 *x);
void visit_int(struct codec *c, int *x);
void visit_bool(struct codec *c, bool *x);
void visit_double(struct codec *c, double *x);
/* A small number or enum, at most `most`. */
void visit_u8(struct codec *c, u8 *x, u8 most);
void visit_str(struct codec *c, str *x);
/* A name out of a small set, kept as its words: language code, kind of evidence. */
void visit_z(struct codec *c, const char **x);
void visit_span(struct codec *c, span *x);
void visit_field(struct codec *c, struct field *x);
/* The number of elements of an array: at most one a byte left. */
void visit_count(struct codec *c, u32 *n);

/* Every element of a vector by `visit_one`. */
#define VISIT_VEC(c, vec, visit_one)                                                                                           \
    do {                                                                                                                       \
        visit_count((c), &(vec)->n);                                                                                           \
        if (!(c)->writing) {                                                                                                   \
            (vec)->cap = (vec)->n;                                                                                             \
            (vec)->v = (vec)->n ? arena_alloc((c)->arena, (size_t)(vec)->n * sizeof *(vec)->v) : NULL;                         \
        }                                                                                                                      \
        for (u32 i_ = 0; i_ < (vec)->n; i_++) visit_one((c), &(vec)->v[i_]);                                                   \
    } while (0)

/* ---- the values of the store (visit.c) ---- */

void visit_known(struct codec *c, struct known *x);
void visit_article(struct codec *c, struct article *x);
void visit_modified(struct codec *c, struct article *x);
void visit_facts(struct codec *c, struct facts *x);
void visit_match(struct codec *c, struct match *x); /* all but a and b, which are the row's key */
void visit_edge(struct codec *c, struct edge *x);   /* all but child and parent */
void visit_origin(struct codec *c, struct origin *x); /* all but article */
void visit_unseen(struct codec *c, struct unseen *x); /* all but id and witnesses */

/* Fingerprints: places as differences, hashes as they are. */
str prints_pack(struct arena *a, const struct prints *p);
bool prints_unpack(struct arena *a, str packet, struct prints *out);

#endif
