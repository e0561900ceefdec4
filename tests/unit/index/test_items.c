/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_text.h"
#include "index/score.h"

static at_index_items items(const at_index_edition *edition, at_index_level level)
{
    at_index_items out = {0};
    at_err err = {0};
    assert_ok(at_index_make_items(test_arena(), edition, level, &out, &err), &err);
    return out;
}

static at_ratio sum_of(const at_big *points, const at_index_items *of)
{
    at_big sum = {0};
    for (size_t i = 0; i < of->item_count; i++) sum = at_big_add(sum, points[i]);
    return at_ratio_make(sum, of->den);
}

static void assert_items_add_up(const at_index_edition *edition, at_index_level level)
{
    const at_index_items made = items(edition, level);
    at_index_scores scores = {0};
    at_err err = {0};
    assert_ok(at_index_score_edition(test_arena(), edition, &scores, &err), &err);
    assert_int_equal(made.country_count, edition->country_count);
    assert_int_equal(at_ratio_compare(sum_of(made.most, &made), scores.attainable), 0);
    for (size_t i = 0; i < made.item_count; i++) assert_true(at_big_sign(made.most[i]) > 0);
    for (size_t c = 0; c < made.country_count; c++) {
        const at_big *low = &made.low[c * made.item_count], *high = &made.high[c * made.item_count];
        assert_int_equal(at_ratio_compare(sum_of(low, &made), scores.countries[c].low), 0);
        assert_int_equal(at_ratio_compare(sum_of(high, &made), scores.countries[c].high), 0);
        for (size_t i = 0; i < made.item_count; i++) {
            assert_true(at_big_sign(low[i]) >= 0);
            assert_true(at_big_compare(low[i], high[i]) <= 0);
            assert_true(at_big_compare(high[i], made.most[i]) <= 0);
        }
    }
}

static void items_of_either_level_add_up_to_the_total(void **state)
{
    (void)state;
    test_random random = {1};
    for (int round = 0; round < 100; round++) {
        const at_index_edition edition = random_edition(&random, (random_shape){12, 4, 5, 20});
        assert_items_add_up(&edition, AT_INDEX_CATEGORIES);
        assert_items_add_up(&edition, AT_INDEX_CRITERIA);
    }
    const at_index_edition published = edition_of_rainbow("2025");
    assert_items_add_up(&published, AT_INDEX_CATEGORIES);
    assert_items_add_up(&published, AT_INDEX_CRITERIA);
    const at_index_edition by_category = edition_of_rainbow("2024");
    assert_items_add_up(&by_category, AT_INDEX_CATEGORIES);
}

static void a_group_is_one_item_of_its_name(void **state)
{
    (void)state;
    const at_index_edition edition = edition_of_rainbow("2025");
    const at_index_items made = items(&edition, AT_INDEX_CRITERIA);
    assert_int_equal(made.item_count, 76 - 4 + 1);
    assert_str(made.names[25], "partnership_max");
    assert_str(made.names[26], "FA05");
    assert_close(at_big_ratio(made.most[25], made.den), 3.75, 0, 0);
    const at_index_items categories = items(&edition, AT_INDEX_CATEGORIES);
    assert_int_equal(categories.item_count, 7);
    assert_str(categories.names[2], "Hate crime & hate speech");
    assert_close(at_big_ratio(categories.most[2], categories.den), 18.99, 0, 0);
}

static void items_that_nobody_can_score_on_are_left_out(void **state)
{
    (void)state;
    const at_index_edition edition = edition_from_text(
        "2030", "id,category,weight\nA,X,0\nB,X,2\nC,Y,0\n", "iso2,A,B,C\nAA,1,1,1\n");
    const at_index_items criteria = items(&edition, AT_INDEX_CRITERIA);
    assert_int_equal(criteria.item_count, 1);
    assert_str(criteria.names[0], "B");
    const at_index_items categories = items(&edition, AT_INDEX_CATEGORIES);
    assert_int_equal(categories.item_count, 1);
    assert_str(categories.names[0], "X");
}

static void criteria_of_an_edition_known_by_category_are_refused(void **state)
{
    (void)state;
    const at_index_edition edition = edition_of_rainbow("2024");
    at_index_items out = {0};
    at_err err = {0};
    assert_fails(at_index_make_items(test_arena(), &edition, AT_INDEX_CRITERIA, &out, &err), &err,
                 AT_EINPUT, "\"2024\"", "by category only");
    assert_null(out.most);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_of_either_level_add_up_to_the_total),
        cmocka_unit_test(a_group_is_one_item_of_its_name),
        cmocka_unit_test(items_that_nobody_can_score_on_are_left_out),
        cmocka_unit_test(criteria_of_an_edition_known_by_category_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
