/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/quantise.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

static uint32_t *new_pixels(size_t count)
{
    uint32_t *pixels;
    at_err err;
    assert_ok(AT_NEW(test_arena(), count, &pixels, &err), &err);
    return pixels;
}

static at_indexed_image quantise(const uint32_t *pixels, size_t width, size_t height)
{
    at_indexed_image image;
    at_err err;
    const at_pixels all = {pixels, width, height, width};
    assert_ok(at_quantise(test_arena(), all, &image, &err), &err);
    assert_int_equal(image.width, width);
    assert_int_equal(image.height, height);
    return image;
}

static int distance(uint32_t a, uint32_t b)
{
    int most = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        const int d = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
        if (d > most) most = d;
    }
    return most;
}

/* `colours` different ones, of which number k fills the more pixels the lower k is; shuffled. */
static uint32_t *random_pixels(size_t colours, uint64_t seed, uint32_t *list, size_t *count)
{
    test_random random = {seed};
    uint32_t *pixels = new_pixels(colours * (colours + 1) / 2);
    /* An odd multiplier permutes the numbers of 24 bits. */
    const uint32_t offset = (uint32_t)test_random_below(&random, 1 << 24);
    *count = 0;
    for (size_t k = 0; k < colours; k++) {
        list[k] = (offset + (uint32_t)k * 0x9E3779U) & 0xFFFFFF;
        for (size_t i = 0; i < colours - k; i++) pixels[(*count)++] = list[k];
    }
    test_random_shuffle(&random, pixels, *count, sizeof *pixels);
    return pixels;
}

static void up_to_256_colours_are_exact_and_the_commonest_first(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 2, 3, 64, 65, 255, 256};
    for (size_t k = 0; k < AT_COUNT_OF(counts); k++) {
        uint32_t list[256];
        size_t count;
        const uint32_t *pixels = random_pixels(counts[k], k, list, &count);
        const at_indexed_image image = quantise(pixels, count, 1);
        assert_int_equal(image.error, 0);
        assert_int_equal(image.colours, counts[k]);
        assert_memory_equal(image.palette, list, counts[k] * sizeof *list);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(image.palette[image.indices[i]], pixels[i]);
        }
    }
}

static void beyond_256_the_commonest_are_exact_and_the_rest_nearest(void **state)
{
    (void)state;
    static const size_t counts[] = {257, 300, 900};
    for (size_t k = 0; k < AT_COUNT_OF(counts); k++) {
        uint32_t list[900];
        size_t count;
        int worst = 0;
        const uint32_t *pixels = random_pixels(counts[k], k, list, &count);
        const at_indexed_image image = quantise(pixels, 1, count);
        assert_int_equal(image.colours, 256);
        assert_memory_equal(image.palette, list, AT_PALETTE_EXACT * sizeof *list);
        for (size_t i = 0; i < count; i++) {
            int nearest = 255;
            for (size_t c = 0; c < image.colours; c++) {
                const int d = distance(image.palette[c], pixels[i]);
                if (d < nearest) nearest = d;
            }
            assert_int_equal(distance(image.palette[image.indices[i]], pixels[i]), nearest);
            if (nearest > worst) worst = nearest;
        }
        assert_int_equal(image.error, worst);
        assert_true(worst > 0);
    }
}

/* 192 colours are free: 169 of them can be the middles of squares of 20 by 20 that cover red and green, 10 off at
 * most; Gonzalez's bound is twice that. */
static void the_error_is_within_twice_the_least(void **state)
{
    (void)state;
    uint32_t *pixels = new_pixels(1 << 16);
    for (uint32_t i = 0; i < 1 << 16; i++) pixels[i] = i << 8;
    assert_in_range(quantise(pixels, 256, 256).error, 1, 20);
}

/* Two plain colours and the 254 tones between them, and one more colour: what is left out is a neighbour. */
static void one_colour_too_many_costs_one_step(void **state)
{
    (void)state;
    uint32_t pixels[257];
    for (uint32_t i = 0; i < 256; i++) pixels[i] = i * 0x010101;
    pixels[256] = 0xFF0000;
    assert_int_equal(quantise(pixels, 257, 1).error, 1);
}

static void black_against_white_is_no_edge_case(void **state)
{
    (void)state;
    static const uint32_t pixels[] = {0xFFFFFF, 0x000000, 0xFFFFFF};
    const at_indexed_image image = quantise(pixels, 3, 1);
    assert_int_equal(image.colours, 2);
    assert_memory_equal(image.indices, "\0\1\0", 3);
}

static void where_the_pixels_lie_changes_no_palette(void **state)
{
    (void)state;
    uint32_t list[400];
    size_t count;
    test_random random = {7};
    uint32_t *pixels = random_pixels(400, 3, list, &count);
    const at_indexed_image first = quantise(pixels, count, 1);
    test_random_shuffle(&random, pixels, count, sizeof *pixels);
    const at_indexed_image second = quantise(pixels, count / 8, 8); /* 80200 pixels */
    assert_int_equal(second.error, first.error);
    assert_memory_equal(second.palette, first.palette, sizeof first.palette);
}

static void the_unused_byte_and_what_lies_behind_a_row_do_not_count(void **state)
{
    (void)state;
    static const uint32_t pixels[] = {0xFF112233, 0x00112233, 0x445566,
                                      0x77112233, 0x12112233, 0x778899};
    at_indexed_image image;
    at_err err;
    assert_ok(at_quantise(test_arena(), (at_pixels){pixels, 2, 2, 3}, &image, &err), &err);
    assert_int_equal(image.colours, 1);
    assert_int_equal(image.palette[0], 0x112233);
    assert_memory_equal(image.indices, "\0\0\0\0", 4);
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    static const size_t limits[] = {0, 1000,
                                    600000}; /* not the pixels, not the table, not the blocks */
    uint32_t *pixels = new_pixels(1000);
    for (uint32_t i = 0; i < 1000; i++) pixels[i] = i << 8;
    for (size_t k = 0; k < AT_COUNT_OF(limits); k++) {
        AT_CLEANUP(at_arena_free_ptr) at_arena *arena = at_arena_new(limits[k]);
        at_indexed_image image = {.colours = 7};
        at_err err;
        assert_fails(at_quantise(arena, (at_pixels){pixels, 1000, 1, 1000}, &image, &err), &err,
                     AT_ELIMIT, "KiB");
        assert_int_equal(image.colours, 7);
    }
    at_indexed_image image;
    at_err err;
    const at_pixels huge[] = {{pixels, SIZE_MAX, 2, SIZE_MAX}, {pixels, (size_t)1 << 32, 1, 0}};
    for (size_t k = 0; k < AT_COUNT_OF(huge); k++) {
        assert_fails(at_quantise(test_arena(), huge[k], &image, &err), &err, AT_ELIMIT, "pixels");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(up_to_256_colours_are_exact_and_the_commonest_first),
        cmocka_unit_test(beyond_256_the_commonest_are_exact_and_the_rest_nearest),
        cmocka_unit_test(the_error_is_within_twice_the_least),
        cmocka_unit_test(one_colour_too_many_costs_one_step),
        cmocka_unit_test(black_against_white_is_no_edge_case),
        cmocka_unit_test(where_the_pixels_lie_changes_no_palette),
        cmocka_unit_test(the_unused_byte_and_what_lies_behind_a_row_do_not_count),
        cmocka_unit_test(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests_name("draw/quantise", tests, NULL, NULL);
}
