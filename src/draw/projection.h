/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_PROJECTION_H
#define AT_DRAW_PROJECTION_H
/* ETRS89-LAEA, EPSG:3035: Lambert azimuthal equal-area on the GRS 80 ellipsoid, latitude of origin 52 N, central
 * meridian 10 E, false easting 4,321,000 m, false northing 3,210,000 m (IOGP Guidance Note 7-2, EPSG method
 * 9820; Snyder 1987, eqs. 24-15 .. 24-26 and 3-12). Agrees with PROJ within a micrometre in Europe. */

/* Degrees east and north to metres. */
void at_project_laea(double longitude, double latitude, double *easting, double *northing);

#endif
