/* tokenizer.c - words for the full-text index. */
#include "store/tokenizer.h"

#include "base/hash.h"
#include "text/fold.h"
#include "text/spelling.h"
#include "text/stem.h"
#include "text/unicode.h"

#include <stdlib.h>

#define WORD_BYTES_MAX 1024 /* a longer run of letters is cut: no word */
#define KEY_ROOM (WORD_BYTES_MAX * 3 + 8)
#define STEM_SLOTS 8192 /* a power of two */
#define STEM_KEPT_MAX 46

/* What the tokenizers of a connection share. */
struct rules {
    struct arena arena;
    const struct spelling *spelling;
};

/* News repeats its words: stems of the last ones are kept, by hash, the newest wins. */
struct stem_slot {
    u8 key_n, stem_n;
    char key[STEM_KEPT_MAX], stem[STEM_KEPT_MAX];
};

struct tokenizer {
    const struct rules *rules;
    struct stemmer *stemmer;
    struct stem_slot slots[STEM_SLOTS];
};

typedef int token_fn(void *arg, int flags, const char *token, int n, int begin, int end);

/* ---- one word ---- */

static str stem_of(struct tokenizer *t, str key, char room[SPELLING_ROOM])
{
    struct stem_slot *slot = &t->slots[hash_str(key) & (STEM_SLOTS - 1)];
    if (str_eq((str){slot->key, slot->key_n}, key)) return (str){slot->stem, slot->stem_n};
    str stem = stem_word(t->stemmer, spelling_loose(t->rules->spelling, key, room));
    if (key.n > STEM_KEPT_MAX || stem.n > STEM_KEPT_MAX) return stem;
    slot->key_n = (u8)key.n;
    slot->stem_n = (u8)stem.n;
    memcpy(slot->key, key.p, key.n);
    memcpy(slot->stem, stem.p, stem.n);
    return (str){slot->stem, slot->stem_n};
}

/* A word as it will be told: its place and its key. */
struct found_word {
    size_t begin, end;
    size_t key_n;
    bool stems; /* letters: it may have a stem */
    char key[KEY_ROOM];
};

static int tell(struct tokenizer *t, int flags, const struct found_word *w, void *arg, token_fn *token)
{
    char room[SPELLING_ROOM];
    str key = {w->key, w->key_n};
    int begin = (int)w->begin, end = (int)w->end;
    int rc = token(arg, 0, key.p, (int)key.n, begin, end);
    if (rc || !w->stems || (flags & FTS5_TOKENIZE_PREFIX)) return rc;
    str stem = stem_of(t, key, room);
    return stem.n == 0 || str_eq(stem, key) ? SQLITE_OK : token(arg, FTS5_TOKEN_COLOCATED, stem.p, (int)stem.n, begin, end);
}

/* ---- finding words ---- */

static bool is_digit_at(str s, size_t at) { return at < s.n && unicode_class_of(utf8_next(s, &at))->flags & UNICODE_DIGIT; }

/* Behind a digit: the bytes of a mark of thousands (three digits follow, no more) or of decimals (*key_char '.'); 0: none. */
static size_t inner_mark(str s, size_t at, char *key_char)
{
    size_t next = at;
    if (at >= s.n) return 0;
    u32 cp = utf8_next(s, &next);
    if (!is_digit_at(s, next)) return 0;
    *key_char = '.';
    if (cp == '.' || cp == 0x066B) return next - at;
    if (cp != ',' && cp != 0x066C) return 0;
    *key_char = 0;
    size_t end = next;
    for (u32 i = 0; i < 3; i++) {
        if (!is_digit_at(s, end)) return 0;
        utf8_next(s, &end);
    }
    return is_digit_at(s, end) ? 0 : next - at;
}

/* Format characters (joiners, bidi marks) belong to the word they stand in; controls do not. */
static bool is_inner(u32 cp, u32 flags)
{
    return flags & (UNICODE_LETTER | UNICODE_DIGIT | UNICODE_MARK) || (flags & UNICODE_CONTROL && cp >= 0xAD);
}

static bool is_alone(u8 script) { return script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_THAI; }

static void add_folded(struct found_word *w, str run)
{
    if (run.n) w->key_n += fold_into(w->key + w->key_n, run);
}

/* The run of word characters that begins at `at` (a letter or digit). */
static void take_word(str s, size_t at, struct found_word *w)
{
    size_t from = at; /* not folded yet */
    bool digit = false, alone = false;
    char mark = 0;
    w->begin = at;
    w->key_n = 0;
    w->stems = false;
    while (at < s.n && at - w->begin < WORD_BYTES_MAX) {
        size_t next = at;
        u32 cp = utf8_next(s, &next);
        const struct unicode_class *c = unicode_class_of(cp);
        if (!is_inner(cp, c->flags)) {
            size_t skip = digit ? inner_mark(s, at, &mark) : 0;
            if (!skip) break;
            add_folded(w, (str){s.p + from, at - from});
            if (mark) w->key[w->key_n++] = mark;
            from = at = at + skip;
            continue;
        }
        bool letter = c->flags & UNICODE_LETTER;
        if (letter && (alone || (is_alone(c->script) && at > w->begin))) break;
        alone = alone || (letter && is_alone(c->script));
        w->stems = w->stems || letter;
        digit = c->flags & UNICODE_DIGIT;
        at = next;
    }
    add_folded(w, (str){s.p + from, at - from});
    w->end = at;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *arg, int flags, const char *p, int n, token_fn *token)
{
    struct found_word w;
    str s = {p, n > 0 ? (size_t)n : 0};
    for (size_t at = 0; at < s.n;) {
        size_t next = at;
        u32 cp = utf8_next(s, &next);
        if (!(unicode_class_of(cp)->flags & (UNICODE_LETTER | UNICODE_DIGIT))) {
            at = next;
            continue;
        }
        take_word(s, at, &w);
        at = w.end;
        int rc = w.key_n ? tell((struct tokenizer *)tokenizer, flags, &w, arg, token) : SQLITE_OK;
        if (rc) return rc;
    }
    return SQLITE_OK;
}

/* ---- what FTS5 asks of a tokenizer ---- */

static int tokenizer_new(void *rules, const char **args, int n, Fts5Tokenizer **out)
{
    (void)args;
    *out = NULL;
    if (n > 0) return SQLITE_ERROR; /* it takes no arguments */
    struct tokenizer *t = calloc(1, sizeof *t);
    if (!t) return SQLITE_NOMEM;
    t->rules = rules;
    t->stemmer = stem_new("en"); /* Arabic words are known by their letters */
    *out = (Fts5Tokenizer *)t;
    return SQLITE_OK;
}

static void tokenizer_free(Fts5Tokenizer *tokenizer)
{
    struct tokenizer *t = (struct tokenizer *)tokenizer;
    if (!t) return;
    stem_free(t->stemmer);
    free(t);
}

static void rules_free(void *p)
{
    struct rules *rules = p;
    arena_release(&rules->arena);
    free(rules);
}

/* False: no memory. */
static bool rules_fill(struct rules *rules)
{
    if (arena_guard(&rules->arena)) return false;
    rules->spelling = spelling_new(&rules->arena);
    return true;
}

static struct rules *rules_new(void)
{
    struct rules *rules = calloc(1, sizeof *rules);
    if (!rules) return NULL;
    arena_init(&rules->arena, SIZE_MAX);
    if (rules_fill(rules)) return rules;
    rules_free(rules);
    return NULL;
}

/* FTS5 hands out its own calls through a pointer bound to SELECT fts5(?1). */
static int fts5_calls(sqlite3 *db, fts5_api **out)
{
    sqlite3_stmt *st = NULL;
    *out = NULL;
    int rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &st, NULL);
    if (!rc) rc = sqlite3_bind_pointer(st, 1, (void *)out, "fts5_api_ptr", NULL);
    if (!rc) sqlite3_step(st);
    int end = sqlite3_finalize(st);
    if (!rc) rc = end;
    return rc ? rc : *out && (*out)->iVersion >= 2 ? SQLITE_OK : SQLITE_ERROR;
}

int tokenizer_register(sqlite3 *db)
{
    fts5_api *calls;
    fts5_tokenizer methods = {tokenizer_new, tokenizer_free, tokenize};
    int rc = fts5_calls(db, &calls);
    if (rc) return rc;
    struct rules *rules = rules_new();
    if (!rules) return SQLITE_NOMEM;
    rc = calls->xCreateTokenizer(calls, "asanid", rules, &methods, rules_free);
    if (rc) rules_free(rules);
    return rc;
}
