/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust_model.h"

#include <math.h>

#include "robust_case.h"

static at_robust_model model_of(const robust_case *c)
{
    at_err err = {0};
    at_robust_model model;
    assert_ok(at_robust_model_make(test_arena(), &c->items, &model, &err), &err);
    return model;
}

static void model_holds_each_middle_as_a_fraction_of_its_most(void **state)
{
    (void)state;
    test_random random = {1};
    const size_t n = 2 * AT_ROBUST_LANES + 3, m = 5;
    const robust_case c = robust_random(&random, n, m, 7, 30);
    const at_robust_model model = model_of(&c);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < m; k++) {
            const double middle = (double)(c.low[i * m + k] + c.high[i * m + k]) / 2;
            assert_close(at_robust_fraction(&model, i, k), middle / (double)c.most[k], 1e-15, 0);
        }
    }
}

static void model_weights_add_to_1_and_own_scores_follow_from_them(void **state)
{
    (void)state;
    test_random random = {2};
    const size_t n = 11, m = 9;
    const robust_case c = robust_random(&random, n, m, 4, 30);
    const at_robust_model model = model_of(&c);
    double sum = 0;
    for (size_t k = 0; k < m; k++) {
        sum += model.most[k];
        assert_true(model.most[k] <= model.most[model.widest]);
    }
    assert_close(sum, 1, 1e-14, 0);
    for (size_t i = 0; i < n; i++) {
        double score = 0;
        for (size_t k = 0; k < m; k++) score += model.most[k] * at_robust_fraction(&model, i, k);
        assert_close(model.own[i], score, 1e-14, 0);
    }
}

/* In hundredths that no double holds: the sums would differ in the last bit if they were added in
 * doubles. */
static void model_gives_equal_totals_equal_doubles(void **state)
{
    (void)state;
    const int64_t most[] = {100, 100, 100}, points[] = {10, 20, 30, 30, 20, 10, 60, 0, 0};
    const robust_case c = robust_make(3, 3, 100, most, points, NULL);
    const at_robust_model model = model_of(&c);
    assert_true(model.own[0] == model.own[1] && model.own[1] == model.own[2]);
}

static void model_pads_with_what_never_ranks(void **state)
{
    (void)state;
    test_random random = {3};
    const robust_case c = robust_random(&random, 10, 3, 4, 0);
    const at_robust_model model = model_of(&c);
    assert_int_equal(model.padded, 2 * AT_ROBUST_LANES);
    for (size_t i = 0; i < model.padded; i++) {
        assert_true(i < 10 ? model.nothing[i] == 0 : isinf(model.nothing[i]) == -1);
        assert_int_equal(isinf(model.own[i]) != 0, i >= 10);
    }
}

static void model_of_nothing_is_empty(void **state)
{
    (void)state;
    const robust_case c = robust_make(3, 0, 1, NULL, NULL, NULL);
    const at_robust_model model = model_of(&c);
    assert_int_equal(model.item_count, 0);
    for (size_t i = 0; i < 3; i++) assert_true(model.own[i] == 0);
}

static void model_refuses_points_past_512_bits_and_too_many_countries_or_draws(void **state)
{
    (void)state;
    const at_big most[] = {at_big_pow10(154), at_big_pow10(154)};
    const at_big low[] = {at_big_from_i64(0), at_big_from_i64(0)};
    const at_index_items items = {.item_count = 2,
                                  .country_count = 1,
                                  .most = most,
                                  .low = low,
                                  .high = low,
                                  .den = at_big_from_i64(1)};
    at_err err = {0};
    at_robust_model model;
    assert_fails(at_robust_model_make(test_arena(), &items, &model, &err), &err, AT_ELIMIT,
                 "exact");
    at_index_items many = {.country_count = AT_ROBUST_MAX_COUNTRIES};
    assert_ok(at_robust_check(&many, AT_ROBUST_MAX_DRAWS, &err), &err);
    assert_fails(at_robust_check(&many, (size_t)AT_ROBUST_MAX_DRAWS + 1, &err), &err, AT_ELIMIT,
                 "1000000001 draws");
    many.country_count++;
    assert_fails(at_robust_check(&many, 0, &err), &err, AT_ELIMIT, "4001 countries", "4000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(model_holds_each_middle_as_a_fraction_of_its_most),
        cmocka_unit_test(model_weights_add_to_1_and_own_scores_follow_from_them),
        cmocka_unit_test(model_gives_equal_totals_equal_doubles),
        cmocka_unit_test(model_pads_with_what_never_ranks),
        cmocka_unit_test(model_of_nothing_is_empty),
        cmocka_unit_test(model_refuses_points_past_512_bits_and_too_many_countries_or_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
