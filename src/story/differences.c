/*
** differences.c - where the tellings of a story differ: figures, wording, names, quotations, passages left out, credits.
**
** Shared passages are collated (collate.c); figures come from their slots (figures.c); what stands here needs no shared passage:
** names told longer or shorter, statements told in other words, sentences of a chain that some tellings lack, credits.
*/
#include <stdlib.h>

#include "base/hash.h"
#include "story/collate.h"
#include "story/written.h"

const char *difference_kind_name(enum difference_kind k)
{
    static const char *const names[] = {"figure", "date", "name", "wording", "omission", "addition", "quote", "credit"};
    return names[k];
}

#define CHAIN_MOST 24u       /* tellings of a chain whose sentences are compared; a longer chain is compared by its first ones */
#define SENTENCE_WORDS 5u    /* shorter ones are no passage */
#define HAS_COVERED 0.6f     /* words covered by a match: the other has the sentence */
#define LACKS_COVERED 0.2f
#define LACKS_ALIKE 0.5f     /* ... and no sentence there says as much of it */
#define QUOTE_ALIKE 0.5f
#define QUOTE_STEMS 4u
#define QUOTE_DAYS 3         /* apart at most: later ones are of another occasion */
#define QUOTES_MOST 600u     /* statements of a story that are compared */
#define NAMES_MOST 2000u

/* ---- figures ---- */
static void add_figures(const struct view *v, struct dossier *out)
{
    for (u32 i = 0; i < out->figures.n; i++) {
        const struct figure_line *f = &out->figures.v[i];
        u32 first = UINT32_MAX;
        bool several = false;
        for (u32 r = 0; r < f->readings.n; r++)
            for (u32 b = 0; b < f->readings.v[r].bearers.n; b++) {
                u32 acc = f->readings.v[r].bearers.v[b].account;
                several = several || (first != UINT32_MAX && acc != first);
                first = acc;
            }
        if (!f->disagree || !several)
            continue;
        /* one number in a shared passage, hedged otherwise, is a matter of words */
        struct difference d = {.kind = f->aligned && !f->conflict ? DIFF_WORDING : DIFF_FIGURE, .slot = f->slot};
        for (u32 r = 0; r < f->readings.n; r++)
            vec_push(v->arena, &d.readings, f->readings.v[r]);
        vec_push(v->arena, &out->differences, d);
    }
}

/* ---- names ---- */
struct variant {
    u32 acc, from, to;
    span span;
    u64 hash; /* of its stems in order */
    u32 head, last;
    struct bag bag;
    u8 kind;
};

static int by_hash(const void *pa, const void *pb)
{
    const struct variant *a = pa, *b = pb;
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->acc != b->acc)
        return a->acc < b->acc ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

/* One form holds the other: the same first and last word, more between. */
static bool is_longer_form(const struct variant *x, const struct variant *y)
{
    return x->kind == y->kind && x->head == y->head && x->last == y->last && x->to - x->from > y->to - y->from && y->to - y->from >= 2 && y->bag.n >= 2 &&
           bag_contained(&x->bag, &y->bag) > 0.99f && x->bag.n > y->bag.n;
}

static bool both_in_one(const struct variant *v, u32 x0, u32 x1, u32 y0, u32 y1)
{
    for (u32 i = x0; i < x1; i++)
        for (u32 k = y0; k < y1; k++)
            if (v[i].acc == v[k].acc)
                return true;
    return false;
}

static void add_variants(const struct view *v, const struct variant *x, u32 n, struct difference *d)
{
    struct reading *r = vec_add(v->arena, &d->readings);
    r->text = view_text(v, x[0].acc, x[0].span);
    r->value = S("null");
    for (u32 i = 0; i < n; i++)
        if (i == 0 || x[i].acc != x[i - 1].acc)
            vec_push(v->arena, &r->bearers, ((struct bearer){x[i].acc, x[i].span}));
}

static void add_names(const struct view *v, struct dossier *out)
{
    struct { VEC(struct variant); } n = {0};
    for (u32 i = 0; i < v->n; i++)
        for (u32 k = 0; k < v->acc[i].facts->names.n && n.n < NAMES_MOST; k++) {
            const struct name *name = &v->acc[i].facts->names.v[k];
            struct variant x = {.acc = i, .span = name->span, .kind = name->kind};
            if (name->kind != NAME_ORGANISATION || !view_words(v, i, name->span, &x.from, &x.to) || x.to - x.from < 2)
                continue;
            for (u32 w = x.from; w < x.to; w++)
                x.hash = hash_join(x.hash, v->v[i].stem[w]);
            x.head = v->v[i].stem[x.from];
            x.last = v->v[i].stem[x.to - 1];
            x.bag = bag_make(v->arena, &v->v[i], x.from, x.to);
            vec_push(v->arena, &n, x);
        }
    if (n.n == 0)
        return;
    qsort(n.v, n.n, sizeof *n.v, by_hash);
    for (u32 x = 0, x1; x < n.n; x = x1) {
        for (x1 = x; x1 < n.n && n.v[x1].hash == n.v[x].hash; x1++)
            ;
        for (u32 y = x1, y1; y < n.n && n.v[y].head == n.v[x].head; y = y1) {
            for (y1 = y; y1 < n.n && n.v[y1].hash == n.v[y].hash; y1++)
                ;
            bool x_longer = is_longer_form(&n.v[x], &n.v[y]);
            if ((!x_longer && !is_longer_form(&n.v[y], &n.v[x])) || both_in_one(n.v, x, x1, y, y1))
                continue;
            struct difference d = {.kind = DIFF_NAME, .slot = view_text(v, n.v[x_longer ? y : x].acc, n.v[x_longer ? y : x].span)};
            add_variants(v, &n.v[x], x1 - x, &d);
            add_variants(v, &n.v[y], y1 - y, &d);
            vec_push(v->arena, &out->differences, d);
        }
    }
}

/* ---- statements told in other words ---- */
struct quote {
    u32 acc, from, to;
    const struct statement *s;
    struct bag bag;
    u32 up;
};

static u32 set_of(struct quote *q, u32 x)
{
    while (q[x].up != x)
        x = q[x].up = q[q[x].up].up;
    return x;
}

static bool one_occasion(const struct view *v, u32 a, u32 b)
{
    i32 x = v->v[a].day, y = v->v[b].day;
    return x == DAY_UNKNOWN || y == DAY_UNKNOWN || (x > y ? x - y : y - x) <= QUOTE_DAYS;
}

/* A match touches both: collating shows what differs. */
static bool is_collated(const struct view *v, const struct quote *x, const struct quote *y)
{
    for (u32 i = 0; i < v->matches->n; i++) {
        const struct match *m = &v->matches->v[i];
        bool forth = m->a == x->acc && m->b == y->acc, back = m->a == y->acc && m->b == x->acc;
        if (!forth && !back)
            continue;
        if (span_overlap(forth ? m->in_a : m->in_b, x->s->content.span) && span_overlap(forth ? m->in_b : m->in_a, y->s->content.span))
            return true;
    }
    return false;
}

static void add_quotes(const struct view *v, struct dossier *out)
{
    struct { VEC(struct quote); } q = {0};
    for (u32 i = 0; i < v->n; i++)
        for (u32 k = 0; k < v->acc[i].facts->statements.n && q.n < QUOTES_MOST; k++) {
            const struct statement *s = &v->acc[i].facts->statements.v[k];
            struct quote x = {.acc = i, .s = s, .up = q.n};
            if (!view_words(v, i, s->content.span, &x.from, &x.to))
                continue;
            x.bag = bag_make(v->arena, &v->v[i], x.from, x.to);
            if (x.bag.n >= QUOTE_STEMS)
                vec_push(v->arena, &q, x);
        }
    for (u32 x = 0; x < q.n; x++)
        for (u32 y = x + 1; y < q.n; y++) {
            u32 n;
            float least = MIN_OF(q.v[x].bag.total, q.v[y].bag.total);
            if (q.v[x].acc == q.v[y].acc || !one_occasion(v, q.v[x].acc, q.v[y].acc) || (q.v[x].s->type == SAID_INDIRECT && q.v[y].s->type == SAID_INDIRECT) ||
                bag_common(&q.v[x].bag, &q.v[y].bag, &n) < QUOTE_ALIKE * least || n < QUOTE_STEMS || is_collated(v, &q.v[x], &q.v[y]))
                continue;
            u32 a = set_of(q.v, x), b = set_of(q.v, y);
            q.v[MAX_OF(a, b)].up = MIN_OF(a, b);
        }
    for (u32 s = 0; s < q.n; s++) {
        if (set_of(q.v, s) != s)
            continue;
        struct difference d = {.kind = DIFF_QUOTE, .slot = q.v[s].s->speaker.text};
        struct { VEC(u64); } hash = {0};
        for (u32 x = s; x < q.n; x++) {
            if (set_of(q.v, x) != s)
                continue;
            u64 h = 0;
            for (u32 w = q.v[x].from; w < q.v[x].to; w++)
                h = hash_join(h, v->v[q.v[x].acc].t->words[w].loose);
            u32 k = 0;
            while (k < hash.n && hash.v[k] != h)
                k++;
            if (k == hash.n) {
                vec_push(v->arena, &hash, h);
                *vec_add(v->arena, &d.readings) = (struct reading){.text = q.v[x].s->content.text, .value = S("null")};
            }
            vec_push(v->arena, &d.readings.v[k].bearers, ((struct bearer){q.v[x].acc, q.v[x].s->content.span}));
        }
        if (d.slot.n == 0)
            d.slot = d.readings.v[0].text;
        if (d.readings.n > 1)
            vec_push(v->arena, &out->differences, d);
    }
}

/* ---- passages that tellings of one chain lack ---- */
enum has { HAS_PARTLY, HAS_IT, HAS_NOT };

struct chain {
    const struct view *v;
    u32 member[CHAIN_MOST];
    u32 n;
    float *share[CHAIN_MOST][CHAIN_MOST]; /* [i][k][s]: words of sentence s of i that matches with k cover; NULL none */
};

/* Counts for each sentence of account x how many of its words are covered by matches with y. */
static void add_coverage(struct chain *c, u32 i, u32 k, const struct match *m, bool is_a)
{
    const struct seen_account *x = &c->v->v[c->member[i]];
    u32 from, to;
    if (!view_words(c->v, c->member[i], is_a ? m->in_a : m->in_b, &from, &to))
        return;
    if (!c->share[i][k])
        c->share[i][k] = ARENA_ARRAY(c->v->arena, float, x->n_sents + 1);
    for (u32 w = from; w < to; w++) {
        const struct sent *s = &x->sents[x->sent_of[w]];
        c->share[i][k][x->sent_of[w]] += 1.0f / (float)(s->to - s->from);
    }
}

static u32 place_in(const struct chain *c, u32 acc)
{
    u32 i = 0;
    while (i < c->n && c->member[i] != acc)
        i++;
    return i;
}

static enum has has_sentence(const struct chain *c, u32 i, u32 s, u32 k)
{
    const struct sent *x = &c->v->v[c->member[i]].sents[s];
    const struct seen_account *y = &c->v->v[c->member[k]];
    float share = c->share[i][k] ? c->share[i][k][s] : 0;
    if (share >= HAS_COVERED)
        return HAS_IT;
    if (share > LACKS_COVERED)
        return HAS_PARTLY;
    for (u32 t = 0; t < y->n_sents; t++)
        if (bag_contained(&x->bag, &y->sents[t].bag) >= LACKS_ALIKE && bag_common(&x->bag, &y->sents[t].bag, NULL) >= LACKS_ALIKE * x->bag.total)
            return HAS_PARTLY;
    return HAS_NOT;
}

/* A passage while it grows: neighbouring sentences that the same tellings have and lack. */
struct passage {
    u32 has, lacks; /* bits of members */
    u32 from, to;   /* words of the first bearer */
};

static void add_passage(const struct chain *c, u32 i, const struct passage *p, struct dossier *out)
{
    const struct view *v = c->v;
    if (p->to == 0)
        return;
    u32 acc = c->member[i];
    span at = view_span(v, acc, p->from, p->to);
    struct difference d = {.slot = view_text(v, acc, v->v[acc].sents[v->v[acc].sent_of[p->from]].span)};
    struct reading *r = vec_add(v->arena, &d.readings);
    u32 bearers = 0;
    *r = (struct reading){.text = view_text(v, acc, at), .value = S("null")};
    vec_push(v->arena, &r->bearers, ((struct bearer){acc, at}));
    for (u32 k = 0; k < c->n; k++) {
        bearers += p->has >> k & 1;
        if (p->lacks >> k & 1)
            vec_push(v->arena, &d.lacking, c->member[k]);
        if (k == i || !(p->has >> k & 1))
            continue;
        for (u32 m = 0; m < v->matches->n; m++) { /* where the other bearer has it */
            const struct match *x = &v->matches->v[m];
            bool forth = x->a == acc && x->b == c->member[k], back = x->b == acc && x->a == c->member[k];
            if ((forth && span_overlap(x->in_a, at)) || (back && span_overlap(x->in_b, at)))
                vec_push(v->arena, &r->bearers, ((struct bearer){c->member[k], forth ? x->in_b : x->in_a}));
        }
    }
    d.kind = bearers >= d.lacking.n ? DIFF_OMISSION : DIFF_ADDITION;
    vec_push(v->arena, &out->differences, d);
}

static void compare_sentences(const struct chain *c, struct dossier *out)
{
    for (u32 i = 0; i < c->n; i++) {
        const struct seen_account *x = &c->v->v[c->member[i]];
        struct passage p = {0};
        for (u32 s = 0; s < x->n_sents; s++) {
            u32 has = 1u << i, lacks = 0;
            bool earlier = false; /* a telling before this one has it: told there */
            if (x->sents[s].title || x->sents[s].to - x->sents[s].from < SENTENCE_WORDS)
                continue;
            for (u32 k = 0; k < c->n; k++) {
                enum has h = k == i ? HAS_PARTLY : has_sentence(c, i, s, k);
                has |= (u32)(h == HAS_IT) << k;
                lacks |= (u32)(h == HAS_NOT) << k;
                earlier = earlier || (h == HAS_IT && k < i);
            }
            if (earlier || !lacks) {
                add_passage(c, i, &p, out);
                p = (struct passage){0};
            } else if (p.to && p.has == has && p.lacks == lacks) {
                p.to = x->sents[s].to;
            } else {
                add_passage(c, i, &p, out);
                p = (struct passage){has, lacks, x->sents[s].from, x->sents[s].to};
            }
        }
        add_passage(c, i, &p, out);
    }
}

/* ---- credits ---- */

static str credit_name(const struct credit *c) { return c->agency.n ? c->agency : c->text; }

/* Whom the tellings of a chain name: one reading a name. Nothing to tell where all name the same. */
static void compare_credits(const struct chain *c, struct dossier *out)
{
    struct difference d = {.kind = DIFF_CREDIT};
    struct { VEC(str); } names = {0};
    u32 full = 0; /* names that every telling has */
    for (u32 i = 0; i < c->n; i++) {
        const struct article *x = c->v->acc[c->member[i]].article;
        if (x->credits.n == 0)
            vec_push(c->v->arena, &d.lacking, c->member[i]);
        for (u32 j = 0; j < x->credits.n; j++) {
            str name = credit_name(&x->credits.v[j]);
            u32 k = 0;
            while (k < names.n && !str_eq(names.v[k], name))
                k++;
            if (k == names.n) {
                vec_push(c->v->arena, &names, name);
                *vec_add(c->v->arena, &d.readings) = (struct reading){.text = x->credits.v[j].text, .value = S("null")};
            }
            vec_push(c->v->arena, &d.readings.v[k].bearers, ((struct bearer){c->member[i], x->credits.v[j].span}));
        }
    }
    for (u32 k = 0; k < d.readings.n; k++) {
        u32 tellings = 0;
        for (u32 b = 0; b < d.readings.v[k].bearers.n; b++)
            tellings += b == 0 || d.readings.v[k].bearers.v[b].account != d.readings.v[k].bearers.v[b - 1].account;
        full += tellings == c->n;
    }
    if (d.readings.n == 0 || full == d.readings.n)
        return;
    d.slot = d.readings.v[0].text;
    vec_push(c->v->arena, &out->differences, d);
}

/* Each chain of two tellings and more. */
static void compare_chains(const struct view *v, struct dossier *out)
{
    bool *done = ARENA_ARRAY(v->arena, bool, v->n + 1);
    for (u32 first = 0; first < v->n; first++) {
        if (done[first])
            continue;
        struct chain *c = ARENA_NEW(v->arena, struct chain);
        c->v = v;
        for (u32 i = first; i < v->n; i++) {
            if (v->v[i].chain != v->v[first].chain)
                continue;
            done[i] = true;
            if (c->n < CHAIN_MOST)
                c->member[c->n++] = i;
        }
        if (c->n < 2)
            continue;
        for (u32 m = 0; m < v->matches->n; m++) {
            const struct match *x = &v->matches->v[m];
            u32 i = place_in(c, x->a), k = place_in(c, x->b);
            if (i == c->n || k == c->n)
                continue;
            add_coverage(c, i, k, x, true);
            add_coverage(c, k, i, x, false);
        }
        compare_sentences(c, out);
        compare_credits(c, out);
    }
}

/* ---- order ---- */
static int by_kind_and_place(const void *pa, const void *pb)
{
    static const u8 rank[] = {[DIFF_FIGURE] = 0, [DIFF_DATE] = 1, [DIFF_NAME] = 2, [DIFF_QUOTE] = 3, [DIFF_WORDING] = 4, [DIFF_OMISSION] = 5, [DIFF_ADDITION] = 6, [DIFF_CREDIT] = 7};
    const struct difference *a = pa, *b = pb;
    if (a->kind != b->kind)
        return rank[a->kind] < rank[b->kind] ? -1 : 1;
    const struct bearer *x = &a->readings.v[0].bearers.v[0], *y = &b->readings.v[0].bearers.v[0];
    if (x->account != y->account)
        return x->account < y->account ? -1 : 1;
    if (x->span.off != y->span.off)
        return x->span.off < y->span.off ? -1 : 1;
    return x->span.len < y->span.len ? -1 : x->span.len > y->span.len;
}

void differences_make(const struct view *v, struct dossier *out)
{
    if (v->n < 2)
        return;
    struct aparts aparts = {0};
    add_figures(v, out);
    aparts_find(v, &aparts);
    aparts_gather(v, &aparts, out, out);
    add_names(v, out);
    add_quotes(v, out);
    compare_chains(v, out);
    for (u32 i = 0; i < out->differences.n; i++)
        if (out->differences.v[i].kind == DIFF_FIGURE)
            readings_write(v->arena, out->differences.v[i].readings.v, out->differences.v[i].readings.n);
    if (out->differences.n)
        qsort(out->differences.v, out->differences.n, sizeof *out->differences.v, by_kind_and_place);
}
