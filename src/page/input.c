/*
** input.c - recognises forms of input and cuts an input into pages.
*/
#include "page/input.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "page/charset.h"
#include "page/feed.h"
#include "page/html.h"
#include "page/record.h"
#include "page/warc.h"

#include <strings.h>

#define SNIFF_BYTES 4096
#define LZ4_MAGIC "\x04\x22\x4d\x18"
#define FEED_HEAD_BYTES (64u << 10) /* of a feed, kept with each of its items */

const char *input_form_name(enum input_form f)
{
    static const char *const form_names[] = {"text", "HTML", "JSON Lines", "WARC", "a feed", "an unknown form"};
    ASSERT((size_t)f < COUNT_OF(form_names));
    return form_names[f];
}

/* ---- recognising ---- */

static bool ends_with(str name, const char *with)
{
    size_t n = strlen(with);
    return name.n >= n && strncasecmp(name.p + name.n - n, with, n) == 0;
}

static bool begins_with(str s, const char *with) { return s.n >= strlen(with) && strncasecmp(s.p, with, strlen(with)) == 0; }

static str skip_white(str s)
{
    while (s.n && strchr(" \t\r\n\f\v", s.p[0]))
        s = str_skip(s, 1);
    return s;
}

/* Bytes that are no text in any form read here: known magic numbers, or many controls. */
static bool is_binary(str s)
{
    static const char *const magics[] = {"\x1f\x8b", "\x28\xb5\x2f\xfd", LZ4_MAGIC, "\x89PNG", "\xff\xd8\xff", "GIF8", "%PDF-", "PK\x03\x04", "\x7f" "ELF",
                                         "SQLite format 3", "BZh", "\xfd" "7zXZ", "RIFF", "OggS", "ID3"};
    for (size_t i = 0; i < COUNT_OF(magics); i++)
        if (str_starts(s, str_of(magics[i])))
            return true;
    str head = str_head(s, SNIFF_BYTES);
    size_t controls = 0;
    for (size_t i = 0; i < head.n; i++) {
        u8 c = (u8)head.p[i];
        controls += c < 0x20 && c != 0 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b;
    }
    return controls * 10 > head.n;
}

/* The first element's name, comments, declarations and processing instructions passed over. */
static enum input_form markup_form(str s)
{
    static const char *const feeds[] = {"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex", "<opml"};
    static const char *const pages[] = {"<!doctype", "<html", "<head", "<body", "<meta", "<title", "<div", "<article", "<p>", "<p ", "<section",
                                        "<script", "<link", "<table", "<main", "<header", "<span", "<h1", "<h2"};
    bool xml = false;
    s = str_head(s, SNIFF_BYTES);
    for (;;) {
        s = skip_white(s);
        size_t end = 0;
        if (begins_with(s, "<!--"))
            end = str_find(s, S("-->"), 4);
        else if (begins_with(s, "<?")) {
            xml = true;
            end = str_find(s, S(">"), 2);
        } else if (begins_with(s, "<!doctype") && !begins_with(s, "<!doctype html"))
            end = str_find(s, S(">"), 2);
        else
            break;
        if (end == SIZE_MAX)
            return xml ? INPUT_FEED : INPUT_HTML;
        s = str_skip(s, end + 1 + (begins_with(s, "<!--") ? 2 : 0));
    }
    for (size_t i = 0; i < COUNT_OF(feeds); i++)
        if (begins_with(s, feeds[i]))
            return INPUT_FEED;
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        if (begins_with(s, pages[i]))
            return INPUT_HTML;
    return INPUT_UNKNOWN;
}

/* PATH of "PATH@OFFSET", as a stored page of an archive is named; the name itself where it is none. */
static str without_offset(str name)
{
    size_t n = name.n;
    while (n > 0 && name.p[n - 1] >= '0' && name.p[n - 1] <= '9')
        n--;
    return n > 1 && n < name.n && name.p[n - 1] == '@' ? str_head(name, n - 1) : name;
}

static enum input_form form_by_name(str name)
{
    static const char *const packings[] = {".gz", ".zst"};
    static const struct {
        const char *suffix;
        enum input_form form;
    } suffixes[] = {{".jsonl", INPUT_JSONL}, {".ndjson", INPUT_JSONL}, {".json", INPUT_JSONL}, {".html", INPUT_HTML}, {".htm", INPUT_HTML},
                    {".xhtml", INPUT_HTML},  {".shtml", INPUT_HTML},   {".warc", INPUT_WARC},  {".wet", INPUT_WARC},  {".arc", INPUT_WARC},
                    {".rss", INPUT_FEED},    {".atom", INPUT_FEED},    {".xml", INPUT_FEED},   {".opml", INPUT_FEED}};
    name = without_offset(name);
    for (size_t i = 0; i < COUNT_OF(packings); i++)
        if (ends_with(name, packings[i]))
            name.n -= strlen(packings[i]);
    for (size_t i = 0; i < COUNT_OF(suffixes); i++)
        if (ends_with(name, suffixes[i].suffix))
            return suffixes[i].form;
    return INPUT_TEXT;
}

/* The form of UTF-16: its characters of ASCII tell, if it is markup. */
static enum input_form wide_form(str name, str bytes, bool big)
{
    char head[SNIFF_BYTES];
    size_t n = 0;
    for (size_t i = 0; i + 1 < bytes.n && n < sizeof head; i += 2) {
        u8 high = (u8)bytes.p[i + !big], low = (u8)bytes.p[i + big];
        if (high == 0 && low < 0x80)
            head[n++] = (char)low;
    }
    str s = skip_white((str){head, n});
    enum input_form f = str_starts(s, S("<")) ? markup_form(s) : INPUT_UNKNOWN;
    return f == INPUT_UNKNOWN ? form_by_name(name) : f;
}

enum input_form input_form_of(str name, str bytes)
{
    if (bytes.n == 0)
        return INPUT_TEXT;
    const char *wide = charset_utf16(bytes);
    if (wide)
        return wide_form(name, bytes, strcmp(wide, "UTF-16BE") == 0);
    if (is_binary(bytes))
        return INPUT_UNKNOWN;
    str s = skip_white(str_starts(bytes, S("\xef\xbb\xbf")) ? str_skip(bytes, 3) : bytes);
    if (begins_with(s, "WARC/") || begins_with(s, "filedesc://"))
        return INPUT_WARC;
    if (str_starts(s, S("{"))) {
        str inner = skip_white(str_skip(s, 1));
        if (str_starts(inner, S("\"")) || str_starts(inner, S("}")))
            return INPUT_JSONL;
    }
    if (str_starts(s, S("<"))) {
        enum input_form f = markup_form(s);
        if (f != INPUT_UNKNOWN)
            return f;
    }
    return form_by_name(name);
}

/* ---- cutting ---- */

struct input_cursor input_open(str name, enum input_form form, str bytes)
{
    return (struct input_cursor){.name = name, .form = form, .rest = bytes};
}

static bool is_blank(str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
            return false;
    return true;
}

/* The next record of an archive that holds a page, or is broken. */
static bool next_record(struct input_cursor *c, struct input_piece *out)
{
    struct warc_record r;
    size_t skipped;
    while (warc_next(c->rest, &r, &skipped)) {
        *out = (struct input_piece){.raw = r.raw, .offset = c->offset + skipped};
        c->rest = str_skip(c->rest, skipped + r.raw.n);
        c->offset += skipped + r.raw.n;
        if (warc_is_page(&r))
            return true;
    }
    return false;
}

/* The next item of a feed. A feed without any is one piece, so that it can be named. */
static bool next_item(struct input_cursor *c, struct input_piece *out)
{
    size_t at = 0;
    str item;
    bool first = c->offset == 0;
    while (feed_next(c->rest, &at, &item)) {
        size_t begin = (size_t)(item.p - c->rest.p);
        if (first)
            c->head = str_head(c->rest, MIN_OF(begin, (size_t)FEED_HEAD_BYTES));
        *out = (struct input_piece){.raw = item, .offset = c->offset + begin};
        c->rest = str_skip(c->rest, at);
        c->offset += at;
        at = 0;
        first = false;
        if (feed_item_is_page(item))
            return true;
    }
    *out = (struct input_piece){.raw = c->rest};
    c->rest = STR_EMPTY;
    return first && out->raw.n;
}

bool input_next(struct input_cursor *c, struct input_piece *out)
{
    if (c->form == INPUT_WARC)
        return next_record(c, out);
    if (c->form == INPUT_FEED)
        return next_item(c, out);
    if (c->form != INPUT_JSONL) {
        if (c->line)
            return false;
        *out = (struct input_piece){c->rest, 0, 0};
        c->offset = c->rest.n;
        c->rest = STR_EMPTY;
        c->line = 1;
        return true;
    }
    while (c->rest.n) {
        const char *nl = memchr(c->rest.p, '\n', c->rest.n);
        size_t n = nl ? (size_t)(nl - c->rest.p) : c->rest.n;
        str line = str_head(c->rest, n);
        if (c->offset == 0 && str_starts(line, S("\xef\xbb\xbf")))
            line = str_skip(line, 3);
        *out = (struct input_piece){line, c->offset, ++c->line};
        c->rest = str_skip(c->rest, n + (nl != NULL));
        c->offset += n + (nl != NULL);
        if (!is_blank(line))
            return true;
    }
    return false;
}

/* ---- pages ---- */

static str page_name(struct arena *a, const struct input_cursor *c, const struct input_piece *piece)
{
    if (c->form == INPUT_JSONL)
        return arena_fmt(a, "%.*s:%llu", STR_ARG(c->name), (unsigned long long)piece->line);
    if (c->form == INPUT_WARC || c->form == INPUT_FEED) /* a stored page has its offset in its name already */
        return without_offset(c->name).n < c->name.n ? c->name : arena_fmt(a, "%.*s@%llu", STR_ARG(c->name), (unsigned long long)piece->offset);
    return str_is(c->name, "-") ? S("-:1") : c->name;
}

/* An item of a feed is kept with the feed's head. */
static str joined(struct arena *a, str head, str item)
{
    if (head.n == 0)
        return item;
    char *p = ARENA_ARRAY(a, char, head.n + item.n);
    memcpy(p, head.p, head.n);
    memcpy(p + head.n, item.p, item.n);
    return (str){p, head.n + item.n};
}

void input_page(struct arena *a, const struct input_cursor *c, const struct input_piece *piece, struct page *page)
{
    *page = (struct page){.name = page_name(a, c, piece), .raw = piece->raw};
    size_t limit = c->form == INPUT_JSONL ? LIMIT_LINE_BYTES : LIMIT_PAGE_BYTES;
    if (piece->raw.n > limit) {
        page->unread = arena_fmt(a, "%s of %zu bytes is longer than the limit of %zu; split it", c->form == INPUT_JSONL ? "a line" : "a page",
                                 piece->raw.n, limit);
        return;
    }
    if (c->form == INPUT_JSONL) {
        record_read(a, piece->raw, page);
        return;
    }
    if (c->form == INPUT_WARC) {
        warc_page(a, piece->raw, page);
        return;
    }
    if (c->form == INPUT_FEED) {
        page->raw = joined(a, c->head, piece->raw);
        feed_page(a, page->raw, page);
        return;
    }
    if (str_starts(piece->raw, S(LZ4_MAGIC))) {
        page->unread = S("it is packed with LZ4, which is not read; pack it with gzip or zstd");
        return;
    }
    if (c->form != INPUT_TEXT && c->form != INPUT_HTML) {
        page->unread = arena_fmt(a, "it is %s, which is not read; give its text, or a JSON Lines record with a 'text'", input_form_name(c->form));
        return;
    }
    struct utf8_mending what = {0, 0};
    page->text = charset_decode(a, piece->raw, STR_EMPTY, c->form == INPUT_HTML ? CHARSET_HTML : CHARSET_PLAIN, &what);
    page->mended = (u32)(what.nul + what.broken);
    if (c->form == INPUT_HTML) {
        html_read(a, page->text, page);
        return;
    }
    if (str_trim(page->text).n == 0)
        page->unread = S("it is empty");
}
