/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weight sets and parameters: which replicates to run. */
#include "study/coin_read.h"

#include "base/map.h"
#include "base/number.h"
#include "file/csv.h"

#include <stdlib.h>

/* --- weight sets --- */

/* The element of each row; every element below the top once. */
static at_status match_rows(at_arena *arena, const at_csv_table *table, const at_coin *coin,
                            size_t code_column, size_t level_column, size_t **out, at_err *err)
{
    size_t *element_of;
    uint64_t *record_of; /* [element] */
    at_map *elements;
    AT_TRY(AT_NEW(arena, table->rows, &element_of, err));
    AT_TRY(AT_NEW(arena, coin->element_count, &record_of, err));
    AT_TRY(at_map_new(arena, coin->element_count, &elements, err));
    for (size_t e = 0; e < coin->element_count; e++) {
        AT_TRY(at_map_put(elements, coin->elements[e].code, e, NULL, err));
    }
    for (size_t r = 0; r < table->rows; r++) {
        const at_str code = at_csv_cell(table, r, code_column);
        size_t e;
        if (!at_map_get(elements, code, &e)) {
            return at_fail_at(err, AT_EINPUT, table->file, table->record[r], code_column + 1,
                              "\"%s\" is no indicator or aggregate of the index",
                              at_quote(code).text);
        }
        if (record_of[e]) {
            return at_fail_at(err, AT_EINPUT, table->file, table->record[r], code_column + 1,
                              "\"%s\" already stands in row %llu", at_quote(code).text,
                              (unsigned long long)record_of[e]);
        }
        record_of[e] = table->record[r];
        element_of[r] = e;
        if (level_column == SIZE_MAX) continue;
        uint64_t level;
        const at_status status =
            at_parse_u64(at_csv_cell(table, r, level_column), coin->elements[e].level,
                         coin->elements[e].level, &level, err);
        if (status != AT_OK) {
            at_err_place(err, table->file, table->record[r], level_column + 1);
            return status;
        }
    }
    for (size_t e = 0; e + 1 < coin->element_count; e++) {
        if (record_of[e]) continue;
        return at_fail_at(err, AT_EINPUT, table->file, 0, 0,
                          "there is no row for \"%s\"; a weight set needs one for every element "
                          "below the top",
                          at_quote(coin->elements[e].code).text);
    }
    *out = element_of;
    return AT_OK;
}

static at_status read_set(const at_csv_table *table, const at_coin *coin, const size_t *element_of,
                          size_t column, double *weights, at_err *err)
{
    const size_t top = coin->element_count - 1;
    weights[top] = coin->elements[top].weight;
    for (size_t r = 0; r < table->rows; r++) {
        const at_status status = at_parse_f64(at_csv_cell(table, r, column), 0,
                                              AT_STUDY_COIN_LARGEST, &weights[element_of[r]], err);
        if (status != AT_OK) {
            at_err_place(err, table->file, table->record[r], column + 1);
            return status;
        }
    }
    for (size_t e = coin->indicator_count; e < coin->element_count; e++) {
        double sum = 0;
        for (size_t k = 0; k < coin->elements[e].child_count; k++) {
            sum += weights[coin->elements[e].children[k]];
        }
        if (sum > 0) continue;
        return at_fail_at(err, AT_EINPUT, table->file, 1, column + 1,
                          "in the weight set \"%s\" all weights below \"%s\" are 0",
                          at_quote(table->header[column]).text,
                          at_quote(coin->elements[e].code).text);
    }
    return AT_OK;
}

at_status at_study_coin_read_weight_sets(at_arena *arena, const char *file, at_bytes bytes,
                                         const at_coin *coin, at_coin_plan *plan, at_err *err)
{
    at_csv_table table;
    size_t *element_of = NULL, sets = 0;
    at_str *ids;
    double *weights;
    AT_TRY(at_csv_parse(arena, file, bytes, NULL, &table, err));
    const size_t code_column = at_csv_column(&table, AT_STR("iCode"));
    const size_t level_column = at_csv_column(&table, AT_STR("Level"));
    if (code_column == SIZE_MAX) {
        return at_fail_at(err, AT_EINPUT, file, 1, 0,
                          "there is no column \"iCode\"; expected iCode, Level and a column a set");
    }
    if (table.columns > AT_COIN_MAX_REPLICATE_CELLS / coin->element_count) {
        return at_fail_at(err, AT_ELIMIT, file, 0, 0, "%zu weight sets; the limit is %d weights",
                          table.columns, AT_COIN_MAX_REPLICATE_CELLS);
    }
    AT_TRY(match_rows(arena, &table, coin, code_column, level_column, &element_of, err));
    AT_TRY(AT_NEW(arena, table.columns, &ids, err));
    AT_TRY(AT_NEW(arena, table.columns * coin->element_count, &weights, err));
    for (size_t c = 0; c < table.columns; c++) {
        if (c == code_column || c == level_column) continue;
        AT_TRY(read_set(&table, coin, element_of, c, weights + sets * coin->element_count, err));
        ids[sets++] = table.header[c];
    }
    plan->set_count = sets;
    plan->set_ids = ids;
    plan->weights = weights;
    return AT_OK;
}

/* --- parameters --- */

typedef struct param_reader {
    const at_csv_table *table;
    const at_coin_recipe *recipe;
    const at_coin_plan *plan; /* for its weight sets */
    at_map *sets;
    size_t id_column, columns[AT_COIN_FACTOR_COUNT];
} param_reader;

static const char *const COLUMNS[AT_COIN_FACTOR_COUNT] = {
    [AT_COIN_FACTOR_WINSORISE] = "winmax",
    [AT_COIN_FACTOR_NORMALISE] = "normalisation",
    [AT_COIN_FACTOR_WEIGHTS] = "weight_set",
    [AT_COIN_FACTOR_AGGREGATE] = "aggregation",
};

static at_status find_columns(param_reader *p, at_err *err)
{
    const at_csv_table *table = p->table;
    size_t known = 1;
    p->id_column = at_csv_column(table, AT_STR("rep"));
    if (p->id_column == SIZE_MAX) {
        return at_fail_at(err, AT_EINPUT, table->file, 1, 0,
                          "there is no column \"rep\"; expected rep, winmax, normalisation, "
                          "weight_set, aggregation");
    }
    for (size_t f = 0; f < AT_COIN_FACTOR_COUNT; f++) {
        p->columns[f] = at_csv_column(table, at_str_from_cstr(COLUMNS[f]));
        known += p->columns[f] != SIZE_MAX;
    }
    for (size_t c = 0; known < table->columns && c < table->columns; c++) {
        bool is_known = c == p->id_column;
        for (size_t f = 0; f < AT_COIN_FACTOR_COUNT; f++) is_known |= c == p->columns[f];
        if (is_known) continue;
        return at_fail_at(
            err, AT_EINPUT, table->file, 1, c + 1,
            "\"%s\" is no parameter; expected rep, winmax, normalisation, weight_set, "
            "aggregation",
            at_quote(table->header[c]).text);
    }
    if (p->columns[AT_COIN_FACTOR_WEIGHTS] != SIZE_MAX && p->plan->set_count == 0) {
        return at_fail_at(err, AT_EUSAGE, table->file, 1, p->columns[AT_COIN_FACTOR_WEIGHTS] + 1,
                          "the rows name weight sets; give their file with --weight-sets");
    }
    return AT_OK;
}

static at_status map_sets(at_arena *arena, param_reader *p, at_err *err)
{
    const at_coin_plan *plan = p->plan;
    AT_TRY(at_map_new(arena, 2 * plan->set_count, &p->sets, err));
    for (size_t s = 0; s < plan->set_count; s++) {
        AT_TRY(at_map_put(p->sets, plan->set_ids[s], s, NULL, err));
    }
    /* After the full names, so that a set called "1" is not hidden by one called "w1". */
    for (size_t s = 0; s < plan->set_count; s++) {
        const at_str id = plan->set_ids[s];
        if (!at_str_starts(id, AT_STR("w"))) continue;
        AT_TRY(at_map_put(p->sets, at_str_slice(id, 1, id.len), s, NULL, err));
    }
    return AT_OK;
}

static at_status read_factor(const param_reader *p, at_coin_factor factor, at_str cell,
                             at_coin_choice *choice, at_err *err)
{
    uint64_t points;
    switch (factor) {
    case AT_COIN_FACTOR_WINSORISE:
        AT_TRY(at_parse_u64(cell, 0, AT_STUDY_COIN_MAX_WINSORISED, &points, err));
        choice->winsorise_max = (uint32_t)points;
        return AT_OK;
    case AT_COIN_FACTOR_NORMALISE:
        return at_study_coin_parse_scale(cell, &p->recipe->uncertainty, &choice->normalise, err);
    case AT_COIN_FACTOR_WEIGHTS:
        if (at_map_get(p->sets, cell, &choice->weight_set)) return AT_OK;
        return at_fail(err, AT_EINPUT, "there is no weight set \"%s\"", at_quote(cell).text);
    case AT_COIN_FACTOR_AGGREGATE:
    case AT_COIN_FACTOR_COUNT:
        break;
    }
    return at_study_coin_parse_mean(cell, &choice->aggregate, err);
}

typedef struct replicate {
    at_str id;
    uint64_t number; /* where the id is one */
    at_coin_choice choice;
    uint64_t record;
} replicate;

static at_status read_replicate(const param_reader *p, size_t row, replicate *out, at_err *err)
{
    const at_csv_table *table = p->table;
    replicate r = {
        .id = at_csv_cell(table, row, p->id_column),
        .choice = {p->recipe->treat.winsorise_max, p->recipe->normalise, SIZE_MAX,
                   p->recipe->aggregate},
        .record = table->record[row],
    };
    if (r.id.len == 0) {
        return at_fail_at(err, AT_EINPUT, table->file, r.record, p->id_column + 1,
                          "the replicate has no id");
    }
    for (size_t f = 0; f < AT_COIN_FACTOR_COUNT; f++) {
        if (p->columns[f] == SIZE_MAX) continue;
        const at_status status = read_factor(
            p, (at_coin_factor)f, at_csv_cell(table, row, p->columns[f]), &r.choice, err);
        if (status != AT_OK) {
            at_err_place(err, table->file, r.record, p->columns[f] + 1);
            return status;
        }
    }
    *out = r;
    return AT_OK;
}

static int compare_replicates(const void *a, const void *b)
{
    const replicate *x = a, *y = b;
    if (x->number != y->number) return x->number < y->number ? -1 : 1;
    return at_str_compare(x->id, y->id);
}

/* Numbers by value where all ids are, else bytewise: the same order whatever that of the rows. */
static at_status sort_replicates(const param_reader *p, replicate *rows, at_err *err)
{
    const size_t count = p->table->rows;
    bool numbers = true;
    for (size_t i = 0; i < count && numbers; i++) {
        numbers = at_parse_u64(rows[i].id, 0, UINT64_MAX, &rows[i].number, NULL) == AT_OK;
    }
    for (size_t i = 0; i < count && !numbers; i++) rows[i].number = 0;
    qsort(rows, count, sizeof *rows, compare_replicates);
    for (size_t i = 1; i < count; i++) {
        if (!at_str_equal(rows[i].id, rows[i - 1].id)) continue;
        const uint64_t one = rows[i - 1].record, two = rows[i].record;
        return at_fail_at(err, AT_EINPUT, p->table->file, one > two ? one : two, p->id_column + 1,
                          "the id \"%s\" is already that of row %llu", at_quote(rows[i].id).text,
                          (unsigned long long)(one > two ? two : one));
    }
    return AT_OK;
}

static at_status settle_design(const param_reader *p, const replicate *rows,
                               at_study_coin_design design, at_coin_plan *plan, at_err *err)
{
    size_t bad_row;
    at_coin_factor bad_factor;
    if (design == AT_STUDY_COIN_SAMPLE) return AT_OK;
    plan->base = at_coin_find_design(plan, &bad_row, &bad_factor);
    if (plan->base > 0 || design == AT_STUDY_COIN_DETECT) return AT_OK;
    if (bad_row == SIZE_MAX) {
        return at_fail_at(
            err, AT_EINPUT, p->table->file, 0, 0,
            "%zu rows are no Sobol design, which has N (d + 2) rows for d parameters, "
            "N and d being 2 at least",
            plan->count);
    }
    return at_fail_at(err, AT_EINPUT, p->table->file, rows[bad_row].record,
                      p->columns[bad_factor] + 1,
                      "the rows are no Sobol design: this cell is neither that of the first block "
                      "nor, where the column is the one exchanged, that of the second");
}

at_status at_study_coin_read_params(at_arena *arena, const char *file, at_bytes bytes,
                                    const at_coin_recipe *recipe, at_study_coin_design design,
                                    at_coin_plan *plan, at_err *err)
{
    at_csv_table table;
    at_coin_plan p = *plan;
    replicate *rows;
    at_str *ids;
    at_coin_choice *choices;
    AT_TRY(at_csv_parse(arena, file, bytes, NULL, &table, err));
    param_reader reader = {.table = &table, .recipe = recipe, .plan = &p};
    AT_TRY(find_columns(&reader, err));
    AT_TRY(map_sets(arena, &reader, err));
    if (table.rows == 0) {
        return at_fail_at(err, AT_EINPUT, file, 0, 0, "there is no replicate below the header");
    }
    if (table.rows > AT_COIN_MAX_REPLICATES) {
        return at_fail_at(err, AT_ELIMIT, file, 0, 0, "%zu replicates; the limit is %d", table.rows,
                          AT_COIN_MAX_REPLICATES);
    }
    AT_TRY(AT_NEW(arena, table.rows, &rows, err));
    AT_TRY(AT_NEW(arena, table.rows, &ids, err));
    AT_TRY(AT_NEW(arena, table.rows, &choices, err));
    for (size_t r = 0; r < table.rows; r++) {
        AT_TRY(read_replicate(&reader, r, &rows[r], err));
    }
    AT_TRY(sort_replicates(&reader, rows, err));
    for (size_t r = 0; r < table.rows; r++) {
        ids[r] = rows[r].id;
        choices[r] = rows[r].choice;
    }
    p.count = table.rows;
    p.ids = ids;
    p.choices = choices;
    for (size_t f = 0; f < AT_COIN_FACTOR_COUNT; f++) p.varies[f] = reader.columns[f] != SIZE_MAX;
    AT_TRY(settle_design(&reader, rows, design, &p, err));
    *plan = p;
    return AT_OK;
}
