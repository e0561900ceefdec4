/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/history.h"

#include "edition_case.h"

enum { FIRST_YEAR = 2015, YEARS = 11 };

static const at_history_country *country_of(const at_history *history, const char *iso2)
{
    for (size_t i = 0; i < history->country_count; i++) {
        if (at_str_equal(history->countries[i].iso2, at_str_from_cstr(iso2))) {
            return &history->countries[i];
        }
    }
    fail_msg("no %s", iso2);
    return NULL;
}

static at_study_edition edition_named(const edition_case *c, const char *name)
{
    const edition_result r = parse_case_as(c, name, AT_EDITION_READ);
    assert_ok(r.status, &r.err);
    return r.edition;
}

static void shipped_editions_give_eleven_places_in_any_order_of_the_arguments(void **state)
{
    at_study_edition editions[YEARS];
    at_history history;
    at_err err = {0};
    (void)state;
    for (int i = 0; i < YEARS; i++) { /* newest, oldest, next ... */
        const int year = FIRST_YEAR + (i * 7 + 10) % YEARS;
        assert_ok(at_study_edition_read(test_arena(),
                                        test_source(test_format("data/rainbow/%d", year)),
                                        &editions[i], &err),
                  &err);
    }
    assert_ok(at_history_make(test_arena(), editions, YEARS, &history, &err), &err);
    assert_int_equal(history.country_count, 49);
    for (size_t i = 0; i < YEARS; i++) {
        assert_int_equal(history.editions[i].edition->year, FIRST_YEAR + i);
        assert_int_equal(history.editions[i].ranks, i < 9 ? AT_RANKS_DENSE : AT_RANKS_COMPETITION);
        assert_false(history.editions[i].computed);
    }
    const at_history_country *malta = country_of(&history, "MT");
    assert_int_equal(malta->place_count, YEARS);
    assert_int_equal(malta->places[10].rank, 1);
    assert_true(malta->places[10].firm);
    assert_false(malta->places[0].firm);
    assert_contains(malta->places[0].kind, "rank scraped");
    assert_int_equal(country_of(&history, "HU")->places[9].rank, 30);
    assert_int_equal(country_of(&history, "HU")->places[10].rank, 37);
}

static void without_published_places_they_are_computed(void **state)
{
    edition_case c = sound_case;
    at_history history;
    at_err err = {0};
    (void)state;
    c.published = NULL;
    const at_study_edition computed = edition_named(&c, "2024");
    c.criteria = "id,category,label\nA1,L,1\nA2,L,2\nB1,L,3\nB2,L,4\nC1,L,5\n";
    const at_study_edition none = edition_named(&c, "2023");
    const at_study_edition editions[] = {computed, none};
    assert_ok(at_history_make(test_arena(), editions, 2, &history, &err), &err);
    assert_int_equal(history.editions[0].ranks, AT_RANKS_NONE);
    assert_int_equal(history.editions[1].ranks, AT_RANKS_COMPETITION);
    assert_true(history.editions[1].computed);
    const at_history_country *austria = country_of(&history, "AT");
    assert_int_equal(austria->place_count, 1);
    assert_int_equal(austria->places[0].rank, 2);
    assert_int_equal(austria->places[0].score.num, 3500);
    assert_str(austria->places[0].kind, "computed");
}

static void a_country_has_the_name_and_the_gaps_that_the_editions_give_it(void **state)
{
    edition_case c = sound_case;
    at_history history;
    at_err err = {0};
    (void)state;
    const at_study_edition middle = edition_named(&sound_case, "2024");
    c.published = changed(c.published, "Austria", "Österreich");
    const at_study_edition last = edition_named(&c, "2026");
    c.published = changed(c.published, "AT,Österreich,35.00,2\n", "");
    c.published = changed(c.published, "20.00,3", "20.00,2");
    const at_study_edition gap = edition_named(&c, "2025");
    const at_study_edition editions[] = {gap, last, middle};
    assert_ok(at_history_make(test_arena(), editions, 3, &history, &err), &err);
    const at_history_country *austria = country_of(&history, "AT");
    assert_str(austria->name, "Österreich");
    assert_int_equal(austria->place_count, 2);
    assert_int_equal(austria->places[0].edition, 0);
    assert_int_equal(austria->places[1].edition, 2);
}

static void part_scraped_ranks_are_said_to_be_so(void **state)
{
    edition_case c = sound_case;
    at_history history;
    at_err err = {0};
    (void)state;
    c.published = "iso2,country,score,rank,kind\nMT,Malta,,1,rank scraped\nAT,Austria,,2,\n";
    const at_study_edition e = edition_named(&c, "2025");
    assert_ok(at_history_make(test_arena(), &e, 1, &history, &err), &err);
    assert_int_equal(history.editions[0].ranks, AT_RANKS_MIXED);
    assert_string_equal(at_ranks_kind_word(history.editions[0].ranks), "partly dense as scraped");
}

static void editions_that_cannot_be_put_in_order_are_refused(void **state)
{
    at_history history;
    at_err err = {0};
    (void)state;
    const at_study_edition a = edition_named(&sound_case, "2025"), b = a;
    const at_study_edition nameless = edition_named(&sound_case, "spring");
    const at_study_edition twice[] = {a, b}, unknown[] = {a, nameless};
    assert_fails(at_history_make(test_arena(), twice, 2, &history, &err), &err, AT_EUSAGE,
                 "two editions are of 2025");
    assert_fails(at_history_make(test_arena(), unknown, 2, &history, &err), &err, AT_EUSAGE,
                 "year of edition spring is not known", "edition.ini");
    edition_case c = sound_case;
    c.settings = "[edition]\nname = 2025\nyear = 2024\n";
    const at_study_edition same_name[] = {a, edition_named(&c, "other")};
    assert_fails(at_history_make(test_arena(), same_name, 2, &history, &err), &err, AT_EUSAGE,
                 "two editions are called 2025");
    assert_fails(at_history_make(test_arena(), NULL, 0, &history, &err), &err, AT_EUSAGE,
                 "edition");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_editions_give_eleven_places_in_any_order_of_the_arguments),
        cmocka_unit_test(without_published_places_they_are_computed),
        cmocka_unit_test(a_country_has_the_name_and_the_gaps_that_the_editions_give_it),
        cmocka_unit_test(part_scraped_ranks_are_said_to_be_so),
        cmocka_unit_test(editions_that_cannot_be_put_in_order_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
