/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What parses, written and parsed again is the same table; what does not, fails with a place. */
#include "file/csv.h"
#include "fuzz.h"

static void check_error(const at_err *err, at_status status)
{
    fuzz_require(err->status == status && err->text[0]);
    fuzz_require(at_str_equal(at_str_from_cstr(err->file), AT_STR("fuzz.csv")));
    fuzz_require(at_str_is_utf8(at_str_from_cstr(err->text), NULL));
    fuzz_require(status == AT_ELIMIT || (status == AT_EINPUT && err->row && err->column));
}

static void check_table(const at_csv_table *table)
{
    uint64_t before = 0;
    for (size_t i = 0; i < table->columns; i++) {
        const at_str name = table->header[i];
        fuzz_require(name.len > 0 && at_str_trim(name).len == name.len);
        fuzz_require(at_str_is_utf8(name, NULL));
        fuzz_require(at_csv_column(table, name) == i);
    }
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        fuzz_require(at_str_is_utf8(table->cells[i], NULL));
    }
    for (size_t i = 0; i < table->rows; i++) {
        fuzz_require(table->record[i] > before);
        before = table->record[i];
    }
}

static void write_table(const at_csv_table *table, at_buffer *out)
{
    at_csv_writer writer = {.out = out};
    for (size_t i = 0; i < table->columns; i++) at_csv_write_cell(&writer, table->header[i]);
    at_csv_end_record(&writer);
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++) {
            at_csv_write_cell(&writer, at_csv_cell(table, row, i));
        }
        at_csv_end_record(&writer);
    }
}

static void check_round_trip(at_arena *arena, const at_csv_table *table)
{
    at_buffer text = {0};
    at_csv_table again = {0};
    write_table(table, &text);
    fuzz_require(!text.failed);
    fuzz_require(at_csv_parse(arena, "fuzz.csv", at_str_bytes(at_buffer_str(&text)), NULL, &again,
                              NULL) == AT_OK);
    fuzz_require(again.columns == table->columns && again.rows == table->rows);
    for (size_t i = 0; i < table->columns; i++) {
        fuzz_require(at_str_equal(again.header[i], table->header[i]));
    }
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        fuzz_require(at_str_equal(again.cells[i], table->cells[i]));
    }
    at_buffer_free(&text);
}

/* Small limits refuse more and never read anything else. */
static void check_limits(at_arena *arena, at_bytes bytes, const at_csv_table *table)
{
    const at_csv_limits small = {.bytes = 4096, .rows = 3, .columns = 3, .cell = 8};
    at_csv_table limited = {0};
    at_err err = {0};
    const at_status status = at_csv_parse(arena, "fuzz.csv", bytes, &small, &limited, &err);
    if (status != AT_OK) {
        check_error(&err, status);
        return;
    }
    fuzz_require(limited.rows <= 3 && limited.columns <= 3);
    fuzz_require(table && limited.rows == table->rows && limited.columns == table->columns);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_arena *arena = at_arena_new((size_t)256 << 20);
    at_csv_table table = {0};
    at_err err = {0};
    fuzz_require(arena != NULL);
    const at_status status =
        at_csv_parse(arena, "fuzz.csv", (at_bytes){data, size}, NULL, &table, &err);
    if (status == AT_OK) {
        check_table(&table);
        check_round_trip(arena, &table);
    } else {
        check_error(&err, status);
    }
    check_limits(arena, (at_bytes){data, size}, status == AT_OK ? &table : NULL);
    at_arena_free(arena);
    return 0;
}
