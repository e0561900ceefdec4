/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/figures.h"

#include "base/map.h"
#include "base/number.h"

#include <math.h>

enum { MOST_COLUMNS = 32 };

/* A table and where its columns are, in the order asked for. */
typedef struct view {
    const at_release_table *table; /* NULL: the release has none of that name */
    size_t column[MOST_COLUMNS], rows;
} view;

static at_status open_view(const at_release *release, at_str name, bool needed,
                           const char *const *columns, size_t count, view *out, at_err *err)
{
    view v = {.table = at_release_find(release, name)};
    if (!v.table && needed) {
        return at_fail(err, AT_ECORRUPT, "the release has no table \"%.*s\"", AT_STR_ARG(name));
    }
    if (count > MOST_COLUMNS) return at_fail(err, AT_EBUG, "too many columns");
    for (size_t i = 0; v.table && i < count; i++) {
        v.column[i] = at_release_column(v.table, at_str_from_cstr(columns[i]));
        if (v.column[i] == SIZE_MAX) {
            return at_fail(err, AT_ECORRUPT, "table \"%.*s\" of the release has no column \"%s\"",
                           AT_STR_ARG(name), columns[i]);
        }
    }
    v.rows = v.table ? v.table->row_count : 0;
    *out = v;
    return AT_OK;
}

static at_str text_at(const view *v, size_t row, size_t i)
{
    return v->table->cells[row * v->table->column_count + v->column[i]];
}

static at_status number_at(const view *v, size_t row, size_t i, at_site_number *out, at_err *err)
{
    at_site_number number = {.text = text_at(v, row, i), .value = (double)NAN};
    if (number.text.len && at_parse_f64(number.text, -1e300, 1e300, &number.value, NULL) != AT_OK) {
        return at_fail(
            err, AT_ECORRUPT,
            "table \"%.*s\" of the release, row %zu, column \"%.*s\": %s is not a number",
            AT_STR_ARG(v->table->name), row + 2, AT_STR_ARG(v->table->columns[v->column[i]]),
            at_quote(number.text).text);
    }
    *out = number;
    return AT_OK;
}

static bool yes_at(const view *v, size_t row, size_t i)
{
    return at_str_equal(text_at(v, row, i), AT_STR("yes"));
}

/* Everything that is known while reading. */
typedef struct reading {
    at_arena *arena;
    at_site_figures *figures;
    at_site_country *countries;
    at_map *country_of, *category_of, *criterion_of;
} reading;

static at_status find(const at_map *map, const view *v, size_t row, size_t i, size_t *out,
                      at_err *err)
{
    if (at_map_get(map, text_at(v, row, i), out)) return AT_OK;
    return at_fail(err, AT_ECORRUPT, "table \"%.*s\" of the release, row %zu: %s is not known",
                   AT_STR_ARG(v->table->name), row + 2, at_quote(text_at(v, row, i)).text);
}

static at_status read_editions(reading *r, at_err *err)
{
    static const char *const columns[] = {"edition", "title", "known_by", "licence",
                                          "source",  "year",  "criteria", "countries"};
    view v;
    at_site_edition *list;
    AT_TRY(open_view(r->figures->release, AT_STR("editions"), true, columns, AT_COUNT_OF(columns),
                     &v, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &list, err));
    for (size_t i = 0; i < v.rows; i++) {
        list[i].edition = text_at(&v, i, 0);
        list[i].title = text_at(&v, i, 1);
        list[i].known_by = text_at(&v, i, 2);
        list[i].licence = text_at(&v, i, 3);
        list[i].source = text_at(&v, i, 4);
        AT_TRY(number_at(&v, i, 5, &list[i].year, err));
        AT_TRY(number_at(&v, i, 6, &list[i].criteria, err));
        AT_TRY(number_at(&v, i, 7, &list[i].countries, err));
    }
    if (v.rows == 0) return at_fail(err, AT_ECORRUPT, "the release names no edition");
    r->figures->editions = list;
    r->figures->edition_count = v.rows;
    return AT_OK;
}

static at_status read_categories(reading *r, at_err *err)
{
    static const char *const columns[] = {"category", "criteria", "maximum"};
    view v;
    at_site_category *list;
    AT_TRY(open_view(r->figures->release, AT_STR("categories"), true, columns, AT_COUNT_OF(columns),
                     &v, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &list, err));
    AT_TRY(at_map_new(r->arena, v.rows, &r->category_of, err));
    for (size_t i = 0; i < v.rows; i++) {
        list[i].name = text_at(&v, i, 0);
        AT_TRY(number_at(&v, i, 1, &list[i].criteria, err));
        AT_TRY(number_at(&v, i, 2, &list[i].maximum, err));
        AT_TRY(at_map_put(r->category_of, list[i].name, i, NULL, err));
        r->figures->attainable += list[i].maximum.value;
    }
    r->figures->categories = list;
    r->figures->category_count = v.rows;
    return AT_OK;
}

/* Criteria of the main edition come first in the table, those dropped since the compared one after. */
static at_status read_criteria(reading *r, at_err *err)
{
    static const char *const columns[] = {"criterion", "category", "label",  "exclusive_group",
                                          "requires",  "status",   "weight", "weight_old"};
    view v;
    at_site_criterion *list;
    AT_TRY(open_view(r->figures->release, AT_STR("criteria"), true, columns, AT_COUNT_OF(columns),
                     &v, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &list, err));
    AT_TRY(at_map_new(r->arena, v.rows, &r->criterion_of, err));
    size_t count = 0;
    for (size_t i = 0; i < v.rows; i++) {
        list[i] = (at_site_criterion){.id = text_at(&v, i, 0),
                                      .category = text_at(&v, i, 1),
                                      .label = text_at(&v, i, 2),
                                      .group = text_at(&v, i, 3),
                                      .requires = text_at(&v, i, 4),
                                      .status = text_at(&v, i, 5)};
        AT_TRY(number_at(&v, i, 6, &list[i].weight, err));
        AT_TRY(number_at(&v, i, 7, &list[i].weight_old, err));
        if (at_str_equal(list[i].status, AT_STR("dropped"))) continue;
        if (count != i) return at_fail(err, AT_ECORRUPT, "dropped criteria do not come last");
        AT_TRY(at_map_put(r->criterion_of, list[i].id, i, NULL, err));
        count++;
    }
    r->figures->criteria = list;
    r->figures->criterion_count = count;
    r->figures->dropped = list + count;
    r->figures->dropped_count = v.rows - count;
    return AT_OK;
}

static at_status read_countries(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2",      "country", "score",   "low",
                                          "high",      "unknown", "rank",    "rank_low",
                                          "rank_high", "rank_5",  "rank_50", "rank_95"};
    view v;
    AT_TRY(open_view(r->figures->release, AT_STR("countries"), true, columns, AT_COUNT_OF(columns),
                     &v, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &r->countries, err));
    AT_TRY(at_map_new(r->arena, v.rows, &r->country_of, err));
    for (size_t i = 0; i < v.rows; i++) {
        at_site_country *c = &r->countries[i];
        at_site_number *const numbers[] = {&c->score,   &c->low,      &c->high,      &c->unknown,
                                           &c->rank,    &c->rank_low, &c->rank_high, &c->rank_5,
                                           &c->rank_50, &c->rank_95};
        c->iso2 = text_at(&v, i, 0);
        c->name = text_at(&v, i, 1);
        for (size_t k = 0; k < AT_COUNT_OF(numbers); k++) {
            AT_TRY(number_at(&v, i, 2 + k, numbers[k], err));
        }
        AT_TRY(at_map_put(r->country_of, c->iso2, i, NULL, err));
    }
    r->figures->countries = r->countries;
    r->figures->country_count = v.rows;
    return AT_OK;
}

static at_status read_points(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "category", "points"};
    view v;
    size_t total;
    at_site_number *points;
    const size_t categories = r->figures->category_count;
    AT_TRY(open_view(r->figures->release, AT_STR("category_scores"), true, columns,
                     AT_COUNT_OF(columns), &v, err));
    if (__builtin_mul_overflow(r->figures->country_count, categories, &total)) {
        return at_fail(err, AT_ELIMIT, "too many countries");
    }
    AT_TRY(AT_NEW(r->arena, total, &points, err));
    for (size_t i = 0; i < v.rows; i++) {
        size_t country, category;
        AT_TRY(find(r->country_of, &v, i, 0, &country, err));
        AT_TRY(find(r->category_of, &v, i, 1, &category, err));
        AT_TRY(number_at(&v, i, 2, &points[country * categories + category], err));
    }
    for (size_t i = 0; i < r->figures->country_count; i++)
        r->countries[i].points = points + i * categories;
    return AT_OK;
}

static at_status read_cells(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "criterion", "value", "standing", "points"};
    view v;
    size_t total;
    at_site_cell *cells;
    const size_t criteria = r->figures->criterion_count;
    AT_TRY(open_view(r->figures->release, AT_STR("cells"), false, columns, AT_COUNT_OF(columns), &v,
                     err));
    if (__builtin_mul_overflow(r->figures->country_count, criteria, &total)) {
        return at_fail(err, AT_ELIMIT, "too many countries");
    }
    AT_TRY(AT_NEW(r->arena, total, &cells, err));
    for (size_t i = 0; i < v.rows; i++) {
        size_t country, criterion;
        AT_TRY(find(r->country_of, &v, i, 0, &country, err));
        AT_TRY(find(r->criterion_of, &v, i, 1, &criterion, err));
        at_site_cell *cell = &cells[country * criteria + criterion];
        cell->standing = text_at(&v, i, 3);
        AT_TRY(number_at(&v, i, 2, &cell->value, err));
        AT_TRY(number_at(&v, i, 4, &cell->points, err));
    }
    for (size_t i = 0; i < r->figures->country_count; i++)
        r->countries[i].cells = cells + i * criteria;
    return AT_OK;
}

static at_status read_changes(reading *r, at_err *err)
{
    static const char *const columns[] = {
        "iso2",       "mode",        "values_none", "score_old",     "score_new",
        "rank_old",   "rank_new",    "places",      "values",        "rules",
        "values_low", "values_high", "own_values",  "others_values", "weights",
        "criteria",   "rank_values", "rank_rules",  "rank_entrants", "new_values_old_rules"};
    view v;
    AT_TRY(open_view(r->figures->release, AT_STR("changes"), false, columns, AT_COUNT_OF(columns),
                     &v, err));
    for (size_t i = 0; i < v.rows; i++) {
        size_t country;
        AT_TRY(find(r->country_of, &v, i, 0, &country, err));
        at_site_change *c = &r->countries[country].change;
        at_site_number *const numbers[] = {&c->score_old,
                                           &c->score_new,
                                           &c->rank_old,
                                           &c->rank_new,
                                           &c->places,
                                           &c->values,
                                           &c->rules,
                                           &c->values_low,
                                           &c->values_high,
                                           &c->own_values,
                                           &c->others_values,
                                           &c->weights,
                                           &c->criteria,
                                           &c->rank_values,
                                           &c->rank_rules,
                                           &c->rank_entrants,
                                           &c->new_values_old_rules};
        _Static_assert(AT_COUNT_OF(numbers) + 3 == AT_COUNT_OF(columns),
                       "a number for each column");
        c->given = true;
        c->full = at_str_equal(text_at(&v, i, 1), AT_STR("full"));
        c->values_none = yes_at(&v, i, 2);
        for (size_t k = 0; k < AT_COUNT_OF(numbers); k++)
            AT_TRY(number_at(&v, i, 3 + k, numbers[k], err));
        r->figures->full = c->full;
    }
    r->figures->compared = v.rows > 0;
    return AT_OK;
}

static at_status read_category_changes(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "category", "values", "rules"};
    view v;
    size_t total;
    at_site_number *values, *rules;
    const size_t categories = r->figures->category_count;
    AT_TRY(open_view(r->figures->release, AT_STR("category_changes"), false, columns,
                     AT_COUNT_OF(columns), &v, err));
    if (v.rows == 0) return AT_OK;
    if (__builtin_mul_overflow(r->figures->country_count, categories, &total)) {
        return at_fail(err, AT_ELIMIT, "too many countries");
    }
    AT_TRY(AT_NEW(r->arena, total, &values, err));
    AT_TRY(AT_NEW(r->arena, total, &rules, err));
    for (size_t i = 0; i < v.rows; i++) {
        size_t country, category;
        AT_TRY(find(r->country_of, &v, i, 0, &country, err));
        /* A category that only the old edition has is not on the pages of the new one. */
        if (!at_map_get(r->category_of, text_at(&v, i, 1), &category)) continue;
        AT_TRY(number_at(&v, i, 2, &values[country * categories + category], err));
        AT_TRY(number_at(&v, i, 3, &rules[country * categories + category], err));
        r->countries[country].category_values = values + country * categories;
        r->countries[country].category_rules = rules + country * categories;
    }
    return AT_OK;
}

/* Tables with any number of rows a country: count, lay out, fill. `start[c]` is where the rows of country c begin in
 * an array of all of them. */
static at_status count_rows(reading *r, const view *v, size_t **start, at_err *err)
{
    const size_t n = r->figures->country_count;
    size_t *at;
    AT_TRY(AT_NEW(r->arena, n + 1, &at, err));
    for (size_t i = 0; i < v->rows; i++) {
        size_t country;
        AT_TRY(find(r->country_of, v, i, 0, &country, err));
        at[country + 1]++;
    }
    for (size_t c = 0; c < n; c++) at[c + 1] += at[c];
    *start = at;
    return AT_OK;
}

static at_status read_history(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "year", "rank", "score", "kind", "firm"};
    view v;
    size_t *start, country;
    at_site_past *all;
    AT_TRY(open_view(r->figures->release, AT_STR("history"), true, columns, AT_COUNT_OF(columns),
                     &v, err));
    AT_TRY(count_rows(r, &v, &start, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &all, err));
    for (size_t i = 0; i < v.rows; i++) {
        AT_TRY(find(r->country_of, &v, i, 0, &country, err));
        at_site_country *c = &r->countries[country];
        at_site_past *past = &all[start[country] + c->past_count++];
        c->past = all + start[country];
        AT_TRY(number_at(&v, i, 1, &past->year, err));
        AT_TRY(number_at(&v, i, 2, &past->rank, err));
        AT_TRY(number_at(&v, i, 3, &past->score, err));
        past->kind = text_at(&v, i, 4);
        past->firm = yes_at(&v, i, 5);
    }
    return AT_OK;
}

static at_status read_reforms(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "criterion", "with", "points", "score", "rank"};
    view v;
    size_t *start, country;
    at_site_reform *all;
    AT_TRY(open_view(r->figures->release, AT_STR("reforms"), false, columns, AT_COUNT_OF(columns),
                     &v, err));
    AT_TRY(count_rows(r, &v, &start, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &all, err));
    for (size_t i = 0; i < v.rows; i++) {
        AT_TRY(find(r->country_of, &v, i, 0, &country, err));
        at_site_country *c = &r->countries[country];
        at_site_reform *reform = &all[start[country] + c->reform_count++];
        c->reforms = all + start[country];
        reform->criterion = text_at(&v, i, 1);
        reform->with = text_at(&v, i, 2);
        AT_TRY(number_at(&v, i, 3, &reform->points, err));
        AT_TRY(number_at(&v, i, 4, &reform->score, err));
        AT_TRY(number_at(&v, i, 5, &reform->rank, err));
    }
    return AT_OK;
}

static at_status read_sources(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "criterion", "source", "date", "note"};
    view v;
    size_t *start, country;
    at_site_source *all;
    AT_TRY(open_view(r->figures->release, AT_STR("sources"), false, columns, AT_COUNT_OF(columns),
                     &v, err));
    AT_TRY(count_rows(r, &v, &start, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &all, err));
    for (size_t i = 0; i < v.rows; i++) {
        AT_TRY(find(r->country_of, &v, i, 0, &country, err));
        at_site_country *c = &r->countries[country];
        c->sources = all + start[country];
        all[start[country] + c->source_count++] = (at_site_source){
            text_at(&v, i, 1), text_at(&v, i, 2), text_at(&v, i, 3), text_at(&v, i, 4)};
    }
    return AT_OK;
}

static at_status read_cell_changes(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "criterion", "value_old", "value_new"};
    view v;
    size_t *start, country;
    at_site_cell_change *all;
    AT_TRY(open_view(r->figures->release, AT_STR("cell_changes"), false, columns,
                     AT_COUNT_OF(columns), &v, err));
    AT_TRY(count_rows(r, &v, &start, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &all, err));
    for (size_t i = 0; i < v.rows; i++) {
        AT_TRY(find(r->country_of, &v, i, 0, &country, err));
        at_site_country *c = &r->countries[country];
        c->cell_changes = all + start[country];
        all[start[country] + c->cell_change_count++] =
            (at_site_cell_change){text_at(&v, i, 1), text_at(&v, i, 2), text_at(&v, i, 3)};
    }
    return AT_OK;
}

static at_status read_neighbours(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2_a", "iso2_b",       "holds",  "neighbours",
                                          "share",  "share_within", "epsilon"};
    view v;
    at_site_pair *list;
    const size_t n = r->figures->country_count;
    AT_TRY(open_view(r->figures->release, AT_STR("pairs"), true, columns, AT_COUNT_OF(columns), &v,
                     err));
    AT_TRY(AT_NEW(r->arena, n, &list, err));
    for (size_t i = 0; i < v.rows; i++) {
        if (!yes_at(&v, i, 3)) continue;
        if (r->figures->neighbour_count == n)
            return at_fail(err, AT_ECORRUPT, "too many neighbours");
        at_site_pair *pair = &list[r->figures->neighbour_count++];
        AT_TRY(find(r->country_of, &v, i, 0, &pair->a, err));
        AT_TRY(find(r->country_of, &v, i, 1, &pair->b, err));
        pair->holds = yes_at(&v, i, 2);
        AT_TRY(number_at(&v, i, 4, &pair->share, err));
        AT_TRY(number_at(&v, i, 5, &pair->share_within, err));
        AT_TRY(number_at(&v, i, 6, &pair->epsilon, err));
    }
    r->figures->neighbours = list;
    return AT_OK;
}

at_status at_site_figures_read(at_arena *arena, const at_release *release,
                               const at_site_figures **out, at_err *err)
{
    /* In this order: what is referred to comes before what refers to it. */
    at_status (*const steps[])(reading *, at_err *) = {
        read_editions, read_categories,   read_criteria,         read_countries, read_points,
        read_cells,    read_changes,      read_category_changes, read_history,   read_reforms,
        read_sources,  read_cell_changes, read_neighbours};
    reading r = {.arena = arena};
    AT_TRY(AT_NEW(arena, 1, &r.figures, err));
    r.figures->release = release;
    for (size_t i = 0; i < AT_COUNT_OF(steps); i++) AT_TRY(steps[i](&r, err));
    if (at_parse_f64(at_site_setting(r.figures, AT_STR("within")), 0, 100, &r.figures->within,
                     NULL) != AT_OK) {
        return at_fail(err, AT_ECORRUPT,
                       "the release does not say within how many percent its ranks were tried");
    }
    *out = r.figures;
    return AT_OK;
}

double at_site_summary(const at_site_figures *figures, at_str key)
{
    const at_release_table *table = at_release_find(figures->release, AT_STR("summary"));
    if (!table || table->column_count != 2) return (double)NAN;
    for (size_t i = 0; i < table->row_count; i++) {
        double value;
        if (!at_str_equal(table->cells[2 * i], key)) continue;
        return at_parse_f64(table->cells[2 * i + 1], -1e300, 1e300, &value, NULL) == AT_OK
                   ? value
                   : (double)NAN;
    }
    return (double)NAN;
}

at_str at_site_setting(const at_site_figures *figures, at_str key)
{
    for (size_t i = 0; i < figures->release->setting_count; i++) {
        if (at_str_equal(figures->release->settings[i].key, key))
            return figures->release->settings[i].value;
    }
    return (at_str){0};
}
