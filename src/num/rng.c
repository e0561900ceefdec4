/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "num/rng.h"

#include "base/status.h"

#include <Random123/philox.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

/* The words of a stream's counter: the number of the block, what the stream is for, and its index.
 * A stream holds 2^32 blocks, that is 2^34 words; no use of one comes near. */
enum { BLOCK, DOMAIN, INDEX_LOW, INDEX_HIGH };

at_rng at_rng_stream(uint64_t seed, at_rng_domain domain, uint64_t index)
{
    at_rng rng = {.key = {(uint32_t)seed, (uint32_t)(seed >> 32)}};
    rng.counter[DOMAIN] = (uint32_t)domain;
    rng.counter[INDEX_LOW] = (uint32_t)index;
    rng.counter[INDEX_HIGH] = (uint32_t)(index >> 32);
    return rng;
}

static void next_block(at_rng *rng)
{
    philox4x32_ctr_t counter;
    philox4x32_key_t key;
    memcpy(counter.v, rng->counter, sizeof counter.v);
    memcpy(key.v, rng->key, sizeof key.v);
    const philox4x32_ctr_t block = philox4x32(counter, key);
    memcpy(rng->block, block.v, sizeof rng->block);
    rng->counter[BLOCK]++;
    rng->left = AT_COUNT_OF(rng->block);
}

uint32_t at_rng_u32(at_rng *rng)
{
    if (rng->left == 0) next_block(rng);
    return rng->block[AT_COUNT_OF(rng->block) - rng->left--];
}

/* The first word is the low half. */
static inline uint64_t next_u64(at_rng *rng)
{
    if (rng->left == 1) {
        const uint64_t low = at_rng_u32(rng);
        return low | (uint64_t)at_rng_u32(rng) << 32;
    }
    if (rng->left == 0) next_block(rng);
    const uint32_t *word = rng->block + AT_COUNT_OF(rng->block) - rng->left;
    rng->left = (uint8_t)(rng->left - 2);
    return word[0] | (uint64_t)word[1] << 32;
}

uint64_t at_rng_u64(at_rng *rng)
{
    return next_u64(rng);
}

/* An odd multiple of 2^-53: exact, symmetric about 1/2, and neither 0 nor 1. */
static inline double next_unit(at_rng *rng)
{
    return (double)(next_u64(rng) >> 11 | 1) * 0x1p-53;
}

double at_rng_unit(at_rng *rng)
{
    return next_unit(rng);
}

/* -log(u) for 0 < u < 1, within 3 units in the last place. The C library's log() picks a variant by
 * processor, and the variants differ in their last bit; this one is made of operations that IEEE 754
 * fixes, so that a seed means the same draws everywhere.
 *
 * u = 2^e m with sqrt(1/2) <= m < sqrt(2), and log m = 2 artanh(s) = 2 (s + s^3/3 + s^5/5 + ...) with
 * s = (m - 1)/(m + 1), |s| < 0.172 (Abramowitz & Stegun 1964, 4.1.27): the term in s^21 is below
 * 2^-53 of the sum. */
static double minus_log(double u)
{
    static const double odd[] = {1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11,
                                 1.0 / 9,  1.0 / 7,  1.0 / 5,  1.0 / 3};
    static const double ln2 = 0x1.62e42fefa39efp-1;
    static const uint64_t root_half = 0x3fe6a09e667f3bcd; /* sqrt(1/2) as bits */
    uint64_t bits;
    memcpy(&bits, &u, sizeof bits);
    const int64_t exponent = (int64_t)(bits - root_half) >> 52;
    bits -= (uint64_t)exponent << 52;
    double m;
    memcpy(&m, &bits, sizeof m);
    const double s = (m - 1) / (m + 1), z = s * s;
    double series = 0;
    for (size_t i = 0; i < AT_COUNT_OF(odd); i++) series = series * z + odd[i];
    return -(double)exponent * ln2 - 2 * (s + s * z * series);
}

double at_rng_exponential(at_rng *rng)
{
    return minus_log(next_unit(rng));
}

uint64_t at_rng_below(at_rng *rng, uint64_t bound)
{
    wide product = (wide)at_rng_u64(rng) * bound;
    if ((uint64_t)product < bound) {
        /* The low half of a fair product is at least 2^64 mod bound. */
        const uint64_t least = (0 - bound) % bound;
        while ((uint64_t)product < least) product = (wide)at_rng_u64(rng) * bound;
    }
    return (uint64_t)(product >> 64);
}
