/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_ROBUST_MODEL_H
#define AT_INDEX_ROBUST_MODEL_H
/* Items in doubles, laid out for weighing millions of times; and where weight vectors come from.
 * Internal to the robust files. Unknown cells stand at the middle of low and high throughout. */
#include "index/robust.h"
#include "num/rng.h"

enum {
    AT_ROBUST_LANES = 8,          /* countries that are weighed together */
    AT_ROBUST_BATCH = 32,         /* weight vectors that are weighed in one call */
    AT_ROBUST_BLOCK_DRAWS = 1024, /* draws of one random stream */
    AT_ROBUST_MOST_PROPOSALS = 1000000,
    AT_SOBOL_MAX_BYTES = 1 << 30 /* of the outputs of a design */
};

/* AT_ELIMIT past AT_ROBUST_MAX_COUNTRIES or AT_ROBUST_MAX_DRAWS. */
AT_MUST_USE at_status at_robust_check(const at_index_items *items, size_t draws, at_err *err);

typedef struct at_robust_model {
    size_t item_count, country_count;
    size_t padded;          /* country_count rounded up to whole lanes; the padding never ranks */
    const double *fraction; /* of each item's most; by at_robust_fraction() */
    const double *most;     /* [item] share of the attainable total; they add to 1 */
    const double *own;     /* [padded] score under the edition's weights, share of the attainable */
    const double *nothing; /* [padded] 0; in the padding of both -infinity */
    size_t widest;         /* the item with the most points, the first of equals */
} at_robust_model;

/* Each number is the double nearest to its exact ratio, so equal profiles stay equal bit for bit
 * and equal totals too. O(cells). */
AT_MUST_USE at_status at_robust_model_make(at_arena *arena, const at_index_items *items,
                                           at_robust_model *out, at_err *err);

static inline size_t at_robust_at(const at_robust_model *model, size_t country, size_t item)
{
    const size_t group = country / AT_ROBUST_LANES, lane = country % AT_ROBUST_LANES;
    return (group * model->item_count + item) * AT_ROBUST_LANES + lane;
}
static inline double at_robust_fraction(const at_robust_model *model, size_t country, size_t item)
{
    return model->fraction[at_robust_at(model, country, item)];
}

/* scores[draw * padded + country] = start[country] + sum over items, in their order, of
 * x[draw * item_count + item] * fraction. The same bits on every processor. */
void at_robust_weigh(const at_robust_model *model, const double *start, const double *x,
                     size_t draws, double *scores);

/* Competition ranks of one draw's scores [padded], largest first. `order` is scratch of
 * country_count. */
void at_robust_rank(const at_robust_model *model, const double *scores, uint32_t *order,
                    uint32_t *rank);

/* wins[a * padded + b] += a's score is above b's. */
void at_robust_count_wins(const at_robust_model *model, const double *scores, uint64_t *wins);

/* Weight vectors in the form that at_robust_weigh() takes. The scores they give differ from true
 * ones by a positive factor at most, which no rank and no comparison notices. */
typedef struct at_robust_weights {
    const at_robust_model *model;
    at_draw_kind kind;
    double reach;          /* pct / 100 */
    const double *start;   /* for at_robust_weigh() */
    size_t most_proposals; /* for one draw */
} at_robust_weights;

/* pct outside 0..100 is refused (AT_EUSAGE). */
AT_MUST_USE at_status at_robust_weights_make(const at_robust_model *model, at_draw_kind kind,
                                             at_fraction pct, at_robust_weights *out, at_err *err);

/* One vector, uniform on the simplex or on the box cut by the sum; *proposals grows by those it
 * took. AT_ENUMERIC past most_proposals. */
AT_MUST_USE at_status at_robust_draw(const at_robust_weights *weights, at_rng *rng, double *x,
                                     uint64_t *proposals, at_err *err);

/* The independent factors that Sobol indices need: no constraint on the sum. */
void at_robust_draw_independent(const at_robust_weights *weights, at_rng *rng, double *x);

/* --- counting over draws --- */

/* Adds what one draw's scores [padded] show to `counts`. */
typedef void (*at_robust_counter)(const at_robust_model *model, const double *scores,
                                  uint32_t *order, uint32_t *rank, uint64_t *counts);

/* Calls `counter` on each of `draws` draws and adds all counts into `counts` [country_count *
 * padded], which the caller has zeroed. Whole numbers, so the sum does not depend on who adds
 * first. */
AT_MUST_USE at_status at_robust_count(const at_robust_weights *weights, uint64_t seed, size_t draws,
                                      at_robust_counter counter, at_pool *pool,
                                      const at_progress *progress, uint64_t *counts,
                                      uint64_t *proposals, at_err *err);

#endif
