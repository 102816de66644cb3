/*
** spelling.h - the looser key of a word: letter rules (fold.h) and the spellings of lang/<code>/spelling.tsv.
**
** A row is: spelling, the spelling it counts as, and where it applies: `word` (the whole word), `stem` (its beginning: derived and
** inflected words follow), `end` (its last letters, behind at least three others). In an Arabic word attached letters and
** the article may stand before. Longer spellings win; one beginning and one end are replaced in a word at most.
*/
#ifndef ASANID_SPELLING_H
#define ASANID_SPELLING_H

#include "base/arena.h"

#define SPELLING_KEY_MAX 128u                      /* longer keys are their own looser key */
#define SPELLING_ROOM (SPELLING_KEY_MAX * 2 + 128) /* of a looser key, in bytes */

struct spelling;

/* The tables of all languages; immutable, lives in the arena. */
const struct spelling *spelling_new(struct arena *a);

/* The looser key of a strict key; `key` itself, or bytes in `room`. */
str spelling_loose(const struct spelling *sp, str key, char room[SPELLING_ROOM]);

#endif
