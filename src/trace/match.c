/*
** match.c - two tellings to the passages they share.
*/
#include "trace/match.h"
#include "trace/align.h"
#include <stdlib.h>

#define EQUAL_LEAST 9        /* equal words of a passage that has no run of PRINT_GUARANTEE, */
#define EQUAL_TEXT_WORDS 2000 /* one more for so many words of the shorter text: chance finds more in a long one */
#define WEIGHT_LEAST (6 * WEIGHT_WORD)
#define EQUAL_PERCENT 50     /* of its aligned words */
#define KIN_WORDS 20         /* two tellings with a passage of so many equal words are kin: */
#define KIN_EQUAL_LEAST 7    /* less is asked of what else they share */
#define KIN_WEIGHT_LEAST (4 * WEIGHT_WORD)

const char *match_kind_name(enum match_kind k)
{
    static const char *const name[] = {"copy", "quotation", "background", "boilerplate"};
    return name[k];
}

const char *edit_op_name(enum edit_op o)
{
    static const char *const name[] = {"replace", "insert", "delete"};
    return name[o];
}

const char *edit_class_name(enum edit_class c)
{
    static const char *const name[] = {"spelling", "inflection", "wording", "order", "figure", "date", "name"};
    return name[c];
}

/* Which words of a telling stand in a passage already. */
struct covered {
    bool *a, *b;
};

/* A chain tells something new where it holds words that no better passage covers: enough of them on both sides, or, where a passage is
** printed twice in one telling, a run that is new on one. */
static bool chain_is_new(const struct covered *c, const struct chain *chain)
{
    u32 n = 0, new_a = 0, new_b = 0;
    bool run_new = false;
    for (u32 k = 0; k < chain->runs.n; k++) {
        const struct run *r = &chain->runs.v[k];
        for (u32 w = 0; w < r->n; w++) {
            new_a += !c->a[r->i + w];
            new_b += !c->b[r->j + w];
            run_new |= r->n >= PRINT_GUARANTEE && (!c->a[r->i + w] || !c->b[r->j + w]);
        }
        n += r->n;
    }
    return run_new || MIN_OF(new_a, new_b) * 2 > n;
}

/* The runs of a chain without the words at their ends that are covered on both sides; a run long enough to be promised stays so. */
static void chain_trim(struct arena *a, const struct covered *c, struct chain *chain)
{
    struct runs kept = {0};
    for (u32 k = 0; k < chain->runs.n; k++) {
        struct run r = chain->runs.v[k];
        u32 least = r.n >= PRINT_GUARANTEE ? PRINT_GUARANTEE : 0;
        while (r.n > least && c->a[r.i] && c->b[r.j])
            r.i++, r.j++, r.n--;
        while (r.n > least && c->a[r.i + r.n - 1] && c->b[r.j + r.n - 1])
            r.n--;
        if (r.n)
            vec_push(a, &kept, r);
    }
    chain->runs = kept;
}

static bool passage_holds(const struct sides *s, const struct passage *p, bool kin)
{
    if (p->longest >= PRINT_GUARANTEE)
        return true;
    u32 weight = 0;
    for (u32 k = 0; k < p->runs.n; k++)
        weight += run_weight(s, p->runs.v[k].i, p->runs.v[k].n);
    u32 least = (kin ? KIN_EQUAL_LEAST : EQUAL_LEAST) + MIN_OF(s->a->n, s->b->n) / EQUAL_TEXT_WORDS;
    return p->equal >= least && weight >= (kin ? KIN_WEIGHT_LEAST : WEIGHT_LEAST) &&
           p->equal * 100 >= p->core * EQUAL_PERCENT;
}

static void cover(struct covered *c, const struct passage *p)
{
    memset(c->a + p->a0, 1, p->a1 - p->a0);
    memset(c->b + p->b0, 1, p->b1 - p->b0);
}

/* Only quoted words are shared: nine in ten equal words stand inside quotation marks on both sides. */
static bool is_quotation(const struct sides *s, const struct passage *p)
{
    u32 quoted = 0;
    for (u32 k = 0; k < p->runs.n; k++)
        for (u32 w = 0; w < p->runs.v[k].n; w++)
            quoted += (s->a->words[p->runs.v[k].i + w].flags & s->b->words[p->runs.v[k].j + w].flags & WORD_QUOTED) != 0;
    return quoted * 10 >= p->equal * 9;
}

/* Stock phrases, titles and names (where they count), and little else. */
static bool is_formula(const struct sides *s, const struct passage *p, bool names_count)
{
    u32 rest = 0;
    for (u32 k = 0; k < p->runs.n; k++) {
        u32 end = p->runs.v[k].i + p->runs.v[k].n;
        for (u32 i = p->runs.v[k].i; i < end;) {
            u32 n = rules_formula(s->rules, s->a, i, end);
            rest += n || (names_count && s->a->words[i].mark == MARK_NAME) ? 0 : run_weight(s, i, 1) >= WEIGHT_WORD;
            i += MAX_OF(n, 1u);
        }
    }
    return rest < 4 || rest * 3 < p->equal;
}

static void report(struct arena *a, const struct sides *s, const struct passage *p, struct matches *out)
{
    struct match *m = vec_add(a, out);
    m->in_a = telling_span(s->a, p->a0, p->a1);
    m->in_b = telling_span(s->b, p->b0, p->b1);
    m->kind = m->own = is_quotation(s, p) ? MATCH_QUOTATION : is_formula(s, p, true) ? MATCH_BOILERPLATE : MATCH_COPY;
    m->words = p->aligned;
    m->equal = p->equal;
    m->group = UINT32_MAX;
    edits_find(a, s, p, m);
}

static int by_place(const void *x, const void *y)
{
    const struct passage *a = x, *b = y;
    if (a->a0 != b->a0)
        return a->a0 < b->a0 ? -1 : 1;
    return (a->b0 > b->b0) - (a->b0 < b->b0);
}

#define JOIN_LOOK 4 /* passages back that one may belong to */

/* Passages in order become one where they touch. */
static void passages_join(struct arena *a, const struct sides *s, struct passages *v)
{
    if (!v->n)
        return;
    qsort(v->v, v->n, sizeof *v->v, by_place);
    u32 kept = 0;
    for (u32 k = 0; k < v->n; k++) {
        bool joined = false;
        for (u32 back = 1; back <= MIN_OF(kept, (u32)JOIN_LOOK) && !joined; back++) {
            struct passage *p = &v->v[kept - back];
            joined = p->b0 < v->v[k].b0 && passage_join(a, s, p, &v->v[k]);
        }
        if (!joined)
            v->v[kept++] = v->v[k];
    }
    v->n = kept;
}

#define INNER_LOOK 256 /* passages back that one may stand inside: text that is repeated without end is told as it is found */

static bool holds_passage(const struct passage *p, const struct passage *q)
{
    return p->a0 <= q->a0 && p->a1 >= q->a1 && p->b0 <= q->b0 && p->b1 >= q->b1;
}

/* One passage, one alignment: what stands inside another on both sides goes. Passages are in order and stay so. */
static void passages_drop_inner(struct arena *a, struct passages *v)
{
    u32 *reach = ARENA_ARRAY(a, u32, v->n + 1); /* where the passages before k end, in a */
    bool *inner = ARENA_ARRAY(a, bool, v->n + 1);
    for (u32 k = 0; k < v->n; k++) {
        reach[k + 1] = MAX_OF(reach[k], v->v[k].a1);
        for (u32 back = 1; back <= MIN_OF(k, (u32)INNER_LOOK) && reach[k + 1 - back] > v->v[k].a0 && !inner[k]; back++) {
            inner[k] = !inner[k - back] && holds_passage(&v->v[k - back], &v->v[k]);
            inner[k - back] |= !inner[k] && holds_passage(&v->v[k], &v->v[k - back]);
        }
    }
    u32 kept = 0;
    for (u32 k = 0; k < v->n; k++)
        if (!inner[k])
            v->v[kept++] = v->v[k];
    v->n = kept;
}

void match_passages(struct arena *a, const struct trace_rules *rules, const struct prepared *x, const struct prepared *y, struct passages *out)
{
    struct sides s = sides_of(rules, x, y);
    struct runs seeds = seeds_find(a, &s);
    struct chains chains = chains_find(a, &s, &seeds);
    if (!chains.n)
        return;
    struct covered covered = {ARENA_ARRAY(a, bool, s.a->n), ARENA_ARRAY(a, bool, s.b->n)};
    bool kin = false;
    for (u32 k = 0; k < chains.n; k++) {
        if (!chain_is_new(&covered, &chains.v[k]))
            continue;
        chain_trim(a, &covered, &chains.v[k]);
        struct passages parts = {0};
        passage_align(a, &s, &chains.v[k], &parts);
        for (u32 p = 0; p < parts.n; p++) {
            if (!passage_holds(&s, &parts.v[p], kin))
                continue;
            kin |= parts.v[p].equal >= KIN_WORDS;
            cover(&covered, &parts.v[p]);
            vec_push(a, out, parts.v[p]);
        }
    }
    passages_join(a, &s, out);
    passages_drop_inner(a, out);
}

bool match_hangs_on_names(const struct trace_rules *rules, const struct prepared *x, const struct prepared *y, const struct passage *p)
{
    struct sides s = sides_of(rules, x, y);
    return !is_quotation(&s, p) && is_formula(&s, p, true) && !is_formula(&s, p, false);
}

void match_report(struct arena *a, const struct trace_rules *rules, const struct prepared *x, const struct prepared *y, const struct passages *found,
                  struct matches *out)
{
    struct sides s = sides_of(rules, x, y);
    for (u32 k = 0; k < found->n; k++)
        report(a, &s, &found->v[k], out);
}

void match_prepared(struct arena *a, const struct trace_rules *rules, const struct prepared *x, const struct prepared *y, struct matches *out)
{
    struct passages found = {0};
    match_passages(a, rules, x, y, &found);
    match_report(a, rules, x, y, &found, out);
}

void match_pair(struct arena *a, const struct trace_rules *rules, const struct telling *ta, const struct telling *tb, struct matches *out)
{
    struct prepared x = prepared_make(arena_room(a, prepared_bytes(ta)), rules, ta), y = prepared_make(arena_room(a, prepared_bytes(tb)), rules, tb);
    match_prepared(a, rules, &x, &y, out);
}
