/*
** out.h - a sticky writer: write at will, ask once at the end.
**
** Bytes gather in an arena (out_init) or pass on in pieces through a flush function (out_init_flush). The first failure
** of the flush function is kept in `failed`, and what follows is thrown away.
*/
#ifndef ASANID_OUT_H
#define ASANID_OUT_H

#include "base/arena.h"

/* 0, or an errno that stops the writer. */
typedef int out_flush_fn(void *arg, const char *p, size_t n);

struct out {
    struct arena *arena; /* NULL with a flush function */
    char *p;
    size_t n, cap;
    out_flush_fn *flush;
    void *arg;
    int failed; /* errno of the first failure */
};

void out_init(struct out *o, struct arena *a);
/* `buffer` of `cap` bytes is the caller's, and must live as long as the writer. */
void out_init_flush(struct out *o, char *buffer, size_t cap, out_flush_fn *flush, void *arg);

void out_bytes(struct out *o, const void *p, size_t n);
static inline void out_str(struct out *o, str s) { out_bytes(o, s.p, s.n); }
static inline void out_z(struct out *o, const char *z) { out_str(o, str_of(z)); }
static inline void out_char(struct out *o, char c) { out_bytes(o, &c, 1); }
void out_fmt(struct out *o, const char *fmt, ...) PRINTF_LIKE(2, 3);
void out_u64(struct out *o, u64 x);
/* Passes on what is left; gives `failed`. */
int out_finish(struct out *o);
/* What has gathered in the arena. */
static inline str out_view(const struct out *o) { return (str){o->p, o->n}; }

#endif
