/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_BASE_BIG_CASES_H
#define TEST_BASE_BIG_CASES_H
/* Big integers to try things on, and their text. */
#include <string.h>

#include "base/big.h"
#include "support.h"

/* Up to `limbs` limbs. Runs of ones and zeros are frequent: they are where carries travel and where a
 * trial quotient of algorithm D is wrong. */
static inline at_big random_big(test_random *random, size_t limbs)
{
    at_big a = {0};
    const size_t used = test_random_below(random, limbs + 1);
    for (size_t i = 0; i < used; i++) {
        const uint64_t bits = test_random_u64(random);
        switch (test_random_below(random, 6)) {
        case 0:
            a.limb[i] = 0;
            break;
        case 1:
            a.limb[i] = UINT64_MAX;
            break;
        case 2:
            a.limb[i] = UINT64_MAX << (bits % 64);
            break;
        case 3:
            a.limb[i] = bits >> (bits % 64);
            break;
        default:
            a.limb[i] = bits;
            break;
        }
    }
    a.used = (uint8_t)used;
    while (a.used && a.limb[a.used - 1] == 0) a.used--;
    a.negative = a.used && test_random_below(random, 2);
    /* Limbs above `used` are never read: junk there must not change a result. */
    for (size_t i = a.used; i < AT_BIG_LIMBS; i++) a.limb[i] = test_random_u64(random);
    return a;
}

/* Decimal digits, read by Horner's rule. */
static inline at_big big_from_text(const char *text)
{
    at_big a = {0};
    const bool negative = *text == '-';
    for (text += negative; *text; text++) {
        a = at_big_add(at_big_mul(a, at_big_from_u64(10)),
                       at_big_from_u64((uint64_t)(*text - '0')));
    }
    return negative ? at_big_negate(a) : a;
}

/* Printed into `room`. */
static inline const char *big_text(at_big a, char room[200])
{
    at_buffer buffer = {0};
    at_buffer_big(&buffer, a);
    if (buffer.len < 200) memcpy(room, buffer.ptr, buffer.len);
    room[buffer.len < 200 ? buffer.len : 0] = '\0';
    at_buffer_free(&buffer);
    return room;
}

static inline bool big_equal(at_big a, at_big b)
{
    return at_big_ok(a) && at_big_ok(b) && at_big_compare(a, b) == 0;
}

#endif
