/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_text.h"
#include "index/compare.h"
#include "rational_score.h"

static at_comparison compare(const at_index_edition *before, const at_index_edition *after)
{
    at_comparison comparison = {0};
    at_err err = {0};
    size_t count;
    const at_criterion_match *matches = match_by_id(before, after, &count);
    assert_ok(at_index_compare(test_arena(), before, after, matches, count, &comparison, &err),
              &err);
    assert_int_equal(comparison.mode, AT_COMPARE_COARSE);
    return comparison;
}

static const at_country_change *change_of(const at_comparison *comparison,
                                          const at_index_edition *after, const char *iso2)
{
    const size_t country = country_of(after, iso2);
    size_t i = 0;
    while (comparison->changes[i].new_country != country) {
        if (++i == comparison->change_count) fail_msg("%s is not compared", iso2);
    }
    return &comparison->changes[i];
}

/* Every change must satisfy this. */
static void assert_parts_add_up(const at_comparison *comparison)
{
    for (size_t i = 0; i < comparison->change_count; i++) {
        const at_country_change *c = &comparison->changes[i];
        const double change = at_ratio_f64(at_ratio_sub(c->score_new, c->score_old));
        const double values = c->score_part[AT_PART_VALUES], rules = c->score_part[AT_PART_RULES];
        assert_close(values + rules, change, 0, 1e-9);
        assert_close(c->rank_part[0] + c->rank_part[1] + c->rank_part[2], (double)c->places, 0, 0);
        assert_true(c->values_low <= values && values <= c->values_high);
        assert_int_equal(c->values_none, c->values_low <= 0 && c->values_high >= 0);
        double by_category[2] = {0};
        for (size_t k = 0; k < comparison->category_count; k++) {
            by_category[0] += comparison->category_values[i * comparison->category_count + k];
            by_category[1] += comparison->category_rules[i * comparison->category_count + k];
        }
        assert_close(by_category[0], values, 0, 1e-9);
        assert_close(by_category[1], rules, 0, 1e-9);
    }
}

static double number_of(at_str text)
{
    at_fraction f = {0};
    at_err err = {0};
    assert_ok(at_parse_fraction(text, &f, &err), &err);
    return at_fraction_f64(f);
}

static void rainbow_2025_moves_as_the_reference_says(void **state)
{
    (void)state;
    const at_index_edition before = edition_of_rainbow("2024"), after = edition_of_rainbow("2025");
    const at_comparison comparison = compare(&before, &after);
    static const char path[] = "expected-2024-to-2025.csv";
    const at_str *rules = rainbow_column(path, "rules_part", &after);
    const at_str *values = rainbow_column(path, "values_part", &after);
    const at_str *places = rainbow_column(path, "places", &after);
    assert_int_equal(comparison.change_count, 49);
    assert_int_equal(comparison.entered_count + comparison.left_count, 0);
    assert_int_equal(comparison.matched, 75);
    assert_int_equal(comparison.added, 1);
    assert_int_equal(comparison.dropped, 0);
    assert_parts_add_up(&comparison);
    for (size_t i = 0; i < 49; i++) {
        const at_country_change *c = &comparison.changes[i];
        assert_int_equal(c->new_country, i);
        assert_close(c->score_part[AT_PART_RULES], number_of(rules[i]), 0, 0.0151);
        assert_close(c->score_part[AT_PART_VALUES], number_of(values[i]), 0, 0.0151);
        assert_str(places[i], test_format("%lld", (long long)c->places));
    }
    assert_int_equal(change_of(&comparison, &after, "GB")->places, -6);
    assert_int_equal(change_of(&comparison, &after, "HU")->places, -7);
    assert_int_equal(change_of(&comparison, &after, "GE")->places, -7);
}

/* The published finding: 27 countries fell, 15 of them by the yardstick alone. */
static void fifteen_of_the_27_falls_of_2025_are_rules_only(void **state)
{
    (void)state;
    static const char *const named[] = {"AL", "HR", "CY", "FI", "FR", "XK", "MD", "NO",
                                        "LU", "RS", "BA", "CH", "EE", "RO", "MC"};
    const at_index_edition before = edition_of_rainbow("2024"), after = edition_of_rainbow("2025");
    const at_comparison comparison = compare(&before, &after);
    size_t falls = 0, rules_only = 0;
    for (size_t i = 0; i < 49; i++) {
        const at_country_change *c = &comparison.changes[i];
        if (c->hundredths_new >= c->hundredths_old) continue;
        falls++;
        rules_only += c->values_none;
    }
    assert_int_equal(falls, 27);
    assert_int_equal(rules_only, 15);
    for (size_t i = 0; i < AT_COUNT_OF(named); i++) {
        const at_country_change *c = change_of(&comparison, &after, named[i]);
        assert_true(c->values_none && c->score_part[AT_PART_RULES] < 0);
    }
    assert_false(change_of(&comparison, &after, "AD")->values_none);
}

/* What weighs nothing adds nothing, no doubt either. */
static const char OLD_CRITERIA[] = "id,category,weight,exclusive_group,requires\n"
                                   "A,Law,40,,\nB,Law,20,,A\nC,Family,30,g,\nD,Family,10,g,\n"
                                   "F,Family,0,,\n";
static const char NEW_CRITERIA[] =
    "id,category,weight,exclusive_group,requires\n"
    "A,Law,30,,\nB,Law,30,,A\nC,Family,20,g,\nD,Family,10,g,\nE,New,20,,\n";

/* One path: the new values go under the old rules, groups and prerequisites with them. */
static void coarse_parts_meet_at_the_new_values_under_the_old_rules(void **state)
{
    (void)state;
    const at_index_edition before =
        edition_from_text("2029", OLD_CRITERIA, "iso2,Law,Family\nAA,0.5,0.5\nBB,1,1\nCC,0.25,0\n");
    const at_index_edition after = edition_from_text(
        "2030", NEW_CRITERIA, "iso2,A,B,C,D,E\nAA,1,0.5,0,1,1\nBB,0,1,1,1,0\nCC,1/3,1,0.5,1,0\n");
    const at_comparison comparison = compare(&before, &after);
    const at_country_change *c = comparison.changes;
    assert_parts_add_up(&comparison);
    /* AA: 45 -> 40 + 10 + 10 = 60 -> 30 + 15 + 10 + 20 = 75 */
    assert_close(c[0].score_part[AT_PART_VALUES], 15, 0, 0);
    assert_close(c[0].score_part[AT_PART_RULES], 15, 0, 0);
    assert_close(at_ratio_f64(c[0].new_values_old_rules), 60, 0, 0);
    /* BB: 90 -> 30 -> 20 */
    assert_close(c[1].score_part[AT_PART_VALUES], -60, 0, 0);
    assert_close(c[1].score_part[AT_PART_RULES], -10, 0, 0);
    /* CC: 15 -> 40/3 + 20 + 15 -> 10 + 30 + 10 */
    assert_close(c[2].score_part[AT_PART_VALUES], 40. / 3 + 20, 0, 1e-12);
    assert_close(c[2].score_part[AT_PART_RULES], 50 - (40. / 3 + 35), 0, 1e-12);
    /* Places: 2, 1, 3 -> 1, 3, 2 -> 1, 3, 2 */
    static const double by_values[] = {1, -2, 1};
    for (size_t i = 0; i < 3; i++) {
        assert_close(c[i].rank_part[AT_PART_VALUES], by_values[i], 0, 0);
        assert_close(c[i].rank_part[AT_PART_RULES], 0, 0, 0);
        assert_close(c[i].rank_part[2], 0, 0, 0);
    }
    /* Categories of the new edition first: Law, Family, New. */
    assert_int_equal(comparison.category_count, 3);
    assert_close(comparison.category_rules[2], 20, 0, 0);
    assert_close(comparison.category_values[2], 0, 0, 0);
}

/* Two decimals, two addends in Law (B counts too), one in Family (a group is one): 2 x 0.005 x 60 + 0.005 x 30 either
 * way, cut off where a fraction would leave 0..1. */
static void rounding_of_old_fractions_leaves_an_interval(void **state)
{
    (void)state;
    const at_index_edition before = edition_from_text(
        "2029", OLD_CRITERIA, "iso2,Law,Family\nAA,0.67,0.33\nBB,1,1\nCC,0,0\nDD,1/3,0.5\n");
    const at_index_edition after = edition_from_text(
        "2030", NEW_CRITERIA,
        "iso2,A,B,C,D,E\nAA,1,0,0,1,1\nBB,1,1,1,0,0\nCC,0,0,0,0,0\nDD,0,0,0.5,0,0\n");
    const at_comparison comparison = compare(&before, &after);
    const at_country_change *c = comparison.changes;
    assert_parts_add_up(&comparison);
    assert_close(c[0].score_part[AT_PART_VALUES], 50 - (40.2 + 9.9), 0, 1e-12);
    assert_close(c[0].values_low, -0.1 - 0.75, 0, 1e-12);
    assert_close(c[0].values_high, -0.1 + 0.75, 0, 1e-12);
    assert_true(c[0].values_none);
    assert_close(c[1].values_low, 0, 0, 0);
    assert_close(c[1].values_high, 0.75, 0, 1e-12);
    assert_true(c[1].values_none);
    assert_close(c[2].values_low, -0.75, 0, 1e-12);
    assert_close(c[2].values_high, 0, 0, 0);
    assert_true(c[2].values_none);
    /* A third is exact: only Family is in doubt. */
    assert_close(c[3].score_part[AT_PART_VALUES], -20, 0, 1e-12);
    assert_close(c[3].values_low, -20.15, 0, 1e-12);
    assert_close(c[3].values_high, -19.85, 0, 1e-12);
    assert_false(c[3].values_none);
}

static void unknown_cells_and_dropped_criteria_widen_the_interval(void **state)
{
    (void)state;
    const at_index_edition before =
        edition_from_text("2029", "id,category,weight\nA,Law,50\nB,Law,10\nZ,Old,40\n",
                          "iso2,Law,Old\nAA,1/3,1/3\nBB,,1/3\n");
    const at_index_edition after = edition_from_text(
        "2030", "id,category,weight\nA,Law,50\nB,Law,50\n", "iso2,A,B\nAA,1,\nBB,1,1\n");
    const at_comparison comparison = compare(&before, &after);
    const at_country_change *c = comparison.changes;
    assert_parts_add_up(&comparison);
    /* AA: 20 + 40/3 -> 50 + 0..10 + 0..40 */
    assert_close(c[0].score_part[AT_PART_VALUES], 75 - 100. / 3, 0, 1e-12);
    assert_close(c[0].values_low, 50 - 100. / 3, 0, 1e-12);
    assert_close(c[0].values_high, 100 - 100. / 3, 0, 1e-12);
    /* BB: 0..60 + 40/3 -> 60 + 0..40 */
    assert_close(c[1].values_low, 60 - (60 + 40. / 3), 0, 1e-12);
    assert_close(c[1].values_high, 100 - 40. / 3, 0, 1e-12);
    assert_int_equal(comparison.category_count,
                     2); /* Law, then Old, which only the old edition has */
    assert_str(comparison.categories[1], "Old");
    assert_int_equal(comparison.dropped, 1);
}

static void countries_of_one_edition_only_are_a_part_of_their_own(void **state)
{
    (void)state;
    const at_index_edition before = edition_from_text("2029", "id,category,weight\nA,X,100\n",
                                                      "iso2,X\nAA,0.9\nBB,0.5\nCC,0.4\nZZ,1\n");
    const at_index_edition after = edition_from_text(
        "2030", "id,category,weight\nA,X,100\n", "iso2,A\nNN,1\nMM,0.95\nCC,0.6\nBB,0.5\nAA,0.9\n");
    const at_comparison comparison = compare(&before, &after);
    assert_parts_add_up(&comparison);
    assert_int_equal(comparison.change_count, 3);
    assert_int_equal(comparison.entered_count, 2);
    assert_int_equal(comparison.left_count, 1);
    assert_same_str(before.countries[comparison.left[0]].iso2, AT_STR("ZZ"));
    const at_country_change *cc = change_of(&comparison, &after, "CC");
    /* 4 -> 4; among the common ones 3 -> 2; one left above, two came in above */
    assert_int_equal(cc->places, 0);
    assert_close(cc->rank_part[AT_PART_VALUES], 1, 0, 0);
    assert_close(cc->rank_part[2], -1, 0, 0);
}

static void names_of_parts_are_those_of_the_contract(void **state)
{
    (void)state;
    assert_int_equal(at_compare_score_parts(AT_COMPARE_FULL), 4);
    assert_int_equal(at_compare_rank_parts(AT_COMPARE_FULL), 5);
    assert_int_equal(at_compare_score_parts(AT_COMPARE_COARSE), 2);
    assert_int_equal(at_compare_rank_parts(AT_COMPARE_COARSE), 3);
    assert_string_equal(at_compare_part_name(AT_COMPARE_FULL, AT_PART_OTHERS_VALUES, false),
                        "others_values");
    assert_string_equal(at_compare_part_name(AT_COMPARE_FULL, AT_PART_ENTRANTS, true), "entrants");
    assert_string_equal(at_compare_part_name(AT_COMPARE_COARSE, AT_PART_RULES, true), "rules");
    assert_string_equal(at_compare_part_name(AT_COMPARE_COARSE, 2, true), "entrants");
    assert_null(at_compare_part_name(AT_COMPARE_COARSE, 2, false));
}

static void editions_that_cannot_be_compared_are_refused(void **state)
{
    (void)state;
    const at_index_edition by_category =
        edition_from_text("2029", "id,category,weight\nA,X,1\n", "iso2,X\nAA,0.5\n");
    const at_index_edition known =
        edition_from_text("2030", "id,category,weight\nA,X,1\n", "iso2,A\nAA,1\n");
    const at_index_edition labels =
        edition_from_text("2019", "id,category\nA,X\n", "iso2,A\nAA,1\n");
    const at_criterion_match match = {0, 0, AT_MATCH_ID};
    const at_criterion_match twice[] = {{0, 0, AT_MATCH_ID}, {0, 0, AT_MATCH_LABEL}};
    at_arena *arena = test_arena();
    at_comparison out = {0};
    at_err err = {0};
    assert_fails(at_index_compare(arena, &known, &by_category, &match, 1, &out, &err), &err,
                 AT_EINPUT, "\"2029\"", "known by category only");
    assert_fails(at_index_compare(arena, &labels, &known, &match, 1, &out, &err), &err, AT_EINPUT,
                 "\"2019\"", "no weights");
    assert_fails(at_index_compare(arena, &by_category, &known, NULL, 0, &out, &err), &err,
                 AT_EINPUT, "share no criterion", "id_");
    assert_fails(at_index_compare(arena, &by_category, &known, twice, 2, &out, &err), &err, AT_EBUG,
                 "match 1");
    assert_null(out.changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rainbow_2025_moves_as_the_reference_says),
        cmocka_unit_test(fifteen_of_the_27_falls_of_2025_are_rules_only),
        cmocka_unit_test(coarse_parts_meet_at_the_new_values_under_the_old_rules),
        cmocka_unit_test(rounding_of_old_fractions_leaves_an_interval),
        cmocka_unit_test(unknown_cells_and_dropped_criteria_widen_the_interval),
        cmocka_unit_test(countries_of_one_edition_only_are_a_part_of_their_own),
        cmocka_unit_test(names_of_parts_are_those_of_the_contract),
        cmocka_unit_test(editions_that_cannot_be_compared_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
