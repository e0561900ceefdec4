/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/compared.h"

#include "study/match_criteria.h"

#include <math.h>
#include <stdlib.h>

/* Parts are exact ratios rounded to the nearest double; what is smaller than this is 0. */
static const double nothing = 1e-9;

bool at_change_is_rules_only(const at_comparison *comparison, const at_country_change *change)
{
    if (comparison->mode == AT_COMPARE_COARSE) return change->values_none;
    return fabs(change->score_part[AT_PART_OWN_VALUES]) < nothing;
}

static bool placed_by_rounding(const at_index_scores *scores, size_t country)
{
    return scores->countries[country].rank != scores->countries[country].exact_rank;
}

static void count_moves(at_compared *c)
{
    for (size_t i = 0; i < c->comparison.change_count; i++) {
        const at_country_change *change = &c->comparison.changes[i];
        const bool rules_only = at_change_is_rules_only(&c->comparison, change);
        if (change->hundredths_new > change->hundredths_old) {
            c->rises++;
            c->rises_rules_only += rules_only;
        } else if (change->hundredths_new < change->hundredths_old) {
            c->falls++;
            c->falls_rules_only += rules_only;
        }
        c->decided_by_rounding += placed_by_rounding(&c->old_scored->scores, change->old_country) ||
                                  placed_by_rounding(&c->new_scored->scores, change->new_country);
    }
}

static at_status index_matches(at_arena *arena, at_compared *c, at_err *err)
{
    const size_t old_count = c->old_scored->edition.index.criterion_count;
    const size_t new_count = c->new_scored->edition.index.criterion_count;
    size_t *of_old, *of_new;
    AT_TRY(AT_NEW(arena, old_count, &of_old, err));
    AT_TRY(AT_NEW(arena, new_count, &of_new, err));
    for (size_t i = 0; i < old_count; i++) of_old[i] = SIZE_MAX;
    for (size_t i = 0; i < new_count; i++) of_new[i] = SIZE_MAX;
    for (size_t i = 0; i < c->match_count; i++) {
        of_old[c->matches[i].old_criterion] = i;
        of_new[c->matches[i].new_criterion] = i;
    }
    c->match_of_old = of_old;
    c->match_of_new = of_new;
    return AT_OK;
}

at_status at_compare_scored(at_arena *arena, const at_scored *old_scored,
                            const at_scored *new_scored, at_compared *out, at_err *err)
{
    at_compared c = {.old_scored = old_scored, .new_scored = new_scored};
    AT_TRY(at_match_criteria(arena, &old_scored->edition, &new_scored->edition, &c.matches,
                             &c.match_count, err));
    AT_TRY(index_matches(arena, &c, err));
    AT_TRY(at_index_compare(arena, &old_scored->edition.index, &new_scored->edition.index,
                            c.matches, c.match_count, &c.comparison, err));
    count_moves(&c);
    *out = c;
    return AT_OK;
}

static int by_new_rank(const void *left, const void *right, void *context)
{
    const at_country_change *changes = context;
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;
    if (changes[a].rank_new != changes[b].rank_new) {
        return changes[a].rank_new < changes[b].rank_new ? -1 : 1;
    }
    return a < b ? -1 : a > b; /* changes are in the new edition's order, which is by iso2 */
}

at_status at_changes_by_rank(at_arena *arena, const at_compared *compared, const size_t **out,
                             at_err *err)
{
    const size_t n = compared->comparison.change_count;
    size_t *order;
    at_country_change *changes;
    AT_TRY(AT_NEW(arena, n, &order, err));
    AT_TRY(AT_NEW(arena, n, &changes, err)); /* qsort_r wants what it may change */
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
        changes[i] = compared->comparison.changes[i];
    }
    if (n) qsort_r(order, n, sizeof *order, by_new_rank, changes);
    *out = order;
    return AT_OK;
}
