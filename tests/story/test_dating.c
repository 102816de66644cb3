/* test_dating.c - the day of a page that prints none. */
#include "test.h"

#include "story/story.h"

static struct sketch_term terms[3][2] = {{{.stem = 1, .tf = 1, .common = 200}, {.stem = 2, .tf = 1, .common = 200}},
                                         {{.stem = 1, .tf = 1, .common = 200}, {.stem = 3, .tf = 1, .common = 200}},
                                         {{.stem = 3, .tf = 1, .common = 200}, {.stem = 4, .tf = 1, .common = 200}}};

static struct sketch sketch(const char *id, u32 words, i32 day)
{
    struct sketch s = {.id = str_of(id), .seconds = day == DAY_UNKNOWN ? INT64_MIN : (i64)day * 86400, .dated = day != DAY_UNKNOWN, .lead_weekday = -1};
    s.weekdays.today = -1;
    s.terms.v = terms[words];
    s.terms.n = 2;
    return s;
}

static void date(struct arena *a, const struct sketch *s, u32 n, const struct matches *m, i32 *days)
{
    struct stories st = {0};
    struct story *g = vec_add(a, &st.v);
    for (u32 i = 0; i < n; i++)
        vec_push(a, &g->members, ((struct story_member){i, 0}));
    stories_date(a, s, n, &st, m, days);
}

static const struct matches NO_MATCHES = {0};

static void a_weekday_near_a_dated_telling_gives_the_day(void **state)
{
    (void)state;
    struct arena a = test_arena();
    i32 friday = civil_day(2030, 3, 1), days[2];
    assert_int_equal(civil_weekday(friday), FRIDAY);
    struct sketch s[2] = {sketch("dated", 0, friday), sketch("undated", 1, DAY_UNKNOWN)};
    s[1].weekdays.votes[THURSDAY] = 2; /* what was on Thursday, and now on Saturday */
    s[1].weekdays.votes[SATURDAY] = 1;
    date(&a, s, 2, &NO_MATCHES, days);
    assert_int_equal(days[1], friday + 1);
    assert_int_equal(days[0], DAY_UNKNOWN); /* dated ones are left alone */
    s[1].weekdays.today = SUNDAY; /* what the text calls today goes before what it names */
    date(&a, s, 2, &NO_MATCHES, days);
    assert_int_equal(days[1], friday + 2);
    arena_release(&a);
}

static void no_weekday_or_no_dated_telling_gives_no_day(void **state)
{
    (void)state;
    struct arena a = test_arena();
    i32 friday = civil_day(2030, 3, 1), days[2];
    struct sketch s[2] = {sketch("dated", 0, friday), sketch("undated", 1, DAY_UNKNOWN)};
    date(&a, s, 2, &NO_MATCHES, days);
    assert_int_equal(days[1], DAY_UNKNOWN);
    s[0] = sketch("undated too", 0, DAY_UNKNOWN);
    s[1].weekdays.votes[MONDAY] = 1;
    date(&a, s, 2, &NO_MATCHES, days);
    assert_int_equal(days[1], DAY_UNKNOWN);
    arena_release(&a);
}

static void weekdays_all_over_the_week_give_no_day_but_that_of_the_lead(void **state)
{
    (void)state;
    struct arena a = test_arena();
    i32 friday = civil_day(2030, 3, 1), days[2];
    struct sketch s[2] = {sketch("dated", 0, friday), sketch("undated", 1, DAY_UNKNOWN)};
    s[1].weekdays.votes[SUNDAY] = s[1].weekdays.votes[TUESDAY] = s[1].weekdays.votes[THURSDAY] = s[1].weekdays.votes[FRIDAY] = 1;
    date(&a, s, 2, &NO_MATCHES, days);
    assert_int_equal(days[1], DAY_UNKNOWN);
    s[1].lead_weekday = FRIDAY;
    date(&a, s, 2, &NO_MATCHES, days);
    assert_int_equal(days[1], friday);
    s[1].lead_weekday = THURSDAY; /* the day before the dated telling: made on it, or on any day since */
    date(&a, s, 2, &NO_MATCHES, days);
    assert_int_equal(days[1], DAY_UNKNOWN);
    arena_release(&a);
}

static void two_dated_tellings_equally_like_that_disagree_give_no_day(void **state)
{
    (void)state;
    struct arena a = test_arena();
    i32 friday = civil_day(2030, 3, 1), days[3];
    struct sketch s[3] = {sketch("dated", 0, friday), sketch("weeks later", 2, friday + 14), sketch("undated", 1, DAY_UNKNOWN)};
    s[2].weekdays.votes[SATURDAY] = 1;
    date(&a, s, 3, &NO_MATCHES, days);
    assert_int_equal(days[2], DAY_UNKNOWN);
    arena_release(&a);
}

static void undated_tellings_with_shared_passages_are_dated_together(void **state)
{
    (void)state;
    struct arena a = test_arena();
    i32 friday = civil_day(2030, 3, 1), days[4];
    struct sketch s[4] = {sketch("dated", 0, friday), sketch("weeks later", 2, friday + 14), sketch("undated", 1, DAY_UNKNOWN),
                          sketch("its copy", 0, DAY_UNKNOWN)};
    s[2].weekdays.votes[SATURDAY] = 1;
    struct matches m = {0};
    *vec_add(&a, &m) = (struct match){.a = 2, .b = 3, .kind = MATCH_COPY, .words = 40, .equal = 40};
    date(&a, s, 4, &m, days);
    assert_int_equal(days[2], friday + 1);
    assert_int_equal(days[3], DAY_UNKNOWN); /* it names no weekday itself */
    arena_release(&a);
}

TEST_MAIN(T(a_weekday_near_a_dated_telling_gives_the_day), T(no_weekday_or_no_dated_telling_gives_no_day),
          T(weekdays_all_over_the_week_give_no_day_but_that_of_the_lead), T(two_dated_tellings_equally_like_that_disagree_give_no_day),
          T(undated_tellings_with_shared_passages_are_dated_together))
