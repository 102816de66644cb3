/*
** date_find.h - the finders of dates: what date.c, date_range.c and date_duration.c share; inside date*.c only.
*/
#ifndef ASANID_FACT_DATE_FIND_H
#define ASANID_FACT_DATE_FIND_H

#include "fact/date_grammar.h"

/* What when_at read at a few tokens of the sentence: the finders ask for the same ones in turn. */
#define WHEN_MEMO 4u
struct when_memo {
    struct when when[WHEN_MEMO];
    u32 at[WHEN_MEMO]; /* 1 + token; 0 nothing */
    bool found[WHEN_MEMO];
};

struct finder {
    struct arena *arena;
    const struct tagged *t;
    const struct sentence *s;
    u32 end; /* of the sentence */
    struct facts *out;
    bool in_quote;
    u32 last_end; /* of the date before in the sentence; 0 none */
    struct when_memo *memo;
};

/* The date whose first part is at token i (when_at), read once. */
static inline bool find_when(const struct finder *f, u32 i, struct when *w)
{
    struct when_memo *m = f->memo;
    u32 slot = i % WHEN_MEMO;
    if (m->at[slot] != i + 1) {
        m->found[slot] = when_at(f->t, i, f->end, &m->when[slot]);
        m->at[slot] = i + 1;
    }
    if (m->found[slot])
        *w = m->when[slot];
    return m->found[slot];
}

static inline bool find_is(const struct finder *f, u32 i, enum role r) { return is_at(f->t, i, f->end, r); }
static inline const struct sense *find_sense(const struct finder *f, u32 i, enum role r) { return sense_at(f->t, i, f->end, r); }
static inline bool find_mark(const struct finder *f, u32 i, char c) { return mark_at(f->t, i, f->end, c); }
static inline bool find_prefixed(const struct finder *f, u32 i) { return i < f->end && f->t->tags[i].prefix > 0; }
static inline u32 find_next(const struct finder *f, u32 i) { return i + len_at(f->t, i); }
/* A word of another script than Arabic. */
static inline bool find_latin(const struct finder *f, u32 i)
{
    return i < f->end && f->t->text->tokens[i].cls == TOKEN_WORD && !(f->t->text->tokens[i].flags & TOKEN_ARABIC);
}
/* English "the" at i. */
static inline bool find_the(const struct finder *f, u32 i)
{
    const struct sense *c = find_latin(f, i) ? find_sense(f, i, ROLE_COUPLE) : NULL;
    return c && strstr(c->more, "the") != NULL;
}

/* A date without value or day, to begin with. */
extern const struct date date_blank;

/* Adds the date of tokens [first, end); false past the limit of an article's facts. */
bool date_emit(struct finder *f, u32 first, u32 end, struct date d);
/* Emits a compiled date, an explicit one with its value: `end`, or 0 where it has none. */
u32 date_settle(struct finder *f, u32 first, u32 end, struct date *d);
/* Are the parts a date in running text? */
bool date_complete(const struct finder *f, const struct when *w, bool alone);
/* "a/b" of two dates' steps, in a. False where they do not fit. */
bool date_join_steps(struct date *a, const struct date *b);
/* TIMEX3 value of an amount: P1Y1M21D, PT24H, PXW. */
void amount_format(const struct amount *a, char *out, size_t cap);
/* A comparator before an amount or a date, as TIMEX names it. */
int mod_of_comparator(int comparator, bool duration);

/* Each reads what begins at token i, emits it and gives its end, or 0. */
typedef u32 find_fn(struct finder *f, u32 i);
find_fn find_duration, find_set, find_stretch, find_time_for, find_week_of, find_counted_from; /* date_duration.c */
find_fn find_range, find_two_years;                                                         /* date_range.c */

#endif
