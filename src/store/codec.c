/* codec.c - packets, and the parts every visitor is made of. */
#include "store/codec.h"

#include "base/hash.h"

/* A packet: version (1 byte), check sum of the content (4, little-endian), length of the content (varint), content. */
#define PACKET_HEAD 5

static u32 check_sum(str s) { return (u32)hash_str(s); }

static size_t put_varint(u8 *to, u64 x)
{
    size_t n = 0;
    for (; x >= 0x80; x >>= 7) to[n++] = (u8)(x | 0x80);
    to[n++] = (u8)x;
    return n;
}

static bool get_varint(str *rest, u64 *x)
{
    *x = 0;
    for (u32 shift = 0; shift < 64 && rest->n; shift += 7) {
        u8 b = (u8)*rest->p;
        *rest = str_skip(*rest, 1);
        if (shift == 63 && b > 1) return false;
        *x |= (u64)(b & 0x7f) << shift;
        if (b < 0x80) return true;
    }
    return false;
}

void codec_write(struct codec *c, struct arena *a, str text)
{
    *c = (struct codec){.writing = true, .arena = a, .text = text, .text_n = text.n};
    out_init(&c->out, a);
}

str codec_packet(struct codec *c)
{
    ASSERT(c->writing);
    str content = out_view(&c->out);
    u8 head[PACKET_HEAD + 10];
    u32 sum = check_sum(content);
    head[0] = CODEC_VERSION;
    for (u32 i = 0; i < 4; i++) head[1 + i] = (u8)(sum >> (8 * i));
    size_t n = PACKET_HEAD + put_varint(head + PACKET_HEAD, content.n);
    char *p = arena_alloc(c->arena, n + content.n);
    memcpy(p, head, n);
    if (content.n) memcpy(p + n, content.p, content.n);
    return (str){p, n + content.n};
}

bool codec_read(struct codec *c, struct arena *a, str *packets, str text)
{
    *c = (struct codec){.arena = a, .text = text, .text_n = text.n};
    if (packets->n < PACKET_HEAD) {
        c->bad = "it is cut short";
        return false;
    }
    const u8 *head = (const u8 *)packets->p;
    u32 sum = (u32)head[1] | (u32)head[2] << 8 | (u32)head[3] << 16 | (u32)head[4] << 24;
    u64 n;
    str rest = str_skip(*packets, PACKET_HEAD);
    if (head[0] != CODEC_VERSION) c->bad = "it is of another version of the format";
    else if (!get_varint(&rest, &n) || n > rest.n) c->bad = "it is cut short";
    else if (check_sum(str_head(rest, n)) != sum) c->bad = "its check sum is wrong";
    if (c->bad) return false;
    c->rest = str_head(rest, n);
    *packets = str_skip(rest, n);
    return true;
}

bool codec_done(struct codec *c)
{
    if (!c->bad && c->rest.n) c->bad = "it is too long";
    return !c->bad;
}

static void spoil(struct codec *c, const char *why)
{
    if (!c->bad) c->bad = why;
    c->rest = STR_EMPTY;
}

void visit_u64(struct codec *c, u64 *x)
{
    if (c->writing) {
        u8 bytes[10];
        out_bytes(&c->out, bytes, put_varint(bytes, *x));
    } else if (c->bad || !get_varint(&c->rest, x)) {
        spoil(c, "a number is cut short");
        *x = 0;
    }
}

void visit_i64(struct codec *c, i64 *x)
{
    u64 zigzag = (u64)*x << 1 ^ (*x < 0 ? UINT64_MAX : 0);
    visit_u64(c, &zigzag);
    if (!c->writing) *x = (i64)(zigzag >> 1 ^ (zigzag & 1 ? UINT64_MAX : 0));
}

void visit_u32(struct codec *c, u32 *x)
{
    u64 wide = *x;
    visit_u64(c, &wide);
    if (c->writing) return;
    if (wide > UINT32_MAX) spoil(c, "a number is out of range");
    *x = c->bad ? 0 : (u32)wide;
}

void visit_i32(struct codec *c, i32 *x)
{
    i64 wide = *x;
    visit_i64(c, &wide);
    if (c->writing) return;
    if (wide < INT32_MIN || wide > INT32_MAX) spoil(c, "a number is out of range");
    *x = c->bad ? 0 : (i32)wide;
}

void visit_int(struct codec *c, int *x)
{
    i32 wide = *x;
    visit_i32(c, &wide);
    if (!c->writing) *x = wide;
}

void visit_u8(struct codec *c, u8 *x, u8 most)
{
    u64 wide = *x;
    ASSERT(!c->writing || *x <= most);
    visit_u64(c, &wide);
    if (c->writing) return;
    if (wide > most) spoil(c, "a kind is not known");
    *x = c->bad ? 0 : (u8)wide;
}

void visit_bool(struct codec *c, bool *x)
{
    u8 bit = *x;
    visit_u8(c, &bit, 1);
    if (!c->writing) *x = bit;
}

void visit_double(struct codec *c, double *x)
{
    u64 bits;
    u8 bytes[8];
    if (c->writing) {
        memcpy(&bits, x, sizeof bits);
        for (u32 i = 0; i < 8; i++) bytes[i] = (u8)(bits >> (8 * i));
        out_bytes(&c->out, bytes, sizeof bytes);
        return;
    }
    *x = 0;
    if (c->rest.n < sizeof bytes) {
        spoil(c, "a number is cut short");
        return;
    }
    bits = 0;
    for (u32 i = 0; i < 8; i++) bits |= (u64)(u8)c->rest.p[i] << (8 * i);
    memcpy(x, &bits, sizeof bits);
    c->rest = str_skip(c->rest, sizeof bytes);
}

void visit_str(struct codec *c, str *x)
{
    u64 n = x->n;
    visit_u64(c, &n);
    if (c->writing) {
        out_str(&c->out, *x);
        return;
    }
    if (n > c->rest.n) spoil(c, "words are cut short");
    *x = c->bad || !n ? STR_EMPTY : str_head(c->rest, n);
    c->rest = str_skip(c->rest, x->n);
}

void visit_z(struct codec *c, const char **x)
{
    str s = str_of(*x);
    visit_str(c, &s);
    if (!c->writing) *x = arena_str(c->arena, s).p;
}

void visit_span(struct codec *c, span *x)
{
    /* 0 is SPAN_NULL; a difference d >= 0 is 2d + 1, d < 0 is 2(-d). */
    u64 code = 0;
    if (c->writing && !span_is_null(*x)) code = x->off >= c->at ? 2 * (u64)(x->off - c->at) + 1 : 2 * (u64)(c->at - x->off);
    visit_u64(c, &code);
    if (!c->writing) *x = SPAN_NULL;
    if (c->writing ? span_is_null(*x) : code == 0) return;
    u32 len = x->len;
    visit_u32(c, &len);
    if (!c->writing) {
        u64 off = code & 1 ? (u64)c->at + code / 2 : code / 2 > c->at ? UINT64_MAX / 2 : c->at - code / 2;
        if (off > c->text_n || len > c->text_n - off) spoil(c, "a span lies outside the text");
        if (c->bad) return;
        *x = span_of(off, len);
    }
    c->at = x->off;
}

void visit_field(struct codec *c, struct field *x)
{
    visit_span(c, &x->span);
    bool as_printed = c->writing && !span_is_null(x->span) && c->text.p && str_eq(x->text, span_text(c->text, x->span));
    if (!span_is_null(x->span)) visit_bool(c, &as_printed);
    if (!as_printed) visit_str(c, &x->text);
    else if (!c->writing) x->text = c->text.p ? span_text(c->text, x->span) : STR_EMPTY;
}

void visit_count(struct codec *c, u32 *n)
{
    visit_u32(c, n);
    if (!c->writing && *n > c->rest.n) {
        spoil(c, "a list is cut short");
        *n = 0;
    }
}
