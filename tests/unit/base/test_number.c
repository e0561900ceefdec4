/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

static void grouped_has_a_comma_before_each_three_digits(void **state)
{
    (void)state;
    static const struct {
        uint64_t value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {999, "999"},
        {1000, "1,000"},
        {4400, "4,400"},
        {100000, "100,000"},
        {1234567, "1,234,567"},
        {UINT64_MAX, "18,446,744,073,709,551,615"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_buffer buffer = {0};
        at_buffer_grouped(&buffer, cases[i].value);
        assert_str(at_buffer_str(&buffer), cases[i].text);
        at_buffer_free(&buffer);
    }
}

static void integers_read_back_over_their_whole_range(void **state)
{
    (void)state;
    test_random random = {8};
    for (int round = 0; round < 20000; round++) {
        const uint64_t u =
            round == 0 ? UINT64_MAX : test_random_u64(&random) >> test_random_below(&random, 64);
        const int64_t i = round == 0 ? INT64_MIN : round == 1 ? INT64_MAX : (int64_t)u;
        char text[32];
        uint64_t u_back = 0;
        int64_t i_back = 0;
        (void)snprintf(text, sizeof text, "%" PRIu64, u);
        assert_int_equal(at_parse_u64(at_str_from_cstr(text), u, u, &u_back, NULL), AT_OK);
        assert_true(u_back == u);
        (void)snprintf(text, sizeof text, "%" PRId64, i);
        assert_int_equal(at_parse_i64(at_str_from_cstr(text), i, i, &i_back, NULL), AT_OK);
        assert_true(i_back == i);
    }
}

static void integers_out_of_range_or_form_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",   "+",   "-",   "1.0", "1e3",  " 1",
                                        "1 ", "0x1", "one", "--1", "1,000"};
    uint64_t u = 42;
    int64_t i = 42;
    at_err err;
    for (size_t k = 0; k < AT_COUNT_OF(wrong); k++) {
        const at_str s = at_str_from_cstr(wrong[k]);
        assert_int_equal(at_parse_u64(s, 0, UINT64_MAX, &u, &err), AT_EINPUT);
        assert_non_null(
            strstr(err.text, "is not a whole number: expected 0 to 18446744073709551615"));
        assert_int_equal(at_parse_i64(s, INT64_MIN, INT64_MAX, &i, &err), AT_EINPUT);
        assert_non_null(
            strstr(err.text, "is not a whole number: expected -9223372036854775808 to "));
    }
    static const char *const beyond[] = {
        "18446744073709551616",  "99999999999999999999",
        "184467440737095516160", "36893488147419103232", /* 2^65: wraps to 0 twice */
        "-18446744073709551616", "340282366920938463463374607431768211456"};
    for (size_t k = 0; k < AT_COUNT_OF(beyond); k++) {
        const at_str s = at_str_from_cstr(beyond[k]);
        assert_int_equal(at_parse_u64(s, 0, UINT64_MAX, &u, &err), AT_EINPUT);
        assert_int_equal(at_parse_i64(s, INT64_MIN, INT64_MAX, &i, &err), AT_EINPUT);
        assert_non_null(strstr(err.text, "out of range"));
    }
    assert_int_equal(at_parse_i64(AT_STR("9223372036854775808"), INT64_MIN, INT64_MAX, &i, &err),
                     AT_EINPUT);
    assert_int_equal(at_parse_i64(AT_STR("-9223372036854775809"), INT64_MIN, INT64_MAX, &i, &err),
                     AT_EINPUT);
    assert_int_equal(at_parse_u64(AT_STR("-1"), 0, UINT64_MAX, &u, &err), AT_EINPUT);
    assert_int_equal(at_parse_u64(AT_STR("256"), 1, 255, &u, &err), AT_EINPUT);
    assert_string_equal(err.text, "256 is out of range: expected 1 to 255");
    assert_int_equal(u, 42);
    assert_int_equal(i, 42);
    assert_int_equal(at_parse_u64(AT_STR("-0"), 0, 1, &u, &err), AT_OK);
    assert_int_equal(u, 0);
    assert_int_equal(at_parse_u64(AT_STR("+0000000000000000000000000007"), 0, 9, &u, &err), AT_OK);
    assert_int_equal(u, 7);
}

static void quotes_are_short_well_formed_and_harmless(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"Ísland", "Ísland"},
        {"a\x1B[2Jb\x7F", "a?[2Jb?"},
        {"\xC2\x9B"
         "31m",
         "?31m"},                      /* a control sequence in one C1 character */
        {"x\xE2\x80\xAEtxt", "x?txt"}, /* right-to-left override */
        {"\xE2\x81\xA6", "?"},
        {"a\xD8\x9C!", "a?!"},            /* Arabic letter mark */
        {"\xD8\xA7", "\xD8\xA7"},         /* an Arabic letter */
        {"\xE2\x80\x94", "\xE2\x80\x94"}, /* a dash is not one of them */
        {"1\xC2\xA0"
         "2 \xE2\x81\x84 \xE2\x86\xA6",
         "1\xC2\xA0"
         "2 \xE2\x81\x84 \xE2\x86\xA6"},
        {"ab\xFF\xC3", "ab??"},
        {"1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890"},
        {"12345678901234567890123456789012345678901", "1234567890123456789012345678901234567890…"},
        {"123456789012345678901234567890123456789é", "123456789012345678901234567890123456789…"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_string_equal(at_quote(at_str_from_cstr(cases[i].text)).text, cases[i].shown);
    }
    test_random random = {9};
    for (int round = 0; round < 20000; round++) {
        static const char bytes[] = "a\xE2\x82\xAC\xC3\xA9\xF0\x9F\x98\x80\x80\x9B\xC2\x01\x7F";
        char text[64];
        const size_t len = test_random_below(&random, sizeof text);
        for (size_t i = 0; i < len; i++) text[i] = bytes[test_random_below(&random, sizeof bytes)];
        const at_quoted quoted = at_quote((at_str){text, len});
        const at_str shown = at_str_from_cstr(quoted.text);
        assert_true(shown.len <= 40 + strlen("…"));
        assert_true(at_str_is_utf8(shown, NULL));
        for (size_t i = 0; i < shown.len; i++) assert_true((unsigned char)shown.ptr[i] >= 0x20);
    }
    assert_string_equal(at_quote((at_str){"a\0b", 3}).text, "a?b");
}

static void shown_text_is_whole_and_as_harmless_as_a_quote(void **state)
{
    (void)state;
    test_random random = {10};
    at_buffer whole = {0}, pieces = {0};
    for (int round = 0; round < 2000; round++) {
        static const char *const parts[] = {"word ",    "\n",   "\x1B[2J", "\xE2\x80\xAE",
                                            "\xC2\x9B", "\xFF", "日本",    "\t"};
        at_buffer text = {0};
        at_buffer_clear(&whole);
        at_buffer_clear(&pieces);
        for (int i = 0; i < 40; i++) {
            const at_str part = at_str_from_cstr(parts[test_random_below(&random, 8)]);
            at_buffer_add(&text, part);
            at_buffer_add(&pieces, at_str_from_cstr(at_quote(part).text));
        }
        at_buffer_shown(&whole, at_buffer_str(&text));
        assert_same_str(at_buffer_str(&whole), at_buffer_str(&pieces));
        at_buffer_free(&text);
    }
    at_buffer_free(&whole);
    at_buffer_free(&pieces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grouped_has_a_comma_before_each_three_digits),
        cmocka_unit_test(integers_read_back_over_their_whole_range),
        cmocka_unit_test(integers_out_of_range_or_form_are_refused),
        cmocka_unit_test(quotes_are_short_well_formed_and_harmless),
        cmocka_unit_test(shown_text_is_whole_and_as_harmless_as_a_quote),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
