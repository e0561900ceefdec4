/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

enum { A, B, C, D, POP }; /* columns of the data */

static double *number(coin_case *c, size_t column, size_t unit)
{
    return &c->numbers[column * UNITS + unit];
}

static void denominate_divides_what_names_a_denominator(void **state)
{
    coin_case *c = *state;
    at_coin_table out;
    *number(c, C, 1) = AT_COIN_MISSING;
    *number(c, POP, 2) = AT_COIN_MISSING;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_denominate(c->arena, &c->coin, &out, &c->err), &c->err);
    assert_near(cell(out, 2, 0), 2, 0);
    assert_near(cell(out, 2, 1), AT_COIN_MISSING, 0);
    assert_near(cell(out, 2, 2), AT_COIN_MISSING, 0);
    assert_near(cell(out, 0, 2), 3, 0); /* a names none */
}

static void denominate_refuses_to_divide_by_zero(void **state)
{
    coin_case *c = *state;
    at_coin_table out = {0};
    *number(c, POP, 3) = 0;
    assert_ok(build(c), &c->err);
    assert_fails(at_coin_denominate(c->arena, &c->coin, &out, &c->err), &c->err, AT_ENUMERIC,
                 "\"c\" of unit \"u4\" cannot be divided by its \"pop\"");
    assert_null(out.values);
}

static at_status fill(coin_case *c, at_coin_impute impute, at_coin_table *out)
{
    c->recipe.impute = impute;
    return at_coin_fill(c->arena, &c->coin, &c->recipe, c->coin.raw, out, &c->err);
}

static void fill_gives_the_mean_of_the_group_or_of_all(void **state)
{
    coin_case *c = *state;
    at_coin_table out;
    *number(c, D, 1) = AT_COIN_MISSING; /* 1, -, 9 in the north; 16, 25 in the south */
    assert_ok(build(c), &c->err);
    assert_ok(fill(c, AT_COIN_IMPUTE_GROUP_MEAN, &out), &c->err);
    assert_near(cell(out, 3, 1), 5, 1e-15);
    assert_ok(fill(c, AT_COIN_IMPUTE_MEAN, &out), &c->err);
    assert_near(cell(out, 3, 1), (1 + 9 + 16 + 25) / 4.0, 1e-15);
    assert_ok(fill(c, AT_COIN_IMPUTE_NONE, &out), &c->err);
    assert_near(cell(out, 3, 1), AT_COIN_MISSING, 0);
}

static void fill_never_changes_a_value_that_is_there(void **state)
{
    coin_case *c = *state;
    at_coin_table out;
    *number(c, A, 4) = AT_COIN_MISSING;
    assert_ok(build(c), &c->err);
    assert_ok(fill(c, AT_COIN_IMPUTE_GROUP_MEAN, &out), &c->err);
    for (size_t column = 0; column < 4; column++) {
        for (size_t u = 0; u < UNITS; u++) {
            const double before = cell(c->coin.raw, column, u);
            if (!at_coin_missing(before)) assert_near(cell(out, column, u), before, 0);
        }
    }
}

static void fill_refuses_a_group_without_values(void **state)
{
    coin_case *c = *state;
    at_coin_table out = {0};
    *number(c, B, 3) = *number(c, B, 4) = AT_COIN_MISSING;
    assert_ok(build(c), &c->err);
    assert_fails(fill(c, AT_COIN_IMPUTE_GROUP_MEAN, &out), &c->err, AT_ENUMERIC,
                 "\"b\" has no value for any unit of group \"south\"");
    assert_null(out.values);
    assert_ok(fill(c, AT_COIN_IMPUTE_MEAN, &out), &c->err);
}

static void fill_refuses_a_unit_without_a_group_only_where_it_needs_one(void **state)
{
    coin_case *c = *state;
    at_coin_table out;
    c->groups[1] = (at_str){0};
    assert_ok(build(c), &c->err);
    assert_ok(fill(c, AT_COIN_IMPUTE_GROUP_MEAN, &out), &c->err);
    *number(c, B, 1) = AT_COIN_MISSING;
    assert_ok(build(c), &c->err);
    assert_fails(fill(c, AT_COIN_IMPUTE_GROUP_MEAN, &out), &c->err, AT_EINPUT,
                 "unit \"u2\" lacks \"b\" and has no \"region\"");
}

static void fill_refuses_the_mean_of_nothing(void **state)
{
    coin_case *c = *state;
    at_coin_table out;
    for (size_t u = 0; u < UNITS; u++) *number(c, A, u) = AT_COIN_MISSING;
    assert_ok(build(c), &c->err);
    assert_fails(fill(c, AT_COIN_IMPUTE_MEAN, &out), &c->err, AT_ENUMERIC, "no value for any unit");
}

static void screen_keeps_units_with_enough_data(void **state)
{
    coin_case *c = *state;
    at_coin_table out;
    const size_t *kept;
    *number(c, A, 1) = *number(c, B, 1) = AT_COIN_MISSING; /* 2 of 4 */
    *number(c, A, 3) = AT_COIN_MISSING;                    /* 3 of 4 */
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_screen(c->arena, &c->coin, 0.75, c->coin.raw, &kept, &out, &c->err), &c->err);
    assert_int_equal(out.units, 4);
    assert_int_equal(kept[0], 0);
    assert_int_equal(kept[1], 2);
    assert_int_equal(kept[2], 3);
    assert_near(cell(out, 3, 1), 9, 0);
    assert_near(cell(out, 0, 2), AT_COIN_MISSING, 0);
    assert_ok(at_coin_screen(c->arena, &c->coin, 0, c->coin.raw, &kept, &out, &c->err), &c->err);
    assert_int_equal(out.units, UNITS);
}

static void screen_refuses_to_leave_fewer_than_two(void **state)
{
    coin_case *c = *state;
    at_coin_table out;
    const size_t *kept;
    for (size_t u = 1; u < UNITS; u++) *number(c, A, u) = AT_COIN_MISSING;
    assert_ok(build(c), &c->err);
    assert_fails(at_coin_screen(c->arena, &c->coin, 1, c->coin.raw, &kept, &out, &c->err), &c->err,
                 AT_ENUMERIC, "1 of 5 units have 100 %");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(denominate_divides_what_names_a_denominator),
        case_test(denominate_refuses_to_divide_by_zero),
        case_test(fill_gives_the_mean_of_the_group_or_of_all),
        case_test(fill_never_changes_a_value_that_is_there),
        case_test(fill_refuses_a_group_without_values),
        case_test(fill_refuses_a_unit_without_a_group_only_where_it_needs_one),
        case_test(fill_refuses_the_mean_of_nothing),
        case_test(screen_keeps_units_with_enough_data),
        case_test(screen_refuses_to_leave_fewer_than_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
