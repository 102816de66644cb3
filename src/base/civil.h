/*
** civil.h - the proleptic Gregorian calendar without clock or time zone table.
**
** A day is counted from 1970-01-01 (day 0, a Thursday). Method: H. Hinnant, "chrono-compatible low-level date
** algorithms". DAY_UNKNOWN stands for a day that nothing tells.
*/
#ifndef ASANID_CIVIL_H
#define ASANID_CIVIL_H

#include "base/str.h"

#define DAY_UNKNOWN INT32_MIN

enum weekday { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY };

enum precision { PRECISION_NONE, PRECISION_YEAR, PRECISION_MONTH, PRECISION_DAY, PRECISION_MINUTE, PRECISION_SECOND };

struct civil {
    i32 year;
    int month, day; /* 1..12, 1..31; 0 where the precision is coarser */
    int hour, minute, second;
    int zone_min;   /* offset from UTC in minutes, or ZONE_UNKNOWN */
    enum precision precision;
};
#define ZONE_UNKNOWN INT32_MAX

i32 civil_day(i32 year, int month, int day);
void civil_from_day(i32 day, i32 *year, int *month, int *dayofmonth);
enum weekday civil_weekday(i32 day);
int civil_month_days(i32 year, int month);
bool civil_is_valid(i32 year, int month, int day);

/*
** Reads ISO 8601 / RFC 3339 as pages write it: 2018-05, 2018-05-03, 2018-05-03T10:12, ...:12.345+03:00, ...Z, +0300, a
** space for T. False where s is not wholly one.
*/
bool civil_parse(str s, struct civil *out);
/* Seconds since 1970-01-01T00:00:00Z; an unknown zone counts as UTC, what is missing as its beginning. */
i64 civil_seconds(const struct civil *c);
/* Writes the value in its own zone and precision ("2018-05-03T10:12:00+03:00", "2024-01-26"); at most 32 bytes with NUL. */
void civil_format(const struct civil *c, char out[32]);

#endif
