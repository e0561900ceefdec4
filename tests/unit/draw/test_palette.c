/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/status.h"
#include "draw/palette.h"
#include "support.h"

typedef struct rgb {
    double r, g, b; /* linear light, 0..1 */
} rgb;

typedef struct lab {
    double l, a, b;
} lab;

static unsigned hex(char c)
{
    if (c >= '0' && c <= '9') return (unsigned)(c - '0');
    assert_in_range(c, 'a', 'f');
    return (unsigned)(c - 'a') + 10;
}

static double channel(const char *two)
{
    const double v = (hex(two[0]) * 16 + hex(two[1])) / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4); /* IEC 61966-2-1 */
}

static rgb parse(const char *colour)
{
    assert_int_equal(strlen(colour), 7);
    assert_int_equal(colour[0], '#');
    return (rgb){channel(colour + 1), channel(colour + 3), channel(colour + 5)};
}

static double luminance(rgb c)
{
    return 0.2126729 * c.r + 0.7151522 * c.g + 0.0721750 * c.b;
}

static double cube_root_of(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static lab lab_of(rgb c)
{
    const double x = cube_root_of((0.4124564 * c.r + 0.3575761 * c.g + 0.1804375 * c.b) / 0.95047);
    const double y = cube_root_of(luminance(c));
    const double z = cube_root_of((0.0193339 * c.r + 0.1191920 * c.g + 0.9503041 * c.b) / 1.08883);
    return (lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

static double distance(lab p, lab q)
{
    return sqrt((p.l - q.l) * (p.l - q.l) + (p.a - q.a) * (p.a - q.a) + (p.b - q.b) * (p.b - q.b));
}

/* WCAG 2. */
static double contrast(rgb p, rgb q)
{
    const double a = luminance(p) + 0.05, b = luminance(q) + 0.05;
    return a > b ? a / b : b / a;
}

/* Machado, Oliveira and Fernandes 2009, severity 1: protanopia, deuteranopia, tritanopia. */
static const double blindness[3][3][3] = {
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static rgb seen(rgb c, size_t kind)
{
    double out[3];
    for (size_t i = 0; i < 3; i++) {
        const double *m = blindness[kind][i];
        out[i] = fmin(1, fmax(0, m[0] * c.r + m[1] * c.g + m[2] * c.b));
    }
    return (rgb){out[0], out[1], out[2]};
}

static void lightness_falls_by_ten_or_more_with_each_class(void **state)
{
    (void)state;
    for (size_t count = 3; count <= 7; count++) {
        for (size_t i = 1; i < count; i++) {
            const double before = lab_of(parse(at_palette_ramp(i - 1, count))).l;
            const double here = lab_of(parse(at_palette_ramp(i, count))).l;
            assert_true(before - here >= 10);
        }
    }
}

static void all_classes_differ_for_colour_blind_readers(void **state)
{
    (void)state;
    for (size_t count = 3; count <= 7; count++) {
        for (size_t kind = 0; kind < AT_COUNT_OF(blindness); kind++) {
            for (size_t i = 0; i < count; i++) {
                for (size_t j = 0; j < i; j++) {
                    const lab p = lab_of(seen(parse(at_palette_ramp(i, count)), kind));
                    const lab q = lab_of(seen(parse(at_palette_ramp(j, count)), kind));
                    assert_true(distance(p, q) >= 10);
                    /* In order, too: what is darker stays darker. */
                    assert_true(p.l < q.l);
                }
            }
        }
    }
}

static void the_lightest_class_differs_from_land_and_paper(void **state)
{
    (void)state;
    for (size_t count = 3; count <= 7; count++) {
        const lab lightest = lab_of(parse(at_palette_ramp(0, count)));
        assert_true(distance(lightest, lab_of(parse(at_palette_colour(AT_PALETTE_LAND)))) >= 15);
        assert_true(distance(lightest, lab_of(parse(at_palette_colour(AT_PALETTE_PAPER)))) >= 15);
    }
}

static void ink_is_the_better_of_two_and_readable_on_every_class(void **state)
{
    (void)state;
    const rgb ink = parse(at_palette_colour(AT_PALETTE_INK));
    const rgb paper = parse(at_palette_colour(AT_PALETTE_PAPER));
    for (size_t count = 3; count <= 7; count++) {
        for (size_t i = 0; i < count; i++) {
            const rgb fill = parse(at_palette_ramp(i, count));
            const double chosen = contrast(fill, parse(at_palette_ink_on(i, count)));
            assert_true(chosen >= 4.2);
            assert_true(chosen >= contrast(fill, ink) && chosen >= contrast(fill, paper));
        }
    }
}

static void text_colours_are_readable_on_paper(void **state)
{
    (void)state;
    const rgb paper = parse(at_palette_colour(AT_PALETTE_PAPER));
    assert_true(contrast(paper, parse(at_palette_colour(AT_PALETTE_INK))) >= 7);
    assert_true(contrast(paper, parse(at_palette_colour(AT_PALETTE_MUTED))) >= 4.5);
    assert_true(contrast(paper, parse(at_palette_colour(AT_PALETTE_ACCENT))) >= 3);
    assert_true(contrast(paper, parse(at_palette_colour(AT_PALETTE_HIGHLIGHT))) >= 3);
    assert_true(contrast(paper, parse(at_palette_colour(AT_PALETTE_HATCH))) >= 3);
}

static void parts_differ_in_grey_and_for_colour_blind_readers(void **state)
{
    (void)state;
    for (size_t i = 0; i < AT_PALETTE_PARTS; i++) {
        for (size_t j = 0; j < i; j++) {
            const rgb p = parse(at_palette_part(i)), q = parse(at_palette_part(j));
            assert_true(fabs(lab_of(p).l - lab_of(q).l) >= 10);
            for (size_t kind = 0; kind < AT_COUNT_OF(blindness); kind++) {
                assert_true(distance(lab_of(seen(p, kind)), lab_of(seen(q, kind))) >= 10);
            }
        }
    }
}

static void numbers_out_of_range_get_the_nearest_colour(void **state)
{
    (void)state;
    assert_string_equal(at_palette_ramp(99, 5), at_palette_ramp(4, 5));
    assert_string_equal(at_palette_ramp(0, 0), at_palette_ramp(0, 3));
    assert_string_equal(at_palette_ramp(6, 99), at_palette_ramp(6, 7));
    assert_string_equal(at_palette_part(AT_PALETTE_PARTS), at_palette_part(0));
}

static void every_role_has_a_colour_and_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < AT_PALETTE_ROLES; i++) {
        (void)parse(at_palette_colour((at_palette_role)i));
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(at_palette_name((at_palette_role)i),
                                    at_palette_name((at_palette_role)j));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lightness_falls_by_ten_or_more_with_each_class),
        cmocka_unit_test(all_classes_differ_for_colour_blind_readers),
        cmocka_unit_test(the_lightest_class_differs_from_land_and_paper),
        cmocka_unit_test(ink_is_the_better_of_two_and_readable_on_every_class),
        cmocka_unit_test(text_colours_are_readable_on_paper),
        cmocka_unit_test(parts_differ_in_grey_and_for_colour_blind_readers),
        cmocka_unit_test(numbers_out_of_range_get_the_nearest_colour),
        cmocka_unit_test(every_role_has_a_colour_and_a_name_of_its_own),
    };
    return cmocka_run_group_tests_name("draw/palette", tests, NULL, NULL);
}
