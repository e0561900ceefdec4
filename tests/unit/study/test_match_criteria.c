/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/match_criteria.h"

#include <stdio.h>

#include "edition_case.h"

/* An edition with these criteria and one country. `columns` is what stands after the label in
 * the header. */
static at_study_edition edition_of(const char *name, const char *columns, const char *rows)
{
    char values[512] = "iso2,country", zeros[256] = "XX,Nowhere";
    const char *row = rows;
    while (*row) {
        const char *comma = strchr(row, ',');
        assert_non_null(comma);
        (void)snprintf(values + strlen(values), sizeof values - strlen(values), ",%.*s",
                       (int)(comma - row), row);
        (void)snprintf(zeros + strlen(zeros), sizeof zeros - strlen(zeros), ",0");
        row = strchr(row, '\n') + 1;
    }
    const edition_case c = {
        .criteria = test_format("id,category,label%s\n%s", columns, rows),
        .values = test_format("%s\n%s\n", values, zeros),
    };
    const edition_result r = parse_case_as(&c, name, AT_EDITION_READ);
    assert_ok(r.status, &r.err);
    for (size_t i = 0; i < r.count; i++) assert_false(r.findings[i].fatal);
    return r.edition;
}

/* "old=new by word" for each match, in the new edition's order. */
static void assert_matches(const at_study_edition *old_edition, const at_study_edition *new_edition,
                           const char *want)
{
    const at_criterion_match *matches;
    size_t count;
    at_err err = {0};
    char got[1024] = "";
    assert_ok(at_match_criteria(test_arena(), old_edition, new_edition, &matches, &count, &err),
              &err);
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s=%.*s %s", i ? "; " : "",
                       AT_STR_ARG(old_edition->index.criteria[matches[i].old_criterion].id),
                       AT_STR_ARG(new_edition->index.criteria[matches[i].new_criterion].id),
                       at_match_by_word(matches[i].by));
    }
    assert_string_equal(got, want);
}

static void the_same_id_is_the_same_criterion(void **state)
{
    const at_study_edition a = edition_of("2024", "", "A,Law,One\nB,Law,Two\nC,Law,Three\n");
    const at_study_edition b = edition_of("2025", "", "C,Law,Third\nD,Law,New\nA,Law,First\n");
    (void)state;
    assert_matches(&a, &b, "C=C id; A=A id");
    assert_matches(&b, &a, "A=A id; C=C id");
}

static void a_crosswalk_is_believed_before_ids_from_either_side(void **state)
{
    const at_study_edition a = edition_of("2024", ",id_2025", "A,Law,One,B\nB,Law,Two,A\n");
    const at_study_edition b = edition_of("2025", "", "A,Law,Uno\nB,Law,Dos\n");
    (void)state;
    assert_matches(&a, &b, "B=A crosswalk; A=B crosswalk");
    assert_matches(&b, &a,
                   "B=A crosswalk; A=B crosswalk"); /* the old year's name in the new edition */
}

static void what_a_crosswalk_names_otherwise_is_not_matched_by_id_or_label(void **state)
{
    const at_study_edition a = edition_of("2024", ",id_2025", "A,Law,One,GONE\nB,Law,Two,\n");
    const at_study_edition b = edition_of("2025", "", "A,Law,One\nB,Law,Two\n");
    (void)state;
    assert_matches(&a, &b, "B=B id");
}

static void editions_with_names_in_a_third_year_meet_there(void **state)
{
    /* C17 of one year is C16 of the other: running numbers, with the ids of 2025 as the common
     * ground. */
    const at_study_edition a =
        edition_of("2016", ",id_2025", "C16,Law,One,EQ1\nC17,Law,Two,EQ2\nC18,Law,Old,\n");
    const at_study_edition b =
        edition_of("2017", ",id_2025", "C15,Law,New,EQ0\nC16,Law,Zwei,EQ2\nC17,Law,Eins,EQ1\n");
    (void)state;
    assert_matches(&a, &b, "C17=C16 crosswalk; C16=C17 crosswalk");
}

static void labels_match_whatever_their_letters_where_they_are_unique(void **state)
{
    const at_study_edition a = edition_of("2024", "",
                                          "A1,Law,Joint adoption\nA2,Law,Policy\nA3,Asylum,Policy\n"
                                          "A4,Law,Twice\nA5,Law,Twice\n");
    const at_study_edition b = edition_of(
        "2025", "", "B1,Family, JOINT  Adoption\nB2,Asylum,Policy\nB3,law,Policy\nB4,Law,Twice\n");
    (void)state;
    assert_matches(&a, &b, "A1=B1 label; A3=B2 label; A2=B3 label");
}

static void a_criterion_is_matched_once(void **state)
{
    const at_study_edition a =
        edition_of("2024", ",id_2025", "A,Law,One,X\nB,Law,Two,X\nX,Law,Three,\n");
    const at_study_edition b = edition_of("2025", "", "X,Law,Three\nY,Law,Two\n");
    (void)state;
    assert_matches(&a, &b, "A=X crosswalk");
}

static void every_shipped_edition_meets_2025_where_it_says(void **state)
{
    at_err err = {0};
    at_study_edition latest;
    (void)state;
    assert_ok(at_study_edition_read(test_arena(), test_source("data/rainbow/2025"), &latest, &err),
              &err);
    for (int year = 2015; year <= 2024; year++) {
        at_study_edition e;
        const at_criterion_match *matches;
        size_t count, named = 0;
        assert_ok(at_study_edition_read(
                      test_arena(), test_source(test_format("data/rainbow/%d", year)), &e, &err),
                  &err);
        assert_ok(at_match_criteria(test_arena(), &e, &latest, &matches, &count, &err), &err);
        if (year == 2024) {
            assert_int_equal(count, 75);
            continue;
        }
        for (size_t i = 0; i < e.index.criterion_count; i++) {
            named += e.crosswalks[0].ids[i].len > 0;
        }
        assert_true(count >= named); /* what has no id there may have the label */
        for (size_t i = 0; i < count; i++) {
            const at_str said = e.crosswalks[0].ids[matches[i].old_criterion];
            if (said.len) assert_same_str(latest.index.criteria[matches[i].new_criterion].id, said);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_id_is_the_same_criterion),
        cmocka_unit_test(a_crosswalk_is_believed_before_ids_from_either_side),
        cmocka_unit_test(what_a_crosswalk_names_otherwise_is_not_matched_by_id_or_label),
        cmocka_unit_test(editions_with_names_in_a_third_year_meet_there),
        cmocka_unit_test(labels_match_whatever_their_letters_where_they_are_unique),
        cmocka_unit_test(a_criterion_is_matched_once),
        cmocka_unit_test(every_shipped_edition_meets_2025_where_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
