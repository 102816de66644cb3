/*
** csv.c - an object's scalars as a row (RFC 4180), spans as off+len. The columns of a kind stand in one table; lists are left out, but for
** their length where a column says so.
*/
#include "cli/cli.h"

#include <json-c/json.h>
#include <string.h>

/* Columns: paths into the object, parted by spaces; "#" before a path gives the length of a list. */
static const struct { const char *kind, *columns; } tables[] = {
    {"articles", "id page part url outlet lang headline.text headline.span published.value published.precision published.basis published.span "
                 "dateline.text #bylines #credits #dates #figures #statements #names modified.value"},
    {"revisions", "id page part url outlet lang headline.text published.value published.basis"},
    {"matches", "a.article a.span b.article b.span kind words similarity group #edits"},
    {"edges", "child parent relation share p #evidence"},
    {"unseen", "unseen agency #witnesses"},
    {"origins", "article origin basis p"},
    {"stories", "story label first last independent #articles"},
    {"events", "event story label first last #articles"},
    {"forwards", "from to"},
    {"differences", "story slot kind #readings #lacking"},
    {"agenda", "story date precision what announced_by article span"},
    {"dates", "article text span type value mod"},
    {"figures", "article text span value comparator unit counted claimant.text claimant.span via"},
    {"statements", "article speaker.text speaker.span speaker_kind role cue.text cue.span type content.text content.span via"},
    {"names", "article kind text span government"},
};

static const char *columns_of(const char *kind)
{
    for (u32 i = 0; i < COUNT_OF(tables); i++)
        if (strcmp(tables[i].kind, kind) == 0) return tables[i].columns;
    return NULL;
}

/* Steps through the columns; the column in *path (at most 63 bytes), or false at the end. */
static bool next_column(const char **at, char path[64])
{
    size_t n = strcspn(*at, " ");
    if (n == 0) return false;
    ASSERT(n < 64);
    memcpy(path, *at, n);
    path[n] = 0;
    *at += n;
    if (**at == ' ') ++*at;
    return true;
}

bool csv_head(struct out *o, const char *kind)
{
    const char *at = columns_of(kind);
    char path[64];
    if (!at) return false;
    for (bool first = true; next_column(&at, path); first = false) {
        if (!first) out_char(o, ',');
        out_z(o, path[0] == '#' ? path + 1 : path);
    }
    out_z(o, "\r\n");
    return true;
}

static struct json_object *value_at(struct json_object *x, char *path)
{
    char *save = NULL;
    for (char *key = strtok_r(path, ".", &save); key; key = strtok_r(NULL, ".", &save))
        if (!json_object_is_type(x, json_type_object) || !json_object_object_get_ex(x, key, &x)) return NULL;
    return x;
}

static void cell(struct out *o, const char *p, size_t n)
{
    if (!memchr(p, '"', n) && !memchr(p, ',', n) && !memchr(p, '\n', n) && !memchr(p, '\r', n)) {
        out_bytes(o, p, n);
        return;
    }
    out_char(o, '"');
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '"') out_char(o, '"');
        out_char(o, p[i]);
    }
    out_char(o, '"');
}

static bool is_span(struct json_object *x)
{
    return json_object_is_type(x, json_type_array) && json_object_array_length(x) == 2
        && json_object_is_type(json_object_array_get_idx(x, 0), json_type_int);
}

static void value(struct out *o, struct json_object *x, bool count)
{
    if (!x) return;
    if (count) out_u64(o, json_object_is_type(x, json_type_array) ? json_object_array_length(x) : 0);
    else if (is_span(x))
        out_fmt(o, "%lld+%lld", (long long)json_object_get_int64(json_object_array_get_idx(x, 0)),
                (long long)json_object_get_int64(json_object_array_get_idx(x, 1)));
    else if (json_object_is_type(x, json_type_string)) cell(o, json_object_get_string(x), (size_t)json_object_get_string_len(x));
    else {
        const char *z = json_object_to_json_string_ext(x, JSON_C_TO_STRING_PLAIN);
        cell(o, z, strlen(z));
    }
}

void csv_row(struct out *o, const char *kind, str json)
{
    struct json_tokener *t = json_tokener_new();
    struct json_object *x = json_tokener_parse_ex(t, json.p, (int)json.n);
    const char *at = columns_of(kind);
    char path[64];
    for (bool first = true; x && next_column(&at, path); first = false) {
        bool count = path[0] == '#';
        if (!first) out_char(o, ',');
        value(o, value_at(x, path + count), count);
    }
    out_z(o, "\r\n");
    json_object_put(x);
    json_tokener_free(t);
}
