/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust_model.h"

#include "robust_case.h"

enum { COUNTRIES = 10, ITEMS = 4 };

typedef struct setting {
    at_robust_model model;
    at_robust_weights weights;
} setting;

static void set_up(setting *s, at_draw_kind kind)
{
    test_random random = {1};
    at_err err = {0};
    const robust_case c = robust_random(&random, COUNTRIES, ITEMS, 10, 20);
    assert_ok(at_robust_model_make(test_arena(), &c.items, &s->model, &err), &err);
    assert_ok(at_robust_weights_make(&s->model, kind, ROBUST_PCT(30), &s->weights, &err), &err);
}

/* How often each country scores above country 0, and how often anything was counted. */
static void count_above(const at_robust_model *model, const double *scores, uint32_t *order,
                        uint32_t *rank, uint64_t *counts)
{
    (void)order;
    (void)rank;
    counts[0]++;
    for (size_t c = 1; c < model->country_count; c++) counts[c] += scores[c] > scores[0];
}

/* Draw i comes from stream i / 1024: the contract that makes results independent of threads. */
static void count_goes_over_the_draws_of_streams_of_1024(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 31, 1023, 1024, 1025, 3000};
    for (int kind = AT_DRAW_SIMPLEX; kind <= AT_DRAW_BOX; kind++) {
        setting s;
        set_up(&s, (at_draw_kind)kind);
        for (size_t i = 0; i < AT_COUNT_OF(sizes); i++) {
            at_err err = {0};
            uint64_t want[COUNTRIES] = {0}, want_proposals = 0, proposals = 0;
            uint64_t *got = robust_room(COUNTRIES * s.model.padded, sizeof *got);
            double x[ITEMS], *scores = robust_room(s.model.padded, sizeof *scores);
            at_rng rng = {0};
            for (size_t d = 0; d < sizes[i]; d++) {
                if (d % 1024 == 0) rng = at_rng_stream(99, AT_RNG_WEIGHTS, d / 1024);
                assert_ok(at_robust_draw(&s.weights, &rng, x, &want_proposals, &err), &err);
                at_robust_weigh(&s.model, s.weights.start, x, 1, scores);
                count_above(&s.model, scores, NULL, NULL, want);
            }
            assert_ok(at_robust_count(&s.weights, 99, sizes[i], count_above, NULL, NULL, got,
                                      &proposals, &err),
                      &err);
            assert_memory_equal(got, want, sizeof want);
            assert_int_equal(proposals, want_proposals);
        }
    }
}

static void count_is_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    setting s;
    set_up(&s, AT_DRAW_BOX);
    static const size_t threads[] = {1, 2, 5};
    uint64_t *counts[3], proposals[3] = {0};
    for (size_t i = 0; i < 3; i++) {
        at_err err = {0};
        at_pool *pool = robust_pool(threads[i]);
        counts[i] = robust_room(COUNTRIES * s.model.padded, sizeof *counts[i]);
        assert_ok(at_robust_count(&s.weights, 5, 20000, count_above, pool, NULL, counts[i],
                                  &proposals[i], &err),
                  &err);
        at_pool_free(pool);
        assert_int_equal(counts[i][0], 20000);
        assert_memory_equal(counts[i], counts[0], COUNTRIES * s.model.padded * sizeof *counts[0]);
        assert_int_equal(proposals[i], proposals[0]);
    }
}

static bool refuse(void *context, uint64_t done, uint64_t total)
{
    (void)context;
    (void)done;
    (void)total;
    return false;
}

static void count_stops_when_asked_or_when_no_draw_is_found(void **state)
{
    (void)state;
    setting s;
    at_err err = {0};
    set_up(&s, AT_DRAW_BOX);
    uint64_t *counts = robust_room(COUNTRIES * s.model.padded, sizeof *counts), proposals = 0;
    const at_progress progress = {.tick = refuse};
    assert_int_equal(at_robust_count(&s.weights, 5, 20000, count_above, NULL, &progress, counts,
                                     &proposals, &err),
                     AT_ECANCEL);
    s.weights.most_proposals = 1;
    assert_fails(
        at_robust_count(&s.weights, 5, 20000, count_above, NULL, NULL, counts, &proposals, &err),
        &err, AT_ENUMERIC, "proposals");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(count_goes_over_the_draws_of_streams_of_1024),
        cmocka_unit_test(count_is_the_same_on_any_number_of_threads),
        cmocka_unit_test(count_stops_when_asked_or_when_no_draw_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
