/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_NEAREST_H
#define AT_STUDY_NEAREST_H
/* "Did you mean": the candidate that a misspelt word was most likely to be. */
#include "base/slice.h"

/* Index of the candidate with the fewest slips (a letter put in, left out, changed, or swapped
 * with the next: Damerau 1964, each stretch edited once), ASCII letters in any case; the first
 * of equals. At most one slip in three letters, and at most three; SIZE_MAX where none is that
 * close. Words over 64 bytes are close to nothing. O(count * word * 7). */
size_t at_nearest(at_str word, const at_str *candidates, size_t count);

#endif
