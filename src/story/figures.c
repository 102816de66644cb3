/*
** figures.c - which figures of different tellings are about one thing, and where they disagree.
**
** Two figures are of one slot where they stand at one place of a shared passage, between words that are the same; where they count the same
** noun in like surroundings; or where they are the same number in like surroundings, hedged otherwise or of another noun ("150 strikes",
** "about 150 attacks"). A telling has one value in a slot: what would give it two joins nothing. Sure joins come first.
*/
#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "story/collate.h"
#include "story/written.h"

#define AROUND 10u           /* words to each side that count as surroundings, within the sentence */
#define CLAIMS_MOST 4000u    /* figures of a story that are compared; a larger story compares those of its first articles */
#define ALIKE_SAME 0.25f     /* surroundings: same noun, same number; or a large number */
#define ALIKE_NUMBER 0.35f   /* same number, another noun */
#define ALIKE_OTHER 0.5f     /* same noun, another number ... */
#define ALIKE_STRANGE 0.65f  /* ... of tellings that share no passage */
#define NOUN_WORDS 2u        /* weighty words that name the thing for certain */
#define DAYS_APART 1         /* another number of later days is another state of things, not a contradiction */
#define MOULD_FIGURES 2      /* aligned that differ, and not one the same ...
                                ... or fewer the same, in passages that are not copied word for word */
#define SMALL_NUMBER 10      /* below, the number alone says nothing */
#define LARGE_NUMBER 100     /* hardly twice by chance */

struct claim {
    u32 acc;
    const struct figure *f;
    u32 from, to; /* words */
    u32 head;     /* stem of the counted noun's first word, 0 none */
    u64 noun;     /* the whole noun phrase's stems, 0 where it has fewer than NOUN_WORDS weighty words */
    struct bag around;
    u32 up;       /* sets by union-find; of a set's root: */
    u32 next, last; /* its members as a list, next: 1 + claim, 0 ends */
    bool aligned; /* joined by a shared passage to one that reads otherwise */
};
struct claims {
    VEC(struct claim);
    struct map parted; /* x << 32 | y, x < y: at one place of a shared passage, and yet not of one thing */
};

static u64 pair_of(u32 x, u32 y) { return (u64)MIN_OF(x, y) << 32 | MAX_OF(x, y); }

static u32 slot_of(struct claim *c, u32 x)
{
    while (c[x].up != x)
        x = c[x].up = c[c[x].up].up;
    return x;
}

static void add_claim(const struct view *v, struct claims *out, u32 acc, const struct figure *f)
{
    struct claim c = {.acc = acc, .f = f};
    if (f->comparator == CMP_ORDINAL || f->comparator == CMP_VAGUE || !view_words(v, acc, f->span, &c.from, &c.to))
        return;
    const struct seen_account *x = &v->v[acc];
    const struct sent *s = &x->sents[x->sent_of[c.from]];
    u32 at, end;
    if (view_words(v, acc, f->counted.span, &at, &end)) {
        u32 n = 0;
        c.head = x->stem[at];
        for (u32 w = at; w < end; w++) {
            c.noun = hash_join(c.noun, x->stem[w]);
            n += x->weight[w] > 0;
        }
        c.noun = n >= NOUN_WORDS ? c.noun : 0;
    }
    u32 begin = c.from > s->from + AROUND ? c.from - AROUND : s->from;
    u32 stop = MIN_OF(s->to, c.to + AROUND);
    struct bag whole = bag_make(v->arena, x, begin, stop), own = bag_make(v->arena, x, c.from, c.to);
    c.around = (struct bag){ARENA_ARRAY(v->arena, u32, whole.n + 1), ARENA_ARRAY(v->arena, float, whole.n + 1), 0, 0};
    for (u32 i = 0, k = 0; i < whole.n; i++) {
        while (k < own.n && own.stem[k] < whole.stem[i])
            k++;
        if (k < own.n && own.stem[k] == whole.stem[i])
            continue;
        c.around.stem[c.around.n] = whole.stem[i];
        c.around.weight[c.around.n++] = whole.weight[i];
        c.around.total += whole.weight[i];
    }
    c.up = c.last = out->n;
    vec_push(v->arena, out, c);
}

static bool same_value(const struct claim *x, const struct claim *y)
{
    return x->f->value >= y->f->value && x->f->value <= y->f->value && x->f->comparator == y->f->comparator &&
           (x->f->comparator != CMP_RANGE || (x->f->high >= y->f->high && x->f->high <= y->f->high));
}

static bool same_number(const struct claim *x, const struct claim *y) { return x->f->value >= y->f->value && x->f->value <= y->f->value; }

/* All words of x's number stand in y's phrase: "785" and "785 million", "thousand" and "11 thousand" are one number, a word dropped. */
static bool is_rest_of(const struct view *v, const struct claim *x, const struct claim *y)
{
    u32 from, to;
    if (!view_words(v, x->acc, x->f->number, &from, &to))
        return false;
    for (u32 i = from; i < to; i++) {
        u32 k = y->from;
        while (k < y->to && v->v[y->acc].t->words[k].loose != v->v[x->acc].t->words[i].loose)
            k++;
        if (k == y->to)
            return false;
    }
    return true;
}

/* Two values that cannot both be right. */
static bool conflict(const struct view *v, const struct claim *x, const struct claim *y)
{
    return !same_number(x, y) && !is_rest_of(v, x, y) && !is_rest_of(v, y, x);
}

/* Joins the slots of two claims, unless a telling had two values then. */
static void join(struct claims *c, u32 *value_of_acc, u32 x, u32 y)
{
    u32 a = slot_of(c->v, x), b = slot_of(c->v, y);
    bool fits = true;
    if (a == b)
        return;
    for (u32 i = a + 1; i; i = c->v[i - 1].next)
        value_of_acc[c->v[i - 1].acc] = i;
    for (u32 i = b + 1; i && fits; i = c->v[i - 1].next) {
        u32 other = value_of_acc[c->v[i - 1].acc];
        fits = other == 0 || same_number(&c->v[other - 1], &c->v[i - 1]);
    }
    for (u32 i = a + 1; i; i = c->v[i - 1].next)
        value_of_acc[c->v[i - 1].acc] = 0;
    if (!fits)
        return;
    u32 root = MIN_OF(a, b), child = MAX_OF(a, b);
    c->v[child].up = root;
    c->v[c->v[root].last].next = child + 1;
    c->v[root].last = c->v[child].last;
}

/* True where the account says this number of this noun anywhere. */
static bool has_number(const struct claims *c, u32 acc, const struct claim *like)
{
    for (u32 i = 0; i < c->n; i++)
        if (c->v[i].acc == acc && c->v[i].head == like->head && same_number(&c->v[i], like))
            return true;
    return false;
}

static bool days_close(const struct view *v, u32 a, u32 b)
{
    i32 x = v->v[a].day, y = v->v[b].day;
    return x == DAY_UNKNOWN || y == DAY_UNKNOWN || (x > y ? x - y : y - x) <= DAYS_APART;
}

/* An age, a duration: it counts nothing that two texts could mean alike. */
static bool is_time(const struct view *v, const struct claim *x)
{
    const struct facts *f = v->acc[x->acc].facts;
    for (u32 i = 0; i < f->dates.n; i++)
        if (span_overlap(f->dates.v[i].span, x->f->span))
            return true;
    return false;
}

/* Figures of two accounts that no shared passage joins. */
static bool one_thing(const struct view *v, const struct claims *c, const struct claim *x, const struct claim *y)
{
    bool noun = x->head && x->head == y->head;
    if (!str_eq(x->f->unit, y->f->unit) || view_is_mould(v, x->acc, y->acc))
        return false;
    u32 n = 0;
    float least = MIN_OF(x->around.total, y->around.total);
    float alike = least > 0 ? bag_common(&x->around, &y->around, &n) / least : 0;
    if (same_number(x, y)) {
        bool large = fabs(x->f->value) >= LARGE_NUMBER;
        if (noun)
            return n >= 1 && (large || alike >= ALIKE_SAME);
        return fabs(x->f->value) >= SMALL_NUMBER && n >= 3 && alike >= (large ? ALIKE_SAME : ALIKE_NUMBER);
    }
    if (!noun || n < 2 || !conflict(v, x, y) || is_time(v, x) || is_time(v, y) || map_get(&c->parted, pair_of((u32)(x - c->v), (u32)(y - c->v))) || !days_close(v, x->acc, y->acc) || has_number(c, x->acc, y) || has_number(c, y->acc, x))
        return false;
    bool phrase = x->noun && x->noun == y->noun, small = MIN_OF(fabs(x->f->value), fabs(y->f->value)) < SMALL_NUMBER;
    return (phrase || !small) && alike >= (v->v[x->acc].chain == v->v[y->acc].chain ? ALIKE_OTHER : ALIKE_STRANGE);
}

/* Two figures at one place of a shared passage. */
struct pairing {
    u64 pair; /* of accounts, as in view.moulds */
    u32 x, y;
    bool one_place; /* between words that are the same */
};
struct pairings {
    VEC(struct pairing);
};
/* What the aligned figures of two accounts say together; copied: they share a passage word for word. */
struct tally {
    u32 same, differ;
    bool copied;
};

/* A word that is a number by its form alone. */
static bool is_dual(const struct claim *x) { return span_overlap(x->f->number, x->f->counted.span); }

/* They count one thing in one unit: all but the number is the same. */
static bool count_alike(const struct claim *x, const struct claim *y)
{
    return x->head == y->head && str_eq(x->f->unit, y->f->unit) && is_dual(x) == is_dual(y);
}

static void pair_aligned(const struct view *v, const struct claims *c, const u32 *first_of, const struct match *m, struct pairings *out)
{
    struct alignment al = alignment_make(v, m);
    for (u32 k = first_of[m->a]; k < first_of[m->a + 1]; k++) {
        if (c->v[k].from < al.from_a || c->v[k].from >= al.to_a)
            continue;
        u32 at = al.b_of[c->v[k].from - al.from_a], last = al.b_of[MIN_OF(c->v[k].to, al.to_a) - 1 - al.from_a];
        for (u32 j = first_of[m->b]; j < first_of[m->b + 1]; j++)
            if ((at != UINT32_MAX && at >= c->v[j].from && at < c->v[j].to) || (last != UINT32_MAX && last >= c->v[j].from && last < c->v[j].to))
                vec_push(v->arena, out, ((struct pairing){((u64)m->a << 32) | m->b, k, j, count_alike(&c->v[k], &c->v[j]) && figure_changes(v, m, c->v[k].f->number, c->v[j].f->number)}));
    }
}

/*
** Where aligned figures of a pair of articles differ rather than agree, in passages that change everywhere, the two are of one mould (results,
** rates, scores), and tell of different things: noted in view.moulds.
*/
static void find_moulds(struct view *v, const struct claims *c, const struct pairings *p)
{
    struct map index;
    struct { VEC(struct tally); } tallies = {0};
    map_init(&index, v->arena, 0);
    for (u32 i = 0; i < p->n; i++) {
        u64 *at = map_put(&index, p->v[i].pair);
        if (*at == 0) {
            vec_add(v->arena, &tallies);
            *at = tallies.n;
        }
        const struct claim *x = &c->v[p->v[i].x], *y = &c->v[p->v[i].y];
        tallies.v[*at - 1].same += same_number(x, y);
        tallies.v[*at - 1].differ += conflict(v, x, y);
    }
    for (u32 i = 0; i < v->matches->n; i++) {
        const struct match *m = &v->matches->v[i];
        const u64 *at = map_get(&index, ((u64)m->a << 32) | m->b);
        if (!at || m->kind == MATCH_BOILERPLATE)
            continue;
        tallies.v[*at - 1].copied |= view_is_verbatim(v, m);
    }
    map_each(&index, e) {
        const struct tally *t = &tallies.v[e->value - 1];
        if (t->differ >= MOULD_FIGURES && (t->same == 0 || (!t->copied && t->differ > t->same)))
            *map_put(&v->moulds, e->key) = 1;
    }
}

/* Joins figures at one place of a shared passage: first those that agree. */
static void join_aligned(struct view *v, struct claims *c, const u32 *first_of, u32 *value_of_acc)
{
    struct pairings p = {0};
    for (u32 i = 0; i < v->matches->n; i++)
        if (v->matches->v[i].kind != MATCH_BOILERPLATE)
            pair_aligned(v, c, first_of, &v->matches->v[i], &p);
    find_moulds(v, c, &p);
    for (u32 pass = 0; pass < 2; pass++)
        for (u32 i = 0; i < p.n; i++) {
            struct claim *x = &c->v[p.v[i].x], *y = &c->v[p.v[i].y];
            bool same = same_number(x, y);
            if (view_is_mould(v, x->acc, y->acc) || same != (pass == 0))
                continue;
            if (!same && (!p.v[i].one_place || !conflict(v, x, y))) {
                *map_put(&c->parted, pair_of(p.v[i].x, p.v[i].y)) = 1;
                continue;
            }
            if (same && x->f->comparator != y->f->comparator)
                x->aligned = y->aligned = true;
            join(c, value_of_acc, p.v[i].x, p.v[i].y);
        }
}

static int by_value(const void *pa, const void *pb)
{
    const struct claim *const *a = pa, *const *b = pb;
    if (!same_number(*a, *b))
        return (*a)->f->value < (*b)->f->value ? -1 : 1;
    if ((*a)->f->comparator != (*b)->f->comparator)
        return (*a)->f->comparator < (*b)->f->comparator ? -1 : 1;
    if ((*a)->f->comparator == CMP_RANGE && !same_value(*a, *b))
        return (*a)->f->high < (*b)->f->high ? -1 : 1;
    if ((*a)->acc != (*b)->acc)
        return (*a)->acc < (*b)->acc ? -1 : 1;
    return (*a)->from < (*b)->from ? -1 : (*a)->from > (*b)->from;
}

static str value_of(struct arena *a, const struct figure *f)
{
    if (f->comparator == CMP_RANGE)
        return arena_fmt(a, "[%.15g,%.15g]", f->value, f->high);
    return isfinite(f->value) ? arena_fmt(a, "%.15g", f->value) : S("null");
}

/* One slot's readings: by value, the bearers in order. */
static void make_line(const struct view *v, const struct claim **members, u32 n, struct figure_line *out)
{
    bool several = false; /* chains */
    qsort(members, n, sizeof *members, by_value);
    for (u32 i = 0; i < n; i++) {
        const struct claim *x = members[i];
        if (i == 0 || !same_value(members[i - 1], x))
            *vec_add(v->arena, &out->readings) = (struct reading){.text = view_text(v, x->acc, x->f->span), .value = value_of(v->arena, x->f)};
        struct reading *r = &out->readings.v[out->readings.n - 1];
        vec_push(v->arena, &r->bearers, ((struct bearer){x->acc, x->f->span}));
        if (x->f->counted.text.n > out->slot.n)
            out->slot = x->f->counted.text;
        out->aligned = out->aligned || x->aligned;
        several = several || v->v[x->acc].chain != v->v[members[0]->acc].chain;
        out->conflict = out->conflict || (i && !same_number(members[0], x));
    }
    if (out->slot.n == 0)
        out->slot = out->readings.v[0].text;
    out->aligned = out->aligned || !several;
    out->disagree = out->readings.n > 1;
}

static int by_interest(const void *pa, const void *pb)
{
    const struct figure_line *a = pa, *b = pb;
    if (a->disagree != b->disagree)
        return a->disagree ? -1 : 1;
    u32 x = 0, y = 0;
    for (u32 i = 0; i < a->readings.n; i++)
        x += a->readings.v[i].bearers.n;
    for (u32 i = 0; i < b->readings.n; i++)
        y += b->readings.v[i].bearers.n;
    if (x != y)
        return x > y ? -1 : 1;
    const struct bearer *p = &a->readings.v[0].bearers.v[0], *q = &b->readings.v[0].bearers.v[0];
    if (p->account != q->account)
        return p->account < q->account ? -1 : 1;
    return p->span.off < q->span.off ? -1 : p->span.off > q->span.off;
}

void figures_make(struct view *v, struct dossier *out)
{
    struct claims c = {0};
    map_init(&c.parted, v->arena, 0);
    u32 *first_of = ARENA_ARRAY(v->arena, u32, v->n + 2);
    for (u32 i = 0; i < v->n; i++) {
        first_of[i] = c.n;
        for (u32 k = 0; k < v->acc[i].facts->figures.n && c.n < CLAIMS_MOST; k++)
            add_claim(v, &c, i, &v->acc[i].facts->figures.v[k]);
    }
    first_of[v->n] = c.n;
    u32 *value_of_acc = ARENA_ARRAY(v->arena, u32, v->n + 1); /* 1 + claim; all 0 between joins */
    join_aligned(v, &c, first_of, value_of_acc);
    for (u32 x = 0; x < c.n; x++)
        for (u32 y = x + 1; y < c.n; y++)
            if (c.v[x].acc != c.v[y].acc && (same_number(&c.v[x], &c.v[y]) || (c.v[x].head && c.v[x].head == c.v[y].head)) &&
                slot_of(c.v, x) != slot_of(c.v, y) && one_thing(v, &c, &c.v[x], &c.v[y]))
                join(&c, value_of_acc, x, y);
    const struct claim **members = ARENA_ARRAY(v->arena, const struct claim *, c.n + 1);
    for (u32 s = 0; s < c.n; s++) {
        u32 n = 0;
        if (slot_of(c.v, s) != s)
            continue;
        for (u32 x = s + 1; x; x = c.v[x - 1].next)
            members[n++] = &c.v[x - 1];
        struct figure_line *line = vec_add(v->arena, &out->figures);
        make_line(v, members, n, line);
        readings_write(v->arena, line->readings.v, line->readings.n);
    }
    if (out->figures.n)
        qsort(out->figures.v, out->figures.n, sizeof *out->figures.v, by_interest);
}
