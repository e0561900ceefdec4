/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions of ranks over sampled weights. */
#include "index/robust_model.h"

/* Row c of the counts has one place for each rank of country c. */
static void count_ranks(const at_robust_model *model, const double *scores, uint32_t *order,
                        uint32_t *rank, uint64_t *counts)
{
    at_robust_rank(model, scores, order, rank);
    for (size_t c = 0; c < model->country_count; c++) counts[c * model->padded + rank[c] - 1]++;
}

/* The smallest rank with at least percent of the draws at it or better. Whole numbers; draws is
 * limited so that nothing overflows. */
static uint32_t rank_quantile(const uint64_t *counts, size_t countries, uint64_t draws,
                              unsigned percent)
{
    uint64_t reached = 0;
    for (size_t rank = 1; rank < countries; rank++) {
        reached += counts[rank - 1];
        if (100 * reached >= percent * draws) return (uint32_t)rank;
    }
    return (uint32_t)countries;
}

static double rank_mean(const uint64_t *counts, size_t countries, uint64_t draws)
{
    uint64_t sum = 0;
    for (size_t rank = 1; rank <= countries; rank++) sum += rank * counts[rank - 1];
    return (double)sum / (double)draws;
}

static at_status summarise(at_arena *arena, const uint64_t *counts, size_t padded, size_t n,
                           at_draws *out, at_err *err)
{
    at_draw_country *countries;
    uint64_t *rank_counts;
    AT_TRY(AT_NEW(arena, n, &countries, err));
    AT_TRY(AT_NEW(arena, n * n, &rank_counts, err));
    for (size_t c = 0; c < n; c++) {
        const uint64_t *row = counts + c * padded;
        for (size_t rank = 0; rank < n; rank++) rank_counts[c * n + rank] = row[rank];
        countries[c] = (at_draw_country){
            .rank_5 = rank_quantile(row, n, out->draws, 5),
            .rank_50 = rank_quantile(row, n, out->draws, 50),
            .rank_95 = rank_quantile(row, n, out->draws, 95),
            .mean = rank_mean(row, n, out->draws),
        };
    }
    out->country_count = n;
    out->countries = countries;
    out->rank_counts = rank_counts;
    return AT_OK;
}

at_status at_index_draws(at_arena *arena, const at_index_items *items, at_draw_kind kind,
                         at_fraction pct, uint64_t seed, size_t draws, at_pool *pool,
                         const at_progress *progress, at_draws *out, at_err *err)
{
    AT_TRY(at_robust_check(items, draws, err));
    if (draws == 0) return at_fail(err, AT_EUSAGE, "0 draws: expected 1 or more");
    at_robust_model model;
    at_robust_weights weights;
    uint64_t *counts, proposals = 0;
    AT_TRY(at_robust_model_make(arena, items, &model, err));
    AT_TRY(at_robust_weights_make(&model, kind, pct, &weights, err));
    AT_TRY(AT_NEW(arena, model.country_count * model.padded, &counts, err));
    AT_TRY(at_robust_count(&weights, seed, draws, count_ranks, pool, progress, counts, &proposals,
                           err));
    at_draws result = {.kind = kind, .draws = draws};
    AT_TRY(summarise(arena, counts, model.padded, model.country_count, &result, err));
    result.acceptance = (double)draws / (double)proposals;
    *out = result;
    return AT_OK;
}
