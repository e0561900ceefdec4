/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/frame.h"
#include "draw/palette.h"

static const double ROW = 21.0, AXIS = 20.0, GAP = 12.0, DOT = 4.2, BAND = 8.0, BESIDE = 6.0;

typedef struct places {
    at_html *svg;
    at_frame_area area;
    double label_room, left, right;
    size_t count;
} places;

static double at(const places *p, double place)
{
    const double last = p->count > 1 ? (double)p->count : 2.0;
    const double share = (fmax(1.0, fmin(last, place)) - 1.0) / (last - 1.0);
    return p->left + (p->right - p->left) * share;
}

static places layout(at_html *svg, at_frame_area area, const at_chart_rank_row *rows, size_t count)
{
    double label = 0, text = 0;
    for (size_t i = 0; i < count; i++) {
        at_svg_font name = at_frame_label_font();
        name.bold = rows[i].highlight;
        label = fmax(label, at_svg_text_width(rows[i].label, name));
        text = fmax(text, at_svg_text_width(rows[i].place, at_frame_small_font()));
    }
    places p = {.svg = svg, .area = area, .count = count};
    p.label_room = fmin(label, (area.right - area.left) * 0.4);
    p.left = area.left + p.label_room + GAP + BAND / 2;
    /* On a phone the lower half has its text on the left instead. */
    p.right = area.right - (area.narrow ? BAND : fmin(text, 120) + BAND / 2 + BESIDE);
    return p;
}

static void tick(const places *p, size_t place, double bottom)
{
    const double x = at(p, (double)place);
    AT_CLEANUP(at_buffer_free) at_buffer text = {0};
    at_buffer_format(&text, "%zu", place);
    at_svg_line(p->svg, x, p->area.top + AXIS - 4, x, bottom, at_palette_colour(AT_PALETTE_RULE),
                1);
    at_svg_text_built(p->svg, x, p->area.top + 10, AT_SVG_MIDDLE, at_frame_small_font(), &text);
}

/* The first, the round, the last; a round one that would stand too near to the last is left out. */
static void axis(const places *p, double bottom)
{
    const size_t step = (size_t)fmax(1.0, at_frame_step((double)p->count, p->area.narrow ? 4 : 6));
    if (p->count == 0) return;
    tick(p, 1, bottom);
    for (size_t place = step; place < p->count; place += step) {
        if (place > 1 && at(p, (double)p->count) - at(p, (double)place) > 26)
            tick(p, place, bottom);
    }
    if (p->count > 1) tick(p, p->count, bottom);
}

static void band(const places *p, double low, double high, double y)
{
    at_html_literal(p->svg, "<line");
    at_svg_length(p->svg, "x1", at(p, low));
    at_svg_length(p->svg, "y1", y);
    /* A line of no length has no round caps in some renderers. */
    at_svg_length(p->svg, "x2", fmax(at(p, high), at(p, low) + 0.01));
    at_svg_length(p->svg, "y2", y);
    at_html_attribute(p->svg, "stroke", at_str_from_cstr(at_palette_colour(AT_PALETTE_RANGE)));
    at_svg_length(p->svg, "stroke-width", BAND);
    at_html_literal(p->svg, " stroke-linecap=\"round\"/>\n");
}

static void row(const places *p, const at_chart_rank_row *item, double place, double y)
{
    at_svg_font name = at_frame_label_font();
    name.bold = item->highlight;
    at_svg_text_within(p->svg, p->area.left, at_svg_middle(y, name), p->label_room, AT_SVG_START,
                       name, item->label);
    const bool ranged = item->place_low <= item->place_high; /* false for NaN */
    double from = at(p, place), to = from;
    if (ranged) {
        band(p, item->place_low, item->place_high, y);
        from = fmin(from, at(p, item->place_low));
        to = fmax(to, at(p, item->place_high));
    }
    at_svg_dot(p->svg, at(p, place), y, DOT,
               at_palette_colour(item->highlight ? AT_PALETTE_HIGHLIGHT : AT_PALETTE_ACCENT),
               at_palette_colour(AT_PALETTE_PAPER), 1);
    at_svg_font small = at_frame_small_font();
    small.halo = true;
    const double text = at_svg_text_width(item->place, small), beside = BAND / 2 + BESIDE;
    const bool fits_right = to + beside + text <= p->area.right;
    const bool fits_left = from - beside - text >= p->left;
    const bool upper = place <= 0.55 * (double)p->count;
    const bool right = fits_right && (upper || !p->area.narrow || !fits_left);
    if (right || fits_left) {
        at_svg_text(p->svg, right ? to + beside : from - beside, at_svg_middle(y, small),
                    right ? AT_SVG_START : AT_SVG_END, small, item->place);
    }
}

void at_chart_places(const at_chart_frame *frame, const at_chart_rank_row *rows,
                     const double *place, size_t count, at_buffer *out)
{
    at_html svg = {out};
    const double height = AXIS + (double)count * ROW;
    const at_frame_area area = at_frame_open(&svg, frame, height);
    const places p = layout(&svg, area, rows, count);
    for (size_t i = 1; i < count; i++)
        at_frame_row_rule(&svg, area, area.top + AXIS + (double)i * ROW);
    axis(&p, area.top + height);
    for (size_t i = 0; i < count; i++) {
        row(&p, &rows[i], place[i], area.top + AXIS + ((double)i + 0.5) * ROW);
    }
    at_svg_close(&svg);
}
