/*
** stemma.c - from weighed options to the best tree: one parent a witness, seen or unseen, or none.
**
** For every group that tells one text the best tree is searched with an unseen source and without; the source stays where it makes the tree
** better than it costs and two witnesses at least chose it. Then, for every component of witnesses, one search: the source of all (a node above
** everything, weight 0: "its own text"), the witnesses, and the unseen sources that stayed. Ties of quoted speech alone are no descent; they
** become edges of their own.
*/
#include "trace/stemma.h"
#include "base/hash.h"
#include "trace/arborescence.h"
#include "trace/stemma_parts.h"

#include <math.h>
#include <stdlib.h>

#define GROUP_SHARE .5      /* a tie with so much of both sides (geometric mean) makes both one group .. */
#define GROUP_LEAST .25     /* .. and the greatest tie of either with so much */
#define MOSTLY_QUOTED .5
#define SLIGHT_SURE .2      /* such an edge never outweighs one of descent */
#define REJECTED_MAX 4     /* kept of a child for `why` */
#define REJECTED_LEAST -4.0
#define WEIGHT_UNIT 1e6    /* the search counts in millionths */

static const char *const relation_names[] = {
    [REL_WIRE] = "wire", [REL_COPY] = "copy", [REL_RELEASE] = "release", [REL_QUOTATION] = "quotation", [REL_COMMON] = "common",
    [REL_REVISION] = "revision",
};

const char *relation_name(enum relation r)
{
    ASSERT((size_t)r < COUNT_OF(relation_names));
    return relation_names[r];
}

static double probability(double weight) { return 1 / (1 + exp(-weight)); }

/* ---- union-find ---- */

static u32 find(u32 *up, u32 x)
{
    while (up[x] != x)
        x = up[x] = up[up[x]];
    return x;
}

static void join(u32 *up, u32 a, u32 b)
{
    a = find(up, a);
    b = find(up, b);
    up[MAX_OF(a, b)] = MIN_OF(a, b);
}

/* Numbers the sets that hold more than one member, by their least member. */
static u32 number_sets(const struct kin *k, u32 *up, u32 *set)
{
    u32 n = 0;
    bool *many = ARENA_ARRAY(k->arena, bool, k->n + 1);
    for (u32 x = 0; x < k->n; x++)
        if (find(up, x) != x)
            many[find(up, x)] = true;
    for (u32 x = 0; x < k->n; x++) {
        u32 root = find(up, x);
        set[x] = !many[root] ? UINT32_MAX : root == x ? n++ : set[root];
    }
    return n;
}

/* How much of one text two tellings are: the geometric mean of what either shares. A tail taken over from another story is little of both. */
static double sameness(const struct kin *k, const struct tie *t) { return sqrt(tie_share(k, t, t->a) * tie_share(k, t, t->b)); }

u32 kin_groups(const struct kin *k, u32 *group)
{
    u32 *up = ARENA_ARRAY(k->arena, u32, k->n + 1);
    for (u32 x = 0; x < k->n; x++)
        up[x] = x;
    for (u32 x = 0; x < k->n; x++) {
        const struct tie *best = NULL;
        for (u32 i = k->ties_at[x]; i < k->ties_at[x + 1]; i++) {
            const struct tie *t = &k->ties.v[k->ties_of[i]];
            if (is_quotation(k, t))
                continue;
            if (!best || t->n > best->n)
                best = t;
            if (sameness(k, t) >= GROUP_SHARE)
                join(up, t->a, t->b);
        }
        if (best && sameness(k, best) >= GROUP_LEAST)
            join(up, best->a, best->b);
    }
    return number_sets(k, up, group);
}

/* ---- the search ---- */

struct search {
    struct arena *arena;
    const struct kin *k;
    struct options options;
    u32 *first_option; /* of witness x, in options; [n] the end */
    u32 *group, n_groups;
    struct source *sources; /* of each group */
    bool *has_source;  /* group whose unseen source is there */
    u32 *chosen;       /* of witness x: index of its option, UINT32_MAX none */
    u32 *witnesses;    /* of a group: witnesses that chose its unseen source */
    u32 *node_w, *node_g; /* node number of a witness that is searched for, and of its group's source; else 0 */
};

/* Members of sets, set after set: of set i they stand in list[at[i]] .. list[at[i + 1] - 1]. */
struct sets {
    u32 *list, *at, n;
};

static struct sets sets_of(const struct kin *k, const u32 *set, u32 n_sets)
{
    struct sets s = {ARENA_ARRAY(k->arena, u32, k->n + 1), ARENA_ARRAY(k->arena, u32, n_sets + 2), n_sets};
    u32 *fill = ARENA_ARRAY(k->arena, u32, n_sets + 1);
    for (u32 x = 0; x < k->n; x++)
        if (set[x] != UINT32_MAX)
            s.at[set[x] + 1]++;
    for (u32 i = 0; i < n_sets; i++)
        s.at[i + 1] += s.at[i];
    for (u32 x = 0; x < k->n; x++)
        if (set[x] != UINT32_MAX)
            s.list[s.at[set[x]] + fill[set[x]]++] = x;
    return s;
}

struct arc_list {
    struct { VEC(struct arc); } arcs;
    struct { VEC(u32); } option_of; /* of arc i; UINT32_MAX: from the source of all */
};

static void add_arc(struct search *s, struct arc_list *l, u32 from, u32 to, double weight, u32 option)
{
    vec_push(s->arena, &l->arcs, ((struct arc){from, to, llround(weight * WEIGHT_UNIT)}));
    vec_push(s->arena, &l->option_of, option);
}

static void add_arcs_into(struct search *s, struct arc_list *l, u32 x)
{
    add_arc(s, l, 0, s->node_w[x], 0, UINT32_MAX);
    for (u32 i = s->first_option[x]; i < s->first_option[x + 1]; i++) {
        const struct option *o = &s->options.v[i];
        bool unseen = o->parent & NODE_UNSEEN;
        u32 from = unseen ? s->node_g[o->parent & ~NODE_UNSEEN] : s->node_w[o->parent];
        if (o->weight > 0 && from && (unseen || !is_quotation(s->k, &s->k->ties.v[o->tie])))
            add_arc(s, l, from, s->node_w[x], o->weight, i);
    }
}

/* The best tree over some witnesses and the sources that are there; fills `chosen` and gives its weight. */
static i64 search_tree(struct search *s, const u32 *members, u32 n)
{
    u32 nodes = 1;
    struct arc_list l = {0};
    for (u32 i = 0; i < n; i++)
        s->node_w[members[i]] = nodes++;
    for (u32 i = 0; i < n; i++) {
        u32 g = s->group[members[i]];
        if (g == UINT32_MAX)
            continue;
        s->witnesses[g] = 0;
        if (s->has_source[g] && !s->node_g[g]) {
            s->node_g[g] = nodes++;
            add_arc(s, &l, 0, s->node_g[g], s->sources[g].weight, UINT32_MAX);
        }
    }
    for (u32 i = 0; i < n; i++)
        add_arcs_into(s, &l, members[i]);
    u32 *best = ARENA_ARRAY(s->arena, u32, nodes);
    bool found = arborescence_best(s->arena, nodes, 0, l.arcs.v, l.arcs.n, best);
    ASSERT(found);
    i64 sum = 0;
    for (u32 v = 1; v < nodes; v++)
        sum += l.arcs.v[best[v]].weight;
    for (u32 i = 0; i < n; i++) {
        u32 x = members[i], o = s->chosen[x] = l.option_of.v[best[s->node_w[x]]];
        if (o != UINT32_MAX && (s->options.v[o].parent & NODE_UNSEEN))
            s->witnesses[s->group[x]]++;
    }
    for (u32 i = 0; i < n; i++) {
        s->node_w[members[i]] = 0;
        s->node_g[s->group[members[i]] == UINT32_MAX ? s->n_groups : s->group[members[i]]] = 0;
    }
    return sum;
}

/* Is a text behind the group likelier than none? */
static void decide_source(struct search *s, u32 g, const u32 *members, u32 n)
{
    i64 without = search_tree(s, members, n);
    s->has_source[g] = true;
    i64 with = search_tree(s, members, n);
    s->has_source[g] = s->witnesses[g] > 1 && with > without;
}

/* Takes away the sources that fewer than two witnesses chose; true where there was one. */
static bool withdraw_sources(struct search *s, const u32 *members, u32 n)
{
    bool any = false;
    for (u32 i = 0; i < n; i++) {
        u32 g = s->group[members[i]];
        if (g != UINT32_MAX && s->has_source[g] && s->witnesses[g] < 2) {
            s->has_source[g] = false;
            any = true;
        }
    }
    return any;
}

static void search_all(struct search *s)
{
    const struct kin *k = s->k;
    u32 n = k->n, *up = ARENA_ARRAY(s->arena, u32, n + 1), *set = ARENA_ARRAY(s->arena, u32, n + 1);
    for (u32 o = 0; o < s->options.n; o++)
        s->first_option[s->options.v[o].child + 1]++;
    for (u32 x = 0; x < n; x++) {
        up[x] = x;
        s->first_option[x + 1] += s->first_option[x];
    }
    struct sets groups = sets_of(k, s->group, s->n_groups);
    for (u32 g = 0; g < groups.n; g++)
        decide_source(s, g, groups.list + groups.at[g], groups.at[g + 1] - groups.at[g]);
    for (u32 t = 0; t < k->ties.n; t++)
        if (!is_quotation(k, &k->ties.v[t]))
            join(up, k->ties.v[t].a, k->ties.v[t].b);
    struct sets parts = sets_of(k, set, number_sets(k, up, set));
    for (u32 i = 0; i < parts.n; i++) {
        const u32 *members = parts.list + parts.at[i];
        u32 size = parts.at[i + 1] - parts.at[i];
        do
            search_tree(s, members, size);
        while (withdraw_sources(s, members, size));
    }
}

/* ---- edges ---- */

static double covered_share(const struct kin *k, u32 x)
{
    u32 covered = 0, n = telling_words(k, x);
    for (u32 i = 0; i < n; i++)
        covered += k->places[x][i].cover > 0;
    return n ? (double)covered / n : 0;
}

static void make_edge(const struct kin *k, const struct option *o, struct edge *e)
{
    bool unseen = o->parent & NODE_UNSEEN;
    e->child = o->child;
    e->parent = o->parent;
    e->p = probability(o->weight);
    e->share = unseen ? covered_share(k, o->child) : tie_share(k, &k->ties.v[o->tie], o->child);
    e->relation = unseen ? REL_COMMON : relation_of(k, o);
    option_explain(k->arena, k, o, e);
}

/* The edge of an option that was chosen. What speaks for an unseen source speaks for each of its witnesses, in equal parts. */
static void accept_edge(const struct search *s, const struct option *o, struct edge *e)
{
    struct option whole = *o;
    if (o->parent & NODE_UNSEEN) {
        u32 g = o->parent & ~NODE_UNSEEN;
        for (u32 f = 0; f < F_COUNT; f++)
            whole.x[f] += s->sources[g].x[f] / s->witnesses[g];
        option_weigh(s->k, &whole);
    }
    make_edge(s->k, &whole, e);
    e->p = fmax(e->p, .5); /* the tree as a whole was likelier */
}

/* Which witnesses hang together over edges of descent: up[x], and up[n + u] of the unseen source u. */
static u32 *join_descent(const struct kin *k, const struct stemma *out)
{
    u32 *up = ARENA_ARRAY(k->arena, u32, k->n + out->unseen.n + 1);
    for (u32 x = 0; x < k->n + out->unseen.n; x++)
        up[x] = x;
    for (u32 i = 0; i < out->edges.n; i++) {
        const struct edge *e = &out->edges.v[i];
        join(up, e->child, e->parent & NODE_UNSEEN ? k->n + (e->parent & ~NODE_UNSEEN) : e->parent);
    }
    return up;
}

/* Passages shared without descent: the later one is the child. */
static void slight_edges(const struct kin *k, const struct options *options, struct stemma *out)
{
    u32 *up = join_descent(k, out);
    for (u32 i = 0; i < options->n; i++) {
        const struct option *o = &options->v[i];
        struct option slight;
        if (find(up, o->child) == find(up, o->parent & NODE_UNSEEN ? o->child : o->parent) || !slight_possible(k, o, &slight) || slight.weight <= 0)
            continue;
        struct edge *e = vec_add(k->arena, &out->edges);
        make_edge(k, &slight, e);
        e->p = .5 + (e->p - .5) * SLIGHT_SURE;
        e->relation = relation_of_slight(k, &slight);
    }
}

static int by_weight(const void *x, const void *y)
{
    const struct option *const *a = x, *const *b = y;
    if ((*a)->weight != (*b)->weight)
        return (*a)->weight > (*b)->weight ? -1 : 1;
    return ((*a)->parent > (*b)->parent) - ((*a)->parent < (*b)->parent);
}

/* What a child might have come from besides: the weightiest few. */
static void reject_edges(const struct search *s, u32 from, u32 to, struct stemma *out)
{
    const struct option **rest = ARENA_ARRAY(s->arena, const struct option *, to - from + 1);
    u32 n = 0;
    for (u32 o = from; o < to; o++)
        if (o != s->chosen[s->options.v[o].child] && s->options.v[o].weight > REJECTED_LEAST && !(s->options.v[o].parent & NODE_UNSEEN))
            rest[n++] = &s->options.v[o];
    qsort(rest, n, sizeof *rest, by_weight);
    u32 best = s->chosen[s->options.v[from].child];
    double rival = best == UINT32_MAX ? 0 : s->options.v[best].weight;
    for (u32 i = 0; i < n && i < REJECTED_MAX; i++) {
        struct edge *e = vec_add(s->arena, &out->rejected);
        make_edge(s->k, rest[i], e);
        e->p = fmin(probability(rest[i]->weight - fmax(rival, 0)), .49);
    }
}

static int by_child(const void *x, const void *y)
{
    const struct edge *a = x, *b = y;
    if (a->child != b->child)
        return a->child < b->child ? -1 : 1;
    return (a->parent > b->parent) - (a->parent < b->parent);
}

/* ---- unseen sources ---- */

/* Makes a source of each group that still has one, and renumbers the edges to it. Edges are in order of the child. */
static void name_sources(const struct search *s, struct stemma *out)
{
    u32 *number = ARENA_ARRAY(s->arena, u32, s->n_groups + 1); /* of a group: 1 + the index of its source */
    for (u32 i = 0; i < out->edges.n; i++) {
        struct edge *e = &out->edges.v[i];
        if (!(e->parent & NODE_UNSEEN))
            continue;
        u32 g = e->parent & ~NODE_UNSEEN;
        if (!number[g]) {
            str id = s->k->w[e->child].article->id;
            vec_add(s->arena, &out->unseen)->id = arena_fmt(s->arena, "unseen:%012llx", (unsigned long long)(hash_str(id) >> 16));
            number[g] = out->unseen.n;
        }
        e->parent = NODE_UNSEEN | (number[g] - 1);
        vec_push(s->arena, &out->unseen.v[number[g] - 1].witnesses, e->child);
    }
    for (u32 u = 0; u < out->unseen.n; u++)
        out->unseen.v[u].text = unseen_text(s->k, out->unseen.v[u].witnesses.v, out->unseen.v[u].witnesses.n);
}

void stemma_build(struct arena *a, const struct stemma_rules *rules, const struct habits *habits, const struct witness *w, u32 n,
                  const struct matches *m, struct stemma *out)
{
    memset(out, 0, sizeof *out);
    struct kin k;
    kin_build(&k, a, rules, habits, w, n, m);
    struct search s = {.arena = a, .k = &k, .group = ARENA_ARRAY(a, u32, n + 1), .chosen = ARENA_ARRAY(a, u32, n + 1)};
    s.n_groups = kin_groups(&k, s.group);
    s.has_source = ARENA_ARRAY(a, bool, s.n_groups + 1);
    s.witnesses = ARENA_ARRAY(a, u32, s.n_groups + 1);
    s.node_w = ARENA_ARRAY(a, u32, n + 1);
    s.node_g = ARENA_ARRAY(a, u32, s.n_groups + 1);
    s.first_option = ARENA_ARRAY(a, u32, n + 2);
    s.sources = options_make(&k, s.group, s.n_groups, &s.options);
    for (u32 x = 0; x < n; x++)
        s.chosen[x] = UINT32_MAX;
    search_all(&s);
    for (u32 o = 0; o < s.options.n;) {
        u32 x = s.options.v[o].child, end = o;
        while (end < s.options.n && s.options.v[end].child == x)
            end++;
        if (s.chosen[x] != UINT32_MAX)
            accept_edge(&s, &s.options.v[s.chosen[x]], vec_add(a, &out->edges));
        reject_edges(&s, o, end, out);
        o = end;
    }
    name_sources(&s, out);
    slight_edges(&k, &s.options, out);
    if (out->edges.n)
        qsort(out->edges.v, out->edges.n, sizeof *out->edges.v, by_child);
    origins_find(&k, out);
}
