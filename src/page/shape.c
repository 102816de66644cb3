/*
** shape.c - judges a piece by its label and its shape.
**
** The numbers are of news writing: a title has seldom more than 20 words and no full stop; a credit names a source in a few words; a line that
** courts the reader says so twice.
*/
#include "page/shape.h"

#include "page/credit.h"

#define TITLE_WORDS 18   /* a longer line with a comma in it is prose */
#define PROSE_WORDS 24   /* a line this long is prose whatever it ends with */
#define STOPPED_WORDS 4  /* a line with a full stop is prose from here on */
#define LEAD_WORDS_MIN 8 /* of a first paragraph with its dateline */
#define ASKED_WORDS 16   /* titles end with ? and ! too */
#define CREDIT_WORDS 8
#define DATE_WORDS 14
#define BAR_WORDS 16
#define RELATED_WORDS 30 /* of the titles on one line, where a sentence's stop ends it */
#define PROMO_WORDS 60
#define PROMO_WEIGHT 3

static bool is_mark(const struct text *t, u32 i, u32 cp) { return t->tokens[i].cls == TOKEN_MARK && token_char(t, i) == cp; }

/* Marks that may part a label from its content. */
static bool is_parting(const struct text *t, u32 i)
{
    if (t->tokens[i].cls != TOKEN_MARK)
        return false;
    u32 cp = token_char(t, i);
    return cp == ':' || cp == 0xff1a || cp == '|' || cp == '.' || cp == 0x2026 || cp == '>' || char_is_dash(cp);
}

struct label label_at(const struct sheet *s, u32 i, u32 end)
{
    const struct text *t = &s->text;
    struct label none = {.kind = NO_LABEL};
    for (u32 skipped = 0; i < end && t->tokens[i].cls == TOKEN_MARK && skipped < 4; skipped++)
        i++;
    if (i >= end)
        return none;
    bool counted = t->tokens[i].cls == TOKEN_NUMBER && i + 1 < end; /* "3 comments" */
    struct lexicon_hit h = sheet_at(s, labels, counted ? i + 1 : i, end, LEXICON_EXACT);
    if (!h.row || (counted && cue_furniture(h.kind) != FURNITURE_COMMENTS))
        return none;
    struct label l = {.kind = (u8)cue_furniture(h.kind), .form = (u8)cue_form_of(h.kind), .words = h.n};
    l.content = i + counted + h.n;
    while (l.content < end && is_parting(t, l.content)) {
        l.colon |= is_mark(t, l.content, ':') || is_mark(t, l.content, 0xff1a);
        l.content++;
    }
    if (l.form == CUE_COLON && !l.colon && words_between(t, l.content, MIN_OF(end, l.content + 8)) > 0)
        return none;
    return l;
}

bool shape_is_lead_verb(const struct sheet *s, u32 i, u32 end, enum lead_how how)
{
    if (i >= end || s->text.tokens[i].cls != TOKEN_WORD)
        return false;
    struct lexicon_hit h = sheet_at(s, lead_verbs, i, end, how & LEAD_JOINED ? LEXICON_PROCLITIC : LEXICON_EXACT);
    return h.row && (h.kind == 0 || (how & LEAD_NOUNS)) && h.proclitic <= 2; /* one Arabic letter: the joining waw */
}

bool shape_is_date(const struct sheet *s, u32 i, u32 end)
{
    const struct text *t = &s->text;
    u32 numbers = 0, named = 0, marks = 0;
    if (words_between(t, i, end) > DATE_WORDS)
        return false;
    while (i < end) {
        const struct token *k = &t->tokens[i];
        if (k->cls == TOKEN_MARK) {
            marks += char_is_dash(token_char(t, i)) || token_char(t, i) == '/' || token_char(t, i) == ':';
            i++;
        } else if (k->cls == TOKEN_NUMBER || (token_key(t, k).n && token_key(t, k).p[0] >= '0' && token_key(t, k).p[0] <= '9')) {
            numbers++;
            marks += k->span.len >= 8 && strchr("-/.", token_raw(t, k).p[4]) != NULL; /* 2024/01/26 as one token */
            i++;
        } else {
            struct lexicon_hit h = sheet_at(s, calendar, i, end, LEXICON_PROCLITIC);
            if (!h.row)
                return false;
            named++;
            i += h.n;
        }
    }
    return numbers > 0 && (named > 0 || (numbers >= 3 && marks >= 2) || (numbers == 1 && marks >= 1));
}

static bool has_number(const struct text *t, u32 i, u32 end)
{
    for (; i < end; i++)
        if (t->tokens[i].cls == TOKEN_NUMBER || (t->tokens[i].cls == TOKEN_WORD && token_raw(t, &t->tokens[i]).p[0] <= '9'))
            return true;
    return false;
}

/* The weight of what courts the reader in a piece; 0 where nothing is a call by itself. */
static u32 promo_weight(const struct sheet *s, const struct piece *p)
{
    u32 sum = 0, best = 0, end = p->first + p->n;
    for (u32 i = p->may & 1u << LEXICON_calls ? p->first : end; i < end;) {
        struct lexicon_hit h = sheet_at(s, promo, i, end, LEXICON_PROCLITIC);
        sum += h.row ? h.kind : 0;
        best = h.row ? MAX_OF(best, h.kind) : best;
        i += h.row ? h.n : 1;
    }
    return best >= PROMO_CALL ? sum : 0;
}

static bool is_bar(const struct sheet *s, const struct lexicon *names, u32 bit, u32 i, u32 end, u32 *hits)
{
    for (*hits = 0; i < end;) {
        if (s->text.tokens[i].cls == TOKEN_MARK) {
            i++;
            continue;
        }
        struct lexicon_hit h = sheet_look(s, names, bit, i, end, LEXICON_EXACT);
        if (!h.row)
            return false;
        ++*hits;
        i += h.n;
    }
    return *hits > 0;
}

/* True where a label's kind bears with what stands around it. */
static bool label_holds(const struct sheet *s, const struct piece *p, const struct label *l)
{
    u32 end = p->first + p->n, content = words_between(&s->text, l->content, end);
    bool stop = (p->flags & PIECE_STOP) && content > 0;
    if (l->form == CUE_ALONE)
        return content == 0 || (content == 1 && l->kind == FURNITURE_COMMENTS && s->text.tokens[end - 1].cls != TOKEN_WORD);
    switch ((enum furniture_kind)l->kind) {
    case FURNITURE_CREDIT:
        return content <= CREDIT_WORDS && (l->colon || !stop);
    case FURNITURE_DATE:
        return content == 0 || shape_is_date(s, l->content, end) || (content <= DATE_WORDS / 2 && has_number(&s->text, l->content, end));
    case FURNITURE_KEYWORDS:
        return l->colon || (content <= 40 && !stop);
    case FURNITURE_RELATED:
        return l->colon || !stop || content <= RELATED_WORDS;
    case FURNITURE_HEADLINES:
        return l->colon || !stop;
    case FURNITURE_PROMO:
        return p->words <= PROMO_WORDS && (content <= 6 || promo_weight(s, p) >= PROMO_WEIGHT) && !(stop && content <= 6);
    case FURNITURE_COMMENTS:
        return p->words <= PROMO_WORDS;
    case FURNITURE_SHARE:
    case FURNITURE_NAV:
        return p->words <= BAR_WORDS && !stop;
    default:
        return true;
    }
}

/* A mark behind which the note of a picture stands: "(file)", "- file". */
static bool is_set_off(const struct text *t, u32 i)
{
    u32 cp = token_char(t, i);
    return t->tokens[i].cls == TOKEN_MARK && (cp == '(' || cp == '[' || cp == '/' || cp == '|' || char_is_dash(cp));
}

static bool caption_holds(const struct sheet *s, const struct piece *p)
{
    const struct text *t = &s->text;
    u32 end = p->first + p->n, i = p->first;
    if (p->words > PROMO_WORDS || !(p->may & 1u << LEXICON_captions))
        return false;
    while (i < end && t->tokens[i].cls == TOKEN_MARK && token_char(t, i) != '(' && token_char(t, i) != '[')
        i++;
    struct lexicon_hit h = sheet_at(s, captions, i, end, LEXICON_EXACT);
    if (h.row && h.kind == CUE_OPEN && (!(p->flags & PIECE_STOP) || p->words <= TITLE_WORDS))
        return true;
    if (h.row && h.kind == CUE_ALONE && (words_between(t, i + h.n, end) == 0 || (i + h.n < end && is_mark(t, i + h.n, ':') && p->words <= PROSE_WORDS)))
        return true;
    if (p->words > PROSE_WORDS)
        return false;
    for (; i < end; i++) {
        h = sheet_at(s, captions, i, end, LEXICON_EXACT);
        if (h.row && h.kind == CUE_ANY && (h.n > 1 || (i > p->first && is_set_off(t, i - 1))))
            return true;
    }
    return false;
}

static bool reads_like_prose(const struct sheet *s, const struct piece *p)
{
    const struct text *t = &s->text;
    u32 end = p->first + p->n, commas = 0, breaks = 0;
    if (p->words >= PROSE_WORDS)
        return true;
    if ((p->flags & PIECE_STOP) && p->words >= STOPPED_WORDS) {
        u32 i = sentence_stop(t, p->first, end), mark = token_char(t, i - 1);
        if ((mark == '.' || mark == 0x6d4) && !(i >= 2 && is_mark(t, i - 2, '.')))
            return true;
        if (p->words >= ASKED_WORDS)
            return true;
    }
    for (u32 i = p->words < p->n ? p->first : end; i < end; i++) { /* where there are marks */
        u32 cp = t->tokens[i].cls == TOKEN_MARK ? token_char(t, i) : 0;
        commas += cp == ',' || cp == 0x60c;
        breaks += cp == '.' && i + 1 < end && t->tokens[i + 1].cls == TOKEN_WORD && i > p->first && t->tokens[i - 1].cls == TOKEN_WORD;
    }
    if (breaks && p->words >= 12)
        return true;
    u32 verb = p->first;
    while (verb < end && t->tokens[verb].cls == TOKEN_MARK)
        verb++;
    if (p->words >= 10 && shape_is_lead_verb(s, verb, end, LEAD_JOINED))
        return true;
    return (p->flags & PIECE_COLON ? p->words >= 10 : false) || (p->words >= TITLE_WORDS && commas > 0);
}

/* A line below another that opens with a dateline, as titles do not: "PLACE (AGENCY) - ...", "PLACE - ...", "PLACE: <verb> ...". */
static bool opens_article(const struct sheet *s, const struct piece *p)
{
    const struct text *t = &s->text;
    u32 end = p->first + p->n, behind;
    if (s->pieces.n == 0 || p->words < LEAD_WORDS_MIN || (behind = dateline_end(s, p->first, end)) == p->first)
        return false;
    if (words_between(t, behind, end) < LEAD_WORDS_MIN - 2)
        return false;
    for (u32 i = p->first; i < behind; i++)
        if (t->tokens[i].cls == TOKEN_MARK && token_char(t, i) == ')')
            return true;
    u32 mark = token_char(t, behind - 1);
    return char_is_dash(mark) || (mark == ':' && shape_is_lead_verb(s, behind, end, LEAD_PLAIN));
}

void shape_read(const struct sheet *s, struct piece *p)
{
    u32 end = p->first + p->n, hits = 0;
    struct label l = {.kind = NO_LABEL};
    if (p->may & 1u << LEXICON_labels)
        l = label_at(s, p->first, end);
    if (l.kind != NO_LABEL && label_holds(s, p, &l)) {
        p->label = l.kind;
        p->content = l.content;
        if (words_between(&s->text, l.content, end) == 0)
            p->flags |= PIECE_LABEL_ONLY;
        if (l.kind == FURNITURE_DATE)
            p->flags |= PIECE_DATED;
        return;
    }
    if (p->words <= DATE_WORDS && shape_is_date(s, p->first, end)) {
        p->label = FURNITURE_DATE;
        p->flags |= PIECE_DATED;
        return;
    }
    if (p->words <= BAR_WORDS && (p->may & (1u << LEXICON_share | 1u << LEXICON_sections))) {
        if (is_bar(s, s->rules->share, 1u << LEXICON_share, p->first, end, &hits)) {
            if (hits >= 2)
                p->label = FURNITURE_SHARE;
            else
                p->flags |= PIECE_NETWORK;
        } else if (is_bar(s, s->rules->sections, 1u << LEXICON_sections, p->first, end, &hits))
            p->label = hits > 3 ? FURNITURE_NAV : FURNITURE_SECTION;
    }
    if (p->label == NO_LABEL && caption_holds(s, p))
        p->label = FURNITURE_CAPTION;
    if (p->label == NO_LABEL) {
        p->promo = (u8)MIN_OF(promo_weight(s, p), UINT8_MAX);
        if (p->words <= PROMO_WORDS && p->promo >= PROMO_WEIGHT && p->promo * 9 >= p->words)
            p->label = FURNITURE_PROMO;
    }
    if (reads_like_prose(s, p) || (p->label == NO_LABEL && opens_article(s, p)))
        p->flags |= PIECE_PROSE;
}
