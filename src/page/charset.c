/*
** charset.c - from bytes of some charset to UTF-8.
*/
#include "page/charset.h"

#include <ctype.h>
#include <iconv.h>
#include <strings.h>
#include <uchardet/uchardet.h>

#include "page/hold.h"

#define PRESCAN_BYTES 4096 /* WHATWG: 1024; labels stand further down on real pages */
#define DETECT_BYTES (256u << 10)
#define NAME_BYTES 40
#define UTF16_SAMPLE 4096

/* Labels that name another charset than they say (WHATWG Encoding), and spellings that iconv does not know. */
static const struct {
    const char *label, *charset;
} labels[] = {
    {"utf8", "UTF-8"}, {"utf-8", "UTF-8"}, {"unicode", "UTF-16LE"}, {"utf-16", "UTF-16LE"}, {"iso-8859-1", "windows-1252"}, {"iso8859-1", "windows-1252"}, {"latin1", "windows-1252"},
    {"ascii", "windows-1252"}, {"us-ascii", "windows-1252"}, {"iso-8859-9", "windows-1254"}, {"iso-8859-11", "windows-874"}, {"arabic", "ISO-8859-6"},
    {"cp1256", "windows-1256"}, {"x-cp1256", "windows-1256"}, {"win-1256", "windows-1256"}, {"asmo-708", "ISO-8859-6"}, {"csisolatinarabic", "ISO-8859-6"},
    {"iso-8859-6-e", "ISO-8859-6"}, {"iso-8859-6-i", "ISO-8859-6"}, {"gb2312", "GB18030"}, {"gbk", "GB18030"}, {"x-gbk", "GB18030"}, {"ks_c_5601-1987", "CP949"},
    {"euc-kr", "CP949"}, {"shift_jis", "CP932"}, {"x-sjis", "CP932"}, {"big5", "BIG5-HKSCS"}, {"iso-8859-8-i", "ISO-8859-8"}, {"x-user-defined", "windows-1252"},
};

static const char *charset_named(str label, char out[NAME_BYTES])
{
    label = str_trim(label);
    if (label.n == 0 || label.n >= NAME_BYTES)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        if (label.n == strlen(labels[i].label) && strncasecmp(label.p, labels[i].label, label.n) == 0)
            return labels[i].charset;
    memcpy(out, label.p, label.n);
    out[label.n] = 0;
    for (size_t i = 0; i < label.n; i++)
        if (!isalnum((unsigned char)out[i]) && !strchr("-_:.", out[i]))
            return NULL;
    return out;
}

u32 charset_c1(u32 code)
{
    static const u16 windows[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160,
                                    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
                                    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};
    return code >= 0x80 && code < 0xa0 ? windows[code - 0x80] : code;
}

/* ---- UTF-16 without a mark ---- */

/*
** How much like text a sample reads as UTF-16 of one byte order: units of ASCII, of the Arabic block and of its marks count for it, units of no
** language and lone surrogates against it.
*/
static i64 utf16_score(str s, bool big)
{
    i64 score = 0;
    size_t n = MIN_OF(s.n, (size_t)UTF16_SAMPLE) / 2;
    for (size_t i = 0; i < n; i++) {
        u8 a = (u8)s.p[2 * i], b = (u8)s.p[2 * i + 1], high = big ? a : b, low = big ? b : a;
        if (high == 0 && (low >= 0x20 ? low < 0x7f : low == '\n' || low == '\r' || low == '\t'))
            score += 2;
        else if (high == 0x06 || (high == 0x20 && low >= 0x0b && low <= 0x3a))
            score += 1;
        else if (high >= 0x04 && high <= 0x05)
            score += 0;
        else if (high == 0 && low == 0)
            score -= 20;
        else
            score -= 3;
    }
    return score;
}

/*
** In UTF-16 of any script with spaces every space and line break has a zero byte beside it, always on the same side; 8-bit text has no zero bytes,
** or few and on both sides.
*/
static const char *unmarked_utf16(str s)
{
    size_t zeros[2] = {0, 0}, n = MIN_OF(s.n, (size_t)UTF16_SAMPLE) & ~(size_t)1;
    if (n < 8 || s.n % 2)
        return NULL;
    for (size_t i = 0; i < n; i++)
        zeros[i % 2] += s.p[i] == 0;
    bool little = zeros[1] > 4 * zeros[0], big = zeros[0] > 4 * zeros[1];
    size_t most = MAX_OF(zeros[0], zeros[1]);
    if (most * 100 < n || (!little && !big))
        return NULL;
    return utf16_score(s, big) > 0 ? big ? "UTF-16BE" : "UTF-16LE" : NULL;
}

const char *charset_utf16(str s)
{
    if (str_starts(s, S("\xff\xfe")))
        return "UTF-16LE";
    if (str_starts(s, S("\xfe\xff")))
        return "UTF-16BE";
    return unmarked_utf16(s);
}

/* ---- labels within the bytes ---- */

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Place of a word whatever its capitals, or SIZE_MAX. */
static size_t find_word(str s, const char *word, size_t at)
{
    size_t n = strlen(word);
    for (; at + n <= s.n; at++)
        if (strncasecmp(s.p + at, word, n) == 0)
            return at;
    return SIZE_MAX;
}

/* The value behind "charset=" or "encoding=" at `at`. */
static str value_behind(str s, size_t at)
{
    while (at < s.n && is_space(s.p[at]))
        at++;
    if (at >= s.n || s.p[at] != '=')
        return STR_EMPTY;
    at++;
    while (at < s.n && (is_space(s.p[at]) || s.p[at] == '"' || s.p[at] == '\''))
        at++;
    size_t end = at;
    while (end < s.n && !is_space(s.p[end]) && !strchr("\"';>?/", s.p[end]))
        end++;
    return (str){s.p + at, end - at};
}

static str label_within(str bytes, enum charset_markup markup)
{
    str head = str_head(bytes, PRESCAN_BYTES);
    size_t at = 0;
    if (markup == CHARSET_XML || (markup == CHARSET_HTML && str_starts(head, S("<?xml")))) {
        size_t end = str_find(head, S("?>"), 0), name = find_word(head, "encoding", 0);
        if (end != SIZE_MAX && name < end)
            return value_behind(head, name + 8);
    }
    while (markup == CHARSET_HTML && (at = find_word(head, "<meta", at)) != SIZE_MAX) {
        size_t end = str_find(head, S(">"), at), name = find_word(head, "charset", at);
        if (name < MIN_OF(end, head.n)) {
            str v = value_behind(head, name + 7);
            if (v.n)
                return v;
        }
        at += 5;
    }
    return STR_EMPTY;
}

/* ---- choosing ---- */

/* The bytes that tell: in markup most of a page is tags and scripts in ASCII. Bytes above it, with what stands around them. */
static str telling_bytes(struct arena *a, str s)
{
    char *out = ARENA_ARRAY(a, char, MIN_OF(s.n, (size_t)DETECT_BYTES) + 1);
    size_t n = 0, high = 0;
    for (size_t i = 0; i < s.n && n < DETECT_BYTES; i++) {
        bool letter = (u8)s.p[i] >= 0x80;
        high += letter;
        bool mark = !isalnum((unsigned char)s.p[i]) && !strchr("<>/=\"{};:_", s.p[i]);
        if (letter || (mark && n && !(is_space(out[n - 1]) && is_space(s.p[i]))))
            out[n++] = s.p[i];
    }
    return high ? (str){out, n} : STR_EMPTY;
}

static const char *detected(struct arena *a, str s)
{
    str sample = telling_bytes(a, s);
    uchardet_t d = uchardet_new();
    const char *name = NULL;
    char *out = ARENA_ARRAY(a, char, NAME_BYTES);
    if (!d)
        arena_refuse(a, ARENA_NO_MEMORY);
    if (sample.n && uchardet_handle_data(d, sample.p, sample.n) == 0) {
        uchardet_data_end(d);
        name = charset_named(str_of(uchardet_get_charset(d)), out);
        if (name && name != out) { /* a static name */
            uchardet_delete(d);
            return name;
        }
    }
    uchardet_delete(d);
    return name;
}

/*
** Bytes of one of the two Arabic 8-bit charsets read as the other are words no more. In ISO-8859-6 letters stand at c1-da and e0-ea, marks of
** punctuation at ac, bb and bf; nothing at 80-9f (controls), a1-a3, f3-ff. In windows-1256 letters fill c1-ed, with Latin ones between, punctuation a1, ba, bf.
** Letters that follow e0 tell most: e1 is lam (and e3 meem) in windows-1256, e1 feh (e4 lam, e5 meem) in ISO-8859-6; alef-lam is the commonest pair of Arabic.
*/
static const char *arabic_charset(str s)
{
    size_t win = 0, iso = 0, letters = 0, all = 0, foreign = 0;
    for (size_t i = 0; i + 1 < s.n; i++) {
        u8 c = (u8)s.p[i], d = (u8)s.p[i + 1];
        if (c < 0x80)
            continue;
        all++;
        letters += c >= 0xc1 && c <= 0xf2;
        win += (c == 0xc7 && d == 0xe1) || c == 0xed || c == 0xec;
        iso += (c == 0xc7 && d == 0xe4) || c == 0xea || c == 0xe9;
        foreign += c >= 0x80 && c <= 0x9f;
    }
    if (letters * 10 < all * 8 || win + iso < 4 || (win + iso) * 20 < letters)
        return NULL;
    if (foreign > 0 && win == iso)
        return "windows-1256";
    return win > iso ? "windows-1256" : iso > win ? "ISO-8859-6" : NULL;
}

/* True where more than one byte in two above ASCII stands beside another: text of a script of its own, not Latin with accents. */
static bool is_dense(str s)
{
    size_t all = 0, paired = 0;
    for (size_t i = 0; i + 1 < s.n; i++) {
        all += (u8)s.p[i] >= 0x80;
        paired += (u8)s.p[i] >= 0x80 && (u8)s.p[i + 1] >= 0x80;
    }
    return all >= 8 && paired * 2 > all;
}

static bool is_arabic_charset(const char *name)
{
    return name && (strcasecmp(name, "windows-1256") == 0 || strcasecmp(name, "ISO-8859-6") == 0);
}

/* True where UTF-8 is what the bytes are, but for some broken places: most sequences above ASCII are well-formed. */
static bool is_mostly_utf8(struct arena *a, str s)
{
    struct utf8_mending what = {0, 0};
    size_t lead = 0;
    utf8_mend(a, str_head(s, DETECT_BYTES), &what);
    for (size_t i = 0; i < MIN_OF(s.n, (size_t)DETECT_BYTES); i++)
        lead += (u8)s.p[i] >= 0xc2;
    return what.broken * 4 < lead;
}

static bool has_high(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((u8)s.p[i] >= 0x80)
            return true;
    return false;
}

static bool is_known(const char *charset)
{
    iconv_t cd = iconv_open("UTF-8", charset);
    if (cd == (iconv_t)-1)
        return false;
    iconv_close(cd);
    return true;
}

const char *charset_of(struct arena *a, str s, str label, enum charset_markup markup)
{
    if (str_starts(s, S("\xef\xbb\xbf")))
        return "UTF-8";
    const char *wide = charset_utf16(s);
    if (wide)
        return wide;
    struct utf8_mending what = {0, 0};
    char *name = ARENA_ARRAY(a, char, NAME_BYTES);
    utf8_mend(a, s, &what);
    if (what.broken == 0 || is_mostly_utf8(a, s))
        return "UTF-8";
    if (label.n == 0)
        label = label_within(s, markup);
    const char *named = charset_named(label, name);
    if (named && (strncasecmp(named, "utf", 3) == 0 || !is_known(named)))
        named = NULL; /* not UTF-8, as its bytes show */
    const char *arabic = is_dense(s) ? arabic_charset(s) : NULL;
    if (arabic && (!named || is_arabic_charset(named) || strncasecmp(named, "windows-1252", 12) == 0))
        return arabic;
    if (named && (strcmp(named, "windows-1252") != 0 || !is_dense(s)))
        return named;
    const char *found = detected(a, s);
    if (found && strncasecmp(found, "utf", 3) != 0 && is_known(found))
        return found;
    return named ? named : "windows-1252";
}

/* ---- converting ---- */

/* Converts with iconv; a sequence that it refuses becomes U+FFFD. */
static str convert(struct arena *a, str s, const char *charset, struct utf8_mending *what)
{
    size_t room = s.n * 3 + 16; /* no charset of two bytes or one gives more; those of four give less */
    char *out = ARENA_ARRAY(a, char, room), *to = out, *from = NULL;
    iconv_t cd = iconv_open("UTF-8", charset);
    if (cd == (iconv_t)-1)
        return STR_EMPTY;
    memcpy(&from, &s.p, sizeof from); /* iconv's type lacks a const; it does not write there */
    size_t left = s.n, before = SIZE_MAX;
    while (left) {
        size_t r = iconv(cd, &from, &left, &to, &room);
        if (r != (size_t)-1 || room < 8)
            break;
        size_t step = left >= 2 && strncmp(charset, "UTF-16", 6) == 0 ? 2 : 1;
        memcpy(to, "\xef\xbf\xbd", 3);
        to += 3;
        room -= 3;
        what->broken += before != left + step; /* bytes in a row are one broken place */
        before = left;
        from += MIN_OF(step, left);
        left -= MIN_OF(step, left);
    }
    iconv_close(cd);
    return (str){out, (size_t)(to - out)};
}

str charset_decode(struct arena *a, str s, str label, enum charset_markup markup, struct utf8_mending *what)
{
    *what = (struct utf8_mending){0, 0};
    if (!has_high(s) && memchr(s.p ? s.p : "", 0, s.n) == NULL)
        return s;
    const char *charset = charset_of(a, s, label, markup);
    if (strcmp(charset, "UTF-8") == 0)
        return utf8_mend(a, s, what);
    str mark = strncmp(charset, "UTF-16", 6) == 0 ? (str_starts(s, S("\xff\xfe")) || str_starts(s, S("\xfe\xff")) ? S("..") : STR_EMPTY) : STR_EMPTY;
    str utf8 = convert(a, str_skip(s, mark.n), charset, what);
    struct utf8_mending more = {0, 0};
    utf8 = utf8_mend(a, utf8, &more);
    what->nul += more.nul;
    what->broken += more.broken;
    return utf8;
}
