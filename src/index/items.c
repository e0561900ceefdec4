/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/exact.h"
#include "index/score.h"

/* Where each slot or category stands among the items; AT_INDEX_NONE for what no country could score on. */
typedef struct selection {
    size_t count; /* of slots or categories */
    size_t *item_of;
    at_str *names;
    at_big *most;
    size_t item_count;
} selection;

static at_status select_items(at_arena *arena, const at_exact *exact, at_index_level level,
                              selection *out, at_err *err)
{
    const bool by_slot = level == AT_INDEX_CRITERIA;
    selection s = {.count = by_slot ? exact->slot_count : exact->edition->category_count};
    AT_TRY(AT_NEW(arena, s.count, &s.item_of, err));
    AT_TRY(AT_NEW(arena, s.count, &s.names, err));
    AT_TRY(AT_NEW(arena, s.count, &s.most, err));
    for (size_t i = 0; i < s.count; i++) {
        const at_big weight = by_slot ? exact->slots[i].weight : exact->most[i];
        s.item_of[i] = AT_INDEX_NONE;
        if (at_big_sign(weight) == 0) continue;
        s.item_of[i] = s.item_count;
        s.names[s.item_count] = by_slot ? exact->slots[i].name : exact->edition->categories[i];
        s.most[s.item_count] = at_big_mul(weight, exact->value_den);
        s.item_count++;
    }
    *out = s;
    return AT_OK;
}

static void pick(const selection *s, const at_big *points, at_big *items)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->item_of[i] != AT_INDEX_NONE) items[s->item_of[i]] = points[i];
    }
}

/* Scratch: [slot], [category], [category]. */
typedef struct working {
    at_big *slots, *low, *high;
} working;

static void fill_country(const at_exact *exact, at_index_level level, const selection *s,
                         size_t country, const working *w, at_big *low, at_big *high)
{
    const at_fraction *row = at_exact_row(exact->edition, country);
    if (level == AT_INDEX_CRITERIA) {
        at_exact_slots(exact, row, AT_EXACT_LOW, w->slots);
        pick(s, w->slots, low);
        at_exact_slots(exact, row, AT_EXACT_HIGH, w->slots);
        pick(s, w->slots, high);
    } else {
        (void)at_exact_country(exact, country, w->slots, w->low, w->high);
        pick(s, w->low, low);
        pick(s, w->high, high);
    }
}

at_status at_index_make_items(at_arena *arena, const at_index_edition *edition,
                              at_index_level level, at_index_items *out, at_err *err)
{
    AT_TRY(at_index_edition_check(edition, err));
    if (level == AT_INDEX_CRITERIA && !edition->values) {
        return at_fail(err, AT_EINPUT,
                       "edition \"%.*s\" is known by category only: expected values by criterion "
                       "(values.csv); use the level of categories",
                       AT_STR_ARG(edition->name));
    }
    at_exact_scale scale = at_exact_scale_one();
    at_exact exact;
    selection s;
    working w;
    at_big *low, *high;
    at_exact_widen(&scale, edition);
    AT_TRY(at_exact_make(arena, edition, &scale, &exact, err));
    AT_TRY(select_items(arena, &exact, level, &s, err));
    AT_TRY(AT_NEW(arena, exact.slot_count, &w.slots, err));
    AT_TRY(AT_NEW(arena, edition->category_count, &w.low, err));
    AT_TRY(AT_NEW(arena, edition->category_count, &w.high, err));
    AT_TRY(AT_NEW(arena, edition->country_count * s.item_count, &low, err));
    AT_TRY(AT_NEW(arena, edition->country_count * s.item_count, &high, err));
    for (size_t i = 0; i < edition->country_count; i++) {
        fill_country(&exact, level, &s, i, &w, low + i * s.item_count, high + i * s.item_count);
    }
    *out = (at_index_items){.item_count = s.item_count,
                            .country_count = edition->country_count,
                            .names = s.names,
                            .most = s.most,
                            .low = low,
                            .high = high,
                            .den = exact.den};
    return AT_OK;
}
