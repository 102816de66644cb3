/*
** name.c - the names of an article: two readings of its sentences.
**
** The first finds names that their surroundings prove (titles, heads of organisations, tables) and learns the short forms that stand for
** them; the second finds these short forms everywhere, also before the full name (headlines). Spans leave attached letters out.
*/
#include "fact/name.h"

#include "base/hash.h"
#include "text/fold.h"

#define ALIAS_BYTES_MAX 96u
#define ALIAS_WORDS_MAX 8u

struct name_rules {
    const struct vocabulary *vocabulary;
};

const char *name_kind_name(enum name_kind k)
{
    static const char *const names[] = {"person", "organisation", "place"};
    return names[k];
}

const struct name_rules *name_rules_new(struct arena *a)
{
    struct name_rules *r = ARENA_NEW(a, struct name_rules);
    r->vocabulary = vocabulary_new(a);
    return r;
}

const struct vocabulary *name_vocabulary(const struct name_rules *r) { return r->vocabulary; }

u64 name_hash(const struct name_finder *f, u32 i, u32 end)
{
    u64 h = 0;
    u32 words = 0;
    for (u32 j = i; j < end; j++) {
        if (token_is_quote(f->t, j))
            continue;
        bool plain = j > i && !f->lex[j].suffix;
        u64 word = plain ? f->t->tokens[j].hash : hash_str(lexeme_key(f->t, f->lex, j));
        h = words++ ? hash_join(h, word) : word;
    }
    return h;
}

static u64 hash_on(u64 h, u64 word) { return h ? hash_join(h, word) : word; }

/* As name_hash over looser keys: spellings that outlets differ in are one name ("القوات الأميركية", "القوات الأمريكية"), also where two words
** are written as one ("عبدالأمير", "عبد الأمير"). */
static u64 name_key(const struct name_finder *f, u32 i, u32 end)
{
    u64 h = 0;
    for (u32 j = i; j < end; j++) {
        if (token_is_quote(f->t, j))
            continue;
        const struct token *t = &f->t->tokens[j];
        bool whole = (j > i || !f->lex[j].prefix) && !f->lex[j].suffix;
        str key = whole ? token_key(f->t, t) : lexeme_key(f->t, f->lex, j);
        u32 part = t->flags & TOKEN_ARABIC ? vocabulary_compound(f->v, key) : 0;
        if (part) {
            h = hash_on(h, hash_str(fold_loose(f->a, str_head(key, part))));
            h = hash_on(h, hash_str(fold_loose(f->a, str_skip(key, part))));
        } else {
            h = hash_on(h, whole ? t->loose : hash_str(t->loose == t->hash ? key : fold_loose(f->a, key)));
        }
    }
    return h;
}

void name_emit(struct name_finder *f, u32 i, u32 end, enum name_kind kind)
{
    vec_push(f->a, &f->found, ((struct name){lexeme_span(f->t, f->lex, i, end), name_key(f, i, end), (u8)kind, false}));
    vec_push(f->a, &f->found_hash, name_hash(f, i, end));
}

void name_learn(struct name_finder *f, u32 i, u32 end, enum name_kind kind, u64 key)
{
    if (end - i > ALIAS_WORDS_MAX)
        return;
    u64 *at = map_put(&f->aliases, name_hash(f, i, end));
    if (*at)
        return; /* the first name keeps its short form */
    u64 first = name_hash(f, i, i + 1);
    if (first == 0 && i + 1 < end)
        first = name_hash(f, i + 1, i + 2); /* behind a quotation mark */
    f->begins[first >> 6 & 15] |= (u64)1 << (first & 63);
    bool adjective = end - i == 1 && (f->lex[i].is & (LEX_PEOPLE | LEX_COMMON | LEX_TIME)) != 0;
    bool capitals = end - i == 1 && (f->t->tokens[i].flags & TOKEN_ALLCAPS);
    vec_push(f->a, &f->alias, ((struct alias){.key = key, .kind = (u8)kind, .n = (u8)(end - i), .capitals = capitals, .adjective = adjective}));
    *at = f->alias.n;
}

/* ---- the second reading ---- */

/* The adjective of a people may be a family name where no noun stands before it. */
static bool may_be_family(const struct name_finder *f, u32 i, u32 first)
{
    if (i == first)
        return true;
    const struct lexeme *before = &f->lex[i - 1];
    return f->t->tokens[i - 1].cls == TOKEN_MARK || f->lex[i].prefix ||
           (before->is & (LEX_VERB | LEX_FUNCTION | LEX_TIME | LEX_ROLE | LEX_VERBAL)) != 0;
}

static bool may_begin(const struct name_finder *f, u64 word) { return f->begins[word >> 6 & 15] >> (word & 63) & 1; }

/* In a script with capitals the words of a name have them. */
static const struct alias *latin_alias_at(const struct name_finder *f, u32 i, u32 end, struct lexeme *read)
{
    const struct alias *best = NULL;
    u64 h = 0;
    for (u32 n = 1; n <= ALIAS_WORDS_MAX && i + n <= end; n++) {
        u32 last = i + n - 1;
        u64 word = hash_str(lexeme_key(f->t, f->lex, last));
        h = n == 1 ? word : hash_join(h, word);
        if (n == 1 && !may_begin(f, word))
            break;
        const u64 *at = map_get(&f->aliases, h);
        bool capitals = at && f->alias.v[*at - 1].capitals;
        if (at && f->alias.v[*at - 1].n == n && (f->t->tokens[last].flags & (capitals ? TOKEN_ALLCAPS : TOKEN_UPPER)))
            best = &f->alias.v[*at - 1];
        if (f->lex[last].suffix)
            break;
    }
    bool begins = i == 0 || f->t->tokens[i - 1].sentence != f->t->tokens[i].sentence;
    if (best && best->n == 1 && begins && map_get(&f->lower, f->t->tokens[i].hash))
        return NULL;
    *read = f->lex[i];
    return best;
}

/* The longest alias at token i, read with the attached letters that the vocabulary saw and with every other. */
static const struct alias *alias_at(const struct name_finder *f, u32 i, u32 end, struct lexeme *read)
{
    static const u8 prefixes[] = {0, 2, 4};
    str whole = token_key(f->t, &f->t->tokens[i]);
    char room[ALIAS_BYTES_MAX + 4];
    bool arabic = f->t->tokens[i].flags & TOKEN_ARABIC;
    if (!arabic)
        return latin_alias_at(f, i, end, read);
    for (size_t p = 0; p < COUNT_OF(prefixes); p++) {
        if (whole.n < prefixes[p] + 4u || (prefixes[p] && !strchr("\x88\x81\xA8\x83\x84", whole.p[prefixes[p] - 1])))
            break;
        str rest = str_skip(whole, prefixes[p]);
        bool lam = str_starts(rest, S("\xD9\x84\xD9\x84")) && rest.n <= ALIAS_BYTES_MAX;
        if (lam) { /* للتحالف: the article without its alef */
            memcpy(room, "\xD8\xA7\xD9\x84", 4);
            memcpy(room + 4, rest.p + 4, rest.n - 4);
            rest.p = room;
        }
        u64 h = p || lam ? hash_str(rest) : f->t->tokens[i].hash, first = h;
        const struct alias *best = NULL;
        for (u32 n = 1; n <= ALIAS_WORDS_MAX && i + n <= end && may_begin(f, n > 1 ? first : h); n++) {
            if (n > 1)
                h = hash_join(h, f->t->tokens[i + n - 1].hash);
            const u64 *at = map_get(&f->aliases, h);
            if (at && f->alias.v[*at - 1].n == n)
                best = &f->alias.v[*at - 1];
        }
        if (best) {
            *read = f->lex[i];
            read->prefix = (u8)(prefixes[p] + (lam ? 2 : 0));
            return best;
        }
    }
    return NULL;
}

/* The alias at token i as a name; false where there is none. */
static bool name_of_alias(const struct name_finder *f, u32 i, u32 first, u32 end, struct name *out)
{
    struct lexeme read, words[ALIAS_WORDS_MAX];
    if (f->t->tokens[i].cls != TOKEN_WORD)
        return false;
    const struct alias *a = alias_at(f, i, end, &read);
    bool month = (f->lex[i].is & LEX_TIME) && (f->lex[i].is & LEX_PLAIN);
    bool function = (f->lex[i].is & (LEX_FUNCTION | LEX_TIME)) && !(f->lex[i].is & LEX_GIVEN) && !month; /* "على" is not "علي" */
    if (!a || (a->adjective && !may_be_family(f, i, first)) || (a->n == 1 && function))
        return false;
    memcpy(words, &f->lex[i], a->n * sizeof *words);
    words[0] = read;
    struct text here = {.raw = f->t->raw, .tokens = &f->t->tokens[i]};
    *out = (struct name){lexeme_span(&here, words, 0, a->n), a->key, a->kind, false};
    return true;
}

/* Gives out what the first reading found, sorted by place, and between it the aliases; of two that begin together the longer. */
static void find_aliases(struct name_finder *f, struct facts *out)
{
    u32 n = 0; /* of found, not yet given out */
    for (u32 s = 0; s < f->t->n_sentences; s++) {
        u32 first = f->t->sentences[s].first, end = first + f->t->sentences[s].n;
        for (u32 i = first; i < end;) {
            span here = f->t->tokens[i].span;
            while (n < f->found.n && span_end(f->found.v[n].span) <= here.off)
                n++; /* within one that was given out */
            bool found = n < f->found.n && span_overlap(f->found.v[n].span, here);
            u32 until = MIN_OF(end, i + ALIAS_WORDS_MAX);
            while (!found && n < f->found.n && until > i + 1 && f->t->tokens[until - 1].span.off >= f->found.v[n].span.off)
                until--;
            struct name name = {0};
            bool alias = name_of_alias(f, i, first, until, &name);
            if (found && (!alias || span_end(name.span) <= span_end(f->found.v[n].span)))
                name = f->found.v[n];
            else if (!alias) {
                i++;
                continue;
            }
            vec_push(f->a, &out->names, name);
            while (i < end && f->t->tokens[i].span.off < span_end(name.span))
                i++;
        }
    }
}

/* ---- the pass ---- */

/* Mentions of one name get one key: a short form that was found on its own ("الرئيس السيسي") gets its full name's. */
static void join_keys(struct name_finder *f)
{
    for (u32 i = 0; i < f->found.n; i++) {
        const u64 *at = map_get(&f->aliases, f->found_hash.v[i]);
        if (at && f->alias.v[*at - 1].kind == f->found.v[i].kind)
            f->found.v[i].key = f->alias.v[*at - 1].key;
    }
}

/* Words that the article writes in small letters: a capital at the head of a sentence makes no name of them. */
static void note_small_letters(struct name_finder *f)
{
    for (u32 i = 0; i < f->t->n_tokens; i++)
        if (f->t->tokens[i].cls == TOKEN_WORD && !(f->t->tokens[i].flags & (TOKEN_UPPER | TOKEN_ARABIC)))
            *map_put(&f->lower, f->t->tokens[i].hash) = 1;
}

void fact_names(struct arena *a, const struct fact_rules *rules, const struct text *text, const struct article *article, struct facts *out)
{
    (void)article;
    struct name_finder f = {.a = a, .t = text, .v = rules->name->vocabulary};
    f.lex = out->lexemes = vocabulary_read(a, rules->name->vocabulary, text, out->memo);
    map_init(&f.aliases, a, 64);
    map_init(&f.lower, a, 256);
    note_small_letters(&f);
    for (u32 s = 0; s < text->n_sentences; s++) {
        const struct sentence *x = &text->sentences[s];
        bool arabic = false;
        for (u32 i = x->first; i < x->first + x->n && !arabic; i++)
            arabic = text->tokens[i].flags & TOKEN_ARABIC;
        (arabic ? names_arabic : names_latin)(&f, x->first, x->first + x->n, (enum zone_kind)text->zones[x->zone].kind);
    }
    join_keys(&f);
    find_aliases(&f, out);
}
