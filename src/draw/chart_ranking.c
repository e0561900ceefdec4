/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/frame.h"
#include "draw/palette.h"

static const double ROW = 21.0, BAR = 11.0, AXIS = 20.0, GAP = 10.0;

typedef struct ranking {
    at_html *svg;
    at_frame_area area;
    double label_x, label_room, bar_left, bar_right, maximum;
} ranking;

static double at(const ranking *r, double value)
{
    const double share = r->maximum > 0 ? value / r->maximum : 0.0;
    return r->bar_left + (r->bar_right - r->bar_left) * fmax(0.0, fmin(1.0, share));
}

static ranking layout(at_html *svg, at_frame_area area, const at_chart_rank_row *rows, size_t count,
                      double maximum)
{
    double place = 0, label = 0, number = 0;
    for (size_t i = 0; i < count; i++) {
        at_svg_font name = at_frame_label_font();
        name.bold = rows[i].highlight;
        place = fmax(place, at_svg_text_width(rows[i].place, at_frame_small_font()));
        label = fmax(label, at_svg_text_width(rows[i].label, name));
        number = fmax(number, at_svg_text_width(rows[i].value_text, at_frame_label_font()));
    }
    const double across = area.right - area.left;
    const double place_room = fmin(place, across * 0.25);
    ranking r = {.svg = svg, .area = area, .maximum = maximum};
    r.label_x = area.left + (place_room > 0 ? place_room + GAP : 0);
    r.label_room = fmin(label, across * 0.35);
    r.bar_left = r.label_x + r.label_room + GAP;
    r.bar_right = area.right - fmin(fmax(number, 34), across * 0.2) - GAP;
    return r;
}

static void axis(const ranking *r, double bottom)
{
    const double step = r->maximum > 0 ? at_frame_step(r->maximum, r->area.narrow ? 3 : 5) : 1;
    for (unsigned i = 0; i <= 10 && step * i <= r->maximum * 1.0001; i++) {
        const double x = at(r, step * i);
        AT_CLEANUP(at_buffer_free) at_buffer text = {0};
        at_html plain = {&text};
        at_svg_number(&plain, step * i);
        at_svg_line(r->svg, x, r->area.top + AXIS - 4, x, bottom,
                    at_palette_colour(AT_PALETTE_RULE), 1);
        at_svg_text_built(r->svg, x, r->area.top + 10, AT_SVG_MIDDLE, at_frame_small_font(), &text);
    }
}

/* The whisker of what is not known: from the score with unknown cells at nought to that with all met. */
static void whisker(const ranking *r, double low, double high, double y)
{
    const char *ink = at_palette_colour(AT_PALETTE_INK);
    at_svg_line(r->svg, at(r, low), y, at(r, high), y, ink, 1.2);
    at_svg_line(r->svg, at(r, low), y - 3.5, at(r, low), y + 3.5, ink, 1.2);
    at_svg_line(r->svg, at(r, high), y - 3.5, at(r, high), y + 3.5, ink, 1.2);
}

static void row(const ranking *r, const at_chart_rank_row *item, double y)
{
    at_svg_font name = at_frame_label_font();
    name.bold = item->highlight;
    at_svg_text_within(r->svg, r->area.left, at_svg_middle(y, at_frame_small_font()),
                       r->label_x - GAP - r->area.left, AT_SVG_START, at_frame_small_font(),
                       item->place);
    at_svg_text_within(r->svg, r->label_x, at_svg_middle(y, name), r->label_room, AT_SVG_START,
                       name, item->label);
    at_svg_rect(r->svg, r->bar_left, y - BAR / 2, at(r, item->value) - r->bar_left, BAR,
                at_palette_colour(item->highlight ? AT_PALETTE_HIGHLIGHT : AT_PALETTE_ACCENT));
    const bool ranged = item->low < item->high;
    if (ranged) whisker(r, item->low, item->high, y);
    AT_CLEANUP(at_buffer_free) at_buffer text = {0};
    at_buffer_add(&text, item->value_text);
    if (text.len == 0) at_frame_decimal(&text, item->value, false);
    name.halo = true;
    if (text.failed) r->svg->out->failed = true;
    const double x = at(r, ranged ? fmax(item->value, item->high) : item->value) + 6;
    at_svg_text_within(r->svg, x, at_svg_middle(y, name), r->area.right - x, AT_SVG_START, name,
                       at_buffer_str(&text));
}

void at_chart_ranking(const at_chart_frame *frame, const at_chart_rank_row *rows, size_t count,
                      double maximum, at_buffer *out)
{
    at_html svg = {out};
    const double height = AXIS + (double)count * ROW;
    const at_frame_area area = at_frame_open(&svg, frame, height);
    const ranking r = layout(&svg, area, rows, count, maximum);
    axis(&r, area.top + height);
    for (size_t i = 0; i < count; i++) row(&r, &rows[i], area.top + AXIS + ((double)i + 0.5) * ROW);
    at_svg_close(&svg);
}
