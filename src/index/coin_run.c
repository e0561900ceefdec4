/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All steps, one after the other. */
#include "index/coin.h"
#include "num/sample.h"

#include <string.h>

void at_coin_rank(const double *column, size_t units, double *present, uint32_t *order,
                  uint32_t *rank_of, uint32_t *ranks)
{
    size_t n = 0;
    for (size_t u = 0; u < units; u++) {
        if (!at_coin_missing(column[u])) present[n++] = column[u];
    }
    at_rank_f64(present, n, order, rank_of);
    for (size_t u = 0, at = 0; u < units; u++) {
        ranks[u] = at_coin_missing(column[u]) ? 0 : rank_of[at++];
    }
}

double at_coin_shift(const uint32_t *ranks, const uint32_t *nominal, size_t units)
{
    uint64_t sum = 0, count = 0;
    for (size_t u = 0; u < units; u++) {
        if (ranks[u] == 0 || nominal[u] == 0) continue;
        sum += ranks[u] > nominal[u] ? ranks[u] - nominal[u] : nominal[u] - ranks[u];
        count++;
    }
    return count ? (double)sum / (double)count : 0;
}

static at_status rank_all(at_arena *arena, at_coin_table table, const uint32_t **out, at_err *err)
{
    uint32_t *ranks, *order, *rank_of;
    double *present;
    AT_TRY(AT_NEW(arena, table.columns * table.units, &ranks, err));
    AT_TRY(AT_NEW(arena, table.units, &order, err));
    AT_TRY(AT_NEW(arena, table.units, &rank_of, err));
    AT_TRY(AT_NEW(arena, table.units, &present, err));
    for (size_t c = 0; c < table.columns; c++) {
        at_coin_rank(at_coin_column(table, c), table.units, present, order, rank_of,
                     ranks + c * table.units);
    }
    *out = ranks;
    return AT_OK;
}

at_status at_coin_weights(at_arena *arena, const at_coin *coin, const double **out, at_err *err)
{
    double *weights;
    AT_TRY(AT_NEW(arena, coin->element_count, &weights, err));
    for (size_t i = 0; i < coin->element_count; i++) weights[i] = coin->elements[i].weight;
    *out = weights;
    return AT_OK;
}

/* Copeland compares units over the indicators: only the top has a score. */
static at_status aggregate_by_pairs(const at_coin *coin, at_coin_mean mean,
                                    at_coin_table normalised, const double *weights, double *nodes,
                                    at_err *err)
{
    const size_t units = normalised.units, count = coin->element_count - coin->indicator_count;
    if (units > AT_COIN_MAX_COPELAND) {
        return at_fail(err, AT_ELIMIT,
                       "Copeland's score compares all pairs of units: %zu units, the limit is %d",
                       units, AT_COIN_MAX_COPELAND);
    }
    for (size_t i = 0; i + units < count * units; i++) nodes[i] = AT_COIN_MISSING;
    at_coin_copeland(mean, normalised, weights, nodes + (count - 1) * units);
    return AT_OK;
}

static at_status aggregate(at_arena *arena, const at_coin *coin, const at_coin_recipe *recipe,
                           const size_t *kept, at_coin_table normalised, at_coin_table *out,
                           at_err *err)
{
    const size_t units = normalised.units, indicators = coin->indicator_count;
    const double *weights;
    double *values, *scratch;
    AT_TRY(at_coin_weights(arena, coin, &weights, err));
    AT_TRY(AT_NEW(arena, coin->element_count * units, &values, err));
    AT_TRY(AT_NEW(arena, units, &scratch, err));
    memcpy(values, normalised.values, indicators * units * sizeof *values);
    double *nodes = values + indicators * units;
    if (recipe->aggregate == AT_COIN_COPELAND || recipe->aggregate == AT_COIN_COPELAND_EXACT) {
        AT_TRY(aggregate_by_pairs(coin, recipe->aggregate, normalised, weights, nodes, err));
    } else {
        at_coin_table transformed;
        AT_TRY(
            at_coin_transform(arena, coin, kept, recipe->aggregate, normalised, &transformed, err));
        at_coin_means(coin, transformed, weights, nodes, scratch);
        for (size_t i = 0; i < (coin->element_count - indicators) * units; i++) {
            nodes[i] = at_coin_carry_back(recipe->aggregate, nodes[i]);
        }
    }
    *out = (at_coin_table){units, coin->element_count, values};
    return AT_OK;
}

at_status at_coin_run(at_arena *arena, const at_coin *coin, const at_coin_recipe *recipe,
                      at_coin_result *out, at_err *err)
{
    at_coin_result r = {.denominated = coin->raw};
    if (recipe->denominate) AT_TRY(at_coin_denominate(arena, coin, &r.denominated, err));
    AT_TRY(at_coin_fill(arena, coin, recipe, r.denominated, &r.imputed, err));
    AT_TRY(at_coin_screen(arena, coin, recipe->screen ? recipe->screen_min_data : 0, r.imputed,
                          &r.kept, &r.screened, err));
    r.unit_count = r.screened.units;
    r.treated = r.screened;
    if (recipe->treat.apply) {
        AT_TRY(at_coin_treat(arena, &recipe->treat, r.screened, &r.treated, &r.treatments, err));
    }
    AT_TRY(at_coin_normalise(arena, coin, recipe->normalise, r.treated, &r.normalised, err));
    AT_TRY(aggregate(arena, coin, recipe, r.kept, r.normalised, &r.aggregated, err));
    AT_TRY(rank_all(arena, r.aggregated, &r.ranks, err));
    *out = r;
    return AT_OK;
}
