/*
** statement.c - who said what: the pass, and what becomes of a claim.
**
** A sentence is read from left to right for cues (statement_arabic.c, statement_latin.c). Each makes a claim: speaker, cue, words. An
** elided subject ("وأضاف", "she added") means whoever spoke last and agrees with the verb; where nobody was named, nobody is.
*/
#include "fact/statement.h"

#include "base/limits.h"

#define SHORT_QUOTE_TOKENS 8u

struct statement_rules {
    u8 nothing; /* cues are in the vocabulary that the pass of names has made */
};

const char *statement_type_name(enum statement_type t)
{
    static const char *const names[] = {"direct", "indirect", "mixed"};
    return names[t];
}

const char *speaker_kind_name(enum speaker_kind k)
{
    static const char *const names[] = {"", "person", "organisation", "government", "place", "document", "other"};
    return names[k];
}

const struct statement_rules *statement_rules_new(struct arena *a) { return ARENA_NEW(a, struct statement_rules); }

u32 name_begins(const struct statement_finder *f, u32 i, u32 end, u32 *after)
{
    if (i >= end)
        return 0;
    bool quoted = token_is_quote(f->t, i) && i + 1 < end && f->name_at[i + 1];
    u32 at = quoted ? i + 1 : i;
    u32 name = f->name_at[at];
    if (!name)
        return 0;
    while (at < end && f->name_over[at] == name)
        at++;
    if (at < end && quoted && token_is_quote(f->t, at))
        at++;
    *after = at;
    return name;
}

/* ---- a claim becomes a statement ---- */

static struct field field_of(const struct statement_finder *f, span at)
{
    return (struct field){span_text(f->t->raw, at), at};
}

static struct field tokens_field(const struct statement_finder *f, u32 i, u32 end)
{
    return i < end ? field_of(f, lexeme_span(f->t, f->lex, i, end)) : FIELD_NONE;
}

static bool is_closing(const struct statement_finder *f, u32 i)
{
    return token_is_mark(f->t, i, '.') || token_is_mark(f->t, i, ',') || token_is_mark(f->t, i, ';') || token_is_mark(f->t, i, ':');
}

/* Type of the words [i, end), and the words without the marks that hold all of them. */
static enum statement_type type_of(const struct statement_finder *f, const struct claim *c, u32 *i, u32 *end)
{
    bool marks = false, begins = token_is_quote(f->t, *i) && f->mate[*i] != NO_TOKEN && f->mate[*i] > *i;
    u32 close = begins ? quote_end(f, *i) : 0;
    for (u32 j = *i; j < *end && !marks; j++)
        marks = f->mate[j] != NO_TOKEN && f->mate[j] > j && quote_is_speech(f, j);
    bool parted = begins && c->parted && token_is_quote(f->t, *end - 1) && f->mate[*end - 1] < *end; /* "A," he said. "B." */
    if (begins && (close + 1 >= *end || parted) && quote_is_speech(f, *i)) {
        close = parted ? *end - 1 : close;
        ++*i;
        *end = MIN_OF(close, *end);
        return c->clause || c->object ? SAID_MIXED : SAID_DIRECT;
    }
    bool within = f->inside[*i] && f->inside[*i] == f->inside[*end - 1];
    return within && !c->clause && !c->object ? SAID_DIRECT : marks || within ? SAID_MIXED : SAID_INDIRECT;
}

/* A pronoun or a verb's ending agrees with a speaker. */
static bool agrees(const struct claim *c, const struct speaker *s)
{
    if (!s->known || (c->person && !s->person) || (c->plural && !s->plural && s->gender_known))
        return false;
    bool one = s->kind == SPEAKER_PERSON || s->kind == SPEAKER_PLACE || s->kind == SPEAKER_DOCUMENT;
    if (c->plural && !s->plural && one)
        return false;
    return !c->gender_known || !s->gender_known || s->feminine == c->feminine;
}

/* The last speaker with whom the verb agrees, else whom the text was about; NULL where there is none: nobody is guessed at. */
static struct speaker *whom(struct statement_finder *f, const struct claim *c)
{
    if (c->person && f->topic.sentence > f->last.sentence && agrees(c, &f->topic))
        return &f->topic; /* "Paul rose. ... he said": not who spoke before */
    if (agrees(c, &f->last))
        return &f->last;
    struct speaker *other = c->feminine ? &f->last_feminine : &f->last_masculine;
    if (c->gender_known && f->last.known && agrees(c, other))
        return other;
    return (!f->last.known || c->person) && agrees(c, &f->topic) ? &f->topic : NULL;
}

/* Countries and capitals at [i, end) and joined to them stand for their governments; true where one begins there. */
static bool note_government(struct statement_finder *f, u32 i, u32 end)
{
    bool first = false;
    for (u32 j = i; j < end; j++) {
        u32 name = f->name_at[j];
        struct name *n = name ? &f->facts->names.v[name - 1] : NULL;
        if (n && n->kind == NAME_PLACE && lex_is(f, j, LEX_CAPITAL))
            first |= n->government = true;
        else if (!f->name_over[j] && f->lex[j].small != SMALL_AND)
            break;
    }
    return first;
}

static enum speaker_kind kind_of(struct statement_finder *f, const struct voice *v)
{
    static const u8 kinds[] = {[NAME_PERSON] = SPEAKER_PERSON, [NAME_ORGANISATION] = SPEAKER_ORGANISATION, [NAME_PLACE] = SPEAKER_PLACE};
    u32 name = v->at.len ? f->name_over[v->begin] : 0;
    if (v->document)
        return SPEAKER_DOCUMENT;
    if (!name)
        return SPEAKER_OTHER;
    if (f->facts->names.v[name - 1].kind == NAME_PLACE && note_government(f, v->begin, v->end))
        return SPEAKER_GOVERNMENT;
    return (enum speaker_kind)kinds[f->facts->names.v[name - 1].kind];
}

static void remember(struct statement_finder *f, const struct claim *c, str text, enum speaker_kind kind)
{
    if (c->voice.document && c->voice.end - c->voice.begin == 1)
        return; /* "the statement" is somebody's: he stays the one who speaks */
    struct speaker s = {text, true, c->feminine, c->gender_known, c->plural, kind == SPEAKER_PERSON, f->sentence, (u8)kind};
    f->last = s;
    if (c->gender_known)
        *(c->feminine ? &f->last_feminine : &f->last_masculine) = s;
}

bool statement_add(struct statement_finder *f, const struct claim *c)
{
    u32 i = c->content, end = c->content_end;
    while (end > i && is_closing(f, end - 1))
        end--;
    while (i < end && (token_is_mark(f->t, i, ',') || token_is_mark(f->t, i, ':')))
        i++;
    if (i >= end || f->said.n >= LIMIT_ARTICLE_FACTS)
        return false;
    struct statement s = {.speaker = FIELD_NONE, .role = FIELD_NONE, .cue = FIELD_NONE, .via = c->via};
    if (c->voice.begin < c->voice.end) {
        s.speaker = field_of(f, c->voice.at.len ? c->voice.at : lexeme_span(f->t, f->lex, c->voice.begin, c->voice.end));
        s.role = tokens_field(f, c->voice.role_begin, c->voice.role_end);
        s.by = (u8)kind_of(f, &c->voice);
        remember(f, c, s.speaker.text, (enum speaker_kind)s.by);
    } else if (c->elided) {
        struct speaker *who = whom(f, c);
        if (who)
            s.speaker = (struct field){who->text, SPAN_NULL}, s.by = who->kind;
        if (who == &f->last)
            f->last.sentence = f->sentence;
    }
    s.type = (u8)type_of(f, c, &i, &end);
    if (i >= end)
        return false;
    if (c->object)
        note_government(f, i, end); /* "accused Moscow of" */
    s.cue = tokens_field(f, c->cue, c->cue_end);
    s.content = field_of(f, span_join(f->t->tokens[i].span, f->t->tokens[end - 1].span)); /* words keep their attached letters */
    vec_push(f->a, &f->said, s);
    f->said_in_sentence++;
    f->said_until = MAX_OF(c->content_end, c->cue_end);
    return true;
}

u32 behind_dateline(const struct statement_finder *f, u32 first, u32 end)
{
    for (u32 i = first + 1; i + 3 < end && i < first + 9; i++)
        if (token_is_mark(f->t, i, ')') && token_is_mark(f->t, i + 1, '-'))
            return i + 2 + (token_is_mark(f->t, i + 2, '-') ? 1u : 0u);
    return first;
}

/* The words between the marks that open at i: an agency's code, or as they stand. */
static str outlet_in_marks(const struct statement_finder *f, u32 i)
{
    str text = span_text(f->t->raw, span_join(f->t->tokens[i + 1].span, f->t->tokens[f->mate[i] - 1].span));
    str agency = f->page ? page_agency(f->page, text) : STR_EMPTY;
    return agency.n ? agency : text;
}

/* The Arabic "to" stands alone before a few words in marks: لـ"الشروق". */
static bool names_outlet(const struct statement_finder *f, u32 i, u32 end)
{
    if (i + 3 > end || f->t->tokens[i].cls != TOKEN_WORD || !str_is(token_key(f->t, &f->t->tokens[i]), "\xD9\x84"))
        return false;
    u32 close = f->mate[i + 1];
    return close != NO_TOKEN && close > i + 2 && close < i + 6;
}

str statement_via(const struct statement_finder *f, u32 i, u32 end)
{
    for (u32 j = i; j < end; j++) {
        u32 name = f->name_at[j];
        if (!name || f->facts->names.v[name - 1].kind != NAME_ORGANISATION) {
            if (names_outlet(f, j, end))
                return outlet_in_marks(f, j + 1);
            continue;
        }
        str text = span_text(f->t->raw, f->facts->names.v[name - 1].span);
        str agency = f->page ? page_agency(f->page, text) : STR_EMPTY;
        if (agency.n)
            return agency;
        if (lex_is(f, j, LEX_DOCUMENT))
            return text; /* "لإذاعة النيل" */
        for (u32 k = j >= i + 3 ? j - 3 : i; k < j; k++)
            if (lex_is(f, k, LEX_DOCUMENT | LEX_VERBAL_NOUN))
                return text;
    }
    return STR_EMPTY;
}

bool statement_headline(struct statement_finder *f, u32 first, u32 end, const struct voice *voice)
{
    u32 colon = voice->after;
    if (voice->begin >= voice->end || colon + 1 >= end || !token_is_mark(f->t, colon, ':'))
        return false;
    struct claim c = {.voice = *voice, .cue = first, .cue_end = first, .content = colon + 1, .content_end = end};
    u32 n = f->said.n;
    if (!statement_add(f, &c))
        return false;
    f->said.v[n].type = f->said.v[n].type == SAID_MIXED ? SAID_MIXED : SAID_DIRECT;
    return true;
}

/* ---- the pass ---- */

static void index_names(struct statement_finder *f)
{
    u32 n = 0;
    for (u32 i = 0; i < f->t->n_tokens; i++) {
        span here = f->t->tokens[i].span;
        while (n < f->facts->names.n && span_end(f->facts->names.v[n].span) <= here.off)
            n++;
        if (n == f->facts->names.n)
            return;
        if (!span_overlap(f->facts->names.v[n].span, here))
            continue;
        f->name_over[i] = n + 1;
        if (i > 0 && f->name_over[i - 1] == n + 1)
            continue;
        f->name_at[i] = n + 1;
        if (f->facts->names.v[n].kind == NAME_PERSON && (f->lex[i].is & LEX_GIVEN))
            *map_put(&f->genders, f->facts->names.v[n].key) = f->lex[i].is & LEX_FEMALE ? GENDER_FEMALE : f->lex[i].is & LEX_FOREIGN ? GENDER_UNKNOWN : GENDER_MALE;
    }
}

/* By place of the words; a cue behind its words puts few of them out of order, none far. */
static void sort_statements(struct statement *v, u32 n)
{
    for (u32 i = 1; i < n; i++) {
        struct statement s = v[i];
        u32 j = i;
        for (; j > 0 && v[j - 1].content.span.off > s.content.span.off; j--)
            v[j] = v[j - 1];
        v[j] = s;
    }
}

/* A sentence that ends inside a few quoted words ("العربية.نت") goes on. Gives the sentence behind what was read. */
static u32 read_sentence(struct statement_finder *f, u32 s)
{
    const struct text *t = f->t;
    u32 zone = t->sentences[s].zone, first = t->sentences[s].first, end = first + t->sentences[s].n;
    for (s++; s < t->n_sentences && t->sentences[s].zone == zone && f->inside[end]; s++) {
        u32 open = f->inside[end] - 1;
        if (f->mate[open] - open > SHORT_QUOTE_TOKENS)
            break;
        end = t->sentences[s].first + t->sentences[s].n;
    }
    enum zone_kind kind = (enum zone_kind)t->zones[zone].kind;
    if (kind == ZONE_BYLINE || kind == ZONE_CREDIT || kind == ZONE_DATE || kind == ZONE_DATELINE)
        return s;
    bool arabic = false;
    for (u32 i = first; i < end && !arabic; i++)
        arabic = t->tokens[i].flags & TOKEN_ARABIC;
    f->said_in_sentence = 0;
    f->sentence = s;
    (arabic ? statements_arabic : statements_latin)(f, first, end, kind);
    return s;
}

void fact_statements(struct arena *a, const struct fact_rules *rules, const struct page_rules *page, const struct text *text,
                     const struct article *article, struct facts *out)
{
    (void)article;
    struct statement_finder f = {.a = a, .t = text, .page = page, .facts = out, .v = name_vocabulary(rules->name)};
    u32 n = text->n_tokens + 1;
    f.lex = out->lexemes ? out->lexemes : vocabulary_read(a, f.v, text, out->memo);
    f.name_at = ARENA_ARRAY(a, u32, n);
    f.name_over = ARENA_ARRAY(a, u32, n);
    f.mate = ARENA_ARRAY(a, u32, n);
    f.inside = ARENA_ARRAY(a, u32, n);
    f.mate[n - 1] = NO_TOKEN;
    map_init(&f.genders, a, 32);
    index_names(&f);
    quotes_pair(&f);
    for (u32 s = 0; s < text->n_sentences;)
        s = read_sentence(&f, s);
    sort_statements(f.said.v, f.said.n);
    out->statements.v = f.said.v;
    out->statements.n = f.said.n;
    out->statements.cap = f.said.cap;
}
