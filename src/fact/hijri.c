/*
** hijri.c - the Hijri calendar.
**
** The tabular civil calendar: 30-year cycles with the leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29, from the epoch
** 16 July 622 (Julian). Within the years that the Umm al-Qura calendar of Saudi Arabia is published for, that is used.
*/
#include "fact/date_steps.h"
#include "fact/hijri_data.h"

#define EPOCH (-492148) /* 1 Muharram 1 AH, civil, in days from 1970-01-01 */

static i32 floor_div(i32 a, i32 b) { return a / b - (a % b != 0 && (a % b < 0) != (b < 0)); }

static i32 tabular_year(i32 year) { return EPOCH + (year - 1) * 354 + floor_div(3 + 11 * year, 30); }

static bool in_table(i32 year) { return year >= UMALQURA_FIRST && year < UMALQURA_FIRST + UMALQURA_YEARS; }

/* First day of the year. */
static i32 year_start(i32 year)
{
    if (!in_table(year))
        return tabular_year(year);
    return umalqura[year - UMALQURA_FIRST].start;
}

int hijri_month_days(i32 year, int month)
{
    if (in_table(year))
        return umalqura[year - UMALQURA_FIRST].long_months >> (month - 1) & 1 ? 30 : 29;
    if (month < 12)
        return month % 2 ? 30 : 29;
    return (int)(tabular_year(year + 1) - tabular_year(year)) - 325;
}

i32 hijri_day(i32 year, int month, int day)
{
    i32 d = year_start(year);
    for (int m = 1; m < month; m++)
        d += hijri_month_days(year, m);
    return d + day - 1;
}

void hijri_from_day(i32 day, i32 *year, int *month, int *dayofmonth)
{
    i32 y = floor_div((day - EPOCH) * 30 + 10646, 10631);
    while (year_start(y) > day)
        y--;
    while (year_start(y + 1) <= day)
        y++;
    i32 left = day - year_start(y);
    int m = 1;
    while (m < 12 && left >= hijri_month_days(y, m))
        left -= hijri_month_days(y, m++);
    *year = y;
    *month = m;
    *dayofmonth = (int)left + 1;
}
