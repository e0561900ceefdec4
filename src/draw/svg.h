/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_SVG_H
#define AT_DRAW_SVG_H
/* SVG on top of html.h: the few shapes that our maps and charts are made of. Lengths are CSS pixels and
 * are printed with at most two decimals, never "-0", so the same numbers give the same bytes. Colours
 * are those of palette.h. */
#include "draw/html.h"

/* A number as SVG wants it: rounded half away from zero to hundredths, without needless zeros.
 * What is not finite or beyond +-10^9 is written as 0: it could only come from a broken input, and
 * must not break the picture. */
void at_svg_number(at_html *svg, double value);
/* ` name="12.5"`; the name is a literal of the caller's. */
void at_svg_length(at_html *svg, const char *name, double value);

/* The root element, <title>, <desc> and a ground of paper; then everything else; then the end. */
void at_svg_open(at_html *svg, double width, double height, at_str title, at_str description);
void at_svg_close(at_html *svg);
/* <title> of the element just opened; nothing when empty. */
void at_svg_title(at_html *svg, at_str title);

void at_svg_rect(at_html *svg, double x, double y, double width, double height, const char *fill);
void at_svg_line(at_html *svg, double x1, double y1, double x2, double y2, const char *stroke,
                 double width);
/* A dot with a rim of `stroke` (NULL: none). */
void at_svg_dot(at_html *svg, double x, double y, double radius, const char *fill,
                const char *stroke, double width);

typedef enum at_svg_anchor { AT_SVG_START, AT_SVG_MIDDLE, AT_SVG_END } at_svg_anchor;

typedef struct at_svg_font {
    double size; /* never below AT_SVG_SMALLEST_TEXT */
    bool bold;
    const char *colour;
    bool halo; /* a rim of paper, for text on lines */
} at_svg_font;
enum { AT_SVG_SMALLEST_TEXT = 11 };

/* `y` is the base line. */
void at_svg_text(at_html *svg, double x, double y, at_svg_anchor anchor, at_svg_font font,
                 at_str text);
/* The same of text put together in a buffer, whose failure becomes that of the output. */
void at_svg_text_built(at_html *svg, double x, double y, at_svg_anchor anchor, at_svg_font font,
                       const at_buffer *text);
/* The same, cut with an ellipsis where it would be wider than `room`. */
void at_svg_text_within(at_html *svg, double x, double y, double room, at_svg_anchor anchor,
                        at_svg_font font, at_str text);

/* How wide the text is, erring on the wide side whichever font of our stack shows it (by character the
 * wider of Inter and DejaVu Sans, one em where unknown), so that layout depends on no font. O(len). */
double at_svg_text_width(at_str text, at_svg_font font);
/* Upper half of capitals and digits: what centres text on a line of y is y + 0.36 * size. */
static inline double at_svg_middle(double y, at_svg_font font)
{
    return y + 0.36 * font.size;
}

/* A paragraph broken at spaces to `room`; a line feed breaks too. Returns the number of lines; draws
 * nothing when svg is NULL. `y` is the base line of the first. Words wider than the room are cut. */
size_t at_svg_paragraph(at_html *svg, double x, double y, double room, double line_height,
                        at_svg_font font, at_str text);

#endif
