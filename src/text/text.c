/*
** text.c - reading zones into sentences and tokens.
**
** segment.h proposes where a sentence may end; the words before and after decide (ends_here). Tokens are cut sentence by
** sentence, each key folded once into one run of bytes.
*/
#include "text/text.h"

#include "base/hash.h"
#include "base/limits.h"
#include "text/fold.h"
#include "text/rules.h"
#include "text/segment.h"
#include "text/token.h"

#define MEMO_SLOTS 512u
#define ALWAYS_LANG "en" /* all languages quote it */

/* Words come again and again: the looser hash of a word is remembered by its hash. */
struct memo {
    u64 hash, loose;
};

struct builder {
    struct arena *a;
    const struct text_rules *rules;
    struct { VEC(struct token); } tokens;
    struct { VEC(struct sentence); } sentences;
    char *keys;
    size_t n_keys, cap_keys;
    size_t begin; /* of the zone, in the page's text */
    bool headline; /* the zone is one */
    u32 first;    /* token of the open sentence */
    bool wordless; /* it holds marks only so far */
    struct memo *memo; /* MEMO_SLOTS; NULL: no looser keys are made */
    u64 langs;         /* whose frequent words count: the text's, and English, that all quote */
    bool by_lang;      /* see struct text */
    u32 quotes;   /* quotation marks open in this zone: bit 0 «, 1 “, 2 " */
};

/* ---- keys and tokens ---- */

static char *key_room(struct builder *b, size_t n)
{
    if (b->cap_keys - b->n_keys < n) {
        size_t cap = b->cap_keys * 2 + n;
        if (cap > UINT32_MAX)
            arena_refuse(b->a, ARENA_OVER_CAP);
        b->keys = arena_grow(b->a, b->keys, b->n_keys, cap);
        b->cap_keys = cap;
    }
    return b->keys + b->n_keys;
}

static void note_quote(struct builder *b, str key)
{
    if (key.p[0] == '"')
        b->quotes ^= 4;
    else if ((u8)key.p[0] < 0x80)
        return;
    else if (str_eq(key, S("\xC2\xAB"))) /* « */
        b->quotes |= 1;
    else if (str_eq(key, S("\xC2\xBB"))) /* » */
        b->quotes &= ~1u;
    else if (str_eq(key, S("\xE2\x80\x9C")) || str_eq(key, S("\xE2\x80\x9E"))) /* “ „ */
        b->quotes |= 2;
    else if (str_eq(key, S("\xE2\x80\x9D"))) /* ” */
        b->quotes &= ~2u;
}

static u64 loose_hash(struct builder *b, str key, u64 hash)
{
    struct memo *m = &b->memo[hash % MEMO_SLOTS];
    if (m->hash != hash || hash == 0) {
        char room[SPELLING_ROOM];
        str loose = spelling_loose(b->rules->spelling, key, room);
        *m = (struct memo){hash, loose.p == key.p ? hash : hash_str(loose)};
    }
    return m->loose;
}

/* What a token that was just added does to the open sentence. */
static inline void note_token(struct builder *b, struct token *t)
{
    if (t->flags & TOKEN_NEWLINE)
        b->quotes = 0; /* a quotation left open ends with its line */
    if (t->cls == TOKEN_MARK) {
        note_quote(b, (str){b->keys + t->key_off, t->key_len});
        return;
    }
    b->wordless = false;
    if (t->cls == TOKEN_WORD && b->memo)
        t->loose = loose_hash(b, (str){b->keys + t->key_off, t->key_len}, t->hash);
}

/* Adds a token whose key of n bytes stands at the end of the keys. */
static void add_token(struct builder *b, const struct raw_token *r, char *out, size_t n)
{
    struct token *t = vec_add(b->a, &b->tokens);
    u64 hash = hash_bytes(out, n);
    *t = (struct token){.span = span_of(b->begin + r->begin, r->end - r->begin), .key_off = (u32)b->n_keys, .key_len = (u16)n,
                        .cls = r->cls, .flags = r->flags, .sentence = b->sentences.n, .hash = hash, .loose = hash};
    b->n_keys += n;
    note_token(b, t);
}

/* ---- where a sentence ends ---- */

static bool is_mark(const struct builder *b, u32 token, char c)
{
    const struct token *t = &b->tokens.v[token];
    return t->cls == TOKEN_MARK && t->key_len == 1 && b->keys[t->key_off] == c;
}

static bool is_terminator(const struct builder *b, u32 token)
{
    return is_mark(b, token, '.') || is_mark(b, token, '!') || is_mark(b, token, '?');
}

/* What stands behind a place where a sentence may end. */
struct ahead {
    bool any;
    bool glued; /* no white space before it */
    struct raw_token token;
    u64 hash;
    bool lower;
};

static struct ahead look_ahead(str zone, size_t at)
{
    struct ahead h = {0};
    size_t begin = at, before = at;
    bool gap = at > 0 && (unicode_class_of(utf8_prev(zone, &before))->flags & UNICODE_SPACE);
    while (begin < zone.n && (u8)zone.p[begin] <= ' ')
        begin++;
    /* The beginning of a word is enough: whatever is longer is no frequent word. */
    struct token_reader r = token_reader_of(str_head(zone, begin + 64));
    struct token ahead[2];
    char key[256];
    size_t i, used = 0;
    u32 seen = 0;
    r.at = begin;
    r.gap = gap || begin > at;
    _Static_assert(TOKEN_PLAIN_ROOM <= sizeof key, "room for a plain word's key");
    if (token_run(&r, 0, 0, ahead, COUNT_OF(ahead), key, &used, TOKEN_PLAIN_ROOM, &seen)) {
        h.any = true;
        h.token = (struct raw_token){ahead[0].span.off, span_end(ahead[0].span), 0, ahead[0].cls, ahead[0].flags};
        h.hash = ahead[0].hash;
    } else {
        h.any = token_next(&r, &h.token);
        if (!h.any)
            return h;
        if (fold_room(h.token.end - h.token.begin) <= sizeof key)
            h.hash = hash_bytes(key, token_fold(zone, &h.token, key));
    }
    h.glued = h.token.flags & TOKEN_GLUED;
    i = h.token.begin;
    h.lower = unicode_class_of(unicode_next(zone, &i))->sentence == SB_LOWER;
    return h;
}

static bool is_single_letter(const struct token *t)
{
    bool arabic = (t->flags & TOKEN_ARABIC) && t->key_len == 2;
    return t->cls == TOKEN_WORD && (arabic || ((t->flags & TOKEN_UPPER) && t->key_len == 1));
}

/* A frequent word with a capital begins a sentence: "He", "The". */
static bool begins_sentence(struct builder *b, const struct ahead *h)
{
    bool upper = h->token.flags & TOKEN_UPPER;
    b->by_lang = b->by_lang || upper;
    return upper && text_is_stopword(b->rules, h->hash, b->langs);
}

/* Does the full stop `dot`, glued to the word before it, end no sentence? */
static bool belongs_to_word(struct builder *b, u32 dot, const struct ahead *h)
{
    const struct token *w = &b->tokens.v[dot - 1];
    bool first = dot - 1 == b->first;
    if (w->cls == TOKEN_NUMBER)
        return first; /* "1. ..." of a list */
    if (w->cls != TOKEN_WORD)
        return false;
    if (h->glued && text_abbreviation(b->rules, h->hash) == ABBREVIATION_DOMAIN)
        return true;
    if (is_single_letter(w)) {
        if (h->glued)
            return true; /* inside "أ.ف.ب" */
        bool acronym = !first && (w->flags & TOKEN_GLUED) && is_mark(b, dot - 2, '.');
        bool year = !first && b->tokens.v[dot - 2].cls == TOKEN_NUMBER; /* "1445 ه.", "2024 م." */
        return !acronym && !year && !begins_sentence(b, h);
    }
    switch (text_abbreviation(b->rules, w->hash)) {
    case ABBREVIATION_TITLE: return true;
    case ABBREVIATION_NUMBER: return h->token.cls == TOKEN_NUMBER;
    case ABBREVIATION_ANY: return !begins_sentence(b, h);
    case ABBREVIATION_DOMAIN: case ABBREVIATION_NONE: break;
    }
    return false;
}

/* A line break ends the sentence, unless a lower-case letter goes on behind it; a blank line does always. */
static bool ends_at_line(const struct builder *b, str zone, size_t at, const struct ahead *h)
{
    for (size_t i = at; i < zone.n && (u8)zone.p[i] <= ' '; i++)
        if (zone.p[i] == '\n')
            return true;
    return !h->lower || is_terminator(b, b->tokens.n - 1);
}

/* Does the open sentence end at the boundary `at` that UAX 29 proposes? */
static bool ends_here(struct builder *b, str zone, size_t at)
{
    if (b->tokens.n == b->first || b->wordless)
        return false;
    struct ahead h = look_ahead(zone, at);
    if (!h.any)
        return true;
    size_t i = at;
    u32 cp = utf8_prev(zone, &i);
    if (cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 || cp == 0x2029)
        return ends_at_line(b, zone, at, &h);
    u32 dot = b->tokens.n - 1;
    while (dot > b->first && b->tokens.v[dot].cls == TOKEN_MARK && !is_terminator(b, dot))
        dot--; /* closing quotation marks and brackets */
    if (!is_terminator(b, dot))
        return true;
    bool dotted = is_mark(b, dot, '.');
    bool inside = h.glued && h.token.cls == TOKEN_NUMBER && dot == b->tokens.n - 1;
    if (!dotted)
        return !inside && !h.lower; /* "Stop!" he cried; page?id=7 */
    if (is_mark(b, dot - 1, '.') && dot == b->tokens.n - 1)
        return b->quotes == 0 && !b->headline; /* an ellipsis inside a quotation goes on */
    bool glued = b->tokens.v[dot].flags & TOKEN_GLUED;
    return !(glued && dot == b->tokens.n - 1 && belongs_to_word(b, dot, &h));
}

static void close_sentence(struct builder *b, u32 zone)
{
    if (b->tokens.n == b->first)
        return;
    struct token *t = b->tokens.v;
    struct sentence *s = vec_add(b->a, &b->sentences);
    s->span = span_join(t[b->first].span, t[b->tokens.n - 1].span);
    s->first = b->first;
    s->n = b->tokens.n - b->first;
    s->zone = zone;
    b->first = b->tokens.n;
    b->wordless = true;
}

/* All tokens up to the end of what the reader sees. */
static void read_tokens(struct builder *b, str zone, struct token_reader *r)
{
    struct raw_token t;
    for (;;) {
        if (b->tokens.n >= LIMIT_DOCUMENT_TOKENS)
            arena_refuse(b->a, ARENA_OVER_CAP);
        if (b->tokens.n == b->tokens.cap)
            b->tokens.v = vec_grow(b->a, b->tokens.v, &b->tokens.cap, sizeof *b->tokens.v);
        key_room(b, TOKEN_PLAIN_ROOM);
        struct token *out = b->tokens.v + b->tokens.n;
        u32 most = MIN_OF(b->tokens.cap, (u32)LIMIT_DOCUMENT_TOKENS) - b->tokens.n;
        u32 seen = 0, made = token_run(r, (u32)b->begin, b->sentences.n, out, most, b->keys, &b->n_keys, b->cap_keys, &seen);
        b->tokens.n += made;
        b->wordless = b->wordless && !(seen & RUN_WORDS);
        for (u32 i = b->memo || (seen & (RUN_QUOTES | RUN_NEWLINE)) ? 0 : made; i < made; i++)
            note_token(b, &out[i]);
        if (r->at >= r->raw.n)
            return;
        if (made)
            continue;
        if (!token_next(r, &t))
            return;
        char *key = key_room(b, fold_room(t.end - t.begin));
        size_t n = token_fold(zone, &t, key);
        if (n)
            add_token(b, &t, key, n);
    }
}

static void read_zone(struct builder *b, str raw, const struct zone *z, u32 index)
{
    str zone = span_text(raw, z->span);
    struct token_reader r = token_reader_of(zone);
    r.limit = raw.n - z->span.off;
    b->begin = z->span.off;
    b->headline = z->kind == ZONE_HEADLINE || z->kind == ZONE_KICKER;
    b->quotes = 0;
    b->wordless = true;
    for (size_t at = 0; at < zone.n;) {
        at = segment_sentence_within(zone, at, r.limit);
        r.raw.n = at;
        read_tokens(b, zone, &r);
        if (at < zone.n && ends_here(b, zone, at))
            close_sentence(b, index);
    }
    close_sentence(b, index);
}

static struct text read_zones(struct arena *a, const struct text_rules *rules, struct memo *memo, str raw, const char *lang, const struct zone *zones,
                              u32 n_zones)
{
    struct builder b = {.a = a, .rules = rules, .memo = memo};
    b.langs = text_lang_bit(rules, lang) | text_lang_bit(rules, ALWAYS_LANG);
    size_t bytes = 0;
    for (u32 i = 0; i < n_zones; i++)
        bytes += zones[i].span.len;
    /* Room for usual text, so that the arrays need not move: a token takes some nine bytes of Arabic, five of English. */
    b.tokens.cap = (u32)MIN_OF(bytes / 4 + 16, (size_t)LIMIT_DOCUMENT_TOKENS);
    b.tokens.v = ARENA_ROOM(a, struct token, b.tokens.cap); /* add_token and close_sentence fill all of one */
    b.sentences.cap = (u32)MIN_OF(bytes / 120 + n_zones + 16, (size_t)LIMIT_DOCUMENT_TOKENS);
    b.sentences.v = ARENA_ROOM(a, struct sentence, b.sentences.cap);
    b.cap_keys = bytes + TOKEN_PLAIN_ROOM;
    b.keys = arena_room(a, b.cap_keys);
    u32 *zone_first = ARENA_ROOM(a, u32, n_zones + 1);
    for (u32 i = 0; i < n_zones; i++) {
        zone_first[i] = b.tokens.n;
        read_zone(&b, raw, &zones[i], i);
    }
    u32 n_tokens = zone_first[n_zones] = b.tokens.n;
    vec_push(a, &b.tokens, ((struct token){.cls = TOKEN_MARK}));
    return (struct text){.raw = raw, .keys = {b.keys, b.n_keys}, .lang = lang, .by_lang = b.by_lang, .zones = zones, .n_zones = n_zones, .zone_first = zone_first,
                         .tokens = b.tokens.v, .n_tokens = n_tokens, .sentences = b.sentences.v, .n_sentences = b.sentences.n};
}

bool text_reads_by(const struct text_rules *rules, const char *lang) { return text_lang_bit(rules, lang) & ~text_lang_bit(rules, ALWAYS_LANG); }

struct text text_read(struct arena *a, const struct text_rules *rules, str raw, const char *lang, const struct zone *zones, u32 n_zones)
{
    return read_zones(a, rules, ARENA_ARRAY(a, struct memo, MEMO_SLOTS), raw, lang, zones, n_zones);
}

struct text text_read_exact(struct arena *a, const struct text_rules *rules, str raw, const char *lang, const struct zone *zones, u32 n_zones)
{
    return read_zones(a, rules, NULL, raw, lang, zones, n_zones);
}
