/*
** lexicon.h - phrases of lang/ as one automaton over folded tokens.
**
** A lexicon holds phrases ("وكالة فرانس برس", "read also", "ذو الحجة") folded and cut into tokens, each with the row it comes
** from and a kind of the caller's. It is immutable once lexicon_done was called.
**
** Punctuation: marks that only set a phrase out (. , : ; ! ? quotation marks, brackets, dashes, slashes, bullets) are left out of a
** phrase that holds anything else; other signs (% $ & # ©) count as words. In the text, a slash, or a full stop, hyphen, apostrophe
** or middle dot glued to the word before it, may stand between two words of a phrase: "أ ف ب" finds "أ.ف.ب" and "أ. ف. ب",
** "تموز يوليو" finds "تموز/يوليو". With LEXICON_LOOSE an opening quotation mark may too: حركة "حماس". A hit never crosses the end of a sentence.
** Phrases of more than 64 tokens are not kept.
*/
#ifndef ASANID_LEXICON_H
#define ASANID_LEXICON_H

#include "base/lang.h"
#include "text/text.h"

struct lexicon;

struct lexicon_hit {
    const struct lang_row *row; /* NULL: no hit */
    const char *lang;           /* of the table */
    u32 kind;                   /* as given to lexicon_add */
    u32 n;                      /* tokens */
    u32 proclitic;              /* bytes of the first token's key that are attached letters, not of the phrase */
    bool alone;                 /* no phrase goes on behind any way to read the first word: hit or not, the token by itself tells */
};

enum lexicon_how {
    LEXICON_EXACT = 0,
    LEXICON_PROCLITIC = 1, /* the first word may carry و ف ب ل ك and their pairs, and ل for لل ("للأمم" finds "الأمم") */
    LEXICON_LOOSE = 2      /* compare looser keys */
};

struct lexicon *lexicon_new(struct arena *a);
/* Adds every row of a table, by column 0; a NULL table adds nothing. A phrase that is there already keeps its first row. */
void lexicon_add(struct lexicon *l, const struct lang_table *t, u32 kind);
/* Adds one phrase. */
void lexicon_add_row(struct lexicon *l, const struct lang_row *row, const char *phrase, const char *lang, u32 kind);
/* Adds the table `name` of every language. */
void lexicon_add_all(struct lexicon *l, const char *name, u32 kind);
void lexicon_done(struct lexicon *l);

/* The longest phrase that begins at token i of t and ends before token `end`. */
struct lexicon_hit lexicon_at(const struct lexicon *l, const struct text *t, u32 i, u32 end, enum lexicon_how how);
/* The same, exactly, over a bare string, for lines that are not read as a text yet: the phrase at the beginning of `line` (behind white
** space), and in *len the bytes of the line up to its end, without a colon or the like behind it. */
struct lexicon_hit lexicon_prefix(const struct lexicon *l, str line, size_t *len);
/* The phrase that is the whole of a word or name, brackets and marks around it passed over: "(أ ف ب)". */
struct lexicon_hit lexicon_whole(const struct lexicon *l, str s);

/* ---- many lexicons over one text ---- */

/*
** How phrases begin, of up to 32 lexicons, for turning a token away from all of them with one look: `bit` is set for each word that is a phrase by
** itself, for each first word of a longer one, and for each pair of first words. Words share rows: a bit that is not set tells that no phrase of
** the lexicon begins there, one that is set tells nothing.
*/
#define LEXICON_ROW_BITS 14u
#define LEXICON_ANY_BITS 16u
struct lexicon_begins {
    u64 any[(1u << LEXICON_ANY_BITS) / 64]; /* words with a bit in `words`; small enough to stay at hand, and most words are turned away by it */
    struct {
        u32 alone, first;
    } words[1u << LEXICON_ROW_BITS];
    u32 pairs[1u << LEXICON_ROW_BITS];
};
void lexicon_mark_begins(const struct lexicon *l, struct lexicon_begins *b, u32 bit);

static inline u32 lexicon_pair_row(u64 word, u64 next)
{
    return ((u32)(word >> 32) * 0x9e3779b1u ^ (u32)(next >> 32) * 0x85ebca6bu) >> (32 - LEXICON_ROW_BITS);
}
/* The bits of a word (its hash) before the token `next`. */
static inline u32 lexicon_begins_at(const struct lexicon_begins *b, u64 word, const struct token *next)
{
    /* Masks instead of questions, which could not be guessed: `all` is ~0 where the word is any's, and without it row 0 is looked at, which is at hand. */
    u32 any = (u32)(word >> (64 - LEXICON_ANY_BITS)), all = 0u - ((u32)(b->any[any / 64] >> (any % 64)) & 1);
    u32 row = (u32)(word >> (64 - LEXICON_ROW_BITS)) & all, alone = b->words[row].alone & all, first = b->words[row].first & all & ~alone;
    u32 longer = 0u - (u32)(first != 0), mark = 0u - (u32)(next->cls == TOKEN_MARK); /* a mark may stand between, or be a word */
    first &= b->pairs[lexicon_pair_row(word, next->hash) & longer] | mark;
    return alone | first;
}
/* The bits of all words that a key may be behind attached letters, as LEXICON_PROCLITIC takes them off. */
u32 lexicon_begins_behind(const struct lexicon_begins *b, str key, const struct token *next);

#endif
