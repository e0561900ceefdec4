/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_MAP_H
#define AT_DRAW_MAP_H
/* A choropleth map of Europe (EPSG:3035) as SVG, from borders compiled into the program (data/geo, Natural Earth
 * 1:50m, public domain; simplified to half a pixel). Countries too small to see (Andorra, Liechtenstein, Malta,
 * Monaco, San Marino: any under 1,000 square kilometres) get a round marker, drawn last, with its name beside it
 * (from 800 pixels of width; the code below that, without the number below 560). Land with no code of its own
 * (Northern Cyprus) is hatched. Cost: about 2 ms. */
#include "base/buffer.h"

typedef struct at_map_country {
    at_str iso2;
    at_str name;      /* printed beside a marker: "Malta"; empty: the code */
    at_str title;     /* what hovering and screen readers get: "Malta: 88.83, place 1" */
    at_str label;     /* printed in the country where there is room: "89"; may be empty */
    int class_number; /* 0 .. class_count-1 on the ramp; -1: no data, hatched */
} at_map_country;

typedef struct at_map_spec {
    at_str title, description;  /* <title> and <desc> */
    at_str heading, subheading; /* printed at the top; may be empty */
    const at_map_country *countries;
    size_t country_count;
    size_t class_count;         /* 3..7 */
    const at_str *class_labels; /* [class_count] for the legend: "80 to 100" */
    at_str legend_title;        /* "Points of 100" */
    at_str no_data_label;       /* "not ranked" */
    at_str footnote;            /* boundary policy and source, printed small */
    at_str highlight;           /* iso2 to outline strongly; may be empty */
    double width; /* CSS pixels; height follows from the frame; 900 on the home page */
} at_map_spec;

/* Countries of the borders file that the spec does not name are drawn as plain land without a class. *missing (may
 * be NULL) counts spec countries that are not on the map: the caller says so in words. */
void at_map_draw(const at_map_spec *spec, at_buffer *out, size_t *missing);
bool at_map_has(at_str iso2);

#endif
