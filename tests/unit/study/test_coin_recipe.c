/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_small.h"

typedef struct reading {
    at_coin_recipe recipe;
    at_study_coin_audit audit;
    at_err err;
} reading;

static at_status read_recipe(const char *text, reading *out)
{
    const at_coin coin = small_coin();
    *out = (reading){0};
    return at_study_coin_read_recipe(test_arena(), "recipe.ini", bytes_of(text), &coin,
                                     &out->recipe, &out->audit, &out->err);
}

#define NORMALISE "[normalise]\nmethod = minmax\nlow = 0\nhigh = 100\n"
#define AGGREGATE "[aggregate]\nmethod = amean\n"
#define TREAT     "[treat]\nskew = 2\nkurtosis = 3.5\nwinsorise_max = 5\notherwise = log\n"

static void recipe_of_the_example_says_what_its_readme_says(void **state)
{
    (void)state;
    at_err err = {0};
    at_coin coin;
    reading r = {0};
    const char *file = test_source("tests/vectors/asem/recipe.ini");
    assert_ok(
        at_study_coin_read_tables(
            test_arena(), "iMeta.csv",
            at_str_bytes(test_read_file(test_source("tests/vectors/asem/iMeta.csv"))), "iData.csv",
            at_str_bytes(test_read_file(test_source("tests/vectors/asem/iData.csv"))), &coin, &err),
        &err);
    assert_ok(at_study_coin_read_recipe(test_arena(), file, at_str_bytes(test_read_file(file)),
                                        &coin, &r.recipe, &r.audit, &r.err),
              &r.err);
    assert_true(r.recipe.denominate);
    assert_int_equal(r.recipe.impute, AT_COIN_IMPUTE_GROUP_MEAN);
    assert_str(coin.group_codes[r.recipe.impute_group], "EurAsia_group");
    assert_true(r.recipe.screen);
    assert_close(r.recipe.screen_min_data, 0.9, 0, 0);
    assert_true(r.recipe.treat.apply);
    assert_close(r.recipe.treat.skew, 2, 0, 0);
    assert_close(r.recipe.treat.kurtosis, 3.5, 0, 0);
    assert_int_equal(r.recipe.treat.winsorise_max, 5);
    assert_true(r.recipe.treat.log_otherwise);
    assert_int_equal(r.recipe.normalise.scale, AT_COIN_MINMAX);
    assert_close(r.recipe.normalise.b, 100, 0, 0);
    assert_int_equal(r.recipe.aggregate, AT_COIN_AMEAN);
    assert_int_equal(r.recipe.uncertainty.winsorise_high, 0);
    assert_int_equal(r.audit.digits, 3);
}

static void recipe_leaves_out_the_steps_that_it_does_not_name(void **state)
{
    (void)state;
    reading r;
    assert_ok(read_recipe(NORMALISE AGGREGATE, &r), &r.err);
    assert_false(r.recipe.denominate);
    assert_int_equal(r.recipe.impute, AT_COIN_IMPUTE_NONE);
    assert_false(r.recipe.screen);
    assert_false(r.recipe.treat.apply);
}

static void recipe_reads_what_may_vary(void **state)
{
    (void)state;
    reading r;
    assert_ok(read_recipe(NORMALISE AGGREGATE TREAT
                          "[uncertainty]\n"
                          "winsorise_max = 1 - 5\n"
                          "normalise = minmax(1,100) | zscore( 10 , 2 ) | rank | n_prank\n"
                          "weights = noise 0.25 at levels 2,1\n"
                          "aggregate = amean | a_gmean\n"
                          "[statistics]\ndigits = 0\nsignificance = 0.01\n",
                          &r),
              &r.err);
    const at_coin_uncertainty *u = &r.recipe.uncertainty;
    assert_int_equal(u->winsorise_low, 1);
    assert_int_equal(u->winsorise_high, 5);
    assert_int_equal(u->scale_count, 4);
    assert_int_equal(u->scales[1].scale, AT_COIN_ZSCORE);
    assert_close(u->scales[1].a, 10, 0, 0);
    assert_close(u->scales[1].b, 2, 0, 0);
    assert_int_equal(u->scales[3].scale, AT_COIN_PRANK);
    assert_close(u->noise, 0.25, 0, 0);
    assert_int_equal(u->noise_levels, 3);
    assert_int_equal(u->mean_count, 2);
    assert_int_equal(u->means[1], AT_COIN_GMEAN);
    assert_int_equal(r.audit.digits, 0);
    assert_close(r.audit.significance, 0.01, 0, 0);
}

static void recipe_refuses_what_it_does_not_understand_and_says_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t line; /* 0: of the whole */
        const char *words;
    } cases[] = {
        {NORMALISE AGGREGATE "[impute]\nmethod = median\n", 8, "\"median\""},
        {NORMALISE AGGREGATE "[impute]\nmethod = group-mean\n", 0, "does not say \"group\""},
        {NORMALISE AGGREGATE "[impute]\nmethod = group-mean\ngroup = continent\n", 9,
         "\"continent\""},
        {NORMALISE AGGREGATE "[imput]\nmethod = mean\n", 8, "[imput]"},
        {NORMALISE AGGREGATE "[impute]\nmethods = mean\n", 8, "\"methods\""},
        {NORMALISE AGGREGATE "[denominate]\nby = hand\n", 8, "\"hand\""},
        {NORMALISE AGGREGATE "[screen]\nmin_data = 90\n", 8, "90"},
        {NORMALISE AGGREGATE "[treat]\nskew = 2\n", 0, "[treat] does not say \"kurtosis\""},
        {NORMALISE AGGREGATE "[treat]\nwinsorise_max = -1\n", 8, "-1"},
        {NORMALISE AGGREGATE "[treat]\notherwise = sqrt\n", 8, "\"sqrt\""},
        {NORMALISE, 0, "[aggregate] does not say \"method\""},
        {AGGREGATE, 0, "[normalise] does not say \"method\""},
        {AGGREGATE "[normalise]\nmethod = fracmax\n", 4, "\"fracmax\""},
        {AGGREGATE "[normalise]\nmethod = minmax\nlow = 0\n", 0, "\"low\" and \"high\""},
        {AGGREGATE "[normalise]\nmethod = zscore\n", 0, "\"mean\" and \"sd\""},
        {AGGREGATE "[normalise]\nmethod = zscore\nlow = 0\nhigh = 1\n", 0,
         "numbers that zscore does not take"},
        {AGGREGATE "[normalise]\nmethod = rank\nmean = 0\n", 0, "numbers that rank does not take"},
        {AGGREGATE "[normalise]\nmethod = minmax\nlow = 1\nhigh = 1\n", 0, "lower end first"},
        {AGGREGATE "[normalise]\nmethod = zscore\nmean = 1\nsd = 0\n", 0, "more than 0"},
        {NORMALISE "[aggregate]\nmethod = mean\n", 6, "\"mean\""},
        {NORMALISE AGGREGATE "[uncertainty]\nwinsorise_max = 1-5\n", 0, "no section [treat]"},
        {NORMALISE AGGREGATE "[uncertainty]\nwinsorise_max = 5-1\n", 8, "range"},
        {NORMALISE AGGREGATE "[uncertainty]\nwinsorise_max = 0-1\n", 8, "range"},
        {NORMALISE AGGREGATE "[uncertainty]\nwinsorise_max = 1-2-3\n", 8, "range"},
        {NORMALISE AGGREGATE "[uncertainty]\nnormalise = rank | rank\n", 8, "twice"},
        {NORMALISE AGGREGATE "[uncertainty]\nnormalise = minmax(1)\n", 8, "two numbers"},
        {NORMALISE AGGREGATE "[uncertainty]\nnormalise = minmax(1,2,3)\n", 8, "two numbers"},
        {NORMALISE AGGREGATE "[uncertainty]\nnormalise = minmax(1,2\n", 8, "closing bracket"},
        {NORMALISE AGGREGATE "[uncertainty]\nnormalise = rank(1,2)\n", 8, "takes no numbers"},
        {NORMALISE AGGREGATE "[uncertainty]\nnormalise = minmax(2,1)\n", 8, "lower end first"},
        {NORMALISE AGGREGATE "[uncertainty]\naggregate = amean | amean\n", 8, "twice"},
        {NORMALISE AGGREGATE "[uncertainty]\naggregate = amean,gmean\n", 8, "\"amean,gmean\""},
        {NORMALISE AGGREGATE "[uncertainty]\nweights = noise 2 at level 1\n", 8, "2"},
        {NORMALISE AGGREGATE "[uncertainty]\nweights = noise 0.2 at level 4\n", 8, "1 to 3"},
        {NORMALISE AGGREGATE "[uncertainty]\nweights = noise 0.2 at level\n", 8, "noise 0.25"},
        {NORMALISE AGGREGATE "[uncertainty]\nweights = noise 0.2\n", 8, "noise 0.25"},
        {NORMALISE AGGREGATE "[uncertainty]\nweights = dirichlet\n", 8, "noise 0.25"},
        {NORMALISE AGGREGATE "[statistics]\ndigits = 16\n", 8, "0 to 15"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        reading r;
        assert_fails(read_recipe(cases[i].text, &r), &r.err, AT_EINPUT, cases[i].words);
        assert_string_equal(r.err.file, "recipe.ini");
        assert_int_equal(r.err.row, cases[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recipe_of_the_example_says_what_its_readme_says),
        cmocka_unit_test(recipe_leaves_out_the_steps_that_it_does_not_name),
        cmocka_unit_test(recipe_reads_what_may_vary),
        cmocka_unit_test(recipe_refuses_what_it_does_not_understand_and_says_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
