/*
** record.c - reads one JSON Lines record.
*/
#include "page/record.h"

#include "base/out.h"
#include "base/utf8.h"
#include "page/html.h"
#include "page/parse.h"

enum key { KEY_ID, KEY_URL, KEY_OUTLET, KEY_HEADLINE, KEY_PUBLISHED, KEY_CRAWLED, KEY_AUTHOR, KEY_LANG, KEY_TEXT, KEY_HTML, KEY_MODIFIED, KEY_COUNT };

/* The names of each field, the field's own first. */
static const struct {
    const char *name;
    enum key key;
} names[] = {
    {"id", KEY_ID},           {"url", KEY_URL},      {"outlet", KEY_OUTLET}, {"source", KEY_OUTLET},   {"source_domain", KEY_OUTLET},
    {"headline", KEY_HEADLINE}, {"title", KEY_HEADLINE}, {"published", KEY_PUBLISHED}, {"date", KEY_PUBLISHED}, {"time", KEY_PUBLISHED},
    {"date_publish", KEY_PUBLISHED}, {"crawled", KEY_CRAWLED}, {"author", KEY_AUTHOR}, {"lang", KEY_LANG}, {"text", KEY_TEXT},
    {"content", KEY_TEXT},    {"maintext", KEY_TEXT}, {"html", KEY_HTML}, {"modified", KEY_MODIFIED}, {"date_modify", KEY_MODIFIED},
};

bool record_knows(str key)
{
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_is(key, names[i].name))
            return true;
    return false;
}

/* What the record gives under each name. */
struct fields {
    str value[COUNT_OF(names)];
    bool has_text;
};

/* Several authors: as one line. */
static bool take_list(struct parse *r, struct arena *a, str *out)
{
    struct out line;
    out_init(&line, a);
    for (u32 i = 0; parse_item(r, &i);) {
        str item = STR_EMPTY;
        bool text = parse_next(r) == JSON_STRING;
        if (text ? !parse_string(r, a, &item) : !parse_value(r, NULL))
            return false;
        if (text && out_view(&line).n)
            out_str(&line, S(", "));
        out_str(&line, item);
    }
    *out = out_view(&line);
    return !r->why;
}

/* The value of a field as text; what is neither text nor a whole number is none. */
static bool take_value(struct parse *r, struct arena *a, enum key key, str *out)
{
    enum parse_kind kind = parse_next(r);
    *out = STR_EMPTY;
    if (kind == JSON_STRING)
        return parse_string(r, a, out);
    if (kind == JSON_ARRAY && key == KEY_AUTHOR)
        return take_list(r, a, out);
    if (!parse_value(r, out))
        return false;
    bool whole = kind == JSON_NUMBER;
    for (size_t i = 0; i < out->n && whole; i++)
        whole = out->p[i] != '.' && (out->p[i] | 0x20) != 'e';
    if (!whole)
        *out = STR_EMPTY;
    return true;
}

static bool take_fields(struct parse *r, struct arena *a, struct fields *f)
{
    str name;
    if (parse_next(r) != JSON_OBJECT)
        return r->why = parse_next(r) == JSON_NONE ? "it ends too early" : "it is no object", false;
    for (u32 i = 0; parse_member(r, a, &i, &name);) {
        size_t k = 0;
        while (k < COUNT_OF(names) && !str_is(name, names[k].name))
            k++;
        bool known = k < COUNT_OF(names);
        if (known ? !take_value(r, a, names[k].key, &f->value[k]) : !parse_value(r, NULL))
            return false;
        f->has_text |= known && names[k].key == KEY_TEXT;
    }
    return parse_end(r);
}

/* The first of a field's names that has a value. */
static str field(const struct fields *f, enum key key)
{
    for (size_t k = 0; k < COUNT_OF(names); k++)
        if (names[k].key == key && f->value[k].n)
            return f->value[k];
    return STR_EMPTY;
}

static str mended(struct arena *a, struct page *page, str s)
{
    struct utf8_mending what = {0, 0};
    str out = utf8_mend(a, s, &what);
    page->mended += (u32)(what.nul + what.broken);
    return out;
}

void record_read(struct arena *a, str raw, struct page *page)
{
    struct fields f = {.has_text = false};
    struct parse r = {.s = mended(a, page, raw)}; /* page->raw keeps the bytes as they came */
    if (!take_fields(&r, a, &f)) {
        page->unread = arena_fmt(a, "not a JSON record: %s at byte %zu; mend the line or leave it out", r.why, r.at);
        return;
    }
    page->known = (struct known){
        .id = mended(a, page, field(&f, KEY_ID)),
        .url = mended(a, page, field(&f, KEY_URL)),
        .outlet = mended(a, page, field(&f, KEY_OUTLET)),
        .headline = str_trim(mended(a, page, field(&f, KEY_HEADLINE))),
        .author = str_trim(mended(a, page, field(&f, KEY_AUTHOR))),
        .lang = mended(a, page, field(&f, KEY_LANG)),
        .published = mended(a, page, field(&f, KEY_PUBLISHED)),
        .crawled = mended(a, page, field(&f, KEY_CRAWLED)),
        .modified = mended(a, page, field(&f, KEY_MODIFIED)),
        .basis = BASIS_INPUT,
        .modified_basis = BASIS_INPUT,
    };
    page->text = mended(a, page, field(&f, KEY_TEXT));
    str html = field(&f, KEY_HTML);
    if (page->text.n || (f.has_text && page->known.headline.n))
        return;
    if (!f.has_text && html.n)
        html_read(a, mended(a, page, html), page);
    else
        page->unread = f.has_text ? S("its 'text' is empty, and it has no 'headline'") : S("the record has no 'text'; give it one, or 'html'");
}
