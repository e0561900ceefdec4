/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all pages share: the frame, numbers, and that nothing of a release gets out of its place. */
#include "publish_case.h"

#include <math.h>

static at_str points(double value)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_points(&text, value);
    return at_str_from_cstr(test_format("%.*s", AT_STR_ARG(at_buffer_str(&text))));
}

static at_str signed_points(double value)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_signed(&text, value);
    return at_str_from_cstr(test_format("%.*s", AT_STR_ARG(at_buffer_str(&text))));
}

static void numbers_have_two_decimals_and_a_true_minus(void **state)
{
    (void)state;
    assert_str(points(88.83), "88.83");
    assert_str(points(0), "0.00");
    assert_str(points(-0.001), "0.00");
    assert_str(points(-3), "\xE2\x88\x92"
                           "3.00");
    assert_str(signed_points(2.98), "+2.98");
    assert_str(signed_points(-13.416), "\xE2\x88\x92"
                                       "13.42");
    assert_str(signed_points(0.004), "0.00");
    assert_str(signed_points(-0.0), "0.00");
}

static void slug_is_lower_case_and_names_nothing_else(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"MT", "mt"}, {"xk", "xk"}, {"../M\"T<", "mt"}, {"12", "12"}, {"GB-SCT", "gb_sct"}};
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_buffer text AT_CLEANUP(at_buffer_free) = {0};
        at_buffer_slug(&text, at_str_from_cstr(cases[i][0]));
        assert_str(at_buffer_str(&text), cases[i][1]);
    }
}

static void place_has_its_range_in_words(void **state)
{
    (void)state;
    const at_site_figures *f = figures_of(plain_release());
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_place_words(&text, &f->countries[0]);
    at_buffer_char(&text, '|');
    at_buffer_place_words(&text, &f->countries[2]);
    assert_str(at_buffer_str(&text), "place 1|place 3 (3 to 4)");
}

/* Every text of a release that a page shows, set to something that means harm. */
static at_release *hostile_release(const char *harm)
{
    static const char *const cells[][2] = {
        {"countries", "country"},
        {"categories", "category"},
        {"criteria", "label"},
        {"criteria", "requires"},
        {"criteria", "exclusive_group"},
        {"sources", "source"},
        {"sources", "date"},
        {"sources", "note"},
        {"history", "kind"},
        {"editions", "edition"},
        {"editions", "title"},
        {"editions", "licence"},
        {"editions", "source"},
        {"editions", "known_by"},
        {"reforms", "with"},
        {"cell_changes", "value_new"},
        {"cell_changes", "value_old"},
        {"cells", "standing"},
    };
    at_release *release = full_release();
    for (size_t i = 0; i < AT_COUNT_OF(cells); i++) {
        set_cell(release, cells[i][0], 0, cells[i][1], harm);
    }

    at_release_table *scores = table_in(release, "category_scores");
    for (size_t row = 0; row < scores->row_count; row += 2) {
        set_cell(release, "category_scores", row, "category", harm);
    }
    set_cell(release, "criteria", 0, "category", harm);
    set_cell(release, "criteria", 1, "category", harm);
    release->title = release->edition = release->date = release->program = release->compared_with =
        at_str_from_cstr(harm);
    return release;
}

static void assert_no(at_str text, const char *path, const char *what)
{
    size_t at;
    if (at_str_find(text, at_str_from_cstr(what), &at)) {
        const at_str found = at_str_slice(text, at > 60 ? at - 60 : 0, at + 60);
        fail_msg("%s holds %s: ...%.*s...", path, what, AT_STR_ARG(found));
    }
}

static bool is_markup(at_str path)
{
    return at_str_ends(path, AT_STR(".html")) || at_str_ends(path, AT_STR(".svg"));
}

static void hostile_text_stays_text(void **state)
{
    (void)state;
    static const char harm[] = "<script>alert(1)</script>\"'&onload=x \"><img src=//evil.example>";
    const made_site site = site_of(hostile_release(harm));
    size_t pages = 0;
    for (size_t i = 0; i < site.count; i++) {
        const at_str bytes = at_bytes_str(site.files[i].bytes);
        const char *path = test_format("%.*s", AT_STR_ARG(site.files[i].path));
        if (!is_markup(site.files[i].path)) continue;
        assert_no(bytes, path, "<script");
        assert_no(bytes, path, "<img src=//");
        assert_no(bytes, path, "'&onload");
        assert_no(bytes, path, "\"><img src=/");
        pages++;
    }
    assert_true(pages > 20);
    assert_contains(at_str_from_cstr(words_of(site, "index.html")), harm);
    assert_contains(at_str_from_cstr(words_of(site, "country/mt.html")), harm);
    assert_contains(at_str_from_cstr(words_of(site, "country/lv.html")), harm); /* its source */
    assert_contains(at_str_from_cstr(words_of(site, "methods.html")), harm);
}

/* Nothing that leads out of the folder, whatever a release says. */
static void no_page_names_an_address(void **state)
{
    (void)state;
    const made_site site = site_of(full_release());
    for (size_t i = 0; i < site.count; i++) {
        const char *path = test_format("%.*s", AT_STR_ARG(site.files[i].path));
        const at_str bytes = at_bytes_str(site.files[i].bytes);
        if (!at_str_ends(site.files[i].path, AT_STR(".html"))) continue;
        assert_no(bytes, path, "http:");
        assert_no(bytes, path, "https:");
        assert_no(bytes, path, "href=\"/");
        assert_no(bytes, path, "src=\"/");
        assert_contains(bytes, "Content-Security-Policy");
        assert_contains(bytes, "<html lang=\"en\">");
    }
}

/* CSV lets no such bytes in; should they come some other way, they do not get out. */
static void bytes_that_are_no_text_are_replaced(void **state)
{
    (void)state;
    const made_site site = site_of(hostile_release("M\xFF\xC3(\x01lta\xED\xA0\x80"));
    for (size_t i = 0; i < site.count; i++) {
        if (!is_markup(site.files[i].path)) continue;
        assert_true(at_str_is_utf8(at_bytes_str(site.files[i].bytes), NULL));
    }
    assert_contains(file_in(site, "country/mt.html"), "M\xEF\xBF\xBD");
}

static void very_long_texts_are_kept_whole(void **state)
{
    (void)state;
    const char *word = "abcdefghij", *text = "";
    for (int i = 0; i < 500; i++) text = test_format("%s%s ", text, word);
    text = test_format("%send", text);
    const made_site site = site_of(hostile_release(text));
    assert_contains(at_str_from_cstr(words_of(site, "index.html")), text);
    assert_contains(at_str_from_cstr(words_of(site, "country/mt.html")), text);
}

static void links_are_relative_to_where_the_page_lies(void **state)
{
    (void)state;
    const made_site site = site_of(full_release());
    const at_str page = file_in(site, "country/lv.html");
    assert_contains(page, "href=\"../style.css\"");
    assert_contains(page, "href=\"../index.html\"");
    assert_contains(file_in(site, "index.html"), "href=\"country/lv.html\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_two_decimals_and_a_true_minus),
        cmocka_unit_test(slug_is_lower_case_and_names_nothing_else),
        cmocka_unit_test(place_has_its_range_in_words),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(no_page_names_an_address),
        cmocka_unit_test(bytes_that_are_no_text_are_replaced),
        cmocka_unit_test(very_long_texts_are_kept_whole),
        cmocka_unit_test(links_are_relative_to_where_the_page_lies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
