/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_EXACT_H
#define AT_INDEX_EXACT_H
/* An edition as scaled integers, for the files of this room: all weights over one denominator, all values
 * over one, so that points and totals are numerators over the product of the two and can be added and
 * compared without a division.
 *
 * Whether everything fits is asked once, when an at_exact is made: no sum of points is larger than what is
 * attainable, so nothing that is computed from it can overflow afterwards. */
#include "base/arena.h"
#include "index/edition.h"

/* Least common denominators. Start from at_exact_scale_one() and widen by all that must share them. */
typedef struct at_exact_scale {
    at_big weights, values;
} at_exact_scale;
at_exact_scale at_exact_scale_one(void);
void at_exact_widen_weights(at_exact_scale *scale, const at_index_edition *edition);
void at_exact_widen_values(at_exact_scale *scale, const at_fraction *values, size_t count);
/* Both, over all of an edition. O(cells). */
void at_exact_widen(at_exact_scale *scale, const at_index_edition *edition);

/* What adds to a total: a criterion that stands alone, or the most of an exclusive group. */
typedef struct at_exact_slot {
    at_str name; /* the criterion's id, or the group's name */
    size_t category;
    at_big weight; /* the heaviest member's, over weight_den */
} at_exact_slot;

typedef struct at_exact {
    const at_index_edition *edition;
    at_big weight_den, value_den;
    at_big den;            /* their product: what points are over */
    uint64_t narrow;       /* value_den where it fits 64 bits, else 0 */
    const at_big *weights; /* [criterion], over weight_den */
    const at_big *full;    /* [criterion] points when met in full, over den */
    size_t slot_count;
    const at_exact_slot *slots;
    const size_t *slot_of; /* [criterion] */
    const at_big *most;    /* [category] attainable, over weight_den */
    at_big attainable;     /* sum of most */
} at_exact;

/* AT_EINPUT without weights, AT_ELIMIT when points do not fit 512 bits, or a score in hundredths not 63.
 * `scale` must be wide enough. O(criteria). */
AT_MUST_USE at_status at_exact_make(at_arena *arena, const at_index_edition *edition,
                                    const at_exact_scale *scale, at_exact *out, at_err *err);
/* The same rules with other weights, [criterion], over weight_den. Both are kept. */
AT_MUST_USE at_status at_exact_reweigh(at_arena *arena, const at_exact *exact,
                                       const at_big *weights, at_big weight_den, at_exact *out,
                                       at_err *err);

/* What would be attainable under other weights, in their unit. `slots` [slot_count] is scratch. */
at_big at_exact_attainable(const at_exact *exact, const at_big *weights, at_big *slots);

typedef enum at_exact_filling {
    AT_EXACT_LOW, /* unknown cells are 0 */
    AT_EXACT_HIGH /* unknown cells are 1 */
} at_exact_filling;

/* A value, den > 0, over value_den. */
at_big at_exact_value(const at_exact *exact, at_fraction value);
/* Whether a criterion has a value above 0 and its prerequisite is met. */
bool at_exact_counts(const at_exact *exact, const at_fraction *row, size_t criterion,
                     at_exact_filling filling);
/* The points of one criterion in a row of values, before groups exclude. */
at_big at_exact_points(const at_exact *exact, const at_fraction *row, size_t criterion,
                       at_exact_filling filling);
/* The points of each slot. O(criteria). */
void at_exact_slots(const at_exact *exact, const at_fraction *row, at_exact_filling filling,
                    at_big *points);

/* The points of each category, from a row of values by criterion (O(criteria), `slots` [slot_count] is scratch), from
 * one of fractions by category, or for a country from what its edition is known by. They return how many cells of
 * the row are unknown. */
size_t at_exact_by_criterion(const at_exact *exact, const at_fraction *row, at_big *slots,
                             at_big *low, at_big *high);
size_t at_exact_by_category(const at_exact *exact, const at_fraction *row, at_big *low,
                            at_big *high);
size_t at_exact_country(const at_exact *exact, size_t country, at_big *slots, at_big *low,
                        at_big *high);
/* The row of a country, whatever the edition is known by. */
const at_fraction *at_exact_row(const at_index_edition *edition, size_t country);
size_t at_exact_row_length(const at_index_edition *edition);

at_big at_exact_sum(const at_big *numbers, size_t count);
/* num/den rounded half up to hundredths; what is attainable is known to fit. */
int64_t at_exact_hundredths(at_big num, at_big den);

#endif
