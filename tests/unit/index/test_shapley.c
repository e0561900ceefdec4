/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/shapley.h"
#include "support.h"

#include <string.h>

static int64_t small(at_big a)
{
    assert_true(at_big_ok(a) && a.used <= 1);
    const int64_t magnitude = a.used ? (int64_t)a.limb[0] : 0;
    return a.negative ? -magnitude : magnitude;
}

static void random_game(test_random *random, size_t players, at_big *values, int64_t *plain)
{
    for (size_t i = 0; i < (size_t)1 << players; i++) {
        plain[i] = (int64_t)test_random_below(random, 2000001) - 1000000;
        values[i] = at_big_from_i64(plain[i]);
    }
}

/* The next order in lexicographic sequence (Knuth, TAOCP 7.2.1.2, algorithm L); false after the last. */
static bool next_order(size_t *order, size_t n)
{
    if (n < 2) return false;
    size_t j = n - 1;
    while (j > 0 && order[j - 1] >= order[j]) j--;
    if (j == 0) return false;
    size_t l = n - 1;
    while (order[j - 1] >= order[l]) l--;
    const size_t kept = order[j - 1];
    order[j - 1] = order[l];
    order[l] = kept;
    for (size_t a = j, b = n - 1; a < b; a++, b--) {
        const size_t other = order[a];
        order[a] = order[b];
        order[b] = other;
    }
    return true;
}

static void shapley_is_the_mean_over_all_orders_of_arrival(void **state)
{
    (void)state;
    test_random random = {1};
    for (size_t players = 1; players <= 5; players++) {
        at_big values[32], parts[5];
        int64_t plain[32], sums[5] = {0};
        size_t order[] = {0, 1, 2, 3, 4};
        int64_t orders = 0;
        random_game(&random, players, values, plain);
        do {
            size_t present = 0;
            for (size_t i = 0; i < players; i++) {
                const size_t joined = present | (size_t)1 << order[i];
                sums[order[i]] += plain[joined] - plain[present];
                present = joined;
            }
            orders++;
        } while (next_order(order, players));
        at_shapley(players, values, parts);
        assert_int_equal(small(at_shapley_den(players)), orders);
        for (size_t i = 0; i < players; i++) assert_int_equal(small(parts[i]), sums[i]);
    }
}

static void parts_add_up_to_what_all_players_change(void **state)
{
    (void)state;
    test_random random = {2};
    for (int round = 0; round < 200; round++) {
        const size_t players = 1 + test_random_below(&random, AT_SHAPLEY_MAX_PLAYERS);
        at_big values[1 << AT_SHAPLEY_MAX_PLAYERS], parts[AT_SHAPLEY_MAX_PLAYERS], sum = {0};
        int64_t plain[1 << AT_SHAPLEY_MAX_PLAYERS];
        random_game(&random, players, values, plain);
        at_shapley(players, values, parts);
        for (size_t i = 0; i < players; i++) sum = at_big_add(sum, parts[i]);
        assert_int_equal(small(sum), (plain[((size_t)1 << players) - 1] - plain[0]) *
                                         small(at_shapley_den(players)));
    }
}

/* A player who changes nothing gets nothing and changes nobody's part; equals get equal parts. */
static void dummies_get_nothing_and_equals_the_same(void **state)
{
    (void)state;
    test_random random = {3};
    at_big three[8], four[16], parts[4], with_dummy[4];
    int64_t plain[8];
    random_game(&random, 3, three, plain);
    three[2] = three[1]; /* players 0 and 1 are interchangeable */
    three[6] = three[5];
    for (size_t i = 0; i < 16; i++) four[i] = three[i & 7];
    at_shapley(3, three, parts);
    at_shapley(4, four, with_dummy);
    assert_int_equal(small(parts[0]), small(parts[1]));
    assert_int_equal(small(with_dummy[3]), 0);
    for (size_t i = 0; i < 3; i++) assert_int_equal(4 * small(parts[i]), small(with_dummy[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapley_is_the_mean_over_all_orders_of_arrival),
        cmocka_unit_test(parts_add_up_to_what_all_players_change),
        cmocka_unit_test(dummies_get_nothing_and_equals_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
