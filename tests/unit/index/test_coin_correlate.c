/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

#include "index/coin_audit.h"

static void correlate_takes_pairs_in_order_over_units_that_have_both(void **state)
{
    (void)state;
    at_err err = {0};
    const double m = AT_COIN_MISSING;
    const double values[4 * 5] = {1, 2, 3, 4, 5, 2, 4, 6, 8, m, -1, -2, m, -4, -5, 7, 7, 7, 7, 7};
    const at_coin_table table = {5, 4, values};
    const at_coin_correlation *pairs;
    assert_ok(at_coin_correlate(test_arena(), table, NULL, NULL, &pairs, &err), &err);
    assert_near(pairs[0].r, 1, 1e-15);  /* 0, 1 */
    assert_near(pairs[1].r, -1, 1e-15); /* 0, 2 */
    assert_near(pairs[2].r, m, 0);      /* 0, 3: constant */
    assert_near(pairs[2].p, m, 0);
    assert_near(pairs[3].r, -1, 1e-15); /* 1, 2: three units */
    assert_near(pairs[3].p, 0, 1e-7);
    assert_near(pairs[5].r, m, 0); /* 2, 3 */
}

static void correlate_is_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    enum { COLUMNS = 30, N = 40 };
    at_err err = {0};
    test_random random = {5};
    double values[COLUMNS * N];
    const at_coin_correlation *alone, *together;
    at_pool *pool;
    for (size_t i = 0; i < (size_t)COLUMNS * N; i++) {
        const double x = test_random_unit(&random);
        values[i] = x < 0.1 ? AT_COIN_MISSING : x;
    }
    const at_coin_table table = {N, COLUMNS, values};
    assert_ok(at_coin_correlate(test_arena(), table, NULL, NULL, &alone, &err), &err);
    assert_ok(at_pool_new(4, &pool, &err), &err);
    assert_ok(at_coin_correlate(test_arena(), table, pool, NULL, &together, &err), &err);
    at_pool_free(pool);
    assert_memory_equal((const double *)alone, (const double *)together,
                        sizeof *alone * COLUMNS * (COLUMNS - 1) / 2);
}

static void correlate_refuses_more_than_its_limit(void **state)
{
    (void)state;
    at_err err = {0};
    const at_coin_correlation *pairs;
    const at_coin_table table = {2, AT_COIN_MAX_CORRELATED + 1, NULL};
    assert_fails(at_coin_correlate(test_arena(), table, NULL, NULL, &pairs, &err), &err, AT_ELIMIT,
                 "the limit is 2000");
}

static double alpha_of(coin_case *c, size_t element)
{
    const double *alphas;
    double values[7 * UNITS];
    memcpy(values, c->coin.raw.values, 4 * UNITS * sizeof *values);
    memset(values + 4 * UNITS, 0, 3 * UNITS * sizeof *values);
    const at_coin_table table = {UNITS, 7, values};
    assert_ok(at_coin_alpha(c->arena, &c->coin, table, &alphas, &c->err), &c->err);
    return alphas[element];
}

static void alpha_is_one_for_children_that_say_the_same(void **state)
{
    coin_case *c = *state;
    for (size_t u = 0; u < UNITS; u++) c->numbers[UNITS + u] = c->numbers[u] + 3;
    assert_ok(build(c), &c->err);
    assert_near(alpha_of(c, 4), 1, 1e-14);
    assert_near(alpha_of(c, 0), AT_COIN_MISSING, 0); /* an indicator */
}

static void alpha_is_that_of_two_halves(void **state)
{
    coin_case *c = *state;
    /* For two children it is 4 cov / var(sum) (Rulon 1939). */
    const double b[UNITS] = {3, 1, 4, 1, 5};
    memcpy(c->numbers + UNITS, b, sizeof b);
    assert_ok(build(c), &c->err);
    double cov = 0, variance = 0, mean_a = 3, mean_b = 2.8;
    for (size_t u = 0; u < UNITS; u++) {
        const double x = c->numbers[u] - mean_a, y = b[u] - mean_b;
        cov += x * y;
        variance += (x + y) * (x + y);
    }
    assert_near(alpha_of(c, 4), 4 * cov / variance, 1e-14);
}

static void alpha_uses_units_that_have_all_children(void **state)
{
    coin_case *c = *state;
    const double b[UNITS] = {3, 1, 4, 1, 5};
    memcpy(c->numbers + UNITS, b, sizeof b);
    c->numbers[2] = AT_COIN_MISSING;
    assert_ok(build(c), &c->err);
    const double with = alpha_of(c, 4);
    c->numbers[UNITS + 2] = 1000; /* of a unit that is left out */
    assert_ok(build(c), &c->err);
    assert_near(alpha_of(c, 4), with, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(correlate_takes_pairs_in_order_over_units_that_have_both),
        cmocka_unit_test(correlate_is_the_same_on_any_number_of_threads),
        cmocka_unit_test(correlate_refuses_more_than_its_limit),
        case_test(alpha_is_one_for_children_that_say_the_same),
        case_test(alpha_is_that_of_two_halves),
        case_test(alpha_uses_units_that_have_all_children),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
