/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust_model.h"

#include <math.h>

at_status at_robust_check(const at_index_items *items, size_t draws, at_err *err)
{
    if (items->country_count > AT_ROBUST_MAX_COUNTRIES) {
        return at_fail(err, AT_ELIMIT, "%zu countries: pairs are compared for up to %d",
                       items->country_count, AT_ROBUST_MAX_COUNTRIES);
    }
    if (draws > AT_ROBUST_MAX_DRAWS) {
        return at_fail(err, AT_ELIMIT, "%zu draws: expected at most %d", draws,
                       AT_ROBUST_MAX_DRAWS);
    }
    return AT_OK;
}

typedef struct parts {
    double *fraction, *most, *own, *nothing;
} parts;

static void fill_country(const at_index_items *items, const at_robust_model *model, size_t country,
                         at_big attainable, const parts *to)
{
    const at_big two = at_big_from_i64(2);
    at_big total = {0};
    for (size_t k = 0; k < items->item_count; k++) {
        const size_t cell = country * items->item_count + k;
        const at_big middle = at_big_add(items->low[cell], items->high[cell]); /* times 2 */
        to->fraction[at_robust_at(model, country, k)] =
            at_big_ratio(middle, at_big_mul(two, items->most[k]));
        total = at_big_add(total, middle);
    }
    if (items->item_count) to->own[country] = at_big_ratio(total, at_big_mul(two, attainable));
}

static at_status allocate(at_arena *arena, const at_robust_model *model, parts *out, at_err *err)
{
    size_t cells;
    if (__builtin_mul_overflow(model->padded, model->item_count, &cells)) {
        return at_fail(err, AT_ELIMIT, "too many countries times items");
    }
    AT_TRY(AT_NEW(arena, cells, &out->fraction, err));
    AT_TRY(AT_NEW(arena, model->item_count, &out->most, err));
    AT_TRY(AT_NEW(arena, model->padded, &out->own, err));
    AT_TRY(AT_NEW(arena, model->padded, &out->nothing, err));
    return AT_OK;
}

at_status at_robust_model_make(at_arena *arena, const at_index_items *items, at_robust_model *out,
                               at_err *err)
{
    const size_t n = items->country_count, m = items->item_count;
    const size_t groups = (n + AT_ROBUST_LANES - 1) / AT_ROBUST_LANES;
    at_robust_model model = {.item_count = m, .country_count = n};
    model.padded = groups * AT_ROBUST_LANES;
    parts to;
    AT_TRY(allocate(arena, &model, &to, err));
    at_big attainable = {0};
    for (size_t k = 0; k < m; k++) {
        attainable = at_big_add(attainable, items->most[k]);
        if (at_big_compare(items->most[k], items->most[model.widest]) > 0) model.widest = k;
    }
    if (!at_big_ok(at_big_add(attainable, attainable))) {
        return at_fail(err, AT_ELIMIT, "the points do not fit the exact arithmetic");
    }
    for (size_t k = 0; k < m; k++) to.most[k] = at_big_ratio(items->most[k], attainable);
    for (size_t c = 0; c < n; c++) fill_country(items, &model, c, attainable, &to);
    for (size_t c = n; c < model.padded; c++) to.own[c] = to.nothing[c] = -(double)INFINITY;
    model.fraction = to.fraction;
    model.most = to.most;
    model.own = to.own;
    model.nothing = to.nothing;
    *out = model;
    return AT_OK;
}
