/*
** view.c - sentences, stems and chains of a story's accounts.
*/
#include "story/view.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/sets.h"
#include "text/fold.h"

#define CHAIN_SHARE 0.3f  /* copied words, of the shorter article's */
#define VERBATIM_RUN 8      /* words without a change that make a long stretch, */
#define VERBATIM_LONGEST 12 /* one such at least, */
#define VERBATIM_PERCENT 60 /* and so much of the common words in long ones */
#define TOO_COMMON 13107u /* of 65,535: a word in a fifth of all articles says nothing */

bool view_is_mould(const struct view *v, u32 a, u32 b)
{
    return v->moulds.n && (map_get(&v->moulds, ((u64)a << 32) | b) || map_get(&v->moulds, ((u64)b << 32) | a));
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

span view_span(const struct view *v, u32 x, u32 from, u32 to)
{
    const struct telling *t = v->v[x].t;
    str raw = v->acc[x].raw;
    u32 begin = t->words[from].off, end = t->words[to - 1].off + t->words[to - 1].len;
    u32 least = from ? t->words[from - 1].off + t->words[from - 1].len : 0;
    u32 most = to < t->n ? t->words[to].off : (u32)raw.n;
    while (begin > least && !is_space(raw.p[begin - 1]) && (u8)raw.p[begin - 1] < 0x80)
        begin--;
    while (end < most && !is_space(raw.p[end]) && raw.p[end] != '<')
        end++;
    return span_of(begin, end - begin);
}

str view_text(const struct view *v, u32 x, span s) { return span_text(v->acc[x].raw, s); }

u32 view_word_at(const struct view *v, u32 x, u32 off)
{
    const struct telling *t = v->v[x].t;
    u32 lo = 0, hi = t->n;
    while (lo < hi) {
        u32 mid = lo + (hi - lo) / 2;
        if (t->words[mid].off + t->words[mid].len <= off)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool view_words(const struct view *v, u32 x, span s, u32 *from, u32 *to)
{
    if (span_is_null(s))
        return false;
    const struct telling *t = v->v[x].t;
    *from = view_word_at(v, x, s.off);
    *to = *from;
    while (*to < t->n && t->words[*to].off < span_end(s))
        ++*to;
    return *to > *from;
}

static void stem_words(const struct view *v, struct seen_account *x)
{
    const struct telling *t = x->t;
    char *key = NULL;
    size_t room = 0;
    for (u32 i = 0; i < t->n; i++)
        room = MAX_OF(room, fold_room(t->words[i].len));
    key = arena_alloc(v->arena, room + 1);
    struct stemmer *st = stem_new(t->lang ? t->lang : "und");
    for (u32 i = 0; i < t->n; i++) { /* no arena in here: a jump would lose the stemmer */
        str folded = {key, fold_into(key, (str){t->raw.p + t->words[i].off, t->words[i].len})};
        bool latin;
        x->stem[i] = story_stem(v->rules, st, folded, &latin);
        const u64 *share = map_get(&v->rules->common, story_stem_key(x->stem[i], latin));
        u64 common = share ? MAX_OF(*share, 1) : COMMON_UNLISTED;
        x->weight[i] = common > TOO_COMMON || folded.n < 2 ? 0 : logf(65535.0f / (float)common);
    }
    stem_free(st);
}

struct weighed {
    u32 stem;
    float weight;
};

static int by_stem(const void *pa, const void *pb)
{
    const struct weighed *a = pa, *b = pb;
    return a->stem < b->stem ? -1 : a->stem > b->stem;
}

struct bag bag_make(struct arena *a, const struct seen_account *x, u32 from, u32 to)
{
    struct weighed *w = ARENA_ARRAY(a, struct weighed, to - from + 1);
    struct bag b = {ARENA_ARRAY(a, u32, to - from + 1), ARENA_ARRAY(a, float, to - from + 1), 0, 0};
    u32 n = 0;
    for (u32 i = from; i < to; i++)
        if (x->weight[i] > 0)
            w[n++] = (struct weighed){x->stem[i], x->weight[i]};
    qsort(w, n, sizeof *w, by_stem);
    for (u32 i = 0; i < n; i++) {
        if (b.n && b.stem[b.n - 1] == w[i].stem)
            continue;
        b.stem[b.n] = w[i].stem;
        b.weight[b.n++] = w[i].weight;
        b.total += w[i].weight;
    }
    return b;
}

float bag_common(const struct bag *a, const struct bag *b, u32 *n)
{
    float sum = 0;
    u32 count = 0;
    for (u32 i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->stem[i] == b->stem[j]) {
            sum += a->weight[i];
            count++, i++, j++;
        } else if (a->stem[i] < b->stem[j]) {
            i++;
        } else {
            j++;
        }
    }
    if (n)
        *n = count;
    return sum;
}

float bag_contained(const struct bag *a, const struct bag *b)
{
    float least = MIN_OF(a->total, b->total);
    return least > 0 ? bag_common(a, b, NULL) / least : 0;
}

float bag_alike(const struct bag *a, const struct bag *b)
{
    float most = MAX_OF(a->total, b->total);
    return most > 0 ? bag_common(a, b, NULL) / most : 0;
}

static void cut_sentences(const struct view *v, u32 at)
{
    struct seen_account *x = &v->v[at];
    const struct telling *t = x->t;
    struct { VEC(struct sent); } s = {0};
    for (u32 i = 0; i < t->n; i++) {
        if (i == 0 || t->words[i].flags & WORD_SENTENCE) {
            if (s.n)
                s.v[s.n - 1].to = i;
            *vec_add(v->arena, &s) = (struct sent){.from = i, .title = t->words[i].flags & WORD_TITLE};
        }
        x->sent_of[i] = s.n - 1;
    }
    if (s.n)
        s.v[s.n - 1].to = t->n;
    for (u32 i = 0; i < s.n; i++) {
        s.v[i].span = view_span(v, at, s.v[i].from, s.v[i].to);
        s.v[i].bag = bag_make(v->arena, x, s.v[i].from, s.v[i].to);
    }
    x->sents = s.v;
    x->n_sents = s.n;
}

/* Accounts joined by descent, over unseen sources too; or by copied passages that make up much of the shorter one. */
static void find_chains(const struct view *v)
{
    u32 all = v->n + v->stemma->unseen.n;
    u32 *up = sets_new(v->arena, all);
    for (u32 i = 0; i < v->stemma->edges.n; i++) {
        const struct edge *e = &v->stemma->edges.v[i];
        if (e->relation == REL_RELEASE || e->relation == REL_QUOTATION)
            continue;
        u32 c = e->child & NODE_UNSEEN ? v->n + (e->child & ~NODE_UNSEEN) : e->child;
        u32 p = e->parent & NODE_UNSEEN ? v->n + (e->parent & ~NODE_UNSEEN) : e->parent;
        sets_join(up, c, p);
    }
    struct map words; /* pair -> copied words */
    map_init(&words, v->arena, v->matches->n);
    for (u32 i = 0; i < v->matches->n; i++) {
        const struct match *m = &v->matches->v[i];
        if (m->kind == MATCH_COPY)
            *map_put(&words, ((u64)m->a << 32) | m->b) += m->equal;
    }
    map_each(&words, e) {
        u32 a = (u32)(e->key >> 32), b = (u32)e->key;
        if ((float)e->value >= CHAIN_SHARE * (float)MIN_OF(v->v[a].t->n, v->v[b].t->n))
            sets_join(up, a, b);
    }
    for (u32 i = 0; i < v->n; i++)
        v->v[i].chain = sets_top(up, i);
}

bool view_is_verbatim(const struct view *v, const struct match *m)
{
    u32 at, end, equal = 0, in_long = 0, longest = 0;
    if (!view_words(v, m->a, m->in_a, &at, &end))
        return false;
    for (u32 k = 0; k <= m->edits.n; k++) {
        const struct edit *e = k < m->edits.n ? &m->edits.v[k] : NULL;
        u32 from = end, to = end;
        if (e && (e->class == EDIT_SPELLING || e->class == EDIT_INFLECTION || !view_words(v, m->a, e->a, &from, &to) || from < at))
            continue;
        equal += from - at;
        in_long += from - at >= VERBATIM_RUN ? from - at : 0;
        longest = MAX_OF(longest, from - at);
        at = MAX_OF(at, to);
    }
    return longest >= VERBATIM_LONGEST && in_long * 100 >= equal * VERBATIM_PERCENT;
}

bool view_is_copied(const struct view *v, const struct match *m) { return v->v[m->a].chain == v->v[m->b].chain && view_is_verbatim(v, m); }

void view_make(struct arena *a, const struct story_rules *rules, const struct account *acc, u32 n, const struct stemma *st, const struct matches *m,
               struct view *out)
{
    *out = (struct view){.arena = a, .rules = rules, .acc = acc, .n = n, .stemma = st, .matches = m, .v = ARENA_ARRAY(a, struct seen_account, n + 1)};
    map_init(&out->moulds, a, 0);
    for (u32 i = 0; i < n; i++) {
        struct seen_account *x = &out->v[i];
        const struct civil *when = &acc[i].article->published.when;
        x->t = acc[i].telling;
        x->day = when->precision >= PRECISION_DAY ? civil_day(when->year, when->month, when->day) : DAY_UNKNOWN;
        x->sent_of = ARENA_ARRAY(a, u32, x->t->n + 1);
        x->stem = ARENA_ARRAY(a, u32, x->t->n + 1);
        x->weight = ARENA_ARRAY(a, float, x->t->n + 1);
        stem_words(out, x);
        cut_sentences(out, i);
    }
    find_chains(out);
}
