/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the two tables as read to a checked, ordered tree. */
#include "base/map.h"
#include "base/number.h"
#include "index/coin.h"

#include <stdlib.h>

typedef struct builder {
    at_arena *arena;
    const at_coin_meta *meta;
    const at_coin_data *data;
    at_map *rows;                     /* code -> meta row */
    at_map *columns;                  /* code -> number, then group, of the data */
    at_coin_element *elements;        /* in order */
    const at_coin_meta_row **sources; /* [element] the row it comes from */
    at_map *places;                   /* code -> element */
    at_coin coin;
} builder;

#define REFUSE(b, row, field, ...)                                                                 \
    at_fail_at(err, AT_EINPUT, (b)->meta->file, (row)->record, (b)->meta->columns[field],          \
               __VA_ARGS__)

static bool in_tree(const at_coin_meta_row *row)
{
    return row->kind == AT_COIN_INDICATOR || row->kind == AT_COIN_AGGREGATE;
}

static at_status map_codes(builder *b, at_err *err)
{
    AT_TRY(at_map_new(b->arena, b->meta->count, &b->rows, err));
    for (size_t i = 0; i < b->meta->count; i++) {
        const at_coin_meta_row *row = &b->meta->rows[i];
        if (row->code.len == 0) {
            return REFUSE(b, row, AT_COIN_CODE,
                          "the code is empty; every row needs one of its own");
        }
        size_t existing;
        AT_TRY(at_map_put(b->rows, row->code, i, &existing, err));
        if (existing != SIZE_MAX) {
            return REFUSE(b, row, AT_COIN_CODE,
                          "the code \"%s\" is already that of row %llu; codes must differ",
                          at_quote(row->code).text,
                          (unsigned long long)b->meta->rows[existing].record);
        }
    }
    const size_t numbers = b->data->number_count, groups = b->data->group_count;
    AT_TRY(at_map_new(b->arena, numbers + groups, &b->columns, err));
    for (size_t i = 0; i < numbers; i++) {
        AT_TRY(at_map_put(b->columns, b->data->number_codes[i], i, NULL, err));
    }
    for (size_t i = 0; i < groups; i++) {
        AT_TRY(at_map_put(b->columns, b->data->group_codes[i], numbers + i, NULL, err));
    }
    return AT_OK;
}

/* --- one row at a time --- */

static at_status check_level(const builder *b, const at_coin_meta_row *row, at_err *err)
{
    if (at_coin_missing(row->level)) {
        return REFUSE(b, row, AT_COIN_LEVEL,
                      "\"%s\" has no level; indicators stand at level 1, aggregates above",
                      at_quote(row->code).text);
    }
    if (row->level < 1 || row->level > AT_COIN_MAX_LEVELS || row->level != floor(row->level)) {
        return REFUSE(b, row, AT_COIN_LEVEL,
                      "the level of \"%s\" is %g; expected a whole number from 1 to %d",
                      at_quote(row->code).text, row->level, AT_COIN_MAX_LEVELS);
    }
    if (row->kind == AT_COIN_INDICATOR && row->level > 1) {
        return REFUSE(b, row, AT_COIN_LEVEL,
                      "the indicator \"%s\" is at level %g; indicators stand at level 1",
                      at_quote(row->code).text, row->level);
    }
    return AT_OK;
}

static at_status check_direction(const builder *b, const at_coin_meta_row *row, at_err *err)
{
    if (row->direction == 1) return AT_OK;
    if (row->kind == AT_COIN_AGGREGATE) {
        if (at_coin_missing(row->direction)) return AT_OK;
        return REFUSE(b, row, AT_COIN_DIRECTION,
                      "the aggregate \"%s\" has direction %g; only an indicator can be turned "
                      "round, so write 1 or nothing",
                      at_quote(row->code).text, row->direction);
    }
    if (at_coin_missing(row->direction)) {
        return REFUSE(b, row, AT_COIN_DIRECTION,
                      "\"%s\" has no direction; write 1 where more is better, -1 where less is",
                      at_quote(row->code).text);
    }
    if (row->direction == -1) return AT_OK;
    return REFUSE(b, row, AT_COIN_DIRECTION, "the direction of \"%s\" is %g; expected 1 or -1",
                  at_quote(row->code).text, row->direction);
}

static at_status check_weight(const builder *b, const at_coin_meta_row *row, at_err *err)
{
    if (at_coin_missing(row->weight)) {
        if (row->parent.len == 0) return AT_OK; /* that of the top is never used */
        return REFUSE(b, row, AT_COIN_WEIGHT,
                      "\"%s\" has no weight; write one, 0 to leave it out of its parent",
                      at_quote(row->code).text);
    }
    if (row->weight < 0) {
        return REFUSE(b, row, AT_COIN_WEIGHT, "the weight of \"%s\" is %g; expected 0 or more",
                      at_quote(row->code).text, row->weight);
    }
    return AT_OK;
}

static at_status check_parent(const builder *b, const at_coin_meta_row *row, at_err *err)
{
    if (row->parent.len == 0) return AT_OK;
    size_t at;
    if (!at_map_get(b->rows, row->parent, &at)) {
        return REFUSE(b, row, AT_COIN_PARENT,
                      "the parent \"%s\" of \"%s\" is in no row; add it as an aggregate",
                      at_quote(row->parent).text, at_quote(row->code).text);
    }
    const at_coin_meta_row *parent = &b->meta->rows[at];
    if (parent->kind != AT_COIN_AGGREGATE) {
        return REFUSE(b, row, AT_COIN_PARENT, "the parent \"%s\" of \"%s\" is not an aggregate",
                      at_quote(row->parent).text, at_quote(row->code).text);
    }
    if (!(parent->level > row->level)) {
        return REFUSE(b, row, AT_COIN_PARENT,
                      "the parent \"%s\" (level %g) does not stand above \"%s\" (level %g); levels "
                      "must rise from child to parent, else the tree could run in a circle",
                      at_quote(row->parent).text, parent->level, at_quote(row->code).text,
                      row->level);
    }
    return AT_OK;
}

static at_status check_denominator(const builder *b, const at_coin_meta_row *row, at_err *err)
{
    size_t at;
    if (row->denominator.len == 0 || row->kind != AT_COIN_INDICATOR) return AT_OK;
    if (!at_map_get(b->rows, row->denominator, &at) ||
        b->meta->rows[at].kind != AT_COIN_DENOMINATOR) {
        return REFUSE(b, row, AT_COIN_DENOMINATED_BY,
                      "\"%s\" is to be divided by \"%s\", which no row has as a Denominator",
                      at_quote(row->code).text, at_quote(row->denominator).text);
    }
    return AT_OK;
}

static at_status check_column(const builder *b, const at_coin_meta_row *row, at_err *err)
{
    if (row->kind == AT_COIN_AGGREGATE || row->kind == AT_COIN_OTHER) return AT_OK;
    size_t at;
    if (at_map_get(b->columns, row->code, &at)) return AT_OK;
    return REFUSE(b, row, AT_COIN_CODE, "%s has no column \"%s\"", b->data->file,
                  at_quote(row->code).text);
}

/* After all levels are known to be sound. */
static at_status check_row(const builder *b, const at_coin_meta_row *row, at_err *err)
{
    if (in_tree(row)) {
        AT_TRY(check_direction(b, row, err));
        AT_TRY(check_weight(b, row, err));
        AT_TRY(check_parent(b, row, err));
        AT_TRY(check_denominator(b, row, err));
    }
    return check_column(b, row, err);
}

/* --- the tree --- */

static int compare_rows(const void *a, const void *b)
{
    const at_coin_meta_row *const *left = a, *const *right = b;
    const at_coin_meta_row *x = *left, *y = *right;
    if (x->level < y->level) return -1;
    if (x->level > y->level) return 1;
    const int parent = at_str_compare(x->parent, y->parent);
    return parent ? parent : at_str_compare(x->code, y->code);
}

static at_status place_elements(builder *b, at_err *err)
{
    size_t count = 0, indicators = 0;
    AT_TRY(AT_NEW(b->arena, b->meta->count, &b->sources, err));
    for (size_t i = 0; i < b->meta->count; i++) {
        const at_coin_meta_row *row = &b->meta->rows[i];
        if (in_tree(row)) b->sources[count++] = row;
        indicators += row->kind == AT_COIN_INDICATOR;
    }
    if (count > AT_COIN_MAX_ELEMENTS) {
        return at_fail_at(err, AT_ELIMIT, b->meta->file, 0, 0,
                          "%zu indicators and aggregates; the limit is %d", count,
                          AT_COIN_MAX_ELEMENTS);
    }
    if (indicators == 0) {
        return at_fail_at(err, AT_EINPUT, b->meta->file, 0, 0, "no row is an Indicator");
    }
    qsort(b->sources, count, sizeof *b->sources, compare_rows);
    /* check_level() leaves level 1 to indicators and to aggregates that have nothing below them. */
    for (size_t i = 0; i < count; i++) {
        if (b->sources[i]->kind == AT_COIN_AGGREGATE && b->sources[i]->level < 2) {
            return REFUSE(b, b->sources[i], AT_COIN_LEVEL,
                          "the aggregate \"%s\" is at level 1, where only indicators stand",
                          at_quote(b->sources[i]->code).text);
        }
    }
    b->coin.element_count = count;
    b->coin.indicator_count = indicators;
    b->coin.level_count = (size_t)b->sources[count - 1]->level;
    return AT_OK;
}

static at_status find_top(const builder *b, at_err *err)
{
    const at_coin_meta_row *top = NULL;
    for (size_t i = 0; i < b->coin.element_count; i++) {
        const at_coin_meta_row *row = b->sources[i];
        if (row->parent.len > 0) continue;
        if (row->kind == AT_COIN_INDICATOR) {
            return REFUSE(b, row, AT_COIN_PARENT, "the indicator \"%s\" has no parent",
                          at_quote(row->code).text);
        }
        if (top) {
            return REFUSE(b, row, AT_COIN_PARENT,
                          "neither \"%s\" nor \"%s\" has a parent; all must meet in one top",
                          at_quote(top->code).text, at_quote(row->code).text);
        }
        top = row;
    }
    return AT_OK; /* there is one: levels rise from child to parent, and they end */
}

static at_status fill_elements(builder *b, at_err *err)
{
    const size_t count = b->coin.element_count;
    AT_TRY(AT_NEW(b->arena, count, &b->elements, err));
    AT_TRY(at_map_new(b->arena, count, &b->places, err));
    for (size_t i = 0; i < count; i++) {
        const at_coin_meta_row *row = b->sources[i];
        AT_TRY(at_map_put(b->places, row->code, i, NULL, err));
        b->elements[i] = (at_coin_element){
            .code = row->code,
            .name = row->name,
            .level = (uint32_t)row->level,
            .direction = row->direction == -1 ? -1 : 1,
            .weight = at_coin_missing(row->weight) ? 1 : row->weight,
            .parent = SIZE_MAX,
            .denominator = SIZE_MAX,
        };
    }
    for (size_t i = 0; i < count; i++) {
        const at_coin_meta_row *row = b->sources[i];
        if (row->parent.len == 0) continue;
        if (!at_map_get(b->places, row->parent, &b->elements[i].parent)) {
            return at_fail(err, AT_EBUG, "a checked parent is not in the tree");
        }
        b->elements[b->elements[i].parent].child_count++;
    }
    return AT_OK;
}

static at_status link_children(builder *b, at_err *err)
{
    const size_t count = b->coin.element_count;
    uint32_t *children, *next;
    size_t *first;
    AT_TRY(AT_NEW(b->arena, count, &children, err));
    AT_TRY(AT_NEW(b->arena, count, &next, err));
    AT_TRY(AT_NEW(b->arena, count, &first, err));
    for (size_t i = 0, at = 0; i < count; i++) {
        const at_coin_element *e = &b->elements[i];
        if (e->child_count == 0 && i >= b->coin.indicator_count) {
            return REFUSE(b, b->sources[i], AT_COIN_CODE,
                          "nothing stands below the aggregate \"%s\"", at_quote(e->code).text);
        }
        first[i] = at;
        b->elements[i].children = children + at;
        at += e->child_count;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t parent = b->elements[i].parent;
        if (parent != SIZE_MAX) children[first[parent] + next[parent]++] = (uint32_t)i;
    }
    for (size_t i = b->coin.indicator_count; i < count; i++) {
        const at_coin_element *e = &b->elements[i];
        double sum = 0;
        for (size_t k = 0; k < e->child_count; k++) sum += b->elements[e->children[k]].weight;
        if (!(sum > 0)) {
            return REFUSE(b, b->sources[i], AT_COIN_CODE,
                          "all weights below \"%s\" are 0; one at least must be more",
                          at_quote(e->code).text);
        }
    }
    return AT_OK;
}

/* --- the data --- */

typedef struct numbered_unit {
    at_coin_unit unit;
    size_t at;
} numbered_unit;

static int compare_units(const void *a, const void *b)
{
    const numbered_unit *x = a, *y = b;
    return at_str_compare(x->unit.code, y->unit.code);
}

static at_status sort_units(builder *b, size_t **order, at_err *err)
{
    const at_coin_data *data = b->data;
    const size_t count = data->unit_count;
    if (count < 2) {
        return at_fail_at(err, AT_EINPUT, data->file, 0, 0,
                          "%zu unit%s; at least two are needed to compare", count,
                          count == 1 ? "" : "s");
    }
    if (count > AT_COIN_MAX_UNITS || count * b->coin.element_count > AT_COIN_MAX_CELLS) {
        return at_fail_at(err, AT_ELIMIT, data->file, 0, 0,
                          "%zu units and %zu elements; the limit is %d units and %d cells", count,
                          b->coin.element_count, AT_COIN_MAX_UNITS, AT_COIN_MAX_CELLS);
    }
    numbered_unit *sorted;
    at_coin_unit *units;
    AT_TRY(AT_NEW(b->arena, count, &sorted, err));
    AT_TRY(AT_NEW(b->arena, count, &units, err));
    AT_TRY(AT_NEW(b->arena, count, order, err));
    for (size_t i = 0; i < count; i++) {
        if (data->units[i].code.len == 0) {
            return at_fail_at(err, AT_EINPUT, data->file, data->units[i].record, data->code_column,
                              "the unit has no code");
        }
        sorted[i] = (numbered_unit){data->units[i], i};
    }
    qsort(sorted, count, sizeof *sorted, compare_units);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && at_str_equal(sorted[i].unit.code, sorted[i - 1].unit.code)) {
            const uint64_t one = sorted[i - 1].unit.record, two = sorted[i].unit.record;
            return at_fail_at(err, AT_EINPUT, data->file, one > two ? one : two, data->code_column,
                              "the code \"%s\" is already that of row %llu; each unit has one row",
                              at_quote(sorted[i].unit.code).text,
                              (unsigned long long)(one > two ? two : one));
        }
        units[i] = sorted[i].unit;
        (*order)[i] = sorted[i].at;
    }
    b->coin.unit_count = count;
    b->coin.units = units;
    return AT_OK;
}

static void take_column(const builder *b, const size_t *order, at_str code, double *column)
{
    size_t at = 0;
    if (!at_map_get(b->columns, code, &at)) return; /* check_column() has seen to it */
    const size_t units = b->coin.unit_count;
    const double *source = b->data->numbers + at * units;
    for (size_t u = 0; u < units; u++) column[u] = source[order[u]];
}

static at_status take_raw(builder *b, const size_t *order, at_err *err)
{
    const size_t units = b->coin.unit_count, indicators = b->coin.indicator_count;
    double *raw;
    AT_TRY(AT_NEW(b->arena, indicators * units, &raw, err));
    for (size_t i = 0; i < indicators; i++) {
        take_column(b, order, b->elements[i].code, raw + i * units);
    }
    b->coin.raw = (at_coin_table){units, indicators, raw};
    return AT_OK;
}

static at_status take_denominators(builder *b, const size_t *order, at_err *err)
{
    const size_t units = b->coin.unit_count;
    size_t count = 0;
    at_str *codes;
    double *values;
    at_map *places;
    for (size_t i = 0; i < b->meta->count; i++) {
        count += b->meta->rows[i].kind == AT_COIN_DENOMINATOR;
    }
    if (count > 0 && units > AT_COIN_MAX_CELLS / count) {
        return at_fail_at(err, AT_ELIMIT, b->data->file, 0, 0,
                          "%zu units and %zu denominators; the limit is %d cells", units, count,
                          AT_COIN_MAX_CELLS);
    }
    AT_TRY(AT_NEW(b->arena, count, &codes, err));
    AT_TRY(AT_NEW(b->arena, count * units, &values, err));
    AT_TRY(at_map_new(b->arena, count, &places, err));
    for (size_t i = 0, at = 0; i < b->meta->count; i++) {
        const at_coin_meta_row *row = &b->meta->rows[i];
        if (row->kind != AT_COIN_DENOMINATOR) continue;
        codes[at] = row->code;
        take_column(b, order, row->code, values + at * units);
        AT_TRY(at_map_put(places, row->code, at++, NULL, err));
    }
    for (size_t i = 0; i < b->coin.indicator_count; i++) {
        const at_str code = b->sources[i]->denominator;
        if (code.len > 0 && !at_map_get(places, code, &b->elements[i].denominator)) {
            return at_fail(err, AT_EBUG, "a checked denominator is not in the data");
        }
    }
    b->coin.denominator_codes = codes;
    b->coin.denominators = (at_coin_table){units, count, values};
    return AT_OK;
}

static at_status take_groups(builder *b, const size_t *order, at_err *err)
{
    const size_t units = b->coin.unit_count, count = b->data->group_count;
    at_str *groups;
    AT_TRY(AT_NEW(b->arena, count * units, &groups, err));
    for (size_t g = 0; g < count; g++) {
        for (size_t u = 0; u < units; u++) {
            groups[g * units + u] = b->data->groups[g * units + order[u]];
        }
    }
    b->coin.group_count = count;
    b->coin.group_codes = b->data->group_codes;
    b->coin.groups = groups;
    return AT_OK;
}

at_status at_coin_build(at_arena *arena, const at_coin_meta *meta, const at_coin_data *data,
                        at_coin *out, at_err *err)
{
    builder b = {.arena = arena, .meta = meta, .data = data};
    size_t *order;
    AT_TRY(map_codes(&b, err));
    for (size_t i = 0; i < meta->count; i++) {
        if (in_tree(&meta->rows[i])) AT_TRY(check_level(&b, &meta->rows[i], err));
    }
    for (size_t i = 0; i < meta->count; i++) AT_TRY(check_row(&b, &meta->rows[i], err));
    AT_TRY(place_elements(&b, err));
    AT_TRY(find_top(&b, err));
    AT_TRY(fill_elements(&b, err));
    AT_TRY(link_children(&b, err));
    AT_TRY(sort_units(&b, &order, err));
    AT_TRY(take_raw(&b, order, err));
    AT_TRY(take_denominators(&b, order, err));
    AT_TRY(take_groups(&b, order, err));
    b.coin.elements = b.elements;
    *out = b.coin;
    return AT_OK;
}

size_t at_coin_find(const at_coin *coin, at_str code)
{
    for (size_t i = 0; i < coin->element_count; i++) {
        if (at_str_equal(coin->elements[i].code, code)) return i;
    }
    return SIZE_MAX;
}
