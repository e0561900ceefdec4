/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish_case.h"

#include <math.h>

static void figures_refer_to_each_other(void **state)
{
    (void)state;
    const at_site_figures *f = figures_of(full_release());
    assert_int_equal(f->country_count, 4);
    assert_int_equal(f->category_count, 2);
    assert_int_equal(f->criterion_count, 4);
    assert_int_equal(f->dropped_count, 1);
    assert_str(f->dropped[0].id, "E9");
    assert_close(f->attainable, 100, 0, 0);
    assert_true(f->compared && f->full);
    const at_site_country *latvia = &f->countries[2];
    assert_str(latvia->name, "Latvia");
    assert_str(latvia->score.text, "55");
    assert_close(latvia->score.value, 55, 0, 0);
    assert_close(latvia->points[1].value, 35, 0, 0);
    assert_str(latvia->cells[3].standing, "unknown");
    assert_true(isnan(latvia->cells[3].value.value) && latvia->cells[3].value.text.len == 0);
    assert_int_equal(latvia->past_count, 2);
    assert_int_equal(latvia->reform_count, 1);
    assert_int_equal(latvia->source_count, 2);
    assert_int_equal(latvia->cell_change_count, 2);
    assert_close(latvia->change.own_values.value, 10, 0, 0);
    assert_close(latvia->category_values[0].value, 10, 0, 0);
    assert_false(f->countries[3].change.given);
    assert_null(f->countries[3].category_values);
    assert_int_equal(f->neighbour_count, 3);
    assert_int_equal(f->neighbours[2].a, 2);
    assert_int_equal(f->neighbours[2].b, 3);
    assert_false(f->neighbours[2].holds);
}

static void figures_read_all_ways_of_comparing(void **state)
{
    (void)state;
    assert_false(figures_of(plain_release())->compared);
    const at_site_figures *coarse = figures_of(coarse_release());
    assert_true(coarse->compared && !coarse->full);
    assert_true(coarse->countries[1].change.values_none);
    assert_true(isnan(coarse->countries[1].change.own_values.value));
}

static void summary_and_settings_are_looked_up(void **state)
{
    (void)state;
    const at_site_figures *f = figures_of(full_release());
    assert_close(at_site_summary(f, AT_STR("rises")), 2, 0, 0);
    assert_true(isnan(at_site_summary(f, AT_STR("rise"))));
    assert_str(at_site_setting(f, AT_STR("within")), "25");
    assert_str(at_site_setting(f, AT_STR("without")), "");
    at_release *release = full_release();
    drop_table(release, "summary");
    assert_true(isnan(at_site_summary(figures_of(release), AT_STR("rises"))));
}

static void assert_refused(const at_release *release, const char *file, uint64_t row,
                           uint64_t column, const char *message)
{
    const at_site_figures *figures = NULL;
    at_err err = {0};
    assert_fails(at_site_figures_read(test_arena(), release, &figures, &err), &err, AT_ECORRUPT,
                 message);
    assert_string_equal(err.file, file);
    assert_int_equal(err.row, row);
    assert_int_equal(err.column, column);
    assert_null(figures);
}

static void missing_table_is_named(void **state)
{
    (void)state;
    static const char *const needed[] = {"categories", "category_scores", "countries", "criteria",
                                         "editions",   "history",         "pairs"};
    static const char *const optional[] = {"cells",   "reforms",      "changes", "category_changes",
                                           "sources", "cell_changes", "moves",   "summary"};
    for (size_t i = 0; i < AT_COUNT_OF(needed); i++) {
        at_release *release = full_release();
        drop_table(release, needed[i]);
        assert_refused(release, test_format("tables/%s.csv", needed[i]), 0, 0, "no such table");
    }
    for (size_t i = 0; i < AT_COUNT_OF(optional); i++) {
        at_release *release = full_release();
        drop_table(release, optional[i]);
        (void)figures_of(release);
    }
}

/* Every column that is read; what else the format has is for others. */
static void missing_column_is_named(void **state)
{
    (void)state;
    static const char *const columns[][2] = {
        {"categories", "maximum"},     {"category_scores", "points"}, {"cells", "standing"},
        {"changes", "values_none"},    {"changes", "rank_entrants"},  {"countries", "rank_95"},
        {"criteria", "weight_old"},    {"editions", "known_by"},      {"history", "firm"},
        {"pairs", "epsilon"},          {"reforms", "with"},           {"sources", "note"},
        {"cell_changes", "value_old"}, {"category_changes", "rules"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(columns); i++) {
        at_release *release = full_release();
        drop_column(release, columns[i][0], columns[i][1]);
        assert_refused(release, test_format("tables/%s.csv", columns[i][0]), 1, 0,
                       test_format("no column \"%s\"", columns[i][1]));
    }
}

static void cell_that_is_no_number_is_named(void **state)
{
    (void)state;
    static const char *const wrong[] = {"twelve", "nan", "inf", "1e999", "1/2",
                                        "0x10",   "1,5", " 1",  "1e13"};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        at_release *release = full_release();
        set_cell(release, "countries", 2, "score", wrong[i]);
        assert_refused(release, "tables/countries.csv", 4, 3,
                       test_format("\"%s\" is not a number", wrong[i]));
    }
    at_release *release = full_release();
    set_cell(release, "pairs", 0, "epsilon", "x");
    assert_refused(release, "tables/pairs.csv", 2, 8, "\"x\" is not a number");
    release = full_release();
    set_cell(release, "history", 0, "year", "20311");
    assert_refused(release, "tables/history.csv", 2, 2, "\"20311\" is not a year");
    release = full_release();
    set_cell(release, "editions", 0, "year", "");
    assert_refused(release, "tables/editions.csv", 2, 2, "\"\" is not a year");
}

static void empty_cell_is_refused_where_a_number_is_needed(void **state)
{
    (void)state;
    static const char *const needed[][2] = {
        {"categories", "maximum"}, {"category_scores", "points"},
        {"changes", "places"},     {"changes", "score_old"},
        {"changes", "values"},     {"countries", "score"},
        {"countries", "rank"},     {"countries", "rank_high"},
        {"countries", "unknown"},  {"history", "rank"},
        {"pairs", "share"},        {"reforms", "rank"},
    };
    static const char *const optional[][2] = {
        {"cells", "value"},      {"changes", "values_low"}, {"changes", "new_values_old_rules"},
        {"countries", "rank_5"}, {"criteria", "weight"},    {"criteria", "weight_old"},
        {"history", "score"},    {"pairs", "epsilon"},      {"pairs", "share_within"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(needed); i++) {
        const at_site_figures *figures;
        at_err err = {0};
        at_release *release = full_release();
        set_cell(release, needed[i][0], 0, needed[i][1], "");
        assert_fails(at_site_figures_read(test_arena(), release, &figures, &err), &err, AT_ECORRUPT,
                     "\"\" is not a number");
        assert_string_equal(err.file, test_format("tables/%s.csv", needed[i][0]));
        assert_int_equal(err.row, 2);
    }
    for (size_t i = 0; i < AT_COUNT_OF(optional); i++) {
        at_release *release = full_release();
        set_cell(release, optional[i][0], 0, optional[i][1], "");
        (void)figures_of(release);
    }
}

static void row_of_an_unknown_country_is_named(void **state)
{
    (void)state;
    static const char *const tables[] = {"category_scores",  "cells",        "changes",
                                         "category_changes", "cell_changes", "history",
                                         "reforms",          "sources"};
    for (size_t i = 0; i < AT_COUNT_OF(tables); i++) {
        at_release *release = full_release();
        set_cell(release, tables[i], 1, "iso2", "ZZ");
        assert_refused(release, test_format("tables/%s.csv", tables[i]), 3, 1,
                       "\"ZZ\" is described nowhere");
    }
    at_release *release = full_release();
    set_cell(release, "pairs", 0, "iso2_b", "ZZ");
    assert_refused(release, "tables/pairs.csv", 2, 2, "\"ZZ\" is described nowhere");
    release = full_release();
    set_cell(release, "cells", 0, "criterion", "F9");
    assert_refused(release, "tables/cells.csv", 2, 2, "\"F9\" is described nowhere");
    release = full_release();
    set_cell(release, "category_scores", 0, "category", "Fmaily");
    assert_refused(release, "tables/category_scores.csv", 2, 2, "\"Fmaily\" is described nowhere");
}

static void country_code_is_what_can_name_a_file(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "mt", "M/", "..", "-MT", "M_T", "M T", "\xC3\x89", "ABCDEFGHIJKLMNOPQ"};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        at_release *release = full_release();
        set_cell(release, "countries", 0, "iso2", wrong[i]);
        assert_refused(release, "tables/countries.csv", 2, 1, "not a country code");
    }
}

static void name_that_stands_twice_is_refused(void **state)
{
    (void)state;
    at_release *release = full_release();
    set_cell(release, "countries", 3, "iso2", "MT");
    assert_refused(release, "tables/countries.csv", 5, 1, "\"MT\" is described twice");
    release = full_release();
    set_cell(release, "categories", 1, "category", "Family");
    assert_refused(release, "tables/categories.csv", 3, 1, "\"Family\" is described twice");
    release = full_release();
    set_cell(release, "criteria", 2, "criterion", "F1");
    assert_refused(release, "tables/criteria.csv", 4, 1, "\"F1\" is described twice");
}

static void every_country_has_points_in_every_category(void **state)
{
    (void)state;
    at_release *release = full_release();
    cut_table(release, "category_scores", 7);
    assert_refused(release, "tables/category_scores.csv", 0, 0, "no points of CA in \"Asylum\"");
}

static void dropped_criteria_come_last(void **state)
{
    (void)state;
    at_release *release = full_release();
    set_cell(release, "criteria", 1, "status", "dropped");
    assert_refused(release, "tables/criteria.csv", 3, 7, "\"dropped\" comes before");
}

static void release_without_editions_is_refused(void **state)
{
    (void)state;
    at_release *release = full_release();
    cut_table(release, "editions", 0);
    assert_refused(release, "tables/editions.csv", 0, 0, "no edition");
}

static void release_must_say_within_how_many_percent(void **state)
{
    (void)state;
    static const at_release_setting word = {{"within", 6}, {"some", 4}, false};
    static const at_release_setting third = {{"within", 6}, {"100/3", 5}, false};
    at_release *release = full_release();
    release->setting_count = 0;
    assert_refused(release, "manifest.json", 0, 0, "\"within\"");
    release->settings = &word;
    release->setting_count = 1;
    assert_refused(release, "manifest.json", 0, 0, "\"within\"");
    release->settings = &third;
    (void)figures_of(release);
}

static void category_that_only_the_old_edition_had_is_passed_over(void **state)
{
    (void)state;
    at_release *release = full_release();
    set_cell(release, "category_changes", 0, "category", "Equality");
    const at_site_country *malta = &figures_of(release)->countries[0];
    assert_true(isnan(malta->category_values[0].value));
    assert_close(malta->category_rules[1].value, 5, 0, 0);
}

static void firm_places_have_words(void **state)
{
    (void)state;
    const at_site_figures *f = figures_of(full_release());
    bool loose;
    assert_str(at_site_firm_words(&f->countries[0], &loose), "as published");
    assert_true(loose);
    assert_str(at_site_firm_words(&f->countries[1], &loose), "as computed here");
    assert_false(loose);
    assert_str(at_site_firm_words(&f->countries[2], &loose), "as published, or as computed here");
    const at_site_country nothing = {0};
    assert_str(at_site_firm_words(&nothing, &loose), "");
    assert_false(loose);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_refer_to_each_other),
        cmocka_unit_test(figures_read_all_ways_of_comparing),
        cmocka_unit_test(summary_and_settings_are_looked_up),
        cmocka_unit_test(missing_table_is_named),
        cmocka_unit_test(missing_column_is_named),
        cmocka_unit_test(cell_that_is_no_number_is_named),
        cmocka_unit_test(empty_cell_is_refused_where_a_number_is_needed),
        cmocka_unit_test(row_of_an_unknown_country_is_named),
        cmocka_unit_test(country_code_is_what_can_name_a_file),
        cmocka_unit_test(name_that_stands_twice_is_refused),
        cmocka_unit_test(every_country_has_points_in_every_category),
        cmocka_unit_test(dropped_criteria_come_last),
        cmocka_unit_test(release_without_editions_is_refused),
        cmocka_unit_test(release_must_say_within_how_many_percent),
        cmocka_unit_test(category_that_only_the_old_edition_had_is_passed_over),
        cmocka_unit_test(firm_places_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
