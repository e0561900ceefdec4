/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_PALETTE_H
#define AT_DRAW_PALETTE_H
/* The colours of charts and maps; the style sheet of the pages repeats them by name (a test compares). */
#include <stddef.h>

/* One sequential ramp, monotone in lightness (light = low, dark = high), readable by colour-blind readers and in
 * grey print; `class_number` of `class_count` classes. Static "#rrggbb". */
const char *at_palette_ramp(size_t class_number, size_t class_count);
/* Black or white, whichever contrasts more with that class. */
const char *at_palette_ink_on(size_t class_number, size_t class_count);

#endif
