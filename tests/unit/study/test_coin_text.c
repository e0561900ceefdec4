/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_small.h"

#include <string.h>

static at_str text_of(const char *data, const char *recipe, at_study_coin_options o)
{
    at_err err = {0};
    at_study_coin study;
    at_buffer out = {0};
    at_str copy;
    const char *folder = test_temp_dir();
    o.idata = test_format("%s/iData.csv", folder);
    o.imeta = test_format("%s/iMeta.csv", folder);
    o.recipe = test_format("%s/recipe.ini", folder);
    test_write_file(o.idata, at_str_from_cstr(data));
    test_write_file(o.imeta, at_str_from_cstr(SMALL_META));
    test_write_file(o.recipe, at_str_from_cstr(recipe));
    assert_ok(at_study_coin_run(test_arena(), &o, NULL, NULL, &study, &err), &err);
    assert_ok(at_study_coin_text(&study, &out, &err), &err);
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    at_buffer_free(&out);
    return copy;
}

#define STEPS                                                                                      \
    "[treat]\nskew = 2\nkurtosis = 3.5\nwinsorise_max = 5\notherwise = log\n"                      \
    "[normalise]\nmethod = minmax\nlow = 1\nhigh = 100\n[aggregate]\nmethod = amean\n"

static void text_ranks_the_best_first_and_equals_by_code(void **state)
{
    (void)state;
    const at_str text = text_of("uCode,uName,region,a,b,c\n"
                                "u9,Nine,n,1,1,1\nu2,Two,n,5,5,5\nu1,One,n,5,5,5\nu3,,s,9,9,0\n",
                                STEPS, (at_study_coin_options){0});
    assert_str(text, "unit               rank     score\n"
                     "u3                    1    100.00\n"
                     "u9                    2     40.60  Nine\n"
                     "u1                    3     25.75  One\n"
                     "u2                    3     25.75  Two\n");
}

static void text_has_a_section_for_each_thing_asked_for(void **state)
{
    (void)state;
    const at_study_coin_options all = {
        .stages = true, .statistics = true, .leave_one_out = true, .sobol = 8, .seed = 1};
    const at_str text = text_of(
        SMALL_DATA, STEPS "[uncertainty]\nwinsorise_max = 1-2\naggregate = amean | gmean\n", all);
    static const char *const heads[] = {"\nscores by level",
                                        "\ntreated ",
                                        "\nindicator ",
                                        "\ngroup ",
                                        "\nleft out ",
                                        "\nranks over 16 of 32 replicates\n",
                                        "\nwhat moves the ranks ",
                                        "\nwinsorise_max",
                                        "\naggregate"};
    for (size_t i = 0; i < AT_COUNT_OF(heads); i++) {
        test_assert_contains(text, at_str_from_cstr(heads[i]), __FILE__, __LINE__);
    }
}

static void text_counts_who_was_left_out(void **state)
{
    (void)state;
    const at_str text =
        text_of(SMALL_DATA, STEPS "[screen]\nmin_data = 1\n", (at_study_coin_options){0});
    assert_contains(text, "1 of 4 units left out for want of data\n");
}

static void text_shows_no_control_bytes_of_names(void **state)
{
    (void)state;
    const at_str text = text_of("uCode,uName,region,a,b,c\n"
                                "u1,\"x\x1b[31m\ny\",n,1,1,1\nu2,Two,n,5,5,5\n",
                                STEPS, (at_study_coin_options){0});
    assert_contains(text, "x?[31m?y");
    for (size_t i = 0; i < text.len; i++) assert_true(text.ptr[i] != '\x1b');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_ranks_the_best_first_and_equals_by_code),
        cmocka_unit_test(text_has_a_section_for_each_thing_asked_for),
        cmocka_unit_test(text_counts_who_was_left_out),
        cmocka_unit_test(text_shows_no_control_bytes_of_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
