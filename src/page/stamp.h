/*
** stamp.h - times as machines write them into pages, feeds and archives.
*/
#ifndef ASANID_PAGE_STAMP_H
#define ASANID_PAGE_STAMP_H

#include "base/arena.h"
#include "base/civil.h"

/*
** Reads ISO 8601 in its common spellings (also 2018/05/03, 20180503T101200Z, a space before the zone), RFC 822 and its kin ("Thu, 03 May 2018
** 10:12:00 +0300", "May 3, 2018 10:12 am EST", asctime), and counts of seconds or milliseconds since 1970. The zone is the one that is
** written; none is added. False for anything else, and for days that could be read two ways (03/05/2018).
*/
bool stamp_read(str s, struct civil *out);

/* The same as ISO 8601, or "". */
str stamp_iso(struct arena *a, str s);

#endif
