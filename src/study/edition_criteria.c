/* SPDX-License-Identifier: GPL-3.0-or-later */
/* criteria.csv: what is measured, what it weighs, and by which rules it counts. */
#include "base/number.h"
#include "study/edition_reading.h"
#include "text/fold.h"

#include <stdlib.h>
#include <strings.h>

static const char form[] = "id,category,label[,weight][,exclusive_group][,requires][,id_YEAR...]";

enum { ID, CATEGORY, LABEL, WEIGHT, GROUP, REQUIRES, NAMED_COLUMNS };
static const at_column_name column_names[NAMED_COLUMNS] = {
    [ID] = {{"id", 2}, true},
    [CATEGORY] = {{"category", 8}, true},
    [LABEL] = {{"label", 5}, true},
    [WEIGHT] = {{"weight", 6}, false},
    [GROUP] = {{"exclusive_group", 15}, false},
    [REQUIRES] = {{"requires", 8}, false},
};

typedef struct criteria {
    at_reading *reading;
    at_csv_table csv;
    size_t column[NAMED_COLUMNS];
    at_index_criterion *rows;
    at_str *ids, *categories, *groups;
    size_t category_count, group_count;
    at_map *group_of_name;
    size_t *group_rows;    /* [group] row that named it first */
    size_t *group_members; /* [group] */
    bool rules_whole;      /* weights and groups are all readable */
} criteria;

static at_str cell(const criteria *c, size_t row, size_t which)
{
    return c->column[which] == SIZE_MAX ? (at_str){0} : at_csv_cell(&c->csv, row, c->column[which]);
}

static uint64_t column_number(const criteria *c, size_t which)
{
    return c->column[which] == SIZE_MAX ? 0 : c->column[which] + 1;
}

/* The number of `name` in a list of distinct names kept in order of first appearance. */
static at_status number_of(at_reading *reading, at_map *map, at_str name, at_str *names,
                           size_t *count, size_t *out, at_err *err)
{
    if (at_map_get(map, name, out)) return AT_OK;
    AT_TRY(at_reading_keep(reading, name, &names[*count], err));
    AT_TRY(at_map_put(map, names[*count], *count, NULL, err));
    *out = (*count)++;
    return AT_OK;
}

static bool is_plain_id(at_str id)
{
    for (size_t i = 0; i < id.len; i++) {
        if ((unsigned char)id.ptr[i] <= ' ' || id.ptr[i] == 0x7f) return false;
    }
    return id.len > 0 && id.len <= AT_EDITION_ID_MAX;
}

static at_status read_id(criteria *c, size_t row, at_err *err)
{
    at_reading *reading = c->reading;
    const uint64_t record = c->csv.record[row];
    const at_str id = cell(c, row, ID);
    size_t before = SIZE_MAX;
    AT_TRY(at_reading_keep(reading, id, &c->ids[row], err));
    c->rows[row].id = c->ids[row];
    if (!is_plain_id(id)) {
        at_reading_fatal(
            reading, AT_EDITION_CRITERIA, record, column_number(c, ID),
            "\"%s\" cannot be the id of a criterion: expected 1 to %d bytes without spaces",
            at_quote(id).text, AT_EDITION_ID_MAX);
        return AT_OK;
    }
    if (at_str_equal(id, AT_STR("iso2")) || at_str_equal(id, AT_STR("country"))) {
        at_reading_fatal(
            reading, AT_EDITION_CRITERIA, record, column_number(c, ID),
            "\"%s\" cannot be the id of a criterion: values.csv has a column of that name",
            at_quote(id).text);
    }
    AT_TRY(at_map_put(reading->criterion_of_id, c->ids[row], row, &before, err));
    if (before != SIZE_MAX) {
        at_reading_fatal(
            reading, AT_EDITION_CRITERIA, record, column_number(c, ID),
            "criterion \"%s\" stands twice: it is in row %llu already; give each its own id",
            at_quote(id).text, (unsigned long long)c->csv.record[before]);
    }
    return AT_OK;
}

static at_status read_category(criteria *c, size_t row, at_err *err)
{
    const at_str name = cell(c, row, CATEGORY);
    if (name.len == 0) {
        at_reading_fatal(c->reading, AT_EDITION_CRITERIA, c->csv.record[row],
                         column_number(c, CATEGORY), "the criterion has no category");
    }
    return number_of(c->reading, c->reading->category_of_name, name, c->categories,
                     &c->category_count, &c->rows[row].category, err);
}

static void read_weight(criteria *c, size_t row)
{
    at_err why;
    const at_str text = cell(c, row, WEIGHT);
    const uint64_t record = c->csv.record[row], column = column_number(c, WEIGHT);
    at_fraction weight = {0, 1};
    c->rows[row].weight = weight;
    if (column == 0) return;
    if (text.len == 0) {
        at_reading_fatal(c->reading, AT_EDITION_CRITERIA, record, column,
                         "criterion \"%s\" has no weight: expected a number of points, 0 where it "
                         "shall not count",
                         at_quote(c->ids[row]).text);
    } else if (at_parse_fraction(text, &weight, &why) != AT_OK) {
        at_reading_fatal(c->reading, AT_EDITION_CRITERIA, record, column, "weight %s", why.text);
    } else if (weight.num < 0) {
        at_reading_fatal(c->reading, AT_EDITION_CRITERIA, record, column,
                         "weight \"%s\" is negative: expected 0 or more points (word a bad law as "
                         "the absence of it)",
                         at_quote(text).text);
    } else {
        c->rows[row].weight = weight;
        return;
    }
    c->rules_whole = false;
}

static at_status read_group(criteria *c, size_t row, at_err *err)
{
    const at_str name = cell(c, row, GROUP);
    at_index_criterion *criterion = &c->rows[row];
    const size_t known = c->group_count;
    criterion->group = AT_INDEX_NONE;
    if (name.len == 0) return AT_OK;
    AT_TRY(number_of(c->reading, c->group_of_name, name, c->groups, &c->group_count,
                     &criterion->group, err));
    if (c->group_count > known) c->group_rows[criterion->group] = row;
    c->group_members[criterion->group]++;
    const at_index_criterion *first = &c->rows[c->group_rows[criterion->group]];
    if (first->category != criterion->category) {
        c->rules_whole = false;
        at_reading_fatal(
            c->reading, AT_EDITION_CRITERIA, c->csv.record[row], column_number(c, GROUP),
            "exclusive group \"%s\" lies in two categories, \"%s\" and \"%s\": expected one",
            at_quote(name).text, at_quote(c->categories[first->category]).text,
            at_quote(c->categories[criterion->category]).text);
    }
    return AT_OK;
}

static void resolve_requires(criteria *c, size_t row)
{
    const at_str name = cell(c, row, REQUIRES);
    at_index_criterion *criterion = &c->rows[row];
    criterion->requires = AT_INDEX_NONE;
    if (name.len == 0 || at_map_get(c->reading->criterion_of_id, name, &criterion->requires)) {
        return;
    }
    at_reading_fatal(c->reading, AT_EDITION_CRITERIA, c->csv.record[row],
                     column_number(c, REQUIRES),
                     "\"%s\" requires \"%s\", which is not the id of a criterion%s",
                     at_quote(criterion->id).text, at_quote(name).text,
                     at_reading_suggest(c->reading, name, c->ids, c->csv.rows).text);
}

static void tell_cycle(const criteria *c, size_t row)
{
    const size_t next = c->rows[row].requires;
    const uint64_t record = c->csv.record[row], column = column_number(c, REQUIRES);
    if (next == row) {
        at_reading_fatal(c->reading, AT_EDITION_CRITERIA, record, column,
                         "\"%s\" requires itself: a criterion cannot be its own prerequisite",
                         at_quote(c->ids[row]).text);
    } else {
        at_reading_fatal(c->reading, AT_EDITION_CRITERIA, record, column,
                         "\"%s\" requires \"%s\", which requires it in turn: prerequisites must "
                         "not go in a circle",
                         at_quote(c->ids[row]).text, at_quote(c->ids[next]).text);
    }
}

/* Rings of prerequisites, each told once, at its first row. A walk that meets its own trace has
 * found one; what leads to a ring without lying on it meets the trace of another walk. */
static at_status find_cycles(const criteria *c, at_err *err)
{
    size_t *seen; /* 1 + the row from which a walk came by; 0: not yet */
    AT_TRY(AT_NEW(c->reading->scratch, c->csv.rows, &seen, err));
    for (size_t start = 0; start < c->csv.rows; start++) {
        size_t at = start;
        while (at != AT_INDEX_NONE && seen[at] == 0) {
            seen[at] = start + 1;
            at = c->rows[at].requires;
        }
        if (at == AT_INDEX_NONE || seen[at] != start + 1) continue;
        size_t first = at;
        for (size_t i = c->rows[at].requires; i != at; i = c->rows[i].requires) {
            if (i < first) first = i;
        }
        tell_cycle(c, first);
    }
    return AT_OK;
}

static void check_groups(const criteria *c)
{
    for (size_t g = 0; g < c->group_count; g++) {
        if (c->group_members[g] > 1) continue;
        at_reading_note(c->reading, AT_EDITION_CRITERIA, c->csv.record[c->group_rows[g]],
                        column_number(c, GROUP),
                        "exclusive group \"%s\" has one criterion only: it excludes nothing",
                        at_quote(c->groups[g]).text);
    }
}

static at_status check_labels(const criteria *c, at_err *err)
{
    at_map *row_of_label;
    AT_TRY(at_map_new(c->reading->scratch, c->csv.rows, &row_of_label, err));
    for (size_t row = 0; row < c->csv.rows; row++) {
        size_t before = SIZE_MAX;
        at_str label;
        AT_TRY(
            at_text_fold(c->reading->scratch, c->rows[row].label, AT_FOLD_KEEP_MARKS, &label, err));
        if (label.len == 0) {
            at_reading_note(c->reading, AT_EDITION_CRITERIA, c->csv.record[row],
                            column_number(c, LABEL), "criterion \"%s\" has no label",
                            at_quote(c->ids[row]).text);
            continue;
        }
        AT_TRY(at_map_put(row_of_label, label, row, &before, err));
        if (before == SIZE_MAX) continue;
        at_reading_note(c->reading, AT_EDITION_CRITERIA, c->csv.record[row],
                        column_number(c, LABEL),
                        "\"%s\" has the label of \"%s\" (row %llu): readers cannot tell them apart",
                        at_quote(c->ids[row]).text, at_quote(c->ids[before]).text,
                        (unsigned long long)c->csv.record[before]);
    }
    return AT_OK;
}

/* Points that a country can reach: of an exclusive group only the heaviest criterion. */
static at_status check_attainable(const criteria *c, at_err *err)
{
    at_ratio sum = at_ratio_from_i64(0);
    at_fraction *heaviest;
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    AT_TRY(AT_NEW(c->reading->scratch, c->group_count, &heaviest, err));
    for (size_t g = 0; g < c->group_count; g++) heaviest[g] = (at_fraction){0, 1};
    for (size_t i = 0; i < c->csv.rows; i++) {
        const at_index_criterion *k = &c->rows[i];
        if (k->group == AT_INDEX_NONE) {
            sum = at_ratio_add(sum, at_fraction_ratio(k->weight));
        } else if (at_fraction_compare(k->weight, heaviest[k->group]) > 0) {
            heaviest[k->group] = k->weight;
        }
    }
    for (size_t g = 0; g < c->group_count; g++) {
        sum = at_ratio_add(sum, at_fraction_ratio(heaviest[g]));
    }
    if (at_ratio_ok(sum) && at_ratio_compare(sum, at_ratio_from_i64(100)) == 0) return AT_OK;
    if (at_ratio_ok(sum)) {
        at_buffer_ratio_short(&text, sum, 6);
    } else {
        at_buffer_literal(&text, "more digits than can be kept");
    }
    AT_TRY(at_buffer_status(&text, err));
    at_reading_note(c->reading, AT_EDITION_CRITERIA, 0, column_number(c, WEIGHT),
                    "the attainable weights add up to %.*s, not 100: scores are points out of "
                    "that, nothing is rescaled",
                    AT_STR_ARG(at_buffer_str(&text)));
    return AT_OK;
}

/* id_2025 -> 2025, else 0. */
static uint64_t crosswalk_year(at_str header)
{
    if (header.len != 7 || strncasecmp(header.ptr, "id_", 3) != 0) return 0;
    return at_edition_year(at_str_slice(header, 3, 7));
}

static at_status read_crosswalk(const criteria *c, size_t column, at_crosswalk *out, at_err *err)
{
    at_map *row_of_id;
    at_str *ids;
    AT_TRY(at_map_new(c->reading->scratch, c->csv.rows, &row_of_id, err));
    AT_TRY(AT_NEW(c->reading->arena, c->csv.rows, &ids, err));
    for (size_t row = 0; row < c->csv.rows; row++) {
        size_t before = SIZE_MAX;
        AT_TRY(at_reading_keep(c->reading, at_csv_cell(&c->csv, row, column), &ids[row], err));
        if (ids[row].len == 0) continue;
        AT_TRY(at_map_put(row_of_id, ids[row], row, &before, err));
        if (before == SIZE_MAX) continue;
        at_reading_note(c->reading, AT_EDITION_CRITERIA, c->csv.record[row], column + 1,
                        "\"%s\" is named for \"%s\" and for \"%s\" (row %llu): it can be matched "
                        "with one only, the first",
                        at_quote(ids[row]).text, at_quote(c->ids[row]).text,
                        at_quote(c->ids[before]).text, (unsigned long long)c->csv.record[before]);
    }
    *out = (at_crosswalk){crosswalk_year(c->csv.header[column]), ids};
    return AT_OK;
}

static int by_year(const void *left, const void *right)
{
    const at_crosswalk *a = left, *b = right;
    return a->year < b->year ? -1 : a->year > b->year;
}

static at_status read_crosswalks(const criteria *c, const bool *taken, at_err *err)
{
    at_crosswalk *crosswalks;
    size_t count = 0;
    for (size_t column = 0; column < c->csv.columns; column++) count += taken[column];
    AT_TRY(AT_NEW(c->reading->arena, count, &crosswalks, err));
    count = 0;
    for (size_t column = 0; column < c->csv.columns; column++) {
        if (!taken[column]) continue;
        AT_TRY(read_crosswalk(c, column, &crosswalks[count++], err));
    }
    if (count) qsort(crosswalks, count, sizeof *crosswalks, by_year);
    c->reading->edition->crosswalks = crosswalks;
    c->reading->edition->crosswalk_count = count;
    return AT_OK;
}

static at_status make_room(criteria *c, at_err *err)
{
    const size_t rows = c->csv.rows;
    at_reading *reading = c->reading;
    AT_TRY(AT_NEW(reading->arena, rows, &c->rows, err));
    AT_TRY(AT_NEW(reading->arena, rows, &c->ids, err));
    AT_TRY(AT_NEW(reading->arena, rows, &c->categories, err));
    AT_TRY(AT_NEW(reading->arena, rows, &c->groups, err));
    AT_TRY(AT_NEW(reading->scratch, rows, &c->group_rows, err));
    AT_TRY(AT_NEW(reading->scratch, rows, &c->group_members, err));
    AT_TRY(at_map_new(reading->scratch, rows, &c->group_of_name, err));
    AT_TRY(at_map_new(reading->scratch, rows, &reading->criterion_of_id, err));
    return at_map_new(reading->scratch, rows, &reading->category_of_name, err);
}

static at_status read_rows(criteria *c, at_err *err)
{
    AT_TRY(make_room(c, err));
    for (size_t row = 0; row < c->csv.rows; row++) {
        AT_TRY(read_id(c, row, err));
        AT_TRY(read_category(c, row, err));
        AT_TRY(at_reading_keep(c->reading, cell(c, row, LABEL), &c->rows[row].label, err));
        read_weight(c, row);
        AT_TRY(read_group(c, row, err));
    }
    for (size_t row = 0; row < c->csv.rows; row++) resolve_requires(c, row);
    AT_TRY(find_cycles(c, err));
    AT_TRY(check_labels(c, err));
    check_groups(c);
    if (c->rules_whole && c->column[WEIGHT] != SIZE_MAX) AT_TRY(check_attainable(c, err));
    return AT_OK;
}

static void hand_over(const criteria *c)
{
    at_index_edition *index = &c->reading->edition->index;
    index->criteria = c->rows;
    index->criterion_count = c->csv.rows;
    index->categories = c->categories;
    index->category_count = c->category_count;
    index->groups = c->groups;
    index->group_count = c->group_count;
    index->weighted = c->column[WEIGHT] != SIZE_MAX;
    c->reading->criterion_ids = c->ids;
}

at_status at_reading_criteria(at_reading *reading, at_bytes bytes, at_err *err)
{
    const at_csv_limits limits = at_edition_csv_limits(AT_EDITION_CRITERIA_MAX);
    criteria c = {.reading = reading, .rules_whole = true};
    bool *taken;
    AT_TRY(at_csv_parse(reading->scratch, reading->path[AT_EDITION_CRITERIA], bytes, &limits,
                        &c.csv, err));
    AT_TRY(AT_NEW(reading->scratch, c.csv.columns, &taken, err));
    for (size_t i = 0; i < c.csv.columns; i++) taken[i] = crosswalk_year(c.csv.header[i]) != 0;
    if (!at_reading_columns(reading, AT_EDITION_CRITERIA, &c.csv, column_names, NAMED_COLUMNS,
                            taken, form, c.column)) {
        return AT_OK;
    }
    if (c.csv.rows == 0) {
        at_reading_fatal(reading, AT_EDITION_CRITERIA, 1, 0,
                         "there are no criteria: expected a row for each below the header");
        return AT_OK;
    }
    AT_TRY(read_rows(&c, err));
    AT_TRY(read_crosswalks(&c, taken, err));
    hand_over(&c);
    return AT_OK;
}
