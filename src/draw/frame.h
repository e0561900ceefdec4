/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_FRAME_H
#define AT_DRAW_FRAME_H
/* What stands around every picture: heading, subheading, footnote, margins. Inside of the room only. */
#include "draw/chart.h"
#include "draw/svg.h"

/* Where the picture itself goes, in pixels. Under 560 px of width a picture is made for a phone. */
typedef struct at_frame_area {
    double left, right, top, width;
    bool narrow;
} at_frame_area;

/* Opens the SVG, high enough for `height` pixels of picture, and prints what stands around it. */
at_frame_area at_frame_open(at_html *svg, const at_chart_frame *frame, double height);
/* The same area without drawing: for layouts that depend on it (`top` is right as well). */
at_frame_area at_frame_measure(const at_chart_frame *frame);

/* The fonts of all pictures. */
at_svg_font at_frame_label_font(void); /* names of rows */
at_svg_font at_frame_small_font(void); /* axes, notes */

/* A quiet line between two rows, to lead the eye from a name to its mark. */
void at_frame_row_rule(at_html *svg, at_frame_area area, double y);

/* A key of swatches: `draw` puts the swatch of entry `index` with its left end at x, centred on y.
 * Entries flow from left to right and wrap. Returns the height taken; draws nothing when svg is NULL. */
typedef struct at_frame_key {
    const at_str *labels;
    size_t count;
    double swatch_width;
    void (*draw)(at_html *svg, const void *context, size_t index, double x, double y);
    const void *context;
} at_frame_key;
double at_frame_draw_key(at_html *svg, const at_frame_key *key, double left, double right,
                         double top);

/* One decimal, a true minus sign, never "-0.0"; with a plus sign where `signed_value`. */
void at_frame_decimal(at_buffer *out, double value, bool signed_value);

/* Steps of 1, 2 or 5 times a power of ten, so that about `wanted` of them make `span` (> 0). */
double at_frame_step(double span, unsigned wanted);

#endif
