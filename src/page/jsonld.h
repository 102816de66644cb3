/*
** jsonld.h - JSON-LD in pages: what schema.org's article types say.
*/
#ifndef ASANID_PAGE_JSONLD_H
#define ASANID_PAGE_JSONLD_H

#include "page/meta.h"

/* Reads one script of type application/ld+json (node `node`). What is no JSON is passed over. */
void jsonld_read(struct arena *a, str script, u32 node, struct meta *out);

/* Adds a candidate; white space at its ends left out, an empty one passed over. */
void meta_add(struct arena *a, struct meta *m, enum meta_field field, enum meta_rule rule, str value, u32 node);

#endif
