/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

#include "index/coin_uncertainty.h"

static at_coin_result nominal(coin_case *c)
{
    at_coin_result r;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &r, &c->err), &c->err);
    return r;
}

static at_status replicate(coin_case *c, const at_coin_result *r, const at_coin_plan *plan,
                           at_pool *pool, at_coin_replicates *out)
{
    return at_coin_replicate(c->arena, &c->coin, &c->recipe, r, plan, pool, NULL, out, &c->err);
}

static const at_str IDS[] = {{"one", 3}, {"two", 3}, {"three", 5}, {"four", 4}, {"five", 4}};

static void replicate_with_the_recipes_own_choices_is_the_nominal_to_the_bit(void **state)
{
    coin_case *c = *state;
    static const at_coin_mean means[] = {AT_COIN_AMEAN, AT_COIN_GMEAN, AT_COIN_HMEAN,
                                         AT_COIN_COPELAND, AT_COIN_COPELAND_EXACT};
    c->recipe.treat = (at_coin_treatment){true, 0.1, -1, 2, true};
    c->recipe.normalise = (at_coin_normalisation){AT_COIN_ZSCORE, 10, 2};
    c->rows[ROW_A].weight = 0.3;
    for (size_t i = 0; i < AT_COUNT_OF(means); i++) {
        c->recipe.aggregate = means[i];
        const at_coin_result r = nominal(c);
        const at_coin_choice choice = {2, c->recipe.normalise, SIZE_MAX, means[i]};
        const at_coin_plan plan = {.count = 1, .ids = IDS, .choices = &choice};
        at_coin_replicates out;
        assert_ok(replicate(c, &r, &plan, NULL, &out), &c->err);
        assert_memory_equal(out.scores, at_coin_column(r.aggregated, 6), UNITS * sizeof(double));
        assert_memory_equal(out.ranks, r.ranks + (size_t)6 * UNITS, UNITS * sizeof(uint32_t));
        assert_near(out.shift[0], 0, 0);
    }
}

static void replicate_uses_each_choice(void **state)
{
    coin_case *c = *state;
    const at_coin_result r = nominal(c);
    const double sets[2 * 7] = {1, 0, 1, 0, 1, 0, 1, /* only a counts */
                                0, 1, 1, 0, 1, 0, 1 /* only b */};
    const at_coin_choice choices[] = {
        {0, {AT_COIN_RANK, 0, 0}, 0, AT_COIN_AMEAN},
        {0, {AT_COIN_RANK, 0, 0}, 1, AT_COIN_AMEAN},
        {0, {AT_COIN_MINMAX, 1, 3}, 0, AT_COIN_GMEAN},
    };
    const at_coin_plan plan = {
        .count = 3, .ids = IDS, .choices = choices, .set_count = 2, .weights = sets};
    at_coin_replicates out;
    assert_ok(replicate(c, &r, &plan, NULL, &out), &c->err);
    for (size_t u = 0; u < UNITS; u++) {
        assert_near(out.scores[u], (double)u + 1, 1e-14);
        assert_int_equal(out.ranks[u], UNITS - u);
        assert_near(out.scores[UNITS + u], UNITS - (double)u, 1e-14);
        assert_near(out.scores[2 * UNITS + u], 1 + (double)u / 2, 1e-14);
    }
}

static void replicate_summarises_ranks(void **state)
{
    coin_case *c = *state;
    const at_coin_result r = nominal(c);
    const double sets[2 * 7] = {1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1};
    at_coin_choice choices[5];
    for (size_t i = 0; i < 5; i++) {
        choices[i] = (at_coin_choice){0, {AT_COIN_RANK, 0, 0}, i < 4 ? 0 : 1, AT_COIN_AMEAN};
    }
    const at_coin_plan plan = {
        .count = 5, .ids = IDS, .choices = choices, .set_count = 2, .weights = sets};
    at_coin_replicates out;
    assert_ok(replicate(c, &r, &plan, NULL, &out), &c->err);
    /* u1 is last four times and first once: ranks 1 5 5 5 5 */
    assert_int_equal(out.statistics_of, 5);
    assert_near(out.statistics[0].mean, 4.2, 1e-15);
    assert_near(out.statistics[0].median, 5, 0);
    assert_near(out.statistics[0].q5, 1.8, 1e-14);
    assert_near(out.statistics[0].q95, 5, 0);
    assert_int_equal(out.statistics[0].nominal, r.ranks[6 * UNITS]);
    /* By a alone u5 is first. The two orders are each other's reverse, so what one is from the nominal
     * and what the other is add up to at least the 12 places between them. */
    assert_true((out.shift[0] + out.shift[4]) * UNITS >= 12);
}

static void replicate_is_the_same_on_any_number_of_threads(void **state)
{
    coin_case *c = *state;
    at_coin_plan plan;
    at_coin_replicates alone, together;
    at_pool *pool;
    c->recipe.treat = (at_coin_treatment){true, 2, 3.5, 5, true};
    c->recipe.uncertainty = (at_coin_uncertainty){
        .winsorise_low = 1,
        .winsorise_high = 3,
        .scale_count = 2,
        .scales = {{AT_COIN_MINMAX, 1, 100}, {AT_COIN_ZSCORE, 10, 2}},
        .mean_count = 3,
        .means = {AT_COIN_AMEAN, AT_COIN_GMEAN, AT_COIN_HMEAN},
        .noise = 0.5,
        .noise_levels = 3,
    };
    const at_coin_result r = nominal(c);
    assert_ok(at_coin_sample(c->arena, &c->coin, &c->recipe, 40, 1, &plan, &c->err), &c->err);
    assert_ok(replicate(c, &r, &plan, NULL, &alone), &c->err);
    assert_int_equal(alone.statistics_of, 80);
    assert_int_equal(alone.treatment_count, 3);
    for (size_t threads = 2; threads <= 5; threads++) {
        assert_ok(at_pool_new(threads, &pool, &c->err), &c->err);
        assert_ok(replicate(c, &r, &plan, pool, &together), &c->err);
        at_pool_free(pool);
        assert_memory_equal(alone.scores, together.scores, plan.count * UNITS * sizeof(double));
        assert_memory_equal(alone.ranks, together.ranks, plan.count * UNITS * sizeof(uint32_t));
        assert_memory_equal(alone.shift, together.shift, plan.count * sizeof(double));
    }
}

static void replicate_names_the_one_that_cannot_be(void **state)
{
    coin_case *c = *state;
    const at_coin_result r = nominal(c);
    const at_coin_choice choices[] = {
        {0, {AT_COIN_MINMAX, 0, 100}, SIZE_MAX, AT_COIN_AMEAN},
        {0, {AT_COIN_MINMAX, 0, 100}, SIZE_MAX, AT_COIN_GMEAN},
    };
    const at_coin_plan plan = {.count = 2, .ids = IDS, .choices = choices};
    at_coin_replicates out = {0};
    assert_fails(replicate(c, &r, &plan, NULL, &out), &c->err, AT_ENUMERIC, "replicate two: ");
    assert_non_null(strstr(c->err.text, "unit \"u1\" has 0 for the indicator \"a\""));
    assert_int_equal(out.count, 0);
}

static void replicate_refuses_to_vary_a_step_that_the_recipe_lacks(void **state)
{
    coin_case *c = *state;
    const at_coin_result r = nominal(c);
    const at_coin_choice choice = {3, {AT_COIN_MINMAX, 0, 100}, SIZE_MAX, AT_COIN_AMEAN};
    const at_coin_plan plan = {
        .count = 1, .ids = IDS, .choices = &choice, .varies = {[AT_COIN_FACTOR_WINSORISE] = true}};
    at_coin_replicates out;
    assert_fails(replicate(c, &r, &plan, NULL, &out), &c->err, AT_EINPUT, "no [treat]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(replicate_with_the_recipes_own_choices_is_the_nominal_to_the_bit),
        case_test(replicate_uses_each_choice),
        case_test(replicate_summarises_ranks),
        case_test(replicate_is_the_same_on_any_number_of_threads),
        case_test(replicate_names_the_one_that_cannot_be),
        case_test(replicate_refuses_to_vary_a_step_that_the_recipe_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
