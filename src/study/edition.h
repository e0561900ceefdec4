/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_EDITION_H
#define AT_STUDY_EDITION_H
/* An edition of a country index as it lies in a folder (docs/formats.md, "Edition folder"): read,
 * held against itself, and turned into the tables the engine works on.
 *
 * One reading serves two purposes. Everything that is wrong becomes a finding. A *fatal* finding
 * is one after which no edition can be made (a weight that is not a number, an unknown
 * prerequisite); reading fails with the first of them. The others are disagreements (a published
 * score that is not the computed one, a group of one); `attest index check` lists all findings
 * (study/edition_check.h). Damage to a file as a table or as text (an unclosed quote) ends the
 * reading at once and is an error, not a finding. */
#include "base/arena.h"
#include "base/date.h"
#include "index/edition.h"
#include "release/bundle.h"

typedef enum at_known_by {
    AT_KNOWN_BY_CRITERIA,   /* a value for each criterion, and weights */
    AT_KNOWN_BY_CATEGORIES, /* a fraction for each category, and weights */
    AT_KNOWN_BY_LABELS      /* no weights: nothing can be scored */
} at_known_by;
const char *at_known_by_word(at_known_by known_by); /* "criteria", "categories", "labels" */

/* A column id_YEAR of criteria.csv: what each criterion is called in the edition of that year. */
typedef struct at_crosswalk {
    uint64_t year;
    const at_str *ids; /* [criterion_count], empty where none is given */
} at_crosswalk;

typedef struct at_published {
    at_str iso2, country, kind;
    at_fraction score; /* den == 0 where none is given */
    unsigned decimals; /* how many the score was printed with */
    uint32_t rank;
    bool firm;    /* false: the kind says scraped, and the rank is a dense one */
    uint64_t row; /* in published.csv */
} at_published;

typedef struct at_source {
    at_str iso2, criterion, source, note;
    at_str date_text; /* as given, empty where none */
    at_date date;
} at_source;

typedef struct at_study_edition {
    at_index_edition
        index;          /* countries by iso2; criteria and categories in the order of the file */
    const char *folder; /* as given */
    at_str title, licence, source; /* title: the name where edition.ini gives none */
    uint64_t year;                 /* 0: not known */
    at_date date;                  /* when the edition was published or closed; all 0: not given */
    at_known_by known_by;
    const at_crosswalk *crosswalks; /* by year */
    size_t crosswalk_count;
    const at_published *published; /* by iso2 */
    size_t published_count;
    uint64_t published_score_column, published_rank_column; /* from 1 */
    const at_source *sources; /* by iso2, criterion, source, date, note, all bytewise */
    size_t source_count;
    const at_release_file *files; /* every file that was read, by name */
    size_t file_count;
} at_study_edition;

typedef struct at_finding {
    at_str file;          /* folder as given, "/", name */
    uint64_t row, column; /* from 1 (the header is row 1); 0: does not apply */
    at_str message;       /* what was found, what was expected, what to do */
    bool fatal;
} at_finding;

/* One file of an edition folder, in memory. */
typedef struct at_edition_file {
    at_str name; /* "criteria.csv" */
    at_bytes bytes;
} at_edition_file;

/* What an edition folder may hold, in the order of the format's table. */
typedef enum at_edition_table {
    AT_EDITION_CRITERIA,
    AT_EDITION_VALUES,
    AT_EDITION_CATEGORIES,
    AT_EDITION_SOURCES,
    AT_EDITION_PUBLISHED,
    AT_EDITION_SETTINGS,
    AT_EDITION_TABLES
} at_edition_table;
const char *at_edition_table_name(at_edition_table table); /* "criteria.csv" */

/* The files of a folder; what is not there is left out. AT_EIO where there is no such folder,
 * AT_EINPUT where the path is a file, AT_ELIMIT past 1 GiB a file; all say what to do. `name` is
 * the last part of the path (of the real path for "." and ".."). */
AT_MUST_USE at_status at_edition_load(at_arena *arena, const char *folder, at_str *name,
                                      const at_edition_file **files, size_t *count, at_err *err);

typedef enum at_edition_depth {
    AT_EDITION_READ, /* what is in the files */
    AT_EDITION_CHECK /* and whether published scores and ranks are the computed ones */
} at_edition_depth;

/* All of the work, without touching a disk: the edition (whole only where no finding is fatal)
 * and the findings, by file in the order of the format's table, then row, then column. O(bytes +
 * countries log countries). */
AT_MUST_USE at_status at_edition_parse(at_arena *arena, const char *folder, at_str name,
                                       const at_edition_file *files, size_t count,
                                       at_edition_depth depth, at_study_edition *out,
                                       const at_finding **findings, size_t *finding_count,
                                       at_err *err);

/* Load and parse; fails with the first fatal finding. */
AT_MUST_USE at_status at_study_edition_read(at_arena *arena, const char *folder,
                                            at_study_edition *out, at_err *err);

#endif
