/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "num/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* Pairwise summation adds blocks of this size plainly. */
    BLOCK = 64,
    /* Up to here counting all pairs beats sorting: no branch to mispredict. */
    RANK_BY_COUNTING = 64
};

static double block_sum(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    return sum;
}

/* Pairwise summation without recursion: partial[k] is the sum of 2^k blocks, as in a binary
 * counter, so the error grows with log n (Higham 1993). */
static double pairwise_sum(const double *x, size_t n)
{
    double partial[8 * sizeof(size_t)];
    unsigned levels = 0;
    for (size_t i = 0, blocks = 0; i < n; i += BLOCK) {
        double sum = block_sum(x + i, n - i < BLOCK ? n - i : BLOCK);
        for (size_t carry = blocks++; carry & 1; carry >>= 1) sum = partial[--levels] + sum;
        partial[levels++] = sum;
    }
    double sum = 0;
    while (levels > 0) sum = partial[--levels] + sum;
    return sum;
}

double at_mean(const double *x, size_t n)
{
    return pairwise_sum(x, n) / (double)n;
}

/* Means of the second, third and fourth power of what is left after the mean is taken off. */
typedef struct moments {
    double second, third, fourth;
} moments;

static moments central_moments(const double *x, size_t n)
{
    const double mean = at_mean(x, n);
    moments m = {0};
    for (size_t i = 0; i < n; i++) {
        const double d = x[i] - mean, square = d * d;
        m.second += square;
        m.third += square * d;
        m.fourth += square * square;
    }
    m.second /= (double)n;
    m.third /= (double)n;
    m.fourth /= (double)n;
    return m;
}

double at_variance(const double *x, size_t n)
{
    const double mean = at_mean(x, n);
    double squares = 0;
    for (size_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    return squares / (double)(n - 1);
}

double at_skewness(const double *x, size_t n)
{
    const moments m = central_moments(x, n);
    const double count = (double)n;
    return m.third / (m.second * sqrt(m.second)) * sqrt(count * (count - 1)) / (count - 2);
}

double at_kurtosis(const double *x, size_t n)
{
    const moments m = central_moments(x, n);
    const double count = (double)n, excess = m.fourth / (m.second * m.second) - 3;
    return (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * excess + 6);
}

double at_correlation(const double *x, const double *y, size_t n)
{
    if (n == 0) return (double)NAN;
    const double mean_x = at_mean(x, n), mean_y = at_mean(y, n);
    double xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < n; i++) {
        const double dx = x[i] - mean_x, dy = y[i] - mean_y;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    if (!(xx > 0) || !(yy > 0)) return (double)NAN;
    /* Two roots, since the product of the sums may overflow. Rounding may pass 1 by a little. */
    return fmax(-1, fmin(1, xy / (sqrt(xx) * sqrt(yy))));
}

double at_quantile_sorted(const double *sorted, size_t n, double p)
{
    const double at = (double)(n - 1) * p;
    const size_t below = (size_t)at;
    if (below + 1 >= n) return sorted[n - 1];
    return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

static int compare_f64(const void *a, const void *b)
{
    double x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

void at_sort_f64(double *x, size_t n)
{
    if (n > 1) qsort(x, n, sizeof *x, compare_f64);
}

static void rank_by_counting(const double *x, size_t n, uint32_t *rank)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t above = 1;
        for (size_t j = 0; j < n; j++) above += x[j] > x[i];
        rank[i] = above;
    }
}

/* Largest first, equals by index, so that the order is one and the same on every libc. */
static int compare_at(const void *a, const void *b, void *context)
{
    const double *x = context;
    uint32_t i, j;
    memcpy(&i, a, sizeof i);
    memcpy(&j, b, sizeof j);
    if (x[i] > x[j]) return -1;
    if (x[i] < x[j]) return 1;
    return (i > j) - (i < j);
}

static void rank_by_sorting(const double *x, size_t n, uint32_t *order, uint32_t *rank)
{
    for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
    union {
        const double *in;
        void *out;
    } context = {.in = x}; /* qsort_r takes no const */
    qsort_r(order, n, sizeof *order, compare_at, context.out);
    uint32_t place = 1;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && x[order[i]] < x[order[i - 1]]) place = (uint32_t)i + 1;
        rank[order[i]] = place;
    }
}

void at_rank_f64(const double *x, size_t n, uint32_t *order, uint32_t *rank)
{
    if (n <= RANK_BY_COUNTING) {
        rank_by_counting(x, n, rank);
    } else {
        rank_by_sorting(x, n, order, rank);
    }
}

/* Of two runs of n values as if they were one of 2n; divisor 2n-1. */
static double pooled_variance(const double *a, const double *b, size_t n)
{
    const double mean = (at_mean(a, n) + at_mean(b, n)) / 2;
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        squares += (a[i] - mean) * (a[i] - mean) + (b[i] - mean) * (b[i] - mean);
    }
    return squares / (double)(2 * n - 1);
}

void at_sobol_indices(const double *ya, const double *yb, const double *yab, size_t n,
                      size_t factors, double *first, double *total)
{
    const double variance = pooled_variance(ya, yb, n);
    for (size_t k = 0; k < factors; k++) {
        const double *y = yab + k * n;
        double shared = 0, apart = 0;
        for (size_t i = 0; i < n; i++) {
            shared += yb[i] * (y[i] - ya[i]);
            apart += (ya[i] - y[i]) * (ya[i] - y[i]);
        }
        first[k] = variance > 0 ? shared / (double)n / variance : 0;
        total[k] = variance > 0 ? apart / (double)n / (2 * variance) : 0;
    }
}
