/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/terminal.h"

#include "base/number.h"
#include "text/width.h"

#include <string.h>

enum { GAP = 2 };

/* As wide as what is shown of it. */
static size_t shown_width(at_str s)
{
    at_buffer shown AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_shown(&shown, s);
    return at_text_columns(at_buffer_str(&shown));
}

static void add_spaces(at_buffer *out, size_t count)
{
    while (count-- > 0) at_buffer_char(out, ' ');
}

void at_terminal_paragraph(at_buffer *out, at_str text, size_t width)
{
    at_str word;
    size_t used = 0;
    while (at_str_split(&text, ' ', &word)) {
        const size_t wide = shown_width(word);
        if (word.len == 0) continue;
        if (used > 0 && width > 0 && used + 1 + wide > width) {
            at_buffer_char(out, '\n');
            used = 0;
        }
        if (used > 0) at_buffer_char(out, ' ');
        at_buffer_shown(out, word);
        used += wide + (used > 0);
    }
    at_buffer_char(out, '\n');
}

static size_t column_width(const at_release_table *table, size_t column)
{
    size_t width = shown_width(table->columns[column]);
    for (size_t row = 0; row < table->row_count; row++) {
        const size_t w = shown_width(table->cells[row * table->column_count + column]);
        if (w > width) width = w;
    }
    return width;
}

typedef enum line_kind { LINE_HEAD, LINE_ROW } line_kind;

static void add_line(at_buffer *out, const at_str *cells, const size_t *widths, const char *align,
                     line_kind kind, bool colour)
{
    size_t owed = 0; /* spaces, written only when something follows */
    if (kind == LINE_HEAD && colour) at_buffer_literal(out, "\x1b[1m");
    for (size_t i = 0; align[i]; i++) {
        const size_t rest = widths[i] - shown_width(cells[i]);
        const bool right = align[i] == 'r' || align[i] == 'R';
        const bool dim = colour && kind == LINE_ROW && (align[i] == 'R' || align[i] == 'L');
        if (right) owed += rest;
        if (cells[i].len) {
            add_spaces(out, owed);
            owed = 0;
            if (dim) at_buffer_literal(out, "\x1b[2m");
            at_buffer_shown(out, cells[i]);
            if (dim) at_buffer_literal(out, "\x1b[0m");
        }
        owed += GAP + (right ? 0 : rest);
    }
    if (kind == LINE_HEAD && colour) at_buffer_literal(out, "\x1b[0m");
    at_buffer_char(out, '\n');
}

void at_terminal_table(at_buffer *out, const at_release_table *table, const char *align,
                       bool colour)
{
    enum { MOST_COLUMNS = 64 };
    size_t widths[MOST_COLUMNS];
    if (table->column_count > MOST_COLUMNS || strlen(align) != table->column_count) {
        out->failed = true; /* a broken promise of the caller */
        return;
    }
    for (size_t i = 0; i < table->column_count; i++) widths[i] = column_width(table, i);
    add_line(out, table->columns, widths, align, LINE_HEAD, colour);
    for (size_t row = 0; row < table->row_count; row++) {
        add_line(out, table->cells + row * table->column_count, widths, align, LINE_ROW, colour);
    }
}
