/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_NUMBER_H
#define AT_BASE_NUMBER_H
/* Numbers from text and back, the same in every locale. Messages quote at most 40 bytes of what
 * was found, control bytes shown as '?'. Callers add file, row and column with at_err_place(). */
#include "base/buffer.h"
#include "base/slice.h"
#include "base/status.h"

/* Decimal integers: optional sign, digits, nothing else (no white space). */
AT_MUST_USE at_status at_parse_u64(at_str s, uint64_t min, uint64_t max, uint64_t *out,
                                   at_err *err);
AT_MUST_USE at_status at_parse_i64(at_str s, int64_t min, int64_t max, int64_t *out, at_err *err);

/* Decimal floating point: [+-]digits[.digits][(e|E)[+-]digits], the nearest double (ties to even);
 * what is too small for a double is 0. Words such as nan or inf, hexadecimal, and what overflows to
 * infinity are refused; AT_ELIMIT past 1,000 characters. */
AT_MUST_USE at_status at_parse_f64(at_str s, double min, double max, double *out, at_err *err);

/* The shortest decimal text that reads back as the same double ("0.1", "1e+22", "-0" as "0").
 * Non-finite values are the caller's error and print as "null". */
void at_buffer_f64(at_buffer *buffer, double value);
/* Fixed digits after the point (at most 60), binary value rounded to nearest as printf does, but
 * never "-0.0"; for display only. */
void at_buffer_fixed(at_buffer *buffer, double value, int digits);
/* 4400 -> "4,400". */
void at_buffer_grouped(at_buffer *buffer, uint64_t value);

/* What may be quoted in a message: at most 40 bytes, cut at a character ("…" marks the cut).
 * Control characters, those that turn the direction of text, and bytes that are not UTF-8 become
 * '?', so the result is well-formed UTF-8. Not for cells that may hold personal data. */
typedef struct at_quoted {
    char text[48];
} at_quoted;
at_quoted at_quote(at_str s);
/* The same of the whole text, for all that goes to a terminal and did not come from this program:
 * names of files, cells, titles. A line end becomes '?' too, so that a name cannot add a line of its own. */
void at_buffer_shown(at_buffer *buffer, at_str s);

#endif
