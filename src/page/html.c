/*
** html.c - from a tree to lines of text, and from there to a page.
*/
#include "page/html.h"

#include "base/limits.h"
#include "page/extract.h"
#include "page/meta.h"

bool html_is_block(enum dom_tag tag)
{
    switch (tag) {
    case TAG_TEXT: case TAG_OTHER: case TAG_A: case TAG_ABBR: case TAG_B: case TAG_EM: case TAG_I: case TAG_IMG: case TAG_INS: case TAG_LABEL:
    case TAG_SPAN: case TAG_STRONG: case TAG_TIME: case TAG_U: case TAG_INPUT: case TAG_LINK: case TAG_META: case TAG_MAP: case TAG_PICTURE:
    case TAG_SOURCE: case TAG_EMBED:
        return false;
    default:
        return true;
    }
}

/* Elements whose content nobody sees. */
static bool is_unseen(enum dom_tag tag)
{
    switch (tag) {
    case TAG_HEAD: case TAG_SCRIPT: case TAG_STYLE: case TAG_TEMPLATE: case TAG_NOSCRIPT: case TAG_NOFRAMES: case TAG_SVG: case TAG_IFRAME:
    case TAG_AUDIO: case TAG_VIDEO: case TAG_CANVAS: case TAG_SELECT: case TAG_OPTION: case TAG_TEXTAREA: case TAG_TITLE:
        return true;
    default:
        return false;
    }
}

/* "display:none" or "visibility:hidden" in a style attribute. */
static bool style_hides(str style)
{
    size_t at = 0;
    while ((at = str_find(style, S(":"), at)) != SIZE_MAX) {
        str before = str_trim(str_head(style, at)), behind = str_trim(str_skip(style, at + 1));
        if ((str_ends(before, S("display")) && str_starts(behind, S("none"))) || (str_ends(before, S("visibility")) && str_starts(behind, S("hidden"))))
            return true;
        at++;
    }
    return false;
}

static bool is_hidden(const struct dom *d, u32 n)
{
    if (is_unseen((enum dom_tag)d->nodes.v[n].tag) || dom_has(d, n, ATTR_HIDDEN))
        return true;
    str style = dom_attr(d, n, ATTR_STYLE);
    return style.n && style_hides(style);
}

struct writer {
    struct arena *a;
    struct html *h;
    char *out;
    size_t n, begin; /* written; where the open line begins */
    u32 block, links; /* innermost open block element; open links */
    bool space;
    struct html_line line;
};

/* Ends the open line; one of nothing but white space and zero-width marks is taken back. */
static void end_line(struct writer *w)
{
    str words = str_trim((str){w->out + w->begin, w->n - w->begin});
    w->space = false;
    if (words.n == 0) {
        w->n = w->begin;
    } else {
        w->line.span = span_of(w->begin, w->n - w->begin);
        vec_push(w->a, &w->h->lines, w->line);
        w->out[w->n++] = '\n';
        w->begin = w->n;
    }
    w->line = (struct html_line){.node = w->block};
}

static void put_text(struct writer *w, u32 node, str s, bool lines)
{
    for (size_t i = 0; i < s.n; i++) {
        u8 c = (u8)s.p[i];
        bool nbsp = c == 0xc2 && i + 1 < s.n && (u8)s.p[i + 1] == 0xa0;
        if (nbsp || c <= ' ' || c == 0x7f) {
            i += nbsp;
            if (c == '\n' && lines)
                end_line(w);
            w->space = true;
            continue;
        }
        if (w->n == w->begin) {
            w->line.node = w->block;
            w->line.first = node;
        } else if (w->space) {
            w->out[w->n++] = ' ';
        }
        w->space = false;
        w->out[w->n++] = (char)c;
        if ((c & 0xc0) != 0x80) {
            w->line.letters++;
            w->line.linked += w->links > 0;
        }
    }
}

struct open_element {
    u32 end, outer; /* where it ends; the block around it */
    bool block, link, pre;
};

void html_lines(struct arena *a, struct html *h)
{
    const struct dom *d = &h->dom;
    struct writer w = {.a = a, .h = h};
    size_t room = 1;
    struct { VEC(struct open_element); } open = {0};
    u32 pre = 0;
    for (u32 i = 0; i < d->nodes.n; i++)
        room += d->nodes.v[i].text.n + 2;
    w.out = ARENA_ARRAY(a, char, room);
    for (u32 i = 0; i <= d->nodes.n;) {
        while (open.n && open.v[open.n - 1].end <= i) {
            const struct open_element *o = &open.v[--open.n];
            w.links -= o->link;
            pre -= o->pre;
            if (o->block) {
                end_line(&w);
                w.block = o->outer;
            }
        }
        if (i == d->nodes.n)
            break;
        const struct dom_node *n = &d->nodes.v[i];
        if (n->tag == TAG_TEXT) {
            put_text(&w, i++, n->text, pre > 0);
            continue;
        }
        if (is_hidden(d, i)) {
            i = n->end;
            continue;
        }
        struct open_element o = {.end = n->end, .outer = w.block, .block = html_is_block((enum dom_tag)n->tag), .link = n->tag == TAG_A && dom_has(d, i, ATTR_HREF), .pre = n->tag == TAG_PRE};
        if (o.block) {
            end_line(&w);
            if (n->tag != TAG_BR && n->tag != TAG_HR)
                w.block = i;
        }
        w.links += o.link;
        pre += o.pre;
        vec_push(a, &open, o);
        i++;
    }
    end_line(&w);
    h->text = (str){w.out, w.n};
}

static void read_html(struct arena *a, str utf8, bool whole, struct page *page)
{
    struct html *h = ARENA_NEW(a, struct html);
    dom_parse(a, utf8, &h->dom);
    if (h->dom.cut) {
        page->unread = arena_fmt(a, "its HTML has more than %u elements, or more than %u inside one another (LIMIT_PAGE_NODES, LIMIT_PAGE_DEPTH); split it",
                                 LIMIT_PAGE_NODES, LIMIT_PAGE_DEPTH);
        return;
    }
    html_lines(a, h);
    page->text = h->text;
    struct meta meta;
    struct told_body told;
    meta_read(a, h, &meta);
    told_body_read(a, &meta, &told);
    if (h->lines.n == 0 && (whole || told.text.n == 0)) {
        page->unread = S("it is HTML without visible text");
        return;
    }
    extract_read(a, h, &meta, &told, whole, page);
}

void html_read(struct arena *a, str utf8, struct page *page) { read_html(a, utf8, false, page); }
void html_fragment(struct arena *a, str utf8, struct page *page) { read_html(a, utf8, true, page); }
