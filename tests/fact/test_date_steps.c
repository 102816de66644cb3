/*
** test_date_steps.c - from steps and an anchor to values; the Hijri calendar.
*/
#include "fact/date_steps.h"
#include "test.h"

static const char *run(const char *steps, const char *anchor)
{
    static struct steps_result r;
    struct civil c = {0};
    if (anchor)
        assert_true(civil_parse(str_of(anchor), &c));
    return steps_run(steps, anchor ? &c : NULL, &r) ? r.value : "none";
}

static void explicit_steps_need_no_anchor(void **state)
{
    (void)state;
    assert_string_equal(run("y2014", NULL), "2014");
    assert_string_equal(run("y2014 m10.", NULL), "2014-10");
    assert_string_equal(run("y2014 m10. d5.", NULL), "2014-10-05");
    assert_string_equal(run("y2016 #3Q", NULL), "2016-Q3");
    assert_string_equal(run("y1970 X+0", NULL), "197");
    assert_string_equal(run("y2001 C+0", NULL), "20");
    assert_string_equal(run("y2014/y2017", NULL), "2014/2017");
    assert_string_equal(run("y2024 m2. d11. T10:30 Z180", NULL), "2024-02-11T10:30+03:00");
}

static void relative_steps_without_a_day_have_no_value(void **state)
{
    (void)state;
    assert_string_equal(run("D-1", NULL), "none");
    assert_string_equal(run("a5(", NULL), "none");
    assert_string_equal(run("M+1 d20.", NULL), "none");
    assert_string_equal(run("o-5n", "2024-01-26"), "none"); /* minutes need a time of day */
}

static void periods_move_from_the_anchor(void **state)
{
    (void)state;
    assert_string_equal(run("D-1", "2024-03-01"), "2024-02-29");
    assert_string_equal(run("W+1", "2024-12-31"), "2025-W02");
    assert_string_equal(run("M-1", "2024-01-26"), "2023-12");
    assert_string_equal(run("Q-1", "2024-01-26"), "2023-Q4");
    assert_string_equal(run("Y-1", "2024-01-26"), "2023");
    assert_string_equal(run("W+1 a5.", "2016-11-07"), "2016-11-18");
    assert_string_equal(run("M+1 #-1a1", "2013-02-12"), "2013-03-25");
    assert_string_equal(run("y2014 m10. #1W", NULL), "2014-W41");
    assert_string_equal(run("M+0 R", "2016-11-07"), "2016-11-07/2016-12-01");
}

static void amounts_count_from_the_anchor(void **state)
{
    (void)state;
    assert_string_equal(run("o-1M", "2024-03-31"), "2024-02-29");
    assert_string_equal(run("o-1M o-21D", "2017-11-23"), "2017-10-02");
    assert_string_equal(run("o+5n", "2016-11-07T23:58:00"), "2016-11-08T00:03");
    assert_string_equal(run("r+3D", "2016-11-07"), "2016-11-08/2016-11-11");
    assert_string_equal(run("r-3Y", "2016-11-07"), "2013-11-07/2016-11-07");
    assert_string_equal(run("r-2X", "2016-11-07"), "1990-01-01/2010-01-01");
}

static void directions_choose_the_day(void **state)
{
    (void)state;
    /* 2024-01-26 is a Friday */
    assert_string_equal(run("a5(", "2024-01-26"), "2024-01-26");
    assert_string_equal(run("a5<", "2024-01-26"), "2024-01-19");
    assert_string_equal(run("a5>", "2024-01-26"), "2024-02-02");
    assert_string_equal(run("a0)", "2024-01-26"), "2024-01-28");
    assert_string_equal(run("m10(", "2024-01-26"), "2023-10");
    assert_string_equal(run("m10)", "2024-01-26"), "2024-10");
    assert_string_equal(run("m10=", "2024-01-26"), "2024-10");
    assert_string_equal(run("m2~", "2024-01-26"), "2024-02");
    assert_string_equal(run("m10~", "2024-01-26"), "2023-10");
    assert_string_equal(run("m8(/m10+", "2016-11-07"), "2016-08/2016-10");
    assert_string_equal(run("f21a4(", "2017-10-05"), "2017-09-21");
}

static void a_weekday_is_checked(void **state)
{
    struct steps_result r;
    (void)state;
    assert_true(steps_run("y2024 m2. d11. c0", NULL, &r));
    assert_false(r.contradicts);
    assert_true(steps_run("y2024 m2. d11. c1", NULL, &r));
    assert_true(r.contradicts);
}

static void impossible_days_have_no_value(void **state)
{
    (void)state;
    assert_string_equal(run("y2023 m2. d29.", NULL), "none");
    assert_string_equal(run("y2024 m13.", NULL), "none");
    assert_string_equal(run("y0", NULL), "none");
    assert_string_equal(run("D+2000000000", "2024-01-26"), "none");
    assert_string_equal(run("o+99999999Y", "2024-01-26"), "none");
    assert_string_equal(run("nonsense ?", "2024-01-26"), "none");
    assert_string_equal(run("", "2024-01-26"), "2024-01-26");
    assert_string_equal(run("y2024 #6a1", NULL), "2024-02-05");
    assert_string_equal(run("y2024 m2. #5a1", NULL), "none");
}

static void intervals_are_exclusive_at_their_end(void **state)
{
    struct steps_result r;
    (void)state;
    assert_true(steps_run("y2024 m2.", NULL, &r));
    assert_int_equal(r.begin, civil_day(2024, 2, 1));
    assert_int_equal(r.end, civil_day(2024, 3, 1));
    assert_true(steps_run("y2014/y2017", NULL, &r));
    assert_int_equal(r.end, civil_day(2018, 1, 1));
}

static void hijri_days(void **state)
{
    i32 y;
    int m, d;
    (void)state;
    assert_int_equal(hijri_day(1441, 1, 1), civil_day(2019, 8, 31));
    assert_int_equal(hijri_day(1445, 9, 1), civil_day(2024, 3, 11));
    assert_int_equal(hijri_day(1, 1, 1), -492148); /* tabular, 16 July 622 of the Julian calendar */
    for (i32 day = civil_day(1900, 1, 1); day < civil_day(2120, 1, 1); day += 13) {
        hijri_from_day(day, &y, &m, &d);
        assert_int_equal(hijri_day(y, m, d), day);
        assert_in_range(d, 1, 30);
    }
    assert_string_equal(run("l1445 i9.", NULL), "2024-03-11/2024-04-10");
    assert_string_equal(run("l1445 i9. d1.", NULL), "2024-03-11");
    assert_string_equal(run("y2013 j1210.", NULL), "2013-10-15");
    assert_string_equal(run("y2013 e.", NULL), "2013-03-31");
}

TEST_MAIN(T(explicit_steps_need_no_anchor), T(relative_steps_without_a_day_have_no_value), T(periods_move_from_the_anchor), T(amounts_count_from_the_anchor),
          T(directions_choose_the_day), T(a_weekday_is_checked), T(impossible_days_have_no_value), T(intervals_are_exclusive_at_their_end), T(hijri_days))
