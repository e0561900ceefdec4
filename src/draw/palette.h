/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_PALETTE_H
#define AT_DRAW_PALETTE_H
/* The colours of charts and maps; the style sheet of the pages repeats them by name (a test compares).
 * All are static text "#rrggbb". */
#include <stdbool.h>
#include <stddef.h>

/* One sequential ramp, monotone in lightness (light = low, dark = high; equal steps of CIE L* of at
 * least 12), from straw over green and blue to ink, so that it reads in grey print and for
 * colour-blind readers; `class_number` of `class_count` classes, 3..7 (clamped). */
const char *at_palette_ramp(size_t class_number, size_t class_count);
/* Ink or white, whichever contrasts more with that class: at least 4.2 to 1 (WCAG 2). */
const char *at_palette_ink_on(size_t class_number, size_t class_count);

/* The other colours, by what they are for. */
typedef enum at_palette_role {
    AT_PALETTE_PAPER,     /* the ground; also the sea */
    AT_PALETTE_INK,       /* text, dots, outlines */
    AT_PALETTE_MUTED,     /* small print, axes: at least 4.5 to 1 on paper */
    AT_PALETTE_RULE,      /* grid lines */
    AT_PALETTE_TRACK,     /* what a bar could reach */
    AT_PALETTE_LAND,      /* countries outside of the ranking */
    AT_PALETTE_BORDER,    /* coasts and borders of that land */
    AT_PALETTE_HATCH,     /* lines of "no data" */
    AT_PALETTE_ACCENT,    /* bars */
    AT_PALETTE_RANGE,     /* ranges behind dots */
    AT_PALETTE_HIGHLIGHT, /* the one row, or country, that the picture is about */
    AT_PALETTE_ROLES
} at_palette_role;
const char *at_palette_colour(at_palette_role role);
const char *at_palette_name(at_palette_role role); /* "ink": its name in the style sheet */

/* Colours of the parts of a stack, apart from each other in grey as well; numbers over 4 repeat. */
enum { AT_PALETTE_PARTS = 4 };
const char *at_palette_part(size_t part);

#endif
