/*
** telling.c - from an article's tokens to the row of words that matching works on.
*/
#include "trace/telling.h"

/* Quotation marks as they are met in one zone. */
struct quoting {
    bool open;   /* inside a pair */
    u32 opened;  /* index of the first word inside */
};

enum quote_mark { QUOTE_NOT, QUOTE_OPENS, QUOTE_CLOSES, QUOTE_EITHER };

static enum quote_mark quote_mark(str mark)
{
    if (str_is(mark, "\"") || str_is(mark, "\u201e") || str_is(mark, "\uff02"))
        return QUOTE_EITHER;
    if (str_is(mark, "\u00ab") || str_is(mark, "\u201c"))
        return QUOTE_OPENS;
    if (str_is(mark, "\u00bb") || str_is(mark, "\u201d"))
        return QUOTE_CLOSES;
    return QUOTE_NOT;
}

static void quoted_words(struct telling *t, u32 from, u32 to)
{
    for (u32 i = from; i < to; i++)
        t->words[i].flags |= WORD_QUOTED;
}

/* Words between marks are flagged when the pair is complete: a mark that nothing closes quotes nothing. */
static void quote_read(struct telling *t, struct quoting *q, str mark)
{
    enum quote_mark kind = quote_mark(mark);
    if (kind == QUOTE_NOT)
        return;
    if (q->open && kind != QUOTE_OPENS) {
        quoted_words(t, q->opened, t->n);
        q->open = false;
    } else if (!q->open && kind != QUOTE_CLOSES) {
        q->open = true;
        q->opened = t->n;
    }
}

/* True where the page's text holds anything but white space between two places. */
static bool anything_between(str raw, u32 from, u32 to)
{
    return from < to && str_trim((str){raw.p + from, to - from}).n > 0;
}

static void words_read(struct telling *t, const struct text *text)
{
    u32 before = UINT32_MAX; /* where the last told zone ended */
    u32 zone = UINT32_MAX;
    u8 pending = 0;
    struct quoting quoting = {false, 0};
    for (u32 s = 0; s < text->n_sentences; s++) {
        const struct sentence *se = &text->sentences[s];
        const struct zone *z = &text->zones[se->zone];
        if (!telling_holds(z->kind))
            continue;
        if (se->zone != zone) {
            pending |= WORD_PARAGRAPH | WORD_CLAUSE;
            if (before != UINT32_MAX && anything_between(text->raw, before, z->span.off))
                pending |= WORD_BREAK;
            zone = se->zone;
            before = span_end(z->span);
            quoting.open = false;
        }
        pending |= WORD_SENTENCE | WORD_CLAUSE;
        for (u32 k = se->first; k < se->first + se->n; k++) {
            const struct token *tok = &text->tokens[k];
            if (tok->cls == TOKEN_MARK) {
                quote_read(t, &quoting, token_raw(text, tok));
                pending |= WORD_CLAUSE;
                continue;
            }
            struct word *w = &t->words[t->n++];
            *w = (struct word){.key = (u32)(tok->hash >> 32), .loose = tok->loose, .off = tok->span.off,
                               .len = (u16)MIN_OF(tok->span.len, UINT16_MAX), .flags = pending};
            if (tok->cls == TOKEN_NUMBER)
                w->flags |= WORD_NUMBER;
            if (z->kind == ZONE_HEADLINE || z->kind == ZONE_KICKER)
                w->flags |= WORD_TITLE;
            pending = 0;
        }
    }
}

/* A word inside a date is of a date even where a figure or a name is found in it; a figure goes before a name. */
static int mark_rank(u8 kind)
{
    static const int rank[] = {[MARK_NONE] = 0, [MARK_QUOTE] = 0, [MARK_NAME] = 1, [MARK_FIGURE] = 2, [MARK_DATE] = 3};
    return kind < COUNT_OF(rank) ? rank[kind] : 0;
}

static void marks_read(struct telling *t)
{
    u32 first = 0;
    for (u32 m = 0; m < t->n_marks; m++) {
        const struct mark *k = &t->marks[m];
        if (span_is_null(k->span))
            continue;
        while (first < t->n && t->words[first].off + t->words[first].len <= k->span.off)
            first++;
        for (u32 i = first; i < t->n && t->words[i].off < span_end(k->span); i++) {
            struct word *w = &t->words[i];
            if (k->kind == MARK_QUOTE)
                w->flags |= WORD_QUOTED;
            if (mark_rank(k->kind) > mark_rank(w->mark)) {
                w->mark = k->kind;
                w->mark_at = m;
            }
        }
    }
}

void telling_mark(struct telling *t, const struct mark *marks, u32 n_marks)
{
    for (u32 i = 0; i < t->n; i++)
        t->words[i].mark = MARK_NONE;
    t->marks = marks;
    t->n_marks = n_marks;
    marks_read(t);
}

struct telling telling_make(struct arena *a, str id, const struct article *article, const struct text *text, const struct mark *marks,
                            u32 n_marks)
{
    struct telling t = {.id = id, .outlet = article ? article->outlet : STR_EMPTY, .lang = text->lang, .raw = text->raw,
                        .marks = marks, .n_marks = n_marks};
    t.words = ARENA_ARRAY(a, struct word, text->n_tokens + 1);
    words_read(&t, text);
    marks_read(&t);
    return t;
}

struct plain_zones telling_plain_zones(struct arena *a, str raw)
{
    struct plain_zones zones = {0};
    for (size_t at = 0; at < raw.n;) {
        size_t end = str_find(raw, S("\n"), at);
        if (end == SIZE_MAX)
            end = raw.n;
        if (str_trim((str){raw.p + at, end - at}).n)
            vec_push(a, &zones, ((struct zone){span_of(at, end - at), ZONE_BODY}));
        at = end + 1;
    }
    return zones;
}

struct telling telling_plain(struct arena *a, const struct text_rules *rules, str id, str raw)
{
    struct plain_zones zones = telling_plain_zones(a, raw);
    struct text *text = ARENA_NEW(a, struct text);
    *text = text_read(a, rules, raw, text_lang(rules, raw), zones.v, zones.n);
    return telling_make(a, id, NULL, text, NULL, 0);
}
