/*
** text.h - for people at a terminal: columns that line up with Arabic in them, colour only where it is wanted, lines that fit.
**
** Interface strings come from lang/<code>/interface.tsv. Width is counted in cells (marks and zero-width characters none, wide letters two).
*/
#ifndef ASANID_SHOW_TEXT_H
#define ASANID_SHOW_TEXT_H

#include "base/out.h"
#include "story/dossier.h"

struct style {
    bool color;       /* a terminal, and no NO_COLOR */
    u32 width;        /* cells of a line; 80 where it is not known */
    const char *ui;   /* language of the interface strings: "ar", "en" */
};

/* Cells that s takes on a terminal. */
u32 text_cells(str s);
void text_pad(struct out *o, u32 n);
/* Writes words from cell `at` on, runs of white space one space, broken at the width, further lines behind `indent` cells; gives the cell it ends at. */
u32 text_wrap(struct out *o, const struct style *s, u32 indent, u32 at, str text);

/* An interface string by its key ("independent_tellings"); the English one, then the key itself, where the language has none. */
str ui_text(const char *ui, const char *key);

/* One article as `read` shows it: head, body, furniture kinds and sizes. `why`: also where each part was found, and the rejected candidates. */
void text_article(struct out *o, const struct style *s, const struct account *acc, bool why);
/* What an HTML page's head tells, rule by rule: what of it was taken, what agrees, what says something else. */
void text_head(struct out *o, const struct style *s, const struct page *page);
/* The article's text with its facts marked in place, and a legend. */
void text_facts(struct out *o, const struct style *s, const struct account *acc);
/* The whole dossier of one story. */
void text_dossier(struct out *o, const struct style *s, const struct dossier *d);
/* Passages two articles share, with what differs marked. */
void text_matches(struct out *o, const struct style *s, const struct account *a, const struct account *b, const struct matches *m);
/* An edge with its evidence, one item a line. */
void text_edge(struct out *o, const struct style *s, const struct edge *e, str child, str parent);

/* A table: first row the heads; `right` says which columns are numbers. The widest column is cut to fit. */
struct text_table {
    u32 columns;
    u32 right; /* bit i: column i is flush right */
    struct { VEC(str); } cells; /* row by row */
};
void text_table(struct out *o, struct arena *a, const struct style *s, const struct text_table *t);

#endif
