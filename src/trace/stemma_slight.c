/*
** stemma_slight.c - tellings that share some passages, and yet neither descends from the other nor both from one text.
**
** An official's words, a communique, a few paragraphs of an agency in two reports of one matter. The edge says so (`quotation`, `release`,
** `common`) and joins no chains of descent. It needs words handed on in long runs, within a few days, and a common matter: rare words
** that both have outside the shared passages. A paragraph of background that unrelated stories print alike has none.
*/
#include "trace/stemma_parts.h"

#include <math.h>
#include <stdlib.h>

#define SLIGHT_WORDS 16    /* in long runs; fewer are a set phrase */
#define QUOTED_WORDS 8     /* quoted speech in the same words is no chance */
#define MATTER_LEAST 6     /* rare words that a telling must have outside the passages */
#define MATTER_ENOUGH .12  /* share of them in common that settles it */
#define RUNS_ENOUGH .5    /* share of the shared words in long runs: tellings of one mould have less */
#define RARE_SHARE 20000   /* a rare word is at most one in so many */

#define QUOTED_ONLY .75    /* a tie with so much quoted speech is no descent */
#define QUOTED_SHARE .5

/* Only quoted speech is shared; where it is most of an article, the article is a copy all the same. */
bool is_quotation(const struct kin *k, const struct tie *t)
{
    return t->quoted >= QUOTED_ONLY * t->n && fmax(tie_share(k, t, t->a), tie_share(k, t, t->b)) < QUOTED_SHARE;
}

static int by_number(const void *x, const void *y)
{
    const u32 *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* The rare words of x that no passage holds, as sorted distinct hashes, in `keys`. */
static u32 rare_keys(const struct kin *k, const u32 *map, u32 x, u32 *keys)
{
    const struct telling *t = k->w[x].telling;
    u64 most = habits_words(k->habits) / RARE_SHARE;
    u32 n = 0, kept = 0;
    for (u32 i = 0; i < t->n; i++)
        if (map[i] == NO_WORD && !(t->words[i].flags & WORD_NUMBER) && habits_count(k->habits, t->words[i].loose) <= MAX_OF(most, 4))
            keys[n++] = (u32)t->words[i].loose;
    qsort(keys, n, sizeof *keys, by_number);
    for (u32 i = 0; i < n; i++)
        if (!kept || keys[kept - 1] != keys[i])
            keys[kept++] = keys[i];
    return kept;
}

/* The share of the rare words outside the passages that both have, of those of the poorer one. */
static double shared_matter(const struct kin *k, const struct tie *t)
{
    if (!k->habits)
        return 0;
    u32 *keys_a = ARENA_ARRAY(k->arena, u32, telling_words(k, t->a) + 1), *keys_b = ARENA_ARRAY(k->arena, u32, telling_words(k, t->b) + 1);
    tie_map(k, t, t->a, k->room[0]);
    tie_map(k, t, t->b, k->room[1]);
    u32 na = rare_keys(k, k->room[0], t->a, keys_a), nb = rare_keys(k, k->room[1], t->b, keys_b), both = 0;
    for (u32 i = 0, j = 0; i < na && j < nb;) {
        both += keys_a[i] == keys_b[j];
        u32 a = keys_a[i], b = keys_b[j];
        i += a <= b;
        j += b <= a;
    }
    return MIN_OF(na, nb) < MATTER_LEAST ? 0 : (double)both / MIN_OF(na, nb);
}

static bool slight_option(const struct kin *k, const struct option *from, bool quotation, struct option *o)
{
    const struct tie *t = &k->ties.v[from->tie];
    if (quotation ? t->n < QUOTED_WORDS : t->solid < SLIGHT_WORDS || isnan(from->seen.seconds)) /* no times: which is the child? */
        return false;
    *o = (struct option){.child = from->child, .parent = from->parent, .tie = from->tie, .seen = from->seen};
    o->x[F_SLIGHT] = 1;
    o->x[F_SLIGHT_RUNS] = fmin(1, (double)t->solid / t->n / RUNS_ENOUGH);
    o->x[F_SLIGHT_SHARE] = fmax(tie_share(k, t, t->a), tie_share(k, t, t->b));
    o->x[F_SLIGHT_FACTS] = from->x[F_FACTS_OFF];
    o->x[F_SLIGHT_QUOTED] = quotation;
    o->x[F_SLIGHT_DAYS] = from->x[F_DAYS];
    o->seen.matter = shared_matter(k, t);
    o->x[F_SLIGHT_MATTER] = fmin(1, o->seen.matter / MATTER_ENOUGH);
    option_weigh(k, o);
    return true;
}

bool slight_possible(const struct kin *k, const struct option *o, struct option *slight)
{
    bool later = o->seen.order > 0 || (o->seen.order == 0 && o->child > o->parent);
    return !(o->parent & NODE_UNSEEN) && later && slight_option(k, o, is_quotation(k, &k->ties.v[o->tie]), slight);
}
