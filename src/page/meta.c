/*
** meta.c - the elements of a page that tell what it is. JSON-LD stands in jsonld.c.
*/
#include "page/meta.h"

#include <ctype.h>
#include <strings.h>

#include "base/lang.h"
#include "page/jsonld.h"
#include "page/role.h"
#include "page/stamp.h"

#define TITLE_BYTES_MAX 1000
#define AUTHOR_BYTES_MAX 100
#define AUTHORS_MAX 12
#define KEYWORDS_MAX 40
#define HEAD_VALUES_MAX 1000
#define MEDIA_DEPTH 6
#define HEADINGS_MAX 200 /* of the first rank that are looked at */

const char *meta_field_name(enum meta_field f)
{
    static const char *const names[] = {"headline", "author",  "published",   "modified", "outlet", "url", "lang",
                                        "keywords", "section", "description", "dateline", "credit", "body", "maker"};
    ASSERT((size_t)f < COUNT_OF(names));
    return names[f];
}

const char *meta_rule_name(enum meta_rule r)
{
    static const char *const names[] = {"JSON-LD", "microdata", "OpenGraph", "meta", "JSON-LD page", "link", "time element", "heading", "title", "html lang", "locale"};
    ASSERT((size_t)r < COUNT_OF(names));
    return names[r];
}

void meta_add(struct arena *a, struct meta *m, enum meta_field field, enum meta_rule rule, str value, u32 node)
{
    value = str_trim(value);
    if (value.n)
        vec_push(a, &m->values, ((struct meta_value){value, (u8)field, (u8)rule, node}));
}

const struct meta_value *meta_best(const struct meta *m, enum meta_field field)
{
    const struct meta_value *best = NULL;
    for (u32 i = 0; i < m->values.n; i++) {
        const struct meta_value *v = &m->values.v[i];
        if (v->field == field && (!best || v->rule < best->rule))
            best = v;
    }
    return best;
}

/* ---- <meta>, <link>, <title>, <time>, microdata ---- */

struct meta_name {
    const char *name;
    u8 field, rule;
};

/* Names in name=, property= and itemprop= of <meta>. */
static const struct meta_name meta_names[] = {
    {"og:title", META_HEADLINE, RULE_OPEN_GRAPH},
    {"og:site_name", META_OUTLET, RULE_OPEN_GRAPH},
    {"og:url", META_URL, RULE_OPEN_GRAPH},
    {"og:description", META_DESCRIPTION, RULE_OPEN_GRAPH},
    {"og:article:published_time", META_PUBLISHED, RULE_OPEN_GRAPH},
    {"og:article:author", META_AUTHOR, RULE_OPEN_GRAPH},
    {"og:published_time", META_PUBLISHED, RULE_OPEN_GRAPH},
    {"og:pubdate", META_PUBLISHED, RULE_OPEN_GRAPH},
    {"article:published_time", META_PUBLISHED, RULE_OPEN_GRAPH},
    {"article:published", META_PUBLISHED, RULE_OPEN_GRAPH},
    {"article:modified_time", META_MODIFIED, RULE_OPEN_GRAPH},
    {"og:updated_time", META_MODIFIED, RULE_META},
    {"article:modified", META_MODIFIED, RULE_OPEN_GRAPH},
    {"article:author", META_AUTHOR, RULE_OPEN_GRAPH},
    {"article:author_name", META_AUTHOR, RULE_OPEN_GRAPH},
    {"article:section", META_SECTION, RULE_OPEN_GRAPH},
    {"article:tag", META_KEYWORDS, RULE_OPEN_GRAPH},
    {"author", META_AUTHOR, RULE_META},
    {"byl", META_AUTHOR, RULE_META},
    {"byline", META_AUTHOR, RULE_META},
    {"dc.creator", META_AUTHOR, RULE_META},
    {"dcterms.creator", META_AUTHOR, RULE_META},
    {"dc:creator", META_AUTHOR, RULE_META},
    {"citation_author", META_AUTHOR, RULE_META},
    {"sailthru.author", META_AUTHOR, RULE_META},
    {"parsely-author", META_AUTHOR, RULE_META},
    {"twitter:title", META_HEADLINE, RULE_META},
    {"dc.title", META_HEADLINE, RULE_META},
    {"dcterms.title", META_HEADLINE, RULE_META},
    {"parsely-title", META_HEADLINE, RULE_META},
    {"sailthru.title", META_HEADLINE, RULE_META},
    {"title", META_HEADLINE, RULE_META},
    {"headline", META_HEADLINE, RULE_MICRODATA},
    {"datepublished", META_PUBLISHED, RULE_MICRODATA},
    {"datemodified", META_MODIFIED, RULE_MICRODATA},
    {"datecreated", META_PUBLISHED, RULE_META},
    {"dc.date", META_PUBLISHED, RULE_META},
    {"dc.date.issued", META_PUBLISHED, RULE_META},
    {"dc.date.created", META_PUBLISHED, RULE_META},
    {"dcterms.date", META_PUBLISHED, RULE_META},
    {"dcterms.created", META_PUBLISHED, RULE_META},
    {"dcterms.issued", META_PUBLISHED, RULE_META},
    {"dcterms.modified", META_MODIFIED, RULE_META},
    {"date", META_PUBLISHED, RULE_META},
    {"pubdate", META_PUBLISHED, RULE_META},
    {"publishdate", META_PUBLISHED, RULE_META},
    {"publish-date", META_PUBLISHED, RULE_META},
    {"publish_date", META_PUBLISHED, RULE_META},
    {"publication_date", META_PUBLISHED, RULE_META},
    {"published_time", META_PUBLISHED, RULE_META},
    {"published-date", META_PUBLISHED, RULE_META},
    {"parsely-pub-date", META_PUBLISHED, RULE_META},
    {"sailthru.date", META_PUBLISHED, RULE_META},
    {"citation_publication_date", META_PUBLISHED, RULE_META},
    {"article.published", META_PUBLISHED, RULE_META},
    {"article.created", META_PUBLISHED, RULE_META},
    {"article.updated", META_MODIFIED, RULE_META},
    {"last-modified", META_MODIFIED, RULE_META},
    {"lastmod", META_MODIFIED, RULE_META},
    {"application-name", META_OUTLET, RULE_META},
    {"al:ios:app_name", META_OUTLET, RULE_META},
    {"dc.publisher", META_OUTLET, RULE_META},
    {"publisher", META_OUTLET, RULE_META},
    {"keywords", META_KEYWORDS, RULE_META},
    {"news_keywords", META_KEYWORDS, RULE_META},
    {"description", META_DESCRIPTION, RULE_META},
    {"twitter:description", META_DESCRIPTION, RULE_META},
    {"section", META_SECTION, RULE_META},
    {"original-source", META_CREDIT, RULE_META},
    {"syndication-source", META_CREDIT, RULE_META},
    {"isbasedon", META_CREDIT, RULE_MICRODATA},
    {"sourceorganization", META_CREDIT, RULE_MICRODATA},
    {"dateline", META_DATELINE, RULE_MICRODATA},
    {"inlanguage", META_LANG, RULE_MICRODATA},
    {"articlesection", META_SECTION, RULE_MICRODATA},
    {"mainentityofpage", META_URL, RULE_MICRODATA},
    {"og:locale", META_LANG, RULE_LOCALE},
    {"generator", META_MAKER, RULE_META},
    {"designer", META_MAKER, RULE_META},
    {"developer", META_MAKER, RULE_META},
    {"web_author", META_MAKER, RULE_META},
};

static void take_name(struct arena *a, struct meta *m, str name, str content, u32 node)
{
    for (size_t i = 0; i < COUNT_OF(meta_names) && name.n; i++)
        if (name.n == strlen(meta_names[i].name) && strncasecmp(name.p, meta_names[i].name, name.n) == 0) {
            meta_add(a, m, (enum meta_field)meta_names[i].field, (enum meta_rule)meta_names[i].rule, content, node);
            return;
        }
}

static void take_meta(struct arena *a, struct meta *m, const struct dom *d, u32 i)
{
    str content = dom_attr(d, i, ATTR_CONTENT);
    if (content.n == 0)
        return;
    take_name(a, m, dom_attr(d, i, ATTR_NAME), content, i);
    take_name(a, m, dom_attr(d, i, ATTR_PROPERTY), content, i);
    take_name(a, m, dom_attr(d, i, ATTR_ITEMPROP), content, i);
}

/* The value of an element with itemprop: its content or datetime attribute, else its text. */
static str item_value(struct arena *a, const struct dom *d, u32 i)
{
    str v = dom_attr(d, i, ATTR_CONTENT);
    if (v.n == 0)
        v = dom_attr(d, i, ATTR_DATETIME);
    return v.n ? v : dom_text(a, d, i);
}

/* The name of the thing that an element with itemprop=author or publisher describes. */
static str item_name(struct arena *a, const struct dom *d, u32 i)
{
    for (u32 k = i + 1; k < d->nodes.v[i].end; k++)
        if (str_is(dom_attr(d, k, ATTR_ITEMPROP), "name"))
            return item_value(a, d, k);
    return item_value(a, d, i);
}

/* An element within the description of a picture or film: what it tells is not the article's. */
static bool is_of_media(const struct dom *d, u32 i)
{
    for (u32 n = d->nodes.v[i].parent, k = 0; n && k < MEDIA_DEPTH; n = d->nodes.v[n].parent, k++) {
        str type = dom_attr(d, n, ATTR_ITEMTYPE);
        if (d->nodes.v[n].tag == TAG_FIGURE || str_ends(type, S("ImageObject")) || str_ends(type, S("VideoObject")))
            return true;
    }
    return false;
}

static void take_item(struct arena *a, struct meta *m, const struct dom *d, u32 i, str prop)
{
    if (is_of_media(d, i))
        return;
    if (str_is(prop, "headline"))
        meta_add(a, m, META_HEADLINE, RULE_MICRODATA, item_value(a, d, i), i);
    else if (str_is(prop, "datePublished"))
        meta_add(a, m, META_PUBLISHED, RULE_MICRODATA, item_value(a, d, i), i);
    else if (str_is(prop, "dateModified"))
        meta_add(a, m, META_MODIFIED, RULE_MICRODATA, item_value(a, d, i), i);
    else if (str_is(prop, "author"))
        meta_add(a, m, META_AUTHOR, RULE_MICRODATA, item_name(a, d, i), i);
    else if (str_is(prop, "publisher"))
        meta_add(a, m, META_OUTLET, RULE_MICRODATA, item_name(a, d, i), i);
    else if (str_is(prop, "dateline"))
        meta_add(a, m, META_DATELINE, RULE_MICRODATA, item_value(a, d, i), i);
    else if (str_is(prop, "sourceOrganization") || str_is(prop, "creditText"))
        meta_add(a, m, META_CREDIT, RULE_MICRODATA, item_name(a, d, i), i);
    else if (str_is(prop, "isBasedOn"))
        meta_add(a, m, META_CREDIT, RULE_MICRODATA, dom_attr(d, i, ATTR_HREF).n ? dom_attr(d, i, ATTR_HREF) : item_name(a, d, i), i);
}

static void take_time(struct arena *a, struct meta *m, const struct dom *d, u32 i)
{
    str when = dom_attr(d, i, ATTR_DATETIME), name = dom_attr(d, i, ATTR_CLASS);
    bool modified = str_find(name, S("updat"), 0) != SIZE_MAX || str_find(name, S("modif"), 0) != SIZE_MAX;
    if (when.n)
        meta_add(a, m, modified ? META_MODIFIED : META_PUBLISHED, RULE_TIME, when, i);
}

static void take_element(struct arena *a, struct meta *m, const struct dom *d, u32 i)
{
    const struct dom_node *n = &d->nodes.v[i];
    str prop = dom_attr(d, i, ATTR_ITEMPROP);
    switch ((enum dom_tag)n->tag) {
    case TAG_META:
        take_meta(a, m, d, i);
        return;
    case TAG_LINK:
        if (str_is(dom_attr(d, i, ATTR_REL), "canonical"))
            meta_add(a, m, META_URL, RULE_LINK, dom_attr(d, i, ATTR_HREF), i);
        take_name(a, m, prop, dom_attr(d, i, ATTR_HREF), i);
        return;
    case TAG_HTML:
        meta_add(a, m, META_LANG, RULE_HTML, dom_attr(d, i, ATTR_LANG), i);
        break;
    case TAG_TITLE:
        if (d->nodes.v[n->parent].tag != TAG_SVG)
            meta_add(a, m, META_HEADLINE, RULE_TITLE, dom_text(a, d, i), i);
        return;
    case TAG_H1:
        meta_add(a, m, META_HEADLINE, RULE_HEADING, dom_text(a, d, i), i);
        break;
    case TAG_A:
        if (str_is(dom_attr(d, i, ATTR_REL), "author") && prop.n == 0)
            meta_add(a, m, META_AUTHOR, RULE_LINK, dom_text(a, d, i), i);
        break;
    case TAG_TIME:
        if (prop.n == 0)
            take_time(a, m, d, i);
        break;
    case TAG_SCRIPT:
        jsonld_read(a, n->end > i + 1 ? d->nodes.v[i + 1].text : STR_EMPTY, i, m);
        return;
    default:
        break;
    }
    if (prop.n)
        take_item(a, m, d, i, prop);
}

void meta_read(struct arena *a, const struct html *h, struct meta *out)
{
    const struct dom *d = &h->dom;
    *out = (struct meta){0};
    for (u32 i = 1; i < d->nodes.n; i++)
        if (d->nodes.v[i].tag != TAG_TEXT && (d->nodes.v[i].n_values || d->nodes.v[i].tag == TAG_TITLE || d->nodes.v[i].tag == TAG_H1))
            take_element(a, out, d, i);
}

/* ---- what the page is known by ---- */

str meta_host(str url)
{
    size_t at = str_find(url, S("://"), 0);
    if (at == SIZE_MAX)
        return STR_EMPTY;
    str host = str_skip(url, at + 3);
    size_t n = 0;
    while (n < host.n && !strchr("/?#:", host.p[n]))
        n++;
    host = str_head(host, n);
    return str_starts(host, S("www.")) ? str_skip(host, 4) : host;
}

str meta_domain(str url)
{
    str host = meta_host(url);
    size_t dots[2] = {0, 0}, n = 0, at = host.n;
    while (at > 0 && n < 3) {
        while (at > 0 && host.p[at - 1] != '.')
            at--;
        if (at == 0)
            return host;
        size_t label = (n ? dots[0] - 1 : host.n) - at;
        if (n == 1 && label > 3) /* "example" of "example.com": the registered part */
            return str_skip(host, at);
        if (n == 2)
            return str_skip(host, at);
        dots[0] = at;
        n++;
        at--;
    }
    return host;
}

/* Letters and digits alone, small: for telling that two titles are one. */
static str bare(struct arena *a, str s)
{
    char *out = ARENA_ARRAY(a, char, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if ((u8)s.p[i] >= 0x80 || isalnum((unsigned char)s.p[i]))
            out[n++] = (char)tolower((unsigned char)s.p[i]);
    return (str){out, n};
}

/* True where the page's visible heading is this title, or the title without the site's name. */
static bool is_title_of(struct arena *a, str heading, str title)
{
    str h = bare(a, heading), t = bare(a, title);
    if (h.n < 4 || t.n < 4)
        return false;
    if (str_eq(h, t))
        return true;
    return t.n > h.n && h.n >= 12 && str_find(t, h, 0) != SIZE_MAX;
}

/* A title without " | Site" or " - Site" behind it. */
static str without_site(struct arena *a, str title, str outlet)
{
    static const char *const marks[] = {" | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " :: ", " \xc2\xbb ", " \xe2\x80\xa2 "};
    size_t cut = SIZE_MAX;
    for (size_t m = 0; m < COUNT_OF(marks); m++) {
        size_t at = 0, n = strlen(marks[m]);
        while ((at = str_find(title, str_of(marks[m]), at)) != SIZE_MAX) {
            str site = str_skip(title, at + n);
            bool named = outlet.n && str_eq(bare(a, site), bare(a, outlet));
            if (named || (m == 0 && at * 2 > title.n && site.n <= 40))
                cut = MIN_OF(cut, at);
            at += n;
        }
    }
    return cut == SIZE_MAX ? title : str_trim(str_head(title, cut));
}

static str best_value(const struct meta *m, enum meta_field f)
{
    const struct meta_value *v = meta_best(m, f);
    return v ? v->value : STR_EMPTY;
}

/* The headline: a heading that repeats what the head says, else what the head says, else the only heading. */
static str headline_of(struct arena *a, const struct meta *m, str outlet)
{
    const struct meta_value *best = meta_best(m, META_HEADLINE), *heading = NULL;
    str titles[RULE_HTML + 1] = {STR_EMPTY}; /* of each rule the first: a page may tell of other articles as well */
    u32 headings = 0;
    for (u32 i = 0; i < m->values.n; i++) {
        const struct meta_value *v = &m->values.v[i];
        if (v->field == META_HEADLINE && v->rule != RULE_HEADING && titles[v->rule].n == 0 && v->value.n <= TITLE_BYTES_MAX)
            titles[v->rule] = v->value;
    }
    for (u32 i = 0; i < m->values.n && headings < HEADINGS_MAX; i++) {
        const struct meta_value *h = &m->values.v[i];
        if (h->field != META_HEADLINE || h->rule != RULE_HEADING || h->value.n > TITLE_BYTES_MAX)
            continue;
        headings++;
        heading = heading ? heading : h;
        for (size_t r = 0; r < COUNT_OF(titles); r++)
            if (is_title_of(a, h->value, titles[r]))
                return h->value;
    }
    if (!best)
        return STR_EMPTY;
    if (best->rule >= RULE_HEADING && heading && headings == 1 && !str_eq(bare(a, heading->value), bare(a, outlet)))
        return heading->value;
    return without_site(a, str_head(best->value, TITLE_BYTES_MAX), outlet);
}

/* True for the name of who made the site, as its head tells it ("generator", "designer"). */
static bool is_maker(struct arena *a, const struct meta *m, str name)
{
    for (u32 i = 0; i < m->values.n; i++)
        if (m->values.v[i].field == META_MAKER && str_eq(bare(a, m->values.v[i].value), name))
            return true;
    return false;
}

/* A name that is no person's or desk's: an address, a key, the site itself, who made it. */
static bool is_no_author(struct arena *a, const struct meta *m, str s, str outlet, str domain)
{
    if (s.n < 2 || s.n > AUTHOR_BYTES_MAX || str_find(s, S("://"), 0) != SIZE_MAX || str_find(s, S("@"), 0) != SIZE_MAX || str_find(s, S(".com"), 0) != SIZE_MAX)
        return true;
    for (size_t i = 0; i < s.n; i++)
        if (isdigit((unsigned char)s.p[i]) || strchr("{}<>=", s.p[i]))
            return true;
    str b = bare(a, s), o = bare(a, outlet), d = bare(a, domain);
    if (b.n == 0 || str_eq(b, o) || is_maker(a, m, b) || (b.n >= 4 && d.n >= b.n && str_starts(d, b)))
        return true;
    return b.n < s.n / 2 || str_is(b, "admin") || str_is(b, "administrator") || str_is(b, "editor") || str_is(b, "staff") || str_is(b, "webmaster");
}

static bool holds(str list, str s)
{
    for (size_t at = 0; (at = str_find(list, s, at)) != SIZE_MAX; at++)
        if ((at == 0 || list.p[at - 1] == '\n') && (at + s.n == list.n || list.p[at + s.n] == '\n'))
            return true;
    return false;
}

/* The authors by the best rule that names any, parted by \n. */
static str authors_of(struct arena *a, const struct meta *m, str outlet, str domain)
{
    for (int rule = RULE_JSON_LD; rule <= RULE_LINK; rule++) {
        str all = STR_EMPTY;
        u32 n = 0;
        for (u32 i = 0; i < m->values.n && n < AUTHORS_MAX; i++) {
            const struct meta_value *v = &m->values.v[i];
            str name = v->value;
            if (v->field != META_AUTHOR || v->rule != rule)
                continue;
            if (name.n > 3 && strncasecmp(name.p, "by ", 3) == 0)
                name = str_trim(str_skip(name, 3));
            if (is_no_author(a, m, name, outlet, domain) || holds(all, name))
                continue;
            all = arena_fmt(a, "%.*s%s%.*s", STR_ARG(all), n++ ? "\n" : "", STR_ARG(name));
        }
        if (n)
            return all;
    }
    return STR_EMPTY;
}

/* The first time of a field, by rule, that can be read. Of <time> elements only the first counts. */
static str time_of(struct arena *a, const struct meta *m, enum meta_field field)
{
    for (int rule = RULE_JSON_LD; rule <= RULE_TIME; rule++)
        for (u32 i = 0; i < m->values.n; i++) {
            const struct meta_value *v = &m->values.v[i];
            str iso = v->field == field && v->rule == rule ? stamp_iso(a, v->value) : STR_EMPTY;
            if (iso.n)
                return iso;
        }
    return STR_EMPTY;
}

/* The language that the page names ("ar-EG": ar), where its text is in a script of that language. */
static str lang_of(struct arena *a, const struct html *h, const struct meta *m)
{
    str name = best_value(m, META_LANG);
    size_t n = 0, arabic = 0, latin = 0;
    while (n < name.n && isalpha((unsigned char)name.p[n]))
        n++;
    if (n != 2)
        return STR_EMPTY;
    for (size_t i = 0; i < h->text.n; i++) {
        u8 c = (u8)h->text.p[i];
        arabic += c >= 0xd8 && c <= 0xdb;
        latin += isalpha(c) != 0;
    }
    char code[2] = {(char)tolower((unsigned char)name.p[0]), (char)tolower((unsigned char)name.p[1])};
    const struct lang_table *written = lang_table("any", "arabic_script");
    bool in_arabic = false;
    for (u32 i = 0; written && i < written->n; i++)
        in_arabic = in_arabic || memcmp(code, written->rows[i].column[0], 2) == 0;
    return in_arabic == (arabic > latin) ? arena_str(a, (str){code, 2}) : STR_EMPTY;
}

static bool is_url(str s) { return str_starts(s, S("http://")) || str_starts(s, S("https://")); }

static str url_of(const struct meta *m)
{
    const struct meta_value *best = NULL;
    for (u32 i = 0; i < m->values.n; i++) {
        const struct meta_value *v = &m->values.v[i];
        if (v->field == META_URL && is_url(v->value) && (!best || (v->rule == RULE_LINK && best->rule != RULE_LINK)))
            best = v;
    }
    return best ? best->value : STR_EMPTY;
}

/* Who had it first, as the head tells: names, or the domains of addresses; the site itself is none. One a line. */
static str credits_of(struct arena *a, const struct meta *m, str outlet, str domain)
{
    str all = STR_EMPTY;
    for (u32 i = 0; i < m->values.n; i++) {
        const struct meta_value *v = &m->values.v[i];
        str name = v->field == META_CREDIT && is_url(v->value) ? meta_domain(v->value) : v->value;
        if (v->field != META_CREDIT || name.n == 0 || name.n > AUTHOR_BYTES_MAX || str_eq(bare(a, name), bare(a, outlet)) ||
            str_eq(bare(a, name), bare(a, domain)) || holds(all, name))
            continue;
        all = arena_fmt(a, "%.*s%s%.*s", STR_ARG(all), all.n ? "\n" : "", STR_ARG(name));
    }
    return all;
}

/* Keywords, parted by commas or told one by one; one a line. */
static str keywords_of(struct arena *a, const struct meta *m)
{
    str all = STR_EMPTY;
    u32 n = 0;
    for (u32 i = 0; i < m->values.n; i++) {
        str rest = m->values.v[i].field == META_KEYWORDS ? m->values.v[i].value : STR_EMPTY;
        while (rest.n && n < KEYWORDS_MAX) {
            size_t end = 0;
            while (end < rest.n && rest.p[end] != ',' && rest.p[end] != ';' && !((u8)rest.p[end] == 0xd8 && end + 1 < rest.n && (u8)rest.p[end + 1] == 0x8c))
                end++;
            str word = str_trim(str_head(rest, end));
            rest = str_skip(rest, MIN_OF(rest.n, end + (end < rest.n && (u8)rest.p[end] == 0xd8 ? 2 : 1)));
            if (word.n == 0 || word.n > AUTHOR_BYTES_MAX || holds(all, word))
                continue;
            all = arena_fmt(a, "%.*s%s%.*s", STR_ARG(all), n++ ? "\n" : "", STR_ARG(word));
        }
    }
    return all;
}

/* ---- what was told, and what of it is believed ---- */

const char *head_how_name(enum head_how h)
{
    static const char *const names[] = {"taken", "agrees", "differs", "refused"};
    ASSERT((size_t)h < COUNT_OF(names));
    return names[h];
}

/* What a value comes to where it is compared with the one that is believed. */
static str meaning(struct arena *a, enum meta_field field, str value)
{
    if (field == META_PUBLISHED || field == META_MODIFIED)
        return stamp_iso(a, value);
    return bare(a, value);
}

static bool says_same(struct arena *a, enum meta_field field, str value, str believed)
{
    str x = meaning(a, field, value), y = meaning(a, field, believed);
    if (field == META_PUBLISHED || field == META_MODIFIED) /* a day agrees with a time of that day */
        return x.n >= 10 && y.n >= 10 && str_eq(str_head(x, 10), str_head(y, 10));
    return field == META_HEADLINE ? is_title_of(a, value, believed) || is_title_of(a, believed, value) : str_eq(x, y);
}

static enum head_how how_of(struct arena *a, const struct meta *m, const struct meta_value *v, const struct page *page, str believed, str domain)
{
    const struct known *k = &page->known;
    enum meta_field field = (enum meta_field)v->field;
    switch (field) {
    case META_KEYWORDS: case META_SECTION: case META_DESCRIPTION: case META_BODY: case META_MAKER:
        return HEAD_TAKEN; /* one does not speak against another */
    case META_CREDIT:
        return holds(page->credit, is_url(v->value) ? meta_domain(v->value) : v->value) ? HEAD_TAKEN : HEAD_REFUSED;
    case META_AUTHOR: {
        str name = v->value.n > 3 && strncasecmp(v->value.p, "by ", 3) == 0 ? str_trim(str_skip(v->value, 3)) : v->value;
        return is_no_author(a, m, name, k->outlet, domain) ? HEAD_REFUSED : holds(k->author, name) ? HEAD_TAKEN : HEAD_DIFFERS;
    }
    default:
        if ((field == META_PUBLISHED || field == META_MODIFIED) && stamp_iso(a, v->value).n == 0)
            return HEAD_REFUSED;
        return believed.n && says_same(a, field, v->value, believed) ? HEAD_AGREES : HEAD_DIFFERS;
    }
}

static str believed_of(const struct meta *m, const struct known *k, enum meta_field field)
{
    switch (field) {
    case META_HEADLINE: return k->headline;
    case META_PUBLISHED: return k->published;
    case META_MODIFIED: return k->modified;
    case META_OUTLET: return k->outlet;
    case META_URL: return k->url;
    default: return best_value(m, field);
    }
}

/* Notes all that was told; of those that say what is believed the best rule's is the one taken. */
static void note_head(struct arena *a, const struct meta *m, struct page *page)
{
    str believed[META_FIELD_COUNT], domain = meta_domain(page->known.url);
    u32 taken[META_FIELD_COUNT];
    for (u32 f = 0; f < META_FIELD_COUNT; f++) {
        believed[f] = believed_of(m, &page->known, (enum meta_field)f);
        taken[f] = UINT32_MAX;
    }
    for (u32 i = 0; i < MIN_OF(m->values.n, HEAD_VALUES_MAX); i++) {
        const struct meta_value *v = &m->values.v[i];
        enum head_how how = how_of(a, m, v, page, believed[v->field], domain);
        u32 best = taken[v->field];
        if (how == HEAD_AGREES && (best == UINT32_MAX || v->rule < m->values.v[best].rule))
            taken[v->field] = i;
        vec_push(a, &page->head, ((struct head_value){meta_field_name((enum meta_field)v->field), meta_rule_name((enum meta_rule)v->rule), v->value, (u8)how}));
    }
    for (u32 f = 0; f < META_FIELD_COUNT; f++)
        if (taken[f] != UINT32_MAX)
            page->head.v[taken[f]].how = HEAD_TAKEN;
}

void meta_known(struct arena *a, const struct html *h, const struct meta *m, struct page *page)
{
    struct known *k = &page->known;
    if (k->url.n == 0)
        k->url = url_of(m);
    str domain = meta_domain(k->url), outlet = best_value(m, META_OUTLET);
    if (outlet.n == 0 || outlet.n > AUTHOR_BYTES_MAX || is_url(outlet))
        outlet = domain;
    if (k->outlet.n == 0)
        k->outlet = outlet;
    if (k->headline.n == 0)
        k->headline = headline_of(a, m, outlet);
    if (k->author.n == 0)
        k->author = authors_of(a, m, outlet, domain);
    if (k->lang.n == 0)
        k->lang = lang_of(a, h, m);
    if (k->published.n == 0) {
        k->published = time_of(a, m, META_PUBLISHED);
        k->basis = BASIS_METADATA;
    }
    if (k->modified.n == 0) {
        k->modified = time_of(a, m, META_MODIFIED);
        k->modified_basis = BASIS_METADATA;
    }
    page->credit = credits_of(a, m, k->outlet, domain);
    page->keywords = keywords_of(a, m);
    page->dateline = best_value(m, META_DATELINE);
    note_head(a, m, page);
}
