/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_SIPHASH_H
#define AT_BASE_SIPHASH_H
/* SipHash-2-4 (Aumasson and Bernstein 2012, "SipHash: a fast short-input PRF"), 64 bits. With a key that
 * everybody knows it keeps no secret and proves nothing; what it still gives is that nobody can make
 * more than a few texts of one hash. */
#include "base/slice.h"

typedef struct at_siphash_key {
    uint64_t low, high; /* bytes 0..7 and 8..15 of the key, little-endian */
} at_siphash_key;

uint64_t at_siphash(at_siphash_key key, at_str text);

#endif
