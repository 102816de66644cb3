/* test_base.c - the ground: strings, arenas, vectors, maps, UTF-8, days, writers. */
#include "test.h"

#include "base/civil.h"
#include "base/json.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"

static void str_finds_and_trims(void **state)
{
    (void)state;
    assert_int_equal(str_find(S("banana"), S("ana"), 2), 3);
    assert_int_equal(str_find(S("banana"), S("anas"), 0), SIZE_MAX);
    assert_int_equal(str_find(S("a"), S("aa"), 0), SIZE_MAX);
    assert_str(str_trim(S(" \t\xc2\xa0x y\xc2\xa0\n")), "x y");
    assert_true(str_cmp(S("ab"), S("abc")) < 0 && str_cmp(S("b"), S("abc")) > 0);
    u64 x;
    assert_true(str_u64(S("18446744073709551615"), &x) && x == UINT64_MAX);
    assert_false(str_u64(S("18446744073709551616"), &x) || str_u64(S(""), &x) || str_u64(S("1a"), &x));
}

static void arena_hands_out_zeroed_memory_and_jumps_past_its_cap(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    volatile int jumped = 0;
    if (arena_guard(&a)) jumped = 1;
    else {
        char *p = arena_alloc(&a, 100000);
        for (int i = 0; i < 100000; i++) assert_int_equal(p[i], 0);
        memset(p, 1, 100000);
        arena_alloc(&a, 1 << 20);
    }
    assert_int_equal(jumped, 1);
    assert_int_equal(a.failed, ARENA_OVER_CAP);
    arena_reset(&a);
    char *q = arena_alloc(&a, 50000);
    for (int i = 0; i < 50000; i++) assert_int_equal(q[i], 0);
    arena_release(&a);
}

static void arena_grows_in_place_and_keeps_the_bytes(void **state)
{
    (void)state;
    struct arena a = test_arena();
    char *p = arena_alloc(&a, 3);
    memcpy(p, "abc", 3);
    char *q = arena_grow(&a, p, 3, 1000);
    assert_ptr_equal(p, q);
    arena_alloc(&a, 1);
    char *r = arena_grow(&a, q, 1000, 2000);
    assert_memory_equal(r, "abc", 4);
    assert_int_equal(r[1999], 0);
    arena_release(&a);
}

static void vec_and_map_keep_order(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct { VEC(int); } v = {0};
    struct map m, names;
    map_init(&m, &a, 0);
    map_init(&names, &a, 0);
    for (int i = 0; i < 10000; i++) {
        vec_push(&a, &v, i);
        *map_put(&m, (u64)i * 7919) = (u64)i;
    }
    assert_int_equal(v.n, 10000);
    for (int i = 0; i < 10000; i++) assert_true(v.v[i] == i && *map_get(&m, (u64)i * 7919) == (u64)i);
    assert_null(map_get(&m, 3));
    u64 wanted = 0;
    map_each(&m, e) assert_int_equal(e->value, wanted++);
    *strmap_put(&names, S("x")) = 1;
    *strmap_put(&names, S("")) = 2;
    assert_int_equal(*strmap_get(&names, S("x")) + *strmap_get(&names, S("")), 3);
    assert_null(strmap_get(&names, S("y")));
    arena_release(&a);
}

static void utf8_mends_what_is_broken(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct utf8_mending what;
    assert_str(utf8_mend(&a, S("\xef\xbb\xbfok"), &what), "ok");
    str got = utf8_mend(&a, (str){"a\0b\xff\xe2\x82z\xef\xbf\xbd", 10}, &what);
    assert_str(got, "a\xef\xbf\xbd" "b\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd");
    assert_int_equal(what.nul, 1);
    assert_int_equal(what.broken, 2);
    assert_true(utf8_is_clean(got));
    assert_false(utf8_is_clean(S("\xed\xa0\x80")));
    size_t at = 0, back = got.n;
    u32 n = 0, m = 0;
    while (at < got.n) utf8_next(got, &at), n++;
    while (back > 0) utf8_prev(got, &back), m++;
    assert_true(n == m && n == 7);
    arena_release(&a);
}

/* Long texts are looked at in blocks: whatever stands where in them, what is clean is what utf8_next reads without a fault. */
static void utf8_is_clean_in_blocks(void **state)
{
    static const char *const parts[] = {"a", "\xd8\xa7", "\xe2\x80\x9c", "\xe0\xa4\x85", "\xed\x95\x9c", "\xf0\x9f\x93\xb0", "some words of ASCII",
                                        "\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 \xd8\xb9\xd9\x84\xd9\x8a\xd9\x83\xd9\x85",
                                        "\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xd8", "\xe2\x80", "\xff"};
    const u32 sound = 8; /* of them */
    (void)state;
    u32 seed = 1, broken = 0;
    for (u32 round = 0; round < 20000; round++) {
        char text[256];
        size_t n = 0, at = 0;
        bool clean = true;
        while (n < 16 + round % 150) {
            seed = seed * 1664525u + 1013904223u;
            bool bad = seed >> 24 == 0 && round % 2;
            str part = str_of(parts[bad ? sound + (seed >> 8) % (COUNT_OF(parts) - sound) : (seed >> 8) % sound]);
            memcpy(text + n, part.p, part.n);
            n += part.n;
        }
        if (round % 7 == 0) text[n / 2] = 0;
        if (round % 5 == 0) n--; /* the last character may be cut */
        while (at < n) {
            u32 cp = utf8_next((str){text, n}, &at);
            clean = clean && cp != 0 && cp != UTF8_BAD;
        }
        broken += !clean;
        assert_int_equal(utf8_is_clean((str){text, n}), clean);
    }
    assert_in_range(broken, 3000, 17000);
}

static void civil_knows_days(void **state)
{
    (void)state;
    assert_int_equal(civil_day(1970, 1, 1), 0);
    assert_int_equal(civil_weekday(civil_day(2024, 1, 27)), SATURDAY);
    assert_int_equal(civil_weekday(-1), WEDNESDAY);
    for (i32 d = -800000; d < 800000; d += 37) {
        i32 y;
        int m, k;
        civil_from_day(d, &y, &m, &k);
        assert_int_equal(civil_day(y, m, k), d);
    }
}

static void civil_reads_iso(void **state)
{
    (void)state;
    static const struct { const char *in, *out; } cases[] = {
        {"2018-05-03T10:12:00+03:00", "2018-05-03T10:12:00+03:00"}, {"2018-05-03T10:12Z", "2018-05-03T10:12:00Z"},
        {"2018-05-03 10:12:33.120-0430", "2018-05-03T10:12:33-04:30"}, {"2018-05-03", "2018-05-03"}, {"2018-05", "2018-05"},
        {"2018", "2018"}, {"2018-05-03T10:12:00", "2018-05-03T10:12:00"}, {"2018-02-29", NULL}, {"2018-13", NULL}, {"tomorrow", NULL},
        {"2018-05-03T25:00", NULL}, {"2018-05-03x", NULL}, {"", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct civil c;
        char out[32];
        assert_int_equal(civil_parse(str_of(cases[i].in), &c), cases[i].out != NULL);
        if (!cases[i].out) continue;
        civil_format(&c, out);
        assert_string_equal(out, cases[i].out);
    }
    struct civil c;
    assert_true(civil_parse(S("1970-01-01T03:00:00+03:00"), &c));
    assert_int_equal(civil_seconds(&c), 0);
}

static void json_writes_what_a_reader_reads(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct out o;
    struct json j;
    out_init(&o, &a);
    json_init(&j, &o);
    json_open(&j, '{');
    json_key(&j, "a\"b");
    json_str(&j, S("x\n\x01\xe2\x80\xa8\\"));
    json_key(&j, "n");
    json_open(&j, '[');
    json_num(&j, 2500);
    json_num(&j, .93);
    json_num(&j, 1234.5);
    json_i64(&j, INT64_MIN);
    json_null(&j);
    json_span(&j, span_of(3, 4));
    json_span(&j, SPAN_NULL);
    json_close(&j, ']');
    json_key(&j, "t");
    json_boolean(&j, true);
    json_close(&j, '}');
    assert_str(out_view(&o), "{\"a\\\"b\":\"x\\n\\u0001\\u2028\\\\\",\"n\":[2500,0.93,1234.5,-9223372036854775808,null,[3,4],null],\"t\":true}");
    arena_release(&a);
}

static int refuse(void *arg, const char *p, size_t n)
{
    (void)p, (void)n;
    ++*(int *)arg;
    return 28;
}

static void out_keeps_its_first_failure(void **state)
{
    (void)state;
    char buffer[8];
    int calls = 0;
    struct out o;
    out_init_flush(&o, buffer, sizeof buffer, refuse, &calls);
    for (int i = 0; i < 10; i++) out_z(&o, "abcdef");
    assert_int_equal(out_finish(&o), 28);
    assert_int_equal(calls, 1);
}

TEST_MAIN(T(str_finds_and_trims), T(arena_hands_out_zeroed_memory_and_jumps_past_its_cap), T(arena_grows_in_place_and_keeps_the_bytes),
          T(vec_and_map_keep_order), T(utf8_mends_what_is_broken), T(utf8_is_clean_in_blocks), T(civil_knows_days), T(civil_reads_iso),
          T(json_writes_what_a_reader_reads), T(out_keeps_its_first_failure))
