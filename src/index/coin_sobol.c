/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which choice moves the ranks. */
#include "base/number.h"
#include "index/coin_uncertainty.h"
#include "num/rng.h"
#include "num/sample.h"

#include <string.h>

typedef struct analysis {
    const at_coin_plan *plan;
    const at_coin_replicates *replicates;
    uint64_t seed;
    size_t base, factors;
    at_coin_index *indices; /* [output * factors + factor]: the mean shift, then each unit's rank */
} analysis;

/* y in the order of the design: A, B, then each factor's block. */
static at_status take_output(const analysis *a, size_t output, double *y, at_err *err)
{
    const at_coin_replicates *r = a->replicates;
    if (output == 0) {
        memcpy(y, r->shift, r->count * sizeof *y);
        return AT_OK;
    }
    const size_t unit = output - 1;
    size_t present = 0;
    for (size_t i = 0; i < r->count; i++) {
        const uint32_t rank = r->ranks[i * r->unit_count + unit];
        present += rank > 0;
        y[i] = rank;
    }
    if (present > 0 && present < r->count) {
        return at_fail(err, AT_ENUMERIC,
                       "a unit has a rank in %zu of %zu replicates only, so its sensitivity is not "
                       "defined",
                       present, r->count);
    }
    return AT_OK;
}

/* The design with its N rows drawn anew, with replacement; the same rows in every block. */
static void resample(const analysis *a, size_t number, const double *y, double *drawn)
{
    at_rng rng = at_rng_stream(a->seed, AT_RNG_BOOTSTRAP, number);
    const size_t blocks = a->factors + 2;
    for (size_t i = 0; i < a->base; i++) {
        const size_t row = (size_t)at_rng_below(&rng, a->base);
        for (size_t b = 0; b < blocks; b++) drawn[b * a->base + i] = y[b * a->base + row];
    }
}

static void estimate(const analysis *a, const double *y, double *first, double *total)
{
    at_sobol_indices(y, y + a->base, y + 2 * a->base, a->base, a->factors, first, total);
}

static at_status analyse_output(void *context, size_t output, at_arena *scratch, at_err *err)
{
    const analysis *a = context;
    const size_t count = (a->factors + 2) * a->base;
    double first[AT_COIN_FACTOR_COUNT], total[AT_COIN_FACTOR_COUNT];
    double *y, *drawn, *spread; /* spread: [factor][first, total][resample] */
    AT_TRY(AT_NEW(scratch, count, &y, err));
    AT_TRY(AT_NEW(scratch, count, &drawn, err));
    AT_TRY(AT_NEW(scratch, a->factors * 2 * AT_COIN_BOOTSTRAP, &spread, err));
    AT_TRY(take_output(a, output, y, err));
    for (size_t n = 0; n < AT_COIN_BOOTSTRAP; n++) {
        resample(a, n, y, drawn);
        estimate(a, drawn, first, total);
        for (size_t f = 0; f < a->factors; f++) {
            spread[2 * f * AT_COIN_BOOTSTRAP + n] = first[f];
            spread[(2 * f + 1) * AT_COIN_BOOTSTRAP + n] = total[f];
        }
    }
    estimate(a, y, first, total);
    for (size_t f = 0; f < a->factors; f++) {
        double *firsts = spread + 2 * f * AT_COIN_BOOTSTRAP, *totals = firsts + AT_COIN_BOOTSTRAP;
        at_sort_f64(firsts, AT_COIN_BOOTSTRAP);
        at_sort_f64(totals, AT_COIN_BOOTSTRAP);
        a->indices[output * a->factors + f] = (at_coin_index){
            .first = first[f],
            .first_q5 = at_quantile_sorted(firsts, AT_COIN_BOOTSTRAP, 0.05),
            .first_q95 = at_quantile_sorted(firsts, AT_COIN_BOOTSTRAP, 0.95),
            .total = total[f],
            .total_q5 = at_quantile_sorted(totals, AT_COIN_BOOTSTRAP, 0.05),
            .total_q95 = at_quantile_sorted(totals, AT_COIN_BOOTSTRAP, 0.95),
        };
    }
    return AT_OK;
}

at_status at_coin_sensitivity(at_arena *arena, const at_coin_plan *plan,
                              const at_coin_replicates *replicates, uint64_t seed, at_pool *pool,
                              const at_progress *progress, at_coin_sobol *out, at_err *err)
{
    at_coin_sobol result = {.base = plan->base, .unit_count = replicates->unit_count};
    for (size_t f = 0; f < AT_COIN_FACTOR_COUNT; f++) {
        if (plan->varies[f]) result.factors[result.factor_count++] = (at_coin_factor)f;
    }
    if (plan->base < 2 || plan->count != (result.factor_count + 2) * plan->base) {
        return at_fail(err, AT_EBUG, "the plan is not a Sobol design");
    }
    analysis a = {plan, replicates, seed, plan->base, result.factor_count, NULL};
    const size_t outputs = 1 + replicates->unit_count;
    AT_TRY(AT_NEW(arena, outputs * a.factors, &a.indices, err));
    const size_t room =
        (2 * plan->count + a.factors * 2 * AT_COIN_BOOTSTRAP) * sizeof(double) + (size_t)64 * 1024;
    AT_TRY(at_pool_for(pool, outputs, analyse_output, &a, room, progress, err));
    result.shift = a.indices;
    result.units = a.indices + a.factors;
    *out = result;
    return AT_OK;
}
