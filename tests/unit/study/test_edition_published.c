/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_case.h"

static edition_case with_published(const char *from, const char *to)
{
    edition_case c = sound_case;
    c.published = changed(c.published, from, to);
    return c;
}

static void published_rows_are_kept_as_printed(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.published = "iso2,country,score,rank,kind\nXK,Kosovo,,3,Rank SCRAPED\n"
                  "AT,Austria,35.0,2,derived\nMT,Malta,100,1,\n";
    const at_study_edition e = parse_sound(&c);
    assert_int_equal(e.published_count, 3);
    assert_str(e.published[0].iso2, "AT");
    assert_int_equal(e.published[0].score.num, 35);
    assert_int_equal(e.published[0].decimals, 1);
    assert_int_equal(e.published[0].rank, 2);
    assert_str(e.published[0].kind, "derived");
    assert_true(e.published[0].firm);
    assert_int_equal(e.published[0].row, 3);
    assert_int_equal(e.published[2].score.den, 0);
    assert_false(e.published[2].firm);
}

static void unreadable_scores_and_ranks_are_fatal(void **state)
{
    (void)state;
    edition_case c = with_published("35.00,2", "about 35,2");
    assert_finding(&c, true, "published.csv", 3, 3, "score \"about 35\"");
    c = with_published("35.00,2", "35.00,0");
    assert_finding(&c, true, "published.csv", 3, 4, "rank");
    c = with_published("35.00,2", "35.00,2.5");
    assert_finding(&c, true, "published.csv", 3, 4, "rank");
    c = with_published("35.00,2", "35.00,");
    assert_finding(&c, true, "published.csv", 3, 4, "rank");
    c = with_published("XK,Kosovo", "AT,Kosovo");
    const edition_result r = parse_case(&c);
    assert_found(&r, "published.csv", 4, 1, "\"AT\" stands twice: it is in row 3 already");
}

static void countries_in_one_file_only_are_noted_both_ways(void **state)
{
    const edition_case c = with_published("XK,Kosovo", "RS,Serbia");
    (void)state;
    const edition_result r = parse_case(&c);
    assert_ok(r.status, &r.err);
    assert_int_equal(r.count, 2);
    assert_found(&r, "published.csv", 0, 1, "\"XK\" is in values.csv but not published");
    assert_found(&r, "published.csv", 4, 1, "\"RS\" is published but not in values.csv");
    assert_false(r.findings[0].fatal || r.findings[1].fatal);
}

static void a_country_named_otherwise_is_noted(void **state)
{
    const edition_case c = with_published("Austria", "Österreich");
    (void)state;
    assert_finding(&c, false, "published.csv", 3, 2,
                   "AT is named \"Österreich\" here and \"Austria\" in values.csv");
}

static void a_missing_column_says_what_the_header_must_be(void **state)
{
    const edition_case c = with_published("score,rank", "score,place");
    (void)state;
    const edition_result r = parse_case(&c);
    assert_found(&r, "published.csv", 1, 0,
                 "there is no column \"rank\": the header must be iso2,country,score,rank[,kind]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_rows_are_kept_as_printed),
        cmocka_unit_test(unreadable_scores_and_ranks_are_fatal),
        cmocka_unit_test(countries_in_one_file_only_are_noted_both_ways),
        cmocka_unit_test(a_country_named_otherwise_is_noted),
        cmocka_unit_test(a_missing_column_says_what_the_header_must_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
