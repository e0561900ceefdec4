/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

static bool reads(const char *text, at_date *date)
{
    return at_parse_date(at_str_from_cstr(text), date, NULL) == AT_OK;
}

/* The Gregorian calendar repeats after 400 years of 146,097 days. */
static void date_takes_just_the_days_there_are(void **state)
{
    (void)state;
    size_t days = 0, months = 0;
    at_date last = {0};
    for (unsigned year = 1900; year < 2300; year++) {
        for (unsigned month = 0; month <= 13; month++) {
            char text[32];
            at_date date;
            (void)snprintf(text, sizeof text, "%04u-%02u", year, month);
            months += reads(text, &date);
            for (unsigned day = 0; day <= 32; day++) {
                (void)snprintf(text, sizeof text, "%04u-%02u-%02u", year, month, day);
                if (!reads(text, &date)) continue;
                days++;
                assert_true(at_date_compare(last, date) < 0);
                last = date;
            }
        }
    }
    assert_int_equal(months, 400 * 12);
    assert_int_equal(days, 146097);
    at_date date;
    assert_true(reads("2000-02-29", &date) && reads("2024-02-29", &date) &&
                reads("0000-02-29", &date));
    for (unsigned part = 13; part <= 99; part++) {
        char text[32];
        (void)snprintf(text, sizeof text, "2025-%02u", part);
        assert_false(reads(text, &date));
        (void)snprintf(text, sizeof text, "2025-01-%02u", part);
        assert_int_equal(reads(text, &date), part <= 31);
    }
    assert_false(reads("1900-02-29", &date) || reads("2025-02-29", &date));
}

static void date_printed_reads_back_the_same(void **state)
{
    (void)state;
    static const char *const texts[] = {"2025", "2025-05",    "2025-05-14",
                                        "0000", "9999-12-31", "0001-01-01"};
    for (size_t i = 0; i < AT_COUNT_OF(texts); i++) {
        at_date date;
        at_buffer buffer = {0};
        assert_true(reads(texts[i], &date));
        at_buffer_date(&buffer, date);
        assert_str(at_buffer_str(&buffer), texts[i]);
        at_buffer_free(&buffer);
    }
}

static void date_in_words_has_only_the_known_parts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"2025-05-14", "14 May 2025"},
        {"2025-05", "May 2025"},
        {"2025", "2025"},
        {"2025-01-01", "1 January 2025"},
        {"1969-12-31", "31 December 1969"},
        {"2024-09", "September 2024"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_date date;
        at_buffer buffer = {0};
        assert_true(reads(cases[i].text, &date));
        at_buffer_date_words(&buffer, date);
        assert_str(at_buffer_str(&buffer), cases[i].words);
        at_buffer_free(&buffer);
    }
}

static void date_unknown_parts_sort_before_the_known(void **state)
{
    (void)state;
    static const char *const rising[] = {"2024",    "2024-02",    "2024-02-29", "2024-03", "2025",
                                         "2025-01", "2025-01-01", "2025-01-02", "2025-02"};
    for (size_t i = 0; i < AT_COUNT_OF(rising); i++) {
        for (size_t k = 0; k < AT_COUNT_OF(rising); k++) {
            at_date a = {0}, b = {0};
            assert_true(reads(rising[i], &a) && reads(rising[k], &b));
            assert_int_equal(at_date_compare(a, b), (i > k) - (i < k));
        }
    }
}

static void date_says_what_is_wrong_with_it(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"2025-13", "\"2025-13\" has month 13: expected 01 to 12"},
        {"2025-00", "\"2025-00\" has month 0: expected 01 to 12"},
        {"2025-02-30", "\"2025-02-30\" has day 30: February 2025 has days 01 to 28"},
        {"2024-02-30", "\"2024-02-30\" has day 30: February 2024 has days 01 to 29"},
        {"2025-04-00", "\"2025-04-00\" has day 0: April 2025 has days 01 to 30"},
    };
    at_date date = {7, 7, 7};
    at_err err;
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_int_equal(at_parse_date(at_str_from_cstr(cases[i].text), &date, &err), AT_EINPUT);
        assert_string_equal(err.text, cases[i].message);
    }
    static const char *const wrong[] = {"",
                                        "25",
                                        "202",
                                        "20255",
                                        "2025-",
                                        "2025-5",
                                        "2025-05-",
                                        "2025-05-1",
                                        "2025-05-144",
                                        "2025/05/14",
                                        "14.05.2025",
                                        "-2025",
                                        "+2025",
                                        "2025-05-14T00",
                                        " 2025",
                                        "2025 ",
                                        "20250514",
                                        "2025-0514",
                                        "202a",
                                        "2025--05",
                                        "May 2025",
                                        "2025-05-14-01",
                                        "٢٠٢٥"};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        if (at_parse_date(at_str_from_cstr(wrong[i]), &date, &err) != AT_EINPUT)
            fail_msg("%s", wrong[i]);
        assert_non_null(strstr(err.text, "expected 2025, 2025-05 or 2025-05-14"));
    }
    assert_true(date.year == 7 && date.month == 7 && date.day == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date_takes_just_the_days_there_are),
        cmocka_unit_test(date_printed_reads_back_the_same),
        cmocka_unit_test(date_in_words_has_only_the_known_parts),
        cmocka_unit_test(date_unknown_parts_sort_before_the_known),
        cmocka_unit_test(date_says_what_is_wrong_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
