/*
** date_steps.h - how a date is worked out: a few steps from an anchor day to an interval.
**
** The reader of dates turns words into steps; running the steps needs no text. They are kept with a relative date
** (struct date) so that a day learned later gives it its value. Steps are parted by spaces and narrow or move the
** interval, which begins as the anchor's own day:
**
**     y2014      that year                      Y+1 Q-1 M+0 W+1 X-1 C-1   the year, quarter, month, week, decade, century
**     l1445      that Hijri year                                          of the interval, moved by n
**     D-1        the day moved by n             o-3M       the anchor moved by n units, its day kept (s n h D W M Y X C)
**     m10~       October, which one by direction           i9~      the ninth Hijri month
**     d15.       the 15th of the month          a5)        the Friday
**     f13a5(     the 13th of the nearest month where it is a Friday; the anchor's own month first, then before '(' or after ')'
**     c5         checks that the day is a Friday: else the date contradicts itself
**     #3a2 #-1D  the third Tuesday, the last day, of the interval (units D W M Q H, or a weekday)
**     q3( v1(    the third quarter, the first half of a year
**     u+6M u-3W  the first six months, the last three weeks of the interval
**     j1001~     a Hijri day (MMDD)             e~         Western Easter
**     zSU        a season of the year           r+3D       the next three days (r-3Y the last three years)
**     R          what is left of the interval from the anchor on
**     T15:30     a time of that day             PMO        a part of that day
**     Z180       minutes from UTC               n          now
**
** Directions: '.' inside the interval, '<' before, '(' at or before, '>' after, ')' at or after the anchor, '=' in its own
** year (month for d), '~' the nearer, the past preferred threefold. "a/b" is from a to b; '+' in b: the
** first that is not before a.
*/
#ifndef ASANID_FACT_DATE_STEPS_H
#define ASANID_FACT_DATE_STEPS_H

#include "fact/fact.h"

struct steps_result {
    char value[48];
    i32 begin, end; /* end exclusive; DAY_UNKNOWN where the value is no stretch of days */
    bool contradicts;
};

/* Runs the steps. `anchor` may be NULL or tell no day: then only steps that begin with a year have a value. False where there
** is none (no anchor, no such day). */
bool steps_run(const char *steps, const struct civil *anchor, struct steps_result *out);

/* Hijri dates: Umm al-Qura from 1356 to 1500 AH, the tabular (civil) calendar outside; a month seen at another place may
** begin a day or two earlier or later. */
i32 hijri_day(i32 year, int month, int day);
void hijri_from_day(i32 day, i32 *year, int *month, int *dayofmonth);
int hijri_month_days(i32 year, int month);

#endif
