/*
** search.c - full-text search for readers: words are all wanted, "a phrase" as it stands, word* a beginning, -word not wanted.
**
** FTS5's own query language is not handed through: what a reader pastes (quotes, colons, brackets) must not be an error.
*/
#include "store/store_sql.h"

#include "base/out.h"
#include "base/utf8.h"
#include "text/unicode.h"

/* One part of a query: words between quotation marks, or up to the next space. */
struct term {
    str words;
    bool unwanted, prefix;
};

static bool is_quote(u32 cp)
{
    return cp == '"' || cp == 0xAB || cp == 0xBB || (cp >= 0x201C && cp <= 0x201F);
}

static bool is_space(u32 cp) { return cp < 0x21 || unicode_class_of(cp)->flags & UNICODE_SPACE; }

static bool has_word(str s)
{
    for (size_t at = 0; at < s.n;) {
        if (unicode_class_of(utf8_next(s, &at))->flags & (UNICODE_LETTER | UNICODE_DIGIT)) return true;
    }
    return false;
}

static bool next_term(str *rest, struct term *out)
{
    size_t at = 0, before = 0;
    bool quoted = false;
    u32 cp = 0;
    *out = (struct term){0};
    for (; at < rest->n; before = at) {
        cp = utf8_next(*rest, &at);
        if (!is_space(cp)) break;
    }
    if (at == before) return false;
    if (cp == '-') {
        out->unwanted = true;
        before = at;
        if (at < rest->n) cp = utf8_next(*rest, &at);
    }
    quoted = is_quote(cp);
    size_t begin = quoted ? at : before;
    at = begin;
    size_t end = begin;
    while (at < rest->n) {
        cp = utf8_next(*rest, &at);
        if (quoted ? is_quote(cp) : is_space(cp) || is_quote(cp)) break;
        end = at;
    }
    out->words = (str){rest->p + begin, end - begin};
    out->prefix = !quoted && str_ends(out->words, S("*"));
    /* A quotation mark right behind a word opens the next term. */
    *rest = str_skip(*rest, !quoted && at > end && is_quote(cp) ? end : at);
    return true;
}

static void write_term(struct out *o, const struct term *t)
{
    out_char(o, '"');
    for (size_t i = 0; i < t->words.n; i++) {
        char c = t->words.p[i];
        out_char(o, c == '"' || c == 0 ? ' ' : c);
    }
    out_z(o, t->prefix ? "\"*" : "\"");
}

/* The query as FTS5 wants it; "" where no word is wanted. */
static str expression(struct arena *a, str query)
{
    struct out wanted, unwanted;
    struct term t;
    out_init(&wanted, a);
    out_init(&unwanted, a);
    while (next_term(&query, &t)) {
        if (!has_word(t.words)) continue;
        struct out *o = t.unwanted ? &unwanted : &wanted;
        if (o->n) out_z(o, t.unwanted ? " OR " : " AND ");
        write_term(o, &t);
    }
    if (!wanted.n) return STR_EMPTY;
    if (unwanted.n) {
        out_z(&wanted, " NOT (");
        out_str(&wanted, out_view(&unwanted));
        out_char(&wanted, ')');
    }
    return out_view(&wanted);
}

static str without_marks(struct arena *a, str s)
{
    struct out o;
    out_init(&o, a);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\2' && s.p[i] != '\3') out_char(&o, s.p[i]);
    }
    return out_view(&o);
}

enum asanid_status store_index(struct store *s)
{
    if (!s->index_behind) return ASANID_OK;
    enum asanid_status status = store_exec(s, "INSERT INTO search(search) VALUES('rebuild')");
    s->index_behind = status != ASANID_OK;
    return status;
}

enum asanid_status store_search(struct store *s, struct arena *a, str query, u32 most, struct founds *out)
{
    enum asanid_status status;
    *out = (struct founds){0};
    str asked = expression(a, query);
    if (!asked.n || !most) return ASANID_OK;
    if ((status = store_index(s))) return status;
    sqlite3_stmt *st = store_sql(s, SQL_SEARCH_FIND);
    if (st) {
        bind_str(st, 1, asked);
        sqlite3_bind_int64(st, 2, most);
    }
    while (store_row_next(s, st, &status)) {
        struct found *f = vec_add(a, out);
        str headline = column_text(a, st, 2), body = column_text(a, st, 3);
        f->row = (u64)sqlite3_column_int64(st, 0);
        f->id = column_text(a, st, 1);
        f->headline = without_marks(a, headline);
        f->snippet = memchr(body.p, '\2', body.n) || !memchr(headline.p, '\2', headline.n) ? body : headline;
    }
    return status;
}
