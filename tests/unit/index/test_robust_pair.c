/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/robust_pair.h"

#include <math.h>

#include "num/rng.h"
#include "robust_case.h"

enum { MOST_ITEMS = 8 };

/* Two countries whose difference is d. */
static robust_case case_of_difference(size_t items, const int64_t *most, const int64_t *d)
{
    int64_t *points = robust_room(2 * items, sizeof *points);
    for (size_t k = 0; k < items; k++) points[d[k] > 0 ? k : items + k] = d[k] > 0 ? d[k] : -d[k];
    return robust_make(2, items, 1, most, points, NULL);
}

static at_pair_verdict weigh(const robust_case *c, at_fraction pct)
{
    at_err err = {0};
    at_pair_problem problem;
    assert_ok(at_pair_problem_make(test_arena(), &c->items, pct, &problem, &err), &err);
    at_big d[MOST_ITEMS];
    uint32_t order[MOST_ITEMS];
    at_pair_differences(&c->items, 0, 1, d);
    return at_pair_weigh(&problem, d, order);
}

/* At a vertex of the polytope of weights most * (1 + r t), all t but t_j are -1 or 1, and t_j
 * makes the sum of most * t zero. change = most_j * sum of d t there. */
typedef struct vertex {
    int64_t change, most;
} vertex;

static bool vertex_at(size_t items, const int64_t *most, const int64_t *d, size_t j, uint64_t signs,
                      vertex *out)
{
    int64_t sum = 0, change = 0;
    for (size_t k = 0; k < items; k++) {
        if (k == j) continue;
        const int64_t t = signs >> k & 1 ? 1 : -1;
        sum += most[k] * t;
        change += d[k] * t;
    }
    if (sum > most[j] || -sum > most[j]) return false;
    *out = (vertex){most[j] * change - d[j] * sum, most[j]};
    return true;
}

/* The vertex that is worst for the first country. */
static vertex worst_vertex(size_t items, const int64_t *most, const int64_t *d)
{
    vertex worst = {INT64_MAX, 0};
    for (size_t j = 0; j < items; j++) {
        for (uint64_t signs = 0; signs < 1u << items; signs++) {
            vertex v;
            if (!vertex_at(items, most, d, j, signs, &v)) continue;
            if (!worst.most || v.change * worst.most < worst.change * v.most) worst = v;
        }
    }
    assert_true(worst.most > 0);
    return worst;
}

static int sign(int64_t x)
{
    return (x > 0) - (x < 0);
}

typedef struct profile {
    size_t items;
    int64_t most[MOST_ITEMS], d[MOST_ITEMS], sum;
} profile;

static profile random_profile(test_random *random)
{
    profile p = {.items = 1 + test_random_below(random, 7)};
    for (size_t k = 0; k < p.items; k++) {
        p.most[k] = 1 + (int64_t)test_random_below(random, 12);
        p.d[k] = (int64_t)test_random_below(random, (uint64_t)(2 * p.most[k] + 1)) - p.most[k];
        p.sum += p.d[k];
    }
    return p;
}

static void pair_least_is_that_of_the_worst_vertex(void **state)
{
    (void)state;
    test_random random = {1};
    size_t found[3] = {0};
    for (int i = 0; i < 3000; i++) {
        const profile p = random_profile(&random);
        const robust_case c = case_of_difference(p.items, p.most, p.d);
        const vertex worst = worst_vertex(p.items, p.most, p.d);
        const int64_t den = 1 + (int64_t)test_random_below(&random, 3);
        const int64_t num = 20 * (int64_t)test_random_below(&random, (uint64_t)(5 * den + 1));
        const int want = sign(100 * den * p.sum * worst.most + num * worst.change);
        assert_int_equal(weigh(&c, (at_fraction){num, den}).least, want);
        found[want + 1]++;
    }
    for (size_t i = 0; i < 3; i++) assert_true(found[i] > 50);
}

/* The pct at which a lead is used up, to the last digit: a floating-point comparison would fail
 * here. */
static void pair_verdict_turns_exactly_where_the_lead_is_used_up(void **state)
{
    (void)state;
    test_random random = {2};
    size_t turned = 0;
    for (int i = 0; i < 3000; i++) {
        const profile p = random_profile(&random);
        const vertex worst = worst_vertex(p.items, p.most, p.d);
        const int64_t lead = p.sum * worst.most;
        if (lead <= 0 || lead >= -worst.change) continue;
        const robust_case c = case_of_difference(p.items, p.most, p.d);
        const int64_t fine = 1000000000000;
        const int64_t num = 100 * lead * fine, den = -worst.change * fine;
        assert_int_equal(weigh(&c, (at_fraction){num - 1, den}).least, 1);
        assert_int_equal(weigh(&c, (at_fraction){num, den}).least, 0);
        assert_int_equal(weigh(&c, (at_fraction){num + 1, den}).least, -1);
        turned++;
    }
    assert_true(turned > 200);
}

static void pair_least_at_0_percent_is_the_sign_of_the_totals(void **state)
{
    (void)state;
    test_random random = {3};
    for (int i = 0; i < 500; i++) {
        const profile p = random_profile(&random);
        const robust_case c = case_of_difference(p.items, p.most, p.d);
        assert_int_equal(weigh(&c, ROBUST_PCT(0)).least, sign(p.sum));
    }
}

static void pair_least_anywhere_is_the_worst_single_item(void **state)
{
    (void)state;
    test_random random = {4};
    for (int i = 0; i < 500; i++) {
        const profile p = random_profile(&random);
        const robust_case c = case_of_difference(p.items, p.most, p.d);
        int worst = 1;
        for (size_t k = 0; k < p.items; k++) {
            if (sign(p.d[k]) < worst) worst = sign(p.d[k]);
        }
        const at_pair_verdict verdict = weigh(&c, ROBUST_PCT(100));
        assert_int_equal(verdict.least_anywhere, worst);
        if (worst >= 0) assert_true(verdict.least >= 0);
    }
}

/* Foster, McGillivray and Seth 2013: weights (1 - e) own + e x. The whole of x on one item is the
 * worst, so e is the least over items of D / (D - W d_k / most_k), and nothing flips below it. */
static void pair_epsilon_is_the_least_over_the_corners(void **state)
{
    (void)state;
    test_random random = {5};
    for (int i = 0; i < 2000; i++) {
        const profile p = random_profile(&random);
        const robust_case c = case_of_difference(p.items, p.most, p.d);
        int64_t whole = 0;
        for (size_t k = 0; k < p.items; k++) whole += p.most[k];
        double least = p.sum > 0 ? 1 : 0;
        for (size_t k = 0; k < p.items; k++) {
            const double corner = (double)(whole * p.d[k]) / (double)p.most[k];
            if (corner >= 0 || p.sum <= 0) continue;
            least = fmin(least, (double)p.sum / ((double)p.sum - corner));
        }
        assert_close(weigh(&c, ROBUST_PCT(25)).epsilon, least, 1e-14, 0);
    }
}

static void pair_epsilon_by_hand(void **state)
{
    (void)state;
    /* Weights 60 and 40; 48 + 10 against 30 + 22: D = 6, fractions differ by .3 and -.3; 6 / (6 +
     * 30). */
    const int64_t most[] = {60, 40}, points[] = {48, 10, 30, 22};
    const robust_case c = robust_make(2, 2, 1, most, points, NULL);
    assert_close(weigh(&c, ROBUST_PCT(25)).epsilon, 1.0 / 6, 1e-15, 0);
    /* Weights (60 - x, 40 + x) turn it at x = 10, that is 25 % of 40. */
    assert_int_equal(weigh(&c, ROBUST_PCT(25)).least, 0);
    assert_int_equal(weigh(&c, (at_fraction){249999, 10000}).least, 1);
}

static void pair_takes_the_first_at_its_low_and_the_second_at_its_high(void **state)
{
    (void)state;
    const int64_t most[] = {10, 10}, low[] = {8, 8, 2, 2}, high[] = {10, 10, 9, 3};
    const robust_case c = robust_make(2, 2, 1, most, low, high);
    at_big d[2];
    at_pair_differences(&c.items, 0, 1, d);
    assert_int_equal(at_big_compare(d[0], at_big_from_i64(-1)), 0);
    assert_int_equal(at_big_compare(d[1], at_big_from_i64(5)), 0);
    at_pair_differences(&c.items, 1, 0, d);
    assert_int_equal(at_big_compare(d[0], at_big_from_i64(-8)), 0);
}

static void pair_refuses_a_percentage_outside_0_to_100(void **state)
{
    (void)state;
    const int64_t most[] = {1}, points[] = {0, 1};
    const robust_case c = robust_make(2, 1, 1, most, points, NULL);
    static const at_fraction wrong[] = {{-1, 10}, {101, 1}, {1001, 10}, {1, 0}};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        at_err err = {0};
        at_pair_problem problem;
        assert_fails(at_pair_problem_make(test_arena(), &c.items, wrong[i], &problem, &err), &err,
                     AT_EUSAGE, "0 to 100");
    }
}

/* What all items have in common costs nothing; what they have not is refused before it can
 * overflow. */
static void pair_refuses_points_too_long_for_exact_products_only(void **state)
{
    (void)state;
    const at_big unit = at_big_pow10(140), one = at_big_from_i64(1);
    const at_big nothing = at_big_from_i64(0), low[] = {unit, nothing, nothing, unit};
    at_big most[] = {unit, at_big_mul(unit, at_big_from_i64(2))};
    const at_index_items items = {.item_count = 2,
                                  .country_count = 2,
                                  .most = most,
                                  .low = low,
                                  .high = low,
                                  .den = at_big_from_i64(1)};
    at_err err = {0};
    at_pair_problem problem;
    at_big d[2];
    uint32_t order[2];
    assert_ok(at_pair_problem_make(test_arena(), &items, ROBUST_PCT(25), &problem, &err), &err);
    at_pair_differences(&items, 1, 0, d);
    /* level under the own weights, so behind as soon as they change */
    assert_int_equal(at_pair_weigh(&problem, d, order).least, -1);
    most[0] = at_big_add(most[0], one);
    assert_fails(at_pair_problem_make(test_arena(), &items, ROBUST_PCT(25), &problem, &err), &err,
                 AT_ELIMIT, "512 bits", "expected");
}

/* --- share --- */

enum { SHARE_ITEMS = 80 };

static double share_of(const double *d, size_t count)
{
    double room[2 * SHARE_ITEMS + 1];
    return at_pair_share(d, count, room);
}

static void share_of_two_and_three_items_has_its_closed_form(void **state)
{
    (void)state;
    at_rng rng = at_rng_stream(1, AT_RNG_TEST, 0);
    for (int i = 0; i < 2000; i++) {
        const double x = at_rng_exponential(&rng), y = at_rng_exponential(&rng);
        const double z = at_rng_exponential(&rng);
        const double two[] = {x, -y}, one_of_three[] = {-y, x, -z}, two_of_three[] = {x, -y, z};
        assert_close(share_of(two, 2), x / (x + y), 1e-14, 0);
        assert_close(share_of(one_of_three, 3), x * x / ((x + y) * (x + z)), 1e-14, 0);
        assert_close(share_of(two_of_three, 3), 1 - y * y / ((x + y) * (z + y)), 0, 1e-14);
    }
}

/* K items ahead and L behind by the same: a race of Gamma(K) against Gamma(L), that is of fair
 * coins. */
static void share_of_equal_leads_is_binomial(void **state)
{
    (void)state;
    for (int ahead = 1; ahead < SHARE_ITEMS; ahead += 3) {
        for (int behind = 1; ahead + behind <= SHARE_ITEMS; behind += 2) {
            double d[SHARE_ITEMS];
            for (int k = 0; k < ahead + behind; k++) d[k] = k < behind ? -0.3 : 0.3;
            const int tosses = ahead + behind - 1;
            double tail = 0, term = ldexp(1, -tosses); /* all heads */
            for (int tails = 0; tails < ahead; tails++) {
                tail += term;
                term *= (double)(tosses - tails) / (tails + 1);
            }
            assert_close(share_of(d, (size_t)(ahead + behind)), tail, 1e-12, 0);
        }
    }
}

static void share_agrees_with_draws(void **state)
{
    (void)state;
    enum { DRAWS = 40000 };
    at_rng rng = at_rng_stream(2, AT_RNG_TEST, 0);
    for (size_t items = 2; items <= 40; items++) {
        double d[SHARE_ITEMS];
        for (size_t k = 0; k < items; k++) d[k] = 2 * at_rng_unit(&rng) - 1;
        if (items % 3 == 0) d[items / 2] = 0;
        int won = 0;
        for (int i = 0; i < DRAWS; i++) {
            double sum = 0;
            for (size_t k = 0; k < items; k++) sum += d[k] * at_rng_exponential(&rng);
            won += sum > 0;
        }
        const double share = share_of(d, items), error = sqrt(share * (1 - share) / DRAWS);
        assert_close((double)won / DRAWS, share, 0, 4 * error + 1e-9);
    }
}

static void share_of_both_sides_adds_to_1(void **state)
{
    (void)state;
    at_rng rng = at_rng_stream(3, AT_RNG_TEST, 0);
    for (size_t items = 1; items <= SHARE_ITEMS; items++) {
        double d[SHARE_ITEMS], opposite[SHARE_ITEMS];
        for (size_t k = 0; k < items; k++) {
            d[k] = (double)at_rng_below(&rng, 9) / 4 - 1;
            opposite[k] = -d[k];
        }
        assert_close(share_of(d, items) + share_of(opposite, items), 1, 0, 1e-12);
    }
}

static void share_does_not_depend_on_the_order_of_items_or_on_zeros(void **state)
{
    (void)state;
    at_rng rng = at_rng_stream(4, AT_RNG_TEST, 0);
    for (int i = 0; i < 200; i++) {
        double d[12] = {0}, turned[12];
        for (size_t k = 0; k < 9; k++) d[k] = 2 * at_rng_unit(&rng) - 1;
        for (size_t k = 0; k < 12; k++) turned[k] = d[(k * 5 + 3) % 12];
        assert_close(share_of(turned, 12), share_of(d, 9), 1e-13, 0);
    }
}

static void share_of_one_sided_profiles_is_0_half_or_1(void **state)
{
    (void)state;
    const double above[] = {0, 0.25, 0}, same[] = {0, 0, 0}, below[] = {0, -0.25, 0};
    assert_true(share_of(above, 3) == 1);
    assert_true(share_of(same, 3) == 0.5);
    assert_true(share_of(below, 3) == 0);
    assert_true(share_of(same, 0) == 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pair_least_is_that_of_the_worst_vertex),
        cmocka_unit_test(pair_verdict_turns_exactly_where_the_lead_is_used_up),
        cmocka_unit_test(pair_least_at_0_percent_is_the_sign_of_the_totals),
        cmocka_unit_test(pair_least_anywhere_is_the_worst_single_item),
        cmocka_unit_test(pair_epsilon_is_the_least_over_the_corners),
        cmocka_unit_test(pair_epsilon_by_hand),
        cmocka_unit_test(pair_takes_the_first_at_its_low_and_the_second_at_its_high),
        cmocka_unit_test(pair_refuses_a_percentage_outside_0_to_100),
        cmocka_unit_test(pair_refuses_points_too_long_for_exact_products_only),
        cmocka_unit_test(share_of_two_and_three_items_has_its_closed_form),
        cmocka_unit_test(share_of_equal_leads_is_binomial),
        cmocka_unit_test(share_agrees_with_draws),
        cmocka_unit_test(share_of_both_sides_adds_to_1),
        cmocka_unit_test(share_does_not_depend_on_the_order_of_items_or_on_zeros),
        cmocka_unit_test(share_of_one_sided_profiles_is_0_half_or_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
