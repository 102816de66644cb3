/*
** layout.c - walks a page's pieces and gives each its place in an article.
*/
#include "page/layout.h"

#include "base/limits.h"
#include "page/core.h"
#include "page/credit.h"
#include "page/header.h"
#include "page/tail.h"

#define LIST_LENGTH 3        /* so many titles in a row with nothing behind them are a list */
#define LAST_LINE_WORDS 8    /* of a last line without a stop */
#define TITLE_WORDS_MIN 6    /* of a title in such a list */
#define BOX_TITLE_WORDS 7    /* the same, within a framed page's article */
#define KEYWORD_WORDS 6      /* of a keyword on a line of its own */
#define CREDIT_VALUE_WORDS 8 /* of a source on the line below its label */
#define ORPHAN_WORDS 30
#define HEADER_REACH 24         /* pieces above the first paragraph that may be its header */
#define LIST_REACH 6            /* pieces between a list's label and the first paragraph */

/* What the walk is inside of. */
enum mode { MODE_BODY, MODE_TITLES, MODE_KEYWORDS, MODE_CREDIT, MODE_COMMENTS };

struct walk {
    struct sheet *s;
    struct layout *out;
    struct tail_context tail;
    enum mode mode;
    enum furniture_kind titles; /* of MODE_TITLES */
    u32 part, i;
    bool opened;      /* the article has a paragraph */
    struct core core; /* where the page's paragraphs are */
};

void layout_add(struct sheet *s, struct layout *out, u32 part, enum segment_role role, enum furniture_kind kind, span at, u32 first, u32 end)
{
    if (span_is_null(at) || at.len == 0)
        return;
    struct segment *g = vec_add(s->arena, &out->segments);
    *g = (struct segment){at, first, end, (u8)role, (u8)kind, part};
}

static void put(struct walk *w, const struct piece *p, enum furniture_kind kind)
{
    layout_add(w->s, w->out, w->part, SEGMENT_FURNITURE, kind, p->span, p->first, p->first + p->n);
}

/* Begins an article whose header are the pieces from w->i on, up to the first paragraph. */
static void begin_article(struct walk *w, u32 body)
{
    header_read(w->s, w->out, w->part, w->i, body, w->part == 0 ? &w->core : NULL);
    w->i = body;
    w->mode = MODE_BODY;
    w->opened = false;
    w->tail.ended = w->tail.labelled = w->tail.closing = false;
    map_init(&w->tail.words, w->s->arena, 64);
    w->tail.paragraphs.n = w->tail.read = w->tail.window.body = 0;
}

/* True within the run of a page that came with its frame: what looks like an article's end there is a button or a box. */
static bool in_framed_core(const struct walk *w) { return w->core.framed && w->part == 0 && w->i < w->core.end; }

/* Begins a further article where one stands; false where none does. Titles before its header are a list's. */
static bool begin_tail(struct walk *w)
{
    if (!w->opened || w->out->parts >= LIMIT_PAGE_ARTICLES || in_framed_core(w))
        return false;
    bool announced = w->tail.ended && w->tail.labelled && !w->core.framed;
    struct tail t = tail_at(w->s, &w->tail, w->i, announced ? w->s->pieces.n : w->core.end);
    if (t.header >= w->s->pieces.n)
        return false;
    for (; w->i < t.header; w->i++)
        put(w, &w->s->pieces.v[w->i], w->s->pieces.v[w->i].label == NO_LABEL ? FURNITURE_RELATED : (enum furniture_kind)w->s->pieces.v[w->i].label);
    w->part = w->out->parts++;
    begin_article(w, t.body);
    return true;
}

/* A piece that a label opens, or that its shape gives away. */
static void read_labelled(struct walk *w, const struct piece *p)
{
    enum furniture_kind kind = (enum furniture_kind)p->label;
    bool alone = p->flags & PIECE_LABEL_ONLY;
    bool was_closing = w->tail.closing, inside = in_framed_core(w);
    w->tail.labelled = w->tail.closing = false;
    w->i++;
    switch (kind) {
    case FURNITURE_RELATED:
    case FURNITURE_HEADLINES:
        put(w, p, kind);
        w->titles = kind;
        w->mode = alone || kind == FURNITURE_HEADLINES ? MODE_TITLES : MODE_BODY;
        w->tail.labelled = alone;
        w->tail.closing = alone && was_closing;
        break;
    case FURNITURE_KEYWORDS:
        put(w, p, kind);
        w->tail.ended = !inside;
        w->mode = alone ? MODE_KEYWORDS : MODE_BODY;
        break;
    case FURNITURE_CREDIT:
        put(w, p, kind);
        w->tail.ended = w->tail.ended || (w->opened && !inside && (p->flags & PIECE_LINE_END)); /* else a picture's, within a line */
        w->mode = alone ? MODE_CREDIT : MODE_BODY;
        break;
    case FURNITURE_COMMENTS:
        put(w, p, kind);
        w->tail.ended = w->tail.ended || (alone && !inside);
        w->mode = alone && !inside ? MODE_COMMENTS : w->mode;
        break;
    case FURNITURE_PROMO:
    case FURNITURE_SHARE:
        put(w, p, kind);
        w->tail.closing = w->opened;
        break;
    default:
        put(w, p, kind);
        break;
    }
}

/*
** True where the piece is an item of a list of titles at the page's end, with no label above it and no paragraph behind. Before the article has
** ended, an enumeration of its own looks the same: there the items must be as long as titles are, and the page no record, which is an
** article by itself.
*/
static bool in_closing_list(const struct walk *w, u32 i)
{
    u32 n = 0, least = w->tail.ended ? 4 : i < w->core.end ? BOX_TITLE_WORDS : TITLE_WORDS_MIN;
    if ((i < w->core.end && !in_framed_core(w)) || (!w->tail.ended && sheet_is_article(w->s)))
        return false;
    for (; i < w->s->pieces.n && n < LIST_LENGTH; i++) {
        const struct piece *p = &w->s->pieces.v[i];
        bool bullet = p->flags & PIECE_BULLET;
        bool stop = (p->flags & (PIECE_STOP | PIECE_COLON)) && i < w->core.end;
        if (p->label != NO_LABEL || stop || (p->flags & (PIECE_PROSE | PIECE_EMPTY)) || (bullet && !w->tail.ended) || (p->words < least && !bullet))
            break;
        n++;
    }
    return n >= LIST_LENGTH;
}

/* True above the main article's first paragraph, on a page that may have lists there. */
static bool above_core(const struct walk *w) { return !w->opened && w->part == 0 && w->i < w->core.first && !sheet_is_article(w->s); }

/* True for a long line right below the last paragraph: the article's last words, which have no stop. */
static bool ends_body(const struct walk *w, const struct piece *p)
{
    const struct segment *g = w->out->segments.n ? &w->out->segments.v[w->out->segments.n - 1] : NULL;
    return g && g->role == SEGMENT_BODY && p->words >= LAST_LINE_WORDS && !(p->flags & PIECE_LISTED);
}

/* A short line without a label, within or behind the body. */
static void read_title(struct walk *w, const struct piece *p)
{
    u32 end = p->first + p->n;
    if (begin_tail(w))
        return;
    bool other = above_core(w) || (in_framed_core(w) && core_is_box(&w->core, w->s, p));
    w->i++;
    w->tail.labelled = false;
    if (other) {
        put(w, p, FURNITURE_OTHER);
        return;
    }
    bool last = w->i > w->core.end;
    if (last && credit_is_line(w->s, p->first, end)) {
        put(w, p, FURNITURE_CREDIT);
        w->tail.ended = true;
    } else if (in_closing_list(w, w->i - 1)) {
        put(w, p, FURNITURE_HEADLINES);
        w->mode = MODE_TITLES;
        w->titles = FURNITURE_HEADLINES;
    } else if (last && (w->tail.ended || !(sheet_is_article(w->s) || ends_body(w, p)))) {
        put(w, p, FURNITURE_OTHER);
    } else {
        layout_add(w->s, w->out, w->part, SEGMENT_SUBHEADING, FURNITURE_OTHER, p->span, p->first, end);
    }
}

/* "إقرأ أيضاً: <headline>" behind the article's end, and its paragraphs below: the line is label and headline of a further article. */
static bool begin_titled_tail(struct walk *w)
{
    struct sheet *s = w->s;
    const struct piece *title = w->i > 0 ? &s->pieces.v[w->i - 1] : NULL;
    if (!title || title->label != FURNITURE_RELATED || (title->flags & PIECE_LABEL_ONLY) || !w->opened || w->out->parts >= LIMIT_PAGE_ARTICLES)
        return false;
    struct segment *label = w->out->segments.n ? &w->out->segments.v[w->out->segments.n - 1] : NULL;
    u32 content = title->content, end = title->first + title->n;
    if (!label || !span_eq(label->span, title->span) || content <= title->first || content >= end || !tail_of_title(s, &w->tail, w->i))
        return false;
    u32 off = s->text.tokens[content].span.off;
    label->span.len = span_end(s->text.tokens[content - 1].span) - label->span.off;
    label->end = content;
    w->part = w->out->parts++;
    layout_add(s, w->out, w->part, SEGMENT_HEADLINE, FURNITURE_OTHER, (span){off, span_end(title->span) - off}, content, end);
    begin_article(w, w->i);
    return true;
}

static void read_prose(struct walk *w, const struct piece *p)
{
    if (begin_titled_tail(w))
        return;
    if (w->tail.ended && w->tail.labelled && begin_tail(w))
        return;
    w->mode = MODE_BODY;
    w->tail.labelled = w->tail.closing = false;
    bool outside = above_core(w) || (w->part == 0 && w->i >= w->core.end);
    w->i++;
    if (outside) {
        put(w, p, FURNITURE_OTHER);
        return;
    }
    paragraph_read(w->s, w->out, w->part, p, !w->opened);
    tail_note(w->s, &w->tail, p->first, p->first + p->n);
    w->opened = true;
}

/* A label in whose place a date or a section name within the body is a sub-heading. */
static bool is_subheading(const struct walk *w, const struct piece *p)
{
    bool shape_only = (p->flags & PIECE_DATED) ? p->content == p->first : p->label == FURNITURE_SECTION || p->label == FURNITURE_KICKER;
    if (in_framed_core(w) && (p->flags & PIECE_DATED))
        return false;
    return shape_only && w->mode == MODE_BODY && w->opened && !w->tail.ended && w->i + 1 < w->core.end;
}

/* The name of a section or a kicker's word among keywords or titles is one of them. */
static bool is_item(const struct walk *w, const struct piece *p)
{
    return (w->mode == MODE_KEYWORDS || w->mode == MODE_TITLES) && (p->label == FURNITURE_SECTION || p->label == FURNITURE_KICKER);
}

/* A piece inside what a label opened; false where it belongs there no more. */
static bool read_inside(struct walk *w, const struct piece *p)
{
    bool title = !(p->flags & PIECE_PROSE);
    switch (w->mode) {
    case MODE_COMMENTS:
        if (w->s->titles.n && title && w->tail.ended && begin_tail(w))
            return true;
        put(w, p, FURNITURE_COMMENTS);
        w->i++;
        return true;
    case MODE_TITLES:
        if (!title && !(p->flags & PIECE_BULLET))
            return false;
        if (w->tail.labelled && begin_tail(w))
            return true;
        w->tail.labelled = false;
        if (!(p->flags & PIECE_BULLET) && w->tail.ended && begin_tail(w))
            return true;
        put(w, p, w->titles);
        w->i++;
        return true;
    case MODE_KEYWORDS:
        if (!title || p->words > KEYWORD_WORDS)
            return false;
        put(w, p, FURNITURE_KEYWORDS);
        w->i++;
        return true;
    case MODE_CREDIT:
        w->mode = MODE_BODY;
        if (!title || p->words > CREDIT_VALUE_WORDS)
            return false;
        put(w, p, FURNITURE_CREDIT);
        w->i++;
        return true;
    case MODE_BODY:
        break;
    }
    return false;
}

/* The rest of a piece of furniture that a line break went through: ". other title". */
static bool continues_furniture(const struct walk *w, const struct piece *p)
{
    if (!(p->flags & PIECE_ORPHAN) || (p->flags & PIECE_EMPTY) || p->words > ORPHAN_WORDS || w->out->segments.n == 0)
        return false;
    const struct segment *g = &w->out->segments.v[w->out->segments.n - 1];
    return g->role == SEGMENT_FURNITURE && (g->kind == FURNITURE_RELATED || g->kind == FURNITURE_HEADLINES);
}

static void step(struct walk *w)
{
    const struct piece *p = &w->s->pieces.v[w->i];
    if ((p->flags & PIECE_EMPTY) && p->label == NO_LABEL) {
        put(w, p, FURNITURE_OTHER);
        w->i++;
    } else if (p->label == FURNITURE_MARKUP) {
        put(w, p, FURNITURE_MARKUP);
        w->i++;
    } else if (continues_furniture(w, p)) {
        put(w, p, (enum furniture_kind)w->out->segments.v[w->out->segments.n - 1].kind);
        w->i++;
    } else if (p->label != NO_LABEL && !is_subheading(w, p) && !is_item(w, p)) {
        if (w->mode == MODE_COMMENTS && p->label != FURNITURE_RELATED && p->label != FURNITURE_HEADLINES && p->label != FURNITURE_KEYWORDS) {
            put(w, p, FURNITURE_COMMENTS);
            w->i++;
        } else {
            read_labelled(w, p);
        }
    } else if (in_framed_core(w) && core_is_caption(&w->core, w->s, p)) {
        put(w, p, FURNITURE_CAPTION);
        w->i++;
    } else if (!read_inside(w, p)) {
        if (byline_read(w->s, w->out, w->part, p))
            w->i++;
        else if (p->flags & PIECE_PROSE)
            read_prose(w, p);
        else
            read_title(w, p);
    }
}

/* The first paragraph: the piece behind the page's header; the label of a list ends a header as well. A page without prose has its first short
** line as the only header. */
static u32 first_paragraph(const struct sheet *s, const struct core *core)
{
    u32 from = core->first > HEADER_REACH ? core->first - HEADER_REACH : 0, title = s->pieces.n;
    if (core->framed && core->title < s->pieces.n)
        return core->first;
    for (u32 i = from; i < core->first; i++) {
        const struct piece *p = &s->pieces.v[i];
        bool list = p->label == FURNITURE_RELATED || p->label == FURNITURE_HEADLINES;
        if (p->label == NO_LABEL && !(p->flags & PIECE_EMPTY) && title == s->pieces.n)
            title = i;
        if (list && title < i && core->first - i <= LIST_REACH)
            return i;
    }
    if (core->first < core->end)
        return core->first;
    for (u32 i = 0; i < s->pieces.n; i++)
        if (s->pieces.v[i].label == NO_LABEL && !(s->pieces.v[i].flags & PIECE_EMPTY))
            return i + 1;
    return s->pieces.n;
}

/* A page of one piece is its own body, whatever it looks like. */
static bool read_single(struct sheet *s, struct layout *out)
{
    if (s->pieces.n != 1 || s->pieces.v[0].label == FURNITURE_MARKUP)
        return false;
    struct piece *p = &s->pieces.v[0];
    if (p->words == 0)
        return false;
    layout_add(s, out, 0, SEGMENT_BODY, FURNITURE_OTHER, p->span, p->first, p->first + p->n);
    return true;
}

void layout_read(struct sheet *s, struct layout *out)
{
    *out = (struct layout){.parts = 1};
    out->segments.cap = s->pieces.n + s->pieces.n / 8 + 16;
    out->segments.v = ARENA_ROOM(s->arena, struct segment, out->segments.cap); /* layout_add fills all of one */
    struct walk w = {.s = s, .out = out, .core = core_of(s)};
    if (s->pieces.n == 0 || read_single(s, out))
        return;
    u32 body = first_paragraph(s, &w.core), header = body > HEADER_REACH ? body - HEADER_REACH : 0;
    if (w.core.framed && w.core.title < s->pieces.n)
        header = w.core.title;
    for (; w.i < header && !sheet_is_article(s); w.i++) /* far above the article: the site's own */
        put(&w, &s->pieces.v[w.i], s->pieces.v[w.i].label == NO_LABEL ? FURNITURE_NAV : (enum furniture_kind)s->pieces.v[w.i].label);
    begin_article(&w, body);
    while (w.i < s->pieces.n)
        step(&w);
}
