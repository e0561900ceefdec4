/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To one scale: direction, then one of seven formulas, each in COINr's order of operations. */
#include "base/number.h"
#include "index/coin.h"
#include "num/sample.h"

static const struct {
    const char *word;
    bool parameters, needs_spread; /* has no meaning where all values are equal */
} SCALES[AT_COIN_SCALE_COUNT] = {
    [AT_COIN_MINMAX] = {"minmax", true, true},  [AT_COIN_ZSCORE] = {"zscore", true, true},
    [AT_COIN_RANK] = {"rank", false, false},    [AT_COIN_BORDA] = {"borda", false, false},
    [AT_COIN_PRANK] = {"prank", false, false},  [AT_COIN_DIST2MAX] = {"dist2max", false, true},
    [AT_COIN_SCALED] = {"scaled", true, false},
};

const char *at_coin_scale_word(at_coin_scale scale)
{
    return SCALES[scale].word;
}

bool at_coin_scale_has_parameters(at_coin_scale scale)
{
    return SCALES[scale].parameters;
}

/* The n values that are there, turned so that more is better. */
typedef struct summary {
    size_t n;
    double least, most;
    const double *sorted;
} summary;

static summary summarise(const double *x, size_t units, double direction, double *present)
{
    summary s = {.sorted = present};
    for (size_t u = 0; u < units; u++) {
        if (!at_coin_missing(x[u])) present[s.n++] = x[u] * direction;
    }
    return s;
}

static void sort_summary(summary *s, double *present)
{
    at_sort_f64(present, s->n);
    s->least = s->n ? present[0] : AT_COIN_MISSING;
    s->most = s->n ? present[s->n - 1] : AT_COIN_MISSING;
}

/* 1 + how many are less. */
static double rank_from_below(const summary *s, double x)
{
    size_t low = 0, high = s->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (s->sorted[middle] < x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (double)low + 1;
}

static void scale_column(at_coin_normalisation to, const summary *s, double mean, double deviation,
                         double direction, const double *x, double *y, size_t units)
{
    const double range = s->most - s->least;
    for (size_t u = 0; u < units; u++) {
        const double v = x[u] * direction;
        if (at_coin_missing(v)) {
            y[u] = AT_COIN_MISSING;
            continue;
        }
        switch (to.scale) {
        case AT_COIN_MINMAX:
            y[u] = (v - s->least) / range * (to.b - to.a) + to.a;
            break;
        case AT_COIN_ZSCORE:
            y[u] = (v - mean) / deviation * to.b + to.a;
            break;
        case AT_COIN_RANK:
            y[u] = rank_from_below(s, v);
            break;
        case AT_COIN_BORDA:
            y[u] = rank_from_below(s, v) - 1;
            break;
        case AT_COIN_PRANK:
            y[u] = (rank_from_below(s, v) - 1) / (double)(s->n - 1);
            break;
        case AT_COIN_DIST2MAX:
            y[u] = 1 - (s->most - v) / range;
            break;
        case AT_COIN_SCALED:
        case AT_COIN_SCALE_COUNT:
            y[u] = (v - to.a) / (to.b - to.a) * 100;
            break;
        }
    }
}

/* A NaN would pass for a missing value. */
static at_status check_finite(const double *x, const double *y, size_t units, at_str code,
                              at_err *err)
{
    for (size_t u = 0; u < units; u++) {
        if (isfinite(y[u]) || at_coin_missing(x[u])) continue;
        return at_fail(err, AT_ENUMERIC,
                       "the values of the indicator \"%s\" are too close together, or too large, "
                       "to be scaled; give it in another unit",
                       at_quote(code).text);
    }
    return AT_OK;
}

static at_status check_scale(at_coin_normalisation to, const summary *s, at_str code, at_err *err)
{
    if (s->n == 0) {
        return at_fail(err, AT_ENUMERIC, "the indicator \"%s\" has no value for any unit",
                       at_quote(code).text);
    }
    if (SCALES[to.scale].needs_spread && !(s->most > s->least)) {
        return at_fail(err, AT_ENUMERIC,
                       "the indicator \"%s\" has the same value for all units, which %s cannot "
                       "scale; leave it out, or normalise by rank or scaled",
                       at_quote(code).text, SCALES[to.scale].word);
    }
    if (to.scale == AT_COIN_PRANK && s->n < 2) {
        return at_fail(err, AT_ENUMERIC,
                       "the indicator \"%s\" has a value for one unit only, so there are no "
                       "percentile ranks",
                       at_quote(code).text);
    }
    return AT_OK;
}

at_status at_coin_normalise(at_arena *arena, const at_coin *coin, at_coin_normalisation normalise,
                            at_coin_table table, at_coin_table *out, at_err *err)
{
    const size_t units = table.units;
    double *values, *present;
    AT_TRY(AT_NEW(arena, table.columns * units, &values, err));
    AT_TRY(AT_NEW(arena, units, &present, err));
    for (size_t c = 0; c < table.columns; c++) {
        const at_coin_element *e = &coin->elements[c];
        const double *x = at_coin_column(table, c);
        summary s = summarise(x, units, e->direction, present);
        /* Moments in the order of the units, as for a column that lacks none. */
        const bool moments = normalise.scale == AT_COIN_ZSCORE && s.n > 1;
        const double mean = moments ? at_mean(present, s.n) : 0;
        const double deviation = moments ? sqrt(at_variance(present, s.n)) : 0;
        sort_summary(&s, present);
        AT_TRY(check_scale(normalise, &s, e->code, err));
        scale_column(normalise, &s, mean, deviation, e->direction, x, values + c * units, units);
        AT_TRY(check_finite(x, values + c * units, units, e->code, err));
    }
    *out = (at_coin_table){units, table.columns, values};
    return AT_OK;
}
