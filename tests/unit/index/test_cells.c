/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_text.h"
#include "index/score.h"

static const at_index_cell *cells(const at_index_edition *edition, size_t country)
{
    const at_index_cell *out = NULL;
    at_err err = {0};
    assert_ok(at_index_cells(test_arena(), edition, country, &out, &err), &err);
    return out;
}

static void assert_standings(const at_index_edition *edition, const char *iso2, const char *want)
{
    static const char letters[] = {
        [AT_INDEX_MET] = 'm',     [AT_INDEX_PARTLY] = 'p',    [AT_INDEX_UNMET] = 'u',
        [AT_INDEX_UNKNOWN] = '?', [AT_INDEX_SURPASSED] = 's', [AT_INDEX_NO_EFFECT] = 'n'};
    const at_index_cell *got = cells(edition, country_of(edition, iso2));
    char text[16] = "";
    for (size_t i = 0; i < edition->criterion_count; i++) text[i] = letters[got[i].standing];
    assert_string_equal(text, want);
}

static void each_cell_stands_as_it_counts(void **state)
{
    (void)state;
    const at_index_edition edition = edition_from_text(
        "2030",
        "id,category,weight,exclusive_group,requires\nmarriage,F,4,g,\npartnership,F,3,g,\n"
        "cohabitation,F,1,g,\nban,I,2,,\nmonitoring,I,1,,ban\n",
        "iso2,marriage,partnership,cohabitation,ban,monitoring\n"
        "AA,1,1,1,1,1\nBB,0,1,1,0,1\nCC,0.5,1,0,1/16,0.5\nDD,,0,1,,1\nEE,3/"
        "4,1,1,1,\nFF,0,0,0,0,0\n");
    assert_standings(&edition, "AA", "mssmm");
    assert_standings(&edition, "BB", "umsun");
    assert_standings(&edition, "CC", "smupp"); /* half of 4 is less than 3 */
    assert_standings(&edition, "DD", "?um?n"); /* not known to be met */
    assert_standings(&edition, "EE", "pssm?"); /* 3 and 3: the first of equals */
    assert_standings(&edition, "FF", "uuuuu");
}

static void points_of_cells_add_up_to_the_low_total(void **state)
{
    (void)state;
    test_random random = {1};
    for (int round = 0; round < 200; round++) {
        const at_index_edition edition = random_edition(&random, (random_shape){12, 3, 4, 15});
        at_index_scores scores = {0};
        at_err err = {0};
        assert_ok(at_index_score_edition(test_arena(), &edition, &scores, &err), &err);
        for (size_t c = 0; c < 4; c++) {
            const at_index_cell *row = cells(&edition, c);
            at_ratio sum = at_ratio_from_i64(0);
            for (size_t i = 0; i < 12; i++) {
                const bool counts =
                    row[i].standing == AT_INDEX_MET || row[i].standing == AT_INDEX_PARTLY;
                assert_true(counts || at_ratio_sign(row[i].points) == 0);
                assert_true(at_ratio_sign(row[i].points) >= 0);
                sum = at_ratio_add(sum, row[i].points);
            }
            assert_int_equal(at_ratio_compare(sum, scores.countries[c].low), 0);
        }
    }
}

/* Known without the program: the United Kingdom lost its recognition law, Malta leads with marriage. */
static void cells_of_2025_are_as_the_publisher_says(void **state)
{
    (void)state;
    const at_index_edition edition = edition_of_rainbow("2025");
    const at_index_cell *malta = cells(&edition, country_of(&edition, "MT"));
    const size_t marriage = criterion_of(&edition, "FA01");
    assert_int_equal(malta[marriage].standing, AT_INDEX_MET);
    assert_int_equal(malta[criterion_of(&edition, "FA02")].standing, AT_INDEX_SURPASSED);
    assert_close(at_ratio_f64(malta[marriage].points), 3.75, 0, 0);
    const at_index_cell *britain = cells(&edition, country_of(&edition, "GB"));
    assert_int_equal(britain[criterion_of(&edition, "LG06")].standing, AT_INDEX_UNMET);
    assert_int_equal(britain[criterion_of(&edition, "LG04")].standing, AT_INDEX_MET);
    assert_int_equal(britain[criterion_of(&edition, "HC04")].standing, AT_INDEX_PARTLY);
}

static void cells_of_an_edition_known_by_category_are_refused(void **state)
{
    (void)state;
    const at_index_edition edition = edition_of_rainbow("2024");
    const at_index_cell *out = NULL;
    at_err err = {0};
    assert_fails(at_index_cells(test_arena(), &edition, 0, &out, &err), &err, AT_EINPUT, "\"2024\"",
                 "by category only");
    assert_fails(at_index_cells(test_arena(), &edition, 49, &out, &err), &err, AT_EBUG, "country");
    assert_null(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cell_stands_as_it_counts),
        cmocka_unit_test(points_of_cells_add_up_to_the_low_total),
        cmocka_unit_test(cells_of_2025_are_as_the_publisher_says),
        cmocka_unit_test(cells_of_an_edition_known_by_category_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
