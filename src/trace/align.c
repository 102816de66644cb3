/*
** align.c - a chain of runs becomes a passage: gaps filled word by word, ends moved to where the common text ends.
**
** Between two runs the best row of equal words is found by dynamic programming over the gap (a band: gaps are short by construction).
** Beyond the ends the same is done with a price for what differs (extension with a drop-off, as in BLAST), then the ends settle
** on boundaries of clauses when these are near.
*/
#include "trace/align.h"

#define GAP_WORDS 100   /* gaps longer than this on a side are left unfilled */
#define REACH_WORDS 24 /* how far an end may be extended */
#define REACH_LOG 10    /* of a bitmap over the words in reach */
#define REACH_BITS (1u << REACH_LOG)
#define PRICE_SKIP 3   /* of a word that has no counterpart; an equal word gains its weight times GAIN */
#define PRICE_CHANGE 4
#define GAIN 2
#define PART_WORDS 10 /* so many other words on both sides part passages */
#define LOOSE_PRICE 3  /* quarters of a weight */
#define WEAK_PERCENT 40 /* of its words must be common, for a sentence at an end to belong to the passage */
#define JOIN_WORDS 12 /* passages no farther apart than this on either side are one */
#define SETTLE_WORDS 3 /* an end moves over so many differing words to reach a boundary, */
#define SETTLE_SENTENCE 14 /* or over so many to reach the end of the sentence, where most of the sentence is common */

static u32 word_gain(const struct sides *s, u32 i) { return run_weight(s, i, 1) * GAIN; }

static void push_word(struct arena *a, struct runs *r, u32 i, u32 j)
{
    struct run *last = r->n ? &r->v[r->n - 1] : NULL;
    if (last && last->i + last->n == i && last->j + last->n == j)
        last->n++;
    else
        vec_push(a, r, ((struct run){i, j, 1}));
}

/* A grid of scores over na x nb words, at most REACH or GAP words a side. */
struct grid {
    i32 *v;
    u32 width;
};
static i32 *cell(const struct grid *g, u32 x, u32 y) { return &g->v[(size_t)x * g->width + y]; }

/* Equal words of a[i..i+na) and b[j..j+nb) in the heaviest order, pushed to out; a word next to another equal one weighs one more. */
static void fill_gap(struct arena *ar, const struct sides *s, u32 i, u32 na, u32 j, u32 nb, struct runs *out)
{
    if (!na || !nb || na > GAP_WORDS || nb > GAP_WORDS)
        return;
    i32 store[(GAP_WORDS + 1) * (GAP_WORDS + 1)];
    struct grid g = {store, nb + 1};
    bool any = false;
    for (u32 x = na + 1; x--;)
        for (u32 y = nb + 1; y--;) {
            if (x == na || y == nb) {
                *cell(&g, x, y) = 0;
                continue;
            }
            i32 best = MAX_OF(*cell(&g, x + 1, y), *cell(&g, x, y + 1));
            if (words_equal(s, i + x, j + y)) {
                bool next = x + 1 < na && y + 1 < nb ? words_equal(s, i + x + 1, j + y + 1) : x + 1 == na && y + 1 == nb;
                best = MAX_OF(best, *cell(&g, x + 1, y + 1) + (i32)word_gain(s, i + x) + next);
                any = true;
            }
            *cell(&g, x, y) = best;
        }
    for (u32 x = 0, y = 0; any && x < na && y < nb;) {
        bool next = x + 1 < na && y + 1 < nb ? words_equal(s, i + x + 1, j + y + 1) : x + 1 == na && y + 1 == nb;
        if (words_equal(s, i + x, j + y) && *cell(&g, x, y) == *cell(&g, x + 1, y + 1) + (i32)word_gain(s, i + x) + next)
            push_word(ar, out, i + x++, j + y++);
        else if (*cell(&g, x, y) == *cell(&g, x + 1, y))
            x++;
        else
            y++;
    }
}

/* A lone stop word in the middle of what differs is chance: it would cut one change of wording in two. */
static void drop_lone_words(const struct sides *s, struct runs *r)
{
    u32 kept = 0;
    for (u32 k = 0; k < r->n; k++) {
        const struct run *x = &r->v[k];
        if (k && k + 1 < r->n && x->n == 1 && run_weight(s, x->i, 1) <= WEIGHT_STOP) {
            const struct run *before = &r->v[kept - 1], *after = &r->v[k + 1];
            u32 left = MIN_OF(x->i - before->i - before->n, x->j - before->j - before->n);
            u32 right = MIN_OF(after->i - x->i - 1, after->j - x->j - 1);
            if (left && right && left + right > 2)
                continue;
        }
        r->v[kept++] = *x;
    }
    r->n = kept;
}

/* How a search beyond an end walks: word k of it, forwards or backwards from the end of the passage. */
struct walk {
    const struct sides *s;
    u32 i, j; /* first word beyond the end */
    i32 step;
    u32 na, nb; /* words within reach */
};
static u32 walk_i(const struct walk *w, u32 k) { return w->step > 0 ? w->i + k : w->i - k; }
static u32 walk_j(const struct walk *w, u32 k) { return w->step > 0 ? w->j + k : w->j - k; }

/* Words in reach on one side: to the end of the text or to furniture. */
static u32 reach_of(const struct telling *t, const u32 *breaks, u32 from, i32 step, u32 inside)
{
    u32 n = 0;
    for (u32 at = from; n < REACH_WORDS && at < t->n && breaks[at] == breaks[inside]; at = step > 0 ? at + 1 : at - 1)
        n++;
    return n;
}

/* A pair of equal words beyond an end, x and y words away, and the best score of an alignment that goes up to it. */
struct met {
    u32 x, y;
    i32 score;
};
#define MET_MOST 32

static i32 way_price(u32 dx, u32 dy) { return (i32)(MIN_OF(dx, dy) * PRICE_CHANGE + (MAX_OF(dx, dy) - MIN_OF(dx, dy)) * PRICE_SKIP); }

/*
** Draws the reach in to where the best alignment beyond the end ends (the first such place): to nothing, mostly. It looks at pairs of equal words
** alone, each with the best of those before it; with more than MET_MOST of them the reach stays as it is.
*/
static void reach_draw_in(struct walk *w)
{
    u64 known[REACH_BITS / 64] = {0};
    struct met met[MET_MOST];
    u32 n = 0, best = UINT32_MAX;
    for (u32 y = 0; y < w->nb; y++)
        bit_set(known, 64 - REACH_LOG, w->s->loose_b[walk_j(w, y)]);
    for (u32 x = 0; x < w->na; x++) {
        u32 i = walk_i(w, x);
        if (!bit_get(known, 64 - REACH_LOG, w->s->loose_a[i]))
            continue;
        for (u32 y = 0; y < w->nb; y++) {
            if (!words_equal(w->s, i, walk_j(w, y)))
                continue;
            if (n == MET_MOST)
                return;
            i32 before = -way_price(x, y);
            for (u32 k = 0; k < n; k++)
                if (met[k].x < x && met[k].y < y)
                    before = MAX_OF(before, met[k].score - way_price(x - met[k].x - 1, y - met[k].y - 1));
            met[n] = (struct met){x, y, before + (i32)word_gain(w->s, i)};
            if (met[n].score > (best == UINT32_MAX ? 0 : met[best].score))
                best = n;
            n++;
        }
    }
    w->na = best == UINT32_MAX ? 0 : met[best].x + 1;
    w->nb = best == UINT32_MAX ? 0 : met[best].y + 1;
}

/*
** The farthest pair of words up to which going on pays: best score of a global alignment from the end outwards. Fills in the equal words,
** outermost last.
*/
static u32 extend(struct walk *w, u32 *eq_i, u32 *eq_j)
{
    reach_draw_in(w);
    if (!w->na)
        return 0;
    i32 store[(REACH_WORDS + 1) * (REACH_WORDS + 1)];
    struct grid g = {store, w->nb + 1};
    i32 best = 0;
    u32 best_x = 0, best_y = 0;
    for (u32 x = 0; x <= w->na; x++)
        for (u32 y = 0; y <= w->nb; y++) {
            i32 v = x || y ? INT32_MIN : 0;
            if (x)
                v = *cell(&g, x - 1, y) - PRICE_SKIP;
            if (y)
                v = MAX_OF(v, *cell(&g, x, y - 1) - PRICE_SKIP);
            if (x && y) {
                u32 i = walk_i(w, x - 1), j = walk_j(w, y - 1);
                bool equal = words_equal(w->s, i, j);
                v = MAX_OF(v, *cell(&g, x - 1, y - 1) + (equal ? (i32)word_gain(w->s, i) : -PRICE_CHANGE));
                if (equal && v > best)
                    best = v, best_x = x, best_y = y;
            }
            *cell(&g, x, y) = v;
        }
    u32 n = 0;
    for (u32 x = best_x, y = best_y; x && y;) {
        u32 i = walk_i(w, x - 1), j = walk_j(w, y - 1);
        bool equal = words_equal(w->s, i, j);
        if (*cell(&g, x, y) == *cell(&g, x - 1, y - 1) + (equal ? (i32)word_gain(w->s, i) : -PRICE_CHANGE)) {
            if (equal)
                eq_i[n] = i, eq_j[n++] = j;
            x--, y--;
        } else if (*cell(&g, x, y) == *cell(&g, x - 1, y) - PRICE_SKIP)
            x--;
        else
            y--;
    }
    return n;
}

static void extend_right(struct arena *a, const struct sides *s, struct runs *r)
{
    u32 eq_i[REACH_WORDS], eq_j[REACH_WORDS];
    const struct run *last = &r->v[r->n - 1];
    struct walk w = {s, last->i + last->n, last->j + last->n, 1, 0, 0};
    w.na = reach_of(s->a, s->breaks_a, w.i, 1, w.i - 1);
    w.nb = reach_of(s->b, s->breaks_b, w.j, 1, w.j - 1);
    for (u32 n = extend(&w, eq_i, eq_j); n--;)
        push_word(a, r, eq_i[n], eq_j[n]);
}

static void extend_left(struct arena *a, const struct sides *s, struct runs *r)
{
    u32 eq_i[REACH_WORDS], eq_j[REACH_WORDS];
    const struct run *first = &r->v[0];
    struct walk w = {s, first->i - 1, first->j - 1, -1, 0, 0};
    w.na = first->i ? reach_of(s->a, s->breaks_a, w.i, -1, first->i) : 0;
    w.nb = first->j ? reach_of(s->b, s->breaks_b, w.j, -1, first->j) : 0;
    u32 n = extend(&w, eq_i, eq_j);
    if (!n)
        return;
    struct runs whole = {0};
    for (u32 k = 0; k < n; k++) /* the outermost was found first */
        push_word(a, &whole, eq_i[k], eq_j[k]);
    for (u32 k = 0; k < r->n; k++) {
        struct run *x = &whole.v[whole.n - 1];
        if (!k && x->i + x->n == r->v[0].i && x->j + x->n == r->v[0].j)
            x->n += r->v[0].n;
        else
            vec_push(a, &whole, r->v[k]);
    }
    *r = whole;
}

/* ---- where a passage ends ---- */

static bool opens(const struct telling *t, u32 i, u8 flag) { return i >= t->n || i == 0 || (t->words[i].flags & (flag | WORD_BREAK)); }

/* Words from `at` to the next place where something opens, looking forwards (or backwards); most + 1 where there is none near. */
static u32 to_opening(const struct telling *t, u32 at, i32 step, u8 flag, u32 most)
{
    for (u32 n = 0; n <= most; n++) {
        u32 i = step > 0 ? at + n : at - n;
        if (opens(t, i, flag))
            return n;
    }
    return most + 1;
}

/* How far to move both ends to a boundary of the given kind; false where it is too far on either side. */
static bool near_boundary(const struct sides *s, u32 i, u32 j, i32 step, u8 flag, u32 most, u32 *da, u32 *db)
{
    *da = to_opening(s->a, i, step, flag, most);
    *db = to_opening(s->b, j, step, flag, most);
    return *da <= most && *db <= most;
}

/* Equal words of a passage inside the sentence of a that its end (or beginning) stands in. */
static u32 equal_in_sentence(const struct sides *s, const struct passage *p, i32 step)
{
    u32 n = 0;
    for (u32 k = 0; k < p->runs.n; k++) {
        const struct run *r = step > 0 ? &p->runs.v[p->runs.n - 1 - k] : &p->runs.v[k];
        for (u32 w = 0; w < r->n; w++) {
            u32 i = step > 0 ? r->i + r->n - 1 - w : r->i + w;
            if (step < 0 && n && (s->a->words[i].flags & WORD_SENTENCE))
                return n;
            n++;
            if (step > 0 && (s->a->words[i].flags & WORD_SENTENCE))
                return n;
        }
    }
    return n;
}

static bool settle(const struct sides *s, const struct passage *p, i32 step, u32 *da, u32 *db)
{
    u32 i = step > 0 ? p->a1 : p->a0, j = step > 0 ? p->b1 : p->b0;
    if (near_boundary(s, i, j, step, WORD_SENTENCE, SETTLE_WORDS, da, db) || near_boundary(s, i, j, step, WORD_CLAUSE, SETTLE_WORDS, da, db))
        return true;
    return near_boundary(s, i, j, step, WORD_SENTENCE, SETTLE_SENTENCE, da, db) && equal_in_sentence(s, p, step) * 2 >= (*da + *db) * 3;
}

#define MOVED_REACH 40 /* words of a clause that stands at the other end */
#define MOVED_SHARED 3 /* words with weight that it must share with its counterpart, */
#define MOVED_PERCENT 50 /* and of the shorter one's */

/* Words between `at` and the nearest end of its sentence, walking in `step`; 0 where that is out of reach. */
static u32 rest_of_sentence(const struct telling *t, u32 at, i32 step)
{
    u32 n = to_opening(t, at, step, WORD_SENTENCE, MOVED_REACH);
    return n <= MOVED_REACH ? n : 0;
}

/* True where a[i..i+na) and b[j..j+nb) tell one thing: enough words in common, whatever their order. */
static bool tell_the_same(const struct sides *s, u32 i, u32 na, u32 j, u32 nb)
{
    u32 said = 0, shared = 0;
    for (u32 x = i; x < i + na; x++) {
        if (run_weight(s, x, 1) < WEIGHT_WORD)
            continue;
        bool met = false;
        for (u32 y = j; y < j + nb && !met; y++)
            met = words_equal(s, x, y);
        said++;
        shared += met;
    }
    return shared >= MOVED_SHARED && shared * 100 >= MIN_OF(said, nb) * MOVED_PERCENT;
}

/* A clause that one telling puts first and the other last: both belong to the passage. */
static void settle_moved(const struct sides *s, struct passage *p)
{
    u32 la = rest_of_sentence(s->a, p->a0, -1), ra = rest_of_sentence(s->a, p->a1, 1);
    u32 lb = rest_of_sentence(s->b, p->b0, -1), rb = rest_of_sentence(s->b, p->b1, 1);
    if (la && rb && tell_the_same(s, p->a0 - la, la, p->b1, rb)) {
        p->a0 -= la;
        p->b1 += rb;
    } else if (ra && lb && tell_the_same(s, p->a1, ra, p->b0 - lb, lb)) {
        p->a1 += ra;
        p->b0 -= lb;
    }
}

/* A sentence opens here on one side at least, and a clause on the other. */
static bool parts_here(const struct sides *s, u32 i, u32 j)
{
    u8 a = s->a->words[i].flags, b = s->b->words[j].flags;
    return (a & b & WORD_CLAUSE) && ((a | b) & WORD_SENTENCE);
}

/* Equal words that hang over the end of a sentence by one or two are taken off. */
static void cut_overhang(const struct sides *s, struct runs *r)
{
    struct run *last = &r->v[r->n - 1], *first = &r->v[0];
    for (u32 n = 1; n <= 2 && last->n > n + 2; n++)
        if (parts_here(s, last->i + last->n - n, last->j + last->n - n)) {
            last->n -= n;
            break;
        }
    for (u32 n = 1; n <= 2 && first->n > n + 2; n++)
        if (parts_here(s, first->i + n, first->j + n)) {
            first->i += n;
            first->j += n;
            first->n -= n;
            break;
        }
}

/* What a passage would lose when it began only at word w of its run k (or, looking from behind, ended before it). */
static bool is_weak_end(const struct runs *r, u32 k, u32 w, bool behind)
{
    const struct run *last = &r->v[r->n - 1];
    u32 i = r->v[k].i + w, j = r->v[k].j + w, equal = 0, longest = 0;
    for (u32 x = behind ? k : 0; x < (behind ? r->n : k + 1); x++) {
        u32 n = x != k ? r->v[x].n : behind ? r->v[k].n - w : w;
        equal += n;
        longest = MAX_OF(longest, n);
    }
    u32 words = behind ? MAX_OF(last->i + last->n - i, last->j + last->n - j) : MAX_OF(i - r->v[0].i, j - r->v[0].j);
    bool cuts_promised = w && r->v[k].n >= PRINT_GUARANTEE;
    return !cuts_promised && longest < PRINT_GUARANTEE && equal * 100 < words * WEAK_PERCENT;
}

/* A sentence at an end that has few of its words in common is not of the passage. */
static void cut_weak_sentence(const struct sides *s, struct runs *r)
{
    for (u32 k = 0; k < r->n; k++)
        for (u32 w = 0; w < r->v[k].n; w++)
            if ((k || w) && parts_here(s, r->v[k].i + w, r->v[k].j + w)) {
                if (is_weak_end(r, k, w, false)) {
                    r->v[k] = (struct run){r->v[k].i + w, r->v[k].j + w, r->v[k].n - w};
                    memmove(r->v, r->v + k, (r->n - k) * sizeof *r->v);
                    r->n -= k;
                }
                k = r->n - 1; /* the first sentence only */
                break;
            }
    for (u32 k = r->n; k--;)
        for (u32 w = r->v[k].n; w--;)
            if ((k || w) && parts_here(s, r->v[k].i + w, r->v[k].j + w)) {
                if (is_weak_end(r, k, w, true)) {
                    r->v[k].n = w;
                    r->n = k + (w != 0);
                }
                return;
            }
}

/* Words between runs k - 1 and k, on the longer or the shorter side. */
static u32 gap_longer(const struct run *r, u32 k) { return MAX_OF(r[k].i - r[k - 1].i - r[k - 1].n, r[k].j - r[k - 1].j - r[k - 1].n); }
static u32 gap_shorter(const struct run *r, u32 k) { return MIN_OF(r[k].i - r[k - 1].i - r[k - 1].n, r[k].j - r[k - 1].j - r[k - 1].n); }

/*
** A loose end, of which but a third is common, is not of the passage: what Smith and Waterman's local alignment leaves out. A run that is
** promised stays.
*/
static void cut_loose_ends(const struct sides *s, struct runs *r)
{
    i64 sum = 0, worst = 0;
    u32 from = 0, to = r->n;
    for (u32 k = 0; k + 1 < r->n && r->v[k].n < PRINT_GUARANTEE; k++) {
        sum += 4 * (i64)run_weight(s, r->v[k].i, r->v[k].n) - LOOSE_PRICE * gap_longer(r->v, k + 1);
        if (sum < worst)
            worst = sum, from = k + 1;
    }
    sum = worst = 0;
    for (u32 k = r->n - 1; k > from && r->v[k].n < PRINT_GUARANTEE; k--) {
        sum += 4 * (i64)run_weight(s, r->v[k].i, r->v[k].n) - LOOSE_PRICE * gap_longer(r->v, k);
        if (sum < worst)
            worst = sum, to = k;
    }
    r->v += from;
    r->n = r->cap = to - from;
}

void passage_measure(struct passage *p)
{
    u32 i = p->a0, j = p->b0;
    p->equal = p->aligned = p->longest = 0;
    for (u32 k = 0; k < p->runs.n; k++) {
        const struct run *r = &p->runs.v[k];
        p->aligned += MAX_OF(r->i - i, r->j - j) + r->n;
        p->equal += r->n;
        p->longest = MAX_OF(p->longest, r->n);
        i = r->i + r->n;
        j = r->j + r->n;
    }
    p->aligned += MAX_OF(p->a1 - i, p->b1 - j);
}

/* Adds a run; one that goes on where the last one ends makes that one longer. */
static void push_run(struct arena *a, struct runs *r, const struct run *x)
{
    struct run *last = r->n ? &r->v[r->n - 1] : NULL;
    if (last && last->i + last->n == x->i && last->j + last->n == x->j)
        last->n += x->n;
    else
        vec_push(a, r, *x);
}

static void runs_fill(struct arena *a, const struct sides *s, const struct runs *runs, struct runs *out)
{
    for (u32 k = 0; k < runs->n; k++) {
        const struct run *x = &runs->v[k];
        if (k) {
            u32 i = runs->v[k - 1].i + runs->v[k - 1].n, j = runs->v[k - 1].j + runs->v[k - 1].n;
            fill_gap(a, s, i, x->i - i, j, x->j - j, out);
        }
        push_run(a, out, x);
    }
}

/* Equal words between the ends of a passage and its outermost runs, where it was widened to a boundary. */
static void fill_ends(struct arena *a, const struct sides *s, struct passage *p)
{
    struct runs all = {0};
    const struct run *first = &p->runs.v[0], *last = &p->runs.v[p->runs.n - 1];
    u32 i = last->i + last->n, j = last->j + last->n;
    fill_gap(a, s, p->a0, first->i - p->a0, p->b0, first->j - p->b0, &all);
    for (u32 k = 0; k < p->runs.n; k++)
        push_run(a, &all, &p->runs.v[k]);
    fill_gap(a, s, i, p->a1 - i, j, p->b1 - j, &all);
    p->runs = all;
}

/* A passage of these runs, out to boundaries. */
static void passage_close(struct arena *a, const struct sides *s, struct runs r, struct passage *out)
{
    u32 longest = 0, da, db;
    for (u32 k = 0; k < r.n; k++)
        longest = MAX_OF(longest, r.v[k].n);
    cut_weak_sentence(s, &r);
    cut_overhang(s, &r);
    *out = (struct passage){.a0 = r.v[0].i, .b0 = r.v[0].j, .runs = r};
    out->a1 = r.v[r.n - 1].i + r.v[r.n - 1].n;
    out->b1 = r.v[r.n - 1].j + r.v[r.n - 1].n;
    passage_measure(out);
    u32 core = out->aligned;
    settle_moved(s, out);
    if (settle(s, out, 1, &da, &db))
        out->a1 += da, out->b1 += db;
    if (settle(s, out, -1, &da, &db))
        out->a0 -= da, out->b0 -= db;
    fill_ends(a, s, out);
    passage_measure(out);
    out->core = core;
    out->longest = longest; /* as it was found: where it is cut must not decide whether it counts */
}

void passage_align(struct arena *a, const struct sides *s, const struct chain *c, struct passages *out)
{
    struct runs r = {0};
    runs_fill(a, s, &c->runs, &r);
    extend_right(a, s, &r);
    extend_left(a, s, &r);
    drop_lone_words(s, &r);
    cut_loose_ends(s, &r);
    for (u32 from = 0, k = 1; k <= r.n; k++) {
        if (k < r.n && gap_shorter(r.v, k) < PART_WORDS)
            continue;
        struct runs part = {.v = r.v + from, .n = k - from, .cap = k - from};
        passage_close(a, s, part, vec_add(a, out));
        from = k;
    }
}

bool passage_join(struct arena *a, const struct sides *s, struct passage *p, const struct passage *q)
{
    const struct run *last = &p->runs.v[p->runs.n - 1];
    u32 i = last->i + last->n, j = last->j + last->n, k = 0;
    struct runs rest = {0};
    for (; k < q->runs.n; k++) { /* what p does not hold yet */
        struct run x = q->runs.v[k];
        u32 skip = MAX_OF(x.i < i ? i - x.i : 0, x.j < j ? j - x.j : 0);
        if (skip < x.n)
            vec_push(a, &rest, ((struct run){x.i + skip, x.j + skip, x.n - skip}));
    }
    if (!rest.n || rest.v[0].i - i > JOIN_WORDS || rest.v[0].j - j > JOIN_WORDS ||
        !unbroken(s, i - 1, rest.v[0].i, j - 1, rest.v[0].j))
        return false;
    struct runs all = {0};
    for (k = 0; k < p->runs.n; k++)
        vec_push(a, &all, p->runs.v[k]);
    fill_gap(a, s, i, rest.v[0].i - i, j, rest.v[0].j - j, &all);
    for (k = 0; k < rest.n; k++)
        push_run(a, &all, &rest.v[k]);
    p->runs = all;
    p->a1 = MAX_OF(p->a1, q->a1);
    p->b1 = MAX_OF(p->b1, q->b1);
    passage_measure(p);
    return true;
}
