/*
** keys.h - the looser keys of a text's words and nothing else: the lean road of a corpus' first pass.
**
** Fingerprints need of a text the hashes of its words in order, not where they stand, nor sentences, nor marks. Here a text is cut at bytes
** that part words whatever stands around them (16 bytes a step); what lies between, nearly always one word, is looked up by its bytes in a
** memo of what it came to before. What is not there goes the road of text_read: the same token reader, the same folding, the same spellings. So there is
** one definition of a key, and what is here only remembers it; tests/text/test_keys.c holds the two roads together.
*/
#ifndef ASANID_KEYS_H
#define ASANID_KEYS_H

#include "text/text.h"

/* What was met before. Belongs to one thread at a time and to one set of rules; what it holds changes no answer. */
struct key_memo;
struct key_memo *key_memo_new(struct arena *a, const struct text_rules *rules);

struct keys {
    VEC(u64);
};

/* Appends `loose` of each token of text_read over the one zone that is not a mark. */
void keys_read(struct arena *a, struct key_memo *m, str zone, struct keys *out);

#endif
