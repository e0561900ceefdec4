/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recipe.ini for an index of three levels. */
#include "fuzz.h"
#include "study/coin_read.h"

static const char META[] = "Level,iCode,Direction,Weight,Parent,Type\n1,a,1,1,P,Indicator\n"
                           "2,P,1,1,T,Aggregate\n3,T,1,1,,Aggregate\n,region,,,,Group\n";
static const char DATA[] = "uCode,region,a\nu1,n,1\nu2,s,2\n";

static void check_scale(at_coin_normalisation n)
{
    fuzz_require(n.scale < AT_COIN_SCALE_COUNT);
    if (n.scale == AT_COIN_ZSCORE) fuzz_require(n.b > 0);
    if (n.scale == AT_COIN_MINMAX || n.scale == AT_COIN_SCALED) fuzz_require(n.b > n.a);
}

static void check(const at_coin *coin, const at_coin_recipe *r)
{
    const at_coin_uncertainty *u = &r->uncertainty;
    fuzz_require(r->impute != AT_COIN_IMPUTE_GROUP_MEAN || r->impute_group < coin->group_count);
    fuzz_require(r->screen_min_data >= 0 && r->screen_min_data <= 1);
    fuzz_require(r->aggregate < AT_COIN_MEAN_COUNT);
    check_scale(r->normalise);
    fuzz_require(u->scale_count <= AT_COIN_MAX_ALTERNATIVES);
    fuzz_require(u->mean_count <= AT_COIN_MEAN_COUNT);
    for (size_t i = 0; i < u->scale_count; i++) check_scale(u->scales[i]);
    fuzz_require(u->winsorise_low <= u->winsorise_high);
    fuzz_require(u->winsorise_high == 0 || (u->winsorise_low >= 1 && r->treat.apply));
    fuzz_require(u->noise >= 0 && u->noise <= 1);
    fuzz_require(u->noise_levels < (uint64_t)1 << coin->level_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new((size_t)16 << 20);
    at_coin coin;
    at_coin_recipe recipe;
    at_study_coin_audit audit;
    at_err err;
    if (!arena) return 0;
    fuzz_require(at_study_coin_read_tables(arena, "iMeta", at_str_bytes(at_str_from_cstr(META)),
                                           "iData", at_str_bytes(at_str_from_cstr(DATA)), &coin,
                                           &err) == AT_OK);
    if (at_study_coin_read_recipe(arena, "recipe.ini", (at_bytes){data, size}, &coin, &recipe,
                                  &audit, &err) == AT_OK) {
        check(&coin, &recipe);
    }
    return 0;
}
