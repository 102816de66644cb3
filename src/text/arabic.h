/*
** arabic.h - what Arabic words carry: attached letters, the article, a light stem.
**
** All of these take folded keys.
*/
#ifndef ASANID_ARABIC_H
#define ASANID_ARABIC_H

#include "base/arena.h"

/* The ways to read attached letters off a word: fills lens[] (ascending, lens[0] = 0) with the bytes of و ف ب ك ل and their pairs
** that may stand before the word proper; gives their number, at most 4. A rest shorter than two letters is not offered. */
u32 arabic_proclitics(str key, u8 lens[4]);
/* The key without the article ال (also لل → ل + ال is not undone). */
str arabic_bare(str key);
bool arabic_has_article(str key);
/* The word, without its article, has the shape of a derived verb's noun: ifal, infial, istifal, tafil, tafaul. No name and no adjective has it. */
bool arabic_is_verbal_noun(str bare);
/* A light stem for grouping and search (after light10: Larkey, Ballesteros, Connell 2007): attached letters, article and
** frequent endings taken off, at least three letters left. A view into key, or of it. */
str arabic_stem(str key);

#endif
