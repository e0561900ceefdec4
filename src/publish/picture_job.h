/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_PUBLISH_PICTURE_JOB_H
#define AT_PUBLISH_PICTURE_JOB_H
/* One picture while it is made; between pictures.c, which plans and collects, and picture_draw.c. */
#include "publish/figures.h"

typedef enum at_picture_kind {
    AT_PICTURE_MAP,
    AT_PICTURE_CHANGES,
    AT_PICTURE_PLACES,
    AT_PICTURE_CATEGORIES, /* of a country */
    AT_PICTURE_HISTORY     /* of a country */
} at_picture_kind;

typedef struct at_picture_job {
    at_picture_kind kind;
    bool narrow; /* laid out for a telephone */
    size_t country;
    at_str name, finding;
    at_buffer svg, png;
    uint32_t width, height;
} at_picture_job;

/* Fills svg. `arena` holds what is needed meanwhile. */
AT_MUST_USE at_status at_picture_draw(const at_site_figures *figures, at_picture_job *job,
                                      at_arena *arena, at_err *err);
/* What the picture says, in one sentence. */
AT_MUST_USE at_status at_picture_finding(const at_site_figures *figures, const at_picture_job *job,
                                         const at_str *findings, size_t finding_count,
                                         at_buffer *out, at_err *err);

#endif
