/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_BIG_H
#define AT_BASE_BIG_H
/* Signed integers of up to 512 bits (154 decimal digits), and ratios of them: exact decimals.
 *
 * A published rank must not depend on binary rounding, so every total is a ratio of integers
 * until it is printed. 512 bits hold weights of 18 digits times values of 18 digits times two sums
 * of weights of 21 digits each, as the Shapley coalitions need, with half to spare. Overflow is
 * sticky, like a NaN: a chain of operations is checked once at its end with at_big_ok(). All
 * O(limbs used). */
#include "base/buffer.h"
#include "base/slice.h"
#include "base/status.h"

enum { AT_BIG_LIMBS = 8 };

/* Sign and magnitude, least limb first; limbs at and above `used` are not read. Zero has used == 0
 * and negative == false. The zero value is 0. */
typedef struct at_big {
    uint64_t limb[AT_BIG_LIMBS];
    uint8_t used;
    bool negative, overflow;
} at_big;

at_big at_big_from_i64(int64_t value);
at_big at_big_from_u64(uint64_t value);
at_big at_big_add(at_big a, at_big b);
at_big at_big_sub(at_big a, at_big b);
at_big at_big_mul(at_big a, at_big b);
at_big at_big_negate(at_big a);
/* Quotient truncated toward zero and remainder with the sign of a; division by zero sets overflow
 * on both. Either output may be NULL. */
void at_big_div(at_big a, at_big b, at_big *quotient, at_big *remainder);
at_big at_big_gcd(at_big a, at_big b); /* non-negative */
at_big at_big_lcm(at_big a, at_big b); /* non-negative; 0 if either is 0 */
at_big at_big_pow10(unsigned exponent);
int at_big_compare(at_big a, at_big b); /* <0, 0, >0; unspecified after overflow */
int at_big_sign(at_big a);              /* -1, 0, 1 */
static inline bool at_big_ok(at_big a)
{
    return !a.overflow;
}
/* The nearest double to a/b, ties to even; NaN if b is 0 or after overflow. */
double at_big_ratio(at_big a, at_big b);
void at_buffer_big(at_buffer *buffer, at_big a); /* "null" after overflow, as below */

/* A ratio. The denominator is positive; not necessarily in lowest terms: brought to them where num
 * or den pass 256 bits. {0} is not valid (at_ratio_ok() is false): use at_ratio_from_i64(0).
 * Comparison never overflows. */
typedef struct at_ratio {
    at_big num, den;
} at_ratio;

at_ratio at_ratio_from_i64(int64_t value);
at_ratio at_ratio_make(at_big num, at_big den); /* lowest terms, den > 0; overflow if den is 0 */
at_ratio at_ratio_add(at_ratio a, at_ratio b);
at_ratio at_ratio_sub(at_ratio a, at_ratio b);
at_ratio at_ratio_mul(at_ratio a, at_ratio b);
at_ratio at_ratio_div(at_ratio a, at_ratio b);
int at_ratio_compare(at_ratio a, at_ratio b);
int at_ratio_sign(at_ratio a);
bool at_ratio_ok(at_ratio a);
double at_ratio_f64(at_ratio a);

/* round(a * 10^digits), halves away from zero: "half up" for the scores, which are never negative.
 * At most 154 digits; overflow where the result does not fit. */
at_big at_ratio_rounded(at_ratio a, unsigned digits);
/* Decimal text with exactly `digits` after the point, halves away from zero ("85.31", "-0.92";
 * never "-0.00"). */
void at_buffer_ratio(at_buffer *buffer, at_ratio a, unsigned digits);
/* The same without trailing zeros and point: at most `digits` after it ("85.3", "0.333333"). */
void at_buffer_ratio_short(at_buffer *buffer, at_ratio a, unsigned digits);

/* 10^0 .. 10^18: every power that fits an int64_t. */
enum { AT_POWERS_OF_TEN = 19 };
extern const int64_t at_power_of_ten[AT_POWERS_OF_TEN];

/* A small exact fraction as a table holds it: den > 0. 16 bytes, for millions of cells. */
typedef struct at_fraction {
    int64_t num, den;
} at_fraction;

/* A decimal ("0.25", "1", "-3", "1e-3") or a fraction of two integers ("5/16"), at most 18
 * significant digits in each number and 18 after the point. Refused, with what was found and what
 * was expected: empty, words (nan), n/0 (AT_EINPUT), more digits, exponents that do not fit
 * (AT_ELIMIT). Lowest terms; |num| < 10^18, den <= 10^18. */
AT_MUST_USE at_status at_parse_fraction(at_str s, at_fraction *out, at_err *err);
at_ratio at_fraction_ratio(at_fraction f);
double at_fraction_f64(at_fraction f);
int at_fraction_compare(at_fraction a, at_fraction b);
/* "0.25" where that is exact in at most 18 significant digits and 18 after the point, else "1/3":
 * what at_parse_fraction() made, it reads back the same. */
void at_buffer_fraction(at_buffer *buffer, at_fraction f);

#endif
