/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/ranking.h"
#include "support.h"

static void as_many_are_above_as_counting_finds(void **state)
{
    (void)state;
    test_random random = {1};
    for (size_t count = 0; count < 60; count++) {
        int64_t values[60], sorted[60];
        for (size_t i = 0; i < count; i++) {
            sorted[i] = values[i] = (int64_t)test_random_below(&random, 20) - 10;
        }
        at_ranking_sort(sorted, count);
        for (int64_t value = -11; value <= 11; value++) {
            size_t above = 0;
            for (size_t i = 0; i < count; i++) above += values[i] > value;
            assert_int_equal(at_ranking_above(sorted, count, value), above);
        }
    }
}

static void values_at_the_ends_of_63_bits_are_sorted(void **state)
{
    (void)state;
    int64_t values[] = {INT64_MIN, 0, INT64_MAX, -1, INT64_MAX};
    static const int64_t sorted[] = {INT64_MAX, INT64_MAX, 0, -1, INT64_MIN};
    at_ranking_sort(values, 5);
    for (size_t i = 0; i < 5; i++) assert_true(values[i] == sorted[i]);
    assert_int_equal(at_ranking_above(values, 5, INT64_MIN), 4);
    assert_int_equal(at_ranking_above(values, 5, INT64_MAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_are_above_as_counting_finds),
        cmocka_unit_test(values_at_the_ends_of_63_bits_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
