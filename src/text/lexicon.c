/*
** lexicon.c - a trie of phrases whose edges are the hashes of words.
**
** There are two tries, one over keys and one over looser keys. A node is a number; an edge is an entry (node, word) -> node of one
** hash map, so that a step is one look-up. A bitmap of first words turns away nearly every token before that.
*/
#include "text/lexicon.h"

#include "base/hash.h"
#include "base/map.h"
#include "text/arabic.h"
#include "text/fold.h"
#include "text/spelling.h"
#include "text/token.h"

#define PHRASE_TOKENS_MAX 64u /* of a phrase, its marks counted; longer ones are not kept */
#define PHRASE_KEYS_MAX 4096u
#define WORD_MAX 256u
#define FIRST_BITS 14u
#define HEAD_BITS 12u
#define HEAD_BYTES 4u

struct phrase {
    const struct lang_row *row;
    const char *lang;
    u32 kind;
};

/* The hashes of a phrase's first words; next 0: it has one. */
struct begin {
    u64 word, next;
};

struct trie {
    struct map edges; /* hash_join(node, word) -> node */
    struct { VEC(u32); } ends; /* of each node: 1 + index of the phrase that ends there, 0 none */
    struct { VEC(bool); } goes_on; /* of each node: a longer phrase does */
    u64 first[(1u << FIRST_BITS) / 64];
};

struct lexicon {
    struct arena *arena;
    const struct spelling *spelling;
    struct { VEC(struct phrase); } phrases;
    struct { VEC(struct begin); } begins; /* of each phrase that was added */
    struct trie strict, loose;
    u32 longest; /* words of the longest phrase */
    u64 heads[(1u << HEAD_BITS) / 64]; /* first bytes of the first words: saves hashing what attached letters leave of a word */
    bool done;
};

/* ---- a few tokens of a bare string, on the stack ---- */

struct few {
    struct token tokens[PHRASE_TOKENS_MAX];
    char keys[PHRASE_KEYS_MAX + 16];
    struct text text; /* over both */
    bool all;         /* s was read to its end */
};

/* At most `limit` tokens of s. */
static void read_few(struct few *f, str s, u32 limit)
{
    struct token_reader r = token_reader_of(s);
    struct raw_token raw;
    size_t used = 0;
    u32 n = 0;
    bool more;
    while ((more = token_next(&r, &raw))) {
        if (n == limit || used + fold_room(raw.end - raw.begin) > PHRASE_KEYS_MAX)
            break;
        size_t len = token_fold(s, &raw, f->keys + used);
        if (len == 0)
            continue;
        struct token *t = &f->tokens[n++];
        *t = (struct token){.span = span_of(raw.begin, raw.end - raw.begin), .key_off = (u32)used, .key_len = (u16)len,
                            .cls = raw.cls, .flags = raw.flags};
        t->hash = hash_bytes(f->keys + used, len);
        used += len;
    }
    f->all = !more;
    f->text = (struct text){.raw = s, .keys = {f->keys, used}, .tokens = f->tokens, .n_tokens = n};
}

/* ---- marks ---- */

/* Marks that only set a phrase out: they are left out of phrases that hold anything else. Others (% $ # & @ ©) are words. */
static bool is_soft(const struct text *t, const struct token *k)
{
    if (k->cls != TOKEN_MARK)
        return false;
    str key = token_key(t, k);
    if (key.n == 1)
        return strchr(".,:;!?'\"()[]{}-/\\_|", key.p[0]) != NULL;
    static const char *const marks[] = {"\xC2\xAB", "\xC2\xBB", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\xB9",
                                        "\xE2\x80\xBA", "\xE2\x80\xA6", "\xE2\x80\xA2", "\xC2\xB7"}; /* « » “ ” „ ‹ › … • · */
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_is(key, marks[i]))
            return true;
    return false;
}

/* May this mark stand between two words of a phrase that is written without it? "أ.ف.ب", "تموز/يوليو", "al-Qaeda"; loosely also
** an opening quotation mark: حركة "حماس". */
static bool may_part(const struct text *t, const struct token *k, bool loosely)
{
    str key = token_key(t, k);
    if (k->cls != TOKEN_MARK)
        return false;
    if (str_eq(key, S("/")))
        return true;
    if (str_eq(key, S(".")) || str_eq(key, S("-")) || str_eq(key, S("'")) || str_eq(key, S("\xC2\xB7")))
        return k->flags & TOKEN_GLUED;
    return loosely && (str_eq(key, S("\"")) || str_eq(key, S("\xC2\xAB")) || str_eq(key, S("\xE2\x80\x9C")));
}

/* ---- building ---- */

static u64 loose_hash(const struct lexicon *l, str key)
{
    char room[SPELLING_ROOM];
    return hash_str(spelling_loose(l->spelling, key, room));
}

static void first_put(struct trie *t, u64 word) { t->first[word >> (64 - FIRST_BITS) >> 6] |= (u64)1 << (word >> (64 - FIRST_BITS) & 63); }
static bool first_has(const struct trie *t, u64 word)
{
    return t->first[word >> (64 - FIRST_BITS) >> 6] >> (word >> (64 - FIRST_BITS) & 63) & 1;
}

static u32 head_bit(str word)
{
    u32 head = 0;
    memcpy(&head, word.p, MIN_OF(word.n, (size_t)HEAD_BYTES));
    return (head * 0x9e3779b1u) >> (32 - HEAD_BITS);
}

static void head_put(struct lexicon *l, str word) { l->heads[head_bit(word) / 64] |= (u64)1 << (head_bit(word) % 64); }
/* Looser keys may begin otherwise than the key does: nothing is turned away there. */
static bool head_has(const struct lexicon *l, str word, bool loosely)
{
    return loosely || (l->heads[head_bit(word) / 64] >> (head_bit(word) % 64) & 1);
}

static void trie_init(struct trie *t, struct arena *a)
{
    map_init(&t->edges, a, 64);
    vec_push(a, &t->ends, 0);
    vec_push(a, &t->goes_on, true);
}

static void trie_add(struct trie *t, struct arena *a, const u64 *words, u32 n, u32 phrase)
{
    u64 node = 0;
    first_put(t, words[0]);
    for (u32 i = 0; i < n; i++) {
        u64 *next = map_put(&t->edges, hash_join(node, words[i]));
        t->goes_on.v[node] = true;
        if (*next == 0) {
            *next = t->ends.n;
            vec_push(a, &t->ends, 0);
            vec_push(a, &t->goes_on, false);
        }
        node = *next;
    }
    if (t->ends.v[node] == 0)
        t->ends.v[node] = phrase + 1;
}

struct lexicon *lexicon_new(struct arena *a)
{
    struct lexicon *l = ARENA_NEW(a, struct lexicon);
    l->arena = a;
    l->spelling = spelling_new(a);
    trie_init(&l->strict, a);
    trie_init(&l->loose, a);
    return l;
}

void lexicon_add_row(struct lexicon *l, const struct lang_row *row, const char *phrase, const char *lang, u32 kind)
{
    struct few f;
    u64 strict[PHRASE_TOKENS_MAX], loose[PHRASE_TOKENS_MAX];
    u32 n = 0;
    ASSERT(!l->done);
    read_few(&f, str_of(phrase), PHRASE_TOKENS_MAX);
    if (!f.all)
        return;
    bool only_soft = true;
    for (u32 i = 0; i < f.text.n_tokens; i++)
        only_soft &= is_soft(&f.text, &f.tokens[i]);
    for (u32 i = 0; i < f.text.n_tokens; i++) {
        if (!only_soft && is_soft(&f.text, &f.tokens[i]))
            continue;
        if (n == 0)
            head_put(l, token_key(&f.text, &f.tokens[i]));
        strict[n] = f.tokens[i].hash;
        loose[n++] = loose_hash(l, token_key(&f.text, &f.tokens[i]));
    }
    if (n == 0)
        return;
    u32 index = l->phrases.n;
    l->longest = MAX_OF(l->longest, n);
    vec_push(l->arena, &l->phrases, ((struct phrase){row, lang, kind}));
    vec_push(l->arena, &l->begins, ((struct begin){strict[0], n > 1 ? strict[1] : 0}));
    trie_add(&l->strict, l->arena, strict, n, index);
    trie_add(&l->loose, l->arena, loose, n, index);
}

void lexicon_add(struct lexicon *l, const struct lang_table *t, u32 kind)
{
    for (u32 i = 0; t && i < t->n; i++)
        lexicon_add_row(l, &t->rows[i], t->rows[i].column[0], t->lang, kind);
}

void lexicon_add_all(struct lexicon *l, const char *name, u32 kind)
{
    for (u32 i = 0; i < lang_tables_n; i++)
        if (strcmp(lang_tables[i].name, name) == 0)
            lexicon_add(l, &lang_tables[i], kind);
}

void lexicon_done(struct lexicon *l) { l->done = true; }

void lexicon_mark_begins(const struct lexicon *l, struct lexicon_begins *b, u32 bit)
{
    for (u32 i = 0; i < l->begins.n; i++) {
        u64 word = l->begins.v[i].word, next = l->begins.v[i].next;
        u32 row = (u32)(word >> (64 - LEXICON_ROW_BITS)), any = (u32)(word >> (64 - LEXICON_ANY_BITS));
        b->any[any / 64] |= (u64)1 << (any % 64);
        if (next) {
            b->words[row].first |= bit;
            b->pairs[lexicon_pair_row(word, next)] |= bit;
        } else {
            b->words[row].alone |= bit;
        }
    }
}

/* "للأمم" stands for "ل" and "الأمم": the word with its article, in `room`; empty where the key is no such word behind `len` bytes. */
static str with_article(str key, u8 len, char room[WORD_MAX])
{
    str rest = str_skip(key, len);
    if (memcmp(key.p + len - 2, "\xD9\x84", 2) != 0 || !str_starts(rest, S("\xD9\x84")) || rest.n + 2 > WORD_MAX)
        return STR_EMPTY;
    memcpy(room, "\xD8\xA7", 2);
    memcpy(room + 2, rest.p, rest.n);
    return (str){room, rest.n + 2};
}

u32 lexicon_begins_behind(const struct lexicon_begins *b, str key, const struct token *next)
{
    u8 lens[4];
    u32 n = arabic_proclitics(key, lens), bits = 0;
    for (u32 p = 1; p < n; p++) {
        char room[WORD_MAX];
        str word = with_article(key, lens[p], room);
        bits |= lexicon_begins_at(b, hash_str(str_skip(key, lens[p])), next);
        if (word.n)
            bits |= lexicon_begins_at(b, hash_str(word), next);
    }
    return bits;
}

/* ---- looking up ---- */

/* The walk of one phrase: from the node behind the first word on. */
static struct lexicon_hit walk(const struct lexicon *l, const struct text *t, u32 i, u32 end, bool loosely, u64 first_word)
{
    const struct trie *trie = loosely ? &l->loose : &l->strict;
    struct lexicon_hit hit = {.alone = true};
    if (!first_has(trie, first_word))
        return hit;
    const u64 *node = map_get(&trie->edges, hash_join(0, first_word));
    u32 at = i + 1;
    bool alone = !node || !trie->goes_on.v[*node];
    while (node) {
        u32 phrase = trie->ends.v[*node];
        if (phrase) {
            const struct phrase *p = &l->phrases.v[phrase - 1];
            hit = (struct lexicon_hit){.row = p->row, .lang = p->lang, .kind = p->kind, .n = at - i};
        }
        hit.alone = alone;
        if (!trie->goes_on.v[*node] || at >= end || t->tokens[at].sentence != t->tokens[i].sentence)
            break;
        const struct token *k = &t->tokens[at];
        const u64 *next = map_get(&trie->edges, hash_join(*node, loosely ? k->loose : k->hash));
        if (!next && may_part(t, k, loosely) && at + 1 < end && k[1].sentence == k->sentence) {
            k++;
            at++;
            next = map_get(&trie->edges, hash_join(*node, loosely ? k->loose : k->hash));
        }
        node = next;
        at++;
    }
    return hit;
}

static u64 word_hash(const struct lexicon *l, str key, bool loosely) { return loosely ? loose_hash(l, key) : hash_str(key); }

static struct lexicon_hit walk_word(const struct lexicon *l, const struct text *t, u32 i, u32 end, bool loosely, str word)
{
    struct lexicon_hit none = {.alone = true};
    return head_has(l, word, loosely) ? walk(l, t, i, end, loosely, word_hash(l, word, loosely)) : none;
}

/* Reads attached letters off the first word; the longest phrase wins, the fewest letters where two are as long. */
static struct lexicon_hit walk_behind_proclitic(const struct lexicon *l, const struct text *t, u32 i, u32 end, bool loosely,
                                                struct lexicon_hit best)
{
    u8 lens[4];
    str key = token_key(t, &t->tokens[i]);
    u32 n = arabic_proclitics(key, lens);
    bool alone = best.alone;
    for (u32 p = 1; p < n; p++) {
        str rest = str_skip(key, lens[p]);
        struct lexicon_hit hit = walk_word(l, t, i, end, loosely, rest);
        char room[WORD_MAX];
        str word = with_article(key, lens[p], room);
        alone &= hit.alone;
        if (!hit.row && word.n) {
            hit = walk_word(l, t, i, end, loosely, word);
            alone &= hit.alone;
        }
        if (hit.row && hit.n > best.n) {
            best = hit;
            best.proclitic = lens[p];
        }
    }
    best.alone = alone;
    return best;
}

struct lexicon_hit lexicon_at(const struct lexicon *l, const struct text *t, u32 i, u32 end, enum lexicon_how how)
{
    struct lexicon_hit none = {.alone = true};
    end = MIN_OF(end, t->n_tokens);
    if (i >= end)
        return none;
    const struct token *k = &t->tokens[i];
    bool loosely = how & LEXICON_LOOSE;
    u64 word = loosely ? k->loose : k->hash;
    struct lexicon_hit hit = first_has(loosely ? &l->loose : &l->strict, word) ? walk(l, t, i, end, loosely, word) : none;
    if ((how & LEXICON_PROCLITIC) && (k->flags & TOKEN_ARABIC) && k->cls == TOKEN_WORD)
        hit = walk_behind_proclitic(l, t, i, end, loosely, hit);
    return hit;
}

struct lexicon_hit lexicon_prefix(const struct lexicon *l, str line, size_t *len)
{
    struct few f;
    struct lexicon_hit none = {0};
    *len = 0;
    read_few(&f, line, 1); /* most lines end here */
    if (f.text.n_tokens == 0 || !first_has(&l->strict, f.tokens[0].hash))
        return none;
    read_few(&f, line, MIN_OF(2 * l->longest, PHRASE_TOKENS_MAX)); /* a mark may stand between any two */
    struct lexicon_hit hit = lexicon_at(l, &f.text, 0, f.text.n_tokens, LEXICON_EXACT);
    if (hit.row)
        *len = span_end(f.tokens[hit.n - 1].span);
    return hit;
}

struct lexicon_hit lexicon_whole(const struct lexicon *l, str s)
{
    struct few f;
    struct lexicon_hit none = {0};
    read_few(&f, s, PHRASE_TOKENS_MAX);
    u32 i = 0, n = f.text.n_tokens;
    if (!f.all || n == 0)
        return none;
    struct lexicon_hit hit = lexicon_at(l, &f.text, 0, n, LEXICON_EXACT);
    if (hit.row && hit.n == n)
        return hit;
    while (i < n && is_soft(&f.text, &f.tokens[i]))
        i++;
    while (n > i && is_soft(&f.text, &f.tokens[n - 1]))
        n--;
    hit = lexicon_at(l, &f.text, i, n, LEXICON_EXACT);
    return hit.row && hit.n == n - i ? hit : none;
}
