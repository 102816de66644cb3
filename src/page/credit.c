/*
** credit.c - finds datelines and credits, and the agencies that a text names.
*/
#include "page/credit.h"

#include <ctype.h>

#include "base/utf8.h"
#include "page/shape.h"

#define DATELINE_TOKENS 24
#define PLACE_WORDS 6
#define CREDIT_LINE_WORDS 7
#define CUE_REACH 14 /* tokens between a speech cue and the agency it goes with */

static bool is_mark(const struct text *t, u32 i, u32 cp) { return t->tokens[i].cls == TOKEN_MARK && token_char(t, i) == cp; }
static bool is_dash(const struct text *t, u32 i) { return t->tokens[i].cls == TOKEN_MARK && char_is_dash(token_char(t, i)); }

bool tokens_are_place(const struct sheet *s, u32 first, u32 end)
{
    const struct text *t = &s->text;
    u32 hits = 0;
    while (first < end) {
        if (t->tokens[first].cls == TOKEN_MARK) {
            u32 cp = token_char(t, first);
            if (cp != ',' && cp != 0x60c && cp != '/' && cp != '.')
                return false;
            first++;
            continue;
        }
        struct lexicon_hit h = sheet_at(s, places, first, end, LEXICON_EXACT);
        if (!h.row)
            return false;
        hits++;
        first += h.n;
    }
    return hits > 0;
}

/* The agency named at token i; no hit where its form is a word here. */
static struct lexicon_hit agency_at(const struct sheet *s, u32 i, u32 end, enum lexicon_how how)
{
    struct lexicon_hit h = {0};
    if (s->text.tokens[i].cls != TOKEN_WORD)
        return h;
    h = sheet_at(s, agencies, i, end, how);
    if (h.row && !agency_holds(&h, span_text(s->text.raw, tokens_span(&s->text, i, i + h.n))))
        h.row = NULL;
    return h;
}

/* The first agency named in [first, end); weak names count. */
static struct lexicon_hit agency_in(const struct sheet *s, u32 first, u32 end, u32 *at)
{
    struct lexicon_hit h = {0};
    for (u32 i = first; i < end && !h.row; i++) {
        h = agency_at(s, i, end, LEXICON_EXACT);
        *at = i;
    }
    return h;
}

static bool names_agency(const struct sheet *s, u32 first, u32 end)
{
    u32 at;
    return agency_in(s, first, end, &at).row != NULL;
}

static bool all_caps(const struct text *t, u32 first, u32 end)
{
    u32 n = 0;
    for (; first < end; first++) {
        if (t->tokens[first].cls == TOKEN_MARK)
            continue;
        if (!(t->tokens[first].flags & TOKEN_ALLCAPS))
            return false;
        n++;
    }
    return n > 0;
}

/* Dashes from i on, a colon too. */
static u32 skip_parting(const struct text *t, u32 i, u32 end)
{
    while (i < end && (is_dash(t, i) || is_mark(t, i, ':')))
        i++;
    return i;
}

/* "PLACE (AGENCY) -": `open` is the bracket. */
static u32 bracket_dateline(const struct sheet *s, u32 first, u32 open, u32 end)
{
    const struct text *t = &s->text;
    u32 close = open + 1;
    while (close < end && close < open + 8 && !is_mark(t, close, ')'))
        close++;
    if (close >= end || !is_mark(t, close, ')') || words_between(t, first, open) > PLACE_WORDS || words_between(t, open, close) > 4)
        return first;
    u32 behind = skip_parting(t, close + 1, end);
    bool agency = names_agency(s, open + 1, close);
    bool parted = behind > close + 1;
    bool place = open == first || tokens_are_place(s, first, open) || all_caps(t, first, open);
    return behind < end && ((parted && (agency || place || words_between(t, first, open) <= 3)) || (agency && place && open > first)) ? behind : first;
}

/* An agency, or words that stand for agencies and nothing else. */
static bool names_source(const struct sheet *s, u32 first, u32 end)
{
    return names_agency(s, first, end) || (first < end && sheet_at(s, notes, first, end, LEXICON_EXACT).n == end - first);
}

/* "DESK - AGENCY:": behind the dash at most five words up to a colon or another dash, a source among them. */
static bool source_follows(const struct sheet *s, u32 part, u32 behind, u32 end)
{
    const struct text *t = &s->text;
    u32 next = behind;
    while (next < end && next - behind < 5 && !is_dash(t, next) && !is_mark(t, next, ':'))
        next++;
    return behind - part <= 4 && next < end && t->tokens[next].cls == TOKEN_MARK && names_source(s, behind, next);
}

/* "PLACE: verb ...", the place in no list: one or two words that are no ordinary ones, and a verb that opens leads. */
static bool opens_lead(const struct sheet *s, u32 part, u32 colon, u32 end)
{
    const struct text *t = &s->text;
    if (colon - part > 2 || colon + 1 >= end || !shape_is_lead_verb(s, colon + 1, end, LEAD_PLAIN))
        return false;
    for (u32 i = part; i < colon; i++)
        if (t->tokens[i].cls != TOKEN_WORD || sheet_at(s, vocabulary, i, i + 1, LEXICON_PROCLITIC).row)
            return false;
    return true;
}

u32 dateline_end(const struct sheet *s, u32 first, u32 end)
{
    const struct text *t = &s->text;
    u32 limit = MIN_OF(end, first + DATELINE_TOKENS), from = first, part = first, words = 0;
    bool named = false;
    while (from < limit && t->tokens[from].cls == TOKEN_MARK && !is_mark(t, from, '('))
        if (char_opens(token_char(t, from++)))
            return first;
    part = from;
    for (u32 i = from; i < limit; i++) {
        if (t->tokens[i].cls != TOKEN_MARK) {
            if (++words > PLACE_WORDS)
                return first;
            continue;
        }
        if (is_mark(t, i, '('))
            return bracket_dateline(s, from, i, end) > from ? bracket_dateline(s, from, i, end) : first;
        bool dash = is_dash(t, i) && i > part && (i + 1 >= end || !(t->tokens[i].flags & TOKEN_GLUED) || !(t->tokens[i + 1].flags & TOKEN_GLUED));
        if (dash || (is_mark(t, i, ':') && i > part)) {
            bool agency = names_source(s, part, i), place = tokens_are_place(s, part, i) || (dash && all_caps(t, part, i));
            u32 behind = skip_parting(t, i, end);
            if (!agency && !place && !(dash ? source_follows(s, part, behind, end) : opens_lead(s, part, i, end)))
                return first;
            named = named || agency;
            /* what follows may be the other half: an agency behind a place, a place behind an agency */
            u32 next = behind, n = 0;
            while (next < end && n < 5 && !is_dash(t, next) && !is_mark(t, next, ':')) {
                n += t->tokens[next].cls != TOKEN_MARK;
                next++;
            }
            bool more = dash && next < end && n > 0 && n < 5 && (names_source(s, behind, next) || (named && tokens_are_place(s, behind, next)));
            if (!more)
                return behind < end ? behind : first;
            part = behind;
            words = 0;
            i = behind - 1;
            continue;
        }
        u32 cp = token_char(t, i);
        if (cp != ',' && cp != 0x60c && cp != '/' && cp != '.')
            return first;
    }
    return first;
}

/* A credit names an agency or has a note. */
#define CREDIT_BITS (1u << LEXICON_agencies | 1u << LEXICON_notes)

/* True where a note ("agencies") or an agency fills [first, end); names of places may stand by. */
static bool is_credit_words(const struct sheet *s, u32 first, u32 end)
{
    const struct text *t = &s->text;
    u32 hits = 0;
    while (first < end) {
        struct lexicon_hit h = {0};
        if (t->tokens[first].cls != TOKEN_MARK) {
            h = agency_at(s, first, end, LEXICON_PROCLITIC);
            if (!h.row)
                h = sheet_at(s, notes, first, end, LEXICON_PROCLITIC);
            hits += h.row != NULL;
            if (!h.row)
                h = sheet_at(s, agency_words, first, end, LEXICON_PROCLITIC);
            if (!h.row)
                h = sheet_at(s, places, first, end, LEXICON_EXACT);
            if (!h.row)
                return false;
        }
        first += h.row ? h.n : 1;
    }
    return hits > 0;
}

bool credit_is_line(const struct sheet *s, u32 first, u32 end)
{
    if (end - first > 24 || !(sheet_may(s, first, end) & CREDIT_BITS) || words_between(&s->text, first, end) > CREDIT_LINE_WORDS)
        return false;
    if (is_credit_words(s, first, end))
        return true;
    for (u32 i = first; i < end; i++) {
        struct lexicon_hit h = agency_at(s, i, end, LEXICON_EXACT);
        if (h.row && h.kind == 0 && words_between(&s->text, first, end) <= h.n + 2)
            return true;
    }
    return false;
}

bool piece_is_placed(struct sheet *s, u32 i)
{
    struct piece *p = &s->pieces.v[i];
    u32 end = p->first + p->n;
    if (p->placed == ASKED_NOT) { /* a dateline has marks */
        bool placed = (p->words < p->n && dateline_end(s, p->first, end) > p->first) || ((p->may & CREDIT_BITS) && credit_is_line(s, p->first, end));
        p->placed = placed ? ASKED_YES : ASKED_NO;
    }
    return p->placed == ASKED_YES;
}

u32 credit_begin(const struct sheet *s, u32 first, u32 end)
{
    const struct text *t = &s->text;
    u32 last = end;
    while (last > first && t->tokens[last - 1].cls == TOKEN_MARK && !is_mark(t, last - 1, ')'))
        last--;
    u32 begin = last, words = 0;
    while (begin > first && words <= CREDIT_LINE_WORDS) { /* back to the stop of the last sentence */
        u32 i = begin - 1;
        if (t->tokens[i].cls == TOKEN_MARK && char_is_stop(token_char(t, i)) && words)
            break;
        words += t->tokens[i].cls != TOKEN_MARK;
        begin--;
    }
    while (begin < last && t->tokens[begin].cls == TOKEN_MARK && char_closes(token_char(t, begin)) && !is_mark(t, begin, '('))
        begin++;
    if (begin == first || begin >= last || words > CREDIT_LINE_WORDS)
        return end;
    bool set_off = is_mark(t, begin, '(') || is_mark(t, begin, '[') || is_dash(t, begin) || is_mark(t, begin, '/');
    bool initial = begin >= first + 2 && t->tokens[begin - 2].cls == TOKEN_WORD && t->tokens[begin - 2].key_len == 1; /* "Michael R. Bloomberg" */
    return is_credit_words(s, begin, last) && (set_off || (words <= 4 && !initial)) ? begin : end;
}

static void add_credit(struct sheet *s, struct article *a, str agency, u32 first, u32 end, enum credit_kind kind)
{
    const struct text *t = &s->text;
    while (first < end && t->tokens[first].cls == TOKEN_MARK)
        first++;
    while (end > first && t->tokens[end - 1].cls == TOKEN_MARK)
        end--;
    if (first == end)
        return;
    struct credit *c = vec_add(s->arena, &a->credits);
    c->span = tokens_span(t, first, end);
    c->text = span_text(t->raw, c->span);
    c->agency = agency;
    c->kind = (u8)kind;
}

/* A mark or word that parts two sources in one credit. */
static bool parts_sources(const struct text *t, u32 i)
{
    if (t->tokens[i].cls != TOKEN_MARK)
        return false;
    u32 cp = token_char(t, i);
    return cp == '+' || cp == ',' || cp == 0x60c || cp == '/' || cp == '|' || cp == '&' || cp == ';' || cp == 0x61b || char_is_dash(cp);
}

/* The sources of a credit line: "<label>: A + B". */
static void line_credits(struct sheet *s, struct article *a, const struct segment *g)
{
    struct label l = label_at(s, g->first, g->end);
    bool labelled = l.kind == FURNITURE_CREDIT;
    u32 i = labelled ? l.content : g->first, before = a->credits.n;
    while (i < g->end) {
        u32 end = i;
        while (end < g->end && !parts_sources(&s->text, end))
            end++;
        u32 at = i;
        struct lexicon_hit h = agency_in(s, i, end, &at);
        bool whole = labelled || !h.row; /* a bare line names the agency, not the words around it */
        if (labelled || h.row || sheet_at(s, notes, i, end, LEXICON_EXACT).row)
            add_credit(s, a, h.row ? agency_code(&h) : STR_EMPTY, whole ? i : at, whole ? end : at + h.n,
                       labelled || !h.row ? CREDIT_SOURCE : CREDIT_AGENCY);
        i = MAX_OF(end, i) + 1;
    }
    str words = span_text(s->text.raw, g->span), agency = page_agency(s->rules, words);
    if (a->credits.n > before || labelled || agency.n == 0)
        return;
    /* the cut went through a word: no token is the agency's alone */
    size_t skip = 0;
    for (size_t at = 0; at < words.n; skip = at) {
        u32 cp = utf8_next(words, &at);
        if (cp > ' ' && !char_is_dash(cp) && !char_opens(cp))
            break;
    }
    span at = {g->span.off + (u32)skip, g->span.len - (u32)skip};
    *vec_add(s->arena, &a->credits) = (struct credit){.agency = agency, .text = span_text(s->text.raw, at), .span = at, .kind = CREDIT_AGENCY};
}

static void dateline_credits(struct sheet *s, struct article *a, u32 first, u32 end)
{
    for (u32 i = first; i < end;) {
        struct lexicon_hit h = agency_at(s, i, end, LEXICON_EXACT);
        if (h.row)
            add_credit(s, a, agency_code(&h), i, i + h.n, CREDIT_AGENCY);
        i += h.row ? h.n : 1;
    }
}

/* True where a cue of speech stands near the agency at [i, i + n), in its sentence. */
static bool near_cue(const struct sheet *s, u32 i, u32 n, u32 floor, u32 end)
{
    const struct text *t = &s->text;
    u32 sentence = t->tokens[i].sentence;
    for (u32 k = i; k > floor && i - k < CUE_REACH && t->tokens[k - 1].sentence == sentence; k--)
        if (sheet_at(s, via_cues, k - 1, end, LEXICON_PROCLITIC).row)
            return true;
    for (u32 k = i + n; k < end && k < i + n + 4 && t->tokens[k].sentence == sentence; k++)
        if (sheet_at(s, via_cues, k, end, LEXICON_PROCLITIC).row)
            return true;
    return false;
}

/* Leaves attached letters out of a credit: so many bytes of the key, as many letters of the text, which may carry marks. */
static void without_front(struct credit *c, u32 key_bytes)
{
    size_t at = 0;
    for (u32 letters = key_bytes / 2; letters > 0 && at < c->text.n; letters--)
        utf8_next(c->text, &at);
    for (size_t next = at; at > 0 && next < c->text.n; at = next) { /* vowel marks and tatweel of the last of them */
        u32 cp = utf8_next(c->text, &next);
        if (!((cp >= 0x64b && cp <= 0x652) || cp == 0x640))
            break;
    }
    c->text = str_skip(c->text, at);
    c->span = (span){c->span.off + (u32)at, c->span.len - (u32)at};
}

static void via_credits(struct sheet *s, struct article *a, const struct segment *g)
{
    const struct text *t = &s->text;
    if (!(sheet_may(s, g->first, g->end) & 1u << LEXICON_agencies))
        return;
    for (u32 i = g->first; i < g->end;) {
        struct lexicon_hit h = agency_at(s, i, g->end, LEXICON_PROCLITIC);
        if (!h.row) {
            i++;
            continue;
        }
        u32 before = i;
        while (before > g->first && t->tokens[before - 1].cls == TOKEN_MARK && i - before < 2)
            before--;
        bool word = before > g->first && sheet_at(s, agency_words, before - 1, i, LEXICON_PROCLITIC).row;
        bool certain = h.kind == 0 || word || (i > g->first && is_mark(t, i - 1, '(') && i + h.n < g->end && is_mark(t, i + h.n, ')'));
        if (certain && near_cue(s, i, h.n, g->first, g->end)) {
            add_credit(s, a, agency_code(&h), i, i + h.n, CREDIT_VIA);
            without_front(&a->credits.v[a->credits.n - 1], h.proclitic);
        }
        i += h.n;
    }
}

/* The agency whose domain this is ("reuters.com"): its first label, in capitals as agencies are abbreviated. */
static str agency_of_domain(const struct sheet *s, str domain)
{
    const char *dot = memchr(domain.p, '.', domain.n);
    if (!dot || memchr(domain.p, ' ', domain.n))
        return STR_EMPTY;
    str label = str_head(domain, (size_t)(dot - domain.p));
    char *out = arena_alloc(s->arena, label.n + 1);
    for (size_t i = 0; i < label.n; i++)
        out[i] = (char)toupper((unsigned char)label.p[i]);
    return page_agency(s->rules, (str){out, label.n});
}

/* The credits of an HTML head, one a line: what the page is based on, whose text it is. */
static void told_credits(struct sheet *s, struct article *article, str names)
{
    while (names.n) {
        const char *nl = memchr(names.p, '\n', names.n);
        str name = str_head(names, nl ? (size_t)(nl - names.p) : names.n);
        names = str_skip(names, MIN_OF(names.n, name.n + 1));
        str agency = page_agency(s->rules, name);
        agency = agency.n ? agency : agency_of_domain(s, name);
        bool told = false;
        for (u32 i = 0; i < article->credits.n && agency.n; i++)
            told = told || str_eq(article->credits.v[i].agency, agency);
        if (!told)
            vec_push(s->arena, &article->credits, ((struct credit){.agency = agency, .text = name, .span = SPAN_NULL, .kind = CREDIT_SOURCE}));
    }
}

void credits_read(struct sheet *s, const struct layout *layout, struct article *article)
{
    str author = article->part == 0 ? s->page->known.author : STR_EMPTY;
    str agency = author.n ? page_agency(s->rules, author) : STR_EMPTY;
    if (agency.n) {
        struct credit *c = vec_add(s->arena, &article->credits);
        *c = (struct credit){.agency = agency, .text = author, .span = SPAN_NULL, .kind = CREDIT_AGENCY};
    }
    if (article->part == 0)
        told_credits(s, article, s->page->credit);
    for (u32 i = 0; i < layout->segments.n; i++) {
        const struct segment *g = &layout->segments.v[i];
        if (g->part != article->part)
            continue;
        if (g->role == SEGMENT_FURNITURE && g->kind == FURNITURE_CREDIT)
            line_credits(s, article, g);
        else if (g->role == SEGMENT_DATELINE || (g->role == SEGMENT_FURNITURE && g->kind == FURNITURE_BYLINE))
            dateline_credits(s, article, g->first, g->end);
        else if (g->role == SEGMENT_BODY)
            via_credits(s, article, g);
    }
}
