/*
** str.h - views of bytes, and spans that prove a fact.
**
** A `str` is a view: it never owns, is not NUL-terminated, and whoever gave it to you keeps it alive until the arena is
** reset. The empty str has n == 0; its p may be NULL and is never read.
**
** A `span` is a place in a page's text, in bytes. SPAN_NULL is "stands nowhere in the text" (JSON null).
*/
#ifndef ASANID_STR_H
#define ASANID_STR_H

#include "base/base.h"
#include <string.h>

typedef struct str {
    const char *p;
    size_t n;
} str;

typedef struct span {
    u32 off, len;
} span;

#define S(literal) ((str){(literal), sizeof(literal) - 1})
#define STR_EMPTY ((str){NULL, 0})
#define SPAN_NULL ((span){UINT32_MAX, 0})

/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p

static inline str str_of(const char *z) { return (str){z, z ? strlen(z) : 0}; }
static inline bool str_eq(str a, str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
static inline bool str_is(str a, const char *z) { return str_eq(a, str_of(z)); }
static inline bool str_starts(str s, str with) { return s.n >= with.n && (with.n == 0 || memcmp(s.p, with.p, with.n) == 0); }
static inline bool str_ends(str s, str with)
{
    return s.n >= with.n && (with.n == 0 || memcmp(s.p + s.n - with.n, with.p, with.n) == 0);
}
/* s without its first `by` bytes. */
static inline str str_skip(str s, size_t by) { return by >= s.n ? STR_EMPTY : (str){s.p + by, s.n - by}; }
static inline str str_head(str s, size_t n) { return (str){s.p, n < s.n ? n : s.n}; }

/* Bytewise order, as memcmp; a prefix comes first. */
int str_cmp(str a, str b);
/* Place of `what` in s at or after `from`, or SIZE_MAX. */
size_t str_find(str s, str what, size_t from);
/* s without ASCII white space, NBSP and the byte order mark at both ends. */
str str_trim(str s);
/* A decimal number without sign that fills the whole of s; false where it is not one or is too large. */
bool str_u64(str s, u64 *out);

static inline span span_of(size_t off, size_t len) { return (span){(u32)off, (u32)len}; }
static inline bool span_is_null(span s) { return s.off == UINT32_MAX; }
static inline u32 span_end(span s) { return s.off + s.len; }
static inline bool span_eq(span a, span b) { return a.off == b.off && a.len == b.len; }
static inline bool span_overlap(span a, span b)
{
    return !span_is_null(a) && !span_is_null(b) && a.off < span_end(b) && b.off < span_end(a);
}
static inline bool span_within(span in, span out) { return in.off >= out.off && span_end(in) <= span_end(out); }
/* The words of a span; "" for SPAN_NULL. */
static inline str span_text(str text, span s) { return span_is_null(s) ? STR_EMPTY : (str){text.p + s.off, s.len}; }
/* From the beginning of a to the end of b. */
static inline span span_join(span a, span b) { return (span){a.off, span_end(b) - a.off}; }

#endif
