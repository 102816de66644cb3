/*
** custom.c - counts credits, and the words of credited texts.
*/
#include "trace/custom.h"

#include "base/hash.h"
#include "base/map.h"
#include "trace/stemma.h"

#include <math.h>
#include <stdlib.h>

#define FORMS_MAX (1u << 18)  /* forms of words that are counted: bounds the memory (48 bytes each) */
#define FORM_RARE 3u          /* a form of fewer texts says nothing */
#define FORM_MIX 300.0        /* texts of all agencies that an agency's own are mixed with */
#define STYLE_WORDS 20.0      /* so many words more make a short text say less */
#define PRIOR_MIX 5.0         /* credits of all outlets that an outlet's own are mixed with */
#define VIA_OWN 2.0           /* texts: who is quoted as having heard a statement, wrote of it */
#define VIA_MIX 2.0
#define NAMES_MIX 4.0         /* twins of all outlets that an outlet's own are mixed with */
#define NAMES_USUAL .5
#define TWIN_WORDS 40u        /* two texts are twins with so many words in common, ... */
#define TWIN_PERCENT 60u      /* ... and so much of the shorter one */
#define TWINS_FEW 100.0       /* articles: what is known of an outlet that has no more */

struct seen {
    u64 house;
    i64 seconds;  /* INT64_MIN not known */
    u32 words;
    bool credited;
};

struct form {
    u16 texts[CUSTOM_AGENCIES];
};

struct house {
    u32 articles, credits;
    u32 of[CUSTOM_AGENCIES];
    u32 first, later;    /* twins elsewhere that come behind, before */
    u32 asked, answered; /* twins elsewhere that name an agency; of them those where the outlet does */
};

struct customs {
    struct arena *arena;
    struct { VEC(str); } agencies;
    u32 texts[CUSTOM_AGENCIES], texts_all;
    struct map form_at, house_at, via; /* -> 1 + index; (via, agency) -> texts */
    struct { VEC(struct form); } forms;
    struct { VEC(struct house); } houses;
    struct { VEC(struct seen); } seen;
    u32 twins, twins_named, asked, answered;
};

struct customs *customs_new(struct arena *a)
{
    struct customs *c = ARENA_NEW(a, struct customs);
    c->arena = a;
    map_init(&c->form_at, a, 64);
    map_init(&c->house_at, a, 64);
    map_init(&c->via, a, 64);
    return c;
}

u32 customs_credits(const struct customs *c) { return c->texts_all; }
u32 customs_agencies(const struct customs *c) { return c->agencies.n; }
str customs_agency(const struct customs *c, u32 i) { return c->agencies.v[i]; }

static u32 agency_index(const struct customs *c, str code)
{
    u32 i = 0;
    while (i < c->agencies.n && !str_eq(c->agencies.v[i], code))
        i++;
    return i;
}

/* The one agency that is credited; CUSTOM_AGENCIES where none is, several are, or it is one too many. */
static u32 agency_credited(struct customs *c, const struct article *article)
{
    str code = STR_EMPTY;
    for (u32 i = 0; i < article->credits.n; i++) {
        const struct credit *k = &article->credits.v[i];
        if (!k->agency.n || k->kind == CREDIT_VIA)
            continue;
        if (code.n && !str_eq(code, k->agency))
            return CUSTOM_AGENCIES;
        code = k->agency;
    }
    u32 i = code.n ? agency_index(c, code) : CUSTOM_AGENCIES;
    if (code.n && i == c->agencies.n && i < CUSTOM_AGENCIES)
        vec_push(c->arena, &c->agencies, arena_str(c->arena, code));
    return MIN_OF(i, CUSTOM_AGENCIES);
}

static const struct house *house_find(const struct customs *c, u64 house)
{
    const u64 *at = map_get(&c->house_at, house);
    return at ? &c->houses.v[*at - 1] : NULL;
}

static struct house *house_put(struct customs *c, u64 house)
{
    u64 *at = map_put(&c->house_at, house);
    if (!*at) {
        vec_add(c->arena, &c->houses);
        *at = c->houses.n;
    }
    return &c->houses.v[*at - 1];
}

/* ---- words ---- */

static int by_number(const void *x, const void *y)
{
    const u64 *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* The forms of a text as printed, each once, those of its headline apart. */
static u32 forms_of(struct arena *a, const struct telling *t, u64 **out)
{
    u64 *v = *out = ARENA_ARRAY(a, u64, t->n + 1);
    u32 kept = 0;
    for (u32 i = 0; i < t->n; i++)
        v[i] = hash_join(t->words[i].flags & WORD_TITLE ? 1 : 0, hash_str((str){t->raw.p + t->words[i].off, t->words[i].len}));
    qsort(v, t->n, sizeof *v, by_number);
    for (u32 i = 0; i < t->n; i++)
        if (!kept || v[kept - 1] != v[i])
            v[kept++] = v[i];
    return kept;
}

static void forms_see(struct customs *c, u32 agency, const struct telling *t)
{
    struct arena scratch;
    u64 *v;
    arena_init(&scratch, SIZE_MAX / 2);
    u32 n = forms_of(&scratch, t, &v);
    for (u32 i = 0; i < n; i++) {
        u64 *at = c->forms.n < FORMS_MAX ? map_put(&c->form_at, v[i]) : map_get(&c->form_at, v[i]);
        if (!at)
            continue;
        if (!*at) {
            vec_add(c->arena, &c->forms);
            *at = c->forms.n;
        }
        c->forms.v[*at - 1].texts[agency]++;
    }
    arena_release(&scratch);
}

void customs_style(const struct customs *c, struct arena *a, const struct telling *t, double *fit)
{
    u64 *v;
    u32 n = forms_of(a, t, &v);
    memset(fit, 0, CUSTOM_AGENCIES * sizeof *fit);
    for (u32 i = 0; i < n; i++) {
        const u64 *at = map_get(&c->form_at, v[i]);
        u32 all = 0;
        for (u32 k = 0; at && k < c->agencies.n; k++)
            all += c->forms.v[*at - 1].texts[k];
        for (u32 k = 0; all >= FORM_RARE && k < c->agencies.n; k++) {
            double usual = (double)all / c->texts_all;
            fit[k] += log((c->forms.v[*at - 1].texts[k] / usual + FORM_MIX) / (c->texts[k] + FORM_MIX));
        }
    }
    for (u32 k = 0; k < c->agencies.n; k++)
        fit[k] /= sqrt(n + STYLE_WORDS);
}

/* ---- credits ---- */

static i64 seconds_of(const struct article *article)
{
    const struct civil *when = &article->published.when;
    return when->precision < PRECISION_DAY ? INT64_MIN : civil_seconds(when);
}

void customs_see(struct customs *c, const struct article *article, const struct telling *t)
{
    str name = article_house(article);
    u64 house = name.n ? hash_str(name) : 0;
    u32 agency = agency_credited(c, article);
    bool named = false;
    for (u32 i = 0; i < article->credits.n; i++) {
        const struct credit *k = &article->credits.v[i];
        named = named || (k->agency.n && k->kind != CREDIT_VIA);
        if (agency < CUSTOM_AGENCIES && k->agency.n && k->kind == CREDIT_VIA)
            ++*map_put(&c->via, hash_join(hash_str(k->agency), agency));
    }
    vec_push(c->arena, &c->seen, ((struct seen){house, seconds_of(article), t->n, named}));
    struct house *h = house_put(c, house);
    h->articles++;
    if (agency == CUSTOM_AGENCIES || c->texts[agency] == UINT16_MAX)
        return;
    h->credits++;
    h->of[agency]++;
    c->texts[agency]++;
    c->texts_all++;
    forms_see(c, agency, t);
}

/* The share of all credits that name agency i, never 0. */
static double usual(const struct customs *c, u32 i) { return (c->texts[i] + .5) / (c->texts_all + .5 * c->agencies.n); }

double customs_unnamed(const struct customs *c) { return .5 / (c->texts_all + .5 * (c->agencies.n + 1)); }

void customs_prior(const struct customs *c, str house, double *ln)
{
    const struct house *h = house_find(c, house.n ? hash_str(house) : 0);
    for (u32 i = 0; i < c->agencies.n; i++)
        ln[i] = log(((h ? h->of[i] : 0) + PRIOR_MIX * usual(c, i)) / ((h ? h->credits : 0) + PRIOR_MIX));
}

void customs_via(const struct customs *c, str via, double *ln)
{
    double n[CUSTOM_AGENCIES], all = 0;
    u32 own = agency_index(c, via);
    for (u32 i = 0; i < c->agencies.n; i++) {
        const u64 *at = map_get(&c->via, hash_join(hash_str(via), i));
        all += n[i] = (at ? (double)*at : 0) + (i == own ? VIA_OWN : 0) + VIA_MIX * usual(c, i);
    }
    for (u32 i = 0; i < c->agencies.n; i++)
        ln[i] += log(n[i] / all / usual(c, i));
}

/* ---- twins ---- */

static void twins_see(struct customs *c, const struct seen *x, const struct seen *y)
{
    struct house *hx = house_put(c, x->house), *hy = house_put(c, y->house);
    hx->first += x->seconds < y->seconds;
    hy->later += x->seconds < y->seconds;
    hx->later += x->seconds > y->seconds;
    hy->first += x->seconds > y->seconds;
    hx->asked += y->credited;
    hx->answered += y->credited && x->credited;
    hy->asked += x->credited;
    hy->answered += x->credited && y->credited;
    c->twins++;
    c->twins_named += x->credited || y->credited;
    c->asked += (u32)x->credited + y->credited;
    c->answered += x->credited && y->credited ? 2 : 0;
}

void customs_share(struct customs *c, const struct matches *m)
{
    struct map words;
    map_init(&words, c->arena, m->n);
    for (u32 i = 0; i < m->n; i++)
        if (m->v[i].kind == MATCH_COPY || m->v[i].kind == MATCH_QUOTATION)
            *map_put(&words, (u64)m->v[i].a << 32 | m->v[i].b) += m->v[i].equal;
    map_each(&words, e) {
        const struct seen *x = &c->seen.v[e->key >> 32], *y = &c->seen.v[(u32)e->key];
        if (x->house && y->house && x->house != y->house && e->value >= TWIN_WORDS && x->seconds != INT64_MIN && y->seconds != INT64_MIN &&
            e->value * 100 >= (u64)MIN_OF(x->words, y->words) * TWIN_PERCENT)
            twins_see(c, x, y);
    }
}

double customs_names(const struct customs *c, str house)
{
    const struct house *h = house_find(c, house.n ? hash_str(house) : 0);
    double usual = (c->answered + NAMES_MIX * NAMES_USUAL) / (c->asked + NAMES_MIX);
    return ((h ? h->answered : 0) + NAMES_MIX * usual) / ((h ? h->asked : 0) + NAMES_MIX);
}

double customs_agency_share(const struct customs *c)
{
    double names = (c->answered + NAMES_MIX * NAMES_USUAL) / (c->asked + NAMES_MIX), nobody = (1 - names) * (1 - names);
    return fmin(.95, c->twins_named / (c->twins + NAMES_MIX) / (1 - nobody));
}

double customs_twins(const struct customs *c, str house)
{
    const struct house *h = house_find(c, house.n ? hash_str(house) : 0);
    return h ? MIN_OF(h->first, h->later) / (h->articles + TWINS_FEW) : 0;
}
