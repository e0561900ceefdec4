/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_RANKING_H
#define AT_INDEX_RANKING_H
/* Competition ranks (1, 2, 2, 4): 1 + how many are higher. Sort once, then each rank is a search. */
#include <stddef.h>
#include <stdint.h>

/* Descending. O(n log n). */
void at_ranking_sort(int64_t *values, size_t count);
/* How many of the sorted values are above `value`. O(log n). */
size_t at_ranking_above(const int64_t *sorted, size_t count, int64_t value);

#endif
