/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/frame.h"

#include <math.h>

#include "base/number.h"
#include "draw/palette.h"

static const double NARROWEST = 280.0, WIDEST = 4000.0, PHONE = 560.0;

typedef struct measures {
    double margin, width;
    at_svg_font heading, subheading, footnote;
    bool narrow;
} measures;

static measures measure(const at_chart_frame *frame)
{
    const double width = frame->width >= NARROWEST ? fmin(frame->width, WIDEST) : NARROWEST;
    const bool narrow = width < PHONE;
    return (measures){
        .margin = narrow ? 12 : 16,
        .width = width,
        .heading = {.size = narrow ? 17 : 21,
                    .bold = true,
                    .colour = at_palette_colour(AT_PALETTE_INK)},
        .subheading = {.size = narrow ? 13 : 14.5, .colour = at_palette_colour(AT_PALETTE_MUTED)},
        .footnote = {.size = 11, .colour = at_palette_colour(AT_PALETTE_MUTED)},
        .narrow = narrow,
    };
}

/* The narrowest room that takes no more lines than `room`: lines of even length, and no last word alone. */
static double balanced(double room, at_svg_font font, at_str text)
{
    const size_t lines = at_svg_paragraph(NULL, 0, 0, room, 0, font, text);
    double low = room / 2, high = room;
    if (lines < 2) return room;
    for (unsigned i = 0; i < 10; i++) {
        const double middle = (low + high) / 2;
        if (at_svg_paragraph(NULL, 0, 0, middle, 0, font, text) > lines) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

/* Both paragraphs; returns where they end. */
static double header(at_html *svg, const at_chart_frame *frame, const measures *m)
{
    const double room = m->width - 2.0 * m->margin;
    const double heading_line = m->heading.size * 1.25, line = m->subheading.size * 1.4;
    double y = m->margin;
    size_t lines = at_svg_paragraph(svg, m->margin, y + m->heading.size * 0.9,
                                    balanced(room, m->heading, frame->heading), heading_line,
                                    m->heading, frame->heading);
    y += (double)lines * heading_line;
    if (lines && frame->subheading.len) y += 2;
    lines = at_svg_paragraph(svg, m->margin, y + m->subheading.size,
                             balanced(room, m->subheading, frame->subheading), line, m->subheading,
                             frame->subheading);
    y += (double)lines * line;
    return y > m->margin ? y + 12 : m->margin;
}

/* Returns the height taken, the margin below included. */
static double footer(at_html *svg, const at_chart_frame *frame, const measures *m, double top)
{
    const double room = m->width - 2.0 * m->margin, line = m->footnote.size * 1.45;
    const size_t lines = at_svg_paragraph(svg, m->margin, top + 12 + m->footnote.size, room, line,
                                          m->footnote, frame->footnote);
    return (lines ? 12 + (double)lines * line : 0) + m->margin;
}

static at_frame_area area_of(const measures *m, double top)
{
    return (at_frame_area){m->margin, m->width - m->margin, top, m->width, m->narrow};
}

at_frame_area at_frame_measure(const at_chart_frame *frame)
{
    const measures m = measure(frame);
    return area_of(&m, header(NULL, frame, &m));
}

at_frame_area at_frame_open(at_html *svg, const at_chart_frame *frame, double height)
{
    const measures m = measure(frame);
    const double top = header(NULL, frame, &m);
    const double bottom = ceil(top + height);
    at_svg_open(svg, m.width, ceil(bottom + footer(NULL, frame, &m, bottom)), frame->title,
                frame->description);
    (void)header(svg, frame, &m);
    (void)footer(svg, frame, &m, bottom);
    return area_of(&m, top);
}

at_svg_font at_frame_label_font(void)
{
    return (at_svg_font){.size = 13, .colour = at_palette_colour(AT_PALETTE_INK)};
}

at_svg_font at_frame_small_font(void)
{
    return (at_svg_font){.size = 11.5, .colour = at_palette_colour(AT_PALETTE_MUTED)};
}

void at_frame_row_rule(at_html *svg, at_frame_area area, double y)
{
    at_svg_line(svg, area.left, y, area.right, y, at_palette_colour(AT_PALETTE_TRACK), 1);
}

double at_frame_draw_key(at_html *svg, const at_frame_key *key, double left, double right,
                         double top)
{
    const at_svg_font font = {.size = 12, .colour = at_palette_colour(AT_PALETTE_INK)};
    const double line = 20, gap = 7, between = 20;
    double x = left, y = top + line / 2;
    for (size_t i = 0; i < key->count; i++) {
        const double text = left + key->swatch_width + gap;
        const double width = fmin(at_svg_text_width(key->labels[i], font), fmax(0, right - text));
        if (x > left && x + key->swatch_width + gap + width > right) {
            x = left;
            y += line;
        }
        if (svg) {
            key->draw(svg, key->context, i, x, y);
            at_svg_text_within(svg, x + key->swatch_width + gap, at_svg_middle(y, font), width,
                               AT_SVG_START, font, key->labels[i]);
        }
        x += key->swatch_width + gap + width + between;
    }
    return key->count ? y + line / 2 - top : 0;
}

void at_frame_decimal(at_buffer *out, double value, bool signed_value)
{
    const bool sane = isfinite(value) && fabs(value) < 1e9; /* as at_svg_number() */
    const double shown = sane ? round(value * 10.0) / 10.0 : 0.0;
    if (shown < 0) at_buffer_literal(out, "\xE2\x88\x92"); /* a minus sign */
    if (shown > 0 && signed_value) at_buffer_char(out, '+');
    at_buffer_fixed(out, fabs(shown), 1);
}

double at_frame_step(double span, unsigned wanted)
{
    const double rough = span / (wanted ? wanted : 1);
    const double power = pow(10.0, floor(log10(rough)));
    const double lead = rough / power;
    return power * (lead <= 1.0 ? 1.0 : lead <= 2.0 ? 2.0 : lead <= 5.0 ? 5.0 : 10.0);
}
