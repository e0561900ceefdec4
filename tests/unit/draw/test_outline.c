/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that tools/gen_borders.py makes, and what outline.c makes of them. */
#include "draw/outline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

static size_t country_named(const char *iso2)
{
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        if (strcmp(at_border_countries[i].iso2, iso2) == 0) return i;
    }
    fail_msg("%s is not on the map", iso2);
    return 0;
}

static int64_t key_of(at_border_point p)
{
    return (int64_t)p.longitude * 1000000 + p.latitude;
}

static int by_key(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Every pair of numbers in the file, rounded to thousandths. */
static int64_t *source_points(size_t *count)
{
    enum { MOST = 40000 };
    static int64_t keys[MOST];
    const char *p = test_read_file(test_source("data/geo/europe.geojson")).ptr;
    *count = 0;
    while ((p = strchr(p, '[')) != NULL) {
        double longitude, latitude;
        p++;
        if (sscanf(p, "%lf,%lf]", &longitude, &latitude) != 2) continue;
        assert_true(*count < MOST);
        keys[(*count)++] = key_of(
            (at_border_point){(int32_t)lround(longitude * 1000), (int32_t)lround(latitude * 1000)});
    }
    qsort(keys, *count, sizeof *keys, by_key);
    return keys;
}

static void borders_hold_points_of_the_source_only(void **state)
{
    (void)state;
    size_t count;
    const int64_t *keys = source_points(&count);
    assert_true(count > 20000);
    for (size_t i = 0; i < AT_BORDER_POINTS; i++) {
        const int64_t key = key_of(at_border_points[i]);
        if (!bsearch(&key, keys, count, sizeof *keys, by_key)) {
            fail_msg("point %zu (%d, %d) is not in the source", i, at_border_points[i].longitude,
                     at_border_points[i].latitude);
        }
    }
}

static void rings_and_countries_cover_the_tables_without_gaps(void **state)
{
    (void)state;
    uint32_t point = 0, ring = 0;
    for (size_t i = 0; i < AT_BORDER_RINGS; i++) {
        assert_int_equal(at_border_rings[i].first, point);
        assert_true(at_border_rings[i].count >= 3);
        point += at_border_rings[i].count;
    }
    assert_int_equal(point, AT_BORDER_POINTS);
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        assert_int_equal(at_border_countries[i].first, ring);
        assert_true(at_border_countries[i].count >= 1);
        ring += at_border_countries[i].count;
    }
    assert_int_equal(ring, AT_BORDER_RINGS);
}

/* Whether a..b, in either direction, is an edge of the country. */
static bool has_edge(size_t country, int64_t a, int64_t b)
{
    const at_border_country *c = &at_border_countries[country];
    for (uint32_t r = c->first; r < c->first + c->count; r++) {
        const at_border_point *ring = at_border_points + at_border_rings[r].first;
        const size_t count = at_border_rings[r].count;
        for (size_t i = 0; i < count; i++) {
            const int64_t p = key_of(ring[i]), q = key_of(ring[(i + 1) % count]);
            if ((p == a && q == b) || (p == b && q == a)) return true;
        }
    }
    return false;
}

static void neighbours_share_every_edge_of_the_line_between_them(void **state)
{
    (void)state;
    assert_true(AT_BORDER_LINES > 100);
    for (size_t i = 0; i < AT_BORDER_LINES; i++) {
        const at_border_line *l = &at_border_lines[i];
        assert_true(l->one != l->other && l->one < AT_BORDER_COUNTRIES &&
                    l->other < AT_BORDER_COUNTRIES);
        for (uint32_t k = 0; k < l->count; k++) {
            const uint32_t next = k + 1 < l->count ? l->first + k + 1 : l->end;
            const int64_t a = key_of(at_border_points[l->first + k]);
            const int64_t b = key_of(at_border_points[next]);
            assert_true(has_edge(l->one, a, b));
            assert_true(has_edge(l->other, a, b));
        }
    }
}

/* Pairs that share a land border, and pairs that look as if they might. */
static void lines_part_the_countries_that_are_neighbours(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        bool neighbours;
    } pairs[] = {
        {"DE", "FR", true},  {"DE", "PL", true},  {"CH", "LI", true},  {"AT", "LI", true},
        {"IT", "SM", true},  {"ES", "AD", true},  {"FR", "AD", true},  {"FR", "MC", true},
        {"RS", "XK", true},  {"CY", "", true},    {"RU", "UA", true},  {"RU", "NO", true},
        {"NO", "FI", true},  {"DK", "SE", false}, {"CH", "BE", false}, {"GB", "FR", false},
        {"MT", "IT", false}, {"HU", "CZ", false},
    };
    for (size_t i = 0; i < AT_COUNT_OF(pairs); i++) {
        const size_t a = country_named(pairs[i].one), b = country_named(pairs[i].other);
        bool found = false;
        for (size_t k = 0; k < AT_BORDER_LINES && !found; k++) {
            const at_border_line *l = &at_border_lines[k];
            found = (l->one == a && l->other == b) || (l->one == b && l->other == a);
        }
        if (found != pairs[i].neighbours) fail_msg("%s and %s", pairs[i].one, pairs[i].other);
    }
}

/* The areas in data/geo/README.md were computed with libproj from all points. */
static void areas_survive_projection_and_simplification(void **state)
{
    (void)state;
    static const struct {
        const char *iso2;
        double area, tolerance;
    } known[] = {
        {"AD", 442, 0.02},    {"LI", 138, 0.03},    {"MT", 274, 0.02},  {"SM", 68, 0.04},
        {"XK", 10931, 0.02},  {"LU", 2620, 0.03},   {"CY", 5708, 0.03}, {"CH", 41285, 0.02},
        {"DE", 357000, 0.01}, {"PL", 312000, 0.01},
    };
    static at_outline outline;
    at_outline_project(4000, &outline);
    for (size_t i = 0; i < AT_COUNT_OF(known); i++) {
        assert_close(at_outline_area(&outline, country_named(known[i].iso2)), known[i].area,
                     known[i].tolerance, 0);
    }
}

/* Even-odd rule over the degrees of the tables. */
static bool holds(size_t country, double longitude, double latitude)
{
    const at_border_country *c = &at_border_countries[country];
    bool inside = false;
    for (uint32_t r = c->first; r < c->first + c->count; r++) {
        const at_border_point *ring = at_border_points + at_border_rings[r].first;
        const size_t count = at_border_rings[r].count;
        for (size_t i = 0; i < count; i++) {
            const at_border_point a = ring[i], b = ring[(i + 1) % count];
            if ((a.latitude > latitude) == (b.latitude > latitude)) continue;
            const double share = (latitude - a.latitude) / ((double)b.latitude - a.latitude);
            if (longitude < a.longitude + share * ((double)b.longitude - a.longitude))
                inside = !inside;
        }
    }
    return inside;
}

/* The boundary policy that the map states, at towns; enclaves are holes in their neighbour. */
static void places_lie_in_the_country_that_the_map_says(void **state)
{
    (void)state;
    static const struct {
        const char *place, *iso2;
        double longitude, latitude;
    } places[] = {
        {"Simferopol", "UA", 34100, 44950},  {"Donetsk", "UA", 37800, 48010},
        {"Pristina", "XK", 21160, 42660},    {"Belgrade", "RS", 20460, 44800},
        {"Tiraspol", "MD", 29630, 46840},    {"Tskhinvali", "GE", 43960, 42230},
        {"Stepanakert", "AZ", 46750, 39820}, {"Kyrenia", "", 33320, 35310},
        {"Limassol", "CY", 33050, 34720},    {"San Marino", "SM", 12450, 43940},
        {"Mariehamn", "FI", 19950, 60200},   {"Kaliningrad", "RU", 20510, 54710},
    };
    for (size_t i = 0; i < AT_COUNT_OF(places); i++) {
        for (size_t c = 0; c < AT_BORDER_COUNTRIES; c++) {
            const bool expected = strcmp(at_border_countries[c].iso2, places[i].iso2) == 0;
            if (holds(c, places[i].longitude, places[i].latitude) != expected) {
                fail_msg("%s: %s", places[i].place, at_border_countries[c].iso2);
            }
        }
    }
}

static void label_points_lie_inside_their_countries_and_the_frame(void **state)
{
    (void)state;
    static at_outline outline;
    at_outline_project(900, &outline);
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        const at_outline_point p = outline.labels[i];
        if (at_outline_area(&outline, i) > 1000 && !at_outline_has_room(&outline, i, 20, 20)) {
            fail_msg("no room at the label of %s", at_border_countries[i].iso2);
        }
        assert_true(p.x >= 0 && p.x <= 9000);
        assert_true(p.y >= 0 && p.y <= (int32_t)at_outline_height(900) * 10);
    }
}

static void room_shrinks_as_the_box_grows(void **state)
{
    (void)state;
    static at_outline outline;
    at_outline_project(900, &outline);
    for (size_t i = 0; i < AT_BORDER_COUNTRIES; i++) {
        bool before = true;
        for (int32_t size = 2; size < 4000; size += size / 2) {
            const bool here = at_outline_has_room(&outline, i, size, size);
            assert_true(before || !here);
            before = here;
        }
        assert_false(before); /* no country is 400 pixels wide and high */
    }
}

/* A path read back ends where the outline says. */
static void paths_lead_through_the_points_of_the_outline(void **state)
{
    (void)state;
    static at_outline outline;
    at_outline_project(900, &outline);
    const size_t country = country_named("LU");
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_html svg = {&out};
    at_outline_path(&svg, &outline, country);
    at_buffer_char(&out, '\0');
    const at_outline_point *ring =
        outline.points + at_border_rings[at_border_countries[country].first].first;
    const char *p = out.ptr;
    int32_t x, y, dx, dy;
    int used;
    assert_int_equal(sscanf(p, "M%d %dl%n", &x, &y, &used), 2);
    assert_true(x == ring[0].x && y == ring[0].y);
    size_t at = 0;
    for (p += used; *p != 'z'; p += used) {
        assert_int_equal(sscanf(p, "%d%d%n", &dx, &dy, &used), 2);
        x += dx;
        y += dy;
        at++;
        assert_true(x == ring[at].x && y == ring[at].y);
    }
    assert_int_equal(at + 1, at_border_rings[at_border_countries[country].first].count);
}

static void widths_scale_the_outline(void **state)
{
    (void)state;
    static at_outline small, large;
    at_outline_project(450, &small);
    at_outline_project(900, &large);
    for (size_t i = 0; i < AT_BORDER_POINTS; i++) {
        assert_true(abs(large.points[i].x - 2 * small.points[i].x) <= 1);
        assert_true(abs(large.points[i].y - 2 * small.points[i].y) <= 1);
    }
    assert_close(at_outline_height(900), 900.0 * 4150 / 5150, 0, 1);
}

/* Python's order of sets changes with the seed of its hashes; the tables must not. */
static void the_generator_makes_the_same_tables_every_time(void **state)
{
    (void)state;
    const char *folder = test_temp_dir();
    static const char *const seeds[] = {"PYTHONHASHSEED=1", "PYTHONHASHSEED=2"};
    static const char *const endings[] = {"c", "h"};
    for (size_t i = 0; i < AT_COUNT_OF(seeds); i++) {
        const char *const command[] = {"python3",
                                       test_source("tools/gen_borders.py"),
                                       test_source("data/geo/europe.geojson"),
                                       test_format("%s/%zu.c", folder, i),
                                       test_format("%s/%zu.h", folder, i),
                                       NULL};
        const char *const environment[] = {seeds[i], NULL};
        const test_result result =
            test_run_command(&(test_command){.argv = command, .environment = environment});
        assert_int_equal(result.exit_code, 0);
        assert_str(result.err, "");
    }
    for (size_t i = 0; i < AT_COUNT_OF(endings); i++) {
        const at_str one = test_read_file(test_format("%s/0.%s", folder, endings[i]));
        const at_str other = test_read_file(test_format("%s/1.%s", folder, endings[i]));
        assert_true(one.len > 1000);
        assert_true(at_str_equal(one, other));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(borders_hold_points_of_the_source_only),
        cmocka_unit_test(rings_and_countries_cover_the_tables_without_gaps),
        cmocka_unit_test(neighbours_share_every_edge_of_the_line_between_them),
        cmocka_unit_test(lines_part_the_countries_that_are_neighbours),
        cmocka_unit_test(areas_survive_projection_and_simplification),
        cmocka_unit_test(places_lie_in_the_country_that_the_map_says),
        cmocka_unit_test(label_points_lie_inside_their_countries_and_the_frame),
        cmocka_unit_test(room_shrinks_as_the_box_grows),
        cmocka_unit_test(paths_lead_through_the_points_of_the_outline),
        cmocka_unit_test(widths_scale_the_outline),
        cmocka_unit_test(the_generator_makes_the_same_tables_every_time),
    };
    return cmocka_run_group_tests_name("draw/outline", tests, NULL, NULL);
}
