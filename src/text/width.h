/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_TEXT_WIDTH_H
#define AT_TEXT_WIDTH_H
/* How much room text takes on a terminal: East Asian wide and full-width characters (UAX 11) take two
 * columns, combining marks, invisible and control characters none, all others one. Bytes that are not
 * UTF-8 take one each, as the U+FFFD that terminals show. */
#include "base/slice.h"

size_t at_text_columns(at_str text);
/* The longest beginning of `text` that fits, with all marks that belong to its last character. */
at_str at_text_truncate(at_str text, size_t columns);

#endif
