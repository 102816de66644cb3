/*
** limits.h - every named limit, in one table. A message that refuses names its limit.
*/
#ifndef ASANID_LIMITS_H
#define ASANID_LIMITS_H

#define LIMIT_SKIP_BYTES ((u64)16 << 30)   /* behind the beginning of a record that is too long, in search of the next; past them the rest is set aside */
#define LIMIT_PAGE_BYTES (64u << 20)       /* a page's bytes; a longer one is set aside */
#define LIMIT_LINE_BYTES (64u << 20)       /* a JSON Lines record */
#define LIMIT_DOCUMENT_ARENA (1u << 30)    /* memory for one document while it is read */
#define LIMIT_COMPARE_ARENA ((size_t)3 << 30) /* memory for the two texts of `compare` and what they share */
#define LIMIT_DOCUMENT_TOKENS 8000000u     /* tokens of one document */
#define LIMIT_PAGE_ARTICLES 64u            /* articles found in one page */
#define LIMIT_PAGE_NODES 8000000u          /* elements and runs of text of an HTML page; a longer one is set aside */
#define LIMIT_PAGE_DEPTH 512u              /* elements inside one another; the same */
#define LIMIT_ARTICLE_FACTS 100000u        /* facts of one kind in one article */
#define LIMIT_SETTLE_MEMORY ((u64)256 << 20) /* words of articles kept in memory while a store is settled; more go to a temporary file */
#define LIMIT_CORPUS_MEMORY ((u64)256 << 20) /* packed pages kept in memory by `match`; more go to a temporary file */

#endif
