/*
** dom.c - HTML by libxml2's SAX parser, kept as a flat tree.
**
** libxml2 recovers by the rules of HTML 4, which is not how browsers do it, but every element of HTML 5 comes through. Its tree is not
** built: the events fill ours. libxml2's memory is its own, and more of it than the parser's hangs on its stack: a jump to the arena's boundary ends at
** the event that needed memory, the parser is stopped in its own way, and only then the jump goes on.
*/
#include "page/dom.h"

#include <libxml/HTMLparser.h>
#include <limits.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "page/charset.h"
#include "page/hold.h"

static const char *const tag_names[TAG_COUNT] = {
    "", "", "a", "abbr", "address", "article", "aside", "audio", "b", "base", "blockquote", "body", "br", "button", "canvas",
    "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure",
    "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i",
    "iframe", "img", "input", "ins", "label", "legend", "li", "link", "main", "map", "math", "menu", "meta", "nav",
    "noframes", "noscript", "object", "ol", "optgroup", "option", "p", "picture", "pre", "script", "section", "select",
    "source", "span", "strong", "style", "summary", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th",
    "thead", "time", "title", "tr", "u", "ul", "video",
};

static const char *const attr_names[ATTR_COUNT] = {
    "alt", "charset", "class", "content", "datetime", "hidden", "href", "id", "itemprop", "itemscope", "itemtype",
    "lang", "name", "property", "pubdate", "rel", "role", "style", "title", "type",
};

/* Binary search in a sorted table of names; `none` where the name is not in it. */
static u32 find_name(const char *const *names, u32 lo, u32 hi, const char *name, u32 none)
{
    while (lo < hi) {
        u32 mid = lo + (hi - lo) / 2;
        int c = strcmp(name, names[mid]);
        if (c == 0)
            return mid;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return none;
}

struct build {
    struct arena *a;
    struct dom *dom;
    htmlParserCtxtPtr parser;
    struct { VEC(u32); } open; /* elements that are not closed yet */
    char *room;                /* what is left of the arena's block for characters */
    size_t left;
    bool muted; /* inside a script or style sheet that nobody reads */
    bool failed; /* the arena has no more; a->failed says why */
};

static u32 current(const struct build *b) { return b->open.v[b->open.n - 1]; }

static void stop(struct build *b)
{
    b->dom->cut = true;
    xmlStopParser(b->parser);
}

/* Copies characters; behind those of the text node before, where nothing came between. */
static char *keep(struct build *b, const char *p, size_t n)
{
    if (n > b->left) {
        b->left = MAX_OF(n, (size_t)1 << 16);
        b->room = ARENA_ARRAY(b->a, char, b->left);
    }
    char *at = b->room;
    memcpy(at, p, n);
    b->room += n;
    b->left -= n;
    return at;
}

static struct dom_node *add_node(struct build *b, enum dom_tag tag)
{
    if (b->dom->nodes.n >= LIMIT_PAGE_NODES)
        stop(b);
    struct dom_node *n = vec_add(b->a, &b->dom->nodes);
    n->parent = current(b);
    n->tag = (u8)tag;
    n->end = b->dom->nodes.n;
    return n;
}

static void add_values(struct build *b, struct dom_node *n, const xmlChar **atts)
{
    n->values = b->dom->values.n;
    for (; atts && atts[0] && n->n_values < UINT8_MAX; atts += 2) {
        u32 attr = find_name(attr_names, 0, ATTR_COUNT, (const char *)atts[0], ATTR_COUNT);
        if (attr == ATTR_COUNT)
            continue;
        str value = str_of((const char *)atts[1]);
        if (attr == ATTR_STYLE)
            value.n = MIN_OF(value.n, (size_t)1000);
        struct dom_value *v = vec_add(b->a, &b->dom->values);
        v->attr = (u8)attr;
        v->value = value.n ? (str){keep(b, value.p, value.n), value.n} : STR_EMPTY;
        n->n_values++;
    }
}

static bool is_json(const xmlChar **atts)
{
    for (; atts && atts[0]; atts += 2)
        if (strcmp((const char *)atts[0], "type") == 0 && atts[1])
            return xmlStrcasestr(atts[1], (const xmlChar *)"ld+json") != NULL;
    return false;
}

static void take_start(struct build *b, const xmlChar *name, const xmlChar **atts)
{
    enum dom_tag tag = (enum dom_tag)find_name(tag_names, TAG_A, TAG_COUNT, (const char *)name, TAG_OTHER);
    u32 at = b->dom->nodes.n;
    struct dom_node *n = add_node(b, tag);
    add_values(b, n, atts);
    vec_push(b->a, &b->open, at);
    b->dom->deepest = MAX_OF(b->dom->deepest, b->open.n);
    if (b->open.n > LIMIT_PAGE_DEPTH)
        stop(b);
    b->muted = tag == TAG_STYLE || (tag == TAG_SCRIPT && !is_json(atts));
}

static void on_end(void *arg, const xmlChar *name)
{
    struct build *b = arg;
    (void)name; /* libxml2 closes what it has opened, in order */
    if (b->open.n < 2)
        return;
    b->dom->nodes.v[current(b)].end = b->dom->nodes.n;
    b->open.n--;
    b->muted = false;
}

/* A reference like &#146; has come through as a control character: one letter of two bytes. */
static bool is_c1(const xmlChar *p, int len) { return len == 2 && p[0] == 0xc2 && p[1] < 0xa0; }

static void take_text(struct build *b, const xmlChar *p, int len)
{
    char meant[4];
    str s = {(const char *)p, (size_t)len};
    if (is_c1(p, len))
        s = (str){meant, utf8_put(meant, charset_c1(p[1]))};
    char *at = keep(b, s.p, s.n);
    struct dom_node *last = &b->dom->nodes.v[b->dom->nodes.n - 1];
    if (last->tag == TAG_TEXT && last->parent == current(b) && last->text.p + last->text.n == at)
        last->text.n += s.n;
    else
        add_node(b, TAG_TEXT)->text = (str){at, s.n};
}

/* The arena has jumped back to an event. */
static void fail(struct build *b)
{
    b->failed = true;
    stop(b);
}

static void on_start(void *arg, const xmlChar *name, const xmlChar **atts)
{
    struct build *b = arg;
    if (b->dom->cut)
        return;
    if (arena_guard(b->a))
        fail(b);
    else
        take_start(b, name, atts);
}

static void on_text(void *arg, const xmlChar *p, int len)
{
    struct build *b = arg;
    if (b->muted || len <= 0 || b->dom->cut)
        return;
    if (arena_guard(b->a))
        fail(b);
    else
        take_text(b, p, len);
}

static void parse(struct build *b, str html)
{
    htmlSAXHandler *sax = b->parser->sax;
    *sax = (htmlSAXHandler){.startElement = on_start, .endElement = on_end, .characters = on_text, .ignorableWhitespace = on_text, .cdataBlock = on_text};
    b->parser->userData = b;
    xmlDocPtr none = htmlCtxtReadMemory(b->parser, html.p, (int)MIN_OF(html.n, (size_t)INT_MAX), NULL, "UTF-8",
                                        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT |
                                            HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
    if (none)
        xmlFreeDoc(none);
}

void dom_ready(void) { xmlInitParser(); }

void dom_parse(struct arena *a, str html, struct dom *out)
{
    struct build b = {.a = a, .dom = out};
    struct hold hold;
    memset(out, 0, sizeof *out);
    vec_add(a, &out->nodes)->tag = TAG_OTHER;
    vec_push(a, &b.open, 0);
    b.parser = htmlNewParserCtxt();
    if (!b.parser)
        arena_refuse(a, ARENA_NO_MEMORY);
    hold_begin(a, &hold);
    if (html.n)
        parse(&b, html);
    htmlFreeParserCtxt(b.parser);
    if (b.failed)
        hold_again(a, &hold);
    hold_end(a, &hold);
    for (u32 i = 0; i < b.open.n; i++)
        out->nodes.v[b.open.v[i]].end = out->nodes.n;
}

str dom_attr(const struct dom *d, u32 node, enum dom_attr attr)
{
    const struct dom_node *n = &d->nodes.v[node];
    for (u32 i = n->values; i < n->values + n->n_values; i++)
        if (d->values.v[i].attr == attr)
            return d->values.v[i].value;
    return STR_EMPTY;
}

bool dom_has(const struct dom *d, u32 node, enum dom_attr attr)
{
    const struct dom_node *n = &d->nodes.v[node];
    for (u32 i = n->values; i < n->values + n->n_values; i++)
        if (d->values.v[i].attr == attr)
            return true;
    return false;
}

str dom_text(struct arena *a, const struct dom *d, u32 node)
{
    size_t n = 0, w = 0;
    u32 end = d->nodes.v[node].end;
    for (u32 i = node; i < end; i++)
        n += d->nodes.v[i].tag == TAG_TEXT ? d->nodes.v[i].text.n : 1;
    char *out = ARENA_ARRAY(a, char, n + 1);
    bool space = false;
    for (u32 i = node; i < end; i++) {
        const struct dom_node *x = &d->nodes.v[i];
        space = space || x->tag == TAG_BR || x->tag == TAG_P || x->tag == TAG_DIV;
        for (size_t k = 0; x->tag == TAG_TEXT && k < x->text.n; k++) {
            char c = x->text.p[k];
            bool white = c == ' ' || (c >= '\t' && c <= '\r');
            if (!white) {
                if (space && w)
                    out[w++] = ' ';
                out[w++] = c;
            }
            space = white;
        }
    }
    return (str){out, w};
}
