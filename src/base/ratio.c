/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratios are kept as they come and brought to lowest terms only when they grow past half of what
 * an at_big holds: a greatest common divisor costs more than the product that it shortens. */
#include "base/big.h"

enum { COMFORTABLE_LIMBS = AT_BIG_LIMBS / 2 };

at_ratio at_ratio_from_i64(int64_t value)
{
    return (at_ratio){at_big_from_i64(value), at_big_from_u64(1)};
}

bool at_ratio_ok(at_ratio a)
{
    return at_big_ok(a.num) && at_big_ok(a.den) && at_big_sign(a.den) > 0;
}

static at_ratio overflowed(void)
{
    return (at_ratio){{.overflow = true}, {.overflow = true}};
}

static at_big quotient(at_big a, at_big b)
{
    at_big q;
    at_big_div(a, b, &q, NULL);
    return q;
}

at_ratio at_ratio_make(at_big num, at_big den)
{
    if (!at_big_ok(num) || !at_big_ok(den) || at_big_sign(den) == 0) return overflowed();
    const at_big shared = at_big_gcd(num, den);
    at_ratio lowest = {quotient(num, shared), quotient(den, shared)};
    if (at_big_sign(den) < 0) {
        lowest.num = at_big_negate(lowest.num);
        lowest.den = at_big_negate(lowest.den);
    }
    return lowest;
}

static bool is_comfortable(at_ratio a)
{
    return at_ratio_ok(a) && a.num.used <= COMFORTABLE_LIMBS && a.den.used <= COMFORTABLE_LIMBS;
}

/* Over the least common denominator; a.den == b.den is the common case of totals. */
static at_ratio sum(at_ratio a, at_ratio b)
{
    if (at_big_compare(a.den, b.den) == 0) return (at_ratio){at_big_add(a.num, b.num), a.den};
    const at_big shared = at_big_gcd(a.den, b.den);
    const at_big part_a = quotient(a.den, shared), part_b = quotient(b.den, shared);
    const at_big num = at_big_add(at_big_mul(a.num, part_b), at_big_mul(b.num, part_a));
    return (at_ratio){num, at_big_mul(a.den, part_b)};
}

at_ratio at_ratio_add(at_ratio a, at_ratio b)
{
    if (!at_ratio_ok(a) || !at_ratio_ok(b)) return overflowed();
    at_ratio total = sum(a, b);
    if (is_comfortable(total)) return total;
    if (!at_ratio_ok(total)) total = sum(at_ratio_make(a.num, a.den), at_ratio_make(b.num, b.den));
    return at_ratio_make(total.num, total.den);
}

at_ratio at_ratio_sub(at_ratio a, at_ratio b)
{
    b.num = at_big_negate(b.num);
    return at_ratio_add(a, b);
}

at_ratio at_ratio_mul(at_ratio a, at_ratio b)
{
    if (!at_ratio_ok(a) || !at_ratio_ok(b)) return overflowed();
    const at_ratio product = {at_big_mul(a.num, b.num), at_big_mul(a.den, b.den)};
    if (is_comfortable(product)) return product;
    /* Four factors in lowest terms crosswise and within: so is their product. */
    a = at_ratio_make(a.num, a.den);
    b = at_ratio_make(b.num, b.den);
    const at_ratio first = at_ratio_make(a.num, b.den), second = at_ratio_make(b.num, a.den);
    const at_ratio lowest = {at_big_mul(first.num, second.num), at_big_mul(first.den, second.den)};
    return at_ratio_ok(lowest) ? lowest : overflowed();
}

at_ratio at_ratio_div(at_ratio a, at_ratio b)
{
    if (!at_ratio_ok(b) || at_big_sign(b.num) == 0) return overflowed();
    at_ratio inverse = {b.den, b.num};
    if (at_big_sign(inverse.den) < 0) {
        inverse.num = at_big_negate(inverse.num);
        inverse.den = at_big_negate(inverse.den);
    }
    return at_ratio_mul(a, inverse);
}

/* By continued fractions, for products that would overflow: whole parts first; where they are
 * equal, what is left over lies between 0 and 1 in both, and the order of the inverses is the
 * opposite one. The terms shrink as in Euclid's algorithm. */
static int compare_by_parts(at_ratio a, at_ratio b)
{
    for (int direction = 1;; direction = -direction) {
        at_big whole_a, whole_b, rest_a, rest_b;
        at_big_div(a.num, a.den, &whole_a, &rest_a);
        at_big_div(b.num, b.den, &whole_b, &rest_b);
        const int order = at_big_compare(whole_a, whole_b);
        if (order != 0) return direction * order;
        const int left_a = at_big_sign(rest_a), left_b = at_big_sign(rest_b);
        if (left_a == 0 || left_b == 0) return direction * (left_a - left_b);
        a = (at_ratio){a.den, rest_a};
        b = (at_ratio){b.den, rest_b};
    }
}

int at_ratio_compare(at_ratio a, at_ratio b)
{
    const int sign = at_big_sign(a.num), other = at_big_sign(b.num);
    if (sign != other) return sign < other ? -1 : 1;
    if (!at_ratio_ok(a) || !at_ratio_ok(b)) return 0;
    if (at_big_compare(a.den, b.den) == 0) return at_big_compare(a.num, b.num);
    const at_big left = at_big_mul(a.num, b.den), right = at_big_mul(b.num, a.den);
    if (at_big_ok(left) && at_big_ok(right)) return at_big_compare(left, right);
    if (sign > 0) return compare_by_parts(a, b);
    a.num = at_big_negate(a.num);
    b.num = at_big_negate(b.num);
    return -compare_by_parts(a, b);
}

int at_ratio_sign(at_ratio a)
{
    return at_big_sign(a.num);
}

double at_ratio_f64(at_ratio a)
{
    return at_big_ratio(a.num, a.den);
}

at_big at_ratio_rounded(at_ratio a, unsigned digits)
{
    const at_big power = at_big_pow10(digits), ten = at_big_from_u64(10);
    if (!at_ratio_ok(a) || !at_big_ok(power)) return (at_big){.overflow = true};
    const bool negative = at_big_sign(a.num) < 0;
    at_big result, rest;
    at_big_div(negative ? at_big_negate(a.num) : a.num, a.den, &result, &rest);
    const at_big scaled = at_big_mul(rest, power);
    if (at_big_ok(scaled)) {
        at_big fraction;
        at_big_div(scaled, a.den, &fraction, &rest);
        result = at_big_add(at_big_mul(result, power), fraction);
    } else { /* one digit at a time, as on paper */
        for (unsigned i = 0; i < digits && at_big_ok(result); i++) {
            at_big digit;
            at_big_div(at_big_mul(rest, ten), a.den, &digit, &rest);
            result = at_big_add(at_big_mul(result, ten), digit);
        }
    }
    if (at_big_compare(rest, at_big_sub(a.den, rest)) >= 0) {
        result = at_big_add(result, at_big_from_u64(1));
    }
    return negative ? at_big_negate(result) : result;
}
