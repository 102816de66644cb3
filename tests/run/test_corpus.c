/* test_corpus.c - what `match` prints without a store is what a store prints, byte for byte, on any number of threads. */
#include "test.h"

#include "run/corpus.h"

#include <sys/stat.h>
#include <unistd.h>

static char path[64], plain_path[64], empty_path[64];

struct lines {
    char *v;
    size_t n, cap;
};

static bool keep_line(void *arg, str json)
{
    struct lines *l = arg;
    if (l->n + json.n + 2 > l->cap) assert_non_null(l->v = realloc(l->v, l->cap = (l->n + json.n + 2) * 2));
    memcpy(l->v + l->n, json.p, json.n);
    l->n += json.n;
    l->v[l->n++] = '\n';
    l->v[l->n] = 0;
    return true;
}

static void sentence(FILE *f, u32 seed)
{
    static const char *const who[] = {"الوزير", "المدير", "الناطق باسم البلدية", "رئيس اللجنة", "مسؤول في الميناء"};
    static const char *const did[] = {"أعلن", "أكد", "ذكر", "أوضح", "نفى"};
    static const char *const what[] = {"وصول السفن", "إغلاق الطريق", "افتتاح المدرسة", "تأجيل الاجتماع", "ارتفاع الأسعار", "إصلاح الجسر", "بيع الأرض"};
    static const char *const where[] = {"في المدينة القديمة", "قرب الساحل الشمالي", "بين القريتين", "على الحدود الشرقية", "خلف السوق الكبير"};
    u32 x = seed * 2654435761u;
    fprintf(f, "%s %s %s %s يوم %u من الشهر بعد %u ساعات من الانتظار الطويل بسبب العاصفة رقم %u. ", did[x % 5], who[x / 5 % 5], what[x / 25 % 7], where[x / 175 % 5],
            x / 875 % 28 + 1, x / 24500 % 20 + 2, seed);
}

/* Articles that share sentences with some before them; some come again, with the same text and with another; one line is broken. */
static int make_files(void **state)
{
    (void)state;
    FILE *f;
    snprintf(path, sizeof path, "/tmp/asanid-corpus-%d.jsonl", (int)getpid());
    snprintf(plain_path, sizeof plain_path, "/tmp/asanid-corpus-%d.txt", (int)getpid());
    snprintf(empty_path, sizeof empty_path, "/tmp/asanid-corpus-%d-empty", (int)getpid());
    if (!(f = fopen(path, "wb"))) return -1;
    for (u32 i = 0; i < 150; i++) {
        u32 id = i % 50 == 49 ? i - 30 : i; /* a revision, or the same again */
        u32 from = i % 3 ? i / 3 * 2 : i * 7;
        fprintf(f, "{\"id\":\"n%u\",\"outlet\":\"O%u\",", id, i % 4);
        if (i % 5) fprintf(f, "\"published\":\"2024-03-%02u\",", i % 28 + 1);
        fprintf(f, "\"headline\":\"خبر رقم %u من المدينة\",\"text\":\"", i == 99 ? 69u : i);
        for (u32 k = 0; k < 6; k++) sentence(f, i == 99 ? 69 / 3 * 2 + k : from + k);
        fprintf(f, "\"}\n");
        if (i == 70) fprintf(f, "{\"id\":\"broken\n");
    }
    if (fclose(f) || !(f = fopen(plain_path, "wb"))) return -1;
    fprintf(f, "الميناء يفتح أبوابه\n\n5 آذار/مارس 2024\n\n");
    for (u32 k = 4; k < 9; k++) sentence(f, k), fprintf(f, "\n\n");
    return fclose(f) || mkdir(empty_path, 0700);
}

static int drop_files(void **state)
{
    (void)state;
    return unlink(path) | unlink(plain_path) | rmdir(empty_path);
}

static struct session open_session(const char *store, unsigned jobs)
{
    struct session s;
    struct session_options o = {.store = store, .mode = STORE_WRITE, .jobs = jobs};
    assert_int_equal(session_open(&s, &o), ASANID_OK);
    return s;
}

static struct lines by_store(bool all, enum asanid_status *st)
{
    struct lines l = {0};
    struct session s = open_session(":memory:", 1);
    *st = session_add(&s, (char *[]){path, plain_path}, 2, NULL, NULL);
    assert_int_equal(session_settle(&s), ASANID_OK);
    assert_int_equal(session_export(&s, "matches", all, keep_line, &l), ASANID_OK);
    session_close(&s);
    return l;
}

static struct lines by_corpus(bool all, unsigned jobs, enum asanid_status *st)
{
    struct lines l = {0};
    struct session s = open_session(NULL, jobs);
    *st = corpus_match(&s, (char *[]){path, plain_path}, 2, all, keep_line, &l);
    session_close(&s);
    return l;
}

static void the_same_lines_with_and_without_a_store(void **state)
{
    (void)state;
    for (int all = 0; all < 2; all++)
        for (unsigned jobs = 1; jobs < 4; jobs++) {
            enum asanid_status wanted_status, got_status;
            struct lines wanted = by_store(all, &wanted_status), got = by_corpus(all, jobs, &got_status);
            assert_true(wanted.n > 20000); /* a good many matches */
            assert_string_equal(got.v, wanted.v);
            assert_int_equal(got_status, wanted_status);
            assert_int_equal(got_status, ASANID_SET_ASIDE); /* the broken line */
            free(wanted.v);
            free(got.v);
        }
}

/* With no memory, with some that is full in the midst of the reading, with enough. */
static void the_same_lines_when_pages_go_to_disk(void **state)
{
    (void)state;
    enum asanid_status st;
    struct lines wanted = by_corpus(true, 1, &st);
    static const u64 memory[] = {0, 40000, 200000};
    for (size_t i = 0; i < COUNT_OF(memory); i++)
        for (unsigned jobs = 1; jobs <= 4; jobs *= 2) {
            struct lines got = {0};
            struct session s = open_session(NULL, jobs);
            assert_int_equal(corpus_match_within(&s, (char *[]){path, plain_path}, 2, true, memory[i], keep_line, &got), st);
            assert_string_equal(got.v, wanted.v);
            session_close(&s);
            free(got.v);
        }
    free(wanted.v);
}

static void no_room_on_disk_is_told(void **state)
{
    (void)state;
    struct lines got = {0};
    struct session s = open_session(NULL, 2);
    const char *before = getenv("TMPDIR");
    char *kept = before ? strdup(before) : NULL;
    setenv("TMPDIR", "/nowhere/at/all", 1);
    assert_int_equal(corpus_match_within(&s, (char *[]){path}, 1, true, 0, keep_line, &got), ASANID_STORE);
    assert_non_null(strstr(s.error, "set TMPDIR"));
    assert_int_equal(got.n, 0);
    if (kept) setenv("TMPDIR", kept, 1);
    else unsetenv("TMPDIR");
    free(kept);
    session_close(&s);
}

static void no_page_is_nothing(void **state)
{
    (void)state;
    struct lines l = {0};
    struct session s = open_session(NULL, 2);
    assert_int_equal(corpus_match(&s, (char *[]){empty_path}, 1, true, keep_line, &l), ASANID_NOTHING);
    assert_int_equal(l.n, 0);
    session_close(&s);
}

static bool stop(void *arg, str json)
{
    (void)json;
    return ++*(int *)arg < 3;
}

static void a_reader_who_has_enough_is_obeyed(void **state)
{
    (void)state;
    int seen = 0;
    struct session s = open_session(NULL, 2);
    assert_int_equal(corpus_match(&s, (char *[]){path}, 1, false, stop, &seen), ASANID_SET_ASIDE);
    assert_int_equal(seen, 3);
    session_close(&s);
}

#define WITH_FILES(f) cmocka_unit_test_setup_teardown(f, make_files, drop_files)
TEST_MAIN(WITH_FILES(the_same_lines_with_and_without_a_store), WITH_FILES(the_same_lines_when_pages_go_to_disk), WITH_FILES(no_room_on_disk_is_told),
          WITH_FILES(no_page_is_nothing), WITH_FILES(a_reader_who_has_enough_is_obeyed))
