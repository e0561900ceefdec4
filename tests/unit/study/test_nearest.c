/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/nearest.h"
#include "support.h"

static size_t nearest(const char *word, const char *candidate)
{
    const at_str one = at_str_from_cstr(candidate);
    return at_nearest(at_str_from_cstr(word), &one, 1);
}

static void nearest_knows_each_kind_of_slip(void **state)
{
    (void)state;
    assert_int_equal(nearest("weigt", "weight"), 0);   /* left out */
    assert_int_equal(nearest("weightt", "weight"), 0); /* put in */
    assert_int_equal(nearest("waight", "weight"), 0);  /* changed */
    assert_int_equal(nearest("wieght", "weight"), 0);  /* swapped: one slip, not two */
    assert_int_equal(nearest("WEIGHT", "weight"), 0);  /* case is no slip */
}

static void nearest_allows_a_third_of_the_word_and_three_at_most(void **state)
{
    (void)state;
    assert_int_equal(nearest("no", "na"), SIZE_MAX);
    assert_int_equal(nearest("abc", "abd"), 0);
    assert_int_equal(nearest("abc", "add"), SIZE_MAX);
    assert_int_equal(nearest("abcdefghijklmno", "abcdefghijkl___"), 0);
    assert_int_equal(nearest("abcdefghijklmnopqr", "abcdefghijklmn____"), SIZE_MAX);
}

static void nearest_takes_the_closest_and_of_equals_the_first(void **state)
{
    const at_str candidates[] = {AT_STR("EQ02"), AT_STR("EQ011"), AT_STR("EQ01")};
    (void)state;
    assert_int_equal(at_nearest(AT_STR("eq01"), candidates, 3), 2);
    assert_int_equal(at_nearest(AT_STR("EQ0"), candidates, 3), 0);
    assert_int_equal(at_nearest(AT_STR("zebra"), candidates, 3), SIZE_MAX);
    assert_int_equal(at_nearest(AT_STR("zebra"), candidates, 0), SIZE_MAX);
}

static void nearest_is_symmetric_for_words_of_one_length(void **state)
{
    test_random random = {7};
    (void)state;
    for (int i = 0; i < 2000; i++) {
        char a[9] = {0}, b[9] = {0};
        for (int k = 0; k < 8; k++) {
            a[k] = (char)('a' + test_random_below(&random, 3));
            b[k] =
                test_random_below(&random, 3) ? a[k] : (char)('a' + test_random_below(&random, 3));
        }
        assert_int_equal(nearest(a, b), nearest(b, a));
    }
}

static void nearest_leaves_long_words_alone(void **state)
{
    char word[66] = {0};
    (void)state;
    for (int i = 0; i < 65; i++) word[i] = 'x';
    assert_int_equal(nearest(word, word), SIZE_MAX);
    word[64] = 0;
    assert_int_equal(nearest(word, word), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_knows_each_kind_of_slip),
        cmocka_unit_test(nearest_allows_a_third_of_the_word_and_three_at_most),
        cmocka_unit_test(nearest_takes_the_closest_and_of_equals_the_first),
        cmocka_unit_test(nearest_is_symmetric_for_words_of_one_length),
        cmocka_unit_test(nearest_leaves_long_words_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
