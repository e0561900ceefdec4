/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_small.h"

#include <string.h>

static const char RECIPE[] = "[impute]\nmethod = group-mean\ngroup = region\n"
                             "[normalise]\nmethod = minmax\nlow = 1\nhigh = 100\n"
                             "[aggregate]\nmethod = amean\n";

/* The small index in files of their own. */
static at_study_coin_options small_files(void)
{
    const char *folder = test_temp_dir();
    const at_study_coin_options o = {
        .idata = test_format("%s/iData.csv", folder),
        .imeta = test_format("%s/iMeta.csv", folder),
        .recipe = test_format("%s/recipe.ini", folder),
        .seed = 1,
    };
    test_write_file(o.idata, at_str_from_cstr(SMALL_DATA));
    test_write_file(o.imeta, at_str_from_cstr(SMALL_META));
    test_write_file(o.recipe, at_str_from_cstr(RECIPE));
    return o;
}

static const char *beside(at_study_coin_options o, const char *name, const char *content)
{
    const at_str folder =
        at_str_slice(at_str_from_cstr(o.idata), 0, strlen(o.idata) - strlen("iData.csv"));
    const char *path = test_format("%.*s%s", AT_STR_ARG(folder), name);
    test_write_file(path, at_str_from_cstr(content));
    return path;
}

static at_status run(at_study_coin_options o, at_study_coin *study, at_err *err)
{
    *err = (at_err){0};
    return at_study_coin_run(test_arena(), &o, NULL, NULL, study, err);
}

static void a_run_reads_its_files_and_scores(void **state)
{
    (void)state;
    at_err err;
    at_study_coin s;
    assert_ok(run(small_files(), &s, &err), &err);
    /* u4 lacks b: the mean of the south is 2, so b is 100, 1, 13.375, 13.375. */
    assert_close(at_coin_column(s.result.imputed, 1)[3], 2, 0, 0);
    assert_close(at_coin_column(s.result.aggregated, 1)[3], 13.375, 0, 1e-12);
    assert_int_equal(s.plan.count, 0);
    assert_null(s.statistics);
    assert_null(s.left_out);
}

static void a_run_computes_only_what_was_asked_for(void **state)
{
    (void)state;
    at_err err;
    at_study_coin s;
    at_study_coin_options o = small_files();
    o.statistics = true;
    o.leave_one_out = true;
    o.params = beside(o, "params.csv", "rep,aggregation\n1,gmean\n2,hmean\n");
    assert_ok(run(o, &s, &err), &err);
    assert_non_null(s.statistics);
    assert_non_null(s.left_out);
    assert_int_equal(s.replicates.count, 2);
    assert_int_equal(s.plan.base, 0);
}

static void options_that_do_not_go_together_are_refused(void **state)
{
    (void)state;
    at_err err;
    at_study_coin s;
    const at_study_coin_options whole = small_files();
    at_study_coin_options o = whole;
    o.recipe = NULL;
    assert_fails(run(o, &s, &err), &err, AT_EUSAGE, "--recipe");
    o = whole;
    o.weight_sets = o.idata;
    assert_fails(run(o, &s, &err), &err, AT_EUSAGE, "--weight-sets without --params");
    o = whole;
    o.params = o.idata;
    o.sobol = 10;
    assert_fails(run(o, &s, &err), &err, AT_EUSAGE, "leave one out");
    o = whole;
    o.design = AT_STUDY_COIN_SOBOL;
    assert_fails(run(o, &s, &err), &err, AT_EUSAGE, "--design");
    o = whole;
    o.sobol = 10; /* the recipe lets nothing vary */
    assert_fails(run(o, &s, &err), &err, AT_EUSAGE, "[uncertainty]");
}

static void a_fault_names_its_file(void **state)
{
    (void)state;
    at_err err;
    at_study_coin s = {0};
    at_study_coin_options o = small_files();
    test_write_file(o.idata, AT_STR("uCode,region,a,b,c\nu1,n,1,2,x\n"));
    assert_fails(run(o, &s, &err), &err, AT_EINPUT, "\"x\" is not a number");
    assert_string_equal(err.file, o.idata);
    assert_int_equal(err.row, 2);
    assert_int_equal(err.column, 5);
    assert_int_equal(s.coin.element_count, 0); /* the output is untouched */

    o = small_files();
    o.params = beside(o, "params.csv", "rep,normalisation,aggregation\n7,\"minmax(0,1)\",gmean\n");
    assert_fails(run(o, &s, &err), &err, AT_ENUMERIC, "replicate 7", "\"u1\"", "\"a\"");
    assert_string_equal(err.file, o.params);

    o = small_files();
    o.imeta = test_format("%s.gone", o.imeta);
    assert_fails(run(o, &s, &err), &err, AT_EIO, "");
    assert_string_equal(err.file, o.imeta);
}

static void files_that_are_no_tables_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "\n\n", "\xFF\xFE", "uCode,\"a\nu1,1\n",
                                      "uCode;a\nu1;1;2\n"};
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        at_err err;
        at_study_coin s;
        at_study_coin_options o = small_files();
        test_write_file(o.idata, at_str_from_cstr(bad[i]));
        assert_int_equal(run(o, &s, &err), AT_EINPUT);
        assert_string_equal(err.file, o.idata);
        o = small_files();
        test_write_file(o.imeta, at_str_from_cstr(bad[i]));
        assert_int_equal(run(o, &s, &err), AT_EINPUT);
        assert_string_equal(err.file, o.imeta);
    }
}

static bool stop(void *context, uint64_t done, uint64_t total)
{
    (void)done;
    (void)total;
    ++*(size_t *)context;
    return false;
}

static void a_run_stops_when_told_to(void **state)
{
    (void)state;
    at_err err = {0};
    at_study_coin s;
    size_t calls = 0;
    const at_progress progress = {stop, &calls};
    at_study_coin_options o = small_files();
    o.params = beside(o, "params.csv", "rep,aggregation\n1,gmean\n2,hmean\n");
    assert_int_equal(at_study_coin_run(test_arena(), &o, NULL, &progress, &s, &err), AT_ECANCEL);
    assert_int_equal(calls, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_reads_its_files_and_scores),
        cmocka_unit_test(a_run_computes_only_what_was_asked_for),
        cmocka_unit_test(options_that_do_not_go_together_are_refused),
        cmocka_unit_test(a_fault_names_its_file),
        cmocka_unit_test(files_that_are_no_tables_are_refused),
        cmocka_unit_test(a_run_stops_when_told_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
