/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "strtod_cases.h"
#include "support.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static double parsed(const char *text)
{
    double value = 0.0;
    at_err err;
    if (at_parse_f64(at_str_from_cstr(text), -DBL_MAX, DBL_MAX, &value, &err) != AT_OK) {
        fail_msg("%s: %s", text, err.text);
    }
    return value;
}

static const char *printed(double value)
{
    static char text[64];
    at_buffer buffer = {0};
    at_buffer_f64(&buffer, value);
    assert_true(buffer.len < sizeof text);
    memcpy(text, buffer.ptr, buffer.len);
    text[buffer.len] = '\0';
    at_buffer_free(&buffer);
    return text;
}

static void f64_rounds_the_published_hard_cases_correctly(void **state)
{
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(strtod_cases); i++) {
        char negative[1000];
        const char *text = strtod_cases[i].text;
        if (!same(parsed(text), strtod_cases[i].value)) fail_msg("%s", text);
        (void)snprintf(negative, sizeof negative, "-%s", text);
        if (!same(parsed(negative), -strtod_cases[i].value)) fail_msg("%s", negative);
    }
}

static double random_double(test_random *random, int round)
{
    double value;
    uint64_t bits = test_random_u64(random);
    if (round % 4 == 1) bits &= 0x800FFFFFFFFFFFFF;                    /* subnormal */
    if (round % 4 == 2) return (double)(int64_t)(bits >> 20) / 1000.0; /* as people write them */
    if (round % 4 == 3) bits &= 0xFFFFFFFF00000000;                    /* few bits set */
    memcpy(&value, &bits, sizeof value);
    return isfinite(value) ? value : 1.0;
}

static void f64_printed_reads_back_the_same(void **state)
{
    (void)state;
    test_random random = {6};
    for (int round = 0; round < 200000; round++) {
        const double value = random_double(&random, round);
        const double back = parsed(printed(value));
        if (!same(back, value) && (back < 0.0 || back > 0.0 || value < 0.0 || value > 0.0)) {
            fail_msg("%a prints as %s", value, printed(value));
        }
    }
}

/* One digit fewer, wherever it is rounded to, is another double. */
static void f64_is_printed_with_as_few_digits_as_will_do(void **state)
{
    (void)state;
    test_random random = {7};
    for (int round = 0; round < 50000; round++) {
        const double value = random_double(&random, round);
        int digits = 0;
        bool leading = true;
        size_t zeros = 0;
        for (const char *p = printed(value); *p && *p != 'e'; p++) {
            if (*p == '-' || *p == '.' || (leading && *p == '0')) continue;
            leading = false;
            digits++;
            zeros = *p == '0' ? zeros + 1 : 0;
        }
        digits -= (int)zeros;
        if (digits < 2) continue;
        char shorter[64];
        (void)snprintf(shorter, sizeof shorter, "%.*e", digits - 2, value);
        if (same(strtod(shorter, NULL), value))
            fail_msg("%s suffices for %s", shorter, printed(value));
    }
}

static void f64_prints_plainly(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0.0, "0"},
        {-0.0, "0"},
        {0.1, "0.1"},
        {-2.5, "-2.5"},
        {1e22, "1e+22"},
        {5e-324, "5e-324"},
        {85.31, "85.31"},
        {1.0 / 3.0, "0.3333333333333333"},
        {1e-5, "1e-05"},
        {123456.0, "123456"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {(double)NAN, "null"},
        {(double)INFINITY, "null"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_string_equal(printed(cases[i].value), cases[i].text);
    }
}

static void f64_refuses_what_is_not_a_decimal_number(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",         "+",    "-",     ".",   ".5",    "5.",    "e5",  "1e",  "1e+",
        "1e-",      "1.e5", " 1",    "1 ",  "1\n",   "nan",   "NaN", "inf", "-inf",
        "infinity", "0x10", "0x1p3", "1,5", "1.2.3", "1_000", "--1", "+-1", "1e5.0",
        "1e++5",    "1f",   "1d",    "١",   "1-",    "1e5e5",
    };
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        double value = 42.0;
        at_err err = {0};
        const at_str s = at_str_from_cstr(wrong[i]);
        if (at_parse_f64(s, -DBL_MAX, DBL_MAX, &value, &err) != AT_EINPUT) fail_msg("%s", wrong[i]);
        assert_true(same(value, 42.0));
        assert_non_null(strstr(err.text, wrong[i][0] == '1' ? "1" : "expected"));
    }
    double value;
    assert_int_equal(at_parse_f64((at_str){"1\0002", 3}, 0, 9, &value, NULL), AT_EINPUT);
    assert_int_equal(at_parse_f64(AT_STR("1e999"), -DBL_MAX, DBL_MAX, &value, NULL), AT_EINPUT);
    assert_int_equal(at_parse_f64(AT_STR("-1.8e308"), -DBL_MAX, DBL_MAX, &value, NULL), AT_EINPUT);
}

static void f64_keeps_to_its_bounds(void **state)
{
    (void)state;
    double value = 42.0;
    at_err err;
    assert_int_equal(at_parse_f64(AT_STR("1.0000000000000002"), 0, 1, &value, &err), AT_EINPUT);
    assert_string_equal(err.text, "1.0000000000000002 is out of range: expected 0 to 1");
    assert_int_equal(at_parse_f64(AT_STR("-1e-300"), 0, 1, &value, &err), AT_EINPUT);
    assert_true(same(value, 42.0));
    assert_int_equal(at_parse_f64(AT_STR("1.0000000000000001"), 0, 1, &value, &err), AT_OK);
    assert_true(same(value, 1.0));
    assert_int_equal(at_parse_f64(AT_STR("+0E-5"), 0, 1, &value, &err), AT_OK);
    assert_true(same(value, 0.0));
}

static void f64_takes_a_thousand_characters_and_no_more(void **state)
{
    (void)state;
    char text[1002];
    memset(text, '9', sizeof text);
    text[1] = '.';
    double value;
    assert_int_equal(at_parse_f64((at_str){text, 1000}, 0, 10, &value, NULL), AT_OK);
    assert_true(same(value, 10.0));
    assert_int_equal(at_parse_f64((at_str){text, 1001}, 0, 10, &value, NULL), AT_ELIMIT);
}

static void f64_is_the_same_in_a_locale_with_a_decimal_comma(void **state)
{
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ru_RU.UTF-8"};
    bool found = false;
    for (size_t i = 0; i < AT_COUNT_OF(names) && !found; i++) {
        found = setlocale(LC_NUMERIC, names[i]) != NULL &&
                strcmp(localeconv()->decimal_point, ",") == 0;
    }
    if (!found) {
        (void)setlocale(LC_NUMERIC, "C");
        skip();
    }
    const bool reads = same(parsed("0.5"), 0.5), prints = strcmp(printed(0.5), "0.5") == 0;
    at_buffer fixed = {0};
    at_buffer_fixed(&fixed, 1234.5, 2);
    (void)setlocale(LC_NUMERIC, "C");
    assert_true(reads);
    assert_true(prints);
    assert_str(at_buffer_str(&fixed), "1234.50");
    at_buffer_free(&fixed);
}

static void fixed_rounds_as_printf_and_has_no_negative_zero(void **state)
{
    (void)state;
    static const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {
        {0.125, 2, "0.12"},  {0.375, 2, "0.38"},   {-0.004, 2, "0.00"},
        {-0.0, 0, "0"},      {-0.006, 2, "-0.01"}, {1e15, 1, "1000000000000000.0"},
        {2.5, 0, "2"},       {-0.4, -3, "0"},      {(double)NAN, 2, "null"},
        {-10.0, 1, "-10.0"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_buffer buffer = {0};
        at_buffer_fixed(&buffer, cases[i].value, cases[i].digits);
        assert_str(at_buffer_str(&buffer), cases[i].text);
        at_buffer_free(&buffer);
    }
    at_buffer longest = {0};
    at_buffer_fixed(&longest, -DBL_MAX, 1000);
    assert_int_equal(longest.len, 1 + 309 + 1 + 60);
    at_buffer_free(&longest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(f64_rounds_the_published_hard_cases_correctly),
        cmocka_unit_test(f64_printed_reads_back_the_same),
        cmocka_unit_test(f64_is_printed_with_as_few_digits_as_will_do),
        cmocka_unit_test(f64_prints_plainly),
        cmocka_unit_test(f64_refuses_what_is_not_a_decimal_number),
        cmocka_unit_test(f64_keeps_to_its_bounds),
        cmocka_unit_test(f64_takes_a_thousand_characters_and_no_more),
        cmocka_unit_test(f64_is_the_same_in_a_locale_with_a_decimal_comma),
        cmocka_unit_test(fixed_rounds_as_printf_and_has_no_negative_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
