/*
** lexicon.h - phrases of lang/ as one automaton over folded tokens.
**
** A lexicon holds phrases ("وكالة فرانس برس", "read also", "ذو الحجة") folded and cut into tokens, each with the row it comes
** from and a kind of the caller's. It is immutable once lexicon_done was called.
*/
#ifndef ASANID_LEXICON_H
#define ASANID_LEXICON_H

#include "base/lang.h"
#include "text/text.h"

struct lexicon;

struct lexicon_hit {
    const struct lang_row *row; /* NULL: no hit */
    const char *lang;           /* of the table */
    u32 kind;                   /* as given to lexicon_add */
    u32 n;                      /* tokens */
    u32 proclitic;              /* bytes of the first token's key that are attached letters, not of the phrase */
};

enum lexicon_how {
    LEXICON_EXACT = 0,
    LEXICON_PROCLITIC = 1, /* the first word may carry و ف ب ل ك and their pairs, and ل for لل ("للأمم" finds "الأمم") */
    LEXICON_LOOSE = 2      /* compare looser keys */
};

struct lexicon *lexicon_new(struct arena *a);
/* Adds every row of a table, by column 0; a NULL table adds nothing. A phrase that is there already keeps its first row. */
void lexicon_add(struct lexicon *l, const struct lang_table *t, u32 kind);
/* Adds one phrase. */
void lexicon_add_row(struct lexicon *l, const struct lang_row *row, const char *phrase, const char *lang, u32 kind);
/* Adds the table `name` of every language. */
void lexicon_add_all(struct lexicon *l, const char *name, u32 kind);
void lexicon_done(struct lexicon *l);

/* The longest phrase that begins at token i of t and ends before token `end`. */
struct lexicon_hit lexicon_at(const struct lexicon *l, const struct text *t, u32 i, u32 end, enum lexicon_how how);
/* The same over a bare string, for lines that are not read as a text yet: the phrase at the beginning of `line`, and in *len the
** bytes of the line it takes. */
struct lexicon_hit lexicon_prefix(const struct lexicon *l, str line, size_t *len);
/* The phrase that is the whole of a word or name. */
struct lexicon_hit lexicon_whole(const struct lexicon *l, str s);

#endif
