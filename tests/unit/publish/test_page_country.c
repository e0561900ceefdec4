/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish_case.h"

static void assert_says(const at_release *release, const char *path, const char *words)
{
    assert_contains(at_str_from_cstr(words_of(site_of(release), path)), words);
}

static void assert_says_nothing_of(const at_release *release, const char *path, const char *words)
{
    const char *all = words_of(site_of(release), path);
    if (at_str_find(at_str_from_cstr(all), at_str_from_cstr(words), NULL)) {
        fail_msg("\"%s\" in:\n%s", words, all);
    }
}

#define MALTA   "country/mt.html"
#define BELGIUM "country/be.html"
#define LATVIA  "country/lv.html"
#define CANADA  "country/ca.html"
#define MINUS   "\xE2\x88\x92"

static void page_says_where_the_country_stands(void **state)
{
    (void)state;
    assert_says(full_release(), MALTA, "Malta has 100.00 of 100.00 points: place 1 of 4.");
    assert_says(
        full_release(), LATVIA,
        "Latvia has 55.00 of 100.00 points: place 3 (3 to 4) of 4. 1 of its values is not known: "
        "between 50.00 and 60.00 points are possible, and the middle is given.");
    at_release *release = full_release();
    set_of(release, "countries", "LV", "unknown", "2");
    assert_says(release, LATVIA, "2 of its values are not known");
}

static void page_without_comparison_says_nothing_of_change(void **state)
{
    (void)state;
    static const char *const words[] = {"Since",       "Places since",     "by law",
                                        "by rules",    "how they changed", "yardstick",
                                        "What changed"};
    for (size_t i = 0; i < AT_COUNT_OF(words); i++) {
        assert_says_nothing_of(plain_release(), LATVIA, words[i]);
    }
    assert_says_nothing_of(full_release(), CANADA, "Since"); /* new in this edition */
}

static void full_comparison_tells_law_from_yardstick(void **state)
{
    (void)state;
    assert_says(
        full_release(), LATVIA,
        "Since 2030: +12.50 points, place 3 as before. +10.00 come from its own laws and policies, "
        "+2.50 from changed criteria and weights. Under the rules of 2030 its present laws would "
        "score 52.50.");
    assert_says(
        full_release(), MALTA,
        "Since 2030: +25.00 points, from place 2 to place 1. All of it is the yardstick: the "
        "country\xE2\x80\x99s own record did not change; the criteria and their weights did.");
    assert_says(
        full_release(), BELGIUM,
        "Since 2030: as many points, from place 1 to place 2. Neither its own record nor changed "
        "criteria and weights moved its total.");
    at_release *release = full_release();
    set_of(release, "changes", "LV", "rules", "0");
    assert_says(release, LATVIA, "All of it comes from its own laws and policies.");
    set_of(release, "changes", "LV", "values", "0");
    assert_says(release, LATVIA,
                "All of it is the yardstick: what changed in its own record did not move "
                "its points; the criteria and their weights did.");
    assert_says_nothing_of(full_release(), LATVIA, "rounded category totals");
}

static void coarse_comparison_says_what_rounding_leaves(void **state)
{
    (void)state;
    assert_says(
        coarse_release(), MALTA,
        "+20.00 come from its own laws and policies, +5.00 from changed criteria and weights. The "
        "earlier edition is known by rounded category totals only, which leaves what its own "
        "record "
        "did between +19.90 and +20.10. Under the rules of 2030 its present laws would score "
        "95.00.");
    assert_says(
        coarse_release(), LATVIA,
        "Changed criteria and weights account for all of it: no change through the country"
        "\xE2\x80\x99s own record shows. The earlier edition is known by rounded category totals "
        "only, so what its own record did is known to lie between " MINUS "0.05 and +0.05.");
    assert_says(coarse_release(), BELGIUM,
                "Neither its own record nor changed criteria and weights moved "
                "its total.");
}

static void changed_values_are_told_in_words(void **state)
{
    (void)state;
    assert_says(full_release(), LATVIA, "Joint adoption: now met, before partly met (0.3125)");
    assert_says(full_release(), LATVIA, "Asylum in practice: now not known, before met");
    at_release *release = full_release();
    set_cell(release, "cell_changes", 0, "value_new", "0");
    assert_says(release, LATVIA, "Joint adoption: now not met, before partly met (0.3125)");
    assert_says_nothing_of(full_release(), MALTA, "What changed");
}

static void what_is_not_known_has_no_points(void **state)
{
    (void)state;
    assert_says(full_release(), LATVIA, "? Asylum in practice not known: up to 10.00");
    assert_says(full_release(), MALTA, "Asylum in practice met: 10.00 of 10.00");
    assert_says(full_release(), CANADA, "Law on asylum partly met (0.333333): 10.00 of 30.00");
    assert_says(full_release(), CANADA,
                "Joint adoption without effect: what it rests on is not known to be met: "
                "0.00 of 20.00");
    assert_says(full_release(), CANADA, "Marriage not met: 0.00 of 40.00");
    assert_says(full_release(), LATVIA, "Family: 1 of 2 met");
    assert_says(full_release(), LATVIA, "Asylum: 1 of 2 met");
}

static void sources_stand_beside_what_rests_on_them(void **state)
{
    (void)state;
    assert_says(full_release(), LATVIA,
                "Joint adoption met: 20.00 of 20.00 Civil code, article 35, "
                "2031-01-14: in force Gazette 12");
}

static void release_without_cells_has_no_list_of_criteria(void **state)
{
    (void)state;
    at_release *release = full_release();
    drop_table(release, "cells");
    assert_says(release, LATVIA, "Latvia has 55.00");
    assert_says_nothing_of(release, LATVIA, "not known: up to");
    assert_says_nothing_of(release, LATVIA, "Criteria met and not met");
}

static void places_over_time_say_what_they_rest_on(void **state)
{
    (void)state;
    assert_says(
        full_release(), MALTA,
        "Filled: places as published. Hollow: from copies of the publisher\xE2\x80\x99s pages.");
    assert_says(full_release(), MALTA,
                "2029 1 rank scraped 2030 2 75 derived 2031 1 100 as published");
    assert_says(full_release(), MALTA, "cannot be compared. Hollow places count equals");
    assert_says(full_release(), BELGIUM, "Filled: places as computed here.");
    assert_says(full_release(), BELGIUM, "2030 1 80.00 computed 2031 2 80.00 computed");
    assert_says_nothing_of(full_release(), BELGIUM, "Hollow");
    assert_says_nothing_of(full_release(), CANADA, "over time"); /* one edition only */
}

static void reforms_are_counted_in_words(void **state)
{
    (void)state;
    assert_says(full_release(), BELGIUM, "One reform");
    assert_says(full_release(), CANADA, "3 reforms, the most points first");
    assert_says(full_release(), CANADA, "Joint adoption, together with: Marriage +60.00 70.00 3");
    assert_says_nothing_of(full_release(), MALTA, "reform");
    at_release *release = full_release();
    at_release_table *reforms = table_in(release, "reforms");
    at_str *cells;
    at_err err = {0};
    const size_t columns = reforms->column_count;
    assert_ok(AT_NEW(test_arena(), 12 * columns, &cells, &err), &err);
    for (size_t i = 0; i < 12 * columns; i++) cells[i] = reforms->cells[i % columns];
    reforms->cells = cells;
    reforms->row_count = 12;
    assert_says(release, BELGIUM, "10 of 12 reforms, the most points first");
}

static void neighbours_say_how_firm_the_order_is(void **state)
{
    (void)state;
    assert_says(full_release(), MALTA,
                "Below: Belgium . This order holds however the weights move within 25 %.");
    assert_says(full_release(), BELGIUM,
                "Above: Malta . This order holds however the weights move within 25 %.");
    assert_says(full_release(), CANADA,
                "Above: Latvia . The order could turn, under some weights within 25 "
                "% or with what is not known.");
    at_release *release = full_release();
    static const char *const shares[][2] = {{"0.9999", "nearly all weightings"},
                                            {"1", "nearly all weightings"},
                                            {"0.55", "55 % of the weightings"},
                                            {"0.994", "99 % of the weightings"},
                                            {"0.001", "hardly any weighting"}};
    set_cell(release, "pairs", 0, "holds", "no");
    for (size_t i = 0; i < AT_COUNT_OF(shares); i++) {
        set_cell(release, "pairs", 0, "share_within", shares[i][0]);
        assert_says(
            release, MALTA,
            test_format("Below: Belgium . The order would turn under some weights within 25 %%; it "
                        "holds for %s drawn evenly from these.",
                        shares[i][1]));
    }
    set_cell(release, "pairs", 0, "share_within", "");
    assert_says(release, MALTA, "The order would turn under some weights within 25 %.");
}

static void countries_of_one_place_are_level(void **state)
{
    (void)state;
    at_release *release = full_release();
    set_of(release, "countries", "BE", "rank", "1");
    assert_says(release, MALTA,
                "Level with: Belgium , which is never ahead however the weights move within "
                "25 %.");
    assert_says(release, BELGIUM,
                "Level with: Malta , which is never behind however the weights move within "
                "25 %.");
    set_cell(release, "pairs", 0, "holds", "no");
    assert_says(release, MALTA,
                "Level with: Belgium . Which of the two is ahead depends on the weights.");
    set_of(release, "countries", "BE", "unknown", "1");
    assert_says(release, MALTA,
                "Which of the two is ahead depends on the weights and on what is not known.");
}

static void only_country_has_no_neighbours(void **state)
{
    (void)state;
    at_release *release = full_release();
    keep_countries(release, 1);
    assert_says(release, MALTA, "place 1 of 1.");
    assert_says_nothing_of(release, MALTA, "neighbours");
}

static void category_table_has_changes_only_where_there_are_some(void **state)
{
    (void)state;
    assert_says(full_release(), LATVIA,
                "Points, and how they changed Category Points of Share Change by law "
                "by rules Family 20.00 60.00 33 % +10.00 0.00");
    assert_says(full_release(), CANADA,
                " Points Category Points of Share Family 0.00 60.00 0 % Asylum 10.00");
    at_release *release = full_release();
    set_of(release, "categories", "Family", "maximum", "0"); /* of nothing there is no share */
    assert_says(release, CANADA, "Family 0.00 0.00 Asylum");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_says_where_the_country_stands),
        cmocka_unit_test(page_without_comparison_says_nothing_of_change),
        cmocka_unit_test(full_comparison_tells_law_from_yardstick),
        cmocka_unit_test(coarse_comparison_says_what_rounding_leaves),
        cmocka_unit_test(changed_values_are_told_in_words),
        cmocka_unit_test(what_is_not_known_has_no_points),
        cmocka_unit_test(sources_stand_beside_what_rests_on_them),
        cmocka_unit_test(release_without_cells_has_no_list_of_criteria),
        cmocka_unit_test(places_over_time_say_what_they_rest_on),
        cmocka_unit_test(reforms_are_counted_in_words),
        cmocka_unit_test(neighbours_say_how_firm_the_order_is),
        cmocka_unit_test(countries_of_one_place_are_level),
        cmocka_unit_test(only_country_has_no_neighbours),
        cmocka_unit_test(category_table_has_changes_only_where_there_are_some),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
