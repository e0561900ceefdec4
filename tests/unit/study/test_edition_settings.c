/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_case.h"

static edition_case with_settings(const char *settings)
{
    edition_case c = sound_case;
    c.settings = settings;
    return c;
}

static void settings_name_the_edition(void **state)
{
    const edition_case c =
        with_settings("[edition]\nname = may\ntitle = Map of May\nyear = 2025\n"
                      "date = 2025-05-14\nlicence = CC BY 4.0\nsource = A publisher\n");
    (void)state;
    const at_study_edition e = parse_sound(&c);
    assert_str(e.index.name, "may");
    assert_str(e.title, "Map of May");
    assert_int_equal(e.year, 2025);
    assert_int_equal(e.date.month, 5);
    assert_int_equal(e.date.day, 14);
    assert_str(e.licence, "CC BY 4.0");
    assert_str(e.source, "A publisher");
    assert_str(e.files[0].edition, "may");
}

static void without_settings_the_folder_says_name_and_year(void **state)
{
    (void)state;
    const at_study_edition e = parse_sound(&sound_case);
    assert_str(e.index.name, "2025");
    assert_str(e.title, "2025");
    assert_int_equal(e.year, 2025);
    const edition_result r = parse_case_as(&sound_case, "spring", AT_EDITION_CHECK);
    assert_ok(r.status, &r.err);
    assert_str(r.edition.title, "spring");
    assert_int_equal(r.edition.year, 0);
}

static void a_year_is_four_digits(void **state)
{
    static const char *const bad[] = {"25", "20x5", "2025-05", "0999", "20255"};
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        const edition_case c = with_settings(test_format("[edition]\nyear = %s\n", bad[i]));
        assert_finding(&c, true, "edition.ini", 2, 0, "is not a year: expected four digits");
    }
    const edition_case c = with_settings("[edition]\nyear = 2024\n");
    assert_finding(&c, false, "edition.ini", 2, 0, "year is 2024, but the folder is called 2025");
}

static void a_date_is_one_of_the_calendar(void **state)
{
    static const char *const bad[] = {"14 May 2025", "2025-02-30", "2025-13"};
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        const edition_case c = with_settings(test_format("[edition]\ndate = %s\n", bad[i]));
        assert_finding(&c, true, "edition.ini", 2, 0, "date");
    }
}

static void unknown_settings_are_noted(void **state)
{
    edition_case c = with_settings("[edition]\nlicense = CC0\n");
    (void)state;
    assert_finding(&c, false, "edition.ini", 2, 0, "did you mean \"licence\"?");
    c = with_settings("[index]\ntitle = Map\n");
    assert_finding(&c, false, "edition.ini", 2, 0, "section [index]");
}

static void a_damaged_file_is_an_error_with_its_line(void **state)
{
    const edition_case c = with_settings("[edition]\nyear\n");
    (void)state;
    const edition_result r = parse_case(&c);
    assert_int_equal(r.status, AT_EINPUT);
    assert_int_equal(r.err.row, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_name_the_edition),
        cmocka_unit_test(without_settings_the_folder_says_name_and_year),
        cmocka_unit_test(a_year_is_four_digits),
        cmocka_unit_test(a_date_is_one_of_the_calendar),
        cmocka_unit_test(unknown_settings_are_noted),
        cmocka_unit_test(a_damaged_file_is_an_error_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
