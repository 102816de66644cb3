/*
** number.h - numbers as they are written: digits of any script with their separators, and number words.
**
** Arabic number words add up with و from hundreds over units to tens ("ثلاثمئة وخمسة وعشرون") and multiply by scales
** ("مئتا ألف"); fractions follow ("مليون ونصف" is 1,500,000: the half is of the scale). English adds without a word.
*/
#ifndef ASANID_FACT_NUMBER_H
#define ASANID_FACT_NUMBER_H

#include "fact/words.h"

enum number_kind { NUMBER_CARDINAL, NUMBER_ORDINAL, NUMBER_FRACTION, NUMBER_VAGUE, NUMBER_DUAL };

struct number {
    u32 first, end; /* tokens [first, end) */
    double value;   /* of a vague number the least meant */
    u8 kind;        /* enum number_kind */
    bool digits;    /* one token of digits without a separator, or a digit ordinal ("9th") */
    bool decimal;   /* digits with a decimal separator */
    bool one_word;  /* a single spelled word */
};

/* The longest number that begins at token i; false where none does. Reads no further than a hundred tokens. */
/* Digits with letters glued to them: "6.4m", "3bn" and, behind a currency's letters or sign (`money`), "Dh2.1 billion", "$500k". */
bool number_money_at(const struct tagged *t, u32 i, u32 end, bool money, struct number *out);
bool number_at(const struct tagged *t, u32 i, u32 end, struct number *out);

/* The same below a hundred, without fractions and signs: days of months, hours, minutes. */
bool number_small_at(const struct tagged *t, u32 i, u32 end, struct number *out);

/* A word token that begins with digits ("9th", "8am", "1990s"): their value and what follows them. False where it does not. */
bool number_with_tail(const struct tagged *t, u32 i, u32 end, u32 *value, u32 *digits, str *tail);

/* The value of a token of digits: thousands and decimal separators are told apart by their kind and place ("2,500", "0,08",
** "٢٥٫٥"). False where the digits are no number ("1.2.3"). */
bool number_of_digits(str key, double *value, bool *decimal);

/* A run of digit groups that is a telephone number or the like ("٦٥٠-٧٠١-٨٨٨٧", "+1 202.555.0121"): its end, or i. */
u32 number_phone_end(const struct tagged *t, u32 i, u32 end);

#endif
