/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/downloads.h"

#include "base/big.h"
#include "file/json.h"
#include "file/xlsx.h"
#include "file/zip.h"

static const size_t memory_limit = (size_t)1 << 30;

/* A column of which every filled cell is a plain decimal, and of which at least one is filled. */
static bool is_number_column(const at_release_table *table, size_t column)
{
    bool any = false;
    for (size_t row = 0; row < table->row_count; row++) {
        at_fraction number;
        const at_str cell = table->cells[row * table->column_count + column];
        if (cell.len == 0) continue;
        if (at_str_find(cell, AT_STR("/"), NULL) || at_parse_fraction(cell, &number, NULL) != AT_OK)
            return false;
        any = true;
    }
    return any;
}

static at_status make_sheet(at_arena *arena, const at_release_table *table, at_xlsx_sheet *out,
                            at_err *err)
{
    at_xlsx_column *columns;
    AT_TRY(AT_NEW(arena, table->column_count, &columns, err));
    for (size_t i = 0; i < table->column_count; i++) {
        columns[i] = (at_xlsx_column){table->columns[i],
                                      is_number_column(table, i) ? AT_XLSX_NUMBER : AT_XLSX_TEXT};
    }
    *out = (at_xlsx_sheet){.name = table->name,
                           .columns = columns,
                           .column_count = table->column_count,
                           .row_count = table->row_count,
                           .cells = table->cells};
    return AT_OK;
}

at_status at_download_xlsx(const at_release *release, at_buffer *out, size_t *left_out, at_err *err)
{
    enum { MOST_ROWS = 1048575 }; /* below the head of the sheet */
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new(memory_limit);
    at_xlsx_sheet *sheets;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(AT_NEW(arena, release->table_count, &sheets, err));
    size_t count = 0;
    for (size_t i = 0; i < release->table_count; i++) {
        if (release->tables[i].row_count > MOST_ROWS) continue;
        AT_TRY(make_sheet(arena, &release->tables[i], &sheets[count++], err));
    }
    AT_TRY(at_xlsx_write(release->title, sheets, count, out, err));
    *left_out = release->table_count - count;
    return AT_OK;
}

static void write_str(at_json_writer *json, at_str key, at_str value)
{
    at_json_key(json, key);
    at_json_str(json, value);
}

static void write_cell(at_json_writer *json, at_str cell, bool number)
{
    at_fraction value;
    if (cell.len == 0) {
        at_json_null(json);
    } else if (number && at_parse_fraction(cell, &value, NULL) == AT_OK) {
        at_json_ratio(json, at_fraction_ratio(value), 18);
    } else {
        at_json_str(json, cell);
    }
}

static at_status write_table(at_json_writer *json, at_arena *arena, const at_release_table *table,
                             at_err *err)
{
    bool *number;
    AT_TRY(AT_NEW(arena, table->column_count, &number, err));
    for (size_t i = 0; i < table->column_count; i++) number[i] = is_number_column(table, i);
    at_json_key(json, table->name);
    at_json_begin_array(json);
    for (size_t row = 0; row < table->row_count; row++) {
        at_json_begin_object(json);
        for (size_t i = 0; i < table->column_count; i++) {
            at_json_key(json, table->columns[i]);
            write_cell(json, table->cells[row * table->column_count + i], number[i]);
        }
        at_json_end_object(json);
    }
    at_json_end_array(json);
    return AT_OK;
}

at_status at_download_json(const at_release *release, at_buffer *out, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new(memory_limit);
    at_json_writer json = {.out = out};
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    at_json_begin_object(&json);
    write_str(&json, AT_STR("title"), release->title);
    write_str(&json, AT_STR("edition"), release->edition);
    write_str(&json, AT_STR("date"), release->date);
    at_json_key(&json, AT_STR("tables"));
    at_json_begin_object(&json);
    for (size_t i = 0; i < release->table_count; i++) {
        AT_TRY(write_table(&json, arena, &release->tables[i], err));
    }
    at_json_end_object(&json);
    at_json_end_object(&json);
    at_buffer_char(out, '\n');
    return at_buffer_status(out, err);
}

at_status at_download_zip(const at_release_member *members, size_t count, at_buffer *out,
                          at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new(memory_limit);
    at_zip_member *list;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(AT_NEW(arena, count, &list, err));
    for (size_t i = 0; i < count; i++) list[i] = (at_zip_member){members[i].path, members[i].bytes};
    return at_zip_write(list, count, out, err);
}
