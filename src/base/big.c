/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/big.h"

#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum { LIMB_BITS = 64 };

static at_big overflowed(void)
{
    return (at_big){.overflow = true};
}

static uint8_t significant(const uint64_t *limb, size_t count)
{
    while (count && limb[count - 1] == 0) count--;
    return (uint8_t)count;
}

static size_t bit_length(const at_big *a)
{
    if (!a->used) return 0;
    return LIMB_BITS * (size_t)a->used - (size_t)__builtin_clzll(a->limb[a->used - 1]);
}

at_big at_big_from_u64(uint64_t value)
{
    return (at_big){.limb = {value}, .used = value != 0};
}

at_big at_big_from_i64(int64_t value)
{
    at_big a = at_big_from_u64(value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
    a.negative = value < 0;
    return a;
}

at_big at_big_negate(at_big a)
{
    a.negative = a.used && !a.negative;
    return a;
}

int at_big_sign(at_big a)
{
    if (!a.used) return 0;
    return a.negative ? -1 : 1;
}

static int compare_magnitudes(const at_big *a, const at_big *b)
{
    if (a->used != b->used) return a->used < b->used ? -1 : 1;
    for (size_t i = a->used; i-- > 0;) {
        if (a->limb[i] != b->limb[i]) return a->limb[i] < b->limb[i] ? -1 : 1;
    }
    return 0;
}

int at_big_compare(at_big a, at_big b)
{
    if (a.negative != b.negative) return a.negative ? -1 : 1;
    const int order = compare_magnitudes(&a, &b);
    return a.negative ? -order : order;
}

static at_big add_magnitudes(const at_big *a, const at_big *b, bool negative)
{
    const at_big *longer = a->used >= b->used ? a : b, *shorter = a->used >= b->used ? b : a;
    at_big sum = {.used = longer->used, .negative = negative};
    uint64_t carry = 0;
    size_t i = 0;
    for (; i < shorter->used; i++) {
        const wide digit = (wide)longer->limb[i] + shorter->limb[i] + carry;
        sum.limb[i] = (uint64_t)digit;
        carry = (uint64_t)(digit >> LIMB_BITS);
    }
    for (; i < longer->used; i++) {
        carry = __builtin_add_overflow(longer->limb[i], carry, &sum.limb[i]);
    }
    if (!carry) return sum;
    if (sum.used == AT_BIG_LIMBS) return overflowed();
    sum.limb[sum.used++] = carry;
    return sum;
}

/* larger -= smaller, which must not be the larger one. */
static void subtract_in_place(at_big *larger, const at_big *smaller)
{
    uint64_t borrow = 0;
    size_t i = 0;
    for (; i < smaller->used; i++) {
        const wide digit = (wide)larger->limb[i] - smaller->limb[i] - borrow;
        larger->limb[i] = (uint64_t)digit;
        borrow = (uint64_t)(digit >> LIMB_BITS) & 1;
    }
    for (; borrow; i++) borrow = __builtin_sub_overflow(larger->limb[i], borrow, &larger->limb[i]);
    larger->used = significant(larger->limb, larger->used);
}

/* |a| - |b| with the sign of a, or of -a where |b| is the larger. */
static at_big subtract_magnitudes(const at_big *a, const at_big *b)
{
    const bool keep = compare_magnitudes(a, b) >= 0;
    at_big difference = keep ? *a : *b;
    subtract_in_place(&difference, keep ? b : a);
    difference.negative = difference.used && a->negative == keep;
    return difference;
}

at_big at_big_add(at_big a, at_big b)
{
    if (a.overflow || b.overflow) return overflowed();
    if (!b.used) return a;
    if (a.negative == b.negative) return add_magnitudes(&a, &b, a.negative);
    return subtract_magnitudes(&a, &b);
}

at_big at_big_sub(at_big a, at_big b)
{
    return at_big_add(a, at_big_negate(b));
}

at_big at_big_mul(at_big a, at_big b)
{
    if (a.overflow || b.overflow) return overflowed();
    if (!a.used || !b.used) return (at_big){0};
    const size_t length = (size_t)a.used + b.used;
    if (length - 1 > AT_BIG_LIMBS) return overflowed();
    uint64_t product[AT_BIG_LIMBS + 1] = {0};
    for (size_t i = 0; i < a.used; i++) {
        uint64_t carry = 0;
        for (size_t k = 0; k < b.used; k++) {
            const wide digit = (wide)a.limb[i] * b.limb[k] + product[i + k] + carry;
            product[i + k] = (uint64_t)digit;
            carry = (uint64_t)(digit >> LIMB_BITS);
        }
        product[i + b.used] = carry;
    }
    at_big result = {.used = significant(product, length), .negative = a.negative != b.negative};
    if (result.used > AT_BIG_LIMBS) return overflowed();
    memcpy(result.limb, product, sizeof result.limb);
    return result;
}

at_big at_big_pow10(unsigned exponent)
{
    enum { STEP = 19, LARGEST = 154 };
    static const uint64_t ten_to_19 = 10000000000000000000u;
    if (exponent > LARGEST) return overflowed();
    at_big power = at_big_from_u64(1);
    for (; exponent >= STEP; exponent -= STEP) {
        power = at_big_mul(power, at_big_from_u64(ten_to_19));
    }
    uint64_t rest = 1;
    while (exponent-- > 0) rest *= 10;
    return at_big_mul(power, at_big_from_u64(rest));
}

/* limb := limb * 2^shift over `count` limbs, 0 <= shift < 64; returns what leaves at the top. */
static uint64_t shift_left(uint64_t *limb, size_t count, unsigned shift)
{
    uint64_t carry = 0;
    for (size_t i = 0; shift && i < count; i++) {
        const uint64_t digit = limb[i];
        limb[i] = digit << shift | carry;
        carry = digit >> (LIMB_BITS - shift);
    }
    return carry;
}

static void shift_right(uint64_t *limb, size_t count, unsigned shift)
{
    for (size_t i = 0; shift && i < count; i++) {
        const uint64_t above = i + 1 < count ? limb[i + 1] : 0;
        limb[i] = limb[i] >> shift | above << (LIMB_BITS - shift);
    }
}

static uint64_t divide_by_limb(uint64_t *u, size_t length, uint64_t divisor, uint64_t *quotient)
{
    uint64_t remainder = 0;
    for (size_t i = length; i-- > 0;) {
        const wide digit = (wide)remainder << LIMB_BITS | u[i];
        const uint64_t q = (uint64_t)(digit / divisor);
        remainder = (uint64_t)(digit - (wide)q * divisor);
        if (quotient) quotient[i] = q;
    }
    return remainder;
}

/* u[0..n] -= q * v[0..n-1]; true if that went below zero. */
static bool multiply_subtract(uint64_t *u, const uint64_t *v, size_t n, uint64_t q)
{
    uint64_t carry = 0, borrow = 0;
    for (size_t i = 0; i < n; i++) {
        const wide product = (wide)q * v[i] + carry;
        const wide digit = (wide)u[i] - (uint64_t)product - borrow;
        carry = (uint64_t)(product >> LIMB_BITS);
        u[i] = (uint64_t)digit;
        borrow = (uint64_t)(digit >> LIMB_BITS) & 1;
    }
    const wide top = (wide)u[n] - carry - borrow;
    u[n] = (uint64_t)top;
    return (top >> LIMB_BITS) != 0;
}

static void add_back(uint64_t *u, const uint64_t *v, size_t n)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < n; i++) {
        const wide digit = (wide)u[i] + v[i] + carry;
        u[i] = (uint64_t)digit;
        carry = (uint64_t)(digit >> LIMB_BITS);
    }
    u[n] += carry;
}

/* Knuth (1997), The Art of Computer Programming 2, 4.3.1, algorithm D, for n >= 2 limbs of v and
 * length >= n limbs of u; v[n - 1] != 0. u needs one limb of room above and holds the remainder in
 * its n lowest limbs afterwards; v is destroyed. quotient gets length - n + 1 limbs. */
static void divide_long(uint64_t *u, size_t length, uint64_t *v, size_t n, uint64_t *quotient)
{
    const unsigned shift = (unsigned)__builtin_clzll(v[n - 1]);
    (void)shift_left(v, n, shift);
    u[length] = shift_left(u, length, shift);
    for (size_t j = length - n + 1; j-- > 0;) {
        const wide head = (wide)u[j + n] << LIMB_BITS | u[j + n - 1];
        wide q = head / v[n - 1], rest = head - q * v[n - 1];
        while (q >> LIMB_BITS || q * v[n - 2] > (rest << LIMB_BITS | u[j + n - 2])) {
            q--;
            rest += v[n - 1];
            if (rest >> LIMB_BITS) break;
        }
        if (multiply_subtract(u + j, v, n, (uint64_t)q)) {
            q--;
            add_back(u + j, v, n);
        }
        if (quotient) quotient[j] = (uint64_t)q;
    }
    shift_right(u, n, shift);
}

void at_big_div(at_big a, at_big b, at_big *quotient, at_big *remainder)
{
    at_big q = {0}, r = a;
    if (a.overflow || b.overflow || !b.used) {
        q = r = overflowed();
    } else if (b.used == 1) {
        r = at_big_from_u64(divide_by_limb(a.limb, a.used, b.limb[0], q.limb));
        q.used = significant(q.limb, a.used);
    } else if (a.used >= b.used) {
        uint64_t u[AT_BIG_LIMBS + 1];
        memcpy(u, a.limb, sizeof a.limb);
        divide_long(u, a.used, b.limb, b.used, q.limb);
        q.used = significant(q.limb, (size_t)a.used - b.used + 1);
        r.used = significant(u, b.used);
        memcpy(r.limb, u, sizeof r.limb);
    }
    q.negative = q.used && a.negative != b.negative;
    r.negative = r.used && a.negative;
    if (quotient) *quotient = q;
    if (remainder) *remainder = r;
}

/* a is not 0. Returns how often 2 went into it. */
static size_t make_odd(at_big *a)
{
    size_t limbs = 0;
    while (a->limb[limbs] == 0) limbs++;
    if (limbs) {
        a->used = (uint8_t)(a->used - limbs);
        memmove(a->limb, a->limb + limbs, a->used * sizeof a->limb[0]);
    }
    const unsigned bits = (unsigned)__builtin_ctzll(a->limb[0]);
    shift_right(a->limb, a->used, bits);
    a->used = significant(a->limb, a->used);
    return limbs * LIMB_BITS + bits;
}

static uint64_t gcd_of_odd_limbs(uint64_t a, uint64_t b)
{
    while (a != b) {
        const uint64_t difference = a > b ? a - b : b - a;
        if (a < b) b = a;
        a = difference >> __builtin_ctzll(difference);
    }
    return a;
}

/* a * 2^count, which the caller knows to fit. */
static at_big doubled(const at_big *a, size_t count)
{
    const size_t limbs = count / LIMB_BITS;
    at_big result = {.used = (uint8_t)(limbs + a->used)};
    memcpy(result.limb + limbs, a->limb, a->used * sizeof a->limb[0]);
    const uint64_t top = shift_left(result.limb + limbs, a->used, (unsigned)(count % LIMB_BITS));
    if (top) result.limb[result.used++] = top;
    return result;
}

/* Stein (1967): shifts and subtractions only, after one division that brings the two to the same
 * size. */
at_big at_big_gcd(at_big a, at_big b)
{
    if (a.overflow || b.overflow) return overflowed();
    a.negative = b.negative = false;
    at_big *larger = &a, *smaller = &b;
    if (compare_magnitudes(&a, &b) < 0) larger = &b, smaller = &a;
    if (!smaller->used) return *larger;
    at_big_div(*larger, *smaller, NULL, larger);
    if (!larger->used) return *smaller;
    const size_t twos_a = make_odd(&a), twos_b = make_odd(&b);
    while (a.used > 1 || b.used > 1) {
        const int order = compare_magnitudes(&a, &b);
        if (order == 0) break;
        larger = order > 0 ? &a : &b;
        smaller = order > 0 ? &b : &a;
        subtract_in_place(larger, smaller);
        (void)make_odd(larger);
    }
    if (a.used == 1) a.limb[0] = gcd_of_odd_limbs(a.limb[0], b.limb[0]);
    return doubled(&a, twos_a < twos_b ? twos_a : twos_b);
}

at_big at_big_lcm(at_big a, at_big b)
{
    if (a.overflow || b.overflow) return overflowed();
    if (!a.used || !b.used) return (at_big){0};
    at_big part;
    at_big_div(a, at_big_gcd(a, b), &part, NULL);
    at_big multiple = at_big_mul(part, b);
    multiple.negative = false;
    return multiple;
}

/* The highest 64 bits of a run of limbs, its lowest bit set if any bit below is: enough to round
 * to the 53 bits of a double exactly. *exponent is the weight of the lowest bit kept. */
static uint64_t leading_bits(const uint64_t *limb, size_t count, int *exponent)
{
    const size_t used = significant(limb, count);
    const unsigned shift = (unsigned)__builtin_clzll(limb[used - 1]);
    uint64_t bits = limb[used - 1] << shift, below = 0;
    size_t next = used - 1;
    if (shift && next > 0) {
        next--;
        bits |= limb[next] >> (LIMB_BITS - shift);
        below = limb[next] << shift;
    }
    while (next > 0) below |= limb[--next];
    *exponent = (int)(used * LIMB_BITS) - LIMB_BITS - (int)shift;
    return bits | (below != 0);
}

double at_big_ratio(at_big a, at_big b)
{
    enum { QUOTIENT_BITS = 66, ROOM = AT_BIG_LIMBS + 2 };
    if (a.overflow || b.overflow || !b.used) return (double)NAN;
    if (!a.used) return 0.0;
    /* Scale a so that the quotient has at least as many bits as leading_bits() keeps. */
    const size_t bits_a = bit_length(&a), wanted = bit_length(&b) + QUOTIENT_BITS;
    const size_t scale = wanted > bits_a ? wanted - bits_a : 0, limbs = scale / LIMB_BITS;
    uint64_t u[ROOM + 1] = {0}, quotient[ROOM] = {0};
    memcpy(u + limbs, a.limb, a.used * sizeof a.limb[0]);
    size_t length = limbs + a.used;
    u[length] = shift_left(u + limbs, a.used, (unsigned)(scale % LIMB_BITS));
    if (u[length]) length++;
    uint64_t rest;
    if (b.used == 1) {
        rest = divide_by_limb(u, length, b.limb[0], quotient);
    } else {
        divide_long(u, length, b.limb, b.used, quotient);
        rest = significant(u, b.used);
    }
    int exponent;
    const uint64_t bits = leading_bits(quotient, ROOM, &exponent) | (rest != 0);
    const double magnitude = ldexp((double)bits, exponent - (int)scale);
    return a.negative != b.negative ? -magnitude : magnitude;
}
