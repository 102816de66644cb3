/*
** extension.c - asanid_fts.so: lets any SQLite open a store.
**
**     sqlite3 news.db
**     .load ./asanid_fts
**     SELECT a.id FROM search JOIN article a ON a.row = search.rowid WHERE search MATCH 'word';
*/
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include "store/tokenizer.h"
#include "store/words.h"

/* The name that sqlite3_load_extension makes of the file's. */
__attribute__((visibility("default"))) int sqlite3_asanidfts_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);

int sqlite3_asanidfts_init(sqlite3 *db, char **message, const sqlite3_api_routines *api)
{
    (void)message;
    SQLITE_EXTENSION_INIT2(api);
    int rc = tokenizer_register(db);
    return rc ? rc : words_register(db);
}
