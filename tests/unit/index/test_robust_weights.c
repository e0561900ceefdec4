/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust_model.h"

#include <math.h>

#include "robust_case.h"

enum { MOST_ITEMS = 64 };

typedef struct source {
    at_robust_model model;
    at_robust_weights weights;
    at_rng rng;
    uint64_t proposals;
} source;

/* One country; `s` must stay where it is. */
static void open_source(source *s, size_t items, const int64_t *most, at_draw_kind kind,
                        at_fraction pct)
{
    at_err err = {0};
    const int64_t *points = robust_room(items, sizeof *points);
    const robust_case c = robust_make(1, items, 1, most, points, NULL);
    *s = (source){.rng = at_rng_stream(7, AT_RNG_TEST, items)};
    assert_ok(at_robust_model_make(test_arena(), &c.items, &s->model, &err), &err);
    assert_ok(at_robust_weights_make(&s->model, kind, pct, &s->weights, &err), &err);
}

static void draw(source *s, double *x)
{
    at_err err = {0};
    assert_ok(at_robust_draw(&s->weights, &s->rng, x, &s->proposals, &err), &err);
}

static void box_draws_stay_in_the_box_and_keep_the_sum(void **state)
{
    (void)state;
    static const int64_t most[] = {23, 17, 17, 19, 5, 9, 9};
    for (int64_t pct = 0; pct <= 100; pct += 20) {
        source s;
        open_source(&s, AT_COUNT_OF(most), most, AT_DRAW_BOX, ROBUST_PCT(pct));
        for (int i = 0; i < 2000; i++) {
            double x[AT_COUNT_OF(most)], sum = 0;
            draw(&s, x);
            for (size_t k = 0; k < AT_COUNT_OF(most); k++) {
                assert_true(fabs(x[k]) <= s.model.most[k] * (double)pct / 100);
                sum += x[k];
            }
            assert_close(sum, 0, 0, 1e-15);
        }
    }
}

/* For three equal items the polytope is a regular hexagon: the density of one deviation t is (2 -
 * |t|) / 3, so that E t^2 = 5/18, E t^4 = 7/45 and P(|t| < 1/2) = 7/12; three quarters of the
 * proposals are kept. */
static void box_draws_of_three_equal_items_are_even_on_a_hexagon(void **state)
{
    (void)state;
    enum { DRAWS = 200000 };
    static const int64_t most[] = {4, 4, 4};
    source s;
    open_source(&s, 3, most, AT_DRAW_BOX, ROBUST_PCT(30));
    double second[3] = {0}, fourth[3] = {0}, inner[3] = {0};
    for (int i = 0; i < DRAWS; i++) {
        double x[3];
        draw(&s, x);
        for (size_t k = 0; k < 3; k++) {
            const double t = x[k] * 3 / 0.3;
            second[k] += t * t;
            fourth[k] += t * t * t * t;
            inner[k] += fabs(t) < 0.5;
        }
    }
    const double root = sqrt(DRAWS);
    for (size_t k = 0; k < 3; k++) {
        assert_close(second[k] / DRAWS, 5.0 / 18, 0, 4 * 0.3 / root);
        assert_close(fourth[k] / DRAWS, 7.0 / 45, 0, 4 * 0.3 / root);
        assert_close(inner[k] / DRAWS, 7.0 / 12, 0, 4 * 0.5 / root);
    }
    assert_close(DRAWS / (double)s.proposals, 0.75, 0, 4 * 0.45 / root);
}

/* With two items the smaller is even on its interval and nothing is thrown away. */
static void box_draws_of_two_items_follow_the_smaller(void **state)
{
    (void)state;
    enum { DRAWS = 100000 };
    static const int64_t most[] = {1, 3};
    source s;
    open_source(&s, 2, most, AT_DRAW_BOX, ROBUST_PCT(40));
    double sum = 0, squares = 0;
    for (int i = 0; i < DRAWS; i++) {
        double x[2];
        draw(&s, x);
        assert_true(x[1] == -x[0]);
        sum += x[0] / 0.1;
        squares += x[0] / 0.1 * (x[0] / 0.1);
    }
    assert_close(sum / DRAWS, 0, 0, 4 * sqrt(1.0 / 3 / DRAWS));
    assert_close(squares / DRAWS, 1.0 / 3, 0, 4 * sqrt(4.0 / 45 / DRAWS));
    assert_int_equal(s.proposals, DRAWS);
}

static void box_draw_of_a_single_item_is_its_own_weight(void **state)
{
    (void)state;
    static const int64_t most[] = {5};
    source s;
    double x[1] = {1};
    open_source(&s, 1, most, AT_DRAW_BOX, ROBUST_PCT(100));
    draw(&s, x);
    assert_true(x[0] == 0);
}

static void box_draws_of_many_items_are_still_found(void **state)
{
    (void)state;
    enum { DRAWS = 2000 };
    int64_t most[MOST_ITEMS];
    for (size_t k = 0; k < MOST_ITEMS; k++) most[k] = 1;
    source s;
    double x[MOST_ITEMS];
    open_source(&s, MOST_ITEMS, most, AT_DRAW_BOX, ROBUST_PCT(25));
    for (int i = 0; i < DRAWS; i++) draw(&s, x);
    /* sqrt(6 / (pi m)), by the central limit theorem */
    assert_close(DRAWS / (double)s.proposals, sqrt(6 / (3.14159265 * MOST_ITEMS)), 0.1, 0);
}

/* The gaps of ordered uniform numbers: a share is over c with probability (1 - c)^(m - 1). */
static void simplex_draws_are_even_on_the_simplex(void **state)
{
    (void)state;
    enum { DRAWS = 100000, ITEMS = 5 };
    static const int64_t most[ITEMS] = {1, 2, 3, 4, 5};
    source s;
    open_source(&s, ITEMS, most, AT_DRAW_SIMPLEX, ROBUST_PCT(25));
    double beyond[ITEMS][2] = {{0}};
    for (int i = 0; i < DRAWS; i++) {
        double x[ITEMS], sum = 0;
        draw(&s, x);
        for (size_t k = 0; k < ITEMS; k++) sum += x[k];
        for (size_t k = 0; k < ITEMS; k++) {
            beyond[k][0] += x[k] / sum > 0.1;
            beyond[k][1] += x[k] / sum > 0.4;
        }
    }
    for (size_t k = 0; k < ITEMS; k++) {
        assert_close(beyond[k][0] / DRAWS, pow(0.9, ITEMS - 1), 0, 4 * 0.5 / sqrt(DRAWS));
        assert_close(beyond[k][1] / DRAWS, pow(0.6, ITEMS - 1), 0, 4 * 0.5 / sqrt(DRAWS));
    }
    assert_int_equal(s.proposals, DRAWS);
}

static void independent_factors_are_uncorrelated(void **state)
{
    (void)state;
    enum { DRAWS = 100000, ITEMS = 3 };
    static const int64_t most[ITEMS] = {2, 2, 4};
    static const double variance[] = {[AT_DRAW_SIMPLEX] = 1, [AT_DRAW_BOX] = 0.5 * 0.5 / 3};
    for (int kind = AT_DRAW_SIMPLEX; kind <= AT_DRAW_BOX; kind++) {
        source s;
        open_source(&s, ITEMS, most, (at_draw_kind)kind, ROBUST_PCT(50));
        const double mean = kind == AT_DRAW_SIMPLEX ? 1 : 0;
        double products[ITEMS][ITEMS] = {{0}};
        for (int i = 0; i < DRAWS; i++) {
            double x[ITEMS];
            at_robust_draw_independent(&s.weights, &s.rng, x);
            for (size_t k = 0; k < ITEMS; k++) {
                if (kind == AT_DRAW_BOX) x[k] /= s.model.most[k];
                for (size_t l = 0; l <= k; l++) products[k][l] += (x[k] - mean) * (x[l] - mean);
            }
        }
        for (size_t k = 0; k < ITEMS; k++) {
            for (size_t l = 0; l <= k; l++) {
                const double want = k == l ? variance[kind] : 0;
                const double error = 4 * sqrt(8.0 / DRAWS) * variance[kind];
                assert_close(products[k][l] / DRAWS, want, 0, error);
            }
        }
    }
}

static void box_draws_give_up_with_a_way_out(void **state)
{
    (void)state;
    static const int64_t most[] = {1, 1, 1};
    source s;
    double x[3];
    at_err err = {0};
    open_source(&s, 3, most, AT_DRAW_BOX, ROBUST_PCT(25));
    s.weights.most_proposals = 1;
    at_status status = AT_OK;
    for (int i = 0; i < 100 && status == AT_OK; i++) {
        status = at_robust_draw(&s.weights, &s.rng, x, &s.proposals, &err);
    }
    assert_fails(status, &err, AT_ENUMERIC, "1 proposals for 3 items", "simplex");
}

static void weights_refuse_a_percentage_outside_0_to_100(void **state)
{
    (void)state;
    static const int64_t most[] = {1, 1};
    static const at_fraction wrong[] = {{-1, 10}, {101, 1}, {1, 0}};
    source s;
    open_source(&s, 2, most, AT_DRAW_BOX, ROBUST_PCT(100));
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        at_err err = {0};
        at_robust_weights weights;
        assert_fails(at_robust_weights_make(&s.model, AT_DRAW_BOX, wrong[i], &weights, &err), &err,
                     AT_EUSAGE, "0 to 100");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(box_draws_stay_in_the_box_and_keep_the_sum),
        cmocka_unit_test(box_draws_of_three_equal_items_are_even_on_a_hexagon),
        cmocka_unit_test(box_draws_of_two_items_follow_the_smaller),
        cmocka_unit_test(box_draw_of_a_single_item_is_its_own_weight),
        cmocka_unit_test(box_draws_of_many_items_are_still_found),
        cmocka_unit_test(simplex_draws_are_even_on_the_simplex),
        cmocka_unit_test(independent_factors_are_uncorrelated),
        cmocka_unit_test(box_draws_give_up_with_a_way_out),
        cmocka_unit_test(weights_refuse_a_percentage_outside_0_to_100),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
