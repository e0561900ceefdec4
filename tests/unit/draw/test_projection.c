/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "base/buffer.h"
#include "draw/projection.h"
#include "support.h"

enum { POINTS = 4000 };

/* IOGP Publication 373-7-2, example of EPSG method 9820: ETRS89 to ETRS89-extended / LAEA Europe. */
static void projection_gives_the_published_example(void **state)
{
    (void)state;
    double easting, northing;
    at_project_laea(5, 50, &easting, &northing);
    assert_close(easting, 3962799.45, 0, 0.005);
    assert_close(northing, 2999718.85, 0, 0.005);
    at_project_laea(10, 52, &easting, &northing);
    assert_close(easting, 4321000, 0, 1e-6);
    assert_close(northing, 3210000, 0, 1e-6);
}

/* The frame of the map and beyond: Canaries to the Urals, Sahara to Svalbard. The axes of EPSG:4326 are
 * latitude, longitude; those of EPSG:3035 northing, easting. */
static void projection_agrees_with_proj_within_a_micrometre(void **state)
{
    (void)state;
    static const char *const cs2cs[] = {"cs2cs", "-f", "%.9f", "EPSG:4326", "EPSG:3035", NULL};
    static double longitude[POINTS], latitude[POINTS];
    test_random random = {5};
    AT_CLEANUP(at_buffer_free) at_buffer input = {0};
    for (int i = 0; i < POINTS; i++) {
        longitude[i] = floor((-32 + 107 * test_random_unit(&random)) * 1e6) / 1e6;
        latitude[i] = floor((25 + 57 * test_random_unit(&random)) * 1e6) / 1e6;
        at_buffer_format(&input, "%.6f %.6f\n", latitude[i], longitude[i]);
    }
    const test_result result =
        test_run_command(&(test_command){.argv = cs2cs, .input = at_buffer_str(&input)});
    assert_int_equal(result.exit_code, 0);
    at_str rest = result.out, line;
    for (int i = 0; i < POINTS; i++) {
        double easting, northing, expected_easting, expected_northing;
        assert_true(at_str_split(&rest, '\n', &line));
        const char *text = test_format("%.*s", AT_STR_ARG(line));
        assert_int_equal(sscanf(text, "%lf %lf", &expected_northing, &expected_easting), 2);
        at_project_laea(longitude[i], latitude[i], &easting, &northing);
        assert_close(easting, expected_easting, 0, 1e-6);
        assert_close(northing, expected_northing, 0, 1e-6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(projection_gives_the_published_example),
        cmocka_unit_test(projection_agrees_with_proj_within_a_micrometre),
    };
    return cmocka_run_group_tests_name("draw/projection", tests, NULL, NULL);
}
