/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust.h"

#include <math.h>

#include "edition_text.h"
#include "index/robust_pair.h"
#include "robust_case.h"

typedef struct settings {
    at_fraction pct;
    size_t box_draws, threads;
} settings;

static at_robust robust_of(const at_index_items *items, const at_index_scores *scores, settings s)
{
    at_err err = {0};
    at_robust out = {0};
    at_pool *pool = robust_pool(s.threads ? s.threads : 1);
    assert_ok(
        at_index_robust(test_arena(), items, scores, s.pct, 1, s.box_draws, pool, NULL, &out, &err),
        &err);
    at_pool_free(pool);
    return out;
}

static at_robust robust_at(const robust_case *c, int64_t pct)
{
    return robust_of(&c->items, &c->scores, (settings){.pct = ROBUST_PCT(pct)});
}

/* Sign of the least lead of a over b within pct, by the exact pair function (held to vertices by
 * its own test). */
static int least(const robust_case *c, size_t a, size_t b, at_fraction pct)
{
    enum { MOST_ITEMS = 16 };
    at_err err = {0};
    at_pair_problem problem;
    at_big d[MOST_ITEMS];
    uint32_t order[MOST_ITEMS];
    assert_ok(at_pair_problem_make(test_arena(), &c->items, pct, &problem, &err), &err);
    at_pair_differences(&c->items, a, b, d);
    return at_pair_weigh(&problem, d, order).least;
}

/* --- the Rainbow Map --- */

typedef struct rainbow {
    at_index_edition edition;
    at_index_items items;
    at_index_scores scores;
} rainbow;

static rainbow open_rainbow(at_index_level level)
{
    at_err err = {0};
    rainbow r = {.edition = edition_of_rainbow("2025")};
    assert_ok(at_index_make_items(test_arena(), &r.edition, level, &r.items, &err), &err);
    assert_ok(at_index_score_edition(test_arena(), &r.edition, &r.scores, &err), &err);
    return r;
}

/* reference figures of the issue, recomputed there with exact rationals */
static void robust_finds_the_known_figures_of_2025(void **state)
{
    (void)state;
    static const struct {
        const char *iso2;
        uint32_t low, high;
    } known[] = {{"MT", 1, 1},   {"BE", 2, 3},   {"DE", 6, 13},
                 {"GB", 19, 24}, {"HU", 33, 41}, {"RU", 48, 49}};
    const rainbow r = open_rainbow(AT_INDEX_CATEGORIES);
    const at_robust got = robust_of(&r.items, &r.scores, (settings){.pct = ROBUST_PCT(25)});
    assert_int_equal(got.pair_count, 1176);
    assert_int_equal(got.hold, 1078);
    assert_int_equal(got.hold_any, 598);
    assert_int_equal(got.hold_any_ties, 521);
    assert_int_equal(got.neighbours_hold, 10);
    for (size_t i = 0; i < AT_COUNT_OF(known); i++) {
        const size_t c = country_of(&r.edition, known[i].iso2);
        assert_int_equal(got.countries[c].rank_low, known[i].low);
        assert_int_equal(got.countries[c].rank_high, known[i].high);
        assert_int_equal(got.countries[c].rank, r.scores.countries[c].rank);
    }
    assert_int_equal(robust_of(&r.items, &r.scores, (settings){.pct = ROBUST_PCT(10)}).hold, 1140);
    assert_int_equal(robust_of(&r.items, &r.scores, (settings){.pct = ROBUST_PCT(50)}).hold, 973);
}

static void robust_bounds_contain_every_sampled_rank_of_2025(void **state)
{
    (void)state;
    for (int level = AT_INDEX_CATEGORIES; level <= AT_INDEX_CRITERIA; level++) {
        const rainbow r = open_rainbow((at_index_level)level);
        const size_t n = r.items.country_count;
        const at_robust got = robust_of(&r.items, &r.scores, (settings){.pct = ROBUST_PCT(25)});
        at_err err = {0};
        at_draws draws;
        assert_ok(at_index_draws(test_arena(), &r.items, AT_DRAW_BOX, ROBUST_PCT(25), 7, 20000,
                                 NULL, NULL, &draws, &err),
                  &err);
        for (size_t c = 0; c < n; c++) {
            const at_robust_country bounds = got.countries[c];
            for (size_t rank = 1; rank <= n; rank++) {
                if (rank >= bounds.rank_low && rank <= bounds.rank_high) continue;
                assert_int_equal(draws.rank_counts[c * n + rank - 1], 0);
            }
        }
    }
}

static void robust_share_within_agrees_with_the_draws_of_2025(void **state)
{
    (void)state;
    const rainbow r = open_rainbow(AT_INDEX_CATEGORIES);
    const settings few = {ROBUST_PCT(25), 2000, 2}, many = {ROBUST_PCT(25), 60000, 2};
    const at_robust small = robust_of(&r.items, &r.scores, few);
    const at_robust large = robust_of(&r.items, &r.scores, many);
    size_t uncertain = 0;
    for (size_t i = 0; i < large.pair_count; i++) {
        const at_robust_pair *p = &small.pairs[i], *q = &large.pairs[i];
        assert_true(q->share_within >= 0 && q->share_within <= 1);
        assert_close(p->share_within, q->share_within, 0, 5 * p->share_within_error);
        if (q->holds) assert_true(q->share_within > 0.9999);
        uncertain += q->share_within_error > 0;
    }
    assert_true(uncertain >= large.pair_count - large.hold);
}

/* --- definitions --- */

static void robust_pairs_and_bounds_are_those_of_the_definitions(void **state)
{
    (void)state;
    test_random random = {1};
    for (int i = 0; i < 60; i++) {
        const size_t n = 1 + test_random_below(&random, 9), m = 1 + test_random_below(&random, 6);
        const robust_case c = robust_random(&random, n, m, 1 + test_random_below(&random, 4), 15);
        const at_fraction pct = ROBUST_PCT((int64_t)(10 * test_random_below(&random, 11)));
        const at_robust got = robust_of(&c.items, &c.scores, (settings){.pct = pct});
        assert_int_equal(got.pair_count, n * (n - 1) / 2);
        for (size_t at = 0; at < got.pair_count; at++) {
            const at_robust_pair *p = &got.pairs[at];
            assert_true(robust_total(&c, p->a) >= robust_total(&c, p->b));
            assert_int_equal(p->holds, least(&c, p->a, p->b, pct) >= 0);
            bool any = true, tie = false;
            for (size_t k = 0; k < m; k++) {
                const int64_t d = c.low[p->a * m + k] - c.high[p->b * m + k];
                any &= d >= 0;
                tie |= d == 0;
            }
            assert_int_equal(p->holds_any, any);
            assert_int_equal(p->ties_at_corner, any && tie);
        }
        for (size_t a = 0; a < n; a++) {
            uint32_t low = 1, high = (uint32_t)n;
            for (size_t b = 0; b < n; b++) {
                if (a == b) continue;
                low += least(&c, b, a, pct) > 0;
                high -= least(&c, a, b, pct) > 0;
            }
            assert_int_equal(got.countries[a].rank_low, low);
            assert_int_equal(got.countries[a].rank_high, high);
        }
    }
}

static void robust_lists_pairs_by_the_place_of_both(void **state)
{
    (void)state;
    test_random random = {2};
    const size_t n = 11;
    const robust_case c = robust_random(&random, n, 4, 12, 0);
    const at_robust got = robust_at(&c, 25);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++, at++) {
            assert_int_equal(got.pairs[at].a, c.scores.by_rank[i]);
            assert_int_equal(got.pairs[at].b, c.scores.by_rank[j]);
            assert_int_equal(got.pairs[at].neighbours, j == i + 1);
        }
    }
    assert_int_equal(at, got.pair_count);
}

/* 0.501 and 0.504 are both 0.50; the second is ahead all the same. */
static void robust_takes_the_higher_exact_total_as_first_of_a_pair(void **state)
{
    (void)state;
    const int64_t most[] = {1000, 1000}, points[] = {500, 1, 501, 3};
    const robust_case c = robust_make(2, 2, 1000, most, points, NULL);
    assert_int_equal(c.scores.by_rank[0], 0);
    const at_robust got = robust_at(&c, 25);
    assert_int_equal(got.pairs[0].a, 1);
    assert_int_equal(got.pairs[0].b, 0);
    assert_true(got.pairs[0].holds && got.pairs[0].holds_any && got.pairs[0].neighbours);
}

/* The first is above under all weights; rounded, they share place 1, and 2..2 would deny it. */
static void robust_bounds_hold_the_rank_that_rounding_gives(void **state)
{
    (void)state;
    const int64_t most[] = {1000, 1000}, points[] = {501, 3, 500, 1};
    const robust_case c = robust_make(2, 2, 1000, most, points, NULL);
    const at_robust got = robust_at(&c, 25);
    assert_int_equal(got.countries[0].rank, 1);
    assert_int_equal(got.countries[0].rank_low, 1);
    assert_int_equal(got.countries[0].rank_high, 1);
    assert_int_equal(got.countries[1].rank, 1);
    assert_int_equal(got.countries[1].rank_low, 1);
    assert_int_equal(got.countries[1].rank_high, 2);
}

static void robust_at_0_percent_is_the_order_of_totals(void **state)
{
    (void)state;
    test_random random = {3};
    const robust_case c = robust_random(&random, 30, 5, 3, 0); /* few steps: ties */
    const settings with_draws = {.pct = ROBUST_PCT(0), .box_draws = 5};
    const at_robust got = robust_of(&c.items, &c.scores, with_draws);
    assert_int_equal(got.hold, got.pair_count);
    for (size_t at = 0; at < got.pair_count; at++) {
        const at_robust_pair *p = &got.pairs[at];
        const bool level = robust_total(&c, p->a) == robust_total(&c, p->b);
        assert_true(p->share_within == (level ? 0.5 : 1));
    }
    for (size_t i = 0; i < 30; i++) {
        const uint32_t rank = c.scores.countries[i].rank;
        assert_int_equal(got.countries[i].rank, rank);
        assert_int_equal(got.countries[i].rank_low, rank);
        /* those level with it are not strictly below it */
        uint32_t level = 0;
        for (size_t k = 0; k < 30; k++) level += c.scores.countries[k].rank == rank;
        assert_int_equal(got.countries[i].rank_high, rank + level - 1);
    }
}

/* The more weights are admitted, the less holds; and what holds for all holds within 100 %. */
static void robust_holds_less_the_more_weights_may_vary(void **state)
{
    (void)state;
    test_random random = {4};
    for (int i = 0; i < 10; i++) {
        const robust_case c = robust_random(&random, 12, 6, 8, 10);
        at_robust before = robust_at(&c, 0);
        for (int64_t pct = 5; pct <= 100; pct += 5) {
            const at_robust now = robust_at(&c, pct);
            for (size_t at = 0; at < now.pair_count; at++) {
                assert_true(before.pairs[at].holds || !now.pairs[at].holds);
                if (now.pairs[at].holds_any) assert_true(now.pairs[at].holds);
                assert_true(now.pairs[at].share == before.pairs[at].share);
                assert_true(now.pairs[at].epsilon == before.pairs[at].epsilon);
            }
            for (size_t k = 0; k < now.country_count; k++) {
                assert_true(now.countries[k].rank_low <= before.countries[k].rank_low);
                assert_true(now.countries[k].rank_high >= before.countries[k].rank_high);
            }
            before = now;
        }
    }
}

static void robust_gives_equal_profiles_half_of_everything(void **state)
{
    (void)state;
    const int64_t most[] = {7, 11, 13}, points[] = {1, 2, 12, 7, 11, 13, 1, 2, 12};
    const robust_case c = robust_make(3, 3, 1, most, points, NULL);
    const settings s = {.pct = ROBUST_PCT(25), .box_draws = 100};
    const at_robust got = robust_of(&c.items, &c.scores, s);
    const at_robust_pair *twins = &got.pairs[2];
    assert_int_equal(twins->a, 0);
    assert_int_equal(twins->b, 2);
    assert_true(twins->holds && twins->holds_any && twins->ties_at_corner && twins->neighbours);
    assert_true(twins->share == 0.5 && twins->share_within == 0.5);
    assert_true(twins->share_within_error == 0 && twins->epsilon == 0);
    for (size_t i = 0; i < 3; i += 2) {
        /* neither is strictly below the other, so an outer bound leaves both the last place */
        assert_int_equal(got.countries[i].rank_low, 2);
        assert_int_equal(got.countries[i].rank_high, 3);
    }
}

static void robust_is_certain_only_of_what_is_proved(void **state)
{
    (void)state;
    /* 0 above 1 everywhere; 0 and 2 differ in one item of three */
    const int64_t most[] = {10, 10, 10}, points[] = {9, 9, 9, 8, 8, 8, 10, 9, 9};
    const robust_case c = robust_make(3, 3, 1, most, points, NULL);
    const settings s = {.pct = ROBUST_PCT(100), .box_draws = 1000};
    const at_robust got = robust_of(&c.items, &c.scores, s);
    for (size_t at = 0; at < 3; at++) {
        const at_robust_pair *p = &got.pairs[at];
        const bool proved = p->b == 1;
        assert_true(p->share == 1 && p->holds);
        assert_int_equal(p->ties_at_corner, !proved);
        assert_true(p->share_within == 1);
        assert_int_equal(p->share_within_error == 0, proved);
    }
    const at_robust without = robust_at(&c, 100);
    assert_true(isnan(without.pairs[0].share_within) && isnan(without.pairs[0].share_within_error));
}

/* Two items: within the box only the deviation t of one varies, evenly; a is ahead where 6 > 2 *
 * 30 * r t. */
static void robust_share_within_of_two_items_has_its_closed_form(void **state)
{
    (void)state;
    const int64_t most[] = {50, 50}, points[] = {38, 10, 8, 34};
    const robust_case c = robust_make(2, 2, 1, most, points, NULL);
    for (int64_t pct = 20; pct <= 100; pct += 20) {
        const settings s = {.pct = ROBUST_PCT(pct), .box_draws = 40000};
        const at_robust_pair p = robust_of(&c.items, &c.scores, s).pairs[0];
        /* score(a) - score(b) = 6 + 54 r t, t even on -1 .. 1 */
        const double turn = 6 / (54 * (double)pct / 100), want = turn < 1 ? (1 + turn) / 2 : 1;
        assert_close(p.share_within, want, 0, 4 * p.share_within_error);
        assert_close(p.share_within_error, sqrt(want * (1 - want) / 40000), 0.1, 1e-4);
        assert_int_equal(p.holds, turn >= 1);
    }
}

static void robust_takes_unknown_cells_at_their_worst_for_a_pair(void **state)
{
    (void)state;
    /* The second's middle is behind; filled with 1 it would be ahead. */
    const int64_t most[] = {10, 10}, low[] = {6, 6, 0, 5}, high[] = {6, 6, 10, 5};
    const robust_case c = robust_make(2, 2, 1, most, low, high);
    const at_robust got = robust_at(&c, 0);
    assert_int_equal(got.pairs[0].a, 0);
    assert_false(got.pairs[0].holds);
    assert_int_equal(got.countries[0].rank_high, 2);
    assert_int_equal(got.countries[1].rank_low, 1);
    assert_true(got.pairs[0].epsilon == 0);
    /* the share is over weights, at the middle of what is unknown: ahead in both items */
    assert_true(got.pairs[0].share == 1);
}

static void assert_same_robust(const at_robust *x, const at_robust *y)
{
    assert_int_equal(x->pair_count, y->pair_count);
    for (size_t at = 0; at < x->pair_count; at++) {
        const at_robust_pair *p = &x->pairs[at], *q = &y->pairs[at];
        assert_true(p->a == q->a && p->b == q->b && p->holds == q->holds);
        assert_true(p->share == q->share && p->epsilon == q->epsilon);
        assert_true(p->share_within == q->share_within);
        assert_true(p->share_within_error == q->share_within_error);
    }
    assert_memory_equal(x->countries, y->countries, x->country_count * sizeof *x->countries);
}

static void robust_is_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    test_random random = {5};
    const robust_case c = robust_random(&random, 25, 12, 9, 5);
    const settings one = {ROBUST_PCT(25), 5000, 1}, two = {ROBUST_PCT(25), 5000, 2};
    const settings five = {ROBUST_PCT(25), 5000, 5};
    const at_robust first = robust_of(&c.items, &c.scores, one);
    const at_robust second = robust_of(&c.items, &c.scores, two);
    const at_robust fifth = robust_of(&c.items, &c.scores, five);
    assert_same_robust(&first, &second);
    assert_same_robust(&first, &fifth);
}

static void robust_of_one_country_or_of_no_items_is_empty_but_whole(void **state)
{
    (void)state;
    const int64_t most[] = {3}, points[] = {2};
    const robust_case alone = robust_make(1, 1, 1, most, points, NULL);
    const settings s = {.pct = ROBUST_PCT(25), .box_draws = 10};
    const at_robust got = robust_of(&alone.items, &alone.scores, s);
    assert_int_equal(got.pair_count, 0);
    assert_int_equal(got.countries[0].rank_low, 1);
    assert_int_equal(got.countries[0].rank_high, 1);
    const robust_case blank = robust_make(3, 0, 1, NULL, NULL, NULL);
    const at_robust none = robust_of(&blank.items, &blank.scores, s);
    assert_int_equal(none.hold, 3);
    for (size_t at = 0; at < 3; at++) assert_true(none.pairs[at].share == 0.5);
}

static void robust_refuses_what_is_too_large_and_leaves_the_output_alone(void **state)
{
    (void)state;
    at_err err = {0};
    at_robust out = {.hold = 77};
    at_index_items items = {.country_count = AT_ROBUST_MAX_COUNTRIES + 1};
    at_index_scores scores = {.country_count = AT_ROBUST_MAX_COUNTRIES + 1};
    assert_fails(at_index_robust(test_arena(), &items, &scores, ROBUST_PCT(25), 1, 0, NULL, NULL,
                                 &out, &err),
                 &err, AT_ELIMIT, "4001 countries");
    items.country_count = 2;
    assert_fails(at_index_robust(test_arena(), &items, &scores, ROBUST_PCT(25), 1, 0, NULL, NULL,
                                 &out, &err),
                 &err, AT_EBUG, "2", "4001");
    const int64_t most[] = {3}, points[] = {2, 1};
    const robust_case c = robust_make(2, 1, 1, most, points, NULL);
    assert_fails(at_index_robust(test_arena(), &c.items, &c.scores, ROBUST_PCT(101), 1, 0, NULL,
                                 NULL, &out, &err),
                 &err, AT_EUSAGE, "0 to 100");
    assert_int_equal(out.hold, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(robust_finds_the_known_figures_of_2025),
        cmocka_unit_test(robust_bounds_contain_every_sampled_rank_of_2025),
        cmocka_unit_test(robust_share_within_agrees_with_the_draws_of_2025),
        cmocka_unit_test(robust_pairs_and_bounds_are_those_of_the_definitions),
        cmocka_unit_test(robust_lists_pairs_by_the_place_of_both),
        cmocka_unit_test(robust_takes_the_higher_exact_total_as_first_of_a_pair),
        cmocka_unit_test(robust_bounds_hold_the_rank_that_rounding_gives),
        cmocka_unit_test(robust_at_0_percent_is_the_order_of_totals),
        cmocka_unit_test(robust_holds_less_the_more_weights_may_vary),
        cmocka_unit_test(robust_gives_equal_profiles_half_of_everything),
        cmocka_unit_test(robust_is_certain_only_of_what_is_proved),
        cmocka_unit_test(robust_share_within_of_two_items_has_its_closed_form),
        cmocka_unit_test(robust_takes_unknown_cells_at_their_worst_for_a_pair),
        cmocka_unit_test(robust_is_the_same_on_any_number_of_threads),
        cmocka_unit_test(robust_of_one_country_or_of_no_items_is_empty_but_whole),
        cmocka_unit_test(robust_refuses_what_is_too_large_and_leaves_the_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
