/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/projection.h"

#include <math.h>

/* GRS 80. The squares of the eccentricity follow from the flattening: e^2 = f (2 - f). */
static const double SEMI_MAJOR = 6378137.0;
static const double FLATTENING = 1.0 / 298.257222101;
static const double DEGREE = 0.017453292519943295769;
static const double ORIGIN_LATITUDE = 52.0, ORIGIN_LONGITUDE = 10.0;
static const double FALSE_EASTING = 4321000.0, FALSE_NORTHING = 3210000.0;

/* Snyder 1987, eq. 3-12: q, which grows with the area of the zone from the equator. */
static double authalic_q(double sine)
{
    const double e2 = FLATTENING * (2.0 - FLATTENING), e = sqrt(e2);
    return (1.0 - e2) * (sine / (1.0 - e2 * sine * sine) + atanh(e * sine) / e);
}

void at_project_laea(double longitude, double latitude, double *easting, double *northing)
{
    const double e2 = FLATTENING * (2.0 - FLATTENING);
    const double q_pole = authalic_q(1.0);
    const double radius = SEMI_MAJOR * sqrt(q_pole / 2.0); /* eq. 3-13 */

    /* Sines and cosines of the authalic latitudes (eq. 3-11) of the origin and of the point. */
    const double sine_origin_geodetic = sin(ORIGIN_LATITUDE * DEGREE);
    const double sine_origin = authalic_q(sine_origin_geodetic) / q_pole;
    const double cosine_origin = sqrt(1.0 - sine_origin * sine_origin);
    const double sine = authalic_q(sin(latitude * DEGREE)) / q_pole;
    const double cosine = sqrt(fmax(0.0, 1.0 - sine * sine));

    const double turn = (longitude - ORIGIN_LONGITUDE) * DEGREE;
    const double b =
        radius *
        sqrt(2.0 / (1.0 + sine_origin * sine + cosine_origin * cosine * cos(turn))); /* eq. 24-19 */
    const double d = SEMI_MAJOR * cos(ORIGIN_LATITUDE * DEGREE) /
                     (sqrt(1.0 - e2 * sine_origin_geodetic * sine_origin_geodetic) * radius *
                      cosine_origin);                      /* eqs. 14-15 and 24-20 */
    *easting = FALSE_EASTING + b * d * cosine * sin(turn); /* eq. 24-17 */
    *northing = FALSE_NORTHING +
                b / d * (cosine_origin * sine - sine_origin * cosine * cos(turn)); /* eq. 24-18 */
}
