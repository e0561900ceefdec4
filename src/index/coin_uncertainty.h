/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_COIN_UNCERTAINTY_H
#define AT_INDEX_COIN_UNCERTAINTY_H
/* What the index would have been under other choices: replicates, their ranks, and which choice moves the
 * ranks (variance-based sensitivity: Saisana, Saltelli & Tarantola 2005; Saltelli et al. 2010). */
#include "base/pool.h"
#include "index/coin.h"

typedef enum at_coin_factor {
    AT_COIN_FACTOR_WINSORISE,
    AT_COIN_FACTOR_NORMALISE,
    AT_COIN_FACTOR_WEIGHTS,
    AT_COIN_FACTOR_AGGREGATE,
    AT_COIN_FACTOR_COUNT
} at_coin_factor;
/* "winsorise_max", "normalise", "weights", "aggregate" */
const char *at_coin_factor_word(at_coin_factor factor);

enum {
    AT_COIN_MAX_REPLICATES = 1000000,
    AT_COIN_MAX_REPLICATE_CELLS = 20000000, /* replicates x units, weight sets x elements */
    AT_COIN_BOOTSTRAP = 200
};

/* What one replicate uses. weight_set SIZE_MAX: the model's own weights. */
typedef struct at_coin_choice {
    uint32_t winsorise_max;
    at_coin_normalisation normalise;
    size_t weight_set;
    at_coin_mean aggregate;
} at_coin_choice;

typedef struct at_coin_plan {
    size_t count;
    const at_str *ids;
    const at_coin_choice *choices;
    size_t set_count;
    const at_str *set_ids;
    const double *weights; /* [set * element_count + element] */
    bool varies[AT_COIN_FACTOR_COUNT];
    /* N of a Sobol design: rows N for A, N for B, then N for each factor that varies, in the order of
     * at_coin_factor: A with that factor of B. 0: a plain sample. */
    size_t base;
} at_coin_plan;

/* A Sobol design of `base` >= 2 from what recipe->uncertainty lets vary. Row i of A and B are the uniforms of
 * stream (seed, AT_RNG_SOBOL, i); each row of A and of B has a weight set of its own, from stream
 * (seed, AT_RNG_NOISE, set), so that the weights are one factor of independent draws. AT_EUSAGE when fewer
 * than two factors vary (nothing to tell apart) or the design is too large. */
AT_MUST_USE at_status at_coin_sample(at_arena *arena, const at_coin *coin,
                                     const at_coin_recipe *recipe, size_t base, uint64_t seed,
                                     at_coin_plan *out, at_err *err);

/* N when the rows of the plan are a Sobol design over the factors that vary, else 0 with the first row that is
 * not as it should be in *bad_row (SIZE_MAX when the number of rows is not N (d + 2)) and its factor in *bad_factor. */
size_t at_coin_find_design(const at_coin_plan *plan, size_t *bad_row, at_coin_factor *bad_factor);

typedef struct at_coin_rank_statistics {
    uint32_t nominal; /* 0 where the unit has no score */
    double mean, median, q5,
        q95; /* quantiles of type 7; AT_COIN_MISSING where it never has a rank */
} at_coin_rank_statistics;

/* What one limit of winsorising did, for the log. */
typedef struct at_coin_treatment_log {
    uint32_t winsorise_max;
    const at_coin_treated *treatments; /* [indicator] */
} at_coin_treatment_log;

typedef struct at_coin_replicates {
    size_t count, unit_count;
    const double *scores;  /* [replicate * unit_count + unit] of the top */
    const uint32_t *ranks; /* the same; 0 where missing */
    const double *shift;   /* [replicate] mean absolute difference of rank from the nominal */
    size_t
        statistics_of; /* the first so many replicates: all, or 2N of a Sobol design (A and B only, the rest
                              are not a sample) */
    const at_coin_rank_statistics *statistics; /* [unit] */
    size_t treatment_count;
    const at_coin_treatment_log
        *treatments; /* by winsorise_max; none when the recipe does not treat */
} at_coin_replicates;

/* Tables are made once for each combination of winsorising, normalisation and mean that occurs; the replicates
 * then run on the pool, each a pass over the tree. A replicate with a value that its mean cannot take is refused
 * (AT_ENUMERIC, with its id, unit and indicator), and so is winsorise_max where the recipe does not treat
 * (AT_EINPUT). O(combinations * cells + replicates * units * elements). */
AT_MUST_USE at_status at_coin_replicate(at_arena *arena, const at_coin *coin,
                                        const at_coin_recipe *recipe, const at_coin_result *nominal,
                                        const at_coin_plan *plan, at_pool *pool,
                                        const at_progress *progress, at_coin_replicates *out,
                                        at_err *err);

typedef struct at_coin_index {
    double first, first_q5, first_q95, total, total_q5, total_q95;
} at_coin_index;
typedef struct at_coin_sobol {
    size_t base, factor_count, unit_count;
    at_coin_factor factors[AT_COIN_FACTOR_COUNT];
    const at_coin_index *shift; /* [factor]: of the mean absolute rank shift */
    const at_coin_index
        *units; /* [unit * factor_count + factor]: of each unit's rank; zeros for a rank that never
                                   moves */
} at_coin_sobol;

/* First-order and total indices (at_sobol_indices()) of plan->base > 0, with 5 and 95 % quantiles over
 * AT_COIN_BOOTSTRAP resamplings of the N rows (stream (seed, AT_RNG_BOOTSTRAP, resample)). AT_ENUMERIC when a
 * unit has a rank in some replicates only. O(units * factors * N * AT_COIN_BOOTSTRAP). */
AT_MUST_USE at_status at_coin_sensitivity(at_arena *arena, const at_coin_plan *plan,
                                          const at_coin_replicates *replicates, uint64_t seed,
                                          at_pool *pool, const at_progress *progress,
                                          at_coin_sobol *out, at_err *err);

#endif
