/*
** token.h - one token after another, for text.c and lexicon.c. Not for other layers: they read a `struct text`.
**
** What a token is, text.h tells. White space, controls and stray zero-width marks are no tokens; zero-width marks at a token's
** end are left out of its span.
*/
#ifndef ASANID_TOKEN_H
#define ASANID_TOKEN_H

#include "text/text.h"

#define TOKEN_BYTES_MAX 16384u /* a longer run of letters is cut: its key must fit a u16 length */

struct token_reader {
    str raw;    /* read up to raw.n */
    size_t at;
    size_t word_end; /* of the word of UAX 29 that is being parted; `at` or less: of none */
    bool gap;     /* white space, or the beginning, stands before `at` */
    bool newline; /* a line break does */
};

struct raw_token {
    size_t begin, end;
    u32 seen; /* word classes, segment.h */
    u8 cls, flags;
};

static inline struct token_reader token_reader_of(str raw) { return (struct token_reader){raw, 0, 0, true, false}; }

/* The next token without its key; false at the end. */
bool token_next(struct token_reader *r, struct raw_token *t);
/*
** The short road of most words, in one go: the next token and its key, where it is a word of letters alone, Arabic or small Latin ones behind a first of any kind, that
** white space, a comma or the like ends, and folding is by letter. False: nothing is read (but spaces); token_next and token_fold tell. The same
** token comes out on either road. Room at `key`: TOKEN_PLAIN_ROOM.
*/
#define TOKEN_PLAIN_BYTES 64u
#define TOKEN_PLAIN_ROOM (TOKEN_PLAIN_BYTES * 3 + 8)
bool token_plain(struct token_reader *r, struct raw_token *t, char *key, size_t *n);

/* Its key into out (room: fold_room of its bytes), gives the key's length; 0: nothing is left of it, it is no token. May set cls:
** a lone tatweel is a dash. */
size_t token_fold(str raw, struct raw_token *t, char *out);

#endif
