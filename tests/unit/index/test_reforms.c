/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_text.h"
#include "index/score.h"

typedef struct reforms {
    const at_index_reform *list;
    size_t count;
} reforms;

static at_index_scores score(const at_index_edition *edition)
{
    at_index_scores scores = {0};
    at_err err = {0};
    assert_ok(at_index_score_edition(test_arena(), edition, &scores, &err), &err);
    return scores;
}

static reforms reforms_of(const at_index_edition *edition, size_t country)
{
    const at_index_scores scores = score(edition);
    reforms r = {0};
    at_err err = {0};
    assert_ok(at_index_reforms(test_arena(), edition, &scores, country, &r.list, &r.count, &err),
              &err);
    return r;
}

/* Make it, score the whole edition again, and see. */
static void assert_comes_true(const at_index_edition *edition, size_t country,
                              const at_index_reform *reform)
{
    at_index_edition after = edition_copy(edition);
    *edition_cell(&after, country, reform->criterion) = (at_fraction){1, 1};
    for (size_t i = 0; i < reform->with_count; i++) {
        *edition_cell(&after, country, reform->with[i]) = (at_fraction){1, 1};
    }
    const at_index_scores before = score(edition), made = score(&after);
    const at_index_score *was = &before.countries[country], *is = &made.countries[country];
    assert_int_equal(at_ratio_compare(reform->total, is->total), 0);
    assert_int_equal(at_ratio_compare(reform->gain, at_ratio_sub(is->total, was->total)), 0);
    assert_int_equal(reform->hundredths, is->hundredths);
    assert_int_equal(reform->rank, is->rank);
}

static void reforms_come_true_when_the_edition_is_scored_again(void **state)
{
    (void)state;
    test_random random = {1};
    for (int round = 0; round < 60; round++) {
        const at_index_edition edition = random_edition(&random, (random_shape){10, 3, 8, 10});
        for (size_t c = 0; c < 8; c++) {
            const reforms r = reforms_of(&edition, c);
            for (size_t i = 0; i < r.count; i++) {
                assert_comes_true(&edition, c, &r.list[i]);
                assert_true(at_ratio_sign(r.list[i].gain) > 0);
                if (i == 0) continue;
                const int order = at_ratio_compare(r.list[i - 1].gain, r.list[i].gain);
                assert_true(order > 0 ||
                            (order == 0 && r.list[i - 1].criterion < r.list[i].criterion));
            }
        }
    }
}

static void reforms_of_germany_come_true(void **state)
{
    (void)state;
    const at_index_edition edition = edition_of_rainbow("2025");
    const size_t germany = country_of(&edition, "DE");
    const reforms r = reforms_of(&edition, germany);
    assert_true(r.count > 10);
    for (size_t i = 0; i < r.count; i++) {
        assert_comes_true(&edition, germany, &r.list[i]);
        assert_true(r.list[i].rank <= 8);
        assert_false(edition.values[germany * 76 + r.list[i].criterion].num ==
                     edition.values[germany * 76 + r.list[i].criterion].den);
    }
}

static const char CRITERIA[] = "id,category,weight,exclusive_group,requires\n"
                               "marriage,F,4,g,\npartnership,F,3,g,\nban,I,2,,\n"
                               "universal,I,1,,ban\nmonitored,I,1,,universal\nhealth,E,2,,\n";

static void reform_takes_the_chain_of_unmet_prerequisites_along(void **state)
{
    (void)state;
    const at_index_edition edition = edition_from_text(
        "2030", CRITERIA,
        "iso2,marriage,partnership,ban,universal,monitored,health\nAA,1,0,0,0,0,1\n");
    const reforms r = reforms_of(&edition, 0);
    static const char *const names[] = {"monitored", "universal", "ban"};
    static const size_t with[] = {2, 1, 0};
    static const double gains[] = {4, 3, 2};
    assert_int_equal(r.count, 3); /* a partnership beside marriage adds nothing */
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(r.list[i].criterion, criterion_of(&edition, names[i]));
        assert_int_equal(r.list[i].with_count, with[i]);
        assert_close(at_ratio_f64(r.list[i].gain), gains[i], 0, 0);
    }
    assert_int_equal(r.list[0].with[0], criterion_of(&edition, "universal"));
    assert_int_equal(r.list[0].with[1], criterion_of(&edition, "ban"));
}

static void meeting_a_prerequisite_sets_free_what_waits_for_it(void **state)
{
    (void)state;
    const at_index_edition edition = edition_from_text(
        "2030", CRITERIA,
        "iso2,marriage,partnership,ban,universal,monitored,health\nAA,1,0,0,1,0,0\n");
    const reforms r = reforms_of(&edition, 0);
    /* ban 2 + universal 1; monitored alone needs universal only, which is met */
    static const char *const names[] = {"ban", "health", "monitored"};
    static const double gains[] = {3, 2, 1};
    assert_int_equal(r.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(r.list[i].criterion, criterion_of(&edition, names[i]));
        assert_close(at_ratio_f64(r.list[i].gain), gains[i], 0, 0);
        assert_int_equal(r.list[i].with_count, 0);
    }
}

static void unknown_cells_are_not_reforms(void **state)
{
    (void)state;
    const at_index_edition edition =
        edition_from_text("2030", CRITERIA,
                          "iso2,marriage,partnership,ban,universal,monitored,health\n"
                          "AA,,0,1,1,1,\nBB,1,1,1,1,1,0.5\n");
    const reforms aa = reforms_of(&edition, 0);
    assert_int_equal(aa.count, 1); /* partnership: 3 for sure where marriage gave 0 to 4 */
    assert_int_equal(aa.list[0].criterion, criterion_of(&edition, "partnership"));
    assert_close(at_ratio_f64(aa.list[0].gain), 1.5, 0, 0);
    const reforms bb = reforms_of(&edition, 1);
    assert_int_equal(bb.count, 1);
    assert_close(at_ratio_f64(bb.list[0].gain), 1, 0, 0);
    assert_int_equal(bb.list[0].rank, 1);
}

static void reforms_need_values_by_criterion(void **state)
{
    (void)state;
    const at_index_edition edition = edition_of_rainbow("2024");
    const at_index_scores scores = score(&edition);
    reforms r = {0};
    at_err err = {0};
    assert_fails(at_index_reforms(test_arena(), &edition, &scores, 0, &r.list, &r.count, &err),
                 &err, AT_EINPUT, "\"2024\"", "by category only");
    assert_null(r.list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reforms_come_true_when_the_edition_is_scored_again),
        cmocka_unit_test(reforms_of_germany_come_true),
        cmocka_unit_test(reform_takes_the_chain_of_unmet_prerequisites_along),
        cmocka_unit_test(meeting_a_prerequisite_sets_free_what_waits_for_it),
        cmocka_unit_test(unknown_cells_are_not_reforms),
        cmocka_unit_test(reforms_need_values_by_criterion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
