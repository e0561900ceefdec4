/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five files of `attest index coin` in one input, parted by lines of three hyphens: iMeta, iData, recipe, weight
 * sets, parameters; what is missing is empty. What is accepted is run. */
#include "fuzz.h"
#include "index/coin_audit.h"
#include "study/coin_read.h"

#include <math.h>

enum { ARENA_LIMIT = 64 << 20, MAX_UNITS = 200, MAX_ELEMENTS = 200, MAX_REPLICATES = 200 };

static at_bytes next_part(at_str *rest)
{
    static const at_str rule = {"\n---\n", 5};
    size_t at;
    at_str part = *rest;
    if (at_str_find(*rest, rule, &at)) {
        part = at_str_slice(*rest, 0, at + 1);
        *rest = at_str_slice(*rest, at + rule.len, rest->len);
    } else {
        *rest = (at_str){0};
    }
    return at_str_bytes(part);
}

static void check_tree(const at_coin *coin)
{
    for (size_t e = 0; e < coin->element_count; e++) {
        const at_coin_element *element = &coin->elements[e];
        fuzz_require((element->parent == SIZE_MAX) == (e + 1 == coin->element_count));
        fuzz_require((element->child_count == 0) == (e < coin->indicator_count));
        for (size_t k = 0; k < element->child_count; k++) {
            fuzz_require(element->children[k] < e);
            fuzz_require(coin->elements[element->children[k]].parent == e);
        }
    }
}

/* A mean lies between the least and the largest of what it is of. */
static void check_means(const at_coin *coin, const at_coin_recipe *recipe, const at_coin_result *r)
{
    if (recipe->aggregate > AT_COIN_HMEAN) return;
    for (size_t e = coin->indicator_count; e < coin->element_count; e++) {
        const at_coin_element *element = &coin->elements[e];
        for (size_t u = 0; u < r->unit_count; u++) {
            double low = (double)INFINITY, high = -(double)INFINITY;
            const double x = at_coin_column(r->aggregated, e)[u];
            for (size_t k = 0; k < element->child_count; k++) {
                const double y = at_coin_column(r->aggregated, element->children[k])[u];
                if (at_coin_missing(y)) continue;
                low = fmin(low, y);
                high = fmax(high, y);
            }
            const double slack = 1e-9 * fmax(1, fmax(fabs(low), fabs(high)));
            fuzz_require(at_coin_missing(x) || (x >= low - slack && x <= high + slack));
        }
    }
}

static void check_ranks(const at_coin *coin, const at_coin_result *r)
{
    for (size_t i = 0; i < coin->element_count * r->unit_count; i++) {
        fuzz_require((r->ranks[i] == 0) == at_coin_missing(r->aggregated.values[i]));
        fuzz_require(r->ranks[i] <= r->unit_count);
    }
}

static void run(at_arena *arena, at_str rest)
{
    at_coin coin;
    at_coin_recipe recipe;
    at_study_coin_audit audit;
    at_coin_result result;
    at_coin_plan plan = {0};
    at_coin_replicates replicates;
    at_err err;
    const at_bytes meta = next_part(&rest), data = next_part(&rest), steps = next_part(&rest);
    const at_bytes sets = next_part(&rest), params = next_part(&rest);
    if (at_study_coin_read_tables(arena, "iMeta", meta, "iData", data, &coin, &err)) return;
    check_tree(&coin);
    if (at_study_coin_read_recipe(arena, "recipe", steps, &coin, &recipe, &audit, &err)) return;
    if (coin.unit_count > MAX_UNITS || coin.element_count > MAX_ELEMENTS) return;
    if (at_coin_run(arena, &coin, &recipe, &result, &err)) return;
    check_means(&coin, &recipe, &result);
    check_ranks(&coin, &result);
    if (sets.len && at_study_coin_read_weight_sets(arena, "sets", sets, &coin, &plan, &err)) return;
    if (at_study_coin_read_params(arena, "params", params, &recipe, AT_STUDY_COIN_DETECT, &plan,
                                  &err)) {
        return;
    }
    if (plan.count > MAX_REPLICATES) return;
    if (at_coin_replicate(arena, &coin, &recipe, &result, &plan, NULL, NULL, &replicates, &err)) {
        return;
    }
    for (size_t i = 0; i < plan.count * result.unit_count; i++) {
        fuzz_require(replicates.ranks[i] <= result.unit_count);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new(ARENA_LIMIT);
    if (arena) run(arena, (at_str){(const char *)data, size});
    return 0;
}
