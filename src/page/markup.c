/*
** markup.c - finds style sheets, scripts and tags left behind in a text.
**
** Prose has braces now and then; a pair counts only where what stands between reads like declarations or statements. Everything is
** ASCII: the first letter of another script ends a run.
*/
#include "page/markup.h"

#include <ctype.h>

#define BLOCK_LINES_MAX 200 /* a brace that nothing closes by then was none */
#define BLOCK_RESCAN_MAX 200
#define TAG_BYTES_MAX 2000

static bool is_ident(char c) { return isalnum((unsigned char)c) || c == '_' || c == '$' || c == '-'; }
static bool is_plain(char c) { return (unsigned char)c < 0x80; }

static bool is_element(str w)
{
    static const char *const names[] = {"a",    "article", "aside", "body", "button", "div",   "em",      "figure", "footer", "form", "h1",     "h2",
                                        "h3",   "h4",      "h5",    "h6",   "header", "html",  "iframe",  "img",    "input",  "li",   "main",   "nav",
                                        "ol",   "p",       "picture", "script", "section", "small", "span", "strong", "style", "table", "tbody", "td",
                                        "th",   "tr",      "ul",    "video", "from",  "to"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (w.n == strlen(names[i]) && memcmp(w.p, names[i], w.n) == 0)
            return true;
    return false;
}

/* A word as selectors are made of: ".a", "#b", "a:hover", "ul.c", ">", "@media", "(max-width:" ... */
static bool is_selector_word(str w)
{
    if (w.n == 0)
        return false;
    if (strchr(".#@*>+~:(){};,[", w.p[0]) && !(w.n == 1 && w.p[0] == '.'))
        return true;
    if (w.p[w.n - 1] == ')' && isdigit((unsigned char)w.p[0])) /* "(max-width: 600px)" */
        return true;
    size_t name = 0;
    while (name < w.n && is_ident(w.p[name]))
        name++;
    if (name == w.n || w.p[name] == ',')
        return is_element(str_head(w, name));
    return strchr(".#:[(%", w.p[name]) != NULL && is_element(str_head(w, name));
}

/* Where the selector (or the call) in front of the brace at `brace` begins. */
static size_t selector_begin(str line, size_t floor, size_t brace)
{
    size_t begin = brace;
    for (;;) {
        size_t end = begin;
        while (end > floor && isspace((unsigned char)line.p[end - 1]))
            end--;
        size_t word = end;
        while (word > floor && is_plain(line.p[word - 1]) && !isspace((unsigned char)line.p[word - 1]) && line.p[word - 1] != '{' &&
               line.p[word - 1] != '}')
            word--;
        /* A selector glued to the stop of the sentence before: the stop is the sentence's. */
        if (word < end && line.p[word] == '.' && word > floor && !is_plain(line.p[word - 1]) && word + 1 < end && line.p[word + 1] == '.')
            word++;
        if (word == end || !is_selector_word((str){line.p + word, end - word}))
            return begin;
        begin = word;
    }
}

/* Where a call like "googletag.cmd.push(function() " in front of the brace begins; `brace` where there is none. */
static size_t call_begin(str line, size_t floor, size_t brace)
{
    size_t end = brace;
    while (end > floor && isspace((unsigned char)line.p[end - 1]))
        end--;
    if (end == floor || (line.p[end - 1] != ')' && line.p[end - 1] != '>'))
        return brace;
    size_t begin = end;
    while (begin > floor && (is_ident(line.p[begin - 1]) || strchr(".()=>,!;", line.p[begin - 1])))
        begin--;
    while (begin < end && line.p[begin] == '.') /* the stop of the sentence before */
        begin++;
    return memchr(line.p + begin, '(', end - begin) ? begin : brace;
}

/* True where the inside of a pair of braces reads like declarations, statements or rules. */
static bool is_code(str in)
{
    bool colon = false, semicolon = false, call = false;
    in = str_trim(in);
    for (size_t i = 0; i < in.n; i++) {
        if (!is_plain(in.p[i]))
            return false;
        colon |= in.p[i] == ':';
        semicolon |= in.p[i] == ';';
        call |= in.p[i] == '(' && i > 0 && is_ident(in.p[i - 1]);
    }
    if (in.n == 0)
        return true;
    return (colon && (semicolon || memchr(in.p, ' ', in.n) == NULL)) || (semicolon && (call || in.n > 1));
}

/*
** The end of the block whose brace is at `brace` (behind its closing brace), or SIZE_MAX; *depth: what is open where the line ends before.
** *next: where to look for another brace if this one is nothing. What was looked through for long is not looked through again.
*/
static size_t block_end(str line, size_t brace, u32 *depth, size_t *next)
{
    u32 open = 0;
    size_t i = brace;
    *depth = 0;
    *next = brace + 1;
    for (; i < line.n && is_plain(line.p[i]); i++) {
        if (line.p[i] == '{')
            open++;
        else if (line.p[i] == '}' && --open == 0)
            return i + 1;
    }
    if (i == line.n)
        *depth = open;
    if (i - brace > BLOCK_RESCAN_MAX)
        *next = i;
    return SIZE_MAX;
}

static size_t skip_call_end(str line, size_t i)
{
    while (i < line.n && strchr(");,", line.p[i]))
        i++;
    return i;
}

/* The block at the brace, or SPAN_NULL; *next is where to look on. */
static span block_at(struct markup_state *state, str line, size_t from, size_t brace, size_t *next)
{
    u32 depth = 0;
    size_t end = block_end(line, brace, &depth, next);
    size_t begin = call_begin(line, from, brace);
    if (begin == brace)
        begin = selector_begin(line, from, brace);
    if (end == SIZE_MAX) {
        if (depth == 0 || begin == brace)
            return SPAN_NULL;
        *state = (struct markup_state){depth, 0}; /* goes on in the lines below */
        return span_of(begin, line.n - begin);
    }
    if (!is_code((str){line.p + brace + 1, end - brace - 2}) || (begin == brace && end - brace <= 8)) {
        if (end - brace > BLOCK_RESCAN_MAX)
            *next = end;
        return SPAN_NULL;
    }
    return span_of(begin, skip_call_end(line, end) - begin);
}

/* The tag or comment at `i`, or SPAN_NULL. */
static span tag_at(str line, size_t i)
{
    size_t name = i + 1 < line.n && line.p[i + 1] == '/' ? i + 2 : i + 1;
    str rest = str_head(str_skip(line, name), TAG_BYTES_MAX);
    size_t letters = 0;
    while (letters < rest.n && isalnum((unsigned char)rest.p[letters]))
        letters++;
    bool comment = str_starts(rest, S("!--"));
    if (!comment && !is_element(str_head(rest, letters)) && !str_is(str_head(rest, letters), "br"))
        return SPAN_NULL;
    const char *close = memchr(rest.p, '>', rest.n);
    return close ? span_of(i, (size_t)(close - line.p) + 1 - i) : SPAN_NULL;
}

/* Within an open block: the whole line, up to the brace that closes it. */
static span inside_block(struct markup_state *state, str line)
{
    for (size_t i = 0; i < line.n; i++) {
        if (!is_plain(line.p[i])) {
            *state = (struct markup_state){0, 0};
            return i ? span_of(0, i) : SPAN_NULL;
        }
        state->depth += line.p[i] == '{';
        if (line.p[i] == '}' && --state->depth == 0)
            return span_of(0, skip_call_end(line, i + 1));
    }
    if (++state->lines > BLOCK_LINES_MAX)
        *state = (struct markup_state){0, 0};
    return span_of(0, line.n);
}

span markup_next(struct markup_state *state, str line, size_t from)
{
    if (state->depth > 0 && from == 0 && line.n)
        return inside_block(state, line);
    str rest = str_skip(line, from); /* nearly every line has none of these */
    if (!memchr(rest.p, '{', rest.n) && !memchr(rest.p, '<', rest.n) && !memchr(rest.p, '>', rest.n))
        return SPAN_NULL;
    size_t next = from;
    for (size_t i = from; i < line.n; i = MAX_OF(next, i + 1)) {
        span found = SPAN_NULL;
        next = i + 1;
        if (line.p[i] == '{')
            found = block_at(state, line, from, i, &next);
        else if (line.p[i] == '<')
            found = tag_at(line, i);
        else if (line.p[i] == '-' && str_starts(str_skip(line, i), S("-->")))
            found = span_of(i, 3);
        if (!span_is_null(found))
            return found;
    }
    return SPAN_NULL;
}
