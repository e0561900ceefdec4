/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_COMPARING_H
#define AT_INDEX_COMPARING_H
/* A comparison in the making: what compare.c prepares for both ways of splitting a change, and what they fill in. */
#include "index/compare.h"
#include "index/exact.h"

typedef struct at_comparing {
    at_arena *arena;
    const at_index_edition *old_edition, *new_edition;
    at_index_scores old_scores, new_scores;
    size_t match_count;
    const at_criterion_match *matches;
    const size_t *old_of_new, *new_of_old; /* criteria; AT_INDEX_NONE where there is no match */
    size_t category_count;                 /* of the two editions together, the new one's first */
    const at_str *categories;
    const size_t *category_of_old; /* [old category] */
    /* To be filled in: of each change the parts and new_values_old_rules, in coarse mode the interval; of each category
     * its parts. */
    size_t change_count;
    at_country_change *changes;
    double *category_values, *category_rules; /* [change * category_count + category] */
} at_comparing;

AT_MUST_USE at_status at_compare_full(at_comparing *comparing, at_err *err);
AT_MUST_USE at_status at_compare_coarse(at_comparing *comparing, at_err *err);

/* AT_ELIMIT: the two editions together do not fit, each alone does. */
at_status at_compare_too_large(const at_comparing *comparing, at_err *err);

#endif
