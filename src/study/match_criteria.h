/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_MATCH_CRITERIA_H
#define AT_STUDY_MATCH_CRITERIA_H
/* Which criterion of an old edition is which of a new one. First by what an edition itself says (its id_YEAR column for
 * the other's year), then by the same id, then by the same label within the same category, letters folded. Each criterion
 * is matched once at most; where several compete the first in the old edition's order wins. A criterion for which
 * the edition's id_YEAR column names an id is not matched by id or label. O(criteria). */
#include "index/compare.h"
#include "study/edition.h"

/* Matches in the new edition's order. */
AT_MUST_USE at_status at_match_criteria(at_arena *arena, const at_study_edition *old_edition,
                                        const at_study_edition *new_edition,
                                        const at_criterion_match **out, size_t *count, at_err *err);
const char *at_match_by_word(at_match_by by); /* "id", "crosswalk", "label" */

#endif
