/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish_case.h"

static void assert_says(const at_release *release, const char *path, const char *words)
{
    assert_contains(at_str_from_cstr(words_of(site_of(release), path)), words);
}

static void assert_lacks(at_str text, const char *what)
{
    if (at_str_find(text, at_str_from_cstr(what), NULL)) fail_msg("\"%s\" is there", what);
}

static void home_has_findings_map_ranking_and_reasons(void **state)
{
    (void)state;
    const made_site site = site_of(full_release());
    const at_str words = at_str_from_cstr(words_of(site, "index.html"));
    static const char *const parts[] = {"4 countries, measured on 4 criteria of law and policy.",
                                        "What the numbers say",
                                        "The map",
                                        "The ranking",
                                        "Why scores moved",
                                        "How firm a place is"};
    for (size_t i = 0; i < AT_COUNT_OF(parts); i++) assert_contains(words, parts[i]);
    assert_contains(file_in(site, "index.html"), "src=\"images/map.png\"");
    assert_contains(file_in(site, "index.html"), "href=\"images/map.svg\"");
}

static void ranking_has_place_range_score_and_move(void **state)
{
    (void)state;
    assert_says(full_release(), "index.html",
                "1 1 Malta 100.00 \xE2\x96\xB2 up 1 +25.00 0.00 +25.00 2 2 Belgium 80.00 "
                "\xE2\x96\xBC down 1 0.00 0.00 0.00 3 3\xE2\x80\x93"
                "4 Latvia 55.00 (50.00\xE2\x80\x93"
                "60.00) same +12.50 +10.00 +2.50 4 3\xE2\x80\x93"
                "4 Canada 10.00 new");
    assert_says(coarse_release(), "index.html",
                "Latvia 55.00 (50.00\xE2\x80\x93"
                "60.00) same +12.50 none "
                "+12.50");
}

static void orders_are_by_place_name_and_change(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const char *order[4];
    } pages[] = {
        {"index.html", {"mt", "be", "lv", "ca"}},
        {"by-name.html", {"be", "ca", "lv", "mt"}},
        {"by-change.html", {"be", "lv", "mt", "ca"}}, /* the largest loss first, new ones last */
    };
    const made_site site = site_of(full_release());
    for (size_t i = 0; i < AT_COUNT_OF(pages); i++) {
        const at_str page = file_in(site, pages[i].path);
        size_t before, table;
        assert_true(at_str_find(page, AT_STR("<tbody"), &table));
        before = table;
        for (size_t k = 0; k < 4; k++) {
            size_t at;
            const char *link = test_format("href=\"country/%s.html\"", pages[i].order[k]);
            assert_true(
                at_str_find(at_str_slice(page, before, page.len), at_str_from_cstr(link), &at));
            before += at;
        }
    }
}

static void names_are_ordered_as_people_order_them(void **state)
{
    (void)state;
    at_release *release = plain_release();
    set_cell(release, "countries", 0, "country", "T\xC3\xBCrkiye");
    set_cell(release, "countries", 1, "country", "tuvalu");
    set_cell(release, "countries", 2, "country", "\xC3\x85land");
    set_cell(release, "countries", 3, "country", "Zambia");
    const at_str words = at_str_from_cstr(words_of(site_of(release), "by-name.html"));
    static const char *const order[] = {"\xC3\x85land", "T\xC3\xBCrkiye", "tuvalu", "Zambia"};
    size_t before = 0;
    for (size_t i = 0; i < AT_COUNT_OF(order); i++) {
        size_t at;
        assert_true(
            at_str_find(at_str_slice(words, before, words.len), at_str_from_cstr(order[i]), &at));
        before += at;
    }
}

static void without_comparison_there_is_no_page_of_changes(void **state)
{
    (void)state;
    const made_site site = site_of(plain_release());
    for (size_t i = 0; i < site.count; i++) {
        assert_false(at_str_equal(site.files[i].path, AT_STR("by-change.html")));
        if (!at_str_ends(site.files[i].path, AT_STR(".html"))) continue;
        assert_lacks(at_bytes_str(site.files[i].bytes), "by-change.html");
    }
    assert_lacks(file_in(site, "index.html"), "Why scores moved");
    assert_lacks(file_in(site, "index.html"), "Change of place");
}

static void country_that_is_not_on_the_map_is_named(void **state)
{
    (void)state;
    assert_says(full_release(), "index.html",
                "Ranked, but not on the map, whose borders do not have them: Canada .");
    at_release *release = full_release();
    keep_countries(release, 3);
    assert_lacks(file_in(site_of(release), "index.html"), "not on the map");
}

static void index_of_other_places_has_no_map_and_no_word_of_it(void **state)
{
    (void)state;
    static const char *const tables[] = {"category_scores", "cells", "countries", "history"};
    at_release *release = plain_release();
    for (size_t i = 0; i < AT_COUNT_OF(tables); i++) set_of(release, tables[i], "MT", "iso2", "US");
    cut_table(release, "pairs", 0);
    keep_countries(release, 1);
    const made_site site = site_of(release);
    for (size_t i = 0; i < site.count; i++) {
        if (!at_str_ends(site.files[i].path, AT_STR(".html"))) continue;
        assert_lacks(at_bytes_str(site.files[i].bytes), "Natural Earth");
        assert_lacks(at_bytes_str(site.files[i].bytes), "map.png");
    }
}

static void one_country_is_told_in_the_singular(void **state)
{
    (void)state;
    at_release *release = plain_release();
    keep_countries(release, 1);
    assert_says(release, "index.html", "1 country, measured on 4 criteria");
    assert_says(release, "index.html", "1 country, by place");
    assert_says(release, "index.html", "Malta, the only country, has 100.00 of 100.00 points.");
}

static void release_without_countries_still_makes_pages(void **state)
{
    (void)state;
    at_release *release = plain_release();
    keep_countries(release, 0);
    assert_says(release, "index.html", "0 countries");
    assert_says(release, "methods.html", "How a score comes about");
}

static void methods_say_how_the_change_was_split(void **state)
{
    (void)state;
    assert_says(full_release(), "methods.html", "Shapley 1953");
    assert_says(coarse_release(), "methods.html",
                "The edition of 2030 is known by category totals only");
    const made_site site = site_of(plain_release());
    assert_lacks(file_in(site, "methods.html"), "Why a score moved");
    assert_lacks(file_in(site, "methods.html"), "Before");
    assert_says(full_release(), "methods.html", "E9 Housing (dropped) Equality 10");
    assert_says(full_release(), "methods.html", "A2 Asylum in practice Asylum 10 new");
    assert_says(full_release(), "methods.html", "within 25, level category, draws 20000, seed 1.");
}

/* Anchors that other pages lead to. */
static void methods_have_the_places_that_are_linked(void **state)
{
    (void)state;
    const made_site site = site_of(full_release());
    assert_contains(file_in(site, "index.html"), "href=\"methods.html#change\"");
    assert_contains(file_in(site, "index.html"), "href=\"methods.html#firm\"");
    assert_contains(file_in(site, "methods.html"), "id=\"change\"");
    assert_contains(file_in(site, "methods.html"), "id=\"firm\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(home_has_findings_map_ranking_and_reasons),
        cmocka_unit_test(ranking_has_place_range_score_and_move),
        cmocka_unit_test(orders_are_by_place_name_and_change),
        cmocka_unit_test(names_are_ordered_as_people_order_them),
        cmocka_unit_test(without_comparison_there_is_no_page_of_changes),
        cmocka_unit_test(country_that_is_not_on_the_map_is_named),
        cmocka_unit_test(index_of_other_places_has_no_map_and_no_word_of_it),
        cmocka_unit_test(one_country_is_told_in_the_singular),
        cmocka_unit_test(release_without_countries_still_makes_pages),
        cmocka_unit_test(methods_say_how_the_change_was_split),
        cmocka_unit_test(methods_have_the_places_that_are_linked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
