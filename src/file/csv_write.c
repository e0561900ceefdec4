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

/* OWASP, "CSV Injection": what spreadsheets take for a formula begins so, in some languages with the wide
 * forms (U+FF1D, U+FF0B, U+FF0D, U+FF20) too. */
static bool looks_like_formula(at_str cell)
{
    static const at_str wide[] = {
        {"\xEF\xBC\x9D", 3}, {"\xEF\xBC\x8B", 3}, {"\xEF\xBC\x8D", 3}, {"\xEF\xBC\xA0", 3}};
    double number;
    if (cell.len == 0) return false;
    const unsigned char c = (unsigned char)cell.ptr[0];
    bool first = c == '=' || c == '+' || c == '-' || c == '@' || c < ' ' || c == 0x7F;
    for (size_t i = 0; i < AT_COUNT_OF(wide); i++) first |= at_str_starts(cell, wide[i]);
    return first && at_parse_f64(cell, -DBL_MAX, DBL_MAX, &number, NULL) != AT_OK;
}

/* What has apostrophes before a formula gets one more, so that taking one away gives every cell back. */
static bool needs_guard(at_str cell)
{
    while (at_str_starts(cell, AT_STR("'"))) cell = at_str_slice(cell, 1, cell.len);
    return looks_like_formula(cell);
}

at_str at_csv_without_guard(at_str cell)
{
    return at_str_starts(cell, AT_STR("'")) && needs_guard(cell) ? at_str_slice(cell, 1, cell.len)
                                                                 : cell;
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
    const bool apostrophe = writer->guard && needs_guard(cell);
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
