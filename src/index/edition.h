/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_EDITION_H
#define AT_INDEX_EDITION_H
/* What the index engine works on: one edition of a country index as plain tables. Read by study, never
 * by this room. All slices and arrays are borrowed. */
#include "base/big.h"
#include "base/slice.h"
#include "base/status.h"

#define AT_INDEX_NONE SIZE_MAX

typedef struct at_index_criterion {
    at_str id, label;
    size_t category;
    at_fraction weight; /* points of the total when met in full; >= 0 */
    size_t group;       /* exclusive group (only its highest points count), or AT_INDEX_NONE */
    size_t requires;    /* criterion without which this one is worth nothing, or AT_INDEX_NONE */
} at_index_criterion;

typedef struct at_index_country {
    at_str iso2, name;
} at_index_country;

/* Invariants, made sure by study's reader (at_index_edition_check() asserts them):
 * a group lies in one category; `requires` has no cycle; values are in 0..1. */
typedef struct at_index_edition {
    at_str name;              /* for people: "2025" */
    const at_str *categories; /* in order of first appearance */
    size_t category_count;
    const at_index_criterion *criteria;
    size_t criterion_count;
    const at_str *groups;
    size_t group_count;
    const at_index_country *countries;
    size_t country_count;
    bool weighted; /* false: criteria are known as labels only; nothing can be scored */
    /* [country * criterion_count + criterion], den == 0 where unknown; NULL in an edition that is known by
     * category only, which has instead ... */
    const at_fraction *values;
    /* ... [country * category_count + category], the fraction of the category's attainable maximum. */
    const at_fraction *fractions;
} at_index_edition;

/* AT_EBUG where an invariant is broken: the first keeps to the criteria and costs O(criteria) unless chains of
 * prerequisites are long, the second looks at groups and at every cell too. */
AT_MUST_USE at_status at_index_criteria_check(const at_index_edition *edition, at_err *err);
AT_MUST_USE at_status at_index_edition_check(const at_index_edition *edition, at_err *err);

/* A prerequisite is met when its value is more than 0: a regional share of it keeps the regional share
 * of what depends on it. An unknown prerequisite counts as 0 in the low and as 1 in the high score. */

#endif
