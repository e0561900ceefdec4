/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/coin_read.h"
#include "support.h"

static void every_word_is_read_back_with_and_without_coinrs_prefix(void **state)
{
    (void)state;
    at_err err = {0};
    for (size_t i = 0; i < AT_COIN_MEAN_COUNT; i++) {
        const char *word = at_coin_mean_word((at_coin_mean)i);
        at_coin_mean mean = AT_COIN_MEAN_COUNT;
        assert_ok(at_study_coin_parse_mean(at_str_from_cstr(word), &mean, &err), &err);
        assert_int_equal(mean, i);
        mean = AT_COIN_MEAN_COUNT;
        assert_ok(
            at_study_coin_parse_mean(at_str_from_cstr(test_format("a_%s", word)), &mean, &err),
            &err);
        assert_int_equal(mean, i);
    }
    for (size_t i = 0; i < AT_COIN_SCALE_COUNT; i++) {
        const char *word = at_coin_scale_word((at_coin_scale)i);
        at_coin_normalisation n = {.scale = AT_COIN_SCALE_COUNT};
        assert_ok(
            at_study_coin_parse_scale(at_str_from_cstr(test_format("n_%s", word)), NULL, &n, &err),
            &err);
        assert_int_equal(n.scale, i);
    }
}

static void a_scale_without_numbers_has_those_of_the_recipe_or_the_usual_ones(void **state)
{
    (void)state;
    at_err err = {0};
    const at_coin_uncertainty known = {.scale_count = 1, .scales = {{AT_COIN_MINMAX, 5, 50}}};
    at_coin_normalisation n;
    assert_ok(at_study_coin_parse_scale(AT_STR("minmax"), &known, &n, &err), &err);
    assert_close(n.a, 5, 0, 0);
    assert_close(n.b, 50, 0, 0);
    assert_ok(at_study_coin_parse_scale(AT_STR("minmax"), NULL, &n, &err), &err);
    assert_close(n.a, 1, 0, 0);
    assert_close(n.b, 100, 0, 0);
    assert_ok(at_study_coin_parse_scale(AT_STR("zscore"), &known, &n, &err), &err);
    assert_close(n.a, 10, 0, 0);
    assert_close(n.b, 2, 0, 0);
    assert_ok(at_study_coin_parse_scale(AT_STR("minmax(0,1)"), &known, &n, &err), &err);
    assert_close(n.a, 0, 0, 0);
}

static void words_that_mean_nothing_are_refused_untouched(void **state)
{
    (void)state;
    static const char *const bad[] = {"",      "n_",      "minmax()",     "minmax(1,2)x",
                                      "(1,2)", "min max", "zscore(0,-1)", "minmax(nan,1)",
                                      "MINMAX"};
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        at_err err = {0};
        at_coin_normalisation n = {AT_COIN_BORDA, 7, 8};
        assert_int_equal(at_study_coin_parse_scale(at_str_from_cstr(bad[i]), NULL, &n, &err),
                         AT_EINPUT);
        assert_int_equal(n.scale, AT_COIN_BORDA);
        assert_close(n.a, 7, 0, 0);
    }
    at_err err = {0};
    at_coin_mean mean = AT_COIN_HMEAN;
    assert_fails(at_study_coin_parse_mean(AT_STR("a_"), &mean, &err), &err, AT_EINPUT, "amean");
    assert_int_equal(mean, AT_COIN_HMEAN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_read_back_with_and_without_coinrs_prefix),
        cmocka_unit_test(a_scale_without_numbers_has_those_of_the_recipe_or_the_usual_ones),
        cmocka_unit_test(words_that_mean_nothing_are_refused_untouched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
