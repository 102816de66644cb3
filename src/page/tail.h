/*
** tail.h - is what comes now another article?
*/
#ifndef ASANID_PAGE_TAIL_H
#define ASANID_PAGE_TAIL_H

#include "page/layout.h"

/* What is known of the article so far, where the question comes up. */
struct tail_context {
    struct map words;   /* hash of a content word of the article's paragraphs [0, read) */
    struct { VEC(span); } paragraphs; /* their tokens: first, count */
    u32 read;
    bool ended;         /* its credit or keywords have been seen */
    bool labelled;      /* a label that opens read-also titles stands just before, alone on its line */
    bool closing;       /* a line that closes pages (promotion, share bar) stands before that label */
    u32 asked;          /* times the question was asked, for the limit */
    struct {            /* the paragraphs that were looked at last: lines above them ask for the same */
        u32 body;       /* their first piece; 0: none */
        u32 noted;      /* `read`, when they were */
        u32 tokens, words, known; /* content words, and how many of them the article has */
        struct map here; /* hash of a content word of theirs */
    } window;
};

/* Where another article begins and its first paragraph stands. */
struct tail {
    u32 header; /* piece; the count of pieces: none */
    u32 body;
};

/* Notes a paragraph of the article. Its words are read when they are asked for. */
void tail_note(const struct sheet *s, struct tail_context *c, u32 first, u32 end);

/*
** Judges whether the pieces from i on are another article, by: the end of the one before, the label, a headline alone above a paragraph, a date or
** dateline below it, the headline's return in a list of titles, and how few words the paragraphs share with the article so far
** (lexical cohesion: Hearst 1997; it only confirms). Few words from piece `teasers` on are a teaser, no article.
*/
struct tail tail_at(struct sheet *s, struct tail_context *c, u32 i, u32 teasers);

/* Judges whether the paragraph `body`, behind the end of the article, belongs to the title on the label's own line just above it (piece body - 1). */
bool tail_of_title(struct sheet *s, struct tail_context *c, u32 body);

#endif
