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
#define POSTINGS_READ 512u     /* of one term, the latest */
#define NAMES_NONE 0.7f        /* no name in common */
#define NAMES_SLOPE 0.6f
#define NAMES_ENOUGH 0.6f      /* of the names of the one that has fewer */
#define FIGURES_OTHER 0.9f     /* both have figures, and none in common */
#define MOULD_FIGURES 2u       /* as many figures each, and none in common: see near_is_mould */
#define MOULD_FACTOR 0.35f
#define TAIL_FACTOR 0.85f      /* a glued-on article without a day must be more alike than others */

struct weighted {
    u32 term; /* dense number */
    float w;
};
struct vector {
    struct weighted *v; /* by term */
    u32 n;
    u32 heavy[POSTED_TERMS]; /* its heaviest terms, the heaviest first */
    float heavy_w[POSTED_TERMS];
    u32 n_heavy;
};
struct corpus {
    struct map ids;  /* stem and field of script -> 1 + dense number */
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
    map_init(&c->ids, a, total / 8);
    struct { VEC(u32); } df = {0};
    struct { VEC(u16); } common = {0};
    for (u32 i = 0; i < n; i++)
        for (u32 k = 0; k < s[i].terms.n; k++) {
            u64 *id = map_put(&c->ids, s[i].terms.v[k].stem);
            if (*id == 0) {
                vec_push(a, &df, 0);
                vec_push(a, &common, s[i].terms.v[k].common);
                *id = df.n;
            }
            df.v[*id - 1]++;
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

/* Adds a sketch's terms, scaled to length one, to sum (sorted by term, joined later). */
static u32 add_sketch(const struct corpus *c, const struct sketch *s, struct weighted *sum)
{
    u32 n = 0;
    double length = 0;
    for (u32 k = 0; k < s->terms.n; k++) {
        u32 id = (u32)(*map_get(&c->ids, s->terms.v[k].stem) - 1);
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

/* The members' terms joined, the heaviest kept, scaled to length one. */
static void make_vector(struct arena *a, struct weighted *sum, u32 n, struct vector *out)
{
    qsort(sum, n, sizeof *sum, by_term);
    u32 m = 0;
    for (u32 k = 0; k < n; k++)
        if (m && sum[m - 1].term == sum[k].term)
            sum[m - 1].w += sum[k].w;
        else
            sum[m++] = sum[k];
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
            out->heavy[k] = sum[k].term;
            out->heavy_w[k] = sum[k].w;
            out->n_heavy = k + 1;
        }
    }
    qsort(out->v, m, sizeof *out->v, by_term);
}

static struct vector *make_vectors(struct arena *a, const struct corpus *c, const struct sketch *s, u32 n, const u32 *member_of, u32 n_nodes)
{
    struct vector *v = ARENA_ARRAY(a, struct vector, n_nodes + 1);
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
        for (u32 k = 0; k < n_members[x]; k++)
            m += add_sketch(c, &s[members[x * MEMBERS_COUNTED + k]], sum + m);
        make_vector(a, sum, m, &v[x]);
    }
    return v;
}

static float cosine(const struct vector *x, const struct vector *y)
{
    float sum = 0;
    for (u32 i = 0, j = 0; i < x->n && j < y->n;) {
        if (x->v[i].term == y->v[j].term)
            sum += x->v[i++].w * y->v[j++].w;
        else if (x->v[i].term < y->v[j].term)
            i++;
        else
            j++;
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
struct postings {
    VEC(struct posting);
};

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

/* The nodes before b that share a heavy term, with a first guess of their likeness in score[]. */
static u32 touch(const struct postings *post, const struct vector *v, const struct node *nodes, u32 b, float *score, u32 *touched)
{
    u32 n = 0;
    for (u32 k = 0; k < v[b].n_heavy; k++) {
        const struct postings *p = &post[v[b].heavy[k]];
        u32 end = p->n > POSTINGS_READ ? p->n - POSTINGS_READ : 0;
        for (u32 i = p->n; i-- > end;) {
            u32 x = p->v[i].node;
            if (near_days(&nodes[x], &nodes[b]) > NEAR_DAYS)
                continue;
            if (score[x] == 0)
                touched[n++] = x;
            score[x] += p->v[i].w * v[b].heavy_w[k];
        }
    }
    return n;
}

/* Anchors of one kind: of the article that has fewer, how many, and which share of them the other has too. */
struct anchors_shared {
    u32 least;
    float share;
};

static struct anchors_shared anchors_shared(const struct sketch *x, const struct sketch *y, enum anchor_kind kind)
{
    u32 common = 0, of_x = 0, of_y = 0;
    for (u32 i = 0, j = 0; i < x->n_anchors || j < y->n_anchors;) {
        u64 a = i < x->n_anchors ? x->anchors[i] : UINT64_MAX, b = j < y->n_anchors ? y->anchors[j] : UINT64_MAX;
        bool counts = (MIN_OF(a, b) & 3) == kind;
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
    struct anchors_shared figures = anchors_shared(x, y, ANCHOR_FIGURE);
    return figures.least >= MOULD_FIGURES && figures.share <= 0 && anchors_shared(x, y, ANCHOR_NAME).share < NAMES_ENOUGH;
}

/* What names and figures say: stories of one kind of event are told in like words, but of others. */
static float anchor_factor(const struct sketch *x, const struct sketch *y)
{
    struct anchors_shared names = anchors_shared(x, y, ANCHOR_NAME), figures = anchors_shared(x, y, ANCHOR_FIGURE);
    float factor = names.least ? NAMES_NONE + NAMES_SLOPE * MIN_OF(names.share, NAMES_ENOUGH) : 1;
    if (figures.least >= MOULD_FIGURES && figures.share <= 0 && names.share < NAMES_ENOUGH)
        return factor * MOULD_FACTOR;
    return figures.least && figures.share <= 0 ? factor * FIGURES_OTHER : factor;
}

/* Neighbours of node b among those before it. */
static void nearest(struct arena *a, const struct sketch *s, const struct vector *v, const struct node *nodes, u32 b, float *score, const u32 *touched, u32 n,
                    struct near *work, struct nears *out)
{
    u32 m = 0;
    for (u32 i = 0; i < n; i++) {
        if (score[touched[i]] >= NEAR_LEAST / 2)
            work[m++] = (struct near){.a = touched[i], .b = b, .like = score[touched[i]]};
        score[touched[i]] = 0;
    }
    if (m > 4 * NEAR_MOST) {
        qsort(work, m, sizeof *work, most_alike);
        m = 4 * NEAR_MOST;
    }
    u32 kept = 0;
    for (u32 i = 0; i < m; i++) {
        float like = cosine(&v[work[i].a], &v[b]) * anchor_factor(&s[nodes[work[i].a].rep], &s[nodes[b].rep]);
        if (nodes[b].tail || nodes[work[i].a].tail)
            like *= TAIL_FACTOR;
        if (like >= NEAR_LEAST)
            work[kept++] = (struct near){.a = work[i].a, .b = b, .like = like};
    }
    if (kept > NEAR_MOST) {
        qsort(work, kept, sizeof *work, most_alike);
        kept = NEAR_MOST;
    }
    if (kept)
        qsort(work, kept, sizeof *work, by_a);
    for (u32 i = 0; i < kept; i++)
        vec_push(a, out, work[i]);
}

void near_find(struct arena *a, const struct sketch *s, u32 n, const u32 *member_of, const struct node *nodes, u32 n_nodes, struct nears *out)
{
    struct corpus c = {0};
    count_terms(a, s, n, &c);
    struct vector *v = make_vectors(a, &c, s, n, member_of, n_nodes);
    struct postings *post = ARENA_ARRAY(a, struct postings, c.n_terms + 1);
    float *score = ARENA_ARRAY(a, float, n_nodes + 1);
    u32 *touched = ARENA_ARRAY(a, u32, n_nodes + 1);
    struct near *work = ARENA_ARRAY(a, struct near, n_nodes + 1);
    for (u32 b = 0; b < n_nodes; b++) {
        if (nodes[b].alone)
            continue;
        u32 m = touch(post, v, nodes, b, score, touched);
        nearest(a, s, v, nodes, b, score, touched, m, work, out);
        for (u32 k = 0; k < v[b].n_heavy; k++)
            vec_push(a, &post[v[b].heavy[k]], ((struct posting){b, v[b].heavy_w[k]}));
    }
}
