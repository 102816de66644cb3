/* test_pairs.c - which pairs are aligned: all in small groups, parent and representative in large ones, never their square. */
#include "test.h"

#include "base/hash.h"
#include "trace/match.h"

struct shelf {
    struct arena arena;
    struct print_index *index;
    struct print_set *prints;
    u32 n;
};

/* A text of `n` words from number `from` on; words that are shared are equal numbers. */
static void shelve(struct shelf *s, const u64 *word, u32 n)
{
    struct telling t = {.id = S("t"), .n = n, .words = ARENA_ARRAY(&s->arena, struct word, n + 1)};
    for (u32 i = 0; i < n; i++)
        t.words[i].loose = hash_u64(word[i]);
    struct prints prints = prints_make(&s->arena, &t);
    s->prints[s->n] = print_set_of(&s->arena, &prints);
    index_add(s->index, s->n, &prints);
    s->n++;
}

static void shelf_make(struct shelf *s, u32 room)
{
    *s = (struct shelf){.arena = test_arena()};
    s->index = index_new(&s->arena);
    s->prints = ARENA_ARRAY(&s->arena, struct print_set, room);
}

static struct pairs plan(struct shelf *s)
{
    index_done(s->index);
    return pairs_plan(&s->arena, s->index, s->prints, s->n);
}

#define WORDS 120
static void fill(u64 *word, u32 n, u64 from)
{
    for (u32 i = 0; i < n; i++)
        word[i] = from + i;
}

static bool has_pair(const struct pairs *p, u32 a, u32 b)
{
    for (u32 k = 0; k < p->n; k++)
        if (p->v[k].a == a && p->v[k].b == b)
            return true;
    return false;
}

static void strangers_are_not_paired(void **state)
{
    (void)state;
    struct shelf s;
    u64 word[WORDS];
    shelf_make(&s, 10);
    for (u32 d = 0; d < 10; d++) {
        fill(word, WORDS, 1000 * (d + 1));
        shelve(&s, word, WORDS);
    }
    assert_int_equal(plan(&s).n, 0);
    arena_release(&s.arena);
}

static void a_small_group_is_paired_wholly(void **state)
{
    (void)state;
    struct shelf s;
    u64 word[WORDS];
    shelf_make(&s, MATCH_GROUP_MAX);
    for (u32 d = 0; d < MATCH_GROUP_MAX; d++) {
        fill(word, WORDS, 5000);
        word[d * 3] = 9000 + d;
        shelve(&s, word, WORDS);
    }
    struct pairs p = plan(&s);
    assert_int_equal(p.n, MATCH_GROUP_MAX * (MATCH_GROUP_MAX - 1) / 2);
    for (u32 k = 0; k < p.n; k++) {
        assert_true(p.v[k].a < p.v[k].b);
        assert_int_equal(p.v[k].group, UINT32_MAX);
    }
    arena_release(&s.arena);
}

static void a_large_group_has_parents_and_a_representative(void **state)
{
    (void)state;
    enum { DOCS = 400 };
    struct shelf s;
    u64 word[WORDS];
    shelf_make(&s, DOCS);
    for (u32 d = 0; d < DOCS; d++) {
        fill(word, WORDS, 5000);
        word[d % WORDS] = 9000 + d;
        shelve(&s, word, WORDS);
    }
    struct pairs p = plan(&s);
    assert_true(p.n < DOCS * 12); /* not DOCS * DOCS / 2 */
    for (u32 d = 1; d < DOCS; d++)
        assert_true(has_pair(&p, 0, d));
    for (u32 k = 0; k < p.n; k++)
        assert_int_equal(p.v[k].group, 0);
    arena_release(&s.arena);
}

static void ten_thousand_copies_are_linear(void **state)
{
    (void)state;
    enum { DOCS = 10000 };
    struct shelf s;
    u64 word[WORDS];
    shelf_make(&s, DOCS);
    fill(word, WORDS, 5000);
    for (u32 d = 0; d < DOCS; d++)
        shelve(&s, word, WORDS);
    struct pairs p = plan(&s);
    assert_in_range(p.n, DOCS - 1, DOCS * 3);
    arena_release(&s.arena);
}

/* A second source that a member of a large group took a paragraph from is not lost in the group. */
static void a_copied_paragraph_of_another_text_keeps_its_pair(void **state)
{
    (void)state;
    enum { DOCS = 60 };
    struct shelf s;
    u64 word[WORDS];
    shelf_make(&s, DOCS + 1);
    fill(word, WORDS, 70000);
    shelve(&s, word, WORDS);
    for (u32 d = 0; d < DOCS; d++) {
        fill(word, WORDS, 5000);
        if (d == 40)
            fill(word + 60, 40, 70020);
        shelve(&s, word, WORDS);
    }
    struct pairs p = plan(&s);
    assert_true(has_pair(&p, 0, 41));
    assert_true(has_pair(&p, 1, 41));
    arena_release(&s.arena);
}

static void no_articles_no_pairs(void **state)
{
    (void)state;
    struct shelf s;
    shelf_make(&s, 1);
    assert_int_equal(plan(&s).n, 0);
    arena_release(&s.arena);
}

TEST_MAIN(T(strangers_are_not_paired), T(a_small_group_is_paired_wholly), T(a_large_group_has_parents_and_a_representative),
          T(ten_thousand_copies_are_linear), T(a_copied_paragraph_of_another_text_keeps_its_pair), T(no_articles_no_pairs))
