/*
** accounts.h - accounts made by hand: a text, and the facts and matches that a test states by their words.
*/
#ifndef TEST_ACCOUNTS_H
#define TEST_ACCOUNTS_H

#include "test.h"

#include "base/hash.h"
#include "story/dossier.h"

struct world {
    struct arena arena;
    const struct text_rules *text;
    const struct story_rules *rules;
};

static inline struct world world_open(void)
{
    struct world w = {.arena = test_arena()};
    w.text = text_rules_new(&w.arena);
    w.rules = story_rules_new(&w.arena, w.text);
    return w;
}

/* Where the words stand in the text, the first time at or behind `from`. */
static inline span span_find(str raw, const char *words, size_t from)
{
    size_t n = strlen(words);
    for (size_t i = from; i + n <= raw.n; i++)
        if (memcmp(raw.p + i, words, n) == 0)
            return span_of(i, n);
    print_error("'%s' does not stand in '%.*s'\n", words, STR_ARG(raw));
    fail();
    return SPAN_NULL;
}

/* An article of one line of headline (may be empty) and lines of body, published on an ISO day or NULL. */
static inline struct text account_make(struct world *w, struct account *out, const char *id, const char *day, const char *raw)
{
    struct arena *a = &w->arena;
    memset(out, 0, sizeof *out);
    out->page = str_of(id);
    out->raw = str_of(raw);
    out->facts = ARENA_NEW(a, struct facts);
    struct article *x = out->article = ARENA_NEW(a, struct article);
    x->id = str_of(id);
    x->published.span = SPAN_NULL;
    if (day)
        assert_true(civil_parse(str_of(day), &x->published.when));
    size_t at = 0;
    for (u32 line = 0; at <= out->raw.n; line++) {
        const char *nl = memchr(raw + at, '\n', out->raw.n - at);
        size_t end = nl ? (size_t)(nl - raw) : out->raw.n;
        if (end > at) {
            vec_push(a, &x->zones, ((struct zone){span_of(at, end - at), line ? ZONE_BODY : ZONE_HEADLINE}));
            if (line)
                vec_push(a, &x->body, span_of(at, end - at));
            else
                x->headline = (struct field){{raw, end}, span_of(0, end)};
        }
        at = end + 1;
    }
    x->lang = text_lang(w->text, out->raw);
    struct text t = text_read(a, w->text, out->raw, x->lang, x->zones.v, x->zones.n);
    out->telling = ARENA_NEW(a, struct telling);
    *out->telling = telling_make(a, x->id, x, &t, NULL, 0);
    return t;
}

static inline void add_figure(struct world *w, struct account *x, const char *words, double value, enum comparator c, const char *counted)
{
    struct figure *f = vec_add(&w->arena, &x->facts->figures);
    f->span = span_find(x->raw, words, 0);
    f->number = f->span;
    f->value = value;
    f->comparator = (u8)c;
    f->unit = STR_EMPTY;
    f->counted = FIELD_NONE;
    f->claimant = FIELD_NONE;
    if (counted)
        f->counted = (struct field){str_of(counted), span_find(x->raw, counted, f->span.off)};
}

static inline struct date *add_date(struct world *w, struct account *x, const char *words, const char *iso, enum date_rule rule, int direction)
{
    struct date *d = vec_add(&w->arena, &x->facts->dates);
    struct civil c;
    assert_true(civil_parse(str_of(iso), &c));
    d->span = span_find(x->raw, words, 0);
    snprintf(d->value, sizeof d->value, "%s", iso);
    d->begin = civil_day(c.year, c.month, MAX_OF(c.day, 1));
    d->end = d->begin + (c.day ? 1 : civil_month_days(c.year, c.month));
    d->type = DATE_DATE;
    d->rule = (u8)rule;
    d->direction = direction;
    return d;
}

static inline void add_statement(struct world *w, struct account *x, const char *speaker, const char *content, enum statement_type type)
{
    struct statement *s = vec_add(&w->arena, &x->facts->statements);
    s->speaker = speaker ? (struct field){str_of(speaker), span_find(x->raw, speaker, 0)} : FIELD_NONE;
    s->role = s->cue = FIELD_NONE;
    s->content = (struct field){str_of(content), span_find(x->raw, content, 0)};
    s->type = (u8)type;
}

static inline void add_name(struct world *w, struct account *x, const char *words, enum name_kind kind)
{
    struct name *n = vec_add(&w->arena, &x->facts->names);
    n->span = span_find(x->raw, words, 0);
    n->key = hash_str(str_of(words));
    n->kind = (u8)kind;
}

/* A copied passage from the words `first` to the words `last` on both sides. */
static inline struct match *add_match(struct world *w, struct matches *m, const struct account *acc, u32 a, const char *first_a, const char *last_a, u32 b,
                                      const char *first_b, const char *last_b)
{
    struct match *x = vec_add(&w->arena, m);
    *x = (struct match){.a = a, .b = b, .kind = MATCH_COPY, .words = 20, .equal = 18, .group = UINT32_MAX};
    x->in_a = span_find(acc[a].raw, first_a, 0);
    x->in_a = span_join(x->in_a, span_find(acc[a].raw, last_a, x->in_a.off));
    x->in_b = span_find(acc[b].raw, first_b, 0);
    x->in_b = span_join(x->in_b, span_find(acc[b].raw, last_b, x->in_b.off));
    return x;
}

static inline void add_edit(struct world *w, struct match *m, const struct account *acc, enum edit_class class, const char *in_a, const char *in_b)
{
    struct edit *e = vec_add(&w->arena, &m->edits);
    e->op = in_a && in_b ? EDIT_REPLACE : in_a ? EDIT_DELETE : EDIT_INSERT;
    e->class = (u8)class;
    e->a = in_a ? span_find(acc[m->a].raw, in_a, m->in_a.off) : SPAN_NULL;
    e->b = in_b ? span_find(acc[m->b].raw, in_b, m->in_b.off) : SPAN_NULL;
}

static inline void add_wire(struct world *w, struct stemma *st, const u32 *children, u32 n)
{
    struct unseen *u = vec_add(&w->arena, &st->unseen);
    u->id = S("unseen:000000000001");
    u->agency = S("AFP");
    for (u32 i = 0; i < n; i++) {
        vec_push(&w->arena, &u->witnesses, children[i]);
        *vec_add(&w->arena, &st->edges) =
            (struct edge){.child = children[i], .parent = NODE_UNSEEN | (st->unseen.n - 1), .relation = REL_WIRE, .share = 0.7, .p = 0.9};
    }
}

/* A story of all the accounts, in one event each. */
static inline struct dossier dossier_of(struct world *w, const struct account *acc, u32 n, const struct stemma *st, const struct matches *m)
{
    struct dossier d;
    struct story *s = ARENA_NEW(&w->arena, struct story);
    s->id = S("story:000000000000");
    for (u32 i = 0; i < n; i++)
        vec_push(&w->arena, &s->members, ((struct story_member){i, i}));
    dossier_make(&w->arena, w->rules, s, acc, n, st, m, &d);
    return d;
}

static inline const struct difference *find_difference(const struct dossier *d, enum difference_kind kind, const char *text)
{
    for (u32 i = 0; i < d->differences.n; i++)
        for (u32 r = 0; r < d->differences.v[i].readings.n && d->differences.v[i].kind == kind; r++)
            if (str_find(d->differences.v[i].readings.v[r].text, str_of(text), 0) != SIZE_MAX)
                return &d->differences.v[i];
    return NULL;
}

#endif
