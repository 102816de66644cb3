/*
** extra.c - walks the members of an object without decoding them. The record was parsed before (record.c), so that what is broken here has
** only to be left alone.
*/
#include "page/extra.h"

#include "page/record.h"

/* Behind the string that begins at p[at]; s.n where it does not end. */
static size_t skip_string(str s, size_t at)
{
    for (at++; at < s.n && s.p[at] != '"'; at++)
        if (s.p[at] == '\\') at++;
    return at < s.n ? at + 1 : s.n;
}

static size_t skip_space(str s, size_t at)
{
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '\r' || s.p[at] == '\n')) at++;
    return at;
}

/* Behind the value that begins at p[at]: up to a comma or bracket of the object itself. */
static size_t skip_value(str s, size_t at)
{
    for (u32 depth = 0; at < s.n;) {
        char c = s.p[at];
        if (c == '"') {
            at = skip_string(s, at);
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}')) break;
        if (c == '{' || c == '[') depth++;
        if ((c == '}' || c == ']') && depth > 0) depth--;
        at++;
    }
    return at;
}

struct extras record_extras(struct arena *a, str record)
{
    struct extras out = {0};
    size_t at = skip_space(record, 0);
    if (at >= record.n || record.p[at] != '{') return out;
    for (at = skip_space(record, at + 1); at < record.n && record.p[at] == '"';) {
        size_t end = skip_string(record, at);
        str key = {record.p + at + 1, end - at - 2};
        at = skip_space(record, end);
        if (at >= record.n || record.p[at] != ':') break;
        at = skip_space(record, at + 1);
        end = skip_value(record, at);
        str value = str_trim((str){record.p + at, end - at});
        if (!record_knows(key)) vec_push(a, &out, ((struct extra){key, value}));
        if (end >= record.n || record.p[end] != ',') break;
        at = skip_space(record, end + 1);
    }
    return out;
}
