/* test_asanid.c - the public library: a store in memory from its making to its exports, and what it says of wrong use. */
#include "test.h"

#include "asanid.h"

static const char one[] = "{\"id\":\"one\",\"outlet\":\"A\",\"published\":\"2024-03-05\",\"text\":\"The harbour master said that three ships carrying wheat reached the "
                          "northern quay on Monday morning after a delay of five days because of storms.\"}\n";
static const char two[] = "{\"id\":\"two\",\"outlet\":\"B\",\"published\":\"2024-03-06\",\"text\":\"The harbour master said that four ships carrying wheat reached the "
                          "northern quay on Monday morning after a delay of five days because of storms.\"}\n";

struct lines {
    int n;
    char last[4096];
};

static int keep_line(void *arg, const char *json, size_t n)
{
    struct lines *l = arg;
    l->n++;
    snprintf(l->last, sizeof l->last, "%.*s", (int)n, json);
    return 0;
}

static int stop_at_once(void *arg, const char *json, size_t n)
{
    (void)json, (void)n;
    ++*(int *)arg;
    return 1;
}

static void a_store_in_memory_is_filled_and_exported(void **state)
{
    (void)state;
    asanid *a;
    struct lines l = {0};
    int calls = 0;
    assert_int_equal(asanid_open(":memory:", NULL, &a), ASANID_OK);
    assert_int_equal(asanid_add_bytes(a, "one.jsonl", one, sizeof one - 1), ASANID_OK);
    assert_int_equal(asanid_add_bytes(a, "two.jsonl", two, sizeof two - 1), ASANID_OK);
    assert_int_equal(asanid_settle(a), ASANID_OK);
    assert_int_equal(asanid_export(a, "articles", keep_line, &l), ASANID_OK);
    assert_int_equal(l.n, 2);
    assert_int_equal(asanid_export(a, "matches", keep_line, &l), ASANID_OK);
    assert_int_equal(l.n, 3);
    assert_non_null(strstr(l.last, "\"class\":\"figure\""));
    assert_int_equal(asanid_export(a, "articles", stop_at_once, &calls), ASANID_OK);
    assert_int_equal(calls, 1);
    asanid_close(a);
}

static void wrong_use_is_told(void **state)
{
    (void)state;
    asanid *a;
    struct lines l = {0};
    struct asanid_options o = {.size = sizeof o, .reference_time = "soon"};
    assert_int_equal(asanid_open(":memory:", &o, &a), ASANID_USAGE);
    assert_non_null(strstr(asanid_errmsg(a), "'soon'"));
    asanid_close(a);
    assert_int_equal(asanid_open("/nowhere/x.db", NULL, &a), ASANID_STORE);
    assert_non_null(strstr(asanid_errmsg(a), "/nowhere/x.db"));
    asanid_close(a);
    assert_int_equal(asanid_open(":memory:", NULL, &a), ASANID_OK);
    assert_int_equal(asanid_export(a, "nonsense", keep_line, &l), ASANID_USAGE);
    assert_int_equal(asanid_story(a, "story:none", keep_line, &l), ASANID_NOTHING);
    assert_int_equal(asanid_add_file(a, "/nowhere/page.txt", NULL, NULL), ASANID_SET_ASIDE);
    assert_int_equal(asanid_add_bytes(a, "bad.jsonl", "{\"text\":", 8), ASANID_SET_ASIDE);
    asanid_close(a);
    asanid_close(NULL);
}

TEST_MAIN(T(a_store_in_memory_is_filled_and_exported), T(wrong_use_is_told))
