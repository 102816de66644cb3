/*
** telling.h - an article as a row of folded words, ready to be compared.
**
** A telling holds the words of headline, kicker and body (numbers too, marks not), each with the key that compares, its place in the
** page's text, and what the facts say of it (a figure, a date, a name, quoted speech).
*/
#ifndef ASANID_TELLING_H
#define ASANID_TELLING_H

#include "base/mark.h"
#include "page/page.h"

enum word_flag {
    WORD_QUOTED = 1,    /* inside quotation marks */
    WORD_SENTENCE = 2,  /* opens a sentence */
    WORD_PARAGRAPH = 4, /* opens a zone */
    WORD_TITLE = 8,     /* of headline or kicker */
    WORD_NUMBER = 16,
    WORD_CLAUSE = 32,   /* a mark of punctuation or a new zone stands before it */
    WORD_BREAK = 64     /* something that is not the article's stands before it: no passage runs over it */
};

struct word {
    u64 loose; /* hash of the looser key */
    u32 key;   /* upper half of the hash of the strict folded key */
    u32 off;   /* in the page's text */
    u16 len;
    u8 mark;   /* enum mark_kind */
    u8 flags;  /* enum word_flag */
    u32 mark_at; /* index into marks where `mark` is set */
};

struct telling {
    str id;      /* the article's */
    str outlet;  /* "" not known */
    const char *lang;
    str raw;     /* the page's text */
    struct word *words;
    u32 n;
    const struct mark *marks; /* sorted by place */
    u32 n_marks;
};

/* True for the zones whose words a telling holds. */
static inline bool telling_holds(u8 zone_kind)
{
    return zone_kind == ZONE_HEADLINE || zone_kind == ZONE_KICKER || zone_kind == ZONE_SUBHEADING || zone_kind == ZONE_BODY;
}

struct telling telling_make(struct arena *a, str id, const struct article *article, const struct text *text, const struct mark *marks,
                            u32 n_marks);

/* Gives the words other marks: those given, sorted by place, instead of what they bore. */
void telling_mark(struct telling *t, const struct mark *marks, u32 n_marks);

/* A plain text as it is, no page read from it: every line with words is a paragraph of the body. */
struct telling telling_plain(struct arena *a, const struct text_rules *rules, str id, str raw);
struct plain_zones {
    VEC(struct zone);
};
struct plain_zones telling_plain_zones(struct arena *a, str raw);

/* The span from word `from` to the word before `to`. */
static inline span telling_span(const struct telling *t, u32 from, u32 to)
{
    return span_of(t->words[from].off, t->words[to - 1].off + t->words[to - 1].len - t->words[from].off);
}

#endif
