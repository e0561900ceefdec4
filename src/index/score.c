/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/score.h"
#include "index/exact.h"
#include "index/ranking.h"

#include <stdlib.h>

/* One run: the tables that are made, and what it takes to make them. */
typedef struct scoring {
    const at_index_edition *edition;
    at_exact exact;
    at_big middle_den; /* of sums of a low and a high */
    at_index_score *countries;
    at_ratio *points, *most;
    uint32_t *by_rank;
    at_big *slots, *low, *high;                 /* scratch, for one country */
    int64_t *totals, *low_totals, *high_totals; /* hundredths, to be sorted */
} scoring;

static at_status prepare(at_arena *arena, const at_index_edition *edition, scoring *s, at_err *err)
{
    const size_t n = edition->country_count, categories = edition->category_count;
    at_exact_scale scale = at_exact_scale_one();
    at_exact_widen(&scale, edition);
    AT_TRY(at_exact_make(arena, edition, &scale, &s->exact, err));
    s->edition = edition;
    s->middle_den = at_big_add(s->exact.den, s->exact.den);
    AT_TRY(AT_NEW(arena, n, &s->countries, err));
    AT_TRY(AT_NEW(arena, n * categories, &s->points, err));
    AT_TRY(AT_NEW(arena, categories, &s->most, err));
    AT_TRY(AT_NEW(arena, n, &s->by_rank, err));
    AT_TRY(AT_NEW(arena, s->exact.slot_count, &s->slots, err));
    AT_TRY(AT_NEW(arena, categories, &s->low, err));
    AT_TRY(AT_NEW(arena, categories, &s->high, err));
    AT_TRY(AT_NEW(arena, n, &s->totals, err));
    AT_TRY(AT_NEW(arena, n, &s->low_totals, err));
    return AT_NEW(arena, n, &s->high_totals, err);
}

typedef struct range {
    int64_t low, high; /* hundredths */
} range;

static range rounded_range(const at_index_score *c)
{
    if (!c->unknown) return (range){c->hundredths, c->hundredths};
    return (range){at_exact_hundredths(c->low.num, c->low.den),
                   at_exact_hundredths(c->high.num, c->high.den)};
}

static void score_country(scoring *s, size_t country)
{
    const size_t categories = s->edition->category_count;
    const at_exact *x = &s->exact;
    at_index_score *c = &s->countries[country];
    c->unknown = (uint32_t)at_exact_country(x, country, s->slots, s->low, s->high);
    for (size_t i = 0; i < categories; i++) {
        s->points[country * categories + i] =
            (at_ratio){at_big_add(s->low[i], s->high[i]), s->middle_den};
    }
    const at_big low = at_exact_sum(s->low, categories);
    const at_big high = c->unknown ? at_exact_sum(s->high, categories) : low;
    c->low = (at_ratio){low, x->den};
    c->high = (at_ratio){high, x->den};
    c->total = (at_ratio){at_big_add(low, high), s->middle_den};
    c->hundredths = at_exact_hundredths(c->total.num, c->total.den);
    s->totals[country] = c->hundredths;
    const range rounded = rounded_range(c);
    s->low_totals[country] = rounded.low;
    s->high_totals[country] = rounded.high;
}

/* By the unrounded totals, which all have one denominator. */
static int by_exact_total(const void *a, const void *b, void *context)
{
    const at_index_score *countries = context;
    const at_index_score *left = &countries[*(const uint32_t *)a];
    const at_index_score *right = &countries[*(const uint32_t *)b];
    return at_big_compare(right->total.num, left->total.num);
}

static int by_rank_then_iso2(const void *a, const void *b, void *context)
{
    const scoring *s = context;
    const uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
    const int64_t left = s->countries[i].hundredths, right = s->countries[k].hundredths;
    if (left != right) return left > right ? -1 : 1;
    const int order = at_str_compare(s->edition->countries[i].iso2, s->edition->countries[k].iso2);
    return order ? order : (i > k) - (i < k);
}

static void rank_exactly(scoring *s)
{
    const size_t n = s->edition->country_count;
    uint32_t *order = s->by_rank;
    qsort_r(order, n, sizeof *order, by_exact_total, s->countries);
    for (size_t i = 0; i < n; i++) {
        const bool tied = i > 0 && by_exact_total(&order[i - 1], &order[i], s->countries) == 0;
        s->countries[order[i]].exact_rank =
            tied ? s->countries[order[i - 1]].exact_rank : (uint32_t)i + 1;
    }
}

/* At its best a country has its high total and all others their low ones; at its worst the other way
 * round, where its own high one must not be counted against it. */
static void rank_rounded(scoring *s)
{
    const size_t n = s->edition->country_count;
    at_ranking_sort(s->totals, n);
    at_ranking_sort(s->low_totals, n);
    at_ranking_sort(s->high_totals, n);
    for (size_t i = 0; i < n; i++) {
        at_index_score *c = &s->countries[i];
        const range r = rounded_range(c);
        c->rank = 1 + (uint32_t)at_ranking_above(s->totals, n, c->hundredths);
        c->rank_low = 1 + (uint32_t)at_ranking_above(s->low_totals, n, r.high);
        c->rank_high = 1 + (uint32_t)at_ranking_above(s->high_totals, n, r.low) - (r.high > r.low);
    }
}

at_status at_index_score_edition(at_arena *arena, const at_index_edition *edition,
                                 at_index_scores *out, at_err *err)
{
    const size_t n = edition->country_count, categories = edition->category_count;
    if (n > UINT32_MAX) {
        return at_fail(err, AT_ELIMIT, "%zu countries: expected at most %u", n, UINT32_MAX);
    }
    AT_TRY(at_index_edition_check(edition, err));
    scoring s;
    AT_TRY(prepare(arena, edition, &s, err));
    for (size_t i = 0; i < n; i++) {
        score_country(&s, i);
        s.by_rank[i] = (uint32_t)i;
    }
    rank_exactly(&s);
    rank_rounded(&s);
    qsort_r(s.by_rank, n, sizeof *s.by_rank, by_rank_then_iso2, &s);
    for (size_t i = 0; i < categories; i++) {
        s.most[i] = (at_ratio){s.exact.most[i], s.exact.weight_den};
    }
    *out = (at_index_scores){.country_count = n,
                             .category_count = categories,
                             .countries = s.countries,
                             .by_rank = s.by_rank,
                             .points = s.points,
                             .most = s.most,
                             .attainable = {s.exact.attainable, s.exact.weight_den}};
    return AT_OK;
}
