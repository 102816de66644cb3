/*
** charset.h - which charset bytes are in, and the bytes as UTF-8.
**
** In this order: byte order mark; UTF-16 without one, by a test of our own (libuchardet finds none); UTF-8 validity; the label that the carrier
** (an HTTP header) or the page itself gives (WHATWG prescan), if the bytes bear it out; libuchardet; windows-1252. What a label calls ISO-8859-1
** is windows-1252, as in browsers.
*/
#ifndef ASANID_PAGE_CHARSET_H
#define ASANID_PAGE_CHARSET_H

#include "base/arena.h"
#include "base/utf8.h"

enum charset_markup { CHARSET_PLAIN, CHARSET_HTML, CHARSET_XML }; /* where a label may stand */

/* The bytes as clean UTF-8, in the arena or the bytes themselves; what could not be read became U+FFFD and is counted. */
str charset_decode(struct arena *a, str bytes, str label, enum charset_markup markup, struct utf8_mending *what);

/* The character that a reference to a control code 0x80..0x9f means: windows-1252's, as HTML reads it. */
u32 charset_c1(u32 code);

/* "UTF-16LE" or "UTF-16BE" where the bytes are that, with a mark or without; else NULL. */
const char *charset_utf16(str bytes);

/* The name of the charset that charset_decode takes ("UTF-8", "windows-1256", ...). */
const char *charset_of(struct arena *a, str bytes, str label, enum charset_markup markup);

#endif
