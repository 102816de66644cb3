/* test_extra.c - a record's unknown fields keep their bytes. */
#include "test.h"

#include "page/extra.h"

static void unknown_members_keep_their_bytes(void **state)
{
    (void)state;
    struct arena a = test_arena();
    struct extras x = record_extras(&a, S(" {\"id\":\"1\", \"topic\" : \"a\\u0041\\\"}\" ,\"n\":[1, {\"z\":\"]\"}],\"text\":\"t\",\"k\":1.50e3 } "));
    assert_int_equal(x.n, 3);
    assert_str(x.v[0].key, "topic");
    assert_str(x.v[0].value, "\"a\\u0041\\\"}\"");
    assert_str(x.v[1].value, "[1, {\"z\":\"]\"}]");
    assert_str(x.v[2].value, "1.50e3");
    arena_release(&a);
}

static void what_is_no_record_has_none(void **state)
{
    (void)state;
    struct arena a = test_arena();
    assert_int_equal(record_extras(&a, S("plain text")).n, 0);
    assert_int_equal(record_extras(&a, S("")).n, 0);
    assert_int_equal(record_extras(&a, S("{")).n, 0);
    assert_int_equal(record_extras(&a, S("{\"a")).n, 0);
    assert_int_equal(record_extras(&a, S("{\"a\":")).n, 1);
    assert_int_equal(record_extras(&a, S("{}")).n, 0);
    arena_release(&a);
}

TEST_MAIN(T(unknown_members_keep_their_bytes), T(what_is_no_record_has_none))
