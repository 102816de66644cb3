/*
** dossier.h - what a reader sees of one story; nothing in it without a span that proves it.
**
** Derived on demand from a story's accounts, matches and edges; never stored.
*/
#ifndef ASANID_DOSSIER_H
#define ASANID_DOSSIER_H

#include "base/map.h"
#include "story/story.h"

/* A reading's bearer: an account and the place in its page. */
struct bearer {
    u32 account; /* index into dossier.accounts */
    span span;   /* SPAN_NULL where it stands in no text */
};

struct reading {
    str text;
    str value; /* JSON: a number (of a figure the whole amount), [low,high] of a range, a string, or "null" */
    str written; /* of a figure: the number as the page writes it (written.h); "" as the value */
    struct { VEC(struct bearer); } bearers;
};

enum difference_kind { DIFF_FIGURE, DIFF_DATE, DIFF_NAME, DIFF_WORDING, DIFF_OMISSION, DIFF_ADDITION, DIFF_QUOTE, DIFF_CREDIT };
const char *difference_kind_name(enum difference_kind k);

struct difference {
    u8 kind;
    str slot; /* the counted noun, speaker or passage, in the page's words */
    struct { VEC(struct reading); } readings;
    struct { VEC(u32); } lacking; /* accounts without the passage */
};

/* A date that an article announces for later. */
struct appointment {
    struct date date;  /* resolved; lies behind the article's day */
    str what;          /* the clause, in the page's words */
    str announced_by;  /* "" nobody named */
    u32 account;
    span span;
};

/* One entry of the timeline: what is said to have happened on a day. */
struct happening {
    i32 begin, end;    /* days, end exclusive */
    enum precision precision;
    u32 event;         /* index into events, or UINT32_MAX */
    str what;          /* the sentence */
    struct { VEC(struct bearer); } bearers; /* who tells it */
};

struct event {
    str id;    /* "event:" + 12 hex digits */
    str label; /* headline of its first article */
    i32 first, last; /* days; DAY_UNKNOWN */
    struct { VEC(u32); } accounts;
};

/* A claim about a figure: one counted thing, who says how many. */
struct figure_line {
    str slot;
    struct { VEC(struct reading); } readings; /* different values, or one value hedged in different ways */
    bool disagree; /* more than one reading */
    bool conflict; /* the numbers differ, not the hedges alone */
    bool aligned;  /* one number with different hedges in a shared passage, or all of it in tellings of one chain */
};

struct credit_line {
    u32 account;
    str agency;  /* what its text comes from */
    bool kept;   /* the page names it */
};

struct dossier {
    const struct story *story;
    const struct account *accounts; /* members, in order (published, id) */
    u32 n;
    u32 outlets, pages;
    const struct stemma *stemma; /* of these accounts only: nodes index accounts */
    const struct matches *matches;
    struct { VEC(struct event); } events;
    struct { VEC(struct happening); } timeline;
    struct { VEC(struct figure_line); } figures;
    struct { VEC(struct difference); } differences;
    struct { VEC(struct appointment); } agenda;
    struct { VEC(struct credit_line); } credits;
    struct map one_name; /* key of a name -> the key of another spelling of it that stands for both; ask dossier_name */
};

/* The key of a name (struct name) within this story: spellings that tellings differ in have one. */
u64 dossier_name(const struct dossier *d, u64 key);

/* `story` members index accounts; matches and stemma are restricted to them and renumbered by the caller. */
void dossier_make(struct arena *a, const struct story_rules *rules, const struct story *story, const struct account *accounts, u32 n,
                  const struct stemma *stemma, const struct matches *matches, struct dossier *out);

#endif
