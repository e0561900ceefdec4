/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coin_case.h"

#include "index/coin_audit.h"

static const double *leave_out(coin_case *c, at_pool *pool)
{
    at_coin_result r;
    const double *out;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &r, &c->err), &c->err);
    assert_ok(at_coin_leave_one_out(c->arena, &c->coin, &c->recipe, &r, pool, NULL, &out, &c->err),
              &c->err);
    return out;
}

/* The ranks of the top, built from scratch with those weights. */
static void ranks_with(coin_case *c, uint32_t *ranks)
{
    at_coin_result r;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &r, &c->err), &c->err);
    memcpy(ranks, r.ranks + (size_t)6 * UNITS, UNITS * sizeof *ranks);
}

static void leave_one_out_is_a_run_with_weight_zero(void **state)
{
    coin_case *c = *state;
    static const at_coin_mean means[] = {AT_COIN_AMEAN, AT_COIN_GMEAN, AT_COIN_HMEAN};
    const double b[UNITS] = {3, 1, 4, 1, 5}, d[UNITS] = {2, 7, 1, 8, 2};
    memcpy(c->numbers + UNITS, b, sizeof b);
    memcpy(c->numbers + 3 * UNITS, d, sizeof d);
    c->recipe.normalise = (at_coin_normalisation){AT_COIN_MINMAX, 1, 100};
    for (size_t m = 0; m < AT_COUNT_OF(means); m++) {
        uint32_t nominal[UNITS], without[UNITS];
        c->recipe.aggregate = means[m];
        ranks_with(c, nominal);
        const double *shift = leave_out(c, NULL);
        assert_near(shift[6], 0, 0);
        for (size_t e = 0; e < 6; e++) {
            c->rows[e].weight = 0; /* rows a, b, c, d, P, Q are elements 0..5 */
            ranks_with(c, without);
            c->rows[e].weight = 1;
            assert_near(shift[e], at_coin_shift(without, nominal, UNITS), 0);
        }
    }
}

static void leave_one_out_drops_a_group_that_loses_its_only_child(void **state)
{
    coin_case *c = *state;
    c->rows[ROW_B].parent = AT_STR("Q"); /* P has a alone */
    const double *shift = leave_out(c, NULL);
    assert_near(shift[0], shift[4], 0); /* without a is without P */
}

static void leave_one_out_is_the_same_on_any_number_of_threads(void **state)
{
    coin_case *c = *state;
    at_pool *pool;
    const double *alone = leave_out(c, NULL);
    assert_ok(at_pool_new(3, &pool, &c->err), &c->err);
    const double *together = leave_out(c, pool);
    at_pool_free(pool);
    assert_memory_equal(alone, together, 7 * sizeof *alone);
}

static void leave_one_out_refuses_copeland(void **state)
{
    coin_case *c = *state;
    at_coin_result r;
    const double *out;
    c->recipe.aggregate = AT_COIN_COPELAND;
    assert_ok(build(c), &c->err);
    assert_ok(at_coin_run(c->arena, &c->coin, &c->recipe, &r, &c->err), &c->err);
    assert_fails(
        at_coin_leave_one_out(c->arena, &c->coin, &c->recipe, &r, NULL, NULL, &out, &c->err),
        &c->err, AT_EUSAGE, "the recipe aggregates by copeland");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(leave_one_out_is_a_run_with_weight_zero),
        case_test(leave_one_out_drops_a_group_that_loses_its_only_child),
        case_test(leave_one_out_is_the_same_on_any_number_of_threads),
        case_test(leave_one_out_refuses_copeland),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
