/*
** date_grammar.h - the parts of a date, filled as its words are read.
**
** Words of a date come in many orders ("الاثنين، يناير الثاني والعشرين، 2018", "الجمعة من الأسبوع المقبل", "next week Mon
** 9 am"), so a date is read as a set of parts: each reader below recognises one kind of part at a token and fills its
** place in `struct when`; what parts may stand together, and what steps they make, is decided when all are read.
*/
#ifndef ASANID_FACT_DATE_GRAMMAR_H
#define ASANID_FACT_DATE_GRAMMAR_H

#include "fact/date_steps.h"
#include "fact/number.h"

#define AMOUNT_PARTS_MAX 4

/* An amount of time: "سنة وشهر و21 يوما". */
struct amount {
    u32 end;
    u32 n;
    struct {
        double n;
        int unit;   /* enum date_unit */
    } part[AMOUNT_PARTS_MAX];
    bool vague;     /* "several weeks": n is not known */
    bool bare;      /* a unit alone: "شهر" */
    bool definite;  /* "الأيام" */
    bool bare_plural; /* "سنوات", without any number */
};

#define YEAR_NONE INT32_MIN

struct when {
    u32 first, end;
    int mod;              /* enum date_mod */
    int later;            /* 1 "later in", -1 "earlier in" */
    bool rest;
    bool has_dayrel;
    int dayrel;
    int weekday;          /* -1 none */
    char weekday_dir;     /* 0: by tense */
    int day;              /* 0 none */
    int month;            /* 0 none */
    char month_dir;
    bool hijri;           /* the month is */
    bool doubtful;        /* the month's word means other things too */
    i32 year;             /* YEAR_NONE */
    bool hijri_year;
    u32 rel_units;        /* bits of enum date_unit */
    int rel[UNIT_CENTURY + 1];
    int nth, nth_unit;    /* nth 0 none; nth_unit UNIT_NONE: of the weekday */
    int quarter, half;
    const char *season, *part; /* TIMEX codes, or NULL */
    int century;          /* the nth; 0 none */
    int decade;           /* 70; 0 none; a full year where known (1970) */
    int hour, minute, second; /* -1 none */
    bool afternoon_known;
    int zone;
    u32 n_offsets;
    struct {
        int n, unit;
    } offset[AMOUNT_PARTS_MAX];
    int run, run_unit;    /* the next or last n units; 0 none */
    int edge, edge_unit;  /* the first (below 0: the last) n units of what else is told; 0 none */
    const struct sense *holiday;
    bool now, definite_only, counted;
    bool approx;
    int bare;             /* a number that is a day, an hour or a year, as its surroundings tell; -1 none */
};

/* The amount at token i. */
bool amount_at(const struct tagged *t, u32 i, u32 end, struct amount *out);

/* The date whose first part is at token i; end of the sentence. */
bool when_at(const struct tagged *t, u32 i, u32 end, struct when *w);

/* Does the clause around tokens [first, last) speak of what was (-1), will be (1)? 0: it does not tell. *alone: nothing but the
** date stands in the sentence. */
int tense_of(const struct tagged *t, const struct sentence *s, u32 first, u32 last, bool *alone);

/* Does another clause begin between the tokens: a past verb or an imperfect? */
bool clause_between(const struct tagged *t, u32 from, u32 to);

/* Writes the steps of a date into d->steps and its gist into d->rule and its parts. False where the parts make no date. */
bool when_compile(const struct when *w, int tense, bool alone, struct date *d);

#endif
