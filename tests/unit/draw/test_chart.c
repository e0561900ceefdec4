/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for every picture, the map among them; then what each chart promises. */
#include "draw/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/palette.h"
#include "draw/svg.h"
#include "samples.h"
#include "support.h"
#include "well_formed.h"

static const double widths[] = {280, 380, 480, 640, 900, 1200};

typedef void (*picture_check)(const char *name, double width, at_str svg);

static void for_every_picture(at_str hostile, picture_check check)
{
    for (size_t w = 0; w < AT_COUNT_OF(widths); w++) {
        samples s = samples_read(widths[w]);
        s.hostile = hostile;
        for (size_t i = 0; i < SAMPLE_PICTURES; i++) {
            AT_CLEANUP(at_buffer_free) at_buffer out = {0};
            at_err err;
            sample_draw(&s, i, &out);
            assert_ok(at_buffer_status(&out, &err), &err);
            check(sample_names[i], widths[w], at_buffer_str(&out));
        }
    }
}

static void check_well_formed(const char *name, double width, at_str svg)
{
    size_t at = 0;
    if (!well_formed(svg, &at)) fail_msg("%s, %g: byte %zu", name, width, at);
}

static void every_picture_is_well_formed_whatever_its_labels(void **state)
{
    (void)state;
    static const at_str hostile[] = {
        {"", 0},
        {"<>&\"'", 5},
        {"</text><script>alert(1)</script>", 32},
        {"]]><!--&#x0;%s%n", 16},
        {"\xFF\xFE\xC0\xAF\xED\xA0\x80\x00\x1B", 9},
    };
    for (size_t i = 0; i < AT_COUNT_OF(hostile); i++)
        for_every_picture(hostile[i], check_well_formed);
}

static void check_quiet(const char *name, double width, at_str svg)
{
    static const char *const loud[] = {"<script", "href",           "<image", "<style",
                                       "@import", "url(h",          "nan",    "inf",
                                       "\"-0\"",  "<foreignObject", " on"};
    for (size_t i = 0; i < AT_COUNT_OF(loud); i++) {
        size_t at;
        if (at_str_find(svg, at_str_from_cstr(loud[i]), &at)) {
            const at_str around = at_str_slice(svg, at > 40 ? at - 40 : 0, at + 40);
            if (strcmp(loud[i], " on") == 0) continue; /* a word of a text; attributes are below */
            fail_msg("%s, %g: %.*s", name, width, AT_STR_ARG(around));
        }
    }
    assert_true(at_str_starts(svg, AT_STR("<svg xmlns=\"http://www.w3.org/2000/svg\"")));
    assert_contains(svg, "role=\"img\" aria-labelledby=\"title desc\"");
    assert_contains(svg, "<title id=\"title\">");
    assert_contains(svg, "<desc id=\"desc\">");
}

static void no_picture_has_scripts_links_or_broken_numbers(void **state)
{
    (void)state;
    for_every_picture((at_str){0}, check_quiet);
}

static void the_same_numbers_give_the_same_bytes(void **state)
{
    (void)state;
    const samples s = samples_read(900), again = samples_read(900);
    for (size_t i = 0; i < SAMPLE_PICTURES; i++) {
        AT_CLEANUP(at_buffer_free) at_buffer one = {0};
        AT_CLEANUP(at_buffer_free) at_buffer other = {0};
        sample_draw(&s, i, &one);
        sample_draw(&again, i, &other);
        assert_true(at_str_equal(at_buffer_str(&one), at_buffer_str(&other)));
    }
}

static bool is_ours(at_str colour)
{
    for (int i = 0; i < AT_PALETTE_ROLES; i++) {
        if (at_str_equal(colour, at_str_from_cstr(at_palette_colour((at_palette_role)i))))
            return true;
    }
    for (size_t i = 0; i < AT_PALETTE_PARTS; i++) {
        if (at_str_equal(colour, at_str_from_cstr(at_palette_part(i)))) return true;
    }
    for (size_t i = 0; i < 5; i++) {
        if (at_str_equal(colour, at_str_from_cstr(at_palette_ramp(i, 5)))) return true;
    }
    return false;
}

static void check_colours(const char *name, double width, at_str svg)
{
    size_t at;
    while (at_str_find(svg, AT_STR("=\"#"), &at)) {
        svg = at_str_slice(svg, at + 2, svg.len);
        const at_str colour = at_str_slice(svg, 0, 7);
        if (!is_ours(colour)) fail_msg("%s, %g: %.*s", name, width, AT_STR_ARG(colour));
    }
}

static void every_colour_comes_from_the_palette(void **state)
{
    (void)state;
    for_every_picture((at_str){0}, check_colours);
}

/* Where a text stands, as wide as we say it is at most. */
typedef struct placed {
    double left, right, top, bottom, size;
    at_str text;
} placed;

static double attribute(at_str tag, const char *name, double otherwise)
{
    size_t at;
    double value = otherwise;
    const char *needle = test_format(" %s=\"", name);
    if (!at_str_find(tag, at_str_from_cstr(needle), &at)) return otherwise;
    const at_str rest = at_str_slice(tag, at + strlen(needle), tag.len);
    assert_int_equal(sscanf(test_format("%.*s", AT_STR_ARG(rest)), "%lf", &value), 1);
    return value;
}

/* The next <text> of the SVG; false after the last. */
static bool next_text(at_str *svg, placed *out)
{
    size_t at, end;
    if (!at_str_find(*svg, AT_STR("<text"), &at)) return false;
    *svg = at_str_slice(*svg, at, svg->len);
    assert_true(at_str_find(*svg, AT_STR(">"), &end));
    const at_str tag = at_str_slice(*svg, 0, end);
    *svg = at_str_slice(*svg, end + 1, svg->len);
    assert_true(at_str_find(*svg, AT_STR("</text>"), &end));
    *out = (placed){.text = at_str_slice(*svg, 0, end), .size = attribute(tag, "font-size", 0)};
    const at_svg_font font = {.size = out->size,
                              .bold = at_str_find(tag, AT_STR("font-weight"), NULL)};
    double width = at_svg_text_width(out->text, font);
    const double x = attribute(tag, "x", 0);
    for (at_str rest = out->text; at_str_find(rest, AT_STR("&amp;"), &at);) {
        width -= at_svg_text_width(AT_STR("amp;"), font);
        rest = at_str_slice(rest, at + 1, rest.len);
    }
    out->left = at_str_find(tag, AT_STR("\"middle\""), NULL) ? x - width / 2
                : at_str_find(tag, AT_STR("\"end\""), NULL)  ? x - width
                                                             : x;
    out->right = out->left + width;
    out->bottom = attribute(tag, "y", 0) + 0.22 * out->size;
    out->top = attribute(tag, "y", 0) - 0.75 * out->size;
    return true;
}

static void check_texts(const char *name, double width, at_str svg)
{
    enum { MOST = 600 };
    static placed texts[MOST];
    size_t count = 0;
    const double wide = attribute(svg, "width", 0), high = attribute(svg, "height", 0);
    while (count < MOST && next_text(&svg, &texts[count])) {
        const placed *t = &texts[count];
        assert_true(t->size >= AT_SVG_SMALLEST_TEXT);
        if (t->left < 0 || t->right > wide || t->top < 0 || t->bottom > high) {
            fail_msg("%s, %g: \"%.*s\" leaves the picture", name, width, AT_STR_ARG(t->text));
        }
        for (size_t i = 0; i < count; i++) {
            const placed *o = &texts[i];
            const bool apart = t->right <= o->left || o->right <= t->left || t->bottom <= o->top ||
                               o->bottom <= t->top;
            if (!apart) {
                fail_msg("%s, %g: \"%.*s\" meets \"%.*s\"", name, width, AT_STR_ARG(t->text),
                         AT_STR_ARG(o->text));
            }
        }
        count++;
    }
    assert_in_range(count, 5, MOST - 1);
}

static void no_text_is_tiny_meets_another_or_leaves_the_picture(void **state)
{
    (void)state;
    for_every_picture((at_str){0}, check_texts);
}

static void pictures_of_nothing_are_pictures(void **state)
{
    (void)state;
    const at_chart_frame frame = {.title = AT_STR("nothing"), .width = 640};
    const at_chart_stack stack = {0};
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_chart_ranking(&frame, NULL, 0, 0, &out);
    check_well_formed("ranking", 640, at_buffer_str(&out));
    at_buffer_clear(&out);
    at_chart_places(&frame, NULL, NULL, 0, &out);
    check_well_formed("places", 640, at_buffer_str(&out));
    at_buffer_clear(&out);
    at_chart_changes(&frame, &stack, &out);
    check_well_formed("changes", 640, at_buffer_str(&out));
    at_buffer_clear(&out);
    at_chart_bars(&frame, NULL, 0, &out);
    check_well_formed("bars", 640, at_buffer_str(&out));
    at_buffer_clear(&out);
    at_chart_history(&frame, NULL, 0, 0, &out);
    check_well_formed("history", 640, at_buffer_str(&out));
}

static void numbers_that_are_none_do_not_reach_the_picture(void **state)
{
    (void)state;
    static const double odd[] = {
        (double)NAN, (double)INFINITY, -(double)INFINITY, 1e300, -1e300, 0, -0.0, 1e-300};
    const at_chart_frame frame = {.title = AT_STR("odd"), .width = (double)NAN};
    for (size_t i = 0; i < AT_COUNT_OF(odd); i++) {
        const double v = odd[i];
        const at_chart_rank_row row = {AT_STR("a"), AT_STR("1"), {0}, v, v, v, v, v, false};
        const double parts[2] = {v, v};
        const at_str labels[2] = {AT_STR("a"), AT_STR("b")};
        const at_chart_stack stack = {labels, parts, labels, 1, 2};
        const at_chart_bar bar = {AT_STR("a"), v, v, v};
        const at_chart_point points[2] = {{2020, v, true, {0}}, {2021, v, false, {0}}};
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        at_chart_ranking(&frame, &row, 1, v, &out);
        check_quiet("ranking", v, at_buffer_str(&out));
        at_buffer_clear(&out);
        at_chart_places(&frame, &row, &v, 1, &out);
        check_quiet("places", v, at_buffer_str(&out));
        at_buffer_clear(&out);
        at_chart_changes(&frame, &stack, &out);
        check_quiet("changes", v, at_buffer_str(&out));
        at_buffer_clear(&out);
        at_chart_bars(&frame, &bar, 1, &out);
        check_quiet("bars", v, at_buffer_str(&out));
        at_buffer_clear(&out);
        at_chart_history(&frame, points, 2, v, &out);
        check_quiet("history", v, at_buffer_str(&out));
    }
}

static at_str drawn_changes(const double *parts, size_t rows, at_buffer *out)
{
    static const at_str names[] = {{"one", 3}, {"two", 3}, {"three", 5}, {"four", 4}};
    static const at_str labels[] = {{"law", 3}, {"rules", 5}};
    const at_chart_stack stack = {names, parts, labels, rows, 2};
    const at_chart_frame frame = {.title = AT_STR("changes"), .width = 640};
    at_buffer_clear(out);
    at_chart_changes(&frame, &stack, out);
    return at_buffer_str(out);
}

static void changes_print_their_total_with_a_true_sign(void **state)
{
    (void)state;
    static const double parts[] = {-5.5, -0.46, 3.0, 0.75, -0.02, -0.02, 1.5, -1.5};
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    const at_str svg = drawn_changes(parts, 4, &out);
    assert_contains(svg, ">\xE2\x88\x92"
                         "6.0</text>");
    assert_contains(svg, ">+3.8</text>");
    assert_contains(svg, ">0.0</text>");
    assert_false(at_str_find(svg,
                             AT_STR("\xE2\x88\x92"
                                    "0.0"),
                             NULL));
}

/* Widths of the bars are in the proportion of the parts. */
static void changes_draw_parts_in_proportion(void **state)
{
    (void)state;
    static const double parts[] = {-4, -1, 2, -0.5};
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_str svg = drawn_changes(parts, 2, &out);
    double drawn[7] = {0}; /* the ground, two swatches of the key, four bars */
    for (size_t i = 0; i < AT_COUNT_OF(drawn); i++) {
        size_t at;
        assert_true(at_str_find(svg, AT_STR("<rect"), &at));
        svg = at_str_slice(svg, at + 5, svg.len);
        drawn[i] = attribute(svg, "width", 0);
    }
    assert_true(drawn[3] > 100);
    for (size_t i = 1; i < 4; i++) {
        assert_close(drawn[3 + i] / drawn[3], fabs(parts[i]) / 4, 0, 1e-3);
    }
}

static void history_breaks_at_gaps_and_dashes_what_is_not_firm(void **state)
{
    (void)state;
    const at_chart_point points[] = {
        {2015, 3, false, {0}}, {2016, 5, false, {0}}, {2017, (double)NAN, false, {0}},
        {2018, 4, false, {0}}, {2020, 6, true, {0}},  {2021, 7, true, {0}},
        {2022, 8, true, {0}},
    };
    const at_chart_frame frame = {.title = AT_STR("history"), .width = 640};
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_chart_history(&frame, points, AT_COUNT_OF(points), 10, &out);
    size_t dashed = 0, solid = 0, circles = 0, at;
    at_str svg = at_buffer_str(&out);
    const char *accent =
        test_format("stroke=\"%s\" stroke-width=\"2.2\"", at_palette_colour(AT_PALETTE_ACCENT));
    for (at_str rest = svg; at_str_find(rest, AT_STR("stroke-dasharray"), &at); dashed++) {
        rest = at_str_slice(rest, at + 1, rest.len);
    }
    for (at_str rest = svg; at_str_find(rest, at_str_from_cstr(accent), &at); solid++) {
        rest = at_str_slice(rest, at + 1, rest.len);
    }
    for (at_str rest = svg; at_str_find(rest, AT_STR("<circle"), &at); circles++) {
        rest = at_str_slice(rest, at + 1, rest.len);
    }
    assert_int_equal(dashed, 1);  /* 2015-2016; not over 2017, nor from 2018 to 2020 */
    assert_int_equal(solid, 2);   /* 2020-2021-2022 */
    assert_int_equal(circles, 6); /* every place that is known */
}

static void bars_print_points_of_what_can_be_had(void **state)
{
    (void)state;
    const at_chart_bar bars[] = {{AT_STR("Family"), 20.25, 23, 18},
                                 {AT_STR("Asylum"), 9, 7.5, (double)NAN}};
    const at_chart_frame frame = {.title = AT_STR("bars"), .width = 640};
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_chart_bars(&frame, bars, AT_COUNT_OF(bars), &out);
    assert_contains(at_buffer_str(&out), ">20.3 of 23</text>");
    assert_contains(at_buffer_str(&out),
                    ">9.0 of 7.5</text>"); /* what it says; the bar stops at full */
}

static void ranking_prints_the_text_of_a_value_where_there_is_one(void **state)
{
    (void)state;
    const at_chart_rank_row rows[] = {
        {.label = AT_STR("a"), .value = 68.43, .low = 68.43, .high = 68.43},
        {.label = AT_STR("b"),
         .value = 68.43,
         .value_text = AT_STR("68.43"),
         .low = 60,
         .high = 70},
    };
    const at_chart_frame frame = {.title = AT_STR("ranking"), .width = 640};
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_chart_ranking(&frame, rows, AT_COUNT_OF(rows), 100, &out);
    assert_contains(at_buffer_str(&out), ">68.4</text>");
    assert_contains(at_buffer_str(&out), ">68.43</text>");
}

/* The golden files are the pictures of samples.h at a width of 900; draw_samples makes them anew. */
static void golden_pictures_stay_as_they_are(void **state)
{
    (void)state;
    static const size_t golden[] = {0, 3}; /* map, changes */
    const samples s = samples_read(900);
    for (size_t i = 0; i < AT_COUNT_OF(golden); i++) {
        const char *name = test_format("tests/golden/draw-%s.svg", sample_names[golden[i]]);
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        sample_draw(&s, golden[i], &out);
        if (!at_str_equal(at_buffer_str(&out), test_read_file(test_source(name)))) {
            fail_msg(
                "%s is not what is drawn now; where that was meant, renew it with draw_samples",
                name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_picture_is_well_formed_whatever_its_labels),
        cmocka_unit_test(no_picture_has_scripts_links_or_broken_numbers),
        cmocka_unit_test(the_same_numbers_give_the_same_bytes),
        cmocka_unit_test(every_colour_comes_from_the_palette),
        cmocka_unit_test(no_text_is_tiny_meets_another_or_leaves_the_picture),
        cmocka_unit_test(pictures_of_nothing_are_pictures),
        cmocka_unit_test(numbers_that_are_none_do_not_reach_the_picture),
        cmocka_unit_test(changes_print_their_total_with_a_true_sign),
        cmocka_unit_test(changes_draw_parts_in_proportion),
        cmocka_unit_test(history_breaks_at_gaps_and_dashes_what_is_not_firm),
        cmocka_unit_test(bars_print_points_of_what_can_be_had),
        cmocka_unit_test(ranking_prints_the_text_of_a_value_where_there_is_one),
        cmocka_unit_test(golden_pictures_stay_as_they_are),
    };
    return cmocka_run_group_tests_name("draw/chart", tests, NULL, NULL);
}
