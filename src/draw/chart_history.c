/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/frame.h"
#include "draw/palette.h"

static const double PLOT = 230.0, PHONE_PLOT = 200.0, YEARS = 24.0, SIDE = 16.0, DOT = 4.4;
static const double KEY_SWATCH = 30.0;

typedef struct history {
    at_html *svg;
    const at_chart_point *points;
    size_t count;
    at_frame_area area;
    double left, right, top, bottom, worst;
    int first, last;
} history;

static double at_year(const history *h, int year)
{
    const double span = h->last > h->first ? h->last - h->first : 1;
    return h->left + (h->right - h->left) * (year - h->first) / span;
}

static double at_place(const history *h, double place)
{
    const double worst = fmax(2.0, h->worst);
    return h->top + (h->bottom - h->top) * (fmax(1.0, fmin(worst, place)) - 1.0) / (worst - 1.0);
}

static void horizontal(const history *h, double place)
{
    const double y = at_place(h, place);
    const at_svg_font font = at_frame_small_font();
    AT_CLEANUP(at_buffer_free) at_buffer text = {0};
    at_html plain = {&text};
    at_svg_number(&plain, place);
    at_svg_line(h->svg, h->left - SIDE, y, h->right + SIDE, y, at_palette_colour(AT_PALETTE_RULE),
                1);
    at_svg_text_built(h->svg, h->left - SIDE - 6, at_svg_middle(y, font), AT_SVG_END, font, &text);
}

static void axes(const history *h)
{
    const double step = fmax(1.0, at_frame_step(fmax(2.0, h->worst), 5));
    horizontal(h, 1);
    for (double place = step; place < h->worst; place += step) {
        if (place > 1 && at_place(h, h->worst) - at_place(h, place) > 14) horizontal(h, place);
    }
    if (h->worst > 1) horizontal(h, h->worst);

    const at_svg_font font = at_frame_small_font();
    const double apart = at_svg_text_width(AT_STR("2025"), font) + 8;
    double free_from = -1e9;
    for (size_t i = h->count; i-- > 0;) { /* from the latest, which is never left out */
        const double x = at_year(h, h->points[i].year);
        if (i + 1 < h->count && free_from - x < apart) continue;
        AT_CLEANUP(at_buffer_free) at_buffer text = {0};
        at_buffer_format(&text, "%d", h->points[i].year);
        at_svg_text_built(h->svg, x, h->bottom + YEARS, AT_SVG_MIDDLE, font, &text);
        free_from = x;
    }
}

static void line(at_html *svg, double x1, double y1, double x2, double y2, bool firm)
{
    at_html_literal(svg, "<line");
    at_svg_length(svg, "x1", x1);
    at_svg_length(svg, "y1", y1);
    at_svg_length(svg, "x2", x2);
    at_svg_length(svg, "y2", y2);
    at_html_attribute(svg, "stroke", at_str_from_cstr(at_palette_colour(AT_PALETTE_ACCENT)));
    if (firm) {
        at_html_literal(svg, " stroke-width=\"2.2\"/>\n");
    } else {
        at_html_literal(svg, " stroke-width=\"1.4\" stroke-dasharray=\"4 3\"/>\n");
    }
}

static void dot(at_html *svg, double x, double y, bool firm)
{
    const char *accent = at_palette_colour(AT_PALETTE_ACCENT);
    const char *paper = at_palette_colour(AT_PALETTE_PAPER);
    at_svg_dot(svg, x, y, firm ? DOT : DOT - 0.7, firm ? accent : paper, firm ? paper : accent,
               1.5);
}

/* Points one year apart are joined; a missing year or place breaks the line. */
static bool joined(const at_chart_point *a, const at_chart_point *b)
{
    return isfinite(a->place) && isfinite(b->place) && b->year - a->year == 1;
}

/* Above the point where the line turns down on the whole, else below: off the line in either case. */
static bool number_above(const history *h, size_t i)
{
    double lean = 0;
    if (i > 0 && joined(&h->points[i - 1], &h->points[i])) {
        lean += h->points[i - 1].place - h->points[i].place;
    }
    if (i + 1 < h->count && joined(&h->points[i], &h->points[i + 1])) {
        lean += h->points[i + 1].place - h->points[i].place;
    }
    return lean >= 0;
}

static void point(const history *h, size_t i)
{
    const at_chart_point *p = &h->points[i];
    const double x = at_year(h, p->year), y = at_place(h, p->place);
    at_html_literal(h->svg, "<g>");
    at_svg_title(h->svg, p->note);
    dot(h->svg, x, y, p->firm);
    at_svg_font font = at_frame_small_font();
    if (i + 1 == h->count)
        font = (at_svg_font){.size = 13, .bold = true, .colour = at_palette_colour(AT_PALETTE_INK)};
    font.halo = true;
    AT_CLEANUP(at_buffer_free) at_buffer text = {0};
    at_html plain = {&text};
    at_svg_number(&plain, p->place);
    at_svg_text_built(h->svg, x, number_above(h, i) ? y - 9 : y + 10 + font.size * 0.75,
                      AT_SVG_MIDDLE, font, &text);
    at_html_literal(h->svg, "</g>\n");
}

static void swatch(at_html *svg, const void *context, size_t index, double x, double y)
{
    const bool *firm = context;
    line(svg, x, y, x + KEY_SWATCH, y, firm[index]);
    dot(svg, x + KEY_SWATCH / 2, y, firm[index]);
}

void at_chart_history(const at_chart_frame *frame, const at_chart_point *points, size_t count,
                      double worst, at_buffer *out)
{
    at_html svg = {out};
    at_str labels[2];
    bool kinds[2];
    at_frame_key key = {labels, 0, KEY_SWATCH, swatch, kinds};
    for (size_t k = 0; k < 2; k++) {
        const at_str label = k == 0 ? frame->firm_label : frame->loose_label;
        if (label.len == 0) continue;
        labels[key.count] = label;
        kinds[key.count++] = k == 0;
    }
    at_frame_area area = at_frame_measure(frame);
    double key_height = at_frame_draw_key(NULL, &key, area.left, area.right, 0);
    if (key_height > 0) key_height += 10;
    const double plot = area.narrow ? PHONE_PLOT : PLOT, above = 18, below = YEARS + 4;
    area = at_frame_open(&svg, frame, key_height + above + plot + below);
    (void)at_frame_draw_key(&svg, &key, area.left, area.right, area.top);

    history h = {.svg = &svg, .points = points, .count = count, .area = area, .worst = worst};
    const double number = at_svg_text_width(AT_STR("00"), at_frame_small_font()) + 6;
    h.left = area.left + number + SIDE;
    h.right = area.right - SIDE;
    h.top = area.top + key_height + above;
    h.bottom = h.top + plot;
    if (count) {
        h.first = points[0].year;
        h.last = points[count - 1].year;
    }
    axes(&h);
    for (size_t i = 1; i < count; i++) {
        if (!joined(&points[i - 1], &points[i])) continue;
        line(&svg, at_year(&h, points[i - 1].year), at_place(&h, points[i - 1].place),
             at_year(&h, points[i].year), at_place(&h, points[i].place),
             points[i - 1].firm && points[i].firm);
    }
    for (size_t i = 0; i < count; i++) {
        if (isfinite(points[i].place)) point(&h, i);
    }
    at_svg_close(&svg);
}
