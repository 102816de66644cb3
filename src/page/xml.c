/*
** xml.c - the forgiving reader of XML.
*/
#include "page/xml.h"

#include <ctype.h>
#include <strings.h>

#include "base/utf8.h"
#include "page/charset.h"

static bool is_white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool begins_name(char c) { return isalpha((unsigned char)c) || c == '_' || c == ':' || (u8)c >= 0x80; }
static bool is_name(char c) { return begins_name(c) || isdigit((unsigned char)c) || c == '-' || c == '.'; }

/* Where a tag ends whose inside begins at `at`: behind its '>', quoted ones passed over. */
static size_t tag_end(str s, size_t at)
{
    char quote = 0;
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (quote) {
            quote = c == quote ? 0 : quote;
            if (c == '<') /* a quote that nothing closes */
                return at;
        } else if ((c == '"' || c == '\'') && at > 0 && (s.p[at - 1] == '=' || is_white(s.p[at - 1]))) {
            quote = c;
        } else if (c == '>') {
            return at + 1;
        } else if (c == '<') {
            return at;
        }
    }
    return s.n;
}

static void read_tag(str s, size_t at, struct xml_token *t)
{
    bool closing = s.p[at + 1] == '/';
    size_t name = at + 1 + closing, i = name;
    while (i < s.n && is_name(s.p[i]))
        i++;
    t->kind = closing ? XML_END : XML_START;
    t->name = (str){s.p + name, i - name};
    t->end = tag_end(s, i);
    size_t last = t->end > i && s.p[t->end - 1] == '>' ? t->end - 1 : t->end;
    t->empty = last > i && s.p[last - 1] == '/';
    t->attrs = (str){s.p + i, last - t->empty - i};
}

/* Behind `mark`, or the end. */
static size_t behind(str s, str mark, size_t from)
{
    size_t at = str_find(s, mark, from);
    return at == SIZE_MAX ? s.n : at + mark.n;
}

bool xml_next(str s, size_t *at, struct xml_token *t)
{
    while (*at < s.n) {
        *t = (struct xml_token){.begin = *at};
        str rest = str_skip(s, *at);
        if (str_starts(rest, S("<![CDATA["))) {
            size_t end = str_find(s, S("]]>"), *at + 9);
            t->kind = XML_CDATA;
            t->text = (str){s.p + *at + 9, (end == SIZE_MAX ? s.n : end) - *at - 9};
            t->end = *at = end == SIZE_MAX ? s.n : end + 3;
            return true;
        }
        if (str_starts(rest, S("<!--"))) {
            *at = behind(s, S("-->"), *at + 4);
        } else if (str_starts(rest, S("<?"))) {
            *at = behind(s, S(">"), *at + 2);
        } else if (str_starts(rest, S("<!"))) {
            size_t close = behind(s, S(">"), *at);
            const char *bracket = memchr(s.p + *at, '[', close - *at);
            *at = bracket ? behind(s, S(">"), behind(s, S("]"), (size_t)(bracket - s.p))) : close;
        } else if (rest.n > 1 && rest.p[0] == '<' && (begins_name(rest.p[1]) || (rest.p[1] == '/' && rest.n > 2 && begins_name(rest.p[2])))) {
            read_tag(s, *at, t);
            *at = t->end;
            return true;
        } else {
            const char *lt = rest.n > 1 ? memchr(rest.p + 1, '<', rest.n - 1) : NULL;
            t->kind = XML_TEXT;
            t->text = str_head(rest, lt ? (size_t)(lt - rest.p) : rest.n);
            t->end = *at += t->text.n;
            return true;
        }
    }
    return false;
}

str xml_attr(struct arena *a, str attrs, const char *name)
{
    size_t n = strlen(name), i = 0;
    while (i < attrs.n) {
        while (i < attrs.n && !is_name(attrs.p[i]))
            i++;
        size_t begin = i;
        while (i < attrs.n && is_name(attrs.p[i]))
            i++;
        bool found = i - begin == n && strncasecmp(attrs.p + begin, name, n) == 0;
        while (i < attrs.n && is_white(attrs.p[i]))
            i++;
        if (i >= attrs.n || attrs.p[i] != '=')
            continue;
        i++;
        while (i < attrs.n && is_white(attrs.p[i]))
            i++;
        char quote = i < attrs.n && (attrs.p[i] == '"' || attrs.p[i] == '\'') ? attrs.p[i] : 0;
        size_t value = i + (quote != 0);
        for (i = value; i < attrs.n && (quote ? attrs.p[i] != quote : !is_white(attrs.p[i]));)
            i++;
        if (found)
            return str_trim(xml_decode(a, (str){attrs.p + value, i - value}));
        i += quote != 0;
    }
    return STR_EMPTY;
}

/* The code point of "#65", "#x41"; 0 where it is none. */
static u32 code_point(str s)
{
    u32 cp = 0;
    bool hex = s.n > 1 && (s.p[1] == 'x' || s.p[1] == 'X');
    size_t i = 1 + hex;
    if (i >= s.n || s.n - i > 8)
        return 0;
    for (; i < s.n; i++) {
        int c = tolower((unsigned char)s.p[i]);
        if (!isdigit(c) && !(hex && c >= 'a' && c <= 'f'))
            return 0;
        cp = cp * (hex ? 16 : 10) + (u32)(isdigit(c) ? c - '0' : c - 'a' + 10);
    }
    if (cp >= 0x80 && cp < 0xa0) /* meant as windows-1252, as HTML reads it */
        return charset_c1(cp);
    return cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000) ? 0 : cp;
}

str xml_decode(struct arena *a, str s)
{
    static const struct {
        const char *name;
        char c;
    } five[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    if (s.n == 0 || !memchr(s.p, '&', s.n))
        return s;
    char *out = ARENA_ARRAY(a, char, s.n + 4);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t end = i + 1;
        while (s.p[i] == '&' && end < s.n && end - i < 12 && (isalnum((unsigned char)s.p[end]) || s.p[end] == '#'))
            end++;
        str name = {s.p + i + 1, end - i - 1};
        if (s.p[i] != '&' || end >= s.n || s.p[end] != ';') {
            out[n++] = s.p[i++];
            continue;
        }
        size_t k = 0;
        while (k < COUNT_OF(five) && !str_is(name, five[k].name))
            k++;
        u32 cp = k < COUNT_OF(five) ? (u32)five[k].c : name.n && name.p[0] == '#' ? code_point(name) : 0;
        if (cp)
            n += utf8_put(out + n, cp);
        else
            memcpy(out + n, s.p + i, end + 1 - i), n += end + 1 - i;
        i = end + 1;
    }
    return (str){out, n};
}

str xml_prefix(str name)
{
    const char *colon = name.n ? memchr(name.p, ':', name.n) : NULL;
    return colon ? str_head(name, (size_t)(colon - name.p)) : STR_EMPTY;
}

bool xml_is(str name, const char *local)
{
    str prefix = xml_prefix(name);
    str own = prefix.n ? str_skip(name, prefix.n + 1) : name;
    return own.n == strlen(local) && strncasecmp(own.p, local, own.n) == 0;
}
