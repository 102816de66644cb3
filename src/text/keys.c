/*
** keys.c - units of text by bit masks, their keys by memo.
**
** A unit is a longest run of letters, digits, _ and bytes beyond ASCII, in which one of ' , . : ; may stand between two such bytes. All other bytes
** of ASCII part words before and behind them (UAX 29), and of the five only one alone between two letters or digits joins: so a unit has the
** same tokens by itself as in its text. Where sentences end does not matter either: a sentence can cut a word only behind a full stop in it.
*/
#include "text/keys.h"

#include "base/hash.h"
#include "base/limits.h"
#include "text/fold.h"
#include "text/rules.h"
#include "text/segment.h"
#include "text/token.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define STEP 64u /* bytes a mask tells of */

/* ---- masks ---- */

struct mask {
    u64 unit;  /* bytes of a unit */
    u64 inner; /* the five that may stand in one */
};

#ifdef __SSE2__
static struct mask mask_of(const char *p)
{
    struct mask m = {0, 0};
    for (u32 k = 0; k < STEP / 16; k++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * k)), small = _mm_or_si128(v, _mm_set1_epi8(0x20));
        __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
        __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('9' + 1)));
        __m128i other = _mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_set1_epi8('_'))); /* the upper bit of v: not ASCII */
        __m128i dots = _mm_cmpeq_epi8(_mm_and_si128(v, _mm_set1_epi8(~2)), _mm_set1_epi8(','));   /* , and . */
        __m128i colons = _mm_cmpeq_epi8(_mm_and_si128(v, _mm_set1_epi8(~1)), _mm_set1_epi8(':')); /* : and ; */
        __m128i inner = _mm_or_si128(_mm_or_si128(dots, colons), _mm_cmpeq_epi8(v, _mm_set1_epi8('\'')));
        m.unit |= (u64)(u32)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(letter, digit), other)) << (16 * k);
        m.inner |= (u64)(u32)_mm_movemask_epi8(inner) << (16 * k);
    }
    return m;
}
#else
static struct mask mask_of(const char *p)
{
    struct mask m = {0, 0};
    for (u32 k = 0; k < STEP; k++) {
        u8 c = (u8)p[k], small = c | 0x20;
        bool unit = c >= 0x80 || (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || c == '_';
        bool inner = c == '\'' || c == ',' || c == '.' || c == ':' || c == ';';
        m.unit |= (u64)unit << k;
        m.inner |= (u64)inner << k;
    }
    return m;
}
#endif

/* The mask at byte `at` of s; behind the end stand spaces. */
static struct mask mask_at(str s, size_t at)
{
    char tail[STEP];
    if (s.n - MIN_OF(at, s.n) >= STEP)
        return mask_of(s.p + at);
    memset(tail, ' ', STEP);
    if (at < s.n)
        memcpy(tail, s.p + at, s.n - at);
    return mask_of(tail);
}

/* ---- the memo ---- */

#define MEMO_BITS 17u /* a megabyte: near enough for the common words of a language */
#define KIND_MASK 3u
enum unit_kind { KIND_UNKNOWN, KIND_KEY, KIND_NONE, KIND_MANY };

/* The unit's hash with its lowest bits given over to an enum unit_kind. */
struct known_unit {
    u64 hash, key;
};

struct key_memo {
    const struct text_rules *rules;
    struct known_unit *units; /* 1 << MEMO_BITS */
};

struct key_memo *key_memo_new(struct arena *a, const struct text_rules *rules)
{
    struct key_memo *m = ARENA_NEW(a, struct key_memo);
    m->rules = rules;
    m->units = ARENA_ARRAY(a, struct known_unit, (size_t)1 << MEMO_BITS);
    return m;
}

/* Any good hash does: it is not kept. Nearly all units are short, and those of 16 bytes and less cost no branch on their length. */
static inline u64 unit_hash(str zone, size_t begin, size_t n)
{
    static const u8 ones[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    u64 word[2], mask[2];
    if (n > 16)
        return hash_bytes(zone.p + begin, n);
    if (zone.n - begin >= 16) {
        memcpy(word, zone.p + begin, 16);
        memcpy(mask, ones + 16 - n, 16);
    } else {
        memset(word, 0, 16);
        memset(mask, 255, 16);
        memcpy(word, zone.p + begin, n);
    }
    return hash_join(word[0] & mask[0], hash_u64(word[1] & mask[1]));
}

/* ---- the keys of a unit ---- */

#define HEBREW (1u << WB_HEBREW_LETTER)

static u64 loose_of(const struct text_rules *rules, str key, u8 cls)
{
    char room[SPELLING_ROOM];
    return hash_str(cls == TOKEN_WORD ? spelling_loose(rules->spelling, key, room) : key);
}

/* The road of text_read. False where a Hebrew letter is met: it takes a quotation mark behind it, so that no unit stands by itself. */
static bool text_take(struct arena *a, const struct text_rules *rules, str s, struct keys *out)
{
    struct token_reader r = token_reader_of(s);
    struct raw_token t;
    size_t room = fold_room(MIN_OF(s.n, (size_t)TOKEN_BYTES_MAX));
    char small[512], *key = room <= sizeof small ? small : arena_alloc(a, room);
    u32 seen = 0;
    for (size_t at = 0; at < s.n;) {
        r.raw.n = at = segment_sentence(s, at);
        while (token_next(&r, &t)) {
            size_t n = token_fold(s, &t, key);
            seen |= t.seen;
            if (n == 0 || t.cls == TOKEN_MARK)
                continue;
            if (out->n >= LIMIT_DOCUMENT_TOKENS)
                arena_refuse(a, ARENA_OVER_CAP);
            vec_push(a, out, loose_of(rules, (str){key, n}, t.cls));
        }
    }
    return !(seen & HEBREW);
}

static bool unit_read(struct arena *a, struct key_memo *m, str unit, u64 hash, struct known_unit *slot, struct keys *out)
{
    u32 before = out->n;
    bool alone = text_take(a, m->rules, unit, out);
    u32 n = out->n - before;
    enum unit_kind kind = !alone || n > 1 ? KIND_MANY : n ? KIND_KEY : KIND_NONE;
    *slot = (struct known_unit){(hash & ~(u64)KIND_MASK) | kind, n ? out->v[before] : 0};
    return alone;
}

/* ---- units ---- */

#define BATCH 64u /* units whose waits for the memo overlap */

struct unit {
    size_t begin, n;
    u64 hash;
};

/* False where one of the units cannot be read by itself. */
static bool units_take(struct arena *a, struct key_memo *m, str zone, struct unit *units, u32 n, struct keys *out)
{
    for (u32 i = 0; i < n; i++) {
        units[i].hash = unit_hash(zone, units[i].begin, units[i].n);
        __builtin_prefetch(&m->units[units[i].hash >> (64 - MEMO_BITS)]);
    }
    for (u32 i = 0; i < n; i++) {
        struct known_unit *slot = &m->units[units[i].hash >> (64 - MEMO_BITS)];
        u32 kind = slot->hash & KIND_MASK;
        if ((slot->hash ^ units[i].hash) > KIND_MASK || kind == KIND_UNKNOWN || kind == KIND_MANY) {
            if (!unit_read(a, m, (str){zone.p + units[i].begin, units[i].n}, units[i].hash, slot, out))
                return false;
        } else if (kind == KIND_KEY) {
            vec_push(a, out, slot->key);
        }
    }
    return true;
}

void keys_read(struct arena *a, struct key_memo *m, str zone, struct keys *out)
{
    struct mask now = mask_at(zone, 0);
    struct unit units[BATCH + STEP];
    u64 unit_before = 0, in_before = 0; /* the byte before is of a unit; and may begin or end one */
    u32 n = 0, first = out->n;
    bool open = false, alone = true;
    for (size_t at = 0; at <= zone.n && alone; at += STEP) {
        struct mask next = mask_at(zone, at + STEP);
        u64 unit = now.unit | (now.inner & (now.unit << 1 | in_before) & (now.unit >> 1 | next.unit << 63));
        for (u64 edges = unit ^ (unit << 1 | unit_before); edges; edges &= edges - 1, open = !open) {
            size_t place = at + (size_t)__builtin_ctzll(edges);
            if (open)
                units[n].n = place - units[n].begin, n++;
            else
                units[n].begin = place;
        }
        in_before = now.unit >> 63;
        unit_before = unit >> 63;
        now = next;
        if (n < BATCH)
            continue;
        struct unit begun = units[n];
        alone = units_take(a, m, zone, units, n, out);
        units[0] = begun;
        n = 0;
    }
    if (alone && units_take(a, m, zone, units, n, out))
        return;
    out->n = first;
    text_take(a, m->rules, zone, out);
}
