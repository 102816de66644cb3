/*
** test_guarantee.c - every common run of PRINT_GUARANTEE words is found: look-up, planning and alignment against a referee that compares
** all places with all places, over corpora made from a seed: large and tiny vocabularies, copied runs, changed words, repeats.
*/
#include "test.h"

#include "base/hash.h"
#include "text/text.h"
#include "trace/match.h"

#define DOCS 14
#define WORDS_MAX 400

struct corpus {
    struct arena arena;
    const struct trace_rules *rules;
    struct telling doc[DOCS];
    struct prints prints[DOCS];
    struct print_set sets[DOCS];
    struct print_index *index;
    u64 random;
};

static u32 draw(struct corpus *c, u32 below)
{
    c->random += 0x9e3779b97f4a7c15u;
    return (u32)(hash_u64(c->random) % below);
}

static struct telling telling_of(struct arena *a, const u32 *word, u32 n, const char *id)
{
    struct telling t = {.id = str_of(id), .lang = "ar", .n = n};
    char *raw = arena_alloc(a, (size_t)n * 4 + 1);
    t.words = ARENA_ARRAY(a, struct word, n);
    for (u32 i = 0; i < n; i++) {
        memcpy(raw + (size_t)i * 4, "xxx ", 4);
        t.words[i] = (struct word){.loose = hash_u64(word[i] + 1), .off = i * 4, .len = 3};
    }
    t.raw = (str){raw, (size_t)n * 4};
    return t;
}

/* Documents of random words; most take runs of 6 to 60 words from earlier ones, some of them more than once, with a word changed here and there. */
static void corpus_make(struct corpus *c, u64 seed, u32 vocabulary)
{
    static u32 word[DOCS][WORDS_MAX];
    u32 length[DOCS];
    *c = (struct corpus){.arena = test_arena(), .random = seed};
    c->rules = trace_rules_new(&c->arena, text_rules_new(&c->arena));
    c->index = index_new(&c->arena);
    for (u32 d = 0; d < DOCS; d++) {
        u32 n = length[d] = 20 + draw(c, WORDS_MAX - 20);
        for (u32 i = 0; i < n; i++)
            word[d][i] = draw(c, vocabulary);
        for (u32 k = d ? draw(c, 5) : 0; k; k--) {
            u32 from = draw(c, d), m = 6 + draw(c, 55);
            m = MIN_OF(m, MIN_OF(n, length[from]));
            u32 i = draw(c, length[from] - m + 1), j = draw(c, n - m + 1);
            memcpy(&word[d][j], &word[from][i], m * sizeof(u32));
            if (draw(c, 2))
                word[d][j + draw(c, m)] = vocabulary + draw(c, 9);
        }
        c->doc[d] = telling_of(&c->arena, word[d], n, d < 10 ? "early" : "late");
        c->prints[d] = prints_make(&c->arena, &c->doc[d]);
        c->sets[d] = print_set_of(&c->arena, &c->prints[d]);
        index_add(c->index, d, &c->prints[d]);
    }
    index_done(c->index);
}

/* Marks, by comparing all places, the words of x that stand in a run of PRINT_GUARANTEE or more that y has too; gives how many. */
static u32 referee(const struct telling *x, const struct telling *y, bool *common)
{
    u32 n = 0;
    memset(common, 0, x->n);
    for (u32 i = 0; i < x->n; i++)
        for (u32 j = 0; j < y->n; j++) {
            u32 len = 0;
            if (i && j && x->words[i - 1].loose == y->words[j - 1].loose)
                continue;
            while (i + len < x->n && j + len < y->n && x->words[i + len].loose == y->words[j + len].loose)
                len++;
            for (u32 k = 0; len >= PRINT_GUARANTEE && k < len; k++)
                common[i + k] = true;
        }
    for (u32 i = 0; i < x->n; i++)
        n += common[i];
    return n;
}

static void assert_covered(const struct telling *t, const bool *common, const struct matches *m, bool side_b)
{
    for (u32 i = 0; i < t->n; i++) {
        bool covered = !common[i];
        for (u32 k = 0; k < m->n && !covered; k++) {
            span s = side_b ? m->v[k].in_b : m->v[k].in_a;
            covered = t->words[i].off >= s.off && t->words[i].off < span_end(s);
        }
        if (!covered)
            print_error("word %u of %u stands in a common run, in no match\n", i, t->n);
        assert_true(covered);
    }
}

static bool is_candidate(struct corpus *c, u32 d, u32 other)
{
    struct candidates found = index_candidates(&c->arena, c->index, d, &c->prints[d]);
    for (u32 k = 0; k < found.n; k++)
        if (found.v[k].doc == other)
            return true;
    return false;
}

/* No passage stands inside another on both sides. */
static void assert_single(const struct matches *m)
{
    for (u32 x = 0; x < m->n; x++)
        for (u32 y = 0; y < m->n; y++)
            assert_false(x != y && span_within(m->v[x].in_a, m->v[y].in_a) && span_within(m->v[x].in_b, m->v[y].in_b));
}

static void check_corpus(u64 seed, u32 vocabulary)
{
    struct corpus c;
    bool common_a[WORDS_MAX], common_b[WORDS_MAX];
    u32 runs = 0;
    corpus_make(&c, seed, vocabulary);
    for (u32 x = 0; x < DOCS; x++)
        for (u32 y = x + 1; y < DOCS; y++) {
            u32 n = referee(&c.doc[x], &c.doc[y], common_a);
            referee(&c.doc[y], &c.doc[x], common_b);
            if (n && !is_candidate(&c, x, y))
                print_error("seed %u: %u and %u have a run in common and no print\n", (unsigned)seed, x, y);
            assert_true(!n || is_candidate(&c, x, y));
            struct matches m = {0};
            match_pair(&c.arena, c.rules, &c.doc[x], &c.doc[y], &m);
            assert_covered(&c.doc[x], common_a, &m, false);
            assert_covered(&c.doc[y], common_b, &m, true);
            assert_single(&m);
            runs += n != 0;
        }
    assert_true(runs > 0);
    arena_release(&c.arena);
}

static void every_common_run_is_found_among_many_words(void **state)
{
    (void)state;
    for (u64 seed = 1; seed <= 40; seed++)
        check_corpus(seed, 5000);
}

static void every_common_run_is_found_among_few_words(void **state)
{
    (void)state;
    for (u64 seed = 1; seed <= 30; seed++)
        check_corpus(seed, 40);
}

static void every_common_run_is_found_where_all_is_repetition(void **state)
{
    (void)state;
    for (u64 seed = 1; seed <= 20; seed++)
        check_corpus(seed, 3);
}

/* What an article has in common with earlier ones is shown by some planned pair, print by print. */
static void every_common_print_is_covered_by_a_planned_pair(void **state)
{
    (void)state;
    for (u64 seed = 1; seed <= 40; seed++) {
        struct corpus c;
        corpus_make(&c, seed, seed % 2 ? 5000 : 40);
        struct pairs plan = pairs_plan(&c.arena, c.index, c.sets, DOCS);
        for (u32 d = 0; d < DOCS; d++)
            for (u32 i = 0; i < c.prints[d].n; i++) {
                u32 hash = c.prints[d].v[i].hash;
                bool held = false, covered = false;
                for (u32 e = 0; e < d; e++)
                    for (u32 k = 0; k < c.prints[e].n; k++) {
                        if (c.prints[e].v[k].hash != hash)
                            continue;
                        held = true;
                        for (u32 p = 0; p < plan.n; p++)
                            covered |= plan.v[p].a == e && plan.v[p].b == d;
                    }
                assert_true(!held || covered);
            }
        arena_release(&c.arena);
    }
}

TEST_MAIN(T(every_common_run_is_found_among_many_words), T(every_common_run_is_found_among_few_words),
          T(every_common_run_is_found_where_all_is_repetition), T(every_common_print_is_covered_by_a_planned_pair))
