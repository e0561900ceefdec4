/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/shapley.h"

static uint64_t factorial(size_t n)
{
    uint64_t product = 1;
    for (size_t i = 2; i <= n; i++) product *= i;
    return product;
}

at_big at_shapley_den(size_t players)
{
    return at_big_from_u64(factorial(players));
}

void at_shapley(size_t players, const at_big *values, at_big *parts)
{
    const size_t coalitions = (size_t)1 << players;
    for (size_t player = 0; player < players; player++) {
        const size_t self = (size_t)1 << player;
        parts[player] = (at_big){0};
        for (size_t others = 0; others < coalitions; others++) {
            if (others & self) continue;
            const size_t size = (size_t)__builtin_popcountll(others);
            const at_big orders = at_big_from_u64(factorial(size) * factorial(players - size - 1));
            const at_big marginal = at_big_sub(values[others | self], values[others]);
            parts[player] = at_big_add(parts[player], at_big_mul(orders, marginal));
        }
    }
}
