/*
** warc.c - cuts archives into records, and takes the page out of a record.
*/
#include "page/warc.h"

#include <ctype.h>
#include <strings.h>

#include "base/limits.h"
#include "page/charset.h"
#include "page/html.h"
#include "page/meta.h"
#include "page/unpack.h"

#define HEADER_BYTES_MAX (256u << 10) /* a header that does not end by then is none */
#define ARC_FIELDS_MAX 32
#define ARC_LINE_MAX 8192
#define BEHIND_BYTES 16 /* behind a block, that tell whether it ends there: blank lines and "WARC/1.x" */

/* ---- header fields ---- */

/* Takes the next line off *s; its end (\n or \r\n) is not part of it. False at the end. */
static bool take_line(str *s, str *line)
{
    if (s->n == 0)
        return false;
    const char *nl = memchr(s->p, '\n', s->n);
    size_t n = nl ? (size_t)(nl - s->p) : s->n;
    *line = str_head(*s, n);
    *s = str_skip(*s, n + (nl != NULL));
    if (line->n && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}

static bool is_version(str s) { return s.n >= 8 && str_starts(s, S("WARC/")) && isdigit((unsigned char)s.p[5]) && s.p[6] == '.'; }

/* The length of a header, its blank line included; 0 where none ends it before another record begins. */
static size_t header_length(str s)
{
    str rest = str_head(s, HEADER_BYTES_MAX), line;
    bool first = true;
    while (take_line(&rest, &line)) {
        if (line.n == 0)
            return rest.n ? (size_t)(rest.p - s.p) : MIN_OF(s.n, (size_t)HEADER_BYTES_MAX);
        if (!first && is_version(line))
            return 0;
        first = false;
    }
    return 0;
}

/* The value of a field in a header; its name in any case, folded lines not joined. */
static str field(str header, const char *name)
{
    str line;
    size_t n = strlen(name);
    while (take_line(&header, &line) && line.n)
        if (line.n > n && line.p[n] == ':' && strncasecmp(line.p, name, n) == 0)
            return str_trim(str_skip(line, n + 1));
    return STR_EMPTY;
}

static bool has_word(str s, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= s.n; i++)
        if (strncasecmp(s.p + i, word, n) == 0)
            return true;
    return false;
}

/* ---- WARC ---- */

/* Where the next record begins, at the beginning of a line at or after `from`; s.n where none does. */
static size_t next_version(str s, size_t from)
{
    while ((from = str_find(s, S("\nWARC/"), from)) != SIZE_MAX) {
        if (is_version(str_skip(s, from + 1)))
            return from + 1;
        from++;
    }
    return s.n;
}

/* True where what stands behind a block is the end, or blank lines and another record. */
static bool ends_record(str behind)
{
    size_t i = 0;
    while (i < behind.n && i < 8 && (behind.p[i] == '\r' || behind.p[i] == '\n'))
        i++;
    return i == behind.n || (i > 0 && is_version(str_skip(behind, i)));
}

/* A fault; the record ends where the next begins at or after `from`, or goes on behind what is at hand. */
static void break_record(str s, bool more, struct warc_record *out, size_t from, const char *why)
{
    size_t end = next_version(s, from);
    out->fault = why;
    out->raw = str_head(s, end);
    if (end == s.n && more)
        out->open = WARC_WARC;
}

#define TOO_LONG "it is longer than the limit of a page (LIMIT_PAGE_BYTES)"

/* A record of a length that is no page's: enough of it to tell what it is. */
static bool read_long(str s, size_t head, bool more, struct warc_record *out)
{
    out->is_long = true;
    out->fault = TOO_LONG;
    out->block = str_skip(s, head);
    if (more && s.n < head + HEADER_BYTES_MAX)
        out->wants = head + HEADER_BYTES_MAX;
    return out->wants == 0;
}

/* False where more bytes are wanted. */
static bool read_warc(str s, bool more, struct warc_record *out)
{
    size_t head = header_length(s);
    u64 length = 0;
    if (!is_version(s)) {
        break_record(s, more, out, 0, "it begins neither as WARC nor as ARC");
        return true;
    }
    if ((head == 0 || head == s.n) && more && s.n < HEADER_BYTES_MAX) {
        out->wants = MIN_OF(MAX_OF(s.n * 2, (size_t)4096), (size_t)HEADER_BYTES_MAX);
        return false;
    }
    if (head == 0) {
        break_record(s, more, out, 5, "its header does not end");
        return true;
    }
    str header = str_head(s, head), count = field(header, "Content-Length");
    out->type = field(header, "WARC-Type");
    out->uri = field(header, "WARC-Target-URI");
    out->date = field(header, "WARC-Date");
    out->content_type = field(header, "Content-Type");
    if (out->uri.n > 1 && out->uri.p[0] == '<' && out->uri.p[out->uri.n - 1] == '>') /* WARC 1.0 drafts */
        out->uri = (str){out->uri.p + 1, out->uri.n - 2};
    if (!str_u64(count, &length)) {
        break_record(s, more, out, head - 1, count.n ? "its Content-Length is no number" : "it has no Content-Length");
    } else if (length > LIMIT_PAGE_BYTES - head) {
        if (!read_long(s, head, more, out))
            return false;
        break_record(s, more, out, head - 1, TOO_LONG);
    } else if (more && s.n - head < (size_t)length + BEHIND_BYTES) {
        out->wants = head + (size_t)length + BEHIND_BYTES;
        return false;
    } else if (length > s.n - head) {
        break_record(s, more, out, head - 1, "its Content-Length reaches past its end");
    } else if (!ends_record(str_skip(s, head + (size_t)length))) {
        break_record(s, more, out, head - 1, "its Content-Length does not end at its end");
    } else {
        out->block = str_head(str_skip(s, head), (size_t)length);
        out->raw = str_head(s, head + (size_t)length);
        if (out->type.n == 0)
            out->fault = "it has no WARC-Type";
    }
    return true;
}

/* ---- ARC ---- */

static bool is_arc_length(str s)
{
    u64 n;
    return str_u64(s, &n);
}

/* "URL IP DATE TYPE LENGTH", of version 2 with five fields more before the length; a URL may hold spaces. */
static bool arc_header(str line, struct warc_record *out, u64 *length)
{
    str fields[ARC_FIELDS_MAX];
    u32 n = 0;
    for (size_t i = 0; i < line.n && n < ARC_FIELDS_MAX;) {
        size_t begin = i;
        while (i < line.n && line.p[i] != ' ')
            i++;
        fields[n++] = (str){line.p + begin, i - begin};
        i++;
    }
    if (n < 5 || !str_u64(fields[n - 1], length) || str_find(fields[0], S("://"), 0) == SIZE_MAX)
        return false;
    u32 behind = n >= 10 && is_arc_length(fields[n - 3]) ? 10 : 5, date = n - behind + 2;
    if (fields[date].n != 14 || !is_arc_length(fields[date]))
        return false;
    out->uri = (str){line.p, (size_t)(fields[date - 1].p - line.p) - 1};
    out->date = fields[date];
    out->content_type = fields[date + 1];
    return true;
}

/* Where the next header line stands, at or after `from`. */
static size_t next_arc(str s, size_t from)
{
    struct warc_record unused;
    u64 length;
    for (;;) {
        const char *nl = from < s.n ? memchr(s.p + from, '\n', s.n - from) : NULL;
        if (!nl)
            return s.n;
        from = (size_t)(nl - s.p) + 1;
        str rest = str_head(str_skip(s, from), ARC_LINE_MAX), line;
        if (take_line(&rest, &line) && line.n && isalpha((unsigned char)line.p[0]) && arc_header(line, &unused, &length))
            return from;
    }
}

static bool read_arc(str s, bool more, struct warc_record *out)
{
    str rest = s, line;
    u64 length = 0;
    take_line(&rest, &line);
    out->type = S("response");
    size_t head = s.n - rest.n, from = head ? head - 1 : 0;
    if (line.n > ARC_LINE_MAX || !arc_header(line, out, &length)) {
        out->fault = "its ARC header line is broken";
        from = 0;
    } else if (length > LIMIT_PAGE_BYTES - head) {
        if (!read_long(s, head, more, out))
            return false;
    } else if (more && rest.n < length) {
        out->wants = head + (size_t)length;
        return false;
    } else if (length > rest.n) {
        out->fault = "it is cut off before its length";
    } else {
        out->block = str_head(rest, (size_t)length);
        out->raw = str_head(s, head + (size_t)length);
        if (str_starts(out->uri, S("filedesc:")))
            out->type = S("warcinfo");
        return true;
    }
    size_t end = next_arc(s, from);
    out->raw = str_head(s, end);
    if (end == s.n && more)
        out->open = WARC_ARC;
    return true;
}

bool warc_is_arc(str s)
{
    struct warc_record unused;
    u64 length;
    str rest = str_head(s, ARC_LINE_MAX), line;
    return take_line(&rest, &line) && arc_header(line, &unused, &length);
}

bool warc_next(str rest, bool more, struct warc_record *out, size_t *skipped)
{
    size_t i = 0;
    *out = (struct warc_record){.fault = NULL};
    while (i < rest.n && (rest.p[i] == '\r' || rest.p[i] == '\n' || rest.p[i] == ' '))
        i++;
    *skipped = i;
    rest = str_skip(rest, i);
    if (more && rest.n < ARC_LINE_MAX && (rest.n < BEHIND_BYTES || !memchr(rest.p, '\n', rest.n))) {
        out->wants = ARC_LINE_MAX;
        return false;
    }
    if (rest.n == 0)
        return false;
    if (!(!is_version(rest) && warc_is_arc(rest) ? read_arc : read_warc)(rest, more, out))
        return false;
    if (out->fault && !is_version(rest) && !str_starts(out->type, S("response"))) { /* neither: the next of either */
        size_t end = next_arc(out->raw, 0);
        out->open = out->open && end == out->raw.n ? WARC_EITHER : WARC_NONE;
        out->raw = str_head(out->raw, end);
    }
    ASSERT(out->raw.n > 0);
    return true;
}

size_t warc_resync(str s, enum warc_kind kind, size_t *keep)
{
    size_t end = kind == WARC_ARC ? s.n : next_version(s, 0);
    if (kind != WARC_WARC)
        end = MIN_OF(end, next_arc(s, 0));
    size_t most = kind == WARC_WARC ? 9 : ARC_LINE_MAX;
    *keep = MIN_OF(s.n, most);
    return end;
}

/* ---- pages ---- */

/* What an HTTP message tells. */
struct message {
    str content_type, encoding, transfer, body;
    bool fine; /* a status of 2xx */
};

static bool read_message(str block, struct message *m)
{
    *m = (struct message){.fine = false};
    if (!str_starts(block, S("HTTP/")))
        return false;
    size_t head = header_length(block);
    str line, rest = block;
    if (head == 0 || !take_line(&rest, &line))
        return false;
    size_t space = str_find(line, S(" "), 0);
    m->fine = space != SIZE_MAX && space + 1 < line.n && line.p[space + 1] == '2';
    str header = str_head(block, head);
    m->content_type = field(header, "Content-Type");
    m->encoding = field(header, "Content-Encoding");
    m->transfer = field(header, "Transfer-Encoding");
    m->body = str_skip(block, head);
    return true;
}

static bool is_page_type(str type)
{
    return type.n == 0 || has_word(type, "text/html") || has_word(type, "application/xhtml") || has_word(type, "text/plain");
}

bool warc_is_page(const struct warc_record *r)
{
    struct message m;
    if (r->fault && !r->is_long)
        return true;
    if (str_is(r->type, "conversion") || str_is(r->type, "resource"))
        return is_page_type(r->content_type) && str_starts(r->uri, S("http"));
    if (!str_is(r->type, "response") || !str_starts(r->uri, S("http")))
        return false;
    return !read_message(r->block, &m) || (m.fine && is_page_type(m.content_type) && str_trim(m.body).n);
}

/* The chunks of a body joined (RFC 9112 7.1); false where they are none: many archives keep the field and not the chunks. */
static bool join_chunks(struct arena *a, str body, str *out)
{
    char *to = ARENA_ARRAY(a, char, body.n + 1);
    size_t n = 0, size = 0;
    str line;
    while (take_line(&body, &line)) {
        size_t digits = 0;
        for (size = 0; digits < line.n && digits < 8 && isxdigit((unsigned char)line.p[digits]); digits++) {
            int c = tolower((unsigned char)line.p[digits]);
            size = size * 16 + (size_t)(isdigit(c) ? c - '0' : c - 'a' + 10);
        }
        if (digits == 0 || (digits < line.n && line.p[digits] != ';' && line.p[digits] != ' '))
            return false;
        if (size == 0)
            break;
        size_t take = MIN_OF(size, body.n); /* the last chunk of a clipped body */
        if (take)
            memcpy(to + n, body.p, take);
        n += take;
        body = str_skip(body, take);
        if (str_starts(body, S("\r\n")) || str_starts(body, S("\n")))
            body = str_skip(body, body.p[0] == '\r' ? 2 : 1);
        else if (body.n)
            return false;
    }
    *out = (str){to, n};
    return true;
}

/* The charset that a Content-Type names. */
static str charset_label(str type)
{
    for (size_t i = 0; i + 8 < type.n; i++)
        if (strncasecmp(type.p + i, "charset=", 8) == 0) {
            str v = str_skip(type, i + 8);
            size_t n = 0;
            while (n < v.n && !strchr("; ,", v.p[n]))
                n++;
            v = str_head(v, n);
            return v.n > 1 && (v.p[0] == '"' || v.p[0] == '\'') ? (str){v.p + 1, v.n - 2} : v;
        }
    return STR_EMPTY;
}

static bool looks_like_html(str s)
{
    s = str_head(str_trim(s), 512);
    return str_starts(s, S("<")) || has_word(s, "<html") || has_word(s, "<!doctype");
}

static void read_body(struct arena *a, const struct warc_record *r, str body, str type, struct page *page)
{
    bool html = has_word(type, "html") || (type.n == 0 && looks_like_html(body));
    struct utf8_mending what;
    page->text = charset_decode(a, body, charset_label(type), html ? CHARSET_HTML : CHARSET_PLAIN, &what);
    page->mended = (u32)(what.nul + what.broken);
    page->known.crawled = r->date;
    page->known.basis = BASIS_METADATA;
    if (html)
        html_read(a, page->text, page);
    else if (str_trim(page->text).n == 0)
        page->unread = S("it is empty");
    if (page->known.url.n == 0)
        page->known.url = r->uri;
    if (page->known.outlet.n == 0)
        page->known.outlet = meta_domain(r->uri);
}

void warc_page(struct arena *a, str raw, struct page *page)
{
    struct warc_record r;
    struct message m;
    size_t skipped;
    if (!warc_next(raw, false, &r, &skipped)) {
        page->unread = S("it is empty");
        return;
    }
    if (r.fault) {
        page->unread = arena_fmt(a, "a %srecord of an archive: %s", r.is_long ? "" : "broken ", r.fault);
        return;
    }
    if (!str_is(r.type, "response")) {
        read_body(a, &r, r.block, r.content_type, page);
        return;
    }
    if (!read_message(r.block, &m)) {
        page->unread = S("a record of an archive whose HTTP response is broken");
        return;
    }
    str body = m.body;
    if (has_word(m.transfer, "chunked") && !join_chunks(a, m.body, &body))
        body = m.body;
    static const char *const reasons[] = {
        [UNPACK_BROKEN] = "it is broken", [UNPACK_LARGE] = "it unpacks to more than the limit of a page (LIMIT_PAGE_BYTES)", [UNPACK_UNKNOWN] = "that packing is not read"};
    enum unpacked done = unpack_body(a, body, m.encoding, &body);
    if (done != UNPACK_FINE) {
        page->unread = arena_fmt(a, "a record of an archive whose body is packed ('%.*s'), and %s", STR_ARG(m.encoding), reasons[done]);
        return;
    }
    read_body(a, &r, body, m.content_type, page);
}
