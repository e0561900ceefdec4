/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "big_cases.h"
#include "support.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

__extension__ typedef __int128 wide;

static at_big magnitude(at_big a)
{
    return at_big_sign(a) < 0 ? at_big_negate(a) : a;
}

static at_big from_wide(wide value)
{
    const bool negative = value < 0;
    if (negative) value = -value;
    at_big a = {.limb = {(uint64_t)value, (uint64_t)(value >> 64)}};
    a.used = a.limb[1] ? 2 : a.limb[0] != 0;
    a.negative = negative && a.used;
    return a;
}

static void big_agrees_with_the_arithmetic_of_the_machine(void **state)
{
    (void)state;
    test_random random = {10};
    for (int round = 0; round < 100000; round++) {
        const int64_t x = (int64_t)test_random_u64(&random) >> test_random_below(&random, 64);
        const int64_t y = (int64_t)test_random_u64(&random) >> test_random_below(&random, 64);
        const at_big a = at_big_from_i64(x), b = at_big_from_i64(y);
        assert_true(big_equal(at_big_add(a, b), from_wide((wide)x + y)));
        assert_true(big_equal(at_big_sub(a, b), from_wide((wide)x - y)));
        assert_true(big_equal(at_big_mul(a, b), from_wide((wide)x * y)));
        assert_int_equal(at_big_compare(a, b), (x > y) - (x < y));
        assert_int_equal(at_big_sign(a), (x > 0) - (x < 0));
        if (y == 0) continue;
        at_big quotient, remainder;
        at_big_div(a, b, &quotient, &remainder);
        assert_true(big_equal(quotient, from_wide((wide)x / y)));
        assert_true(big_equal(remainder, from_wide((wide)x % y)));
    }
    assert_true(big_equal(at_big_from_i64(INT64_MIN), from_wide(INT64_MIN)));
}

static void big_quotient_times_divisor_and_remainder_give_the_dividend(void **state)
{
    (void)state;
    test_random random = {11};
    for (int round = 0; round < 200000; round++) {
        const at_big a = random_big(&random, AT_BIG_LIMBS);
        const at_big b = random_big(&random, 1 + test_random_below(&random, AT_BIG_LIMBS));
        if (at_big_sign(b) == 0) continue;
        at_big quotient, remainder;
        at_big_div(a, b, &quotient, &remainder);
        assert_true(big_equal(at_big_add(at_big_mul(quotient, b), remainder), a));
        assert_true(at_big_compare(magnitude(remainder), magnitude(b)) < 0);
        assert_true(at_big_sign(remainder) == 0 || at_big_sign(remainder) == at_big_sign(a));
        assert_true(at_big_sign(quotient) == 0 ||
                    at_big_sign(quotient) == at_big_sign(a) * at_big_sign(b));
        at_big again;
        at_big_div(a, b, &again, NULL);
        assert_true(big_equal(again, quotient));
        at_big_div(a, b, NULL, &again);
        assert_true(big_equal(again, remainder));
    }
}

/* Hacker's Delight (Warren 2013), section 9-2, in limbs of 64 bits: the first trial digit is one too
 * high and must be added back. */
static void big_division_adds_back_where_the_trial_digit_is_too_high(void **state)
{
    (void)state;
    const uint64_t top = (uint64_t)1 << 63;
    const at_big a = {.limb = {0, 0, top, top - 1}, .used = 4};
    const at_big b = {.limb = {1, 0, top}, .used = 3};
    at_big quotient, remainder;
    at_big_div(a, b, &quotient, &remainder);
    assert_true(big_equal(quotient, at_big_from_u64(UINT64_MAX - 1)));
    assert_true(big_equal(at_big_add(at_big_mul(quotient, b), remainder), a));
    assert_true(at_big_compare(remainder, b) < 0);
}

static void big_sums_and_products_obey_the_laws_of_a_ring(void **state)
{
    (void)state;
    test_random random = {12};
    for (int round = 0; round < 50000; round++) {
        const at_big a = random_big(&random, 3), b = random_big(&random, 3);
        const at_big c = random_big(&random, 2);
        assert_true(big_equal(at_big_add(a, b), at_big_add(b, a)));
        assert_true(big_equal(at_big_mul(a, b), at_big_mul(b, a)));
        assert_true(big_equal(at_big_sub(at_big_add(a, b), b), a));
        assert_true(big_equal(at_big_add(at_big_add(a, b), c), at_big_add(a, at_big_add(b, c))));
        assert_true(big_equal(at_big_mul(at_big_mul(a, b), c), at_big_mul(a, at_big_mul(b, c))));
        assert_true(big_equal(at_big_mul(at_big_add(a, b), c),
                              at_big_add(at_big_mul(a, c), at_big_mul(b, c))));
        assert_int_equal(at_big_sign(at_big_sub(a, a)), 0);
        assert_false(at_big_sub(a, a).negative);
        assert_int_equal(at_big_sign(at_big_sub(a, b)), at_big_compare(a, b));
        assert_int_equal(at_big_compare(b, a), -at_big_compare(a, b));
    }
}

static void big_overflow_is_found_at_512_bits_and_sticks(void **state)
{
    (void)state;
    const at_big one = at_big_from_u64(1);
    at_big largest = {.used = AT_BIG_LIMBS}, power = one,
           root = {.limb = {0, 0, 0, 0, 1}, .used = 5};
    for (size_t i = 0; i < AT_BIG_LIMBS; i++) largest.limb[i] = UINT64_MAX;
    for (int i = 0; i < 511; i++) power = at_big_add(power, power);
    assert_true(at_big_ok(power));
    assert_true(big_equal(at_big_add(power, at_big_sub(power, one)), largest));
    assert_false(at_big_ok(at_big_add(power, power)));
    assert_false(at_big_ok(at_big_add(largest, one)));
    assert_false(at_big_ok(at_big_sub(at_big_negate(largest), one)));
    assert_true(big_equal(at_big_sub(largest, largest), (at_big){0}));
    assert_false(at_big_ok(at_big_mul(root, root))); /* 2^256 squared is 2^512 */
    const at_big below = at_big_sub(root, one);
    assert_true(big_equal(at_big_mul(below, at_big_add(root, one)), largest));
    assert_false(at_big_ok(at_big_mul(largest, at_big_from_u64(2))));
    assert_true(at_big_ok(at_big_pow10(154)));
    assert_false(at_big_ok(at_big_pow10(155)));
    assert_false(at_big_ok(at_big_pow10(4000000000)));

    const at_big lost = at_big_add(largest, one);
    at_big quotient, remainder;
    assert_false(at_big_ok(at_big_sub(lost, lost)));
    assert_false(at_big_ok(at_big_mul(lost, (at_big){0})));
    assert_false(at_big_ok(at_big_negate(lost)));
    assert_false(at_big_ok(at_big_gcd(one, lost)));
    assert_false(at_big_ok(at_big_lcm(lost, one)));
    at_big_div(one, lost, &quotient, &remainder);
    assert_false(at_big_ok(quotient) || at_big_ok(remainder));
    at_big_div(one, (at_big){0}, &quotient, &remainder);
    assert_false(at_big_ok(quotient) || at_big_ok(remainder));
    assert_true(isnan(at_big_ratio(lost, one)) && isnan(at_big_ratio(one, (at_big){0})));
}

static at_big euclid(at_big a, at_big b)
{
    while (at_big_sign(b) != 0) {
        at_big rest;
        at_big_div(a, b, NULL, &rest);
        a = b;
        b = rest;
    }
    return magnitude(a);
}

static void big_gcd_is_that_of_euclid_and_leaves_coprime_parts(void **state)
{
    (void)state;
    test_random random = {13};
    for (int round = 0; round < 20000; round++) {
        const at_big k = random_big(&random, 3);
        const at_big a = at_big_mul(k, random_big(&random, test_random_below(&random, 6)));
        const at_big b = at_big_mul(k, random_big(&random, test_random_below(&random, 6)));
        const at_big shared = at_big_gcd(a, b);
        assert_true(big_equal(shared, euclid(a, b)));
        assert_true(big_equal(shared, at_big_gcd(b, a)));
        assert_true(at_big_sign(shared) >= 0);
        if (at_big_sign(shared) == 0) continue;
        at_big part_a, part_b, rest_a, rest_b;
        at_big_div(a, shared, &part_a, &rest_a);
        at_big_div(b, shared, &part_b, &rest_b);
        assert_int_equal(at_big_sign(rest_a), 0);
        assert_int_equal(at_big_sign(rest_b), 0);
        assert_true(big_equal(at_big_gcd(part_a, part_b), at_big_from_u64(1)));
    }
}

static void big_gcd_times_lcm_is_the_product(void **state)
{
    (void)state;
    test_random random = {14};
    for (int round = 0; round < 20000; round++) {
        const at_big a = random_big(&random, 4), b = random_big(&random, 4);
        const at_big multiple = at_big_lcm(a, b);
        assert_true(at_big_sign(multiple) >= 0);
        assert_true(big_equal(at_big_mul(at_big_gcd(a, b), multiple), magnitude(at_big_mul(a, b))));
    }
}

/* Lucas: gcd(F(m), F(n)) = F(gcd(m, n)). F(700) has 486 bits. */
static void big_gcd_of_fibonacci_numbers_is_one_of_them(void **state)
{
    (void)state;
    enum { COUNT = 701 };
    static at_big fibonacci[COUNT];
    fibonacci[1] = at_big_from_u64(1);
    for (size_t i = 2; i < COUNT; i++)
        fibonacci[i] = at_big_add(fibonacci[i - 1], fibonacci[i - 2]);
    char room[200];
    assert_string_equal(big_text(fibonacci[300], room),
                        "222232244629420445529739893461909967206666939096499764990979600");
    for (size_t m = 1; m < COUNT; m += 13) {
        for (size_t n = 700; n > 0; n -= 7) {
            size_t a = m, b = n;
            while (b) {
                const size_t rest = a % b;
                a = b;
                b = rest;
            }
            assert_true(big_equal(at_big_gcd(fibonacci[m], fibonacci[n]), fibonacci[a]));
        }
    }
}

static void big_text_reads_back_the_same(void **state)
{
    (void)state;
    test_random random = {15};
    char room[200], other[200];
    for (int round = 0; round < 5000; round++) {
        const at_big a = random_big(&random, AT_BIG_LIMBS);
        const char *text = big_text(a, room);
        assert_true(big_equal(big_from_text(text), a));
        assert_true(text[0] != '0' || text[1] == '\0');
        assert_true(text[0] != '-' || (text[1] >= '1' && text[1] <= '9'));
    }
    for (unsigned exponent = 0; exponent <= 154; exponent++) {
        memset(other, '0', sizeof other);
        other[0] = '1';
        other[exponent + 1] = '\0';
        assert_string_equal(big_text(at_big_pow10(exponent), room), other);
    }
    at_big factorial = at_big_from_u64(1);
    for (uint64_t i = 2; i <= 50; i++) factorial = at_big_mul(factorial, at_big_from_u64(i));
    assert_string_equal(big_text(factorial, room),
                        "30414093201713378043612608166064768844377641568960"
                        "512000000000000");
    assert_string_equal(big_text(at_big_pow10(155), room), "null");
}

/* value = *numerator / *denominator exactly; |exponent| of value below 300. */
static void split_double(double value, at_big *numerator, at_big *denominator)
{
    int exponent;
    const double fraction = frexp(value, &exponent);
    *numerator = at_big_from_i64((int64_t)ldexp(fraction, 53));
    *denominator = at_big_from_u64(1);
    for (int i = exponent - 53; i > 0; i--) *numerator = at_big_add(*numerator, *numerator);
    for (int i = exponent - 53; i < 0; i++) *denominator = at_big_add(*denominator, *denominator);
}

/* |value - a/b| * b * 2^k, a whole number, for the same k when the exponents are alike. */
static at_big distance(double value, at_big a, at_big b, at_big scale)
{
    at_big numerator, denominator, factor, rest;
    split_double(value, &numerator, &denominator);
    at_big_div(scale, denominator, &factor, &rest);
    assert_int_equal(at_big_sign(rest), 0);
    numerator = at_big_mul(numerator, factor);
    return magnitude(at_big_sub(at_big_mul(numerator, b), at_big_mul(a, scale)));
}

static void big_ratio_is_the_nearest_double(void **state)
{
    (void)state;
    test_random random = {16};
    at_big scale = at_big_from_u64(1);
    for (int i = 0; i < 250; i++) scale = at_big_add(scale, scale);
    for (int round = 0; round < 30000; round++) {
        const at_big a = random_big(&random, 3), b = magnitude(random_big(&random, 2));
        if (at_big_sign(a) == 0 || at_big_sign(b) == 0) continue;
        const double value = at_big_ratio(a, b);
        const at_big own = distance(value, a, b, scale);
        const at_big above = distance(nextafter(value, DBL_MAX), a, b, scale);
        const at_big below = distance(nextafter(value, -DBL_MAX), a, b, scale);
        assert_true(at_big_ok(own) && at_big_ok(above) && at_big_ok(below));
        assert_true(at_big_compare(own, above) <= 0 && at_big_compare(own, below) <= 0);
    }
}

static void big_ratio_rounds_ties_to_even_and_takes_the_longest_operands(void **state)
{
    (void)state;
    const uint64_t two53 = (uint64_t)1 << 53;
    const at_big one = at_big_from_u64(1);
    assert_true(at_big_ratio(at_big_from_u64(two53 + 1), one) == (double)two53);
    at_big two200 = one;
    for (int i = 0; i < 200; i++) two200 = at_big_add(two200, two200);
    assert_true(at_big_ratio(at_big_from_u64(two53 + 1), two200) == ldexp(1.0, 53 - 200));
    assert_true(at_big_ratio(at_big_from_u64(two53 + 3), one) == (double)(two53 + 4));
    at_big much = at_big_from_u64(two53 + 1), largest = {.used = AT_BIG_LIMBS};
    const at_big shift = {.limb = {0, 0, 0, 0, 0, 0, 1}, .used = 7};
    much = at_big_mul(much, shift);
    assert_true(at_big_ratio(much, shift) == (double)two53);
    assert_true(at_big_ratio(at_big_add(much, one), shift) ==
                (double)(two53 + 2)); /* above the tie */
    assert_true(at_big_ratio(at_big_sub(much, one), shift) == (double)two53);
    for (size_t i = 0; i < AT_BIG_LIMBS; i++) largest.limb[i] = UINT64_MAX;
    assert_true(at_big_ratio(largest, one) == ldexp(1.0, 512));
    assert_true(at_big_ratio(one, largest) == ldexp(1.0, -512));
    assert_true(at_big_ratio(at_big_negate(largest), largest) == -1.0);
    assert_true(at_big_ratio((at_big){0}, largest) == 0.0);
    assert_true(at_big_ratio(one, at_big_from_i64(-3)) == -1.0 / 3.0);
    assert_true(at_big_ratio(at_big_pow10(154), at_big_pow10(132)) == 1e22);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(big_agrees_with_the_arithmetic_of_the_machine),
        cmocka_unit_test(big_quotient_times_divisor_and_remainder_give_the_dividend),
        cmocka_unit_test(big_division_adds_back_where_the_trial_digit_is_too_high),
        cmocka_unit_test(big_sums_and_products_obey_the_laws_of_a_ring),
        cmocka_unit_test(big_overflow_is_found_at_512_bits_and_sticks),
        cmocka_unit_test(big_gcd_is_that_of_euclid_and_leaves_coprime_parts),
        cmocka_unit_test(big_gcd_times_lcm_is_the_product),
        cmocka_unit_test(big_gcd_of_fibonacci_numbers_is_one_of_them),
        cmocka_unit_test(big_text_reads_back_the_same),
        cmocka_unit_test(big_ratio_is_the_nearest_double),
        cmocka_unit_test(big_ratio_rounds_ties_to_even_and_takes_the_longest_operands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
