/*
** rules.h - what the fact passes know of languages: one compiled form a pass, made once, shared by threads.
**
** Inside the layer only. Each pass keeps its words to itself and is reached through its pointer here (dates, numbers and figures
** share one vocabulary, words.h); `<pass>_rules_new` compiles the tables of lang/ into the arena that fact_rules_new was given.
*/
#ifndef ASANID_FACT_RULES_H
#define ASANID_FACT_RULES_H

#include "fact/fact.h"

struct words;           /* words.h: the vocabulary of dates, numbers and figures */
struct tagged;          /* words.h: a text with its tags */
struct statement_rules; /* statement.c: cues of speech */
struct name_rules;      /* name.c: titles, places, heads of organisations */

struct fact_rules {
    const struct text_rules *text;
    const struct words *words;
    const struct statement_rules *statement;
    const struct name_rules *name;
};

const struct statement_rules *statement_rules_new(struct arena *a);
const struct name_rules *name_rules_new(struct arena *a);

/* The tags of the text's words, made once and kept in out->tagged. */
const struct tagged *facts_tagged(struct arena *a, const struct fact_rules *rules, const struct text *text, struct facts *out);

#endif
