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
/* False for most words, at a glance: none of the letters that attach begins it, or it is too short. */
static inline bool arabic_may_attach(str key)
{
    u32 lead = key.n >= 6 ? (u8)key.p[0] : 0, tail = key.n >= 6 ? (u8)key.p[1] : 0;
    return lead == 0xD9 ? tail == 0x81 || tail == 0x83 || tail == 0x84 || tail == 0x88 : lead == 0xD8 && tail == 0xA8;
}
/* The key without the article ال (also لل → ل + ال is not undone). */
str arabic_bare(str key);
bool arabic_has_article(str key);
/* The word, without its article, has the shape of a derived verb's noun: ifal, infial, istifal, tafil, tafaul. No name and no adjective has it. */
bool arabic_is_verbal_noun(str bare);
/* A light stem for grouping and search (after light10: Larkey, Ballesteros, Connell 2007): attached letters, article and
** frequent endings taken off, at least three letters left. A view into key, or of it. */
str arabic_stem(str key);

#endif
