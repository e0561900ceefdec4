/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and numbers that options of the index commands take. */
#include "base/number.h"
#include "study/index_report.h"

at_status at_parse_within(at_str text, at_fraction *out, at_err *err)
{
    at_fraction value;
    const at_fraction none = {0, 1}, all = {100, 1};
    if (at_parse_fraction(text, &value, NULL) != AT_OK || at_fraction_compare(value, none) < 0 ||
        at_fraction_compare(value, all) > 0) {
        return at_fail(err, AT_EUSAGE, "--within takes percent, from 0 to 100, not \"%s\"",
                       at_quote(text).text);
    }
    *out = value;
    return AT_OK;
}

at_status at_parse_level(at_str text, at_index_level *out, at_err *err)
{
    if (at_str_equal(text, AT_STR("category"))) {
        *out = AT_INDEX_CATEGORIES;
    } else if (at_str_equal(text, AT_STR("criteria"))) {
        *out = AT_INDEX_CRITERIA;
    } else {
        return at_fail(err, AT_EUSAGE, "--level takes category or criteria, not \"%s\"",
                       at_quote(text).text);
    }
    return AT_OK;
}

at_status at_parse_draw_kind(at_str text, at_draw_kind *out, at_err *err)
{
    if (at_str_equal(text, AT_STR("box"))) {
        *out = AT_DRAW_BOX;
    } else if (at_str_equal(text, AT_STR("simplex"))) {
        *out = AT_DRAW_SIMPLEX;
    } else {
        return at_fail(err, AT_EUSAGE, "--over takes box or simplex, not \"%s\"",
                       at_quote(text).text);
    }
    return AT_OK;
}
