/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

enum { P = 4, Q = 5, T = 6 };

static const size_t ALL[UNITS] = {0, 1, 2, 3, 4};

/* Aggregates the raw numbers as they stand. */
static at_status aggregate(coin_case *c, at_coin_mean mean, const double *weights, double *nodes)
{
    at_coin_table transformed;
    double scratch[UNITS];
    AT_TRY(at_coin_transform(c->arena, &c->coin, ALL, mean, c->coin.raw, &transformed, &c->err));
    at_coin_means(&c->coin, transformed, weights, nodes, scratch);
    for (size_t i = 0; i < (size_t)3 * UNITS; i++) nodes[i] = at_coin_carry_back(mean, nodes[i]);
    return AT_OK;
}

static void means_are_those_of_the_textbook(void **state)
{
    coin_case *c = *state;
    const double weights[7] = {1, 3, 2, 2, 1, 4, 1};
    double nodes[3 * UNITS];
    assert_ok(build(c), &c->err);
    for (size_t mean = AT_COIN_AMEAN; mean <= AT_COIN_HMEAN; mean++) {
        assert_ok(aggregate(c, (at_coin_mean)mean, weights, nodes), &c->err);
        for (size_t u = 0; u < UNITS; u++) {
            const double a = cell(c->coin.raw, 0, u), b = cell(c->coin.raw, 1, u);
            const double p[] = {(a + 3 * b) / 4, pow(a * b * b * b, 0.25), 4 / (1 / a + 3 / b)};
            assert_near(nodes[u], p[mean], 1e-12);
            const double q = nodes[UNITS + u], own = nodes[u];
            const double t[] = {(own + 4 * q) / 5, pow(own * q * q * q * q, 0.2),
                                5 / (1 / own + 4 / q)};
            assert_near(nodes[2 * UNITS + u], t[mean], 1e-12);
        }
    }
}

static void means_stand_in_their_order(void **state)
{
    coin_case *c = *state;
    const double weights[7] = {1, 1, 1, 1, 1, 1, 1};
    double nodes[3][3 * UNITS];
    assert_ok(build(c), &c->err);
    for (size_t m = 0; m < 3; m++) {
        assert_ok(aggregate(c, (at_coin_mean)m, weights, nodes[m]), &c->err);
    }
    for (size_t i = 0; i < (size_t)3 * UNITS; i++) {
        assert_true(nodes[0][i] >= nodes[1][i] && nodes[1][i] >= nodes[2][i]);
    }
}

static void means_leave_missing_values_out_and_rescale(void **state)
{
    coin_case *c = *state;
    const double weights[7] = {1, 3, 1, 1, 1, 4, 1};
    double nodes[3 * UNITS];
    c->numbers[UNITS + 0] = AT_COIN_MISSING;                                    /* b of u1 */
    c->numbers[2 * UNITS + 1] = c->numbers[3 * UNITS + 1] = AT_COIN_MISSING;    /* c, d of u2 */
    for (size_t n = 0; n < 4; n++) c->numbers[n * UNITS + 2] = AT_COIN_MISSING; /* all of u3 */
    assert_ok(build(c), &c->err);
    for (size_t mean = AT_COIN_AMEAN; mean <= AT_COIN_HMEAN; mean++) {
        assert_ok(aggregate(c, (at_coin_mean)mean, weights, nodes), &c->err);
        assert_near(nodes[0], 1, 1e-14);                    /* P of u1 is a */
        assert_near(nodes[UNITS + 1], AT_COIN_MISSING, 0);  /* Q of u2 */
        assert_near(nodes[2 * UNITS + 1], nodes[1], 1e-14); /* T of u2 is P */
        assert_near(nodes[2 * UNITS + 2], AT_COIN_MISSING, 0);
    }
}

static void means_take_nothing_from_weight_zero(void **state)
{
    coin_case *c = *state;
    const double weights[7] = {0, 1, 0, 0, 1, 1, 1};
    double nodes[3 * UNITS];
    assert_ok(build(c), &c->err);
    assert_ok(aggregate(c, AT_COIN_GMEAN, weights, nodes), &c->err);
    for (size_t u = 0; u < UNITS; u++) {
        assert_near(nodes[u], cell(c->coin.raw, 1, u), 1e-14);
        assert_near(nodes[UNITS + u], AT_COIN_MISSING, 0);
        assert_near(nodes[2 * UNITS + u], nodes[u], 1e-14);
    }
}

static void geometric_and_harmonic_means_refuse_what_is_not_positive(void **state)
{
    coin_case *c = *state;
    const double weights[7] = {1, 1, 1, 1, 1, 1, 1};
    double nodes[3 * UNITS];
    const double bad[] = {0, -1e-300, -5};
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        c->numbers[3 * UNITS + 2] = bad[i];
        assert_ok(build(c), &c->err);
        assert_ok(aggregate(c, AT_COIN_AMEAN, weights, nodes), &c->err);
        assert_fails(aggregate(c, AT_COIN_GMEAN, weights, nodes), &c->err, AT_ENUMERIC,
                     "for the indicator \"d\", and a geometric mean");
        assert_non_null(strstr(c->err.text, "unit \"u3\""));
        assert_fails(aggregate(c, AT_COIN_HMEAN, weights, nodes), &c->err, AT_ENUMERIC, "harmonic");
    }
    c->numbers[3 * UNITS + 2] = 1e-310; /* its reciprocal is no double */
    assert_ok(build(c), &c->err);
    assert_fails(aggregate(c, AT_COIN_HMEAN, weights, nodes), &c->err, AT_ENUMERIC, "harmonic");
}

/* --- Copeland --- */

static void copeland_counts_duels(void **state)
{
    (void)state;
    /* By column: u1 beats u2 on two of three, u2 beats u3 on two, u3 beats u1 on two: a circle; u4 loses all. */
    const double values[12] = {3, 2, 1, 0, 1, 3, 2, 0, 2, 1, 3, 0};
    const double weights[3] = {1, 1, 1}, heavy[3] = {3, 1, 1};
    const at_coin_table table = {4, 3, values};
    double scores[4];
    for (size_t m = AT_COIN_COPELAND; m <= AT_COIN_COPELAND_EXACT; m++) {
        at_coin_copeland((at_coin_mean)m, table, weights, scores);
        const double circle[] = {1, 1, 1, -3};
        for (size_t u = 0; u < 4; u++) assert_near(scores[u], circle[u], 0);
        at_coin_copeland((at_coin_mean)m, table, heavy, scores); /* the first column decides */
        const double order[] = {3, 1, -1, -3};
        for (size_t u = 0; u < 4; u++) assert_near(scores[u], order[u], 0);
    }
}

static void copeland_exact_calls_even_even_and_coinr_does_not(void **state)
{
    (void)state;
    /* 22 wins, 22 losses and 5 ties of 49: one half, but 22/49 + 5/98 is less in binary. */
    double values[2 * 49], weights[49], scores[2];
    for (size_t i = 0; i < 49; i++) {
        values[2 * i] = i < 22;
        values[2 * i + 1] = i >= 22 && i < 44;
        weights[i] = 1;
    }
    const at_coin_table table = {2, 49, values};
    at_coin_copeland(AT_COIN_COPELAND_EXACT, table, weights, scores);
    assert_near(scores[0], 0, 0);
    assert_near(scores[1], 0, 0);
    at_coin_copeland(AT_COIN_COPELAND, table, weights, scores);
    assert_near(scores[0], -1, 0);
    assert_near(scores[1], 0, 0);
}

static void copeland_exact_leaves_pairs_with_missing_values_out(void **state)
{
    (void)state;
    const double values[6] = {1, 2, AT_COIN_MISSING, 1, AT_COIN_MISSING, 1};
    const double weights[3] = {1, 5, 5};
    const at_coin_table table = {2, 3, values};
    double scores[2];
    at_coin_copeland(AT_COIN_COPELAND_EXACT, table, weights, scores);
    assert_near(scores[0], -1, 0);
    assert_near(scores[1], 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(means_are_those_of_the_textbook),
        case_test(means_stand_in_their_order),
        case_test(means_leave_missing_values_out_and_rescale),
        case_test(means_take_nothing_from_weight_zero),
        case_test(geometric_and_harmonic_means_refuse_what_is_not_positive),
        cmocka_unit_test(copeland_counts_duels),
        cmocka_unit_test(copeland_exact_calls_even_even_and_coinr_does_not),
        cmocka_unit_test(copeland_exact_leaves_pairs_with_missing_values_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
