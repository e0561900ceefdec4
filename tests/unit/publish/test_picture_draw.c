/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pictures of a site say, and which there are. */
#include "publish_case.h"

static at_picture_set pictures_of(const at_release *release)
{
    at_picture_set set;
    at_err err = {0};
    assert_ok(
        at_pictures_draw(test_arena(), figures_of(release), false, test_pool(), NULL, &set, &err),
        &err);
    return set;
}

static void assert_states(const at_release *release, const char *name, const char *finding)
{
    const at_picture_set set = pictures_of(release);
    const at_picture *picture = at_picture_find(&set, at_str_from_cstr(name));
    if (!picture) fail_msg("no picture %s", name);
    assert_str(picture->finding, finding);
    assert_contains(picture->svg, "<title");
}

static bool has(const at_release *release, const char *name)
{
    const at_picture_set set = pictures_of(release);
    return at_picture_find(&set, at_str_from_cstr(name)) != NULL;
}

static void set_count(at_release *release, const char *key, const char *value)
{
    set_of(release, "summary", key, "value", value);
}

static void map_states_the_main_finding(void **state)
{
    (void)state;
    assert_states(
        full_release(), "map",
        "Map of Europe. Malta leads with 100.00 of 100.00 points. Last is Canada (10.00).");
    assert_states(
        full_release(), "map-narrow",
        "Map of Europe. Malta leads with 100.00 of 100.00 points. Last is Canada (10.00).");
}

static at_str svg_of(const at_release *release, const char *name)
{
    const at_picture_set set = pictures_of(release);
    const at_picture *picture = at_picture_find(&set, at_str_from_cstr(name));
    if (!picture) fail_msg("no picture %s", name);
    return picture->svg;
}

static void heading_of_the_map_names_who_leads_and_who_is_last(void **state)
{
    (void)state;
    at_release *release = full_release();
    assert_contains(svg_of(release, "map"),
                    "Malta leads with 100.00 points, Canada is last with 10.00");
    set_of(release, "countries", "LV", "rank", "4");
    const at_str tied = svg_of(release, "map");
    assert_contains(tied, "Malta leads with 100.00 points<");
    keep_countries(release, 1);
    assert_contains(svg_of(release, "map"), "Malta, the only country, has 100.00 points<");
}

static void changes_are_counted_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *falls, *by_rules, *finding;
    } cases[] = {
        {"27", "15",
         "Since 2030, 27 countries lost points; for 15 of them nothing beyond changed criteria "
         "and weights shows."},
        {"0", "0", "Since 2030, no country lost points."},
        {"1", "1",
         "Since 2030, one country lost points, and nothing beyond changed criteria and weights "
         "shows."},
        {"1", "0", "Since 2030, one country lost points, in part or in whole through its own law."},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_release *release = full_release();
        set_count(release, "falls", cases[i].falls);
        set_count(release, "falls_rules_only", cases[i].by_rules);
        assert_states(release, "changes", cases[i].finding);
    }
}

static void places_count_firm_neighbours(void **state)
{
    (void)state;
    at_release *release = full_release();
    assert_states(release, "places",
                  "Ranges of places: 2 of 3 pairs of neighbouring places keep their order "
                  "under all weights within 25 %.");
    set_count(release, "neighbours_hold", "1");
    assert_states(release, "places",
                  "Ranges of places: 1 of 3 pairs of neighbouring places keeps its order "
                  "under all weights within 25 %.");
    drop_table(release, "summary");
    assert_states(release, "places", "Ranges of places of all countries.");
}

static void categories_name_the_best_and_the_worst(void **state)
{
    (void)state;
    assert_states(full_release(), "categories-lv",
                  "Latvia has its largest share of points in Asylum, its smallest in Family.");
    assert_states(full_release(), "categories-mt",
                  "Malta has 100.00 of 100.00 points, the same share in every category.");
    at_release *release = full_release();
    set_of(release, "categories", "Family", "maximum", "0");
    set_cell(release, "category_scores", 4, "points", "0");
    assert_states(release, "categories-lv",
                  "Latvia has 55.00 of 40.00 points, the same share in every category.");
}

static void history_names_its_two_ends(void **state)
{
    (void)state;
    assert_states(full_release(), "history-mt", "Malta: place 1 in 2029, place 1 in 2031.");
    assert_false(has(full_release(), "history-ca"));
}

static void pictures_are_only_drawn_where_they_show_something(void **state)
{
    (void)state;
    assert_false(has(plain_release(), "changes"));
    assert_true(has(coarse_release(), "changes"));
    at_release *release = full_release();
    keep_countries(release, 1);
    assert_false(has(release, "places"));
    at_release *elsewhere = plain_release();
    static const char *const tables[] = {"category_scores", "cells", "countries", "history"};
    for (size_t i = 0; i < AT_COUNT_OF(tables); i++) {
        set_of(elsewhere, tables[i], "MT", "iso2", "US");
    }
    cut_table(elsewhere, "pairs", 0);
    keep_countries(elsewhere, 1);
    assert_false(has(elsewhere, "map"));
    assert_true(has(elsewhere, "categories-us"));
}

/* An earlier edition may have had more countries: its places stay within the picture. */
static void place_beyond_the_number_of_countries_is_drawn(void **state)
{
    (void)state;
    at_release *release = full_release();
    set_cell(release, "history", 1, "rank", "48");
    assert_contains(svg_of(release, "history-mt"), ">48<");
}

static void pictures_are_found_by_name(void **state)
{
    (void)state;
    const at_picture_set set = pictures_of(full_release());
    for (size_t i = 0; i < set.count; i++) {
        assert_ptr_equal(at_picture_find(&set, set.pictures[i].name), &set.pictures[i]);
        assert_true(i == 0 || at_str_compare(set.pictures[i - 1].name, set.pictures[i].name) < 0);
        assert_true(set.pictures[i].width >= 280 && set.pictures[i].height > 40);
        assert_int_equal(set.pictures[i].png.len, 0);
    }
    assert_null(at_picture_find(&set, AT_STR("")));
    assert_null(at_picture_find(&set, AT_STR("zzz")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(map_states_the_main_finding),
        cmocka_unit_test(heading_of_the_map_names_who_leads_and_who_is_last),
        cmocka_unit_test(changes_are_counted_in_words),
        cmocka_unit_test(places_count_firm_neighbours),
        cmocka_unit_test(categories_name_the_best_and_the_worst),
        cmocka_unit_test(history_names_its_two_ends),
        cmocka_unit_test(pictures_are_only_drawn_where_they_show_something),
        cmocka_unit_test(place_beyond_the_number_of_countries_is_drawn),
        cmocka_unit_test(pictures_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
