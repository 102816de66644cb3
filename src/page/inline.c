/*
** inline.c - finds where one line holds two things: a label within it, titles with the article's first words glued on, a caption with its
** credit.
**
** Flattening a page drops what parted its boxes. What is left to see: a label; a closing mark with a letter behind it; a letter that only ends
** words within a word; a verb in the past, with which Arabic leads open and titles do not (they use the present).
*/
#include "page/inline.h"

#include "base/utf8.h"
#include "page/credit.h"
#include "page/shape.h"
#include "text/arabic.h"
#include "text/fold.h"

#define REST_WORDS 8      /* an article that goes on in the line has at least as many words left */
#define TITLE_MIN_WORDS 3 /* so many words of a title before the article may go on */
#define LOOK_WORDS 80     /* titles behind a label: no more words than these */
#define TITLES_WORDS_MAX 30 /* titles that end with a stop have no more words */
#define LEAD_WORDS 12
#define TITLES_WORDS 45   /* a longer line holds more than titles, however it ends */
#define PLACE_TOKENS 8    /* of the place in front of a dateline's bracket */
#define CAPTION_WORDS 30
#define CREDIT_REACH 8
#define GLUE_LETTERS_MAX 40

/* How surely an article goes on at a place, the surest last. */
enum { SURE_NOT, SURE_SPACED_VERB, SURE_MARK, SURE_WORDS, SURE_SEAM, SURE_VERB };

/* Letters of the Arabic script; enough to tell a word from a mark. */
static bool is_arabic(u32 cp) { return cp >= 0x620 && cp <= 0x6d3; }
static bool is_lower(u32 cp) { return cp >= 'a' && cp <= 'z'; }
static bool is_upper(u32 cp) { return cp >= 'A' && cp <= 'Z'; }

/* A word of the page, or an ordinary one. */
static bool word_known(struct sheet *s, str word)
{
    char key[4 * GLUE_LETTERS_MAX * 3 + 8];
    if (word.n > 4 * GLUE_LETTERS_MAX)
        return false;
    return sheet_word(s, (str){key, fold_into(key, word)}) > 0 || lexicon_whole(s->rules->vocabulary, word).row;
}

/* The word without the joining waw, where it begins with one. */
static str without_waw(str word)
{
    size_t at = 0;
    return word.n > 6 && utf8_next(word, &at) == 0x648 ? str_skip(word, at) : word;
}

static bool is_lead_verb_text(const struct sheet *s, str word)
{
    return lexicon_whole(s->rules->lead_verbs, word).row || lexicon_whole(s->rules->lead_verbs, without_waw(word)).row;
}

/* Letters that attach to the front of a word, with the article: before these a word's first letter is no seam. */
static bool is_front(u32 cp)
{
    return cp == 0x648 || cp == 0x641 || cp == 0x628 || cp == 0x643 || cp == 0x644 || cp == 0x627 || cp == 0x623 || cp == 0x633;
}

/* What the letters tell of a seam before cp: a letter that only ends words behind it, or one that only begins them in front. */
static bool is_seam(u32 before2, u32 before, u32 cp, u32 letters, bool all_front)
{
    if (letters >= 2 && is_arabic(cp) && before == 0x629) /* ta marbuta */
        return true;
    if (letters >= 3 && is_arabic(cp) && before == 0x64b && before2 == 0x627) /* alef with tanwin */
        return true;
    if (letters >= 3 && cp == 0x625 && !all_front) /* alef with hamza below */
        return true;
    return letters >= 4 && is_upper(cp) && is_lower(before);
}

/* An ordinary word, or one with letters attached, the article or an ending. */
static bool is_ordinary(const struct sheet *s, str key)
{
    u8 lens[4];
    u32 n = arabic_proclitics(key, lens);
    for (u32 i = 0; i < n; i++) {
        str rest = str_skip(key, lens[i]);
        if (lexicon_whole(s->rules->vocabulary, rest).row || lexicon_whole(s->rules->vocabulary, arabic_bare(rest)).row)
            return true;
    }
    return lexicon_whole(s->rules->vocabulary, arabic_stem(key)).row;
}

/* A word as the page has it once, and no ordinary one. */
static bool is_strange(struct sheet *s, u32 i)
{
    str key = token_key(&s->text, &s->text.tokens[i]);
    return sheet_word(s, key) <= 1 && !is_ordinary(s, key);
}

struct glue inline_glue(struct sheet *s, u32 i)
{
    const struct token *k = &s->text.tokens[i];
    str raw = token_raw(&s->text, k);
    u32 letters = 0, before = 0, before2 = 0;
    bool all_front = true;
    struct glue best = {0, 0};
    if (k->cls != TOKEN_WORD || raw.n > 4 * GLUE_LETTERS_MAX || raw.n < 8)
        return best;
    bool strange = (k->flags & TOKEN_ARABIC) && is_strange(s, i);
    for (size_t at = 0; at < raw.n;) {
        size_t here = at;
        u32 cp = utf8_next(raw, &at);
        str left = str_head(raw, here), right = str_skip(raw, here);
        u8 sure = 0;
        if (raw.n - here >= 4 && is_seam(before2, before, cp, letters, all_front))
            sure = is_lead_verb_text(s, right) ? GLUE_VERB : GLUE_SEAM;
        else if (strange && !all_front && letters >= 3 && raw.n - here >= 6 && is_lead_verb_text(s, right))
            sure = word_known(s, left) ? GLUE_VERB : GLUE_SEAM;
        else if (strange && !all_front && letters >= 3 && raw.n - here >= 6 && word_known(s, left) &&
                 (word_known(s, right) || word_known(s, without_waw(right))))
            sure = GLUE_WORDS;
        if (sure > best.sure)
            best = (struct glue){(u32)here, sure};
        letters += cp < 0x64b || cp > 0x65f;
        all_front = all_front && is_front(cp);
        before2 = before;
        before = cp;
    }
    return best;
}

/* True where a sentence of its own may begin at token i: behind a stop, marks that close something passed over. */
static bool after_sentence(const struct text *t, u32 first, u32 i)
{
    if (i == first || t->tokens[i - 1].cls != TOKEN_MARK)
        return false;
    u32 cp = token_char(t, i - 1);
    if (cp == '|' || cp == '*' || cp == 0x2022)
        return true;
    while (i > first + 1 && t->tokens[i - 1].cls == TOKEN_MARK && char_closes(token_char(t, i - 1)))
        i--;
    return t->tokens[i - 1].cls == TOKEN_MARK && char_is_stop(token_char(t, i - 1));
}

/* True for a label within a line that is worth a cut at i. */
static bool label_cuts(const struct sheet *s, u32 first, u32 i, u32 end, bool in_titles, struct label *l)
{
    const struct text *t = &s->text;
    if (!(s->may[i] & 1u << LEXICON_labels)) /* nearly always */
        return false;
    bool closed = i > first && t->tokens[i - 1].cls == TOKEN_MARK && char_closes(token_char(t, i - 1));
    if (t->tokens[i].cls != TOKEN_WORD || !(in_titles || closed || after_sentence(t, first, i)))
        return false;
    *l = label_at(s, i, end);
    switch (l->kind) {
    case FURNITURE_CREDIT:
        return l->colon && end - l->content <= 3 * CREDIT_REACH && words_between(t, l->content, end) <= CREDIT_REACH;
    case FURNITURE_KEYWORDS:
        return l->colon;
    case FURNITURE_RELATED:
    case FURNITURE_HEADLINES:
        return l->form != CUE_ALONE && (l->colon || (l->words >= 2 && after_sentence(t, first, i)));
    case FURNITURE_SECTION: case FURNITURE_KICKER: case FURNITURE_DATE: case FURNITURE_BYLINE: case FURNITURE_CAPTION: case FURNITURE_PROMO:
    case FURNITURE_SHARE: case FURNITURE_COMMENTS: case FURNITURE_NAV: case FURNITURE_MARKUP: case FURNITURE_OTHER:
        break;
    }
    return false;
}

/* True where the tokens [i, end) end as a sentence. */
static bool ends_with_stop(const struct text *t, u32 i, u32 end)
{
    while (end > i && t->tokens[end - 1].cls == TOKEN_MARK && char_closes(token_char(t, end - 1)))
        end--;
    return end > i && t->tokens[end - 1].cls == TOKEN_MARK && char_is_stop(token_char(t, end - 1));
}

/* Where the dateline with its bracket at token `open` begins ("... <title>دبي (أ ف ب) -"): at its place, which may be glued to what stands
** before. */
static struct cut dateline_cut(struct sheet *s, u32 content, u32 open, u32 end)
{
    const struct text *t = &s->text;
    struct cut c = {end, 0, FURNITURE_RELATED};
    if (t->tokens[open].cls != TOKEN_MARK || token_char(t, open) != '(' || dateline_end(s, open, end) == open)
        return c;
    c = (struct cut){open, t->tokens[open].span.off, FURNITURE_RELATED};
    for (u32 k = open; k > content && open - k < PLACE_TOKENS; k--)
        if (tokens_are_place(s, k - 1, open))
            c = (struct cut){k - 1, t->tokens[k - 1].span.off, FURNITURE_RELATED};
    if (c.token == content || t->tokens[c.token - 1].cls != TOKEN_WORD || !(c.token == open || token_char(t, c.token) == ','))
        return c;
    str raw = token_raw(t, &t->tokens[c.token - 1]);
    for (size_t at = 0; at < raw.n;) {
        utf8_next(raw, &at);
        if (at > 4 && at < raw.n && lexicon_whole(s->rules->places, str_skip(raw, at)).row)
            return (struct cut){c.token - 1, t->tokens[c.token - 1].span.off + (u32)at, FURNITURE_RELATED};
    }
    return c;
}

/* How surely the article goes on at token k, behind the titles that a label opened; *off: where. 0: not at all. */
static u32 resumes_at(struct sheet *s, u32 content, u32 k, u32 end, bool stopped, u32 *off)
{
    const struct text *t = &s->text;
    const struct token *token = &t->tokens[k];
    if (token->cls != TOKEN_WORD)
        return 0;
    u32 rest = end - k;
    bool glued = (token->flags & TOKEN_GLUED) && t->tokens[k - 1].cls == TOKEN_MARK;
    u32 before = glued ? token_char(t, k - 1) : 0;
    glued = glued && (char_closes(before) || char_is_stop(before)) && !(char_opens(before) && before != '"' && before != '\'');
    *off = token->span.off;
    if (glued && shape_is_lead_verb(s, k, end, LEAD_JOINED | LEAD_NOUNS))
        return SURE_VERB;
    if (!stopped || rest < REST_WORDS)
        return 0;
    struct glue inner = inline_glue(s, k);
    if (inner.sure) {
        *off = token->span.off + inner.at;
        return inner.sure == GLUE_VERB ? SURE_VERB : inner.sure == GLUE_SEAM ? SURE_SEAM : SURE_WORDS;
    }
    if (k < content + TITLE_MIN_WORDS)
        return 0;
    if (glued && before != '"' && before != '\'')
        return SURE_MARK;
    return shape_is_lead_verb(s, k, end, LEAD_PLAIN) && t->tokens[k - 1].cls == TOKEN_WORD ? SURE_SPACED_VERB : 0;
}

/*
** Nothing tells where the article goes on behind the titles, and yet the line is too long for titles and ends as a sentence does: behind the
** first title's closing quotation mark or question mark, else at once. A title too much is better than a lead lost.
*/
static struct cut unseen_end(const struct sheet *s, u32 content, u32 end)
{
    const struct text *t = &s->text;
    u32 at = content, quotes = 0;
    for (u32 k = content; k + LEAD_WORDS < end; k++) {
        if (t->tokens[k].cls != TOKEN_MARK)
            continue;
        u32 cp = token_char(t, k);
        quotes += cp == '"';
        bool closes = cp == '"' ? quotes % 2 == 0 : cp == 0xbb || cp == 0x201d || cp == 0x61f || cp == '?' || cp == '!';
        if (closes && k >= content + TITLE_MIN_WORDS && t->tokens[k + 1].cls == TOKEN_WORD) {
            at = k + 1;
            break;
        }
    }
    return (struct cut){at, t->tokens[at].span.off, FURNITURE_RELATED};
}

/* The end of what a related label opens. */
static struct cut titles_end(struct sheet *s, u32 first, const struct label *l, u32 end)
{
    const struct text *t = &s->text;
    struct cut best = {end, 0, FURNITURE_RELATED};
    u32 best_score = 0, limit = MIN_OF(end, l->content + LOOK_WORDS), label_stop = end;
    struct label next;
    for (u32 k = l->content; k < end; k++)
        if (k > l->content && label_cuts(s, first, k, end, true, &next)) {
            label_stop = k;
            break;
        }
    bool stopped = ends_with_stop(t, l->content, label_stop) || label_stop - l->content > TITLES_WORDS;
    for (u32 k = l->content + 1; k < MIN_OF(limit, label_stop) && best_score < SURE_VERB; k++) {
        struct cut dateline = dateline_cut(s, l->content, k, label_stop);
        if (dateline.token < label_stop)
            return dateline;
        u32 off = 0, score = resumes_at(s, l->content, k, label_stop, stopped, &off);
        /* Titles may be glued to each other as well: of seams the last counts, an article has none. */
        if (score > best_score || (score == best_score && (score == SURE_SEAM || score == SURE_WORDS))) {
            best_score = score;
            best.token = k;
            best.off = off;
        }
    }
    bool sentence = best_score == 0 && ends_with_stop(t, l->content, label_stop) && l->content > first;
    if (sentence && words_between(t, l->content, label_stop) > TITLES_WORDS_MAX)
        return unseen_end(s, l->content, label_stop);
    if (best_score == 0 && label_stop < end)
        best = (struct cut){label_stop, t->tokens[label_stop].span.off, FURNITURE_RELATED};
    return best;
}

/* Behind markup: the words of a picture, then a dash and an agency: "<caption> - واس<text>". */
static struct cut caption_end(struct sheet *s, u32 first, u32 end, u32 off)
{
    const struct text *t = &s->text;
    struct cut none = {end, 0, NO_LABEL};
    if (char_is_dash(token_char(t, first)) && t->tokens[first].cls == TOKEN_MARK && first + 1 < end) { /* the credit itself */
        struct lexicon_hit h = sheet_at(s, agencies, first + 1, end, LEXICON_EXACT);
        if (h.row && first + 1 + h.n < end)
            return (struct cut){first + 1 + h.n, t->tokens[first + 1 + h.n].span.off, FURNITURE_CREDIT};
        str raw = token_raw(t, &t->tokens[first + 1]);
        for (size_t at = 0; at < raw.n;) {
            utf8_next(raw, &at);
            if (at < raw.n && word_known(s, str_skip(raw, at)) && lexicon_whole(s->rules->agencies, str_head(raw, at)).row)
                return (struct cut){first + 1, t->tokens[first + 1].span.off + (u32)at, FURNITURE_CREDIT};
        }
        return none;
    }
    for (u32 k = first + 1; k + 1 < end && k < first + CAPTION_WORDS; k++) {
        if (t->tokens[k].cls != TOKEN_MARK || !char_is_dash(token_char(t, k)) || (t->tokens[k].flags & TOKEN_GLUED))
            continue;
        if (caption_end(s, k, end, t->tokens[k].span.off).token < end)
            return (struct cut){k, t->tokens[k].span.off, FURNITURE_CAPTION};
    }
    for (u32 k = first; k < end && k < first + CAPTION_WORDS; k++) { /* a sub-heading glued to its paragraph */
        struct glue inner = inline_glue(s, k);
        u32 at = t->tokens[k].span.off + inner.at;
        if (inner.sure >= GLUE_SEAM && at > off && end - k >= REST_WORDS)
            return (struct cut){k, at, NO_LABEL};
    }
    return none;
}

struct cut inline_cut(struct sheet *s, u32 first, u32 end, u32 off, bool after_markup, u32 may)
{
    const struct text *t = &s->text;
    if (!(may & 1u << LEXICON_labels) && !after_markup)
        return (struct cut){end, 0, NO_LABEL};
    struct label l = label_at(s, first, end), next;
    bool titles = l.kind == FURNITURE_RELATED || l.kind == FURNITURE_HEADLINES;
    if (titles && l.form != CUE_ALONE && l.content < end)
        return titles_end(s, first, &l, end);
    if (after_markup) {
        struct cut c = caption_end(s, first, end, off);
        if (c.token < end)
            return c;
    }
    bool labelled = l.kind == FURNITURE_CREDIT || l.kind == FURNITURE_KEYWORDS;
    for (u32 k = first + 1; k < end; k++)
        if (k >= l.content && label_cuts(s, first, k, end, labelled && k > l.content, &next))
            return (struct cut){k, t->tokens[k].span.off, NO_LABEL};
    return (struct cut){end, 0, NO_LABEL};
}
