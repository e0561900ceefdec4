/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubles apart from the other numbers, because their conversion names a locale: what the engines
 * ask of base (quoting, integers) does not reach it. */
#include "base/number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"

enum { F64_TEXT_MAX = 1000, F64_ROOM = 32 };

static bool is_f64_text(at_str s)
{
    at_cursor c = at_cursor_over(s);
    if (!at_cursor_accept(&c, '-')) (void)at_cursor_accept(&c, '+');
    if (at_cursor_digits(&c).len == 0) return false;
    if (at_cursor_accept(&c, '.') && at_cursor_digits(&c).len == 0) return false;
    if (at_cursor_accept(&c, 'e') || at_cursor_accept(&c, 'E')) {
        if (!at_cursor_accept(&c, '-')) (void)at_cursor_accept(&c, '+');
        if (at_cursor_digits(&c).len == 0) return false;
    }
    return at_cursor_done(&c);
}

/* The nearest double to text of the form above: the C library's strtod is exact, but its decimal
 * point follows the locale of the process, so the fixed "C" locale is named here. glibc returns a
 * static object for it. */
static at_status convert(const char *text, double *out, at_err *err)
{
    const locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c_locale) return at_fail(err, AT_ENOMEM, "no memory for the \"C\" locale");
    *out = strtod_l(text, NULL, c_locale);
    freelocale(c_locale);
    return AT_OK;
}

/* What printf made of %g or %f, with a point whatever the locale says. Returns the length. */
static size_t copy_with_point(char *room, size_t size, const char *locale_text)
{
    size_t length = 0;
    bool in_point = false;
    for (const char *p = locale_text; *p && length + 1 < size; p++) {
        const bool plain = (*p >= '0' && *p <= '9') || *p == '-' || *p == '+' || *p == 'e';
        if (plain) {
            room[length++] = *p;
        } else if (!in_point) {
            room[length++] = '.';
        }
        in_point = !plain;
    }
    room[length] = '\0';
    return length;
}

/* Any double that is a decimal of up to 15 digits is found by the first try; subnormal numbers hold
 * fewer digits, so they start at one. 17 always suffice. */
static size_t shortest(double value, char room[F64_ROOM])
{
    enum { ALWAYS_ENOUGH = 17 };
    size_t length = 0;
    for (int digits = fabs(value) < DBL_MIN ? 1 : DBL_DIG; digits <= ALWAYS_ENOUGH; digits++) {
        char text[F64_ROOM];
        double back;
        (void)snprintf(text, sizeof text, "%.*g", digits, value);
        length = copy_with_point(room, F64_ROOM, text);
        if (convert(room, &back, NULL) == AT_OK && !(back < value) && !(back > value)) break;
    }
    return length;
}

at_status at_parse_f64(at_str s, double min, double max, double *out, at_err *err)
{
    char text[F64_TEXT_MAX + 1], low[F64_ROOM], high[F64_ROOM];
    double value;
    if (s.len > F64_TEXT_MAX) {
        return at_fail(err, AT_ELIMIT,
                       "\"%s\" is %zu characters long: expected a number of at most %d",
                       at_quote(s).text, s.len, F64_TEXT_MAX);
    }
    if (!is_f64_text(s)) {
        return at_fail(err, AT_EINPUT, "\"%s\" is not a number: expected one such as 0.25 or 1e-3",
                       at_quote(s).text);
    }
    memcpy(text, s.ptr, s.len);
    text[s.len] = '\0';
    AT_TRY(convert(text, &value, err));
    if (!isfinite(value)) {
        return at_fail(err, AT_EINPUT, "%s is too large: expected a number below 1.8e308",
                       at_quote(s).text);
    }
    if (value < min || value > max) {
        (void)shortest(min, low);
        (void)shortest(max, high);
        return at_fail(err, AT_EINPUT, "%s is out of range: expected %s to %s", at_quote(s).text,
                       low, high);
    }
    *out = value;
    return AT_OK;
}

void at_buffer_f64(at_buffer *buffer, double value)
{
    char room[F64_ROOM];
    if (!isfinite(value)) {
        at_buffer_literal(buffer, "null");
    } else if (value < 0.0 || value > 0.0) {
        at_buffer_add_bytes(buffer, room, shortest(value, room));
    } else {
        at_buffer_char(buffer, '0'); /* -0 as well */
    }
}

void at_buffer_fixed(at_buffer *buffer, double value, int digits)
{
    enum { MOST_DIGITS = 60, ROOM = DBL_MAX_10_EXP + MOST_DIGITS + 16 };
    char text[ROOM], room[ROOM];
    if (!isfinite(value)) {
        at_buffer_literal(buffer, "null");
        return;
    }
    if (digits < 0) digits = 0;
    if (digits > MOST_DIGITS) digits = MOST_DIGITS;
    (void)snprintf(text, sizeof text, "%.*f", digits, value);
    at_str shown = {room, copy_with_point(room, sizeof room, text)};
    /* What rounds to zero has no sign. */
    if (room[0] == '-' && strspn(room + 1, "0.") == shown.len - 1)
        shown = at_str_slice(shown, 1, shown.len);
    at_buffer_add(buffer, shown);
}
