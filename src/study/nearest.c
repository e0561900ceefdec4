/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/nearest.h"

enum { WORD_MAX = 64, SLIPS_MAX = 3 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance, three rows at a time. */
static size_t distance(at_str a, at_str b)
{
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.len; j++) above[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            const char x = lower(a.ptr[i - 1]), y = lower(b.ptr[j - 1]);
            row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + (x == y ? 0 : 1));
            if (i > 1 && j > 1 && x == lower(b.ptr[j - 2]) && lower(a.ptr[i - 2]) == y) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b.len];
}

size_t at_nearest(at_str word, const at_str *candidates, size_t count)
{
    const size_t most = least(word.len / 3, SLIPS_MAX);
    size_t best = SIZE_MAX, best_distance = most + 1;
    if (word.len > WORD_MAX) return SIZE_MAX;
    for (size_t i = 0; i < count && most > 0; i++) {
        const at_str other = candidates[i];
        if (other.len > WORD_MAX || other.len > word.len + most || word.len > other.len + most) {
            continue;
        }
        const size_t d = distance(word, other);
        if (d < best_distance) {
            best_distance = d;
            best = i;
        }
    }
    return best;
}
