/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish_case.h"

static void assert_finds(const at_release *release, const char *sentence)
{
    assert_contains(at_str_from_cstr(findings_of(release)), test_format("%s\n", sentence));
}

static void assert_finds_nothing_of(const at_release *release, const char *words)
{
    const char *findings = findings_of(release);
    if (at_str_find(at_str_from_cstr(findings), at_str_from_cstr(words), NULL)) {
        fail_msg("\"%s\" in:\n%s", words, findings);
    }
}

static void set_score(at_release *release, size_t row, const char *score, const char *rank)
{
    set_cell(release, "countries", row, "score", score);
    set_cell(release, "countries", row, "rank", rank);
}

static void set_count(at_release *release, const char *key, const char *value)
{
    set_of(release, "summary", key, "value", value);
}

static void few_countries_are_named_first_and_last(void **state)
{
    (void)state;
    assert_finds(plain_release(),
                 "Malta leads with 100.00 of 100.00 points. Last is Canada (10.00).");
}

static void only_country_neither_leads_nor_is_last(void **state)
{
    (void)state;
    at_release *release = plain_release();
    keep_countries(release, 1);
    set_count(release, "pairs", "0");
    set_count(release, "pairs_hold", "0");
    set_count(release, "neighbours", "0");
    set_count(release, "neighbours_hold", "0");
    assert_string_equal(findings_of(release),
                        "Malta, the only country, has 100.00 of 100.00 points.\n");
}

static void no_country_gives_no_finding(void **state)
{
    (void)state;
    at_release *release = plain_release();
    keep_countries(release, 0);
    set_count(release, "pairs", "0");
    assert_string_equal(findings_of(release), "");
}

static void ties_share_the_lead_and_the_last_place(void **state)
{
    (void)state;
    at_release *release = plain_release();
    set_score(release, 1, "100", "1");
    assert_finds(release,
                 "Malta and Belgium lead with 100.00 of 100.00 points. Last is Canada (10.00).");
    set_score(release, 2, "100", "1");
    assert_finds(
        release,
        "Malta, Belgium and Latvia lead with 100.00 of 100.00 points. Last is Canada (10.00).");
    set_score(release, 3, "100", "1");
    assert_finds(release, "All 4 countries have 100.00 of 100.00 points.");
    release = plain_release();
    set_score(release, 2, "10", "3");
    set_score(release, 3, "10", "3");
    assert_finds(
        release,
        "Malta leads with 100.00 of 100.00 points. Last are Canada (10.00) and Latvia (10.00).");
    set_score(release, 1, "10", "2");
    set_score(release, 2, "10", "2");
    set_score(release, 3, "10", "2");
    assert_finds(release,
                 "Malta leads with 100.00 of 100.00 points. Last are Canada (10.00), Latvia "
                 "(10.00) and Belgium (10.00).");
}

static void without_comparison_nothing_is_said_of_change(void **state)
{
    (void)state;
    static const char *const words[] = {"Since", "gain", "lost", "fell", "New in this edition"};
    for (size_t i = 0; i < AT_COUNT_OF(words); i++)
        assert_finds_nothing_of(plain_release(), words[i]);
}

static void gains_and_losses_are_counted_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *rises, *falls, *sentence;
    } cases[] = {
        {"17", "27", "Since 2030, 17 countries gained points and 27 lost some."},
        {"1", "1", "Since 2030, 1 country gained points and 1 lost some."},
        {"3", "0", "Since 2030, 3 countries gained points and none lost any."},
        {"0", "1", "Since 2030, 1 country lost points and none gained any."},
        {"0", "0", "Since 2030, no country gained or lost points."},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_release *release = full_release();
        set_count(release, "rises", cases[i].rises);
        set_count(release, "falls", cases[i].falls);
        set_count(release, "rises_rules_only", "0");
        assert_finds(release, cases[i].sentence);
    }
}

static void yardstick_is_told_from_law(void **state)
{
    (void)state;
    static const struct {
        const char *rises, *falls, *rises_by_rules, *falls_by_rules, *before, *whose, *after;
    } cases[] = {
        {"17", "27", "0", "15", "For 15 of the 27 that lost", "their", ""},
        {"17", "27", "4", "15", "For 15 of the 27 that lost", "their",
         " So it is for 4 of the 17 that gained."},
        {"2", "3", "2", "3", "For all 3 that lost", "their", " So it is for both that gained."},
        {"3", "1", "0", "1", "For the one that lost", "its", ""},
        {"3", "0", "1", "0", "For 1 of the 3 that gained", "its", ""},
        {"1", "4", "1", "0", "For the one that gained", "its", ""},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_release *release = full_release();
        set_count(release, "rises", cases[i].rises);
        set_count(release, "falls", cases[i].falls);
        set_count(release, "rises_rules_only", cases[i].rises_by_rules);
        set_count(release, "falls_rules_only", cases[i].falls_by_rules);
        assert_finds(
            release,
            test_format("%s, the yardstick accounts for it: criteria were added, dropped "
                        "or weighted anew, while %s own record did nothing to %s points.%s",
                        cases[i].before, cases[i].whose, cases[i].whose, cases[i].after));
    }
}

/* That nothing shows in rounded totals is not that nothing happened. */
static void rounded_totals_are_not_said_to_prove_that_nothing_changed(void **state)
{
    (void)state;
    at_release *release = coarse_release();
    set_count(release, "falls", "3");
    set_count(release, "falls_rules_only", "1");
    assert_finds(release,
                 "For 1 of the 3 that lost, the yardstick accounts for it: criteria were "
                 "added, dropped or weighted anew, while its own record did nothing that "
                 "the rounded totals of 2030 would show. So it is for 1 of the 2 that gained.");
}

static void summary_without_counts_of_change_says_nothing_of_it(void **state)
{
    (void)state;
    at_release *release = full_release();
    cut_table(release, "summary", 3);
    assert_finds_nothing_of(release, "Since");
    assert_finds_nothing_of(release, "pairs of countries");
}

static void largest_own_changes_are_named_with_their_move(void **state)
{
    (void)state;
    assert_finds(full_release(),
                 "The largest gain through changed law and policy, in points: Latvia "
                 "+10.00, place 3 as before.");
    at_release *release = full_release();
    set_of(release, "changes", "MT", "values", "12.5");
    set_of(release, "changes", "BE", "values", "-1");
    assert_finds(release,
                 "The largest gains through changed law and policy, in points: Malta +12.50, "
                 "from place 2 to 1; Latvia +10.00, place 3 as before.");
    assert_finds(release, "The largest loss through changed law and policy, in points: Belgium "
                          "\xE2\x88\x92"
                          "1.00, from place 1 to 2.");
}

/* Less than a point is no finding, nor is what rounding alone may have made. */
static void small_and_doubtful_own_changes_are_not_named(void **state)
{
    (void)state;
    at_release *release = coarse_release();
    set_of(release, "changes", "MT", "values", "0.99");
    set_of(release, "changes", "LV", "values", "50");
    assert_finds_nothing_of(release, "through changed law");
}

static void deepest_falls_are_named_together(void **state)
{
    (void)state;
    at_release *release = full_release();
    assert_finds_nothing_of(release, "fell the most"); /* one place is no fall worth a line */
    set_of(release, "changes", "BE", "places", "-2");
    assert_finds(release, "Belgium (to place 2) fell the most: 2 places.");
    set_of(release, "changes", "LV", "places", "-2");
    assert_finds(release,
                 "Belgium (to place 2) and Latvia (to place 3) fell the most: 2 places each.");
}

static void new_countries_are_named(void **state)
{
    (void)state;
    assert_finds(full_release(), "New in this edition: Canada.");
}

static void long_reign_is_told(void **state)
{
    (void)state;
    at_release *release = plain_release();
    assert_finds_nothing_of(release, "has been first");
    set_cell(release, "history", 1, "rank", "1");
    assert_finds(release,
                 "Malta has been first in the last 3 editions, since 2029; some of these places "
                 "are from copies of the publisher\xE2\x80\x99s pages.");
}

static void firmness_is_counted_in_words(void **state)
{
    (void)state;
    at_release *release = plain_release();
    assert_finds(
        release,
        "Of all pairs of countries, 5 of 6 keep their order however the weight of each category "
        "is moved by up to 25 % of itself, with the same sum; of the 3 pairs of neighbouring "
        "places, 2 do. A place is best read with its range.");
    set_count(release, "pairs", "1176");
    set_count(release, "pairs_hold", "1");
    set_count(release, "neighbours_hold", "1");
    assert_finds(
        release,
        "Of all pairs of countries, 1 of 1,176 keeps its order however the weight of each category "
        "is moved by up to 25 % of itself, with the same sum; of the 3 pairs of neighbouring "
        "places, 1 does. A place is best read with its range.");
    set_count(release, "pairs", "1");
    assert_finds(release,
                 "The order of the two holds however the weight of each category is moved by up "
                 "to 25 % of itself, with the same sum.");
    set_count(release, "pairs_hold", "0");
    assert_finds(release, "The order of the two is not certain when the weight of each category is "
                          "moved by up to 25 % of itself, with the same sum.");
}

static void unknown_values_are_counted(void **state)
{
    (void)state;
    at_release *release = plain_release();
    assert_finds(release,
                 "1 value of 1 country is not known; the score is the middle of a range that is "
                 "shown beside it.");
    set_cell(release, "countries", 3, "unknown", "2");
    assert_finds(release,
                 "3 values of 2 countries are not known; the score is the middle of a range that "
                 "is shown beside it.");
    set_cell(release, "countries", 2, "unknown", "0");
    set_cell(release, "countries", 3, "unknown", "0");
    assert_finds_nothing_of(release, "not known");
}

/* Of many countries three are named at each end. */
static void many_countries_have_three_first_and_three_last(void **state)
{
    (void)state;
    at_release *release = plain_release();
    at_release_table *countries = table_in(release, "countries");
    const size_t columns = countries->column_count;
    at_str *cells;
    at_err err = {0};
    assert_ok(AT_NEW(test_arena(), 8 * columns, &cells, &err), &err);
    for (size_t i = 0; i < 8; i++) {
        for (size_t k = 0; k < columns; k++) cells[i * columns + k] = countries->cells[k];
        cells[i * columns] = at_str_from_cstr(test_format("A%c", (char)('A' + i)));
        cells[i * columns + 1] = at_str_from_cstr(test_format("Land %zu", i + 1));
        cells[i * columns + 2] = at_str_from_cstr(test_format("%zu", 90 - 10 * i));
        cells[i * columns + 6] = at_str_from_cstr(test_format("%zu", i + 1));
    }
    countries->cells = cells;
    countries->row_count = 8;
    const char *others[] = {"category_scores", "cells", "history", "pairs", "reforms"};
    for (size_t i = 0; i < AT_COUNT_OF(others); i++) cut_table(release, others[i], 0);
    cut_table(release, "categories", 0);
    set_count(release, "pairs", "0");
    assert_string_equal(
        findings_of(release),
        "Land 1 leads with 90.00 of 0.00 points, followed by Land 2 (80.00) and Land 3 "
        "(70.00). Last are Land 8 (20.00), Land 7 (30.00) and Land 6 (40.00).\n");
    cells[columns + 6] = cells[2 * columns + 6] = cells[3 * columns + 6] = AT_STR("1");
    assert_string_equal(
        findings_of(release),
        "4 countries share the first place with 90.00 of 0.00 points. Last are Land 8 "
        "(20.00), Land 7 (30.00) and Land 6 (40.00).\n");
    for (size_t i = 4; i < 8; i++) cells[i * columns + 6] = AT_STR("5");
    assert_string_equal(findings_of(release),
                        "4 countries share the first place with 90.00 of 0.00 points. "
                        "4 countries share the last place with 20.00.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_countries_are_named_first_and_last),
        cmocka_unit_test(only_country_neither_leads_nor_is_last),
        cmocka_unit_test(no_country_gives_no_finding),
        cmocka_unit_test(ties_share_the_lead_and_the_last_place),
        cmocka_unit_test(without_comparison_nothing_is_said_of_change),
        cmocka_unit_test(gains_and_losses_are_counted_in_words),
        cmocka_unit_test(yardstick_is_told_from_law),
        cmocka_unit_test(rounded_totals_are_not_said_to_prove_that_nothing_changed),
        cmocka_unit_test(summary_without_counts_of_change_says_nothing_of_it),
        cmocka_unit_test(largest_own_changes_are_named_with_their_move),
        cmocka_unit_test(small_and_doubtful_own_changes_are_not_named),
        cmocka_unit_test(deepest_falls_are_named_together),
        cmocka_unit_test(new_countries_are_named),
        cmocka_unit_test(long_reign_is_told),
        cmocka_unit_test(firmness_is_counted_in_words),
        cmocka_unit_test(unknown_values_are_counted),
        cmocka_unit_test(many_countries_have_three_first_and_three_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
