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
#define WINDOW_BYTES (64u << 10)
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
    static const char *const feeds[] = {"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex", "<opml", "<channel"};
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
    if (begins_with(s, "WARC/") || begins_with(s, "filedesc://") || warc_is_arc(s))
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

static void pass(struct input_cursor *c, size_t n)
{
    c->rest = str_skip(c->rest, n);
    c->offset += n;
}

/* Nothing without more bytes than there are; twice as many, so that what is looked at again and again stays in proportion. */
static bool want(struct input_cursor *c, size_t most)
{
    c->wants = MAX_OF(MIN_OF(MAX_OF(c->rest.n * 2, (size_t)WINDOW_BYTES), most), c->rest.n + 1);
    return false;
}

/* Passes over n bytes of a page that is refused. False where there have been too many: the rest of the input is set aside. */
static bool skip(struct input_cursor *c, size_t n)
{
    pass(c, n);
    c->skipped += n;
    return c->skipped <= LIMIT_SKIP_BYTES;
}

static bool give_up(struct input_cursor *c, struct input_piece *out)
{
    *out = (struct input_piece){.offset = c->offset, .line = c->line,
                                .unread = S("what follows a record that is too long is one itself, beyond the limit of LIMIT_SKIP_BYTES; the rest is not read")};
    c->rest = STR_EMPTY;
    c->more = false;
    c->skipping = 0;
    return true;
}

static bool is_blank(str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
            return false;
    return true;
}

static bool next_line(struct input_cursor *c, struct input_piece *out)
{
    while (c->rest.n) {
        const char *nl = memchr(c->rest.p, '\n', c->rest.n);
        size_t n = nl ? (size_t)(nl - c->rest.p) : c->rest.n;
        if (c->skipping) {
            if (!skip(c, n + (nl != NULL)))
                return give_up(c, out);
            c->skipping = !nl;
            continue;
        }
        if (!nl && c->more && n <= LIMIT_LINE_BYTES)
            return want(c, LIMIT_LINE_BYTES + 1);
        str line = str_head(c->rest, n);
        if (c->offset == 0 && str_starts(line, S("\xef\xbb\xbf")))
            line = str_skip(line, 3);
        *out = (struct input_piece){.raw = line, .offset = c->offset, .line = ++c->line};
        c->skipping = !nl && c->more;
        c->skipped = 0;
        pass(c, n + (nl != NULL));
        if (!is_blank(line))
            return true;
    }
    return c->more ? want(c, WINDOW_BYTES) : false;
}

/* Goes on to the next record behind a broken one. False where it is not at hand. */
static bool resync(struct input_cursor *c)
{
    size_t keep, end = warc_resync(c->rest, (enum warc_kind)c->skipping, &keep);
    bool found = end < c->rest.n || !c->more;
    skip(c, found ? end : c->rest.n - keep);
    if (found)
        c->skipping = WARC_NONE;
    return found;
}

/* The next record of an archive that holds a page, or is broken. */
static bool next_record(struct input_cursor *c, struct input_piece *out)
{
    struct warc_record r;
    size_t skipped;
    for (;;) {
        if (c->skipping && !resync(c))
            return c->skipped > LIMIT_SKIP_BYTES ? give_up(c, out) : want(c, SIZE_MAX);
        bool found = warc_next(c->rest, c->more, &r, &skipped);
        pass(c, skipped);
        if (!found) {
            c->wants = r.wants;
            return false;
        }
        *out = (struct input_piece){.raw = r.raw, .offset = c->offset};
        pass(c, r.raw.n);
        c->skipping = r.open;
        c->skipped = 0;
        if (warc_is_page(&r))
            return true;
    }
}

/* The next item of a feed. A feed without any is one piece, so that it can be named. */
static bool next_item(struct input_cursor *c, struct input_piece *out)
{
    size_t at = 0;
    str item;
    bool first = c->head.n == 0;
    while (feed_next(c->rest, &at, &item)) {
        size_t begin = (size_t)(item.p - c->rest.p);
        if (at == c->rest.n && c->more && at <= LIMIT_PAGE_BYTES) /* it may end further on */
            return want(c, LIMIT_PAGE_BYTES + 1);
        if (first)
            c->head = str_head(c->rest, MIN_OF(begin, (size_t)FEED_HEAD_BYTES));
        *out = (struct input_piece){.raw = item, .offset = c->offset + begin};
        pass(c, at);
        at = 0;
        first = false;
        if (feed_item_is_page(item))
            return true;
    }
    if (c->more && c->rest.n <= LIMIT_PAGE_BYTES)
        return want(c, LIMIT_PAGE_BYTES + 1);
    *out = (struct input_piece){.raw = c->rest, .offset = c->offset};
    c->more = false; /* what is behind so many bytes without an item is not looked for */
    pass(c, c->rest.n);
    return (first || out->raw.n > LIMIT_PAGE_BYTES) && out->raw.n;
}

static bool next_whole(struct input_cursor *c, struct input_piece *out)
{
    if (c->line)
        return false;
    if (c->more && c->rest.n <= LIMIT_PAGE_BYTES && c->form != INPUT_UNKNOWN)
        return want(c, LIMIT_PAGE_BYTES + 1);
    *out = (struct input_piece){.raw = c->rest};
    c->line = 1;
    c->more = false;
    pass(c, c->rest.n);
    return true;
}

bool input_next(struct input_cursor *c, struct input_piece *out)
{
    c->wants = 0;
    switch (c->form) {
    case INPUT_JSONL: return next_line(c, out);
    case INPUT_WARC: return next_record(c, out);
    case INPUT_FEED: return next_item(c, out);
    case INPUT_TEXT: case INPUT_HTML: case INPUT_UNKNOWN: break;
    }
    return next_whole(c, out);
}

/* ---- names ---- */

str input_name(struct arena *a, const struct input_cursor *c, const struct input_piece *piece)
{
    if (c->form == INPUT_JSONL)
        return arena_fmt(a, "%.*s:%llu", STR_ARG(c->name), (unsigned long long)piece->line);
    if (c->form == INPUT_WARC || c->form == INPUT_FEED)
        return arena_fmt(a, "%.*s@%llu", STR_ARG(c->name), (unsigned long long)piece->offset);
    return str_is(c->name, "-") ? S("-:1") : c->name;
}

void input_kept(str name, str raw, struct input_cursor *c, struct input_piece *out)
{
    *c = (struct input_cursor){.name = name, .form = input_form_of(name, raw)};
    *out = (struct input_piece){.raw = raw};
    char mark = c->form == INPUT_JSONL ? ':' : c->form == INPUT_WARC || c->form == INPUT_FEED ? '@' : 0;
    size_t n = name.n;
    while (n > 0 && mark && name.p[n - 1] != mark)
        n--;
    if (n > 1 && str_u64(str_skip(name, n), mark == ':' ? &out->line : &out->offset))
        c->name.n = n - 1;
}

/* ---- pages ---- */

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
    *page = (struct page){.name = input_name(a, c, piece), .raw = piece->raw, .unread = piece->unread};
    size_t limit = c->form == INPUT_JSONL ? LIMIT_LINE_BYTES : LIMIT_PAGE_BYTES;
    if (page->unread.n)
        return;
    if (piece->raw.n > limit) {
        page->unread = arena_fmt(a, "a %s longer than the limit of %zu bytes (%s); split it", c->form == INPUT_JSONL ? "line" : "page", limit,
                                 c->form == INPUT_JSONL ? "LIMIT_LINE_BYTES" : "LIMIT_PAGE_BYTES");
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
