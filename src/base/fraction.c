/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/big.h"
#include "base/cursor.h"
#include "base/number.h"

#include <inttypes.h>

__extension__ typedef __int128 wide;

enum { DIGITS_MAX = AT_POWERS_OF_TEN - 1 };

const int64_t at_power_of_ten[AT_POWERS_OF_TEN] = {1,
                                                   10,
                                                   100,
                                                   1000,
                                                   10000,
                                                   100000,
                                                   1000000,
                                                   10000000,
                                                   100000000,
                                                   1000000000,
                                                   10000000000,
                                                   100000000000,
                                                   1000000000000,
                                                   10000000000000,
                                                   100000000000000,
                                                   1000000000000000,
                                                   10000000000000000,
                                                   100000000000000000,
                                                   1000000000000000000};

static int64_t magnitude(int64_t value)
{
    return value < 0 ? -value : value;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static at_fraction lowest_terms(int64_t num, int64_t den)
{
    const int64_t shared = common_divisor(magnitude(num), den);
    return (at_fraction){num / shared, den / shared};
}

/* What stands in the text, before any of it is a number. */
typedef struct parts {
    bool negative, divided, exponent_negative;
    at_str whole, places, exponent, divisor;
} parts;

static bool read_parts(at_str s, parts *out)
{
    at_cursor c = at_cursor_over(s);
    parts p = {.negative = at_cursor_accept(&c, '-')};
    if (!p.negative) (void)at_cursor_accept(&c, '+');
    p.whole = at_cursor_digits(&c);
    if (p.whole.len == 0) return false;
    p.divided = at_cursor_accept(&c, '/');
    if (p.divided) {
        p.divisor = at_cursor_digits(&c);
        if (p.divisor.len == 0) return false;
    } else {
        if (at_cursor_accept(&c, '.')) {
            p.places = at_cursor_digits(&c);
            if (p.places.len == 0) return false;
        }
        if (at_cursor_accept(&c, 'e') || at_cursor_accept(&c, 'E')) {
            p.exponent_negative = at_cursor_accept(&c, '-');
            if (!p.exponent_negative) (void)at_cursor_accept(&c, '+');
            p.exponent = at_cursor_digits(&c);
            if (p.exponent.len == 0) return false;
        }
    }
    *out = p;
    return at_cursor_done(&c);
}

/* value = value * 10^n + digits; false past 18 significant digits. */
static bool append_digits(int64_t *value, at_str digits)
{
    for (size_t i = 0; i < digits.len; i++) {
        if (*value >= at_power_of_ten[DIGITS_MAX - 1]) return false;
        *value = *value * 10 + (digits.ptr[i] - '0');
    }
    return true;
}

static at_status too_many_digits(at_str s, at_err *err)
{
    return at_fail(err, AT_ELIMIT,
                   "\"%s\" has too many digits: expected at most %d significant ones, and at most "
                   "%d after the point",
                   at_quote(s).text, DIGITS_MAX, DIGITS_MAX);
}

static at_status make_decimal(at_str s, const parts *p, at_fraction *out, at_err *err)
{
    int64_t digits = 0, exponent = 0;
    if (!append_digits(&digits, p->whole) || !append_digits(&digits, p->places) ||
        !append_digits(&exponent, p->exponent) || p->places.len > INT32_MAX) {
        return too_many_digits(s, err);
    }
    if (p->exponent_negative) exponent = -exponent;
    exponent -= (int64_t)p->places.len;
    if (exponent < -DIGITS_MAX || exponent > DIGITS_MAX) return too_many_digits(s, err);
    const int64_t power = at_power_of_ten[magnitude(exponent)];
    if (p->negative) digits = -digits;
    if (exponent <= 0) {
        *out = lowest_terms(digits, power);
        return AT_OK;
    }
    const wide scaled = (wide)digits * power, limit = at_power_of_ten[DIGITS_MAX];
    if (scaled <= -limit || scaled >= limit) return too_many_digits(s, err);
    *out = (at_fraction){(int64_t)scaled, 1};
    return AT_OK;
}

at_status at_parse_fraction(at_str s, at_fraction *out, at_err *err)
{
    parts p;
    if (!read_parts(s, &p)) {
        return at_fail(err, AT_EINPUT,
                       "\"%s\" is not a number: expected a decimal such as 0.25 or a fraction such "
                       "as 5/16",
                       at_quote(s).text);
    }
    if (!p.divided) return make_decimal(s, &p, out, err);
    int64_t num = 0, den = 0;
    if (!append_digits(&num, p.whole) || !append_digits(&den, p.divisor)) {
        return too_many_digits(s, err);
    }
    if (den == 0) {
        return at_fail(err, AT_EINPUT, "\"%s\" divides by zero: expected a fraction such as 5/16",
                       at_quote(s).text);
    }
    *out = lowest_terms(p.negative ? -num : num, den);
    return AT_OK;
}

at_ratio at_fraction_ratio(at_fraction f)
{
    return (at_ratio){at_big_from_i64(f.num), at_big_from_i64(f.den)};
}

double at_fraction_f64(at_fraction f)
{
    const int64_t exact = (int64_t)1 << 53;
    /* Two exact doubles have a correctly rounded quotient. */
    if (f.num >= -exact && f.num <= exact && f.den <= exact) return (double)f.num / (double)f.den;
    return at_ratio_f64(at_fraction_ratio(f));
}

int at_fraction_compare(at_fraction a, at_fraction b)
{
    const wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;
    return (left > right) - (left < right);
}

/* A decimal only where at_parse_fraction() would read it: what is printed can be read back. */
void at_buffer_fraction(at_buffer *buffer, at_fraction f)
{
    size_t places = 0;
    while (places < DIGITS_MAX && at_power_of_ten[places] % f.den != 0) places++;
    const int64_t power = at_power_of_ten[places], limit = at_power_of_ten[DIGITS_MAX];
    const bool finite = power % f.den == 0;
    const wide scaled = finite ? (wide)f.num * (power / f.den) : 0;
    if (!finite || (places > 0 && (scaled <= -limit || scaled >= limit))) {
        at_buffer_format(buffer, "%" PRId64 "/%" PRId64, f.num, f.den);
        return;
    }
    if (f.den == 1) {
        at_buffer_format(buffer, "%" PRId64, f.num);
        return;
    }
    const int64_t digits = magnitude((int64_t)scaled);
    at_buffer_format(buffer, "%s%" PRId64 ".%0*" PRId64, f.num < 0 ? "-" : "", digits / power,
                     (int)places, digits % power);
}
