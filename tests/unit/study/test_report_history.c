/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_case.h"

enum { FIRST_YEAR = 2015, YEARS = 11 };

static at_str history(bool backwards, at_report_style style)
{
    at_buffer out AT_CLEANUP(at_buffer_free) = {0};
    const char *folders[YEARS];
    at_err err = {0};
    at_str copy;
    for (int i = 0; i < YEARS; i++) {
        folders[backwards ? YEARS - 1 - i : i] = rainbow(FIRST_YEAR + i);
    }
    assert_ok(at_report_history(&out, folders, YEARS, style, &err), &err);
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    return copy;
}

static void json_tells_editions_and_places(void **state)
{
    (void)state;
    const at_json_value *json = json_of(history(false, as_json));
    const at_json_value *editions = member(json, "editions");
    assert_int_equal(editions->count, YEARS);
    assert_str(text_of(&editions->items[0], "ranks"), "dense as scraped");
    assert_str(text_of(&editions->items[0], "known_by"), "labels");
    assert_str(text_of(&editions->items[10], "ranks"), "competition");
    assert_str(text_of(&editions->items[10], "ranks_from"), "published");
    assert_int_equal(member(&editions->items[10], "criteria")->integer, 76);
    assert_int_equal(member(json, "countries")->count, 49);
    const at_json_value *places =
        member(item_where(member(json, "countries"), "iso2", "HU"), "places");
    assert_int_equal(places->count, YEARS);
    assert_int_equal(member(&places->items[10], "year")->integer, 2025);
    assert_int_equal(member(&places->items[10], "rank")->integer, 37);
    assert_close(number(&places->items[10], "score"), 22.70, 0, 1e-12);
    assert_true(truth(&places->items[10], "firm"));
    assert_false(truth(&places->items[0], "firm"));
    assert_int_equal(member(&places->items[4], "score")->kind, AT_JSON_NULL);
}

static void the_order_of_the_folders_changes_not_a_byte(void **state)
{
    (void)state;
    assert_same_str(history(false, as_json), history(true, as_json));
    assert_same_str(history(false, as_text), history(true, as_text));
}

static void the_terminal_shows_eleven_years_and_marks_what_is_not_firm(void **state)
{
    (void)state;
    assert_golden("index-history.txt", history(false, (at_report_style){.width = 100}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_tells_editions_and_places),
        cmocka_unit_test(the_order_of_the_folders_changes_not_a_byte),
        cmocka_unit_test(the_terminal_shows_eleven_years_and_marks_what_is_not_firm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
