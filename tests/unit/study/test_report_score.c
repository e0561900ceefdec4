/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_case.h"

static at_str score(const char *folder, at_report_style style)
{
    static at_buffer out;
    at_err err = {0};
    at_buffer_clear(&out);
    assert_ok(at_report_score(&out, folder, style, &err), &err);
    at_str copy;
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    return copy;
}

static void the_terminal_shows_the_2025_edition(void **state)
{
    (void)state;
    assert_golden("index-score-2025.txt", score(rainbow(2025), as_text));
}

static void json_has_every_published_total_and_rank_in_order_of_rank(void **state)
{
    at_study_edition e;
    at_err err = {0};
    (void)state;
    assert_ok(at_study_edition_read(test_arena(), rainbow(2025), &e, &err), &err);
    const at_json_value *json = json_of(score(rainbow(2025), as_json));
    const at_json_value *countries = member(json, "countries");
    assert_str(text_of(json, "edition"), "2025");
    assert_int_equal(countries->count, 49);
    for (size_t i = 0; i < e.published_count; i++) {
        const at_published *p = &e.published[i];
        const at_json_value *c =
            item_where(countries, "iso2", test_format("%.*s", AT_STR_ARG(p->iso2)));
        assert_close(number(c, "score"), at_fraction_f64(p->score), 0, 1e-12);
        assert_int_equal(member(c, "rank")->integer, p->rank);
        assert_close(number(c, "low"), number(c, "high"), 0, 0);
        assert_int_equal(member(c, "unknown")->integer, 0);
        double sum = 0;
        for (size_t k = 0; k < member(c, "categories")->count; k++) {
            sum += member(c, "categories")->items[k].real;
        }
        assert_close(sum, number(c, "score"), 0, 0.005 + 1e-9);
    }
    for (size_t i = 1; i < countries->count; i++) {
        assert_true(number(&countries->items[i - 1], "rank") <=
                    number(&countries->items[i], "rank"));
    }
}

static void shared_places_have_no_leader(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.published = NULL;
    c.values = "iso2,country,A1,A2,B1,B2,C1\nMT,Malta,1,1,1,1,1\nAT,Austria,1,1,1,1,1\n";
    assert_contains(score(folder_of(&c, "2025"), as_text), "All have ");
    c.values = "iso2,country,A1,A2,B1,B2,C1\nMT,Malta,1,1,1,1,1\nAT,Austria,1,1,1,1,1\n"
               "LV,Latvia,0,0,0,0,0\nBE,Belgium,0,0,0,0,0\n";
    const at_str text = score(folder_of(&c, "2026"), unwrapped);
    assert_contains(text, "2 countries share the first place with ");
    assert_contains(text, "2 share the last place with 0.00.");
}

static void unknown_cells_give_a_range(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.values = changed(c.values, "0.5", "");
    const char *folder = folder_of(&c, "2025");
    const at_json_value *json = json_of(score(folder, as_json));
    const at_json_value *austria = item_where(member(json, "countries"), "iso2", "AT");
    assert_close(number(austria, "score"), 35, 0, 0);
    assert_close(number(austria, "low"), 25, 0, 0);
    assert_close(number(austria, "high"), 45, 0, 0);
    assert_int_equal(member(austria, "unknown")->integer, 1);
    assert_contains(score(folder, as_text), "In 1 country some cells are not known");
    assert_contains(score(folder, as_text), "25.00 to 45.00");
}

static void an_edition_known_by_category_is_scored_from_its_fractions(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.values = NULL;
    c.published = NULL;
    c.categories = "iso2,country,Law,Family,Asylum\nMT,Malta,0.5,1,0.25\n";
    const at_json_value *json = json_of(score(folder_of(&c, "2024"), as_json));
    assert_close(number(&member(json, "countries")->items[0], "score"), 55, 0, 0);
    assert_str(text_of(json, "known_by"), "categories");
}

static void the_order_of_rows_changes_not_a_byte(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.values = "iso2,country,C1,A1,A2,B2,B1\nXK,Kosovo,1,0,1,0,0\nMT,Malta,1,1,1,1,1\n"
               "AT,Austria,0,1,0.5,1,0\n";
    const char *a = folder_of(&sound_case, "2025"), *b = folder_of(&c, "2025");
    assert_same_str(score(a, as_json), score(b, as_json));
    assert_same_str(score(a, as_text), score(b, as_text));
}

static void without_weights_there_is_no_score_and_it_says_so(void **state)
{
    at_buffer out = {0};
    at_err err = {0};
    (void)state;
    assert_fails(at_report_score(&out, rainbow(2023), as_json, &err), &err, AT_EINPUT,
                 "edition 2023 has no weights, so it has no scores", "add a column \"weight\"",
                 "attest index history");
    assert_contains(at_str_from_cstr(err.file), "2023/criteria.csv");
    assert_int_equal(at_status_exit_code(AT_EINPUT), 3);
    at_buffer_free(&out);
}

static void many_categories_leave_the_table_readable(void **state)
{
    edition_case c = {.criteria = "id,category,label,weight\n", .values = "iso2,country"};
    const char *row = "MT,Malta";
    (void)state;
    for (int i = 0; i < 12; i++) {
        c.criteria = test_format("%sA%d,Category %d,L%d,5\n", c.criteria, i, i, i);
        c.values = test_format("%s,A%d", c.values, i);
        row = test_format("%s,1", row);
    }
    c.values = test_format("%s\n%s\n", c.values, row);
    const at_str text = score(folder_of(&c, "2025"), as_text);
    assert_contains(text, "place  iso2  country  score\n");
    assert_contains(text, "Category 11 5.00.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_terminal_shows_the_2025_edition),
        cmocka_unit_test(json_has_every_published_total_and_rank_in_order_of_rank),
        cmocka_unit_test(shared_places_have_no_leader),
        cmocka_unit_test(unknown_cells_give_a_range),
        cmocka_unit_test(an_edition_known_by_category_is_scored_from_its_fractions),
        cmocka_unit_test(the_order_of_rows_changes_not_a_byte),
        cmocka_unit_test(without_weights_there_is_no_score_and_it_says_so),
        cmocka_unit_test(many_categories_leave_the_table_readable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
