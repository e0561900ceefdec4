/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_DRAW_PNG_CHUNKS_H
#define TEST_DRAW_PNG_CHUNKS_H
/* A PNG picture as others read it. */
#include <cairo.h>

#include "base/slice.h"

/* The names of its chunks, each once, with a space before each. */
const char *png_chunks(at_str png);
/* Its pixels, by cairo: to be destroyed. */
cairo_surface_t *png_decode(at_str png);

#endif
