/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/png_write.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>

/* By measurement on our drawings: level 8 takes three times as long for 4 per cent of the map's size. */
static const int level = 6;
/* Indices are names, not amounts: their differences, which the other filters are made of, compress worse. */
static const int filter = PNG_FILTER_NONE;

typedef struct writer {
    png_structp png;
    png_infop info;
    at_buffer *out;
    char reason[128]; /* what libpng says when it gives up */
} writer;

static void free_writer(writer *w)
{
    png_destroy_write_struct(&w->png, &w->info); /* NULL is allowed */
}

static _Noreturn void give_up(png_structp png, png_const_charp message)
{
    writer *w = png_get_error_ptr(png);
    (void)snprintf(w->reason, sizeof w->reason, "%s", message);
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void append(png_structp png, png_bytep data, png_size_t length)
{
    at_buffer *out = png_get_io_ptr(png);
    at_buffer_add_bytes(out, data, length);
    if (out->failed) png_error(png, "the output is full");
}

static void flush(png_structp png)
{
    (void)png;
}

static void write_header(const writer *w, const at_indexed_image *image)
{
    png_color palette[AT_PALETTE_MOST];
    for (size_t i = 0; i < image->colours; i++) {
        const uint32_t rgb = image->palette[i];
        palette[i] = (png_color){(png_byte)(rgb >> 16), (png_byte)(rgb >> 8), (png_byte)rgb};
    }
    png_set_IHDR(w->png, w->info, (png_uint_32)image->width, (png_uint_32)image->height, 8,
                 PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_PLTE(w->png, w->info, palette, (int)image->colours);
    png_write_info(w->png, w->info);
}

/* libpng leaves this function by longjmp when it fails: nothing here owns anything, and no local changes after
 * setjmp. False when it failed. */
static bool encode(writer *w, const at_indexed_image *image)
{
    if (setjmp(png_jmpbuf(w->png))) return false;
    w->info = png_create_info_struct(w->png);
    if (!w->info) png_error(w->png, "no memory");
    png_set_write_fn(w->png, w->out, append, flush);
    png_set_compression_level(w->png, level);
    png_set_filter(w->png, PNG_FILTER_TYPE_BASE, filter);
    write_header(w, image);
    for (size_t y = 0; y < image->height; y++) {
        png_write_row(w->png, image->indices + y * image->width);
    }
    png_write_end(w->png, NULL);
    return true;
}

at_status at_png_write(const at_indexed_image *image, at_buffer *out, at_err *err)
{
    AT_CLEANUP(free_writer) writer w = {.out = out};
    if (image->width < 1 || image->width > PNG_UINT_31_MAX || image->height < 1 ||
        image->height > PNG_UINT_31_MAX || image->colours < 1 || image->colours > AT_PALETTE_MOST) {
        return at_fail(err, AT_EBUG, "no PNG picture has %zu by %zu pixels in %zu colours",
                       image->width, image->height, image->colours);
    }
    w.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &w, give_up, ignore);
    if (!w.png) return at_fail(err, AT_ENOMEM, "no memory for writing a PNG picture");
    const size_t before = out->len;
    if (!encode(&w, image)) {
        out->len = before;
        AT_TRY(at_buffer_status(out, err));
        return at_fail(err, AT_EBUG, "the picture cannot be written as PNG: %s", w.reason);
    }
    return AT_OK;
}
