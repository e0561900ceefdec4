/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the text, cell by cell. Cells are slices of it; only those with doubled quotes are
 * copied. A fault of the encoding ends the text early and is reported when the pass gets there, so
 * that the first error of the file is the one that is told, with its row and column. */
#include "base/map.h"
#include "base/number.h"
#include "file/csv.h"
#include "file/encoding.h"

#include <string.h>

typedef struct reader {
    at_arena *arena;
    const char *file;
    at_csv_limits limits;
    const char *at, *end;
    const char *fault; /* what stands at `end`; NULL for the end of the file */
    char separator;
    uint64_t record; /* the place of the cell being read, both from 1 */
    size_t column;
    bool stops[256]; /* bytes that end an unquoted cell */
} reader;

typedef enum cell_end { END_CELL, END_RECORD } cell_end;

static const at_csv_limits default_limits = {
    .bytes = (size_t)1 << 30, .rows = 10000000, .columns = 16384, .cell = (size_t)1 << 20};

static const char separators[] = {',', ';', '\t'};

static at_status fail_here(const reader *r, at_err *err, const char *text)
{
    return at_fail_at(err, AT_EINPUT, r->file, r->record, r->column, "%s", text);
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(const reader *r, char c)
{
    return (c == ' ' || c == '\t' || c == '\v' || c == '\f') && c != r->separator;
}

static void skip_blanks(reader *r)
{
    while (r->at < r->end && is_blank(r, *r->at)) r->at++;
}

/* Step over CR LF, LF or CR. */
static void skip_line_end(reader *r)
{
    const bool pair = *r->at == '\r' && r->end - r->at > 1 && r->at[1] == '\n';
    r->at += pair ? 2 : 1;
}

/* The separator of the header: of those outside quotes the one that occurs most, a comma where none
 * does. A quote opens only where a cell may begin, as in read_cell(). */
static char find_separator(at_str text)
{
    size_t seen[sizeof separators] = {0}, best = 0;
    bool quoted = false, may_open = true, begun = false;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (quoted) {
            quoted = c != '"';
            continue;
        }
        if (is_line_end(c)) {
            if (begun) break;
            memset(seen, 0, sizeof seen); /* a blank line */
            continue;
        }
        const char *found = memchr(separators, c, sizeof separators);
        if (found) seen[found - separators]++;
        begun = begun || (unsigned char)c > ' ';
        quoted = c == '"' && may_open;
        may_open = found || (may_open && (c == ' ' || c == '"'));
    }
    for (size_t i = 1; i < sizeof separators; i++) {
        if (seen[i] > seen[best]) best = i;
    }
    return separators[best];
}

static at_status cell_too_long(const reader *r, at_err *err)
{
    return at_fail_at(
        err, AT_ELIMIT, r->file, r->record, r->column,
        "a cell of more than %zu bytes; look for a quote that is not closed, or a line "
        "end that is missing",
        r->limits.cell);
}

/* After a cell: a separator, a line end or the end of the file; all else is the caller's fault. */
static at_status finish_cell(reader *r, cell_end *end, at_err *err)
{
    if (r->at == r->end) {
        *end = END_RECORD;
        return r->fault ? fail_here(r, err, r->fault) : AT_OK;
    }
    if (*r->at == r->separator) {
        *end = END_CELL;
        r->at++;
    } else {
        *end = END_RECORD;
        skip_line_end(r);
    }
    return AT_OK;
}

static at_status read_plain(reader *r, at_str *cell, cell_end *end, at_err *err)
{
    const char *from = r->at, *p = from;
    const bool bounded = (size_t)(r->end - from) > r->limits.cell;
    const char *stop = bounded ? from + r->limits.cell : r->end;
    while (p < stop && !r->stops[(unsigned char)*p]) p++;
    if (bounded && p == stop && !r->stops[(unsigned char)*p]) return cell_too_long(r, err);
    r->at = p;
    while (p > from && is_blank(r, p[-1])) p--;
    *cell = (at_str){from, (size_t)(p - from)};
    return finish_cell(r, end, err);
}

/* `raw` holds quotes in pairs only. */
static at_status halve_quotes(reader *r, at_str raw, size_t pairs, at_str *out, at_err *err)
{
    char *text;
    size_t len = 0;
    AT_TRY(AT_NEW(r->arena, raw.len - pairs, &text, err));
    for (size_t i = 0; i < raw.len; i++) {
        text[len++] = raw.ptr[i];
        if (raw.ptr[i] == '"') i++;
    }
    *out = (at_str){text, len};
    return AT_OK;
}

static at_status read_quoted(reader *r, at_str *cell, cell_end *end, at_err *err)
{
    const char *from = ++r->at;
    size_t pairs = 0;
    for (;;) {
        const size_t left = (size_t)(r->end - r->at), used = (size_t)(r->at - from);
        const size_t room = used < r->limits.cell ? r->limits.cell - used + 1 : 1;
        const char *quote = left ? memchr(r->at, '"', left < room ? left : room) : NULL;
        if (!quote && left > room) return cell_too_long(r, err);
        if (!quote && r->fault) return fail_here(r, err, r->fault);
        if (!quote) {
            return fail_here(r, err,
                             "the quote that opens this cell is never closed; close it, or double "
                             "a quote that belongs to the text");
        }
        r->at = quote + 1;
        if (r->at == r->end || *r->at != '"') break;
        r->at++;
        pairs++;
    }
    const at_str raw = {from, (size_t)(r->at - 1 - from)};
    if (raw.len > r->limits.cell) return cell_too_long(r, err);
    skip_blanks(r);
    if (r->at < r->end && !r->stops[(unsigned char)*r->at]) {
        return fail_here(r, err,
                         "text after the closing quote of a cell; a quote that belongs to the text "
                         "must be doubled");
    }
    *cell = raw;
    if (pairs) AT_TRY(halve_quotes(r, raw, pairs, cell, err));
    return finish_cell(r, end, err);
}

static at_status read_cell(reader *r, at_str *cell, cell_end *end, at_err *err)
{
    skip_blanks(r);
    if (r->at < r->end && *r->at == '"') return read_quoted(r, cell, end, err);
    return read_plain(r, cell, end, err);
}

/* Go to the next record, over blank lines, which are counted; false at the end of the text. */
static bool next_record(reader *r)
{
    for (;;) {
        r->record++;
        r->column = 1;
        const char *from = r->at;
        skip_blanks(r);
        if (r->at == r->end) return false;
        if (!is_line_end(*r->at)) {
            r->at = from;
            return true;
        }
        skip_line_end(r);
    }
}

/* Capitals do not count in names, so that at_csv_column() has one answer. */
static at_status check_names(reader *r, const at_str *header, size_t columns, at_err *err)
{
    at_map *map;
    AT_TRY(at_map_new(r->arena, columns, &map, err));
    for (size_t i = 0; i < columns; i++) {
        char *lower;
        size_t first;
        r->column = i + 1;
        if (header[i].len == 0) {
            return fail_here(r, err, "a column without a name; name it, or remove the column");
        }
        AT_TRY(AT_NEW(r->arena, header[i].len, &lower, err));
        for (size_t k = 0; k < header[i].len; k++) {
            const char c = header[i].ptr[k];
            lower[k] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
        }
        AT_TRY(at_map_put(map, (at_str){lower, header[i].len}, i, &first, err));
        if (first != SIZE_MAX) {
            return at_fail_at(
                err, AT_EINPUT, r->file, r->record, r->column,
                "the column \"%s\" is there twice, here and as column %zu; each name may "
                "stand once, capitals or not",
                at_quote(header[i]).text, first + 1);
        }
    }
    return AT_OK;
}

static at_status read_header(reader *r, const at_str **out, size_t *columns, at_err *err)
{
    at_buffer list AT_CLEANUP(at_buffer_free) = {0};
    at_str *header;
    size_t count = 0;
    cell_end end;
    if (!next_record(r)) {
        r->record = 1;
        return fail_here(r, err,
                         r->fault ? r->fault
                                  : "the file is empty; expected a header that names the columns");
    }
    do {
        at_str cell;
        r->column = ++count;
        if (count > r->limits.columns) {
            return at_fail_at(err, AT_ELIMIT, r->file, r->record, r->column,
                              "more than %zu columns", r->limits.columns);
        }
        AT_TRY(read_cell(r, &cell, &end, err));
        cell = at_str_trim(cell);
        at_buffer_add_bytes(&list, &cell, sizeof cell);
    } while (end == END_CELL);
    AT_TRY(at_buffer_status(&list, err));
    AT_TRY(AT_NEW(r->arena, count, &header, err));
    memcpy(header, list.ptr, count * sizeof *header);
    AT_TRY(check_names(r, header, count, err));
    *out = header;
    *columns = count;
    return AT_OK;
}

static at_status ragged(const reader *r, const at_csv_table *table, size_t found, size_t excess,
                        at_err *err)
{
    if (found < table->columns) {
        return at_fail_at(err, AT_EINPUT, r->file, r->record, found + 1,
                          "%zu cells, expected %zu as in the header; the first that is missing is "
                          "\"%s\"",
                          found, table->columns, at_quote(table->header[found]).text);
    }
    return at_fail_at(err, AT_EINPUT, r->file, r->record, excess,
                      "%zu cells, expected %zu as in the header; a cell that holds %s must be "
                      "quoted",
                      found, table->columns,
                      r->separator == '\t'  ? "a tab"
                      : r->separator == ';' ? "a semicolon"
                                            : "a comma");
}

/* `cells` has room for one row. Spreadsheets leave empty cells behind the last column. */
static at_status read_row(reader *r, const at_csv_table *table, at_str *cells, at_err *err)
{
    size_t found = 0, excess = 0;
    cell_end end;
    do {
        at_str cell;
        r->column = found + 1;
        AT_TRY(read_cell(r, &cell, &end, err));
        if (found < table->columns) {
            cells[found] = cell;
        } else if (cell.len && !excess) {
            excess = found + 1;
        }
        found++;
    } while (end == END_CELL);
    if (found < table->columns || excess) return ragged(r, table, found, excess, err);
    return AT_OK;
}

/* No more rows than this can be read before one of them is too short: a row takes a line, and a
 * separator less than it has columns. So one allocation does, and it is never much too large. */
static size_t most_rows(const reader *r, size_t columns)
{
    size_t lines = 1, found = 0;
    for (const char *p = r->at; p < r->end; p++) {
        lines += is_line_end(*p);
        found += *p == r->separator;
    }
    if (columns > 1 && found / (columns - 1) < lines) lines = found / (columns - 1);
    return lines < r->limits.rows ? lines : r->limits.rows;
}

static at_status read_rows(reader *r, at_csv_table *table, at_err *err)
{
    const size_t most = most_rows(r, table->columns);
    at_str *cells;
    uint64_t *record;
    size_t count, rows = 0;
    if (__builtin_mul_overflow(most + 1, table->columns, &count)) {
        return at_fail(err, AT_ELIMIT, "too many cells");
    }
    AT_TRY(AT_NEW(r->arena, count, &cells, err)); /* the row past the last may be too short */
    AT_TRY(AT_NEW(r->arena, most + 1, &record, err));
    for (; next_record(r); rows++) {
        if (rows == r->limits.rows) {
            return at_fail_at(err, AT_ELIMIT, r->file, r->record, 0, "more than %zu rows",
                              r->limits.rows);
        }
        record[rows] = r->record;
        AT_TRY(read_row(r, table, cells + rows * table->columns, err));
    }
    if (r->fault) return fail_here(r, err, r->fault);
    table->cells = cells;
    table->record = record;
    table->rows = rows;
    return AT_OK;
}

static at_status parse(reader *r, at_bytes bytes, at_csv_table *out, at_err *err)
{
    at_decoded decoded;
    at_csv_table table = {.file = r->file};
    if (bytes.len > r->limits.bytes) {
        return at_fail(err, AT_ELIMIT, "the file has %zu bytes, at most %zu are read", bytes.len,
                       r->limits.bytes);
    }
    AT_TRY(at_decode(r->arena, bytes, &decoded, err));
    r->at = decoded.text.len ? decoded.text.ptr : "";
    r->end = r->at + decoded.text.len;
    r->fault = decoded.fault;
    r->separator = find_separator(decoded.text);
    r->stops[(unsigned char)r->separator] = r->stops['\n'] = r->stops['\r'] = true;
    AT_TRY(read_header(r, &table.header, &table.columns, err));
    AT_TRY(read_rows(r, &table, err));
    *out = table;
    return AT_OK;
}

at_status at_csv_parse(at_arena *arena, const char *file, at_bytes bytes,
                       const at_csv_limits *limits, at_csv_table *out, at_err *err)
{
    reader r = {.arena = arena, .file = file, .limits = limits ? *limits : default_limits};
    const at_status status = parse(&r, bytes, out, err);
    if (status != AT_OK) at_err_place(err, file, 0, 0);
    return status;
}

static bool equal_but_for_capitals(at_str a, at_str b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        const char x = a.ptr[i], y = b.ptr[i];
        const bool letter = (x >= 'a' && x <= 'z') || (x >= 'A' && x <= 'Z');
        if (x != y && !(letter && (x ^ y) == ('a' ^ 'A'))) return false;
    }
    return true;
}

size_t at_csv_column(const at_csv_table *table, at_str name)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (equal_but_for_capitals(table->header[i], name)) return i;
    }
    return SIZE_MAX;
}
