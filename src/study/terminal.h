/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_TERMINAL_H
#define AT_STUDY_TERMINAL_H
/* Text for a terminal or a pipe: wrapped sentences and aligned tables. Control characters in
 * what comes from files are shown as '?', so that a country's name cannot move the cursor. */
#include "base/buffer.h"
#include "release/table.h"

/* A paragraph, wrapped between words at `width` columns (0: not at all), with a line feed. */
void at_terminal_paragraph(at_buffer *out, at_str text, size_t width);

/* Columns two spaces apart, as wide as their widest cell, the names of the columns above.
 * `align` has a letter for each column: l left, r right, capital for a detail (dim where there
 * is colour). No space at the end of a line. */
void at_terminal_table(at_buffer *out, const at_release_table *table, const char *align,
                       bool colour);

#endif
