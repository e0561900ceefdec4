/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_ENCODING_H
#define AT_FILE_ENCODING_H
/* Text files as they come: what a file says about its encoding, and its text as UTF-8. Private to the
 * readers of this room. */
#include "base/arena.h"

/* `text` is what can be read: everything, or what stands before the first fault. The reader finds
 * the row and column of the fault by reading `text` first. */
typedef struct at_decoded {
    at_str text;
    const char *fault; /* NULL: none; else what stands there and what to do, for a message */
} at_decoded;

/* UTF-8 with or without a byte-order mark (`text` points into `bytes`), or UTF-16 with one (`text` is
 * in the arena). Faults: NUL, bytes that are not UTF-8, halves of surrogate pairs. O(bytes). */
AT_MUST_USE at_status at_decode(at_arena *arena, at_bytes bytes, at_decoded *out, at_err *err);

#endif
