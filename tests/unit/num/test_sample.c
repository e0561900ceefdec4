/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "num/rng.h"
#include "num/sample.h"
#include "support.h"

static void mean_and_variance_survive_a_large_offset(void **state)
{
    (void)state;
    /* NIST StRD NumAcc4: 10000000.2, then 500 pairs of .1 and .3; mean 10000000.2, deviation 0.1. */
    enum { N = 1001 };
    double x[N];
    for (size_t i = 0; i < N; i++) x[i] = i == 0 ? 10000000.2 : i % 2 ? 10000000.1 : 10000000.3;
    assert_close(at_mean(x, N), 10000000.2, 0, 1e-8);
    assert_close(sqrt(at_variance(x, N)), 0.1, 0, 1e-8);
}

static void mean_of_any_length_is_that_of_the_plain_sum(void **state)
{
    (void)state;
    /* Whole numbers add without rounding, so that every way of adding must agree to the bit. */
    double x[1000], sum = 0;
    for (size_t n = 1; n <= 1000; n++) {
        x[n - 1] = (double)(n * n % 1013);
        sum += x[n - 1];
        assert_true(at_mean(x, n) == sum / (double)n);
    }
}

static void skewness_and_kurtosis_are_those_of_the_spreadsheets(void **state)
{
    (void)state;
    /* The example of Microsoft's documentation of SKEW and KURT (the same definitions, G1 and G2). */
    const double x[] = {3, 4, 5, 2, 3, 4, 5, 6, 4, 7};
    assert_close(at_skewness(x, 10), 0.359543071407, 0, 1e-12);
    assert_close(at_kurtosis(x, 10), -0.151799637208, 0, 1e-12);
}

static void skewness_and_kurtosis_ignore_shift_and_scale(void **state)
{
    (void)state;
    const double x[] = {0.5, 1, 1.5, 9, 4, 2};
    double y[6], z[6];
    for (size_t i = 0; i < 6; i++) {
        y[i] = 3 * x[i] + 100;
        z[i] = -x[i];
    }
    assert_close(at_skewness(y, 6), at_skewness(x, 6), 0, 1e-12);
    assert_close(at_kurtosis(y, 6), at_kurtosis(x, 6), 0, 1e-12);
    assert_close(at_skewness(z, 6), -at_skewness(x, 6), 0, 1e-12);
    assert_close(at_kurtosis(z, 6), at_kurtosis(x, 6), 0, 1e-12);
}

static void correlation_is_that_of_anscombes_four_pictures(void **state)
{
    (void)state;
    static const double x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
    static const double x4[] = {8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8};
    static const double y[4][11] = {
        {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68},
        {9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74},
        {7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73},
        {6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89}};
    static const double published[] = {0.81642051634484, 0.81623650600024, 0.81628673948960,
                                       0.81652143688850};
    for (size_t i = 0; i < 4; i++) {
        assert_close(at_correlation(i < 3 ? x : x4, y[i], 11), published[i], 0, 1e-13);
    }
}

static void correlation_with_a_constant_is_not_a_number(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3}, same[] = {4, 4, 4};
    assert_true(isnan(at_correlation(x, same, 3)));
    assert_true(isnan(at_correlation(same, x, 3)));
    assert_close(at_correlation(x, x, 3), 1, 0, 1e-15);
}

static void quantiles_are_those_of_type_7(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 4};
    assert_close(at_quantile_sorted(x, 4, 0), 1, 0, 0);
    assert_close(at_quantile_sorted(x, 4, 0.25), 1.75, 0, 1e-15);
    assert_close(at_quantile_sorted(x, 4, 0.5), 2.5, 0, 1e-15);
    assert_close(at_quantile_sorted(x, 4, 0.95), 3.85, 0, 1e-14);
    assert_close(at_quantile_sorted(x, 4, 1), 4, 0, 0);
    assert_close(at_quantile_sorted(x, 1, 0.3), 1, 0, 0);
}

static void ranks_count_how_many_are_greater(void **state)
{
    (void)state;
    /* Lengths on both sides of where the way of ranking changes, with many equal values. */
    enum { MOST = 150 };
    double x[MOST], reversed[MOST];
    uint32_t order[MOST], rank[MOST], backwards[MOST];
    at_rng rng = at_rng_stream(7, AT_RNG_TEST, 1);
    for (size_t n = 1; n <= MOST; n++) {
        for (size_t i = 0; i < n; i++) x[i] = (double)at_rng_below(&rng, n) - 5;
        for (size_t i = 0; i < n; i++) reversed[i] = x[n - 1 - i];
        at_rank_f64(x, n, order, rank);
        at_rank_f64(reversed, n, order, backwards);
        for (size_t i = 0; i < n; i++) {
            uint32_t greater = 0;
            for (size_t j = 0; j < n; j++) greater += x[j] > x[i];
            assert_int_equal(rank[i], 1 + greater);
            assert_int_equal(backwards[n - 1 - i], rank[i]);
        }
    }
}

static void sorting_puts_in_ascending_order_what_was_there(void **state)
{
    (void)state;
    double x[] = {3, -1, 2, 2, 1e300, -1e300, 0};
    const double sorted[] = {-1e300, -1, 0, 2, 2, 3, 1e300};
    at_sort_f64(x, 7);
    for (size_t i = 0; i < 7; i++) assert_true(x[i] == sorted[i]);
    at_sort_f64(x, 0);
}

/* --- Sobol indices --- */

static const double PI = 3.14159265358979323846;

/* Ishigami & Homma (1990) with a = 7, b = 0.1. */
static double ishigami(const double u[3])
{
    double x[3];
    for (size_t i = 0; i < 3; i++) x[i] = PI * (2 * u[i] - 1);
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

enum { N = 4096, FACTORS = 3, DESIGNS = 25 };

/* One radial design of N rows, drawn from its own stream. */
static void estimate(uint64_t design, double *first, double *total)
{
    static double ya[N], yb[N], yab[FACTORS * N];
    at_rng rng = at_rng_stream(1, AT_RNG_TEST, design);
    for (size_t i = 0; i < N; i++) {
        double a[3], b[3];
        for (size_t f = 0; f < FACTORS; f++) a[f] = at_rng_unit(&rng);
        for (size_t f = 0; f < FACTORS; f++) b[f] = at_rng_unit(&rng);
        ya[i] = ishigami(a);
        yb[i] = ishigami(b);
        for (size_t f = 0; f < FACTORS; f++) {
            const double own = a[f];
            a[f] = b[f];
            yab[f * N + i] = ishigami(a);
            a[f] = own;
        }
    }
    at_sobol_indices(ya, yb, yab, N, FACTORS, first, total);
}

static void sobol_indices_of_ishigami_are_those_of_the_closed_form(void **state)
{
    (void)state;
    const double a = 7, b = 0.1, pi4 = pow(PI, 4), pi8 = pow(PI, 8);
    const double v1 = 0.5 * pow(1 + b * pi4 / 5, 2), v2 = a * a / 8, v13 = 8 * b * b * pi8 / 225;
    const double v = v1 + v2 + v13;
    const double first[] = {v1 / v, v2 / v, 0}, total[] = {(v1 + v13) / v, v2 / v, v13 / v};
    double firsts[FACTORS][DESIGNS], totals[FACTORS][DESIGNS];
    for (size_t d = 0; d < DESIGNS; d++) {
        double s[FACTORS], t[FACTORS];
        estimate(d, s, t);
        for (size_t f = 0; f < FACTORS; f++) {
            firsts[f][d] = s[f];
            totals[f][d] = t[f];
        }
    }
    for (size_t f = 0; f < FACTORS; f++) {
        /* Four standard errors of the mean, themselves from the spread of the designs. */
        const double error_s = 4 * sqrt(at_variance(firsts[f], DESIGNS) / DESIGNS);
        const double error_t = 4 * sqrt(at_variance(totals[f], DESIGNS) / DESIGNS);
        assert_true(error_s < 0.05 && error_t < 0.05); /* else anything would pass */
        assert_close(at_mean(firsts[f], DESIGNS), first[f], 0, error_s);
        assert_close(at_mean(totals[f], DESIGNS), total[f], 0, error_t);
    }
}

static void sobol_indices_of_an_additive_model_are_exact_by_hand(void **state)
{
    (void)state;
    /* y = x1 + 10 x2 at A = {(0,0), (1,1)}, B = {(1,0), (0,1)}: ya = 0, 11, yb = 1, 10; variance of
     * {0, 11, 1, 10} with divisor 3 is 101/3. */
    const double ya[] = {0, 11}, yb[] = {1, 10};
    const double yab[] = {1, 10, 0, 11}; /* the first factor taken from B, then the second */
    double first[2], total[2];
    at_sobol_indices(ya, yb, yab, 2, 2, first, total);
    assert_close(first[0], ((1 * 1 + 10 * -1) / 2.0) / (101 / 3.0), 0, 1e-15);
    assert_close(total[0], ((1 + 1) / 2.0) / (2 * 101 / 3.0), 0, 1e-15);
    assert_close(first[1], 0, 0, 0);
    assert_close(total[1], 0, 0, 0);
}

static void sobol_indices_of_a_constant_are_zero(void **state)
{
    (void)state;
    const double y[] = {5, 5, 5};
    double first[1] = {7}, total[1] = {7};
    at_sobol_indices(y, y, y, 3, 1, first, total);
    assert_true(first[0] == 0 && total[0] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean_and_variance_survive_a_large_offset),
        cmocka_unit_test(mean_of_any_length_is_that_of_the_plain_sum),
        cmocka_unit_test(skewness_and_kurtosis_are_those_of_the_spreadsheets),
        cmocka_unit_test(skewness_and_kurtosis_ignore_shift_and_scale),
        cmocka_unit_test(correlation_is_that_of_anscombes_four_pictures),
        cmocka_unit_test(correlation_with_a_constant_is_not_a_number),
        cmocka_unit_test(quantiles_are_those_of_type_7),
        cmocka_unit_test(ranks_count_how_many_are_greater),
        cmocka_unit_test(sorting_puts_in_ascending_order_what_was_there),
        cmocka_unit_test(sobol_indices_of_ishigami_are_those_of_the_closed_form),
        cmocka_unit_test(sobol_indices_of_an_additive_model_are_exact_by_hand),
        cmocka_unit_test(sobol_indices_of_a_constant_are_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
