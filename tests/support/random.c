/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <string.h>

uint64_t test_random_u64(test_random *random)
{
    uint64_t z = (random->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint64_t test_random_below(test_random *random, uint64_t below)
{
    return test_random_u64(random) % below;
}

double test_random_unit(test_random *random)
{
    return (double)(test_random_u64(random) >> 11) * 0x1p-53;
}

static void swap(char *a, char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const char kept = a[i];
        a[i] = b[i];
        b[i] = kept;
    }
}

void test_random_shuffle(test_random *random, void *items, size_t count, size_t size)
{
    char *bytes = items;
    for (size_t left = count; left > 1; left--) {
        swap(bytes + (left - 1) * size, bytes + test_random_below(random, left) * size, size);
    }
}
