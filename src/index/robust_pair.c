/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust_pair.h"

#include <stdlib.h>
#include <string.h>

/* Only ratios of points matter, so what all items have in common (the denominator of the values,
 * above all) need not be multiplied through. */
static at_status reduce_most(at_arena *arena, const at_index_items *items, const at_big **out,
                             at_big *attainable, at_err *err)
{
    at_big common = {0}, *most;
    AT_TRY(AT_NEW(arena, items->item_count, &most, err));
    for (size_t k = 0; k < items->item_count; k++) common = at_big_gcd(common, items->most[k]);
    *attainable = (at_big){0};
    for (size_t k = 0; k < items->item_count; k++) {
        at_big_div(items->most[k], common, &most[k], NULL);
        *attainable = at_big_add(*attainable, most[k]);
    }
    *out = most;
    return AT_OK;
}

/* |d| <= items->most, the reduced most <= attainable, and reach <= whole: no product or sum of
 * at_pair_weigh() is larger than this. */
static at_big largest_product(const at_pair_problem *problem)
{
    at_big points = {0};
    for (size_t k = 0; k < problem->items->item_count; k++) {
        points = at_big_add(points, problem->items->most[k]);
    }
    const at_big eight = at_big_from_i64(8);
    return at_big_mul(at_big_mul(points, problem->attainable), at_big_mul(problem->whole, eight));
}

at_status at_pair_problem_make(at_arena *arena, const at_index_items *items, at_fraction pct,
                               at_pair_problem *out, at_err *err)
{
    if (pct.den <= 0 || pct.num < 0 || at_fraction_compare(pct, (at_fraction){100, 1}) > 0) {
        return at_fail(err, AT_EUSAGE, "weights can vary by 0 to 100 %% only");
    }
    at_pair_problem problem = {.items = items, .reach = at_big_from_i64(pct.num)};
    problem.whole = at_big_mul(at_big_from_i64(pct.den), at_big_from_i64(100));
    AT_TRY(reduce_most(arena, items, &problem.most, &problem.attainable, err));
    if (!at_big_ok(largest_product(&problem))) {
        return at_fail(err, AT_ELIMIT,
                       "weights and values have too many digits to compare pairs exactly in 512 "
                       "bits: expected shorter decimals, or fractions with common denominators");
    }
    *out = problem;
    return AT_OK;
}

void at_pair_differences(const at_index_items *items, size_t a, size_t b, at_big *d)
{
    const size_t m = items->item_count;
    for (size_t k = 0; k < m; k++) d[k] = at_big_sub(items->low[a * m + k], items->high[b * m + k]);
}

typedef struct ratios {
    const at_big *d, *most;
} ratios;

/* d / most, ascending; equals by number, so that the order is one and the same everywhere. */
static int compare_ratios(const void *x, const void *y, void *context)
{
    const ratios *r = context;
    uint32_t i, j;
    memcpy(&i, x, sizeof i);
    memcpy(&j, y, sizeof j);
    const int order =
        at_big_compare(at_big_mul(r->d[i], r->most[j]), at_big_mul(r->d[j], r->most[i]));
    return order ? order : (i > j) - (i < j);
}

/* The least over weights within reach, times whole * most[k] > 0 for some k, most being the
 * reduced one. A weight is most * (1 - p) + 2 p x with p = reach / whole, 0 <= x <= most, and the
 * x add to half the attainable total. What is to be made small is then (1 - p) sum d + 2 p sum (x
 * / most) d: the x go to the smallest d / most first, and the last of them, k, in part. */
static at_big least_scaled(const at_pair_problem *problem, const at_big *d, const uint32_t *order,
                           at_big sum)
{
    const size_t m = problem->items->item_count;
    at_big left = problem->attainable; /* twice the x still to be given out */
    at_big given = {0};                /* sum of d of the items that got all they can take */
    size_t i = 0;
    for (; i + 1 < m; i++) {
        const at_big most = problem->most[order[i]];
        const at_big rest = at_big_sub(at_big_sub(left, most), most);
        if (at_big_sign(rest) < 0) break;
        left = rest;
        given = at_big_add(given, d[order[i]]);
    }
    const uint32_t k = order[i];
    const at_big floor = at_big_mul(at_big_sub(problem->whole, problem->reach), sum);
    const at_big full = at_big_mul(at_big_mul(at_big_from_i64(2), problem->reach), given);
    const at_big part = at_big_mul(at_big_mul(problem->reach, left), d[k]);
    return at_big_add(at_big_mul(problem->most[k], at_big_add(floor, full)), part);
}

/* Weights (1 - e) own + e x differ most from the own against a where x is all on the smallest d /
 * most. */
static double flip_at(const at_pair_problem *problem, at_big sum, at_big least_d, at_big its_most)
{
    if (at_big_sign(sum) <= 0) return 0;
    if (at_big_sign(least_d) >= 0) return 1;
    const at_big lead = at_big_mul(sum, its_most);
    return at_big_ratio(lead, at_big_sub(lead, at_big_mul(problem->attainable, least_d)));
}

at_pair_verdict at_pair_weigh(const at_pair_problem *problem, const at_big *d, uint32_t *order)
{
    const size_t m = problem->items->item_count;
    if (m == 0) return (at_pair_verdict){0};
    at_big sum = {0};
    for (size_t k = 0; k < m; k++) {
        order[k] = (uint32_t)k;
        sum = at_big_add(sum, d[k]);
    }
    ratios r = {d, problem->most};
    qsort_r(order, m, sizeof *order, compare_ratios, &r);
    return (at_pair_verdict){
        .least = at_big_sign(least_scaled(problem, d, order, sum)),
        .least_anywhere = at_big_sign(d[order[0]]),
        .epsilon = flip_at(problem, sum, d[order[0]], problem->most[order[0]]),
    };
}

/* Varsi 1973 (J. ACM 20:625), Ali 1973 (Pacific J. Math. 44:1): the part of a simplex on one side
 * of a plane. */
double at_pair_share(const double *d, size_t count, double *room)
{
    double *x = room, *share = room + count;
    size_t positive = 0, negative = 0;
    for (size_t k = 0; k < count; k++) {
        if (d[k] > 0) x[positive++] = d[k];
        negative += d[k] < 0;
    }
    if (positive == 0) return negative == 0 ? 0.5 : 0;
    share[0] = 0;
    for (size_t k = 1; k <= positive; k++) share[k] = 1;
    for (size_t i = 0; i < count; i++) {
        const double y = -d[i];
        if (!(y > 0)) continue; /* a zero adds a corner on the plane and no volume */
        for (size_t k = 1; k <= positive; k++) {
            share[k] = (x[k - 1] * share[k] + y * share[k - 1]) / (x[k - 1] + y);
        }
    }
    return share[positive];
}
