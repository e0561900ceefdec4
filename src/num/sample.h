/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_NUM_SAMPLE_H
#define AT_NUM_SAMPLE_H
/* Statistics of plain arrays. */
#include "base/status.h"

double at_mean(const double *x, size_t n);     /* pairwise summation; n >= 1 */
double at_variance(const double *x, size_t n); /* divisor n-1, two passes; n >= 2 */
double at_skewness(const double *x,
                   size_t n); /* G1, sample-corrected (Joanes & Gill 1998, eq. 4); n >= 3 */
double at_kurtosis(const double *x,
                   size_t n); /* G2, excess, sample-corrected (ibid., eq. 5); n >= 4 */
double at_correlation(const double *x, const double *y,
                      size_t n); /* Pearson; NaN when one is constant */
/* R's quantile type 7 (Hyndman & Fan 1996) of sorted data; 0 <= p <= 1, n >= 1. */
double at_quantile_sorted(const double *sorted, size_t n, double p);
void at_sort_f64(double *x, size_t n); /* ascending; no NaN */
/* Competition ranks, largest first: 1 + how many are greater (1, 2, 2, 4). O(n log n), n <= 2^32-1.
 * `order` is scratch of n. */
void at_rank_f64(const double *x, size_t n, uint32_t *order, uint32_t *rank);

/* Sobol indices from the outputs of a radial design (Saltelli et al. 2010, table 2): ya, yb are the n
 * outputs at A and B, yab[factor * n + i] that at A with column `factor` of B.
 * first = mean(yb (yab - ya)) / V  (eq. b), total = mean((ya - yab)^2) / (2 V)  (Jansen 1999, eq. f),
 * V = variance of ya and yb together (divisor as `variance_divisor`: 2n-1). V == 0 gives zeros. */
void at_sobol_indices(const double *ya, const double *yb, const double *yab, size_t n,
                      size_t factors, double *first, double *total);

#endif
