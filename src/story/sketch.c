/*
** sketch.c - an article boiled down to what grouping needs: some sixty weighted stems, anchors, weekdays.
**
** A word's weight is 1 + ln(count), where words of the headline count double and those of the lead half again; which words are
** kept is decided by that weight times the word's rarity in the news at large (lang/<code>/frequency.tsv), so that a sketch can be
** made of an article alone. Weighting by the corpus at hand follows in near.c.
*/
#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "story/rules.h"
#include "text/fold.h"
#include "text/stem.h"

#define TITLE_COUNTS 2.0f
#define LEAD_COUNTS 1.5f
#define LEAD_WORDS 40u

static bool is_latin(str key) { return key.n && (u8)key.p[0] < 0xD0; }

static void add_frequencies(struct story_rules *r, const struct lang_table *t)
{
    struct stemmer *st = stem_new(t->lang);
    for (u32 i = 0; i < t->n; i++) {
        str key = fold_str(r->common.arena, str_of(t->rows[i].column[0]));
        u64 permille = 0;
        if (!str_u64(str_of(t->rows[i].column[1]), &permille) || permille > 1000)
            continue;
        u64 *share = map_put(&r->common, story_stem_key((u32)hash_str(stem_word(st, key)), is_latin(key)));
        u64 of = permille * 65535 / 1000;
        *share = MAX_OF(*share, of);
    }
    stem_free(st);
}

const struct story_rules *story_rules_new(struct arena *a, const struct text_rules *text)
{
    struct story_rules *r = ARENA_NEW(a, struct story_rules);
    r->text = text;
    map_init(&r->common, a, 8192);
    for (const char *code = NULL; lang_next(&code);) {
        const struct lang_table *t = lang_table(code, "frequency");
        if (t)
            add_frequencies(r, t);
    }
    struct lexicon *roundups = lexicon_new(a), *future = lexicon_new(a);
    lexicon_add_all(roundups, "roundups", 0);
    lexicon_done(roundups);
    for (const char *code = NULL; lang_next(&code);) {
        const struct lang_table *t = lang_table(code, "future");
        for (u32 i = 0; t && i < t->n; i++)
            lexicon_add_row(future, &t->rows[i], t->rows[i].column[0], code,
                            strcmp(t->rows[i].column[1], "verb") == 0 ? FUTURE_VERB : FUTURE_ANNOUNCES);
    }
    lexicon_done(future);
    r->roundups = roundups;
    r->future = future;
    return r;
}

/* A distinct word of the article, counted. */
struct counted {
    str key;
    float count;
    u32 stem;
    u8 field;
    bool latin;
};
struct counts {
    struct arena *arena;
    struct map seen; /* token hash -> 1 + index */
    struct { VEC(struct counted); } v;
};

static void count_word(struct counts *c, str key, u64 hash, float by, u8 field)
{
    u64 *at = map_put(&c->seen, hash);
    if (*at == 0) {
        *vec_add(c->arena, &c->v) = (struct counted){.key = key, .field = field, .latin = is_latin(key)};
        *at = c->v.n;
    }
    struct counted *w = &c->v.v[*at - 1];
    w->count += by;
    if (field == 1)
        w->field = 1;
}

/* Counts headline, kicker and the beginning of the body; gives the words of all of it. */
static u32 count_words(struct counts *c, const struct text *t)
{
    u32 all = 0, body = 0;
    for (u32 i = 0; i < t->n_tokens; i++) {
        const struct token *k = &t->tokens[i];
        if (k->cls == TOKEN_MARK)
            continue;
        u8 zone = t->zones[t->sentences[k->sentence].zone].kind;
        bool title = zone == ZONE_HEADLINE || zone == ZONE_KICKER;
        if (!title && zone != ZONE_BODY && zone != ZONE_SUBHEADING)
            continue;
        all++;
        if (!title && body++ >= SKETCH_WORDS)
            continue;
        str key = token_key(t, k);
        if (key.n < 2)
            continue;
        u8 field = k->cls == TOKEN_NUMBER ? 3 : title ? 1 : 0;
        count_word(c, key, k->hash, title ? TITLE_COUNTS : body <= LEAD_WORDS ? LEAD_COUNTS : 1.0f, field);
    }
    return all;
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
static void keep_terms(struct arena *a, const struct story_rules *rules, const struct counts *c, struct sketch *out)
{
    struct map stems;
    map_init(&stems, a, c->v.n);
    struct { VEC(struct ranked); } v = {0};
    for (u32 i = 0; i < c->v.n; i++) {
        const struct counted *w = &c->v.v[i];
        u64 *at = map_put(&stems, story_stem_key(w->stem, w->latin));
        if (*at == 0) {
            const u64 *share = map_get(&rules->common, story_stem_key(w->stem, w->latin));
            struct ranked *r = vec_add(a, &v);
            r->term = (struct sketch_term){w->stem, 0, (u16)(share ? MAX_OF(*share, 1) : COMMON_UNLISTED), w->field};
            *at = v.n;
        }
        struct ranked *r = &v.v[*at - 1];
        r->term.tf += w->count;
        if (w->field == 1)
            r->term.field = 1;
    }
    for (u32 i = 0; i < v.n; i++) {
        struct ranked *r = &v.v[i];
        r->term.tf = 1.0f + logf(r->term.tf);
        r->weight = r->term.tf * logf(65535.0f / (float)r->term.common);
    }
    if (v.n)
        qsort(v.v, v.n, sizeof *v.v, by_weight);
    for (u32 i = 0; i < v.n && i < SKETCH_TERMS; i++)
        vec_push(a, &out->terms, v.v[i].term);
}

static int by_u64(const void *pa, const void *pb)
{
    u64 a = *(const u64 *)pa, b = *(const u64 *)pb;
    return a < b ? -1 : a > b;
}

static void keep_anchors(struct arena *a, const struct facts *f, struct sketch *out)
{
    u32 n = 0;
    u64 *v = ARENA_ARRAY(a, u64, f->names.n + f->figures.n + f->dates.n + 1);
    for (u32 i = 0; i < f->names.n; i++)
        v[n++] = hash_join(1, f->names.v[i].key);
    for (u32 i = 0; i < f->figures.n; i++) {
        const struct figure *g = &f->figures.v[i];
        if (g->comparator != CMP_VAGUE && g->comparator != CMP_ORDINAL && g->value > 3)
            v[n++] = hash_join(2, (u64)(i64)llround(g->value * 1000));
    }
    for (u32 i = 0; i < f->dates.n; i++)
        if (f->dates.v[i].begin != DAY_UNKNOWN && f->dates.v[i].end == f->dates.v[i].begin + 1)
            v[n++] = hash_join(3, (u64)(i64)f->dates.v[i].begin);
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

void sketch_make(struct arena *a, const struct story_rules *rules, const struct account *acc, const struct text *text, struct sketch *out)
{
    memset(out, 0, sizeof *out);
    const struct article *art = acc->article;
    out->id = art->id;
    out->outlet = art->outlet;
    out->part = art->part;
    out->lang = art->lang;
    out->headline = art->headline.text;
    out->dated = art->published.when.precision >= PRECISION_DAY;
    out->seconds = out->dated ? civil_seconds(&art->published.when) : INT64_MIN;

    struct counts c = {.arena = a};
    map_init(&c.seen, a, 256);
    out->words = count_words(&c, text);
    struct stemmer *st = stem_new(art->lang ? art->lang : "und");
    for (u32 i = 0; i < c.v.n; i++) /* no arena in here: a jump would lose the stemmer */
        c.v.v[i].stem = (u32)hash_str(stem_word(st, c.v.v[i].key));
    stem_free(st);
    keep_terms(a, rules, &c, out);
    keep_anchors(a, acc->facts, out);
    out->roundup = is_roundup(rules, text);
    fact_weekdays(text, acc->facts, &out->weekdays);
    out->lead_weekday = lead_weekday(acc);
}
