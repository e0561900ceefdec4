/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rational_score.h"

#include "support.h"

static at_ratio value_of(const at_fraction *row, size_t criterion, int unknown)
{
    return row[criterion].den == 0 ? at_ratio_from_i64(unknown) : at_fraction_ratio(row[criterion]);
}

static at_ratio points_of(const at_index_edition *edition, const at_ratio *weights,
                          const at_fraction *row, int unknown, size_t i)
{
    const at_index_criterion *k = &edition->criteria[i];
    if (k->requires != AT_INDEX_NONE && at_ratio_sign(value_of(row, k->requires, unknown)) <= 0) {
        return at_ratio_from_i64(0);
    }
    return at_ratio_mul(weights ? weights[i] : at_fraction_ratio(k->weight),
                        value_of(row, i, unknown));
}

at_ratio rational_points(const at_index_edition *edition, const at_ratio *weights,
                         const at_fraction *row, int unknown, size_t category)
{
    at_ratio sum = at_ratio_from_i64(0);
    for (size_t i = 0; i < edition->criterion_count; i++) {
        const at_index_criterion *k = &edition->criteria[i];
        if (category != AT_INDEX_NONE && k->category != category) continue;
        const at_ratio p = points_of(edition, weights, row, unknown, i);
        bool counts = true;
        for (size_t other = 0; k->group != AT_INDEX_NONE && other < edition->criterion_count;
             other++) {
            if (other == i || edition->criteria[other].group != k->group) continue;
            const int order = at_ratio_compare(points_of(edition, weights, row, unknown, other), p);
            counts = counts && (order < 0 || (order == 0 && other > i));
        }
        if (counts) sum = at_ratio_add(sum, p);
    }
    assert_true(at_ratio_ok(sum));
    return sum;
}

at_ratio rational_score(const at_index_edition *edition, const at_ratio *weights,
                        const at_fraction *row, size_t category)
{
    const at_ratio low = rational_points(edition, weights, row, 0, category);
    const at_ratio high = rational_points(edition, weights, row, 1, category);
    return at_ratio_div(at_ratio_add(low, high), at_ratio_from_i64(2));
}

at_ratio rational_attainable(const at_index_edition *edition, const at_ratio *weights)
{
    at_fraction *met = at_arena_alloc(test_arena(), edition->criterion_count, sizeof *met);
    assert_non_null(met);
    for (size_t i = 0; i < edition->criterion_count; i++) met[i] = (at_fraction){1, 1};
    return rational_points(edition, weights, met, 0, AT_INDEX_NONE);
}

int64_t rational_hundredths(at_ratio score)
{
    const at_big rounded = at_ratio_rounded(score, 2);
    return rounded.used ? (int64_t)rounded.limb[0] : 0;
}
