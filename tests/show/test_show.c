/* test_show.c - a small dossier as a tree, as text, as JSON and as a page that escapes what it is given. */
#include "test.h"

#include "show/html.h"
#include "show/label.h"
#include "show/object.h"

/* Two articles below an unseen source, one beside them; the first has words that would break a page. */
struct made {
    struct article articles[3];
    struct account accounts[3];
    struct facts facts[3];
    struct telling tellings[3];
    struct stemma stemma;
    struct matches matches;
    struct story story;
    struct dossier d;
};

static void make(struct arena *a, struct made *m)
{
    static const char *const ids[] = {"p/one.txt", "p/two.txt", "p/three.txt"};
    memset(m, 0, sizeof *m);
    for (u32 i = 0; i < 3; i++) {
        m->articles[i] = (struct article){.id = str_of(ids[i]), .lang = "en", .dateline = FIELD_NONE, .kicker = FIELD_NONE};
        m->articles[i].headline = (struct field){S("<b>Fire & \"smoke\"</b>"), span_of(0, 4)};
        m->articles[i].published.span = SPAN_NULL;
        m->accounts[i] = (struct account){.page = str_of(ids[i]), .raw = S("raw text"), .article = &m->articles[i], .facts = &m->facts[i], .telling = &m->tellings[i]};
        vec_push(a, &m->story.members, ((struct story_member){i, 0}));
    }
    assert_true(civil_parse(S("2024-03-05"), &m->articles[0].published.when));
    m->articles[0].published.basis = BASIS_PAGE;
    *vec_add(a, &m->stemma.unseen) = (struct unseen){.id = S("unseen:000000000001"), .agency = S("AFP"), .text = S("the <text>")};
    for (u32 i = 0; i < 2; i++) {
        struct edge *e = vec_add(a, &m->stemma.edges);
        *e = (struct edge){.child = i, .parent = NODE_UNSEEN, .relation = REL_WIRE, .share = .5, .p = .9};
        vec_push(a, &e->evidence, ((struct evidence){"credit", 2.1, S("names <AFP>")}));
    }
    m->story.id = S("story:000000000001");
    m->story.label = S("<i>label</i>");
    m->story.independent = 2;
    struct event *e = vec_add(a, &m->d.events);
    *e = (struct event){.id = S("event:1"), .label = S("e"), .first = DAY_UNKNOWN, .last = DAY_UNKNOWN};
    m->d.story = &m->story;
    m->d.accounts = m->accounts;
    m->d.n = 3;
    m->d.stemma = &m->stemma;
    m->d.matches = &m->matches;
}

static void tree_has_each_node_once_below_its_parent(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    make(&a, &m);
    struct branches t = label_tree(&a, &m.d);
    assert_int_equal(t.n, 4);
    assert_int_equal(t.v[0].node, NODE_UNSEEN);
    assert_true(t.v[1].node == 0 && t.v[1].depth == 1 && !t.v[1].last);
    assert_true(t.v[2].node == 1 && t.v[2].depth == 1 && t.v[2].last);
    assert_true(t.v[3].node == 2 && t.v[3].depth == 0);
    arena_release(&a);
}

static void tree_ends_where_edges_form_a_ring(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    make(&a, &m);
    m.stemma.unseen.n = 0;
    m.stemma.edges.v[0].parent = 1;
    m.stemma.edges.v[1].parent = 0;
    assert_int_equal(label_tree(&a, &m.d).n, 3);
    arena_release(&a);
}

static void labels_prefer_the_outlet_and_tell_several_apart(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    make(&a, &m);
    assert_str(label_article(&a, &m.d, 0), "one");
    m.articles[0].outlet = m.articles[2].outlet = S("Ledger");
    assert_str(label_article(&a, &m.d, 0), "Ledger (1)");
    assert_str(label_article(&a, &m.d, 2), "Ledger (2)");
    m.articles[2].outlet = STR_EMPTY;
    assert_str(label_article(&a, &m.d, 0), "Ledger");
    arena_release(&a);
}

static void ids_in_notes_become_names_and_other_words_stay(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    make(&a, &m);
    m.articles[0].id = S("a");
    m.articles[0].outlet = S("Ledger");
    struct evidence e = {"containment", 1, S("beside what it shares with a, 29 in a row; the rest is in p/two.txt.old, p/two.txt and a")};
    assert_str(label_evidence(&a, &m.d, &e, "en"), "beside what it shares with Ledger, 29 in a row; the rest is in p/two.txt.old, two and Ledger");
    e.note = S("at last a chance");
    assert_str(label_evidence(&a, &m.d, &e, "en"), "at last a chance");
    arena_release(&a);
}

static void page_escapes_and_asks_nobody(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    struct out o;
    make(&a, &m);
    out_init(&o, &a);
    html_page(&o, "ar", &m.d, 1);
    str html = out_view(&o);
    assert_true(str_find(html, S("&lt;i&gt;label&lt;/i&gt;"), 0) != SIZE_MAX);
    assert_true(str_find(html, S("<i>"), 0) == SIZE_MAX && str_find(html, S("<b>Fire"), 0) == SIZE_MAX);
    assert_true(str_find(html, S("<script"), 0) == SIZE_MAX && str_find(html, S("://"), 0) == SIZE_MAX);
    assert_true(str_find(html, S("dir=\"rtl\""), 0) != SIZE_MAX);
    out_init(&o, &a);
    html_page(&o, "en", &m.d, 1);
    assert_true(str_find(out_view(&o), S("names &lt;AFP&gt;"), 0) != SIZE_MAX);
    arena_release(&a);
}

static void text_and_json_name_the_unseen_source(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    struct out o;
    struct json j;
    struct style s = {.width = 80, .ui = "en"};
    make(&a, &m);
    out_init(&o, &a);
    text_dossier(&o, &s, &m.d);
    assert_true(str_find(out_view(&o), S("unseen dispatch of AFP"), 0) != SIZE_MAX);
    assert_true(str_find(out_view(&o), S("independent tellings: 2"), 0) != SIZE_MAX);
    assert_true(str_find(out_view(&o), S("\033"), 0) == SIZE_MAX);
    out_init(&o, &a);
    json_init(&j, &o);
    object_dossier(&j, &m.d);
    assert_true(str_find(out_view(&o), S("\"edges\":[{\"schema\":\"asanid.edge/1\",\"child\":\"p/one.txt\",\"parent\":\"unseen:000000000001\",\"relation\":\"wire\","
                                        "\"share\":0.5,\"p\":0.9"), 0) != SIZE_MAX);
    assert_true(str_find(out_view(&o), S("\"first\":\"2024-03-05\",\"last\":\"2024-03-05\",\"independent\":2"), 0) != SIZE_MAX);
    arena_release(&a);
}

/* A headline's claim is the body's in short; spellings of outlets are no other words. */
static void a_headline_is_no_quotation_and_spellings_are_one(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    make(&a, &m);
    for (u32 i = 0; i < 3; i++) {
        struct statement *s = vec_add(&a, &m.facts[i].statements);
        *s = (struct statement){.speaker = {S("المتحدث"), SPAN_NULL}, .role = FIELD_NONE, .cue = FIELD_NONE, .type = SAID_INDIRECT};
        s->content = (struct field){i ? S("القوات الأمريكية باقية") : S("القوات الأميركية باقية"), i == 2 ? span_of(1, 2) : span_of(20, 9)};
    }
    struct speakers all = label_speakers(&a, &m.d);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.v[0].said.n, 1);
    assert_int_equal(all.v[0].said.v[0].accounts.n, 2);
    arena_release(&a);
}

static void figures_come_by_what_is_in_doubt_and_stand_in_one_section(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    make(&a, &m);
    static const char *const values[2][2] = {{"6", "6"}, {"6", "7"}};
    for (u32 i = 0; i < 2; i++) {
        struct figure_line *f = vec_add(&a, &m.d.figures);
        *f = (struct figure_line){.slot = S("workers"), .disagree = true};
        for (u32 k = 0; k < 2; k++) *vec_add(&a, &f->readings) = (struct reading){.text = str_of(values[i][k]), .value = str_of(values[i][k])};
    }
    u32 *order = label_figures(&a, &m.d);
    assert_true(order[0] == 1 && order[1] == 0);
    struct difference x = {.kind = DIFF_FIGURE};
    *vec_add(&a, &x.readings) = (struct reading){.text = S("7"), .value = S("7")};
    assert_false(label_shows(&m.d, &x, false));
    *vec_add(&a, &x.readings) = (struct reading){.text = S("8"), .value = S("8")};
    assert_true(label_shows(&m.d, &x, false));
    assert_false(label_shows(&m.d, &x, true));
    arena_release(&a);
}

static void credits_are_told_by_source_and_an_outlets_own_is_none(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    make(&a, &m);
    m.articles[2].outlet = S("Ledger");
    vec_push(&a, &m.d.credits, ((struct credit_line){.account = 0, .agency = S("AFP"), .kept = true}));
    vec_push(&a, &m.d.credits, ((struct credit_line){.account = 1, .agency = S("AFP"), .kept = false}));
    vec_push(&a, &m.d.credits, ((struct credit_line){.account = 2, .agency = S("Ledger"), .kept = true}));
    struct credited c = label_credits(&a, &m.d);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.v[0].kept.n, 1);
    assert_int_equal(c.v[0].dropped.v[0], 1);
    arena_release(&a);
}

/* What is asked first: the agenda and the credits before the figures; a story of one article names it once. */
static void a_report_begins_with_what_is_asked_first(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    struct out o;
    struct style s = {.width = 80, .ui = "en"};
    make(&a, &m);
    vec_push(&a, &m.d.credits, ((struct credit_line){.account = 1, .agency = S("AFP"), .kept = false}));
    *vec_add(&a, &m.d.agenda) = (struct appointment){.date.value = "2024-04-14", .what = S("A trial begins.")};
    struct figure_line *f = vec_add(&a, &m.d.figures);
    struct reading *r = vec_add(&a, &f->readings);
    *r = (struct reading){.text = S("six workers"), .value = S("6")};
    vec_push(&a, &r->bearers, ((struct bearer){1, span_of(0, 3)}));
    out_init(&o, &a);
    text_dossier(&o, &s, &m.d);
    str t = out_view(&o);
    assert_true(str_find(t, S("2024-04-14"), 0) < str_find(t, S("Who had it"), 0));
    assert_true(str_find(t, S("credit dropped: two"), 0) < str_find(t, S("six workers  two"), 0));
    m.d.n = 1;
    m.stemma.edges.n = m.stemma.unseen.n = 0;
    m.d.credits.n = 0;
    r->bearers.v[0].account = 0;
    out_init(&o, &a);
    text_dossier(&o, &s, &m.d);
    t = out_view(&o);
    size_t first = str_find(t, S(" · one"), 0);
    assert_true(first != SIZE_MAX && str_find(t, S("one"), first + 5) == SIZE_MAX);
    assert_true(str_find(t, S("Who had it"), 0) == SIZE_MAX);
    arena_release(&a);
}

static void addresses_of_the_web_are_links_and_no_others(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct made m;
    struct out o;
    make(&a, &m);
    m.articles[0].url = S("https://paper.example/a?b=\"c\"");
    m.articles[1].url = S("javascript:alert(1)");
    out_init(&o, &a);
    html_page(&o, "en", &m.d, 1);
    assert_true(str_find(out_view(&o), S("rel=\"noreferrer\" href=\"https://paper.example/a?b=&quot;c&quot;\""), 0) != SIZE_MAX);
    assert_true(str_find(out_view(&o), S("javascript"), 0) == SIZE_MAX);
    arena_release(&a);
}

TEST_MAIN(T(addresses_of_the_web_are_links_and_no_others), T(a_headline_is_no_quotation_and_spellings_are_one), T(figures_come_by_what_is_in_doubt_and_stand_in_one_section),
          T(credits_are_told_by_source_and_an_outlets_own_is_none), T(a_report_begins_with_what_is_asked_first),
          T(tree_has_each_node_once_below_its_parent), T(tree_ends_where_edges_form_a_ring), T(labels_prefer_the_outlet_and_tell_several_apart),
          T(ids_in_notes_become_names_and_other_words_stay),
          T(page_escapes_and_asks_nobody), T(text_and_json_name_the_unseen_source))
