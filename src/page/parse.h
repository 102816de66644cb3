/*
** parse.h - reads JSON (RFC 8259, strictly) where it stands: strings without escapes are views of the text, nothing else is copied.
**
** A reader stands before a value, and each call takes one and stands behind it. The first fault ends the reading: every further call is false.
** The text must be well-formed UTF-8.
*/
#ifndef ASANID_PAGE_PARSE_H
#define ASANID_PAGE_PARSE_H

#include "base/arena.h"

#define JSON_NESTING_MAX 32u

struct parse {
    str s;
    size_t at;       /* the next byte; of a fault, its place */
    const char *why; /* NULL: no fault */
};

enum parse_kind { JSON_NONE, JSON_STRING, JSON_NUMBER, JSON_LITERAL, JSON_ARRAY, JSON_OBJECT };
/* What value comes next, by its first byte; white space is passed over. */
enum parse_kind parse_next(struct parse *r);

/* A string; with escapes its letters lie in the arena, U+0000 among them, a lone surrogate as U+FFFD. */
bool parse_string(struct parse *r, struct arena *a, str *out) MUST_USE;
/* Any value, whole; *out (NULL: not wanted) its bytes. */
bool parse_value(struct parse *r, str *out) MUST_USE;

/*
** The members of an object, or of an array: *i counts them from 0. True before a member (of an object: behind its name and colon, *name the
** name, in the arena where it has escapes), false behind the closing bracket or at a fault. The caller takes each member's value.
*/
bool parse_member(struct parse *r, struct arena *a, u32 *i, str *name) MUST_USE;
bool parse_item(struct parse *r, u32 *i) MUST_USE;
/* Nothing but white space follows. */
bool parse_end(struct parse *r) MUST_USE;

#endif
