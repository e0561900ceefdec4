/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_DRAW_SAMPLES_H
#define TEST_DRAW_SAMPLES_H
/* Pictures of the real numbers of 2025, for the tests and for eyes (draw_samples.c). */
#include "base/buffer.h"

enum { SAMPLE_COUNTRIES = 49, SAMPLE_PICTURES = 6 };

typedef struct sample_country {
    at_str iso2, name;
    double score, place, change, rules;
} sample_country;

typedef struct samples {
    sample_country countries[SAMPLE_COUNTRIES]; /* by place */
    double width;
    at_str hostile; /* put before every text that is drawn */
} samples;

samples samples_read(double width);

/* map, ranking, places, changes, bars, history */
extern const char *const sample_names[SAMPLE_PICTURES];
void sample_draw(const samples *s, size_t picture, at_buffer *out);

#endif
