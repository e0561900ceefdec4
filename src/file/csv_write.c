/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "file/csv.h"

#include <float.h>

/* All separators that readers guess at are quoted, so that a header is never misread; white space at
 * the ends and a byte-order mark, because readers take them away outside quotes. */
static bool needs_quotes(at_str cell)
{
    if (cell.len == 0) return false;
    if (at_str_trim(cell).len != cell.len || at_str_starts(cell, AT_STR("\xEF\xBB\xBF")))
        return true;
    for (size_t i = 0; i < cell.len; i++) {
        const char c = cell.ptr[i];
        if (c == ',' || c == ';' || c == '\t' || c == '"' || c == '\n' || c == '\r') return true;
    }
    return false;
}

/* OWASP, "CSV Injection": what spreadsheets take for a formula begins so. */
static bool looks_like_formula(at_str cell)
{
    double number;
    if (cell.len == 0) return false;
    const unsigned char c = (unsigned char)cell.ptr[0];
    if (c != '=' && c != '+' && c != '-' && c != '@' && c >= ' ' && c != 0x7F) return false;
    return at_parse_f64(cell, -DBL_MAX, DBL_MAX, &number, NULL) != AT_OK;
}

static void write_quoted(at_buffer *out, bool apostrophe, at_str cell)
{
    size_t from = 0;
    at_buffer_char(out, '"');
    if (apostrophe) at_buffer_char(out, '\'');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] != '"') continue;
        at_buffer_add(out, at_str_slice(cell, from, i + 1)); /* with the quote, which comes again */
        from = i;
    }
    at_buffer_add(out, at_str_slice(cell, from, cell.len));
    at_buffer_char(out, '"');
}

void at_csv_write_cell(at_csv_writer *writer, at_str cell)
{
    const bool apostrophe = writer->guard && looks_like_formula(cell);
    if (writer->started) at_buffer_char(writer->out, ',');
    writer->started = true;
    if (needs_quotes(cell)) {
        write_quoted(writer->out, apostrophe, cell);
        return;
    }
    if (apostrophe) at_buffer_char(writer->out, '\'');
    at_buffer_add(writer->out, cell);
}

/* A record of one empty cell would be a blank line, which readers skip. */
void at_csv_end_record(at_csv_writer *writer)
{
    const at_buffer *out = writer->out;
    const bool blank = out->len == 0 || out->ptr[out->len - 1] == '\n';
    if (writer->started && blank) at_buffer_literal(writer->out, "\"\"");
    at_buffer_char(writer->out, '\n');
    writer->started = false;
}
