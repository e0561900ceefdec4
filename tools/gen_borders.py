#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns data/geo/europe.geojson into constant tables of C: gen_borders.py GEOJSON OUT.c OUT.h

Run by the build. Points are a subset of the source's, in thousandths of a degree, so that the program
projects them itself. Borders that two countries share are cut at the points where three lines meet and
simplified once (Visvalingam & Whyatt 1993: drop the point that spans the smallest triangle), so that
neighbours still fit together. The same input gives the same bytes.
"""
import heapq
import json
import math
import sys

# What the map shows, in metres of EPSG:3035: all countries of the Rainbow Map, mainland.
FRAME = (2_450_000, 1_350_000, 7_600_000, 5_500_000)
MARGIN = 250_000  # beyond the frame nobody sees detail
PIXEL = (FRAME[2] - FRAME[0]) / 900
TOLERANCE = 0.45 * PIXEL**2  # area of the triangle that a dropped point spanned
SMALLEST_RING = 1.0 * PIXEL**2  # islands and holes below this are dropped
SMALL_COUNTRY = 1e9  # square metres; these keep all their points
LABEL_ASPECT = 1.6  # a number is about that much wider than high
# Parts of a country that Natural Earth keeps apart.
JOINED = {"AX": "FI"}
# Of Greenland a sliver reaches the corner of the frame and looks like a flaw.
LEFT_OUT = {"GL"}


def project(point):
    """Near enough to EPSG:3035 (the sphere of equal area) to choose points by; the program is exact."""
    radius, lat0, lon0 = 6371007.181, math.radians(52), math.radians(10)
    lon, lat = math.radians(point[0] / 1000) - lon0, math.radians(point[1] / 1000)
    k = radius * math.sqrt(
        2 / (1 + math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(lon)))
    return (4321000 + k * math.cos(lat) * math.sin(lon),
            3210000 + k * (math.cos(lat0) * math.sin(lat)
                           - math.sin(lat0) * math.cos(lat) * math.cos(lon)))


def unproject(x, y):
    radius, lat0 = 6371007.181, math.radians(52)
    x, y = x - 4321000, y - 3210000
    rho = math.hypot(x, y) or 1e-9
    c = 2 * math.asin(rho / (2 * radius))
    lat = math.asin(math.cos(c) * math.sin(lat0) + y * math.sin(c) * math.cos(lat0) / rho)
    lon = math.radians(10) + math.atan2(
        x * math.sin(c),
        rho * math.cos(lat0) * math.cos(c) - y * math.sin(lat0) * math.sin(c))
    return round(math.degrees(lon) * 1000), round(math.degrees(lat) * 1000)


def area(ring):
    """Signed, of a list of (x, y)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def thousandths(degrees):
    """Rounded half away from zero, as lround() of C does."""
    return int(math.copysign(math.floor(abs(degrees * 1000) + 0.5), degrees))


def read_features(path):
    """[(code, name, [ring])], a ring being a list of integer points without the repeated last."""
    features, place = [], {}
    with open(path, encoding="utf-8") as file:
        collection = json.load(file)
    for feature in collection["features"]:
        code, geometry = feature["properties"]["iso_a2"] or "", feature["geometry"]
        code = JOINED.get(code, code)
        if code in LEFT_OUT:
            continue
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        rings = []
        for line in (ring for polygon in polygons for ring in polygon):
            ring = []
            for lon, lat in line:
                point = (thousandths(lon), thousandths(lat))
                if not ring or ring[-1] != point:
                    ring.append(point)
            if ring[0] == ring[-1]:
                ring.pop()
            if len(ring) >= 3:
                rings.append(ring)
        if code and code in place:
            features[place[code]][2].extend(rings)
        else:
            place[code] = len(features)
            features.append((code, feature["properties"]["name"], rings))
    return features


def junctions(features):
    """Points where an arc must end: what lies on either side differs from one ring to another."""
    neighbours, found = {}, set()
    for _, _, rings in features:
        for ring in rings:
            for i, point in enumerate(ring):
                pair = frozenset((ring[i - 1], ring[(i + 1) % len(ring)]))
                if neighbours.setdefault(point, pair) != pair:
                    found.add(point)
    return found


def arcs_of(ring, ends):
    """The ring as arcs, each a tuple of points from one end to the next. An island is one closed arc."""
    at = [i for i, point in enumerate(ring) if point in ends]
    start = at[0] if at else ring.index(min(ring))
    ring = ring[start:] + ring[:start + 1]
    arcs, arc = [], [ring[0]]
    for point in ring[1:]:
        arc.append(point)
        if point in ends:
            arcs.append(tuple(arc))
            arc = [point]
    if len(arc) > 1:
        arcs.append(tuple(arc))
    return arcs


def is_far(x, y):
    return not (FRAME[0] - MARGIN < x < FRAME[2] + MARGIN and
                FRAME[1] - MARGIN < y < FRAME[3] + MARGIN)


def simplified(arc, tolerance):
    line = [project(point) for point in arc]
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    gone = [False] * len(line)

    def span(i):
        triangle = [line[before[i]], line[i], line[after[i]]]
        size = abs(area(triangle))
        return size / 100 if all(is_far(*point) for point in triangle) else size

    current = {i: span(i) for i in range(1, len(line) - 1)}
    heap = [(size, i) for i, size in current.items()]
    heapq.heapify(heap)
    left = len(line)
    while heap and left > (4 if arc[0] == arc[-1] else 2):
        size, i = heapq.heappop(heap)
        if gone[i] or size != current[i]:
            continue
        if size >= tolerance:
            break
        gone[i] = True
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for k in (before[i], after[i]):
            if 0 < k < len(line) - 1:
                # Never less than what was just dropped, so that order of dropping is order of size.
                current[k] = max(span(k), size)
                heapq.heappush(heap, (current[k], k))
    return [point for point, dropped in zip(arc, gone) if not dropped]


def simplify(features):
    """[(code, name, [[arc]])]: the same features with fewer points, rings as arcs without their last
    point, each beside its key. A shared arc has one key and is simplified once, whoever asks first."""
    ends = junctions(features)
    cut = [(code, name, [arcs_of(ring, ends) for ring in rings]) for code, name, rings in features]
    fine = set()
    for (_, _, rings), (_, _, pieces) in zip(features, cut):
        if sum(abs(area([project(p) for p in ring])) for ring in rings) < SMALL_COUNTRY:
            fine.update(min(arc, arc[::-1]) for ring in pieces for arc in ring)
    done, result = {}, []
    for code, name, rings in cut:
        rebuilt = []
        for arcs in rings:
            ring = []
            for arc in arcs:
                key = min(arc, arc[::-1])
                if key not in done:
                    done[key] = simplified(key, 0 if key in fine else TOLERANCE)
                ring.append((key, done[key][:-1] if key == arc else done[key][:0:-1]))
            rebuilt.append(ring)
        result.append((code, name, rebuilt))
    return result


def points_of(ring):
    return [point for _, arc in ring for point in arc]


def outline(ring):
    return [project(point) for point in points_of(ring)]


def in_frame(ring):
    xs, ys = zip(*outline(ring))
    return (min(xs) < FRAME[2] and max(xs) > FRAME[0] and
            min(ys) < FRAME[3] and max(ys) > FRAME[1])


def visible(features):
    """Features and rings that the frame shows, largest ring first; a country never loses its largest."""
    kept = []
    for code, name, rings in features:
        rings = sorted((r for r in rings if in_frame(r) and len(points_of(r)) >= 3),
                       key=lambda r: (-abs(area(outline(r))), points_of(r)))
        rings = rings[:1] + [r for r in rings[1:] if abs(area(outline(r))) >= SMALLEST_RING]
        if rings:
            kept.append((code, name, rings))
    return kept


def clearance(x, y, edges):
    """Distance to the nearest edge, negative outside (even-odd)."""
    inside, best = False, math.inf
    for ax, ay, bx, by in edges:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        dx, dy = bx - ax, by - ay
        t = max(0, min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy or 1)))
        best = min(best, math.hypot(x - ax - t * dx, y - ay - t * dy))
    return best if inside else -best


def label_point(rings):
    """Where a number has most room: the pole of inaccessibility (quadtree search as in Mapbox's
    polylabel) after squeezing x by the shape of a number; of the part inside the frame."""
    lines = [[(x / LABEL_ASPECT, y) for x, y in outline(ring)] for ring in rings]
    edges = [(*a, *b) for line in lines for a, b in zip(line, line[1:] + line[:1])]
    west, south, east, north = (FRAME[0] / LABEL_ASPECT, FRAME[1], FRAME[2] / LABEL_ASPECT, FRAME[3])

    def room(x, y):
        return min(clearance(x, y, edges), x - west, east - x, y - south, north - y)

    largest = lines[0]
    x0, x1 = (f(max(west, min(east, p[0])) for p in largest) for f in (min, max))
    y0, y1 = (f(max(south, min(north, p[1])) for p in largest) for f in (min, max))
    size = max(min(x1 - x0, y1 - y0), 1.0)
    best = (room((x0 + x1) / 2, (y0 + y1) / 2), (x0 + x1) / 2, (y0 + y1) / 2)
    cells, half = [], size / 2
    for i in range(math.ceil((x1 - x0) / size)):
        for j in range(math.ceil((y1 - y0) / size)):
            cx, cy = x0 + (i + 0.5) * size, y0 + (j + 0.5) * size
            d = room(cx, cy)
            heapq.heappush(cells, (-(d + half * math.sqrt(2)), cx, cy, half, d))
    while cells:
        bound, cx, cy, half, d = heapq.heappop(cells)
        best = max(best, (d, cx, cy))
        if -bound - best[0] < 500:
            break
        half /= 2
        for sx in (-half, half):
            for sy in (-half, half):
                d = room(cx + sx, cy + sy)
                heapq.heappush(cells, (-(d + half * math.sqrt(2)), cx + sx, cy + sy, half, d))
    return unproject(best[1] * LABEL_ASPECT, best[2])


HEADER = """/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made by tools/gen_borders.py from data/geo/europe.geojson (Natural Earth, public domain). */
#ifndef AT_DRAW_BORDERS_H
#define AT_DRAW_BORDERS_H
#include <stddef.h>
#include <stdint.h>

/* Thousandths of a degree, WGS 84. */
typedef struct at_border_point {
    int32_t longitude, latitude;
} at_border_point;

/* An outer boundary or a hole: fill by the even-odd rule. The first point is not repeated. */
typedef struct at_border_ring {
    uint32_t first, count; /* into at_border_points */
} at_border_ring;

typedef struct at_border_country {
    char iso2[3];     /* empty: land with no code of its own (Northern Cyprus) */
    at_border_point label;
    uint32_t first, count; /* into at_border_rings, largest ring first */
} at_border_country;

/* A border that two countries share: `count` points from `first`, then the point `end`. */
typedef struct at_border_line {
    uint16_t one, other; /* into at_border_countries */
    uint32_t first, count, end;
} at_border_line;

/* What the map shows, metres of EPSG:3035. */
enum {
    AT_BORDER_WEST = %d,
    AT_BORDER_SOUTH = %d,
    AT_BORDER_EAST = %d,
    AT_BORDER_NORTH = %d,
    AT_BORDER_POINTS = %d,
    AT_BORDER_RINGS = %d,
    AT_BORDER_LINES = %d,
    AT_BORDER_COUNTRIES = %d
};

extern const at_border_point at_border_points[AT_BORDER_POINTS];
extern const at_border_ring at_border_rings[AT_BORDER_RINGS];
extern const at_border_line at_border_lines[AT_BORDER_LINES];
extern const at_border_country at_border_countries[AT_BORDER_COUNTRIES];

#endif
"""


def lay_out(features):
    """The tables: points, rings, lines and countries, each a list of initialisers."""
    points, rings, lines, countries, waiting = [], [], [], [], {}
    for number, (code, name, shapes) in enumerate(features):
        lon, lat = label_point(shapes)
        countries.append('{"%s", {%d, %d}, %d, %d}, /* %s */'
                         % (code, lon, lat, len(rings), len(shapes), name.replace("*/", "")))
        for ring in shapes:
            start = len(points)
            for key, arc in ring:
                first = len(points)
                points.extend("{%d, %d}," % point for point in arc)
                if key in waiting:
                    last = start if arc is ring[-1][1] else len(points)
                    lines.append("{%d, %d, %d, %d, %d},"
                                 % (waiting[key], number, first, len(arc), last))
                waiting[key] = number
            rings.append("{%d, %d}," % (start, len(points) - start))
    return points, rings, lines, countries


def table(of, name, size, rows, across):
    lines = ("    " + " ".join(rows[i:i + across]) for i in range(0, len(rows), across))
    return "\nconst %s %s[%s] = {\n%s\n};\n" % (of, name, size, "\n".join(lines))


def write_tables(features, source, header):
    points, rings, lines, countries = lay_out(features)
    with open(header, "w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER % (*FRAME, len(points), len(rings), len(lines), len(countries)))
    with open(source, "w", encoding="utf-8", newline="\n") as file:
        file.write("/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
                   "/* Made by tools/gen_borders.py from data/geo/europe.geojson. */\n"
                   '#include "draw/borders.h"\n')
        file.write(table("at_border_point", "at_border_points", "AT_BORDER_POINTS", points, 6))
        file.write(table("at_border_ring", "at_border_rings", "AT_BORDER_RINGS", rings, 6))
        file.write(table("at_border_line", "at_border_lines", "AT_BORDER_LINES", lines, 4))
        file.write(table("at_border_country", "at_border_countries", "AT_BORDER_COUNTRIES",
                         countries, 1))


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: gen_borders.py GEOJSON OUT.c OUT.h")
    write_tables(visible(simplify(read_features(sys.argv[1]))), sys.argv[2], sys.argv[3])


if __name__ == "__main__":
    main()
