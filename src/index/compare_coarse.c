/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/comparing.h"
#include "index/ranking.h"

enum { DECIMALS_MAX = AT_POWERS_OF_TEN - 1 };

typedef struct splitting {
    at_comparing *c;
    at_exact before, after;     /* on one scale, so that all points are over before.den */
    at_big middle_den;          /* of sums of a low and a high */
    at_big *doubt;              /* [old category] of a fraction, either way, over value_den */
    at_fraction *row;           /* scratch: the new values by old criterion */
    at_big *slots, *low, *high; /* scratch */
    at_big *old_points, *mixed_points; /* scratch: middles by category of both editions ... */
    at_big *new_points;                /* ... the same */
    int64_t *hundredths;               /* [change] of the new values under the old rules */
} splitting;

static bool is_decimal(at_fraction f)
{
    return f.den != 0 && at_power_of_ten[DECIMALS_MAX] % f.den == 0;
}

/* The most that any of them has. */
static size_t decimals_used(const at_fraction *fractions, size_t count)
{
    size_t decimals = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_decimal(fractions[i])) continue;
        while (at_power_of_ten[decimals] % fractions[i].den != 0) decimals++;
    }
    return decimals;
}

/* Half a unit of the last decimal for each addend of a category. */
static at_status measure_doubt(splitting *s, at_fraction half_unit, at_err *err)
{
    const at_big half = at_exact_value(&s->before, half_unit);
    AT_TRY(AT_NEW(s->c->arena, s->c->old_edition->category_count, &s->doubt, err));
    for (size_t i = 0; i < s->before.slot_count; i++) {
        at_big *doubt = &s->doubt[s->before.slots[i].category];
        if (at_big_sign(s->before.slots[i].weight) > 0) *doubt = at_big_add(*doubt, half);
    }
    return AT_OK;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static at_status prepare(splitting *s, at_err *err)
{
    at_comparing *c = s->c;
    at_arena *arena = c->arena;
    const at_index_edition *before = c->old_edition, *after = c->new_edition;
    const at_fraction half_unit = {
        1, 2 * at_power_of_ten[decimals_used(before->fractions,
                                             before->country_count * before->category_count)]};
    at_exact_scale scale = at_exact_scale_one();
    at_exact_widen(&scale, before);
    at_exact_widen(&scale, after);
    at_exact_widen_values(&scale, &half_unit, 1);
    AT_TRY(at_exact_make(arena, before, &scale, &s->before, err));
    AT_TRY(at_exact_make(arena, after, &scale, &s->after, err));
    AT_TRY(measure_doubt(s, half_unit, err));
    s->middle_den = at_big_add(s->before.den, s->before.den);
    AT_TRY(AT_NEW(arena, before->criterion_count, &s->row, err));
    AT_TRY(AT_NEW(arena, larger(s->before.slot_count, s->after.slot_count), &s->slots, err));
    AT_TRY(AT_NEW(arena, c->category_count, &s->low, err));
    AT_TRY(AT_NEW(arena, c->category_count, &s->high, err));
    AT_TRY(AT_NEW(arena, c->category_count, &s->old_points, err));
    AT_TRY(AT_NEW(arena, c->category_count, &s->mixed_points, err));
    AT_TRY(AT_NEW(arena, c->category_count, &s->new_points, err));
    return AT_NEW(arena, c->change_count, &s->hundredths, err);
}

typedef struct range {
    at_big low, high;
} range;

/* Middles by category of both editions; `place` tells where a category of this one stands, NULL where it stands. */
static range collect(const splitting *s, size_t count, const size_t *place, at_big *points)
{
    for (size_t i = 0; i < s->c->category_count; i++) points[i] = (at_big){0};
    for (size_t i = 0; i < count; i++) {
        points[place ? place[i] : i] = at_big_add(s->low[i], s->high[i]);
    }
    return (range){at_exact_sum(s->low, count), at_exact_sum(s->high, count)};
}

/* What the old total may have been before it was rounded. A true fraction lies in 0..1. */
static range old_range(const splitting *s, const at_fraction *fractions)
{
    const at_big none = {0}, whole = s->before.value_den;
    range total = {none, none};
    for (size_t i = 0; i < s->c->old_edition->category_count; i++) {
        range f = {none, whole};
        if (fractions[i].den != 0) {
            const at_big value = at_exact_value(&s->before, fractions[i]);
            const at_big doubt = is_decimal(fractions[i]) ? s->doubt[i] : none;
            f = (range){at_big_sub(value, doubt), at_big_add(value, doubt)};
            if (at_big_compare(f.low, none) < 0) f.low = none;
            if (at_big_compare(f.high, whole) > 0) f.high = whole;
        }
        total.low = at_big_add(total.low, at_big_mul(s->before.most[i], f.low));
        total.high = at_big_add(total.high, at_big_mul(s->before.most[i], f.high));
    }
    return total;
}

/* An old criterion that the new edition does not have is unknown. */
static range evaluate_mixed(splitting *s, const at_country_change *change)
{
    const at_comparing *c = s->c;
    const at_fraction *values = at_exact_row(c->new_edition, change->new_country);
    for (size_t i = 0; i < c->old_edition->criterion_count; i++) {
        const size_t match = c->new_of_old[i];
        s->row[i] = match == AT_INDEX_NONE ? (at_fraction){0, 0} : values[match];
    }
    (void)at_exact_by_criterion(&s->before, s->row, s->slots, s->low, s->high);
    return collect(s, c->old_edition->category_count, c->category_of_old, s->mixed_points);
}

static range evaluate_edition(splitting *s, const at_exact *exact, size_t country,
                              const size_t *place, at_big *points)
{
    (void)at_exact_country(exact, country, s->slots, s->low, s->high);
    return collect(s, exact->edition->category_count, place, points);
}

static void split_score(splitting *s, size_t index)
{
    at_comparing *c = s->c;
    at_country_change *change = &c->changes[index];
    const range old =
        evaluate_edition(s, &s->before, change->old_country, c->category_of_old, s->old_points);
    const range mixed = evaluate_mixed(s, change);
    const range new = evaluate_edition(s, &s->after, change->new_country, NULL, s->new_points);
    const at_big old_total = at_big_add(old.low, old.high);
    const at_big mixed_total = at_big_add(mixed.low, mixed.high);
    const at_big new_total = at_big_add(new.low, new.high);
    change->score_part[AT_PART_VALUES] =
        at_big_ratio(at_big_sub(mixed_total, old_total), s->middle_den);
    change->score_part[AT_PART_RULES] =
        at_big_ratio(at_big_sub(new_total, mixed_total), s->middle_den);
    change->new_values_old_rules = (at_ratio){mixed_total, s->middle_den};
    s->hundredths[index] = at_exact_hundredths(mixed_total, s->middle_den);
    const range known = old_range(s, at_exact_row(c->old_edition, change->old_country));
    const at_big least = at_big_sub(mixed.low, known.high);
    const at_big greatest = at_big_sub(mixed.high, known.low);
    change->values_low = at_big_ratio(least, s->before.den);
    change->values_high = at_big_ratio(greatest, s->before.den);
    change->values_none = at_big_sign(least) <= 0 && at_big_sign(greatest) >= 0;
    for (size_t i = 0; i < c->category_count; i++) {
        const size_t at = index * c->category_count + i;
        c->category_values[at] =
            at_big_ratio(at_big_sub(s->mixed_points[i], s->old_points[i]), s->middle_den);
        c->category_rules[at] =
            at_big_ratio(at_big_sub(s->new_points[i], s->mixed_points[i]), s->middle_den);
    }
}

/* All countries switch together. */
static at_status split_ranks(splitting *s, at_err *err)
{
    const size_t n = s->c->change_count;
    int64_t *old, *mixed, *new;
    AT_TRY(AT_NEW(s->c->arena, n, &old, err));
    AT_TRY(AT_NEW(s->c->arena, n, &mixed, err));
    AT_TRY(AT_NEW(s->c->arena, n, &new, err));
    for (size_t i = 0; i < n; i++) {
        old[i] = s->c->changes[i].hundredths_old;
        mixed[i] = s->hundredths[i];
        new[i] = s->c->changes[i].hundredths_new;
    }
    at_ranking_sort(old, n);
    at_ranking_sort(mixed, n);
    at_ranking_sort(new, n);
    for (size_t i = 0; i < n; i++) {
        at_country_change *change = &s->c->changes[i];
        const int64_t before = (int64_t)at_ranking_above(old, n, change->hundredths_old);
        const int64_t between = (int64_t)at_ranking_above(mixed, n, s->hundredths[i]);
        const int64_t after = (int64_t)at_ranking_above(new, n, change->hundredths_new);
        const size_t entrants = at_compare_score_parts(AT_COMPARE_COARSE);
        change->rank_part[AT_PART_VALUES] = (double)(before - between);
        change->rank_part[AT_PART_RULES] = (double)(between - after);
        change->rank_part[entrants] = (double)(change->places - (before - after));
    }
    return AT_OK;
}

at_status at_compare_coarse(at_comparing *comparing, at_err *err)
{
    splitting s = {.c = comparing};
    AT_TRY(prepare(&s, err));
    for (size_t i = 0; i < comparing->change_count; i++) split_score(&s, i);
    return split_ranks(&s, err);
}
