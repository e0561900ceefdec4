/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_INDEX_ROBUST_CASE_H
#define TEST_INDEX_ROBUST_CASE_H
/* Items made by hand or at random, with as much of scores as robustness asks for. All live until
 * the binary ends. */
#include <stdlib.h>
#include <string.h>

#include "index/robust.h"
#include "support.h"

typedef struct robust_case {
    at_index_items items;
    at_index_scores scores;
    const int64_t *most, *low, *high; /* what the items are made of */
} robust_case;

static inline void *robust_room(size_t count, size_t size)
{
    void *memory = at_arena_alloc(test_arena(), count, size);
    assert_non_null(memory);
    return memory;
}

static inline const at_big *robust_bigs(const int64_t *from, size_t count)
{
    at_big *bigs = robust_room(count, sizeof *bigs);
    for (size_t i = 0; i < count; i++) bigs[i] = at_big_from_i64(from[i]);
    return bigs;
}

/* Twice the middle total, in units of den. */
static inline int64_t robust_total(const robust_case *c, size_t country)
{
    const size_t m = c->items.item_count;
    int64_t total = 0;
    for (size_t k = 0; k < m; k++) total += c->low[country * m + k] + c->high[country * m + k];
    return total;
}

static inline void robust_score(robust_case *c, int64_t den)
{
    const size_t n = c->items.country_count;
    at_index_score *scores = robust_room(n, sizeof *scores);
    uint32_t *by_rank = robust_room(n, sizeof *by_rank);
    for (size_t i = 0; i < n; i++) {
        scores[i].hundredths = (robust_total(c, i) * 100 + den) / (2 * den);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t place = 0;
        scores[i].rank = 1;
        for (size_t j = 0; j < n; j++) {
            const bool above = scores[j].hundredths > scores[i].hundredths;
            scores[i].rank += above;
            place += above || (j < i && scores[j].hundredths == scores[i].hundredths);
        }
        by_rank[place] = (uint32_t)i;
    }
    c->scores = (at_index_scores){.country_count = n, .countries = scores, .by_rank = by_rank};
}

/* most [items]; low and high [countries * items], high NULL: the same as low. Points are over den. */
static inline robust_case robust_make(size_t countries, size_t items, int64_t den,
                                      const int64_t *most, const int64_t *low, const int64_t *high)
{
    if (!high) high = low;
    robust_case c = {.most = most, .low = low, .high = high};
    c.items = (at_index_items){
        .item_count = items,
        .country_count = countries,
        .most = robust_bigs(most, items),
        .low = robust_bigs(low, countries * items),
        .high = robust_bigs(high, countries * items),
        .den = at_big_from_i64(den),
    };
    robust_score(&c, den);
    return c;
}

/* Points of 0 .. steps parts of each item's most; a part of the cells may be anything from there
 * to all. */
static inline robust_case robust_random(test_random *random, size_t countries, size_t items,
                                        uint64_t steps, unsigned unknown_percent)
{
    int64_t *most = robust_room(items, sizeof *most);
    int64_t *low = robust_room(countries * items, sizeof *low);
    int64_t *high = robust_room(countries * items, sizeof *high);
    for (size_t k = 0; k < items; k++) {
        most[k] = (int64_t)(steps * (1 + test_random_below(random, 20)));
    }
    for (size_t i = 0; i < countries * items; i++) {
        const int64_t part = most[i % items] / (int64_t)steps;
        low[i] = high[i] = part * (int64_t)test_random_below(random, steps + 1);
        if (test_random_below(random, 100) < unknown_percent) high[i] = most[i % items];
    }
    return robust_make(countries, items, 1, most, low, high);
}

static inline at_pool *robust_pool(size_t threads)
{
    at_err err = {0};
    at_pool *pool = NULL;
    assert_ok(at_pool_new(threads, &pool, &err), &err);
    return pool;
}

#define ROBUST_PCT(number) ((at_fraction){(number), 1})

#endif
