/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_text.h"
#include "index/compare.h"
#include "rational_score.h"

#include <string.h>

enum { MOST_CRITERIA = 32, PLAYERS = 4, COALITIONS = 16 };

static at_comparison compare(const at_index_edition *before, const at_index_edition *after)
{
    at_comparison comparison = {0};
    at_err err = {0};
    size_t count;
    const at_criterion_match *matches = match_by_id(before, after, &count);
    assert_ok(at_index_compare(test_arena(), before, after, matches, count, &comparison, &err),
              &err);
    assert_int_equal(comparison.mode, AT_COMPARE_FULL);
    return comparison;
}

static double score_parts(const at_country_change *c)
{
    return c->score_part[0] + c->score_part[1] + c->score_part[2] + c->score_part[3];
}

static double rank_parts(const at_country_change *c)
{
    double sum = 0;
    for (size_t i = 0; i < AT_COMPARE_PARTS; i++) sum += c->rank_part[i];
    return sum;
}

/* Every comparison must satisfy this. */
static void assert_parts_add_up(const at_comparison *comparison)
{
    for (size_t i = 0; i < comparison->change_count; i++) {
        const at_country_change *c = &comparison->changes[i];
        const double change = at_ratio_f64(at_ratio_sub(c->score_new, c->score_old));
        assert_close(score_parts(c), change, 0, 1e-9);
        assert_close(c->score_part[AT_PART_OTHERS_VALUES], 0, 0, 0);
        assert_close(rank_parts(c), (double)c->places, 0, 1e-12);
        double values = 0, rules = 0;
        for (size_t k = 0; k < comparison->category_count; k++) {
            values += comparison->category_values[i * comparison->category_count + k];
            rules += comparison->category_rules[i * comparison->category_count + k];
        }
        assert_close(values, c->score_part[AT_PART_OWN_VALUES], 0, 1e-9);
        assert_close(rules, c->score_part[AT_PART_WEIGHTS] + c->score_part[AT_PART_CRITERIA], 0,
                     1e-9);
    }
}

/* --- the definition, in ratios ----------------------------------------------------------------------- */

static const size_t *correspondence(const at_index_edition *from, const at_index_edition *to)
{
    size_t *other = at_arena_alloc(test_arena(), from->criterion_count, sizeof *other);
    assert_non_null(other);
    for (size_t i = 0; i < from->criterion_count; i++) {
        other[i] = AT_INDEX_NONE;
        for (size_t k = 0; k < to->criterion_count; k++) {
            if (at_str_equal(from->criteria[i].id, to->criteria[k].id)) other[i] = k;
        }
    }
    return other;
}

typedef struct oracle {
    const at_index_edition *editions[2];
    const size_t *other[2];                /* criteria of the other edition */
    at_ratio shared[2];                    /* sums of weights */
    at_ratio weights[2][2][MOST_CRITERIA]; /* [weights][criteria set][criterion] */
    const at_comparison *comparison;
} oracle;

static at_ratio weight_of(const at_index_edition *edition, size_t criterion)
{
    return at_fraction_ratio(edition->criteria[criterion].weight);
}

static oracle make_oracle(const at_index_edition *before, const at_index_edition *after,
                          const at_comparison *comparison)
{
    oracle o = {.editions = {before, after}, .comparison = comparison};
    o.other[0] = correspondence(before, after);
    o.other[1] = correspondence(after, before);
    for (size_t side = 0; side < 2; side++) {
        o.shared[side] = at_ratio_from_i64(0);
        for (size_t i = 0; i < o.editions[side]->criterion_count; i++) {
            if (o.other[side][i] == AT_INDEX_NONE) continue;
            o.shared[side] = at_ratio_add(o.shared[side], weight_of(o.editions[side], i));
        }
    }
    for (size_t w = 0; w < 2; w++) {
        for (size_t set = 0; set < 2; set++) {
            const at_index_edition *edition = o.editions[set];
            at_ratio *weights = o.weights[w][set];
            for (size_t i = 0; i < edition->criterion_count; i++) {
                const size_t other = o.other[set][i];
                if (other == AT_INDEX_NONE) {
                    weights[i] = at_ratio_mul(weight_of(edition, i),
                                              at_ratio_div(o.shared[w], o.shared[set]));
                } else {
                    weights[i] = w == set ? weight_of(edition, i) : weight_of(o.editions[w], other);
                }
            }
            const at_ratio scale = at_ratio_div(rational_attainable(edition, NULL),
                                                rational_attainable(edition, weights));
            for (size_t i = 0; i < edition->criterion_count; i++) {
                weights[i] = at_ratio_mul(weights[i], scale);
            }
        }
    }
    return o;
}

static at_ratio oracle_score(const oracle *o, const at_country_change *change, size_t values,
                             size_t weights, size_t set)
{
    const size_t countries[2] = {change->old_country, change->new_country};
    const at_fraction *rows[2];
    for (size_t i = 0; i < 2; i++) {
        rows[i] = &o->editions[i]->values[countries[i] * o->editions[i]->criterion_count];
    }
    at_fraction row[MOST_CRITERIA];
    for (size_t i = 0; i < o->editions[set]->criterion_count; i++) {
        const size_t other = o->other[set][i];
        row[i] = other == AT_INDEX_NONE || values == set ? rows[set][i] : rows[values][other];
    }
    return rational_score(o->editions[set], o->weights[weights][set], row, AT_INDEX_NONE);
}

static int64_t oracle_rank(const oracle *o, size_t index, size_t coalition)
{
    const at_country_change *changes = o->comparison->changes;
    const size_t own = coalition & 1, others = coalition >> 1 & 1;
    const size_t weights = coalition >> 2 & 1, set = coalition >> 3 & 1;
    const int64_t self = rational_hundredths(oracle_score(o, &changes[index], own, weights, set));
    int64_t rank = 1;
    for (size_t i = 0; i < o->comparison->change_count; i++) {
        if (i == index) continue;
        rank += rational_hundredths(oracle_score(o, &changes[i], others, weights, set)) > self;
    }
    return rank;
}

/* All 24 orders in which four players can arrive. */
static void mean_over_orders(const double *values, double *parts)
{
    for (size_t i = 0; i < PLAYERS; i++) parts[i] = 0;
    for (size_t code = 0; code < PLAYERS * PLAYERS * PLAYERS * PLAYERS; code++) {
        size_t order[PLAYERS], present = 0;
        for (size_t i = 0, rest = code; i < PLAYERS; i++, rest /= PLAYERS) {
            order[i] = rest % PLAYERS;
            present |= (size_t)1 << order[i];
        }
        if (present != COALITIONS - 1) continue; /* somebody would arrive twice */
        present = 0;
        for (size_t i = 0; i < PLAYERS; i++) {
            const size_t joined = present | (size_t)1 << order[i];
            parts[order[i]] += (values[joined] - values[present]) / 24;
            present = joined;
        }
    }
}

static void assert_is_shapley(const at_index_edition *before, const at_index_edition *after,
                              const at_comparison *comparison)
{
    const oracle o = make_oracle(before, after, comparison);
    for (size_t i = 0; i < comparison->change_count; i++) {
        const at_country_change *c = &comparison->changes[i];
        double scores[COALITIONS], places[COALITIONS], parts[PLAYERS];
        for (size_t coalition = 0; coalition < COALITIONS; coalition++) {
            scores[coalition] = at_ratio_f64(
                oracle_score(&o, c, coalition & 1, coalition >> 2 & 1, coalition >> 3 & 1));
            places[coalition] = -(double)oracle_rank(&o, i, coalition);
        }
        assert_close(scores[0], at_ratio_f64(c->score_old), 0, 1e-12);
        assert_close(scores[COALITIONS - 1], at_ratio_f64(c->score_new), 0, 1e-12);
        assert_close(scores[1], at_ratio_f64(c->new_values_old_rules), 0, 1e-12);
        mean_over_orders(scores, parts);
        for (size_t k = 0; k < PLAYERS; k++) assert_close(c->score_part[k], parts[k], 0, 1e-11);
        mean_over_orders(places, parts);
        for (size_t k = 0; k < PLAYERS; k++) assert_close(c->rank_part[k], parts[k], 0, 1e-12);
        assert_close(c->rank_part[AT_PART_ENTRANTS],
                     (double)c->places - (places[COALITIONS - 1] - places[0]), 0, 0);
    }
}

/* An edition with some ids of its own, some countries of its own, its own weights, groups and prerequisites. */
static at_index_edition random_successor(test_random *random, random_shape shape)
{
    const at_index_edition made = random_edition(random, shape);
    const size_t *place;
    at_index_edition edition = with_criteria_shuffled(&made, random, &place);
    at_index_criterion *criteria = at_arena_alloc(test_arena(), shape.criteria, sizeof *criteria);
    at_index_country *countries = at_arena_alloc(test_arena(), shape.countries, sizeof *countries);
    assert_non_null(criteria);
    assert_non_null(countries);
    memcpy(criteria, edition.criteria, shape.criteria * sizeof *criteria);
    memcpy(countries, edition.countries, shape.countries * sizeof *countries);
    for (size_t i = 0; i < shape.criteria; i++) {
        if (test_random_below(random, 4) == 0) {
            criteria[i].id = at_str_from_cstr(test_format("N%zu", i));
        }
    }
    for (size_t i = 0; i < shape.countries; i++) {
        if (test_random_below(random, 5) == 0) {
            countries[i].iso2 = at_str_from_cstr(test_format("Z%c", (char)('A' + i)));
        }
    }
    edition.criteria = criteria;
    edition.countries = countries;
    return edition;
}

/* False where they share no criterion of any weight. */
static bool try_compare(const at_index_edition *before, const at_index_edition *after,
                        at_comparison *out)
{
    at_err err = {0};
    size_t count;
    const at_criterion_match *matches = match_by_id(before, after, &count);
    const at_status status =
        at_index_compare(test_arena(), before, after, matches, count, out, &err);
    if (status == AT_EINPUT) {
        assert_contains(at_str_from_cstr(err.text), "share");
        return false;
    }
    assert_ok(status, &err);
    return true;
}

static void parts_are_shapley_values_over_all_orders(void **state)
{
    (void)state;
    test_random random = {1};
    size_t compared = 0;
    for (int round = 0; round < 150; round++) {
        const random_shape shape = {3 + test_random_below(&random, 8),
                                    1 + test_random_below(&random, 3), 6,
                                    (unsigned)test_random_below(&random, 25)};
        const at_index_edition before = random_edition(&random, shape);
        const at_index_edition after = random_successor(&random, shape);
        at_comparison comparison = {0};
        if (!try_compare(&before, &after, &comparison)) continue;
        assert_parts_add_up(&comparison);
        assert_is_shapley(&before, &after, &comparison);
        compared++;
    }
    assert_true(compared > 100);
}

static void swapping_old_and_new_negates_every_part(void **state)
{
    (void)state;
    test_random random = {2};
    for (int round = 0; round < 60; round++) {
        const random_shape shape = {8, 3, 8, 10};
        const at_index_edition before = random_edition(&random, shape);
        const at_index_edition after = random_successor(&random, shape);
        at_comparison forth = {0}, back = {0};
        if (!try_compare(&before, &after, &forth)) continue;
        assert_true(try_compare(&after, &before, &back));
        assert_int_equal(forth.entered_count, back.left_count);
        assert_int_equal(forth.added, back.dropped);
        for (size_t i = 0; i < forth.change_count; i++) {
            const at_country_change *a = &forth.changes[i], *b = back.changes;
            while (b->new_country != a->old_country) b++;
            for (size_t k = 0; k < PLAYERS; k++) {
                assert_close(a->score_part[k], -b->score_part[k], 0, 0);
            }
            for (size_t k = 0; k < AT_COMPARE_PARTS; k++) {
                assert_close(a->rank_part[k], -b->rank_part[k], 0, 0);
            }
        }
    }
}

static void an_edition_beside_itself_shows_no_change(void **state)
{
    (void)state;
    const at_index_edition edition = edition_of_rainbow("2025");
    const at_comparison comparison = compare(&edition, &edition);
    assert_int_equal(comparison.change_count, 49);
    assert_int_equal(comparison.matched, 76);
    for (size_t i = 0; i < comparison.change_count; i++) {
        const at_country_change *c = &comparison.changes[i];
        assert_int_equal(c->places, 0);
        for (size_t k = 0; k < AT_COMPARE_PARTS; k++) {
            assert_close(c->score_part[k], 0, 0, 0);
            assert_close(c->rank_part[k], 0, 0, 0);
        }
        assert_true(at_ratio_compare(c->new_values_old_rules, c->score_new) == 0);
    }
    for (size_t i = 0; i < 49 * comparison.category_count; i++) {
        assert_close(comparison.category_values[i], 0, 0, 0);
        assert_close(comparison.category_rules[i], 0, 0, 0);
    }
}

/* Whatever order countries and criteria stand in. */
static void order_of_countries_and_criteria_changes_no_part(void **state)
{
    (void)state;
    test_random random = {3};
    const random_shape shape = {10, 3, 12, 10};
    const at_index_edition before = random_edition(&random, shape);
    const at_index_edition after = random_successor(&random, shape);
    const at_comparison comparison = compare(&before, &after);
    const size_t *place;
    const at_index_edition moved = with_countries_shuffled(&after, &random);
    const at_index_edition after_moved = with_criteria_shuffled(&moved, &random, &place);
    const at_index_edition before_moved = with_countries_shuffled(&before, &random);
    const at_comparison other = compare(&before_moved, &after_moved);
    assert_int_equal(comparison.change_count, other.change_count);
    for (size_t i = 0; i < comparison.change_count; i++) {
        const at_country_change *a = &comparison.changes[i], *b = other.changes;
        const at_str iso2 = after.countries[a->new_country].iso2;
        while (!at_str_equal(after_moved.countries[b->new_country].iso2, iso2)) b++;
        for (size_t k = 0; k < AT_COMPARE_PARTS; k++) {
            assert_close(a->score_part[k], b->score_part[k], 0, 0);
            assert_close(a->rank_part[k], b->rank_part[k], 0, 0);
        }
    }
}

static const char WEIGHTS_60_40[] = "id,category,weight\nA,X,60\nB,X,40\n";
static const char WEIGHTS_30_70[] = "id,category,weight\nA,X,30\nB,X,70\n";

/* A sum of products: each part is its own change times the mean of the other factor. */
static void additive_parts_have_the_closed_form(void **state)
{
    (void)state;
    const at_index_edition before =
        edition_from_text("2029", WEIGHTS_60_40, "iso2,A,B\nAA,0,1\nBB,1/3,0.25\n");
    const at_index_edition after =
        edition_from_text("2030", WEIGHTS_30_70, "iso2,A,B\nAA,1,1\nBB,1,0\n");
    const at_comparison comparison = compare(&before, &after);
    const at_country_change *c = comparison.changes;
    assert_parts_add_up(&comparison);
    assert_close(c[0].score_part[AT_PART_OWN_VALUES], 45 * 1 + 55 * 0, 0, 1e-12);
    assert_close(c[0].score_part[AT_PART_WEIGHTS], -30 * 0.5 + 30 * 1, 0, 1e-12);
    assert_close(c[1].score_part[AT_PART_OWN_VALUES], 45 * 2. / 3 - 55 * 0.25, 0, 1e-12);
    assert_close(c[1].score_part[AT_PART_WEIGHTS], -30 * 2. / 3 + 30 * 0.125, 0, 1e-12);
    assert_close(c[0].score_part[AT_PART_CRITERIA], 0, 0, 0);
    assert_is_shapley(&before, &after, &comparison);
}

static void values_alone_are_own_values_only(void **state)
{
    (void)state;
    const at_index_edition before = edition_of_rainbow("2025");
    at_index_edition after = edition_copy(&before);
    const size_t germany = country_of(&before, "DE");
    for (size_t i = 0; i < 76; i++) *edition_cell(&after, germany, i) = (at_fraction){1, 1};
    const at_comparison comparison = compare(&before, &after);
    assert_parts_add_up(&comparison);
    for (size_t i = 0; i < comparison.change_count; i++) {
        const at_country_change *c = &comparison.changes[i];
        assert_close(c->score_part[AT_PART_WEIGHTS], 0, 0, 0);
        assert_close(c->score_part[AT_PART_CRITERIA], 0, 0, 0);
        /* Germany climbs by what it did, those it passes fall by what another did. */
        const size_t part = i == germany ? AT_PART_OWN_VALUES : AT_PART_OTHERS_VALUES;
        for (size_t k = 0; k < AT_COMPARE_PARTS; k++) {
            assert_close(c->rank_part[k], k == part ? (double)c->places : 0, 0, 0);
        }
    }
    assert_int_equal(comparison.changes[germany].rank_new, 1);
    assert_int_equal(comparison.changes[country_of(&before, "MT")].places, -1);
}

/* Nobody meets it, so all lose the same share: its weight over the attainable maximum. */
static void a_criterion_that_nobody_meets_takes_its_share_from_all(void **state)
{
    (void)state;
    const at_index_edition before =
        edition_from_text("2029", WEIGHTS_60_40, "iso2,A,B\nAA,1,1\nBB,1,0\nCC,0.5,0.25\n");
    const at_index_edition after =
        edition_from_text("2030", "id,category,weight\nA,X,48\nB,X,32\nN,Y,20\n",
                          "iso2,A,B,N\nAA,1,1,0\nBB,1,0,0\nCC,0.5,0.25,0\n");
    const at_comparison comparison = compare(&before, &after);
    assert_parts_add_up(&comparison);
    assert_int_equal(comparison.added, 1);
    for (size_t i = 0; i < 3; i++) {
        const at_country_change *c = &comparison.changes[i];
        const double old_score = at_ratio_f64(c->score_old);
        /* The shared weights keep their ratio: all of it is the criteria set. */
        assert_close(c->score_part[AT_PART_CRITERIA], -0.2 * old_score, 0, 1e-12);
        assert_close(c->score_part[AT_PART_WEIGHTS], 0, 0, 1e-12);
        assert_close(c->score_part[AT_PART_OWN_VALUES], 0, 0, 0);
        assert_int_equal(c->places, 0);
    }
}

/* In a linear split marriage would add 3.75 to what the partnership already gives. */
static void a_group_counts_only_its_most_in_every_coalition(void **state)
{
    (void)state;
    static const char criteria[] = "id,category,weight,exclusive_group\nmarriage,Family,3.75,p\n"
                                   "partnership,Family,3,p\nother,Family,96.25,\n";
    const at_index_edition before = edition_from_text(
        "2029", criteria, "iso2,marriage,partnership,other\nAA,0,1,1\nBB,1,1,0\n");
    const at_index_edition after = edition_from_text(
        "2030", criteria, "iso2,marriage,partnership,other\nAA,1,1,1\nBB,1,0,0\n");
    const at_comparison comparison = compare(&before, &after);
    assert_parts_add_up(&comparison);
    assert_close(comparison.changes[0].score_part[AT_PART_OWN_VALUES], 0.75, 0, 1e-12);
    assert_close(comparison.changes[1].score_part[AT_PART_OWN_VALUES], 0, 0, 0);
}

/* `monitoring` counted for nothing while it needed `ban`, which the new set does not have. */
static void a_dropped_prerequisite_no_longer_binds(void **state)
{
    (void)state;
    const at_index_edition before = edition_from_text(
        "2029", "id,category,weight,requires\nban,I,20,\nmonitoring,I,30,ban\nrest,I,50,\n",
        "iso2,ban,monitoring,rest\nAA,0,1,0\nBB,1,1,0\n");
    const at_index_edition after =
        edition_from_text("2030", "id,category,weight\nmonitoring,I,37.5\nrest,I,62.5\n",
                          "iso2,monitoring,rest\nAA,1,0\nBB,1,0\n");
    const at_comparison comparison = compare(&before, &after);
    assert_parts_add_up(&comparison);
    assert_int_equal(comparison.dropped, 1);
    assert_close(comparison.changes[0].score_part[AT_PART_CRITERIA], 37.5, 0, 1e-12);
    assert_close(comparison.changes[1].score_part[AT_PART_CRITERIA], 37.5 - 50, 0, 1e-12);
    assert_is_shapley(&before, &after, &comparison);
}

static void countries_that_enter_or_leave_are_a_part_of_their_own(void **state)
{
    (void)state;
    const at_index_edition before =
        edition_from_text("2029", WEIGHTS_60_40, "iso2,A,B\nZZ,1,1\nAA,1,0\nBB,0,1\nCC,0,0\n");
    const at_index_edition after =
        edition_from_text("2030", WEIGHTS_60_40, "iso2,A,B\nAA,1,0\nBB,0,1\nCC,0,0\nNN,0.9,0\n");
    const at_comparison comparison = compare(&before, &after);
    assert_parts_add_up(&comparison);
    static const double entrants[] = {1, 0,
                                      0}; /* one left above all, one came in between AA and BB */
    for (size_t i = 0; i < 3; i++) {
        assert_close(comparison.changes[i].rank_part[AT_PART_ENTRANTS], entrants[i], 0, 0);
        assert_close(comparison.changes[i].score_part[AT_PART_OWN_VALUES], 0, 0, 0);
    }
    assert_int_equal(comparison.entered_count, 1);
    assert_int_equal(comparison.entered[0], 3);
    assert_int_equal(comparison.left_count, 1);
    assert_int_equal(comparison.left[0], 0);
}

/* The middle of the range moves by half of what is not known. */
static void cells_that_become_known_count_from_their_middle(void **state)
{
    (void)state;
    const at_index_edition before =
        edition_from_text("2029", WEIGHTS_60_40, "iso2,A,B\nAA,,1\nBB,,0\n");
    const at_index_edition after =
        edition_from_text("2030", WEIGHTS_60_40, "iso2,A,B\nAA,1,1\nBB,0,0\n");
    const at_comparison comparison = compare(&before, &after);
    assert_parts_add_up(&comparison);
    assert_close(comparison.changes[0].score_part[AT_PART_OWN_VALUES], 30, 0, 0);
    assert_close(comparison.changes[1].score_part[AT_PART_OWN_VALUES], -30, 0, 0);
}

static void categories_of_both_editions_are_told(void **state)
{
    (void)state;
    const at_index_edition before =
        edition_from_text("2029", "id,category,weight\nA,Law,50\nB,Old,50\n", "iso2,A,B\nAA,1,1\n");
    const at_index_edition after =
        edition_from_text("2030", "id,category,weight\nB,New,50\nA,Law,50\n", "iso2,A,B\nAA,1,0\n");
    const at_comparison comparison = compare(&before, &after);
    assert_parts_add_up(&comparison);
    assert_int_equal(comparison.category_count, 3);
    assert_str(comparison.categories[0], "New");
    assert_str(comparison.categories[1], "Law");
    assert_str(comparison.categories[2], "Old");
    assert_close(comparison.category_values[0], -25, 0, 1e-12);
    assert_close(comparison.category_values[1], 0, 0, 1e-12);
    assert_close(comparison.category_values[2], -25, 0, 1e-12);
    assert_close(comparison.category_rules[0], 25, 0, 1e-12);
    assert_close(comparison.category_rules[2], -25, 0, 1e-12);
}

/* 18 digits in weights, values and sums: 512 bits hold them with the denominators of all coalitions. */
static void weights_of_18_digits_are_compared_exactly(void **state)
{
    (void)state;
    const at_index_edition before =
        edition_from_text("2029",
                          "id,category,weight\nA,X,0.123456789012345679\nB,X,0."
                          "876543210987654321\nC,X,0.000000000000000001\n",
                          "iso2,A,B,C\nAA,0.123456789012345679,1,0\nBB,1,0.987654321098765431,1\n");
    const at_index_edition after =
        edition_from_text("2030",
                          "id,category,weight\nA,X,0.523456789012345683\nB,X,0."
                          "476543210987654317\nD,X,0.000000000000000003\n",
                          "iso2,A,B,D\nAA,0.323456789012345677,1,0\nBB,1,0.387654321098765439,1\n");
    const at_comparison comparison = compare(&before, &after);
    assert_parts_add_up(&comparison);
    for (size_t i = 0; i < 2; i++) {
        const at_country_change *c = &comparison.changes[i];
        assert_close(score_parts(c), at_ratio_f64(at_ratio_sub(c->score_new, c->score_old)), 0,
                     1e-15);
    }
}

static void editions_that_do_not_fit_together_are_refused(void **state)
{
    (void)state;
    static const char criteria[] = "id,category,weight\nA,X,1\nB,X,1\nC,X,1\n";
    const at_index_edition before = edition_from_text(
        "2029", criteria,
        "iso2,A,B,C\nAA,1/999999999999999989,1/999999999999999967,1/999999999999999877\n"
        "BB,1/999999999999999863,1/999999999999999829,1/999999999999999809\n");
    const at_index_edition after = edition_from_text(
        "2030", criteria,
        "iso2,A,B,C\nAA,1/999999999999999803,1/999999999999999799,1/999999999999999783\n");
    at_comparison out = {0};
    at_err err = {0};
    size_t count;
    const at_criterion_match *matches = match_by_id(&before, &after, &count);
    assert_fails(at_index_compare(test_arena(), &before, &after, matches, count, &out, &err), &err,
                 AT_ELIMIT, "512 bits");
    const at_index_edition weightless = edition_from_text(
        "2031", "id,category,weight\nA,X,0\nB,X,0\nC,X,0\nD,X,1\n", "iso2,A,B,C,D\nAA,1,1,1,1\n");
    assert_fails(at_index_compare(test_arena(), &after, &weightless, matches, count, &out, &err),
                 &err, AT_EINPUT, "\"2030\"", "\"2031\"", "weigh 0");
    assert_null(out.changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_shapley_values_over_all_orders),
        cmocka_unit_test(swapping_old_and_new_negates_every_part),
        cmocka_unit_test(an_edition_beside_itself_shows_no_change),
        cmocka_unit_test(order_of_countries_and_criteria_changes_no_part),
        cmocka_unit_test(additive_parts_have_the_closed_form),
        cmocka_unit_test(values_alone_are_own_values_only),
        cmocka_unit_test(a_criterion_that_nobody_meets_takes_its_share_from_all),
        cmocka_unit_test(a_group_counts_only_its_most_in_every_coalition),
        cmocka_unit_test(a_dropped_prerequisite_no_longer_binds),
        cmocka_unit_test(countries_that_enter_or_leave_are_a_part_of_their_own),
        cmocka_unit_test(cells_that_become_known_count_from_their_middle),
        cmocka_unit_test(categories_of_both_editions_are_told),
        cmocka_unit_test(weights_of_18_digits_are_compared_exactly),
        cmocka_unit_test(editions_that_do_not_fit_together_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
