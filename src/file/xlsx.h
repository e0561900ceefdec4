/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_XLSX_H
#define AT_FILE_XLSX_H
/* Workbooks (ISO/IEC 29500, transitional), written in memory; the same bytes every time. Text cells are
 * inline strings, never formulas. */
#include "base/buffer.h"

typedef enum at_xlsx_kind { AT_XLSX_TEXT, AT_XLSX_NUMBER } at_xlsx_kind;

typedef struct at_xlsx_column {
    at_str title;
    at_xlsx_kind
        kind; /* AT_XLSX_NUMBER: cells that are a plain decimal become numbers, others text */
} at_xlsx_column;

typedef struct at_xlsx_sheet {
    at_str name; /* cut to 31 characters; []:*?/\' and control bytes become _ */
    const at_xlsx_column *columns;
    size_t column_count, row_count;
    const at_str *cells; /* [row_count * column_count] */
} at_xlsx_sheet;

/* First row of each sheet bold and frozen, an autofilter, column widths from the content.
 * Appends to `out`. AT_ELIMIT past 1,048,576 rows or 16,384 columns or 32,767 characters in a cell;
 * no sheets, a sheet without a name and two of one name are AT_EBUG. Numbers are written as they stand
 * (spreadsheets keep 15 digits of them); with leading zeros or an exponent they stay text. */
AT_MUST_USE at_status at_xlsx_write(at_str title, const at_xlsx_sheet *sheets, size_t count,
                                    at_buffer *out, at_err *err);

#endif
