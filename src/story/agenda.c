/*
** agenda.c - dates that an article announces: behind the day of the article, in a sentence that looks ahead.
**
** An article without a day announces nothing that could be checked, and is passed over. A date is taken where the page itself points
** ahead: the date says so ("next Sunday"), or its sentence holds a word of lang/<code>/future.tsv.
*/
#include "story/view.h"

#include "text/fold.h"

#define LONGEST_DAYS 31   /* a month; a coming year is no appointment */
#define SAME_ALIKE 0.3f   /* two tellings of one appointment: what their sentences share */
#define PREFIX_BYTES 10u  /* a word shorter than this, in bytes of its key, is not taken for verb and prefix */

static bool is_future_word(const struct view *v, str word, bool of_name)
{
    if (lexicon_whole(v->rules->future, word).row)
        return true;
    if (of_name) /* that a name begins like a coming verb says nothing */
        return false;
    char key[256];
    if (fold_room(word.n) > sizeof key)
        return false;
    str folded = {key, fold_into(key, word)};
    for (u32 i = 0; i < v->rules->future_prefixes.n; i++)
        if (folded.n >= PREFIX_BYTES && str_starts(folded, v->rules->future_prefixes.v[i]))
            return true;
    return false;
}

static bool looks_ahead(const struct view *v, u32 acc, const struct sent *s)
{
    const struct telling *t = v->v[acc].t;
    for (u32 w = s->from; w < s->to; w++)
        if (is_future_word(v, (str){t->raw.p + t->words[w].off, t->words[w].len}, t->words[w].mark == MARK_NAME))
            return true;
    return false;
}

/* Who says it: the speaker of the statement that holds the date, else of one in its sentence. */
static str announcer(const struct view *v, u32 acc, span date, span sentence)
{
    const struct facts *f = v->acc[acc].facts;
    str near = STR_EMPTY;
    for (u32 i = 0; i < f->statements.n; i++) {
        const struct statement *s = &f->statements.v[i];
        if (s->speaker.text.n && !span_is_null(s->content.span) && span_within(date, s->content.span))
            return s->speaker.text;
        if (near.n == 0 && s->speaker.text.n && span_overlap(s->content.span, sentence))
            near = s->speaker.text;
    }
    return near;
}

static bool is_coming(const struct view *v, u32 acc, const struct date *d)
{
    if (d->rule == RULE_OFFSET && d->unit >= UNIT_MONTH && d->end - d->begin <= 1)
        return false; /* "in two years": no day is meant, whatever it counts to */
    return (d->type == DATE_DATE || d->type == DATE_TIME) && d->value[0] && d->begin != DAY_UNKNOWN && d->end != DAY_UNKNOWN &&
           !d->contradicts && v->v[acc].day != DAY_UNKNOWN && d->begin > v->v[acc].day && d->end - d->begin <= LONGEST_DAYS;
}

static const struct sent *sentence_at(const struct view *v, u32 acc, span s)
{
    u32 from, to;
    return view_words(v, acc, s, &from, &to) ? &v->v[acc].sents[v->v[acc].sent_of[from]] : NULL;
}

/* The better of two mentions: by name, then with a speaker, then the finer. */
static int worth(const struct appointment *x)
{
    return (x->date.rule == RULE_NONE ? 4 : 0) + (x->announced_by.n ? 2 : 0) + (x->date.end - x->date.begin <= 1);
}

/* An appointment of that day that is the same: in the same account, or told alike. */
static struct appointment *same_as(const struct view *v, const struct dossier *d, const struct appointment *x, const struct sent *s)
{
    for (u32 i = 0; i < d->agenda.n; i++) {
        struct appointment *y = &d->agenda.v[i];
        if (y->date.begin != x->date.begin || y->date.end != x->date.end)
            continue;
        const struct sent *t = sentence_at(v, y->account, y->span);
        if (y->account == x->account || (t && bag_contained(&s->bag, &t->bag) >= SAME_ALIKE))
            return y;
    }
    return NULL;
}

void agenda_make(const struct view *v, struct dossier *out)
{
    for (u32 i = 0; i < v->n; i++) {
        const struct facts *f = v->acc[i].facts;
        for (u32 k = 0; k < f->dates.n; k++) {
            const struct date *d = &f->dates.v[k];
            if (!is_coming(v, i, d))
                continue;
            const struct sent *s = sentence_at(v, i, d->span);
            if (!s || (d->direction <= 0 && !looks_ahead(v, i, s)))
                continue;
            struct appointment x = {.date = *d, .what = view_text(v, i, s->span), .announced_by = announcer(v, i, d->span, s->span),
                                    .account = i, .span = d->span};
            struct appointment *y = same_as(v, out, &x, s);
            if (!y)
                vec_push(v->arena, &out->agenda, x);
            else if (y->account == i && worth(&x) > worth(y))
                *y = x;
        }
    }
    for (u32 i = 1; i < out->agenda.n; i++) /* by day; few, and mostly in order */
        for (u32 k = i; k && out->agenda.v[k].date.begin < out->agenda.v[k - 1].date.begin; k--) {
            struct appointment t = out->agenda.v[k];
            out->agenda.v[k] = out->agenda.v[k - 1];
            out->agenda.v[k - 1] = t;
        }
}
