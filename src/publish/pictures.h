/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_PUBLISH_PICTURES_H
#define AT_PUBLISH_PICTURES_H
/* The maps and charts of a site: which there are, what each says, and their bytes. */
#include "base/pool.h"
#include "publish/figures.h"

typedef struct at_picture {
    at_str name;            /* "map", "history-mt": images/NAME.svg and images/NAME.png */
    at_str finding;         /* one sentence: alt text and <title> */
    at_str svg, png;        /* png empty when only pages were asked for */
    uint32_t width, height; /* CSS pixels */
} at_picture;

typedef struct at_picture_set {
    const at_picture *pictures; /* bytewise order of name */
    size_t count;
} at_picture_set;

/* Draws all in the pool; with_png also turns each into a PNG at twice its CSS size. */
AT_MUST_USE at_status at_pictures_draw(at_arena *arena, const at_site_figures *figures,
                                       bool with_png, at_pool *pool, const at_progress *progress,
                                       at_picture_set *out, at_err *err);
const at_picture *at_picture_find(const at_picture_set *set,
                                  at_str name); /* NULL: none; O(log n) */

#endif
