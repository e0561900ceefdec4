/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/exact.h"
#include "index/score.h"

#include <stdlib.h>
#include <string.h>

/* One country, and the same country with something met. */
typedef struct reforming {
    at_arena *arena;
    const at_index_edition *edition;
    const at_index_scores *scores;
    at_exact exact;
    at_big middle_den, total; /* of the country as it is, over middle_den */
    const at_fraction *row;
    at_fraction *changed;       /* scratch: the row with the reform made */
    size_t *with;               /* scratch: prerequisites met along */
    at_big *slots, *low, *high; /* scratch */
} reforming;

static at_status prepare(at_arena *arena, const at_index_edition *edition, size_t country,
                         reforming *r, at_err *err)
{
    const size_t count = edition->criterion_count;
    at_exact_scale scale = at_exact_scale_one();
    r->row = at_exact_row(edition, country);
    at_exact_widen_weights(&scale, edition);
    at_exact_widen_values(&scale, r->row, count);
    AT_TRY(at_exact_make(arena, edition, &scale, &r->exact, err));
    r->middle_den = at_big_add(r->exact.den, r->exact.den);
    AT_TRY(AT_NEW(arena, count, &r->changed, err));
    AT_TRY(AT_NEW(arena, count, &r->with, err));
    AT_TRY(AT_NEW(arena, r->exact.slot_count, &r->slots, err));
    AT_TRY(AT_NEW(arena, edition->category_count, &r->low, err));
    return AT_NEW(arena, edition->category_count, &r->high, err);
}

static at_big middle_total(const reforming *r, const at_fraction *row)
{
    const size_t categories = r->edition->category_count;
    (void)at_exact_by_criterion(&r->exact, row, r->slots, r->low, r->high);
    return at_big_add(at_exact_sum(r->low, categories), at_exact_sum(r->high, categories));
}

/* Meets the criterion and, up the chain, what it needs and is known not to be met. Returns how many of these. */
static size_t meet(const reforming *r, size_t criterion)
{
    const at_index_criterion *criteria = r->edition->criteria;
    size_t count = 0;
    memcpy(r->changed, r->row, r->edition->criterion_count * sizeof *r->row);
    r->changed[criterion] = (at_fraction){1, 1};
    for (size_t at = criteria[criterion].requires; at != AT_INDEX_NONE;
         at = criteria[at].requires) {
        if (r->row[at].den == 0 || r->row[at].num > 0) break;
        r->changed[at] = (at_fraction){1, 1};
        r->with[count++] = at;
    }
    return count;
}

/* Countries that stand above `hundredths` while it is at least what the country has now, which is therefore not one
 * of them. */
static size_t above(const at_index_scores *scores, int64_t hundredths)
{
    size_t low = 0, high = scores->country_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (scores->countries[scores->by_rank[middle]].hundredths > hundredths) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static at_status try_reform(const reforming *r, size_t criterion, at_index_reform *reforms,
                            size_t *count, at_err *err)
{
    const size_t with_count = meet(r, criterion);
    const at_big total = middle_total(r, r->changed), gain = at_big_sub(total, r->total);
    if (at_big_sign(gain) <= 0) return AT_OK;
    size_t *with;
    AT_TRY(AT_NEW(r->arena, with_count, &with, err));
    for (size_t i = 0; i < with_count; i++) with[i] = r->with[i];
    const int64_t hundredths = at_exact_hundredths(total, r->middle_den);
    reforms[(*count)++] = (at_index_reform){.criterion = criterion,
                                            .with = with,
                                            .with_count = with_count,
                                            .gain = {gain, r->middle_den},
                                            .total = {total, r->middle_den},
                                            .hundredths = hundredths,
                                            .rank = 1 + (uint32_t)above(r->scores, hundredths)};
    return AT_OK;
}

/* All gains are over one denominator. */
static int best_first(const void *a, const void *b)
{
    const at_index_reform *left = a, *right = b;
    const int order = at_big_compare(right->gain.num, left->gain.num);
    return order ? order
                 : (left->criterion > right->criterion) - (left->criterion < right->criterion);
}

at_status at_index_reforms(at_arena *arena, const at_index_edition *edition,
                           const at_index_scores *scores, size_t country,
                           const at_index_reform **out, size_t *count, at_err *err)
{
    if (country >= edition->country_count || scores->country_count != edition->country_count) {
        return at_fail(err, AT_EBUG, "no such country");
    }
    if (!edition->values) {
        return at_fail(err, AT_EINPUT,
                       "edition \"%.*s\" is known by category only: expected values by criterion "
                       "(values.csv)",
                       AT_STR_ARG(edition->name));
    }
    reforming r = {.arena = arena, .edition = edition, .scores = scores};
    at_index_reform *reforms;
    size_t found = 0;
    AT_TRY(prepare(arena, edition, country, &r, err));
    AT_TRY(AT_NEW(arena, edition->criterion_count, &reforms, err));
    r.total = middle_total(&r, r.row);
    for (size_t i = 0; i < edition->criterion_count; i++) {
        const at_fraction value = r.row[i];
        if (value.den == 0 || value.num == value.den) continue;
        AT_TRY(try_reform(&r, i, reforms, &found, err));
    }
    if (found > 1) qsort(reforms, found, sizeof *reforms, best_first);
    *out = reforms;
    *count = found;
    return AT_OK;
}
