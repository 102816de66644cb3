/*
** record.c - reads one JSON Lines record.
**
** json-c has memory of its own, which a jump to the arena's boundary would lose: all that the arena has to give is asked for before the
** record is parsed. Decoded strings are never longer than their escaped form, so a buffer of the record's size holds every field.
*/
#include "page/record.h"

#include <json-c/json.h>
#include <stdio.h>

#include "base/utf8.h"
#include "page/html.h"

#define NESTING_MAX 32

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

struct buffer {
    char *p;
    size_t n, cap;
};

static str keep(struct buffer *b, const char *p, size_t n)
{
    ASSERT(n <= b->cap - b->n); /* decoded text is never longer than the record */
    memcpy(b->p + b->n, p, n);
    str s = {b->p + b->n, n};
    b->n += n;
    return s;
}

/* The value of a field as text; false where there is none. */
static bool take_value(struct buffer *b, json_object *value, str *out)
{
    switch (json_object_get_type(value)) {
    case json_type_string:
        *out = keep(b, json_object_get_string(value), (size_t)json_object_get_string_len(value));
        return out->n > 0;
    case json_type_int: {
        char digits[24];
        int n = snprintf(digits, sizeof digits, "%lld", (long long)json_object_get_int64(value));
        *out = n > 0 && (size_t)n <= b->cap - b->n ? keep(b, digits, (size_t)n) : STR_EMPTY;
        return out->n > 0;
    }
    case json_type_array: { /* several authors: as one line */
        size_t from = b->n;
        for (size_t i = 0; i < json_object_array_length(value); i++) {
            json_object *item = json_object_array_get_idx(value, i);
            if (json_object_get_type(item) != json_type_string)
                continue;
            if (b->n > from)
                keep(b, ", ", 2); /* the brackets, quotes and comma of the array made room */
            keep(b, json_object_get_string(item), (size_t)json_object_get_string_len(item));
        }
        *out = (str){b->p + from, b->n - from};
        return out->n > 0;
    }
    case json_type_null: case json_type_boolean: case json_type_double: case json_type_object:
        break;
    }
    return false;
}

static void take_fields(struct buffer *b, json_object *record, str values[KEY_COUNT])
{
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        json_object *value = NULL;
        str text;
        enum key key = names[i].key;
        if (values[key].n || !json_object_object_get_ex(record, names[i].name, &value))
            continue;
        if (json_object_get_type(value) == json_type_array && key != KEY_AUTHOR)
            continue;
        if (take_value(b, value, &text))
            values[key] = text;
    }
}

/* What JSON forbids and json-c lets pass: a control character inside a string, a single quote outside. SIZE_MAX where there is none. */
static size_t forbidden_at(str raw)
{
    bool inside = false;
    for (size_t i = 0; i < raw.n; i++) {
        u8 c = (u8)raw.p[i];
        if (inside && c == '\\')
            i++;
        else if (c == '"')
            inside = !inside;
        else if (inside ? c < 0x20 : c == '\'')
            return i;
    }
    return SIZE_MAX;
}

/* Parses the record; NULL with *why and *at where it is not one. The caller puts the object. */
static json_object *parse(str raw, const char **why, size_t *at)
{
    *at = forbidden_at(raw);
    *why = *at < raw.n && raw.p[*at] == '\'' ? "a single quote" : "a control character in a string";
    if (*at != SIZE_MAX)
        return NULL;
    json_tokener *tokener = json_tokener_new_ex(NESTING_MAX);
    *why = "no memory";
    *at = 0;
    if (!tokener)
        return NULL;
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    json_object *record = json_tokener_parse_ex(tokener, raw.p, (int)raw.n);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    *at = json_tokener_get_parse_end(tokener);
    *why = error == json_tokener_continue ? "it ends too early" : error == json_tokener_success ? "" : json_tokener_error_desc(error);
    if (error == json_tokener_success) {
        while (*at < raw.n && strchr(" \t\r\n", raw.p[*at]))
            ++*at;
        if (*at < raw.n)
            *why = "something stands behind the object";
        else if (json_object_get_type(record) != json_type_object)
            *why = "it is no object";
    }
    json_tokener_free(tokener);
    if (**why == 0)
        return record;
    json_object_put(record);
    return NULL;
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
    raw = mended(a, page, raw); /* page->raw keeps the bytes as they came */
    struct buffer b = {.p = ARENA_ROOM(a, char, raw.n + 32), .cap = raw.n + 32};
    str values[KEY_COUNT] = {STR_EMPTY};
    const char *why = NULL;
    size_t at = 0;
    json_object *record = parse(raw, &why, &at);
    if (record)
        take_fields(&b, record, values);
    bool has_text = record && (json_object_object_get_ex(record, "text", NULL) || json_object_object_get_ex(record, "content", NULL) ||
                               json_object_object_get_ex(record, "maintext", NULL));
    json_object_put(record);
    if (!record) {
        page->unread = arena_fmt(a, "not a JSON record: %s at byte %zu; mend the line or leave it out", why, at);
        return;
    }
    page->known = (struct known){
        .id = mended(a, page, values[KEY_ID]),
        .url = mended(a, page, values[KEY_URL]),
        .outlet = mended(a, page, values[KEY_OUTLET]),
        .headline = str_trim(mended(a, page, values[KEY_HEADLINE])),
        .author = str_trim(mended(a, page, values[KEY_AUTHOR])),
        .lang = mended(a, page, values[KEY_LANG]),
        .published = mended(a, page, values[KEY_PUBLISHED]),
        .crawled = mended(a, page, values[KEY_CRAWLED]),
        .modified = mended(a, page, values[KEY_MODIFIED]),
        .basis = BASIS_INPUT,
        .modified_basis = BASIS_INPUT,
    };
    page->text = mended(a, page, values[KEY_TEXT]);
    if (page->text.n || (has_text && page->known.headline.n))
        return;
    if (!has_text && values[KEY_HTML].n)
        html_read(a, mended(a, page, values[KEY_HTML]), page);
    else
        page->unread = has_text ? S("its 'text' is empty, and it has no 'headline'") : S("the record has no 'text'; give it one, or 'html'");
}
