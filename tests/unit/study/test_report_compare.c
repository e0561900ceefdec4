/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "file/csv.h"
#include "report_case.h"

static at_str compare(const char *old_folder, const char *new_folder, at_report_style style)
{
    at_buffer out AT_CLEANUP(at_buffer_free) = {0};
    at_err err = {0};
    at_str copy;
    assert_ok(at_report_compare(&out, old_folder, new_folder, style, &err), &err);
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    return copy;
}

static double sum(const at_json_value *object)
{
    double total = 0;
    for (size_t i = 0; i < object->count; i++) total += object->items[i].real;
    return total;
}

/* Parts add up, places are the difference of ranks, and categories add up to the parts. */
static void assert_adds_up(const at_json_value *c)
{
    double values = 0, rules = 0;
    const at_json_value *categories = member(c, "category_parts");
    assert_close(sum(member(c, "score_parts")), number(c, "score_new") - number(c, "score_old"), 0,
                 1e-9);
    assert_close(sum(member(c, "rank_parts")), number(c, "places"), 0, 1e-9);
    assert_close(number(c, "rank_old") - number(c, "rank_new"), number(c, "places"), 0, 0);
    assert_close(floor(number(c, "score_new") * 100 + 0.5 + 1e-9) / 100, number(c, "score_new_2dp"),
                 0, 1e-9);
    for (size_t i = 0; i < categories->count; i++) {
        values += number(&categories->items[i], "values");
        rules += number(&categories->items[i], "rules");
    }
    assert_close(values + rules, sum(member(c, "score_parts")), 0, 1e-9);
}

static double cell_number(const at_csv_table *table, size_t row, const char *column)
{
    at_fraction value;
    at_err err = {0};
    const size_t at = at_csv_column(table, at_str_from_cstr(column));
    assert_ok(at_parse_fraction(at_csv_cell(table, row, at), &value, &err), &err);
    return at_fraction_f64(value);
}

static void moves_of_2025_are_the_reference_ones(void **state)
{
    at_csv_table want;
    at_err err = {0};
    const char *path = test_source("data/rainbow/expected-2024-to-2025.csv");
    (void)state;
    assert_ok(
        at_csv_parse(test_arena(), path, at_str_bytes(test_read_file(path)), NULL, &want, &err),
        &err);
    const at_json_value *json = json_of(compare(rainbow(2024), rainbow(2025), as_json));
    assert_str(text_of(json, "mode"), "coarse");
    assert_contains(text_of(json, "statement"), "one path");
    const at_json_value *countries = member(json, "countries");
    assert_int_equal(countries->count, 49);
    for (size_t row = 0; row < want.rows; row++) {
        const char *iso2 = test_format("%.*s", AT_STR_ARG(at_csv_cell(&want, row, 0)));
        const at_json_value *c = item_where(countries, "iso2", iso2);
        const at_json_value *interval = member(c, "values_interval");
        const double values = number(member(c, "score_parts"), "values");
        assert_close(values, cell_number(&want, row, "values_part"), 0, 0.03);
        assert_close(number(member(c, "score_parts"), "rules"),
                     cell_number(&want, row, "rules_part"), 0, 0.03);
        assert_close(number(c, "places"), cell_number(&want, row, "places"), 0, 0);
        assert_int_equal(interval->count, 2);
        assert_true(interval->items[0].real <= values && values <= interval->items[1].real);
        assert_int_equal(truth(c, "values_none"),
                         interval->items[0].real <= 0 && interval->items[1].real >= 0);
        assert_adds_up(c);
    }
    const at_json_value *summary = member(json, "summary");
    assert_int_equal(member(summary, "falls")->integer, 27);
    assert_int_equal(member(summary, "falls_rules_only")->integer, 15);
    assert_int_equal(member(json, "matched")->integer, 75);
    assert_int_equal(member(json, "matches")->count, 75);
    assert_int_equal(member(json, "added")->integer, 1);
    assert_int_equal(member(json, "added_criteria")->count, 1);
    assert_int_equal(member(json, "dropped")->integer, 0);
}

static void the_terminal_shows_the_moves_of_2025(void **state)
{
    (void)state;
    assert_golden("index-compare-2024-2025.txt", compare(rainbow(2024), rainbow(2025), as_text));
}

/* Law in Austria changed, the weights moved, a criterion came and one went; Malta left, Serbia
 * entered. */
static void full_parts_add_up_and_name_what_moved(void **state)
{
    edition_case old_case = sound_case, new_case = sound_case;
    (void)state;
    old_case.published = NULL;
    new_case.published = NULL;
    new_case.criteria = "id,category,label,weight,exclusive_group,requires,id_2024\n"
                        "A1,Law,First,12,,,\nA2,Law,Second,18,,,\nB1,Family,Third,30,union,,\n"
                        "X2,Family,Renamed,15,union,,B2\nD1,Housing,New,40,,A1,\n";
    new_case.values = "iso2,country,A1,A2,B1,X2,D1\nRS,Serbia,1,1,0,0,1\nAT,Austria,1,1,0,1,1\n"
                      "XK,Kosovo,0,1,0,0,1\n";
    const char *a = folder_of(&old_case, "2024"), *b = folder_of(&new_case, "2025");
    const at_json_value *json = json_of(compare(a, b, as_json));
    assert_str(text_of(json, "mode"), "full");
    assert_null(at_json_get(json, AT_STR("statement")));
    assert_str(text_of(&member(json, "entered")->items[0], "iso2"), "RS");
    assert_str(text_of(&member(json, "left")->items[0], "iso2"), "MT");
    assert_str(member(json, "added_criteria")->items[0].string, "D1");
    assert_str(member(json, "dropped_criteria")->items[0].string, "C1");
    assert_str(text_of(item_where(member(json, "matches"), "new", "X2"), "by"), "crosswalk");
    for (size_t i = 0; i < member(json, "countries")->count; i++) {
        assert_adds_up(&member(json, "countries")->items[i]);
    }
    const at_json_value *kosovo = item_where(member(json, "countries"), "iso2", "XK");
    assert_true(truth(kosovo, "rules_only"));
    const at_json_value *austria = item_where(member(json, "countries"), "iso2", "AT");
    assert_false(truth(austria, "rules_only"));
    assert_true(number(member(austria, "score_parts"), "own_values") > 0);
    const at_str text = compare(a, b, unwrapped);
    assert_contains(text, "4 criteria are matched (3 by id, 1 by crosswalk), 1 added, 1 dropped.");
    assert_contains(text, "Countries that entered: 1, that left: 1.");
}

static void an_edition_compared_with_itself_has_not_moved(void **state)
{
    (void)state;
    const at_json_value *json = json_of(compare(rainbow(2025), rainbow(2025), as_json));
    const at_json_value *countries = member(json, "countries");
    for (size_t i = 0; i < countries->count; i++) {
        const at_json_value *c = &countries->items[i];
        for (size_t k = 0; k < member(c, "score_parts")->count; k++) {
            assert_close(member(c, "score_parts")->items[k].real, 0, 0, 0);
        }
        assert_int_equal(member(c, "places")->integer, 0);
    }
    assert_int_equal(member(json, "added")->integer, 0);
}

static void an_edition_without_weights_is_named(void **state)
{
    at_buffer out = {0};
    at_err err = {0};
    (void)state;
    assert_fails(at_report_compare(&out, rainbow(2023), rainbow(2025), as_json, &err), &err,
                 AT_EINPUT, "edition 2023 has no weights");
    assert_int_not_equal(at_report_compare(&out, rainbow(2025), rainbow(2024), as_json, &err),
                         AT_OK);
    at_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_of_2025_are_the_reference_ones),
        cmocka_unit_test(the_terminal_shows_the_moves_of_2025),
        cmocka_unit_test(full_parts_add_up_and_name_what_moved),
        cmocka_unit_test(an_edition_compared_with_itself_has_not_moved),
        cmocka_unit_test(an_edition_without_weights_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
