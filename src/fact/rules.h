/*
** rules.h - what the fact passes know of languages: one compiled form a pass, made once, shared by threads.
**
** Inside the layer only. Each pass keeps its words to itself (struct date_rules in date.c ...) and is reached through
** its pointer here; `<pass>_rules_new` compiles the tables of lang/ into the arena that fact_rules_new was given.
*/
#ifndef ASANID_FACT_RULES_H
#define ASANID_FACT_RULES_H

#include "fact/fact.h"

struct number_rules;    /* number.c: number words, symbols */
struct date_rules;      /* date_rules.c: months, weekdays, units of time, relative words */
struct figure_rules;    /* figure.c: hedges, units, currencies */
struct statement_rules; /* statement.c: cues of speech */
struct name_rules;      /* name.c: titles, places, heads of organisations */

struct fact_rules {
    const struct text_rules *text;
    const struct number_rules *number;
    const struct date_rules *date;
    const struct figure_rules *figure;
    const struct statement_rules *statement;
    const struct name_rules *name;
};

const struct number_rules *number_rules_new(struct arena *a);
const struct date_rules *date_rules_new(struct arena *a);
const struct figure_rules *figure_rules_new(struct arena *a);
const struct statement_rules *statement_rules_new(struct arena *a);
const struct name_rules *name_rules_new(struct arena *a);

#endif
