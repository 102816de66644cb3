/* out.c - the sticky writer. */
#include "base/out.h"

#include <stdio.h>

void out_init(struct out *o, struct arena *a)
{
    memset(o, 0, sizeof *o);
    o->arena = a;
}

void out_init_flush(struct out *o, char *buffer, size_t cap, out_flush_fn *flush, void *arg)
{
    *o = (struct out){.p = buffer, .cap = cap, .flush = flush, .arg = arg};
}

static void pass_on(struct out *o, const char *p, size_t n)
{
    if (n && !o->failed) o->failed = o->flush(o->arg, p, n);
}

void out_bytes(struct out *o, const void *p, size_t n)
{
    if (n > o->cap - o->n) {
        if (o->arena) {
            size_t more = MAX_OF(o->cap * 2, o->n + n + 256);
            o->p = arena_grow(o->arena, o->p, o->cap, more);
            o->cap = more;
        } else {
            pass_on(o, o->p, o->n);
            o->n = 0;
            if (n > o->cap) {
                pass_on(o, p, n);
                return;
            }
        }
    }
    if (n) memcpy(o->p + o->n, p, n);
    o->n += n;
}

void out_u64(struct out *o, u64 x)
{
    char digits[20];
    size_t i = sizeof digits;
    do digits[--i] = (char)('0' + x % 10);
    while (x /= 10);
    out_bytes(o, digits + i, sizeof digits - i);
}

void out_fmt(struct out *o, const char *fmt, ...)
{
    char small[512];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    ASSERT(n >= 0 && (size_t)n < sizeof small); /* for short, known formats; text goes through out_str */
    out_bytes(o, small, (size_t)n);
}

int out_finish(struct out *o)
{
    if (o->flush) {
        pass_on(o, o->p, o->n);
        o->n = 0;
    }
    return o->failed;
}
