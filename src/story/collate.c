/*
** collate.c - from pairwise edits to places where tellings go apart.
*/
#include "story/collate.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "text/fold.h"

#define LEFT_MOST 16u      /* words of a sentence's unmatched beginning or end that are set against the other's */
#define MOVED_ALIKE 0.5f   /* a beginning against an end: likely one clause, moved */
#define FIGURE_WORDS 6u    /* of a place that differs in a figure: the number, its unit, a hedge */
#define FIGURE_BEFORE 4u   /* words before it that differ too, of both sides */
#define FIGURE_BESIDE 4u   /* words before and behind it up to the next edits; fewer: the place is told in other words */
#define FACT_WORDS 8u      /* of a place that differs in a date or name alone */
#define BESIDE_MOST 4u     /* words beside a moved clause that belong to it */
#define SLOT_WORDS 6u      /* words before the place that name it */
#define AGREEING_MOST 64u  /* matches of one account that are asked who agrees: the text that thousands print */
#define LONE_WEIGHTY 2u    /* weighty words that a lone addition must have */

/* ---- alignment ---- */

struct alignment alignment_make(const struct view *v, const struct match *m)
{
    struct alignment al = {0};
    if (!view_words(v, m->a, m->in_a, &al.from_a, &al.to_a) || !view_words(v, m->b, m->in_b, &al.from_b, &al.to_b))
        return (struct alignment){0};
    u32 n = al.to_a - al.from_a, a = al.from_a, b = al.from_b;
    al.b_of = ARENA_ARRAY(v->arena, u32, n + 1);
    al.a_of = ARENA_ARRAY(v->arena, u32, al.to_b - al.from_b + 1);
    memset(al.b_of, 0xFF, n * sizeof *al.b_of);
    memset(al.a_of, 0xFF, (al.to_b - al.from_b) * sizeof *al.a_of);
    for (u32 k = 0; k <= m->edits.n; k++) {
        u32 a0 = al.to_a, a1 = al.to_a, b0 = al.to_b, b1 = al.to_b, gap;
        bool in_a = true, in_b = true;
        if (k < m->edits.n) {
            in_a = view_words(v, m->a, m->edits.v[k].a, &a0, &a1);
            in_b = view_words(v, m->b, m->edits.v[k].b, &b0, &b1);
            if (!in_a && !in_b)
                continue;
        }
        if ((in_a && a0 < a) || (in_b && b0 < b))
            continue; /* a word moved against the order: it stands in no run */
        gap = in_a && in_b ? MIN_OF(a0 - a, b0 - b) : in_a ? a0 - a : b0 - b;
        for (u32 i = 0; i < gap && a + i < al.to_a && b + i < al.to_b; i++) {
            al.b_of[a + i - al.from_a] = b + i;
            al.a_of[b + i - al.from_b] = a + i;
        }
        if (!in_a)
            a0 = a1 = a + gap;
        if (!in_b)
            b0 = b1 = b + gap;
        for (u32 i = a0; i < a1 && i < al.to_a && in_b; i++)
            al.b_of[i - al.from_a] = b0;
        for (u32 i = b0; i < b1 && i < al.to_b && in_a; i++)
            al.a_of[i - al.from_b] = a0;
        a = MAX_OF(a, a1);
        b = MAX_OF(b, b1);
    }
    return al;
}

/* ---- where pairs go apart ---- */

static u32 weighty(const struct view *v, struct stretch s)
{
    u32 n = 0;
    for (u32 i = s.from; i < s.to; i++)
        n += v->v[s.acc].weight[i] > 0;
    return n;
}

static bool empty(struct stretch s) { return s.to == s.from; }

static u64 words_hash(const struct view *v, struct stretch s)
{
    u64 h = s.to - s.from;
    for (u32 i = s.from; i < s.to; i++)
        h = hash_join(h, v->v[s.acc].t->words[i].loose);
    return h;
}

/* The same words in whatever order. */
static bool same_words(const struct view *v, struct stretch a, struct stretch b)
{
    u64 x = 0, y = 0;
    for (u32 i = a.from; i < a.to; i++)
        x += hash_u64(v->v[a.acc].t->words[i].loose);
    for (u32 i = b.from; i < b.to; i++)
        y += hash_u64(v->v[b.acc].t->words[i].loose);
    return x == y;
}

static struct apart apart_of(const struct view *v, const struct match *m, const struct edit *e)
{
    struct apart x = {{m->a, 0, 0}, {m->b, 0, 0}, e->class, false};
    if (!view_words(v, m->a, e->a, &x.a.from, &x.a.to))
        x.a.from = x.a.to = 0;
    if (!view_words(v, m->b, e->b, &x.b.from, &x.b.to))
        x.b.from = x.b.to = 0;
    return x;
}

/* A clause that stands elsewhere in the other, in other words: with the few words that stand right beside it on one side alone. */
static void add_moved(const struct view *v, const struct match *m, struct apart x, struct aparts *out)
{
    if (empty(x.a) || empty(x.b) || same_words(v, x.a, x.b))
        return;
    for (u32 k = 0; k < m->edits.n; k++) {
        struct apart y = apart_of(v, m, &m->edits.v[k]);
        if (y.class != EDIT_WORDING || empty(y.a) == empty(y.b))
            continue;
        struct stretch *at = empty(y.b) ? &x.a : &x.b, beside = empty(y.b) ? y.a : y.b;
        if (beside.to - beside.from > BESIDE_MOST)
            continue;
        if (beside.to == at->from)
            at->from = beside.from;
        else if (beside.from == at->to)
            at->to = beside.to;
    }
    x.class = EDIT_WORDING;
    vec_push(v->arena, out, x);
}

static bool crosses(const struct view *v, struct stretch s)
{
    return !empty(s) && v->v[s.acc].sent_of[s.from] != v->v[s.acc].sent_of[s.to - 1];
}

/* Words of the first side between an edit and the next ones that change words: those before it and behind it. */
static u32 words_beside(const struct view *v, const struct match *m, u32 k, struct stretch at)
{
    u32 from, to, before, behind;
    if (empty(at) || !view_words(v, m->a, m->in_a, &from, &to))
        return 0;
    before = at.from - MIN_OF(at.from, from);
    behind = to - MIN_OF(to, at.to);
    for (u32 i = k - MIN_OF(k, 2u); i < m->edits.n && i < k + 3; i++) {
        struct apart x = apart_of(v, m, &m->edits.v[i]);
        if (i == k && x.a.from < at.from)
            before = 0;
        if (i == k || empty(x.a) || x.class == EDIT_SPELLING || x.class == EDIT_INFLECTION)
            continue;
        if (x.a.to <= at.from)
            before = MIN_OF(before, at.from - x.a.to);
        else if (x.a.from >= at.to)
            behind = MIN_OF(behind, x.a.from - at.to);
    }
    return before + behind;
}

/* The figure whose words (hedge, number, unit, counted noun) a word is of, or NULL. */
static const struct figure *figure_at(const struct view *v, u32 acc, u32 word)
{
    const struct facts *f = v->acc[acc].facts;
    span at = span_of(v->v[acc].t->words[word].off, v->v[acc].t->words[word].len);
    for (u32 i = 0; i < f->figures.n; i++)
        if (span_overlap(f->figures.v[i].span, at))
            return &f->figures.v[i];
    return NULL;
}

static bool begins_with_digit(const struct view *v, u32 acc, u32 word)
{
    char key[64];
    const struct word *w = &v->v[acc].t->words[word];
    size_t n = fold_into(key, (str){v->acc[acc].raw.p + w->off, MIN_OF(w->len, (u16)8)});
    return n && key[0] >= '0' && key[0] <= '9';
}

/* Words that are a number, with its hedge and unit, and nothing else; a dual counts by its form, which other words share. */
static bool is_number(const struct view *v, struct stretch s)
{
    bool number = false;
    const struct word *w = v->v[s.acc].t->words;
    for (u32 i = s.from; i < s.to; i++) {
        bool era = number && w[i].off == w[i - 1].off + w[i - 1].len; /* a letter glued to a year */
        bool digits = era || begins_with_digit(v, s.acc, i);
        const struct figure *f = digits ? NULL : figure_at(v, s.acc, i);
        span at = span_of(w[i].off, w[i].len);
        if (!digits && (!f || f->comparator == CMP_VAGUE || span_overlap(f->counted.span, at)))
            return false;
        number |= digits || span_overlap(f->number, at);
    }
    return number;
}

/* A number of a date that is a figure for itself: a year alone, or how many hours or days ago. */
static bool is_count_of_date(const struct view *v, struct stretch s)
{
    const struct facts *f = v->acc[s.acc].facts;
    span at = view_span(v, s.acc, s.from, s.to);
    for (u32 i = 0; i < f->dates.n; i++)
        if (span_overlap(f->dates.v[i].span, at))
            return f->dates.v[i].type == DATE_DURATION || f->dates.v[i].rule == RULE_OFFSET || strlen(f->dates.v[i].value) == 4;
    return true;
}

static bool ends_sentence(const struct view *v, struct stretch s)
{
    return s.to == v->v[s.acc].t->n || (v->v[s.acc].t->words[s.to].flags & WORD_SENTENCE);
}

/* The number that a stretch ends with; what is counted stands behind it. */
static struct stretch last_number(const struct view *v, struct stretch s)
{
    struct stretch last = {s.acc, s.to, s.to};
    for (u32 n = 1; n <= FIGURE_WORDS && n <= s.to - s.from; n++)
        if (is_number(v, (struct stretch){s.acc, s.to - n, s.to}))
            last.from = s.to - n;
    return last;
}

/* An edit that changes a number, with what stands before it or nothing else: x becomes the numbers. */
static bool is_of_numbers(const struct view *v, struct apart *x)
{
    struct stretch a = last_number(v, x->a), b = last_number(v, x->b);
    u32 before_a = a.from - x->a.from, before_b = b.from - x->b.from;
    if ((x->class != EDIT_FIGURE && x->class != EDIT_DATE) || empty(a) || empty(b) || before_a + before_b > FIGURE_BEFORE ||
        (before_a + before_b && (ends_sentence(v, a) || ends_sentence(v, b))))
        return false;
    if (x->class == EDIT_DATE && (!is_count_of_date(v, a) || !is_count_of_date(v, b)))
        return false;
    *x = (struct apart){a, b, EDIT_FIGURE, true};
    return true;
}

/* ... and that at one place of a copied passage. */
static bool is_figure(const struct view *v, const struct match *m, u32 k, const struct apart *x)
{
    return x->number && words_beside(v, m, k, x->a) >= FIGURE_BESIDE && view_is_copied(v, m);
}

bool figure_changes(const struct view *v, const struct match *m, span in_a, span in_b)
{
    for (u32 k = 0; k < m->edits.n; k++) {
        if (!span_overlap(m->edits.v[k].a, in_a) || !span_overlap(m->edits.v[k].b, in_b))
            continue;
        struct apart x = apart_of(v, m, &m->edits.v[k]);
        return is_of_numbers(v, &x) && is_figure(v, m, k, &x);
    }
    return false;
}

static void add_edits(const struct view *v, const struct match *m, struct aparts *out)
{
    for (u32 k = 0; k < m->edits.n; k++) {
        struct apart x = apart_of(v, m, &m->edits.v[k]);
        if (x.class == EDIT_ORDER)
            add_moved(v, m, x, out);
        if (x.class == EDIT_SPELLING || x.class == EDIT_INFLECTION || x.class == EDIT_ORDER || (empty(x.a) && empty(x.b)))
            continue;
        u32 n = weighty(v, x.a) + weighty(v, x.b);
        bool lone = empty(x.a) || empty(x.b);
        if (crosses(v, x.a) != crosses(v, x.b) && !lone)
            continue; /* the end of one sentence against the middle of another: no place that both have */
        is_of_numbers(v, &x);
        if (x.class == EDIT_FIGURE && !is_figure(v, m, k, &x))
            x.class = EDIT_WORDING;
        if (x.class != EDIT_FIGURE && n < (lone ? LONE_WEIGHTY : x.class == EDIT_WORDING ? 1u : 0u))
            continue;
        vec_push(v->arena, out, x);
    }
}

/* Words of both sides of a pair that lie in any of its matches. */
struct covered {
    u8 *a, *b;
};

/* The unmatched words of the sentence right before or behind a matched run. */
static struct stretch left_over(const struct view *v, u32 acc, u32 at, bool behind, const u8 *covered)
{
    const struct seen_account *x = &v->v[acc];
    struct stretch s = {acc, at, at};
    if (behind) {
        u32 end = at ? x->sents[x->sent_of[at - 1]].to : 0;
        while (s.to < end && !covered[s.to])
            s.to++;
    } else if (at < x->t->n) {
        u32 begin = x->sents[x->sent_of[at]].from;
        while (s.from > begin && !covered[s.from - 1])
            s.from--;
    }
    return s;
}

static bool fits(struct stretch s) { return s.to > s.from && s.to - s.from <= LEFT_MOST; }

static void add_pair(const struct view *v, struct stretch a, struct stretch b, bool must_be_alike, struct aparts *out)
{
    if (!fits(a) || !fits(b) || weighty(v, a) + weighty(v, b) == 0)
        return;
    if (must_be_alike) {
        struct bag x = bag_make(v->arena, &v->v[a.acc], a.from, a.to), y = bag_make(v->arena, &v->v[b.acc], b.from, b.to);
        u32 n;
        float least = MIN_OF(x.total, y.total);
        if (bag_common(&x, &y, &n) < MOVED_ALIKE * least || n < 2)
            return;
    }
    vec_push(v->arena, out, ((struct apart){a, b, EDIT_WORDING, false}));
}

static void add_ends(const struct view *v, const struct match *m, struct covered c, struct aparts *out)
{
    u32 a0, a1, b0, b1;
    if (!view_words(v, m->a, m->in_a, &a0, &a1) || !view_words(v, m->b, m->in_b, &b0, &b1))
        return;
    struct stretch head_a = left_over(v, m->a, a0, false, c.a), head_b = left_over(v, m->b, b0, false, c.b);
    struct stretch tail_a = left_over(v, m->a, a1, true, c.a), tail_b = left_over(v, m->b, b1, true, c.b);
    add_pair(v, head_a, head_b, false, out);
    add_pair(v, tail_a, tail_b, false, out);
    if (empty(head_b) && empty(tail_a)) /* the clause that opens the one closes the other */
        add_pair(v, head_a, tail_b, true, out);
    if (empty(head_a) && empty(tail_b))
        add_pair(v, tail_a, head_b, true, out);
}

static void cover(const struct view *v, u32 acc, span s, u8 *mark, u8 value)
{
    u32 from, to;
    if (view_words(v, acc, s, &from, &to))
        memset(mark + from, value, to - from);
}

static int by_pair(const void *pa, const void *pb)
{
    const struct match *const *a = pa, *const *b = pb;
    if ((*a)->a != (*b)->a)
        return (*a)->a < (*b)->a ? -1 : 1;
    if ((*a)->b != (*b)->b)
        return (*a)->b < (*b)->b ? -1 : 1;
    return (*a)->in_a.off < (*b)->in_a.off ? -1 : (*a)->in_a.off > (*b)->in_a.off;
}

void aparts_find(const struct view *v, struct aparts *out)
{
    const struct match **m = ARENA_ARRAY(v->arena, const struct match *, v->matches->n + 1);
    u32 n = 0, longest = 0;
    for (u32 i = 0; i < v->matches->n; i++)
        if (v->matches->v[i].kind != MATCH_BOILERPLATE && !view_is_mould(v, v->matches->v[i].a, v->matches->v[i].b))
            m[n++] = &v->matches->v[i];
    if (n == 0)
        return;
    qsort(m, n, sizeof *m, by_pair);
    for (u32 i = 0; i < v->n; i++)
        longest = MAX_OF(longest, v->v[i].t->n);
    struct covered c = {ARENA_ARRAY(v->arena, u8, longest + 1), ARENA_ARRAY(v->arena, u8, longest + 1)};
    for (u32 i = 0, j; i < n; i = j) {
        for (j = i; j < n && m[j]->a == m[i]->a && m[j]->b == m[i]->b; j++) {
            cover(v, m[j]->a, m[j]->in_a, c.a, 1);
            cover(v, m[j]->b, m[j]->in_b, c.b, 1);
        }
        for (u32 k = i; k < j; k++) {
            add_edits(v, m[k], out);
            add_ends(v, m[k], c, out);
        }
        for (u32 k = i; k < j; k++) {
            cover(v, m[k]->a, m[k]->in_a, c.a, 0);
            cover(v, m[k]->b, m[k]->in_b, c.b, 0);
        }
    }
}

/* ---- loci ---- */

struct locus {
    u8 class;
    struct { VEC(struct stretch); } bearers; /* one an account, in order of accounts */
    struct { VEC(u32); } lacking;
};
struct stretches {
    VEC(struct stretch);
};
struct gathering {
    const struct view *v;
    const struct aparts *aparts;
    u32 *up;       /* sets of aparts */
    u32 **owner[2]; /* of an account's word: 1 + apart; one for aparts of numbers, one for the others */
    struct alignment *aligned; /* one a match */
    struct { VEC(u32); } *matches_of; /* an account's matches */
};

static u32 set_of(u32 *up, u32 x)
{
    while (up[x] != x)
        x = up[x] = up[up[x]];
    return x;
}

/*
** Two aparts are of one place where their words there are the same for the greater part: a word at the rim, or a word within a clause that
** is told otherwise as a whole, would chain whole texts together.
*/
static void join_owner(struct gathering *g, u32 i, u32 owner, u32 words, struct stretch s)
{
    const struct apart *o = &g->aparts->v[owner];
    u32 a = o->a.to - o->a.from, b = o->b.to - o->b.from;
    u32 theirs = o->a.acc == s.acc ? a : o->b.acc == s.acc ? b : MAX_OF(a, b);
    if (2 * words < MAX_OF(theirs, s.to - s.from))
        return;
    u32 x = set_of(g->up, owner), y = set_of(g->up, i);
    g->up[MAX_OF(x, y)] = MIN_OF(x, y);
}

static void claim_words(struct gathering *g, u32 i, struct stretch s)
{
    u32 owner = 0, words = 0; /* the owner of the words before, and how many they are */
    u32 **owners = g->owner[g->aparts->v[i].number];
    if (!owners[s.acc])
        owners[s.acc] = ARENA_ARRAY(g->v->arena, u32, g->v->v[s.acc].t->n + 1);
    for (u32 w = s.from; w < s.to; w++) {
        u32 *o = &owners[s.acc][w];
        if (*o != owner && owner)
            join_owner(g, i, owner - 1, words, s);
        words = *o == owner ? words + 1 : 1;
        owner = *o;
        if (*o == 0)
            *o = i + 1;
    }
    if (owner)
        join_owner(g, i, owner - 1, words, s);
}

static void add_bearer(struct arena *a, struct locus *l, struct stretch s)
{
    for (u32 i = 0; i < l->bearers.n; i++)
        if (l->bearers.v[i].acc == s.acc) {
            l->bearers.v[i].from = MIN_OF(l->bearers.v[i].from, s.from);
            l->bearers.v[i].to = MAX_OF(l->bearers.v[i].to, s.to);
            return;
        }
    vec_push(a, &l->bearers, s);
}

static bool bears(const struct locus *l, u32 acc)
{
    for (u32 i = 0; i < l->bearers.n; i++)
        if (l->bearers.v[i].acc == acc)
            return true;
    return false;
}

/* Figure before date before name before wording. */
static u8 stronger(u8 a, u8 b)
{
    static const u8 rank[] = {[EDIT_SPELLING] = 0, [EDIT_INFLECTION] = 0, [EDIT_ORDER] = 0, [EDIT_WORDING] = 1, [EDIT_NAME] = 2, [EDIT_DATE] = 3, [EDIT_FIGURE] = 4};
    return rank[a] >= rank[b] ? a : b;
}

/* Where other accounts have a stretch word for word, by the matches of its account. */
static void find_agreeing(struct gathering *g, struct stretch s, struct stretches *out)
{
    u32 n = s.to - s.from;
    out->n = 0;
    for (u32 k = 0; k < g->matches_of[s.acc].n && k < AGREEING_MOST; k++) {
        u32 at = g->matches_of[s.acc].v[k];
        const struct match *m = &g->v->matches->v[at];
        const struct alignment *al = &g->aligned[at];
        bool is_a = m->a == s.acc;
        u32 begin = is_a ? al->from_a : al->from_b, end = is_a ? al->to_a : al->to_b;
        const u32 *of = is_a ? al->b_of : al->a_of;
        if (n == 0 || s.from < begin || s.to > end)
            continue;
        struct stretch t = {is_a ? m->b : m->a, of[s.from - begin], 0};
        if (t.from == UINT32_MAX || of[s.to - 1 - begin] != t.from + n - 1)
            continue;
        t.to = t.from + n;
        if (words_hash(g->v, s) == words_hash(g->v, t))
            vec_push(g->v->arena, out, t);
    }
}

/* Accounts that no edit names because they agree with a bearer word for word. */
static void add_agreeing(struct gathering *g, struct locus *l)
{
    u32 named = l->bearers.n;
    struct stretches same = {0};
    for (u32 i = 0; i < named; i++) {
        find_agreeing(g, l->bearers.v[i], &same);
        for (u32 k = 0; k < same.n; k++)
            if (!bears(l, same.v[k].acc))
                add_bearer(g->v->arena, l, same.v[k]);
    }
}

/* The only number of a stretch, where no fact tells what it is. */
static str bare_number(const struct view *v, struct stretch s)
{
    const struct telling *t = v->v[s.acc].t;
    str digits = STR_EMPTY;
    for (u32 i = s.from; i < s.to; i++) {
        if (!begins_with_digit(v, s.acc, i))
            continue;
        if (digits.n)
            return S("null");
        digits = fold_str(v->arena, (str){t->raw.p + t->words[i].off, t->words[i].len});
    }
    size_t n = 0, rest;
    while (n < digits.n && digits.p[n] >= '0' && digits.p[n] <= '9')
        n++;
    for (rest = n; rest < digits.n && (u8)digits.p[rest] >= 0x80;) /* the letter of an era */
        rest++;
    return n && rest == digits.n && (n == 1 || digits.p[0] != '0') ? str_head(digits, n) : S("null");
}

static str value_at(const struct view *v, struct stretch s, u8 class)
{
    const struct facts *f = v->acc[s.acc].facts;
    span at = view_span(v, s.acc, s.from, s.to);
    for (u32 i = 0; class == EDIT_FIGURE && i < f->figures.n; i++)
        if (span_overlap(f->figures.v[i].number, at) && isfinite(f->figures.v[i].value))
            return arena_fmt(v->arena, "%.15g", f->figures.v[i].value);
    for (u32 i = 0; class == EDIT_DATE && i < f->dates.n; i++)
        if (span_overlap(f->dates.v[i].span, at) && f->dates.v[i].value[0])
            return arena_fmt(v->arena, "\"%s\"", f->dates.v[i].value);
    return class == EDIT_FIGURE ? bare_number(v, s) : S("null");
}

static bool quoted(const struct view *v, const struct locus *l)
{
    for (u32 i = 0; i < l->bearers.n; i++)
        for (u32 w = l->bearers.v[i].from; w < l->bearers.v[i].to; w++)
            if (!(v->v[l->bearers.v[i].acc].t->words[w].flags & WORD_QUOTED))
                return false;
    return true;
}

/* Words that name the place: those before it in the sentence, else those behind it. */
static str slot_words(const struct view *v, struct stretch s)
{
    const struct sent *in = &v->v[s.acc].sents[v->v[s.acc].sent_of[s.from]];
    if (s.from > in->from)
        return view_text(v, s.acc, view_span(v, s.acc, s.from - MIN_OF(SLOT_WORDS, s.from - in->from), s.from));
    if (s.to < in->to)
        return view_text(v, s.acc, view_span(v, s.acc, s.to, MIN_OF(in->to, s.to + SLOT_WORDS)));
    return view_text(v, s.acc, in->span);
}

/* Words that differ in an ending or an attached letter alone are one reading. */
static u64 stems_hash(const struct view *v, struct stretch s)
{
    u64 h = 0;
    for (u32 i = s.from; i < s.to; i++)
        h = hash_join(h, v->v[s.acc].stem[i]);
    return h;
}

static void add_readings(const struct view *v, const struct locus *l, struct difference *d)
{
    u64 *hash = ARENA_ARRAY(v->arena, u64, l->bearers.n + 1);
    for (u32 i = 0; i < l->bearers.n; i++) {
        struct stretch s = l->bearers.v[i];
        span at = view_span(v, s.acc, s.from, s.to);
        u64 h = stems_hash(v, s);
        u32 k = 0;
        while (k < d->readings.n && hash[k] != h)
            k++;
        if (k == d->readings.n) {
            hash[k] = h;
            *vec_add(v->arena, &d->readings) = (struct reading){.text = view_text(v, s.acc, at), .value = value_at(v, s, l->class)};
        }
        vec_push(v->arena, &d->readings.v[k].bearers, ((struct bearer){s.acc, at}));
    }
}

/* True where a figure line that disagrees has a bearer at the place already. */
static bool is_known(const struct view *v, const struct dossier *known, struct stretch s)
{
    span at = view_span(v, s.acc, s.from, s.to);
    for (u32 i = 0; i < known->figures.n; i++)
        for (u32 r = 0; known->figures.v[i].disagree && r < known->figures.v[i].readings.n; r++) {
            const struct reading *x = &known->figures.v[i].readings.v[r];
            for (u32 b = 0; b < x->bearers.n; b++)
                if (x->bearers.v[b].account == s.acc && span_overlap(x->bearers.v[b].span, at))
                    return true;
        }
    return false;
}

/*
** What kind of difference a place is. A figure, date or name must be nearly all of it: a clause told in other words is wording, whatever
** stands in it; and figures and dates must differ in value.
*/
static enum difference_kind kind_of(const struct view *v, const struct locus *l, const struct difference *d)
{
    u32 longest = 0, values = 0, without = 0;
    for (u32 i = 0; i < l->bearers.n; i++)
        longest = MAX_OF(longest, l->bearers.v[i].to - l->bearers.v[i].from);
    for (u32 i = 0; i < d->readings.n; i++) {
        bool is_new = !str_is(d->readings.v[i].value, "null");
        for (u32 k = 0; k < i; k++)
            is_new = is_new && !str_eq(d->readings.v[k].value, d->readings.v[i].value);
        values += is_new;
        without += str_is(d->readings.v[i].value, "null");
    }
    if (l->class == EDIT_FIGURE && longest <= FIGURE_WORDS && values >= 2)
        return DIFF_FIGURE;
    if (l->class == EDIT_DATE && longest <= FACT_WORDS && values + (without > 0) >= 2)
        return DIFF_DATE;
    if (l->class == EDIT_NAME && longest <= FACT_WORDS)
        return DIFF_NAME;
    return quoted(v, l) ? DIFF_QUOTE : DIFF_WORDING;
}

static int by_account(const void *pa, const void *pb)
{
    const struct stretch *a = pa, *b = pb;
    return a->acc < b->acc ? -1 : a->acc > b->acc;
}

static int by_number(const void *pa, const void *pb)
{
    u32 a = *(const u32 *)pa, b = *(const u32 *)pb;
    return a < b ? -1 : a > b;
}

static void finish_locus(struct gathering *g, struct locus *l, const struct dossier *known, struct dossier *out)
{
    add_agreeing(g, l);
    qsort(l->bearers.v, l->bearers.n, sizeof *l->bearers.v, by_account);
    struct difference d = {.slot = slot_words(g->v, l->bearers.v[0])};
    add_readings(g->v, l, &d);
    d.kind = (u8)kind_of(g->v, l, &d);
    if (l->lacking.n)
        qsort(l->lacking.v, l->lacking.n, sizeof *l->lacking.v, by_number);
    for (u32 i = 0; i < l->lacking.n; i++)
        if (!bears(l, l->lacking.v[i]) && (i == 0 || l->lacking.v[i - 1] != l->lacking.v[i]))
            vec_push(g->v->arena, &d.lacking, l->lacking.v[i]);
    if (d.readings.n == 1 && d.lacking.n == 0)
        return;
    if (d.readings.n == 1)
        d.kind = l->bearers.n >= d.lacking.n ? DIFF_OMISSION : DIFF_ADDITION;
    else if (d.kind == DIFF_FIGURE && is_known(g->v, known, l->bearers.v[0]))
        return;
    vec_push(g->v->arena, &out->differences, d);
}

void aparts_gather(const struct view *v, const struct aparts *aparts, const struct dossier *known, struct dossier *out)
{
    u32 n = aparts->n;
    struct gathering g = {.v = v, .aparts = aparts, .up = ARENA_ARRAY(v->arena, u32, n + 1), .owner = {ARENA_ARRAY(v->arena, u32 *, v->n + 1), ARENA_ARRAY(v->arena, u32 *, v->n + 1)},
                          .aligned = ARENA_ARRAY(v->arena, struct alignment, v->matches->n + 1)};
    if (n == 0)
        return;
    g.matches_of = arena_alloc(v->arena, sizeof *g.matches_of * (v->n + 1));
    for (u32 i = 0; i < v->matches->n; i++) {
        if (v->matches->v[i].kind == MATCH_BOILERPLATE)
            continue;
        g.aligned[i] = alignment_make(v, &v->matches->v[i]);
        vec_push(v->arena, &g.matches_of[v->matches->v[i].a], i);
        vec_push(v->arena, &g.matches_of[v->matches->v[i].b], i);
    }
    for (u32 i = 0; i < n; i++)
        g.up[i] = i;
    struct stretches same = {0};
    for (u32 i = 0; i < 2 * n; i++) {
        struct stretch s = i & 1 ? aparts->v[i / 2].b : aparts->v[i / 2].a;
        claim_words(&g, i / 2, s);
        find_agreeing(&g, s, &same); /* those who agree tie the place to where they go apart from others */
        for (u32 k = 0; k < same.n; k++)
            claim_words(&g, i / 2, same.v[k]);
    }
    struct locus *loci = ARENA_ARRAY(v->arena, struct locus, n);
    for (u32 i = 0; i < n; i++) {
        struct locus *l = &loci[set_of(g.up, i)];
        const struct apart *x = &aparts->v[i];
        l->class = l->bearers.n ? stronger(l->class, x->class) : x->class;
        for (int side = 0; side < 2; side++) {
            struct stretch s = side ? x->b : x->a;
            if (empty(s))
                vec_push(v->arena, &l->lacking, s.acc);
            else
                add_bearer(v->arena, l, s);
        }
    }
    for (u32 i = 0; i < n; i++)
        if (loci[i].bearers.n)
            finish_locus(&g, &loci[i], known, out);
}
