/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_IMAGE_H
#define AT_DRAW_IMAGE_H
/* The one SVG we draw, turned into PNG by librsvg, cairo and libpng, into PDF by librsvg and cairo. Bytes may differ
 * between versions of those libraries and with the fonts installed. May be called from several threads at once. */
#include "base/buffer.h"

/* `scale` device pixels a CSS pixel (2 for the pages). AT_EBUG when the SVG is not well formed: only our own
 * drawings come here. The PNG has a palette (quantise.h): exact up to 256 colours; with more, the 64 commonest are
 * exact and the tones of smooth edges are off by a few of 255 in a channel (measured: 5 on the map, 3 on charts; the
 * tests allow 8). It has no time, no software name, no gamma: nothing but pixels. */
AT_MUST_USE at_status at_image_png(at_bytes svg, double scale, at_buffer *out, at_err *err);
AT_MUST_USE at_status at_image_pdf(at_bytes svg, at_buffer *out, at_err *err);
/* Width and height in pixels from the header of a PNG of ours. */
AT_MUST_USE at_status at_image_png_size(at_bytes png, uint32_t *width, uint32_t *height,
                                        at_err *err);

#endif
