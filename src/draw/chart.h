/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_CHART_H
#define AT_DRAW_CHART_H
/* Charts from plain arrays, as stand-alone SVG (role img, title, desc, no scripts, no links, no embedded fonts).
 * All colours come from palette.h; every chart reads in grey. Heights follow from the data. */
#include "base/buffer.h"

typedef struct at_chart_frame {
    at_str title, description;  /* <title>, <desc>: the finding in words */
    at_str heading, subheading; /* printed at the top; may be empty */
    at_str footnote;
    at_str firm_label,
        loose_label; /* history only: what filled and hollow points are; may be empty */
    double width;    /* CSS pixels, at least 280; under 560 the layout is for a phone */
} at_chart_frame;

/* Ranking: one row an item: a bar or dot at `value` on 0..maximum, a whisker low..high where they differ, the place
 * and its range printed ("8", "6-13"). */
typedef struct at_chart_rank_row {
    at_str label;                 /* "Germany" */
    at_str place;                 /* "8 (6-13)" */
    at_str value_text;            /* printed at the bar: "68.43"; empty: the value to one decimal */
    double value, low, high;      /* score and the range from unknown cells */
    double place_low, place_high; /* NaN: none */
    bool highlight;
} at_chart_rank_row;
void at_chart_ranking(const at_chart_frame *frame, const at_chart_rank_row *rows, size_t count,
                      double maximum, at_buffer *out);

/* Place ranges: x axis 1..count places, dot at place, whisker low..high; "how firm is place 8". */
void at_chart_places(const at_chart_frame *frame, const at_chart_rank_row *rows,
                     const double *place, size_t count, at_buffer *out);

/* Diverging stacked bars: why scores moved. parts[row * part_count + p], negative to the left of zero; total as a
 * dot with its number. Part colours by number, legend from part_labels. */
typedef struct at_chart_stack {
    const at_str *row_labels;
    const double *parts;
    const at_str *part_labels;
    size_t row_count, part_count;
} at_chart_stack;
void at_chart_changes(const at_chart_frame *frame, const at_chart_stack *stack, at_buffer *out);

/* Bars of a total's categories: points out of attainable, with the number printed ("20.3 of 23"); `before` (NaN: none)
 * as a thin tick. */
typedef struct at_chart_bar {
    at_str label;
    double value, maximum, before;
} at_chart_bar;
void at_chart_bars(const at_chart_frame *frame, const at_chart_bar *bars, size_t count,
                   at_buffer *out);

/* Place over time: y axis place 1 at the top .. worst, x axis years. `firm` points are filled and joined by a solid
 * line; the others (scraped, dense ranks) hollow and joined dashed; gaps break the line. */
typedef struct at_chart_point {
    int year;
    double place; /* NaN: gap */
    bool firm;
    at_str note; /* title of the point */
} at_chart_point;
void at_chart_history(const at_chart_frame *frame, const at_chart_point *points, size_t count,
                      double worst, at_buffer *out);

#endif
