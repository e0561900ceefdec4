/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/image.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "png_chunks.h"
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

static void the_png_holds_pixels_and_nothing_that_tells(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer png = {0};
    at_err err;
    assert_ok(at_image_png(bytes_of(small), 1, &png, &err), &err);
    assert_string_equal(png_chunks(at_buffer_str(&png)), " IHDR PLTE IDAT IEND");
}

static cairo_surface_t *new_surface(uint32_t width, uint32_t height)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    return surface;
}

/* What the drawing looks like in all its colours. */
static cairo_surface_t *render(at_str svg, double scale, uint32_t width, uint32_t height)
{
    cairo_surface_t *surface = new_surface(width, height);
    cairo_t *context = cairo_create(surface);
    RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg.ptr, svg.len, NULL);
    assert_non_null(handle);
    rsvg_handle_set_dpi(handle, 96);
    cairo_set_source_rgb(context, 1, 1, 1);
    cairo_paint(context);
    cairo_scale(context, scale, scale);
    const RsvgRectangle viewport = {0, 0, width / scale, height / scale};
    assert_true(rsvg_handle_render_document(handle, context, &viewport, NULL));
    g_object_unref(handle);
    cairo_destroy(context);
    cairo_surface_flush(surface);
    return surface;
}

/* The largest difference in any channel of any pixel. */
static int difference(cairo_surface_t *a, cairo_surface_t *b)
{
    const int stride = cairo_image_surface_get_stride(a);
    const int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
    int most = 0;
    assert_int_equal(cairo_image_surface_get_stride(b), stride);
    assert_int_equal(cairo_image_surface_get_width(b), width);
    assert_int_equal(cairo_image_surface_get_height(b), height);
    for (int y = 0; y < height; y++) {
        const unsigned char *p = cairo_image_surface_get_data(a) + (ptrdiff_t)y * stride;
        const unsigned char *q = cairo_image_surface_get_data(b) + (ptrdiff_t)y * stride;
        for (int x = 0; x < 4 * width; x++) {
            if (x % 4 < 3 && abs(p[x] - q[x]) > most) most = abs(p[x] - q[x]);
        }
    }
    return most;
}

static int error_of(at_str svg, double scale)
{
    AT_CLEANUP(at_buffer_free) at_buffer png = {0};
    uint32_t width, height;
    at_err err;
    assert_ok(at_image_png(at_str_bytes(svg), scale, &png, &err), &err);
    assert_ok(at_image_png_size(at_str_bytes(at_buffer_str(&png)), &width, &height, &err), &err);
    cairo_surface_t *decoded = png_decode(at_buffer_str(&png));
    cairo_surface_t *rendered = render(svg, scale, width, height);
    const int error = difference(decoded, rendered);
    cairo_surface_destroy(decoded);
    cairo_surface_destroy(rendered);
    return error;
}

static void few_colours_come_out_as_they_are(void **state)
{
    (void)state;
    static const double scales[] = {0.7, 1, 2};
    for (size_t i = 0; i < AT_COUNT_OF(scales); i++) {
        assert_int_equal(error_of(at_str_from_cstr(small), scales[i]), 0);
    }
}

static void our_pictures_are_off_by_no_more_than_the_header_says(void **state)
{
    (void)state;
    static const double widths[] = {380, 680, 900};
    for (size_t w = 0; w < AT_COUNT_OF(widths); w++) {
        const samples s = samples_read(widths[w]);
        for (size_t i = 0; i < SAMPLE_PICTURES; i++) {
            AT_CLEANUP(at_buffer_free) at_buffer svg = {0};
            sample_draw(&s, i, &svg);
            assert_in_range(error_of(at_buffer_str(&svg), 2), 0, 8);
        }
    }
}

/* What a page may weigh; three bytes a pixel take more than twice that. */
static void pictures_are_small(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double width;
        size_t most;
    } cases[] = {{"map", 900, 220000}, {"bars", 680, 40000}, {"history", 680, 40000}};
    for (size_t k = 0; k < AT_COUNT_OF(cases); k++) {
        const samples s = samples_read(cases[k].width);
        for (size_t i = 0; i < SAMPLE_PICTURES; i++) {
            AT_CLEANUP(at_buffer_free) at_buffer svg = {0};
            AT_CLEANUP(at_buffer_free) at_buffer png = {0};
            at_err err;
            if (strcmp(sample_names[i], cases[k].name) != 0) continue;
            sample_draw(&s, i, &svg);
            assert_ok(at_image_png(at_str_bytes(at_buffer_str(&svg)), 2, &png, &err), &err);
            assert_in_range(png.len, 1, cases[k].most);
        }
    }
    AT_CLEANUP(at_buffer_free) at_buffer png = {0};
    at_err err;
    assert_ok(at_image_png(bytes_of(small), 2, &png, &err), &err);
    assert_in_range(png.len, 1, 200);
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
        cmocka_unit_test(few_colours_come_out_as_they_are),
        cmocka_unit_test(our_pictures_are_off_by_no_more_than_the_header_says),
        cmocka_unit_test(pictures_are_small),
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
