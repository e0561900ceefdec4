/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators two by two, and together in their group. */
#include "index/coin_audit.h"
#include "num/sample.h"
#include "num/student.h"

typedef struct correlation_task {
    at_coin_table table;
    at_coin_correlation *pairs;
} correlation_task;

/* Where the pairs of column a begin. */
static size_t first_pair(size_t columns, size_t a)
{
    return a * (2 * columns - a - 1) / 2;
}

/* All pairs of one column with those after it. */
static at_status correlate_column(void *context, size_t a, at_arena *scratch, at_err *err)
{
    const correlation_task *task = context;
    const at_coin_table t = task->table;
    double *x, *y;
    AT_TRY(AT_NEW(scratch, t.units, &x, err));
    AT_TRY(AT_NEW(scratch, t.units, &y, err));
    const double *left = at_coin_column(t, a);
    for (size_t b = a + 1; b < t.columns; b++) {
        const double *right = at_coin_column(t, b);
        size_t n = 0;
        for (size_t u = 0; u < t.units; u++) {
            if (at_coin_missing(left[u]) || at_coin_missing(right[u])) continue;
            x[n] = left[u];
            y[n++] = right[u];
        }
        const double r = n > 2 ? at_correlation(x, y, n) : AT_COIN_MISSING;
        task->pairs[first_pair(t.columns, a) + b - a - 1] =
            (at_coin_correlation){r, at_correlation_p(r, n)};
    }
    return AT_OK;
}

at_status at_coin_correlate(at_arena *arena, at_coin_table table, at_pool *pool,
                            const at_progress *progress, const at_coin_correlation **out,
                            at_err *err)
{
    if (table.columns > AT_COIN_MAX_CORRELATED) {
        return at_fail(err, AT_ELIMIT, "correlations of %zu indicators; the limit is %d indicators",
                       table.columns, AT_COIN_MAX_CORRELATED);
    }
    correlation_task task = {.table = table};
    AT_TRY(AT_NEW(arena, table.columns * (table.columns - 1) / 2, &task.pairs, err));
    const size_t room = 2 * table.units * sizeof(double) + (size_t)64 * 1024;
    AT_TRY(at_pool_for(pool, table.columns, correlate_column, &task, room, progress, err));
    *out = task.pairs;
    return AT_OK;
}

/* --- alpha --- */

/* The units that have all children of e, each child's values one after the other in `rows` [child * units],
 * and their sums. */
static size_t complete_units(const at_coin_element *e, at_coin_table table, double *rows,
                             double *sums)
{
    size_t n = 0;
    for (size_t u = 0; u < table.units; u++) {
        double sum = 0;
        for (size_t k = 0; k < e->child_count; k++) {
            const double x = at_coin_column(table, e->children[k])[u];
            rows[k * table.units + n] = x;
            sum += x; /* missing if any is */
        }
        sums[n] = sum;
        n += !at_coin_missing(sum);
    }
    return n;
}

static double alpha(const at_coin_element *e, at_coin_table table, double *rows, double *sums)
{
    const double k = (double)e->child_count;
    if (e->child_count < 2) return AT_COIN_MISSING;
    const size_t n = complete_units(e, table, rows, sums);
    if (n < 2) return AT_COIN_MISSING;
    const double whole = at_variance(sums, n);
    double parts = 0;
    for (size_t i = 0; i < e->child_count; i++) parts += at_variance(rows + i * table.units, n);
    return whole > 0 ? k / (k - 1) * (1 - parts / whole) : AT_COIN_MISSING;
}

at_status at_coin_alpha(at_arena *arena, const at_coin *coin, at_coin_table aggregated,
                        const double **out, at_err *err)
{
    double *alphas, *rows, *sums;
    size_t most = 0;
    for (size_t i = 0; i < coin->element_count; i++) {
        if (coin->elements[i].child_count > most) most = coin->elements[i].child_count;
    }
    AT_TRY(AT_NEW(arena, coin->element_count, &alphas, err));
    AT_TRY(AT_NEW(arena, most * aggregated.units, &rows, err));
    AT_TRY(AT_NEW(arena, aggregated.units, &sums, err));
    for (size_t i = 0; i < coin->element_count; i++) {
        alphas[i] = alpha(&coin->elements[i], aggregated, rows, sums);
    }
    *out = alphas;
    return AT_OK;
}
