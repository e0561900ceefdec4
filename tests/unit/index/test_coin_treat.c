/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

enum { N = 12 };

static const at_coin_treatment USUAL = {true, 2, 3.5, 5, true};

/* One indicator. */
typedef struct column {
    at_arena *arena;
    at_err err;
    at_coin_table out;
    const at_coin_treated *details;
} column;

static int set_up(void **state)
{
    column *c = test_calloc(1, sizeof *c);
    c->arena = at_arena_new((size_t)64 << 20);
    *state = c;
    return 0;
}

static int tear_down(void **state)
{
    column *c = *state;
    at_arena_free(c->arena);
    test_free(c);
    return 0;
}

static void treat(column *c, at_coin_treatment treatment, const double *x, size_t n)
{
    const at_coin_table table = {n, 1, x};
    assert_ok(at_coin_treat(c->arena, &treatment, table, &c->out, &c->details, &c->err), &c->err);
}

static void treat_leaves_alone_what_passes(void **state)
{
    column *c = *state;
    const double x[N] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    treat(c, USUAL, x, N);
    assert_true(c->details[0].before.passes);
    assert_false(c->details[0].winsorised.made);
    for (size_t i = 0; i < N; i++) assert_near(cell(c->out, 0, i), x[i], 0);
}

static void treat_pulls_in_one_high_point(void **state)
{
    column *c = *state;
    const double x[N] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 11};
    treat(c, USUAL, x, N);
    assert_false(c->details[0].before.passes);
    assert_true(c->details[0].winsorised.passes);
    assert_int_equal(c->details[0].points, 1);
    assert_false(c->details[0].log);
    assert_near(cell(c->out, 0, 10), 11, 0);
    assert_near(cell(c->out, 0, 11), 11, 0);
    assert_near(cell(c->out, 0, 0), 1, 0);
}

static void treat_works_on_the_low_end_as_on_the_high(void **state)
{
    column *c = *state;
    double x[N] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 60, 100, 11}, high[N];
    treat(c, USUAL, x, N);
    for (size_t i = 0; i < N; i++) high[i] = cell(c->out, 0, i);
    const at_coin_treated up = c->details[0];
    for (size_t i = 0; i < N; i++) x[i] = -x[i];
    treat(c, USUAL, x, N);
    assert_int_equal(c->details[0].points, up.points);
    assert_near(c->details[0].before.skew, -up.before.skew, 1e-12);
    for (size_t i = 0; i < N; i++) assert_near(cell(c->out, 0, i), -high[i], 0);
}

static void treat_counts_points_that_moved_together(void **state)
{
    column *c = *state;
    /* The two at the top are one step; after it they stand with the third, which makes three. */
    const double x[20] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 90, 100, 100};
    at_coin_treatment once = {true, 0.1, -10, 1, false}; /* nothing passes with such limits */
    treat(c, once, x, 20);
    assert_int_equal(c->details[0].points, 2); /* ties may pass the limit */
    assert_near(cell(c->out, 0, 18), 90, 0);
    assert_near(cell(c->out, 0, 17), 90, 0);
    once.winsorise_max = 3;
    treat(c, once, x, 20);
    assert_int_equal(c->details[0].points, 3);
    assert_near(cell(c->out, 0, 17), 9, 0);
}

static void treat_takes_the_logarithm_of_the_untreated_values(void **state)
{
    column *c = *state;
    const double x[N] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 400, 500, 10000};
    at_coin_treatment one = USUAL;
    one.winsorise_max = 0;
    treat(c, one, x, N);
    assert_true(c->details[0].log);
    assert_true(c->details[0].logged.made);
    for (size_t i = 0; i < N; i++) {
        assert_near(cell(c->out, 0, i), log(x[i] - 1 + 0.01 * 9999), 1e-15);
    }
}

static void treat_keeps_the_winsorised_where_no_logarithm_is_wanted(void **state)
{
    column *c = *state;
    const double x[N] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 50, 100};
    at_coin_treatment one = USUAL;
    one.winsorise_max = 1;
    one.log_otherwise = false;
    treat(c, one, x, N);
    assert_false(c->details[0].log);
    assert_near(cell(c->out, 0, 11), 50, 0);
}

static void treat_leaves_missing_values_out(void **state)
{
    column *c = *state;
    const double x[N + 2] = {AT_COIN_MISSING, 1, 2, 3, 4,  5,   6,
                             AT_COIN_MISSING, 7, 8, 9, 10, 100, 11};
    const double whole[N] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 11};
    treat(c, USUAL, whole, N);
    const at_coin_treated expected = c->details[0];
    treat(c, USUAL, x, N + 2);
    assert_near(c->details[0].before.skew, expected.before.skew, 0);
    assert_near(c->details[0].winsorised.kurtosis, expected.winsorised.kurtosis, 0);
    assert_near(cell(c->out, 0, 0), AT_COIN_MISSING, 0);
    assert_near(cell(c->out, 0, 12), 11, 0);
}

static void treat_passes_what_has_no_skewness(void **state)
{
    column *c = *state;
    const double same[N] = {3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3}, few[3] = {1, 2, 1000};
    treat(c, USUAL, same, N);
    assert_true(c->details[0].before.passes);
    assert_near(c->details[0].before.skew, AT_COIN_MISSING, 0);
    treat(c, USUAL, few, 3);
    assert_true(c->details[0].before.passes);
}

static void treat_ends_when_all_values_have_become_equal(void **state)
{
    column *c = *state;
    const double x[N] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 100};
    treat(c, USUAL, x, N);
    assert_int_equal(c->details[0].points, 1);
    for (size_t i = 0; i < N; i++) assert_near(cell(c->out, 0, i), 1, 0);
}

int main(void)
{
#define COLUMN_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        COLUMN_TEST(treat_leaves_alone_what_passes),
        COLUMN_TEST(treat_pulls_in_one_high_point),
        COLUMN_TEST(treat_works_on_the_low_end_as_on_the_high),
        COLUMN_TEST(treat_counts_points_that_moved_together),
        COLUMN_TEST(treat_takes_the_logarithm_of_the_untreated_values),
        COLUMN_TEST(treat_keeps_the_winsorised_where_no_logarithm_is_wanted),
        COLUMN_TEST(treat_leaves_missing_values_out),
        COLUMN_TEST(treat_passes_what_has_no_skewness),
        COLUMN_TEST(treat_ends_when_all_values_have_become_equal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
