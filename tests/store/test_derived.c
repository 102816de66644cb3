/* test_derived.c - matches, stemma, stories and forwarding addresses. */
#include "store_made.h"

/* Articles a0..a4, rows in `rows`. */
static struct store *five(struct arena *a, u64 rows[5])
{
    struct store *s = made_store(":memory:");
    for (u32 i = 0; i < 5; i++) {
        str id = arena_fmt(a, "a%u", i);
        made_put(s, made_page(a, id.p, id.p, arena_fmt(a, "headline\nwords of number %u, and more words", i).p, NULL));
        rows[i] = store_row(s, id);
    }
    return s;
}

static struct match made_match(struct arena *a, u64 ra, u64 rb, u32 at)
{
    struct match m = {.a = (u32)ra, .b = (u32)rb, .in_a = span_of(at, 5), .in_b = span_of(at + 1, 6), .kind = MATCH_QUOTATION, .words = 9, .equal = 8,
                      .group = UINT32_MAX};
    vec_push(a, &m.edits, ((struct edit){EDIT_REPLACE, EDIT_FIGURE, span_of(at, 1), span_of(at + 1, 2)}));
    vec_push(a, &m.edits, ((struct edit){EDIT_INSERT, EDIT_NAME, SPAN_NULL, span_of(at + 3, 2)}));
    return m;
}

static void put_pair(struct store *s, const struct match *v, u32 n) { assert_int_equal(store_put_pair(s, v->a, v->b, v, n), ASANID_OK); }

static void matches_come_back_by_pair_and_place(void **state)
{
    (void)state;
    struct arena a = test_arena();
    u64 rows[5];
    struct store *s = five(&a, rows);
    assert_int_equal(store_begin(s), ASANID_OK);
    struct match lone = made_match(&a, rows[1], rows[3], 2), last = made_match(&a, rows[3], rows[4], 0);
    const struct match pair[] = {made_match(&a, rows[0], rows[1], 9), made_match(&a, rows[0], rows[1], 3), made_match(&a, rows[0], rows[1], 6)};
    put_pair(s, &lone, 1);
    put_pair(s, pair, 1);
    put_pair(s, &last, 1);
    assert_int_equal(store_put_pair(s, rows[0], rows[4], NULL, 0), ASANID_OK); /* compared, and nothing found */
    assert_int_equal(store_put_pair(s, rows[2], rows[4], pair, 3), ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);
    assert_int_equal(store_begin(s), ASANID_OK);
    put_pair(s, pair, 3); /* in the place of what stands there */
    assert_int_equal(store_drop_pair(s, rows[2], rows[4]), ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);

    struct matches m;
    assert_int_equal(store_matches(s, &a, &m), ASANID_OK);
    assert_int_equal(m.n, 5);
    for (u32 i = 0; i < 3; i++) {
        assert_int_equal(m.v[i].a, rows[0]);
        assert_int_equal(m.v[i].b, rows[1]);
        assert_int_equal(m.v[i].in_a.off, 3 * (i + 1));
    }
    assert_int_equal(m.v[0].kind, MATCH_QUOTATION);
    assert_int_equal(m.v[0].group, UINT32_MAX);
    assert_int_equal(m.v[0].equal, 8);
    assert_int_equal(m.v[0].edits.n, 2);
    assert_true(span_is_null(m.v[0].edits.v[1].a));
    assert_int_equal(m.v[0].edits.v[1].class, EDIT_NAME);

    struct aligned_pairs pairs;
    struct matches of_pairs;
    assert_int_equal(store_pairs(s, &a, &pairs, &of_pairs), ASANID_OK);
    assert_int_equal(of_pairs.n, 5);
    assert_int_equal(pairs.n, 4);
    assert_int_equal(pairs.v[0].n, 3);
    assert_int_equal(pairs.v[1].b, rows[4]);
    assert_int_equal(pairs.v[1].n, 0);

    const u64 some[] = {rows[3], rows[1], rows[0]};
    assert_int_equal(store_matches_of(s, &a, some, 3, &m), ASANID_OK);
    assert_int_equal(m.n, 4);
    assert_int_equal(m.v[3].b, rows[3]);
    assert_int_equal(store_matches_of(s, &a, NULL, 0, &m), ASANID_OK);
    assert_int_equal(m.n, 0);
    made_clean(s);
    store_close(s);
    arena_release(&a);
}

static void add_edge(struct arena *a, struct stemma *x, u32 child, u32 parent, bool accepted)
{
    struct edge *e = accepted ? vec_add(a, &x->edges) : vec_add(a, &x->rejected);
    *e = (struct edge){.child = child, .parent = parent, .relation = REL_WIRE, .share = 0.5, .p = accepted ? 0.9 : 0.1};
    vec_push(a, &e->evidence, ((struct evidence){"credit", 2.25, S("names AFP")}));
}

static struct stemma made_stemma(struct arena *a, const char *unseen)
{
    struct stemma x = {0};
    struct unseen *u = vec_add(a, &x.unseen);
    u->id = S("unseen:000000000009");
    vec_push(a, &u->witnesses, 4);
    u = vec_add(a, &x.unseen);
    u->id = str_of(unseen);
    u->agency = S("AFP");
    u->text = S("the dispatch");
    vec_push(a, &u->witnesses, 0);
    vec_push(a, &u->witnesses, 2);
    add_edge(a, &x, 0, NODE_UNSEEN | 1, true);
    add_edge(a, &x, 2, NODE_UNSEEN | 1, true);
    add_edge(a, &x, 3, 2, true);
    add_edge(a, &x, 4, NODE_UNSEEN | 0, true);
    add_edge(a, &x, 2, 0, false);
    vec_push(a, &x.origins, ((struct origin){2, S("AFP"), ORIGIN_COPIES, 0.97}));
    return x;
}

static void a_stemma_is_restricted_and_renumbered(void **state)
{
    (void)state;
    struct arena a = test_arena();
    u64 rows[5];
    struct store *s = five(&a, rows);
    struct stemma x = made_stemma(&a, "unseen:0000000000aa"), got;
    assert_int_equal(store_begin(s), ASANID_OK);
    assert_int_equal(store_put_stemma(s, &x, rows, 5), ASANID_OK);
    assert_int_equal(store_put_stemma(s, &x, rows, 5), ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);
    const u64 some[] = {rows[3], rows[2], rows[1]};
    assert_int_equal(store_stemma(s, &a, some, 3, &got), ASANID_OK);
    assert_int_equal(got.unseen.n, 1);
    assert_str(got.unseen.v[0].id, "unseen:0000000000aa");
    assert_str(got.unseen.v[0].agency, "AFP");
    assert_str(got.unseen.v[0].text, "the dispatch");
    assert_int_equal(got.unseen.v[0].witnesses.n, 1);
    assert_int_equal(got.unseen.v[0].witnesses.v[0], 1);
    assert_int_equal(got.edges.n, 2);
    assert_true(got.edges.v[0].child == 0 && got.edges.v[0].parent == 1);
    assert_true(got.edges.v[1].child == 1 && got.edges.v[1].parent == NODE_UNSEEN);
    assert_string_equal(got.edges.v[1].evidence.v[0].kind, "credit");
    assert_true(got.edges.v[1].evidence.v[0].weight == 2.25);
    assert_str(got.edges.v[1].evidence.v[0].note, "names AFP");
    assert_int_equal(got.rejected.n, 0);
    assert_int_equal(got.origins.n, 1);
    assert_int_equal(got.origins.v[0].article, 1);
    assert_str(got.origins.v[0].origin, "AFP");

    assert_int_equal(store_stemma(s, &a, rows, 5, &got), ASANID_OK);
    assert_true(got.unseen.n == 2 && got.edges.n == 4 && got.rejected.n == 1);
    assert_int_equal(got.unseen.v[1].witnesses.n, 2);
    made_clean(s);
    store_close(s);
    arena_release(&a);
}

static void add_story(struct arena *a, struct stories *x, const char *id, u32 first, u32 last)
{
    struct story *y = vec_add(a, &x->v);
    y->id = str_of(id);
    y->label = arena_fmt(a, "label of %s", id);
    y->independent = 2;
    for (u32 i = first; i <= last; i++) vec_push(a, &y->members, ((struct story_member){i, i - first}));
}

static void put_stories(struct store *s, const struct stories *x, const u64 *rows)
{
    assert_int_equal(store_begin(s), ASANID_OK);
    assert_int_equal(store_put_stories(s, x, rows, 5), ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);
    made_clean(s);
}

static void stories_come_back_by_id(void **state)
{
    (void)state;
    struct arena a = test_arena();
    u64 rows[5];
    struct store *s = five(&a, rows);
    struct stories x = {0}, got;
    struct story *one;
    add_story(&a, &x, "story:bb", 0, 2);
    add_story(&a, &x, "story:aa", 3, 4);
    assert_false(store_is_settled(s));
    put_stories(s, &x, rows);
    assert_true(store_is_settled(s));
    assert_int_equal(store_stories(s, &a, &got), ASANID_OK);
    assert_int_equal(got.v.n, 2);
    assert_str(got.v.v[0].id, "story:aa");
    assert_int_equal(got.v.v[1].members.n, 3);
    assert_int_equal(got.v.v[1].members.v[2].article, rows[2]);
    assert_int_equal(got.v.v[1].members.v[2].event, 2);
    assert_int_equal(got.forwards.n, 0);
    assert_int_equal(store_story(s, &a, S("story:bb"), &one), ASANID_OK);
    assert_str(one->label, "label of story:bb");
    assert_int_equal(one->independent, 2);
    assert_int_equal(store_story(s, &a, S("story:cc"), &one), ASANID_OK);
    assert_null(one);
    struct article_rows list;
    assert_int_equal(store_articles(s, &a, &list), ASANID_OK);
    assert_str(list.v[0].story, "story:bb");
    /* A revision stays where its forerunner was. */
    assert_int_equal(made_put(s, made_page(&a, "new", "a0", "headline\nnew words", NULL)), ADDED_REVISION);
    assert_int_equal(store_story(s, &a, S("story:bb"), &one), ASANID_OK);
    assert_int_equal(one->members.v[0].article, store_row(s, S("a0")));
    assert_false(store_is_settled(s));
    made_clean(s);
    store_close(s);
    arena_release(&a);
}

static void ids_that_are_gone_lead_on(void **state)
{
    (void)state;
    struct arena a = test_arena();
    u64 rows[5];
    struct store *s = five(&a, rows);
    struct stories x = {0}, got;
    struct story *one;
    add_story(&a, &x, "story:1", 0, 1);
    add_story(&a, &x, "story:2", 2, 3);
    add_story(&a, &x, "story:3", 4, 4);
    put_stories(s, &x, rows);
    /* 2 goes where it is told, 1 where its first article went. */
    x = (struct stories){0};
    add_story(&a, &x, "story:3", 2, 4);
    add_story(&a, &x, "story:4", 0, 1);
    vec_push(&a, &x.forwards, ((struct forward){S("story:2"), S("story:3")}));
    put_stories(s, &x, rows);
    assert_int_equal(store_story(s, &a, S("story:1"), &one), ASANID_OK);
    assert_str(one->id, "story:4");
    /* 3 goes as well: the chain is one step for whoever asks. Everything derived may be dropped in between. */
    assert_int_equal(store_drop_derived(s), ASANID_OK);
    x = (struct stories){0};
    add_story(&a, &x, "story:5", 0, 4);
    put_stories(s, &x, rows);
    assert_int_equal(store_stories(s, &a, &got), ASANID_OK);
    assert_int_equal(got.forwards.n, 4);
    for (u32 i = 0; i < 4; i++) assert_str(got.forwards.v[i].to, "story:5");
    assert_int_equal(store_story(s, &a, S("story:2"), &one), ASANID_OK);
    assert_str(one->id, "story:5");
    /* An id that lives again leads nowhere; forwards in a ring are void. */
    x = (struct stories){0};
    add_story(&a, &x, "story:1", 0, 4);
    vec_push(&a, &x.forwards, ((struct forward){S("story:x"), S("story:y")}));
    vec_push(&a, &x.forwards, ((struct forward){S("story:y"), S("story:x")}));
    put_stories(s, &x, rows);
    assert_int_equal(store_stories(s, &a, &got), ASANID_OK);
    for (u32 i = 0; i < got.forwards.n; i++) assert_str(got.forwards.v[i].to, "story:1");
    store_close(s);
    arena_release(&a);
}

static void an_unseen_source_that_is_gone_leads_on(void **state)
{
    (void)state;
    struct arena a = test_arena();
    u64 rows[5];
    struct store *s = five(&a, rows);
    struct stories got;
    struct stemma x = made_stemma(&a, "unseen:0000000000aa");
    assert_int_equal(store_begin(s), ASANID_OK);
    assert_int_equal(store_put_stemma(s, &x, rows, 5), ASANID_OK);
    x = made_stemma(&a, "unseen:0000000000bb");
    assert_int_equal(store_put_stemma(s, &x, rows, 5), ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);
    assert_int_equal(store_stories(s, &a, &got), ASANID_OK);
    assert_int_equal(got.forwards.n, 1);
    assert_str(got.forwards.v[0].from, "unseen:0000000000aa");
    assert_str(got.forwards.v[0].to, "unseen:0000000000bb");
    made_clean(s);
    store_close(s);
    arena_release(&a);
}

TEST_MAIN(T(matches_come_back_by_pair_and_place), T(a_stemma_is_restricted_and_renumbered), T(stories_come_back_by_id), T(ids_that_are_gone_lead_on),
          T(an_unseen_source_that_is_gone_leads_on))
