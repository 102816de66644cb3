/*
** statement.h - inside the pass of statements: what its readers share.
*/
#ifndef ASANID_FACT_STATEMENT_H
#define ASANID_FACT_STATEMENT_H

#include "fact/name.h"

#define NO_TOKEN UINT32_MAX
#define CLAUSE_TOKENS_MAX 80u /* how far back a clause is looked for: a text without full stops must not take quadratic time */

/* A speaker as the text words it: tokens, none where begin == end. */
struct voice {
    u32 begin, end;            /* who speaks */
    u32 role_begin, role_end;
    u32 after;                 /* the token behind all of it */
    span at;                   /* of the speaker, where a name within a token says it better than tokens */
    bool document;             /* a text speaks: "البيان" */
};

enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE };

struct speaker {
    str text;
    bool known, feminine, gender_known, plural, person;
    u32 sentence; /* the one that told of him */
    u8 kind;      /* enum speaker_kind */
};

struct statement_finder {
    struct arena *a;
    const struct text *t;
    const struct lexeme *lex;
    const struct vocabulary *v;
    const struct page_rules *page; /* may be NULL: agencies are not known then */
    const struct facts *facts;
    u32 *name_at;     /* token -> 1 + name that begins there */
    u32 *name_over;   /* token -> 1 + name that covers it */
    u32 *mate;        /* quotation mark that opens -> the token that closes it; one that closes -> the one that opens; else NO_TOKEN */
    u32 *inside;      /* token -> 1 + the mark that opens the quotation it stands in */
    struct speaker last, last_feminine, last_masculine; /* whom an elided subject means */
    struct map genders;   /* key of a person's name -> enum gender, as the given name tells */
    struct speaker topic; /* whom the sentence before was about: meant where nobody has spoken yet */
    struct { VEC(struct statement); } said;
    u32 sentence;         /* index of the one that is being read */
    u32 said_in_sentence; /* statements of the sentence that is being read */
    u32 said_until;       /* the token behind the last statement: words before a cue do not reach behind it */
};

/* ---- statement_quote.c ---- */
/* Pairs the marks of the whole text, whatever their shape and direction; a quotation may run over paragraphs. */
void quotes_pair(struct statement_finder *f);
/* The token that closes the quotation which i opens, over all paragraphs that it goes on in. */
u32 quote_end(const struct statement_finder *f, u32 i);
/* The mark at i opens words that somebody says, not the name of something. */
bool quote_is_speech(const struct statement_finder *f, u32 i);

/* ---- statement.c ---- */
/* What one statement is, while it is put together. */
struct claim {
    struct voice voice;
    bool elided;       /* the speaker is whoever spoke last */
    bool unnamed;      /* nobody may be named */
    bool feminine, gender_known, plural;
    bool person;       /* "he", "she": no body, no text */
    u32 cue, cue_end;  /* tokens; cue == cue_end: none */
    u32 content, content_end;
    bool clause;       /* the words stand behind "that" */
    bool object;       /* the words in marks are the verb's object, not speech set apart */
    bool parted;       /* speaker and verb stand between two quotations */
    str via;
};

/* Adds a statement; false where it is none (empty, or elided with nobody to mean). */
bool statement_add(struct statement_finder *f, const struct claim *c);
/* The agency or outlet named in tokens [i, end) as that through which the words came. */
str statement_via(const struct statement_finder *f, u32 i, u32 end);
/* The first token of the sentence's own words: behind "LONDON (Agency) -". */
u32 behind_dateline(const struct statement_finder *f, u32 first, u32 end);
/* The name that begins at token i (behind an opening mark, too); 0 or 1 + its index, and the token behind it. */
u32 name_begins(const struct statement_finder *f, u32 i, u32 end, u32 *after);

void statements_arabic(struct statement_finder *f, u32 first, u32 end, enum zone_kind zone);
void statements_latin(struct statement_finder *f, u32 first, u32 end, enum zone_kind zone);
/* "Speaker: words" in a headline. */
bool statement_headline(struct statement_finder *f, u32 first, u32 end, const struct voice *voice);

static inline bool lex_is(const struct statement_finder *f, u32 i, u64 bits) { return (f->lex[i].is & bits) != 0; }
static inline bool is_word_at(const struct statement_finder *f, u32 i) { return f->t->tokens[i].cls == TOKEN_WORD; }

#endif
