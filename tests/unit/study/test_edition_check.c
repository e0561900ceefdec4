/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/edition_check.h"

#include "edition_case.h"

static void the_sound_case_has_nothing_to_find(void **state)
{
    (void)state;
    (void)parse_sound(&sound_case);
}

static void shipped_editions_agree_with_what_was_published(void **state)
{
    (void)state;
    for (int year = 2015; year <= 2025; year++) {
        const at_finding *findings;
        size_t count;
        at_err err = {0};
        const char *folder = test_source(test_format("data/rainbow/%d", year));
        assert_ok(at_study_edition_check(test_arena(), folder, &findings, &count, &err), &err);
        /* The 2025 weights do add up to 99.99: its hate crime category has 18.99 points, not 19. */
        assert_int_equal(count, year == 2025 ? 1 : 0);
        if (count) assert_contains(findings[0].message, "add up to 99.99, not 100");
    }
}

static void published_scores_and_ranks_that_differ_are_found(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.published = changed(c.published, "35.00", "35.01");
    assert_finding(&c, false, "published.csv", 3, 3,
                   "published score of AT is 35.01, computed 35.00");
    c = sound_case;
    c.published = changed(c.published, "20.00,3", "20.00,2");
    assert_finding(&c, false, "published.csv", 4, 4, "published rank of XK is 2, computed 3");
}

static void published_scores_are_held_to_the_decimals_they_have(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.criteria = changed(c.criteria, "First,10", "First,10.04");
    c.criteria = changed(c.criteria, "Fifth,40", "Fifth,39.96");
    c.published = changed(c.published, "35.00", "35.0"); /* 35.04 */
    (void)parse_sound(&c);
    c.published = changed(c.published, "35.0", "35");
    (void)parse_sound(&c);
    c.published = changed(c.published, "35", "35.1");
    assert_finding(&c, false, "published.csv", 3, 3,
                   "published score of AT is 35.1, computed 35.04");
}

static void with_unknown_cells_any_score_in_the_range_agrees(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.values = changed(c.values, "0.5", ""); /* AT: 25 to 45, place 2 whatever it is */
    (void)parse_sound(&c);
    c.published = changed(c.published, "35.00", "45.00");
    (void)parse_sound(&c);
    c.published = changed(c.published, "45.00", "45.01");
    assert_finding(&c, false, "published.csv", 3, 3,
                   "computed (with its unknown cells) 25.00 to 45.00");
}

static void scraped_rows_are_held_against_nothing(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.published = "iso2,country,score,rank,kind\nMT,Malta,90,2,rank scraped\nAT,Austria,35.00,2,\n"
                  "XK,Kosovo,20.00,3,\n";
    (void)parse_sound(&c);
}

static void every_finding_is_listed_in_order_of_file_row_and_column(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.criteria = changed(criteria_with_remarks, "Second,20", "Second,-20");
    c.values = changed(c.values, "MT,Malta,1,1", "MT,Malta,2,x");
    c.sources = "iso2,criterion,source,date\nMT,A1,s,2025-99\n";
    c.published = changed(c.published, "35.00", "much");
    c.settings = "[edition]\nyear = 25\n";
    const edition_result r = parse_case(&c);
    static const struct {
        const char *file;
        uint64_t row, column;
    } want[] = {{"criteria.csv", 1, 7}, {"criteria.csv", 3, 4}, {"values.csv", 2, 3},
                {"values.csv", 2, 4},   {"sources.csv", 2, 4},  {"published.csv", 3, 3},
                {"edition.ini", 2, 0}};
    assert_ok(r.status, &r.err);
    assert_int_equal(r.count, AT_COUNT_OF(want));
    for (size_t i = 0; i < r.count; i++) {
        assert_str(r.findings[i].file, test_format("dir/2025/%s", want[i].file));
        assert_int_equal(r.findings[i].row, want[i].row);
        assert_int_equal(r.findings[i].column, want[i].column);
    }
}

static void two_tables_of_values_are_one_too_many(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.categories = "iso2,country,Law,Family,Asylum\n";
    assert_finding(&c, false, "categories.csv", 0, 0, "values.csv is there too");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sound_case_has_nothing_to_find),
        cmocka_unit_test(shipped_editions_agree_with_what_was_published),
        cmocka_unit_test(published_scores_and_ranks_that_differ_are_found),
        cmocka_unit_test(published_scores_are_held_to_the_decimals_they_have),
        cmocka_unit_test(with_unknown_cells_any_score_in_the_range_agrees),
        cmocka_unit_test(scraped_rows_are_held_against_nothing),
        cmocka_unit_test(every_finding_is_listed_in_order_of_file_row_and_column),
        cmocka_unit_test(two_tables_of_values_are_one_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
