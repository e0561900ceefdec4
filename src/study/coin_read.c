/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iMeta and iData. */
#include "study/coin_read.h"

#include "base/map.h"
#include "base/number.h"
#include "file/csv.h"

#define WORD(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static bool is_missing(at_str cell)
{
    return cell.len == 0 || at_str_equal(cell, AT_STR("NA"));
}

static at_status read_number(const at_csv_table *table, size_t row, size_t column, double *out,
                             at_err *err)
{
    const at_str cell = at_csv_cell(table, row, column);
    if (is_missing(cell)) {
        *out = AT_COIN_MISSING;
        return AT_OK;
    }
    const at_status status =
        at_parse_f64(cell, -AT_STUDY_COIN_LARGEST, AT_STUDY_COIN_LARGEST, out, err);
    if (status != AT_OK) at_err_place(err, table->file, table->record[row], column + 1);
    return status;
}

/* --- iMeta --- */

static const struct {
    at_str name;
    bool needed;
} FIELDS[AT_COIN_FIELD_COUNT] = {
    [AT_COIN_LEVEL] = {WORD("Level"), true},
    [AT_COIN_CODE] = {WORD("iCode"), true},
    [AT_COIN_NAME] = {WORD("iName"), false},
    [AT_COIN_DIRECTION] = {WORD("Direction"), true},
    [AT_COIN_WEIGHT] = {WORD("Weight"), true},
    [AT_COIN_DENOMINATED_BY] = {WORD("Denominator"), false},
    [AT_COIN_PARENT] = {WORD("Parent"), true},
    [AT_COIN_TYPE] = {WORD("Type"), true},
};

static const struct {
    at_str word;
    at_coin_kind kind;
} KINDS[] = {
    {WORD("Indicator"), AT_COIN_INDICATOR}, {WORD("Aggregate"), AT_COIN_AGGREGATE},
    {WORD("Group"), AT_COIN_GROUP},         {WORD("Denominator"), AT_COIN_DENOMINATOR},
    {WORD("Other"), AT_COIN_OTHER},
};

static at_status find_fields(const at_csv_table *table, size_t columns[AT_COIN_FIELD_COUNT],
                             at_err *err)
{
    for (size_t f = 0; f < AT_COIN_FIELD_COUNT; f++) {
        columns[f] = at_csv_column(table, FIELDS[f].name);
        if (columns[f] == SIZE_MAX && FIELDS[f].needed) {
            return at_fail_at(err, AT_EINPUT, table->file, 1, 0,
                              "there is no column \"%.*s\"; expected Level, iCode, Direction, "
                              "Weight, Parent, Type",
                              AT_STR_ARG(FIELDS[f].name));
        }
    }
    return AT_OK;
}

static at_str text_of(const at_csv_table *table, size_t row, size_t column)
{
    const at_str cell = column == SIZE_MAX ? (at_str){0} : at_csv_cell(table, row, column);
    return is_missing(cell) ? (at_str){0} : cell;
}

static at_status read_kind(const at_csv_table *table, size_t row, size_t column, at_coin_kind *out,
                           at_err *err)
{
    const at_str cell = at_csv_cell(table, row, column);
    for (size_t i = 0; i < AT_COUNT_OF(KINDS); i++) {
        if (at_str_equal(cell, KINDS[i].word)) {
            *out = KINDS[i].kind;
            return AT_OK;
        }
    }
    return at_fail_at(err, AT_EINPUT, table->file, table->record[row], column + 1,
                      "the type is \"%s\"; expected Indicator, Aggregate, Group, Denominator or "
                      "Other",
                      at_quote(cell).text);
}

static at_status read_meta_row(const at_csv_table *table, const size_t *columns, size_t row,
                               at_coin_meta_row *out, at_err *err)
{
    at_coin_meta_row r = {
        .record = table->record[row],
        .code = at_csv_cell(table, row, columns[AT_COIN_CODE]),
        .name = text_of(table, row, columns[AT_COIN_NAME]),
        .parent = text_of(table, row, columns[AT_COIN_PARENT]),
        .denominator = text_of(table, row, columns[AT_COIN_DENOMINATED_BY]),
    };
    AT_TRY(read_kind(table, row, columns[AT_COIN_TYPE], &r.kind, err));
    AT_TRY(read_number(table, row, columns[AT_COIN_LEVEL], &r.level, err));
    AT_TRY(read_number(table, row, columns[AT_COIN_DIRECTION], &r.direction, err));
    AT_TRY(read_number(table, row, columns[AT_COIN_WEIGHT], &r.weight, err));
    *out = r;
    return AT_OK;
}

static at_status read_meta(at_arena *arena, const char *file, at_bytes bytes, at_coin_meta *out,
                           at_err *err)
{
    at_csv_table table;
    size_t columns[AT_COIN_FIELD_COUNT];
    at_coin_meta meta = {.file = file};
    at_coin_meta_row *rows;
    AT_TRY(at_csv_parse(arena, file, bytes, NULL, &table, err));
    AT_TRY(find_fields(&table, columns, err));
    AT_TRY(AT_NEW(arena, table.rows, &rows, err));
    for (size_t r = 0; r < table.rows; r++) {
        AT_TRY(read_meta_row(&table, columns, r, &rows[r], err));
    }
    for (size_t f = 0; f < AT_COIN_FIELD_COUNT; f++) {
        meta.columns[f] = columns[f] == SIZE_MAX ? 0 : columns[f] + 1;
    }
    meta.rows = rows;
    meta.count = table.rows;
    *out = meta;
    return AT_OK;
}

/* --- iData --- */

/* What each column of iData is for, as iMeta says. */
typedef struct column_plan {
    size_t *numbers, *groups; /* column numbers */
    size_t number_count, group_count;
} column_plan;

static at_status plan_columns(at_arena *arena, const at_csv_table *table, const at_coin_meta *meta,
                              size_t code_column, size_t name_column, column_plan *out, at_err *err)
{
    column_plan p = {0};
    at_map *kinds;
    AT_TRY(at_map_new(arena, meta->count, &kinds, err));
    AT_TRY(AT_NEW(arena, table->columns, &p.numbers, err));
    AT_TRY(AT_NEW(arena, table->columns, &p.groups, err));
    for (size_t i = 0; i < meta->count; i++) {
        AT_TRY(at_map_put(kinds, meta->rows[i].code, i, NULL, err));
    }
    const size_t time_column = at_csv_column(table, AT_STR("Time"));
    for (size_t c = 0; c < table->columns; c++) {
        size_t row;
        if (c == code_column || c == name_column) continue;
        if (!at_map_get(kinds, table->header[c], &row)) {
            if (c == time_column) continue;
            return at_fail_at(err, AT_EINPUT, table->file, 1, c + 1,
                              "the column \"%s\" is in no row of %s; add it there, with the type "
                              "Other if it is to be left alone",
                              at_quote(table->header[c]).text, meta->file);
        }
        switch (meta->rows[row].kind) {
        case AT_COIN_INDICATOR:
        case AT_COIN_DENOMINATOR:
            p.numbers[p.number_count++] = c;
            break;
        case AT_COIN_GROUP:
            p.groups[p.group_count++] = c;
            break;
        case AT_COIN_AGGREGATE:
            return at_fail_at(err, AT_EINPUT, table->file, 1, c + 1,
                              "the column \"%s\" is an aggregate in %s, which is computed; take it "
                              "out",
                              at_quote(table->header[c]).text, meta->file);
        case AT_COIN_OTHER:
            break;
        }
    }
    *out = p;
    return AT_OK;
}

static at_status read_units(at_arena *arena, const at_csv_table *table, size_t code_column,
                            size_t name_column, const at_coin_unit **out, at_err *err)
{
    at_coin_unit *units;
    AT_TRY(AT_NEW(arena, table->rows, &units, err));
    for (size_t r = 0; r < table->rows; r++) {
        units[r] = (at_coin_unit){at_csv_cell(table, r, code_column),
                                  text_of(table, r, name_column), table->record[r]};
    }
    *out = units;
    return AT_OK;
}

static at_status read_numbers(at_arena *arena, const at_csv_table *table, const column_plan *plan,
                              at_coin_data *data, at_err *err)
{
    at_str *codes;
    double *numbers;
    AT_TRY(AT_NEW(arena, plan->number_count, &codes, err));
    AT_TRY(AT_NEW(arena, plan->number_count * table->rows, &numbers, err));
    for (size_t r = 0; r < table->rows;
         r++) { /* row by row, so that the first error is the first */
        for (size_t i = 0; i < plan->number_count; i++) {
            AT_TRY(read_number(table, r, plan->numbers[i], &numbers[i * table->rows + r], err));
        }
    }
    for (size_t i = 0; i < plan->number_count; i++) codes[i] = table->header[plan->numbers[i]];
    data->number_count = plan->number_count;
    data->number_codes = codes;
    data->numbers = numbers;
    return AT_OK;
}

static at_status read_groups(at_arena *arena, const at_csv_table *table, const column_plan *plan,
                             at_coin_data *data, at_err *err)
{
    at_str *codes, *groups;
    AT_TRY(AT_NEW(arena, plan->group_count, &codes, err));
    AT_TRY(AT_NEW(arena, plan->group_count * table->rows, &groups, err));
    for (size_t g = 0; g < plan->group_count; g++) {
        codes[g] = table->header[plan->groups[g]];
        for (size_t r = 0; r < table->rows; r++) {
            groups[g * table->rows + r] = text_of(table, r, plan->groups[g]);
        }
    }
    data->group_count = plan->group_count;
    data->group_codes = codes;
    data->groups = groups;
    return AT_OK;
}

static at_status read_data(at_arena *arena, const char *file, at_bytes bytes,
                           const at_coin_meta *meta, at_coin_data *out, at_err *err)
{
    at_csv_table table;
    column_plan plan = {0};
    at_coin_data data = {.file = file};
    AT_TRY(at_csv_parse(arena, file, bytes, NULL, &table, err));
    const size_t code_column = at_csv_column(&table, AT_STR("uCode"));
    const size_t name_column = at_csv_column(&table, AT_STR("uName"));
    if (code_column == SIZE_MAX) {
        return at_fail_at(err, AT_EINPUT, file, 1, 0,
                          "there is no column \"uCode\"; each unit needs a code");
    }
    AT_TRY(plan_columns(arena, &table, meta, code_column, name_column, &plan, err));
    data.code_column = code_column + 1;
    data.unit_count = table.rows;
    AT_TRY(read_units(arena, &table, code_column, name_column, &data.units, err));
    AT_TRY(read_numbers(arena, &table, &plan, &data, err));
    AT_TRY(read_groups(arena, &table, &plan, &data, err));
    *out = data;
    return AT_OK;
}

at_status at_study_coin_read_tables(at_arena *arena, const char *imeta_file, at_bytes imeta,
                                    const char *idata_file, at_bytes idata, at_coin *out,
                                    at_err *err)
{
    at_coin_meta meta;
    at_coin_data data;
    AT_TRY(read_meta(arena, imeta_file, imeta, &meta, err));
    AT_TRY(read_data(arena, idata_file, idata, &meta, &data, err));
    return at_coin_build(arena, &meta, &data, out, err);
}
