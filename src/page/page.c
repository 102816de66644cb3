/*
** page.c - makes articles of a page's segments.
*/
#include "page/page.h"

#include <ctype.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "page/credit.h"
#include "page/layout.h"
#include "page/shape.h"
#include "text/arabic.h"

#define AUTHOR_WORDS_MAX 5
#define KEYWORD_TOKENS_MAX 6 /* words of one keyword where nothing but spaces parts them */

static struct field field_of(str text, span s) { return (struct field){span_text(text, s), s}; }

/* ---- keywords ---- */

static u64 pair_key(u64 left, const struct token *right) { return hash_join(left, right->hash); }

/* Puts in the pairs of neighbouring words of the page's keyword lines: 1 where the page has them outside these lines too, letters attached to the first left out as well; else 0. */
static void word_pairs(const struct sheet *s, const struct layout *layout, struct map *pairs)
{
    u8 lens[4];
    u64 kinds = 0; /* hash & 63 of the second words */
    for (u32 i = 0; i < layout->segments.n; i++) {
        const struct segment *g = &layout->segments.v[i];
        for (u32 k = g->first; k + 1 < g->end && g->role == SEGMENT_FURNITURE && g->kind == FURNITURE_KEYWORDS; k++) {
            *map_put(pairs, pair_key(s->text.tokens[k].hash, &s->text.tokens[k + 1])) = 0;
            kinds |= 1ull << (s->text.tokens[k + 1].hash & 63);
        }
    }
    for (u32 i = 0; i < layout->segments.n; i++) {
        const struct segment *g = &layout->segments.v[i];
        for (u32 k = g->first; k + 1 < g->end && g->role != SEGMENT_FURNITURE; k++) {
            const struct token *left = &s->text.tokens[k], *right = left + 1;
            if (!(kinds >> (right->hash & 63) & 1) || left->cls == TOKEN_MARK || right->cls == TOKEN_MARK)
                continue;
            str key = token_key(&s->text, left);
            u32 n = left->flags & TOKEN_ARABIC ? arabic_proclitics(key, lens) : 1;
            for (u32 j = 0; j < n; j++) { /* lens[0] is 0 */
                u64 *pair = map_get(pairs, pair_key(j ? hash_str(str_skip(key, lens[j])) : left->hash, right));
                if (pair)
                    *pair = 1;
            }
        }
    }
}

static bool is_pair(const struct map *pairs, const struct token *left)
{
    const u64 *pair = map_get(pairs, pair_key(left->hash, left + 1));
    return pair && *pair;
}

static bool parts_keywords(const struct text *t, u32 i)
{
    u32 cp = t->tokens[i].cls == TOKEN_MARK ? token_char(t, i) : 0;
    return cp == ',' || cp == 0x60c || cp == ';' || cp == 0x61b || cp == '|' || cp == '#' || cp == '/' || char_is_bullet(cp);
}

static void add_keyword(struct sheet *s, struct article *a, u32 first, u32 end)
{
    const struct text *t = &s->text;
    while (first < end && t->tokens[first].cls == TOKEN_MARK)
        first++;
    while (end > first && t->tokens[end - 1].cls == TOKEN_MARK)
        end--;
    if (first < end)
        vec_push(s->arena, &a->keywords, field_of(t->raw, tokens_span(t, first, end)));
}

/* The keywords of a line: parted by marks, else by where two neighbours are no pair of the article's words. */
static void read_keywords(struct sheet *s, struct article *a, const struct segment *g, const struct map *pairs)
{
    const struct text *t = &s->text;
    struct label l = label_at(s, g->first, g->end);
    u32 first = l.kind == FURNITURE_KEYWORDS ? l.content : g->first, begin = first;
    bool marked = false;
    for (u32 i = first; i < g->end; i++)
        marked = marked || parts_keywords(t, i);
    for (u32 i = first; i < g->end; i++) {
        bool cut = marked ? parts_keywords(t, i)
                          : i > begin && (i - begin >= KEYWORD_TOKENS_MAX || !is_pair(pairs, &t->tokens[i - 1]));
        if (!cut)
            continue;
        add_keyword(s, a, begin, i);
        begin = i + marked;
    }
    add_keyword(s, a, begin, g->end);
}

/* ---- articles ---- */

static enum zone_kind zone_of(const struct segment *g)
{
    switch ((enum segment_role)g->role) {
    case SEGMENT_HEADLINE: return ZONE_HEADLINE;
    case SEGMENT_DATELINE: return ZONE_DATELINE;
    case SEGMENT_SUBHEADING: return ZONE_SUBHEADING;
    case SEGMENT_BODY: return ZONE_BODY;
    case SEGMENT_FURNITURE: break;
    }
    switch (g->kind) {
    case FURNITURE_KICKER: return ZONE_KICKER;
    case FURNITURE_DATE: return ZONE_DATE;
    case FURNITURE_BYLINE: return ZONE_BYLINE;
    case FURNITURE_CAPTION: return ZONE_CAPTION;
    default: return ZONE_CREDIT;
    }
}

/* The article's own words; other furniture is not. */
static bool has_zone(const struct segment *g)
{
    return g->role != SEGMENT_FURNITURE || g->kind == FURNITURE_KICKER || g->kind == FURNITURE_DATE || g->kind == FURNITURE_BYLINE ||
           g->kind == FURNITURE_CAPTION || g->kind == FURNITURE_CREDIT;
}

/* Where a name ends in front of a date on the same line ("Huda Salem, March 4"): at the mark behind which a number or a word of the calendar stands. */
static u32 name_end(const struct sheet *s, const struct text *t, u32 first, u32 end)
{
    for (u32 i = first + 1; i + 1 < end; i++)
        if (t->tokens[i].cls == TOKEN_MARK && (t->tokens[i + 1].cls == TOKEN_NUMBER || lexicon_at(s->rules->calendar, t, i + 1, end, LEXICON_EXACT).row))
            return i;
    return end;
}

/* The name in a byline: its cue and marks at the ends left out. */
static struct field byline_name(const struct sheet *s, const struct segment *g)
{
    const struct text *t = &s->text;
    u32 first = g->first, end = g->end;
    struct label l = label_at(s, first, end);
    if (l.kind == FURNITURE_BYLINE && l.content < end)
        first = l.content;
    struct lexicon_hit h = sheet_at(s, bylines, first, end, LEXICON_EXACT);
    if (h.row && first + h.n < end)
        first += h.n;
    while (first < end && t->tokens[first].cls == TOKEN_MARK)
        first++;
    end = name_end(s, t, first, end);
    while (end > first && t->tokens[end - 1].cls == TOKEN_MARK)
        end--;
    return first < end ? field_of(t->raw, tokens_span(t, first, end)) : FIELD_NONE;
}

/* Where in a date line the label of a change begins ("... , updated on ..."); its length where none does. */
static size_t change_at(const struct sheet *s, str line)
{
    bool begins = true; /* a word may begin here */
    for (size_t at = 0, here = 0, len = 0; here = at, at < line.n; ) {
        u32 cp = utf8_next(line, &at);
        struct lexicon_hit h = begins && cp > ' ' ? lexicon_prefix(s->rules->labels, str_skip(line, here), &len) : (struct lexicon_hit){0};
        if (h.row && (h.kind & CUE_MODIFIED))
            return here;
        begins = cp < 0x80 && !isalnum((int)cp);
    }
    return line.n;
}

static bool has_digit_in(const struct sheet *s, span at)
{
    str line = span_text(s->text.raw, at);
    for (size_t i = 0; i < line.n;) {
        u32 cp = utf8_next(line, &i);
        if ((cp >= '0' && cp <= '9') || (cp >= 0x660 && cp <= 0x669) || (cp >= 0x6f0 && cp <= 0x6f9))
            return true;
    }
    return false;
}

/* A date line tells of the publication, of a change, or of both. */
static void take_date(const struct sheet *s, struct article *a, span at)
{
    size_t cut = change_at(s, span_text(s->text.raw, at));
    span first = {at.off, (u32)cut}, rest = {at.off + (u32)cut, at.len - (u32)cut};
    if (first.len && span_is_null(a->published.span) && (rest.len == 0 || has_digit_in(s, first)))
        a->published.span = first;
    if (rest.len && span_is_null(a->modified.span))
        a->modified.span = rest;
}

/* True where the article has this name already: the head told it. */
static bool has_byline(const struct article *a, str name)
{
    for (u32 i = 0; i < a->bylines.n; i++)
        if (str_eq(a->bylines.v[i].text, name))
            return true;
    return false;
}

static void take_furniture(struct sheet *s, struct article *a, const struct segment *g, const struct map *pairs)
{
    *vec_add(s->arena, &a->furniture) = (struct furniture){g->span, g->kind};
    switch (g->kind) {
    case FURNITURE_KICKER:
        if (a->kicker.text.n == 0)
            a->kicker = field_of(s->text.raw, g->span);
        break;
    case FURNITURE_DATE:
        take_date(s, a, g->span);
        break;
    case FURNITURE_BYLINE: {
        struct field name = byline_name(s, g);
        if (name.text.n && page_agency(s->rules, name.text).n == 0 && !has_byline(a, name.text))
            vec_push(s->arena, &a->bylines, name);
        break;
    }
    case FURNITURE_KEYWORDS:
        read_keywords(s, a, g, pairs);
        break;
    default:
        break;
    }
}

static void take_segment(struct sheet *s, struct article *a, const struct segment *g, const struct map *pairs)
{
    str text = s->text.raw;
    switch ((enum segment_role)g->role) {
    case SEGMENT_HEADLINE:
        if (a->headline.text.n == 0)
            a->headline = field_of(text, g->span);
        else
            a->headline.span = g->span; /* the carrier's wording stays, its place is known now */
        break;
    case SEGMENT_DATELINE:
        if (a->dateline.text.n == 0)
            a->dateline = field_of(text, g->span);
        break;
    case SEGMENT_BODY:
    case SEGMENT_SUBHEADING:
        vec_push(s->arena, &a->body, g->span);
        break;
    case SEGMENT_FURNITURE:
        take_furniture(s, a, g, pairs);
        break;
    }
    if (has_zone(g)) {
        struct zone *z = vec_add(s->arena, &a->zones);
        *z = (struct zone){g->span, (u8)zone_of(g)};
    }
}

/* No name has digits: an author's field that does holds a key of the site's store. */
static bool has_digit(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            return true;
    return false;
}

/* What the carrier tells of the page's main article. */
static void take_known(struct sheet *s, struct article *a)
{
    const struct known *k = &s->page->known;
    a->outlet = k->outlet;
    a->url = k->url;
    if (k->headline.n)
        a->headline = (struct field){k->headline, SPAN_NULL};
    for (str rest = k->author; rest.n;) { /* an HTML head's authors, one a line */
        const char *nl = memchr(rest.p, '\n', rest.n);
        str name = str_head(rest, nl ? (size_t)(nl - rest.p) : rest.n);
        rest = str_skip(rest, name.n + 1);
        if (name.n && page_agency(s->rules, name).n == 0 && !str_eq(name, k->outlet) && !has_digit(name))
            vec_push(s->arena, &a->bylines, ((struct field){name, SPAN_NULL}));
    }
    struct civil when = {0};
    if (k->published.n && civil_parse(k->published, &when)) {
        a->published.when = when;
        a->published.basis = k->basis;
    }
    if (k->modified.n && civil_parse(k->modified, &when)) {
        a->modified.when = when;
        a->modified.basis = k->modified_basis;
    }
}

/* The name that an HTML page's line of an author holds: its cue left out. */
static void take_author(struct sheet *s, struct article *a, span at)
{
    struct zone z = {.span = at, .kind = ZONE_BYLINE};
    struct text t = text_read_exact(s->arena, s->rules->text, s->text.raw, s->text.lang, &z, 1);
    struct lexicon_hit h = lexicon_at(s->rules->bylines, &t, 0, t.n_tokens, LEXICON_EXACT);
    u32 first = h.row && h.n < t.n_tokens ? h.n : 0, end = name_end(s, &t, first, t.n_tokens), words = words_between(&t, first, end);
    if (words < 2 || words > AUTHOR_WORDS_MAX)
        return;
    while (t.tokens[first].cls == TOKEN_MARK)
        first++;
    struct field name = field_of(t.raw, tokens_span(&t, first, end));
    if (!has_digit(name.text) && page_agency(s->rules, name.text).n == 0 && !str_eq(name.text, a->outlet))
        vec_push(s->arena, &a->bylines, name);
}

/* Lines of an HTML page outside its blocks: furniture of the main article, put in by place; captions, dates and bylines among them are its words. */
static void take_outer(struct sheet *s, struct article *a)
{
    const struct page *p = s->page;
    struct article own = *a;
    u32 f = 0, z = 0;
    memset(&a->furniture, 0, sizeof a->furniture);
    memset(&a->zones, 0, sizeof a->zones);
    for (u32 i = 0; i < p->outer.n; i++) {
        const struct furniture *o = &p->outer.v[i];
        struct segment g = {.span = o->span, .role = SEGMENT_FURNITURE, .kind = o->kind};
        while (f < own.furniture.n && own.furniture.v[f].span.off < o->span.off)
            vec_push(s->arena, &a->furniture, own.furniture.v[f++]);
        vec_push(s->arena, &a->furniture, *o);
        if (o->kind == FURNITURE_DATE)
            take_date(s, a, o->span);
        if (o->kind == FURNITURE_KICKER && a->kicker.text.n == 0)
            a->kicker = field_of(s->text.raw, o->span);
        if (o->kind == FURNITURE_BYLINE && a->bylines.n == 0)
            take_author(s, a, o->span);
        if (!has_zone(&g))
            continue;
        while (z < own.zones.n && own.zones.v[z].span.off < o->span.off)
            vec_push(s->arena, &a->zones, own.zones.v[z++]);
        vec_push(s->arena, &a->zones, ((struct zone){o->span, (u8)zone_of(&g)}));
    }
    while (f < own.furniture.n)
        vec_push(s->arena, &a->furniture, own.furniture.v[f++]);
    while (z < own.zones.n)
        vec_push(s->arena, &a->zones, own.zones.v[z++]);
}

/* What an HTML head tells and the page's own lines do not: keywords, the dateline. */
static void take_told(struct sheet *s, struct article *a)
{
    const struct page *k = s->page;
    if (a->dateline.text.n == 0 && k->dateline.n)
        a->dateline = (struct field){k->dateline, SPAN_NULL};
    for (str rest = a->keywords.n ? STR_EMPTY : k->keywords; rest.n;) {
        const char *nl = memchr(rest.p, '\n', rest.n);
        str word = str_head(rest, nl ? (size_t)(nl - rest.p) : rest.n);
        rest = str_skip(rest, MIN_OF(rest.n, word.n + 1));
        vec_push(s->arena, &a->keywords, ((struct field){word, SPAN_NULL}));
    }
}

/* The language of an article's own words. */
static const char *article_lang(struct sheet *s, const struct article *a, const char *default_lang)
{
    str tag = s->page->known.lang; /* BCP 47: "ar-SA" is "ar" */
    size_t n = 0;
    while (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_')
        n++;
    if (n) {
        char *code = arena_alloc(s->arena, n + 1);
        for (size_t i = 0; i < n; i++)
            code[i] = (char)(tag.p[i] >= 'A' && tag.p[i] <= 'Z' ? tag.p[i] + 32 : tag.p[i]);
        return code;
    }
    if (sheet_is_article(s) && s->page->blocks.n == 0 && strcmp(s->text.lang, "und") != 0) /* the sample was the article's */
        return s->text.lang;
    u32 best = 0;
    for (u32 i = 1; i < a->body.n; i++)
        if (a->body.v[i].len > a->body.v[best].len)
            best = i;
    span sample = a->body.n ? (span){a->body.v[best].off, MIN_OF(a->body.v[best].len, (u32)SHEET_SAMPLE)} : SPAN_NULL;
    const char *lang = a->body.n ? text_lang_at(s->rules->text, &s->text, sample) : text_lang(s->rules->text, str_head(a->headline.text, SHEET_SAMPLE));
    return strcmp(lang, "und") == 0 && default_lang && *default_lang ? default_lang : lang;
}

static struct article make_article(struct sheet *s, const struct layout *layout, u32 part, const char *default_lang, const struct map *pairs)
{
    const struct page *p = s->page;
    struct article a = {.part = part, .headline = FIELD_NONE, .kicker = FIELD_NONE, .dateline = FIELD_NONE};
    a.published.span = a.modified.span = SPAN_NULL;
    str id = p->known.id.n ? p->known.id : p->known.url.n ? p->known.url : p->name;
    a.id = part == 0 ? id : arena_fmt(s->arena, "%.*s#%u", STR_ARG(id), part);
    if (part == 0)
        take_known(s, &a);
    else
        a.outlet = STR_EMPTY;
    for (u32 i = 0; i < layout->segments.n; i++)
        if (layout->segments.v[i].part == part)
            take_segment(s, &a, &layout->segments.v[i], pairs);
    if (part == 0 && s->page->outer.n)
        take_outer(s, &a);
    if (a.published.basis != BASIS_NONE)
        a.published.span = SPAN_NULL;
    else if (span_is_null(a.published.span)) /* the only date that the page prints */
        a.published.span = a.modified.span;
    if (a.modified.basis != BASIS_NONE || span_eq(a.modified.span, a.published.span))
        a.modified.span = SPAN_NULL;
    if (part == 0)
        take_told(s, &a);
    credits_read(s, layout, &a);
    a.lang = article_lang(s, &a, default_lang);
    return a;
}

void page_read(struct arena *a, const struct page_rules *rules, struct page *page, const char *default_lang)
{
    struct sheet s;
    struct layout layout;
    struct map pairs;
    sheet_read(&s, a, rules, page);
    layout_read(&s, &layout);
    map_init(&pairs, a, 0);
    for (u32 i = 0; i < layout.segments.n; i++)
        if (layout.segments.v[i].role == SEGMENT_FURNITURE && layout.segments.v[i].kind == FURNITURE_KEYWORDS) {
            word_pairs(&s, &layout, &pairs);
            break;
        }
    for (u32 part = 0; part < layout.parts; part++)
        vec_push(a, &page->articles, make_article(&s, &layout, part, default_lang, &pairs));
}
