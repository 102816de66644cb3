/*
** memo.h - what a word was found to be, kept from text to text: most words of a text have been met before.
**
** Kept are words that their own letters tell alone, as printed; where the words around have a say (a phrase may go on, a verb or a
** preposition), the word is read anew each time. A memo belongs to one thread. It forgets: of two words of one slot the later stays.
*/
#ifndef ASANID_FACT_MEMO_H
#define ASANID_FACT_MEMO_H

#include "fact/name_words.h"
#include "fact/words.h"

#define MEMO_BITS 15u /* one and a half megabytes */

struct known_tag {
    u64 word;
    struct tag tag;
};
struct known_lexeme {
    u64 word;
    struct lexeme lexeme;
};
struct fact_memo {
    struct known_tag tags[1u << MEMO_BITS];
    struct known_lexeme lexemes[1u << MEMO_BITS];
};

/* The token as printed, and its class; never 0. */
u64 memo_word(const struct text *t, u32 i);

static inline struct known_tag *memo_tag(struct fact_memo *m, u64 word) { return &m->tags[word >> (64 - MEMO_BITS)]; }
static inline struct known_lexeme *memo_lexeme(struct fact_memo *m, u64 word) { return &m->lexemes[word >> (64 - MEMO_BITS)]; }

#endif
