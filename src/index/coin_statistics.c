/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators one by one. */
#include "index/coin_audit.h"
#include "num/sample.h"

#include <stdlib.h>

double at_coin_significant(double x, unsigned digits)
{
    if (x == 0 || !isfinite(x)) return x;
    /* Scaling by a power of ten that is exact, so that one rounding happens and not two. */
    const int power = (int)digits - 1 - (int)floor(log10(fabs(x)));
    if (power > 22 || power < -22) return x;
    const double scale = pow(10, abs(power));
    return power >= 0 ? nearbyint(x * scale) / scale : nearbyint(x / scale) * scale;
}

/* Runs of equal values in sorted data. */
static void count_runs(const double *sorted, size_t n, size_t *unique, size_t *longest)
{
    size_t run = 0;
    *unique = 0;
    *longest = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || sorted[i] > sorted[i - 1]) {
            run = 0;
            ++*unique;
        }
        if (++run > *longest) *longest = run;
    }
}

static at_coin_statistics undefined(void)
{
    const double none = AT_COIN_MISSING;
    return (at_coin_statistics){
        .least = none,
        .most = none,
        .mean = none,
        .median = none,
        .deviation = none,
        .skew = none,
        .kurtosis = none,
        .share_nonzero = none,
        .share_unique = none,
        .share_same = none,
    };
}

static at_coin_statistics describe(const double *x, size_t units, at_coin_thresholds limit,
                                   double *work)
{
    at_coin_statistics s = undefined();
    for (size_t u = 0; u < units; u++) {
        if (at_coin_missing(x[u])) continue;
        work[s.available++] = x[u];
        s.nonzero += x[u] < 0 || x[u] > 0;
    }
    const size_t n = s.available;
    const double all = (double)units, there = (double)n;
    if (n > 0) s.mean = at_mean(work, n);
    if (n > 1) s.deviation = sqrt(at_variance(work, n));
    const bool spread = n > 1 && s.deviation > 0;
    if (n > 2 && spread) s.skew = at_skewness(work, n);
    if (n > 3 && spread) s.kurtosis = at_kurtosis(work, n);
    at_sort_f64(work, n);
    count_runs(work, n, &s.unique, &s.same);
    if (n > 0) {
        s.least = work[0];
        s.most = work[n - 1];
        s.median = at_quantile_sorted(work, n, 0.5);
        s.share_nonzero = (double)s.nonzero / there;
        s.share_unique = (double)s.unique / there;
        s.share_same = (double)s.same / there;
    }
    s.share_available = there / all;
    s.low_available = s.share_available < limit.available;
    s.low_nonzero = (double)s.nonzero / all < limit.nonzero;
    s.low_unique = (double)s.unique / all < limit.unique;
    s.outliers = fabs(s.skew) > limit.skew && s.kurtosis > limit.kurtosis;
    return s;
}

at_status at_coin_describe(at_arena *arena, at_coin_table table, at_coin_thresholds thresholds,
                           const at_coin_statistics **out, at_err *err)
{
    at_coin_statistics *statistics;
    double *work;
    AT_TRY(AT_NEW(arena, table.columns, &statistics, err));
    AT_TRY(AT_NEW(arena, table.units, &work, err));
    for (size_t c = 0; c < table.columns; c++) {
        statistics[c] = describe(at_coin_column(table, c), table.units, thresholds, work);
    }
    *out = statistics;
    return AT_OK;
}
