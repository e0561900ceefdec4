/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which replicates to run: a Sobol design drawn, or one found in rows that were given. */
#include "index/coin_uncertainty.h"
#include "num/rng.h"

static const char *const WORDS[AT_COIN_FACTOR_COUNT] = {
    [AT_COIN_FACTOR_WINSORISE] = "winsorise_max",
    [AT_COIN_FACTOR_NORMALISE] = "normalise",
    [AT_COIN_FACTOR_WEIGHTS] = "weights",
    [AT_COIN_FACTOR_AGGREGATE] = "aggregate",
};

const char *at_coin_factor_word(at_coin_factor factor)
{
    return WORDS[factor];
}

static size_t count_factors(const bool varies[AT_COIN_FACTOR_COUNT])
{
    size_t count = 0;
    for (size_t f = 0; f < AT_COIN_FACTOR_COUNT; f++) count += varies[f];
    return count;
}

/* A with one factor of B. */
static at_coin_choice exchange(at_coin_choice a, const at_coin_choice *b, at_coin_factor factor)
{
    switch (factor) {
    case AT_COIN_FACTOR_WINSORISE:
        a.winsorise_max = b->winsorise_max;
        break;
    case AT_COIN_FACTOR_NORMALISE:
        a.normalise = b->normalise;
        break;
    case AT_COIN_FACTOR_WEIGHTS:
        a.weight_set = b->weight_set;
        break;
    case AT_COIN_FACTOR_AGGREGATE:
    case AT_COIN_FACTOR_COUNT:
        a.aggregate = b->aggregate;
        break;
    }
    return a;
}

/* --- drawing --- */

static void find_varying(const at_coin_uncertainty *u, bool varies[AT_COIN_FACTOR_COUNT])
{
    varies[AT_COIN_FACTOR_WINSORISE] = u->winsorise_high > u->winsorise_low;
    varies[AT_COIN_FACTOR_NORMALISE] = u->scale_count > 1;
    varies[AT_COIN_FACTOR_WEIGHTS] = u->noise > 0 && u->noise_levels != 0;
    varies[AT_COIN_FACTOR_AGGREGATE] = u->mean_count > 1;
}

static size_t pick(at_rng *rng, size_t alternatives)
{
    return (size_t)at_rng_below(rng, alternatives);
}

/* One row: every factor that varies takes a draw, in the order of at_coin_factor. */
static at_coin_choice draw_choice(const at_coin_recipe *recipe, const bool *varies, size_t set,
                                  at_rng *rng)
{
    const at_coin_uncertainty *u = &recipe->uncertainty;
    at_coin_choice c = {recipe->treat.winsorise_max, recipe->normalise, SIZE_MAX,
                        recipe->aggregate};
    /* A single alternative is no factor, but it is what the analysis runs with. */
    if (u->winsorise_high > 0) c.winsorise_max = u->winsorise_low;
    if (u->scale_count > 0) c.normalise = u->scales[0];
    if (u->mean_count > 0) c.aggregate = u->means[0];
    if (varies[AT_COIN_FACTOR_WINSORISE]) {
        const size_t range = (size_t)(u->winsorise_high - u->winsorise_low) + 1;
        c.winsorise_max = u->winsorise_low + (uint32_t)pick(rng, range);
    }
    if (varies[AT_COIN_FACTOR_NORMALISE]) c.normalise = u->scales[pick(rng, u->scale_count)];
    if (varies[AT_COIN_FACTOR_WEIGHTS]) c.weight_set = set;
    if (varies[AT_COIN_FACTOR_AGGREGATE]) c.aggregate = u->means[pick(rng, u->mean_count)];
    return c;
}

static at_status draw_weights(at_arena *arena, const at_coin *coin, const at_coin_uncertainty *u,
                              size_t sets, uint64_t seed, const double **out, at_err *err)
{
    const size_t elements = coin->element_count;
    double *weights;
    AT_TRY(AT_NEW(arena, sets * elements, &weights, err));
    for (size_t s = 0; s < sets; s++) {
        at_rng rng = at_rng_stream(seed, AT_RNG_NOISE, s);
        for (size_t e = 0; e < elements; e++) {
            double w = coin->elements[e].weight;
            if (u->noise_levels >> (coin->elements[e].level - 1) & 1) {
                w *= 1 + u->noise * (2 * at_rng_unit(&rng) - 1);
            }
            weights[s * elements + e] = w;
        }
    }
    *out = weights;
    return AT_OK;
}

static at_status check_size(const at_coin *coin, const bool *varies, size_t base, at_err *err)
{
    const size_t factors = count_factors(varies);
    if (factors < 2) {
        return at_fail(err, AT_EUSAGE,
                       "%zu factor%s may vary; sensitivity needs two at least: say in the recipe's "
                       "[uncertainty] what may, such as \"winsorise_max = 1-5\" and \"aggregate = "
                       "amean | gmean\"",
                       factors, factors == 1 ? "" : "s");
    }
    if (base < 2) {
        return at_fail(err, AT_EUSAGE, "a design of %zu rows; expected 2 or more", base);
    }
    if (base > AT_COIN_MAX_REPLICATES / (factors + 2)) {
        return at_fail(err, AT_ELIMIT, "%zu rows and %zu factors need more than %d replicates",
                       base, factors, AT_COIN_MAX_REPLICATES);
    }
    if (varies[AT_COIN_FACTOR_WEIGHTS] &&
        2 * base > AT_COIN_MAX_REPLICATE_CELLS / coin->element_count) {
        return at_fail(err, AT_ELIMIT, "%zu weight sets of %zu weights; the limit is %d weights",
                       2 * base, coin->element_count, AT_COIN_MAX_REPLICATE_CELLS);
    }
    return AT_OK;
}

static at_status number_ids(at_arena *arena, size_t count, const at_str **out, at_err *err)
{
    at_str *ids;
    AT_TRY(AT_NEW(arena, count, &ids, err));
    for (size_t i = 0; i < count; i++) {
        AT_TRY(at_arena_format(arena, &ids[i], err, "%zu", i + 1));
    }
    *out = ids;
    return AT_OK;
}

at_status at_coin_sample(at_arena *arena, const at_coin *coin, const at_coin_recipe *recipe,
                         size_t base, uint64_t seed, at_coin_plan *out, at_err *err)
{
    at_coin_plan plan = {.base = base};
    at_coin_choice *choices;
    find_varying(&recipe->uncertainty, plan.varies);
    AT_TRY(check_size(coin, plan.varies, base, err));
    plan.count = base * (count_factors(plan.varies) + 2);
    AT_TRY(AT_NEW(arena, plan.count, &choices, err));
    for (size_t i = 0; i < base; i++) {
        at_rng rng = at_rng_stream(seed, AT_RNG_SOBOL, i);
        choices[i] = draw_choice(recipe, plan.varies, i, &rng);
        choices[base + i] = draw_choice(recipe, plan.varies, base + i, &rng);
    }
    size_t block = 2 * base;
    for (size_t f = 0; f < AT_COIN_FACTOR_COUNT; f++) {
        if (!plan.varies[f]) continue;
        for (size_t i = 0; i < base; i++) {
            choices[block + i] = exchange(choices[i], &choices[base + i], (at_coin_factor)f);
        }
        block += base;
    }
    plan.choices = choices;
    AT_TRY(number_ids(arena, plan.count, &plan.ids, err));
    if (plan.varies[AT_COIN_FACTOR_WEIGHTS]) {
        plan.set_count = 2 * base;
        AT_TRY(number_ids(arena, plan.set_count, &plan.set_ids, err));
        AT_TRY(draw_weights(arena, coin, &recipe->uncertainty, plan.set_count, seed, &plan.weights,
                            err));
    }
    *out = plan;
    return AT_OK;
}

/* --- finding --- */

static bool agrees(const at_coin_choice *a, const at_coin_choice *b, at_coin_factor factor)
{
    switch (factor) {
    case AT_COIN_FACTOR_WINSORISE:
        return a->winsorise_max == b->winsorise_max;
    case AT_COIN_FACTOR_NORMALISE:
        return a->normalise.scale == b->normalise.scale && a->normalise.a == b->normalise.a &&
               a->normalise.b == b->normalise.b;
    case AT_COIN_FACTOR_WEIGHTS:
        return a->weight_set == b->weight_set;
    case AT_COIN_FACTOR_AGGREGATE:
    case AT_COIN_FACTOR_COUNT:
        break;
    }
    return a->aggregate == b->aggregate;
}

size_t at_coin_find_design(const at_coin_plan *plan, size_t *bad_row, at_coin_factor *bad_factor)
{
    const size_t factors = count_factors(plan->varies);
    *bad_row = SIZE_MAX;
    *bad_factor = AT_COIN_FACTOR_COUNT;
    if (factors < 2 || plan->count % (factors + 2) != 0) return 0;
    const size_t base = plan->count / (factors + 2);
    if (base < 2) return 0;
    size_t block = 2 * base;
    for (size_t f = 0; f < AT_COIN_FACTOR_COUNT; f++) {
        if (!plan->varies[f]) continue;
        for (size_t i = 0; i < base; i++) {
            const at_coin_choice wanted =
                exchange(plan->choices[i], &plan->choices[base + i], (at_coin_factor)f);
            for (size_t g = 0; g < AT_COIN_FACTOR_COUNT; g++) {
                if (agrees(&plan->choices[block + i], &wanted, (at_coin_factor)g)) continue;
                *bad_row = block + i;
                *bad_factor = (at_coin_factor)g;
                return 0;
            }
        }
        block += base;
    }
    return base;
}
