/* test_identity.c - one mould for two occasions; rare names that bring a late page into its story. */
#include "story/accounts.h"
#include "story/identity.h"

static const char *const DOCKS = "Crane falls at Tarrow docks\nA crane fell at the Tarrow docks on Monday, killing a welder, harbour master Elsie Quint said. Work stopped for the day.";
static const char *const DOCKS_LATER = "Tarrow docks crane had worn bolts, inquiry finds\nThe crane that fell at the Tarrow docks had worn bolts, an inquiry found. "
                                       "Elsie Quint said the harbour would replace four more cranes.";
static const char *const BAKERY = "Rye bread draws a queue\nThe baker sold rye bread and plum cake to a long queue on Saturday in the old market hall, where the ovens had been cold since winter.";

struct fixture {
    struct world w;
    struct sketch s[8];
    u32 n;
};

static void add(struct fixture *f, const char *id, const char *day, const char *raw, const char *name, const char *other)
{
    struct account acc;
    struct text t = account_make(&f->w, &acc, id, day, raw);
    add_name(&f->w, &acc, name, NAME_PERSON);
    if (other)
        add_name(&f->w, &acc, other, NAME_PLACE);
    sketch_make(&f->w.arena, f->w.rules, &acc, &t, &f->s[f->n++]);
}

static u32 stories(struct fixture *f)
{
    struct stemma st = {0};
    struct matches m = {0};
    struct stories out;
    stories_group(&f->w.arena, f->w.rules, f->s, f->n, &st, &m, NULL, &out);
    return out.v.n;
}

static void a_late_page_joins_by_two_rare_names(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", DOCKS, "Elsie Quint", "Tarrow docks");
    add(&f, "b", "2030-03-25", DOCKS_LATER, "Elsie Quint", "Tarrow docks");
    assert_int_equal(stories(&f), 1);
    arena_release(&f.w.arena);
}

static void one_name_is_not_enough_and_five_weeks_are_too_long(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", DOCKS, "Elsie Quint", NULL);
    add(&f, "b", "2030-03-25", DOCKS_LATER, "Elsie Quint", NULL);
    assert_int_equal(stories(&f), 2);
    f.n = 0;
    add(&f, "a", "2030-03-01", DOCKS, "Elsie Quint", "Tarrow docks");
    add(&f, "b", "2030-04-05", DOCKS_LATER, "Elsie Quint", "Tarrow docks");
    assert_int_equal(stories(&f), 2);
    arena_release(&f.w.arena);
}

static void names_without_the_matter_do_not_join(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", DOCKS, "Elsie Quint", "Tarrow docks");
    add(&f, "b", "2030-03-02", BAKERY, "plum cake", "market hall");
    f.s[1].anchors = f.s[0].anchors; /* the same names, whatever they are */
    f.s[1].n_anchors = f.s[0].n_anchors;
    assert_int_equal(stories(&f), 2);
    arena_release(&f.w.arena);
}

static void a_name_of_common_words_is_no_full_name(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", "Talks\nThe foreign minister said Friday that Quint came.", "foreign minister", "Quint");
    for (u32 i = 0; i < f.s[0].n_anchors; i++)
        assert_int_not_equal(f.s[0].anchors[i] & 3, ANCHOR_FULL_NAME);
    arena_release(&f.w.arena);
}

/* The same report of two matches: long passages in common, and all that names the occasion different. */
static void passages_without_the_words_of_the_occasion_count_for_little(void **state)
{
    (void)state;
    struct fixture f = {.w = world_open()};
    add(&f, "a", "2030-03-01", "Wolves Brackley 3, Osprey Dunmore 1\nHalloran, Pettifer and Skerrit scored as Brackley beat Dunmore at Thornwick before a large crowd.",
        "Halloran", NULL);
    add(&f, "b", "2030-03-01", "Otters Calverton 2, Harriers Melbury 0\nGrimshaw, Yelland and Oakshott scored as Calverton beat Melbury at Fenwold before a large crowd.",
        "Grimshaw", NULL);
    add(&f, "c", "2030-03-01", "Brackley beat Dunmore\nPettifer said that Brackley had deserved it after goals by Halloran and Skerrit at Thornwick.", "Pettifer", NULL);
    assert_true(identity_shared(&f.s[0], &f.s[2]) > 0.4f);
    assert_true(identity_shared(&f.s[0], &f.s[1]) < identity_shared(&f.s[0], &f.s[2]));
    const struct node nodes[3] = {{.rep = 0, .n = 1}, {.rep = 1, .n = 1}, {.rep = 2, .n = 1}};
    struct nears near = {0};
    for (u32 b = 1; b < 3; b++)
        vec_push(&f.w.arena, &near, ((struct near){.a = 0, .b = b, .like = 0.5f, .shared = 0.5f}));
    identity_weigh(f.s, nodes, &near);
    assert_true(near.v[1].like > near.v[0].like);
    assert_true(near.v[1].shared > near.v[0].shared);
    arena_release(&f.w.arena);
}

TEST_MAIN(T(a_late_page_joins_by_two_rare_names), T(one_name_is_not_enough_and_five_weeks_are_too_long), T(names_without_the_matter_do_not_join),
          T(a_name_of_common_words_is_no_full_name), T(passages_without_the_words_of_the_occasion_count_for_little))
