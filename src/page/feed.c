/*
** feed.c - cuts feeds into items, and reads an item's fields.
*/
#include "page/feed.h"

#include <strings.h>

#include "base/utf8.h"
#include "page/charset.h"
#include "page/html.h"
#include "page/meta.h"
#include "page/stamp.h"
#include "page/xml.h"

#define LIST_HEAD_BYTES 4096 /* in which the element that is all of a list begins */
#define LOOKUPS_MAX 200
#define DECLARATIONS_BYTES (128u << 10)

static bool is_item(str name) { return xml_is(name, "item") || xml_is(name, "entry") || (xml_is(name, "url") && xml_prefix(name).n == 0); }

bool feed_next(str feed, size_t *at, str *item)
{
    struct xml_token t;
    size_t begin = SIZE_MAX;
    str name = STR_EMPTY;
    while (xml_next(feed, at, &t)) {
        if (begin == SIZE_MAX && t.kind == XML_START && is_item(t.name)) {
            begin = t.begin;
            name = t.name;
            if (t.empty && !xml_is(name, "item"))
                begin = SIZE_MAX;
            else if (t.empty)
                break;
        } else if (begin != SIZE_MAX && t.kind == XML_END && str_eq(t.name, name)) {
            break;
        } else if (begin != SIZE_MAX && t.kind == XML_START && str_eq(t.name, name) && !t.empty) {
            *at = t.begin; /* the item before was not closed */
            break;
        }
    }
    if (begin == SIZE_MAX)
        return false;
    *item = (str){feed.p + begin, *at - begin};
    return true;
}

bool feed_item_is_page(str item)
{
    struct xml_token t;
    size_t at = 0;
    if (!xml_next(item, &at, &t) || !xml_is(t.name, "url"))
        return true;
    while (xml_next(item, &at, &t))
        if (t.kind == XML_START && xml_is(t.name, "title") && xml_prefix(t.name).n)
            return true;
    return false;
}

/* ---- names ---- */

/* What a prefix stands for, by the name space that the feed declares for it, else by its usual meaning. */
static str vocabulary(struct arena *a, str raw, str prefix)
{
    static const struct {
        const char *uri, *name;
    } spaces[] = {{"/dc/elements/", "dc"}, {"/dc/terms", "dcterms"}, {"/modules/content", "content"}, {"sitemap-news", "news"}, {"search.yahoo.com/mrss", "media"},
                  {"w3.org/2005/Atom", ""}, {"purl.org/atom/", ""}, {"purl.org/rss/1.0/", ""}, {"my.netscape.com", ""}, {"userland.com", ""}, {"itunes.com", "itunes"},
                  {"w3.org/1999/xhtml", "xhtml"}};
    if (prefix.n == 0)
        return STR_EMPTY;
    str declared = arena_fmt(a, "xmlns:%.*s=", STR_ARG(prefix));
    size_t at = str_find(raw, declared, 0);
    str uri = at == SIZE_MAX ? STR_EMPTY : str_head(str_skip(raw, at + declared.n + 1), 100);
    for (size_t i = 0; uri.n && i < uri.n; i++)
        if (uri.p[i] == '"' || uri.p[i] == '\'')
            uri.n = i;
    for (size_t i = 0; i < COUNT_OF(spaces); i++)
        if (uri.n && str_find(uri, str_of(spaces[i].uri), 0) != SIZE_MAX)
            return str_of(spaces[i].name);
    return str_is(prefix, "atom") || str_is(prefix, "rss") ? STR_EMPTY : prefix;
}

/* ---- an item's elements ---- */

enum feed_field {
    FIELD_TITLE, FIELD_LINK, FIELD_GUID, FIELD_PUBLISHED, FIELD_UPDATED, FIELD_AUTHOR, FIELD_CONTENT, FIELD_SUMMARY, FIELD_OUTLET, FIELD_LANG, FIELD_COUNT
};

static const struct {
    const char *vocabulary, *name;
    enum feed_field field;
    u8 rank; /* of two for one field the smaller wins */
} elements[] = {
    {"", "title", FIELD_TITLE, 0},          {"dc", "title", FIELD_TITLE, 1},          {"news", "title", FIELD_TITLE, 0},
    {"media", "title", FIELD_TITLE, 2},     {"media", "description", FIELD_SUMMARY, 5},
    {"", "link", FIELD_LINK, 0},            {"", "loc", FIELD_LINK, 0},               {"", "a", FIELD_LINK, 2},
    {"", "guid", FIELD_GUID, 0},            {"", "id", FIELD_GUID, 1},                {"", "pubdate", FIELD_PUBLISHED, 0},
    {"", "published", FIELD_PUBLISHED, 0},  {"", "issued", FIELD_PUBLISHED, 1},       {"dcterms", "issued", FIELD_PUBLISHED, 1},
    {"", "created", FIELD_PUBLISHED, 2},    {"dcterms", "created", FIELD_PUBLISHED, 3}, {"news", "publication_date", FIELD_PUBLISHED, 0},
    {"dc", "date", FIELD_UPDATED, 1},       {"", "updated", FIELD_UPDATED, 0},        {"", "modified", FIELD_UPDATED, 0},
    {"dcterms", "modified", FIELD_UPDATED, 2}, {"", "lastmod", FIELD_UPDATED, 0},     {"", "date", FIELD_UPDATED, 1},
    {"", "author", FIELD_AUTHOR, 0},        {"dc", "creator", FIELD_AUTHOR, 1},       {"dc", "author", FIELD_AUTHOR, 1},
    {"content", "encoded", FIELD_CONTENT, 0}, {"", "content", FIELD_CONTENT, 1},      {"xhtml", "body", FIELD_CONTENT, 1},
    {"", "body", FIELD_CONTENT, 2},         {"", "fullitem", FIELD_CONTENT, 1},       {"", "description", FIELD_SUMMARY, 0},
    {"", "summary", FIELD_SUMMARY, 1},      {"", "abstract", FIELD_SUMMARY, 2},       {"dc", "description", FIELD_SUMMARY, 3},
    {"itunes", "summary", FIELD_SUMMARY, 4}, {"news", "name", FIELD_OUTLET, 0},       {"news", "language", FIELD_LANG, 0},
    {"dc", "language", FIELD_LANG, 1},      {"", "language", FIELD_LANG, 1},          {"", "prodlink", FIELD_LINK, 3},
};

struct value {
    str html;   /* with markup, if it has any */
    bool plain; /* says of itself that it is plain text */
    u8 rank;
};

struct item {
    struct arena *a;
    str raw; /* head and item */
    u32 lookups; /* of declared prefixes; past a limit prefixes mean what they usually do */
    struct value values[FIELD_COUNT];
};

/* The element's inside, *at behind its end: decoded where it is text, as it stands where it is markup. */
static str inside_of(struct arena *a, str s, size_t *at, str name)
{
    struct xml_token t;
    size_t begin = *at, end = s.n;
    bool markup = false;
    str text = STR_EMPTY;
    u32 depth = 0;
    while (xml_next(s, at, &t)) {
        if (t.kind == XML_END && str_eq(t.name, name) && depth-- == 0) {
            end = t.begin;
            break;
        }
        depth += t.kind == XML_START && str_eq(t.name, name) && !t.empty;
        markup = markup || t.kind == XML_START;
        str piece = t.kind == XML_CDATA ? t.text : t.kind == XML_TEXT ? xml_decode(a, t.text) : STR_EMPTY;
        if (piece.n && !markup) {
            char *room = ARENA_ARRAY(a, char, text.n + piece.n); /* few pieces: text and CDATA in turn */
            if (text.n)
                memcpy(room, text.p, text.n);
            memcpy(room + text.n, piece.p, piece.n);
            text = (str){room, text.n + piece.n};
        }
    }
    return markup ? (str){s.p + begin, end - begin} : text;
}

static void take(struct item *x, enum feed_field field, u8 rank, str html, bool plain)
{
    struct value *v = &x->values[field];
    bool again = (field == FIELD_UPDATED || field == FIELD_PUBLISHED) && rank == v->rank; /* of a date given twice the last counts */
    html = str_trim(html);
    if (html.n && (v->html.n == 0 || rank < v->rank || again))
        *v = (struct value){html, plain, rank};
}

/* ---- base64 (Atom 0.3's mode, Atom 1.0's content of other types) ---- */

static bool is_packed(struct arena *a, str attrs, str type)
{
    bool media = memchr(type.n ? type.p : "", '/', type.n) != NULL;
    return str_is(xml_attr(a, attrs, "mode"), "base64") ||
           (media && !str_starts(type, S("text/")) && !str_ends(type, S("xml")) && xml_attr(a, attrs, "src").n == 0 && xml_attr(a, attrs, "mode").n == 0);
}

static u32 sextet(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (u32)(at - digits) : 64;
}

/* The text that base64 holds; what is none, or no UTF-8, stays as it is. */
static str unpacked(struct arena *a, str s)
{
    char *out = ARENA_ARRAY(a, char, s.n + 1);
    size_t n = 0;
    u32 bits = 0, held = 0;
    for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
        if ((u8)s.p[i] <= ' ')
            continue;
        u32 v = sextet(s.p[i]);
        if (v == 64)
            return s;
        bits = bits << 6 | v;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[n++] = (char)(bits >> held & 0xff);
        }
    }
    return utf8_is_clean((str){out, n}) ? (str){out, n} : s;
}

static str name_inside(struct arena *a, str author)
{
    struct xml_token t;
    for (size_t at = 0; xml_next(author, &at, &t);)
        if (t.kind == XML_START && xml_is(t.name, "name") && !t.empty)
            return inside_of(a, author, &at, t.name);
    return author;
}

/* An Atom link or one in an attribute: of no relation or "alternate". */
static void take_link(struct item *x, const struct xml_token *t, str inner)
{
    str rel = xml_attr(x->a, t->attrs, "rel"), href = xml_attr(x->a, t->attrs, "href");
    str type = xml_attr(x->a, t->attrs, "type");
    bool alternate = rel.n == 0 || str_is(rel, "alternate");
    if (href.n && alternate)
        take(x, FIELD_LINK, type.n && str_find(type, S("html"), 0) == SIZE_MAX ? 1 : 0, href, true);
    else if (href.n == 0)
        take(x, FIELD_LINK, 0, inner, true);
}

static void take_element(struct item *x, str s, size_t *at, const struct xml_token *t)
{
    str prefix = xml_prefix(t->name);
    if (prefix.n && x->lookups++ < LOOKUPS_MAX)
        prefix = vocabulary(x->a, str_head(x->raw, DECLARATIONS_BYTES), prefix);
    for (size_t i = 0; i < COUNT_OF(elements); i++) {
        if (!str_is(prefix, elements[i].vocabulary) || !xml_is(t->name, elements[i].name))
            continue;
        enum feed_field field = elements[i].field;
        str inner = t->empty ? STR_EMPTY : inside_of(x->a, s, at, t->name), type = xml_attr(x->a, t->attrs, "type");
        bool plain = str_is(type, "text") || str_is(type, "text/plain");
        if (is_packed(x->a, t->attrs, type))
            inner = unpacked(x->a, inner);
        if (field == FIELD_LINK)
            take_link(x, t, inner);
        else if (field == FIELD_AUTHOR)
            take(x, field, elements[i].rank, name_inside(x->a, inner), false);
        else if (field != FIELD_GUID || !str_is(xml_attr(x->a, t->attrs, "isPermaLink"), "false"))
            take(x, field, elements[i].rank, inner, plain);
        return;
    }
    bool open = xml_is(t->name, "news") || xml_is(t->name, "publication") || /* what a sitemap tells stands inside these */
                (xml_is(t->name, "group") && prefix.n); /* media:group: a film's title and description */
    if (!t->empty && !open) /* media:group, source ...: their titles are not the item's */
        inside_of(x->a, s, at, t->name);
}

static void read_item(struct item *x, str s)
{
    struct xml_token t;
    size_t at = 0;
    if (!xml_next(s, &at, &t))
        return;
    take(x, FIELD_LINK, 2, xml_attr(x->a, t.attrs, "href"), true); /* CDF */
    take(x, FIELD_UPDATED, 3, xml_attr(x->a, t.attrs, "lastmod"), true);
    take(x, FIELD_LINK, 4, xml_attr(x->a, t.attrs, "rdf:about"), true);
    while (xml_next(s, &at, &t))
        if (t.kind == XML_START)
            take_element(x, s, &at, &t);
}

/* ---- the feed's own ---- */

/* The first element of the head with this name, outside images. */
static str head_value(struct arena *a, str head, const char *name)
{
    struct xml_token t;
    for (size_t at = 0; xml_next(head, &at, &t);) {
        if (t.kind != XML_START || t.empty)
            continue;
        if (xml_is(t.name, "image") || xml_is(t.name, "textinput"))
            inside_of(a, head, &at, t.name);
        else if (xml_is(t.name, name) && xml_prefix(t.name).n == 0)
            return str_trim(inside_of(a, head, &at, t.name));
    }
    return STR_EMPTY;
}

/* Text with its markup taken off. */
static str flat(struct arena *a, str html, bool plain)
{
    if (plain || html.n == 0 || (!memchr(html.p, '<', html.n) && !memchr(html.p, '&', html.n)))
        return html;
    struct dom d;
    dom_parse(a, html, &d);
    return str_trim(dom_text(a, &d, 0));
}

/* A link made whole by the feed's base: one without scheme. */
static str whole_link(struct arena *a, str link, str base)
{
    size_t scheme = str_find(base, S("://"), 0);
    if (link.n == 0 || scheme == SIZE_MAX || str_find(str_head(link, 12), S(":"), 0) != SIZE_MAX)
        return link;
    size_t host = scheme + 3, last = base.n;
    while (host < base.n && base.p[host] != '/')
        host++;
    while (last > host && base.p[last - 1] != '/')
        last--;
    if (str_starts(link, S("//")))
        return arena_fmt(a, "%.*s:%.*s", (int)scheme, base.p, STR_ARG(link));
    if (link.p[0] == '/')
        return arena_fmt(a, "%.*s%.*s", (int)host, base.p, STR_ARG(link));
    return arena_fmt(a, "%.*s%s%.*s", (int)last, base.p, last == host ? "/" : "", STR_ARG(link));
}

/* "mail (Name)" and "Name <mail>" are Name; a bare address is nobody's name. */
static str author_name(str s)
{
    size_t open = str_find(s, S("("), 0), less = str_find(s, S("<"), 0);
    if (str_find(s, S("@"), 0) == SIZE_MAX)
        return s;
    if (open != SIZE_MAX && s.p[s.n - 1] == ')')
        return str_trim((str){s.p + open + 1, s.n - open - 2});
    return less != SIZE_MAX ? str_trim(str_head(s, less)) : STR_EMPTY;
}

static void fill_known(struct item *x, str head, struct page *page)
{
    struct arena *a = x->a;
    struct value *v = x->values;
    struct known *k = &page->known;
    str base = xml_attr(a, x->raw.n ? str_skip(head, MIN_OF(head.n, str_find(head, S("xml:base"), 0))) : STR_EMPTY, "xml:base");
    str published = stamp_iso(a, v[FIELD_PUBLISHED].html), site = head_value(a, head, "link");
    str link = v[FIELD_LINK].html.n ? v[FIELD_LINK].html : v[FIELD_GUID].html;
    k->url = whole_link(a, link, base.n ? base : site);
    k->headline = flat(a, v[FIELD_TITLE].html, v[FIELD_TITLE].plain);
    k->author = author_name(flat(a, v[FIELD_AUTHOR].html, false));
    k->published = published.n ? published : stamp_iso(a, v[FIELD_UPDATED].html);
    k->modified = published.n ? stamp_iso(a, v[FIELD_UPDATED].html) : STR_EMPTY;
    k->outlet = flat(a, v[FIELD_OUTLET].html, false);
    if (k->outlet.n == 0)
        k->outlet = flat(a, head_value(a, head, "title"), false);
    if (k->outlet.n == 0)
        k->outlet = meta_domain(k->url);
    k->lang = str_head(v[FIELD_LANG].html.n ? v[FIELD_LANG].html : head_value(a, head, "language"), 2);
    k->basis = k->modified_basis = BASIS_METADATA;
}

/* Controls 0x80..0x9f, which no text holds, are windows-1252's quotation marks and dashes, put into UTF-8 as they were. */
static str without_controls(struct arena *a, str s)
{
    size_t from = 0, n = 0, at = str_find(s, S("\xc2"), 0);
    char *out = NULL;
    for (; at != SIZE_MAX && at + 1 < s.n; at = str_find(s, S("\xc2"), at + 2)) {
        u32 c = (u8)s.p[at + 1];
        if (c >= 0xa0 || charset_c1(c) == c)
            continue;
        out = out ? out : ARENA_ARRAY(a, char, s.n * 2); /* two bytes become three at most */
        memcpy(out + n, s.p + from, at - from);
        n += at - from;
        n += utf8_put(out + n, charset_c1(c));
        from = at + 2;
    }
    if (!out)
        return s;
    memcpy(out + n, s.p + from, s.n - from);
    return (str){out, n + s.n - from};
}

bool feed_is_list(str head) { return str_find(str_head(head, LIST_HEAD_BYTES), S("<opml"), 0) != SIZE_MAX; }

bool feed_outline_next(struct arena *a, str list, size_t *at, struct feed_outline *out)
{
    struct xml_token t;
    while (xml_next(list, at, &t)) {
        if (t.kind != XML_START || !xml_is(t.name, "outline"))
            continue;
        *out = (struct feed_outline){str_trim(xml_attr(a, t.attrs, "xmlUrl")), str_trim(xml_attr(a, t.attrs, "htmlUrl"))};
        if (out->feed.n == 0) /* type link and include have url alone */
            out->feed = str_trim(xml_attr(a, t.attrs, "url"));
        if (out->feed.n || out->page.n)
            return true;
    }
    return false;
}

void feed_page(struct arena *a, str raw, struct page *page)
{
    struct utf8_mending what;
    size_t at = 0;
    str item, utf8 = without_controls(a, charset_decode(a, raw, STR_EMPTY, CHARSET_XML, &what));
    page->mended = (u32)(what.nul + what.broken);
    if (!feed_next(utf8, &at, &item)) {
        bool list = feed_is_list(utf8) || str_find(str_head(utf8, LIST_HEAD_BYTES), S("<sitemapindex"), 0) != SIZE_MAX;
        page->unread = list ? S("it is a list of feeds or sitemaps, which has no text of its own; give what it lists") : S("it is a feed without items");
        return;
    }
    struct item x = {.a = a, .raw = utf8};
    str head = {utf8.p, (size_t)(item.p - utf8.p)};
    read_item(&x, item);
    fill_known(&x, head, page);
    const struct value *body = x.values[FIELD_CONTENT].html.n ? &x.values[FIELD_CONTENT] : &x.values[FIELD_SUMMARY];
    if (body->html.n && body->plain)
        page->text = body->html;
    else if (body->html.n)
        html_fragment(a, body->html, page);
    bool listed = page->known.headline.n || page->known.url.n || page->known.published.n; /* as of a record with an empty text */
    if (page->text.n)
        return;
    page->unread = listed ? STR_EMPTY : S("an item of a feed without title, link and text");
}
