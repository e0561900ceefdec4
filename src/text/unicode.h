/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_TEXT_UNICODE_H
#define AT_TEXT_UNICODE_H
/* ICU's strings of UTF-16 and its error codes, for the files of this room. */
#include "base/arena.h"

#include <unicode/utypes.h>

enum { AT_TEXT_MOST_BYTES = 1 << 20 };

typedef struct at_utf16 {
    UChar *ptr;
    int32_t len;
} at_utf16;

/* In the arena. Bytes that are not UTF-8 become U+FFFD. AT_ELIMIT past AT_TEXT_MOST_BYTES. */
AT_MUST_USE at_status at_utf16_from(at_arena *arena, at_str text, at_utf16 *out, at_err *err);
AT_MUST_USE at_status at_utf16_to(at_arena *arena, at_utf16 text, at_str *out, at_err *err);
/* AT_OK, AT_ENOMEM, or AT_EBUG with ICU's name of the error: what users can cause is checked before. */
AT_MUST_USE at_status at_icu_status(UErrorCode code, const char *what, at_err *err);

#endif
