/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_BASE_GENERATOR_H
#define TEST_BASE_GENERATOR_H
/* SplitMix64 (Steele, Lea, Flood 2014): the same "random" cases in every run. */
#include <stdint.h>

static inline uint64_t next_u64(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 .. below - 1. */
static inline uint64_t next_below(uint64_t *state, uint64_t below)
{
    return next_u64(state) % below;
}

#endif
