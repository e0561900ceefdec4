/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

#include "index/coin_uncertainty.h"
#include "num/sample.h"

typedef struct setting {
    at_coin_result nominal;
    at_coin_plan plan;
    at_coin_replicates replicates;
    at_coin_sobol sobol;
} setting;

static setting analyse(coin_case *c, size_t base, uint64_t seed, at_pool *pool)
{
    setting s;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &s.nominal, &c->err), &c->err);
    assert_ok(at_coin_sample(c->arena, &c->coin, &c->recipe, base, seed, &s.plan, &c->err),
              &c->err);
    assert_ok(at_coin_replicate(c->arena, &c->coin, &c->recipe, &s.nominal, &s.plan, pool, NULL,
                                &s.replicates, &c->err),
              &c->err);
    assert_ok(
        at_coin_sensitivity(c->arena, &s.plan, &s.replicates, seed, pool, NULL, &s.sobol, &c->err),
        &c->err);
    return s;
}

/* Two factors: weights that turn the order round, and a normalisation that does nothing to it. */
static void vary_weights_and_scale(coin_case *c)
{
    for (size_t u = 0; u < UNITS; u++) {
        c->numbers[2 * UNITS + u] = c->numbers[u];         /* c = a */
        c->numbers[3 * UNITS + u] = c->numbers[UNITS + u]; /* d = b */
    }
    c->rows[ROW_C].denominator = (at_str){0};
    c->recipe.uncertainty = (at_coin_uncertainty){
        .scale_count = 2,
        .scales = {{AT_COIN_MINMAX, 0, 1}, {AT_COIN_MINMAX, 0, 100}},
        .noise = 1,
        .noise_levels = 1,
    };
}

static void sensitivity_finds_the_factor_that_moves_the_ranks(void **state)
{
    coin_case *c = *state;
    vary_weights_and_scale(c);
    const setting s = analyse(c, 1000, 1, NULL);
    assert_int_equal(s.sobol.factor_count, 2);
    assert_int_equal(s.sobol.factors[0], AT_COIN_FACTOR_NORMALISE);
    assert_int_equal(s.sobol.factors[1], AT_COIN_FACTOR_WEIGHTS);
    for (size_t u = 0; u < UNITS;
         u += UNITS - 1) { /* first in half of the draws, last in the others */
        const at_coin_index *i = s.sobol.units + 2 * u;
        assert_near(i[0].first, 0, 1e-12);
        assert_near(i[0].total, 0, 1e-12);
        /* The only factor that matters explains all, alone. With ranks 1 and 5 the terms of `first` are 20, -4 and
         * 0: variance 88, over the variance of 4 and 1000 rows a standard error of 0.074. */
        assert_near(i[1].first, 1, 4.5 * 0.074);
        assert_near(i[1].total, 1, 0.15);
        assert_true(i[1].total_q5 <= i[1].total && i[1].total <= i[1].total_q95);
        assert_true(i[1].first_q5 < i[1].first && i[1].first < i[1].first_q95);
    }
}

static void sensitivity_is_that_of_the_plain_estimator(void **state)
{
    coin_case *c = *state;
    vary_weights_and_scale(c);
    enum { BASE = 30 };
    const setting s = analyse(c, BASE, 9, NULL);
    double first[2], total[2];
    const double *y = s.replicates.shift;
    at_sobol_indices(y, y + BASE, y + 2 * BASE, BASE, 2, first, total);
    for (size_t f = 0; f < 2; f++) {
        assert_near(s.sobol.shift[f].first, first[f], 0);
        assert_near(s.sobol.shift[f].total, total[f], 0);
    }
}

static void sensitivity_is_the_same_on_any_number_of_threads(void **state)
{
    coin_case *c = *state;
    at_pool *pool;
    vary_weights_and_scale(c);
    const setting alone = analyse(c, 25, 4, NULL);
    assert_ok(at_pool_new(3, &pool, &c->err), &c->err);
    const setting together = analyse(c, 25, 4, pool);
    at_pool_free(pool);
    const double *one = (const double *)alone.sobol.shift;
    const double *other = (const double *)together.sobol.shift;
    assert_memory_equal(one, other, (1 + UNITS) * 2 * sizeof(at_coin_index));
}

static void sensitivity_refuses_a_plain_sample(void **state)
{
    coin_case *c = *state;
    vary_weights_and_scale(c);
    setting s = analyse(c, 10, 4, NULL);
    s.plan.base = 0;
    at_coin_sobol out;
    assert_fails(
        at_coin_sensitivity(c->arena, &s.plan, &s.replicates, 1, NULL, NULL, &out, &c->err),
        &c->err, AT_EBUG, "not a Sobol design");
}

static void sensitivity_refuses_ranks_that_come_and_go(void **state)
{
    coin_case *c = *state;
    vary_weights_and_scale(c);
    setting s = analyse(c, 10, 4, NULL);
    uint32_t ranks[40 * UNITS];
    memcpy(ranks, s.replicates.ranks, sizeof ranks);
    ranks[7 * UNITS + 2] = 0;
    s.replicates.ranks = ranks;
    at_coin_sobol out;
    assert_fails(
        at_coin_sensitivity(c->arena, &s.plan, &s.replicates, 1, NULL, NULL, &out, &c->err),
        &c->err, AT_ENUMERIC, "39 of 40");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(sensitivity_finds_the_factor_that_moves_the_ranks),
        case_test(sensitivity_is_that_of_the_plain_estimator),
        case_test(sensitivity_is_the_same_on_any_number_of_threads),
        case_test(sensitivity_refuses_a_plain_sample),
        case_test(sensitivity_refuses_ranks_that_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
