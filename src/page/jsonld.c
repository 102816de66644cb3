/*
** jsonld.c - walks JSON-LD with a list of objects to visit; nothing recurses.
*/
#include "page/jsonld.h"

#include <json-c/json.h>

#include "page/hold.h"

#define JSON_NESTING 64
#define AUTHOR_IDS_MAX 64
#define JSON_OBJECTS_MAX 4000 /* of one script; what follows is not read */

struct visit {
    struct arena *a;
    struct meta *out;
    u32 node;
    struct { VEC(json_object *); } todo;
    struct { VEC(json_object *); } people; /* objects with a name and an @id, for authors that are told by @id alone */
    struct { VEC(str); } author_ids;
};

static str string_of(json_object *o)
{
    if (json_object_get_type(o) != json_type_string)
        return STR_EMPTY;
    return (str){json_object_get_string(o), (size_t)json_object_get_string_len(o)};
}

static json_object *member(json_object *o, const char *name)
{
    json_object *v = NULL;
    return json_object_get_type(o) == json_type_object && json_object_object_get_ex(o, name, &v) ? v : NULL;
}

/* "&amp;", "&quot;", "&#39;" and the like, which many sites write into their strings. */
static str without_entities(struct arena *a, str s)
{
    static const struct {
        const char *name, *text;
    } entities[] = {{"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#039;", "'"}, {"&apos;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", " "},
                    {"&#8217;", "\xe2\x80\x99"}, {"&#8216;", "\xe2\x80\x98"}, {"&#8220;", "\xe2\x80\x9c"}, {"&#8221;", "\xe2\x80\x9d"}, {"&#8211;", "\xe2\x80\x93"},
                    {"&#8212;", "\xe2\x80\x94"}, {"&rsquo;", "\xe2\x80\x99"}, {"&lsquo;", "\xe2\x80\x98"}, {"&ldquo;", "\xe2\x80\x9c"}, {"&rdquo;", "\xe2\x80\x9d"}};
    char *out = ARENA_ARRAY(a, char, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t e = 0;
        while (s.p[i] == '&' && e < COUNT_OF(entities) && !str_starts(str_skip(s, i), str_of(entities[e].name)))
            e++;
        if (s.p[i] == '&' && e < COUNT_OF(entities)) {
            memcpy(out + n, entities[e].text, strlen(entities[e].text));
            n += strlen(entities[e].text);
            i += strlen(entities[e].name);
        } else {
            out[n++] = s.p[i++];
        }
    }
    return (str){out, n};
}

static void add(struct visit *v, enum meta_field field, enum meta_rule rule, str value)
{
    if (value.n)
        meta_add(v->a, v->out, field, rule, without_entities(v->a, value), v->node);
}

/* A string, an object's name, or each of a list. */
static void add_names(struct visit *v, enum meta_field field, enum meta_rule rule, json_object *o)
{
    size_t n = json_object_get_type(o) == json_type_array ? json_object_array_length(o) : 1;
    for (size_t i = 0; i < n; i++) {
        json_object *x = json_object_get_type(o) == json_type_array ? json_object_array_get_idx(o, i) : o;
        json_object *name = member(x, "name");
        if (json_object_get_type(name) == json_type_array && json_object_array_length(name))
            name = json_object_array_get_idx(name, 0);
        str s = string_of(name ? name : x), id = string_of(member(x, "@id"));
        add(v, field, rule, s);
        if (s.n == 0 && id.n && field == META_AUTHOR && v->author_ids.n < AUTHOR_IDS_MAX)
            vec_push(v->a, &v->author_ids, id);
    }
}

static void add_string(struct visit *v, enum meta_field field, enum meta_rule rule, json_object *o, const char *name)
{
    json_object *x = member(o, name);
    if (json_object_get_type(x) == json_type_array && json_object_array_length(x))
        x = json_object_array_get_idx(x, 0);
    add(v, field, rule, string_of(x));
}

static bool type_ends(str type, const char *with) { return str_ends(type, str_of(with)); }

/* True where one of the object's types ends so. */
static bool is_type(json_object *o, const char *with)
{
    json_object *type = member(o, "@type");
    if (json_object_get_type(type) != json_type_array)
        return type_ends(string_of(type), with);
    for (size_t i = 0; i < json_object_array_length(type); i++)
        if (type_ends(string_of(json_object_array_get_idx(type, i)), with))
            return true;
    return false;
}

/* isBasedOn: an address, or a work whose publisher, or address, tells whose it is; of its own name nothing. */
static void add_bases(struct visit *v, json_object *o)
{
    size_t n = json_object_get_type(o) == json_type_array ? json_object_array_length(o) : 1;
    for (size_t i = 0; i < n; i++) {
        json_object *x = json_object_get_type(o) == json_type_array ? json_object_array_get_idx(o, i) : o;
        json_object *whose = member(x, "publisher") ? member(x, "publisher") : member(x, "sourceOrganization");
        if (whose)
            add_names(v, META_CREDIT, RULE_JSON_LD, whose);
        else
            add(v, META_CREDIT, RULE_JSON_LD, string_of(member(x, "url") ? member(x, "url") : member(x, "@id") ? member(x, "@id") : x));
    }
}

static void read_article(struct visit *v, json_object *o)
{
    json_object *page = member(o, "mainEntityOfPage");
    add_string(v, META_HEADLINE, RULE_JSON_LD, o, member(o, "headline") ? "headline" : "name");
    add_string(v, META_PUBLISHED, RULE_JSON_LD, o, "datePublished");
    add_string(v, META_PUBLISHED, RULE_JSON_PAGE, o, "dateCreated");
    add_string(v, META_MODIFIED, RULE_JSON_LD, o, "dateModified");
    add_names(v, META_AUTHOR, RULE_JSON_LD, member(o, "author"));
    add_names(v, META_OUTLET, RULE_JSON_LD, member(o, "publisher"));
    add_names(v, META_CREDIT, RULE_JSON_LD, member(o, "sourceOrganization"));
    add_string(v, META_CREDIT, RULE_JSON_LD, o, "creditText");
    add_bases(v, member(o, "isBasedOn"));
    add_names(v, META_KEYWORDS, RULE_JSON_LD, member(o, "keywords"));
    add_string(v, META_URL, RULE_JSON_LD, o, "url");
    add(v, META_URL, RULE_JSON_LD, string_of(member(page, "@id") ? member(page, "@id") : page));
    add_string(v, META_SECTION, RULE_JSON_LD, o, "articleSection");
    add_string(v, META_DESCRIPTION, RULE_JSON_LD, o, "description");
    add_string(v, META_DATELINE, RULE_JSON_LD, o, "dateline");
    add_string(v, META_BODY, RULE_JSON_LD, o, "articleBody");
    add_string(v, META_LANG, RULE_JSON_LD, o, "inLanguage");
}

static void push(struct visit *v, json_object *o)
{
    if (o && v->todo.n < JSON_OBJECTS_MAX)
        vec_push(v->a, &v->todo, o);
}

static void read_object(struct visit *v, json_object *o)
{
    if (is_type(o, "Article") || is_type(o, "Posting") || is_type(o, "Report"))
        read_article(v, o);
    else if (is_type(o, "WebPage")) {
        add_string(v, META_PUBLISHED, RULE_JSON_PAGE, o, "datePublished");
        add_string(v, META_MODIFIED, RULE_JSON_PAGE, o, "dateModified");
        add_string(v, META_HEADLINE, RULE_JSON_PAGE, o, "headline");
    } else if (is_type(o, "WebSite"))
        add_string(v, META_OUTLET, RULE_JSON_PAGE, o, "name");
    if (member(o, "@id") && string_of(member(o, "name")).n)
        vec_push(v->a, &v->people, o);
    push(v, member(o, "@graph"));
    push(v, member(o, "mainEntity"));
}

static void walk(struct visit *v, json_object *root)
{
    push(v, root);
    for (u32 i = 0; i < v->todo.n; i++) { /* in order of the script: a list's items stand behind what was there before */
        json_object *o = v->todo.v[i];
        if (json_object_get_type(o) == json_type_object)
            read_object(v, o);
        else if (json_object_get_type(o) == json_type_array)
            for (size_t k = 0; k < json_object_array_length(o); k++)
                push(v, json_object_array_get_idx(o, k));
    }
    for (u32 i = 0; i < v->author_ids.n; i++)
        for (u32 k = 0; k < v->people.n; k++)
            if (str_eq(string_of(member(v->people.v[k], "@id")), v->author_ids.v[i])) {
                add(v, META_AUTHOR, RULE_JSON_LD, string_of(member(v->people.v[k], "name")));
                break;
            }
}

/* The JSON of a script: comments and CDATA marks around it left out, control characters, which JSON forbids, as spaces. */
static str cleaned(struct arena *a, str s)
{
    s = str_trim(s);
    size_t begin = 0, end = s.n;
    while (begin < end && s.p[begin] != '{' && s.p[begin] != '[')
        begin++;
    if (str_find(str_head(s, begin), S("CDATA"), 0) == SIZE_MAX && str_starts(str_skip(s, begin), S("[CDATA[")))
        begin += 7;
    while (end > begin && s.p[end - 1] != '}' && s.p[end - 1] != ']')
        end--;
    while (end - begin > 3 && s.p[end - 1] == ']' && s.p[end - 2] == ']' && s.p[begin] != '[')
        end--;
    char *out = ARENA_ARRAY(a, char, end - begin + 1);
    for (size_t i = begin; i < end; i++)
        out[i - begin] = (u8)s.p[i] < 0x20 ? ' ' : s.p[i];
    return (str){out, end - begin};
}

void jsonld_read(struct arena *a, str script, u32 node, struct meta *out)
{
    str json = cleaned(a, script);
    if (json.n < 2 || json.n > INT32_MAX)
        return;
    json_tokener *tokener = json_tokener_new_ex(JSON_NESTING);
    if (!tokener)
        arena_refuse(a, ARENA_NO_MEMORY);
    json_object *root = json_tokener_parse_ex(tokener, json.p, (int)json.n);
    json_tokener_free(tokener);
    if (!root)
        return;
    struct visit v = {.a = a, .out = out, .node = node};
    struct hold hold;
    hold_begin(a, &hold);
    if (arena_guard(a)) {
        json_object_put(root);
        hold_again(a, &hold);
    }
    walk(&v, root);
    json_object_put(root);
    hold_end(a, &hold);
}
