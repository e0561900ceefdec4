/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust.h"

#include <math.h>

#include "robust_case.h"

static at_sobol sobol_of(const robust_case *c, at_draw_kind kind, int64_t pct, size_t base,
                         size_t threads)
{
    at_err err = {0};
    at_sobol out = {0};
    at_pool *pool = robust_pool(threads);
    assert_ok(at_index_sobol(test_arena(), &c->items, kind, ROBUST_PCT(pct), 1, base, pool, NULL,
                             &out, &err),
              &err);
    at_pool_free(pool);
    return out;
}

static const at_sobol_index *index_of(const at_sobol *s, size_t output, size_t factor)
{
    return &s->indices[output * s->factor_count + factor];
}

/* Two countries, each all of one of two equal items: the first is ahead iff its weight is the
 * larger. The probability of that given one factor is uniform, for uniforms and exponentials
 * alike, so a factor explains 1/12 of the variance of 1/4 alone, and 2/3 together with the other. */
static void sobol_indices_of_a_race_of_two_have_their_closed_form(void **state)
{
    (void)state;
    const int64_t most[] = {5, 5}, points[] = {5, 0, 0, 5};
    const robust_case c = robust_make(2, 2, 1, most, points, NULL);
    for (int kind = AT_DRAW_SIMPLEX; kind <= AT_DRAW_BOX; kind++) {
        const at_sobol got = sobol_of(&c, (at_draw_kind)kind, 25, 20000, 2);
        assert_int_equal(got.base_draws, 20000);
        assert_int_equal(got.factor_count, 2);
        assert_int_equal(got.output_count, 3);
        for (size_t output = 1; output <= 2; output++) {
            for (size_t f = 0; f < 2; f++) {
                const at_sobol_index *s = index_of(&got, output, f);
                assert_close(s->first, 1.0 / 3, 0, 0.03);
                assert_close(s->total, 2.0 / 3, 0, 0.03);
                /* from 5 to 95 %: on both sides alike */
                assert_close(s->first - s->first_5, s->first_95 - s->first, 0.4, 0);
                assert_close(s->total - s->total_5, s->total_95 - s->total, 0.4, 0);
                assert_true(s->first_95 - s->first_5 < 0.06);
                assert_true(s->total_95 - s->total_5 < 0.06);
            }
        }
        /* The two are level under their own weights and always one place apart: nothing varies. */
        for (size_t f = 0; f < 2; f++) assert_true(index_of(&got, 0, f)->total == 0);
    }
}

/* Countries alike in an item cannot be moved by its weight. */
static void sobol_total_of_an_item_that_parts_nobody_is_0(void **state)
{
    (void)state;
    const int64_t most[] = {6, 4, 9, 9};
    const int64_t points[] = {6, 0, 3, 1, 0, 4, 3, 1, 3, 2, 3, 1};
    const robust_case c = robust_make(3, 4, 1, most, points, NULL);
    const at_sobol got = sobol_of(&c, AT_DRAW_BOX, 80, 500, 1);
    for (size_t output = 0; output <= 3; output++) {
        for (size_t f = 2; f < 4; f++) {
            const at_sobol_index *s = index_of(&got, output, f);
            assert_true(s->total == 0 && s->total_5 == 0 && s->total_95 == 0);
            assert_true(s->first == 0);
        }
    }
    assert_true(index_of(&got, 1, 0)->total > 0.1);
}

static void sobol_of_a_rank_that_never_moves_is_0(void **state)
{
    (void)state;
    const int64_t most[] = {6, 4}, points[] = {6, 4, 3, 1, 0, 3, 0, 0};
    const robust_case c = robust_make(4, 2, 1, most, points, NULL);
    const at_sobol got = sobol_of(&c, AT_DRAW_SIMPLEX, 25, 300, 1);
    for (size_t f = 0; f < 2; f++) {
        assert_true(index_of(&got, 1, f)->total == 0 && index_of(&got, 1, f)->first == 0);
        assert_true(index_of(&got, 4, f)->total == 0);
        assert_true(index_of(&got, 2, f)->total > 0);
    }
}

/* The shift is counted from the ranks under the own weights, and with two places swapping it is
 * all or nothing: the same information as each of the two ranks. */
static void sobol_shift_of_a_swap_is_that_of_the_ranks(void **state)
{
    (void)state;
    const int64_t most[] = {5, 5}, points[] = {5, 0, 0, 4};
    const robust_case c = robust_make(2, 2, 1, most, points, NULL);
    const at_sobol got = sobol_of(&c, AT_DRAW_BOX, 100, 400, 1);
    for (size_t f = 0; f < 2; f++) {
        for (size_t output = 1; output <= 2; output++) {
            assert_close(index_of(&got, 0, f)->first, index_of(&got, output, f)->first, 1e-12, 0);
            assert_close(index_of(&got, 0, f)->total_95, index_of(&got, output, f)->total_95, 1e-12,
                         0);
        }
    }
}

static void sobol_is_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    test_random random = {1};
    /* more vectors a row than one batch holds */
    const robust_case c = robust_random(&random, 9, 40, 12, 10);
    const at_sobol one = sobol_of(&c, AT_DRAW_BOX, 50, 64, 1);
    static const size_t threads[] = {2, 5};
    for (size_t t = 0; t < 2; t++) {
        const at_sobol more = sobol_of(&c, AT_DRAW_BOX, 50, 64, threads[t]);
        assert_memory_equal(more.indices, one.indices,
                            one.output_count * one.factor_count * sizeof *one.indices);
    }
}

static void sobol_refuses_too_few_and_too_many_draws(void **state)
{
    (void)state;
    at_err err = {0};
    at_sobol out = {.base_draws = 77};
    const int64_t most[] = {2, 3}, points[] = {1, 1};
    const robust_case c = robust_make(1, 2, 1, most, points, NULL);
    assert_fails(at_index_sobol(test_arena(), &c.items, AT_DRAW_BOX, ROBUST_PCT(25), 1, 1, NULL,
                                NULL, &out, &err),
                 &err, AT_EUSAGE, "1 base draws", "2 or more");
    assert_fails(at_index_sobol(test_arena(), &c.items, AT_DRAW_BOX, ROBUST_PCT(25), 1, 900000000,
                                NULL, NULL, &out, &err),
                 &err, AT_ELIMIT, "MiB", "fewer");
    assert_int_equal(out.base_draws, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sobol_indices_of_a_race_of_two_have_their_closed_form),
        cmocka_unit_test(sobol_total_of_an_item_that_parts_nobody_is_0),
        cmocka_unit_test(sobol_of_a_rank_that_never_moves_is_0),
        cmocka_unit_test(sobol_shift_of_a_swap_is_that_of_the_ranks),
        cmocka_unit_test(sobol_is_the_same_on_any_number_of_threads),
        cmocka_unit_test(sobol_refuses_too_few_and_too_many_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
