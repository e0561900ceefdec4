/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/edition_reading.h"

#include "base/number.h"
#include "study/nearest.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct at_finding_entry {
    at_finding finding;
    at_edition_table table;
    size_t number; /* in the order of finding */
} entry;

enum { FIRST_ROOM = 64, SUGGESTIONS_MAX = 100 };

static at_status grow(at_reading *reading)
{
    const size_t room = reading->entry_room ? reading->entry_room * 2 : FIRST_ROOM;
    entry *entries;
    AT_TRY(AT_NEW(reading->scratch, room, &entries, &reading->err));
    if (reading->entry_count) {
        memcpy(entries, reading->entries, reading->entry_count * sizeof *entries);
    }
    reading->entries = entries;
    reading->entry_room = room;
    return AT_OK;
}

static at_status keep_entry(at_reading *reading, entry e, const char *text)
{
    if (reading->entry_count == reading->entry_room) AT_TRY(grow(reading));
    AT_TRY(
        at_arena_copy(reading->arena, at_str_from_cstr(text), &e.finding.message, &reading->err));
    e.number = reading->entry_count;
    reading->entries[reading->entry_count++] = e;
    return AT_OK;
}

static void found(at_reading *reading, bool fatal, at_edition_table table, uint64_t row,
                  uint64_t column, const char *format, va_list arguments) AT_PRINTF(6, 0);
static void found(at_reading *reading, bool fatal, at_edition_table table, uint64_t row,
                  uint64_t column, const char *format, va_list arguments)
{
    char text[AT_ERR_TEXT_MAX];
    const bool first_fatal = fatal && !reading->fatal;
    if (reading->status != AT_OK) return;
    if (fatal) reading->fatal = true;
    if (reading->entry_count >= AT_FINDINGS_MAX && !first_fatal) {
        reading->unlisted++;
        return;
    }
    (void)vsnprintf(text, sizeof text, format, arguments);
    const entry e = {.finding = {.file = at_str_from_cstr(reading->path[table]),
                                 .row = row,
                                 .column = column,
                                 .fatal = fatal},
                     .table = table};
    reading->status = keep_entry(reading, e, text);
}

void at_reading_fatal(at_reading *reading, at_edition_table table, uint64_t row, uint64_t column,
                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    found(reading, true, table, row, column, format, arguments);
    va_end(arguments);
}

void at_reading_note(at_reading *reading, at_edition_table table, uint64_t row, uint64_t column,
                     const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    found(reading, false, table, row, column, format, arguments);
    va_end(arguments);
}

at_suggestion at_reading_suggest(at_reading *reading, at_str word, const at_str *candidates,
                                 size_t count)
{
    at_suggestion suggestion = {{0}};
    if (reading->suggestions >= SUGGESTIONS_MAX) return suggestion;
    reading->suggestions++;
    const size_t near = at_nearest(word, candidates, count);
    if (near != SIZE_MAX) {
        (void)snprintf(suggestion.text, sizeof suggestion.text, ": did you mean \"%s\"?",
                       at_quote(candidates[near]).text);
    }
    return suggestion;
}

static int by_place(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    if (a->table != b->table) return a->table < b->table ? -1 : 1;
    if (a->finding.row != b->finding.row) return a->finding.row < b->finding.row ? -1 : 1;
    if (a->finding.column != b->finding.column) {
        return a->finding.column < b->finding.column ? -1 : 1;
    }
    return a->number < b->number ? -1 : 1;
}

at_status at_reading_findings(at_reading *reading, const at_finding **out, size_t *count,
                              at_err *err)
{
    if (reading->status != AT_OK) {
        return at_fail(err, reading->status, "%s", reading->err.text);
    }
    const size_t listed = reading->entry_count, all = listed + (reading->unlisted ? 1 : 0);
    at_finding *findings;
    AT_TRY(AT_NEW(reading->arena, all, &findings, err));
    if (listed) qsort(reading->entries, listed, sizeof *reading->entries, by_place);
    for (size_t i = 0; i < listed; i++) findings[i] = reading->entries[i].finding;
    if (reading->unlisted) {
        AT_TRY(at_arena_format(reading->arena, &findings[listed].message, err,
                               "%zu more findings are not listed: mend these first",
                               reading->unlisted));
        findings[listed].file = at_str_from_cstr(reading->edition->folder);
    }
    *out = findings;
    *count = all;
    return AT_OK;
}

at_csv_limits at_edition_csv_limits(size_t rows)
{
    return (at_csv_limits){.bytes = at_edition_bytes_max,
                           .rows = rows,
                           .columns = AT_EDITION_CRITERIA_MAX + 2,
                           .cell = (size_t)1 << 20};
}

/* What an unknown column may have been meant as, among the names that are still missing. */
static size_t meant(at_str header, const at_column_name *names, size_t count,
                    const size_t *found_at)
{
    for (size_t i = 0; i < count; i++) {
        if (found_at[i] == SIZE_MAX && at_nearest(header, &names[i].name, 1) == 0) return i;
    }
    return SIZE_MAX;
}

static bool is_one_of(size_t column, const size_t *found_at, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (found_at[i] == column) return true;
    }
    return false;
}

bool at_reading_columns(at_reading *reading, at_edition_table table, const at_csv_table *csv,
                        const at_column_name *names, size_t count, const bool *taken,
                        const char *form, size_t *found_at)
{
    uint64_t explained = 0; /* bit i: names[i] is missing because it is misspelt */
    bool whole = true;
    for (size_t i = 0; i < count; i++) found_at[i] = at_csv_column(csv, names[i].name);
    for (size_t c = 0; c < csv->columns; c++) {
        if (is_one_of(c, found_at, count) || (taken && taken[c])) continue;
        const size_t near = meant(csv->header[c], names, count, found_at);
        if (near != SIZE_MAX) {
            explained |= (uint64_t)1 << near;
            at_reading_fatal(reading, table, 1, c + 1,
                             "column \"%s\" is not known: did you mean \"%.*s\"?",
                             at_quote(csv->header[c]).text, AT_STR_ARG(names[near].name));
        } else {
            at_reading_note(reading, table, 1, c + 1,
                            "column \"%s\" is not known and not used: expected %s",
                            at_quote(csv->header[c]).text, form);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!names[i].needed || found_at[i] != SIZE_MAX) continue;
        whole = false;
        if (explained >> i & 1) continue;
        at_reading_fatal(reading, table, 1, 0, "there is no column \"%.*s\": the header must be %s",
                         AT_STR_ARG(names[i].name), form);
    }
    return whole;
}

at_status at_reading_keep(at_reading *reading, at_str cell, at_str *out, at_err *err)
{
    return at_arena_copy(reading->arena, cell, out, err);
}

uint64_t at_edition_year(at_str text)
{
    uint64_t year;
    if (text.len != 4 || at_parse_u64(text, 1000, 9999, &year, NULL) != AT_OK) return 0;
    return year;
}
