/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loops: a weight vector into scores, scores into ranks. Half the time of a million
 * draws is spent here, the rest in the random numbers.
 *
 * Vectors of two doubles are what every x86-64 and AArch64 has, so no dispatch by processor is
 * needed and the bits are the same everywhere: each lane is one country's plain sum in the order
 * of items. Four vectors are named one by one, because compilers keep arrays and structures of
 * accumulators in memory. */
#include "index/robust_model.h"
#include "num/sample.h"

#include <string.h>

typedef double pair __attribute__((vector_size(16)));
typedef int64_t mask __attribute__((vector_size(16))); /* a comparison gives -1 or 0 */
_Static_assert(AT_ROBUST_LANES * sizeof(double) == 4 * sizeof(pair), "a group is four pairs");

/* Counting all pairs takes n^2 / 2 comparisons of two, sorting n log n of one that the processor
 * cannot foresee. */
enum { RANK_BY_COUNTING = 256 };

static inline pair load(const double *from)
{
    pair p;
    memcpy(&p, from, sizeof p);
    return p;
}

static inline void store(double *to, pair p)
{
    memcpy(to, &p, sizeof p);
}

static inline pair both(double x)
{
    return (pair){x, x};
}

static void weigh_group(const double *fraction, const double *start, const double *x, size_t items,
                        double *scores)
{
    pair a = load(start), b = load(start + 2), c = load(start + 4), d = load(start + 6);
    for (size_t k = 0; k < items; k++, fraction += AT_ROBUST_LANES) {
        const pair weight = both(x[k]);
        a += weight * load(fraction);
        b += weight * load(fraction + 2);
        c += weight * load(fraction + 4);
        d += weight * load(fraction + 6);
    }
    store(scores, a);
    store(scores + 2, b);
    store(scores + 4, c);
    store(scores + 6, d);
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

static void rank_group(const double *scores, size_t countries, const double *own, uint32_t *rank)
{
    const pair a = load(own), b = load(own + 2), c = load(own + 4), d = load(own + 6);
    mask above_a = {0}, above_b = {0}, above_c = {0}, above_d = {0};
    for (size_t i = 0; i < countries; i++) {
        const pair other = both(scores[i]);
        above_a -= a < other;
        above_b -= b < other;
        above_c -= c < other;
        above_d -= d < other;
    }
    const mask above[] = {above_a, above_b, above_c, above_d};
    for (size_t lane = 0; lane < AT_ROBUST_LANES; lane++) {
        rank[lane] = 1 + (uint32_t)above[lane / 2][lane % 2];
    }
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
        const pair own = both(scores[a]);
        uint64_t *row = wins + a * model->padded;
        for (size_t b = 0; b < model->padded; b += 2) {
            mask won;
            memcpy(&won, row + b, sizeof won);
            won -= load(scores + b) < own;
            memcpy(row + b, &won, sizeof won);
        }
    }
}
