/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/png_write.h"

#include <string.h>

#include "png_chunks.h"
#include "support.h"

/* Random indices into a random palette. */
static at_indexed_image random_image(size_t width, size_t height, size_t colours, uint64_t seed)
{
    test_random random = {seed};
    at_indexed_image image = {.width = width, .height = height, .colours = colours};
    uint8_t *indices;
    at_err err;
    assert_ok(AT_NEW(test_arena(), width * height, &indices, &err), &err);
    for (size_t i = 0; i < width * height; i++) {
        indices[i] = (uint8_t)test_random_below(&random, colours);
    }
    for (size_t i = 0; i < colours; i++) {
        image.palette[i] = (uint32_t)test_random_below(&random, 1 << 24);
    }
    image.indices = indices;
    return image;
}

static void every_pixel_comes_back(void **state)
{
    (void)state;
    static const size_t sizes[][3] = {{1, 1, 1},   {1, 300, 2},   {300, 1, 3},
                                      {17, 9, 16}, {64, 64, 255}, {640, 480, 256}};
    for (size_t k = 0; k < AT_COUNT_OF(sizes); k++) {
        const at_indexed_image image = random_image(sizes[k][0], sizes[k][1], sizes[k][2], k);
        AT_CLEANUP(at_buffer_free) at_buffer png = {0};
        at_err err;
        assert_ok(at_png_write(&image, &png, &err), &err);
        cairo_surface_t *decoded = png_decode(at_buffer_str(&png));
        assert_int_equal(cairo_image_surface_get_width(decoded), image.width);
        assert_int_equal(cairo_image_surface_get_height(decoded), image.height);
        const size_t stride = (size_t)cairo_image_surface_get_stride(decoded);
        for (size_t i = 0; i < image.width * image.height; i++) {
            uint32_t pixel;
            memcpy(&pixel,
                   cairo_image_surface_get_data(decoded) + i / image.width * stride +
                       i % image.width * sizeof pixel,
                   sizeof pixel);
            assert_int_equal(pixel & 0xFFFFFF, image.palette[image.indices[i]]);
        }
        cairo_surface_destroy(decoded);
    }
}

static void a_byte_a_pixel_a_palette_and_nothing_else(void **state)
{
    (void)state;
    const at_indexed_image image = random_image(20, 20, 7, 1);
    AT_CLEANUP(at_buffer_free) at_buffer png = {0};
    at_err err;
    assert_ok(at_png_write(&image, &png, &err), &err);
    assert_string_equal(png_chunks(at_buffer_str(&png)), " IHDR PLTE IDAT IEND");
    /* Bit depth 8, colour type 3 (palette), the only compression and filters, not interlaced. */
    assert_memory_equal(png.ptr + 24, "\x08\x03\x00\x00\x00", 5);
}

static void the_same_image_gives_the_same_bytes(void **state)
{
    (void)state;
    const at_indexed_image image = random_image(200, 100, 30, 2);
    AT_CLEANUP(at_buffer_free) at_buffer once = {0};
    AT_CLEANUP(at_buffer_free) at_buffer again = {0};
    at_err err;
    assert_ok(at_png_write(&image, &once, &err), &err);
    assert_ok(at_png_write(&image, &again, &err), &err);
    assert_same_str(at_buffer_str(&again), at_buffer_str(&once));
}

static void a_picture_of_two_colours_is_tiny(void **state)
{
    (void)state;
    enum { SIDE = 1000 };
    at_indexed_image image = random_image(SIDE, SIDE, 2, 3);
    uint8_t *indices;
    at_err err;
    assert_ok(AT_NEW(test_arena(), (size_t)SIDE * SIDE, &indices, &err), &err);
    for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) indices[i] = i % SIDE < SIDE / 3;
    image.indices = indices;
    AT_CLEANUP(at_buffer_free) at_buffer png = {0};
    assert_ok(at_png_write(&image, &png, &err), &err);
    assert_in_range(png.len, 1, image.width * image.height / 100);
}

/* The write fails in every chunk, and anywhere in it; the sanitizers see what would be lost. */
static void a_full_buffer_is_an_error_wherever_it_comes_and_is_put_back(void **state)
{
    (void)state;
    const at_indexed_image image = random_image(30, 10, 20, 4);
    AT_CLEANUP(at_buffer_free) at_buffer whole = {0};
    at_err err;
    assert_ok(at_png_write(&image, &whole, &err), &err);
    for (size_t limit = 6; limit < 6 + whole.len; limit++) {
        AT_CLEANUP(at_buffer_free) at_buffer out = {.limit = limit};
        at_buffer_literal(&out, "before");
        assert_fails(at_png_write(&image, &out, &err), &err, AT_ELIMIT, "output");
        assert_str(at_buffer_str(&out), "before");
    }
    AT_CLEANUP(at_buffer_free) at_buffer enough = {.limit = 6 + whole.len};
    at_buffer_literal(&enough, "before");
    assert_ok(at_png_write(&image, &enough, &err), &err);
}

static void what_is_no_image_is_a_bug_and_leaves_the_output_alone(void **state)
{
    (void)state;
    at_indexed_image bad[6];
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) bad[i] = random_image(5, 5, 5, 5);
    bad[0].width = 0;
    bad[1].height = 0;
    bad[2].colours = 0;
    bad[3].colours = 257;
    bad[4].colours = 1; /* indices outside the palette */
    bad[5].width = (size_t)1 << 31;
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        at_err err;
        at_buffer_literal(&out, "before");
        assert_fails(at_png_write(&bad[i], &out, &err), &err, AT_EBUG, "PNG");
        assert_str(at_buffer_str(&out), "before");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pixel_comes_back),
        cmocka_unit_test(a_byte_a_pixel_a_palette_and_nothing_else),
        cmocka_unit_test(the_same_image_gives_the_same_bytes),
        cmocka_unit_test(a_picture_of_two_colours_is_tiny),
        cmocka_unit_test(a_full_buffer_is_an_error_wherever_it_comes_and_is_put_back),
        cmocka_unit_test(what_is_no_image_is_a_bug_and_leaves_the_output_alone),
    };
    return cmocka_run_group_tests_name("draw/png_write", tests, NULL, NULL);
}
