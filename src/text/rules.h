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
    ABBREVIATION_TITLE,  /* "Gen.": a name follows; never the end of a sentence */
    ABBREVIATION_NUMBER, /* "No.", "Jan.": not the end where a number follows */
    ABBREVIATION_ANY,    /* "U.S.", "Inc.": the end only where a frequent word follows with a capital */
    ABBREVIATION_DOMAIN  /* "نت": none ends between a word and this one, glued to both sides of a full stop ("العربية.نت") */
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

/* A frequent word of one of the languages of the bit set. */
static inline bool text_is_stopword(const struct text_rules *r, u64 hash, u64 langs)
{
    const u64 *of = map_get(&r->stopwords, hash);
    return of && (*of & langs);
}

/* The bit of a language code; 0: no frequent words are known of it. */
static inline u64 text_lang_bit(const struct text_rules *r, const char *code)
{
    for (u32 i = 0; i < r->n_langs; i++)
        if (strcmp(r->langs[i], code) == 0)
            return (u64)1 << i;
    return 0;
}

#endif
