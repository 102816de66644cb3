/*
** name_words.h - what a word may be to the readers of names and statements: one look-up a token, shared by both.
**
** The tables of lang/<code>/ (places, roles, heads of organisations, given names, cues ...) become one vocabulary of folded words and
** phrases. A word may be many things at once ("رئيس" heads a role and speaks), so each has a set of bits. Arabic words are found with
** their attached letters (و ف ب ك ل), with the article, and in the forms that a rule can make of a table's form.
*/
#ifndef ASANID_FACT_NAME_WORDS_H
#define ASANID_FACT_NAME_WORDS_H

#include "base/map.h"
#include "fact/fact.h"

#define BIT_OF(n) ((u64)1 << (n))

/* ---- names ---- */
#define LEX_PLACE BIT_OF(0)         /* a place by name */
#define LEX_PLACE_HEADED BIT_OF(1)  /* ... only behind a word such as "city" */
#define LEX_PLACE_BEHIND BIT_OF(2)  /* ... only behind such a word or a preposition */
#define LEX_PEOPLE BIT_OF(3)        /* an adjective of a country or place: "عراقي", "Iraqi" */
#define LEX_ORG BIT_OF(4)           /* an organisation by name */
#define LEX_HEAD_BODY BIT_OF(5)     /* heads of organisations, by class of org_heads.tsv; English: anywhere in the name */
#define LEX_HEAD_GROUP BIT_OF(6)    /* English: first in the name */
#define LEX_HEAD_STATE BIT_OF(7)
#define LEX_HEAD_MEDIA BIT_OF(8)    /* English: last in the name */
#define LEX_HEAD_WEAK BIT_OF(9)
#define LEX_HEAD_KNOWN BIT_OF(10)   /* only with a known name behind it */
#define LEX_ALIAS BIT_OF(11)        /* the head alone, with the article, stands for the name */
#define LEX_PLACE_STRONG BIT_OF(12) /* heads of places */
#define LEX_PLACE_LIGHT BIT_OF(13)
#define LEX_PLACE_WEAK BIT_OF(14)
#define LEX_ROLE BIT_OF(15)
#define LEX_RANK BIT_OF(16)
#define LEX_ADDRESS BIT_OF(17)
#define LEX_TRADE BIT_OF(18)
#define LEX_KIN BIT_OF(19)
#define LEX_OFFICE BIT_OF(20) /* an indefinite noun that goes on a role: "شؤون" */
#define LEX_GIVEN BIT_OF(21)
#define LEX_GIVEN_WEAK BIT_OF(22) /* an ordinary word as well; GIVEN is set too */
#define LEX_JOIN BIT_OF(23)       /* "بن", "van" */
#define LEX_PART_HEAD BIT_OF(24)  /* "أبو"; with GIVEN_WEAK ("أم") only before a given name */
#define LEX_PART_TAIL BIT_OF(25)  /* "الدين", "Jr." */
#define LEX_COMMON BIT_OF(26)     /* an ordinary word */
#define LEX_TIME BIT_OF(27)       /* a weekday, a month, "أمس" */
#define LEX_PLAIN BIT_OF(28)      /* an adjective that makes no name: "السابق" */
#define LEX_ADJECTIVE BIT_OF(29)  /* an adjective that does: "العليا" */
#define LEX_CAPITAL BIT_OF(30)    /* a country or capital, which speaks for its government */
#define LEX_FEMALE BIT_OF(31)
/* ---- statements ---- */
#define LEX_PAST BIT_OF(32) /* a reporting verb, by form */
#define LEX_PRESENT BIT_OF(33)
#define LEX_PARTICIPLE BIT_OF(34)
#define LEX_VERBAL_NOUN BIT_OF(35)
#define LEX_FEMININE BIT_OF(36)
#define LEX_PLURAL BIT_OF(37)
#define LEX_ANONYMOUS BIT_OF(38)
#define LEX_DOCUMENT BIT_OF(39)
#define LEX_BODY BIT_OF(40)
#define LEX_BY BIT_OF(41)        /* "بحسب", "according to" */
#define LEX_IN BIT_OF(42)        /* "جاء في" */
#define LEX_PASSIVE BIT_OF(43)   /* "جرى" before a verbal noun */
#define LEX_BACKGROUND BIT_OF(44) /* "يذكر أن": the paper's own words */
#define LEX_SAYING BIT_OF(45)    /* "قوله" */
#define LEX_AS BIT_OF(46)       /* "حسبما": "as", a reporting verb follows */
/* ---- function words ---- */
#define LEX_HEAD_FORCE BIT_OF(47)  /* of HEAD_STATE: an indefinite adjective of a people makes a name of it ("قوات أميركية") */
#define LEX_THAT BIT_OF(48)
#define LEX_THAT_PRONOUN BIT_OF(49) /* "أنه" */
#define LEX_BE BIT_OF(50)
#define LEX_IN_WORD BIT_OF(51)
#define LEX_PREPOSITION BIT_OF(52)
#define LEX_RELATIVE BIT_OF(53)
#define LEX_CONJUNCTION BIT_OF(54)
#define LEX_PRONOUN BIT_OF(55)
#define LEX_ADVERB BIT_OF(56)
#define LEX_OF BIT_OF(57) /* "من", "of"; English: stands in small letters inside an organisation's name */
#define LEX_VERBAL BIT_OF(58) /* looks like a verb (by its letters, not by a table) */
#define LEX_SAYING_NOUN BIT_OF(59) /* with SAYING: "توقعه": a noun may follow */
#define LEX_NOT BIT_OF(60)
#define LEX_CAPS BIT_OF(62)    /* an acronym: it must stand in capitals ("WHO") */
#define LEX_GUESSED BIT_OF(63) /* with COMMON: by its ending, not by a table */
#define LEX_FOREIGN BIT_OF(61) /* a given name spelled from another script */

#define LEX_ORG_HEAD (LEX_HEAD_BODY | LEX_HEAD_GROUP | LEX_HEAD_STATE | LEX_HEAD_MEDIA | LEX_HEAD_WEAK | LEX_HEAD_KNOWN)
#define LEX_PLACE_HEAD (LEX_PLACE_STRONG | LEX_PLACE_LIGHT | LEX_PLACE_WEAK)
#define LEX_ANY_PLACE (LEX_PLACE | LEX_PLACE_HEADED | LEX_PLACE_BEHIND)
#define LEX_TITLE (LEX_ROLE | LEX_RANK | LEX_ADDRESS | LEX_TRADE | LEX_KIN)
#define LEX_VERB (LEX_PAST | LEX_PRESENT)
#define LEX_SPEAKER (LEX_ANONYMOUS | LEX_DOCUMENT | LEX_BODY)
#define LEX_FUNCTION                                                                                                           \
    (LEX_THAT | LEX_THAT_PRONOUN | LEX_BE | LEX_IN_WORD | LEX_PREPOSITION | LEX_RELATIVE | LEX_CONJUNCTION | LEX_PRONOUN | LEX_ADVERB | LEX_NOT)

/* What a reporting verb takes. */
#define TAKES_CLAUSE 1u
#define TAKES_QUOTE 2u
#define TAKES_NOUN 4u
#define TAKES_LISTENER 8u
#define TAKES_ONLY_THAT 16u /* English: a clause only behind "that" */
#define TAKES_WITH 32u      /* Arabic: a preposition written with its word: ب ل */
#define TAKES_NOUN_IF 64u   /* a noun as object, where marks or one of the cue's words follow */
#define TAKES_SOURCE 128u   /* Arabic: "نقلت الوكالة عن فلان أن": whoever stands behind "from" speaks */

#define CUE_PREPOSITIONS_MAX 3

struct cue {
    u32 takes;
    u8 strength; /* 3 always speech; 2 with a clause, marks or a known speaker; 1 with a clause or marks only */
    u64 prepositions[CUE_PREPOSITIONS_MAX]; /* hashes of the folded words; 0 none */
};

/* Function words that readers ask for one by one: column 2 of function_words.tsv. */
enum small_word {
    SMALL_NONE, SMALL_ARTICLE, SMALL_DETERMINER, SMALL_COORDINATOR, SMALL_AND, SMALL_CONDITIONAL, SMALL_PASSIVE, SMALL_HE, SMALL_SHE, SMALL_THEY,
    SMALL_WHO, SMALL_TO, SMALL_OF, SMALL_FREQUENCY, SMALL_ABOUT,
    SMALL_TOPONYM,     /* begins a place's own name behind a head of places: "عين"; English: "town" in "town of" */
    SMALL_TOPONYM_SURE /* ... or behind a preposition: "سيدي" */
};

/* What a token is. */
struct lexeme {
    u64 is;       /* LEX_ bits; 0: unknown */
    u16 cue;      /* of LEX_VERB, PARTICIPLE, VERBAL_NOUN: index into the vocabulary's cues */
    u8 n;         /* tokens of the phrase, at least 1 */
    u8 small;     /* enum small_word */
    u8 prefix;    /* bytes of the key that are attached letters */
    u8 suffix;    /* bytes of the raw token that are attached behind: the 's of a possessive */
    bool definite; /* has the article */
};

struct vocabulary;
const struct vocabulary *vocabulary_new(struct arena *a);
/* The vocabulary that the rules of names were made with (name.c). */
struct name_rules;
const struct vocabulary *name_vocabulary(const struct name_rules *r);
const struct cue *vocabulary_cue(const struct vocabulary *v, u16 index);

/* The word is a reporting verb in the past, or one with the pronoun of its object ("أعلنته"). */
bool vocabulary_reports(const struct vocabulary *v, str key);

/* Where a name of two parts that is written as one word parts ("عبدالأمير", "يارالله", "أبوظبي"): bytes of its first part, 0 none. */
u32 vocabulary_compound(const struct vocabulary *v, str key);

/* What each token of the text is; one more at the end, of nothing. `memo` may be NULL. */
struct fact_memo;
const struct lexeme *vocabulary_read(struct arena *a, const struct vocabulary *v, const struct text *t, struct fact_memo *memo);

/* The span of tokens [i, end), the first token's attached letters left out. */
span lexeme_span(const struct text *t, const struct lexeme *lex, u32 i, u32 end);
/* The token's key without its attached letters. */
str lexeme_key(const struct text *t, const struct lexeme *lex, u32 i);
/* The token is this ASCII mark (commas of all scripts are ','). */
bool token_is_mark(const struct text *t, u32 i, char mark);
/* The token is a quotation mark of any shape. A single quotation mark (') counts where it cannot be an apostrophe. */
bool token_is_quote(const struct text *t, u32 i);

#endif
