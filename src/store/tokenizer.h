/*
** tokenizer.h - the FTS5 tokenizer `asanid`: words by our folding, each with its stem beside it.
**
** FTS5's own unicode61 takes Arabic vowel marks for separators and does not fold digits. Here a word is a run of letters, marks and
** digits, folded strictly (text/fold.h); figures lose the marks of thousands ("2,500", "٢٬٥٠٠" and "2500" are one); scripts
** without spaces give a token a character. At the same place stands the stem of the looser key, where it is another word: so كتابها
** is found by الكتاب, أميركا by أمريكا, "talks" by "talk". A prefix query (word*) takes the folded word alone.
*/
#ifndef ASANID_TOKENIZER_H
#define ASANID_TOKENIZER_H

#include "store/sqlite_api.h"

/* Makes the tokenizer known to a connection; an SQLite result code. */
int tokenizer_register(sqlite3 *db);

#endif
