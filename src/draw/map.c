/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/map.h"

#include <math.h>

#include "draw/frame.h"
#include "draw/outline.h"
#include "draw/palette.h"

static const double MARKER_AREA = 1000.0; /* square kilometres; a square of 5 pixels at 900 */
static const double MARKER_RADIUS = 6.5;
static const double SWATCH_HEIGHT = 12.0;
static const double CALLOUT_ROOM = 140.0;

/* What is drawn of one country of the borders file. */
typedef struct drawn_country {
    const at_map_country *spec; /* NULL: not named in the spec */
    bool marker, hatched;
} drawn_country;

typedef struct drawing {
    const at_map_spec *spec;
    at_html *svg;
    at_frame_area area;
    double top, height; /* of the map itself */
    drawn_country countries[AT_BORDER_COUNTRIES];
    at_outline outline;
} drawing;

/* Where the name of a marker stands and where the line to it ends, in pixels of a map 900 wide, seen
 * from the marker: all on open sea, chosen by looking. Other markers have their name to the right. */
typedef struct callout {
    char iso2[3];
    at_svg_anchor anchor;
    double dx, dy, line_dx, line_dy; /* no line where both are 0 */
} callout;

static const callout callouts[] = {
    {"AD", AT_SVG_END, -46, -56, -44, -51}, {"LI", AT_SVG_END, -18, -160, -20, -155},
    {"MC", AT_SVG_END, 8, 34, 4, 22},       {"MT", AT_SVG_START, 12, 4, 0, 0},
    {"SM", AT_SVG_MIDDLE, 4, 102, 4, 89},
};

static size_t find_border(at_str iso2)
{
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        const char *code = at_border_countries[i].iso2;
        if (code[0] && at_str_equal(iso2, at_str_from_cstr(code))) return i;
    }
    return AT_BORDER_COUNTRIES;
}

bool at_map_has(at_str iso2)
{
    return find_border(iso2) < AT_BORDER_COUNTRIES;
}

/* Ties the spec to the borders; returns how many of its countries are not on the map. */
static size_t join(drawing *d)
{
    size_t missing = 0;
    for (size_t i = 0; i < d->spec->country_count; i++) {
        const at_map_country *country = &d->spec->countries[i];
        const size_t border = find_border(country->iso2);
        if (border == AT_BORDER_COUNTRIES) {
            missing++;
        } else if (!d->countries[border].spec) {
            d->countries[border].spec = country;
        }
    }
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        drawn_country *c = &d->countries[i];
        c->hatched = c->spec ? c->spec->class_number < 0 : at_border_countries[i].iso2[0] == '\0';
        c->marker = c->spec && at_outline_area(&d->outline, i) < MARKER_AREA;
    }
    return missing;
}

static const char *class_fill(const drawing *d, const at_map_country *country)
{
    return at_palette_ramp((size_t)country->class_number, d->spec->class_count);
}

static void hatch_lines(at_html *svg)
{
    at_svg_rect(svg, 0, 0, 4, 4, at_palette_colour(AT_PALETTE_PAPER));
    at_svg_rect(svg, 0, 0, 1.2, 4, at_palette_colour(AT_PALETTE_HATCH));
    at_html_literal(svg, "</pattern>\n");
}

/* The hatching of "no data" twice, since the map is drawn in tenths of a pixel and the key is not. */
static void definitions(const drawing *d)
{
    at_html *svg = d->svg;
    at_html_literal(svg, "<defs>\n<pattern id=\"hatch\" width=\"4\" height=\"4\" "
                         "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">");
    hatch_lines(svg);
    at_html_literal(svg, "<pattern id=\"hatch-map\" width=\"4\" height=\"4\" patternUnits="
                         "\"userSpaceOnUse\" patternTransform=\"scale(10) rotate(45)\">");
    hatch_lines(svg);
    at_html_literal(svg, "<clipPath id=\"frame\">");
    at_svg_rect(svg, 0, 0, d->area.width * AT_OUTLINE_UNIT, d->height * AT_OUTLINE_UNIT,
                at_palette_colour(AT_PALETTE_INK));
    at_html_literal(svg, "</clipPath>\n</defs>\n");
}

static void country_path(const drawing *d, size_t country, const char *fill)
{
    at_html_literal(d->svg, "<path");
    if (fill) at_html_attribute(d->svg, "fill", at_str_from_cstr(fill));
    at_html_literal(d->svg, " d=\"");
    at_outline_path(d->svg, &d->outline, country);
    const at_map_country *spec = d->countries[country].spec;
    if (!spec || spec->title.len == 0) {
        at_html_literal(d->svg, "\"/>\n");
        return;
    }
    at_html_literal(d->svg, "\">");
    at_svg_title(d->svg, spec->title);
    at_html_literal(d->svg, "</path>\n");
}

static void open_layer(const drawing *d, const char *stroke, double width)
{
    at_html_literal(d->svg, "<g stroke-linejoin=\"round\" fill-rule=\"evenodd\"");
    at_html_attribute(d->svg, "stroke", at_str_from_cstr(stroke));
    at_svg_length(d->svg, "stroke-width", width * AT_OUTLINE_UNIT);
    at_html_literal(d->svg, ">\n");
}

static void close_layer(const drawing *d)
{
    at_html_literal(d->svg, "</g>\n");
}

/* Borders only where two countries meet: a line along the coasts would eat the small islands. */
static void inner_borders(const drawing *d)
{
    open_layer(d, at_palette_colour(AT_PALETTE_PAPER), 0.9);
    at_html_literal(d->svg, "<path fill=\"none\" d=\"");
    for (size_t i = 0; i < AT_BORDER_LINES; i++) {
        const at_border_line *l = &at_border_lines[i];
        if (d->countries[l->one].spec || d->countries[l->other].spec) {
            at_outline_line(d->svg, &d->outline, i);
        }
    }
    at_html_literal(d->svg, "\"/>\n");
    close_layer(d);
}

/* Land outside of the ranking first, then what has no data, then the classes, then their borders. */
static void land(const drawing *d)
{
    open_layer(d, at_palette_colour(AT_PALETTE_BORDER), 0.6);
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        const drawn_country *c = &d->countries[i];
        if (!c->spec && !c->hatched) country_path(d, i, at_palette_colour(AT_PALETTE_LAND));
    }
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        if (d->countries[i].hatched) country_path(d, i, "url(#hatch-map)");
    }
    close_layer(d);
    open_layer(d, "none", 0);
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        const drawn_country *c = &d->countries[i];
        if (c->spec && !c->hatched) country_path(d, i, class_fill(d, c->spec));
    }
    close_layer(d);
    inner_borders(d);
}

static void highlighted(const drawing *d)
{
    const size_t border = find_border(d->spec->highlight);
    if (border == AT_BORDER_COUNTRIES) return;
    static const struct {
        at_palette_role colour;
        double width;
    } strokes[] = {{AT_PALETTE_PAPER, 4.5}, {AT_PALETTE_HIGHLIGHT, 2.2}};
    for (size_t i = 0; i < AT_COUNT_OF(strokes); i++) {
        open_layer(d, at_palette_colour(strokes[i].colour), strokes[i].width);
        country_path(d, border, "none");
        close_layer(d);
    }
}

static double pixels(int32_t tenths)
{
    return (double)tenths / AT_OUTLINE_UNIT;
}

/* Whether a box around the label point of one country keeps clear of all markers. */
static bool clear_of_markers(const drawing *d, at_outline_point at, double width, double height)
{
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        if (!d->countries[i].marker) continue;
        const at_outline_point m = d->outline.labels[i];
        const double dx = fmax(0, fabs(pixels(m.x) - pixels(at.x)) - width / 2);
        const double dy = fmax(0, fabs(pixels(m.y) - pixels(at.y)) - height / 2);
        if (hypot(dx, dy) < MARKER_RADIUS + 1) return false;
    }
    return true;
}

/* In the largest of the sizes that the country has room for. */
static void number(const drawing *d, size_t border, const at_map_country *country, const char *ink)
{
    static const double sizes[] = {12.5, 11};
    const at_outline_point at = d->outline.labels[border];
    for (size_t i = d->area.narrow ? 1 : 0; i < AT_COUNT_OF(sizes); i++) {
        const at_svg_font font = {.size = sizes[i], .colour = ink};
        const double width = fmin(at_svg_text_width(country->label, font), d->area.width);
        const double height = font.size * 0.75;
        if (!clear_of_markers(d, at, width, height) ||
            !at_outline_has_room(&d->outline, border, (int32_t)(width * AT_OUTLINE_UNIT),
                                 (int32_t)(height * AT_OUTLINE_UNIT))) {
            continue;
        }
        at_svg_text(d->svg, pixels(at.x), at_svg_middle(d->top + pixels(at.y), font), AT_SVG_MIDDLE,
                    font, country->label);
        return;
    }
}

static void numbers(const drawing *d)
{
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        const drawn_country *c = &d->countries[i];
        if (!c->spec || c->marker || c->spec->label.len == 0) continue;
        const char *ink =
            c->hatched ? at_palette_colour(AT_PALETTE_INK)
                       : at_palette_ink_on((size_t)c->spec->class_number, d->spec->class_count);
        number(d, i, c->spec, ink);
    }
}

static const callout *find_callout(const char *iso2)
{
    static const callout beside = {"", AT_SVG_START, 11, 4, 0, 0};
    for (size_t i = 0; i < AT_COUNT_OF(callouts); i++) {
        if (at_str_equal(at_str_from_cstr(iso2), at_str_from_cstr(callouts[i].iso2))) {
            return &callouts[i];
        }
    }
    return &beside;
}

/* As much as the sea has room for: "Malta 89", on smaller maps "MT 89", on a phone "MT". */
static void marker_text(const drawing *d, const at_map_country *country, at_buffer *text)
{
    const bool named = d->area.width >= 800 && country->name.len;
    at_buffer_add(text, named ? country->name : country->iso2);
    if (d->area.narrow || country->label.len == 0) return;
    at_buffer_char(text, ' ');
    at_buffer_add(text, country->label);
}

static void marker(const drawing *d, size_t border)
{
    at_html *svg = d->svg;
    const drawn_country *c = &d->countries[border];
    const double x = pixels(d->outline.labels[border].x);
    const double y = d->top + pixels(d->outline.labels[border].y);
    const char *ink = at_palette_colour(AT_PALETTE_INK);
    const callout *o = find_callout(at_border_countries[border].iso2);
    const bool leads = o->line_dx != 0 || o->line_dy != 0;
    const double reach = leads ? d->area.width / 900 : 1.0;
    if (leads) {
        const double to_x = x + o->line_dx * reach, to_y = y + o->line_dy * reach;
        at_svg_line(svg, x, y, to_x, to_y, at_palette_colour(AT_PALETTE_PAPER), 2.6);
        at_svg_line(svg, x, y, to_x, to_y, ink, 0.8);
    }
    at_html_literal(svg, "<g>");
    at_svg_title(svg, c->spec->title);
    const bool outlined = at_str_equal(c->spec->iso2, d->spec->highlight);
    at_svg_dot(svg, x, y, d->area.narrow ? MARKER_RADIUS - 0.5 : MARKER_RADIUS,
               c->hatched ? "url(#hatch)" : class_fill(d, c->spec),
               outlined ? at_palette_colour(AT_PALETTE_HIGHLIGHT) : ink, outlined ? 2.5 : 1.2);
    AT_CLEANUP(at_buffer_free) at_buffer text = {0};
    marker_text(d, c->spec, &text);
    if (text.failed) svg->out->failed = true;
    const at_svg_font font = {.size = 11.5, .colour = ink, .halo = true};
    at_svg_text_within(svg, x + o->dx * reach, y + o->dy * reach, CALLOUT_ROOM, o->anchor, font,
                       at_buffer_str(&text));
    at_html_literal(svg, "</g>\n");
}

/* The key: swatches of the ramp side by side, labels below, then "no data"; or one after the other as
 * lines have room, where the labels are too wide for that. */
static at_svg_font key_font(void)
{
    return (at_svg_font){.size = 12, .colour = at_palette_colour(AT_PALETTE_INK)};
}

static void swatch(at_html *svg, const void *context, size_t index, double x, double y)
{
    const at_map_spec *spec = context;
    const double width = 22;
    const char *fill =
        index < spec->class_count ? at_palette_ramp(index, spec->class_count) : "url(#hatch)";
    at_svg_rect(svg, x, y - SWATCH_HEIGHT / 2, width, SWATCH_HEIGHT, fill);
}

/* Returns the height taken, space below included; draws nothing when svg is NULL. */
static double flowing_key(at_html *svg, const at_map_spec *spec, at_frame_area area, double y)
{
    at_str labels[8] = {{0}};
    size_t count = 0;
    while (count < spec->class_count && count < 7) {
        labels[count] = spec->class_labels[count];
        count++;
    }
    if (spec->no_data_label.len) labels[count++] = spec->no_data_label;
    const at_frame_key key = {labels, count, 22, swatch, spec};
    return at_frame_draw_key(svg, &key, area.left, area.right, y) + 6;
}

static double widest_label(const at_map_spec *spec)
{
    double width = 40;
    for (size_t i = 0; i < spec->class_count; i++) {
        width = fmax(width, at_svg_text_width(spec->class_labels[i], key_font()) + 8);
    }
    return width;
}

static double key(at_html *svg, const at_map_spec *spec, at_frame_area area, double top)
{
    double y = top;
    const at_svg_font title = {
        .size = 12, .bold = true, .colour = at_palette_colour(AT_PALETTE_INK)};
    if (spec->legend_title.len) {
        if (svg) {
            at_svg_text_within(svg, area.left, y + 12, area.right - area.left, AT_SVG_START, title,
                               spec->legend_title);
        }
        y += 22;
    }
    const double width = widest_label(spec);
    const double ramp = width * (double)spec->class_count, gap = 20;
    const double no_data = at_svg_text_width(spec->no_data_label, key_font());
    const bool fits =
        area.left + ramp + (no_data > 0 ? gap + fmax(no_data, width) : 0) <= area.right;
    if (!fits) return y - top + flowing_key(svg, spec, area, y);
    if (!svg) return y - top + SWATCH_HEIGHT + 24;
    for (size_t i = 0; i < spec->class_count; i++) {
        const double x = area.left + (double)i * width;
        at_svg_rect(svg, x, y, width, SWATCH_HEIGHT, at_palette_ramp(i, spec->class_count));
        at_svg_text(svg, x + width / 2, y + SWATCH_HEIGHT + 15, AT_SVG_MIDDLE, key_font(),
                    spec->class_labels[i]);
    }
    if (no_data > 0) {
        const double x = area.left + ramp + gap;
        at_svg_rect(svg, x, y, 40, SWATCH_HEIGHT, "url(#hatch)");
        at_svg_text(svg, x, y + SWATCH_HEIGHT + 15, AT_SVG_START, key_font(), spec->no_data_label);
    }
    return y - top + SWATCH_HEIGHT + 24;
}

void at_map_draw(const at_map_spec *spec, at_buffer *out, size_t *missing)
{
    at_html html = {out};
    const at_chart_frame frame = {
        .title = spec->title,
        .description = spec->description,
        .heading = spec->heading,
        .subheading = spec->subheading,
        .footnote = spec->footnote,
        .width = spec->width,
    };
    drawing d = {.spec = spec, .svg = &html, .area = at_frame_measure(&frame)};
    const double key_height = key(NULL, spec, d.area, 0);
    d.height = at_outline_height(d.area.width);
    d.top = d.area.top + key_height;
    at_outline_project(d.area.width, &d.outline);
    const size_t absent = join(&d);
    if (missing) *missing = absent;

    (void)at_frame_open(&html, &frame, key_height + d.height);
    definitions(&d);
    (void)key(&html, spec, d.area, d.area.top);
    at_html_literal(&html, "<g clip-path=\"url(#frame)\" transform=\"translate(0 ");
    at_svg_number(&html, d.top);
    at_html_literal(&html, ") scale(.1)\">\n");
    land(&d);
    highlighted(&d);
    at_html_literal(&html, "</g>\n");
    numbers(&d);
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        if (d.countries[i].marker) marker(&d, i);
    }
    at_svg_close(&html);
}
