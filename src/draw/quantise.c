/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/quantise.h"

#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 3, BLOCK = 256, BLOCKS = 1 << 16, FAR = 255 };

typedef struct colour {
    uint32_t rgb, count;
    uint8_t index; /* of the nearest in the palette so far */
    uint8_t error; /* how far that is */
} colour;

/* A number for each of the 2^24 colours, in blocks (by red and green) that are there only where a colour is: no
 * hashing, and colours come out in order. First the number is how many pixels have the colour, then its place in
 * the palette. */
typedef struct colour_table {
    uint32_t **blocks;
    size_t colours;
} colour_table;

static uint32_t *slot(const colour_table *table, uint32_t rgb)
{
    return &table->blocks[rgb >> 8][rgb & 0xFF];
}

/* Where the run of one colour that begins at `x` ends: our drawings are mostly such runs. */
static size_t run_end(const uint32_t *row, size_t x, size_t width)
{
    size_t end = x + 1;
    while (end < width && ((row[end] ^ row[x]) & 0xFFFFFF) == 0) end++;
    return end;
}

/* How many pixels have each colour. */
static at_status count_colours(at_arena *arena, at_pixels pixels, colour_table *out, at_err *err)
{
    colour_table table = {0};
    AT_TRY(AT_NEW(arena, BLOCKS, &table.blocks, err));
    for (size_t y = 0; y < pixels.height; y++) {
        const uint32_t *row = pixels.first + y * pixels.stride;
        for (size_t x = 0, end; x < pixels.width; x = end) {
            const uint32_t rgb = row[x] & 0xFFFFFF;
            end = run_end(row, x, pixels.width);
            uint32_t **block = &table.blocks[rgb >> 8];
            if (!*block) AT_TRY(AT_NEW(arena, BLOCK, block, err));
            uint32_t *count = slot(&table, rgb);
            if (*count == 0) table.colours++;
            *count += (uint32_t)(end - x);
        }
    }
    *out = table;
    return AT_OK;
}

static int by_count(const void *a, const void *b)
{
    const colour *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return (x->rgb > y->rgb) - (x->rgb < y->rgb);
}

/* Every colour that there is, the commonest first. */
static at_status list_colours(at_arena *arena, const colour_table *table, colour **out, at_err *err)
{
    colour *list;
    size_t count = 0;
    AT_TRY(AT_NEW(arena, table->colours, &list, err));
    for (uint32_t high = 0; high < BLOCKS; high++) {
        for (uint32_t low = 0; table->blocks[high] && low < BLOCK; low++) {
            const uint32_t pixels = table->blocks[high][low];
            if (pixels)
                list[count++] = (colour){.rgb = high << 8 | low, .count = pixels, .error = FAR};
        }
    }
    qsort(list, count, sizeof *list, by_count);
    *out = list;
    return AT_OK;
}

/* The difference in the channel that differs most. */
static uint8_t distance(uint32_t a, uint32_t b)
{
    int most = 0;
    for (unsigned shift = 0; shift < 8 * CHANNELS; shift += 8) {
        const int difference = abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF));
        if (difference > most) most = difference;
    }
    return (uint8_t)most;
}

/* Adds a colour to the palette, and says which is now farthest from it. */
static size_t choose(colour *list, size_t colours, uint32_t rgb, at_indexed_image *image)
{
    const uint8_t index = (uint8_t)image->colours;
    size_t farthest = 0;
    image->palette[image->colours++] = rgb;
    for (size_t i = 0; i < colours; i++) {
        const uint8_t error = distance(list[i].rgb, rgb);
        if (error < list[i].error) {
            list[i].error = error;
            list[i].index = index;
        }
        if (list[i].error > list[farthest].error) farthest = i;
    }
    image->error = list[farthest].error;
    return farthest;
}

static void choose_palette(colour *list, size_t colours, at_indexed_image *image)
{
    const size_t exact = colours <= AT_PALETTE_MOST ? colours : AT_PALETTE_EXACT;
    size_t farthest = 0;
    for (size_t i = 0; i < exact; i++) farthest = choose(list, colours, list[i].rgb, image);
    while (image->colours < AT_PALETTE_MOST && image->error > 0) {
        farthest = choose(list, colours, list[farthest].rgb, image);
    }
}

/* The table holds indices by now. */
static void fill(at_pixels pixels, const colour_table *table, uint8_t *indices)
{
    for (size_t y = 0; y < pixels.height; y++) {
        const uint32_t *row = pixels.first + y * pixels.stride;
        for (size_t x = 0, end; x < pixels.width; x = end) {
            end = run_end(row, x, pixels.width);
            memset(indices + x, (int)*slot(table, row[x] & 0xFFFFFF), end - x);
        }
        indices += pixels.width;
    }
}

at_status at_quantise(at_arena *arena, at_pixels pixels, at_indexed_image *out, at_err *err)
{
    colour_table table;
    colour *list;
    uint8_t *indices;
    size_t size;
    if (__builtin_mul_overflow(pixels.width, pixels.height, &size) || size > UINT32_MAX) {
        return at_fail(err, AT_ELIMIT, "a picture of %zu by %zu pixels is too large", pixels.width,
                       pixels.height);
    }
    AT_TRY(AT_NEW(arena, size, &indices, err));
    AT_TRY(count_colours(arena, pixels, &table, err));
    AT_TRY(list_colours(arena, &table, &list, err));
    at_indexed_image image = {.width = pixels.width, .height = pixels.height, .indices = indices};
    choose_palette(list, table.colours, &image);
    for (size_t i = 0; i < table.colours; i++) *slot(&table, list[i].rgb) = list[i].index;
    fill(pixels, &table, indices);
    *out = image;
    return AT_OK;
}
