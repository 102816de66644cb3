/*
** header.c - reads the top of an article.
**
** Which of the short lines above the first paragraph is the headline? The one that the carrier knows, else the one that comes back in a list of
** titles or stands before the date, else the longest, the earlier of equals. Shorter lines above it are kickers; below it, names are bylines and
** longer lines are a deck, which belongs to the body.
*/
#include "page/header.h"

#include "page/credit.h"
#include "page/shape.h"

#define HEADLINE_WORDS_MIN 2
#define HEADLINE_WORDS_FULL 10 /* more words make no better headline */
#define KICKER_PIECES 4 /* above the headline; what stands higher up is no kicker */
#define KICKER_WORDS 16
#define NAME_WORDS_MAX 5
#define DECK_WORDS 6
#define BELOW_DATE 7 /* what a title above the date has over one below it */
#define BYLINE_WORDS_MAX 14

static bool is_mark(const struct text *t, u32 i, u32 cp) { return t->tokens[i].cls == TOKEN_MARK && token_char(t, i) == cp; }

static bool is_title_line(const struct piece *p)
{
    return p->label == NO_LABEL && !(p->flags & (PIECE_PROSE | PIECE_EMPTY | PIECE_ORPHAN));
}

/* The words of a folded text as a piece's key would have them. */
static u64 known_key(const struct sheet *s, str words)
{
    struct zone z = {.span = span_of(0, words.n), .kind = ZONE_HEADLINE};
    struct text t = text_read_exact(s->arena, s->rules->text, words, s->text.lang, &z, 1);
    return words_key(&t, 0, t.n_tokens);
}

static str piece_text(const struct sheet *s, u32 i) { return span_text(s->text.raw, s->pieces.v[i].span); }

static i32 headline_score(struct sheet *s, u32 i, u32 to, bool first)
{
    const struct piece *p = &s->pieces.v[i];
    i32 score = (i32)MIN_OF(p->words, HEADLINE_WORDS_FULL) + (first ? 1 : 0);
    if (p->words < HEADLINE_WORDS_MIN || (p->flags & PIECE_BULLET))
        score -= 10;
    if (p->hint == BLOCK_HEADING)
        score += p->level <= 1 ? 12 : 4;
    if (title_returns(s, i))
        score += 6;
    if (i > 0 && p->words > HEADLINE_WORDS_MIN && str_starts(piece_text(s, 0), piece_text(s, i))) /* the page's title: "<headline> - <site>" */
        score += 10;
    if (i + 1 < to && s->pieces.v[i + 1].label == FURNITURE_DATE)
        score += 5;
    if (piece_is_placed(s, i))
        score -= 8;
    return score;
}

/* The piece that is the headline, or `to`. */
static u32 headline_of(struct sheet *s, u32 part, u32 from, u32 to, const struct core *core)
{
    if (core && core->title >= from && core->title < to)
        return core->title;
    u64 known = part == 0 && s->page->known.headline.n ? known_key(s, s->page->known.headline) : 0;
    u32 best = to;
    i32 best_score = 0;
    bool first = true, dated = false;
    for (u32 i = from; i < to; i++) {
        const struct piece *p = &s->pieces.v[i];
        if (known) {
            if (p->words && p->key == known)
                return i;
            continue;
        }
        if (p->label == FURNITURE_DATE)
            dated = !first;
        if (!is_title_line(p))
            continue;
        i32 score = headline_score(s, i, to, first) - (dated ? BELOW_DATE : 0);
        first = false;
        if (score > best_score) {
            best_score = score;
            best = i;
        }
    }
    return best;
}

/* True where [first, end) could be a person's or a desk's name: a few words without a frequent one, a number or a mark of a sentence. */
static bool is_name(const struct sheet *s, u32 first, u32 end)
{
    const struct text *t = &s->text;
    u32 words = 0;
    for (u32 i = first; i < end; i++) {
        if (t->tokens[i].cls == TOKEN_NUMBER)
            return false;
        if (t->tokens[i].cls == TOKEN_MARK) {
            u32 cp = token_char(t, i);
            if (cp != ',' && cp != 0x60c && cp != '.' && cp != '&' && !char_is_dash(cp) && cp != '/')
                return false;
            continue;
        }
        if (sheet_at(s, stop_words, i, end, LEXICON_EXACT).row || shape_is_lead_verb(s, i, end, LEAD_PLAIN))
            return false;
        if (!(t->tokens[i].flags & (TOKEN_ARABIC | TOKEN_UPPER)))
            return false;
        words++;
    }
    return words >= 1 && words <= NAME_WORDS_MAX;
}

static void add(struct sheet *s, struct layout *out, u32 part, enum segment_role role, enum furniture_kind kind, u32 first, u32 end)
{
    layout_add(s, out, part, role, kind, tokens_span(&s->text, first, end), first, end);
}

/* A byline with its cue: "By A. Writer", "كتبت: ...". */
static bool cued_byline(struct sheet *s, struct layout *out, u32 part, const struct piece *p)
{
    const struct text *t = &s->text;
    u32 end = p->first + p->n;
    struct lexicon_hit h = sheet_at(s, bylines, p->first, end, LEXICON_EXACT);
    u32 behind = p->first + h.n;
    if (!h.row || behind >= end || p->words > BYLINE_WORDS_MAX || (p->flags & PIECE_STOP && p->words > NAME_WORDS_MAX + 2))
        return false;
    if (h.kind == CUE_COLON && !is_mark(t, behind, ':'))
        return false;
    if (h.kind == CUE_OPEN && t->tokens[behind].cls == TOKEN_WORD && !(t->tokens[behind].flags & (TOKEN_ARABIC | TOKEN_UPPER)))
        return false;
    layout_add(s, out, part, SEGMENT_FURNITURE, FURNITURE_BYLINE, p->span, p->first, end);
    return true;
}

/* The cue of two words or more ("reporting by") at token i. */
static bool is_long_cue(const struct sheet *s, u32 i, u32 end)
{
    struct lexicon_hit h = sheet_at(s, bylines, i, end, LEXICON_EXACT);
    return h.row && h.kind == CUE_OPEN && h.n >= 2;
}

bool byline_read(struct sheet *s, struct layout *out, u32 part, const struct piece *p)
{
    const struct text *t = &s->text;
    u32 end = p->first + p->n, first = p->first;
    while (first < end && t->tokens[first].cls == TOKEN_MARK)
        first++;
    if (p->words > 2 * BYLINE_WORDS_MAX || first >= end || !is_long_cue(s, first, end))
        return false;
    u32 off = p->span.off;
    while (first < end) { /* a byline for each cue */
        u32 next = first + 1;
        while (next < end && !is_long_cue(s, next, end))
            next++;
        u32 stop = next < end ? t->tokens[next].span.off : span_end(p->span);
        layout_add(s, out, part, SEGMENT_FURNITURE, FURNITURE_BYLINE, (span){off, stop - off}, first, next);
        off = stop;
        first = next;
    }
    return true;
}

/* A name that the article's own text uses is the outlet's, not a reporter's. */
static bool is_house_name(struct sheet *s, u32 first, u32 end)
{
    for (u32 i = first; i < end; i++)
        if (s->text.tokens[i].cls != TOKEN_MARK && sheet_word(s, token_key(&s->text, &s->text.tokens[i])) < 3)
            return false;
    return true;
}

/* "NAME (PLACE)", "NAME - PLACE", "OUTLET- PLACE", "PLACE: NAME". */
static bool placed_byline(struct sheet *s, struct layout *out, u32 part, const struct piece *p)
{
    const struct text *t = &s->text;
    u32 end = p->first + p->n, mark = p->first;
    while (mark < end && (t->tokens[mark].cls != TOKEN_MARK || (!is_mark(t, mark, '(') && !is_mark(t, mark, ':') && !char_is_dash(token_char(t, mark)))))
        mark++;
    if (mark == p->first || mark >= end || p->words > 2 * NAME_WORDS_MAX)
        return false;
    bool bracket = is_mark(t, mark, '(');
    u32 behind = mark + 1, stop = bracket ? end - is_mark(t, end - 1, ')') : end;
    while (behind < stop && t->tokens[behind].cls == TOKEN_MARK && !bracket)
        behind++;
    if (behind >= stop)
        return false;
    bool left_is_place = tokens_are_place(s, p->first, mark), right_is_place = tokens_are_place(s, behind, stop);
    if (credit_is_line(s, p->first, end) || (right_is_place && (left_is_place || is_house_name(s, p->first, mark)))) {
        layout_add(s, out, part, SEGMENT_DATELINE, FURNITURE_OTHER, p->span, p->first, end);
        return true;
    }
    if ((!right_is_place && !left_is_place && !bracket) || !is_name(s, p->first, mark) || !is_name(s, behind, stop))
        return false;
    if (left_is_place && !right_is_place) {
        add(s, out, part, SEGMENT_DATELINE, FURNITURE_OTHER, p->first, mark);
        add(s, out, part, SEGMENT_FURNITURE, FURNITURE_BYLINE, behind, stop);
        return true;
    }
    add(s, out, part, SEGMENT_FURNITURE, FURNITURE_BYLINE, p->first, mark);
    add(s, out, part, SEGMENT_DATELINE, FURNITURE_OTHER, bracket ? mark : behind, end);
    return true;
}

/* A name alone on its line. A record's text may begin with any short line: there it must be a person's name. */
static bool looks_like_byline(const struct sheet *s, const struct piece *p)
{
    u32 end = p->first + p->n;
    if (p->words < 2 || (p->flags & (PIECE_STOP | PIECE_BULLET)) || !is_name(s, p->first, end))
        return false;
    return !sheet_is_article(s) || sheet_at(s, given_names, p->first, end, LEXICON_EXACT).row;
}

/* A line below the headline; `below`: so many pieces, of a framed page; `decked`: a long one is no paragraph. */
static void below_headline(struct sheet *s, struct layout *out, u32 part, const struct piece *p, bool headed, u32 below, bool decked)
{
    u32 end = p->first + p->n;
    if (cued_byline(s, out, part, p))
        return;
    if (credit_is_line(s, p->first, end)) {
        layout_add(s, out, part, SEGMENT_FURNITURE, FURNITURE_CREDIT, p->span, p->first, end);
        return;
    }
    if (placed_byline(s, out, part, p))
        return;
    if (tokens_are_place(s, p->first, end))
        layout_add(s, out, part, SEGMENT_DATELINE, FURNITURE_OTHER, p->span, p->first, end);
    else if (headed && looks_like_byline(s, p))
        layout_add(s, out, part, SEGMENT_FURNITURE, FURNITURE_BYLINE, p->span, p->first, end);
    else if (below && (decked || !(below == 1 && (p->flags & PIECE_PROSE))))
        layout_add(s, out, part, SEGMENT_FURNITURE, below == 1 && p->words >= DECK_WORDS ? FURNITURE_KICKER : FURNITURE_OTHER, p->span, p->first, end);
    else
        layout_add(s, out, part, headed ? SEGMENT_BODY : SEGMENT_SUBHEADING, FURNITURE_OTHER, p->span, p->first, end);
}

bool header_read(struct sheet *s, struct layout *out, u32 part, u32 from, u32 to, const struct core *core)
{
    u32 headline = headline_of(s, part, from, to, core);
    bool known = part == 0 && s->page->known.headline.n > 0;
    bool headed = headline < to || known;
    for (u32 i = from; i < to; i++) {
        const struct piece *p = &s->pieces.v[i];
        u32 end = p->first + p->n;
        if (i == headline)
            layout_add(s, out, part, SEGMENT_HEADLINE, FURNITURE_OTHER, p->span, p->first, end);
        else if (p->flags & PIECE_EMPTY)
            layout_add(s, out, part, SEGMENT_FURNITURE, FURNITURE_OTHER, p->span, p->first, end);
        else if (p->label != NO_LABEL)
            layout_add(s, out, part, SEGMENT_FURNITURE, (enum furniture_kind)p->label, p->span, p->first, end);
        else if (i < headline && headline < to) {
            bool kicker = headline - i <= KICKER_PIECES && p->words <= KICKER_WORDS && !(p->flags & PIECE_BULLET);
            bool own = kicker || sheet_is_article(s);
            if (!cued_byline(s, out, part, p))
                layout_add(s, out, part, kicker || !own ? SEGMENT_FURNITURE : SEGMENT_SUBHEADING, own ? FURNITURE_KICKER : FURNITURE_NAV, p->span,
                           p->first, end);
        }
        else
            below_headline(s, out, part, p, headed, core && core->framed ? i - MIN_OF(i, headline) : 0, core && core->decked);
    }
    return headline < to;
}

/* The token behind the source that opens a lead ("نقلا عن رويترز، ..."), or `first`: a label without a colon, a few words, a comma. */
static u32 source_end(const struct sheet *s, u32 first, u32 end)
{
    const struct text *t = &s->text;
    struct label l = label_at(s, first, end);
    if (l.kind != FURNITURE_CREDIT || l.form != CUE_OPEN || l.colon)
        return first;
    for (u32 i = l.content, words = 0; i + 1 < end && words <= NAME_WORDS_MAX; i++) {
        if (is_mark(t, i, ',') || is_mark(t, i, 0x60c))
            return words ? i + 1 : first;
        words += t->tokens[i].cls != TOKEN_MARK;
    }
    return first;
}

void paragraph_read(struct sheet *s, struct layout *out, u32 part, const struct piece *p, bool opens)
{
    const struct text *t = &s->text;
    u32 first = p->first, end = p->first + p->n, begin = p->span.off;
    u32 behind = opens ? dateline_end(s, first, end) : first;
    if (behind > first) { /* the piece may begin within its first token: spans begin at `begin` */
        layout_add(s, out, part, SEGMENT_DATELINE, FURNITURE_OTHER, (span){begin, span_end(t->tokens[behind - 1].span) - begin}, first, behind);
        first = behind;
        begin = t->tokens[behind].span.off;
    }
    u32 source = opens ? source_end(s, first, end) : first;
    if (source > first) {
        layout_add(s, out, part, SEGMENT_FURNITURE, FURNITURE_CREDIT, (span){begin, span_end(t->tokens[source - 1].span) - begin}, first, source);
        first = source;
        begin = t->tokens[source].span.off;
    }
    u32 credit = credit_begin(s, first, end), stop = span_end(p->span);
    if (credit < end)
        stop = span_end(t->tokens[credit - 1].span);
    if (stop > begin)
        layout_add(s, out, part, SEGMENT_BODY, FURNITURE_OTHER, (span){begin, stop - begin}, first, credit);
    if (credit < end)
        layout_add(s, out, part, SEGMENT_FURNITURE, FURNITURE_CREDIT, (span){t->tokens[credit].span.off, span_end(p->span) - t->tokens[credit].span.off},
                   credit, end);
}
