/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loops: a weight vector into scores, scores into ranks. Nearly all time of a million draws is
 * spent here and in the random numbers.
 *
 * Vectors of two doubles are what every x86-64 and AArch64 has, so no dispatch by processor is needed and the bits
 * are the same everywhere: each lane is one country's plain sum in the order of items. Four vectors are
 * named one by one, because compilers keep arrays of accumulators in memory. */
#include "index/robust_model.h"
#include "num/sample.h"

#include <string.h>

typedef double pair __attribute__((vector_size(16)));
typedef int64_t mask __attribute__((vector_size(16))); /* a comparison gives -1 or 0 */

/* The eight countries of a group. */
typedef struct lanes {
    pair a, b, c, d;
} lanes;
typedef struct counts {
    mask a, b, c, d;
} counts;
_Static_assert(sizeof(lanes) == AT_ROBUST_LANES * sizeof(double), "a group is one set of lanes");

/* Counting all pairs takes n^2 / 2 comparisons of two, sorting n log n of one that the processor cannot foresee. */
enum { RANK_BY_COUNTING = 256 };

static inline lanes load(const double *from)
{
    lanes l;
    memcpy(&l, from, sizeof l);
    return l;
}

static void weigh_group(const double *fraction, const double *start, const double *x, size_t items,
                        double *scores)
{
    lanes sum = load(start);
    for (size_t k = 0; k < items; k++) {
        const lanes f = load(fraction + k * AT_ROBUST_LANES);
        const pair weight = {x[k], x[k]};
        sum.a += weight * f.a;
        sum.b += weight * f.b;
        sum.c += weight * f.c;
        sum.d += weight * f.d;
    }
    memcpy(scores, &sum, sizeof sum);
}

/* A group's fractions stay in the first-level cache while all draws of the batch pass over them. */
void at_robust_weigh(const at_robust_model *model, const double *start, const double *x,
                     size_t draws, double *scores)
{
    const size_t m = model->item_count;
    for (size_t c = 0; c < model->padded; c += AT_ROBUST_LANES) {
        for (size_t i = 0; i < draws; i++) {
            weigh_group(model->fraction + c * m, start + c, x + i * m, m,
                        scores + i * model->padded + c);
        }
    }
}

static void rank_group(const double *scores, size_t countries, const double *group, uint32_t *rank)
{
    const lanes own = load(group);
    counts above = {{0}, {0}, {0}, {0}};
    for (size_t i = 0; i < countries; i++) {
        const pair other = {scores[i], scores[i]};
        above.a -= own.a < other;
        above.b -= own.b < other;
        above.c -= own.c < other;
        above.d -= own.d < other;
    }
    int64_t count[AT_ROBUST_LANES];
    memcpy(count, &above, sizeof count);
    for (size_t lane = 0; lane < AT_ROBUST_LANES; lane++) rank[lane] = 1 + (uint32_t)count[lane];
}

void at_robust_rank(const at_robust_model *model, const double *scores, uint32_t *order,
                    uint32_t *rank)
{
    if (model->country_count > RANK_BY_COUNTING) {
        at_rank_f64(scores, model->country_count, order, rank);
        return;
    }
    for (size_t c = 0; c < model->padded; c += AT_ROBUST_LANES) {
        rank_group(scores, model->country_count, scores + c, rank + c);
    }
}

void at_robust_count_wins(const at_robust_model *model, const double *scores, uint64_t *wins)
{
    for (size_t a = 0; a < model->country_count; a++) {
        const pair own = {scores[a], scores[a]};
        for (size_t b = 0; b < model->padded; b += AT_ROBUST_LANES) {
            const lanes other = load(scores + b);
            counts won;
            memcpy(&won, wins + a * model->padded + b, sizeof won);
            won.a -= other.a < own;
            won.b -= other.b < own;
            won.c -= other.c < own;
            won.d -= other.d < own;
            memcpy(wins + a * model->padded + b, &won, sizeof won);
        }
    }
}
