/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_QUANTISE_H
#define AT_DRAW_QUANTISE_H
/* A drawing in at most 256 colours: few plain colours, and the many in between that smooth edges make. */
#include "base/arena.h"

enum {
    AT_PALETTE_MOST = 256,
    /* So many of the commonest colours stay as they are, however many there are. */
    AT_PALETTE_EXACT = 64
};

/* Opaque pixels as cairo holds them, 0xRRGGBB in the low 24 bits (the rest is ignored); `stride` pixels from
 * row to row. At most 2^32 - 1 pixels. */
typedef struct at_pixels {
    const uint32_t *first;
    size_t width, height, stride;
} at_pixels;

typedef struct at_indexed_image {
    size_t width, height;
    const uint8_t *indices; /* width * height of them, row after row */
    size_t colours;
    uint32_t palette[AT_PALETTE_MOST]; /* 0xRRGGBB, the commonest first */
    uint8_t error; /* the most that a channel of any pixel is off; 0 up to 256 colours */
} at_indexed_image;

/* With more than 256 colours the palette is the AT_PALETTE_EXACT commonest and then, again and again, the colour that
 * is farthest from all chosen (in the channel in which it is farthest): farthest-first traversal (Gonzalez 1985,
 * Theoretical Computer Science 38, 293-306), whose largest error is at most twice the least that any such palette has.
 * Each pixel becomes the nearest colour of the palette, of equally near ones the first; no dithering. Of equally far
 * colours the commoner comes first, of equally common ones the lower number: the same pixels give the same image.
 *
 * The result lives in `arena`, as does what is needed on the way: half a MiB, a byte a pixel, and about 1 KiB a
 * colour, or 256 MiB for all 2^24. AT_ELIMIT past 2^32 - 1 pixels and as the arena says.
 * O(pixels + 256 * colours). */
AT_MUST_USE at_status at_quantise(at_arena *arena, at_pixels pixels, at_indexed_image *out,
                                  at_err *err);

#endif
