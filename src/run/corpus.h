/*
** corpus.h - the matches of a corpus that no store keeps, in two passes.
**
** The first reads every page and keeps of each article its id, outlet, day and fingerprints, and the page's text. Then pairs are
** planned over an index of the prints that articles share. The second takes the articles of a batch of pairs back, reads their facts (once: the
** marks that come of it are kept too), aligns and lets go. What comes out is byte for byte what `add`, settling and `export matches` give: the
** order, the rules, and of an id that comes twice the latest revision.
**
** Memory: about 300 bytes an article, 4 a print (a third of its words are prints) until pairs are planned, 8 a shared print while they are, 80 a
** match, and a batch of texts a time. Pages, marks and edits stay in memory up to LIMIT_CORPUS_MEMORY, beyond it they go to a temporary
** file; pages are packed (zstd) from half of it on. Time grows as the text and the pairs planned do (trace/match.h bounds them).
*/
#ifndef ASANID_CORPUS_H
#define ASANID_CORPUS_H

#include "run/session.h"

/* Reads inputs and calls `line` with each match, by FORMATS; `all`: boilerplate too. The session needs no store. Same lines whatever
** its jobs. ASANID_SET_ASIDE where inputs were, ASANID_NOTHING where there was no page. */
enum asanid_status corpus_match(struct session *s, char *const *paths, int n, bool all, session_line_fn *line, void *arg) MUST_USE;
/* The same with another limit of memory for pages, marks and edits, 0 too. */
enum asanid_status corpus_match_within(struct session *s, char *const *paths, int n, bool all, u64 memory, session_line_fn *line, void *arg) MUST_USE;

#endif
