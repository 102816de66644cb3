/*
** paint.h - what text.c and report.c print with: colour where it is wanted, headings, "key: text", paragraphs. Inside the layer only.
*/
#ifndef ASANID_SHOW_PAINT_H
#define ASANID_SHOW_PAINT_H

#include "show/text.h"

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define ADDED "\033[32m"
#define LOST "\033[31m"
#define PLAIN "\033[0m"

static inline void paint(struct out *o, const struct style *s, const char *code)
{
    if (s->color) out_z(o, code);
}

static inline void paint_heading(struct out *o, const struct style *s, const char *key)
{
    out_char(o, '\n');
    paint(o, s, BOLD);
    out_str(o, ui_text(s->ui, key));
    paint(o, s, PLAIN);
    out_char(o, '\n');
}

/* "key: text", wrapped. */
static inline void paint_line(struct out *o, const struct style *s, u32 indent, const char *key, str text)
{
    str name = ui_text(s->ui, key);
    text_pad(o, indent);
    paint(o, s, DIM);
    out_str(o, name);
    out_char(o, ':');
    paint(o, s, PLAIN);
    text_wrap(o, s, indent + 4, indent + MAX_OF(text_cells(name) + 1, 5), text);
    out_char(o, '\n');
}

/* Text behind an indent, wrapped, with a newline. */
static inline void paint_para(struct out *o, const struct style *s, u32 indent, str text)
{
    text_pad(o, indent);
    text_wrap(o, s, indent, indent, text);
    out_char(o, '\n');
}

/* An edge's evidence that weighs `least` or more either way, one item a line. `d`, if not NULL, names the articles. */
void paint_evidence(struct out *o, const struct style *s, const struct dossier *d, u32 indent, const struct edge *e, double least);

#endif
