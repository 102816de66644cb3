/*
** stemma_style.c - house style: where outlets write one word in different ways, what each is used to write.
**
** Keys that appear in two spellings inside joined passages are the places to look at. For those every outlet's forms are counted over all its
** tellings, outside shared passages first of all. A copy that carries forms which its own outlet does not use, but the other does, betrays
** where it comes from.
*/
#include "base/hash.h"
#include "trace/stemma_parts.h"

#include <math.h>

#define SMOOTH 2.0   /* words of the common habit that an outlet's own count is mixed with */
#define RESTYLE 0.6  /* chance that an outlet brings a word into its own style */
#define WORD_CAP 1.0 /* most that one word may say */

struct style {
    const struct kin *k;
    struct map keys;   /* looser keys with more than one spelling */
    struct map forms;  /* (key, form) -> words */
    struct map totals; /* key -> words */
    struct map house_forms, house_totals; /* the same of one outlet */
};

static u64 form_of(const struct telling *t, u32 i) { return hash_str(word_text(t, i)); }

static void find_keys(struct style *s)
{
    const struct kin *k = s->k;
    for (u32 x = 0; x < k->ties.n; x++) {
        const struct tie *t = &k->ties.v[x];
        const struct telling *ta = k->w[t->a].telling, *tb = k->w[t->b].telling;
        for (u32 i = 0; i < t->n; i++) {
            const struct joined *v = &k->joined.v[t->first + i];
            const struct word *wa = &ta->words[v->i], *wb = &tb->words[v->j];
            if (wa->loose == wb->loose && !str_eq(word_text(ta, v->i), word_text(tb, v->j)))
                *map_put(&s->keys, wa->loose) += 1;
        }
    }
}

static void count_words(struct style *s, u32 x)
{
    const struct kin *k = s->k;
    const struct telling *t = k->w[x].telling;
    u64 house = hash_str(witness_house(&k->w[x]));
    bool named = witness_house(&k->w[x]).n > 0;
    for (u32 i = 0; i < t->n; i++) {
        u64 key = t->words[i].loose;
        if (!map_get(&s->keys, key))
            continue;
        bool own = !k->places[x] || !k->places[x][i].cover;
        u64 form = hash_join(key, form_of(t, i));
        *map_put(&s->forms, form) += 1;
        *map_put(&s->totals, key) += 1;
        if (named && own) {
            *map_put(&s->house_forms, hash_join(house, form)) += 1;
            *map_put(&s->house_totals, hash_join(house, key)) += 1;
        }
    }
}

struct style *style_learn(const struct kin *k)
{
    struct style *s = ARENA_NEW(k->arena, struct style);
    s->k = k;
    struct map *maps[] = {&s->keys, &s->forms, &s->totals, &s->house_forms, &s->house_totals};
    for (u32 i = 0; i < COUNT_OF(maps); i++)
        map_init(maps[i], k->arena, 64);
    find_keys(s);
    for (u32 x = 0; x < k->n && s->keys.n; x++)
        count_words(s, x);
    return s;
}

static double count_of(const struct map *m, u64 key)
{
    const u64 *n = map_get(m, key);
    return n ? (double)*n : 0;
}

/* How likely the outlet writes the word so: its own count mixed with everybody's. */
static double habit(const struct style *s, u64 house, u64 key, u64 form)
{
    u64 f = hash_join(key, form);
    double all = (count_of(&s->forms, f) + .5) / (count_of(&s->totals, key) + 1);
    return (count_of(&s->house_forms, hash_join(house, f)) + SMOOTH * all) / (count_of(&s->house_totals, hash_join(house, key)) + SMOOTH);
}

/* ln of the chance that a word of form `from` of outlet p became `to` in outlet c. */
static double handed_on(const struct style *s, u64 p, u64 c, u64 key, u64 from, u64 to)
{
    return log(habit(s, p, key, from)) + log(RESTYLE * habit(s, c, key, to) + (from == to ? 1 - RESTYLE : 0) + 1e-6);
}

/* A joined word that outlets write in more than one way. */
struct choice {
    u64 key, form_p, form_c;
};

static bool choice_at(const struct style *s, const struct tie *t, u32 n, u32 parent, u32 child, struct choice *c)
{
    const struct kin *k = s->k;
    const struct telling *tp = k->w[parent].telling, *tc = k->w[child].telling;
    const struct joined *v = &k->joined.v[t->first + n];
    u32 at_p = t->a == parent ? v->i : v->j, at_c = t->a == parent ? v->j : v->i;
    c->key = tp->words[at_p].loose;
    if (c->key != tc->words[at_c].loose || !map_get(&s->keys, c->key))
        return false;
    c->form_p = form_of(tp, at_p);
    c->form_c = form_of(tc, at_c);
    return true;
}

static bool houses_of(const struct kin *k, u32 parent, u32 child, u64 *p, u64 *c)
{
    str pn = witness_house(&k->w[parent]), cn = witness_house(&k->w[child]);
    *p = hash_str(pn);
    *c = hash_str(cn);
    return pn.n && cn.n && *p != *c;
}

static double capped(double x) { return fmax(-WORD_CAP, fmin(WORD_CAP, x)); }

double style_direction(const struct kin *k, const struct tie *t, u32 parent, u32 child, u32 *betrayed)
{
    const struct style *s = k->style;
    u64 p, c;
    double sum = 0;
    *betrayed = 0;
    if (!houses_of(k, parent, child, &p, &c))
        return 0;
    for (u32 i = 0; i < t->n; i++) {
        struct choice w;
        if (!choice_at(s, t, i, parent, child, &w))
            continue;
        double d = capped(handed_on(s, p, c, w.key, w.form_p, w.form_c) - handed_on(s, c, p, w.key, w.form_c, w.form_p));
        *betrayed += w.form_p == w.form_c && d > .3;
        sum += d;
    }
    return sum;
}

/* The chance that outlet h writes `to` where its text had `from`. */
static double restyled(const struct style *s, u64 h, u64 key, u64 from, u64 to)
{
    return RESTYLE * habit(s, h, key, to) + (from == to ? 1 - RESTYLE : 0);
}

/* How common a form is among all outlets. */
static double common_habit(const struct style *s, u64 key, u64 form)
{
    return count_of(&s->forms, hash_join(key, form)) / fmax(1, count_of(&s->totals, key));
}

double style_of_source(const struct kin *k, const struct tie *t, u32 parent, u32 child)
{
    const struct style *s = k->style;
    u64 p, c;
    double sum = 0;
    if (!houses_of(k, parent, child, &p, &c))
        return 0;
    for (u32 i = 0; i < t->n; i++) {
        struct choice w;
        if (!choice_at(s, t, i, parent, child, &w))
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
