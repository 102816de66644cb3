/*
** json.h - writing JSON, one way: keys in the order of the calls, no white space, UTF-8 as it is.
**
**     struct json j; json_init(&j, &out);
**     json_open(&j, '{'); json_key(&j, "id"); json_str(&j, id); json_close(&j, '}');
**
** Control characters, quotes and backslashes are escaped; U+2028 and U+2029 too, so that a line stays a line everywhere.
** Numbers: an integral double is written without a point; others with at most 15 digits, below 1 with 6 ("0.93"). NaN is null.
*/
#ifndef ASANID_JSON_H
#define ASANID_JSON_H

#include "base/out.h"

#define JSON_DEPTH_MAX 64

struct json {
    struct out *out;
    u8 more[JSON_DEPTH_MAX]; /* at this depth a value has been written already */
    u32 depth;
    bool after_key;
};

void json_init(struct json *j, struct out *o);
void json_open(struct json *j, char bracket);
void json_close(struct json *j, char bracket);
void json_key(struct json *j, const char *key);
void json_str(struct json *j, str s);
/* null for the empty str. */
void json_str_or_null(struct json *j, str s);
void json_i64(struct json *j, i64 x);
void json_num(struct json *j, double x);
void json_boolean(struct json *j, bool x);
void json_null(struct json *j);
/* [offset,length], or null. */
void json_span(struct json *j, span s);
/* A member as it came: the key's bytes between its quotes, the value's. */
void json_member(struct json *j, str key, str value);
/* Bytes that are JSON already. */
void json_raw(struct json *j, str s);

#endif
