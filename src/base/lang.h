/*
** lang.h - the words of lang/<code>/<name>.tsv, compiled in by tools/gen_lang.py.
**
** A table is the file's rows in order; a row is its tab-separated columns, trimmed, comments and blank lines left out.
** Column 0 is always the surface form. lang/any holds what belongs to no language (agencies, symbols).
*/
#ifndef ASANID_LANG_H
#define ASANID_LANG_H

#include "base/str.h"

#define LANG_COLUMNS_MAX 8

struct lang_row {
    const char *column[LANG_COLUMNS_MAX]; /* "" where the row has fewer */
};

struct lang_table {
    const char *lang, *name;
    const struct lang_row *rows;
    u32 n;
};

extern const struct lang_table lang_tables[]; /* generated; sorted by lang, then name */
extern const u32 lang_tables_n;

/* The table, or NULL. */
const struct lang_table *lang_table(const char *lang, const char *name);
/* Steps through the codes there are ("ar", "en", ...; "any" left out), sorted: begin with *code NULL; false behind the last. */
bool lang_next(const char **code);

#endif
