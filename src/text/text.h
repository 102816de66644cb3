/*
** text.h - an article's own words: zones, sentences, tokens.
**
** A page's text is one run of bytes; an article owns some zones of it (headline, body paragraphs ...) in reading order.
** text_read cuts the zones into sentences and tokens. Every span points into the page's text. Sentences and tokens never cross a
** zone; every character of a zone that is seen, white space apart, is in one token and one sentence.
**
** Words are those of UAX 29, but for four exceptions:
**   - a full stop, an apostrophe and the like between Arabic letters parts words ("انتهى.وقال"; "أ.ف.ب" is five tokens);
**   - so does a colon everywhere ("قال:إن");
**   - so does the seam of an Arabic letter and a digit: "و50" is و and 50, "2024م" is 2024 and م, the second GLUED;
**   - "'s" is a word of its own, GLUED ("Iraq's" is iraq and 's).
** "U.S." is u.s and a full stop, "2,500" and "27.1.2024" are one number each, "2024-01-26" five tokens.
**
** Sentences are those of UAX 29, but none ends
**   - at "..." inside a quotation, or in a headline ("الرباط.. اجتماع جديد");
**   - behind an initial ("J. Smith", "أ. ف. ب") or an abbreviation of lang/<code>/abbreviations.tsv, as its row tells;
**   - behind the number that begins it ("1. ..."), or where it holds no word yet;
**   - in a name like an address ("العربية.نت", a row of abbreviations.tsv);
**   - at ! or ? before a lower-case letter ('"Stop!" he cried', "page?id=7");
**   - at a line break before a lower-case letter, unless a full stop or a blank line is there.
*/
#ifndef ASANID_TEXT_H
#define ASANID_TEXT_H

#include "base/vec.h"

enum zone_kind {
    ZONE_HEADLINE, ZONE_KICKER, ZONE_DATE, ZONE_BYLINE, ZONE_DATELINE, ZONE_CAPTION, ZONE_SUBHEADING, ZONE_BODY, ZONE_CREDIT
};

struct zone {
    span span;
    u8 kind; /* enum zone_kind */
};

enum token_class {
    TOKEN_WORD,   /* letters, with or without digits */
    TOKEN_NUMBER, /* digits of any script, with inner separators: 2,500  ٢٥٫٥ */
    TOKEN_MARK    /* one punctuation mark or symbol */
};

enum token_flag {
    TOKEN_GLUED = 1,  /* nothing stands between this token and the one before */
    TOKEN_UPPER = 2,  /* begins with an upper-case letter */
    TOKEN_ALLCAPS = 4,
    TOKEN_ARABIC = 8, /* its first letter is of the Arabic script */
    TOKEN_NEWLINE = 16 /* a line break stands before it */
};

struct token {
    span span;   /* in the page's text */
    u32 key_off; /* the folded key, in text.keys; see token_key */
    u16 key_len;
    u8 cls;      /* enum token_class */
    u8 flags;
    u32 sentence; /* index */
    u64 hash;     /* hash_str of the key */
    u64 loose;    /* hash of the looser key; equal to `hash` where that is the same */
};

struct sentence {
    span span;
    u32 first, n; /* tokens */
    u32 zone;     /* index */
};

struct text {
    str raw;    /* the page's text */
    str keys;   /* all folded keys */
    const char *lang; /* code of the article's language */
    bool by_lang;     /* a sentence may begin, or not, because of the language */
    const struct zone *zones;
    u32 n_zones;
    const u32 *zone_first; /* of each zone, its first token; behind the last, n_tokens */
    const struct token *tokens; /* behind the last stands an empty mark, so that looking one ahead needs no question */
    u32 n_tokens;
    const struct sentence *sentences;
    u32 n_sentences;
};

/*
** Words: the folded word, apostrophes as ' (fold.h). Numbers: ASCII digits with . and , as separators. Marks: one canonical mark for
** the many that mean it: , ; ? % . / - ' and " for the quotation marks that do not open or close; « » “ ” „ … are kept.
*/
static inline str token_key(const struct text *t, const struct token *k) { return (str){t->keys.p + k->key_off, k->key_len}; }
static inline str token_raw(const struct text *t, const struct token *k) { return span_text(t->raw, k->span); }

/* What text_read knows of languages: abbreviations, spellings. Immutable once made; lives in its arena; share it freely. */
struct text_rules;
const struct text_rules *text_rules_new(struct arena *a);

/* Reads the zones (sorted by place, not overlapping) of the page text `raw`. `zones` must live as long as the text. */
struct text text_read(struct arena *a, const struct text_rules *rules, str raw, const char *lang, const struct zone *zones, u32 n_zones);

/* The same for a reader who has no use for looser keys: `loose` is `hash`. */
struct text text_read_exact(struct arena *a, const struct text_rules *rules, str raw, const char *lang, const struct zone *zones, u32 n_zones);

/* The language of a text by script and frequent words (lang/<code>/stopwords.tsv), "und" where nothing tells. Never NULL. */
const char *text_lang(const struct text_rules *rules, str raw);
/* False for languages whose texts are all read as those of "und" are: text.by_lang makes no difference. */
bool text_reads_by(const struct text_rules *rules, const char *lang);
/* The same of the words that begin within a part of a text that has been read. */
const char *text_lang_at(const struct text_rules *rules, const struct text *t, span sample);

#endif
