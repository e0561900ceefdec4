/* SPDX-License-Identifier: GPL-3.0-or-later */
/* published.csv: what the publisher printed. */
#include "base/number.h"
#include "study/edition_reading.h"

#include <stdlib.h>
#include <strings.h>

static const char form[] = "iso2,country,score,rank[,kind]";

enum { ISO2, COUNTRY, SCORE, RANK, KIND, NAMED_COLUMNS };
static const at_column_name column_names[NAMED_COLUMNS] = {
    [ISO2] = {{"iso2", 4}, true},   [COUNTRY] = {{"country", 7}, true},
    [SCORE] = {{"score", 5}, true}, [RANK] = {{"rank", 4}, true},
    [KIND] = {{"kind", 4}, false},
};

typedef struct published {
    at_reading *reading;
    at_csv_table csv;
    size_t column[NAMED_COLUMNS];
    at_published *rows;
    at_map *row_of_iso2;
} published;

static at_str cell(const published *p, size_t row, size_t which)
{
    return p->column[which] == SIZE_MAX ? (at_str){0} : at_csv_cell(&p->csv, row, p->column[which]);
}

static bool says_scraped(at_str kind)
{
    for (size_t i = 0; i + 7 <= kind.len; i++) {
        if (strncasecmp(kind.ptr + i, "scraped", 7) == 0) return true;
    }
    return false;
}

static unsigned decimals_of(at_str text)
{
    size_t point;
    if (!at_str_find(text, AT_STR("."), &point)) return 0;
    unsigned digits = 0;
    for (size_t i = point + 1; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++) {
        digits++;
    }
    return digits;
}

static void read_numbers(const published *p, size_t row)
{
    at_err why;
    uint64_t rank = 0;
    at_published *out = &p->rows[row];
    const at_str score = cell(p, row, SCORE);
    const uint64_t record = p->csv.record[row];
    if (score.len && at_parse_fraction(score, &out->score, &why) != AT_OK) {
        at_reading_fatal(p->reading, AT_EDITION_PUBLISHED, record, p->column[SCORE] + 1, "score %s",
                         why.text);
    }
    out->decimals = decimals_of(score);
    if (at_parse_u64(cell(p, row, RANK), 1, AT_EDITION_COUNTRIES_MAX, &rank, &why) != AT_OK) {
        at_reading_fatal(p->reading, AT_EDITION_PUBLISHED, record, p->column[RANK] + 1, "rank %s",
                         why.text);
    }
    out->rank = (uint32_t)rank;
}

/* Held against the countries of values.csv or categories.csv. */
static void check_country(const published *p, size_t row)
{
    const at_reading *reading = p->reading;
    const at_index_edition *index = &reading->edition->index;
    const at_published *out = &p->rows[row];
    if (index->country_count == 0) return;
    size_t low = 0, high = index->country_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = at_str_compare(index->countries[middle].iso2, out->iso2);
        if (order == 0) {
            if (at_str_equal(index->countries[middle].name, out->country)) return;
            at_reading_note(p->reading, AT_EDITION_PUBLISHED, out->row, p->column[COUNTRY] + 1,
                            "%s is named \"%s\" here and \"%s\" in %s", at_quote(out->iso2).text,
                            at_quote(out->country).text,
                            at_quote(index->countries[middle].name).text,
                            at_edition_table_name(reading->values_table));
            return;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    at_reading_note(p->reading, AT_EDITION_PUBLISHED, out->row, p->column[ISO2] + 1,
                    "country \"%s\" is published but not in %s", at_quote(out->iso2).text,
                    at_edition_table_name(reading->values_table));
}

static at_status read_row(const published *p, size_t row, at_err *err)
{
    at_published *out = &p->rows[row];
    size_t before = SIZE_MAX;
    out->row = p->csv.record[row];
    AT_TRY(at_reading_keep(p->reading, cell(p, row, ISO2), &out->iso2, err));
    AT_TRY(at_reading_keep(p->reading, cell(p, row, COUNTRY), &out->country, err));
    AT_TRY(at_reading_keep(p->reading, cell(p, row, KIND), &out->kind, err));
    out->firm = !says_scraped(out->kind);
    AT_TRY(at_map_put(p->row_of_iso2, out->iso2, row, &before, err));
    if (before != SIZE_MAX) {
        at_reading_fatal(p->reading, AT_EDITION_PUBLISHED, out->row, p->column[ISO2] + 1,
                         "country \"%s\" stands twice: it is in row %llu already",
                         at_quote(out->iso2).text, (unsigned long long)p->csv.record[before]);
    }
    read_numbers(p, row);
    check_country(p, row);
    return AT_OK;
}

static int by_iso2(const void *left, const void *right)
{
    const at_published *a = left, *b = right;
    return at_str_compare(a->iso2, b->iso2);
}

static void check_absent(const published *p)
{
    const at_index_edition *index = &p->reading->edition->index;
    for (size_t i = 0; i < index->country_count; i++) {
        size_t row;
        if (at_map_get(p->row_of_iso2, index->countries[i].iso2, &row)) continue;
        at_reading_note(p->reading, AT_EDITION_PUBLISHED, 0, p->column[ISO2] + 1,
                        "country \"%s\" is in %s but not published",
                        at_quote(index->countries[i].iso2).text,
                        at_edition_table_name(p->reading->values_table));
    }
}

at_status at_reading_published(at_reading *reading, at_bytes bytes, at_err *err)
{
    const at_csv_limits limits = at_edition_csv_limits(AT_EDITION_COUNTRIES_MAX);
    published p = {.reading = reading};
    AT_TRY(at_csv_parse(reading->scratch, reading->path[AT_EDITION_PUBLISHED], bytes, &limits,
                        &p.csv, err));
    if (!at_reading_columns(reading, AT_EDITION_PUBLISHED, &p.csv, column_names, NAMED_COLUMNS,
                            NULL, form, p.column)) {
        return AT_OK;
    }
    AT_TRY(AT_NEW(reading->arena, p.csv.rows, &p.rows, err));
    AT_TRY(at_map_new(reading->scratch, p.csv.rows, &p.row_of_iso2, err));
    for (size_t row = 0; row < p.csv.rows; row++) AT_TRY(read_row(&p, row, err));
    check_absent(&p);
    if (p.csv.rows) qsort(p.rows, p.csv.rows, sizeof *p.rows, by_iso2);
    reading->edition->published = p.rows;
    reading->edition->published_count = p.csv.rows;
    reading->edition->published_score_column = p.column[SCORE] + 1;
    reading->edition->published_rank_column = p.column[RANK] + 1;
    return AT_OK;
}
