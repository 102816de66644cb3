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
    size_t limit; /* so many bytes may be looked at behind raw.p: raw.n and more where raw is part of a text */
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

static inline struct token_reader token_reader_of(str raw) 
{
    return (struct token_reader){.raw = raw, .limit = raw.n, .gap = true};
}

/* The next token without its key; false at the end. */
bool token_next(struct token_reader *r, struct raw_token *t);
/*
** The short road of most tokens, many in one go: those from r->at on that are a word of letters alone, Arabic or Latin, a run of digits, or a mark,
** where what stands behind ends it whatever follows. Fills all of a token (spans begin at `base`, `loose` is `hash`), and its key behind the *used
** bytes of keys. Gives how many; it stops before the first token of another kind, which token_next and token_fold tell, before
** out[most - 1], and where less than TOKEN_PLAIN_ROOM of the `cap` bytes of keys are left. *seen gets the bits of
** what was among them. The same tokens come out on either road.
*/
enum run_seen {
    RUN_WORDS = 1,   /* or numbers */
    RUN_QUOTES = 2,  /* straight quotation marks, or marks that are not ASCII */
    RUN_NEWLINE = 4  /* a token with TOKEN_NEWLINE */
};
#define TOKEN_PLAIN_BYTES 64u
#define TOKEN_PLAIN_ROOM (TOKEN_PLAIN_BYTES * 3 + 8)
u32 token_run(struct token_reader *r, u32 base, u32 sentence, struct token *out, u32 most, char *keys, size_t *used, size_t cap, u32 *seen);

/* Its key into out (room: fold_room of its bytes), gives the key's length; 0: nothing is left of it, it is no token. May set cls:
** a lone tatweel is a dash. */
size_t token_fold(str raw, struct raw_token *t, char *out);

#endif
