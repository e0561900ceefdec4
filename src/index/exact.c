/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/exact.h"

at_exact_scale at_exact_scale_one(void)
{
    return (at_exact_scale){at_big_from_u64(1), at_big_from_u64(1)};
}

static void widen(at_big *scale, at_fraction f)
{
    if (f.den <= 1) return;
    if (scale->used == 1 && scale->limb[0] % (uint64_t)f.den == 0) return;
    *scale = at_big_lcm(*scale, at_big_from_i64(f.den));
}

void at_exact_widen_weights(at_exact_scale *scale, const at_index_edition *edition)
{
    for (size_t i = 0; i < edition->criterion_count; i++) {
        widen(&scale->weights, edition->criteria[i].weight);
    }
}

void at_exact_widen_values(at_exact_scale *scale, const at_fraction *values, size_t count)
{
    for (size_t i = 0; i < count && at_big_ok(scale->values); i++) widen(&scale->values, values[i]);
}

const at_fraction *at_exact_row(const at_index_edition *edition, size_t country)
{
    const at_fraction *cells = edition->values ? edition->values : edition->fractions;
    return cells + country * at_exact_row_length(edition);
}

size_t at_exact_row_length(const at_index_edition *edition)
{
    return edition->values ? edition->criterion_count : edition->category_count;
}

void at_exact_widen(at_exact_scale *scale, const at_index_edition *edition)
{
    at_exact_widen_weights(scale, edition);
    at_exact_widen_values(scale, at_exact_row(edition, 0),
                          edition->country_count * at_exact_row_length(edition));
}

static at_big quotient(at_big a, at_big b)
{
    at_big q;
    at_big_div(a, b, &q, NULL);
    return q;
}

static at_status too_large(const at_index_edition *edition, at_err *err)
{
    return at_fail(err, AT_ELIMIT,
                   "edition \"%.*s\": its weights and values together need integers of more than "
                   "512 bits to be added exactly, or its scores pass 90,000,000,000,000,000: "
                   "expected fewer digits, fractions with common denominators, smaller weights",
                   AT_STR_ARG(edition->name));
}

at_big at_exact_sum(const at_big *numbers, size_t count)
{
    at_big sum = {0};
    for (size_t i = 0; i < count; i++) sum = at_big_add(sum, numbers[i]);
    return sum;
}

/* Slots in order of first appearance. */
static at_status make_slots(at_arena *arena, const at_index_edition *edition, at_exact *exact,
                            at_err *err)
{
    at_exact_slot *slots;
    size_t *slot_of, *slot_of_group;
    AT_TRY(AT_NEW(arena, edition->criterion_count, &slots, err));
    AT_TRY(AT_NEW(arena, edition->criterion_count, &slot_of, err));
    AT_TRY(AT_NEW(arena, edition->group_count, &slot_of_group, err));
    for (size_t i = 0; i < edition->group_count; i++) slot_of_group[i] = AT_INDEX_NONE;
    size_t count = 0;
    for (size_t i = 0; i < edition->criterion_count; i++) {
        const at_index_criterion *k = &edition->criteria[i];
        const bool alone = k->group == AT_INDEX_NONE;
        const size_t known = alone ? AT_INDEX_NONE : slot_of_group[k->group];
        slot_of[i] = known == AT_INDEX_NONE ? count++ : known;
        if (known != AT_INDEX_NONE) continue;
        slots[slot_of[i]].name = alone ? k->id : edition->groups[k->group];
        slots[slot_of[i]].category = k->category;
        if (!alone) slot_of_group[k->group] = slot_of[i];
    }
    exact->slots = slots;
    exact->slot_count = count;
    exact->slot_of = slot_of;
    return AT_OK;
}

/* All that follows from the weights. exact->slots tells names and categories; a copy gets the weights. */
static at_status weigh(at_arena *arena, at_exact *exact, at_err *err)
{
    const at_index_edition *edition = exact->edition;
    at_exact_slot *slots;
    at_big *full, *most;
    AT_TRY(AT_NEW(arena, exact->slot_count, &slots, err));
    AT_TRY(AT_NEW(arena, edition->criterion_count, &full, err));
    AT_TRY(AT_NEW(arena, edition->category_count, &most, err));
    for (size_t i = 0; i < exact->slot_count; i++) {
        slots[i] = exact->slots[i];
        slots[i].weight = (at_big){0};
    }
    for (size_t i = 0; i < edition->criterion_count; i++) {
        at_exact_slot *slot = &slots[exact->slot_of[i]];
        full[i] = at_big_mul(exact->weights[i], exact->value_den);
        if (!at_big_ok(full[i])) return too_large(edition, err);
        if (at_big_compare(exact->weights[i], slot->weight) > 0) slot->weight = exact->weights[i];
    }
    for (size_t i = 0; i < exact->slot_count; i++) {
        most[slots[i].category] = at_big_add(most[slots[i].category], slots[i].weight);
    }
    exact->slots = slots;
    exact->full = full;
    exact->most = most;
    exact->attainable = at_exact_sum(most, edition->category_count);
    exact->den = at_big_mul(exact->weight_den, exact->value_den);
    /* Middles are sums of two, and rounding to hundredths multiplies by 100. */
    const at_big head_room = at_big_from_u64(1000), limit = at_big_from_u64(90000000000000000);
    const at_big points = at_big_mul(exact->attainable, exact->value_den);
    if (!at_big_ok(at_big_mul(exact->den, head_room)) ||
        !at_big_ok(at_big_mul(points, head_room)) ||
        at_big_compare(quotient(points, exact->den), limit) >= 0) {
        return too_large(edition, err);
    }
    return AT_OK;
}

at_status at_exact_make(at_arena *arena, const at_index_edition *edition,
                        const at_exact_scale *scale, at_exact *out, at_err *err)
{
    AT_TRY(at_index_criteria_check(edition, err));
    if (!edition->weighted) {
        return at_fail(err, AT_EINPUT,
                       "edition \"%.*s\" has no weights: its criteria are known as labels only, so "
                       "it has ranks in the history but no score; to score it, add a column "
                       "\"weight\" to its criteria.csv",
                       AT_STR_ARG(edition->name));
    }
    at_exact exact = {.edition = edition, .weight_den = scale->weights, .value_den = scale->values};
    if (!at_big_ok(scale->weights) || !at_big_ok(scale->values)) return too_large(edition, err);
    if (scale->values.used == 1) exact.narrow = scale->values.limb[0];
    at_big *weights;
    AT_TRY(AT_NEW(arena, edition->criterion_count, &weights, err));
    for (size_t i = 0; i < edition->criterion_count; i++) {
        const at_fraction w = edition->criteria[i].weight;
        weights[i] =
            at_big_mul(at_big_from_i64(w.num), quotient(scale->weights, at_big_from_i64(w.den)));
    }
    exact.weights = weights;
    AT_TRY(make_slots(arena, edition, &exact, err));
    AT_TRY(weigh(arena, &exact, err));
    *out = exact;
    return AT_OK;
}

at_status at_exact_reweigh(at_arena *arena, const at_exact *exact, const at_big *weights,
                           at_big weight_den, at_exact *out, at_err *err)
{
    at_exact other = *exact;
    other.weights = weights;
    other.weight_den = weight_den;
    if (!at_big_ok(weight_den)) return too_large(exact->edition, err);
    AT_TRY(weigh(arena, &other, err));
    *out = other;
    return AT_OK;
}

at_big at_exact_attainable(const at_exact *exact, const at_big *weights, at_big *slots)
{
    for (size_t i = 0; i < exact->slot_count; i++) slots[i] = (at_big){0};
    for (size_t i = 0; i < exact->edition->criterion_count; i++) {
        at_big *slot = &slots[exact->slot_of[i]];
        if (at_big_compare(weights[i], *slot) > 0) *slot = weights[i];
    }
    return at_exact_sum(slots, exact->slot_count);
}

at_big at_exact_value(const at_exact *exact, at_fraction value)
{
    if (exact->narrow) { /* a value is at most 1, so its numerator is at most the denominator */
        return at_big_from_u64((uint64_t)value.num * (exact->narrow / (uint64_t)value.den));
    }
    return at_big_mul(at_big_from_i64(value.num),
                      quotient(exact->value_den, at_big_from_i64(value.den)));
}

static bool is_met(at_fraction value, at_exact_filling filling)
{
    return value.den == 0 ? filling == AT_EXACT_HIGH : value.num > 0;
}

bool at_exact_counts(const at_exact *exact, const at_fraction *row, size_t criterion,
                     at_exact_filling filling)
{
    const size_t requires = exact->edition->criteria[criterion].requires;
    return is_met(row[criterion], filling) &&
           (requires == AT_INDEX_NONE || is_met(row[requires], filling));
}

/* Of a criterion that counts. */
static at_big points_of(const at_exact *exact, at_fraction value, size_t criterion)
{
    if (value.den == 0 || value.num == value.den) return exact->full[criterion];
    return at_big_mul(exact->weights[criterion], at_exact_value(exact, value));
}

at_big at_exact_points(const at_exact *exact, const at_fraction *row, size_t criterion,
                       at_exact_filling filling)
{
    if (!at_exact_counts(exact, row, criterion, filling)) return (at_big){0};
    return points_of(exact, row[criterion], criterion);
}

void at_exact_slots(const at_exact *exact, const at_fraction *row, at_exact_filling filling,
                    at_big *points)
{
    for (size_t i = 0; i < exact->slot_count; i++) points[i] = (at_big){0};
    for (size_t i = 0; i < exact->edition->criterion_count; i++) {
        if (!at_exact_counts(exact, row, i, filling)) continue;
        const at_big p = points_of(exact, row[i], i);
        at_big *slot = &points[exact->slot_of[i]];
        if (at_big_sign(*slot) == 0 || at_big_compare(p, *slot) > 0) *slot = p;
    }
}

static void add_slots(const at_exact *exact, const at_fraction *row, at_exact_filling filling,
                      at_big *slots, at_big *categories)
{
    at_exact_slots(exact, row, filling, slots);
    for (size_t i = 0; i < exact->edition->category_count; i++) categories[i] = (at_big){0};
    for (size_t i = 0; i < exact->slot_count; i++) {
        at_big *category = &categories[exact->slots[i].category];
        *category = at_big_add(*category, slots[i]);
    }
}

size_t at_exact_by_criterion(const at_exact *exact, const at_fraction *row, at_big *slots,
                             at_big *low, at_big *high)
{
    size_t unknown = 0;
    for (size_t i = 0; i < exact->edition->criterion_count; i++) unknown += row[i].den == 0;
    add_slots(exact, row, AT_EXACT_LOW, slots, low);
    if (unknown) {
        add_slots(exact, row, AT_EXACT_HIGH, slots, high);
    } else {
        for (size_t i = 0; i < exact->edition->category_count; i++) high[i] = low[i];
    }
    return unknown;
}

size_t at_exact_by_category(const at_exact *exact, const at_fraction *row, at_big *low,
                            at_big *high)
{
    size_t unknown = 0;
    for (size_t i = 0; i < exact->edition->category_count; i++) {
        const bool known = row[i].den != 0;
        low[i] = known ? at_big_mul(exact->most[i], at_exact_value(exact, row[i])) : (at_big){0};
        high[i] = known ? low[i] : at_big_mul(exact->most[i], exact->value_den);
        unknown += !known;
    }
    return unknown;
}

size_t at_exact_country(const at_exact *exact, size_t country, at_big *slots, at_big *low,
                        at_big *high)
{
    const at_fraction *row = at_exact_row(exact->edition, country);
    return exact->edition->values ? at_exact_by_criterion(exact, row, slots, low, high)
                                  : at_exact_by_category(exact, row, low, high);
}

int64_t at_exact_hundredths(at_big num, at_big den)
{
    const at_big rounded = at_ratio_rounded((at_ratio){num, den}, 2);
    return rounded.used ? (int64_t)rounded.limb[0] : 0;
}
