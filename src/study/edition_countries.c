/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values.csv and categories.csv: what each country has, by criterion or by category. */
#include "base/number.h"
#include "study/edition_reading.h"
#include "study/nearest.h"

#include <stdlib.h>
#include <string.h>

enum { ISO2, COUNTRY, NAMED_COLUMNS };
static const at_column_name column_names[NAMED_COLUMNS] = {
    [ISO2] = {{"iso2", 4}, true},
    [COUNTRY] = {{"country", 7}, true},
};
enum { ID_MAX = 16 };

typedef struct countries {
    at_reading *reading;
    at_edition_table table;
    at_csv_table csv;
    size_t column[NAMED_COLUMNS];
    const at_str *items; /* criterion ids or category names */
    size_t item_count;
    size_t *item_column;   /* [item] */
    const at_map *item_of; /* of its name */
    at_map *row_of_name;
    at_index_country *rows; /* in the order of the file */
    at_fraction *cells;     /* [row * item_count + item], in the order of the file */
} countries;

static const char *item_word(const countries *c)
{
    return c->table == AT_EDITION_VALUES ? "criterion" : "category";
}

/* Left to at_reading_columns(): iso2 and country, and what looks like one of them while that is
 * missing. */
static bool is_named_column(const countries *c, size_t column)
{
    for (size_t i = 0; i < NAMED_COLUMNS; i++) {
        const size_t at = at_csv_column(&c->csv, column_names[i].name);
        if (at == column) return true;
        if (at == SIZE_MAX && at_nearest(c->csv.header[column], &column_names[i].name, 1) == 0) {
            return true;
        }
    }
    return false;
}

/* Every item one column, every column an item. */
static at_status find_columns(countries *c, bool *whole, at_err *err)
{
    bool *taken;
    AT_TRY(AT_NEW(c->reading->scratch, c->csv.columns, &taken, err));
    AT_TRY(AT_NEW(c->reading->scratch, c->item_count, &c->item_column, err));
    for (size_t i = 0; i < c->item_count; i++) c->item_column[i] = SIZE_MAX;
    for (size_t i = 0; i < c->csv.columns; i++) {
        size_t item;
        if (!at_map_get(c->item_of, c->csv.header[i], &item)) continue;
        c->item_column[item] = i;
        taken[i] = true;
    }
    for (size_t i = 0; i < c->csv.columns; i++) {
        if (taken[i] || is_named_column(c, i)) continue;
        taken[i] = true;
        at_reading_fatal(
            c->reading, c->table, 1, i + 1, "column \"%s\" is no %s of criteria.csv%s",
            at_quote(c->csv.header[i]).text, item_word(c),
            at_reading_suggest(c->reading, c->csv.header[i], c->items, c->item_count).text);
    }
    *whole = at_reading_columns(c->reading, c->table, &c->csv, column_names, NAMED_COLUMNS, taken,
                                c->table == AT_EDITION_VALUES ? "iso2,country,<criterion id>..."
                                                              : "iso2,country,<category>...",
                                c->column);
    for (size_t i = 0; i < c->item_count; i++) {
        size_t number;
        if (c->item_column[i] != SIZE_MAX) continue;
        *whole = false;
        if (at_map_get(c->item_of, c->items[i], &number) && number != i) continue; /* a double */
        at_reading_fatal(c->reading, c->table, 1, 0,
                         "there is no column for %s \"%s\": expected one for each in criteria.csv "
                         "(cells stay empty where a value is not known)",
                         item_word(c), at_quote(c->items[i]).text);
    }
    return AT_OK;
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* Ids become names of files, so that they are held to what is safe in one; that they are the two
 * letters of ISO 3166-1 is a matter of agreement. */
static void check_iso2(const countries *c, size_t row)
{
    const at_str id = c->rows[row].iso2;
    bool safe = id.len > 0 && id.len <= ID_MAX;
    for (size_t i = 0; safe && i < id.len; i++) {
        const char byte = id.ptr[i];
        safe = is_capital(byte) || (byte >= '0' && byte <= '9') || (byte == '-' && i > 0);
    }
    if (!safe) {
        at_reading_fatal(c->reading, c->table, c->csv.record[row], c->column[ISO2] + 1,
                         "\"%s\" cannot be the iso2 of a country: expected two capital letters",
                         at_quote(id).text);
    } else if (id.len != 2 || !is_capital(id.ptr[0]) || !is_capital(id.ptr[1])) {
        at_reading_note(c->reading, c->table, c->csv.record[row], c->column[ISO2] + 1,
                        "iso2 \"%s\" is not two capital letters: no map knows it",
                        at_quote(id).text);
    }
}

static at_status read_country(countries *c, size_t row, at_err *err)
{
    const uint64_t record = c->csv.record[row];
    at_index_country *country = &c->rows[row];
    size_t before = SIZE_MAX;
    AT_TRY(at_reading_keep(c->reading, at_csv_cell(&c->csv, row, c->column[ISO2]), &country->iso2,
                           err));
    AT_TRY(at_reading_keep(c->reading, at_csv_cell(&c->csv, row, c->column[COUNTRY]),
                           &country->name, err));
    check_iso2(c, row);
    AT_TRY(at_map_put(c->reading->country_of_iso2, country->iso2, row, &before, err));
    if (before != SIZE_MAX && country->iso2.len) {
        at_reading_fatal(c->reading, c->table, record, c->column[ISO2] + 1,
                         "country \"%s\" stands twice: it is in row %llu already",
                         at_quote(country->iso2).text, (unsigned long long)c->csv.record[before]);
    }
    if (country->name.len == 0) {
        at_reading_fatal(c->reading, c->table, record, c->column[COUNTRY] + 1,
                         "country \"%s\" has no name", at_quote(country->iso2).text);
        return AT_OK;
    }
    before = SIZE_MAX;
    AT_TRY(at_map_put(c->row_of_name, country->name, row, &before, err));
    if (before != SIZE_MAX) {
        at_reading_fatal(c->reading, c->table, record, c->column[COUNTRY] + 1,
                         "the name \"%s\" stands twice: it is in row %llu already",
                         at_quote(country->name).text, (unsigned long long)c->csv.record[before]);
    }
    return AT_OK;
}

/* A table that went through binary floating point says 0.042800000000000005 for 0.0428: the
 * decimal with the fewest digits within 1e-9 is what was meant. Up to eight digits are tried:
 * with nine every decimal would be within 1e-9 of one. */
static at_fraction without_binary_noise(at_fraction f)
{
    enum { DIGITS = 8 };
    const at_ratio exact = at_fraction_ratio(f);
    const at_ratio slack = at_ratio_make(at_big_from_i64(1), at_big_pow10(9));
    int64_t power = 1;
    for (unsigned digits = 0; digits <= DIGITS; digits++, power *= 10) {
        const at_big scaled = at_ratio_rounded(exact, digits);
        const at_ratio rounded = at_ratio_make(scaled, at_big_from_i64(power));
        at_ratio off = at_ratio_sub(exact, rounded);
        if (at_ratio_sign(off) < 0) off = at_ratio_sub(rounded, exact);
        if (at_ratio_compare(off, slack) > 0) continue;
        return (at_fraction){(int64_t)(rounded.num.used ? rounded.num.limb[0] : 0),
                             (int64_t)rounded.den.limb[0]};
    }
    return f;
}

static void read_cell(countries *c, size_t row, size_t item)
{
    const at_fraction zero = {0, 1}, one = {1, 1};
    const at_str text = at_csv_cell(&c->csv, row, c->item_column[item]);
    at_fraction value;
    at_err why;
    if (text.len == 0) return; /* den == 0: not known */
    if (text.len == 1 && (text.ptr[0] == '0' || text.ptr[0] == '1')) {
        c->cells[row * c->item_count + item] = text.ptr[0] == '0' ? zero : one;
        return;
    }
    if (at_parse_fraction(text, &value, &why) != AT_OK) {
        at_reading_fatal(c->reading, c->table, c->csv.record[row], c->item_column[item] + 1,
                         "%s \"%s\" of %s: %s", item_word(c), at_quote(c->items[item]).text,
                         at_quote(c->rows[row].iso2).text, why.text);
        return;
    }
    if (at_fraction_compare(value, zero) < 0 || at_fraction_compare(value, one) > 0) {
        at_reading_fatal(
            c->reading, c->table, c->csv.record[row], c->item_column[item] + 1,
            "%s \"%s\" of %s: \"%s\" is outside 0..1: expected 0 (not met) to 1 (met in full), "
            "or nothing where it is not known",
            item_word(c), at_quote(c->items[item]).text, at_quote(c->rows[row].iso2).text,
            at_quote(text).text);
        return;
    }
    const bool decimal = !at_str_find(text, AT_STR("/"), NULL);
    c->cells[row * c->item_count + item] =
        c->table == AT_EDITION_CATEGORIES && decimal ? without_binary_noise(value) : value;
}

static int by_iso2(const void *left, const void *right, void *context)
{
    const at_index_country *rows = context;
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;
    const int order = at_str_compare(rows[a].iso2, rows[b].iso2);
    return order ? order : a < b ? -1 : a > b;
}

/* Countries by iso2, so that the order of rows in the file changes nothing. */
static at_status hand_over(const countries *c, at_err *err)
{
    at_index_edition *index = &c->reading->edition->index;
    const size_t rows = c->csv.rows;
    size_t *order;
    at_index_country *sorted;
    at_fraction *cells;
    AT_TRY(AT_NEW(c->reading->scratch, rows, &order, err));
    AT_TRY(AT_NEW(c->reading->arena, rows, &sorted, err));
    AT_TRY(AT_NEW(c->reading->arena, rows * c->item_count, &cells, err));
    for (size_t i = 0; i < rows; i++) order[i] = i;
    qsort_r(order, rows, sizeof *order, by_iso2, c->rows);
    for (size_t i = 0; i < rows; i++) {
        sorted[i] = c->rows[order[i]];
        memcpy(&cells[i * c->item_count], &c->cells[order[i] * c->item_count],
               c->item_count * sizeof *cells);
    }
    index->countries = sorted;
    index->country_count = rows;
    if (c->table == AT_EDITION_VALUES) {
        index->values = cells;
    } else {
        index->fractions = cells;
    }
    return AT_OK;
}

static at_status read_rows(countries *c, at_err *err)
{
    size_t cells;
    if (__builtin_mul_overflow(c->csv.rows, c->item_count, &cells)) {
        return at_fail_at(err, AT_ELIMIT, c->csv.file, 0, 0, "the table is too large");
    }
    AT_TRY(at_map_new(c->reading->scratch, c->csv.rows, &c->reading->country_of_iso2, err));
    AT_TRY(at_map_new(c->reading->scratch, c->csv.rows, &c->row_of_name, err));
    AT_TRY(AT_NEW(c->reading->scratch, c->csv.rows, &c->rows, err));
    AT_TRY(AT_NEW(c->reading->scratch, cells, &c->cells, err));
    for (size_t row = 0; row < c->csv.rows; row++) {
        AT_TRY(read_country(c, row, err));
        for (size_t item = 0; item < c->item_count; item++) {
            if (c->item_column[item] != SIZE_MAX) read_cell(c, row, item);
        }
    }
    return hand_over(c, err);
}

at_status at_reading_countries(at_reading *reading, at_edition_table table, at_bytes bytes,
                               at_err *err)
{
    const at_index_edition *index = &reading->edition->index;
    const at_csv_limits limits = at_edition_csv_limits(AT_EDITION_COUNTRIES_MAX);
    const bool values = table == AT_EDITION_VALUES;
    countries c = {.reading = reading,
                   .table = table,
                   .items = values ? reading->criterion_ids : index->categories,
                   .item_count = values ? index->criterion_count : index->category_count,
                   .item_of = values ? reading->criterion_of_id : reading->category_of_name};
    bool whole;
    AT_TRY(at_csv_parse(reading->scratch, reading->path[table], bytes, &limits, &c.csv, err));
    if (c.item_count == 0) return AT_OK; /* criteria.csv is not readable: told already */
    AT_TRY(find_columns(&c, &whole, err));
    reading->values_table = table;
    if (c.column[ISO2] == SIZE_MAX || c.column[COUNTRY] == SIZE_MAX) return AT_OK;
    if (c.csv.rows == 0) {
        at_reading_fatal(reading, table, 1, 0,
                         "there are no countries: expected a row for each below the header");
        return AT_OK;
    }
    return read_rows(&c, err);
}
