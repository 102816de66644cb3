/*
** html.h - dossiers as one self-contained page: no script needed, no outside request, direction per element, light and dark.
*/
#ifndef ASANID_SHOW_HTML_H
#define ASANID_SHOW_HTML_H

#include "base/out.h"
#include "story/dossier.h"

/* A page of `n` dossiers, the first ones first, with a list of contents where there are several. `ui` as in text.h. */
void html_page(struct out *o, const char *ui, const struct dossier *dossiers, u32 n);

#endif
