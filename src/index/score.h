/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_SCORE_H
#define AT_INDEX_SCORE_H
/* Scores and ranks, exact.
 *
 * points(criterion) = weight * value, 0 unless its prerequisite is met; of an exclusive group only the
 * criterion with the most points counts (the first of equals). A category's points are the sum, a
 * country's score the sum over categories; no rescaling. The score is the middle of `low` (every
 * unknown cell 0) and `high` (every unknown cell 1), so that not knowing neither favours nor
 * punishes; with no unknown cell the three are one. Totals are rounded half up to hundredths and ranked
 * as published indices rank them: competition ranks (1, 2, 2, 4) of the rounded totals. */
#include "base/arena.h"
#include "index/edition.h"

typedef enum at_index_level { AT_INDEX_CATEGORIES, AT_INDEX_CRITERIA } at_index_level;

/* The additive items a total is made of. At the level of categories an item is a category; at that of
 * criteria it is a criterion that stands alone or a whole exclusive group (named as the group), with the
 * points it has under the edition's own weights. Items that no country could score on are left out.
 * Everything is a numerator over `den`. */
typedef struct at_index_items {
    size_t item_count, country_count;
    const at_str *names; /* [item] */
    const at_big *most;  /* [item] attainable points, > 0 */
    const at_big *low;   /* [country * item_count + item] unknown cells 0 */
    const at_big *high;  /* the same, unknown cells 1 */
    at_big den;          /* > 0 */
} at_index_items;

/* AT_EINPUT when the edition has no weights (says so), AT_ELIMIT when its fractions do not fit 512 bits.
 * An edition known by category only has items at the level of categories alone (AT_EINPUT). O(cells). */
AT_MUST_USE at_status at_index_make_items(at_arena *arena, const at_index_edition *edition,
                                          at_index_level level, at_index_items *out, at_err *err);

typedef struct at_index_score {
    at_ratio total, low, high; /* points; exact */
    int64_t hundredths;        /* total rounded half up */
    uint32_t rank;
    uint32_t exact_rank;          /* rank of the unrounded totals, to tell where rounding decides */
    uint32_t rank_low, rank_high; /* best and worst rank over all fillings of unknown cells */
    uint32_t unknown;             /* how many cells are unknown */
} at_index_score;

typedef struct at_index_scores {
    size_t country_count, category_count;
    const at_index_score *countries; /* in the edition's order */
    const uint32_t
        *by_rank;           /* country numbers, best first; equals in the edition's order by iso2 */
    const at_ratio *points; /* [country * category_count + category], the middle as for totals */
    const at_ratio *most;   /* [category] attainable */
    at_ratio attainable;    /* sum of most */
} at_index_scores;

/* O(cells + n log n). */
AT_MUST_USE at_status at_index_score_edition(at_arena *arena, const at_index_edition *edition,
                                             at_index_scores *out, at_err *err);

/* How one criterion stands for one country. */
typedef enum at_index_standing {
    AT_INDEX_MET,    /* value 1 and it counts */
    AT_INDEX_PARTLY, /* 0 < value < 1 and it counts */
    AT_INDEX_UNMET,  /* value 0 */
    AT_INDEX_UNKNOWN,
    AT_INDEX_SURPASSED, /* its group already counts a criterion with at least as many points */
    AT_INDEX_NO_EFFECT  /* has a value, but its prerequisite is not known to be met */
} at_index_standing;

typedef struct at_index_cell {
    at_index_standing standing;
    at_fraction value; /* den == 0 where unknown */
    /* What it adds to the low total, in which unknown cells are 0: to the total where no cell is unknown. */
    at_ratio points;
} at_index_cell;

/* [criterion_count] for one country. */
AT_MUST_USE at_status at_index_cells(at_arena *arena, const at_index_edition *edition,
                                     size_t country, const at_index_cell **out, at_err *err);

/* Reforms: the criteria that a country does not meet in full, by what meeting each alone would add
 * (descending; then the edition's order), with the place it would bring while the others stand still.
 * A criterion whose prerequisite is unmet is taken together with the chain of its prerequisites,
 * named in `with`. Reforms that add nothing alone (surpassed in their group) are left out. Unknown cells
 * of the country are not reforms. Ranks are of the rounded totals. */
typedef struct at_index_reform {
    size_t criterion;
    const size_t *with; /* prerequisites met along with it */
    size_t with_count;
    at_ratio gain, total;
    int64_t hundredths;
    uint32_t rank;
} at_index_reform;

AT_MUST_USE at_status at_index_reforms(at_arena *arena, const at_index_edition *edition,
                                       const at_index_scores *scores, size_t country,
                                       const at_index_reform **out, size_t *count, at_err *err);

#endif
