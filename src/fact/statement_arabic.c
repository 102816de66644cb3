/*
** statement_arabic.c - reporting in Arabic: verb, speaker, words; speaker and verb; verbal nouns; "according to"; a text that says.
*/
#include "fact/statement.h"

#include "base/hash.h"
#include "text/arabic.h"

#define LOOK_NEAR 16u    /* ... of a verb that says something only with them */
#define LOOK_AHEAD 45u   /* tokens between a cue and its words at most */
#define SUBJECT_WORDS 16u

#define ALEF_LAM "\xD8\xA7\xD9\x84"
#define WAW "\xD9\x88"
#define FEH "\xD9\x81"

static bool token_starts(const struct statement_finder *f, u32 i, const char *letter)
{
    return str_starts(token_key(f->t, &f->t->tokens[i]), str_of(letter));
}

static bool is_comma(const struct statement_finder *f, u32 i) { return token_is_mark(f->t, i, ','); }
static bool opens(const struct statement_finder *f, u32 i) { return f->mate[i] != NO_TOKEN && f->mate[i] > i; }
static bool opens_speech(const struct statement_finder *f, u32 i) { return opens(f, i) && quote_is_speech(f, i); }

/* ---- who ---- */

/* A definite noun's adjective, not the verb's object behind it: "أبلغ المدير الصحافيين". */
static bool is_adjective(const struct statement_finder *f, u32 i)
{
    str key = lexeme_key(f->t, f->lex, i);
    return lex_is(f, i, LEX_PEOPLE | LEX_ADJECTIVE | LEX_PLAIN) || str_ends(key, S("\xD9\x8A")) || str_ends(key, S("\xD9\x8A\xD9\x87")) ||
           str_ends(key, S("\xD9\x8A\xD9\x88\xD9\x86")) ||
           !(lex_is(f, i, LEX_COMMON | LEX_SPEAKER | LEX_ORG_HEAD | LEX_TITLE | LEX_VERBAL_NOUN) || arabic_is_verbal_noun(arabic_bare(key)));
}

/* ل leads to whom it was said, not to whose the speaker is: "لصحيفة", "لرويترز", "لـ". */
static bool is_listener(const struct statement_finder *f, u32 i)
{
    str key = token_key(f->t, &f->t->tokens[i]);
    if (!is_word_at(f, i) || !str_starts(key, S("\xD9\x84")))
        return false;
    if (key.n == 2 || !f->lex[i].prefix)
        return key.n == 2;
    u32 org = f->name_at[i + 1]; /* "لمراسل الوكالة" */
    bool outlet = lex_is(f, i, LEX_DOCUMENT) && lex_is(f, i, LEX_ORG | LEX_HEAD_MEDIA | LEX_HEAD_BODY);
    return outlet || (lex_is(f, i, LEX_ANONYMOUS) && org && lex_is(f, i + 1, LEX_DOCUMENT));
}

/* The token behind whom it was said to, i where nobody is named there. */
static u32 listener_end(const struct statement_finder *f, u32 i, u32 end)
{
    u32 after;
    if (i >= end || !is_listener(f, i))
        return i;
    if (name_begins(f, i, end, &after) || name_begins(f, i + 1, end, &after))
        return after;
    bool marks = i + 1 < end && opens(f, i + 1) && f->mate[i + 1] < MIN_OF(end, i + 7);
    return marks ? f->mate[i + 1] + 1 : i;
}

/* A noun phrase without a name: "مصادر عراقية مطلعة في الوزارة", "بيان قوات التحالف", "البيان". Behind a definite head stand only its
** adjectives and what "في" leads to. */
static u32 phrase_end(const struct statement_finder *f, u32 i, u32 end)
{
    u32 j = i + f->lex[i].n;
    bool open = !f->lex[i].definite; /* nouns may follow; else adjectives alone */
    end = MIN_OF(end, i + SUBJECT_WORDS);
    if (j < end && opens(f, j) && f->mate[j] < j + 5 && f->mate[j] + 1 < end && lex_is(f, f->mate[j] + 1, LEX_THAT))
        return f->mate[j] + 1; /* "مراسل "المنارة" أن" */
    while (j < end && is_word_at(f, j)) {
        if (lex_is(f, j, LEX_THAT | LEX_VERB | LEX_TIME | LEX_BE | LEX_RELATIVE | LEX_CONJUNCTION | LEX_PARTICIPLE | LEX_BY | LEX_ADVERB))
            break;
        u32 after;
        if (is_listener(f, j) && !lex_is(f, i, LEX_DOCUMENT))
            break;
        if (name_begins(f, j, end, &after)) {
            if (!open)
                break;
            j = after;
            open = false;
            continue;
        }
        if (lex_is(f, j, LEX_PREPOSITION)) {
            bool noun = j + 1 < end && is_word_at(f, j + 1) && !lex_is(f, j + 1, LEX_DOCUMENT | LEX_THAT | LEX_TIME | LEX_FUNCTION) &&
                        (f->lex[j + 1].definite || f->name_at[j + 1] || lex_is(f, j + 1, LEX_ORG_HEAD | LEX_ROLE | LEX_ANONYMOUS)) &&
                        lex_is(f, j, f->lex[i].definite ? LEX_IN_WORD : LEX_IN_WORD | LEX_OF);
            if (!noun)
                break;
            j++;
            open = true;
            continue;
        }
        if (!open && (!f->lex[j].definite || !is_adjective(f, j)))
            break;
        if (f->lex[j].prefix && !token_starts(f, j, "\xD9\x84")) /* ل of "بيان للحكومة" goes on */
            break;
        open = open && !f->lex[j].definite;
        j += f->lex[j].n;
    }
    return MIN_OF(j, end);
}

static void set_voice(struct voice *v, u32 begin, u32 end)
{
    v->begin = begin;
    v->end = end;
    v->after = end;
}

/* The end of the role at i: before whom it was said to, and, behind a definite head, before what is no adjective. */
static u32 role_end(const struct statement_finder *f, u32 i, u32 end)
{
    u32 stop = name_role_end(f->t, f->lex, i, end);
    bool adjectives = f->lex[i].definite;
    for (u32 j = i + f->lex[i].n; j < stop; j += f->lex[j].n) {
        adjectives = (adjectives && f->lex[j].definite && !f->lex[j].prefix) || (j > i + 1 && lex_is(f, j - 2, LEX_IN_WORD) && f->lex[j - 1].definite);
        u32 after, name = is_listener(f, j) ? name_begins(f, j, end, &after) : 0;
        bool office = name && after < end && f->name_at[after]; /* "المدير العام لوكالة X فلان" */
        if ((is_listener(f, j) && !office) || (adjectives && !is_adjective(f, j) && !lex_is(f, j, LEX_TITLE)))
            return j;
    }
    return stop;
}

/* A role behind a name: "يحيى رسول المتحدث باسم ...", with or without a comma. */
static void take_role_behind(const struct statement_finder *f, struct voice *v, u32 end)
{
    u32 i = v->after;
    bool comma = i < end && is_comma(f, i);
    i += comma;
    if (i >= end || !is_word_at(f, i) || !lex_is(f, i, LEX_ROLE | LEX_TRADE) || f->lex[i].prefix)
        return;
    u32 stop = role_end(f, i, end);
    if (stop <= i || (comma && stop < end && is_word_at(f, stop) && !lex_is(f, stop, LEX_FUNCTION | LEX_TIME)))
        return;
    v->role_begin = i;
    v->role_end = stop;
    v->after = stop + (comma && stop < end && is_comma(f, stop) ? 1 : 0);
}

static span name_span(const struct statement_finder *f, u32 name) { return f->facts->names.v[name - 1].span; }

/* The name at i as a speaker, with what is coordinated to it ("العراق والولايات المتحدة"). */
static bool named_voice(const struct statement_finder *f, u32 i, u32 end, struct voice *v)
{
    u32 after, next, name = name_begins(f, i, end, &after);
    if (!name)
        return false;
    v->at = name_span(f, name);
    set_voice(v, i, after);
    enum name_kind kind = f->facts->names.v[name - 1].kind;
    if (kind == NAME_PERSON) {
        take_role_behind(f, v, end);
        return true;
    }
    while (after < end && token_starts(f, after, WAW) && (name = name_begins(f, after, end, &next)) != 0) {
        v->at = span_join(v->at, name_span(f, name));
        v->end = v->after = after = next;
    }
    return true;
}

/* A role at i: the person behind it speaks, or whoever has the role. */
static bool titled_voice(const struct statement_finder *f, u32 i, u32 end, struct voice *v)
{
    if (!lex_is(f, i, LEX_TITLE))
        return false;
    u32 stop = role_end(f, i, MIN_OF(end, i + SUBJECT_WORDS)), at = stop, after;
    bool comma = at + 1 < end && is_comma(f, at);
    if (comma && lex_is(f, at + 1, LEX_ADDRESS) && !f->lex[at + 1].prefix && at + 2 < end && f->name_at[at + 2]) {
        at++;
        stop = at; /* "رئيس الجمعية، الدكتور فلان" */
        at++;
    } else if (comma && f->name_at[at + 1])
        at++;
    u32 name = name_begins(f, at, end, &after);
    if (name && f->facts->names.v[name - 1].kind == NAME_PERSON) {
        v->at = name_span(f, name);
        set_voice(v, at, after);
        v->role_begin = i;
        v->role_end = stop;
        if (at > stop && after < end && is_comma(f, after))
            v->after++;
        return true;
    }
    /* The name may stand inside what was read as the role, at its end. */
    if (lex_is(f, i, LEX_ADDRESS | LEX_KIN) && stop == i + f->lex[i].n)
        return false;
    set_voice(v, i, f->lex[i].definite ? stop : MAX_OF(stop, phrase_end(f, i, end)));
    return true;
}

/* Behind a bracket that explains: "وزارة الدفاع الأميركية (البنتاغون)". */
static u32 behind_bracket(const struct statement_finder *f, u32 i, u32 end)
{
    if (i >= end || !token_is_mark(f->t, i, '('))
        return i;
    for (u32 j = i + 1; j < end && j < i + 8; j++)
        if (token_is_mark(f->t, j, ')'))
            return j + 1;
    return i;
}

/* Who stands at token i as a speaker, though ل be written with it ("وفقا لوزارة ..."). */
static bool read_governed_voice(const struct statement_finder *f, u32 i, u32 end, struct voice *v)
{
    *v = (struct voice){.after = i};
    if (i >= end)
        return false;
    if ((lex_is(f, i, LEX_TITLE) && titled_voice(f, i, end, v)) || named_voice(f, i, end, v)) {
        v->after = behind_bracket(f, v->after, end);
        return true;
    }
    if (!is_word_at(f, i) || !lex_is(f, i, LEX_SPEAKER))
        return false;
    set_voice(v, i, phrase_end(f, i, end));
    v->document = lex_is(f, i, LEX_DOCUMENT);
    return true;
}

/* Who stands at token i as a subject. */
static bool read_voice(const struct statement_finder *f, u32 i, u32 end, struct voice *v)
{
    *v = (struct voice){.after = i};
    return i < end && !f->lex[i].prefix && read_governed_voice(f, i, end, v);
}

/* What the head of a speaker tells of gender: a person's given name, an ending; a broken plural tells nothing. */
static enum gender voice_gender(const struct statement_finder *f, const struct voice *v)
{
    u32 name = v->at.len ? f->name_over[v->begin] : 0;
    if (name && f->facts->names.v[name - 1].kind == NAME_PERSON) {
        const u64 *known = map_get(&f->genders, f->facts->names.v[name - 1].key);
        return known ? (enum gender)*known : GENDER_UNKNOWN;
    }
    if (name && f->facts->names.v[name - 1].kind == NAME_PLACE)
        return GENDER_UNKNOWN;
    str key = lexeme_key(f->t, f->lex, v->begin), bare = arabic_bare(key);
    if (str_ends(key, S("\xD9\x87")) || str_ends(key, S("\xD8\xA7\xD8\xAA")))
        return bare.n >= 6 && lex_is(f, v->begin, LEX_TITLE | LEX_SPEAKER | LEX_ORG_HEAD | LEX_ORG) ? GENDER_FEMALE : GENDER_UNKNOWN;
    bool singular = str_find(bare, S("\xD8\xA7"), 2) == SIZE_MAX; /* plurals by pattern have an alef: دول is one of few that have none */
    bool office = lex_is(f, v->begin, LEX_ROLE | LEX_RANK) && !lex_is(f, v->begin, LEX_BODY | LEX_DOCUMENT);
    bool nisba = f->lex[v->begin].definite && str_ends(key, S("\xD9\x8A")) && lex_is(f, v->begin, LEX_TITLE | LEX_ANONYMOUS | LEX_PEOPLE);
    bool body = singular && bare.n >= 8 && bare.p[1] == '\x85' && lex_is(f, v->begin, LEX_BODY | LEX_HEAD_BODY); /* مجلس، مجتمع */
    return office || nisba || body ? GENDER_MALE : GENDER_UNKNOWN;
}

/* The verb or participle at i cannot have this subject. */
static bool disagrees(const struct statement_finder *f, u32 i, const struct voice *v)
{
    enum gender g = voice_gender(f, v);
    if (lex_is(f, i, LEX_PLURAL) || g == GENDER_UNKNOWN)
        return false;
    return (g == GENDER_FEMALE) != lex_is(f, i, LEX_FEMININE);
}

/* A noun behind a verb in the accusative ("المنظمين", "الحلفاء الأوروبيين"): its object. */
static bool is_accusative(const struct statement_finder *f, const struct voice *v)
{
    u64 plural = LEX_ANONYMOUS | LEX_PEOPLE | LEX_GUESSED;
    for (u32 i = v->begin; i < v->end && i < v->begin + 2 && !v->at.len; i++) {
        str bare = arabic_bare(lexeme_key(f->t, f->lex, i));
        if (i > v->begin && !(f->lex[i].definite && f->lex[i - 1].definite))
            break; /* no adjective: a noun that the head belongs to */
        if (bare.n >= 10 && str_ends(bare, S("\xD9\x8A\xD9\x86")) && lex_is(f, i, plural) && !lex_is(f, i, LEX_TITLE))
            return true;
    }
    return false;
}

/* ---- where the words end ---- */

/* The words come within `most` tokens: "that", a colon, marks. */
static bool words_follow(const struct statement_finder *f, u32 i, u32 end)
{
    end = MIN_OF(end, i + 12);
    for (u32 j = i; j < end && !lex_is(f, j, LEX_VERB); j++)
        if (lex_is(f, j, LEX_THAT) || token_is_mark(f->t, j, ':') || opens_speech(f, j))
            return true;
    return false;
}

/* A cue at i that begins a statement of its own: coordinated by و or ف behind a comma or a full clause. */
static bool begins_another(const struct statement_finder *f, u32 i, u32 end)
{
    struct voice v;
    if (!lex_is(f, i, LEX_VERB) || f->inside[i] || !(token_starts(f, i, WAW) || token_starts(f, i, FEH)) || !f->lex[i].prefix)
        return false;
    const struct cue *c = vocabulary_cue(f->v, f->lex[i].cue);
    u32 j = i + 1;
    if (c->strength < 2 || j >= end)
        return false;
    if (lex_is(f, j, LEX_THAT) || token_is_mark(f->t, j, ':') || opens_speech(f, j) || read_voice(f, j, end, &v))
        return true;
    return is_comma(f, i - 1) && words_follow(f, j, MIN_OF(end, j + 6)); /* "، وكتب على صفحته أن" */
}

/* "، فيما تقول موسكو إن": another clause whose subject speaks. */
static bool begins_contrast(const struct statement_finder *f, u32 i, u32 end)
{
    struct voice v;
    if (!is_comma(f, i - 1) || !lex_is(f, i, LEX_CONJUNCTION) || i + 2 >= end || f->lex[i].small != SMALL_COORDINATOR)
        return false;
    u32 verb = i + f->lex[i].n;
    if (lex_is(f, verb, LEX_BE) && verb + 2 < end)
        verb++;
    return lex_is(f, verb, LEX_VERB) && read_voice(f, verb + 1, end, &v);
}

/* The token behind a cue that means "according to" at i, i where there is none: of the table, or "as" and a reporting verb. */
static u32 by_end(const struct statement_finder *f, u32 i, u32 end)
{
    u32 next = i + f->lex[i].n;
    if (lex_is(f, i, LEX_AS)) {
        if (next >= end || !is_word_at(f, next) || !vocabulary_reports(f->v, token_key(f->t, &f->t->tokens[next])))
            return i;
        next++;
    } else if (!lex_is(f, i, LEX_BY)) {
        return i;
    }
    /* "أفاد به": the pronoun is the verb's */
    bool object = next + 1 < end && is_word_at(f, next) && lex_is(f, next, LEX_PREPOSITION) && !lex_is(f, next, LEX_IN_WORD) &&
                  str_ends(token_key(f->t, &f->t->tokens[next]), S("\xD9\x87"));
    return next + object;
}

/* "وفق ما جاء في البيان", behind a comma or a closing mark: the words end before it. */
static bool is_trailing_by(const struct statement_finder *f, u32 i, u32 end)
{
    struct voice v;
    u32 next = f->inside[i] ? i : by_end(f, i, end);
    return next > i && (lex_is(f, i, LEX_PRONOUN) || read_governed_voice(f, next, end, &v));
}

/* The token behind the last word of a statement that begins at i. A quotation is never cut, though sentences end in it. */
static u32 words_end(const struct statement_finder *f, u32 i, u32 end)
{
    for (u32 j = i; j < end;) {
        if (opens(f, j) && f->mate[j] > j) {
            u32 close = quote_end(f, j) + 1;
            if (close > end)
                return MIN_OF(close, f->t->n_tokens);
            j = close;
            continue;
        }
        if (j > i && (is_comma(f, j - 1) || token_is_quote(f->t, j - 1) || token_is_mark(f->t, j - 1, ';') || token_is_mark(f->t, j - 1, '.'))
            && is_trailing_by(f, j, end))
            return j;
        if (j > i + 2 && (begins_another(f, j, end) || begins_contrast(f, j, end)))
            return j;
        j++;
    }
    return end;
}

/* ---- where the words begin ---- */

struct complement {
    u32 at;      /* the first token of the words; NO_TOKEN: none */
    u32 before;  /* the token behind what leads to them */
    bool clause; /* behind "that" */
    bool noun;   /* the object of the verb */
};

static bool leads(const struct cue *c, u64 hash)
{
    for (u32 p = 0; p < CUE_PREPOSITIONS_MAX; p++)
        if (c->prepositions[p] && c->prepositions[p] == hash)
            return true;
    return false;
}

/* ب or ل written with the word that is the object ("ندد بالهجوم"). */
static bool is_with_letter(const struct statement_finder *f, u32 i)
{
    bool letter = token_starts(f, i, "\xD8\xA8") || token_starts(f, i, "\xD9\x84");
    return is_word_at(f, i) && letter && f->lex[i].prefix && !lex_is(f, i, LEX_FUNCTION | LEX_TIME);
}

/* "that" before the clause ends. */
static u32 find_that(const struct statement_finder *f, u32 i, u32 end)
{
    for (u32 j = i; j < end && j < i + 15; j++) {
        if (lex_is(f, j, LEX_THAT) && !(f->lex[j].prefix && token_starts(f, j, WAW)))
            return j;
        if (is_comma(f, j) || token_is_mark(f->t, j, ':') || opens(f, j) || lex_is(f, j, LEX_VERB | LEX_RELATIVE))
            return NO_TOKEN;
    }
    return NO_TOKEN;
}

static struct complement behind(u32 at, u32 before, bool clause) { return (struct complement){at, before, clause, false}; }

/* One of the cue's words follows within the clause ("أرجع السبب إلى", "حمل الحكومة مسؤولية"). */
static bool object_is_led(const struct statement_finder *f, const struct cue *c, u32 i, u32 end)
{
    for (u32 j = i; j < end && j < i + 10 && !is_comma(f, j) && !lex_is(f, j, LEX_VERB); j++)
        if (leads(c, f->t->tokens[j].hash) || opens_speech(f, j))
            return true;
    return false;
}

/* Walks from behind the speaker to the words: over days, places, occasions, to "that", a colon, a mark, the verb's preposition, an object. */
static struct complement find_complement(const struct statement_finder *f, const struct cue *c, u32 i, u32 end, bool speaker)
{
    bool clean = true; /* a noun here would be the object */
    end = MIN_OF(end, i + (c->strength > 1 ? LOOK_AHEAD : LOOK_NEAR));
    for (u32 j = i; j < end; j++) {
        const struct lexeme *l = &f->lex[j];
        if (l->is & LEX_THAT && !(l->prefix && j > i + 3 && token_starts(f, j, WAW)))
            return c->takes & TAKES_CLAUSE ? behind(j + 1, j, true) : behind(j + 1, j, true);
        if (token_is_mark(f->t, j, ':'))
            return behind(j + 1, j, false);
        u32 listener = listener_end(f, j, end);
        if (listener > j) {
            clean = listener < end && opens(f, listener);
            j = listener - 1;
            continue;
        }
        if (opens_speech(f, j) && (clean || is_comma(f, j - 1)))
            return behind(j, j, false);
        if (opens(f, j)) { /* a name in marks */
            j = MIN_OF(f->mate[j], end - 1);
            continue;
        }
        if (!(c->takes & TAKES_NOUN_IF) && leads(c, f->t->tokens[j].hash)) {
            bool that = j + 1 < end && lex_is(f, j + 1, LEX_THAT);
            return behind(j + 1 + that, j, that);
        }
        if (c->takes & TAKES_WITH && clean && is_with_letter(f, j) && !is_listener(f, j))
            return behind(j, j, false);
        if (is_comma(f, j)) {
            clean = true;
            continue;
        }
        if (!is_word_at(f, j) || l->is & (LEX_TIME | LEX_ADVERB | LEX_BE)) {
            clean = clean || (l->is & LEX_TIME);
            j += l->n - 1u;
            continue;
        }
        if (l->is & LEX_VERB && j > i && (clean || !(c->takes & TAKES_CLAUSE)))
            break;
        if (l->is & (LEX_PREPOSITION | LEX_CONJUNCTION | LEX_RELATIVE | LEX_BY) || l->prefix) {
            clean = false;
            continue;
        }
        if (!clean)
            continue;
        u32 that = find_that(f, j, end);
        if (that != NO_TOKEN)
            return behind(that + 1, that, true);
        bool object = c->takes & TAKES_NOUN || (c->takes & TAKES_NOUN_IF && object_is_led(f, c, j + 1, end));
        if (object && speaker && !(l->is & (LEX_PARTICIPLE | LEX_PRONOUN)))
            return (struct complement){j, j, false, true};
        if (l->is & LEX_PARTICIPLE)
            break;
        clean = false;
    }
    return (struct complement){NO_TOKEN, i, false, false};
}

/* ---- verbs ---- */

/* The speaker before the verb: the clause begins with him, and nothing but "قد", commas and days stand between. */
static bool voice_before(const struct statement_finder *f, u32 first, u32 verb, struct voice *v)
{
    u32 i = first;
    while (i < verb && (lex_is(f, i, LEX_CONJUNCTION | LEX_BE | LEX_THAT) || f->t->tokens[i].cls == TOKEN_MARK) && !opens(f, i))
        i++;
    if (i >= verb || !read_voice(f, i, verb, v))
        return false;
    u32 gap = 0;
    for (u32 j = v->after; j < verb; j++) {
        if (f->t->tokens[j].cls == TOKEN_MARK && !is_comma(f, j) && !token_is_quote(f->t, j))
            return false; /* "باريس (أ ف ب) - أعلن": a dateline */
        bool day = lex_is(f, j, LEX_TIME | LEX_BE | LEX_ADVERB) || f->t->tokens[j].cls != TOKEN_WORD;
        bool name = f->name_over[j] != 0;
        if (!day && !name && ++gap > 3)
            return false;
        if (lex_is(f, j, LEX_VERB | LEX_THAT | LEX_RELATIVE))
            return false;
    }
    return true;
}

static u32 clause_begin(const struct statement_finder *f, u32 first, u32 i)
{
    first = MAX_OF(first, i - MIN_OF(i, CLAUSE_TOKENS_MAX));
    for (u32 j = i; j > first; j--) {
        bool conjunction = j < i && is_comma(f, j - 1) && lex_is(f, j, LEX_CONJUNCTION);
        bool was = lex_is(f, j - 1, LEX_BE) && f->lex[j - 1].prefix; /* "وكان" */
        if (token_is_mark(f->t, j - 1, ';') || token_is_mark(f->t, j - 1, '.') || conjunction || was)
            return j;
    }
    return first;
}

static void set_gender(const struct statement_finder *f, struct claim *c, u32 verb)
{
    c->feminine = lex_is(f, verb, LEX_FEMININE);
    c->plural = lex_is(f, verb, LEX_PLURAL);
    c->gender_known = !c->plural;
}

/* "...، قال فلان": the words stand before the verb, in marks or behind a comma. */
static bool words_before(const struct statement_finder *f, u32 first, u32 verb, struct claim *c)
{
    u32 at = verb;
    if (at > first && lex_is(f, at - 1, LEX_ADVERB | LEX_CONJUNCTION))
        at--; /* "هكذا ختم", "كما يقول" */
    while (at > first && (is_comma(f, at - 1) || token_is_mark(f->t, at - 1, '-')))
        at--;
    if (at == first || !token_is_quote(f->t, at - 1) || f->mate[at - 1] == NO_TOKEN || f->mate[at - 1] >= at - 1)
        return false;
    u32 open = f->mate[at - 1];
    if (!quote_is_speech(f, open))
        return false;
    c->content = open;
    c->content_end = at;
    return true;
}

/* "...، يقول فلان.": the clause before a comma, told by a verb that always reports and that nothing but its subject follows. */
static bool clause_before(const struct statement_finder *f, u32 first, u32 verb, const struct cue *cue, struct claim *c)
{
    u32 from = MAX_OF(behind_dateline(f, first, verb), f->said_until);
    if (cue->strength < 3 || f->lex[verb].prefix || verb < from + 5 || !is_comma(f, verb - 1) || f->said_in_sentence)
        return false;
    c->content = from;
    c->content_end = verb - 1;
    c->clause = true;
    return true;
}

/* A verb without a subject of its own: it goes on ("وأضاف"), begins the sentence, or a pronoun says whom it means ("إنها قالت"). */
static bool may_be_elided(const struct statement_finder *f, u32 first, u32 i, const struct complement *k)
{
    if (lex_is(f, i, LEX_PRESENT) && vocabulary_cue(f->v, f->lex[i].cue)->strength < 3)
        return false; /* "ويعتقد أن": it is thought */
    bool plain = k->clause || opens_speech(f, k->at) || token_is_mark(f->t, k->at - 1, ':');
    bool then = i > first && lex_is(f, i - 1, LEX_CONJUNCTION) && f->lex[i - 1].small == SMALL_AND; /* "ثم تابعت" */
    if (f->lex[i].prefix || i == first || then)
        return plain || f->lex[i].prefix;
    return plain && (lex_is(f, i - 1, LEX_THAT_PRONOUN | LEX_PRONOUN | LEX_BE) || (is_comma(f, i - 1) && f->last.known));
}

/* A noun right behind the verb is its subject, though none that can be told: nobody else spoke. */
static bool noun_between(const struct statement_finder *f, u32 i, u32 end)
{
    return i < end && is_word_at(f, i) && !f->lex[i].prefix && !is_listener(f, i) && !lex_is(f, i, LEX_FUNCTION | LEX_TIME);
}

/* A subject that no table has: a name in marks ("قالت "أوكسفام" إن"), or a noun behind which the words come ("وقالت ابنتها إنها"). An
** indefinite noun may be the verb's object instead ("وأكد ضرورة أن"). */
static bool unlisted_voice(const struct statement_finder *f, const struct cue *cue, u32 i, u32 end, struct voice *v)
{
    if (i >= end)
        return false;
    if (opens(f, i) && f->mate[i] < i + 6 && f->mate[i] + 1 < end &&
        (lex_is(f, f->mate[i] + 1, LEX_THAT) || (lex_is(f, f->mate[i] + 1, LEX_IN_WORD) && words_follow(f, f->mate[i] + 1, MIN_OF(end, f->mate[i] + 8))))) {
        set_voice(v, i + 1, f->mate[i]);
        v->after = f->mate[i] + 1;
        return true;
    }
    bool whole = f->lex[i].prefix == 2 && !f->lex[i].definite && !(f->lex[i].is & ~(LEX_GIVEN | LEX_GIVEN_WEAK | LEX_FEMALE | LEX_FOREIGN)) &&
                 !token_starts(f, i, "\xD9\x84") && !token_starts(f, i, WAW); /* "كروز": its own letters */
    u64 no_subject = LEX_TIME | LEX_FUNCTION | LEX_VERBAL_NOUN | LEX_VERB | LEX_PARTICIPLE;
    u32 behind = i + f->lex[i].n;
    if (lex_is(f, i, LEX_TITLE) && f->lex[i].definite && !f->lex[i].prefix && behind < end && lex_is(f, behind, LEX_THAT)) {
        set_voice(v, i, behind); /* "قرر القاضي أن" */
        return true;
    }
    if (cue->strength < 2 || !is_word_at(f, i) || (f->lex[i].prefix && !whole) || lex_is(f, i, no_subject))
        return false;
    if (!f->lex[i].definite && (cue->takes & TAKES_NOUN || cue->strength < 3))
        return false;
    u32 at = i + 1, after;
    while (at < end && at < i + 3 && f->lex[at].definite && !f->name_at[at])
        at++;
    u32 name = f->lex[i].definite ? name_begins(f, at, end, &after) : 0;
    if (name && f->facts->names.v[name - 1].kind == NAME_PERSON) { /* "البرتغالي كريستيانو رونالدو" */
        v->at = name_span(f, name);
        set_voice(v, at, after);
        v->role_begin = i;
        v->role_end = at;
        return words_follow(f, after, end);
    }
    set_voice(v, i, phrase_end(f, i, end));
    if (whole)
        v->at = span_join(f->t->tokens[i].span, f->t->tokens[v->end - 1].span);
    return words_follow(f, v->after, end) || (f->lex[i].definite && v->after < end && leads(cue, f->t->tokens[v->after].hash));
}

/* The subject of the clause before: the first person or body that the sentence names. */
static bool voice_of_clause(const struct statement_finder *f, u32 first, u32 i, struct voice *v)
{
    first = MAX_OF(first, i - MIN_OF(i, CLAUSE_TOKENS_MAX));
    for (u32 j = first; j < i; j++) {
        u32 name = f->name_at[j];
        bool title = lex_is(f, j, LEX_TITLE) && !f->lex[j].prefix;
        bool speaks = name && f->facts->names.v[name - 1].kind != NAME_PLACE;
        if ((title || (speaks && !f->lex[j].prefix)) && read_voice(f, j, i, v))
            return true;
    }
    return false;
}

/* A reporting verb at i; gives the token to go on at. */
static u32 read_verb(struct statement_finder *f, u32 first, u32 i, u32 end)
{
    const struct cue *cue = vocabulary_cue(f->v, f->lex[i].cue);
    u32 next = i + f->lex[i].n;
    if (i > first && lex_is(f, i - 1, LEX_RELATIVE | LEX_NOT))
        return next;
    struct claim c = {.cue = i, .cue_end = next};
    set_gender(f, &c, i);
    u32 clause = clause_begin(f, first, i);
    bool before = !(f->lex[i].prefix) && voice_before(f, clause, i, &c.voice) && !disagrees(f, i, &c.voice);
    bool after = false, object_first = false; /* what stands behind the verb is its object */
    if (!before) {
        u32 at = next;
        while (at < end && lex_is(f, at, LEX_ADVERB | LEX_TIME))
            at += f->lex[at].n;
        at = listener_end(f, at, end); /* "قال لرويترز مسؤول" */
        after = read_voice(f, at, end, &c.voice) || unlisted_voice(f, cue, at, end, &c.voice);
        object_first = after && (disagrees(f, i, &c.voice) || lex_is(f, i, LEX_PLURAL) || is_accusative(f, &c.voice));
        if (object_first) {
            after = false;
            c.voice = (struct voice){.after = next};
        }
    }
    bool spoken = before || after;
    struct complement k = find_complement(f, cue, spoken && after ? c.voice.after : next, end, spoken || object_first);
    bool behind_words = after && !f->lex[i].prefix && words_before(f, first, i, &c) && c.content >= f->said_until;
    if (behind_words && (k.at == NO_TOKEN || c.content <= first + 1)) {
        c.via = statement_via(f, c.voice.after, MIN_OF(k.at == NO_TOKEN ? c.voice.after + LOOK_AHEAD : k.at, end));
        statement_add(f, &c);
        return MAX_OF(c.voice.after, next);
    }
    if (k.at == NO_TOKEN && after && clause_before(f, first, i, cue, &c)) {
        statement_add(f, &c);
        return MAX_OF(c.voice.after, next);
    }
    if (!spoken && k.at == NO_TOKEN && cue->takes & TAKES_NOUN && cue->strength >= 3 && f->last.known && f->lex[i].prefix && next < end &&
        is_word_at(f, next) && !f->lex[next].prefix && !lex_is(f, next, LEX_FUNCTION | LEX_TIME))
        k = (struct complement){next, next, false, true};
    if (k.at == NO_TOKEN || k.at >= end)
        return next;
    if (k.noun && cue->strength < 2)
        return next;
    if (!k.clause && !k.noun && cue->strength < 2 && !opens_speech(f, k.at) && !token_is_mark(f->t, k.at - 1, ':'))
        return next;
    if (!spoken && (k.before > next + 12 || !may_be_elided(f, first, i, &k) || (!object_first && noun_between(f, next, k.before))))
        return next;
    c.object = !k.clause && cue->takes & (TAKES_NOUN | TAKES_WITH) && !is_comma(f, k.at - 1) && !token_is_mark(f->t, k.at - 1, ':');
    /* "استقبل فلان وفدا وأكد أن": the subject of the clause before */
    if (!spoken && f->said_in_sentence == 0 && i > first + 2) {
        spoken = voice_of_clause(f, first, MIN_OF(i, first + 7), &c.voice) && !disagrees(f, i, &c.voice);
        if (!spoken)
            c.voice = (struct voice){.after = next};
    }
    c.elided = !spoken;
    c.clause = k.clause;
    c.content = k.at;
    c.content_end = words_end(f, k.at, end);
    if (spoken || k.before > next)
        c.via = statement_via(f, spoken && after ? c.voice.after : next, k.before);
    if (!statement_add(f, &c))
        return next;
    return MAX_OF(c.content_end, next);
}

/* ---- other cues ---- */

/* "جرى التأكيد على": nobody is named and nobody may be. */
static u32 read_passive(struct statement_finder *f, u32 i, u32 end)
{
    u32 noun = i + f->lex[i].n;
    if (noun >= end || !lex_is(f, noun, LEX_VERBAL_NOUN) || !f->lex[noun].definite)
        return noun;
    const struct cue *cue = vocabulary_cue(f->v, f->lex[noun].cue);
    struct complement k = find_complement(f, cue, noun + 1, end, false);
    if (k.at == NO_TOKEN || k.at >= end)
        return noun + 1;
    struct claim c = {.cue = i, .cue_end = noun + 1, .content = k.at, .content_end = words_end(f, k.at, end), .clause = k.clause, .unnamed = true};
    return statement_add(f, &c) ? c.content_end : noun + 1;
}

/* "جاء في بيان صادر عن X أن": the text speaks, or whoever gave it out. */
static u32 read_document(struct statement_finder *f, u32 i, u32 end)
{
    u32 doc = i + f->lex[i].n;
    if (doc >= end || !is_word_at(f, doc) || !lex_is(f, doc, LEX_DOCUMENT))
        return doc;
    static const struct cue any = {.takes = TAKES_CLAUSE | TAKES_QUOTE, .strength = 3};
    struct complement k = find_complement(f, &any, doc + 1, end, false);
    if (k.at == NO_TOKEN || k.at >= end)
        return doc;
    struct claim c = {.cue = i, .cue_end = doc + 1, .clause = k.clause, .content = k.at, .content_end = words_end(f, k.at, end)};
    for (u32 j = doc + 1; j < k.before && c.voice.begin == c.voice.end; j++)
        if (!read_governed_voice(f, j, k.before, &c.voice))
            c.voice = (struct voice){.after = j};
    if (c.voice.begin == c.voice.end) {
        set_voice(&c.voice, doc, doc + 1);
        c.voice.document = true;
    }
    return statement_add(f, &c) ? c.content_end : doc;
}

/* A verbal noun with its speaker ("بعد إعلان الجيش أنه"). */
static u32 read_verbal_noun(struct statement_finder *f, u32 i, u32 end)
{
    u32 next = i + f->lex[i].n;
    struct claim c = {.cue = i, .cue_end = next, .clause = true};
    if (f->lex[i].definite || !read_voice(f, next, end, &c.voice) || c.voice.document)
        return next;
    u32 j = c.voice.after;
    while (j < end && j < c.voice.after + 12 && !lex_is(f, j, LEX_THAT | LEX_VERB) && !opens(f, j))
        j++;
    if (j >= end || !lex_is(f, j, LEX_THAT) || f->lex[j].prefix)
        return next;
    c.content = j + 1;
    c.content_end = words_end(f, j + 1, end);
    return statement_add(f, &c) ? c.content_end : next;
}

/* "بحسب X": at the head of a sentence the words follow; else they stand before. */
static u32 read_by(struct statement_finder *f, u32 first, u32 i, u32 end)
{
    u32 next = by_end(f, i, end);
    struct claim c = {.cue = i, .cue_end = next};
    if (lex_is(f, i, LEX_PRONOUN)) {
        c.elided = c.gender_known = true;
        c.feminine = lex_is(f, i, LEX_FEMININE);
        c.voice.after = next;
    } else if (!read_governed_voice(f, next, end, &c.voice)) {
        return next;
    }
    if (f->said_in_sentence > 0 || (!c.elided && c.voice.after <= next)) {
        struct statement *s = f->said.n ? &f->said.v[f->said.n - 1] : NULL;
        if (s && f->said_in_sentence && s->via.n == 0) {
            str via = c.voice.document ? STR_EMPTY : statement_via(f, next, c.voice.after);
            s->via = via.n ? via : c.voice.document ? span_text(f->t->raw, lexeme_span(f->t, f->lex, c.voice.begin, c.voice.end)) : STR_EMPTY;
        }
        return MAX_OF(c.voice.after, next);
    }
    u32 at = c.voice.after;
    bool ahead = f->lex[i].prefix && i > first && is_comma(f, i - 1) && at < end && is_comma(f, at);
    if (i <= first + 1 || ahead) {
        while (at < end && at < c.voice.after + 10 && !is_comma(f, at) && !lex_is(f, at, LEX_THAT))
            at++;
        if (at + 1 >= end)
            return next;
        c.clause = lex_is(f, at, LEX_THAT);
        at++;
        if (lex_is(f, at, LEX_THAT | LEX_BE))
            at++;
        c.content = at;
        c.content_end = words_end(f, at, end);
        return statement_add(f, &c) ? c.content_end : next;
    }
    c.content = MAX_OF(behind_dateline(f, first, i), f->said_until);
    c.content_end = i;
    statement_add(f, &c);
    return at;
}

/* A participle ("مشيرا إلى"): goes on a statement, or begins one whose speaker is the subject of its clause. */
static u32 read_participle(struct statement_finder *f, u32 first, u32 i, u32 end)
{
    u32 next = i + f->lex[i].n;
    const struct cue *cue = vocabulary_cue(f->v, f->lex[i].cue);
    if (f->said_in_sentence > 0 || cue->strength < 2 || i == first || next >= end)
        return next;
    bool that = lex_is(f, next, LEX_THAT), mark = opens_speech(f, next) || token_is_mark(f->t, next, ':');
    bool preposition = leads(cue, f->t->tokens[next].hash);
    if (!that && !mark && !preposition)
        return next;
    struct claim c = {.cue = i, .cue_end = next, .clause = that, .content = next + (that || preposition ? 1 : 0)};
    if (preposition && c.content < end && lex_is(f, c.content, LEX_THAT)) {
        c.content++;
        c.clause = true;
    }
    set_gender(f, &c, i);
    c.elided = lex_is(f, i - 1, LEX_VERB); /* "واستطرد قائلا" */
    bool found = c.content < end && voice_of_clause(f, first, i, &c.voice) && !disagrees(f, i, &c.voice);
    if (!found)
        c.voice = (struct voice){.after = next};
    if (c.content >= end || (!found && !c.elided))
        return next;
    c.elided = c.elided && c.voice.begin == c.voice.end;
    c.content_end = words_end(f, c.content, end);
    return statement_add(f, &c) ? c.content_end : next;
}

/* Whoever stands between "عن" and "قوله", though no table has him. */
static bool told_by(const struct statement_finder *f, u32 i, u32 end, struct voice *v)
{
    if (!is_word_at(f, i) || f->lex[i].prefix || lex_is(f, i, LEX_FUNCTION | LEX_TIME))
        return false;
    set_voice(v, i, MAX_OF(phrase_end(f, i, end), i + 1));
    return true;
}

/* "نقلت الوكالة عن فلان قوله إن", "اختتم كلمته بالقول": the speaker stands before. */
static u32 read_saying(struct statement_finder *f, u32 first, u32 i, u32 end)
{
    static const struct cue any = {.takes = TAKES_CLAUSE | TAKES_QUOTE, .strength = 3};
    static const struct cue noun = {.takes = TAKES_CLAUSE | TAKES_QUOTE | TAKES_NOUN, .strength = 3};
    u32 next = i + f->lex[i].n;
    bool of = lex_is(f, i, LEX_SAYING_NOUN);
    struct complement k = find_complement(f, of ? &noun : &any, next, MIN_OF(end, next + 12), of);
    if (k.at == NO_TOKEN || k.at >= end)
        return next;
    struct claim c = {.cue = i, .cue_end = next, .clause = k.clause, .content = k.at, .content_end = words_end(f, k.at, end)};
    u32 from = MAX_OF(MAX_OF(first, f->said_until), i - MIN_OF(i, CLAUSE_TOKENS_MAX)), at = i;
    while (at > from && f->lex[at - 1].small != SMALL_ABOUT)
        at--;
    bool pronoun = at > from && f->t->tokens[at - 1].key_len > 4; /* "نقلت عنه الوكالة قوله" */
    if (pronoun) {
        c.elided = true;
        c.via = statement_via(f, at, i);
    } else if (at > from && (read_voice(f, at, i, &c.voice) || told_by(f, at, i, &c.voice))) {
        c.via = statement_via(f, from, at);
    } else if (of) {
        return next; /* "دعوته": but whose words? */
    } else if (!voice_of_clause(f, from, i, &c.voice))
        c.elided = true;
    return statement_add(f, &c) ? MAX_OF(c.content_end, next) : next;
}

/* "نقلت الوكالة عن فلان أن": the words came through the subject. */
static u32 read_relay(struct statement_finder *f, u32 first, u32 i, u32 end)
{
    static const struct cue any = {.takes = TAKES_CLAUSE | TAKES_QUOTE, .strength = 3};
    u32 next = i + f->lex[i].n, at = next;
    struct claim c = {.cue = i, .cue_end = next};
    while (at < end && at < i + 10 && f->lex[at].small != SMALL_ABOUT && !is_comma(f, at) && !lex_is(f, at, LEX_THAT | LEX_VERB))
        at++;
    if (at >= end || f->lex[at].small != SMALL_ABOUT)
        return next;
    c.elided = f->t->tokens[at].key_len > 4;
    c.via = statement_via(f, next, at);
    if (c.elided)
        c.via = c.via.n ? c.via : statement_via(f, at, MIN_OF(end, at + 8));
    else if (!read_voice(f, at + 1, end, &c.voice) && !told_by(f, at + 1, end, &c.voice))
        return next;
    if (!c.via.n)
        c.via = statement_via(f, MAX_OF(first, i - MIN_OF(i, SUBJECT_WORDS)), i);
    struct complement k = find_complement(f, &any, c.elided ? at + 1 : c.voice.after, end, false);
    if (k.at == NO_TOKEN || k.at >= end)
        return next;
    for (u32 j = at; j < k.at; j++)
        if (lex_is(f, j, LEX_SAYING))
            return next; /* "قوله" tells it better */
    c.clause = k.clause;
    c.content = k.at;
    c.content_end = words_end(f, k.at, end);
    return statement_add(f, &c) ? c.content_end : next;
}

static u32 read_cue(struct statement_finder *f, u32 first, u32 i, u32 end)
{
    if (opens_speech(f, i))
        return f->mate[i] + 1;
    if (!is_word_at(f, i) || f->inside[i])
        return i + 1;
    if (lex_is(f, i, LEX_BACKGROUND))
        return i + f->lex[i].n;
    if (lex_is(f, i, LEX_IN))
        return read_document(f, i, end);
    if (lex_is(f, i, LEX_SAYING))
        return read_saying(f, first, i, end);
    if (by_end(f, i, end) > i)
        return read_by(f, first, i, end);
    if (lex_is(f, i, LEX_PASSIVE) && i + 1 < end && lex_is(f, i + 1, LEX_VERBAL_NOUN))
        return read_passive(f, i, end);
    if (lex_is(f, i, LEX_VERB) && vocabulary_cue(f->v, f->lex[i].cue)->takes & TAKES_SOURCE)
        return read_relay(f, first, i, end);
    if (lex_is(f, i, LEX_VERB) && !f->name_over[i])
        return read_verb(f, first, i, end);
    if (lex_is(f, i, LEX_PARTICIPLE))
        return read_participle(f, first, i, end);
    if (lex_is(f, i, LEX_VERBAL_NOUN))
        return read_verbal_noun(f, i, end);
    return i + 1;
}

/* A place before a colon is where it happens ("العراق: ..."), unless quoted words follow. */
static bool speaks_in_heading(const struct statement_finder *f, const struct voice *v)
{
    u32 name = f->name_at[v->begin];
    bool place = name && f->facts->names.v[name - 1].kind == NAME_PLACE;
    return !place || (v->after + 1 < f->t->n_tokens && opens_speech(f, v->after + 1));
}

void statements_arabic(struct statement_finder *f, u32 first, u32 end, enum zone_kind zone)
{
    struct voice v;
    bool heading = zone == ZONE_HEADLINE || zone == ZONE_KICKER || zone == ZONE_SUBHEADING;
    if (heading && read_voice(f, first, end, &v) && speaks_in_heading(f, &v) && statement_headline(f, first, end, &v))
        return;
    for (u32 i = first; i < end;) {
        u32 next = read_cue(f, first, i, end);
        i = MAX_OF(next, i + 1);
    }
    if (voice_of_clause(f, first, MIN_OF(end, first + 7), &v) && !v.document) {
        span at = v.at.len ? v.at : lexeme_span(f->t, f->lex, v.begin, v.end);
        f->topic = (struct speaker){.text = span_text(f->t->raw, at), .known = true, .sentence = f->sentence, .kind = SPEAKER_OTHER};
    }
}
