/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

enum { QUOTED_MAX = 40, U64_ROOM = 24 };

/* ---- integers ---- */

/* A sign and a magnitude; false if `s` is anything else. What passes 2^64 - 1 is *too_large. */
static bool read_integer(at_str s, bool *negative, uint64_t *magnitude, bool *too_large)
{
    at_cursor c = at_cursor_over(s);
    *negative = at_cursor_accept(&c, '-');
    if (!*negative) (void)at_cursor_accept(&c, '+');
    const at_str digits = at_cursor_digits(&c);
    if (digits.len == 0 || !at_cursor_done(&c)) return false;
    uint64_t value = 0;
    *too_large = false;
    for (size_t i = 0; i < digits.len; i++) {
        const uint64_t digit = (uint64_t)(digits.ptr[i] - '0');
        *too_large |= __builtin_mul_overflow(value, 10u, &value);
        *too_large |= __builtin_add_overflow(value, digit, &value);
    }
    *magnitude = value;
    return true;
}

at_status at_parse_u64(at_str s, uint64_t min, uint64_t max, uint64_t *out, at_err *err)
{
    bool negative, too_large;
    uint64_t magnitude;
    if (!read_integer(s, &negative, &magnitude, &too_large)) {
        return at_fail(err, AT_EINPUT,
                       "\"%s\" is not a whole number: expected %" PRIu64 " to %" PRIu64,
                       at_quote(s).text, min, max);
    }
    if (too_large || (negative && magnitude) || magnitude < min || magnitude > max) {
        return at_fail(err, AT_EINPUT, "%s is out of range: expected %" PRIu64 " to %" PRIu64,
                       at_quote(s).text, min, max);
    }
    *out = magnitude;
    return AT_OK;
}

at_status at_parse_i64(at_str s, int64_t min, int64_t max, int64_t *out, at_err *err)
{
    bool negative, too_large;
    uint64_t magnitude;
    if (!read_integer(s, &negative, &magnitude, &too_large)) {
        return at_fail(err, AT_EINPUT,
                       "\"%s\" is not a whole number: expected %" PRId64 " to %" PRId64,
                       at_quote(s).text, min, max);
    }
    too_large |= magnitude > (uint64_t)INT64_MAX + negative;
    const int64_t value = (int64_t)(negative ? 0 - magnitude : magnitude);
    if (too_large || value < min || value > max) {
        return at_fail(err, AT_EINPUT, "%s is out of range: expected %" PRId64 " to %" PRId64,
                       at_quote(s).text, min, max);
    }
    *out = value;
    return AT_OK;
}

void at_buffer_grouped(at_buffer *buffer, uint64_t value)
{
    char room[U64_ROOM];
    const int length = snprintf(room, sizeof room, "%" PRIu64, value);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) at_buffer_char(buffer, ',');
        at_buffer_char(buffer, room[i]);
    }
}

/* ---- quoting ---- */

/* The length of the well-formed character that starts at `at`, or 0. */
static size_t character_length(at_str s, size_t at)
{
    for (size_t length = 1; length <= 4; length++) {
        const at_str piece = at_str_slice(s, at, at + length);
        if (piece.len == length && at_str_is_utf8(piece, NULL)) return length;
    }
    return 0;
}

/* What would move a terminal's cursor or turn the order of a line round: C0, DEL and C1, and the
 * marks of the bidirectional algorithm (U+061C, U+200E, U+200F, U+2028..U+202E, U+2066..U+2069). */
static bool is_control(at_str character)
{
    const unsigned char *p = (const unsigned char *)character.ptr;
    if (character.len == 1) return p[0] < 0x20 || p[0] == 0x7F;
    if (character.len == 2) return (p[0] == 0xC2 && p[1] < 0xA0) || (p[0] == 0xD8 && p[1] == 0x9C);
    if (character.len != 3 || p[0] != 0xE2) return false;
    if (p[1] == 0x80) return p[2] == 0x8E || p[2] == 0x8F || (p[2] >= 0xA8 && p[2] <= 0xAE);
    return p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9;
}

/* What stands at *at as it is shown, one character or '?'; *at moves past it. */
static at_str next_shown(at_str s, size_t *at)
{
    const size_t found = character_length(s, *at);
    const at_str character = at_str_slice(s, *at, *at + (found ? found : 1));
    *at += character.len;
    return found == 0 || is_control(character) ? AT_STR("?") : character;
}

at_quoted at_quote(at_str s)
{
    static const char cut[] = "…";
    at_quoted quoted = {{0}};
    _Static_assert(sizeof quoted.text >= QUOTED_MAX + sizeof cut, "room for the mark of a cut");
    size_t length = 0;
    for (size_t at = 0; at < s.len;) {
        const at_str shown = next_shown(s, &at);
        if (length + shown.len > QUOTED_MAX) {
            memcpy(quoted.text + length, cut, sizeof cut);
            break;
        }
        memcpy(quoted.text + length, shown.ptr, shown.len);
        length += shown.len;
    }
    return quoted;
}

void at_buffer_shown(at_buffer *buffer, at_str s)
{
    for (size_t at = 0; at < s.len;) at_buffer_add(buffer, next_shown(s, &at));
}
