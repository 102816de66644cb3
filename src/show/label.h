/*
** label.h - what a reader calls things: an article, a day, a relation; shared by the terminal and the page.
*/
#ifndef ASANID_SHOW_LABEL_H
#define ASANID_SHOW_LABEL_H

#include "show/object.h"
#include "show/text.h"

/* An article's name for people: its outlet, else the source that the page names ("المصدر: ...") where that is no agency, else the last part of its
** id; numbered where several have one name. */
str label_article(struct arena *a, const struct dossier *d, u32 account);
/* True where the label does not show which article it is: it is an outlet's name. */
bool label_needs_id(struct arena *a, const struct dossier *d, u32 account);
/* "AFP", "unseen source", an article's label. */
str label_node(struct arena *a, const struct dossier *d, u32 node, const char *ui);
/* An item of evidence in words: the note as it was written in English, its articles by their labels; else what its kind means. */
str label_evidence(struct arena *a, const struct dossier *d, const struct evidence *v, const char *ui);
/* True where readings of a figure differ in their value, not in a hedge alone. */
bool label_values_differ(const struct figure_line *f);
/* First and last day of a dossier, of an event; "" where no page tells one. */
str label_days(struct arena *a, const struct dossier *d);
str label_event_days(struct arena *a, const struct event *e);
/* "2024-01-26", or "". */
str label_published(struct arena *a, const struct article *x);

/* The chain as a tree: each node once, below its likeliest parent, in the order to print. */
struct branch {
    u32 node;          /* account, or NODE_UNSEEN | index */
    u32 depth;
    const struct edge *edge; /* to the parent it stands below; NULL for a root */
    bool last;         /* of its siblings */
};
struct branches {
    VEC(struct branch);
};
struct branches label_tree(struct arena *a, const struct dossier *d);

/* Statements of all accounts by speaker: the same words of one speaker are one line with several bearers, whatever their spelling. What only a headline says is left out. */
struct said {
    const struct statement *statement; /* of its first bearer: its wording */
    struct { VEC(u32); } accounts;
};
struct speaker {
    str name, role;  /* "" nobody named */
    bool government; /* the name is a country's or capital's */
    struct { VEC(struct said); } said;
};
struct speakers {
    VEC(struct speaker);
};
struct speakers label_speakers(struct arena *a, const struct dossier *d);

/* Who claims a figure, where one of its bearers tells; "" else. */
str label_claimant(const struct dossier *d, const struct reading *r);
/* dossier.figures in the order to show: those whose values differ, those told otherwise, those that several tell, the rest. */
u32 *label_figures(struct arena *a, const struct dossier *d);

/* Whether a difference belongs into the section on what was left out and added, or into that on what differs; there without those that the
** section on figures has shown. */
bool label_shows(const struct dossier *d, const struct difference *x, bool leaving_out);

/* Whose text is printed by whom, with the credit or without. */
struct credited_source {
    str source;
    struct { VEC(u32); } kept, dropped;
};
struct credited {
    VEC(struct credited_source);
};
struct credited label_credits(struct arena *a, const struct dossier *d);

#endif
