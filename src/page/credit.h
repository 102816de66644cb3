/*
** credit.h - who is named as the source: datelines, credits, agencies in a text.
*/
#ifndef ASANID_PAGE_CREDIT_H
#define ASANID_PAGE_CREDIT_H

#include "page/layout.h"

/* The token behind the dateline that opens [first, end) ("بغداد:", "LONDON (Reuters) -", "بيروت - أ ف ب -", "(CNN)--"), or `first`. */
u32 dateline_end(const struct sheet *s, u32 first, u32 end);

/* The token at which a credit that ends [first, end) begins ("... . (رويترز)", "... . - AFP"), or `end`. */
u32 credit_begin(const struct sheet *s, u32 first, u32 end);

/* True where [first, end) names an agency, or stands for agencies, and little else: a line that is a credit. */
bool credit_is_line(const struct sheet *s, u32 first, u32 end);

/* True for a piece with a dateline, or that is a credit. */
bool piece_is_placed(struct sheet *s, u32 piece);

/* True where all words of [first, end) are names of places. */
bool tokens_are_place(const struct sheet *s, u32 first, u32 end);

/* Adds the credits of an article: of its credit lines and datelines, of its byline and known author, and of agencies that its body names as
** the way by which words came. Sorted by place, those without one first. */
void credits_read(struct sheet *s, const struct layout *layout, struct article *article);

#endif
