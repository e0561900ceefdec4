/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/svg.h"

#include <math.h>

#include "draw/palette.h"

void at_svg_number(at_html *svg, double value)
{
    const bool sane = isfinite(value) && fabs(value) < 1e9;
    const int64_t hundredths = sane ? (int64_t)round(value * 100.0) : 0;
    const uint64_t size = (uint64_t)(hundredths < 0 ? -hundredths : hundredths);
    char digits[24];
    size_t at = sizeof digits;
    uint64_t whole = size / 100;
    const unsigned part = (unsigned)(size % 100);
    if (part % 10) digits[--at] = (char)('0' + part % 10);
    if (part) {
        digits[--at] = (char)('0' + part / 10);
        digits[--at] = '.';
    }
    do {
        digits[--at] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole);
    if (hundredths < 0) digits[--at] = '-';
    at_buffer_add_bytes(svg->out, digits + at, sizeof digits - at);
}

static void attribute_name(at_html *svg, const char *name)
{
    at_buffer_char(svg->out, ' ');
    at_buffer_add(svg->out, at_str_from_cstr(name));
    at_html_literal(svg, "=\"");
}

void at_svg_length(at_html *svg, const char *name, double value)
{
    attribute_name(svg, name);
    at_svg_number(svg, value);
    at_html_literal(svg, "\"");
}

static void colour(at_html *svg, const char *name, const char *value)
{
    at_html_attribute(svg, name, at_str_from_cstr(value));
}

void at_svg_open(at_html *svg, double width, double height, at_str title, at_str description)
{
    at_html_literal(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    at_svg_length(svg, "width", width);
    at_svg_length(svg, "height", height);
    at_html_literal(svg, " viewBox=\"0 0 ");
    at_svg_number(svg, width);
    at_html_literal(svg, " ");
    at_svg_number(svg, height);
    at_html_literal(svg,
                    "\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"Inter,"
                    "'Helvetica Neue',Arial,'DejaVu Sans',sans-serif\">\n<title id=\"title\">");
    at_html_text(svg, title);
    at_html_literal(svg, "</title>\n<desc id=\"desc\">");
    at_html_text(svg, description);
    at_html_literal(svg, "</desc>\n");
    at_svg_rect(svg, 0, 0, width, height, at_palette_colour(AT_PALETTE_PAPER));
}

void at_svg_close(at_html *svg)
{
    at_html_literal(svg, "</svg>\n");
}

void at_svg_title(at_html *svg, at_str title)
{
    if (title.len == 0) return;
    at_html_literal(svg, "<title>");
    at_html_text(svg, title);
    at_html_literal(svg, "</title>");
}

void at_svg_rect(at_html *svg, double x, double y, double width, double height, const char *fill)
{
    at_html_literal(svg, "<rect");
    at_svg_length(svg, "x", x);
    at_svg_length(svg, "y", y);
    at_svg_length(svg, "width", fmax(0.0, width));
    at_svg_length(svg, "height", fmax(0.0, height));
    colour(svg, "fill", fill);
    at_html_literal(svg, "/>\n");
}

void at_svg_line(at_html *svg, double x1, double y1, double x2, double y2, const char *stroke,
                 double width)
{
    at_html_literal(svg, "<line");
    at_svg_length(svg, "x1", x1);
    at_svg_length(svg, "y1", y1);
    at_svg_length(svg, "x2", x2);
    at_svg_length(svg, "y2", y2);
    colour(svg, "stroke", stroke);
    at_svg_length(svg, "stroke-width", width);
    at_html_literal(svg, "/>\n");
}

void at_svg_dot(at_html *svg, double x, double y, double radius, const char *fill,
                const char *stroke, double width)
{
    at_html_literal(svg, "<circle");
    at_svg_length(svg, "cx", x);
    at_svg_length(svg, "cy", y);
    at_svg_length(svg, "r", radius);
    colour(svg, "fill", fill);
    if (stroke) {
        colour(svg, "stroke", stroke);
        at_svg_length(svg, "stroke-width", width);
    }
    at_html_literal(svg, "/>\n");
}

static void text_element(at_html *svg, double x, double y, at_svg_anchor anchor, at_svg_font font,
                         at_str text, bool cut)
{
    at_html_literal(svg, "<text");
    at_svg_length(svg, "x", x);
    at_svg_length(svg, "y", y);
    at_svg_length(svg, "font-size", fmax(font.size, AT_SVG_SMALLEST_TEXT));
    if (font.bold) at_html_literal(svg, " font-weight=\"600\"");
    if (anchor == AT_SVG_MIDDLE) at_html_literal(svg, " text-anchor=\"middle\"");
    if (anchor == AT_SVG_END) at_html_literal(svg, " text-anchor=\"end\"");
    colour(svg, "fill", font.colour);
    if (font.halo) {
        colour(svg, "stroke", at_palette_colour(AT_PALETTE_PAPER));
        at_html_literal(svg,
                        " stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
    }
    at_html_literal(svg, ">");
    at_html_text(svg, text);
    if (cut) at_html_literal(svg, "\xE2\x80\xA6"); /* an ellipsis */
    at_html_literal(svg, "</text>\n");
}

void at_svg_text(at_html *svg, double x, double y, at_svg_anchor anchor, at_svg_font font,
                 at_str text)
{
    if (text.len) text_element(svg, x, y, anchor, font, text, false);
}

void at_svg_text_built(at_html *svg, double x, double y, at_svg_anchor anchor, at_svg_font font,
                       const at_buffer *text)
{
    if (text->failed) svg->out->failed = true;
    at_svg_text(svg, x, y, anchor, font, at_buffer_str(text));
}

/* Advance widths of U+0020..U+007E in thousandths of an em: the larger of Inter 4.0 and DejaVu Sans
 * 2.37, both regular. */
static const uint16_t ascii_widths[] = {
    318, 401, 460, 838, 644, 951, 780, 275, 391, 391, 522, 838, 318, 464,  318, 368, 646, 637, 637,
    645, 655, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 531, 1000, 700, 687, 736, 771, 632,
    586, 775, 752, 295, 552, 665, 565, 898, 749, 788, 640, 788, 695, 645,  651, 738, 700, 989, 686,
    685, 686, 391, 368, 391, 838, 500, 500, 613, 635, 568, 635, 616, 369,  635, 634, 278, 278, 580,
    278, 975, 634, 612, 635, 635, 412, 536, 393, 634, 592, 825, 592, 592,  552, 637, 343, 637, 838,
};

/* Of the character whose first byte is this; 0 for the bytes that follow one. */
static unsigned width_of(const uint8_t *p, size_t left)
{
    enum { EM = 1000, LATIN = 800, EN_DASH = 550 };
    if (p[0] >= 0x20 && p[0] < 0x7F) return ascii_widths[p[0] - 0x20];
    if (p[0] >= 0x80 && p[0] < 0xC0) return 0;
    if (p[0] >= 0xC3 && p[0] <= 0xC9) return LATIN; /* U+00C0..U+027F; AE, the widest, is 974 */
    if (left >= 3 && p[0] == 0xE2 && p[1] == 0x80 && p[2] == 0x93) return EN_DASH;
    return EM;
}

double at_svg_text_width(at_str text, at_svg_font font)
{
    static const double BOLD =
        1.15; /* DejaVu Sans Bold against the regular, at its widest letters */
    double thousandths = 0.0;
    for (size_t i = 0; i < text.len; i++) {
        thousandths += width_of((const uint8_t *)text.ptr + i, text.len - i);
    }
    return thousandths / 1000.0 * fmax(font.size, AT_SVG_SMALLEST_TEXT) * (font.bold ? BOLD : 1.0);
}

/* The longest beginning of the text, in whole characters, that is no wider than room. */
static size_t fitting(at_str text, double room, at_svg_font font)
{
    size_t fits = 0;
    double used = 0.0;
    for (size_t i = 0; i < text.len;) {
        size_t next = i + 1;
        while (next < text.len && ((uint8_t)text.ptr[next] & 0xC0) == 0x80) next++;
        used += at_svg_text_width(at_str_slice(text, i, next), font);
        if (used > room) break;
        fits = i = next;
    }
    return fits;
}

void at_svg_text_within(at_html *svg, double x, double y, double room, at_svg_anchor anchor,
                        at_svg_font font, at_str text)
{
    if (text.len == 0) return;
    if (at_svg_text_width(text, font) <= room) {
        text_element(svg, x, y, anchor, font, text, false);
        return;
    }
    const double ellipsis = fmax(font.size, AT_SVG_SMALLEST_TEXT);
    const at_str shown = at_str_slice(text, 0, fitting(text, room - ellipsis, font));
    text_element(svg, x, y, anchor, font, at_str_trim(shown), true);
}

/* How much of the text goes on one line, and where the next begins. */
static size_t line_end(at_str text, double room, at_svg_font font, size_t *next)
{
    const size_t fits = fitting(text, room, font);
    size_t feed = 0;
    while (feed < fits && text.ptr[feed] != '\n') feed++;
    if (feed < fits || fits == text.len) {
        *next = feed < text.len ? feed + 1 : text.len;
        return feed;
    }
    size_t space = fits;
    while (space > 0 && text.ptr[space] != ' ' && text.ptr[space] != '\n') space--;
    if (space > 0) {
        *next = space + 1;
        return space;
    }
    *next = fits ? fits : 1; /* a word wider than the room, or a room narrower than a letter */
    return *next;
}

size_t at_svg_paragraph(at_html *svg, double x, double y, double room, double line_height,
                        at_svg_font font, at_str text)
{
    size_t lines = 0;
    while (text.len) {
        size_t next;
        const at_str line = at_str_slice(text, 0, line_end(text, room, font, &next));
        if (svg) at_svg_text(svg, x, y + (double)lines * line_height, AT_SVG_START, font, line);
        text = at_str_slice(text, next, text.len);
        lines++;
    }
    return lines;
}
