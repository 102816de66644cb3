/*
** name_words.c - the vocabulary of names and statements, compiled from lang/.
**
** A phrase is found by hashing: the state behind its first k words is the hash of their keys, joined. A map leads from a state to its
** bits; `longer` says that phrases go on from it, so that text is read with one look-up a word and reading.
*/
#include "fact/name_words.h"

#include "base/hash.h"
#include "base/lang.h"
#include "fact/memo.h"
#include "text/arabic.h"
#include "text/fold.h"

#define ALEF_LAM "\xD8\xA7\xD9\x84"
#define LAM_LAM "\xD9\x84\xD9\x84"
#define ARTICLE_BYTES 4u
#define WORD_BYTES_MAX 96u /* a longer word is in no table */

struct entry {
    u64 is;
    u16 cue;
    u8 small;
    bool longer;
};

#define SEEN_BITS (1u << 19) /* a sixteenth of them set at most: most words that are in no table are told by one bit */

struct vocabulary {
    struct map index; /* state -> 1 + index into entries */
    u64 seen[SEEN_BITS / 64]; /* bits of the states that are in the index */
    struct { VEC(struct entry); } entries;
    struct { VEC(struct cue); } cues;
};

const struct cue *vocabulary_cue(const struct vocabulary *v, u16 index) { return &v->cues.v[index]; }

/* ---- making it ---- */

struct maker {
    struct arena *a;
    struct vocabulary *v;
};

static struct entry *entry_of(struct maker *m, u64 state)
{
    u64 *at = map_put(&m->v->index, state);
    if (*at == 0) {
        u32 bit = (u32)state & (SEEN_BITS - 1);
        m->v->seen[bit / 64] |= (u64)1 << (bit % 64);
        (void)vec_add(m->a, &m->v->entries);
        *at = m->v->entries.n;
    }
    return &m->v->entries.v[*at - 1];
}

/* The next token of a folded phrase, as text_read would cut it: words at spaces, commas and hyphens alone, a last full stop alone. */
static str phrase_word(str phrase, size_t *at)
{
    while (*at < phrase.n && phrase.p[*at] == ' ')
        ++*at;
    size_t begin = *at, i = begin;
    while (i < phrase.n && phrase.p[i] != ' ' && phrase.p[i] != ',' && phrase.p[i] != '-')
        i++;
    if (i == begin && i < phrase.n)
        i++; /* the mark itself */
    else if (i - begin > 1 && phrase.p[i - 1] == '.')
        i--;
    *at = i;
    return (str){phrase.p + begin, i - begin};
}

static void add_phrase(struct maker *m, str phrase, u64 is, u16 cue)
{
    str key = fold_str(m->a, phrase);
    u64 state = 0;
    u32 words = 0;
    for (size_t at = 0; at < key.n;) {
        str word = phrase_word(key, &at);
        if (word.n == 0)
            break;
        if (words++ > 0)
            entry_of(m, state)->longer = true;
        state = words == 1 ? hash_str(word) : hash_join(state, hash_str(word));
        entry_of(m, state);
    }
    if (words == 0)
        return;
    struct entry *e = entry_of(m, state);
    e->is |= is;
    if (cue && (!e->cue || m->v->cues.v[e->cue].strength < m->v->cues.v[cue].strength))
        e->cue = cue;
}

static u8 small_word(const char *role)
{
    static const char *const names[] = {"", "article", "determiner", "coordinator", "and", "conditional", "passive", "he", "she", "they",
                                        "who", "to", "of", "frequency", "about", "name", "sure"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(names[i], role) == 0)
            return (u8)i;
    BUG("function_words.tsv names a role that name_words.h does not know");
}

static void add_suffixed(struct maker *m, const char *stem, const char *suffix, u64 is, u16 cue)
{
    add_phrase(m, arena_fmt(m->a, "%s%s", stem, suffix), is, cue);
}

struct class_bits {
    const char *table, *class;
    u64 is;
};

/* What a class, in column 1 of a table, means; "" is any class. */
static const struct class_bits classes[] = {
    {"places", "country", LEX_CAPITAL}, {"places", "capital", LEX_CAPITAL}, {"places", "", 0},
    {"organisations", "media", LEX_ORG | LEX_DOCUMENT}, {"organisations", "", LEX_ORG},
    {"org_heads", "body", LEX_HEAD_BODY}, {"org_heads", "group", LEX_HEAD_GROUP}, {"org_heads", "state", LEX_HEAD_STATE},
    {"org_heads", "force", LEX_HEAD_STATE | LEX_HEAD_FORCE}, {"org_heads", "media", LEX_HEAD_MEDIA}, {"org_heads", "firm", LEX_HEAD_MEDIA},
    {"org_heads", "paper", LEX_HEAD_MEDIA | LEX_HEAD_BODY}, {"org_heads", "weak", LEX_HEAD_WEAK}, {"org_heads", "known", LEX_HEAD_KNOWN},
    {"org_heads", "any", LEX_HEAD_BODY}, {"org_heads", "last", LEX_HEAD_MEDIA}, {"org_heads", "first", LEX_HEAD_GROUP},
    {"place_heads", "strong", LEX_PLACE_STRONG}, {"place_heads", "light", LEX_PLACE_LIGHT}, {"place_heads", "weak", LEX_PLACE_WEAK},
    {"place_heads", "name", LEX_PLACE_WEAK}, {"place_heads", "sure", LEX_PLACE_WEAK},
    {"place_heads", "of", LEX_COMMON},
    {"place_heads", "any", LEX_PLACE_STRONG}, {"place_heads", "last", LEX_PLACE_LIGHT}, {"place_heads", "first", LEX_PLACE_WEAK},
    {"roles", "role", LEX_ROLE}, {"roles", "rank", LEX_RANK}, {"roles", "address", LEX_ADDRESS}, {"roles", "trade", LEX_TRADE},
    {"roles", "kin", LEX_KIN}, {"roles", "weak", LEX_COMMON}, {"roles", "initial", LEX_COMMON},
    {"given_names", "f", LEX_GIVEN | LEX_FEMALE}, {"given_names", "x", LEX_GIVEN | LEX_FOREIGN}, {"given_names", "", LEX_GIVEN},
    {"name_particles", "join", LEX_JOIN}, {"name_particles", "weakjoin", LEX_JOIN}, {"name_particles", "head", LEX_PART_HEAD},
    {"name_particles", "weakhead", LEX_PART_HEAD | LEX_GIVEN_WEAK},
    {"name_particles", "tail", LEX_PART_TAIL}, {"name_particles", "of", LEX_OF}, {"name_particles", "", 0},
    {"common_words", "", LEX_COMMON},
    {"weekdays", "weekday", LEX_TIME}, {"months", "month", LEX_TIME | LEX_PLAIN},
    {"speakers", "anonymous", LEX_ANONYMOUS}, {"speakers", "document", LEX_DOCUMENT}, {"speakers", "body", LEX_BODY}, {"speakers", "role", LEX_ANONYMOUS},
    {"cue_phrases", "by", LEX_BY}, {"cue_phrases", "in", LEX_IN}, {"cue_phrases", "passive", LEX_PASSIVE},
    {"cue_phrases", "background", LEX_BACKGROUND}, {"cue_phrases", "told", LEX_SAYING},
    {"cue_phrases", "told of", LEX_SAYING | LEX_SAYING_NOUN}, {"cue_phrases", "as", LEX_AS | LEX_CONJUNCTION},
    {"cue_phrases", "by him", LEX_BY | LEX_PRONOUN}, {"cue_phrases", "by her", LEX_BY | LEX_PRONOUN | LEX_FEMININE},
    {"function_words", "that", LEX_THAT}, {"function_words", "thatp", LEX_THAT | LEX_THAT_PRONOUN}, {"function_words", "be", LEX_BE},
    {"function_words", "in", LEX_IN_WORD | LEX_PREPOSITION}, {"function_words", "prep", LEX_PREPOSITION},
    {"function_words", "of", LEX_OF | LEX_PREPOSITION}, {"function_words", "not", LEX_NOT},
    {"function_words", "rel", LEX_RELATIVE}, {"function_words", "conj", LEX_CONJUNCTION}, {"function_words", "pronoun", LEX_PRONOUN},
    {"function_words", "adverb", LEX_ADVERB}, {"function_words", "time", LEX_TIME}, {"function_words", "plain", LEX_PLAIN},
    {"function_words", "adjective", LEX_ADJECTIVE}, {"function_words", "office", LEX_OFFICE},
};

static u64 class_bits(const char *table, const char *class)
{
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (strcmp(classes[i].table, table) == 0 && (classes[i].class[0] == '\0' || strcmp(classes[i].class, class) == 0))
            return classes[i].is;
    return 0;
}

/* The forms of an Arabic adjective in -ī: feminine, plurals, dual. */
static void add_people(struct maker *m, const char *adjective, bool arabic)
{
    static const char *const endings[] = {"\xD8\xA9", "\xD9\x88\xD9\x86", "\xD9\x8A\xD9\x86", "\xD8\xA7\xD8\xAA", "\xD8\xA7\xD9\x86",
                                          "\xD8\xAA\xD9\x8A\xD9\x86", "\xD8\xAA\xD8\xA7\xD9\x86", "\xD8\xA7"};
    add_phrase(m, str_of(adjective), LEX_PEOPLE, 0);
    if (!arabic)
        add_suffixed(m, adjective, "s", LEX_PEOPLE, 0);
    else if (!strchr(adjective, ' '))
        for (size_t i = 0; i < COUNT_OF(endings); i++)
            add_suffixed(m, adjective, endings[i], LEX_PEOPLE, 0);
}

static bool is_acronym(const char *surface)
{
    for (const char *p = surface; *p; p++)
        if ((*p < 'A' || *p > 'Z') && *p != '.')
            return false;
    return true;
}

static void add_row(struct maker *m, const struct lang_table *t, const struct lang_row *row)
{
    u64 is = class_bits(t->name, row->column[1]);
    bool arabic = strcmp(t->lang, "ar") == 0;
    if (strcmp(t->name, "places") == 0) {
        const char *needs = row->column[3];
        is |= strcmp(needs, "head") == 0 ? LEX_PLACE_HEADED : needs[0] ? LEX_PLACE_BEHIND : LEX_PLACE;
        if (row->column[2][0])
            add_people(m, row->column[2], arabic);
    } else if (strcmp(t->name, "given_names") == 0 && strcmp(row->column[2], "weak") == 0) {
        is |= LEX_GIVEN_WEAK;
    } else if (strcmp(t->name, "org_heads") == 0 && strcmp(row->column[2], "alias") == 0) {
        is |= LEX_ALIAS;
    }
    if (is & (LEX_ANY_PLACE | LEX_ORG) && is_acronym(row->column[0]))
        is |= LEX_CAPS;
    if (is)
        add_phrase(m, str_of(row->column[0]), is, 0);
    str surface = str_of(row->column[0]);
    if (arabic && strcmp(t->name, "speakers") == 0 && str_ends(surface, S("\xD9\x88\xD9\x86"))) /* "محللون", "محللين" */
        add_suffixed(m, arena_str(m->a, str_head(surface, surface.n - 4)).p, "\xD9\x8A\xD9\x86", is, 0);
    bool heads = strcmp(t->name, "place_heads") == 0;
    bool toponym = heads && (strcmp(row->column[1], "name") == 0 || strcmp(row->column[1], "sure") == 0);
    const char *small = toponym ? row->column[1] : heads && strcmp(row->column[1], "of") == 0 ? "name" : strcmp(t->name, "function_words") == 0 ? row->column[2] : "";
    if (small[0])
        entry_of(m, hash_str(fold_str(m->a, str_of(row->column[0]))))->small = small_word(small);
}

/* ---- verbs ---- */

static u32 takes_of(struct maker *m, const char *column, struct cue *c)
{
    u32 takes = 0, n = 0;
    for (const char *p = column; *p;) {
        size_t len = strcspn(p, " ");
        str word = {p, len};
        if (str_is(word, "A") || str_is(word, "T"))
            takes |= TAKES_CLAUSE;
        else if (str_is(word, "C"))
            takes |= TAKES_CLAUSE | TAKES_ONLY_THAT;
        else if (str_is(word, "Q"))
            takes |= TAKES_QUOTE;
        else if (str_is(word, "N") || str_is(word, "O"))
            takes |= TAKES_NOUN;
        else if (str_is(word, "M"))
            takes |= TAKES_NOUN_IF;
        else if (str_is(word, "S"))
            takes |= TAKES_SOURCE;
        else if (str_is(word, "P"))
            takes |= TAKES_LISTENER;
        else if (len == 2 && (u8)p[0] >= 0xD0)
            takes |= TAKES_WITH; /* one Arabic letter */
        else if (n < CUE_PREPOSITIONS_MAX)
            c->prepositions[n++] = hash_str(fold_str(m->a, word));
        p += len;
        p += strspn(p, " ");
    }
    return takes;
}

static u16 add_cue(struct maker *m, const struct lang_row *row)
{
    struct cue c = {0};
    c.takes = takes_of(m, row->column[4], &c);
    c.strength = (u8)(row->column[5][0] - '0');
    vec_push(m->a, &m->v->cues, c);
    ASSERT(m->v->cues.n <= UINT16_MAX);
    return (u16)(m->v->cues.n - 1);
}

static void add_english_verb(struct maker *m, const struct lang_row *row)
{
    u16 cue = add_cue(m, row);
    add_phrase(m, str_of(row->column[0]), LEX_PAST, cue);
    add_phrase(m, str_of(row->column[1]), LEX_PRESENT, cue);
    add_phrase(m, str_of(row->column[3]), LEX_PRESENT | LEX_PLURAL, cue);
    add_phrase(m, str_of(row->column[2]), LEX_PARTICIPLE, cue);
}

/* he -> she, they: the past of a verb; a last weak letter falls off before them. Not "they two": it looks as a noun's accusative ("ردا"). */
static void add_past(struct maker *m, const char *he, u16 cue)
{
    str key = fold_str(m->a, str_of(he));
    bool weak = str_ends(key, S("\xD8\xA7")) || str_ends(key, S("\xD9\x8A"));
    str stem = weak ? str_head(key, key.n - 2) : key;
    const char *z = arena_str(m->a, stem).p;
    add_phrase(m, key, LEX_PAST, cue);
    add_suffixed(m, z, "\xD8\xAA", LEX_PAST | LEX_FEMININE, cue);             /* ت */
    add_suffixed(m, z, "\xD9\x88\xD8\xA7", LEX_PAST | LEX_PLURAL, cue);       /* وا */
    add_suffixed(m, z, "\xD8\xAA\xD8\xA7", LEX_PAST | LEX_FEMININE, cue);     /* تا */
}

/* he -> she, they: the imperfect, also behind the س of the future. */
static void add_present(struct maker *m, const char *he, u16 cue)
{
    str key = fold_str(m->a, str_of(he));
    if (key.n < 4)
        return;
    bool weak = str_ends(key, S("\xD9\x8A")) || str_ends(key, S("\xD9\x88"));
    const char *rest = arena_str(m->a, str_skip(key, 2)).p;
    const char *stem = arena_str(m->a, weak ? (str){key.p + 2, key.n - 4} : str_skip(key, 2)).p;
    static const char *const future[] = {"", "\xD8\xB3"};
    for (size_t i = 0; i < COUNT_OF(future); i++) {
        add_phrase(m, arena_fmt(m->a, "%s\xD9\x8A%s", future[i], rest), LEX_PRESENT, cue);
        add_phrase(m, arena_fmt(m->a, "%s\xD8\xAA%s", future[i], rest), LEX_PRESENT | LEX_FEMININE, cue);
        add_phrase(m, arena_fmt(m->a, "%s\xD9\x8A%s\xD9\x88\xD9\x86", future[i], stem), LEX_PRESENT | LEX_PLURAL, cue);
    }
}

/* The accusative of the participle as the table gives it (with its alef), then feminine and plural. */
static void add_participle(struct maker *m, const char *he, u16 cue)
{
    str key = fold_str(m->a, str_of(he));
    if (key.n < 8)
        return;
    const char *stem = arena_str(m->a, str_ends(key, S("\xD8\xA7")) ? str_head(key, key.n - 2) : key).p;
    add_phrase(m, key, LEX_PARTICIPLE, cue);
    add_suffixed(m, stem, "\xD9\x87", LEX_PARTICIPLE | LEX_FEMININE, cue);
    add_suffixed(m, stem, "\xD9\x8A\xD9\x86", LEX_PARTICIPLE | LEX_PLURAL, cue);
}

static void add_arabic_verb(struct maker *m, const struct lang_row *row)
{
    u16 cue = add_cue(m, row);
    add_past(m, row->column[0], cue);
    add_present(m, row->column[1], cue);
    add_participle(m, row->column[2], cue);
    if (row->column[3][0])
        add_phrase(m, str_of(row->column[3]), LEX_VERBAL_NOUN, cue);
}

const struct vocabulary *vocabulary_new(struct arena *a)
{
    struct vocabulary *v = ARENA_NEW(a, struct vocabulary);
    struct maker m = {a, v};
    map_init(&v->index, a, 1 << 15);
    (void)vec_add(a, &v->cues); /* 0: no cue */
    for (u32 i = 0; i < lang_tables_n; i++) {
        const struct lang_table *t = &lang_tables[i];
        bool verbs = strcmp(t->name, "cue_verbs") == 0;
        for (u32 r = 0; r < t->n; r++) {
            if (!verbs)
                add_row(&m, t, &t->rows[r]);
            else if (strcmp(t->lang, "ar") == 0)
                add_arabic_verb(&m, &t->rows[r]);
            else
                add_english_verb(&m, &t->rows[r]);
        }
    }
    return v;
}

/* ---- reading with it ---- */

/* Bytes of raw text that hold the letters of `prefix` key bytes (two a letter) and the marks upon them. */
static u32 prefix_in_raw(str raw, u32 prefix)
{
    u32 letters = prefix / 2;
    for (size_t at = 0; at + 1 < raw.n;) {
        u8 lead = (u8)raw.p[at];
        u32 cp = lead < 0xE0 ? (u32)((lead & 0x1F) << 6 | ((u8)raw.p[at + 1] & 0x3F)) : 0;
        bool mark = cp == 0x640 || cp == 0x670 || (cp >= 0x64B && cp <= 0x65F);
        if (!mark && letters == 0)
            return (u32)at;
        letters -= mark ? 0 : 1;
        at += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
    return 0;
}

static const struct entry *find_entry(const struct vocabulary *v, u64 state)
{
    u32 bit = (u32)state & (SEEN_BITS - 1);
    if (!(v->seen[bit / 64] >> (bit % 64) & 1))
        return NULL;
    const u64 *at = map_get(&v->index, state);
    return at ? &v->entries.v[*at - 1] : NULL;
}

/* What the word keeps of its bare form where it has the article: names proper lose their sense. */
#define WITHOUT_ARTICLE_ONLY (LEX_ANY_PLACE | LEX_ORG | LEX_GIVEN | LEX_GIVEN_WEAK | LEX_JOIN | LEX_PART_HEAD | LEX_VERB | LEX_FUNCTION | \
                              LEX_BY | LEX_IN | LEX_PASSIVE | LEX_AS | LEX_BACKGROUND | LEX_SAYING | LEX_FEMALE | LEX_CAPITAL | LEX_TIME)
/* What stands behind no ب ك ل. */
#define NOT_BEHIND_PREPOSITION (LEX_VERB | LEX_JOIN | LEX_BY | LEX_IN | LEX_PASSIVE | LEX_AS | LEX_BACKGROUND | LEX_PRONOUN | LEX_BE)

static u64 article_hash(str key)
{
    char room[WORD_BYTES_MAX + ARTICLE_BYTES];
    memcpy(room, ALEF_LAM, ARTICLE_BYTES);
    memcpy(room + ARTICLE_BYTES, key.p, key.n);
    return hash_bytes(room, key.n + ARTICLE_BYTES);
}

struct reading {
    const struct vocabulary *v;
    const struct text *t;
    u32 i, end; /* the token, the sentence's end */
    bool *alone; /* made false where the words around have a say */
};

/* Follows phrases from a first word's state; keeps the longest that means something. */
static void follow(const struct reading *r, u64 state, u64 mask, struct lexeme *out)
{
    const struct entry *e = find_entry(r->v, state);
    u8 n = 1;
    while (e) {
        if (n < out->n) {
            out->is |= e->is & mask & LEX_ALIAS;
        } else if (e->is & mask) {
            bool longer = n > out->n;
            out->is = (longer ? out->is & LEX_ALIAS : out->is) | (e->is & mask);
            out->cue = e->cue ? e->cue : out->cue;
            out->small = e->small;
            out->n = n;
        }
        if (!e->longer)
            return;
        *r->alone = false;
        if (r->i + n >= r->end)
            return;
        u64 next = r->t->tokens[r->i + n].hash;
        const struct entry *f = find_entry(r->v, hash_join(state, next));
        state = hash_join(state, next);
        e = f;
        n++;
    }
}

/* The article's alef bears no hamza: "ألبرت" has none. */
static bool has_bare_alef(const struct reading *r, u32 prefix)
{
    str raw = token_raw(r->t, &r->t->tokens[r->i]);
    raw = str_skip(raw, prefix ? prefix_in_raw(raw, prefix) : 0);
    return !str_starts(raw, S("\xD8\xA3")) && !str_starts(raw, S("\xD8\xA5")) && !str_starts(raw, S("\xD8\xA2"));
}

/* One way to read attached letters off an Arabic word. */
static void read_rest(const struct reading *r, str rest, u64 whole_hash, u64 mask, struct lexeme *out)
{
    follow(r, whole_hash, mask, out);
    out->definite = arabic_has_article(rest) && !(out->is & (LEX_GIVEN | LEX_COMMON)) && has_bare_alef(r, out->prefix);
    if (out->definite)
        follow(r, hash_str(str_skip(rest, ARTICLE_BYTES)), mask & ~WITHOUT_ARTICLE_ONLY, out);
}

/* للأمم: ل + ال + أمم, whose alef is not written. */
static void read_lam_lam(const struct reading *r, str key, struct lexeme *out)
{
    str bare = str_skip(key, ARTICLE_BYTES);
    follow(r, article_hash(bare), ~NOT_BEHIND_PREPOSITION, out);
    follow(r, hash_str(bare), ~NOT_BEHIND_PREPOSITION & ~WITHOUT_ARTICLE_ONLY, out);
    out->definite = true;
}

bool vocabulary_reports(const struct vocabulary *v, str key)
{
    static const char *const objects[] = {"", "\xD9\x87", "\xD9\x87\xD8\xA7"};
    for (size_t i = 0; i < COUNT_OF(objects); i++) {
        str object = str_of(objects[i]);
        if (key.n < object.n + 4 || !str_ends(key, object))
            continue;
        const struct entry *e = find_entry(v, hash_str(str_head(key, key.n - object.n)));
        if (e && (e->is & LEX_VERB))
            return true;
    }
    return false;
}

static bool is_listed(const struct vocabulary *v, str key, u64 bits)
{
    const struct entry *e = find_entry(v, hash_str(key));
    return e && (e->is & bits);
}

u32 vocabulary_compound(const struct vocabulary *v, str key)
{
    for (u32 n = 8; n >= 4; n -= 2) /* a head of two to four letters, and three behind it */
        if (key.n >= n + 6 && is_listed(v, str_head(key, n), LEX_PART_HEAD))
            return n;
    for (u32 n = 4; n + 8 <= key.n; n += 2) /* two letters, and a tail with the article */
        if (arabic_has_article(str_skip(key, n)) && is_listed(v, str_skip(key, n), LEX_PART_TAIL))
            return n;
    return 0;
}

/* An unknown word that is a person's name of two parts: "عبد" or "أبو" and a word that goes with it, or a noun and "الله", "الدين". */
static bool is_compound_name(const struct vocabulary *v, str key)
{
    u32 n = arabic_has_article(key) || key.n > WORD_BYTES_MAX ? 0 : vocabulary_compound(v, key);
    if (n == 0)
        return false;
    str rest = str_skip(key, n);
    if (!is_listed(v, str_head(key, n), LEX_PART_HEAD))
        return !is_listed(v, str_head(key, n), LEX_FUNCTION | LEX_VERB);
    return arabic_has_article(rest) || is_listed(v, rest, LEX_GIVEN);
}

static bool is_common(const struct vocabulary *v, str key)
{
    const struct entry *e = find_entry(v, hash_str(key));
    return e && (e->is & (LEX_COMMON | LEX_VERB | LEX_VERBAL_NOUN | LEX_ORG_HEAD | LEX_ROLE | LEX_ANONYMOUS | LEX_PLAIN));
}

/* An unknown word that is an ordinary one with an ending, or has the letters of a verb. */
static u64 guess_arabic(const struct vocabulary *v, str key)
{
    static const char *const endings[] = {"\xD8\xA7", "\xD9\x87", "\xD8\xA7\xD8\xAA", "\xD9\x8A\xD9\x86", "\xD9\x88\xD9\x86", "\xD8\xA7\xD9\x86",
                                          "\xD9\x87\xD8\xA7", "\xD9\x87\xD9\x85", "\xD9\x8A\xD9\x87", "\xD9\x86\xD8\xA7", "\xD8\xAA\xD9\x87",
                                          "\xD9\x87\xD9\x85\xD8\xA7", "\xD8\xAA\xD9\x87\xD8\xA7", "\xD8\xAA\xD9\x87\xD9\x85", "\xD8\xAA\xD9\x86\xD8\xA7",
                                          "\xD8\xAA", "\xD9\x8A"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        str e = str_of(endings[i]);
        if (key.n < e.n + 6 || !str_ends(key, e))
            continue;
        str stem = str_head(key, key.n - e.n);
        if (is_common(v, stem))
            return LEX_COMMON | LEX_GUESSED;
        if (e.n >= 4 && e.p[0] == '\xD8' && key.n + 2 < WORD_BYTES_MAX) { /* ات of a word in ة, or its ت before a pronoun */
            char room[WORD_BYTES_MAX];
            memcpy(room, stem.p, stem.n);
            memcpy(room + stem.n, "\xD9\x87", 2);
            if (is_common(v, (str){room, stem.n + 2}))
                return LEX_COMMON | LEX_GUESSED;
        }
    }
    if (key.n >= 10 && (str_ends(key, S("\xD9\x87\xD8\xA7")) || str_ends(key, S("\xD9\x87\xD9\x85")) || str_ends(key, S("\xD9\x87\xD9\x85\xD8\xA7"))))
        return LEX_COMMON | LEX_GUESSED; /* with a pronoun attached */
    if (key.n >= 6 && key.n + 2 < WORD_BYTES_MAX) { /* the masculine of a word in ة */
        char room[WORD_BYTES_MAX];
        memcpy(room, key.p, key.n);
        memcpy(room + key.n, "\xD9\x87", 2);
        if (is_common(v, (str){room, key.n + 2}))
            return LEX_COMMON | LEX_GUESSED;
    }
    bool future = key.n >= 10 && (str_starts(key, S("\xD8\xB3\xD9\x8A")) || str_starts(key, S("\xD8\xB3\xD8\xAA")));
    bool derived = key.n >= 10 && str_starts(key, S("\xD8\xA7\xD8\xB3\xD8\xAA"));
    bool verbal = str_starts(key, S("\xD9\x8A")) || future || derived || str_ends(key, S("\xD9\x88\xD8\xA7"));
    return verbal ? LEX_VERBAL : 0;
}

/* What a word in small letters keeps. */
#define ONLY_IN_CAPITALS (LEX_ANY_PLACE | LEX_ORG | LEX_CAPITAL | LEX_PEOPLE | LEX_GIVEN | LEX_GIVEN_WEAK | LEX_FEMALE | LEX_FOREIGN | LEX_ORG_HEAD | LEX_PLACE_HEAD)

static void read_latin(const struct reading *r, str key, struct lexeme *out)
{
    const struct token *t = &r->t->tokens[r->i];
    u64 hash = t->hash;
    if (key.n > 2 && (str_ends(key, S("'s")) || str_ends(key, S("s'")))) {
        bool plural = key.p[key.n - 1] == '\'';
        hash = hash_bytes(key.p, key.n - (plural ? 1 : 2));
        str raw = token_raw(r->t, t);
        u32 mark = str_ends(raw, S("'")) || (raw.n > 1 && raw.p[raw.n - 2] == '\'') ? 1 : 3;
        out->suffix = (u8)(mark + (plural ? 0 : 1));
    }
    follow(r, hash, ~(u64)0, out);
    bool upper = false;
    for (u32 i = r->i; i < r->i + out->n; i++)
        upper |= (r->t->tokens[i].flags & TOKEN_UPPER) != 0;
    if (!upper || ((out->is & LEX_CAPS) && out->n == 1 && !(t->flags & TOKEN_ALLCAPS)))
        out->is &= ~ONLY_IN_CAPITALS;
    if (out->n > 1 && !out->is)
        out->n = 1;
}

static void read_arabic(const struct reading *r, str key, struct lexeme *out)
{
    u8 lens[4];
    u32 n = arabic_proclitics(key, lens);
    for (u32 p = 0; p < n && !out->is; p++) {
        str rest = str_skip(key, lens[p]);
        bool preposition = lens[p] > 2 || (lens[p] == 2 && key.p[0] != '\xD9') || (lens[p] == 2 && key.p[1] != '\x88' && key.p[1] != '\x81');
        u64 mask = preposition ? ~NOT_BEHIND_PREPOSITION : ~(u64)0;
        out->prefix = lens[p];
        if (str_starts(rest, S(LAM_LAM)) && rest.n >= 8) {
            read_lam_lam(r, rest, out);
            if (out->is)
                out->prefix = (u8)(lens[p] + 2);
            out->definite = true;
            if (out->is)
                return;
        }
        read_rest(r, rest, p == 0 ? r->t->tokens[r->i].hash : hash_str(rest), mask, out);
        if (out->is)
            return;
    }
    /* Unknown: with the article the letters before it are attached; without it, they may be its own. */
    *out = (struct lexeme){.n = 1};
    for (u32 p = 0; p < n; p++) {
        str rest = str_skip(key, lens[p]);
        bool lam = str_starts(rest, S(LAM_LAM)) && rest.n >= 8;
        if ((!arabic_has_article(rest) || !has_bare_alef(r, lens[p])) && !lam)
            continue;
        out->definite = true;
        out->prefix = (u8)(lens[p] + (lam ? 2 : 0));
        out->is = guess_arabic(r->v, str_skip(rest, ARTICLE_BYTES)) & ~LEX_VERBAL;
        return;
    }
    for (u32 p = 0; p < n; p++) {
        if (!is_compound_name(r->v, str_skip(key, lens[p])))
            continue;
        *out = (struct lexeme){.n = 1, .is = LEX_GIVEN, .prefix = lens[p]};
        return;
    }
    out->is = guess_arabic(r->v, key);
}

/* The verb's own preposition follows soon: "عبر المدرب عن". */
static bool is_led(const struct reading *r, const struct lexeme *l)
{
    const struct cue *c = &r->v->cues.v[l->cue];
    for (u32 j = r->i + 1; j < r->end && j < r->i + 6; j++)
        if (c->prepositions[0] && r->t->tokens[j].hash == c->prepositions[0])
            return true;
    return false;
}

/* The accusative's sign, before or behind its alef: no verb has it. */
static bool has_tanwin(str raw)
{
    return str_ends(raw, S("\xD9\x8B")) || str_ends(raw, S("\xD9\x8B\xD8\xA7"));
}

static bool has_hamza_end(str raw) { return str_ends(raw, S("\xD8\xA3")) || str_ends(raw, S("\xD8\xA6")) || str_ends(raw, S("\xD8\xAA")); }

/* Folding joins "على" and "علي": the letters as printed tell them apart. What is preposition and verb ("بين") is a verb before "that". */
static void tell_apart(const struct reading *r, struct lexeme *l)
{
    if ((l->is & LEX_PREPOSITION) && (l->is & LEX_VERB)) {
        *r->alone = false;
        const struct entry *next = r->i + 1 < r->end ? find_entry(r->v, r->t->tokens[r->i + 1].hash) : NULL;
        bool doubled = str_find(token_raw(r->t, &r->t->tokens[r->i]), S("\xD9\x91"), 0) != SIZE_MAX; /* "بيّن" */
        l->is &= doubled || (next && (next->is & LEX_THAT)) || is_led(r, l) ? ~LEX_PREPOSITION : ~LEX_VERB;
    }
    if ((l->is & LEX_JOIN) && (l->is & LEX_THAT)) /* "فان", "فإن" */
        l->is &= str_find(token_raw(r->t, &r->t->tokens[r->i]), S("\xD8\xA5"), 0) == SIZE_MAX ? ~LEX_THAT : ~LEX_JOIN;
    if (l->is & LEX_VERB && l->n == 1 && l->is & (LEX_ADVERB | LEX_CONJUNCTION | LEX_PRONOUN) && !has_hamza_end(token_raw(r->t, &r->t->tokens[r->i])))
        l->is &= ~LEX_VERB; /* "هنا" is not "هنأ" */
    if (l->is & LEX_VERB && l->n == 1 && !(l->is & LEX_PREPOSITION) && has_tanwin(token_raw(r->t, &r->t->tokens[r->i])))
        l->is &= ~LEX_VERB; /* "طالباً" */
    if (l->is & LEX_ANY_PLACE && l->n == 1 && str_ends(token_raw(r->t, &r->t->tokens[r->i]), S("\xD9\x8B")))
        l->is = LEX_COMMON; /* "روسياً" is an adjective */
    if ((l->is & LEX_GIVEN) && (l->is & (LEX_FUNCTION | LEX_TIME))) {
        *r->alone = false;
        str raw = token_raw(r->t, &r->t->tokens[r->i]);
        bool ranked = r->i > 0 && (l[-1].is & (LEX_RANK | LEX_ADDRESS)); /* "اللواء صباح" */
        bool name = ranked || str_starts(raw, S("\xD8\xA2")) || str_ends(raw, S("\xD9\x8A")); /* "آلينا", "علي"; not "إلينا", "على" */
        l->is &= name ? ~(LEX_FUNCTION | LEX_TIME) : ~(LEX_GIVEN | LEX_GIVEN_WEAK);
    }
}

/* *alone: the token by itself tells. */
static void read_word(const struct vocabulary *v, const struct text *t, u32 i, u32 end, struct lexeme *l, bool *alone)
{
    struct reading r = {v, t, i, end, alone};
    str key = token_key(t, &t->tokens[i]);
    *alone = true;
    if (t->tokens[i].flags & TOKEN_ARABIC)
        read_arabic(&r, key, l), tell_apart(&r, l);
    else
        read_latin(&r, key, l);
}

const struct lexeme *vocabulary_read(struct arena *a, const struct vocabulary *v, const struct text *t, struct fact_memo *memo)
{
    struct lexeme *lex = ARENA_ARRAY(a, struct lexeme, t->n_tokens + 1);
    for (u32 s = 0; s < t->n_sentences; s++) {
        u32 end = t->sentences[s].first + t->sentences[s].n;
        for (u32 i = t->sentences[s].first; i < end; i++) {
            lex[i].n = 1;
            if (t->tokens[i].cls != TOKEN_WORD || t->tokens[i].key_len > WORD_BYTES_MAX)
                continue;
            u64 word = memo ? memo_word(t, i) : 0;
            struct known_lexeme *known = memo ? memo_lexeme(memo, word) : NULL;
            bool alone;
            if (known && known->word == word) {
                lex[i] = known->lexeme;
                continue;
            }
            read_word(v, t, i, end, &lex[i], &alone);
            if (known && alone)
                *known = (struct known_lexeme){word, lex[i]};
        }
    }
    lex[t->n_tokens].n = 1;
    return lex;
}

/* ---- tokens ---- */

span lexeme_span(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    span first = t->tokens[i].span;
    u32 skip = lex[i].prefix ? prefix_in_raw(span_text(t->raw, first), lex[i].prefix) : 0;
    return span_of(first.off + skip, span_end(t->tokens[end - 1].span) - first.off - skip - lex[end - 1].suffix);
}

str lexeme_key(const struct text *t, const struct lexeme *lex, u32 i)
{
    str key = str_skip(token_key(t, &t->tokens[i]), lex[i].prefix);
    if (lex[i].suffix) /* in the key the mark is one byte: 's or ' */
        key.n -= str_ends(key, S("'")) ? 1 : 2;
    return key;
}

bool token_is_mark(const struct text *t, u32 i, char mark)
{
    if (i >= t->n_tokens || t->tokens[i].cls != TOKEN_MARK)
        return false;
    str key = token_key(t, &t->tokens[i]);
    return key.n == 1 && key.p[0] == mark;
}

bool token_is_quote(const struct text *t, u32 i)
{
    static const char *const marks[] = {"\"", "\xC2\xAB", "\xC2\xBB", "\xE2\x80\x9C", "\xE2\x80\x9D",
                                        "\xE2\x80\x9E", "\xE2\x80\x9F", "\xE2\x80\xB9", "\xE2\x80\xBA"};
    if (i >= t->n_tokens || t->tokens[i].cls != TOKEN_MARK)
        return false;
    str key = token_key(t, &t->tokens[i]);
    for (size_t m = 0; m < COUNT_OF(marks); m++)
        if (str_is(key, marks[m]))
            return true;
    if (!token_is_mark(t, i, '\''))
        return false;
    bool before = !(t->tokens[i].flags & TOKEN_GLUED);
    bool after = i + 1 >= t->n_tokens || !(t->tokens[i + 1].flags & TOKEN_GLUED) || t->tokens[i + 1].cls == TOKEN_MARK;
    return before != after;
}
