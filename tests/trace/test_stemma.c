/* test_stemma.c - every kind of evidence turns an edge by itself; unseen sources, relations, origins. */
#include "test.h"

#include "base/hash.h"
#include "base/out.h"
#include "trace/stemma_parts.h"

#include <math.h>

#define WORDS_MAX 400

/* A scene: tellings of words parted by blanks. A word may carry marks in front: '"' quoted, '=' a figure, '@' a name (names in a row with
** '@' and '&' are one), '~' a date. */
struct scene {
    struct arena arena;
    struct witness w[40];
    u32 n;
    struct matches m;
    struct stemma_rules rules;
    struct habits *habits;
    struct stemma out;
};

static void scene_init(struct scene *s)
{
    memset(s, 0, sizeof *s);
    s->arena = test_arena();
    s->rules.weight[F_EDGE] = 1;
    map_init(&s->rules.agencies, &s->arena, 0);
}

static void read_word(struct telling *t, struct mark *marks, str raw, u32 from, u32 to)
{
    struct word *w = &t->words[t->n];
    char kind = raw.p[from];
    bool marked = strchr("\"=@&~", kind) != NULL;
    from += marked;
    w->off = from;
    w->len = (u16)(to - from);
    w->loose = hash_str((str){raw.p + from, to - from});
    w->key = (u32)(w->loose >> 32);
    if (kind == '"') w->flags |= WORD_QUOTED;
    if (kind == '&') {
        w->mark = MARK_NAME;
        w->mark_at = t->n_marks - 1;
    } else if (marked && kind != '"') {
        w->mark = kind == '=' ? MARK_FIGURE : kind == '~' ? MARK_DATE : MARK_NAME;
        w->mark_at = t->n_marks;
        marks[t->n_marks++] = (struct mark){span_of(from, to - from), w->mark, 0};
    }
    t->n++;
}

static u32 tell(struct scene *s, const char *id, const char *outlet, const char *text)
{
    struct article *a = ARENA_NEW(&s->arena, struct article);
    struct telling *t = ARENA_NEW(&s->arena, struct telling);
    struct mark *marks = ARENA_ARRAY(&s->arena, struct mark, WORDS_MAX);
    a->id = t->id = str_of(id);
    a->outlet = t->outlet = str_of(outlet);
    t->raw = str_of(text);
    t->marks = marks;
    t->words = ARENA_ARRAY(&s->arena, struct word, WORDS_MAX);
    for (u32 i = 0; i < t->raw.n;) {
        u32 end = i;
        while (end < t->raw.n && text[end] != ' ') end++;
        if (end > i) read_word(t, marks, t->raw, i, end);
        i = end + 1;
    }
    s->w[s->n] = (struct witness){.article = a, .telling = t};
    return s->n++;
}

static struct article *article_of(struct scene *s, u32 x) { return (struct article *)(uintptr_t)s->w[x].article; }

/* The words [fa, fa + n) of a and [fb, fb + n) of b are one passage; words that differ are edits. */
static void share(struct scene *s, u32 a, u32 fa, u32 b, u32 fb, u32 n)
{
    const struct telling *ta = s->w[a].telling, *tb = s->w[b].telling;
    struct match *m = vec_add(&s->arena, &s->m);
    *m = (struct match){.a = a, .b = b, .in_a = telling_span(ta, fa, fa + n), .in_b = telling_span(tb, fb, fb + n), .words = n, .group = UINT32_MAX};
    for (u32 i = 0; i < n; i++) {
        if (ta->words[fa + i].loose == tb->words[fb + i].loose) continue;
        struct edit *e = vec_add(&s->arena, &m->edits);
        e->op = EDIT_REPLACE;
        e->class = ta->words[fa + i].mark == MARK_FIGURE ? EDIT_FIGURE : EDIT_WORDING;
        e->a = telling_span(ta, fa + i, fa + i + 1);
        e->b = telling_span(tb, fb + i, fb + i + 1);
    }
}

static void published(struct scene *s, u32 x, const char *iso)
{
    assert_true(civil_parse(str_of(iso), &article_of(s, x)->published.when));
}

static void credit(struct scene *s, u32 x, const char *agency, const char *text, enum credit_kind kind)
{
    vec_push(&s->arena, &article_of(s, x)->credits, ((struct credit){str_of(agency), str_of(text), SPAN_NULL, (u8)kind}));
}

static void build(struct scene *s) { stemma_build(&s->arena, &s->rules, s->habits, s->w, s->n, &s->m, &s->out); }

static const struct edge *edge_of(const struct scene *s, u32 child)
{
    for (u32 i = 0; i < s->out.edges.n; i++)
        if (s->out.edges.v[i].child == child) return &s->out.edges.v[i];
    return NULL;
}

static void assert_evidence(const struct edge *e, const char *kind)
{
    assert_non_null(e);
    for (u32 i = 0; i < e->evidence.n; i++)
        if (strcmp(e->evidence.v[i].kind, kind) == 0) {
            assert_true(e->evidence.v[i].weight != 0);
            assert_true(e->evidence.v[i].note.n > 0);
            return;
        }
    fail_msg("no evidence of kind %s", kind);
}

/* The edge goes from `parent` to `child`, not the other way, and says why. */
static void assert_descends(const struct scene *s, u32 child, u32 parent, const char *kind)
{
    const struct edge *e = edge_of(s, child);
    assert_non_null(e);
    assert_int_equal(e->parent, parent);
    assert_null(edge_of(s, parent));
    assert_true(e->p > .5);
    assert_evidence(e, kind);
}

#define TEN "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10"

/* Both ways round: the parent is given first, then second. */
#define both_ways(first) for (u32 first = 0; first < 2; first++)

static void time_alone_turns_the_edge(void **state)
{
    (void)state;
    both_ways(parent) {
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_EARLIER] = -8;
        tell(&s, "a", "A", TEN);
        tell(&s, "b", "B", TEN);
        share(&s, 0, 0, 1, 0, 10);
        published(&s, parent, "2024-01-26T10:00+03:00");
        published(&s, 1 - parent, "2024-01-26T12:30+03:00");
        build(&s);
        const struct edge *e = edge_of(&s, 1 - parent);
        assert_non_null(e);
        assert_int_equal(e->parent, parent);
        assert_null(edge_of(&s, parent));
        assert_int_equal(s.out.rejected.n, 0); /* far below what `why` would show */
        arena_release(&s.arena);
    }
}

static void times_that_overlap_decide_nothing_for_certain(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    tell(&s, "a", "A", TEN);
    tell(&s, "b", "B", TEN);
    share(&s, 0, 0, 1, 0, 10);
    published(&s, 0, "2024-01-26");
    published(&s, 1, "2024-01-26T23:00+00:00");
    s.rules.weight[F_LATER] = 1;
    build(&s);
    const struct edge *e = edge_of(&s, 1);
    assert_non_null(e);
    assert_true(e->p < 1 / (1 + exp(-1.99)));
    arena_release(&s.arena);
}

static void credit_alone_turns_the_edge(void **state)
{
    (void)state;
    both_ways(parent) {
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_CREDITS_PARENT] = 2;
        tell(&s, "a", "Morning Post", TEN);
        tell(&s, "b", "Evening Star", TEN);
        share(&s, 0, 0, 1, 0, 10);
        credit(&s, 1 - parent, "", parent ? "Source: Evening Star" : "Source: Morning Post", CREDIT_SOURCE);
        build(&s);
        assert_descends(&s, 1 - parent, parent, "credit");
        arena_release(&s.arena);
    }
}

static void containment_alone_turns_the_edge(void **state)
{
    (void)state;
    both_ways(parent) {
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_TAIL_CUT] = 1;
        tell(&s, "a", "A", parent ? TEN : TEN " x1 x2 x3 x4");
        tell(&s, "b", "B", parent ? TEN " x1 x2 x3 x4" : TEN);
        share(&s, 0, 0, 1, 0, 10);
        build(&s);
        assert_descends(&s, 1 - parent, parent, "containment");
        arena_release(&s.arena);
    }
}

static void an_inherited_reading_alone_turns_the_edge(void **state)
{
    (void)state;
    both_ways(like) { /* the third telling has the odd reading of the first or of the second */
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_INHERITED] = 2;
        tell(&s, "a", "A", "w1 w2 w3 odd5 w5 w6 w7 w8 w9 w10");
        tell(&s, "b", "B", "w1 w2 w3 even w5 w6 w7 w8 w9 w10");
        tell(&s, "c", "C", like ? "w1 w2 w3 even w5 w6 w7 w8 w9 w10" : "w1 w2 w3 odd5 w5 w6 w7 w8 w9 w10");
        for (u32 x = 0; x < 3; x++)
            for (u32 y = x + 1; y < 3; y++) share(&s, x, 0, y, 0, 10);
        published(&s, 0, "2024-01-26T10:00Z");
        published(&s, 1, "2024-01-26T10:00Z");
        published(&s, 2, "2024-01-26T12:00Z");
        s.rules.weight[F_EARLIER] = -8;
        build(&s);
        const struct edge *e = edge_of(&s, 2);
        assert_non_null(e);
        assert_int_equal(e->parent, like);
        assert_evidence(e, "error");
        arena_release(&s.arena);
    }
}

static void a_style_betrayed_alone_turns_the_edge(void **state)
{
    (void)state;
    both_ways(parent) {
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_STYLE] = 2;
        s.habits = habits_new(&s.arena);
        tell(&s, "a", "A", "w1 w2 w3 colour w5 w6 w7 colour w9 w10");
        tell(&s, "b", "B", "w1 w2 w3 colour w5 w6 w7 colour w9 w10");
        u64 loose = s.w[0].telling->words[3].loose;
        for (u32 x = 0; x < 2; x++) { /* the parent's outlet writes "colour" always, the other "color" */
            const char *form = x == parent ? "colour" : "color";
            struct telling t = {.raw = str_of(form), .n = 1, .words = ARENA_NEW(&s.arena, struct word)};
            t.words[0] = (struct word){.key = (u32)(loose >> 32), .loose = loose, .len = (u16)strlen(form)};
            for (u32 i = 0; i < 100; i++) habits_see(s.habits, s.w[x].article, &t);
        }
        share(&s, 0, 0, 1, 0, 10);
        build(&s);
        assert_descends(&s, 1 - parent, parent, "style");
        arena_release(&s.arena);
    }
}

static void a_dangling_name_alone_turns_the_edge(void **state)
{
    (void)state;
    both_ways(parent) {
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_DANGLING] = 3;
        const char *full = "@Sabrina &Singh opened w1 w2 w3 then @Singh w5 w6 w7 w8", *cut = "Somebody had opened w1 w2 w3 then @Singh w5 w6 w7 w8";
        tell(&s, "a", "A", parent ? cut : full);
        tell(&s, "b", "B", parent ? full : cut);
        share(&s, 0, 3, 1, 3, 9);
        build(&s);
        assert_descends(&s, 1 - parent, parent, "dangling");
        arena_release(&s.arena);
    }
}

static void a_stale_date_alone_makes_the_edge(void **state)
{
    (void)state;
    both_ways(stale) {
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_EDGE] = -.5;
        s.rules.weight[F_STALE] = 3;
        for (u32 x = 0; x < 2; x++) {
            tell(&s, x ? "b" : "a", x ? "B" : "A", "w1 w2 w3 ~yesterday w5 w6 w7 w8 w9 w10");
            ((struct mark *)(uintptr_t)s.w[x].telling->marks)[0].value = stale ? 100 + x : 100;
        }
        share(&s, 0, 0, 1, 0, 10);
        published(&s, 0, "2024-01-26");
        published(&s, 1, "2024-01-28");
        build(&s);
        if (stale) assert_descends(&s, 1, 0, "stale-date");
        else assert_null(edge_of(&s, 1));
        arena_release(&s.arena);
    }
}

static void a_changed_figure_alone_turns_the_edge(void **state)
{
    (void)state;
    both_ways(parent) {
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_FIGURE_CHANGED] = 3;
        s.rules.weight[F_EARLIER] = -8;
        const char *old = "w1 w2 w3 =2500 w5 w6 w7 w8 w9 w10", *new = "w1 w2 w3 =900 w5 w6 w7 w8 w9 w10";
        tell(&s, "a", "A", parent ? new : old);
        tell(&s, "b", "B", parent ? old : new);
        tell(&s, "c", "C", old);
        for (u32 x = 0; x < 3; x++)
            for (u32 y = x + 1; y < 3; y++) share(&s, x, 0, y, 0, 10);
        build(&s);
        assert_null(edge_of(&s, parent) && edge_of(&s, parent)->parent == 1 - parent ? &s : NULL); /* nobody has it from the changed one */
        const struct edge *e = edge_of(&s, 1 - parent);
        assert_non_null(e);
        assert_int_not_equal(e->parent, 1 - parent);
        assert_evidence(e, "figure");
        arena_release(&s.arena);
    }
}

static void a_quotation_cut_short_alone_turns_the_edge(void **state)
{
    (void)state;
    both_ways(parent) {
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_QUOTE_CUT] = 3;
        const char *whole = "w1 w2 w3 w4 w5 w6 w7 \"q1 \"q2 \"q3 \"q4 \"q5 end", *cut = "w1 w2 w3 w4 w5 w6 w7 \"q1 \"q2 other words then here";
        tell(&s, "a", "A", parent ? cut : whole);
        tell(&s, "b", "B", parent ? whole : cut);
        share(&s, 0, 0, 1, 0, 9);
        build(&s);
        assert_descends(&s, 1 - parent, parent, "quotation");
        arena_release(&s.arena);
    }
}

static char *long_text(struct arena *a, const char *own, u32 before, const char *common, u32 shared, u32 after)
{
    struct out o;
    out_init(&o, a);
    for (u32 i = 0; i < before; i++) out_fmt(&o, "%s%u ", own, i);
    for (u32 i = 0; i < shared; i++) out_fmt(&o, "%s%u ", common, i);
    for (u32 i = 0; i < after; i++) out_fmt(&o, "%s%u ", own, before + i);
    out_char(&o, 0);
    return o.p;
}

static void matter_of_ones_own_alone_makes_an_unseen_source(void **state)
{
    (void)state;
    both_ways(own) {
        struct scene s;
        scene_init(&s);
        s.rules.weight[F_SOURCE_TAIL_MORE] = 6;
        s.rules.weight[F_FROM_SOURCE] = .4; /* two of them weigh less than the edge of a copy */
        tell(&s, "a", "A", long_text(&s.arena, "a", own ? 80 : 1, "c", 120, 0));
        tell(&s, "b", "B", long_text(&s.arena, "b", own ? 80 : 1, "c", 120, own ? 80 : 0)); /* goes on where a ends */
        published(&s, 0, "2024-01-26T10:00Z");
        published(&s, 1, "2024-01-26T12:00Z");
        s.rules.weight[F_EARLIER] = -8;
        share(&s, 0, own ? 80 : 1, 1, own ? 80 : 1, 120);
        build(&s);
        if (own) {
            assert_int_equal(s.out.unseen.n, 1);
            assert_int_equal(edge_of(&s, 0)->parent, NODE_UNSEEN);
            assert_int_equal(edge_of(&s, 1)->parent, NODE_UNSEEN);
            assert_int_equal(edge_of(&s, 0)->relation, REL_COMMON);
            assert_evidence(edge_of(&s, 1), "common");
            assert_true(str_starts(s.out.unseen.v[0].id, S("unseen:")));
            assert_int_equal(s.out.unseen.v[0].id.n, strlen("unseen:") + 12);
            assert_true(str_starts(s.out.unseen.v[0].text, S("c0 c1 c2")));
            assert_true(str_ends(s.out.unseen.v[0].text, S("c118 c119")));
        } else {
            assert_int_equal(s.out.unseen.n, 0);
            assert_int_equal(s.out.edges.n, 1);
        }
        arena_release(&s.arena);
    }
}

static void the_source_is_named_by_any_witness_even_in_passing(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.rules.weight[F_FROM_SOURCE] = 4;
    tell(&s, "a", "A", TEN);
    tell(&s, "b", "B", TEN);
    tell(&s, "c", "C", TEN);
    for (u32 x = 0; x < 3; x++)
        for (u32 y = x + 1; y < 3; y++) share(&s, x, 0, y, 0, 10);
    credit(&s, 1, "", "The Daily", CREDIT_SOURCE);
    credit(&s, 1, "AFP", "Agence France-Presse", CREDIT_VIA);
    build(&s);
    assert_int_equal(s.out.unseen.n, 1);
    assert_str(s.out.unseen.v[0].agency, "AFP");
    assert_int_equal(s.out.unseen.v[0].witnesses.n, 3);
    assert_int_equal(edge_of(&s, 0)->relation, REL_WIRE);
    assert_int_equal(s.out.origins.n, 3);
    for (u32 i = 0; i < 3; i++) assert_str(s.out.origins.v[i].origin, "AFP");
    arena_release(&s.arena);
}

static void a_source_of_one_witness_is_withdrawn(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.rules.weight[F_SOURCE_CREDITS_SEEN] = -9; /* b names a, so it cannot be from elsewhere */
    s.rules.weight[F_FROM_SOURCE] = 2;
    tell(&s, "a", "Morning Post", TEN);
    tell(&s, "b", "B", TEN);
    share(&s, 0, 0, 1, 0, 10);
    credit(&s, 1, "", "Morning Post", CREDIT_SOURCE);
    published(&s, 0, "2024-01-26T10:00Z");
    published(&s, 1, "2024-01-26T11:00Z");
    s.rules.weight[F_EARLIER] = -8;
    build(&s);
    assert_int_equal(s.out.unseen.n, 0);
    assert_descends(&s, 1, 0, "containment");
    arena_release(&s.arena);
}

static void relations_tell_wire_revision_and_quotation(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    static const char *const afp = "AFP";
    tell(&s, "a", "Agence", TEN);
    tell(&s, "b", "B", TEN " y1 y2 y3 y4 y5 y6 y7 y8 y9");
    tell(&s, "c", "B", "z1 z2 z3 y1 y2 y3 y4 y5 y6 y7 y8 y9");
    tell(&s, "d", "D", "\"q1 \"q2 \"q3 \"q4 \"q5 \"q6 \"q7 \"q8 \"q9 d1 d2 d3 d4 d5 d6 d7 d8 d9 d10 d11 d12");
    tell(&s, "e", "E", "e1 e2 e3 e4 e5 e6 e7 e8 e9 e10 e11 e12 \"q1 \"q2 \"q3 \"q4 \"q5 \"q6 \"q7 \"q8 \"q9");
    s.w[0].own_agency = &afp;
    share(&s, 0, 0, 1, 0, 10);
    share(&s, 1, 10, 2, 3, 9);
    share(&s, 3, 0, 4, 12, 9);
    s.rules.weight[F_SLIGHT_QUOTED] = 2;
    for (u32 x = 0; x < 3; x++) published(&s, x, x == 0 ? "2024-01-26T10:00Z" : x == 1 ? "2024-01-26T11:00Z" : "2024-01-26T12:00Z");
    s.rules.weight[F_EARLIER] = -8;
    build(&s);
    assert_int_equal(edge_of(&s, 1)->relation, REL_WIRE);
    assert_int_equal(edge_of(&s, 2)->relation, REL_REVISION);
    assert_int_equal(edge_of(&s, 4)->relation, REL_QUOTATION);
    assert_int_equal(edge_of(&s, 4)->parent, 3);
    assert_true(edge_of(&s, 4)->share > .42 && edge_of(&s, 4)->share < .44);
    arena_release(&s.arena);
}

static void the_text_of_a_source_follows_most_witnesses(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.rules.weight[F_FROM_SOURCE] = 5;
    tell(&s, "a", "A", "w1 w2 w3 w4 w5 w6 color w8 w9 w10 own1 own2 own3 own4");
    tell(&s, "b", "B", "w1 w2 w3 w4 w5 w6 colour w8 w9 w10 t1 t2 t3 t4 t5");
    tell(&s, "c", "C", "w1 w2 w3 w4 w5 w6 colour w8 w9 w10 x t1 t2 t3 t4 t5");
    u64 one = hash_str(S("colour"));
    for (u32 x = 0; x < 3; x++) s.w[x].telling->words[6].loose = one;
    share(&s, 0, 0, 1, 0, 10);
    share(&s, 0, 0, 2, 0, 10);
    share(&s, 1, 0, 2, 0, 10);
    share(&s, 1, 10, 2, 11, 5);
    build(&s);
    assert_int_equal(s.out.unseen.n, 1);
    str text = s.out.unseen.v[0].text;
    assert_true(str_find(text, S("w6 colour w8"), 0) != SIZE_MAX);
    assert_true(str_find(text, S("t1 t2 t3 t4 t5"), 0) != SIZE_MAX);
    assert_true(str_find(text, S("own1"), 0) == SIZE_MAX);
    arena_release(&s.arena);
}

static void origins_follow_credits_and_copies(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.rules.weight[F_EARLIER] = -8;
    tell(&s, "a", "A", TEN);
    tell(&s, "b", "B", TEN);
    tell(&s, "c", "C", "alone here with nothing shared at all");
    tell(&s, "d", "D", "another one that credits a paper");
    tell(&s, "e", "E", "a statement quoted through an agency is no credit");
    share(&s, 0, 0, 1, 0, 10);
    published(&s, 0, "2024-01-26T10:00Z");
    published(&s, 1, "2024-01-26T12:00Z");
    credit(&s, 0, "DPA", "dpa", CREDIT_AGENCY);
    credit(&s, 3, "", "The Daily", CREDIT_SOURCE);
    credit(&s, 4, "AFP", "AFP", CREDIT_VIA);
    build(&s);
    assert_int_equal(s.out.origins.n, 3);
    assert_str(s.out.origins.v[0].origin, "DPA");
    assert_int_equal(s.out.origins.v[0].basis, ORIGIN_CREDIT);
    assert_str(s.out.origins.v[1].origin, "DPA");
    assert_int_equal(s.out.origins.v[1].basis, ORIGIN_COPIES);
    assert_int_equal(s.out.origins.v[2].article, 3);
    assert_str(s.out.origins.v[2].origin, "The Daily");
    arena_release(&s.arena);
}

static void nothing_and_broken_matches_give_nothing(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    build(&s);
    assert_int_equal(s.out.edges.n + s.out.unseen.n + s.out.origins.n, 0);
    tell(&s, "a", "A", TEN);
    tell(&s, "b", "B", TEN);
    share(&s, 0, 0, 0, 0, 10); /* with itself */
    share(&s, 0, 0, 1, 0, 10);
    share(&s, 0, 0, 1, 0, 10); /* twice the same */
    s.m.v[1].kind = MATCH_BOILERPLATE;
    s.m.v[2].kind = MATCH_BACKGROUND;
    build(&s);
    assert_int_equal(s.out.edges.n, 0);
    s.m.v[1].kind = s.m.v[2].kind = MATCH_COPY;
    build(&s);
    assert_int_equal(s.out.edges.n, 1);
    assert_true(s.out.edges.v[0].share <= 1);
    arena_release(&s.arena);
}

static void the_table_has_a_weight_for_every_feature(void **state)
{
    (void)state;
    struct arena a = test_arena();
    const struct stemma_rules *r = stemma_rules_new(&a);
    const struct lang_table *t = lang_table("any", "evidence");
    assert_non_null(t);
    for (u32 f = 0; f < F_COUNT; f++) {
        u32 rows = 0;
        for (u32 i = 0; i < t->n; i++) rows += strcmp(t->rows[i].column[0], feature_name(f)) == 0;
        assert_int_equal(rows, 1);
    }
    assert_int_equal(t->n, F_COUNT);
    assert_true(r->weight[F_EARLIER] < -5);
    assert_str(agency_of_name(&a, r, S("Agence France-Presse")), "AFP");
    assert_str(agency_of_name(&a, r, S("Evening Star")), "");
    arena_release(&a);
}

static void a_great_group_stays_quick(void **state)
{
    (void)state;
    enum { N = 10000 };
    struct arena a = test_arena();
    struct scene s;
    scene_init(&s);
    struct witness *w = ARENA_ARRAY(&a, struct witness, N);
    u32 one = tell(&s, "a", "A", TEN);
    struct matches m = {0};
    for (u32 x = 0; x < N; x++) {
        w[x] = s.w[one];
        for (u32 back = 1; back <= 2 && x; back++) {
            struct match *k = vec_add(&a, &m);
            *k = (struct match){.a = back == 1 ? 0 : x / 2, .b = x, .words = 10, .group = 0};
            k->in_a = k->in_b = telling_span(s.w[one].telling, 0, 10);
        }
    }
    stemma_build(&a, &s.rules, NULL, w, N, &m, &s.out);
    assert_int_equal(s.out.edges.n, N - 1);
    arena_release(&a);
    arena_release(&s.arena);
}

TEST_MAIN(T(time_alone_turns_the_edge), T(times_that_overlap_decide_nothing_for_certain), T(credit_alone_turns_the_edge),
          T(containment_alone_turns_the_edge), T(an_inherited_reading_alone_turns_the_edge), T(a_style_betrayed_alone_turns_the_edge),
          T(a_dangling_name_alone_turns_the_edge), T(a_stale_date_alone_makes_the_edge), T(a_changed_figure_alone_turns_the_edge),
          T(a_quotation_cut_short_alone_turns_the_edge), T(matter_of_ones_own_alone_makes_an_unseen_source),
          T(the_source_is_named_by_any_witness_even_in_passing), T(a_source_of_one_witness_is_withdrawn),
          T(relations_tell_wire_revision_and_quotation), T(the_text_of_a_source_follows_most_witnesses), T(origins_follow_credits_and_copies),
          T(nothing_and_broken_matches_give_nothing), T(the_table_has_a_weight_for_every_feature), T(a_great_group_stays_quick))
