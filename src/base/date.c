/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include "base/cursor.h"
#include "base/number.h"

static const char *const month_names[13] = {
    "",     "January", "February",  "March",   "April",    "May",      "June",
    "July", "August",  "September", "October", "November", "December",
};

static unsigned days_in(unsigned year, unsigned month)
{
    static const uint8_t days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month];
}

/* Exactly `count` digits. */
static bool take_digits(at_cursor *c, size_t count, unsigned *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        const int byte = at_cursor_take(c);
        if (byte < '0' || byte > '9') return false;
        *value = *value * 10 + (unsigned)(byte - '0');
    }
    return true;
}

/* The form alone: YYYY, YYYY-MM or YYYY-MM-DD; *parts says which. */
static bool read_date(at_str s, unsigned value[3], size_t *parts)
{
    static const size_t width[3] = {4, 2, 2};
    at_cursor c = at_cursor_over(s);
    for (*parts = 0; *parts < 3 && (*parts == 0 || !at_cursor_done(&c)); (*parts)++) {
        if (*parts > 0 && !at_cursor_accept(&c, '-')) return false;
        if (!take_digits(&c, width[*parts], &value[*parts])) return false;
    }
    return at_cursor_done(&c);
}

at_status at_parse_date(at_str s, at_date *out, at_err *err)
{
    unsigned value[3] = {0};
    size_t parts;
    if (!read_date(s, value, &parts)) {
        return at_fail(err, AT_EINPUT,
                       "\"%s\" is not a date: expected 2025, 2025-05 or 2025-05-14 (year, month, "
                       "day)",
                       at_quote(s).text);
    }
    if (parts > 1 && (value[1] < 1 || value[1] > 12)) {
        return at_fail(err, AT_EINPUT, "\"%s\" has month %u: expected 01 to 12", at_quote(s).text,
                       value[1]);
    }
    if (parts > 2 && (value[2] < 1 || value[2] > days_in(value[0], value[1]))) {
        return at_fail(err, AT_EINPUT, "\"%s\" has day %u: %s %u has days 01 to %u",
                       at_quote(s).text, value[2], month_names[value[1]], value[0],
                       days_in(value[0], value[1]));
    }
    *out = (at_date){(uint16_t)value[0], (uint8_t)value[1], (uint8_t)value[2]};
    return AT_OK;
}

int at_date_compare(at_date a, at_date b)
{
    if (a.year != b.year) return a.year < b.year ? -1 : 1;
    if (a.month != b.month) return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

void at_buffer_date(at_buffer *buffer, at_date date)
{
    at_buffer_format(buffer, "%04u", date.year);
    if (date.month) at_buffer_format(buffer, "-%02u", date.month);
    if (date.month && date.day) at_buffer_format(buffer, "-%02u", date.day);
}

void at_buffer_date_words(at_buffer *buffer, at_date date)
{
    if (date.month && date.day) at_buffer_format(buffer, "%u ", date.day);
    if (date.month && date.month < AT_COUNT_OF(month_names)) {
        at_buffer_format(buffer, "%s ", month_names[date.month]);
    }
    at_buffer_format(buffer, "%u", date.year);
}
