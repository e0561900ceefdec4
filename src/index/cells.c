/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/exact.h"
#include "index/score.h"

/* The member of each slot that counts: the first with the most points; AT_INDEX_NONE where none has a value that
 * counts. A criterion of weight 0 may win its own slot. */
static at_status find_winners(at_arena *arena, const at_exact *exact, const at_fraction *row,
                              const size_t **out, at_err *err)
{
    size_t *winners;
    at_big *points;
    AT_TRY(AT_NEW(arena, exact->slot_count, &winners, err));
    AT_TRY(AT_NEW(arena, exact->slot_count, &points, err));
    for (size_t i = 0; i < exact->slot_count; i++) winners[i] = AT_INDEX_NONE;
    for (size_t i = 0; i < exact->edition->criterion_count; i++) {
        const size_t slot = exact->slot_of[i];
        if (!at_exact_counts(exact, row, i, AT_EXACT_LOW)) continue;
        const at_big p = at_exact_points(exact, row, i, AT_EXACT_LOW);
        if (winners[slot] != AT_INDEX_NONE && at_big_compare(p, points[slot]) <= 0) continue;
        winners[slot] = i;
        points[slot] = p;
    }
    *out = winners;
    return AT_OK;
}

static at_index_standing standing_of(const at_exact *exact, const at_fraction *row,
                                     const size_t *winners, size_t criterion)
{
    const at_fraction value = row[criterion];
    if (value.den == 0) return AT_INDEX_UNKNOWN;
    if (value.num == 0) return AT_INDEX_UNMET;
    if (!at_exact_counts(exact, row, criterion, AT_EXACT_LOW)) return AT_INDEX_NO_EFFECT;
    if (winners[exact->slot_of[criterion]] != criterion) return AT_INDEX_SURPASSED;
    return value.num == value.den ? AT_INDEX_MET : AT_INDEX_PARTLY;
}

static at_status check_country(const at_index_edition *edition, size_t country, at_err *err)
{
    if (country >= edition->country_count) return at_fail(err, AT_EBUG, "no such country");
    if (edition->values) return AT_OK;
    return at_fail(err, AT_EINPUT,
                   "edition \"%.*s\" is known by category only: expected values by criterion "
                   "(values.csv)",
                   AT_STR_ARG(edition->name));
}

/* Only this row shares a denominator with the weights: the cost is not that of the whole edition. */
at_status at_index_cells(at_arena *arena, const at_index_edition *edition, size_t country,
                         const at_index_cell **out, at_err *err)
{
    AT_TRY(check_country(edition, country, err));
    const size_t count = edition->criterion_count;
    const at_fraction *row = at_exact_row(edition, country);
    at_exact_scale scale = at_exact_scale_one();
    at_exact exact;
    const size_t *winners;
    at_index_cell *cells;
    at_exact_widen_weights(&scale, edition);
    at_exact_widen_values(&scale, row, count);
    AT_TRY(at_exact_make(arena, edition, &scale, &exact, err));
    AT_TRY(find_winners(arena, &exact, row, &winners, err));
    AT_TRY(AT_NEW(arena, count, &cells, err));
    for (size_t i = 0; i < count; i++) {
        const bool counts = winners[exact.slot_of[i]] == i;
        const at_big points = counts ? at_exact_points(&exact, row, i, AT_EXACT_LOW) : (at_big){0};
        cells[i] = (at_index_cell){standing_of(&exact, row, winners, i), row[i],
                                   (at_ratio){points, exact.den}};
    }
    *out = cells;
    return AT_OK;
}
