/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

#include "index/coin_audit.h"

static const at_coin_thresholds USUAL = {2, 3.5, 0.65, 0.5, 0.5};

static at_coin_statistics describe(const double *x, size_t n)
{
    at_err err = {0};
    const at_coin_statistics *out;
    const at_coin_table table = {n, 1, x};
    assert_ok(at_coin_describe(test_arena(), table, USUAL, &out, &err), &err);
    return out[0];
}

static void describe_counts_what_is_there(void **state)
{
    (void)state;
    const double x[10] = {0, 0, 0, 2, 2, 3, AT_COIN_MISSING, 4, AT_COIN_MISSING, 5};
    const at_coin_statistics s = describe(x, 10);
    assert_int_equal(s.available, 8);
    assert_int_equal(s.nonzero, 5);
    assert_int_equal(s.unique, 5);
    assert_int_equal(s.same, 3);
    assert_near(s.share_available, 0.8, 1e-15);
    assert_near(s.share_nonzero, 5 / 8.0, 1e-15);
    assert_near(s.share_unique, 5 / 8.0, 1e-15);
    assert_near(s.share_same, 3 / 8.0, 1e-15);
    assert_near(s.least, 0, 0);
    assert_near(s.most, 5, 0);
    assert_near(s.mean, 2, 1e-15);
    assert_near(s.median, 2, 1e-15);
    assert_near(s.deviation, sqrt(26 / 7.0), 1e-15);
    assert_false(s.low_available);
    assert_false(s.low_nonzero); /* 5 of 10 units is not less than half */
    assert_false(s.low_unique);
    assert_false(s.outliers);
}

static void describe_flags_what_is_under_a_threshold(void **state)
{
    (void)state;
    const double few[5] = {1, 2, 3, AT_COIN_MISSING, AT_COIN_MISSING};
    const double zeros[5] = {0, 0, 0, 0, 7}, spike[12] = {1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 90};
    const double m = AT_COIN_MISSING, sparse[10] = {1, 2, 3, 4, m, m, m, m, m, m};
    /* Shares for the flags are of all units, not of those that have a value. */
    assert_near(describe(sparse, 10).share_unique, 1, 0);
    assert_true(describe(sparse, 10).low_unique);
    assert_near(describe(sparse, 10).share_nonzero, 1, 0);
    assert_true(describe(sparse, 10).low_nonzero);
    assert_true(describe(few, 5).low_available);
    assert_true(describe(zeros, 5).low_nonzero);
    assert_true(describe(zeros, 5).low_unique);
    assert_true(describe(spike, 12).outliers);
}

static void describe_leaves_undefined_what_is(void **state)
{
    (void)state;
    const double none[3] = {AT_COIN_MISSING, AT_COIN_MISSING, AT_COIN_MISSING};
    const double one[2] = {4, AT_COIN_MISSING}, same[4] = {2, 2, 2, 2}, three[3] = {1, 2, 4};
    at_coin_statistics s = describe(none, 3);
    assert_int_equal(s.available, 0);
    assert_near(s.mean, AT_COIN_MISSING, 0);
    assert_near(s.share_unique, AT_COIN_MISSING, 0);
    s = describe(one, 2);
    assert_near(s.mean, 4, 0);
    assert_near(s.deviation, AT_COIN_MISSING, 0);
    s = describe(same, 4);
    assert_near(s.deviation, 0, 0);
    assert_near(s.skew, AT_COIN_MISSING, 0);
    s = describe(three, 3);
    assert_false(at_coin_missing(s.skew));
    assert_near(s.kurtosis, AT_COIN_MISSING, 0);
}

static void significant_digits_are_rounded_once(void **state)
{
    (void)state;
    static const struct {
        double x;
        unsigned digits;
        double y;
    } cases[] = {{123456, 3, 123000}, {0.00012345, 3, 0.000123},
                 {-2.4996, 4, -2.5},  {99.96, 3, 100},
                 {1e300, 3, 1e300},   {5, 1, 5},
                 {0, 3, 0},           {0.1, 15, 0.1},
                 {2.5, 1, 2}};
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_true(at_coin_significant(cases[i].x, cases[i].digits) == cases[i].y);
    }
    assert_near(at_coin_significant(AT_COIN_MISSING, 3), AT_COIN_MISSING, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(describe_counts_what_is_there),
        cmocka_unit_test(describe_flags_what_is_under_a_threshold),
        cmocka_unit_test(describe_leaves_undefined_what_is),
        cmocka_unit_test(significant_digits_are_rounded_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
