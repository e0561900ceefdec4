/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/image.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>
#include <math.h>

#include "draw/png_write.h"
#include "draw/quantise.h"

static const double MOST_PIXELS = 64e6;
/* A byte a pixel of those, the tables of all 2^24 colours (64 MiB), and the list of them (192 MiB). */
static const size_t ARENA_LIMIT = (size_t)512 << 20;

static void free_handle(RsvgHandle **handle)
{
    if (*handle) g_object_unref(*handle);
}

static void free_surface(cairo_surface_t **surface)
{
    cairo_surface_destroy(*surface); /* NULL is allowed */
}

static void free_cairo(cairo_t **context)
{
    cairo_destroy(*context);
}

static at_status bug(at_err *err, const char *what, GError *error)
{
    const at_status status =
        at_fail(err, AT_EBUG, "%s: %s", what, error ? error->message : "no reason given");
    g_clear_error(&error);
    return status;
}

static at_status open_svg(at_bytes svg, RsvgHandle **out, double *width, double *height,
                          at_err *err)
{
    GError *error = NULL;
    RsvgHandle *handle = rsvg_handle_new_from_data(svg.ptr, svg.len, &error);
    if (!handle) return bug(err, "the drawing is not well formed", error);
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height) || !(*width >= 1) ||
        !(*height >= 1)) {
        g_object_unref(handle);
        return at_fail(err, AT_EBUG, "the drawing has no size in pixels");
    }
    rsvg_handle_set_dpi(handle, 96.0);
    *out = handle;
    return AT_OK;
}

static at_status render(RsvgHandle *handle, cairo_surface_t *surface, double scale, double width,
                        double height, at_err *err)
{
    AT_CLEANUP(free_cairo) cairo_t *context = cairo_create(surface);
    GError *error = NULL;
    cairo_set_source_rgb(context, 1, 1, 1);
    cairo_paint(context);
    cairo_scale(context, scale, scale);
    const RsvgRectangle viewport = {0, 0, width, height};
    if (!rsvg_handle_render_document(handle, context, &viewport, &error)) {
        return bug(err, "the drawing cannot be rendered", error);
    }
    if (cairo_status(context) != CAIRO_STATUS_SUCCESS) {
        return at_fail(err, AT_EBUG, "the drawing cannot be rendered: %s",
                       cairo_status_to_string(cairo_status(context)));
    }
    return AT_OK;
}

static cairo_status_t append(void *closure, const unsigned char *data, unsigned int length)
{
    at_buffer *out = closure;
    at_buffer_add_bytes(out, data, length);
    return out->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static at_status write_png(cairo_surface_t *surface, at_buffer *out, at_err *err)
{
    AT_CLEANUP(at_arena_free_ptr) at_arena *arena = at_arena_new(ARENA_LIMIT);
    at_indexed_image image;
    if (!arena) return at_fail(err, AT_ENOMEM, "no memory for a picture");
    cairo_surface_flush(surface);
    /* The rows of an image surface start at multiples of four bytes. */
    const void *first = cairo_image_surface_get_data(surface);
    const at_pixels pixels = {
        .first = first,
        .width = (size_t)cairo_image_surface_get_width(surface),
        .height = (size_t)cairo_image_surface_get_height(surface),
        .stride = (size_t)cairo_image_surface_get_stride(surface) / sizeof *pixels.first,
    };
    AT_TRY(at_quantise(arena, pixels, &image, err));
    return at_png_write(&image, out, err);
}

at_status at_image_png(at_bytes svg, double scale, at_buffer *out, at_err *err)
{
    AT_CLEANUP(free_handle) RsvgHandle *handle = NULL;
    AT_CLEANUP(free_surface) cairo_surface_t *surface = NULL;
    double width = 0, height = 0;
    AT_TRY(open_svg(svg, &handle, &width, &height, err));
    const double across = ceil(width * scale), down = ceil(height * scale);
    if (!(scale > 0) || !(across * down <= MOST_PIXELS) || !(fmax(across, down) <= 32767)) {
        return at_fail(err, AT_ELIMIT, "a picture of %.0f by %.0f pixels is too large", across,
                       down);
    }
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)across, (int)down);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        return at_fail(err, AT_ENOMEM, "no memory for a picture of %.0f by %.0f pixels", across,
                       down);
    }
    AT_TRY(render(handle, surface, scale, width, height, err));
    return write_png(surface, out, err);
}

at_status at_image_pdf(at_bytes svg, at_buffer *out, at_err *err)
{
    static const double POINTS_A_PIXEL = 0.75;
    AT_CLEANUP(free_handle) RsvgHandle *handle = NULL;
    AT_CLEANUP(free_surface) cairo_surface_t *surface = NULL;
    double width = 0, height = 0;
    AT_TRY(open_svg(svg, &handle, &width, &height, err));
    const size_t before = out->len;
    surface = cairo_pdf_surface_create_for_stream(append, out, width * POINTS_A_PIXEL,
                                                  height * POINTS_A_PIXEL);
    const at_status status = render(handle, surface, POINTS_A_PIXEL, width, height, err);
    cairo_surface_finish(surface);
    if (status != AT_OK) {
        out->len = before;
        return status;
    }
    AT_TRY(at_buffer_status(out, err));
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        out->len = before;
        return at_fail(err, AT_ENOMEM, "the drawing cannot be written as PDF: %s",
                       cairo_status_to_string(cairo_surface_status(surface)));
    }
    return AT_OK;
}

static uint32_t big_endian(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

at_status at_image_png_size(at_bytes png, uint32_t *width, uint32_t *height, at_err *err)
{
    static const uint8_t start[16] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n',
                                      0,    0,   0,   13,  'I',  'H',  'D',  'R'};
    bool ours = png.len >= 24;
    for (size_t i = 0; ours && i < sizeof start; i++) ours = png.ptr[i] == start[i];
    if (!ours) return at_fail(err, AT_ECORRUPT, "not a PNG picture: its header is missing or cut");
    *width = big_endian(png.ptr + 16);
    *height = big_endian(png.ptr + 20);
    return AT_OK;
}
