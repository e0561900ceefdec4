/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_DATE_H
#define AT_BASE_DATE_H
/* Calendar dates as EDTF level 0 writes them: "2025", "2025-05", "2025-05-14" (ISO 8601-2:2019,
 * proleptic Gregorian, years 0000..9999). Unknown parts are 0. */
#include "base/buffer.h"
#include "base/slice.h"
#include "base/status.h"

typedef struct at_date {
    uint16_t year;
    uint8_t month, day;
} at_date;

AT_MUST_USE at_status at_parse_date(at_str s, at_date *out, at_err *err);
int at_date_compare(at_date a, at_date b);            /* an unknown part sorts before the known */
void at_buffer_date(at_buffer *buffer, at_date date); /* "2025-05-14" */
void at_buffer_date_words(at_buffer *buffer, at_date date); /* "14 May 2025" */

#endif
