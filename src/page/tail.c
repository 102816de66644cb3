/*
** tail.c - finds further articles glued to a page's end.
*/
#include "page/tail.h"

#include "page/credit.h"

#define ENOUGH 26         /* tenths, as the scores */
#define SCORE_ENDED 40
#define SCORE_LABELLED 10
#define HEADER_PIECES 16  /* so many pieces may stand above a first paragraph */
#define TITLES_MAX 3      /* short lines above a first paragraph; more are a list */
#define WINDOW_TOKENS 400
#define ARTICLE_TOKENS 40 /* an article whose end nothing announces has as many */
#define WINDOW_WORDS_MIN 12
#define ASKED_MAX 2000    /* a page with more places to ask about is a list, not articles */
#define TITLE_PERCENT 40  /* of a headline's words that its own article has */
#define TITLE_LOW_PERCENT 20
#define TEASER_TOKENS 80 /* an article behind the run of prose has more; fewer are a teaser */

/* A word that tells something of the matter: no number, not short, not frequent. */
static bool is_content(const struct sheet *s, u32 i)
{
    const struct token *k = &s->text.tokens[i];
    return k->cls == TOKEN_WORD && k->key_len >= (k->flags & TOKEN_ARABIC ? 6 : 4) &&
           !sheet_at(s, stop_words, i, i + 1, LEXICON_EXACT).row;
}

void tail_note(const struct sheet *s, struct tail_context *c, u32 first, u32 end)
{
    vec_push(s->arena, &c->paragraphs, ((span){first, end - first}));
}

/* Tokens of the article so far, counted up to ARTICLE_TOKENS. */
static u32 noted_tokens(const struct tail_context *c)
{
    u32 n = 0;
    for (u32 i = 0; i < c->paragraphs.n && n < ARTICLE_TOKENS; i++)
        n += c->paragraphs.v[i].len;
    return n;
}

static void read_noted(const struct sheet *s, struct tail_context *c)
{
    for (; c->read < c->paragraphs.n; c->read++) {
        span tokens = c->paragraphs.v[c->read];
        for (u32 i = tokens.off; i < span_end(tokens); i++)
            if (is_content(s, i))
                *map_put(&c->words, s->text.tokens[i].hash) = 1;
    }
}

/* Tokens of the paragraphs from piece `body` on, as far as they are looked at. */
static u32 window_tokens(const struct sheet *s, u32 body)
{
    u32 n = 0;
    for (u32 i = body; i < s->pieces.n && n < WINDOW_TOKENS && s->pieces.v[i].label == NO_LABEL; i++)
        n += s->pieces.v[i].n;
    return MIN_OF(n, (u32)WINDOW_TOKENS);
}

/* The content words of the paragraphs from piece `body` on. */
static void read_window(const struct sheet *s, struct tail_context *c, u32 body)
{
    u32 words = 0, known = 0, left = window_tokens(s, body);
    read_noted(s, c);
    if (c->window.body == body && c->window.noted == c->read)
        return;
    c->window.tokens = left;
    map_init(&c->window.here, s->arena, left / 4);
    for (u32 i = body; left > 0; i++) {
        const struct piece *p = &s->pieces.v[i];
        for (u32 k = p->first; k < p->first + p->n && left > 0; k++, left--)
            if (is_content(s, k)) {
                words++;
                known += map_get(&c->words, s->text.tokens[k].hash) != NULL;
                *map_put(&c->window.here, s->text.tokens[k].hash) = 1;
            }
    }
    c->window.body = body;
    c->window.noted = c->read;
    c->window.words = words;
    c->window.known = known;
}

/* How the paragraphs from piece `body` on hang together with the article so far, and with the title above them; in percent, -1 not known. */
struct bonds {
    i32 article;      /* of their content words, how many the article has */
    i32 title_here;   /* of the title's content words, how many they have */
    i32 title_before; /* how many the article so far has */
};

static i32 percent(u32 part, u32 whole) { return (i32)(part * 100 / whole); }

static struct bonds bonds_of(const struct sheet *s, struct tail_context *c, u32 title, u32 body)
{
    struct bonds b = {-1, -1, -1};
    read_window(s, c, body);
    if (c->window.words < WINDOW_WORDS_MIN || c->words.n < WINDOW_WORDS_MIN)
        return b;
    b.article = percent(c->window.known, c->window.words);
    u32 of_title = 0, found_here = 0, found_before = 0;
    for (u32 k = 0; title < s->pieces.n && k < s->pieces.v[title].n; k++) {
        u32 i = s->pieces.v[title].first + k;
        if (!is_content(s, i))
            continue;
        of_title++;
        found_here += map_get(&c->window.here, s->text.tokens[i].hash) != NULL;
        found_before += map_get(&c->words, s->text.tokens[i].hash) != NULL;
    }
    if (of_title >= 3) {
        b.title_here = percent(found_here, of_title);
        b.title_before = percent(found_before, of_title);
    }
    return b;
}

/*
** What the bonds say for another article, in tenths. Of 3,600 articles of one outlet, cut in two, the second part had less than 5 % of its words in
** the first in 0.8 % of the cases, less than 8 % in 3 %, less than 12 % in 11 %, more than 20 % in 60 %; of two articles' words the one had in the
** other less than 5 % in 47 %, less than 8 % in 75 %, less than 12 % in 92 %, more than 15 % in 3 %.
*/
static i32 bonds_score(struct bonds b)
{
    static const struct {
        i32 below, score;
    } steps[] = {{5, 20}, {8, 14}, {12, 5}, {20, -3}, {30, -12}, {101, -18}};
    i32 score = 0;
    for (size_t i = 0; b.article >= 0; i++)
        if (b.article < steps[i].below) {
            score = steps[i].score;
            break;
        }
    if (b.title_here >= TITLE_PERCENT && b.title_before * 2 <= b.title_here)
        score += 15;
    else if (b.title_here >= 0 && b.title_here + b.title_before == 0) /* the title of a third one, or one that plays with words */
        score -= 5;
    else if (b.title_here >= 0 && (b.title_here < TITLE_LOW_PERCENT || b.title_here < b.title_before))
        score -= 10;
    return score;
}

/* May this piece stand between a headline and the first paragraph? */
static bool stands_in_header(const struct piece *p)
{
    switch (p->label) {
    case NO_LABEL:
    case FURNITURE_DATE: case FURNITURE_SECTION: case FURNITURE_KICKER: case FURNITURE_BYLINE: case FURNITURE_CAPTION: case FURNITURE_PROMO:
    case FURNITURE_SHARE: case FURNITURE_MARKUP:
        return true;
    default:
        return false;
    }
}

/* "... and the minister said that the…": the teaser of another page, no paragraph. */
static bool ends_cut_off(const struct sheet *s, const struct piece *p)
{
    str words = span_text(s->text.raw, p->span);
    return str_ends(words, S("...")) || str_ends(words, S("\xe2\x80\xa6"));
}

struct tail tail_at(struct sheet *s, struct tail_context *c, u32 i, u32 teasers)
{
    struct tail none = {s->pieces.n, s->pieces.n};
    u32 body = i, titles = 0, last_title = s->pieces.n, repeated = s->pieces.n;
    bool dated = false, placed = false;
    if (!(s->pieces.v[i].flags & PIECE_LINE_START) || ++c->asked > ASKED_MAX)
        return none;
    for (; body < s->pieces.n && body < i + HEADER_PIECES; body++) {
        const struct piece *p = &s->pieces.v[body];
        if ((p->flags & PIECE_PROSE) && p->label == NO_LABEL && !(p->flags & PIECE_BULLET))
            break;
        if (!stands_in_header(p) || (p->flags & PIECE_BULLET))
            return none;
        dated = dated || p->label == FURNITURE_DATE;
        if (p->label != NO_LABEL || (p->flags & PIECE_EMPTY))
            continue;
        bool place = titles > 0 && piece_is_placed(s, body);
        placed = placed || place;
        if (place)
            continue;
        if (title_returns(s, body))
            repeated = body;
        titles++;
        last_title = body;
    }
    if (body >= s->pieces.n || body >= i + HEADER_PIECES || (titles == 0 && !(c->ended && c->labelled)))
        return none;
    const struct piece *lead = &s->pieces.v[body];
    if (ends_cut_off(s, lead) || (body >= teasers && window_tokens(s, body) < TEASER_TOKENS))
        return none;
    placed = placed || dateline_end(s, lead->first, lead->first + lead->n) > lead->first;
    u32 header = titles <= TITLES_MAX ? i : repeated < s->pieces.n ? repeated : last_title;
    u32 title = repeated < s->pieces.n ? repeated : last_title;
    i32 score = (c->ended ? SCORE_ENDED : 0) + (c->labelled ? SCORE_LABELLED : 0) + (c->closing ? 10 : 0) + (titles == 1 ? 5 : 0) + (dated ? 20 : 0) + (placed ? 20 : 0) +
                (repeated < s->pieces.n ? 30 : 0) - (titles > TITLES_MAX ? 10 : 0);
    bool announced = c->ended || c->labelled;
    if (!announced && noted_tokens(c) < ARTICLE_TOKENS)
        return none; /* what stands above is this one's header */
    if (!announced && (sheet_is_article(s) || !(dated || placed || repeated < s->pieces.n)))
        return none; /* a record is an article by itself */
    if (!announced && repeated == s->pieces.n && !(dated && placed))
        return none; /* words alone do not tell an article from a chapter */
    i32 bonds = bonds_score(bonds_of(s, c, title, body));
    if (!announced && repeated < s->pieces.n && !(dated || placed || bonds > 0))
        return none; /* nor does a title that is listed */
    score += bonds;
    return score < ENOUGH ? none : (struct tail){header, body};
}

bool tail_of_title(struct sheet *s, struct tail_context *c, u32 body)
{
    if (!c->ended || body == 0 || ++c->asked > ASKED_MAX || ends_cut_off(s, &s->pieces.v[body]))
        return false;
    return SCORE_ENDED + SCORE_LABELLED + bonds_score(bonds_of(s, c, body - 1, body)) >= ENOUGH;
}
