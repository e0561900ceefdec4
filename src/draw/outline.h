/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_OUTLINE_H
#define AT_DRAW_OUTLINE_H
/* The borders of borders.h, projected and scaled to a map of a given width. Inside of the room only. */
#include "draw/borders.h"
#include "draw/html.h"

enum { AT_OUTLINE_UNIT = 10 }; /* coordinates are tenths of a CSS pixel, y down, 0,0 top left */

typedef struct at_outline_point {
    int32_t x, y;
} at_outline_point;

/* About 90 kB; fits the stack of a thread. */
typedef struct at_outline {
    double scale; /* tenths of a pixel a metre */
    at_outline_point points[AT_BORDER_POINTS], labels[AT_BORDER_COUNTRIES];
} at_outline;

void at_outline_project(double width, at_outline *out);
double at_outline_height(double width); /* CSS pixels */

/* The `d` of a path: moves and relative lines in whole tenths; points that fall together are left out. */
void at_outline_path(at_html *svg, const at_outline *outline, size_t country);
/* The same for one line of at_border_lines, not closed. */
void at_outline_line(at_html *svg, const at_outline *outline, size_t line);
/* Square kilometres, holes taken off. */
double at_outline_area(const at_outline *outline, size_t country);
/* Whether a box of that size (tenths of a pixel) around the label point lies inside of the country. */
bool at_outline_has_room(const at_outline *outline, size_t country, int32_t width, int32_t height);

#endif
