/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/siphash.h"

/* The names are those of the paper. */
typedef struct state {
    uint64_t v0, v1, v2, v3;
} state;

static uint64_t rotated(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

static void rounds(state *s, unsigned count)
{
    while (count-- > 0) {
        s->v0 += s->v1;
        s->v2 += s->v3;
        s->v1 = rotated(s->v1, 13) ^ s->v0;
        s->v3 = rotated(s->v3, 16) ^ s->v2;
        s->v0 = rotated(s->v0, 32);
        s->v2 += s->v1;
        s->v0 += s->v3;
        s->v1 = rotated(s->v1, 17) ^ s->v2;
        s->v3 = rotated(s->v3, 21) ^ s->v0;
        s->v2 = rotated(s->v2, 32);
    }
}

static void take_word(state *s, uint64_t word)
{
    s->v3 ^= word;
    rounds(s, 2);
    s->v0 ^= word;
}

/* At most eight bytes, little-endian. */
static uint64_t word_of(const char *bytes, size_t count)
{
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++) word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    return word;
}

uint64_t at_siphash(at_siphash_key key, at_str text)
{
    state s = {key.low ^ 0x736F6D6570736575u, key.high ^ 0x646F72616E646F6Du,
               key.low ^ 0x6C7967656E657261u, key.high ^ 0x7465646279746573u};
    size_t at = 0;
    for (; text.len - at >= 8; at += 8) take_word(&s, word_of(text.ptr + at, 8));
    const uint64_t rest = text.len - at ? word_of(text.ptr + at, text.len - at) : 0;
    take_word(&s, rest | (uint64_t)text.len << 56);
    s.v2 ^= 0xFF;
    rounds(&s, 4);
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}
