/*
** words.h - one look-up a token: what a word may mean to the readers of dates, numbers and figures.
**
** The tables of lang/<code>/ named in words.c all have the same columns: surface, role, value, more. Rows with the same
** folded surface become one `struct word` with several senses ("الأحد" is a weekday and a part of "eleven"), so that one
** look-up serves every reader. Arabic words are found with their attached letters (و ف ب ك ل) and with the article.
*/
#ifndef ASANID_FACT_WORDS_H
#define ASANID_FACT_WORDS_H

#include "fact/fact.h"
#include "text/lexicon.h"

/* Role names are those of the tables; what value and more mean stands beside each. */
#define WORD_ROLES(R)                                                                                                          \
    /* numbers */                                                                                                              \
    R(DIGIT, "digit")           /* 0..10; "joined": only inside a compound (أحد), "alone" (واحد) */                            \
    R(TEEN, "teen")             /* 11..19; "maker": the word that makes teens (عشر) */                                         \
    R(TEN, "ten")               /* 20..90 */                                                                                   \
    R(HUNDRED, "hundred")       /* 100..900 */                                                                                 \
    R(SCALE, "scale")           /* 1000 and up; a dual is 2000 */                                                              \
    R(DOZEN, "dozen")                                                                                                          \
    R(ORDINAL, "ordinal")                                                                                                      \
    R(FRACTION, "fraction")     /* of one part; "many": plural (أرباع), "counted": another number or a whole is needed */      \
    R(VAGUE, "vague")           /* dozens, several: the least meant */                                                         \
    R(DUAL, "dual")             /* a counted noun in the dual; its unit's code */                                               \
    R(DUALNOUN, "dualnoun")     /* a masculine noun whose dual counts; "person": only the nominative is told from a plural */ \
    R(NOTDUAL, "notdual")       /* ends as a dual and is none */                                                                \
    R(POINT, "point") R(MINUS, "minus") R(OVER, "over") R(PARTWORD, "partword")                                                \
    /* the calendar */                                                                                                         \
    R(MONTH, "month") R(HIJRI, "hijri") /* 1..12; "weak": a common word too */                                                 \
    R(WEEKDAYS, "weekdays")     /* "Tuesdays" */                                                                               \
    R(WEEKDAY, "weekday")       /* 0 Sunday .. 6; "bare": only beside a word that makes it a day */                            \
    R(UNIT, "unit")             /* enum date_unit; "1", "2" (a dual), "pl" (a plural) */                                        \
    R(DAYREL, "dayrel")         /* days from today; a part of the day */                                                       \
    R(ADJ, "adj")               /* -1 last, 0 current, 1 next; "before": stands before its noun; "last": most recent */        \
    R(THIS, "this") R(THAT, "that") R(NODATE, "nodate") R(COUPLE, "couple") R(NOW, "now") R(SELF, "self") R(LAST, "last") R(FROMNOW, "fromnow")                                    \
    R(FIRSTDAY, "firstday")     /* before a month: its first day */                                                             \
    R(PARTS, "parts")           /* of two days that follow: "صباحي الجمعة والسبت"; TIMEX code */                                 \
    R(MODPART, "modpart")       /* enum date_mod */                                                                            \
    R(LATER, "later") R(REST, "rest") R(WHOLE, "whole")                                                                        \
    R(PART, "part")             /* of the day: 0 forenoon, 12 afternoon; TIMEX code */                                         \
    R(NOON, "noon") R(HALFDAY, "halfday") R(CLOCK, "clock") R(LESS, "less") R(PASTHOUR, "pasthour")                            \
    R(ZONE, "zone") R(ZONEWORD, "zoneword") /* minutes from UTC */                                                             \
    R(AGO, "ago")               /* before an amount: -1 ago, 1 in; "behind": English ago, later */                             \
    R(FOR, "for")               /* an amount of time follows */                                                                \
    R(SEASON, "season") R(DECADE, "decade") R(QUARTERYEAR, "quarteryear") R(HALFYEAR, "halfyear")                              \
    R(HOLIDAY, "holiday")       /* MMDD; "hijri", "easter", "" */                                                              \
    R(CALENDAR, "calendar")                                                                                                    \
    R(EACH, "each") R(SET, "set") R(SETADJ, "setadj") R(ALMOST, "almost")                                                      \
    R(FROM, "from") /* 1: of a beginning in time only */ R(TO, "to") R(BETWEEN, "between") R(AND, "and") R(OR, "or") R(OF, "of") R(IN, "in") R(ON, "on")            \
    R(EDGE, "edge")             /* before -1, after 1 */                                                                       \
    R(MATCHING, "matching") R(DATEWORD, "dateword")                                                                            \
    /* figures */                                                                                                              \
    R(HEDGE, "hedge")           /* enum comparator; right before the number, "verb": or before its subject */                                                 \
    R(HEDGEAFTER, "hedge_after") R(ORMORE, "ormore") R(OREQUAL, "orequal")                                                     \
    R(MEASURE, "measure") R(CURRENCY, "currency") /* 3: a plural of three to ten */ R(PERCENT, "percent") /* the unit's code */                                  \
    R(NOTCOUNTED, "notcounted") R(RANK, "rank")                                                                                \
    R(NOFIGURE, "nofigure")     /* the number behind it is a name; "bare": where it counts nothing */                           \
    R(BELOWZERO, "belowzero")   /* behind degrees */                                                                            \
    R(PRICED, "priced")         /* "closed at 4.32": a price follows, no time */                                                \
    /* tense */                                                                                                                \
    R(FUTURE, "future") R(PAST, "past") R(NOTFUTURE, "notfuture")

enum role {
#define R(id, name) ROLE_##id,
    WORD_ROLES(R)
#undef R
    ROLE_COUNT
};
_Static_assert(ROLE_COUNT <= 128, "roles fill two words of bits");

#define WORD_SENSES_MAX 6

/* Whether a word can begin a date or a figure: by itself, or only where the word behind it can. Saves the readers the trying. */
enum opening { OPENS_NOTHING, OPENS_BEFORE, OPENS };

struct sense {
    u8 role;
    double value;
    const char *more;
};

struct word {
    u64 roles[2];
    struct sense senses[WORD_SENSES_MAX];
    u8 n;
    u8 date, figure; /* enum opening */
    bool article; /* written with the article */
    bool upper;  /* only where the word begins with an upper-case letter (May, March) */
};

struct words {
    struct lexicon *lexicon;
    struct word *list; /* index 0: the word without a sense */
    u32 n;
    u32 dual; /* the word of any feminine dual: a sense and no surface */
};

const struct words *words_new(struct arena *a);

/* What stands at a token. */
struct tag {
    u16 word;   /* index; 0 none */
    u8 n;       /* tokens of the phrase, at least 1 */
    u8 prefix;  /* bytes of the first key that are attached letters */
};

/* A text with a tag a token. */
struct tagged {
    const struct words *words;
    const struct text *text;
    const struct tag *tags;
};

struct fact_memo;
/* `memo` and `only` may be NULL (struct facts). */
struct tagged words_tag(struct arena *a, const struct words *w, const struct text *t, struct fact_memo *memo, const u8 *only);

static inline const struct word *word_at(const struct tagged *t, u32 i, u32 end)
{
    return &t->words->list[i < end ? t->tags[i].word : 0];
}
static inline bool word_is(const struct word *w, enum role r) { return w->roles[r >> 6] >> (r & 63) & 1; }
/* The sense of a role, or NULL. */
const struct sense *word_sense(const struct word *w, enum role r);
/* The sense of a role at token i, or NULL; i may be past the end. */
static inline const struct sense *sense_at(const struct tagged *t, u32 i, u32 end, enum role r)
{
    const struct word *w = word_at(t, i, end);
    return word_is(w, r) ? word_sense(w, r) : NULL;
}
static inline bool is_at(const struct tagged *t, u32 i, u32 end, enum role r) { return word_is(word_at(t, i, end), r); }
/* Tokens of the phrase at i. */
static inline u32 len_at(const struct tagged *t, u32 i) { return t->tags[i].n; }
/* Can a date (a figure) begin at token i? */
bool opens_date(const struct tagged *t, u32 i, u32 end);
bool opens_figure(const struct tagged *t, u32 i, u32 end);
/* Digits, or a word that begins with them ("9th"). */
bool begins_with_digit(const struct tagged *t, u32 i);
/* The token's key behind its attached letters. */
str bare_key(const struct tagged *t, u32 i);
/* The word has the article (behind attached letters). */
bool has_article(const struct tagged *t, u32 i);
/* The token carries an attached letter: "و", "ب", "ل". */
bool has_prefix(const struct tagged *t, u32 i, const char *letter);
/* The token is the punctuation mark `c` (ASCII), or the Arabic comma for ','. */
bool mark_at(const struct tagged *t, u32 i, u32 end, char c);
/* The span of tokens [i, end) with the first token's attached letters left out. */
span tokens_span(const struct tagged *t, u32 i, u32 end);

#endif
