/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_PUBLISH_VIEW_H
#define AT_PUBLISH_VIEW_H
/* The tables of a release, cell by cell, for figures.c. Errors are AT_ECORRUPT and name the file in the release, the row (the
 * header is row 1) and the column. */
#include "base/map.h"
#include "publish/figures.h"

enum { AT_VIEW_COLUMNS = 32 };

/* A table and where its columns are, in the order asked for: `i` below is a number in that order. */
typedef struct at_view {
    const at_release_table *table; /* NULL: the release has none of that name */
    size_t column[AT_VIEW_COLUMNS], rows;
} at_view;

AT_MUST_USE at_status at_view_open(const at_release *release, at_str name, bool needed,
                                   const char *const *columns, size_t count, at_view *out,
                                   at_err *err);

at_str at_view_text(const at_view *view, size_t row, size_t i);
bool at_view_yes(const at_view *view, size_t row, size_t i);
/* A number or an empty cell; one that every release has; a year of four digits at most. */
AT_MUST_USE at_status at_view_number(const at_view *view, size_t row, size_t i, at_site_number *out,
                                     at_err *err);
AT_MUST_USE at_status at_view_need(const at_view *view, size_t row, size_t i, at_site_number *out,
                                   at_err *err);
AT_MUST_USE at_status at_view_year(const at_view *view, size_t row, size_t i, at_site_number *out,
                                   at_err *err);
/* As docs/formats.md has them: 1 to 16 capital letters, digits and hyphens, none of these first. Pages and pictures are
 * named by them. */
AT_MUST_USE at_status at_view_iso2(const at_view *view, size_t row, size_t i, at_str *out,
                                   at_err *err);
/* The row that another refers to by name; a row that describes such a name, which may stand once only. */
AT_MUST_USE at_status at_view_find(const at_map *map, const at_view *view, size_t row, size_t i,
                                   size_t *out, at_err *err);
AT_MUST_USE at_status at_view_enter(at_map *map, const at_view *view, size_t row, size_t i,
                                    at_err *err);

/* "CELL" and what is wrong with it. */
at_status at_view_fail(const at_view *view, size_t row, size_t i, const char *what, at_err *err);
/* Place an error that is of no cell. */
at_status at_view_place(at_status status, at_str table, uint64_t row, at_err *err);

/* Beyond this no number of a release makes sense, and pictures could not be laid out. */
#define AT_VIEW_LARGEST 1e12

#endif
