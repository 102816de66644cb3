/*
** stemma_credit.c - what a witness says of its source, and what outlet it is.
*/
#include "base/hash.h"
#include "text/fold.h"
#include "trace/stemma_parts.h"

/* The host of an address, without "www.". */
static str host_of(str url)
{
    size_t at = str_find(url, S("://"), 0);
    if (at == SIZE_MAX)
        return STR_EMPTY;
    str host = str_skip(url, at + 3);
    size_t end = str_find(host, S("/"), 0);
    host = str_head(host, MIN_OF(end, host.n));
    return str_starts(host, S("www.")) ? str_skip(host, 4) : host;
}

str article_house(const struct article *article) { return article->outlet.n ? article->outlet : host_of(article->url); }

str agency_of_name(struct arena *a, const struct stemma_rules *rules, str name)
{
    const u64 *row = name.n ? map_get(&rules->agencies, hash_str(fold_str(a, name))) : NULL;
    return row ? str_of(rules->agency_table->rows[*row - 1].column[1]) : STR_EMPTY;
}

/* True where `name` stands in `text` as whole words; both folded. */
static bool holds_name(str text, str name)
{
    if (name.n < 4)
        return false;
    for (size_t at = 0; (at = str_find(text, name, at)) != SIZE_MAX; at++) {
        size_t end = at + name.n;
        bool starts = at == 0 || (unsigned char)text.p[at - 1] < 0x80;
        bool ends = end == text.n || (unsigned char)text.p[end] < 0x80;
        if (starts && ends)
            return true;
    }
    return false;
}

/* True where the line credits "agencies", and no source by name. */
static bool is_vague(struct arena *a, const struct stemma_rules *rules, str line)
{
    str folded = fold_str(a, line);
    for (u32 i = 0; i < rules->vague.n; i++)
        if (holds_name(folded, rules->vague.v[i]))
            return true;
    return false;
}

static bool lines_are_vague(struct arena *a, const struct stemma_rules *rules, const struct article *article)
{
    for (u32 i = 0; i < article->bylines.n; i++)
        if (is_vague(a, rules, article->bylines.v[i].text))
            return true;
    return is_vague(a, rules, article->dateline.text);
}

struct credited_source credit_read(struct arena *arena, const struct stemma_rules *rules, const struct witness *w)
{
    struct credited_source said = {.vague = false};
    const struct article *a = w->article;
    for (u32 i = 0; i < a->credits.n; i++) {
        const struct credit *c = &a->credits.v[i];
        str *field = !c->agency.n ? &said.outlet : c->kind == CREDIT_VIA ? &said.via : &said.agency;
        if (!c->agency.n && is_vague(arena, rules, c->text))
            said.vague = true;
        else if (!field->n && (c->agency.n || c->kind != CREDIT_VIA))
            *field = c->agency.n ? c->agency : c->text;
    }
    if (!said.agency.n && !said.outlet.n && lines_are_vague(arena, rules, a))
        said.vague = true;
    return said;
}

bool credit_names(struct arena *a, const struct witness *child, const struct witness *parent)
{
    str name = fold_str(a, parent->article->outlet);
    const struct article *c = child->article;
    if (!name.n)
        return false;
    for (u32 i = 0; i < c->credits.n; i++)
        if (holds_name(fold_str(a, c->credits.v[i].text), name))
            return true;
    for (u32 i = 0; i < c->bylines.n; i++)
        if (holds_name(fold_str(a, c->bylines.v[i].text), name))
            return true;
    return holds_name(fold_str(a, c->dateline.text), name);
}
