/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_COMPARE_H
#define AT_INDEX_COMPARE_H
/* Why a country's score and place changed between two editions.
 *
 * Full (both editions known by criterion): Shapley values (Shapley 1953; Shorrocks 2013 for
 * decompositions) over four players: own values, others' values, weights of shared criteria, criteria
 * set. A coalition takes from the new edition what its players name and the rest from the old. Rules are
 * evaluated in each of the coalitions, never linearised. Weights of a coalition: shared criteria from the
 * edition that the weights player names; with the old set the dropped criteria keep their old weight
 * times (sum of the shared weights used / sum of the old shared weights), with the new set the added ones
 * theirs likewise from the new; then all are scaled to the attainable maximum of the edition whose
 * criteria set is used. An added criterion has its new values, a dropped one its old; groups and
 * prerequisites are those of the edition whose criteria set is used, a prerequisite that is not in the set
 * counting as met. Unknown cells: the middle of the range, as for scores. The value of a coalition is the exact
 * total for scores and its competition rank after rounding to hundredths for ranks, among the countries
 * common to both editions; what is left to the published move is the fifth rank part, `entrants`.
 *
 * Coarse (the old edition known by category only): two parts along one path, old score -> the new values
 * under the old rules (`values`) -> the new score (`rules`); all countries switch together for ranks.
 * An old criterion without a counterpart is an unknown cell of the new values, so the middle of the range.
 * `values_low..values_high` is the interval that unknown cells and the rounding of the old fractions leave. A
 * category's fraction is a sum of shares, one a criterion (one an exclusive group), each of which the
 * publisher may have rounded: it is known to half a unit of the last of the decimals used in its table
 * for each of them, and lies in 0..1. (A fraction that is no decimal, such as 1/3, is exact.) Where the
 * interval holds 0 the part is said to be "none". */
#include "index/score.h"

typedef enum at_compare_mode { AT_COMPARE_FULL, AT_COMPARE_COARSE } at_compare_mode;

enum { AT_COMPARE_PARTS = 5 };
typedef enum at_compare_part { /* index into the arrays of parts */
                               AT_PART_OWN_VALUES = 0,
                               AT_PART_OTHERS_VALUES,
                               AT_PART_WEIGHTS,
                               AT_PART_CRITERIA,
                               AT_PART_ENTRANTS,
                               AT_PART_VALUES = 0,
                               AT_PART_RULES = 1
} at_compare_part;
/* How many parts a mode has (score: 4 or 2; rank: 5 or 3, entrants last) and what each is called. */
size_t at_compare_score_parts(at_compare_mode mode);
size_t at_compare_rank_parts(at_compare_mode mode);
const char *at_compare_part_name(at_compare_mode mode, size_t part, bool of_rank);

typedef enum at_match_by { AT_MATCH_ID, AT_MATCH_CROSSWALK, AT_MATCH_LABEL } at_match_by;

/* How criteria correspond. Made by study (ids, id_YEAR columns, folded labels); each criterion occurs at
 * most once on each side. */
typedef struct at_criterion_match {
    size_t old_criterion, new_criterion;
    at_match_by by;
} at_criterion_match;

typedef struct at_country_change {
    size_t old_country, new_country; /* numbers in the two editions */
    at_ratio score_old, score_new;   /* exact */
    int64_t hundredths_old, hundredths_new;
    uint32_t rank_old, rank_new; /* in the whole of each edition */
    int64_t places;              /* rank_old - rank_new: positive is up */
    double score_part[AT_COMPARE_PARTS];
    double rank_part[AT_COMPARE_PARTS];
    /* coarse only: the values part and its interval, and whether it is "none" */
    double values_low, values_high;
    bool values_none;
    /* The new values under the old rules (coarse: that total; full: own values switched alone):
     * "what this year's law would have scored under last year's rules". */
    at_ratio new_values_old_rules;
} at_country_change;

typedef struct at_comparison {
    at_compare_mode mode;
    size_t change_count;
    const at_country_change *changes; /* common countries, in the new edition's order */
    size_t category_count;
    const at_str *categories; /* of the new edition, then those only the old one has */
    /* [change * category_count + category] score parts by category; each adds up over categories to the
     * country's (values: own values or `values`; rules: the rest). */
    const double *category_values, *category_rules;
    const size_t *entered; /* countries of the new edition only */
    const size_t *left;    /* countries of the old edition only */
    size_t entered_count, left_count;
    size_t matched, added, dropped; /* criteria */
} at_comparison;

/* `old_edition` may be known by category only, `new_edition` not; both need weights (AT_EINPUT, saying which
 * has none and what would help) and a shared criterion (AT_EINPUT), in full mode with some weight in either.
 * AT_ELIMIT when exact numbers of both together do not fit 512 bits. Categories are matched by name.
 * O(16 * cells + n log n). */
AT_MUST_USE at_status at_index_compare(at_arena *arena, const at_index_edition *old_edition,
                                       const at_index_edition *new_edition,
                                       const at_criterion_match *matches, size_t match_count,
                                       at_comparison *out, at_err *err);

#endif
