/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_COMPARED_H
#define AT_STUDY_COMPARED_H
/* Two editions held against each other: criteria matched, changes split, what moved counted.
 * Only for src/study. */
#include "index/compare.h"
#include "study/report_parts.h"

typedef struct at_compared {
    const at_scored *old_scored, *new_scored;
    const at_criterion_match *matches; /* in the new edition's order */
    size_t match_count;
    const size_t *match_of_new; /* [new criterion] number of its match, or SIZE_MAX (added) */
    const size_t *match_of_old; /* [old criterion] (SIZE_MAX: dropped) */
    at_comparison comparison;
    /* Countries whose total, in hundredths, rose or fell; and of them those whose own values did
     * nothing: all of it is rules (coarse: the values part is "none"; full: it is 0). */
    size_t rises, falls, rises_rules_only, falls_rules_only;
    size_t
        decided_by_rounding; /* common countries that the unrounded totals of either edition place otherwise */
} at_compared;

AT_MUST_USE at_status at_compare_scored(at_arena *arena, const at_scored *old_scored,
                                        const at_scored *new_scored, at_compared *out, at_err *err);
/* That the country's own values did nothing to its score. */
bool at_change_is_rules_only(const at_comparison *comparison, const at_country_change *change);
/* [change_count] numbers of changes, by new rank, then iso2. */
AT_MUST_USE at_status at_changes_by_rank(at_arena *arena, const at_compared *compared,
                                         const size_t **out, at_err *err);

#endif
