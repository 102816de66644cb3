/*
** name_latin.c - names in a script with capitals: runs of capitalised words, told apart by titles, heads, given names and tables.
**
** A run that nothing explains is no name: in English news half of them are titles of works, slogans and headings. A headline in title
** case tells nothing by its capitals; its names are those that the article's text has taught (name.c).
*/
#include "fact/name.h"

#include "base/hash.h"

#define RUN_WORDS_MAX 10u

static bool is(const struct lexeme *l, u64 bits) { return (l->is & bits) != 0; }

static bool is_capital(const struct text *t, u32 i) { return t->tokens[i].cls == TOKEN_WORD && (t->tokens[i].flags & TOKEN_UPPER); }

static bool is_glued_mark(const struct text *t, u32 i, char mark)
{
    return token_is_mark(t, i, mark) && (t->tokens[i].flags & TOKEN_GLUED);
}

/* A full stop inside a name: behind an initial or an abbreviation ("J. Smith", "Gen. Smith", "U.S."). */
static bool is_inner_stop(const struct name_finder *f, u32 i)
{
    const struct text *t = f->t;
    if (i == 0 || !is_glued_mark(t, i, '.'))
        return false;
    return t->tokens[i - 1].key_len == 1 || memchr(token_key(t, &t->tokens[i - 1]).p, '.', t->tokens[i - 1].key_len);
}

/* A word that begins a sentence with a capital though it is an ordinary one. */
static bool is_ordinary(const struct name_finder *f, u32 i)
{
    const struct lexeme *l = &f->lex[i];
    str key = token_key(f->t, &f->t->tokens[i]);
    if (!l->suffix && key.n > 2 && key.p[1] != '\'' && memchr(key.p, '\'', key.n))
        return true; /* "I've", "don't"; not "O'Brien" */
    if (key.n <= 4 && key.p[0] == 'i' && key.p[1] == '\'')
        return true;
    if (is(l, LEX_FUNCTION | LEX_COMMON | LEX_TIME | LEX_PLAIN | LEX_OF | LEX_VERB | LEX_PARTICIPLE | LEX_BY))
        return true;
    return map_get(&f->lower, f->t->tokens[i].hash) != NULL && !is(l, LEX_GIVEN | LEX_ANY_PLACE | LEX_ORG);
}

/* What may stand between two capitalised words of one name; gives the token of the next capitalised word, or 0. */
static u32 bridge(const struct name_finder *f, u32 i, u32 end, bool org)
{
    const struct text *t = f->t;
    u32 j = i;
    if (is_inner_stop(f, j) && j + 1 < end && is_capital(t, j + 1))
        return j + 1;
    if (is_glued_mark(t, j, '-') && j + 1 < end && (t->tokens[j + 1].flags & TOKEN_GLUED)) {
        if (is_capital(t, j + 1))
            return j + 1;
        return is(&f->lex[j + 1], LEX_JOIN) && j + 3 < end && is_glued_mark(t, j + 2, '-') && is_capital(t, j + 3) ? j + 3 : 0;
    }
    for (u32 n = 0; n < 3 && j < end && t->tokens[j].cls == TOKEN_WORD && !is_capital(t, j); n++, j++)
        if (!is(&f->lex[j], LEX_JOIN) && !(org && is(&f->lex[j], LEX_OF)))
            return 0;
    if (j > i && j + 1 < end && is_glued_mark(t, j, '-') && is_capital(t, j + 1)) /* "al-Abadi" */
        return j + 1;
    bool pair = j > i && j < end && f->lex[i].small == SMALL_AND;
    bool full = i > 0 && is(&f->lex[i - 1], LEX_ORG_HEAD); /* "the Farmers' Union and Nile Shipping" */
    if (pair && (full || is(&f->lex[j], LEX_ORG_HEAD | LEX_ORG | LEX_ANY_PLACE)))
        return 0; /* "... and the White House" is another */
    return j > i && j < end && is_capital(t, j) ? j : 0;
}

/* A name in capitals that may go on: "Ministry of ...", "University of ...". */
static bool takes_of(const struct lexeme *l) { return is(l, LEX_HEAD_BODY | LEX_HEAD_GROUP | LEX_HEAD_STATE); }

struct run {
    u32 begin, end;
    bool head, last_head, place_head; /* a word that makes it an organisation or a place */
    u32 words;
    bool ordinary; /* holds an ordinary word */
};

/* The run of capitalised words that begins at i. */
static struct run read_run(const struct name_finder *f, u32 i, u32 end)
{
    struct run r = {.begin = i, .end = i};
    end = MIN_OF(end, i + RUN_WORDS_MAX * 2);
    for (u32 j = i; j < end && r.words < RUN_WORDS_MAX;) {
        const struct lexeme *l = &f->lex[j];
        if (j > i && (is(l, LEX_TIME | LEX_ADDRESS) || (is(l, LEX_ROLE | LEX_PLAIN | LEX_FUNCTION) && !r.head)))
            break;
        r.head |= takes_of(l) && l->n == 1;
        r.last_head = is(l, LEX_HEAD_MEDIA);
        r.place_head |= is(l, LEX_PLACE_STRONG) || (is(l, LEX_PLACE_LIGHT) && r.words > 0) || (is(l, LEX_PLACE_WEAK) && r.words == 0);
        r.ordinary |= is_ordinary(f, j);
        r.words++;
        u32 behind = j + l->n;
        r.end = behind;
        str word = lexeme_key(f->t, f->lex, j);
        bool plural = l->suffix == 1 || str_ends(word, S("men")) || str_ends(word, S("children"));
        bool possessive = l->suffix && plural && behind < end && is(&f->lex[behind], LEX_ORG_HEAD) && is_capital(f->t, behind); /* "Farmers' Union" */
        if ((l->suffix && !possessive) || behind >= end || (is(l, LEX_PLACE_LIGHT) && r.words > 1))
            break;
        if (is_capital(f->t, behind) && !(f->t->tokens[behind].flags & TOKEN_NEWLINE)) {
            j = behind;
            continue;
        }
        u32 next = bridge(f, behind, end, r.head);
        if (!next)
            break;
        j = next;
    }
    return r;
}

/* A tail such as "Jr." belongs to the name. */
static u32 with_tail(const struct name_finder *f, u32 i, u32 end)
{
    u32 j = i < end && token_is_mark(f->t, i, ',') ? i + 1 : i;
    if (j >= end || !is(&f->lex[j], LEX_PART_TAIL) || !is_capital(f->t, j))
        return i;
    return j + 1 < end && is_glued_mark(f->t, j + 1, '.') ? j + 2 : j + 1;
}

static void emit_person(struct name_finder *f, u32 i, u32 end)
{
    name_emit(f, i, end, NAME_PERSON);
    u64 key = f->found.v[f->found.n - 1].key;
    u32 last = end;
    while (last > i + 1 && (f->t->tokens[last - 1].cls != TOKEN_WORD || is(&f->lex[last - 1], LEX_PART_TAIL)))
        last--;
    if (last - i < 1)
        return;
    name_learn(f, i, end, NAME_PERSON, key);
    if (last - i == 1)
        return;
    u32 family = last - 1;
    name_learn(f, family, last, NAME_PERSON, key);
    u32 from = family;
    while (from > i + 1 && (token_is_mark(f->t, from - 1, '-') || is(&f->lex[from - 1], LEX_JOIN)))
        from--;
    if (from < family) /* "al-Abadi", "de Blasio" */
        name_learn(f, from, last, NAME_PERSON, key);
}

/* "(FBI)" behind an organisation's name stands for it. */
static u32 emit_org(struct name_finder *f, u32 i, u32 end, u32 limit)
{
    name_emit(f, i, end, NAME_ORGANISATION);
    u64 key = f->found.v[f->found.n - 1].key;
    if (end - i > 1)
        name_learn(f, i, end, NAME_ORGANISATION, key);
    if (end + 2 < limit && token_is_mark(f->t, end, '(') && token_is_mark(f->t, end + 2, ')') && (f->t->tokens[end + 1].flags & TOKEN_ALLCAPS)) {
        name_learn(f, end + 1, end + 2, NAME_ORGANISATION, key);
        name_emit(f, end + 1, end + 2, NAME_ORGANISATION);
        f->found.v[f->found.n - 1].key = key;
        return end + 3;
    }
    return end;
}

static bool begins_sentence(const struct name_finder *f, u32 i, u32 first)
{
    return i == first || f->t->tokens[i - 1].cls == TOKEN_MARK;
}

/* "the education minister, Samia Haddad, said": two or three capitalised words between commas behind a role. */
static bool is_apposed(const struct name_finder *f, u32 i)
{
    u32 j = i;
    while (j < f->t->n_tokens && j < i + 3 && is_capital(f->t, j))
        j++;
    return token_is_mark(f->t, i - 1, ',') && j > i + 1 && token_is_mark(f->t, j, ',');
}

/* A title right before i, with its full stop or without. */
static bool behind_title(const struct name_finder *f, u32 i, u32 first)
{
    if (i == first)
        return false;
    u32 j = i - 1;
    if (j > first && (is_glued_mark(f->t, j, '.') || is_apposed(f, i)))
        j--;
    return is(&f->lex[j], LEX_ADDRESS | LEX_ROLE) && !f->lex[j].suffix;
}

/* "a teacher", "head of", "the town's mayor" at i, before another mark. */
static bool is_role_apposed(const struct name_finder *f, u32 i, u32 end)
{
    for (u32 j = i; j < end && j < i + 4 && f->t->tokens[j].cls == TOKEN_WORD && !is(&f->lex[j], LEX_VERB | LEX_BE | LEX_RELATIVE); j++)
        if (is(&f->lex[j], LEX_ROLE) && !is_capital(f->t, j))
            return true;
    return false;
}

/* The words around say that a person is meant: "X said", "said X", "X, 34,", "X, who". */
static bool acts(const struct name_finder *f, u32 i, u32 end, u32 first, u32 limit)
{
    if (end < limit && is(&f->lex[end], LEX_VERB))
        return true;
    if (i > first && is(&f->lex[i - 1], LEX_VERB) && is(&f->lex[i - 1], LEX_PAST))
        return end - i <= 5 && (end >= limit || f->t->tokens[end].cls == TOKEN_MARK);
    if (end + 1 >= limit || !token_is_mark(f->t, end, ','))
        return false;
    if (is_role_apposed(f, end + 1, limit))
        return true;
    bool age = f->t->tokens[end + 1].cls == TOKEN_NUMBER && end + 2 < limit && token_is_mark(f->t, end + 2, ',');
    return age || f->lex[end + 1].small == SMALL_WHO;
}

static bool is_preposition_of_place(const struct name_finder *f, u32 i, u32 first)
{
    return i > first && (is(&f->lex[i - 1], LEX_IN_WORD | LEX_PREPOSITION | LEX_OF) || token_is_mark(f->t, i - 1, ','));
}

/* A name of the tables at i that the run does not go beyond, or goes beyond with nothing known. */
static u32 emit_known(struct name_finder *f, u32 i, u32 first, u32 end)
{
    const struct lexeme *l = &f->lex[i];
    u32 stop = i + l->n;
    if (stop < end && is_inner_stop(f, stop) && l->n == 1 && is(l, LEX_CAPS))
        stop++; /* "U.S." */
    if (is(l, LEX_ORG))
        return emit_org(f, i, stop, end);
    if (is(l, LEX_PLACE) || (is(l, LEX_ANY_PLACE) && is_preposition_of_place(f, i, first))) {
        name_emit(f, i, stop, NAME_PLACE);
        return stop;
    }
    return 0;
}

/* "the town of Rosetta", "in Rosetta": a run that nothing else explains is a place there. */
static bool is_located(const struct name_finder *f, const struct run *r, u32 first)
{
    u32 i = r->begin;
    const u64 *alias = map_get(&f->aliases, name_hash(f, i, r->end));
    if (f->lex[r->end - 1].suffix || (alias && f->alias.v[*alias - 1].kind != NAME_PLACE))
        return false; /* "in Obama's view", "trust in Obama" */
    if (i < first + 1 || r->ordinary || r->head || r->last_head || r->words > 3 || (f->t->tokens[i].flags & TOKEN_ALLCAPS))
        return false;
    if (f->lex[i - 1].small == SMALL_OF && i >= first + 2 && f->lex[i - 2].small == SMALL_TOPONYM)
        return true;
    bool known = is(&f->lex[i], LEX_GIVEN | LEX_PEOPLE | LEX_ROLE | LEX_ADDRESS);
    bool headed = f->lex[i - 1].small == SMALL_ARTICLE && f->lex[r->end].small == SMALL_TOPONYM; /* "the Zeitoun district" */
    return !known && (headed || is(&f->lex[i - 1], LEX_IN_WORD));
}

/* What a run is; gives the token to go on at. */
static u32 judge_run(struct name_finder *f, u32 i, u32 first, u32 end)
{
    const struct lexeme *lex = f->lex;
    struct run r = read_run(f, i, end);
    bool whole = i + lex[i].n >= r.end;
    bool titled = behind_title(f, i, first);
    bool given = is(&lex[i], LEX_GIVEN);
    if (whole && !titled && is(&lex[i], LEX_ORG | LEX_ANY_PLACE)) {
        u32 stop = emit_known(f, i, first, end);
        if (stop)
            return stop;
    }
    if (i >= first + 2 && lex[i - 1].small == SMALL_OF && is(&lex[i - 2], LEX_ROLE | LEX_ADDRESS) && is_capital(f->t, i - 2)) {
        u32 person = i + 1; /* "Minister of Agriculture Salim Khatib" */
        while (person < r.end && !is(&lex[person], LEX_GIVEN))
            person++;
        if (person + 1 < r.end) {
            emit_person(f, person, r.end);
            return r.end;
        }
    }
    bool office = r.end < end && is(&lex[r.end], LEX_ADDRESS) && is_capital(f->t, r.end); /* "Deputy Press Secretary" */
    if (office && r.words > 1 && !given)
        return r.end;
    if (r.head && r.words > 1 && !titled)
        return emit_org(f, r.begin, r.end, end);
    if (r.last_head && r.words > 1 && !titled && !given)
        return emit_org(f, r.begin, r.end, end);
    if (r.place_head && r.words > 1 && !titled && !(given && !is(&lex[i], LEX_ANY_PLACE))) {
        name_emit(f, r.begin, r.end, NAME_PLACE);
        return r.end;
    }
    if (is(&lex[i], LEX_PEOPLE) && !is(&lex[i], LEX_GIVEN))
        return i + lex[i].n;
    bool known = is(&lex[i], LEX_ORG | LEX_PLACE) && !(given && r.words > 1);
    if (known && !titled) {
        u32 stop = emit_known(f, i, first, end);
        return stop ? stop : i + lex[i].n;
    }
    if (lex[i].is & LEX_ANY_PLACE && !given && !titled)
        return i + lex[i].n;
    if ((given && r.words > 1 && r.words <= 5 && !(is(&lex[i], LEX_GIVEN_WEAK) && r.ordinary)) ||
        (titled && r.words <= 5 && !r.head && !is_ordinary(f, i)) ||
        (r.words > 1 && r.words <= 4 && !r.ordinary && acts(f, r.begin, r.end, first, end))) {
        u32 stop = with_tail(f, r.end, end);
        emit_person(f, r.begin, stop);
        return stop;
    }
    if (is_located(f, &r, first)) {
        name_emit(f, r.begin, r.end, NAME_PLACE);
        name_learn(f, r.begin, r.end, NAME_PLACE, f->found.v[f->found.n - 1].key);
        return r.end;
    }
    return MAX_OF(i + lex[i].n, r.words > 1 && !is_ordinary(f, i) ? r.end : i + 1);
}

/* A heading in title case: its capitals say nothing. */
static bool is_title_case(const struct text *t, u32 i, u32 end)
{
    u32 words = 0, capitals = 0;
    for (; i < end; i++)
        if (t->tokens[i].cls == TOKEN_WORD && t->tokens[i].key_len > 3) {
            words++;
            capitals += is_capital(t, i);
        }
    return capitals * 10 >= words * 7;
}

void names_latin(struct name_finder *f, u32 i, u32 end, enum zone_kind zone)
{
    u32 first = i;
    if (zone == ZONE_CREDIT)
        return;
    bool heading = zone == ZONE_HEADLINE || zone == ZONE_KICKER || zone == ZONE_SUBHEADING;
    bool blind = heading && is_title_case(f->t, i, end);
    while (i < end) {
        const struct lexeme *l = &f->lex[i];
        bool named = is(l, LEX_ORG | LEX_ANY_PLACE);
        if (!named && (!is_capital(f->t, i) || (begins_sentence(f, i, first) && is_ordinary(f, i)) || is(l, LEX_TIME))) {
            i++;
            continue;
        }
        if (blind || (is(l, LEX_ADDRESS | LEX_ROLE) && !named && !(i + 1 < end && is(&f->lex[i], LEX_ORG_HEAD)))) {
            u32 stop = named ? emit_known(f, i, first, end) : 0;
            i = stop ? stop : i + l->n;
            continue;
        }
        u32 next = judge_run(f, i, first, end);
        i = MAX_OF(next, i + 1);
    }
}
