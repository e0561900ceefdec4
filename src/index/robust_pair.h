/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_ROBUST_PAIR_H
#define AT_INDEX_ROBUST_PAIR_H
/* What can be said exactly of two countries when weights are in doubt. Internal to the robust
 * files.
 *
 * d = points of one less points of the other, by item, in the units of items->den. Under weights w
 * the scores differ by sum of w * d / most. */
#include "index/robust.h"

typedef struct at_pair_problem {
    const at_index_items *items;
    at_big reach, whole; /* pct / 100 = reach / whole, whole > 0 */
    const at_big *most;  /* [item] items->most divided by what all have in common */
    at_big attainable;   /* their sum */
} at_pair_problem;

/* AT_EUSAGE for a pct outside 0..100; AT_ELIMIT when some step of at_pair_weigh() could pass 512
 * bits, so that the functions below cannot fail. */
AT_MUST_USE at_status at_pair_problem_make(at_arena *arena, const at_index_items *items,
                                           at_fraction pct, at_pair_problem *out, at_err *err);

/* The worst for a against b: a's low less b's high, [item_count]. */
void at_pair_differences(const at_index_items *items, size_t a, size_t b, at_big *d);

typedef struct at_pair_verdict {
    int least;          /* sign of the least of sum w * d / most over all weights within pct */
    int least_anywhere; /* the same over all weights whatever: sign of the least d */
    double epsilon;     /* see at_robust_pair */
} at_pair_verdict;

/* Exact but for the division in epsilon. `order` [item_count] is scratch. O(m log m). */
at_pair_verdict at_pair_weigh(const at_pair_problem *problem, const at_big *d, uint32_t *order);

/* P(sum of w * d > 0) + P(sum of w * d = 0) / 2 for w uniform on the simplex. No step subtracts,
 * so the relative error stays near m units in the last place. `room` is scratch of 2 m + 1.
 * O(m^2). */
double at_pair_share(const double *d, size_t count, double *room);

#endif
