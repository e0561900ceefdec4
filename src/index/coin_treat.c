/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outliers: winsorise, and where that does not help, the logarithm. */
#include "index/coin.h"
#include "num/sample.h"

#include <string.h>

static at_coin_check check(const at_coin_treatment *treat, const double *x, size_t n)
{
    at_coin_check c = {true, true, AT_COIN_MISSING, AT_COIN_MISSING};
    if (n < 4 || !(at_variance(x, n) > 0)) return c;
    c.skew = at_skewness(x, n);
    c.kurtosis = at_kurtosis(x, n);
    c.passes = fabs(c.skew) < treat->skew || c.kurtosis < treat->kurtosis;
    return c;
}

/* Moves every point at one extreme to the next value inward; how many those are. `sign` 1 takes the
 * high end, -1 the low. The values are not all equal. */
static uint32_t pull_in(double *x, size_t n, double sign)
{
    double extreme = sign * x[0], least = sign * x[0];
    uint32_t moved = 0;
    for (size_t i = 1; i < n; i++) {
        extreme = fmax(extreme, sign * x[i]);
        least = fmin(least, sign * x[i]);
    }
    double next = least;
    for (size_t i = 0; i < n; i++) {
        if (sign * x[i] < extreme) next = fmax(next, sign * x[i]);
    }
    for (size_t i = 0; i < n; i++) {
        if (sign * x[i] < extreme) continue;
        x[i] = sign * next;
        moved++;
    }
    return moved;
}

static void winsorise(const at_coin_treatment *treat, double *x, size_t n, at_coin_treated *t)
{
    /* What was moved at an end is moved again with it, so the last count there is of all of them. */
    uint32_t high = 0, low = 0;
    at_coin_check now = t->before;
    while (!now.passes && high + low < treat->winsorise_max) {
        if (now.skew >= 0) {
            high = pull_in(x, n, 1);
        } else {
            low = pull_in(x, n, -1);
        }
        now = check(treat, x, n);
    }
    t->points = high + low;
    t->winsorised = now;
}

static void take_logarithm(double *x, size_t n)
{
    double low = x[0], high = x[0];
    for (size_t i = 1; i < n; i++) {
        low = fmin(low, x[i]);
        high = fmax(high, x[i]);
    }
    const double shift = 0.01 * (high - low);
    for (size_t i = 0; i < n; i++) x[i] = log(x[i] - low + shift);
}

/* `present` holds the n values that are there, `work` has room for them; the result is in *result, one of
 * the two. */
static at_coin_treated treat_values(const at_coin_treatment *treat, double *present, double *work,
                                    size_t n, const double **result)
{
    at_coin_treated t = {.before = check(treat, present, n)};
    *result = present;
    if (t.before.passes) return t;
    memcpy(work, present, n * sizeof *work);
    winsorise(treat, work, n, &t);
    if (t.winsorised.passes || !treat->log_otherwise) {
        *result = work;
        return t;
    }
    take_logarithm(present, n);
    t.logged = check(treat, present, n);
    t.log = true;
    return t;
}

at_status at_coin_treat(at_arena *arena, const at_coin_treatment *treat, at_coin_table table,
                        at_coin_table *out, const at_coin_treated **details, at_err *err)
{
    const size_t units = table.units;
    double *values, *present, *work;
    at_coin_treated *treated;
    AT_TRY(AT_NEW(arena, table.columns * units, &values, err));
    AT_TRY(AT_NEW(arena, table.columns, &treated, err));
    AT_TRY(AT_NEW(arena, units, &present, err));
    AT_TRY(AT_NEW(arena, units, &work, err));
    for (size_t c = 0; c < table.columns; c++) {
        const double *x = at_coin_column(table, c), *result;
        size_t n = 0;
        for (size_t u = 0; u < units; u++) {
            if (!at_coin_missing(x[u])) present[n++] = x[u];
        }
        treated[c] = treat_values(treat, present, work, n, &result);
        for (size_t u = 0, at = 0; u < units; u++) {
            values[c * units + u] = at_coin_missing(x[u]) ? AT_COIN_MISSING : result[at++];
        }
    }
    *out = (at_coin_table){units, table.columns, values};
    *details = treated;
    return AT_OK;
}
