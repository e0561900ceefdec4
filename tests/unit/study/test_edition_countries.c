/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "edition_case.h"

static edition_case with_values(const char *from, const char *to)
{
    edition_case c = sound_case;
    c.values = changed(c.values, from, to);
    c.published = NULL;
    return c;
}

static const char *const category_table = "iso2,country,Asylum,Law,Family\n"
                                          "MT,Malta,1,0.5,0.042800000000000005\n"
                                          "AT,Austria,0,1/3,\n";

static edition_case by_category(const char *categories)
{
    edition_case c = sound_case;
    c.values = NULL;
    c.categories = categories;
    c.published = NULL;
    return c;
}

static at_fraction value_of(const at_study_edition *e, const char *iso2, size_t criterion)
{
    for (size_t i = 0; i < e->index.country_count; i++) {
        if (at_str_equal(e->index.countries[i].iso2, at_str_from_cstr(iso2))) {
            return e->index.values[i * e->index.criterion_count + criterion];
        }
    }
    fail_msg("no %s", iso2);
    return (at_fraction){0};
}

static void countries_are_sorted_and_columns_may_come_in_any_order(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.values = "C1,country,iso2,B2,A2,B1,A1\n"
               "1,Kosovo,XK,0,1,0,0\n"
               "0,Austria,AT,1,0.5,0,1\n"
               "1,Malta,MT,1,1,1,1\n";
    const at_study_edition a = parse_sound(&c), b = parse_sound(&sound_case);
    assert_int_equal(a.index.country_count, 3);
    assert_str(a.index.countries[0].iso2, "AT");
    assert_str(a.index.countries[0].name, "Austria");
    assert_str(a.index.countries[2].iso2, "XK");
    for (size_t i = 0; i < 15; i++) {
        assert_int_equal(at_fraction_compare(a.index.values[i], b.index.values[i]), 0);
    }
}

static void cells_are_exact_and_an_empty_one_is_not_known(void **state)
{
    const edition_case c = with_values("AT,Austria,1,0.5,0,1,0", "AT,Austria,5/16,,1e-3,1.0,0");
    (void)state;
    const at_study_edition e = parse_sound(&c);
    assert_int_equal(value_of(&e, "AT", 0).num, 5);
    assert_int_equal(value_of(&e, "AT", 0).den, 16);
    assert_int_equal(value_of(&e, "AT", 1).den, 0);
    assert_int_equal(value_of(&e, "AT", 2).den, 1000);
    assert_int_equal(value_of(&e, "AT", 3).den, 1);
}

static void a_bad_cell_names_country_criterion_and_place(void **state)
{
    static const struct {
        const char *cell, *message;
    } bad[] = {
        {"nan", "\"nan\" is not a number"},
        {"5/0", "5/0"},
        {"1e999", "1e999"},
        {"yes", "\"yes\" is not a number"},
        {"1.5", "\"1.5\" is outside 0..1"},
        {"-0.1", "\"-0.1\" is outside 0..1"},
        {"17/16", "is outside 0..1"},
        {"50%", "50%"},
        {"?", "\"?\" is not a number"},
    };
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        const edition_case c = with_values("0.5", bad[i].cell);
        assert_finding(&c, true, "values.csv", 3, 4, bad[i].message);
        assert_finding(&c, true, "values.csv", 3, 4, "criterion \"A2\" of AT");
    }
}

static void a_country_that_stands_twice_is_fatal_by_code_and_by_name(void **state)
{
    edition_case c = with_values("XK,Kosovo", "AT,Kosovo");
    (void)state;
    assert_finding(&c, true, "values.csv", 4, 1, "\"AT\" stands twice: it is in row 3 already");
    c = with_values("XK,Kosovo", "XK,Malta");
    assert_finding(&c, true, "values.csv", 4, 2, "\"Malta\" stands twice: it is in row 2 already");
    c = with_values("XK,Kosovo", "XK,");
    assert_finding(&c, true, "values.csv", 4, 2, "\"XK\" has no name");
}

static void iso2_codes_are_held_to_their_form(void **state)
{
    static const char *const unsafe[] = {"mt", "", "../x", "M T", "MÖ", "-A", "ABCDEFGHIJKLMNOPQ"};
    static const char *const odd[] = {"MLT", "M1", "GB-SCT", "C00001"};
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(unsafe); i++) {
        const edition_case c = with_values("MT,Malta", test_format("\"%s\",Malta", unsafe[i]));
        assert_finding(&c, true, "values.csv", 2, 1, "cannot be the iso2 of a country");
    }
    for (size_t i = 0; i < AT_COUNT_OF(odd); i++) {
        const edition_case c = with_values("MT,Malta", test_format("%s,Malta", odd[i]));
        assert_finding(&c, false, "values.csv", 2, 1, "is not two capital letters");
    }
}

static void every_criterion_has_a_column_and_every_column_a_criterion(void **state)
{
    edition_case c = with_values("B2,C1\n", "B2,C_1\n");
    (void)state;
    const edition_result r = parse_case(&c);
    assert_ok(r.status, &r.err);
    assert_int_equal(r.count, 2);
    assert_found(&r, "values.csv", 1, 7,
                 "\"C_1\" is no criterion of criteria.csv: did you mean \"C1\"?");
    assert_found(&r, "values.csv", 1, 0, "no column for criterion \"C1\"");
    assert_true(r.findings[0].fatal && r.findings[1].fatal);
}

static void a_misspelt_country_column_gets_a_suggestion(void **state)
{
    const edition_case c = with_values("iso2,country", "iso2,contry");
    (void)state;
    assert_finding(&c, true, "values.csv", 1, 2, "did you mean \"country\"?");
}

static void a_table_without_countries_is_fatal(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.values = "iso2,country,A1,A2,B1,B2,C1\n";
    c.published = NULL;
    assert_finding(&c, true, "values.csv", 1, 0, "there are no countries");
}

static void categories_are_fractions_without_binary_noise(void **state)
{
    const edition_case c = by_category(category_table);
    (void)state;
    const at_study_edition e = parse_sound(&c);
    assert_int_equal(e.known_by, AT_KNOWN_BY_CATEGORIES);
    assert_null(e.index.values);
    /* AT: Law 1/3 kept as the fraction it is, Family not known, Asylum 0. */
    assert_int_equal(e.index.fractions[0].den, 3);
    assert_int_equal(e.index.fractions[1].den, 0);
    assert_int_equal(e.index.fractions[2].num, 0);
    /* MT: 0.042800000000000005 was 0.0428, that is 107/2500. */
    assert_int_equal(e.index.fractions[4].num, 107);
    assert_int_equal(e.index.fractions[4].den, 2500);
}

static void binary_noise_is_taken_off_and_real_digits_are_not(void **state)
{
    static const struct {
        const char *cell;
        int64_t num, den;
    } cases[] = {
        {"0.30000000000000004", 3, 10},
        {"0.59999999999999998", 3, 5},
        {"0.9999999999999999", 1, 1},
        {"0.33333333", 33333333, 100000000},
        {"0.1234567851", 1234567851, 10000000000},
        {"0.5283", 5283, 10000},
    };
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        const edition_case c =
            by_category(changed(category_table, "0.5,", test_format("%s,", cases[i].cell)));
        const at_study_edition e = parse_sound(&c);
        assert_int_equal(e.index.fractions[3].num, cases[i].num);
        assert_int_equal(e.index.fractions[3].den, cases[i].den);
    }
}

static void category_columns_and_cells_are_checked(void **state)
{
    edition_case c = by_category(changed(category_table, "0.5,", "1.01,"));
    (void)state;
    assert_finding(&c, true, "categories.csv", 2, 4,
                   "category \"Law\" of MT: \"1.01\" is outside 0..1");
    c = by_category(changed(category_table, "Family", "Famly"));
    const edition_result r = parse_case(&c);
    assert_found(&r, "categories.csv", 1, 5, "did you mean \"Family\"?");
    assert_found(&r, "categories.csv", 1, 0, "no column for category \"Family\"");
}

static void a_hundred_thousand_countries_are_read(void **state)
{
    enum { COUNTRIES = 100000 };
    edition_case c = sound_case;
    static char text[COUNTRIES * 40];
    size_t len = (size_t)snprintf(text, sizeof text, "iso2,country,A1,A2,B1,B2,C1\n");
    (void)state;
    for (int i = COUNTRIES; i-- > 0;) {
        len +=
            (size_t)snprintf(text + len, sizeof text - len, "C%05d,Country %d,1,0,1/3,,1\n", i, i);
    }
    c.values = text;
    c.published = NULL;
    const edition_result r = parse_case_as(&c, "2025", AT_EDITION_READ);
    assert_ok(r.status, &r.err);
    assert_int_equal(r.edition.index.country_count, COUNTRIES);
    assert_str(r.edition.index.countries[0].iso2, "C00000");
    assert_str(r.edition.index.countries[COUNTRIES - 1].iso2, "C99999");
    for (size_t i = 0; i < r.count; i++) assert_false(r.findings[i].fatal);
    assert_contains(r.findings[r.count - 1].message, "90000 more findings are not listed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(countries_are_sorted_and_columns_may_come_in_any_order),
        cmocka_unit_test(cells_are_exact_and_an_empty_one_is_not_known),
        cmocka_unit_test(a_bad_cell_names_country_criterion_and_place),
        cmocka_unit_test(a_country_that_stands_twice_is_fatal_by_code_and_by_name),
        cmocka_unit_test(iso2_codes_are_held_to_their_form),
        cmocka_unit_test(every_criterion_has_a_column_and_every_column_a_criterion),
        cmocka_unit_test(a_misspelt_country_column_gets_a_suggestion),
        cmocka_unit_test(a_table_without_countries_is_fatal),
        cmocka_unit_test(categories_are_fractions_without_binary_noise),
        cmocka_unit_test(binary_noise_is_taken_off_and_real_digits_are_not),
        cmocka_unit_test(category_columns_and_cells_are_checked),
        cmocka_unit_test(a_hundred_thousand_countries_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
