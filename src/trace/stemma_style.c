/*
** stemma_style.c - house style: where outlets write one word in different ways, what each is used to write.
**
** The forms of frequent words are counted over all tellings, outlet by outlet. A copy that carries forms which its own outlet does not use, but
** the other does, betrays where it comes from; one whose forms are neither the other's nor its own habit had them from a third text.
** Numbers are one word here, in two forms: ASCII digits and others.
*/
#include "base/hash.h"
#include "trace/custom.h"
#include "trace/stemma_parts.h"

#include <math.h>

#define FREQUENT_FIRST 20u    /* times a word was met before outlets' forms of it are counted ... */
#define FREQUENT_SHARE 50000u /* ... and one word in so many at least: bounds the memory */
#define SMOOTH 2.0            /* words of the common habit that an outlet's own count is mixed with */
#define RESTYLE 0.6           /* chance that an outlet brings a word into its own style */
#define WORD_CAP 1.0          /* most that one word may say */
#define FORM_CAP 2.0          /* .. where third tellings show what the text had */

#define VARIED_BITS (1u << 20)

struct habits {
    u64 words;
    struct map totals;   /* key -> words */
    struct map forms;    /* (key, form) -> words */
    struct map variants; /* key -> forms met */
    u64 varied[VARIED_BITS / 64]; /* bitmap: keys with more than one; most have not, and need not be looked for */
    struct map house_forms, house_totals; /* the same of one outlet, frequent words only */
    struct customs *customs;
};

struct habits *habits_new(struct arena *a)
{
    struct habits *h = ARENA_NEW(a, struct habits);
    struct map *maps[] = {&h->totals, &h->forms, &h->variants, &h->house_forms, &h->house_totals};
    for (u32 i = 0; i < COUNT_OF(maps); i++)
        map_init(maps[i], a, 64);
    h->customs = customs_new(a);
    return h;
}

static u64 key_of(const struct word *w) { return w->flags & WORD_NUMBER ? 1 : w->loose; }

bool same_form(const struct telling *a, u32 i, const struct telling *b, u32 j)
{
    str x = word_text(a, i), y = word_text(b, j);
    if (a->words[i].flags & b->words[j].flags & WORD_NUMBER)
        return x.n && y.n && ((unsigned char)x.p[0] >= 0x80) == ((unsigned char)y.p[0] >= 0x80);
    return str_eq(x, y);
}

static u64 form_of(const struct telling *t, u32 i)
{
    str raw = word_text(t, i);
    return t->words[i].flags & WORD_NUMBER ? (raw.n && (unsigned char)raw.p[0] >= 0x80) : hash_str(raw);
}

#define BATCH 64u /* words whose waits for the maps overlap */

static void see_words(struct habits *h, u64 house, const struct telling *t, u32 first, u32 n)
{
    struct { u64 key, form, house_form, house_key; } w[BATCH];
    for (u32 i = 0; i < n; i++) {
        w[i].key = key_of(&t->words[first + i]);
        w[i].form = hash_join(w[i].key, form_of(t, first + i));
        w[i].house_form = hash_join(house, w[i].form);
        w[i].house_key = hash_join(house, w[i].key);
        map_prefetch_slot(&h->totals, w[i].key);
        map_prefetch_slot(&h->forms, w[i].form);
        map_prefetch_slot(&h->house_forms, w[i].house_form);
        map_prefetch_slot(&h->house_totals, w[i].house_key);
    }
    for (u32 i = 0; i < n; i++) {
        map_prefetch_entry(&h->totals, w[i].key);
        map_prefetch_entry(&h->forms, w[i].form);
        map_prefetch_entry(&h->house_forms, w[i].house_form);
        map_prefetch_entry(&h->house_totals, w[i].house_key);
    }
    for (u32 i = 0; i < n; i++) {
        u64 met = ++*map_put(&h->totals, w[i].key);
        if (++*map_put(&h->forms, w[i].form) == 1 && ++*map_put(&h->variants, w[i].key) == 2)
            h->varied[w[i].key % VARIED_BITS / 64] |= (u64)1 << w[i].key % 64;
        h->words++;
        if (house && met >= FREQUENT_FIRST && met >= h->words / FREQUENT_SHARE) {
            *map_put(&h->house_forms, w[i].house_form) += 1;
            *map_put(&h->house_totals, w[i].house_key) += 1;
        }
    }
}

void habits_see(struct habits *h, const struct article *article, const struct telling *t)
{
    str outlet = article_house(article);
    for (u32 i = 0; i < t->n; i += BATCH)
        see_words(h, outlet.n ? hash_str(outlet) : 0, t, i, MIN_OF(BATCH, t->n - i));
    customs_see(h->customs, article, t);
}

void habits_share(struct habits *h, const struct matches *m) { customs_share(h->customs, m); }
const struct customs *habits_customs(const struct habits *h) { return h->customs; }

static double count_of(const struct map *m, u64 key)
{
    const u64 *n = map_get(m, key);
    return n ? (double)*n : 0;
}

u64 habits_words(const struct habits *h) { return h->words; }

u64 habits_count(const struct habits *h, u64 loose)
{
    const u64 *n = map_get(&h->totals, loose);
    return n ? *n : 0;
}

/* A joined word that outlets write in more than one way; the parent's form of it, the child's. */
struct choice {
    u64 key, form[2];
    bool same;
    double common[2];   /* how common the form is among all outlets */
    double habit[2][2]; /* [outlet of parent, child][form]: how likely the outlet writes the word so */
};

/* True where more than one form of a word was met. */
static bool is_varied(const struct habits *h, u64 key)
{
    return h->varied[key % VARIED_BITS / 64] >> key % 64 & 1 && count_of(&h->variants, key) >= 2;
}

static bool choice_at(const struct kin *k, const struct tie *t, u32 n, u32 parent, u32 child, struct choice *c)
{
    const struct telling *tp = k->w[parent].telling, *tc = k->w[child].telling;
    const struct joined *v = &k->joined.v[t->first + n];
    u32 at_p = t->a == parent ? v->i : v->j, at_c = t->a == parent ? v->j : v->i;
    c->key = key_of(&tp->words[at_p]);
    if (c->key != key_of(&tc->words[at_c]) || !is_varied(k->habits, c->key))
        return false;
    c->form[0] = hash_join(c->key, form_of(tp, at_p));
    c->form[1] = hash_join(c->key, form_of(tc, at_c));
    c->same = c->form[0] == c->form[1];
    return true;
}

/* An outlet's own count is mixed with everybody's. */
static void choice_count(const struct habits *s, const u64 house[2], struct choice *c)
{
    double all = count_of(&s->totals, c->key);
    for (u32 f = 0; f < (c->same ? 1u : 2u); f++)
        c->common[f] = (count_of(&s->forms, c->form[f]) + .5) / (all + 1);
    for (u32 h = 0; h < 2; h++) {
        double own = count_of(&s->house_totals, hash_join(house[h], c->key));
        for (u32 f = 0; f < (c->same ? 1u : 2u); f++)
            c->habit[h][f] = (count_of(&s->house_forms, hash_join(house[h], c->form[f])) + SMOOTH * c->common[f]) / (own + SMOOTH);
    }
    if (c->same) {
        c->common[1] = c->common[0];
        c->habit[0][1] = c->habit[0][0];
        c->habit[1][1] = c->habit[1][0];
    }
}

/* The chance that outlet h writes form `to` where its text had that same form, or another. */
static double restyled(const struct choice *c, u32 h, bool same, u32 to) { return RESTYLE * c->habit[h][to] + (same ? 1 - RESTYLE : 0); }

/* ln of the chance that a word as outlet `from` has it became what the other has. */
static double handed_on(const struct choice *c, u32 from) { return log(c->habit[from][from]) + log(restyled(c, !from, c->same, !from) + 1e-6); }

static bool houses_of(const struct kin *k, u32 parent, u32 child, u64 house[2])
{
    str p = article_house(k->w[parent].article), c = article_house(k->w[child].article);
    house[0] = hash_str(p);
    house[1] = hash_str(c);
    return k->habits && p.n && c.n && house[0] != house[1];
}

static double capped(double x) { return fmax(-WORD_CAP, fmin(WORD_CAP, x)); }

double style_direction(const struct kin *k, const struct tie *t, u32 parent, u32 child, u32 *betrayed)
{
    u64 house[2];
    double sum = 0;
    *betrayed = 0;
    if (!houses_of(k, parent, child, house))
        return 0;
    for (u32 i = 0; i < t->n; i++) {
        struct choice c;
        if (!choice_at(k, t, i, parent, child, &c))
            continue;
        choice_count(k->habits, house, &c);
        double d = capped(handed_on(&c, 0) - handed_on(&c, 1));
        *betrayed += c.same && d > .3;
        sum += d;
    }
    return sum;
}

double style_of_source(const struct kin *k, const struct tie *t, u32 parent, u32 child)
{
    u64 house[2];
    double sum = 0;
    if (!houses_of(k, parent, child, house))
        return 0;
    for (u32 i = 0; i < t->n; i++) {
        struct choice c;
        if (!choice_at(k, t, i, parent, child, &c))
            continue;
        choice_count(k->habits, house, &c);
        double all = 0, fits = 0, rest = 1; /* over the forms that the third text may have had */
        for (u32 f = 0; f < (c.same ? 1u : 2u); f++) {
            double prior = c.common[f] * restyled(&c, 0, c.same || f == 0, 0);
            rest -= c.common[f];
            all += prior;
            fits += prior * restyled(&c, 1, c.same || f == 1, 1);
        }
        double other = fmax(0, rest) * restyled(&c, 0, false, 0);
        all += other;
        fits += other * restyled(&c, 1, false, 1);
        sum += capped(log(fits / all) - log(restyled(&c, 1, c.same, 1)));
    }
    return sum;
}

double style_readings(const struct kin *k, const struct tie *t, u32 parent, u32 child)
{
    const struct telling *tp = k->w[parent].telling, *tc = k->w[child].telling;
    u64 house = hash_str(article_house(k->w[child].article));
    double sum = 0;
    for (u32 n = 0; k->habits && n < t->n; n++) {
        const struct joined *v = &k->joined.v[t->first + n];
        u32 i = t->a == parent ? v->i : v->j, j = t->a == parent ? v->j : v->i;
        const struct place *p = &k->places[parent][i], *c = &k->places[child][j];
        bool same = same_form(tp, i, tc, j);
        u32 thirds = p->cover - 1u, alike = p->alike - (same ? 1u : 0u);
        if (!thirds || alike * 2 >= thirds || (!same && !c->alike) || key_of(&tp->words[i]) != key_of(&tc->words[j]))
            continue;
        u64 key = key_of(&tc->words[j]), form = hash_join(key, form_of(tc, j));
        double common = (count_of(&k->habits->forms, form) + .5) / (count_of(&k->habits->totals, key) + 1);
        double own = count_of(&k->habits->house_totals, hash_join(house, key));
        double habit = (count_of(&k->habits->house_forms, hash_join(house, form)) + SMOOTH * common) / (own + SMOOTH);
        double d = log((RESTYLE * habit + 1 - RESTYLE) / (RESTYLE * habit + .01));
        sum += same ? fmin(d, FORM_CAP) : -fmin(d, FORM_CAP);
    }
    return sum;
}
