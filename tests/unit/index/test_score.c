/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_text.h"
#include "index/score.h"
#include "rational_score.h"

#include <stdlib.h>

static at_index_scores score(const at_index_edition *edition)
{
    at_index_scores scores = {0};
    at_err err = {0};
    assert_ok(at_index_score_edition(test_arena(), edition, &scores, &err), &err);
    return scores;
}

static bool equal(at_ratio a, at_ratio b)
{
    return at_ratio_ok(a) && at_ratio_ok(b) && at_ratio_compare(a, b) == 0;
}

static void assert_equals(at_ratio got, int64_t num, int64_t den)
{
    const at_ratio want = at_ratio_make(at_big_from_i64(num), at_big_from_i64(den));
    if (!equal(got, want))
        fail_msg("%.17g is not %lld/%lld", at_ratio_f64(got), (long long)num, (long long)den);
}

/* "88.83" as 8883. */
static int64_t hundredths_of(at_str text)
{
    at_fraction f = {0};
    at_err err = {0};
    assert_ok(at_parse_fraction(text, &f, &err), &err);
    return rational_hundredths(at_fraction_ratio(f));
}

static void assert_published(const char *year, int64_t tolerance)
{
    const at_index_edition edition = edition_of_rainbow(year);
    const at_index_scores scores = score(&edition);
    const char *path = test_format("%s/published.csv", year);
    const at_str *totals = rainbow_column(path, "score", &edition);
    const at_str *ranks = rainbow_column(path, "rank", &edition);
    assert_int_equal(scores.country_count, 49);
    for (size_t i = 0; i < 49; i++) {
        const int64_t off = scores.countries[i].hundredths - hundredths_of(totals[i]);
        assert_in_range(off + tolerance, 0, 2 * tolerance);
        assert_str(ranks[i], test_format("%u", scores.countries[i].rank));
    }
}

static void score_reproduces_every_published_total_and_rank_of_2025(void **state)
{
    (void)state;
    assert_published("2025", 0);
}

static void score_takes_the_ranks_of_2024_from_its_categories(void **state)
{
    (void)state;
    assert_published("2024", 0);
}

static void score_adds_exactly_what_the_definition_adds(void **state)
{
    (void)state;
    test_random random = {1};
    for (int round = 0; round < 300; round++) {
        const random_shape shape = {1 + test_random_below(&random, 15),
                                    1 + test_random_below(&random, 4), 6,
                                    (unsigned)test_random_below(&random, 40)};
        const at_index_edition edition = random_edition(&random, shape);
        const at_index_scores scores = score(&edition);
        assert_true(equal(scores.attainable, rational_attainable(&edition, NULL)));
        for (size_t c = 0; c < shape.countries; c++) {
            const at_fraction *row = &edition.values[c * shape.criteria];
            const at_index_score *s = &scores.countries[c];
            const at_ratio total = rational_score(&edition, NULL, row, AT_INDEX_NONE);
            assert_true(equal(s->total, total));
            assert_int_equal(s->hundredths, rational_hundredths(total));
            assert_true(equal(s->low, rational_points(&edition, NULL, row, 0, AT_INDEX_NONE)));
            assert_true(equal(s->high, rational_points(&edition, NULL, row, 1, AT_INDEX_NONE)));
            assert_true(at_ratio_compare(s->low, s->total) <= 0);
            assert_true(at_ratio_compare(s->total, s->high) <= 0);
            assert_true(at_ratio_compare(s->high, scores.attainable) <= 0);
            for (size_t k = 0; k < shape.categories; k++) {
                assert_true(equal(scores.points[c * shape.categories + k],
                                  rational_score(&edition, NULL, row, k)));
            }
        }
    }
}

/* Whatever is filled in, the total lies between low and high: values above 0 never cost points. */
static void score_range_holds_every_filling_of_unknown_cells(void **state)
{
    (void)state;
    static const at_fraction fillings[] = {{0, 1}, {1, 1}, {1, 2}, {1, 3}, {7, 9}};
    test_random random = {2};
    for (int round = 0; round < 300; round++) {
        const at_index_edition edition = random_edition(&random, (random_shape){9, 3, 4, 30});
        const at_index_scores range = score(&edition);
        at_index_edition filled = edition_copy(&edition);
        for (size_t i = 0; i < 4 * 9; i++) {
            at_fraction *cell = edition_cell(&filled, i / 9, i % 9);
            if (!cell->den) *cell = fillings[test_random_below(&random, AT_COUNT_OF(fillings))];
        }
        const at_index_scores known = score(&filled);
        for (size_t c = 0; c < 4; c++) {
            const at_index_score *r = &range.countries[c], *k = &known.countries[c];
            assert_true(at_ratio_compare(r->low, k->total) <= 0);
            assert_true(at_ratio_compare(k->total, r->high) <= 0);
            assert_in_range(k->rank, r->rank_low, r->rank_high);
            assert_int_equal(k->unknown, 0);
        }
    }
}

/* All fillings with 0 and 1 are tried: the range of ranks is attained at both ends, not just an outer bound. */
static void rank_range_is_attained_by_some_filling(void **state)
{
    (void)state;
    enum { COUNTRIES = 4, CRITERIA = 5, MOST = 8 };
    test_random random = {3};
    for (int round = 0; round < 60; round++) {
        const at_index_edition edition =
            random_edition(&random, (random_shape){CRITERIA, 2, COUNTRIES, 20});
        const at_index_scores range = score(&edition);
        size_t unknown[COUNTRIES * CRITERIA], count = 0;
        for (size_t i = 0; i < COUNTRIES * CRITERIA; i++) {
            if (!edition.values[i].den) unknown[count++] = i;
        }
        if (count > MOST) continue;
        uint32_t best[COUNTRIES] = {COUNTRIES, COUNTRIES, COUNTRIES, COUNTRIES};
        uint32_t worst[COUNTRIES] = {1, 1, 1, 1};
        for (size_t filling = 0; filling < (size_t)1 << count; filling++) {
            at_index_edition filled = edition_copy(&edition);
            for (size_t i = 0; i < count; i++) {
                *edition_cell(&filled, unknown[i] / CRITERIA, unknown[i] % CRITERIA) =
                    (at_fraction){filling >> i & 1, 1};
            }
            const at_index_scores known = score(&filled);
            for (size_t c = 0; c < COUNTRIES; c++) {
                const uint32_t rank = known.countries[c].rank;
                if (rank < best[c]) best[c] = rank;
                if (rank > worst[c]) worst[c] = rank;
            }
        }
        for (size_t c = 0; c < COUNTRIES; c++) {
            assert_int_equal(range.countries[c].rank_low, best[c]);
            assert_int_equal(range.countries[c].rank_high, worst[c]);
        }
    }
}

static void score_counts_only_the_most_of_a_group(void **state)
{
    (void)state;
    const at_index_edition edition = edition_from_text(
        "2030",
        "id,category,weight,exclusive_group\nmarriage,Family,3.75,partnership\n"
        "registered,Family,3,partnership\ncohabitation,Family,1,partnership\nadoption,Family,2,\n",
        "iso2,marriage,registered,cohabitation,adoption\nAA,1,1,1,1\nBB,0.5,1,1,0\nCC,0,0,1,0\nDD,,"
        "1,0,0\n");
    const at_index_scores scores = score(&edition);
    assert_equals(scores.attainable, 575, 100);
    assert_equals(scores.countries[0].total, 575, 100);
    assert_equals(scores.countries[1].total, 3, 1);
    assert_equals(scores.countries[2].total, 1, 1);
    /* 3 for certain, 3.75 at most */
    assert_equals(scores.countries[3].low, 3, 1);
    assert_equals(scores.countries[3].high, 375, 100);
    assert_equals(scores.countries[3].total, 3375, 1000);
}

static void score_of_what_lacks_its_prerequisite_is_nothing(void **state)
{
    (void)state;
    const at_index_edition edition = edition_from_text(
        "2030", "id,category,weight,requires\nban,Intersex,5,\nmonitoring,Intersex,3,ban\n",
        "iso2,ban,monitoring\nAA,1,1\nBB,0,1\nCC,1/16,1\nDD,,1\nEE,1,\n");
    const at_index_scores scores = score(&edition);
    assert_equals(scores.countries[0].total, 8, 1);
    assert_equals(scores.countries[1].total, 0, 1);
    assert_equals(scores.countries[2].total, 53, 16); /* a regional share of it is enough */
    assert_equals(scores.countries[3].low, 0, 1);
    assert_equals(scores.countries[3].high, 8, 1);
    assert_equals(scores.countries[4].low, 5, 1);
    assert_int_equal(scores.countries[3].unknown, 1);
}

/* Thirds have no end in binary or decimal; three of them are 1 all the same. */
static void score_of_three_thirds_ties_with_one_whole(void **state)
{
    (void)state;
    const at_index_edition edition = edition_from_text(
        "2030", "id,category,weight\nA,X,0.1\nB,X,0.1\nC,X,0.1\nD,X,0.1\n",
        "iso2,A,B,C,D\nAA,1/3,1/3,1/3,0\nBB,0,0,0,1\nCC,1/3,1/3,0.333333333333333333,0\n");
    const at_index_scores scores = score(&edition);
    assert_true(equal(scores.countries[0].total, scores.countries[1].total));
    assert_int_equal(scores.countries[0].exact_rank, 1);
    assert_int_equal(scores.countries[1].exact_rank, 1);
    assert_int_equal(scores.countries[2].exact_rank, 3); /* by a third of 10^-19 */
    assert_int_equal(scores.countries[2].rank, 1);
}

static void totals_are_rounded_half_up_and_ranked_as_printed(void **state)
{
    (void)state;
    const at_index_edition edition = edition_from_text(
        "2030", "id,category,weight\nA,X,1\n",
        "iso2,A\nEE,0.004999999999999999\nDD,0.005\nCC,0.0149\nBB,0.5\nAA,0.4999\n");
    const at_index_scores scores = score(&edition);
    static const int64_t hundredths[] = {0, 1, 1, 50, 50};
    static const uint32_t ranks[] = {5, 3, 3, 1, 1}, exact[] = {5, 4, 3, 1, 2};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(scores.countries[i].hundredths, hundredths[i]);
        assert_int_equal(scores.countries[i].rank, ranks[i]);
        assert_int_equal(scores.countries[i].exact_rank, exact[i]);
    }
    static const uint32_t by_rank[] = {4, 3, 2, 1, 0}; /* equals by iso2 */
    for (size_t i = 0; i < 5; i++) assert_int_equal(scores.by_rank[i], by_rank[i]);
}

static void weights_of_17_digits_are_kept_whole(void **state)
{
    (void)state;
    const at_index_edition edition = edition_from_text(
        "2030", "id,category,weight\nA,X,0.12345678901234567\nB,X,0.12345678901234568\n",
        "iso2,A,B\nAA,1,0\nBB,0,1\nCC,1/3,2/3\n");
    const at_index_scores scores = score(&edition);
    assert_int_equal(scores.countries[0].exact_rank, 3);
    assert_int_equal(scores.countries[1].exact_rank, 1);
    assert_int_equal(scores.countries[2].exact_rank, 2);
    const at_index_edition large = edition_from_text(
        "2030", "id,category,weight\nA,X,12345678901234567\nB,X,1\n", "iso2,A,B\nAA,1,0\nBB,1,1\n");
    const at_index_scores huge = score(&large);
    assert_int_equal(huge.countries[0].hundredths, 1234567890123456700);
    assert_int_equal(huge.countries[1].hundredths, 1234567890123456800);
}

static void order_of_countries_and_criteria_changes_no_score(void **state)
{
    (void)state;
    test_random random = {4};
    at_index_edition edition = random_edition(&random, (random_shape){20, 4, 60, 10});
    const at_index_scores scores = score(&edition);
    const at_index_edition by_country = with_countries_shuffled(&edition, &random);
    const at_index_scores shuffled = score(&by_country);
    for (size_t i = 0; i < 60; i++) {
        const char *iso2 = test_format("%.*s", AT_STR_ARG(by_country.countries[i].iso2));
        const at_index_score *a = &shuffled.countries[i];
        const at_index_score *b = &scores.countries[country_of(&edition, iso2)];
        assert_true(equal(a->total, b->total));
        assert_int_equal(a->rank, b->rank);
        assert_int_equal(a->rank_low, b->rank_low);
        assert_int_equal(a->rank_high, b->rank_high);
        assert_same_str(by_country.countries[shuffled.by_rank[i]].iso2,
                        edition.countries[scores.by_rank[i]].iso2);
    }
    const size_t *place;
    const at_index_edition by_criterion = with_criteria_shuffled(&edition, &random, &place);
    const at_index_scores other = score(&by_criterion);
    for (size_t i = 0; i < 60; i++) {
        assert_true(equal(other.countries[i].total, scores.countries[i].total));
    }
}

static int descending(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left < right) - (left > right);
}

/* A rank is one more than the number of those above, for 100,000 as for four. */
static void ranks_of_100000_countries_count_those_above(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    test_random random = {5};
    at_index_edition edition = random_edition(&random, (random_shape){6, 2, MANY, 5});
    const at_index_scores scores = score(&edition);
    int64_t *sorted = at_arena_alloc(test_arena(), MANY, sizeof *sorted);
    assert_non_null(sorted);
    for (size_t i = 0; i < MANY; i++) sorted[i] = scores.countries[i].hundredths;
    qsort(sorted, MANY, sizeof *sorted, descending);
    for (size_t i = 0; i < MANY; i++) {
        const at_index_score *c = &scores.countries[scores.by_rank[i]];
        assert_int_equal(c->hundredths, sorted[i]);
        assert_true(sorted[c->rank - 1] == c->hundredths);
        assert_true(c->rank == 1 || sorted[c->rank - 2] > c->hundredths);
    }
}

static void score_without_weights_is_refused_with_advice(void **state)
{
    (void)state;
    const at_index_edition edition =
        edition_from_text("2019", "id,category\nA,X\n", "iso2,A\nAA,1\n");
    at_index_scores scores = {0};
    at_err err = {0};
    assert_fails(at_index_score_edition(test_arena(), &edition, &scores, &err), &err, AT_EINPUT,
                 "\"2019\"", "no weights", "column \"weight\"");
    assert_null(scores.countries);
}

/* Denominators without a common factor multiply: nine of 18 digits pass 512 bits. */
static void numbers_that_do_not_fit_512_bits_are_refused(void **state)
{
    (void)state;
    at_index_edition edition =
        edition_from_text("2030", "id,category,weight\nA,X,1\nB,X,1\nC,X,1\n",
                          "iso2,A,B,C\n"
                          "AA,1/999999999999999989,1/999999999999999967,1/999999999999999877\n"
                          "BB,1/999999999999999863,1/999999999999999829,1/999999999999999809\n"
                          "CC,1/999999999999999803,1/999999999999999799,1/999999999999999783\n");
    at_index_scores scores = {0};
    at_err err = {0};
    assert_fails(at_index_score_edition(test_arena(), &edition, &scores, &err), &err, AT_ELIMIT,
                 "\"2030\"", "512 bits", "common denominators");
    edition.country_count = 2;
    assert_ok(at_index_score_edition(test_arena(), &edition, &scores, &err), &err);
}

static void scores_past_63_bits_of_hundredths_are_refused(void **state)
{
    (void)state;
    const at_index_edition edition =
        edition_from_text("2030", "id,category,weight\nA,X,900000000000000000\n", "iso2,A\nAA,1\n");
    at_index_scores scores = {0};
    at_err err = {0};
    assert_fails(at_index_score_edition(test_arena(), &edition, &scores, &err), &err, AT_ELIMIT,
                 "smaller weights");
}

static void score_of_nobody_and_of_nothing_is_empty(void **state)
{
    (void)state;
    const at_index_edition nobody =
        edition_from_text("2030", "id,category,weight\nA,X,2\n", "iso2,A\n");
    assert_int_equal(score(&nobody).country_count, 0);
    assert_equals(score(&nobody).attainable, 2, 1);
    const at_index_edition weightless =
        edition_from_text("2030", "id,category,weight\nA,X,0\n", "iso2,A\nAA,1\nBB,0\n");
    assert_int_equal(score(&weightless).countries[0].rank, 1);
    assert_int_equal(score(&weightless).countries[1].rank, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(score_reproduces_every_published_total_and_rank_of_2025),
        cmocka_unit_test(score_takes_the_ranks_of_2024_from_its_categories),
        cmocka_unit_test(score_adds_exactly_what_the_definition_adds),
        cmocka_unit_test(score_range_holds_every_filling_of_unknown_cells),
        cmocka_unit_test(rank_range_is_attained_by_some_filling),
        cmocka_unit_test(score_counts_only_the_most_of_a_group),
        cmocka_unit_test(score_of_what_lacks_its_prerequisite_is_nothing),
        cmocka_unit_test(score_of_three_thirds_ties_with_one_whole),
        cmocka_unit_test(totals_are_rounded_half_up_and_ranked_as_printed),
        cmocka_unit_test(weights_of_17_digits_are_kept_whole),
        cmocka_unit_test(order_of_countries_and_criteria_changes_no_score),
        cmocka_unit_test(ranks_of_100000_countries_count_those_above),
        cmocka_unit_test(score_without_weights_is_refused_with_advice),
        cmocka_unit_test(numbers_that_do_not_fit_512_bits_are_refused),
        cmocka_unit_test(scores_past_63_bits_of_hundredths_are_refused),
        cmocka_unit_test(score_of_nobody_and_of_nothing_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
