/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/ranking.h"

#include <stdlib.h>

static int descending(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left < right) - (left > right);
}

void at_ranking_sort(int64_t *values, size_t count)
{
    if (count > 1) qsort(values, count, sizeof *values, descending);
}

size_t at_ranking_above(const int64_t *sorted, size_t count, int64_t value)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sorted[middle] > value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
