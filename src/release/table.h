/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_RELEASE_TABLE_H
#define AT_RELEASE_TABLE_H
/* The tables of a release (docs/formats.md, attest-release/1): text cells in rows and columns. */
#include "base/arena.h"

typedef struct at_release_table {
    at_str name; /* "countries" */
    const at_str *columns;
    size_t column_count, row_count;
    const at_str *cells; /* [row * column_count + column] */
} at_release_table;

/* SIZE_MAX where there is no such column. */
size_t at_release_column(const at_release_table *table, at_str column);

/* Making a table row by row. Cells are copied. */
typedef struct at_table_builder at_table_builder;
AT_MUST_USE at_status at_table_builder_new(at_arena *arena, at_str name, const at_str *columns,
                                           size_t column_count, at_table_builder **out,
                                           at_err *err);
/* Cells go in one by one, left to right; a row ends by itself after column_count cells. Failures are kept until
 * at_table_builder_done(). */
void at_table_add(at_table_builder *builder, at_str cell);
void at_table_add_u64(at_table_builder *builder, uint64_t value);
void at_table_add_i64(at_table_builder *builder, int64_t value);
/* Decimal with at most `digits` after the point; halves away from zero; never "-0". */
void at_table_add_f64(at_table_builder *builder, double value, int digits); /* NaN: empty cell */
AT_MUST_USE at_status at_table_builder_done(at_table_builder *builder, at_release_table *out,
                                            at_err *err);

#endif
