/*
** stem.h - one stem a word, whatever the language: Arabic by arabic.h, others by libstemmer, else the word itself.
*/
#ifndef ASANID_STEM_H
#define ASANID_STEM_H

#include "base/arena.h"

struct stemmer;
/* For a language code; never NULL. Belongs to one thread; stem_free it. */
struct stemmer *stem_new(const char *lang);
void stem_free(struct stemmer *s);
/* The stem of a folded key; good until the next call. */
str stem_word(struct stemmer *s, str key);

#endif
