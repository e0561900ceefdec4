/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_small.h"

typedef struct reading {
    at_coin coin;
    at_coin_plan plan;
    at_err err;
} reading;

static const at_coin_recipe RECIPE = {
    .treat = {true, 2, 3.5, 4, true},
    .normalise = {AT_COIN_MINMAX, 0, 100},
    .aggregate = AT_COIN_HMEAN,
};

static at_status read_sets(const char *text, reading *r)
{
    *r = (reading){.coin = small_coin()};
    return at_study_coin_read_weight_sets(test_arena(), "sets.csv", bytes_of(text), &r->coin,
                                          &r->plan, &r->err);
}

static at_status read_params(const char *text, at_study_coin_design design, reading *r)
{
    return at_study_coin_read_params(test_arena(), "params.csv", bytes_of(text), &RECIPE, design,
                                     &r->plan, &r->err);
}

static const char SETS[] = "iCode,Level,w1,w2\n"
                           "Q,2,0.5,1\na,1,1,2\nb,1,1,0\nc,1,1,3\nP,2,1.5,1\n";

static void weight_sets_are_put_in_the_order_of_the_elements(void **state)
{
    (void)state;
    reading r;
    assert_ok(read_sets(SETS, &r), &r.err);
    assert_int_equal(r.plan.set_count, 2);
    assert_str(r.plan.set_ids[1], "w2");
    static const double expected[2][6] = {{1, 1, 1, 1.5, 0.5, 1}, {2, 0, 3, 1, 1, 1}};
    for (size_t s = 0; s < 2; s++) {
        for (size_t e = 0; e < 6; e++) {
            assert_close(r.plan.weights[s * 6 + e], expected[s][e], 0, 0);
        }
    }
}

static void weight_sets_refuse_what_is_wrong_where_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t row, column;
        const char *words;
    } cases[] = {
        {"Code,w1\n", 1, 0, "\"iCode\""},
        {"iCode,w1\na,1\nb,1\nc,1\nP,1\n", 0, 0, "no row for \"Q\""},
        {"iCode,w1\na,1\nb,1\nc,1\nP,1\nQ,1\nR,1\n", 7, 1, "\"R\""},
        {"iCode,w1\na,1\nb,1\na,1\n", 4, 1, "row 2"},
        {"iCode,Level,w1\na,2,1\n", 2, 2, "1 to 1"},
        {"iCode,w1\na,1\nb,1\nc,1\nP,1\nQ,-1\n", 6, 2, "-1"},
        {"iCode,w1\na,1\nb,1\nc,1\nP,1\nQ,\n", 6, 2, "not a number"},
        {"iCode,w1\na,0\nb,0\nc,1\nP,1\nQ,1\n", 1, 2, "all weights below \"P\" are 0"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        reading r;
        assert_fails(read_sets(cases[i].text, &r), &r.err, AT_EINPUT, cases[i].words);
        assert_int_equal(r.err.row, cases[i].row);
        assert_int_equal(r.err.column, cases[i].column);
        assert_int_equal(r.plan.set_count, 0);
    }
}

static void params_take_what_they_do_not_name_from_the_recipe(void **state)
{
    (void)state;
    reading r;
    assert_ok(read_sets(SETS, &r), &r.err);
    assert_ok(read_params("rep,weight_set\n1,2\n2,w1\n", AT_STUDY_COIN_DETECT, &r), &r.err);
    assert_int_equal(r.plan.count, 2);
    assert_int_equal(r.plan.base, 0);
    assert_int_equal(r.plan.choices[0].weight_set, 1);
    assert_int_equal(r.plan.choices[1].weight_set, 0);
    assert_int_equal(r.plan.choices[0].winsorise_max, 4);
    assert_int_equal(r.plan.choices[0].aggregate, AT_COIN_HMEAN);
    assert_close(r.plan.choices[0].normalise.b, 100, 0, 0);
    assert_true(r.plan.varies[AT_COIN_FACTOR_WEIGHTS]);
    assert_false(r.plan.varies[AT_COIN_FACTOR_NORMALISE]);
}

static void params_stand_in_the_order_of_their_ids(void **state)
{
    (void)state;
    reading r = {.coin = small_coin()};
    assert_ok(read_params("rep,winmax\n10,1\n9,2\n100,3\n", AT_STUDY_COIN_DETECT, &r), &r.err);
    assert_str(r.plan.ids[0], "9");
    assert_str(r.plan.ids[1], "10");
    assert_str(r.plan.ids[2], "100");
    assert_int_equal(r.plan.choices[2].winsorise_max, 3);
    assert_ok(read_params("rep,winmax\nb,1\na,2\n10,3\n", AT_STUDY_COIN_DETECT, &r), &r.err);
    assert_str(r.plan.ids[0], "10");
    assert_str(r.plan.ids[2], "b");
}

static void params_refuse_what_is_wrong_where_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t row, column;
        at_status status;
        const char *words;
    } cases[] = {
        {"id,winmax\n1,1\n", 1, 0, AT_EINPUT, "\"rep\""},
        {"rep,winmax,colour\n1,1,red\n", 1, 3, AT_EINPUT, "\"colour\""},
        {"rep,winmax\n1,1\n1,2\n", 3, 1, AT_EINPUT, "row 2"},
        {"rep,winmax\n,1\n", 2, 1, AT_EINPUT, "no id"},
        {"rep,winmax\n1,1001\n", 2, 2, AT_EINPUT, "0 to 1000"},
        {"rep,normalisation\n1,n_fracmax\n", 2, 2, AT_EINPUT, "n_fracmax"},
        {"rep,aggregation\n1,a_median\n", 2, 2, AT_EINPUT, "a_median"},
        {"rep,aggregation\n1,\n", 2, 2, AT_EINPUT, "no way to aggregate"},
        {"rep,weight_set\n1,1\n", 1, 2, AT_EUSAGE, "--weight-sets"},
        {"rep,winmax\n", 0, 0, AT_EINPUT, "no replicate"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        reading r = {.coin = small_coin()};
        assert_fails(read_params(cases[i].text, AT_STUDY_COIN_DETECT, &r), &r.err, cases[i].status,
                     cases[i].words);
        assert_int_equal(r.err.row, cases[i].row);
        assert_int_equal(r.err.column, cases[i].column);
        assert_int_equal(r.plan.count, 0);
    }
    reading r;
    assert_ok(read_sets(SETS, &r), &r.err);
    assert_fails(read_params("rep,weight_set\n1,3\n", AT_STUDY_COIN_DETECT, &r), &r.err, AT_EINPUT,
                 "no weight set \"3\"");
}

/* N = 2, two parameters: A, B, then A with winmax of B, then A with aggregation of B. */
static const char DESIGN[] = "rep,winmax,aggregation\n"
                             "1,1,amean\n2,2,gmean\n"
                             "3,3,gmean\n4,4,amean\n"
                             "5,3,amean\n6,4,gmean\n"
                             "7,1,gmean\n8,2,amean\n";

static void params_that_are_a_sobol_design_are_found(void **state)
{
    (void)state;
    reading r = {.coin = small_coin()};
    assert_ok(read_params(DESIGN, AT_STUDY_COIN_DETECT, &r), &r.err);
    assert_int_equal(r.plan.base, 2);
    r.plan = (at_coin_plan){0};
    assert_ok(read_params(DESIGN, AT_STUDY_COIN_SAMPLE, &r), &r.err);
    assert_int_equal(r.plan.base, 0);
}

static void params_that_should_be_a_design_and_are_not_are_refused(void **state)
{
    (void)state;
    reading r = {.coin = small_coin()};
    assert_fails(read_params("rep,winmax,aggregation\n"
                             "1,1,amean\n2,2,gmean\n3,3,gmean\n4,4,amean\n"
                             "5,3,amean\n6,4,gmean\n7,1,amean\n8,2,amean\n",
                             AT_STUDY_COIN_SOBOL, &r),
                 &r.err, AT_EINPUT, "no Sobol design");
    assert_int_equal(r.err.row, 8);
    assert_int_equal(r.err.column, 3);
    assert_fails(read_params("rep,winmax,aggregation\n1,1,amean\n", AT_STUDY_COIN_SOBOL, &r),
                 &r.err, AT_EINPUT, "N (d + 2) rows");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weight_sets_are_put_in_the_order_of_the_elements),
        cmocka_unit_test(weight_sets_refuse_what_is_wrong_where_it_stands),
        cmocka_unit_test(params_take_what_they_do_not_name_from_the_recipe),
        cmocka_unit_test(params_stand_in_the_order_of_their_ids),
        cmocka_unit_test(params_refuse_what_is_wrong_where_it_stands),
        cmocka_unit_test(params_that_are_a_sobol_design_are_found),
        cmocka_unit_test(params_that_should_be_a_design_and_are_not_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
