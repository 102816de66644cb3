/*
** sketch.c - an article boiled down to what grouping needs: some sixty weighted stems, anchors, weekdays.
**
** A word's weight is 1 + ln(count), where words of the headline count double and those of the lead half again; which words are
** kept is decided by that weight times the word's rarity in the news at large (lang/<code>/frequency.tsv), so that a sketch can be
** made of an article alone. Weighting by the corpus at hand follows in near.c. A sketch holds nothing of its article: it outlives it.
*/
#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "story/rules.h"
#include "text/fold.h"
#include "trace/stemma.h"

#define TITLE_COUNTS 2.0f
#define LEAD_COUNTS 1.5f
#define LEAD_WORDS 40u
#define FIRST_WORDS_BYTES 160u

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_latin(str key) { return key.n && (u8)key.p[0] < 0xD0; }

u32 story_stem(const struct story_rules *r, struct stemmer *st, str key, bool *latin)
{
    char room[SPELLING_ROOM];
    *latin = is_latin(key);
    return (u32)hash_str(stem_word(st, spelling_loose(r->spelling, key, room)));
}

static void add_frequencies(struct story_rules *r, const struct lang_table *t)
{
    struct stemmer *st = stem_new(t->lang);
    for (u32 i = 0; i < t->n; i++) {
        str key = fold_str(r->common.arena, str_of(t->rows[i].column[0]));
        u64 permille = 0;
        if (!str_u64(str_of(t->rows[i].column[1]), &permille) || permille > 1000)
            continue;
        bool latin;
        u32 stem = story_stem(r, st, key, &latin);
        u64 *share = map_put(&r->common, story_stem_key(stem, latin));
        u64 of = permille * 65535 / 1000;
        *share = MAX_OF(*share, of);
    }
    stem_free(st);
}

static void add_future(struct story_rules *r, struct lexicon *words, const char *code, const struct lang_table *t)
{
    struct arena *a = r->common.arena;
    for (u32 i = 0; t && i < t->n; i++) {
        const struct lang_row *row = &t->rows[i];
        if (strcmp(row->column[1], "prefix") == 0)
            vec_push(a, &r->future_prefixes, fold_str(a, str_of(row->column[0])));
        else
            lexicon_add_row(words, row, row->column[0], code, 0);
    }
}

const struct story_rules *story_rules_new(struct arena *a, const struct text_rules *text)
{
    struct story_rules *r = ARENA_NEW(a, struct story_rules);
    r->text = text;
    r->spelling = spelling_new(a);
    map_init(&r->common, a, 8192);
    for (const char *code = NULL; lang_next(&code);) {
        const struct lang_table *t = lang_table(code, "frequency");
        if (t)
            add_frequencies(r, t);
    }
    struct lexicon *roundups = lexicon_new(a), *future = lexicon_new(a);
    lexicon_add_all(roundups, "roundups", 0);
    lexicon_done(roundups);
    for (const char *code = NULL; lang_next(&code);)
        add_future(r, future, code, lang_table(code, "future"));
    lexicon_done(future);
    r->roundups = roundups;
    r->future = future;
    return r;
}

/* A distinct word of the article, counted. All of this stands on the stack: the arena keeps the sketch alone. */
struct counted {
    str key;
    u64 hash;
    float count;
    u32 stem;
    u8 field;
    bool latin;
};
#define TITLE_WORDS 56u /* of headline and kicker that count */
#define COUNTED (SKETCH_WORDS + TITLE_WORDS)
#define SLOTS 1024u /* a power of two, well above COUNTED */

struct counts {
    struct counted v[COUNTED];
    u32 n;
    u32 title, body; /* words seen */
    u16 slot[SLOTS]; /* 1 + index; 0 free */
};

/* Headline before lead before body. */
static u8 field_of_both(u8 a, u8 b)
{
    if (a == FIELD_TITLE || b == FIELD_TITLE)
        return FIELD_TITLE;
    return a == FIELD_LEAD || b == FIELD_LEAD ? FIELD_LEAD : a;
}

static void count_word(struct counts *c, str key, u64 hash, float by, u8 field)
{
    u32 i = (u32)hash & (SLOTS - 1);
    while (c->slot[i] && c->v[c->slot[i] - 1].hash != hash)
        i = (i + 1) & (SLOTS - 1);
    if (c->slot[i] == 0) {
        c->v[c->n++] = (struct counted){.key = key, .hash = hash, .field = field};
        c->slot[i] = (u16)c->n;
    }
    struct counted *w = &c->v[c->slot[i] - 1];
    w->count += by;
    w->field = field_of_both(w->field, field);
}

/* Counts headline, kicker and the beginning of the body. */
static void count_words(struct counts *c, const struct text *t)
{
    for (u32 i = 0; i < t->n_tokens; i++) {
        const struct token *k = &t->tokens[i];
        if (k->cls == TOKEN_MARK)
            continue;
        u8 zone = t->zones[t->sentences[k->sentence].zone].kind;
        bool of_title = zone == ZONE_HEADLINE || zone == ZONE_KICKER;
        if (!of_title && zone != ZONE_BODY && zone != ZONE_SUBHEADING)
            continue;
        if (of_title ? c->title++ >= TITLE_WORDS : c->body++ >= SKETCH_WORDS)
            continue;
        str key = token_key(t, k);
        if (key.n < 2)
            continue;
        bool of_lead = c->body <= LEAD_WORDS;
        u8 field = k->cls == TOKEN_NUMBER ? FIELD_NUMBER : of_title ? FIELD_TITLE : of_lead ? FIELD_LEAD : FIELD_BODY;
        count_word(c, key, k->hash, of_title ? TITLE_COUNTS : of_lead ? LEAD_COUNTS : 1.0f, field);
    }
}

/* A headline that stands in no text, but in a field of the record, or in the page's head alone. */
static struct text headline_alone(struct arena *scratch, const struct story_rules *rules, const struct article *x)
{
    struct zone *zone = ARENA_NEW(scratch, struct zone);
    *zone = (struct zone){span_of(0, x->headline.text.n), ZONE_HEADLINE};
    return text_read(scratch, rules->text, x->headline.text, x->lang, zone, 1);
}

static int by_stem(const void *pa, const void *pb)
{
    const struct counted *a = pa, *b = pb;
    if (a->stem != b->stem)
        return a->stem < b->stem ? -1 : 1;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

struct ranked {
    struct sketch_term term;
    float weight;
};

static int by_weight(const void *pa, const void *pb)
{
    const struct ranked *a = pa, *b = pb;
    if (a->weight != b->weight)
        return a->weight < b->weight ? 1 : -1;
    return a->term.stem < b->term.stem ? -1 : a->term.stem > b->term.stem;
}

/* Joins words of one stem, weighs them, keeps the heaviest. */
static void keep_terms(struct arena *a, const struct story_rules *rules, struct counts *c, struct sketch *out)
{
    struct ranked v[COUNTED];
    u32 n = 0;
    qsort(c->v, c->n, sizeof *c->v, by_stem);
    for (u32 i = 0; i < c->n; i++) {
        const struct counted *w = &c->v[i];
        if (n == 0 || v[n - 1].term.stem != w->stem) {
            const u64 *share = map_get(&rules->common, story_stem_key(w->stem, w->latin));
            v[n++].term = (struct sketch_term){w->stem, 0, (u16)(share ? MAX_OF(*share, 1) : COMMON_UNLISTED), w->field};
        }
        v[n - 1].term.tf += w->count;
        v[n - 1].term.field = field_of_both(v[n - 1].term.field, w->field);
    }
    for (u32 i = 0; i < n; i++) {
        v[i].term.tf = 1.0f + logf(v[i].term.tf);
        v[i].weight = v[i].term.tf * logf(65535.0f / (float)v[i].term.common);
    }
    qsort(v, n, sizeof *v, by_weight);
    out->terms.n = out->terms.cap = MIN_OF(n, SKETCH_TERMS);
    out->terms.v = ARENA_ARRAY(a, struct sketch_term, out->terms.n + 1);
    for (u32 i = 0; i < out->terms.n; i++)
        out->terms.v[i] = v[i].term;
}

static int rarest_first(const void *pa, const void *pb)
{
    const struct sketch_term *a = pa, *b = pb;
    if (a->common != b->common)
        return a->common < b->common ? -1 : 1;
    if (a->tf != b->tf)
        return a->tf > b->tf ? -1 : 1;
    return a->stem < b->stem ? -1 : a->stem > b->stem;
}

static void keep_identity(struct sketch *out)
{
    struct sketch_term v[SKETCH_TERMS];
    u32 n = 0;
    for (u32 i = 0; i < out->terms.n; i++)
        if (out->terms.v[i].field == FIELD_TITLE || out->terms.v[i].field == FIELD_LEAD)
            v[n++] = out->terms.v[i];
    qsort(v, n, sizeof *v, rarest_first);
    out->n_identity = MIN_OF(n, SKETCH_IDENTITY);
    for (u32 i = 0; i < out->n_identity; i++)
        out->identity[i] = v[i].stem;
}

static int by_u64(const void *pa, const void *pb)
{
    u64 a = *(const u64 *)pa, b = *(const u64 *)pb;
    return a < b ? -1 : a > b;
}

/* Two words or more, one of them rare in the news at large: hardly a name that every paper prints. */
static bool is_full_name(const struct story_rules *r, struct stemmer *st, str name)
{
    char room[256];
    u32 words = 0;
    u64 rarest = UINT64_MAX;
    while ((name = str_trim(name)).n) {
        size_t end = 0;
        while (end < name.n && !is_space(name.p[end]))
            end++;
        str word = str_head(name, end);
        name = str_skip(name, end);
        if (fold_room(word.n) > sizeof room)
            continue;
        str key = {room, fold_into(room, word)};
        if (key.n < 2)
            continue;
        bool latin;
        u32 stem = story_stem(r, st, key, &latin);
        const u64 *share = map_get(&r->common, story_stem_key(stem, latin));
        rarest = MIN_OF(rarest, share ? *share : COMMON_UNLISTED);
        words++;
    }
    return words >= 2 && rarest <= COMMON_UNLISTED;
}

/* `full`: which names are full ones. */
static void keep_anchors(struct arena *a, const struct facts *f, const bool *full, struct sketch *out)
{
    u32 n = 0;
    u64 *v = ARENA_ARRAY(a, u64, 2 * f->names.n + f->figures.n + f->dates.n + 1);
    for (u32 i = 0; i < f->names.n; i++) {
        u64 key = hash_u64(f->names.v[i].key) & ~3ull;
        v[n++] = key | ANCHOR_NAME;
        if (full[i])
            v[n++] = key | ANCHOR_FULL_NAME;
    }
    for (u32 i = 0; i < f->figures.n; i++) {
        const struct figure *g = &f->figures.v[i];
        if (g->comparator != CMP_VAGUE && g->comparator != CMP_ORDINAL && g->value > 3)
            v[n++] = (hash_u64((u64)(i64)llround(g->value * 1000)) & ~3ull) | ANCHOR_FIGURE;
    }
    for (u32 i = 0; i < f->dates.n; i++)
        if (f->dates.v[i].begin != DAY_UNKNOWN && f->dates.v[i].end == f->dates.v[i].begin + 1)
            v[n++] = (hash_u64((u64)(i64)f->dates.v[i].begin) & ~3ull) | ANCHOR_DAY;
    qsort(v, n, sizeof *v, by_u64);
    for (u32 i = 0; i < n; i++)
        if (out->n_anchors == 0 || v[out->n_anchors - 1] != v[i])
            v[out->n_anchors++] = v[i];
    out->anchors = v;
}

/* A headline or kicker that says "the most important news": the cue opens it, or stands behind its colon or dash. */
static bool is_roundup(const struct story_rules *rules, const struct text *t)
{
    for (u32 i = 0; i < t->n_tokens; i++) {
        u8 zone = t->zones[t->sentences[t->tokens[i].sentence].zone].kind;
        if (zone != ZONE_HEADLINE && zone != ZONE_KICKER)
            continue;
        if (lexicon_at(rules->roundups, t, i, t->n_tokens, LEXICON_PROCLITIC).row)
            return true;
    }
    return false;
}

/* The first weekday that the body tells as past or today. */
static int lead_weekday(const struct account *acc)
{
    const struct facts *f = acc->facts;
    for (u32 i = 0; i < f->dates.n; i++) {
        const struct date *d = &f->dates.v[i];
        if (d->rule == RULE_WEEKDAY && d->direction <= 0 && !d->in_quote && acc->article->body.n && d->span.off >= acc->article->body.v[0].off)
            return d->amount;
    }
    return -1;
}

/* What stands for a headline where the article has none: its first sentence, cut between words. */
static str first_words(const struct text *t)
{
    if (t->n_sentences == 0)
        return STR_EMPTY;
    str s = span_text(t->raw, t->sentences[0].span);
    if (s.n <= FIRST_WORDS_BYTES)
        return s;
    size_t n = FIRST_WORDS_BYTES;
    while (n && s.p[n] != ' ')
        n--;
    return str_trim(str_head(s, n));
}

/* The code as lang/ has it: a sketch outlives its article. */
static const char *lasting_lang(const char *lang)
{
    for (const char *code = NULL; lang && lang_next(&code);)
        if (strcmp(code, lang) == 0)
            return code;
    return "und";
}

void sketch_make(struct arena *a, const struct story_rules *rules, const struct account *acc, const struct text *text, struct sketch *out)
{
    memset(out, 0, sizeof *out);
    const struct article *art = acc->article;
    out->id = arena_str(a, art->id);
    out->outlet = arena_str(a, article_house(art));
    out->headline = arena_str(a, art->headline.text.n ? art->headline.text : first_words(text));
    out->part = art->part;
    out->lang = lasting_lang(art->lang);
    out->dated = art->published.when.precision >= PRECISION_DAY;
    out->seconds = out->dated ? civil_seconds(&art->published.when) : INT64_MIN;

    struct arena scratch;
    struct counts c;
    const struct facts *f = acc->facts;
    c.n = c.title = c.body = 0;
    memset(c.slot, 0, sizeof c.slot);
    arena_init(&scratch, SIZE_MAX / 2);
    count_words(&c, text);
    out->words = c.title + c.body;
    out->roundup = is_roundup(rules, text);
    if (span_is_null(art->headline.span) && art->headline.text.n) {
        struct text headline = headline_alone(&scratch, rules, art);
        count_words(&c, &headline);
        out->roundup = out->roundup || is_roundup(rules, &headline);
    }
    bool *full = ARENA_ARRAY(&scratch, bool, f->names.n + 1);
    struct stemmer *st = stem_new(out->lang);
    for (u32 i = 0; i < c.n; i++) /* no arena in here: a jump would lose the stemmer */
        c.v[i].stem = story_stem(rules, st, c.v[i].key, &c.v[i].latin);
    for (u32 i = 0; i < f->names.n; i++)
        full[i] = is_full_name(rules, st, span_text(text->raw, f->names.v[i].span));
    stem_free(st);
    keep_terms(a, rules, &c, out);
    keep_identity(out);
    keep_anchors(a, f, full, out);
    arena_release(&scratch);
    fact_weekdays(text, acc->facts, &out->weekdays);
    out->lead_weekday = lead_weekday(acc);
}
