/*
** spelling.c - spellings that outlets differ in, found by the first four bytes (beginnings) or the last three (ends).
**
** Nearly every word has no spelling of its own. A bitmap over those bytes says so after two or three loads.
*/
#include "text/spelling.h"

#include "base/hash.h"
#include "base/lang.h"
#include "base/vec.h"
#include "text/arabic.h"
#include "text/fold.h"

#define HEAD_BYTES 4u
#define TAIL_BYTES 3u
#define BUCKETS 4096u
#define PLACES_MAX 12u

enum where { WHERE_WORD, WHERE_STEM, WHERE_END };

struct rule {
    str from, to;
    u32 where; /* enum where */
    u32 next;  /* rule of the same bucket, 1 + index; longer ones first */
};

struct spelling {
    struct { VEC(struct rule); } rules;
    u64 has_head[BUCKETS / 64], has_tail[BUCKETS / 64];
    u32 heads[BUCKETS], tails[BUCKETS]; /* 1 + index of a rule; 0 none */
};

static u32 bytes_of(const char *p, u32 n)
{
    u32 x = 0;
    memcpy(&x, p, n);
    return (x * 0x9e3779b1u) >> 20; /* the upper 12 bits */
}

static bool has(const u64 *bitmap, u32 bucket) { return bitmap[bucket / 64] >> (bucket % 64) & 1; }

static void add_rule(struct arena *a, struct spelling *sp, str from, str to, enum where where)
{
    size_t least = where == WHERE_END ? TAIL_BYTES : HEAD_BYTES;
    if (from.n < least || from.n > SPELLING_KEY_MAX || to.n > SPELLING_KEY_MAX)
        return;
    u32 at = where == WHERE_END ? bytes_of(from.p + from.n - TAIL_BYTES, TAIL_BYTES) : bytes_of(from.p, HEAD_BYTES);
    u32 *bucket = where == WHERE_END ? &sp->tails[at] : &sp->heads[at];
    (where == WHERE_END ? sp->has_tail : sp->has_head)[at / 64] |= (u64)1 << (at % 64);
    struct rule *r = vec_add(a, &sp->rules);
    *r = (struct rule){from, to, where, 0};
    u32 me = sp->rules.n;
    while (*bucket && sp->rules.v[*bucket - 1].from.n >= from.n)
        bucket = &sp->rules.v[*bucket - 1].next;
    sp->rules.v[me - 1].next = *bucket;
    *bucket = me;
}

const struct spelling *spelling_new(struct arena *a)
{
    struct spelling *sp = ARENA_NEW(a, struct spelling);
    for (u32 i = 0; i < lang_tables_n; i++) {
        const struct lang_table *t = &lang_tables[i];
        if (strcmp(t->name, "spelling") != 0)
            continue;
        for (u32 k = 0; k < t->n; k++) {
            const char *const *col = t->rows[k].column;
            enum where where = strcmp(col[2], "stem") == 0 ? WHERE_STEM : strcmp(col[2], "end") == 0 ? WHERE_END : WHERE_WORD;
            str from = fold_loose(a, fold_str(a, str_of(col[0]))), to = fold_loose(a, fold_str(a, str_of(col[1])));
            add_rule(a, sp, from, to, where);
        }
    }
    return sp;
}

/* The places where a word proper may begin: 0, behind attached letters, behind the article after either. */
static u32 places_of(str key, u8 places[PLACES_MAX])
{
    u8 lens[4];
    u32 n = 0, pro = arabic_proclitics(key, lens);
    for (u32 i = 0; i < pro; i++) {
        str rest = str_skip(key, lens[i]);
        places[n++] = lens[i];
        if (str_starts(rest, S("\xD8\xA7\xD9\x84"))) /* the article */
            places[n++] = (u8)(lens[i] + 4);
        else if (str_starts(rest, S("\xD9\x84\xD9\x84"))) /* li- with the article */
            places[n++] = (u8)(lens[i] + 4);
    }
    return n;
}

static const struct rule *head_rule(const struct spelling *sp, str rest)
{
    if (rest.n < HEAD_BYTES)
        return NULL;
    u32 bucket = bytes_of(rest.p, HEAD_BYTES);
    if (!has(sp->has_head, bucket))
        return NULL;
    for (u32 i = sp->heads[bucket]; i; i = sp->rules.v[i - 1].next) {
        const struct rule *r = &sp->rules.v[i - 1];
        if (str_starts(rest, r->from) && (r->where == WHERE_STEM || rest.n == r->from.n))
            return r;
    }
    return NULL;
}

static const struct rule *tail_rule(const struct spelling *sp, str key)
{
    if (key.n < TAIL_BYTES + 3)
        return NULL;
    u32 bucket = bytes_of(key.p + key.n - TAIL_BYTES, TAIL_BYTES);
    if (!has(sp->has_tail, bucket))
        return NULL;
    for (u32 i = sp->tails[bucket]; i; i = sp->rules.v[i - 1].next) {
        const struct rule *r = &sp->rules.v[i - 1];
        if (key.n >= r->from.n + 3 && str_ends(key, r->from))
            return r;
    }
    return NULL;
}

/* room: head + to + tail, all bounded by SPELLING_KEY_MAX. */
static str replaced(char *room, str key, size_t at, size_t len, str to)
{
    size_t tail = key.n - at - len;
    memmove(room + at + to.n, key.p + at + len, tail);
    memmove(room, key.p, at);
    memcpy(room + at, to.p, to.n);
    return (str){room, at + to.n + tail};
}

str spelling_loose(const struct spelling *sp, str key, char room[SPELLING_ROOM])
{
    if (key.n > SPELLING_KEY_MAX)
        return key;
    str out = key;
    if (key.n && (u8)key.p[0] >= 0x80) {
        if (!fold_is_loose(key)) {
            memcpy(room, key.p, key.n);
            fold_loose_in_place(room, key.n);
            out = (str){room, key.n};
        }
        u8 places[PLACES_MAX];
        u32 n = places_of(out, places);
        for (u32 i = 0; i < n; i++) {
            const struct rule *r = head_rule(sp, str_skip(out, places[i]));
            if (r) {
                out = replaced(room, out, places[i], r->from.n, r->to);
                break;
            }
        }
    } else {
        const struct rule *r = head_rule(sp, out);
        if (r)
            out = replaced(room, out, 0, r->from.n, r->to);
    }
    const struct rule *r = tail_rule(sp, out);
    if (r && out.n + r->to.n <= SPELLING_ROOM)
        out = replaced(room, out, out.n - r->from.n, r->from.n, r->to);
    return out;
}
