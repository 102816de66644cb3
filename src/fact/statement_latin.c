/*
** statement_latin.c - reporting in English: speaker and verb before, behind or within the words; "according to"; he, she, they.
*/
#include "fact/statement.h"

#define SUBJECT_WORDS 14u
#define ADVERBIAL_WORDS 14u
#define LOOK_AHEAD 30u
#define RELATIVE_WORDS 30u
#define PARENTHESES_MAX 3u
#define SUBJECT_AHEAD 8u /* tokens between "while" and the verb of its clause */

static bool is_comma(const struct statement_finder *f, u32 i) { return token_is_mark(f->t, i, ','); }
static bool opens(const struct statement_finder *f, u32 i) { return f->mate[i] != NO_TOKEN && f->mate[i] > i; }
static bool closes(const struct statement_finder *f, u32 i) { return f->mate[i] != NO_TOKEN && f->mate[i] < i; }
static bool opens_speech(const struct statement_finder *f, u32 i) { return opens(f, i) && quote_is_speech(f, i); }

static span name_span(const struct statement_finder *f, u32 name) { return f->facts->names.v[name - 1].span; }
static enum name_kind name_kind_of(const struct statement_finder *f, u32 name) { return f->facts->names.v[name - 1].kind; }

static u32 name_first(const struct statement_finder *f, u32 i)
{
    while (i > 0 && f->name_over[i - 1] == f->name_over[i] && f->name_over[i])
        i--;
    return i;
}

/* ---- who ---- */

struct who {
    struct voice voice;
    bool pronoun; /* he, she, they, it: whoever spoke last */
    bool feminine, gender_known;
    u32 begin;    /* the first token of it */
};

static void set_gender(const struct statement_finder *f, struct who *w, u32 name)
{
    const u64 *gender = map_get(&f->genders, f->facts->names.v[name - 1].key);
    w->gender_known = gender && *gender != GENDER_UNKNOWN;
    w->feminine = gender && *gender == GENDER_FEMALE;
}

static void name_speaks(const struct statement_finder *f, struct who *w, u32 first, u32 end)
{
    w->voice.begin = first;
    w->voice.end = end;
    w->voice.at = name_span(f, f->name_over[first]);
    if (name_kind_of(f, f->name_over[first]) == NAME_PERSON)
        set_gender(f, w, f->name_over[first]);
}

/* The token where the noun phrase that ends before `end` begins: not beyond marks, verbs, conjunctions. */
static u32 phrase_begin(const struct statement_finder *f, u32 first, u32 end)
{
    u32 i = end;
    while (i > first && end - i < SUBJECT_WORDS) {
        u32 j = i - 1;
        if (f->name_over[j]) {
            i = name_first(f, j);
            continue;
        }
        bool word = is_word_at(f, j);
        bool joined = token_is_mark(f->t, j, '-') || (token_is_mark(f->t, j, '.') && f->t->tokens[j].flags & TOKEN_GLUED && j + 1 < end);
        if ((!word && !joined && f->t->tokens[j].cls != TOKEN_NUMBER) || f->inside[j])
            break;
        if (word && lex_is(f, j, LEX_THAT | LEX_RELATIVE | LEX_VERB | LEX_BE | LEX_BY))
            break;
        u8 small = f->lex[j].small;
        if (small == SMALL_AND || small == SMALL_COORDINATOR || small == SMALL_CONDITIONAL)
            break;
        i = j;
    }
    return i;
}

/* What stands beside a name is a role: it names an office, and is no clause. */
static bool holds_office(const struct statement_finder *f, u32 i, u32 end)
{
    bool office = false;
    for (u32 j = i; j < end; j++) {
        office |= lex_is(f, j, LEX_ROLE | LEX_ADDRESS | LEX_SPEAKER);
        if (!f->name_over[j] && (lex_is(f, j, LEX_BE | LEX_VERB | LEX_THAT | LEX_RELATIVE | LEX_BY) || f->lex[j].small == SMALL_WHO))
            return false;
    }
    return office;
}

/* The speaker in the noun phrase [begin, end): its last name of a person, or its noun that speaks, or a name. */
static bool phrase_speaks(const struct statement_finder *f, u32 begin, u32 end, struct who *w)
{
    u32 speaker = NO_TOKEN, name = NO_TOKEN;
    for (u32 j = begin; j < end; j++) {
        if (f->name_at[j]) {
            if (name_kind_of(f, f->name_at[j]) == NAME_PERSON && (j == begin || !lex_is(f, j - 1, LEX_OF | LEX_PREPOSITION | LEX_IN_WORD))) {
                u32 stop = j;
                while (stop < end && f->name_over[stop] == f->name_at[j])
                    stop++;
                if (stop < end && (f->lex[stop - 1].suffix || !lex_is(f, stop, LEX_PREPOSITION | LEX_IN_WORD | LEX_OF) || !is_word_at(f, stop))) {
                    speaker = begin; /* "Smith's lawyer", "a Romney aide" */
                    continue;
                }
                name_speaks(f, w, j, stop);
                if (holds_office(f, begin, j)) {
                    w->voice.role_begin = begin;
                    w->voice.role_end = j;
                }
                return true;
            }
            if (name == NO_TOKEN)
                name = j;
        }
        if (speaker == NO_TOKEN && is_word_at(f, j) && lex_is(f, j, LEX_SPEAKER | LEX_ROLE) && !f->name_over[j])
            speaker = j;
    }
    if (speaker != NO_TOKEN) {
        w->voice.begin = begin;
        w->voice.end = end;
        w->voice.document = lex_is(f, speaker, LEX_DOCUMENT);
        return true;
    }
    if (name == NO_TOKEN || name > begin + 2)
        return false;
    u32 stop = name;
    while (stop < end && f->name_over[stop] == f->name_over[name])
        stop++;
    if (stop < end)
        return false;
    name_speaks(f, w, name, stop);
    return true;
}

static bool is_pronoun(const struct statement_finder *f, u32 i, struct who *w)
{
    u8 small = f->lex[i].small;
    if (small == SMALL_HE || small == SMALL_SHE || small == SMALL_THEY) {
        w->pronoun = true;
        w->gender_known = small != SMALL_THEY;
        w->feminine = small == SMALL_SHE;
        return true;
    }
    return false;
}

static bool may_precede_verb(const struct statement_finder *f, u32 i)
{
    return is_word_at(f, i) && (lex_is(f, i, LEX_BE | LEX_ADVERB | LEX_TIME) || f->lex[i].small == SMALL_FREQUENCY);
}

static bool is_determiner(const struct statement_finder *f, u32 i)
{
    return f->lex[i].small == SMALL_ARTICLE || f->lex[i].small == SMALL_DETERMINER;
}

/* A token that may stand inside a noun phrase behind the verb. */
static bool is_nominal(const struct statement_finder *f, u32 i)
{
    return is_word_at(f, i) || f->name_over[i] || token_is_mark(f->t, i, '-') || f->t->tokens[i].cls == TOKEN_NUMBER;
}

/* "the education minister, (Dr) Samia Haddad,": the name in [i, end) speaks, the phrase [begin, stop) is the role. */
static bool apposed_name(const struct statement_finder *f, u32 begin, u32 stop, u32 i, u32 end, struct who *w)
{
    u32 at = i;
    while (at < end && !f->name_at[at] && is_word_at(f, at) && lex_is(f, at, LEX_ADDRESS | LEX_ROLE))
        at++;
    if (at >= end || !f->name_at[at] || name_kind_of(f, f->name_at[at]) != NAME_PERSON || !holds_office(f, begin, stop))
        return false;
    u32 after = at;
    while (after < end && f->name_over[after] == f->name_at[at])
        after++;
    if (after < end && !is_comma(f, after) && f->t->tokens[after].cls != TOKEN_MARK)
        return false;
    name_speaks(f, w, at, after);
    w->voice.role_begin = begin;
    w->voice.role_end = stop;
    w->voice.after = after;
    w->begin = begin;
    return true;
}

/* Back over what stands between commas behind a subject and is no apposition: ", however,", ", 66,", ", who ... ,". Gives the token behind the
** words that are left. */
static u32 behind_parenthesis(const struct statement_finder *f, u32 first, u32 end)
{
    bool any = false;
    for (u32 n = 0; n < PARENTHESES_MAX && end > first + 2 && is_comma(f, end - 1); n++) {
        u32 j = end - 1;
        while (j > first && end - j < RELATIVE_WORDS && !is_comma(f, j - 1) && !f->inside[j - 1] && !token_is_mark(f->t, j - 1, ';'))
            j--;
        if (j <= first + 1 || !is_comma(f, j - 1))
            break;
        bool age = f->t->tokens[j].cls == TOKEN_NUMBER && j + 2 == end, relative = f->lex[j].small == SMALL_WHO;
        bool adverb = lex_is(f, j, LEX_ADVERB | LEX_TIME | LEX_CONJUNCTION) && j + 2 == end && !f->name_over[j];
        if (!age && !relative && !adverb)
            break;
        any = true;
        end = j; /* its comma closes what stands before: an age, an apposition */
    }
    u32 j = end;
    while (any && j > first + 1 && end - j < RELATIVE_WORDS && !is_comma(f, j - 2) && !f->inside[j - 2])
        j--;
    bool apposed = any && j > first + 1 && is_comma(f, j - 2);
    return any && !apposed ? end - 1 : end;
}

/* The subject that ends before the verb at i: a pronoun, a noun phrase, or one with an apposition between commas. */
static bool read_before(const struct statement_finder *f, u32 first, u32 verb, struct who *w)
{
    u32 end = verb;
    *w = (struct who){0};
    while (end > first && may_precede_verb(f, end - 1) && !lex_is(f, end - 1, LEX_NOT))
        end--;
    end = behind_parenthesis(f, first, end);
    if (end == first)
        return false;
    if (is_word_at(f, end - 1) && is_pronoun(f, end - 1, w)) {
        w->begin = end - 1;
        return true;
    }
    if (is_comma(f, end - 1)) { /* "X, a spokesman for Y, said" */
        u32 j = end - 1;
        while (j > first && end - j < SUBJECT_WORDS + 8 && !is_comma(f, j - 1) && !f->inside[j - 1])
            j--;
        if (j <= first + 1 || !is_comma(f, j - 1))
            return false;
        u32 begin = phrase_begin(f, first, j - 1);
        if (apposed_name(f, begin, j - 1, j, end - 1, w))
            return true;
        if (begin == j - 1 || !phrase_speaks(f, begin, j - 1, w) || w->voice.end != j - 1)
            return false;
        if (holds_office(f, j, end - 1)) {
            w->voice.role_begin = j;
            w->voice.role_end = end - 1;
        }
        w->begin = begin;
        return true;
    }
    u32 begin = phrase_begin(f, first, end);
    bool governed = false; /* a preposition stands right before the noun: it is no subject */
    while (begin < end && is_word_at(f, begin) && !f->name_over[begin] && !is_determiner(f, begin) &&
           lex_is(f, begin, LEX_CONJUNCTION | LEX_PREPOSITION | LEX_TIME | LEX_IN_WORD)) {
        governed = lex_is(f, begin, LEX_PREPOSITION | LEX_IN_WORD);
        begin++;
    }
    w->begin = begin;
    if (begin == end || governed || (!f->name_over[end - 1] && lex_is(f, end - 1, LEX_FUNCTION)))
        return false;
    return phrase_speaks(f, begin, end, w);
}

/* The subject behind the verb: `"...," said John Smith, a lawyer.` */
static bool read_behind(const struct statement_finder *f, u32 i, u32 end, struct who *w)
{
    *w = (struct who){.begin = i};
    if (i >= end || (!f->name_over[i] && lex_is(f, i, LEX_PREPOSITION | LEX_IN_WORD | LEX_THAT | LEX_BE)))
        return false;
    if (is_word_at(f, i) && is_pronoun(f, i, w)) {
        w->voice.after = i + 1;
        return true;
    }
    u32 stop = i;
    while (stop < end && stop < i + SUBJECT_WORDS && is_nominal(f, stop)) {
        if (!f->name_over[stop] && lex_is(f, stop, LEX_THAT | LEX_RELATIVE | LEX_VERB | LEX_BE | LEX_TIME | LEX_PRONOUN | LEX_PARTICIPLE))
            break;
        bool preposition = !f->name_over[stop] && lex_is(f, stop, LEX_PREPOSITION | LEX_IN_WORD);
        if (preposition && stop > i && f->name_over[stop - 1] && name_kind_of(f, f->name_over[stop - 1]) == NAME_PERSON)
            break;
        stop++;
    }
    if (stop == i || !phrase_speaks(f, i, stop, w))
        return false;
    w->voice.after = stop;
    u32 role = stop + 1; /* ", a lawyer" */
    if (stop + 1 < end && is_comma(f, stop) && apposed_name(f, i, stop, role, end, w))
        return true;
    if (stop + 1 < end && is_comma(f, stop) && w->voice.end == stop) {
        u32 j = role;
        while (j < end && j < role + SUBJECT_WORDS && is_nominal(f, j) && !lex_is(f, j, LEX_VERB | LEX_RELATIVE | LEX_PARTICIPLE))
            j++;
        if (holds_office(f, role, j)) {
            w->voice.role_begin = role;
            w->voice.role_end = j;
            w->voice.after = j;
        }
    }
    return true;
}

/* ---- the words ---- */

/* ", while Paris said": a clause of its own, whose subject says something. */
static bool begins_contrast(const struct statement_finder *f, u32 i, u32 end)
{
    if (f->lex[i].small != SMALL_COORDINATOR || lex_is(f, i, LEX_PREPOSITION) || !is_comma(f, i - 1) || f->inside[i])
        return false;
    for (u32 j = i + 2; j < end && j < i + SUBJECT_AHEAD; j++) {
        struct who w;
        if (opens(f, j) || is_comma(f, j))
            return false;
        if (lex_is(f, j, LEX_PAST) && !f->name_over[j] && vocabulary_cue(f->v, f->lex[j].cue)->strength > 1)
            return read_before(f, i + 1, j, &w) && !w.pronoun;
    }
    return false;
}

/* The words of an object end where its verb's subject says something else: "slammed the move and alleged that". */
static u32 object_end(const struct statement_finder *f, u32 i, u32 end)
{
    for (u32 j = i + 1; j + 2 < end; j++) {
        if (opens(f, j))
            j = MIN_OF(f->mate[j], end - 1);
        if (f->lex[j].small == SMALL_AND && lex_is(f, j + 1, LEX_PAST) && !f->name_over[j + 1] && f->lex[j + 2].small != SMALL_PASSIVE)
            return j;
    }
    return end;
}

/* "according to X" behind a comma: the words end before it. */
static u32 words_end(const struct statement_finder *f, u32 i, u32 end)
{
    for (u32 j = i; j < end;) {
        if (opens(f, j)) {
            u32 close = quote_end(f, j) + 1;
            if (close > end)
                return MIN_OF(close, f->t->n_tokens);
            j = close;
            continue;
        }
        if (j > i + 2 && (lex_is(f, j, LEX_BY) || begins_contrast(f, j, end)))
            return j;
        j++;
    }
    return end;
}

struct words {
    u32 at, before; /* NO_TOKEN: none behind the verb */
    bool clause, object;
    u32 tail; /* the token behind adverbials where no words follow */
};

/* Words in marks follow, or one of the cue's words and a number: `called it "a farce"`, "put the losses at 40". */
static bool object_is_led(const struct statement_finder *f, const struct cue *c, u32 i, u32 end)
{
    for (u32 j = i; j < end && j < i + 16 && !is_comma(f, j) && !token_is_mark(f->t, j, '.'); j++) {
        if (opens(f, j))
            return true;
        bool led = c->prepositions[0] && f->t->tokens[j].hash == c->prepositions[0];
        for (u32 k = j + 1; led && k < end && k < j + 4; k++)
            if (f->t->tokens[k].cls == TOKEN_NUMBER)
                return true;
    }
    return false;
}

/* From behind the verb over listeners, days and occasions to the words. */
static struct words find_words(const struct statement_finder *f, const struct cue *c, u32 i, u32 end)
{
    struct words w = {.at = NO_TOKEN, .before = i, .tail = i};
    bool listener = c->takes & TAKES_LISTENER && !(c->takes & (TAKES_CLAUSE | TAKES_NOUN));
    u32 most = MIN_OF(end, i + LOOK_AHEAD);
    for (u32 j = i; j < most; j++) {
        if (lex_is(f, j, LEX_THAT) && is_word_at(f, j))
            return (struct words){j + 1, j, true, false, j};
        if (opens_speech(f, j) || (token_is_mark(f->t, j, ':') && j + 1 < end))
            return (struct words){j + (opens(f, j) ? 0 : 1), j, false, j == i && !is_comma(f, j - 1) && !(c->takes & TAKES_CLAUSE), j};
        if (token_is_mark(f->t, j, '.') || token_is_mark(f->t, j, ';')) {
            w.tail = j;
            return w;
        }
        if (is_comma(f, j)) {
            w.tail = j;
            if (j + 1 < end && opens_speech(f, j + 1))
                continue;
            return w;
        }
        if (j + 1 < most && is_word_at(f, j) && lex_is(f, j + 1, LEX_TIME) && lex_is(f, j, LEX_CONJUNCTION | LEX_PLAIN)) {
            w.tail = j + 2; /* "this week", "last month" */
            j++;
            continue;
        }
        bool adverbial = f->name_over[j] == 0 && (lex_is(f, j, LEX_TIME | LEX_ADVERB) || f->t->tokens[j].cls == TOKEN_NUMBER);
        bool preposition = is_word_at(f, j) && !f->name_over[j] && lex_is(f, j, LEX_IN_WORD | LEX_PREPOSITION);
        bool occasion = preposition && j + 1 < most && lex_is(f, j + 1, LEX_TIME | LEX_DOCUMENT | LEX_PLAIN);
        if (preposition && (occasion || !(c->takes & TAKES_NOUN && j == i))) { /* "in a statement", "on Tuesday", "to reporters" */
            u32 k = j + 1;
            if (k < most && lex_is(f, k, LEX_PRONOUN))
                k++; /* "on her plane" */
            u64 ends = LEX_THAT | LEX_PREPOSITION | LEX_IN_WORD | LEX_TIME | LEX_PRONOUN | LEX_BE | LEX_DOCUMENT;
            while (k < most && k < j + 8 && !lex_is(f, k, ends) && is_nominal(f, k))
                k++;
            if (k < most && lex_is(f, k, LEX_DOCUMENT | LEX_TIME))
                k++;
            j = k - 1;
            w.tail = k;
            continue;
        }
        if (adverbial) {
            w.tail = j + 1;
            continue;
        }
        if (listener) { /* "told reporters", "told the BBC" */
            w.tail = j + 1;
            struct who ignored;
            bool told = j > i && is_word_at(f, j - 1) && (f->name_over[j - 1] || !lex_is(f, j - 1, LEX_FUNCTION | LEX_OF | LEX_PLAIN));
            bool told_noun = told && !f->name_over[j - 1] && j > i + 1 && is_determiner(f, j - 2);
            if (told && (f->name_over[j - 1] || told_noun) && !f->name_over[j] && is_word_at(f, j) && (is_determiner(f, j) || (told_noun && lex_is(f, j, LEX_NOT))))
                return (struct words){j, j, true, false, j}; /* "told the Gazette the bridge would hold" */
            if (is_word_at(f, j) && !f->name_over[j] && j > i && is_pronoun(f, j, &ignored))
                return (struct words){j, j, false, false, j};
            continue;
        }
        if (c->takes & TAKES_CLAUSE && !(c->takes & TAKES_ONLY_THAT) && lex_is(f, j, LEX_BE) && !f->name_over[j])
            return w; /* "what he said was" */
        if (c->takes & TAKES_CLAUSE && !(c->takes & TAKES_ONLY_THAT))
            return (struct words){j, j, true, false, j};
        if (c->takes & TAKES_NOUN || (c->takes & TAKES_NOUN_IF && object_is_led(f, c, j + 1, end)))
            return (struct words){j, j, false, true, j};
        return w;
    }
    w.tail = most;
    return w;
}

/* The words before the subject: the quotation that ends there, or the clause of the sentence. */
static bool words_before(const struct statement_finder *f, u32 first, u32 subject, bool quoted_only, struct claim *c)
{
    u32 at = subject;
    while (at > first && (is_comma(f, at - 1) || token_is_mark(f->t, at - 1, '-')))
        at--;
    if (at > 0 && closes(f, at - 1) && quote_is_speech(f, f->mate[at - 1])) {
        u32 open = f->mate[at - 1], from = MAX_OF(behind_dateline(f, first, at), f->said_until);
        /* `He ordered a check of "possible faults", his office said`: the clause that the quotation ends */
        bool clause = !quoted_only && open > from + 2 && is_word_at(f, open - 1) && !f->inside[open - 1] && f->mate[from] == NO_TOKEN;
        c->content = clause ? from : open;
        c->content_end = at;
        c->clause = clause;
        return true;
    }
    if (quoted_only || at == subject || at <= first + 3)
        return false;
    c->content = MAX_OF(behind_dateline(f, first, at), f->said_until);
    c->content_end = at;
    c->clause = true;
    return true;
}

/* `"A," he said. "B."`: the quotation goes on behind. */
static void take_rest(const struct statement_finder *f, u32 tail, struct claim *c)
{
    u32 j = tail;
    if (j >= f->t->n_tokens || !(token_is_mark(f->t, j, '.') || is_comma(f, j)))
        return;
    j++;
    if (j < f->t->n_tokens && opens_speech(f, j) && quote_end(f, j) < f->t->n_tokens && !(f->t->tokens[j].flags & TOKEN_NEWLINE)) {
        c->content_end = quote_end(f, j) + 1;
        c->parted = true;
    }
}

/* ---- verbs ---- */

static bool fill_voice(const struct who *w, struct claim *c)
{
    c->voice = w->voice;
    c->elided = w->pronoun;
    c->feminine = w->feminine;
    c->gender_known = w->gender_known;
    c->person = w->pronoun && w->gender_known;
    return true;
}

static bool is_verb_form(const struct statement_finder *f, u32 first, u32 i, u32 end)
{
    if (i > first && lex_is(f, i - 1, LEX_NOT | LEX_RELATIVE))
        return false;
    u8 small = i > first && !f->name_over[i - 1] ? f->lex[i - 1].small : (u8)SMALL_NONE;
    if (small == SMALL_ARTICLE || small == SMALL_WHO || small == SMALL_TO || small == SMALL_OF)
        return false; /* "the report", "who said" */
    if (lex_is(f, i, LEX_PLURAL) && !(i > first && (lex_is(f, i - 1, LEX_PRONOUN | LEX_SPEAKER | LEX_ADVERB))))
        return false;
    return i + 1 <= end;
}

static bool is_passive(const struct statement_finder *f, u32 first, u32 i)
{
    return i > first && lex_is(f, i, LEX_PAST) && f->lex[i - 1].small == SMALL_PASSIVE;
}

/* "If officials conclude that": nobody has. */
static bool is_conditional(const struct statement_finder *f, u32 first, u32 i)
{
    return i > first && f->lex[i - 1].small == SMALL_CONDITIONAL;
}

static u32 read_verb(struct statement_finder *f, u32 first, u32 i, u32 end)
{
    const struct cue *cue = vocabulary_cue(f->v, f->lex[i].cue);
    u32 next = i + f->lex[i].n;
    struct who w;
    struct claim c = {.cue = i, .cue_end = next};
    if (!is_verb_form(f, first, i, end) || is_passive(f, first, i))
        return next;
    bool may_invert = i > 0 && (closes(f, i - 1) || (is_comma(f, i - 1) && i > first && cue->strength > 2 && !(cue->takes & TAKES_LISTENER)));
    bool inverted = may_invert && read_behind(f, next, end, &w) && (closes(f, i - 1) || !w.pronoun);
    if (inverted && words_before(f, first, i, w.voice.begin == w.voice.end && !w.pronoun, &c)) {
        fill_voice(&w, &c);
        take_rest(f, w.voice.after, &c);
        return statement_add(f, &c) ? MAX_OF(c.content_end, w.voice.after) : next;
    }
    bool goes_on = i > first && f->lex[i - 1].small == SMALL_AND && lex_is(f, i, LEX_PAST) && f->said_until + 1 == i; /* "... and alleged that" */
    if (goes_on)
        w = (struct who){.pronoun = true, .begin = i};
    else if (!read_before(f, first, i, &w) || is_conditional(f, first, w.begin))
        return next;
    fill_voice(&w, &c);
    struct words k = find_words(f, cue, next, end);
    bool marks = k.at != NO_TOKEN && !k.object && k.at < end && opens_speech(f, k.at);
    if (k.at == NO_TOKEN || k.at >= end) {
        bool ends = k.tail >= end || f->t->tokens[k.tail].cls == TOKEN_MARK;
        c.via = statement_via(f, next, k.tail);
        bool clause = w.begin > 0 && cue->takes & TAKES_CLAUSE && is_comma(f, w.begin - 1); /* "..., the ministry announced" */
        if (cue->strength < 2 || !ends || !words_before(f, first, w.begin, cue->strength < 3 && !clause, &c))
            return next;
        take_rest(f, k.tail, &c);
        return statement_add(f, &c) ? MAX_OF(c.content_end, next) : next;
    }
    if (cue->strength < 2 && !marks)
        return next;
    if (k.object && w.pronoun && cue->strength < 2)
        return next;
    c.clause = k.clause;
    c.object = k.object;
    c.content = k.at;
    c.content_end = words_end(f, k.at, end);
    if (k.object)
        c.content_end = object_end(f, k.at, c.content_end);
    c.via = statement_via(f, next, k.before);
    return statement_add(f, &c) ? MAX_OF(c.content_end, next) : next;
}

/* The subject of a sentence: its first person, or the noun that speaks at its head; not beyond a mark or a verb of saying. */
static bool read_head(const struct statement_finder *f, u32 first, u32 end, struct who *w)
{
    u32 begin = behind_dateline(f, first, end);
    *w = (struct who){.begin = begin};
    for (u32 j = begin; j < end && j < begin + SUBJECT_WORDS; j++) {
        u32 name = f->name_at[j], stop = j;
        if (token_is_quote(f->t, j) || is_comma(f, j) || (!f->name_over[j] && lex_is(f, j, LEX_BE | LEX_RELATIVE | LEX_VERB)))
            return false;
        while (name && stop < end && f->name_over[stop] == name)
            stop++;
        bool subject = j == begin || !lex_is(f, j - 1, LEX_PREPOSITION | LEX_IN_WORD | LEX_OF);
        if (name && subject && !f->lex[stop - 1].suffix && name_kind_of(f, name) == NAME_PERSON) {
            name_speaks(f, w, j, stop);
            return true;
        }
        if (!name && !f->name_over[j] && subject && is_word_at(f, j) && lex_is(f, j, LEX_SPEAKER) && !f->lex[j].suffix) {
            bool goes_on = j + 1 < end && (f->name_at[j + 1] || lex_is(f, j + 1, LEX_SPEAKER | LEX_ROLE)); /* "spokesman Sam Carter" */
            if (goes_on)
                continue;
            w->voice = (struct voice){.begin = begin, .end = j + 1};
            return true;
        }
    }
    return false;
}

/* "Thayer dismissed the calls, saying it would be a mistake": the subject of the sentence speaks. Behind a statement a participle goes on it. */
static u32 read_participle(struct statement_finder *f, u32 first, u32 i, u32 end)
{
    u32 next = i + f->lex[i].n;
    const struct cue *cue = vocabulary_cue(f->v, f->lex[i].cue);
    struct who w;
    if (f->said_in_sentence || i == first || !is_comma(f, i - 1) || cue->strength < 2 || !(cue->takes & TAKES_CLAUSE) || !read_head(f, first, i, &w))
        return next;
    struct words k = find_words(f, cue, next, end);
    if (k.at == NO_TOKEN || k.at >= end || (!k.clause && !opens_speech(f, k.at)))
        return next;
    struct claim c = {.cue = i, .cue_end = next, .clause = k.clause, .content = k.at, .content_end = words_end(f, k.at, end)};
    fill_voice(&w, &c);
    return statement_add(f, &c) ? MAX_OF(c.content_end, next) : next;
}

/* "according to X": the words are the sentence without it. */
static u32 read_by(struct statement_finder *f, u32 first, u32 i, u32 end)
{
    u32 next = i + f->lex[i].n;
    struct who w;
    if (!read_behind(f, next, end, &w) || w.pronoun)
        return next;
    struct claim c = {.cue = i, .cue_end = next, .clause = true};
    fill_voice(&w, &c);
    if (f->said_in_sentence)
        return w.voice.after;
    if (i <= first + 1) {
        u32 at = w.voice.after;
        while (at < end && !is_comma(f, at))
            at++;
        if (at + 2 >= end)
            return next;
        c.content = at + 1;
        c.content_end = words_end(f, at + 1, end);
    } else {
        c.content = MAX_OF(behind_dateline(f, first, i), f->said_until);
        c.content_end = i;
    }
    return statement_add(f, &c) ? MAX_OF(w.voice.after, next) : next;
}

/* The person that the sentence names first: whom "he" in the next one means where nobody has spoken yet. */
static void note_topic(struct statement_finder *f, u32 first, u32 end)
{
    for (u32 i = first; i < end; i++) {
        u32 name = f->name_at[i];
        if (!name || name_kind_of(f, name) != NAME_PERSON || f->inside[i])
            continue;
        struct who w = {0};
        set_gender(f, &w, name);
        f->topic = (struct speaker){span_text(f->t->raw, name_span(f, name)), true, w.feminine, w.gender_known, false, true, f->sentence, SPEAKER_PERSON};
        return;
    }
}

void statements_latin(struct statement_finder *f, u32 first, u32 end, enum zone_kind zone)
{
    bool heading = zone == ZONE_HEADLINE || zone == ZONE_KICKER || zone == ZONE_SUBHEADING;
    if (heading) {
        u32 colon = first;
        while (colon < end && colon < first + 7 && !token_is_mark(f->t, colon, ':'))
            colon++;
        struct who w = {0};
        if (colon > first && colon < end && token_is_mark(f->t, colon, ':') && phrase_speaks(f, first, colon, &w) && w.voice.end == colon &&
            (w.voice.at.len == 0 || name_kind_of(f, f->name_over[w.voice.begin]) != NAME_PLACE)) {
            w.voice.after = colon;
            if (statement_headline(f, first, end, &w.voice))
                return;
        }
    }
    for (u32 i = first; i < end;) {
        if (opens_speech(f, i)) {
            i = f->mate[i] + 1;
            continue;
        }
        u32 next = i + 1;
        if (is_word_at(f, i) && !f->inside[i] && !f->name_over[i]) {
            if (lex_is(f, i, LEX_BY))
                next = read_by(f, first, i, end);
            else if (lex_is(f, i, LEX_VERB))
                next = read_verb(f, first, i, end);
            else if (lex_is(f, i, LEX_PARTICIPLE))
                next = read_participle(f, first, i, end);
        }
        i = MAX_OF(next, i + 1);
    }
    note_topic(f, first, end);
}
