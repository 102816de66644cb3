/*
** rules.h - what the story layer knows of languages; inside the layer only.
*/
#ifndef ASANID_STORY_RULES_H
#define ASANID_STORY_RULES_H

#include "base/map.h"
#include "story/story.h"
#include "text/lexicon.h"
#include "text/spelling.h"
#include "text/stem.h"

struct story_rules {
    const struct text_rules *text;
    const struct spelling *spelling;
    const struct lexicon *roundups; /* lang/<code>/roundups.tsv */
    const struct lexicon *future;   /* lang/<code>/future.tsv: words that announce */
    struct { VEC(str); } future_prefixes; /* of the same table, folded: "will" as a prefix of the verb */
    struct map common;              /* stem key (story_stem_key) -> share of articles, of 65,535 */
};

/* A word that frequency.tsv does not hold is in as many articles as the rarest there, or fewer. */
#define COMMON_UNLISTED 160u /* of 65,535: 2.4 in a thousand */

static inline u64 story_stem_key(u32 stem, bool latin) { return ((u64)latin << 32) | stem; }

/* The stem of a folded word, spellings that outlets differ in made one. */
u32 story_stem(const struct story_rules *r, struct stemmer *st, str key, bool *latin);

#endif
