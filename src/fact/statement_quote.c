/*
** statement_quote.c - which quotation marks belong together.
**
** Direction is not trusted (CLDR's Arabic begins with ” and ends with “), shape is: a quotation ends at the next mark of its family
** (guillemets; double marks; single ones), and marks of another family within it are quotations inside. A quotation that is still
** open at a paragraph's end goes on where the next paragraph begins with a mark of the family, as printers do; else it ends there.
*/
#include "fact/statement.h"

enum family { FAMILY_NONE, FAMILY_GUILLEMET, FAMILY_DOUBLE, FAMILY_SINGLE };

static enum family family_of(const struct text *t, u32 i)
{
    if (!token_is_quote(t, i))
        return FAMILY_NONE;
    str key = token_key(t, &t->tokens[i]);
    if (key.p[0] == '\'')
        return FAMILY_SINGLE;
    return key.p[0] == '\xC2' || str_is(key, "\xE2\x80\xB9") || str_is(key, "\xE2\x80\xBA") ? FAMILY_GUILLEMET : FAMILY_DOUBLE;
}

static void close_at(struct statement_finder *f, u32 open, u32 close)
{
    f->mate[open] = close;
    if (token_is_quote(f->t, close))
        f->mate[close] = open;
    for (u32 i = open + 1; i < close; i++)
        f->inside[i] = open + 1;
}

/* A single mark opens only where it is not glued to a word before it and a closing one follows in its zone. */
static bool may_open(const struct text *t, u32 i, enum family family)
{
    return family != FAMILY_SINGLE || !(t->tokens[i].flags & TOKEN_GLUED);
}

static u32 zone_of(const struct text *t, u32 i) { return t->sentences[t->tokens[i].sentence].zone; }

void quotes_pair(struct statement_finder *f)
{
    const struct text *t = f->t;
    u32 open = NO_TOKEN;
    enum family of = FAMILY_NONE;
    for (u32 i = 0; i < t->n_tokens; i++) {
        f->mate[i] = NO_TOKEN;
        f->inside[i] = 0;
    }
    for (u32 i = 0; i < t->n_tokens; i++) {
        bool begins = i == 0 || zone_of(t, i - 1) != zone_of(t, i);
        enum family family = family_of(t, i);
        if (begins && open != NO_TOKEN) {
            bool goes_on = family == of && of != FAMILY_SINGLE && zone_of(t, i) == zone_of(t, open) + 1 &&
                           i + 1 < t->n_tokens && (t->tokens[i + 1].flags & TOKEN_GLUED);
            close_at(f, open, i);
            open = goes_on ? i : NO_TOKEN;
            if (goes_on)
                continue;
        }
        if (family == FAMILY_NONE)
            continue;
        if (open != NO_TOKEN && family == of) {
            close_at(f, open, i);
            open = NO_TOKEN;
        } else if (open == NO_TOKEN && may_open(t, i, family)) {
            open = i;
            of = family;
        }
    }
    if (open != NO_TOKEN)
        close_at(f, open, t->n_tokens);
}

u32 quote_end(const struct statement_finder *f, u32 i)
{
    u32 close = f->mate[i];
    while (close < f->t->n_tokens && f->mate[close] != NO_TOKEN && f->mate[close] > close)
        close = f->mate[close];
    return close;
}

bool quote_is_speech(const struct statement_finder *f, u32 i)
{
    u32 close = f->mate[i];
    if (close == NO_TOKEN || close <= i + 1)
        return false;
    u32 named = 0, words = 0;
    for (u32 j = i + 1; j < close && words <= 7; j++) {
        words += is_word_at(f, j);
        named += is_word_at(f, j) && f->name_over[j];
    }
    return words > 7 || (words > 0 && named < words);
}
