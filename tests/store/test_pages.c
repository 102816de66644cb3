/* test_pages.c - pages and articles in and out: same, revision, glued articles, days given, reindex. */
#include "store_made.h"

#include "base/out.h"

static enum asanid_status count_page(void *arg, str name, str raw, const struct known *known)
{
    u32 *n = arg;
    (void)name;
    (void)raw;
    (void)known;
    (*n)++;
    return ASANID_OK;
}

static u32 pages(struct store *s)
{
    u32 n = 0;
    assert_int_equal(store_each_page(s, count_page, &n), ASANID_OK);
    return n;
}

static struct account account(struct store *s, struct arena *a, const char *id)
{
    struct account x;
    u64 row = store_row(s, str_of(id));
    assert_true(row > 0);
    assert_int_equal(store_account(s, a, row, &x), ASANID_OK);
    return x;
}

static void an_article_comes_back_whole(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place where = place_new();
    struct store *s = made_store(where.store);
    const char *text = "عنوان الخبر\nقال الوزير إن نحو 2500 جندي أميركي سيغادرون غدا.";
    struct made *m = made_page(&a, "p.txt", "p.txt", text, NULL);
    struct article *x = &m->page.articles.v[0];
    x->url = S("http://x.test/1");
    x->outlet = S("الجريدة");
    x->published = (struct published){{2024, 1, 26, 10, 30, 0, 180, PRECISION_MINUTE}, BASIS_PAGE, span_of(3, 4)};
    vec_push(&a, &x->bylines, ((struct field){S("من خارج النص"), SPAN_NULL}));
    vec_push(&a, &x->credits, ((struct credit){S("AFP"), S("قال"), made_field(m->page.text, "قال").span, CREDIT_AGENCY}));
    vec_push(&a, &x->furniture, ((struct furniture){span_of(0, 2), FURNITURE_NAV}));
    struct figure *f = vec_add(&a, &m->facts[0].figures);
    *f = (struct figure){.span = made_field(m->page.text, "نحو 2500 جندي أميركي").span, .number = made_field(m->page.text, "2500").span,
                         .value = 2500, .comparator = CMP_APPROX, .counted = made_field(m->page.text, "جندي أميركي"),
                         .claimant = {S("الوزير"), SPAN_NULL}};
    struct statement *said = vec_add(&a, &m->facts[0].statements);
    *said = (struct statement){.speaker = made_field(m->page.text, "الوزير"), .role = FIELD_NONE, .cue = made_field(m->page.text, "قال"),
                               .content = made_field(m->page.text, "سيغادرون غدا"), .via = S("AFP"), .type = SAID_INDIRECT};
    vec_push(&a, &m->facts[0].names, ((struct name){made_field(m->page.text, "الوزير").span, 77, NAME_PERSON, false}));
    assert_int_equal(made_put(s, m), ADDED_NEW);

    struct account got = account(s, &a, "p.txt");
    assert_str(got.page, "p.txt");
    assert_str(got.raw, text);
    const struct article *y = got.article;
    assert_str(y->url, "http://x.test/1");
    assert_str(y->outlet, "الجريدة");
    assert_string_equal(y->lang, "ar");
    assert_str(y->headline.text, "عنوان الخبر");
    assert_ptr_equal(y->headline.text.p, got.raw.p);
    assert_int_equal(y->published.when.minute, 30);
    assert_int_equal(y->published.when.zone_min, 180);
    assert_int_equal(y->published.basis, BASIS_PAGE);
    assert_true(span_eq(y->published.span, span_of(3, 4)));
    assert_str(y->bylines.v[0].text, "من خارج النص");
    assert_true(span_is_null(y->bylines.v[0].span));
    assert_str(y->credits.v[0].agency, "AFP");
    assert_int_equal(y->furniture.v[0].kind, FURNITURE_NAV);
    assert_int_equal(y->zones.n, 2);
    assert_true(span_eq(y->body.v[0], x->body.v[0]));
    const struct figure *g = &got.facts->figures.v[0];
    assert_true(g->value == 2500 && g->comparator == CMP_APPROX && span_eq(g->span, f->span));
    assert_str(g->counted.text, "جندي أميركي");
    assert_str(g->claimant.text, "الوزير");
    assert_str(got.facts->statements.v[0].content.text, "سيغادرون غدا");
    assert_int_equal(got.facts->names.v[0].key, 77);

    struct prints prints;
    assert_int_equal(store_prints(s, &a, store_row(s, S("p.txt")), &prints), ASANID_OK);
    assert_int_equal(prints.n, 3);
    assert_memory_equal(prints.v, m->prints[0].v, 3 * sizeof *prints.v);
    made_clean(s);
    store_close(s);
    place_remove(&where);
    arena_release(&a);
}

static void the_same_again_changes_nothing(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place where = place_new();
    struct store *s = made_store(where.store);
    struct made *m = made_page(&a, "a.txt", "a", "one\ntwo", NULL);
    assert_int_equal(made_put(s, m), ADDED_NEW);
    u64 row = store_row(s, S("a"));
    assert_int_equal(made_put(s, m), ADDED_SAME);
    /* Under another name it is the same article still. */
    assert_int_equal(made_put(s, made_page(&a, "b.txt", "a", "one\ntwo", NULL)), ADDED_SAME);
    assert_int_equal(store_row(s, S("a")), row);
    assert_int_equal(pages(s), 1);
    made_clean(s);
    store_close(s);
    place_remove(&where);
    arena_release(&a);
}

static bool need_not_be_read(struct store *s, struct arena *a, const char *name, str raw, const char *id)
{
    struct page_hashes known;
    struct page_ids ids;
    bool listed = false;
    assert_int_equal(store_known_pages(s, a, &known), ASANID_OK);
    for (u32 i = 0; i < known.n; i++) listed |= known.v[i] == page_hash(str_of(name), hash_str(raw));
    assert_int_equal(store_page_ids(s, a, str_of(name), hash_str(raw), &ids), ASANID_OK);
    assert_int_equal(ids.n > 0, listed);
    if (listed) assert_str(ids.v[0], id);
    return listed;
}

static void a_page_is_known_by_name_and_bytes_where_all_of_it_is_its_own(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct store *s = made_store(":memory:");
    str raw = S("one\ntwo");
    assert_false(need_not_be_read(s, &a, "a.txt", raw, "a"));
    made_put(s, made_page(&a, "a.txt", "a", raw.p, NULL));
    assert_true(need_not_be_read(s, &a, "a.txt", raw, "a"));
    assert_false(need_not_be_read(s, &a, "b.txt", raw, "a"));
    assert_false(need_not_be_read(s, &a, "a.txt", S("one\ntoo"), "a"));
    /* A page that is to be warned of again is read again. */
    struct made *mended = made_page(&a, "m.txt", "m", "one\nthree", NULL);
    mended->page.mended = 1;
    made_put(s, mended);
    assert_false(need_not_be_read(s, &a, "m.txt", S("one\nthree"), "m"));
    /* The page of an earlier revision is known too: nothing comes of it. */
    made_put(s, made_page(&a, "c.txt", "a", "one\nfour", NULL));
    assert_true(need_not_be_read(s, &a, "a.txt", raw, "a"));
    store_close(s);
    arena_release(&a);
}

static enum asanid_status list_revision(void *arg, const struct account *acc, u32 revision)
{
    struct out *o = arg;
    out_fmt(o, "%.*s=%u:%.*s ", STR_ARG(acc->article->id), revision, STR_ARG(acc->raw));
    return ASANID_OK;
}

static void another_text_is_a_revision(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place where = place_new();
    struct store *s = made_store(where.store);
    struct founds found;
    made_put(s, made_page(&a, "1.txt", "a", "one\nelephant", NULL));
    made_put(s, made_page(&a, "0.txt", "@odd@7", "odd\nid", NULL));
    u64 first = store_row(s, S("a"));
    assert_int_equal(store_begin(s), ASANID_OK);
    assert_int_equal(store_put_pair(s, first, first + 1, &(struct match){.in_a = span_of(0, 1), .in_b = span_of(0, 1)}, 1), ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);
    assert_int_equal(made_put(s, made_page(&a, "2.txt", "a", "one\nhippo", NULL)), ADDED_REVISION);
    u64 second = store_row(s, S("a"));
    assert_true(second > first);
    assert_int_equal(store_row(s, S("a@1")), first);
    assert_int_equal(store_row(s, S("a@2")), second);
    assert_int_equal(store_row(s, S("a@3")), 0);
    assert_true(store_row(s, S("@odd@7")) > 0);
    assert_str(account(s, &a, "a").article->id, "a");
    assert_str(account(s, &a, "a@1").article->id, "a@1");

    struct article_rows rows;
    assert_int_equal(store_articles(s, &a, &rows), ASANID_OK);
    assert_int_equal(rows.n, 2);
    assert_int_equal(rows.v[1].row, second);
    struct matches m;
    assert_int_equal(store_matches(s, &a, &m), ASANID_OK);
    assert_int_equal(m.n, 0);
    assert_int_equal(store_search(s, &a, S("elephant"), 9, &found), ASANID_OK);
    assert_int_equal(found.n, 0);
    assert_int_equal(store_search(s, &a, S("hippo"), 9, &found), ASANID_OK);
    assert_int_equal(found.n, 1);
    /* Its first text once more is nothing new: an input read twice leaves the same store. */
    assert_int_equal(made_put(s, made_page(&a, "1.txt", "a", "one\nelephant", NULL)), ADDED_SAME);
    struct out o;
    out_init(&o, &a);
    assert_int_equal(store_each_revision(s, list_revision, &o), ASANID_OK);
    assert_str(out_view(&o), "@odd@7=1:odd\nid a@1=1:one\nelephant a=2:one\nhippo ");
    made_clean(s);
    store_close(s);
    place_remove(&where);
    arena_release(&a);
}

static void articles_of_a_page_share_it(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place where = place_new();
    struct store *s = made_store(where.store);
    struct made *m = made_page(&a, "a.txt", "a", "one\ntwo", NULL);
    made_article(&a, m, "a#1", m->page.text);
    enum added added[4];
    assert_int_equal(store_begin(s), ASANID_OK);
    assert_int_equal(store_put_page(s, &m->r, added), ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);
    assert_true(added[0] == ADDED_NEW && added[1] == ADDED_NEW);
    assert_int_equal(pages(s), 1);
    assert_int_equal(account(s, &a, "a#1").article->part, 1);
    assert_str(account(s, &a, "a#1").raw, "one\ntwo");
    made_clean(s);
    store_close(s);
    place_remove(&where);
    arena_release(&a);
}

static void a_record_is_handed_back_as_it_came(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place where = place_new();
    struct store *s = made_store(where.store);
    const char *record = "{\"id\":\"r\",\"mood\":\"grim\",\"text\":\"one\\ntwo\"}";
    struct made *m = made_page(&a, "r.jsonl:1", "r", "one\ntwo", record);
    m->page.known = (struct known){.id = S("r"), .author = S("Someone"), .basis = BASIS_INPUT};
    made_put(s, m);
    struct page p;
    assert_int_equal(store_page_of(s, &a, store_row(s, S("r")), &p), ASANID_OK);
    assert_str(p.raw, record);
    assert_str(p.text, "one\ntwo");
    assert_str(p.name, "r.jsonl:1");
    assert_str(p.known.author, "Someone");
    assert_str(p.known.url, "");
    assert_int_equal(p.known.basis, BASIS_INPUT);
    /* Plain text behind a byte order mark, and a page without any text. */
    made_put(s, made_page(&a, "b.txt", "b", "one\ntwo", "\xef\xbb\xbfone\ntwo"));
    assert_int_equal(store_page_of(s, &a, store_row(s, S("b")), &p), ASANID_OK);
    assert_str(p.raw, "\xef\xbb\xbfone\ntwo");
    assert_str(p.text, "one\ntwo");
    made_clean(s);
    store_close(s);
    place_remove(&where);
    arena_release(&a);
}

static void articles_stand_in_final_order(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place where = place_new();
    struct store *s = made_store(where.store);
    static const struct {
        const char *id;
        int day, month;
    } given[] = {{"late", 9, 5}, {"b", 3, 5}, {"a", 3, 5}, {"month", 0, 5}, {"y", 0, 0}, {"x", 0, 0}};
    for (u32 i = 0; i < COUNT_OF(given); i++) {
        struct made *m = made_page(&a, given[i].id, given[i].id, "one\ntwo", NULL);
        struct published *p = &m->page.articles.v[0].published;
        p->when = (struct civil){.year = 2018, .month = given[i].month, .day = given[i].day, .zone_min = ZONE_UNKNOWN};
        p->when.precision = given[i].day ? PRECISION_DAY : given[i].month ? PRECISION_MONTH : PRECISION_NONE;
        made_put(s, m);
    }
    static const char *const order[] = {"month", "a", "b", "late", "x", "y"};
    struct article_rows rows;
    assert_int_equal(store_articles(s, &a, &rows), ASANID_OK);
    assert_int_equal(rows.n, COUNT_OF(order));
    for (u32 i = 0; i < rows.n; i++) assert_str(rows.v[i].id, order[i]);
    assert_int_equal(rows.v[0].day, DAY_UNKNOWN);
    assert_false(rows.v[0].told);
    assert_true(rows.v[1].told);
    assert_int_equal(rows.v[1].day, civil_day(2018, 5, 3));
    assert_true(rows.v[5].seconds == INT64_MIN);
    store_close(s);
    place_remove(&where);
    arena_release(&a);
}

static void a_given_day_resolves_relative_dates(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place where = place_new();
    struct store *s = made_store(where.store);
    struct made *m = made_page(&a, "a.txt", "a", "one\nhe comes tomorrow", NULL);
    struct date *d = vec_add(&a, &m->facts[0].dates);
    *d = (struct date){.span = made_field(m->page.text, "tomorrow").span, .begin = DAY_UNKNOWN, .end = DAY_UNKNOWN, .rule = RULE_OFFSET,
                       .unit = UNIT_DAY, .amount = 1, .day = -1, .hour = -1, .minute = -1};
    made_put(s, m);
    struct made *told = made_page(&a, "b.txt", "b", "one\nthree", NULL);
    told->page.articles.v[0].published = (struct published){{.year = 2024, .month = 2, .day = 1, .precision = PRECISION_DAY}, BASIS_PAGE, SPAN_NULL};
    made_put(s, told);
    u64 row = store_row(s, S("a"));
    i32 day = civil_day(2024, 1, 27);
    assert_int_equal(account(s, &a, "a").facts->dates.v[0].begin, DAY_UNKNOWN);
    assert_int_equal(store_set_day(s, row, day, BASIS_STORY), ASANID_OK);
    assert_int_equal(store_set_day(s, store_row(s, S("b")), day, BASIS_STORY), ASANID_OK);
    struct account got = account(s, &a, "a");
    assert_int_equal(got.article->published.when.day, 27);
    assert_int_equal(got.article->published.basis, BASIS_STORY);
    assert_int_equal(account(s, &a, "b").article->published.when.day, 1);
    struct article_rows rows;
    assert_int_equal(store_articles(s, &a, &rows), ASANID_OK);
    assert_str(rows.v[0].id, "a");
    assert_int_equal(rows.v[0].day, day);
    assert_true(rows.v[0].seconds == (i64)day * 86400);
    assert_false(rows.v[0].told);
    assert_int_equal(store_set_day(s, row, DAY_UNKNOWN, BASIS_NONE), ASANID_OK);
    assert_int_equal(account(s, &a, "a").article->published.when.precision, PRECISION_NONE);
    made_clean(s);
    store_close(s);
    place_remove(&where);
    arena_release(&a);
}

/* Reading the pages anew, as `reindex` does. */
struct again {
    struct store *s;
    struct arena *a;
};

static enum asanid_status put_again(void *arg, str name, str raw, const struct known *known)
{
    struct again *g = arg;
    struct made *m = made_page(g->a, arena_str(g->a, name).p, "a", arena_str(g->a, raw).p, NULL);
    enum added added;
    m->page.known = *known;
    return store_put_page(g->s, &m->r, &added);
}

static void reindex_brings_back_revisions_and_stories(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place where = place_new();
    struct store *s = made_store(where.store);
    made_put(s, made_page(&a, "1.txt", "a", "one\ntwo", NULL));
    made_put(s, made_page(&a, "2.txt", "a", "one\nthree", NULL));
    struct again g = {s, &a};
    u64 before = store_row(s, S("a"));
    assert_int_equal(store_begin(s), ASANID_OK);
    assert_int_equal(store_clear_readings(s), ASANID_OK);
    assert_int_equal(store_row(s, S("a")), 0);
    assert_int_equal(store_each_page(s, put_again, &g), ASANID_OK);
    assert_int_equal(store_commit(s), ASANID_OK);
    assert_int_equal(pages(s), 2);
    assert_true(store_row(s, S("a")) > before);
    assert_str(account(s, &a, "a@1").raw, "one\ntwo");
    assert_str(account(s, &a, "a").raw, "one\nthree");
    assert_false(store_is_settled(s));
    made_clean(s);
    store_close(s);
    place_remove(&where);
    arena_release(&a);
}

static void a_missing_row_is_an_error(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct place where = place_new();
    struct store *s = made_store(where.store);
    struct account x;
    struct prints prints;
    assert_int_equal(store_account(s, &a, 9, &x), ASANID_STORE);
    assert_non_null(strstr(store_errmsg(s), "row 9"));
    assert_int_equal(store_prints(s, &a, 9, &prints), ASANID_STORE);
    assert_int_equal(store_row(s, S("@")), 0);
    assert_int_equal(store_row(s, S("")), 0);
    store_close(s);
    place_remove(&where);
    arena_release(&a);
}

TEST_MAIN(T(an_article_comes_back_whole), T(the_same_again_changes_nothing), T(a_page_is_known_by_name_and_bytes_where_all_of_it_is_its_own), T(another_text_is_a_revision), T(articles_of_a_page_share_it),
          T(a_record_is_handed_back_as_it_came), T(articles_stand_in_final_order), T(a_given_day_resolves_relative_dates),
          T(reindex_brings_back_revisions_and_stories), T(a_missing_row_is_an_error))
