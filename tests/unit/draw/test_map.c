/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/map.h"

#include <string.h>

#include "draw/html.h"
#include "draw/palette.h"
#include "samples.h"
#include "support.h"
#include "well_formed.h"

enum { CLASSES = 5 };

static size_t count_of(at_str text, at_str needle)
{
    size_t count = 0, at;
    while (at_str_find(text, needle, &at)) {
        text = at_str_slice(text, at + needle.len, text.len);
        count++;
    }
    return count;
}

static at_map_spec spec_of(const at_map_country *countries, size_t count)
{
    static const at_str labels[CLASSES] = {
        {"0 to 20", 7}, {"20 to 40", 8}, {"40 to 60", 8}, {"60 to 80", 8}, {"80 to 100", 9}};
    return (at_map_spec){
        .title = AT_STR("title"),
        .description = AT_STR("description"),
        .countries = countries,
        .country_count = count,
        .class_count = CLASSES,
        .class_labels = labels,
        .legend_title = AT_STR("points"),
        .no_data_label = AT_STR("not ranked"),
        .width = 900,
    };
}

static at_str draw(const at_map_spec *spec, at_buffer *out, size_t *missing)
{
    at_err err;
    size_t at = 0;
    at_map_draw(spec, out, missing);
    assert_ok(at_buffer_status(out, &err), &err);
    if (!well_formed(at_buffer_str(out), &at)) fail_msg("not well formed at byte %zu", at);
    return at_buffer_str(out);
}

static void every_country_of_the_ranking_is_on_the_map(void **state)
{
    (void)state;
    const samples s = samples_read(900);
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    sample_draw(&s, 0, &out);
    for (size_t i = 0; i < SAMPLE_COUNTRIES; i++) {
        const sample_country *c = &s.countries[i];
        assert_true(at_map_has(c->iso2));
        const char *title = test_format("<title>%.*s: %.2f, place %.0f</title>",
                                        AT_STR_ARG(c->name), c->score, c->place);
        AT_CLEANUP(at_buffer_free) at_buffer escaped = {0};
        at_html html = {&escaped};
        at_html_text(&html, at_str_from_cstr(title));
        /* "Bosnia & Herzegovina" is escaped, the tags are not. */
        const at_str plain = at_buffer_str(&escaped);
        const at_str text =
            at_str_slice(plain, strlen("&lt;title&gt;"), plain.len - strlen("&lt;/title&gt;"));
        assert_true(at_str_find(at_buffer_str(&out), text, NULL));
    }
}

/* Small states: a marker each, with a name beside it; nobody else has one. */
static void the_five_small_states_have_markers(void **state)
{
    (void)state;
    static const char *const small[] = {"Andorra 43", "Liechtenstein 29", "Malta 89", "Monaco 14",
                                        "San Marino 15"};
    const samples s = samples_read(900);
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    sample_draw(&s, 0, &out);
    const at_str svg = at_buffer_str(&out);
    assert_int_equal(count_of(svg, AT_STR("<circle")), AT_COUNT_OF(small));
    for (size_t i = 0; i < AT_COUNT_OF(small); i++) {
        assert_int_equal(count_of(svg, at_str_from_cstr(test_format(">%s</text>", small[i]))), 1);
    }
    /* Drawn last: no path comes after the first of them. */
    size_t first;
    assert_true(at_str_find(svg, AT_STR("<circle"), &first));
    assert_false(at_str_find(at_str_slice(svg, first, svg.len), AT_STR("<path"), NULL));
}

static void most_countries_have_their_number_printed(void **state)
{
    (void)state;
    const samples s = samples_read(900);
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    sample_draw(&s, 0, &out);
    size_t printed = 0;
    for (int score = 0; score <= 100; score++) {
        printed +=
            count_of(at_buffer_str(&out), at_str_from_cstr(test_format(">%d</text>", score)));
    }
    assert_true(printed >= 40); /* of the 44 without a marker */
}

static void countries_without_data_are_hatched(void **state)
{
    (void)state;
    const at_map_country countries[] = {
        {.iso2 = AT_STR("FR"), .title = AT_STR("France: no data"), .class_number = -1},
        {.iso2 = AT_STR("DE"), .title = AT_STR("Germany"), .class_number = 2},
        {.iso2 = AT_STR("MT"), .title = AT_STR("Malta: no data"), .class_number = -1},
    };
    const at_map_spec spec = spec_of(countries, AT_COUNT_OF(countries));
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    const at_str svg = draw(&spec, &out, NULL);
    /* France, Malta's land, and Northern Cyprus, which is no country of the ranking. */
    assert_int_equal(count_of(svg, AT_STR("fill=\"url(#hatch-map)\"")), 3);
    assert_int_equal(count_of(svg, AT_STR("r=\"6.5\" fill=\"url(#hatch)\"")), 1);
    assert_int_equal(count_of(svg, at_str_from_cstr(test_format("<path fill=\"%s\"",
                                                                at_palette_ramp(2, CLASSES)))),
                     1);
}

static void countries_not_named_are_plain_land(void **state)
{
    (void)state;
    const at_map_spec spec = spec_of(NULL, 0);
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    const at_str svg = draw(&spec, &out, NULL);
    const char *land = test_format("<path fill=\"%s\"", at_palette_colour(AT_PALETTE_LAND));
    assert_true(count_of(svg, at_str_from_cstr(land)) > 60);
    assert_int_equal(count_of(svg, AT_STR("<circle")), 0);
}

static void countries_that_are_not_on_the_map_are_counted(void **state)
{
    (void)state;
    const at_map_country countries[] = {
        {.iso2 = AT_STR("DE"), .class_number = 0}, {.iso2 = AT_STR("ZZ"), .class_number = 0},
        {.iso2 = AT_STR("de"), .class_number = 0}, {.iso2 = AT_STR(""), .class_number = 0},
        {.iso2 = AT_STR("US"), .class_number = 0}, {.iso2 = AT_STR("DEU"), .class_number = 0},
    };
    size_t missing = 99;
    const at_map_spec spec = spec_of(countries, AT_COUNT_OF(countries));
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    (void)draw(&spec, &out, &missing);
    assert_int_equal(missing, 5);
    assert_false(at_map_has(AT_STR("US")));
    assert_false(at_map_has((at_str){0}));
    assert_true(at_map_has(AT_STR("XK")));
}

static void the_highlighted_country_is_outlined_over_all_others(void **state)
{
    (void)state;
    const at_map_country countries[] = {{.iso2 = AT_STR("DE"), .class_number = 1},
                                        {.iso2 = AT_STR("SM"), .class_number = 1}};
    at_map_spec spec = spec_of(countries, AT_COUNT_OF(countries));
    const at_str highlight =
        at_str_from_cstr(test_format("stroke=\"%s\"", at_palette_colour(AT_PALETTE_HIGHLIGHT)));
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    assert_int_equal(count_of(draw(&spec, &out, NULL), highlight), 0);
    spec.highlight = AT_STR("DE");
    at_buffer_clear(&out);
    assert_int_equal(count_of(draw(&spec, &out, NULL), highlight), 1);
    spec.highlight = AT_STR("SM"); /* the land, and the marker over it */
    at_buffer_clear(&out);
    assert_int_equal(count_of(draw(&spec, &out, NULL), highlight), 2);
}

static void class_numbers_and_counts_out_of_range_do_no_harm(void **state)
{
    (void)state;
    const at_map_country countries[] = {{.iso2 = AT_STR("DE"), .class_number = 1000},
                                        {.iso2 = AT_STR("FR"), .class_number = -1000}};
    at_map_spec spec = spec_of(countries, AT_COUNT_OF(countries));
    static const double widths[] = {0, -1, 280, 1e300};
    for (size_t i = 0; i < AT_COUNT_OF(widths); i++) {
        spec.width = widths[i];
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        (void)draw(&spec, &out, NULL);
    }
}

static void long_class_labels_make_the_key_flow(void **state)
{
    (void)state;
    static const at_str labels[CLASSES] = {{"from nought to twenty points", 28},
                                           {"from twenty to forty points", 27},
                                           {"from forty to sixty points", 26},
                                           {"from sixty to eighty points", 27},
                                           {"from eighty to a hundred", 24}};
    at_map_spec spec = spec_of(NULL, 0);
    spec.class_labels = labels;
    for (double width = 300; width <= 900; width += 300) {
        spec.width = width;
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        const at_str svg = draw(&spec, &out, NULL);
        for (size_t i = 0; i < CLASSES; i++) assert_int_equal(count_of(svg, labels[i]), 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_country_of_the_ranking_is_on_the_map),
        cmocka_unit_test(the_five_small_states_have_markers),
        cmocka_unit_test(most_countries_have_their_number_printed),
        cmocka_unit_test(countries_without_data_are_hatched),
        cmocka_unit_test(countries_not_named_are_plain_land),
        cmocka_unit_test(countries_that_are_not_on_the_map_are_counted),
        cmocka_unit_test(the_highlighted_country_is_outlined_over_all_others),
        cmocka_unit_test(class_numbers_and_counts_out_of_range_do_no_harm),
        cmocka_unit_test(long_class_labels_make_the_key_flow),
    };
    return cmocka_run_group_tests_name("draw/map", tests, NULL, NULL);
}
