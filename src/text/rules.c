/*
** rules.c - loading the words of text/, and telling a text's language by them.
*/
#include "text/rules.h"

#include "base/hash.h"
#include "base/lang.h"
#include "text/fold.h"
#include "text/token.h"
#include "text/unicode.h"

/* ---- loading ---- */

static u32 lang_index(struct text_rules *r, const char *code)
{
    for (u32 i = 0; i < r->n_langs; i++)
        if (strcmp(r->langs[i], code) == 0)
            return i;
    ASSERT(r->n_langs < TEXT_LANGS_MAX);
    r->langs[r->n_langs] = code;
    return r->n_langs++;
}

/* Column 2, where there is one, names the language: lang/any holds the frequent words of languages that have no folder. */
static void load_stopwords(struct arena *a, struct text_rules *r, const struct lang_table *t)
{
    for (u32 i = 0; i < t->n; i++) {
        const char *const *col = t->rows[i].column;
        u32 lang = lang_index(r, col[1][0] ? col[1] : t->lang);
        *map_put(&r->stopwords, hash_str(fold_str(a, str_of(col[0])))) |= (u64)1 << lang;
    }
}

static void load_abbreviations(struct arena *a, struct text_rules *r, const struct lang_table *t)
{
    for (u32 i = 0; i < t->n; i++) {
        const char *const *col = t->rows[i].column;
        str key = fold_str(a, str_of(col[0]));
        if (str_ends(key, S(".")))
            key.n--;
        enum abbreviation kind = strcmp(col[1], "title") == 0    ? ABBREVIATION_TITLE
                                 : strcmp(col[1], "number") == 0 ? ABBREVIATION_NUMBER
                                 : strcmp(col[1], "domain") == 0 ? ABBREVIATION_DOMAIN
                                                                 : ABBREVIATION_ANY;
        *map_put(&r->abbreviations, hash_str(key)) = kind;
    }
}

const struct text_rules *text_rules_new(struct arena *a)
{
    struct text_rules *r = ARENA_NEW(a, struct text_rules);
    r->spelling = spelling_new(a);
    map_init(&r->stopwords, a, 1024);
    map_init(&r->abbreviations, a, 256);
    for (u32 i = 0; i < lang_tables_n; i++) {
        const struct lang_table *t = &lang_tables[i];
        if (strcmp(t->name, "stopwords") == 0)
            load_stopwords(a, r, t);
        else if (strcmp(t->name, "abbreviations") == 0)
            load_abbreviations(a, r, t);
    }
    return r;
}

/* ---- language ---- */

#define SAMPLE_BYTES (8u << 10) /* enough of any text to tell its language */

struct evidence {
    u32 letters[SCRIPT_COUNT]; /* words by the script of their first letter */
    u32 words[TEXT_LANGS_MAX]; /* frequent words */
    u32 persian, urdu;         /* letters that Arabic does not have */
};

/* Peh, tcheh, jeh, gaf, Farsi yeh and kaf stand in Persian and Urdu; tteh, ddal, rreh, noon ghunna, heh goal, heh doachashmee and
** yeh barree in Urdu alone. */
static void count_letter(struct evidence *e, u32 cp)
{
    switch (cp) {
    case 0x67E: case 0x686: case 0x698: case 0x6AF: case 0x6CC: case 0x6A9: e->persian++; break;
    case 0x679: case 0x688: case 0x691: case 0x6BA: case 0x6C1: case 0x6BE: case 0x6D2: e->urdu++; break;
    default: break;
    }
}

/* True where count_letter would count something: in most Arabic texts nothing. */
static bool has_foreign_letters(str sample)
{
    u8 found = 0;
    for (size_t i = 0; i + 1 < sample.n; i++) {
        u8 lead = (u8)sample.p[i], tail = (u8)sample.p[i + 1];
        found |= (lead == 0xDA) | (lead == 0xDB) | ((lead == 0xD9) & (tail >= 0xB9));
    }
    return found;
}

/* What a word of the sample tells; `letters`: the letters too. */
static void count_word(const struct text_rules *r, struct evidence *e, str sample, span word, u32 flags, u64 hash, bool letters)
{
    size_t i = word.off;
    e->letters[unicode_class_of(unicode_next(sample, &i))->script]++;
    if (letters && (flags & TOKEN_ARABIC))
        for (i = word.off; i < span_end(word);)
            count_letter(e, unicode_next(sample, &i));
    const u64 *langs = map_get(&r->stopwords, hash);
    for (u64 bits = langs ? *langs : 0; bits; bits &= bits - 1)
        e->words[__builtin_ctzll(bits)]++;
}

#define BATCH 64u

static void gather(const struct text_rules *r, str sample, struct evidence *e)
{
    struct token_reader reader = token_reader_of(sample);
    struct token tokens[BATCH];
    struct raw_token t;
    char keys[BATCH * 32];
    bool letters = has_foreign_letters(sample);
    _Static_assert(2 * TOKEN_PLAIN_ROOM <= sizeof keys, "room for a plain word's key");
    for (;;) {
        size_t used = 0;
        u32 seen = 0, made = token_run(&reader, 0, 0, tokens, BATCH, keys, &used, sizeof keys, &seen);
        for (u32 i = 0; i < made; i++)
            if (tokens[i].cls == TOKEN_WORD)
                count_word(r, e, sample, tokens[i].span, tokens[i].flags, tokens[i].hash, letters);
        if (made)
            continue;
        if (!token_next(&reader, &t))
            return;
        if (t.cls != TOKEN_WORD)
            continue;
        bool fits = fold_room(t.end - t.begin) <= sizeof keys; /* no frequent word is as long as one that does not */
        count_word(r, e, sample, span_of(t.begin, t.end - t.begin), t.flags, fits ? hash_bytes(keys, token_fold(sample, &t, keys)) : 0, letters);
    }
}

static const char *by_script(const struct evidence *e, u32 script)
{
    switch (script) {
    case SCRIPT_ARABIC: return e->urdu > e->letters[script] / 4 ? "ur" : e->persian > e->letters[script] / 2 ? "fa" : "ar";
    case SCRIPT_HEBREW: return "he";
    case SCRIPT_GREEK: return "el";
    case SCRIPT_HAN: return e->letters[SCRIPT_KANA] ? "ja" : "zh";
    case SCRIPT_KANA: return "ja";
    case SCRIPT_HANGUL: return "ko";
    case SCRIPT_THAI: return "th";
    default: return "und";
    }
}

static const char *lang_of(const struct text_rules *rules, const struct evidence *e)
{
    u32 script = SCRIPT_LATIN, best = 0;
    for (u32 i = 0; i < SCRIPT_COUNT; i++)
        if (i != SCRIPT_COMMON && e->letters[i] > e->letters[script])
            script = i;
    for (u32 i = 1; i < rules->n_langs; i++)
        if (e->words[i] > e->words[best])
            best = i;
    /* One frequent word among many others may be a name or a loan. */
    u32 found = rules->n_langs ? e->words[best] : 0, words = e->letters[script];
    bool told = found > 0 && found >= words / 16;
    return told ? rules->langs[best] : by_script(e, script);
}

const char *text_lang(const struct text_rules *rules, str raw)
{
    struct evidence e = {{0}, {0}, 0, 0};
    gather(rules, str_head(raw, SAMPLE_BYTES), &e);
    return lang_of(rules, &e);
}

const char *text_lang_at(const struct text_rules *rules, const struct text *t, span sample)
{
    struct evidence e = {{0}, {0}, 0, 0};
    bool letters = has_foreign_letters(span_text(t->raw, sample));
    u32 low = 0, high = t->n_tokens; /* the first token of the sample */
    while (low < high) {
        u32 mid = low + (high - low) / 2;
        if (t->tokens[mid].span.off < sample.off)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < t->n_tokens && t->tokens[low].span.off < span_end(sample); low++)
        if (t->tokens[low].cls == TOKEN_WORD)
            count_word(rules, &e, t->raw, t->tokens[low].span, t->tokens[low].flags, t->tokens[low].hash, letters);
    return lang_of(rules, &e);
}
