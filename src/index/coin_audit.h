/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_COIN_AUDIT_H
#define AT_INDEX_COIN_AUDIT_H
/* Looking at an index: its indicators one by one, two by two, together in their group, and what it would
 * be without each. As COINr's get_stats(), get_corr(), get_cronbach() and remove_elements(). */
#include "base/pool.h"
#include "index/coin.h"

/* Thresholds of the flags; a share is of all units. */
typedef struct at_coin_thresholds {
    double skew, kurtosis, available, nonzero, unique;
} at_coin_thresholds;

/* One indicator over the units that have a value. Undefined ones (skewness of fewer than three values or of equal ones,
 * deviation of one) are AT_COIN_MISSING. */
typedef struct at_coin_statistics {
    double least, most, mean, median, deviation, skew, kurtosis;
    size_t available, nonzero, unique, same;        /* same: most units with one value */
    double share_available;                         /* of all units */
    double share_nonzero, share_unique, share_same; /* of those available */
    bool low_available, low_nonzero, low_unique;
    bool outliers; /* |skew| and kurtosis both above their thresholds */
} at_coin_statistics;

/* [column]. O(cells log units). */
AT_MUST_USE at_status at_coin_describe(at_arena *arena, at_coin_table table,
                                       at_coin_thresholds thresholds,
                                       const at_coin_statistics **out, at_err *err);

/* x to so many significant digits, 1..15; as R's signif(). */
double at_coin_significant(double x, unsigned digits);

enum { AT_COIN_MAX_CORRELATED = 2000 };

/* Pearson, over the units that have both; p of the two-sided t test. Both missing where a column is constant or fewer than
 * three units have both. */
typedef struct at_coin_correlation {
    double r, p;
} at_coin_correlation;

/* Pairs (a, b), a < b, in order of a, then b: [columns * (columns - 1) / 2]. AT_ELIMIT past
 * AT_COIN_MAX_CORRELATED columns. O(columns^2 * units). */
AT_MUST_USE at_status at_coin_correlate(at_arena *arena, at_coin_table table, at_pool *pool,
                                        const at_progress *progress,
                                        const at_coin_correlation **out, at_err *err);

/* Cronbach's alpha of the children of each aggregate (k/(k-1) (1 - sum of variances / variance of the sum); Cronbach
 * 1951, eq. 2), over the units that have all of them: [element], missing for indicators, for aggregates of one
 * child and where undefined. Of the aggregated table. O(cells). */
AT_MUST_USE at_status at_coin_alpha(at_arena *arena, const at_coin *coin, at_coin_table aggregated,
                                    const double **out, at_err *err);

/* Mean absolute shift of rank of the top when an element's weight is 0 and all else stands: [element], 0 for the
 * top. An aggregate left with no weight below it drops out itself. AT_EUSAGE for Copeland's score, which has no
 * tree. O(elements * cells). */
AT_MUST_USE at_status at_coin_leave_one_out(at_arena *arena, const at_coin *coin,
                                            const at_coin_recipe *recipe,
                                            const at_coin_result *nominal, at_pool *pool,
                                            const at_progress *progress, const double **out,
                                            at_err *err);

#endif
