/*
** date_part.h - the readers of the parts of a date; inside date_*.c only.
**
** A reader looks at a token, fills its place in the `struct when` and gives the end of what it read, or 0 where its part
** does not stand there or has been read already. It may leave the `struct when` half filled when it gives 0: whoever calls
** it puts back what was there (part_any).
*/
#ifndef ASANID_FACT_DATE_PART_H
#define ASANID_FACT_DATE_PART_H

#include "fact/date_grammar.h"

/* A date that is being read. */
struct reader {
    const struct tagged *t;
    u32 end; /* of the sentence */
    struct when *w;
};

/* A word of another script than Arabic. */
static inline bool latin(const struct reader *r, u32 i)
{
    return i < r->end && r->t->text->tokens[i].cls == TOKEN_WORD && !(r->t->text->tokens[i].flags & TOKEN_ARABIC);
}
static inline bool is(const struct reader *r, u32 i, enum role role) { return is_at(r->t, i, r->end, role); }
static inline const struct sense *sense(const struct reader *r, u32 i, enum role role) { return sense_at(r->t, i, r->end, role); }
static inline bool mark(const struct reader *r, u32 i, char c) { return mark_at(r->t, i, r->end, c); }
static inline bool glued(const struct reader *r, u32 i) { return i < r->end && (r->t->text->tokens[i].flags & TOKEN_GLUED); }
static inline bool digits(const struct reader *r, u32 i) { return i < r->end && r->t->text->tokens[i].cls == TOKEN_NUMBER; }
static inline bool prefixed(const struct reader *r, u32 i) { return i < r->end && r->t->tags[i].prefix > 0; }
static inline u32 next(const struct reader *r, u32 i) { return i + len_at(r->t, i); }
static inline bool more_has(const struct sense *s, const char *what) { return s && strstr(s->more, what) != NULL; }

static inline bool has_rel(const struct when *w, enum date_unit u) { return w->rel_units >> u & 1; }
static inline void set_rel(struct when *w, enum date_unit u, int n)
{
    w->rel_units |= 1u << u;
    w->rel[u] = n;
}

/* A whole number of digits at i, `most` digits at the most; -1 where there is none. */
int digits_value(const struct reader *r, u32 i, size_t most);
/* Behind a number that could count things: does nothing countable follow (the end, a mark, a word that is no noun)? */
bool nothing_counted(const struct reader *r, u32 i);
/* Behind a number that is a day by its place: does the date end here? */
bool date_ends(const struct reader *r, u32 i);

typedef u32 part_fn(struct reader *r, u32 i);

/* date_amount.c: "قبل يومين"; "الأشهر الستة الأولى من"; "الأيام الثلاثة الماضية" */
part_fn part_offset, part_edge, part_run;
/* date_calendar.c: "العام الماضي", "week 31", "أمس", "ثالث ثلاثاء", "الجمعة", "تموز/يوليو", "31" of a month, "عام 2014" */
part_fn part_period, part_week_number, part_dayrel, part_nth, part_weekday, part_month, part_day, part_year;
/* date_numeric.c: "22/04/2016" */
part_fn part_numeric;
/* date_clock.c: "الساعة الثالثة وربع عصرا"; "صباح السبت" */
part_fn part_time, part_of_day;
/* date_when.c: "منتصف", "صيف", feasts, decades */
part_fn part_mod, part_season, part_other;

#endif
