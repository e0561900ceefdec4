/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release/table.h"

#include "base/big.h"
#include "base/buffer.h"
#include "base/number.h"

#include <math.h>

struct at_table_builder {
    at_arena *arena;
    at_str name;
    at_str *columns;
    size_t column_count;
    at_str *cells; /* doubled when full; the old array stays in the arena */
    size_t cell_count, cell_room;
    at_status status;
    at_err err;
};

enum { FIRST_CELLS = 256 };

size_t at_release_column(const at_release_table *table, at_str column)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (at_str_equal(table->columns[i], column)) return i;
    }
    return SIZE_MAX;
}

at_status at_table_builder_new(at_arena *arena, at_str name, const at_str *columns,
                               size_t column_count, at_table_builder **out, at_err *err)
{
    at_table_builder *b;
    if (column_count == 0) return at_fail(err, AT_EBUG, "a table needs a column");
    AT_TRY(AT_NEW(arena, 1, &b, err));
    *b = (at_table_builder){.arena = arena, .column_count = column_count};
    AT_TRY(AT_NEW(arena, column_count, &b->columns, err));
    AT_TRY(at_arena_copy(arena, name, &b->name, err));
    for (size_t i = 0; i < column_count; i++) {
        AT_TRY(at_arena_copy(arena, columns[i], &b->columns[i], err));
    }
    *out = b;
    return AT_OK;
}

static at_status grow(at_table_builder *b)
{
    at_str *cells;
    const size_t room = b->cell_room ? b->cell_room * 2 : FIRST_CELLS;
    AT_TRY(AT_NEW(b->arena, room, &cells, &b->err));
    for (size_t i = 0; i < b->cell_count; i++) cells[i] = b->cells[i];
    b->cells = cells;
    b->cell_room = room;
    return AT_OK;
}

void at_table_add(at_table_builder *b, at_str cell)
{
    if (b->status == AT_OK && b->cell_count == b->cell_room) b->status = grow(b);
    if (b->status != AT_OK) return;
    b->status = at_arena_copy(b->arena, cell, &b->cells[b->cell_count], &b->err);
    if (b->status == AT_OK) b->cell_count++;
}

static void add_buffer(at_table_builder *b, const at_buffer *text)
{
    if (b->status == AT_OK) b->status = at_buffer_status(text, &b->err);
    at_table_add(b, at_buffer_str(text));
}

void at_table_add_u64(at_table_builder *b, uint64_t value)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&text, "%llu", (unsigned long long)value);
    add_buffer(b, &text);
}

void at_table_add_i64(at_table_builder *b, int64_t value)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&text, "%lld", (long long)value);
    add_buffer(b, &text);
}

/* "0.2500" -> "0.25", "3.00" -> "3", "-0.00" -> "0". */
static at_str without_trailing_zeros(at_str text)
{
    if (!at_str_find(text, AT_STR("."), NULL)) return text;
    while (text.len && text.ptr[text.len - 1] == '0') text.len--;
    if (text.len && text.ptr[text.len - 1] == '.') text.len--;
    return at_str_equal(text, AT_STR("-0")) ? AT_STR("0") : text;
}

void at_table_add_f64(at_table_builder *b, double value, int digits)
{
    if (!isfinite(value)) {
        at_table_add(b, AT_STR(""));
        return;
    }
    /* Halves away from zero on the shortest decimal of the value, so that 0.125 gives 0.13 and the tables of two
     * machines agree; printf would round the binary value to even. */
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_fraction exact;
    at_buffer_f64(&text, value);
    if (at_parse_fraction(at_buffer_str(&text), &exact, NULL) == AT_OK) {
        at_buffer_clear(&text);
        at_buffer_ratio_short(&text, at_fraction_ratio(exact), (unsigned)digits);
        add_buffer(b, &text);
        return;
    }
    at_buffer_clear(&text);
    at_buffer_fixed(&text, value, digits);
    if (b->status == AT_OK) b->status = at_buffer_status(&text, &b->err);
    at_table_add(b, without_trailing_zeros(at_buffer_str(&text)));
}

at_status at_table_builder_done(at_table_builder *b, at_release_table *out, at_err *err)
{
    if (b->status != AT_OK) return at_fail(err, b->status, "%s", b->err.text);
    if (b->cell_count % b->column_count != 0) {
        return at_fail(err, AT_EBUG, "table %.*s: the last row is not full", AT_STR_ARG(b->name));
    }
    *out = (at_release_table){.name = b->name,
                              .columns = b->columns,
                              .column_count = b->column_count,
                              .row_count = b->cell_count / b->column_count,
                              .cells = b->cells};
    return AT_OK;
}
