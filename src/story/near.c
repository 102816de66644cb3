/*
** near.c - vectors and nearest neighbours. Cosine of tf-idf over stems; postings of the heaviest terms, the latest first.
*/
#include "story/near.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"

#define PRIOR_ARTICLES 2000.0f /* the weight of what is known of the news at large, in articles */
#define TOO_COMMON 0.25f       /* terms in more than a quarter of all articles tell nothing */
#define VECTOR_TERMS 60u
#define MEMBERS_COUNTED 4u     /* members of a copy group whose words count */
#define POSTED_TERMS 32u       /* heaviest terms of a vector that are indexed */
#define POSTINGS_READ 256u     /* of one term, the latest */
#define CANDIDATES 128u        /* of a node, looked at closely */
#define BUCKETS 64u            /* of first guesses, 0..1 */
#define POSTINGS_ALL 2048u     /* of all terms of a node, the heaviest first */
#define NAMES_NONE 0.7f        /* no name in common */
#define NAMES_SLOPE 0.6f
#define NAMES_ENOUGH 0.6f      /* of the names of the one that has fewer */
#define FIGURES_OTHER 0.9f     /* both have figures, and none in common */
#define MOULD_FIGURES 2u       /* as many figures each, and none in common: see near_is_mould */
#define MOULD_LIKE 0.25f       /* ... and words much alike: less alike tellings may well give other figures of one matter */
#define MOULD_FACTOR 0.35f
#define TAIL_FACTOR 0.85f      /* a glued-on article without a day must be more alike than others */

struct weighted {
    u32 term; /* dense number */
    float w;
};
/* A vector lies apart from what is posted of it: whole ones are looked at in any order, and should be found at once. */
struct vector {
    struct weighted *v; /* by term */
    u32 n;
};
struct posted {
    u32 n;
    u32 term[POSTED_TERMS]; /* the heaviest terms of a vector, the heaviest first */
    float w[POSTED_TERMS];
    u32 at[POSTED_TERMS]; /* its place in the postings: those of the term that are of earlier nodes stand before it */
};
struct vectors {
    struct vector *v;
    struct posted *posted;
};
struct corpus {
    u32 **terms;     /* of an article's terms, the dense numbers */
    u32 *df;         /* articles that hold it */
    u16 *common;
    float *rarity;   /* 0: too common */
    u32 n_terms;
};

static void count_terms(struct arena *a, const struct sketch *s, u32 n, struct corpus *c)
{
    u64 total = 0;
    for (u32 i = 0; i < n; i++)
        total += s[i].terms.n;
    struct map ids; /* stem and field of script -> 1 + dense number */
    map_init(&ids, a, total / 8);
    u32 *number = ARENA_ARRAY(a, u32, total);
    c->terms = ARENA_ARRAY(a, u32 *, n);
    struct { VEC(u32); } df = {0};
    struct { VEC(u16); } common = {0};
    for (u32 i = 0; i < n; i++) {
        c->terms[i] = number;
        for (u32 k = 0; k < s[i].terms.n; k++) {
            u64 *id = map_put(&ids, s[i].terms.v[k].stem);
            if (*id == 0) {
                vec_push(a, &df, 0);
                vec_push(a, &common, s[i].terms.v[k].common);
                *id = df.n;
            }
            df.v[*id - 1]++;
            *number++ = (u32)*id - 1;
        }
    }
    c->df = df.v;
    c->common = common.v;
    c->n_terms = df.n;
    c->rarity = ARENA_ARRAY(a, float, df.n + 1);
    for (u32 t = 0; t < df.n; t++) {
        float known = (float)common.v[t] / 65535.0f;
        float share = ((float)df.v[t] + PRIOR_ARTICLES * known) / ((float)n + PRIOR_ARTICLES);
        share = fmaxf(share, 0.7f * known); /* sketches leave common words out, so their count here is too low */
        c->rarity[t] = share > TOO_COMMON ? 0 : -logf(share);
    }
}

static int heaviest_first(const void *pa, const void *pb)
{
    const struct weighted *a = pa, *b = pb;
    if (a->w != b->w)
        return a->w < b->w ? 1 : -1;
    return a->term < b->term ? -1 : a->term > b->term;
}

static int by_term(const void *pa, const void *pb)
{
    const struct weighted *a = pa, *b = pb;
    return a->term < b->term ? -1 : a->term > b->term;
}

/* Adds a sketch's terms, whose numbers are `terms`, scaled to length one, to sum (sorted by term, joined later). */
static u32 add_sketch(const struct corpus *c, const struct sketch *s, const u32 *terms, struct weighted *sum)
{
    u32 n = 0;
    double length = 0;
    for (u32 k = 0; k < s->terms.n; k++) {
        u32 id = terms[k];
        float w = s->terms.v[k].tf * c->rarity[id];
        if (w <= 0)
            continue;
        sum[n++] = (struct weighted){id, w};
        length += (double)w * (double)w;
    }
    for (u32 k = 0; k < n; k++)
        sum[k].w /= (float)sqrt(length);
    return n;
}

/* The terms of several members, each once. */
static u32 join_terms(struct weighted *sum, u32 n)
{
    u32 m = 0;
    qsort(sum, n, sizeof *sum, by_term);
    for (u32 k = 0; k < n; k++)
        if (m && sum[m - 1].term == sum[k].term)
            sum[m - 1].w += sum[k].w;
        else
            sum[m++] = sum[k];
    return m;
}

/* The heaviest terms kept, scaled to length one. */
static void make_vector(struct arena *a, struct weighted *sum, u32 m, struct vector *out, struct posted *heavy)
{
    qsort(sum, m, sizeof *sum, heaviest_first);
    m = MIN_OF(m, VECTOR_TERMS);
    double length = 0;
    for (u32 k = 0; k < m; k++)
        length += (double)sum[k].w * (double)sum[k].w;
    out->v = ARENA_ARRAY(a, struct weighted, m + 1);
    out->n = m;
    for (u32 k = 0; k < m; k++) {
        sum[k].w /= (float)sqrt(length);
        out->v[k] = sum[k];
        if (k < POSTED_TERMS) {
            heavy->term[k] = sum[k].term;
            heavy->w[k] = sum[k].w;
            heavy->n = k + 1;
        }
    }
    qsort(out->v, m, sizeof *out->v, by_term);
}

static struct vectors make_vectors(struct arena *a, const struct corpus *c, const struct sketch *s, u32 n, const u32 *member_of, u32 n_nodes)
{
    struct vectors v = {ARENA_ARRAY(a, struct vector, n_nodes + 1), ARENA_ARRAY(a, struct posted, n_nodes + 1)};
    u32 *members = ARENA_ARRAY(a, u32, (size_t)n_nodes * MEMBERS_COUNTED + 1);
    u32 *n_members = ARENA_ARRAY(a, u32, n_nodes + 1);
    for (u32 i = 0; i < n; i++) {
        u32 x = member_of[i];
        if (n_members[x] < MEMBERS_COUNTED)
            members[x * MEMBERS_COUNTED + n_members[x]++] = i;
    }
    struct weighted sum[SKETCH_TERMS * MEMBERS_COUNTED];
    for (u32 x = 0; x < n_nodes; x++) {
        u32 m = 0;
        for (u32 k = 0; k < n_members[x]; k++) {
            u32 i = members[x * MEMBERS_COUNTED + k];
            m += add_sketch(c, &s[i], c->terms[i], sum + m);
        }
        make_vector(a, sum, n_members[x] > 1 ? join_terms(sum, m) : m, &v.v[x], &v.posted[x]);
    }
    return v;
}

#define HELD_BITS 4096u /* of a bitmap over the terms of a vector */

/* A vector spread out: a weight for each term there is. Most terms of another vector are not in it: a bitmap that is always at hand says so. */
struct spread {
    float *weight;
    u64 held[HELD_BITS / 64];
};

static void spread_put(struct spread *d, const struct vector *x)
{
    for (u32 i = 0; i < x->n; i++) {
        u32 bit = x->v[i].term % HELD_BITS;
        d->weight[x->v[i].term] = x->v[i].w;
        d->held[bit / 64] |= (u64)1 << bit % 64;
    }
}

static void spread_clear(struct spread *d, const struct vector *x)
{
    for (u32 i = 0; i < x->n; i++) {
        d->weight[x->v[i].term] = 0;
        d->held[x->v[i].term % HELD_BITS / 64] = 0;
    }
}

static float cosine(const struct vector *x, const struct spread *d)
{
    float sum = 0;
    for (u32 i = 0; i < x->n; i++) {
        u32 bit = x->v[i].term % HELD_BITS;
        if (d->held[bit / 64] >> bit % 64 & 1)
            sum += x->v[i].w * d->weight[x->v[i].term];
    }
    return sum;
}

double near_days(const struct node *a, const struct node *b)
{
    if (a->first == INT64_MIN || b->first == INT64_MIN)
        return 0;
    i64 apart = MAX_OF(b->first - a->last, a->first - b->last);
    return apart <= 0 ? 0 : (double)apart / 86400.0;
}

struct posting {
    u32 node;
    float w;
};

/* Anchors of one kind of an article. */
struct anchors {
    const u64 *v; /* sorted */
    u32 n;
};

/* What the search for neighbours works with; made once. */
struct index {
    const struct node *nodes;
    u32 n_nodes, n_terms;
    const struct vector *v;
    const struct posted *posted;
    const struct anchors *names, *figures; /* of the node's first member */
    const struct posting *post;
    const u32 *post_at; /* of a term: where its postings begin, by node */
    struct near *found; /* NEAR_MOST places a node */
    u32 *n_found;
};

/* And what each that searches has of its own. */
struct search {
    const struct index *ix;
    struct spread node;    /* the one at hand */
    float *score;          /* of a node: a first guess */
    u32 *touched;          /* nodes with a score */
    struct near *work;
};

static void post(struct arena *a, struct index *ix, struct vectors v)
{
    u32 *at = ARENA_ARRAY(a, u32, ix->n_terms + 2);
    for (u32 x = 0; x < ix->n_nodes; x++)
        for (u32 k = 0; k < v.posted[x].n && !ix->nodes[x].alone; k++)
            at[v.posted[x].term[k] + 1]++;
    for (u32 t = 0; t < ix->n_terms; t++)
        at[t + 1] += at[t];
    u32 *fill = ARENA_ARRAY(a, u32, ix->n_terms + 1);
    memcpy(fill, at, (ix->n_terms + 1) * sizeof *at);
    struct posting *p = ARENA_ARRAY(a, struct posting, at[ix->n_terms]);
    for (u32 x = 0; x < ix->n_nodes; x++)
        for (u32 k = 0; k < v.posted[x].n && !ix->nodes[x].alone; k++) {
            struct posted *h = &v.posted[x];
            h->at[k] = fill[h->term[k]]++;
            p[h->at[k]] = (struct posting){x, h->w[k]};
        }
    ix->v = v.v;
    ix->posted = v.posted;
    ix->post = p;
    ix->post_at = at;
}

static struct anchors anchors_of(struct arena *a, const struct sketch *s, enum anchor_kind kind)
{
    u32 n = 0;
    for (u32 i = 0; i < s->n_anchors; i++)
        n += (s->anchors[i] & 3) == kind;
    u64 *v = n ? ARENA_ARRAY(a, u64, n) : NULL;
    struct anchors out = {v, n};
    for (u32 i = 0; i < s->n_anchors && n; i++)
        if ((s->anchors[i] & 3) == kind)
            *v++ = s->anchors[i];
    return out;
}

static int most_alike(const void *pa, const void *pb)
{
    const struct near *a = pa, *b = pb;
    if (a->like != b->like)
        return a->like < b->like ? 1 : -1;
    return a->a < b->a ? -1 : a->a > b->a;
}

static int by_a(const void *pa, const void *pb)
{
    const struct near *a = pa, *b = pb;
    return a->a < b->a ? -1 : a->a > b->a;
}

/* The nodes before b that share a heavy term, with a first guess of their likeness. */
static u32 touch(struct search *x, u32 b)
{
    const struct posted *v = &x->ix->posted[b];
    u32 n = 0, left = POSTINGS_ALL;
    for (u32 k = 0; k < v->n && left; k++) {
        const struct posting *p = x->ix->post + x->ix->post_at[v->term[k]];
        u32 before = v->at[k] - x->ix->post_at[v->term[k]];
        u32 most = MIN_OF(POSTINGS_READ, left), end = before > most ? before - most : 0;
        left -= before - end;
        for (u32 i = before; i-- > end;) {
            u32 a = p[i].node;
            if (x->score[a] == 0)
                x->touched[n++] = a;
            x->score[a] += p[i].w * v->w[k];
        }
    }
    return n;
}

static struct anchors_shared anchors_shared(const struct anchors *x, const struct anchors *y)
{
    u32 common = 0, least = MIN_OF(x->n, y->n);
    for (u32 i = 0, j = 0; i < x->n && j < y->n;) {
        u64 a = x->v[i], b = y->v[j];
        common += a == b;
        i += a <= b;
        j += b <= a;
    }
    return (struct anchors_shared){least, least ? (float)common / (float)least : 0};
}

struct anchors_shared sketches_share(const struct sketch *x, const struct sketch *y, u32 kinds)
{
    u32 common = 0, of_x = 0, of_y = 0;
    for (u32 i = 0, j = 0; i < x->n_anchors || j < y->n_anchors;) {
        u64 a = i < x->n_anchors ? x->anchors[i] : UINT64_MAX, b = j < y->n_anchors ? y->anchors[j] : UINT64_MAX;
        bool counts = kinds >> (MIN_OF(a, b) & 3) & 1;
        common += counts && a == b;
        of_x += counts && a <= b;
        of_y += counts && b <= a;
        i += a <= b;
        j += b <= a;
    }
    u32 least = MIN_OF(of_x, of_y);
    return (struct anchors_shared){least, least ? (float)common / (float)least : 0};
}

bool near_is_mould(const struct sketch *x, const struct sketch *y)
{
    struct anchors_shared figures = sketches_share(x, y, 1u << ANCHOR_FIGURE);
    return figures.least >= MOULD_FIGURES && figures.share <= 0 && sketches_share(x, y, 1u << ANCHOR_NAME).share < NAMES_ENOUGH;
}

#define FACTOR_MOST 1.07f /* no less than anchor_factor gives */

/* What names and figures say: stories of one kind of event are told in like words, but of others. */
static float anchor_factor(const struct index *ix, u32 x, u32 y, float like)
{
    struct anchors_shared names = anchors_shared(&ix->names[x], &ix->names[y]), figures = anchors_shared(&ix->figures[x], &ix->figures[y]);
    float factor = names.least ? NAMES_NONE + NAMES_SLOPE * MIN_OF(names.share, NAMES_ENOUGH) : 1;
    if (like >= MOULD_LIKE && figures.least >= MOULD_FIGURES && figures.share <= 0 && names.share < NAMES_ENOUGH)
        return factor * MOULD_FACTOR;
    return figures.least && figures.share <= 0 ? factor * FIGURES_OTHER : factor;
}

/* The CANDIDATES best guesses of n, by a histogram: within the last bucket, the latest touched go. */
static u32 keep_best(struct near *v, u32 n)
{
    u32 bucket[BUCKETS] = {0}, cut = BUCKETS, above = 0, kept = 0;
    for (u32 i = 0; i < n; i++)
        bucket[MIN_OF((u32)(v[i].like * BUCKETS), BUCKETS - 1)]++;
    while (cut && above + bucket[cut - 1] <= CANDIDATES)
        above += bucket[--cut];
    u32 left = CANDIDATES - above; /* places for the bucket below the cut */
    for (u32 i = 0; i < n; i++) {
        u32 at = MIN_OF((u32)(v[i].like * BUCKETS), BUCKETS - 1);
        if (at >= cut || (at + 1 == cut && left && left--))
            v[kept++] = v[i];
    }
    return kept;
}

/* The candidates worth a closer look: alike enough at first guess, and near in time; not more than CANDIDATES. */
static u32 candidates(struct search *x, u32 b, u32 n)
{
    u32 m = 0;
    for (u32 i = 0; i < n; i++) {
        u32 a = x->touched[i];
        if (x->score[a] >= NEAR_LEAST / 2 && near_days(&x->ix->nodes[a], &x->ix->nodes[b]) <= NEAR_DAYS)
            x->work[m++] = (struct near){.a = a, .b = b, .like = x->score[a]};
        x->score[a] = 0;
    }
    return m > CANDIDATES ? keep_best(x->work, m) : m;
}

#define AHEAD 4u
#define LINE_BYTES 64u

/* They lie anywhere: the waits for memory overlap. */
static void ask_ahead(const struct vector *v)
{
    for (u32 at = 0; at < v->n; at += LINE_BYTES / sizeof *v->v)
        __builtin_prefetch(v->v + at);
}

/* The candidates that are alike after all, in x->work. */
static u32 look_closely(struct search *x, u32 b, u32 n)
{
    const struct index *ix = x->ix;
    u32 kept = 0;
    spread_put(&x->node, &ix->v[b]);
    for (u32 i = 0; i < n; i++) {
        u32 y = x->work[i].a;
        if (i + AHEAD < n)
            ask_ahead(&ix->v[x->work[i + AHEAD].a]);
        float like = cosine(&ix->v[y], &x->node);
        if (like * FACTOR_MOST < NEAR_LEAST)
            continue;
        like *= anchor_factor(ix, y, b, like);
        if (ix->nodes[b].tail || ix->nodes[y].tail)
            like *= TAIL_FACTOR;
        if (like >= NEAR_LEAST)
            x->work[kept++] = (struct near){.a = y, .b = b, .like = like};
    }
    spread_clear(&x->node, &ix->v[b]);
    return kept;
}

/* Neighbours of node b among those before it. */
static void nearest(struct search *x, u32 b)
{
    u32 kept = look_closely(x, b, candidates(x, b, touch(x, b)));
    if (kept > NEAR_MOST) {
        qsort(x->work, kept, sizeof *x->work, most_alike);
        kept = NEAR_MOST;
    }
    if (kept)
        qsort(x->work, kept, sizeof *x->work, by_a);
    for (u32 i = 0; i < kept; i++)
        x->ix->found[(size_t)b * NEAR_MOST + i] = x->work[i];
    x->ix->n_found[b] = kept;
}

#define TURN_NODES 512u /* searched for by one helper in one go */

static void search_turn(void *arg, u32 turn, struct arena *scratch)
{
    const struct index *ix = arg;
    u32 from = turn * TURN_NODES, to = MIN_OF(from + TURN_NODES, ix->n_nodes);
    struct search x = {.ix = ix, .node = {.weight = ARENA_ARRAY(scratch, float, ix->n_terms + 1)}, .score = ARENA_ARRAY(scratch, float, to),
                       .touched = ARENA_ARRAY(scratch, u32, to), .work = ARENA_ARRAY(scratch, struct near, to)};
    for (u32 b = from; b < to; b++)
        if (!ix->nodes[b].alone)
            nearest(&x, b);
}

void near_find(struct arena *a, const struct sketch *s, u32 n, const u32 *member_of, const struct node *nodes, u32 n_nodes,
               const struct helpers *helpers, struct nears *out)
{
    struct corpus c = {0};
    count_terms(a, s, n, &c);
    struct index ix = {.nodes = nodes, .n_nodes = n_nodes, .n_terms = c.n_terms, .found = ARENA_ARRAY(a, struct near, (size_t)n_nodes * NEAR_MOST),
                       .n_found = ARENA_ARRAY(a, u32, n_nodes)};
    post(a, &ix, make_vectors(a, &c, s, n, member_of, n_nodes));
    struct anchors *names = ARENA_ARRAY(a, struct anchors, n_nodes), *figures = ARENA_ARRAY(a, struct anchors, n_nodes);
    for (u32 x = 0; x < n_nodes; x++) {
        names[x] = anchors_of(a, &s[nodes[x].rep], ANCHOR_NAME);
        figures[x] = anchors_of(a, &s[nodes[x].rep], ANCHOR_FIGURE);
    }
    ix.names = names;
    ix.figures = figures;
    each_turn(helpers, (n_nodes + TURN_NODES - 1) / TURN_NODES, search_turn, &ix);
    out->v = ix.found;
    out->n = 0;
    out->cap = n_nodes * NEAR_MOST;
    for (u32 x = 0; x < n_nodes; x++) { /* closed up */
        memmove(out->v + out->n, ix.found + (size_t)x * NEAR_MOST, ix.n_found[x] * sizeof *out->v);
        out->n += ix.n_found[x];
    }
}
