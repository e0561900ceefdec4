/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust.h"

#include <math.h>

#include "index/robust_pair.h"
#include "robust_case.h"

static at_draws draws_of(const robust_case *c, at_draw_kind kind, int64_t pct, size_t draws,
                         size_t threads)
{
    at_err err = {0};
    at_draws out = {0};
    at_pool *pool = robust_pool(threads);
    assert_ok(at_index_draws(test_arena(), &c->items, kind, ROBUST_PCT(pct), 1, draws, pool, NULL,
                             &out, &err),
              &err);
    at_pool_free(pool);
    return out;
}

static void draws_give_each_country_one_rank_a_draw(void **state)
{
    (void)state;
    test_random random = {1};
    for (size_t n = 1; n <= 21; n += 4) {
        const robust_case c = robust_random(&random, n, 6, 12, 10);
        const at_draws got = draws_of(&c, AT_DRAW_SIMPLEX, 25, 1500, 1);
        assert_int_equal(got.country_count, n);
        assert_int_equal(got.draws, 1500);
        uint64_t firsts = 0;
        for (size_t i = 0; i < n; i++) {
            uint64_t sum = 0;
            for (size_t rank = 0; rank < n; rank++) sum += got.rank_counts[i * n + rank];
            assert_int_equal(sum, 1500);
            firsts += got.rank_counts[i * n];
        }
        assert_true(firsts >= 1500); /* more where two share the first place */
    }
}

/* Quantiles by sorting the ranks out of the counts: the smallest rank with at least that share. */
static uint32_t quantile_by_listing(const uint64_t *counts, size_t n, uint64_t draws, double share)
{
    uint64_t place = (uint64_t)ceil(share * (double)draws - 1e-9);
    if (place == 0) place = 1;
    for (size_t rank = 0; rank < n; rank++) {
        if (counts[rank] >= place) return (uint32_t)rank + 1;
        place -= counts[rank];
    }
    return 0;
}

static void draws_summaries_are_those_of_the_counts(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 19, 20, 21, 100, 999};
    test_random random = {2};
    const size_t n = 12;
    const robust_case c = robust_random(&random, n, 5, 12, 10);
    for (size_t s = 0; s < AT_COUNT_OF(sizes); s++) {
        const at_draws got = draws_of(&c, AT_DRAW_BOX, 60, sizes[s], 1);
        for (size_t i = 0; i < n; i++) {
            const uint64_t *counts = got.rank_counts + i * n;
            const at_draw_country *country = &got.countries[i];
            double sum = 0;
            for (size_t rank = 0; rank < n; rank++) sum += (double)(counts[rank] * (rank + 1));
            assert_close(country->mean, sum / (double)sizes[s], 1e-14, 0);
            assert_int_equal(country->rank_5, quantile_by_listing(counts, n, sizes[s], 0.05));
            assert_int_equal(country->rank_50, quantile_by_listing(counts, n, sizes[s], 0.50));
            assert_int_equal(country->rank_95, quantile_by_listing(counts, n, sizes[s], 0.95));
        }
    }
}

/* Two countries: how often the first is first is the exact share of the simplex. */
static void draws_from_the_simplex_agree_with_the_exact_share(void **state)
{
    (void)state;
    enum { DRAWS = 100000, ITEMS = 6 };
    test_random random = {3};
    for (int i = 0; i < 10; i++) {
        const robust_case c = robust_random(&random, 2, ITEMS, 50, 0);
        double d[ITEMS], room[2 * ITEMS + 1];
        for (size_t k = 0; k < ITEMS; k++) {
            d[k] = (double)(c.low[k] - c.low[ITEMS + k]) / (double)c.most[k];
        }
        const double share = at_pair_share(d, ITEMS, room);
        const at_draws got = draws_of(&c, AT_DRAW_SIMPLEX, 25, DRAWS, 2);
        assert_close((double)got.rank_counts[0] / DRAWS, share, 0,
                     4 * sqrt(share * (1 - share) / DRAWS) + 1e-9);
        assert_true(got.acceptance == 1);
        assert_int_equal(got.kind, AT_DRAW_SIMPLEX);
    }
}

/* Totals whose doubles would differ when summed in another order; every draw must find the very
 * ranks. */
static void draws_at_0_percent_are_the_ranks_of_the_totals(void **state)
{
    (void)state;
    test_random random = {4};
    const size_t n = 40;
    const robust_case c = robust_random(&random, n, 7, 3, 30); /* few steps: many ties */
    const at_draws got = draws_of(&c, AT_DRAW_BOX, 0, 200, 1);
    for (size_t i = 0; i < n; i++) {
        const uint32_t rank = c.scores.countries[i].rank;
        assert_int_equal(got.rank_counts[i * n + rank - 1], 200);
        assert_int_equal(got.countries[i].rank_5, rank);
        assert_int_equal(got.countries[i].rank_95, rank);
    }
}

static void draws_never_part_equal_profiles(void **state)
{
    (void)state;
    const int64_t most[] = {7, 11, 13};
    const int64_t points[] = {1, 2, 12, 5, 9, 1, 1, 2, 12, 5, 9, 1, 1, 2, 12};
    const robust_case c = robust_make(5, 3, 1, most, points, NULL);
    for (int kind = AT_DRAW_SIMPLEX; kind <= AT_DRAW_BOX; kind++) {
        const at_draws got = draws_of(&c, (at_draw_kind)kind, 100, 5000, 1);
        for (size_t rank = 0; rank < 5; rank++) {
            assert_int_equal(got.rank_counts[0 * 5 + rank], got.rank_counts[2 * 5 + rank]);
            assert_int_equal(got.rank_counts[0 * 5 + rank], got.rank_counts[4 * 5 + rank]);
            assert_int_equal(got.rank_counts[1 * 5 + rank], got.rank_counts[3 * 5 + rank]);
        }
        /* three share first place and then two the fourth, or two the first and three the third */
        assert_int_equal(got.rank_counts[0] + got.rank_counts[2], 5000);
        assert_int_equal(got.rank_counts[5] + got.rank_counts[5 + 3], 5000);
    }
}

static void draws_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    test_random random = {5};
    const size_t n = 23;
    const robust_case c = robust_random(&random, n, 9, 12, 10);
    for (int kind = AT_DRAW_SIMPLEX; kind <= AT_DRAW_BOX; kind++) {
        const at_draws one = draws_of(&c, (at_draw_kind)kind, 25, 10001, 1);
        static const size_t threads[] = {2, 5};
        for (size_t t = 0; t < 2; t++) {
            const at_draws more = draws_of(&c, (at_draw_kind)kind, 25, 10001, threads[t]);
            assert_memory_equal(more.rank_counts, one.rank_counts, n * n * sizeof *one.rank_counts);
            assert_true(more.acceptance == one.acceptance);
        }
    }
}

static void draws_of_the_box_say_how_many_proposals_they_kept(void **state)
{
    (void)state;
    const int64_t most[] = {2, 2, 2}, points[] = {1, 0, 2};
    const robust_case c = robust_make(1, 3, 1, most, points, NULL);
    const at_draws got = draws_of(&c, AT_DRAW_BOX, 25, 50000, 1);
    assert_int_equal(got.kind, AT_DRAW_BOX);
    assert_close(got.acceptance, 0.75, 0, 4 * 0.45 / sqrt(50000));
}

static void draws_of_an_index_without_items_leave_all_first(void **state)
{
    (void)state;
    const robust_case c = robust_make(3, 0, 1, NULL, NULL, NULL);
    for (int kind = AT_DRAW_SIMPLEX; kind <= AT_DRAW_BOX; kind++) {
        const at_draws got = draws_of(&c, (at_draw_kind)kind, 25, 10, 1);
        for (size_t i = 0; i < 3; i++) assert_int_equal(got.rank_counts[i * 3], 10);
    }
}

static void draws_refuse_none_and_leave_the_output_alone(void **state)
{
    (void)state;
    at_err err = {0};
    at_draws out = {.draws = 77};
    const int64_t most[] = {2}, points[] = {1};
    const robust_case c = robust_make(1, 1, 1, most, points, NULL);
    assert_fails(at_index_draws(test_arena(), &c.items, AT_DRAW_BOX, ROBUST_PCT(25), 1, 0, NULL,
                                NULL, &out, &err),
                 &err, AT_EUSAGE, "0 draws", "expected");
    assert_fails(at_index_draws(test_arena(), &c.items, AT_DRAW_BOX, ROBUST_PCT(125), 1, 10, NULL,
                                NULL, &out, &err),
                 &err, AT_EUSAGE, "125", "0 to 100");
    assert_int_equal(out.draws, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_give_each_country_one_rank_a_draw),
        cmocka_unit_test(draws_summaries_are_those_of_the_counts),
        cmocka_unit_test(draws_from_the_simplex_agree_with_the_exact_share),
        cmocka_unit_test(draws_at_0_percent_are_the_ranks_of_the_totals),
        cmocka_unit_test(draws_never_part_equal_profiles),
        cmocka_unit_test(draws_are_the_same_on_any_number_of_threads),
        cmocka_unit_test(draws_of_the_box_say_how_many_proposals_they_kept),
        cmocka_unit_test(draws_of_an_index_without_items_leave_all_first),
        cmocka_unit_test(draws_refuse_none_and_leave_the_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
