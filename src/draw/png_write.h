/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_PNG_WRITE_H
#define AT_DRAW_PNG_WRITE_H
/* An image in at most 256 colours as PNG, by libpng: a byte a pixel with a palette, and no chunk beside IHDR, PLTE,
 * IDAT and IEND. The same libraries give the same bytes. */
#include "base/buffer.h"
#include "draw/quantise.h"

/* Appends to `out`, and puts it back on failure. The image is at least one pixel wide and high, and no
 * index lies outside its palette (AT_EBUG). AT_ELIMIT when the buffer is full. */
AT_MUST_USE at_status at_png_write(const at_indexed_image *image, at_buffer *out, at_err *err);

#endif
