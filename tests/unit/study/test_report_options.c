/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_case.h"

static void within_is_a_percentage(void **state)
{
    static const char *const bad[] = {"101", "-1", "nan", "", "25%", "1e999", "5/0"};
    at_fraction within;
    at_err err;
    (void)state;
    assert_ok(at_parse_within(AT_STR("12.5"), &within, &err), &err);
    assert_int_equal(within.num, 25);
    assert_int_equal(within.den, 2);
    assert_ok(at_parse_within(AT_STR("0"), &within, &err), &err);
    assert_ok(at_parse_within(AT_STR("100"), &within, &err), &err);
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        assert_fails(at_parse_within(at_str_from_cstr(bad[i]), &within, &err), &err, AT_EUSAGE,
                     "--within takes percent, from 0 to 100", bad[i]);
        assert_int_equal(within.num, 100);
    }
}

static void levels_and_kinds_are_words(void **state)
{
    at_index_level level;
    at_draw_kind kind;
    at_err err;
    (void)state;
    assert_ok(at_parse_level(AT_STR("category"), &level, &err), &err);
    assert_int_equal(level, AT_INDEX_CATEGORIES);
    assert_ok(at_parse_level(AT_STR("criteria"), &level, &err), &err);
    assert_int_equal(level, AT_INDEX_CRITERIA);
    assert_fails(at_parse_level(AT_STR("all"), &level, &err), &err, AT_EUSAGE, "--level",
                 "\"all\"");
    assert_ok(at_parse_draw_kind(AT_STR("box"), &kind, &err), &err);
    assert_int_equal(kind, AT_DRAW_BOX);
    assert_ok(at_parse_draw_kind(AT_STR("simplex"), &kind, &err), &err);
    assert_int_equal(kind, AT_DRAW_SIMPLEX);
    assert_fails(at_parse_draw_kind(AT_STR("ball"), &kind, &err), &err, AT_EUSAGE, "--over",
                 "\"ball\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(within_is_a_percentage),
        cmocka_unit_test(levels_and_kinds_are_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
