/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_EDITION_READING_H
#define AT_STUDY_EDITION_READING_H
/* What the readers of the single files of an edition share: the edition in the making, what has
 * been found, how columns are recognised. Only for src/study/edition*.c. */
#include "base/map.h"
#include "file/csv.h"
#include "study/edition.h"

enum {
    AT_FINDINGS_MAX = 10000,
    AT_EDITION_COUNTRIES_MAX = 1000000,
    AT_EDITION_CRITERIA_MAX =
        16382, /* as many columns as a table may have, less iso2 and country */
    AT_EDITION_ID_MAX = 64
};
static const size_t at_edition_bytes_max = (size_t)1 << 30; /* of one file */

struct at_finding_entry;

typedef struct at_reading {
    at_arena *arena;   /* holds what the edition keeps */
    at_arena *scratch; /* holds the rest */
    at_study_edition *edition;
    const char *path[AT_EDITION_TABLES]; /* folder as given, "/", name; in arena */
    at_str name;                         /* the folder's */

    struct at_finding_entry *entries; /* in the order of finding */
    size_t entry_count, entry_room, unlisted;
    size_t suggestions;
    bool fatal;       /* some finding is */
    at_status status; /* of keeping findings: what went wrong once stays */
    at_err err;

    /* What later files refer to; made by the readers of criteria.csv and values.csv. */
    const at_str *criterion_ids; /* [criterion_count] */
    at_map *criterion_of_id, *category_of_name, *country_of_iso2;
    at_edition_table values_table; /* where the countries came from */
} at_reading;

/* Keep a finding. `row` and `column` as in at_finding. Past AT_FINDINGS_MAX they are only
 * counted, save the first fatal one. */
void at_reading_fatal(at_reading *reading, at_edition_table table, uint64_t row, uint64_t column,
                      const char *format, ...) AT_PRINTF(5, 6);
void at_reading_note(at_reading *reading, at_edition_table table, uint64_t row, uint64_t column,
                     const char *format, ...) AT_PRINTF(5, 6);
/* `: did you mean "EQ01"?`, or nothing where no candidate is close, or where too many were asked
 * for already (the search is quadratic). */
typedef struct at_suggestion {
    char text[80];
} at_suggestion;
at_suggestion at_reading_suggest(at_reading *reading, at_str word, const at_str *candidates,
                                 size_t count);
/* All of them, in order, in the arena. */
AT_MUST_USE at_status at_reading_findings(at_reading *reading, const at_finding **out,
                                          size_t *count, at_err *err);

at_csv_limits at_edition_csv_limits(size_t rows);

/* Which column of a table holds what. */
typedef struct at_column_name {
    at_str name;
    bool needed;
} at_column_name;

/* Fills found[i] with the column of names[i], SIZE_MAX where there is none. Columns that are
 * none of these and not `taken` ([columns], may be NULL) are findings: fatal where they are
 * close to a name that is missing (a misspelt "weight" must not pass for an edition without
 * weights), else a note. False where a needed one is missing (a fatal finding; `form` is what
 * the header should be). */
bool at_reading_columns(at_reading *reading, at_edition_table table, const at_csv_table *csv,
                        const at_column_name *names, size_t count, const bool *taken,
                        const char *form, size_t *found);

/* The cell's text in the edition's arena. */
AT_MUST_USE at_status at_reading_keep(at_reading *reading, at_str cell, at_str *out, at_err *err);

/* The year that four digits are, else 0. */
uint64_t at_edition_year(at_str text);

/* Parsing one file each. `bytes` is the file. */
AT_MUST_USE at_status at_reading_criteria(at_reading *reading, at_bytes bytes, at_err *err);
/* values.csv or categories.csv, as `table` says. */
AT_MUST_USE at_status at_reading_countries(at_reading *reading, at_edition_table table,
                                           at_bytes bytes, at_err *err);
AT_MUST_USE at_status at_reading_published(at_reading *reading, at_bytes bytes, at_err *err);
AT_MUST_USE at_status at_reading_sources(at_reading *reading, at_bytes bytes, at_err *err);
AT_MUST_USE at_status at_reading_settings(at_reading *reading, at_bytes bytes, at_err *err);
/* Published scores and ranks against computed ones; nothing where the edition cannot be scored. */
AT_MUST_USE at_status at_reading_scores(at_reading *reading, at_err *err);

#endif
