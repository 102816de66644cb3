/*
** corpus.h - the matches of a corpus that no store keeps, in two passes.
**
** The first reads every page and keeps of each article its id, outlet, day and fingerprints, and the page packed (zstd). Then pairs are
** planned over an index of the prints. The second takes the articles of a batch of pairs back, reads their facts (once: the marks that
** come of it are kept too), aligns and lets go. What comes out is byte for byte what `add`, settling and `export matches` give: the
** order, the rules, and of an id that comes twice the latest revision.
**
** Memory: about 200 bytes an article, some 24 a print (a third of its words are prints: 2.5 to 3.5 KB for usual news) while pairs are
** planned and 8 a print after it, the packed pages up to LIMIT_CORPUS_MEMORY (beyond it a temporary file), the matches, and a batch of
** BATCH_ARTICLES texts a time. Time grows as the text and the pairs planned do (trace/match.h bounds them).
*/
#ifndef ASANID_CORPUS_H
#define ASANID_CORPUS_H

#include "run/session.h"

/* Reads inputs and calls `line` with each match, by FORMATS; `all`: boilerplate too. The session needs no store. Same lines whatever
** its jobs. ASANID_SET_ASIDE where inputs were, ASANID_NOTHING where there was no page. */
enum asanid_status corpus_match(struct session *s, char *const *paths, int n, bool all, session_line_fn *line, void *arg) MUST_USE;

#endif
