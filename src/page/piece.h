/*
** piece.h - a page cut into pieces: its lines, and within a line what does not belong together.
**
** A piece is a line, or the part of one between two cuts: style sheets and tags left in the text, a label with what it opens ("أخبار
** ذات صلة ...", "المصدر: ..."), the words that follow it without a break. Each carries its shape (words, marks at its ends) and the label
** that opens it. What pieces mean together is layout.h's to find.
*/
#ifndef ASANID_PAGE_PIECE_H
#define ASANID_PAGE_PIECE_H

#include "base/map.h"
#include "page/rules.h"

enum piece_flag {
    PIECE_BULLET = 1,       /* begins with a list mark */
    PIECE_STOP = 2,         /* ends as a sentence does */
    PIECE_COLON = 4,        /* ends with a colon */
    PIECE_ORPHAN = 8,       /* begins with a mark that ends something: the rest of the line before */
    PIECE_LINE_START = 16,  /* is the beginning of its line */
    PIECE_LINE_END = 32,    /* is the end of its line */
    PIECE_LABEL_ONLY = 64,  /* nothing but its label */
    PIECE_PROSE = 128,      /* reads like a paragraph, not like a title */
    PIECE_DATED = 256,      /* is a date, or a date with its label */
    PIECE_EMPTY = 512,      /* no word in it */
    PIECE_NETWORK = 2048,   /* nothing but a network's name: one button of a share bar, where there are more */
    PIECE_LISTED = 1024     /* a title among titles: an item of a list, or with another title above or below it */
};

#define NO_LABEL 0xff

/* The answer to a question about a piece, kept once it was asked. */
enum asked { ASKED_NOT, ASKED_NO, ASKED_YES };

struct piece {
    span span;
    u32 first, n;   /* tokens; a token that a cut goes through belongs to the later piece */
    u32 words;      /* words and numbers among them */
    u32 content;    /* token behind the label and its colon; `first` without a label */
    u32 line;       /* number of its line, from 0 */
    u64 kinds;      /* bits hash & 63 of its words: what has other bits has other words */
    u32 may;        /* bits of the lexicons of which one of its tokens may begin a phrase, letters attached or not */
    u64 key;        /* hash of its words, label left out; equal for equal wording, where it is no longer than a title may be */
    u16 flags;      /* enum piece_flag */
    u8 label;       /* enum furniture_kind, or NO_LABEL */
    u8 promo;       /* weight of what courts the reader, or tells terms, in it */
    u8 placed, returns; /* enum asked: piece_is_placed, title_returns */
    u8 hint, level; /* of the block, where the page has markup */
    u8 link_share;
};

/* One page while it is read. */
struct sheet {
    struct arena *arena;
    const struct page_rules *rules;
    const struct page *page;
    struct text text;      /* the whole page: a zone is a line */
    u32 *may;              /* of each token: bits of the lexicons of which it may begin a phrase */
    u32 *may_behind;       /* the same, letters attached to it left out or not */
    struct { VEC(struct zone); } lines;
    struct { VEC(struct piece); } pieces;
    struct map words;      /* see sheet_word */
    bool has_words;
    struct map titles;     /* key of a listed title -> times it is listed */
};

/* The longest phrase of a lexicon of rules.h at token i, as lexicon_at finds it. */
#define sheet_at(s, name, i, end, how) sheet_look((s), (s)->rules->name, 1u << LEXICON_##name, (i), (end), (how))
static inline struct lexicon_hit sheet_look(const struct sheet *s, const struct lexicon *l, u32 bit, u32 i, u32 end, enum lexicon_how how)
{
    if (i >= end || !((how & LEXICON_PROCLITIC ? s->may_behind : s->may)[i] & bit))
        return (struct lexicon_hit){0};
    return lexicon_at(l, &s->text, i, end, how);
}

/* Bits of the lexicons of which a token of [i, end) may begin a phrase, letters attached to it or not. */
static inline u32 sheet_may(const struct sheet *s, u32 i, u32 end)
{
    u32 bits = 0;
    for (; i < end; i++)
        bits |= s->may_behind[i];
    return bits;
}

/* How often a word (folded) stands on the page, attached letters left out of account. The first call counts the page's words. */
u64 sheet_word(struct sheet *s, str key);

/* Fills lines, text, pieces, titles. */
void sheet_read(struct sheet *s, struct arena *a, const struct page_rules *rules, const struct page *page);

#define SHEET_SAMPLE 640 /* bytes: some sixty words tell a language */

/* True where the carrier tells the headline: its text is an article by itself then, else it may be a whole page with all its furniture. */
static inline bool sheet_is_article(const struct sheet *s) { return s->page->known.headline.n > 0; }

/* The first code point of a token as printed; 0 for the one behind the last. */
u32 token_wide_char(const struct text *t, u32 i);
static inline u32 token_char(const struct text *t, u32 i)
{
    const struct token *k = &t->tokens[i];
    return k->span.len == 1 ? (u8)t->raw.p[k->span.off] : token_wide_char(t, i); /* nearly always a mark of ASCII */
}
/* A mark that ends a sentence: . ! ? and their kin. */
bool char_is_stop(u32 cp);
bool char_is_dash(u32 cp);
bool char_closes(u32 cp); /* closing quotation marks and brackets; straight quotes too */
bool char_opens(u32 cp);
/* The mark in front of an item of a list. */
bool char_is_bullet(u32 cp);

/* The token behind the stop that ends the sentence of [first, end), closing marks and a credit in brackets passed over; `first` where none does. */
u32 sentence_stop(const struct text *t, u32 first, u32 end);

/* The span from the beginning of token i to the end of token `end` - 1. */
static inline span tokens_span(const struct text *t, u32 i, u32 end)
{
    return i < end ? span_join(t->tokens[i].span, t->tokens[end - 1].span) : SPAN_NULL;
}
/* What pieces have for key: of the words and numbers in [i, end). */
u64 words_key(const struct text *t, u32 i, u32 end);
/* Words and numbers in [i, end). */
u32 words_between(const struct text *t, u32 i, u32 end);

/* True where the title that is piece i is listed elsewhere on the page. */
bool title_returns(struct sheet *s, u32 i);

#endif
