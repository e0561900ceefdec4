/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo.h>
#include <math.h>

#include "base/number.h"
#include "draw/palette.h"
#include "draw/svg.h"
#include "support.h"
#include "well_formed.h"

static const at_svg_font plain = {.size = 13, .colour = "#000000"};

static void assert_number(double value, const char *expected)
{
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_html svg = {&out};
    at_svg_number(&svg, value);
    assert_str(at_buffer_str(&out), expected);
}

static void numbers_have_two_decimals_at_most_and_no_needless_zero(void **state)
{
    (void)state;
    assert_number(0, "0");
    assert_number(-0.0, "0");
    assert_number(-0.004, "0");
    assert_number(12, "12");
    assert_number(12.5, "12.5");
    assert_number(12.05, "12.05");
    assert_number(-3.456, "-3.46");
    assert_number(0.999, "1");
    assert_number(1e8 + 0.25, "100000000.25");
}

static void numbers_that_cannot_be_drawn_become_nought(void **state)
{
    (void)state;
    const double wrong[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, 1e9, -1e300};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) assert_number(wrong[i], "0");
}

static void numbers_read_back_within_half_a_hundredth(void **state)
{
    (void)state;
    test_random random = {3};
    for (int i = 0; i < 20000; i++) {
        const double value = (test_random_unit(&random) - 0.5) * (i % 2 ? 2e4 : 2);
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        at_html svg = {&out};
        at_svg_number(&svg, value);
        at_str text = at_buffer_str(&out);
        const bool minus = at_str_starts(text, AT_STR("-"));
        double read = 0;
        text = at_str_slice(text, minus ? 1 : 0, text.len);
        assert_int_equal(at_parse_f64(text, 0, 1e9, &read, NULL), AT_OK);
        assert_true(fabs((minus ? -read : read) - value) <= 0.005 + 1e-9);
    }
}

/* Cairo's own measure, where the fonts are installed; a font that is not is replaced by another. */
static double measured(const char *family, bool bold, double size, const char *text)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *context = cairo_create(surface);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_text_extents_t extents;
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(context, options);
    cairo_select_font_face(context, family, CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context, size);
    cairo_text_extents(context, text, &extents);
    cairo_font_options_destroy(options);
    cairo_destroy(context);
    cairo_surface_destroy(surface);
    return extents.x_advance;
}

static void text_is_never_wider_than_we_say(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Bosnia & Herzegovina",
        "United Kingdom",
        "12 (9\xE2\x80\x93"
        "13)",
        "88.83",
        "Türkiye",
        "Česko",
        "The quick brown fox jumps over the lazy dog, 0123456789 times.",
        "MWMWMW",
        "Åland ØÆ",
        "Equality & non-discrimination",
        "\xE2\x88\x92"
        "13.4",
        "Where each country stands",
    };
    static const char *const families[] = {"Inter", "DejaVu Sans"};
    for (size_t i = 0; i < AT_COUNT_OF(texts); i++) {
        for (size_t f = 0; f < AT_COUNT_OF(families); f++) {
            for (int bold = 0; bold < 2; bold++) {
                at_svg_font font = plain;
                font.bold = bold;
                const double ours = at_svg_text_width(at_str_from_cstr(texts[i]), font);
                const double real = measured(families[f], bold, font.size, texts[i]);
                if (real > ours + 1) fail_msg("%s, %s: %g > %g", families[f], texts[i], real, ours);
                assert_true(ours < 1.6 * real); /* wide, but not absurdly so */
            }
        }
    }
}

static void small_text_is_set_at_eleven_pixels(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_html svg = {&out};
    at_svg_text(&svg, 0, 0, AT_SVG_START, (at_svg_font){.size = 4, .colour = "#000000"},
                AT_STR("a"));
    assert_contains(at_buffer_str(&out), "font-size=\"11\"");
}

/* Between ">" and "<". */
static at_str content(const at_buffer *out)
{
    size_t from, to;
    const at_str all = at_buffer_str(out);
    assert_true(at_str_find(all, AT_STR(">"), &from));
    const at_str rest = at_str_slice(all, from + 1, all.len);
    assert_true(at_str_find(rest, AT_STR("<"), &to));
    return at_str_slice(rest, 0, to);
}

static void text_that_does_not_fit_is_cut_with_an_ellipsis_between_characters(void **state)
{
    (void)state;
    const at_str text = AT_STR("Österreich und die Türkei, Česko, Ísland, Éire, Ελλάδα");
    for (double room = 0; room < 500; room += 3) {
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        at_html svg = {&out};
        at_svg_text_within(&svg, 0, 0, room, AT_SVG_START, plain, text);
        const at_str shown = content(&out);
        size_t bad;
        assert_true(at_str_is_utf8(shown, &bad));
        if (at_svg_text_width(text, plain) <= room) {
            assert_true(at_str_equal(shown, text));
            continue;
        }
        assert_true(at_str_ends(shown, AT_STR("…")));
        assert_true(at_str_starts(text, at_str_slice(shown, 0, shown.len - 3)));
        if (room > 13) assert_true(at_svg_text_width(shown, plain) <= room);
    }
}

static void paragraphs_keep_to_their_room_and_lose_no_word(void **state)
{
    (void)state;
    const at_str text = AT_STR("Crimea is shown as part of Ukraine (UN General Assembly resolution "
                               "68/262).\nKosovo is shown as the index ranks it.");
    for (double room = 120; room < 900; room += 40) {
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        at_html svg = {&out};
        const size_t lines = at_svg_paragraph(&svg, 0, 0, room, 16, plain, text);
        assert_int_equal(lines, at_svg_paragraph(NULL, 0, 0, room, 16, plain, text));
        /* Put the lines together again: a space or a line feed stood between any two. */
        at_str rest = at_buffer_str(&out), original = text;
        size_t found = 0, at;
        while (at_str_find(rest, AT_STR(">"), &at)) {
            rest = at_str_slice(rest, at + 1, rest.len);
            assert_true(at_str_find(rest, AT_STR("<"), &at));
            const at_str line = at_str_slice(rest, 0, at);
            assert_true(at_svg_text_width(line, plain) <= room);
            assert_true(at_str_starts(original, line));
            original = at_str_slice(original, line.len + 1, original.len);
            assert_true(at_str_find(rest, AT_STR("\n"), &at));
            rest = at_str_slice(rest, at + 1, rest.len);
            found++;
        }
        assert_int_equal(found, lines);
        assert_int_equal(original.len, 0);
    }
}

static void paragraphs_end_even_where_nothing_fits(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_html svg = {&out};
    assert_int_equal(at_svg_paragraph(&svg, 0, 0, 0, 16, plain, AT_STR("abc")), 3);
    assert_int_equal(at_svg_paragraph(&svg, 0, 0, -5, 16, plain, AT_STR("a b\n\nc")), 6);
    assert_int_equal(at_svg_paragraph(&svg, 0, 0, 50, 16, plain, (at_str){0}), 0);
}

static void a_document_is_well_formed_and_names_itself(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_html svg = {&out};
    at_svg_open(&svg, 100, 50, AT_STR("<T&>"), AT_STR("\"D\""));
    at_svg_rect(&svg, 1, 2, -3, 4, at_palette_colour(AT_PALETTE_INK));
    at_svg_line(&svg, 0, 0, (double)NAN, 4, at_palette_colour(AT_PALETTE_INK), 1);
    at_svg_dot(&svg, 0, 0, 3, at_palette_colour(AT_PALETTE_INK), NULL, 0);
    at_svg_close(&svg);
    size_t at = 0;
    const at_str text = at_buffer_str(&out);
    assert_true(well_formed(text, &at));
    assert_true(
        at_str_starts(text, AT_STR("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\"")));
    assert_contains(text, "<title id=\"title\">&lt;T&amp;&gt;</title>");
    assert_contains(text, "<desc id=\"desc\">\"D\"</desc>");
    assert_contains(text, "role=\"img\" aria-labelledby=\"title desc\"");
    assert_contains(text, "width=\"0\""); /* no negative widths */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_two_decimals_at_most_and_no_needless_zero),
        cmocka_unit_test(numbers_that_cannot_be_drawn_become_nought),
        cmocka_unit_test(numbers_read_back_within_half_a_hundredth),
        cmocka_unit_test(text_is_never_wider_than_we_say),
        cmocka_unit_test(small_text_is_set_at_eleven_pixels),
        cmocka_unit_test(text_that_does_not_fit_is_cut_with_an_ellipsis_between_characters),
        cmocka_unit_test(paragraphs_keep_to_their_room_and_lose_no_word),
        cmocka_unit_test(paragraphs_end_even_where_nothing_fits),
        cmocka_unit_test(a_document_is_well_formed_and_names_itself),
    };
    return cmocka_run_group_tests_name("draw/svg", tests, NULL, NULL);
}
