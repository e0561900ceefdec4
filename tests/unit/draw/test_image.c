/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/image.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "samples.h"
#include "support.h"

static const char small[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"40\" viewBox=\"0 0 100 40\">"
    "<rect x=\"0\" y=\"0\" width=\"50\" height=\"40\" fill=\"#ff0000\"/></svg>";

static at_bytes bytes_of(const char *text)
{
    return at_str_bytes(at_str_from_cstr(text));
}

static void the_png_has_the_size_that_was_asked_for(void **state)
{
    (void)state;
    static const double scales[] = {0.5, 1, 1.5, 2, 3};
    for (size_t i = 0; i < AT_COUNT_OF(scales); i++) {
        AT_CLEANUP(at_buffer_free) at_buffer png = {0};
        uint32_t width, height;
        at_err err;
        assert_ok(at_image_png(bytes_of(small), scales[i], &png, &err), &err);
        assert_ok(at_image_png_size(at_str_bytes(at_buffer_str(&png)), &width, &height, &err),
                  &err);
        assert_int_equal(width, 100 * scales[i]);
        assert_int_equal(height, 40 * scales[i]);
    }
}

static void every_picture_renders_at_twice_its_size(void **state)
{
    (void)state;
    const samples s = samples_read(480);
    for (size_t i = 0; i < SAMPLE_PICTURES; i++) {
        AT_CLEANUP(at_buffer_free) at_buffer svg = {0};
        AT_CLEANUP(at_buffer_free) at_buffer png = {0};
        uint32_t width, height;
        at_err err;
        sample_draw(&s, i, &svg);
        assert_ok(at_image_png(at_str_bytes(at_buffer_str(&svg)), 2, &png, &err), &err);
        assert_ok(at_image_png_size(at_str_bytes(at_buffer_str(&png)), &width, &height, &err),
                  &err);
        assert_int_equal(width, 960);
        assert_int_equal(height % 2, 0);
    }
}

/* The chunks of the file, as a string of their names. */
static const char *chunks(at_str png)
{
    const char *names = "";
    for (size_t at = 8; at + 12 <= png.len;) {
        const uint8_t *p = (const uint8_t *)png.ptr + at;
        const size_t length = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
        const char *name = test_format("%.4s", (const char *)p + 4);
        if (!strstr(names, name)) names = test_format("%s %s", names, name);
        at += length + 12;
    }
    return names;
}

static void the_png_holds_pixels_and_nothing_that_tells(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer png = {0};
    at_err err;
    assert_ok(at_image_png(bytes_of(small), 1, &png, &err), &err);
    /* bKGD says that the ground is white; three bytes a pixel, no alpha (colour type 2). */
    assert_string_equal(chunks(at_buffer_str(&png)), " IHDR bKGD IDAT IEND");
    assert_int_equal(png.ptr[24], 8);
    assert_int_equal(png.ptr[25], 2);
}

static void what_is_appended_to_stays_in_front(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_err err;
    at_buffer_literal(&out, "before");
    assert_ok(at_image_png(bytes_of(small), 1, &out, &err), &err);
    assert_true(at_str_starts(at_buffer_str(&out), AT_STR("before\x89PNG")));
}

static void a_broken_drawing_is_refused_and_leaves_the_output_alone(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "",
        "no svg",
        "<svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"100%\"/>",
    };
    for (size_t i = 0; i < AT_COUNT_OF(broken); i++) {
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        at_err err;
        at_buffer_literal(&out, "before");
        assert_fails(at_image_png(bytes_of(broken[i]), 1, &out, &err), &err, AT_EBUG, "drawing");
        assert_fails(at_image_pdf(bytes_of(broken[i]), &out, &err), &err, AT_EBUG, "drawing");
        assert_str(at_buffer_str(&out), "before");
    }
}

static void pictures_beyond_reason_are_refused(void **state)
{
    (void)state;
    static const double scales[] = {0, -1, (double)NAN, (double)INFINITY, 1000};
    for (size_t i = 0; i < AT_COUNT_OF(scales); i++) {
        AT_CLEANUP(at_buffer_free) at_buffer out = {0};
        at_err err;
        assert_fails(at_image_png(bytes_of(small), scales[i], &out, &err), &err, AT_ELIMIT,
                     "pixels");
        assert_int_equal(out.len, 0);
    }
}

static void a_full_buffer_is_an_error_and_is_put_back(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {.limit = 100};
    at_err err;
    at_buffer_literal(&out, "before");
    assert_fails(at_image_png(bytes_of(small), 1, &out, &err), &err, AT_ELIMIT, "output");
}

static void the_pdf_is_a_pdf_of_the_right_size(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_err err;
    assert_ok(at_image_pdf(bytes_of(small), &out, &err), &err);
    assert_true(at_str_starts(at_buffer_str(&out), AT_STR("%PDF-")));
    assert_contains(at_buffer_str(&out), "/MediaBox [ 0 0 75 30 ]"); /* points are 3/4 of a pixel */
    assert_contains(at_buffer_str(&out), "%%EOF");
}

static void the_size_of_what_is_no_png_is_refused(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer png = {0};
    at_err err;
    assert_ok(at_image_png(bytes_of(small), 1, &png, &err), &err);
    for (size_t length = 0; length < 24; length++) {
        uint32_t width = 7, height = 8;
        const at_bytes cut = at_str_bytes(at_str_slice(at_buffer_str(&png), 0, length));
        assert_fails(at_image_png_size(cut, &width, &height, &err), &err, AT_ECORRUPT, "PNG");
        assert_int_equal(width, 7);
        assert_int_equal(height, 8);
    }
    uint32_t width, height;
    for (size_t i = 0; i < 16; i++) {
        png.ptr[i] = (char)(png.ptr[i] ^ 0x20);
        assert_fails(at_image_png_size(at_str_bytes(at_buffer_str(&png)), &width, &height, &err),
                     &err, AT_ECORRUPT, "PNG");
        png.ptr[i] = (char)(png.ptr[i] ^ 0x20);
    }
}

/* What one thread of two draws: all pictures, again and again. No assertion outside the main thread. */
typedef struct painter {
    const at_buffer *svg;
    const at_buffer *expected;
    size_t first;
    bool same;
} painter;

static void *paint(void *context)
{
    enum { ROUNDS = 3 };
    painter *p = context;
    p->same = true;
    for (size_t i = 0; i < ROUNDS * (size_t)SAMPLE_PICTURES; i++) {
        const size_t picture = (p->first + i) % SAMPLE_PICTURES;
        AT_CLEANUP(at_buffer_free) at_buffer png = {0};
        const at_bytes svg = at_str_bytes(at_buffer_str(&p->svg[picture]));
        if (at_image_png(svg, 1, &png, NULL) != AT_OK) p->same = false;
        if (!at_str_equal(at_buffer_str(&png), at_buffer_str(&p->expected[picture])))
            p->same = false;
    }
    return NULL;
}

static void threads_at_once_make_the_same_pictures(void **state)
{
    (void)state;
    enum { THREADS = 4 };
    const samples s = samples_read(380);
    at_buffer svg[SAMPLE_PICTURES] = {{0}}, png[SAMPLE_PICTURES] = {{0}};
    painter painters[THREADS];
    pthread_t threads[THREADS];
    at_err err;
    for (size_t i = 0; i < SAMPLE_PICTURES; i++) {
        sample_draw(&s, i, &svg[i]);
        assert_ok(at_image_png(at_str_bytes(at_buffer_str(&svg[i])), 1, &png[i], &err), &err);
    }
    for (size_t i = 0; i < THREADS; i++) {
        painters[i] = (painter){.svg = svg, .expected = png, .first = i};
        assert_int_equal(pthread_create(&threads[i], NULL, paint, &painters[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (size_t i = 0; i < THREADS; i++) assert_true(painters[i].same);
    for (size_t i = 0; i < SAMPLE_PICTURES; i++) {
        at_buffer_free(&svg[i]);
        at_buffer_free(&png[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_png_has_the_size_that_was_asked_for),
        cmocka_unit_test(every_picture_renders_at_twice_its_size),
        cmocka_unit_test(the_png_holds_pixels_and_nothing_that_tells),
        cmocka_unit_test(what_is_appended_to_stays_in_front),
        cmocka_unit_test(a_broken_drawing_is_refused_and_leaves_the_output_alone),
        cmocka_unit_test(pictures_beyond_reason_are_refused),
        cmocka_unit_test(a_full_buffer_is_an_error_and_is_put_back),
        cmocka_unit_test(the_pdf_is_a_pdf_of_the_right_size),
        cmocka_unit_test(the_size_of_what_is_no_png_is_refused),
        cmocka_unit_test(threads_at_once_make_the_same_pictures),
    };
    return cmocka_run_group_tests_name("draw/image", tests, NULL, NULL);
}
