/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/outline.h"

#include <math.h>

#include "draw/projection.h"

static const double SPAN_X = AT_BORDER_EAST - AT_BORDER_WEST;
static const double SPAN_Y = AT_BORDER_NORTH - AT_BORDER_SOUTH;

static at_outline_point place(at_border_point p, double scale)
{
    double easting, northing;
    at_project_laea(p.longitude / 1000.0, p.latitude / 1000.0, &easting, &northing);
    return (at_outline_point){
        (int32_t)lround((easting - AT_BORDER_WEST) * scale),
        (int32_t)lround((AT_BORDER_NORTH - northing) * scale),
    };
}

double at_outline_height(double width)
{
    return ceil(width * SPAN_Y / SPAN_X);
}

void at_outline_project(double width, at_outline *out)
{
    out->scale = width * AT_OUTLINE_UNIT / SPAN_X;
    for (size_t i = 0; i < AT_BORDER_POINTS; i++) {
        out->points[i] = place(at_border_points[i], out->scale);
    }
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        out->labels[i] = place(at_border_countries[i].label, out->scale);
    }
}

static void integer(at_html *svg, int32_t value, bool spaced)
{
    char digits[12];
    size_t at = sizeof digits;
    uint32_t size = value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
    do {
        digits[--at] = (char)('0' + size % 10);
        size /= 10;
    } while (size);
    if (value < 0) {
        digits[--at] = '-';
    } else if (spaced) {
        digits[--at] = ' ';
    }
    at_buffer_add_bytes(svg->out, digits + at, sizeof digits - at);
}

/* A path that is being written: where the pen is. */
typedef struct pen {
    at_html *svg;
    at_outline_point at;
    bool moved;
} pen;

static pen pen_down(at_html *svg, at_outline_point at)
{
    at_html_literal(svg, "M");
    integer(svg, at.x, false);
    integer(svg, at.y, true);
    return (pen){svg, at, false};
}

static void pen_to(pen *p, at_outline_point to)
{
    const int32_t dx = to.x - p->at.x, dy = to.y - p->at.y;
    if (dx == 0 && dy == 0) return;
    if (!p->moved) at_html_literal(p->svg, "l");
    integer(p->svg, dx, p->moved);
    integer(p->svg, dy, true);
    p->moved = true;
    p->at = to;
}

void at_outline_path(at_html *svg, const at_outline *outline, size_t country)
{
    const at_border_country *c = &at_border_countries[country];
    for (uint32_t r = c->first; r < c->first + c->count; r++) {
        const at_outline_point *ring = outline->points + at_border_rings[r].first;
        pen p = pen_down(svg, ring[0]);
        for (uint32_t i = 1; i < at_border_rings[r].count; i++) pen_to(&p, ring[i]);
        at_html_literal(svg, "z");
    }
}

void at_outline_line(at_html *svg, const at_outline *outline, size_t line)
{
    const at_border_line *l = &at_border_lines[line];
    pen p = pen_down(svg, outline->points[l->first]);
    for (uint32_t i = 1; i < l->count; i++) pen_to(&p, outline->points[l->first + i]);
    pen_to(&p, outline->points[l->end]);
}

/* Twice the signed area of a ring, in square tenths. */
static double ring_area(const at_outline_point *ring, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        const at_outline_point a = ring[i], b = ring[(i + 1) % count];
        sum += (double)a.x * b.y - (double)b.x * a.y;
    }
    return sum;
}

double at_outline_area(const at_outline *outline, size_t country)
{
    const at_border_country *c = &at_border_countries[country];
    double sum = 0.0;
    /* Holes run the other way round (RFC 7946), so the signed areas add up. */
    for (uint32_t r = c->first; r < c->first + c->count; r++) {
        sum += ring_area(outline->points + at_border_rings[r].first, at_border_rings[r].count);
    }
    const double tenths_a_km = outline->scale * 1000.0;
    return fabs(sum) / 2.0 / (tenths_a_km * tenths_a_km);
}

typedef struct box {
    double left, top, right, bottom;
} box;

/* Liang and Barsky (1984): is any part of a..b inside of the box? */
static bool segment_meets(at_outline_point a, at_outline_point b, const box *k)
{
    const double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
    const double along[4] = {-dx, dx, -dy, dy};
    const double room[4] = {a.x - k->left, k->right - a.x, a.y - k->top, k->bottom - a.y};
    double enters = 0.0, leaves = 1.0;
    for (size_t i = 0; i < 4; i++) {
        if (along[i] == 0.0) {
            if (room[i] < 0.0) return false;
        } else if (along[i] < 0.0) {
            enters = fmax(enters, room[i] / along[i]);
        } else {
            leaves = fmin(leaves, room[i] / along[i]);
        }
    }
    return enters <= leaves;
}

bool at_outline_has_room(const at_outline *outline, size_t country, int32_t width, int32_t height)
{
    const at_outline_point centre = outline->labels[country];
    const box k = {centre.x - width / 2.0, centre.y - height / 2.0, centre.x + width / 2.0,
                   centre.y + height / 2.0};
    const at_border_country *c = &at_border_countries[country];
    bool inside = false;
    for (uint32_t r = c->first; r < c->first + c->count; r++) {
        const at_outline_point *ring = outline->points + at_border_rings[r].first;
        const size_t count = at_border_rings[r].count;
        for (size_t i = 0; i < count; i++) {
            const at_outline_point a = ring[i], b = ring[(i + 1) % count];
            if (segment_meets(a, b, &k)) return false;
            if ((a.y > centre.y) != (b.y > centre.y) &&
                centre.x <
                    a.x + ((double)b.x - a.x) * ((double)centre.y - a.y) / ((double)b.y - a.y)) {
                inside = !inside;
            }
        }
    }
    return inside;
}
