/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_case.h"

static edition_case with_criteria(const char *from, const char *to)
{
    edition_case c = sound_case;
    c.criteria = changed(c.criteria, from, to);
    return c;
}

static void criteria_keep_the_order_of_the_file(void **state)
{
    (void)state;
    const at_study_edition e = parse_sound(&sound_case);
    assert_int_equal(e.index.criterion_count, 5);
    assert_int_equal(e.index.category_count, 3);
    assert_str(e.index.categories[0], "Law");
    assert_str(e.index.categories[2], "Asylum");
    assert_str(e.index.criteria[4].id, "C1");
    assert_str(e.index.criteria[4].label, "Fifth");
    assert_int_equal(e.index.criteria[4].category, 2);
    assert_int_equal(e.index.criteria[4].requires, 0);
    assert_int_equal(e.index.criteria[2].group, e.index.criteria[3].group);
    assert_int_equal(e.index.criteria[0].group, AT_INDEX_NONE);
    assert_str(e.index.groups[0], "union");
    assert_true(e.index.weighted);
    assert_int_equal(e.known_by, AT_KNOWN_BY_CRITERIA);
}

static void criteria_keep_weights_of_seventeen_digits_exactly(void **state)
{
    edition_case c = with_criteria("First,10", "First,9.9999999999999999");
    (void)state;
    c.criteria = changed(c.criteria, "Second,20", "Second,20.0000000000000001");
    c.published = NULL;
    const at_study_edition e = parse_sound(&c); /* they add up to 100 exactly */
    assert_int_equal(e.index.criteria[0].weight.num, 99999999999999999);
    assert_int_equal(e.index.criteria[0].weight.den, 10000000000000000);
}

static void a_weight_that_is_no_number_names_its_place(void **state)
{
    static const struct {
        const char *weight, *message;
    } bad[] = {
        {"nan", "\"nan\" is not a number"},
        {"1e999", "1e999"},
        {"5/0", "5/0"},
        {"ten", "\"ten\" is not a number"},
        {"-10", "\"-10\" is negative"},
        {"", "has no weight"},
        {"0x10", "0x10"},
        {"10 points", "10 points"},
        {"inf", "inf"},
        {"1234567890123456789", "too many digits"},
    };
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        const edition_case c = with_criteria("First,10", test_format("First,%s", bad[i].weight));
        assert_finding(&c, true, "criteria.csv", 2, 4, bad[i].message);
    }
}

static void attainable_weights_that_miss_100_are_added_up(void **state)
{
    edition_case c = with_criteria("First,10", "First,9.99");
    (void)state;
    c.published = NULL;
    assert_finding(&c, false, "criteria.csv", 0, 4, "add up to 99.99, not 100");
    c = with_criteria("Fourth,15", "Fourth,31"); /* only the heaviest of the group counts */
    c.published = NULL;
    assert_finding(&c, false, "criteria.csv", 0, 4, "add up to 101, not 100");
}

static void a_criterion_that_stands_twice_names_both_rows(void **state)
{
    edition_case c = with_criteria("A2,Law", "A1,Law");
    (void)state;
    c.values = changed(c.values, ",A2", "");
    c.values = "iso2,country,A1,B1,B2,C1\nMT,Malta,1,1,1,1\n";
    c.published = NULL;
    assert_finding(&c, true, "criteria.csv", 3, 1, "\"A1\" stands twice: it is in row 2 already");
}

static void ids_are_short_and_without_spaces(void **state)
{
    static const char *const bad[] = {
        "\"\"", "A 1", "iso2", "country",
        "A2345678901234567890123456789012345678901234567890123456789012345"};
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        const edition_case c = with_criteria("A2,Law", test_format("%s,Law", bad[i]));
        const edition_result r = parse_case(&c);
        assert_ok(r.status, &r.err);
        assert_found(&r, "criteria.csv", 3, 1, "cannot be the id of a criterion");
    }
}

static void a_criterion_needs_a_category(void **state)
{
    const edition_case c = with_criteria("A2,Law", "A2,");
    (void)state;
    assert_finding(&c, true, "criteria.csv", 3, 2, "has no category");
}

static void a_group_of_one_and_a_group_in_two_categories_are_found(void **state)
{
    edition_case c = with_criteria("Second,20,,", "Second,20,alone,");
    (void)state;
    assert_finding(&c, false, "criteria.csv", 3, 5, "\"alone\" has one criterion only");
    c = with_criteria("Second,20,,", "Second,20,union,");
    c.published = NULL;
    const edition_result r = parse_case(&c);
    assert_ok(r.status, &r.err);
    assert_found(&r, "criteria.csv", 4, 5,
                 "\"union\" lies in two categories, \"Law\" and \"Family\"");
}

static void an_unknown_prerequisite_gets_a_suggestion(void **state)
{
    edition_case c = with_criteria(",,A1\n", ",,A_1\n");
    (void)state;
    assert_finding(&c, true, "criteria.csv", 6, 6,
                   "requires \"A_1\", which is not the id of a criterion: did you mean \"A1\"?");
    c = with_criteria(",,A1\n", ",,nowhere\n");
    assert_finding(&c, true, "criteria.csv", 6, 6, "\"nowhere\", which is not the id");
}

static void each_ring_of_prerequisites_is_told_once(void **state)
{
    (void)state;
    edition_case c = with_criteria(",,A1\n", ",,C1\n");
    assert_finding(&c, true, "criteria.csv", 6, 6, "requires itself");
    /* A1 -> C1 -> A1, and A2 leads into the ring without lying on it. */
    c = with_criteria("First,10,,", "First,10,,C1");
    c.criteria = changed(c.criteria, "Second,20,,", "Second,20,,A1");
    assert_finding(&c, true, "criteria.csv", 2, 6, "\"A1\" requires \"C1\", which requires it");
}

static void equal_and_missing_labels_are_noted(void **state)
{
    edition_case c = with_criteria("Second", "  FIRST ");
    (void)state;
    assert_finding(&c, false, "criteria.csv", 3, 3, "has the label of \"A1\" (row 2)");
    c = with_criteria("Second", "");
    assert_finding(&c, false, "criteria.csv", 3, 3, "has no label");
}

static void a_misspelt_weight_column_is_not_an_edition_without_weights(void **state)
{
    const edition_case c = with_criteria("label,weight", "label,wieght");
    (void)state;
    assert_finding(&c, true, "criteria.csv", 1, 4,
                   "\"wieght\" is not known: did you mean \"weight\"?");
}

static void an_unknown_column_is_noted_and_a_needed_one_missed(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.criteria = criteria_with_remarks;
    assert_finding(&c, false, "criteria.csv", 1, 7, "\"remarks\" is not known and not used");
    c = with_criteria("id,category", "id,field");
    const edition_result r = parse_case(&c);
    assert_ok(r.status, &r.err);
    assert_found(&r, "criteria.csv", 1, 0, "there is no column \"category\"");
    assert_found(&r, "criteria.csv", 1, 2, "\"field\" is not known");
    assert_int_equal(r.count,
                     2); /* the files after it do not follow up with what they cannot know */
}

static void an_edition_without_weights_is_known_by_labels(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.criteria = "id,category,label\nA1,Law,First\nA2,Law,Second\nB1,Family,Third\n"
                 "B2,Family,Fourth\nC1,Asylum,Fifth\n";
    const at_study_edition e = parse_sound(&c);
    assert_false(e.index.weighted);
    assert_int_equal(e.known_by, AT_KNOWN_BY_LABELS);
}

static void crosswalks_are_read_by_year_and_a_double_is_noted(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.criteria = "id,category,label,weight,id_2026,ID_2019\n"
                 "A1,Law,First,10,X1,\nA2,Law,Second,20,,P9\nB1,Family,Third,30,X3,\n"
                 "B2,Family,Fourth,0,,\nC1,Asylum,Fifth,40,,\n";
    c.published = NULL;
    const at_study_edition e = parse_sound(&c);
    assert_int_equal(e.crosswalk_count, 2);
    assert_int_equal(e.crosswalks[0].year, 2019);
    assert_str(e.crosswalks[0].ids[1], "P9");
    assert_int_equal(e.crosswalks[1].year, 2026);
    assert_str(e.crosswalks[1].ids[0], "X1");
    c.criteria = changed(c.criteria, "30,X3", "30,X1");
    assert_finding(&c, false, "criteria.csv", 4, 5,
                   "\"X1\" is named for \"B1\" and for \"A1\" (row 2)");
}

static void no_criteria_at_all_is_fatal(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.criteria = "id,category,label,weight\n";
    assert_finding(&c, true, "criteria.csv", 1, 0, "there are no criteria");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(criteria_keep_the_order_of_the_file),
        cmocka_unit_test(criteria_keep_weights_of_seventeen_digits_exactly),
        cmocka_unit_test(a_weight_that_is_no_number_names_its_place),
        cmocka_unit_test(attainable_weights_that_miss_100_are_added_up),
        cmocka_unit_test(a_criterion_that_stands_twice_names_both_rows),
        cmocka_unit_test(ids_are_short_and_without_spaces),
        cmocka_unit_test(a_criterion_needs_a_category),
        cmocka_unit_test(a_group_of_one_and_a_group_in_two_categories_are_found),
        cmocka_unit_test(an_unknown_prerequisite_gets_a_suggestion),
        cmocka_unit_test(each_ring_of_prerequisites_is_told_once),
        cmocka_unit_test(equal_and_missing_labels_are_noted),
        cmocka_unit_test(a_misspelt_weight_column_is_not_an_edition_without_weights),
        cmocka_unit_test(an_unknown_column_is_noted_and_a_needed_one_missed),
        cmocka_unit_test(an_edition_without_weights_is_known_by_labels),
        cmocka_unit_test(crosswalks_are_read_by_year_and_a_double_is_noted),
        cmocka_unit_test(no_criteria_at_all_is_fatal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
