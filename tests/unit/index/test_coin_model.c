/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

static void model_orders_elements_by_level_parent_and_code(void **state)
{
    coin_case *c = *state;
    /* Rows and columns stand backwards: the result must be the same. */
    for (size_t i = 0; i < ROWS / 2; i++) {
        const at_coin_meta_row row = c->rows[i];
        c->rows[i] = c->rows[ROWS - 1 - i];
        c->rows[ROWS - 1 - i] = row;
    }
    assert_ok(build(c), &c->err);
    static const char *const order[] = {"a", "b", "c", "d", "P", "Q", "T"};
    assert_int_equal(c->coin.element_count, 7);
    assert_int_equal(c->coin.indicator_count, 4);
    assert_int_equal(c->coin.level_count, 3);
    for (size_t e = 0; e < 7; e++) {
        assert_true(at_str_equal(c->coin.elements[e].code, at_str_from_cstr(order[e])));
        assert_int_equal(at_coin_find(&c->coin, at_str_from_cstr(order[e])), e);
    }
    assert_int_equal(at_coin_find(&c->coin, AT_STR("pop")), SIZE_MAX);
    assert_int_equal(c->coin.elements[6].parent, SIZE_MAX);
    assert_int_equal(c->coin.elements[6].child_count, 2);
    assert_int_equal(c->coin.elements[6].children[0], 4);
    assert_int_equal(c->coin.elements[6].children[1], 5);
    assert_int_equal(c->coin.elements[5].children[0], 2);
    assert_int_equal(c->coin.elements[2].denominator, 0);
    assert_int_equal(c->coin.elements[0].denominator, SIZE_MAX);
}

static void model_orders_units_by_code_with_their_values(void **state)
{
    coin_case *c = *state;
    c->units[0].code = AT_STR("z");
    assert_ok(build(c), &c->err);
    assert_true(at_str_equal(c->coin.units[4].code, AT_STR("z")));
    assert_near(cell(c->coin.raw, 0, 4), 1, 0); /* a of the unit that stood first */
    assert_near(cell(c->coin.raw, 1, 0), 8, 0);
    assert_near(cell(c->coin.denominators, 0, 3), 10, 0);
    assert_true(at_str_equal(c->coin.groups[2], AT_STR("south")));
    assert_true(at_str_equal(c->coin.groups[4], AT_STR("north")));
}

static void model_lets_a_branch_skip_levels(void **state)
{
    coin_case *c = *state;
    c->rows[ROW_D].parent = AT_STR("T");
    assert_ok(build(c), &c->err);
    assert_int_equal(c->coin.elements[6].child_count, 3);
}

/* What is wrong, and where the message must point. */
typedef struct fault {
    void (*make)(coin_case *c);
    uint64_t row, column;
    const char *words;
} fault;

static void unknown_parent(coin_case *c)
{
    c->rows[ROW_B].parent = AT_STR("R");
}
static void indicator_as_parent(coin_case *c)
{
    c->rows[ROW_B].parent = AT_STR("a");
}
static void parent_on_the_same_level(coin_case *c)
{
    c->rows[ROW_P].parent = AT_STR("Q");
}
static void circle(coin_case *c)
{
    c->rows[ROW_T].parent = AT_STR("P");
}
static void own_parent(coin_case *c)
{
    c->rows[ROW_T].parent = AT_STR("T");
}
static void second_top(coin_case *c)
{
    c->rows[ROW_Q].parent = (at_str){0};
}
static void orphan_indicator(coin_case *c)
{
    c->rows[ROW_D].parent = (at_str){0};
}
static void empty_aggregate(coin_case *c)
{
    c->rows[ROW_C].parent = c->rows[ROW_D].parent = AT_STR("P");
}
static void missing_weight(coin_case *c)
{
    c->rows[ROW_C].weight = AT_COIN_MISSING;
}
static void negative_weight(coin_case *c)
{
    c->rows[ROW_C].weight = -0.5;
}
static void weights_all_zero(coin_case *c)
{
    c->rows[ROW_C].weight = c->rows[ROW_D].weight = 0;
}
static void missing_level(coin_case *c)
{
    c->rows[ROW_Q].level = AT_COIN_MISSING;
}
static void broken_level(coin_case *c)
{
    c->rows[ROW_Q].level = 2.5;
}
static void high_indicator(coin_case *c)
{
    c->rows[ROW_A].level = 2;
}
static void low_aggregate(coin_case *c)
{
    c->rows[ROW_A].kind = AT_COIN_AGGREGATE;
}
static void missing_direction(coin_case *c)
{
    c->rows[ROW_A].direction = AT_COIN_MISSING;
}
static void half_direction(coin_case *c)
{
    c->rows[ROW_A].direction = 0.5;
}
static void turned_aggregate(coin_case *c)
{
    c->rows[ROW_P].direction = -1;
}
static void unknown_denominator(coin_case *c)
{
    c->rows[ROW_C].denominator = AT_STR("a");
}
static void twice_the_same_code(coin_case *c)
{
    c->rows[ROW_D].code = AT_STR("a");
}
static void empty_code(coin_case *c)
{
    c->rows[ROW_D].code = (at_str){0};
}
static void column_missing(coin_case *c)
{
    c->codes[3] = AT_STR("e");
}
static void group_missing(coin_case *c)
{
    c->group_codes[0] = AT_STR("continent");
}

static void model_refuses_faults_of_the_metadata_where_they_stand(void **state)
{
    static const fault faults[] = {
        {unknown_parent, 3, AT_COIN_PARENT, "in no row"},
        {indicator_as_parent, 3, AT_COIN_PARENT, "not an aggregate"},
        {parent_on_the_same_level, 6, AT_COIN_PARENT, "does not stand above"},
        {circle, 8, AT_COIN_PARENT, "circle"},
        {own_parent, 8, AT_COIN_PARENT, "circle"},
        {second_top, 8, AT_COIN_PARENT, "one top"},
        {orphan_indicator, 5, AT_COIN_PARENT, "has no parent"},
        {empty_aggregate, 7, AT_COIN_CODE, "nothing stands below"},
        {missing_weight, 4, AT_COIN_WEIGHT, "has no weight"},
        {negative_weight, 4, AT_COIN_WEIGHT, "-0.5"},
        {weights_all_zero, 7, AT_COIN_CODE, "all weights below \"Q\" are 0"},
        {missing_level, 7, AT_COIN_LEVEL, "has no level"},
        {broken_level, 7, AT_COIN_LEVEL, "2.5"},
        {high_indicator, 2, AT_COIN_LEVEL, "level 1"},
        {low_aggregate, 2, AT_COIN_LEVEL, "level 1"},
        {missing_direction, 2, AT_COIN_DIRECTION, "has no direction"},
        {half_direction, 2, AT_COIN_DIRECTION, "0.5"},
        {turned_aggregate, 6, AT_COIN_DIRECTION, "only an indicator"},
        {unknown_denominator, 4, AT_COIN_DENOMINATED_BY, "no row has as a Denominator"},
        {twice_the_same_code, 5, AT_COIN_CODE, "row 2"},
        {empty_code, 5, AT_COIN_CODE, "empty"},
        {column_missing, 5, AT_COIN_CODE, "no column \"d\""},
        {group_missing, 10, AT_COIN_CODE, "no column \"region\""},
    };
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(faults); i++) {
        void *fresh;
        (void)set_up_case(&fresh);
        coin_case *c = fresh;
        faults[i].make(c);
        assert_fails(build(c), &c->err, AT_EINPUT, faults[i].words);
        assert_string_equal(c->err.file, "iMeta.csv");
        assert_int_equal(c->err.row, faults[i].row);
        assert_int_equal(c->err.column, c->meta.columns[faults[i].column]);
        assert_int_equal(c->coin.element_count, 0); /* the output is untouched */
        (void)tear_down_case(&fresh);
    }
}

static void model_refuses_two_units_of_one_code(void **state)
{
    coin_case *c = *state;
    c->units[3].code = AT_STR("u2");
    assert_fails(build(c), &c->err, AT_EINPUT, "row 3");
    assert_string_equal(c->err.file, "iData.csv");
    assert_int_equal(c->err.row, 5);
    assert_int_equal(c->err.column, 1);
}

static void model_refuses_a_unit_without_a_code(void **state)
{
    coin_case *c = *state;
    c->units[3].code = (at_str){0};
    assert_fails(build(c), &c->err, AT_EINPUT, "no code");
    assert_int_equal(c->err.row, 5);
}

static void model_refuses_a_single_unit(void **state)
{
    coin_case *c = *state;
    c->data.unit_count = 1;
    assert_fails(build(c), &c->err, AT_EINPUT, "at least two");
}

static void model_refuses_metadata_without_indicators(void **state)
{
    coin_case *c = *state;
    c->meta.count = 0;
    assert_fails(build(c), &c->err, AT_EINPUT, "no row is an Indicator");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(model_orders_elements_by_level_parent_and_code),
        case_test(model_orders_units_by_code_with_their_values),
        case_test(model_lets_a_branch_skip_levels),
        case_test(model_refuses_faults_of_the_metadata_where_they_stand),
        case_test(model_refuses_two_units_of_one_code),
        case_test(model_refuses_a_unit_without_a_code),
        case_test(model_refuses_a_single_unit),
        case_test(model_refuses_metadata_without_indicators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
