/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "big_cases.h"
#include "support.h"

#include <math.h>

__extension__ typedef __int128 wide;

static at_ratio of(int64_t num, int64_t den)
{
    return at_ratio_make(at_big_from_i64(num), at_big_from_i64(den));
}

static at_ratio random_ratio(test_random *random, size_t limbs)
{
    at_big den = random_big(random, limbs);
    if (at_big_sign(den) == 0) den = at_big_from_u64(1);
    den.negative = false;
    return (at_ratio){random_big(random, limbs), den};
}

static bool equal(at_ratio a, at_ratio b)
{
    return at_ratio_ok(a) && at_ratio_ok(b) && at_ratio_compare(a, b) == 0;
}

static const char *text_of(at_ratio a, unsigned digits, bool is_short, char room[400])
{
    at_buffer buffer = {0};
    if (is_short) {
        at_buffer_ratio_short(&buffer, a, digits);
    } else {
        at_buffer_ratio(&buffer, a, digits);
    }
    assert_true(buffer.len < 400);
    memcpy(room, buffer.ptr, buffer.len);
    room[buffer.len] = '\0';
    at_buffer_free(&buffer);
    return room;
}

static void ratio_laws_of_a_field_hold(void **state)
{
    (void)state;
    test_random random = {20};
    for (int round = 0; round < 20000; round++) {
        const at_ratio a = random_ratio(&random, 1), b = random_ratio(&random, 1);
        const at_ratio c = random_ratio(&random, 1);
        assert_true(equal(at_ratio_add(a, b), at_ratio_add(b, a)));
        assert_true(equal(at_ratio_sub(at_ratio_add(a, b), b), a));
        assert_true(
            equal(at_ratio_add(at_ratio_add(a, b), c), at_ratio_add(a, at_ratio_add(b, c))));
        assert_true(equal(at_ratio_mul(at_ratio_add(a, b), c),
                          at_ratio_add(at_ratio_mul(a, c), at_ratio_mul(b, c))));
        assert_int_equal(at_ratio_sign(at_ratio_sub(a, b)), at_ratio_compare(a, b));
        if (at_ratio_sign(b) == 0) continue;
        assert_true(equal(at_ratio_mul(at_ratio_div(a, b), b), a));
    }
}

/* Whole numbers scaled by hand, in the 128 bits of the machine. */
static void ratio_rounds_halves_away_from_zero(void **state)
{
    (void)state;
    test_random random = {21};
    for (int round = 0; round < 100000; round++) {
        const int64_t num =
            (int64_t)test_random_u64(&random) >> (24 + test_random_below(&random, 40));
        /* Small even denominators make many exact halves. */
        const int64_t den =
            1 + (int64_t)test_random_below(&random, round % 2 ? 2000 : (uint64_t)1 << 40);
        const unsigned digits = (unsigned)test_random_below(&random, 13);
        wide power = 1;
        for (unsigned i = 0; i < digits; i++) power *= 10;
        const wide size = num < 0 ? -(wide)num : num;
        const wide expected = (2 * size * power + den) / (2 * (wide)den);
        const at_big rounded =
            at_ratio_rounded((at_ratio){at_big_from_i64(num), at_big_from_i64(den)}, digits);
        const at_big high = at_big_from_i64((int64_t)(expected >> 62));
        const at_big low = at_big_from_i64((int64_t)(expected & (((wide)1 << 62) - 1)));
        at_big joined = at_big_add(at_big_mul(high, at_big_from_u64((uint64_t)1 << 62)), low);
        if (num < 0) joined = at_big_negate(joined);
        assert_true(big_equal(rounded, joined));
    }
}

/* Pencil and paper: digits one by one, then carry; nothing but subtraction and comparison. */
static void divide_on_paper(at_big num, at_big den, unsigned digits, char *text)
{
    int digit[200];
    for (unsigned i = 0; i <= digits; i++) {
        digit[i] = 0;
        while (at_big_compare(num, den) >= 0) {
            num = at_big_sub(num, den);
            digit[i]++;
        }
        num = at_big_mul(num, at_big_from_u64(10));
    }
    bool carry = at_big_compare(num, at_big_mul(den, at_big_from_u64(5))) >= 0;
    for (unsigned i = digits + 1; i-- > 0 && carry;) {
        digit[i] += 1;
        carry = digit[i] == 10 && i > 0;
        if (carry) digit[i] = 0;
    }
    size_t length = 0;
    if (digit[0] == 10) text[length++] = '1', digit[0] = 0;
    for (unsigned i = 0; i <= digits; i++) {
        text[length++] = (char)('0' + digit[i]);
        if (i == 0 && digits > 0) text[length++] = '.';
    }
    text[length] = '\0';
}

static void ratio_prints_the_digits_of_long_division(void **state)
{
    (void)state;
    test_random random = {22};
    for (int round = 0; round < 3000; round++) {
        at_ratio a = random_ratio(&random, round % 2 ? 2 : 7);
        a.num.negative = false;
        at_big whole;
        at_big_div(a.num, a.den, &whole, &a.num); /* below 1, so that one digit stands in front */
        a.num =
            at_big_add(a.num, at_big_mul(a.den, at_big_from_u64(test_random_below(&random, 10))));
        const unsigned digits = (unsigned)test_random_below(&random, 60);
        char expected[250], room[400];
        divide_on_paper(a.num, a.den, digits, expected);
        assert_string_equal(text_of(a, digits, false, room), expected);
    }
}

/* num * 10^digits does not fit in 512 bits here. */
static void ratio_rounds_operands_of_full_length(void **state)
{
    (void)state;
    at_big den = at_big_mul(at_big_pow10(150), at_big_from_u64(3));
    const at_big num = at_big_pow10(150);
    char room[400];
    assert_string_equal(text_of((at_ratio){num, den}, 30, false, room),
                        "0.333333333333333333333333333333");
    assert_string_equal(text_of((at_ratio){at_big_add(num, num), den}, 2, false, room), "0.67");
    assert_string_equal(
        text_of((at_ratio){at_big_negate(at_big_add(num, num)), den}, 2, false, room), "-0.67");
    den = at_big_add(at_big_pow10(153), at_big_pow10(153));
    assert_string_equal(text_of((at_ratio){at_big_pow10(153), den}, 0, false, room), "1");
    assert_string_equal(
        text_of((at_ratio){at_big_sub(at_big_pow10(153), at_big_from_u64(1)), den}, 0, false, room),
        "0");
}

static void ratio_text_has_the_digits_asked_for(void **state)
{
    (void)state;
    static const struct {
        int64_t num, den;
        unsigned digits;
        const char *fixed, *brief;
    } cases[] = {
        {8531, 100, 2, "85.31", "85.31"},
        {-92, 100, 2, "-0.92", "-0.92"},
        {853, 10, 2, "85.30", "85.3"},
        {-1, 1000, 2, "0.00", "0"},
        {-5, 1000, 2, "-0.01", "-0.01"},
        {1, 200, 2, "0.01", "0.01"},
        {2675, 1000, 2, "2.68", "2.68"}, /* as a double it would be 2.67 */
        {1005, 1000, 2, "1.01", "1.01"},
        {1, 3, 6, "0.333333", "0.333333"},
        {9999, 100, 1, "100.0", "100"},
        {7, 1, 0, "7", "7"},
        {1, 2, 0, "1", "1"},
        {100, 1, 3, "100.000", "100"},
        {0, 7, 4, "0.0000", "0"},
        {1, 8, 20, "0.12500000000000000000", "0.125"},
    };
    char room[400];
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        const at_ratio a = of(cases[i].num, cases[i].den);
        assert_string_equal(text_of(a, cases[i].digits, false, room), cases[i].fixed);
        assert_string_equal(text_of(a, cases[i].digits, true, room), cases[i].brief);
    }
}

static void ratio_make_gives_lowest_terms_and_a_positive_denominator(void **state)
{
    (void)state;
    char num[200], den[200];
    const at_ratio a = of(6, -8), zero = of(0, -5);
    assert_string_equal(big_text(a.num, num), "-3");
    assert_string_equal(big_text(a.den, den), "4");
    assert_string_equal(big_text(zero.num, num), "0");
    assert_string_equal(big_text(zero.den, den), "1");
    assert_false(at_ratio_ok(of(1, 0)));
    assert_false(at_ratio_ok((at_ratio){0}));
}

/* H(20) = 55835135/15519504 (OEIS A001008, A002805). */
static void ratio_sums_the_harmonic_series_exactly(void **state)
{
    (void)state;
    at_ratio sum = at_ratio_from_i64(0), back;
    double approximate = 0.0;
    for (int64_t k = 1; k <= 340; k++) {
        sum = at_ratio_add(sum, of(1, k));
        approximate += 1.0 / (double)k;
        if (k == 20) assert_true(equal(sum, of(55835135, 15519504)));
    }
    assert_true(at_ratio_ok(sum)); /* lcm(1..340) has 483 bits */
    assert_true(fabs(at_ratio_f64(sum) - approximate) < 1e-12);
    back = sum;
    for (int64_t k = 1; k <= 340; k++) back = at_ratio_sub(back, of(1, k));
    assert_int_equal(at_ratio_sign(back), 0);
    assert_true(at_ratio_ok(back));
}

static void ratio_products_stay_short_when_factors_cancel(void **state)
{
    (void)state;
    at_ratio product = at_ratio_from_i64(1), quotient = at_ratio_from_i64(1);
    for (int64_t k = 1; k <= 5000; k++) {
        product = at_ratio_mul(product, (at_ratio){at_big_from_i64(k), at_big_from_i64(k + 1)});
        quotient = at_ratio_div(quotient, (at_ratio){at_big_from_i64(-k), at_big_from_i64(k + 1)});
    }
    assert_true(equal(product, of(1, 5001)));
    assert_true(equal(quotient, of(5001, 1)));
}

/* F(n+1)/F(n) closes in on the golden ratio from below for odd n and from above for even n. */
static void ratio_orders_operands_whose_products_do_not_fit(void **state)
{
    (void)state;
    enum { COUNT = 730 };
    static at_big fibonacci[COUNT];
    fibonacci[1] = at_big_from_u64(1);
    for (size_t i = 2; i < COUNT; i++)
        fibonacci[i] = at_big_add(fibonacci[i - 1], fibonacci[i - 2]);
    for (size_t n = 420; n + 3 < COUNT; n += 3) {
        at_ratio near = {fibonacci[n + 1], fibonacci[n]},
                 next = {fibonacci[n + 2], fibonacci[n + 1]};
        at_ratio after = {fibonacci[n + 3], fibonacci[n + 2]};
        const int side = n % 2 ? -1 : 1; /* of the golden ratio, on which F(n+1)/F(n) lies */
        assert_int_equal(at_ratio_compare(near, next), side);
        assert_int_equal(at_ratio_compare(next, near), -side);
        assert_int_equal(at_ratio_compare(near, after), side);
        assert_int_equal(at_ratio_compare(near, near), 0);
        near.num = at_big_negate(near.num);
        next.num = at_big_negate(next.num);
        assert_int_equal(at_ratio_compare(near, next), -side);
        assert_int_equal(at_ratio_compare(near, after), -1);
        assert_int_equal(at_ratio_compare(after, near), 1);
    }
    /* A whole number beside one a little larger, and equal values in different terms. */
    const at_big long_one = at_big_pow10(153),
                 other = at_big_mul(at_big_pow10(151), at_big_from_u64(7));
    const at_ratio one = {long_one, long_one},
                   more = {at_big_add(other, at_big_from_u64(1)), other};
    assert_int_equal(at_ratio_compare(one, more), -1);
    assert_int_equal(at_ratio_compare(more, one), 1);
    const at_big half = at_big_pow10(153);
    const at_ratio one_half = {half, at_big_add(half, half)};
    const at_big third = at_big_mul(at_big_pow10(150), at_big_from_u64(7));
    assert_int_equal(at_ratio_compare(one_half, (at_ratio){third, at_big_add(third, third)}), 0);
}

static void ratio_overflow_sticks_and_prints_null(void **state)
{
    (void)state;
    const at_ratio huge = {at_big_pow10(154), at_big_from_u64(1)};
    const at_ratio lost = at_ratio_mul(huge, huge), one = at_ratio_from_i64(1);
    char room[400];
    assert_false(at_ratio_ok(lost));
    assert_false(at_ratio_ok(at_ratio_sub(lost, lost)));
    assert_false(at_ratio_ok(at_ratio_add(one, lost)));
    assert_false(at_ratio_ok(at_ratio_div(one, lost)));
    assert_false(at_ratio_ok(at_ratio_div(one, at_ratio_from_i64(0))));
    assert_true(at_ratio_ok(at_ratio_div(huge, huge)));
    assert_string_equal(text_of(lost, 2, false, room), "null");
    assert_string_equal(text_of(huge, 1, false, room), "null");
    assert_string_equal(text_of(one, 155, false, room), "null");
    assert_string_equal(text_of(at_ratio_from_i64(0), 4000000000, true, room), "null");
    assert_int_equal(strlen(text_of(at_ratio_from_i64(0), 154, false, room)), 156);
    assert_true(isnan(at_ratio_f64(lost)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratio_laws_of_a_field_hold),
        cmocka_unit_test(ratio_rounds_halves_away_from_zero),
        cmocka_unit_test(ratio_prints_the_digits_of_long_division),
        cmocka_unit_test(ratio_rounds_operands_of_full_length),
        cmocka_unit_test(ratio_text_has_the_digits_asked_for),
        cmocka_unit_test(ratio_make_gives_lowest_terms_and_a_positive_denominator),
        cmocka_unit_test(ratio_sums_the_harmonic_series_exactly),
        cmocka_unit_test(ratio_products_stay_short_when_factors_cancel),
        cmocka_unit_test(ratio_orders_operands_whose_products_do_not_fit),
        cmocka_unit_test(ratio_overflow_sticks_and_prints_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
