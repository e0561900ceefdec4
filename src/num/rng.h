/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_NUM_RNG_H
#define AT_NUM_RNG_H
/* Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011), Random123. A stream is
 * named by (seed, domain, index), so a draw depends on its number and never on the thread that makes it. */
#include <stdint.h>

/* What the stream is for; two uses must not share one. */
typedef enum at_rng_domain {
    AT_RNG_TEST = 1,
    AT_RNG_WEIGHTS,   /* robustness: weight draws */
    AT_RNG_SOBOL,     /* Sobol designs */
    AT_RNG_BOOTSTRAP, /* resampling for intervals */
    AT_RNG_NOISE      /* noisy weight sets of an uncertainty analysis */
} at_rng_domain;

typedef struct at_rng {
    uint32_t key[2], counter[4], block[4];
    uint8_t left; /* words of block not yet used */
} at_rng;

at_rng at_rng_stream(uint64_t seed, at_rng_domain domain, uint64_t index);
uint32_t at_rng_u32(at_rng *rng);
uint64_t at_rng_u64(at_rng *rng);
double at_rng_unit(at_rng *rng);        /* uniform on (0, 1), 53 bits, never 0 or 1 */
double at_rng_exponential(at_rng *rng); /* mean 1, by inversion */
uint64_t at_rng_below(at_rng *rng,
                      uint64_t bound); /* uniform on 0..bound-1, unbiased (Lemire 2019) */

#endif
