/*
** custom.h - what a corpus shows of its outlets and agencies, learned from the credits that are printed. Inner part of stemma*.c and origin.c.
**
** Which agencies an outlet names, and how often it names one where a copy does; which agency's texts speak through which other; with what
** words each agency writes; how many texts of an outlet come elsewhere too, before it and behind it. Counts only: a corpus without credits
** teaches nothing, and everything asked of it then says so (0, or what holds of outlets in general).
*/
#ifndef ASANID_CUSTOM_H
#define ASANID_CUSTOM_H

#include "trace/match.h"

#define CUSTOM_AGENCIES 24 /* the first so many that are named are known by their texts */

struct customs;
struct customs *customs_new(struct arena *a);

/* Every article once, in final order (published, id). */
void customs_see(struct customs *c, const struct article *article, const struct telling *t);
/* Then the passages that they share; match.a and b count articles as they were seen. */
void customs_share(struct customs *c, const struct matches *m);

/* Articles whose credit names one agency: how much there was to learn from. */
u32 customs_credits(const struct customs *c);

/* The agencies that credits name: code of agency i < customs_agencies. */
u32 customs_agencies(const struct customs *c);
str customs_agency(const struct customs *c, u32 i);

/* For each agency (arrays of CUSTOM_AGENCIES): ln of the chance that a credit of this outlet names it. */
void customs_prior(const struct customs *c, str house, double *ln);
/* The chance that a credit names an agency which none names yet. */
double customs_unnamed(const struct customs *c);
/* Adds ln of how much likelier an article is its text, where one that quotes a statement through `via` is seen. */
void customs_via(const struct customs *c, str via, double *ln);
/* How well the words fit each agency's texts: log-likelihood against all of them, over the root of the number of words. Scratch from `a`. */
void customs_style(const struct customs *c, struct arena *a, const struct telling *t, double *fit);

/* The chance that the outlet names an agency where it prints an agency's text; and that a text which two outlets print is an agency's. */
double customs_names(const struct customs *c, str house);
double customs_agency_share(const struct customs *c);
/* The share of an outlet's texts that it prints before another does and of those it prints behind another: the lesser of the two. An outlet
** that copies has few of the first, one that is copied few of the second, and who prints what agencies send out has both. */
double customs_twins(const struct customs *c, str house);

#endif
