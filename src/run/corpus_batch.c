/*
** corpus_batch.c - the second half of matching without a store: pairs in batches, each article of a batch read once.
**
** Facts are dear and few are asked for: whether an edit is of a figure, a date or a name, and whether a passage is names and formulae. So all pairs
** are aligned first; then the names are read of the articles that share anything, dates and figures of the sentences that differ; then what was
** found is reported. The steps are loops over articles and over pairs by turns; what a loop of pairs asks of articles is set in atomic bytes.
*/
#include "run/corpus_parts.h"

#include "base/limits.h"
#include "base/sets.h"
#include "run/crew.h"
#include "store/codec.h"
#include "trace/align.h"

#include <errno.h>
#include <stdio.h>

#define BATCH_PAIRS 65536u      /* aligned before their texts are let go, */
#define BATCH_ARTICLES 16384u   /* or as many as have so many texts, */
#define BATCH_BYTES (24u << 20) /* or texts of so many bytes; their words take twelve times that */
#define GATHERED_MOST 512u      /* articles that pairs are gathered by: few enough for a batch to hold several times as many */

/* ---- the order of pairs ---- */

/* Deals pairs out by the set of their nearer or farther article, each set's in the order they had. */
static void deal(const struct pair *v, u32 n, u32 *up, u32 *end, u32 n_articles, bool farther, struct pair *to)
{
    memset(end, 0, (n_articles + 1) * sizeof *end);
    for (u32 turn = 0; turn < 2; turn++) {
        for (u32 i = 0; i < n; i++) {
            u32 x = sets_top(up, v[i].a), y = sets_top(up, v[i].b), set = farther ? MAX_OF(x, y) : MIN_OF(x, y);
            if (turn) to[end[set]++] = v[i];
            else end[set]++;
        }
        for (u32 d = 0, sum = 0; d < n_articles && !turn; d++) {
            u32 count = end[d];
            end[d] = sum; /* where the set begins, until it is dealt out */
            sum += count;
        }
    }
}

/*
** Articles that pairs join become sets of a bounded size, in the order of the pairs; pairs within a set come together, those between two sets
** with the earlier. Copies of one telling stand close to each other that way, wherever in time they are: nearly all pairs are within a set.
*/
void pairs_gather(const struct pairs *pairs, u32 n_articles, struct pair *to)
{
    struct arena a;
    arena_init(&a, SIZE_MAX / 2);
    u32 *up = sets_new(&a, n_articles), *size = ARENA_ROOM(&a, u32, n_articles + 1);
    struct pair *once = ARENA_ROOM(&a, struct pair, pairs->n + 1);
    for (u32 i = 0; i < n_articles; i++) size[i] = 1;
    for (u32 i = 0; i < pairs->n; i++) {
        u32 x = sets_top(up, pairs->v[i].a), y = sets_top(up, pairs->v[i].b), less = MIN_OF(x, y), more = MAX_OF(x, y);
        if (x == y || size[x] + size[y] > GATHERED_MOST) continue;
        sets_join(up, x, y);
        size[less] += size[more];
    }
    deal(pairs->v, pairs->n, up, size, n_articles, true, once);
    deal(once, pairs->n, up, size, n_articles, false, to);
    arena_release(&a);
}

/* ---- a batch ---- */

/* An article of the batch. */
struct told {
    u32 article;
    struct text text;       /* these three lie in the block, */
    struct telling telling;
    atomic_uchar *wanted;   /* of each sentence: its dates and figures are */
    struct prepared ready;  /* this in the room, */
    void *block, *room;
    struct mark *marks;     /* and these by themselves */
    atomic_bool is_asked, is_asked_again; /* for its marks */
    u32 failed;             /* errno; or */
    bool is_too_large;      /* the boundary was passed */
};

/* A pair of the batch: its sides among the told, the article whose id is less first; all else malloc'ed. */
struct aligned {
    u32 side[2];
    struct passages passages; /* with their runs */
    struct matches found;     /* with their edits */
};

struct batch {
    struct corpus *c;
    const struct pair *pairs;
    u32 n_pairs;
    struct told *told;
    u32 n_told;
    struct aligned *aligned;
};

static bool unpack(struct corpus *c, struct arena *a, const struct kept_page *page, str *plain)
{
    char *packed = arena_room(a, page->packed);
    if (!spill_get(c->texts, page->at, page->packed, packed)) return false;
    *plain = (str){packed, page->plain};
    if (page->packed == page->plain) return true;
    char *to = arena_room(a, page->plain);
    struct tools *t = tools_take(&c->tools);
    size_t n = ZSTD_decompressDCtx(t->unpack, to, page->plain, packed, page->packed);
    tools_give(&c->tools, t);
    *plain = (str){to, page->plain};
    if (n == page->plain) return true;
    errno = EIO;
    return false;
}

/* Moves a text and its telling into a block of their own. */
static void settle_down(struct told *t, const struct text *x, const struct telling *y)
{
    const str parts[] = {{(const char *)y->words, y->n * sizeof *y->words}, {(const char *)x->tokens, (x->n_tokens + 1u) * sizeof *x->tokens},
                         {(const char *)x->sentences, x->n_sentences * sizeof *x->sentences}, {(const char *)x->zones, x->n_zones * sizeof *x->zones},
                         x->keys, x->raw, {x->lang, strlen(x->lang) + 1}};
    char *at[COUNT_OF(parts)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(parts); i++) n += parts[i].n;
    char *block = t->block = heap_need(malloc(n + x->n_sentences));
    for (size_t i = 0; i < COUNT_OF(parts); block += parts[i++].n) {
        at[i] = block;
        if (parts[i].n) memcpy(block, parts[i].p, parts[i].n);
    }
    t->telling = *y;
    t->telling.words = (struct word *)(void *)at[0];
    t->text = (struct text){.tokens = (struct token *)(void *)at[1], .n_tokens = x->n_tokens, .sentences = (struct sentence *)(void *)at[2],
                            .n_sentences = x->n_sentences, .zones = (struct zone *)(void *)at[3], .n_zones = x->n_zones,
                            .keys = {at[4], x->keys.n}, .raw = {at[5], x->raw.n}, .lang = at[6]};
    t->telling.raw = t->text.raw;
    t->telling.lang = t->text.lang;
    t->wanted = (atomic_uchar *)(void *)block;
    for (u32 i = 0; i < x->n_sentences; i++) atomic_init(&t->wanted[i], 0);
}

static bool tell(struct corpus *c, struct arena *a, struct told *t)
{
    const struct kept *k = &c->v.v[t->article];
    const struct kept_page *page = &c->pages.v[k->page];
    struct article article = {0};
    struct codec codec;
    str plain;
    if (!unpack(c, a, page, &plain)) return false;
    str raw = str_head(plain, page->text), packet = str_skip(plain, k->packet);
    if (codec_read(&codec, a, &packet, raw)) visit_article(&codec, &article);
    if (codec.bad) BUG("an article's packet does not read back");
    struct text text = text_read(a, c->s->engine.text, raw, article.lang, article.zones.v, article.zones.n);
    article.outlet = k->outlet;
    struct telling telling = telling_make(a, k->id, &article, &text, NULL, 0);
    settle_down(t, &text, &telling);
    return true;
}

static void tell_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    struct told *t = &b->told[i];
    if (arena_guard(scratch)) {
        t->is_too_large = true;
        return;
    }
    if (!tell(b->c, scratch, t)) {
        t->failed = (u32)(errno ? errno : EIO);
        return;
    }
    t->room = heap_need(malloc(prepared_bytes(&t->telling)));
    t->ready = prepared_make(t->room, b->c->s->engine.trace, &t->telling);
}

/* ---- passages, and the marks they ask for ---- */

/* The sentences of words [from, to). */
static void want(struct told *t, u32 from, u32 to)
{
    u32 lo = 0, hi = t->text.n_sentences;
    if (from == to) return;
    u32 off = t->telling.words[from].off, end = t->telling.words[to - 1].off;
    while (lo < hi) { /* the first sentence that ends behind the first word's beginning */
        u32 mid = lo + (hi - lo) / 2;
        if (span_end(t->text.sentences[mid].span) <= off) lo = mid + 1;
        else hi = mid;
    }
    for (; lo < t->text.n_sentences && t->text.sentences[lo].span.off <= end; lo++) atomic_store_explicit(&t->wanted[lo], 1, memory_order_relaxed);
}

/* What is asked of the marks of both sides: the words that differ. */
static void want_gaps(struct told *ta, struct told *tb, const struct passage *p)
{
    u32 i = p->a0, j = p->b0;
    for (u32 k = 0; k < p->runs.n; k++) {
        const struct run *r = &p->runs.v[k];
        want(ta, i, r->i);
        want(tb, j, r->j);
        i = r->i + r->n;
        j = r->j + r->n;
    }
    want(ta, i, p->a1);
    want(tb, j, p->b1);
}

static void align_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    struct aligned *x = &b->aligned[i];
    struct told *ta = &b->told[x->side[0]], *tb = &b->told[x->side[1]];
    struct passages found = {0};
    if (!ta->room || !tb->room) return; /* set aside */
    match_passages(scratch, b->c->s->engine.trace, &ta->ready, &tb->ready, &found);
    if (!found.n) return;
    for (u32 k = 0; k < found.n; k++) {
        struct passage *p = &found.v[k];
        want_gaps(ta, tb, p);
        p->runs.v = heap_copy(p->runs.v, p->runs.n * sizeof *p->runs.v);
    }
    x->passages = found;
    x->passages.v = heap_copy(found.v, found.n * sizeof *found.v);
    atomic_store(&ta->is_asked, true);
    atomic_store(&tb->is_asked, true);
}

static void mark(struct batch *b, struct told *t, struct arena *scratch)
{
    const struct mark *marks;
    if (arena_guard(scratch)) {
        t->is_too_large = true;
        return;
    }
    u8 *only = ARENA_ROOM(scratch, u8, t->text.n_sentences + 1);
    for (u32 i = 0; i < t->text.n_sentences; i++) only[i] = atomic_load_explicit(&t->wanted[i], memory_order_relaxed);
    struct tools *tools = tools_take(&b->c->tools);
    u32 n = engine_marks(&b->c->s->engine, scratch, tools->words, &t->text, only, &marks);
    tools_give(&b->c->tools, tools);
    free(t->marks);
    t->marks = heap_copy(marks, n * sizeof *marks);
    telling_mark(&t->telling, t->marks, n);
}

static void mark_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    if (atomic_load(&b->told[i].is_asked)) mark(b, &b->told[i], scratch);
}

/* Where names make a formula of a passage, all its words need all their marks. */
static void ask_again_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    const struct aligned *x = &b->aligned[i];
    struct told *ta = &b->told[x->side[0]], *tb = &b->told[x->side[1]];
    (void)scratch;
    for (u32 k = 0; k < x->passages.n; k++) {
        const struct passage *p = &x->passages.v[k];
        if (!match_hangs_on_names(b->c->s->engine.trace, &ta->ready, &tb->ready, p)) continue;
        want(ta, p->a0, p->a1);
        atomic_store(&ta->is_asked_again, true);
    }
}

static void mark_again_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    if (atomic_load(&b->told[i].is_asked_again)) mark(b, &b->told[i], scratch);
}

static void report_one(void *arg, u32 i, struct arena *scratch)
{
    struct batch *b = arg;
    struct aligned *x = &b->aligned[i];
    const struct told *ta = &b->told[x->side[0]], *tb = &b->told[x->side[1]];
    struct matches found = {0};
    if (!x->passages.n || ta->is_too_large || tb->is_too_large) return;
    match_report(scratch, b->c->s->engine.trace, &ta->ready, &tb->ready, &x->passages, &found);
    for (u32 k = 0; k < found.n; k++) {
        struct match *m = &found.v[k];
        m->a = ta->article;
        m->b = tb->article;
        m->group = b->pairs[i].group;
        m->edits.v = heap_copy(m->edits.v, m->edits.n * sizeof *m->edits.v);
    }
    x->found = found;
    x->found.v = heap_copy(found.v, found.n * sizeof *found.v);
}

/* ---- from beginning to end ---- */

/* As many of the pairs as make a batch, and their articles. */
static void batch_fill(struct batch *b, struct arena *a, u32 n)
{
    struct corpus *c = b->c;
    struct map at; /* article -> place in told */
    u64 bytes = 0;
    n = MIN_OF(n, BATCH_PAIRS);
    map_init(&at, a, 0);
    b->told = ARENA_ARRAY(a, struct told, MIN_OF(BATCH_ARTICLES, c->v.n) + 2);
    b->aligned = ARENA_ARRAY(a, struct aligned, n);
    for (; b->n_pairs < n && b->n_told < BATCH_ARTICLES && bytes < BATCH_BYTES; b->n_pairs++) {
        u32 pair[2] = {b->pairs[b->n_pairs].a, b->pairs[b->n_pairs].b};
        if (str_cmp(c->v.v[pair[0]].id, c->v.v[pair[1]].id) > 0) pair[0] = b->pairs[b->n_pairs].b, pair[1] = b->pairs[b->n_pairs].a;
        for (u32 side = 0; side < 2; side++) {
            u64 *place = map_put(&at, pair[side]);
            if (!*place) {
                b->told[b->n_told].article = pair[side];
                *place = ++b->n_told;
                bytes += c->pages.v[c->v.v[pair[side]].page].text;
            }
            b->aligned[b->n_pairs].side[side] = (u32)*place - 1;
        }
    }
}

/* An article whose words or facts pass the boundary takes no part, and is named. */
static void batch_warn(struct batch *b)
{
    struct session *s = b->c->s;
    for (u32 i = 0; i < b->n_told; i++) {
        struct kept *k = &b->c->v.v[b->told[i].article];
        char where[1024];
        if (b->told[i].failed) b->c->failed = b->told[i].failed;
        if (!b->told[i].is_too_large || k->is_set_aside) continue;
        k->is_set_aside = true;
        s->set_aside++;
        snprintf(where, sizeof where, "%.*s", STR_ARG(k->id));
        if (s->o.warn) s->o.warn(s->o.arg, where, "not matched: reading it passes the limit of one page (LIMIT_DOCUMENT_ARENA); split it");
    }
}

/* What a pair shares goes to the corpus. */
static void keep_found(struct corpus *c, struct aligned *x)
{
    for (u32 k = 0; k < x->found.n; k++) {
        struct match *m = list_add(&c->matches);
        *m = x->found.v[k];
        str bytes = {(const char *)m->edits.v, m->edits.n * sizeof *m->edits.v};
        if (!c->failed && !spill_put(c->edits, bytes, list_add(&c->edits_at))) c->failed = (u32)errno;
        m->edits.v = NULL;
        m->edits.cap = c->matches.n - 1;
        free(x->found.v[k].edits.v);
    }
    free(x->found.v);
    for (u32 k = 0; k < x->passages.n; k++) free(x->passages.v[k].runs.v);
    free(x->passages.v);
}

static void batch_end(struct batch *b)
{
    for (u32 i = 0; i < b->n_pairs; i++) keep_found(b->c, &b->aligned[i]);
    for (u32 i = 0; i < b->n_told; i++) {
        free(b->told[i].block);
        free(b->told[i].room);
        free(b->told[i].marks);
    }
}

enum asanid_status batch_run(struct corpus *c, const struct pair *pairs, u32 n, u32 *took)
{
    struct arena a;
    struct batch b = {.c = c, .pairs = pairs};
    unsigned jobs = c->s->o.jobs;
    arena_init(&a, SIZE_MAX / 2);
    batch_fill(&b, &a, n);
    crew_each(jobs, LIMIT_DOCUMENT_ARENA, b.n_told, tell_one, &b);
    crew_each(jobs, SIZE_MAX / 2, b.n_pairs, align_one, &b);
    crew_each(jobs, LIMIT_DOCUMENT_ARENA, b.n_told, mark_one, &b);
    crew_each(jobs, SIZE_MAX / 2, b.n_pairs, ask_again_one, &b);
    crew_each(jobs, LIMIT_DOCUMENT_ARENA, b.n_told, mark_again_one, &b);
    crew_each(jobs, SIZE_MAX / 2, b.n_pairs, report_one, &b);
    batch_warn(&b);
    batch_end(&b);
    *took = b.n_pairs;
    arena_release(&a);
    return c->failed ? spill_trouble(c) : ASANID_OK;
}
