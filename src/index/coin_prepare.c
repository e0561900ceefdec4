/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that no replicate repeats: denominate, impute, screen. */
#include "base/map.h"
#include "base/number.h"
#include "index/coin.h"

#include <string.h>

at_status at_coin_denominate(at_arena *arena, const at_coin *coin, at_coin_table *out, at_err *err)
{
    const size_t units = coin->unit_count, count = coin->indicator_count;
    double *values;
    AT_TRY(AT_NEW(arena, count * units, &values, err));
    for (size_t i = 0; i < count; i++) {
        const at_coin_element *e = &coin->elements[i];
        const double *x = at_coin_column(coin->raw, i);
        double *y = values + i * units;
        if (e->denominator == SIZE_MAX) {
            memcpy(y, x, units * sizeof *y);
            continue;
        }
        const double *by = at_coin_column(coin->denominators, e->denominator);
        for (size_t u = 0; u < units; u++) {
            y[u] = x[u] / by[u]; /* missing where either is */
            if (!at_coin_missing(x[u]) && (by[u] == 0 || isinf(y[u]))) {
                return at_fail(err, AT_ENUMERIC,
                               "\"%s\" of unit \"%s\" cannot be divided by its \"%s\", which is %g",
                               at_quote(e->code).text, at_quote(coin->units[u].code).text,
                               at_quote(coin->denominator_codes[e->denominator]).text, by[u]);
            }
        }
    }
    *out = (at_coin_table){units, count, values};
    return AT_OK;
}

/* --- impute --- */

/* Which units stand together: group_of[unit] in 0..count-1. */
typedef struct partition {
    size_t count;
    uint32_t *group_of;
    double *sum; /* [count], scratch */
    size_t *present;
} partition;

static at_status make_partition(at_arena *arena, const at_coin *coin, const at_coin_recipe *recipe,
                                partition *out, at_err *err)
{
    const size_t units = coin->unit_count;
    partition p = {.count = 1};
    AT_TRY(AT_NEW(arena, units, &p.group_of, err));
    if (recipe->impute == AT_COIN_IMPUTE_GROUP_MEAN) {
        const at_str *labels = coin->groups + recipe->impute_group * units;
        at_map *seen;
        p.count = 0;
        AT_TRY(at_map_new(arena, units, &seen, err));
        for (size_t u = 0; u < units; u++) {
            size_t group;
            AT_TRY(at_map_put(seen, labels[u], p.count, &group, err));
            if (group == SIZE_MAX) group = p.count++;
            p.group_of[u] = (uint32_t)group;
        }
    }
    AT_TRY(AT_NEW(arena, p.count, &p.sum, err));
    AT_TRY(AT_NEW(arena, p.count, &p.present, err));
    *out = p;
    return AT_OK;
}

static at_status refuse_fill(const at_coin *coin, const at_coin_recipe *recipe, size_t indicator,
                             size_t unit, at_err *err)
{
    const at_str code = coin->elements[indicator].code, name = coin->units[unit].code;
    if (recipe->impute == AT_COIN_IMPUTE_MEAN) {
        return at_fail(err, AT_ENUMERIC,
                       "\"%s\" has no value for any unit, so unit \"%s\" cannot be given the mean",
                       at_quote(code).text, at_quote(name).text);
    }
    const at_str label = coin->groups[recipe->impute_group * coin->unit_count + unit];
    if (label.len == 0) {
        return at_fail(
            err, AT_EINPUT,
            "unit \"%s\" lacks \"%s\" and has no \"%s\", so there is no group whose mean "
            "it could be given",
            at_quote(name).text, at_quote(code).text,
            at_quote(coin->group_codes[recipe->impute_group]).text);
    }
    return at_fail(err, AT_ENUMERIC,
                   "\"%s\" has no value for any unit of group \"%s\", so unit \"%s\" cannot be "
                   "given its mean; impute by mean, or leave the indicator out",
                   at_quote(code).text, at_quote(label).text, at_quote(name).text);
}

static at_status fill_column(const at_coin *coin, const at_coin_recipe *recipe, partition *p,
                             size_t indicator, double *column, at_err *err)
{
    const size_t units = coin->unit_count;
    memset(p->sum, 0, p->count * sizeof *p->sum);
    memset(p->present, 0, p->count * sizeof *p->present);
    for (size_t u = 0; u < units; u++) {
        if (at_coin_missing(column[u])) continue;
        p->sum[p->group_of[u]] += column[u];
        p->present[p->group_of[u]]++;
    }
    for (size_t u = 0; u < units; u++) {
        if (!at_coin_missing(column[u])) continue;
        const size_t group = p->group_of[u];
        const bool grouped = recipe->impute == AT_COIN_IMPUTE_GROUP_MEAN;
        if (p->present[group] == 0 ||
            (grouped && coin->groups[recipe->impute_group * units + u].len == 0)) {
            return refuse_fill(coin, recipe, indicator, u, err);
        }
        column[u] = p->sum[group] / (double)p->present[group];
    }
    return AT_OK;
}

at_status at_coin_fill(at_arena *arena, const at_coin *coin, const at_coin_recipe *recipe,
                       at_coin_table table, at_coin_table *out, at_err *err)
{
    double *values;
    AT_TRY(AT_NEW(arena, table.columns * table.units, &values, err));
    memcpy(values, table.values, table.columns * table.units * sizeof *values);
    if (recipe->impute != AT_COIN_IMPUTE_NONE) {
        partition p;
        AT_TRY(make_partition(arena, coin, recipe, &p, err));
        for (size_t i = 0; i < table.columns; i++) {
            AT_TRY(fill_column(coin, recipe, &p, i, values + i * table.units, err));
        }
    }
    *out = (at_coin_table){table.units, table.columns, values};
    return AT_OK;
}

/* --- screen --- */

static double share_present(at_coin_table table, size_t unit)
{
    size_t present = 0;
    for (size_t c = 0; c < table.columns; c++) {
        present += !at_coin_missing(at_coin_column(table, c)[unit]);
    }
    return (double)present / (double)table.columns;
}

at_status at_coin_screen(at_arena *arena, const at_coin *coin, double min_data, at_coin_table table,
                         const size_t **kept, at_coin_table *out, at_err *err)
{
    size_t *keep, count = 0;
    double *values;
    AT_TRY(AT_NEW(arena, table.units, &keep, err));
    for (size_t u = 0; u < table.units; u++) {
        if (share_present(table, u) >= min_data) keep[count++] = u;
    }
    if (count < 2) {
        return at_fail(err, AT_ENUMERIC,
                       "%zu of %zu units have %g %% of their indicators; at least two are needed "
                       "to compare",
                       count, coin->unit_count, 100 * min_data);
    }
    AT_TRY(AT_NEW(arena, table.columns * count, &values, err));
    for (size_t c = 0; c < table.columns; c++) {
        const double *x = at_coin_column(table, c);
        for (size_t k = 0; k < count; k++) values[c * count + k] = x[keep[k]];
    }
    *kept = keep;
    *out = (at_coin_table){count, table.columns, values};
    return AT_OK;
}
