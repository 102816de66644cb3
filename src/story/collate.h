/*
** collate.h - shared passages laid side by side: which word stands at which, and readings gathered over many pairs.
**
** A locus is one place of the story's text where tellings go apart. Pairwise edits that touch in any telling are of one locus;
** its witnesses are grouped by the words they have there. Method and words (witness, reading, locus) are textual criticism's.
** Inside the layer only.
*/
#ifndef ASANID_STORY_COLLATE_H
#define ASANID_STORY_COLLATE_H

#include "story/view.h"

/* The words of one match: b_of[i] is the word of b at word from_a + i of a, a_of[i] the other way; UINT32_MAX where none stands there.
** Words of a replaced stretch stand at the first word of its counterpart. */
struct alignment {
    u32 from_a, to_a, from_b, to_b;
    u32 *b_of, *a_of;
};
struct alignment alignment_make(const struct view *v, const struct match *m);

/* A stretch of one account at a locus; empty (to == from) where the account has no words there: it lacks. */
struct stretch {
    u32 acc, from, to;
};
/* Two accounts go apart. */
struct apart {
    struct stretch a, b;
    u8 class; /* enum edit_class */
    bool number; /* nothing but a number differs: it meets others of its kind only */
};
struct aparts {
    VEC(struct apart);
};

/* A shared passage reads one number where the other reads another, and the words around are the same; the spans are of the numbers. */
bool figure_changes(const struct view *v, const struct match *m, span in_a, span in_b);
/* All places where matched passages go apart: edits, and differing beginnings and ends of sentences that match in part. */
void aparts_find(const struct view *v, struct aparts *out);
/* Gathers them into differences, by locus; `skip` figures that figures_make found already. */
void aparts_gather(const struct view *v, const struct aparts *v_aparts, const struct dossier *known, struct dossier *out);

#endif
