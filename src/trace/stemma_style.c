/*
** stemma_style.c - house style: where outlets write one word in different ways, what each is used to write.
**
** The forms of frequent words are counted over all tellings, outlet by outlet. A copy that carries forms which its own outlet does not use, but
** the other does, betrays where it comes from; one whose forms are neither the other's nor its own habit had them from a third text.
** Numbers are one word here, in two forms: ASCII digits and others.
*/
#include "base/hash.h"
#include "trace/stemma_parts.h"

#include <math.h>

#define FREQUENT_FIRST 20u    /* times a word was met before outlets' forms of it are counted ... */
#define FREQUENT_SHARE 50000u /* ... and one word in so many at least: bounds the memory */
#define SMOOTH 2.0            /* words of the common habit that an outlet's own count is mixed with */
#define RESTYLE 0.6           /* chance that an outlet brings a word into its own style */
#define WORD_CAP 1.0          /* most that one word may say */

struct habits {
    u64 words;
    struct map totals;   /* key -> words */
    struct map forms;    /* (key, form) -> words */
    struct map variants; /* key -> forms met */
    struct map house_forms, house_totals; /* the same of one outlet, frequent words only */
};

struct habits *habits_new(struct arena *a)
{
    struct habits *h = ARENA_NEW(a, struct habits);
    struct map *maps[] = {&h->totals, &h->forms, &h->variants, &h->house_forms, &h->house_totals};
    for (u32 i = 0; i < COUNT_OF(maps); i++)
        map_init(maps[i], a, 64);
    return h;
}

static u64 key_of(const struct word *w) { return w->flags & WORD_NUMBER ? 1 : w->loose; }

static u64 form_of(const struct telling *t, u32 i)
{
    str raw = word_text(t, i);
    return t->words[i].flags & WORD_NUMBER ? (raw.n && (unsigned char)raw.p[0] >= 0x80) : hash_str(raw);
}

void habits_see(struct habits *h, const struct article *article, const struct telling *t)
{
    str outlet = article_house(article);
    u64 house = hash_str(outlet);
    for (u32 i = 0; i < t->n; i++) {
        u64 key = key_of(&t->words[i]), form = hash_join(key, form_of(t, i));
        u64 met = ++*map_put(&h->totals, key);
        if (++*map_put(&h->forms, form) == 1)
            *map_put(&h->variants, key) += 1;
        h->words++;
        if (outlet.n && met >= FREQUENT_FIRST && met >= h->words / FREQUENT_SHARE) {
            *map_put(&h->house_forms, hash_join(house, form)) += 1;
            *map_put(&h->house_totals, hash_join(house, key)) += 1;
        }
    }
}

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

/* How common a form is among all outlets. */
static double common_habit(const struct habits *s, u64 key, u64 form)
{
    return (count_of(&s->forms, hash_join(key, form)) + .5) / (count_of(&s->totals, key) + 1);
}

/* How likely the outlet writes the word so: its own count mixed with everybody's. */
static double habit(const struct habits *s, u64 house, u64 key, u64 form)
{
    u64 f = hash_join(key, form);
    return (count_of(&s->house_forms, hash_join(house, f)) + SMOOTH * common_habit(s, key, form)) /
           (count_of(&s->house_totals, hash_join(house, key)) + SMOOTH);
}

/* The chance that outlet h writes `to` where its text had `from`. */
static double restyled(const struct habits *s, u64 h, u64 key, u64 from, u64 to)
{
    return RESTYLE * habit(s, h, key, to) + (from == to ? 1 - RESTYLE : 0);
}

/* ln of the chance that a word of form `from` of outlet p became `to` in outlet c. */
static double handed_on(const struct habits *s, u64 p, u64 c, u64 key, u64 from, u64 to)
{
    return log(habit(s, p, key, from)) + log(restyled(s, c, key, from, to) + 1e-6);
}

/* A joined word that outlets write in more than one way. */
struct choice {
    u64 key, form_p, form_c;
};

static bool choice_at(const struct kin *k, const struct tie *t, u32 n, u32 parent, u32 child, struct choice *c)
{
    const struct telling *tp = k->w[parent].telling, *tc = k->w[child].telling;
    const struct joined *v = &k->joined.v[t->first + n];
    u32 at_p = t->a == parent ? v->i : v->j, at_c = t->a == parent ? v->j : v->i;
    c->key = key_of(&tp->words[at_p]);
    if (c->key != key_of(&tc->words[at_c]) || count_of(&k->habits->variants, c->key) < 2)
        return false;
    c->form_p = form_of(tp, at_p);
    c->form_c = form_of(tc, at_c);
    return true;
}

static bool houses_of(const struct kin *k, u32 parent, u32 child, u64 *p, u64 *c)
{
    str pn = article_house(k->w[parent].article), cn = article_house(k->w[child].article);
    *p = hash_str(pn);
    *c = hash_str(cn);
    return k->habits && pn.n && cn.n && *p != *c;
}

static double capped(double x) { return fmax(-WORD_CAP, fmin(WORD_CAP, x)); }

double style_direction(const struct kin *k, const struct tie *t, u32 parent, u32 child, u32 *betrayed)
{
    const struct habits *s = k->habits;
    u64 p, c;
    double sum = 0;
    *betrayed = 0;
    if (!houses_of(k, parent, child, &p, &c))
        return 0;
    for (u32 i = 0; i < t->n; i++) {
        struct choice w;
        if (!choice_at(k, t, i, parent, child, &w))
            continue;
        double d = capped(handed_on(s, p, c, w.key, w.form_p, w.form_c) - handed_on(s, c, p, w.key, w.form_c, w.form_p));
        *betrayed += w.form_p == w.form_c && d > .3;
        sum += d;
    }
    return sum;
}

double style_of_source(const struct kin *k, const struct tie *t, u32 parent, u32 child)
{
    const struct habits *s = k->habits;
    u64 p, c;
    double sum = 0;
    if (!houses_of(k, parent, child, &p, &c))
        return 0;
    for (u32 i = 0; i < t->n; i++) {
        struct choice w;
        if (!choice_at(k, t, i, parent, child, &w))
            continue;
        u64 forms[] = {w.form_p, w.form_c};
        double all = 0, fits = 0, rest = 1; /* over the forms that the third text may have had */
        for (u32 f = 0; f < (w.form_p == w.form_c ? 1u : 2u); f++) {
            double there = common_habit(s, w.key, forms[f]);
            double prior = there * restyled(s, p, w.key, forms[f], w.form_p);
            rest -= there;
            all += prior;
            fits += prior * restyled(s, c, w.key, forms[f], w.form_c);
        }
        double other = fmax(0, rest) * restyled(s, p, w.key, 0, w.form_p);
        all += other;
        fits += other * restyled(s, c, w.key, 0, w.form_c);
        sum += capped(log(fits / all) - log(restyled(s, c, w.key, w.form_p, w.form_c)));
    }
    return sum;
}
