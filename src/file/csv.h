/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_CSV_H
#define AT_FILE_CSV_H
/* Tables of text as spreadsheets write them (RFC 4180 and what is met in the field): UTF-8 with or
 * without a byte-order mark, UTF-16 with one; separators , ; or tab, found from the header row;
 * CR LF, LF or CR line ends; quoted cells with doubled quotes and line breaks inside. Every error
 * names the file, the row (counted in records, header = 1) and the column (counted in fields). */
#include "base/arena.h"
#include "base/buffer.h"

typedef struct at_csv_limits {
    size_t bytes;   /* of the file; default 1 GiB */
    size_t rows;    /* default 10,000,000 */
    size_t columns; /* default 16,384 */
    size_t cell;    /* bytes of one cell; default 1 MiB */
} at_csv_limits;

/* A whole table in memory: cells[row * columns + column]. Row 0 of `cells` is the first data row;
 * its number in messages is record[0]: records are counted from the top of the file, blank lines
 * included, as a spreadsheet numbers its rows. */
typedef struct at_csv_table {
    const char *file; /* the name for messages */
    size_t columns, rows;
    const at_str *header;   /* [columns], white space trimmed */
    const at_str *cells;    /* [rows * columns], white space trimmed outside quotes */
    const uint64_t *record; /* [rows] record numbers; they jump where blank lines were skipped */
} at_csv_table;

/* `file` is the name that messages use; it and `bytes`, which cells point into, must outlive the
 * table. The separator is the one of , ; and tab that occurs most in the header outside quotes. A
 * quote inside a cell that did not begin with one stands for itself. Refused, with place: NUL bytes,
 * bytes that are not UTF-8, an unclosed quote, text after a closing quote, a record longer or shorter
 * than the header (empty cells past the header's end are forgiven), a header that is missing, empty
 * cells in it or a name twice (ASCII capitals do not count), anything past a limit. Messages quote
 * names of columns but no cells, which may hold personal data. NULL limits are the defaults.
 * O(bytes); 16 bytes of the arena a cell and 8 a row. */
AT_MUST_USE at_status at_csv_parse(at_arena *arena, const char *file, at_bytes bytes,
                                   const at_csv_limits *limits, at_csv_table *out, at_err *err);

/* SIZE_MAX when there is none of that name (ASCII case-insensitive). */
size_t at_csv_column(const at_csv_table *table, at_str name);
static inline at_str at_csv_cell(const at_csv_table *table, size_t row, size_t column)
{
    return table->cells[row * table->columns + column];
}

/* Writing: quoted only where needed, LF. A cell that a spreadsheet could take for a formula (first
 * character one of = + - @, their wide forms, or a control, and not a number; apostrophes before it do not
 * count) is written with an apostrophe before it when `guard` is set. */
typedef struct at_csv_writer {
    at_buffer *out;
    bool started; /* a cell of the current record has been written */
    bool guard;
} at_csv_writer;
void at_csv_write_cell(at_csv_writer *writer, at_str cell);
void at_csv_end_record(at_csv_writer *writer);
/* A cell that was written with `guard`, as it was before. */
at_str at_csv_without_guard(at_str cell);

#endif
