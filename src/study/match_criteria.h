/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_MATCH_CRITERIA_H
#define AT_STUDY_MATCH_CRITERIA_H
/* Which criterion of an old edition is which of a new one.
 *
 * First by what the editions themselves say: id_YEAR columns name a criterion as it is called in
 * that year, and its own id names it in its edition's year; two criteria with the same name in
 * some year are one. Then by the same id, then by the same label (in the same category, then
 * anywhere), letters folded. Criteria that have different names in one year are never matched by
 * id or label: C17 of 2016 need not be C17 of 2017. Each criterion is matched once at most;
 * where several compete the first in the old edition's order wins. O(years * criteria). */
#include "index/compare.h"
#include "study/edition.h"

/* Matches in the new edition's order. */
AT_MUST_USE at_status at_match_criteria(at_arena *arena, const at_study_edition *old_edition,
                                        const at_study_edition *new_edition,
                                        const at_criterion_match **out, size_t *count, at_err *err);
const char *at_match_by_word(at_match_by by); /* "id", "crosswalk", "label" */

#endif
