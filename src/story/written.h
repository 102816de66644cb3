/*
** written.h - how the numbers of readings stand on their pages. Inside the layer only.
*/
#ifndef ASANID_STORY_WRITTEN_H
#define ASANID_STORY_WRITTEN_H

#include "story/dossier.h"

/*
** Fills `written` of the readings of one figure: the number in digits where a word of scale stands behind it ("3 billion": 3); of ranges
** that agree in one bound the other one, of other ranges null; else the value.
*/
void readings_write(struct arena *a, struct reading *v, u32 n);

#endif
