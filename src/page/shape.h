/*
** shape.h - what a piece looks like: its label, prose or title, a date, a bar of share buttons.
*/
#ifndef ASANID_PAGE_SHAPE_H
#define ASANID_PAGE_SHAPE_H

#include "page/piece.h"

/* A label found at a token. */
struct label {
    u8 kind;      /* enum furniture_kind, or NO_LABEL */
    u8 form;      /* enum cue_form */
    u32 words;    /* tokens of the label itself */
    u32 content;  /* token behind the label and its colon */
    bool colon;
};

/* The label that begins at token i, marks before it passed over; it reaches no further than `end`. Only the wording is judged, and
** the colon that some labels need. */
struct label label_at(const struct sheet *s, u32 i, u32 end);

/* Fills flags, label and content of a piece whose span, tokens and ends are known. */
void shape_read(const struct sheet *s, struct piece *p);

/* True where every word of [i, end) belongs to a date, and there are enough of them to be one. */
bool shape_is_date(const struct sheet *s, u32 i, u32 end);

/* True where a verb that opens a lead stands at token i. */
enum lead_how {
    LEAD_PLAIN = 0,
    LEAD_JOINED = 1, /* also behind an attached "and" */
    LEAD_NOUNS = 2   /* also where its spelling is a noun's as well: only where something else tells that a sentence begins */
};
bool shape_is_lead_verb(const struct sheet *s, u32 i, u32 end, enum lead_how how);

#endif
