/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/view.h"

#include "base/number.h"

#include <math.h>

static at_status place(at_status status, at_str table, uint64_t row, uint64_t column, at_err *err)
{
    at_buffer file AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&file, "tables/%.*s.csv%c", AT_STR_ARG(table), 0);
    at_err_place(err, file.failed ? NULL : file.ptr, row, column);
    return status;
}

at_status at_view_place(at_status status, at_str table, uint64_t row, at_err *err)
{
    return place(status, table, row, 0, err);
}

at_status at_view_fail(const at_view *view, size_t row, size_t i, const char *what, at_err *err)
{
    const at_quoted cell = at_quote(at_view_text(view, row, i));
    return place(at_fail(err, AT_ECORRUPT, "\"%s\" %s", cell.text, what), view->table->name,
                 row + 2, view->column[i] + 1, err);
}

at_status at_view_open(const at_release *release, at_str name, bool needed,
                       const char *const *columns, size_t count, at_view *out, at_err *err)
{
    at_view v = {.table = at_release_find(release, name)};
    if (!v.table && needed) {
        return place(at_fail(err, AT_ECORRUPT, "the release has no such table"), name, 0, 0, err);
    }
    if (count > AT_VIEW_COLUMNS) return at_fail(err, AT_EBUG, "too many columns");
    for (size_t i = 0; v.table && i < count; i++) {
        v.column[i] = at_release_column(v.table, at_str_from_cstr(columns[i]));
        if (v.column[i] == SIZE_MAX) {
            return place(at_fail(err, AT_ECORRUPT, "there is no column \"%s\"", columns[i]), name,
                         1, 0, err);
        }
    }
    v.rows = v.table ? v.table->row_count : 0;
    *out = v;
    return AT_OK;
}

at_str at_view_text(const at_view *view, size_t row, size_t i)
{
    return view->table->cells[row * view->table->column_count + view->column[i]];
}

bool at_view_yes(const at_view *view, size_t row, size_t i)
{
    return at_str_equal(at_view_text(view, row, i), AT_STR("yes"));
}

at_status at_view_need(const at_view *view, size_t row, size_t i, at_site_number *out, at_err *err)
{
    at_site_number number = {.text = at_view_text(view, row, i)};
    if (at_parse_f64(number.text, -AT_VIEW_LARGEST, AT_VIEW_LARGEST, &number.value, NULL) !=
        AT_OK) {
        return at_view_fail(view, row, i, "is not a number, or one that is too large", err);
    }
    *out = number;
    return AT_OK;
}

at_status at_view_number(const at_view *view, size_t row, size_t i, at_site_number *out,
                         at_err *err)
{
    if (at_view_text(view, row, i).len) return at_view_need(view, row, i, out, err);
    *out = (at_site_number){.value = (double)NAN};
    return AT_OK;
}

at_status at_view_year(const at_view *view, size_t row, size_t i, at_site_number *out, at_err *err)
{
    enum { LAST_YEAR = 9999 };
    uint64_t year;
    const at_str text = at_view_text(view, row, i);
    if (at_parse_u64(text, 0, LAST_YEAR, &year, NULL) != AT_OK) {
        return at_view_fail(view, row, i, "is not a year", err);
    }
    *out = (at_site_number){.text = text, .value = (double)year};
    return AT_OK;
}

at_status at_view_iso2(const at_view *view, size_t row, size_t i, at_str *out, at_err *err)
{
    enum { LONGEST = 16 };
    const at_str iso2 = at_view_text(view, row, i);
    bool good = iso2.len > 0 && iso2.len <= LONGEST;
    for (size_t k = 0; k < iso2.len; k++) {
        const char c = iso2.ptr[k];
        good &= (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c == '-' && k > 0);
    }
    if (!good) {
        return at_view_fail(view, row, i,
                            "is not a country code: expected capital letters, digits and hyphens",
                            err);
    }
    *out = iso2;
    return AT_OK;
}

at_status at_view_find(const at_map *map, const at_view *view, size_t row, size_t i, size_t *out,
                       at_err *err)
{
    if (at_map_get(map, at_view_text(view, row, i), out)) return AT_OK;
    return at_view_fail(view, row, i, "is described nowhere in the release", err);
}

at_status at_view_enter(at_map *map, const at_view *view, size_t row, size_t i, at_err *err)
{
    size_t before;
    AT_TRY(at_map_put(map, at_view_text(view, row, i), row, &before, err));
    return before == SIZE_MAX ? AT_OK : at_view_fail(view, row, i, "is described twice", err);
}
