/*
** mark.h - what matching needs to know of facts: this stretch of text is a figure, a date, a name, quoted words.
**
** `fact` and `trace` do not know each other; run makes marks of facts and hands them to trace.
*/
#ifndef ASANID_MARK_H
#define ASANID_MARK_H

#include "base/str.h"

enum mark_kind { MARK_NONE, MARK_FIGURE, MARK_DATE, MARK_NAME, MARK_QUOTE };

struct mark {
    span span;
    u8 kind;   /* enum mark_kind */
    i64 value; /* equal for equal facts: figure value in thousandths, day, hash of a name's key; 0 unknown */
};

#endif
