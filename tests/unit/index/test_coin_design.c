/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

#include "index/coin_uncertainty.h"

static const at_coin_uncertainty ALL_FOUR = {
    .winsorise_low = 1,
    .winsorise_high = 5,
    .scale_count = 2,
    .scales = {{AT_COIN_MINMAX, 1, 100}, {AT_COIN_ZSCORE, 10, 2}},
    .mean_count = 2,
    .means = {AT_COIN_AMEAN, AT_COIN_GMEAN},
    .noise = 0.25,
    .noise_levels = 2, /* level 2 */
};

static at_status sample(coin_case *c, size_t base, uint64_t seed, at_coin_plan *plan)
{
    assert_ok(build(c), &c->err);
    return at_coin_sample(c->arena, &c->coin, &c->recipe, base, seed, plan, &c->err);
}

static void sample_is_a_design_that_is_found_again(void **state)
{
    coin_case *c = *state;
    at_coin_plan plan;
    size_t bad_row;
    at_coin_factor bad_factor;
    c->recipe.uncertainty = ALL_FOUR;
    assert_ok(sample(c, 16, 1, &plan), &c->err);
    assert_int_equal(plan.base, 16);
    assert_int_equal(plan.count, 16 * 6);
    assert_int_equal(at_coin_find_design(&plan, &bad_row, &bad_factor), 16);
}

static void sample_does_not_vary_what_has_one_alternative(void **state)
{
    coin_case *c = *state;
    at_coin_plan plan;
    c->recipe.uncertainty = ALL_FOUR;
    c->recipe.uncertainty.scale_count = 1;
    c->recipe.uncertainty.noise = 0;
    assert_ok(sample(c, 8, 1, &plan), &c->err);
    assert_int_equal(plan.count, 8 * 4);
    assert_int_equal(plan.set_count, 0);
    for (size_t i = 0; i < plan.count; i++) {
        assert_int_equal(plan.choices[i].normalise.scale, AT_COIN_MINMAX);
        assert_near(plan.choices[i].normalise.b, 100,
                    0); /* the alternative, not the recipe's own */
        assert_int_equal(plan.choices[i].weight_set, SIZE_MAX);
    }
}

static void sample_gives_each_alternative_its_share(void **state)
{
    coin_case *c = *state;
    at_coin_plan plan;
    enum { BASE = 2000 };
    size_t limits[6] = {0}, minmax = 0, geometric = 0;
    c->recipe.uncertainty = ALL_FOUR;
    assert_ok(sample(c, BASE, 3, &plan), &c->err);
    for (size_t i = 0; i < (size_t)2 * BASE; i++) {
        assert_in_range(plan.choices[i].winsorise_max, 1, 5);
        limits[plan.choices[i].winsorise_max]++;
        minmax += plan.choices[i].normalise.scale == AT_COIN_MINMAX;
        geometric += plan.choices[i].aggregate == AT_COIN_GMEAN;
    }
    /* 4.5 standard deviations of the binomial. */
    for (size_t k = 1; k <= 5; k++) assert_near((double)limits[k], 800, 4.5 * sqrt(4000 * 0.16));
    assert_near((double)minmax, 2000, 4.5 * sqrt(1000));
    assert_near((double)geometric, 2000, 4.5 * sqrt(1000));
}

static void sample_perturbs_only_the_levels_named_and_within_the_noise(void **state)
{
    coin_case *c = *state;
    at_coin_plan plan;
    enum { BASE = 2000 };
    double least = 1, most = 1, sum = 0;
    c->recipe.uncertainty = ALL_FOUR;
    c->rows[ROW_P].weight = 1;
    assert_ok(sample(c, BASE, 5, &plan), &c->err);
    assert_int_equal(plan.set_count, 2 * BASE);
    for (size_t s = 0; s < plan.set_count; s++) {
        const double *w = plan.weights + s * 7;
        for (size_t e = 0; e < 7; e++) {
            if (e != 4 && e != 5) assert_near(w[e], 1, 0);
        }
        assert_true(w[4] != w[5]);
        least = fmin(least, fmin(w[4], w[5]));
        most = fmax(most, fmax(w[4], w[5]));
        sum += w[4] + w[5];
    }
    assert_true(least >= 0.75 && least < 0.751);
    assert_true(most <= 1.25 && most > 1.249);
    /* Uniform on +-0.25: standard deviation 0.25/sqrt(3). */
    assert_near(sum / 8000, 1, 4.5 * 0.25 / sqrt(3 * 8000));
}

static void sample_depends_on_the_seed_and_begins_alike_whatever_its_size(void **state)
{
    coin_case *c = *state;
    at_coin_plan one, again, other;
    c->recipe.uncertainty = ALL_FOUR;
    assert_ok(sample(c, 50, 1, &one), &c->err);
    assert_ok(sample(c, 100, 1, &again), &c->err);
    assert_ok(sample(c, 50, 2, &other), &c->err);
    size_t differ = 0;
    for (size_t i = 0; i < 50; i++) {
        assert_int_equal(one.choices[i].winsorise_max, again.choices[i].winsorise_max);
        assert_int_equal(one.choices[i].aggregate, again.choices[i].aggregate);
        differ += one.choices[i].winsorise_max != other.choices[i].winsorise_max;
    }
    assert_true(differ > 20);
}

static void sample_refuses_a_single_factor_and_a_design_too_large(void **state)
{
    coin_case *c = *state;
    at_coin_plan plan = {0};
    assert_fails(sample(c, 8, 1, &plan), &c->err, AT_EUSAGE, "0 factors may vary");
    c->recipe.uncertainty.mean_count = 2;
    c->recipe.uncertainty.means[1] = AT_COIN_GMEAN;
    assert_fails(sample(c, 8, 1, &plan), &c->err, AT_EUSAGE, "1 factor may vary");
    c->recipe.uncertainty = ALL_FOUR;
    assert_fails(sample(c, 1, 1, &plan), &c->err, AT_EUSAGE, "2 or more");
    assert_fails(sample(c, 1000000, 1, &plan), &c->err, AT_ELIMIT, "1000000 replicates");
    assert_fails(sample(c, SIZE_MAX, 1, &plan), &c->err, AT_ELIMIT, "1000000 replicates");
    assert_int_equal(plan.count, 0);
}

static void find_design_names_the_cell_that_is_not_of_one(void **state)
{
    coin_case *c = *state;
    at_coin_plan plan;
    at_coin_choice choices[96];
    size_t bad_row;
    at_coin_factor bad_factor;
    c->recipe.uncertainty = ALL_FOUR;
    assert_ok(sample(c, 16, 1, &plan), &c->err);
    memcpy(choices, plan.choices, sizeof choices);
    plan.choices = choices;
    choices[50].aggregate = choices[50].aggregate == AT_COIN_AMEAN ? AT_COIN_GMEAN : AT_COIN_AMEAN;
    assert_int_equal(at_coin_find_design(&plan, &bad_row, &bad_factor), 0);
    assert_int_equal(bad_row, 50);
    assert_int_equal(bad_factor, AT_COIN_FACTOR_AGGREGATE);
    plan.count = 95;
    assert_int_equal(at_coin_find_design(&plan, &bad_row, &bad_factor), 0);
    assert_int_equal(bad_row, SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(sample_is_a_design_that_is_found_again),
        case_test(sample_does_not_vary_what_has_one_alternative),
        case_test(sample_gives_each_alternative_its_share),
        case_test(sample_perturbs_only_the_levels_named_and_within_the_noise),
        case_test(sample_depends_on_the_seed_and_begins_alike_whatever_its_size),
        case_test(sample_refuses_a_single_factor_and_a_design_too_large),
        case_test(find_design_names_the_cell_that_is_not_of_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
