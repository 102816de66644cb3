/*
** piece.c - cuts a page into lines and lines into pieces, and reads their shape.
*/
#include "page/piece.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "page/inline.h"
#include "page/markup.h"
#include "page/shape.h"
#include "text/arabic.h"

#define KEY_WORDS_MAX 40
#define BRACKET_TOKENS 12 /* of a credit in brackets behind a sentence */

u32 token_wide_char(const struct text *t, u32 i)
{
    size_t at = 0;
    str raw = token_raw(t, &t->tokens[i]);
    return raw.n ? utf8_next(raw, &at) : 0;
}

bool char_is_stop(u32 cp) { return cp == '.' || cp == '!' || cp == '?' || cp == 0x61f || cp == 0x6d4 || cp == 0x2026 || cp == 0x203d; }
bool char_is_dash(u32 cp) { return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0x640; }
bool char_closes(u32 cp) { return cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == 0xbb || cp == 0x201d || cp == 0x2019; }
bool char_opens(u32 cp)
{
    return cp == '"' || cp == '\'' || cp == '(' || cp == '[' || cp == 0xab || cp == 0x201c || cp == 0x2018 || cp == 0x201e;
}
bool char_is_bullet(u32 cp)
{
    return cp == 0x2022 || cp == 0x25cf || cp == 0x25aa || cp == 0x25a0 || cp == 0x25e6 || cp == 0xb7 || cp == '*' || cp == 0x2023 || cp == 0x25c6 ||
           cp == 0x25ba || cp == 0x25b6 || cp == 0x2013 || cp == '-' || cp == 0x2014;
}

static u32 without_closing(const struct text *t, u32 first, u32 end)
{
    while (end > first && t->tokens[end - 1].cls == TOKEN_MARK && char_closes(token_char(t, end - 1)))
        end--;
    return end;
}

static bool ends_with_stop(const struct text *t, u32 first, u32 end)
{
    return end > first && t->tokens[end - 1].cls == TOKEN_MARK && char_is_stop(token_char(t, end - 1));
}

u32 sentence_stop(const struct text *t, u32 first, u32 end)
{
    u32 i = without_closing(t, first, end);
    if (ends_with_stop(t, first, i))
        return i;
    if (end == first || token_char(t, end - 1) != ')')
        return first;
    for (i = end - 1; i > first && end - i < BRACKET_TOKENS; i--) /* "... . (Reuters)" */
        if (t->tokens[i - 1].cls == TOKEN_MARK && token_char(t, i - 1) == '(') {
            i = without_closing(t, first, i - 1);
            return ends_with_stop(t, first, i) ? i : first;
        }
    return first;
}

u32 words_between(const struct text *t, u32 i, u32 end)
{
    u32 n = 0;
    for (; i < end; i++)
        n += t->tokens[i].cls != TOKEN_MARK;
    return n;
}

/* White space at both ends of a span left out; NBSP, BOM and zero-width marks too. */
static span trimmed(str text, span s)
{
    str all = span_text(text, s), t = str_trim(all);
    return t.n ? span_of((size_t)(t.p - text.p), t.n) : span_of(s.off, 0);
}

static void add_line(struct sheet *s, span line)
{
    line = trimmed(s->page->text, line);
    if (line.len == 0)
        return;
    *vec_add(s->arena, &s->lines) = (struct zone){line, ZONE_BODY};
}

static void split_lines(struct sheet *s)
{
    const struct page *p = s->page;
    s->lines.cap = p->blocks.n ? p->blocks.n : (u32)(p->text.n / 40 + 16);
    s->lines.v = ARENA_ROOM(s->arena, struct zone, s->lines.cap); /* add_line fills all of one */
    for (u32 i = 0; i < p->blocks.n; i++)
        add_line(s, p->blocks.v[i].span);
    if (p->blocks.n)
        return;
    for (size_t at = 0; at < p->text.n;) {
        const char *nl = memchr(p->text.p + at, '\n', p->text.n - at);
        size_t end = nl ? (size_t)(nl - p->text.p) : p->text.n;
        add_line(s, span_of(at, end - at));
        at = end + 1;
    }
}

static void count_words(struct sheet *s)
{
    u8 lens[4];
    map_init(&s->words, s->arena, s->text.n_tokens / 3);
    s->has_words = true;
    for (u32 i = 0; i < s->text.n_tokens; i++) {
        const struct token *k = &s->text.tokens[i];
        if (k->cls == TOKEN_MARK)
            continue;
        ++*map_put(&s->words, k->hash);
        str key = token_key(&s->text, k);
        u32 n = k->flags & TOKEN_ARABIC ? arabic_proclitics(key, lens) : 1;
        for (u32 j = 1; j < n; j++) /* lens[0] is 0 */
            ++*map_put(&s->words, hash_str(str_skip(key, lens[j])));
    }
}

u64 sheet_word(struct sheet *s, str key)
{
    if (!s->has_words)
        count_words(s);
    const u64 *times = map_get(&s->words, hash_str(key));
    return times ? *times : 0;
}

/* The hashes are mixed well as they are. `word` 0: a mark, which changes nothing. */
static inline u64 key_with(u64 key, u64 hash, u64 word) { return key * (1 + (0x9e3779b97f4a7c14u & (0 - word))) + (hash & (0 - word)); }

u64 words_key(const struct text *t, u32 i, u32 end)
{
    u64 key = 0;
    for (; i < end; i++)
        key = key_with(key, t->tokens[i].hash, t->tokens[i].cls != TOKEN_MARK);
    return key;
}

/* The marks a piece begins and ends with. */
static void read_ends(const struct text *t, struct piece *p)
{
    u32 end = p->first + p->n;
    u32 first = token_char(t, p->first);
    if (t->tokens[p->first].cls == TOKEN_MARK) {
        bool spaced = p->n > 1 && !(t->tokens[p->first + 1].flags & TOKEN_GLUED);
        if (char_is_bullet(first) && (spaced || first > 0x7f || first == '*'))
            p->flags |= PIECE_BULLET;
        else if (char_is_stop(first) || first == ',' || first == 0x60c)
            p->flags |= PIECE_ORPHAN;
    }
    if (sentence_stop(t, p->first, end) > p->first)
        p->flags |= PIECE_STOP;
    u32 last = t->tokens[end - 1].cls == TOKEN_MARK ? token_char(t, end - 1) : 0;
    if (last == ':' || last == 0xff1a)
        p->flags |= PIECE_COLON;
}

/* What is told of a run of tokens by looking at each once. */
struct tally {
    u64 kinds, key; /* as a piece's */
    u32 words, may;
};

static struct tally tally_of(const struct sheet *s, u32 first, u32 end)
{
    struct tally y = {0};
    for (u32 i = first; i < end; i++) {
        const struct token *k = &s->text.tokens[i];
        u64 word = k->cls != TOKEN_MARK;
        y.words += (u32)word;
        y.kinds |= word << (k->hash & 63);
        y.key = key_with(y.key, k->hash, word);
        y.may |= s->may_behind[i];
    }
    return y;
}

static struct piece piece_of(const struct sheet *s, span at, u32 first, u32 end, const struct tally *y)
{
    const struct text *t = &s->text;
    struct piece p = {.span = at, .first = first, .n = end - first, .words = y->words, .kinds = y->kinds, .may = y->may, .content = first, .label = NO_LABEL};
    if (p.words == 0) {
        p.flags |= PIECE_EMPTY;
        if (p.n && (char_is_stop(token_char(t, first)) || token_char(t, first) == ','))
            p.flags |= PIECE_ORPHAN;
        return p;
    }
    read_ends(t, &p);
    shape_read(s, &p);
    p.key = p.words > KEY_WORDS_MAX ? p.first + 1 : p.content == first ? y->key : words_key(t, p.content, end); /* no title is as long */
    return p;
}

static void push_piece(struct sheet *s, struct piece p, u32 line)
{
    p.line = line;
    if (line < s->page->blocks.n) {
        const struct block *b = &s->page->blocks.v[line];
        p.hint = b->hint;
        p.level = b->level;
        p.link_share = b->link_share;
    }
    vec_push(s->arena, &s->pieces, p);
}

/* Cuts the tokens [first, end), between two runs of markup, into pieces. */
static void cut_stretch(struct sheet *s, u32 line, u32 first, u32 end, u32 stop, bool after_markup)
{
    const struct text *t = &s->text;
    u32 off = first < end ? t->tokens[first].span.off : 0;
    while (first < end) {
        struct tally tally = tally_of(s, first, end);
        struct cut cut = inline_cut(s, first, end, off, after_markup, tally.may);
        ASSERT(cut.token > first || cut.off > off);
        u32 to = cut.token < end ? cut.off : stop;
        u32 last = cut.token;
        if (last < end && cut.off > t->tokens[last].span.off) /* through the token: this piece sees its words up to it */
            last += first == last;
        last = MAX_OF(last, first + 1);
        if (last < end)
            tally = tally_of(s, first, last);
        struct piece p = piece_of(s, trimmed(s->page->text, (span){off, to - off}), first, last, &tally);
        if (cut.furniture != NO_LABEL)
            p.label = cut.furniture;
        push_piece(s, p, line);
        first = cut.token;
        off = cut.off;
        after_markup = after_markup && cut.furniture != NO_LABEL;
    }
}

/* Cuts one line. `markup` NULL: the page has none. */
static void cut_line(struct sheet *s, struct markup_state *markup, u32 line)
{
    span at = s->lines.v[line].span;
    str words = span_text(s->page->text, at);
    u32 first = s->text.zone_first[line], end = s->text.zone_first[line + 1], from = 0, before = s->pieces.n;
    const struct token *tokens = s->text.tokens;
    bool after_markup = false;
    while (from < at.len) {
        span run = markup ? markup_next(markup, words, from) : SPAN_NULL;
        u32 stop = span_is_null(run) ? span_end(at) : at.off + run.off;
        u32 mid = span_is_null(run) ? end : first;
        while (mid < end && tokens[mid].span.off < stop)
            mid++;
        cut_stretch(s, line, first, mid, stop, after_markup);
        if (span_is_null(run))
            break;
        struct piece p = {.span = {at.off + run.off, run.len}, .first = mid, .label = FURNITURE_MARKUP};
        from = span_end(run);
        for (first = mid; first < end && tokens[first].span.off < at.off + from;)
            first++;
        p.n = first - mid;
        p.content = mid;
        push_piece(s, p, line);
        after_markup = true;
    }
    if (s->pieces.n > before) {
        s->pieces.v[before].flags |= PIECE_LINE_START;
        s->pieces.v[s->pieces.n - 1].flags |= PIECE_LINE_END;
    }
}

static bool is_title(const struct piece *p) { return p->label == NO_LABEL && !(p->flags & (PIECE_PROSE | PIECE_EMPTY)) && p->words > 2; }

/* Names of networks one below the other are a share bar. */
static void join_bars(struct sheet *s)
{
    struct piece *p = s->pieces.v;
    for (u32 i = 1; i < s->pieces.n; i++) {
        bool here = p[i].label == FURNITURE_SHARE || (p[i].flags & PIECE_NETWORK);
        bool above = p[i - 1].label == FURNITURE_SHARE || (p[i - 1].flags & PIECE_NETWORK);
        if (here && above)
            p[i].label = p[i - 1].label = FURNITURE_SHARE;
    }
}

/* Marks the titles that stand in lists, and counts them. */
static void list_titles(struct sheet *s)
{
    struct piece *p = s->pieces.v;
    bool above = false, here = s->pieces.n > 0 && is_title(&p[0]);
    for (u32 i = 0; i < s->pieces.n; i++) {
        bool below = i + 1 < s->pieces.n && is_title(&p[i + 1]);
        bool item = (p[i].flags & PIECE_BULLET) && p[i].label == NO_LABEL && p[i].words > 2;
        if (item || (here && (above || below))) {
            p[i].flags |= PIECE_LISTED;
            ++*map_put(&s->titles, p[i].key);
        }
        above = here;
        here = below;
    }
}

bool title_returns(struct sheet *s, u32 i)
{
    struct piece *p = &s->pieces.v[i];
    if (p->words <= 3)
        return false;
    if (p->returns == ASKED_NOT) {
        const u64 *times = map_get(&s->titles, p->key);
        p->returns = times && *times > (p->flags & PIECE_LISTED ? 1u : 0u) ? ASKED_YES : ASKED_NO;
    }
    return p->returns == ASKED_YES;
}

/* Looks each token up once for all lexicons. */
static void read_begins(struct sheet *s)
{
    const struct lexicon_begins *b = s->rules->begins;
    u32 n = s->text.n_tokens;
    s->may = ARENA_ROOM(s->arena, u32, n + 1);
    s->may_behind = ARENA_ROOM(s->arena, u32, n + 1);
    s->may[n] = s->may_behind[n] = 0;
    for (u32 i = 0; i < n; i++) {
        const struct token *k = &s->text.tokens[i];
        str key = token_key(&s->text, k);
        u32 bits = lexicon_begins_at(b, k->hash, k + 1) | 1u << LEXICON_vocabulary;
        s->may[i] = s->may_behind[i] = bits;
        if ((k->flags & TOKEN_ARABIC) && k->cls == TOKEN_WORD && arabic_may_attach(key))
            s->may_behind[i] = bits | lexicon_begins_behind(b, key, k + 1);
    }
}

/* Where a page's own words are likeliest: its head and its end are the site's. */
static span middle_of(str text)
{
    size_t from = text.n > 2 * SHEET_SAMPLE ? text.n / 3 : 0;
    while (from < text.n && ((u8)text.p[from] & 0xc0) == 0x80)
        from++;
    return span_of(from, MIN_OF(text.n - from, (size_t)SHEET_SAMPLE));
}

/*
** Words and sentences, and the language. Hardly any text is cut otherwise in one language than in another: it is read as if it were no particular one, and
** again where that may have made a difference.
*/
static void read_text(struct sheet *s)
{
    const struct page *p = s->page;
    const struct text_rules *rules = s->rules->text;
    span middle = middle_of(p->text);
    const char *lang = p->blocks.n ? text_lang(rules, span_text(p->text, middle)) : "und";
    s->text = text_read_exact(s->arena, rules, p->text, lang, s->lines.v, s->lines.n);
    if (p->blocks.n)
        return;
    lang = text_lang_at(rules, &s->text, middle);
    if (s->text.by_lang && text_reads_by(rules, lang))
        s->text = text_read_exact(s->arena, rules, p->text, lang, s->lines.v, s->lines.n);
    s->text.lang = lang;
}

void sheet_read(struct sheet *s, struct arena *a, const struct page_rules *rules, const struct page *page)
{
    *s = (struct sheet){.arena = a, .rules = rules, .page = page};
    map_init(&s->titles, a, 64);
    split_lines(s);
    read_text(s);
    read_begins(s);
    struct markup_state markup = {0, 0};
    bool marked = page->text.n && (memchr(page->text.p, '{', page->text.n) || memchr(page->text.p, '<', page->text.n));
    s->pieces.cap = s->lines.n + s->lines.n / 8 + 16;
    s->pieces.v = ARENA_ROOM(a, struct piece, s->pieces.cap); /* push_piece fills all of one */
    for (u32 line = 0; line < s->lines.n; line++)
        cut_line(s, marked ? &markup : NULL, line);
    list_titles(s);
    join_bars(s);
}
