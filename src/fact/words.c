/*
** words.c - the vocabulary of dates, numbers and figures, compiled from lang/ into one lexicon.
*/
#include "fact/words.h"

#include "base/map.h"
#include "fact/memo.h"
#include "text/fold.h"

#include <stdlib.h>

/* The tables that share the columns surface, role, value, more. */
static const char *const tables[] = {"months", "weekdays", "time", "numbers", "hedges", "measures", "tense", "counting"};

static const char *const role_names[ROLE_COUNT] = {
#define R(id, name) name,
    WORD_ROLES(R)
#undef R
};

/* Values that the tables write as words. */
static const struct {
    const char *name;
    int value;
} value_names[] = {
    {"second", UNIT_SECOND}, {"minute", UNIT_MINUTE}, {"hour", UNIT_HOUR}, {"day", UNIT_DAY}, {"week", UNIT_WEEK},
    {"weekend", UNIT_WEEKEND}, {"month", UNIT_MONTH}, {"quarter", UNIT_QUARTER}, {"year", UNIT_YEAR}, {"decade", UNIT_DECADE},
    {"century", UNIT_CENTURY}, {"START", MOD_START}, {"MID", MOD_MID}, {"END", MOD_END}, {"eq", CMP_EQ}, {"approx", CMP_APPROX},
    {"gt", CMP_GT}, {"gte", CMP_GTE}, {"lt", CMP_LT}, {"lte", CMP_LTE},
};

static int role_of(const char *name)
{
    for (int r = 0; r < ROLE_COUNT; r++)
        if (strcmp(role_names[r], name) == 0)
            return r;
    BUG("a table of lang/ names a role that words.h does not know");
}

static double value_of(const char *text)
{
    for (size_t i = 0; i < COUNT_OF(value_names); i++)
        if (strcmp(value_names[i].name, text) == 0)
            return value_names[i].value;
    return strtod(text, NULL);
}

/* What roles begin. */
static const struct {
    u8 role, date, figure;
} openings[] = {
    {ROLE_DIGIT, OPENS, OPENS},           {ROLE_TEEN, OPENS, OPENS},          {ROLE_TEN, OPENS, OPENS},
    {ROLE_HUNDRED, OPENS, OPENS},         {ROLE_SCALE, OPENS, OPENS},         {ROLE_DOZEN, OPENS, OPENS},
    {ROLE_ORDINAL, OPENS, OPENS},         {ROLE_FRACTION, OPENS, OPENS},      {ROLE_VAGUE, OPENS, OPENS},
    {ROLE_DUAL, OPENS_NOTHING, OPENS},    {ROLE_MINUS, OPENS_NOTHING, OPENS_BEFORE}, {ROLE_PARTWORD, OPENS_NOTHING, OPENS},
    {ROLE_HEDGE, OPENS_BEFORE, OPENS_BEFORE}, {ROLE_FROM, OPENS_BEFORE, OPENS_BEFORE}, {ROLE_BETWEEN, OPENS_BEFORE, OPENS_BEFORE},
    {ROLE_PERCENT, OPENS_NOTHING, OPENS_BEFORE}, {ROLE_CURRENCY, OPENS_NOTHING, OPENS_BEFORE}, {ROLE_RANK, OPENS_NOTHING, OPENS},
    {ROLE_NOFIGURE, OPENS_NOTHING, OPENS}, {ROLE_MEASURE, OPENS_NOTHING, OPENS_BEFORE},
    {ROLE_FIRSTDAY, OPENS_BEFORE, OPENS_NOTHING}, {ROLE_PARTS, OPENS_BEFORE, OPENS_NOTHING},
    {ROLE_MONTH, OPENS, OPENS_NOTHING},   {ROLE_HIJRI, OPENS, OPENS_NOTHING}, {ROLE_WEEKDAY, OPENS, OPENS_NOTHING},
    {ROLE_UNIT, OPENS, OPENS_NOTHING},    {ROLE_DAYREL, OPENS, OPENS_NOTHING}, {ROLE_NOW, OPENS, OPENS_NOTHING},
    {ROLE_NOON, OPENS, OPENS_NOTHING},    {ROLE_PART, OPENS, OPENS_NOTHING},  {ROLE_SEASON, OPENS, OPENS_NOTHING},
    {ROLE_DECADE, OPENS, OPENS_NOTHING},  {ROLE_HOLIDAY, OPENS, OPENS_NOTHING}, {ROLE_SET, OPENS, OPENS_NOTHING},
    {ROLE_QUARTERYEAR, OPENS, OPENS_NOTHING}, {ROLE_HALFYEAR, OPENS, OPENS_NOTHING}, {ROLE_SETADJ, OPENS_NOTHING, OPENS_NOTHING},
    {ROLE_ADJ, OPENS_BEFORE, OPENS_NOTHING}, {ROLE_THIS, OPENS_BEFORE, OPENS_NOTHING}, {ROLE_COUPLE, OPENS_BEFORE, OPENS_NOTHING},
    {ROLE_LAST, OPENS_BEFORE, OPENS_NOTHING}, {ROLE_MODPART, OPENS_BEFORE, OPENS_NOTHING}, {ROLE_LATER, OPENS_BEFORE, OPENS_NOTHING},
    {ROLE_REST, OPENS_BEFORE, OPENS_NOTHING}, {ROLE_WHOLE, OPENS_BEFORE, OPENS_NOTHING}, {ROLE_CLOCK, OPENS_BEFORE, OPENS_NOTHING},
    {ROLE_AGO, OPENS_BEFORE, OPENS_NOTHING}, {ROLE_FOR, OPENS_BEFORE, OPENS_NOTHING}, {ROLE_EACH, OPENS_BEFORE, OPENS_NOTHING},
    {ROLE_ALMOST, OPENS, OPENS_NOTHING},    {ROLE_WEEKDAYS, OPENS, OPENS_NOTHING},
};

static void find_openings(struct word *w)
{
    for (size_t i = 0; i < COUNT_OF(openings); i++)
        if (word_is(w, openings[i].role)) {
            w->date = MAX_OF(w->date, openings[i].date);
            w->figure = MAX_OF(w->figure, openings[i].figure);
        }
}

/* The vocabulary while it is being read. */
struct reading {
    struct arena *arena;
    struct map by_surface; /* folded surface -> index */
    struct {
        VEC(struct word);
    } list;
    struct {
        VEC(str);
    } surfaces; /* of list, by index */
    struct {
        VEC(const struct lang_row *);
    } rows;
    struct {
        VEC(const char *);
    } langs;
};

static const char article[] = "\xd8\xa7\xd9\x84"; /* ال, with a bare alef: not the ألـ of ألف */

static void read_sense(struct reading *r, str surface, const struct lang_row *row, const char *lang)
{
    str key = fold_str(r->arena, surface);
    u64 *index = strmap_put(&r->by_surface, key);
    if (*index == 0) {
        *index = r->list.n;
        (void)vec_add(r->arena, &r->list);
        vec_push(r->arena, &r->surfaces, key);
        vec_push(r->arena, &r->rows, row);
        vec_push(r->arena, &r->langs, lang);
    }
    struct word *w = &r->list.v[*index];
    w->article = w->article || str_starts(surface, str_of(article));
    int role = role_of(row->column[1]);
    struct sense s = {.role = (u8)role, .value = value_of(row->column[2]), .more = row->column[3]};
    for (u32 i = 0; i < w->n; i++)
        if (w->senses[i].role == s.role)
            return; /* the first row stands */
    ASSERT(w->n < WORD_SENSES_MAX);
    w->senses[w->n++] = s;
    w->roles[role >> 6] |= (u64)1 << (role & 63);
    w->upper = w->upper || strstr(row->column[3], "upper") != NULL;
}

static void read_dual(struct reading *r, str stem, const char *ending, struct lang_row row, const char *unit, const char *lang)
{
    str surface = arena_fmt(r->arena, "%.*s%s", STR_ARG(stem), ending);
    u64 *known = strmap_get(&r->by_surface, fold_str(r->arena, surface));
    if (known)
        return; /* "سنتين": years, not cents */
    struct lang_row *dual = ARENA_NEW(r->arena, struct lang_row);
    *dual = row;
    dual->column[0] = surface.p;
    dual->column[1] = role_names[ROLE_DUAL];
    dual->column[2] = "2";
    dual->column[3] = unit;
    read_sense(r, surface, dual, lang);
}

/* The duals of a masculine noun, a currency, a measure: "قطاران", "دولارين", "ليرتين". */
static void read_duals(struct reading *r, const struct lang_row *row, const char *lang)
{
    static const char teh[] = "\xd8\xa9", teh_open[] = "\xd8\xaa"; /* ة becomes ت before an ending */
    const char *role = row->column[1];
    bool noun = strcmp(role, role_names[ROLE_DUALNOUN]) == 0;
    bool unit = strcmp(role, role_names[ROLE_CURRENCY]) == 0 || strcmp(role, role_names[ROLE_MEASURE]) == 0;
    str stem = str_of(row->column[0]);
    if (!(noun || unit) || str_find(stem, S(" "), 0) != SIZE_MAX || (unit && stem.n < 6))
        return; /* the dual of an abbreviation is another word */
    bool feminine = str_ends(stem, str_of(teh)), person = strcmp(row->column[3], "person") == 0;
    if (feminine)
        stem = arena_fmt(r->arena, "%.*s%s", (int)(stem.n - strlen(teh)), stem.p, teh_open);
    const char *code = unit ? row->column[3] : "";
    read_dual(r, stem, "\xd8\xa7\xd9\x86", *row, code, lang);
    if (!person)
        read_dual(r, stem, "\xd9\x8a\xd9\x86", *row, code, lang);
}

static void read_table(struct reading *r, const struct lang_table *t)
{
    bool arabic = strcmp(t->lang, "ar") == 0;
    for (u32 i = 0; i < t->n; i++) {
        str surface = str_of(t->rows[i].column[0]);
        if (arabic)
            read_duals(r, &t->rows[i], t->lang);
        if (strcmp(t->rows[i].column[1], role_names[ROLE_DUALNOUN]) == 0)
            continue; /* the singular counts nothing */
        read_sense(r, surface, &t->rows[i], t->lang);
        if (arabic && !str_starts(surface, str_of(article)) && (u8)surface.p[0] >= 0xd8)
            read_sense(r, arena_fmt(r->arena, "%s%.*s", article, STR_ARG(surface)), &t->rows[i], t->lang);
    }
}

const struct words *words_new(struct arena *a)
{
    struct reading r = {.arena = a};
    map_init(&r.by_surface, a, 4096);
    (void)vec_add(a, &r.list); /* index 0: no word */
    vec_push(a, &r.surfaces, STR_EMPTY);
    vec_push(a, &r.rows, NULL);
    vec_push(a, &r.langs, NULL);
    const char *code = NULL;
    while (lang_next(&code))
        for (size_t i = 0; i < COUNT_OF(tables); i++) {
            const struct lang_table *t = lang_table(code, tables[i]);
            if (t)
                read_table(&r, t);
        }
    struct words *w = ARENA_NEW(a, struct words);
    w->lexicon = lexicon_new(a);
    u32 surfaces = r.list.n;
    struct word *dual = vec_add(a, &r.list);
    *dual = (struct word){.n = 1, .senses = {{.role = ROLE_DUAL, .value = 2, .more = ""}}};
    dual->roles[ROLE_DUAL >> 6] |= (u64)1 << (ROLE_DUAL & 63);
    w->dual = surfaces;
    for (u32 i = 1; i < r.list.n; i++)
        find_openings(&r.list.v[i]);
    for (u32 i = 1; i < surfaces; i++)
        lexicon_add_row(w->lexicon, r.rows.v[i], arena_str(a, r.surfaces.v[i]).p, r.langs.v[i], i);
    lexicon_done(w->lexicon);
    ASSERT(r.list.n <= UINT16_MAX);
    w->list = r.list.v;
    w->n = r.list.n;
    return w;
}

/* "رحلتين", "درجتان": any word that no table knows and that ends as a feminine dual, without article. */
static bool feminine_dual(const struct text *t, u32 i)
{
    str key = token_key(t, &t->tokens[i]);
    if (key.n < 10 || !(str_ends(key, S("\xd8\xaa\xd9\x8a\xd9\x86")) || str_ends(key, S("\xd8\xaa\xd8\xa7\xd9\x86"))))
        return false;
    bool definite = str_starts(key, str_of(article)) || str_starts(str_skip(key, 2), str_of(article)) ||
        str_starts(key, S("\xd9\x84\xd9\x84"));
    return !definite && !str_starts(key, S("\xd9\x8a")); /* ي begins a verb */
}

/* The bytes of an attached و, which leaves a word of six letters at least. */
static u32 joined_and(str key)
{
    return key.n >= 14 && str_starts(key, S("\xd9\x88")) ? 2 : 0;
}

/* "Dh2.1": the word of the currency whose letters stand before digits; 0 none. */
static u32 currency_letters(const struct words *w, const struct text *t, u32 i)
{
    str key = token_key(t, &t->tokens[i]);
    size_t n = 0;
    while (n < key.n && n < 5 && key.p[n] >= 'a' && key.p[n] <= 'z')
        n++;
    if (n < 2 || n > 4 || n >= key.n || key.p[n] < '0' || key.p[n] > '9')
        return 0;
    struct lexicon_hit hit = lexicon_whole(w->lexicon, str_head(key, n));
    return hit.row && word_is(&w->list[hit.kind], ROLE_CURRENCY) ? hit.kind : 0;
}

/* What stands at token i; *alone: the token by itself tells. */
static struct tag read_tag(const struct words *w, const struct text *t, u32 i, u32 end, bool *alone)
{
    const struct token *k = &t->tokens[i];
    struct lexicon_hit hit = lexicon_at(w->lexicon, t, i, end, LEXICON_PROCLITIC);
    *alone = hit.alone;
    if (hit.row && (!w->list[hit.kind].upper || (k->flags & TOKEN_UPPER)))
        return (struct tag){.word = (u16)hit.kind, .n = (u8)hit.n, .prefix = (u8)hit.proclitic};
    if (!hit.row && (k->flags & TOKEN_ARABIC) && feminine_dual(t, i))
        return (struct tag){.word = (u16)w->dual, .n = 1, .prefix = (u8)joined_and(token_key(t, k))};
    bool latin = !hit.row && k->cls == TOKEN_WORD && !(k->flags & TOKEN_ARABIC);
    return (struct tag){.word = latin ? (u16)currency_letters(w, t, i) : 0, .n = 1};
}

struct tagged words_tag(struct arena *a, const struct words *w, const struct text *t, struct fact_memo *memo, const u8 *only)
{
    struct tag *tags = ARENA_ARRAY(a, struct tag, t->n_tokens + 1);
    for (u32 s = 0; s < t->n_sentences; s++) {
        u32 end = t->sentences[s].first + t->sentences[s].n;
        for (u32 i = only && !only[s] ? end : t->sentences[s].first; i < end; i++) {
            tags[i].n = 1;
            if (t->tokens[i].cls == TOKEN_NUMBER)
                continue;
            u64 word = memo ? memo_word(t, i) : 0;
            struct known_tag *known = memo ? memo_tag(memo, word) : NULL;
            bool alone = false;
            if (known && known->word == word) {
                tags[i] = known->tag;
                continue;
            }
            tags[i] = read_tag(w, t, i, end, &alone);
            if (known && alone)
                *known = (struct known_tag){word, tags[i]};
        }
    }
    return (struct tagged){w, t, tags};
}

const struct sense *word_sense(const struct word *w, enum role r)
{
    for (u32 i = 0; i < w->n; i++)
        if (w->senses[i].role == r)
            return &w->senses[i];
    return NULL;
}

bool begins_with_digit(const struct tagged *t, u32 i)
{
    const struct token *k = &t->text->tokens[i];
    return k->cls == TOKEN_NUMBER || (k->cls == TOKEN_WORD && t->text->keys.p[k->key_off] >= '0' && t->text->keys.p[k->key_off] <= '9');
}

#define LEADING_WORDS_MAX 4

bool opens_date(const struct tagged *t, u32 i, u32 end)
{
    for (u32 n = 0; n < LEADING_WORDS_MAX && i < end; n++, i += t->tags[i].n) {
        u8 opening = t->words->list[t->tags[i].word].date;
        if (n > 0 && mark_at(t, i, end, '-'))
            continue; /* "mid-October" */
        if (opening == OPENS || begins_with_digit(t, i))
            return true;
        if (opening == OPENS_NOTHING)
            return false;
    }
    return false;
}

/* "Dh2.1": currency letters before digits. */
static bool ends_with_digit(const struct tagged *t, u32 i)
{
    str key = token_key(t->text, &t->text->tokens[i]);
    u8 last = key.n ? (u8)key.p[key.n - 1] : 0;
    return t->tags[i].word && ((last >= '0' && last <= '9') || (last >= 'a' && last <= 'z' && word_is(&t->words->list[t->tags[i].word], ROLE_CURRENCY) &&
                                                                 key.n > 2 && key.p[key.n - 2] >= '0' && key.p[key.n - 2] <= '9'));
}

bool opens_figure(const struct tagged *t, u32 i, u32 end)
{
    for (u32 n = 0; n < LEADING_WORDS_MAX && i < end; n++, i += t->tags[i].n) {
        u8 opening = t->words->list[t->tags[i].word].figure;
        if (opening == OPENS || begins_with_digit(t, i) || ends_with_digit(t, i))
            return true;
        bool mark = t->text->tokens[i].cls == TOKEN_MARK && !mark_at(t, i, end, ',') && !mark_at(t, i, end, '"');
        if (opening == OPENS_NOTHING && !mark)
            return false;
    }
    return false;
}

str bare_key(const struct tagged *t, u32 i)
{
    return str_skip(token_key(t->text, &t->text->tokens[i]), t->tags[i].prefix);
}

bool has_article(const struct tagged *t, u32 i)
{
    if (t->tags[i].word)
        return t->words->list[t->tags[i].word].article;
    str key = bare_key(t, i);
    return key.n >= 8 && str_starts(key, str_of(article));
}

bool has_prefix(const struct tagged *t, u32 i, const char *letter)
{
    str key = str_head(token_key(t->text, &t->text->tokens[i]), t->tags[i].prefix);
    return str_find(key, str_of(letter), 0) != SIZE_MAX;
}

bool mark_at(const struct tagged *t, u32 i, u32 end, char c)
{
    if (i >= end || t->text->tokens[i].cls != TOKEN_MARK)
        return false;
    str key = token_key(t->text, &t->text->tokens[i]);
    if (key.n == 1)
        return key.p[0] == c;
    if (c == ',')
        return str_is(key, "\xd8\x8c"); /* ، */
    return c == '-' && (str_is(key, "\xe2\x80\x93") || str_is(key, "\xe2\x80\x94") || str_is(key, "\xe2\x88\x92"));
}

/* Bytes of raw text that hold the letters of `prefix` key bytes (two bytes a letter) and the marks upon them. */
static u32 prefix_in_raw(str raw, u32 prefix)
{
    size_t at = 0;
    for (u32 letters = prefix / 2; at < raw.n; letters--) {
        size_t before = at;
        u8 lead = (u8)raw.p[at];
        size_t len = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        u32 cp = len == 2 && at + 1 < raw.n ? (u32)((lead & 0x1f) << 6 | ((u8)raw.p[at + 1] & 0x3f)) : 0;
        at += len;
        bool mark = cp == 0x640 || cp == 0x670 || (cp >= 0x64b && cp <= 0x65f);
        if (mark) {
            letters++;
            continue;
        }
        if (letters == 0)
            return (u32)before;
    }
    return 0;
}

span tokens_span(const struct tagged *t, u32 i, u32 end)
{
    span first = t->text->tokens[i].span, last = t->text->tokens[end - 1].span;
    u32 skip = t->tags[i].prefix ? prefix_in_raw(span_text(t->text->raw, first), t->tags[i].prefix) : 0;
    return (span){first.off + skip, span_end(last) - first.off - skip};
}
