/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sources.csv: what a cell rests on. */
#include "base/number.h"
#include "study/edition_reading.h"

#include <stdlib.h>

static const char form[] = "iso2,criterion,source[,date][,note]";

enum { ISO2, CRITERION, SOURCE, DATE, NOTE, NAMED_COLUMNS, SOURCES_MAX = 10000000 };
static const at_column_name column_names[NAMED_COLUMNS] = {
    [ISO2] = {{"iso2", 4}, true},     [CRITERION] = {{"criterion", 9}, true},
    [SOURCE] = {{"source", 6}, true}, [DATE] = {{"date", 4}, false},
    [NOTE] = {{"note", 4}, false},
};

typedef struct sources {
    at_reading *reading;
    at_csv_table csv;
    size_t column[NAMED_COLUMNS];
    at_source *rows;
} sources;

static at_status keep_cell(const sources *s, size_t row, size_t which, at_str *out, at_err *err)
{
    if (s->column[which] == SIZE_MAX) return AT_OK;
    return at_reading_keep(s->reading, at_csv_cell(&s->csv, row, s->column[which]), out, err);
}

/* That the cell it speaks of is there. */
static void check_cell(const sources *s, size_t row)
{
    at_reading *reading = s->reading;
    const at_index_edition *index = &reading->edition->index;
    const at_source *out = &s->rows[row];
    size_t found;
    if (index->country_count && !at_map_get(reading->country_of_iso2, out->iso2, &found)) {
        at_reading_note(reading, AT_EDITION_SOURCES, s->csv.record[row], s->column[ISO2] + 1,
                        "the source is for country \"%s\", which is not in %s",
                        at_quote(out->iso2).text, at_edition_table_name(reading->values_table));
    }
    if (index->criterion_count && !at_map_get(reading->criterion_of_id, out->criterion, &found)) {
        at_reading_note(reading, AT_EDITION_SOURCES, s->csv.record[row], s->column[CRITERION] + 1,
                        "the source is for criterion \"%s\", which is not in criteria.csv%s",
                        at_quote(out->criterion).text,
                        at_reading_suggest(reading, out->criterion, reading->criterion_ids,
                                           index->criterion_count)
                            .text);
    }
    if (out->source.len == 0) {
        at_reading_note(reading, AT_EDITION_SOURCES, s->csv.record[row], s->column[SOURCE] + 1,
                        "the row names no source");
    }
}

static at_status read_row(const sources *s, size_t row, at_err *err)
{
    at_err why;
    at_source *out = &s->rows[row];
    AT_TRY(keep_cell(s, row, ISO2, &out->iso2, err));
    AT_TRY(keep_cell(s, row, CRITERION, &out->criterion, err));
    AT_TRY(keep_cell(s, row, SOURCE, &out->source, err));
    AT_TRY(keep_cell(s, row, DATE, &out->date_text, err));
    AT_TRY(keep_cell(s, row, NOTE, &out->note, err));
    if (out->date_text.len && at_parse_date(out->date_text, &out->date, &why) != AT_OK) {
        at_reading_fatal(s->reading, AT_EDITION_SOURCES, s->csv.record[row], s->column[DATE] + 1,
                         "%s", why.text);
    }
    check_cell(s, row);
    return AT_OK;
}

static int by_all(const void *left, const void *right)
{
    const at_source *a = left, *b = right;
    const at_str of_a[] = {a->iso2, a->criterion, a->source, a->date_text, a->note};
    const at_str of_b[] = {b->iso2, b->criterion, b->source, b->date_text, b->note};
    for (size_t i = 0; i < AT_COUNT_OF(of_a); i++) {
        const int order = at_str_compare(of_a[i], of_b[i]);
        if (order) return order;
    }
    return 0;
}

at_status at_reading_sources(at_reading *reading, at_bytes bytes, at_err *err)
{
    const at_csv_limits limits = at_edition_csv_limits(SOURCES_MAX);
    sources s = {.reading = reading};
    AT_TRY(at_csv_parse(reading->scratch, reading->path[AT_EDITION_SOURCES], bytes, &limits, &s.csv,
                        err));
    if (!at_reading_columns(reading, AT_EDITION_SOURCES, &s.csv, column_names, NAMED_COLUMNS, NULL,
                            form, s.column)) {
        return AT_OK;
    }
    AT_TRY(AT_NEW(reading->arena, s.csv.rows, &s.rows, err));
    for (size_t row = 0; row < s.csv.rows; row++) AT_TRY(read_row(&s, row, err));
    if (s.csv.rows) qsort(s.rows, s.csv.rows, sizeof *s.rows, by_all);
    reading->edition->sources = s.rows;
    reading->edition->source_count = s.csv.rows;
    return AT_OK;
}
