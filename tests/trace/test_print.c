/* test_print.c - fingerprints: how many, which, and the index over them. */
#include "test.h"

#include "text/keys.h"
#include "trace/index.h"
#include "trace/print.h"

static struct telling numbered(struct arena *a, u32 from, u32 n)
{
    struct telling t = {.id = S("t"), .n = n};
    t.words = ARENA_ARRAY(a, struct word, n + 1);
    for (u32 i = 0; i < n; i++)
        t.words[i].loose = (from + i) * 0x9e3779b97f4a7c15u;
    return t;
}

static void a_text_shorter_than_a_gram_has_no_print(void **state)
{
    (void)state;
    struct arena a = test_arena();
    for (u32 n = 0; n < PRINT_K; n++) {
        struct telling t = numbered(&a, 1, n);
        assert_int_equal(prints_make(&a, &t).n, 0);
    }
    struct telling t = numbered(&a, 1, PRINT_K);
    assert_int_equal(prints_make(&a, &t).n, 1);
    arena_release(&a);
}

static void prints_come_by_place_and_about_one_in_three_words(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct telling t = numbered(&a, 1, 3000);
    struct prints p = prints_make(&a, &t);
    assert_in_range(p.n, 900, 1100); /* 2 / (window + 1) of 3000 */
    for (u32 i = 1; i < p.n; i++) {
        assert_true(p.v[i].at > p.v[i - 1].at);
        assert_true(p.v[i].at - p.v[i - 1].at <= PRINT_WINDOW);
    }
    arena_release(&a);
}

static void equal_runs_have_equal_prints_wherever_they_stand(void **state)
{
    (void)state;
    struct arena a = test_arena();
    for (u32 shift = 0; shift < 40; shift++) {
        struct telling x = numbered(&a, 1000, PRINT_GUARANTEE), y = numbered(&a, 1000 - shift, PRINT_GUARANTEE + shift + 7);
        struct prints p = prints_make(&a, &x), q = prints_make(&a, &y);
        bool shared = false;
        for (u32 i = 0; i < p.n; i++)
            for (u32 k = 0; k < q.n; k++)
                shared |= p.v[i].hash == q.v[k].hash;
        assert_true(shared);
    }
    arena_release(&a);
}

static void one_word_without_end_keeps_one_print_a_window(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct telling t = numbered(&a, 1, 1000);
    for (u32 i = 0; i < t.n; i++)
        t.words[i].loose = 7;
    assert_in_range(prints_make(&a, &t).n, 1, 1000 / PRINT_WINDOW + 1);
    arena_release(&a);
}

static void the_index_tells_who_holds_a_print(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct print_index *ix = index_new(&a);
    struct telling t[] = {numbered(&a, 1, 60), numbered(&a, 31, 60), numbered(&a, 5000, 60)};
    struct prints p[3];
    for (u32 d = 0; d < 3; d++) {
        p[d] = prints_make(&a, &t[d]);
        index_add(ix, d, &p[d]);
    }
    index_done(ix);
    struct candidates c = index_candidates(&a, ix, 0, &p[0]);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.v[0].doc, 1);
    assert_true(c.v[0].shared > 4);
    assert_int_equal(index_candidates(&a, ix, 2, &p[2]).n, 0);
    arena_release(&a);
}

static void the_index_grows_after_it_was_closed(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct print_index *ix = index_new(&a);
    struct telling t = numbered(&a, 1, 200);
    struct prints p = prints_make(&a, &t);
    index_done(ix); /* an empty one answers too */
    assert_int_equal(index_candidates(&a, ix, 0, &p).n, 0);
    for (u32 d = 0; d < 50; d++) {
        index_add(ix, d, &p);
        if (d % 7 == 0)
            index_done(ix);
    }
    index_done(ix);
    index_done(ix);
    struct candidates c = index_candidates(&a, ix, 25, &p);
    assert_int_equal(c.n, 49);
    for (u32 k = 0; k < c.n; k++) {
        assert_int_equal(c.v[k].doc, k < 25 ? k : k + 1);
        assert_int_equal(c.v[k].shared, p.n);
    }
    arena_release(&a);
}

/* Few values, so that much is shared; some of it in one document alone, however often. */
static void an_index_made_at_once_holds_what_is_shared(void **state)
{
    (void)state;
    enum { DOCS = 60, EACH = 40, VALUES = 1500 };
    struct arena a = test_arena();
    struct prints p[DOCS];
    struct print_set sets[DOCS];
    struct print_index *whole = index_new(&a);
    u32 seed = 1, shared = 0, lone = 0;
    for (u32 d = 0; d < DOCS; d++) {
        p[d] = (struct prints){ARENA_ARRAY(&a, struct print, EACH), d % 9 ? EACH : 0};
        for (u32 i = 0; i < p[d].n; i++) {
            seed = seed * 1664525u + 1013904223u;
            p[d].v[i] = (struct print){(seed >> 8) % VALUES * 2863311u, i};
        }
        index_add(whole, d, &p[d]);
        sets[d] = print_set_of(&a, &p[d]);
    }
    index_done(whole);
    struct print_index *once = index_shared(&a, sets, DOCS);
    for (u32 v = 0; v < VALUES; v++) {
        struct posting wanted = index_posting(whole, v * 2863311u), got = index_posting(once, v * 2863311u);
        lone += wanted.n == 1;
        shared += wanted.n > 1;
        assert_int_equal(got.n, wanted.n > 1 ? wanted.n : 0);
        for (size_t k = 0; k < got.n; k++)
            assert_int_equal(posting_doc(&got, k), posting_doc(&wanted, k));
    }
    assert_true(shared > 100 && lone > 100);
    arena_release(&a);
}

static void a_telling_and_its_bare_keys_have_the_same_prints(void **state)
{
    (void)state;
    static const char *const raw[] = {
        "", "كلمة", "قال \"الوزير\" إن السفن وصلت يوم ٥ آذار، بعد 2,500 ساعة!\nوأضاف أن الميناء مفتوح... أما الطريق فمغلق منذ أمس",
        "The harbour master's ships (three of them) came on 5 March; the U.S. port stayed shut.\nNo one, he said, \"had been told\"",
        "na na na na na na na na na na na na na na na na na na na na na na na"};
    struct arena a = test_arena();
    const struct text_rules *rules = text_rules_new(&a);
    struct key_memo *memo = key_memo_new(&a, rules);
    for (size_t i = 0; i < COUNT_OF(raw); i++) {
        str s = str_of(raw[i]);
        size_t line = str_find(s, S("\n"), 0), first = line == SIZE_MAX ? s.n : line;
        const struct zone zones[] = {{span_of(0, first), i % 2 ? ZONE_BODY : ZONE_CAPTION}, {span_of(first, s.n - first), ZONE_BODY}};
        const char *lang = text_lang(rules, s);
        struct text text = text_read(&a, rules, s, lang, zones, 2);
        struct telling t = telling_make(&a, S("t"), NULL, &text, NULL, 0);
        struct keys keys = {0};
        for (u32 z = 0; z < 2; z++)
            if (telling_holds(zones[z].kind))
                keys_read(&a, memo, span_text(s, zones[z].span), &keys);
        struct prints wanted = prints_make(&a, &t), got = prints_of_keys(&a, keys.v, keys.n);
        assert_int_equal(got.n, wanted.n);
        for (u32 k = 0; k < got.n; k++) {
            assert_int_equal(got.v[k].hash, wanted.v[k].hash);
            assert_int_equal(got.v[k].at, wanted.v[k].at);
        }
    }
    arena_release(&a);
}

TEST_MAIN(T(an_index_made_at_once_holds_what_is_shared), T(a_telling_and_its_bare_keys_have_the_same_prints), T(a_text_shorter_than_a_gram_has_no_print), T(prints_come_by_place_and_about_one_in_three_words),
          T(equal_runs_have_equal_prints_wherever_they_stand), T(one_word_without_end_keeps_one_print_a_window),
          T(the_index_tells_who_holds_a_print), T(the_index_grows_after_it_was_closed))
