/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "png_chunks.h"

#include <string.h>

#include "support.h"

const char *png_chunks(at_str png)
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

static cairo_status_t take(void *closure, unsigned char *data, unsigned int length)
{
    at_str *rest = closure;
    if (rest->len < length) return CAIRO_STATUS_READ_ERROR;
    memcpy(data, rest->ptr, length);
    *rest = at_str_slice(*rest, length, rest->len);
    return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *png_decode(at_str png)
{
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(take, &png);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    return surface;
}
