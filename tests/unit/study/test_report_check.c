/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_case.h"

static at_str check(const char *folder, at_report_style style, size_t *problems)
{
    at_buffer out AT_CLEANUP(at_buffer_free) = {0};
    at_err err = {0};
    at_str copy;
    assert_ok(at_report_check(&out, folder, style, problems, &err), &err);
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    return copy;
}

static edition_case faulty(void)
{
    edition_case c = sound_case;
    c.criteria = changed(c.criteria, "Second,20", "Second,many");
    c.values = changed(c.values, "0.5", "2");
    c.published = NULL;
    return c;
}

static void a_sound_edition_says_so(void **state)
{
    size_t problems = 99;
    (void)state;
    const char *folder = folder_of(&sound_case, "2025");
    assert_str(check(folder, as_text, &problems),
               test_format("%s: nothing is inconsistent.\n", folder));
    assert_int_equal(problems, 0);
    const at_json_value *json = json_of(check(folder, as_json, &problems));
    assert_int_equal(member(json, "problems")->count, 0);
}

static void each_finding_is_a_line_with_its_place(void **state)
{
    const edition_case c = faulty();
    size_t problems;
    (void)state;
    const char *folder = folder_of(&c, "2025");
    const at_str text = check(folder, as_text, &problems);
    assert_int_equal(problems, 2);
    assert_contains(text, test_format("%s/criteria.csv, row 3, column 4: weight \"many\"", folder));
    assert_contains(text, test_format("\n%s/values.csv, row 3, column 4: criterion", folder));
    size_t lines = 0;
    for (size_t i = 0; i < text.len; i++) lines += text.ptr[i] == '\n';
    assert_int_equal(lines, 2);
}

static void json_has_file_row_column_and_message(void **state)
{
    edition_case c = faulty();
    size_t problems;
    (void)state;
    const char *folder = folder_of(&c, "2025");
    const at_json_value *list = member(json_of(check(folder, as_json, &problems)), "problems");
    assert_int_equal(list->count, 2);
    assert_str(text_of(&list->items[0], "file"), test_format("%s/criteria.csv", folder));
    assert_int_equal(member(&list->items[0], "row")->integer, 3);
    assert_int_equal(member(&list->items[0], "column")->integer, 4);
    assert_contains(text_of(&list->items[0], "message"), "\"many\" is not a number");
    c = sound_case;
    c.published = changed(c.published, "XK,Kosovo,20.00,3\n", "");
    list = member(json_of(check(folder_of(&c, "2025"), as_json, &problems)), "problems");
    assert_int_equal(member(&list->items[0], "row")->kind, AT_JSON_NULL);
}

static void a_damaged_table_is_an_error_of_its_own(void **state)
{
    edition_case c = sound_case;
    at_buffer out = {0};
    at_err err = {0};
    size_t problems = 77;
    (void)state;
    c.values = changed(c.values, "Malta", "\"Malta");
    assert_fails(at_report_check(&out, folder_of(&c, "2025"), as_json, &problems, &err), &err,
                 AT_EINPUT, "quote");
    assert_int_equal(problems, 77);
    at_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_edition_says_so),
        cmocka_unit_test(each_finding_is_a_line_with_its_place),
        cmocka_unit_test(json_has_file_row_column_and_message),
        cmocka_unit_test(a_damaged_table_is_an_error_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
