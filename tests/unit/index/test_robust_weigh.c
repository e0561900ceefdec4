/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust_model.h"

#include "robust_case.h"

static at_robust_model random_model(test_random *random, size_t countries, size_t items,
                                    uint64_t steps)
{
    at_err err = {0};
    at_robust_model model;
    const robust_case c = robust_random(random, countries, items, steps, 10);
    assert_ok(at_robust_model_make(test_arena(), &c.items, &model, &err), &err);
    return model;
}

/* Bit for bit the sum in the order of items: what a plain loop on any processor gives. */
static void weigh_is_the_plain_sum_in_the_order_of_items(void **state)
{
    (void)state;
    test_random random = {1};
    for (size_t countries = 1; countries <= 50; countries += 7) {
        const size_t items = 1 + countries * 3 % 20, draws = 1 + countries % AT_ROBUST_BATCH;
        const at_robust_model model = random_model(&random, countries, items, 9);
        double *x = robust_room(draws * items, sizeof *x);
        double *scores = robust_room(draws * model.padded, sizeof *scores);
        for (size_t i = 0; i < draws * items; i++) x[i] = test_random_unit(&random) - 0.3;
        at_robust_weigh(&model, model.own, x, draws, scores);
        for (size_t i = 0; i < draws; i++) {
            for (size_t c = 0; c < countries; c++) {
                double want = model.own[c];
                for (size_t k = 0; k < items; k++) {
                    want += x[i * items + k] * at_robust_fraction(&model, c, k);
                }
                assert_memory_equal(&scores[i * model.padded + c], &want, sizeof want);
            }
        }
    }
}

/* Few countries are ranked by counting, many by sorting: both must give the definition, ties and
 * all. */
static void rank_is_1_and_how_many_are_above(void **state)
{
    (void)state;
    test_random random = {2};
    for (size_t countries = 1; countries <= 300; countries += countries < 20 ? 1 : 47) {
        const at_robust_model model = random_model(&random, countries, 1, 1);
        double *scores = robust_room(model.padded, sizeof *scores);
        uint32_t *order = robust_room(model.padded, sizeof *order);
        uint32_t *rank = robust_room(model.padded, sizeof *rank);
        memcpy(scores, model.nothing, model.padded * sizeof *scores);
        for (size_t c = 0; c < countries; c++) {
            scores[c] = (double)test_random_below(&random, countries) - 5;
        }
        at_robust_rank(&model, scores, order, rank);
        for (size_t c = 0; c < countries; c++) {
            uint32_t want = 1;
            for (size_t other = 0; other < countries; other++) want += scores[other] > scores[c];
            assert_int_equal(rank[c], want);
        }
    }
}

static void wins_are_counted_on_both_sides_and_ties_on_none(void **state)
{
    (void)state;
    test_random random = {3};
    const size_t countries = 19;
    const at_robust_model model = random_model(&random, countries, 1, 1);
    uint64_t *wins = robust_room(countries * model.padded, sizeof *wins);
    uint64_t *want = robust_room(countries * countries, sizeof *want);
    double *scores = robust_room(model.padded, sizeof *scores);
    memcpy(scores, model.nothing, model.padded * sizeof *scores);
    for (int i = 0; i < 100; i++) {
        for (size_t c = 0; c < countries; c++) scores[c] = (double)test_random_below(&random, 6);
        at_robust_count_wins(&model, scores, wins);
        for (size_t a = 0; a < countries; a++) {
            for (size_t b = 0; b < countries; b++) want[a * countries + b] += scores[a] > scores[b];
        }
    }
    for (size_t a = 0; a < countries; a++) {
        for (size_t b = 0; b < countries; b++) {
            assert_int_equal(wins[a * model.padded + b], want[a * countries + b]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weigh_is_the_plain_sum_in_the_order_of_items),
        cmocka_unit_test(rank_is_1_and_how_many_are_above),
        cmocka_unit_test(wins_are_counted_on_both_sides_and_ties_on_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
