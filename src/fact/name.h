/*
** name.h - inside the pass of names: the finder's state, shared by name.c and its readers for scripts with and without capitals.
*/
#ifndef ASANID_FACT_NAME_H
#define ASANID_FACT_NAME_H

#include "fact/name_words.h"
#include "fact/rules.h"

/* A short form that stands for a name of this article: a family name, a head with its article. */
struct alias {
    u64 key; /* of the full name */
    u8 kind; /* enum name_kind */
    u8 n;    /* tokens */
    bool capitals;  /* an acronym: it stands in capitals only */
    bool adjective; /* an adjective or noun as well ("السوداني"): believed only where no noun stands before it */
};

struct name_finder {
    struct arena *a;
    const struct text *t;
    const struct lexeme *lex;
    const struct vocabulary *v;
    struct { VEC(struct name); } found; /* sorted by place */
    struct { VEC(u64); } found_hash;    /* of found, by index: name_hash, by which aliases are known */
    struct map aliases;                 /* hash of the words -> 1 + index into alias */
    struct { VEC(struct alias); } alias;
    u64 begins[16];         /* bits of the first words of aliases: most words are told by one to begin none */
    struct map lower; /* words that stand in small letters in this article, by hash (scripts with capitals) */
};

/* The hash of tokens [i, end) of a name, by which an alias is known. Quotation marks do not count. */
u64 name_hash(const struct name_finder *f, u32 i, u32 end);
/* Adds the name of tokens [i, end). */
void name_emit(struct name_finder *f, u32 i, u32 end, enum name_kind kind);
/* Remembers that tokens [i, end) stand for the name `key`. */
void name_learn(struct name_finder *f, u32 i, u32 end, enum name_kind kind, u64 key);

/* Reads the names of one sentence [i, end), from left to right. */
void names_arabic(struct name_finder *f, u32 i, u32 end, enum zone_kind zone);
void names_latin(struct name_finder *f, u32 i, u32 end, enum zone_kind zone);

/* Passes over a role at i ("مستشار رئيس الوزراء للعلاقات الخارجية"); gives the token behind it, i where there is none. */
u32 name_role_end(const struct text *t, const struct lexeme *lex, u32 i, u32 end);

#endif
