/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/frame.h"
#include "draw/palette.h"

static const double ROW = 22.0, BAR = 12.0, AXIS = 20.0, GAP = 10.0, NUMBER = 44.0, SWATCH = 14.0;

typedef struct extent {
    double below, above, total; /* below <= 0 <= above */
} extent;

typedef struct changes {
    at_html *svg;
    const at_chart_stack *stack;
    at_frame_area area;
    double label_room, zero, scale, low, high; /* pixels a unit; low and high in units */
} changes;

static double part(const at_chart_stack *stack, size_t row, size_t p)
{
    const double value = stack->parts[row * stack->part_count + p];
    return isfinite(value) ? value : 0.0;
}

static extent extent_of(const at_chart_stack *stack, size_t row)
{
    extent e = {0};
    for (size_t p = 0; p < stack->part_count; p++) {
        const double value = part(stack, row, p);
        if (value < 0) e.below += value;
        if (value > 0) e.above += value;
        e.total += value;
    }
    return e;
}

static changes layout(at_html *svg, at_frame_area area, const at_chart_stack *stack)
{
    changes c = {.svg = svg, .stack = stack, .area = area};
    double label = 0;
    for (size_t i = 0; i < stack->row_count; i++) {
        const extent e = extent_of(stack, i);
        label = fmax(label, at_svg_text_width(stack->row_labels[i], at_frame_label_font()));
        c.low = fmin(c.low, e.below);
        c.high = fmax(c.high, e.above);
    }
    c.label_room = fmin(label, (area.right - area.left) * 0.35);
    const double left = area.left + c.label_room + GAP + NUMBER, right = area.right - NUMBER;
    const double span = c.high - c.low;
    c.scale = span > 0 ? (right - left) / span : 0.0;
    c.zero = left - c.low * c.scale;
    return c;
}

static void axis(const changes *c, double top, double bottom)
{
    const double span = c->high - c->low;
    const double step = span > 0 ? at_frame_step(span, c->area.narrow ? 3 : 6) : 1;
    for (double k = ceil(c->low / step); k <= floor(c->high / step) && k < 100; k++) {
        const double x = c->zero + k * step * c->scale;
        AT_CLEANUP(at_buffer_free) at_buffer text = {0};
        if (k > 0) at_buffer_char(&text, '+');
        if (k < 0) at_buffer_literal(&text, "\xE2\x88\x92"); /* a minus sign */
        at_html plain = {&text};
        at_svg_number(&plain, fabs(k * step));
        at_svg_line(c->svg, x, top + AXIS - 4, x, bottom, at_palette_colour(AT_PALETTE_RULE), 1);
        at_svg_text_built(c->svg, x, top + 10, AT_SVG_MIDDLE, at_frame_small_font(), &text);
    }
}

static void row(const changes *c, size_t index, double y)
{
    const at_svg_font font = at_frame_label_font();
    const extent e = extent_of(c->stack, index);
    at_svg_text_within(c->svg, c->area.left, at_svg_middle(y, font), c->label_room, AT_SVG_START,
                       font, c->stack->row_labels[index]);
    double below = 0, above = 0;
    for (size_t p = 0; p < c->stack->part_count; p++) {
        const double value = part(c->stack, index, p);
        double *edge = value < 0 ? &below : &above;
        const double from = fmin(*edge, *edge + value);
        if (fabs(value) * c->scale >= 0.05) {
            at_svg_rect(c->svg, c->zero + from * c->scale, y - BAR / 2, fabs(value) * c->scale, BAR,
                        at_palette_part(p));
        }
        *edge += value;
    }
    AT_CLEANUP(at_buffer_free) at_buffer text = {0};
    at_frame_decimal(&text, e.total, true);
    const bool falls = e.total < 0;
    at_svg_font number = font;
    number.halo = true;
    at_svg_text_built(c->svg, c->zero + (falls ? e.below * c->scale - 8 : e.above * c->scale + 8),
                      at_svg_middle(y, font), falls ? AT_SVG_END : AT_SVG_START, number, &text);
    at_svg_dot(c->svg, c->zero + e.total * c->scale, y, 3.6, at_palette_colour(AT_PALETTE_PAPER),
               at_palette_colour(AT_PALETTE_INK), 1.5);
}

static void swatch(at_html *svg, const void *context, size_t index, double x, double y)
{
    (void)context;
    at_svg_rect(svg, x, y - 6, SWATCH, 12, at_palette_part(index));
}

void at_chart_changes(const at_chart_frame *frame, const at_chart_stack *stack, at_buffer *out)
{
    at_html svg = {out};
    const at_frame_area before = at_frame_measure(frame);
    const at_frame_key key = {stack->part_labels, stack->part_count, SWATCH, swatch, NULL};
    const double key_height = at_frame_draw_key(NULL, &key, before.left, before.right, 0) + 8;
    const double height = key_height + AXIS + (double)stack->row_count * ROW;
    const at_frame_area area = at_frame_open(&svg, frame, height);
    const changes c = layout(&svg, area, stack);
    const double top = area.top + key_height;
    (void)at_frame_draw_key(&svg, &key, area.left, area.right, area.top);
    for (size_t i = 1; i < stack->row_count; i++) {
        at_frame_row_rule(&svg, area, top + AXIS + (double)i * ROW);
    }
    axis(&c, top, area.top + height);
    for (size_t i = 0; i < stack->row_count; i++) row(&c, i, top + AXIS + ((double)i + 0.5) * ROW);
    at_svg_line(&svg, c.zero, top + AXIS - 4, c.zero, area.top + height,
                at_palette_colour(AT_PALETTE_INK), 1);
    at_svg_close(&svg);
}
