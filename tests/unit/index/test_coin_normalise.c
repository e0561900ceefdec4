/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

static at_status normalise(coin_case *c, at_coin_normalisation to, at_coin_table *out)
{
    return at_coin_normalise(c->arena, &c->coin, to, c->coin.raw, out, &c->err);
}

static void normalise_has_each_formula(void **state)
{
    coin_case *c = *state;
    /* a = 2, 2, 8, missing, 4 */
    const double a[UNITS] = {2, 2, 8, AT_COIN_MISSING, 4};
    memcpy(c->numbers, a, sizeof a);
    assert_ok(build(c), &c->err);
    const double deviation = sqrt((4 + 4 + 16 + 0) / 3.0); /* about the mean of 4 */
    const struct {
        at_coin_normalisation to;
        double y[UNITS];
    } cases[] = {
        {{AT_COIN_MINMAX, 1, 100}, {1, 1, 100, AT_COIN_MISSING, 34}},
        {{AT_COIN_ZSCORE, 10, 2},
         {10 - 4 / deviation, 10 - 4 / deviation, 10 + 8 / deviation, AT_COIN_MISSING, 10}},
        {{AT_COIN_RANK, 0, 0}, {1, 1, 4, AT_COIN_MISSING, 3}},
        {{AT_COIN_BORDA, 0, 0}, {0, 0, 3, AT_COIN_MISSING, 2}},
        {{AT_COIN_PRANK, 0, 0}, {0, 0, 1, AT_COIN_MISSING, 2 / 3.0}},
        {{AT_COIN_DIST2MAX, 0, 0}, {0, 0, 1, AT_COIN_MISSING, 1 / 3.0}},
        {{AT_COIN_SCALED, 2, 12}, {0, 0, 60, AT_COIN_MISSING, 20}},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_coin_table out;
        assert_ok(normalise(c, cases[i].to, &out), &c->err);
        for (size_t u = 0; u < UNITS; u++) assert_near(cell(out, 0, u), cases[i].y[u], 1e-14);
    }
}

static void normalise_turns_what_is_better_when_less(void **state)
{
    coin_case *c = *state;
    at_coin_table up, down;
    for (size_t scale = 0; scale < AT_COIN_SCALE_COUNT; scale++) {
        const at_coin_normalisation to = {(at_coin_scale)scale, 1, 100};
        c->rows[ROW_B].direction = 1;
        assert_ok(build(c), &c->err);
        assert_ok(normalise(c, to, &up), &c->err);
        c->rows[ROW_B].direction = -1;
        assert_ok(build(c), &c->err);
        assert_ok(normalise(c, to, &down), &c->err);
        for (size_t u = 0; u < UNITS; u++) {
            for (size_t v = 0; v < UNITS; v++) {
                const bool above = cell(up, 1, u) > cell(up, 1, v);
                assert_int_equal(above, cell(down, 1, u) < cell(down, 1, v));
            }
            assert_near(cell(up, 0, u), cell(down, 0, u), 0);
        }
    }
}

static void normalise_refuses_a_constant_where_the_scale_needs_spread(void **state)
{
    coin_case *c = *state;
    for (size_t u = 0; u < UNITS; u++) c->numbers[u] = 7;
    assert_ok(build(c), &c->err);
    for (size_t scale = 0; scale < AT_COIN_SCALE_COUNT; scale++) {
        const at_coin_normalisation to = {(at_coin_scale)scale, 1, 100};
        at_coin_table out = {0};
        if (scale == AT_COIN_MINMAX || scale == AT_COIN_ZSCORE || scale == AT_COIN_DIST2MAX) {
            assert_fails(normalise(c, to, &out), &c->err, AT_ENUMERIC,
                         "\"a\" has the same value for all units");
            assert_null(out.values);
        } else {
            assert_ok(normalise(c, to, &out), &c->err);
        }
    }
}

static void normalise_refuses_an_indicator_without_values(void **state)
{
    coin_case *c = *state;
    for (size_t u = 0; u < UNITS; u++) c->numbers[UNITS + u] = AT_COIN_MISSING;
    assert_ok(build(c), &c->err);
    for (size_t scale = 0; scale < AT_COIN_SCALE_COUNT; scale++) {
        const at_coin_normalisation to = {(at_coin_scale)scale, 1, 100};
        at_coin_table out;
        assert_fails(normalise(c, to, &out), &c->err, AT_ENUMERIC,
                     "\"b\" has no value for any unit");
    }
}

static void normalise_makes_no_missing_value_of_numbers(void **state)
{
    coin_case *c = *state;
    const double close[UNITS] = {0, 1e-200, 2e-200, 3e-200, 4e-200};
    memcpy(c->numbers, close, sizeof close);
    assert_ok(build(c), &c->err);
    at_coin_table out;
    /* The squares are below the smallest double, so the deviation comes out as 0. */
    assert_fails(normalise(c, (at_coin_normalisation){AT_COIN_ZSCORE, 0, 1}, &out), &c->err,
                 AT_ENUMERIC, "too close together");
}

static void scale_words_are_all_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < AT_COIN_SCALE_COUNT; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(at_coin_scale_word((at_coin_scale)i),
                                    at_coin_scale_word((at_coin_scale)j));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(normalise_has_each_formula),
        case_test(normalise_turns_what_is_better_when_less),
        case_test(normalise_refuses_a_constant_where_the_scale_needs_spread),
        case_test(normalise_refuses_an_indicator_without_values),
        case_test(normalise_makes_no_missing_value_of_numbers),
        case_test(scale_words_are_all_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
