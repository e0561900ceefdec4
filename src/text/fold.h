/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_TEXT_FOLD_H
#define AT_TEXT_FOLD_H
/* What two spellings of one label have in common: a form to compare by bytes, never to show. */
#include "base/arena.h"

typedef enum at_fold_marks { AT_FOLD_KEEP_MARKS, AT_FOLD_STRIP_MARKS } at_fold_marks;

/* NFKC_Casefold (Unicode 15, section 3.13, R5: compatibility forms and case folded, what is invisible
 * left out), then white space of any kind runs to one space and none at the ends, curly quotes,
 * primes and guillemets to ' and ", dashes and minus signs to -. AT_FOLD_STRIP_MARKS also drops the
 * accents that scripts share ("São" -> "sao", "ё" -> "е"); letters that are not a base and an accent
 * (ø, ł, ß -> ss) and the vowel signs of Indic scripts stay. Folding twice is folding once. `text` must
 * be UTF-8 (AT_EINPUT) and at most 1 MiB (AT_ELIMIT). O(text). */
AT_MUST_USE at_status at_text_fold(at_arena *arena, at_str text, at_fold_marks marks, at_str *out,
                                   at_err *err);

#endif
