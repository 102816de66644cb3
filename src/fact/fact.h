/*
** fact.h - what an article claims: dates, figures, statements, names, each with the span that proves it.
**
** fact_read runs over an article's own zones (struct text). A relative date is kept as (anchor, rule): date_resolve gives its value
** as soon as the day of the article is known, without reading the page again.
*/
#ifndef ASANID_FACT_H
#define ASANID_FACT_H

#include "page/page.h"

/* ---- dates (ISO-TimeML TIMEX3) ---- */
enum date_type { DATE_DATE, DATE_TIME, DATE_DURATION, DATE_SET };
enum date_mod { MOD_NONE, MOD_START, MOD_MID, MOD_END, MOD_APPROX, MOD_LESS_THAN, MOD_MORE_THAN, MOD_BEFORE, MOD_AFTER, MOD_EQUAL_OR_LESS, MOD_EQUAL_OR_MORE };
enum date_unit { UNIT_NONE, UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_WEEKEND, UNIT_MONTH, UNIT_QUARTER, UNIT_SEASON, UNIT_YEAR, UNIT_DECADE, UNIT_CENTURY };

const char *date_type_name(enum date_type t);
const char *date_mod_name(enum date_mod m); /* "" for MOD_NONE */

/* How a relative date is worked out from the day of its article. */
enum date_rule {
    RULE_NONE,    /* explicit: `value` stands */
    RULE_OFFSET,  /* anchor + amount units ("أمس", "منذ يومين", "العام الماضي") */
    RULE_WEEKDAY, /* the weekday `amount` (0 Sunday) in `direction` from the anchor */
    RULE_MONTH,   /* the month `amount` (1..12), with day `day` or 0, in `direction` */
    RULE_DAY_OF_MONTH,
    RULE_PAST_REF, RULE_PRESENT_REF, RULE_FUTURE_REF
};

struct date {
    span span;
    char value[48];    /* TIMEX3 value, or begin/end; "" while a relative date has no anchor */
    i32 begin, end;    /* days of the interval meant, end exclusive; DAY_UNKNOWN */
    u8 type, mod;      /* enum date_type, date_mod */
    u8 rule, unit;     /* enum date_rule, date_unit */
    i32 amount;        /* of the rule */
    int direction;     /* -1 past, 0 nearest or by tense, +1 future */
    int day, hour, minute; /* extra parts of the rule: day of the month, time of day; -1 none */
    char steps[56];    /* how the value is worked out, in the notation of date_steps.h; what date_resolve runs ("W+1 a5." the Friday
                          of next week). `rule` and its parts are the gist of it. An explicit date has none */
    bool contradicts;  /* its parts do not agree (a weekday that is not that day's) */
    bool in_quote;
};

/* Fills value, begin, end of a relative date; leaves them empty where `p` tells no day. Does nothing to an explicit one. */
void date_resolve(struct date *d, const struct published *p);

/* ---- figures ---- */
enum comparator { CMP_EQ, CMP_APPROX, CMP_GT, CMP_GTE, CMP_LT, CMP_LTE, CMP_RANGE, CMP_ORDINAL, CMP_VAGUE };
const char *comparator_name(enum comparator c);

struct figure {
    span span;        /* hedge, number, unit, counted noun phrase */
    span number;      /* the number alone */
    double value, high; /* high: upper bound of a range; CMP_VAGUE has no value (NAN) */
    u8 comparator;    /* enum comparator */
    str unit;         /* "%", "USD", "km" ... or "" */
    struct field counted;  /* "جندي أميركي" */
    struct field claimant; /* who says so, where the text tells */
    str via;          /* agency code through which, or "" */
};

/* ---- statements ---- */
/* Who a speaker is: a place that is a country or a capital speaks for its government; OTHER is told without a name ("a source"). */
enum speaker_kind { SPEAKER_NOBODY, SPEAKER_PERSON, SPEAKER_ORGANISATION, SPEAKER_GOVERNMENT, SPEAKER_PLACE, SPEAKER_DOCUMENT, SPEAKER_OTHER };
const char *speaker_kind_name(enum speaker_kind k); /* "" for SPEAKER_NOBODY */
enum statement_type { SAID_DIRECT, SAID_INDIRECT, SAID_MIXED };
const char *statement_type_name(enum statement_type t);

struct statement {
    struct field speaker; /* elided: text names the speaker, span SPAN_NULL; nobody named: FIELD_NONE */
    struct field role;
    struct field cue;
    struct field content;
    str via; /* agency code, or the outlet's or document's name; "" none */
    u8 type; /* enum statement_type */
    u8 by;   /* enum speaker_kind */
};

/* ---- names ---- */
enum name_kind { NAME_PERSON, NAME_ORGANISATION, NAME_PLACE };
const char *name_kind_name(enum name_kind k);

struct name {
    span span;
    u64 key; /* hash of the folded name: equal for mentions of one name in this article (a bare family name has its full name's key) */
    u8 kind; /* enum name_kind */
    bool government; /* a country or capital that stands for its government here: it says something, or something is asked of it */
};

struct facts {
    struct { VEC(struct date); } dates;
    struct { VEC(struct figure); } figures;
    struct { VEC(struct statement); } statements;
    struct { VEC(struct name); } names;
    const struct tagged *tagged; /* what the passes share of the words (fact/words.h); filled by the first that needs it */
    const struct lexeme *lexemes; /* likewise of names and statements (fact/name_words.h); NULL before fact_names */
    /* The caller's, before the passes: */
    struct fact_memo *memo; /* NULL: each word is read anew */
    const u8 *only;         /* dates and figures of sentences i where only[i]; NULL: of all. Names are of the whole text always */
};

/* What words were found to be, from text to text: the same facts sooner. One thread's at a time. */
struct fact_memo;
struct fact_memo *fact_memo_new(struct arena *a);

/* Months, cues, titles ... of lang/. Immutable, shared by threads. */
struct fact_rules;
const struct fact_rules *fact_rules_new(struct arena *a, const struct text_rules *text);

/*
** All facts of an article, sorted by place. Dates are resolved against article->published where it tells a day. `agency` names the
** agency of a phrase (page_agency with its rules).
*/
void fact_read(struct arena *a, const struct fact_rules *rules, const struct page_rules *page, const struct text *text,
               const struct article *article, struct facts *out);

/* The passes, in order; each may use what those before found. Tests call them alone. */
void fact_dates(struct arena *a, const struct fact_rules *rules, const struct text *text, struct facts *out);
void fact_names(struct arena *a, const struct fact_rules *rules, const struct text *text, const struct article *article, struct facts *out);
void fact_figures(struct arena *a, const struct fact_rules *rules, const struct text *text, struct facts *out);
void fact_statements(struct arena *a, const struct fact_rules *rules, const struct page_rules *page, const struct text *text,
                     const struct article *article, struct facts *out);

/*
** The publication day that a page tells: of its date line (article->published.span; basis page), else of words in the text that
** state it ("اليوم السبت 27 يناير 2024", a dateline with a date; basis text). Leaves *out alone and gives false where nothing does.
*/
bool fact_published(const struct fact_rules *rules, const struct text *text, const struct article *article, const struct facts *facts,
                    struct published *out);
/* The day of the last change that a date line tells (article->modified.span); as fact_published. */
bool fact_modified(const struct article *article, const struct facts *facts, struct published *out);

/*
** The weekdays that the text treats as its own day or the days just before ("السبت", "اليوم السبت", "Friday"), for dating an article by
** the other tellings (story/dating.h): votes[w] counts mentions of weekday w as narrated in the past within the last days, `today`
** is the weekday that the text names as today, or -1.
*/
struct weekday_hints {
    u32 votes[7];
    int today;
};
void fact_weekdays(const struct text *text, const struct facts *facts, struct weekday_hints *out);

#endif
