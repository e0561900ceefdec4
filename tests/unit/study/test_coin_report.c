/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_small.h"

#include <string.h>

#include "file/json.h"

static const char RECIPE[] =
    "[impute]\nmethod = mean\n"
    "[treat]\nskew = 2\nkurtosis = 3.5\nwinsorise_max = 5\notherwise = log\n"
    "[normalise]\nmethod = minmax\nlow = 1\nhigh = 100\n"
    "[aggregate]\nmethod = amean\n"
    "[uncertainty]\nwinsorise_max = 1-3\n"
    "normalise = minmax(1,100) | zscore(10,2)\n"
    "weights = noise 0.5 at levels 1,2\naggregate = amean | gmean\n";

static at_study_coin_options files_of(const char *meta, const char *data)
{
    const char *folder = test_temp_dir();
    const at_study_coin_options o = {
        .idata = test_format("%s/iData.csv", folder),
        .imeta = test_format("%s/iMeta.csv", folder),
        .recipe = test_format("%s/recipe.ini", folder),
        .seed = 1,
    };
    test_write_file(o.idata, at_str_from_cstr(data));
    test_write_file(o.imeta, at_str_from_cstr(meta));
    test_write_file(o.recipe, at_str_from_cstr(RECIPE));
    return o;
}

static at_str json_of(at_study_coin_options o, size_t threads)
{
    at_err err = {0};
    at_pool *pool;
    at_study_coin study;
    at_buffer out = {0};
    at_str copy;
    assert_ok(at_pool_new(threads, &pool, &err), &err);
    assert_ok(at_study_coin_run(test_arena(), &o, pool, NULL, &study, &err), &err);
    assert_ok(at_study_coin_json(&study, pool, &out, &err), &err);
    at_pool_free(pool);
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    at_buffer_free(&out);
    return copy;
}

static const at_json_value *parse(at_str text)
{
    at_err err = {0};
    const at_json_value *value;
    assert_ok(
        at_json_parse(test_arena(), "document", at_str_bytes(text), (size_t)1 << 30, &value, &err),
        &err);
    return value;
}

static const at_json_value *member(const at_json_value *object, const char *key)
{
    const at_json_value *found = at_json_get(object, at_str_from_cstr(key));
    if (!found) fail_msg("the document has no \"%s\"", key);
    return found;
}

static at_study_coin_options everything(at_study_coin_options o)
{
    o.stages = o.statistics = o.leave_one_out = true;
    o.sobol = 20;
    return o;
}

static void document_holds_what_was_asked_for_and_no_more(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        bool plain, stages, statistics, left_out, sobol;
    } keys[] = {
        {"top", true, true, true, true, true},
        {"recipe", true, true, true, true, true},
        {"units", true, true, true, true, false},
        {"screened_out", true, true, true, true, false},
        {"stages", false, true, false, false, false},
        {"treatment", false, true, false, false, false},
        {"lineage", false, true, false, false, false},
        {"weights", false, true, false, false, false},
        {"statistics", false, false, true, false, false},
        {"correlations", false, false, true, false, false},
        {"cronbach", false, false, true, false, false},
        {"leave_one_out", false, false, false, true, false},
        {"replicates", false, false, false, false, true},
        {"rank_statistics_of", false, false, false, false, true},
        {"rank_statistics", false, false, false, false, true},
        {"treatments", false, false, false, false, true},
        {"weight_sets", false, false, false, false, true},
        {"sobol", false, false, false, false, true},
    };
    const at_study_coin_options plain = files_of(SMALL_META, SMALL_DATA);
    for (size_t wish = 0; wish < 5; wish++) {
        at_study_coin_options o = plain;
        o.stages = wish == 1;
        o.statistics = wish == 2;
        o.leave_one_out = wish == 3;
        o.sobol = wish == 4 ? 4 : 0;
        const at_json_value *document = parse(json_of(o, 1));
        size_t expected = 0;
        for (size_t k = 0; k < AT_COUNT_OF(keys); k++) {
            const bool wanted[] = {keys[k].plain, keys[k].stages, keys[k].statistics,
                                   keys[k].left_out, keys[k].sobol};
            expected += wanted[wish];
            if (wanted[wish] != (at_json_get(document, at_str_from_cstr(keys[k].key)) != NULL)) {
                fail_msg("wish %zu, key \"%s\"", wish, keys[k].key);
            }
        }
        assert_int_equal(document->count, expected);
    }
}

static void document_is_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    const at_study_coin_options o = everything(files_of(SMALL_META, SMALL_DATA));
    const at_str alone = json_of(o, 1);
    for (size_t threads = 2; threads <= 4; threads++) {
        const at_str together = json_of(o, threads);
        assert_true(at_str_equal(alone, together));
    }
    at_study_coin_options other = o;
    other.seed = 2;
    assert_false(at_str_equal(alone, json_of(other, 1)));
}

static void document_does_not_depend_on_the_order_of_rows_and_columns(void **state)
{
    (void)state;
    static const char meta[] = "Type,Parent,Weight,Direction,iCode,Level\n"
                               "Group,,,,region,\n"
                               "Aggregate,,1,1,T,3\n"
                               "Aggregate,T,1,1,Q,2\n"
                               "Indicator,Q,1,-1,c,1\n"
                               "Indicator,P,1,1,b,1\n"
                               "Indicator,P,1,1,a,1\n"
                               "Aggregate,T,1,1,P,2\n";
    static const char data[] = "c,b,uCode,a,region\n"
                               "1,,u4,8,s\n"
                               "8,1,u2,2,n\n"
                               "5,2,u3,4,s\n"
                               "3,9,u1,1,n\n";
    const at_str one = json_of(everything(files_of(SMALL_META, SMALL_DATA)), 1);
    const at_str other = json_of(everything(files_of(meta, data)), 1);
    assert_same_str(one, other);
}

static void document_has_null_for_what_is_missing(void **state)
{
    (void)state;
    at_study_coin_options o = files_of(SMALL_META, SMALL_DATA);
    o.stages = true;
    const at_json_value *raw = member(member(parse(json_of(o, 1)), "stages"), "raw");
    const at_json_value *values = member(&raw->items[3], "values");
    assert_int_equal(member(values, "b")->kind, AT_JSON_NULL);
    assert_close(member(values, "a")->real, 8, 0, 0);
}

/* The drawn design as the files that --params and --weight-sets take. */
static void write_design(const at_json_value *document, const char *params, const char *sets)
{
    static const char *const codes[] = {"a", "b", "c", "P", "Q"};
    at_buffer text = {0};
    at_buffer_literal(&text, "rep,winmax,normalisation,weight_set,aggregation\n");
    const at_json_value *replicates = member(document, "replicates");
    for (size_t i = 0; i < replicates->count; i++) {
        const at_json_value *r = &replicates->items[i];
        at_buffer_format(&text, "%.*s,%d,\"%.*s\",%.*s,%.*s\n", AT_STR_ARG(member(r, "id")->string),
                         (int)member(r, "winsorise_max")->integer,
                         AT_STR_ARG(member(r, "normalise")->string),
                         AT_STR_ARG(member(r, "weight_set")->string),
                         AT_STR_ARG(member(r, "aggregate")->string));
    }
    test_write_file(params, at_buffer_str(&text));
    at_buffer_clear(&text);
    const at_json_value *drawn = member(document, "weight_sets");
    at_buffer_literal(&text, "iCode");
    for (size_t s = 0; s < drawn->count; s++) {
        at_buffer_format(&text, ",%.*s", AT_STR_ARG(member(&drawn->items[s], "id")->string));
    }
    for (size_t e = 0; e < AT_COUNT_OF(codes); e++) {
        at_buffer_format(&text, "\n%s", codes[e]);
        for (size_t s = 0; s < drawn->count; s++) {
            at_buffer_format(&text, ",%.17g",
                             member(member(&drawn->items[s], "weights"), codes[e])->real);
        }
    }
    at_buffer_char(&text, '\n');
    test_write_file(sets, at_buffer_str(&text));
    at_buffer_free(&text);
}

static void document_of_a_drawn_design_is_enough_to_run_it_again(void **state)
{
    (void)state;
    at_study_coin_options o = files_of(SMALL_META, SMALL_DATA);
    o.sobol = 12;
    const at_json_value *drawn = parse(json_of(o, 1));
    const char *folder = test_temp_dir();
    o.sobol = 0;
    o.params = test_format("%s/params.csv", folder);
    o.weight_sets = test_format("%s/sets.csv", folder);
    write_design(drawn, o.params, o.weight_sets);
    const at_json_value *given = parse(json_of(o, 1));
    const at_json_value *a = member(drawn, "replicates"), *b = member(given, "replicates");
    assert_int_equal(a->count, 12 * 6);
    assert_int_equal(b->count, a->count);
    for (size_t i = 0; i < a->count; i++) {
        const at_json_value *x = member(&a->items[i], "scores"),
                            *y = member(&b->items[i], "scores");
        assert_int_equal(x->count, 4);
        for (size_t u = 0; u < x->count; u++) assert_true(x->items[u].real == y->items[u].real);
    }
    const at_json_value *s = member(member(drawn, "sobol"), "mean_abs_rank_shift");
    const at_json_value *t = member(member(given, "sobol"), "mean_abs_rank_shift");
    assert_int_equal(s->count, 4);
    for (size_t f = 0; f < s->count; f++) {
        assert_true(member(&s->items[f], "total")->real == member(&t->items[f], "total")->real);
        assert_true(member(&s->items[f], "first_q5")->real ==
                    member(&t->items[f], "first_q5")->real);
    }
}

static void document_says_who_was_screened_out(void **state)
{
    (void)state;
    at_study_coin_options o = files_of(SMALL_META, SMALL_DATA);
    test_write_file(o.recipe, AT_STR("[screen]\nmin_data = 1\n[normalise]\nmethod = rank\n"
                                     "[aggregate]\nmethod = amean\n"));
    const at_json_value *document = parse(json_of(o, 1));
    assert_int_equal(member(document, "units")->count, 3);
    assert_int_equal(member(document, "screened_out")->count, 1);
    assert_str(member(document, "screened_out")->items[0].string, "u4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document_holds_what_was_asked_for_and_no_more),
        cmocka_unit_test(document_is_the_same_on_any_number_of_threads),
        cmocka_unit_test(document_does_not_depend_on_the_order_of_rows_and_columns),
        cmocka_unit_test(document_has_null_for_what_is_missing),
        cmocka_unit_test(document_of_a_drawn_design_is_enough_to_run_it_again),
        cmocka_unit_test(document_says_who_was_screened_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
