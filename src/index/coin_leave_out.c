/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the ranks would be without one indicator, or one whole branch. */
#include "index/coin_audit.h"

#include <string.h>

typedef struct leaver {
    const at_coin *coin;
    const at_coin_recipe *recipe;
    const at_coin_result *nominal;
    at_coin_table transformed;
    const double *own_weights;
    double *shift;
} leaver;

static at_status leave_out(void *context, size_t element, at_arena *scratch, at_err *err)
{
    const leaver *l = context;
    const at_coin *coin = l->coin;
    const size_t units = l->transformed.units, nodes = coin->element_count - coin->indicator_count;
    double *weights, *values, *work;
    uint32_t *order, *rank_of, *ranks;
    AT_TRY(AT_NEW(scratch, coin->element_count, &weights, err));
    AT_TRY(AT_NEW(scratch, nodes * units, &values, err));
    AT_TRY(AT_NEW(scratch, units, &work, err));
    AT_TRY(AT_NEW(scratch, units, &order, err));
    AT_TRY(AT_NEW(scratch, units, &rank_of, err));
    AT_TRY(AT_NEW(scratch, units, &ranks, err));
    memcpy(weights, l->own_weights, coin->element_count * sizeof *weights);
    weights[element] = 0;
    at_coin_means(coin, l->transformed, weights, values, work);
    double *top = values + (nodes - 1) * units;
    for (size_t u = 0; u < units; u++) {
        top[u] = at_coin_carry_back(l->recipe->aggregate, top[u]);
    }
    at_coin_rank(top, units, work, order, rank_of, ranks);
    l->shift[element] =
        at_coin_shift(ranks, l->nominal->ranks + (coin->element_count - 1) * units, units);
    return AT_OK;
}

at_status at_coin_leave_one_out(at_arena *arena, const at_coin *coin, const at_coin_recipe *recipe,
                                const at_coin_result *nominal, at_pool *pool,
                                const at_progress *progress, const double **out, at_err *err)
{
    if (recipe->aggregate == AT_COIN_COPELAND || recipe->aggregate == AT_COIN_COPELAND_EXACT) {
        return at_fail(err, AT_EUSAGE,
                       "leaving out branches of the tree needs amean, gmean or hmean; the recipe "
                       "aggregates by %s",
                       at_coin_mean_word(recipe->aggregate));
    }
    leaver l = {.coin = coin, .recipe = recipe, .nominal = nominal};
    const size_t units = nominal->unit_count;
    AT_TRY(at_coin_weights(arena, coin, &l.own_weights, err));
    AT_TRY(at_coin_transform(arena, coin, nominal->kept, recipe->aggregate, nominal->normalised,
                             &l.transformed, err));
    AT_TRY(AT_NEW(arena, coin->element_count, &l.shift, err));
    const size_t room =
        (coin->element_count * (units + 1) + 4 * units) * sizeof(double) + (size_t)64 * 1024;
    AT_TRY(at_pool_for(pool, coin->element_count - 1, leave_out, &l, room, progress, err));
    *out = l.shift;
    return AT_OK;
}
