/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

static void run_takes_every_step_in_order(void **state)
{
    coin_case *c = *state;
    at_coin_result r;
    c->recipe.denominate = true;
    c->recipe.impute = AT_COIN_IMPUTE_GROUP_MEAN;
    c->recipe.screen = true;
    c->recipe.screen_min_data = 1;
    c->numbers[2 * UNITS + 4] = AT_COIN_MISSING; /* c of u5, whose group has u4 with 40/10 */
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &r, &c->err), &c->err);
    assert_int_equal(r.unit_count, UNITS);
    assert_null(r.treatments);
    assert_near(cell(r.denominated, 2, 4), AT_COIN_MISSING, 0);
    assert_near(cell(r.imputed, 2, 4), 4, 0);
    /* c / pop is 2, 3, 1, 4, 4: 33.3, 66.7, 0, 100, 100 */
    assert_near(cell(r.normalised, 2, 0), 100 / 3.0, 1e-12);
    assert_near(cell(r.aggregated, 2, 0), 100 / 3.0, 1e-12);
    /* u5: a 100, b 0 (8..2), c 100, d 100: P 50, Q 100, T 75 */
    assert_near(cell(r.aggregated, 4, 4), 50, 1e-12);
    assert_near(cell(r.aggregated, 5, 4), 100, 1e-12);
    assert_near(cell(r.aggregated, 6, 4), 75, 1e-12);
    assert_int_equal(r.ranks[6 * UNITS + 4], 1);
    assert_int_equal(r.ranks[2 * UNITS + 3], 1); /* c: u4 and u5 are equal first */
    assert_int_equal(r.ranks[2 * UNITS + 4], 1);
    assert_int_equal(r.ranks[2 * UNITS + 1], 3);
}

static void run_ranks_only_units_with_a_score(void **state)
{
    coin_case *c = *state;
    at_coin_result r;
    for (size_t n = 0; n < 4; n++) c->numbers[n * UNITS + 1] = AT_COIN_MISSING;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &r, &c->err), &c->err);
    const uint32_t *ranks = r.ranks + (size_t)6 * UNITS;
    assert_int_equal(ranks[1], 0);
    uint32_t sum = 0;
    for (size_t u = 0; u < UNITS; u++) sum += ranks[u];
    assert_int_equal(sum, 1 + 2 + 3 + 4);
}

static void run_with_copeland_scores_the_top_alone(void **state)
{
    coin_case *c = *state;
    at_coin_result r;
    c->recipe.aggregate = AT_COIN_COPELAND;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &r, &c->err), &c->err);
    for (size_t u = 0; u < UNITS; u++) {
        assert_near(cell(r.aggregated, 4, u), AT_COIN_MISSING, 0);
        assert_near(cell(r.aggregated, 5, u), AT_COIN_MISSING, 0);
        assert_false(at_coin_missing(cell(r.aggregated, 6, u)));
    }
}

static void run_does_not_depend_on_the_order_of_rows(void **state)
{
    coin_case *c = *state;
    at_coin_result r, s;
    c->numbers[1] = 2.1; /* sums that round */
    c->numbers[UNITS + 1] = 0.3;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &r, &c->err), &c->err);
    for (size_t i = 0; i < UNITS / 2; i++) {
        const size_t j = UNITS - 1 - i;
        const at_coin_unit unit = c->units[i];
        c->units[i] = c->units[j];
        c->units[j] = unit;
        for (size_t n = 0; n < NUMBERS; n++) {
            const double x = c->numbers[n * UNITS + i];
            c->numbers[n * UNITS + i] = c->numbers[n * UNITS + j];
            c->numbers[n * UNITS + j] = x;
        }
    }
    const at_coin_meta_row row = c->rows[ROW_A];
    c->rows[ROW_A] = c->rows[ROW_B];
    c->rows[ROW_B] = row;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &s, &c->err), &c->err);
    assert_memory_equal(r.aggregated.values, s.aggregated.values, sizeof(double) * 7 * UNITS);
    assert_memory_equal(r.ranks, s.ranks, sizeof *r.ranks * 7 * UNITS);
}

static void run_scales_with_weights_and_not_with_their_unit(void **state)
{
    coin_case *c = *state;
    at_coin_result r, s;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &r, &c->err), &c->err);
    for (size_t i = 0; i < ROW_T; i++) c->rows[i].weight = 4;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &s, &c->err), &c->err);
    assert_memory_equal(r.aggregated.values, s.aggregated.values, sizeof(double) * 7 * UNITS);
}

static void shift_is_the_mean_of_places_moved(void **state)
{
    (void)state;
    const uint32_t a[] = {1, 2, 3, 0, 5}, b[] = {3, 2, 1, 4, 0};
    assert_near(at_coin_shift(a, b, 5), 4 / 3.0, 1e-15);
    assert_near(at_coin_shift(a, a, 5), 0, 0);
    assert_near(at_coin_shift(a + 3, b + 3, 2), 0, 0); /* nothing to compare */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(run_takes_every_step_in_order),
        case_test(run_ranks_only_units_with_a_score),
        case_test(run_with_copeland_scores_the_top_alone),
        case_test(run_does_not_depend_on_the_order_of_rows),
        case_test(run_scales_with_weights_and_not_with_their_unit),
        cmocka_unit_test(shift_is_the_mean_of_places_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
