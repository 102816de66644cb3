/*
** words.h - the words of an article that full-text search knows, and the SQL function that takes them out of a stored page.
**
** asanid_words(what, frame, text_at, text_bytes, packet): `what` is 'headline' or 'body'; NULL where the page is damaged. The view
** search_text is made of it, so that the index need not keep a second copy of the text.
*/
#ifndef ASANID_WORDS_H
#define ASANID_WORDS_H

#include "page/page.h"
#include "store/sqlite_api.h"

/* Kicker and headline. */
str words_headline(struct arena *a, const struct article *x);
/* Paragraphs parted by \n. */
str words_body(struct arena *a, const struct article *x, str text);

int words_register(sqlite3 *db);

#endif
