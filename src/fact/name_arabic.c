/*
** name_arabic.c - names in a script without capitals: by titles, heads of organisations and places, given names, tables.
**
** The pattern is that of NERA and PERA (Shaalan and Raza 2007, 2009): a trigger says that a name follows, and the words themselves say
** where it ends. A person's words have no article behind a title, an organisation's core noun has one, and its adjectives agree with it.
*/
#include "fact/name.h"

#include "text/arabic.h"

#define ROLE_WORDS_MAX 14u
#define PERSON_WORDS_MAX 6u
#define ORG_WORDS_MAX 9u

#define YEH "\xD9\x8A"
#define HEH "\xD9\x87"

static bool is(const struct lexeme *l, u64 bits) { return (l->is & bits) != 0; }
static bool is_word(const struct text *t, u32 i) { return t->tokens[i].cls == TOKEN_WORD; }

/* A quoted stretch that begins at i (a quotation mark): the token behind its closing mark, or i where it has none within `most`. */
static u32 quoted_end(const struct text *t, u32 i, u32 end, u32 most)
{
    for (u32 j = i + 1; j < end && j <= i + most + 1; j++)
        if (token_is_quote(t, j))
            return j > i + 1 ? j + 1 : i;
    return i;
}

/* A definite adjective that may belong to a name: of a people, in -ī, or of the table. */
static bool is_name_adjective(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    const struct lexeme *l = &lex[i];
    if (i >= end || !is_word(t, i) || !l->definite || l->prefix || is(l, LEX_TIME | LEX_PLAIN | LEX_RELATIVE | LEX_FUNCTION))
        return false;
    if (is(l, LEX_PEOPLE | LEX_ADJECTIVE))
        return true;
    if (is(l, LEX_ORG_HEAD | LEX_ANY_PLACE | LEX_ROLE))
        return false;
    str key = lexeme_key(t, lex, i);
    return key.n > 10 && (str_ends(key, S(YEH)) || str_ends(key, S(YEH HEH)));
}

/* ---- organisations ---- */

struct org {
    u32 end;
    bool people, adjective, proper; /* what was seen: an adjective of a people, another adjective, a proper name */
};

static void take_adjectives(const struct text *t, const struct lexeme *lex, struct org *o, u32 end)
{
    while (o->end < end && is_name_adjective(t, lex, o->end, end)) {
        o->people |= is(&lex[o->end], LEX_PEOPLE);
        o->adjective = true;
        o->end += lex[o->end].n;
    }
}

/* ل + a definite noun or an office behind an adjective: "الوزاري للأمن الوطني", "الإعلامي لرئيس الوزراء". */
static void take_purpose(const struct text *t, const struct lexeme *lex, struct org *o, u32 end)
{
    u32 i = o->end;
    if (i >= end || !is_word(t, i) || lex[i].prefix != 2 || !str_starts(token_key(t, &t->tokens[i]), S("\xD9\x84")))
        return;
    const struct lexeme *l = &lex[i];
    bool people = is(l, LEX_ANONYMOUS) && !is(l, LEX_ROLE);
    if (is(l, LEX_TIME | LEX_FUNCTION) || (people && (l->definite || is(l, LEX_DOCUMENT))))
        return;
    if (l->definite) {
        o->end = i + l->n;
        take_adjectives(t, lex, o, end);
        return;
    }
    bool noun = is(l, LEX_ROLE | LEX_OFFICE | LEX_ORG_HEAD | LEX_COMMON | LEX_VERBAL_NOUN | LEX_ANONYMOUS);
    if (!noun || i + 1 >= end || lex[i + 1].prefix || !is_word(t, i + 1) || is(&lex[i + 1], LEX_TIME | LEX_RELATIVE))
        return;
    if (lex[i + 1].definite || is(&lex[i + 1], LEX_PLACE)) { /* "لعمال المناجم", "لموانئ العراق" */
        o->end = i + l->n + (l->n == 1 ? 1 : 0);
        take_adjectives(t, lex, o, end);
    }
}

/* "و" + a definite noun that goes on a core ("التربية والتعليم"). */
static void take_pair(const struct text *t, const struct lexeme *lex, struct org *o, u32 end)
{
    u32 i = o->end;
    if (i >= end || !is_word(t, i) || lex[i].prefix != 2 || !lex[i].definite || lex[i].n != 1)
        return;
    str key = token_key(t, &t->tokens[i]);
    bool and = str_starts(key, S("\xD9\x88\xD8\xA7\xD9\x84"));
    if (and && !is(&lex[i], LEX_ORG_HEAD | LEX_ANY_PLACE | LEX_ORG | LEX_TITLE | LEX_PEOPLE | LEX_TIME | LEX_RELATIVE | LEX_SPEAKER | LEX_PLAIN))
        o->end = i + 1;
}

static bool is_open_word(const struct text *t, const struct lexeme *lex, u32 i)
{
    return is_word(t, i) && !lex[i].prefix && !(lex[i].is & ~(LEX_VERBAL | LEX_GIVEN | LEX_GIVEN_WEAK | LEX_FEMALE | LEX_PART_HEAD | LEX_PART_TAIL));
}

/* An unknown word that begins or ends in ت may be a verb that agrees with a feminine head; one in -ī or -iyya an adjective. */
static bool may_be_plain(const struct text *t, const struct lexeme *lex, u32 i)
{
    str key = lexeme_key(t, lex, i);
    bool verb = key.n >= 8 && (str_starts(key, S("\xD8\xAA")) || str_ends(key, S("\xD8\xAA")));
    return verb || (key.n >= 8 && (str_ends(key, S(YEH)) || str_ends(key, S(YEH HEH))));
}

/* An institution named after a person: two words at least that may be his. */
static bool takes_person(const struct text *t, const struct lexeme *lex, struct org *o, u32 end)
{
    u32 i = o->end, j = i;
    u64 names = LEX_GIVEN | LEX_JOIN | LEX_PART_HEAD | LEX_PART_TAIL;
    for (; j < end && j < i + 3 && is_word(t, j) && !lex[j].prefix; j++) {
        bool family = j == i + 1 && lex[j].definite && !is(&lex[j], LEX_TIME), joined = j > i && is(&lex[j - 1], LEX_JOIN | LEX_PART_HEAD);
        if (!is(&lex[j], names) && lex[j].is != 0 && !family && !joined)
            break;
    }
    if (j < i + 2)
        return false;
    o->end = j;
    return o->proper = true;
}

/* The noun behind an indefinite head: definite, proper, or up to two indefinite ones and then that. */
static bool take_core(const struct text *t, const struct lexeme *lex, u64 head, struct org *o, u32 end)
{
    for (u32 nouns = 0; o->end < end; nouns++) {
        u32 i = o->end;
        const struct lexeme *l = &lex[i];
        if (token_is_quote(t, i)) {
            u32 close = quoted_end(t, i, end, 6);
            o->proper = close > i;
            o->end = MAX_OF(close, i);
            return o->proper;
        }
        if (!is_word(t, i) || l->prefix || is(l, LEX_TIME | LEX_FUNCTION | LEX_VERB | LEX_RELATIVE))
            return false;
        if (is(l, LEX_PLACE | LEX_ORG) || (is(l, LEX_ANY_PLACE) && l->definite)) {
            o->end = i + l->n;
            o->proper = true;
            return true;
        }
        if (l->definite && is(l, LEX_ADDRESS) && i + 1 < end && is(&lex[i + 1], LEX_GIVEN | LEX_JOIN) && !lex[i + 1].prefix) {
            o->end = MIN_OF(end, i + 2 + is(&lex[i + 1], LEX_JOIN)); /* "جامعة الملك فيصل" */
            o->proper = true;
            return true;
        }
        if (l->definite) {
            bool people = is(l, LEX_PEOPLE) && nouns == 0, title = is(l, LEX_TITLE) && !is(l, LEX_OFFICE);
            if (people || title || (nouns && (head & (LEX_HEAD_GROUP | LEX_HEAD_MEDIA)) && !(head & LEX_HEAD_BODY)))
                return false;
            o->end = i + l->n;
            return true;
        }
        if (is(l, LEX_PEOPLE)) { /* "قوات أميركية" */
            o->people = true;
            o->end = i + 1;
            return nouns == 0 && (head & LEX_HEAD_FORCE) != 0;
        }
        bool open = is_open_word(t, lex, i) && !is(l, LEX_VERBAL) && !may_be_plain(t, lex, i);
        if (open && (head & (LEX_HEAD_GROUP | LEX_HEAD_MEDIA))) {
            while (o->end < end && o->end < i + 3 && is_open_word(t, lex, o->end) && !is(&lex[o->end], LEX_VERBAL))
                o->end++;
            o->proper = true;
            return true;
        }
        bool last = i + 1 >= end || !is_word(t, i + 1) || lex[i + 1].prefix || !(lex[i + 1].definite || lex[i + 1].is == 0);
        if (nouns == 0 && head & LEX_HEAD_BODY && l->is == 0 && last && !may_be_plain(t, lex, i) && t->tokens[i].key_len >= 8 &&
            !str_ends(lexeme_key(t, lex, i), S(HEH))) { /* "متحف باردو" */
            o->end = i + 1;
            return o->proper = true;
        }
        bool person = nouns == 0 && is(l, LEX_GIVEN | LEX_JOIN | LEX_PART_HEAD) && head & LEX_HEAD_BODY && is(&lex[i - 1], LEX_HEAD_BODY);
        if (person && takes_person(t, lex, o, end))
            return true; /* "مستشفى ابن رشد", "جامعة محمد الخامس" */
        if (nouns == 2 || !is(l, LEX_COMMON | LEX_ORG_HEAD | LEX_ROLE | LEX_OFFICE | LEX_VERBAL_NOUN) || is(l, LEX_PLAIN | LEX_ANONYMOUS))
            return false;
        o->end = i + 1;
    }
    return false;
}

/* A feminine head (in ة or ات) has feminine adjectives: "الخارجية العراقي" is no name. */
static bool agrees(const struct text *t, const struct lexeme *lex, u32 head, u32 adjective)
{
    str key = lexeme_key(t, lex, head);
    bool feminine = str_ends(key, S(HEH)) || str_ends(key, S("\xD8\xA7\xD8\xAA"));
    return !feminine || str_ends(lexeme_key(t, lex, adjective), S(HEH)) || is(&lex[adjective], LEX_ADJECTIVE);
}

/* An organisation whose head stands at i; gives the token behind it, i where there is none. */
static u32 read_org(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    const struct lexeme *l = &lex[i];
    struct org o = {.end = i + l->n};
    u64 head = l->is & (LEX_ORG_HEAD | LEX_HEAD_FORCE);
    end = MIN_OF(end, i + ORG_WORDS_MAX);
    if (l->definite) {
        take_adjectives(t, lex, &o, end);
        u32 adjectives = o.end;
        if (o.adjective)
            take_purpose(t, lex, &o, end);
        bool purpose = o.end > adjectives; /* "الشركة الجهوية للنقل" */
        if (head & LEX_HEAD_KNOWN || (o.adjective && !agrees(t, lex, i, i + l->n)))
            return i;
        bool enough = head & (LEX_HEAD_STATE | LEX_HEAD_MEDIA | LEX_HEAD_WEAK) ? o.people || (purpose && head & LEX_HEAD_MEDIA) : o.adjective;
        return enough ? o.end : i;
    }
    if (head & LEX_HEAD_WEAK || !take_core(t, lex, head, &o, end))
        return i;
    if (o.end - i < 2)
        return i;
    if (!o.proper && !o.people) {
        if (head & LEX_HEAD_BODY)
            take_pair(t, lex, &o, end);
        take_adjectives(t, lex, &o, end);
        if (o.adjective && (head & LEX_HEAD_BODY))
            take_purpose(t, lex, &o, end);
    } else if (!o.people && !(head & LEX_HEAD_GROUP) && !token_is_quote(t, o.end - 1)) {
        take_adjectives(t, lex, &o, end);
    }
    if (head & LEX_HEAD_MEDIA && !o.adjective)
        take_purpose(t, lex, &o, end);
    bool ordinary = is(&lex[i + l->n], LEX_COMMON | LEX_VERBAL_NOUN) && lex[i + l->n].definite;
    bool listener = is(l, LEX_DOCUMENT) && l->prefix == 2 && str_starts(token_key(t, &t->tokens[i]), S("\xD9\x84")); /* "قال لقناة النيل" */
    if (head & (LEX_HEAD_STATE | LEX_HEAD_KNOWN) || (head & LEX_HEAD_MEDIA && !(head & LEX_HEAD_BODY) && ordinary && !listener))
        return o.people || o.proper ? o.end : i;
    return o.end;
}

/* ---- places ---- */

/* An unknown word in و behind a name is mostly "and" with the next word; a foreign given name may have it ("توم وولف"). */
static bool joins_another(const struct text *t, const struct lexeme *lex, u32 i)
{
    return lex[i].is == 0 && str_starts(token_key(t, &t->tokens[i]), S("\xD9\x88")) && !(i > 0 && is(&lex[i - 1], LEX_FOREIGN));
}

/* What no place's name begins with. */
#define NO_PLACE \
    (LEX_TIME | LEX_FUNCTION | LEX_COMMON | LEX_PLAIN | LEX_PEOPLE | LEX_VERBAL | LEX_ORG_HEAD | LEX_ROLE | LEX_OFFICE | LEX_VERB | LEX_ADDRESS)
/* What a further word of it may be. */
#define PLACE_WORD (LEX_GIVEN | LEX_GIVEN_WEAK | LEX_FEMALE | LEX_FOREIGN | LEX_PART_TAIL | LEX_PART_HEAD)

/* "سيدي بوزيد", "عين الدراهم", "أولاد تايمة": a word that begins names of places and the word behind it; i where it is none. */
static u32 toponym_end(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    u32 j = i + 1;
    if (j >= end || !is_word(t, j) || lex[j].prefix || is(&lex[j], LEX_TIME | LEX_FUNCTION | LEX_VERB | LEX_VERBAL | LEX_PLAIN | LEX_PEOPLE))
        return i;
    if (is(&lex[j], LEX_JOIN | LEX_PART_HEAD) || lex[j].small == SMALL_TOPONYM_SURE)
        j++; /* "ساقية سيدي يوسف", "سيدي بن نور" */
    return j < end && is_word(t, j) && !lex[j].prefix && !is(&lex[j], LEX_TIME | LEX_FUNCTION | LEX_VERB) ? j + 1 : i;
}

/* The end of a place's own name that begins at j, i where there is none. */
static u32 place_name_end(const struct text *t, const struct lexeme *lex, u32 i, u32 j, u32 end)
{
    const struct lexeme *next = &lex[j];
    if (next->definite && is(next, LEX_ADDRESS) && j + 1 < end && is(&lex[j + 1], LEX_GIVEN) && !lex[j + 1].prefix)
        return j + 2; /* "مطار الملك خالد" */
    if (is(next, LEX_ANY_PLACE | LEX_ORG))
        return j + next->n;
    bool open = !is(&lex[i], LEX_PLACE_WEAK), toponym = next->small == SMALL_TOPONYM || next->small == SMALL_TOPONYM_SURE || is(next, LEX_PART_HEAD);
    if (open && toponym && j + 1 < end)
        return toponym_end(t, lex, j, end) > j ? toponym_end(t, lex, j, end) : i;
    if (is(&lex[i], LEX_PLACE_WEAK) || is(next, NO_PLACE) || !is_open_word(t, lex, j) || may_be_plain(t, lex, j))
        return i;
    for (u32 most = MIN_OF(end, j + 3); j < most && is_word(t, j) && !lex[j].prefix && !(lex[j].is & ~PLACE_WORD) && !joins_another(t, lex, j);)
        j += lex[j].n;
    return j;
}

static u32 read_place(const struct text *t, const struct lexeme *lex, u32 i, u32 first, u32 end)
{
    u32 j = i + lex[i].n;
    bool behind = i > first && is(&lex[i - 1], LEX_PREPOSITION | LEX_IN_WORD | LEX_OF | LEX_PLACE_HEAD) && !is(&lex[i - 1], LEX_TIME);
    bool with = lex[i].prefix == 2 && str_starts(token_key(t, &t->tokens[i]), S("\xD8\xA8"));
    if (lex[i].small == SMALL_TOPONYM_SURE && (behind || with))
        return toponym_end(t, lex, i, end);
    if (lex[i].definite || j >= end || !is_word(t, j) || lex[j].prefix)
        return i;
    j = place_name_end(t, lex, i, j, end);
    if (j == i || j >= end || !is_word(t, j) || lex[j].prefix)
        return j;
    bool adjective = lex[j].definite && is(&lex[j], LEX_ADJECTIVE) && !is(&lex[j], LEX_PEOPLE);
    bool agrees = str_ends(lexeme_key(t, lex, i), S(HEH)) == str_ends(lexeme_key(t, lex, j), S(HEH));
    return adjective && agrees ? j + 1 : j;
}

/* ---- persons ---- */

/* The token that may go on a role: definite nouns and adjectives, offices, bodies, places, "باسم". */
static u32 role_word(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    const struct lexeme *l = &lex[i];
    if (!is_word(t, i) || is(l, LEX_TIME | LEX_RELATIVE | LEX_VERB | LEX_THAT | LEX_BE | LEX_CONJUNCTION))
        return i;
    if (is(l, LEX_GIVEN | LEX_PART_HEAD) && !l->definite && !is(l, LEX_ANY_PLACE | LEX_ORG | LEX_OFFICE))
        return i;
    if (is(l, LEX_IN_WORD | LEX_PREPOSITION)) {
        bool place = i + 1 < end && is_word(t, i + 1) && (is(&lex[i + 1], LEX_ANY_PLACE | LEX_ORG | LEX_ORG_HEAD | LEX_PLACE_HEAD));
        bool office = is(l, LEX_IN_WORD) && i + 1 < end && is_word(t, i + 1) && lex[i + 1].definite && !is(&lex[i + 1], LEX_TIME | LEX_FUNCTION);
        return place || office ? i + 1 + lex[i + 1].n : i;
    }
    bool to = l->prefix && is(l, LEX_HEAD_MEDIA) && !l->definite && str_starts(token_key(t, &t->tokens[i]), S("\xD9\x84"));
    if (to && i + 1 < end && is_word(t, i + 1) && lex[i + 1].is == 0 && !lex[i + 1].definite)
        return i; /* "قال الوزير لإذاعة موزاييك" */
    bool place = is(l, LEX_PLACE) || (is(l, LEX_ANY_PLACE) && is(&lex[i - 1], LEX_PLACE_HEAD | LEX_ORG_HEAD | LEX_PREPOSITION)); /* not "المدير حديثه" */
    if (l->definite || place || is(l, LEX_TITLE | LEX_OFFICE | LEX_ORG | LEX_ORG_HEAD | LEX_PLACE_HEAD | LEX_PEOPLE))
        return i + l->n;
    str key = lexeme_key(t, lex, i);
    bool pronoun = key.n >= 10 && (str_ends(key, S(HEH "\xD8\xA7")) || str_ends(key, S(HEH "\xD9\x85")));
    return pronoun && is(l, LEX_COMMON) && !l->prefix && !lex[i - 1].definite ? i + 1 : i; /* "المتحدث باسم خارجيتها" */
}

static bool is_indefinite(const struct lexeme *l) { return !l->definite && !is(l, LEX_ANY_PLACE | LEX_ORG | LEX_PEOPLE | LEX_PLAIN | LEX_ADJECTIVE); }

/* An ordinary noun between an indefinite noun and what makes both definite: "رئيس جمعية مربي النحل". */
static bool is_chained(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    if (i + 1 >= end || !is_word(t, i) || !is_word(t, i + 1) || lex[i].prefix || lex[i].definite || lex[i + 1].prefix)
        return false;
    bool noun = is(&lex[i], LEX_COMMON | LEX_VERBAL_NOUN) && !is(&lex[i], LEX_GIVEN | LEX_VERB | LEX_FUNCTION | LEX_TIME);
    return noun && ((lex[i + 1].definite && !is(&lex[i + 1], LEX_TIME | LEX_FUNCTION)) || is(&lex[i + 1], LEX_PLACE | LEX_ORG));
}

/* An unknown word between a head of organisations or places and a person's name: "رئيس جماعة أوريكة أحمد ...". */
static bool is_headed(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    bool head = is(&lex[i - 1], LEX_ORG_HEAD | LEX_PLACE_HEAD) && !lex[i - 1].definite;
    return head && i + 1 < end && is_word(t, i) && lex[i].is == 0 && !lex[i].prefix && is(&lex[i + 1], LEX_GIVEN | LEX_PART_HEAD) && !lex[i + 1].prefix;
}

/* "نقابة ... لعمال المناجم": ل or ب, a noun, and what makes it definite. */
static bool is_purpose(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    if (i + 1 >= end || !is_word(t, i) || !is_word(t, i + 1) || lex[i].prefix != 2 || lex[i].definite || lex[i + 1].prefix)
        return false;
    str key = token_key(t, &t->tokens[i]);
    bool letter = str_starts(key, S("\xD9\x84")) || str_starts(key, S("\xD8\xA8"));
    return letter && is(&lex[i], LEX_COMMON | LEX_ANONYMOUS | LEX_VERBAL_NOUN) && !is(&lex[i], LEX_FUNCTION | LEX_TIME | LEX_DOCUMENT) &&
           lex[i + 1].definite && !is(&lex[i + 1], LEX_TIME);
}

u32 name_role_end(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    u32 j = i, most = MIN_OF(end, i + ROLE_WORDS_MAX);
    if (i >= end || !is(&lex[i], LEX_TITLE))
        return i;
    j += lex[i].n;
    if (is(&lex[i], LEX_ADDRESS | LEX_KIN) && !is(&lex[i], LEX_ROLE | LEX_TRADE) && !(j < most && is(&lex[j], LEX_TITLE))) {
        bool adjective = j + 1 < most && lex[i].definite && lex[j].definite && !lex[j].prefix && is(&lex[j], LEX_ADJECTIVE | LEX_PEOPLE);
        return adjective && is(&lex[j + 1], LEX_GIVEN | LEX_PART_HEAD) ? j + 1 : j; /* "الأستاذ الجامعي محمد" */
    }
    bool chain = !lex[i].definite; /* the last noun was indefinite: another may depend on it ("رئيس غرفة تجارة ...") */
    for (bool proper = false; j < most;) {
        if (token_is_quote(t, j) && is(&lex[j - 1], LEX_ORG_HEAD) && quoted_end(t, j, most, 5) > j) {
            j = quoted_end(t, j, most, 5);
            continue;
        }
        bool place = is(&lex[j], LEX_PLACE | LEX_ORG) && !lex[j].prefix;
        u32 next = place && proper ? j : role_word(t, lex, j, most); /* two names stand side by side in no role */
        if (next == j && ((chain && is_chained(t, lex, j, most)) || is_headed(t, lex, j, most) || is_purpose(t, lex, j, most)))
            next = j + 1;
        if (next == j || next > end)
            break;
        chain = is_indefinite(&lex[next - 1]) && !is(&lex[j], LEX_PLACE | LEX_ORG);
        proper = place;
        j = next;
    }
    return j;
}

/* A word that may be part of a person's name though no table has it. */
static bool is_name_word(const struct text *t, const struct lexeme *lex, u32 i)
{
    const struct lexeme *l = &lex[i];
    bool adverb = str_find(token_raw(t, &t->tokens[i]), S("\xD9\x8B"), 0) != SIZE_MAX; /* "أبداً" */
    return is_word(t, i) && (t->tokens[i].flags & TOKEN_ARABIC) && !l->prefix && !l->definite && l->is == 0 && t->tokens[i].key_len > 2 && !adverb;
}

/* Behind a title and a given name an indefinite word that only its ending makes an ordinary one: "جمال علام". */
static bool is_guessed_family(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    const struct lexeme *l = &lex[i];
    bool guessed = is_word(t, i) && l->is == (LEX_COMMON | LEX_GUESSED) && !l->prefix && !l->definite && is(&lex[i - 1], LEX_GIVEN);
    return guessed && !str_ends(lexeme_key(t, lex, i), S("\xD8\xA7")) && !(i + 1 < end && is_word(t, i + 1) && lex[i + 1].definite);
}

/* A trade's name as a family name behind a given name: "سمير حداد". */
static bool is_trade_family(const struct text *t, const struct lexeme *lex, u32 i, u32 first, u32 end)
{
    const struct lexeme *l = &lex[i];
    bool trade = i > first && is_word(t, i) && is(l, LEX_TRADE) && !(l->is & ~(LEX_TRADE | LEX_ANONYMOUS)) && !l->prefix && !l->definite;
    return trade && is(&lex[i - 1], LEX_GIVEN) && !(i + 1 < end && is_word(t, i + 1) && (lex[i + 1].definite || is(&lex[i + 1], LEX_IN_WORD | LEX_PLAIN | LEX_PEOPLE)));
}

/* A word with a verb's letters is a family name behind a foreign given name: "يونكر", "سيارتو". */
static bool is_verbal_family(const struct text *t, const struct lexeme *lex, u32 i, u32 first)
{
    return i > first && is_word(t, i) && lex[i].is == LEX_VERBAL && !lex[i].prefix && is(&lex[i - 1], LEX_FOREIGN);
}

/* A first name that looks like an ordinary word with an ending ("أولينا"), or a family name like a verb to come ("ستافريديس"): behind a title, where
** the word beside it is in no table. */
static bool is_odd_foreign(const struct text *t, const struct lexeme *lex, u32 i, u32 first, u32 end)
{
    const struct lexeme *l = &lex[i];
    if (!is_word(t, i) || l->prefix || l->definite)
        return false;
    str key = token_key(t, &t->tokens[i]);
    if (i == first) {
        bool name = str_ends(key, S("\xD9\x86\xD8\xA7")) && !str_starts(key, S(YEH)) && !str_starts(key, S("\xD8\xB3"));
        return name && l->is == (LEX_COMMON | LEX_GUESSED) && lex[i - 1].definite && i + 1 < end && is_name_word(t, lex, i + 1);
    }
    return l->is == LEX_VERBAL && lex[i - 1].is == 0 && key.n >= 16 && str_starts(key, S("\xD8\xB3\xD8\xAA")) && !(i + 1 < end && lex[i + 1].is == 0 && is_word(t, i + 1));
}

/* What a family name behind a given name may look like besides: an ordinary word with -ī ("سعيد صناديقي"); behind a foreign one a month
** ("تيريزا ماي") or letters that could be attached ("توني كروس"). */
static bool is_odd_family(const struct text *t, const struct lexeme *lex, u32 i, u32 first)
{
    const struct lexeme *l = &lex[i];
    if (i == first || !is_word(t, i) || !is(&lex[i - 1], LEX_GIVEN) || !(t->tokens[i].flags & TOKEN_ARABIC))
        return false;
    str key = token_key(t, &t->tokens[i]);
    if (l->is == (LEX_COMMON | LEX_GUESSED) && !l->prefix && !l->definite)
        return str_ends(key, S(YEH));
    if (!is(&lex[i - 1], LEX_FOREIGN))
        return false;
    if (is(l, LEX_TIME) && is(l, LEX_PLAIN))
        return !l->prefix && l->n == 1;
    u64 named = LEX_GIVEN | LEX_GIVEN_WEAK | LEX_FEMALE | LEX_FOREIGN | LEX_PEOPLE;
    return l->prefix == 2 && (l->is & ~named) == 0 && !str_starts(key, S("\xD9\x88"));
}

/* A family name with the article ("الحكيم", "السوداني"), behind at least one name word. */
static bool is_family(const struct text *t, const struct lexeme *lex, u32 i, u32 words, bool strong)
{
    const struct lexeme *l = &lex[i];
    if (!is_word(t, i) || !l->definite || l->prefix || is(l, LEX_TIME | LEX_FUNCTION | LEX_PLAIN))
        return false;
    str key = lexeme_key(t, lex, i);
    bool participle = str_starts(key, S("\xD8\xA7\xD9\x84\xD9\x85\xD8\xAA")) || str_starts(key, S("\xD8\xA7\xD9\x84\xD9\x85\xD8\xB3\xD8\xAA"));
    if ((words > 1 && (str_ends(key, S(HEH)) || participle)) || (l->is == 0 && arabic_is_verbal_noun(arabic_bare(key))))
        return false; /* an adjective or a participle: "البالغة", "المتداول" */
    if (is(l, LEX_ANY_PLACE) && !strong)
        return false;
    if (is(l, LEX_COMMON | LEX_ORG_HEAD | LEX_ROLE | LEX_ANONYMOUS | LEX_DOCUMENT | LEX_ADJECTIVE | LEX_BODY))
        return words == 1 && strong && !is(l, LEX_ORG_HEAD | LEX_BODY | LEX_ROLE | LEX_ANONYMOUS | LEX_DOCUMENT) && !str_ends(key, S(HEH));
    return true;
}

/* A family name in -ī with the article that no table has. */
static bool is_tribal(const struct text *t, const struct lexeme *lex, u32 i)
{
    return is_word(t, i) && lex[i].definite && !lex[i].prefix && (lex[i].is & ~LEX_GUESSED) == 0 && str_ends(lexeme_key(t, lex, i), S(YEH));
}

/* "محمد الأمين", "حسين القاضي": a title as a name, where nothing goes on from it. */
static bool is_titled_family(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    bool title = lex[i].definite && !lex[i].prefix && is(&lex[i], LEX_ROLE | LEX_ADDRESS | LEX_TRADE) && is(&lex[i - 1], LEX_GIVEN);
    bool goes_on = i + 1 < end && is_word(t, i + 1) && (lex[i + 1].definite || is(&lex[i + 1], LEX_GIVEN | LEX_PART_HEAD)) && !is(&lex[i + 1], LEX_JOIN);
    return title && !goes_on;
}

/* The person's name that begins at i; gives the token behind it. `sure`: a title says that a name stands here. */
static u32 read_person(const struct text *t, const struct lexeme *lex, u32 i, u32 end, bool sure, u32 *words_out)
{
    u32 j = i, words = 0, given = 0;
    end = MIN_OF(end, i + PERSON_WORDS_MAX);
    while (j < end && (is_word(t, j) || (sure && j > i && token_is_mark(t, j, '#')))) {
        const struct lexeme *l = &lex[j];
        bool odd = is_odd_family(t, lex, j, i);
        if (j > i && ((l->prefix && !odd) || (t->tokens[j].flags & TOKEN_NEWLINE)))
            break;
        bool next_word = j + 1 < end && is_word(t, j + 1) && !lex[j + 1].prefix && !is(&lex[j + 1], LEX_FUNCTION | LEX_TIME | LEX_VERB);
        if (is(l, LEX_GIVEN) && !l->definite) {
            given++;
        } else if (is(l, LEX_JOIN) && !l->definite) {
            if (!next_word || j == i)
                break;
            j += l->n; /* and the word behind it */
        } else if (is(l, LEX_PART_HEAD) && !l->definite) {
            if (!next_word || (is(l, LEX_GIVEN_WEAK) && !is(l, LEX_GIVEN) && !is(&lex[j + 1], LEX_GIVEN)))
                break;
            j += l->n;
            given++;
        } else if (is(l, LEX_PART_TAIL) && words > 0) {
            ;
        } else if (sure && j > i && token_is_mark(t, j, '#') && next_word) {
            j++; /* "دونالد #ترمب" */
            continue;
        } else if (sure && words == 1 && given == 1 && l->is == LEX_COMMON && !l->definite && j + 2 <= end && is_name_word(t, lex, j + 1) && is(&lex[i], LEX_GIVEN)) {
            ; /* "رجب طيب أردوغان" */
        } else if ((is_name_word(t, lex, j) && (words > 0 ? !joins_another(t, lex, j) : sure)) || is_verbal_family(t, lex, j, i) || odd || (sure && words == 1 && is_guessed_family(t, lex, j, end)) ||
                   (sure && words < 2 && j > 0 && is_odd_foreign(t, lex, j, i, end)) ||
                   is_trade_family(t, lex, j, i, end)) {
            ;
        } else if ((sure || (j + 1 < end && is(&lex[j + 1], LEX_JOIN))) && words == 1 && is_titled_family(t, lex, j, end)) {
            ;
        } else if (!(words > 0 && is_family(t, lex, j, words, is(&lex[i], LEX_GIVEN) && (sure || !is(&lex[i], LEX_GIVEN_WEAK))))) {
            break;
        }
        j += lex[j].n;
        words++;
        bool of_head = j >= i + 2 && is(&lex[j - 2], LEX_PART_HEAD);
        bool tribe = words == 2 && given == 1 && j < end && is_tribal(t, lex, j - 1) && is_tribal(t, lex, j); /* "ماجد الأنصاري الكواري" */
        if (tribe)
            continue;
        if (lex[j - 1].definite && !of_head && !(j < end && is(&lex[j], LEX_JOIN)) && !is(&lex[j - 1], LEX_PART_TAIL) && j < end && !is(&lex[j], LEX_PART_TAIL))
            break; /* a family name with the article ends the name */
    }
    *words_out = words;
    if (words == 0)
        return i;
    if (sure)
        return words > 1 || given || is_name_word(t, lex, i) ? j : i;
    bool begins = is(&lex[i], LEX_GIVEN | LEX_PART_HEAD);
    bool kunya = is(&lex[i], LEX_PART_HEAD) && i + 1 < end && is(&lex[i + 1], LEX_GIVEN) && !is(&lex[i], LEX_GIVEN); /* "أبو أحمد" */
    return begins && (words > 1 || kunya) ? j : i;
}

static void emit_person(struct name_finder *f, u32 i, u32 end, u32 words)
{
    name_emit(f, i, end, NAME_PERSON);
    u64 key = f->found.v[f->found.n - 1].key;
    const struct lexeme *lex = f->lex;
    if (words < 2)
        return;
    u32 last = end - 1;
    if (is(&lex[last], LEX_PART_TAIL) && last > i + 1)
        last--; /* "علاء الدين" */
    else if (last > i && is(&lex[last - 1], LEX_JOIN | LEX_PART_HEAD))
        last--;
    bool ordinary = is(&lex[last], LEX_COMMON | LEX_ANY_PLACE) && !lex[last].definite;
    bool given = is(&lex[last], LEX_GIVEN) && last == end - 1 && words > 2;
    if (last == i || ordinary || given)
        return;
    name_learn(f, last, end, NAME_PERSON, key);
}

/* One unknown word behind the title at i: a trade is no title, and some letters are a verb's or a conjunction's. */
static bool may_stand_alone(const struct text *t, const struct lexeme *lex, u32 i, u32 word)
{
    str key = token_key(t, &t->tokens[word]);
    bool trade = is(&lex[i], LEX_TRADE) && !is(&lex[i], LEX_ROLE);
    bool verb = is(&lex[i], LEX_RANK | LEX_ADDRESS) && key.n <= 10 && str_starts(key, S("\xD8\xAA"));
    bool plural = key.n >= 10 && (str_ends(key, S("\xD9\x8A\xD9\x86")) || str_ends(key, S("\xD9\x88\xD9\x86"))) && str_starts(key, S("\xD9\x85"));
    return !trade && !verb && !plural && !str_starts(key, S("\xD9\x88")) && !str_starts(key, S("\xD9\x84" YEH));
}

/* A title at i and the person behind it. Gives the token behind what was read, i where there is no title. */
static u32 read_titled(struct name_finder *f, u32 i, u32 end)
{
    const struct text *t = f->t;
    const struct lexeme *lex = f->lex;
    u32 words, j = name_role_end(t, lex, i, end);
    u32 at = j;
    bool comma = at < end && token_is_mark(t, at, ',');
    if (comma)
        at++;
    if (at >= end || !is_word(t, at))
        return j;
    u32 stop = read_person(t, lex, at, end, true, &words);
    bool given = is(&lex[at], LEX_GIVEN | LEX_PART_HEAD);
    if (stop == at || lex[at].prefix || (comma && !given && words < 2))
        return j;
    if (words == 1 && at == i + lex[i].n && is(&lex[i], LEX_TRADE) && !is(&lex[i], LEX_ROLE | LEX_KIN) && !lex[i].definite)
        return j; /* "بائع خضر" */
    if (words == 1 && !given && !may_stand_alone(t, lex, i, at))
        return j;
    /* One unknown word is a name only where the title stands right before it or something that is no noun follows. */
    bool loose = at == i + lex[i].n && (is(&lex[stop], LEX_COMMON) || lex[stop].definite);
    bool ends = stop >= end || !is_word(t, stop) || is(&lex[stop], LEX_FUNCTION | LEX_VERB | LEX_TIME) || loose;
    if (words == 1 && !given && !ends)
        return j;
    emit_person(f, at, stop, words);
    return stop;
}

/* "الرئيس السيسي": a title with the article and right behind it an unknown word with the article. */
static bool is_bare_family(const struct name_finder *f, u32 i, u32 end)
{
    const struct lexeme *l = &f->lex[i], *next = &f->lex[i + 1];
    if (i + 1 >= end || l->n != 1 || !l->definite || !is(l, LEX_ROLE | LEX_ADDRESS | LEX_RANK) || !is_word(f->t, i + 1))
        return false;
    str key = lexeme_key(f->t, f->lex, i + 1);
    bool plural = key.n >= 16 && str_ends(key, S("\xD9\x8A\xD9\x86")); /* "القاضي المتهمين" */
    return next->definite && !next->prefix && next->is == 0 && !str_ends(key, S(HEH)) && !plural && !arabic_is_verbal_noun(arabic_bare(key));
}

/* ---- the scan ---- */

static bool place_is_believed(const struct name_finder *f, u32 i, u32 first)
{
    const struct lexeme *l = &f->lex[i];
    if (is(l, LEX_PLACE))
        return true;
    if (i == first)
        return false;
    const struct lexeme *before = &f->lex[i - 1];
    return is(before, LEX_PLACE_HEAD) || (is(l, LEX_PLACE_BEHIND) && is(before, LEX_PREPOSITION) && !l->prefix);
}

/* A quoted name: it begins with the head of an organisation and holds no verb. */
static u32 quoted_org(const struct text *t, const struct lexeme *lex, u32 i, u32 end)
{
    u32 close = quoted_end(t, i, end, 6);
    if (close <= i + 2 || !is(&lex[i + 1], LEX_ORG_HEAD) || lex[i + 1].prefix)
        return i;
    if (!lex[i + 1].definite && !lex[i + 2].definite && lex[i + 2].is)
        return i;
    for (u32 j = i + 1; j + 1 < close; j++)
        if (!is_word(t, j) || is(&lex[j], LEX_VERB | LEX_VERBAL | LEX_THAT | LEX_BE | LEX_RELATIVE | LEX_CONJUNCTION | LEX_TIME | LEX_PLAIN))
            return i;
    return close;
}

static void emit_org(struct name_finder *f, u32 i, u32 end)
{
    name_emit(f, i, end, NAME_ORGANISATION);
    u64 key = f->found.v[f->found.n - 1].key;
    if (is(&f->lex[i], LEX_ALIAS) && f->lex[i].definite)
        name_learn(f, i, i + 1, NAME_ORGANISATION, key);
    if (f->lex[i].definite && is(&f->lex[i], LEX_ORG_HEAD) && end - i > 2)
        name_learn(f, i, i + 2, NAME_ORGANISATION, key);
    if (end - i > 1)
        name_learn(f, i, end, NAME_ORGANISATION, key);
}

/* "بلدة القلعة" teaches that "القلعة" is a place, unless it is an ordinary word as well. */
static void learn_place(struct name_finder *f, u32 i, u32 end)
{
    u32 own = i + f->lex[i].n;
    if (!is(&f->lex[i], LEX_PLACE_LIGHT) || own >= end || is(&f->lex[own], LEX_COMMON | LEX_GIVEN | LEX_ANY_PLACE | LEX_ORG | LEX_PLACE_HEAD))
        return;
    name_learn(f, own, end, NAME_PLACE, f->found.v[f->found.n - 1].key);
}

/* What stands at token i; gives the token to go on at. */
static u32 read_at(struct name_finder *f, u32 i, u32 first, u32 end)
{
    const struct text *t = f->t;
    const struct lexeme *lex = f->lex, *l = &lex[i];
    if (token_is_quote(t, i)) {
        u32 close = quoted_org(t, lex, i, end);
        if (close > i)
            emit_org(f, i + 1, close - 1);
        return close > i ? close : i + 1;
    }
    if (!is_word(t, i))
        return i + 1;
    if (is(l, LEX_ORG)) {
        struct org o = {.end = i + l->n};
        if ((l->definite || is(l, LEX_HEAD_BODY)) && o.end < end && is(&lex[o.end], LEX_PEOPLE))
            take_adjectives(t, lex, &o, MIN_OF(end, o.end + 1));
        emit_org(f, i, o.end);
        return o.end;
    }
    if (is(l, LEX_ANY_PLACE) && place_is_believed(f, i, first) && !(is(l, LEX_GIVEN) && i + l->n < end && is(&lex[i + l->n], LEX_JOIN))) {
        name_emit(f, i, i + l->n, NAME_PLACE);
        return i + l->n;
    }
    bool arabic = t->tokens[i].flags & TOKEN_ARABIC;
    if (arabic && is(l, LEX_PLACE_HEAD)) {
        u32 j = read_place(t, lex, i, first, end);
        if (j > i) {
            name_emit(f, i, j, NAME_PLACE);
            learn_place(f, i, j);
            return j;
        }
    }
    if (arabic && is(l, LEX_ORG_HEAD)) {
        u32 j = read_org(t, lex, i, end);
        if (j > i) {
            emit_org(f, i, j);
            return j;
        }
    }
    return 0;
}

/* A given name that is an ordinary word as well, before a word that no table has, needs a witness: a verb, a mark, "and" before it. */
static bool is_witnessed(const struct name_finder *f, u32 i, u32 end, u32 first)
{
    if (!is(&f->lex[i], LEX_GIVEN_WEAK) || i == first || f->lex[i].prefix)
        return true;
    for (u32 j = i + 1; j < end; j++)
        if (f->lex[j].definite || is(&f->lex[j], LEX_GIVEN | LEX_JOIN | LEX_PART_HEAD | LEX_PART_TAIL))
            return true;
    return f->t->tokens[i - 1].cls == TOKEN_MARK || is(&f->lex[i - 1], LEX_VERB | LEX_FUNCTION | LEX_TIME);
}

/* "وهو", "وهي" behind a comma: the words before it are somebody. */
static bool is_who(const struct text *t, const struct lexeme *lex, u32 i)
{
    return is_word(t, i) && lex[i].small == SMALL_WHO;
}

/* A title or given name at i; gives the token to go on at. */
static u32 read_person_at(struct name_finder *f, u32 i, u32 first, u32 end)
{
    const struct lexeme *l = &f->lex[i];
    u32 words, j;
    if (is_bare_family(f, i, end)) {
        name_emit(f, i + 1, i + 2, NAME_PERSON);
        name_learn(f, i + 1, i + 2, NAME_PERSON, f->found.v[f->found.n - 1].key);
        return i + 2;
    }
    if (l->is == 0 && !l->definite && i > first && is(&f->lex[i - 1], LEX_VERB)) { /* "وقال فلافيو روسي، المتحدث باسم", "وقالت مورين، وهي" */
        j = read_person(f->t, f->lex, i, end, true, &words);
        bool told = j > i && j + 1 < end && token_is_mark(f->t, j, ',');
        bool office = told && words > 1 && is(&f->lex[j + 1], LEX_ROLE | LEX_TRADE | LEX_ANONYMOUS);
        if (office || (told && is_who(f->t, f->lex, j + 1))) {
            emit_person(f, i, j, words);
            return j;
        }
    }
    if (is(l, LEX_GIVEN | LEX_PART_HEAD) && !l->definite) {
        bool told = i > first && is(&f->lex[i - 1], LEX_VERB) && !l->prefix; /* "قال كريم العلمي" */
        j = read_person(f->t, f->lex, i, end, told, &words);
        bool who = told && j + 1 < end && token_is_mark(f->t, j, ',') && is_who(f->t, f->lex, j + 1);
        if (told && words < 2 && !is(l, LEX_PART_HEAD) && !who)
            j = i;
        if (j > i && is_witnessed(f, i, j, first)) {
            emit_person(f, i, j, words);
            return j;
        }
    }
    return i + 1;
}

/* The names inside a role [i, end): its bodies and places. */
static void names_of_role(struct name_finder *f, u32 i, u32 end)
{
    for (u32 j = i; j < end;) {
        u32 next = read_at(f, j, i, end);
        j = next ? next : j + 1;
    }
}

void names_arabic(struct name_finder *f, u32 i, u32 end, enum zone_kind zone)
{
    u32 first = i;
    if (zone == ZONE_CREDIT)
        return;
    if (zone == ZONE_BYLINE) {
        u32 words, j = read_person(f->t, f->lex, i, end, true, &words);
        if (j > i && words > 1) {
            emit_person(f, i, j, words);
            i = j;
        }
    }
    while (i < end) {
        u32 next = read_at(f, i, first, end);
        if (next) {
            i = next;
            continue;
        }
        if (is(&f->lex[i], LEX_TITLE) && (f->t->tokens[i].flags & TOKEN_ARABIC) && !is_bare_family(f, i, end)) {
            u32 role = name_role_end(f->t, f->lex, i, end);
            names_of_role(f, i + f->lex[i].n, role);
            u32 stop = read_titled(f, i, end);
            i = MAX_OF(MAX_OF(role, stop), i + 1);
            continue;
        }
        i = read_person_at(f, i, first, end);
    }
}
