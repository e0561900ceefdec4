/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/frame.h"
#include "draw/palette.h"

static const double ROW = 42.0, BAR = 10.0, GAP = 12.0;

/* All bars share one scale, so that a category worth more is longer. */
static double pixels_a_unit(at_frame_area area, const at_chart_bar *bars, size_t count)
{
    double most = 0;
    for (size_t i = 0; i < count; i++) most = fmax(most, bars[i].maximum);
    return most > 0 ? (area.right - area.left) / most : 0.0;
}

static void row(at_html *svg, at_frame_area area, const at_chart_bar *bar, double scale, double top)
{
    const at_svg_font font = at_frame_label_font();
    AT_CLEANUP(at_buffer_free) at_buffer text = {0};
    at_frame_decimal(&text, bar->value, false);
    at_buffer_literal(&text, " of ");
    at_html plain = {&text};
    at_svg_number(&plain, bar->maximum);
    const double number = at_svg_text_width(at_buffer_str(&text), font);
    const double base = top + 14, y = base + 8;
    at_svg_text_within(svg, area.left, base, area.right - area.left - number - GAP, AT_SVG_START,
                       font, bar->label);
    at_svg_text_built(svg, area.right, base, AT_SVG_END, font, &text);

    const double reach = fmin(fmax(0.0, bar->value), bar->maximum);
    at_svg_rect(svg, area.left, y, bar->maximum * scale, BAR, at_palette_colour(AT_PALETTE_TRACK));
    at_svg_rect(svg, area.left, y, reach * scale, BAR, at_palette_colour(AT_PALETTE_ACCENT));
    if (isfinite(bar->before)) {
        const double x = area.left + fmin(fmax(0.0, bar->before), bar->maximum) * scale;
        at_svg_line(svg, x, y - 3, x, y + BAR + 3, at_palette_colour(AT_PALETTE_PAPER), 4);
        at_svg_line(svg, x, y - 3, x, y + BAR + 3, at_palette_colour(AT_PALETTE_INK), 1.6);
    }
}

void at_chart_bars(const at_chart_frame *frame, const at_chart_bar *bars, size_t count,
                   at_buffer *out)
{
    at_html svg = {out};
    const at_frame_area area = at_frame_open(&svg, frame, (double)count * ROW);
    const double scale = pixels_a_unit(area, bars, count);
    for (size_t i = 0; i < count; i++) {
        row(&svg, area, &bars[i], scale, area.top + (double)i * ROW);
    }
    at_svg_close(&svg);
}
