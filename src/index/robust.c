/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How firm ranks are: every pair of countries, and the bounds of ranks that follow. */
#include "index/robust_model.h"
#include "index/robust_pair.h"

#include <math.h>

typedef struct analysis {
    const at_index_items *items;
    const uint32_t *by_rank;
    const at_pair_problem *problem;
    const at_robust_model *model;
    const at_big *total; /* [country] low + high: twice the middle */
    at_robust_pair *pairs;
    bool *strictly; /* [pair] a is above b for all admissible weights */
    bool *equal;    /* [pair] the two profiles are the same */
} analysis;

typedef struct room {
    at_big *d;
    uint32_t *order;
    double *difference, *share;
} room;

static at_status make_room(at_arena *scratch, size_t items, room *out, at_err *err)
{
    AT_TRY(AT_NEW(scratch, items, &out->d, err));
    AT_TRY(AT_NEW(scratch, items, &out->order, err));
    AT_TRY(AT_NEW(scratch, items, &out->difference, err));
    AT_TRY(AT_NEW(scratch, 2 * items + 1, &out->share, err));
    return AT_OK;
}

/* Where the pair of places i < j stands among all. */
static size_t pair_number(size_t countries, size_t i, size_t j)
{
    return i * (2 * countries - i - 1) / 2 + (j - i - 1);
}

/* By how much of each item's most the middle of a is above that of b; true if nowhere. Rounded
 * once, so that what differs in the twentieth digit still differs. */
static bool middle_differences(const at_index_items *items, size_t a, size_t b, double *difference)
{
    const size_t m = items->item_count;
    bool same = true;
    for (size_t k = 0; k < m; k++) {
        const at_big of_a = at_big_add(items->low[a * m + k], items->high[a * m + k]);
        const at_big of_b = at_big_add(items->low[b * m + k], items->high[b * m + k]);
        const at_big twice = at_big_sub(of_a, of_b);
        difference[k] = 0;
        if (at_big_sign(twice) == 0) continue;
        difference[k] = at_big_ratio(twice, at_big_add(items->most[k], items->most[k]));
        same = false;
    }
    return same;
}

static void compare_pair(const analysis *job, size_t i, size_t j, const room *r)
{
    const size_t at = pair_number(job->items->country_count, i, j);
    uint32_t a = job->by_rank[i], b = job->by_rank[j];
    if (at_big_compare(job->total[a], job->total[b]) < 0) {
        /* level in hundredths, not in full */
        a = job->by_rank[j];
        b = job->by_rank[i];
    }
    const bool same = middle_differences(job->items, a, b, r->difference);
    at_pair_differences(job->items, a, b, r->d);
    const at_pair_verdict verdict = at_pair_weigh(job->problem, r->d, r->order);
    job->pairs[at] = (at_robust_pair){
        .a = a,
        .b = b,
        .holds = verdict.least >= 0,
        .holds_any = verdict.least_anywhere >= 0,
        .ties_at_corner = verdict.least_anywhere == 0,
        .neighbours = j == i + 1,
        .share = at_pair_share(r->difference, job->items->item_count, r->share),
        .share_within = (double)NAN,
        .share_within_error = (double)NAN,
        .epsilon = verdict.epsilon,
    };
    job->equal[at] = same;
    job->strictly[at] = verdict.least > 0;
}

static at_status compare_row(void *context, size_t i, at_arena *scratch, at_err *err)
{
    const analysis *job = context;
    room r;
    AT_TRY(make_room(scratch, job->items->item_count, &r, err));
    for (size_t j = i + 1; j < job->items->country_count; j++) compare_pair(job, i, j, &r);
    return AT_OK;
}

static at_status sum_totals(at_arena *arena, const at_index_items *items, const at_big **out,
                            at_err *err)
{
    at_big *total;
    AT_TRY(AT_NEW(arena, items->country_count, &total, err));
    for (size_t c = 0; c < items->country_count; c++) {
        for (size_t k = 0; k < items->item_count; k++) {
            const size_t cell = c * items->item_count + k;
            total[c] = at_big_add(total[c], at_big_add(items->low[cell], items->high[cell]));
        }
    }
    *out = total;
    return AT_OK;
}

static void count_wins(const at_robust_model *model, const double *scores, uint32_t *order,
                       uint32_t *rank, uint64_t *counts)
{
    (void)order;
    (void)rank;
    at_robust_count_wins(model, scores, counts);
}

/* Where nothing is proved, the standard error is that of the rule of succession, so that a share
 * of 1 among the draws does not claim to be certain. */
static void set_share_within(at_robust_pair *pair, bool proved, bool equal, double wins,
                             double draws)
{
    const double share = (wins + 1) / (draws + 2);
    pair->share_within = wins / draws;
    pair->share_within_error = sqrt(share * (1 - share) / draws);
    if (proved || equal) {
        pair->share_within = equal ? 0.5 : 1;
        pair->share_within_error = 0;
    }
}

static at_status sample_box(at_arena *arena, const analysis *job, at_fraction pct, uint64_t seed,
                            size_t draws, at_pool *pool, const at_progress *progress, at_err *err)
{
    const size_t n = job->items->country_count, padded = job->model->padded;
    at_robust_weights weights;
    uint64_t *wins, proposals = 0;
    AT_TRY(at_robust_weights_make(job->model, AT_DRAW_BOX, pct, &weights, err));
    AT_TRY(AT_NEW(arena, n * padded, &wins, err));
    AT_TRY(
        at_robust_count(&weights, seed, draws, count_wins, pool, progress, wins, &proposals, err));
    for (size_t at = 0; at < n * (n - 1) / 2; at++) {
        at_robust_pair *pair = &job->pairs[at];
        const uint64_t won = wins[pair->a * padded + pair->b];
        const uint64_t lost = wins[pair->b * padded + pair->a];
        const double half = ((double)draws - (double)won - (double)lost) / 2;
        set_share_within(pair, job->strictly[at], job->equal[at], (double)won + half,
                         (double)draws);
    }
    return AT_OK;
}

static void bound_ranks(const analysis *job, const at_index_scores *scores, size_t pairs,
                        at_robust_country *countries)
{
    const size_t n = job->items->country_count;
    for (size_t c = 0; c < n; c++) {
        countries[c] = (at_robust_country){scores->countries[c].rank, 1, (uint32_t)n};
    }
    for (size_t at = 0; at < pairs; at++) {
        countries[job->pairs[at].b].rank_low += job->strictly[at];
        countries[job->pairs[at].a].rank_high -= job->strictly[at];
    }
    /* Who is above by less than rounding shows shares the place; the bounds hold it. */
    for (size_t c = 0; c < n; c++) {
        if (countries[c].rank_low > countries[c].rank) countries[c].rank_low = countries[c].rank;
    }
}

static void count_pairs(at_robust *result)
{
    for (size_t at = 0; at < result->pair_count; at++) {
        const at_robust_pair *pair = &result->pairs[at];
        result->hold += pair->holds;
        result->hold_any += pair->holds_any;
        result->hold_any_ties += pair->ties_at_corner;
        result->neighbours_hold += pair->holds && pair->neighbours;
    }
}

at_status at_index_robust(at_arena *arena, const at_index_items *items,
                          const at_index_scores *scores, at_fraction pct, uint64_t seed,
                          size_t box_draws, at_pool *pool, const at_progress *progress,
                          at_robust *out, at_err *err)
{
    const size_t n = items->country_count, m = items->item_count;
    AT_TRY(at_robust_check(items, box_draws, err));
    if (scores->country_count != n) {
        return at_fail(err, AT_EBUG, "items of %zu countries, scores of %zu", n,
                       scores->country_count);
    }
    at_pair_problem problem;
    at_robust_model model;
    at_robust_country *countries;
    at_robust result = {.country_count = n, .pair_count = n ? n * (n - 1) / 2 : 0};
    analysis job = {.items = items, .by_rank = scores->by_rank, .problem = &problem};
    AT_TRY(at_pair_problem_make(arena, items, pct, &problem, err));
    AT_TRY(at_robust_model_make(arena, items, &model, err));
    AT_TRY(sum_totals(arena, items, &job.total, err));
    AT_TRY(AT_NEW(arena, result.pair_count, &job.pairs, err));
    AT_TRY(AT_NEW(arena, result.pair_count, &job.strictly, err));
    AT_TRY(AT_NEW(arena, result.pair_count, &job.equal, err));
    AT_TRY(AT_NEW(arena, n, &countries, err));
    job.model = &model;
    const size_t room_size =
        m * (sizeof(at_big) + sizeof(uint32_t) + 3 * sizeof(double)) + (size_t)4096;
    AT_TRY(at_pool_for(pool, n, compare_row, &job, room_size, progress, err));
    if (box_draws && result.pair_count) {
        AT_TRY(sample_box(arena, &job, pct, seed, box_draws, pool, progress, err));
    }
    bound_ranks(&job, scores, result.pair_count, countries);
    result.pairs = job.pairs;
    result.countries = countries;
    count_pairs(&result);
    *out = result;
    return AT_OK;
}
