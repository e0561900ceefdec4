/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicates: the tables that many of them share are made once, each then needs one pass over the tree. */
#include "base/number.h"
#include "index/coin_uncertainty.h"
#include "num/sample.h"

#include <string.h>

enum { MAX_TABLES = 1024 };

typedef struct treated_table {
    at_coin_treatment_log log;
    at_coin_table table;
} treated_table;

typedef struct normalised_table {
    size_t treated;
    at_coin_normalisation normalise;
    at_coin_table table;
} normalised_table;

typedef struct transformed_table {
    size_t normalised;
    at_coin_mean mean;
    at_coin_table table;
} transformed_table;

typedef struct runner {
    at_arena *arena;
    const at_coin *coin;
    const at_coin_recipe *recipe;
    const at_coin_result *nominal;
    const at_coin_plan *plan;
    treated_table treated[MAX_TABLES];
    normalised_table normalised[MAX_TABLES];
    transformed_table transformed[MAX_TABLES];
    size_t treated_count, normalised_count, transformed_count;
    size_t *table_of; /* [replicate] in transformed */
    const double *own_weights;
    const uint32_t *nominal_ranks;
    double *scores, *shift;
    uint32_t *ranks;
} runner;

/* --- tables --- */

static at_status full(at_err *err)
{
    return at_fail(err, AT_ELIMIT,
                   "more than %d combinations of winsorising, normalising and aggregating",
                   MAX_TABLES);
}

static at_status find_treated(runner *r, uint32_t winsorise_max, size_t *at, at_err *err)
{
    for (size_t i = 0; i < r->treated_count; i++) {
        if (r->treated[i].log.winsorise_max == winsorise_max) {
            *at = i;
            return AT_OK;
        }
    }
    if (r->treated_count == MAX_TABLES) return full(err);
    treated_table t = {.log.winsorise_max = winsorise_max, .table = r->nominal->screened};
    if (r->recipe->treat.apply) {
        at_coin_treatment treat = r->recipe->treat;
        treat.winsorise_max = winsorise_max;
        AT_TRY(at_coin_treat(r->arena, &treat, r->nominal->screened, &t.table, &t.log.treatments,
                             err));
    }
    *at = r->treated_count;
    r->treated[r->treated_count++] = t;
    return AT_OK;
}

static at_status find_normalised(runner *r, const at_coin_choice *choice, size_t *at, at_err *err)
{
    const at_coin_normalisation n = choice->normalise;
    size_t treated = 0;
    AT_TRY(find_treated(r, choice->winsorise_max, &treated, err));
    for (size_t i = 0; i < r->normalised_count; i++) {
        const normalised_table *t = &r->normalised[i];
        if (t->treated == treated && t->normalise.scale == n.scale && t->normalise.a == n.a &&
            t->normalise.b == n.b) {
            *at = i;
            return AT_OK;
        }
    }
    if (r->normalised_count == MAX_TABLES) return full(err);
    normalised_table t = {.treated = treated, .normalise = n};
    AT_TRY(at_coin_normalise(r->arena, r->coin, n, r->treated[treated].table, &t.table, err));
    *at = r->normalised_count;
    r->normalised[r->normalised_count++] = t;
    return AT_OK;
}

static at_status find_transformed(runner *r, const at_coin_choice *choice, size_t *at, at_err *err)
{
    size_t normalised = 0;
    AT_TRY(find_normalised(r, choice, &normalised, err));
    for (size_t i = 0; i < r->transformed_count; i++) {
        if (r->transformed[i].normalised == normalised &&
            r->transformed[i].mean == choice->aggregate) {
            *at = i;
            return AT_OK;
        }
    }
    if (r->transformed_count == MAX_TABLES) return full(err);
    transformed_table t = {.normalised = normalised, .mean = choice->aggregate};
    AT_TRY(at_coin_transform(r->arena, r->coin, r->nominal->kept, choice->aggregate,
                             r->normalised[normalised].table, &t.table, err));
    *at = r->transformed_count;
    r->transformed[r->transformed_count++] = t;
    return AT_OK;
}

/* Says in which replicate it was. */
static at_status in_replicate(const runner *r, size_t replicate, at_status status, at_err *err)
{
    if (!err) return status;
    const at_err inner = *err;
    return at_fail(err, status, "replicate %s: %.*s", at_quote(r->plan->ids[replicate]).text,
                   AT_ERR_TEXT_MAX - 64, inner.text);
}

static at_status make_tables(runner *r, at_err *err)
{
    AT_TRY(AT_NEW(r->arena, r->plan->count, &r->table_of, err));
    for (size_t i = 0; i < r->plan->count; i++) {
        const at_coin_choice *choice = &r->plan->choices[i];
        const at_status status = find_transformed(r, choice, &r->table_of[i], err);
        if (status != AT_OK) return in_replicate(r, i, status, err);
    }
    return AT_OK;
}

/* --- one replicate --- */

static at_status run_replicate(void *context, size_t index, at_arena *scratch, at_err *err)
{
    const runner *r = context;
    const at_coin_choice *choice = &r->plan->choices[index];
    const at_coin_table table = r->transformed[r->table_of[index]].table;
    const size_t units = table.units, nodes = r->coin->element_count - r->coin->indicator_count;
    const double *weights = choice->weight_set == SIZE_MAX
                                ? r->own_weights
                                : r->plan->weights + choice->weight_set * r->coin->element_count;
    double *scores = r->scores + index * units, *values, *work;
    uint32_t *order, *rank_of, *ranks = r->ranks + index * units;
    AT_TRY(AT_NEW(scratch, units, &work, err));
    AT_TRY(AT_NEW(scratch, units, &order, err));
    AT_TRY(AT_NEW(scratch, units, &rank_of, err));
    if (choice->aggregate == AT_COIN_COPELAND || choice->aggregate == AT_COIN_COPELAND_EXACT) {
        at_coin_copeland(choice->aggregate, table, weights, scores);
    } else {
        AT_TRY(AT_NEW(scratch, nodes * units, &values, err));
        at_coin_means(r->coin, table, weights, values, work);
        const double *top = values + (nodes - 1) * units;
        for (size_t u = 0; u < units; u++) {
            scores[u] = at_coin_carry_back(choice->aggregate, top[u]);
        }
    }
    at_coin_rank(scores, units, work, order, rank_of, ranks);
    r->shift[index] = at_coin_shift(ranks, r->nominal_ranks, units);
    return AT_OK;
}

/* --- what came of them --- */

static at_status summarise_ranks(const runner *r, size_t of, const at_coin_rank_statistics **out,
                                 at_err *err)
{
    const size_t units = r->nominal->unit_count;
    at_coin_rank_statistics *statistics;
    double *sorted;
    AT_TRY(AT_NEW(r->arena, units, &statistics, err));
    AT_TRY(AT_NEW(r->arena, of, &sorted, err));
    for (size_t u = 0; u < units; u++) {
        size_t n = 0;
        for (size_t i = 0; i < of; i++) {
            if (r->ranks[i * units + u] > 0) sorted[n++] = r->ranks[i * units + u];
        }
        at_sort_f64(sorted, n);
        const double none = AT_COIN_MISSING;
        statistics[u] = (at_coin_rank_statistics){
            .nominal = r->nominal_ranks[u],
            .mean = n ? at_mean(sorted, n) : none,
            .median = n ? at_quantile_sorted(sorted, n, 0.5) : none,
            .q5 = n ? at_quantile_sorted(sorted, n, 0.05) : none,
            .q95 = n ? at_quantile_sorted(sorted, n, 0.95) : none,
        };
    }
    *out = statistics;
    return AT_OK;
}

static at_status list_treatments(const runner *r, const at_coin_treatment_log **out, size_t *count,
                                 at_err *err)
{
    at_coin_treatment_log *logs;
    *count = 0;
    if (!r->recipe->treat.apply) return AT_OK;
    AT_TRY(AT_NEW(r->arena, r->treated_count, &logs, err));
    for (size_t i = 0; i < r->treated_count; i++) {
        size_t at = i;
        for (; at > 0 && logs[at - 1].winsorise_max > r->treated[i].log.winsorise_max; at--) {
            logs[at] = logs[at - 1];
        }
        logs[at] = r->treated[i].log;
    }
    *out = logs;
    *count = r->treated_count;
    return AT_OK;
}

static at_status check_plan(const runner *r, at_err *err)
{
    const size_t units = r->nominal->unit_count;
    if (r->plan->varies[AT_COIN_FACTOR_WINSORISE] && !r->recipe->treat.apply) {
        return at_fail(err, AT_EINPUT,
                       "the replicates vary winsorise_max, but the recipe has no [treat]; add it, "
                       "or leave winsorise_max out");
    }
    if (r->plan->count > AT_COIN_MAX_REPLICATE_CELLS / units) {
        return at_fail(err, AT_ELIMIT, "%zu replicates of %zu units; the limit is %d scores",
                       r->plan->count, units, AT_COIN_MAX_REPLICATE_CELLS);
    }
    for (size_t i = 0; i < r->plan->count; i++) {
        const at_coin_mean mean = r->plan->choices[i].aggregate;
        if ((mean == AT_COIN_COPELAND || mean == AT_COIN_COPELAND_EXACT) &&
            units > AT_COIN_MAX_COPELAND) {
            return at_fail(err, AT_ELIMIT,
                           "Copeland's score compares all pairs of units: %zu units, the limit is "
                           "%d",
                           units, AT_COIN_MAX_COPELAND);
        }
    }
    return AT_OK;
}

at_status at_coin_replicate(at_arena *arena, const at_coin *coin, const at_coin_recipe *recipe,
                            const at_coin_result *nominal, const at_coin_plan *plan, at_pool *pool,
                            const at_progress *progress, at_coin_replicates *out, at_err *err)
{
    const size_t units = nominal->unit_count, nodes = coin->element_count - coin->indicator_count;
    runner *r;
    AT_TRY(AT_NEW(arena, 1, &r, err));
    r->arena = arena;
    r->coin = coin;
    r->recipe = recipe;
    r->nominal = nominal;
    r->plan = plan;
    r->nominal_ranks = nominal->ranks + (coin->element_count - 1) * units;
    AT_TRY(check_plan(r, err));
    AT_TRY(at_coin_weights(arena, coin, &r->own_weights, err));
    AT_TRY(make_tables(r, err));
    AT_TRY(AT_NEW(arena, plan->count * units, &r->scores, err));
    AT_TRY(AT_NEW(arena, plan->count * units, &r->ranks, err));
    AT_TRY(AT_NEW(arena, plan->count, &r->shift, err));
    const size_t room = (nodes + 3) * units * sizeof(double) + (size_t)64 * 1024;
    AT_TRY(at_pool_for(pool, plan->count, run_replicate, r, room, progress, err));
    at_coin_replicates result = {
        .count = plan->count,
        .unit_count = units,
        .scores = r->scores,
        .ranks = r->ranks,
        .shift = r->shift,
        .statistics_of = plan->base > 0 ? 2 * plan->base : plan->count,
    };
    AT_TRY(summarise_ranks(r, result.statistics_of, &result.statistics, err));
    AT_TRY(list_treatments(r, &result.treatments, &result.treatment_count, err));
    *out = result;
    return AT_OK;
}
