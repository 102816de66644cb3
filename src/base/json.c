/* json.c - writing JSON. */
#include "base/json.h"

#include <math.h>
#include <stdio.h>

void json_init(struct json *j, struct out *o)
{
    memset(j, 0, sizeof *j);
    j->out = o;
}

static void before_value(struct json *j)
{
    if (!j->after_key && j->more[j->depth]) out_char(j->out, ',');
    j->more[j->depth] = 1;
    j->after_key = false;
}

void json_open(struct json *j, char bracket)
{
    before_value(j);
    ASSERT(j->depth + 1 < JSON_DEPTH_MAX);
    j->more[++j->depth] = 0;
    out_char(j->out, bracket);
}

void json_close(struct json *j, char bracket)
{
    ASSERT(j->depth > 0 && !j->after_key);
    j->depth--;
    out_char(j->out, bracket);
}

static void string(struct out *o, str s)
{
    static const char hex[] = "0123456789abcdef";
    size_t from = 0;
    out_char(o, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool separator = c == 0xE2 && s.n - i >= 3 && s.p[i + 1] == '\x80' && (s.p[i + 2] == '\xa8' || s.p[i + 2] == '\xa9');
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && !separator) continue;
        out_bytes(o, s.p + from, i - from);
        from = i + 1;
        if (separator) {
            out_z(o, s.p[i + 2] == '\xa8' ? "\\u2028" : "\\u2029");
            from = (i += 2) + 1;
        } else if (c == '"' || c == '\\') out_bytes(o, (char[]){'\\', (char)c}, 2);
        else if (c == '\n') out_z(o, "\\n");
        else if (c == '\r') out_z(o, "\\r");
        else if (c == '\t') out_z(o, "\\t");
        else out_bytes(o, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
    }
    out_bytes(o, s.p + from, s.n - from);
    out_char(o, '"');
}

void json_key(struct json *j, const char *key)
{
    before_value(j);
    string(j->out, str_of(key));
    out_char(j->out, ':');
    j->after_key = true;
}

void json_str(struct json *j, str s)
{
    before_value(j);
    string(j->out, s);
}

void json_str_or_null(struct json *j, str s)
{
    if (s.n) json_str(j, s);
    else json_null(j);
}

void json_i64(struct json *j, i64 x)
{
    before_value(j);
    if (x < 0) out_char(j->out, '-');
    out_u64(j->out, x < 0 ? 0 - (u64)x : (u64)x);
}

void json_num(struct json *j, double x)
{
    if (isnan(x) || isinf(x)) {
        json_null(j);
        return;
    }
    if (x == floor(x) && fabs(x) < 9e15) {
        json_i64(j, (i64)x);
        return;
    }
    before_value(j);
    char digits[40];
    snprintf(digits, sizeof digits, "%.15g", x);
    if (fabs(x) < 1) snprintf(digits, sizeof digits, "%.6g", x);
    out_z(j->out, digits);
}

void json_boolean(struct json *j, bool x)
{
    before_value(j);
    out_z(j->out, x ? "true" : "false");
}

void json_null(struct json *j)
{
    before_value(j);
    out_z(j->out, "null");
}

void json_span(struct json *j, span s)
{
    if (span_is_null(s)) {
        json_null(j);
        return;
    }
    before_value(j);
    out_char(j->out, '[');
    out_u64(j->out, s.off);
    out_char(j->out, ',');
    out_u64(j->out, s.len);
    out_char(j->out, ']');
}

void json_raw(struct json *j, str s)
{
    before_value(j);
    out_str(j->out, s);
}

void json_member(struct json *j, str key, str value)
{
    before_value(j);
    out_char(j->out, '"');
    out_str(j->out, key);
    out_z(j->out, "\":");
    out_str(j->out, value);
}
