/*
** test_referee.c - every run of PRINT_GUARANTEE words that two articles as they are read have in common is looked up and judged: a referee
** that compares all words with all others, over the samples and, where it is there, a corpus of news.
*/
#include "test.h"

#include "run/engine.h"
#include "trace/index.h"
#include "run/source.h"
#include "trace/match.h"

#include <stdlib.h>

#define ARTICLES_MOST 3000u

struct read_in {
    struct arena arena;
    struct engine engine;
    struct telling telling[ARTICLES_MOST];
    struct prints prints[ARTICLES_MOST];
    u32 n;
};

static void read_inputs(struct read_in *r, char *path)
{
    struct source *source = source_open((char *const[]){path}, 1);
    struct source_piece *p;
    while (r->n < ARTICLES_MOST && (p = source_next(source))) {
        struct input_piece piece = p->piece;
        struct input_cursor cursor = p->cursor;
        struct reading_of_page page;
        piece.raw = arena_str(&r->arena, piece.raw);
        cursor.name = arena_str(&r->arena, cursor.name);
        cursor.head = arena_str(&r->arena, cursor.head);
        source_drop(p);
        engine_read(&r->engine, &r->arena, &cursor, &piece, &page);
        for (u32 i = 0; i < page.page->articles.n && r->n < ARTICLES_MOST; i++) {
            struct account acc = {.raw = page.page->text, .article = &page.page->articles.v[i], .facts = &page.facts[i]};
            engine_text(&r->engine, &r->arena, &acc);
            r->prints[r->n] = prints_make(&r->arena, acc.telling);
            r->telling[r->n++] = *acc.telling;
        }
    }
    source_close(source);
}

/* A run of PRINT_GUARANTEE words; it runs over no furniture. */
struct place {
    u64 hash;
    u32 doc, at;
};

static int by_hash(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    if (a->doc != b->doc) return a->doc < b->doc ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static u32 all_places(struct read_in *r, struct place **out)
{
    u32 most = 0, n = 0;
    for (u32 d = 0; d < r->n; d++) most += r->telling[d].n;
    *out = ARENA_ARRAY(&r->arena, struct place, most + 1);
    for (u32 d = 0; d < r->n; d++)
        for (u32 i = 0; i + PRINT_GUARANTEE <= r->telling[d].n; i++) {
            u64 h = 1469598103934665603u;
            bool broken = false;
            for (u32 k = 0; k < PRINT_GUARANTEE; k++) {
                h = (h ^ r->telling[d].words[i + k].loose) * 1099511628211u;
                broken = broken || (k && (r->telling[d].words[i + k].flags & WORD_BREAK));
            }
            if (!broken) (*out)[n++] = (struct place){h, d, i};
        }
    qsort(*out, n, sizeof **out, by_hash);
    return n;
}

static bool same_run(const struct read_in *r, const struct place *x, const struct place *y)
{
    for (u32 k = 0; k < PRINT_GUARANTEE; k++)
        if (r->telling[x->doc].words[x->at + k].loose != r->telling[y->doc].words[y->at + k].loose) return false;
    return true;
}

/* A common run of two articles, the earlier read first. */
struct common {
    u32 a, b, at_a, at_b;
};

static int by_pair(const void *x, const void *y)
{
    const struct common *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

#define OVERHANG 2 /* words behind the end of a sentence that a passage may leave off */

static void assert_stands(const struct telling *t, u32 at, const struct matches *m, bool side_b)
{
    u32 covered = 0;
    for (u32 w = at; w < at + PRINT_GUARANTEE; w++)
        for (u32 k = 0; k < m->n; k++) {
            span s = side_b ? m->v[k].in_b : m->v[k].in_a;
            if (t->words[w].off >= s.off && t->words[w].off < span_end(s)) {
                covered++;
                break;
            }
        }
    if (covered + OVERHANG < PRINT_GUARANTEE) print_error("'%.*s': words %u and on stand in a common run, in no match\n", STR_ARG(t->id), at);
    assert_true(covered + OVERHANG >= PRINT_GUARANTEE);
}

/* The common runs of one pair: found by its prints, all in its passages. */
static void check_pair(struct read_in *r, const struct print_index *ix, const struct common *c, u32 n)
{
    struct arena a = test_arena();
    struct candidates found = index_candidates(&a, ix, c->b, &r->prints[c->b]);
    bool candidate = false;
    for (u32 k = 0; k < found.n; k++) candidate = candidate || found.v[k].doc == c->a;
    assert_true(candidate);
    struct matches m = {0};
    match_pair(&a, r->engine.trace, &r->telling[c->a], &r->telling[c->b], &m);
    for (u32 k = 0; k < n; k++) {
        assert_stands(&r->telling[c->a], c[k].at_a, &m, false);
        assert_stands(&r->telling[c->b], c[k].at_b, &m, true);
    }
    arena_release(&a);
}

static u32 check_all(char *path)
{
    struct read_in *r = calloc(1, sizeof *r);
    assert_non_null(r);
    arena_init(&r->arena, SIZE_MAX / 2);
    assert_true(engine_init(&r->engine, NULL, NULL));
    read_inputs(r, path);
    struct print_index *ix = index_new(&r->arena);
    for (u32 d = 0; d < r->n; d++) index_add(ix, d, &r->prints[d]);
    index_done(ix);
    struct place *places;
    u32 n = all_places(r, &places), pairs = 0;
    struct { VEC(struct common); } runs = {0};
    for (u32 x = 0; x < n; x++)
        for (u32 y = x + 1; y < n && places[y].hash == places[x].hash; y++)
            if (places[x].doc != places[y].doc && same_run(r, &places[x], &places[y]))
                vec_push(&r->arena, &runs, ((struct common){places[x].doc, places[y].doc, places[x].at, places[y].at}));
    if (runs.n) qsort(runs.v, runs.n, sizeof *runs.v, by_pair);
    for (u32 x = 0, end; x < runs.n; x = end, pairs++) {
        for (end = x; end < runs.n && by_pair(&runs.v[x], &runs.v[end]) == 0; end++)
            ;
        check_pair(r, ix, &runs.v[x], end - x);
    }
    print_message("%s: %u articles, %u pairs with %u common runs\n", path, r->n, pairs, runs.n);
    engine_release(&r->engine);
    arena_release(&r->arena);
    free(r);
    return pairs;
}

static void in_the_samples(void **state)
{
    (void)state;
    char path[1024];
    snprintf(path, sizeof path, "%s/examples", getenv("ASANID_ROOT"));
    assert_true(check_all(path) > 0);
}

static void in_a_corpus_of_news(void **state)
{
    (void)state;
    char path[1024];
    const char *shared = getenv("ASANID_SHARED");
    snprintf(path, sizeof path, "%s/data/ant", shared ? shared : "");
    FILE *there = shared ? fopen(path, "rb") : NULL;
    if (!there) skip();
    fclose(there);
    assert_true(check_all(path) > 0);
}

TEST_MAIN(T(in_the_samples), T(in_a_corpus_of_news))
