/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <float.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/big.h"
#include "base/number.h"

static const int64_t limit = 1000000000000000000; /* 10^18 */

static void fraction_reads_decimals_and_fractions_in_lowest_terms(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t num, den;
    } cases[] = {
        {"0.25", 1, 4},
        {"1", 1, 1},
        {"-3", -3, 1},
        {"1e-3", 1, 1000},
        {"5/16", 5, 16},
        {"+6/4", 3, 2},
        {"-0", 0, 1},
        {"0/7", 0, 1},
        {"0.0", 0, 1},
        {"-2/6", -1, 3},
        {"1.50E2", 150, 1},
        {"0e18", 0, 1},
        {"000000000000000000000012", 12, 1},
        {"1e17", 100000000000000000, 1},
        {"0.000000000000000001", 1, 1000000000000000000},
        {"1e-18", 1, 1000000000000000000},
        {"999999999999999999", 999999999999999999, 1},
        {"25e-2", 1, 4},
        {"0.999999999999999999", 999999999999999999, 1000000000000000000},
        {"999999999999999999/999999999999999998", 999999999999999999, 999999999999999998},
        {"0.10", 1, 10},
        {"12.5e+1", 125, 1},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_fraction f;
        at_err err;
        if (at_parse_fraction(at_str_from_cstr(cases[i].text), &f, &err) != AT_OK) {
            fail_msg("%s: %s", cases[i].text, err.text);
        }
        if (f.num != cases[i].num || f.den != cases[i].den) {
            fail_msg("%s gives %" PRId64 "/%" PRId64, cases[i].text, f.num, f.den);
        }
    }
}

static void fraction_refuses_what_is_no_number_or_too_long(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        at_status status;
    } cases[] = {
        {"", AT_EINPUT},
        {"nan", AT_EINPUT},
        {"inf", AT_EINPUT},
        {"5/0", AT_EINPUT},
        {"0/0", AT_EINPUT},
        {"5/000", AT_EINPUT},
        {"/5", AT_EINPUT},
        {"5/", AT_EINPUT},
        {"1/2/3", AT_EINPUT},
        {"1.5/2", AT_EINPUT},
        {"1/2.5", AT_EINPUT},
        {"1/-2", AT_EINPUT},
        {"1e1/2", AT_EINPUT},
        {".5", AT_EINPUT},
        {"5.", AT_EINPUT},
        {"1e", AT_EINPUT},
        {"1e+", AT_EINPUT},
        {"--1", AT_EINPUT},
        {"+-1", AT_EINPUT},
        {" 1", AT_EINPUT},
        {"1 ", AT_EINPUT},
        {"1 / 2", AT_EINPUT},
        {"0x1", AT_EINPUT},
        {"1,5", AT_EINPUT},
        {"50%", AT_EINPUT},
        {"yes", AT_EINPUT},
        {"1.2.3", AT_EINPUT},
        {"½", AT_EINPUT},
        {"1234567890123456789", AT_ELIMIT},
        {"0.1234567890123456789", AT_ELIMIT},
        {"0.0000000000000000001", AT_ELIMIT},
        {"1e18", AT_ELIMIT},
        {"1e-19", AT_ELIMIT},
        {"99e17", AT_ELIMIT},
        {"1e999", AT_ELIMIT},
        {"1e99999999999999999999999999", AT_ELIMIT},
        {"1e-99999999999999999999999999", AT_ELIMIT},
        {"1/1234567890123456789", AT_ELIMIT},
        {"-1e18", AT_ELIMIT},
        {"-18446744073709551617", AT_ELIMIT}, /* 2^64 + 1 */
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_fraction f = {42, 43};
        at_err err = {0};
        const at_status status = at_parse_fraction(at_str_from_cstr(cases[i].text), &f, &err);
        if (status != cases[i].status) fail_msg("%s: status %d", cases[i].text, (int)status);
        assert_true(f.num == 42 && f.den == 43);
        assert_non_null(strstr(err.text, "expected"));
        assert_non_null(strstr(err.text, at_quote(at_str_from_cstr(cases[i].text)).text));
    }
    at_fraction f;
    assert_int_equal(at_parse_fraction((at_str){"1\0", 2}, &f, NULL), AT_EINPUT);
}

static at_fraction random_fraction(test_random *random, char text[64])
{
    const uint64_t num = test_random_u64(random) % (uint64_t)limit >> test_random_below(random, 60);
    const uint64_t den =
        (test_random_u64(random) % (uint64_t)limit >> test_random_below(random, 60)) + 1;
    const char *sign = test_random_below(random, 2) ? "-" : "";
    switch (test_random_below(random, 4)) {
    case 0:
        (void)snprintf(text, 64, "%s%" PRIu64 "/%" PRIu64, sign, num,
                       den % (uint64_t)(limit - 1) + 1);
        break;
    case 1: /* denominators of powers of two and five are decimals too, but often long ones */
        (void)snprintf(text, 64, "%s%" PRIu64 "/%" PRIu64, sign, num,
                       (uint64_t)1 << test_random_below(random, 59));
        break;
    case 2:
        (void)snprintf(text, 64, "%s%" PRIu64 "e-%u", sign, num,
                       (unsigned)test_random_below(random, 19));
        break;
    default:
        (void)snprintf(text, 64, "%s%" PRIu64 ".%09" PRIu64, sign, num % 1000000000,
                       den % 1000000000);
        break;
    }
    at_fraction f = {0};
    at_err err;
    if (at_parse_fraction(at_str_from_cstr(text), &f, &err) != AT_OK)
        fail_msg("%s: %s", text, err.text);
    return f;
}

static void fraction_printed_reads_back_the_same(void **state)
{
    (void)state;
    test_random random = {30};
    char text[64];
    for (int round = 0; round < 100000; round++) {
        const at_fraction f = random_fraction(&random, text);
        assert_true(f.den > 0 && f.den <= limit && f.num < limit && f.num > -limit);
        at_buffer buffer = {0};
        at_fraction back = {0};
        at_err err;
        at_buffer_fraction(&buffer, f);
        if (at_parse_fraction(at_buffer_str(&buffer), &back, &err) != AT_OK) {
            fail_msg("%s: %s", text, err.text);
        }
        if (back.num != f.num || back.den != f.den) fail_msg("%s", text);
        at_buffer_free(&buffer);
    }
}

static void fraction_prints_as_a_decimal_where_it_is_one(void **state)
{
    (void)state;
    static const struct {
        at_fraction f;
        const char *text;
    } cases[] = {
        {{1, 4}, "0.25"},
        {{5, 16}, "0.3125"},
        {{1, 3}, "1/3"},
        {{-1, 8}, "-0.125"},
        {{0, 1}, "0"},
        {{-7, 1}, "-7"},
        {{-1, 6}, "-1/6"},
        {{1, 1000000000000000000}, "0.000000000000000001"},
        {{3, 2}, "1.5"},
        {{1, (int64_t)1 << 18}, "0.000003814697265625"},
        {{1, (int64_t)1 << 19}, "1/524288"}, /* 19 places */
        {{INT64_MAX, 1}, "9223372036854775807"},
        {{INT64_MAX, 2}, "9223372036854775807/2"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_buffer buffer = {0};
        at_buffer_fraction(&buffer, cases[i].f);
        assert_str(at_buffer_str(&buffer), cases[i].text);
        at_buffer_free(&buffer);
    }
}

static void fraction_order_and_double_are_those_of_the_ratio(void **state)
{
    (void)state;
    test_random random = {31};
    char text[64], other[64];
    for (int round = 0; round < 50000; round++) {
        const at_fraction a = random_fraction(&random, text), b = random_fraction(&random, other);
        const at_ratio ratio_a = at_fraction_ratio(a), ratio_b = at_fraction_ratio(b);
        assert_int_equal(at_fraction_compare(a, b), at_ratio_compare(ratio_a, ratio_b));
        assert_int_equal(at_fraction_compare(a, a), 0);
        assert_true(at_fraction_f64(a) == at_ratio_f64(ratio_a));
    }
}

/* Two ways from the same text to the nearest double. */
static void fraction_double_is_that_of_the_text(void **state)
{
    (void)state;
    test_random random = {32};
    for (int round = 0; round < 100000; round++) {
        char text[64];
        const uint64_t digits =
            test_random_u64(&random) % (uint64_t)limit >> test_random_below(&random, 60);
        (void)snprintf(text, sizeof text, "%" PRIu64 "e-%u", digits,
                       (unsigned)test_random_below(&random, 19));
        double value = 0.0;
        at_fraction f = {0};
        assert_int_equal(at_parse_f64(at_str_from_cstr(text), 0, DBL_MAX, &value, NULL), AT_OK);
        assert_int_equal(at_parse_fraction(at_str_from_cstr(text), &f, NULL), AT_OK);
        assert_true(at_fraction_f64(f) == value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fraction_reads_decimals_and_fractions_in_lowest_terms),
        cmocka_unit_test(fraction_refuses_what_is_no_number_or_too_long),
        cmocka_unit_test(fraction_printed_reads_back_the_same),
        cmocka_unit_test(fraction_prints_as_a_decimal_where_it_is_one),
        cmocka_unit_test(fraction_order_and_double_are_those_of_the_ratio),
        cmocka_unit_test(fraction_double_is_that_of_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
