/*
** sqlite_api.h - SQLite as linked into the program, or as handed to the loadable extension (compiled with ASANID_EXTENSION).
*/
#ifndef ASANID_SQLITE_API_H
#define ASANID_SQLITE_API_H

#ifdef ASANID_EXTENSION
#include <sqlite3ext.h>
extern const sqlite3_api_routines *sqlite3_api; /* set by extension.c */
#else
#include <sqlite3.h>
#endif

#endif
