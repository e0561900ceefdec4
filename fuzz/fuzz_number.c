/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever parses prints, and parses again to the same; a decimal that is read as a fraction and as a
 * double is the same number. */
#include <float.h>

#include "base/big.h"
#include "base/date.h"
#include "base/number.h"
#include "fuzz.h"

static bool check_f64(at_str text, double *value)
{
    double back;
    at_buffer printed = {0};
    if (at_parse_f64(text, -DBL_MAX, DBL_MAX, value, NULL) != AT_OK) return false;
    at_buffer_f64(&printed, *value);
    fuzz_require(at_parse_f64(at_buffer_str(&printed), *value, *value, &back, NULL) == AT_OK);
    at_buffer_free(&printed);
    return true;
}

static bool check_fraction(at_str text, at_fraction *fraction)
{
    at_fraction back;
    at_buffer printed = {0};
    if (at_parse_fraction(text, fraction, NULL) != AT_OK) return false;
    at_buffer_fraction(&printed, *fraction);
    fuzz_require(at_parse_fraction(at_buffer_str(&printed), &back, NULL) == AT_OK);
    fuzz_require(back.num == fraction->num && back.den == fraction->den && back.den > 0);
    fuzz_require(at_fraction_compare(*fraction, back) == 0);
    at_buffer_free(&printed);
    return true;
}

static void check_date(at_str text)
{
    at_date date, back;
    at_buffer printed = {0};
    if (at_parse_date(text, &date, NULL) != AT_OK) return;
    at_buffer_date(&printed, date);
    fuzz_require(at_str_equal(at_buffer_str(&printed), text));
    fuzz_require(at_parse_date(at_buffer_str(&printed), &back, NULL) == AT_OK);
    fuzz_require(at_date_compare(date, back) == 0);
    at_buffer_date_words(&printed, date);
    at_buffer_free(&printed);
}

static void check_integers(at_str text)
{
    int64_t whole;
    uint64_t natural;
    double value;
    const bool is_whole = at_parse_i64(text, INT64_MIN, INT64_MAX, &whole, NULL) == AT_OK;
    const bool is_natural = at_parse_u64(text, 0, UINT64_MAX, &natural, NULL) == AT_OK;
    if (is_whole && is_natural) fuzz_require(whole >= 0 && (uint64_t)whole == natural);
    if (is_whole && check_f64(text, &value)) fuzz_require((double)whole == value);
    if (is_natural && check_f64(text, &value)) fuzz_require((double)natural == value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const at_str text = at_bytes_str((at_bytes){data, size});
    double value;
    at_fraction fraction;
    const bool is_f64 = check_f64(text, &value);
    if (check_fraction(text, &fraction) && is_f64) fuzz_require(at_fraction_f64(fraction) == value);
    check_date(text);
    check_integers(text);
    fuzz_require(at_str_is_utf8(at_str_from_cstr(at_quote(text).text), NULL));
    return 0;
}
