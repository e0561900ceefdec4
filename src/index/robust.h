/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_ROBUST_H
#define AT_INDEX_ROBUST_H
/* How firm ranks are when the weights are in doubt (reference: Foster, McGillivray & Seth 2013;
 * Permanyer 2012). Weights w of the items sum to the attainable total; within +-pct each lies in
 * most * (1 - pct/100) .. most * (1 + pct/100). A score is sum of w * points / most.
 *
 * A pair holds when the country with the higher total scores at least as much for every admissible
 * weight vector; unknown cells are taken at their worst for it. Bounds of a rank: 1 + those
 * strictly above it for all admissible weights .. n - those strictly below it for all; outer
 * bounds, which need not be attained. They are of unrounded scores; where the edition's own rank is
 * better by rounding alone, rank_low is that rank. Comparisons are exact (no binary rounding), by
 * greedy minimisation of a linear function over box and sum: O(m log m) a pair. */
#include "base/pool.h"
#include "index/score.h"

typedef struct at_robust_pair {
    uint32_t a, b;  /* a has the higher exact total (equal: the earlier in by_rank) */
    bool holds;     /* for all weights within pct */
    bool holds_any; /* for all weights whatever */
    bool
        ties_at_corner; /* holds_any, and for some weight vector of the simplex the two are equal */
    bool neighbours;    /* adjacent in by_rank */
    /* Share of the whole simplex of weights, uniform, under which a beats b, ties counted half:
     * exact recursion (Varsi 1973; Ali 1973), O(m^2). 0.5 for identical profiles. Here and in
     * share_within unknown cells stand at the middle: these are about weights. */
    double share;
    /* The same over the box within pct (uniform on its polytope), from `box_draws` draws common to
     * all pairs; exactly 1 where the pair holds strictly, standard error beside it (of the rule of
     * succession, so never 0 where only draws speak). */
    double share_within, share_within_error;
    /* Least e in 0..1 such that weights (1-e) own + e x, for some x of the simplex, put b level
     * with a or above; 1 when no e < 1 does. Unknown cells at their worst for a, as for `holds`. */
    double epsilon;
} at_robust_pair;

typedef struct at_robust_country {
    uint32_t rank, rank_low, rank_high;
} at_robust_country;

typedef struct at_robust {
    size_t pair_count, country_count;
    const at_robust_pair *pairs;        /* by the better place in by_rank, then the other */
    const at_robust_country *countries; /* in the edition's order */
    size_t hold, hold_any, hold_any_ties, neighbours_hold;
} at_robust;

enum { AT_ROBUST_MAX_COUNTRIES = 4000, AT_ROBUST_MAX_DRAWS = 1000000000 };

/* 0 <= pct <= 100, a decimal. box_draws may be 0 (share_within is then share_within_error = NaN).
 * AT_EUSAGE for another pct; AT_ELIMIT past AT_ROBUST_MAX_COUNTRIES or AT_ROBUST_MAX_DRAWS, and
 * for weights and values of so many digits that pairs cannot be compared in 512 bits. O(n^2 m^2 +
 * box_draws n (n + m)). */
AT_MUST_USE at_status at_index_robust(at_arena *arena, const at_index_items *items,
                                      const at_index_scores *scores, at_fraction pct, uint64_t seed,
                                      size_t box_draws, at_pool *pool, const at_progress *progress,
                                      at_robust *out, at_err *err);

/* Sampled weights: rank distributions, and which weights move the ranks. */
typedef enum at_draw_kind {
    AT_DRAW_SIMPLEX, /* Dirichlet(1, ..., 1): uniform on the whole simplex */
    AT_DRAW_BOX      /* uniform on the polytope within pct, by rejection */
} at_draw_kind;

typedef struct at_draw_country {
    uint32_t rank_5, rank_50, rank_95; /* smallest rank with at least that share of draws */
    double mean;
} at_draw_country;

typedef struct at_draws {
    at_draw_kind kind;
    size_t draws, country_count;
    const at_draw_country *countries;
    const uint64_t *rank_counts; /* [country * country_count + rank - 1] */
    double acceptance;           /* share of proposals accepted; 1 for the simplex */
} at_draws;

/* Totals of unknown cells at the middle; 1 <= draws <= AT_ROBUST_MAX_DRAWS. Ranks are competition
 * ranks of the unrounded scores. Draw i uses stream (seed, AT_RNG_WEIGHTS, i / 1024), so the
 * result does not depend on threads. O(draws * n * (m + log n)). */
AT_MUST_USE at_status at_index_draws(at_arena *arena, const at_index_items *items,
                                     at_draw_kind kind, at_fraction pct, uint64_t seed,
                                     size_t draws, at_pool *pool, const at_progress *progress,
                                     at_draws *out, at_err *err);

/* Sobol indices of the weights. Factors are the independent unnormalised draws: exponentials for
 * the simplex, uniforms within +-pct for the box (then normalised to the sum, which may leave the
 * box by a little; ranks do not notice the factor). Outputs, each less its mean: [0] the mean
 * absolute shift of rank from the edition's own weights, [1 + c] the rank of country c. Intervals:
 * 5 and 95 % of `AT_SOBOL_BOOTSTRAP` resamples of the rows of the design. Row i uses stream (seed,
 * AT_RNG_SOBOL, i). base_draws >= 2; AT_ELIMIT where the outputs would take more than 1 GiB.
 * O(base_draws * m * n * (m + log n) + AT_SOBOL_BOOTSTRAP * base_draws * m * n). */
enum { AT_SOBOL_BOOTSTRAP = 200 };
typedef struct at_sobol_index {
    double first, first_5, first_95, total, total_5, total_95;
} at_sobol_index;
typedef struct at_sobol {
    size_t base_draws, factor_count, output_count;
    const at_sobol_index *indices; /* [output * factor_count + factor] */
} at_sobol;

AT_MUST_USE at_status at_index_sobol(at_arena *arena, const at_index_items *items,
                                     at_draw_kind kind, at_fraction pct, uint64_t seed,
                                     size_t base_draws, at_pool *pool, const at_progress *progress,
                                     at_sobol *out, at_err *err);

#endif
