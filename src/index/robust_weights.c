/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where weight vectors come from. */
#include "index/robust_model.h"

#include <math.h>

at_status at_robust_weights_make(const at_robust_model *model, at_draw_kind kind, at_fraction pct,
                                 at_robust_weights *out, at_err *err)
{
    const at_fraction hundred = {100, 1}, nothing = {0, 1};
    if (pct.den <= 0 || at_fraction_compare(pct, nothing) < 0 ||
        at_fraction_compare(pct, hundred) > 0) {
        return at_fail(err, AT_EUSAGE,
                       "weights cannot vary by %g %%: expected a number from 0 to 100",
                       pct.den > 0 ? at_fraction_f64(pct) : (double)NAN);
    }
    *out = (at_robust_weights){
        .model = model,
        .kind = kind,
        .reach = at_fraction_f64(pct) / 100,
        .start = kind == AT_DRAW_BOX ? model->own : model->nothing,
        .most_proposals = AT_ROBUST_MOST_PROPOSALS,
    };
    return AT_OK;
}

/* The middle of one of 2^32 equal cells of -1 .. 1: steps of 2^-31 are far below what any weight
 * is known to, and half as many random words are needed. */
static double symmetric_unit(at_rng *rng)
{
    return (double)at_rng_u32(rng) * 0x1p-31 + (0x1p-32 - 1);
}

/* Exponentials divided by their sum are uniform on the simplex (Devroye 1986, XI.2.1). Dividing
 * would change no comparison and is left out. */
static void draw_exponentials(size_t items, at_rng *rng, double *x)
{
    for (size_t k = 0; k < items; k++) x[k] = at_rng_exponential(rng);
}

/* Deviations from the own weights: most * t, t in -1 .. 1. All are drawn but that of the widest
 * interval, which makes the sum 0; kept when it lies in its own interval. Given that, the others
 * are uniform on what the sum allows, and so is the whole. The interval of t is the same for every
 * pct, so no pct however small can be lost in rounding, and acceptance is some sqrt(6 / (pi m)) at
 * worst, for m equal items. */
static at_status draw_deviations(const at_robust_weights *weights, at_rng *rng, double *x,
                                 uint64_t *proposals, at_err *err)
{
    const at_robust_model *model = weights->model;
    const double widest = model->most[model->widest];
    for (size_t tried = 0; tried < weights->most_proposals; tried++) {
        double sum = 0;
        for (size_t k = 0; k < model->item_count; k++) {
            x[k] = k == model->widest ? 0 : model->most[k] * symmetric_unit(rng);
            sum += x[k];
        }
        ++*proposals;
        if (fabs(sum) <= widest) {
            x[model->widest] = -sum;
            for (size_t k = 0; k < model->item_count; k++) x[k] *= weights->reach;
            return AT_OK;
        }
    }
    return at_fail(err, AT_ENUMERIC,
                   "no weights with an unchanged sum among %zu proposals for %zu items: draw from "
                   "the simplex, or at the level of categories",
                   weights->most_proposals, model->item_count);
}

at_status at_robust_draw(const at_robust_weights *weights, at_rng *rng, double *x,
                         uint64_t *proposals, at_err *err)
{
    const size_t m = weights->model->item_count;
    if (weights->kind == AT_DRAW_BOX && m > 0) {
        return draw_deviations(weights, rng, x, proposals, err);
    }
    draw_exponentials(m, rng, x);
    ++*proposals;
    return AT_OK;
}

void at_robust_draw_independent(const at_robust_weights *weights, at_rng *rng, double *x)
{
    const at_robust_model *model = weights->model;
    if (weights->kind == AT_DRAW_SIMPLEX) {
        draw_exponentials(model->item_count, rng, x);
        return;
    }
    for (size_t k = 0; k < model->item_count; k++) {
        x[k] = weights->reach * model->most[k] * symmetric_unit(rng);
    }
}
