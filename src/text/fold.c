/*
** fold.c - folding by table: one look-up a letter, one store of up to three bytes.
*/
#include "text/fold.h"
#include "text/unicode.h"

#define HAMZA_ABOVE 0x654u

/* Appends the folded form of one code point. Hamza above rejoins a waw or ya that stands bare before it, so that a letter
** and its decomposition have one key. */
static char *put_slow(const char *begin, char *out, u32 cp)
{
    if (cp == HAMZA_ABOVE) {
        if (out - begin >= 2 && memcmp(out - 2, "\xD9\x88", 2) == 0)
            memcpy(out - 2, "\xD8\xA4", 2);
        else if (out - begin >= 2 && memcmp(out - 2, "\xD9\x8A", 2) == 0)
            memcpy(out - 2, "\xD8\xA6", 2);
        return out;
    }
    size_t n;
    const u8 *form = fold_form(cp, &n);
    if (!form)
        return out + utf8_put(out, cp);
    memcpy(out, form, n);
    return out + n;
}

/* The one loop of all folding; `at`, where not NULL, takes the place of each key byte's letter. */
static inline size_t fold_run(char *out, u32 *at, str s)
{
    char *o = out;
    size_t i = 0;
    while (i < s.n) {
        size_t from = i, size = unicode_low_size(s, i);
        const char *was = o;
        u32 v = size == 1 ? fold_low[(u8)s.p[i]] : size == 2 ? fold_low[unicode_two(s.p + i)] : FOLD_SPECIAL;
        if ((v & 0xFF) != FOLD_SPECIAL) {
            u32 bytes = v >> 8;
            memcpy(o, &bytes, 4);
            o += v & 0xFF;
            i += size;
        } else {
            u32 cp = utf8_next(s, &i);
            o = put_slow(out, o, cp);
        }
        if (at)
            for (const char *k = was; k < o; k++)
                at[k - out] = (u32)from;
    }
    return (size_t)(o - out);
}

size_t fold_into(char *out, str s) { return fold_run(out, NULL, s); }

str fold_str(struct arena *a, str s)
{
    char *out = arena_alloc(a, fold_room(s.n));
    return (str){out, fold_run(out, NULL, s)};
}

struct folded fold_with_map(struct arena *a, str s)
{
    char *out = arena_alloc(a, fold_room(s.n));
    u32 *at = ARENA_ARRAY(a, u32, fold_room(s.n));
    size_t n = fold_run(out, at, s);
    at[n] = (u32)s.n;
    return (struct folded){{out, n}, at};
}

/* ---- the looser key ---- */

/* The letter that a strict letter (two bytes) is equal to loosely, as its first and second byte; 0: itself. */
static u32 loose_letter(u8 lead, u8 tail)
{
    if (tail != 0xA4 && tail != 0xA6 && tail != 0xBE)
        return 0;
    if (lead == 0xD8 && tail != 0xBE) /* waw and ya as seats of hamza: the bare hamza */
        return 0xD8A1;
    if (lead == 0xDA && tail == 0xA4) /* veh: feh */
        return 0xD981;
    return lead == 0xD9 && tail == 0xBE ? 0xD8A8 : 0; /* peh: beh */
}

/* Place of the first letter at or after i that is not its own looser letter; key.n where there is none. */
static size_t next_loose(str key, size_t i)
{
    for (; i + 1 < key.n; i++) {
        u8 lead = (u8)key.p[i];
        if (lead < 0xC0)
            continue;
        if (loose_letter(lead, (u8)key.p[i + 1]))
            return i;
        i++;
    }
    return key.n;
}

bool fold_is_loose(str key) { return next_loose(key, 0) == key.n; }

void fold_loose_in_place(char *key, size_t n)
{
    str s = {key, n};
    for (size_t i = next_loose(s, 0); i < n; i = next_loose(s, i + 2)) {
        u32 to = loose_letter((u8)key[i], (u8)key[i + 1]);
        key[i] = (char)(u8)(to >> 8);
        key[i + 1] = (char)(u8)(to & 0xFF);
    }
}

str fold_loose(struct arena *a, str key)
{
    if (fold_is_loose(key))
        return key;
    char *out = arena_alloc(a, key.n);
    memcpy(out, key.p, key.n);
    fold_loose_in_place(out, key.n);
    return (str){out, key.n};
}
