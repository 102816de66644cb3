/* str.c - views of bytes. */
#include "base/str.h"

int str_cmp(str a, str b)
{
    size_t n = MIN_OF(a.n, b.n);
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

size_t str_find(str s, str what, size_t from)
{
    if (from > s.n || what.n > s.n - from) return SIZE_MAX;
    if (what.n == 0) return from;
    const char *end = s.p + s.n - what.n + 1;
    for (const char *p = s.p + from; p < end; p++) {
        p = memchr(p, what.p[0], (size_t)(end - p));
        if (!p) return SIZE_MAX;
        if (memcmp(p, what.p, what.n) == 0) return (size_t)(p - s.p);
    }
    return SIZE_MAX;
}

/* Bytes of white space at the beginning of s: ASCII, NBSP or the byte order mark; 0 where there is none. */
static size_t space_at_start(str s)
{
    if (s.n && (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r'))) return 1;
    if (str_starts(s, S("\xc2\xa0"))) return 2;
    if (str_starts(s, S("\xef\xbb\xbf"))) return 3;
    return 0;
}

static size_t space_at_end(str s)
{
    if (s.n && (s.p[s.n - 1] == ' ' || (s.p[s.n - 1] >= '\t' && s.p[s.n - 1] <= '\r'))) return 1;
    if (str_ends(s, S("\xc2\xa0"))) return 2;
    if (str_ends(s, S("\xef\xbb\xbf"))) return 3;
    return 0;
}

str str_trim(str s)
{
    for (size_t k; (k = space_at_start(s)) > 0;) s = str_skip(s, k);
    for (size_t k; (k = space_at_end(s)) > 0;) s.n -= k;
    return s;
}

bool str_u64(str s, u64 *out)
{
    u64 x = 0;
    if (s.n == 0) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        if (__builtin_mul_overflow(x, (u64)10, &x) || __builtin_add_overflow(x, (u64)(s.p[i] - '0'), &x)) return false;
    }
    *out = x;
    return true;
}
