/*
** rules.h - inside struct text_rules: frequent words, abbreviations, spellings of all languages. For text/ only.
*/
#ifndef ASANID_TEXT_RULES_H
#define ASANID_TEXT_RULES_H

#include "base/map.h"
#include "text/spelling.h"
#include "text/text.h"

#define TEXT_LANGS_MAX 64u

/* Column 2 of abbreviations.tsv: what the full stop behind one may be. */
enum abbreviation {
    ABBREVIATION_NONE,
    ABBREVIATION_TITLE, /* "Gen.": a name follows; never the end of a sentence */
    ABBREVIATION_NUMBER, /* "No.", "Jan.": not the end where a number follows */
    ABBREVIATION_ANY    /* "U.S.", "Inc.": the end only where a frequent word follows with a capital */
};

struct text_rules {
    const struct spelling *spelling;
    const char *langs[TEXT_LANGS_MAX]; /* codes that frequent words are known of */
    u32 n_langs;
    struct map stopwords;     /* hash of the key -> bit set of langs */
    struct map abbreviations; /* hash of the key without its last full stop -> enum abbreviation */
};

static inline enum abbreviation text_abbreviation(const struct text_rules *r, u64 hash)
{
    const u64 *kind = map_get(&r->abbreviations, hash);
    return kind ? (enum abbreviation)*kind : ABBREVIATION_NONE;
}

/* A frequent word of any language. */
static inline bool text_is_stopword(const struct text_rules *r, u64 hash) { return map_get(&r->stopwords, hash) != NULL; }

#endif
