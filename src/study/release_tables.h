/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_RELEASE_TABLES_H
#define AT_STUDY_RELEASE_TABLES_H
/* The tables of a release on an index (docs/formats.md), one function each. Only for
 * src/study/release_*.c. */
#include "study/compared.h"
#include "study/history.h"
#include "study/release_index.h"

enum {
    AT_RELEASE_TABLES_MAX = 16,
    AT_SCORE_DIGITS = 2,
    AT_POINTS_DIGITS = 4, /* of points that are no score, and of shares */
    AT_VALUE_DIGITS = 6,
    AT_WEIGHT_DIGITS = 18
};

/* Everything that the tables are made from. */
typedef struct at_release_making {
    at_arena *arena;
    const at_release_request *request;
    at_history history; /* over all editions, oldest first */
    at_scored main_scored, old_scored;
    bool compared; /* old_scored and changes are there */
    at_compared changes;
    const size_t *changes_by_rank;
    at_robust robust;
    bool drawn;
    at_draws draws;
    at_release_table *tables; /* [AT_RELEASE_TABLES_MAX] */
    size_t table_count;
} at_release_making;

/* Cells. */
void at_cell_yes(at_table_builder *table, bool yes); /* "yes", "no" */
void at_cell_short(at_table_builder *table, at_ratio value, unsigned digits);
void at_cell_fraction(at_table_builder *table, at_fraction value,
                      unsigned digits); /* den == 0: empty */
void at_cell_empty(at_table_builder *table, size_t count);

/* A table's name and columns, and what fills it. */
typedef struct at_release_maker {
    at_str name;
    const char *columns; /* with commas between */
    bool always;         /* also where it has no rows */
    at_status (*fill)(const at_release_making *making, at_table_builder *table, at_err *err);
} at_release_maker;

/* release_standing.c: how the main edition stands. */
at_status at_fill_editions(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_categories(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_criteria(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_countries(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_category_scores(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_cells(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_pairs(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_reforms(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_sources(const at_release_making *m, at_table_builder *table, at_err *err);

/* release_changes.c: what moved. */
at_status at_fill_changes(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_category_changes(const at_release_making *m, at_table_builder *table,
                                   at_err *err);
at_status at_fill_cell_changes(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_moves(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_history(const at_release_making *m, at_table_builder *table, at_err *err);
at_status at_fill_summary(const at_release_making *m, at_table_builder *table, at_err *err);

#endif
